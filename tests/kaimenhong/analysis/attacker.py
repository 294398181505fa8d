"""Somebody who wants to know a hidden cell: a linear programme of his own over what is shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from highspy import Highs

from kaimenhong.analysis.subtraction import Sum


def reach(
    key: str, shown: Mapping[str, float], hidden: Collection[str], sums: Sequence[Sum]
) -> tuple[float, float]:
    """The least and the most that a hidden cell can be; every cell is zero or more."""
    return tuple(_extreme(key, shown, sorted(hidden), sums, sense) for sense in (1.0, -1.0))  # type: ignore[return-value] -- two


def _extreme(
    key: str, shown: Mapping[str, float], hidden: list[str], sums: Sequence[Sum], sense: float
) -> float:
    solver = Highs()  # type: ignore[no-untyped-call] -- its __init__ has no types
    solver.setOptionValue("output_flag", False)
    for one in hidden:
        solver.addCol(sense if one == key else 0.0, 0.0, np.inf, 0, [], [])
    for one in sums:
        signs = {one.whole: -1.0} | dict.fromkeys(one.parts, 1.0)
        known = -sum(sign * shown[cell] for cell, sign in signs.items() if cell in shown)
        unknown = [(hidden.index(cell), sign) for cell, sign in signs.items() if cell not in shown]
        if unknown:
            places, factors = zip(*unknown, strict=True)
            solver.addRow(known, known, len(unknown), list(places), list(factors))
    solver.run()
    status = str(solver.getModelStatus())
    if "Unbounded" in status:
        return -sense * np.inf
    assert "Optimal" in status, status
    return float(solver.getSolution().col_value[hidden.index(key)])
