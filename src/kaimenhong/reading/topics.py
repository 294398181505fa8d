"""What a clause names before its figures come: 市场主体：, 从投资完成率看，, 收入方面，."""

from __future__ import annotations

import re

from kaimenhong.reading import lexicon, names, sets

_UNEVEN = "不平衡|不均衡|不一|不齐|分化|差[距异]较?大"
_MAY_LEAD = re.compile(f"[：看中块]|方面|压力|形势|要想|{_UNEVEN}")
_EACH = "各(?:县|市|区|地|乡镇)(?:[县市区、]|（[^）]{1,8}）)*"
_TOPIC = re.compile(
    "(?:^|[，；。：（])(?:(?:从|分|按|在)(?P<seen>[^，；：（）。0-9]{2,16}?)(?:情况)?(?:来|上)?看|"
    "(?:在)?(?P<side>[^，；：（）。0-9]{2,16}?)方面)(?=[，：])"
    f"|(?:^|[；。])(?:{_EACH})?(?P<aimed>[^，；：（）。0-9]{{2,14}}?)(?:目标)?(?:任务)?数?(?:分别)?[为是](?=：)"
    f"|(?:^|[；。]){_EACH}(?P<each>[^，；：（）。0-9]{{2,14}}?)(?:家数)?(?=：)"
    "|(?:^|[；。])(?P<among>[^，；：（）。0-9]{2,14})中(?=，)"
    "|(?:^|[；。])(?P<told>[^，；：（）。0-9]{2,8}?)(?:压力|形势|要想|这一?块)[^，；：（）。0-9]{0,10}(?=，)"
    "|(?:^|[；。])(?:各[县市区地、]+)?(?P<uneven>[^，；：（）。0-9]{2,14}?)(?:完成)?(?:全年|年度)?(?:目标|任务|计划)?(?:任务)?"
    f"(?:完成)?(?:情况|进度|进展|增速)?(?:很|较|还|明显)?(?:{_UNEVEN})(?=[，：])"
    "|(?:^|[；。])(?P<led>[^，；：（）。0-9]{2,14})(?=：)"
)


def topic(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the last topic in `text[start:end]` stands that names something that has figures.

    >>> topic("市场主体：一季度新增2000户", 0, 10)
    (0, 4)
    >>> topic("工作要求：一季度新增2000户", 0, 10) is None
    True
    """
    found = None
    if not _MAY_LEAD.search(text, start, end):
        return None
    for match in _TOPIC.finditer(text, start, end):
        span = _without_number(text, *match.span(match.lastgroup or 0))
        if _has_figures(text, span):
            found = span
    return found


def _without_number(text: str, start: int, end: int) -> tuple[int, int]:
    """新入库企业数 are 新入库企业."""
    counts = text.endswith("数", start, end) and sets.ends_in_noun(text, start, end - 1)
    return start, end - counts


# 分地区看, 从各县区看: by what the figures are split, and no name of theirs.
_PLACES = re.compile(
    "(?:各|不同)?(?:地区|区域|属地|行政区划|地|[县市区镇乡]+|街道|园区)+(?:域|分布)?"
)


# 从总量看，从增速看: which side of the same indicator.
_SIDES = {"总量", "规模", "数量", "增速", "增幅"}
# 通报批评白鹭县：
_TOLD_OFF = re.compile("(?:通报|点名)?(?:批评|表扬)|责成|督促|约谈")
_SO_MANY = re.compile("^(?:在)?(?:全[省市县])?[0-9一二三四五六七八九十两]+个")


def _has_figures(text: str, span: tuple[int, int]) -> bool:
    words = _SO_MANY.sub("", text[slice(*span)])
    return not (_PLACES.fullmatch(words) or _TOLD_OFF.match(words) or words in _SIDES) and (
        words in lexicon.words("topics").tags
        or names.known(words)
        or names.is_rate(words)
        or words in lexicon.words("bare").tags
        or sets.ends_in_noun(text, *span)
    )


# 第二，投资要转正。 opens a paragraph on fixed-asset investment.
_OPENS = re.compile(
    "(?:第[一二三四五六七八九十]|[一二三四五六七八九十]是|（[一二三四五六七八九十]）)[，、：]?(?:要|把|将)?"
    "(?P<what>[^，。；：0-9X]{2,16})。"
)


def opening(text: str) -> tuple[str, tuple[int, int]] | None:
    """The indicator that the first words of a paragraph announce, and where they name it.

    >>> opening("第二，投资要转正。年度目标是增长6%。")
    ('固定资产投资', (3, 5))
    >>> opening("第二，作风要转变。全年压减会议3次。") is None
    True
    """
    opens = _OPENS.match(text)
    if opens is None:
        return None
    start, end = opens.span("what")
    known = names.first_known(text, start, end)
    if known is not None and known[0] == start:
        return names.standard(text[slice(*known)]), known
    for length in range(min(4, end - start), 1, -1):
        words = text[start : start + length]
        if words in lexicon.words("topics").tags:
            return meant(words), (start, start + length)
    return None


def meant(words: str) -> str:
    """Give the indicator that a topic stands for: 收入 is 一般公共预算收入."""
    return lexicon.words("topics").tags.get(words) or names.standard(words)
