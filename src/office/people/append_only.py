"""Tables whose rows are only ever added: the database refuses to change or delete them."""

from __future__ import annotations

from django.db.migrations import RunSQL


def guard(table: str) -> RunSQL:
    """Return the migration step that puts the guard on a table (SQLite)."""
    return RunSQL(
        sql=[trigger(table, "update"), trigger(table, "delete")],
        reverse_sql=[f"drop trigger {table}_no_{act}" for act in ("update", "delete")],
    )


def trigger(table: str, act: str) -> str:
    """Return the trigger that refuses one act on a table."""
    return (
        f"create trigger {table}_no_{act} before {act} on {table} "
        f"begin select raise(abort, '{table} is append-only'); end"
    )
