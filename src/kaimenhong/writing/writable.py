"""Which statements one sentence can say: the space over which writing and reading are inverse."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from kaimenhong.facts import Statement
from kaimenhong.reading import lexicon, names, places, times
from kaimenhong.reading.figures import LASTS
from kaimenhong.reading.measures import COMPLETION_RATES
from kaimenhong.reading.peeling import Marks, cut_at_verb, peel
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.terms.period import Grain

POINTS = "个百分点"
SHARES = ("占比", "比重", "比例", "贡献率")
# In the contract weeks, days and 旬 are no period of a statement.
GRAINS = {Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.MONTH, Grain.RANGE, Grain.DEADLINE}
# The unit that a measure has by its nature; of the others a level is in the unit that is written.
UNITS = {
    Measure.GROWTH: "%",
    Measure.CHANGE_PP: POINTS,
    Measure.SHARE: "%",
    Measure.COMPLETION: "%",
    Measure.GROWTH_RANK: "位",
    Measure.LEVEL_RANK: "位",
    Measure.GAP_PP: POINTS,
}
# A rank is a place. 第3位以上 is nearer to the first, though its number is smaller: people read it,
# and 超过第3位, both ways, so that no sentence says them.
RANK_BOUNDS = {Comparator.EXACTLY, Comparator.AT_MOST, Comparator.ABOUT}
_WHEN = "(?:上年|去年|前年)(?:同期)?|上年末|上月|上季度|年初|[一二三四]季度|上半年"
_WHERE = rf"(?:{places.SELF.pattern}|{places.NAMED.pattern})(?:平均(?:水平)?)?"
_PLAN = "(?:年度|全年|年初)(?:计划|目标|任务|预算)|(?:序时|时间)进度"
# What a measure can stand beside, by the words of it.
BESIDE = {
    Measure.GROWTH: re.compile(_WHEN),
    Measure.CHANGE_PP: re.compile(_WHEN),
    Measure.COMPLETION: re.compile("(?:年度|全年|年初)(?:计划|目标|任务|预算)"),
    Measure.GAP_PP: re.compile(f"{_WHERE}|{_PLAN}"),
    Measure.GROWTH_RANK: re.compile(f"{places.SELF.pattern}|{places.NAMED.pattern}"),
    Measure.LEVEL_RANK: re.compile(f"{places.SELF.pattern}|{places.NAMED.pattern}"),
}
STEPS = re.compile(
    f"{_WHERE}|{_PLAN}|(?:经济|居民收入|固定资产投资)增长|地区生产总值增速|上年同期|物价指数"
)
_GAP_AGAINST = re.compile("(?:年度|全年|年初)(?:计划|目标|任务|预算)")
_NAME = re.compile("[\u4e00-\u9fffA-Z、（）]{2,24}")
_OF_A_WHOLE = re.compile("占.+比")


def writable(statement: Statement) -> bool:
    """Tell whether the statement is one of the contract's that a sentence can say by itself.

    - `role` is any; but of a gap, 缺口, somebody expects or aims at it: none is reached;
    - `period` is a year, half, quarter, month, range of months or deadline, or none;
    - `area` is none, a word such as 全省, or a name in the table or of the form of one;
    - `raw` is a name as the contract has it, without area, time and verb, and `indicator` the
      standard one for it;
    - `unit` is the measure's own; a level has a unit of the tables, no duration, or, of a ratio of
      incomes, none; in per cent only an indicator that is itself a rate, in points what 拉动 says;
    - a figure has a value or is a blank; `in_step_with` has neither but a `reference`, and is of a
      growth, a completion, a share, or the level of a rate;
    - a range has two ends in any order; a rank is a place, and is exact, about or at most;
    - `reference` is none or what the measure can stand beside, `BESIDE`: a time of a growth or a
      change, a plan of a completion, an area of a rank, an area, plan or pace of a gap, an area or
      indicator of a share, an indicator of what 拉动 says, a plan of 缺口.
    """
    return all(holds(statement) for holds in _DEMANDS)


def is_shortfall(one: Statement) -> bool:
    """Tell whether it says how much is missing, 缺口."""
    return one.measure is Measure.LEVEL and one.raw.endswith("缺口")


def is_completion(name: str) -> bool:
    """Tell whether the name is itself one of a completion: 支出进度, 开工率."""
    return name.endswith((*COMPLETION_RATES, "进度"))


def _has_times_and_places(one: Statement) -> bool:
    period, area = one.period, one.area
    # A gap, 缺口, is what somebody expects to miss (rule 12), so none is reached.
    if one.raw.endswith("缺口") and one.role is Role.ACTUAL:
        return False
    return (period is None or period.grain in GRAINS) and (area is None or _is_area(area))


def _is_area(words: str) -> bool:
    """Whether it is a word such as 全省, an area of the table, or has the form of one."""
    if places.SELF.fullmatch(words):
        return True
    if places.known(words):
        # 城区 is a word before it is a name, and 比如县 is "for example".
        whole = words[-1] in "省市县区州旗盟" and (len(words) > 2 or words[-1] == "县")
        return whole and words[0] != "比"
    return bool(places.NAMED.fullmatch(words)) and not places.NOT_AREAS.search(words)


def _has_a_name(one: Statement) -> bool:
    """Whether it bears a name without area, period and verb that says by itself what it is.

    A bare 总投资 is completed from its sentence (rule 9), and a list is several statements.
    """
    raw = one.raw
    formed = _NAME.fullmatch(raw) and raw not in lexicon.words("bare").tags
    if not formed or names.standard(raw) != one.indicator or _says_more(raw):
        return False
    bare = raw.removesuffix("占比") if names.known(raw) else raw
    left = peel(raw, 0, len(bare), Marks([]))
    whole = (left.start, left.end) == (0, len(bare)) and cut_at_verb(raw, 0, len(raw)) == 0
    return whole and len(names.coordinated(raw)) == 1


def _says_more(name: str) -> bool:
    """Whether the words say a time or another side, which are no part of a name.

    年内新开工项目 says a time; 税收占一般公共预算收入比重 may be the share of 税收 as well.
    """
    timed = name[0] in "比较" or any(times.mentions(name, times.Clock(None, None)))
    return timed or bool(_OF_A_WHOLE.search(name))


def _has_its_unit(one: Statement) -> bool:
    if one.comparator is Comparator.IN_STEP_WITH:
        return one.unit is None and _is_in_step(one)
    if one.measure is not Measure.LEVEL:
        return one.unit == UNITS[one.measure]
    if one.unit in {"%", "‰"}:
        return _is_level_rate(one.raw)
    if one.unit == POINTS:
        return one.reference is not None
    if one.unit is None:
        told = one.value is not None and one.value > 0 and "." in str(one.value)
        return _is_ratio(one.raw) and told and one.comparator is not Comparator.BETWEEN
    lasts = one.unit in {"岁", "天"} and LASTS.search(one.raw)
    return (one.unit in _units() or bool(lasts)) and not _is_ratio(one.raw)


def _is_ratio(name: str) -> bool:
    return name.endswith("收入比")


def _is_in_step(one: Statement) -> bool:
    """Whether it is a growth, a pace, or a rate beside another: of sums nobody says 相当."""
    if one.measure is Measure.SHARE:
        return one.raw.endswith(SHARES)
    return one.measure is not Measure.LEVEL or _is_level_rate(one.raw)


def _is_level_rate(name: str) -> bool:
    return names.is_rate(name) and not name.endswith((*SHARES, *COMPLETION_RATES))


@cache
def _units() -> frozenset[str]:
    """The units of levels: not those of rates, nor of durations, which are no statements."""
    never = {"percent", "point", "time", "never"}
    known = {unit.code for unit in quantity.units().values() if unit.dimension not in never}
    counters = {row["word"] for row in lexicon.rows("counters") if row["tag"] != "never"}
    barred = {row["word"] for row in lexicon.rows("counters") if row["tag"] == "never"}
    every = (known | counters | {"倍"}) - barred
    return frozenset(code for code in every if "=" not in code)


def _has_a_figure(one: Statement) -> bool:
    value, high, between = one.value, one.value_high, one.comparator is Comparator.BETWEEN
    if one.comparator is Comparator.IN_STEP_WITH:
        return value is None and high is None and not one.placeholder
    if one.placeholder:
        return value is None and high is None
    if value is None or between is not (high is not None):
        return False
    return all(_is_plain(end) for end in (value, high) if end is not None)


def _is_plain(value: Decimal) -> bool:
    """Whether it is written as it stands: no exponent, and no zero with a sign."""
    return (
        value.is_finite() and str(value) == f"{value:f}" and not (value.is_signed() and not value)
    )


def _has_a_place(one: Statement) -> bool:
    if UNITS.get(one.measure) != "位":
        return True
    whole = one.placeholder or (
        one.value is not None and one.value > 0 and "." not in str(one.value)
    )
    return whole and one.comparator in RANK_BOUNDS


def _has_another_side(one: Statement) -> bool:
    beside = one.reference
    if one.comparator is Comparator.IN_STEP_WITH:
        return beside is not None and bool(STEPS.fullmatch(beside))
    if beside is None:
        return True
    if one.measure is Measure.LEVEL and is_shortfall(one):
        return bool(_GAP_AGAINST.fullmatch(beside))
    if one.measure is Measure.LEVEL:
        return one.unit == POINTS and (beside == "经济" or names.known(beside))
    if one.measure is Measure.SHARE:
        return not one.raw.endswith(SHARES) and (_is_area(beside) or names.known(beside))
    return bool(BESIDE[one.measure].fullmatch(beside))


def _has_one_meaning(one: Statement) -> bool:
    """Whether the words can mean nothing else."""
    unplaced = one.area is None or places.SELF.fullmatch(one.area)
    if one.reference and unplaced and _names_a_place(one.reference):
        return False  # the only place that a document names is taken for its own
    if one.measure is Measure.COMPLETION and one.raw.endswith("完成进度"):
        return False  # 投资 + 完成进度 is what 投资完成进度 says too
    merges = one.measure is Measure.SHARE and one.reference is None
    # 税收 + 占比 is the name of another indicator, 税收占比.
    return not (merges and names.known(f"{one.raw}占比"))


def _names_a_place(words: str) -> bool:
    named = places.NAMED.match(words)
    return named is not None and not places.SELF.match(words)


_DEMANDS: tuple[Callable[[Statement], bool], ...] = (
    _has_times_and_places,
    _has_a_name,
    _has_its_unit,
    _has_a_figure,
    _has_a_place,
    _has_another_side,
    _has_one_meaning,
)
