"""The lean peer: Recognizers-Text and JioNLP, assembled by nearest-indicator rules.

Recognizers-Text finds numbers, percentages and dimensions, JioNLP times and money. Neither knows
what a figure is about, so the rules here are those that anybody would put on top of them: the name
of the catalogue nearest before the number in its clause, else the clause's own words; short lists
of words for comparator, measure and role; the last time named; the place of the title. Where a rule
could go two ways, the way that scored higher on the labelled documents was kept. It reads no tasks
and no conflicts.

Who finds the amounts of money is the one thing that can be chosen: `assembled_full` takes the model
of currencies of Recognizers-Text, which is slow, in the place of JioNLP.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jionlp
import recognizers_number
import recognizers_number_with_unit
from recognizers_text import Culture

from bench.quality.reading.assembled_words import AFTER, BEFORE, INDICATORS, ROLES, UNITS, any_of

_NUMBERS = recognizers_number.NumberRecognizer(Culture.Chinese)
_NUMBER = _NUMBERS.get_number_model()
_WITH_UNIT = (
    _NUMBERS.get_percentage_model(),
    recognizers_number_with_unit.NumberWithUnitRecognizer(Culture.Chinese).get_dimension_model(),
)

_NAME, _UNIT, _ROLE, _AFTER = any_of(INDICATORS), any_of(UNITS), any_of(ROLES), any_of(AFTER)
_SENTENCE, _CLAUSE = re.compile("[。；;！？]"), re.compile("[，,。；;：:（）()、\t]")
_YEAR = re.compile("20[0-9]{2}")
_PLACE = re.compile("^[^\u4e00-\u9fff]*(?:中共)?((?![全我各本])[\u4e00-\u9fff]{2,3}?[市县区州])")
_TITLE = re.compile("^.*(?:方案|计划|措施|任务|通知|通报|公报|汇报|报告|讲话|情况).*$", re.M)
_OPENING = 500
_PLAN = re.compile("方案|计划|措施|任务分解")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_BLANK = re.compile("[X×_*]+(?= *(?![月日])[\u4e00-\u9fff%])")
_DIGITS = re.compile("[0-9][0-9,]*(?:[.][0-9]+)?")
_SET = re.compile("以上的?[\u4e00-\u9fff]{0,8}(?:企业|项目)")
_LEAD = re.compile(
    "^(?:[0-9]+[年月日]|[一二三四]季度|[上下]半年|全年|年内|月?份|[全我][国省市县区]|-|力争|确保|预计|预期|实现|完成|计划|争取|"
    "达到|推进|建成|打造|实施|锚定|其中|目前|已|共)+"
)
_TRAIL = re.compile(
    "(?:力争|确保|争取|预计|计划|实现|完成|达到|累计|同比|增长|增幅|增速|下降|减少|提高|回落|超过?|突破|"
    "[不高低]于|不少于|控制在|至少|分别|左右|[位居]+全[国省市]|第|为|达|到|共|约|近|在|有|[- ])+$"
)
_MORE, _LESS = "增长|增幅|增速|上升|提高|上涨", "下降|减少|回落|下滑|降低|低于"
_SPANS = {"01-12": "", "01-06": "H1", "07-12": "H2"} | {
    f"{3 * n - 2:02}-{3 * n:02}": f"Q{n}" for n in (1, 2, 3, 4)
}


# Where amounts of money stand in a line.
type Amounts = Callable[[str], list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a line and its unit, which ends at `end`; `value` is None for a blank."""

    start: int
    end: int
    value: str | None
    unit: str


@dataclass(slots=True)
class Page:
    """What the document says once for all its figures, and the last time and name before one.

    `amounts` is who finds money in its lines.
    """

    amounts: Amounts
    area: str | None
    year: int | None
    role: str
    period: str | None
    name: str = ""
    statements: list[dict[str, Any]] = field(default_factory=list)


def read(path: Path) -> dict[str, Any]:
    """Read a UTF-8 text as the reading contract has it; tasks and conflicts are always empty."""
    return read_with(path, _money)


def read_with(path: Path, amounts: Amounts) -> dict[str, Any]:
    """Read as `read` does, with money found by `amounts`."""
    # JioNLP logs a traceback for every time that it cannot parse.
    logging.disable(logging.CRITICAL)
    text = path.read_text("utf-8")
    narrow = _BOLD.sub(r"  \1  ", "".join(_narrow(char) for char in text))
    page, offset = _page(narrow, amounts), 0
    for line in narrow.split("\n"):
        for one in _line(line, page):
            one["start"] += offset
            one["end"] += offset
            one["text"] = text[one["start"] : one["end"]]
            page.statements.append(one)
        offset += len(line) + 1
    document = {"title": None, "area": page.area, "kind": "other"}
    return {"document": document, "statements": page.statements, "tasks": [], "conflicts": []}


def _narrow(char: str) -> str:
    narrow = unicodedata.normalize("NFKC", char)
    return narrow if len(narrow) == 1 else char


def _money(line: str) -> list[tuple[int, int]]:
    return [(one["offset"][0], one["offset"][1]) for one in jionlp.ner.extract_money(line)]


def _page(text: str, amounts: Amounts) -> Page:
    line = _TITLE.search(text[:_OPENING])
    title = line[0] if line else text[: text.find("\n")]
    year, place = _YEAR.search(text), _PLACE.match(title)
    return Page(
        amounts=amounts,
        area=place[1] if place else None,
        year=int(year[0]) if year else None,
        role="target" if _PLAN.search(title) else "actual",
        period=year[0] if year else None,
    )


def _line(line: str, page: Page) -> Iterator[dict[str, Any]]:
    times = _times(line, page)
    names = [match.span() for match in _NAME.finditer(line)]
    sentences = [0, *(stop.end() for stop in _SENTENCE.finditer(line))]
    clauses = [0, *(stop.end() for stop in _CLAUSE.finditer(line))]
    for figure in _figures(line, [span for span, _ in times], page.amounts):
        sentence = sentences[bisect_right(sentences, figure.start) - 1]
        clause = clauses[bisect_right(clauses, figure.start) - 1]
        page.period = next(
            (code for (start, _), code in reversed(times) if code and start < figure.start),
            page.period,
        )
        near = [span for span in names if sentence <= span[0] and span[1] <= figure.start]
        name = next((span for span in reversed(near) if clause <= span[0]), None)
        name = name or _phrase(line, clause, figure) or (near[-1] if near else None)
        page.name = line[name[0] : name[1]] if name else page.name
        if page.name:
            name = name or (figure.start, figure.start)
            yield _statement(line, figure, name, (sentence, clause), page)
    page.period = next((code for _, code in reversed(times) if code), page.period)


def _times(line: str, page: Page) -> list[tuple[tuple[int, int], str | None]]:
    """Where JioNLP finds a time, with the contract's code of it where that has a form."""
    if page.year is None or not line.strip():
        return []
    found = jionlp.ner.extract_time(line, time_base={"year": page.year})
    return [
        ((one["offset"][0], one["offset"][1]), _code(one["detail"]["time"], one["text"]))
        for one in found
        if one["type"] in {"time_span", "time_point"} and re.search("[0-9年季月]", one["text"])
    ]


def _code(span: list[str], words: str) -> str | None:
    """Give the code for JioNLP's first and last moment of whole months; days have none here."""
    moments = re.match(
        "([0-9]{4})-([0-9]{2})-01 .+ ([0-9]{4})-([0-9]{2})-(?:28|29|3[01])", " ".join(span)
    )
    if moments is None or moments[1] != moments[3] or words.endswith("前"):
        return None
    year, first, _, last = moments.groups()
    if f"{first}-{last}" in _SPANS:
        return year + _SPANS[f"{first}-{last}"]
    return f"{year}-{first}" if first == last else f"{year}-{first}..{year}-{last}"


def _figures(line: str, times: list[tuple[int, int]], amounts: Amounts) -> list[Figure]:
    """Give the line's numbers and blanks that have a unit, stand in no time and define no class."""
    spans = [(one.start, one.end + 1) for model in _WITH_UNIT for one in model.parse(line)]
    spans += amounts(line)
    found = [_figure(line, one.start, spans) for one in _NUMBER.parse(line)]
    found += [_blank(line, match) for match in _BLANK.finditer(line)]
    outside = [f for f in found if f and not any(low <= f.start < high for low, high in times)]
    return sorted((f for f in outside if not _SET.match(line, f.end)), key=lambda f: f.start)


def _figure(line: str, start: int, spans: list[tuple[int, int]]) -> Figure | None:
    digits = _DIGITS.match(line, start)
    if digits is None:
        return None
    gap = len(line) - len(line[digits.end() :].lstrip(" "))
    unit = _UNIT.match(line, gap)
    ends = [end for first, end in spans if first <= start < digits.end() < end]
    if unit is None and not ends:
        return None
    end = unit.end() if unit else max(ends)
    written = line[digits.end() : end].strip()
    return Figure(start, end, digits[0].replace(",", ""), UNITS.get(written, written))


def _blank(line: str, match: re.Match[str]) -> Figure | None:
    unit = _UNIT.match(line, match.end())
    return Figure(match.start(), unit.end(), None, UNITS[unit[0]]) if unit else None


def _phrase(line: str, clause: int, figure: Figure) -> tuple[int, int] | None:
    """Give the words before a figure in its clause, for a name that is not in the catalogue.

    Where there are none but of time, role and doing, what is counted stands after it.
    """
    words = _TRAIL.sub("", line[clause : figure.start])
    lead = _LEAD.match(words)
    start = clause + (lead.end() if lead else 0)
    if start < clause + len(words) and not words.endswith("等"):
        return start, clause + len(words)
    stop = _CLAUSE.search(line, figure.end)
    after = figure.end, stop.start() if stop else len(line)
    counted = figure.unit in {"个", "家", "项", "条"} and after[1] - after[0] > 1
    return after if counted else None


def _statement(
    line: str, figure: Figure, name: tuple[int, int], starts: tuple[int, int], page: Page
) -> dict[str, Any]:
    between = line[name[1] : figure.start]
    before = [word for word in BEFORE if line[: figure.start].rstrip().endswith(word)]
    after = _AFTER.match(line, len(line) - len(line[figure.end :].lstrip(" ")))
    comparator = AFTER[after[0]] if after else BEFORE[max(before, key=len)] if before else "exactly"
    sentence, clause = starts
    roles = list(_ROLE.finditer(line, sentence, figure.start))
    less = bool(re.search(_LESS, between)) and figure.unit in {"%", "个百分点"}
    return {
        "role": ROLES[roles[-1][0]] if roles else page.role,
        "indicator": INDICATORS.get(page.name, page.name),
        "raw": page.name,
        "area": page.area,
        "period": page.period,
        "measure": _measure(figure.unit, line[min(name[0], clause) : figure.start]),
        "comparator": comparator,
        "value": f"-{figure.value}" if less and figure.value else figure.value,
        "value_high": None,
        "unit": figure.unit,
        "placeholder": figure.value is None,
        "start": min(name[0], figure.start),
        "end": max(name[1], after.end() if after else figure.end),
    }


def _measure(unit: str, words: str) -> str:
    if unit == "位":
        return "growth_rank" if re.search("增[速幅长]", words) else "level_rank"
    if unit == "个百分点":
        return "gap_pp" if re.search("高于|低于", words) else "change_pp"
    if unit == "%" and re.search("占|比重", words):
        return "share"
    if unit == "%" and re.search("完成|进度|[开复]工率", words):
        return "completion"
    return "growth" if unit == "%" and re.search(f"{_MORE}|{_LESS}", words) else "level"
