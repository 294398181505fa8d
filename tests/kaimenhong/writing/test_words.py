"""The words that go with figures, case by case from tests/cases/writing."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaimenhong.terms.codelists import Comparator, Measure
from kaimenhong.writing import numerals, words
from kaimenhong.writing.phrase import phrase

CASES = Path(__file__).parents[2] / "cases" / "writing"
GROWTHS = st.decimals(-200, 200, places=1)


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize("case", cases("turn.csv"), ids=lambda c: f"{c['before']}→{c['after']}")
def test_turn(case: dict[str, str]) -> None:
    told = words.turn(Decimal(case["before"]), Decimal(case["after"]), than=case["than"])
    assert told == case["words"]


@pytest.mark.parametrize("case", cases("growth.csv"), ids=lambda c: c["growth"])
def test_growth(case: dict[str, str]) -> None:
    assert words.growth(Decimal(case["growth"])) == case["words"]


@pytest.mark.parametrize(
    "case", cases("against.csv"), ids=lambda c: f"{c['gap']}|{c['difference']}{c['unit']}"
)
def test_against(case: dict[str, str]) -> None:
    told = words.against(
        Decimal(case["gap"]),
        case["unit"],
        target="一季度目标",
        difference=decimal(case["difference"]),
        behind={"1": True, "0": False, "": None}[case["behind"]],
    )
    assert told == case["words"]


@pytest.mark.parametrize("case", cases("standing.csv"), ids=lambda c: c["words"])
def test_standing(case: dict[str, str]) -> None:
    rank = words.Rank(
        place=int(case["place"]),
        of=int(case["of"]),
        peers="县（市、区）",
        by=case["by"],
        tied=case["tied"] == "1",
        before=int(case["before"]) if case["before"] else None,
    )
    assert words.standing(rank, than=case["than"]) == case["words"]


@pytest.mark.parametrize("case", cases("phrase.csv"), ids=lambda c: c["words"])
def test_phrase(case: dict[str, str]) -> None:
    told = phrase(
        Measure(case["measure"]),
        Comparator(case["comparator"]),
        decimal(case["value"]),
        case["unit"],
        high=decimal(case["high"]),
        reference=case["reference"],
    )
    assert told == case["words"]


@pytest.mark.parametrize("case", cases("number.csv"), ids=lambda c: c["value"])
def test_number(case: dict[str, str]) -> None:
    digits = int(case["digits"]) if case["digits"] else None
    assert numerals.number(Decimal(case["value"]), digits) == case["shown"]


@given(before=GROWTHS, after=GROWTHS)
def test_every_pair_of_growths_has_its_words(before: Decimal, after: Decimal) -> None:
    told = words.turn(before, after)
    assert ("收窄" in told or "扩大" in told) == (before < 0 and after < 0 and before != after)
    assert ("加快" in told or "回落" in told) == (before >= 0 and after >= 0 and before != after)


@given(size=st.decimals("0.1", 200, places=1), high=st.booleans(), short=st.booleans())
def test_the_side_is_that_of_the_figures_and_never_of_the_gap(
    size: Decimal, high: bool, short: bool
) -> None:
    gap, difference = (-size if short else size), (size if high else -size)
    told = words.against(gap, "个百分点", target="目标", difference=difference)
    assert ("高" in told, "低" in told) == (high, not high)


@given(growth=GROWTHS)
def test_running_text_never_has_a_minus(growth: Decimal) -> None:
    told = words.growth(growth)
    assert not set(told) & set("-−－")
    assert told.startswith("下降") == (growth < 0)
