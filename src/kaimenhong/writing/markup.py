"""WordprocessingML that python-docx has no words for. Order of children is the schema's."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def child(parent: Any, tag: str, **attributes: str | int) -> Any:
    """Append `<tag>` to a parent, its attributes in the namespace of Word."""
    element = _element(tag, **attributes)
    parent.append(element)
    return element


def indent_in_characters(
    paragraph: Paragraph, *, of: Length, right: float = 0, left: float = 0
) -> None:
    """Indent by characters, as Word counts them, and by length for programs that do not."""
    paragraph.paragraph_format.left_indent = Length(int(left * of))
    paragraph.paragraph_format.right_indent = Length(int(right * of))
    indent = paragraph._p.get_or_add_pPr().find(qn("w:ind"))
    assert indent is not None  # noqa: S101 -- python-docx has just made it
    indent.set(qn("w:leftChars"), str(round(left * 100)))
    indent.set(qn("w:rightChars"), str(round(right * 100)))


def scale_width(run: Run, *, percent: int) -> None:
    """Make the characters of a run narrower without making them lower."""
    properties = run._r.get_or_add_rPr()
    properties.append(_element("w:w", val=percent))


def page_field(paragraph: Paragraph, before: str, after: str) -> None:
    """Write the number of the page, as a field, between two strings."""
    paragraph.add_run(before)
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()._r
        if kind:
            child(run, "w:fldChar", fldCharType=kind)
        else:
            child(run, "w:instrText").text = "PAGE"
    paragraph.add_run(after)


def _element(tag: str, **attributes: str | int) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element
