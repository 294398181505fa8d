"""What a paper leaves open: XX where the ledger has no figure, ×月×日 where an office says the day.

A blank is highlighted where it is written, so that nobody overlooks it and nothing is issued with
it; what is not known is never made up.
"""

from __future__ import annotations

import re

from docx.enum.text import WD_COLOR_INDEX
from docx.text.paragraph import Paragraph

BLANK = "XX"
DAY = "×月×日"
# 2026年×月×日 keeps its year outside: only what is missing is marked.
MARKS = re.compile("X{2,}|×+(?:月×+日)?")


def write(paragraph: Paragraph, text: str) -> None:
    """Add the text to a paragraph, its blanks highlighted."""
    at = 0
    for found in MARKS.finditer(text):
        if found.start() > at:
            paragraph.add_run(text[at : found.start()])
        leave(paragraph, found[0])
        at = found.end()
    if at < len(text):
        paragraph.add_run(text[at:])


def leave(paragraph: Paragraph, text: str) -> None:
    """Add something that is still to be filled in, highlighted as a whole."""
    paragraph.add_run(text).font.highlight_color = WD_COLOR_INDEX.YELLOW
