"""Reads of the audit trail, for who audits."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib import resources

from django.db.models import Q, QuerySet

from office.people import access
from office.people.models import AuditEntry, Person

# Who audits sees no business figures: what a plan said before and after a decision stays out.
FIGURES = frozenset({"before", "after"})
LEFT_OUT = "（业务内容略）"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the trail is looked for; empty means all. The days are the office's own."""

    by: str = ""
    act: str = ""
    on: str = ""
    since: date | None = None
    until: date | None = None

    def told(self) -> dict[str, str]:
        """Return what was looked for, as the trail keeps it."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: str(value) for name, value in found.items() if value}


def trail(person: Person, wanted: Wanted) -> QuerySet[AuditEntry]:
    """Return the entries that are looked for, the newest first; Refused to who does not audit."""
    access.require(person, access.Act.SEE_AUDIT)
    rows = AuditEntry.objects.select_related("by").order_by("-pk")
    if wanted.by:
        named = Q(by__username__icontains=wanted.by) | Q(by__first_name__icontains=wanted.by)
        rows = rows.filter(named)
    if wanted.act:
        rows = rows.filter(act=wanted.act)
    if wanted.on:
        rows = rows.filter(on__icontains=wanted.on)
    if wanted.since:
        rows = rows.filter(at__date__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__date__lte=wanted.until)
    return rows


def acts(person: Person) -> list[tuple[str, str]]:
    """Return the acts that the trail has, each with its word, in the order of the words' table."""
    access.require(person, access.Act.SEE_AUDIT)
    found = AuditEntry.objects.order_by().values_list("act", flat=True).distinct()
    order = list(_words())
    placed = sorted(found, key=lambda act: (order.index(_row(act)), act))
    return [(act, word(act) or act) for act in placed]


def word(act: str) -> str:
    """Return an act in the words of the page.

    >>> word("embargo.set"), word("paper.issued"), word("sheet.read")
    ('设保密', '印发材料', '改定读表 read')
    """
    row = _row(act)
    rest = act.partition(".")[2] if row.endswith(".*") else ""
    return f"{_words()[row]} {rest}".strip()


def told(entry: AuditEntry) -> str:
    """Return what an entry says beside its object, without business figures."""
    detail = {name: value for name, value in entry.detail.items() if name not in FIGURES}
    text = json.dumps(detail, ensure_ascii=False) if detail else ""
    return text + (LEFT_OUT if FIGURES & set(entry.detail) else "")


def _row(act: str) -> str:
    whole = f"{act.partition('.')[0]}.*"
    return act if act in _words() else whole if whole in _words() else OTHER


OTHER = ".*"


@cache
def _words() -> dict[str, str]:
    file = resources.files("office.releases") / "data" / "acts.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["act"]: row["label"] for row in rows} | {OTHER: ""}
