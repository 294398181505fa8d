"""Industries 行业 of the quarterly account, and the indicators that support their estimate."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.terms import indicator


@dataclass(frozen=True, slots=True)
class Industry:
    """A row of the table of industries: `supports` gives each indicator its weight."""

    code: str
    name: str
    supports: Mapping[str, float]
    note: str


@cache
def default_industries() -> tuple[Industry, ...]:
    """Give the table that holds until a place loads its own."""
    file = resources.files("kaimenhong.analysis") / "data" / "gdp_industries.csv"
    return read_industries(file.read_text(encoding="utf-8"), name="gdp_industries.csv")


def read_industries(text: str, *, name: str) -> tuple[Industry, ...]:
    """Read a table of industries; `name` is the file that a Mistake points into.

    A weight that is no positive number, an industry twice or an indicator that the catalogue does
    not have raise GDP_INPUT_INVALID or INDICATOR_UNKNOWN.
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found: dict[str, Industry] = {}
    for row in csv.DictReader(lines):
        place = Place(file=name)
        if not {"code", "name", "indicators"} <= {key for key, value in row.items() if value}:
            raise invalid(
                "列 code、name、indicators 都填写", ",".join(map(str, row.values())), place
            )
        if row["code"] in found:
            raise invalid("每个行业一行", row["code"], place)
        supports = dict(_weighted(part, place) for part in row["indicators"].split("|"))
        found[row["code"]] = Industry(row["code"], row["name"], supports, row.get("note") or "")
    return tuple(found.values())


def composite(weights: Mapping[str, float], growths: Mapping[str, float | None]) -> float | None:
    """Give the weighted growth of the supports named in `weights`, None where one is missing.

    >>> composite({"a": 1, "b": 3}, {"a": 4.0, "b": 8.0}), composite({"a": 1}, {"a": None})
    (7.0, None)
    """
    known = {code: growths.get(code) for code in weights}
    if not weights or any(growth is None for growth in known.values()):
        return None
    total = sum(weights.values())
    return sum(
        weights[code] / total * growth for code, growth in known.items() if growth is not None
    )


def _weighted(text: str, place: Place) -> tuple[str, float]:
    code, _, weight = text.partition(":")
    known = indicator.indicator(code.strip())
    if not weight.replace(".", "", 1).isdigit() or float(weight) <= 0:
        raise invalid("“指标代码:权重”，权重大于零", text, place)
    return known.code, float(weight)


def invalid(expected: str, came: str, place: Place | None = None) -> Mistake:
    """Make the mistake that every unfit input of an estimate gets."""
    return Mistake(
        Code.GDP_INPUT_INVALID,
        expected=expected,
        came=came,
        remedy="请更正后重新测算",
        place=place,
    )
