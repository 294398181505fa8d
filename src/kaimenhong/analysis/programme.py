"""Linear programme 线性规划: the least cost under linear limits; the only place that asks HiGHS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf


@dataclass(frozen=True, slots=True)
class Unknown:
    """A number to be found: what a unit of it costs, its limits, and whether it must be whole."""

    name: str
    cost: float = 0.0
    low: float = 0.0
    high: float = inf
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A sum of unknowns, by name, each times its coefficient, kept from `low` to `high`."""

    terms: Mapping[str, float] = field(default_factory=dict)
    low: float = -inf
    high: float = inf


def solved(unknowns: tuple[Unknown, ...], limits: tuple[Limit, ...]) -> dict[str, float] | None:
    """Give every unknown at the least total cost, None where no numbers keep all limits.

    Unknowns and limits are put in order by name and terms first, so that the answer does not hang
    on the order in which they came.

    >>> solved((Unknown("a", cost=2), Unknown("b", cost=1, high=3)), (Limit({"a": 1, "b": 1}, 5),))
    {'a': 2.0, 'b': 3.0}
    >>> solved((Unknown("a", high=1),), (Limit({"a": 1}, low=2),)) is None
    True
    """
    from highspy import Highs, HighsModelStatus, HighsVarType  # 0.3 s, and few ever solve

    columns = sorted(unknowns, key=lambda one: one.name)
    index = {one.name: i for i, one in enumerate(columns)}

    class Silent(Highs):
        # The first one that is made prints a banner on standard output, into the midst of a JSON
        # answer, when it turns its callbacks on; nobody here listens to them.
        def enableCallbacks(self) -> None:  # noqa: N802 -- the solver's own name
            self.setOptionValue("output_flag", False)

    solver: Highs = Silent()  # type: ignore[no-untyped-call]  # its __init__ has no types
    solver.setOptionValue("threads", 1)
    for one in columns:
        solver.addCol(one.cost, one.low, one.high, 0, [], [])
        if one.whole:
            solver.changeColIntegrality(index[one.name], HighsVarType.kInteger)
    for limit in sorted(limits, key=lambda limit: sorted(limit.terms.items())):
        terms = sorted((index[name], factor) for name, factor in limit.terms.items())
        places, factors = [place for place, _ in terms], [factor for _, factor in terms]
        solver.addRow(limit.low, limit.high, len(terms), places, factors)
    solver.run()
    if solver.getModelStatus() != HighsModelStatus.kOptimal:
        return None
    values = solver.getSolution().col_value
    return {one.name: float(values[index[one.name]]) for one in columns}
