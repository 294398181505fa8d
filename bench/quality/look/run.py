"""`make bench NAME=look`: every kind of paper turned into pages and measured against GB/T 9704.

Beside ours stands a document of python-docx with 3号 set and nothing else. Where LibreOffice is not
installed nothing can be measured, and every goal is missed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from io import BytesIO

import docx
from docx.shared import Pt

from bench.quality.look.pages import Look, look, picture, unlike
from bench.quality.look.stored import KNOWN_FONT, stored
from bench.result import Result
from kaimenhong.documents.convert import converter, to_pdf
from kaimenhong.writing.papers.compose import compose
from kaimenhong.writing.papers.kinds import kinds
from tests.kaimenhong.writing.sample import dossier

# GB/T 9704-2012: margins with ±1 mm, 22 lines of 3号 in 225 mm, the number 7 mm below the text
# area and one character of 4号 in.
STANDARD = {"left": 28.0, "right": 26.0, "pitch": 225 / 22 / 25.4 * 72, "number_below": 7.0}
ONE_CHARACTER = 14 / 72 * 25.4
LINES = 22
GOALS = {
    "kinds": f">= {len(kinds())}",
    "left_mm_off": "<= 1",
    "right_mm_off": "<= 1",
    "pitch_pt_off": "<= 0.1",
    "lines_most": f"== {LINES}",
    "number_below_mm_off": "<= 1",
    "number_in_mm_off": "<= 1",
    "number_on_wrong_side": "== 0",
    "unlike_stored_most": "<= 3",
}
UNITS = {"pitch": "pt"}


def run() -> Result:
    """Measure all kinds, and the plain document."""
    if converter() is None:
        return Result("look", {"kinds": 0.0}, GOALS, ("没有 LibreOffice，不能量",))
    made = {code: to_pdf(compose(dossier(), kind)) for code, kind in kinds().items()}
    looks = {code: look(pdf) for code, pdf in made.items()}
    plain = look(to_pdf(_plain()))
    figures = {"kinds": float(len(looks)), **_worst(looks.values())}
    figures |= {f"plain_{name}": value for name, value in _worst([plain]).items()}
    figures |= {f"pages_{code}": float(one.pages) for code, one in looks.items()}
    notes = ["各种材料里离标准最远的一个；plain_ 是 python-docx 只设了 3 号字的样子"]
    if all(KNOWN_FONT in pdf for pdf in made.values()):
        differences = {code: unlike(stored(code), picture(pdf)) for code, pdf in made.items()}
        figures["unlike_stored_most"] = round(max(differences.values()), 2)
    else:
        notes.append("字体与存样图时不同，没有比图")
    _show(looks, plain)
    return Result("look", figures, GOALS, tuple(notes))


def _worst(looks: Iterable[Look]) -> dict[str, float]:
    """Give the figure of the paper that is furthest from the standard."""
    every = list(looks)
    found = {
        f"{name}_{UNITS.get(name, 'mm')}_off": max(_off(one, name, wanted) for one in every)
        for name, wanted in STANDARD.items()
    }
    found["number_in_mm_off"] = max(_off(one, "number_in", ONE_CHARACTER) for one in every)
    found["number_on_wrong_side"] = float(sum(not one.sides for one in every))
    found["lines_most"] = float(max(one.lines for one in every))
    return found


def _off(one: Look, name: str, wanted: float) -> float:
    """Give how far a measure is off; a page's length where it cannot be measured."""
    value = getattr(one, name)
    return 297.0 if value is None else round(abs(value - wanted), 2)


def _plain() -> bytes:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(16)  # type: ignore[attr-defined]
    for _ in range(30):
        document.add_paragraph("规模以上工业增加值增长6.2%，比一季度目标低1.3个百分点。" * 3)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _show(looks: Mapping[str, Look], plain: Look) -> None:
    for code, one in {**looks, "（默认）": plain}.items():
        print(f"{code:<12} {one}", file=sys.stderr)
