"""The fields of one statement as a page shows them: what holds, what was read, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kaimenhong.reading.rules import told
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.terms.period import Period
from kaimenhong.writing.numerals import cell
from office.campaigns.models import Decision, Statement
from office.campaigns.review.forms import BINDING
from office.campaigns.values import WORDS, Values

NONE = "—"


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, and where the words stand that decided; None where no words did."""

    told: str
    start: int | None


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its word, what holds, what was read where that differs, and the reasons."""

    word: str
    shown: str
    was: str
    why: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a decision changed."""

    word: str
    before: str
    after: str


def fields(row: Statement, values: Values) -> list[Field]:
    """Return the fields in the order in which a person checks them, without an empty 参照."""
    why = reasons(row)
    now, read = shown(values), shown(Values.read(row))
    return [
        Field(WORDS[name], now[name], read[name] if read[name] != now[name] else "", why[name])
        for name in now
        if name != "reference" or now[name] != NONE or read[name] != NONE
    ]


def reasons(row: Statement) -> defaultdict[str, tuple[Because, ...]]:
    """Return why each field is what it is; those of figure and unit stand together."""
    found: defaultdict[str, tuple[Because, ...]] = defaultdict(tuple)
    text = row.document.text
    for one in row.why:
        start, end = one["start"], one["end"]
        words = text[start:end] if start is not None and end is not None else ""
        because = Because(told(one["rule"], words), start)
        name = {"value_high": "value", "unit": "value", "placeholder": "value"}.get(
            one["field"], one["field"]
        )
        if because not in found[name]:
            found[name] = (*found[name], because)
    return found


def shown(values: Values) -> dict[str, str]:
    """Return each field in the words of a page."""
    return {
        "role": Role(values.role).label,
        "indicator": values.indicator,
        "area": values.area or "本地区",
        "period": Period.parse(values.period).label if values.period else NONE,
        "measure": Measure(values.measure).label,
        "comparator": BINDING[Comparator(values.comparator)],
        "value": figure(values),
        "reference": values.reference or NONE,
    }


def figure(values: Values) -> str:
    """Return the figure with its unit; a blank says so."""
    if values.placeholder:
        return f"空白 {values.unit}".strip()
    if values.value is None:
        return NONE
    if values.from_bottom:
        return f"后{cell(values.value)} {values.unit}以外".strip()
    high = f"～{cell(values.value_high)}" if values.value_high is not None else ""
    return f"{cell(values.value)}{high} {values.unit}".strip()


TASK_WORDS = {
    "leaders": "责任领导",
    "lead_units": "牵头单位",
    "units": "责任单位",
    "deadline": "完成时限",
}
HOLDS = {"a": "以前一处为准", "b": "以后一处为准", "both": "两处都成立", "": "未定"}


def changes(decision: Decision) -> list[Change]:
    """Return what a decision changed, field by field, in the words of a page."""
    if decision.task_id:
        before, after = task_shown(decision.before), task_shown(decision.after)
    elif decision.conflict_id:
        before, after = ({"holds": HOLDS[side.get("holds", "")]} for side in sides(decision))
    elif decision.before and decision.after:
        before, after = (shown(Values.restored(side)) for side in sides(decision))
    else:
        return []
    words = WORDS | TASK_WORDS | {"holds": "核定"}
    return [
        Change(words[name], before[name], after[name])
        for name in after
        if before[name] != after[name]
    ]


def sides(decision: Decision) -> tuple[dict[str, str], dict[str, str]]:
    """Return what stood before and after."""
    return decision.before, decision.after


def task_shown(stored: dict[str, object]) -> dict[str, str]:
    """Return who answers for a task, in the words of a page."""
    return {
        name: "、".join(map(str, value)) if isinstance(value, list) else str(value or NONE)
        for name, value in ((name, stored[name]) for name in TASK_WORDS)
    }
