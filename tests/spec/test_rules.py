"""Every rule of the book gives, on every engine, what its page says."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from importlib import import_module

import pytest

from kaimenhong import analysis
from tests.spec.engines import Run
from tests.spec.pages import MISSING, Case, cases

CASES = list(cases())


def formulas() -> Iterator[str]:
    """Every public function of analysis that gives a frame."""
    for found in pkgutil.iter_modules(analysis.__path__):
        module = import_module(f"{analysis.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            gives_frame = function.__annotations__.get("return") == "Frame"
            if gives_frame and function.__module__ == module.__name__ and name[0] != "_":
                yield f"{found.name}.{name}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case: Case, run: Run) -> None:
    came = run(case)
    columns = list(case.digits)
    expected = [[written(row[c], case.digits[c]) for c in columns] for row in case.tables["应得"]]
    assert sorted([written(row[c], case.digits[c]) for c in columns] for row in came) == sorted(
        expected
    )


def test_every_formula_has_its_page() -> None:
    steps = {"frame.one_each", "frame.latest", "frame.by_slot", "slots.side_by_side"}
    assert {case.rule for case in CASES} == set(formulas()) - steps


def written(value: object, digits: int) -> str:
    """As a page would print it: half-up at the digits of the expected column."""
    if value is None:
        return MISSING
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        # Nine decimals are far beyond any figure and short of the noise of binary floats.
        value = Decimal(f"{value:.9f}")
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    assert isinstance(value, int | Decimal), value
    printed = Decimal(value).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return str(abs(printed) if printed == 0 else printed)
