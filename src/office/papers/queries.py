"""Reads about papers, each through the door of `people.access`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.utils import timezone

from kaimenhong.errors import Code, Refused
from kaimenhong.writing.numerals import day
from office.papers.models import Happened, Paper, PaperEvent, PaperVersion, State
from office.people import access
from office.people.models import Person
from office.releases import queries as releases
from office.returns.models import Observation

PUBLIC = (State.ISSUED, State.WITHDRAWN)
REASON = 60  # characters of a reason that the head of a page has room for


def papers(person: Person) -> QuerySet[Paper]:
    """Return the papers that the person reaches, the newest first.

    What is not issued yet is for those who write papers; the others read what was issued.
    """
    rows = access.see(person, Paper.objects.select_related("campaign__area"))
    return rows if access.may(person, access.Act.WRITE_PAPER) else rows.filter(state__in=PUBLIC)


def paper(person: Person, pk: int) -> Paper:
    """Return one paper; Refused where it is not the person's to see, or not yet: EMBARGOED."""
    row = access.fetch(person, papers(person), pk=pk)
    if row.is_open and told_of(row.newest).filter(releases.withheld(person)).exists():
        raise embargoed("知悉人员", "您不在知悉范围内，请等到发布以后")
    return row


def told_of(version: PaperVersion) -> QuerySet[Observation]:
    """Return the ledger's figures that a version was written from."""
    return Observation.objects.filter(pk__in=[one["fact"] for one in version.figures])


def is_embargoed(version: PaperVersion) -> bool:
    """Tell whether a version has figures that are under embargo for anybody."""
    return told_of(version).filter(releases.unreleased()).exists()


def embargoed(expected: str, remedy: str) -> Refused:
    """Make the refusal of figures that are not released yet."""
    return Refused(Code.EMBARGOED, expected=expected, came="材料里有保密中的数据", remedy=remedy)


def version(person: Person, pk: int, number: int) -> PaperVersion:
    """Return one file of a paper; of an issued one the others are for those who write papers."""
    row = paper(person, pk)
    found = access.fetch(person, row.versions.select_related("paper__campaign"), version=number)
    if found != row.newest:
        access.require(person, access.Act.WRITE_PAPER)
    return found


def events(person: Person, row: Paper) -> QuerySet[PaperEvent]:
    """Return what happened to the paper, the newest first, without who looked at it."""
    looks = (Happened.SEEN, Happened.HANDED_OUT)
    rows = PaperEvent.objects.filter(paper=row).exclude(happened__in=looks)
    return access.see(person, rows.select_related("by")).order_by("-pk")


def readers(person: Person, row: Paper) -> QuerySet[PaperEvent]:
    """Return who looked at the paper and who took it away, the newest first."""
    looks = (Happened.SEEN, Happened.HANDED_OUT)
    rows = PaperEvent.objects.filter(paper=row, happened__in=looks).select_related("by")
    return access.see(person, rows).order_by("-pk")


def withdrawal(row: Paper) -> str:
    """Return when and why a paper was withdrawn, as short as the head of a page needs it."""
    event = row.events.filter(happened=Happened.WITHDRAWN).latest("pk")
    reason = event.note if len(event.note) <= REASON else f"{event.note[: REASON - 1]}…"
    return f"{day(timezone.localtime(event.at).date())}　原因：{reason}"


def last_issue(row: Paper) -> Paper | None:
    """Return the paper of the same kind that was issued last before this one, in its campaign."""
    before = Paper.objects.filter(campaign=row.campaign_id, kind=row.kind, state=State.ISSUED)
    return before.exclude(pk=row.pk).filter(pk__lt=row.pk).order_by("-pk").first()


@dataclass(frozen=True, slots=True)
class Difference:
    """How one figure differs from the last issue; "" where it is not there."""

    what: str
    before: str
    after: str

    @property
    def word(self) -> str:
        """Say what happened to it."""
        if not self.before:
            return "新增"
        return "变化" if self.after else "不再列出"


type Figure = Mapping[str, str]


def differences(before: Sequence[Figure], after: Sequence[Figure]) -> list[Difference]:
    """Return the figures that changed, came and went, in the order of the later paper.

    A figure is known by area, indicator and measure; its period may move on.
    """
    then, now = ({one["key"]: one for one in figures} for figures in (before, after))
    found = [
        Difference(one["what"], _shown(then.get(key)), _shown(one))
        for key, one in now.items()
        if _shown(then.get(key)) != _shown(one)
    ]
    gone = [Difference(one["what"], _shown(one), "") for key, one in then.items() if key not in now]
    return [*found, *gone]


def _shown(figure: Figure | None) -> str:
    return f"{figure['shown']}（{figure['period']}）" if figure else ""


def suggested_mark(row: Paper) -> str:
    """Return the 代字 that the campaign's last numbered paper bore, to be confirmed."""
    rows = Paper.objects.filter(campaign__area=row.campaign.area_id, number__isnull=False)
    last = rows.order_by("-pk").first()
    return last.mark if last else ""


def next_number(mark: str, year: int) -> int:
    """Return the number after the last one of this 代字 in this year."""
    numbers = Paper.objects.filter(mark=mark, year=year).aggregate(last=Max("number"))
    return (numbers["last"] or 0) + 1
