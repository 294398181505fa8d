from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.indicator import catalogue, find, indicator, meanings, spellings
from kaimenhong.terms.tables import rows
from kaimenhong.terms.wording import folded
from tests.cases.terms.tables import cases


@pytest.mark.parametrize("case", cases("indicators"))
def test_a_name_means_one_indicator_or_none(case: dict[str, str]) -> None:
    found = find(case["text"])
    assert (found.code if found else "") == case["code"]


@pytest.mark.parametrize("case", cases("indicator_fields"))
def test_the_catalogue_says_how_a_figure_is_given(case: dict[str, str]) -> None:
    one = indicator(case["code"])
    assert (one.unit, "|".join(one.units), str(one.digits)) == (
        case["unit"],
        case["units"],
        case["digits"],
    )
    assert (one.direction, one.accumulation.value, one.jan_rule) == (
        case["direction"],
        case["accumulation"],
        case["jan_rule"],
    )
    assert one.unit_of(Measure.LEVEL) == case["level_unit"]
    assert one.basis_of(Measure.GROWTH).value == case["growth_basis"]
    assert (one.unit_of(Measure.GROWTH), one.unit_of(Measure.GAP_PP)) == ("%", "个百分点")


def test_the_catalogue_holds_every_row_of_its_source(shared: Path) -> None:
    with (shared / "data" / "indicators.csv").open(encoding="utf-8-sig") as file:
        source = {row["code"]: row for row in csv.DictReader(file)}
    assert list(catalogue()) == list(source)
    for code, row in source.items():
        one = catalogue()[code]
        assert (one.name, one.name_en, one.owner) == (row["name_zh"], row["name_en"], row["owner"])
        assert set(filter(None, row["aliases"].split("|"))) <= set(one.aliases)
        assert "|".join(one.measures) == row["measures"]
        for field in ("frequency", "nature", "price_basis", "jan_rule", "direction"):
            assert getattr(one, field) == row[field]
        assert (one.published_day, one.aggregation) == (row["published_day"], row["aggregation"])


def test_no_spelling_means_two_indicators() -> None:
    for one in catalogue().values():
        for spelling in (one.code, one.name, one.short_name, *one.aliases):
            assert spellings()[folded(spelling)] is one, spelling


def test_every_unit_of_the_catalogue_is_a_unit() -> None:
    for one in catalogue().values():
        assert one.unit == one.units[0]
        assert all(quantity.unit(name).code == name for name in one.units)


def test_a_word_of_several_meanings_is_asked_about() -> None:
    words = [row["word"] for row in rows("ambiguous_words")]
    for word in words:
        assert find(word) is None, word
        assert len(meanings(word)) > 1, word
        with pytest.raises(Mistake) as refused:
            indicator(word)
        assert all(one.name in refused.value.remedy for one in meanings(word))


def test_an_unknown_name_is_refused_with_what_is_near() -> None:
    with pytest.raises(Mistake) as refused:
        indicator("规上工业增加直")
    assert refused.value.code is Code.INDICATOR_UNKNOWN
    assert refused.value.came == "规上工业增加直"
    assert "规模以上工业增加值" in refused.value.remedy


def test_a_name_near_to_none_is_refused_with_examples() -> None:
    with pytest.raises(Mistake) as refused:
        indicator("qwerty")
    assert "地区生产总值" in refused.value.remedy
