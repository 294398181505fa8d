"""PDF files with a text layer: each page's characters and lines, with their places.

Only ever run by `confined`, in a process of its own: the parser is not ours and files are hostile.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from kaimenhong.documents import unreadable
from kaimenhong.documents.document import Piece
from kaimenhong.documents.glyphs import meant
from kaimenhong.documents.layout import Glyph, Page, Rule
from kaimenhong.documents.limits import MOST_PAGES, MOST_RULES
from kaimenhong.documents.pages import pieces, refuse_crowded
from kaimenhong.documents.paths import Point, rules_of

NOT_WRITTEN = {*range(0x21), 0xA0, 0x3000, 0xFFFE, 0xFFFF}
QUARTER = math.pi / 2
# A text that leans further than this, a watermark, is none of the page's lines.
LEANING = 0.1


def read(data: bytes) -> list[Piece]:
    """Give the pieces; `Mistake` where the file is damaged, encrypted, scanned or too long."""
    document = _opened(data)
    if len(document) > MOST_PAGES:
        raise unreadable.too_large(f"{len(document)} 页的文件", f"{MOST_PAGES} 页")
    found = list(pieces(_page(document, number) for number in range(len(document))))
    if not found:
        raise unreadable.scanned() if _has_picture(document) else unreadable.empty()
    return found


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise unreadable.encrypted() from error
        raise unreadable.damaged("内容不完整的 PDF 文件") from error


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    """Read one page; one that is damaged is empty, as in any viewer."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return Page(number + 1, Rule(0, 0, 1, 1), (), ())
    left, bottom, right, top = page.get_mediabox()
    leaning = [glyph for glyph in _glyphs(text) if glyph[1] is not None]
    turns = Counter(turn for _, turn in leaning).most_common(1)
    turn = turns[0][0] if turns else 0
    rules = list(rules_of(_paths(page)))
    laid = Page(
        number=number + 1,
        edges=_turned_rule(Rule(left, bottom, right, top), turn or 0),
        glyphs=[_turned_glyph(glyph, turn or 0) for glyph, own in leaning if own == turn],
        rules=[_turned_rule(rule, turn or 0) for rule in rules if len(rules) <= MOST_RULES],
    )
    text.close()
    page.close()
    return laid


def _glyphs(text: pypdfium2.PdfTextpage) -> Iterator[tuple[Glyph, int | None]]:
    """Yield the characters, and by how many quarters each is turned; None for one that leans.

    Blanks are left out, the parser's own among them: the gaps between characters tell more.
    """
    page, count, box = text.raw, text.count_chars(), raw.FS_RECTF()
    place, high = ctypes.byref(box), ""
    refuse_crowded(count)
    for index in range(count):
        code = raw.FPDFText_GetUnicode(page, index)
        if code in NOT_WRITTEN or not raw.FPDFText_GetLooseCharBox(page, index, place):
            continue
        sign = chr(code)
        if 0xD800 <= code < 0xDC00:
            high = sign
            continue
        if 0xDC00 <= code < 0xE000:
            sign = (high + sign).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        glyph = Glyph(meant(sign), box.left, box.bottom, box.right, box.top)
        yield glyph, _quarters(raw.FPDFText_GetCharAngle(page, index))


def _quarters(angle: float) -> int | None:
    # The angle is told clockwise.
    turns = -angle / QUARTER
    return round(turns) % 4 if abs(turns - round(turns)) * QUARTER < LEANING else None


def _turned(x: float, y: float, quarters: int) -> tuple[float, float]:
    """Turn a point back, so that text which is printed upwards reads from left to right."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarters]


def _turned_glyph(glyph: Glyph, quarters: int) -> Glyph:
    if not quarters:
        return glyph
    xs, ys = zip(
        _turned(glyph.left, glyph.bottom, quarters),
        _turned(glyph.right, glyph.top, quarters),
        strict=True,
    )
    return Glyph(glyph.text, min(xs), min(ys), max(xs), max(ys))


def _turned_rule(rule: Rule, quarters: int) -> Rule:
    if not quarters:
        return rule
    xs, ys = zip(
        _turned(rule.left, rule.bottom, quarters),
        _turned(rule.right, rule.top, quarters),
        strict=True,
    )
    return Rule(min(xs), min(ys), max(xs), max(ys))


def _paths(page: pypdfium2.PdfPage) -> Iterator[list[Point]]:
    """Yield each stretch of the page's paths that is drawn without lifting the pen."""
    segments = 0
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        a, b, c, d, e, f = path.get_matrix().get()
        count = raw.FPDFPath_CountSegments(path)
        segments += count
        if segments > 4 * MOST_RULES:
            return
        points: list[Point] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(path, index)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        yield points


def _has_picture(document: pypdfium2.PdfDocument) -> bool:
    return any(
        next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None
        for page in map(document.__getitem__, range(min(len(document), 5)))
    )
