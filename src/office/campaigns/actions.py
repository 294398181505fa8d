"""Writes that open a campaign: a plan comes in as a draft, and a person's word starts it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kaimenhong.documents.open import open_bytes
from kaimenhong.reading.reader import read
from office.campaigns import opening, queries, questions
from office.campaigns.models import Campaign, Document
from office.campaigns.reading import actions as reading_actions
from office.campaigns.review import cases
from office.campaigns.review.queries import review
from office.campaigns.targets import actions as targets
from office.people import access, audit
from office.people.models import Person


@dataclass(frozen=True, slots=True)
class Opening:
    """A campaign just opened, and what it still asks of a person."""

    campaign: Campaign
    document: Document
    targets: int
    tasks: int
    questions: tuple[questions.Question, ...]


@transaction.atomic
def start(
    *,
    by: Person,
    file_name: str,
    data: bytes,
    now: datetime,
    area_code: str = "",
    is_demo: bool = False,
    frozen_on: date | None = None,
) -> Opening:
    """Read a plan and open its campaign in one go, everything taken as read.

    Raises what `upload` and `confirm` raise; nothing is written then.
    """
    document = upload(
        by=by,
        file_name=file_name,
        data=data,
        now=now,
        area_code=area_code,
        is_demo=is_demo,
        frozen_on=frozen_on,
    )
    return confirm(by=by, document=document.pk, now=now)


def upload(
    *,
    by: Person,
    file_name: str,
    data: bytes,
    now: datetime,
    area_code: str = "",
    is_demo: bool = False,
    frozen_on: date | None = None,
) -> Document:
    """Read a plan and keep it as a draft: no target and no board before a person confirms it.

    `area_code` says which area is meant where the plan names none, or several bear its name.
    Raises the Mistakes of opening and reading a document; PLAN_WITHOUT_AREA and
    PLAN_WITHOUT_TARGETS where it is no plan; CAMPAIGN_EXISTS where it came before;
    Refused where the area is not the person's. Nothing is written then.
    """
    access.require(by, access.Act.START_CAMPAIGN)
    digest = hashlib.sha256(data).hexdigest()
    # A long plan takes its time to read; the ledger stays open to others meanwhile.
    reading = read(open_bytes(file_name, data))
    opening.refuse_what_is_no_plan(reading, file_name, area_code)
    with transaction.atomic():
        area = opening.area_of(reading, area_code, by=by)
        opening.refuse_second_start(digest, file_name, area=area, by=by)
        period = opening.campaign_period(reading)
        campaign = Campaign.objects.create(
            name=opening.campaign_name(reading, area, period),
            area=area,
            period=period.code,
            is_demo=is_demo,
            is_draft=True,
            frozen_on=frozen_on,
            opened_at=now,
            opened_by=by,
        )
        document = reading_actions.keep(
            campaign, reading, file_name=file_name, digest=digest, by=by
        )
        audit.record(
            by=by,
            act="plan.upload",
            on=campaign.name,
            detail={"file": file_name, "sha256": digest, "statements": len(reading.statements)},
        )
        return document


@transaction.atomic
def confirm(*, by: Person, document: int, now: datetime) -> Opening:
    """Open the campaign of a draft: its targets are what the reviewed statements set.

    What nobody looked at counts as read; what is still in question is marked so on the board.
    Raises PLAN_WITHOUT_TARGETS where no statement can be a target, Refused where the plan is not
    the person's to confirm. Confirming twice changes nothing.
    """
    row = queries.document(by, document)
    campaign = row.campaign
    access.require(by, access.Act.START_CAMPAIGN, area=campaign.area)
    found = review(row)
    made = targets.renew(found, by=by)
    if not made:
        raise opening.no_targets(row.title or row.file_name, row.file_name)
    reading_actions.expand_groups(row, by=by)
    asked = questions.of(review(queries.document(by, document)))
    if campaign.is_draft:
        campaign.is_draft, campaign.opened_at, campaign.opened_by = False, now, by
        campaign.save(update_fields=["is_draft", "opened_at", "opened_by"])
        audit.record(
            by=by,
            act="campaign.start",
            on=campaign.name,
            detail={
                "file": row.file_name,
                "sha256": row.sha256,
                "targets": made,
                "tasks": len(found.tasks),
                "open": found.open,
            },
        )
    return Opening(campaign, row, made, len(found.tasks), asked)


@transaction.atomic
def discard(*, by: Person, document: int, now: datetime, reason: str = "") -> Document:
    """Take a draft back as if it had never come: it is shown to nobody, and the audit keeps it.

    Decisions are never deleted, so its rows stay. Raises CAMPAIGN_EXISTS where the campaign was
    opened already, Refused where the plan is not the person's to review.
    """
    row = queries.draft(by, document)
    campaign = row.campaign
    campaign.discarded_at, campaign.discarded_by = now, by
    campaign.save(update_fields=["discarded_at", "discarded_by"])
    detail = {"document": row.pk, "file": row.file_name, "sha256": row.sha256, "note": reason[:200]}
    audit.record(
        by=by,
        act="plan.discard",
        on=campaign.name,
        detail={**detail, "decisions": row.decisions.count()},
    )
    return row


@transaction.atomic
def hand_out_cases(*, by: Person) -> list[dict[str, object]]:
    """Return what people decided, as cases for the tests of the reading; kept in the audit."""
    access.require(by, access.Act.REVIEW_READING)
    documents = access.see(by, Document.objects.order_by("pk"))
    found = [case for row in documents for case in cases.of(review(queries.document(by, row.pk)))]
    audit.record(by=by, act="review.cases", on=by.username, detail={"cases": len(found)})
    return found
