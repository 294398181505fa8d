"""The waist: what every input becomes and every output is made of.

A Statement is a figure as a document states it; an Observation is a figure as the ledger holds it;
a Finding is what a check says about either. `FACTS` is the schema of the one table that analysis
takes. The words are those of docs/reference/reading.md and docs/reference/facts.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from kaimenhong.errors import Mistake, Place
from kaimenhong.records import record
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms import lineage, quantity
from kaimenhong.terms.codelists import (
    Accumulation,
    Comparator,
    Measure,
    PriceBasis,
    Role,
    Status,
    Tier,
)
from kaimenhong.terms.period import Period


@record(frozen=True, slots=True)
class Why:
    """What decided one field of a statement: the rule, and the words that it went by.

    `field` is the name of the statement's field; `rule` is a code that
    `kaimenhong.reading.rules.told` puts into words. `start` and `end` are offsets into the
    document's text, None where no words of it decided (the kind of document, a default).
    """

    field: str
    rule: str
    start: int | None = None
    end: int | None = None


@record(frozen=True, slots=True)
class Unread:
    """What looks like a figure but became no statement; `rule` says why, as in `Why`."""

    rule: str
    start: int
    end: int
    text: str


@record(frozen=True, slots=True)
class Statement:
    """One figure about one indicator, as a document states it.

    `value` keeps the digits as written (`Decimal("16.50")`); it is None for a blank to fill and for
    `in_step_with`. `start` and `end` are offsets into the document's text; `text` is the slice.
    `why` tells what decided each field; it is no part of what is stated, so two statements are
    equal whatever their reasons.
    """

    role: Role
    indicator: str
    raw: str
    area: str | None
    period: Period | None
    measure: Measure
    comparator: Comparator
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    reference: str | None
    placeholder: bool
    start: int
    end: int
    text: str
    task: str | None = None
    why: tuple[Why, ...] = field(default=(), compare=False)


@record(frozen=True, slots=True)
class Task:
    """One action of a plan, with who answers for it. `number` is a path such as `二/一`."""

    number: str
    title: str
    text: str
    leaders: tuple[str, ...]
    lead_units: tuple[str, ...]
    units: tuple[str, ...]
    deadline: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements that cannot both be meant (`a`, `b` index them), or two spellings of a name.

    `kind` is `value`, `name` or `arithmetic`; for `name`, `a` and `b` are the spellings. `because`
    is the comparison or sum that shows it, in one line for a page; places are the statements' own,
    and for spellings `at_a` and `at_b`, offsets of their first appearance.
    """

    kind: str
    a: int | str
    b: int | str
    because: str = field(default="", compare=False)
    at_a: int | None = field(default=None, compare=False)
    at_b: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What a document says of itself; None where it does not say. `date` is ISO."""

    title: str | None
    number: str | None
    issuer: str | None
    date: str | None
    area: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one document; `text` is what the offsets count in."""

    head: DocumentHead
    text: str
    statements: tuple[Statement, ...]
    tasks: tuple[Task, ...]
    conflicts: tuple[Conflict, ...]
    unread: tuple[Unread, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure as the ledger holds it. `value` None means known to be missing, never zero.

    `subject` is `area:421381`, later also `office:`, `firm:`, `project:`; `indicator` is the
    catalogue's code, or the name as written where the catalogue has none; `vintage` is when it
    became known: a correction is a new observation with a later vintage.
    """

    subject: str
    indicator: str
    period: Period
    accumulation: Accumulation
    measure: Measure
    role: Role
    value: Decimal | None
    unit: str
    basis: PriceBasis
    caliber: str
    status: Status
    vintage: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target as a fact file holds it: the figure, how it binds, and who set it.

    `figure.value` is None for a blank; `issuer` is empty where the file does not say.
    """

    figure: Observation
    comparator: Comparator
    value_high: Decimal | None
    issuer: str
    tier: Tier


def own_unit(indicator: str, measure: Measure, unit: str) -> str:
    """Return the unit in which figures of an indicator are compared.

    Levels come in the catalogue's unit where the filed one can be converted to it exactly; every
    other measure, and an indicator that the catalogue does not have, keeps the unit as filed.
    """
    known = terms_indicator.find(indicator)
    filed = quantity.find_unit(unit)
    if measure is not Measure.LEVEL or known is None or filed is None:
        return unit
    own = quantity.find_unit(known.unit_of(measure))
    return own.code if own and own.dimension == filed.dimension else filed.code


def amount(value: Decimal | None, unit: str, to: str) -> Decimal | None:
    """Return the value in the unit `to`, exact; a missing value stays missing."""
    if value is None or unit == to:
        return value
    return quantity.convert(value, quantity.unit(unit), quantity.unit(to))


def published(value: Decimal | None, unit: str) -> Decimal | None:
    """Return the value half-up at the digits that are usually printed for the unit.

    Growth, shares and points have one digit, 亿元 two, counts none.
    A value of a unit that is not in the table is left as it is.
    """
    known = quantity.find_unit(unit)
    if value is None or known is None:
        return value
    return quantity.round_half_up(value, known.digits)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was refused or doubted while taking figures in; the good rows are not lost by it."""

    mistake: Mistake
    place: Place


def area_changes() -> list[dict[str, object]]:
    """Give what became of areas as the rows that `growth.year_on_year` takes beside the facts."""
    return [
        {
            "subject": f"area:{one.code}",
            "successor": f"area:{one.successor}",
            "at": one.year * 12,
            "renamed": int(one.renamed),
        }
        for one in lineage.changes()
    ]


# The table that analysis takes: column, type, meaning. The loader makes it at the edge; `amount` is
# `value` in the indicator's own unit, `published` is it rounded half-up to the digits that are
# printed (ranks use these), because no engine may round or convert.
FACTS: tuple[tuple[str, str, str], ...] = (
    ("fact", "text", "identity of the row in its source, so that every figure leads back"),
    ("subject", "text", "area:421381 and the like"),
    ("parent", "text", "subject of the area above, the peer group of ranks; null at the top"),
    ("indicator", "text", "catalogue code, or the name where the catalogue has none"),
    ("period", "text", "code of the period"),
    ("first", "int64", "first month of the period, counted year × 12 + month − 1"),
    ("last", "int64", "last month of the period, counted alike"),
    ("accumulation", "text", "cumulative, current or point"),
    ("measure", "text", "level, growth …"),
    ("role", "text", "actual, target or expected"),
    ("comparator", "text", "of targets; empty for actuals"),
    ("amount", "float64", "the value in `unit`; null is known to be missing"),
    ("amount_high", "float64", "upper end, only for between"),
    ("published", "float64", "the value rounded half-up to its printed digits"),
    ("unit", "text", "the indicator's own unit, or % and the like for other measures"),
    ("direction", "text", "up: more is better; down: less is better; band or neutral: neither"),
    ("status", "text", "official, flash, expected, estimated or dispatch"),
    ("caliber", "text", "口径, empty where there is only one"),
    ("vintage", "text", "ISO moment at which it became known; sorts as text"),
)
