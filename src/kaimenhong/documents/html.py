"""Web pages: the visible text without menus, headers, footers and lists of links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kaimenhong.documents import unreadable
from kaimenhong.documents.document import Document, Piece, join
from kaimenhong.documents.html_chrome import Chrome, Line, without_lists_of_links
from kaimenhong.documents.limits import DEEPEST, MOST_TAGS
from kaimenhong.documents.markup import refuse_many
from kaimenhong.documents.secrecy import HEAD, refuse_marked
from kaimenhong.documents.text import decode

MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p|h[1-6]|article|section)[\s>]",
    re.IGNORECASE,
)
SNIFFED = 2048
WIDEST = 60
MOST_COLUMNS = 256
LONGEST_CELL = 600
LINE_END = "\v"
LINK_END = "a"
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*(utf-?8|big5)", re.IGNORECASE)
# How many broken characters a page that says what it is in may have, of all and at least.
BROKEN_SHARE, FEW_BROKEN = 0.005, 2
TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]{0,15})")
# Closed by the next of their kind or by what they stand in, or never open: they make no depth.
NEVER_DEEP = {
    b"p", b"li", b"dt", b"dd", b"option", b"tr", b"td", b"th", b"thead", b"tbody", b"tfoot",
    b"colgroup", b"col", b"br", b"hr", b"img", b"input", b"meta", b"link", b"area", b"base",
    b"source", b"embed", b"wbr", b"param", b"html", b"head", b"body",
}  # fmt: skip
TABLE_PARTS = {"table", "tr", "td", "th"}
BLOCKS = {
    "p", "div", "section", "article", "main", "ul", "ol", "li", "table", "tr", "td", "th", "br",
    "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "dl", "dt", "dd", "body",
    "center",
}  # fmt: skip
SPACE = re.compile(r"[ \t\r\n\f]+")


def looks_like(data: bytes) -> bool:
    """Whether the bytes are a page: they begin with markup, or have some early on."""
    head = data[:SNIFFED].replace(b"\x00", b"")
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and bool(
        MARKUP.search(head)
    )


def read(name: str, data: bytes) -> Document:
    """Read a page; table cells are blocks of their own."""
    refuse_many(data.count(b"<"), MOST_TAGS)
    _refuse_deep(data)
    tree = LexborHTMLParser(_decoded(data))
    root = tree.body or tree.root
    if root is None:
        return join(name, ())
    # A mark of secrecy may stand in what is left out below.
    refuse_marked(root.text(separator="\n", strip=True)[:HEAD])
    return join(name, without_lists_of_links(_lines(root)))


def _refuse_deep(data: bytes) -> None:
    """Refuse what the parser, whose time grows with the square of the depth, would not end."""
    depth = 0
    for tag in TAG.finditer(data):
        if tag[2].lower() not in NEVER_DEEP:
            depth += -1 if tag[1] else 1
            if depth > DEEPEST:
                raise unreadable.too_large("嵌套过深的网页", f"{DEEPEST} 层")


def _decoded(data: bytes) -> str:
    """Decode the page; one that says what it is in may have a few broken characters."""
    said = CHARSET.search(data[:SNIFFED])
    if said:
        content = data.decode("big5" if said[1].lower() == b"big5" else "utf-8", "replace")
        if content.count("\ufffd") <= max(FEW_BROKEN, BROKEN_SHARE * len(content)):
            return content.replace("\x00", "")
    return decode(data)


def _lines(root: LexborNode) -> Iterator[Line]:
    """Walk the tree without recursion, so that no depth of nesting can exhaust the stack."""
    where = _Where()
    chrome = Chrome(len(root.text()))
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield from where.leave(node)
            continue
        tag = node.tag or ""
        if tag == "-text":
            where.say(node.text_content or "")
        elif not chrome.drops(node, tag):
            if tag in BLOCKS:
                yield from where.part(tag)
            where.enter(tag, node)
            if tag in BLOCKS or tag == LINK_END:
                stack.append(tag)
            stack.extend(reversed(list(node.iter(include_text=True))))
    yield from where.flush()


class _Where:
    """Which table cell or heading the walk is in."""

    def __init__(self) -> None:
        self.tables = 0
        self.row = 0
        self.column = 0
        # For each open td whether it is a cell, or only lays out the page.
        self.cells: list[bool] = []
        self.width = self.rows = 1
        # The last row that a merged cell from above still fills, by column.
        self.filled: dict[int, int] = {}
        self.level: int | None = None
        self._words: list[str] = []
        # How many links are open, were met since the last block, and whether words stand in none.
        self._open = self._links = 0
        self._plain = False

    def say(self, words: str) -> None:
        self._words.append(words)
        self._plain |= not self._open and bool(words.strip("|｜·>》 \t\r\n\f\u3000\xa0"))

    def part(self, tag: str) -> Iterator[Line]:
        """End the block before; in a cell it is but a line that ends."""
        if self.in_cell and tag not in TABLE_PARTS:
            self._words.append(LINE_END)
        else:
            yield from self.flush()

    def enter(self, tag: str, node: LexborNode) -> None:
        if tag == "table":
            self.tables, self.row = self.tables + 1, 0
            self.filled.clear()
        elif tag == "tr":
            self.row, self.column, self.width = self.row + 1, 0, 1
        elif tag in {"td", "th"}:
            self.cells.append(_is_cell(node))
            self._cell(_spanned(node, "colspan"), _spanned(node, "rowspan"))
        elif tag[:1] == "h" and tag[1:].isdigit():
            self.level = int(tag[1:])
        elif tag == LINK_END:
            self._open, self._links = self._open + 1, self._links + 1

    @property
    def in_cell(self) -> bool:
        """Whether the walk is in a cell of a table that is one."""
        return bool(self.cells) and self.cells[-1]

    def _cell(self, width: int, rows: int) -> None:
        """Take the next column that no cell above fills."""
        self.column += self.width
        while self.filled.get(self.column, 0) >= self.row and self.column < MOST_COLUMNS:
            self.column += 1
        self.width, self.rows = width, rows
        for column in range(self.column, self.column + width):
            self.filled[column] = self.row + rows - 1

    def leave(self, tag: str) -> Iterator[Line]:
        if tag == LINK_END:
            self._open -= 1
            return
        yield from self.part(tag)
        if tag in {"td", "th"}:
            self.cells.pop()
        elif tag[:1] == "h" and tag[1:].isdigit():
            self.level = None

    def flush(self) -> Iterator[Line]:
        lines = (SPACE.sub(" ", part).strip() for part in "".join(self._words).split(LINE_END))
        text = "\n".join(part for part in lines if part)
        links = 0 if self._plain else self._links
        self._words, self._links, self._plain = [], self._open, False
        if text:
            yield Line(self._piece(text), links)

    def _piece(self, text: str) -> Piece:
        if not self.in_cell:
            return Piece(text, "paragraph" if self.level is None else "heading", self.level)
        return Piece(
            text, "cell", table=self.tables, row=self.row, column=self.column, rows=self.rows
        )


def _is_cell(node: LexborNode) -> bool:
    """A td that holds a table or a whole text lays out the page and is no cell."""
    return node.css_first("table") is None and len(node.text()) <= LONGEST_CELL


def _spanned(node: LexborNode, name: str) -> int:
    """How many columns or rows a cell runs over; one where it does not say so sensibly."""
    said = (node.attributes.get(name) or "").strip()
    return min(int(said), WIDEST) if said.isdecimal() and int(said) > 0 else 1
