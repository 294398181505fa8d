"""Warnings and doubts over courses that no one thought of: holes, ties; the same answer."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong import engine
from kaimenhong.analysis import bunching, doubt, warning
from kaimenhong.analysis.standing import TARGETS
from kaimenhong.facts import FACTS
from kaimenhong.terms.period import Period
from tests.spec.engines import facts_of, targets_of
from tests.spec.oracle import bunching as plain_bunching
from tests.spec.oracle import doubt as plain_doubt
from tests.spec.oracle import warning as plain_warning
from tests.spec.oracle.rows import exact
from tests.spec.pages import Row
from tests.spec.test_engines_agree import alike


@st.composite
def courses(draw: st.DrawFn) -> list[Row]:
    """Some years of one indicator, each point there or not, few digits so that ties are common."""
    indicator = draw(st.sampled_from(["IND_OUT", "IND_ELEC", "REV", "ENERGY_INT"]))
    direction = "down" if indicator == "ENERGY_INT" else "up"
    unit = "亿千瓦时" if indicator == "IND_ELEC" else "亿元"
    rows = []
    for year in range(2019, draw(st.integers(2020, 2025))):
        for month in draw(st.lists(st.integers(1, 12), unique=True, max_size=12)):
            period = Period.months_range(year, 1, month)
            about = {"indicator": indicator, "direction": direction, "period": period.code}
            months = {"first": period.first_month, "last": period.last_month}
            growth = draw(st.none() | st.decimals("-3", "30", places=0))
            level = draw(st.sampled_from(["0", "1.00", "1.10", "2.50", "100", "11000"]))
            amounts = [("growth", growth, "%"), ("level", level, unit)]
            for measure, amount, of in amounts:
                rows.append({**about, **months, "measure": measure, "amount": amount, "unit": of})
    return exact_amounts(rows)


def exact_amounts(rows: list[Row]) -> list[Row]:
    return [
        {**row, "amount": None if row["amount"] is None else Decimal(row["amount"])} for row in rows
    ]


@st.composite
def wanted(draw: st.DrawFn) -> Row:
    period = Period.year_of(draw(st.integers(2019, 2024)))
    return {
        "indicator": draw(st.sampled_from(["IND_OUT", "REV", "ENERGY_INT"])),
        "measure": "growth",
        "unit": "%",
        "period": period.code,
        "first": period.first_month,
        "last": period.last_month,
        "amount": draw(st.decimals("0", "10", places=0)),
        "comparator": draw(st.sampled_from(["at_least", "more_than", "at_most"])),
    }


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.lists(courses(), min_size=1, max_size=2), st.lists(wanted(), max_size=3))
def test_warnings_and_doubts_are_the_same_on_every_engine(
    drawn: list[list[Row]], targets: list[Row]
) -> None:
    known = {(r["indicator"], r["period"], r["measure"]): r for rows in drawn for r in rows}
    facts, goals = facts_of(list(known.values())), targets_of(targets)
    if not facts:
        return
    with engine.duckdb() as session:
        wanted_frame = session.table(engine.table_of(goals, TARGETS), TARGETS)
        frame = session.table(engine.table_of(facts, FACTS), FACTS)
        plain = exact(facts)
        same(plain_warning.warnings(exact(goals), plain),
             session.rows(warning.warnings(wanted_frame, frame)))  # fmt: skip
        same(plain_doubt.doubts(plain), session.rows(doubt.doubts(frame)))
        same(plain_bunching.exactly_at_target(exact(goals), plain),
             session.rows(bunching.exactly_at_target(wanted_frame, frame)))  # fmt: skip


def same(plain: list[Row], fast: list[Row]) -> None:
    words = ("indicator", "period", "warning", "doubt", "fact", "since", "other")

    def key(row: Row) -> list[str]:
        numbers = [f"{float(row[n]):.6f}" for n in ("value", "bound") if row[n] is not None]
        return [str(row.get(word)) for word in words] + numbers

    plain, fast = sorted(plain, key=key), sorted(fast, key=key)
    assert [key(row)[:7] for row in plain] == [key(row)[:7] for row in fast]
    for one, other in zip(plain, fast, strict=True):
        assert all(alike(one[name], value) for name, value in other.items() if name in one)
