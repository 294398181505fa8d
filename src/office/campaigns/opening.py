"""What a plan says about the campaign that it sets, and which documents set none."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import date

from django.db.models import Q

from kaimenhong import facts
from kaimenhong.errors import Code, Mistake, Place, Refused
from kaimenhong.terms import area as terms_area
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.period import Grain, Period, read_period
from office.campaigns.models import Campaign, Document
from office.people import access
from office.people import actions as people
from office.people import queries as people_queries
from office.people.models import Area, Person


def refuse_second_start(digest: str, file_name: str, *, area: Area, by: Person) -> None:
    """Raise CAMPAIGN_EXISTS if this very file has been started for the area before."""
    same = Document.objects.filter(sha256=digest, campaign__area=area, campaign__discarded_at=None)
    known = same.select_related("campaign").first()
    if known:
        opened = "该方案已经开启，直接打开调度图即可；方案有修改时请用修改后的文件"
        waiting = "该方案已经读过，等待核对；请在“上传方案”页的待确认清单中打开"
        raise Mistake(
            Code.CAMPAIGN_EXISTS,
            expected="尚未上传过的方案",
            came=str(access.see(by, Campaign.objects.filter(pk=known.campaign_id)).first() or ""),
            remedy=waiting if known.campaign.is_draft else opened,
            place=Place(file=file_name),
        )


def refuse_what_is_no_plan(reading: facts.Reading, file_name: str, area_code: str) -> None:
    """Raise if the document names no area, or sets no target."""
    if reading.head.area is None and not area_code:
        raise Mistake(
            Code.PLAN_WITHOUT_AREA,
            expected="标题或正文写明市、县、区名称",
            came=f"标题“{reading.head.title}”" if reading.head.title else "没有标题的文件",
            remedy="请在标题中写明地区，如“××市2026年一季度工作方案”；"
            "或另外给出地区（网页填“地区”，命令加 --area）",
            place=Place(file=file_name),
        )
    if not any(stated.role is Role.TARGET for stated in reading.statements):
        raise no_targets(reading.head.title or "没有标题的文件", file_name)


def no_targets(came: str, file_name: str) -> Mistake:
    """Return the mistake of a document that sets no target that a campaign could be held to."""
    return Mistake(
        Code.PLAN_WITHOUT_TARGETS,
        expected="至少一项写明数值和时期的目标",
        came=came,
        remedy="请确认这是下达目标的方案，不是公报、总结或通知；目标的空白（XX）要先填好",
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
        if not access.may(by, access.Act.MANAGE_PEOPLE):
            raise elsewhere(name, by)
        return register(name, standard, dated, by=by)
    if not access.see(by, Area.objects.filter(pk=registered.pk)).exists():
        raise elsewhere(name, by)
    return registered


def elsewhere(name: str, by: Person) -> Refused:
    """Return the refusal of a plan of another place, whether that is registered here or not."""
    return Refused(
        Code.NOT_ALLOWED,
        expected=f"{by.area}或其下级地区的方案",
        came=f"{name}的方案",
        remedy="请检查是否选错了文件；别的地区的方案由当地统筹员上传，新地区先请系统管理员登记",
    )


def registered(name: str, *, by: Person) -> Area | None:
    """Return the area of that name or code, registered from GB/T 2260 if it was not yet.

    None where neither knows it; so the first person can be admitted before the first plan is read.
    """
    known = people_queries.known_area(name)
    standard = None if known else people_queries.standard_area(name, on=None)
    return register(name, standard, None, by=by) if standard else known


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
        remedy="请核对名称或代码，如 320583；方案写错了地区时请先改方案",
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
