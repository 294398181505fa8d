"""Decompose 分解: share a target out over areas, offices, projects or dates, exact as printed.

What comes out is a proposal of a target, for a person to confirm; never a figure of anybody.
Over 2,000 areas it takes 0.2 to 0.3 s of one core (`make bench NAME=decompose`).
Domain sections 2.6, 2.7, 9.2; decision 0015.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kaimenhong.analysis.apportion import Exact, largest_remainder, nearest_total
from kaimenhong.analysis.crossing import crossed
from kaimenhong.analysis.demands import (
    absent_children,
    demand_between,
    demand_cells,
    demand_room,
    demand_whole,
    groups_apart,
)
from kaimenhong.analysis.filling import Ray, stretch_for, within_sum
from kaimenhong.analysis.parts import Cell, Group, Method, Whole, ray_of
from kaimenhong.terms.codelists import Labelled, Measure


class Binding(Labelled):
    """What held a part where it is."""

    FREE = "free", "按权重"
    LOW = "low", "到下限"
    HIGH = "high", "到上限"
    GROUP = "group", "受小计约束"
    FROZEN = "frozen", "冻结"


@dataclass(frozen=True, slots=True)
class Share:
    """One part as a page shows it.

    `weight` is the part of the whole, in %, that the method alone would give, `ideal` that amount
    (or growth) before bounds, `value` the result at the printed digits; `level` and `growth` are
    both sides of it where a base makes both known; `reason` is in Chinese.
    """

    cell: Cell
    weight: Decimal | None
    ideal: Decimal
    value: Decimal
    binding: Binding
    level: Decimal | None
    growth: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The whole, its shares in the order of the cells, and what is left.

    `residual` is the parts together minus the whole: always 0 for levels; for a growth the
    weighted growth of the printed parts minus the target, smaller than half a printed digit.
    `stretch` is, for equal effort, where in its own past range each part is asked to be: 0 its
    worst growth, 1 its best. `notes` say in Chinese what a reader must know.
    """

    whole: Whole
    method: Method
    shares: tuple[Share, ...]
    residual: Decimal
    stretch: Decimal | None
    notes: tuple[str, ...]


def shared(
    whole: Whole, cells: Sequence[Cell], method: Method, groups: Sequence[Group] = ()
) -> Decomposition:
    """Share a target out over cells: 基数占比, 潜力, 同等努力, or weights of one's own.

    A level: part = weight × t; equal effort: base × (1 + (worst + t × (best − worst))/100).
    A growth, which keeps Σ base × growth / Σ base = target: one growth for all (基数占比), the
    increase by potential or weight (潜力, 自定权重), or worst + t × (best − worst) (同等努力).
    t is the one number at which bounds, frozen cells, sums of groups and the whole all hold.
    Grain: one share per cell; `value` in the whole's unit at `whole.digits`. Parts of a level add
    up exactly; those of a growth give the target as printed. Bounds with more digits are drawn in
    to the printed ones. Ties in rounding: the larger weight, then the code.
    Bad input: a weight, base or potential that is missing or below zero (a base of zero too, for
    growth), a catalogue indicator that areas do not add up to (`none`, ratios), a balance over
    months, January alone: SHARE_INPUT_INVALID. Bounds that contradict the whole: SHARE_INFEASIBLE,
    with by how much. A statistical target below the county: TARGET_STOPS_AT_COUNTY. An area that
    has been joined or split: AREA_UNKNOWN, with what took its place. Divisions right below the
    whole's area that are no cells are named in the notes.
    """
    demand_whole(whole, cells, groups)
    demand_cells(whole, cells, method)
    rays = {cell.subject: ray_of(whole, cell, method) for cell in cells}
    demand_room(whole, cells, rays, groups)
    total = whole.counted(cells)
    free = stretch_for([_loosened(ray) for ray in rays.values()], total)
    ideals = {key: _loosened(ray).at(free) for key, ray in rays.items()}
    if not groups_apart(groups):
        found = crossed(rays, groups, total, whole.digits)
        return _told(whole, cells, method, rays, ideals, found, None, groups)
    drawn = _drawn(rays, groups)
    demand_between("合计", cells, drawn, whole.value, whole.value, groups)
    stretch = stretch_for(list(drawn.values()), total)
    exact = {key: ray.at(stretch) for key, ray in drawn.items()}
    found = _rounded(whole, cells, rays, exact, groups, total)
    return _told(whole, cells, method, rays, ideals, found, stretch, groups)


def _loosened(ray: Ray) -> Ray:
    """Give the ray without its bounds, but never below zero where it was kept from that."""
    floor = Fraction(0) if ray.low is not None and ray.low >= 0 and ray.count == 1 else None
    return Ray(ray.key, ray.start, ray.step, low=floor, count=ray.count)


def _drawn(rays: dict[str, Ray], groups: Sequence[Group]) -> dict[str, Ray]:
    drawn = dict(rays)
    for group in groups:
        members = [rays[key] for key in group.members]
        low, high = (None if b is None else Fraction(b) for b in (group.low, group.high))
        drawn |= {ray.key: ray for ray in within_sum(members, low, high)}
    return drawn


def _rounded(
    whole: Whole,
    cells: Sequence[Cell],
    rays: dict[str, Ray],
    exact: dict[str, Fraction],
    groups: Sequence[Group],
    total: Fraction,
) -> dict[str, Fraction]:
    """Round, sums of groups first, then each group's members to the sum that it got."""
    weights = {key: ray.step for key, ray in rays.items()}
    parts = {key: Exact(key, exact[key], weights[key]) for key in exact}
    if whole.measure is Measure.GROWTH:
        counts = {key: ray.count for key, ray in rays.items()}
        return nearest_total(list(parts.values()), counts, total, whole.digits)
    grouped = {key for group in groups for key in group.members}
    sums = [
        Exact(
            f"group:{group.name}",
            sum((exact[key] for key in group.members), Fraction(0)),
            sum((weights[key] for key in group.members), Fraction(0)),
        )
        for group in groups
    ]
    alone = [part for key, part in parts.items() if key not in grouped]
    found = largest_remainder([*alone, *sums], total, whole.digits)
    for group, one in zip(groups, sums, strict=True):
        members = [parts[key] for key in group.members]
        found |= largest_remainder(members, found.pop(one.key), whole.digits)
    return found


def _told(
    whole: Whole,
    cells: Sequence[Cell],
    method: Method,
    rays: dict[str, Ray],
    ideals: dict[str, Fraction],
    found: dict[str, Fraction],
    stretch: Fraction | None,
    groups: Sequence[Group],
) -> Decomposition:
    bound = {
        key: told for group in groups if (told := _at_bound(group, found)) for key in group.members
    }
    made = tuple(
        _share(
            whole,
            cell,
            method,
            rays[cell.subject],
            ideals,
            found[cell.subject],
            bound.get(cell.subject),
        )
        for cell in cells
    )
    counts = sum((ray.count for ray in rays.values()), Fraction(0))
    together = sum((found[key] * ray.count for key, ray in rays.items()), Fraction(0))
    if whole.measure is Measure.GROWTH:
        together /= counts
    effort = _decimal(stretch, 4) if method is Method.EFFORT and stretch is not None else None
    residual = _decimal(together - Fraction(whole.value), 6).normalize() + 0
    return Decomposition(whole, method, made, residual, effort, _notes(whole, method, made, effort))


def _share(
    whole: Whole,
    cell: Cell,
    method: Method,
    ray: Ray,
    ideals: dict[str, Fraction],
    value: Fraction,
    group: str | None,
) -> Share:
    ideal, weight = ideals[cell.subject], None
    if whole.measure is Measure.LEVEL and whole.value:
        weight = _decimal(ideal / Fraction(whole.value) * 100, 4)
    printed, wished = _decimal(value, whole.digits), _decimal(ideal, whole.digits + 2)
    binding = _binding(cell, ray, value, ideal, whole.digits, group)
    level, grown = _both_sides(whole, cell, printed)
    moved = abs(value - ideal) >= Fraction(1, 10**whole.digits)
    reason = _reason(cell, method, binding, f"按权重为{wished}", group, moved=moved)
    return Share(cell, weight, wished, printed, binding, level, grown, reason)


def _at_bound(group: Group, found: dict[str, Fraction]) -> str | None:
    together = sum((found[key] for key in group.members), Fraction(0))
    if group.high is not None and together == Fraction(group.high):
        return f"小计“{group.name}”到上限{group.high}"
    if group.low is not None and together == Fraction(group.low):
        return f"小计“{group.name}”到下限{group.low}"
    return None


def _binding(
    cell: Cell, ray: Ray, value: Fraction, ideal: Fraction, digits: int, group: str | None
) -> Binding:
    if cell.frozen is not None:
        return Binding.FROZEN
    digit = Fraction(1, 10**digits)
    if value == ray.low and ideal <= value - digit:
        return Binding.LOW
    if value == ray.high and ideal >= value + digit:
        return Binding.HIGH
    moved = abs(value - ideal) >= digit
    return Binding.GROUP if group and moved else Binding.FREE


def _both_sides(whole: Whole, cell: Cell, value: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """Give level and growth of a part; the side that a missing base hides is None."""
    base = None if cell.base is None or cell.base <= 0 else Fraction(cell.base)
    if whole.measure is Measure.GROWTH:
        return (None if base is None else _decimal(base * (1 + Fraction(value) / 100), 4)), value
    return value, (None if base is None else _decimal((Fraction(value) / base - 1) * 100, 1))


def _reason(
    cell: Cell, method: Method, binding: Binding, alone: str, group: str | None, *, moved: bool
) -> str:
    if binding is Binding.FROZEN:
        return f"已冻结为{cell.frozen}，不参与分配"
    basis = {
        Method.BASE: f"基数{cell.base}",
        Method.CAPACITY: f"潜力{cell.potential}",
        Method.EFFORT: f"自身历史增速{_range(cell)}",
    }.get(method, f"{method.label}{_short(cell.weight)}")
    said = {
        Binding.FREE: f"；{alone}，因其他分项受约束而变" if moved else "",
        Binding.LOW: f"；{alone}，低于下限{cell.low}，取下限",
        Binding.HIGH: f"；{alone}，高于上限{cell.high}，取上限",
        Binding.GROUP: f"；{alone}，{group}",
    }
    return basis + said[binding]


def _range(cell: Cell) -> str:
    return f"{min(cell.past)}%至{max(cell.past)}%" if cell.past else ""


def _short(weight: Decimal | None) -> str:
    return "" if weight is None else f"{_decimal(Fraction(weight), 4).normalize():f}"


def _notes(
    whole: Whole, method: Method, shares: Sequence[Share], effort: Decimal | None
) -> tuple[str, ...]:
    notes = [f"按{method.label}分解，结果是建议数，须经人确认"]
    if effort is not None:
        notes.append(f"都要求达到自身历史区间（最差为0、最好为1）的{effort:.2f}处")
        if effort > 1:
            notes.append("要求超过各自历史最好水平，请核对目标是否过高")
    if whole.measure is Measure.GROWTH:
        notes.append("增速按基数加权合成；各分项取位以后合成的增速与目标的差见余差")
    if absent := absent_children(whole, [one.cell for one in shares]):
        notes.append(f"没有列入的下级：{'、'.join(absent)}")
    held = [one for one in shares if one.binding is not Binding.FREE]
    notes += [f"{one.cell.name}：{one.binding.label}" for one in held]
    return tuple(notes)


def _decimal(value: Fraction, digits: int) -> Decimal:
    """Give the number at so many digits, half up; printed parts have no more than that anyway."""
    twice = 2 * abs(value.numerator) * 10**digits + value.denominator
    whole = twice // (2 * value.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-digits)
