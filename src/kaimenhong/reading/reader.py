"""Reads a document: what it says of itself, its figures, tasks and contradictions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaimenhong.documents.document import Document
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import DocumentHead, Reading, Statement
from kaimenhong.reading import conflicts, grid, head, parties, places, scope, tables, times
from kaimenhong.reading.cleaned import plain
from kaimenhong.reading.draft import Memory, stated
from kaimenhong.reading.outline import Outline, Paragraph, outline
from kaimenhong.reading.scope import Background, Scope
from kaimenhong.reading.sentence import read_sentence, sentences
from kaimenhong.reading.times import Clock
from kaimenhong.reading.unread import unread
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.period import Grain, Period

_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_OPENING = 400
_OPENING_BLOCKS = 12
_AS_OF = re.compile("^截[至止]到?((?:20[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日)")
# A plan states some hundred figures; beyond this the file is no plan, and no page could show it.
MOST_STATEMENTS = 20_000


def read(document: Document) -> Reading:
    """Read the document; what cannot be read is left out.

    Raises `Mistake` FILE_TOO_LARGE only where it states more than `MOST_STATEMENTS` figures.
    """
    said = head.head(document)
    outlined = outline(document)
    background = _background(document, said, outlined)
    tasks = parties.tasks(document, outlined, said.kind, background.clock.year)
    passed: dict[int, str] = {}
    found = list(_limited(document.name, _statements(outlined, background, passed)))
    kept = parties.kept(tasks, tuple(parties.placed(found, tasks)))
    statements = list(parties.placed(found, kept))
    all_tasks = [one.task for one in kept]
    for table_grid in grid.grids(outlined.paragraphs):
        table = tables.read_table(table_grid, background)
        statements += table.statements
        all_tasks += table.tasks
        _refuse_many(document.name, len(statements))
    statements.sort(key=lambda one: (one.end, one.start))
    return Reading(
        head=said,
        text=document.text,
        statements=tuple(statements),
        tasks=tuple(all_tasks),
        conflicts=tuple(conflicts.conflicts(statements, all_tasks, document.text)),
        unread=tuple(unread(outlined.paragraphs, statements, passed, background.clock)),
    )


def _limited(name: str, statements: Iterator[Statement]) -> Iterator[Statement]:
    for count, statement in enumerate(statements, 1):
        _refuse_many(name, count)
        yield statement


def _refuse_many(name: str, count: int) -> None:
    if count > MOST_STATEMENTS:
        raise Mistake(
            Code.FILE_TOO_LARGE,
            expected=f"一份文件不超过 {MOST_STATEMENTS} 个指标数字",
            came=f"{MOST_STATEMENTS} 个以上",
            remedy="请只保留与本次工作有关的部分，或拆成几个文件分别读取",
            place=Place(file=name),
        )


def _background(document: Document, said: DocumentHead, outlined: Outline) -> Background:
    year, month = _date(said)
    opening = said.title or ""
    stated = _YEAR.search(opening) or _YEAR.search(document.text[: 4 * _OPENING])
    if stated and year is None:
        year = int(stated[1])
    period = _period(said, document, Clock(int(stated[1]) if stated else year, month))
    if period is not None:
        year = period.end.year if year is None or abs(period.end.year - year) <= 1 else year
    unclear = scope.has_impossible_time(plain(opening), Clock(year, month))
    if period is None and year is not None and stated is not None and not unclear:
        period = Period.year_of(year)
    if said.kind == "report" and (period is None or period.grain == Grain.YEAR):
        period = _as_of(document, Clock(year, month)) or period
    clock = Clock(year, month, period)
    if said.date:
        written = Period.month(int(said.date[:4]), int(said.date[5:7]))
        clock = Clock((period or written).end.year, month, period, written)
    return Background(
        clock=clock,
        place=places.place_of(said.area, head.own_word(document.text)),
        role=Role.TARGET if said.kind == "plan" else Role.ACTUAL,
        period=period,
        plan=said.kind == "plan",
        title=_title_span(said.title, document.text),
    )


def _title_span(title: str | None, text: str) -> tuple[int, int] | None:
    """Where the title stands; None where it is broken over lines."""
    at = text.find(title) if title else -1
    return (at, at + len(title)) if title and at >= 0 else None


def _date(said: DocumentHead) -> tuple[int | None, int | None]:
    if said.date is None:
        return None, None
    return int(said.date[:4]), int(said.date[5:7])


def _period(said: DocumentHead, document: Document, clock: Clock) -> Period | None:
    """The period of the title; without a title that of the first lines."""
    title = plain(said.title or "")
    period = scope.heading_period(title, clock)
    if period is not None or said.title:
        return period
    for line in [b.text for b in document.blocks if b.kind != "cell"][:4]:
        period = scope.heading_period(plain(line), clock)
        if period is not None:
            return period
    return None


def _as_of(document: Document, clock: Clock) -> Period | None:
    """A bulletin whose title names no time speaks of what has added up until its first 截至."""
    for block in document.blocks[:_OPENING_BLOCKS]:
        said = _AS_OF.search(plain(block.text))
        if said is not None:
            return scope.up_to(next((m.period for m in times.mentions(said[1], clock)), None))
    return None


def _statements(
    outlined: Outline, background: Background, passed: dict[int, str]
) -> Iterator[Statement]:
    """Give the statements of the prose; `passed` learns which figures were left out, and why."""
    for paragraph in outlined.paragraphs:
        if paragraph.heading or paragraph.cell is not None or paragraph.aside:
            continue
        yield from _paragraph(paragraph, background, passed)


def _paragraph(
    paragraph: Paragraph, background: Background, passed: dict[int, str]
) -> Iterator[Statement]:
    text = parties.without_notes(paragraph.cleaned.text)
    here, memory = Scope(background, paragraph.section), Memory()
    for start, end in sentences(text):
        for draft in read_sentence(text[start:end], start, here, memory):
            yield stated(draft, paragraph.cleaned, task=None)
        here.end_sentence()
        memory.saved.clear()
    at = paragraph.cleaned.at
    passed.update((at[start], rule) for start, rule in memory.passed.items())
