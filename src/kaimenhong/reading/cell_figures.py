"""The figures in a cell of a table, which may leave out the unit that its heads state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kaimenhong.reading import lexicon
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.figures import bounds_around, bounds_before, figures, masked
from kaimenhong.terms.codelists import Comparator, Role
from kaimenhong.terms.quantity_words import find_comparator

_NUMBER = re.compile(
    r"(?P<before>[^0-9Xx_-]{0,6})(?P<value>-?[0-9]+(?:\.[0-9]+)?|[Xx]{1,5}|_{2,})"
    r"(?:-(?P<high>[0-9]+(?:\.[0-9]+)?))?(?P<after>以上|及以上|左右|以内|以下)?"
)
_RANK = re.compile(r"(?P<top>前|第)?(?P<value>[0-9]{1,3}|[Xx]{1,3})(?:位|名)?")
_SIGNS = {"≥": "at_least", "≤": "at_most", ">": "more_than", "<": "less_than"}
_FALLS = re.compile("(?:下降|减少|降低|压减|回落|负增长)[^，；]{0,3}$")
_WANTED = re.compile("力争|确保|目标|计划")
_FORESEEN = re.compile("预计|预期")
_CLAUSES = re.compile("[，、；。：（）≥≤><]")


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A figure of a cell: `own` are the words of its clause before it, `bound` is where they bind.

    `figure.value` has the sign that the words give it.
    """

    figure: Figure
    own: str
    comparator: Comparator
    bound: tuple[int, int] | None = None

    @property
    def role(self) -> Role | None:
        """The role that the cell's own words state."""
        if _FORESEEN.search(self.own):
            return Role.EXPECTED
        return Role.TARGET if _WANTED.search(self.own) else None


def cell_figures(text: str, unit: str | None, *, rank: bool) -> list[CellFigure]:
    """Give the figures of a cell; one without a unit takes `unit`, and is none where that is None.

    >>> [(str(one.figure.value), one.figure.unit, one.comparator.value)
    ...  for one in cell_figures("30亿元，增长9%以上", None, rank=False)]
    [('30', '亿元', 'exactly'), ('9', '%', 'at_least')]
    >>> cell_figures("12.5", "亿元", rank=False)[0].figure.unit
    '亿元'
    >>> cell_figures("12.5", None, rank=False)
    []
    """
    ranked = _RANK.fullmatch(text) if rank else None
    if ranked:
        value = _decimal(ranked["value"])
        comparator = Comparator.AT_MOST if ranked["top"] == "前" else Comparator.EXACTLY
        figure = _made(ranked.start("value"), len(text), value, "位")
        return [CellFigure(figure, "", comparator)]
    found = [one for one in figures(text, masked(text)) if one.kind in {"number", "rank", "step"}]
    if not found and unit is not None:
        found = _bare(text, unit)
    return [_read(text, figure) for figure in found]


def is_clause(text: str) -> bool:
    """Whether a cell is figures with their bounds and nothing that names an indicator.

    >>> is_clause("力争增长9%以上，总量突破30亿元"), is_clause("新增企业5家")
    (True, False)
    """
    found = figures(text, masked(text))
    # 低于全年目标0.7个百分点 has another side, which only a sentence shows.
    if any(figure.unit == "个百分点" for figure in found):
        return False
    left = text
    for figure in reversed(found):
        left = left[: figure.start] + "，" + left[figure.stop :]
    return not re.sub(r"[，0-9Xx.%-]", "", leftover(left))


def leftover(words: str) -> str:
    """What is left of words beside those that only bind a figure.

    >>> leftover("力争完成投资")
    '投资'
    """
    return _clause_words().sub("", _CLAUSES.sub("，", words))


@cache
def _clause_words() -> re.Pattern[str]:
    return re.compile(lexicon.any_of(lexicon.listed("columns", "clause")))


def _bare(text: str, unit: str) -> list[Figure]:
    match = _NUMBER.fullmatch(text)
    if match is None or not (is_clause(match["before"]) or match["before"] in _SIGNS):
        return []
    value = _decimal(match["value"])
    high = Decimal(match["high"]) if match["high"] and value is not None else None
    return [_made(match.start("value"), len(text), value, unit, high, match["after"] or "")]


def _decimal(written: str) -> Decimal | None:
    return Decimal(written) if written.lstrip("-")[0].isdigit() else None


def _made(
    start: int, end: int, value: Decimal | None, unit: str, high: Decimal | None = None,
    after: str = "",
) -> Figure:  # fmt: skip
    return Figure(
        "number",
        start,
        end - len(after),
        end,
        value,
        high,
        unit,
        "none",
        value is None,
        after=after,
    )


def _read(text: str, figure: Figure) -> CellFigure:
    own = re.split("[，、；（）]", text[: figure.start])[-1]
    comparator, word = _comparator(text, figure)
    at = text.rfind(word, 0, figure.start) if word else -1
    bound = (at, at + len(word)) if at >= 0 else None
    if figure.value is not None and figure.value > 0 and _FALLS.search(own):
        figure = _made(
            figure.start, figure.stop, -figure.value, figure.unit or "", figure.high, figure.after
        )
    return CellFigure(figure, own, comparator, bound)


def _comparator(text: str, figure: Figure) -> tuple[Comparator, str]:
    """How the figure binds, and the word before it that says so."""
    if figure.comparator is not None:
        return figure.comparator, ""
    if figure.high is not None:
        return Comparator.BETWEEN, ""
    sign = text[max(0, figure.start - 1) : figure.start]
    if sign in _SIGNS:
        return Comparator(_SIGNS[sign]), sign
    found = bounds_before().before(text, figure.start)
    word = found[0] if found else ""
    around = bounds_around().get((word, figure.after)) if figure.after else None
    both = around or find_comparator(word, figure.inside, figure.after)
    return both or find_comparator("", "", figure.after) or Comparator.EXACTLY, word
