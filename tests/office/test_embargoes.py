"""Figures that are not released yet are seen by the named alone, whoever asks in which way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kaimenhong.errors import Mistake, Refused
from kaimenhong.terms.period import Period
from kaimenhong.writing.papers.pieces import Options
from office.board import held, indicators, queries, reconciling, signs
from office.campaigns.models import Campaign
from office.papers import actions as papers
from office.papers import queries as paper_queries
from office.papers.facts import facts
from office.papers.ledger import ledger_of
from office.papers.numbering import Issue
from office.people import access
from office.people.models import AuditEntry, Person
from office.releases import actions
from office.releases.models import Embargo, Recipient
from office.returns import queries as returns
from office.returns.models import Observation
from tests.office.embargoed import keep_back, newest

DAY = date(2026, 3, 20)
INDICATOR = "IND_VA"
ISSUE = Issue(on=DAY, authorised_by="秘书长", despite="试")


@pytest.fixture
def kept(campaign: Campaign, clerk: Person) -> Embargo:
    """The city's newest figures of an indicator, kept back by the coordinator from all others."""
    return keep_back(newest(INDICATOR, campaign.area), by=clerk)


@pytest.fixture
def outsider(person: Callable[..., Person]) -> Person:
    return person("analyst")


def asked(person: Person, campaign: Campaign) -> dict[str, bool]:
    """Whether each way to the figures tells those of the newest period."""
    figure = newest(INDICATOR, campaign.area)
    until = queries.end_of(campaign.day(DAY))
    page = indicators.page(
        person, campaign, indicator=INDICATOR, area_code=campaign.area.code, today=DAY
    )
    board = queries.board(person, campaign, today=DAY)
    key = (figure.area.subject, INDICATOR, figure.period, "growth")
    label = Period.parse(figure.period).label
    sums = reconciling.sums(person, campaign, campaign.day(DAY))
    found = signs.found(person, campaign, campaign.day(DAY), until)
    seen = returns.vintages(person, indicator=INDICATOR, area=campaign.area, until=until)
    ledger = ledger_of(person, as_of=campaign.day(DAY))
    return {
        "door": access.see(person, Observation.objects.filter(pk=figure.pk)).exists(),
        "held": key in held.figures(person, [INDICATOR], until),
        "board": any(r.actual_period == label for r in board.rows if about(r)),
        "trend": any(point.period.code == figure.period for point in page.trend),
        "beside": page.beside_period is not None and page.beside_period.code == figure.period,
        "vintages": any(row.last == figure.last for row in seen),
        "sums": any(r["indicator"] == INDICATOR and r["period"] == figure.period
                    for rows in sums.values() for r in rows if "period" in r),
        "signs": any(r["indicator"] == INDICATOR and r["last"] == figure.last for r in found),
        "export": any(
            (row["indicator"], row["period"], row["role"]) == (INDICATOR, figure.period, "actual")
            for row in facts(person).rows
        ),
        "ledger": any(
            entry.figure.indicator == INDICATOR and entry.figure.period.code == figure.period
            for entry in ledger.entries if entry.figure.role == "actual"
        ),
    }  # fmt: skip


def about(row: queries.BoardRow) -> bool:
    return row.target.indicator == INDICATOR


def test_every_way_to_the_figures_is_shut_and_opens_again(
    campaign: Campaign, clerk: Person, outsider: Person
) -> None:
    before = asked(outsider, campaign)
    assert {way for way, told in before.items() if told} >= {
        "door", "held", "board", "trend", "beside", "vintages", "export", "ledger",
    }  # fmt: skip
    kept = keep_back(newest(INDICATOR, campaign.area), by=clerk)
    assert not any(asked(outsider, campaign).values())
    assert asked(clerk, campaign) == before
    actions.lift(by=clerk, pk=kept.pk, reason="已发布", now=timezone.now())
    assert asked(outsider, campaign) == before


def test_time_opens_them_too(campaign: Campaign, clerk: Person, outsider: Person) -> None:
    figure = newest(INDICATOR, campaign.area)
    then = timezone.now() - timedelta(days=9)
    terms = actions.Terms(
        INDICATOR,
        campaign.area,
        True,
        Period.parse(figure.period),
        then + timedelta(days=1),
        "发布",
    )
    actions.embargo(by=clerk, terms=terms, people=[], posts=[], now=then)
    assert access.see(outsider, Observation.objects.filter(pk=figure.pk)).exists()


def test_the_named_see_them(
    campaign: Campaign, clerk: Person, person: Callable[..., Person], outsider: Person
) -> None:
    figure = newest(INDICATOR, campaign.area)
    leader, other = person("leader"), person("inspector")
    keep_back(figure, by=clerk, people=[leader], posts=["inspector"])
    see = {
        one.post: access.see(one, Observation.objects.filter(pk=figure.pk)).exists()
        for one in (leader, other, outsider, clerk)
    }
    assert see == {"leader": True, "inspector": True, "analyst": False, "coordinator": True}


def test_two_embargoes_need_both_to_name_the_person(
    campaign: Campaign, clerk: Person, outsider: Person
) -> None:
    figure = newest(INDICATOR, campaign.area)
    keep_back(figure, by=clerk, people=[outsider])
    keep_back(figure, by=clerk)
    assert not access.see(outsider, Observation.objects.filter(pk=figure.pk)).exists()


def test_an_area_alone_leaves_those_below_open(
    campaign: Campaign, clerk: Person, outsider: Person
) -> None:
    figure = newest(INDICATOR, campaign.area)
    keep_back(figure, by=clerk, below=False)
    rows = access.see(outsider, Observation.objects.filter(indicator=INDICATOR, last=figure.last))
    assert rows.exists()
    assert campaign.area_id not in set(rows.values_list("area", flat=True))


def test_earlier_periods_and_other_indicators_stay_open(kept: Embargo, outsider: Person) -> None:
    rows = access.see(outsider, Observation.objects.all())
    assert rows.filter(indicator=INDICATOR, last__lt=kept.last).exists()
    assert rows.filter(last=kept.last).exclude(indicator=INDICATOR).exists()


def test_a_county_does_not_keep_back_what_is_the_citys(
    campaign: Campaign, person: Callable[..., Person]
) -> None:
    county = person("coordinator", area="青岚县")
    with pytest.raises(Refused):
        keep_back(newest(INDICATOR, campaign.area), by=county, area=campaign.area)


@pytest.mark.parametrize("post", ["leader", "analyst", "reporter", "inspector", "audit_officer"])
def test_only_coordinators_set_and_lift(
    kept: Embargo, person: Callable[..., Person], post: str
) -> None:
    other = person(post, office="市统计局")
    with pytest.raises(Refused):
        keep_back(newest(INDICATOR, kept.area), by=other)
    with pytest.raises(Refused):
        actions.lift(by=other, pk=kept.pk, reason="想看", now=timezone.now())


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_lifted_without_a_reason_or_twice(
    kept: Embargo, clerk: Person, reason: str
) -> None:
    with pytest.raises(Mistake):
        actions.lift(by=clerk, pk=kept.pk, reason=reason, now=timezone.now())
    actions.lift(by=clerk, pk=kept.pk, reason="已发布", now=timezone.now())
    with pytest.raises(Mistake):
        actions.lift(by=clerk, pk=kept.pk, reason="已发布", now=timezone.now())


def test_an_embargo_is_kept_for_good(kept: Embargo, person: Callable[..., Person]) -> None:
    assert AuditEntry.objects.filter(act="embargo.set").exists()
    late = Recipient(embargo=kept, person=person("leader"))
    late.save()
    for act in (kept.save, late.save, late.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()


def test_a_draft_with_such_figures_is_read_by_the_named_and_issued_by_nobody(
    kept: Embargo, clerk: Person, outsider: Person
) -> None:
    paper = papers.draft(
        by=clerk, campaign=None, kind_code="bulletin", options=Options(), today=DAY
    )
    assert paper_queries.paper(clerk, paper.pk) == paper
    with pytest.raises(Refused, match="知悉"):
        paper_queries.paper(outsider, paper.pk)
    papers.check(by=clerk, paper=paper.pk, version=1, today=DAY)
    with pytest.raises(Refused, match="已经发布的数据"):
        papers.issue(by=clerk, paper=paper.pk, version=1, given=ISSUE, today=DAY)


def test_the_page_sets_lists_and_lifts(page: Client, campaign: Campaign, clerk: Person) -> None:
    figure = newest(INDICATOR, campaign.area)
    until = timezone.localtime(timezone.now() + timedelta(days=2))
    typed = {
        "indicator": "规模以上工业增加值",
        "area": campaign.area.pk,
        "below": "on",
        "period": Period.parse(figure.period).label,
        "until": f"{until:%Y-%m-%dT%H:%M}",
        "reason": "按发布日程",
        "people": [clerk.pk],
        "posts": ["leader"],
    }
    assert page.post(reverse("embargoes"), typed).status_code == 302
    kept = Embargo.objects.get()
    assert (kept.indicator, kept.last) == (INDICATOR, figure.last)
    text = page.get(reverse("embargoes")).content.decode()
    assert "保密中" in text
    assert "全体领导" in text
    page.post(reverse("embargo-lift", args=[kept.pk]), {"reason": "提前发布"})
    assert "解除：提前发布" in page.get(reverse("embargoes")).content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("indicator", "没有这个指标"),
        ("period", "明天"),
        ("until", "2020-01-01T00:00"),
        ("reason", ""),
    ],
)
def test_the_page_says_what_is_wrong(
    page: Client, campaign: Campaign, field: str, typed: str
) -> None:
    good = {
        "indicator": "规模以上工业增加值", "area": campaign.area.pk, "period": "2026年1—2月",
        "until": "2099-01-01T00:00", "reason": "发布日程",
    }  # fmt: skip
    answer = page.post(reverse("embargoes"), good | {field: typed})
    assert answer.status_code == 400
    assert not Embargo.objects.exists()
