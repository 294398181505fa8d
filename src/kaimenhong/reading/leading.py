"""Whose a paragraph's figures are, where it opens with a place: 白鹭县：…。完成投资17亿元…."""

from __future__ import annotations

import re

from kaimenhong.reading import places
from kaimenhong.reading.gazetteer import Gazetteer
from kaimenhong.reading.outline import INLINE, Section
from kaimenhong.records import record

LONGEST_LINE = 24
# The kind of number from which on headings are items: 1.
ITEM = 4
# What stands beside a place in a line that names nothing else: 白鹭县（3个问题）, 白鹭县问题：
_REST = re.compile(
    "(?:人民政府|政府|管委会)?(?:（[^）]{1,10}）)?(?:存在)?的?(?:主要|突出)?"
    "(?:项目|督查|检查|整改|推进|进展|完成|工作)*(?:问题|情况)?[。：]?"
)
# 下一步，全市要…: a paragraph that is no more about the place.
_ENDS = re.compile("下一步|下步|总体|附[：件表]|各[县市区地]|全[省市县区州]|[我本][省市县区州]")
# Where a place stands that a line above the paragraph names.
_ABOVE = (-1, -1)

# What stands before the place: a dash, a number, what is looked at.
_BEFORE = re.compile(
    r"[—\-·●◆■▲*\s]*(?:（?[0-9一二三四五六七八九十]{1,3}(?:[.、）]|是)[、，：]?)?"
    r"(?:其中，)?(?:(?:从|分|按|就)[^，；：。0-9]{1,16}?看[，：])?(?:在|对|赴|到)?"
)
_FORMED = re.compile(
    r"(?:(?!增[速幅])[\u4e00-\u9fa5]{2,4}?(?:[县市区州旗镇乡]|街道|高新区|经开区|开发区|新区)|高新区|经开区)"
    r"(?=[：，。（0-9]|进度|推进|工作|总体|项目|情况|表现|较|落后|滞后|缓慢|存在|问题|承担|共[承有实检排发完新收办建开入]|督查|检查|抽查|调研|应[开竣复整入]|未开工"
    rf"|{places.TIMES})"
)
# Markets and zones of all kinds have the form of a place's name, and are none.
_NO_PLACE = re.compile(
    "(?:[股楼夜早超菜房门入退进]市|(?:自贸|保税|先行|核心|重点|特色|试验|实验|合作)区|"
    "(?:强|老|示范|文明|卫生|平安|先进|模范|试点|中心|建制)[县市区镇乡])$"
)
# Zones that are called by what they are, one to a place.
_ZONES = {"高新区", "经开区"}
# 石门市发改局要…, 澄江县人民政府: an office of the place, not the place.
_OFFICE = re.compile(
    "(?:人民)?政府|[^，。；：]{0,10}?(?:局|委|办|中心|公司|法院|银行|支行|专班|领导|书记)(?=[、，要负牵])|[、和与及等的]"
)
# 全市完成…: what follows is no more the place's.
_OWN_AGAIN = re.compile(
    "(?:^|[，；：。])(?:其中，)?(?:全[国省市县区州]|[我本][省市县区州])(?!平均|第|前|位|排|最|倒数|末|后|靠|垫底|唯一|领先)"
)


type Lead = tuple[str, tuple[int, int]]


@record(frozen=True, slots=True)
class Held:
    """A place that a line has named for those below it: ●白鹭县, 白鹭县存在的问题：一是….

    `alone` tells that the line names nothing else; else only its own parts, 一是, are below it.
    """

    lead: Lead
    section: Section | None
    alone: bool

    def over(self, section: Section | None) -> bool:
        """Whether what stands in a section is still of the place."""
        if section is self.section:
            return self.alone
        if section is None or section.level < ITEM:
            return False
        inside = self.section is None or any(one is self.section for one in section.path())
        return inside and (section.level == INLINE or self.alone)


def _above_items(section: Section | None) -> Section | None:
    """The heading above the numbered items, of which the last of the place before may be one."""
    while section is not None and section.level >= ITEM:
        section = section.parent
    return section


def held(
    text: str, section: Section | None, before: Held | None, named: Gazetteer | None
) -> Held | None:
    """Give the place that holds below a line, which may be the one that held before."""
    if _ENDS.match(text) or places.LIST.match(text):
        return None
    sole = alone(text, named)
    if sole is not None:
        return Held((sole, _ABOVE), _above_items(section), alone=True)
    if before is not None and before.over(section):
        return before
    opens = lead(text, 0, len(text), named)
    return Held((opens[0], _ABOVE), section, alone=False) if opens else None


def lead(
    text: str, start: int, end: int, named: Gazetteer | None, *, after: bool = False
) -> Lead | None:
    """Give the place that `text[start:end]` opens with, and where it stands; None where none.

    `after` tells that another place was spoken of before, which more words than at first end.

    >>> lead("白鹭县：承担项目28个。", 0, 10, None)
    ('白鹭县', (0, 3))
    >>> lead("白鹭县、云溪区：承担项目28个。", 0, 13, None) is None
    True
    """
    before = _BEFORE.match(text, start, end)
    at = before.end() if before else start
    found = (named.full.match(text, at, end) if named else None) or _FORMED.match(text, at, end)
    if found is None and after:
        found = places.LEADING.match(text, at, end)
    if found is None or found.end() >= end:
        return None
    if _OFFICE.match(text, found.end(), end) and not _REST.fullmatch(text, found.end(), end):
        return None
    word = found[0]
    if (
        places.SELF.fullmatch(word)
        or (places.NOT_AREAS.search(word) and word not in _ZONES)
        or (_NO_PLACE.search(word) and not places.known(word))
    ):
        return None
    return word, found.span()


def alone(text: str, named: Gazetteer | None) -> str | None:
    """Give the place that a line names and nothing else: ●白鹭县.

    >>> alone("●白鹭县", None)
    '白鹭县'
    >>> alone("●白鹭县发改局", None) is None
    True
    """
    if len(text) > LONGEST_LINE:
        return None
    found = lead(f"{text}。", 0, len(text) + 1, named)
    return found[0] if found and _REST.fullmatch(text, found[1][1]) else None


def said_again(text: str, end: int) -> bool:
    """Whether the sentence has come back to the document's own place before `end`."""
    return _OWN_AGAIN.search(text, 0, end) is not None


# 如白鹭县, 进度最慢的是白鹭县: what stands before the place that is spoken of.
SUCH_AS = re.compile(
    "(?:(?:督查组|检查组|督导组)(?:在|到|赴|对)|(?:通报|点名)?(?:批评|表扬)|责成|督促|约谈|比如|例如|譬如|如|特别是|尤其是|尤以|其中|但|而|只有|[^，；：。0-9]{0,6}最[低高快慢差好多少大小]的(?:是|为)?|[^，；：。0-9]{2,10}的(?:有|是|为))"
)
LONGEST_INTRODUCTION = 60
_FIGURE = re.compile("[0-9一二三四五六七八九十]+(?:个|家|户|%|亿|万|位|项|亩|宗)")
_CLAUSE = re.compile("[，：；（]")


def introduced(text: str, start: int, end: int, named: Gazetteer | None) -> Lead | None:
    """Give the one place that a sentence without figures is about; those after it go on with it.

    督查发现，白鹭县推进最慢。应开工11个，已开工5个: the second speaks of the county. Where people
    meet, 会议在白鹭县召开, is not what a sentence is about.
    """
    if named is None or end - start > LONGEST_INTRODUCTION or _FIGURE.search(text, start, end):
        return None
    found = {match[0]: match.span() for match in named.full.finditer(text, start, end)}
    if len(found) != 1 or said_again(text[start:end], end - start):
        return None
    word, span = found.popitem()
    clause = max((m.end() for m in _CLAUSE.finditer(text, start, span[0])), default=start)
    about = clause == span[0] or SUCH_AS.fullmatch(text, clause, span[0]) is not None
    return (word, span) if about and not _OFFICE.match(text, span[1], end) else None
