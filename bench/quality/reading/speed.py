"""How fast and lean a contender reads, and how its time grows with the length of the text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.quality.reading.sets import Labelled
from bench.quality.reading.work import MEGABYTE, work

ROUNDS = 3
# A file that states more than 20,000 figures is refused; the longest text has a hundred copies.
MOST_FIGURES = 180
LONG_MB = 5


def base_text(members: Sequence[Labelled]) -> str:
    """Give one copy of what is timed: the first documents that together state few enough."""
    texts, figures = [], 0
    for one in members:
        figures += len(one.read_labels()["statements"])
        if figures <= MOST_FIGURES and one.document.suffix == ".txt":
            texts.append(one.document.read_text("utf-8"))
    return "\n".join(texts)


def measured(text: str, contender: str) -> dict[str, float]:
    """Give the contender's `mb_per_second` of one core and its `peak_mb` for a text of 5 MB.

    Megabytes are 10**6 bytes of UTF-8. A text so short that a hundred copies of it are less than
    5 MB gives no `peak_mb`.
    """
    found = {"mb_per_second": rate(text, contender)}
    copies = int(LONG_MB / _megabytes(text)) + 1
    if copies <= 100:
        with _file(text, copies) as path:
            found["peak_mb"] = round(work(contender, [path]).peak_mb)
    return found


def rate(text: str, contender: str) -> float:
    """Give how many megabytes the contender reads in a second of one core."""
    return round(_megabytes(text) / _seconds(text, contender), 3)


def growth(text: str, contender: str) -> dict[str, float]:
    """Give the seconds for 1, 10 and 100 copies of the text, and the last over the one before."""
    one, ten, hundred = (_seconds(text, contender, copies) for copies in (1, 10, 100))
    return {
        "seconds_1x": round(one, 3),
        "seconds_10x": round(ten, 3),
        "seconds_100x": round(hundred, 3),
        "seconds_100x_over_10x": round(hundred / ten, 2),
    }


def _seconds(text: str, contender: str, copies: int = 1) -> float:
    with _file(text, copies) as path:
        return work(contender, [path], ROUNDS).seconds


def _megabytes(text: str) -> float:
    return len(text.encode()) / MEGABYTE


@contextmanager
def _file(text: str, copies: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole.txt"
        path.write_text("\n".join([text] * copies), "utf-8")
        yield path
