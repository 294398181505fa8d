from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[xlsxwriter.Workbook]:
    book = xlsxwriter.Workbook(tmp_path / "2月.xlsx", {"default_date_format": "yyyy年m月"})
    yield book
    if not book.fileclosed:
        book.close()
