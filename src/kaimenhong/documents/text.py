"""Plain text: the content as it is decoded, unchanged; one block a line."""

from __future__ import annotations

import codecs
import re

from kaimenhong.documents.document import Block, Document, refuse_many
from kaimenhong.errors import Code, Mistake, Place

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Bytes of no text decode as GB18030 too; they show as control and private-use characters.
STRANGE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ue000-\uf8ff\ufffd]")
STRANGE_SHARE = 0.02
LINE = re.compile(r"[^\r\n]+")
PARTED = re.compile(r"[\r\n\t|]+")
SEPARATOR = re.compile("[\t|]")
BLANK = re.compile(r"\n[ \t\u3000]*\r?\n")
HAN = re.compile("[\u4e00-\u9fff]")
RARE = re.compile("[\u3400-\u4dbf\ue000-\uf8ff\U00010000-\U0010ffff\u0e00-\u2fff\ua000-\ud7ff]")
RARE_SHARE = 0.3


def read(name: str, data: bytes) -> Document:
    """Read a text file; its text is the decoded content, only a byte-order mark is dropped."""
    content = decode(data)
    refuse_many(sum(1 for _ in PARTED.finditer(content)))
    return Document(name, content, tuple(_blocks(name, content)))


def decode(data: bytes) -> str:
    """Decode UTF-8, UTF-16 with a mark, else GB18030; `Mistake` where none of them fits.

    >>> decode("增长6%".encode("gb18030"))
    '增长6%'
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _plausible(_try(data[len(mark) :], encoding))
    content = _try(data, "utf-8")
    if content is not None:
        return _plausible(content)
    content = _try(data, "gb18030")
    if content is not None and _count(RARE, content) > RARE_SHARE * len(content):
        content = None
    return _plausible(content)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausible(content: str | None) -> str:
    if content is None:
        raise _unknown("UTF-8 和 GB18030 都读不通的内容")
    if "\x00" in content or _count(STRANGE, content) > STRANGE_SHARE * len(content):
        raise _unknown("不是文字的内容")
    return content


def _count(signs: re.Pattern[str], content: str) -> int:
    """Count the characters; a list of millions of them would not fit into memory."""
    return len(content) - len(signs.sub("", content))


def _unknown(came: str) -> Mistake:
    return Mistake(
        Code.FILE_ENCODING,
        expected="UTF-8 或 GB18030（GBK）编码的文字",
        came=came,
        remedy="请用记事本打开并“另存为”UTF-8 编码，或另存为 .docx",
    )


def _blocks(name: str, content: str) -> list[Block]:
    """Lines are paragraphs; lines of a table drawn with tabs or bars are rows of cells."""
    blocks: list[Block] = []
    table = row = 0
    end = 0
    for number, line in enumerate(LINE.finditer(content), 1):
        start, words = line.start(), line[0]
        cells = _cells(words)
        if BLANK.search(content, end, start):
            row = 0
        end = line.end()
        if len(cells) < 3:
            row = 0
            if words.strip():
                place = Place(file=name, line=number, start=start, end=line.end())
                blocks.append(Block("paragraph", words, start, line.end(), place))
            continue
        table += row == 0
        row += 1
        for column, left, right in cells:
            place = Place(file=name, line=number, start=start + left, end=start + right)
            blocks.append(
                Block(
                    kind="cell",
                    text=words[left:right],
                    start=start + left,
                    end=start + right,
                    place=place,
                    table=table,
                    row=row,
                    column=column,
                )
            )
    return blocks


def _cells(line: str) -> list[tuple[int, int, int]]:
    """Column, start and end of each cell of a table line; none where it is no table row."""
    if "\t" not in line and "|" not in line:
        return []
    cells = []
    start = 0
    for column, words in enumerate(SEPARATOR.split(line), 1):
        left = start + len(words) - len(words.lstrip())
        if words.strip():
            cells.append((column, left, left + len(words.strip())))
        start += len(words) + 1
    return cells
