"""What subtraction tells of cells that are not shown, and the cheapest cells to keep it from that.

An attacker knows all shown cells, which cells add up to which, and that no cell is below zero where
none of the table is. What he can find out is how far a hidden cell could be from its value while
all that he knows stays as it is: a linear programme over the differences of cells from theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import inf

from kaimenhong.analysis.programme import Limit, Unknown, solved
from kaimenhong.records import record

_NOISE = 1e-7  # of a wanted difference: the solver's own


@record(frozen=True, slots=True)
class Sum:
    """Cells that add up to another one, by their keys; what the whole has beyond them is known."""

    whole: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """All of them."""
        return (self.whole, *self.parts)


def margins(rows: Sequence[str], columns: Sequence[str], total: str) -> tuple[Sum, ...]:
    """Give the sums of a two-way table with its totals; a cell's key is "row|column".

    >>> [one.whole for one in margins(["甲县", "乙县"], ["工业", "商业"], "合计")]
    ['甲县|合计', '乙县|合计', '合计|合计', '合计|工业', '合计|商业', '合计|合计']
    """
    across = [
        Sum(f"{row}|{total}", tuple(f"{row}|{one}" for one in columns)) for row in (*rows, total)
    ]
    down = [
        Sum(f"{total}|{column}", tuple(f"{one}|{column}" for one in rows))
        for column in (*columns, total)
    ]
    return (*across, *down)


def can_differ(
    key: str,
    by: float,
    hidden: Collection[str],
    totals: Mapping[str, float],
    sums: Sequence[Sum],
) -> bool:
    """Tell whether a hidden cell could be so much more (or less) than it is, for all that is shown.

    >>> sums = (Sum("全市", ("甲县", "乙县", "丙县")),)
    >>> totals = {"全市": 60.0, "甲县": 10.0, "乙县": 20.0, "丙县": 30.0}
    >>> can_differ("甲县", 1.0, ["甲县"], totals, sums)  # 全市 less the others
    False
    >>> can_differ("甲县", 1.0, ["甲县", "乙县"], totals, sums)
    True
    """
    return _moved(key, by, dict.fromkeys(hidden, 0.0), totals, sums) is not None


def cheapest(
    key: str,
    by: float,
    costs: Mapping[str, float],
    totals: Mapping[str, float],
    sums: Sequence[Sum],
) -> list[str] | None:
    """Give the cells to hide so that a hidden cell could be so much more (or less) than it is.

    `costs` are the cells that may be hidden, and what each costs; those that are hidden already
    cost nothing. None where hiding all of them is not enough.
    """
    moved = _moved(key, by, costs, totals, sums)
    return None if moved is None else sorted(one for one in moved if costs[one] > 0)


def _moved(
    key: str,
    by: float,
    costs: Mapping[str, float],
    totals: Mapping[str, float],
    sums: Sequence[Sum],
) -> list[str] | None:
    """Give the cells that must differ where one differs by `by`, at least cost; None if it cannot.

    All differences are counted in `by`, so that small and large tables are solved alike.
    """
    lowest = 0.0 if min(totals.values()) >= 0 else -inf
    unknowns = []
    for one, cost in costs.items():
        down = (totals[one] - lowest) / abs(by)
        unknowns += [Unknown(f"{one}+", cost=cost), Unknown(f"{one}-", cost=cost, high=down)]
    sign = 1.0 if by > 0 else -1.0
    limits = [Limit({f"{key}+": 1.0, f"{key}-": -1.0}, sign, sign)]
    limits += [limit for one in sums if (limit := _kept(one, costs)) is not None]
    found = solved(tuple(unknowns), tuple(limits))
    if found is None:
        return None
    return [one for one in costs if abs(found[f"{one}+"] - found[f"{one}-"]) > _NOISE]


def _kept(one: Sum, costs: Mapping[str, float]) -> Limit | None:
    """Give the limit that a sum stays as it is, None where nothing of it may differ."""
    terms: dict[str, float] = {}
    for cell in one.cells:
        if cell in costs:
            sign = -1.0 if cell == one.whole else 1.0
            terms |= {f"{cell}+": sign, f"{cell}-": -sign}
    return Limit(terms, 0.0, 0.0) if terms else None
