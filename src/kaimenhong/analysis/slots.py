"""The figures that a month's board looks at, put beside one another: of each, the one that holds.

A slot is a period of this year or of last year under the accumulations in which it may stand.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence

import narwhals as nw

from kaimenhong.analysis.frame import Census, Engine, Frame
from kaimenhong.analysis.vintage import firmest, firmness, newest
from kaimenhong.terms.codelists import Accumulation
from kaimenhong.terms.period import Period

CELL = ("subject", "indicator")
LINE = (*CELL, "caliber")
GRAIN = (*LINE, "unit")
CURRENT = (Accumulation.CURRENT.value,)
CUMULATIVE = (Accumulation.CUMULATIVE.value,)
POINT = (Accumulation.POINT.value,)
# 1—2月 is the same figure whether it is called current or cumulative.
OPENING = (*CURRENT, *CUMULATIVE)

# The periods and the accumulations under which a figure may stand.
type Slot = tuple[tuple[str, ...], tuple[str, ...]]


def level_slots(month: Period) -> dict[str, Slot]:
    """Name the figures of one year that are looked at, each with its periods and accumulations."""
    year, number = month.year, month.last_month % 12 + 1
    slots: dict[str, Slot] = {
        f"month_{n}": ((Period.month(year, n).code,), CURRENT) for n in range(1, number + 1)
    }
    if number > 1:
        slots["opening"] = ((Period.months_range(year, 1, 2).code,), OPENING)
    # A cumulative figure that is called by its last month is the one from January on.
    so_far = tuple(dict.fromkeys((month.cumulative().code, month.code)))
    return slots | {"total": (so_far, CUMULATIVE), "stock": ((month.code,), POINT)}


def growth_slots(month: Period) -> dict[str, Slot]:
    """Name the published growths that are looked at: of the month alone, a balance, the year."""
    so_far = tuple(dict.fromkeys((month.cumulative().code, month.code)))
    return {
        "growth_alone": ((month.code,), CURRENT),
        "growth_of_balance": ((month.code,), POINT),
        "ytd_growth": (so_far, CUMULATIVE),
    }


def side_by_side(rows: Frame, slots: Mapping[str, Slot], engine: Engine) -> Frame:
    """Put the figures of the slots beside one another: of each, the firmest and newest.

    That is the one with the greatest order, one pass over the rows, unless a figure became known to
    be missing, or a newer version of it is of another unit: those few lines are settled first. Of
    few rows all are, which is the same and takes fewer steps.
    """
    placed = rows.with_columns(slot=_slot(slots))
    if engine.few:
        return _pivot(_settled(placed), slots, engine, range(len(slots)))
    line = list(LINE)
    seen = engine.census(placed)
    filled = _filled(seen, len(slots))
    whole = seen is not None and all(
        rows == known for slot, (rows, known) in seen.items() if slot >= 0
    )
    gone = placed.filter(nw.col("amount").is_null(), nw.col("slot") >= 0).select(*LINE).unique()
    gone = gone if whole else engine.hold(gone)
    sound = placed if whole else placed.join(gone, on=line, how="anti")
    most = engine.hold(_pivot(sound, slots, engine, filled))
    counted = most.group_by(*LINE).agg(units=nw.len())
    several = engine.hold(counted.filter(nw.col("units") > 1).select(*LINE))
    if whole and engine.empty(several):
        return most
    odd = placed.join(nw.concat([gone, several]), on=line, how="semi")
    return nw.concat(
        [
            most.join(several, on=line, how="anti"),
            _pivot(_settled(odd), slots, engine, filled),
        ]
    )


def _filled(seen: Census | None, slots: int) -> Collection[int]:
    """Number the slots that some row has an amount for; all of them where nobody looked."""
    if seen is None:
        return range(slots)
    return {slot for slot, (_, known) in seen.items() if slot >= 0 and known}


def _settled(rows: Frame) -> Frame:
    """Keep of each figure the newest version, and of those that are known the firmest."""
    return firmest(newest(rows).filter(~nw.col("amount").is_null()))


def _slot(slots: Mapping[str, Slot]) -> nw.Expr:
    """Number the rows by the slot that they are for, from 0; −1 where for none."""
    found: nw.Expr = nw.lit(-1)
    for accumulation in Accumulation:
        places = sorted(
            (code, place)
            for place, (codes, accumulations) in enumerate(slots.values())
            if accumulation in accumulations
            for code in codes
        )
        if places:
            held = nw.col("accumulation") == accumulation.value
            found = nw.when(held).then(_place(places)).otherwise(found)
    return found


def _place(places: Sequence[tuple[str, int]]) -> nw.Expr:
    """Look a period up in a sorted list by halving it: five comparisons a row, not thirty."""
    period = nw.col("period")
    if len(places) == 1:
        code, place = places[0]
        return nw.when(period == code).then(nw.lit(place)).otherwise(nw.lit(-1))
    half = len(places) // 2
    low, high = _place(places[:half]), _place(places[half:])
    return nw.when(period < places[half][0]).then(low).otherwise(high)


def _pivot(rows: Frame, slots: Mapping[str, Slot], engine: Engine, filled: Container[int]) -> Frame:
    ordered = rows.with_columns(order=_order(rows))
    found = engine.latest(ordered, per=GRAIN, slots=tuple(slots), filled=filled)
    none = nw.all_horizontal(*(nw.col(name).is_null() for name in slots), ignore_nulls=True)
    return found.filter(~none)


def _order(rows: Frame) -> nw.Expr:
    """Give what is greatest for the firmest status and, within it, the newest version."""
    if rows.collect_schema()["vintage"].is_integer():
        return firmness().cast(nw.Int64) * 10**17 + nw.col("vintage")
    return nw.concat_str(firmness().cast(nw.String), nw.col("vintage"))
