"""Tasks and who answers for them: 责任领导, 牵头单位, 责任单位, in notes and in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kaimenhong.documents.document import Document
from kaimenhong.facts import Statement, Task
from kaimenhong.reading import lexicon
from kaimenhong.reading.outline import Outline, Paragraph, Section
from kaimenhong.reading.times import deadline_day
from kaimenhong.terms.codelists import Role

# What stands under these is no action; a heading that only names the aims is none itself.
AIMS = re.compile("(?:工作|主要|总体|发展|预期|目标)(?:目标|任务)$|^目标|目标$")
# Targets listed one by one under such a heading are no actions unless somebody answers for them.
_AIM_LISTS = re.compile("目标$|^目标任务$|指标$")
NO_TASKS = re.compile(
    "总体要求|指导思想|保障措施|组织保障|工作要求|基本原则|总体目标|组织领导|发展环境|工作保障|实施保障"
)
_TITLES = re.compile(
    "(?:同志|书记|副?市长|副?县长|副?区长|副?主任|副?局长|主席|常委|部长|副?镇长|副?乡长|副?州长|副?省长|调研员|党组成员|主要负责人|（[^）]*）)+$"
)
_SPLIT = re.compile("[、，,;；]|及(?=市|县|区|各|省)|和(?=市|县|区|各|省)")
_LEAD_TAIL = re.compile("(?:等)?(?:按(?:照)?职责分工)?(?:分别|共同|负责|牵头|落实|配合)+.*$|等$")


@dataclass(frozen=True, slots=True)
class Found:
    """A task, and whether somebody is named in it."""

    task: Task
    section: Section
    named: bool


def _labels() -> dict[str, str]:
    return lexicon.words("parties").tags


@cache
def _label_pattern() -> re.Pattern[str]:
    words = lexicon.any_of(tuple(_labels()))
    return re.compile(rf"(?P<label>{words})[：:](?P<who>.*?)(?=[；。）】\]]?\s*(?:{words})[：:]|$)")


_BRACKET = re.compile(r"[（【\[]([^（）【】]*(?:（[^（）]*）[^（）【】]*)*)[）】\]]")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"{lexicon.any_of(tuple(_labels()))}[：:]")


def _note_spans(text: str) -> list[tuple[int, int]]:
    """Where notes of responsibility stand in a paragraph, brackets included."""
    spans = []
    pattern = _label()
    for bracket in _BRACKET.finditer(text):
        inside = bracket[1]
        if pattern.search(inside) or _CLAIMED.fullmatch(inside) or _IN_CHARGE.search(inside):
            spans.append(bracket.span())
    if not spans:
        match = pattern.search(text)
        if match and text[: match.start()].rstrip("（【[ ").endswith(("。", "；", "！", "：", "")):
            sentence = (
                max(text.rfind("。", 0, match.start()), text.rfind("；", 0, match.start())) + 1
            )
            spans.append((sentence, len(text)))
    return spans


_UNIT = (
    r"(?:各?[\u4e00-\u9fa5]{1,16}?(?:局|委|办|部|厅|院|行|中心|公司|集团|政府|管委会|办事处|街道|镇|乡|单位|部门|支队|"
    r"大队|总队|分局|协会|社|工会|团委|妇联|法院|园区|开发区|专班|指挥部|税务|人行|银行)(?:（[^（）]{1,12}）)?)"
)
_UNITS = rf"{_UNIT}(?:[、，]{_UNIT}){{0,40}}(?:等)?"
_CLAIMED = re.compile(rf"(?P<lead>{_UNITS})(?:按(?:照)?职责分工)?(?:分别|共同)?(?:负责|落实)")
_IN_CHARGE = re.compile(
    rf"(?:由)?(?P<lead>{_UNITS})牵头(?:负责)?(?:[，、；](?:会同)?(?P<with>{_UNITS})(?:等)?(?:按(?:照)?职责分工)?(?:分别|共同)?(?:配合|参与|负责|落实))?"
)


def without_notes(text: str) -> str:
    """Blank out the notes of responsibility; every other character keeps its place."""
    parts: list[str] = []
    last = 0
    for start, end in _note_spans(text):
        parts += (text[last:start], "。" * (end - start))
        last = end
    return "".join((*parts, text[last:]))


def tasks(document: Document, outlined: Outline, kind: str, year: int | None) -> list[Found]:
    """Give the sections that may be tasks: the innermost with a body, guarantees aside."""
    by_section: dict[int, list[Paragraph]] = {}
    for paragraph in outlined.paragraphs:
        if paragraph.section is not None and not paragraph.heading:
            by_section.setdefault(id(paragraph.section), []).append(paragraph)
    found = []
    for section in outlined.sections:
        own = by_section.get(id(section), [])
        if (
            own
            and not AIMS.search(section.title)
            and not any(NO_TASKS.search(above.title) for above in section.path())
        ):
            found.append(_task(document, section, own, kind, year))
    return found


def _task(
    document: Document, section: Section, body: list[Paragraph], kind: str, year: int | None
) -> Found:
    leaders: list[str] = []
    leads: list[str] = []
    units: list[str] = []
    deadline = None
    noted = False
    for paragraph in body:
        text = paragraph.cleaned.text
        for start, end in _note_spans(text):
            noted = True
            a, b, c, day = parse_note(text[start:end], year)
            leaders += a
            leads += b
            units += c
            deadline = deadline or day
    if not noted:
        for paragraph in body:
            a, b, c, day = _from_sentences(paragraph.cleaned.text, kind, year)
            leaders += a
            leads += b
            units += c
            deadline = deadline or day
    start, end = section.start, section.end
    task = Task(
        number=section.number,
        title=section.title,
        text=document.text[start:end],
        leaders=_unique(leaders),
        lead_units=_unique(leads),
        units=_unique(u for u in units if u not in leads),
        deadline=deadline,
        start=start,
        end=end,
    )
    return Found(task, section, bool(leaders or leads or units))


def _unique(words: Sequence[str] | Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def parse_note(note: str, year: int | None) -> tuple[list[str], list[str], list[str], str | None]:
    """Read a note: leaders, lead units, units, and the deadline where it states one.

    >>> parse_note("（责任领导：张三；牵头单位：市水务局；责任单位：财政局、各镇）", 2026)
    (['张三'], ['市水务局'], ['财政局', '各镇'], None)
    """
    inside = _unwrapped(note)
    leaders: list[str] = []
    leads: list[str] = []
    units: list[str] = []
    deadline: str | None = None
    labelled = False
    for match in _label_pattern().finditer(inside):
        labelled = True
        who = match["who"].strip("。；，、 ")
        role = _labels()[match["label"]]
        if role == "deadline":
            day = deadline_day(who, year)
            deadline = day.isoformat() if day else deadline
        elif role == "leader":
            leaders += people(who)
        elif role == "lead":
            leads += listed(who)
        else:
            units += listed(who)
    if labelled:
        return leaders, leads, units, deadline
    charge = _IN_CHARGE.search(inside)
    if charge:
        return [], listed(charge["lead"]), listed(charge["with"] or ""), None
    claimed = _CLAIMED.search(inside)
    return [], [], listed(claimed["lead"]) if claimed else [], None


def _unwrapped(note: str) -> str:
    """A note without the brackets around all of it; those of 各县（区） stay."""
    inside = note.strip("。；！ ")
    if inside[:1] in "（【[" and inside[-1:] in "）】]":
        inside = inside[1:-1]
    return inside.strip("。； ")


def people(words: str) -> list[str]:
    """Names in a list of persons, without their titles.

    >>> people("张三（副市长）、李四同志")
    ['张三', '李四']
    """
    return [name for name in (_TITLES.sub("", part) for part in listed(words)) if name]


def listed(words: str) -> list[str]:
    """Split a list at its commas, not inside brackets such as 各县（市、区）."""
    kept = re.sub(r"（[^（）]*）", lambda m: m[0].replace("、", "\0").replace("，", "\1"), words)
    parts = (_LEAD_TAIL.sub("", part.strip()) for part in _SPLIT.split(kept))
    return [part.replace("\0", "、").replace("\1", "，") for part in parts if part]


# In speeches and reports somebody is told what to do in the sentence itself.
_SAID = re.compile(
    r"(?:^|[。；，：！？])(?P<who>(?:各位|各)?[\u4e00-\u9fa5、]{2,24}?)[，]?(?:对于[^，。]{2,12})?(?P<must>要(?!求|素|闻)|应当?|必须|负责|不定期|会同)"
)
_LEADER = re.compile("(?:领导|负责同志|负责人|书记|县长|区长|市长|主任|局长)$")
_OFFICE = re.compile("(?:局|委|办|部门|单位|政府|管委会|中心|督查室|绩效办|街道|公司|银行)$")
_TOGETHER = re.compile(
    r"(?:^|[，。；])(?P<lead>[\u4e00-\u9fa5]{2,14}?(?:局|委|办|室|中心|部门))会同(?P<with>[\u4e00-\u9fa5、]{2,30}?(?:局|委|办|中心|部门|单位))(?=[，、]|[^\u4e00-\u9fa5局委办])"
)


def _from_sentences(
    text: str, kind: str, year: int | None
) -> tuple[list[str], list[str], list[str], str | None]:
    deadline: str | None = None
    leaders: list[str] = []
    leads: list[str] = []
    units: list[str] = []
    for match in _TOGETHER.finditer(text):
        leads += listed(match["lead"])
        units += listed(match["with"])
    for match in _IN_CHARGE.finditer(text):
        leads += listed(match["lead"])
        units += listed(match["with"] or "")
        after = text[match.end() : match.end() + 24]
        bound = re.match(
            "[，；]?(?:于|在)?(?P<by>[^，。；]{2,12}前)(?:全面|全部)?(?:完成|办结|落实|见效)", after
        )
        day = deadline_day(bound["by"], year) if bound else None
        deadline = day.isoformat() if day else deadline
    if kind in {"speech", "report"} and not leads:
        for match in _SAID.finditer(text):
            for who in _subjects(match["who"].removeprefix("请")):
                if _LEADER.search(who):
                    leaders.append(who)
                elif _OFFICE.search(who) and not who.startswith(("同", "与", "和")):
                    units.append(who)
    return leaders, leads, units, deadline


def _subjects(words: str) -> list[str]:
    """发改、统计等部门 are 发改部门 and 统计部门; 各领导和各部门 are two."""
    grouped = re.fullmatch(
        r"(?P<list>[\u4e00-\u9fa5]{2,6}(?:、[\u4e00-\u9fa5]{2,6})+)等(?P<head>部门|单位)", words
    )
    if grouped:
        return [part + grouped["head"] for part in grouped["list"].split("、")]
    return [part for part in re.split("、|和|及", words) if part]


def placed(statements: Sequence[Statement], found: Sequence[Found]) -> Iterator[Statement]:
    """Tell each statement the task it stands in, None where its section is no task."""
    order = sorted((f.task for f in found), key=lambda task: (task.start, -task.end))
    open_tasks: list[Task] = []
    waiting = iter(order)
    upcoming = next(waiting, None)
    for statement in sorted(statements, key=lambda one: one.start):
        while upcoming is not None and upcoming.start <= statement.start:
            open_tasks.append(upcoming)
            upcoming = next(waiting, None)
        open_tasks = [task for task in open_tasks if statement.start < task.end]
        yield replace(statement, task=open_tasks[-1].number if open_tasks else None)


def kept(found: Sequence[Found], statements: Sequence[Statement]) -> list[Found]:
    """Keep what names somebody or holds a target; a list of aims is no list of actions."""
    targets = {s.task for s in statements if s.role is Role.TARGET}
    return [
        one
        for one in found
        if one.named or (one.task.number in targets and not _aim(one.section.parent))
    ]


def _aim(section: Section | None) -> bool:
    above = section.path() if section else ()
    return any(_AIM_LISTS.search(one.title) for one in above)
