"""Figures before what they measure: 2.3亿元缺口, 3亿元的投资, 三分之一时间用于调研."""

from __future__ import annotations

import re

from kaimenhong.reading import emitting, inherited, names
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import Measured
from kaimenhong.reading.peeling import Peeled, cut_at_verb
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Measure, Role

_OF_NOUN = re.compile(
    "(?:的|发放|用于发放)?(?P<noun>(?P<missing>缺口|差距|(?<=元)(?:要|没|未|待)(?:收|完成|入库))|投资|(?:直达|专项|未拨付|未支出|未使用|闲置|沉淀|结余|结转|奖补|衔接|中央预算内|专项债券?|省级|上级)?资金|收入|产值|产能|税收|利润|订单|消费券|贷款|授信|专项债券?)(?!项目|企业|计划)"
)
# 县财政局要将1.5亿元未拨付资金拨付到位: who does it is no name of the money.
_OFFICE = re.compile("(?:局|委|办|公司|集团|部门|银行)$")
_BARE = 2
_TIME_USED = re.compile("的?(?P<noun>时间|资金|经费|财力|精力)用于(?P<use>[^，。；、]{2,8})")


def read_trailing(here: Here, figure: Figure, peeled: Peeled, wall: int) -> bool:
    """XX亿元缺口, XX亿元的投资, 三分之一时间用于调研: what is measured stands after its figure."""
    if figure.dimension == "percent":
        return _share_used(here, figure, peeled, wall)
    if figure.dimension != "money":
        return False
    match = _OF_NOUN.match(here.text, figure.stop)
    left = here.trim(cut_at_verb(here.text, peeled.start, peeled.end), peeled.end)
    if match is None:
        return False
    noun = match["noun"]
    if match["missing"]:
        return _gap(here, figure, peeled, wall, match)
    if _OFFICE.search(here.text, *left):
        left = left[1], left[1]
    if left[0] >= left[1] and len(noun) > _BARE:
        _after(here, figure, peeled, wall, match.span("noun"), names.standard(noun), match.end())
        return True
    if left[0] >= left[1] or names.known(here.text[left[0] : left[1]]):
        return False
    if here.is_area(here.text[left[0] : left[1]]):
        peeled.area = here.text[left[0] : left[1]]
        _after(here, figure, peeled, wall, match.span("noun"), names.standard(noun), match.end())
        return True
    name = names.standard(here.text[left[0] : left[1]]) + noun
    _after(here, figure, peeled, wall, left, name, match.end())
    return True


def _gap(here: Here, figure: Figure, peeled: Peeled, wall: int, match: re.Match[str]) -> bool:
    subject = here.memory.subject
    if subject is None:
        return False
    reference = _clause_before(here, wall)
    gap = replace(
        subject, name=subject.name.removesuffix("缺口") + "缺口", role=Role.EXPECTED,
        measure=Measure.LEVEL, unit=figure.unit,
        raw=(match.start("noun") + here.offset, match.end() + here.offset),
    )  # fmt: skip
    found = Measured(Measure.LEVEL, reference=reference)
    emitting.emit(here, figure, peeled, found, gap, figure.start, (), end=match.end())
    return True


def _clause_before(here: Here, wall: int) -> str | None:
    """Against what the gap is: 要实现正增长, 要完成…的目标."""
    start = max((w + 1 for w in here.sentence.walls if w < wall - 1), default=0)
    words = re.sub(
        "^(?:要|若要|如要)?(?:实现|完成|达到)?", "", here.text[start : max(start, wall - 1)]
    )
    return words or None


def _share_used(here: Here, figure: Figure, peeled: Peeled, wall: int) -> bool:
    if _share_said(here, figure, peeled, wall):
        return True
    match = _TIME_USED.match(here.text, figure.stop)
    if match is None or peeled.start >= peeled.end:
        return False
    name = f"{here.text[peeled.start : peeled.end]}用于{match['use']}{match['noun']}"
    _after(here, figure, peeled, wall, (peeled.start, peeled.end), name, match.end(), Measure.SHARE)
    return True


# 36.5%的企业反映订单不足: how many of those asked, and what they say.
_SAID = re.compile(
    "的(?P<who>受访企业|规上企业|企业|受访者|商户|居民|群众)(?P<says>(?:反映|认为|表示|预计)[^，。；、0-9]{2,16})"
)


def _share_said(here: Here, figure: Figure, peeled: Peeled, wall: int) -> bool:
    match = _SAID.match(here.text, figure.stop)
    if match is None:
        return False
    name = match["says"] + match["who"]
    _after(here, figure, peeled, wall, match.span("says"), name, match.end(), Measure.SHARE)
    return True


def _after(
    here: Here,
    figure: Figure,
    peeled: Peeled,
    wall: int,
    left: tuple[int, int],
    name: str,
    end: int,
    measure: Measure = Measure.LEVEL,
) -> None:
    subject = inherited.subject_of(
        here, figure, wall, name=name, span=left, measure=measure, area=peeled.area
    )
    here.memory.subject = subject
    emitting.emit(here, figure, peeled, Measured(measure), subject, left[0], (), end=end)
