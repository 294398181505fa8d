"""The labelled documents beside the project: the scores below which no change may fall."""

import importlib.util
import json
from pathlib import Path

import pytest

from bench.quality.reading.score import score, total
from bench.quality.reading.sets import labelled_sets
from kaimenhong.documents.open import open_document
from kaimenhong.reading.contract import to_json
from kaimenhong.reading.reader import read

SHARED = Path(__file__).parents[4] / "shared"
FLOORS = {"figures": 0.99, "tuples": 0.97, "tasks": 0.99, "conflicts": 1.0}
# Of our own documents, which are denser; what the reading gives today, rounded down.
OWN_FLOORS = {"figures": 0.98, "tuples": 0.87, "tasks": 0.98, "conflicts": 0.7}


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason=f"标注样本不在 {SHARED}，无法评分")
def test_the_labelled_documents_are_read_as_well_as_before(tmp_path: Path, capsys) -> None:
    path = SHARED / "tools" / "score_reading.py"
    spec = importlib.util.spec_from_file_location("score_reading", path)
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = scorer
    spec.loader.exec_module(scorer)
    for seed in (SHARED / "seeds").glob("*.txt"):
        reading = json.dumps(to_json(read(open_document(seed))), ensure_ascii=False)
        (tmp_path / f"{seed.stem}.json").write_text(reading, "utf-8")
    totals = scorer.main(str(SHARED / "gold"), str(tmp_path))
    table = capsys.readouterr().out
    scores = {name: totals[name].f1 for name in FLOORS}
    assert all(scores[name] >= floor for name, floor in FLOORS.items()), table


def test_our_own_documents_are_read_as_well_as_before() -> None:
    (tuned,) = (one for one in labelled_sets() if one.name == "tuned")
    found = total(
        score(one.read_labels(), to_json(read(open_document(one.document))))
        for one in tuned.members
    )
    scores = {name: found[name].f1 for name in OWN_FLOORS}
    assert {name for name, floor in OWN_FLOORS.items() if scores[name] < floor} == set(), scores
