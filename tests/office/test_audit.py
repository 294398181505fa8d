from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from office.people import audit
from office.people.models import AuditEntry, Person
from office.returns.models import Observation


def test_the_trail_of_the_demonstration_is_whole(console: Person) -> None:
    assert AuditEntry.objects.filter(act="campaign.start").exists()
    assert audit.first_break() is None


def test_a_forged_entry_shows(console: Person) -> None:
    audit.record(by=console, act="test", on="a", detail={})
    forged = AuditEntry(at=AuditEntry.objects.latest("pk").at, by=None, act="test", on="b")
    forged.digest = "0" * 64
    forged.save()
    assert audit.first_break() == forged


@pytest.mark.parametrize("table", [AuditEntry, Observation])
def test_the_database_refuses_to_change_or_delete(
    table: type[AuditEntry] | type[Observation], console: Person
) -> None:
    row = table._default_manager.first()
    assert row is not None
    for act in (row.save, row.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
