"""Files that are no good workbook, or would exhaust the machine."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kaimenhong.documents.workbook import open_workbook
from kaimenhong.errors import Code, Mistake
from tests.kaimenhong.returns.workbooks import (
    CELL,
    changed,
    lying,
    ods,
    overlapping,
    packed,
    packed_oddly,
    stray,
    twice,
    xlsx,
)

REFUSED = {
    "empty": (b"", Code.FILE_EMPTY),
    "only blanks": (b" \r\n\x00", Code.FILE_EMPTY),
    "a text called xlsx": ("地区,指标".encode("gb18030"), Code.FILE_KIND),
    "a page called xls": (b"<html><table><tr><td>1</td></tr></table></html>", Code.FILE_KIND),
    "a word document": (packed(**{"word/document.xml": "<w/>"}), Code.FILE_KIND),
    "a plain zip": (packed(**{"1.txt": "1"}), Code.FILE_KIND),
    "half a workbook": (xlsx(A1="地区")[:1500], Code.FILE_DAMAGED),
    "a workbook without its sheets": (packed(**{"xl/workbook.xml": "<x"}), Code.FILE_DAMAGED),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        Code.FILE_DAMAGED,
    ),
    "an old word document": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        Code.FILE_KIND,
    ),
    "an old workbook cut short": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
        Code.FILE_DAMAGED,
    ),
    "marked secret": (xlsx(A1="机密★一年", A2="地区"), Code.FILE_SECRET),
    "a stray cell in the last corner": (xlsx(A1=1, XFD1048576=1), Code.FILE_TOO_LARGE),
    "the same in small letters": (stray('r = "xfd1048576"', 'r="2"'), Code.FILE_TOO_LARGE),
    "the last row beside the last column": (
        changed(stray("", 'r="1048576"'), "xl/worksheets/sheet1.xml", 'r="A1"', 'r="XFD1"'),
        Code.FILE_TOO_LARGE,
    ),
    "a part that holds more than it declares": (lying(268, 1), Code.FILE_DAMAGED),
    "a part that holds less than it declares": (lying(2 * 1024 * 1024, 1), Code.FILE_DAMAGED),
    "two parts of one name": (twice(), Code.FILE_DAMAGED),
    "packed as no office program does": (packed_oddly(), Code.FILE_DAMAGED),
    "numbers without text repeated a thousand million times": (
        ods(
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell'
            ' office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>'
            "</table:table-row>"
        ),
        Code.FILE_TOO_LARGE,
    ),
    "a comment among the cells": (
        ods("<table:table-row>" + CELL.format(text="x", more="") + "<!--x--></table:table-row>"),
        Code.FILE_DAMAGED,
    ),
    "merged ranges over one another": (overlapping(), Code.FILE_DAMAGED),
    "a cell repeated a thousand million times": (
        ods(
            '<table:table-row table:number-rows-repeated="1000000">'
            + CELL.format(text="x", more=' table:number-columns-repeated="1000"')
            + "</table:table-row>"
        ),
        Code.FILE_TOO_LARGE,
    ),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_good_workbook_is_refused_by_name(data: bytes, code: Code) -> None:
    with pytest.raises(Mistake) as caught:
        open_workbook("2月.xlsx", data)
    assert caught.value.code is code
    assert caught.value.place is not None
    assert caught.value.place.file == "2月.xlsx"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as caught:
        open_workbook(tmp_path / "没有.xlsx")
    assert caught.value.code is Code.FILE_MISSING


def test_a_file_that_unpacks_to_too_much() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (201 * 1024 * 1024))
    with pytest.raises(Mistake) as caught:
        open_workbook("大.xlsx", content.getvalue())
    assert caught.value.code is Code.FILE_TOO_LARGE


LITTLE_MEMORY = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from kaimenhong.documents.workbook import open_workbook
from kaimenhong.errors import Mistake
try:
    open_workbook(sys.argv[1])
except Mistake as mistake:
    print(mistake.code.value)
"""


def test_a_bomb_goes_off_neither_in_memory_nor_in_time(tmp_path: Path) -> None:
    bomb = tmp_path / "2月.xlsx"
    bomb.write_bytes(lying(268, 2048))
    assert bomb.stat().st_size < 4 * 1024 * 1024
    told = subprocess.run(
        [sys.executable, "-c", LITTLE_MEMORY, bomb],
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert told.stdout.strip() == Code.FILE_DAMAGED
