"""A paper as pages: measured in millimetres and lines, and as a coarse picture of its ink."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

MM = 72 / 25.4  # points
THREE, FOUR = 16.0, 14.0  # 3号 and 4号
CELL = 8.0  # millimetres of a cell of the picture
DPI = 48
FULL = 24  # characters of a line that surely goes from margin to margin
HEAD, FOOT = 37 * MM, (297 - 35) * MM  # of the text area, from the top of the sheet
LEFT, RIGHT = 28 * MM, 26 * MM
HANGING = set("，。、；：）》”！？")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: where it stands, in points from the top left, and its size."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in points and its characters."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What is measured of a paper: millimetres, points and counts; None where no page shows it.

    `left` and `right` are the margins, `pitch` the distance of lines of 3号, `lines` how many of
    them the text area holds at that pitch from the first line to the foot, `characters` those of
    the longest line, `number_below` the gap from the text area to the page number and `number_in`
    how far it is from the side; `sides` is whether all odd numbers stand right and even ones left.
    """

    pages: int
    left: float | None
    right: float | None
    pitch: float | None
    lines: int
    characters: int
    number_below: float | None
    number_in: float | None
    sides: bool


def pages(pdf: bytes) -> list[Page]:
    """Read the characters of every page."""
    document = pdfium.PdfDocument(pdf)
    found = []
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        found.append(Page(number, width, height, tuple(_glyphs(page, height))))
    document.close()
    return found


def look(pdf: bytes) -> Look:
    """Measure a paper on its upright pages."""
    every = pages(pdf)
    upright = [page for page in every if page.height > page.width]
    lines = [_lines(page) for page in upright]
    full = [line for page in lines for line in page if len(line) >= FULL]
    steps = [
        after[0].baseline - before[0].baseline for page in lines for before, after in pairwise(page)
    ]
    pitch = _commonest([step for step in steps if step < 2 * THREE + 1])
    numbers = [(page, line) for page in upright if (line := _number(page))]
    rights = [page.width - _edge(line) for page in upright[:1] for line in full]
    return Look(
        pages=len(every),
        left=_mm(min((line[0].left for page in lines for line in page), default=None)),
        right=_mm(_commonest(rights)),
        pitch=pitch,
        lines=max((_held(page, pitch) for page in lines), default=0) if pitch else 0,
        characters=max(map(len, full), default=0),
        number_below=_mm(_commonest([_dash(line) - FOOT for _, line in numbers])),
        number_in=_mm(_commonest([_inside(page, line) for page, line in numbers])),
        sides=all(_is_right(page, line) == bool(page.number % 2) for page, line in numbers),
    )


def unlike(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> float:
    """Tell by how much two pictures differ, 0 to 255 a cell on average; 255 where pages differ."""
    if before.shape != after.shape:
        return 255.0
    return float(np.abs(before.astype(np.int16) - after.astype(np.int16)).mean())


def picture(pdf: bytes) -> NDArray[np.uint8]:
    """Give how dark each cell of each page is, pages one below the other: layout without fonts."""
    document = pdfium.PdfDocument(pdf)
    drawn = [_cells(page.render(scale=DPI / 72, grayscale=True).to_numpy()) for page in document]
    document.close()
    width = max(cells.shape[1] for cells in drawn)
    padded = [np.pad(one, ((0, 0), (0, width - one.shape[1]))) for one in drawn]
    return np.vstack(padded)


def _cells(drawn: NDArray[np.uint8]) -> NDArray[np.uint8]:
    side = round(CELL * DPI / 25.4)
    ink = 255 - drawn.reshape(drawn.shape[0], drawn.shape[1]).astype(np.float64)
    rows, columns = -(-ink.shape[0] // side), -(-ink.shape[1] // side)
    whole = np.pad(ink, ((0, rows * side - ink.shape[0]), (0, columns * side - ink.shape[1])))
    return whole.reshape(rows, side, columns, side).mean(axis=(1, 3)).astype(np.uint8)


def _glyphs(page: pdfium.PdfPage, height: float) -> Iterator[Glyph]:
    text = page.get_textpage()
    for place in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, place))
        if letter.isspace():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        left, _, right, _ = text.get_charbox(place, loose=True)
        yield Glyph(letter, left, right, height - y.value, raw.FPDFText_GetFontSize(text, place))


def _lines(page: Page) -> list[list[Glyph]]:
    """Gather the characters of 3号 into lines, from the top."""
    found: dict[int, list[Glyph]] = {}
    for glyph in page.glyphs:
        if abs(glyph.size - THREE) < 0.5:
            found.setdefault(round(glyph.baseline), []).append(glyph)
    return [sorted(found[at], key=lambda glyph: glyph.left) for at in sorted(found)]


def _number(page: Page) -> list[Glyph]:
    """Find — 1 — below the text area."""
    found = [one for one in page.glyphs if one.baseline > FOOT and abs(one.size - FOUR) < 0.5]
    return found if "".join(one.text for one in found) == f"—{page.number}—" else []


def _held(lines: list[list[Glyph]], pitch: float) -> int:
    """Count how many lines of this pitch stand from the first line of a page to its last."""
    body = [line[0].baseline for line in lines]
    return round((body[-1] - body[0]) / pitch) + 1 if body and body[0] < HEAD + 2 * pitch else 0


def _edge(line: list[Glyph]) -> float:
    """Where a line ends; punctuation may hang over the margin and does not count."""
    return max(glyph.right for glyph in line if glyph.text not in HANGING)


def _dash(line: list[Glyph]) -> float:
    """Where the dashes beside a page number are: at the middle of the digits."""
    return line[0].baseline - line[0].size * 0.35


def _is_right(page: Page, line: list[Glyph]) -> bool:
    return line[0].left > page.width / 2


def _inside(page: Page, line: list[Glyph]) -> float:
    """How far the number stands from the side margin that it is nearer to."""
    if _is_right(page, line):
        return page.width - RIGHT - max(glyph.right for glyph in line)
    return line[0].left - LEFT


def _commonest(values: Sequence[float]) -> float | None:
    """Give the value that most lines have, to a tenth of a point."""
    counted = Counter(round(value, 1) for value in values)
    return counted.most_common(1)[0][0] if counted else None


def _mm(points: float | None) -> float | None:
    return None if points is None else round(points / MM, 1)
