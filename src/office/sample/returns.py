"""The demonstration's forms, and returns in every state: accepted, filed, sent back, late.

What each office filed is what the sheets of the sample say; how it went is told by `STORIES`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from kaimenhong.returns.forms.form import Cadence
from kaimenhong.returns.forms.schedule import Term
from office.campaigns.models import Campaign
from office.filing import actions
from office.filing.lines import SheetLine
from office.filing.sheet import sheet
from office.people.models import Office, Person
from office.returns.choices import State
from office.returns.forming import actions as forming
from office.returns.models import Return

TERMS = {Cadence.MONTH: Term(13), Cadence.QUARTER: Term(15)}
LAST = "2026-02"
REASON = "第1项与上月报表的口径不一致，请核对后重报，确有变化的写明原因。"
MISSING = "部门数据尚未反馈，下月补报"


@dataclass(frozen=True, slots=True)
class Story:
    """How the last return of an office went: how many days after the period, and to what state."""

    days: int
    state: State | None


# By the turn of the offices, counties first; None has not filed. Earlier periods are all accepted.
COUNTIES = (
    Story(18, State.ACCEPTED), Story(18, State.ACCEPTED), Story(18, State.SENT_BACK),
    Story(18, State.ACCEPTED), Story(0, None), Story(19, State.FILED),
)  # fmt: skip
DEPARTMENTS = (
    Story(18, State.SENT_BACK), Story(18, State.FILED), Story(0, None), Story(19, State.FILED),
    Story(18, State.FILED), Story(18, State.FILED),
)  # fmt: skip
EARLIER = Story(13, State.ACCEPTED)


def build(campaign: Campaign, *, by: Person, clerk: Person, now: datetime) -> Iterator[str]:
    """Open the forms, and let the offices file what is due by the demonstration's day."""
    forms = forming.open_forms(by=clerk, campaign=campaign.pk, terms=TERMS, now=now)
    made = Return.objects.filter(form__in=forms)
    due = made.filter(opens__lte=campaign.day(now.date())).select_related("office__area")
    # The upper level is accepted after the lower.
    counties = [row for row in due if row.office.area_id != campaign.area_id]
    departments = [row for row in due if row.office.area_id == campaign.area_id]
    for rows, stories in ((counties, COUNTIES), (departments, DEPARTMENTS)):
        for number, row in enumerate(rows):
            story = stories[number % len(stories)]
            tell(row, story if row.period == LAST else EARLIER, by=by, clerk=clerk)
    actions.remind(by=clerk, today=campaign.day(now.date()))
    yield f"已建 {len(forms)} 张表式、{made.count()} 张报表，其中 {len(due)} 张到了填报期。"


def tell(row: Return, story: Story, *, by: Person, clerk: Person) -> None:
    """Answer, file and review one return as its story says."""
    if story.state is None:
        return
    day = row.period_value.end + timedelta(days=story.days)
    now = timezone.make_aware(datetime.combine(day, time(17, 0)))
    given = [answered(line) for line in sheet(by, row, now).lines]
    actions.answer(by=by, pk=row.pk, given=given, now=now)
    actions.file(by=by, pk=row.pk, version=0, now=now)
    if story.state is State.ACCEPTED:
        actions.accept(by=clerk, pk=row.pk, version=1, now=now + timedelta(hours=1))
    if story.state is State.SENT_BACK:
        back = now + timedelta(hours=1)
        actions.send_back(by=clerk, pk=row.pk, version=1, reason=REASON, now=back)


def answered(line: SheetLine) -> actions.Given:
    """Return the answer of a line: what the ledger has, or why it is missing."""
    return actions.Given(line.row.pk, line.text, "" if line.text else MISSING)


def reporting_office(campaign: Campaign) -> Office:
    """Return the office of the demonstration's reporter: one of the city whose return came back."""
    rows = Return.objects.filter(form__campaign=campaign, office__area=campaign.area)
    return rows.filter(state=State.SENT_BACK).latest("due").office
