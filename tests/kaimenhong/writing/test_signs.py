"""Warnings and doubts in words: every code has a sentence, with the numbers a reader needs."""

from __future__ import annotations

import pytest

from kaimenhong.analysis.doubt import RULES
from kaimenhong.errors import Code, Place
from kaimenhong.writing.signs import JUDGE, WARNINGS, doubted, finding, warned

# Figures of code, words that must be in the sentence.
WARNED = {
    "turning_point": (None, 5.5, 6.0, "2025Q1", "2025年一季度为6.0%，2025年1—5月转为5.5%"),
    "falling": (3.0, -0.5, 8.0, "2025Q1", "自2025年一季度起连续3期走低，由8.0%到−0.5%"),
    "below_target": (2.0, 6.9, 8.0, "2025Q1", "连续2期没有达到目标8.0%，本期6.9%"),
    "sloping": (6.0, -0.625, -0.5, "2025Q1", "平均每月变动−0.63个百分点，超过界限−0.50"),
    "forecast_below": (None, 6.5, 8.0, None, "预计6.5%，预计区间全部达不到目标8.0%"),
    "forecast_at_risk": (None, 7.5, 8.0, None, "预计7.5%，没有达到目标8.0%"),
}
DOUBTED = {
    "unlike_before": (21.0, 7.9, 5.0, 4.0, None, "往年同期4个增速的中位数是7.9%，相差超过5.0"),
    "scale_slip": (28583.0, 2.6, 10000.0, 2.0, None, "约为往年同期中位数2.60亿元的10000倍"),
    "odd_pair": (120.0, None, 100.5, 1.0, "REV", "入相比得120.0%，超出通常的20—100.5%"),
    "contradiction": (10.2, 10.0, 0.155, 1.0, None, "公布增速10.2%，由两年总量推算10.0%"),
    "caliber_difference": (3.0, -12.1, 0.05, 1.0, None, "推算−12.1%，口径不同所致"),
    "apart": (15.0, 3.05, 5.0, 8.0, "IND_ELEC", "同工业用电量的增速之差15.0个百分点"),
    "bunching": (22.0, 8.0, 8.49, 40.0, None, "有22个，按前后分布预计8.0个，近旁共40个"),
    "exactly_at_target": (4.0, 0.36, 1.09, 5.0, None, "5个到期目标中有4个增速恰好等于目标"),
}  # fmt: skip


def warning_row(code: str) -> dict[str, object]:
    months, value, bound, since, _ = WARNED[code]
    numbers = {"months": months, "value": value, "bound": bound, "since": since}
    return {"warning": code, "period": "2025-01..2025-05", **numbers}


def doubt_row(code: str) -> dict[str, object]:
    value, usual, bound, of, other, _ = DOUBTED[code]
    numbers = {"value": value, "usual": usual, "bound": bound, "of": of, "other": other}
    return {"doubt": code, "indicator": "TAX_REV", "period": "2026Q1", **numbers}


@pytest.mark.parametrize("code", WARNINGS)
def test_every_warning_is_said_with_its_numbers(code: str) -> None:
    assert WARNED[code][-1] in warned(warning_row(code))


@pytest.mark.parametrize("code", RULES)
def test_every_doubt_is_said_with_its_numbers(code: str) -> None:
    assert DOUBTED[code][-1] in doubted(doubt_row(code), unit="亿元")


@pytest.mark.parametrize("code", RULES)
def test_a_doubt_becomes_a_finding_that_leaves_the_judgement_to_a_person(code: str) -> None:
    found = finding(doubt_row(code), place=Place(file="3月.xlsx", cell="C7"), unit="亿元")
    assert found.mistake.code is Code[f"DOUBT_{code.upper()}"]
    assert RULES[code]["name"] in found.mistake.code.meaning or code == "caliber_difference"
    assert JUDGE in str(found.mistake)
    assert "C7" in str(found.mistake)


@pytest.mark.parametrize("table", [WARNINGS, RULES], ids=["warnings", "doubts"])
def test_no_sentence_says_what_a_figure_ought_to_be(table: dict[str, dict[str, str]]) -> None:
    words = "".join(row["words"] + row["name"] for row in table.values())
    assert not [word for word in ("应为", "应报", "改为", "应填", "补报") if word in words]
    assert "应该" not in words


def test_a_slip_downwards_is_a_part() -> None:
    row = doubt_row("scale_slip") | {"value": 2.7, "usual": 25000.0, "bound": 0.0001}
    assert "的10000分之一" in doubted(row, unit="亿元")
