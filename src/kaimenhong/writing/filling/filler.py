"""All blanks of a template, filled from the facts or left with the reason, in reading order."""

from __future__ import annotations

from kaimenhong.documents.document import Document
from kaimenhong.facts import Reading
from kaimenhong.reading import reader
from kaimenhong.terms.subject import name_of
from kaimenhong.writing.checking.context import Context, main_period
from kaimenhong.writing.checking.judged import Judged, judged
from kaimenhong.writing.checking.verdict import Verdict
from kaimenhong.writing.filling.binding import Bound, bind, rank_move
from kaimenhong.writing.filling.blank import Blank, Filling, Status
from kaimenhong.writing.filling.marks import NOT_READ
from kaimenhong.writing.filling.showing import Shown, shown, told
from kaimenhong.writing.filling.spots import Spot, spots
from kaimenhong.writing.ledger.ledger import Ledger
from kaimenhong.writing.ledger.regions import Regions, own_area


def fill(document: Document, ledger: Ledger, *, area: str | None = None, mark: str = "") -> Filling:
    """Say of every blank what it is filled with, or why it is left.

    `mark` is what `cells.opened` put into the template's empty cells.

    `ledger` is what was known on the day; `area` the one that the template speaks for, where its
    own head is not to decide. Raises Mistake AREA_UNKNOWN where the facts do not have that area.
    """
    whose = name_of(own_area(ledger, area)) if area is not None else None
    read = reader.read(document, of_year=ledger.year, places=ledger.places, whose=whose)
    context = Context(Regions(ledger, _own(ledger, area, read)), main_period(read.statements))
    filled: list[Blank] = []
    known: list[Judged] = []
    for spot in spots(read):
        blank, as_known = _fill(spot, context, read.text, known)
        filled.append(blank)
        if as_known is not None:
            known.append(as_known)
    empty = [one for one in filled if mark and one.text == mark and _says_nothing(one)]
    told = tuple(one for one in filled if one not in empty)
    return Filling(document.name, document.text, told, mark, tuple(empty))


def _says_nothing(one: Blank) -> bool:
    return one.status is Status.UNKNOWN


def _own(ledger: Ledger, area: str | None, read: Reading) -> str:
    if area is not None:
        return own_area(ledger, area)
    head = read.head.area
    named = [one for one in ledger.subjects if head and name_of(one) == head]
    return named[0] if named else own_area(ledger, None)


def _fill(
    spot: Spot, context: Context, text: str, earlier: list[Judged]
) -> tuple[Blank, Judged | None]:
    said = spot.said or rank_move(spot)
    if spot.marks.none_because or said is None:
        return _left(spot, Bound(reason=spot.marks.none_because or NOT_READ)), None
    bound = bind(spot, said, context, text, earlier)
    if bound.one is None:
        as_known = judged(said, Verdict.UNKNOWN, claim=bound.claim) if bound.claim else None
        return _left(spot, bound), as_known
    put = (
        shown(bound.claim, bound.one, said, context.regions)
        if bound.claim
        else Shown(told(bound.one, said.unit))
    )
    as_known = judged(said, Verdict.RIGHT, claim=bound.claim, answer=bound.one)
    if put.text is None:
        return _left(spot, bound, put.reason), as_known
    return _filled(spot, bound, put), as_known


def _filled(spot: Spot, bound: Bound, put: Shown) -> Blank:
    marks = spot.marks
    return Blank(
        marks.start,
        marks.end,
        marks.text,
        Status.FILLED,
        begin=marks.start - put.takes,
        shown=put.text,
        question=bound.claim.one if bound.claim else None,
        reference=_reference(bound),
        answer=bound.one,
    )


def _reference(bound: Bound) -> str | None:
    """Name what a distance is held against, where it is another area."""
    claim = bound.claim
    if claim is None or claim.other is None or claim.other.subject == claim.one.subject:
        return None
    return name_of(claim.other.subject)


def _left(spot: Spot, bound: Bound, reason: str = "") -> Blank:
    marks = spot.marks
    several = len(bound.answers) > 1
    return Blank(
        marks.start,
        marks.end,
        marks.text,
        Status.AMBIGUOUS if several else Status.UNKNOWN,
        begin=marks.start,
        question=bound.claim.one if bound.claim else None,
        candidates=bound.answers or bound.near,
        reason=reason or bound.reason,
    )
