"""Places among siblings: rank, how it moved, who is ahead, by the printed figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from kaimenhong.facts import amount, own_unit, published
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.indicator import catalogue
from kaimenhong.terms.subject import name_of
from kaimenhong.writing.ledger.looking import look_up
from kaimenhong.writing.ledger.question import Answer, Found, Question, nothing
from kaimenhong.writing.ledger.regions import Regions

PLACE = "位"
FEWEST_PEERS = 2
# A rank is of what stands behind it.
RANKED = {Measure.GROWTH_RANK: Measure.GROWTH, Measure.LEVEL_RANK: Measure.LEVEL}


@dataclass(frozen=True, slots=True)
class Standings:
    """The siblings that have a figure, best first, with the place of each; ties share one.

    `missing` are the siblings of which the ledger has no such figure: they take no part.
    """

    places: tuple[tuple[str, int, Answer], ...]
    missing: tuple[str, ...]

    def place(self, subject: str) -> int | None:
        """Give the place of a subject, None where it takes no part."""
        return next((place for one, place, _ in self.places if one == subject), None)

    @property
    def told(self) -> str:
        """Tell the figures in their order."""
        each = (f"{name_of(one)}{answer.value:f}{answer.unit}" for one, _, answer in self.places)
        return "、".join(each)


def standings(regions: Regions, question: Question) -> Standings:
    """Rank the siblings of the question's subject on what it asks, its subject included.

    Ranked on printed digits; the place after a tie is skipped (1, 2, 2, 4). Of an indicator that is
    better when smaller the smallest is first. A sibling with several answers takes no part.
    """
    asked = [
        (one, look_up(regions.ledger, replace(question, subject=one)).one)
        for one in regions.siblings(question.subject)
    ]
    known = [(one, answer, _merit(question, answer)) for one, answer in asked if answer]
    known.sort(key=lambda row: row[2], reverse=True)
    merits = [merit for _, _, merit in known]
    places = tuple((one, merits.index(merit) + 1, answer) for one, answer, merit in known)
    return Standings(places, tuple(one for one, answer in asked if answer is None))


def _merit(question: Question, answer: Answer) -> Decimal:
    """Give the printed figure so that greater is better."""
    unit = own_unit(question.indicator, question.measure, answer.unit)
    value = published(amount(answer.value, answer.unit, unit), unit) or Decimal(0)
    known = catalogue().get(question.indicator)
    return -value if known and known.direction == "down" else value


def rank(regions: Regions, question: Question) -> Found:
    """Answer a rank: the published one, else the place among the siblings that have a figure.

    `question.measure` is a rank. Nothing where the subject or all others have no figure, or where
    more of the siblings lack it than have it.
    """
    stands = look_up(regions.ledger, question)
    if stands.answers:
        return stands
    behind = replace(question, measure=RANKED[question.measure], unit=None)
    found = standings(regions, behind)
    place = found.place(question.subject)
    if place is None:
        return nothing(f"台账里没有可以排位的{behind.measure.label}", stands.near)
    if len(found.places) < FEWEST_PEERS or len(found.missing) >= len(found.places):
        return nothing(f"同级地区中只有{len(found.places)}个有数，排不出位次")
    return Found((_answer(found, place, behind),))


def _answer(found: Standings, place: int, behind: Question) -> Answer:
    tied = [one for one, other, _ in found.places if other == place]
    notes = [f"{len(found.places)}个地区参与排位"]
    if len(tied) > 1:
        notes.append(f"{'、'.join(map(name_of, tied))}并列")
    if found.missing:
        notes.append(f"{'、'.join(map(name_of, found.missing))}没有数，不参与")
    sources = tuple(row for _, _, answer in found.places for row in answer.sources)
    formula = f"按{behind.measure.label}由前到后：{found.told}"
    return Answer(Decimal(place), PLACE, sources, formula=formula, note="；".join(notes))


def moved(regions: Regions, question: Question, before: Question) -> Found:
    """Answer how a rank moved since an earlier period: positive is 前移, negative 后移."""
    now, then = rank(regions, question), rank(regions, before)
    if now.one is None or then.one is None:
        missing = now if now.one is None else then
        return nothing(missing.reason or "有几个位次", (*now.answers, *then.answers))
    value = then.one.value - now.one.value
    formula = f"{then.one.value:f}－{now.one.value:f}"
    sources = (*now.one.sources, *then.one.sources)
    return Found((Answer(value, PLACE, tuple(dict.fromkeys(sources)), formula=formula),))


def ahead(found: Standings, of: Iterable[str], value: Decimal) -> tuple[str, ...]:
    """Name the areas among `of` whose figure is greater than a value, best first."""
    wanted = set(of)
    return tuple(one for one, _, answer in found.places if one in wanted and answer.value > value)
