"""Whether printed figures agree, as plainly as Python can say it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.spec.oracle.rows import Row


def ratio_holds(
    rows: list[Row], *, step: Any = Fraction(1, 100), ratio_step: Any = Fraction(1, 10)
) -> list[Row]:
    result = []
    for row in rows:
        low, high = between(row["part_amount"], row["whole_amount"], step / 2)
        holds = meets(row["published"], low, high, ratio_step / 2)
        result.append({**row, "ratio_low": low, "ratio_high": high, "holds": holds})
    return result


def growth_holds(
    rows: list[Row], *, step: Any = Fraction(1, 100), growth_step: Any = Fraction(1, 10)
) -> list[Row]:
    result = []
    for row in rows:
        low, high = between(row["level"], row["base"], step / 2)
        if low is not None:
            low, high = low - 100, high - 100
        holds = meets(row["growth"], low, high, growth_step / 2)
        result.append({**row, "growth_low": low, "growth_high": high, "holds": holds})
    return result


def between(part: Any, whole: Any, half: Any) -> tuple[Any, Any]:
    if part is None or whole is None or part < 0 or whole <= half:
        return None, None
    return (part - half) / (whole + half) * 100, (part + half) / (whole - half) * 100


def meets(value: Any, low: Any, high: Any, half: Any) -> Any:
    if value is None or low is None:
        return None
    return Fraction(value + half >= low and value - half <= high)
