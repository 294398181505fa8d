"""The bench scores by the contract, runs its contenders, and calls no unmeasured goal met."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import benches, main
from bench.quality.reading import run
from bench.quality.reading.score import KINDS, Tally, score, total
from bench.quality.reading.sets import Labelled, labelled_sets
from bench.quality.reading.work import work
from bench.result import Result
from kaimenhong.documents.open import open_document

TEXT = (
    "临渡县2027年一季度“开门红”工作方案\n"
    "一季度，全县规模以上工业增加值增长8%以上，进出口总额12.5亿元。\n"
)
STATEMENT = {
    "role": "target",
    "indicator": "规模以上工业增加值",
    "area": "临渡县",
    "period": "2027Q1",
    "measure": "growth",
    "comparator": "at_least",
    "value": "8",
    "value_high": None,
    "unit": "%",
    "placeholder": False,
    "start": 26,
    "end": 41,
}
TASK = {"number": "二/一", "leaders": ["沈望"], "lead_units": ["县发改局"], "units": ["县统计局"]}
HIT, MISS = (1, 1, 1), (0, 1, 1)


def labelled(*statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"document": {"area": "临渡县"}, "statements": list(statements), **more}


def counts(tally: Tally) -> tuple[int, int, int]:
    return tally.hit, tally.read, tally.labelled


@pytest.mark.parametrize(
    ("changed", "figures", "tuples"),
    [
        ({}, HIT, HIT),
        ({"value": "8.0"}, HIT, HIT),
        ({"unit": "％"}, HIT, HIT),
        ({"area": "全县"}, HIT, HIT),
        ({"indicator": "规模以上工业企业增加值"}, HIT, HIT),
        ({"start": 40, "end": 60}, HIT, HIT),
        ({"period": "2027"}, HIT, MISS),
        ({"comparator": "exactly"}, HIT, MISS),
        ({"role": "actual"}, HIT, MISS),
        ({"measure": "share"}, HIT, MISS),
        ({"area": "邻县"}, HIT, MISS),
        ({"indicator": "进出口总额"}, HIT, MISS),
        ({"value": "9"}, MISS, MISS),
        ({"value_high": "9"}, MISS, MISS),
        ({"unit": "亿元"}, MISS, MISS),
        ({"value": None, "placeholder": True}, MISS, MISS),
        ({"start": 41, "end": 60}, MISS, MISS),
    ],
)
def test_a_figure_agrees_where_it_stands_and_a_tuple_in_every_field(
    changed: dict[str, Any], figures: tuple[int, ...], tuples: tuple[int, ...]
) -> None:
    found = score(labelled(STATEMENT), labelled(STATEMENT | changed))
    assert (counts(found["figures"]), counts(found["tuples"])) == (figures, tuples)


def test_one_figure_counts_once_however_often_it_is_read() -> None:
    found = score(labelled(STATEMENT), labelled(STATEMENT | {"period": None}, STATEMENT))
    assert counts(found["tuples"]) == (1, 2, 1)


def test_only_what_stands_in_the_labelled_part_counts() -> None:
    outside = STATEMENT | {"start": 100, "end": 110}
    found = score(labelled(STATEMENT, windows=[[0, 60]]), labelled(STATEMENT, outside))
    assert counts(found["figures"]) == HIT


def test_each_name_and_deadline_of_a_task_is_a_point() -> None:
    read = TASK | {"units": ["县统计局", "县商务局"], "deadline": "2027-03-31"}
    found = score(labelled(tasks=[TASK]), labelled(tasks=[read]))
    assert counts(found["tasks"]) == (3, 5, 3)


def test_a_conflict_agrees_whichever_side_comes_first() -> None:
    twice = [STATEMENT, STATEMENT | {"value": "9"}]
    one = labelled(*twice, conflicts=[{"kind": "value", "a": 0, "b": 1}])
    other = labelled(*twice, conflicts=[{"kind": "value", "a": 1, "b": 0}])
    names = labelled(conflicts=[{"kind": "name", "a": "沈望", "b": "沈忘"}])
    assert counts(score(one, other)["conflicts"]) == HIT
    assert counts(score(one, names)["conflicts"]) == MISS


def spoiled(labels: dict[str, Any]) -> dict[str, Any]:
    """The labels as a careless reader would give them: some left out, some wrong, some twice."""
    read = copy.deepcopy(labels)
    for i, one in enumerate(read["statements"]):
        one |= {"period": None} if i % 5 == 1 else {}
        one |= {"indicator": (one["indicator"] or "") + "情况"} if i % 4 == 2 else {}
        one |= {"value": "1"} if i % 7 == 3 else {}
    read["statements"] = read["statements"][:-2] + copy.deepcopy(read["statements"][:3])
    read["tasks"] = read["tasks"][1:]
    read["conflicts"] = read["conflicts"][:-1]
    return read


def test_the_scores_are_those_of_the_reference_scorer(shared: Path, tmp_path: Path) -> None:
    scores = []
    for path in sorted((shared / "gold").glob("*.json")):
        labels = json.loads(path.read_text("utf-8"))
        (tmp_path / path.name).write_text(json.dumps(spoiled(labels)), "utf-8")
        scores.append(score(labels, spoiled(labels)))
    scorer = shared / "tools" / "score_reading.py"
    said = subprocess.run(
        [sys.executable, scorer, shared / "gold", tmp_path],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    reference = re.findall(r"^TOTAL (\w+) .*\((\d+)/(\d+)/(\d+)\)", said, re.M)
    ours = total(scores)
    assert [(kind, *map(str, counts(ours[kind]))) for kind in KINDS] == reference


@pytest.mark.parametrize(
    "one",
    [m for found in labelled_sets() if found.name != "dev" for m in found.members],
    ids=lambda one: f"{one.labels.parent.name}-{one.labels.stem}",
)
def test_labels_slice_to_the_text_as_read_and_agree_with_themselves(one: Labelled) -> None:
    labels, text = one.read_labels(), open_document(one.document).text
    wrong = [
        (kind, i)
        for kind in ("statements", "tasks")
        for i, label in enumerate(labels[kind])
        if text[label["start"] : label["end"]] != label["text"]
    ]
    assert wrong == []
    assert {kind: tally.f1 for kind, tally in score(labels, labels).items()} == dict.fromkeys(
        KINDS, 1.0
    )


def test_a_contender_reads_in_a_process_of_its_own(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(TEXT, "utf-8")
    done = work("ours", [plan], rounds=2)
    found = score(labelled(STATEMENT), done.readings[0])
    assert (found["figures"].hit, found["tuples"].hit) == (1, 1)
    assert 0 < done.seconds < 60
    assert 10 < done.peak_mb < 1000


def test_each_peer_is_told_by_figures_of_its_own() -> None:
    tally = Tally()
    scores = {"dev": dict.fromkeys(KINDS, tally)}
    ours = {"mb_per_second": 1.2}
    lean = run._against("peer", scores, {"mb_per_second": 0.2, "peak_mb": 197}, ours)
    full = run._against("full_peer", scores, {"mb_per_second": 0.05}, ours)
    assert (lean["times_peer_speed"], full["times_full_peer_speed"]) == (6.0, 24.0)
    assert {"peer_peak_mb", "peer_dev_figures_f1"} < lean.keys()
    assert not lean.keys() & full.keys()
    assert set(run.GOALS) & (lean.keys() | full.keys()) == {"times_peer_speed"}


@pytest.mark.parametrize("peer", list(run.PEERS))
def test_a_peer_reads_amounts_and_rates(peer: str, tmp_path: Path) -> None:
    pytest.importorskip("jionlp", reason="the peers are installed for the bench alone")
    plan = tmp_path / "plan.txt"
    plan.write_text(TEXT, "utf-8")
    reading = work(peer, [plan]).readings[0]
    found = [(one["value"], one["unit"]) for one in reading["statements"]]
    assert found == [("8", "%"), ("12.5", "亿元")]


def test_a_goal_that_was_not_measured_is_missed() -> None:
    result = Result("reading", {"speed": 2.0}, {"speed": ">= 1", "peak": "<= 300"}, ("没有量",))
    assert (result.met, result.missed) == (False, ["peak"])
    assert json.loads(result.line())["notes"] == ["没有量"]


def test_a_bench_is_found_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert benches()["reading"] == "bench.quality.reading.run"
    assert main("nothing") == 2
    assert "reading" in capsys.readouterr().err
