"""The words that go with figures, case by case from tests/cases/writing."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaimenhong.writing import numerals, words

CASES = Path(__file__).parents[2] / "cases" / "writing"
GROWTHS = st.decimals(-200, 200, places=1)


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


@pytest.mark.parametrize("case", cases("turn.csv"), ids=lambda c: f"{c['before']}→{c['after']}")
def test_turn(case: dict[str, str]) -> None:
    told = words.turn(Decimal(case["before"]), Decimal(case["after"]), than=case["than"])
    assert told == case["words"]


@pytest.mark.parametrize("case", cases("growth.csv"), ids=lambda c: c["growth"])
def test_growth(case: dict[str, str]) -> None:
    assert words.growth(Decimal(case["growth"])) == case["words"]


@pytest.mark.parametrize("case", cases("against.csv"), ids=lambda c: f"{c['gap']}{c['unit']}")
def test_against(case: dict[str, str]) -> None:
    told = words.against(
        Decimal(case["gap"]),
        case["unit"],
        target="一季度目标",
        lower_is_better=case["lower"] == "1",
    )
    assert told == case["words"]


@pytest.mark.parametrize("case", cases("standing.csv"), ids=lambda c: c["words"])
def test_standing(case: dict[str, str]) -> None:
    rank = words.Rank(
        place=int(case["place"]),
        of=int(case["of"]),
        peers="县（市、区）",
        tied=case["tied"] == "1",
        before=int(case["before"]) if case["before"] else None,
    )
    assert words.standing(rank, than=case["than"]) == case["words"]


@pytest.mark.parametrize("case", cases("number.csv"), ids=lambda c: c["value"])
def test_number(case: dict[str, str]) -> None:
    digits = int(case["digits"]) if case["digits"] else None
    assert numerals.number(Decimal(case["value"]), digits) == case["shown"]


@given(before=GROWTHS, after=GROWTHS)
def test_every_pair_of_growths_has_its_words(before: Decimal, after: Decimal) -> None:
    told = words.turn(before, after)
    assert ("收窄" in told or "扩大" in told) == (before < 0 and after < 0 and before != after)
    assert ("加快" in told or "回落" in told) == (before >= 0 and after >= 0 and before != after)


@given(growth=GROWTHS)
def test_running_text_never_has_a_minus(growth: Decimal) -> None:
    told = words.growth(growth)
    assert not set(told) & set("-−－")
    assert told.startswith("下降") == (growth < 0)
