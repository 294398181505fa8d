"""The figure of a statement as one value: what was read, and what a person makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from office.campaigns.models import Statement

Stored = dict[str, str | bool | None]

# The fields as a person checks them, with the words of a page; the unit stands with its figure.
WORDS = {
    "role": "性质",
    "indicator": "指标",
    "area": "地区",
    "period": "时期",
    "measure": "度量",
    "comparator": "比较",
    "value": "数值",
    "reference": "参照",
}


@dataclass(frozen=True, slots=True)
class Values:
    """The fields that a person may correct, in the codes of the reading contract.

    "" stands for what the document does not say; `value` is None for a blank and for 同步.
    """

    role: str
    indicator: str
    area: str
    period: str
    measure: str
    comparator: str
    value: Decimal | None
    value_high: Decimal | None
    unit: str
    reference: str
    placeholder: bool = False
    from_bottom: bool = False

    @classmethod
    def read(cls, row: Statement) -> Values:
        """Return the values as they were read."""
        return cls(**{name: getattr(row, name) for name in cls.__slots__})

    @classmethod
    def restored(cls, stored: Mapping[str, str | bool | None]) -> Values:
        """Return values that a decision kept."""
        figures = {
            name: None if stored[name] is None else Decimal(str(stored[name]))
            for name in ("value", "value_high")
        }
        return cls(**{**stored, **figures})  # type: ignore[arg-type]

    def stored(self) -> Stored:
        """Return the values as a decision keeps them; figures with their digits.

        >>> Values("target", "GDP", "", "", "growth", "exactly", Decimal("6.50"), None, "%",
        ...        "").stored()["value"]
        '6.50'
        """
        kept: Stored = {name: getattr(self, name) for name in self.__slots__}
        for name in ("value", "value_high"):
            value = getattr(self, name)
            kept[name] = None if value is None else format(value, "f")
        return kept
