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
            yield from where.flush(words)
            where.leave(node)
            continue
        tag = node.tag or ""
        if tag == "-text":
            words.append(node.text_content or "")
        elif not _dropped(node, tag):
            if tag in BLOCKS:
                yield from where.flush(words)
                where.enter(tag)
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
        self.cells = 0
        self.level: int | None = None

    def enter(self, tag: str) -> None:
        if tag == "table":
            self.tables, self.row = self.tables + 1, 0
        elif tag == "tr":
            self.row, self.column = self.row + 1, 0
        elif tag in {"td", "th"}:
            self.column, self.cells = self.column + 1, self.cells + 1
        elif tag[0] == "h" and tag[1:].isdigit():
            self.level = int(tag[1:])

    def leave(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.cells -= 1
        elif tag[0] == "h" and tag[1:].isdigit():
            self.level = None

    def flush(self, words: list[str]) -> Iterator[Piece]:
        line = SPACE.sub(" ", "".join(words)).strip()
        words.clear()
        if not line:
            return
        if self.cells:
            yield Piece(line, "cell", table=self.tables, row=self.row, column=self.column)
        else:
            yield Piece(line, "paragraph" if self.level is None else "heading", self.level)
