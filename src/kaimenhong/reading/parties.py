"""Tasks and who answers for them: 责任领导, 牵头单位, 责任单位, in notes and in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kaimenhong.documents.document import Document
from kaimenhong.facts import Statement, Task
from kaimenhong.reading.lists import deadline_of, listed
from kaimenhong.reading.notes import (
    Answering,
    in_charge,
    parse_note,
    read_notes,
    without_notes,
)
from kaimenhong.reading.outline import Outline, Paragraph, Section
from kaimenhong.records import record, replace
from kaimenhong.terms.codelists import Role

__all__ = ["Found", "kept", "parse_note", "placed", "tasks", "without_notes"]

# What stands under these is no action; a heading that only names the aims is none itself.
AIMS = re.compile("(?:工作|主要|总体|发展|预期|目标)(?:目标|任务)$|^目标|目标$")
# Targets listed one by one under such a heading are no actions unless somebody answers for them.
_AIM_LISTS = re.compile("目标$|^目标任务$|指标$")
NO_TASKS = re.compile(
    "存在(?:的)?(?:主要|突出)?问题|总体要求|指导思想|保障措施|组织保障|基本原则|总体目标|组织领导|发展环境|工作保障|实施保障"
)

# What is told of what was done, and of what is wrong, is no action though it names an aim.
_TOLD = re.compile(
    "问题|困难|回顾|完成情况|开展情况|运行情况|进展情况|工作情况|总体情况|总体进展|运行特点|主要成效"
)
_REQUIREMENTS = re.compile("工作要求")


@record(frozen=True, slots=True)
class Found:
    """A task, and whether somebody is named in it."""

    task: Task
    section: Section
    named: bool


def tasks(document: Document, outlined: Outline, kind: str, year: int | None) -> list[Found]:
    """Give the sections that may be tasks: the innermost with a body, guarantees aside."""
    by_section: dict[int, list[Paragraph]] = {}
    for paragraph in outlined.paragraphs:
        if paragraph.section is not None and not paragraph.heading:
            by_section.setdefault(id(paragraph.section), []).append(paragraph)
    found = []
    for section in outlined.sections:
        own = by_section.get(id(section), [])
        if own and not AIMS.search(section.title):
            task = _task(document, section, own, kind, year)
            if not _guarantees(section, noted=task.named):
                found.append(task)
    return found


def _guarantees(section: Section, *, noted: bool) -> bool:
    """Whether a section only says how all is seen to; what somebody answers for is a task there."""
    if section.part and not noted:
        return True
    titles = [above.title for above in section.path()]
    if any(NO_TASKS.search(title) for title in titles):
        return True
    return not noted and any(_REQUIREMENTS.search(title) or _TOLD.search(title) for title in titles)


def _task(
    document: Document, section: Section, body: list[Paragraph], kind: str, year: int | None
) -> Found:
    noted = [found for p in body if (found := read_notes(p.cleaned, year)) is not None]
    who = sum(noted or (_from_sentences(p.cleaned.text, kind, year) for p in body), Answering())
    start, end = section.start, section.end
    task = Task(
        number=section.number,
        title=section.title,
        text=document.text[start:end],
        leaders=who.leaders,
        lead_units=who.lead_units,
        units=who.units,
        deadline=who.deadline,
        start=start,
        end=end,
    )
    return Found(task, section, who.named)


# In speeches and reports somebody is told what to do in the sentence itself.
_SAID = re.compile(
    r"(?:^|[。；，：！？])(?P<who>(?:各位|各)?(?:[\u4e00-\u9fa5、]|（[^（）]{1,8}）){2,24}?)[，]?(?:对于[^，。]{2,12})?"
    r"(?P<must>(?<!主)要(?!求|素|闻)|应当?|必须|负责(?!同志|人)|不定期|会同)"
    r"|(?:^|[。；！？])请(?P<asked>[\u4e00-\u9fa5、]{2,24}?)(?:对|于|在|按|抓紧|尽快|及时|认真)"
)
# 由常务副县长陆明川同志牵头, 由陆明川副县长牵头: a person leads.
_LED_BY = re.compile(
    "由[^，。；、]{0,16}?(?:书记|市长|县长|区长|州长|主任|部长|局长|主席|常委)"
    "(?P<name>[\u4e00-\u9fa5]{2,3}?)(?:同志)?(?:牵头|总?负责)"
    "|由(?!分管|常务|各|有关|相关|主要|联系|包联|挂点|[省市县区州镇乡][委政级直])"
    "(?P<first>[\u4e00-\u9fa5]{2,3}?)(?:常务)?副?"
    "(?:书记|市长|县长|区长|州长|主任|部长|局长|主席|常委)"
    "(?:牵头|总?负责)"
)
_MUST = re.compile("[要应请]|必须|负责|不定期|会同")
_AND = re.compile("、(?![^（]*）)")
_LEADER = re.compile("(?:领导|负责同志|负责人|书记|县长|区长|市长|主任|局长)$")
_OFFICE = re.compile(
    "(?:局|委|办|部门|单位|政府|管委会|中心|督查室|绩效办|街道|公司|银行|经开区|高新区|开发区|园区|指挥部|专班)$"
    "|^各(?:县|市|区|乡|镇|街道|园区)(?:（[^（）]{1,8}）|[县市区乡镇街道园])*$"
)
_TOGETHER = re.compile(
    r"(?:^|[，。；])(?P<lead>[\u4e00-\u9fa5]{2,14}?(?:局|委|办|室|中心|部门))(?:要|应|须)?会同(?P<with>[\u4e00-\u9fa5、]{2,30}?(?:局|委|办|中心|部门|单位))(?=[，。；]|[^\u4e00-\u9fa5局委办、]|研究|制定|负责|做好|开展|组织|抓好)"
)


_BOUND = re.compile(
    "[，；]?(?:于|在)?(?P<by>[^，。；]{2,12}前)(?:全面|全部)?(?:完成|办结|落实|见效)"
)


def _from_sentences(text: str, kind: str, year: int | None) -> Answering:
    found = Answering()
    for match in _TOGETHER.finditer(text) if "会同" in text else ():
        found += Answering(
            lead_units=tuple(listed(match["lead"])), units=tuple(listed(match["with"]))
        )
    for one, end in in_charge(text):
        bound = _BOUND.match(text, end)
        found += replace(one, deadline=deadline_of(bound["by"], year) if bound else None)
    if kind in {"speech", "report"} and not (found.lead_units and found.units):
        found += _told(text)
    return found


def _told(text: str) -> Answering:
    """Who a speech tells what to do: 各位区领导要…, 统计部门要…."""
    leaders = [match["name"] or match["first"] for match in _LED_BY.finditer(text)]
    units: list[str] = []
    for match in _SAID.finditer(text) if _MUST.search(text) else ():
        said = match["who"] or match["asked"]
        for who in _subjects(said.removeprefix("请").removeprefix("由")):
            if _LEADER.search(who):
                leaders.append(who)
            elif _OFFICE.search(who) and not who.startswith(("同", "与", "和")):
                units.append(who)
    return Answering(leaders=tuple(leaders), units=tuple(units))


def _subjects(words: str) -> list[str]:
    """发改、统计等部门 are 发改部门 and 统计部门; 各领导和各部门 are two."""
    grouped = re.fullmatch(
        r"(?P<list>[\u4e00-\u9fa5]{2,6}(?:、[\u4e00-\u9fa5]{2,6})+)等(?P<head>部门|单位)", words
    )
    if grouped:
        return [part + grouped["head"] for part in grouped["list"].split("、")]
    return [who for part in _AND.split(words) for who in _joint(part) if who]


def _joint(words: str) -> list[str]:
    """各领导和各部门 are two, 市自然资源和规划局 is one: what stands before 和 must be somebody."""
    first, joint, rest = words.partition("和" if "和" in words else "及")
    somebody = _LEADER.search(first) or _OFFICE.search(first)
    return [first, *_joint(rest)] if joint and somebody else [words]


def placed(statements: Sequence[Statement], found: Sequence[Found]) -> Iterator[Statement]:
    """Tell each statement the task it stands in, None where its section is no task."""
    for statement, number in _numbered(statements, found):
        yield statement if statement.task == number else replace(statement, task=number)


def _numbered(
    statements: Sequence[Statement], found: Sequence[Found]
) -> Iterator[tuple[Statement, str | None]]:
    order = sorted((f.task for f in found), key=lambda task: (task.start, -task.end))
    open_tasks: list[Task] = []
    waiting = iter(order)
    upcoming = next(waiting, None)
    for statement in sorted(statements, key=lambda one: one.start):
        while upcoming is not None and upcoming.start <= statement.start:
            open_tasks.append(upcoming)
            upcoming = next(waiting, None)
        open_tasks = [task for task in open_tasks if statement.start < task.end]
        yield statement, open_tasks[-1].number if open_tasks else None


def kept(found: Sequence[Found], statements: Sequence[Statement]) -> list[Found]:
    """Keep what names somebody or holds a target; a list of aims is no list of actions."""
    numbered = _numbered(statements, found)
    targets = {number for statement, number in numbered if statement.role is Role.TARGET}
    return [
        one
        for one in found
        if one.named or (one.task.number in targets and not _aim(one.section.parent))
    ]


def _aim(section: Section | None) -> bool:
    above = section.path() if section else ()
    return any(_AIM_LISTS.search(one.title) for one in above)
