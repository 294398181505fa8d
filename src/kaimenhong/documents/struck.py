"""Text that is struck out on a laid-out page: what a reviser deleted and the printer still shows.

A line strikes characters out where it runs through their middle and hardly reaches beyond them: an
underline is below, a rule of a table is between lines or runs on, a grid of a chart runs on too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kaimenhong.documents.layout import Glyph, Rule

# In points: lines as near as this meet.
NEAR = 1.0
# In heights of a character: how far from its middle the line may run, and how thick it may be.
OFF_MIDDLE, THICK = 0.2, 0.15
# How much of a character's width the line crosses, and of its own length characters take.
CROSSED, FILLED = 0.6, 0.6


def without_struck(
    glyphs: Sequence[Glyph], rules: Sequence[Rule]
) -> tuple[Sequence[Glyph], Sequence[Rule]]:
    """Give the characters with the struck ones emptied, and the rules that strike nothing.

    An empty character keeps its place, so that no gap opens in the middle of a sentence.
    """
    level = [rule for rule in rules if rule.right - rule.left > rule.top - rule.bottom]
    if not level or not glyphs:
        return glyphs, rules
    rows = _Rows(glyphs)
    upright = [rule for rule in rules if rule.right - rule.left < rule.top - rule.bottom]
    struck = {
        rule: found
        for rule in set(level)
        if (found := rows.struck_by(rule)) and not _is_of_table(rule, upright)
    }
    gone = {number for found in struck.values() for number in found}
    if not gone:
        return glyphs, rules
    kept = [
        glyph._replace(text="") if number in gone else glyph for number, glyph in enumerate(glyphs)
    ]
    return kept, [rule for rule in rules if rule not in struck]


def _is_of_table(level: Rule, upright: Sequence[Rule]) -> bool:
    """Whether upright lines meet a line at two places, as in tables whose rows are set tight."""
    y = (level.bottom + level.top) / 2
    met = (
        one
        for one in upright
        if one.bottom - NEAR < y < one.top + NEAR
        and level.left - NEAR < one.left < level.right + NEAR
    )
    return len({round(one.left) for one in met}) > 1


class _Rows:
    """The characters of a page by the height at which their middles are."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self._glyphs = glyphs
        self._order = sorted(range(len(glyphs)), key=lambda number: glyphs[number].middle)
        self._middles = [glyphs[number].middle for number in self._order]
        self._reach = OFF_MIDDLE * max(glyph.height for glyph in glyphs)

    def struck_by(self, rule: Rule) -> list[int]:
        """Give the numbers of the characters that a level line strikes out; mostly none."""
        y = (rule.bottom + rule.top) / 2
        first = bisect_left(self._middles, y - self._reach)
        last = bisect_right(self._middles, y + self._reach)
        found = [
            number for number in self._order[first:last] if _is_crossed(self._glyphs[number], rule)
        ]
        taken = sum(_shared(self._glyphs[number], rule) for number in found)
        return found if taken >= FILLED * (rule.right - rule.left) else []


def _is_crossed(glyph: Glyph, rule: Rule) -> bool:
    off = abs((rule.bottom + rule.top) / 2 - glyph.middle)
    return (
        off < OFF_MIDDLE * glyph.height
        and rule.top - rule.bottom < THICK * glyph.height
        and _shared(glyph, rule) > CROSSED * (glyph.right - glyph.left)
    )


def _shared(glyph: Glyph, rule: Rule) -> float:
    """How much of a line lies within the width of a character."""
    return max(0.0, min(glyph.right, rule.right) - max(glyph.left, rule.left))
