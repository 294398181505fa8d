from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from office.campaigns import actions
from office.campaigns.models import Campaign, Document, Target, Task
from office.papers import actions as papers
from office.papers.models import Paper
from office.people import access, queries
from office.people.models import AuditEntry, Person
from office.returns.models import FormLine, Return
from tests.office.decomposed import kept
from tests.office.files import PLAN, plan

CASES = Path(__file__).parents[1] / "cases" / "office" / "pages.csv"
ROWS = list(
    csv.DictReader(
        line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
)


def address(page: str, campaign: Campaign) -> str:
    task = Task.objects.filter(targets__isnull=False, parties__part="lead").first()
    assert task is not None
    pages = {
        "campaign": [campaign.pk],
        "indicator": [campaign.pk, "IND_VA"],
        "task": [task.pk],
        "document": [campaign.documents.get().pk],
        "gdp": [campaign.pk],
        "reconcile": [campaign.pk],
        "decompositions": [campaign.pk],
        "decompose": [of_the_reporter(campaign).pk],
        "forms": [campaign.pk],
    }
    if page in ("return", "return-history"):
        row = return_of_the_reporter(campaign)
        line = FormLine.objects.filter(form=row.form, office=row.office).first()
        assert line is not None
        return reverse(page, args=[row.pk] if page == "return" else [row.pk, line.pk])
    if page in ("paper", "paper-docx"):
        paper = draft_paper()
        return reverse(page, args=[paper.pk] if page == "paper" else [paper.pk, 1])
    if page == "discard":
        return reverse(page, args=[draft().pk])
    if page == "decomposition":
        return reverse(page, args=[kept(of_the_reporter(campaign)).pk])
    return reverse(page, args=pages.get(page, []))


def of_the_reporter(campaign: Campaign) -> Target:
    """A target that the reporter of the table sees too."""
    office = "市发展改革局"
    rows = campaign.targets.filter(measure="growth", task__parties__members__name=office)
    found = rows.exclude(indicator="GDP").first()
    assert found is not None
    return found


def return_of_the_reporter(campaign: Campaign) -> Return:
    """A return of the office of the table's reporter."""
    rows = Return.objects.filter(form__campaign=campaign, office__name="市发展改革局")
    return rows.latest("due")


def draft_paper() -> Paper:
    """A paper that nobody issued yet: of a person's own template, which is quicker than ours."""
    template = BytesIO()
    document = docx.Document()
    document.add_paragraph("全市规模以上工业增加值增长XX%。")
    document.save(template)
    return papers.fill(
        by=queries.console(),
        campaign=None,
        kind_code="bulletin",
        file_name="模板.docx",
        data=template.getvalue(),
        today=date(2026, 3, 20),
    )


def draft() -> Document:
    """A plan that waits to be confirmed."""
    text = plan(PLAN.replace("霁川市", "锦泽市"))
    return actions.upload(by=queries.console(), file_name="方案.txt", data=text, now=timezone.now())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['post']}-{row['page']}")
def test_each_post_opens_its_pages_and_no_others(
    row: dict[str, str], client_of: Callable[..., Client], campaign: Campaign
) -> None:
    office = "市发展改革局" if row["post"] == "reporter" else None
    client = client_of(row["post"], office=office)
    assert client.get(address(row["page"], campaign)).status_code == int(row["status"])


def test_nobody_gets_in_without_signing_in(campaign: Campaign) -> None:
    for page in (
        "board",
        "campaign",
        "indicator",
        "task",
        "document",
        "discard",
        "start",
        "import",
        "papers",
        "paper",
        "paper-docx",
        "gdp",
        "decompositions",
        "decompose",
        "decomposition",
        "returns",
        "return",
        "forms",
        "holidays",
        "embargoes",
        "downloads",
        "audit",
    ):
        answer = Client().get(address(page, campaign))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("login"))


def test_a_reporter_sees_the_targets_his_office_answers_for_and_no_others(
    person: Callable[..., Person], campaign: Campaign
) -> None:
    reporter = person("reporter", office="市商务局")
    seen = access.see(reporter, Target.objects.filter(campaign=campaign))
    assert seen.exists()
    for target in seen:
        assert target.task is not None
        assert target.task.parties.filter(office=reporter.office).exists()
    assert seen.count() < campaign.targets.count()


def test_a_county_leader_sees_the_county_and_not_the_city(
    person: Callable[..., Person], campaign: Campaign
) -> None:
    leader = person("leader", area="青岚县")
    seen = access.see(leader, Target.objects.filter(campaign=campaign))
    assert {target.area.name for target in seen} == {"青岚县"}


def test_what_no_rule_names_is_nobodys(console: Person, person: Callable[..., Person]) -> None:
    class Unruled(models.Model):
        class Meta:
            app_label = "people"

        def __str__(self) -> str:
            return ""

    assert access.see(console, Unruled.objects.all()).query.is_empty()
    assert not access.see(person("coordinator"), AuditEntry.objects.all()).exists()
    assert not access.see(None, Campaign.objects.all()).exists()


def test_a_person_without_an_area_reaches_nothing(person: Callable[..., Person]) -> None:
    nowhere = person("coordinator")
    nowhere.area = None
    assert not access.see(nowhere, Campaign.objects.all()).exists()


def test_a_dismissed_person_reaches_nothing(person: Callable[..., Person]) -> None:
    gone = person("coordinator")
    gone.is_active = False
    assert not access.see(gone, Campaign.objects.all()).exists()
    assert not access.may(gone, access.Act.SEE_FIGURES)
