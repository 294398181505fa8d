"""The skeleton of a paper: its paragraphs in order, with places that the ledger fills.

A line of a file in `skeletons/` is one paragraph; its first sign says which, none a paragraph of
the text. `{name}` is a place of `places.PLACES`. A line whose places are empty is left out, and so
is a heading under which nothing is left; a line that is one place alone may become several
paragraphs.

| sign | paragraph |
| --- | --- |
| `=` | the title, in phrases parted by a bar, which are not broken over lines |
| `%` | a line under the title |
| `@` | whom it is sent to |
| `#`, `##` | headings 一、 and （一）; numbers are given when it is written |
| `-` | a paragraph with a heading that runs into it, numbered （一） |
| `.` | a numbered paragraph: 1. 2. |
| `*` | a block, a table or a chart, by its name in `blocks.BLOCKS` |
| `+` | an annex: upright or across, the block, its name |
| `&` | the list of annexes and the signature |
| `//` | a remark |
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

PLACE = re.compile(r"\{(\w+)\}")


class Sign(StrEnum):
    """What a line of a skeleton is."""

    TITLE = "="
    UNDER_TITLE = "%"
    RECIPIENTS = "@"
    HEADING = "#"
    SUBHEADING = "##"
    LED = "-"
    NUMBERED = "."
    BLOCK = "*"
    ANNEX = "+"
    SIGNATURE = "&"
    BODY = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a skeleton."""

    sign: Sign
    text: str


@cache
def skeleton(name: str) -> tuple[Line, ...]:
    """Give the lines of a skeleton.

    >>> skeleton("bulletin")[0].sign.name, skeleton("bulletin")[1].text
    ('TITLE', '{recipients}')
    """
    text = files(__package__).joinpath("skeletons", f"{name}.txt").read_text("utf-8")
    told = (line.strip() for line in text.splitlines())
    return tuple(_line(line) for line in told if line and not line.startswith("//"))


def _line(line: str) -> Line:
    sign, _, rest = line.partition(" ")
    if sign in _SIGNS:
        return Line(Sign(sign), rest.strip())
    return Line(Sign.BODY, line)


_SIGNS = {sign.value for sign in Sign if sign.value}
