"""One figure with all that is said of it: an observation, or the reason why none is made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kaimenhong.errors import Mistake
from kaimenhong.records import record
from kaimenhong.returns.sheets.axes import Axis
from kaimenhong.returns.sheets.grid import Spot
from kaimenhong.returns.sheets.rows import Labels
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
_RATES = re.compile(r"(?:率|占比|比重|比例|比|度|指数|系数|水平)(?:\(.+\))?$")
_AMOUNTS = re.compile(
    r"(?:值|额|收入|支出|投资|产量|量|产值|销售|利润|税|面积|余额|资金)(?:\(.+\))?$"
)
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
    "increment": "增减的绝对额、差额没有对应的度量",
    "average": "平均增速没有对应的度量",
    "contribution": "拉动、贡献没有对应的度量",
    "weight": "权重和得分不是数据",
}


@record(frozen=True, slots=True)
class Seen:
    """A figure that became an observation, with its cell and the cells that decided it."""

    spot: Spot
    raw: str
    subject: str
    indicator: str
    code: str
    period: Period
    accumulation: Accumulation
    measure: Measure
    role: Role
    value: Decimal
    unit: str
    status: Status | None
    decided: tuple[Spot, ...]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """A figure that became none, and why."""

    spot: Spot
    raw: str
    reason: str


type _Timed = tuple[Period, Accumulation, tuple[Spot, ...], bool]


class Mapper:
    """Maps the figures of one block; what only depends on column and row is settled once."""

    def __init__(self, around: Surroundings, subjects: Mapping[str, str]) -> None:
        self._around = around
        self._subjects = subjects
        self._periods: dict[tuple[object, ...], _Timed | str] = {}

    def observe(
        self, spot: Spot, raw: str, words: Words, column: Axis, labels: Labels
    ) -> Seen | Missed:
        """Give the observation of a figure, or the reason why there is none."""
        try:
            return self._observed(spot, raw, words, column, labels)
        except _OpenError as open_:
            return Missed(spot, raw, str(open_))

    def _observed(self, spot: Spot, raw: str, words: Words, column: Axis, labels: Labels) -> Seen:
        row = labels.axis
        if labels.unread:
            raise _OpenError(labels.unread)
        refused = column.refused or row.refused
        if refused:
            raise _OpenError(REASONS.get(refused, "没有对应的度量"))
        name, named = self._name(column, row)
        known = known_indicator(name)
        measure = self._measure(words, column, row)
        value, unit, unit_cells = self._figure(words, measure, column, row, known, name)
        measure = self._rate(measure, unit, value, known, name)
        subject, subject_cells = self._subject(column, labels)
        role = column.role or row.role or self._around.role or Role.ACTUAL
        if measure in (Measure.COMPLETION, Measure.GAP_PP) and role is Role.TARGET:
            role = Role.ACTUAL
        period, accumulation, when_cells, alone = self._period(column, row, name, role)
        is_firm_named = (
            known is not None and known.name.startswith(("全社会", "地区")) and known.name != name
        )
        return Seen(
            spot=spot,
            raw=raw,
            subject=subject,
            indicator=name
            if known is None or (is_firm_named and _is_unit(subject))
            else known.name,
            code="" if known is None else known.code,
            period=period,
            accumulation=accumulation,
            measure=measure,
            role=role,
            value=value,
            unit=unit,
            status=column.status or row.status or self._around.status,
            decided=tuple(
                dict.fromkeys(
                    (*named, *column.cells, *row.cells, *unit_cells, *subject_cells, *when_cells)
                )
            ),
            alone=alone,
        )

    def _name(self, column: Axis, row: Axis) -> tuple[str, tuple[Spot, ...]]:
        if row.name and column.name:
            return self._both(column, row)
        name = row.name or column.name
        if name:
            if (
                indicators.find(name) is None
                and indicators.meanings(name)
                and self._around.indicator
            ):
                return name, ()
            return name, ()
        above = row.above or column.above
        if above and indicators.find(above):
            return above, ()
        if self._around.indicator:
            return self._around.indicator, self._around.indicator_cells
        if above:
            return above, ()
        raise _OpenError("表头、行和标题都没有说是什么指标")

    def _both(self, column: Axis, row: Axis) -> tuple[str, tuple[Spot, ...]]:
        """Rows and columns both name something: one must complete the other."""
        for name in (f"{row.name}{column.name}", f"{column.name}{row.name}"):
            if indicators.find(name):
                return name, ()
        known, other = indicators.find(row.name), indicators.find(column.name)
        if (known is not None and known is other) or row.name.endswith(column.name):
            return row.name, ()
        if known is not None and other is None:
            raise _OpenError(f"表头“{column.name}”说的是什么没有认出来")
        if known is not None:
            raise _OpenError(f"表头“{column.name}”和行“{row.name}”各说一个指标")
        if indicators.find(column.name) or indicators.meanings(column.name):
            return f"{row.name}{column.name}", ()
        raise _OpenError(f"表头“{column.name}”和行“{row.name}”哪个是指标没有认出来")

    def _measure(self, words: Words, column: Axis, row: Axis) -> Measure:
        said = column.measure if column.derived else row.measure if row.derived else None
        if words.measure is Measure.LEVEL_RANK:
            if said not in (None, Measure.GROWTH_RANK, Measure.LEVEL_RANK):
                raise _OpenError("单元格里是位次，表头说的是别的")
            return said or self._ranked(column, row)
        if column.ranked or row.ranked:
            if words.moved:
                raise _OpenError(REASONS["move"])
            return self._ranked(column, row)
        if words.measure is not None:
            gap = words.measure is Measure.CHANGE_PP and said is Measure.GAP_PP
            return Measure.GAP_PP if gap else words.measure
        if words.moved and words.unit not in ("", "%", "个百分点"):
            raise _OpenError(REASONS["increment"])
        return said or Measure.LEVEL

    def _ranked(self, column: Axis, row: Axis) -> Measure:
        for one in (column, row):
            if one.ranked and one.measure is not None:
                return one.measure
        other = row if column.ranked else column
        if other.measure in (Measure.GROWTH, Measure.GROWTH_RANK) or other.units == ("%",):
            return Measure.GROWTH_RANK
        if other.measure is Measure.LEVEL:
            return Measure.LEVEL_RANK
        raise _OpenError("没有说是总量的位次还是增速的位次")

    def _figure(
        self,
        words: Words,
        measure: Measure,
        column: Axis,
        row: Axis,
        known: Indicator | None,
        name: str,
    ) -> tuple[Decimal, str, tuple[Spot, ...]]:
        value = words.value if words.value is not None else Decimal(0)
        if measure in _UNIT_OF:
            unit = _UNIT_OF[measure]
            if words.unit and words.unit not in (unit, "%"):
                raise _OpenError(f"单元格写“{words.unit}”，与表头的度量不符")
            if measure in (Measure.GROWTH_RANK, Measure.LEVEL_RANK) and (
                value != int(value) or value < 1
            ):
                raise _OpenError("位次应为正整数")
            return value, unit, ()
        if words.unit:
            stated = [unit for unit in (*column.units, *row.units) if unit != "%"]
            if words.unit == "%" and stated:
                raise _OpenError(f"单元格是百分比，表头的单位是“{stated[0]}”")
            return value, words.unit, ()
        for units, cells in (
            (column.units, ()),
            (row.units, ()),
            (self._around.units, self._around.unit_cells),
        ):
            chosen = _chosen(units, known, name, nearest=not cells)
            if chosen:
                return value, chosen, cells
        if known is not None and set(known.units) == {"%"}:
            return value, "%", ()
        raise _OpenError("表头、行和标题都没有说单位，或所列单位不止一个合适")

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
        raise _OpenError("单位是百分比，没有说是增速、占比还是别的")

    def _subject(self, column: Axis, labels: Labels) -> tuple[str, tuple[Spot, ...]]:
        around = self._around
        if labels.subject and column.area and labels.subject != column.area:
            raise _OpenError(f"表头“{column.area}”和行“{labels.subject}”各说一个地区")
        name = labels.subject or column.area or labels.axis.area
        if name:
            return self._subjects.get(name, name), ()
        if around.area:
            return around.area, around.area_cells
        raise _OpenError("表里没有说是哪个地区或单位")

    def _period(self, column: Axis, row: Axis, name: str, role: Role) -> _Timed:
        """Give the period of a figure; thousands of cells share what decides it."""
        key = (id(column), row.when, row.annual, name, role)
        found = self._periods.get(key)
        if found is None:
            found = self._periods[key] = self._settled(column, row, name, role)
        if isinstance(found, str):
            raise _OpenError(found)
        return found

    def _settled(self, column: Axis, row: Axis, name: str, role: Role) -> _Timed | str:
        around, known = self._around, known_indicator(name)
        said = [one.when for one in (column, row) if one.when.says]
        if len(said) == 2 and said[0].last is None and said[1].last is not None:
            said = [_with_months(said[0], said[1])]
        when, own = joined(said, around.when), joined(said, When())
        annual = column.annual or row.annual
        if role is Role.TARGET and own.last is None and own.accumulation is None:
            when = self._target_time(when, annual=annual)
        stock = is_stock(name, known) or (
            # 期末 and 月末 make a stock of what the catalogue does not know; 3月底完成 does not.
            own.accumulation is Accumulation.POINT
            and known is None
            and not (column.role or row.role)
        )
        alone = own.accumulation is not Accumulation.CURRENT
        quarterly = known is not None and known.frequency == "quarterly" and not stock and alone
        try:
            found = period_of(when, stock=stock, role=role, annual=annual, quarterly=quarterly)
        except Mistake:
            return "时期写得不对"
        if isinstance(found, str):
            return found
        period, accumulation = found
        told = own.last is not None
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
            return replace(when, first=1, last=12, accumulation=None)
        return when


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


class _OpenError(Exception):
    """What keeps a figure from becoming an observation; caught by `observe` alone."""


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


def _is_unit(subject: str) -> bool:
    from kaimenhong.returns.sheets.naming import is_firm

    return is_firm(subject)
