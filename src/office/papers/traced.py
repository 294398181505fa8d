"""The figures that a paper may use, each with where it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Comparator, Measure
from kaimenhong.terms.period import Period
from kaimenhong.writing.dossier import Dossier, Source
from kaimenhong.writing.phrase import phrase
from office.board import held
from office.board.queries import BoardRow
from office.people import access
from office.people.models import Area, Person
from office.returns.models import Observation


@dataclass(slots=True)
class Traced:
    """The figures that hold, and those that the paper has used so far."""

    held: dict[held.Key, held.Held]
    rows: dict[int, Observation]
    used: dict[int, Source] = field(default_factory=dict)

    @classmethod
    def load(cls, person: Person, names: Iterable[str], until: datetime) -> Traced:
        """Take every figure of these indicators that holds and that the person reaches."""
        figures = held.figures(person, names, until)
        rows = access.see(
            person,
            Observation.objects.filter(
                indicator__in=set(names), pk__in=[one.fact for one in figures.values()]
            ).select_related("area", "intake"),
        )
        return cls(figures, {row.pk: row for row in rows})

    def find(self, area: Area, indicator: str, period: str, measure: Measure) -> Observation | None:
        """Return the figure that holds, or None where none is known."""
        one = self.held.get((area.subject, indicator, period, measure.value))
        return self.rows.get(one.fact) if one else None

    def tied(self, row: BoardRow, fact: Observation) -> bool:
        """Tell whether the row shares its rank."""
        target = row.target
        one = self.held.get((target.area.subject, target.indicator, fact.period, target.measure))
        return bool(one and one.tied)

    def cite(self, *rows: Observation | None) -> tuple[str, ...]:
        """Name the sources of these figures, and keep them for the paper's list."""
        cited = [row for row in rows if row is not None]
        for row in cited:
            self.used.setdefault(row.pk, source(row))
        return tuple(str(row.pk) for row in cited)


def shown(row: Observation) -> str:
    """Return a figure as it is printed, with the usual digits of its unit."""
    if row.published is None:
        return ""
    return phrase(Measure(row.measure), Comparator.EXACTLY, row.published, row.own_unit)


def source(row: Observation) -> Source:
    """Return where a figure came from, as the paper lists it."""
    known = terms_indicator.find(row.indicator)
    name = known.short_name if known else row.indicator
    what = f"{row.area.name}{name}{Period.parse(row.period).label}{Measure(row.measure).label}"
    return Source(
        id=str(row.pk),
        what=what,
        shown=shown(row),
        file=row.intake.file_name,
        cell=row.source.rpartition(row.intake.file_name)[2].strip("”，, ") or row.source,
        version=timezone.localtime(row.vintage),
    )


def figures(content: Dossier) -> list[dict[str, object]]:
    """Return the newest figure of each area, indicator and measure that the paper tells."""
    told = {int(source.id): source for source in content.sources}
    rows = Observation.objects.filter(pk__in=told).select_related("area").order_by("last", "pk")
    newest = {(row.area.subject, row.indicator, row.measure): row for row in rows}
    return [
        {
            "key": "|".join(key),
            "fact": row.pk,
            "what": told[row.pk].what,
            "period": Period.parse(row.period).label,
            "shown": told[row.pk].shown,
        }
        for key, row in newest.items()
    ]
