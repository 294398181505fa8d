"""Figures written without number and unit: ranks, 与…同步, 全部…, and the ratio of incomes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kaimenhong.reading.figure import CHINESE, Figure, value_of
from kaimenhong.terms.codelists import Comparator

# 居望川市前3位: a named area, which holds no word of ranking itself.
AREA = "(?:(?![居列排位名增总与])[\u4e00-\u9fff]){2,6}[省市县区州]"
_ALL_AREAS = r"全[国省市区县州]|我[省市区县州]|周边|同类|全[国省市]?平均"

# 城乡居民收入比由2.12缩小至2.08, 加工产值与农业总产值之比2.8:1: ratios have no unit.
_INCOMES = re.compile(
    r"(?:收入|产值|之)比(?![重例])(?:[^，。；0-9]{0,10}(?P<base>[0-9]\.[0-9]+))?[^，。；0-9]{0,8}(?P<value>[0-9]+\.[0-9]+)(?![0-9.%个百]|[：:](?!1(?![0-9])))"
)
_STEP = re.compile(
    rf"(?=[与同和跟赶追不达])(?:(?:与|同|和|跟)(?P<with>[^，。；、（）与]{{0,10}}(?:增长|经济|生产总值|GDP|收入|投资|进度|水平|平均|物价|价格|指数|增速|全[省市县区国]|我[省市县区]|{AREA}|上年|去年|同期|上月|财政|税收)[^，。；、（）与]{{0,4}}?)(?:保持)?(?:基本|大体)?(?:保持)?(?:同步|相当|持平)(?:增长)?(?=[，。；、）]|$)"
    rf"|(?:赶上|追上|追平|不低于|不慢于|达到)(?P<level>(?:(?:{_ALL_AREAS})、?)+(?:的?平均)?(?:水平|增速|增幅)?"
    r"|(?:经济|GDP|(?:地区)?生产总值)(?:增速|增长)(?=[，。；、）]|$)"
    r"|(?:序时|时间)进度|[^，。；0-9（）]{2,10}平均(?:增速|水平)))"
)
_DONE = re.compile(
    r"全部(?P<verb>花出去|支出完毕|拨付到位|支付到位|使用完毕|支出|完成|开工|竣工|投产|建成|到位|办结|交付|进场施工|进场|到岗|清零|复工|入库|拨付|整改|使用)"
)
# 11月底前复产一半以上: half of what 全部 would be all of.
_HALF_DONE = re.compile(
    "(?P<verb>开工|复工|复产|竣工|投产|达产|支出|拨付|花出去)一半(?P<more>以上)?(?=[，。；、）]|$)"
)
_SAID_OTHERWISE = {
    "花出去": "支出", "支出完毕": "支出", "拨付到位": "拨付", "支付到位": "支付",
    "使用完毕": "使用",
}  # fmt: skip
_TOP = re.compile(
    rf"(?:进入|挺进|跻身|冲进|保持|稳居|居|位列|排名|保)(?P<of>{_ALL_AREAS}|{AREA})?的?(?:第一方阵)?前"
    rf"(?P<rank>[0-9]{{3}}(?=[位名])|[Xx]{{1,3}}(?=[位名])|_{{2,6}}(?=[位名])|[0-9]{{1,2}}|[{CHINESE}]{{1,3}})"
    "(?:位|名|强)?(?![0-9个年季月])"
)
_FIRST = re.compile(rf"(?:居|位居|列|位列|排名|排)(?P<of>{_ALL_AREAS})?(?:第一位?|首位|榜首|第一)")
_PLACE = re.compile(
    rf"(?:居|列|排名?|位次)(?:{_ALL_AREAS})?第(?P<rank>[{CHINESE}]{{1,3}}|[0-9Xx]{{1,3}}|_{{2,6}})(?=[，。；、）]|$)"
)
# 排位由全市第9前移到第6: both ranks, the one before and the one now.
_RANK = rf"[{CHINESE}]{{1,3}}|[0-9]{{1,3}}"
_FROM_TO = re.compile(
    rf"(?<=[由从])(?P<of>{_ALL_AREAS})?第(?P<rank>{_RANK})[位名]?"
    rf"(?P<to>(?:前移|上升|提升|跃升|晋升|进位|后移|下降|下滑|升|退|降)(?:到|至)?(?:{_ALL_AREAS})?)"
    rf"第(?P<now>{_RANK})[位名]?"
)


def unitless(text: str) -> Iterator[Figure]:
    """Give the figures of a sentence that have no unit of their own, kind by kind."""
    for match in _found(_TOP, "前", text):
        yield _rank(match, Comparator.AT_MOST)
    for match in _FIRST.finditer(text):
        yield Figure(
            "rank", match.start(), match.end(), match.end(), Decimal(1), None, "位", "rank", False,
            words=match["of"] or "",
        )  # fmt: skip
    for match in _found(_PLACE, "第", text):
        yield _rank(match, None)
    for match in _found(_FROM_TO, "第", text):
        yield from _moved(match)
    for match in _found(_INCOMES, "比", text):
        for group in ("base", "value"):
            if match[group]:
                start, end = match.span(group)
                yield Figure(
                    "number", start, end, end, Decimal(match[group]), None, None, "none", False
                )
    for match in _STEP.finditer(text):
        words = match["with"] or match["level"]
        yield Figure(
            "step", match.start(), match.end(), match.end(), None, None, None, "none", False,
            words=words, comparator=Comparator.IN_STEP_WITH,
        )  # fmt: skip
    yield from _done(text)


def _done(text: str) -> Iterator[Figure]:
    """All or half of what has a verb: 全部支出 is 100 %, 复产一半 is 50 %."""
    for pattern, word, share in ((_HALF_DONE, "一半", 50), (_DONE, "全部", 100)):
        for match in _found(pattern, word, text):
            more = Comparator.AT_LEAST if match.groupdict().get("more") else None
            yield Figure(
                "done", match.start(), match.end(), match.end(), Decimal(share), None, "%",
                "percent", False, comparator=more,
                words=_SAID_OTHERWISE.get(match["verb"], match["verb"]),
            )  # fmt: skip


def _found(pattern: re.Pattern[str], word: str, text: str) -> Iterator[re.Match[str]]:
    """Find a pattern that no text without the word can hold: most sentences do not."""
    return pattern.finditer(text) if word in text else iter(())


def _moved(match: re.Match[str]) -> Iterator[Figure]:
    for value, start, end in (
        (match["rank"], match.start(), match.start("to")),
        (match["now"], match.end("to"), match.end()),
    ):
        yield Figure(
            "rank", start, end, end, value_of(value), None, "位", "rank", False,
            words=match["of"] or "",
        )  # fmt: skip


def _rank(match: re.Match[str], comparator: Comparator | None) -> Figure:
    value = value_of(match["rank"])
    groups = match.groupdict()
    return Figure(
        "rank", match.start(), match.end(), match.end(), value, None, "位", "rank", value is None,
        words=groups.get("of") or "", comparator=comparator,
    )  # fmt: skip
