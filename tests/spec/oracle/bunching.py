"""Bunching, counted by hand."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from tests.spec.oracle.against import growth_targets
from tests.spec.oracle.rows import Row
from tests.spec.oracle.succession import SERIES

GROUP = [*SERIES, "period", "last"]


def bunching(units: list[Row]) -> list[Row]:
    told = []
    for key, group in groups(units, GROUP):
        windows = [0, 0, 0, 0]
        for row in group:
            if row["value"] is None or row["width"] <= 0:
                continue
            place = math.floor((row["value"] - row["threshold"]) / row["width"]) + 2
            if 0 <= place < 4:
                windows[place] += 1
        far_below, below, above, far_above = windows
        usual = Fraction(far_below + 2 * far_above, 3)
        bound = 3 * math.sqrt(max(usual, 1))
        few = below < Fraction(2 * far_below + far_above, 3)
        if above >= 8 and above - usual >= bound - 1e-9 and few:
            told.append(doubt(key, "bunching", above, usual, Fraction(bound), sum(windows)))
    return told


def exactly_at_target(targets: list[Row], facts: list[Row]) -> list[Row]:
    ended = [
        row
        for row in growth_targets(targets, facts)
        if row["at_end"] and row["actual_published"] is not None
    ]
    told = []
    for key, group in groups(ended, SERIES):
        offs = [abs(row["actual_published"] - row["goal"]) for row in group]
        equal = sum(off == 0 for off in offs)
        usual = Fraction(sum(off <= Fraction(1, 2) for off in offs), 11)
        if equal >= 3 and equal >= 3 * usual:
            last = max(row["last"] for row in group)
            whole = {**key, "period": None, "last": last}
            told.append(doubt(whole, "exactly_at_target", equal, usual, 3 * usual, len(group)))
    return told


def groups(rows: list[Row], names: list[str]) -> list[tuple[Row, list[Row]]]:
    found: dict[str, tuple[Row, list[Row]]] = {}
    for row in rows:
        key = {name: row[name] for name in names}
        found.setdefault(str(key), (key, []))[1].append(row)
    return list(found.values())


def doubt(key: Row, code: str, value: Any, usual: Any, bound: Any, of: int) -> Row:
    numbers = {"value": value, "usual": usual, "bound": bound, "of": of, "other": None}
    return {**key, "fact": None, "doubt": code, **numbers}
