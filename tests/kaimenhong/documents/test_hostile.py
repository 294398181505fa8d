"""Whatever a file does to the reader, it is read or told of, in bounded time and memory."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong.documents import confined
from kaimenhong.documents.limits import DEEPEST, LARGEST_PART, MEMORY, MOST_BLOCKS, MOST_NODES
from kaimenhong.documents.open import open_bytes
from kaimenhong.errors import Code, Mistake
from tests.kaimenhong.documents.samples import W, ofd, packed, paragraph, pdf, worded

TYPES = {"[Content_Types].xml": "<Types/>"}


def body(xml: str | bytes, **parts: str) -> bytes:
    return packed(TYPES | {"word/document.xml": xml} | parts)


def laughing(levels: int) -> str:
    """Entities that each stand for ten of the one before."""
    entities = "".join(
        f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" if n else "<!ENTITY e0 '增长9%'>"
        for n in range(levels)
    )
    return f"<!DOCTYPE d [{entities}]><w:document {W}><w:body>{paragraph(f'&e{levels - 1};')}"


def fetching(address: str) -> str:
    return (
        f"<!DOCTYPE d [<!ENTITY e SYSTEM '{address}'>]><w:document {W}><w:body>"
        f"{paragraph('&e;')}</w:body></w:document>"
    )


def overlapping() -> bytes:
    """A part whose entry in the directory is there twice, as in bombs that reuse one stream."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 1000)
        archive.filelist[0].header_offset = archive.filelist[1].header_offset
    return data.getvalue()


LONG = f"<w:document {W}><w:body>"
HOSTILE = [
    ("entities.docx", body(laughing(9)), Code.FILE_DAMAGED),
    ("entities in UTF-16.docx", body(laughing(9).encode("utf-16")), Code.FILE_DAMAGED),
    ("a DOCTYPE after a comment.docx", body(f"<!--{'x' * 9000}-->{laughing(9)}"),
     Code.FILE_DAMAGED),
    ("entities in the styles.docx", body(f"{LONG}</w:body></w:document>",
     **{"word/styles.xml": laughing(9)}), Code.FILE_DAMAGED),
    ("entities.ofd", packed({"OFD.xml": laughing(9)}), Code.FILE_DAMAGED),
    ("a part that is too large.docx", body(b" " * (LARGEST_PART + 1)), Code.FILE_TOO_LARGE),
    ("too many tags.docx", body(f"{LONG}{'<w:p/>' * MOST_NODES}"), Code.FILE_TOO_LARGE),
    ("too many blocks.txt", b"a\n" * (MOST_BLOCKS + 1), Code.FILE_TOO_LARGE),
    ("too deep.html", b"<html><body>" + b"<div>" * (DEEPEST + 1), Code.FILE_TOO_LARGE),
    ("nested too deep.docx", body(f"{LONG}{'<w:sdt>' * 9000}"), Code.FILE_DAMAGED),
    ("one page too full.ofd", ofd([[(20, 100, "增" * 50_001)]]), Code.FILE_TOO_LARGE),
    ("overlapping.docx", overlapping(), Code.FILE_DAMAGED),
    ("cut short.docx", worded(paragraph("增长9%"))[:-40], Code.FILE_DAMAGED),
    ("cut short.ofd", ofd([[(20, 100, "增长9%")]])[:-40], Code.FILE_DAMAGED),
    ("a picture.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, Code.FILE_KIND),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code"), HOSTILE, ids=[name for name, *_ in HOSTILE])
def test_it_is_told_before_it_does_harm(name: str, data: bytes, code: Code) -> None:
    with pytest.raises(Mistake) as caught:
        open_bytes(name, data)
    assert caught.value.code is code
    assert caught.value.remedy


def test_nothing_is_fetched_and_nothing_leaks(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不可外传", encoding="utf-8")
    for address in (secret.as_uri(), "http://127.0.0.1:9/x"):
        for data in (body(fetching(address)), packed({"OFD.xml": fetching(address)})):
            with pytest.raises(Mistake) as caught:
                open_bytes("实体.docx", data)
            assert "不可外传" not in str(caught.value)


LYING = [
    ("方案.docx", pdf([[(72, 600, "增长9%")]])),
    ("方案.pdf", worded(paragraph("增长9%"))),
    ("方案.xls", "<html><body><p>增长9%</p></body></html>".encode()),
    ("方案.doc", "增长9%".encode("gb18030")),
    ("方案.html", ofd([[(20, 100, "增长9%")]])),
    ("方案", b"\n" + pdf([[(72, 600, "增长9%")]])),
]


@pytest.mark.parametrize(("name", "data"), LYING, ids=[name for name, _ in LYING])
def test_a_name_that_lies_does_no_harm(name: str, data: bytes) -> None:
    assert open_bytes(name, data).text == "增长9%"


# The ways in which each kind of file begins, so that the bytes after them meet its reader.
STARTS = [b"", b"PK\x03\x04", b"<html><body>", b"\xef\xbb\xbf", b"\xff\xfe", b"<!DOCTYPE html>"]
WHOLE = [
    worded(paragraph("一季度增长9%") * 3),
    ofd([[(20, 100, "一季度增长9%"), (20, 120, "投资")]]),
    "<html><body><table><tr><td rowspan=2>县<td>6%<tr><td>7%</table>".encode(),
    "序号\t任务\t时限\n1\t稳工业\t3月\n".encode("gb18030"),
]


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A good file with some of its bytes changed, or its end cut off."""
    data = bytearray(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(0, 4))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(1, len(data)))])


BYTES = st.one_of(
    st.tuples(st.sampled_from(STARTS), st.binary(max_size=300)).map(b"".join),
    st.text(max_size=200).map(str.encode),
    spoilt(),
)
NAMES = st.sampled_from(["方案.docx", "a.pdf", "表.xlsx", "x", "页.html", "..", "a/b.txt"])


def opens_or_tells(name: str, data: bytes) -> None:
    try:
        document = open_bytes(name, data)
    except Mistake as mistake:
        assert mistake.place is not None
        assert mistake.place.file == name
        return
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        assert document.place_of(block.start) == block.place


@settings(max_examples=300, deadline=None)
@given(NAMES, BYTES)
def test_any_bytes_under_any_name_open_or_are_told_of(name: str, data: bytes) -> None:
    opens_or_tells(name, data)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1200), st.integers(0, 255), st.integers(200, 2000))
def test_a_spoilt_pdf_opens_or_is_told_of(at: int, byte: int, length: int) -> None:
    data = bytearray(pdf([[(72, 600, "一季度增长9%")], [(72, 600, "投资")]], [(70, 590, 99, 0.5)]))
    data[at % len(data)] = byte
    opens_or_tells("方案.pdf", bytes(data[:length]))


def test_a_file_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "SECONDS", 0.01)
    with pytest.raises(Mistake) as caught:
        open_bytes("慢.pdf", pdf([[(72, 600, "增长9%")]]))
    assert caught.value.code is Code.FILE_TOO_LARGE


LONG_PDF = [[(72, 700 - 16 * line, f"固定资产投资增长{line}%") for line in range(9)]] * 2000


def test_two_thousand_pages_are_read_before_the_reader_is_stopped() -> None:
    document = open_bytes("长.pdf", pdf(LONG_PDF))
    assert document.blocks[-1].place.page == 2000


# A process of its own: what else the tests have started must not count.
PEAK = """
import resource, sys
from pathlib import Path
from kaimenhong.documents.open import open_document
from kaimenhong.errors import Mistake

for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        open_document(path)
    except Mistake:
        pass
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell the peak")
def test_no_reader_of_its_own_process_grows_beyond_the_limit(tmp_path: Path) -> None:
    for number, (name, data) in enumerate(
        (*((n, d) for n, d, _ in HOSTILE), ("长.pdf", pdf(LONG_PDF)))
    ):
        (tmp_path / f"{number} {name}").write_bytes(data)
    command = [sys.executable, "-c", PEAK, str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    peak = int(told.stdout)
    assert 0 < peak * (1 if sys.platform == "darwin" else 1024) <= MEMORY
