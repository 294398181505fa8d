from __future__ import annotations

import pytest

from kaimenhong import engine, facts
from kaimenhong.analysis.growth import CHANGES, year_on_year
from kaimenhong.terms import lineage
from tests.cases.terms.tables import cases


@pytest.mark.parametrize("case", cases("changes"))
def test_an_area_is_only_recoded_or_it_is_split_or_merged(case: dict[str, str]) -> None:
    came = [
        f"{one.successor} {one.year} {'yes' if one.renamed else 'no'}"
        for one in lineage.changes()
        if one.code == case["code"]
    ]
    assert "|".join(sorted(came)) == case["changes"]


def level(fact: str, code: str, year: int, amount: float) -> dict[str, object]:
    return {
        **dict.fromkeys(name for name, _, _ in facts.FACTS),
        "fact": fact,
        "subject": f"area:{code}",
        "indicator": "RETAIL",
        "period": f"{year}Q1",
        "first": year * 12,
        "last": year * 12 + 2,
        "accumulation": "cumulative",
        "measure": "level",
        "role": "actual",
        "amount": amount,
        "unit": "亿元",
        "status": "official",
        "caliber": "",
        "vintage": "2026-04-18",
    }


def test_growth_follows_a_county_that_became_a_district_and_stops_at_a_merger() -> None:
    rows = [
        level("a", "110228", 2014, 20.0),
        level("b", "110118", 2015, 21.0),
        level("c", "110101", 2009, 50.0),
        level("d", "110101", 2010, 70.0),
    ]
    changed = facts.area_changes()
    with engine.duckdb() as session:
        known = session.table(engine.table_of(rows, facts.FACTS), facts.FACTS)
        became = session.table(engine.table_of(changed, CHANGES), CHANGES)
        found = {row["fact"]: row for row in session.rows(year_on_year(known, became))}
    assert (found["b"]["base_fact"], round(found["b"]["derived_growth"], 1)) == ("a", 5.0)
    assert (found["d"]["base"], found["d"]["reason"]) == (None, "rebased")
