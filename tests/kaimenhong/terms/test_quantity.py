from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import numerals
from kaimenhong.terms.codelists import Comparator
from kaimenhong.terms.quantity import (
    Unit,
    convert,
    find_unit,
    read_number,
    round_half_up,
    unit,
    units,
)
from kaimenhong.terms.quantity_words import (
    comparator_words,
    find_comparator,
    read_quantity,
)
from tests.cases.terms.tables import cases

values = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
all_units = st.sampled_from(sorted({one.code for one in units().values()})).map(unit)


@pytest.mark.parametrize("case", cases("numbers"))
def test_people_may_write_a_number_in_many_ways(case: dict[str, str]) -> None:
    assert str(read_number(case["text"])) == case["value"]


@pytest.mark.parametrize("case", cases("numbers_refused"))
def test_what_is_no_plain_number_is_refused(case: dict[str, str]) -> None:
    with pytest.raises(Mistake) as refused:
        read_number(case["text"])
    assert refused.value.code is Code.NUMBER_INVALID
    assert refused.value.came == case["text"]


@pytest.mark.parametrize("case", cases("quantities"))
def test_a_figure_is_read_with_its_sign_unit_and_bound(case: dict[str, str]) -> None:
    found = read_quantity(case["text"])
    high = "" if found.value_high is None else str(found.value_high)
    assert (str(found.value), high, found.unit.code, found.comparator.value) == (
        case["value"],
        case["value_high"],
        case["unit"],
        case["comparator"],
    )


@pytest.mark.parametrize("case", cases("quantities_refused"))
def test_what_is_no_figure_is_refused(case: dict[str, str]) -> None:
    with pytest.raises(Mistake) as refused:
        read_quantity(case["text"])
    assert refused.value.code.value == case["code"]


def test_a_figure_without_a_unit_takes_the_unit_of_its_column() -> None:
    assert read_quantity("12.5", default=unit("亿元")).unit.code == "亿元"
    assert read_quantity("1.2万", default=unit("人")).value == 12000
    assert read_quantity("5%", default=unit("亿元")).unit.code == "%"


@pytest.mark.parametrize("case", cases("conversions"))
def test_units_convert_exactly_or_not_at_all(case: dict[str, str]) -> None:
    value, from_, to = Decimal(case["value"]), unit(case["from"]), unit(case["to"])
    if case["result"]:
        assert convert(value, from_, to) == Decimal(case["result"])
        return
    with pytest.raises(Mistake) as refused:
        convert(value, from_, to)
    assert refused.value.code is Code.UNIT_MISFIT
    assert (refused.value.came, case["to"] in refused.value.expected) == (case["from"], True)


@pytest.mark.parametrize("case", cases("comparators"))
def test_the_words_around_a_figure_bind_it(case: dict[str, str]) -> None:
    said = find_comparator(case["before"], case["inside"], case["after"])
    assert said == (Comparator(case["comparator"]) if case["comparator"] else None)


def test_every_way_to_bind_has_a_word() -> None:
    assert {word.comparator for word in comparator_words()} == set(Comparator) - {
        Comparator.EXACTLY
    }


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("个亿", "亿元"),
        ("％", "%"),
        ("百分点", "个百分点"),
        ("亿元人民币", "亿元"),
        ("度", "千瓦时"),
        ("㎡", "平方米"),
    ],
)
def test_other_spellings_of_a_unit_are_known(written: str, code: str) -> None:
    assert unit(written).code == code


@pytest.mark.parametrize("written", ["亿", "万", "点", "月", "", "XX", "元万"])
def test_what_is_no_unit_is_refused_with_examples(written: str) -> None:
    assert find_unit(written) is None
    with pytest.raises(Mistake) as refused:
        unit(written)
    assert refused.value.code is Code.UNIT_UNKNOWN
    assert "亿元" in refused.value.remedy


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        ("8.25", 1, "8.3"),
        ("2.675", 2, "2.68"),
        ("-8.25", 1, "-8.3"),
        ("0.05", 1, "0.1"),
        ("16.3823", 2, "16.38"),
        ("24.5", 0, "25"),
    ],
)
def test_a_half_is_rounded_up(value: str, digits: int, shown: str) -> None:
    assert str(round_half_up(Decimal(value), digits)) == shown


@given(values)
def test_a_written_number_is_read_back(value: Decimal) -> None:
    assert read_number(f"{value:,}") == value
    assert read_number(f"{value:f}") == value


@given(st.integers(0, 10**12 - 1))
def test_a_number_in_words_is_read_back(value: int) -> None:
    assert numerals.integer(numerals.words(value)) == value


@given(st.text(alphabet="零〇一二两三十百千万亿点.,-0123下降负()", max_size=40))
def test_any_text_is_a_number_or_a_mistake(text: str) -> None:
    try:
        read_number(text)
    except Mistake as mistake:
        assert mistake.code is Code.NUMBER_INVALID


@given(
    st.text(alphabet="约近超过不低于5.6-—至万亿元%家个百分点以上左右余成倍三分之一", max_size=20)
)
def test_any_text_is_a_figure_or_a_mistake(text: str) -> None:
    try:
        found = read_quantity(text)
    except Mistake as mistake:
        assert mistake.code in (Code.NUMBER_INVALID, Code.UNIT_UNKNOWN)
    else:
        assert (found.value_high is None) == (found.comparator is not Comparator.BETWEEN)
        assert found.value_high is None or found.value <= found.value_high


@given(values, all_units, all_units)
def test_converting_there_and_back_gives_the_same(value: Decimal, a: Unit, b: Unit) -> None:
    if a.dimension == b.dimension:
        back = convert(convert(value, a, b), b, a)
        assert abs(back - value) <= abs(value).scaleb(-25)
    else:
        with pytest.raises(Mistake):
            convert(value, a, b)
