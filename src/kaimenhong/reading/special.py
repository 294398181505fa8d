"""Ranks, ratios, and 全部 with a deadline."""

from __future__ import annotations

import re
from decimal import Decimal

from kaimenhong.reading import dealing, emitting, inherited, names, roles, timing
from kaimenhong.reading.draft import Subject, joined
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import Measured
from kaimenhong.reading.peeling import Marks, Peeled, cut_at_verb, peel
from kaimenhong.reading.unitless import AREA
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Measure, Role

_RANKED = re.compile(
    r"(?P<what>增速|增幅|增长|总量)?在?(?P<of>全[国省市区县州])?(?:的)?(?:排位|排名|位次|位居|居|列)?"
    r"(?:摆脱[^、，]{1,4})?、?(?:力争|争取|确保|并|分别|均|稳)?"
    r"(?:位居|位列|名列|排名|排在|排|居|列|升至|前移至|上升到|进位到|跃居)?"
    rf"(?:于)?(?P<of2>全[国省市区县州]|我[省市区县州]|(?<=[居列在名排于]){AREA})?$"
)
_AMONG = re.compile(
    r"(?:在)?(?P<of>全[国省市区县州])?[0-9]{0,3}个?(?:市州|县市区|县区|区县|地市|设区市|市|县|区)+(?:（[^）]*）)?中(?:位)?(?:居|列|排名?|排在)?$"
)
# 列全市8个省级园区第2位: so many they are, and which of them it is.
_OF_SO_MANY = re.compile(
    r"(?:位|排)?(?:居|列|排名?|排在|名列)(?:于)?(?P<of>全[国省市区县州])?[0-9]{1,3}[个家][^，。；、0-9]{1,10}?(?:中)?$"
)
# 居全国第9位、中部第3位: the same rank among others.
_ALSO = re.compile(
    rf"[、，](?P<of>全[国省市区县州]|[东中西]部(?:地区)?|中部六省|东北(?:地区)?|西[北南](?:地区)?|长三角|珠三角|京津冀|同类[^，。；、]{{0,6}}|{AREA})$"
)


def read_rank(here: Here, figure: Figure, peeled: Peeled, wall: int) -> None:
    """增速居全省第4位, 力争进入前六: of the indicator before it, else of the one just stated."""
    if _read_also(here, figure, peeled):
        return
    clause_start = here.clause(figure.start)
    among = _AMONG.search(here.text, clause_start, figure.start)
    among = among or _OF_SO_MANY.search(here.text, clause_start, figure.start)
    if among is not None:
        wall = min(wall, among.start())
    match = among or _RANKED.search(here.text, wall, figure.start)
    said = match.groupdict() if match else {}
    what = said.get("what") or ""
    of = figure.words or said.get("of") or said.get("of2") or None
    clause = peel(here.text, wall, match.start() if match else figure.start, here.sentence.marks)
    if match and re.search("均|都", match[0]):
        clause.tags.append(("均", "all"))
    growth = what in {"增速", "增幅", "增长"} or clause.has("up")
    left = here.trim(cut_at_verb(here.text, clause.start, clause.end), clause.end)
    if clause.has("share") and names.known(here.text[left[0] : left[1]] + "占比"):
        left = left[0], left[1] + len("占比")
    before = here.memory.subject
    if left[0] < left[1] and not here.is_area(here.text[left[0] : left[1]]):
        several = names.coordinated(here.text[left[0] : left[1]])
        name = several[0]
        ranked = inherited.subject_of(
            here, figure, wall, name=name, span=left, measure=_rank(growth), area=clause.area
        )
        each = bool(match and "分别" in match[0])
        ranked = replace(ranked, spread=several if len(several) > 1 else (), each=each)
        here.memory.subject = replace(ranked, measure=Measure.GROWTH if growth else Measure.LEVEL)
    elif before is not None and before.sentence == here.memory.sentences:
        before = dealing.dealt(here, figure, clause, before)
        growth = growth or (not what and not _of_level(here, before))
        role = roles.role_of(here, figure, wall, before)
        period = timing.period_of(here, figure, wall, role)
        ranked = replace(before, measure=_rank(growth), role=role, period=period)
    else:
        return
    start = ranked.start - here.offset
    if ranked.spread or ranked.areas:
        here.memory.subject = ranked
    found = Measured(ranked.measure, reference=of)
    emitting.emit(here, figure, peeled, found, ranked, start, ranked.spread)


def _read_also(here: Here, figure: Figure, peeled: Peeled) -> bool:
    """Read a rank that goes on from another with nothing but among whom. Tells whether it does."""
    subject, also = here.memory.subject, _ALSO.match(here.text, here.previous, figure.start)
    last = here.drafts[-1] if here.drafts else None
    ranks = {Measure.GROWTH_RANK, Measure.LEVEL_RANK}
    if subject is None or also is None or last is None or last.measure not in ranks:
        return False
    same = replace(subject, name=last.name, measure=last.measure, role=last.role, area=last.area)
    found = Measured(last.measure, reference=also["of"])
    emitting.emit(here, figure, peeled, found, same, last.start - here.offset, ())
    return True


_OWN = {Measure.LEVEL, Measure.COMPLETION, Measure.SHARE}
_APART = {Measure.GAP_PP, Measure.CHANGE_PP}


def _of_level(here: Here, subject: Subject) -> bool:
    """完成率61.5%，高于全省平均3.9个百分点，排第五位: the rank is that of the rate itself."""
    if subject.measure not in _APART:
        return subject.measure in _OWN
    said = [d for d in here.drafts if d.name == subject.name and d.measure not in _APART]
    return bool(said) and said[-1].measure in _OWN and names.is_rate(subject.name)


def _rank(growth: bool) -> Measure:
    return Measure.GROWTH_RANK if growth else Measure.LEVEL_RANK


def read_ratio(here: Here, figure: Figure, peeled: Peeled, wall: int) -> None:
    """三次产业结构 12.1:42.3:45.6 gives one share for each part."""
    left = here.trim(cut_at_verb(here.text, peeled.start, peeled.end), peeled.end)
    spread = names.coordinated(re.sub("(?:调整|优化|由.*)$", "", here.text[left[0] : left[1]]))
    parts = re.split("[:：]", figure.words)
    if len(spread) != len(parts) and here.memory.subject is not None:
        spread = here.memory.subject.spread
    if len(spread) != len(parts):
        return
    for name, part in zip(spread, parts, strict=True):
        subject = inherited.subject_of(
            here, figure, wall, name=name, span=left, measure=Measure.SHARE, area=peeled.area
        )
        one = replace(figure, value=Decimal(part))
        emitting.emit(here, one, peeled, Measured(Measure.SHARE), subject, left[0], ())
        here.memory.subject = replace(subject, spread=spread)


def read_done(here: Here, figure: Figure, peeled: Peeled, wall: int) -> None:
    """5月底前全部支出: all of it, by a day; without the day it is a manner of speaking."""
    due = peeled.mention or timing.due_before(here, figure)
    if due is None or not due.deadline:
        return
    named = peel(here.text, wall, peeled.end, Marks([due]))
    start, end = here.trim(cut_at_verb(here.text, named.start, named.end), named.end)
    if start >= end:
        _all_of_subject(here, figure, peeled, wall)
        return
    name = joined(names.standard(here.text[start:end]), figure.words)
    subject = inherited.subject_of(
        here, figure, wall, name=name, span=(start, end), measure=Measure.COMPLETION,
        area=peeled.area,
    )  # fmt: skip
    emitting.emit(here, figure, peeled, Measured(Measure.COMPLETION), subject, start, ())


_RATE = re.compile("(?:资金)?(?:支出|开工|复工|竣工|投产|到位|拨付|办结|整改)?(?:进度|率)$")


def _all_of_subject(here: Here, figure: Figure, peeled: Peeled, wall: int) -> None:
    """复工率达到90%以上，2月底前全部复工: all of what the sentence has just spoken of."""
    subject = here.memory.subject
    if subject is None or subject.sentence != here.memory.sentences:
        return
    name = joined(_RATE.sub("", subject.name), figure.words)
    start = subject.start - here.offset
    span = subject.raw[0] - here.offset, subject.raw[1] - here.offset
    done = inherited.subject_of(
        here, figure, wall, name=name, span=span, measure=Measure.COMPLETION, area=peeled.area
    )
    done = replace(done, role=Role.TARGET, area=done.area if peeled.area else subject.area)
    here.because("role", "role.due")
    emitting.emit(here, figure, peeled, Measured(Measure.COMPLETION), done, start, ())


SHAPES = {"rank": read_rank, "ratio": read_ratio, "done": read_done}
