"""What is checked before a paper goes out: what is still open, and figures that moved on since.

An issued paper keeps its findings. Nothing is put right here: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from kaimenhong.documents.open import open_bytes
from kaimenhong.writing.checking.checker import check
from kaimenhong.writing.checking.report import told
from kaimenhong.writing.issuing import leftovers
from office.board import held, queries
from office.papers.ledger import ledger_of, subject_of
from office.papers.models import PaperVersion
from office.papers.traced import shown
from office.people import access
from office.people.models import Person
from office.returns.models import Observation


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that the check found; what is `blocking` must be mended before the issue."""

    what: str
    where: str
    blocking: bool

    def stored(self) -> dict[str, object]:
        """Return it as the ledger of papers keeps it."""
        return asdict(self)


def findings(by: Person, version: PaperVersion, data: bytes, *, today: date) -> list[Found]:
    """Return what is open in the file, then the figures that the ledger has otherwise by now."""
    still_open = [Found(one.what, one.where, blocking=True) for one in leftovers(data)]
    return [*still_open, *_moved_on(by, version, today), *_wrong(by, version, data, today)]


def _wrong(by: Person, version: PaperVersion, data: bytes, today: date) -> Iterator[Found]:
    """Yield what the check of the text calls wrong: by the ledger, or by the text itself."""
    campaign = version.paper.campaign
    document = open_bytes("材料.docx", data)
    known = ledger_of(by, as_of=campaign.day(today))
    for one in check(document, known, area=subject_of(campaign.area)).bad:
        around = document.text[max(0, one.start - AROUND) : one.end].rpartition("\n")[2]
        yield Found(told(one), around.strip(), blocking=False)


AROUND = 24


def _moved_on(by: Person, version: PaperVersion, today: date) -> Iterator[Found]:
    """Yield the figures of which another version, or a firmer one, holds now."""
    until = queries.end_of(version.paper.campaign.day(today))
    used = {figure["fact"]: figure for figure in version.figures}
    facts = access.see(by, Observation.objects.filter(pk__in=used).select_related("area"))
    holding = held.figures({fact.indicator for fact in facts}, until)
    for fact in facts:
        now = holding.get((fact.area.subject, fact.indicator, fact.period, fact.measure))
        if now is None or now.fact == fact.pk:
            continue
        newer = access.see(by, Observation.objects.filter(pk=now.fact)).first()
        if newer is not None and shown(newer) != used[fact.pk]["shown"]:
            what = f"台账里已是{shown(newer)}，材料里是{used[fact.pk]['shown']}"
            yield Found(what, str(used[fact.pk]["what"]), blocking=False)
