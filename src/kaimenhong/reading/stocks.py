"""Stocks: what stands at a moment, as balances and herds do, and does not add up over time."""

from __future__ import annotations

import re

from kaimenhong.reading import breakdowns, names
from kaimenhong.reading.draft import Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.terms import indicator
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.terms.period import Grain, Period

_WORDS = re.compile(
    "余额|存栏|存量|保有量|现有|共有|在册|实有|户数|常住人口|总数|在库|库存|存货|应收账款|待售面积|从业人员|"
    "参保人数|参加[^，。；]{2,14}保险|注册资[本金]|每千人|(?<!新增)(?<!新发放)(?<!投放)(?:[存贷]款|各项[存贷]款)$|在[贷保校]|资产总[额计]|负债总[额计]|(?:不良|资产负债|存贷款?)[^，。；]{0,4}[率比]"
)
_FLOW = re.compile(
    "新增|新办|新设|净增|完成|开工|完工|复）工|复工|竣工|投产|签约|引进|实现|发放|办结|累计|兑现|入库|新登记|开展|解决|争取"
)
# Things that are said to be there, whatever is said of the time.
_STANDS = re.compile("在库|实有|现有|总数|在册")
# 同比增长18.2%, 较年初下降0.1个百分点: of what the sentence has just stated.
_MOVED = re.compile(
    "，?占[^，。；]{2,14}|，?(?:同比|环比|(?:比|较)[^，。；]{1,8}?)?"
    "(?:增长|下降|提高|回落|上升|降低|减少|增加|净增|多|少)?了?(?:约|近)?"
)


def is_stock(here: Here, start: int, figure: Figure) -> bool:
    """Whether the words from `start` to the figure name a stock, or go on with one just stated."""
    said = here.text[start : figure.start]
    if _WORDS.search(said):
        return True
    known = names.last_known(here.text, start, figure.start)
    found = indicator.find(here.text[slice(*known)]) if known else None
    return found.nature == "stock" if found else goes_on(here, said)


def goes_on(here: Here, said: str) -> bool:
    """Whether `said` only tells how a stock has moved that its sentence gave for a month."""
    last = here.memory.subject
    if last is None or last.sentence != here.memory.sentences or not _MOVED.fullmatch(said):
        return False
    return last.period is not None and last.period.grain is Grain.MONTH


def counted(here: Here, start: int, figure: Figure) -> bool:
    """Whether the figure counts things that are there: 企业8.12万户, and not 新增企业.

    Projects and cases are done with over the year, so that theirs has added up since January.
    """
    end = min(len(here.text), figure.stop + _NOUN)
    return (
        figure.dimension == "count"
        and not _FLOW.search(here.text, start, figure.start)
        and not _DONE_WITH.search(here.text, start, end)
    )


_DONE_WITH = re.compile("项目|工程|问题|地块|土地|事项|诉求|案件|隐患")
_NOUN = 8


def _is_part(here: Here, start: int, figure: Figure, moment: Period) -> bool:
    """6月末企业1286家。其中，工业企业412家: a part of what stood at the moment."""
    whole = here.parted[1] if here.parted else None
    stood = whole is not None and whole.period == moment
    return stood and counted(here, start, figure)


def goes_on_from(here: Here, figure: Figure) -> Subject | None:
    """What the sentence before told of a moment, where this one goes on with what stood then.

    2024年末，法人单位2.1万个。分行业看，…。从业人员24万人: neither says its time, nor that anything
    is wanted.
    """
    last, start = breakdowns.of_moment(here), here.clause(figure.start)
    if last is None or here.sentence.times or _FLOW.search(here.text, start, figure.start):
        return None
    if last.measure is Measure.GROWTH and not _WORDS.search(last.name):
        return None  # 2月当月增长3%。分行业看，…: what has grown in a month does not stand
    if breakdowns.opens(here.text):
        return last
    stands = is_stock(here, start, figure) or _listed(here, figure, last)
    return last if stands and not here.sentence.cues else None


def _listed(here: Here, figure: Figure, last: Subject) -> bool:
    """从业人员24万人，其中第二产业10万人: one more of what the sentence has just given so."""
    now = here.memory.subject
    same = now is not None and now.sentence == here.memory.sentences
    return same and now is not None and (now.unit, now.period) == (figure.unit, last.period)


def at_moment(here: Here, figure: Figure, current: Period | None, role: Role) -> Period | None:
    """The month of a stock whose moment was said before: 6月末…。分县看，A县贷款余额….

    Where none was said, things that are there by their own word are at the end of the report's
    time. None where the figure is no stock.
    """
    if current is None or role is not Role.ACTUAL or current.months <= 1:
        return None
    moment, start = here.memory.moment, here.clause(figure.start)
    parted = None if here.scope.stated else goes_on_from(here, figure)
    if parted is not None:
        here.because_before("period", "period.moment", moment[1] if moment else None)
        return parted.period
    in_plan = here.scope.background.plan and not here.scope.stated
    if moment is not None and (current.end == moment[0].end or in_plan):
        if not (is_stock(here, start, figure) or _is_part(here, start, figure, moment[0])):
            return None
        here.because_before("period", "period.moment", moment[1])
        return moment[0]
    stands = _STANDS.search(here.text, start, figure.start)
    whole = here.scope.background
    if stands is None or figure.dimension != "count" or whole.plan or current != whole.period:
        return None
    here.because("period", "period.stock", *stands.span())
    return Period.month(current.end.year, current.end.month)
