"""OFD files (GB/T 33190): each page's characters and lines, with their places, from its XML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from kaimenhong.documents import unreadable
from kaimenhong.documents.document import Document, join
from kaimenhong.documents.glyphs import meant
from kaimenhong.documents.layout import Glyph, Page, Rule
from kaimenhong.documents.limits import MOST_GLYPHS, MOST_PAGES, MOST_RULES
from kaimenhong.documents.pages import pieces, refuse_crowded
from kaimenhong.documents.parts import Parts
from kaimenhong.documents.paths import Point, rules_of

# OFD counts in millimetres from the top left corner; pages count in points from the bottom.
POINTS = 72 / 25.4
A4 = (0.0, 0.0, 210.0, 297.0)
Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)
PATH_SIGN = re.compile(r"[A-Za-z]|[-+0-9.eE]+")
POINTS_OF = {"S": 1, "M": 1, "L": 1, "Q": 2, "B": 3}


def read_parts(name: str, parts: Parts) -> Document:
    """Read an OFD; `Mistake` where it is damaged, scanned, too long or marked as secret."""
    pictures: list[bool] = []
    found = list(pieces(_counted(parts, pictures)))
    if not found:
        raise unreadable.scanned() if any(pictures) else unreadable.empty()
    return join(name, found)


def _counted(parts: Parts, pictures: list[bool]) -> Iterator[Page]:
    """Yield the pages up to the limit, and note of each whether it has a picture."""
    for number, (box, roots) in enumerate(_pages(parts), 1):
        if number > MOST_PAGES:
            raise unreadable.too_large(f"超过 {MOST_PAGES} 页的文件", f"{MOST_PAGES} 页")
        pictures.append(any(root.find(".//{*}ImageObject") is not None for root in roots))
        yield _page(number, box, roots)


def _pages(parts: Parts) -> Iterator[tuple[str, list[etree._Element]]]:
    """Yield each page as its box, and its templates with itself."""
    for main in _texts(parts.xml("OFD.xml"), ".//{*}DocRoot"):
        path = _joined("", main)
        document = parts.xml(path)
        usual = _texts(document, "{*}CommonData/{*}PageArea/{*}PhysicalBox")
        # A template is used by many pages and read once.
        templates = {
            one.get("ID"): parts.optional(_joined(path, str(one.get("BaseLoc", ""))))
            for one in document.iterfind("{*}CommonData/{*}TemplatePage")
        }
        for page in document.iterfind("{*}Pages/{*}Page"):
            root = parts.xml(_joined(path, str(page.get("BaseLoc", ""))))
            used = [templates.get(one.get("TemplateID")) for one in root.iterfind("{*}Template")]
            box = next(iter(_texts(root, "{*}Area/{*}PhysicalBox") or usual), "")
            yield box, [one for one in used if one is not None] + [root]


def _texts(root: etree._Element, path: str) -> list[str]:
    return [(one.text or "").strip() for one in root.iterfind(path)]


def _joined(base: str, path: str) -> str:
    """Give the name of a part; one that begins with a slash is from the top."""
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)).lstrip("/")


def _page(number: int, box: str, roots: list[etree._Element]) -> Page:
    left, top, width, height = _numbers(box, A4)
    texts = (one for root in roots for one in root.iter("{*}TextObject"))
    paths = (one for root in roots for one in root.iter("{*}PathObject"))
    glyphs: list[Glyph] = []
    for text in texts:
        codes = _texts(text, "{*}TextCode")
        refuse_crowded(len(glyphs) + sum(map(len, codes)))
        glyphs.extend(_glyphs(text))
    rules = list(rules_of(line for path in paths for line in _path(path)))
    right, bottom = left + width, top + height
    edges = Rule(left * POINTS, -bottom * POINTS, right * POINTS, -top * POINTS)
    return Page(number, edges, glyphs, rules if len(rules) <= MOST_RULES else ())


def _glyphs(text: etree._Element) -> Iterator[Glyph]:
    left, top, _, _ = _numbers(str(text.get("Boundary", "")), (0.0, 0.0, 0.0, 0.0))
    matrix = _matrix(text)
    size = _number(str(text.get("Size", "")), 3.5)
    wide = size * _number(str(text.get("HScale", "")), 1.0)
    x = y = 0.0
    for code in text.iterfind("{*}TextCode"):
        x, y = _number(str(code.get("X", "")), x), _number(str(code.get("Y", "")), y)
        across, down = _steps(code, "DeltaX"), _steps(code, "DeltaY")
        for sign in (code.text or "").strip("\r\n"):
            place = _moved(matrix, (x, y), left, top)
            # What the matrix does to a square as high as the font.
            scale = abs(matrix[3]) or abs(matrix[1]) or 1.0
            usual = wide if ord(sign) > 0x2E80 else wide / 2
            step = next(across, 0.0 if code.get("DeltaY") else usual)
            # The file does not tell how wide a character is; no wider than to the next one.
            width = min(step or usual, wide) * (abs(matrix[0]) or 1.0)
            yield _glyph(sign, place, width, size * scale)
            x += step
            y += next(down, 0.0)


def _glyph(sign: str, place: Point, width: float, height: float) -> Glyph:
    """Make the character that stands on its base line at this place."""
    x, y = place[0], place[1]
    return Glyph(
        text=meant(sign),
        left=x,
        bottom=y - 0.15 * height * POINTS,
        right=x + width * POINTS,
        top=y + 0.85 * height * POINTS,
    )


def _steps(code: etree._Element, name: str) -> Iterator[float]:
    """Yield the distances between characters; `g 3 4.5` stands for three times 4.5."""
    words = iter(str(code.get(name, "")).split())
    given = 0
    for word in words:
        if word == "g":
            times = int(_number(next(words, ""), 0))
            step = _number(next(words, ""), 0)
            given += times
            if given > MOST_GLYPHS:
                return
            yield from [step] * times
        else:
            yield _number(word, 0)


def _path(path: etree._Element) -> Iterator[list[Point]]:
    left, top, _, _ = _numbers(str(path.get("Boundary", "")), (0.0, 0.0, 0.0, 0.0))
    matrix = _matrix(path)
    points: list[Point] = []
    for data in _texts(path, "{*}AbbreviatedData"):
        signs = iter(PATH_SIGN.findall(data))
        for sign in signs:
            if sign in {"S", "M"} and points:
                yield points
                points = []
            if sign == "C" and points:
                points.append(points[0])
            for _ in range(POINTS_OF.get(sign, 0)):
                point = _number(next(signs, ""), 0), _number(next(signs, ""), 0)
                points.append(_moved(matrix, point, left, top))
    if points:
        yield points


def _moved(matrix: Matrix, point: Point, left: float, top: float) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return (left + a * x + c * y + e) * POINTS, -(top + b * x + d * y + f) * POINTS


def _matrix(element: etree._Element) -> Matrix:
    a, b, c, d, e, f = _numbers(str(element.get("CTM", "")), SAME)
    return a, b, c, d, e, f


def _numbers(said: str, otherwise: tuple[float, ...]) -> tuple[float, ...]:
    words = said.split()
    if len(words) != len(otherwise):
        return otherwise
    return tuple(_number(word, usual) for word, usual in zip(words, otherwise, strict=True))


def _number(said: str, otherwise: float) -> float:
    try:
        number = float(said)
    except ValueError:
        return otherwise
    # No page is larger, and no place on it further out, than ten kilometres.
    return number if abs(number) < 10_000_000 else otherwise
