"""Notes of responsibility: （责任领导：…；牵头单位：…）, （A牵头，B配合）, （A、B负责）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kaimenhong.reading import lexicon
from kaimenhong.reading.cleaned import Cleaned
from kaimenhong.reading.lists import deadline_of, listed, people
from kaimenhong.records import record
from kaimenhong.terms import headings
from kaimenhong.terms.headings import Kind

SHORTEST_LABEL = 4
_KINDS = (Kind.LEADER, Kind.LEAD, Kind.PARTY, Kind.DEADLINE)


@record(frozen=True, slots=True)
class Answering:
    """Who answers for a task, and by when (ISO); a unit that leads is not among the others."""

    leaders: tuple[str, ...] = ()
    lead_units: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    deadline: str | None = None

    def __add__(self, other: Answering) -> Answering:
        if not (other.named or other.deadline):
            return self
        leads = (*self.lead_units, *other.lead_units)
        return Answering(
            _unique((*self.leaders, *other.leaders)),
            _unique(leads),
            _unique(unit for unit in (*self.units, *other.units) if unit not in leads),
            self.deadline or other.deadline,
        )

    @property
    def named(self) -> bool:
        """Whether anybody is named."""
        return bool(self.leaders or self.lead_units or self.units)


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


@cache
def _labels() -> dict[str, Kind]:
    found = {
        word: kind
        for kind in _KINDS
        for word in headings.words_of(kind)
        if len(word) >= SHORTEST_LABEL
    }
    return found | {word: Kind(tag) for word, tag in lexicon.words("parties").tags.items()}


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"{lexicon.any_of(tuple(_labels()))}(?:（[^（）]{{1,8}}）)?：")


@cache
def _labelled() -> re.Pattern[str]:
    label = rf"{lexicon.any_of(tuple(_labels()))}"
    tail = "(?:（[^（）]{1,8}）)?："
    return re.compile(rf"(?P<label>{label}){tail}(?P<who>.*?)(?=[；。，）】\]]?\s*{label}{tail}|$)")


_BRACKET = re.compile(r"[（【\[]([^（）【】]*(?:（[^（）]*）[^（）【】]*)*)[）】\]]")
_UNIT = (
    r"(?:各(?:县|市|镇|乡|区|地)(?:（[^（）]{1,8}）)(?:人民政府|党委政府|政府)?|各县市区|各县区|各镇街|"
    r"(?:各?[\u4e00-\u9fa5]{1,16}?(?:局|委|办|部|厅|院|行|中心|公司|集团|政府|管委会|办事处|街道|镇|乡|单位|部门|支队|"
    r"大队|总队|分局|协会|社|工会|团委|妇联|工商联|法院|园区|开发区|高新区|经开区|专班|指挥部|税务|人行|银行|办公室|督查室)(?:（[^（）]{1,12}）)?))"
)
_AND_SO_ON = "(?:等(?:有关|相关)?(?:单位|部门)?)?"
_UNITS = rf"{_UNIT}(?:(?:、|，(?=[各省市县区州])|以及|和|及){_UNIT}){{0,40}}{_AND_SO_ON}"
_SHARED = "(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:分别|共同)?"
_HELPED = rf"{_SHARED}(?:配合|参与|参加|协助|协同|负责|落实)"
_CLAIMED = re.compile(
    rf"(?P<lead>{_UNITS}){_SHARED}(?:负责落实|负责|落实)(?:[，；](?P<with>{_UNITS}){_HELPED})?[。；]?"
)
# 这项工作由市发改委牵头: what is led stands before 由.
_IN_CHARGE = re.compile(
    rf"(?:[\u4e00-\u9fa5]{{0,8}}(?<!自)由)?(?P<lead>{_UNITS})(?:分别|共同)?牵头(?:负责|落实)?"
    rf"(?:[，、；](?:会同(?P<along>{_UNITS})(?:{_HELPED})?|(?P<with>{_UNITS}){_HELPED}))?"
)


_LEADS = re.compile("（牵头(?:单位)?）$")


def note_spans(text: str) -> list[tuple[int, int]]:
    """Where notes of responsibility stand in a paragraph, brackets included."""
    spans = [
        bracket.span()
        for bracket in _BRACKET.finditer(text)
        if _is_note(bracket[1].rstrip("。； "))
    ]
    match = None if spans or "：" not in text else _label().search(text)
    if match is None:
        return spans
    begin = max(text.rfind("。", 0, match.start()), text.rfind("；", 0, match.start())) + 1
    *_, last = _label().finditer(text, match.start())
    # 责任单位：A、B。10月底前…: the text goes on after the note.
    end = text.find("。", last.end()) + 1
    return [(begin, end or len(text))]


def _is_note(inside: str) -> bool:
    return bool(_label().search(inside) or _CLAIMED.fullmatch(inside) or _IN_CHARGE.search(inside))


def without_notes(text: str) -> str:
    """Blank out the notes of responsibility; every other character keeps its place."""
    parts: list[str] = []
    last = 0
    for start, end in note_spans(text):
        parts += (text[last:start], "。" * (end - start))
        last = end
    return "".join((*parts, text[last:]))


def read_notes(cleaned: Cleaned, year: int | None) -> Answering | None:
    """Give who answers by the notes of a paragraph; None where it has no note."""
    spans = note_spans(cleaned.text)
    notes = (
        _read(Cleaned(cleaned.text[a:b], cleaned.at[a:b], cleaned.source), year) for a, b in spans
    )
    return sum(notes, Answering()) if spans else None


def parse_note(note: str, year: int | None) -> tuple[list[str], list[str], list[str], str | None]:
    """Read a note: leaders, lead units, units, and the deadline where it states one.

    >>> parse_note("（责任领导：张三；牵头单位：市水务局；责任单位：财政局、各镇）", 2026)
    (['张三'], ['市水务局'], ['财政局', '各镇'], None)
    """
    found = _read(Cleaned(note, tuple(range(len(note))), note), year)
    return list(found.leaders), list(found.lead_units), list(found.units), found.deadline


def _read(note: Cleaned, year: int | None) -> Answering:
    start, end = _inside(note.text)
    labelled = [_said(note, match, year) for match in _labelled().finditer(note.text, start, end)]
    if labelled:
        return sum(labelled, Answering())
    inside = note.text[start:end]
    charge = next(in_charge(inside), None)
    if charge is not None:
        return charge[0]
    claimed = _CLAIMED.search(inside)
    if claimed is None:
        return Answering()
    return Answering(units=_unique(listed(claimed["lead"]) + listed(claimed["with"] or "")))


def _said(note: Cleaned, match: re.Match[str], year: int | None) -> Answering:
    """What one label of a note says."""
    who = match["who"].strip("。；，、 ")
    kind = _labels()[match["label"]]
    if kind is Kind.DEADLINE:
        return Answering(deadline=deadline_of(who, year))
    if kind is Kind.LEADER:
        # Blanks between names are gone from the cleaned text.
        written = note.written(*match.span("who")) if match["who"] else ""
        return Answering(leaders=_unique(people(written)))
    return responsible(who, listed(who), kind)


def responsible(words: str, units: list[str], kind: Kind | None) -> Answering:
    """Who answers by a list of units under 牵头单位 or 责任单位, which may itself say who leads.

    >>> words = "市工信局（牵头）、市统计局"
    >>> found = responsible(words, listed(words), Kind.PARTY)
    >>> found.lead_units, found.units
    (('市工信局',), ('市统计局',))
    """
    if _IN_CHARGE.fullmatch(words):
        return next(in_charge(words))[0]
    leads = [_LEADS.sub("", unit) for unit in units if kind is Kind.LEAD or _LEADS.search(unit)]
    others = [unit for unit in units if kind is not Kind.LEAD and not _LEADS.search(unit)]
    return Answering(lead_units=_unique(leads), units=_unique(others))


def in_charge(text: str) -> Iterator[tuple[Answering, int]]:
    """Who leads and who helps in sentences such as 由A牵头，会同B、C, and where that ends."""
    for match in _IN_CHARGE.finditer(text) if "牵头" in text else ():
        helping = listed(match["along"] or match["with"] or "")
        leads = _unique(listed(match["lead"]))
        units = _unique(unit for unit in helping if unit not in leads)
        yield Answering(lead_units=leads, units=units), match.end()


def _inside(note: str) -> tuple[int, int]:
    """A note without the brackets around all of it; those of 各县（区） stay."""
    start = len(note) - len(note.lstrip("。；！ "))
    end = len(note.rstrip("。；！ "))
    if note[start : start + 1] in tuple("（【[") and note[end - 1 : end] in tuple("）】]"):
        start, end = start + 1, end - 1
    while end > start and note[end - 1] in "。； ":
        end -= 1
    return start, end
