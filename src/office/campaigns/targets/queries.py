"""When a stated target can be one, for which area, and what tells one target from another."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from kaimenhong.errors import Mistake
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Comparator, Role
from office.campaigns.models import Campaign
from office.campaigns.values import Values
from office.people import queries as people
from office.people.models import Area

OWN_AREA = (
    "", "全市", "全县", "全区", "全州", "全域", "我市", "我县", "我区", "我州", "本市", "本县",
    "本区", "本州",
)  # fmt: skip

FindArea = Callable[[str], Area | None]
Key = tuple[object, ...]

# What two statements of one indicator and area must agree in to be one target.
SAME_TARGET = (
    "period", "measure", "comparator", "value", "value_high", "unit", "reference",
    "from_bottom",
)  # fmt: skip


def areas_of(campaign: Campaign) -> FindArea:
    """Return the question which area a name means in this campaign; each name is asked once."""

    @cache
    def find(name: str) -> Area | None:
        if name in (*OWN_AREA, campaign.area.name):
            return campaign.area
        try:
            return people.known_area(name, within=campaign.area)
        except Mistake:  # several bear the name: none is meant until a person says which
            return None

    return find


def why_no_target(values: Values, area: Area | None) -> str:
    """Return why a stated target cannot be one yet, or "" where it can."""
    if values.role != Role.TARGET.value:
        return ""
    if values.placeholder:
        return "数值是空白，待填写"
    if area is None:
        return f"地区“{values.area}”没有登记，或同名的不止一个"
    if not values.period:
        return "没有写明时期"
    if values.value is None and values.comparator != Comparator.IN_STEP_WITH.value:
        return "没有数值"
    return ""


def key_of(values: Values, area: Area) -> Key:
    """Return what tells the target that a statement sets from others."""
    same = (getattr(values, name) for name in SAME_TARGET)
    return (indicator_code(values.indicator), area.pk, *same)


def agree(a: Values, b: Values, find: FindArea) -> bool:
    """Tell whether two statements say the same of the same."""
    first, second = find(a.area), find(b.area)
    if first is None or second is None or a.placeholder or b.placeholder:
        return False
    return a.role == b.role and key_of(a, first) == key_of(b, second)


def indicator_code(name: str) -> str:
    """Return the catalogue's code of the indicator, or its name where the catalogue has none."""
    known = terms_indicator.find(name)
    return known.code if known else name
