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


def half_up(value: nw.Expr, scale: nw.Expr | float) -> nw.Expr:
    """Round an exact half away from zero, as papers do (四舍五入); `scale` is 10 to the digits.

    No engine's own rounding is used: they disagree on halves, and a binary 2.675 lies below its
    half. A float of up to 15 digits gives what the decimal it was read from would give.
    """
    size = nw.when(value < 0).then(-value).otherwise(value) * scale
    # Wider than what reading, scaling and adding can lose, narrower than half a fifteenth digit.
    whole = (size + size * 5e-16 + 0.5).floor().cast(nw.Float64) / scale
    return nw.when(value < 0).then(-whole).otherwise(whole)
