"""The answers out of a template that was filled in; lines are found by their codes, wherever."""

from __future__ import annotations

from collections.abc import Iterator

from kaimenhong.documents.workbook import Sheet, Workbook
from kaimenhong.errors import Place
from kaimenhong.records import record
from kaimenhong.returns.template.layout import (
    ANSWER,
    CODE,
    EXPLANATION,
    HEADS,
    LINE_CODE,
    NUMBER,
)

_TOP = 12  # rows in which the number of the return may stand after somebody put rows above


@record(frozen=True, slots=True)
class Filled:
    """One answer as it was written: the line's key, the text, the explanation, and the cell.

    `seen` is the number of the answer that the template showed when it was handed out.
    """

    key: int
    seen: int
    text: str
    explanation: str
    place: Place


@record(frozen=True, slots=True)
class FilledTemplate:
    """A template that was filled in: the number of its return, and its answers."""

    number: int
    answers: tuple[Filled, ...]


def read(workbook: Workbook) -> FilledTemplate | None:
    """Give the answers of a template, or None where the workbook is none.

    Moved, sorted, hidden and added rows and columns make no difference. Of a line that stands twice
    the first counts. Numbers keep the digits that the program stored.
    """
    for sheet in workbook.sheets:
        number, heads = _number(sheet), _heads(sheet)
        if number is not None and heads is not None:
            found: dict[int, Filled] = {}
            for one in _answers(sheet, *heads):
                found.setdefault(one.key, one)
            return FilledTemplate(number, tuple(found.values()))
    return None


def _number(sheet: Sheet) -> int | None:
    for row in sheet.rows[:_TOP]:
        for cell in row:
            if match := NUMBER.search(cell.text):
                return int(match[1])
    return None


def _heads(sheet: Sheet) -> tuple[int, int, int] | None:
    """Give the columns of code, answer and explanation, by their heads."""
    for row in sheet.rows[: _TOP + 1]:
        words = [cell.text for cell in row]
        if all(HEADS[column] in words for column in (CODE, ANSWER, EXPLANATION)):
            code, answer, why = (words.index(HEADS[one]) for one in (CODE, ANSWER, EXPLANATION))
            return code, answer, why
    return None


def _answers(sheet: Sheet, code: int, answer: int, why: int) -> Iterator[Filled]:
    for row in sheet.rows:
        if match := LINE_CODE.fullmatch(row[code].text):
            cell = row[answer]
            yield Filled(int(match[1]), int(match[2]), cell.text, row[why].text, cell.place)
