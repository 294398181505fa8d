"""When a document was written: 成文日期, by its label, its signature or its masthead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kaimenhong.documents.document import Document
from kaimenhong.reading.cleaned import plain
from kaimenhong.terms.numerals import integer

_DAY = r"(?P<year>20[0-9]{2})(?P<sign>[-年./])(?P<month>[0-9]{1,2})[-月./](?P<day>[0-9]{1,2})日?"
_HAN = (
    "(?P<hanyear>[二〇零一三四五六七八九]{4})年(?P<hanmonth>[一二三四五六七八九十]{1,2})月"
    "(?P<handay>[一二三四五六七八九十]{1,3})日"
)
_ANY = rf"(?:{_DAY}|{_HAN})"
# From what says most to what says least; a day inside a sentence says nothing.
_ALONE = re.compile(rf"^（?{_ANY}）?$")
_AT_EDGE = (
    _ALONE,
    re.compile(rf"^(?:-+|（)?{_ANY}(?:在|印发|于|，|$)"),
    re.compile(rf"^[^，。；：]{{2,40}}?{_ANY}(?:印发|出版|编印|星期.|）)*$"),
)
_FORMS = (
    re.compile(rf"(?:成文|发文|印发|公开|生成|制发)日期：?{_ANY}"),
    _ALONE,
    re.compile(rf"(?:发布时间|发布日期|时间|日期)：?{_ANY}"),
    *_AT_EDGE[1:],
)
_EDGE = 16
LONGEST_LINE = 60
_YEAR_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def date_of(document: Document) -> str | None:
    """Give the date as ISO, None where the document does not say it."""
    prose = [block.text for block in document.blocks if block.kind != "cell"]
    lines = [plain(text) for text in prose if len(text) <= LONGEST_LINE]
    edges = lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]
    ways = [(form, edges if form in _AT_EDGE else lines) for form in _FORMS]
    # A day alone in the midst may be a cell of a table; it is taken where nothing else says it.
    for form, where in [*ways, (_ALONE, lines)]:
        for line in where:
            found = next(_days(form.search(line)), None)
            if found is not None:
                return found.isoformat()
    return None


def _days(match: re.Match[str] | None) -> Iterator[date]:
    if match is None:
        return
    if match["year"]:
        parts = [int(match[name]) for name in ("year", "month", "day")]
    else:
        year = int(match["hanyear"].translate(_YEAR_DIGITS))
        parts = [year, integer(match["hanmonth"]) or 0, integer(match["handay"]) or 0]
    try:
        yield date(*parts)
    except ValueError:
        return
