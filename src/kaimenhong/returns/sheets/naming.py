"""Areas, firms and projects: how they are told by their names, and short names completed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kaimenhong.terms import area as terms_area
from kaimenhong.terms.wording import dashed

_ZONE = (
    "经济技术开发区|高新技术产业开发区|经济开发区|工业园区|产业园区|经开区|高新区|开发区|示范区|"
    "风景区|新区|新城|园区|集聚区|产业园|科技园|物流园|化工园|工业园"
)
_KIND = (
    rf"(?:自治区|自治州|自治县|自治旗|{_ZONE}|街道办事处|街道|林场|农场|社区|办事处|"
    "[省市县区州盟旗镇乡村])"
)
_AREA = re.compile(rf"[\u3400-\u9fff\U00020000-\U0003ffff]{{1,12}}?{_KIND}(?:本级|直属)?$")
# What ends like an area and is none.
_NO_AREA = re.compile(
    r"(?:^[各全本我该分]|(?:城市|农村|乡村|城镇|地区|市区|城区|辖区|县区|市县|区县|乡镇|老区|园区|小区|社区)$)|总|合计|计划|指标|占比|增[速幅]|排名|位次|其中|企业|项目|产业|收入|支出"
)
# 澜州高新技术产业园: 产业 is of its kind.
_PARK = re.compile("[\u4e00-\u9fa5]{2}(?:产业园区?|科技园|物流园|化工园|工业园)$")
_FIRM = re.compile(
    r"(?:公司|集团|厂|合作社|商行|商场|超市|酒店|宾馆|医院|学校|银行|支行|分行|电站|煤矿|矿|店|中心|有限合伙|工作室|经营部|门市部|饭店|加油站|合伙|工厂)(?:\(.+\))?$"
)
_WHOLE = re.compile(
    r"(?:[全本][国省市县区州盟旗镇乡]|全[市县区州](?:合计|总计|平均)?|合计|总计|小计|总数|汇总|累计|全部|全[市县区]总计|合计\(.+\)|地区合计|全辖)(?:\(.+\))?$"
)
_OWN_LEVEL = re.compile(r"(?:[市县区州]|省)(?:本级|直|直属|级)$")
_TITLE = re.compile(
    rf"^([\u3400-\u9fff\U00020000-\U0003ffff]{{1,8}}?(?:{_ZONE}|自治[州县旗]|街道|[省市县区州盟旗镇乡]))"
)
_TITLE_LEADS = re.compile(
    r"^(?:附[件表]?[:一二三四五六七八九十\d]*[:、.]?|表[一二三四五六七八九十\d]+[:、.]?|\d+[.、]|关于|印发|公布|通报)*"
)
# 表3　2024年末…: without its blank the number would run into the year.
_TABLE_NUMBER = re.compile(r"^\s*(?:附|续)?表\s*[\d一二三四五六七八九十.]{1,4}[\s:：、.]+")
_TITLE_TIME = re.compile(
    r"^(?:(?:19|20)\d\d年?度?)?(?:(?:\d{1,2}[-至到])?\d{1,2}月份?|[一二三四1-4]季度|前[二三]季度|[上下]半年|全年)?(?:末|底)?"
)
_NO_TITLE = re.compile(
    r"^(?:[各全分本我该]|重点|主要|规模|限额|限上|规上|乡镇|县区|市州|区县|县市|开发区|园区|县域|城市|农村|城镇|市场|市级|县级|省级|城乡|分县|分市|社区|地区)"
)
_ROWS_OF_NO_AREA = frozenset(
    [
        "平均",
        "平均值",
        "均值",
        "最高",
        "最低",
        "最大",
        "最小",
        "极差",
        "中位数",
        "标准差",
        "增速",
        "增幅",
        "同比",
        "占比",
        "比重",
        "位次",
        "排名",
        "目标",
        "任务",
        "完成",
        "完成率",
        "序时进度",
        "进度",
        "差距",
        "上年同期",
        "去年同期",
        "同期",
        "备注",
        "其中",
        "单位",
        "说明",
        "增减",
        "增减额",
        "全国",
        "全省",
    ]
)


@lru_cache(maxsize=16384)
def is_area(text: str) -> bool:
    """Whether words are the name of an area or of a zone.

    >>> is_area("青岚县"), is_area("高新区"), is_area("工业增加值"), is_area("全市")
    (True, True, False, False)
    """
    plain = dashed(text)
    if len(plain) > 14 or is_whole(plain) or _FIRM.search(plain):
        return False
    if _AREA.match(plain) and (_PARK.search(plain) or not _NO_AREA.search(plain)):
        return True
    # 城区 and 郊区 are names of few districts, and part the retail trade of every city.
    named = plain.endswith(("省", "市", "县", "区", "州")) and plain not in ("城区", "郊区")
    return named and bool(terms_area.find(plain))


def is_known_area(text: str) -> bool:
    """Whether the table of areas has the words, a short name (内蒙古) too."""
    return bool(_known(dashed(text)))


@lru_cache(maxsize=8192)
def _known(plain: str) -> tuple[terms_area.Area, ...]:
    return terms_area.find(plain) if 2 <= len(plain) <= 12 else ()


def is_firm(text: str) -> bool:
    """Whether words are the name of a firm or another unit.

    >>> is_firm("湘岫纺织（瑶川）有限公司"), is_firm("云麓镇")
    (True, False)
    """
    return bool(_FIRM.search(dashed(text)))


def is_whole(text: str) -> bool:
    """Whether words stand for all areas of a table together: 全市, 合 计.

    >>> is_whole("全　市"), is_whole("合计"), is_whole("市本级")
    (True, True, False)
    """
    return bool(_WHOLE.fullmatch(dashed(text)))


def is_own_level(text: str) -> bool:
    """Whether words stand for what the area keeps itself: 市本级, 县直."""
    return bool(_OWN_LEVEL.fullmatch(dashed(text)))


def may_be_area(text: str) -> bool:
    """Whether a cell under a head 乡镇 may be taken for a name as it is written."""
    plain = dashed(text)
    return (
        plain not in _ROWS_OF_NO_AREA
        and bool(re.search(r"[\u3400-\u9fff\U00020000-\U0003ffff]", plain))
        and len(plain) <= 20
    )


def area_of_title(text: str) -> str | None:
    """Give the area that a title or the name of a sheet begins with.

    >>> area_of_title("岱溪市2025年1—10月主要经济指标"), area_of_title("各乡镇规上工业产值增速")
    ('岱溪市', None)
    >>> area_of_title("2026年3月锦泽市财政收支情况表")
    '锦泽市'
    """
    plain = _TITLE_LEADS.sub("", dashed(_TABLE_NUMBER.sub("", text)))
    for left in (plain, _TITLE_TIME.sub("", plain)):
        if not left or _NO_TITLE.match(left):
            continue
        match = _TITLE.match(left)
        if match and not _NO_AREA.search(match[1]) and len(match[1]) > 1:
            return _longest(left, match[1])
    return None


def _longest(text: str, found: str) -> str:
    """Take 锦泽市高新区 whole, and 湖北省锦泽市 for its last part."""
    rest = text[len(found) :]
    if found.endswith("州") and rest.startswith(("市", "区", "县")):
        return _longest(text, found + rest[0])
    more = _TITLE.match(rest)
    if (
        more
        and len(more[1]) <= 6
        and not _NO_AREA.search(more[1])
        and not _NO_TITLE.match(rest)
        and (found.endswith(("省", "市", "州", "自治区", "县")) and len(more[1]) > 1)
    ):
        inner = _longest(rest, more[1])
        return f"{found}{inner}" if inner in ("高新区", "经开区", "开发区") else inner
    return found


def completed(short: str, full: Iterable[str], within: str | None) -> str:
    """Give the full name where the list of siblings, or the area above, makes it certain.

    >>> completed("青岚", ["青岚县", "云溪县"], None), completed("青岚", ["云溪县"], None)
    ('青岚县', '青岚')
    """
    if is_area(short):
        return short
    fits = {
        one
        for one in full
        if one.startswith(short) and len(one) - len(short) in (1, 2, 3) and one != short
    }
    if len(fits) == 1:
        return fits.pop()
    if within is not None and not fits:
        known = {one.name for one in _within(short, within)}
        if len(known) == 1:
            return known.pop()
    return short


@lru_cache(maxsize=4096)
def _within(short: str, within: str) -> tuple[terms_area.Area, ...]:
    return terms_area.find(short, within=within) if terms_area.find(within) else ()
