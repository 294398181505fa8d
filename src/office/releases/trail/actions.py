"""The audit trail as a file; that it was taken is itself in the trail."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from office.people import audit
from office.people.models import AuditEntry, Person
from office.releases.trail import queries
from office.releases.trail.queries import Wanted

HEAD = ("序号", "时间", "人", "岗位", "行为", "代码", "对象", "内容", "摘要")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@transaction.atomic
def export(*, by: Person, wanted: Wanted) -> bytes:
    """Return the entries that are looked for as a CSV, oldest first; Refused to who does not audit.

    A cell that a spreadsheet would take for a formula is put behind an apostrophe.
    """
    rows = queries.trail(by, wanted).order_by("pk")
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(HEAD)
    table.writerows(harmless(row) for row in map(cells, rows.iterator(chunk_size=2000)))
    audit.record(by=by, act="audit.export", on=by.username, detail=wanted.told())
    return written.getvalue().encode("utf-8-sig")


def cells(entry: AuditEntry) -> tuple[str, ...]:
    """Return one entry as a row."""
    return (
        str(entry.pk),
        timezone.localtime(entry.at).isoformat(timespec="seconds"),
        str(entry.by or ""),
        entry.by.get_post_display() if entry.by else "",
        queries.word(entry.act),
        entry.act,
        entry.on,
        queries.told(entry),
        entry.digest,
    )


def harmless(row: tuple[str, ...]) -> Iterator[str]:
    """Yield the cells of a row so that no spreadsheet works them out."""
    return (f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row)
