"""Whose a bare noun is: 总投资 of the projects just counted, 产值 of the industry above."""

from __future__ import annotations

import re

from kaimenhong.reading import names, sets, shortened
from kaimenhong.reading.draft import Subject, unset
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.peeling import Peeled, peel_head
from kaimenhong.terms.codelists import Measure

# 完成投资 and rates are those of the whole set, not of the part that was opened.
_OF_ALL = re.compile("率$|完成投资$")
_AFTER_NOUN = (
    (re.compile("销售面积$"), re.compile("销售额")),
    (re.compile("(?:播种|种植)?面积$"), re.compile("(?:总)?产量")),
    (re.compile("(?:到位|支出|下达|拨付)(?:资金)?$"), re.compile("支出|支出进度|支出率|到位率")),
)
# 标准厂房18万平方米，入驻率76%: what is measured by its size has its rates too.
# 未开工项目开工率 is theirs, not that of all projects.
_STAGES = ("计划", "未", "没")
_BUILT = {"平方米", "万平方米", "套", "万套", "间", "张", "万张", "亩", "万亩", "万人", "万个"}


def completed_bare(here: Here, written: str, bare: str, figure: Figure, start: int) -> str:
    """总投资 of what: of the set just counted, of the one that follows, of the heading's."""
    own = _as_told(here, written, figure, start)
    if own is not None:
        return own
    counted, subject = here.memory.counted, here.memory.subject
    if written.endswith("到位资金") and _attracts(here, start):
        return names.standard("招商引资到位资金")
    if (
        written == "投资"
        and figure.dimension in {"percent", "point"}
        and (_goes_on(here) or not counted)
    ):
        return _goes_on(here) or names.standard("固定资产投资")
    if written == "总量" and subject is not None and subject.sentence == here.memory.sentences:
        return subject.name
    invested = counted is None or counted.name.endswith(("企业", "单位", "主体"))
    if written in {"投资", "投资额", "完成投资"} and invested and _invests(here, start):
        return "固定资产投资"
    follows = _following(here, written, subject) or _told_whole(here, written)
    if follows is not None:
        return follows
    earlier = counted is None or counted.sentence != here.memory.sentences
    whose = _just_named(here, start) if earlier else ""
    if whose:
        return whose + written
    project = shortened.of_project(here, written) if earlier else None
    if project is not None or counted is not None:
        return project or _of_counted(here, written, counted, start)
    whole = shortened.of_project(here, written) or _of_main(here, written)
    whole = whole or _titled(here, written)
    if whole is not None:
        return whole
    quoted = re.findall("“[^”]{2,8}”", here.text[:start])
    return quoted[0] + written if bare == "area" and quoted else written


# 消费补贴300万元，带动销售额2400万元: what the subsidy moved is no sale of what was counted.
_MOVED_BY = re.compile("(?:带动|撬动|拉动)$")


def _as_told(here: Here, written: str, figure: Figure, start: int) -> str | None:
    """The name of what is no part of the set: its own words, or what its number was of."""
    if here.text.startswith("的", figure.stop):
        return written
    moved = _MOVED_BY.search(here.text, 0, start)
    return moved[0] + written if moved is not None else _rate_of_number(here, written)


def _rate_of_number(here: Here, written: str) -> str | None:
    """城镇新增就业2870人，完成率82%: of how many were reached, the rate is theirs."""
    subject = here.memory.subject
    if written != "完成率" or subject is None or subject.sentence != here.memory.sentences:
        return None
    counts = subject.measure is Measure.LEVEL and not (subject.unit or "").endswith("元")
    return subject.name if counts else None


def _of_counted(here: Here, written: str, counted: Subject | None, start: int) -> str:
    """Of the set just counted, or of all of it: an unstarted project has no 完成投资."""
    if counted is None:
        return written
    done = written == "投资" and here.text.endswith("完成", 0, start)
    done = done or written.startswith(("完成投资", "投资完成率"))
    apart = counted.name[0] in "未没" or counted.sentence != here.memory.sentences
    kept = counted.name.startswith(_STAGES) and not (done and apart)
    kept = kept or not (done or _OF_ALL.search(written))
    return (counted.name if kept else _whole(here, counted)) + written


def _told_whole(here: Here, written: str) -> str | None:
    """重点项目完成投资96亿元。甲县、乙县分别完成投资…: of the same projects."""
    counted, told = here.memory.counted, here.memory.measured
    now = here.memory.sentences
    if told is None or told.sentence == now or len(written) <= 2:
        return None
    alone = counted is None or counted.sentence != now
    longer = told.name != written and told.name.endswith(written)
    return told.name if alone and longer else None


def _invests(here: Here, start: int) -> bool:
    """Whether 投资 with no projects counted is the fixed-asset investment spoken of before."""
    said = (here.memory.measured, here.memory.headline, *here.subjects)
    stated = any(one is not None and one.name == "固定资产投资" for one in said)
    return stated and not _just_named(here, start)


def _whole(here: Here, counted: Subject) -> str:
    """What was counted first, for what is of all: 市级重点项目168个，应开工项目142个."""
    name, main = unset(counted.name), here.memory.main
    for whole in (here.memory.whole, main.name if main else None):
        if whole and name == sets.base(name) and whole.endswith(name):
            return whole
    return name


# 加快推进续建项目复工，2月20日前复工率…; 开工建设…等重大工程，总投资…: the set that was just named.
_SET_NAMED = re.compile(
    "(?:^|[，。；：、等]|(?<=[个家项])|建设|推进|实施|推动|抓好|对)"
    "(?P<set>[\u4e00-\u9fa5“”]{2,8}?(?:项目|工程|产业园|园区|基地|生产线))"
    "(?:[复开]工(?:建设)?|建设|竣工|投产|清单|台账|库)?，[^，。；0-9]{0,4}$"
)
# 绿能电池产业园项目从签约到开工用时63天，5月单月完成投资…: the project that a clause begins with.
_PROJECT_NAMED = re.compile(
    "(?:^|[，。；：])(?P<set>[^，。；：、0-9]{3,20}?(?:(?:产业园|园区|基地|中心)?项目|产业园|园区|基地|生产线|电站|大桥|水库))"
    "(?!方面)(?=[^，。；]{0,16}，[^，。；]{0,12}$)"
)
# 甲产业园项目（总投资23亿元）: the bracket tells of what stands before it.
_PROJECT_BRACKETED = re.compile(
    "(?:^|[，。；：])(?P<set>[^，。；：、（）0-9]{3,24}?(?:项目|产业园|园区|基地|生产线|电站|大桥|水库))"
    "（[^（）0-9]{0,4}$"
)


def _just_named(here: Here, start: int) -> str:
    named = _PROJECT_BRACKETED.search(here.text, here.previous, start)
    named = named or _SET_NAMED.search(here.text, here.previous, here.clause(start))
    named = named or _PROJECT_NAMED.search(here.text, here.previous, start)
    if named is None:
        return ""
    opening = Peeled(*named.span("set"))
    peel_head(here.text, opening, here.sentence.marks)
    return here.text[opening.start : opening.end]


def _goes_on(here: Here) -> str | None:
    """The investment that its sentence has just stated, which 完成投资达到53% is about too."""
    subject = here.memory.subject
    same = subject is not None and subject.sentence == here.memory.sentences
    return subject.name if subject and same and subject.name.endswith("投资") else None


def _following(here: Here, written: str, subject: Subject | None) -> str | None:
    """销售额 after 销售面积, 入驻率 after 标准厂房18万平方米: what of the same thing."""
    if subject is None or subject.sentence != here.memory.sentences:
        return None
    for noun, follows in _AFTER_NOUN:
        if noun.search(subject.name) and follows.fullmatch(written):
            return noun.sub("", subject.name) + written
    sized = written.endswith("率") and subject.unit in _BUILT
    return unset(subject.name) + written if sized else None


def _attracts(here: Here, start: int) -> bool:
    """Whether the sentence or its headings speak of 招商引资, so that funds are those attracted."""
    titles = (
        section.title for section in (here.scope.section.path() if here.scope.section else ())
    )
    said = here.text[:start], here.scope.background.about, *titles
    return any("招商" in words for words in said)


# 一、市级重点项目推进情况: figures that leave out whose they are are those of these projects.
_SET_OF_TITLE = re.compile(
    "(?:(?:国家|(?<!全)[省市县区]级?|集团)?(?:重点|重大)(?:产业|建设|工业|基础设施)?|亿元以上|专项债券?|政府投资|民间投资|灾后重建)项目"
)


def _of_main(here: Here, written: str) -> str | None:
    """Of the set that the document counted first, where its title speaks of the same."""
    main, titled = here.memory.main, _SET_OF_TITLE.search(here.scope.background.about)
    if main is None or titled is None or not _OF_ALL.search(written):
        return None
    return main.name + written if main.name.endswith(titled[0]) else None


def _titled(here: Here, written: str) -> str | None:
    """A bare 产值 under the heading of an industry is its own; 开工率 is that of its projects."""
    for section in here.scope.section.path() if here.scope.section else ():
        title = section.title
        whose = _SET_OF_TITLE.search(title)
        if whose is not None and _OF_ALL.search(written):
            return whose[0] + written
        if names.known(title) and names.standard(title) == title:
            found = names.find(title)
            return found or title + written
    whose = _SET_OF_TITLE.search(here.scope.background.about)
    return whose[0] + written if whose is not None and _OF_ALL.search(written) else None
