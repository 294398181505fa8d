"""Figures that only define a class: 投资5000万元以上项目, 营业收入超10亿元企业 (rules 4 and 22)."""

from __future__ import annotations

import re

from kaimenhong.reading import sets
from kaimenhong.reading.figure import Figure

_BOUND = (
    "突破",
    "过",
    "超",
    "超过",
    "大于",
    "不低于",
    "不少于",
    "达到",
    "达",
    "满",
    "高于",
    "低于",
    "不足",
    "在",
)
_PROJECT = re.compile("(?:年产|年处理|日产|日处理|总占地|占地|新建|建设|规模|装机)$")
_ORDINAL_UNITS = {
    "条": re.compile("(?:[^，。；]{0,6})(?:措施|政策|举措|意见|细化|具体|硬措施|干货|规定|禁令)")
}
# 10亿元以上3个: how many are of that size. 10万元以上的村: which of them.
_COUNT = re.compile("(?:的)?(?:[0-9X]+)(?:个|家|户)")
_KIND_OF = re.compile(
    "的(?!有[^，。；0-9]{1,5}[县市区镇乡、]|目标|任务|增长|速度|水平|增速|要求|高位|增幅|缺口|投资|资金)[\u4e00-\u9fff]"
)
# 服务业8个行业营业收入: how many industries there are only says whose revenue it is.
_OF_INDUSTRIES = re.compile(
    "(?:重点)?(?:行业|领域|大类|门类)(?:营业收入|增加值|总?产值|投资|利润|用电量|销售额)"
    "(?!(?:同比)?(?:实现|保持)?(?:增长|下降)[，。；、）])"
)
# 产值前20户企业完成产值: which of them, as 产值过亿元企业.
_FIRST_OF = re.compile(
    "的?(?:重点|工业|规上工业)?(?:企业|行业|产品|项目|纳税大户)(?!名单)[\u4e00-\u9fa5]"
)
# 由1200万棒提高到1500万棒: the new value follows, nothing is classed.
_MOVES_ON = re.compile(
    "(?:左右)?(?:提高|提升|增加|扩大|增长|增|上升|升|下降|降低|减少|降|压减|压缩|缩短|压降|恢复|回升)(?:到|至|为)"
)
# 分别为176.2万吨和11.3万吨: another figure follows, nothing is classed.
_GOES_ON = re.compile("(?:和|与|及|以及)[0-9]+(?:\\.[0-9]+)?(?:[亿万千百]|吨|亩|公)")
_ISSUERS = ("国务院", "国家", "中央", "省", "市", "县", "省委", "市委", "省级", "市级")
_ON = re.compile("[^，。；：！？、（）]{0,18}")
_LIST = re.compile(r"(?:、[0-9.]+(?:万|亿)?(?:元|平方米|亩|吨))*等?")


def without(text: str, figures: list[Figure]) -> list[Figure]:
    """Give the figures that state something, in their order."""
    kept: list[Figure] = []
    last: Figure | None = None
    for figure in figures:
        listed = last is not None and text[last.stop : figure.start] == "、"
        if _is_threshold(text, figure, listed) or _is_listed_measure(text, figure):
            last = figure
            continue
        last = None
        kept.append(figure)
    return kept


def _is_listed_measure(text: str, figure: Figure) -> bool:
    if figure.dimension == "count" and _OF_INDUSTRIES.match(text, figure.stop):
        return True
    if figure.dimension == "count" and _FIRST_OF.match(text, figure.stop):
        return text[: figure.start].endswith("前")
    pattern = _ORDINAL_UNITS.get(figure.unit or "")
    if pattern and text[: figure.start].endswith(_ISSUERS):
        return True
    return bool(pattern and pattern.match(text, figure.stop))


def _is_threshold(text: str, figure: Figure, after_threshold: bool) -> bool:
    if figure.kind != "number" or figure.dimension in {"point", "times", "rank"}:
        return False
    if _MOVES_ON.match(text, figure.stop) or _GOES_ON.match(text, figure.stop):
        return False
    before = text[max(0, figure.start - 4) : figure.start]
    bounded = figure.after in {"以上", "及以上", "以下", "及以下", "以内"} or before.endswith(
        _BOUND
    )
    if figure.dimension == "physical" and _PROJECT.search(before):
        return True
    if figure.dimension == "count":
        return False
    listed = _LIST.match(text, figure.stop)
    start = listed.end() if listed else figure.stop
    rest = _ON.match(text, start)
    words = (rest[0] if rest else "").lstrip("的及其")
    if bounded and figure.dimension in {"money", "physical"} and _COUNT.match(text, start):
        return True
    if bounded and text.startswith("的", start) and _KIND_OF.match(text, start):
        return True
    if not words or not sets.is_class(words, 0, len(words)):
        return figure.dimension == "physical" and bool(words) and text[figure.stop] not in "的，"
    if text.startswith("的", start) and not bounded and figure.dimension == "money":
        return False
    return bounded or after_threshold or figure.dimension in {"money", "physical"}
