"""Figures of a table whose column says what they are held against: 目标, 与目标差距, 完成进度.

Where the reading did not take such a head into account, the figure is no claim about what was
reached, and no fact of that can make it wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kaimenhong.documents.document import Block, Document
from kaimenhong.terms.codelists import Role
from kaimenhong.writing.checking.agreeing import agrees
from kaimenhong.writing.checking.context import Context
from kaimenhong.writing.checking.judged import Judged, judged
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.checking.verdict import Verdict
from kaimenhong.writing.ledger.question import Answer

_HELD = re.compile("目标|任务|计划|差距|差额|进度|序时|相比|位次|排名")
_AIM = re.compile("目标|任务|计划")
_BY_HEAD = {"role.head", "role.cell", "measure.head"}
_AGAINST_FACTS = (Verdict.WRONG, Verdict.DOUBTFUL, Verdict.STALE)


def below_heads(found: Sequence[Judged], document: Document, context: Context) -> list[Judged]:
    """Judge again what stands below such a head: right where a target is so, else not known."""
    cells = [block for block in document.blocks if block.column is not None]
    heads = _heads(cells)
    starts = [block.start for block in cells]
    result = []
    for one in found:
        at = bisect_right(starts, one.said.start) - 1
        cell = cells[at] if at >= 0 and one.said.start < cells[at].end else None
        head = heads.get((cell.table, cell.column), "") if cell else ""
        result.append(_again(one, head, context) if _is_unread(one, head) else one)
    return result


def _heads(cells: Sequence[Block]) -> dict[tuple[int | None, int | None], str]:
    first: dict[tuple[int | None, int | None], str] = {}
    for block in cells:
        if block.row == 1:
            first[block.table, block.column] = "".join(block.text.split())
    return first


def _is_unread(one: Judged, head: str) -> bool:
    rules = {why.rule for statement in one.said.statements for why in statement.why}
    against = one.checked.verdict in _AGAINST_FACTS
    return against and bool(_HELD.search(head)) and not rules & _BY_HEAD


def _again(one: Judged, head: str, context: Context) -> Judged:
    aim = _aim(one.said, context) if _AIM.match(head) else None
    if aim is not None:
        return judged(one.said, Verdict.RIGHT, answer=aim)
    return judged(one.said, Verdict.UNKNOWN, reason=f"表头“{head}”下的数，没有读出对照的是哪一个")


def _aim(said: Said, context: Context) -> Answer | None:
    """The target of the row's indicator that the figure is, of whatever period and issuer."""
    statement = said.statement
    subject = context.subject(statement.area) or context.own
    for indicator in context.indicators(statement, subject):
        for entry in context.regions.ledger.of(subject, indicator):
            if entry.figure.role is Role.TARGET and entry.value is not None:
                answer = Answer(entry.value, entry.unit, (entry,))
                if agrees(answer, said):
                    return answer
    return None
