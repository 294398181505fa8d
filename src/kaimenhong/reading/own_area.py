"""The area that a document speaks for: named in its title, by its issuer, or most often in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from kaimenhong.reading import lexicon, places
from kaimenhong.reading.gazetteer import Gazetteer, gazetteer

SEARCHED = 6000
_ZONE = (
    "自治州|自治县|经济技术开发区|高新技术产业开发区|高新技术开发区|经济开发区|经开区|高新区|开发区|示范区|"
    "新区|新城|街道"
)
_FORM = re.compile(
    rf"(?=[自经高开示新街省市县区旗镇乡州])(?:{_ZONE}|[省市县区旗镇乡]|州(?![市县区]))"
)
# What no name of an area is made of.
_NO_NAME = re.compile(
    "[的了是在对由向和与及各全我本每以为于从到把被让使其该此这那有无不未已将可能要应须请并或而且但等个多少几第上下内外省市县区旗镇乡"
    "村街委府局办名力争实现预计占明确一二三四五六七八九十亿万元]|[^\u4e00-\u9fa5]|中共|城镇|集镇|强镇|老旧|重点|中心|主城|建成|示范|试点|先进|百强|贫困|脱贫|创建|打造|超大|特大|都市|"
    "股市|楼市|房市|夜市|早市|超市|门市|农贸|新设|新增|登记|引进|入市|上市|退市|进市|小区|社区|园区|辖区|城区|库区|灾区|景区|牧区|校区|片区|商区|山区|^林区|国有林区|"
    "部分|个别|多数|少数|其余|其他|按照|参照|依照|遵照|根据|依据|厂区|老区|聚居|集聚|功能|保税|保护|核心|工业园|产业园|免税|自贸|跨境|牵头|责任|配合|乡$|[年月日]"
)
# Before a name stand the beginning, a mark, or one of these.
_BEFORE = re.compile(
    "(?:^|[^\u4e00-\u9fa5]|中共|现将|关于|印发|转发|根据|按照|结合|围绕|立足|聚焦|锚定|推动|助推|促进|确保|支持|如|发现|批评|表扬|责成|督促|约谈|赴|来|为|在|由|到|对|将|是|"
    "的|和|与|及|省|市|州|地区|全面|建设|实现|加快|描绘|开创|谱写|奋力)$"
)
_SPEAKS = re.compile(
    "人民政府|政府办|委员会|管委会|管理委员会|委办公室|委、|政府|统计局|发展和改革|发展改革|发改|经济运行|经信|工业和信息化|财政局|"
    "第[一二三四五六七八九十]{1,3}届|20[0-9]{2}年|[0-9]—|国民经济|经济|一季度|上半年|“|重点|重大|规模以上|项目|统计|工业"
)
_TITLE_LEADS = re.compile("^(?:关于)?(?:印发|转发|下达|公布|调整)?《?(?:20[0-9]{2}年)?")
# A line of its own at the end: 云台市人民政府督查室.
_SIGNED = re.compile(
    r"^\s*(?:中共)?([\u4e00-\u9fa5]{2,7}?(?:[省市县区州旗]|开发区))(?:人民政府|委员会|委|政府|统计局|发展和?改革|督查|"
    r"重点项目|工业和信息化|经济和信息化)[\u4e00-\u9fa5]{0,16}[室局委办组府会部心]?\s*$",
    re.MULTILINE,
)
# What a list of areas can be made of.
_CLAUSE = re.compile("[\u4e00-\u9fa5、0-9]+")
_IN_LIST = re.compile("县、|市、|区、|州、|旗、|镇、|乡、|街道、")
LONGEST_BASE = 4
# 万和县, 三川县: names of counties are made of any signs; these say which kind of them is meant.
_COUNTY = re.compile(
    "(?:^|[，。；：、（])([\u4e00-\u9fa5](?<![各本个该我全两几多其])[\u4e00-\u9fa5](?<![个分别数他有困区粮强济业点范进贫脱大该市省些辖属级乡])县)"
    "(?!级|委|城|域|直|里|内|长|局|、市|（市)",
    re.MULTILINE,
)


def _is_word(base: str) -> bool:
    """Whether what stands before 县 is a word of the tables: 确定县重点项目 names none."""
    tables = ("breaks", "cues", "heads", "tails", "verbs")
    return any(base in lexicon.words(table).tags for table in tables)


# They end few words but names; of other kinds one mention may be a word like 景区.
_SURE = re.compile("[\u4e00-\u9fa5]{2}(?:县|高新区|经开区|开发区)")


# 完善县乡村三级网点, 推进县域经济: what is done at a county's level.
_DONE = re.compile(
    "(?:完善|建设|推进|加强|健全|构建|强化|支持|推动|打造|优化|发展|深化|创建|实施|落实|提升|统筹|培育|争创|覆盖|贯通|畅通|联动|组织|"
    "申报|谋划|争取|储备|认定|评选|指导|督促|选派|安排|遴选|确定|帮扶|扶持|鼓励|引导|实现|涉及|惠及|辐射|带动|助力|服务)县"
)


def _ends_surely(name: str, text: str) -> bool:
    """Whether a name of which there is little else to tell by its form is one."""
    if _SURE.fullmatch(name) is None or _DONE.fullmatch(name) or _is_word(name[:-1]):
        return False
    levels = f"{name}(?:[级乡镇城域区市村委直内外里]|、[乡镇市区村]|（市)"
    return re.search(levels, text) is None


_FEW = 2
LONGEST_NAME = 8
LONGEST_SEARCHED = 200_000


def own_area(title: str | None, top: str, text: str, own_word: str | None) -> str | None:
    """Give the area's name; None where the text never names it.

    `own_word` is what the document calls its own area, 全县 or 我市: a name must be of that kind.
    """
    led = _leading(re.sub(r"\s", "", title or ""))
    if led is not None:
        return led
    signed: set[str] = {name for name in _SIGNED.findall(top) if _is_name(name)}
    if len(signed) == 1 and all(_fits(name, own_word) for name in signed):
        return signed.pop()
    counts: Counter[str] = Counter()
    meant: set[str] = set()
    for weight, part in ((4, title or ""), (4, top), (1, text[:SEARCHED])):
        for name, spoken in _named(part):
            if _fits(name, own_word):
                counts[name] += weight * (3 if spoken else 1)
                meant |= {name} if spoken or part is title else set()
    found = _clearest(counts, text)
    return None if found and found not in meant and _among_others(found, text) else found


def _among_others(name: str, text: str) -> bool:
    """Whether a name that no office is called by stands in the text as others of its kind do."""
    listed = {one for words in _lists(text[:SEARCHED]) for one in re.split("[、和]", words)}
    counts = Counter(one for one, _ in _named(text[:SEARCHED]))
    return name in listed or sum(1 for n in counts.values() if n > 2) > _FEW


@lru_cache(maxsize=8)
def named_areas(
    text: str, own: str | None = None, known: frozenset[str] = frozenset()
) -> Gazetteer | None:
    """The areas of the text: its `own`, all that are named twice or in a list, those that are named
    once and are surely some, zones called by their kind alone, and those of the `known` that it
    names, in short or whole; None where there are none.
    """
    counts = Counter(name for name, _ in _named(text[:LONGEST_SEARCHED]))
    listed = {name for found in _lists(text) for name in re.split("[、和]", found)}
    kept = {name for name, times in counts.items() if times > 1 or name in listed}
    counties = Counter(_COUNTY.findall(text[:LONGEST_SEARCHED]))
    alone = {*counts, *(name for name, times in counties.items() if times > 1)}
    kept |= {name for name in alone if _ends_surely(name, text)}
    kept |= {
        name for name in _ACTS.findall(text[:LONGEST_SEARCHED]) if not _NO_NAME.search(name[:-1])
    }
    kept = {name for name in kept if _is_name(name)} | ({own} if own else set())
    kept |= {zone for zone in _zones(text) if not (own or "").endswith(zone)}
    kept |= {name for name in known if name[:-1] in text and len(name) > _FEW}
    return gazetteer(frozenset(kept)) if kept else None


# 柳荫区坚持“周调度”: what acts is a place, though it is named once.
_ACTS = re.compile(
    "(?:^|[，。；：])([\u4e00-\u9fa5]{2,3}[县市区])(?=坚持|强化|创新|建立了?|推行|实行|主动|狠抓|紧盯|抢抓|聚焦|突出|扎实|积极|全力|探索)",
    re.MULTILINE,
)
# A place has one of them, which is called by its kind alone: 高新区、经开区.
_ZONE_ALONE = re.compile(
    "(?:^|[，。；：、（和与及的对])(高新区|经开区|经济开发区|开发区|度假区)(?![、和]?(?:建设|发展|内|各))",
    re.MULTILINE,
)


def _zones(text: str) -> set[str]:
    """The zones that the text speaks of more than once without a name of their own."""
    counts = Counter(_ZONE_ALONE.findall(text[:LONGEST_SEARCHED]))
    return {zone for zone, times in counts.items() if times > 1}


def _lists(text: str) -> Iterator[str]:
    """The lists of areas; a clause without 县、 and the like is not searched for one."""
    for clause in _CLAUSE.findall(text):
        if _IN_LIST.search(clause):
            yield from places.LIST.findall(clause)


def _is_name(name: str) -> bool:
    bare_prefecture = name.endswith("州") and not name.endswith("自治州")
    return not (bare_prefecture or places.NOT_AREAS.search(name)) and len(name) <= LONGEST_NAME


def _clearest(counts: Counter[str], text: str) -> str | None:
    """The name with the most evidence; a word that occurs once, or two alike, say nothing."""
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    name = ranked[0][0]
    return name if text.count(name) > 1 or places.known(name) or ranked[0][1] > 2 else None


def _leading(title: str) -> str | None:
    """The name that a title opens with; of a chain, 甲省乙市丙县, the last."""
    rest = _TITLE_LEADS.sub("", title)
    found = None
    while True:
        opening = (name for name, at, likely in _at(rest) if at == 0 and _names(name, likely))
        name = max(opening, key=len, default=None)
        if name is None:
            return found
        rest, found = rest[len(name) :], name


def _names(name: str, likely: bool) -> bool:
    """Whether a stretch names an area; the table's names do, whatever they are made of."""
    return likely or (name.isalpha() and places.known(name))


def _at(text: str) -> Iterator[tuple[str, int, bool]]:
    """Every stretch that ends as areas do, where it begins, and whether a name is made so."""
    for form in _FORM.finditer(text):
        unlikely = None
        for length in range(1, min(LONGEST_BASE, form.start()) + 1):
            start = form.start() - length
            name = text[start : form.end()]
            # What makes a stretch unlikely is in every longer one too.
            unlikely = unlikely or _NO_NAME.search(text[start : form.start()])
            yield name, start, length > 1 and not unlikely


def _named(text: str) -> Iterator[tuple[str, bool]]:
    """Names with whether what follows is what an area has: its government, its year."""
    for name, start, likely in _at(text):
        if _BEFORE.search(text[max(0, start - 4) : start]) and _names(name, likely):
            yield name, bool(_SPEAKS.match(text, start + len(name)))


def _fits(name: str, own_word: str | None) -> bool:
    """Whether a document that says 全县 can speak for the area."""
    if own_word is None or len(own_word) < 2:
        return name[-1] not in "镇乡"
    size = own_word[1]
    return name[-1] == size or (size == "州" and name.endswith("自治州"))
