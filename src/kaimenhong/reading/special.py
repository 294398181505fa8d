"""Ranks, ratios, and 全部 with a deadline."""

from __future__ import annotations

import re

from kaimenhong.reading import (
    dealing,
    emitting,
    further,
    inherited,
    lexicon,
    names,
    naming,
    places,
    roles,
    sets,
    timing,
)
from kaimenhong.reading.draft import Subject, joined
from kaimenhong.reading.figure import Figure, value_of
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import COMPLETION_RATES, Measured
from kaimenhong.reading.peeling import Marks, Peeled, cut_at_verb, peel
from kaimenhong.reading.unitless import AREA
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Comparator, Measure, Role

_RANKED = re.compile(
    r"(?P<what>增速|增幅|增长|总量)?在?(?P<of>全[国省市区县州])?(?:的)?(?:排位|排名|位次|位居|居|列)?"
    r"(?:摆脱[^、，]{1,4})?、?(?:力争|争取|确保|并|分别|均|稳)?"
    r"(?:位居|位列|名列|排名|排在|排|居|列|升至|前移至|上升到|进位到|跃居)?"
    rf"(?:于|由|从|(?:前移|上升|提升|跃升|晋升|进位|后移|下降|下滑|升|退|降)[到至]?)?(?P<of2>全[国省市区县州]|我[省市区县州]|(?<=[居列在名排于]){AREA})?$"
)
_AMONG = re.compile(
    r"(?:在)?(?P<of>全[国省市区县州])?[0-9一二三四五六七八九十]{0,3}个?(?:市州|县市区|县区|区县|地市|设区市|市|县|区)+(?:（[^）]*）)?[中里](?:位)?(?:居|列|排名?|排在)?$"
)
# 列全市8个省级园区第2位: so many they are, and which of them it is.
_OF_SO_MANY = re.compile(
    r"(?:位|排)?(?:居|列|排名?|排在|名列)(?:于)?(?P<of>全[国省市区县州])?[0-9]{1,3}[个家][^，。；、0-9]{1,10}?(?:中)?$"
)
# 居全国第9位、中部第3位: the same rank among others.
_ALSO = re.compile(
    rf"[、，](?P<of>全[国省市区县州]|[东中西]部(?:地区)?|中部六省|东北(?:地区)?|西[北南](?:地区)?|长三角|珠三角|京津冀|同类[^，。；、]{{0,6}}|{AREA})$"
)


_BOTH_WAYS = re.compile("总量|规模|总额")


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
    clause = _clause(here, figure, wall, match)
    growth = what in {"增速", "增幅", "增长"} or clause.has("up")
    left = here.trim(cut_at_verb(here.text, clause.start, clause.end), clause.end)
    if clause.has("share") and names.known(here.text[left[0] : left[1]] + "占比"):
        left = left[0], left[1] + len("占比")
    before = here.memory.subject
    if _BOTH_WAYS.fullmatch(here.text, *left) and before is not None:
        left = left[0], left[0]  # 总量、增速均居第1位: of what was stated
    among_first = len(clause.areas) > 1 and figure.comparator is Comparator.AT_MOST
    if (among_first and left[0] >= left[1]) or places.LIST.fullmatch(here.text, *left):
        return  # 甲县、乙县增速居前三位: which they are, and nothing of one of them
    words = here.text[slice(*left)]
    if words and not (here.is_area(words) or places.SELF.fullmatch(words)):
        each = bool(match and "分别" in match[0])
        ranked = _ranked_by_name(here, figure, wall, clause, left, growth=growth, each=each)
    elif before is not None and before.sentence == here.memory.sentences:
        before = dealing.dealt(here, figure, clause, before)
        growth = growth or (not what and not _of_level(here, before))
        ranked = _ranked_before(here, figure, wall, before, growth=growth)
        ranked = _of_area(here, ranked, left, clause)
    else:
        return
    start = ranked.start - here.offset
    if ranked.spread or ranked.areas:
        here.memory.subject = ranked
    if among_first or _LISTS.match(here.text, figure.stop):
        here.memory.passed[figure.start + here.offset] = "unread.story"
        return
    found = Measured(ranked.measure, reference=of)
    emitting.emit(here, figure, peeled, found, ranked, start, ranked.spread)


def _ranked_before(
    here: Here, figure: Figure, wall: int, before: Subject, *, growth: bool
) -> Subject:
    role = roles.role_of(here, figure, wall, before)
    period = timing.period_of(here, figure, wall, role)
    return replace(before, measure=_rank(growth), role=role, period=period)


def _of_area(here: Here, ranked: Subject, left: tuple[int, int], clause: Peeled) -> Subject:
    """A县完成8亿元，B县居第9位: the rank is of the place that its own clause names."""
    whose = here.text[slice(*left)] if left[0] < left[1] else clause.area
    if whose and places.SELF.fullmatch(whose):
        # A区6.6%、B区6.3%，我县排第4位，比全市低0.4个百分点: what follows is ours too.
        whose = here.scope.background.place.resolve(whose)
        ranked = replace(ranked, area=whose, areas=(), start=left[0] + here.offset)
        here.memory.subject = replace(here.memory.subject or ranked, area=whose, areas=())
        return ranked
    if not whose or not here.is_area(whose) or whose == here.scope.background.place.name:
        return ranked
    return replace(ranked, area=whose, areas=(), start=left[0] + here.offset)


def _clause(here: Here, figure: Figure, wall: int, match: re.Match[str] | None) -> Peeled:
    """What is left of the clause before the words of rank; 均居第一位 is a rank of all."""
    clause = peel(here.text, wall, match.start() if match else figure.start, here.sentence.marks)
    if match and re.search("均|都", match[0]):
        clause.tags.append(("均", "all"))
    return clause


def _ranked_by_name(
    here: Here,
    figure: Figure,
    wall: int,
    clause: Peeled,
    left: tuple[int, int],
    *,
    growth: bool,
    each: bool,
) -> Subject:
    """What the words before a rank name, which is then what the sentence goes on about."""
    words = here.text[slice(*left)]
    several = names.coordinated(words)
    bare = words in lexicon.words("bare").tags
    name = naming.completed(here, words, figure, left[0])[0] if bare else several[0]
    ranked = inherited.subject_of(
        here, figure, wall, name=name, span=left, measure=_rank(growth), area=clause.area
    )
    ranked = replace(
        ranked, spread=several if len(several) > 1 else (), each=each or len(clause.areas) > 1,
        areas=clause.areas,
    )  # fmt: skip
    own = Measure.COMPLETION if name.endswith(COMPLETION_RATES) else Measure.LEVEL
    here.memory.subject = replace(ranked, measure=Measure.GROWTH if growth else own)
    return ranked


# 增速居前三位的是A县、B县: which they are, not where one of them stands.
_LISTS = re.compile(
    "的[^，。；0-9]{0,8}(?:是|为|有|：)|的(?:[\u4e00-\u9fa5]{2,4})?(?:[县市区镇乡]|地区|单位|部门|企业)|[，：]?(?:依次|分别)(?:是|为|：)"
)


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
        value = value_of(part)
        one = replace(figure, value=value, placeholder=value is None)
        emitting.emit(here, one, peeled, Measured(Measure.SHARE), subject, left[0], ())
        here.memory.subject = replace(subject, spread=spread)


def read_done(here: Here, figure: Figure, peeled: Peeled, wall: int) -> None:
    """5月底前全部支出: all of it, by a day; without the day it is a manner of speaking."""
    due = peeled.mention or timing.due_before(here, figure)
    if due is None or not due.deadline:
        _all_counted(here, figure, peeled, wall)
        return
    named = peel(here.text, wall, peeled.end, Marks([due]))
    start, end = here.trim(cut_at_verb(here.text, named.start, named.end), named.end)
    if start >= end:
        _all_of_subject(here, figure, peeled, wall)
        return
    name = joined(_those(here, names.standard(here.text[start:end])), figure.words)
    subject = inherited.subject_of(
        here, figure, wall, name=name, span=(start, end), measure=Measure.COMPLETION,
        area=peeled.area,
    )  # fmt: skip
    emitting.emit(here, figure, peeled, Measured(Measure.COMPLETION), subject, start, ())


def _those(here: Here, name: str) -> str:
    """未开工的13个项目10月底前全部开工: the projects are those just counted."""
    counted = here.memory.counted
    same = counted is not None and counted.sentence == here.memory.sentences
    return counted.name if counted is not None and same and counted.name.endswith(name) else name


_BY_NOW = {"开工", "复工", "竣工", "投产", "复产", "支出", "拨付", "交付", "到位", "建成"}


def _all_counted(here: Here, figure: Figure, peeled: Peeled, wall: int) -> None:
    """续建项目101个全部复工: all of what is counted right before it, with no day said."""
    told = (here.memory.counted, here.memory.subject)
    same = (one for one in told if one is not None and one.sentence == here.memory.sentences)
    counted = next((one for one in same if further.counts(one)), None)
    if counted is None or figure.words not in _BY_NOW:
        return
    between = here.text[here.previous : figure.start].removesuffix("已").removesuffix("均")
    between = between.removeprefix("，") if between == "，" else between
    apart = re.search("[，。；：0-9]", between)
    if not apart and (not between or sets.ends_in_noun(between, 0, len(between))):
        _all_of(here, figure, peeled, wall, counted)


_RATE = re.compile(
    "(?:资金)?(?:支出|开工|复工|竣工|投产|到位|拨付|办结|整改)?(?:进度|率)$|(?:计划)?总投资$|(?:年度)?计划投资$|完成投资$"
)


def _all_of_subject(here: Here, figure: Figure, peeled: Peeled, wall: int) -> None:
    """复工率达到90%以上，2月底前全部复工: all of what the sentence has just spoken of."""
    subject = here.memory.subject
    if subject is None or subject.sentence != here.memory.sentences:
        return
    here.because("role", "role.due")
    _all_of(here, figure, peeled, wall, subject, Role.TARGET)


def _all_of(
    here: Here,
    figure: Figure,
    peeled: Peeled,
    wall: int,
    subject: Subject,
    role: Role | None = None,
) -> None:
    bare = _RATE.sub("", subject.name).removeprefix(figure.words)
    name = joined(bare, figure.words)
    start = subject.start - here.offset
    span = subject.raw[0] - here.offset, subject.raw[1] - here.offset
    done = inherited.subject_of(
        here, figure, wall, name=name, span=span, measure=Measure.COMPLETION, area=peeled.area
    )
    own = done.area if peeled.area else subject.area
    done = replace(done, role=role or done.role, area=own)
    emitting.emit(here, figure, peeled, Measured(Measure.COMPLETION), done, start, ())


SHAPES = {"rank": read_rank, "ratio": read_ratio, "done": read_done}
