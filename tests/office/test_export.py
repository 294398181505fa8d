"""`kmh export`: what the office hands out is what `kmh board` reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kaimenhong.engine.fact_files import read_facts
from kaimenhong.engine.output import as_csv, as_parquet
from kaimenhong.errors import Refused
from office.papers.facts import subject_of
from office.papers.handing import actions
from office.people.models import AuditEntry, Person
from office.returns.models import Observation


def test_the_ledger_comes_back_as_it_went_out(console: Person, tmp_path: Path) -> None:
    handed = actions.hand_out_facts(by=console)
    (tmp_path / "facts.csv").write_bytes(as_csv(handed.as_text))
    (tmp_path / "facts.parquet").write_bytes(as_parquet(handed.table))
    known = list(Observation.objects.order_by("last", "first", "pk"))
    for name in ("facts.csv", "facts.parquet"):
        found = read_facts(tmp_path / name)
        assert [(one.subject, one.value, one.vintage) for one in found.observations] == [
            (subject_of(row.area), row.value, row.vintage) for row in known
        ]
        assert len(found.targets) > 10
        # The sample's places are in no table of codes: people read their names.
        assert "area:锦泽市" in {one.subject for one in found.observations}


def test_it_is_for_those_who_write_papers_and_kept_in_the_audit(
    console: Person, person: Callable[..., Person]
) -> None:
    with pytest.raises(Refused):
        actions.hand_out_facts(by=person("reporter", office="市统计局"))
    actions.hand_out_facts(by=console)
    assert AuditEntry.objects.filter(act="facts.export").count() == 1
