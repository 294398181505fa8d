"""A plan that was uploaded by mistake, or twice, is taken back before it becomes anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kaimenhong.errors import Mistake
from office.campaigns import actions
from office.campaigns.models import Campaign, Decision, Document
from office.people.models import AuditEntry, Person
from tests.office.files import REVIEWED as PLAN
from tests.office.files import plan
from tests.office.test_review import act

ADDRESSES = ("document", "discard", "confirm", "accept-all", "add")


def discard(page: Client, document: Document, **data: str) -> str:
    answer = page.post(reverse("discard", args=[document.pk]), data, follow=True)
    return answer.content.decode()


def test_a_draft_is_discarded_after_one_more_question(page: Client, draft: Document) -> None:
    review = page.get(reverse("document", args=[draft.pk])).content.decode()
    assert reverse("discard", args=[draft.pk]) in review
    asked = page.get(reverse("discard", args=[draft.pk])).content.decode()
    assert "方案.txt" in asked
    assert "不能恢复" in asked
    assert page.get(reverse("document", args=[draft.pk])).status_code == 200
    told = discard(page, draft)
    assert f"草稿《{draft.title}》已作废" in told
    assert "待确认的方案" not in told


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_was_discarded_is_not_there_for_anybody(
    page: Client, draft: Document, console: Person, name: str
) -> None:
    discard(page, draft)
    for client in (page, signed_in(console)):
        post = client.post(reverse(name, args=[draft.pk]))
        assert (post.status_code if name != "document" else 404) == 404
        assert client.get(reverse(name, args=[draft.pk]), follow=True).status_code == 404


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_what_was_decided_stays_and_the_audit_tells_who_discarded_it(
    page: Client, draft: Document, clerk: Person, console: Person
) -> None:
    row = draft.statements.first()
    assert row is not None
    assert act(page, "reject", draft, f"s{row.pk}", reason="是举例") == 302
    discard(page, draft, reason="传错了文件")
    assert Decision.objects.filter(document=draft).count() == 1
    told = AuditEntry.objects.get(act="plan.discard")
    assert (told.by, told.detail["note"], told.detail["decisions"]) == (clerk, "传错了文件", 1)
    assert act(page, "reopen", draft, f"s{row.pk}") == 404
    assert actions.hand_out_cases(by=console) == []


def test_the_same_file_can_come_again(page: Client, draft: Document, clerk: Person) -> None:
    discard(page, draft)
    again = actions.upload(by=clerk, file_name="方案.txt", data=plan(PLAN), now=timezone.now())
    assert page.get(reverse("document", args=[again.pk])).status_code == 200


def test_a_campaign_that_was_opened_is_not_discarded(
    page: Client, draft: Document, clerk: Person
) -> None:
    actions.confirm(by=clerk, document=draft.pk, now=timezone.now())
    address = reverse("discard", args=[draft.pk])
    assert address not in page.get(reverse("document", args=[draft.pk])).content.decode()
    for answer in (page.get(address), page.post(address)):
        assert answer.status_code == 400
        assert "已开启的行动不能作废" in answer.content.decode()
    with pytest.raises(IntegrityError, match="only_a_draft_is_discarded"):
        Campaign.objects.filter(pk=draft.campaign_id).update(
            discarded_at=timezone.now(), discarded_by=clerk
        )


def test_who_does_not_review_discards_nothing(
    client_of: Callable[..., Client], person: Callable[..., Person], draft: Document
) -> None:
    for post in ("leader", "analyst", "inspector"):
        assert client_of(post).post(reverse("discard", args=[draft.pk])).status_code == 404
    county = client_of("coordinator", area="青岚县")
    assert county.post(reverse("discard", args=[draft.pk])).status_code == 404
    with pytest.raises(Mistake, match="P602"):
        actions.discard(
            by=person("reporter", office="市商务局"), document=draft.pk, now=timezone.now()
        )
    assert Campaign.objects.get(pk=draft.campaign_id).discarded_at is None


def test_who_comes_back_from_signing_in_again_finds_the_part_that_he_was_at(
    page: Client, draft: Document
) -> None:
    row = draft.statements.first()
    assert row is not None
    address = reverse("accept", args=[draft.pk, f"s{row.pk}"])
    assert page.get(address)["Location"].endswith(f"?item=s{row.pk}#row-s{row.pk}")
    confirm = page.get(reverse("confirm", args=[draft.pk]))
    assert confirm["Location"] == reverse("document", args=[draft.pk])
    assert Campaign.objects.get(pk=draft.campaign_id).is_draft
    assert not Decision.objects.exists()
