"""A check for people: a table, a marked text, and a copy of the draft with comments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO

from rich.console import Console
from rich.table import Table

from kaimenhong.documents import word
from kaimenhong.documents.document import Document
from kaimenhong.documents.parts import Parts
from kaimenhong.documents.signatures import PACKED
from kaimenhong.writing.checking.contract import to_json
from kaimenhong.writing.checking.verdict import Check, Checked, Verdict
from kaimenhong.writing.commenting import Comment, Commented, commented

AUTHOR = "校核"
WIDTH = 100
AROUND = 12
# What needs no word of anybody is left out of tables, marks and comments.
_QUIET = frozenset((Verdict.RIGHT,))


def as_json(check: Check) -> str:
    """Give the contract's JSON."""
    return json.dumps(to_json(check), ensure_ascii=False, indent=1)


def summary(check: Check) -> str:
    """Tell in one line how many figures hold and how many do not.

    >>> summary(Check("稿.txt", "", ()))
    '没有读到数字'
    """
    told = "，".join(f"{verdict.label} {count}" for verdict, count in check.counted.items())
    return told or "没有读到数字"


def as_table(check: Check) -> str:
    """Give what needs a look as a table of a terminal, and the counts."""
    table = Table(box=None, pad_edge=False, width=WIDTH)
    for head, ratio in (("结论", 8), ("类别", 6), ("原文", 34), ("应为", 16), ("理由和出处", 36)):
        table.add_column(head, ratio=ratio, overflow="fold")
    for one in listed(check):
        kind = one.kind.label if one.kind else ""
        reason = "；".join(filter(None, (one.reason, *one.sources[:1])))
        table.add_row(one.verdict.label, kind, _in_place(check, one), one.shown or "", reason)
    written = StringIO()
    console = Console(file=written, width=WIDTH, color_system=None)
    if table.row_count:
        console.print(table)
    console.print(summary(check), highlight=False)
    return written.getvalue()


def listed(check: Check) -> list[Checked]:
    """Give what a person has to look at, in reading order."""
    return [one for one in check.figures if one.verdict not in _QUIET]


def _in_place(check: Check, one: Checked) -> str:
    """The figure with the words before it, on one line."""
    before = check.text[max(0, one.start - AROUND) : one.start].rpartition("\n")[2]
    return f"{before.strip()}【{one.text}】"


def as_marked_text(check: Check) -> str:
    """Give the draft with a number at every place to look at, and the list of them below."""
    places = listed(check)
    parts, at = [], 0
    for number, one in enumerate(places, 1):
        # A second finding inside the first has its mark behind the first one's.
        end = max(one.end, at)
        parts.append(f"{check.text[at:end]}【{number}】")
        at = end
    lines = [f"【{number}】{told(one)}" for number, one in enumerate(places, 1)]
    rule = "\n\n────────\n校核："
    return "".join(parts) + check.text[at:].rstrip("\n") + rule + _ended(summary(check), lines)


def _ended(head: str, lines: list[str]) -> str:
    return "\n".join((head, *lines)) + "\n"


def told(one: Checked) -> str:
    """Tell one finding in a line: verdict, kind, what stands there, what should, and why.

    >>> told(Checked(0, 4, "1.7%", Verdict.WRONG, shown="7.1%", reason="与数据不符"))
    '有误：“1.7%”应为“7.1%”。与数据不符'
    """
    kind = f"（{one.kind.label}）" if one.kind else ""
    should = f"应为“{one.shown}”" if one.shown else ""
    return "。".join(filter(None, (f"{one.verdict.label}{kind}：“{one.text}”{should}", one.reason)))


def as_commented(check: Check, document: Document, data: bytes) -> Commented:
    """Give a copy of the .docx with a comment at every place to look at; the draft stays as it is.

    Raises `Mistake` where the file cannot be unpacked.
    """
    comments = [
        Comment(one.start, one.end, "\n".join((told(one), *_cited(one)))) for one in listed(check)
    ]
    return commented(data, document, comments, author=AUTHOR)


def as_copy(check: Check, document: Document, data: bytes) -> Commented:
    """Give the copy with what was found in it: comments in a .docx, else a marked text in UTF-8."""
    if data.startswith(PACKED) and word.MAIN in Parts(data).names:
        return as_commented(check, document, data)
    return Commented(as_marked_text(check).encode(), ())


def _cited(one: Checked) -> Iterator[str]:
    yield from (f"依据：{source}" for source in one.sources)
