"""A sheet into the draft of a return: our template, or any layout; what did not fit is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial

from django.db import transaction

from kaimenhong.documents.delimited import open_sheets
from kaimenhong.documents.workbook import Workbook
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Finding
from kaimenhong.returns.forms.matching import Match, Matched, match
from kaimenhong.returns.intake import read_return
from kaimenhong.returns.template import reading as template
from office.filing import actions, queries, refusals
from office.filing.actions import Given
from office.people import audit
from office.people import queries as people
from office.people.models import Person
from office.returns.mapping import actions as mapping
from office.returns.mapping.remembered import mendings
from office.returns.models import Entry, Return, Upload

MISSING = "XX"
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a sheet: answers written, answers that were there already, and the rest."""

    upload: Upload
    written: int
    same: int
    notes: tuple[str, ...]
    refused: tuple[Finding, ...]
    seen_before: bool


def upload(*, by: Person, pk: int, file_name: str, data: bytes, now: datetime) -> Read:
    """Read a sheet into the draft of a return; nothing is filed by it.

    Each answer comes after the one that holds and names its cell; figures that no line asks for,
    and those of other periods and areas, are counted. The sheet is kept as it came, so that how it
    was read can be looked at also where nothing of it could be taken.

    Raises what the opening raises, RETURN_FROZEN and Refused, and nothing is kept then; with the
    sheet kept, what the reading raises, and RETURN_OF_ANOTHER where it has nothing for this return.
    """
    row = queries.fetch(by, pk)
    refusals.refuse_other_office(by, row)
    refusals.refuse_frozen(row)
    book = open_sheets(file_name, data)
    kept = mapping.keep(by=by, file_name=file_name, data=data, now=now, of=row)
    filled = template.read(book)
    found = of_template(row, filled, book) if filled else of_any(by, row, book, kept.upload, now)
    with transaction.atomic():
        became = actions.answer(by=by, pk=pk, given=found.given, now=now, source=file_name)
        audit.record(
            by=by,
            act="return.upload",
            on=str(row),
            detail={
                "file": file_name,
                "sha256": kept.upload.sha256,
                "written": len(became.written),
            },
        )
    said = list(found.notes)
    if became.overtaken:
        said.append(f"{len(became.overtaken)} 项在模板下载以后别人改过，没有动")
    same = len(found.given) - len(became.written) - len(became.overtaken)
    return Read(kept.upload, len(became.written), same, tuple(said), found.refused, kept.again)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a sheet says to a return: answers, what of it was left aside, what was not read."""

    given: list[Given]
    notes: tuple[str, ...]
    refused: tuple[Finding, ...] = ()


def of_template(row: Return, filled: template.FilledTemplate, book: Workbook) -> Gathered:
    """Return the answers of our template; RETURN_OF_ANOTHER where it is that of another return."""
    if filled.number != row.pk:
        other = Return.objects.filter(pk=filled.number, office=row.office).first()
        raise of_another(row, str(other) if other else f"表号 KMH-{filled.number}", book)
    asked = {line.pk for line, _ in queries.asked(row)}
    given = [
        Given(one.key, one.text, one.explanation, one.seen, str(one.place))
        for one in filled.answers
        if one.key in asked
    ]
    gone = len(asked) - len(given)
    return Gathered(given, (f"模板里少了 {gone} 项，没有动",) if gone else ())


def of_any(by: Person, row: Return, book: Workbook, kept: Upload, now: datetime) -> Gathered:
    """Return the answers that a sheet of any layout gives; RETURN_OF_ANOTHER where none.

    What somebody wrote on the page is not replaced by a sheet, and no figure by a missing one.
    """
    asked = queries.asked(row)
    known = lru_cache(maxsize=None)(partial(subject_of, row))
    read = read_return(
        book,
        areas=known,
        received=now,
        source=book.name,
        mendings=mendings(by, sheet=kept.sha256),
        subject=row.office.area.name,
    )
    found = match([(line.pk, line.line, period) for line, period in asked], read.taken)
    if not found.answers:
        raise of_another(row, elsewhere(found, read.refused), book)
    newest = queries.newest_entries(row)
    given, by_hand = [], 0
    for one in found.answers:
        holds = newest.get(int(str(one.key)))
        if holds is not None and stands(holds, one):
            by_hand += 1
            continue
        text = MISSING if one.value is None else format(one.value, "f")
        why, seen = (holds.explanation, holds.number) if holds else ("", 0)
        given.append(Given(int(str(one.key)), text, why, seen, one.source))
    hand = (f"网页上填过的 {by_hand} 项没有动",) if by_hand else ()
    return Gathered(given, (*notes(found), *hand), read.refused)


def stands(holds: Entry, found: Match) -> bool:
    """Tell whether the answer stays: written on the page, or a figure where the sheet has none."""
    return bool(holds.text) and (found.value is None or holds.source == actions.ON_THE_PAGE)


def subject_of(row: Return, text: str) -> str | None:
    """Return the subject that the words of a cell mean, seen from the office's area."""
    found = people.known_area(text, within=row.office.area)
    return found.subject if found else None


def notes(found: Matched) -> tuple[str, ...]:
    """Return what of a sheet was not for this return, in words."""
    said = []
    if found.other_periods:
        count, named = found.other_periods.total(), listed(list(found.other_periods))
        said.append(f"其他时期的数 {count} 个（{named}），没有动")
    if found.other_areas:
        said.append(f"其他地区的数 {found.other_areas.total()} 个，没有动")
    if found.unlike:
        said.append(f"预计数、目标数或累计方式不同的数 {found.unlike} 个，没有动")
    if found.unasked:
        said.append(f"本表不问的数 {found.unasked} 个，没有动")
    if found.misfits:
        said.append(f"单位换算不了的数 {found.misfits} 个，没有收")
    return tuple(said)


def elsewhere(found: Matched, refused: Sequence[Finding]) -> str:
    """Return of what a sheet is that has nothing for the return."""
    said = [*notes(found)]
    if refused:
        said.append(f"没有读的 {len(refused)} 处，如{refused[0].mistake}")
    return "；".join(said) if said else "没有本表要的数"


def listed(words: Sequence[str]) -> str:
    """Return the first few of some words."""
    return "、".join(words[:_NAMED]) + ("等" if len(words) > _NAMED else "")


def of_another(row: Return, came: str, book: Workbook) -> Mistake:
    """Return the mistake of a sheet that is for another return."""
    return Mistake(
        Code.RETURN_OF_ANOTHER,
        expected=f"{row}的数",
        came=came,
        remedy="请核对表里的地区、时期和指标，或到那一期的报表里上传",
        place=Place(file=book.name),
    )
