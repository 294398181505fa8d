"""From the words of a document to the standard names of indicators."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import ahocorasick

from kaimenhong.reading import lexicon, misprinted
from kaimenhong.terms import indicator

_JOINT = re.compile("[、和与及]")
_EDGE = re.compile(r"^[，、：；的]+|[，、：；的]+$")
_REMARK = re.compile(r"（[^（）]*）$")
# 完成投资进度 is how far the investment is.
_PACE = re.compile("^完成(?=(?:投资|支出)进度$)")
# 限上批发、零售业销售额: the size belongs to each.
_ABOVE_SIZE = re.compile("限上|限额以上|规上|规模以上")
_NOTE = re.compile(r"（(?:亿元|万元|%|个|家|户|万人|现价|可比价|不变价)）")


@cache
def _standard() -> dict[str, str]:
    return {row["written"]: row["standard"] for row in lexicon.rows("names")}


@cache
def _shared() -> dict[str, tuple[str, ...]]:
    return {row["written"]: tuple(row["names"].split("|")) for row in lexicon.rows("coordinations")}


@cache
def _shorts() -> tuple[tuple[str, str], ...]:
    return tuple((row["written"], row["meant"]) for row in lexicon.rows("shorts"))


@lru_cache(maxsize=4096)
def standard(written: str) -> str:
    """Give the standard name of what is written; a name that none knows stays, short forms whole.

    >>> standard("社消零总额"), standard("规上服务业企业"), standard("外贸出口")
    ('社会消费品零售总额', '规模以上服务业企业', '出口总额')
    """
    name = _PACE.sub("", _NOTE.sub("", _EDGE.sub("", written)))
    for bare in (_REMARK.sub("", name), name.removesuffix("完成进度")):
        name = bare if bare != name and known(bare) else name
    if name in _standard():
        return _standard()[name]
    name = expanded(name)
    found = _standard().get(name)
    if found is not None or known(name):
        return found or name
    mended = misprinted.meant(name, _spellings())
    return _standard().get(mended, mended) if mended else name


@cache
def _spellings() -> frozenset[str]:
    """Every name that is looked for where what is written is none, as it may be misprinted."""
    return misprinted.worth_mending((*_standard(), *indicator.spellings()))


def expanded(name: str) -> str:
    """Give the name with its short forms whole: 规上服务业 is 规模以上服务业."""
    for short, meant in _shorts():
        if short in name and meant not in name:
            name = name.replace(short, meant)
    return name


@lru_cache(maxsize=4096)
def known(written: str) -> bool:
    """Whether the words are the name of an indicator, as the catalogue or the documents have it."""
    return (
        written in _standard()
        or written.replace("行业", "业") in _shared()
        or indicator.find(written) is not None
    )


def is_rate(name: str) -> bool:
    """Whether the indicator is itself a percentage, so that `%` beside it is its level."""
    return name.endswith(
        (
            "率",
            "占比",
            "比重",
            "比例",
            "价格指数",
            "面",
            "强度",
            "满意度",
            "指数",
            "系数",
            "存贷比",
            "融资成本",
            "强度",
        )
    )


def coordinated(written: str) -> tuple[str, ...]:
    """Give the names that the words stand for: more than one where they share a head or a list.

    >>> coordinated("城乡居民人均可支配收入")
    ('城镇居民人均可支配收入', '农村居民人均可支配收入')
    >>> coordinated("规上工业增加值和固定资产投资")
    ('规模以上工业增加值', '固定资产投资')
    """
    written = _EDGE.sub("", written)
    # 餐饮行业 and 餐饮业 are one; the table holds the shorter.
    shared = written.replace("行业", "业")
    if shared in _shared():
        return _shared()[shared]
    above = _ABOVE_SIZE.match(shared)
    if above is not None and shared[above.end() :] in _shared():
        return tuple(standard(above[0] + name) for name in _shared()[shared[above.end() :]])
    if known(written) or not _JOINT.search(written):
        return (standard(written),)
    parts = [part for part in re.split("、|以及|和|与|及", written) if part]
    if len(parts) > 1 and all(known(part) for part in parts):
        return tuple(standard(part) for part in parts)
    return _with_shared_tail(parts) or _with_shared_head(parts) or (standard(written),)


def _with_shared_tail(parts: list[str]) -> tuple[str, ...]:
    """第一、第二产业增加值: the tail of the last part belongs to each."""
    if len(parts) < 2:
        return ()
    last = parts[-1]
    for cut in range(1, len(last) - 1):
        tail = last[cut:]
        whole = [part + tail for part in parts[:-1]] + [last]
        if all(known(name) for name in whole):
            return tuple(standard(name) for name in whole)
    return ()


def _with_shared_head(parts: list[str]) -> tuple[str, ...]:
    """一般公共预算收入和支出: the head of the first part belongs to each."""
    if len(parts) < 2 or not known(parts[0]):
        return ()
    for cut in range(len(parts[0]) - 1, 1, -1):
        whole = [parts[0], *(parts[0][:cut] + part for part in parts[1:])]
        if all(known(name) for name in whole):
            return tuple(standard(name) for name in whole)
    return ()


def find(title: str) -> str | None:
    """Give the catalogue's name for a heading that names an indicator or an industry."""
    found = indicator.find(title)
    return found.name if found else None


_TAIL = re.compile(
    "(?:(?<=[\u4e00-\u9fff]{2})产业)?(?:增加值|投资|总产值|产值|营业收入|可支配收入|收入|支出|产量|出栏|存栏|面积|销售额|营业额|零售额|用电量|余额|利润|税收|"
    "贷款|存款|就业人数|参保人数|从业人员|低保标准|标准|企业数?|项目数?|(?<!亡)人数|价格|综合人口覆盖率|覆盖率|普及率)$"
)


# 化工、机械、食品三大行业产值: how many they are is no part of the last.
_SO_MANY = re.compile(
    "等?[两二三四五六七八九十]大(?:重点|主导|支柱|传统|特色)?(?:行业|产业|板块|领域)"
)


def parts(written: str, count: int) -> tuple[str, ...]:
    """Deal a list of `count` parts out as names; the measure at its end belongs to each of them.

    >>> parts("猪、牛、羊出栏", 3)
    ('猪出栏', '牛出栏', '羊出栏')
    """
    found = [part for part in re.split("、|以及|和|与|及", _SO_MANY.sub("", written)) if part]
    if len(found) != count or count < 2:
        return ()
    if levelled := _of_levels(found):
        return levelled
    tail = _TAIL.search(found[-1])
    if tail:
        found = [part if _TAIL.search(part) else part + tail[0] for part in found]
    return tuple(standard(part) for part in found)


# 省、市重点项目: the levels share what stands behind the last of them.
_LEVEL = re.compile("(?:国家|[省市州县区镇])级?")


def _of_levels(found: list[str]) -> tuple[str, ...]:
    last = _LEVEL.match(found[-1])
    if last is None or not all(map(_LEVEL.fullmatch, found[:-1])):
        return ()
    return tuple(standard(part + found[-1][last.end() :]) for part in [*found[:-1], last[0]])


SHORTEST_NAME = 3


@cache
def _automaton() -> ahocorasick.Automaton:
    """All names that are long enough to be looked for inside a sentence."""
    found = ahocorasick.Automaton()
    for name in (*_standard(), *(str(word) for word in indicator.spellings())):
        if len(name) >= SHORTEST_NAME:
            found.add_word(name, len(name))
    found.make_automaton()
    return found


@cache
def _openings() -> frozenset[str]:
    """The first two signs of every name that is looked for inside a sentence."""
    return frozenset(name[:2] for name in _automaton())


def opens(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is a known name, whatever it begins with: 争取上级资金."""
    return end - start >= SHORTEST_NAME and known(text[start:end])


def first_known(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the known name stands with which `text[start:end]` opens; the longest of several.

    >>> first_known("民间投资活力不足", 0, 8)
    (0, 4)
    """
    if text[start : start + 2] not in _openings():
        return None
    # They come from left to right: where the first begins later, none begins here.
    at, length = next(_automaton().iter_long(text, start, end), (-1, 0))
    return (start, at + 1) if length and at - length + 1 == start else None


def last_known(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the last known name in `text[start:end]` stands; the longest where several end there.

    >>> last_known("工业用电量由降转增，", 0, 10)
    (0, 5)
    """
    last = None
    for at, length in _automaton().iter_long(text, start, end):
        last = (at - length + 1, at + 1)
    return last
