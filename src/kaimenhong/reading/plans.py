"""Figures beside a plan: 完成一季度目标（60亿元）的64.5%, 距目标还差0.3亿元, 超目标1亿元."""

from __future__ import annotations

import re

from kaimenhong.reading import emitting, names, roles, spoken, timing
from kaimenhong.reading.draft import Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import Measured
from kaimenhong.reading.peeling import Peeled
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.terms.period import Period

# What one of these must stand before each of the shapes below, but where `_OF_WORD` follows.
_MAY_PLAN = re.compile("目标|任务|计划|预算|占|距|离|较|与|对照|下达|[级里]的?(?:同比)?增长$")
_PLAN = r"(?P<ref>[^，。；（）]{0,12}?(?:目标|任务|计划|预算)(?:任务|数)?)"
_INSIDE = re.compile(rf"(?:完成|为|占|达到?){_PLAN}（(?:约|为)?$")
_AFTER = re.compile(rf"(?:完成|为|占|达到?){_PLAN}（[^（）]*）的$")
# 完成全年目标30家的60%, 占一般公共预算收入9.05亿元的68.5%: the other side has its figure too.
_BEFORE = re.compile(rf"(?:完成|为|占|达到?){_PLAN}(?:约|为)?$")
_OF = re.compile("的(?:约|近|比重为)?[0-9.X]+%")
_PORTION = re.compile(rf"(?:完成|为|占|达到?){_PLAN}[0-9.X]+[^，。；（）0-9]{{1,4}}的$")
_WHOLE = re.compile("占(?P<ref>[\u4e00-\u9fff（）]{2,16}?)(?:总量|总数)?$")
_SHARE = re.compile(
    "占(?P<ref>[\u4e00-\u9fff（）]{2,16}?)[0-9.X]+[^，。；（）0-9]{1,4}的(?:比重为)?$"
)
_SHORT = re.compile(
    r"(?:距离?|离|较|比)(?P<ref>[^，。；]{0,10}?(?:目标|任务|计划|进度|要求|预期))(?:任务|数|要求)?(?:还|尚|仍)?(?:差|缺|少|欠)约?$"
)
# 离市下达的8亿元任务还有1亿元缺口: the task itself, and then what is missing to it.
_TASKED = re.compile(
    r"(?:距离?|离|较|对照|与)(?P<who>[市省区县]?)(?:政府)?(?:下达|确定|定|要求)?的?$"
)
_TASK = re.compile("的?(?:年度|全年|季度)?(?:目标)?任务|的?目标(?!任务)")
# 若要达到区级目标18%: the target of one that sets it, no share of it.
_AIMED = re.compile(
    r"(?:若|如果?|要|想|才能)[^，。；]{0,4}(?:达到|完成|实现)"
    r"(?:[省市州区县](?:级|定|里|下达)的?|奋斗|力争|本级)目标(?:的|为)?$"
)
# 消费要确保完成区级增长9%的目标: the level says who set it, and names nothing.
_GRADED = re.compile("(?:完成|达到|实现)[省市州区县](?:级|里)的?(?:同比)?增长$")
# 距7%的年度目标还差1.9个百分点: the target, and what is missing to it.
_STATED = re.compile(r"(?:距离?|离|对照|与)(?P<ref>[^，。；0-9]{0,10}?)(?:的|是|为)?$")
_AND_LACKS = re.compile(
    r"(?:以上|左右)?的?(?P<what>[^，。；0-9]{0,8}?)(?:还|尚|仍)?"
    r"(?:(?:相?差|欠|缺)(?:着|了)?约?(?=[0-9X])|有(?=[0-9X.]+(?:%|个百分点)的?(?:差距|距离)))"
)
_LACKS = re.compile(
    r"(?:距离?|离|对照|与)(?P<ref>[^，。；0-9]{0,10}[0-9.X]+[^，。；0-9]{1,12}?)(?:还|尚|仍)?"
    r"(?:(?:相?差|欠|缺)(?:着|了)?约?|(?P<have>有))$"
)
_DISTANCE = re.compile("的?(?:差距|距离)")
_OF_YEAR = re.compile("全年|年度|年初")
_BEYOND = re.compile(
    r"(?:超|超出|超过|多于|高于|比|较)[^，。；]{0,8}(?:目标|任务|计划)(?:数|多|超)?约?$"
)


def read_beside_plan(here: Here, figure: Figure, peeled: Peeled) -> bool:
    """Read a figure that a plan is the other side of. Tells whether it is one.

    By how much a plan was passed has no form in the contract and is left out.
    """
    before = here.text[max(0, figure.start - 60) : figure.start]
    subject = _about(here, figure, before)
    if subject is None or figure.kind != "number":
        return False
    if not (_MAY_PLAN.search(before) or _OF_WORD.match(here.text, figure.stop)):
        return False
    if (aimed := _read_aimed(here, figure, peeled, subject, before)) is not None:
        return aimed
    if _read_portion(here, figure, peeled, subject, before):
        return True
    if _read_lacking(here, figure, peeled, subject, before):
        return True
    inside, after, short = _INSIDE.search(before), _AFTER.search(before), _SHORT.search(before)
    if inside and figure.dimension in {"money", "count", "physical"}:
        _emit(here, figure, peeled, _planned(here, figure, subject), None)
    elif after and figure.unit == "%":
        done = replace(subject, measure=Measure.COMPLETION, unit="%")
        _emit(here, figure, peeled, done, after["ref"])
    elif short and figure.dimension in {"money", "count", "physical"}:
        _emit(here, figure, peeled, _gap(here, figure, subject), short["ref"])
    else:
        return figure.dimension in {"money", "count", "physical"} and bool(_BEYOND.search(before))
    return True


def _read_aimed(
    here: Here, figure: Figure, peeled: Peeled, subject: Subject, before: str
) -> bool | None:
    """Read a target by who set it; None where the figure is no such target."""
    tasked, follows = _TASKED.search(before), _TASK.match(here.text, figure.stop)
    opens = figure.start - len(before) + tasked.start() if tasked else 0
    if tasked and _names_another(here, figure, subject, opens):
        return False
    graded = _GRADED.search(before) if follows else None
    if graded and figure.unit == "%":
        subject = spoken.of_clause(here, figure, figure.start - len(graded[0])) or subject
    if not (graded or (tasked and follows) or _AIMED.search(before)):
        return None
    aimed = replace(_planned(here, figure, subject), measure=_aimed(figure, subject))
    _emit(here, figure, peeled, aimed, None)
    return True


def _about(here: Here, figure: Figure, before: str) -> Subject | None:
    """What the plan is of; 固定资产投资差距大，距全年15%的目标还差… names it without a figure."""
    subject = here.memory.subject
    same = subject is not None and subject.sentence == here.memory.sentences
    if same or not (_TASKED.search(before) or _STATED.search(before)):
        return subject
    start = here.clause(figure.start)
    named = spoken.of_clause(here, figure, start)
    if named is None or named.sentence != here.memory.sentences:
        return subject
    here.memory.subject = named = replace(named, role=roles.default_role(here))
    return named


def _names_another(here: Here, figure: Figure, subject: Subject, end: int) -> bool:
    """GDP增速距6.8%的目标还差0.5个百分点，工业增加值距9.5%的目标: the clause names its own."""
    own = names.last_known(here.text, here.clause(figure.start), end)
    if own is None or here.text[own[1] : end] not in {"", "增速", "增幅"}:
        return False
    return names.standard(here.text[slice(*own)]) != subject.name


def _read_portion(
    here: Here, figure: Figure, peeled: Peeled, subject: Subject, before: str
) -> bool:
    """Read both figures of 占X的N%, where X is written with its own figure."""
    amount = figure.dimension in {"money", "count", "physical"}
    if _read_within(here, figure, peeled, subject, before):
        return True
    whole, share = _WHOLE.search(before), _SHARE.search(before)
    of, portion = _BEFORE.search(before), _PORTION.search(before)
    if amount and _OF.match(here.text, figure.stop) and (of or whole):
        planned = _planned(here, figure, subject) if of else None
        year = here.scope.background.period
        if planned and of and year is not None and _OF_YEAR.search(of["ref"]):
            planned = replace(planned, period=Period.year_of(year.end.year))
        named = whole["ref"] if whole else ""
        about = planned or replace(subject, name=names.standard(named), measure=Measure.LEVEL)
        _emit(here, figure, peeled, about, None)
        return True
    if figure.unit == "%" and (portion or share):
        measure = Measure.COMPLETION if portion else Measure.SHARE
        said = portion or share
        reference = said["ref"] if said else None
        _emit(here, figure, peeled, replace(subject, measure=measure, unit="%"), reference)
        return True
    return False


# 完成全年450亿元目标的51.3%: the figure of the plan stands before its word.
_COMES_TO = re.compile(r"(?:完成|为|占|达到?)(?P<ref>[^，。；、（）0-9]{0,8})$")
_OF_WORD = re.compile(
    r"的?(?P<what>(?:年度|全年)?(?:目标|任务|计划|预算))(?:任务|数)?的(?:约|近)?[0-9.X]+%"
)
_DONE_OF = re.compile(
    r"(?:完成|为|占|达到?)(?P<ref>[^，。；、（）0-9]{0,8}[0-9.X]+[^，。；（）0-9]{1,4}"
    r"(?:目标|任务|计划|预算)(?:任务|数)?)的(?:约|近)?$"
)


def _read_within(here: Here, figure: Figure, peeled: Peeled, subject: Subject, before: str) -> bool:
    """Read the figure of a plan that stands before its word, and the share that was done of it."""
    comes, word = _COMES_TO.search(before), _OF_WORD.match(here.text, figure.stop)
    done = _DONE_OF.search(before)
    if comes and word and figure.unit != "%":
        planned = _planned(here, figure, subject)
        whole = here.scope.background.period
        if whole is not None and _OF_YEAR.search(comes["ref"] + word["what"]):
            planned = replace(planned, period=Period.year_of(whole.end.year))
        _emit(here, figure, peeled, planned, None)
        return True
    if done and figure.unit == "%":
        completed = replace(subject, measure=Measure.COMPLETION, unit="%")
        _emit(here, figure, peeled, completed, done["ref"])
        return True
    return False


def _read_lacking(
    here: Here, figure: Figure, peeled: Peeled, subject: Subject, before: str
) -> bool:
    """Read a target and what is missing to it, both written with their figures."""
    stated, lacks = _STATED.search(before), _LACKS.search(before)
    misses = _AND_LACKS.match(here.text, figure.stop)
    if stated and misses:
        planned = _planned(here, figure, subject)
        whole = here.scope.background.period
        if whole is not None and _OF_YEAR.search(stated["ref"] + misses["what"]):
            planned = replace(planned, period=Period.year_of(whole.end.year))
        measure = _aimed(figure, subject)
        _emit(here, figure, peeled, replace(planned, measure=measure, unit=figure.unit), None)
        return True
    apart = _DISTANCE.match(here.text, figure.stop)
    if lacks and lacks["have"] and not apart:
        return False
    # 还有1.7%的差距 means points, whatever unit it has.
    if lacks and (figure.dimension == "point" or (apart and figure.unit == "%")):
        short = replace(subject, measure=Measure.GAP_PP, unit=figure.unit)
        emitting.emit(here, figure, peeled, Measured(Measure.GAP_PP, -1, lacks["ref"]), short,
                      _start(here, short, figure), ())  # fmt: skip
        return True
    if lacks and figure.dimension in {"money", "count", "physical"}:
        gap = _gap(here, figure, subject)
        whole = here.scope.background.period
        if whole is not None and _OF_YEAR.search(lacks["ref"]):
            gap = replace(gap, period=Period.year_of(whole.end.year))
        _emit(here, figure, peeled, gap, lacks["ref"])
        return True
    return False


def _aimed(figure: Figure, subject: Subject) -> Measure:
    """What a target's own figure says: a percentage is a rate's level, else growth."""
    if figure.unit != "%":
        return Measure.LEVEL
    return subject.measure if names.is_rate(subject.name) else Measure.GROWTH


def _gap(here: Here, figure: Figure, subject: Subject) -> Subject:
    """What is missing of a subject (rule 12); 差6家 of the things that were counted."""
    counted = here.memory.counted
    if counted is not None and figure.dimension == "count" and counted.unit == figure.unit:
        subject = replace(subject, name=counted.name, raw=counted.raw)
    name = subject.name.removesuffix("缺口") + "缺口"
    return replace(subject, name=name, role=Role.EXPECTED, measure=Measure.LEVEL)


def _planned(here: Here, figure: Figure, subject: Subject) -> Subject:
    """The plan itself, with the time that stands before it outside the bracket."""
    clause = here.text.rfind("，", 0, figure.start) + 1
    times = [m for m in here.sentence.times if clause <= m.start and m.end <= figure.start]
    stated = times[-1].period if times else timing.period_of(here, figure, clause, Role.TARGET)
    return replace(subject, role=Role.TARGET, period=stated, measure=Measure.LEVEL)


def _emit(
    here: Here, figure: Figure, peeled: Peeled, about: Subject, reference: str | None
) -> None:
    found = Measured(about.measure, reference=reference)
    emitting.emit(here, figure, peeled, found, about, _start(here, about, figure), ())


def _start(here: Here, about: Subject, figure: Figure) -> int:
    same_sentence = about.sentence == here.memory.sentences
    return about.start - here.offset if same_sentence else figure.start
