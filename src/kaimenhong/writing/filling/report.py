"""A filling for people: a table of a terminal, and the list of sources at a paper's end."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich.console import Console
from rich.table import Table

from kaimenhong.writing.checking.judged import sources
from kaimenhong.writing.filling.blank import Blank, Filling, Status
from kaimenhong.writing.ledger.question import Answer

WIDTH = 100
AROUND = 14
MOST_CANDIDATES = 3


def summary(filling: Filling) -> str:
    """Tell in one line what became of the blanks.

    >>> summary(Filling("稿.txt", "", ()))
    '没有待填的空白'
    """
    counted = [(status.label, len(filling.of(status))) for status in Status]
    told = "，".join(f"{label} {count} 处" for label, count in counted if count)
    return told or "没有待填的空白"


def as_table(filling: Filling) -> str:
    """Give every blank with what was put in and why, and the counts."""
    table = Table(box=None, pad_edge=False, width=WIDTH)
    for head, ratio in (("结果", 6), ("原文", 34), ("填入", 14), ("依据或原因", 46)):
        table.add_column(head, ratio=ratio, overflow="fold")
    for one in filling.blanks:
        why = one.reason or "；".join(sources(one.answer)[:1])
        table.add_row(one.status.label, in_place(filling, one), one.shown or "", why)
    written = StringIO()
    console = Console(file=written, width=WIDTH, color_system=None)
    if table.row_count:
        console.print(table)
    console.print(summary(filling), highlight=False)
    return written.getvalue()


def in_place(filling: Filling, one: Blank) -> str:
    """Give the blank with the words around it, on one line."""
    text = filling.text
    before = text[max(0, one.start - AROUND) : one.start].rpartition("\n")[2]
    behind = text[one.end : one.end + AROUND // 2].partition("\n")[0]
    return f"{before.strip()}【{one.text}】{behind.strip()}"


def told(one: Blank) -> str:
    """Tell a blank in lines: where its figure comes from, or why it is left and what it may be."""
    if one.status is Status.FILLED:
        return "\n".join(sources(one.answer))
    return "\n".join((f"{one.status.label}：{one.reason}", *_choices(one.candidates)))


def _choices(candidates: tuple[Answer, ...]) -> Iterator[str]:
    for answer in candidates[:MOST_CANDIDATES]:
        yield f"可能是：{answer.value:f}{answer.unit}（{'；'.join(sources(answer)[:1])}）"


def listed(filling: Filling) -> list[str]:
    """Give the list of sources for a paper's end, one line for each filled blank."""
    return [
        f"{number}. {in_place(filling, one)}填“{one.shown}”：{'；'.join(sources(one.answer))}"
        for number, one in enumerate(filling.of(Status.FILLED), 1)
    ]
