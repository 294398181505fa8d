"""What a clause without figures names for those after it: 民间投资活力不足，全年下降2.7%."""

from __future__ import annotations

import re

from kaimenhong.reading import names, naming, places, roles, topics, whose
from kaimenhong.reading.draft import Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import COMPLETION_RATES
from kaimenhong.reading.peeling import Peeled, peel_head
from kaimenhong.terms.codelists import Measure


def of_clause(here: Here, figure: Figure, wall: int) -> Subject | None:
    """What the sentence is about: what was stated last, or an indicator it has named since."""
    subject = here.memory.subject
    same = subject is not None and subject.sentence == here.memory.sentences
    named = topics.topic(here.text, here.previous, wall) or _named_since(here, wall)
    if named is None and not same:
        named = names.last_known(here.text, 0, wall)
    listed = _RATE_LISTED.search(here.text, here.previous, wall) if named is None else None
    named = _without_area(here, *listed.span("rate")) if listed else named
    if named is None:
        return subject
    name = topics.meant(re.sub("增[速幅]$", "", here.text[named[0] : named[1]]))
    name = naming.completed(here, name, figure, named[0])[0] if listed else name
    start, end = named[0] + here.offset, named[1] + here.offset
    role, area = roles.role_of(here, figure, wall), whose.area_of(here, None, wall)
    done = _PROGRESS.match(here.text, named[1]) or _PROGRESS.search(here.text, *named)
    measure = Measure.COMPLETION if done or name.endswith(COMPLETION_RATES) else Measure.GROWTH
    return Subject(
        name, (start, end), start, here.memory.sentences, measure, role, area,
        here.scope.current(), name, None,
    )  # fmt: skip


# 开工率排在前三位的是：A县（100%）、B县（95%）: a rate by which places are listed.
_RATE_LISTED = re.compile(
    "(?:^|[，。；：])(?P<rate>[\u4e00-\u9fa5]{2,10}?(?:率|进度))(?:排名?|居|列|位)?[在居列于]?"
    "(?:全[省市县区])?(?:前|后|最后|末|倒数|最[高低快慢]|较[高低快慢]|靠[前后]|低于|高于)"
)


def _without_area(here: Here, start: int, end: int) -> tuple[int, int]:
    opening = Peeled(start, end)
    peel_head(here.text, opening, here.sentence.marks)
    return opening.start, end


# 民间投资活力不足，全年下降2.7%: a clause that names an indicator and says how it fares.
_PROGRESS = re.compile("(?:投资|完成)*(?:进度|完成率)")
_FARES = re.compile(
    "(?:要想|压力|形势|受|因|已|连续|虽|由于|继续|持续|总体|整体|明显|有所|稳步|较快|平稳|运行|活力|支撑|依然|仍|保持|出现|表现|面临|增势|势头|后劲|降幅|疲|低迷|"
    "由正|由负|由降|由增|转|止跌|企稳|回暖|回升|向好|恢复|乏力|不足|下滑|趋缓|放缓|走)"
)
_INDUSTRY_FARES = re.compile(
    rf"(?:而|但|其中|同时|，)?(?P<name>[\u4e00-\u9fa5、]{{2,16}}?(?:业|投资|收入|产值|出口|进口|产量|价格))(?={_FARES.pattern})"
)


_CLAUSE = re.compile("[^，；：（）]+")


def _named_since(here: Here, wall: int) -> tuple[int, int] | None:
    """What a clause between the last figure and this one is about, where it opens with a name."""
    start = here.previous
    for clause in _CLAUSE.finditer(here.text[start:wall]):
        left = start + clause.start()
        opening = Peeled(left, start + clause.end())
        peel_head(here.text, opening, here.sentence.marks)
        known = names.first_known(here.text, opening.start, opening.end)
        if known is not None:
            return known
        fares = _INDUSTRY_FARES.match(here.text, left, start + clause.end())
        if fares:
            return fares.span("name")
    return None


LONGEST_REMARK = 8
# 完成进度最快的是龙湾镇，达71.2%: the clause before names whose it is last.
_EXTREME = re.compile(
    "最[快慢高低大小好差多少][的]?(?:是|为|的)(?P<area>[\u4e00-\u9fa5]{2,4}?(?:[县市区镇乡]|街道)|高新区|经开区)，"
)


def area_since(here: Here, wall: int) -> str | None:
    """云溪县最快，增长11.2%: the clause before names whose figure it is, with a remark."""
    start = here.previous
    extreme = _EXTREME.search(here.text, start, wall)
    if extreme is not None and here.is_area(extreme["area"]):
        return extreme["area"]
    for clause in _CLAUSE.finditer(here.text[start:wall]):
        opening = Peeled(start + clause.start(), start + clause.end())
        peel_head(here.text, opening, here.sentence.marks)
        if opening.area and places.EACH.fullmatch(opening.area):
            continue
        words = here.text[opening.start : opening.end]
        area = opening.area or next(iter(places.NAMED.findall(words)), None)
        remark = words.removeprefix(area or "") if opening.area is None else words
        named = area is not None and (opening.area or words.startswith(area))
        if named and area and here.is_area(area) and 0 < len(remark) <= LONGEST_REMARK:
            return area
    return None


def from_opening(here: Here) -> Subject | None:
    """The indicator that the paragraph's first words announce: 第二，投资要转正。目标是增长6%。"""
    if here.scope.about is None:
        return None
    name, span = here.scope.about
    sentence = here.memory.sentences - 1
    area = whose.area_of(here, None, 0)
    return Subject(
        name, span, span[0], sentence, Measure.GROWTH, roles.default_role(here), area, None, name,
        None,
    )  # fmt: skip


def from_heading(here: Here) -> Subject | None:
    """The indicator that the heading names, with no words of its own in the text."""
    section = here.scope.section
    if section is None or not (names.known(section.title) or _MEASURES.search(section.title)):
        return None
    name = topics.meant(section.title)
    sentence = here.memory.sentences - 1
    area = whose.area_of(here, None, 0)
    return Subject(
        name, (-1, -1), 0, sentence, Measure.LEVEL, roles.default_role(here), area, None, name,
        None,
    )  # fmt: skip


# （三）财政收入。 names what its paragraph is about as well as a name of the catalogue does.
_MEASURES = re.compile("^[\u4e00-\u9fa5]{0,6}(?:收入|产值|投资|增加值|零售额|销售额|用电量|税收)$")
