"""Lights (亮灯) from a rule table, each with the trace of how it came about.

A rule is data: `code,version,applies,light,when`, one row a band, read from the top; the first
band that holds decides, and the last row of each rule is its explicit `else`. A condition is
`-1 <= gap_points < 0`, `gap_points >= 0`, `stage = 缓慢`, or several joined by `and`; for "or",
write one band below the other.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from importlib import resources
from itertools import groupby
from operator import and_

import narwhals as nw

from kaimenhong.analysis.arithmetic import above, at_least
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.light_metrics import GAUGES, METRICS
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.terms.codelists import Labelled

HEAD = ["code", "version", "applies", "light", "when"]
ELSE = "else"
OTHERWISE = "其余"
NO_FIGURE = "缺数"

_NUMBER = r"-?\d+(?:\.\d+)?"
_EQUAL = re.compile(r"(?P<metric>[a-z_]+)\s*=\s*(?P<value>[^\s<>=]+)")
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

    Columns in: `gauge` and the metrics that the rules name. Out: `light` (green, yellow, red,
    grey), `light_rule` (code@version), `light_metric` (the column that was looked at),
    `light_value` (the number it held), `light_bound` (the condition that decided, 其余 for the
    rule's else, 缺数 for a missing figure).
    Grey where the next band in turn has a metric that is null, and the trace names that metric; a
    metric that the table does not have at all is null in every row. Grey without a trace where no
    rule is for the gauge. Boundaries are taken as written: `>=`, `<=` and `=` include their number.
    """
    cases = [case for rule in rules for case in _cases(rule)]
    named = {metric for rule in rules for metric in rule.metrics}
    absent = sorted(named - set(frame.collect_schema().names()))
    empty = {metric: nw.lit(None).cast(nw.Float64) for metric in absent}
    whole = frame.with_columns(**empty) if empty else frame
    lit = whole.with_columns(
        light=_first(cases, lambda case: nw.lit(case.light.value), nw.lit(Light.GREY.value)),
        light_rule=_first(cases, lambda case: nw.lit(case.rule)),
        light_metric=_first(cases, lambda case: nw.lit(case.metric)),
        light_value=_first(cases, lambda case: nw.col(case.metric).cast(nw.Float64)),
        light_bound=_first(cases, lambda case: nw.lit(case.bound)),
    )
    return lit.drop(absent) if absent else lit


def read_rules(text: str, *, name: str) -> tuple[LightRule, ...]:
    """Read a rule table; `name` is the file that a Mistake points into.

    Empty lines and lines that start with # are passed over. A condition that cannot be read, an
    unknown light, a rule without its `else` as the last row, two rules for one gauge, no rule
    at all, a gauge that is not one of `GAUGES`, and a metric that the tables of the gauge do not
    have raise LIGHT_RULE_INVALID, with the line where there is one.
    """
    rules: dict[str, LightRule] = {}
    for _, group in groupby(_rows(text, name), key=lambda row: row.fields[:3]):
        rows = list(group)
        rule = _rule(rows, name)
        if rule.applies in rules:
            raise _mistake("每种量法只有一条规则", rule.applies, Place(name, line=rows[0].line))
        rules[rule.applies] = rule
    if not rules:
        raise _mistake("表头和至少一条规则", "", Place(file=name))
    return tuple(rules.values())


@cache
def default_rules() -> tuple[LightRule, ...]:
    """Give the rules that hold until a place loads its own."""
    file = resources.files("kaimenhong.analysis") / "data" / "lights.csv"
    return read_rules(file.read_text(encoding="utf-8"), name="lights.csv")


def with_defaults(rules: Sequence[LightRule]) -> tuple[LightRule, ...]:
    """Give a place's rules, and the default one for every gauge that it has none for."""
    own = {rule.applies for rule in rules}
    return (*rules, *(rule for rule in default_rules() if rule.applies not in own))


@cache
def examples() -> dict[str, str]:
    """Give the rule tables of places, by name, as texts to copy from."""
    folder = resources.files("kaimenhong.analysis") / "data" / "lights"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return {file.name.removesuffix(".csv"): file.read_text(encoding="utf-8") for file in files}


def in_words(bound: str) -> str:
    """Say a stored `light_bound` to people.

    >>> in_words("-10 ≤ progress_gap < 0")
    '-10 ≤ 与时间进度差距（百分点） < 0'
    """
    return re.sub(r"[a-z_]+", lambda match: METRICS[match[0]].name, bound)


def read_condition(text: str, place: Place) -> tuple[Interval, ...]:
    """Read a condition such as `-1 <= gap_points < 0 and met >= 1`, or `stage = 缓慢`.

    >>> read_condition("0 < progress_shortfall <= 50", Place())[0].high_included
    True
    """
    return tuple(_interval(part.strip(), place) for part in text.split(" and "))


def _interval(text: str, place: Place) -> Interval:
    if match := _EQUAL.fullmatch(text):
        value = _number(match["metric"], match["value"], place)
        return Interval(match["metric"], value, True, value, True)
    match = _INTERVAL.fullmatch(text)
    if match is None or not (match["low"] or match["high"]):
        raise _mistake("条件，如 -1 <= gap_points < 0", text, place)
    low, high = (float(match[side]) if match[side] else None for side in ("low", "high"))
    downward = match["to"] in (">", ">=")
    if low is not None and high is not None and (downward or low > high):
        raise _mistake("从小到大写的区间，如 -1 <= gap_points < 0", text, place)
    if downward:
        return Interval(match["metric"], low=high, low_included=match["to"] == ">=")
    return Interval(match["metric"], low, match["from"] == "<=", high, match["to"] == "<=")


def _number(metric: str, text: str, place: Place) -> float:
    if re.fullmatch(_NUMBER, text):
        return float(text)
    known = METRICS.get(metric)
    value = known.value(text) if known else None
    if value is None:
        words = "、".join(known.words.values()) if known else ""
        raise _mistake("数" + (f"，或{words}" if words else ""), text, place)
    return value


@dataclass(frozen=True, slots=True)
class _Row:
    fields: list[str]
    line: int


def _rows(text: str, name: str) -> Iterator[_Row]:
    headed = False
    for number, line in enumerate(text.splitlines(), start=1):
        # A spreadsheet pads short lines with commas and puts lines that hold one into quotes.
        if not line.strip(", \t") or line.lstrip('"').startswith("#"):
            continue
        fields = [field.strip() for field in next(csv.reader([line]))]
        if len(fields) != len(HEAD) or (not headed and fields != HEAD):
            raise _mistake("五列：" + "、".join(HEAD), line, Place(file=name, line=number))
        if headed:
            yield _Row(fields, number)
        headed = True


def _rule(rows: list[_Row], name: str) -> LightRule:
    code, version, applies = rows[0].fields[:3]
    if applies not in GAUGES:
        told = "、".join(f"{gauge}（{words}）" for gauge, words in GAUGES.items())
        raise _mistake(f"量法之一：{told}", applies, Place(name, line=rows[0].line))
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
    for interval in intervals:
        _refuse_unknown(interval.metric, row.fields[2], place)
    text = when.replace(">=", "≥").replace("<=", "≤").replace(" and ", " 且 ")
    return Band(Light(colour), intervals, text)


def _refuse_unknown(metric: str, gauge: str, place: Place) -> None:
    if metric not in METRICS or gauge not in METRICS[metric].gauges:
        known = (f"{name}（{one.name}）" for name, one in METRICS.items() if gauge in one.gauges)
        raise _mistake(f"{GAUGES[gauge]}能看的量：{'、'.join(known)}", metric, place)


def _cases(rule: LightRule) -> Iterator[_Case]:
    applies = nw.col("gauge") == rule.applies
    for band in rule.bands:
        for metric in dict.fromkeys(interval.metric for interval in band.intervals):
            missing = applies & nw.col(metric).is_null()
            yield _Case(missing, Light.GREY, rule.identity, metric, NO_FIGURE)
        holds = reduce(and_, (interval.holds() for interval in band.intervals))
        metric = band.intervals[0].metric
        yield _Case(applies & holds, band.light, rule.identity, metric, band.text)
    yield _Case(applies, rule.otherwise, rule.identity, rule.metrics[0], OTHERWISE)


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
