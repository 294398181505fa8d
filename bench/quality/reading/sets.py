"""The labelled documents: NAME.json holds the labels of the NAME of another ending beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
# Real documents; they are not ours to hand on, so they stand beside the project and may be absent.
SHARED = HERE.parents[3] / "shared"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document and its labels, in the form of the reading contract."""

    document: Path
    labels: Path

    def read_labels(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.labels.read_text("utf-8"))
        return found


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Documents that are scored together: `dev`, `tuned` or `frozen`."""

    name: str
    members: tuple[Labelled, ...]


def labelled_sets() -> list[LabelledSet]:
    """Give the sets that are here: dev beside the project, tuned and frozen inside it."""
    found = [
        LabelledSet("dev", tuple(_pairs(SHARED / "gold", SHARED / "seeds"))),
        LabelledSet("tuned", tuple(_pairs(HERE / "tuned", HERE / "tuned"))),
        LabelledSet("frozen", tuple(_pairs(HERE / "frozen", HERE / "frozen"))),
    ]
    return [one for one in found if one.members]


def _pairs(labels: Path, documents: Path) -> Iterator[Labelled]:
    for path in sorted(labels.glob("*.json")):
        document = next((p for p in documents.glob(f"{path.stem}.*") if p.suffix != ".json"), None)
        if document is None:
            raise SystemExit(f"标注 {path.name} 没有对应的文件")
        yield Labelled(document, path)
