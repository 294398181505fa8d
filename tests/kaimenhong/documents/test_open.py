"""Files are opened by what is in them; what cannot be read is told of with a code and a way out."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from kaimenhong.documents.open import LARGEST, open_bytes, open_document
from kaimenhong.errors import Code, Mistake

TEXT = "锦泽市2026年一季度工作方案\n\n一、工作目标\n规上工业增加值增长9%以上。\n"


def zipped(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return data.getvalue()


def worded(body: str) -> bytes:
    head = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    xml = f"<?xml version='1.0' encoding='UTF-8'?>{head}<w:body>{body}</w:body></w:document>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
    return data.getvalue()


def test_text_keeps_every_character_and_only_loses_its_mark() -> None:
    assert open_bytes("方案.txt", TEXT.encode()).text == TEXT
    assert open_bytes("方案.txt", TEXT.encode("utf-8-sig")).text == TEXT
    assert open_bytes("方案.txt", TEXT.encode("gb18030")).text == TEXT
    assert open_bytes("方案.txt", b"\xff\xfe" + TEXT.encode("utf-16-le")).text == TEXT


def test_word_gives_paragraphs_and_cells_in_reading_order() -> None:
    document = docx.Document()
    document.add_heading("一、工作目标", level=1)
    document.add_paragraph("规上工业增加值增长9%以上。")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ["指标", "目标", "固定资产投资", "12%"], strict=True):
        cell.text = words
    document.add_paragraph("以上。")
    data = io.BytesIO()
    document.save(data)
    read = open_bytes("没有扩展名", data.getvalue())
    assert (
        read.text
        == "一、工作目标\n规上工业增加值增长9%以上。\n指标\n目标\n固定资产投资\n12%\n以上。"
    )
    assert read.blocks[0].kind == "heading"
    assert [(b.row, b.column) for b in read.blocks if b.kind == "cell"] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
    ]
    assert all(read.text[b.start : b.end] == b.text for b in read.blocks)


def test_word_reads_the_text_as_it_stands_when_all_revisions_are_accepted() -> None:
    data = worded(
        "<w:p><w:r><w:t>增长</w:t></w:r><w:del><w:r><w:delText>8%</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>9%</w:t></w:r></w:ins></w:p>"
    )
    assert open_bytes("修订.docx", data).text == "增长9%"


def test_a_page_gives_its_text_without_menus_and_its_table_as_cells() -> None:
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><nav>首页 导航</nav>"
        "<div class='header-top'>站点</div><h1>通报</h1><p>规上工业增加值<b>增长</b>9%。</p>"
        "<table><tr><th>指标</th><td>12.6</td></tr></table>"
        "<script>var a=1</script><footer>备案号</footer></body></html>"
    )
    document = open_bytes("通报.txt", page.encode())
    assert document.text == "通报\n规上工业增加值增长9%。\n指标\n12.6"
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "cell", "cell"]


def test_nesting_of_any_depth_does_not_exhaust_the_stack() -> None:
    page = "<html><body>" + "<div>" * 20_000 + "增长9%" + "</body></html>"
    assert "增长9%" in open_bytes("深.html", page.encode()).text


ENTITIES = (
    "<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>"
    "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>&b;</w:document>"
)
REFUSED = [
    ("空文件.txt", b"", Code.FILE_EMPTY),
    ("空白.txt", " \n\u3000\n".encode(), Code.FILE_EMPTY),
    ("空.docx", worded("<w:p/>"), Code.FILE_EMPTY),
    ("压缩包.docx", zipped(a_txt=b"hello"), Code.FILE_KIND),
    ("演示.docx", zipped(ppt__presentation_xml=b"<x/>"), Code.FILE_KIND),
    ("报表.docx", zipped(xl__workbook_xml=b"<x/>"), Code.FILE_DAMAGED),
    ("版式.docx", zipped(OFD_xml=b"<x/>"), Code.FILE_EMPTY),
    ("方案.pdf", b"%PDF-1.7\n...", Code.FILE_DAMAGED),
    ("压缩包.txt", b"Rar!\x1a\x07\x00", Code.FILE_KIND),
    ("磁带.txt", b"a.txt".ljust(257, b"\0") + b"ustar" + b"\0" * 250, Code.FILE_KIND),
    ("归档.html", b"MIME-Version: 1.0\r\n", Code.FILE_KIND),
    ("方案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Code.FILE_KIND),
    (
        "加密.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        Code.FILE_DAMAGED,
    ),
    ("损坏.docx", b"PK\x03\x04" + b"\0" * 40, Code.FILE_DAMAGED),
    ("截断.docx", worded("<w:p/>")[:120], Code.FILE_DAMAGED),
    (
        "实体.docx",
        zipped(**{"[Content_Types]_xml": b"<Types/>", "word__document_xml": ENTITIES.encode()}),
        Code.FILE_DAMAGED,
    ),
    ("图片.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), Code.FILE_KIND),
    ("乱码.txt", bytes(range(128, 256)) * 4, Code.FILE_ENCODING),
    ("二进制.txt", b"abc\x00\x01\x02def", Code.FILE_ENCODING),
    ("涉密.txt", ("机密★1年\n\n" + TEXT).encode(), Code.FILE_SECRET),
    ("涉密2.txt", ("000001\n秘 密\n特急\n" + TEXT).encode(), Code.FILE_SECRET),
]


@pytest.mark.parametrize(("name", "data", "code"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_cannot_be_read_is_told_with_its_code_and_file(
    name: str, data: bytes, code: Code
) -> None:
    with pytest.raises(Mistake) as caught:
        open_bytes(name, data)
    assert caught.value.code is code
    assert name in str(caught.value)
    assert caught.value.remedy


def test_a_text_that_speaks_of_secrets_is_not_marked_secret() -> None:
    text = "保密工作通知\n\n各单位要加强秘密文件管理，涉及机密事项的按规定办理。\n"
    assert open_bytes("通知.txt", text.encode()).text == text


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(210):
                part.write(b" " * 1024 * 1024)
    with pytest.raises(Mistake) as caught:
        open_bytes("炸弹.docx", data.getvalue())
    assert caught.value.code is Code.FILE_TOO_LARGE


def test_a_file_over_the_limit_or_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as caught:
        open_document(tmp_path / "没有.docx")
    assert caught.value.code is Code.FILE_MISSING
    large = tmp_path / "大.txt"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Mistake) as caught:
        open_document(large)
    assert caught.value.code is Code.FILE_TOO_LARGE


def test_merged_cells_keep_the_columns_of_the_rows_below_in_their_place() -> None:
    page = (
        "<html><body><table><tr><td rowspan=2>甲</td><td colspan=2>乙</td><td>丙</td></tr>"
        "<tr><td>丁</td><td>戊<br>己</td><td>庚</td></tr></table></body></html>"
    )
    cells = {b.text: (b.row, b.column, b.rows) for b in open_bytes("表.html", page.encode()).blocks}
    assert cells == {
        "甲": (1, 1, 2), "乙": (1, 2, 1), "丙": (1, 4, 1),
        "丁": (2, 2, 1), "戊\n己": (2, 3, 1), "庚": (2, 4, 1),
    }  # fmt: skip


def test_a_table_that_only_lays_out_the_page_gives_paragraphs() -> None:
    prose = f"<p>{'一季度开门红。' * 60}</p><p>{'增长9%。' * 60}</p>"
    page = f"<html><body><table><tr><td>{prose}</td></tr></table></body></html>"
    blocks = open_bytes("页.html", page.encode()).blocks
    assert [block.kind for block in blocks] == ["paragraph", "paragraph"]


def test_a_word_cell_merged_downwards_tells_how_many_rows_it_runs_over() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for number, cell in enumerate(table._cells):
        cell.text = f"{number}"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "合并"
    data = io.BytesIO()
    document.save(data)
    cells = {b.text: (b.row, b.rows) for b in open_bytes("表.docx", data.getvalue()).blocks}
    assert cells["合并"] == (2, 2)
    assert cells["4"] == (3, 1)
