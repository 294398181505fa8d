"""Figures in a sentence: number, unit, blank, range, rank, and what the words at their edge say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from kaimenhong.reading import lexicon, sets
from kaimenhong.reading.figure import BLANK, CHINESE, DIGITS, Dimension, Figure, value_of
from kaimenhong.reading.unitless import unitless
from kaimenhong.records import replace
from kaimenhong.terms import numerals, quantity
from kaimenhong.terms.codelists import Comparator
from kaimenhong.terms.quantity_words import comparator_words

_FRACTION = rf"[{CHINESE}]{{1,3}}分之[{CHINESE}]{{1,3}}(?:点[{CHINESE}]+)?"
# 分别高2.1个和1.3个百分点: the unit of both stands after the last.
_SHARED_POINTS = re.compile("个(?:(?:和|、|与)[0-9.]+个?)+百分点")
_TRAILING = re.compile(
    r"(?:\(含\)|（含）)?(以上|(?<=番)还多|(?<=成)[多余]|及以上|或以上|左右|上下|以内|之内|以下|及以下|以上水平)?"
)


# 四成多, 翻了一番还多: more than that, as 余 inside a number.
_AND_MORE = {"多", "余", "还多"}


@cache
def _units() -> dict[str, tuple[str, Dimension]]:
    """Every spelling of a unit with its written short form and what it measures.

    Money, points and percent have one short form; others stay as written: 亿度, 平米.
    """
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
            dimension = _dimension(unit.dimension)
            kept = dimension == "physical" and not spelling.isascii()
            found[spelling] = (spelling if kept else unit.code, dimension)
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
    # 40个点位 are places, 4个点 is four points.
    units = lexicon.any_of(tuple(u for u in _units() if u not in {"个亿", "个点"}))
    whole = "个亿(?!元)|个点(?![位评数状面线])"
    units = rf"(?:{whole}|(?!项目){units}|个(?=(?:(?:和|、|与)[0-9.]+个?)+百分点))"
    number = rf"(?:{DIGITS}|{BLANK})"
    part = rf"(?:[0-9]+(?:\.[0-9]+)?|{BLANK})"
    return re.compile(
        # What any of them begins with: they are tried nowhere else.
        rf"(?=[-0-9Xx_第翻过万{CHINESE}])(?:"
        rf"(?P<ratio>(?<![0-9.Xx_]){part}(?:[:：]{part}){{2}}(?![0-9Xx_]))"
        rf"|第(?P<rank>[0-9Xx]{{1,3}}|_{{2,6}}|[{CHINESE}]{{1,3}})(?P<rankunit>位|名)"
        rf"|(?P<low>(?<![0-9A-WYZa-wyz.]){number})"
        rf"(?:(?P<lowunit>%|{units})?(?:-|至|到)(?P<high>{number})(?P<inside>余|多)?(?P<unit>{units})"
        rf"|(?P<inside2>余|多|来)?(?P<unit2>{units}))"
        rf"|(?P<fraction>{_FRACTION})"
        rf"|(?P<tenths>[一二三四五六七八九两])成(?P<half>半|[一二三四五六七八九])?"
        rf"(?=以上|左右|多|余|[，。；、）和]|$)"
        rf"|翻了?(?P<doubled>[一两二三]?)番(?!计划|行动|工程|都)"
        rf"|(?:(?<=突破|达到|超过|跨越|迈上|站上|跃上|越过)|过|(?<=[超破]))(?P<whole>[百千万])亿元(?![\u4e00-\u9fa5])"
        rf"|(?P<half_of>(?<=[占比重例率的到足近约])一半|(?<=占比|比重|比例|份额)过半)(?=以上|左右|多|[，。；、）]|$)"
        rf"|(?P<two_digits>两位数(?=以?上?的?增长|以?上?增速|增幅))"
        rf"|(?P<word>[{CHINESE}]{{1,6}})(?:[至到](?P<wordhigh>[{CHINESE}]{{1,6}}))?(?P<wordunit>次(?!性)|家|个|场|户|人|项|倍|万人|万家|亿元|万元|万亩|万吨))"
    )


_MASK = re.compile(
    r"(?=[《“（0-9A-Za-z第])(?:《[^》]*》|“[^”0-9X%]{0,12}[0-9X][^”%]{0,12}”|（[0-9X]{4}）[0-9X]{1,4}号"
    r"|(?<![0-9])[0-9]++(?:(?:\+[0-9A-Z]++)+|[A-Z]级?|号)|[A-Za-z]{1,20}-?[0-9]++[A-Za-z]*"
    r"|[0-9]{3,4}-[0-9]{7,8}"
    r"|第[0-9X一二三四五六七八九十]+(?:批|届|次|期|轮|季度|条|款|章|个|号|方阵|梯队)|http[^，。；）]*)"
)


def masked(text: str) -> list[tuple[int, int]]:
    """Where no figure stands: titles, slogans with numbers, document numbers, phones."""
    return [m.span() for mask in (_MASK, _long_numbers()) for m in mask.finditer(text)]


@cache
def _long_numbers() -> re.Pattern[str]:
    """Numbers of phones, papers and visitors: as long as these a figure has a unit."""
    unit = rf"(?!位访)(?:%|-|{units_pattern()})"
    return re.compile(rf"[0-9](?<![0-9.].)[0-9]{{6,}}+(?!(?:\.[0-9]+)?{unit})")


def figures(text: str, taken: list[tuple[int, int]]) -> list[Figure]:
    """Give the figures of a sentence from left to right; `taken` are spans that hold none."""
    found: list[Figure] = []
    covered = bytearray(len(text))
    for left, right in taken:
        covered[left:right] = b"\1" * (right - left)
    for figure in (*_unitless(text), *_numbers(text)):
        if covered.find(1, figure.start, figure.end) < 0:
            found.append(figure)
            covered[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
    return sorted(found, key=lambda figure: figure.start)


def _unitless(text: str) -> Iterator[Figure]:
    for figure in unitless(text):
        yield _with_after(figure, text) if figure.kind == "number" else figure


def _numbers(text: str) -> Iterator[Figure]:
    for match in _pattern().finditer(text):
        build = _BUILDERS.get(match.lastgroup or "")
        figure = build(match) if build else _plain(match, text)
        if figure is not None:
            yield _with_after(_apart(figure, text), text)


# 高出全省平均1.2%: two rates are apart by points, whatever sign is written.
_APART = re.compile(
    "(?:(?:(?:高|低|快|慢|优)于|[高低]出|落后于?|领先于?|超(?:过|出)?)(?:全[国省市县区州]|序时|时序|时间)(?:的?平均(?:水平|增速)?|进度|水平)?"
    "|(?:比|较)(?:全[国省市县区州]|序时|时序|时间)(?:的?平均(?:水平|增速)?|进度|水平)?[高低快慢])(?:出|了)?(?:约|近)?$"
)
_PERCENT_OF = re.compile("以上的|以下的|的")


def _apart(figure: Figure, text: str) -> Figure:
    rate = figure.kind == "number" and figure.dimension == "percent"
    if not rate or _PERCENT_OF.match(text, figure.end) or not _APART.search(text, 0, figure.start):
        return figure
    return replace(figure, dimension="point")


def _with_after(figure: Figure, text: str) -> Figure:
    match = _TRAILING.match(text, figure.end)
    if not match or not match[1]:
        return figure
    if match[1] in _AND_MORE:
        return replace(figure, stop=match.end(), inside="余")
    return replace(figure, stop=match.end(), after=match[1])


def _plain(match: re.Match[str], text: str) -> Figure | None:
    written = match["unit"] or match["unit2"]
    if written is None or match["low"] is None:
        return None
    unit, dimension = _units()[written]
    if _SHARED_POINTS.match(text, match.end() - 1):
        unit, dimension = "个百分点", "point"
    if dimension == "never" and LASTS.search(text, max(0, match.start() - 16), match.start()):
        dimension = "physical"
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
    low, high = value_of(match["low"]), value_of(match["high"]) if match["high"] else None
    return Figure(
        "number", match.start(), match.end(), match.end(), low, high, unit,
        _counted(unit, dimension), low is None, inside=match["inside"] or match["inside2"] or "",
        comparator=Comparator.BETWEEN if match["high"] else None,
    )  # fmt: skip


# 人均预期寿命79.2岁, 办理时间压缩至2小时: where the time itself is measured.
LASTS = re.compile(
    "(?:寿命|天数|回收期)[^，。；0-9（）]{0,8}$"
    "|(?:时间|时限|周期|用时|时长)[^，。；0-9（）]{0,6}?(?:压缩|缩短|压降|压减|控制|降|减少)[至到为在][^，。；0-9（）]{0,3}$"
    "|(?:时间|时限|周期|用时|时长)(?:由|从)(?:原来的?|过去的?|上年的?|去年的?)?$"
    "|(?<=[0-9日时天])(?:压缩|缩短|压降|压减|降)[至到为]$"
    "|(?<=[0-9]天，)(?:同比|(?:比|较)[^，。；]{2,6})(?:增加|减少|延长|缩短)$"
)


def _counted(unit: str, dimension: Dimension) -> Dimension:
    return "count" if unit in _counters() else dimension


@cache
def _counters() -> frozenset[str]:
    return frozenset(lexicon.listed("counters", "count"))


def _percent(match: re.Match[str], value: Decimal) -> Figure:
    return Figure(
        "number", match.start(), match.end(), match.end(), value, None, "%", "percent", False
    )


_WHOLES = {"百": 100, "千": 1000, "万": 10000}


def _fraction(match: re.Match[str]) -> Figure | None:
    below, _, above = match["fraction"].partition("分之")
    parts, whole = numerals.number(above), _WHOLES.get(below) or numerals.integer(below)
    if parts is None or not whole:
        return None
    if whole == 100:
        return _percent(match, parts)
    share = quantity.round_half_up(100 * parts / whole, 1)
    return _percent(match, share.quantize(Decimal(1)) if share == int(share) else share)


def _tenths(match: re.Match[str]) -> Figure | None:
    tens = numerals.integer(match["tenths"]) or 0
    rest = match["half"]
    ones = 5 if rest == "半" else (numerals.integer(rest) or 0) if rest else 0
    return _percent(match, Decimal(10 * tens + ones))


def _doubled(match: re.Match[str]) -> Figure:
    times = numerals.integer(match["doubled"] or "一") or 1
    return Figure(
        "number", match.start(), match.end(), match.end(), Decimal(100 * (2**times - 1)), None,
        "%", "percent", False, words="增长",
    )  # fmt: skip


def _ratio(match: re.Match[str]) -> Figure:
    return Figure(
        "ratio", match.start(), match.end(), match.end(), None, None, "%", "percent", False,
        words=match["ratio"],
    )  # fmt: skip


def _whole(match: re.Match[str]) -> Figure:
    """首次突破百亿元: a hundred of them."""
    value = Decimal(_WHOLES[match["whole"]])
    start, end = match.span()
    more = Comparator.MORE_THAN if match[0][0] == "过" else None
    return Figure("number", start, end, end, value, None, "亿元", "money", False, comparator=more)


def _half(match: re.Match[str]) -> Figure:
    """占比过半, 复产一半: 50%, and more than that."""
    figure = _percent(match, Decimal(50))
    return replace(figure, comparator=Comparator.MORE_THAN) if match[0] == "过半" else figure


def _two_digits(match: re.Match[str]) -> Figure:
    """保持两位数增长: ten percent at least."""
    figure = replace(_percent(match, Decimal(10)), words="增长", comparator=Comparator.AT_LEAST)
    after = re.compile("以?上?的?(?:增长|增速|增幅)").match(match.string, match.end())
    return replace(figure, stop=after.end()) if after else figure


def _ordinal(match: re.Match[str]) -> Figure:
    value = value_of(match["rank"])
    return Figure(
        "rank", match.start(), match.end(), match.end(), value, None, "位", "rank", value is None
    )


def _worded(match: re.Match[str]) -> Figure | None:
    """一次, 两家: a figure after a bound or the noun it counts, else it is a way of speaking."""
    value, high = numerals.integer(match["word"]), numerals.integer(match["wordhigh"] or "")
    before = match.string[max(0, match.start() - 4) : match.start()]
    bound = before.endswith(
        ("不少于", "不低于", "至少", "不超过", "超过", "不得少于", "以上", "突破")
    )
    place = before.endswith(("市", "县", "区", "镇", "乡", "村", "州"))
    headed = sets.ends_in_noun(match.string, 0, match.start()) or before.endswith(("就业", "投资"))
    headed = headed and not place
    if value is None or not (bound or headed):
        return None
    unit, dimension = _units()[match["wordunit"]]
    return Figure(
        "number", match.start(), match.end(), match.end(), Decimal(value),
        Decimal(high) if high else None, unit, dimension, False,
    )  # fmt: skip


_BUILDERS = {
    "ratio": _ratio,
    "rankunit": _ordinal,
    "fraction": _fraction,
    "tenths": _tenths,
    "half": _tenths,
    "doubled": _doubled,
    "whole": _whole,
    "half_of": _half,
    "two_digits": _two_digits,
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
        "不能低于": "at_least",
        "不能少于": "at_least",
        "不能超过": "at_most",
        "不能高于": "at_most",
        "跌破": "less_than",
        "跌至不足": "less_than",
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
