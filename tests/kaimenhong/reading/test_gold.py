"""The labelled documents beside the project: the scores below which no change may fall."""

import importlib.util
import json
from pathlib import Path

import pytest

from kaimenhong.documents.open import open_document
from kaimenhong.reading.contract import to_json
from kaimenhong.reading.reader import read

SHARED = Path(__file__).parents[4] / "shared"
FLOORS = {"figures": 0.98, "tuples": 0.95, "tasks": 0.99, "conflicts": 1.0}

pytestmark = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason=f"标注样本不在 {SHARED}，无法评分"
)


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
    total = scorer.main(str(SHARED / "gold"), str(tmp_path))
    table = capsys.readouterr().out
    scores = {name: total[name].f1 for name in FLOORS}
    assert all(scores[name] >= floor for name, floor in FLOORS.items()), table
