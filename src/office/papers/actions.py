"""Writing papers; who took which paper is kept, because it holds figures not yet released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kaimenhong.analysis.lights import Light
from kaimenhong.writing.papers.compose import compose
from kaimenhong.writing.papers.kinds import kind
from office.campaigns import queries as campaigns
from office.papers import dossier
from office.papers.facts import FactTable, facts
from office.people import access, audit
from office.people.models import Area, Person


@dataclass(frozen=True, slots=True)
class Written:
    """A paper ready to hand out."""

    file_name: str
    data: bytes
    summary: str


def write_bulletin(*, by: Person, campaign: int | None, today: date) -> Written:
    """Write the bulletin of a campaign, the newest where none is named.

    Raises Refused without the right to write papers, Mistake CAMPAIGN_MISSING or NOTHING_TO_REPORT
    where there is nothing to tell.
    """
    access.require(by, access.Act.WRITE_PAPER)
    found = campaigns.campaign(by, campaign)
    # Who reaches a part of the area only would issue a paper of the whole with that part in it.
    access.fetch(by, Area.objects.all(), pk=found.area_id)
    content = dossier.gather(by, found, kind("bulletin"), today=today)
    data = compose(content, kind("bulletin"))
    with transaction.atomic():
        audit.record(
            by=by,
            act="paper.bulletin",
            on=found.name,
            detail={"as_of": content.as_of.isoformat(), "rows": len(content.rows)},
        )
    lights = dossier.counted(content.rows)
    told = "，".join(f"{light.label} {lights[light]}" for light in Light)
    mark = "（演示数据）" if found.is_demo else ""
    return Written(
        file_name=f"{found.name}通报{content.as_of:%Y%m%d}{mark}.docx",
        data=data,
        summary=f"{len(content.rows)} 项目标，{told}",
    )


def hand_out_facts(*, by: Person) -> FactTable:
    """Give all figures and targets that the person sees as a fact file; kept in the audit.

    Raises Refused without the right to write papers: figures not yet released leave the house.
    """
    access.require(by, access.Act.WRITE_PAPER)
    made = facts(by)
    audit.record(by=by, act="facts.export", on=by.username, detail={"rows": made.table.num_rows})
    return made
