"""A paper's life: draft, checked, issued, withdrawn; who may do what, and what is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kaimenhong.errors import Code, Mistake, Refused
from kaimenhong.writing.issuing import leftovers
from kaimenhong.writing.papers.pieces import Options
from office.campaigns.models import Campaign
from office.papers import actions, queries
from office.papers.handing import actions as handing
from office.papers.models import Happened, Paper, PaperEvent, PaperVersion, State
from office.papers.numbering import Issue
from office.people.models import AuditEntry, Person, Post
from office.returns.models import Observation

TODAY = date(2026, 3, 20)
GIVEN = Issue(on=date(2026, 3, 23), mark="锦政办函", authorised_by="市政府办公室主任")
OPTIONS = Options(reply_by=date(2026, 4, 5))


@pytest.fixture
def draft(clerk: Person, campaign: Campaign) -> Paper:
    return written(clerk, campaign)


def written(by: Person, campaign: Campaign, kind: str = "bulletin") -> Paper:
    return actions.draft(by=by, campaign=campaign.pk, kind_code=kind, options=OPTIONS, today=TODAY)


def checked(by: Person, paper: Paper) -> Paper:
    actions.check(by=by, paper=paper.pk, version=paper.newest.version, today=TODAY)
    paper.refresh_from_db()
    return paper


def issued(by: Person, paper: Paper, given: Issue = GIVEN) -> Paper:
    version = paper.newest.version
    return actions.issue(by=by, paper=paper.pk, version=version, given=given, today=TODAY)


def edited(paper: Paper, text: str) -> bytes:
    """The file of the paper with one more paragraph, as an office's Word would save it."""
    document = docx.Document(BytesIO(bytes(paper.newest.data)))
    document.add_paragraph(text)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def code_of(refused: pytest.ExceptionInfo[Mistake]) -> Code:
    return refused.value.code


def test_a_paper_goes_from_draft_to_issue_and_every_step_is_kept(
    clerk: Person, draft: Paper
) -> None:
    row = issued(clerk, checked(clerk, draft))
    assert row.state == State.ISSUED
    assert row.numbered == "锦政办函〔2026〕1号"
    assert list(row.events.values_list("happened", "version")) == [
        ("composed", 1), ("checked", 1), ("issued", 2),
    ]  # fmt: skip
    assert [entry.act for entry in AuditEntry.objects.filter(act__startswith="paper.")][-3:] == [
        "paper.composed", "paper.checked", "paper.issued",
    ]  # fmt: skip


def test_what_is_issued_bears_its_number_and_day_and_its_seal_fits(
    clerk: Person, draft: Paper
) -> None:
    row = issued(clerk, checked(clerk, draft))
    data = bytes(row.newest.data)
    text = "\n".join(p.text for p in docx.Document(BytesIO(data)).paragraphs)
    assert "锦政办函〔2026〕1号" in text
    assert "2026年3月23日" in text
    assert leftovers(data) == []
    assert row.newest.sha256 == hashlib.sha256(data).hexdigest()


def test_numbers_of_a_mark_go_on_within_the_year_and_never_twice(
    clerk: Person, campaign: Campaign, draft: Paper
) -> None:
    issued(clerk, checked(clerk, draft))
    second = checked(clerk, written(clerk, campaign, "supervision"))
    with pytest.raises(Mistake) as refused:
        issued(clerk, second, replace(GIVEN, number=1))
    assert code_of(refused) is Code.PAPER_NUMBER_TAKEN
    second.refresh_from_db()
    assert second.state == State.CHECKED
    assert issued(clerk, second).numbered == "锦政办函〔2026〕2号"


def test_a_paper_with_blanks_is_not_issued_and_the_blanks_are_named(
    clerk: Person, campaign: Campaign
) -> None:
    speech = checked(clerk, written(clerk, campaign, "speech"))
    with pytest.raises(Mistake) as refused:
        issued(clerk, speech)
    assert code_of(refused) is Code.PAPER_UNFILLED
    assert "客观上是XX" in str(refused.value)
    speech.refresh_from_db()
    assert (speech.state, speech.newest.version) == (State.CHECKED, 1)


def test_a_bulletin_without_a_number_is_not_issued(clerk: Person, draft: Paper) -> None:
    with pytest.raises(Mistake) as refused:
        issued(clerk, checked(clerk, draft), replace(GIVEN, mark=""))
    assert code_of(refused) is Code.PAPER_UNFILLED


def test_a_paper_that_names_people_needs_an_approval(clerk: Person, draft: Paper) -> None:
    with pytest.raises(Mistake) as refused:
        issued(clerk, checked(clerk, draft), replace(GIVEN, authorised_by=" "))
    assert code_of(refused) is Code.PAPER_UNAPPROVED


def test_an_edited_paper_is_checked_anew(clerk: Person, draft: Paper) -> None:
    checked(clerk, draft)
    data = edited(draft, "另有一项XX。")
    actions.replace(by=clerk, paper=draft.pk, file_name="改.docx", data=data)
    draft.refresh_from_db()
    assert (draft.state, draft.newest.version) == (State.DRAFT, 2)
    with pytest.raises(Mistake) as refused:
        issued(clerk, draft)
    assert code_of(refused) is Code.PAPER_FROZEN
    found = actions.check(by=clerk, paper=draft.pk, version=2, today=TODAY)
    assert [(one.where, one.blocking) for one in found] == [("另有一项XX。", True)]


def test_who_looked_at_an_older_version_does_not_decide_on_the_newest(
    clerk: Person, draft: Paper
) -> None:
    data = edited(draft, "补一句。")
    actions.replace(by=clerk, paper=draft.pk, file_name="改.docx", data=data)
    with pytest.raises(Mistake) as refused:
        actions.check(by=clerk, paper=draft.pk, version=1, today=TODAY)
    assert code_of(refused) is Code.PAPER_FROZEN


@pytest.mark.parametrize("name", ["改.doc", "改.pdf", "改"])
def test_only_word_files_take_the_place_of_a_paper(clerk: Person, draft: Paper, name: str) -> None:
    with pytest.raises(Mistake) as refused:
        actions.replace(by=clerk, paper=draft.pk, file_name=name, data=b"x")
    assert code_of(refused) is Code.FILE_KIND
    assert draft.versions.count() == 1


def test_a_damaged_file_takes_no_place(clerk: Person, draft: Paper) -> None:
    with pytest.raises(Mistake):
        actions.replace(by=clerk, paper=draft.pk, file_name="改.docx", data=b"PK\x03\x04")
    assert draft.versions.count() == 1


def test_an_issued_paper_is_changed_by_nobody(clerk: Person, draft: Paper) -> None:
    row = issued(clerk, checked(clerk, draft))
    for change in (
        lambda: actions.replace(by=clerk, paper=row.pk, file_name="改.docx", data=edited(row, "")),
        lambda: actions.recompose(by=clerk, paper=row.pk, options=OPTIONS, today=TODAY),
        lambda: actions.check(by=clerk, paper=row.pk, version=2, today=TODAY),
        lambda: issued(clerk, row),
    ):
        with pytest.raises(Mistake) as refused:
            change()
        assert code_of(refused) is Code.PAPER_FROZEN
    assert row.versions.count() == 2


@pytest.mark.parametrize("model", [PaperVersion, PaperEvent])
def test_the_database_itself_keeps_versions_and_events(
    draft: Paper, model: type[PaperVersion | PaperEvent]
) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.filter(paper=draft).update(version=9)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.filter(paper=draft).delete()


def test_a_paper_is_withdrawn_with_a_reason_and_stays_readable(
    clerk: Person, draft: Paper, client_of: Callable[..., Client]
) -> None:
    row = issued(clerk, checked(clerk, draft))
    with pytest.raises(Mistake) as refused:
        actions.withdraw(by=clerk, paper=row.pk, reason="  ")
    assert code_of(refused) is Code.PAPER_REASON_MISSING
    actions.withdraw(by=clerk, paper=row.pk, reason="一个数引用有误")
    page = client_of(Post.LEADER).get(reverse("paper", args=[row.pk])).content.decode()
    assert "已撤回" in page
    assert "一个数引用有误" in page
    with pytest.raises(Mistake):
        actions.withdraw(by=clerk, paper=row.pk, reason="再撤一次")


def test_a_draft_is_not_withdrawn(clerk: Person, draft: Paper) -> None:
    with pytest.raises(Mistake) as refused:
        actions.withdraw(by=clerk, paper=draft.pk, reason="写错了")
    assert code_of(refused) is Code.PAPER_FROZEN


def corrected(campaign: Campaign) -> Observation:
    """A later version of the first figure that the board shows, as a correction files it."""
    row = Observation.objects.filter(
        area=campaign.area, indicator="RETAIL", period="2026-01..2026-02", measure="growth"
    ).latest("vintage")
    row.pk = None
    assert row.value is not None
    row.value = row.amount = row.published = row.value + 1
    row.vintage += timedelta(seconds=1)
    row.save(force_insert=True)
    return row


def test_figures_that_moved_on_are_told_at_the_issue_and_kept_with_it(
    clerk: Person, campaign: Campaign, draft: Paper
) -> None:
    checked(clerk, draft)
    now = corrected(campaign)
    with pytest.raises(Mistake) as refused:
        issued(clerk, draft)
    assert code_of(refused) is Code.PAPER_REASON_MISSING
    row = issued(clerk, draft, replace(GIVEN, despite="按截至日的数印发"))
    event = row.events.get(happened=Happened.ISSUED)
    assert event.note == "按截至日的数印发"
    found, *follows = event.findings  # what follows from the figure has moved with it
    assert all("消费品零售总额" in one["where"] for one in follows)
    assert f"台账里已是增长{now.published}%" in found["what"]
    assert "社会消费品零售总额" in found["where"]


def test_a_paper_written_anew_takes_the_corrected_figure(
    clerk: Person, campaign: Campaign, draft: Paper
) -> None:
    now = corrected(campaign)
    actions.recompose(by=clerk, paper=draft.pk, options=OPTIONS, today=TODAY)
    text = "\n".join(p.text for p in docx.Document(BytesIO(bytes(draft.newest.data))).paragraphs)
    assert f"增长{now.published}%" in text
    assert draft.versions.count() == 2


def test_the_next_issue_tells_what_changed_since_the_last(
    clerk: Person, campaign: Campaign, draft: Paper
) -> None:
    issued(clerk, checked(clerk, draft))
    same = written(clerk, campaign)
    last = queries.last_issue(same)
    assert last == draft
    assert queries.differences(last.newest.figures, same.newest.figures) == []
    now = corrected(campaign)
    after = written(clerk, campaign)
    (found,) = queries.differences(last.newest.figures, after.newest.figures)
    assert found.word == "变化"
    assert f"增长{now.published}%" in found.after


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({}, {"a": "1亿元"}, ["新增"]),
        ({"a": "1亿元"}, {}, ["不再列出"]),
        ({"a": "1亿元", "b": "2家"}, {"a": "1.1亿元", "b": "2家"}, ["变化"]),
    ],
)
def test_a_figure_is_changed_new_or_gone(
    before: dict[str, str], after: dict[str, str], words: list[str]
) -> None:
    def figures(given: dict[str, str]) -> list[dict[str, str]]:
        return [
            {"key": key, "what": key, "period": "2026年3月", "shown": shown}
            for key, shown in given.items()
        ]

    assert [one.word for one in queries.differences(figures(before), figures(after))] == words


def test_only_those_who_may_issue_do(
    person: Callable[..., Person], clerk: Person, draft: Paper
) -> None:
    analyst = person(Post.ANALYST)
    checked(analyst, draft)
    with pytest.raises(Refused) as refused:
        issued(analyst, draft)
    assert code_of(refused) is Code.NOT_ALLOWED


def test_a_county_neither_sees_nor_writes_papers_of_the_city(
    person: Callable[..., Person], campaign: Campaign, draft: Paper
) -> None:
    county = person(Post.COORDINATOR, area="青岚县")
    with pytest.raises(Refused):
        queries.paper(county, draft.pk)
    with pytest.raises(Refused):
        written(county, campaign)


def test_leaders_read_what_was_issued_and_its_last_version_only(
    client_of: Callable[..., Client], clerk: Person, draft: Paper
) -> None:
    leader = client_of(Post.LEADER)
    assert leader.get(reverse("paper", args=[draft.pk])).status_code == 404
    issued(clerk, checked(clerk, draft))
    page = leader.get(reverse("paper", args=[draft.pk]))
    assert page.status_code == 200
    assert "谁看过" not in page.content.decode()
    assert leader.get(reverse("paper-docx", args=[draft.pk, 2])).status_code == 200
    assert leader.get(reverse("paper-docx", args=[draft.pk, 1])).status_code == 403


def test_who_looked_and_who_took_it_away_is_kept(
    client_of: Callable[..., Client], clerk: Person, draft: Paper, page: Client
) -> None:
    issued(clerk, checked(clerk, draft))
    leader = client_of(Post.LEADER)
    for _ in range(2):
        leader.get(reverse("paper", args=[draft.pk]))
    leader.get(reverse("paper-docx", args=[draft.pk, 2]))
    looks = [(e.happened, e.by.post) for e in queries.readers(clerk, draft)]
    assert looks == [("handed_out", "leader"), ("seen", "leader")]
    assert AuditEntry.objects.filter(act="paper.handed_out").exists()
    shown = page.get(reverse("paper", args=[draft.pk])).content.decode()
    assert "谁看过、取走过" in shown


def test_a_coordinator_writes_checks_and_issues_on_the_pages(
    coordinator: Client, campaign: Campaign
) -> None:
    asked = {
        "campaign": campaign.pk, "kind": "bulletin", "red_head": "on", "reply_by": "2026-04-05",
    }  # fmt: skip
    made = coordinator.post(reverse("papers"), asked, follow=True)
    row = Paper.objects.latest("pk")
    assert row.title in made.content.decode()
    assert "核对以后才能印发" in made.content.decode()
    version = {"version": 1}
    looked = coordinator.post(reverse("paper-check", args=[row.pk]), version, follow=True)
    assert "已核对，没有问题" in looked.content.decode()
    out = coordinator.post(
        reverse("paper-issue", args=[row.pk]),
        version | {"on": "2026-03-23", "mark": "锦政办函", "authorised_by": "主任"},
        follow=True,
    )
    assert "已印发锦政办函〔2026〕1号" in out.content.decode()
    assert "锦政办函〔2026〕1号" in coordinator.get(reverse("papers")).content.decode()


def test_a_refusal_stands_on_the_page_with_what_was_typed(
    page: Client, clerk: Person, draft: Paper
) -> None:
    checked(clerk, draft)
    answer = page.post(
        reverse("paper-issue", args=[draft.pk]),
        {"version": 1, "on": "2026-03-23", "mark": "锦政办2", "authorised_by": "主任"},
    )
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "W524" in text
    assert 'value="锦政办2"' in text


def test_an_edited_file_comes_in_on_the_page(page: Client, draft: Paper) -> None:
    file = SimpleUploadedFile("改.docx", edited(draft, "补一句。"))
    page.post(reverse("paper-replace", args=[draft.pk]), {"file": file, "note": "补一句"})
    assert draft.newest.version == 2
    assert draft.events.latest("pk").note == "补一句"


def test_the_file_names_the_paper_its_state_and_that_it_is_a_demonstration(
    clerk: Person, draft: Paper
) -> None:
    name = handing.hand_out(by=clerk, paper=draft.pk, version=1).file_name
    assert name == f"{draft.title}（草稿第1版）（演示数据）.docx"


@pytest.mark.parametrize("kind", ["daily", "weekly", "tenday", "report", "meeting"])
def test_every_kind_is_written_from_the_demonstration(
    clerk: Person, campaign: Campaign, kind: str
) -> None:
    row = written(clerk, campaign, kind)
    assert campaign.area.name in row.title
    assert row.newest.data


def template(*lines: str) -> bytes:
    document = docx.Document()
    document.add_heading("锦泽市2026年1—2月经济运行情况汇报")
    for line in lines:
        document.add_paragraph(line)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def test_an_own_template_is_filled_from_the_ledger_and_kept_beside_it(
    page: Client, campaign: Campaign
) -> None:
    data = template("1—2月，社会消费品零售总额XX亿元。", "责任领导：XX")
    page.post(
        reverse("papers"),
        {
            "campaign": campaign.pk,
            "kind": "report",
            "template": SimpleUploadedFile("汇报模板.docx", data),
        },
    )
    row = Paper.objects.latest("pk")
    held = Observation.objects.filter(
        area=campaign.area, indicator="RETAIL", period="2026-01..2026-02", measure="level"
    ).latest("vintage")
    assert bytes(row.versions.get(version=1).data) == data
    text = "\n".join(p.text for p in docx.Document(BytesIO(bytes(row.newest.data))).paragraphs)
    assert f"社会消费品零售总额{held.published}亿元" in text
    assert [one.where for one in leftovers(bytes(row.newest.data))] == ["责任领导：XX"]


def test_a_wrong_figure_that_somebody_wrote_is_told_with_the_right_one(
    clerk: Person, draft: Paper
) -> None:
    data = edited(draft, "1—2月，全市社会消费品零售总额增长9.9%。")
    actions.replace(by=clerk, paper=draft.pk, file_name="改.docx", data=data)
    found = actions.check(by=clerk, paper=draft.pk, version=2, today=TODAY)
    assert [one.where for one in found] == ["1—2月，全市社会消费品零售总额增长9.9%"]
    assert not found[0].blocking


def filled_without_blanks(page: Client, campaign: Campaign) -> Paper:
    file = SimpleUploadedFile("noblank.docx", template("1—2月经济运行平稳。"))
    asked = {"campaign": campaign.pk, "kind": "report", "template": file}
    told = page.post(reverse("papers"), asked, follow=True).content.decode()
    assert "noblank.docx：所用的模板没有一处空白" in told
    return Paper.objects.latest("pk")


def test_a_template_without_blanks_is_told_of_until_a_reason_stands_for_it(
    page: Client, clerk: Person, campaign: Campaign
) -> None:
    row = filled_without_blanks(page, campaign)
    found = actions.check(by=clerk, paper=row.pk, version=2, today=TODAY)
    assert [(one.where, one.blocking) for one in found] == [("noblank.docx", False)]
    row.refresh_from_db()
    with pytest.raises(Mistake) as refused:
        issued(clerk, row)
    assert code_of(refused) is Code.PAPER_REASON_MISSING
    assert issued(clerk, row, replace(GIVEN, despite="本期只说工作，不说数")).state == State.ISSUED


def test_who_writes_the_paper_from_the_ledger_after_all_is_warned_no_more(
    page: Client, clerk: Person, campaign: Campaign
) -> None:
    row = filled_without_blanks(page, campaign)
    actions.recompose(by=clerk, paper=row.pk, options=OPTIONS, today=TODAY)
    assert "没有一处空白" not in page.get(reverse("paper", args=[row.pk])).content.decode()


def test_a_deadline_that_is_over_is_refused_where_it_was_typed(
    page: Client, campaign: Campaign
) -> None:
    asked = {"campaign": campaign.pk, "kind": "bulletin", "reply_by": "2026-03-19"}
    refused = page.post(reverse("papers"), asked)
    assert "反馈期限已经过了" in refused.content.decode()
    assert not Paper.objects.exists()
    page.post(reverse("papers"), asked | {"reply_by": "2026-03-20"})
    assert Paper.objects.count() == 1


def test_a_paper_is_not_written_anew_with_a_deadline_that_is_over_or_no_day(
    page: Client, draft: Paper
) -> None:
    for typed, told in (("2026-03-19", "反馈期限已经过了"), ("昨天", "日期")):
        to = reverse("paper-recompose", args=[draft.pk])
        answer = page.post(to, {"reply_by": typed}, follow=True)
        assert told in answer.content.decode()
    assert draft.versions.count() == 1


def test_what_happens_in_a_demonstration_happens_on_its_day(page: Client, draft: Paper) -> None:
    page.get(reverse("paper", args=[draft.pk]))
    rows = [*draft.events.all(), *draft.versions.all()]
    assert len(rows) == 3
    assert {timezone.localtime(row.at).date() for row in rows} == {TODAY}
