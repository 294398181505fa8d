"""How well and how fast documents are read, by the labelled documents beside the project."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import tempfile
import time
from pathlib import Path
from types import ModuleType

from bench.result import Result
from kaimenhong.documents.document import Document
from kaimenhong.documents.open import open_bytes, open_document
from kaimenhong.reading.contract import to_json
from kaimenhong.reading.reader import read

SHARED = Path(__file__).parents[2] / ".." / "shared"
GOALS = {
    "tuples_f1": ">= 0.80",
    "figures_f1": ">= 0.90",
    "tasks_f1": ">= 0.95",
    "conflicts_hit": ">= 5",
    "conflicts_false": "<= 0",
    "mb_per_second": ">= 1",
}
MEGABYTE = 1_000_000
ROUNDS = 3


def run() -> Result:
    if not (SHARED / "gold").is_dir():
        raise SystemExit(f"没有标注样本：{SHARED / 'gold'}")
    documents = {p.stem: open_document(p) for p in sorted((SHARED / "seeds").glob("*.txt"))}
    return Result("reading", {**quality(documents), "mb_per_second": speed(documents)}, GOALS)


def quality(documents: dict[str, Document]) -> dict[str, float]:
    scorer = _scorer()
    with tempfile.TemporaryDirectory() as folder:
        for name, document in documents.items():
            reading = json.dumps(to_json(read(document)), ensure_ascii=False)
            (Path(folder) / f"{name}.json").write_text(reading, "utf-8")
        with contextlib.redirect_stdout(io.StringIO()):
            total = scorer.main(str(SHARED / "gold"), folder)
    return {
        "tuples_f1": round(total["tuples"].f1, 4),
        "figures_f1": round(total["figures"].f1, 4),
        "tasks_f1": round(total["tasks"].f1, 4),
        "conflicts_hit": total["conflicts"].hit,
        "conflicts_false": total["conflicts"].predicted - total["conflicts"].hit,
    }


def speed(documents: dict[str, Document]) -> float:
    """Megabytes of UTF-8 a second on one core, best of three, each document repeated alike."""
    whole = "\n".join(document.text for document in documents.values())
    times = MEGABYTE // len(whole.encode()) + 1
    data = "\n".join([whole] * times).encode()
    best = min(_seconds(data) for _ in range(ROUNDS))
    return round(len(data) / MEGABYTE / best, 2)


def _seconds(data: bytes) -> float:
    started = time.perf_counter()
    read(open_bytes("whole.txt", data))
    return time.perf_counter() - started


def _scorer() -> ModuleType:
    path = SHARED / "tools" / "score_reading.py"
    spec = importlib.util.spec_from_file_location("score_reading", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"没有评分程序：{path}")
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["score_reading"] = module
    spec.loader.exec_module(module)
    return module
