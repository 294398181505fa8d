"""The words of one paragraph of a Word document, as they stand when all revisions are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kaimenhong.documents.word_styles import Styles, W, child, is_struck, value, vanishes

MATH_WORDS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BOX = f"{W}txbxContent"
NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
BREAKS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
# Deleted or moved away, or never shown: instructions of fields, readings above the characters.
SKIPPED = {
    f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", f"{W}delInstrText", f"{W}rt",
    f"{W}pPr", f"{W}rPr",
}  # fmt: skip
WRAPPERS = {
    f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag",
}  # fmt: skip


@dataclass(slots=True)
class Words:
    """What a paragraph says, the notes it quotes in order, and the boxes of text it anchors."""

    text: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


def words_of(paragraph: etree._Element, styles: Styles) -> Words:
    """Read a paragraph; hidden and struck text is left out, the shown result of a field is kept."""
    found = Words()
    parts: list[str] = []
    hidden = bool(styles.of(value(child(child(paragraph, "pPr"), "pStyle"))).hidden)
    stack = [paragraph]
    while stack:
        node = stack.pop()
        if node.tag in {f"{W}t", MATH_WORDS}:
            parts.append(node.text or "")
        elif node.tag in BREAKS:
            parts.append(BREAKS[node.tag])
        elif node.tag in NOTES:
            found.notes.append((NOTES[node.tag], str(node.get(f"{W}id", ""))))
        elif node.tag == BOX:
            found.boxes.append(node)
        elif node.tag not in SKIPPED and not (
            node.tag == f"{W}r" and _is_hidden(node, styles, hidden)
        ):
            stack.extend(reversed(list(shown(node))))
    found.text = "".join(parts)
    return found


def _is_hidden(run: etree._Element, styles: Styles, otherwise: bool) -> bool:
    properties = child(run, "rPr")
    if properties is None:
        return otherwise
    if is_struck(properties):
        return True
    own = vanishes(properties)
    if own is not None:
        return own
    style = value(child(properties, "rStyle"))
    return otherwise if not style else bool(styles.of(style).hidden)


def shown(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children; of two ways to draw one thing only the one that Word takes."""
    if parent.tag != f"{COMPATIBILITY}AlternateContent":
        yield from parent
        return
    choice = parent.find(f"{COMPATIBILITY}Choice")
    taken = parent.find(f"{COMPATIBILITY}Fallback") if choice is None else choice
    yield from () if taken is None else taken


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield block children, through the wrappers of content controls and revisions."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag in WRAPPERS or element.tag == f"{COMPATIBILITY}AlternateContent":
            stack.extend(reversed(list(shown(element))))
        elif isinstance(element.tag, str):
            yield element


def is_mark_gone(paragraph: etree._Element) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one goes on with it."""
    mark = child(child(paragraph, "pPr"), "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None
