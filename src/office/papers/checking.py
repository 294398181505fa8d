"""What is checked before a paper goes out: what is still open, and figures that are not right.

An issued paper keeps its findings. Nothing is put right here: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from kaimenhong.documents.document import Document, Piece, join
from kaimenhong.documents.open import open_bytes
from kaimenhong.writing.checking.checker import check
from kaimenhong.writing.checking.report import told
from kaimenhong.writing.checking.verdict import Verdict
from kaimenhong.writing.issuing import leftovers
from kaimenhong.writing.pressing import pressing
from office.board import held, queries
from office.papers.facts import subject_of
from office.papers.ledger import ledger_of
from office.papers.models import Happened, Paper, PaperVersion
from office.papers.queries import is_embargoed
from office.papers.traced import shown
from office.people import access
from office.people.models import Person
from office.returns.models import Observation

AROUND = 30  # characters told of what stands before a figure


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
    """Return what is open in the file, what the ledger has otherwise, what does not hold in words.

    The tables that a paper brings along come from the ledger itself; what is checked in words is
    the running text, where people write.
    """
    still_open = [Found(one.what, one.where, blocking=True) for one in leftovers(data)]
    day = version.paper.campaign.day(today)
    text = running_text(data)
    wrong = _wrong(by, version, text, day)
    moved = _moved_on(by, version, day)
    return [*still_open, *warned(version.paper), *moved, *wrong, *_pressing(text)]


def without_blanks(file_name: str, template: bytes, blanks: int) -> list[Found]:
    """Tell of a template that leaves nothing to fill: the ledger has no part in the paper."""
    if blanks or leftovers(template):
        return []
    what = "所用的模板没有一处空白，材料里没有数字出自台账；要填数的地方请写 XX"
    return [Found(what, file_name, blocking=False)]


def warned(paper: Paper) -> list[Found]:
    """Return what was found of the template when the paper was last written or filled."""
    written = (Happened.COMPOSED, Happened.FILLED)
    last = paper.events.filter(happened__in=written).last()
    return [Found(**one) for one in last.findings] if last else []


def _pressing(text: Document) -> Iterator[Found]:
    """Yield the phrases that press for figures instead of work."""
    for one in pressing(text.text):
        what = f"“{one.phrase}”：{one.why}；可改为“{one.instead}”"
        yield Found(what, _around(text, one.start, one.end), blocking=False)


def _around(text: Document, start: int, end: int) -> str:
    return text.text[max(0, start - AROUND) : end].rpartition("\n")[2].strip()


def _wrong(by: Person, version: PaperVersion, text: Document, day: date) -> Iterator[Found]:
    """Yield what the check of the text calls wrong: by the ledger, or by the text itself."""
    # What the check says is read by all who write papers.
    known = ledger_of(by, as_of=day, released=not is_embargoed(version))
    area = subject_of(version.paper.campaign.area)
    for one in check(text, known, area=area).bad:
        if one.verdict is Verdict.STALE:
            continue  # told above, by the very rows that the paper was written from
        yield Found(told(one), _around(text, one.start, one.end), blocking=False)


def running_text(data: bytes) -> Document:
    """Return the paper without its tables."""
    blocks = open_bytes("材料.docx", data).blocks
    return join("材料.docx", [Piece(b.text, b.kind) for b in blocks if b.table is None])


def _moved_on(by: Person, version: PaperVersion, day: date) -> Iterator[Found]:
    """Yield the figures of which another version, or a firmer one, holds now."""
    used = {figure["fact"]: figure for figure in version.figures}
    facts = access.see(by, Observation.objects.filter(pk__in=used).select_related("area"))
    holding = held.figures(by, {fact.indicator for fact in facts}, queries.end_of(day))
    for fact in facts:
        now = holding.get((fact.area.subject, fact.indicator, fact.period, fact.measure))
        if now is None or now.fact == fact.pk:
            continue
        newer = access.see(by, Observation.objects.filter(pk=now.fact)).first()
        if newer is not None and shown(newer) != used[fact.pk]["shown"]:
            what = f"台账里已是{shown(newer)}，材料里是{used[fact.pk]['shown']}"
            yield Found(what, str(used[fact.pk]["what"]), blocking=False)
