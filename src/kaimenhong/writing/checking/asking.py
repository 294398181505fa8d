"""From a figure and its words to what it claims of the facts; several claims where words allow."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain

from kaimenhong.facts import Statement
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.terms.period import Grain, Period
from kaimenhong.terms.subject import name_of
from kaimenhong.writing.checking.claim import Claim, Form
from kaimenhong.writing.checking.compared import Compared, compared
from kaimenhong.writing.checking.context import (
    Context,
    base_period,
    done_to,
    enclosing,
    is_target,
    spoken_period,
    tier,
)
from kaimenhong.writing.checking.judged import Judged
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.checking.verdict import Verdict
from kaimenhong.writing.ledger.question import Question

_RATES = (Measure.GROWTH, Measure.LEVEL, Measure.COMPLETION, Measure.SHARE)
_RANKS = (Measure.GROWTH_RANK, Measure.LEVEL_RANK)
_DISTANCES = (Measure.GAP_PP, Measure.CHANGE_PP)
_POINTS, _PERCENT = "个百分点", "%"
_CALIBERS = re.compile("同口径|自然口径|可比口径|全口径|新口径|老口径|上年公布口径")
_CALIBER_REACH = 10
_BY = re.compile("增速|增幅|涨幅|降幅|总量|规模|总额")
_LEVEL_WORDS = ("总量", "规模", "总额")
_BOTH = re.compile(
    "(?P<first>总量|规模|总额|增速|增幅)(?:、|和|及|与)(?P<second>总量|规模|总额|增速|增幅)"
    "(?:分别|均|各)?(?:位?居|位?列|排(?:名|位|在)?)(?P<after>[^，；。]*)$"
)
# 完成投资, 已开工 name something themselves; 分别为 and 达到 do not.
_OWN_NOUN = re.compile("(?!完成$|实现$|达到?$|分别)[\u4e00-\u9fff]{2}")
FARTHEST = 8
_AND = re.compile("、|和(?=全)")
_TIME = re.compile("序时|时间进度")
_OPENED_WITH = re.compile("(?:与|同|和|较)(?P<other>[^，。]{2,12}?)相比")
_BASE_SAID = re.compile("(?:上年|去年)同期")


def claims(
    said: Said, context: Context, near: Sequence[Judged] = (), earlier: Sequence[Judged] = ()
) -> list[Claim]:
    """Give what the figure may claim, the likeliest first; empty where words name no fact.

    `near` are the figures of the same sentence: what 高于全市平均 goes on with is theirs; `earlier`
    those of the draft so far, for 云溪县完成1.2亿元 under what was spoken of before.
    """
    if _OF_YEARS.search(said.before):
        return []
    found: list[Claim] = []
    for statement in said.statements:
        found += _claims(said, statement, context)
    found = [_confirmed(one, earlier[-LISTED:], context) for one in found]
    if not found or all(one.form is not Form.APART for one in found):
        found += _going_on(said, context, near)
    return found or _spoken_of(said, context, earlier)


def _confirmed(claim: Claim, near: Sequence[Judged], context: Context) -> Claim:
    """甲县62.5亿元、乙县30.4亿元、丙县…: what the facts confirm of two is what the third is too."""
    if claim.strong or claim.form is not Form.STANDS or claim.one.subject == context.own:
        return claim
    asked = claim.one
    alike = {
        context.subject(statement.area)
        for one in near
        for statement in one.said.statements
        if one.question is not None
        and _is_right(one)
        and (one.question.indicator, one.question.measure, one.question.period)
        == (asked.indicator, asked.measure, asked.period)
    }
    return replace(claim, strong=True) if len(alike) >= ENOUGH else claim


ENOUGH = 2
LISTED = 12


def _spoken_of(said: Said, context: Context, earlier: Sequence[Judged]) -> list[Claim]:
    """Ask for what the last figures were about, of the area that the clause or sentence names."""
    statement = said.statement
    if statement.area and context.subject(statement.area) is None:
        return []  # a place that the facts do not have
    area = context.area_in(said.before) or context.area_in(statement.raw)
    area = area or _other_than_own(context, statement) or context.opening_area(said.sentence)
    if statement.measure not in (Measure.LEVEL, Measure.GROWTH) or area is None:
        return []
    recent = [(one, one.question) for one in earlier[-FARTHEST:] if one.question is not None]
    read = statement.period or context.main
    sign = 0 if statement.measure is Measure.LEVEL else -1 if said.negative else 1
    # 企业126家，产值下降的有41家: what the clause names itself is not what was told before it.
    named = statement.raw in said.before or done_to(statement)
    names_itself = statement.measure is Measure.LEVEL and named
    found: dict[Question, Claim] = {}
    for at, (one, topic) in enumerate(reversed(recent)):
        # What was confirmed of the same area just before goes on: 完成1.2亿元，增长5%.
        sure = at == 0 and topic.subject == area and _is_right(one) and not names_itself
        for period in (read, topic.period):
            asked = Question(area, topic.indicator, period, statement.measure)
            found.setdefault(asked, Claim(Form.STANDS, asked, None, sign, sure))
    return list(found.values())


def _other_than_own(context: Context, statement: Statement) -> str | None:
    area = context.subject(statement.area)
    return area if area != context.own else None


def _is_right(one: Judged) -> bool:
    return one.checked.verdict is Verdict.RIGHT


def _going_on(said: Said, context: Context, earlier: Sequence[Judged]) -> list[Claim]:
    """Hold what the sentence spoke of last against the other side that the words name."""
    known = [one for one in earlier if one.question is not None]
    subject = context.subject(said.statement.area)
    known.sort(key=lambda one: _nearness(one, subject))
    if not known or known[-1].question is None:
        return []
    last = replace(known[-1].question, tier=None)
    if said.unit == "位":
        return list(_ranks(said, said.statement, last, context, strong=True))
    if _BASE_SAID.search(said.before) and last.period is not None:
        measure = Measure.GROWTH if said.unit == _PERCENT else Measure.LEVEL
        before = last.period.year_before()
        base = replace(last, period=before, caliber=None, measure=measure)
        return [Claim(Form.STANDS, base, strong=False)]
    held = compared(said.before)
    return list(_held(said, held, last, context, strong=True)) if held is not None else []


def _nearness(one: Judged, subject: str | None) -> tuple[bool, bool]:
    """Figures of the same area first, of these the ones that words name outright."""
    same = one.question is not None and one.question.subject == subject
    return same, one.claim is not None and one.claim.strong


def _claims(said: Said, statement: Statement, context: Context) -> Iterator[Claim]:
    subject = context.subject(statement.area)
    period = statement.period or context.main
    if subject is None or period is None:
        return
    spelt = _names(said, statement)
    for indicator, named in context.indicators(statement, subject).items():
        strong = spelt and named
        base = Question(subject, indicator, period, statement.measure, statement.role)
        base = replace(base, caliber=_caliber(said))
        yield from _of_indicator(said, statement, base, context, strong=strong)


# 两年平均增长6.1% is of no single year, and the facts of one say nothing of it.
_OF_YEARS = re.compile("(?:[两二三四五]年|年)平均(?:增长|下降|增速)?|年均(?:增长|下降)?$")


def _names(said: Said, statement: Statement) -> bool:
    """Whether the words name the indicator: a level in its clause, a growth in its sentence."""
    if statement.raw in said.before or said.start == statement.start:
        return True
    if statement.measure is not Measure.LEVEL:
        return statement.raw in said.sentence or _announced(said, statement)
    rest = _OF_AIM.sub("", said.before)
    return statement.raw in said.sentence and not _OWN_NOUN.search(rest)


# 15家的目标还差5家: a noun that names no other thing.
_OF_AIM = re.compile("的?(?:目标|任务|计划)(?:还|仍|尚)?(?:差|缺)?$")


def _announced(said: Said, statement: Statement) -> bool:
    """投资要转正。年度目标是增长6%: whether the sentence right before names the indicator."""
    told = (
        one.start for one in statement.why if one.field == "indicator" and one.start is not None
    )
    return any(0 <= said.start - one <= NEARBY for one in told)


NEARBY = 30


def loosely(said: Said, context: Context) -> list[Claim]:
    """Give what the figure may claim besides: another area of the sentence, or a target.

    Where the reading may have taken the area or the role from the wrong words, what agrees with
    the other ones is no error.
    """
    found: list[Claim] = []
    for statement in said.statements:
        read = context.subject(statement.area)
        if statement.area and read is None:
            continue
        # A区增长7.1%；B区增长2.4%，增速加快0.9个百分点: a group with its own place is about it.
        opened = context.opening_area(said.sentence.rsplit("；", 1)[-1])
        opened = opened or context.opening_area(said.sentence)
        if opened not in (None, read) and context.area_in(said.before) is None:
            found += _claims(said, replace(statement, area=name_of(opened or "")), context)
        wanted = is_target(said.before) or _wished_for(statement)
        if statement.role is Role.TARGET and context.main and not wanted:
            found += _claims(said, replace(statement, role=Role.ACTUAL), context)
            reached = replace(statement, role=Role.ACTUAL, period=context.main)
            found += _claims(said, reached, context)
        period = statement.period or context.main
        if period is not None and is_target(said.sentence) and statement.role is not Role.TARGET:
            for one in enclosing(period):
                aimed = replace(statement, role=Role.TARGET, period=one)
                found += _claims(said, aimed, context)
    return found


def _wished_for(statement: Statement) -> bool:
    """Whether a word of its own sentence makes it a target: 力争, 以上的目标."""
    decided = {one.rule for one in statement.why if one.field == "role"}
    return bool(decided & {"role.cue", "role.after", "role.earlier"})


def _caliber(said: Said) -> str | None:
    found = _CALIBERS.findall(said.before[-_CALIBER_REACH:])
    return found[-1] if found else None


def _of_indicator(
    said: Said, statement: Statement, base: Question, context: Context, *, strong: bool
) -> Iterator[Claim]:
    if statement.measure in _RANKS or said.unit == "位":
        yield from _ranks(said, statement, base, context, strong=strong)
        return
    held = compared(said.before) or _referred(said, statement)
    if held is not None and (
        found := list(_all_held(said, held, statement, base, context, strong))
    ):
        yield from found
        if not _is_growth_in_points(said, held):
            return
    elif statement.measure in _DISTANCES and not _is_growth_in_points(said, held):
        return
    yield from _stands(said, statement, base, context, strong=strong)


def _all_held(
    said: Said, held: Compared, statement: Statement, base: Question, context: Context, strong: bool
) -> Iterator[Claim]:
    """The distance of two facts of the time read, else of the draft's time."""
    if base.role is Role.TARGET and not _WISHES.search(said.sentence):
        base = replace(base, role=Role.ACTUAL)  # the heading alone makes it a target
    later = (_of_the_draft(base, measure, context, (base.period,)) for measure in _measures(said))
    for period in dict.fromkeys((base.period, *chain.from_iterable(later))):
        yield from _held(said, held, replace(base, period=period), context, strong=strong)


_WISHES = re.compile("力争|确保|争取|务必|必须|要(?!求|闻)|目标|计划|任务")


def _is_growth_in_points(said: Said, held: Compared | None) -> bool:
    """同比增长10.3个百分点: the verb of a growth with the unit of a difference."""
    return said.unit == _POINTS and held is not None and held.verb.word in ("增长", "下降")


def _referred(said: Said, statement: Statement) -> Compared | None:
    """The other side that an earlier clause named: 分别高于全国、全省0.5个、0.8个百分点."""
    if statement.reference is None or statement.measure not in _DISTANCES:
        return None
    side = "低于" if said.negative else "高于"
    turn = "下降" if said.negative else "提高"
    word = side if statement.measure is Measure.GAP_PP else turn
    found = compared(f"比{statement.reference}{'低' if said.negative else '高'}")
    return found if word == side else compared(f"比{statement.reference}{turn}")


def _ranks(
    said: Said, statement: Statement, base: Question, context: Context, *, strong: bool
) -> Iterator[Claim]:
    among = context.area_in(statement.reference) if statement.reference else None
    if among is not None and among != context.above(base.subject):
        return
    measures = [_dealt(said) or statement.measure]
    if not _BY.search(said.before):
        measures += [one for one in _RANKS if one is not statement.measure]
    for measure in measures:
        if measure in _RANKS:
            one = replace(base, measure=measure, role=Role.ACTUAL, unit=None)
            yield Claim(Form.PLACE, one, strong=strong)


def _dealt(said: Said) -> Measure | None:
    """By what the place counts where two are dealt: 总量、增速分别居第4位和第3位."""
    found = _BOTH.search(said.before)
    if found is None:
        return None
    word = found["second" if "位" in found["after"] else "first"]
    return Measure.LEVEL_RANK if word in _LEVEL_WORDS else Measure.GROWTH_RANK


def _stands(
    said: Said, statement: Statement, base: Question, context: Context, *, strong: bool
) -> Iterator[Claim]:
    """The figure is itself one of the facts."""
    measure = statement.measure
    if measure in _DISTANCES:
        measure = Measure.GROWTH
    signed = measure is Measure.GROWTH
    sign = (-1 if said.negative else 1) if signed else 0
    if _BASE_SAID.search(statement.raw) and base.period is not None:
        base = replace(base, period=base.period.year_before())
    meant = (base.role, Role.ACTUAL) if _is_under_heading(statement) else (base.role,)
    measures = (measure, Measure.LEVEL) if _is_rate_by_name(statement) else (measure,)
    asked = (
        replace(base, measure=one, role=role, period=period)
        for one in measures
        for role in _roles(*meant)
        for period in _periods(replace(base, role=role), one, context)
    )
    for one in asked:
        role, period = one.role, one.period
        kept = strong and role in meant and (period == base.period or role is Role.ACTUAL)
        yield Claim(Form.STANDS, one, sign=sign, strong=kept)


def _is_rate_by_name(statement: Statement) -> bool:
    """支出进度71.6%: a completion by its name may stand in the facts as a figure of its own."""
    return statement.measure is Measure.COMPLETION and statement.indicator.endswith(("率", "进度"))


def _is_under_heading(statement: Statement) -> bool:
    """Whether the heading alone makes it a target: what was reached may stand there too."""
    decided = (one.rule for one in statement.why if one.field == "role")
    return statement.role is Role.TARGET and "role.heading" in decided


def _roles(*meant: Role) -> tuple[Role, ...]:
    """A target may be told as what is expected; what is said of now may be foreseen."""
    others = {
        Role.ACTUAL: (Role.EXPECTED,),
        Role.EXPECTED: (Role.ACTUAL, Role.TARGET),
        Role.TARGET: (),
    }[meant[0]]
    return tuple(dict.fromkeys((*meant, *others)))


def _periods(base: Question, measure: Measure, context: Context) -> tuple[Period | None, ...]:
    """Give the period read, what it adds up to, and the last day within it that the facts know."""
    period = base.period
    if period is None:
        return (None,)
    entries = context.regions.ledger.of(base.subject, base.indicator)
    days = [
        one.figure.period
        for one in entries
        if one.figure.measure is measure
        and one.figure.period.grain in _DAYS
        and period.start <= one.figure.period.end <= period.end
    ]
    told = dict.fromkeys((period, period.cumulative(), *sorted(days)[-1:]))
    if base.role is Role.TARGET:
        return tuple(told)
    return (*told, *_of_the_draft(base, measure, context, told))


def _of_the_draft(
    base: Question, measure: Measure, context: Context, told: Container[Period | None]
) -> Iterator[Period]:
    """现有9家 in a speech of October on three quarters: the draft's time, if it ended just before.

    Only where the facts have nothing for the period read.
    """
    main, period = context.main, base.period
    if main is None or period is None or main in told:
        return
    known = context.regions.ledger.of(base.subject, base.indicator)
    alike = (one.figure for one in known if one.figure.measure is measure)
    silent = all(one.period not in told for one in alike if one.role is not Role.TARGET)
    if silent and main.end < period.end and period.start <= main.end + MONTH_AFTER:
        yield main


MONTH_AFTER = timedelta(days=31)


_DAYS = (Grain.DAY, Grain.DEADLINE, Grain.TENDAY, Grain.WEEK)


def _held(
    said: Said, held: Compared, base: Question, context: Context, *, strong: bool
) -> Iterator[Claim]:
    """The figure is the distance of two facts."""
    for other in _other_sides(said, held, base, context):
        for measure in _measures(said):
            one = replace(base, measure=measure, role=Role.ACTUAL, unit=None)
            wanted = measure if other.role is not Role.TARGET else other.measure
            role = other.role if other.role is Role.TARGET else Role.ACTUAL
            against = replace(other, measure=wanted if wanted in _RATES else measure, role=role)
            made = Claim(
                Form.APART,
                one,
                against,
                sign=held.verb.sign,
                strong=strong,
                verb=held.verb,
                of=held.of,
            )
            yield made
            if other.role is Role.TARGET and context.main not in (None, one.period):
                yield replace(made, one=replace(one, period=context.main))
            if base.role is Role.EXPECTED:
                yield replace(made, one=replace(one, role=Role.EXPECTED))


def _measures(said: Said) -> tuple[Measure, ...]:
    return _RATES if _is_rate(said) else (Measure.LEVEL,)


def _other_sides(
    said: Said, held: Compared, base: Question, context: Context
) -> Iterator[Question]:
    """Give what the other side may be: a target, another area, an earlier period, an indicator."""
    # Of 高于全省、全市2.6个、1.8个百分点 the first figure has the first side.
    period, words = base.period, _AND.split(held.other)[0]
    if period is None:
        return
    if is_target(words) or (held.verb.says == "short" and not words):
        for one in target_periods(words, period):
            yield replace(
                base, period=one, role=Role.TARGET, tier=tier(words, context.own), caliber=None
            )
        return
    if held.verb.says == "short" or _TIME.search(words) or _is_plain_growth(said, held):
        return
    if subject := context.area_in(words):
        if subject != base.subject:
            yield replace(base, subject=subject, caliber=None)
        return
    if earlier := _earlier(said, held, period):
        yield replace(base, period=earlier)
        return
    named = context.named(words, base.subject) if words else ()
    for indicator in named or context.counterparts(words, base.indicator, base.subject):
        if indicator != base.indicator:
            yield replace(base, indicator=indicator, caliber=None)


def _is_plain_growth(said: Said, held: Compared) -> bool:
    """比上年增长5%: a growth and no difference of two."""
    return said.unit == _PERCENT and held.verb.says in ("amount", "down", "up")


def _earlier(said: Said, held: Compared, period: Period) -> Period | None:
    """The period that a change is held against; 增速加快 alone means the year before."""
    if held.other:
        return base_period(held.other, period)
    if opened := _OPENED_WITH.search(said.sentence):
        return base_period(opened["other"], period)
    changed = held.verb.says not in ("side", "amount", "short")
    return period.year_before() if changed and _is_rate(said) else None


def _is_rate(said: Said) -> bool:
    return said.unit in (_POINTS, _PERCENT, "百分点")


def target_periods(words: str, period: Period) -> tuple[Period, ...]:
    """Give the periods that a target named by these words may be of, the likeliest first."""
    spoken = spoken_period(words, period.year)
    if spoken is not None:
        return (spoken,)
    if re.search("年度|全年|年初", words):
        return (Period.year_of(period.year),)
    return enclosing(period)
