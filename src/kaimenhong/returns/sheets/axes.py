"""What the heads over a column, or the labels of a row, say together: an axis of the table.

The lowest head and the innermost label are the nearest; what they leave open the farther ones say,
and what a head of growth or of a rank leaves open, the figure beside it says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kaimenhong.returns.sheets import naming
from kaimenhong.returns.sheets.grid import Spot
from kaimenhong.terms import indicator
from kaimenhong.terms.codelists import Accumulation, Measure, Role, Status
from kaimenhong.terms.facets import Facets
from kaimenhong.terms.when import NOTHING, When

DERIVED = frozenset({
    Measure.GROWTH, Measure.GROWTH_RANK, Measure.LEVEL_RANK, Measure.COMPLETION, Measure.SHARE,
    Measure.CHANGE_PP, Measure.GAP_PP,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Axis:
    """What is said of the figures of a column, or of a row; empty or None where nothing is.

    `named` is the place of the head that names it, `before` and `after` are names around it that
    may complete it; `change` is the word of an absolute change; `inherits` whether the name was
    taken from the axis beside it. `cells` are all the heads that say something. `area` is an area,
    a firm or a project; `whole` says 全市.
    """

    name: str = ""
    named: Spot | None = None
    above: str = ""
    area: str = ""
    whole: bool = False
    measure: Measure | None = None
    ranked: bool = False
    role: Role | None = None
    status: Status | None = None
    units: tuple[str, ...] = ()
    when: When = NOTHING
    annual: bool = False
    refused: str = ""
    change: str = ""
    weak: bool = False
    inherits: bool = False
    cells: tuple[Spot, ...] = ()

    @property
    def derived(self) -> bool:
        """Whether its figures say something of another figure: growth, rank, completion."""
        return self.ranked or bool(self.change) or self.measure in DERIVED


def axis_of(heads: Sequence[tuple[Spot, Facets]]) -> Axis:
    """Join what heads say, given from the farthest to the nearest."""
    axis = Axis()
    names: list[tuple[str, Spot]] = []
    for spot, said in reversed(heads):
        if said.name and naming.is_whole(said.name):
            axis = _besides(replace(axis, whole=True), said, spot)
            continue
        if said.name and (naming.is_area(said.name) or naming.is_own_level(said.name)):
            axis = _besides(replace(axis, area=axis.area or said.name), said, spot)
            continue
        if said.name:
            names.append((said.name, spot))
        if said.says or said.name or said.weak:
            axis = _joined(axis, said, spot)
    if axis.role is Role.TARGET:
        names = [one for one in names if one[0] != "本级"]
    if axis.area:
        names = [one for one in names if not _GROUPS.fullmatch(one[0])]
    return _with_name(axis, names[::-1])


def _besides(axis: Axis, said: Facets, spot: Spot) -> Axis:
    """芦渚市增速（%） names the area, and says what is measured of it."""
    return _joined(axis, said, spot) if said.says else replace(axis, cells=(*axis.cells, spot))


# 县域 over its counties groups them, and names nothing.
_GROUPS = re.compile(
    "县域|城区|市区|郊区|(?:主|中心)城区|.{0,4}(?:片区|板块|组团|梯队|[一二三甲乙丙]组)"
)


def _joined(axis: Axis, said: Facets, spot: Spot) -> Axis:
    """Add what a farther head says to what the nearer ones have said."""
    ranked = axis.ranked or said.ranked
    measure, change = _measured(axis, said)
    when = axis.when
    # 完成一季度目标 under 1—2月: the time of a completion stands in another head.
    if said.when.says:
        when = (
            when.over(said.when)
            if when.accumulation or when.last is None
            else when.over(replace(said.when, accumulation=None))
        )
    return replace(
        axis,
        measure=measure,
        ranked=ranked,
        role=axis.role or said.role,
        status=axis.status or said.status,
        units=axis.units or said.units,
        when=when,
        annual=axis.annual or said.annual,
        refused=axis.refused or said.refused,
        change=change,
        weak=axis.weak or said.weak,
        cells=(*axis.cells, spot),
    )


def _measured(axis: Axis, said: Facets) -> tuple[Measure | None, str]:
    """Tell growth from an absolute change: 增减额 and % under one head 比上年同期增减."""
    if axis.change:
        return axis.measure, axis.change
    if axis.ranked and axis.measure is None and said.measure is Measure.GROWTH:
        return Measure.GROWTH_RANK, ""
    if axis.measure is not None:
        return axis.measure, ""
    if said.change and axis.units == ("%",) and not _SINCE_ANOTHER.search(said.change):
        return Measure.GROWTH, ""
    return said.measure, said.change


# A rate over the year's start or the month before has no measure.
_SINCE_ANOTHER = re.compile("年初|上[月季期]")


# 存栏 below 肉牛 is of them, though alone the catalogue takes it for pigs.
_BARE = re.compile("存栏|出栏|产量|播种面积|单产")
# 牛出栏 below 畜牧业 is as long as a name need be.
_WHOLE_NAME = re.compile("(?<=.)(?:出栏|存栏|产量|面积|产值|投资|收入|支出)$")


def _with_name(axis: Axis, names: Sequence[tuple[str, Spot]]) -> Axis:
    """Choose the name among those from the top: the catalogue's, else joined, else the lowest."""
    if not names:
        return axis
    below, spot = names[-1]
    above = names[-2][0] if len(names) > 1 else ""
    joined = f"{above}{below}"
    if above and (indicator.find(joined) or _BARE.fullmatch(below)):
        return replace(axis, name=joined, named=spot)
    if indicator.find(below) or not above:
        return replace(axis, name=below, named=spot, above=above)
    if indicator.meanings(below) or (len(below) <= 3 and not _WHOLE_NAME.search(below)):
        turned = f"{below}{above}"
        name = turned if indicator.find(turned) else joined
        return replace(axis, name=name, named=spot, above=above)
    return replace(axis, name=below, named=spot, above=above)


def beside(axes: Sequence[Axis]) -> list[Axis]:
    """Let each axis take from its neighbours before it what it leaves open, in their order."""
    named: list[Axis] = []
    last: Axis | None = None
    for axis in axes:
        if not axis.name and last is not None and last.name and _belongs(axis, last):
            axis = replace(
                axis, name=last.name, named=last.named, above=last.above, inherits=True,
                cells=(*axis.cells, *((last.named,) if last.named else ())),
            )  # fmt: skip
        elif last is not None and axis.derived and axis.named in last.cells:
            # 同比 under 生猪 is of 出栏 on its left, which stands under 生猪 too.
            axis = replace(axis, name=last.name, named=last.named, inherits=True)
        if axis.name:
            last = axis
        named.append(axis)
    return of_running_quarters(_with_times(named))


_HALF, _THIRD, _ALONE = (1, 6), (7, 9), frozenset({(4, 6), (10, 12)})


def of_running_quarters(axes: Sequence[Axis]) -> list[Axis]:
    """三季度 beside 上半年 is the first three quarters; beside 二季度 it is one of four."""
    told = {(axis.when.first, axis.when.last) for axis in axes}
    if _HALF not in told or told & _ALONE:
        return list(axes)
    return [
        replace(axis, when=replace(axis.when, first=1))
        if (axis.when.first, axis.when.last) == _THIRD and axis.when.accumulation is None
        else axis
        for axis in axes
    ]


def _belongs(axis: Axis, last: Axis) -> bool:
    return (not axis.area or axis.area == last.area) and (axis.area == last.area)


def groups_of(axes: Sequence[Axis]) -> list[list[int]]:
    """Give the runs of neighbours that are about one indicator of one area."""
    groups: list[list[int]] = []
    for at, axis in enumerate(axes):
        now = groups[-1] if groups else None
        first = axes[now[-1]] if now else None
        same = (
            first is not None
            and first.name == axis.name
            and first.area == axis.area
            and (
                axis.inherits
                or first.named == axis.named
                or axis.named is None
                or not axis.name
                or axis.name == first.name
            )
        )
        if now is not None and same:
            now.append(at)
        else:
            groups.append([at])
    return groups


def _with_times(axes: list[Axis]) -> list[Axis]:
    for group in groups_of(axes):
        for place, at in enumerate(group):
            # Those before have their times by now: a rank takes that of its growth.
            axes[at] = _timed(axes[at], [axes[one] for one in group], place)
    return axes


def _timed(axis: Axis, members: Sequence[Axis], place: int) -> Axis:
    """Give growth, ranks and completions the time of the figure they belong to."""
    own = axis.when
    if not axis.derived:
        axis = _in_its_unit(axis, members[:place])
        return _as_its_growth(_as_this_year(axis, members[:place]), members)
    if axis.change:
        axis = _in_its_unit(axis, members[:place])
    if axis.ranked and axis.measure is None:
        axis = replace(axis, measure=_rank_of(members[:place]))
        if axis.measure is None and any(
            one.measure is Measure.COMPLETION for one in members[:place][-1:]
        ):
            axis = replace(axis, refused="completion_rank")
    if own.last is not None:
        return axis
    if own.accumulation:
        return _in_its_months(axis, members[:place])
    levels = [one for one in members[:place] if _is_level(one)] or [
        one for one in members[place:] if _is_level(one)
    ]
    levels = _of_latest_year(levels)
    told = [one for one in members if one.measure is axis.measure and one is not axis]
    apart = any(one.when.accumulation is Accumulation.CUMULATIVE and one.derived for one in told)
    if apart and axis.measure is Measure.GROWTH:
        levels = [one for one in levels if one.when.accumulation is not Accumulation.CUMULATIVE]
        if not levels:
            return replace(axis, when=own.over(When(accumulation=Accumulation.CURRENT)))
    beside_it = [one for one in members[:place] if one.measure is not Measure.CHANGE_PP]
    near = beside_it[-1] if axis.ranked and beside_it else (levels[-1] if levels else None)
    if near is None or not near.when.says:
        return axis
    return replace(
        axis,
        role=near.role if near.role is Role.EXPECTED else axis.role,
        when=own.over(replace(near.when, back=0)) if near.role is not Role.TARGET else own,
        cells=(*axis.cells, *near.cells[:1]),
    )


def _in_its_months(axis: Axis, before: Sequence[Axis]) -> Axis:
    """累计同比 behind 1—8月累计 is of those months, whatever the title says."""
    own = axis.when
    for one in reversed(before):
        when = one.when
        alike = own.accumulation in (when.accumulation, _said_by_months(when))
        if _is_level(one) and when.last is not None and alike:
            months = replace(when, back=own.back, accumulation=own.accumulation)
            return replace(axis, when=own.over(months), cells=(*axis.cells, *one.cells[:1]))
    return axis


def _said_by_months(when: When) -> Accumulation | None:
    return Accumulation.CUMULATIVE if when.first == 1 and when.last != 1 else Accumulation.CURRENT


def _of_latest_year(levels: Sequence[Axis]) -> list[Axis]:
    """增减% behind 2025年 and 2024年 is of 2025, whichever stands nearer."""
    years = [one.when.year for one in levels if one.when.year]
    open_ones = [one for one in levels if not one.when.year and one.when.last is not None]
    if years and open_ones and len({(one.when.first, one.when.last) for one in levels}) == 1:
        return open_ones  # 1—6月完成 beside 2025年1—6月 is of the title's year
    if len(years) != len(levels) or len({(one.when.first, one.when.last) for one in levels}) > 1:
        return list(levels)
    return [one for one in levels if one.when.year == max(years)]


def _is_level(axis: Axis) -> bool:
    return (
        not axis.derived
        and not axis.when.back
        and axis.role is not Role.TARGET
        and not axis.refused
    )


def _rank_of(before: Sequence[Axis]) -> Measure | None:
    for one in reversed(before):
        if one.measure in (Measure.GROWTH, Measure.GROWTH_RANK):
            return Measure.GROWTH_RANK
        if one.measure is Measure.COMPLETION:
            return None
        if one.refused:
            return None
        if not one.derived and one.units == ("%",):
            return Measure.GROWTH_RANK
        if not one.derived:
            return Measure.LEVEL_RANK
    return None


def _in_its_unit(axis: Axis, before: Sequence[Axis]) -> Axis:
    """同期 beside 用电量（万千瓦时） is in its unit."""
    told = [one for one in before if not one.derived and one.units and one.units != ("%",)]
    if axis.units or not told or (axis.named is not None and axis.named != told[-1].named):
        return axis
    return replace(axis, units=told[-1].units, cells=(*axis.cells, *told[-1].cells[:1]))


def _as_this_year(axis: Axis, before: Sequence[Axis]) -> Axis:
    """上年同期 beside 1—8月 is of those months of the year before."""
    own = axis.when
    levels = [one for one in before if _is_level(one)]
    if not own.back or own.accumulation or own.last is not None or not levels:
        return axis
    near = levels[-1]
    if near.when.year and near.when.last is None and not near.when.accumulation:
        # 上年 beside 2025年 is the whole of 2024.
        year = replace(own, first=1, last=12, year=near.when.year)
        return replace(axis, when=year, cells=(*axis.cells, *near.cells[:1]))
    if not (near.when.accumulation or near.when.last):
        return axis
    when = replace(own.over(near.when), back=own.back)
    return replace(axis, when=when, cells=(*axis.cells, *near.cells[:1]))


def _as_its_growth(axis: Axis, members: Sequence[Axis]) -> Axis:
    """A level whose only growth says 累计 is cumulative itself: 第一产业（亿元）, 累计增速."""
    if (
        axis.when.accumulation
        or axis.when.last is not None
        or axis.when.back
        or axis.role is Role.TARGET
    ):
        return axis
    levels = [one for one in members if not one.derived]
    grown = [one for one in members if one.measure is Measure.GROWTH]
    if len(levels) != 1 or not grown:
        return axis
    if all(one.when.accumulation is Accumulation.CUMULATIVE for one in grown):
        when = axis.when.over(When(accumulation=Accumulation.CUMULATIVE))
        return replace(axis, when=when, cells=(*axis.cells, *grown[0].cells[:1]))
    return axis
