"""The audit trail: each entry seals the one before it, so that a gap or a change shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from django.utils import timezone

from office.people.models import AuditEntry, Person


def record(*, by: Person | None, act: str, on: str, detail: Mapping[str, object]) -> AuditEntry:
    """Add one entry; call it inside the transaction of the change that it tells of."""
    last = AuditEntry.objects.order_by("-pk").first()
    entry = AuditEntry(at=timezone.now(), by=by, act=act, on=on, detail=dict(detail))
    entry.digest = digest(entry, after=last.digest if last else "")
    entry.save()
    return entry


def digest(entry: AuditEntry, *, after: str) -> str:
    """Return the seal of an entry over its content and the seal before it."""
    content = [after, entry.at.isoformat(), entry.by_id, entry.act, entry.on, entry.detail]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def first_break() -> AuditEntry | None:
    """Return the first entry whose seal does not fit, or None where the trail is whole."""
    before = ""
    for entry in AuditEntry.objects.order_by("pk").iterator():
        if entry.digest != digest(entry, after=before):
            return entry
        before = entry.digest
    return None
