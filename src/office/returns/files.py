"""A file of figures, whatever it is: a fact file by its name, anything else a sheet."""

from __future__ import annotations

from datetime import datetime

from office.people.models import Person
from office.returns import actions
from office.returns.actions import Taken
from office.returns.fact_files import actions as fact_files
from office.returns.fact_files.reading import is_fact_file


def take_in(
    *, by: Person, file_name: str, data: bytes, received: datetime, known: datetime | None = None
) -> Taken:
    """Bring a file into the ledger; `known` is the file's own time, which only a fact file tells.

    Raises what `actions.take_in` or `fact_files.actions.take_in` raises.
    """
    if is_fact_file(file_name):
        return fact_files.take_in(
            by=by, file_name=file_name, data=data, received=received, known=known
        )
    return actions.take_in(by=by, file_name=file_name, data=data, received=received)
