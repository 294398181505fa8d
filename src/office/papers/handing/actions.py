"""Hand out papers and the ledger; who took which is kept: they hold figures not yet released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from kaimenhong.analysis.lights import Light
from kaimenhong.documents.convert import to_pdf
from kaimenhong.writing.dossier import Dossier
from kaimenhong.writing.papers.compose import compose, narrowed
from kaimenhong.writing.papers.kinds import Kind, kind
from kaimenhong.writing.papers.pieces import Options
from kaimenhong.writing.stamping import WITHDRAWN, stamped
from office.campaigns.models import Campaign
from office.papers import dossier
from office.papers.actions import campaign_of, note_down
from office.papers.facts import FactTable, facts
from office.papers.models import Happened, PaperVersion, State
from office.papers.queries import version as version_of
from office.papers.queries import withdrawal
from office.people import access, audit
from office.people.models import Person
from office.returns.forming.queries import moment


@dataclass(frozen=True, slots=True)
class Written:
    """A paper ready to hand out; `figures` is how many of the ledger's it tells."""

    file_name: str
    data: bytes
    summary: str
    figures: int


def write(
    *, by: Person, campaign: int | None, kind_code: str, options: Options, today: date
) -> Written:
    """Write a paper of a campaign, the newest where none is named, without keeping it.

    Raises Refused without the right to write papers, Mistake PAPER_KIND_UNKNOWN, CAMPAIGN_MISSING
    or NOTHING_TO_REPORT where there is nothing to tell.
    """
    found, wanted = campaign_of(by, campaign), kind(kind_code)
    content = dossier.gather(by, found, wanted, today=today)
    data = compose(content, wanted, options)
    with transaction.atomic():
        audit.record(
            by=by,
            act="paper.write",
            on=found.name,
            detail={
                "kind": wanted.code,
                "as_of": content.as_of.isoformat(),
                "rows": len(content.rows),
            },
        )
    summary = _summary(narrowed(content, wanted))
    return Written(_file_name(found, wanted, content), data, summary, len(content.sources))


def hand_out(*, by: Person, paper: int, version: int, pdf: bool = False) -> Written:
    """Give the file of a version, as .pdf where LibreOffice is installed; kept in the audit.

    What is not issued bears a stamp on every page that says so, and who took it when; what was
    withdrawn bears when and why.

    Raises PDF_UNAVAILABLE where it is not, Refused where the version is not the person's to see.
    """
    found = version_of(by, paper, version)
    data = _marked(found, by)
    if pdf:
        data = to_pdf(data)
    form = "pdf" if pdf else "docx"
    with transaction.atomic():
        note_down(found.paper, Happened.HANDED_OUT, by=by, note=form, version=version)
    mark = "（演示数据）" if found.paper.campaign.is_demo else ""
    name = f"{found.paper.title}（{found.paper.get_state_display()}第{version}版）{mark}.{form}"
    return Written(name, data, "", len(found.figures))


def _marked(version: PaperVersion, by: Person) -> bytes:
    """Return a copy that says what it is worth: copies go about without the page that tells."""
    data, row = bytes(version.data), version.paper
    if row.is_open or version != row.newest:
        at = timezone.localtime(moment(row.campaign, timezone.now()))
        return stamped(data, f"{by} {at:%Y-%m-%d %H:%M}")
    if row.state == State.WITHDRAWN:
        return stamped(data, withdrawal(row), mark=WITHDRAWN)
    return data


def hand_out_facts(*, by: Person) -> FactTable:
    """Give all figures and targets that the person sees as a fact file; kept in the audit.

    Raises Refused without the right to write papers: figures not yet released leave the house.
    """
    access.require(by, access.Act.WRITE_PAPER)
    made = facts(by)
    audit.record(by=by, act="facts.export", on=by.username, detail={"rows": made.table.num_rows})
    return made


def _file_name(campaign: Campaign, wanted: Kind, content: Dossier) -> str:
    mark = "（演示数据）" if campaign.is_demo else ""
    return f"{campaign.name}{wanted.name}{content.as_of:%Y%m%d}{mark}.docx"


def _summary(content: Dossier) -> str:
    lights = dossier.counted(content.rows)
    told = "，".join(f"{light.label} {lights[light]}" for light in Light)
    return f"{len(content.rows)} 项目标，{told}"
