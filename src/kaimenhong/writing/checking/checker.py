"""Checks a draft: every figure against the facts and against the draft itself."""

from __future__ import annotations

from kaimenhong.documents.document import Document
from kaimenhong.reading import reader
from kaimenhong.records import replace
from kaimenhong.terms.subject import name_of
from kaimenhong.writing.checking.columns import below_heads
from kaimenhong.writing.checking.context import Context, main_period
from kaimenhong.writing.checking.judged import Judged
from kaimenhong.writing.checking.judging import judge
from kaimenhong.writing.checking.naming import mended, misspelt
from kaimenhong.writing.checking.phrases import listed
from kaimenhong.writing.checking.recomputed import recomputed
from kaimenhong.writing.checking.said import said
from kaimenhong.writing.checking.sums import summed
from kaimenhong.writing.checking.verdict import Check
from kaimenhong.writing.ledger.ledger import Ledger
from kaimenhong.writing.ledger.regions import Regions, own_area


def check(document: Document, ledger: Ledger, *, area: str | None = None) -> Check:
    """Check every figure, name and phrase of a draft.

    `ledger` is what was known on the day of the check; `area` the one that the draft speaks for,
    by name or code, where the draft's own head is not to decide. Raises Mistake AREA_UNKNOWN where
    the facts do not have that area.
    """
    names = [name_of(one) for one in ledger.subjects if one.startswith("area:")]
    slips = misspelt(document.text, names)
    mended_text = _with_text(document, mended(document.text, slips))
    whose = name_of(own_area(ledger, area)) if area is not None else None
    read = reader.read(mended_text, of_year=ledger.year, places=ledger.places, whose=whose)
    regions = Regions(ledger, _own(ledger, area, read.head.area))
    context = Context(regions, main_period(read.statements))
    found: list[Judged] = []
    for one in said(read):
        found.append(judge(one, context, found))
    found = below_heads(summed(recomputed(found, context), read), document, context)
    figures = [*(one.checked for one in found), *slips, *listed(document.text)]
    figures.sort(key=lambda one: (one.start, one.end))
    return Check(document.name, document.text, tuple(figures))


def _with_text(document: Document, text: str) -> Document:
    if text == document.text:
        return document
    blocks = tuple(replace(one, text=text[one.start : one.end]) for one in document.blocks)
    return Document(document.name, text, blocks)


def _own(ledger: Ledger, area: str | None, head: str | None) -> str:
    if area is not None:
        return own_area(ledger, area)
    known = [one for one in ledger.subjects if head and name_of(one) == head]
    return known[0] if known else own_area(ledger, None)
