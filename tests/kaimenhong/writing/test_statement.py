"""The law of reading and writing: a sentence written of a statement reads as that statement."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong.documents.open import open_bytes
from kaimenhong.facts import Reading, Statement
from kaimenhong.reading import lexicon, names, places
from kaimenhong.reading.reader import read
from kaimenhong.terms import indicator, quantity
from kaimenhong.terms.area import areas
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.terms.period import Period
from kaimenhong.writing.statement import IN_STEP, sentence
from kaimenhong.writing.writable import POINTS, RANK_BOUNDS, UNITS, writable

TABLE = Path(__file__).parents[2] / "cases" / "writing" / "statements.csv"
FIELDS = (
    "role", "indicator", "raw", "area", "period", "measure", "comparator", "value", "value_high",
    "unit", "reference", "placeholder",
)  # fmt: skip

FREE = (
    "香菇春栽制棒", "规模以上工业企业", "新增规模以上工业企业", "省级专精特新企业", "技改项目",
    "利润总额", "森林覆盖率", "群众满意率", "人口自然增长率", "亿元以上项目投资占比",
    "重点项目资金到位率", "专项债券支出进度", "水稻播种面积", "快递包裹处理量",
    "研发经费投入强度", "城市公园绿地面积", "新建高标准农田", "人均预期寿命", "百亿级产业集群",
    "固定资产投资缺口", "存量商品住房", "水产品产量", "省级以上研发平台", "银企对接活动",
    "夜间经济营业额", "空气质量优良天数", "冷库库容", "非税收入占比", "企业（项目）用地面积",
)  # fmt: skip
FICTIONAL = (
    "临渡县", "锦泽市", "望川市", "芦湾区", "澜溪县", "枫桥县", "锦泽高新区", "云棠省",
    "沁原自治县", "白桦镇",
)  # fmt: skip
WORDS = ("全国", "全省", "全市", "全县", "我市", "我区")
WHOLES, WANTED = ("年度", "全年", "年初"), ("计划", "目标", "任务", "预算")
PLANS = tuple(f"{whole}{what}" for whole in WHOLES for what in WANTED)
TIMES = (
    "上年", "去年", "前年同期", "上年同期", "去年同期", "上年末", "上月", "上季度", "年初",
    "一季度", "三季度", "上半年",
)  # fmt: skip
PLACES = ("全国", "全省", "全市", "我县", "望川市", "湖南省", "枫桥县")
AVERAGES = ("全国平均", "全省平均", "全市平均水平", "望川市平均")
PACES = ("序时进度", "时间进度")
BESIDE = {
    Measure.GROWTH: TIMES,
    Measure.CHANGE_PP: TIMES,
    Measure.SHARE: (*PLACES, "固定资产投资", "规上工业增加值", "地区生产总值", "一般公共预算收入"),
    Measure.COMPLETION: PLANS,
    Measure.GROWTH_RANK: PLACES,
    Measure.LEVEL_RANK: PLACES,
    Measure.GAP_PP: (*PLACES, *AVERAGES, *PLANS, *PACES),
}
ALONGSIDE = (
    *PLACES, *AVERAGES, *PACES, "经济增长", "居民收入增长", "地区生产总值增速", "上年同期",
    "物价指数",
)  # fmt: skip

ROWS = indicator.catalogue().values()
RAWS = sorted({word for row in ROWS for word in (row.short_name, *row.aliases)} | set(FREE))
COUNTERS = {row["word"] for row in lexicon.rows("counters")}
LEVEL_UNITS = sorted({unit.code for unit in quantity.units().values()} | COUNTERS)
AREAS = st.one_of(
    st.none(), st.sampled_from(FICTIONAL), st.sampled_from(WORDS),
    st.sampled_from(areas()).map(lambda one: one.name),
)  # fmt: skip


def periods() -> st.SearchStrategy[Period | None]:
    """Draw every kind of period of the contract, and none."""
    years, months = st.integers(1990, 2060), st.integers(1, 12)
    return st.one_of(
        st.none(),
        st.builds(Period.year_of, years),
        st.builds(Period.half, years, st.integers(1, 2)),
        st.builds(Period.quarter, years, st.integers(1, 4)),
        st.builds(Period.month, years, months),
        st.builds(_range, years, months, st.integers(0, 2), months),
        st.builds(Period.deadline, st.dates(date(1990, 1, 1), date(2060, 12, 31))),
    )


def _range(year: int, month: int, more: int, until: int) -> Period:
    first, last = (month, until) if more else sorted((month, until))
    return Period.parse(f"{year}-{first:02d}..{year + more}-{last:02d}")


def values() -> st.SearchStrategy[Decimal]:
    """Draw numbers, with trailing zeros, like years, like phones, and below zero."""
    whole = st.one_of(st.integers(0, 120), st.integers(1990, 2060), st.integers(0, 10**9))
    digits, signs = st.text("0123456789", max_size=4), st.sampled_from(("", "", "-"))
    return st.builds(lambda s, w, d: Decimal(f"{s}{w}{'.' if d else ''}{d}"), signs, whole, digits)


def comparators(measure: Measure) -> list[Comparator]:
    """Give how figures of the measure can bind."""
    if UNITS.get(measure) == "位":
        return sorted(RANK_BOUNDS)
    return [c for c in Comparator if measure in IN_STEP or c is not Comparator.IN_STEP_WITH]


def units_of(raw: str) -> list[str | None]:
    """Give units of a level of the indicator, most often the likely ones."""
    if raw.endswith("收入比"):
        return [None]
    rates = ["%", "‰"] * (len(LEVEL_UNITS) // 2) if names.is_rate(raw) else []
    return [*LEVEL_UNITS, *rates, POINTS]


def beside(
    measure: Measure, raw: str, unit: str | None, *, step: bool
) -> st.SearchStrategy[str | None]:
    """Draw the other side of a figure."""
    if step:
        return st.sampled_from(ALONGSIDE)
    if measure is not Measure.LEVEL:
        return st.one_of(st.none(), st.sampled_from(BESIDE[measure]))
    if unit == POINTS:
        return st.sampled_from(("地区生产总值", "规模以上工业增加值", "经济"))
    return st.sampled_from((None, *PLANS)) if raw.endswith("缺口") else st.none()


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Draw a statement field by field, so that most of them can be said."""
    measure, raw = draw(st.sampled_from(Measure)), draw(st.sampled_from(RAWS))
    comparator = draw(st.sampled_from(comparators(measure)))
    step, between = comparator is Comparator.IN_STEP_WITH, comparator is Comparator.BETWEEN
    blank = not step and draw(st.integers(0, 4)) == 0
    numbers = st.integers(1, 200).map(Decimal) if UNITS.get(measure) == "位" else values()
    unit = None if step else UNITS.get(measure) or draw(st.sampled_from(units_of(raw)))
    figured = not step and not blank
    return Statement(
        role=draw(st.sampled_from(Role)),
        indicator=names.standard(raw),
        raw=raw,
        area=draw(AREAS),
        period=draw(periods()),
        measure=measure,
        comparator=comparator,
        value=draw(numbers) if figured else None,
        value_high=draw(values()) if figured and between else None,
        unit=unit,
        reference=draw(beside(measure, raw, unit, step=step)),
        placeholder=blank,
        start=0,
        end=0,
        text="",
    )


def headings(one: Statement) -> list[str]:
    """Give the headings under which the sentence says all of the statement."""
    kinds = ["经济运行情况通报"]
    if one.role is not Role.ACTUAL:
        kinds.append("经济工作方案")
    if one.area is None or places.SELF.fullmatch(one.area):
        return kinds
    # A name that no table has is an area where the document is its own, or before a known name.
    told_apart = places.known(one.area) or (one.area in FICTIONAL and _is_known(one.raw))
    others = ["锦泽市"] if told_apart else []
    return [f"{place}{kind}" for place in (one.area, *others) for kind in kinds]


def _is_known(name: str) -> bool:
    return names.known(name) and len(name) >= names.SHORTEST_NAME


def read_one(heading: str, line: str) -> Reading:
    """Read a document of a heading and one sentence."""
    return read(open_bytes("表述.txt", f"{heading}\n\n{line}\n".encode()))


def contents(one: Statement) -> dict[str, str]:
    """Give the fields of the contract; a figure with its digits, as 16.50 is not 16.5."""
    return {name: str(getattr(one, name)) for name in FIELDS}


@settings(max_examples=300, deadline=None, derandomize=True)
@given(statements().filter(writable), st.integers(0, 3))
def test_a_statement_is_read_from_its_own_sentence(one: Statement, which: int) -> None:
    under = headings(one)
    reading = read_one(under[which % len(under)], sentence(one))
    assert [contents(found) for found in reading.statements] == [contents(one)]
    found = reading.statements[0]
    assert reading.text[found.start : found.end] == found.text
    assert found.text.startswith(one.raw)


@pytest.mark.parametrize("code", sorted(indicator.catalogue()))
def test_every_indicator_of_the_catalogue_has_a_sentence(code: str) -> None:
    one = indicator.indicator(code)
    words = (one.short_name, *one.aliases)
    told = [grown(word) for word in words if writable(grown(word))]
    assert told
    for statement in told:
        reading = read_one("临渡县经济工作方案", sentence(statement))
        assert [contents(found) for found in reading.statements] == [contents(statement)]


def grown(raw: str) -> Statement:
    """Give a target for the growth of an indicator."""
    return Statement(
        role=Role.TARGET, indicator=names.standard(raw), raw=raw, area="临渡县",
        period=Period.quarter(2026, 1), measure=Measure.GROWTH, comparator=Comparator.AT_LEAST,
        value=Decimal("7.50"), value_high=None, unit="%", reference=None, placeholder=False,
        start=0, end=0, text="",
    )  # fmt: skip


def table() -> list[dict[str, str]]:
    """Give the rows of the table of examples."""
    lines = TABLE.read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def stated(row: dict[str, str]) -> Statement:
    """Make the statement of a row; an empty field is none, and no value is a blank."""
    got = {name: value or None for name, value in row.items()}
    comparator, value = Comparator(row["comparator"]), got["value"]
    return Statement(
        role=Role(row["role"]),
        indicator=names.standard(row["raw"]),
        raw=row["raw"],
        area=got["area"],
        period=Period.parse(row["period"]) if row["period"] else None,
        measure=Measure(row["measure"]),
        comparator=comparator,
        value=Decimal(value) if value else None,
        value_high=Decimal(row["high"]) if row["high"] else None,
        unit=got["unit"],
        reference=got["reference"],
        placeholder=value is None and comparator is not Comparator.IN_STEP_WITH,
        start=0,
        end=0,
        text="",
    )


@pytest.mark.parametrize("row", table(), ids=lambda row: row["sentence"] or row["why"])
def test_an_example_is_written_and_read(row: dict[str, str]) -> None:
    one = stated(row)
    if row["sentence"] == "":
        assert not writable(one)
        with pytest.raises(ValueError, match="not to be said"):
            sentence(one)
        return
    assert sentence(one) == row["sentence"]
    for heading in headings(one):
        reading = read_one(heading, row["sentence"])
        assert [contents(found) for found in reading.statements] == [contents(one)]
