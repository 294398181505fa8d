"""`make bench NAME=check`: planted errors found, false alarms, core seconds for a 100-page .docx.

Generated papers (50, with 500 errors of twelve kinds), hand-made drafts (`tuned` the program was
mended on, `frozen` only scored), and the labelled ones of ../shared/gold/papers where it is there.
Beside it what many would write: every number of the draft looked for among those of the facts.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

import docx

from bench.quality.check.drafts import Draft, labelled_draft, marked_draft
from bench.quality.check.papers import paper
from bench.quality.check.score import Flag, Score, score
from bench.result import Result
from kaimenhong.documents.open import open_bytes
from kaimenhong.writing.checking.checker import check
from kaimenhong.writing.checking.verdict import Verdict

HERE = Path(__file__).parent
GOLD = Path(__file__).parents[4] / "shared" / "gold" / "papers"
GENERATED = 50
LINES_OF_100_PAGES = 2200  # at 22 lines a page
WRONG = (Verdict.WRONG, Verdict.STALE)
GOALS = {
    "generated_found": "== 1",
    "generated_false_alarms": "<= 0.01",
    "gold_found": "== 1",
    "gold_false_alarms": "<= 0.01",
    "others_found": ">= 0.95",
    "others_false_alarms": "<= 0.02",
    "frozen_found": ">= 0.95",
    "frozen_false_alarms": "<= 0.02",
    "seconds_for_100_pages": "<= 3",
}
type Contender = Callable[[Draft], tuple[list[Flag], list[tuple[int, int]]]]


def run() -> Result:
    planted: Counter[str] = Counter()
    sets = {
        "generated": [paper(seed, planted) for seed in range(GENERATED)],
        "gold": [labelled_draft(path) for path in sorted(GOLD.glob("check-*.txt"))],
        "others": [labelled_draft(path) for path in sorted((HERE / "others").glob("check-*.txt"))],
        **{
            kind: [marked_draft(path) for path in sorted((HERE / kind).glob("*.txt"))]
            for kind in ("tuned", "frozen")
        },
    }
    figures: dict[str, float] = {"kinds": len(planted)}
    notes: list[str] = []
    for kind, drafts in sets.items():
        if not drafts:
            notes.append(f"{kind}: ../shared 不在，未测")
            continue
        figures |= _told(kind, drafts, ours) | _told(f"{kind}_numbers", drafts, numbers)
    seconds, pages = _hundred_pages(sets["generated"])
    figures |= {"seconds_for_100_pages": seconds, "lines_of_it": pages}
    return Result("check", figures, GOALS, tuple(notes))


def _told(kind: str, drafts: Iterable[Draft], contender: Contender) -> dict[str, float]:
    whole = Score()
    for draft in drafts:
        whole.add(score(draft, *contender(draft)))
    return {f"{kind}_{name}": value for name, value in whole.told().items()}


def ours(draft: Draft) -> tuple[list[Flag], list[tuple[int, int]]]:
    found = check(draft.document, draft.ledger, area=draft.area)
    flags = [
        Flag(one.start, one.end, one.kind.value if one.kind else None)
        for one in found.figures
        if one.verdict in WRONG
    ]
    return flags, [(one.start, one.end) for one in found.figures]


_NUMBER = re.compile(r"\d+(?:\.\d+)?(?=%|个百分点|亿元|万元|家|个|位|户|人)")


def numbers(draft: Draft) -> tuple[list[Flag], list[tuple[int, int]]]:
    """Flag every number with a unit that no row of the facts has."""
    known = {f"{abs(one.value):f}" for one in draft.ledger.entries if one.value is not None}
    seen = [found.span() for found in _NUMBER.finditer(draft.document.text)]
    text = draft.document.text
    return [Flag(a, b, None) for a, b in seen if text[a:b] not in known], seen


def _hundred_pages(drafts: list[Draft]) -> tuple[float, int]:
    """Core seconds to open and check a .docx of a hundred pages, put together of one paper."""
    draft = drafts[0]
    lines = [line for line in draft.document.text.split("\n") if line.strip()]
    made = docx.Document()
    count = 0
    while count < LINES_OF_100_PAGES:
        for line in lines:
            made.add_paragraph(line)
            count += -(-len(line) // 28)
    data = io.BytesIO()
    made.save(data)
    check(draft.document, draft.ledger, area=draft.area)  # what is read once a run is read before
    begun = process_time()
    check(open_bytes("百页.docx", data.getvalue()), draft.ledger, area=draft.area)
    return round(process_time() - begun, 2), count
