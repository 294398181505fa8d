"""Division and comparison that give the same answer on every engine."""

from __future__ import annotations

import narwhals as nw

# Binary floats cannot hold 5.1 − 6.1 exactly. Figures have at most a few decimals, so whatever is
# nearer to a boundary than this stands on it.
NOISE = 1e-9


def ratio(part: nw.Expr, whole: nw.Expr) -> nw.Expr:
    """Divide; null where the divisor is zero or either is null (engines disagree on x/0)."""
    return part / nw.when(whole != 0).then(whole).otherwise(None)


def at_least(value: nw.Expr, bound: float) -> nw.Expr:
    """Tell whether the value reaches the bound, the bound itself included."""
    return value >= bound - NOISE


def above(value: nw.Expr, bound: float) -> nw.Expr:
    """Tell whether the value is beyond the bound, the bound itself excluded."""
    return value > bound + NOISE
