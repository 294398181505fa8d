"""Whose figure it is: 全市, 我县, a named area, 各县（区）, and what they are for this document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kaimenhong.reading import lexicon, names
from kaimenhong.reading.gazetteer import Spot
from kaimenhong.terms import area as areas

SELF = re.compile(
    "全[国省市县区州旗镇乡]|我[国省市县区州旗镇乡]|本[省市县区]|全省(?=平均)|全市(?=平均)"
)
# 居全省第5位, 高于全省平均: the other side of a comparison says nothing of whose figure it is.
WHOSE = re.compile(
    rf"(?=[全我本])(?<![居列排于入比较与占名和同跟超赶])(?:{SELF.pattern})(?!平均|第|前|位|排|水平|首位|最|倒数|末|后|靠|垫底|唯一|领先)"
)
NAMED = re.compile(
    r"(?!增?[速幅])[\u4e00-\u9fa5]{2,7}?(?:自治州|自治县|地区|高新技术产业开发区|高新区|经济技术开发区|经开区|开发区|"
    r"新区|示范区|工业园区|园区|街道|[省市县区州旗镇乡])"
)
EACH = re.compile(
    r"各(?:县|市|区|镇|乡|街道|园区|地|部门)(?:[县市区镇乡、]|街道|园区)*(?:（[^）]{1,8}）)?"
)
# What stands between a place and what it did: 白鹭县上半年完成…
TIMES = "上半年|下半年|全年|今年|前[一二三]季度|[一二三四]季度|[0-9]{1,2}(?:[—-][0-9]{1,2})?月"
# An area that no table knows, before a word that begins an indicator or says that it was reached.
LEADING = re.compile(
    r"[\u4e00-\u9fa5]{2,3}[县市区州旗镇乡](?=完成|实现|新增|规模|规上|固定资产|地区生产|一般公共|社会消费|社零|外贸|招商|签约|"
    r"增长|下降|增速|农村|城镇|工业|财政|税收|民间|限额|限上|房地产|投资|GDP|达到|为|居|排名|粮食|引进|开工|复工|竣工|入库|支出|资金|到位|用电|进出口|利用|实际|新开工|专项|项目|税收|GDP|应[开竣改]|已[开竣整办完建]|承担|交办|办结|任务|计划|储备|退库|检查|排查|问题|隐患|整改|销号|在库|储备|兑现|惠及|新设|注销|共[承有实检排发完新收办建开入]"
    rf"|{TIMES})"
    r"|[\u4e00-\u9fa5]{2}县(?=[\u4e00-\u9fa5“”]{2,16}(?:项目|工程|产业园|基地|电站)(?:[计总投年已累，]|完成))"
)
# A zone, or the part of a city that is no county, before what it reached.
ZONE = re.compile(
    r"(?:[\u4e00-\u9fa5]{2,4}?)?(?:高新技术产业开发区|高新技术开发区|经济技术开发区|高新区|经开区|开发区|示范区|新区|(?:[\u4e00-\u9fa5]{2,3})?[市县区州]本级)"
    r"(?=完成|实现|新增|规模|规上|固定资产|地区生产|一般公共|社会消费|社零|外贸|招商|签约|工业|财政|税收|民间|限额|限上|房地产|GDP|"
    r"增长|下降|增速|实际|项目|投资|进出口|出口|引进|新开工|为|达到|在库|累计)"
)
# 小区, 林区, 城市 and 全县 have the form of a name; 榆林市 and 阳城县 are names.
NOT_AREAS = re.compile(
    "(?:小|社|景|灌|街|库|牧|矿|灾|林|校|厂|(?:^|[老主新旧古市县镇心各全在进近])城|郊|片|辖|功能|聚集|集聚|产业|贫困山|边远山|^山|园|商|地|(?<!高)(?<![\u4e00-\u9fa5]{2})新)区$|"
    "(?:^|中心|节点|县级|地级|大|小|型|试点|主|卫星|枢纽|旅游|副中心)城[市镇]$|(?:城|乡|集)镇$|(?:乡|^城)[县市]$|(?:^|大|首)都市$|(?:^|级|地)市$|"
    "(?:各|全|我|本|上|下|商|^地|^都)[区市县镇乡]$|"
    "^(?:新(?![\u4e00-\u9fa5]{1,2}[县市])|改|建|创|打造|培育|获评|全|我|各|本|其中|在|对|由|省|市|县|及|占|列入|入选|纳入)"
)
THIS = re.compile("该[省市县区州镇乡]")
# A place that a template leaves open: XX县.
BLANK = re.compile(
    "X{1,4}(?:[县市区镇乡]|街道)(?=要|应|须|力争|确保|争取|完成|实现|新增|新开工|开工|增长|投资|规上|规模|固定|分别|、)"
)
ZONE_END = re.compile("(?:开发区|高新区|经开区|示范区|新区|本级)$")
LIST = re.compile(
    r"(?:[\u4e00-\u9fa5]{2,4}?(?:[县市区州旗镇乡]|高新区|经开区|开发区|新区|街道)、)+"
    r"[\u4e00-\u9fa5]{2,4}?(?:[县市区州旗镇乡]|高新区|经开区|开发区|新区|街道)(?:等?[0-9]+个?(?:县|市|区|县区|地)+)?"
    r"(?:和[\u4e00-\u9fa5]{2,4}?(?:[县市区州旗镇乡]|高新区|经开区|开发区|新区|街道))?"
)
# 白鹭县和云溪区分别为15个、10个
_PAIR = re.compile(
    r"[\u4e00-\u9fa5]{2,3}[县市区旗镇乡](?:和|与)[\u4e00-\u9fa5]{2,3}[县市区旗镇乡](?=分别|均|各|两)"
)
LONGEST_FORM = 5
# With what an area ends that has the form of one; none begins so that it ends later.
_ENDING = re.compile("[国省市县区州旗盟地镇乡道]")
LONGEST_OPENING = 20
_SIGNS = re.compile("[\u4e00-\u9fff]{2,15}")
_KINDS = frozenset("省市县区州旗盟地")
_SIZES = {"镇": 1, "乡": 1, "县": 2, "区": 2, "旗": 2, "市": 3, "州": 3, "省": 4, "国": 5}


@dataclass(frozen=True, slots=True)
class Place:
    """What the document says of its own area: its name, and the word it uses for itself."""

    name: str | None
    word: str | None
    province: str | None = None
    city: str | None = None

    def resolve(self, word: str) -> str:
        """Give the name behind 全市, 我县 …; the word itself where the text does not let it."""
        size = word[1:2]
        if size == "国":
            return "全国"
        if self.name is None:
            return word
        own = _size(self.name)
        if word[0] in "我本" or size == own or (size == "市" and self.name.endswith("市")):
            return self.name
        if size == "省":
            return self.province or word
        if size in {"市", "州"}:
            return self.city or word
        return word


def place_of(name: str | None, word: str | None) -> Place:
    """Make the place of a document, with the areas above it where the table has them."""
    above = _above(name) if name else ()
    province = next((a for a in above if _size(a) in {"省", "区"} and len(a) > 2), None)
    city = next((a for a in above if _size(a) in {"市", "州"} and a != name), None)
    return Place(name, word, province, city)


def _size(name: str) -> str:
    return name[-1] if name and name[-1] in _SIZES else ""


@lru_cache(maxsize=512)
def _above(name: str) -> tuple[str, ...]:
    """Names of the areas above the one that alone bears the name."""
    found = areas.find(name)
    if len(found) != 1:
        return ()
    names: list[str] = []
    parent = found[0].parent
    while parent and len(names) < 3:
        higher = areas.find(parent)
        if not higher:
            break
        names.append(higher[0].name)
        parent = higher[0].parent
    return tuple(names)


@lru_cache(maxsize=4096)
def known(name: str) -> bool:
    """Whether the table of areas has the name."""
    return bool(areas.find(name))


type Leading = tuple[tuple[str, ...], int]


def leading(text: str, start: int, end: int, named: tuple[Spot, ...]) -> Leading | None:
    """Give the area or areas that `text[start:end]` opens with, and where they end.

    `named` says where areas stand that the document is known to speak of, and which they are;
    others are told by what follows them.
    """
    this = THIS.match(text, start, end) or BLANK.match(text, start, end)
    if this is not None and this.end() < end:
        return (this[0],), this.end()
    if _ENDING.search(text, start, min(end, start + LONGEST_OPENING)):
        found = (
            _own_level(text, start, end)
            or _known_here(text, start, end, named)
            or _each(text, start, end)
            or _listed(text, start, end)
            or _single(text, start, end)
        )
    else:
        found = _known_here(text, start, end, named) or _each(text, start, end)
    if found is None or SELF.fullmatch(found[0][0]):
        return found
    # 新登记市场主体 and 引进省外资金 are no areas but the names of indicators.
    indicator = names.first_known(text, start, end)
    return None if indicator and indicator[1] > found[1] else found


def _own_level(text: str, start: int, end: int) -> Leading | None:
    if text.find("本级", start, end) < 0:
        return None
    zone = ZONE.match(text, start, end)
    fits = zone is not None and zone.end() < end and zone[0].endswith("本级")
    return ((zone[0],), zone.end()) if zone and fits else None


def _known_here(text: str, start: int, end: int, named: tuple[Spot, ...]) -> Leading | None:
    found: list[str] = []
    at = start
    for left, right, name in named:
        if right <= end and (left == at or (found and text[at:left] in {"、", "和", "及", "与"})):
            found.append(name)
            at = right
    return (tuple(found), at) if len(found) > 1 or (found and at < end) else None


def _each(text: str, start: int, end: int) -> Leading | None:
    each = EACH.match(text, start, end) if text[start] == "各" else None
    if each is None or each.end() >= end or len(each[0]) < 2 or each[0] == "各部门":
        return None
    return (each[0],), each.end()


def _listed(text: str, start: int, end: int) -> Leading | None:
    listed = LIST.match(text, start, end) if text.find("、", start, end) >= 0 else None
    listed = listed or _PAIR.match(text, start, end)
    if listed is None or listed.end() >= end:
        return None
    several = tuple(re.split("[、和与]", listed[0]))
    return None if any(map(NOT_AREAS.search, several)) else (several, listed.end())


def _single(text: str, start: int, end: int) -> Leading | None:
    tabled = _tabled(text, start, end)
    if tabled is not None:
        return tabled
    if not lexicon.words("heads").at(text, start, end):
        zone, one = ZONE.match(text, start, end), LEADING.match(text, start, end)
        if zone and zone.end() < end:
            return (zone[0],), zone.end()
        if one and not NOT_AREAS.search(one[0]):
            return (one[0],), one.end()
    own = SELF.match(text, start, end)
    if own:
        return (own[0],), own.end()
    name = NAMED.match(text, start, end)
    if name is None or not _before_a_name(text, name, end):
        return None
    return (name[0],), name.end()


def _tabled(text: str, start: int, end: int) -> Leading | None:
    """An area of the table, 新市区 rather than 新市; of two signs a 县 only, as 城区 is a word."""
    words = _SIGNS.match(text, start, end)
    for at in range(start + 2, words.end() + 1 if words else start):
        kind = text[at - 1]
        if kind not in _KINDS or (at == start + 2 and kind != "县") or not known(text[start:at]):
            continue
        for longer in (at + 2, at + 1):
            more = text[at:longer]
            if longer <= end and set(more) <= {*_KINDS, "特"} and known(text[start:longer]):
                at = longer
                break
        return (text[start:at],), at
    return None


def _before_a_name(text: str, area: re.Match[str], end: int) -> bool:
    """Whether what has the form of an area stands before a known name: 临渡县|保费收入."""
    indicator = names.first_known(text, area.end(), min(len(text), end + len("占比")))
    if lexicon.words("heads").at(text, area.start(), area.end()):
        return False
    return indicator is not None and not NOT_AREAS.search(area[0]) and len(area[0]) <= LONGEST_FORM
