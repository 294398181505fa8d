"""Words become meanings, a column at a time: read once in Python, joined to the rows by the engine.

A row whose word means nothing is refused with its place, and costs no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from kaimenhong.analysis.frame import Frame
from kaimenhong.engine import words
from kaimenhong.engine.session import Session
from kaimenhong.engine.subjects import subjects
from kaimenhong.engine.words import Meaning, Misread, Word
from kaimenhong.errors import Mistake, Place
from kaimenhong.facts import Finding

MOST_TOLD = 1000  # refused rows are told one by one up to this many a cause
KINDS: Mapping[str, type[nw.dtypes.DType]] = {
    "text": nw.String,
    "int64": nw.Int64,
    "float64": nw.Float64,
}

type Read = Callable[[Sequence[words.Words]], list[Meaning | Misread]]


@dataclass(frozen=True, slots=True)
class Step:
    """Some columns whose words are read together, what they mean, and who reads them."""

    keys: tuple[str, ...]
    gives: Mapping[str, str]
    read: Read


def _alone(read: Callable[[words.Words], Meaning]) -> Read:
    def one(found: words.Words) -> Meaning | Misread:
        try:
            return read(found)
        except Misread as misread:
            return misread

    return lambda rows: [one(row) for row in rows]


def _subjects(rows: Sequence[words.Words]) -> list[Meaning | Misread]:
    found = subjects(row["subject"] for row in rows)
    return [found[row["subject"]] for row in rows]


_TEXTS = dict.fromkeys(("indicator", "own_unit", "direction", "priced", "accumulated"), "text")
SUBJECT = Step(("subject",), {"subject": "text", "parent": "text"}, _subjects)
KIND = Step(
    ("indicator", "measure", "unit", "basis", "accumulation", "role"),
    {**_TEXTS, **dict.fromkeys(("times", "per", "scale"), "float64")},
    _alone(words.kind),
)
# After the subjects, which have a way of their own.
STEPS = (
    KIND,
    Step(
        ("period", "accumulated", "role"),
        {"period": "text", "first": "int64", "last": "int64"},
        _alone(words.time),
    ),
    Step(("status",), {"status": "text"}, _alone(words.status)),
    Step(("comparator",), {"comparator": "text"}, _alone(words.comparator)),
    Step(("tier",), {"tier": "text"}, _alone(words.tier)),
)


@dataclass(slots=True)
class Rows:
    """A frame on its way from words to meanings.

    `constant` tells the columns that hold one word in all rows: they need no look at the rows.
    """

    session: Session
    frame: Frame
    constant: dict[str, str]
    refused: list[Finding]

    def take_subjects(self) -> None:
        """Read the subjects; where all are enterprises, maybe millions, none is looked at."""
        if self.only_firms():
            self.say_no_parent()
        else:
            self.take(SUBJECT)

    def say_no_parent(self) -> None:
        """Say that no row is about anything that stands below another."""
        self._say("parent", "text", None)

    def only_firms(self) -> bool:
        """Tell whether no row is about anything but enterprises."""
        others = self.frame.filter(~nw.col("subject").str.starts_with("firm:"))
        return not self.session.rows(others.select("subject").head(1))

    def take(self, step: Step) -> None:
        """Put what the words of the step's columns mean in place of them, and beside them."""
        self.put(step, self.read(step))

    def read(self, step: Step) -> list[tuple[Any, Meaning | Misread]]:
        """Read every distinct word of the step's columns once; nothing is changed."""
        varying = self._varying(step)
        found = self.session.rows(self.frame.select(*varying).unique()) if varying else [{}]
        rows = [
            {key: row.get(key, self.constant.get(key, "")) for key in step.keys} for row in found
        ]
        return list(zip(rows, step.read(rows), strict=True))

    def put(self, step: Step, pairs: Sequence[tuple[Any, Meaning | Misread]]) -> None:
        """Put what `read` gave in the place of the words; refuse the rows that mean nothing."""
        varying = self._varying(step)
        bad = [(row, meant) for row, meant in pairs if isinstance(meant, Misread)]
        good = [(row, meant) for row, meant in pairs if not isinstance(meant, Misread)]
        if bad:
            self._refuse(varying, bad)
        shared = [name for name in step.gives if len({meant[name] for _, meant in good}) == 1]
        same = [
            name for name in step.gives if good and all(row.get(name) == m[name] for row, m in good)
        ]
        changed = [name for name in step.gives if name not in (*shared, *same)]
        if changed or bad:
            keys = varying if bad else _telling(varying, changed, good)
            self._join(keys, changed, step, good)
        for name in shared:
            self._say(name, step.gives[name], good[0][1][name])

    def _varying(self, step: Step) -> list[str]:
        return [key for key in step.keys if key not in self.constant]

    def _join(
        self, keys: list[str], names: list[str], step: Step, good: list[tuple[Any, Meaning]]
    ) -> None:
        """Keep the rows whose words mean something, with their meaning under its name."""
        if not keys:
            self.frame = self.frame.head(0)
            for name in names:
                self._say(name, step.gives[name], None)
            return
        meant = {f"meant_{name}": step.gives[name] for name in names}
        pairs = {tuple(row[key] for key in keys): meaning for row, meaning in good}
        columns: dict[str, list[object]] = {
            key: [words[place] for words in pairs] for place, key in enumerate(keys)
        }
        columns |= {f"meant_{name}": [one[name] for one in pairs.values()] for name in names}
        schema = [(name, meant.get(name, "text"), "") for name in columns]
        self.frame = self.frame.join(self.session.table(columns, schema), on=keys, how="inner")
        for name in names:
            self.constant.pop(name, None)
            self.frame = self.frame.with_columns(**{name: nw.col(f"meant_{name}")})
        self.frame = self.frame.drop(list(meant))

    def _say(self, name: str, kind: str, word: Word) -> None:
        self.frame = self.frame.with_columns(nw.lit(word, KINDS[kind]()).alias(name))
        if isinstance(word, str):
            self.constant[name] = word

    def _refuse(self, keys: list[str], bad: list[tuple[Any, Misread]]) -> None:
        columns: dict[str, list[object]] = {key: [row[key] for row, _ in bad] for key in keys}
        columns["number"] = list(range(len(bad)))
        schema = [(name, "int64" if name == "number" else "text", "") for name in columns]
        rows = self.frame
        if keys:
            rows = rows.join(self.session.table(columns, schema), on=keys, how="inner")
        else:
            rows = rows.with_columns(number=nw.lit(0))
        for row in self.places(rows, "number"):
            misread = bad[row["number"]][1]
            self.refuse(row, misread.column, misread.mistake)

    def places(self, frame: Frame, *columns: str) -> Iterator[dict[str, Any]]:
        """Give the first rows of a frame with their places, in order."""
        told = frame.select("file", "row", *columns).sort("file", "row").head(MOST_TOLD)
        yield from self.session.rows(told)

    def refuse(self, row: Mapping[str, Any], column: str, mistake: Mistake) -> None:
        """Note why a row was not taken."""
        place = Place(file=row["file"], line=row["row"], column=column)
        self.refused.append(Finding(mistake.at(place), place))


def _telling(keys: list[str], names: list[str], good: list[tuple[Any, Meaning]]) -> list[str]:
    """Leave out the keys without which the others still tell the meaning: fewer to compare."""
    left = list(keys)
    for key in reversed(keys):
        fewer = [one for one in left if one != key]
        seen: dict[tuple[object, ...], tuple[object, ...]] = {}
        tells = all(
            seen.setdefault(tuple(row[one] for one in fewer), meaning) == meaning
            for row, meant in good
            for meaning in [tuple(meant[name] for name in names)]
        )
        if fewer and tells:
            left = fewer
    return left
