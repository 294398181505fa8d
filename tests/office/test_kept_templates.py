"""A place's own template of a kind: kept once, used from then on, stopped at any time."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kaimenhong.errors import Mistake, Refused
from office.campaigns.models import Campaign
from office.papers.keeping import actions
from office.papers.models import Paper, Template
from office.people.models import AuditEntry, Person


def word(words: str) -> bytes:
    made, saved = docx.Document(), BytesIO()
    made.add_paragraph(words)
    made.save(saved)
    return saved.getvalue()


def ask(page: Client, campaign: Campaign, **given: object) -> Paper:
    answer = page.post(reverse("papers"), {"campaign": campaign.pk, "kind": "bulletin", **given})
    assert answer.status_code == 302
    return Paper.objects.latest("pk")


def words_of(paper: Paper) -> str:
    return "\n".join(
        one.text for one in docx.Document(BytesIO(bytes(paper.newest.data))).paragraphs
    )


def brought(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("本市通报.docx", word(words))


def test_a_template_is_kept_and_used_until_it_is_stopped(page: Client, campaign: Campaign) -> None:
    first = ask(page, campaign, template=brought("本市的格式，增长XX%。"), keep="on")
    assert "本市的格式" in words_of(first)
    second = ask(page, campaign)
    assert "本市的格式" in words_of(second)
    assert list(second.events.values_list("happened", flat=True)) == ["filled"]
    assert "本市的格式" not in words_of(ask(page, campaign, skeleton="on"))
    assert "本市的格式" not in words_of(ask(page, campaign, kind="daily"))
    listed = page.get(reverse("papers")).content.decode()
    assert "本市通报.docx" in listed
    kept = Template.objects.get()
    assert page.post(reverse("template-stop", args=[kept.pk])).status_code == 302
    assert "本市的格式" not in words_of(ask(page, campaign))
    assert "本单位的模板" not in page.get(reverse("papers")).content.decode()
    acts = AuditEntry.objects.filter(act__startswith="template.").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == ["template.kept", "template.stopped"]


def test_one_brought_along_is_not_kept_unless_asked(page: Client, campaign: Campaign) -> None:
    ask(page, campaign, template=brought("只这一次。"))
    assert not Template.objects.exists()


def test_a_new_one_takes_the_place_of_the_one_before(page: Client, campaign: Campaign) -> None:
    ask(page, campaign, template=brought("旧格式。"), keep="on")
    ask(page, campaign, template=brought("新格式。"), keep="on")
    assert "新格式" in words_of(ask(page, campaign))
    old, new = Template.objects.order_by("pk")
    assert (old.stopped_at is not None, new.stopped_at) == (True, None)
    given = page.get(reverse("template", args=[new.pk]))
    assert docx.Document(BytesIO(given.content)).paragraphs[0].text == "新格式。"
    assert page.get(reverse("template", args=[old.pk])).status_code == 404


def test_a_county_has_its_own(
    page: Client, campaign: Campaign, client_of: Callable[..., Client]
) -> None:
    ask(page, campaign, template=brought("市里的格式。"), keep="on")
    county = client_of("coordinator", area=campaign.area.children.first().name)  # type: ignore[union-attr]
    pk = Template.objects.get().pk
    assert county.get(reverse("template", args=[pk])).status_code == 404
    assert county.post(reverse("template-stop", args=[pk])).status_code == 404
    assert Template.objects.get().stopped_at is None


@pytest.mark.parametrize("post", ["leader", "reporter"])
def test_who_may_not_write_papers_keeps_none(
    person: Callable[..., Person], campaign: Campaign, post: str
) -> None:
    with pytest.raises(Refused):
        actions.keep(
            by=person(post, office="市统计局" if post == "reporter" else None),
            area=campaign.area,
            kind_code="bulletin",
            file_name="模板.docx",
            data=word("XX"),
            now=timezone.now(),
        )
    assert not Template.objects.exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"PK\x03\x04 no zip", "D104"), (b"text", "D103"), (b"", "D102")],
)
def test_what_is_no_word_file_is_not_kept(
    clerk: Person, campaign: Campaign, data: bytes, code: str
) -> None:
    with pytest.raises(Mistake) as refused:
        actions.keep(
            by=clerk,
            area=campaign.area,
            kind_code="bulletin",
            file_name="模板.docx",
            data=data,
            now=timezone.now(),
        )
    assert refused.value.code == code
    assert not Template.objects.exists()
