"""A month's board that is kept: an accepted return changes what it touches, and nothing else.

What a figure touches: its own line; the lines of its peers, whose places may move; the lines of the
areas below, which are held against it. All are of one indicator. The figures of the lines that did
not change are those of the kept board; the history is not read again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import narwhals as nw
import pyarrow as pa

from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.monthly import CELL, FIGURES, board, figures
from kaimenhong.engine.duck import DuckDB
from kaimenhong.engine.session import arrow_of
from kaimenhong.facts import FACTS

ABOUT = (*CELL, "parent", "direction")


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
        connection.register("returned", arrow_of(facts, FACTS))
        connection.execute("DELETE FROM returned_facts")
        connection.execute("INSERT INTO returned_facts SELECT * FROM returned")
        connection.execute("CREATE OR REPLACE TEMP TABLE laid_out AS SELECT * FROM fresh")
        connection.execute(
            "DELETE FROM kept_board USING (SELECT subject, indicator FROM laid_out"
            " UNION SELECT subject, indicator FROM returned_facts) AS l"
            " WHERE kept_board.subject = l.subject AND kept_board.indicator = l.indicator"
        )
        connection.execute("INSERT INTO kept_board BY NAME SELECT * FROM laid_out")
        (count,) = connection.execute("SELECT count(*) FROM laid_out").fetchall()[0]
        return int(count)

    def rows(self) -> list[dict[str, Any]]:
        """Give the board as it stands now."""
        return self.session.rows(self._table("kept_board"))

    def _prepare(self) -> None:
        """Put the board into tables, and what a return asks of them into a view, once."""
        connection = self.session.connection
        connection.register("board_before", self.kept)
        connection.register("targets_before", self.targets)
        connection.execute("CREATE TEMP TABLE kept_board AS SELECT * FROM board_before")
        connection.execute("CREATE TEMP TABLE kept_targets AS SELECT * FROM targets_before")
        connection.register("no_facts", arrow_of({name: [] for name, *_ in FACTS}, FACTS))
        connection.execute("CREATE TEMP TABLE returned_facts AS SELECT * FROM no_facts")
        asked = self._fresh().to_native().sql_query()
        connection.execute(f"CREATE TEMP VIEW fresh AS {asked}")
        self._ready = True

    def _fresh(self) -> Frame:
        returned, kept = self._table("returned_facts"), self._table("kept_board")
        about = returned.select(*ABOUT).unique()
        touched = figures(returned, month=self.month).join(about, on=list(CELL), how="left")
        members, above = _around(kept.join(about, on=list(CELL), how="anti"), about)
        # The area above is there to be held against; its own place is among others.
        whole = nw.concat([members, above, touched.select(*FIGURES)])
        asked = self._table("kept_targets").join(
            whole.select(*CELL).unique(), on=list(CELL), how="semi"
        )
        changed = nw.concat([members.select(*CELL), about.select(*CELL)]).unique()
        laid_out = board(asked, whole, month=self.month)
        return laid_out.join(changed, on=list(CELL), how="semi")

    def _table(self, name: str) -> Frame:
        return nw.from_native(self.session.connection.table(name))


def _around(lines: Frame, about: Frame) -> tuple[Frame, Frame]:
    """Give the lines that a touched cell moves, and besides them those of the areas above it."""
    peers = about.select("indicator", group=nw.col("parent"))
    below = about.select("indicator", group=nw.col("subject"))
    groups = nw.concat([peers, below]).unique()
    told = lines.select(*FIGURES)
    members = (
        told.with_columns(group=nw.col("parent"))
        .join(groups, on=["indicator", "group"], how="semi")
        .drop("group")
    )
    parents = about.select("indicator", subject=nw.col("parent")).unique()
    others = told.join(members.select(*CELL).unique(), on=list(CELL), how="anti")
    return members, others.join(parents, on=list(CELL), how="semi")
