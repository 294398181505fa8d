"""The full peer: the lean one, with Recognizers-Text's own model of currencies for the amounts.

It is how one would put Recognizers-Text together without a look at the time: numbers, percentages,
and numbers with units of both kinds that a plan has. JioNLP is left with the times.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import recognizers_number_with_unit
from recognizers_text import Culture

from bench.quality.reading.assembled import read_with

_CURRENCY = recognizers_number_with_unit.NumberWithUnitRecognizer(
    Culture.Chinese
).get_currency_model()


def read(path: Path) -> dict[str, Any]:
    """Read a UTF-8 text as the reading contract has it; tasks and conflicts are always empty."""
    return read_with(path, _amounts)


def _amounts(line: str) -> list[tuple[int, int]]:
    return [(one.start, one.end + 1) for one in _CURRENCY.parse(line)]
