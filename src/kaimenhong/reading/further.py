"""What a figure with no name of its own goes on with: the whole, the place, the set before it."""

from __future__ import annotations

import re

from kaimenhong.reading import breakdowns, inherited, lexicon, names, whose
from kaimenhong.reading.draft import Draft, Memory, Subject, is_plain, unset
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import Measured
from kaimenhong.reading.peeling import Peeled
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.terms.period import Grain, Period

# What a bulletin opens a place's account with, where it leaves the noun out: 应开工23个.
_OF_VERB = ((re.compile("[开竣复]）?工|投产"), "项目"), (re.compile("整改|销号"), "问题"))
_PARTED = re.compile("其中|(?:分|按|从)[^，；：。0-9]{1,12}?[看分][，：]")
_LISTED = re.compile("[0-9][家户个]、[^，；0-9]{2,16}[0-9]")
# What comes in adds up.
_FLOWS = ("新增", "净增", "入库", "新设", "注销", "新签约")


def flowing(here: Here, peeled: Peeled, subject: Subject) -> Period | None:
    """在库231家，新增9家: what has come in adds up, though the stock before it is a month's."""
    now = here.scope.current()
    month = subject.period is not None and subject.period.grain is Grain.MONTH
    if now is None or not month or not peeled.sets.endswith(_FLOWS) or subject.period is None:
        return None
    return now if now.end == subject.period.end else None


def stood(here: Here, figure: Figure, peeled: Peeled, subject: Subject) -> Period | None:
    """6月末在库1203家。分县看，A县356家: parts of a stock stand when their whole does."""
    moment = here.memory.moment
    alike = figure.unit == subject.unit and counts(subject) and not peeled.sets
    if moment is None or not alike or subject.role is not Role.ACTUAL:
        return None
    return moment[0] if subject.period == moment[0] else None


def since(here: Here, subject: Subject, figure: Figure, found: Measured) -> str | None:
    """The area with which the group opens, where the subject was stated before the group."""
    group = here.text.rfind("；", 0, here.at) + 1
    earlier = subject.start < group + here.offset or subject.sentence != here.memory.sentences
    if here.previous > group and here.drafts:
        # A县15个、B县16个，已整改9个: what was just said of a place goes on.
        parted = _is_part(here, group) or "）" in here.text[here.previous : here.at]
        counts = figure.dimension == "count" and here.drafts[-1].unit == figure.unit
        return here.drafts[-1].area if counts and not parted else None
    known = here.topic(here.at) == (subject.area,)
    return whose.topic_of(here) if earlier and not known else None


def _is_part(here: Here, group: int) -> bool:
    """Whether 其中 parts what its group has stated; 其中，A县开工32个，… opens one."""
    at = here.text.find("其中", group, here.at)
    return at >= 0 and any(draft.end <= at + here.offset for draft in _of_group(here, group))


def _of_group(here: Here, group: int) -> list[Draft]:
    return [draft for draft in here.drafts if draft.end > group + here.offset]


def main(here: Here, figure: Figure, peeled: Peeled) -> Subject | None:
    """从新设看，云溪区新设5216户: of what the document has counted first, where its unit fits."""
    if not (peeled.area or peeled.areas or peeled.sets):
        return None
    whole = _main(here, figure)
    return replace(whole, area=whose.area_of(here, None, 0)) if whole is not None else None


def _main(here: Here, figure: Figure) -> Subject | None:
    main, unit = here.memory.main, (figure.unit or "").removeprefix("万")
    if main is None:
        return None
    alone = not re.match("[\u4e00-\u9fa5]", here.text[figure.stop : figure.stop + 1])
    fits = alone and (main.unit or "").removeprefix("万") == unit
    return replace(main, sentence=here.memory.sentences - 1, raw=(-1, -1)) if fits else None


def planned_whole(here: Here, figure: Figure, subject: Subject) -> Subject | None:
    """计划开工60个，其中A县12个: parts of what is planned are planned, for the same time."""
    between = here.text.find("其中", here.previous, figure.start) >= 0
    stated = here.subjects if between and here.subjects else _stated_before(here, figure)
    last = stated[-1] if stated else None
    if last is None or last.name != subject.name or last.role is not Role.TARGET:
        return None
    return replace(last, sentence=here.memory.sentences)


def _stated_before(here: Here, figure: Figure) -> list[Subject]:
    """What the sentence before has stated, where this one lists the parts of it and no more."""
    parts = _PARTED.search(here.text, 0, figure.start)
    listed = all(one.role is Role.TARGET for one in here.drafts)
    return here.memory.stated if parts and listed else []


def of_places(
    here: Here, figure: Figure, peeled: Peeled, counted: Subject | None
) -> Subject | None:
    """分县看，A县356家、B县228家: of the whole that was counted before its parts.

    However far back it is, such a list is of something that the paragraph has counted.
    """
    last = here.memory.subject
    if last is not None and counted is not None and not peeled.sets:
        counted = last if _those_of(here, last, counted, figure) else counted
    if counted is not None and counted.sentence == here.memory.sentences:
        return counted
    whole = _main(here, figure)
    if whole is None and counted is None:
        return _above(here, figure)
    if whole is not None and (counted is None or _are_parts(here.memory)):
        return whole
    parted = breakdowns.by_place(here, figure.unit)
    if parted is not None:
        return parted
    if counted is None or here.memory.sentences - counted.sentence <= 1:
        return counted
    return whole or replace(counted, sentence=here.memory.sentences - 1)


def _those_of(here: Here, last: Subject, counted: Subject, figure: Figure) -> bool:
    """新增入库28家，其中A县9家: parts of what came in, not of all that are there."""
    told = last.sentence == here.memory.sentences and last.unit == figure.unit
    alone = here.text.rfind("；", 0, figure.start) < last.start - here.offset
    parts = here.text.find("其中", 0, figure.start) >= 0 or (
        alone and last.area != here.scope.background.place.name
    )
    return told and parts and last.name != counted.name and last.name.endswith(unset(counted.name))


def _above(here: Here, figure: Figure) -> Subject | None:
    above = here.memory.above
    if above is None or above.unit != figure.unit:
        return None
    return replace(above, sentence=here.memory.sentences - 1, raw=(-1, -1))


def _are_parts(memory: Memory) -> bool:
    """Whether the sentence before has counted several sets: 工业企业412家，服务业企业173家."""
    sets = {one.name for one in memory.stated if counts(one)}
    # 工业企业412家、建筑业企业100家 are beside each other, and none is the whole.
    listed = memory.main is not None and memory.main.name in sets
    beside = listed and _LISTED.search(memory.before) is not None
    return len(sets) > 1 and not beside and all(map(is_plain, sets))


def whole_of(here: Here, part: Subject) -> Subject:
    """入库19家，其中工业6家、服务业4家，完成年度目标的42%: the whole has the target."""
    whole = here.parted[0] if here.parted else None
    listed = here.text.rfind("、", 0, here.previous) > here.text.find("其中") >= 0
    same = whole is not None and whole.unit == part.unit and whole.area == part.area
    return whole if whole is not None and listed and same else part


def counts(subject: Subject | None) -> bool:
    """Whether a subject is a number of things."""
    unit = (subject.unit or "") if subject is not None else ""
    return lexicon.words("counters").tags.get(unit) == "count"


def first_of_group(here: Here, figure: Figure, peeled: Peeled) -> Subject | None:
    """A县问题15个，已整改6个；B县16个，…: what a group begins with is what the one before did."""
    group = here.text.rfind("；", 0, figure.start)
    if group < 0 or peeled.sets or here.previous > group:
        return None
    before = here.text.rfind("；", 0, group) + 1 + here.offset
    stated = [s for s in here.subjects if before <= s.start <= group + here.offset]
    alike = [s for s in stated if s.unit == figure.unit]
    return alike[0] if len(alike) > 1 and alike[0] is stated[0] else None


# （四）“四上”单位入库。新增入库28家: the heading names the things.
_IN_HEADING = re.compile(
    "(?P<noun>[\u4e00-\u9fa5“”]{2,10}?(?:单位|企业|项目|主体))(?:入库|培育|建设|推进|开工|复工|发展|情况|工作)*$"
)


def of_heading(here: Here, figure: Figure, peeled: Peeled) -> Subject | None:
    """The things that the nearest heading names, for a count that has a verb alone."""
    title = here.scope.section.title if here.scope.section else ""
    noun = _IN_HEADING.match(title) if peeled.sets else None
    if noun is None:
        return None
    found = inherited.subject_of(
        here, figure, figure.start, name=names.standard(noun["noun"]), measure=Measure.LEVEL,
        span=(figure.start, figure.start), area=peeled.area,
    )  # fmt: skip
    here.memory.counted = replace(found, sentence=here.memory.sentences - 1, raw=(-1, -1))
    return here.memory.counted


def of_verb(here: Here, figure: Figure, peeled: Peeled, wall: int) -> Subject | None:
    """The things that a verb is said of, where nothing like them was counted before."""
    told = here.memory.subject is None or here.memory.subject.unit in {"%", "个百分点"}
    if figure.unit != "个" or not peeled.sets or here.memory.counted is not None or not told:
        return None
    noun = next((noun for verb, noun in _OF_VERB if verb.search(peeled.sets)), None)
    if noun is None:
        return None
    at = wall + here.text[wall : figure.start].rfind(peeled.sets)
    found = inherited.subject_of(
        here, figure, wall, name=noun, span=(at, figure.start), measure=Measure.LEVEL,
        area=peeled.area,
    )  # fmt: skip
    here.memory.counted = found
    return found
