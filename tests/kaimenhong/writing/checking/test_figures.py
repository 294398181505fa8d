"""Each row of tests/cases/checking/figures.csv: one figure of a draft, and what is said of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kaimenhong.documents.open import open_bytes
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


TABLE = """<html><body><h1>云溪县2026年一季度主要指标完成情况</h1><table>
<tr><td>指标</td><td>目标</td><td>完成情况</td><td>完成进度</td></tr>
<tr><td>规模以上工业增加值</td><td>增长8%</td><td>增长8.7%</td><td>—</td></tr>
<tr><td>社会消费品零售总额</td><td>16.5亿元</td><td>16.74亿元<br/>增长6.4%</td><td>101.5%</td></tr>
<tr><td>固定资产投资</td><td>增长5%</td><td>下降2.3%</td><td>—</td></tr>
</table></body></html>"""


def test_what_a_table_holds_figures_against_is_no_figure_reached(facts: Ledger) -> None:
    """8% below 目标 is the target, not a wrong growth; 2.3 below 完成情况 is 3.2 mistyped."""
    found = check(open_bytes("表.html", TABLE.encode()), facts, area="云溪县")
    said = {one.text: one.verdict.value for one in found.figures}
    assert (said["8%"], said["16.5亿元"], said["5%"]) == ("right", "right", "right")
    assert (said["8.7%"], said["16.74亿元"], said["6.4%"]) == ("right", "right", "right")
    assert said["101.5%"] in ("right", "unknown")
    assert said["2.3%"] == "wrong"
