"""The styles of a Word document: what a paragraph has that does not say it itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING = re.compile("(?:heading|标题) ?([1-9])", re.IGNORECASE)
CONTENTS = re.compile("(?:toc|contents) (?:[1-9]|heading)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, with what it inherits; None and empty where nothing is said.

    `outline` is the level from 1 of a heading, `number` and `level` are of the list that it is
    linked with, `contents` are the lines that only repeat the headings.
    """

    outline: int | None = None
    number: str = ""
    level: int | None = None
    hidden: bool | None = None
    contents: bool = False


class Styles:
    """The styles by their id; one that is not there says nothing."""

    def __init__(self, root: etree._Element | None) -> None:
        """Take the part `styles.xml`, or nothing where the file has none."""
        self._found: dict[str, Style] = {}
        self._elements: dict[str, etree._Element] = {}
        self._default = ""
        for style in () if root is None else root.iterfind(f"{W}style"):
            name = str(style.get(f"{W}styleId", ""))
            self._elements[name] = style
            if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default", "0")):
                self._default = name

    def of(self, name: str) -> Style:
        """Give a style by its id, that of paragraphs which name none for an empty one."""
        name = name or self._default
        if name not in self._found:
            self._found[name] = self._resolved(name)
        return self._found[name]

    def _resolved(self, name: str) -> Style:
        """Look for what a style does not say itself in its parents, which may go in a ring."""
        chain: dict[str, Style] = {}
        while name in self._elements and name not in chain:
            chain[name] = _style(self._elements[name])
            name = value(child(self._elements[name], "basedOn"))
        styles = chain.values()
        return Style(
            outline=next((one.outline for one in styles if one.outline is not None), None),
            number=next((one.number for one in styles if one.number), ""),
            level=next((one.level for one in styles if one.level is not None), None),
            hidden=next((one.hidden for one in styles if one.hidden is not None), None),
            contents=any(one.contents for one in styles),
        )


def _style(style: etree._Element) -> Style:
    name = value(child(style, "name"))
    paragraph, heading = child(style, "pPr"), HEADING.fullmatch(name)
    numbered = child(paragraph, "numPr")
    return Style(
        outline=int(heading[1]) if heading else digit(value(child(paragraph, "outlineLvl")), 1),
        number=value(child(numbered, "numId")),
        level=digit(value(child(numbered, "ilvl"))),
        hidden=vanishes(child(style, "rPr")),
        contents=bool(CONTENTS.fullmatch(name)),
    )


def vanishes(properties: etree._Element | None) -> bool | None:
    """Whether the properties of a run hide it, None where they do not say."""
    vanish = child(properties, "vanish")
    return None if vanish is None else is_on(value(vanish))


def is_struck(properties: etree._Element) -> bool:
    """Whether the properties of a run strike it out, by one line or by two."""
    lines = (child(properties, name) for name in ("strike", "dstrike"))
    return any(line is not None and is_on(value(line)) for line in lines)


def child(parent: etree._Element | None, name: str) -> etree._Element | None:
    """Give the first child of a name of Word's, None where there is none or no parent."""
    return None if parent is None else next(parent.iterchildren(f"{W}{name}"), None)


def value(element: etree._Element | None) -> str:
    """Give the attribute `val` of an element, empty where there is none."""
    return "" if element is None else str(element.get(f"{W}val", ""))


def is_on(said: str) -> bool:
    """Tell whether a switch is on; one that is there and says nothing is."""
    return said not in {"0", "false", "off"}


def digit(said: str, more: int = 0) -> int | None:
    """Give a level that is said in one digit, plus what it is counted from; None for any other.

    >>> digit("2", 1), digit(""), digit("-1")
    (3, None, None)
    """
    return int(said) + more if len(said) == 1 and said in "0123456789" else None
