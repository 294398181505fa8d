"""Whose a paragraph's figures are, where it opens with a place: 白鹭县：…。完成投资17亿元…."""

from __future__ import annotations

import re

from kaimenhong.reading import places

# What stands before the place: a dash, a number, what is looked at.
_BEFORE = re.compile(
    r"[—\-·●◆■▲*\s]*(?:（?[0-9一二三四五六七八九十]{1,3}(?:[.、）]|是)[、，：]?)?"
    r"(?:其中，)?(?:(?:从|分|按|就)[^，；：。0-9]{1,16}?看[，：])?"
)
_FORMED = re.compile(
    r"[\u4e00-\u9fa5]{2,4}?(?:[县市区州旗镇乡]|街道|高新区|经开区|开发区|新区)"
    r"(?=[：，0-9]|进度|推进|工作|总体|项目|情况|表现|较|落后|滞后|缓慢)"
)
# Markets and zones of all kinds have the form of a place's name, and are none.
_NO_PLACE = re.compile(
    "(?:[股楼夜早超菜房门入退进]市|(?:自贸|保税|先行|核心|重点|特色|试验|实验|合作)区)$"
)
# 石门市发改局要…, 澄江县人民政府: an office of the place, not the place.
_OFFICE = re.compile(
    "(?:人民)?政府|[^，。；：]{0,10}?(?:局|委|办|中心|公司|法院|银行|支行|专班|领导|书记)(?=[、，要负牵])|[、和与及等的]"
)
# 全市完成…: what follows is no more the place's.
_OWN_AGAIN = re.compile(
    "(?:^|[，；：。])(?:其中，)?(?:全[国省市县区州]|[我本][省市县区州])(?!平均)"
)


type Lead = tuple[str, tuple[int, int]]


def lead(text: str, start: int, end: int, named: re.Pattern[str] | None) -> Lead | None:
    """Give the place that `text[start:end]` opens with, and where it stands; None where none.

    >>> lead("白鹭县：承担项目28个。", 0, 10, None)
    ('白鹭县', (0, 3))
    >>> lead("白鹭县、云溪区：承担项目28个。", 0, 13, None) is None
    True
    """
    before = _BEFORE.match(text, start, end)
    at = before.end() if before else start
    found = (named.match(text, at, end) if named else None) or _FORMED.match(text, at, end)
    if found is None or found.end() >= end or _OFFICE.match(text, found.end(), end):
        return None
    word = found[0]
    if (
        places.SELF.fullmatch(word)
        or places.NOT_AREAS.search(word)
        or (_NO_PLACE.search(word) and not places.known(word))
    ):
        return None
    return word, found.span()


def said_again(text: str, end: int) -> bool:
    """Whether the sentence has come back to the document's own place before `end`."""
    return _OWN_AGAIN.search(text, 0, end) is not None
