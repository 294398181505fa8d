"""Whether printed figures can all be true at once (互相印证): by intervals, never by equality."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.arithmetic import NOISE
from kaimenhong.analysis.frame import Frame


def ratio_holds(frame: Frame, *, step: float = 0.01, ratio_step: float = 0.1) -> Frame:
    """Tell whether a published ratio can be that of two published amounts (比率核对).

    The amounts are known to half of `step`, the ratio to half of `ratio_step`, their last digits:
    low = (part − h) / (whole + h), high = (part + h) / (whole − h), in %; it holds where
    [low, high] and the ratio's own interval meet. 3.20 of 4.61 is 69.4%, the release says 69.5%,
    and the truth lies in 69.23 to 69.60: consistent.
    Columns in: `part_amount`, `whole_amount` (one unit), `published` (%). Out: `ratio_low`,
    `ratio_high`, `holds` (1.0 or 0.0). Null where one is missing, the part negative or the whole no
    larger than half a step.
    """
    half = step / 2
    part, whole = nw.col("part_amount"), nw.col("whole_amount")
    known = (whole > half) & (part >= 0)
    low = _share(part - half, whole + half)
    high = _share(part + half, whole - half)
    told = frame.with_columns(
        ratio_low=nw.when(known).then(low).otherwise(None),
        ratio_high=nw.when(known).then(high).otherwise(None),
    )
    return told.with_columns(holds=_meets("published", "ratio_low", "ratio_high", ratio_step / 2))


def growth_holds(frame: Frame, *, step: float = 0.01, growth_step: float = 0.1) -> Frame:
    """Tell whether level, base and growth, all three published, can be true at once (增速核对).

    low = (level − h) / (base + h) − 1, high = (level + h) / (base − h) − 1, in %; it holds where
    that meets growth ± growth_step / 2. Columns in: `level`, `base` (one unit), `growth` (%). Out:
    `growth_low`, `growth_high`, `holds` (1.0 or 0.0). Null where one is missing, the level negative
    or the base no larger than half a step.
    Only for series whose basis does not change (treasury, customs, power): elsewhere growth on a
    comparable base differs by right, which `growth.caliber_difference` shows.
    """
    half = step / 2
    level, base = nw.col("level"), nw.col("base")
    known = (base > half) & (level >= 0)
    low = _share(level - half, base + half) - 100
    high = _share(level + half, base - half) - 100
    told = frame.with_columns(
        growth_low=nw.when(known).then(low).otherwise(None),
        growth_high=nw.when(known).then(high).otherwise(None),
    )
    return told.with_columns(holds=_meets("growth", "growth_low", "growth_high", growth_step / 2))


def _share(part: nw.Expr, whole: nw.Expr) -> nw.Expr:
    return part / nw.when(whole > 0).then(whole).otherwise(None) * 100


def _meets(value: str, low: str, high: str, half: float) -> nw.Expr:
    reaches = nw.col(value) + half >= nw.col(low) - NOISE
    stays = nw.col(value) - half <= nw.col(high) + NOISE
    return (reaches & stays).cast(nw.Float64)
