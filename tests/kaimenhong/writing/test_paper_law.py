"""The law of papers: what a sentence of a paper tells is what is read from it, and nothing else.

Each row of a dossier, each ranking and each followed indicator is told as papers tell it, put under
the heading of a bulletin and read; the statements read must be those that went in. What is told
without a figure, 与上年同期持平, is not compared.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong.analysis.lights import Light
from kaimenhong.documents.open import open_bytes
from kaimenhong.facts import Statement
from kaimenhong.reading import names
from kaimenhong.reading.reader import read
from kaimenhong.terms.codelists import Comparator, Measure, Status
from kaimenhong.terms.period import Period
from kaimenhong.writing import sentences
from kaimenhong.writing.dossier import (
    Dossier,
    Ranking,
    RankingRow,
    TargetRow,
    Tracked,
    TrackedRow,
)  # fmt: skip
from kaimenhong.writing.papers.kinds import kind
from kaimenhong.writing.papers.pieces import Request
from kaimenhong.writing.papers.places import PLACES
from kaimenhong.writing.phrase import phrase
from kaimenhong.writing.words import Rank

CITY, COUNTIES = "锦泽市", ("青岚县", "云溪县", "松陵县", "白榆县", "望潮区", "石渠市")
PERIOD, QUARTER, BEFORE = "2026年1—2月", "2026年一季度", "2025年全年"
HEADING = f"关于{CITY}{PERIOD}主要经济指标完成情况的通报"
STATUSES = (Status.OFFICIAL, Status.FLASH, Status.DISPATCH)
# What a growth and an amount of it are told of every day; the catalogue's own names are in
# test_statement.
GROWING = (
    "规模以上工业增加值", "固定资产投资", "工业投资", "房地产开发投资", "税收收入",
    "社会消费品零售总额", "限额以上消费品零售额", "公路客货运输总周转量", "规模以上服务业营业收入",
)  # fmt: skip
AMOUNTS = (
    ("规模以上工业总产值", "亿元"), ("工业用电量", "亿千瓦时"), ("外贸出口额", "亿元"),
    ("实际使用外资", "万美元"), ("一般公共预算收入", "亿元"), ("新增贷款", "亿元"),
    ("新建商品房销售面积", "万平方米"), ("新增规模以上工业企业", "家"), ("城镇新增就业", "人"),
)  # fmt: skip
BOUNDS = (Comparator.EXACTLY, Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.ABOUT)
type Told = tuple[str, str | None, str, str, str, str | None]


def tenths(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.integers(low, high).map(lambda n: Decimal(n) / 10).map(lambda d: d.quantize(_TENTH))


_TENTH = Decimal("0.1")


SEVERAL = st.lists(tenths(-99, 300), min_size=3, max_size=6)
RATES = st.lists(tenths(1, 1000), min_size=3, max_size=6)


def told_as(one: Statement) -> Told:
    """What a statement says: whose, when, which measure, how much, beside what."""
    period = one.period.code if one.period else ""
    return (one.indicator, one.area, period, one.measure.value, f"{one.value}", one.reference)


def read_back(text: str, heading: str = HEADING) -> set[Told]:
    reading = read(open_bytes("通报.txt", f"{heading}\n\n{text}。\n".encode()))
    return {told_as(one) for one in reading.statements if one.value is not None}


def dossier(*rows: TargetRow, **more: object) -> Dossier:
    empty = Dossier(
        area=CITY, campaign="", campaign_period=QUARTER, as_of=date(2026, 3, 20), period=PERIOD,
        issuer="", recipients="", demo=False, rows=rows,
    )  # fmt: skip
    return replace(empty, **more)  # type: ignore[arg-type]


@st.composite
def growths(draw: st.DrawFn) -> tuple[TargetRow, set[Told]]:
    """A target for a growth, and all that its sentence tells."""
    name, area = draw(st.sampled_from(GROWING)), draw(st.sampled_from((CITY, *COUNTIES)))
    now, before = draw(tenths(-300, 300)), draw(st.one_of(st.none(), tenths(-300, 300)))
    goal, bound = draw(tenths(5, 300)), draw(st.sampled_from(BOUNDS))
    rank = draw(ranks(area, "增速"))
    row = row_of(
        name, area, Measure.GROWTH,
        target=phrase(Measure.GROWTH, bound, goal, "%"),
        actual=phrase(Measure.GROWTH, Comparator.EXACTLY, now, "%"),
        growth=now, growth_before=before, gap=now - goal, gap_unit="个百分点",
        difference=now - goal, rank=rank, status=draw(st.sampled_from(STATUSES)),
    )  # fmt: skip
    own = ("2026-01..2026-02",)
    told: set[Told] = {(name, area, "2026Q1", "growth", f"{goal}", None)}
    if now:
        told.add((name, area, *own, "growth", f"{now}", None))
    if now != goal:
        told.add((name, area, *own, "gap_pp", f"{now - goal}", "一季度目标"))
    return row, told | moved(row, name) | ranked_as(row, name, "growth_rank")


def moved(row: TargetRow, name: str) -> set[Told]:
    """The change in points, where the turn is told by its size."""
    now, before = row.growth, row.growth_before
    if now is None or before is None or now == before:
        return set()
    if (now < 0) != (before < 0) or (before == 0 and now < 0) or (before < 0 and now >= 0):
        return set()
    return {(name, row.area, "2026-01..2026-02", "change_pp", f"{now - before}", BEFORE)}


def ranked_as(row: TargetRow, name: str, measure: str) -> set[Told]:
    if row.rank is None:
        return set()
    beside = row.rank.within or None
    return {(name, row.area, "2026-01..2026-02", measure, f"{row.rank.place}", beside)}


def ranks(area: str, by: str) -> st.SearchStrategy[Rank | None]:
    if area == CITY:
        return st.none()
    places = st.builds(
        Rank, st.integers(1, 6), st.just(6), st.just("县（市、区）"), st.just(by),
        tied=st.booleans(), before=st.one_of(st.none(), st.integers(1, 6)), within=st.just("全市"),
    )  # fmt: skip
    return st.one_of(st.none(), places)


@st.composite
def amounts(draw: st.DrawFn) -> tuple[TargetRow, set[Told]]:
    """A target for an amount, and all that its sentence tells."""
    raw, unit = draw(st.sampled_from(AMOUNTS))
    name = names.standard(raw)
    area = draw(st.sampled_from((CITY, *COUNTIES)))
    digits = 0 if unit in ("家", "人", "万美元") else 2
    now, goal = (Decimal(draw(st.integers(100, 99999))).scaleb(-digits) for _ in range(2))
    progress = (now / goal * 100).quantize(_TENTH)
    growth, before = draw(tenths(-300, 300)), draw(tenths(-300, 300))
    rank = draw(ranks(area, "总量"))
    row = row_of(
        raw, area, Measure.LEVEL,
        target=phrase(Measure.LEVEL, draw(st.sampled_from(BOUNDS[:2])), goal, unit),
        actual=phrase(Measure.LEVEL, Comparator.EXACTLY, now, unit),
        growth=growth, growth_before=before, gap=now - goal, gap_unit=unit, difference=now - goal,
        progress=f"{progress}%", rank=rank, status=draw(st.sampled_from(STATUSES)),
    )  # fmt: skip
    own = ("2026-01..2026-02",)
    told: set[Told] = {
        (name, area, "2026Q1", "level", f"{goal}", None),
        (name, area, *own, "level", f"{now}", None),
        (name, area, *own, "completion", f"{progress}", "一季度目标"),
    }
    if growth:
        told.add((name, area, *own, "growth", f"{growth}", None))
    if now < goal:
        told.add((f"{name}缺口", area, *own, "level", f"{goal - now}", "一季度目标"))
    return row, told | moved(row, name) | ranked_as(row, name, "level_rank")


def row_of(name: str, area: str, measure: Measure, **fields: object) -> TargetRow:
    gap = fields["gap"]
    made = {
        "target_period": QUARTER, "period": PERIOD, "light": Light.RED, "period_before": BEFORE,
        "behind": isinstance(gap, Decimal) and gap < 0, **fields,
    }  # fmt: skip
    return TargetRow(indicator=name, area=area, measure=measure, **made)  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(growths())
def test_a_growth_and_its_target_are_read_as_they_were_told(
    given: tuple[TargetRow, set[Told]],
) -> None:
    row, wanted = given
    assert read_back(f"1. {sentences.told(row, dossier(row))}") == wanted


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.one_of(growths(), amounts()))
def test_under_the_title_of_a_quarter_each_sentence_says_its_months(
    given: tuple[TargetRow, set[Told]],
) -> None:
    row, wanted = given
    told = sentences.told(row, dossier(row, spoken=""))
    assert read_back(f"1. {told}", f"{CITY}{QUARTER}经济运行周调度专报") == wanted


@settings(max_examples=200, deadline=None, derandomize=True)
@given(amounts())
def test_an_amount_and_its_target_are_read_as_they_were_told(
    given: tuple[TargetRow, set[Told]],
) -> None:
    row, wanted = given
    assert read_back(f"1. {sentences.told(row, dossier(row))}") == wanted


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.sampled_from(GROWING), st.lists(tenths(-99, 300), min_size=3, max_size=6), tenths(-99, 99)
)
def test_a_ranking_is_read_as_it_was_told(name: str, values: list[Decimal], whole: Decimal) -> None:
    rows = tuple(
        RankingRow(area, value, 1 + sum(other > value for other in values))
        for area, value in zip(COUNTIES, values, strict=False)
    )
    ranking = Ranking(
        name, PERIOD, Status.OFFICIAL, "县（市、区）", rows, RankingRow("全市", whole, None)
    )
    last = max(row.rank or 0 for row in rows)
    own = "2026-01..2026-02"
    wanted: set[Told] = set()
    for row in rows:
        if row.rank in (1, last):
            wanted.add((name, row.area, own, "growth_rank", f"{row.rank}", None))
            if row.growth:
                wanted.add((name, row.area, own, "growth", f"{row.growth}", None))
    if whole:
        wanted.add((name, CITY, own, "growth", f"{whole}", None))
    assert read_back(sentences.ranked(ranking)) == wanted


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.sampled_from(("项目复工率", "企业开工率")), RATES, tenths(1, 1000), tenths(1, 1000))
def test_a_followed_rate_is_read_as_it_was_told(
    name: str, values: list[Decimal], whole: Decimal, before: Decimal
) -> None:
    rows = tuple(map(TrackedRow, COUNTIES, values))
    tracked = Tracked(
        name, "%", "2026年3月", Status.DISPATCH, rows, TrackedRow(CITY, whole, before)
    )
    given = dossier(tracked=(tracked,), since=date(2026, 3, 19))
    # A rate of resumption is a level or a completion, by the words around it.
    (piece,) = PLACES["tracked"](Request(given, kind("daily")))
    own = Period.month(2026, 3).code
    ends = (max(values), min(values))
    wanted: set[Told] = {(name, CITY, own, "completion", f"{whole}", None)}
    wanted |= {
        (name, row.area, own, "completion", f"{row.value}", None)
        for row in rows
        if row.value in ends
    }
    if whole != before:
        wanted.add((name, CITY, own, "change_pp", f"{whole - before}", "前一日"))
    found = read_back(piece.text.rstrip("。"))
    alike = {(*one[:3], one[3].replace("level", "completion"), *one[4:]) for one in found}
    assert alike == wanted


@pytest.mark.parametrize("bound", BOUNDS)
def test_a_target_without_a_figure_is_read_as_a_target_and_nothing_else(
    bound: Comparator,
) -> None:
    goal = Decimal("7.0")
    row = row_of(
        "固定资产投资", CITY, Measure.GROWTH, status=Status.OFFICIAL, actual="", gap=None,
        target=phrase(Measure.GROWTH, bound, goal, "%"),
    )  # fmt: skip
    told = read_back(f"1. {sentences.told(row, dossier(row))}")
    assert told == {("固定资产投资", CITY, "2026Q1", "growth", "7.0", None)}


@pytest.mark.parametrize(
    ("period", "goal"), [("2026年", "全年目标"), (QUARTER, "一季度上级下达目标")]
)
def test_a_figure_that_misses_two_targets_is_told_once_and_read_with_both(
    period: str, goal: str
) -> None:
    own = row_of(
        "固定资产投资", CITY, Measure.GROWTH, status=Status.DISPATCH, actual="增长5.0%",
        growth=Decimal("5.0"), target="增长7.0%", gap=Decimal("-2.0"), gap_unit="个百分点",
        difference=Decimal("-2.0"), tier="本级",
    )  # fmt: skip
    upper = replace(
        own, target="增长6.0%", target_period=period, gap=Decimal("-1.0"),
        difference=Decimal("-1.0"), tier="上级下达",
    )  # fmt: skip
    told = sentences.told_all([own, upper], dossier(own, upper))
    assert told.count("增长5.0%") == told.count("固定资产投资") == told.count("。") == 1
    (listed,) = PLACES["told_red"](Request(dossier(own, upper), kind("weekly")))
    assert listed.text == told
    months, ends = "2026-01..2026-02", "2026" if period == "2026年" else "2026Q1"
    assert read_back(f"1. {told.removesuffix('。')}") == {
        ("固定资产投资", CITY, months, "growth", "5.0", None),
        ("固定资产投资", CITY, months, "gap_pp", "-2.0", "一季度目标"),
        ("固定资产投资", CITY, months, "gap_pp", "-1.0", goal),
        ("固定资产投资", CITY, "2026Q1", "growth", "7.0", None),
        ("固定资产投资", CITY, ends, "growth", "6.0", None),
    }


def test_figures_of_different_months_are_not_told_as_one() -> None:
    row = row_of(
        "固定资产投资", CITY, Measure.GROWTH, status=Status.OFFICIAL, actual="增长5.0%",
        growth=Decimal("5.0"), target="增长7.0%", gap=Decimal("-2.0"), gap_unit="个百分点",
        difference=Decimal("-2.0"),
    )  # fmt: skip
    later = replace(row, period="2026年1—3月")
    assert sentences.told_all([row, later], dossier(row, later)).count("固定资产投资") == 2
