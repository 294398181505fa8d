"""The board of one month out of fact files, at the cost of what its rows need.

Where the files tell by their statistics that nothing must be read into the words first, figures are
gathered from the rows as they stand, and only the few gathered ones are given their meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import narwhals as nw

from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.monthly import board, figures, monthly, wanted
from kaimenhong.analysis.slots import GRAIN
from kaimenhong.engine.fact_files import FactTables, drop_wrong, fact, open_facts
from kaimenhong.engine.meanings import KIND, SUBJECT, Rows
from kaimenhong.engine.raw import files_of, read_raw
from kaimenhong.engine.raw_rows import Only, Raw
from kaimenhong.engine.session import Session
from kaimenhong.engine.words import Misread
from kaimenhong.facts import Finding
from kaimenhong.terms.codelists import Accumulation, Measure, PriceBasis, Role, Status

AMOUNTS = ("level", "base", "ytd", "ytd_base")


@dataclass(frozen=True, slots=True)
class Month:
    """A month's board, and the rows of the files that are not in it because they cannot be read."""

    board: Frame
    refused: tuple[Finding, ...]


def month_of(session: Session, path: Path, month: str) -> Month:
    """Give the board of a month (`analysis.monthly`) from fact files, targets included.

    Of Parquet only the rows of that board are read and checked; CSV is checked whole.
    """
    targets = open_facts(session, path, only={"role": (Role.TARGET.value,)})
    sheets, _ = files_of(path)
    gathered = None if sheets else _gathered(session, path, month)
    if gathered is None:
        facts = targets if sheets else open_facts(session, path, only=_of_facts(month))
        made = monthly(targets.targets, facts.facts, month=month)
        return Month(made, _both(targets, facts))
    made = board(session.hold(targets.targets), gathered.frame, month=month)
    return Month(made, (*targets.refused, *gathered.refused))


def _both(targets: FactTables, facts: FactTables) -> tuple[Finding, ...]:
    return targets.refused if facts is targets else (*targets.refused, *facts.refused)


def _of_facts(month: str) -> Only:
    return {
        "role": (Role.ACTUAL.value,),
        "measure": (Measure.LEVEL.value, Measure.GROWTH.value),
        "period": wanted(month),
    }


def figures_of(session: Session, path: Path, month: str) -> Frame | None:
    """Give what is known of a month (`monthly.figures`) out of Parquet, with parent and direction.

    None where words must be read before the rows are gathered; `month_of` then does so.
    """
    gathered = _gathered(session, path, month)
    return gathered.frame if gathered else None


def _gathered(session: Session, path: Path, month: str) -> Rows | None:
    """Gather first and read the words after; None where the words must be read first."""
    raw = read_raw(session, path, only=_of_facts(month))
    if not _stands(session, raw):
        return None
    rows = Rows(session, raw.frame, {}, [])
    drop_wrong(rows)
    ordered = rows.frame.with_columns(fact=fact(), amount=nw.col("value"), vintage=nw.col("known"))
    level = ~nw.col("unit").is_null()
    rows.frame = session.hold(figures(ordered, month=month, engine=session)).with_columns(
        measure=nw.when(level)
        .then(nw.lit(Measure.LEVEL.value))
        .otherwise(nw.lit(Measure.GROWTH.value)),
        unit=nw.coalesce(nw.col("unit"), nw.lit("%")),
        role=nw.lit(Role.ACTUAL.value),
        basis=nw.lit(""),
    )
    return rows if _with_meanings(rows) else None


def _with_meanings(rows: Rows) -> bool:
    """Read the words of what was gathered; False where two words turn out to mean one thing."""
    firms = rows.only_firms()
    if firms:
        rows.say_no_parent()
    for step in (KIND,) if firms else (SUBJECT, KIND):
        pairs = rows.read(step)
        if any(isinstance(meaning, Misread) for _, meaning in pairs):
            return False
        rows.put(step, pairs)
    level = nw.col("measure") == Measure.LEVEL.value
    rows.frame = rows.frame.with_columns(
        unit=nw.when(level).then(nw.col("own_unit")).otherwise(None),
        **{name: nw.col(name) * nw.col("times") / nw.col("per") for name in AMOUNTS},
    )
    counted = rows.frame.group_by(*GRAIN).agg(together=nw.len())
    return not rows.session.rows(counted.filter(nw.col("together") > 1).head(1))


def _stands(session: Session, raw: Raw) -> bool:
    """Tell whether accumulation and status are said, prices are not, and growths in percent."""
    if "accumulation" not in raw.filled or raw.constant.get("basis") not in ("", PriceBasis.NA):
        return False
    odd = [
        _odd(raw, "accumulation", [word.value for word in Accumulation]),
        _odd(raw, "status", [word.value for word in Status]),
    ]
    if raw.constant.get("measure") != Measure.LEVEL:
        growth = nw.col("measure") == Measure.GROWTH.value
        odd.append(raw.frame.filter(growth, nw.col("unit") != "%"))
    return not any(session.rows(frame.select("row").head(1)) for frame in odd if frame is not None)


def _odd(raw: Raw, column: str, words: list[str]) -> Frame | None:
    if raw.constant.get(column) in words:
        return None
    return raw.frame.filter(~nw.col(column).is_in(words))
