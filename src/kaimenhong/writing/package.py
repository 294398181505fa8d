"""The paper as a file: opened from our own template, closed into the same bytes every time.

The template is a folder of XML so that the look of a paper can be read and reviewed like any other
text. It holds no author, no revision marks and no embedded font.
"""

from __future__ import annotations

import zipfile
from datetime import datetime
from importlib.resources import files
from io import BytesIO

import docx
from docx.document import Document

# Where each file of the folder stands in the package; [Content_Types].xml must come first.
PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/app.xml": "app.xml",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
# The earliest moment that a zip file can name; a real one would make equal papers differ.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def open_template() -> Document:
    """Return an empty paper with the page, styles and settings of GB/T 9704."""
    folder = files("kaimenhong.writing") / "template"
    parts = {name: (folder / file).read_bytes() for name, file in PARTS.items()}
    return docx.Document(BytesIO(_zipped(parts)))


def close(document: Document, *, title: str, made: datetime) -> bytes:
    """Return the .docx with clean metadata: a title, the moment given, and nobody's name."""
    about = document.core_properties
    about.title = title
    about.author = ""
    about.last_modified_by = ""
    about.comments = ""
    about.revision = 1
    about.created = about.modified = made
    written = BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as package:
        return _zipped({name: package.read(name) for name in package.namelist()})


def _zipped(parts: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, blob in parts.items():
            package.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), blob, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
