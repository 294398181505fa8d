"""What must hold before a whole is divided: sums, periods, bounds, digits, areas in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from kaimenhong.analysis.filling import Ray, span
from kaimenhong.analysis.holder import demand_lawful, told_by
from kaimenhong.analysis.parts import LEAST_PAST, Cell, Group, Method, Whole, weighed
from kaimenhong.analysis.phasing import demand_periods_exist
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import area, indicator
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period


def demand_whole(whole: Whole, cells: Sequence[Cell], groups: Sequence[Group]) -> None:
    """Refuse a whole that cannot be shared over such cells, or may not be (domain 9.2)."""
    demand_lawful(whole.indicator, whole.subject, whole.holder)
    for cell in cells:
        if cell.period is None:
            demand_lawful(whole.indicator, cell.subject, cell.holder)
            _demand_in_force(cell.subject, whole.period)
    subjects = [cell.subject for cell in cells]
    _demand(bool(cells), "至少一个分项", "", "请给出要分到的地区、单位、项目或时期")
    twice = sorted({one for one in subjects if subjects.count(one) > 1}) if _twice(subjects) else []
    _demand(not twice, "每个分项一行", "、".join(twice), "请去掉重复的行")
    _demand(
        whole.measure in (Measure.LEVEL, Measure.GROWTH),
        "总量目标或增速目标",
        whole.measure.label,
        "占比、位次、完成率不能分解",
    )
    level = whole.measure is Measure.LEVEL
    _demand(not level or whole.value >= 0, "不小于零的总量", f"{whole.value}", "请核对目标值")
    _demand(level or not groups, "总量目标才有小计", groups[0].name if groups else "", "请去掉小计")
    _demand_digits(whole, "合计", whole.value)
    dated = [cell.period for cell in cells if cell.period is not None]
    _demand(
        len(dated) in (0, len(cells)),
        "全部按对象分，或全部按时期分",
        f"{len(dated)}个时期、{len(cells) - len(dated)}个对象",
        "请分两次分解：先分到对象，再分到时期",
    )
    _demand_adds_up(whole, dated)


def absent_children(whole: Whole, cells: Sequence[Cell]) -> tuple[str, ...]:
    """Name the divisions below the whole's area, by GB/T 2260, that are no cells of it."""
    kind, _, code = whole.subject.partition(":")
    given = {cell.subject.partition(":")[2] for cell in cells if cell.period is None}
    if kind != "area" or not given or not area.find(code):
        return ()
    below = area.children(code, on=whole.period.end)
    known = {one.code for one in below}
    return tuple(one.name for one in below if one.code not in given) if known & given else ()


def demand_cells(whole: Whole, cells: Sequence[Cell], method: Method) -> None:
    """Refuse cells that lack what the method weighs by; all of them are named at once."""
    lacking = [cell.name for cell in cells if not weighed(whole, cell, method)]
    wanted = {
        Method.BASE: "不小于零的基数",
        Method.CAPACITY: "不小于零的潜力",
        Method.EFFORT: f"大于零的基数和至少{LEAST_PAST}个往年增速",
    }.get(method, "不小于零的权重")
    if whole.measure is Measure.GROWTH:
        wanted += "，并有大于零的基数"
    _demand(not lacking, f"每个分项都有{wanted}", _some(lacking), "请补上，或把这些分项冻结")
    for cell in cells:
        if cell.frozen is not None:
            _demand_digits(whole, f"{cell.name}的冻结数", cell.frozen)


def demand_room(
    whole: Whole, cells: Sequence[Cell], rays: Mapping[str, Ray], groups: Sequence[Group]
) -> None:
    """Refuse bounds that contradict each other, a group or the whole; say which, by how much."""
    for cell in cells:
        ray = rays[cell.subject]
        fits = ray.low is None or ray.high is None or ray.low <= ray.high
        frozen = cell.frozen
        inside = frozen is None or (
            (cell.low is None or frozen >= cell.low) and (cell.high is None or frozen <= cell.high)
        )
        if not (fits and inside):
            came = f"{cell.name}{_bounds(cell)}"
            raise _infeasible("下限不大于上限，冻结数在二者之间", came, "请更正这一行的上下限")
    named = {cell.subject: cell for cell in cells}
    for group in groups:
        strangers = [key for key in group.members if key not in named]
        _demand(not strangers, "小计里的都是分项", _some(strangers), "请核对小计的成员")
        for bound in (group.low, group.high):
            if bound is not None:
                _demand_digits(whole, f"小计“{group.name}”", bound)
        members = [named[key] for key in group.members]
        demand_between(f"小计“{group.name}”", members, rays, group.low, group.high)
    demand_between("合计", cells, rays, whole.value, whole.value)


def demand_between(
    name: str,
    cells: Sequence[Cell],
    rays: Mapping[str, Ray],
    low: Decimal | None,
    high: Decimal | None,
    groups: Sequence[Group] = (),
) -> None:
    """Refuse a sum that the cells cannot make inside their bounds; name those that stand against.

    `groups` are those by which the rays' bounds were drawn in; they are named with the cells.
    """
    bounded: list[Cell | Group] = [*groups, *cells]
    told = [f"{one.name}{_bounds(one)}" for one in bounded if _bounds(one)]
    least, most = span(rays[cell.subject] for cell in cells)
    counts = sum((rays[cell.subject].count for cell in cells), Fraction(0))
    scale = Fraction(1) if all(rays[cell.subject].count == 1 for cell in cells) else counts
    if low is not None and high is not None and low > high:
        raise _infeasible(f"{name}的下限不大于上限", f"{low}—{high}", "请更正小计的上下限")
    if high is not None and least is not None and least / scale > Fraction(high):
        over = float(least / scale - Fraction(high))
        who = _some(told)
        came = f"下限和冻结数合起来是{float(least / scale):.10g}，多出{over:.10g}：{who}"
        raise _infeasible(
            f"{name}不小于各分项的下限，即{high}", came, "请放低其中的下限，或提高合计"
        )
    if low is not None and most is not None and most / scale < Fraction(low):
        short = float(Fraction(low) - most / scale)
        who = _some(told)
        came = f"上限和冻结数合起来是{float(most / scale):.10g}，还差{short:.10g}：{who}"
        raise _infeasible(
            f"{name}不大于各分项的上限，即{low}", came, "请放宽其中的上限，或降低合计"
        )


def groups_apart(groups: Sequence[Group]) -> bool:
    """Tell whether no cell stands in two groups."""
    members = [key for group in groups for key in group.members]
    return not _twice(members)


def _demand_adds_up(whole: Whole, dated: Sequence[Period]) -> None:
    known = indicator.find(whole.indicator)
    if dated:
        outside = [period.label for period in dated if not whole.period.contains(period)]
        _demand(
            not outside, f"{whole.period.label}以内的时期", _some(outside), "请去掉范围以外的时期"
        )
        demand_periods_exist(whole.indicator, dated)
        stock = known is not None and known.nature == "stock"
        _demand(
            not stock, "逐期相加的指标", whole.indicator, "余额、存量不能逐月相加，请改为分解净增量"
        )
        return
    apart = known is not None and known.aggregation in ("none", "recompute")
    _demand(
        not apart,
        "下级相加得到上级的指标",
        whole.indicator,
        "这个指标的上级数不由下级合成，不能分解到下级；请逐个下达，或分解它的支撑指标",
    )


def _bounds(cell: Cell | Group) -> str:
    if isinstance(cell, Cell) and cell.frozen is not None:
        told = f"冻结{cell.frozen}"
        return told + ("" if cell.low is None and cell.high is None else f"（{_limits(cell)}）")
    return _limits(cell)


def _limits(cell: Cell | Group) -> str:
    low = "" if cell.low is None else f"≥{cell.low}"
    return low + ("" if cell.high is None else f"≤{cell.high}")


def _demand_in_force(subject: str, period: Period) -> None:
    """Refuse an area that was split, joined or recoded before the target's time is over."""
    kind, _, code = subject.partition(":")
    if kind == "area" and told_by(subject) is not None and len(code) == 6:
        area.area(code, on=period.end)


def _twice(keys: Sequence[str]) -> bool:
    return len(set(keys)) < len(keys)


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return "、".join(listed[:5]) + (f"等{len(listed)}个" if len(listed) > 5 else "")


def _demand_digits(whole: Whole, name: str, value: Decimal) -> None:
    fits = Fraction(value) * 10**whole.digits
    _demand(
        fits.denominator == 1,
        f"不超过{whole.digits}位小数",
        f"{name} {value}",
        "请先把它取到公布的位数，或增加分解的小数位",
    )


def _demand(holds: bool, expected: str, came: str, remedy: str) -> None:
    if not holds:
        raise Mistake(Code.SHARE_INPUT_INVALID, expected=expected, came=came, remedy=remedy)


def _infeasible(expected: str, came: str, remedy: str) -> Mistake:
    return Mistake(Code.SHARE_INFEASIBLE, expected=expected, came=came, remedy=remedy)
