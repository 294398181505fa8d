"""Takes the words off both edges of a clause until only the name of the indicator is left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from kaimenhong.reading import lexicon, names, places
from kaimenhong.reading.figures import bounds_before
from kaimenhong.reading.gazetteer import Spot
from kaimenhong.reading.times import Mention
from kaimenhong.records import record


@dataclass(slots=True)
class Peeled:
    """What is left of a clause, `text[start:end]`, and what the peeled words said."""

    start: int
    end: int
    wall: int = 0
    tags: list[tuple[str, str]] = field(default_factory=list)
    bound: str = ""
    bound_start: int | None = None
    mention: Mention | None = None
    area: str | None = None
    areas: tuple[str, ...] = ()
    sets: str = ""
    base: str | None = None

    def has(self, tag: str) -> bool:
        """Whether a word of this tag was peeled, at either edge where it deals figures out."""
        wanted = (tag, f"head-{tag}")
        return bool(self.tags) and any(found in wanted for _, found in self.tags)

    @property
    def has_change(self) -> bool:
        """Whether a word of change was peeled: 增长, 下降."""
        return self.has("up") or self.has("down")

    def words(self, tag: str) -> list[str]:
        """The peeled words of a tag, from the figure leftwards."""
        return [word for word, found in self.tags if found == tag]


# 比上年同期, 较一季度, 比年初: the base of a comparison is neither name nor period.
_BASE = re.compile(
    r"(?:(?<!占)比|较|与)(?!由|从)(?P<base>(?:[^，。；：（）比较与]{0,10}?)(?:上年|去年|前年|上月|上季|同期|年初|月末?|季度|半年|年末?|年底|上期|以往|"
    r"基期|计划|节前|疫情前)(?:同期|同月|末|底|份)?(?:相比)?)$"
)

# 至少举办1次: the bound stands before the verb.
_LEADING_BOUNDS = ("至少", "最少", "不少于", "不低于", "不得少于")


@record(frozen=True, slots=True)
class Marks:
    """Where a sentence names times, and the areas that its document speaks of."""

    times: list[Mention]
    areas: tuple[Spot, ...] = ()


def peel(text: str, start: int, end: int, marks: Marks) -> Peeled:
    """Peel `text[start:end]`, which ends where a figure begins."""
    peeled = Peeled(start, end, wall=start)
    peel_tail(text, peeled, marks)
    peel_head(text, peeled, marks)
    return peeled


def peel_tail(text: str, peeled: Peeled, marks: Marks) -> None:
    """Peel from the figure leftwards: bounds, reach and growth words, bases, times."""
    while peeled.end > peeled.start:
        if not (
            _peel_mark(text, peeled, marks.times)
            or _peel_done(text, peeled)
            or _peel_base(text, peeled)
            or _peel_from(text, peeled)
            or _peel_on_end(text, peeled)
            or _peel_time(peeled, marks.times)
            or _peel_word(text, peeled)
        ):
            break


def _peel_mark(text: str, peeled: Peeled, times: list[Mention]) -> bool:
    mark = text[peeled.end - 1]
    if mark == "的" and any(m.end == peeled.end - 1 > peeled.start for m in times):
        peeled.end -= 1
        return True
    if mark not in "、，：的" or not (peeled.tags or peeled.bound):
        return False
    if mark == "的" and not peeled.has("reach"):
        return False
    peeled.end -= 1
    return True


def _peel_base(text: str, peeled: Peeled) -> bool:
    if (
        peeled.base
        or not peeled.tags
        or not any(peeled.has(tag) for tag in ("up", "down", "to", "set"))
    ):
        return False
    compared = _BASE.search(text, peeled.start, peeled.end)
    if compared:
        peeled.base, peeled.end = compared["base"], compared.start()
    return bool(compared)


def _peel_done(text: str, peeled: Peeled) -> bool:
    """降了, 低了, 增长了: the particle after a word of change."""
    if text[peeled.end - 1] != "了" or peeled.tags:
        return False
    verb = text[peeled.start : peeled.end - 1][-1:]
    word = lexicon.words("tails").before(text, peeled.end - 1)
    said = verb in _CHANGES or (word is not None and word[1] in _MOVING)
    if said:
        peeled.end -= 1
    return said


_MOVING = {"up", "down", "to"}
_CHANGES = "高低快慢多少升降增减涨跌"
_FROM_ENDS = "期年初月季度来去前的产"
_FROM = re.compile(
    "(?=[则均分由从])(?:则|均|分别)?(?:由|从)(?:上年同期|去年同期|上年|去年|年初|上月|上季度?|同期|原来|过去|此前|[年日]产)(?:的)?$"
)


_ON_END = re.compile(
    "(?:已|也)?(?:连续|连着|接连)[0-9一二两三四五六七八九十]+个?(?:月|季度|季|年)$"
)


def _peel_on_end(text: str, peeled: Peeled) -> bool:
    """工业投资连续五个月保持: for how long it has been so is no part of the name."""
    lasting = _ON_END.search(text, peeled.start, peeled.end)
    if lasting is not None:
        peeled.end = lasting.start()
    return lasting is not None


def _peel_from(text: str, peeled: Peeled) -> bool:
    """由上年同期的5.1%: where the figure comes from is no part of the name."""
    if text[peeled.end - 1] not in _FROM_ENDS:
        return False
    source = _FROM.search(text, peeled.start, peeled.end)
    if source is not None:
        peeled.end = source.start()
        peeled.tags.append(("由", "from"))
    return source is not None


def _peel_time(peeled: Peeled, times: list[Mention]) -> bool:
    time = next((m for m in times if m.end == peeled.end and m.start >= peeled.start), None)
    if time is not None:
        peeled.mention = peeled.mention or time
        peeled.end = time.start
    return time is not None


_BESIDE = ("超", "超过", "超出", "高于", "低于", "距", "离", "比", "较")


def _is_beside(text: str, end: int, tail: tuple[str, str]) -> bool:
    """超目标0.2个百分点: the target is what the figure is held against, not what it is."""
    before = end - len(tail[0])
    shares = text.endswith("占比", 0, before)  # 民生支出占比|要保持在60%以上
    return tail[1] == "target" and not shares and text.endswith(_BESIDE, 0, before)


def _peel_word(text: str, peeled: Peeled) -> bool:
    """Peel a bound or a word of the table; of two that end here the longer one is meant."""
    bound = bounds_before().before(text, peeled.end)
    tail = _own_doing(text, peeled, lexicon.words("tails").before(text, peeled.end))
    if tail and tail[0][0] == "月" and text[peeled.end - len(tail[0]) - 1].isdigit():
        tail = (tail[0][1:], "reach")  # 1-5月|平均上涨0.1%
    counts = tail is not None and tail[0] == "任务" and text.startswith("共", peeled.end)
    if tail and (counts or tail[1] == "stop" or _is_beside(text, peeled.end, tail)):
        return False
    if bound and not (tail and len(tail[0]) > len(bound[0])):
        word = bound[0]
        peeled.bound, peeled.bound_start = peeled.bound or word, peeled.end - len(word)
    elif tail:
        word = _without_name(text, peeled, tail)
        if not word:
            return False
        peeled.tags.append(tail)
        peeled.sets = peeled.sets or (word if tail[1] == "set" else "")
    else:
        return False
    fits = peeled.end - len(word) >= peeled.start
    peeled.end = max(peeled.start, peeled.end - len(word))
    return fits


def _own_doing(text: str, peeled: Peeled, tail: tuple[str, str] | None) -> tuple[str, str] | None:
    """全市|下达: the place is our own, not the one above that 市下达 is said of."""
    own = tail is not None and tail[0][0] in "省市县区" and len(tail[0]) > _SHORT_WORD
    if tail is None or not own or not text.endswith("全", 0, peeled.end - len(tail[0])):
        return tail
    return tail[0][1:], tail[1]


_SHORT_WORD = 2


def _without_name(text: str, peeled: Peeled, tail: tuple[str, str]) -> str:
    """The word but what of it ends a known name: 电信业务总量|达到."""
    word = tail[0]
    if tail[1] != "total" or not word.startswith("总"):
        return word
    cut = peeled.end - len(word) + 2
    known = names.last_known(text, peeled.start, cut)
    return word[2:] if known is not None and known[1] == cut else word


def peel_head(text: str, peeled: Peeled, marks: Marks) -> None:
    """Peel from the clause's beginning: role words, links, light verbs, times and areas."""
    heads = lexicon.words("heads")
    while peeled.start < peeled.end:
        if text[peeled.start] in "、，：；的）（ -—·●◆■▲*":
            peeled.start += 1
            continue
        time = next((m for m in marks.times if m.start == peeled.start), None)
        if (
            time is not None
            and time.end <= peeled.end
            and (time.deadline or not _modifies(text, time.end))
        ):
            peeled.mention = peeled.mention or time
            peeled.start = time.end
            continue
        if (
            _peel_area(text, peeled, marks)
            or _peel_basis(text, peeled)
            or _peel_office(text, peeled)
        ):
            continue
        bound = _leading_bound(text, peeled.start)
        if bound and not peeled.bound and peeled.start + len(bound) <= peeled.end:
            peeled.bound, peeled.bound_start = bound, peeled.start
            peeled.start += len(bound)
            continue
        if listed := _RATE_OF_PLACES.match(text, peeled.start, peeled.end):
            peeled.start = listed.end()
            continue
        head = heads.at(text, peeled.start, peeled.end)
        if head is None or head[1] == "stop" or _is_named(text, peeled, len(head[0])):
            break
        peeled.tags.append((head[0], f"head-{head[1]}"))
        peeled.start += len(head[0])


def _leading_bound(text: str, start: int) -> str | None:
    if not text.startswith(_LEADING_BOUNDS, start):
        return None
    return next(word for word in _LEADING_BOUNDS if text.startswith(word, start))


def _is_named(text: str, peeled: Peeled, head: int) -> bool:
    """Whether the word belongs to a known name: 争取上级资金|占比."""
    if names.opens(text, peeled.start, peeled.end):
        return True
    known = names.first_known(text, peeled.start, peeled.end)
    return known is not None and known[1] > peeled.start + head


# 市商务局要组织促销活动
_OFFICE_MUST = re.compile(
    "(?:[\u4e00-\u9fa5]{2,9}?(?:局|委|办|厅|中心|公司|部门)[、和]?){1,4}要"
    "(?!会同|牵头|配合|联合|协同|协调)(?:组织|抓好|抓实)?"
)


# 县住建局牵头的|城北污水处理厂项目
_OFFICE_LED = re.compile(
    "[\u4e00-\u9fa5]{2,9}?(?:局|委|办|厅|中心|公司|集团)(?:牵头|主抓|包保)?(?:负责|实施|承建|承担|牵头|主抓|包保)的"
)


SHORTEST_DID = 7
# 市商务局组织|外出招商37次
_OFFICE_DID = re.compile(
    "[一-龥]{2,9}?(?:局|委|办|厅|中心)(?:组织|受理|办理|举办|承办|开展)(?:了)?(?=[一-龥]{2})"
)


def _peel_office(text: str, peeled: Peeled) -> bool:
    """Who does it or must is no part of the name: 市商务局要组织|促销活动."""
    led = text.find("的", peeled.start, peeled.end) > 0
    office = _OFFICE_LED.match(text, peeled.start, peeled.end) if led else None
    if office is None and text.find("要", peeled.start, peeled.end) > 0:
        office = _OFFICE_MUST.match(text, peeled.start, peeled.end)
    if office is None and peeled.end - peeled.start > SHORTEST_DID:
        office = _OFFICE_DID.match(text, peeled.start, peeled.end)
    if office is not None:
        peeled.start = office.end()
    return office is not None


_WORKDAY = re.compile("(?:节后|复工后|开工后)?第[0-9一二三四五六七八九十]+个工作日(?:内|前)?")
_BASIS_BEGINS = "节复开第剔扣还考不按"
_BASIS = re.compile(
    "(?:剔除|扣除|还原|考虑|不考虑|按)[^，。；]{2,14}?(?:因素|影响|后|口径|价格计算|价计算)+后?"
)


def _peel_basis(text: str, peeled: Peeled) -> bool:
    """剔除留抵退税因素后, 按可比口径: the basis of a figure is no part of the name."""
    if text[peeled.start] not in _BASIS_BEGINS:
        return False
    basis = _BASIS.match(text, peeled.start, peeled.end) or _WORKDAY.match(
        text, peeled.start, peeled.end
    )
    if basis is not None:
        peeled.start = basis.end()
    return basis is not None


def _modifies(text: str, end: int) -> bool:
    """Whether a time belongs to the name that follows: 2024年及以前, 2026年第一批."""
    return text.startswith(("及", "度新", "年度"), end)


# 增速|屏川县11.2%，汀原县10.4%: by what the places are listed.
_RATE_OF_PLACES = re.compile(rf"增[速幅](?={places.NAMED.pattern})")


def _peel_area(text: str, peeled: Peeled, marks: Marks) -> bool:
    """Peel the area or areas at the beginning; 我市高新区 is a zone of our own."""
    found = places.leading(text, peeled.start, peeled.end, marks.areas)
    if found is None:
        return False
    names_found, end = found
    if len(names_found) > 1:
        peeled.areas = names_found
    else:
        own = peeled.area if peeled.area and places.SELF.fullmatch(peeled.area) else ""
        peeled.area = (own if places.ZONE_END.search(names_found[0]) else "") + names_found[0]
    office = _GOVERNMENT.match(text, end, peeled.end)
    peeled.start = office.end() if office else end
    return True


# 白鹭县|人民政府: what the government of a place answers for is the place's.
_GOVERNMENT = re.compile(
    "(?:[省市县区]?委、?)?[省市县区]?(?:人民)?政府(?!性|投资|采购|债|专项|基金|购买|储备|工程|项目)|管(?:理)?委(?:员)?会"
)


@cache
def _breaks() -> re.Pattern[str]:
    return re.compile(lexicon.any_of(tuple(lexicon.words("breaks").tags)))


def cut_at_verb(text: str, start: int, end: int) -> int:
    """Where the name begins after the last verb inside a clause: 引导 … 带动|新增就业."""
    found = start
    if not _breaks().search(text, start, end):
        return found
    for word in lexicon.words("breaks").tags:
        at = text.rfind(word, start, end)
        if at >= 0 and text.rfind("（", start, at) > text.rfind("）", start, at):
            continue
        after = at + len(word)
        if at >= 0 and after < end and text[after] != "的":
            found = max(found, after)
    return found
