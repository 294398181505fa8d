"""What a person should confirm about a table that was read: each check names its cells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, combinations, pairwise
from operator import attrgetter

from kaimenhong.returns.sheets.columns import blocks_of
from kaimenhong.returns.sheets.grid import Spot
from kaimenhong.returns.sheets.groups import Group, gathered, groups_of, joined
from kaimenhong.returns.sheets.mapping import Missed, Seen
from kaimenhong.returns.sheets.scales import scales
from kaimenhong.returns.sheets.sums import sums
from kaimenhong.returns.sheets.table import Table, Warned
from kaimenhong.returns.sheets.words import Sort, read_words
from kaimenhong.terms.codelists import Accumulation, Measure, Role
from kaimenhong.terms.when import When

OPEN_PERIOD, OPEN_UNIT = ("哪一年", "哪几个月", "时期"), "没有说单位"
# A figure from January that falls by more than this was no longer counted from January.
FALL = Decimal("0.95")
LEAST_COPIED = 4
LEAST_SERIES = 5
LEAST_DIGITS = 3
COPIED_SHARE = 5
# Rates of different things are often equal.
NO_AMOUNTS = frozenset({"%", "‰", "同比=100", "个", "家", "位"})


def warned(table: Table) -> None:
    """Add the warnings of a table to it; of two figures for one key the later is left unread."""
    table.warnings += _cells(table)
    groups = groups_of(table.seen)
    if twice := list(_twice(table, groups)):
        table.warnings += twice
        groups = groups_of(table.seen)
    table.warnings += _copies(groups)
    table.warnings += _periods(table, groups)
    table.warnings += _falls(groups)
    table.warnings += scales(groups)
    table.warnings += sums(table, groups)


def _cells(table: Table) -> Iterator[Warned]:
    """Errors, formulas that came as text, numbers kept as text, no unit, hidden figures."""
    grid = table.region.grid
    errors, formulas, texts = [], [], []
    for row in table.region.body:
        sorts, cells = grid.sorts[row], grid.sheet.rows[row]
        for column in table.region.columns:
            sort = sorts[column]
            if sort is Sort.ERROR:
                errors.append((row, column))
            elif isinstance(cells[column].value, str) and sort in (Sort.FIGURE, Sort.TEXT):
                words = read_words(cells[column].text)
                if words.formula:
                    formulas.append((row, column))
                elif words.as_text:
                    texts.append((row, column))
    if texts:
        figures = {one.spot for one in table.seen} | {one.spot for one in table.missed}
        texts = [spot for spot in texts if spot in figures]
    yield from _warning("formula", errors, "公式出错，没有数")
    yield from _warning("formula", formulas, "以公式符号开头的文字，不读取")
    yield from _warning("text-number", texts, "以文本存放的数")
    unitless = [one.spot for one in table.missed if OPEN_UNIT in one.reason]
    yield from _warning("unit", unitless, "单位不明")
    hidden = [one.spot for one in table.missed if grid.hidden(*one.spot)]
    yield from _warning("hidden", hidden, "隐藏的行、列或工作表里有数")


def _warning(kind: str, cells: Sequence[Spot], told: str) -> Iterator[Warned]:
    if cells:
        yield Warned(kind, tuple(cells), told)


def _twice(table: Table, groups: Sequence[Group]) -> Iterator[Warned]:
    """Keep the first of two figures that differ for one key, and show both."""
    doubled = [group for group in _by_key(_alike(groups)) if len(group) > 1]
    apart = [group for group in doubled if len({one.value for one in group}) > 1]
    if not apart:
        return
    cells = {one.spot for group in apart for one in group}
    later = {one.spot for group in apart for one in group[1:]}
    rows = {row for row, _ in later}
    # Of a row that stands twice, what is alike in both is told no more surely than the rest.
    later |= {one.spot for group in doubled for one in group[1:] if one.spot[0] in rows}
    labels = {
        spot for group in apart for one in group for spot in one.decided if spot[0] == one.spot[0]
    }
    for one in [one for one in table.seen if one.spot in later]:
        table.missed.append(
            Missed(one.spot, one.raw, "与另一个单元格说的是同一件事而数不同，须由人确认")
        )
    table.seen[:] = [one for one in table.seen if one.spot not in later]
    yield Warned(
        "duplicate", tuple(sorted(cells | later | labels)), "同一对象、指标、时期有不同的数"
    )


def _alike(groups: Iterable[Group]) -> Iterator[Seen]:
    """Yield the figures that may share their key: the whole key costs too much to look at for each.

    Members of a closed list are single objects, so that their identity tells them apart.
    """
    for alike in gathered(groups, lambda one: (one.indicator, id(one.measure), one.period.end)):
        figures = joined(alike)
        if len({one.subject for one in figures}) < len(figures):
            subjects: defaultdict[str, list[Seen]] = defaultdict(list)
            for one in figures:
                subjects[one.subject].append(one)
            yield from chain.from_iterable(same for same in subjects.values() if len(same) > 1)


def _by_key(seen: Iterable[Seen]) -> Iterable[list[Seen]]:
    keys: defaultdict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for one in seen:
        keys[_key(one)].append(one)
    return keys.values()


def _key(one: Seen) -> tuple[object, ...]:
    """Targets of two columns are two issuers', completions two plans', side by side."""
    apart = one.role is Role.TARGET or one.measure is Measure.COMPLETION
    column = one.spot[1] if apart else None
    return (
        one.subject, one.indicator, one.period, one.accumulation, one.measure, one.role, one.status,
        column,
    )  # fmt: skip


def _copies(groups: Sequence[Group]) -> Iterator[Warned]:
    """Two columns of different indicators, or of different years, with the same figures."""
    yield from _copied_rates(groups)
    amounts = [group for group in groups if _is_amount(group[0])]
    lengths: Counter[int] = Counter()
    for group in amounts:
        lengths[group[0].spot[1]] += len(group)
    for (left, right), (same, of_years) in _same_figures(amounts).items():
        if len(same) < LEAST_COPIED:
            continue
        cells = tuple((row, column) for column in (left, right) for row in same)
        if of_years and len(same) == lengths[left] == lengths[right]:
            yield Warned("duplicate", cells, "两个时期各行的数完全相同，像是抄错的列")
        elif not of_years and COPIED_SHARE * len(same) >= lengths[left]:
            yield Warned("duplicate", cells, "两个指标在这些行的数完全相同，像是抄错的列")


def _is_amount(one: Seen) -> bool:
    return one.measure is Measure.LEVEL and one.unit not in NO_AMOUNTS


def _same_figures(amounts: Sequence[Group]) -> dict[tuple[int, int], tuple[list[int], bool]]:
    """Give the rows in which two columns have one figure, and whether they are two years of one."""
    rows: defaultdict[int, list[Seen]] = defaultdict(list)
    for one in chain.from_iterable(amounts):
        rows[one.spot[0]].append(one)
    found: dict[tuple[int, int], tuple[list[int], bool]] = {}
    for row, figures in sorted(rows.items()):
        if len({one.value for one in figures}) == len(figures):
            continue
        for left, right in combinations(sorted(figures, key=attrgetter("spot")), 2):
            if (left.value, left.unit) != (right.value, right.unit) or not _telling(left.value):
                continue
            of_years = left.indicator == right.indicator
            if of_years and (left.period == right.period or left.role is not right.role):
                continue
            found.setdefault((left.spot[1], right.spot[1]), ([], of_years))[0].append(row)
    return found


def _telling(value: Decimal) -> bool:
    """Whether two figures are hardly equal by chance."""
    return len(value.normalize().as_tuple().digits) >= LEAST_DIGITS


def _copied_rates(groups: Sequence[Group]) -> Iterator[Warned]:
    """Two columns of rates that are alike in every row: one or two equal rates are chance."""
    growths = [group for group in groups if group[0].measure is Measure.GROWTH]
    columns = [
        joined(column) for column in gathered(growths, lambda one: (one.spot[1], one.indicator))
    ]
    rates = [
        (column, {one.spot[0]: one.value for one in column})
        for column in columns
        if len({one.value for one in column}) >= LEAST_COPIED
    ]
    for (left, mine), (right, theirs) in combinations(rates, 2):
        if left[0].indicator != right[0].indicator and mine == theirs:
            cells = tuple(one.spot for one in (*left, *right))
            yield Warned("duplicate", cells, "两个指标各行的增速完全相同，像是抄错的列")


def _periods(table: Table, groups: Sequence[Group]) -> Iterator[Warned]:
    """Times that are open, that the title alone gives, or that title and heads tell differently."""
    opened = [one.spot for one in table.missed if any(word in one.reason for word in OPEN_PERIOD)]
    yield from _warning("period", opened, "时期不明")
    single = [group for group in groups if group[0].alone and _is_flow(group[0])]
    alone = [one.spot for one in joined(single)]
    yield from _warning("period", alone, "标题只写单月，按当月读；如是累计请改")
    yield from _differing(table, groups)
    yield from _late(table, groups)
    yield from _out_of_order(table)


def _out_of_order(table: Table) -> Iterator[Warned]:
    """One month among others in their order: 2025-04, 2024-05, 2025-06."""
    if not table.seen:
        return
    corner = table.seen[0].spot
    for across in (1, 0):
        series: defaultdict[tuple[object, ...], dict[int, Seen]] = defaultdict(dict)
        for one in table.seen:
            # One line of a table tells its order: the others stand under the same heads.
            if one.spot[1 - across] == corner[1 - across]:
                key = (one.subject, one.indicator, id(one.measure), one.role)
                series[key][one.spot[across]] = one
        longest = max(series.values(), key=len)
        odd = _odd_one([longest[at].period.end for at in sorted(longest)])
        if odd is not None:
            at = sorted(longest)[odd]
            cells = tuple(one.spot for one in table.seen if one.spot[across] == at)
            yield Warned("period", cells, "时期与前后的次序不合，像是写错了年份或月份")


def _odd_one(days: Sequence[date]) -> int | None:
    """Give which of the days breaks an order that all the others keep."""
    if len(days) < LEAST_SERIES or _rising(days) or _rising(days[::-1]):
        return None
    for at in range(len(days)):
        others = [*days[:at], *days[at + 1 :]]
        if _rising(others) or _rising(others[::-1]):
            return at
    return None


def _rising(days: Sequence[date]) -> bool:
    return all(one < other for one, other in pairwise(days))


def _is_flow(one: Seen) -> bool:
    return one.accumulation is Accumulation.CURRENT


def _differing(table: Table, groups: Sequence[Group]) -> Iterator[Warned]:
    title, sheet = table.around.when, table.around.sheet_when
    if table.around.when_cells and _differ(title, sheet):
        cells = tuple(one.spot for one in table.seen)
        yield from _warning("period", cells, "标题与工作表名写的时期不同")
    if not table.around.when_cells or title.last is None or title.year is None:
        return
    for block in blocks_of(table.columns):
        numbers = {one.number for one in block.figures}
        own = [group for group in groups if group[0].spot[1] in numbers and _in(title, group[0])]
        ends = set(map(_end, own))
        if own and title.last not in ends:
            cells = tuple(one.spot for one in joined(own))
            yield Warned("period", cells, "表头与标题写的时期不同")


def _late(table: Table, groups: Sequence[Group]) -> Iterator[Warned]:
    """4月 or 1—4月 under a title of 1—5月, where nothing of the same indicator reaches May."""
    title = table.around.when
    own = [group for group in groups if _in(title, group[0])]
    if title.first != 1 or title.last is None or not any(_end(one) == title.last for one in own):
        return
    for alike in gathered(own, lambda one: (one.indicator, one.measure)):
        months = [group for group in alike if _is_flow(group[0])]
        running = [group for group in alike if group[0].accumulation is Accumulation.CUMULATIVE]
        # 一季度 beside 二季度 is no head that was left from the month before.
        running = running if max(map(_end, running), default=0) == title.last - 1 else []
        for told in (alike, months, running):
            if told and max(map(_end, told)) < title.last:
                cells = tuple(one.spot for one in joined(told))
                yield Warned("period", cells, "表头的月份比标题的早，像是没有改")
                break


def _end(group: Group) -> int:
    return group[0].period.last_month % 12 + 1


def _in(title: When, one: Seen) -> bool:
    return one.role is Role.ACTUAL and one.period.year == title.year


def _differ(title: When, sheet: When) -> bool:
    if not sheet.says:
        return False
    months = title.last is not None and sheet.last is not None and title.last != sheet.last
    years = title.year is not None and sheet.year is not None and title.year != sheet.year
    return months or years


def _falls(groups: Sequence[Group]) -> Iterator[Warned]:
    """Cumulative figures that fall within a year, or that one year's months tell alone."""
    running = [group for group in groups if _is_running(group[0])]
    cells: set[Spot] = set()
    for series in gathered(
        running, lambda one: (one.indicator, one.role, one.unit, one.status, one.period.year)
    ):
        # A single group is of one time: nothing in it comes after anything.
        if len(series) > 1:
            cells |= _fallen(joined(series))
    yield from _warning("period", sorted(cells), "累计数比前面的月份小，像是当期数")


def _is_running(one: Seen) -> bool:
    return one.measure is Measure.LEVEL and one.accumulation is Accumulation.CUMULATIVE


def _fallen(figures: Group) -> set[Spot]:
    subjects: defaultdict[str, list[Seen]] = defaultdict(list)
    for one in figures:
        subjects[one.subject].append(one)
    pairs = (
        pair
        for own in subjects.values()
        for pair in pairwise(sorted(own, key=lambda one: one.period.last_month))
    )
    return {
        one.spot
        for before, after in pairs
        if before.value > 0 and after.value < before.value * FALL
        for one in (before, after)
    }
