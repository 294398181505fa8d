"""What no one thought to write into the book: any facts and targets, the same answer everywhere."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong import engine
from kaimenhong.analysis.growth import caliber_difference
from kaimenhong.analysis.standing import TARGETS, standing
from kaimenhong.facts import FACTS
from kaimenhong.terms.codelists import Comparator, Measure, Role, Status
from kaimenhong.terms.period import Period
from tests.spec.engines import facts_of, targets_of
from tests.spec.oracle import growth as plain_growth
from tests.spec.oracle import standing as plain_standing
from tests.spec.oracle import vintage as plain_vintage
from tests.spec.oracle.rows import exact
from tests.spec.pages import Row

AREAS = {"锦泽市": None, "青岚县": "锦泽市", "云溪县": "锦泽市", "松陵县": "锦泽市"}
DIRECTIONS = {"RETAIL": "up", "GDP": "up", "ENERGY_INT": "down", "SOW_STOCK": "band"}
PERIODS = [
    "2025-01..2025-02", "2026-01..2026-02", "2026Q1", "2025Q1", "2026-02", "2026-03-T1",
    "..2026-03-15", "2026", "2026Q2", "2025-12", "2026-01", "2026-03",
]  # fmt: skip
figures = st.none() | st.decimals("-120", "120", places=1) | st.sampled_from([Decimal(0)])


def months(code: str) -> Row:
    period = Period.parse(code)
    return {"period": code, "first": period.first_month, "last": period.last_month}


def about(area: str, indicator: str) -> Row:
    return {
        "subject": area,
        "parent": AREAS[area],
        "indicator": indicator,
        "direction": DIRECTIONS[indicator],
    }


@st.composite
def facts(draw: st.DrawFn) -> Row:
    amount = draw(figures)
    return {
        **about(draw(st.sampled_from(list(AREAS))), draw(st.sampled_from(list(DIRECTIONS)))),
        **months(draw(st.sampled_from(PERIODS))),
        "accumulation": draw(st.sampled_from(["cumulative", "cumulative", "current", "point"])),
        "measure": draw(st.sampled_from([Measure.LEVEL, Measure.GROWTH, *Measure])).value,
        "role": draw(st.sampled_from([Role.ACTUAL, Role.ACTUAL, Role.EXPECTED])).value,
        "status": draw(st.sampled_from(list(Status))).value,
        "caliber": draw(st.sampled_from(["", "", "同口径"])),
        "vintage": draw(st.sampled_from(["2026-03-01T08:00:00", "2026-04-01T08:00:00"])),
        "amount": amount,
        "published": amount,
    }


@st.composite
def targets(draw: st.DrawFn) -> Row:
    amount = draw(figures)
    spread = draw(st.none() | st.decimals("0", "20", places=1))
    return {
        **about(draw(st.sampled_from(list(AREAS))), draw(st.sampled_from(list(DIRECTIONS)))),
        **months(draw(st.sampled_from(PERIODS))),
        "measure": draw(st.sampled_from([Measure.LEVEL, Measure.GROWTH, *Measure])).value,
        "comparator": draw(st.sampled_from(list(Comparator))).value,
        "amount": amount,
        "amount_high": None if amount is None or spread is None else amount + spread,
        "from_bottom": draw(st.booleans()),
        "reference_subject": draw(st.none() | st.sampled_from(list(AREAS))),
        "reference_indicator": draw(st.sampled_from(list(DIRECTIONS))),
    }


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(targets(), min_size=1, max_size=8), st.lists(facts(), max_size=40))
def test_board_is_the_same_on_every_engine(wanted: list[Row], known: list[Row]) -> None:
    given_targets, given_facts = targets_of(wanted), facts_of(known)
    plain = plain_standing.standing(exact(given_targets), exact(given_facts))
    with engine.duckdb() as session:
        frames = [
            session.table(engine.table_of(given_targets, TARGETS), TARGETS),
            session.table(engine.table_of(given_facts, FACTS), FACTS),
        ]
        fast = session.rows(standing(*frames))
    agree(plain, fast, by="target")
    assert len(fast) == len(wanted)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(facts(), max_size=60))
def test_growth_is_the_same_on_every_engine(known: list[Row]) -> None:
    given_facts = facts_of(known)
    plain = plain_growth.caliber_difference(exact(given_facts))
    with engine.duckdb() as session:
        table = session.table(engine.table_of(given_facts, FACTS), FACTS)
        agree(plain, session.rows(caliber_difference(table)), by="fact")


@st.composite
def neighbours(draw: st.DrawFn) -> Row:
    """Draw figures that lie close to one another, so that pairs, siblings and quarters meet."""
    amount = draw(st.none() | st.decimals("-20", "120", places=1) | st.just(Decimal(0)))
    period = draw(st.sampled_from(["2025Q1", "2026-01..2026-02", "2026Q1", "2026-03", "2026Q2"]))
    return {
        **about(
            draw(st.sampled_from(list(AREAS))), draw(st.sampled_from(["RETAIL", "RETAIL", "GDP"]))
        ),
        **months(period),
        "accumulation": draw(st.sampled_from(["cumulative", "cumulative", "current", "point"])),
        "measure": draw(st.sampled_from([Measure.LEVEL, Measure.GROWTH])).value,
        "role": draw(st.sampled_from([Role.ACTUAL, Role.ACTUAL, Role.ACTUAL, Role.EXPECTED])).value,
        "unit": draw(st.sampled_from(["亿元", "亿元", "亿元", "万元"])),
        "vintage": draw(
            st.sampled_from(["2026-03-01T08:00:00", "2026-04-01T08:00:00", "2026-05-01"])
        ),
        "amount": amount,
        "published": amount,
    }


# Formulas that take the figures that hold, and those that choose among all versions themselves.
OF_HOLDING = [
    "accumulation.cumulative", "contribution.children", "contribution.total_growth",
    "gap.to_next_rank", "gap.to_parent_average", "growth.since_year_start", "rank.within_parent",
    "reconcile.children_to_parent", "reconcile.growth_to_parent", "reconcile.missing_children",
    "reconcile.quarters_to_year", "turn.on_period_before", "turn.on_year_before",
]  # fmt: skip
OF_ALL = ["accumulation.current", "growth.year_on_year"]


@pytest.mark.parametrize("rule", [*OF_HOLDING, *OF_ALL])
@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.lists(neighbours(), max_size=60))
def test_formula_is_the_same_on_every_engine(rule: str, known: list[Row]) -> None:
    module, _, name = rule.partition(".")
    plain = getattr(import_module(f"tests.spec.oracle.{module}"), name)
    fast = getattr(import_module(f"kaimenhong.analysis.{module}"), name)
    given_facts = exact(facts_of(known))
    if rule in OF_HOLDING:
        given_facts = plain_vintage.holding(given_facts)
    expected = plain(given_facts)
    with engine.duckdb() as session:
        columns = engine.table_of([binary(row) for row in given_facts], FACTS)
        came = session.rows(fast(session.table(columns, FACTS)))
    agree(expected, came, by=list(expected[0]) if expected else [])


def binary(row: Row) -> Row:
    return {k: float(v) if isinstance(v, Fraction) else v for k, v in row.items()}


def agree(plain: list[Row], fast: list[Row], *, by: str | list[str]) -> None:
    words = [by] if isinstance(by, str) else by

    def order(row: Row) -> list[str]:
        return [str(row[name]) for name in words if isinstance(row[name], str | None)]

    plain, fast = (sorted(rows, key=order) for rows in (plain, fast))
    assert [order(row) for row in plain] == [order(row) for row in fast]
    for one, other in zip(plain, fast, strict=True):
        for column, value in one.items():
            assert alike(value, other[column]), (column, value, other[column], one, other)


def alike(value: Any, other: Any) -> bool:
    if value is None or other is None or isinstance(value, str):
        return bool(value == other)
    return math.isclose(float(value), float(other), rel_tol=1e-9, abs_tol=1e-9)
