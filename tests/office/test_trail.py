"""The audit officer looks through the trail, sees whether it is whole, and takes it away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from office.people import audit
from office.people.models import AuditEntry, Person
from office.releases.models import Download
from office.releases.trail import queries
from office.releases.trail.forms import TrailForm

OFFICE = Path(__file__).parents[2] / "src" / "office"


@pytest.fixture
def officer(client_of: Callable[..., Client]) -> Client:
    return client_of("audit_officer")


def listed(page: Client, **asked: str) -> str:
    return page.get(reverse("audit"), asked).content.decode()


def test_a_whole_trail_says_so_and_a_broken_one_says_where(
    officer: Client, console: Person
) -> None:
    assert "审计链完整" in listed(officer)
    entry = audit.record(by=console, act="person.add", on="甲", detail={})
    forged = AuditEntry(at=entry.at, by=None, act="person.add", on="乙", digest="0" * 64)
    forged.save()
    text = listed(officer)
    assert f"审计链在第 {forged.pk} 条断开" in text
    assert "审计链完整" not in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"by": "甲"}, {"一"}),
        ({"act": "office.add"}, {"二"}),
        ({"on": "三"}, {"三"}),
        ({"until": "2000-01-01"}, set()),
        ({"since": "2000-01-01", "act": "area.add"}, {"三"}),
        ({"by": "没有这个人"}, set()),
    ],
)
def test_it_is_looked_through_by_person_act_object_and_day(
    person: Callable[..., Person], asked: dict[str, str], found: set[str]
) -> None:
    officer, analyst, inspector = (person(p) for p in ("audit_officer", "analyst", "inspector"))
    analyst.first_name = "甲"
    analyst.save()
    for by, act, on in (
        (analyst, "person.add", "一"),
        (inspector, "office.add", "二"),
        (inspector, "area.add", "三"),
    ):
        audit.record(by=by, act=act, on=on, detail={})
    wanted = TrailForm(queries.acts(officer), asked).wanted
    rows = queries.trail(officer, wanted).filter(on__in=["一", "二", "三"])
    assert set(rows.values_list("on", flat=True)) == found


def test_what_a_plan_said_stays_out(officer: Client, console: Person) -> None:
    detail = {"before": {"value": "6.5"}, "after": {"value": "7.77"}, "note": "笔误"}
    audit.record(by=console, act="review.correct", on="方案", detail=detail)
    text = listed(officer, act="review.correct")
    assert "笔误" in text
    assert "7.77" not in text
    assert queries.LEFT_OUT in text


def test_an_export_holds_what_was_looked_for_and_is_kept_itself(
    officer: Client, console: Person
) -> None:
    audit.record(by=console, act="area.add", on='=HYPERLINK("x")', detail={"name": "甲"})
    answer = officer.post(reverse("audit-export"), {"on": "HYPERLINK"})
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["对象"] == '\'=HYPERLINK("x")'
    assert row["行为"] == "登记地区"
    assert AuditEntry.objects.get(act="audit.export").detail == {"on": "HYPERLINK"}
    kept = Download.objects.get()
    assert kept.what.startswith("审计")
    assert audit.first_break() is None


@pytest.mark.parametrize("post", ["coordinator", "leader", "system_officer", "security_officer"])
def test_nobody_else_takes_it_away(client_of: Callable[..., Client], post: str) -> None:
    assert client_of(post).post(reverse("audit-export")).status_code == 403
    assert not Download.objects.exists()


WRITTEN = re.compile(r'act=f?"([a-z_]+\.[a-z_{]+)')
ACTS = sorted(
    {act for file in OFFICE.rglob("*.py") for act in WRITTEN.findall(file.read_text("utf-8"))}
)


@pytest.mark.parametrize("act", ACTS)
def test_every_act_that_is_written_down_has_its_word(act: str) -> None:
    assert queries.word(act)


def test_nothing_to_show_is_said(officer: Client) -> None:
    assert "没有符合条件的记录" in listed(officer, on="没有这样的对象")
