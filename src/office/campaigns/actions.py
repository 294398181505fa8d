"""Writes about campaigns: a plan becomes a campaign with targets and tasks."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from kaimenhong import facts
from kaimenhong.documents.open import open_bytes
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.reading.reader import read
from kaimenhong.terms import area as terms_area
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.period import Grain, Period, read_period
from office.campaigns import questions
from office.campaigns.models import (
    Campaign,
    Conflict,
    Document,
    Part,
    Statement,
    Target,
    Task,
    TaskParty,
)
from office.people import access, audit
from office.people import actions as people
from office.people import queries as people_queries
from office.people.models import Area, Person

# What two statements of one indicator and area must agree in to be one target.
SAME_TARGET = (
    "period", "measure", "comparator", "value", "value_high", "unit", "reference",
)  # fmt: skip

# Offices named as a group answer together; they stand for no single office.
GROUP_WORDS = ("各", "有关", "相关")


@dataclass(frozen=True, slots=True)
class Opening:
    """A campaign just opened, and what it still asks of a person."""

    campaign: Campaign
    document: Document
    targets: int
    tasks: int
    questions: tuple[questions.Question, ...]


def start(
    *,
    by: Person,
    file_name: str,
    data: bytes,
    now: datetime,
    area_code: str = "",
    is_demo: bool = False,
    frozen_on: date | None = None,
) -> Opening:
    """Read a plan and open the campaign that it sets: documents, targets, tasks, offices.

    `area_code` says which area is meant where the plan names none, or several bear its name.
    Raises the Mistakes of opening and reading a document; PLAN_WITHOUT_AREA and
    PLAN_WITHOUT_TARGETS where it is no plan; CAMPAIGN_EXISTS where it was started before;
    Refused where the area is not the person's. Nothing is written then.
    """
    access.require(by, access.Act.START_CAMPAIGN)
    digest = hashlib.sha256(data).hexdigest()
    # A long plan takes its time to read; the ledger stays open to others meanwhile.
    reading = read(open_bytes(file_name, data))
    refuse_what_is_no_plan(reading, file_name, area_code)
    with transaction.atomic():
        area = area_of(reading, area_code, by=by)
        refuse_second_start(digest, file_name, area=area, by=by)
        period = campaign_period(reading)
        campaign = Campaign.objects.create(
            name=campaign_name(reading, area, period),
            area=area,
            period=period.code,
            is_demo=is_demo,
            frozen_on=frozen_on,
            opened_at=now,
            opened_by=by,
        )
        return open_campaign(campaign, reading, file_name=file_name, digest=digest, by=by)


def open_campaign(
    campaign: Campaign, reading: facts.Reading, *, file_name: str, digest: str, by: Person
) -> Opening:
    """Fill a campaign just made with what was read."""
    document = keep_document(campaign, reading, file_name=file_name, digest=digest)
    tasks = keep_tasks(document, reading.tasks, area=campaign.area, by=by)
    statements = keep_statements(document, reading.statements, tasks)
    in_question = keep_conflicts(document, reading.conflicts, statements)
    targets = make_targets(campaign, statements, in_question)
    if not targets:
        raise no_targets(document.title or file_name, file_name)
    audit.record(
        by=by,
        act="campaign.start",
        on=campaign.name,
        detail={"file": file_name, "sha256": digest, "targets": targets, "tasks": len(tasks)},
    )
    return Opening(
        campaign=campaign,
        document=document,
        targets=targets,
        tasks=len(tasks),
        questions=questions.of(document),
    )


def refuse_second_start(digest: str, file_name: str, *, area: Area, by: Person) -> None:
    """Raise CAMPAIGN_EXISTS if this very file has been started for the area before."""
    same = Document.objects.filter(sha256=digest, campaign__area=area)
    known = same.select_related("campaign").first()
    if known:
        raise Mistake(
            Code.CAMPAIGN_EXISTS,
            expected="尚未开启过的方案",
            came=str(access.see(by, Campaign.objects.filter(pk=known.campaign_id)).first() or ""),
            remedy="该方案已经开启，直接打开调度图即可；方案有修改时请用修改后的文件",
            place=Place(file=file_name),
        )


def refuse_what_is_no_plan(reading: facts.Reading, file_name: str, area_code: str) -> None:
    """Raise if the document names no area, or sets no target."""
    if reading.head.area is None and not area_code:
        raise Mistake(
            Code.PLAN_WITHOUT_AREA,
            expected="标题或正文写明市、县、区名称",
            came=reading.head.title or file_name,
            remedy="请在标题中写明地区，如“××市2026年一季度工作方案”；或另外给出地区代码（--area）",
            place=Place(file=file_name),
        )
    if not any(stated.role is Role.TARGET for stated in reading.statements):
        raise no_targets(reading.head.title or file_name, file_name)


def no_targets(came: str, file_name: str) -> Mistake:
    """Return the mistake of a document that sets no target that a campaign could be held to."""
    return Mistake(
        Code.PLAN_WITHOUT_TARGETS,
        expected="至少一项写明数值和时期的目标",
        came=came,
        remedy="请确认这是目标任务方案，空白（XX）已填好；可用 kmh read 查看读到了什么",
        place=Place(file=file_name),
    )


def area_of(reading: facts.Reading, area_code: str, *, by: Person) -> Area:
    """Return the plan's area, registered with the divisions below it if it was not yet.

    An area that GB/T 2260 does not have (a development zone) is registered under a code of its own.
    Only the console registers new areas; everybody else starts campaigns in his own.
    """
    name = area_code or reading.head.area or ""
    refuse_another_place(area_code, reading.head.area)
    dated = date.fromisoformat(reading.head.date) if reading.head.date else None
    standard = people_queries.standard_area(name, on=dated)
    registered = people_queries.known_area(standard.code if standard else name, within=by.area)
    if registered is None:
        if standard is None and area_code:
            raise unknown_area(area_code)
        access.require(by, access.Act.MANAGE_PEOPLE)
        return register(name, standard, dated, by=by)
    return access.fetch(by, Area.objects.all(), pk=registered.pk)


def refuse_another_place(area_code: str, stated: str | None) -> None:
    """Raise AREA_UNKNOWN where the area that was given is not one that the plan names."""
    if not area_code or not stated:
        return
    meant = [row.name for row in terms_area.find(area_code)]
    meant += Area.objects.filter(Q(code=area_code) | Q(name=area_code)).values_list(
        "name", flat=True
    )
    if not any(name.startswith(stated) or stated.endswith(name) for name in meant):
        raise unknown_area(area_code, f"方案所写的“{stated}”的名称或代码")


def unknown_area(came: str, expected: str = "已有的地区名称或代码") -> Mistake:
    """Return the mistake of an area that does not fit."""
    return Mistake(
        Code.AREA_UNKNOWN,
        expected=expected,
        came=came,
        remedy="请核对代码，如 320583；方案写错了地区时请先改方案",
    )


def register(
    name: str, standard: terms_area.Area | None, dated: date | None, *, by: Person
) -> Area:
    """Register an area; a standard one with the divisions right below it."""
    if standard is None:
        code = "L" + hashlib.sha256(name.encode()).hexdigest()[:8]
        return people.register_area(by=by, code=code, name=name, level="other")
    top = people.register_area(
        by=by, code=standard.code, name=standard.name, level=str(standard.level)
    )
    for below in terms_area.children(standard.code, on=dated):
        people.register_area(
            by=by, code=below.code, name=below.name, level=str(below.level), parent=top
        )
    return top


def campaign_period(reading: facts.Reading) -> Period:
    """Return the period that the campaign is about: the title's, else the targets' commonest."""
    title = reading.head.title or ""
    wanted = Counter(
        s.period
        for s in reading.statements
        if s.period and s.role is Role.TARGET and s.period.grain is not Grain.DEADLINE
    )
    year = plan_year(reading, wanted)
    for word in ("一季度", "二季度", "三季度", "四季度", "上半年", "下半年", "全年"):
        if word in title and year:
            return read_period(word, year=year)
    if not wanted:
        raise Mistake(
            Code.PERIOD_INVALID,
            expected="方案写明年度或季度",
            came=title,
            remedy="请在标题或目标前写明时期，如“2026年一季度”",
        )
    return wanted.most_common(1)[0][0]


def plan_year(reading: facts.Reading, wanted: Counter[Period]) -> int | None:
    """Return the year of a plan: its title's, else that of its date, else of most targets."""
    if in_title := re.search(r"(20\d{2})年", reading.head.title or ""):
        return int(in_title[1])
    if reading.head.date:
        return date.fromisoformat(reading.head.date).year
    return wanted.most_common(1)[0][0].year if wanted else None


def campaign_name(reading: facts.Reading, area: Area, period: Period) -> str:
    """Return what the campaign is called on every page: area, period and its own word."""
    title = reading.head.title or ""
    words = (f"“{word}”" for word in ("开门红", "开门稳", "双过半", "全年红") if word in title)
    return f"{area.name}{period.label}{next(words, '目标任务')}"


def keep_document(
    campaign: Campaign, reading: facts.Reading, *, file_name: str, digest: str
) -> Document:
    """Store the text and what the document says of itself."""
    head = reading.head
    return Document.objects.create(
        campaign=campaign,
        file_name=file_name,
        sha256=digest,
        title=head.title or "",
        number=head.number or "",
        issuer=head.issuer or "",
        dated=date.fromisoformat(head.date) if head.date else None,
        kind=head.kind,
        text=reading.text,
    )


def keep_tasks(
    document: Document, tasks: Sequence[facts.Task], *, area: Area, by: Person
) -> list[Task]:
    """Store the tasks with who answers for them, in the order of the text."""
    kept = []
    for task in tasks:
        row = Task.objects.create(
            document=document,
            number=task.number,
            title=task.title[:200],
            text=task.text,
            start=task.start,
            end=task.end,
            deadline=date.fromisoformat(task.deadline) if task.deadline else None,
        )
        kept.append(row)
        for part, names in (
            (Part.LEADER, task.leaders),
            (Part.LEAD, task.lead_units),
            (Part.UNIT, task.units),
        ):
            for name in names:
                single = part is not Part.LEADER and not name.startswith(GROUP_WORDS)
                office = people.register_office(by=by, name=name, area=area) if single else None
                TaskParty.objects.create(task=row, part=part, name=name, office=office)
    return kept


def keep_statements(
    document: Document, statements: Sequence[facts.Statement], tasks: Sequence[Task]
) -> list[Statement]:
    """Store every statement as it was read, in the order of the text."""
    rows = [
        Statement(
            document=document,
            task=task_of(stated, tasks),
            role=stated.role.value,
            indicator=stated.indicator[:120],
            raw=stated.raw[:200],
            area=stated.area or "",
            period=stated.period.code if stated.period else "",
            measure=stated.measure.value,
            comparator=stated.comparator.value,
            value=stated.value,
            value_high=stated.value_high,
            unit=stated.unit or "",
            reference=stated.reference or "",
            placeholder=stated.placeholder,
            start=stated.start,
            end=stated.end,
            text=stated.text,
        )
        for stated in statements
    ]
    return list(Statement.objects.bulk_create(rows))


def task_of(stated: facts.Statement, tasks: Sequence[Task]) -> Task | None:
    """Return the task that the statement stands in; two tables may both number from 1."""
    numbered = [task for task in tasks if task.number == stated.task]
    around = (task for task in numbered if task.start <= stated.start < task.end)
    return next(around, numbered[0] if numbered else None)


def keep_conflicts(
    document: Document, conflicts: Sequence[facts.Conflict], statements: list[Statement]
) -> set[int]:
    """Store the contradictions; return the keys of the statements that are in one."""
    in_question: set[int] = set()
    for conflict in conflicts:
        row = Conflict(document=document, kind=conflict.kind)
        if isinstance(conflict.a, int) and isinstance(conflict.b, int):
            row.a, row.b = statements[conflict.a], statements[conflict.b]
            in_question |= {row.a.pk, row.b.pk}
        else:
            row.spelling_a, row.spelling_b = str(conflict.a), str(conflict.b)
        row.save()
    return in_question


def make_targets(campaign: Campaign, statements: list[Statement], in_question: set[int]) -> int:
    """Make targets of the stated targets that can be one; return how many.

    What the plan says twice in the same words (in the text and in a table) is one target.
    """
    made: dict[tuple[object, ...], Target] = {}
    carriers = tasks_by_indicator(statements)
    for stated in statements:
        area = questions.target_area(campaign, stated)
        no_target = stated.role != Role.TARGET.value or questions.why_no_target(stated, area)
        if area is None or no_target:
            continue
        same = tuple(getattr(stated, name) for name in SAME_TARGET)
        key = (indicator_code(stated), area.pk, *same)
        if key not in made:
            made[key] = make_target(campaign, stated, area, carriers)
        target = made[key]
        stated.target = target
        stated.save(update_fields=["target"])
        if stated.pk in in_question and not target.in_question:
            target.in_question = True
            target.save(update_fields=["in_question"])
    return len(made)


def make_target(
    campaign: Campaign, stated: Statement, area: Area, carriers: dict[str, Task]
) -> Target:
    """Make the target that a statement sets for an area."""
    known = terms_indicator.find(stated.indicator)
    return Target.objects.create(
        campaign=campaign,
        task=stated.task or carriers.get(indicator_code(stated)),
        area=area,
        indicator=indicator_code(stated),
        indicator_name=known.short_name if known else stated.indicator,
        period=stated.period,
        measure=stated.measure,
        comparator=stated.comparator,
        value=stated.value,
        value_high=stated.value_high,
        unit=stated.unit,
        reference=stated.reference,
        issuer=stated.document.issuer or campaign.area.name,
    )


def indicator_code(stated: Statement) -> str:
    """Return the catalogue's code of the indicator, or its name where the catalogue has none."""
    known = terms_indicator.find(stated.indicator)
    return known.code if known else stated.indicator


def tasks_by_indicator(statements: list[Statement]) -> dict[str, Task]:
    """Return, of each indicator, the first task that sets a target for it.

    A target of the general part stands in no task; who carries the indicator answers for it too.
    """
    carriers: dict[str, Task] = {}
    for stated in statements:
        if stated.task and stated.role == Role.TARGET.value:
            carriers.setdefault(indicator_code(stated), stated.task)
    return carriers
