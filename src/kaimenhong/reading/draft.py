"""What is held while a sentence is read."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from kaimenhong.facts import Statement, Why
from kaimenhong.reading import lexicon
from kaimenhong.reading.cleaned import Cleaned
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.peeling import Marks
from kaimenhong.reading.scope import Cue
from kaimenhong.reading.times import Mention
from kaimenhong.records import record
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.terms.period import Period


@record(frozen=True, slots=True)
class Reason:
    """A `Why` whose positions count in the paragraph, or in the document where it is `above`."""

    field: str
    rule: str
    start: int | None = None
    end: int | None = None
    above: bool = False


@record(frozen=True, slots=True)
class Draft:
    """A statement before its offsets are those of the document; they count in the paragraph."""

    role: Role
    name: str
    raw: tuple[int, int]
    area: str | None
    period: Period | None
    measure: Measure
    comparator: Comparator
    value: Decimal | None
    high: Decimal | None
    unit: str | None
    reference: str | None
    placeholder: bool
    start: int
    end: int
    why: tuple[Reason, ...] = ()


@record(frozen=True, slots=True)
class Subject:
    """What the figures of a sentence are about until another name comes."""

    name: str
    raw: tuple[int, int]
    start: int
    sentence: int
    measure: Measure
    role: Role
    area: str | None
    period: Period | None
    noun: str
    unit: str | None
    spread: tuple[str, ...] = ()
    each: bool = False
    areas: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()


# 该县 is looked for as far back.
SENTENCES_BACK = 8


@dataclass(slots=True)
class Memory:
    """What is remembered from sentence to sentence in a paragraph.

    `before` is the sentence before, `stated` what its figures are about; `measured` what was last
    stated that is no count of things, and `headline` the first of the document whose growth was
    stated. `passed` tells of figures that were left out, by where they stand in the paragraph, and
    why. `whole` is the set that was counted before its parts, `main` the first of the document.
    `above` is the last set counted in the paragraphs before, below the same heading.
    `moment` is the month at whose end the document has last said that something stands, and where
    in the paragraph. `parting` is what sentences that part it go on with: 分行业看，…; `undivided`
    what the sentence before told the parts of, 其中…; `earlier` the sentences before, for 该县;
    `opening` the first of the paragraph whose growth was stated.
    """

    subject: Subject | None = None
    counted: Subject | None = None
    whole: str | None = None
    main: Subject | None = None
    above: Subject | None = None
    passed: dict[int, str] = field(default_factory=dict)
    saved: list[tuple[Subject | None, Subject | None]] = field(default_factory=list)
    sentences: int = 0
    before: str = ""
    stated: list[Subject] = field(default_factory=list)
    measured: Subject | None = None
    headline: Subject | None = None
    moment: tuple[Period, tuple[int, int] | None] | None = None
    parting: Subject | None = None
    undivided: Subject | None = None
    opening: Subject | None = None
    earlier: deque[str] = field(default_factory=lambda: deque(maxlen=SENTENCES_BACK))


@record(frozen=True, slots=True)
class Sentence:
    """A sentence with everything that was found in it; positions count in `text`."""

    text: str
    offset: int
    figures: list[Figure]
    marks: Marks
    cues: list[Cue]
    walls: list[int]

    @property
    def times(self) -> list[Mention]:
        """The words of time."""
        return self.marks.times


def joined(name: str, tail: str) -> str:
    """Join two names without saying their common part twice: 债券资金 + 支出."""
    return name if name.endswith(tail) else name + tail


# How things came to be on a list, which is not said again of what became of them.
_FOUND = re.compile(
    "[^率]{0,18}?(?:收集|排查|发现|交办|受理|梳理|摸排|征集|转办|反馈|承担|办理)(?:出|到)?(?=[^率]{2,}$)"
)


_STANDS = re.compile("^(?:在库|现有|实有|在册)")


def standing(name: str) -> str:
    """A set's name without the word that says that it is there: 实有|经营主体."""
    return _STANDS.sub("", name)


def is_plain(name: str) -> bool:
    """Whether no verb says which of a set's things are meant: 工业企业, not 新增企业."""
    return unset(name) == standing(name)


# 高于全县平均的|乡镇
_WHICH = re.compile(
    "^停工、?半停工|^(?:高于|低于|快于|慢于)[^，。；]{2,8}的(?=[\u4e00-\u9fa5]{1,4}$)"
)


@lru_cache(maxsize=1024)
def unset(name: str) -> str:
    """A set's name without the verb that says which of them: 入库|项目, 收集|问题."""
    found = _FOUND.match(name)
    name = name[found.end() :] if found else name
    name = standing(_WHICH.sub("", name).removeprefix("计划").removeprefix("拟"))
    for verb in (*lexicon.listed("tails", "set"), *lexicon.listed("verbs", "set")):
        if name.startswith(verb) and len(name) > len(verb) + 1:
            return name[len(verb) :]
    return name


def stated(draft: Draft, cleaned: Cleaned, *, task: str | None) -> Statement:
    """Give the statement with offsets into the document."""
    start, end = cleaned.span(draft.start, draft.end)
    return Statement(
        role=draft.role,
        indicator=draft.name,
        raw=cleaned.written(*draft.raw),
        area=draft.area,
        period=draft.period,
        measure=draft.measure,
        comparator=draft.comparator,
        value=draft.value,
        value_high=draft.high,
        unit=draft.unit,
        reference=draft.reference,
        placeholder=draft.placeholder,
        start=start,
        end=end,
        text=cleaned.source[start:end],
        task=task,
        why=tuple(_why(reason, cleaned) for reason in draft.why),
    )


def _why(reason: Reason, cleaned: Cleaned) -> Why:
    start, end = reason.start, reason.end
    if start is not None and end is not None and not reason.above:
        start, end = cleaned.span(start, end)
    return Why(reason.field, reason.rule, start, end)
