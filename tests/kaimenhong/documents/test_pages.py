"""Pages of .pdf and .ofd become the paragraphs and cells that their writer had."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from kaimenhong.documents.document import Document
from kaimenhong.documents.limits import MEMORY, MOST_PAGES
from kaimenhong.documents.open import open_bytes
from kaimenhong.errors import Code, Mistake
from tests.kaimenhong.documents.samples import Text, drawn, ofd, packed, pdf, shown

# 28 characters a line, 16 points each, between 72 and 520 points; below each other by 28 points.
LEFT, EM, STEP, TOP = 72.0, 16.0, 28.0, 700.0
MILLIMETRE = 72 / 25.4

type Rows = Sequence[tuple[float, str]]


def set_in_points(pages: Sequence[Rows]) -> list[list[Text]]:
    """Place each row by its indent in characters."""
    return [
        [(LEFT + indent * EM, TOP - number * STEP, words) for number, (indent, words) in rows]
        for rows in map(list, map(enumerate, pages))
    ]


def as_pdf(pages: Sequence[Rows]) -> bytes:
    return pdf(set_in_points(pages))


def as_ofd(pages: Sequence[Rows]) -> bytes:
    return ofd(
        [
            [(x / MILLIMETRE, 297 - y / MILLIMETRE, words) for x, y, words in page]
            for page in set_in_points(pages)
        ]
    )


FULL = "为确保一季度经济平稳开局，结合我市实际，制定本方案，全市要"
INDENTED = FULL[2:]
ITEM = "规模以上工业增加值增长9%以上（市工信局牵头）"
MAKERS = pytest.mark.parametrize("make", [as_pdf, as_ofd], ids=["pdf", "ofd"])

JOINED = [
    ("a sentence over two lines", [[(2, INDENTED), (0, "力争增长6%以上。")]],
     [INDENTED + "力争增长6%以上。"]),
    ("an indent begins a paragraph", [[(2, INDENTED), (0, FULL), (2, "工业增长9%。"), (0, "注")]],
     [INDENTED + FULL, "工业增长9%。", "注"]),
    ("a short line ends a paragraph", [[(2, INDENTED), (0, "压实责任。"), (0, FULL)]],
     [INDENTED + "压实责任。", FULL]),
    ("a sentence over two pages", [[(2, INDENTED), (0, FULL)], [(0, "力争增长6%。")]],
     [INDENTED + FULL + "力争增长6%。"]),
    ("a heading without an indent", [[(0, FULL[:-1] + "。"), (0, "二、重点任务"), (0, FULL)]],
     [FULL[:-1] + "。", "二、重点任务", FULL]),
    ("items as wide as each other without stops", [[(0, f"（{one}）" + ITEM) for one in "一二三"]],
     [f"（{one}）" + ITEM for one in "一二三"]),
    ("an item after a stop and a quote", [[(0, FULL[:-2] + "。”"), (0, "第三条 " + FULL[4:])]],
     [FULL[:-2] + "。”", "第三条 " + FULL[4:]]),
    ("a number that is the sentence's own", [[(0, FULL[:-1] + "第"), (0, "一、二产业增长。")]],
     [FULL[:-1] + "第一、二产业增长。"]),
]  # fmt: skip


@MAKERS
@pytest.mark.parametrize(
    ("pages", "expected"), [case[1:] for case in JOINED], ids=[case[0] for case in JOINED]
)
def test_lines_are_joined_into_paragraphs(
    make: Callable[[Sequence[Rows]], bytes], pages: Sequence[Rows], expected: list[str]
) -> None:
    document = open_bytes("方案", make(pages))
    assert [block.text for block in document.blocks] == expected
    assert_sliced(document)


def assert_sliced(document: Document) -> None:
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        assert (block.place.start, block.place.end) == (block.start, block.end)


def test_page_numbers_headers_and_footers_are_dropped_and_pages_kept() -> None:
    def page(number: int) -> list[Text]:
        return [
            (LEFT, 800, "锦泽市人民政府文件"),
            (LEFT, 600, f"第{'一二三'[number]}部分目标。"),
            (270, 40, f"— {number + 1} —"),
        ]

    document = open_bytes("方案.pdf", pdf([page(0), page(1), page(2)]))
    assert document.text == "第一部分目标。\n第二部分目标。\n第三部分目标。"
    assert [block.place.page for block in document.blocks] == [1, 2, 3]


def test_like_sentences_at_the_foot_of_many_pages_are_no_footer() -> None:
    pages = [[(LEFT, 600, "甲。"), (LEFT, 90, f"当月增长{number}%。")] for number in (6, 7, 8)]
    text = open_bytes("方案.pdf", pdf(pages)).text
    assert [f"当月增长{number}%。" in text for number in (6, 7, 8)] == [True] * 3


# Bars around three columns and three rows; the first row's last two cells are one.
XS, YS = (72, 200, 300, 400), (600, 570, 540, 510)
LEVEL = [(XS[0], y, XS[-1] - XS[0], 0.5) for y in YS]
UPRIGHT = [(x, YS[-1], 0.5, (YS[1] if x == XS[2] else YS[0]) - YS[-1]) for x in XS]
CELLS = [
    (80, 578, "县"), (230, 578, "一季度目标"),
    (210, 548, "投资"), (310, 548, "增速"),
    (80, 518, "东湖县"), (210, 518, "12.5"), (310, 518, "13"),
]  # fmt: skip
READ = [
    ("县", 1, 1), ("一季度目标", 1, 2), ("投资", 2, 2), ("增速", 2, 3),
    ("东湖县", 3, 1), ("12.5", 3, 2), ("13", 3, 3),
]  # fmt: skip


def ruled_pdf() -> bytes:
    texts = [(x, y, words) for x, y, words in CELLS]
    return pdf([[(72, 640, "单位：亿元"), *texts, (72, 450, "以上。")]], LEVEL + UPRIGHT, size=10)


def ruled_ofd() -> bytes:
    def at(x: float, y: float) -> tuple[float, float]:
        return x / MILLIMETRE, 297 - y / MILLIMETRE

    lines = "".join(
        drawn(*at(x, y), *at(x + (wide if wide > 1 else 0), y + (high if high > 1 else 0)))
        for x, y, wide, high in LEVEL + UPRIGHT
    )
    texts = [(72, 640, "单位：亿元"), *CELLS, (72, 450, "以上。")]
    return ofd([[(*at(x, y), words) for x, y, words in texts]], lines)


@pytest.mark.parametrize("data", [ruled_pdf(), ruled_ofd()], ids=["pdf", "ofd"])
def test_a_ruled_table_gives_its_cells_between_its_paragraphs(data: bytes) -> None:
    document = open_bytes("表", data)
    cells = [(b.text, b.row, b.column) for b in document.blocks if b.kind == "cell"]
    assert cells == READ
    assert document.text.startswith("单位：亿元\n县\n")
    assert document.text.endswith("13\n以上。")
    assert all(block.place.page == 1 for block in document.blocks)


def test_a_line_in_the_margin_makes_no_row_and_words_far_apart_no_figure() -> None:
    texts = [*CELLS[:-1], (304, 553, "1"), (380, 553, "2"), (304, 543, "3"), (380, 543, "4")]
    marked = [*LEVEL, *UPRIGHT, (71, 440, 0.2, 160)]
    page = [(x, y, words) for x, y, words in texts if words != "增速"]
    document = open_bytes("表.pdf", pdf([[*page, (74, 450, "以上。")]], marked, size=8))
    assert document.blocks[-1].kind == "paragraph"
    assert "1\t2\n3\t4" in document.text


def test_a_table_that_goes_on_on_the_next_page_is_one_and_its_head_is_not_read_twice() -> None:
    texts = [(x, y, words) for x, y, words in CELLS]
    document = open_bytes("表.pdf", pdf([texts, texts], LEVEL + UPRIGHT, size=10))
    assert {block.table for block in document.blocks} == {1}
    assert [(b.text, b.row) for b in document.blocks if b.column == 1] == [
        ("县", 1), ("东湖县", 3), ("东湖县", 5),
    ]  # fmt: skip


def test_columns_without_lines_between_them_are_cells() -> None:
    rows = [("县", "投资", "增速"), ("东湖县", "12.5", "13"), ("西山区", "20.1", "11.5")]
    texts = [
        (72 + 130.0 * column, 600 - 30.0 * row, words)
        for row, line in enumerate(rows)
        for column, words in enumerate(line)
    ]
    blocks = open_bytes("表.pdf", pdf([texts], size=12)).blocks
    assert [(b.kind, b.text, b.row, b.column) for b in blocks] == [
        ("cell", words, row, column)
        for row, line in enumerate(rows, 1)
        for column, words in enumerate(line, 1)
    ]


def test_notes_stand_at_the_end_and_their_marks_are_no_digits() -> None:
    cut = "全市规模以上工业增加值一季度力争增长9%"
    after = LEFT + EM * len(cut)
    above = [(LEFT, 700, FULL), (LEFT, 672, cut), (after + 8, 672, "以上，固定资产")]
    notes = [(after, 680, "1"), (LEFT, 120, "1按可比价格计算。")]
    below = [(LEFT, 700, "投资增长12%。"), (LEFT, 672, "用地500m")]
    square = [(LEFT + EM * 6, 680, "2")]
    contents = [shown(above, EM) + shown(notes, 8), shown(below, EM) + shown(square, 8)]
    assert open_bytes("方案.pdf", pdf([[], []], contents=contents)).text == (
        f"{FULL}{cut}以上，固定资产投资增长12%。\n用地500m2\n1按可比价格计算。"
    )


@pytest.mark.parametrize("size", [10, 13, 16])
def test_digits_in_another_font_or_size_are_kept(size: int) -> None:
    words = shown([(LEFT, 600, "一季度增长"), (LEFT + EM * 7, 600, "以上。")], EM)
    digits = b"BT /G %d Tf %d 600 Td (9.5%%) Tj ET\n" % (size, LEFT + EM * 5)
    data = pdf([[]], contents=[words + digits])
    assert open_bytes("方案.pdf", data).text == "一季度增长9.5%以上。"


def test_radicals_that_printers_put_for_characters_are_mended() -> None:
    assert open_bytes("方案.pdf", pdf([[(72, 600, "⼀季度⼯业开⻔红")]])).text == "一季度工业开门红"


def test_a_text_printed_upwards_and_a_leaning_watermark() -> None:
    upwards = "BT /F 16 Tf 0 1 -1 0 {} 72 Tm <{}> Tj ET\n"
    lines = [(100, "工业增长"), (130, "投资增长")]
    words = "".join(upwards.format(x, said.encode("utf-16-be").hex()) for x, said in lines)
    mark = "BT /F 40 Tf 0.7 0.7 -0.7 0.7 200 200 Tm <5185> Tj ET\n"
    data = pdf([[]], contents=[(words + mark).encode()])
    assert open_bytes("横排.pdf", data).text == "工业增长\n投资增长"


IMAGE = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
LOCKED = (
    "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + "41" * 32 + ">/U<" + "42" * 32 + ">>>"
    "/ID[<00><00>]"
)
PICTURE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>'
REFUSED = [
    ("扫描件.pdf", pdf([[]], contents=[IMAGE]), Code.FILE_SCANNED),
    ("扫描件.ofd", ofd([[]], more=PICTURE), Code.FILE_SCANNED),
    ("空白.pdf", pdf([[]]), Code.FILE_EMPTY),
    ("空白.ofd", ofd([[]]), Code.FILE_EMPTY),
    ("加密.pdf", pdf([[(72, 600, "增长")]], trailer=LOCKED), Code.FILE_DAMAGED),
    ("截断.pdf", pdf([[(72, 600, "增长")]])[:300], Code.FILE_DAMAGED),
    ("涉密.pdf", pdf([[(72, 800, "机密★1年"), (72, 600, "增长")]]), Code.FILE_SECRET),
    ("涉密.ofd", ofd([[(20, 20, "秘密★10年"), (20, 100, "增长")]]), Code.FILE_SECRET),
    ("页眉.pdf", pdf([[(72, 600, "增长")]] + [[(72, 810, "机密")]] * 3), Code.FILE_SECRET),
    ("缺页.ofd", packed({"OFD.xml": "<a><DocRoot>b.xml</DocRoot></a>"}), Code.FILE_DAMAGED),
    ("太多.pdf", pdf([[]] * (MOST_PAGES + 1), contents=[b""]), Code.FILE_TOO_LARGE),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_cannot_be_read_is_told_with_what_to_do(name: str, data: bytes, code: Code) -> None:
    with pytest.raises(Mistake) as caught:
        open_bytes(name, data)
    assert caught.value.code is code
    assert caught.value.place is not None
    assert caught.value.place.file == name


def test_as_many_pages_as_the_limit_says_are_read() -> None:
    contents = pdf([[(72, 500, "一季度增长6%。")]] * MOST_PAGES, contents=None)
    document = open_bytes("很长.pdf", contents)
    assert len(document.blocks) == MOST_PAGES
    assert document.blocks[-1].place.page == MOST_PAGES


def test_a_file_that_unpacks_without_end_is_stopped_at_the_limit_of_memory() -> None:
    import zlib

    squeezed = zlib.compress(b"\n" * (MEMORY + 1), 9)
    squeezed = zlib.compress(squeezed, 9)
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (
        len(squeezed),
        squeezed,
    )
    with pytest.raises(Mistake) as caught:
        open_bytes("炸弹.pdf", pdf([[]], contents=[stream]))
    assert caught.value.code in {Code.FILE_TOO_LARGE, Code.FILE_DAMAGED, Code.FILE_EMPTY}
