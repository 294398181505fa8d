"""Each row of tests/cases/checking/figures.csv: one figure of a draft, and what is said of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kaimenhong.documents.text import read
from kaimenhong.engine.fact_files import read_facts
from kaimenhong.writing.checking.checker import check
from kaimenhong.writing.ledger.ledger import Ledger, ledger

CASES = Path(__file__).parents[3] / "cases" / "checking"
HEAD = "云溪县人民政府关于2026年一季度经济运行情况的报告\n\n　　"


def rows() -> list[dict[str, str]]:
    lines = (CASES / "figures.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.fixture(scope="module")
def facts() -> Ledger:
    found = read_facts(CASES / "facts.csv")
    assert found.refused == ()
    return ledger(found.observations, found.targets)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['why']} {row['figure']}")
def test_a_figure_of_a_draft(row: dict[str, str], facts: Ledger) -> None:
    draft = read("稿.txt", (HEAD + row["text"]).encode())
    found = check(draft, facts, area="云溪县")
    at = draft.text.index(row["figure"], len(HEAD))
    here = [one for one in found.figures if one.start <= at < one.end]
    said = [(one.verdict.value, one.kind.value if one.kind else "") for one in here]
    if not row["verdict"]:
        assert said == []
        return
    assert (row["verdict"], row["kind"]) in said, here
    if row["shown"]:
        assert row["shown"] in [one.shown for one in here]
