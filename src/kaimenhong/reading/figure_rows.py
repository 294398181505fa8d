"""Rows of figures: a cell takes its meaning from the heads of its row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kaimenhong.facts import Statement
from kaimenhong.reading import names, places
from kaimenhong.reading.figures import Figure, figures, masked
from kaimenhong.reading.grid import COMPLETION, GROWTH, NUMBER, RANK, Column, Grid, role_of
from kaimenhong.reading.outline import Paragraph
from kaimenhong.reading.places import Place
from kaimenhong.reading.scope import Background, heading_period
from kaimenhong.terms.codelists import Comparator, Measure
from kaimenhong.terms.period import Period
from kaimenhong.terms.quantity_words import find_comparator

_SHARE = re.compile("占比|比重|份额")
_TOTALS = {"合计", "总计"}
_FALLS = re.compile("(?:下降|减少|降低|压减|回落|负增长)[^，；]{0,3}$")
_NO_FIGURE = {"", "-", "--", "/", "…", "无"}
LONGEST_CAPTION = 40


def read_figure_row(
    grid: Grid, row: int, columns: dict[int, Column], label: str, background: Background
) -> Iterator[Statement]:
    """Give the figures of a row; `label` is the tag of the column that names the row."""
    cells = grid.rows[row]
    heads = [c for c in columns if columns[c].tag == label and c in cells]
    if not heads:
        return
    head = cells[heads[0]]
    units = [cells[c].cleaned.text for c in columns if columns[c].tag == "unit" and c in cells]
    for column, cell in sorted(cells.items()):
        if columns[column].tag is not None or column <= heads[0]:
            continue
        if cell.cleaned.text in _NO_FIGURE:
            continue
        for figure in _figures(cell.cleaned.text, columns[column], head, units, grid):
            statement = _cell(grid, cell, figure, columns[column], head, label, background)
            if statement is not None:
                yield statement


def _cell(
    grid: Grid,
    cell: Paragraph,
    figure: Figure,
    column: Column,
    head: Paragraph,
    label: str,
    background: Background,
) -> Statement | None:
    text = cell.cleaned.text
    own = re.split("[，、；]", text[: figure.start])[-1]
    named = column.head if label == "area" else head
    if named is None:
        return None
    written = _name(column.meaning if label == "area" else named.cleaned.text)
    measure = _measure(column.meaning + head.cleaned.text + own, figure, written)
    start, end = cell.cleaned.at[0], cell.cleaned.at[-1] + 1
    place = background.place
    return Statement(
        role=column.role or role_of(_caption(grid)) or background.role,
        indicator=names.standard(written),
        raw=named.cleaned.source[named.cleaned.at[0] : named.cleaned.at[-1] + 1],
        area=_area(head.cleaned.text, place) if label == "area" else (place.name or place.word),
        period=_period(column, grid, background),
        measure=measure,
        comparator=_comparator(own, figure),
        value=_signed(own, figure),
        value_high=figure.high,
        unit="位" if measure in {Measure.GROWTH_RANK, Measure.LEVEL_RANK} else figure.unit,
        reference=None,
        placeholder=figure.placeholder,
        start=start,
        end=end,
        text=cell.cleaned.source[start:end],
    )


def _area(words: str, place: Place) -> str | None:
    """Whose row it is; 全市 and 合计 are the document's own area."""
    if words in _TOTALS:
        return place.name or place.word
    return place.resolve(words) if places.SELF.fullmatch(words) else words


def _signed(own: str, figure: Figure) -> Decimal | None:
    """下降2% is negative."""
    falls = figure.value is not None and figure.value > 0 and _FALLS.search(own)
    return -figure.value if falls and figure.value is not None else figure.value


def _figures(
    text: str, column: Column, head: Paragraph, units: list[str], grid: Grid
) -> list[Figure]:
    """The figures of a cell: with their own units, else with that of its column, row or table."""
    found = [one for one in figures(text, masked(text)) if one.kind in {"number", "rank"}]
    if found:
        return found
    match = NUMBER.fullmatch(text)
    unit = _unit(column, head, units, grid) if match else None
    if match is None or unit is None:
        return []
    blank = not match["value"].lstrip("-")[0].isdigit()
    value = None if blank else Decimal(match["value"])
    return [
        Figure(
            "number", match.start("value"), len(text), len(text), value, None, unit, "none", blank,
            after=match["after"] or "",
        )
    ]  # fmt: skip


def _unit(column: Column, head: Paragraph, units: list[str], grid: Grid) -> str | None:
    if RANK.search(column.words):
        return "位"
    before = grid.before.cleaned.text if grid.before else ""
    stated = re.search("单位：([^，。；（）]{1,8})", before)
    growth = GROWTH.search(column.words)
    several = [u for u in stated[1].split("、") if (u == "%") == bool(growth)] if stated else []
    stood = several[0] if len(several) == 1 else ""
    for words in (column.words, *units, head.cleaned.text, f"（{stood}）"):
        unit = unit_of(words)
        if unit is not None:
            return unit
    return "%" if GROWTH.search(column.words) or _SHARE.search(column.words) else None


def unit_of(words: str) -> str | None:
    """The unit that a head names: 增速（%）, 总量（亿元）, 万亩."""
    inside = re.findall("（([^（）]{1,8})）", words) or [words.removeprefix("单位：")]
    for part in reversed(inside):
        probe = figures(f"1{part.removeprefix('单位：')}", [])
        if probe and probe[0].end == len(part.removeprefix("单位：")) + 1:
            return probe[0].unit
    return None


def _name(words: str) -> str:
    """The indicator in a head, without unit, time and measure."""
    plain = re.sub("（[^（）]*）", "", words)
    plain = re.sub(
        "^[0-9]{1,2}[.、]|^[一二三四五六七八九十]+、|^（[一二三四五六七八九十0-9]+）|^其中：?",
        "",
        plain,
    )
    plain = re.sub("^(?:20[0-9]{2}年)?(?:全年|[一二三四]季度|上半年|[0-9-]+月份?)?", "", plain)
    return (
        re.sub(
            "(?:同比)?(?:增速|增长|增幅|目标|任务|完成|总量|位次|排名|累计|绝对额|±%|%)+$",
            "",
            plain,
        )
        or plain
    )


def _measure(words: str, figure: Figure, name: str) -> Measure:
    if RANK.search(words):
        return Measure.GROWTH_RANK if GROWTH.search(words) else Measure.LEVEL_RANK
    if _SHARE.search(words):
        return Measure.SHARE
    if figure.unit == "个百分点":
        return Measure.CHANGE_PP
    if figure.unit == "%":
        if COMPLETION.search(words):
            return Measure.COMPLETION
        return Measure.LEVEL if names.is_rate(name) else Measure.GROWTH
    return Measure.LEVEL


def _caption(grid: Grid) -> str:
    before = grid.before.cleaned.text if grid.before else ""
    return before if len(before) < LONGEST_CAPTION else ""


def _period(column: Column, grid: Grid, background: Background) -> Period | None:
    if column.period is not None:
        return column.period
    return heading_period(_caption(grid), background.clock) or background.period


def _comparator(text: str, figure: Figure) -> Comparator:
    text = re.sub("^.*?(?=≥|≤|>|<|约|不低于|不超过|超过|突破|控制在)", "", text)
    signs = {"≥": "at_least", "≤": "at_most", ">": "more_than", "<": "less_than"}
    match = re.match("≥|≤|>|<|约|不低于|不超过|超过|突破|控制在", text)
    if match and match[0] in signs:
        return Comparator(signs[match[0]])
    before = match[0] if match else ""
    return find_comparator(before, figure.inside, figure.after) or Comparator.EXACTLY
