from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kaimenhong import facts
from kaimenhong.errors import Mistake
from office.campaigns import actions
from office.campaigns.models import (
    Campaign,
    Decision,
    Document,
    Part,
    Statement,
    Target,
    Unread,
    Verdict,
)
from office.campaigns.reading import actions as reading
from office.people import access
from office.people.models import AuditEntry, Person
from tests.office.files import REVIEWED as PLAN
from tests.office.files import plan

FIELDS = ("role", "indicator", "measure", "comparator", "value", "unit", "period", "area")


@pytest.fixture
def started(draft: Document, clerk: Person) -> Document:
    actions.confirm(by=clerk, document=draft.pk, now=timezone.now())
    return Document.objects.get(pk=draft.pk)


def stated(document: Document, words: str) -> Statement:
    return document.statements.get(text__contains=words)


def act(page: Client, name: str, document: Document, item: str, **data: object) -> int:
    latest = Decision.objects.filter(document=document, **{subject(item): item[1:]}).last()
    seen = data.pop("seen", latest.pk if latest else 0)
    address = reverse(name, args=[document.pk, item])
    return page.post(address, {"seen": seen, **data}).status_code


def subject(item: str) -> str:
    return {"s": "statement", "t": "task", "c": "conflict", "u": "unread"}[item[0]]


def fields(row: Statement, **changed: str) -> dict[str, str]:
    kept = {name: getattr(row, name) for name in FIELDS}
    return {**kept, "value": str(row.value), **changed}


def targets(document: Document) -> dict[str, list[str]]:
    rows = document.campaign.targets.filter(withdrawn=False)
    return {
        code: sorted(str(row.value) for row in rows if row.indicator == code)
        for code in {row.indicator for row in rows}
    }


# --- From upload to board ------------------------------------------------------------------------


def test_a_plan_that_was_uploaded_waits_for_a_person(
    page: Client, client_of: Callable[..., Client], campaign: Campaign
) -> None:
    upload = page.post(reverse("start"), {"plan": file(PLAN)})
    document = Document.objects.get(title__contains="双过半")
    assert upload.headers["Location"] == reverse("document", args=[document.pk])
    assert not document.campaign.targets.exists()
    assert "草稿" in page.get(upload.headers["Location"]).content.decode()
    assert document.title in page.get(reverse("start")).content.decode()
    assert page.get(reverse("campaign", args=[document.campaign_id])).status_code == 404
    assert "双过半" not in page.get("/").content.decode()
    for post in ("leader", "analyst", "inspector"):
        assert client_of(post).get(upload.headers["Location"]).status_code == 404


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("方案.txt", plan(text))


def test_confirming_makes_the_targets_and_leads_to_the_board(page: Client, draft: Document) -> None:
    answer = page.post(reverse("confirm", args=[draft.pk]))
    assert answer.headers["Location"] == reverse("campaign", args=[draft.campaign_id])
    assert targets(draft) == {"GDP": ["6"], "FAI": ["8", "9"], "RETAIL": ["42"], "IND_VA": ["7"]}
    assert "双过半" in page.get(answer.headers["Location"]).content.decode()
    doubted = Target.objects.filter(campaign=draft.campaign, in_question=True)
    assert {row.indicator for row in doubted} == {"FAI"}


def test_confirming_twice_changes_nothing(page: Client, started: Document) -> None:
    before = list(Target.objects.values_list("pk", flat=True))
    page.post(reverse("confirm", args=[started.pk]))
    assert list(Target.objects.values_list("pk", flat=True)) == before
    assert AuditEntry.objects.filter(act="campaign.start", on=started.campaign.name).count() == 1


def test_a_plan_that_waits_is_not_read_a_second_time(clerk: Person, draft: Document) -> None:
    with pytest.raises(Mistake, match=r"C404.*等待核对"):
        actions.upload(by=clerk, file_name="又.txt", data=plan(PLAN), now=timezone.now())


# --- One statement -------------------------------------------------------------------------------


def test_a_correction_holds_and_what_was_read_stays(page: Client, draft: Document) -> None:
    row = stated(draft, "地区生产总值")
    sent = fields(row, value="6.50", comparator="exactly", reason="按定稿")
    assert act(page, "correct", draft, f"s{row.pk}", **sent) == 302
    row.refresh_from_db()
    assert (row.value, row.comparator) == (Decimal("6"), "at_least")
    shown = page.get(reverse("document", args=[draft.pk]), {"item": f"s{row.pk}"}).content.decode()
    assert "已更正" in shown
    assert "按定稿" in shown
    page.post(reverse("confirm", args=[draft.pk]))
    assert targets(draft)["GDP"] == ["6.50"]
    assert AuditEntry.objects.filter(act="review.correct").exists()


def test_a_rank_that_counts_from_the_bottom_is_said_by_a_person(
    page: Client, draft: Document
) -> None:
    row = stated(draft, "地区生产总值")
    rank = {"measure": "growth_rank", "unit": "位", "value": "3", "from_bottom": "on"}
    assert act(page, "correct", draft, f"s{row.pk}", **fields(row, **rank)) == 302
    page.post(reverse("confirm", args=[draft.pk]))
    target = Target.objects.get(campaign=draft.campaign, indicator="GDP", withdrawn=False)
    assert (target.from_bottom, str(target.value)) == (True, "3")
    board = page.get(reverse("campaign", args=[draft.campaign_id])).content.decode()
    assert "增速摆脱后3位" in board


WRONG = [
    ("from_bottom", "on", "只有位次可以从后往前数"),
    ("period", "2026年13月", "T201"),
    ("value", "很多", "T202"),
    ("value", "", "请填数值"),
    ("unit", "斤两", "T203"),
    ("unit", "万人", "T204"),
    ("indicator", "产值", "T205"),
    ("indicator", "幸福感总量", "T205"),
    ("area", "无名县", "T206"),
    ("comparator", "between", "区间要有上限"),
    ("comparator", "in_step_with", "与什么同步"),
    ("role", "wish", "目标"),
]


@pytest.mark.parametrize(("field", "written", "told"), WRONG)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_kept(
    page: Client, draft: Document, field: str, written: str, told: str
) -> None:
    row = stated(draft, "社会消费品零售总额")
    address = reverse("correct", args=[draft.pk, f"s{row.pk}"])
    answer = page.post(address, {"seen": 0, **fields(row), field: written})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Decision.objects.filter(statement=row).exists()


def test_all_that_is_wrong_is_told_at_once(page: Client, draft: Document) -> None:
    row = stated(draft, "社会消费品零售总额")
    sent = fields(row, period="13月", unit="万人", area="无名县")
    answer = page.post(reverse("correct", args=[draft.pk, f"s{row.pk}"]), {"seen": 0, **sent})
    for code in ("T201", "T204", "T206"):
        assert code in answer.content.decode()


RIGHT = [
    ({"period": "上半年"}, {"period": "2026H1"}),
    ({"period": "1—5月"}, {"period": "2026-01..2026-05"}),
    ({"value": "4.2亿", "unit": "元"}, {"value": "420000000", "unit": "元"}),
    ({"value": "１,２３４.50"}, {"value": "1234.50"}),
    ({"unit": "万元"}, {"unit": "万元"}),
    ({"indicator": "GDP", "unit": "亿元"}, {"indicator": "地区生产总值"}),
    ({"indicator": "双过半夜市数", "outside": "on", "unit": "个"}, {"indicator": "双过半夜市数"}),
    ({"area": "青岚"}, {"area": "青岚"}),
    ({"comparator": "between", "value_high": "45"}, {"value_high": "45"}),
    (
        {"comparator": "in_step_with", "reference": "经济增长"},
        {"value": None, "reference": "经济增长"},
    ),
]


@pytest.mark.parametrize(("written", "kept"), RIGHT, ids=lambda row: str(row)[:40])
def test_people_write_as_they_are_used_to(
    page: Client, draft: Document, written: dict[str, str], kept: dict[str, str | None]
) -> None:
    row = stated(draft, "社会消费品零售总额")
    assert act(page, "correct", draft, f"s{row.pk}", **fields(row, **written)) == 302
    after = Decision.objects.get(statement=row).after
    assert {name: after[name] for name in kept} == kept


def test_who_rejects_must_say_why(page: Client, draft: Document) -> None:
    row = stated(draft, "地区生产总值")
    assert act(page, "reject", draft, f"s{row.pk}", reason=" ") == 400
    assert act(page, "reject", draft, f"s{row.pk}", reason="是上年的数") == 302
    page.post(reverse("confirm", args=[draft.pk]))
    assert "GDP" not in targets(draft)


def test_a_decision_can_be_taken_back_and_all_of_them_stay_on_record(
    page: Client, draft: Document
) -> None:
    row = stated(draft, "地区生产总值")
    for name, data in (("reject", {"reason": "写错"}), ("reopen", {}), ("accept", {})):
        assert act(page, name, draft, f"s{row.pk}", **data) == 302
    verdicts = Decision.objects.filter(statement=row).values_list("verdict", flat=True)
    assert list(verdicts) == [Verdict.REJECT, Verdict.REOPEN, Verdict.ACCEPT]
    with pytest.raises(DatabaseError, match="append-only"):
        Decision.objects.filter(statement=row).update(note="改过")


def test_accepting_all_leaves_what_is_in_question(page: Client, draft: Document) -> None:
    page.post(reverse("accept-all", args=[draft.pk]))
    taken = Decision.objects.filter(document=draft, verdict=Verdict.ACCEPT)
    assert {row.statement.indicator for row in taken if row.statement} == {
        "地区生产总值",
        "社会消费品零售总额",
        "规模以上工业增加值",
    }


# --- Two at once ---------------------------------------------------------------------------------


@pytest.mark.parametrize("htmx", [True, False])
def test_who_comes_second_is_shown_what_changed_and_overwrites_nothing(
    page: Client, draft: Document, htmx: bool
) -> None:
    row = stated(draft, "地区生产总值")
    assert act(page, "correct", draft, f"s{row.pk}", **fields(row, value="6.3")) == 302
    headers = {"HX-Request": "true"} if htmx else {}
    address = reverse("correct", args=[draft.pk, f"s{row.pk}"])
    answer = page.post(address, {"seen": 0, **fields(row, value="5.9")}, headers=headers)
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "您的决定没有写入" in told
    assert "6.3" in told
    assert Decision.objects.filter(statement=row).count() == 1


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 30, "7"])
def test_a_decision_that_saw_nothing_is_not_taken(page: Client, draft: Document, seen: str) -> None:
    row = stated(draft, "地区生产总值")
    assert act(page, "accept", draft, f"s{row.pk}", seen=seen) == 409
    assert not Decision.objects.exists()


# --- Contradictions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holds", "kept", "doubted"),
    [("a", ["8"], 0), ("b", ["9"], 0), ("both", ["8", "9"], 0), ("", ["8", "9"], 2)],
)
def test_a_contradiction_is_settled_by_choosing(
    page: Client, draft: Document, holds: str, kept: list[str], doubted: int
) -> None:
    conflict = draft.conflicts.get(kind="value")
    status = act(page, "settle", draft, f"c{conflict.pk}", holds=holds)
    assert status == (302 if holds else 400)
    page.post(reverse("confirm", args=[draft.pk]))
    assert targets(draft)["FAI"] == kept
    assert draft.campaign.targets.filter(in_question=True).count() == doubted
    assert Statement.objects.filter(document=draft, indicator="固定资产投资").count() == 2


def test_the_right_spelling_takes_the_place_of_the_wrong_one(page: Client, draft: Document) -> None:
    conflict = draft.conflicts.get(kind="name")
    right = conflict.spelling_a
    assert act(page, "settle", draft, f"c{conflict.pk}", holds="a") == 302
    leaders = draft.tasks.filter(parties__part=Part.LEADER).values_list("parties__name", flat=True)
    assert set(leaders) == {right}
    assert conflict.spelling_b in draft.text


def test_rejecting_one_side_leaves_no_contradiction(page: Client, draft: Document) -> None:
    conflict = draft.conflicts.get(kind="value")
    assert act(page, "reject", draft, f"s{conflict.a_id}", reason="是旧稿") == 302
    page.post(reverse("confirm", args=[draft.pk]))
    assert targets(draft)["FAI"] == ["9"]
    assert not draft.campaign.targets.filter(in_question=True).exists()


def test_a_correction_that_lets_both_sides_say_the_same_settles_it(
    page: Client, draft: Document
) -> None:
    conflict = draft.conflicts.get(kind="value")
    first = draft.statements.get(pk=conflict.a_id)
    address = reverse("document", args=[draft.pk])
    nearly = fields(first, value="9")  # the other side says 以上
    assert act(page, "correct", draft, f"s{first.pk}", **nearly) == 302
    assert "2 未定" in open_conflicts(page, draft)  # the names are in doubt as well
    same = fields(first, value="9.0", comparator="at_least")
    assert act(page, "correct", draft, f"s{first.pk}", **same) == 302
    shown = page.get(address, {"item": f"c{conflict.pk}"}).content.decode()
    assert "更正后两处一致" in shown
    assert "1 未定" in open_conflicts(page, draft)
    page.post(reverse("confirm", args=[draft.pk]))
    target = draft.campaign.targets.get(indicator="FAI")
    assert (target.in_question, target.statements.count()) == (False, 2)


def test_taking_the_correction_back_opens_the_contradiction_again(
    page: Client, started: Document
) -> None:
    conflict = started.conflicts.get(kind="value")
    second = started.statements.get(pk=conflict.b_id)
    same = fields(second, value="8", comparator="exactly")
    assert act(page, "correct", started, f"s{second.pk}", **same) == 302
    assert targets(started)["FAI"] == ["8"]
    assert not started.campaign.targets.filter(in_question=True, withdrawn=False).exists()
    assert act(page, "reopen", started, f"s{second.pk}") == 302
    assert targets(started)["FAI"] == ["8", "9"]
    assert started.campaign.targets.filter(in_question=True, withdrawn=False).count() == 2


def open_conflicts(page: Client, document: Document) -> str:
    """Return what the page counts of contradictions and unread figures."""
    text = page.get(reverse("document", args=[document.pk])).content.decode()
    return text[text.index('data-show="conflicts"') : text.index('data-show="unread"')]


# --- What was left out ---------------------------------------------------------------------------


def add(page: Client, document: Document, **data: object) -> int:
    sent = {
        "role": "target",
        "indicator": "民间投资",
        "measure": "growth",
        "comparator": "exactly",
        "value": "5",
        "unit": "%",
        "period": "二季度",
        **data,
    }
    return page.post(reverse("add", args=[document.pk]), sent).status_code


def test_a_statement_is_added_by_words_of_a_paragraph_or_by_a_selection(
    page: Client, draft: Document
) -> None:
    words = "走访企业的干部人人到位"
    at = PLAN.index(words)
    assert add(page, draft, paragraph="7", words=words) == 302
    assert add(page, draft, start=at, end=at + 4, words="走访企业", value="6") == 302
    first, second = draft.statements.filter(added=True)
    assert (first.text, second.text) == (words, "走访企业")
    assert PLAN[first.start : first.end] == words
    page.post(reverse("confirm", args=[draft.pk]))
    assert targets(draft)["FAI_PRIV"] == ["5", "6"]


@pytest.mark.parametrize(
    "place",
    [
        {"paragraph": "7", "words": "没有的话"},
        {"paragraph": "99", "words": "走访企业"},
        {"start": "0", "end": "999999", "words": "走访企业"},
        {"start": "5", "end": "5"},
        {},
    ],
)
def test_words_that_stand_nowhere_add_nothing(
    page: Client, draft: Document, place: dict[str, str]
) -> None:
    assert add(page, draft, **place) == 400
    assert not draft.statements.filter(added=True).exists()


def test_an_unread_figure_becomes_a_statement_or_is_none(page: Client, draft: Document) -> None:
    at = PLAN.index("走访企业")
    reading.keep_unread(draft, [facts.Unread("figure.blank", at, at + 4, "走访企业")] * 2)
    first, second = Unread.objects.filter(document=draft, text="走访企业")
    shown = page.get(reverse("document", args=[draft.pk]), {"item": f"u{first.pk}"})
    assert "“走访企业”是待填的空白" in shown.content.decode()
    assert act(page, "dismiss", draft, f"u{first.pk}", reason="") == 400
    assert act(page, "dismiss", draft, f"u{first.pk}", reason="是举例") == 302
    place = {"start": at, "end": at + 4, "words": "走访企业"}
    assert add(page, draft, unread=f"u{second.pk}", seen=0, **place) == 302
    assert add(page, draft, unread=f"u{second.pk}", seen=0, **place) == 409
    assert draft.statements.filter(added=True).count() == 1


def test_a_selection_comes_with_what_it_most_likely_means(page: Client, draft: Document) -> None:
    at = PLAN.index("规模以上工业增加值")
    query = {"item": "new", "start": at, "end": at + len("规模以上工业增加值增长7%以上")}
    form = page.get(reverse("document", args=[draft.pk]), query).content.decode()
    assert 'value="规模以上工业增加值"' in form
    assert 'value="2026年二季度"' in form
    assert 'value="7"' in form


# --- A campaign that runs ------------------------------------------------------------------------


def test_a_later_correction_replaces_the_target_and_keeps_the_one_that_was_shown(
    page: Client, started: Document
) -> None:
    row = stated(started, "地区生产总值")
    old = Target.objects.get(pk=row.target_id)
    assert act(page, "correct", started, f"s{row.pk}", **fields(row, value="6.5")) == 302
    old.refresh_from_db()
    assert (old.withdrawn, str(old.value)) == (True, "6")
    new = Target.objects.get(campaign=started.campaign, indicator="GDP", withdrawn=False)
    assert (new.replaces, str(new.value)) == (old, "6.5")
    board = page.get(reverse("campaign", args=[started.campaign_id])).content.decode()
    assert f'data-target="{new.pk}"' in board
    assert f'data-target="{old.pk}"' not in board
    assert AuditEntry.objects.filter(act="target.withdraw").exists()


def test_settling_a_contradiction_later_takes_the_doubt_off_the_board(
    page: Client, started: Document
) -> None:
    conflict = started.conflicts.get(kind="value")
    assert act(page, "settle", started, f"c{conflict.pk}", holds="b") == 302
    assert targets(started)["FAI"] == ["9"]
    assert not started.campaign.targets.filter(in_question=True, withdrawn=False).exists()
    assert act(page, "reopen", started, f"c{conflict.pk}") == 302
    assert targets(started)["FAI"] == ["8", "9"]


# --- Tasks and groups ----------------------------------------------------------------------------


def test_a_group_stands_for_the_offices_of_its_kind_and_they_answer(
    page: Client, started: Document, person: Callable[..., Person]
) -> None:
    party = started.tasks.get(title__startswith="稳住").parties.get(name="各镇人民政府")
    assert party.label == "各镇人民政府（2 个）"
    town = person("reporter", office="临江镇人民政府")
    seen = access.see(town, Target.objects.filter(campaign=started.campaign))
    assert {row.indicator for row in seen} == {"IND_VA"}


def test_who_answers_and_by_when_can_be_changed(page: Client, started: Document) -> None:
    task = started.tasks.get(title__startswith="扩大")
    sent = {
        "leaders": "苏予安",
        "leads": "市发展改革局",
        "units": "市统计局\n市直各部门",
        "deadline": "2026-06-30",
    }
    assert act(page, "edit", started, f"t{task.pk}", **sent) == 302
    task.refresh_from_db()
    assert str(task.deadline) == "2026-06-30"
    assert set(task.parties.values_list("name", flat=True)) == {
        "苏予安", "市发展改革局", "市统计局", "市直各部门",
    }  # fmt: skip
    members = task.parties.get(name="市直各部门").members
    assert members.filter(name="市工信局").exists()
    assert not members.filter(name__contains="镇").exists()
    decision = Decision.objects.get(task=task)
    assert decision.before["lead_units"] == ["市工信局"]


# --- Who may, and what is kept -------------------------------------------------------------------


@pytest.mark.parametrize("post", ["leader", "analyst", "inspector", "reporter"])
def test_only_who_reviews_decides(
    client_of: Callable[..., Client], campaign: Campaign, post: str
) -> None:
    document = campaign.documents.get()
    row = document.statements.first()
    assert row is not None
    client = client_of(post, office="市商务局" if post == "reporter" else None)
    page = client.get(reverse("document", args=[document.pk]), {"item": f"s{row.pk}"})
    assert "data-act=" not in page.content.decode()
    assert act(client, "accept", document, f"s{row.pk}") == 403
    assert client.post(reverse("accept-all", args=[document.pk])).status_code == 403
    assert add(client, document, paragraph="1", words="演示") == 403
    assert not Decision.objects.exists()


def test_a_county_reads_the_citys_plan_and_does_not_decide_on_it(
    client_of: Callable[..., Client], campaign: Campaign
) -> None:
    document = campaign.documents.get()
    row = document.statements.first()
    assert row is not None
    county = client_of("coordinator", area="青岚县")
    assert county.get(reverse("document", args=[document.pk])).status_code == 200
    assert act(county, "accept", document, f"s{row.pk}") == 403


@pytest.mark.parametrize("item", ["s0", "c999999", "x1", "t"])
def test_what_is_not_there_is_told_so(page: Client, draft: Document, item: str) -> None:
    address = reverse("accept", args=[draft.pk, item])
    assert page.post(address, {"seen": 0}).status_code == 404
    assert page.get(reverse("document", args=[draft.pk]), {"item": item}).status_code == 200


def test_decisions_are_handed_out_as_cases(
    page: Client, draft: Document, console: Person, tmp_path: Path
) -> None:
    gdp, retail = stated(draft, "地区生产总值"), stated(draft, "社会消费品零售总额")
    act(page, "correct", draft, f"s{gdp.pk}", **fields(gdp, value="6.5"))
    act(page, "reject", draft, f"s{retail.pk}", reason="是举例")
    add(page, draft, paragraph="7", words="走访企业")
    cases = [json.loads(json.dumps(case)) for case in actions.hand_out_cases(by=console)]
    assert [case["verdict"] for case in cases] == ["correct", "reject", "add"]
    for case in cases:
        assert case["document"] == {
            "title": draft.title, "kind": "plan", "area": "锦泽市", "date": None,
        }  # fmt: skip
        assert case["text"] in draft.text
    corrected, rejected, added = cases
    assert (corrected["read"]["value"], corrected["decided"]["value"]) == ("6", "6.5")
    assert corrected["text"][corrected["start"] : corrected["end"]] == gdp.text
    assert rejected["decided"] is None
    assert added["read"] is None


# --- The page ------------------------------------------------------------------------------------


def test_htmx_gets_the_row_and_what_changed_with_it(page: Client, draft: Document) -> None:
    conflict = draft.conflicts.get(kind="value")
    address = reverse("settle", args=[draft.pk, f"c{conflict.pk}"])
    answer = page.post(address, {"seen": 0, "holds": "a"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<html" not in text
    for row in (f"row-c{conflict.pk}", f"row-s{conflict.a_id}", f"row-s{conflict.b_id}", "counts"):
        assert f'id="{row}"' in text


def test_a_long_plan_costs_as_few_queries_as_a_short_one(
    page: Client, draft: Document, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = stated(draft, "地区生产总值")
    Statement.objects.bulk_create(
        Statement(
            **{name: getattr(row, name) for name in FIELDS},
            document=draft, raw=row.raw, start=row.start, end=row.end, text=row.text,
        )
        for _ in range(300)
    )  # fmt: skip
    with django_assert_max_num_queries(24):
        answer = page.get(reverse("document", args=[draft.pk]), {"item": f"s{row.pk}"})
    assert answer.content.decode().count('class="row ') >= 300
