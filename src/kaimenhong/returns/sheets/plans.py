"""What is settled for a figure before its value is read: name, measure, unit, time and role.

Thousands of figures share one column and rows that say the same, so each plan is made once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kaimenhong.errors import Mistake
from kaimenhong.returns.sheets.axes import Axis
from kaimenhong.returns.sheets.grid import Spot
from kaimenhong.returns.sheets.surroundings import Surroundings
from kaimenhong.returns.sheets.timing import is_stock, joined, known_indicator, period_of
from kaimenhong.returns.sheets.words import Words
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Accumulation, Measure, Role, Status
from kaimenhong.terms.indicator import Indicator
from kaimenhong.terms.period import Period
from kaimenhong.terms.when import When

_UNIT_OF = {
    Measure.GROWTH: "%",
    Measure.SHARE: "%",
    Measure.COMPLETION: "%",
    Measure.CHANGE_PP: "个百分点",
    Measure.GAP_PP: "个百分点",
    Measure.GROWTH_RANK: "位",
    Measure.LEVEL_RANK: "位",
}
LEAST_INDEX = 50
# 到位额排名 is by the amount; what the catalogue has may be ranked by its growth.
_COUNTED = re.compile("[额量数]$")
_RATES = re.compile(r"(?:率|占比|比重|比例|比|度|指数|系数|水平)(?:\(.+\))?$")
_AMOUNTS = re.compile(
    r"(?:值|额|收入|支出|投资|产量|量|产值|销售|利润|税|面积|余额|资金)(?:\(.+\))?$"
)
# 产量 over 稻谷: what is measured of the things that the rows name.
_BARE = re.compile(
    "(?:总)?(?:零售额|产量|产值|余额|销售量|销售额|销量|存栏|出栏|投资额?|营业收入|利润|税收|用电量|用气量|人口|收入|支出)"
    "|(?:播种|种植|销售|施工|竣工)?面积"
)
# 全行业用电合计 over 电量: the sum is no part of the name.
_ALL_OF = re.compile("(?<=[\u4e00-\u9fa5]{2})(?:合计|总计)$")
_INDUSTRIES = ("业", "产业", "行业", "类")
_MEASURED = re.compile("(?:收入|零售|额|值)$")
# Which of several units a name that the catalogue does not have can be in.
_KINDS = (
    (re.compile("面积$"), frozenset({"land", "floor"})),
    (re.compile("产量$"), frozenset({"mass"})),
    (re.compile("出栏$|存栏$"), frozenset({"head", "animal", "bird"})),
    (
        re.compile(r"(?:项目|企业|个数|家数|户数|人数|主体|单位)数?(?:\(.+\))?$"),
        frozenset({"piece", "firm", "household", "matter", "person"}),
    ),
    (
        re.compile(r"(?:值|额|收入|支出|投资|产值|销售|利润|税|资金)(?:\(.+\))?$"),
        frozenset({"yuan", "us_dollar"}),
    ),
)
REASONS = {
    "completion_rank": "完成率的位次没有对应的度量",
    "move": "位次的升降不是数据",
    "month_on_month": "环比没有对应的度量",
    "change_rate": "比年初、比上期的增减幅度没有对应的度量",
    "shortfall": "与目标的差额没有对应的度量",
    "average": "平均增速没有对应的度量",
    "contribution": "拉动、贡献没有对应的度量",
    "weight": "权重和得分不是数据",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds for every figure of one column and of rows that say the same.

    `written` is the indicator as written, `indicator` the catalogue's name; `rate` marks a
    percentage of an index, whose value tells whether it is one; `cells` decided it besides the
    labels of the row; `alone` is a month that only the title names.
    """

    written: str
    indicator: str
    code: str
    measure: Measure
    unit: str
    role: Role
    status: Status | None
    period: Period
    accumulation: Accumulation
    cells: tuple[Spot, ...]
    alone: bool


class OpenError(Exception):
    """What keeps a figure from becoming an observation, in words; caught where it is mapped."""


class Planner:
    """Settles what a column and a row say together about a table with these surroundings."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def plan(self, words: Words, column: Axis, row: Axis, value: Decimal) -> Plan:
        """Give the plan of a figure with these words; raises OpenError where something is open."""
        refused = column.refused or row.refused
        if refused:
            raise OpenError(REASONS.get(refused, "没有对应的度量"))
        name, named = self._name(column, row)
        known = known_indicator(name)
        measure = self._measure(words, column, row)
        unit, unit_cells = self._unit(words, measure, column, row, known, name)
        if measure is Measure.LEVEL and self._is_share(column, row, unit):
            measure = Measure.SHARE
        measure = self._rate(measure, unit, value, known, name)
        change = self._change(column, row, unit)
        role = column.role or row.role or self._around.role or Role.ACTUAL
        if measure in (Measure.COMPLETION, Measure.GAP_PP) and role is Role.TARGET:
            role = Role.ACTUAL
        period, accumulation, when_cells, alone = self._period(column, row, name, role, change)
        return Plan(
            written=name + change,
            indicator=(name if known is None else known.name) + change,
            code="" if known is None or change else known.code,
            measure=measure,
            unit=unit,
            role=role,
            status=column.status or row.status or self._around.status,
            period=period,
            accumulation=accumulation,
            cells=tuple(dict.fromkeys((*named, *column.cells, *unit_cells, *when_cells))),
            alone=alone,
        )

    def _name(self, column: Axis, row: Axis) -> tuple[str, tuple[Spot, ...]]:
        if row.name and column.name:
            return self._both(column, row)
        name = row.name or column.name
        if name:
            return self._of_industry(name)
        above = row.above or column.above
        if above and indicators.find(above):
            return above, ()
        if self._around.indicator:
            return self._around.indicator, self._around.indicator_cells
        if above:
            return above, ()
        raise OpenError("表头、行和标题都没有说是什么指标")

    def _of_industry(self, name: str) -> tuple[str, tuple[Spot, ...]]:
        """第一产业 below …分行业增加值 is its value added."""
        noun = self._around.measured
        industry = bool(noun) and indicators.find(name) is None and name.endswith(_INDUSTRIES)
        return (f"{name}{noun}", self._around.title_cells) if industry else (name, ())

    def _both(self, column: Axis, row: Axis) -> tuple[str, tuple[Spot, ...]]:
        """Rows and columns both name something: one must complete the other."""
        for name in (f"{row.name}{column.name}", f"{column.name}{row.name}"):
            if indicators.find(name):
                return name, ()
        known, other = indicators.find(row.name), indicators.find(column.name)
        if (known is not None and known is other) or row.name.endswith(column.name):
            return row.name, ()
        if known is not None and other is None:
            raise OpenError(f"表头“{column.name}”说的是什么没有认出来")
        if known is not None:
            raise OpenError(f"表头“{column.name}”和行“{row.name}”各说一个指标")
        if _BARE.fullmatch(column.name) and _MEASURED.search(row.name):
            return row.name, ()  # 餐饮收入 under 零售额
        joins = _BARE.fullmatch(column.name) or indicators.meanings(column.name)
        if indicators.find(column.name) or joins:
            return f"{_ALL_OF.sub('', row.name)}{column.name}", ()
        raise OpenError(f"表头“{column.name}”和行“{row.name}”哪个是指标没有认出来")

    def _measure(self, words: Words, column: Axis, row: Axis) -> Measure:
        said = column.measure if column.derived else row.measure if row.derived else None
        if words.measure is Measure.LEVEL_RANK:
            if said not in (None, Measure.GROWTH_RANK, Measure.LEVEL_RANK):
                raise OpenError("单元格里是位次，表头说的是别的")
            return said or self._ranked(column, row)
        if column.ranked or row.ranked:
            if words.moved:
                raise OpenError(REASONS["move"])
            return self._ranked(column, row)
        if words.measure is not None:
            gap = words.measure is Measure.CHANGE_PP and said is Measure.GAP_PP
            return Measure.GAP_PP if gap else words.measure
        if words.moved and words.unit not in ("", "%", "个百分点"):
            raise OpenError("单元格里是增减的数，表头没有说是增减额")
        return said or Measure.LEVEL

    def _change(self, column: Axis, row: Axis, unit: str) -> str:
        """Give the word of an absolute change, which the name of what changed keeps."""
        change = column.change or row.change
        if change and unit == "%":
            raise OpenError(REASONS["change_rate"])
        return change

    def _is_share(self, column: Axis, row: Axis, unit: str) -> bool:
        """Whether title alone says what is measured, and says 占地区生产总值比重."""
        return self._around.of_shares and unit == "%" and not (column.derived or row.derived)

    def _ranked(self, column: Axis, row: Axis) -> Measure:
        other = row if column.ranked else column
        if other.measure is Measure.GROWTH:
            return Measure.GROWTH_RANK  # 数值 and 位次 side by side, in a row of 增速
        for one in (column, row):
            if one.ranked and one.measure is not None:
                return one.measure
        name = row.name if row.ranked else column.name
        if _COUNTED.search(name) and not indicators.find(name):
            return Measure.LEVEL_RANK
        if other.measure in (Measure.GROWTH, Measure.GROWTH_RANK) or other.units == ("%",):
            return Measure.GROWTH_RANK
        if other.measure is Measure.LEVEL:
            return Measure.LEVEL_RANK
        raise OpenError("没有说是总量的位次还是增速的位次")

    def _unit(
        self,
        words: Words,
        measure: Measure,
        column: Axis,
        row: Axis,
        known: Indicator | None,
        name: str,
    ) -> tuple[str, tuple[Spot, ...]]:
        if measure in _UNIT_OF:
            unit = _UNIT_OF[measure]
            if words.unit and words.unit not in (unit, "%"):
                raise OpenError(f"单元格写“{words.unit}”，与表头的度量不符")
            return unit, ()
        if words.unit:
            stated = [unit for unit in (*column.units, *row.units) if unit != "%"]
            if words.unit == "%" and stated:
                raise OpenError(f"单元格是百分比，表头的单位是“{stated[0]}”")
            return words.unit, ()
        for units, cells in (
            (column.units, ()),
            (row.units, ()),
            (self._around.units, self._around.unit_cells),
        ):
            chosen = _chosen(units, known, name, nearest=not cells)
            if chosen:
                return chosen, cells
        if known is not None and set(known.units) == {"%"}:
            return "%", ()
        if self._around.of_shares:
            return "%", self._around.unit_cells
        raise OpenError("表头、行和标题都没有说单位，或所列单位不止一个合适")

    def _rate(
        self, measure: Measure, unit: str, value: Decimal, known: Indicator | None, name: str
    ) -> Measure:
        """A percentage under an amount is its growth: 规上工业增加值（%）."""
        if measure is not Measure.LEVEL or unit not in ("%", "‰"):
            return measure
        if known is not None and known.nature == "index":
            return Measure.LEVEL if value > LEAST_INDEX else Measure.GROWTH
        if known is not None:
            level = any(word.startswith("level") for word in known.measures) and known.nature in (
                "ratio",
                "rate",
                "index",
            )
            if level and known.nature == "rate" and "yoy" in known.measures:
                level = False
            return Measure.LEVEL if level else Measure.GROWTH
        if _RATES.search(name):
            return Measure.LEVEL
        if _AMOUNTS.search(name):
            return Measure.GROWTH
        raise OpenError("单位是百分比，没有说是增速、占比还是别的")

    def _period(
        self, column: Axis, row: Axis, name: str, role: Role, change: str
    ) -> tuple[Period, Accumulation, tuple[Spot, ...], bool]:
        around, known = self._around, known_indicator(name)
        # 全年目标 beside 11月末企业数 is of the year, whatever the row's name says.
        yearly = role is Role.TARGET and column.annual
        said = [one.when for one in ((column,) if yearly else (column, row)) if one.when.says]
        if len(said) == 2 and said[0].last is None and said[1].last is not None:
            said = [_with_months(said[0], said[1])]
        elif len(said) == 2 and _lags(said[0], said[1]):
            said = [replace(said[1], back=said[0].back or said[1].back), said[0]]
        when, own = joined(said, around.when), joined(said, When())
        annual = column.annual or row.annual
        if around.adds_up and when.accumulation is None:
            when = replace(when, accumulation=Accumulation.CUMULATIVE)
        if role is Role.TARGET and own.last is None and own.accumulation is None:
            when = self._target_time(when, annual=annual)
        stock = is_stock(name, known) or (
            # 期末 and 月末 make a stock of what the catalogue does not know; 3月底完成 does not.
            own.accumulation is Accumulation.POINT
            and known is None
            and not (column.role or row.role)
        )
        if "年初" in change:
            when, stock = replace(when, accumulation=Accumulation.CUMULATIVE), False
        alone = own.accumulation is not Accumulation.CURRENT
        quarterly = known is not None and known.frequency == "quarterly" and not stock and alone
        try:
            found = period_of(when, stock=stock, role=role, annual=annual, quarterly=quarterly)
        except Mistake:
            raise OpenError("时期写得不对") from None
        if isinstance(found, str):
            raise OpenError(found)
        period, accumulation = found
        told = own.last is not None or bool(own.part)
        by_title = not told and own.accumulation is None and accumulation is Accumulation.CURRENT
        cells = () if told and own.year else around.when_cells
        return period, accumulation, cells, by_title

    def _target_time(self, when: When, *, annual: bool) -> When:
        """A target without a time of its own is the year's, or that of a table of 一季度目标."""
        season = (
            self._around.of_targets
            and self._around.when.last in (3, 6)
            and self._around.when.first == 1
        )
        if annual or not season:
            return replace(when, first=1, last=12, accumulation=None, part="")
        return when


def _lags(column: When, row: When) -> bool:
    """规上服务业营业收入（1—7月） below 1—8月: a row that is told later than the others."""
    running = column.first == row.first == 1 and column.last is not None and row.last is not None
    alone = row.accumulation is Accumulation.CURRENT and row.last == column.last is not None
    return (running and row.last != column.last and not column.part) or alone


def _with_months(one: When, other: When) -> When:
    return (
        one.over(other)
        if one.accumulation is None
        else replace(
            other,
            year=one.year or other.year,
            accumulation=one.accumulation,
            back=one.back or other.back,
        )
    )


def _chosen(units: Sequence[str], known: Indicator | None, name: str, *, nearest: bool) -> str:
    """Give the unit of a level among those listed: 亿元 of 亿元、%; empty where it stays open."""
    if not units:
        return ""
    own = [unit for unit in units if unit != "%"]
    if not own:
        return (
            "%"
            if nearest or (known is not None and "%" in known.units) or _RATES.search(name)
            else ""
        )
    if known is not None:
        fits = [unit for unit in own if _fits(unit, known)]
        if len(fits) > 1:
            fits = [unit for unit in fits if unit in known.units] or fits
        if fits and (len(fits) == 1 or nearest):
            return fits[0]
        if not nearest:
            return ""
        return own[0] if len(own) == 1 else ""
    if len(own) == 1:
        return own[0]
    kinds = next((kinds for pattern, kinds in _KINDS if pattern.search(name)), frozenset())
    fits = [
        unit for unit in own if (found := quantity.find_unit(unit)) and found.dimension in kinds
    ]
    return fits[0] if len(fits) == 1 else ""


def _fits(unit: str, known: Indicator) -> bool:
    found = quantity.find_unit(unit)
    return found is not None and any(
        quantity.unit(one).dimension == found.dimension for one in known.units
    )
