"""Which of several figures about one thing holds: the newest known, then the firmest."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.frame import Frame, one_each
from kaimenhong.terms.codelists import Role, Status

# What makes two rows of the fact table the same figure, learnt at two moments.
KEY = (
    "subject",
    "indicator",
    "period",
    "accumulation",
    "measure",
    "role",
    "caliber",
    "status",
)

# From the softest to the firmest.
FIRMNESS = (
    Status.ESTIMATED,
    Status.EXPECTED,
    Status.DISPATCH,
    Status.FLASH,
    Status.OFFICIAL,
)


def newest(facts: Frame, *, as_of: str | None = None) -> Frame:
    """Keep of every figure the version (版本) that held at a moment; without one, the last.

    Grain and columns: those of the fact table; one row per `KEY`, history stays in the source.
    `as_of` is an ISO day, which counts whole, or an ISO moment; it is compared as text, so all
    vintages are written in one time zone. A correction to null is a version like any other: the
    figure is then known to be missing. Of two rows with one key and one vintage the greater `fact`
    is kept; that two such rows agree is checked where rows are taken in.
    Rule: a correction is a new row and the newest vintage not after the asked moment holds.
    """
    known = facts
    if as_of is not None:
        known = facts.filter(nw.col("vintage").str.slice(0, len(as_of)) <= as_of)
    return one_each(known, per=KEY, greatest=("vintage", "fact"))


def firmest(facts: Frame) -> Frame:
    """Keep of every figure the firmest status (状态), where several are known side by side.

    正式 over 快报 over 调度 over 预计 over 测算; `status` of the row says which one it is.
    Grain: one row per `KEY` without `status`. Give it the answer of `newest`, else the newest row
    of the firmest status is kept. Rows whose figure is missing take part like any other: drop
    them before, where a softer figure is better than none.
    """
    per = [column for column in KEY if column != "status"]
    ordered = facts.with_columns(firmness=firmness())
    return one_each(ordered, per=per, greatest=("firmness", "vintage", "fact")).drop("firmness")


def plainest(facts: Frame) -> Frame:
    """Keep of every figure the one without a special 口径, where several are known side by side.

    Where none is without, the firmest status, then the newest; `caliber` of the row says which one
    it is. Grain: one row per `KEY` without `status` and `caliber`. Give it the answer of `firmest`.
    """
    per = [column for column in KEY if column not in ("status", "caliber")]
    ordered = facts.with_columns(
        firmness=firmness(), plain=(nw.col("caliber") == "").cast(nw.Int64)
    )
    greatest = ("plain", "firmness", "vintage", "fact")
    return one_each(ordered, per=per, greatest=greatest).drop("firmness", "plain")


def holding(facts: Frame, *, as_of: str | None = None) -> Frame:
    """Keep the figures that hold (现行数): the one answer of the ledger to what was reached.

    Of the newest vintages, actuals that are not missing; of these the firmest, then the plainest.
    Grain: one row per subject, indicator, period, accumulation and measure. Board, page and paper
    all take their figures from here, so that they cannot differ.
    """
    known = newest(facts, as_of=as_of).filter(
        nw.col("role") == Role.ACTUAL.value, ~nw.col("amount").is_null()
    )
    return plainest(firmest(known))


def firmness() -> nw.Expr:
    """Number the statuses of `status` by firmness, the firmest greatest; 0 for unknown words."""
    number: nw.Expr = nw.lit(0)
    for place, status in enumerate(FIRMNESS, start=1):
        number = nw.when(nw.col("status") == status.value).then(nw.lit(place)).otherwise(number)
    return number
