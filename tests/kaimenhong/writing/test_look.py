"""How every kind of paper looks on the page: measured, and held against a stored picture."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from bench.quality.look.pages import look, pages, picture, unlike
from bench.quality.look.run import LINES, ONE_CHARACTER, STANDARD
from bench.quality.look.stored import KNOWN_FONT, stored
from kaimenhong.documents.convert import converter, to_pdf
from kaimenhong.writing.papers.compose import compose
from kaimenhong.writing.papers.kinds import kind, kinds
from tests.kaimenhong.writing.sample import dossier

pytestmark = pytest.mark.skipif(converter() is None, reason="没有 LibreOffice：材料变不成页面")
EVERY = sorted(kinds())
ALIKE = 3.0  # of 255, a cell on average
LONG = ("bulletin", "supervision", "weekly", "report", "speech")


@cache
def turned(code: str) -> bytes:
    return to_pdf(compose(dossier(), kind(code)))


@pytest.mark.parametrize("code", EVERY)
def test_margins_lines_and_numbers_are_those_of_the_standard(code: str) -> None:
    found = look(turned(code))
    assert found.left == pytest.approx(STANDARD["left"], abs=1)
    assert found.right == pytest.approx(STANDARD["right"], abs=1)
    assert found.pitch == pytest.approx(STANDARD["pitch"], abs=0.1)
    assert found.number_below == pytest.approx(STANDARD["number_below"], abs=1)
    assert found.number_in == pytest.approx(ONE_CHARACTER, abs=1)
    assert found.sides


@pytest.mark.parametrize("code", LONG)
def test_a_full_page_has_twenty_two_lines(code: str) -> None:
    """A heading that stays with its text takes its line over to the next page."""
    assert look(turned(code)).lines in (LINES - 1, LINES)


def test_what_is_settled_fits_one_page() -> None:
    assert look(turned("follow_up")).pages == 1


def test_the_list_of_sources_gives_each_figure_one_line() -> None:
    every = ["".join(one.text for one in page.glyphs) for page in pages(turned("bulletin"))]
    begins = next(
        place for place, text in enumerate(every) if text.startswith("演示数据不作为工作依据附件3")
    )
    assert len(dossier().sources) > 55
    assert len(every) - begins <= 3


def test_a_page_that_begins_one_line_lower_is_not_alike() -> None:
    drawn = picture(turned("host"))
    assert unlike(drawn, np.roll(drawn, 1, axis=0)) > ALIKE
    assert unlike(drawn, drawn[:-1]) > ALIKE


@pytest.mark.parametrize("code", EVERY)
def test_the_pages_look_as_they_did_when_somebody_looked_at_them(code: str) -> None:
    pdf = turned(code)
    if KNOWN_FONT not in pdf:
        pytest.skip("字体与存样图时不同：断行会变，不比图")
    assert unlike(stored(code), picture(pdf)) <= ALIKE
