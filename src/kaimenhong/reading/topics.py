"""What a clause names before its figures come: 市场主体：, 从投资完成率看，, 收入方面，."""

from __future__ import annotations

import re

from kaimenhong.reading import lexicon, names, sets

_MAY_LEAD = re.compile("[：看中]|方面")
_EACH = "各(?:县|市|区|地|乡镇)(?:[县市区、]|（[^）]{1,8}）)*"
_TOPIC = re.compile(
    "(?:^|[，；。：（])(?:(?:从|分|按|在)(?P<seen>[^，；：（）。0-9]{2,16}?)(?:情况)?(?:来|上)?看|"
    "(?:在)?(?P<side>[^，；：（）。0-9]{2,16}?)方面)(?=[，：])"
    f"|(?:^|[；。])(?:{_EACH})?(?P<aimed>[^，；：（）。0-9]{{2,14}}?)(?:目标)?(?:任务)?数?(?:分别)?[为是](?=：)"
    f"|(?:^|[；。]){_EACH}(?P<each>[^，；：（）。0-9]{{2,14}}?)(?:家数)?(?=：)"
    "|(?:^|[；。])(?P<among>[^，；：（）。0-9]{2,14})中(?=，)"
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
        span = match.span(match.lastgroup or 0)
        if _has_figures(text, span):
            found = span
    return found


# 分地区看, 从各县区看: by what the figures are split, and no name of theirs.
_PLACES = re.compile(
    "(?:各|不同)?(?:地区|区域|属地|行政区划|地|[县市区镇乡]+|街道|园区)+(?:域|分布)?"
)


def _has_figures(text: str, span: tuple[int, int]) -> bool:
    words = text[slice(*span)]
    return not _PLACES.fullmatch(words) and (
        words in lexicon.words("topics").tags
        or names.known(words)
        or names.is_rate(words)
        or words in lexicon.words("bare").tags
        or sets.ends_in_noun(text, *span)
    )


def meant(words: str) -> str:
    """Give the indicator that a topic stands for: 收入 is 一般公共预算收入."""
    return lexicon.words("topics").tags.get(words) or names.standard(words)
