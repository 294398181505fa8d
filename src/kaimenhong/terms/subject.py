"""Subject 对象 as an area of the tree: its name, its tier, and who in a table stands above it.

A subject is `area:421381`, or `area:锦泽市` for a place that the catalogue lacks (a development
zone, a sample place); such a name tells its tier by its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kaimenhong.terms import area as areas

CODE = re.compile(r"\d{6}(\d{3}){0,2}")
# The tiers that a name tells by its end, from the top; 石渠市 may be of the second or the third.
_TIERS = (
    re.compile(r"(省|自治区)$"),
    re.compile(r"(市|自治州|地区|盟)$"),
    re.compile(r"(县|区|旗)$"),
    re.compile(r"(镇|乡|街道|街道办事处|苏木)$"),
)


def tier(name: str) -> int | None:
    """Number the tier that a name tells by its end, the province 0; None where it tells none.

    >>> tier("江苏省"), tier("锦泽市"), tier("临渡县"), tier("青螺镇"), tier("发展改革局")
    (0, 1, 2, 3, None)
    """
    return next((number for number, end in enumerate(_TIERS) if end.search(name)), None)


def name_of(subject: str) -> str:
    """Give the name that people use for a subject; a code that no table has stands for itself.

    >>> name_of("area:320508"), name_of("area:锦泽市")
    ('姑苏区', '锦泽市')
    """
    code = subject.partition(":")[2]
    known = areas.find(code) if CODE.fullmatch(code) else ()
    return known[-1].name if known else code


def parent_of(subject: str, table: Iterable[str]) -> str | None:
    """Give the area above: of a coded one by the catalogue, of a named one by the table.

    The parent of a name is the only area of the table a tier up, None where there are several.

    >>> parent_of("area:320508", ()), parent_of("area:临渡县", ["area:锦泽市", "area:临渡县"])
    ('area:320500', 'area:锦泽市')
    """
    kind, _, code = subject.partition(":")
    if kind != "area":
        return None
    if CODE.fullmatch(code):
        return _parent_of_code(code)
    own = tier(code)
    above = {other for other in table if own and tier(name_of(other)) == own - 1}
    return above.pop() if len(above) == 1 else None


def _parent_of_code(code: str) -> str | None:
    """Give the area above by the catalogue; of a code that it lacks, by the make of the code."""
    if len(code) > 6:
        return f"area:{code[:6] if len(code) == 9 or code.endswith('000') else code[:9]}"
    if known := areas.find(code):
        return f"area:{known[-1].parent}" if known[-1].parent else None
    if not code.endswith("00"):
        return f"area:{code[:4]}00"
    province = f"{code[:2]}0000"
    return f"area:{province}" if areas.find(province) else None
