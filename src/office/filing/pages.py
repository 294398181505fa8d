"""What the pages of returns show: a person's own list, the reviewer's queue, who has not filed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from kaimenhong.returns.forms.schedule import Standing
from kaimenhong.terms.period import Period
from office.campaigns import queries as campaigns
from office.campaigns.models import Campaign
from office.filing import queries
from office.filing.sheet import Sheet, draft
from office.people import access
from office.people.models import Office, Person
from office.returns.choices import WITH_REPORTER, Act, Occasion, State
from office.returns.forming.queries import moment
from office.returns.models import Notice, Return, ReturnEvent


@dataclass(frozen=True, slots=True)
class Due:
    """A return that a person has to file: how far it is, when it is due, why it came back."""

    row: Return
    sheet: Sheet
    standing: Standing
    days_left: int
    reason: str

    @property
    def is_late(self) -> bool:
        """Tell whether it was not filed by the day that it was due; what came back was."""
        return self.days_left < 0 and self.row.state == State.DRAFT

    @property
    def days_late(self) -> int:
        """Return by how many days it is late."""
        return max(-self.days_left, 0)


@dataclass(frozen=True, slots=True)
class Filed:
    """A return that waits for its review: what is odd comes first."""

    row: Return
    filed: ReturnEvent
    lower_open: int

    @property
    def odd(self) -> int:
        """Return how many findings there were when it was filed; its page looks anew."""
        return len(self.filed.detail.get("findings", ()))

    @property
    def late(self) -> bool:
        """Tell whether it came after the day that it was due."""
        return bool(self.filed.detail.get("late"))


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of the board of completeness: a word and a mark beside the colour."""

    code: str
    word: str
    row: Return | None = None

    @property
    def label(self) -> str:
        """Return the head of its column, which a narrow screen shows beside the word."""
        row = self.row
        return f"{row.period_value.label}{row.form.get_cadence_display()}" if row else ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """Who has filed what: a row an office, a column a form and period."""

    campaign: Campaign
    columns: tuple[tuple[str, Period], ...]
    rows: tuple[tuple[Office, tuple[Mark, ...]], ...]
    counts: tuple[tuple[str, int], ...]


MARKS = {
    State.DRAFT: ("draft", "填报中"),
    State.FILED: ("filed", "已报送"),
    State.SENT_BACK: ("sent_back", "已退回"),
    State.ACCEPTED: ("accepted", "已验收"),
    State.REOPENED: ("reopened", "已重开"),
}
MOST_TOLD = 20
LATEST, COMING = 12, 3  # columns of periods that are over, and of those to come
EARLY, LATE, NONE = Mark("early", "未到期"), "逾期未报", Mark("none", "不报")


def due(person: Person, now: datetime) -> list[Due]:
    """Return what the person has to file, the first due first."""
    return [as_due(person, row, now) for row in queries.waiting(person, timezone.localdate(now))]


def as_due(person: Person, row: Return, now: datetime) -> Due:
    """Return a return with how far it is, and why it came back if it did."""
    at = moment(row.form.campaign, now)
    day = timezone.localdate(at)
    last = row.events.order_by("-number").first()
    back = last is not None and last.act in (Act.SENT_BACK, Act.REOPENED)
    return Due(
        row=row,
        sheet=draft(person, row),
        standing=row.window.standing(day),
        days_left=(row.due - day).days,
        reason=last.reason if last is not None and back else "",
    )


def queue(person: Person) -> list[Filed]:
    """Return what waits for the person's review: most findings first, then the longest waiting."""
    found = [as_filed(row) for row in queries.to_review(person)]
    return sorted(found, key=lambda one: (-one.odd, one.filed.at))


def as_filed(row: Return) -> Filed:
    """Return a filed return with who filed it when, and how many findings there were."""
    filed = row.events.filter(act=Act.FILED).select_related("by").latest("number")
    return Filed(row, filed, len(queries.below(row)))


def completeness(person: Person, campaign: Campaign, today: date) -> Completeness:
    """Return who has filed what of a campaign's latest periods, as far as the person sees it."""
    rows = queries.of_campaign(person, campaign)
    columns = sorted(
        {(row.form.get_cadence_display(), row.period_value) for row in rows},
        key=lambda one: (one[1].end, one[0]),
    )
    begun = [one for one in columns if one[1].end < campaign.day(today)]
    columns = [*begun[-LATEST:], *columns[len(begun) : len(begun) + COMING]]
    rows = [row for row in rows if (row.form.get_cadence_display(), row.period_value) in columns]
    rows.sort(key=lambda row: (row.office.area.code, row.office_id))
    by_office: defaultdict[Office, dict[tuple[str, Period], Return]] = defaultdict(dict)
    for row in rows:
        by_office[row.office][row.form.get_cadence_display(), row.period_value] = row
    marked = tuple(
        (office, tuple(mark(found.get(column), today) for column in columns))
        for office, found in by_office.items()
    )
    return Completeness(campaign, tuple(columns), marked, counts(marked))


def mark(row: Return | None, today: date) -> Mark:
    """Return the cell of one return; what is late says so whatever its state."""
    if row is None:
        return NONE
    standing = row.standing(today)
    if row.with_reporter and standing is Standing.EARLY:
        return Mark(EARLY.code, EARLY.word, row)
    if row.state == State.DRAFT and standing in (Standing.LATE, Standing.CLOSED):
        return Mark("late", LATE, row)
    return Mark(*MARKS[State(row.state)], row)


def counts(rows: Iterable[tuple[Office, tuple[Mark, ...]]]) -> tuple[tuple[str, int], ...]:
    """Return how many returns there are of each mark, those that nobody owes left out."""
    found: defaultdict[str, int] = defaultdict(int)
    for _, marks in rows:
        for one in marks:
            if one.row is not None:
                found[one.word] += 1
    return tuple(found.items())


def with_forms(person: Person) -> list[Campaign]:
    """Return the campaigns that ask for returns, of those that the person sees."""
    return [one for one in campaigns.campaigns(person) if one.forms.exists()]


def told(person: Person) -> list[Notice]:
    """Return what the person was told of returns that are still open, the newest of each.

    Who reviews or leads is told of what is late for long; the reporter of his own office's returns.
    """
    waiting = Notice.objects.filter(of__state__in=WITH_REPORTER)
    rows = access.see(person, waiting.select_related("of__office", "of__form"))
    files = access.may(person, access.Act.FILE_RETURN)
    rows = (
        rows.exclude(occasion=Occasion.ESCALATED)
        if files
        else rows.filter(occasion=Occasion.ESCALATED)
    )
    newest = {one.of_id: one for one in rows.order_by("day", "pk")}
    return list(newest.values())[:MOST_TOLD]
