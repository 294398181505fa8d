"""What holds for a whole document: its clock, its place, the period and role that it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from kaimenhong.documents.document import Document
from kaimenhong.facts import DocumentHead
from kaimenhong.reading import head, own_area, places, scope, times
from kaimenhong.reading.cleaned import plain
from kaimenhong.reading.figures import units_pattern
from kaimenhong.reading.scope import Background
from kaimenhong.reading.times import Clock
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.period import Grain, Period

_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_OPENING = 1600
_EARLY = 600
_MOST_BLOCKS = 80
_MOST_STOOD = 20_000
_MONTHS = 12
_AS_OF = re.compile("(?:^|[。；])截[至止]到?((?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|底|末))")
_LEADS = re.compile("(?:^|[。；，：])(?:今年|本年)?$")
_LONGEST_LEAD = 3
# What speaks of its whole year, whatever part of it the first lines name.
_WHOLE_YEAR = re.compile("公报|年度|(?<!冲刺)(?<!决战)(?<!决胜)全年|工作报告|年工作")
# One of these is in every name of a part of a year.
_NAMES_PART = re.compile("[月季半]")
_PARTS = {Grain.RANGE, Grain.QUARTER, Grain.HALF}


def background(
    document: Document,
    said: DocumentHead,
    of_year: int | None = None,
    known: frozenset[str] = frozenset(),
) -> Background:
    """Tell what figures take that say neither their time, nor their place, nor their role.

    `of_year` is the year of a document that names none itself, `known` are names of areas.
    """
    year, month = _date(said)
    # A page that gives its day names other years below its text: those of the pages beside it.
    opening = _OPENING if year is None else _EARLY
    stated = _YEAR.search(said.title or "") or _YEAR.search(document.text[:opening])
    stated = stated or _bare_year().search(document.text[:_OPENING])
    if year is None:
        year = int(stated[1]) if stated else of_year
    period = _period(said, document, Clock(int(stated[1]) if stated else year, month))
    if period is not None:
        year = period.end.year if year is None or abs(period.end.year - year) <= 1 else year
    unclear = scope.has_impossible_time(plain(said.title or ""), Clock(year, month))
    if period is None and year is not None and stated is not None and not unclear:
        period = Period.year_of(year)
    if said.kind != "plan" and not _WHOLE_YEAR.search(said.title or ""):
        period = _part_spoken_of(document, Clock(year, month), period, said.date)
    return Background(
        clock=_clock(said, period, year, month),
        place=places.place_of(said.area, head.own_word(document.text)),
        role=Role.TARGET if said.kind == "plan" else Role.ACTUAL,
        period=period,
        plan=said.kind == "plan",
        title=_title_span(said.title, document.text),
        areas=own_area.named_areas(document.text, said.area, known),
        about=plain(said.title or ""),
        reached=_reached(said, document.text, year) if said.kind == "plan" else None,
    )


_STANDS = re.compile(r"截[至止]到?(?:(20[0-9]{2})年)?([0-9]{1,2})月(?!.{0,6}前)")


def _reached(said: DocumentHead, text: str, year: int | None) -> Period | None:
    """The last month that was over when the document was written, by its day or 截至3月底."""
    if said.date:
        last = Period.month(int(said.date[:4]), int(said.date[5:7])).start - timedelta(days=1)
        return Period.month(last.year, last.month)
    if year is None:
        return None
    stood = [
        Period.month(int(own) if own else year, int(month))
        for own, month in _STANDS.findall(plain(text[:_MOST_STOOD]))
        if 1 <= int(month) <= _MONTHS
    ]
    return max(stood, key=lambda one: one.end, default=None)


@cache
def _bare_year() -> re.Pattern[str]:
    """〔2026〕第9期 names the year of a masthead; 2035万亩 and 2034.2% are figures."""
    figure = rf"[0-9]|(?:\.[0-9]+)?(?:{units_pattern()})"
    return re.compile(rf"(?<![0-9.])(20[0-4][0-9])(?!{figure})")


def _clock(said: DocumentHead, period: Period | None, year: int | None, month: int | None) -> Clock:
    if not said.date:
        return Clock(year, month, period)
    written = Period.month(int(said.date[:4]), int(said.date[5:7]))
    return Clock((period or written).end.year, month, period, written)


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


def _part_spoken_of(
    document: Document, clock: Clock, titled: Period | None, written: str | None
) -> Period | None:
    """What a report adds up to: 1—8月 or 截至…, with which most of its sentences open.

    A half or a range of the title's own holds; a year, a month and a quarter that the text never
    adds up to give way. 三季度 in a title is the first three quarters where the text says so; one
    that was not over when it was `written` is what the speech calls for, and not what it reports.
    """
    if titled is not None and titled.grain not in {Grain.YEAR, Grain.MONTH, Grain.QUARTER}:
        return titled
    counted = Counter(_parts(document, clock))
    over = [part for part in counted if written and part.end.isoformat() < written]
    if (
        over
        and titled
        and titled.grain is Grain.QUARTER
        and titled.end.isoformat() > (written or "")
    ):
        return max(over, key=lambda part: (counted[part], part.end))
    if not counted:
        return titled
    found = max(counted, key=lambda part: (counted[part], part.end))
    longer = [p for p in counted if titled and p.end == titled.end and p.start < titled.start]
    if titled is not None and titled.grain is Grain.QUARTER:
        return longer[0] if longer else titled
    if titled is not None and titled.grain is Grain.MONTH:
        return found if found.end == titled.end else titled
    return found if titled is None or found.end.year == titled.end.year else titled


def _parts(document: Document, clock: Clock) -> Iterator[Period]:
    """The parts of a year with which sentences open, as often as they do."""
    blocks = [block for block in document.blocks if block.kind != "cell"]
    for block in blocks[:_MOST_BLOCKS]:
        if not _NAMES_PART.search(block.text):
            continue
        text = plain(block.text)
        for as_of in _AS_OF.finditer(text):
            yield from _added_up(as_of[1], clock)
        for mention in times.mentions(text, clock):
            leads = _LEADS.search(text, max(0, mention.start - _LONGEST_LEAD), mention.start)
            if leads and mention.period is not None and mention.period.grain in _PARTS:
                yield mention.period


def _added_up(words: str, clock: Clock) -> Iterator[Period]:
    for mention in times.mentions(words, clock):
        if mention.period is not None and mention.period.grain == Grain.DAY:
            yield Period.months_range(mention.period.end.year, 1, mention.period.end.month)
        elif mention.period is not None and mention.period.grain == Grain.MONTH:
            yield mention.period.cumulative()
