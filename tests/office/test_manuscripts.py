"""Texts of one's own: filled from the ledger, checked against it, and who may do either."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from office.campaigns.models import Campaign
from office.papers.models import Manuscript
from office.people.models import AuditEntry, Person
from office.returns.models import Observation

DAY = "2026-03-20"


def _text(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("汇报.txt", words.encode())


def _word(words: str) -> SimpleUploadedFile:
    made, saved = docx.Document(), BytesIO()
    made.add_paragraph(words)
    made.save(saved)
    return SimpleUploadedFile("汇报.docx", saved.getvalue())


def _known(campaign: Campaign) -> Observation:
    """A growth of the campaign's area that the ledger holds, the latest."""
    rows = Observation.objects.filter(
        area=campaign.area, indicator="IND_VA", measure="growth", role="actual", value__isnull=False
    )
    return rows.order_by("-last", "-vintage")[0]


def _sentence(campaign: Campaign, figure: str) -> str:
    row = _known(campaign)
    months = f"1—{row.last % 12 + 1}月"
    return f"锦泽市2026年经济运行情况\n{months}，全市规模以上工业增加值增长{figure}%。\n"


def _sent(page: Client, campaign: Campaign, purpose: str, file: SimpleUploadedFile) -> Manuscript:
    answer = page.post(
        reverse(f"manuscripts-{purpose}"), {"campaign": campaign.pk, "file": file, "as_of": DAY}
    )
    assert answer.status_code == 302
    return Manuscript.objects.latest("pk")


def test_a_template_is_filled_and_its_copy_handed_out(page: Client, campaign: Campaign) -> None:
    row = _sent(page, campaign, "fill", _word(_sentence(campaign, "XX")))
    shown = page.get(reverse("manuscript", args=[row.pk])).content.decode()
    value = f"{_known(campaign).value:f}"
    assert "已填 1 处" in shown
    assert value in shown
    copy = page.get(reverse("manuscript-copy", args=[row.pk]))
    made = docx.Document(BytesIO(copy.content))
    assert any(f"增长{value}%" in one.text for one in made.paragraphs)
    assert list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))[-3:] == [
        "manuscript.brought", "manuscript.handed_out", "file.take",
    ]  # fmt: skip


def test_a_wrong_figure_is_found_with_the_right_one(page: Client, campaign: Campaign) -> None:
    row = _sent(page, campaign, "check", _text(_sentence(campaign, "99.9")))
    shown = page.get(reverse("manuscript", args=[row.pk])).content.decode()
    assert "有误" in shown
    assert f"{_known(campaign).value:f}%" in shown
    copy = page.get(reverse("manuscript-copy", args=[row.pk])).content.decode()
    assert "99.9%【1】" in copy


def test_what_cannot_be_read_is_told_and_not_kept(page: Client, campaign: Campaign) -> None:
    answer = page.post(
        reverse("manuscripts-fill"),
        {"campaign": campaign.pk, "file": _text("机密★一年\n增长XX%"), "as_of": DAY},
    )
    assert answer.status_code == 400
    assert not Manuscript.objects.exists()


def test_a_text_without_blanks_says_how_to_leave_one(page: Client, campaign: Campaign) -> None:
    row = _sent(page, campaign, "fill", _text("锦泽市的情况\n"))
    assert "没有找到空白" in page.get(reverse("manuscript", args=[row.pk])).content.decode()


@pytest.mark.parametrize("post", ["leader", "reporter", "system_officer", "audit_officer"])
def test_who_writes_no_papers_has_none_of_it(
    post: str, page: Client, campaign: Campaign, person: Callable[..., Person]
) -> None:
    row = _sent(page, campaign, "fill", _text("锦泽市的情况\n"))
    office = "市商务局" if post == "reporter" else None
    other = Client()
    other.force_login(
        person(post, office=office), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert other.get(reverse("manuscripts-fill")).status_code == 403
    assert other.get(reverse("manuscript", args=[row.pk])).status_code in (403, 404)
    assert other.get(reverse("manuscript-copy", args=[row.pk])).status_code in (403, 404)


@pytest.mark.parametrize("purpose", ["fill", "check"])
def test_the_day_stands_in_its_field_as_a_browser_reads_it(page: Client, purpose: str) -> None:
    shown = page.get(reverse(f"manuscripts-{purpose}")).content.decode()
    assert re.search(r'<input type="date" name="as_of" value="\d{4}-\d\d-\d\d"', shown)


@pytest.mark.parametrize("purpose", ["fill", "check"])
@pytest.mark.parametrize("name", ["fake.xlsx", "fake.docx", "fake"])
def test_what_is_no_text_by_name_or_content_is_refused(
    page: Client, campaign: Campaign, purpose: str, name: str
) -> None:
    file = SimpleUploadedFile(name, _sentence(campaign, "XX").encode())
    asked = {"campaign": campaign.pk, "file": file, "as_of": DAY}
    answer = page.post(reverse(f"manuscripts-{purpose}"), asked)
    assert answer.status_code == 400
    assert "D103" in answer.content.decode()
    assert not Manuscript.objects.exists()


def test_a_demonstration_is_filled_and_checked_as_of_its_own_day(
    page: Client, campaign: Campaign
) -> None:
    assert f'value="{DAY}"' in page.get(reverse("manuscripts-check")).content.decode()
    asked = {"campaign": campaign.pk, "file": _text("锦泽市的情况\n"), "as_of": "2026-11-27"}
    page.post(reverse("manuscripts-check"), asked)
    row = Manuscript.objects.get()
    assert f"{row.as_of}" == f"{timezone.localtime(row.at):%Y-%m-%d}" == DAY
