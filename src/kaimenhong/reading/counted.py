"""Figures before the things they count: 42个项目集中开工."""

from __future__ import annotations

import re

from kaimenhong.reading import (
    dealing,
    emitting,
    inherited,
    lexicon,
    names,
    sets,
    sharing,
)
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import Measured
from kaimenhong.reading.peeling import Peeled, cut_at_verb
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Measure

LONGEST_SET = 12
_HOW = re.compile(
    "(?:行业(?=产值|增加值|营业收入|利润))?(?:产值|增加值|营业收入|营收|利润|税收|投资|销售额|增速)?(?:同比)?(?:实现|保持)?"
    "(?:下降|负增长|正增长|增长|减产|停产|亏损|盈利)(?=[，。；、）])"
    "|(?:增速|增幅)?(?:高于|低于|快于|慢于)[^，。；、（）0-9]{2,8}(?=[，。；、）])"
    "|(?:尚|还|仍|均|都){0,2}(?:没有?|未)(?:开工|复工|入库|竣工|投产|达标|完成|纳统|入统|办理|落实|取得|启动|到位){1,2}"
    "[\u4e00-\u9fa5]{0,6}(?=[，。；、）])"
    "|(?:仍|还|均|都)?处于[^，。；、（）0-9]{2,10}?状态(?=[，。；、）])"
    "|已(?:开工|复工|竣工|完工|投产|入库|纳统|达标)(?=[，。；、）])"
    "|(?:完成|取得|通过|办结)[^，。；、（）0-9]{2,8}(?=[，。；、）])"
)


_SIDE = (
    "(?:(?:不到|不足|未到|低于|高于|超过|小于|大于|在)[0-9.]+%(?:以[上下])?"
    "|(?:低于|高于|快于|慢于)全[国省市县区](?:平均)?(?:水平)?)"
)
# 有37个项目投资完成率不到20%: which of them, by how far they are.
_BELOW = re.compile(
    "(?P<noun>[^，。；、（）0-9]{0,6}?(?:项目|企业|单位|部门|行业|县市区|县区|区县|乡镇|街道|园区|[县市区镇])|)"
    rf"(?P<how>[\u4e00-\u9fa5]{{0,6}}(?:率|进度|增速|增幅|降幅|跌幅){_SIDE})(?=[，。；、）：]|的)"
)
# 7个县增速高于10%，4个低于5%: by the same rate as those before.
_OTHERS = re.compile(rf"{_SIDE}(?=[，。；、）])")
_BY_RATE = re.compile(rf"(?P<rate>[\u4e00-\u9fa5]{{2,8}}?){_SIDE}")


def rate_of_set(text: str, figure: Figure) -> bool:
    """Whether a share only tells which of the things just counted are meant."""
    return any(
        one.end() >= figure.end > one.start()
        for one in _COUNTED_BELOW.finditer(text, max(0, figure.start - 40))
    )


_COUNTED_BELOW = re.compile(
    rf"(?<=[0-9][个家户])(?:{_BELOW.pattern}|(?P<alone>{_SIDE})(?=[，。；、）]))"
)


# 41个行业大类中31个实现增长: of the whole only the part is reported.
_AMONG = re.compile(
    "(?:[0-9X]+[个种类项家户]|^|[，。；：])(?P<set>[\u4e00-\u9fa5（、）]{1,10}?)(?:中|里面?|当中)，?(?:已?有)?$"
)


def read_counted(here: Here, figure: Figure, peeled: Peeled, wall: int, end: int) -> bool:
    """42个项目集中开工: the things stand after their count. Tells whether it is this shape."""
    if figure.dimension != "count" or _goes_on(here, figure):
        return False
    if _fared(here, figure, peeled, wall):
        return True
    found = sets.counted_after(here.text, figure.stop, end)
    if found is None:
        return _shared(here, figure, peeled, wall)
    left = here.trim(cut_at_verb(here.text, peeled.start, peeled.end), peeled.end)
    named_left = sets.ends_in_noun(here.text, *left) or names.known(here.text[left[0] : left[1]])
    if found.story and not names.known(here.text[left[0] : left[1]]):
        return True
    if not found.headed and (left[0] < left[1] and (named_left or _is_verb(here, found))):
        return False
    if found.story or _is_verb(here, found):
        return found.story
    _counted(here, figure, peeled, wall, found, left)
    return True


def _goes_on(here: Here, figure: Figure) -> bool:
    """Whether the count is the next of those that 分别 deals out to places: 9个、6个项目."""
    last = here.memory.subject
    dealt = last is not None and last.each and last.areas and last.unit == figure.unit
    return bool(dealt) and here.text[here.previous : figure.start] in _JOINS


_JOINS = ("、", "和")


def _shared(here: Here, figure: Figure, peeled: Peeled, wall: int) -> bool:
    """A镇、B镇分别有9个、6个未入库项目: the things stand after the last count of all."""
    count = sharing.parallel(here, figure)
    areas = dealing.areas(here, figure, peeled) if count > 1 else ()
    if len(areas) != count or not peeled.has("each"):
        return False
    last = here.sentence.figures[here.sentence.figures.index(figure) + count - 1]
    end = here.clause_end(last.stop, len(here.text))
    found = sets.counted_after(here.text, last.stop, end)
    if found is None or found.story or _is_verb(here, found):
        return False
    noun, verb = here.text[found.start : found.noun_end], _told_by(here, found)
    whole = inherited.subject_of(
        here, figure, wall, name=names.standard(verb + noun), span=(found.start, found.noun_end),
        measure=Measure.LEVEL, area=None, start=figure.start,
    )  # fmt: skip
    here.memory.subject = whole = replace(whole, areas=areas, each=True)
    inherited.remember_counted(here, whole)
    emitting.emit(here, figure, peeled, Measured(Measure.LEVEL), whole, figure.start, ())
    return True


def _fared(here: Here, figure: Figure, peeled: Peeled, wall: int) -> bool:
    """32家企业中，12家产值下降: so many of the things just counted, and how they fared."""
    counted = here.memory.counted
    by_rate = _by_rate(here, figure)
    if by_rate is not None:
        _counts(here, figure, peeled, wall, *by_rate)
        return True
    match = _HOW.match(here.text, figure.stop)
    among = _AMONG.search(here.text, 0, figure.start)
    if match is not None and among is not None:
        name = _as_set(match[0]) + names.expanded(among["set"])
        _counts(here, figure, peeled, wall, name, (among.start("set"), match.end()))
        return True
    if match is None or counted is None or counted.unit != figure.unit:
        return False
    fared = inherited.subject_of(
        here, figure, wall, name=_as_set(match[0]) + sets.base(counted.name), area=peeled.area,
        span=(figure.start, match.end()), measure=Measure.LEVEL,
    )  # fmt: skip
    fared = replace(fared, area=counted.area if peeled.area is None else fared.area)
    found = Measured(Measure.LEVEL)
    emitting.emit(here, figure, peeled, found, fared, figure.start, (), end=match.end())
    return True


def _by_rate(here: Here, figure: Figure) -> tuple[str, tuple[int, int]] | None:
    """Name the things that a rate tells apart, and say where their noun stands."""
    counted = here.memory.counted
    below = _BELOW.match(here.text, figure.stop)
    if below is not None and (below["noun"] or counted is not None):
        noun = below["noun"] or sets.base(counted.name if counted else "")
        return below["how"] + noun, below.span("noun")
    others = _OTHERS.match(here.text, figure.stop)
    if others is None:
        return None
    return _rate_told(here, others[0]), (figure.stop, figure.stop)


def _rate_told(here: Here, side: str) -> str:
    """Say of which rate, and of which things, 4个低于5% is told."""
    counted, subject = here.memory.counted, here.memory.subject
    before = _BY_RATE.match(counted.name) if counted is not None else None
    if before is not None and counted is not None:
        return before["rate"] + side + counted.name[before.end() :]
    growing = subject is not None and subject.measure in _OF_GROWTH
    rate = f"{subject.name}增速" if subject is not None and growing else ""
    return rate + side + (sets.base(counted.name) if counted is not None else "")


_OF_GROWTH = frozenset({
    Measure.GROWTH, Measure.GAP_PP, Measure.CHANGE_PP, Measure.GROWTH_RANK,
})  # fmt: skip
_RATES = re.compile("[^，。；]{0,12}?(?:高于|低于|快于|慢于|正增长|负增长|增速)")


def _counts(
    here: Here, figure: Figure, peeled: Peeled, wall: int, name: str, span: tuple[int, int]
) -> None:
    """Emit a count of what is told apart by how it fares; what follows goes on with it."""
    whole = inherited.subject_of(
        here, figure, wall, name=name, area=peeled.area, span=(figure.start, span[1]),
        measure=Measure.LEVEL,
    )  # fmt: skip
    told = here.memory.subject
    here.memory.counted = whole
    # 3个高于全市平均，A县（8.4%）: the rates that follow are of what the areas were told apart by.
    growing = told is not None and told.measure in _OF_GROWTH and _RATES.match(name)
    here.memory.subject = (
        replace(
            told, measure=Measure.GROWTH, unit="%", sentence=whole.sentence, period=whole.period
        )
        if told and growing
        else whole
    )
    start = min(span[0], figure.start)
    emitting.emit(here, figure, peeled, Measured(Measure.LEVEL), whole, start, (), span[1])


def _as_set(how: str) -> str:
    """还没有开工 tells which of them as 未开工 does, 已开工 as 开工, 处于停工状态 as 停工."""
    state = re.fullmatch("[仍还均都]?处于(.+)状态", how)
    if state is not None:
        return state[1]
    return re.sub("^[尚还仍均都]*(?:没有?|未)", "未", how.removeprefix("已"))


def _is_verb(here: Here, found: sets.Counted) -> bool:
    return not found.headed and sets.starts_with_verb(here.text, found.start)


def _counted(
    here: Here,
    figure: Figure,
    peeled: Peeled,
    wall: int,
    found: sets.Counted,
    left: tuple[int, int],
) -> None:
    area = here.area_before(left[1]) or here.text[left[0] : left[1]]
    if left[0] < left[1] and here.is_area(area):
        peeled.area, left = area, (figure.start, figure.start)
    written = here.text[found.start : found.noun_end]
    before, before_start = _set_before(here, left, figure)
    start = min(x for x in (before_start, peeled.bound_start, figure.start) if x is not None)
    verb = _told_by(here, found)
    noun = re.sub("（[^（）]{1,8}）$", "", written)
    name = names.standard(verb + before + noun if verb not in before else before + noun)
    subject = inherited.subject_of(
        here, figure, wall, name=name, span=(found.start, found.noun_end), measure=Measure.LEVEL,
        area=peeled.area, start=start,
    )  # fmt: skip
    inside = [m for m in here.sentence.times if found.start <= m.start and m.end <= found.end]
    if inside and inside[-1].period is not None and found.verb:
        subject = replace(subject, period=inside[-1].period)
    here.memory.subject = inherited.lasting(here, figure, wall, subject)
    inherited.remember_counted(here, here.memory.subject)
    _resolve_pending(here, name)
    emitting.emit(here, figure, peeled, Measured(Measure.LEVEL), subject, start, (), end=found.end)


# 31家企业产值同比下降: which enterprises, by how they fare.
_FARING = re.compile(
    "(产值|销售额|营业收入|营收|利润|税收|投资)(?:同比)?(下降|负增长|减产|增长)(?=[，。；、）])"
)


# 27个项目用地未落实, 3个项目因资金不到位停工: what is the matter with those that are meant.
_TROUBLED = re.compile(
    "(?:因|还|仍|尚|均|都)*(?P<how>(?:[\u4e00-\u9fa5]{1,6}、(?=[\u4e00-\u9fa5]{2,8}(?:未|没有|不|无法)))?"
    "[\u4e00-\u9fa5]{0,8}?(?:未|没有|不(?!再)|无法)[\u4e00-\u9fa5]{1,6}?)(?=[，。；、）])"
)


def _told_by(here: Here, found: sets.Counted) -> str:
    """The verb that says which are meant; 不具备开工条件 says more than its 开工."""
    state = _faring(here, found.noun_end)
    whole = here.text.startswith(("不", "未", "没"), found.noun_end) and len(state) > len(
        found.verb
    )
    return state if whole or not found.verb else found.verb


def _faring(here: Here, end: int) -> str:
    faring = _FARING.match(here.text, end)
    if faring is not None:
        return "".join(faring.groups())
    troubled = _TROUBLED.match(here.text, end)
    return troubled["how"] if troubled else ""


def _set_before(here: Here, left: tuple[int, int], figure: Figure) -> tuple[str, int | None]:
    """Words before a count that say which set is meant: 重点调度的12家, 结对帮扶60家."""
    start, end = left
    words = here.text[start:end]
    if here.text[end : end + 1] == "的" and 2 <= len(words) <= LONGEST_SET and "、" not in words:
        return words, start
    verbs = (*lexicon.listed("verbs", "set"), *lexicon.listed("verbs", "before"))
    # Asked at once first, as a count mostly stands after none of them.
    if not here.text.endswith(verbs, start, figure.start):
        return "", None
    verb = next(verb for verb in verbs if here.text.endswith(verb, start, figure.start))
    return verb, figure.start - len(verb)


def _resolve_pending(here: Here, name: str) -> None:
    """总投资XX亿元的XX个项目: the total is that of the set that follows it."""
    for index in here.pending:
        draft = here.drafts[index]
        here.drafts[index] = replace(draft, name=name + draft.name)
    here.pending.clear()
