"""The targets of a fact file against those that plans have set here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.errors import Code, Mistake
from kaimenhong.facts import Wanted, amount, own_unit
from kaimenhong.terms.codelists import Comparator, Measure
from kaimenhong.terms.period import Grain, Period
from office.campaigns.models import Target
from office.people import access
from office.people.models import Area, Person

type Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The targets that a person sees standing, and the indicators that they are about."""

    targets: frozenset[Key]
    indicators: frozenset[str]

    @staticmethod
    def seen_by(person: Person) -> Standing:
        """Return the targets that the person sees and nobody withdrew."""
        rows = access.see(person, Target.objects.filter(withdrawn=False)).select_related("area")
        seen = list(rows)
        return Standing(
            frozenset(_key_of_row(row) for row in seen),
            frozenset(row.indicator for row in seen),
        )

    def has(self, target: Wanted, area: Area) -> bool:
        """Tell whether a target of a fact file stands already, whoever its file says set it."""
        figure = target.figure
        return (
            _key(
                area, figure.indicator, figure.period, figure.measure, target.comparator,
                figure.value, target.value_high, figure.unit,
            ) in self.targets
        )  # fmt: skip


def _key_of_row(row: Target) -> Key:
    return _key(
        row.area, row.indicator, Period.parse(row.period), Measure(row.measure),
        Comparator(row.comparator), row.value, row.value_high, row.unit,
    )  # fmt: skip


def _key(
    area: Area,
    indicator: str,
    period: Period,
    measure: Measure,
    comparator: Comparator,
    value: Decimal | None,
    high: Decimal | None,
    unit: str,
) -> Key:
    """Return what a target comes to, however its amount and its months are written."""
    own = own_unit(indicator, measure, unit) if unit else ""
    whole = period.cumulative() if period.grain is Grain.MONTH else period
    amounts = (amount(value, unit, own), amount(high, unit, own)) if unit else (value, high)
    return (area.pk, indicator, whole, measure, comparator, *amounts, own)


def no_plan(target: Wanted) -> Mistake:
    """Return the refusal of a target that no plan here has set."""
    figure = target.figure
    wanted = "空白" if figure.value is None else f"{figure.value:f}{figure.unit}"
    return Mistake(
        Code.TARGET_WITHOUT_PLAN,
        expected="方案已经下达的目标",
        came=f"{figure.indicator} {figure.period.label} {wanted}",
        remedy="目标由方案下达，数据表不能添改；请上传方案，经核对确认",
    )
