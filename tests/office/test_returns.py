"""Returns: who may do what in which state, both sides of every window, what enters the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from kaimenhong.errors import Code, Mistake
from kaimenhong.returns.forms.form import Cadence
from kaimenhong.returns.forms.schedule import Term
from office.campaigns import actions as campaigns
from office.campaigns.models import Campaign
from office.filing import actions, burden, pages, queries
from office.filing.actions import Given
from office.filing.lines import SheetLine
from office.filing.sheet import sheet
from office.people import queries as people
from office.people.models import Area, Person
from office.releases.models import Embargo
from office.returns.choices import State
from office.returns.forming import actions as forming
from office.returns.mapping import actions as mapping
from office.returns.models import (
    Entry,
    Form,
    FormLine,
    Notice,
    Observation,
    Return,
    ReturnEvent,
)
from tests.office.files import PLAN, plan

TODAY = date(2026, 3, 20)
NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
WHY = "部门还没有反馈"


@pytest.fixture
def of_city(campaign: Campaign) -> Return:
    """A draft of March of a city department."""
    row = Return.objects.filter(
        form__campaign=campaign, period="2026-03", office__area=campaign.area
    ).first()
    assert row is not None
    return row


def reporter_of(row: Return, person: Callable[..., Person]) -> Person:
    return person("reporter", area=row.office.area.name, office=row.office.name)


def answers(row: Return, text: str = "12.5") -> list[Given]:
    newest = queries.newest_entries(row)
    return [
        Given(line.pk, text, WHY, newest[line.pk].number if line.pk in newest else 0)
        for line, _ in queries.asked(row)
    ]


def plausible(row: Return) -> list[Given]:
    """Answers that no check stops: one more than the period before."""
    return [
        Given(line.row.pk, f"{(line.before.value if line.before else 11) + 1:.0f}", WHY, line.seen)
        for line in sheet(people.console(), row, NOW).lines
    ]


@pytest.fixture
def county(campaign: Campaign) -> Return:
    """The March draft of a county, whose window is opened for the tests."""
    row = Return.objects.filter(
        form__campaign=campaign,
        form__cadence="month",
        period="2026-03",
        office__area__level="county",
    ).first()
    assert row is not None
    Return.objects.filter(pk=row.pk).update(opens=date(2026, 3, 18), due=date(2026, 3, 25))
    row.refresh_from_db()
    return row


def filed(row: Return, by: Person, given: list[Given] | None = None) -> Return:
    actions.answer(by=by, pk=row.pk, given=given or answers(row), now=NOW)
    actions.file(by=by, pk=row.pk, version=row.version, now=NOW)
    row.refresh_from_db()
    return row


def refused(act: Callable[[], object]) -> Code:
    with pytest.raises(Mistake) as told:
        act()
    return told.value.code


def test_every_figure_is_asked_once_and_of_one_office(campaign: Campaign) -> None:
    asked = FormLine.objects.filter(form__campaign=campaign).values_list(
        "area", "indicator", "measure", "accumulation"
    )
    assert len(asked) == len(set(asked)) > 60


def test_a_county_is_asked_for_its_own_figures(campaign: Campaign) -> None:
    rows = FormLine.objects.filter(form__campaign=campaign, area__level="county")
    assert rows.exists()
    assert all(row.office.area_id == row.area_id for row in rows)


def test_a_return_goes_its_way_and_its_figures_enter_the_ledger_when_accepted(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    by = reporter_of(county, person)
    before = Observation.objects.count()
    filed(county, by)
    assert (county.state, Observation.objects.count()) == (State.FILED, before)
    actions.accept(by=clerk, pk=county.pk, version=1, now=NOW)
    county.refresh_from_db()
    new = Observation.objects.filter(intake__acceptance__of=county)
    assert county.state == State.ACCEPTED
    assert {str(one.value) for one in new} == {"12.5"}
    assert all(one.vintage == NOW for one in new)
    assert all(one.status == "dispatch" and one.role == "actual" for one in new)


def test_a_reopened_return_adds_versions_and_takes_none_away(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    by = reporter_of(county, person)
    filed(county, by)
    actions.accept(by=clerk, pk=county.pk, version=1, now=NOW)
    first = set(Observation.objects.values_list("pk", flat=True))
    actions.reopen(by=clerk, pk=county.pk, version=2, reason="数据核对后有变", now=NOW)
    later = NOW + timedelta(hours=1)
    line = queries.asked(county)[0][0]
    actions.answer(by=by, pk=county.pk, given=[Given(line.pk, "13.5", WHY, 1)], now=later)
    actions.file(by=by, pk=county.pk, version=3, now=later)
    actions.accept(by=clerk, pk=county.pk, version=4, now=later)
    after = Observation.objects.exclude(pk__in=first)
    assert first <= set(Observation.objects.values_list("pk", flat=True))
    assert [(str(one.value), one.vintage) for one in after] == [("13.5", later)]


def test_a_clock_that_goes_back_hides_nothing(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    by = reporter_of(county, person)
    filed(county, by)
    actions.accept(by=clerk, pk=county.pk, version=1, now=NOW)
    actions.reopen(by=clerk, pk=county.pk, version=2, reason="数据核对后有变", now=NOW)
    earlier = NOW - timedelta(hours=2)
    line = queries.asked(county)[0][0]
    actions.answer(by=by, pk=county.pk, given=[Given(line.pk, "13.5", WHY, 1)], now=earlier)
    actions.file(by=by, pk=county.pk, version=3, now=earlier)
    actions.accept(by=clerk, pk=county.pk, version=4, now=earlier)
    newest = Observation.objects.filter(area=line.area, indicator=line.indicator).latest("vintage")
    assert str(newest.value) == "13.5"
    assert newest.vintage > NOW


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 3, 17), Code.RETURN_OUTSIDE_WINDOW),
        (date(2026, 3, 18), None),
        (date(2026, 3, 25), None),
        (date(2026, 3, 26), None),
        (date(2026, 3, 27), None),
        (date(2026, 3, 28), Code.RETURN_OUTSIDE_WINDOW),
    ],
    ids=["day before", "first day", "day due", "late", "closing day", "day after"],
)
def test_both_sides_of_the_window(
    county: Return, person: Callable[..., Person], day: date, code: Code | None
) -> None:
    Return.objects.filter(pk=county.pk).update(closes=date(2026, 3, 27))
    by = reporter_of(county, person)
    actions.answer(by=by, pk=county.pk, given=answers(county), now=NOW)

    def act() -> None:
        actions.file(by=by, pk=county.pk, version=0, now=NOW + (day - TODAY))

    if code is not None:
        assert refused(act) == code
        return
    act()
    event = ReturnEvent.objects.get(of=county)
    assert event.detail["late"] == (day > date(2026, 3, 25))


def test_what_was_sent_back_after_the_window_closed_is_still_taken(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    by = reporter_of(county, person)
    filed(county, by)
    actions.send_back(by=clerk, pk=county.pk, version=1, reason="第1项与月报不符", now=NOW)
    Return.objects.filter(pk=county.pk).update(due=date(2026, 3, 18), closes=date(2026, 3, 19))
    actions.file(by=by, pk=county.pk, version=2, now=NOW)
    county.refresh_from_db()
    assert county.state == State.FILED


@pytest.mark.parametrize("post", ["coordinator", "leader", "analyst", "inspector"])
def test_nobody_but_the_offices_reporter_answers(
    county: Return, person: Callable[..., Person], post: str
) -> None:
    by = person(post)
    code = refused(lambda: actions.answer(by=by, pk=county.pk, given=answers(county), now=NOW))
    assert code == Code.NOT_ALLOWED
    assert not Entry.objects.filter(of=county).exists()


def test_another_offices_reporter_does_not_even_see_it(
    county: Return, of_city: Return, person: Callable[..., Person]
) -> None:
    other = reporter_of(of_city, person)
    assert refused(lambda: queries.fetch(other, county.pk)) == Code.NOT_FOUND


@pytest.mark.parametrize("post", ["reporter", "leader", "inspector"])
def test_only_reviewers_accept(county: Return, person: Callable[..., Person], post: str) -> None:
    filed(county, reporter_of(county, person))
    by = reporter_of(county, person) if post == "reporter" else person(post)
    code = refused(lambda: actions.accept(by=by, pk=county.pk, version=1, now=NOW))
    assert code == Code.NOT_ALLOWED


def test_the_upper_level_is_accepted_after_the_lower(
    campaign: Campaign, person: Callable[..., Person], clerk: Person, county: Return
) -> None:
    row = Return.objects.filter(
        form=county.form, period=county.period, office__area=campaign.area
    ).first()
    assert row is not None
    Return.objects.filter(pk=row.pk).update(opens=date(2026, 3, 18), due=date(2026, 3, 25))
    row.refresh_from_db()
    filed(row, reporter_of(row, person), plausible(row))
    act = lambda: actions.accept(by=clerk, pk=row.pk, version=1, now=NOW)  # noqa: E731
    assert refused(act) == Code.RETURN_LOWER_FIRST
    lower = Return.objects.filter(form=county.form, period=county.period)
    lower.exclude(office__area=campaign.area).update(state=State.ACCEPTED)
    act()
    row.refresh_from_db()
    assert row.state == State.ACCEPTED


def test_an_accepted_return_is_frozen(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    by = reporter_of(county, person)
    filed(county, by)
    actions.accept(by=clerk, pk=county.pk, version=1, now=NOW)
    code = refused(lambda: actions.answer(by=by, pk=county.pk, given=answers(county), now=NOW))
    assert code == Code.RETURN_FROZEN


@pytest.mark.parametrize("reason", ["", "   ", "不对", "！！！！"])
def test_a_return_does_not_go_back_without_a_reason(
    county: Return, person: Callable[..., Person], clerk: Person, reason: str
) -> None:
    filed(county, reporter_of(county, person))
    code = refused(
        lambda: actions.send_back(by=clerk, pk=county.pk, version=1, reason=reason, now=NOW)
    )
    assert code == Code.RETURN_REASON_MISSING


@pytest.mark.parametrize(
    ("text", "explanation", "may"),
    [
        ("12.5", "", True),
        ("", "", False),
        ("XX", "", False),
        ("—", WHY, True),
        ("", WHY, True),
        ("十二点五左右", WHY, False),
        ("=1+1", WHY, False),
    ],
)
def test_each_line_has_a_figure_or_says_why_it_is_missing(
    county: Return, person: Callable[..., Person], text: str, explanation: str, may: bool
) -> None:
    by = reporter_of(county, person)
    first, *rest = answers(county)
    given = [Given(first.line, text, explanation), *rest]
    actions.answer(by=by, pk=county.pk, given=given, now=NOW)
    found = sheet(people.console(), county, NOW)
    assert (found.lines[0] not in found.in_the_way) == may
    if not may:
        act = lambda: actions.file(by=by, pk=county.pk, version=0, now=NOW)  # noqa: E731
        assert refused(act) == Code.RETURN_INCOMPLETE


def test_a_blank_never_becomes_a_zero(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    by = reporter_of(county, person)
    first, second, *rest = answers(county)
    given = [Given(first.line, "", WHY), Given(second.line, "XX", WHY), *rest]
    actions.answer(by=by, pk=county.pk, given=given, now=NOW)
    actions.file(by=by, pk=county.pk, version=0, now=NOW)
    actions.accept(by=clerk, pk=county.pk, version=1, now=NOW)
    new = Observation.objects.filter(intake__acceptance__of=county)
    assert len(new) == len(rest) + 2
    assert [one.value for one in new if one.value is None] == [None, None]


def test_of_two_people_at_one_return_the_second_sees_the_firsts_answer(
    county: Return, person: Callable[..., Person]
) -> None:
    by = reporter_of(county, person)
    line = queries.asked(county)[0][0]
    actions.answer(by=by, pk=county.pk, given=[Given(line.pk, "10")], now=NOW)
    kept = actions.answer(by=by, pk=county.pk, given=[Given(line.pk, "11", seen=0)], now=NOW)
    assert [one.text for one in kept.overtaken] == ["10"]
    assert sheet(people.console(), county, NOW).lines[0].text == "10"
    actions.answer(by=by, pk=county.pk, given=[Given(line.pk, "11", seen=1)], now=NOW)
    assert [one.text for one in queries.history(county, line.pk)] == ["11", "10"]


def test_of_two_reviewers_the_second_is_told(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    filed(county, reporter_of(county, person))
    actions.send_back(by=clerk, pk=county.pk, version=1, reason="第1项与月报不符", now=NOW)
    act = lambda: actions.accept(by=clerk, pk=county.pk, version=1, now=NOW)  # noqa: E731
    assert refused(act) == Code.RETURN_FROZEN
    assert not Observation.objects.filter(intake__acceptance__of=county).exists()


@pytest.mark.parametrize("table", ["entry", "returnevent", "notice", "holidayyear"])
def test_what_happened_cannot_be_changed_in_the_database(
    county: Return, person: Callable[..., Person], table: str
) -> None:
    filed(county, reporter_of(county, person))
    forming.load_holidays(
        by=person("coordinator"), year=2027, days={date(2027, 1, 1): False}, now=NOW
    )
    Notice.objects.create(of=county, occasion="due", day=TODAY, words="提醒")
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
    ):
        cursor.execute(f"delete from returns_{table}")  # noqa: S608


def test_a_year_is_loaded_and_windows_move(
    campaign: Campaign, clerk: Person, county: Return
) -> None:
    Return.objects.filter(pk=county.pk).update(state=State.DRAFT)
    off = dict.fromkeys([date(2026, 4, day) for day in (1, 2, 3)], False)
    forming.load_holidays(by=clerk, year=2026, days=off, now=NOW)
    county.refresh_from_db()
    assert county.due == date(2026, 4, 22)


def test_the_burden_counts_cells_and_no_figure_twice(campaign: Campaign, console: Person) -> None:
    forms = burden.of_forms(console, campaign, TODAY)
    letters = burden.of_tasks(console, campaign, TODAY)
    asked = sum(len(queries.asked(row)) for row in Return.objects.filter(opens__lte=TODAY))
    assert (forms.asked, forms.twice) == (asked, 0)
    assert 0 < forms.prefilled < forms.asked < letters.asked
    assert letters.twice > 0


def test_a_campaign_has_its_forms_once(campaign: Campaign, clerk: Person) -> None:
    code = refused(
        lambda: forming.open_forms(
            by=clerk, campaign=campaign.pk, terms={Cadence.MONTH: Term(5)}, now=NOW
        )
    )
    assert code == Code.FORM_EXISTS


def test_a_form_is_filed_by_the_tenday_where_that_is_chosen(
    page: Client, clerk: Person, person: Callable[..., Person]
) -> None:
    text = PLAN.replace("霁川市", "锦泽市")
    text = text.replace("规模以上工业增加值增长7%以上", "规模以上工业总产值达到120亿元")
    data = plan(text)
    opened = campaigns.start(by=clerk, file_name="方案.txt", data=data, now=NOW).campaign
    terms = {
        "often-often": "tenday", "often-days": 2, "often-working": "on", "month-days": 10,
        "quarter-days": 15, "reviewers": "analyst",
    }  # fmt: skip
    told = page.post(f"/campaigns/{opened.pk}/forms/", terms, follow=True)
    assert "表式已建立" in told.content.decode()
    row = Return.objects.filter(form__campaign=opened, form__cadence="tenday").first()
    assert row is not None
    assert (row.due - row.period_value.end).days >= 2
    asked = queries.asked(row)
    assert {period.code for _, period in asked} == {row.period}
    assert {line.measure for line, _ in asked} == {"level"}
    monthly = FormLine.objects.filter(form__campaign=opened, form__cadence="month")
    assert {line.measure for line in monthly} == {"level", "growth"}
    assert not queries.may_review(clerk, row)
    by = reporter_of(row, person)
    actions.answer(by=by, pk=row.pk, given=answers(row), now=NOW)
    assert sheet(people.console(), row, NOW).answered == len(asked)


def test_pages_of_each_post(client_of: Callable[..., Client], county: Return) -> None:
    own = client_of("reporter", area=county.office.area.name, office=county.office.name)
    page = own.get(f"/returns/{county.pk}/").content.decode()
    assert "报送" in page and county.office.name in page
    assert "/returns/" in own.get("/returns/").content.decode()
    assert client_of("coordinator").get("/returns/").status_code == 200
    assert client_of("audit_officer").get("/returns/").status_code == 403
    leader = client_of("leader")
    seen = leader.get(f"/returns/{county.pk}/").content.decode()
    assert 'name="text"' not in seen and "return-save" not in seen
    assert leader.post(f"/returns/{county.pk}/save/", {"line": 1}).status_code == 400


def test_no_target_stands_on_the_page_where_figures_are_entered(
    client_of: Callable[..., Client], county: Return
) -> None:
    own = client_of("reporter", area=county.office.area.name, office=county.office.name)
    page = own.get(f"/returns/{county.pk}/").content.decode()
    assert "目标" not in page


def test_answers_are_kept_one_by_one_while_somebody_types(
    client_of: Callable[..., Client], county: Return
) -> None:
    own = client_of("reporter", area=county.office.area.name, office=county.office.name)
    line = queries.asked(county)[0][0]
    data = {"line": line.pk, "text": "1,234.5", "explanation": "", "seen": 0}
    kept = own.post(f"/returns/{county.pk}/answer/", data)
    assert (kept.status_code, kept.json()["seen"]) == (200, 1)
    late = own.post(f"/returns/{county.pk}/answer/", data | {"text": "7"})
    assert (late.status_code, late.json()["text"]) == (409, "1,234.5")


def test_the_review_page_leads_through_states(
    client_of: Callable[..., Client], county: Return, person: Callable[..., Person]
) -> None:
    filed(county, reporter_of(county, person))
    page = client_of("coordinator")
    assert "退回" in page.get(f"/returns/{county.pk}/").content.decode()
    bare = page.post(f"/returns/{county.pk}/send-back/", {"version": 1, "reason": ""})
    assert bare.status_code == 400
    told = page.post(
        f"/returns/{county.pk}/send-back/", {"version": 1, "reason": "第1项与月报不符"}, follow=True
    )
    assert "第1项与月报不符" in told.content.decode()
    assert Area.objects.exists()


def test_a_hard_finding_stops_the_return_whatever_is_explained(
    county: Return, person: Callable[..., Person]
) -> None:
    by = reporter_of(county, person)
    level = next(line for line, _ in queries.asked(county) if line.measure == "level")
    actions.answer(by=by, pk=county.pk, given=[Given(level.pk, "-5", WHY)], now=NOW)
    found = next(one for one in sheet(people.console(), county, NOW).lines if one.row == level)
    assert "negative" in {one.code for one in found.odd}
    assert "没有负数" in found.stands_in_the_way


def test_a_factor_of_ten_thousand_is_asked_about_and_an_explanation_lets_it_pass(
    county: Return, person: Callable[..., Person]
) -> None:
    by = reporter_of(county, person)
    line = next(
        one
        for one in sheet(people.console(), county, NOW).lines
        if one.row.measure == "level" and one.year_ago and one.year_ago.amount
    )
    assert line.year_ago is not None and line.year_ago.amount is not None
    slipped = Given(line.row.pk, format(line.year_ago.amount * 10000, "f"))
    actions.answer(by=by, pk=county.pk, given=[slipped], now=NOW)
    found = next(one for one in sheet(people.console(), county, NOW).lines if one.row == line.row)
    assert {one.code: one.hard for one in found.odd}["doubt_scale_slip"] is False
    assert found.stands_in_the_way
    explained = Given(line.row.pk, found.text, "新投产一家大企业，已核实", 1)
    actions.answer(by=by, pk=county.pk, given=[explained], now=NOW)
    found = next(one for one in sheet(people.console(), county, NOW).lines if one.row == line.row)
    assert not found.stands_in_the_way


def test_an_answer_under_embargo_is_shown_to_who_files_it_and_to_nobody_unnamed(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    line, period = queries.asked(county)[0]
    Embargo.objects.create(
        indicator=line.indicator, area=county.form.campaign.area, period=period.code,
        last=period.last_month, until=timezone.now() + timedelta(days=1), reason="发布前", by=clerk,
    )  # fmt: skip
    own = {one.row for one in sheet(reporter_of(county, person), county, NOW).lines}
    other = {one.row for one in sheet(person("leader"), county, NOW).lines}
    assert line in own
    assert line not in other


def test_a_sheet_sent_for_a_return_does_not_pass_its_acceptance_by(
    county: Return, person: Callable[..., Person], client_of: Callable[..., Client]
) -> None:
    kept = mapping.keep(
        by=reporter_of(county, person), file_name="表.xlsx", data=b"PK", now=NOW, of=county
    )
    answer = client_of("analyst").post(f"/uploads/{kept.upload.pk}/take/", {"confirmed": "on"})
    assert answer.status_code == 404


def with_figure(row: Return) -> SheetLine:
    """A line for which the ledger has a figure already."""
    return next(line for line in sheet(people.console(), row, NOW).lines if line.prefilled)


@pytest.fixture
def late_county(campaign: Campaign) -> Return:
    """A return of February that was not filed, with figures in the ledger."""
    row = Return.objects.filter(
        form__campaign=campaign, period="2026-02", state=State.DRAFT, office__area__level="county"
    ).first()
    assert row is not None
    return row


def correct(line: SheetLine, value: str, at: datetime) -> None:
    """The ledger learns another figure of a line by a sheet that somebody brings in."""
    known = line.already
    assert known is not None
    known.pk, known.value, known.vintage = None, Decimal(value), at
    known.amount, known.published = known.value, known.value
    known.save(force_insert=True)


def test_what_the_ledger_has_is_left_without_an_answer_of_ones_own(
    late_county: Return, person: Callable[..., Person]
) -> None:
    line = with_figure(late_county)
    given = [Given(line.row.pk, line.text, "", 0)]
    by = reporter_of(late_county, person)
    kept = actions.answer(by=by, pk=late_county.pk, given=given, now=NOW)
    assert kept.written == ()
    assert with_figure(late_county).row == line.row


def test_to_clear_what_the_ledger_has_is_an_answer(
    late_county: Return, person: Callable[..., Person]
) -> None:
    line = with_figure(late_county)
    by = reporter_of(late_county, person)
    actions.answer(by=by, pk=late_county.pk, given=[Given(line.row.pk, "", "", 0)], now=NOW)
    found = next(one for one in sheet(by, late_county, NOW).lines if one.row == line.row)
    assert (found.text, found.is_open) == ("", True)


def test_an_answer_older_than_the_ledger_is_not_accepted_unseen(
    late_county: Return,
    person: Callable[..., Person],
    clerk: Person,
    client_of: Callable[..., Client],
) -> None:
    line = with_figure(late_county)
    by = reporter_of(late_county, person)
    given = [Given(line.row.pk, line.text, WHY, 0)]
    actions.answer(by=by, pk=late_county.pk, given=given, now=NOW)
    open_lines = [
        Given(one.row.pk, one.text, WHY, one.seen)
        for one in sheet(by, late_county, NOW).lines
        if one.is_open
    ]
    actions.answer(by=by, pk=late_county.pk, given=open_lines, now=NOW)
    actions.file(by=by, pk=late_county.pk, version=0, now=NOW)
    assert line.already is not None and line.already.amount is not None
    correct(line, str(line.already.amount + 1), NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    act = lambda: actions.accept(by=clerk, pk=late_county.pk, version=1, now=later)  # noqa: E731
    assert refused(act) == Code.LEDGER_MOVED_ON
    shown = client_of("coordinator").get(f"/returns/{late_county.pk}/").content.decode()
    assert "台账现为" in shown


def test_an_estimate_is_never_prefilled(late_county: Return, person: Callable[..., Person]) -> None:
    line = with_figure(late_county)
    known, prefilled = line.already, line.text
    assert known is not None
    known.pk, known.status, known.vintage = None, "estimated", NOW
    known.value = known.amount = Decimal("777.7")
    known.save(force_insert=True)
    found = next(
        one for one in sheet(people.console(), late_county, NOW).lines if one.row == line.row
    )
    assert found.text == prefilled


def test_a_figure_of_another_status_is_no_measure_of_a_fall(county: Return) -> None:
    line = next(one for one in sheet(people.console(), county, NOW).lines if one.last)
    assert line.last is not None
    line.last.status = "official"
    assert line.before is None


def test_a_blank_with_its_reason_withdraws_a_figure(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    by = reporter_of(county, person)
    filed(county, by)
    actions.accept(by=clerk, pk=county.pk, version=1, now=NOW)
    actions.reopen(by=clerk, pk=county.pk, version=2, reason="填错了单位", now=NOW)
    later = NOW + timedelta(hours=1)
    line = queries.asked(county)[0][0]
    blank = [Given(line.pk, "", "本期无此业务", 1)]
    actions.answer(by=by, pk=county.pk, given=blank, now=later)
    actions.file(by=by, pk=county.pk, version=3, now=later)
    actions.accept(by=clerk, pk=county.pk, version=4, now=later)
    rows = Observation.objects.filter(
        area=line.area, indicator=line.indicator, measure=line.measure
    )
    assert rows.latest("vintage").value is None


def test_what_came_back_in_time_is_not_called_late(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    by = reporter_of(county, person)
    filed(county, by)
    actions.send_back(by=clerk, pk=county.pk, version=1, reason="第1项与月报不符", now=NOW)
    Return.objects.filter(pk=county.pk).update(due=date(2026, 3, 19))
    county.refresh_from_db()
    assert not pages.as_due(by, county, NOW).is_late
    actions.file(by=by, pk=county.pk, version=2, now=NOW)
    assert ReturnEvent.objects.filter(of=county).latest("number").detail["late"] is False


@pytest.mark.parametrize("accepted", [False, True])
def test_a_return_that_was_filed_in_time_is_not_called_late_on_its_page(
    county: Return,
    person: Callable[..., Person],
    client_of: Callable[..., Client],
    clerk: Person,
    accepted: bool,
) -> None:
    filed(county, reporter_of(county, person))
    if accepted:
        actions.accept(by=clerk, pk=county.pk, version=1, now=NOW)
    Return.objects.filter(pk=county.pk).update(due=date(2026, 3, 19))
    page = client_of("analyst").get(f"/returns/{county.pk}/").content.decode()
    assert "3月19日" in page
    assert "已逾期" not in page


def test_what_came_back_and_is_due_is_counted_in_days_that_passed(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    by = reporter_of(county, person)
    filed(county, by)
    actions.send_back(by=clerk, pk=county.pk, version=1, reason="第1项与月报不符", now=NOW)
    Return.objects.filter(pk=county.pk).update(due=date(2026, 3, 18))
    own = Client()
    own.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    page = own.get("/returns/").content.decode()
    assert "3月18日截止，已逾期 <b>2</b> 天" in page
    assert "还有 <b>-" not in page


def test_each_line_that_stops_a_return_is_named_and_marked(
    county: Return, client_of: Callable[..., Client]
) -> None:
    own = client_of("reporter", area=county.office.area.name, office=county.office.name)
    lines = [line for line, _ in queries.asked(county)]
    before = own.get(f"/returns/{county.pk}/").content.decode()
    assert "aria-invalid" not in before
    data = {
        "line": [line.pk for line in lines], "text": [""] * len(lines), "version": 0, "file": 1,
        "explanation": [""] * len(lines), "seen": [0] * len(lines),
    }  # fmt: skip
    answer = own.post(f"/returns/{county.pk}/save/", data)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count('aria-invalid="true"') == len(lines) > 1
    assert page.count("挡住报送</b>") == len(lines)
    for line in lines:
        assert f'<a href="#text-{line.pk}">第{line.number}项' in page


def test_a_line_that_is_put_right_no_longer_stops(
    county: Return, client_of: Callable[..., Client]
) -> None:
    own = client_of("reporter", area=county.office.area.name, office=county.office.name)
    line = queries.asked(county)[0][0]
    data = {"line": line.pk, "text": "", "explanation": "", "seen": 0}
    assert own.post(f"/returns/{county.pk}/answer/", data).json()["stops"] is True
    data["explanation"] = WHY
    assert own.post(f"/returns/{county.pk}/answer/", data).json()["stops"] is False


def test_a_narrow_screen_has_the_head_of_a_column_beside_each_cell(
    county: Return, person: Callable[..., Person], client_of: Callable[..., Client]
) -> None:
    """There the heads are hidden and rows are cards: a cell without its label says nothing."""
    filed(county, reporter_of(county, person))
    page = client_of("coordinator").get("/returns/").content.decode()
    queue = page[page.index('class="plain queue"') :]
    for label in ("存疑", "报送人", "报送时间", "下级"):
        assert f'data-label="{label}"' in queue[: queue.index("</table>")]
    board = page[page.index('class="plain completeness"') :]
    cells = board[: board.index("</table>")].split('<td class="mark-cell')[1:]
    assert all('data-label="2026年' in one for one in cells if "<a href" in one)


def test_only_the_uppermost_area_loads_holidays(person: Callable[..., Person]) -> None:
    county = person("coordinator", area="望潮区")
    off = {date(2026, 4, 1): False}
    act = lambda: forming.load_holidays(by=county, year=2026, days=off, now=NOW)  # noqa: E731
    assert refused(act) == Code.NOT_ALLOWED


def test_a_form_is_reviewed_by_the_posts_that_were_chosen(
    county: Return, person: Callable[..., Person], clerk: Person
) -> None:
    filed(county, reporter_of(county, person))
    Form.objects.filter(pk=county.form_id).update(reviewers="analyst")
    act = lambda: actions.accept(by=clerk, pk=county.pk, version=1, now=NOW)  # noqa: E731
    assert refused(act) == Code.NOT_ALLOWED
    actions.accept(by=person("analyst"), pk=county.pk, version=1, now=NOW)


def test_a_long_explanation_is_kept_with_a_sign_that_it_was_cut(
    county: Return, person: Callable[..., Person]
) -> None:
    line = queries.asked(county)[0][0]
    by = reporter_of(county, person)
    actions.answer(by=by, pk=county.pk, given=[Given(line.pk, "1", "长" * 400)], now=NOW)
    kept = queries.newest_entries(county)[line.pk].explanation
    assert (len(kept), kept[-1]) == (300, "…")
