"""Figures that say nothing of their indicator: 增长12.5% is about what was named before."""

from __future__ import annotations

import re

from kaimenhong.reading import (
    dealing,
    emitting,
    further,
    inherited,
    lexicon,
    names,
    places,
    roles,
    sets,
    timing,
    topics,
    whose,
)
from kaimenhong.reading.draft import Subject, unset
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import COMPLETION_RATES, Measured
from kaimenhong.reading.peeling import Peeled, peel_head
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.terms.period import Period


def read_repeated(
    here: Here,
    figure: Figure,
    peeled: Peeled,
    wall: int,
    found: Measured,
    areas: tuple[str, ...] = (),
) -> None:
    """Read a figure about what the clause before named; `areas` are those it names instead."""
    beside = _beside_too(here, figure, peeled)
    if beside is not None:
        found, areas, peeled.area = Measured(Measure.GAP_PP, here.sign, beside), (), None
    subject = _subject(here, figure, peeled, wall, areas)
    if found.measure is Measure.COMPLETION and found.reference and here.parted and subject:
        subject = further.whole_of(here, subject)
    if areas or peeled.area is not None:
        subject = _of_areas(here, figure, peeled, subject)
    elif figure.unit == "%" and (subject is None or subject.sentence != here.memory.sentences):
        subject = _aimed(here, figure, peeled) or subject
    if not areas and peeled.area is None:
        peeled.area = _area_since(here, wall)
    if subject is not None and subject.unit != figure.unit and _silent(peeled, found):
        subject = _of_same_unit(here, figure, subject)
    if subject is None or _too_far(here, subject, wall, figure):
        return
    subject = dealing.dealt(here, figure, peeled, subject)
    same_sentence = subject.sentence == here.memory.sentences
    latest = (here.memory.subject or subject) if same_sentence and not peeled.has("to") else None
    planned = further.planned_whole(here, figure, subject)
    subject, latest = planned or subject, planned or latest
    _because_repeated(here, subject)
    role = roles.role_of(here, figure, wall, latest)
    period = _period(here, figure, peeled, wall, role, subject, repeats=latest is not None)
    area = areas[0] if areas else peeled.area
    made = replace(
        subject,
        name=_done(_name(here, subject, figure, peeled, found), role),
        measure=_of_planned(here, _measure(found, subject, figure, peeled), found),
        role=role,
        period=period,
        unit=figure.unit,
        areas=_several(areas) if areas or peeled.area else subject.areas,
        periods=dealing.periods(here, figure, peeled) or subject.periods,
        each=subject.each or (bool(areas) and peeled.has("each")),
    )
    since = None if area else further.since(here, subject, figure, found)
    owner = whose.area_of(here, area, wall) if area else since or subject.area
    owned = replace(made, area=owner)
    if found.measure is None and found.reference is None:
        found = replace(found, reference=_last_reference(here, figure))
    made = inherited.lasting(here, figure, wall, made)
    told = (
        bool(areas)
        or since is not None
        or (area is not None and not _compares(here, area, owned.area))
    )
    passing = found.joins or peeled.has("monthly")
    _remember(here, made, owned, told, wall, subject.name if passing else made.name)
    start = subject.start - here.offset if same_sentence else _own_start(here, wall)
    emitting.emit(here, figure, peeled, found, owned, start, subject.spread)


def _period(
    here: Here,
    figure: Figure,
    peeled: Peeled,
    wall: int,
    role: Role,
    subject: Subject,
    *,
    repeats: bool,
) -> Period | None:
    """The figure's own time, else that of what it repeats in its sentence, or of a stock before."""
    period = timing.period_of(here, figure, wall, role)
    if timing.states_period(here, figure):
        return period
    before = subject.period if repeats else further.stood(here, figure, peeled, subject)
    if before is None and not repeats:
        return period
    here.because_before("period", "period.repeated", subject.raw)
    return further.flowing(here, peeled, subject) or before


def _beside_too(here: Here, figure: Figure, peeled: Peeled) -> str | None:
    """高于全国0.4个百分点、全省0.2个: the area is what the next gap is held against, not whose."""
    area = peeled.area
    last = here.drafts[-1] if here.drafts else None
    gap = figure.dimension == "point" and last is not None and last.measure is Measure.GAP_PP
    if area is None or not gap or not _ABOVE.fullmatch(area):
        return None
    said = here.text[here.previous : figure.start].strip("、，和")
    return area if said == area else None


def _several(areas: tuple[str, ...]) -> tuple[str, ...]:
    """Areas that share or are dealt figures; of one alone the subject's own area tells."""
    return areas if len(areas) > 1 else ()


def _compares(here: Here, word: str, area: str | None) -> bool:
    """Whether an area above stands beside ours: after 全省增长5.1% our own goes on."""
    return bool(places.SELF.fullmatch(word)) and area != here.scope.background.place.name


_ABOVE = re.compile("全[国省市州区县]")


def _because_repeated(here: Here, subject: Subject) -> None:
    if subject.raw[0] >= 0:
        here.because_before("indicator", "indicator.repeated", subject.raw)
    elif here.scope.section is not None:
        here.because_above("indicator", "indicator.heading", here.scope.section.head)
    of_subject = subject.sentence != here.memory.sentences or not here.area_said
    here.because_before("area", "area.repeated", subject.raw if of_subject else here.area_said)


def _subject(
    here: Here, figure: Figure, peeled: Peeled, wall: int, areas: tuple[str, ...]
) -> Subject | None:
    """What the figure is about: a count repeats the things counted, any other what was stated."""
    memory = here.memory
    if figure.dimension == "money" and further.counts(memory.subject) and memory.measured:
        meant = memory.measured
        if meant.sentence != memory.sentences and (meant.unit or "").endswith("元"):
            return replace(meant, sentence=memory.sentences - 1)
    if figure.dimension != "count":
        return _spoken_of(here, figure, wall) or _from_heading(here)
    last = memory.subject
    if last is not None and last.each and last.areas and here.previous == figure.start - 1:
        # 石湾县、岭北县分别开工15个、10个: to the next of the places.
        return last
    topic = topics.topic(here.text, here.previous, wall)
    if topic is not None and sets.ends_in_noun(here.text, *topic):
        memory.counted = _spoken_of(here, figure, wall)
        return memory.counted
    counted = further.of_verb(here, figure, peeled, wall) or further.first_of_group(
        here, figure, peeled
    )
    counted = counted or memory.counted or memory.subject or further.main(here, figure, peeled)
    if areas or peeled.area or peeled.areas:
        counted = further.of_places(here, figure, counted)
    alike = counted is not None and counted.raw[0] < 0
    same = counted is not None and (peeled.sets or counted.unit == figure.unit or alike)
    return counted if same else memory.subject


def _of_areas(
    here: Here, figure: Figure, peeled: Peeled, subject: Subject | None
) -> Subject | None:
    """9个县高于全市。东岭县增长9%: of what the counts were, else of what the document is about."""
    told = subject is not None and subject.sentence == here.memory.sentences
    counts = subject is not None and (
        lexicon.words("counters").tags.get(subject.unit or "") == "count"
    )
    moves = peeled.has("up") or peeled.has("down")
    if figure.dimension != "percent" or not moves or told or not (counts or subject is None):
        return subject
    meant = here.memory.measured or here.memory.headline
    if meant is None:
        return subject
    return replace(meant, sentence=here.memory.sentences - 1, measure=Measure.GROWTH, raw=(-1, -1))


# 要实现全年增长7.5%的目标: with no name, of what the document is about.
_AIM = re.compile("(?:以上|左右)?的?(?:预期|年度|全年)?目标")


def _aimed(here: Here, figure: Figure, peeled: Peeled) -> Subject | None:
    headline = here.memory.headline
    if headline is None or not _AIM.match(here.text, figure.stop):
        return None
    return replace(headline, sentence=here.memory.sentences - 1, raw=(-1, -1))


def _of_same_unit(here: Here, figure: Figure, subject: Subject) -> Subject:
    """A区8亿元，完成率25%；B市7亿元，23%: each figure is about what had its unit before."""
    for earlier in reversed(here.subjects):
        if earlier.unit == figure.unit:
            return replace(earlier, area=subject.area)
    return subject


def _too_far(here: Here, subject: Subject, wall: int, figure: Figure) -> bool:
    """Two sentences on, only a figure that says 同比增长 still speaks of it."""
    words = here.text[wall : figure.start]
    return here.memory.sentences - subject.sentence > 1 and not words.startswith(
        ("同比", "增长", "下降")
    )


def _measure(found: Measured, subject: Subject, figure: Figure, peeled: Peeled) -> Measure:
    """A silent figure in the unit of the one it repeats says the same of its indicator."""
    counted = figure.unit == "%" and subject.unit not in {"%", None} and found.measure is None
    if counted and "完成" in peeled.words("reach"):
        return Measure.COMPLETION
    if figure.kind == "step" and found.measure is None:
        own = subject.measure in {Measure.COMPLETION, Measure.SHARE}
        level = subject.measure is Measure.LEVEL and names.is_rate(subject.name)
        return subject.measure if own or level else Measure.GROWTH
    still = not (peeled.has("up") or peeled.has("down"))
    still = still and figure.unit == "%" and found.measure is Measure.GROWTH
    if still and subject.measure is Measure.COMPLETION:
        return Measure.COMPLETION
    points = subject.measure in {Measure.CHANGE_PP, Measure.GAP_PP}
    if (
        points
        and figure.unit == "%"
        and found.measure in {None, Measure.GROWTH}
        and not (peeled.has("up") or peeled.has("down"))
    ):
        return Measure.LEVEL if names.is_rate(subject.name) else Measure.GROWTH
    alike = _silent(peeled, found) and subject.unit == figure.unit
    return subject.measure if alike or found.measure is None else found.measure


def _of_planned(here: Here, measure: Measure, found: Measured) -> Measure:
    """年度计划投资92亿元，已完成51.6亿元，占56.1%: the share of what was planned is completion."""
    alone = measure is Measure.SHARE and found.reference is None
    planned = alone and any(_PLANNED.search(one.name) for one in here.subjects)
    return Measure.COMPLETION if planned else measure


def _last_reference(here: Here, figure: Figure) -> str | None:
    """分别快于全市平均0.5个、1.2个百分点: the other side is said once."""
    last = here.drafts[-1] if here.drafts else None
    return last.reference if last and last.unit == figure.unit else None


def _silent(peeled: Peeled, found: Measured) -> bool:
    """Whether the clause says nothing of growth, share or base: at most that it was reached."""
    said = {tag for _, tag in peeled.tags if not tag.startswith("head-")}
    return said <= {"reach", "target", "expected"} and found.end is None and peeled.base is None


_PLAIN_VERB = re.compile("^(?:计划|已完成|已|实际|完成(?=整改))")


def _name(here: Here, subject: Subject, figure: Figure, peeled: Peeled, found: Measured) -> str:
    """The subject's name, with the verb or noun that the figure's own clause adds to it."""
    name = subject.name
    if peeled.sets and figure.dimension == "count":
        name = _PLAIN_VERB.sub("", peeled.sets) + unset(name)
    elif peeled.sets in {"新增", "净增", "新增加"}:
        name = "新增" + re.sub("余额$", "", name)
    if "合计" in peeled.words("reach") and subject.raw[0] >= here.offset:
        whole = here.text[subject.raw[0] - here.offset : subject.raw[1] - here.offset]
        name = names.standard(whole) if "、" in whole else name
    if peeled.has("total"):
        name = unset(name)
    if peeled.has("monthly") and figure.dimension != "percent":
        name = f"月均{name}"
    if figure.dimension == "count" and {"达到", "达", "累计达到", "累计"} & set(
        peeled.words("reach")
    ):
        name = re.sub("^(?:新增|净增)|(?:新增|净增)$", "", name)
    if found.joins and found.joins not in name:
        name = re.sub("对[^，。]{0,10}的?贡献率$", "", name) + found.joins
    return name


# 年度计划投资92亿元，已完成51.6亿元: what is done is no more what was planned.
_PLANNED = re.compile("(?:年度|全年)?计划投资$|(?<=[目程])年度投资$")


def _done(name: str, role: Role) -> str:
    return _PLANNED.sub("投资", name) if role is Role.ACTUAL else name


def _remember(
    here: Here, made: Subject, owned: Subject, of_areas: bool, wall: int, name: str
) -> None:
    """Let what was read hold for the figures that follow; inside a bracket it does not."""
    if of_areas and owned.area is not None:
        here.memory.subject = replace(owned, sentence=here.memory.sentences)
    elif not of_areas and not _bracketed(here, wall):
        here.memory.subject = replace(made, name=name, sentence=here.memory.sentences)


def _spoken_of(here: Here, figure: Figure, wall: int) -> Subject | None:
    """What the sentence is about: what was stated last, or an indicator it has named since."""
    subject = here.memory.subject
    same = subject is not None and subject.sentence == here.memory.sentences
    named = topics.topic(here.text, here.previous, wall) or _named_since(here, wall)
    if named is None and not same:
        named = names.last_known(here.text, 0, wall)
    if named is None:
        return subject
    name = topics.meant(re.sub("增[速幅]$", "", here.text[named[0] : named[1]]))
    start, end = named[0] + here.offset, named[1] + here.offset
    role, area = roles.role_of(here, figure, wall), whose.area_of(here, None, wall)
    done = _PROGRESS.match(here.text, named[1]) or _PROGRESS.search(here.text, *named)
    measure = Measure.COMPLETION if done or name.endswith(COMPLETION_RATES) else Measure.GROWTH
    return Subject(
        name, (start, end), start, here.memory.sentences, measure, role, area,
        here.scope.current(), name, None,
    )  # fmt: skip


# 民间投资活力不足，全年下降2.7%: a clause that names an indicator and says how it fares.
_PROGRESS = re.compile("(?:投资|完成)*(?:进度|完成率)")
_FARES = re.compile(
    "(?:要想|压力|形势|受|因|已|连续|虽|由于|继续|持续|总体|整体|明显|有所|稳步|较快|平稳|运行|活力|支撑|依然|仍|保持|出现|表现|面临|增势|势头|后劲|降幅|疲|低迷|"
    "由正|由负|由降|由增|转|止跌|企稳|回暖|回升|向好|恢复|乏力|不足|下滑|趋缓|放缓|走)"
)
_INDUSTRY_FARES = re.compile(
    rf"(?:而|但|其中|同时|，)?(?P<name>[\u4e00-\u9fa5、]{{2,16}}?(?:业|投资|收入|产值|出口|进口|产量|价格))(?={_FARES.pattern})"
)


_CLAUSE = re.compile("[^，；：（）]+")


def _named_since(here: Here, wall: int) -> tuple[int, int] | None:
    """What a clause between the last figure and this one is about, where it opens with a name."""
    start = here.previous
    for clause in _CLAUSE.finditer(here.text[start:wall]):
        left = start + clause.start()
        opening = Peeled(left, start + clause.end())
        peel_head(here.text, opening, here.sentence.marks)
        known = names.first_known(here.text, opening.start, opening.end)
        if known is not None:
            return known
        fares = _INDUSTRY_FARES.match(here.text, left, start + clause.end())
        if fares:
            return fares.span("name")
    return None


LONGEST_REMARK = 8


def _area_since(here: Here, wall: int) -> str | None:
    """云溪县最快，增长11.2%: the clause before names whose figure it is, with a remark."""
    start = here.previous
    for clause in _CLAUSE.finditer(here.text[start:wall]):
        opening = Peeled(start + clause.start(), start + clause.end())
        peel_head(here.text, opening, here.sentence.marks)
        words = here.text[opening.start : opening.end]
        area = opening.area or next(iter(places.NAMED.findall(words)), None)
        remark = words.removeprefix(area or "") if opening.area is None else words
        named = area is not None and (opening.area or words.startswith(area))
        if named and area and here.is_area(area) and 0 < len(remark) <= LONGEST_REMARK:
            return area
    return None


def _from_heading(here: Here) -> Subject | None:
    """The indicator that the heading names, with no words of its own in the text."""
    section = here.scope.section
    if section is None or not names.known(section.title):
        return None
    name = names.standard(section.title)
    sentence = here.memory.sentences - 1
    area = whose.area_of(here, None, 0)
    return Subject(
        name, (-1, -1), 0, sentence, Measure.LEVEL, roles.default_role(here), area, None, name,
        None,
    )  # fmt: skip


def _own_start(here: Here, wall: int) -> int:
    start = wall
    while start < len(here.text) and here.text[start] in "，、；：。（ ":
        start += 1
    return start


def _bracketed(here: Here, wall: int) -> bool:
    return wall > 0 and here.text[wall - 1] == "（"
