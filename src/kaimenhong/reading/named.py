"""Figures after the name of their indicator: 固定资产投资超过26亿元."""

from __future__ import annotations

import re

from kaimenhong.reading import (
    dealing,
    emitting,
    inherited,
    lexicon,
    names,
    naming,
    places,
    repeated,
    roles,
    sets,
    sharing,
    timing,
    whose,
)
from kaimenhong.reading.draft import Subject, unset
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import COMPLETION_RATES, Measured, measured
from kaimenhong.reading.peeling import Peeled, cut_at_verb, peel, peel_head, peel_tail
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Measure

LONGEST_OWNER = 12
SHORTEST_ALONE = 2
_DONE_AFTER = re.compile("(?P<verb>复工|开工|到位|竣工|投产|完成|覆盖|达标|复产|签约|落地|整改)")


def read_named(here: Here, figure: Figure, peeled: Peeled, wall: int) -> None:
    """Read a figure that stands after its indicator, or after nothing but words of growth."""
    subject = here.memory.subject
    found = measured(here.text, figure, peeled, repeats=subject is not None)
    end = _end(here, peeled, found)
    start, end = here.trim(*_inner(here, min(peeled.start, end), end, peeled))
    if start >= end and _of_bracketed_area(here, figure, peeled, wall, found):
        return
    if start >= end and _opens_bracket(here, wall):
        start, end = _before_bracket(here, wall)
    if _all_done(here, figure, peeled, wall):
        return
    if start >= end:
        repeated.read_repeated(here, figure, peeled, wall, found, areas=peeled.areas)
        return
    end = _without_area(here, start, end, peeled)
    start = _after_whose(here, start, end, peeled)
    extreme = _EXTREME.match(here.text, start, end)
    start = extreme.end() if extreme else start
    start, end = _rated(here, start, end, peeled)
    words = here.text[start:end]
    more = _MORE.fullmatch(words)
    if more is not None and figure.dimension == "percent":
        less = (more["side"] or more["same"]) == "少"
        side = Measured(Measure.GROWTH, -1 if less else 1, reference=more["ref"])
        repeated.read_repeated(here, figure, peeled, wall, side)
        return
    if more is not None:
        side = Measured(Measure.LEVEL, reference=more["ref"], joins=_joined_by(more))
        repeated.read_repeated(here, figure, peeled, wall, side)
        return
    if _SO_MANY_PLACES.fullmatch(words):
        repeated.read_repeated(here, figure, peeled, wall, found, areas=(words,))
        return
    if here.is_area(words) or places.LIST.fullmatch(words):
        # 万和县 is one place, whatever its signs.
        alone = "、" not in words and here.is_area(words)
        areas = (words,) if alone else tuple(re.split("[、和]", words))
        repeated.read_repeated(here, figure, peeled, wall, found, areas=areas)
        return
    _named(here, figure, peeled, wall, found, start, end)


# 南城区占24.6%，西山县占19.8%，两地合计占四成: what the places told have together.
_SO_MANY_PLACES = re.compile("(?:[两三四五六七八九十]|[0-9]{1,2})个?(?:[县区市镇乡]+|地)")
# 投资完成率最高的南苑街道达到82%, 限上企业全区有210家: whose it is stands behind what is told.
_BEHIND = re.compile(
    "(?P<what>[\u4e00-\u9fa5“”]{2,12}?)(?:最[快慢高低大小好差多少]的(?:是|为)?(?P<area>[\u4e00-\u9fa5]{2,6})|(?P<own>全[省市县区州旗镇乡])(?:共?有)?)"
)


def _rated(here: Here, start: int, end: int, peeled: Peeled) -> tuple[int, int]:
    behind = _BEHIND.fullmatch(here.text, start, end)
    if behind is None or peeled.area is not None:
        return start, end
    area = behind["area"] or behind["own"]
    if behind["own"] is None and not here.is_area(area):
        return start, end
    peeled.area = area
    return start, behind.end("what")


# 最慢的马岭乡仅41.3%, 增速最高的城关镇为12.8%: whose figure it is, and how it stands to others.
_EXTREME = re.compile("(?:增速|增幅|降幅|进度|总量|规模)?最[快慢高低大小好差多少]的(?:是|为)?")
# 比去年同期多完成19.3亿元, 同比少收0.2亿元: how much more or less than what was said.
_MORE = re.compile(
    "(?:比|较)(?P<ref>[^，。；]{1,10}?)(?P<side>多|少)(?:完成|收入?|亏|出|支)?了?|同比(?P<same>多|少)(?:完成|收|亏|出|支)?了?"
)


def _joined_by(more: re.Match[str]) -> str:
    side = more["side"] or more["same"]
    average = "平均" in (more["ref"] or "")
    if average:
        return ("高于" if side == "多" else "低于") + more["ref"]
    return "增加" if side == "多" else "减少"


# 规上工业增加值增速前三位依次为东岭县18.7%: the first of those that are listed.
_LEADING = re.compile(
    "(?:增速|增幅|总量|完成率)?(?:居|排|列)?(?:全[国省市县])?[前后]?[0-9一二三四五六七八九十]*(?:位|名)?的?"
    "(?:县市区|县区|县（市、区）|地区|市州)?(?:依次|分别)?(?:是|为|有|：)(?P<area>[^，。；是为有]{2,8})$"
)


def _without_area(here: Here, start: int, end: int, peeled: Peeled) -> int:
    """规上工业增加值澜溪县增长7.2%: whose figure it is stands after the indicator."""
    known = names.first_known(here.text, start, end)
    if known is None or known[1] >= end:
        return end
    rest = re.sub("^(?:增速|增幅)|增速$", "", here.text[known[1] : end])
    listed = _LEADING.match(rest)
    rest = listed["area"] if listed else rest
    if here.is_area(rest) or places.SELF.fullmatch(rest):
        peeled.area = rest
        return known[1]
    return end


# 总量最大的东岭县完成规上工业总产值: whose it is, and which of the areas that is.
_WHOSE = re.compile("(?:.{2,12}的)?(?P<area>[\u4e00-\u9fa5]{2,4}[省市县区州镇乡])(?:完成|实现)?$")


def _after_whose(here: Here, start: int, end: int, peeled: Peeled) -> int:
    known = names.last_known(here.text, start, end)
    if known is None or known[1] != end or known[0] <= start + SHORTEST_ALONE:
        return start
    whose = _WHOSE.match(here.text, start, known[0])
    if whose is None or peeled.area is not None or not here.is_area(whose["area"]):
        return start
    peeled.area = whose["area"]
    return known[0]


def _end(here: Here, peeled: Peeled, found: Measured) -> int:
    """Where the name ends; 分别 and 仅 before 完成年度计划的 are no part of it."""
    if found.end is None or found.end >= peeled.end:
        return peeled.end
    inner = Peeled(min(peeled.start, found.end), found.end, wall=peeled.wall)
    peel_tail(here.text, inner, here.sentence.marks)
    peeled.tags += inner.tags
    peeled.mention = peeled.mention or inner.mention
    return inner.end


def _all_done(here: Here, figure: Figure, peeled: Peeled, wall: int) -> bool:
    """项目已实现100%复工: the completion of what was counted before, under its verb's name."""
    counted = here.memory.counted
    match = _DONE_AFTER.match(here.text, figure.stop)
    if (
        figure.unit != "%"
        or match is None
        or counted is None
        or "实现" not in here.text[wall : figure.start]
    ):
        return False
    role = roles.role_of(here, figure, wall)
    done = replace(
        counted, name=match["verb"] + unset(counted.name), measure=Measure.COMPLETION, role=role,
        period=timing.period_of(here, figure, wall, role), unit="%",
    )  # fmt: skip
    here.memory.subject = done
    begin = (
        counted.start - here.offset if counted.sentence == here.memory.sentences else figure.start
    )
    emitting.emit(
        here, figure, peeled, Measured(Measure.COMPLETION, reference=counted.name), done, begin, ()
    )
    return True


# 规上工业|实现利润3.4亿元
_OF_TRADE = re.compile("(?:规上|规模以上|限上|限额以上)[\u4e00-\u9fa5]{0,4}业$")
# 文旅城项目累计完成投资11.8亿元: whose it is stands before the verb.
_REACHED = ("累计完成", "实现")


def _inner(here: Here, start: int, end: int, peeled: Peeled) -> tuple[int, int]:
    """The name after the clause's last verb; what stands right after that verb is peeled too."""
    cut = cut_at_verb(here.text, start, end)
    reached = next((w for w in _REACHED if here.text.endswith(w, start, cut)), None)
    owner = cut - len(reached) if reached else start
    short = start < owner <= start + LONGEST_OWNER
    if short and (
        sets.ends_in_noun(here.text, start, owner) or _OF_TRADE.search(here.text, start, owner)
    ):
        return start, end
    if cut > start:
        inner = Peeled(cut, end, wall=cut)
        peel_head(here.text, inner, here.sentence.marks)
        peeled.area = inner.area or peeled.area
        cut = inner.start
    return cut, end


def _opens_bracket(here: Here, wall: int) -> bool:
    return wall > 0 and here.text[wall - 1] == "（" and here.previous < wall - 1


def _of_bracketed_area(
    here: Here, figure: Figure, peeled: Peeled, wall: int, found: Measured
) -> bool:
    """增速前三位的是东岭县（12.6%）、柳泉区（11.8%）: the bracket holds the figure of its area."""
    if not _opens_bracket(here, wall) or here.text[figure.stop : figure.stop + 1] != "）":
        return False
    words = re.split("[、，：；。是为和）]", here.text[: wall - 1])[-1]
    if not here.is_area(words):
        return False
    here.memory.saved.pop()
    if not (peeled.has("up") or peeled.has("down")):
        found = replace(found, measure=None)
    repeated.read_repeated(here, figure, peeled, wall, found, areas=(words,))
    here.memory.saved.append((here.memory.subject, here.memory.counted))
    return True


def _before_bracket(here: Here, wall: int) -> tuple[int, int]:
    start = here.wall(wall - 1)
    outside = peel(here.text, start, wall - 1, here.sentence.marks)
    start = cut_at_verb(here.text, outside.start, outside.end)
    return here.trim(start, outside.end)


def _in_parallel(here: Here, figure: Figure, peeled: Peeled) -> bool:
    """A县、B县完成投资18亿元、22亿元: as many figures as areas, with no 分别 said."""
    whose = dealing.areas(here, figure, peeled)
    return len(whose) > 1 and sharing.parallel(here, figure) == len(whose)


_SPLIT_BY = re.compile("(?:增速|增幅|总量)?(?:高于|低于|快于|慢于|超过|居(?!民)|排)")


def _told_of(here: Here, subject: Subject, start: int, end: int) -> Subject:
    """规上工业增加值增速高于全市平均的有4个：A县9%: what follows is about the indicator itself."""
    known = names.first_known(here.text, start, end) or _rate(here, start, end)
    if known is None or known[1] >= end or not _SPLIT_BY.match(here.text, known[1], end):
        return subject
    name = names.standard(here.text[known[0] : known[1]])
    measure = Measure.COMPLETION if name.endswith(COMPLETION_RATES) else Measure.GROWTH
    return replace(subject, name=name, noun=name, measure=measure, unit="%")


_RATE = re.compile("[\u4e00-\u9fa5]{2,10}?(?:率|进度|占比)(?=高于|低于|快于|慢于|超过)")


def _rate(here: Here, start: int, end: int) -> tuple[int, int] | None:
    """投资完成率高于全市平均的有5个: a rate that the catalogue does not know."""
    rate = _RATE.match(here.text, start, end)
    return rate.span() if rate else None


def _with_set(name: str, peeled: Peeled, figure: Figure) -> str:
    """项目开工29个 are 开工项目; a sum keeps the order as written, 贷款新增."""
    word = (
        peeled.sets.removeprefix("计划")
        .removeprefix("已")
        .removeprefix("力争")
        .removeprefix("实际")
    )
    if not word or word in name or (word == "入库" and name.endswith("收入")):
        return name
    return word + name if figure.dimension == "count" else name + word


def _default_measure(name: str) -> Measure:
    """What a bare percentage says: a rate's own level, else growth."""
    return Measure.LEVEL if names.is_rate(name) else Measure.GROWTH


# 食品加工、装备制造两大产业分别完成产值152亿元、98亿元: each of them, and what of it.
_DEALT = re.compile(
    "(?:其中)?[：，]?(?P<list>[^，。；：0-9]+?)(?:[两二三四五六七八九十]大[^，。；、]{2,6}|等[^，。；、]{0,6})?"
    "分别(?:完成|实现|达到?|为)?(?P<what>[^，。；、0-9]{2,8})$"
)


def _is_dealt(here: Here, figure: Figure, dealt: re.Match[str]) -> bool:
    parts = re.split("、|和|与|及", dealt["list"])
    return len(parts) == sharing.parallel(here, figure) > 1 and not here.is_area(parts[0])


_KIND = re.compile("(?:产业|行业|板块|集群)$")


def _whole_parts(parts: list[str]) -> list[str]:
    """电子信息、装备制造产业: the last word is that of all."""
    kind = _KIND.search(parts[-1])
    if kind is None or any(_KIND.search(one) for one in parts[:-1]):
        return parts
    return [*(f"{one}{kind[0]}" for one in parts[:-1]), parts[-1]]


def _named_each(
    here: Here,
    figure: Figure,
    peeled: Peeled,
    wall: int,
    found: Measured,
    dealt: re.Match[str],
) -> None:
    """Read the first of figures that are dealt to a list; the others follow it in turn."""
    parts = _whole_parts(re.split("、|和|与|及", dealt["list"]))
    spread = tuple(names.standard(part + dealt["what"]) for part in parts)
    peeled.tags.append(("分别", "each"))
    subject = inherited.subject_of(
        here, figure, wall, name=spread[0], span=(dealt.start("list"), dealt.end("what")),
        area=peeled.area, noun=dealt["what"], measure=found.measure or _default_measure(spread[0]),
    )  # fmt: skip
    subject = replace(subject, spread=spread, each=True)
    here.memory.subject = subject
    emitting.emit(here, figure, peeled, found, subject, dealt.start("list"), spread)


def _ends_list(here: Here, before: Subject, group: int) -> bool:
    """A县、B县分别不低于70%、65%；全年完成投资350亿元: of none of those that the group lists."""
    last = here.drafts[-1] if here.drafts else None
    return before.start < group and last is not None and last.area != before.area


def _named(
    here: Here, figure: Figure, peeled: Peeled, wall: int, found: Measured, start: int, end: int
) -> None:
    together = {"合计", "共计", "总计", "共"} & set(peeled.words("reach"))
    if not (peeled.has("each") or peeled.has("all") or together):
        start = sharing.last_part(here, start, end)
    dealt = _DEALT.match(here.text, here.clause(start), end)
    if dealt is not None and _is_dealt(here, figure, dealt):
        _named_each(here, figure, peeled, wall, found, dealt)
        return
    written = here.text[start:end]
    if peeled.has("share") and names.known(f"{written}占比"):
        written, end = f"{written}占比", end + len("占比") * here.text.startswith("占比", end)
    before = here.memory.subject
    before = before if before and before.sentence == here.memory.sentences else None
    spread = sharing.spread_of(here, written, figure, peeled)
    timeless = (
        sharing.without_times(here, start, end) if here.text[start:end] == written else written
    )
    if len(written) <= SHORTEST_ALONE and not names.known(written) and figure.dimension == "money":
        kept = next(
            (w for w in lexicon.listed("verbs", "kept") if here.text.endswith(w, 0, start)), ""
        )
        start, written, timeless = start - len(kept), kept + written, kept + written
    name, noun = (spread[0],) * 2 if spread else naming.completed(here, timeless, figure, start)
    if found.joins and found.joins not in name:
        name = names.standard(name + found.joins)
    name = _with_set(name, peeled, figure)
    subject = inherited.subject_of(
        here, figure, wall, name=name, span=(start, end), area=peeled.area, noun=noun,
        measure=found.measure or _default_measure(name),
    )  # fmt: skip
    group = here.text.rfind("；", 0, start) + 1 + here.offset
    since = before is not None and before.start < group and whose.topic_of(here)
    listed = before is not None and _ends_list(here, before, group)
    bare = written in lexicon.words("bare").tags and not (peeled.area or since or listed)
    if bare and before is not None:
        subject = replace(subject, area=before.area)
    subject = replace(
        subject, spread=spread,
        each=peeled.has("each") or sharing.beside(here, figure)
        or _in_parallel(here, figure, peeled),
        areas=dealing.areas(here, figure, peeled),
        periods=dealing.periods(here, figure, peeled),
    )  # fmt: skip
    lasting = inherited.lasting(here, figure, wall, subject)
    earlier = here.memory.subject
    here.memory.subject = _told_of(here, lasting, start, end)
    if earlier is not None and _SPLIT_BY.match(here.text, start, end):
        # 低于全市平均的有3个：…: of what the sentence before was about.
        here.memory.subject = replace(earlier, sentence=here.memory.sentences, area=subject.area)
    if figure.dimension == "count" and sets.ends_in_noun(here.text, start, end):
        inherited.remember_counted(here, lasting)
    for other in figure.words.split("、") if figure.kind == "step" else (None,):
        side = replace(found, reference=other) if other else found
        emitting.emit(here, figure, peeled, side, subject, start, spread)
