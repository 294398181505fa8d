"""A month's board that is kept: an accepted return changes what it touches, and nothing else.

What a figure touches: its own line; the lines of its peers, whose places may move; the lines of the
areas below, which are held against it. All are of one indicator. The figures of the lines that did
not change are those of the kept board; the history is not read again.
"""
# ruff: noqa: S608 -- every name in the SQL is ours

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import narwhals as nw
import pyarrow as pa

from kaimenhong.analysis.frame import Census, Frame
from kaimenhong.analysis.monthly import FIGURES, board, figures
from kaimenhong.analysis.slots import CELL
from kaimenhong.engine.duck import DuckDB, side_by_side
from kaimenhong.engine.session import arrow_of
from kaimenhong.facts import FACTS

ABOUT = (*CELL, "parent", "direction")


# What a return touches, table by table: its facts are in `returned`, the rest follows.
# A parent is there to be held against; its own place is among others, so it is no member.
GATHERED = (
    "DELETE FROM cells",
    "INSERT INTO cells SELECT DISTINCT subject, indicator, parent FROM returned",
    "DELETE FROM groups",
    "INSERT INTO groups SELECT indicator, parent FROM cells WHERE parent IS NOT NULL"
    " UNION SELECT indicator, subject FROM cells",
    "DELETE FROM members",
    f"INSERT INTO members SELECT {', '.join(FIGURES)} FROM kept_board b"
    " SEMI JOIN groups g ON b.indicator = g.indicator AND b.parent = g.parent"
    " ANTI JOIN cells c ON b.indicator = c.indicator AND b.subject = c.subject",
    "DELETE FROM above",
    f"INSERT INTO above SELECT {', '.join(FIGURES)} FROM kept_board b"
    " SEMI JOIN cells p ON b.indicator = p.indicator AND b.subject = p.parent"
    " ANTI JOIN cells c ON b.indicator = c.indicator AND b.subject = c.subject"
    " ANTI JOIN members m ON b.indicator = m.indicator AND b.subject = m.subject",
    "DELETE FROM changed",
    "INSERT INTO changed SELECT subject, indicator FROM members"
    " UNION SELECT subject, indicator FROM cells",
    "DELETE FROM asked",
    "INSERT INTO asked SELECT t.* FROM kept_targets t"
    " SEMI JOIN changed c ON t.indicator = c.indicator AND t.subject = c.subject",
    "DELETE FROM whole",
    "PRAGMA disable_optimizer",
    "EXECUTE gather",
    "PRAGMA enable_optimizer",
    "INSERT INTO whole SELECT * FROM members UNION ALL SELECT * FROM above",
    "DELETE FROM laid_out",
    "PRAGMA disable_optimizer",
    "EXECUTE lay_out",
    "PRAGMA enable_optimizer",
)
MERGED = (
    "DELETE FROM kept_board USING changed c"
    " WHERE kept_board.indicator = c.indicator AND kept_board.subject = c.subject",
    "INSERT INTO kept_board SELECT * FROM laid_out",
)


class _Planned:
    """The engine of what is planned before a row is there."""

    few: ClassVar[bool] = True

    def hold(self, frame: Frame) -> Frame:
        return frame

    def empty(self, frame: Frame) -> bool:
        return False

    def census(self, frame: Frame) -> Census | None:
        return None

    def latest(
        self, frame: Frame, *, per: Sequence[str], slots: Sequence[str], filled: Container[int]
    ) -> Frame:
        return side_by_side(frame, per, slots, filled)


@dataclass(slots=True)
class KeptBoard:
    """The board of a month in an open DuckDB; `targets` as in `standing.TARGETS`."""

    session: DuckDB
    month: str
    kept: pa.Table
    targets: pa.Table
    _ready: bool = field(default=False, init=False)

    def accept(self, facts: pa.Table) -> int:
        """Take a return in; give how many lines were laid out anew.

        `facts` are all versions, old and new, of every figure of the touched cells (subject and
        indicator) that the month looks at, with the columns of `facts.FACTS`.
        """
        connection = self.session.connection
        if not self._ready:
            self._prepare()
        connection.register("given", arrow_of(facts, FACTS))
        connection.execute("DELETE FROM returned")
        connection.execute("INSERT INTO returned SELECT * FROM given")
        for statement in GATHERED:
            connection.execute(statement)
        for statement in MERGED:
            connection.execute(statement)
        (count,) = connection.execute("SELECT count(*) FROM laid_out").fetchall()[0]
        return int(count)

    def rows(self) -> list[dict[str, Any]]:
        """Give the board as it stands now."""
        return self.session.rows(self._table("kept_board"))

    def _prepare(self) -> None:
        """Put the board into tables, and plan once what every return asks of them."""
        made = {"kept_board": self.kept, "kept_targets": self.targets}
        empty = {
            "returned": arrow_of({name: [] for name, *_ in FACTS}, FACTS),
            "laid_out": self.kept.slice(0, 0),
            "asked": self.targets.slice(0, 0),
            "members": self.kept.select(list(FIGURES)).slice(0, 0),
            "whole": self.kept.select(list(FIGURES)).slice(0, 0),
            "above": self.kept.select(list(FIGURES)).slice(0, 0),
            "cells": self.kept.select(["subject", "indicator", "parent"]).slice(0, 0),
            "groups": self.kept.select(["indicator", "parent"]).slice(0, 0),
            "changed": self.kept.select(["subject", "indicator"]).slice(0, 0),
        }
        connection = self.session.connection
        for name, table in (made | empty).items():
            connection.register("given", table)
            # In order, so that what a return touches lies together and the rest is passed over.
            order = " ORDER BY indicator, subject" if name.startswith("kept") else ""
            connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM given{order}")
        for name, table, frame in (
            ("gather", "whole", self._gathered()),
            ("lay_out", "laid_out", self._laid_out()),
        ):
            asked = frame.to_native()
            columns = ", ".join(f'"{column}"' for column in asked.columns)
            connection.execute(
                f"PREPARE {name} AS INSERT INTO {table} ({columns}) {asked.sql_query()}"
            )
        self._ready = True

    def _gathered(self) -> Frame:
        returned = self._table("returned")
        about = returned.select(*ABOUT).unique()
        touched = figures(returned, month=self.month, engine=_Planned())
        return touched.join(about, on=list(CELL), how="left").select(*FIGURES)

    def _laid_out(self) -> Frame:
        laid_out = board(self._table("asked"), self._table("whole"), month=self.month)
        return laid_out.join(self._table("changed"), on=list(CELL), how="semi")

    def _table(self, name: str) -> Frame:
        return nw.from_native(self.session.connection.table(name))
