"""Percentages of one figure in another: 占…的比重, 完成年度计划的, 复工率, 三次产业比重."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kaimenhong.facts import Statement
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.writing.checking.asking import target_periods
from kaimenhong.writing.checking.claim import Claim, Form
from kaimenhong.writing.checking.context import Context, is_target, tier
from kaimenhong.writing.checking.judged import Judged
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.ledger.entry import spelled
from kaimenhong.writing.ledger.question import Question

_OF_WHOLE = re.compile(
    "占(?:到|了)?(?:全[省市县区])?(?P<whole>[^，；。]{1,18}?)(?:的?(?:比重|比例|份额|总量))?"
    "(?:的|为|达到?|超过?|约|近)*$"
)
_OF_AREA = re.compile(
    "占(?:到|了)?(?P<area>全[国省市州区县旗])(?:的?(?:比重|比例|份额|总量))?(?:的|为|达到?|超过?|约|近)*$"
)
_OF_PLAN = re.compile(
    "(?:占|为|完成|达到?|实现)?(?:了)?(?P<plan>[^，；。]{0,14}(?:目标|计划|任务|预算(?!收入|支出))[^，；。]{0,6}?)"
    "(?:的|为|达到?|约|近)*$"
)
_RATE = re.compile("(?P<done>[\u4e00-\u9fff]{1,12})率(?:为|达到?|约|升至|提高到)*$")
_THINGS = re.compile("(?:重点)?(?:项目|企业|工程|单位)$")
_OF = "占"
_SHARES = re.compile("比重|占比|结构")
_PLAN_WORDS = re.compile("年度|全年|计划|目标|任务|预算|完成|实现|累计|已|实际")
# What a share is of where the words name no whole: 三次产业比重, 税收占比.
_USUAL = {"VA1": "GDP", "VA2": "GDP", "VA3": "GDP", "TAX_REV": "REV"}


# 甲、乙两区合计26亿元，占全市55.3%: of none of the two alone.
_TOGETHER = re.compile("[两二三四五六七八九十0-9]+个?(?:[县区市镇乡地州]|县区|县市|街道)+合计")


def ratios(said: Said, context: Context, earlier: Sequence[Judged]) -> list[Claim]:
    """Give what the percentage may be of; `earlier` are the figures of the same sentence."""
    statement = said.statement
    if statement.unit != "%" or (statement.measure is Measure.GROWTH and "占" not in said.before):
        return []
    if _TOGETHER.search(re.split("[；。]", said.sentence)[-1]):
        return []
    found = list(_of_plan(said, context, earlier))
    if not found:
        found = [*_of_whole(said, context, earlier), *_of_count(said, context, earlier)]
    return found


def _of_whole(said: Said, context: Context, earlier: Sequence[Judged]) -> Iterator[Claim]:
    statement = said.statement
    parts = list(_levels(statement, context, earlier))
    over = _OF_AREA.search(said.before)
    if over and (subject := context.subject(over["area"])):
        yield from (
            Claim(Form.RATIO, part, replace(part, subject=subject), strong=part is parts[0])
            for part in parts
            if part.subject != subject
        )
        return
    shape = _OF_WHOLE.search(said.before)
    words = shape["whole"] if shape else statement.reference
    for part in parts:
        for whole in _wholes(words, part, context, said):
            if whole.indicator != part.indicator:
                yield Claim(Form.RATIO, part, whole, strong=part is parts[0])


def _wholes(words: str | None, part: Question, context: Context, said: Said) -> Iterator[Question]:
    named = context.named(words, part.subject) if words else ()
    for indicator in named:
        yield replace(part, indicator=indicator, caliber=None)
    if not named and part.indicator in _USUAL and _SHARES.search(said.sentence + said.text):
        yield replace(part, indicator=_USUAL[part.indicator], caliber=None)


def _levels(
    statement: Statement, context: Context, earlier: Sequence[Judged]
) -> Iterator[Question]:
    """Give the levels that the percentage may be told of: its own name's, then those just said."""
    subject, period = context.subject(statement.area), statement.period or context.main
    if subject is None or period is None:
        return
    seen: set[tuple[str, str]] = set()
    for indicator in context.indicators(statement, subject):
        seen.add((subject, indicator))
        # A time that only the title or a heading tells may be one to come: then the draft's own.
        for time in dict.fromkeys((period, context.main or period)):
            yield Question(subject, indicator, time, Measure.LEVEL)
    for one in reversed(earlier):
        question = one.question
        if question is None or question.measure is not Measure.LEVEL:
            continue
        if (question.subject, question.indicator) not in seen:
            seen.add((question.subject, question.indicator))
            yield replace(question, caliber=None)


def _of_plan(said: Said, context: Context, earlier: Sequence[Judged]) -> Iterator[Claim]:
    shape = _OF_PLAN.search(said.before)
    words = shape["plan"] if shape else said.statement.reference or ""
    if not is_target(words):
        return
    for done in _levels(said.statement, context, earlier):
        if done.period is None or done.role is Role.TARGET:
            continue
        for period in target_periods(words, done.period):
            for name in _plans(done, context):
                plan = replace(
                    done,
                    indicator=name,
                    period=period,
                    role=Role.TARGET,
                    tier=tier(words, context.own),
                )
                yield Claim(Form.RATIO, replace(done, role=Role.ACTUAL), plan)


def _plans(done: Question, context: Context) -> list[str]:
    """The same indicator, or one that is called its plan: 重点项目年度计划投资."""
    known = context.regions.ledger.indicators_of(done.subject)
    bare = _PLAN_WORDS.sub("", spelled(done.indicator))
    called = [
        one for one in known if one != done.indicator and _PLAN_WORDS.sub("", spelled(one)) == bare
    ]
    return [done.indicator, *called]


def _of_count(said: Said, context: Context, earlier: Sequence[Judged]) -> Iterator[Claim]:
    """复工率: what has been resumed of all, by name; else the last count in the one before it."""
    shape = _RATE.search(said.before)
    if shape:
        yield from _of_named(shape["done"][:-2], shape["done"][-2:], earlier)
        yield from _by_verb(shape["done"][-2:], context, earlier)
    elif said.before != _OF:
        return
    counts = [one for one in earlier if one.question and _is_level(one)]
    if len(counts) < 2:
        return
    whole, part = counts[-2], counts[-1]
    if _dimension(whole.unit) != _dimension(part.unit):
        return
    if part.value > whole.value:
        whole, part = part, whole
    if part.question and whole.question:
        yield Claim(Form.RATIO, part.question, whole.question)


def _of_named(named: str, verb: str, earlier: Sequence[Judged]) -> Iterator[Claim]:
    """续建项目复工率: of those that the sentence counted as 续建, not of all."""
    which = _THINGS.sub("", named)
    counts = [one.question for one in earlier if one.question and _is_level(one)]
    done = [one for one in counts if verb in spelled(one.indicator)]
    whole = [one for one in counts if which and which in spelled(one.indicator)]
    if done and whole and whole[-1] != done[-1]:
        yield Claim(Form.RATIO, done[-1], whole[-1])


def _by_verb(verb: str, context: Context, earlier: Sequence[Judged]) -> Iterator[Claim]:
    for one in earlier:
        done = one.question
        if done is not None and _is_level(one) and verb in spelled(done.indicator):
            for all_of in context.named(spelled(done.indicator).replace(verb, ""), done.subject):
                yield Claim(Form.RATIO, done, replace(done, indicator=all_of, caliber=None))


def _is_level(one: Judged) -> bool:
    return one.question is not None and one.question.measure is Measure.LEVEL


def _dimension(unit: str) -> str:
    known = quantity.find_unit(unit)
    return known.dimension if known else unit


def is_rate(statement: Statement) -> bool:
    """Whether the figure is a ratio by its name or its measure."""
    known = indicators.find(statement.indicator)
    named = statement.measure in (Measure.SHARE, Measure.COMPLETION)
    return named or (known is not None and known.nature == "ratio")
