"""A target is shared out exactly, inside its bounds, and only to those who may hold it."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong.analysis.decompose import Binding, Decomposition, shared
from kaimenhong.analysis.holder import Holder, demand_lawful
from kaimenhong.analysis.parts import Cell, Group, Method, Whole, periods_of
from kaimenhong.analysis.phasing import by_season, by_workdays
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from tests.kaimenhong.analysis.shares import NAMES, cases, cell, cells, groups, whole

LAW = settings(max_examples=60, deadline=None, derandomize=True)


def numbers(text: str) -> list[Decimal]:
    return [Decimal(one) for one in text.split()]


def values(found: Decomposition) -> list[Decimal]:
    return [share.value for share in found.shares]


@pytest.mark.parametrize("case", cases("decompose/levels.csv"))
def test_a_level_is_shared_as_the_table_says(case: dict[str, str]) -> None:
    method = Method(case["method"])
    target = whole(case["whole"], digits=int(case["digits"]))
    found = shared(target, cells(case["parts"], method), method, groups(case["groups"]))
    assert values(found) == numbers(case["gives"])
    assert found.residual == 0
    said = dict(one.split("=") for one in case["binds"].split())
    binding = {share.cell.name: share.binding.value for share in found.shares}
    assert {name: binding[name] for name in said} == said
    assert said or set(binding.values()) == {Binding.FREE.value}


@pytest.mark.parametrize("case", cases("decompose/growths.csv"))
def test_a_growth_is_shared_by_base_weights(case: dict[str, str]) -> None:
    method = Method(case["method"])
    parts = cells(case["parts"], method)
    based = [
        replace(one, base=base) for one, base in zip(parts, numbers(case["bases"]), strict=True)
    ]
    found = shared(whole(case["target"], measure=Measure.GROWTH, digits=1), based, method)
    assert values(found) == numbers(case["gives"])
    assert found.residual == Decimal(case["residual"])


@pytest.mark.parametrize("case", cases("decompose/refused.csv"))
def test_what_cannot_be_shared_says_why(case: dict[str, str]) -> None:
    method, measure = Method(case["method"]), Measure(case["measure"])
    target = whole(case["whole"], measure=measure, digits=0 if measure is Measure.LEVEL else 1)
    with pytest.raises(Mistake) as refused:
        shared(target, cells(case["parts"], method), method, groups(case["groups"]))
    assert refused.value.code.value == case["code"]
    assert case["says"] in str(refused.value)


@pytest.mark.parametrize("case", cases("decompose/law.csv"))
def test_statistical_targets_stop_at_the_county(case: dict[str, str]) -> None:
    if not case["code"]:
        demand_lawful(case["indicator"], case["subject"], Holder(case["holder"]))
        return
    with pytest.raises(Mistake) as refused:
        demand_lawful(case["indicator"], case["subject"], Holder(case["holder"]))
    assert refused.value.code.value == case["code"]


def test_every_share_says_why_it_is_what_it_is() -> None:
    parts = [
        replace(cell(0), base=Decimal(50), high=Decimal(40)),
        replace(cell(1), base=Decimal(30)),
        replace(cell(2), frozen=Decimal(20)),
    ]
    found = shared(whole("100"), parts, Method.BASE)
    assert [share.reason for share in found.shares] == [
        "基数50；按权重为50.00，高于上限40，取上限",
        "基数30；按权重为30.00，因其他分项受约束而变",
        "已冻结为20，不参与分配",
    ]
    assert [(share.weight, share.level, share.growth) for share in found.shares] == [
        (50, 40, Decimal("-20.0")), (30, 40, Decimal("33.3")), (20, 20, None),
    ]  # fmt: skip


def test_neither_a_firm_s_target_nor_its_months_are_made() -> None:
    """陷阱 35, also along the way of dates."""
    firm = replace(whole("6000"), subject="firm:91421381PDY0001160", holder=Holder.FIRM)
    months = [Period.month(2026, month) for month in (4, 5)]
    dated = periods_of(firm, by_workdays(months).weights)
    for parts in (dated, [replace(cell(0), base=Decimal(1))]):
        with pytest.raises(Mistake) as refused:
            shared(firm, parts, Method.WORKDAYS)
        assert refused.value.code is Code.TARGET_STOPS_AT_COUNTY


@pytest.mark.parametrize(
    ("indicator", "says"),
    [("地区生产总值", "不由下级合成"), ("城乡居民收入比", "不由下级合成")],
)
def test_what_does_not_add_up_is_not_handed_down(indicator: str, says: str) -> None:
    with pytest.raises(Mistake, match=says):
        shared(replace(whole("100"), indicator=indicator), cells("1 1", Method.BASE), Method.BASE)


def test_an_area_that_is_no_more_gets_no_target() -> None:
    """崇文区 was joined to 东城区 in 2010; the remedy names who took its place."""
    ended = replace(cell(0), subject="area:110103", base=Decimal(5))
    with pytest.raises(Mistake, match="110101") as refused:
        shared(
            replace(whole("10"), subject="area:110000", holder=Holder.PROVINCE),
            [ended],
            Method.BASE,
        )
    assert refused.value.code is Code.AREA_UNKNOWN


def test_children_that_are_left_out_are_named() -> None:
    parts = [replace(cell(0), subject="area:320505", base=Decimal(5))]
    found = shared(replace(whole("10"), subject="area:320500"), parts, Method.BASE)
    told = next(note for note in found.notes if "没有列入的下级" in note)
    assert "姑苏区" in told and "虎丘区" not in told


def test_quarters_can_be_held_to_a_plan_curve() -> None:
    """2.8: 上半年 55% of the year, as the sum of two quarters."""
    target = whole("100")
    quarters = [Period.quarter(2026, quarter) for quarter in (1, 2, 3, 4)]
    half = Group("上半年", ("2026Q1", "2026Q2"), low=Decimal(55))
    parts = periods_of(target, dict.fromkeys(quarters, Decimal(1)))
    assert values(shared(target, parts, Method.OWN, [half])) == numbers("28 27 23 22")


# --- dates -----------------------------------------------------------------------------------


def year_of(amounts: str, year: int) -> dict[Period, Decimal]:
    """1—2月 and then the months from March."""
    found = numbers(amounts)
    spans = [Period.months_range(year, 1, 2), *(Period.month(year, m) for m in range(3, 13))]
    return dict(zip(spans, found, strict=True))


def test_months_follow_the_season_of_last_years() -> None:
    past = year_of("8 10 12 9 11 10 8 10 8 6 8", 2025) | year_of(
        "12 10 8 11 9 10 12 10 2 10 6", 2024
    )
    periods = list(year_of("0 0 0 0 0 0 0 0 0 0 0", 2026))
    phasing = by_season(periods, past)
    target = whole("200")
    found = shared(target, periods_of(target, phasing.weights), Method.SEASON)
    assert values(found) == numbers("20 20 20 20 20 20 20 20 10 16 14")
    assert found.shares[0].cell.name == "2026年1—2月"
    assert phasing.notes == ("季节比重取2024年、2025年同期占比的平均",)


def test_a_year_that_lacks_a_month_does_not_count() -> None:
    past: dict[Period, Decimal | None] = dict(year_of("10 1 1 1 1 1 1 1 1 1 1", 2024))
    gappy = dict(year_of("1 1 1 1 1 1 1 1 1 1 10", 2025)) | {Period.month(2025, 6): None}
    periods = list(year_of("0 0 0 0 0 0 0 0 0 0 0", 2026))
    assert by_season(periods, past | gappy).weights[periods[0]] == Decimal("0.5")
    with pytest.raises(Mistake) as refused:
        by_season(periods, gappy)
    assert refused.value.code is Code.SHARE_INPUT_INVALID


def test_days_follow_the_working_days() -> None:
    """陷阱 33: 29 and 30 January 2022 are worked, the festival is not."""
    periods = [Period.tenday(2022, 1, 3), Period.tenday(2022, 2, 1), Period.tenday(2022, 2, 2)]
    target = replace(whole("180"), indicator="外出招商次数", period=Period.year_of(2022))
    found = shared(target, periods_of(target, by_workdays(periods).weights), Method.WORKDAYS)
    assert values(found) == numbers("80 40 60")


@pytest.mark.parametrize(
    ("indicator", "periods", "says"),
    [
        ("固定资产投资", ["2026-01", "2026-02"], "1—2月"),
        ("固定资产投资", ["2026-01..2026-02", "2027-03"], "以内的时期"),
        ("金融机构存款余额", ["2026-03", "2026-04"], "净增量"),
    ],
)
def test_dates_that_do_not_make_the_whole_are_refused(
    indicator: str, periods: list[str], says: str
) -> None:
    target = replace(whole("10"), indicator=indicator)
    weights = {Period.parse(code): Decimal(1) for code in periods}
    with pytest.raises(Mistake, match=says):
        shared(target, periods_of(target, weights), Method.OWN)


def test_a_cumulative_figure_does_not_stand_beside_its_own_months() -> None:
    with pytest.raises(Mistake, match="互不重叠"):
        by_workdays([Period.quarter(2026, 1), Period.month(2026, 3)])


# --- laws ------------------------------------------------------------------------------------

DIGITS = 1
TENTH = Decimal("0.1")
amounts = st.integers(0, 3000).map(lambda n: n * TENTH)


@st.composite
def divisions(draw: st.DrawFn) -> tuple[Whole, list[Cell], list[Group]]:
    """A whole that the bounds allow: it is the sum of parts drawn first, inside their bounds."""
    size = draw(st.integers(1, 10))
    parts = draw(st.lists(amounts, min_size=size, max_size=size))
    made = []
    for at, part in enumerate(parts):
        weight = draw(st.integers(1, 500).map(Decimal))
        kind = draw(st.sampled_from(["free", "low", "high", "both", "frozen"]))
        slack = draw(st.integers(0, 200).map(lambda n: n * Decimal("0.05")))
        low = part - slack if kind in ("low", "both") else None
        high = part + slack if kind in ("high", "both") else None
        frozen = part if kind == "frozen" else None
        made.append(replace(cell(at), weight=weight, low=low, high=high, frozen=frozen))
    cut = draw(st.integers(0, size))
    sums = []
    if draw(st.booleans()) and cut > 0:
        together = sum(parts[:cut], Decimal(0))
        members = tuple(one.subject for one in made[:cut])
        sums = [Group("前几个", members, together - draw(amounts), together + draw(amounts))]
    return whole(str(sum(parts, Decimal(0))), digits=DIGITS), made, sums


@LAW
@given(divisions())
def test_the_parts_add_up_and_keep_their_bounds(
    division: tuple[Whole, list[Cell], list[Group]],
) -> None:
    target, parts, sums = division
    found = shared(target, parts, Method.OWN, sums)
    assert sum(values(found)) == target.value
    assert found.residual == 0
    for share in found.shares:
        assert share.value == share.value.quantize(TENTH)
        assert share.cell.low is None or share.value >= share.cell.low
        assert share.cell.high is None or share.value <= share.cell.high
        assert share.cell.frozen is None or share.value == share.cell.frozen
    got = {share.cell.subject: share.value for share in found.shares}
    for group in sums:
        assert group.low is not None and group.high is not None
        assert group.low <= sum(got[key] for key in group.members) <= group.high


@LAW
@given(divisions(), st.randoms(use_true_random=False))
def test_the_order_of_the_cells_does_not_matter(
    division: tuple[Whole, list[Cell], list[Group]], random: st.randoms
) -> None:
    target, parts, sums = division
    mixed = random.sample(parts, len(parts))
    one, other = (shared(target, some, Method.OWN, sums) for some in (parts, mixed))
    assert {s.cell.subject: s.value for s in one.shares} == {
        s.cell.subject: s.value for s in other.shares
    }


@LAW
@given(divisions())
def test_a_part_moves_from_its_weight_only_where_a_bound_asks_for_it(
    division: tuple[Whole, list[Cell], list[Group]],
) -> None:
    """Free parts keep the proportion of their weights, but for a last digit of rounding."""
    target, parts, _ = division
    found = shared(target, parts, Method.OWN)
    loose = [
        share
        for share in found.shares
        if share.cell.frozen is None
        and (share.cell.low is None or share.value - TENTH >= share.cell.low)
        and (share.cell.high is None or share.value + TENTH <= share.cell.high)
    ]
    for one, other in pairwise(loose):
        a, b = Fraction(one.cell.weight or 0), Fraction(other.cell.weight or 0)
        per_a, per_b = Fraction(one.value) / a, Fraction(other.value) / b
        assert abs(per_a - per_b) <= Fraction(1, 10) / a + Fraction(1, 10) / b


@LAW
@given(
    st.lists(st.tuples(st.integers(1, 900), st.integers(-90, 150)), min_size=2, max_size=10),
    st.integers(-50, 150),
)
def test_printed_growths_give_the_printed_target(parts: list[tuple[int, int]], target: int) -> None:
    """Each one's past is its own; Σ base × growth / Σ base prints as the target."""
    past = [(low * TENTH, (low + 5) * TENTH, (low + 40) * TENTH) for _, low in parts]
    made = [
        replace(cell(at), base=Decimal(base), past=past[at]) for at, (base, _) in enumerate(parts)
    ]
    found = shared(
        whole(str(target * TENTH), measure=Measure.GROWTH, digits=1), made, Method.EFFORT
    )
    bases = [base for base, _ in parts]
    together = sum(v * b for v, b in zip(values(found), bases, strict=True)) / sum(bases)
    assert together.quantize(TENTH, ROUND_HALF_UP) == target * TENTH
    assert abs(together - target * TENTH - found.residual) < Decimal("0.00001")


@LAW
@given(st.lists(st.integers(1, 500), min_size=3, max_size=len(NAMES)), st.integers(1, 5000))
def test_crossing_groups_that_ask_for_nothing_change_nothing_much(
    weights: list[int], amount: int
) -> None:
    made = [replace(cell(at), weight=Decimal(w)) for at, w in enumerate(weights)]
    every = tuple(one.subject for one in made)
    loose = [Group("一", every[:-1], low=Decimal(0)), Group("二", every[1:], low=Decimal(0))]
    target = whole(str(amount))
    alone, crossed = shared(target, made, Method.OWN), shared(target, made, Method.OWN, loose)
    assert sum(values(crossed)) == amount
    assert max(abs(a - b) for a, b in zip(values(alone), values(crossed), strict=True)) <= 1


@LAW
@given(divisions(), st.data())
def test_crossing_groups_hold_after_rounding_too(
    division: tuple[Whole, list[Cell], list[Group]], data: st.DataObject
) -> None:
    """Sums drawn around parts that exist, the first few and the last few, sharing some cells."""
    target, parts, _ = division
    cut = data.draw(st.integers(0, len(parts) - 1))
    plain = {s.cell.subject: s.value for s in shared(target, parts, Method.OWN).shares}
    keys = [one.subject for one in parts]
    sums = []
    for name, members in (("前", keys[: cut + 1]), ("后", keys[cut:])):
        together = sum((plain[key] for key in members), Decimal(0))
        slack = data.draw(amounts)
        sums.append(Group(name, tuple(members), together - slack, together + data.draw(amounts)))
    found = shared(target, parts, Method.OWN, sums)
    got = {share.cell.subject: share.value for share in found.shares}
    assert sum(got.values()) == target.value
    for group in sums:
        assert group.low is not None and group.high is not None
        assert group.low <= sum(got[key] for key in group.members) <= group.high
    for share in found.shares:
        assert share.cell.low is None or share.value >= share.cell.low
        assert share.cell.high is None or share.value <= share.cell.high
