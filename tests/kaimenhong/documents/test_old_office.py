"""Files of old office programs are read where LibreOffice is; elsewhere one is told what to do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from kaimenhong.documents import convert
from kaimenhong.documents.open import open_bytes, open_document
from kaimenhong.errors import Code, Mistake
from tests.kaimenhong.documents.samples import W, level

OFFICE = shutil.which("soffice")
NEEDS_OFFICE = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
DIRECTORY = "WordDocument\0".encode("utf-16-le")
RTF = (
    rb"{\rtf1\ansi\ansicpg936 \u19968?\u23395?\u24230?"
    rb" 9%\par{\field{\*\fldinst INCLUDETEXT /etc/hostname}}}"
)


@NEEDS_OFFICE
@pytest.mark.parametrize("suffix", ["doc", "odt"])
def test_an_old_file_is_read_with_the_numbers_that_were_generated(
    tmp_path: Path, suffix: str
) -> None:
    document = docx.Document()
    definition = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）")
    numbering = document.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="99">{definition}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {W} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))
    for at, words in ((0, "工作目标"), (1, "工业增长9%。"), (0, "保障措施")):
        says = f'<w:numPr {W}><w:ilvl w:val="{at}"/><w:numId w:val="99"/></w:numPr>'
        document.add_paragraph(words)._p.get_or_add_pPr().append(parse_xml(says))
    document.save(str(tmp_path / "方案.docx"))
    profile = (tmp_path / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    where = ["--outdir", str(tmp_path), str(tmp_path / "方案.docx")]
    subprocess.run([*command, suffix, *where], check=True, capture_output=True, timeout=60)
    # A file of WPS is one of Word with another name.
    wps = (tmp_path / f"方案.{suffix}").rename(tmp_path / "方案.wps")
    text = open_document(wps).text
    assert text == "一、工作目标\n（一）工业增长9%。\n二、保障措施"


@NEEDS_OFFICE
def test_a_file_that_asks_for_another_one_gets_nothing() -> None:
    assert open_bytes("引用.rtf", RTF).text.strip() == "一季度 9%"


@NEEDS_OFFICE
def test_a_converter_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "SECONDS", 0.3)
    with pytest.raises(Mistake) as caught:
        open_bytes("慢.rtf", RTF)
    assert caught.value.code is Code.FILE_TOO_LARGE


@NEEDS_OFFICE
def test_a_damaged_old_file_is_told() -> None:
    with pytest.raises(Mistake) as caught:
        open_bytes("坏.doc", HEAD + DIRECTORY + b"\1" * 2000)
    assert caught.value.code in {Code.FILE_DAMAGED, Code.FILE_EMPTY}


@pytest.mark.parametrize(
    ("name", "data"), [("方案.doc", HEAD + DIRECTORY), ("方案.rtf", RTF)], ids=["doc", "rtf"]
)
def test_without_a_converter_one_is_told_how_to_convert(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, data: bytes
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Mistake) as caught:
        open_bytes(name, data)
    assert caught.value.code is Code.FILE_KIND
    assert "另存为 .docx" in caught.value.remedy
    assert "LibreOffice" in caught.value.remedy


LOCKED_WORD = b"\xec\xa5".ljust(11, b"\0") + b"\x01"
REFUSED = [
    ("加密.docx", HEAD + "EncryptedPackage\0".encode("utf-16-le"), Code.FILE_DAMAGED),
    ("加密.doc", HEAD + LOCKED_WORD.ljust(512, b"\0") + DIRECTORY, Code.FILE_DAMAGED),
    ("演示.ppt", HEAD + "PowerPoint Document\0".encode("utf-16-le"), Code.FILE_KIND),
    ("安装包.msi", HEAD + b"\0" * 600, Code.FILE_KIND),
    ("坏.xls", HEAD + "Workbook\0".encode("utf-16-le"), Code.FILE_DAMAGED),
]


@pytest.mark.parametrize(("name", "data", "code"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_holds_no_text_to_be_read_is_told(name: str, data: bytes, code: Code) -> None:
    with pytest.raises(Mistake) as caught:
        open_bytes(name, data)
    assert caught.value.code is code
