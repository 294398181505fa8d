"""The demonstration: a fictional city, its plan, its figures, and an account for each post."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

from kaimenhong.errors import Code, Mistake
from office.campaigns import actions as campaigns
from office.campaigns.models import Campaign
from office.people import actions as people
from office.people.models import Area, Person, Post
from office.returns import actions as returns
from office.sample import figures, plan
from office.sample import returns as filing

DAY = date(2026, 3, 20)
"""The middle of the campaign's quarter: 1—2月 is out, March is not."""

OPENED = datetime(2026, 1, 9, 9, tzinfo=figures.CHINA)
"""When the plan was taken in: what it sets is known on every day that the demonstration shows."""

POSTS = tuple(post for post in Post if post is not Post.CONSOLE)


def build(*, by: Person, now: datetime) -> Iterator[str]:
    """Make the demonstration where it is not there yet, and give every post a new way in."""
    if Campaign.objects.filter(is_demo=True).exists():
        if Campaign.objects.filter(is_demo=False).exists():
            raise not_alone()
        yield "演示数据已在库中，沿用。"
    else:
        refuse_business()
        yield from build_campaign(by=by, now=now)
    yield from admit_all(by=by)


def refuse_business() -> None:
    """Raise DEMO_NOT_ALONE where somebody works already: accounts and figures would mix."""
    if Campaign.objects.exists() or Person.objects.exclude(username="console").exists():
        raise not_alone()


def not_alone() -> Mistake:
    """Return the mistake of a demonstration among real campaigns."""
    return Mistake(
        Code.DEMO_NOT_ALONE,
        expected="空的数据文件夹，或只有演示的",
        came="",
        remedy="请给演示另设一个文件夹，如 KMH_DATA=var/demo make run",
    )


def build_campaign(*, by: Person, now: datetime) -> Iterator[str]:
    """Open the sample campaign and take in its sheets, telling each step."""
    register_areas(by=by)
    yield "读取样例方案……"
    opening = campaigns.start(
        by=by,
        file_name="锦泽市2026年一季度工作方案（演示数据）.docx",
        data=plan.docx(),
        now=OPENED,
        is_demo=True,
        frozen_on=DAY,
    )
    yield (
        f"已开启 {opening.campaign.name}：{opening.targets} 项目标，{opening.tasks} 项任务，"
        f"{len(opening.questions)} 处需要人核定。"
    )
    for question in opening.questions:
        yield f"  · {question.subject}：{question.what}"
    clerk = city_coordinator(opening.campaign.area, by=by)
    with tempfile.TemporaryDirectory() as folder:
        for sheet in figures.write_returns(Path(folder)):
            taken = returns.take_in(
                by=clerk,
                file_name=sheet.path.name,
                data=sheet.path.read_bytes(),
                received=sheet.received,
            )
            told = f"收下 {taken.taken} 个数据，退回 {len(taken.refused)} 行"
            yield f"导入 {sheet.path.name}：{told}。"
    yield from filing.build(opening.campaign, by=by, clerk=clerk, now=now)


def city_coordinator(city: Area, *, by: Person) -> Person:
    """Return the coordinator of the city, who brings the sheets in."""
    post = Post.COORDINATOR
    person, _ = people.admit(by=by, username=post.value, name=post.label, post=post, area=city)
    return person


def register_areas(*, by: Person) -> None:
    """Register the fictional city and its counties; the first row is the city."""
    city: Area | None = None
    text = files("office.sample").joinpath("areas.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    for row in rows:
        area = people.register_area(
            by=by, code=row["code"], name=row["name"], level=row["level"], parent=city
        )
        city = city or area


def admit_all(*, by: Person) -> Iterator[str]:
    """Give every post its account with a new one-time password."""
    campaign = Campaign.objects.filter(is_demo=True).latest("opened_at")
    city, office = campaign.area, filing.reporting_office(campaign)
    yield "各岗位账号（一次性密码，登录后自设；再次运行会重发）："
    for post in POSTS:
        _, password = people.admit(
            by=by,
            username=post.value,
            name=f"{post.label}（演示）",
            post=post,
            area=city,
            office=office if post == Post.REPORTER else None,
        )
        yield f"  {post.value:<17} {password}  {post.label}"
