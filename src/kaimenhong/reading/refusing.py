"""Figures that state nothing: why they do not, by the first reason that says so."""

from __future__ import annotations

import re

from kaimenhong.reading import counted
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here

_PROHIBITED = re.compile("严禁|禁止|不得(?!少于|低于|超过|高于|突破)|不准|杜绝")
_MOVED = re.compile("(?:前移|后移|提升|上升|下降|前进|后退|晋升|跃升|下滑|进|退|升|降)了?$")
# Rule 22: rewards, rates and caps of subsidies; 发放补贴3000万元 is an amount all the same.
_REWARD = re.compile(
    "给予|再?奖$|一次性|最高(?!温|的)|每(?:户|家|人|亩|吨|件|个)(?![月年县每])|按.{0,10}标准|罚款|处罚|"
    "贴息(?:比例|率)|(?:奖励|奖补|资助|奖金)(?:资金|金额|(?:工作)?经费)?[^\\u4e00-\\u9fff]{0,3}$"
)
# 每增长1个百分点给予1万元: the measure of a reward.
_PER = re.compile("每(?:增长|增加|提高|超|下降|降低|减少|新增|完成|多|少|高|低)[^，。；]{0,4}$")
# 每招用1人补助1500元: what a rate is paid for.
_EACH = re.compile("每[^，。；0-9]{0,4}$")
_PAYS = re.compile("(?:，)?(?:再)?(?:给予|补助|奖励|补贴|奖)")
_SUBSIDY = re.compile("(?:补助|补贴|贴息)[^\\u4e00-\\u9fff]{0,3}$")
_GRANTED = re.compile(
    "[^，。；]{0,6}(?:给予|予以)[^，。；]{0,6}(?:补助|补贴|奖励|奖补|资助|贴息|支持)|的(?:补助|补贴|奖励|贴息|标准)"
)
_PAID = re.compile("发放|兑现|争取|落实|累计|安排|投入|筹措|拨付")
# 兑现稳增长奖励资金1860万元: what was paid in all, no rate.
_PAID_OUT = re.compile(
    "(?:发放|兑现|拨付|落实|安排)(?![^，。；]*(?:每|最高|一次性))[^，。；]{0,12}(?:奖励|奖补|奖)(?:资金|金额|金)(?:达|约|近|共)?$"
)
_AMONG = re.compile(
    "[^，。；0-9]{0,10}(?:中|里)(?:位)?(?:居|列|排|我|，?有?[0-9]+个?(?:增速|增幅|高于|低于))|(?:行业|工业)?大类中|产品中|[县市区]（[^（）]{1,8}）[中里]"
)
# 列全市8个省级园区第2位: among how many.
_RANKED_AMONG = re.compile("[^，。；0-9]{0,12}第(?:[0-9]+|[一二三四五六七八九十]+)[位名]")
_EFFECT = re.compile("(?:影响|下拉|拉低)[^，。；]{0,12}(?:增速|增长|增幅)(?:约|近)?$")
_ROUTINE = re.compile(
    "每(?:年|季度?|月|旬|周|日|天|半月|[0-9]+天)(?:(?!至少|不少于|不低于|不得少于)[^，。；]){0,10}$"
)
_IF = ("对", "如", "有", "连续", "未", "若")
_WHENEVER = ("凡", "连续", "落后", "未完成", "排名")
_THEN = re.compile("[^，；：。0-9]*?的(?P<who>[^，。；0-9]{0,12})(?=[，：])")


def refusal(here: Here, figure: Figure, wall: int) -> str | None:
    """Give the rule by which the figure states nothing (contract 4, 17, 22), None where it may."""
    clause = here.text[wall : figure.start]
    for decide in _REASONS:
        rule = decide(here, figure, clause)
        if rule is not None:
            return rule
    return None


def _prohibited(here: Here, figure: Figure, clause: str) -> str | None:
    return "unread.prohibited" if _PROHIBITED.search(clause) else None


def _told(here: Here, figure: Figure, clause: str) -> str | None:
    """市长等12人, “两稳一促”18条, 在13个市州中列第4位: a way of telling, not what is reported."""
    people = clause.endswith("等") and figure.unit in {"人", "名", "位"}
    listed = figure.unit == "条" and clause.endswith("”")
    among = figure.dimension == "count" and _AMONG.match(here.text, figure.stop)
    ranked = figure.dimension == "count" and _RANKED_AMONG.match(here.text, figure.stop)
    apart = ("差" in clause or "距" in clause) and _APART.search(clause) is not None
    people = people or _sampled(here, figure)
    numbered = clause.endswith("第") and figure.dimension == "count"
    visits = figure.unit == "次" and clause.rstrip().endswith(_VISITS)
    spoke = figure.dimension == "count" and _SPOKE.match(here.text, figure.stop) is not None
    people = people or spoke or clause.endswith("连续")
    told = people or listed or among or ranked or apart or numbered or visits
    return "unread.story" if told else None


# 抽查的20名干部中，有8人到现场不足3次: how those who were looked at have done.
_SAMPLED = re.compile("(?:抽查|抽取|抽调|约谈)的?[0-9X]+(?:名|位|人)")
_OF_PERSONS = {"人", "名", "位", "次"}


def _sampled(here: Here, figure: Figure) -> bool:
    group = here.text.rfind("；", 0, figure.start) + 1
    sampled = _SAMPLED.search(here.text, group, figure.end)
    return sampled is not None and figure.unit in _OF_PERSONS


_SPOKE = re.compile(
    "[^，。；0-9]{0,12}(?:作了?|进行了?)(?:交流|典型|表态|工作)?(?:汇报|发言|表态|说明|通报)"
)
# 最高的县与最低的县，两者相差12.0个百分点: between two that are told, and of neither.
_APART = re.compile(
    "(?:两者|二者|两地|首尾|高低|两个[县市区街道乡镇]{1,2})[^，。；]{0,6}(?:相差|差距|相距)"
)
_VISITS = ("下载", "阅读", "浏览", "点击", "访问", "转发")


def _effect(here: Here, figure: Figure, clause: str) -> str | None:
    return "unread.effect" if _EFFECT.search(clause) else None


def _organised(here: Here, figure: Figure, clause: str) -> str | None:
    return "unread.organised" if clause.endswith(("下设", "设立", "分设")) else None


def _of_set(here: Here, figure: Figure, clause: str) -> str | None:
    """有37个项目投资完成率不到20%: the rate tells which are counted."""
    rate = figure.dimension == "percent" and counted.rate_of_set(here.text, figure)
    return "unread.threshold" if rate else None


def _moved(here: Here, figure: Figure, clause: str) -> str | None:
    ranked = figure.kind == "number" and figure.unit == "位"
    return "unread.moved" if ranked and _MOVED.search(clause) else None


def _routine(here: Here, figure: Figure, clause: str) -> str | None:
    """每月调度1次: how often something is done, without a bound."""
    often = figure.unit in {"次", "场", "批次"} and not figure.after
    return "unread.routine" if often and _ROUTINE.search(clause) else None


def _listed_reward(here: Here, figure: Figure, clause: str) -> str | None:
    """分别奖励5万元、8万元: what holds of the first holds of those listed after it."""
    earlier = [f for f in here.sentence.figures if f.stop == here.previous]
    rule = here.memory.passed.get(earlier[0].start + here.offset) if earlier else None
    if rule != "unread.reward":
        return None
    listed = not clause.strip("、和至到及") or _NEXT_REWARD.fullmatch(clause)
    return rule if listed or _CAPPED.search(clause) else None


# 企业奖励3万元、个体户1万元，总额不超过20万元: the next rate, and the cap of all.
_NEXT_REWARD = re.compile("、[\u4e00-\u9fff]{2,6}(?<!完成)(?<!实现)(?<!达到)")
_CAPPED = re.compile("(?:总额|合计|累计|单户|单个[\u4e00-\u9fff]{0,4}|全年)(?:最高)?不超过$")


def _condition(here: Here, figure: Figure, clause: str) -> str | None:
    """凡连续2个季度低于序时进度5个百分点以上的，…: what is done where it comes about."""
    start = here.text[here.clause(figure.start) : figure.start].lstrip("、，")
    rest = _THEN.match(here.text, figure.stop)
    if rest is None:
        return None
    bare = not rest["who"] and (start.startswith(_IF) or "未" in rest[0])
    return "unread.condition" if bare or start.startswith(_WHENEVER) else None


def _reward(here: Here, figure: Figure, clause: str) -> str | None:
    paid = "每" in clause and _PAYS.match(here.text, figure.stop) and _EACH.search(clause)
    if paid or _PER.search(clause):
        return "unread.reward"
    if figure.dimension not in {"money", "percent"}:
        return None
    if _PAID_OUT.search(clause):
        return None
    granted = _GRANTED.match(here.text, figure.stop) or _REWARD.search(clause)
    unpaid = _SUBSIDY.search(clause) and not _PAID.search(clause)
    return "unread.reward" if granted or unpaid else None


_REASONS = (
    _prohibited, _told, _effect, _organised, _of_set, _moved, _routine, _listed_reward, _condition,
    _reward,
)  # fmt: skip
