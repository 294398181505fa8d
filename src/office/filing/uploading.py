"""A sheet into the draft of a return: our template, or any layout; what did not fit is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial

from django.db import transaction

from kaimenhong.documents.delimited import UNCOMPUTED, open_sheets
from kaimenhong.documents.workbook import Cell, Workbook
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Finding
from kaimenhong.returns.forms.matching import Match, Matched, match
from kaimenhong.returns.intake import Answers, failed_formulas, read_answers
from kaimenhong.returns.template import reading as template
from office.filing import actions, queries, refusals
from office.filing.actions import Given
from office.filing.lines import SheetLine
from office.filing.sheet import draft
from office.people import audit
from office.people import queries as people
from office.people.models import Person
from office.returns.mapping import actions as mapping
from office.returns.mapping.remembered import mendings
from office.returns.models import Entry, Return, Upload

MISSING = "XX"
_NAMED = 3
_SHOWN = 12  # letters of a cell


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
    found = (
        of_template(by, row, filled, book) if filled else of_any(by, row, book, kept.upload, now)
    )
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
        said.append(
            f"{len(became.overtaken)} 项在模板下载以后在网页上或由别人改过，没有动；"
            "要按模板的，请重新下载再填"
        )
    same = len(found.given) - len(became.written) - len(became.overtaken)
    return Read(kept.upload, len(became.written), same, tuple(said), found.refused, kept.again)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a sheet says to a return: answers, what of it was left aside, what was not read."""

    given: list[Given]
    notes: tuple[str, ...]
    refused: tuple[Finding, ...] = ()


def of_template(
    by: Person, row: Return, filled: template.FilledTemplate, book: Workbook
) -> Gathered:
    """Return the answers of our template; RETURN_OF_ANOTHER where it is that of another return.

    A formula without its value is not an emptied cell: the line keeps its answer.
    """
    if filled.number != row.pk:
        other = Return.objects.filter(pk=filled.number, office=row.office).first()
        raise of_another(row, str(other) if other else f"表号 KMH-{filled.number}", book)
    lines = {line.row.pk: line for line in draft(by, row).lines}
    answers = [one for one in filled.answers if one.key in lines]
    failed = {one.place: one for one in failed_formulas(book)}
    given = [
        Given(
            one.key,
            lines[one.key].text if one.place in failed else one.text,
            one.explanation,
            seen_by(by, row, lines[one.key], one.seen),
            str(one.place),
        )
        for one in answers
    ]
    gone = len(lines) - len(given)
    refused = tuple(failed[one.place] for one in answers if one.place in failed)
    said = (f"模板里少了 {gone} 项，没有动",) if gone else ()
    return Gathered(given, (*said, *failed_note(refused)), refused)


def seen_by(by: Person, row: Return, line: SheetLine, seen: int) -> int:
    """Return the number of the answer that a template's bearer knows.

    Whoever brings his template a second time, put right, knows what he brought the first time.
    """
    since = Entry.objects.filter(of=row, line=line.row, number__gt=seen)
    own = all(one.by_id == by.pk and one.source != actions.ON_THE_PAGE for one in since)
    return line.seen if own else seen


def of_any(by: Person, row: Return, book: Workbook, kept: Upload, now: datetime) -> Gathered:
    """Return the answers that a sheet of any layout gives; RETURN_OF_ANOTHER where none.

    What somebody wrote on the page is not replaced by a sheet, and no figure by a missing one.
    """
    lines = {line.row.pk: line for line in draft(by, row).lines}
    read = read_answers(
        book,
        areas=lru_cache(maxsize=None)(partial(subject_of, row)),
        received=now,
        source=book.name,
        mendings=mendings(by, sheet=kept.sha256),
        subject=row.office.area.name,
    )
    found = match([(pk, line.line, line.period) for pk, line in lines.items()], read.taken)
    found, refused = with_those_ahead(found, read.refused, lines.values())
    if not found.answers:
        raise of_another(row, elsewhere(found, read, refused), book)
    given, by_hand, blank = [], 0, 0
    for one in found.answers:
        line = lines[int(str(one.key))]
        if line.text and one.value is None:
            blank += 1
        elif written_on_the_page(line):
            by_hand += 1
        else:
            given.append(as_given(line, one))
    hand = (f"网页上填过的 {by_hand} 项没有动",) if by_hand else ()
    beside = (*instead(read, blank), *failed_note(refused))
    return Gathered(given, (*notes(found), *hand, *beside), refused)


def as_given(line: SheetLine, found: Match) -> Given:
    """Return a figure of a sheet, or that it is missing there, as the answer of a line."""
    text = MISSING if found.value is None else format(found.value, "f")
    return Given(line.row.pk, text, line.explanation, line.seen, found.source)


def written_on_the_page(line: SheetLine) -> bool:
    """Tell whether somebody wrote the answer that stands on the page."""
    return bool(line.text) and line.entry is not None and line.entry.source == actions.ON_THE_PAGE


def with_those_ahead(
    found: Matched, refused: Sequence[Finding], lines: Iterable[SheetLine]
) -> tuple[Matched, tuple[Finding, ...]]:
    """Count figures of a period that is not over with those of other periods, unless it is asked.

    Nobody need do anything about next month's figures in a return of this month.
    """
    own = {line.period.label for line in lines}
    ahead: Counter[str] = Counter()
    left = []
    for one in refused:
        if one.mistake.code is Code.PERIOD_AHEAD and one.mistake.came not in own:
            ahead[one.mistake.came] += 1
        else:
            left.append(one)
    return replace(found, other_periods=found.other_periods + ahead), tuple(left)


def instead(read: Answers, blank: int) -> tuple[str, ...]:
    """Return what stands in a sheet where a figure is due, in words; `blank` lines have a mark."""
    said = []
    if count := len(read.blanks) + blank:
        where = f"（{spots(read.blanks)}）" if read.blanks else ""
        said.append(f"空白记号 {count} 处{where}，未写入，保留原值；确实缺数的请在下面填 XX")
    if read.remarks:
        told = listed([f"{one.place.cell}“{cut(one.text)}”" for one in read.remarks])
        count = len(read.remarks)
        said.append(f"数旁的文字 {count} 处（{told}），未写入；要作说明的请填在“说明”栏")
    return tuple(said)


def failed_note(refused: Sequence[Finding]) -> tuple[str, ...]:
    """Return which cells hold a formula whose figure the file does not have."""
    cells = [str(one.place.cell) for one in refused if one.mistake.came == UNCOMPUTED]
    if not cells:
        return ()
    told = f"{listed(cells)} 的{UNCOMPUTED}，请在 Excel 里打开并保存后再上传；原来填的没有动"
    return (told,)


def spots(cells: Sequence[Cell]) -> str:
    """Return the addresses of the first few cells."""
    return listed([str(one.place.cell) for one in cells])


def cut(text: str) -> str:
    """Return the words of a cell as far as a note shows them."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


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


def elsewhere(found: Matched, read: Answers, refused: Sequence[Finding]) -> str:
    """Return of what a sheet is that has nothing for the return."""
    said = [*notes(found), *instead(read, 0)]
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
