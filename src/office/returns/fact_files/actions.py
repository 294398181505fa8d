"""The write about fact files: their figures join the ledger, each under its own vintage."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from office.people import access
from office.people.models import Person
from office.returns.actions import Taken, areas_filed, keep, reachable_areas
from office.returns.fact_files.reading import read
from office.returns.fact_files.sifting import sift


def take_in(
    *, by: Person, file_name: str, data: bytes, received: datetime, known: datetime | None = None
) -> Taken:
    """Bring a fact file into the ledger; good rows are kept, bad ones are told one by one.

    Every version of a figure is kept under its vintage, `known` (the file's time, by default the
    moment of receipt) where the row has none. A version that the ledger has, or that says what held
    before it, adds nothing; one that differs from the ledger's of the same moment is refused beside
    it. The same file a second time adds only figures that the ledger has no version of at all.
    Targets are no figures to take in: one that stands already is known, another is refused, because
    a target is set by a plan. Raises Mistake where nothing of the file can be read.
    """
    access.require(by, access.Act.IMPORT_FIGURES)
    digest = hashlib.sha256(data).hexdigest()
    # A large file takes its time to read; the ledger stays open to others meanwhile.
    records = read(file_name, data, known or received)
    areas = reachable_areas(by)
    with transaction.atomic():
        sifted = sift(records, areas, by=by, received=received, filed_before=areas_filed(digest))
        return keep(sifted, by=by, file_name=file_name, digest=digest, received=received)
