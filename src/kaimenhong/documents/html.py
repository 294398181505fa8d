"""Web pages: the visible text without menus, headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kaimenhong.documents.document import Document, Piece, join
from kaimenhong.documents.text import decode

MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p|h[1-6]|article|section)[\s>]",
    re.IGNORECASE,
)
SNIFFED = 2048
WIDEST = 60
LONGEST_CELL = 600
LINE_END = "\v"
TABLE_PARTS = {"table", "tr", "td", "th"}
DROPPED = {
    "script", "style", "noscript", "template", "head", "nav", "header", "footer", "aside", "form",
    "select", "button", "iframe", "svg", "object",
}  # fmt: skip
BLOCKS = {
    "p", "div", "section", "article", "main", "ul", "ol", "li", "table", "tr", "td", "th", "br",
    "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "dl", "dt", "dd", "body",
    "center",
}  # fmt: skip
CHROME = re.compile(
    r"(?:^|[-_ ])(?:nav|menu|breadcrumb|crumbs?|footer|foot|header|sidebar|share|toolbar|copyright|"
    r"friendlink|links|pagination|search|location|position)(?:$|[-_ ])",
    re.IGNORECASE,
)
SPACE = re.compile(r"[ \t\r\n\f]+")
INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def looks_like(data: bytes) -> bool:
    """Whether the bytes are a page: they begin with markup, or have some early on."""
    head = data[:SNIFFED].replace(b"\x00", b"")
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and bool(
        MARKUP.search(head)
    )


def read(name: str, data: bytes) -> Document:
    """Read a page; table cells are blocks of their own."""
    tree = LexborHTMLParser(decode(data))
    root = tree.body or tree.root
    return join(name, _pieces(root) if root is not None else ())


def _pieces(root: LexborNode) -> Iterator[Piece]:
    """Walk the tree without recursion, so that no depth of nesting can exhaust the stack."""
    words: list[str] = []
    where = _Where()
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            if where.in_cell and node not in TABLE_PARTS:
                words.append(LINE_END)
            else:
                yield from where.flush(words)
            where.leave(node)
            continue
        tag = node.tag or ""
        if tag == "-text":
            words.append(node.text_content or "")
        elif not _dropped(node, tag):
            if tag in BLOCKS:
                if where.in_cell and tag not in TABLE_PARTS:
                    words.append(LINE_END)
                else:
                    yield from where.flush(words)
                where.enter(tag, node)
                stack.append(tag)
            stack.extend(reversed(list(node.iter(include_text=True))))
    yield from where.flush(words)


def _dropped(node: LexborNode, tag: str) -> bool:
    if tag in DROPPED or tag.startswith("!") or tag in {"-comment", "_comment"}:
        return True
    attributes = node.attributes
    marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    hidden = "hidden" in attributes or INVISIBLE.search(attributes.get("style") or "")
    return tag != "body" and (bool(CHROME.search(marks)) or bool(hidden))


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

    def enter(self, tag: str, node: LexborNode) -> None:
        if tag == "table":
            self.tables, self.row = self.tables + 1, 0
            self.filled.clear()
        elif tag == "tr":
            self.row, self.column, self.width = self.row + 1, 0, 1
        elif tag in {"td", "th"}:
            self.cells.append(_is_cell(node))
            self._cell(_spanned(node, "colspan"), _spanned(node, "rowspan"))
        elif tag[0] == "h" and tag[1:].isdigit():
            self.level = int(tag[1:])

    @property
    def in_cell(self) -> bool:
        """Whether the walk is in a cell of a table that is one."""
        return bool(self.cells) and self.cells[-1]

    def _cell(self, width: int, rows: int) -> None:
        """Take the next column that no cell above fills."""
        self.column += self.width
        while self.filled.get(self.column, 0) >= self.row:
            self.column += 1
        self.width, self.rows = width, rows
        for column in range(self.column, self.column + width):
            self.filled[column] = self.row + rows - 1

    def leave(self, tag: str) -> None:
        if tag in {"td", "th"}:
            if self.cells:
                self.cells.pop()
        elif tag[0] == "h" and tag[1:].isdigit():
            self.level = None

    def flush(self, words: list[str]) -> Iterator[Piece]:
        lines = (SPACE.sub(" ", part).strip() for part in "".join(words).split(LINE_END))
        line = "\n".join(part for part in lines if part)
        words.clear()
        if not line:
            return
        if self.in_cell:
            yield Piece(
                line, "cell", table=self.tables, row=self.row, column=self.column, rows=self.rows
            )
        else:
            yield Piece(line, "paragraph" if self.level is None else "heading", self.level)


def _is_cell(node: LexborNode) -> bool:
    """A td that holds a table or a whole text lays out the page and is no cell."""
    return node.css_first("table") is None and len(node.text()) <= LONGEST_CELL


def _spanned(node: LexborNode, name: str) -> int:
    """How many columns or rows a cell runs over; one where it does not say so sensibly."""
    said = (node.attributes.get(name) or "").strip()
    return min(int(said), WIDEST) if said.isdecimal() and int(said) > 0 else 1
