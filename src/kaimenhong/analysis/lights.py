"""Lights (亮灯) from a rule table, each with the trace of how it came about.

A rule is data: `code,version,applies,light,when`, one row a band, read from the top; the first
band that holds decides, and the last row of each rule is its explicit `else`. A condition is
`-1 <= gap_points < 0`, `gap_points >= 0`, or several joined by `and`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from importlib import resources
from itertools import groupby
from operator import and_, or_

import narwhals as nw

from kaimenhong.analysis.arithmetic import above, at_least
from kaimenhong.analysis.frame import Frame
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.terms.codelists import Labelled

HEAD = ["code", "version", "applies", "light", "when"]
ELSE = "else"
OTHERWISE = "其余"
NO_FIGURE = "缺数"

# What a rule for the board may look at (columns of `standing`), and the words of a page for it.
METRICS = {
    "gap_points": "与目标差距（百分点）",
    "progress_gap": "与时间进度差距（百分点）",
    "gap_share": "与目标差距（%）",
    "gap_unit": "与目标差距",
    "met": "达标",
    "completion": "完成率",
    "growth": "增速",
    "rank": "位次",
}

_NUMBER = r"-?\d+(?:\.\d+)?"
_INTERVAL = re.compile(
    rf"(?:(?P<low>{_NUMBER})\s*(?P<from><=?)\s*)?(?P<metric>[a-z_]+)"
    rf"(?:\s*(?P<to>[<>]=?)\s*(?P<high>{_NUMBER}))?"
)


class Light(Labelled):
    """A colour; on a page it never stands without its word."""

    GREEN = "green", "绿"
    YELLOW = "yellow", "黄"
    RED = "red", "红"
    GREY = "grey", "灰"


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of one metric; a side without a bound is open."""

    metric: str
    low: float | None = None
    low_included: bool = False
    high: float | None = None
    high_included: bool = False

    def holds(self) -> nw.Expr:
        """Say, of each row, whether its metric lies in the stretch; null where it is null."""
        value = nw.col(self.metric)
        tests: list[nw.Expr] = []
        if self.low is not None:
            tests.append(at_least(value, self.low) if self.low_included else above(value, self.low))
        if self.high is not None:
            reached = above(value, self.high) if self.high_included else at_least(value, self.high)
            tests.append(~reached)
        return reduce(and_, tests)


@dataclass(frozen=True, slots=True)
class Band:
    """The light where all of the intervals hold; `text` is the condition as the rule writes it."""

    light: Light
    intervals: tuple[Interval, ...]
    text: str


@dataclass(frozen=True, slots=True)
class LightRule:
    """Bands from the top, and the light where none holds; `applies` is the gauge it is for."""

    code: str
    version: str
    applies: str
    bands: tuple[Band, ...]
    otherwise: Light

    @property
    def identity(self) -> str:
        """Name the rule with its version, as the trace stores it."""
        return f"{self.code}@{self.version}"

    @property
    def metrics(self) -> tuple[str, ...]:
        """List what the rule looks at; the first is named where no band of its own decides."""
        seen = (interval.metric for band in self.bands for interval in band.intervals)
        return tuple(dict.fromkeys(seen))


@dataclass(frozen=True, slots=True)
class _Case:
    condition: nw.Expr
    light: Light
    rule: str
    metric: str
    bound: str


def light(frame: Frame, rules: Sequence[LightRule]) -> Frame:
    """Add the light of every row, and its trace, by the rule whose `applies` is the row's `gauge`.

    Columns in: `gauge` and every metric that a rule names. Out: `light` (green, yellow, red,
    grey), `light_rule` (code@version), `light_metric` (the column that was looked at),
    `light_value` (the number it held), `light_bound` (the condition that decided, 其余 for the
    rule's else, 缺数 for a missing figure).
    Grey where a metric of the rule is null; grey without a trace where no rule is for the gauge.
    Boundaries are taken as written: `>=` and `<=` include their number.
    """
    cases = [case for rule in rules for case in _cases(rule)]
    return frame.with_columns(
        light=_first(cases, lambda case: nw.lit(case.light.value), nw.lit(Light.GREY.value)),
        light_rule=_first(cases, lambda case: nw.lit(case.rule)),
        light_metric=_first(cases, lambda case: nw.lit(case.metric)),
        light_value=_first(cases, lambda case: nw.col(case.metric).cast(nw.Float64)),
        light_bound=_first(cases, lambda case: nw.lit(case.bound)),
    )


def read_rules(
    text: str, *, name: str, metrics: Container[str] | None = None
) -> tuple[LightRule, ...]:
    """Read a rule table; `name` is the file that a Mistake points into.

    `metrics` are the columns that its conditions may name, `METRICS` for the board; None is any.

    Empty lines and lines that start with # are passed over. A condition that cannot be read, an
    unknown light, a rule without its `else` as the last row, two rules for one gauge, no rule
    at all, and a metric that is not one of `metrics` raise LIGHT_RULE_INVALID, with the line where
    there is one.
    """
    rules: dict[str, LightRule] = {}
    for _, group in groupby(_rows(text, name), key=lambda row: row.fields[:3]):
        rows = list(group)
        rule = _rule(rows, name)
        place = Place(file=name, line=rows[0].line)
        for metric in rule.metrics:
            if metrics is not None and metric not in metrics:
                raise _mistake("盘子上有的量：" + "、".join(METRICS), metric, place)
        if rule.applies in rules:
            raise _mistake("每种量法只有一条规则", rule.applies, place)
        rules[rule.applies] = rule
    if not rules:
        raise _mistake("表头和至少一条规则", "", Place(file=name))
    return tuple(rules.values())


@cache
def default_rules() -> tuple[LightRule, ...]:
    """Give the rules that hold until a place loads its own."""
    file = resources.files("kaimenhong.analysis") / "data" / "lights.csv"
    return read_rules(file.read_text(encoding="utf-8"), name="lights.csv", metrics=METRICS)


def in_words(bound: str) -> str:
    """Say a stored `light_bound` to people.

    >>> in_words("-10 ≤ progress_gap < 0")
    '-10 ≤ 与时间进度差距（百分点） < 0'
    """
    return re.sub(r"[a-z_]+", lambda match: METRICS.get(match[0], match[0]), bound)


def read_condition(text: str, place: Place) -> tuple[Interval, ...]:
    """Read a condition such as `-1 <= gap_points < 0 and met >= 1`.

    >>> read_condition("0 < shortfall <= 50", Place())
    (Interval(metric='shortfall', low=0.0, low_included=False, high=50.0, high_included=True),)
    """
    return tuple(_interval(part, place) for part in text.split(" and "))


def _interval(text: str, place: Place) -> Interval:
    match = _INTERVAL.fullmatch(text.strip())
    if match is None or not (match["low"] or match["high"]):
        raise _mistake("条件，如 -1 <= gap_points < 0", text, place)
    low, high = (float(match[side]) if match[side] else None for side in ("low", "high"))
    downward = match["to"] in (">", ">=")
    if low is not None and high is not None and (downward or low > high):
        raise _mistake("从小到大写的区间，如 -1 <= gap_points < 0", text, place)
    if downward:
        return Interval(match["metric"], low=high, low_included=match["to"] == ">=")
    return Interval(match["metric"], low, match["from"] == "<=", high, match["to"] == "<=")


@dataclass(frozen=True, slots=True)
class _Row:
    fields: list[str]
    line: int


def _rows(text: str, name: str) -> Iterator[_Row]:
    headed = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in next(csv.reader([line]))]
        if len(fields) != len(HEAD) or (not headed and fields != HEAD):
            raise _mistake("五列：" + "、".join(HEAD), line, Place(file=name, line=number))
        if headed:
            yield _Row(fields, number)
        headed = True


def _rule(rows: list[_Row], name: str) -> LightRule:
    code, version, applies = rows[0].fields[:3]
    *bands, last = (_band(row, Place(file=name, line=row.line)) for row in rows)
    misplaced = [row for row, band in zip(rows, bands, strict=False) if not band.intervals]
    if last.intervals or misplaced or not bands:
        row = misplaced[0] if misplaced else rows[-1]
        expected = "每条规则先写条件，最后一行且只有最后一行写 else"
        raise _mistake(expected, row.fields[4], Place(file=name, line=row.line))
    return LightRule(code, version, applies, tuple(bands), last.light)


def _band(row: _Row, place: Place) -> Band:
    colour, when = row.fields[3:]
    if colour not in list(Light):
        raise _mistake("green、yellow、red 或 grey", colour, place)
    intervals = () if when == ELSE else read_condition(when, place)
    text = when.replace(">=", "≥").replace("<=", "≤").replace(" and ", " 且 ")
    return Band(Light(colour), intervals, text)


def _cases(rule: LightRule) -> Iterator[_Case]:
    applies = nw.col("gauge") == rule.applies
    missing = reduce(or_, (nw.col(metric).is_null() for metric in rule.metrics))
    first = rule.metrics[0]
    yield _Case(applies & missing, Light.GREY, rule.identity, first, NO_FIGURE)
    for band in rule.bands:
        holds = reduce(and_, (interval.holds() for interval in band.intervals))
        metric = band.intervals[0].metric
        yield _Case(applies & holds, band.light, rule.identity, metric, band.text)
    yield _Case(applies, rule.otherwise, rule.identity, first, OTHERWISE)


def _first(
    cases: Sequence[_Case], value: Callable[[_Case], nw.Expr], none: nw.Expr | None = None
) -> nw.Expr:
    chosen = nw.lit(None) if none is None else none
    for case in reversed(cases):
        chosen = nw.when(case.condition).then(value(case)).otherwise(chosen)
    return chosen


def _mistake(expected: str, came: str, place: Place) -> Mistake:
    return Mistake(
        Code.LIGHT_RULE_INVALID,
        expected=expected,
        came=came,
        remedy="请改正这一行后重新载入",
        place=place,
    )
