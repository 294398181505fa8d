"""Figures in a sentence: number, unit, blank, range, rank, and what the words at their edge say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from kaimenhong.reading import lexicon
from kaimenhong.terms import numerals, quantity
from kaimenhong.terms.codelists import Comparator
from kaimenhong.terms.quantity_words import comparator_words

Kind = Literal["number", "rank", "step", "done", "ratio"]
Dimension = Literal[
    "percent", "point", "times", "rank", "money", "count", "physical", "none", "never"
]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands: `start`–`end` is number and unit, `stop` counts 以上 and the like.

    `value` is None for a blank and for `step` (与…同步), whose other side is `words`.
    `comparator` is what stands inside and after; what stands before belongs to the clause.
    """

    kind: Kind
    start: int
    end: int
    stop: int
    value: Decimal | None
    high: Decimal | None
    unit: str | None
    dimension: Dimension
    placeholder: bool
    inside: str = ""
    after: str = ""
    words: str = ""
    comparator: Comparator | None = None


_BLANK = r"-?(?:[Xx]{1,6}(?:\.[Xx]{1,2})?|_{2,})"
_DIGITS = r"-?[0-9]+(?:\.[0-9]+)?"
_CHINESE = "一二三四五六七八九十百千两零"
_FRACTION = rf"[{_CHINESE}]{{1,3}}分之[{_CHINESE}]{{1,3}}(?:点[{_CHINESE}]+)?"
_ALL_AREAS = r"全[国省市区县州]|我[省市区县州]|周边|同类|全[国省市]?平均"
# 分别高2.1个和1.3个百分点: the unit of both stands after the last.
_SHARED_POINTS = re.compile("个(?:和|、|与)[0-9.]+个?百分点")
_TRAILING = re.compile(
    r"(?:\(含\)|（含）)?(以上|及以上|或以上|左右|上下|以内|之内|以下|及以下|以上水平)?"
)


@cache
def _units() -> dict[str, tuple[str, Dimension]]:
    """Every spelling of a unit with its written short form and what it measures."""
    found: dict[str, tuple[str, Dimension]] = {}
    for spelling, unit in quantity.units().items():
        if "=" not in spelling and spelling not in {
            "个亿",
            "个亿元",
            "天",
            "小时",
            "分",
            "类",
            "种",
            "批",
            "期",
            "块",
        }:
            found[spelling] = (unit.code, _dimension(unit.dimension))
    for row in lexicon.rows("counters"):
        found[row["word"]] = (row["word"], row["tag"])  # type: ignore[assignment]
    found["个亿"] = ("亿元", "money")
    return found | {"番": ("番", "times"), "亿": ("亿元", "money")}


def _dimension(name: str) -> Dimension:
    if name in {"percent", "point"}:
        return name  # type: ignore[return-value]
    if name.endswith(("yuan", "dollar", "usd")):
        return "money"
    return "physical"


@cache
def units_pattern() -> str:
    """A pattern that matches any unit that a figure can have."""
    return lexicon.any_of(tuple(_units()))


@cache
def _pattern() -> re.Pattern[str]:
    # 15个亿元以上项目 counts projects, 15个亿 is money.
    units = lexicon.any_of(tuple(u for u in _units() if u != "个亿"))
    units = rf"(?:个亿(?!元)|{units}|个(?=(?:和|、|与)[0-9.]+个?百分点))"
    number = rf"(?:{_DIGITS}|{_BLANK})"
    return re.compile(
        rf"(?P<ratio>(?<![0-9.])[0-9]+(?:\.[0-9]+)?(?:[:：][0-9]+(?:\.[0-9]+)?){{2}}(?![0-9]))"
        rf"|第(?P<rank>[0-9Xx]{{1,3}}|_{{2,6}}|[{_CHINESE}]{{1,3}})(?P<rankunit>位|名)"
        rf"|(?P<low>(?<![0-9A-WYZa-wyz.]){number})"
        rf"(?:(?P<lowunit>%|{units})?(?:-|至|到)(?P<high>{_DIGITS})(?P<inside>余|多)?(?P<unit>{units})"
        rf"|(?P<inside2>余|多|来)?(?P<unit2>{units}))"
        rf"|(?P<fraction>{_FRACTION})"
        rf"|(?P<tenths>[一二三四五六七八九两])成(?P<half>半|[一二三四五六七八九])?"
        rf"(?=以上|左右|[，。；、）]|$)"
        rf"|翻(?P<doubled>[一两二三])番"
        rf"|(?P<word>[{_CHINESE}]{{1,4}})(?P<wordunit>次|家|个|场|户|人|项|倍)"
    )


_STEP = re.compile(
    r"(?:与|同|和)(?P<with>[^，。；、（）]{2,14}?)(?:保持)?(?:基本|大体)?(?:保持)?(?:同步|相当|持平)(?:增长)?"
    rf"|(?:赶上|追上|追平|不低于|不慢于|达到)(?P<level>(?:(?:{_ALL_AREAS})、?)+(?:的?平均)?(?:水平|增速|增幅)?"
    r"|(?:序时|时间)进度)"
)
_DONE = re.compile(
    r"全部(?P<verb>支出|完成|开工|竣工|投产|建成|到位|办结|交付|复工|入库|拨付|整改|使用)"
)
_TOP = re.compile(
    rf"(?:进入|挺进|跻身|冲进|保持|稳居|居|位列|排名|保)(?P<of>{_ALL_AREAS})?的?(?:第一方阵)?前"
    rf"(?P<rank>[0-9]{{1,2}}|[{_CHINESE}]{{1,3}})(?:位|名|强)?(?![0-9个年季月])"
)
_FIRST = re.compile(rf"(?:居|位居|列|位列|排名|排)(?P<of>{_ALL_AREAS})?(?:第一位?|首位|榜首|第一)")
_PLACE = re.compile(
    rf"(?:居|列|排名?|位次)(?:{_ALL_AREAS})?第(?P<rank>[{_CHINESE}]{{1,3}}|[0-9Xx]{{1,3}}|_{{2,6}})(?=[，。；、）]|$)"
)
_MASK = re.compile(
    r"《[^》]*》|“[^”0-9X%]{0,12}[0-9X][^”%]{0,12}”|（[0-9X]{4}）[0-9X]{1,4}号"
    r"|[0-9]+(?:\+[0-9A-Z]+)+|[A-Za-z]+[-]?[0-9]+[A-Za-z]*|[0-9]+[A-Z]级?|[0-9]+号|[0-9]{7,}|[0-9]{3,4}-[0-9]{7,8}"
    r"|第[0-9X一二三四五六七八九十]+(?:批|届|次|期|轮|季度|条|款|章|个|号|方阵|梯队)|http[^，。；）]*"
)


def masked(text: str) -> list[tuple[int, int]]:
    """Where no figure stands: titles, slogans with numbers, document numbers, phones."""
    return [mask.span() for mask in _MASK.finditer(text)]


def figures(text: str, taken: list[tuple[int, int]]) -> list[Figure]:
    """Give the figures of a sentence from left to right; `taken` are spans that hold none."""
    found: list[Figure] = []
    for figure in (*_special(text), *_numbers(text)):
        spans = (*taken, *((one.start, one.end) for one in found))
        if not any(figure.start < right and left < figure.end for left, right in spans):
            found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


def _special(text: str) -> Iterator[Figure]:
    for match in _TOP.finditer(text):
        yield _rank(match, text, Comparator.AT_MOST)
    for match in _FIRST.finditer(text):
        yield Figure(
            "rank", match.start(), match.end(), match.end(), Decimal(1), None, "位", "rank", False,
            words=match["of"] or "",
        )  # fmt: skip
    for match in _PLACE.finditer(text):
        yield _rank(match, text, None)
    for match in _STEP.finditer(text):
        words = match["with"] or match["level"]
        yield Figure(
            "step", match.start(), match.end(), match.end(), None, None, None, "none", False,
            words=words, comparator=Comparator.IN_STEP_WITH,
        )  # fmt: skip
    for match in _DONE.finditer(text):
        yield Figure(
            "done", match.start(), match.end(), match.end(), Decimal(100), None, "%", "percent",
            False, words=match["verb"],
        )  # fmt: skip


def _rank(match: re.Match[str], text: str, comparator: Comparator | None) -> Figure:
    value = _value(match["rank"])
    groups = match.groupdict()
    return Figure(
        "rank", match.start(), match.end(), match.end(), value, None, "位", "rank", value is None,
        words=groups.get("of") or "", comparator=comparator,
    )  # fmt: skip


def _numbers(text: str) -> Iterator[Figure]:
    for match in _pattern().finditer(text):
        build = _BUILDERS.get(match.lastgroup or "")
        figure = build(match) if build else _plain(match, text)
        if figure is not None:
            yield _with_after(figure, text)


def _with_after(figure: Figure, text: str) -> Figure:
    match = _TRAILING.match(text, figure.end)
    if not match or not match[1]:
        return figure
    return replace(figure, stop=match.end(), after=match[1])


def _plain(match: re.Match[str], text: str) -> Figure | None:
    written = match["unit"] or match["unit2"]
    if written is None or match["low"] is None:
        return None
    unit, dimension = _units()[written]
    if _SHARED_POINTS.match(text, match.end() - 1):
        unit, dimension = "个百分点", "point"
    if dimension == "never" or (match["lowunit"] and match["lowunit"] != written):
        return None
    if unit == "成" and text[match.end() : match.end() + 1] not in (
        "",
        "，",
        "。",
        "以",
        "左",
        "；",
    ):
        return None
    if unit == "倍" or unit == "番":
        dimension = "times"
    low, high = _value(match["low"]), match["high"] and _value(match["high"])
    return Figure(
        "number", match.start(), match.end(), match.end(), low, high or None, unit,
        _counted(unit, dimension), low is None, inside=match["inside"] or match["inside2"] or "",
    )  # fmt: skip


def _counted(unit: str, dimension: Dimension) -> Dimension:
    return "count" if unit in _counters() else dimension


@cache
def _counters() -> frozenset[str]:
    return frozenset(lexicon.listed("counters", "count"))


def _value(text: str) -> Decimal | None:
    """The number as written; None for a blank."""
    if re.fullmatch(_BLANK, text):
        return None
    if re.fullmatch(_DIGITS, text):
        return Decimal(text)
    whole = numerals.integer(text)
    return None if whole is None else Decimal(whole)


def _percent(match: re.Match[str], value: Decimal) -> Figure:
    return Figure(
        "number", match.start(), match.end(), match.end(), value, None, "%", "percent", False
    )


def _fraction(match: re.Match[str]) -> Figure | None:
    below, _, above = match["fraction"].partition("分之")
    parts, whole = numerals.number(above), numerals.integer(below)
    if parts is None or not whole:
        return None
    if whole == 100:
        return _percent(match, parts)
    return _percent(match, quantity.round_half_up(100 * parts / whole, 1))


def _tenths(match: re.Match[str]) -> Figure | None:
    tens = numerals.integer(match["tenths"]) or 0
    rest = match["half"]
    ones = 5 if rest == "半" else (numerals.integer(rest) or 0) if rest else 0
    return _percent(match, Decimal(10 * tens + ones))


def _doubled(match: re.Match[str]) -> Figure:
    times = numerals.integer(match["doubled"]) or 1
    return Figure(
        "number", match.start(), match.end(), match.end(), Decimal(100 * (2**times - 1)), None,
        "%", "percent", False, words="增长",
    )  # fmt: skip


def _ratio(match: re.Match[str]) -> Figure:
    return Figure(
        "ratio", match.start(), match.end(), match.end(), None, None, "%", "percent", False,
        words=match["ratio"],
    )  # fmt: skip


def _ordinal(match: re.Match[str]) -> Figure:
    value = _value(match["rank"])
    return Figure(
        "rank", match.start(), match.end(), match.end(), value, None, "位", "rank", value is None
    )


def _worded(match: re.Match[str]) -> Figure | None:
    """一次, 两家: a figure only where a bound stands before it, else it is a way of speaking."""
    value = numerals.integer(match["word"])
    before = match.string[max(0, match.start() - 4) : match.start()]
    bound = before.endswith(("不少于", "不低于", "至少", "不超过", "超过", "不得少于", "以上"))
    if value is None or not bound:
        return None
    unit, dimension = _units()[match["wordunit"]]
    return Figure(
        "number", match.start(), match.end(), match.end(), Decimal(value), None, unit, dimension,
        False,
    )  # fmt: skip


_BUILDERS = {
    "ratio": _ratio,
    "rankunit": _ordinal,
    "fraction": _fraction,
    "tenths": _tenths,
    "half": _tenths,
    "doubled": _doubled,
    "wordunit": _worded,
}


@cache
def bounds_before() -> lexicon.Words:
    """Words before a figure that say how it binds: 不低于, 超过, 约."""
    extra = {
        "不得少于": "at_least",
        "不得低于": "at_least",
        "不得超过": "at_most",
        "超": "more_than",
    }
    found = {
        w.before: str(w.comparator.value) for w in comparator_words() if w.before and not w.after
    }
    skipped = {"与", "同", "高于", "低于", ">", "<"}
    return lexicon.Words({k: v for k, v in (found | extra).items() if k not in skipped})


@cache
def bounds_around() -> dict[tuple[str, str], Comparator]:
    """What a word before and a word after say together: 控制在 … 左右."""
    return {(w.before, w.after): w.comparator for w in comparator_words() if w.after}
