"""`make bench NAME=fill`: how well blanks are filled, and whether anything was invented.

Own templates lie in `tuned`: the program was mended on them, so they tell what must not get worse.
The labelled ones of ../shared/gold/papers are counted where that folder is there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from time import process_time

from bench.quality.fill.samples import Sample, samples
from bench.result import Result
from kaimenhong.documents.text import read
from kaimenhong.engine.fact_files import read_facts
from kaimenhong.writing.filling.blank import Filling, Status
from kaimenhong.writing.filling.filler import fill
from kaimenhong.writing.ledger.ledger import ledger

SHARED = Path(__file__).parents[4] / "shared"
OTHERS = Path(__file__).parent / "others"
GOALS = {
    "gold_right": ">= 0.95",
    "gold_invented": "== 0",
    "others_right": ">= 0.90",
    "others_wrong": "<= 0.01",
    "tuned_right": ">= 0.95",
    "tuned_invented": "== 0",
    "seconds_for_5000_blanks": "<= 60",
}


def run() -> Result:
    figures: dict[str, float] = {}
    notes: list[str] = []
    for kind, found in (
        ("gold", list(_labelled(SHARED / "gold" / "papers", SHARED))),
        ("others", list(_labelled(OTHERS, OTHERS))),
        ("tuned", samples("tuned")),
    ):
        if not found:
            notes.append(f"{kind}: ../shared 不在，未测")
            continue
        figures |= {f"{kind}_{name}": value for name, value in _scores(found).items()}
    figures["seconds_for_5000_blanks"] = round(_seconds(), 2)
    return Result("fill", figures, GOALS, tuple(notes))


def _scores(found: Iterable[Sample]) -> dict[str, float]:
    counted: Counter[str] = Counter()
    for one in found:
        counted += scored(one)
    to_fill = counted["right"] + counted["wrong"] + counted["missed"]
    return {
        "blanks": counted.total(),
        "to_fill": to_fill,
        "right": round(counted["right"] / to_fill, 3),
        "wrong": round(counted["wrong"] / to_fill, 3),
        "invented": counted["invented"],
    }


def scored(sample: Sample) -> Counter[str]:
    """Count the blanks of a template that are right, wrong, missed, invented or rightly left."""
    found = filled(sample)
    return Counter(_outcome(found, *blank) for blank in sample.blanks)


def filled(sample: Sample) -> Filling:
    facts = read_facts(sample.facts)
    day = date.fromisoformat(sample.day)
    known = ledger(facts.observations, facts.targets, as_of=day)
    return fill(read(f"{sample.name}.txt", sample.text.encode()), known, area=sample.area)


def _outcome(found: Filling, start: int, end: int, wanted: str | None) -> str:
    blanks = (one for one in found.blanks if one.start < end and start < one.end)
    blank = next(blanks, None)
    got = blank.shown if blank is not None and blank.status is Status.FILLED else None
    if wanted is None:
        return "left" if got is None else "invented"
    return "right" if got == wanted else "missed" if got is None else "wrong"


def _labelled(folder: Path, files: Path) -> Iterator[Sample]:
    """Templates with their truth in JSON; `files` is where the texts that it names stand."""
    for path in sorted(folder.glob("fill-*.json")):
        truth = json.loads(path.read_text("utf-8"))
        text = (files / truth["file"]).read_bytes().decode("utf-8")
        blanks = tuple(
            (one["start"], one["end"], one["shown"] if one["status"] == "filled" else None)
            for one in truth["blanks"]
        )
        facts = path.with_suffix(".facts.csv")
        yield Sample(path.stem, truth["area"], truth["as_of"], text, facts, blanks)


def _seconds() -> float:
    """Core seconds for a template of about 5,000 blanks, made of a template of ours."""
    one = samples("tuned")[0]
    times = -(-5000 // len(one.blanks))
    many = Sample(one.name, one.area, one.day, one.text * times, one.facts, ())
    begun = process_time()
    filled(many)
    return process_time() - begun
