"""Every file that leaves is kept with who took it; what is not issued says so on every page."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.test import Client
from django.urls import reverse

from kaimenhong.writing.papers.pieces import Options
from kaimenhong.writing.stamping import UNISSUED, WITHDRAWN
from office import cli
from office.papers import actions as papers
from office.papers.models import Paper
from office.papers.numbering import Issue
from office.people import audit
from office.people.models import AuditEntry, Person
from office.releases.models import Download

DAY = date(2026, 3, 20)


@pytest.fixture
def draft(clerk: Person) -> Paper:
    options = Options(reply_by=date(2026, 3, 27))
    return papers.draft(by=clerk, campaign=None, kind_code="bulletin", options=options, today=DAY)


def heads(data: bytes) -> str:
    document = docx.Document(BytesIO(data))
    return "\n".join(one.text for s in document.sections for one in s.header.paragraphs)


def take(page: Client, paper: Paper, version: int) -> bytes:
    answer = page.get(reverse("paper-docx", args=[paper.pk, version]))
    assert answer.status_code == 200
    return answer.content


def test_a_download_tells_who_what_and_how_many_figures(
    page: Client, clerk: Person, draft: Paper
) -> None:
    data = take(page, draft, 1)
    (kept,) = Download.objects.all()
    assert (kept.by, kept.size) == (clerk, len(data))
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert kept.figures == len(draft.newest.figures) > 0
    assert draft.title in kept.what
    entry = AuditEntry.objects.get(act="file.take")
    assert (entry.by, entry.detail["sha256"]) == (clerk, kept.sha256)
    assert audit.first_break() is None


def test_a_draft_bears_the_stamp_and_gives_it_back(
    page: Client, clerk: Person, draft: Paper
) -> None:
    data = take(page, draft, 1)
    assert heads(data).startswith(UNISSUED)
    assert str(clerk) in heads(data)
    papers.replace(by=clerk, paper=draft.pk, file_name="改.docx", data=data)
    assert UNISSUED not in heads(bytes(draft.newest.data))


def test_an_issued_paper_is_handed_out_as_it_was_sealed(
    page: Client, clerk: Person, draft: Paper
) -> None:
    papers.check(by=clerk, paper=draft.pk, version=1, today=DAY)
    given = Issue(on=DAY, mark="锦政办函", authorised_by="秘书长", despite="按截至日")
    papers.issue(by=clerk, paper=draft.pk, version=1, given=given, today=DAY)
    assert take(page, draft, 2) == bytes(draft.newest.data)
    assert heads(take(page, draft, 1)).startswith(UNISSUED)


def test_a_copy_of_a_withdrawn_paper_says_when_and_why_and_the_kept_one_stays(
    page: Client, clerk: Person, draft: Paper
) -> None:
    papers.check(by=clerk, paper=draft.pk, version=1, today=DAY)
    given = Issue(on=DAY, mark="锦政办函", authorised_by="秘书长", despite="按截至日")
    papers.issue(by=clerk, paper=draft.pk, version=1, given=given, today=DAY)
    papers.withdraw(by=clerk, paper=draft.pk, reason="一个数引用有误" + "，附件也要改" * 20)
    copy = take(page, draft, 2)
    document = docx.Document(BytesIO(copy))
    for section in document.sections:
        for header in (section.header, section.even_page_header):
            told = header.paragraphs[0].text
            assert told.startswith(f"{WITHDRAWN}　2026年3月20日　原因：一个数引用有误")
            assert len(told) < 90
    kept = draft.newest
    assert hashlib.sha256(bytes(kept.data)).hexdigest() == kept.sha256
    assert WITHDRAWN not in heads(bytes(kept.data))


def test_a_file_of_a_command_is_kept_too(
    console: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "台账.csv"
    monkeypatch.setattr(sys, "argv", ["kmh", "export", "--facts", str(file)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code
    kept = Download.objects.get()
    assert (kept.what, kept.by) == ("台账.csv", console)
    assert kept.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert kept.figures == file.read_text(encoding="utf-8-sig").count("\n") - 1


def test_the_audit_officer_finds_the_file(
    page: Client, draft: Paper, client_of: Callable[..., Client]
) -> None:
    take(page, draft, 1)
    text = client_of("audit_officer").get(reverse("downloads")).content.decode()
    kept = Download.objects.get()
    assert kept.sha256 in text
    assert draft.title in text
