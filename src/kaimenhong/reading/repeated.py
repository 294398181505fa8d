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
    sharing,
    spoken,
    timing,
    topics,
    whose,
)
from kaimenhong.reading.draft import Subject, unset
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import COMPLETION_RATES, Measured
from kaimenhong.reading.peeling import Peeled
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
    subject = _found(here, figure, peeled, wall, found, areas)
    if subject is None or _too_far(here, subject, wall, figure):
        return
    # 新开工32个，投资增长8%，A县、B县分别增长7%、7.2%: dealt to the places, of what was said last.
    subject = subject if len(areas) > 1 else dealing.dealt(here, figure, peeled, subject)
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
        each=subject.each or (bool(areas) and _deals(here, figure, peeled, areas)),
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
    start = subject.start - here.offset if same_sentence else _own_start(here, wall)
    if not same_sentence:
        made, owned = (replace(one, start=start + here.offset) for one in (made, owned))
    _remember(here, made, owned, told, wall, subject.name if passing else made.name)
    emitting.emit(here, figure, peeled, found, owned, start, subject.spread)


def _found(
    here: Here,
    figure: Figure,
    peeled: Peeled,
    wall: int,
    found: Measured,
    areas: tuple[str, ...],
) -> Subject | None:
    """What the figure is about, of all that has been told; `peeled` learns whose it is."""
    subject = _subject(here, figure, peeled, wall, areas)
    subject = _undivided(here, figure, subject) if areas or peeled.area else subject
    if found.measure is Measure.COMPLETION and found.reference and here.parted and subject:
        subject = further.whole_of(here, subject)
    dealt = peeled.has("each") and dealing.listed_areas(here, figure)
    if areas or peeled.area is not None or dealt:
        subject = _of_areas(here, figure, peeled, subject)
    elif figure.unit == "%" and (subject is None or subject.sentence != here.memory.sentences):
        subject = _aimed(here, figure, peeled) or subject
    if not areas and peeled.area is None:
        peeled.area = spoken.area_since(here, wall)
    other = subject is not None and subject.unit not in {None, figure.unit}
    if subject is not None and other and _silent(peeled, found):
        subject = _of_same_unit(here, figure, subject)
    return subject


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
    if timing.states_period(here, figure) or timing.source(here, figure, wall):
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
    if figure.dimension == "money" and memory.subject is not None and memory.subject.unit == "%":
        sums = [one for one in memory.stated if (one.unit or "").endswith("元")]
        if sums and memory.subject.sentence == memory.sentences - 1:
            return replace(sums[0], sentence=memory.sentences - 1)
    if figure.dimension != "count":
        return (
            spoken.of_clause(here, figure, wall)
            or spoken.from_opening(here)
            or spoken.from_heading(here)
        )
    last = memory.subject
    if last is not None and last.each and last.areas and here.previous == figure.start - 1:
        # 石湾县、岭北县分别开工15个、10个: to the next of the places.
        return last
    topic = topics.topic(here.text, here.previous, wall)
    if topic is not None and sets.ends_in_noun(here.text, *topic):
        memory.counted = spoken.of_clause(here, figure, wall)
        return memory.counted
    counted = further.of_verb(here, figure, peeled, wall) or further.first_of_group(
        here, figure, peeled
    )
    counted = (
        counted or memory.counted or memory.subject or further.of_heading(here, figure, peeled)
    )
    counted = counted or further.main(here, figure, peeled)
    if areas or peeled.area or peeled.areas:
        counted = further.of_places(here, figure, peeled, counted)
    elif counted is memory.counted and last is not None and _just_counted(here, last, figure):
        counted = last
    alike = counted is not None and counted.raw[0] < 0
    same = counted is not None and (peeled.sets or counted.unit == figure.unit or alike)
    return counted if same else memory.subject


def _undivided(here: Here, figure: Figure, subject: Subject | None) -> Subject | None:
    """投资58亿元，其中技改21亿元。A县完成12亿元: of the whole, not of the part told last."""
    whole = here.memory.undivided
    if whole is None or subject is None or figure.dimension == "count":
        return subject
    part = subject.sentence == here.memory.sentences - 1 and subject.name != whole.name
    return replace(whole, sentence=subject.sentence) if part else subject


def _deals(here: Here, figure: Figure, peeled: Peeled, areas: tuple[str, ...]) -> bool:
    """A县、B县应开工16个、15个: as many figures as areas, with or without 分别."""
    return peeled.has("each") or sharing.parallel(here, figure) == len(areas) > 1


def _just_counted(here: Here, last: Subject, figure: Figure) -> bool:
    """A县应开工19个，实际开工15个: of what the sentence has just counted, however far its name."""
    far = here.memory.counted is None or here.memory.sentences - here.memory.counted.sentence > 1
    return far and last.sentence == here.memory.sentences and last.unit == figure.unit


def _of_areas(
    here: Here, figure: Figure, peeled: Peeled, subject: Subject | None
) -> Subject | None:
    """9个县高于全市。东岭县增长9%: of what the counts were, else of what the document is about."""
    told = subject is not None and subject.sentence == here.memory.sentences
    opening = here.memory.opening
    if not told and opening is not None and _BY_PLACE.match(here.text) and peeled.has_change:
        return replace(opening, sentence=here.memory.sentences - 1, raw=(-1, -1))
    counts = subject is not None and (
        lexicon.words("counters").tags.get(subject.unit or "") == "count"
    )
    moves = (peeled.has("up") or peeled.has("down")) and not told
    # 3个高于全市平均，东岭县（8.4%）: the places are what was counted, whatever the sentence.
    places_counted = counts and subject is not None and _PLACES.search(subject.name)
    if figure.dimension != "percent" or not (moves or places_counted):
        return subject
    if not (counts or subject is None):
        return subject
    meant = here.memory.measured or spoken.from_heading(here) or here.memory.headline
    if meant is None:
        return subject
    done = _DONE_BY.search(here.text, 0, figure.start) is not None and not moves
    measure = Measure.COMPLETION if done else Measure.GROWTH
    return replace(meant, sentence=here.memory.sentences - 1, measure=measure, raw=(-1, -1))


# 投资增长3.1%。亿元以上项目占61.7%。分县区看，A县增长5.8%: of what the paragraph opened with.
_BY_PLACE = re.compile("(?:分|按|从)各?(?:[县市区乡镇、]+|地区|区域|属地)(?:来|上)?看，")
# 完成年度任务70%以上的有4个，A镇81.2%: how much of the task each has done.
_DONE_BY = re.compile("(?:完成|占)[^，。；0-9]{0,8}(?:任务|目标|计划)(?:的)?[0-9.X]+%")
_PLACES = re.compile("(?:县市?区|区县|县|市|乡镇|镇|街道|地区|市州)$")

# 要实现全年增长7.5%的目标: with no name, of what the document is about.
_AIM = re.compile("(?:以上|左右)?的?(?:预期|年度|全年)?目标")


def _aimed(here: Here, figure: Figure, peeled: Peeled) -> Subject | None:
    told = spoken.from_opening(here) or spoken.from_heading(here)
    headline = told or here.memory.headline
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
        if subject.name.endswith(COMPLETION_RATES):
            return Measure.COMPLETION
        return Measure.LEVEL if names.is_rate(subject.name) else Measure.GROWTH
    alike = _silent(peeled, found) and subject.unit == figure.unit
    return subject.measure if alike or found.measure is None else found.measure


def _of_planned(here: Here, measure: Measure, found: Measured) -> Measure:
    """年度计划投资92亿元，已完成51.6亿元，占56.1%: the share of what was planned is completion."""
    alone = measure is Measure.SHARE and found.reference is None
    planned = alone and any(_PLANNED.search(one.name) for one in here.subjects)
    planned = planned or (alone and _beside_completed(here))
    return Measure.COMPLETION if planned else measure


def _beside_completed(here: Here) -> bool:
    """A县完成46亿元，占年计划的83%；B县完成38亿元，占79%: of its plan too, as the one before."""
    group = here.text.rfind("；", 0, here.at) + 1 + here.offset
    before = [one for one in here.drafts if one.end <= group]
    own = [one for one in here.drafts if one.end > group]
    shared = [one for one in before if one.measure in {Measure.COMPLETION, Measure.SHARE}]
    told = bool(shared) and shared[-1].measure is Measure.COMPLETION and bool(own)
    return told and own[-1].name[-_TAIL:] == shared[-1].name[-_TAIL:]


# 产业类项目完成投资 and 民生类项目完成投资 are measured alike.
_TAIL = 4


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
    elif figure.dimension == "count" and "减产" in peeled.words("down"):
        name = "减产" + unset(name)
    elif peeled.sets in {"新增", "净增", "新增加"}:
        name = "新增" + re.sub("余额$", "", name)
    if "合计" in peeled.words("reach") and subject.raw[0] >= here.offset:
        whole = here.text[subject.raw[0] - here.offset : subject.raw[1] - here.offset]
        name = names.standard(whole) if "、" in whole else name
    if peeled.has("total"):
        name = unset(name)
    if peeled.has("monthly") and figure.dimension != "percent":
        name = f"月均{name}"
    reached = {"达到", "达", "累计达到", "累计"} & set(peeled.words("reach"))
    if figure.dimension == "count" and (reached or "力争达到" in peeled.words("target")):
        name = re.sub("^(?:新增|净增)|(?:新增|净增)$", "", name)
    if found.joins and found.joins not in name:
        # 新开工项目开工率达到95%，完成年度投资计划的80%: the investment of what has the rate.
        name = re.sub("对[^，。]{0,10}的?贡献率$|(?:开工|复工|竣工|投产|到位)率$", "", name)
        name += found.joins
    return name


# 年度计划投资92亿元，已完成51.6亿元: what is done is no more what was planned.
_PLANNED = re.compile("(?:年度|全年)?计划投资$|(?<=[目程])(?:年度|全年)计划$|(?<=[目程])年度投资$")


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


def _own_start(here: Here, wall: int) -> int:
    start = wall
    while start < len(here.text) and here.text[start] in "，、；：。（ ":
        start += 1
    return start


def _bracketed(here: Here, wall: int) -> bool:
    return wall > 0 and here.text[wall - 1] == "（"
