"""A paper's life: composed, replaced, checked, issued, withdrawn; and who took it away.

What a paper says is in its versions, which are only ever added; an issued paper is never changed
again, a wrong one is withdrawn with its reason and another takes its place.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from kaimenhong.documents.open import open_bytes
from kaimenhong.writing.issuing import numbered
from kaimenhong.writing.papers.compose import compose, title_of
from kaimenhong.writing.papers.kinds import kind
from kaimenhong.writing.papers.pieces import Options
from kaimenhong.writing.stamping import unstamped
from office.campaigns import queries as campaigns
from office.campaigns.models import Campaign
from office.papers import dossier, refusals
from office.papers.checking import Found, findings, without_blanks
from office.papers.ledger import filled_copy
from office.papers.models import Happened, Paper, PaperEvent, PaperVersion, State
from office.papers.numbering import Issue, give_number
from office.papers.queries import paper as paper_of
from office.papers.traced import figures
from office.people import access, audit
from office.people.models import Area, Person
from office.returns.forming.queries import moment


@transaction.atomic
def draft(
    *, by: Person, campaign: int | None, kind_code: str, options: Options, today: date
) -> Paper:
    """Compose a paper and keep it as a draft; raises as `write` does."""
    found, wanted = campaign_of(by, campaign), kind(kind_code)
    content = dossier.gather(by, found, wanted, today=today)
    data = compose(content, wanted, options)
    paper = Paper.objects.create(
        campaign=found,
        kind=wanted.code,
        title=title_of(content, wanted),
        as_of=content.as_of,
    )
    _add_version(paper, data, by=by, figures=figures(content))
    note_down(paper, Happened.COMPOSED, by=by)
    return paper


@transaction.atomic
def fill(
    *, by: Person, campaign: int | None, kind_code: str, file_name: str, data: bytes, today: date
) -> Paper:
    """Fill the person's own template instead of the kind's, and keep it as a draft.

    The template is the first version, as it came; the filled copy is the second. What the ledger
    has nothing for stays open; a template without any blank is told of until the issue. Raises as
    `draft` does, and as `replace` does of the file.
    """
    found, wanted = campaign_of(by, campaign), kind(kind_code)
    refusals.refuse_other_than_word(file_name, data)
    day = found.day(today)
    filled = filled_copy(by, found, file_name, data, day=day)
    paper = Paper.objects.create(
        campaign=found,
        kind=wanted.code,
        title=f"{found.area.name}{found.period_label}{wanted.name}",
        as_of=day,
    )
    _add_version(paper, data, by=by, figures=[])
    _add_version(paper, filled.data, by=by, figures=[])
    warning = without_blanks(file_name, data, filled.blanks)
    note_down(paper, Happened.FILLED, by=by, note=file_name, found=warning)
    return paper


@transaction.atomic
def replace(*, by: Person, paper: int, file_name: str, data: bytes, note: str = "") -> Paper:
    """Put an edited .docx in the place of the paper's file; it has to be checked anew.

    The stamp that it went out with comes off.

    Raises PAPER_FROZEN where it was issued, FILE_KIND and the other mistakes of documents where the
    file is no .docx or too large.
    """
    row = _open(by, paper)
    refusals.refuse_other_than_word(file_name, data)
    open_bytes(file_name, data)  # its limits, and whether it is marked secret
    _add_version(row, unstamped(data), by=by, figures=row.newest.figures)
    _change_state(row, State.DRAFT)
    note_down(row, Happened.REPLACED, by=by, note=note)
    return row


@transaction.atomic
def recompose(*, by: Person, paper: int, options: Options, today: date) -> Paper:
    """Write the paper anew from the ledger as it is now; what was edited stays in its version."""
    row = _open(by, paper)
    content = dossier.gather(by, row.campaign, row.of_kind, today=today)
    data = compose(content, row.of_kind, options)
    row.as_of, row.title = content.as_of, title_of(content, row.of_kind)
    row.save(update_fields=["as_of", "title"])
    _add_version(row, data, by=by, figures=figures(content))
    _change_state(row, State.DRAFT)
    note_down(row, Happened.COMPOSED, by=by)
    return row


@transaction.atomic
def check(*, by: Person, paper: int, version: int, today: date) -> list[Found]:
    """Check the version that the person looked at, and mark the paper as checked.

    Number and day are not missing yet: they are given at the issue. Raises PAPER_FROZEN where the
    paper was issued, or somebody has put another version in its place.
    """
    row = _open(by, paper)
    refusals.refuse_older(row, version)
    newest = row.newest
    as_issued = numbered(bytes(newest.data), number=_TRIAL, on=today)
    found = findings(by, newest, as_issued, today=today)
    _change_state(row, State.CHECKED)
    note_down(row, Happened.CHECKED, by=by, found=found)
    return found


_TRIAL = "试〔0001〕1号"  # what stands in for a number while a paper is only checked


@transaction.atomic
def issue(*, by: Person, paper: int, version: int, given: Issue, today: date) -> Paper:
    """Issue a checked paper: numbered, checked once more, frozen with its seal.

    Raises PAPER_FROZEN where it is not checked or somebody put another version in its place,
    EMBARGOED with figures not released yet, PAPER_UNFILLED with blanks left, PAPER_UNAPPROVED where
    a paper that names people has nobody's approval, PAPER_REASON_MISSING with findings and no
    reason, PAPER_NUMBER_TAKEN.
    """
    row = paper_of(by, paper)
    access.require(by, access.Act.ISSUE_PAPER, area=row.campaign.area)
    refusals.refuse_unchecked(row)
    refusals.refuse_older(row, version)
    refusals.refuse_unapproved(row, given.authorised_by)
    newest = row.newest
    refusals.refuse_embargoed(newest)
    give_number(row, given)
    data = numbered(bytes(newest.data), number=row.numbered, on=given.on)
    found = findings(by, newest, data, today=today)
    refusals.refuse_open(found)
    refusals.refuse_without_reason(found, given.despite)
    row.state, row.issued_on = State.ISSUED, given.on
    row.authorised_by = given.authorised_by.strip()
    _save_numbered(row)
    _add_version(row, data, by=by, figures=newest.figures)
    note_down(row, Happened.ISSUED, by=by, note=given.despite.strip(), found=found)
    return row


@transaction.atomic
def withdraw(*, by: Person, paper: int, reason: str) -> Paper:
    """Withdraw an issued paper; it stays readable, marked with the reason."""
    row = paper_of(by, paper)
    access.require(by, access.Act.ISSUE_PAPER, area=row.campaign.area)
    if row.state != State.ISSUED:
        raise refusals.frozen("已印发的材料", row.get_state_display(), "没有印发的直接修改即可")
    refusals.refuse_blank_reason(reason)
    _change_state(row, State.WITHDRAWN)
    note_down(row, Happened.WITHDRAWN, by=by, note=reason.strip())
    return row


@transaction.atomic
def note_seen(*, by: Person, paper: Paper) -> None:
    """Keep that the person has looked at this version of the paper, once."""
    version = paper.newest.version
    seen = paper.events.filter(happened=Happened.SEEN, by=by, version=version)
    if not seen.exists():
        PaperEvent.objects.create(
            paper=paper, version=version, happened=Happened.SEEN, by=by, at=_now(paper)
        )


def campaign_of(by: Person, pk: int | None) -> Campaign:
    """Return the campaign to write of, the newest where none is named, to whoever may write."""
    access.require(by, access.Act.WRITE_PAPER)
    found = campaigns.campaign(by, pk)
    # Who reaches a part of the area only would issue a paper of the whole with that part in it.
    access.fetch(by, Area.objects.all(), pk=found.area_id)
    return found


def _open(by: Person, pk: int) -> Paper:
    """Return a paper that may still be changed, to whoever may write it."""
    row = paper_of(by, pk)
    access.require(by, access.Act.WRITE_PAPER, area=row.campaign.area)
    if not row.is_open:
        raise refusals.frozen(
            "还没有印发的材料", row.get_state_display(), "印发后不能再改；有错请撤回后另写一份"
        )
    return row


def _add_version(
    paper: Paper, data: bytes, *, by: Person, figures: list[dict[str, object]]
) -> PaperVersion:
    return PaperVersion.objects.create(
        paper=paper,
        version=paper.versions.count() + 1,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        figures=figures,
        by=by,
        at=_now(paper),
    )


def _now(paper: Paper) -> datetime:
    """Return the moment of what happens to a paper: a demonstration stands on its day."""
    return moment(paper.campaign, timezone.now())


def _change_state(paper: Paper, state: State) -> None:
    paper.state = state
    paper.save(update_fields=["state"])


def note_down(
    paper: Paper,
    happened: Happened,
    *,
    by: Person,
    note: str = "",
    found: list[Found] | None = None,
    version: int | None = None,
) -> None:
    """Add what happened to the paper's own life, and to the audit."""
    newest = paper.newest
    number = version or newest.version
    PaperEvent.objects.create(
        paper=paper,
        version=number,
        happened=happened,
        note=note[:300],
        findings=[one.stored() for one in found or []],
        by=by,
        at=_now(paper),
    )
    audit.record(
        by=by,
        act=f"paper.{happened.value}",
        on=paper.title[:120],
        detail={"paper": paper.pk, "version": number, "sha256": newest.sha256, "note": note[:300]},
    )


def _save_numbered(paper: Paper) -> None:
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError as taken:
        raise refusals.number_taken(paper.numbered) from taken
