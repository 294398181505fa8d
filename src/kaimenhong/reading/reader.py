"""Reads a document: what it says of itself, its figures, tasks and contradictions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kaimenhong.documents.document import Document
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Reading, Statement
from kaimenhong.reading import (
    backdrop,
    breakdowns,
    conflicts,
    grid,
    head,
    leading,
    parties,
    tables,
    topics,
)
from kaimenhong.reading.draft import Memory, stated
from kaimenhong.reading.flattened import tabled
from kaimenhong.reading.outline import Outline, Paragraph, outline
from kaimenhong.reading.scope import Background, Scope, announced_period, opening_role
from kaimenhong.reading.sentence import read_sentence, sentences
from kaimenhong.reading.unread import unread

# A plan states some hundred figures; beyond this the file is no plan, and no page could show it.
MOST_STATEMENTS = 20_000
# At a quarter of a millisecond each, half of the time that a file may take.
MOST_FIGURES = 60_000
_DIGIT = re.compile("[0-9X]")
_OPENS_LIST = ("：", ":")
_MAY_STATE = re.compile("[0-9](?:%|％|个|家|户|亿|万|元|人|倍)")


def read(
    document: Document,
    *,
    of_year: int | None = None,
    places: frozenset[str] = frozenset(),
    whose: str | None = None,
) -> Reading:
    """Read the document; what cannot be read is left out.

    `of_year` is the year of a document that names none: a template, a speech. `places` are names of
    areas that it may speak of, which their form alone need not tell: 澜城区. `whose` is the area
    that it speaks for, where somebody knows; else its head and its words tell.
    Raises `Mistake` FILE_TOO_LARGE only where it states more than `MOST_STATEMENTS` figures, or
    holds more than `MOST_FIGURES` that may be some.
    """
    _refuse_dense(document)
    said = head.head(document)
    said = said if whose is None else replace(said, area=whose)
    document = tabled(document)
    outlined = outline(document)
    background = backdrop.background(document, said, of_year, places)
    tasks = parties.tasks(document, outlined, said.kind, background.clock.year)
    passed: dict[int, str] = {}
    found = list(_limited(document.name, _statements(outlined, background, passed)))
    kept = parties.kept(tasks, found)
    statements = list(parties.placed(found, kept))
    all_tasks = [one.task for one in kept]
    for table_grid in grid.grids(outlined.paragraphs):
        for task, stating in tables.read_table(table_grid, background):
            statements += stating
            all_tasks += [task] if task else []
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


def _refuse_dense(document: Document) -> None:
    """Each figure takes its time, whether it states something or not."""
    if len(document.text) > MOST_FIGURES:
        found = sum(1 for _ in _MAY_STATE.finditer(document.text))
        _refuse_many(document.name, found, MOST_FIGURES)


def _refuse_many(name: str, count: int, most: int = MOST_STATEMENTS) -> None:
    if count > most:
        raise Mistake(
            Code.FILE_TOO_LARGE,
            expected=f"一份文件不超过 {most} 个指标数字",
            came=f"{most} 个以上",
            remedy="请只保留与本次工作有关的部分，或拆成几个文件分别读取",
            place=Place(file=name),
        )


def _statements(
    outlined: Outline, background: Background, passed: dict[int, str]
) -> Iterator[Statement]:
    """Give the statements of the prose; `passed` learns which figures were left out, and why."""
    memory = Memory()
    held: leading.Held | None = None
    listing: Scope | None = None
    for paragraph in outlined.paragraphs:
        if paragraph.heading or paragraph.cell is not None or paragraph.aside:
            if paragraph.heading:
                memory.counted = memory.above = memory.parting = None
                memory.stated, listing = [], None
            continue
        text = paragraph.cleaned.text
        held = leading.held(text, paragraph.section, held, background.areas)
        above = memory.counted or memory.above
        moment = (memory.moment[0], None) if memory.moment else None
        stated, parting = breakdowns.carried(memory, text)
        memory = Memory(
            headline=memory.headline, moment=moment, main=memory.main, above=above, stated=stated,
            parting=parting, earlier=memory.earlier,
        )  # fmt: skip
        lead = held.lead if held and held.over(paragraph.section) else None
        here = Scope(
            background, paragraph.section, told=opening_role(text), lead=lead,
            about=topics.opening(text),
        )  # fmt: skip
        here.go_on_from(listing, text)
        yield from _paragraph(paragraph, passed, memory, here)
        listing = here if text.endswith(_OPENS_LIST) or here.listed else None
        if announced := announced_period(text, background):
            background = replace(background, period=announced)


def _paragraph(
    paragraph: Paragraph, passed: dict[int, str], memory: Memory, here: Scope
) -> Iterator[Statement]:
    text, background = parties.without_notes(paragraph.cleaned.text), here.background
    stating = False
    for start, end in sentences(text):
        if not start or here.lead or (not stating and _DIGIT.search(text, start, end)):
            opened = leading.lead(text, start, end, background.areas, after=here.lead is not None)
            here.lead = opened or here.lead
        if end < len(text) and not stating:
            here.lead = leading.introduced(text, start, end, background.areas) or here.lead
        here.begin_sentence(text[start:end], start)
        drafts = read_sentence(text[start:end], start, here, memory)
        stating = stating or bool(drafts)
        for draft in drafts:
            yield stated(draft, paragraph.cleaned, task=None)
        if here.lead and {one.area for one in drafts} - {here.lead[0], background.place.name}:
            # A县：…；B县：…: the next sentence is of neither.
            here.lead = None
        here.end_sentence(text[start:end], told=bool(drafts))
        memory.saved.clear()
        memory.before = text[start:end]
        memory.earlier.append(memory.before)
    at = paragraph.cleaned.at
    passed.update((at[start], rule) for start, rule in memory.passed.items())
