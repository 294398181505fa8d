"""The supporting indicators of the GDP estimate as sliders: what is known, what is supposed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kaimenhong.analysis.industries import default_industries
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.period import Period
from office.board import accounts
from office.board.queries import rounded
from office.returns.models import Observation

GIVEN = "x-"  # in an address: x-IND_VA=8.4
ROOM = 3  # points beyond what an indicator has ever done, for a slider
LIMIT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Slider:
    """One supporting indicator: what is known of it, what is supposed, how far it may be moved."""

    code: str
    name: str
    owner: str
    industries: tuple[str, ...]
    known: Observation | None
    changed: Decimal | None
    low: Decimal
    high: Decimal

    @property
    def field(self) -> str:
        """Return its name in the form."""
        return GIVEN + self.code

    @property
    def value(self) -> Decimal | None:
        """Return what the estimate takes; None where nothing is known nor supposed."""
        known = self.known.published if self.known else None
        return known if self.changed is None else self.changed

    @property
    def knob(self) -> Decimal:
        """Return where the slider stands: at its value, or in the middle where there is none."""
        middle = rounded(float(self.low + self.high) / 2, 1)
        return middle if self.value is None else min(max(self.value, self.low), self.high)


def supposed(query: Mapping[str, str]) -> dict[str, Decimal]:
    """Return the growths that a person supposes, by indicator; an empty field supposes nothing."""
    return {
        name.removeprefix(GIVEN): number(text)
        for name, text in query.items()
        if name.startswith(GIVEN) and text.strip()
    }


def number(text: str) -> Decimal:
    """Return a growth in %; raises GDP_INPUT_INVALID for what is none."""
    try:
        value = Decimal(text.strip().removesuffix("%").replace("−", "-"))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > LIMIT:
        raise Mistake(
            Code.GDP_INPUT_INVALID,
            expected="−100到100之间的增速，如 6.5",
            came=text[:20],
            remedy="请更正后重新测算，或点“恢复已知数”",
        )
    return value


def sliders(
    known: accounts.Ledger, period: Period, changed: Mapping[str, Decimal]
) -> tuple[Slider, ...]:
    """Return each supporting indicator once, in the order of the industries."""
    serves: dict[str, list[str]] = {}
    for industry in default_industries():
        for code in industry.supports:
            serves.setdefault(code, []).append(industry.name)
    return tuple(
        slider(known, period, code, tuple(names), changed.get(code))
        for code, names in serves.items()
    )


def slider(
    known: accounts.Ledger,
    period: Period,
    code: str,
    names: tuple[str, ...],
    changed: Decimal | None,
) -> Slider:
    """Return one slider; it reaches a little beyond what the indicator has ever done."""
    found = terms_indicator.find(code)
    past = [known.growth(code, one.last_month) for one in accounts.quarters(known)]
    done = [growth for growth in past if growth is not None] or [0.0, 10.0]
    ends = [*done, *([float(changed)] if changed is not None else [])]
    return Slider(
        code=code,
        name=short_name(code),
        owner=found.owner if found else "",
        industries=names,
        known=known.newest(code, period),
        changed=changed,
        low=Decimal(math.floor(min(ends)) - ROOM),
        high=Decimal(math.ceil(max(ends)) + ROOM),
    )


def short_name(code: str) -> str:
    """Return an indicator's usual name."""
    known = terms_indicator.find(code)
    return known.short_name if known else code
