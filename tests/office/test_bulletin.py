from __future__ import annotations

import io
import re
from datetime import date

import docx
import pytest
from django.test import Client
from django.urls import reverse

from kaimenhong.errors import Mistake
from kaimenhong.writing.papers.kinds import kind
from kaimenhong.writing.papers.pieces import Options
from office.campaigns.models import Campaign
from office.papers import actions as papers
from office.papers import dossier, rankings
from office.papers.handing import actions as handing
from office.people.models import AuditEntry, Person
from office.returns.models import Observation

TODAY = date(2026, 11, 22)


def words(data: bytes) -> str:
    paper = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    heads = [p.text for section in paper.sections for p in section.header.paragraphs]
    return "\n".join([*heads, *(p.text for p in paper.paragraphs), *cells])


def test_every_figure_of_the_bulletin_leads_to_one_in_the_ledger(
    console: Person, campaign: Campaign
) -> None:
    content = dossier.gather(console, campaign, kind("bulletin"), today=TODAY)
    ledger = {str(row.pk): row for row in Observation.objects.all()}
    assert len(content.sources) > 20
    for source in content.sources:
        held = ledger[source.id]
        assert held.published is not None
        assert f"{abs(held.published):f}{held.own_unit}" in source.shown
        assert source.file == held.intake.file_name
        assert re.search(r"[A-Z]+\d+", source.cell), source.cell
    answered = [row for row in content.rows if row.actual]
    assert answered
    assert all(row.sources for row in answered)


def test_the_bulletin_tells_the_board_and_says_that_it_is_a_demonstration(
    clerk: Person, page: Client, campaign: Campaign
) -> None:
    row = papers.draft(
        by=clerk, campaign=campaign.pk, kind_code="bulletin", options=Options(), today=TODAY
    )
    answer = page.get(reverse("paper-docx", args=[row.pk, 1]))
    assert "attachment" in answer["Content-Disposition"]
    text = words(answer.content)
    assert "演示数据" in text
    assert f"纳入本期调度的目标共{campaign.targets.count()}项" in text
    for target in campaign.targets.all():
        assert target.indicator_name in text
    assert AuditEntry.objects.filter(act="paper.handed_out", on=row.title).exists()


def test_disputed_targets_are_marked_in_the_paper(console: Person, campaign: Campaign) -> None:
    content = dossier.gather(console, campaign, kind("bulletin"), today=TODAY)
    assert sum("存疑" in row.target for row in content.rows) == 2


def test_counties_are_ranked_as_on_the_page(console: Person, campaign: Campaign) -> None:
    content = dossier.gather(console, campaign, kind("bulletin"), today=TODAY)
    assert 1 <= len(content.rankings) <= rankings.RANKINGS
    for ranking in content.rankings:
        growths = [row.growth for row in ranking.rows if row.rank is not None]
        assert growths == sorted(growths, key=lambda growth: -(growth or 0))


def test_without_a_campaign_there_is_no_bulletin(console: Person) -> None:
    with pytest.raises(Mistake, match="P602"):
        handing.write(
            by=console, campaign=10**6, kind_code="bulletin", options=Options(), today=TODAY
        )
