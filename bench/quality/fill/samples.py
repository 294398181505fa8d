"""Templates whose truth stands beside each blank: `增长XX⟦6.2⟧%`; ⟦？⟧ is left by who knows.

The first line names the area and the day: ⟦临渡县 2026-04-22⟧. A line between bars is a row of a
table; there a ⟦6.2⟧ with nothing before it is an empty cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
HEAD = re.compile(r"⟦(?P<area>\S+) (?P<day>[0-9-]+)⟧\n")
TRUTH = re.compile(r"(?P<marks>[X_*×]*)⟦(?P<shown>[^⟧]*)⟧")
ROW = re.compile(r"^\|(.*)\|$", re.MULTILINE)
LEFT = "？"
EMPTY = "XX"


@dataclass(frozen=True, slots=True)
class Sample:
    """A template with its truth: `blanks` are start, end and what is shown; None is to be left."""

    name: str
    area: str
    day: str
    text: str
    facts: Path
    blanks: tuple[tuple[int, int, str | None], ...]


def samples(kind: str) -> list[Sample]:
    """Give the samples of a folder: `tuned`."""
    return [sample(path) for path in sorted((HERE / kind).glob("*.txt"))]


def sample(path: Path) -> Sample:
    """Read one; an empty cell is written as XX, since texts have no empty cells."""
    content = path.read_text(encoding="utf-8")
    head = HEAD.match(content)
    if head is None:
        raise ValueError(f"{path.name} does not say whose and as of when")
    text, blanks = marked(ROW.sub(lambda row: row[1].replace("|", "\t"), content[head.end() :]))
    return Sample(path.stem, head["area"], head["day"], text, path.with_suffix(".csv"), blanks)


def marked(body: str) -> tuple[str, tuple[tuple[int, int, str | None], ...]]:
    """Give the text without its truths, and these: start, end and what is shown.

    >>> marked("增长XX⟦6.2⟧%，X⟦？⟧日")
    ('增长XX%，X日', ((2, 4, '6.2'), (6, 7, None)))
    """
    parts: list[str] = []
    blanks: list[tuple[int, int, str | None]] = []
    at = last = 0
    for match in TRUTH.finditer(body):
        before, marks = body[last : match.start()], match["marks"] or EMPTY
        parts += [before, marks]
        at += len(before) + len(marks)
        shown = match["shown"]
        blanks.append((at - len(marks), at, None if shown == LEFT else shown))
        last = match.end()
    return "".join([*parts, body[last:]]), tuple(blanks)
