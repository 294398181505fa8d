"""Which kinds of papers there are."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kaimenhong.errors import Code, Mistake


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper; the columns are explained at the head of `data/kinds.csv`.

    `days` is how far back a paper looks for what is new, None where it does not.
    """

    code: str
    name: str
    form: str
    may_have_red_head: bool
    rhythm: str
    days: int | None
    parts: tuple[str, ...]
    indicators: frozenset[str]
    needs_approval: bool


@cache
def kinds() -> Mapping[str, Kind]:
    """Give all kinds by code, in the order of the table.

    >>> [kind.name for kind in kinds().values()][:3]
    ['复工开工日报', '周调度专报', '旬调度专报']
    """
    return {row["code"]: _kind(row) for row in table("kinds")}


def kind(code: str) -> Kind:
    """Give the kind of a code or a name; Mistake PAPER_KIND_UNKNOWN where there is none.

    >>> kind("主持词").code
    'host'
    """
    for one in kinds().values():
        if code in (one.code, one.name):
            return one
    raise Mistake(
        Code.PAPER_KIND_UNKNOWN,
        expected="、".join(f"{one.code}（{one.name}）" for one in kinds().values()),
        came=code,
        remedy="请从上列种类中选一个",
    )


def table(name: str) -> list[dict[str, str]]:
    """Give the rows of a table of this package, such as "lists"."""
    text = files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _kind(row: Mapping[str, str]) -> Kind:
    return Kind(
        code=row["code"],
        name=row["name"],
        form=row["form"],
        may_have_red_head=row["red_head"] == "may",
        rhythm=row["rhythm"],
        days=int(row["days"]) if row["days"] else None,
        parts=tuple(row["parts"].split("|")) if row["parts"] else (row["code"],),
        indicators=frozenset(filter(None, row["indicators"].split("|"))),
        needs_approval=row["approval"] == "yes",
    )
