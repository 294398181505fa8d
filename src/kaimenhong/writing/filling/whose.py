"""Whose a blank is, and which of several targets: what its words say over what was carried on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaimenhong.facts import Statement
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Measure, Role, Tier
from kaimenhong.terms.period import Period
from kaimenhong.writing.checking.context import Context, tier
from kaimenhong.writing.checking.judged import Judged
from kaimenhong.writing.checking.missing import AIM_OF_GROWTH
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.filling.spots import Spot

_RELATIVE = re.compile("[全我本][国省市州区县旗镇乡]")
# An area beside whose figure, or among whose parts, the blank's own figure stands.
_BESIDE = re.compile(
    "(?:高于|低于|快于|慢于|超过?|比|较|居|列|排名?|位居|位列|在|占|纳入|距|从)(?:全|我|本)?[国省市州区县](?:上|里|的)?"
)
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_OWN_AIM = re.compile("(?:以|按照?|瞄准|围绕)$")
_AIMED = re.compile("[^，。；]{0,6}(?:为目标|的目标开展|开展工作)")
_EXPLICIT = re.compile(
    "下达|奋斗|争先|冲刺|[区县]级|[区县]定|本级|自定|自加压力|上级|市级|市定|省级|省定"
)


def placed(statement: Statement, spot: Spot, context: Context, text: str) -> Statement:
    """Give the statement with the area that the words themselves lead to.

    全市 in a bracket or of a rank (居全市第X位) is not the area of the next figure, though it was
    the last that was named.
    """
    if statement.area is None or not _RELATIVE.fullmatch(statement.area):
        return statement
    if context.subject(statement.area) == context.own:
        return statement
    if statement.area not in text[spot.paragraph : spot.marks.start]:
        return statement  # a head of the table says it
    for words in (_after_brackets(spot), _paragraph(spot, text)):
        named = _RELATIVE.findall(_BESIDE.sub("", words))
        if named:
            return replace(statement, area=named[-1])
    return replace(statement, area=None)


def played(statement: Statement, said: Said, behind: str) -> Statement:
    """Give the statement with the role of the last cue of its words: 计划入库X个，总投资X."""
    if statement.measure is Measure.COMPLETION and AIM_OF_GROWTH.match(behind):
        return replace(statement, measure=Measure.GROWTH, role=Role.TARGET)
    if statement.role is not Role.ACTUAL:
        return statement
    cues = _CUES.findall(re.split("[；。]", said.sentence)[-1])
    return replace(statement, role=Role.TARGET) if cues and cues[-1] in _PLANNED else statement


_PLANNED = ("计划", "拟", "拟定", "预定")
_CUES = re.compile("计划(?!的)|拟定?|预定|目前|已|实际|实现|完成|累计|共|同比|增长|下降")


def _after_brackets(spot: Spot) -> str:
    """The sentence up to the blank without closed brackets; an open bracket holds the blank."""
    said = spot.said
    sentence = said.sentence if said else ""
    return _BRACKETED.sub("", sentence)


def _paragraph(spot: Spot, text: str) -> str:
    return _BRACKETED.sub("", text[spot.paragraph : spot.marks.start])


def aimed_by(spot: Spot, earlier: Sequence[Judged], own: str) -> Tier | None:
    """Give who set the target of a blank: by its clause, by what follows, by what came before."""
    said = spot.said
    if said is None:
        return None
    for words in (said.before, spot.behind.split("，")[0]):
        if _EXPLICIT.search(words):
            return _set_by(words, own)
    if _OWN_AIM.search(said.before) and _AIMED.match(spot.behind):
        return Tier.OWN
    before = [one.question for one in earlier if one.question is not None]
    if before and before[-1].role is Role.TARGET and before[-1].tier is not None:
        return before[-1].tier
    return _set_by(said.sentence, own) if _EXPLICIT.search(said.sentence) else None


def _set_by(words: str, own: str) -> Tier | None:
    """Give who set it; 市下达我区 is not the district's own."""
    return tier(_RELATIVE.sub("", words), own)


def on_an_open_day(said: Said) -> bool:
    """Tell whether the figure is of a day that is itself still blank: X月X日复工X个.

    Up to a blank day (截至X月X日) the period's figure may be meant.
    """
    clause = re.split("[，：；。:;]", said.sentence)[-1]
    return bool(_OPEN_DAY.search(clause)) and not _UP_TO.search(clause)


def around_open_day(said: Said, year: int | None) -> tuple[Period, ...]:
    """Give what adds up to a month whose day is still blank: 3月XX日，举行集中开工."""
    found = _DAY_OF.findall(said.sentence)
    if year is None or not found or not 1 <= int(found[-1]) <= MONTHS:
        return ()
    month = int(found[-1])
    return tuple(
        dict.fromkeys((Period.months_range(year, 1, month), Period.quarter(year, (month + 2) // 3)))
    )


MONTHS = 12
_DAY_OF = re.compile(r"(?<!\d)(\d{1,2})月[X×*_]+日")
_OPEN_DAY = re.compile("[X×]+(?:月|日)")
_UP_TO = re.compile("截[止至]|到[X×]|至[X×]")
