"""What papers ask of the facts, case by case from tests/cases/writing/ledger."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kaimenhong.engine.fact_files import read_facts
from kaimenhong.errors import Mistake
from kaimenhong.terms.codelists import Measure, Role, Tier
from kaimenhong.terms.period import Period
from kaimenhong.writing.ledger import formulas
from kaimenhong.writing.ledger.answering import answer, gap
from kaimenhong.writing.ledger.ledger import Ledger, ledger
from kaimenhong.writing.ledger.question import Found, Question
from kaimenhong.writing.ledger.ranking import moved
from kaimenhong.writing.ledger.regions import Regions, own_area

CASES = Path(__file__).parents[2] / "cases" / "writing" / "ledger"
OWN = "area:临渡县"
FAI = Question(OWN, "FAI", Period.parse("2026Q1"), Measure.LEVEL, Role.EXPECTED)


@cache
def known(as_of: str) -> Ledger:
    facts = read_facts(CASES / "facts.csv")
    assert facts.refused == ()
    return ledger(facts.observations, facts.targets, as_of=date.fromisoformat(as_of))


def regions(as_of: str = "2026-04-30") -> Regions:
    return Regions(known(as_of), OWN)


def cases() -> list[dict[str, str]]:
    with (CASES / "questions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def asked(seen: Regions, case: dict[str, str]) -> Found:
    subject = seen.resolve(case["area"])
    assert subject is not None
    one = Question(
        subject,
        case["indicator"],
        Period.parse(case["period"]) if case["period"] else None,
        Measure(case["measure"]),
        Role(case["role"]),
        tier=Tier(case["tier"]) if case["tier"] else None,
        caliber=case["caliber"] or None,
    )
    return answer(seen, one, other_side(seen, one, case["other"]))


def other_side(seen: Regions, one: Question, word: str) -> Question | None:
    if word == "target":
        year = Period.parse("2026")
        return replace(one, measure=Measure.LEVEL, role=Role.TARGET, period=year)
    if word[:2] == "20":
        return replace(one, measure=Measure.GROWTH, period=Period.parse(word))
    subject = seen.resolve(word) if word else None
    return replace(one, subject=subject, measure=Measure.GROWTH) if subject else None


@pytest.mark.parametrize("case", cases(), ids=lambda case: "|".join(list(case.values())[:9]))
def test_a_question_has_one_answer_several_or_none_with_the_reason(case: dict[str, str]) -> None:
    found = asked(regions(case["as_of"]), case)
    told = [formulas.told(one).partition(" = ")[0] for one in found.answers]
    assert "/".join(told) == case["answer"]
    assert case["reason"] in found.reason
    assert bool(found.reason) is (len(found.answers) != 1)
    assert all(one.sources for one in found.answers)


def test_an_answer_knows_what_was_known_before_it() -> None:
    question = Question(OWN, "IND_VA", Period.parse("2026-01..2026-02"), Measure.GROWTH)
    found = answer(regions(), question).one
    assert found is not None
    assert [f"{one.value}" for one in found.earlier] == ["6.1", "6.4"]


def test_a_growth_out_of_levels_is_offered_and_says_that_it_is_none_published() -> None:
    found = answer(regions(), Question(OWN, "ELEC", Period.parse("2026Q1"), Measure.GROWTH))
    assert [(f"{one.value.normalize():f}", one.note) for one in found.near[:1]] == [
        ("10", "由两期总量推算，不是公布的增速")
    ]


@pytest.mark.parametrize(
    ("tier", "measure", "missing"),
    [(None, None, "1.5"), (Tier.UPPER, Measure.GROWTH, "4.725"), (Tier.OWN, Measure.LEVEL, "5.0")],
)
def test_a_gap_is_to_zero_growth_to_a_growth_or_to_a_level(
    tier: Tier | None, measure: Measure | None, missing: str
) -> None:
    aim = replace(FAI, measure=measure, role=Role.TARGET, tier=tier) if measure else None
    found = gap(regions(), FAI, aim).one
    assert found is not None
    assert (f"{found.value:f}", found.unit) == (missing, "亿元")


def test_a_gap_to_a_target_of_open_tier_has_several_answers() -> None:
    aim = replace(FAI, measure=Measure.GROWTH, role=Role.TARGET)
    found = gap(regions(), FAI, aim)
    assert [f"{one.value:f}" for one in found.answers] == ["4.725", "5.370"]
    assert "层级" in found.reason


def test_a_place_moves_forward_when_its_number_falls() -> None:
    now = Question(OWN, "IND_VA", Period.parse("2026-01..2026-02"), Measure.GROWTH_RANK)
    before = replace(now, period=Period.parse("2025"))
    assert [one.value for one in moved(regions(), now, before).answers] == [0]
    third = replace(now, subject="area:青螺县")
    found = moved(regions(), third, replace(before, subject="area:青螺县"))
    assert [one.value for one in found.answers] == [1]


def test_the_own_area_is_the_one_that_targets_are_for_unless_it_is_said() -> None:
    seen = known("2026-04-30")
    assert own_area(seen, None) == OWN
    assert own_area(seen, "锦泽") == "area:锦泽市"
    with pytest.raises(Mistake, match="临渡县"):
        own_area(seen, "霜林县")


def test_a_city_has_no_place_among_the_cities_inside_it() -> None:
    """石渠市 is a county-level city of 锦泽市: the two are no neighbours in the province."""
    facts = read_facts(CASES / "facts.csv")
    city = next(one for one in facts.observations if one.subject == "area:锦泽市")
    inner = [replace(city, subject=name) for name in ("area:石渠市", "area:松陵市")]
    parents = dict.fromkeys(("area:石渠市", "area:松陵市"), "area:锦泽市")
    seen = Regions(ledger([city, *inner], [], as_of=date(2026, 4, 30), parents=parents), OWN)
    assert seen.siblings("area:锦泽市") == ("area:锦泽市",)
    assert set(seen.siblings("area:石渠市")) == {"area:石渠市", "area:松陵市"}
