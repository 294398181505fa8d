"""Word comments on places of a document's text, in a copy of the file; nothing else is changed.

A place is found again in the file by its words: `Document.text` is laid beside the text nodes of
the parts in reading order. A figure split over runs is joined by its comment; one in a footnote is
commented at the footnote's mark, because Word takes no comments inside notes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from lxml import etree

from kaimenhong.documents.document import Document
from kaimenhong.documents.markup import parse
from kaimenhong.documents.parts import Parts
from kaimenhong.documents.word_runs import COMPATIBILITY, NOTES, SKIPPED, shown
from kaimenhong.documents.word_styles import W

MAIN = "word/document.xml"
COMMENTS = "word/comments.xml"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
NOTE_PARTS = ("word/footnotes.xml", "word/endnotes.xml")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
# A paragraph's number stands in the text and in no text node.
LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Comment:
    """Words about a place of the text; `start` and `end` count as the document's offsets do.

    `put` takes the place of what stands there, in its first sign's format; empty `words` make no
    comment; a `marked` place is highlighted.
    """

    start: int
    end: int
    words: str
    put: str | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Commented:
    """The copy with its comments; `unplaced` are those whose place is not in the file's text."""

    data: bytes
    unplaced: tuple[Comment, ...]


type Sign = tuple[etree._Element, int]  # a text node and a position in its text


def commented(
    data: bytes,
    document: Document,
    comments: Sequence[Comment],
    *,
    author: str,
    ending: Sequence[str] = (),
) -> Commented:
    """Give a copy of the .docx with the comments; `document` is what was read from `data`.

    `ending` are lines put behind the last paragraph.

    Raises `Mistake` FILE_DAMAGED and the like where the file cannot be unpacked.
    """
    parts = Parts(data)
    main = parts.xml(MAIN)
    noted = [name for name in NOTE_PARTS if name in parts.names]
    notes = [parts.xml(name) for name in noted]
    places = _Places(document, [*_signs(main), *(one for root in notes for one in _signs(root))])
    made = _comments_part(parts)
    unplaced: list[Comment] = []
    # From the end, so that splitting a run moves no place that is still to come.
    for one in sorted(comments, key=lambda one: one.start, reverse=True):
        signs = places.signs(one.start, one.end)
        if not signs or not _worked(main, signs, one, made, author):
            unplaced.append(one)
    _end(main, ending)
    roots = {MAIN: main, **dict(zip(noted, notes, strict=True))}
    changed = {name: _written(root) for name, root in roots.items()}
    if len(made):
        changed |= {COMMENTS: _written(made)} | _registered(parts)
    return Commented(_repacked(data, changed), tuple(reversed(unplaced)))


def _worked(
    main: etree._Element, signs: Sequence[Sign], one: Comment, made: etree._Element, author: str
) -> bool:
    """Put in what takes the place, and mark it; where nothing does, nothing is left to mark."""
    left = signs if one.put is None else _put(signs, one.put)
    is_told = bool(one.words) or one.marked
    return not left or not is_told or _done(main, left, one, made, author)


def _done(
    main: etree._Element, signs: Sequence[Sign], one: Comment, made: etree._Element, author: str
) -> bool:
    """Highlight and comment a place: around the signs, or at the mark of the note they stand in."""
    note = _note_of(signs[0][0])
    runs = _runs(signs)
    mark = _mark(main, note) if note is not None else None
    if not runs or (note is not None and mark is None):
        return False
    for run in runs if one.marked else ():
        _highlight(run)
    if one.words:
        first, last = (runs[0], runs[-1]) if mark is None else (mark, mark)
        _around(first, last, _add(made, one.words, author))
    return True


def _end(main: etree._Element, lines: Sequence[str]) -> None:
    """Add paragraphs before the section's properties, which end the body."""
    body = main.find(f"{W}body")
    if body is None:
        return
    section = body.find(f"{W}sectPr")
    for line in lines:
        paragraph = etree.Element(f"{W}p")
        text = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
        text.text = line
        if section is not None:
            section.addprevious(paragraph)
        else:
            body.append(paragraph)


def _put(signs: Sequence[Sign], text: str) -> list[Sign]:
    """Put a text in the place of the signs, where the first of them stands; give its signs."""
    node, at = signs[0]
    for other in dict.fromkeys(node for node, _ in signs):
        gone = {place for holder, place in signs if holder is other}
        kept = (sign for place, sign in enumerate(other.text or "") if place not in gone)
        other.text = "".join(kept)
    node.text = f"{(node.text or '')[:at]}{text}{(node.text or '')[at:]}"
    node.set(_SPACE, "preserve")
    return [(node, at + place) for place in range(len(text))]


def _highlight(run: etree._Element) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    for old in properties.findall(f"{W}highlight"):
        properties.remove(old)
    mark = etree.Element(f"{W}highlight", {f"{W}val": "yellow"})
    behind = [one for one in properties if etree.QName(one).localname in _AFTER_HIGHLIGHT]
    if behind:
        behind[0].addprevious(mark)
    else:
        properties.append(mark)


# The schema of Word fixes the order within the properties of a run.
_AFTER_HIGHLIGHT = frozenset((
    "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath", "rPrChange",
))  # fmt: skip


class _Places:
    """Where the signs of the document's text stand in the file."""

    def __init__(self, document: Document, signs: Sequence[Sign]) -> None:
        kept = [(node, at) for node, at in signs if not (node.text or "")[at].isspace()]
        self._signs = kept
        flat = "".join((node.text or "")[at] for node, at in kept)
        self._found: dict[int, int] = {}
        begin = 0
        for block in document.blocks:
            offsets = [block.start + at for at, sign in enumerate(block.text) if not sign.isspace()]
            words = "".join(document.text[at] for at in offsets)
            at, skipped = _find(flat, words, begin)
            if at is None:
                continue
            begin = at + len(words) - skipped
            self._found |= {offset: at + i for i, offset in enumerate(offsets[skipped:])}

    def signs(self, start: int, end: int) -> list[Sign]:
        """Give the signs of a place in order, without blanks; none where it is lost."""
        found = (self._found.get(at) for at in range(start, end))
        return [self._signs[at] for at in found if at is not None]


def _find(flat: str, words: str, begin: int) -> tuple[int | None, int]:
    """Find the words from `begin` on, without the number that may stand before them."""
    for skipped in range(min(len(words), LONGEST_NUMBER)):
        at = flat.find(words[skipped:], begin)
        if at >= 0:
            return at, skipped
    return None, 0


def _signs(root: etree._Element) -> Iterator[Sign]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag == f"{W}t":
            yield from ((node, at) for at in range(len(node.text or "")))
        elif node.tag not in SKIPPED and isinstance(node.tag, str):
            inside = shown(node) if node.tag == f"{COMPATIBILITY}AlternateContent" else node
            stack.extend(reversed(list(inside)))


def _note_of(node: etree._Element) -> etree._Element | None:
    kinds = (f"{W}footnote", f"{W}endnote")
    return next((one for one in node.iterancestors() if one.tag in kinds), None)


def _mark(main: etree._Element, note: etree._Element) -> etree._Element | None:
    kind = etree.QName(note).localname
    for tag, named in NOTES.items():
        for reference in main.iter(tag) if named == kind else ():
            if reference.get(f"{W}id") == note.get(f"{W}id"):
                return reference.getparent()
    return None


def _runs(signs: Sequence[Sign]) -> list[etree._Element]:
    """Give the runs that hold exactly the signs, after splitting those that hold more."""
    nodes = list(dict.fromkeys(node for node, _ in signs))
    first, last = signs[0], signs[-1]
    end = last[1] + 1
    if end < len(last[0].text or ""):
        _split(last[0], end)
    if first[1] > 0:
        nodes[0] = _split(first[0], first[1])
    runs = [one for node in nodes for one in node.iterancestors(f"{W}r")]
    same = all(a.getparent() is b.getparent() or a is b for a, b in pairwise(runs))
    return runs if same else runs[:1]


def _split(node: etree._Element, at: int) -> etree._Element:
    """Cut a run in two inside a text node; give the text node of the second."""
    run = next(node.iterancestors(f"{W}r"))
    rest = etree.Element(run.tag, {str(name): str(what) for name, what in run.attrib.items()})
    properties = run.find(f"{W}rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    after = deepcopy(node)
    after.text, node.text = (node.text or "")[at:], (node.text or "")[:at]
    rest.append(after)
    for one in list(node.itersiblings()):
        rest.append(one)
    for text in (node, after):
        text.set(_SPACE, "preserve")
    run.addnext(rest)
    return after


def _around(first: etree._Element, last: etree._Element, number: str) -> None:
    begin = etree.Element(f"{W}commentRangeStart", {f"{W}id": number})
    end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": number})
    mark = etree.Element(f"{W}r")
    etree.SubElement(mark, f"{W}commentReference", {f"{W}id": number})
    first.addprevious(begin)
    last.addnext(end)
    end.addnext(mark)


def _comments_part(parts: Parts) -> etree._Element:
    if COMMENTS in parts.names:
        return parts.xml(COMMENTS)
    return etree.Element(f"{W}comments", nsmap={"w": _WORDS})


def _add(made: etree._Element, words: str, author: str) -> str:
    """Add a comment; give its number, one that no other comment of the file has."""
    used = [int(one.get(f"{W}id", "-1")) for one in made.iter(f"{W}comment")]
    number = str(max(used, default=-1) + 1)
    comment = etree.SubElement(
        made,
        f"{W}comment",
        {f"{W}id": number, f"{W}author": author, f"{W}initials": author[:1]},
    )
    for line in words.split("\n"):
        paragraph = etree.SubElement(comment, f"{W}p")
        text = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
        text.text = line
    return number


def _registered(parts: Parts) -> dict[str, bytes]:
    """Name the part of comments where the package lists its parts, if it does not yet."""
    if COMMENTS in parts.names:
        return {}
    relations = (
        parts.xml(RELATIONS)
        if RELATIONS in parts.names
        else etree.fromstring(f'<Relationships xmlns="{_RELATION}"/>')
    )
    ids = {one.get("Id") for one in relations}
    number = next(at for at in range(1, len(ids) + 2) if f"rIdComments{at}" not in ids)
    etree.SubElement(
        relations,
        f"{{{_RELATION}}}Relationship",
        {"Id": f"rIdComments{number}", "Type": _KIND, "Target": "comments.xml"},
    )
    types = parse(parts.read(TYPES))
    override = {"PartName": f"/{COMMENTS}", "ContentType": _CONTENT}
    etree.SubElement(types, f"{{{_TYPE}}}Override", override)
    return {RELATIONS: _written(relations), TYPES: _written(types)}


def rewritten(data: bytes, roots: Mapping[str, etree._Element]) -> bytes:
    """Give a copy of a packed file with some of its parts as they are now."""
    return _repacked(data, {name: _written(root) for name, root in roots.items()})


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _repacked(data: bytes, changed: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(packed, "w") as after:
        for entry in before.infolist():
            blob = changed.pop(entry.filename, None)
            content = before.read(entry) if blob is None else blob
            after.writestr(entry, content, zipfile.ZIP_DEFLATED)
        for name, blob in changed.items():
            after.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), blob, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
