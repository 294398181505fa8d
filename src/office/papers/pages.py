"""What the page of one paper shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from office.papers import queries
from office.papers.checking import Found, warned
from office.papers.forms import IssueForm
from office.papers.models import Happened
from office.people import access
from office.people.models import Person


def paper(person: Person, pk: int, *, today: date) -> dict[str, object]:
    """Return the paper, its versions and events, who read it, and how it differs from the last."""
    row = queries.paper(person, pk)
    newest = row.newest
    last = queries.last_issue(row)
    events = list(queries.events(person, row))
    kept = (Happened.CHECKED, Happened.ISSUED)
    of_newest = (one for one in events if one.version == newest.version)
    checked = next((one for one in of_newest if one.happened in kept), None)
    writes = access.may_in(person, access.Act.WRITE_PAPER, row.campaign.area)
    return {
        "paper": row,
        "newest": newest,
        "versions": list(row.versions.select_related("by").defer("data").order_by("-version")),
        "events": events,
        "readers": list(queries.readers(person, row)) if writes else [],
        "checked": checked,
        "findings": [Found(**one) for one in checked.findings] if checked else [],
        "warned": warned(row) if writes and row.is_open else [],
        "last": last,
        "differences": queries.differences(last.newest.figures, newest.figures) if last else [],
        "may_write": writes and row.is_open,
        "may_issue": access.may_in(person, access.Act.ISSUE_PAPER, row.campaign.area),
        "today": today,
    }


def issue_form(person: Person, pk: int, typed: Mapping[str, str] | None) -> IssueForm:
    """Return the form of the issue: as typed, else with the 代字 that was used last."""
    if typed and "on" in typed:
        return IssueForm(typed)
    return IssueForm(initial={"mark": queries.suggested_mark(queries.paper(person, pk))})


def version_of(posted: Mapping[str, str]) -> int:
    """Return the version that the person looked at; 0, which never holds, where none is said."""
    text = posted.get("version", "")
    return int(text) if text.isdecimal() else 0
