"""Our reader as a contender: what `kmh read FILE --format json` gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kaimenhong.documents.open import open_document
from kaimenhong.reading import reader
from kaimenhong.reading.contract import to_json


def read(path: Path) -> dict[str, Any]:
    """Read a document of any kind as the reading contract has it."""
    return to_json(reader.read(open_document(path)))
