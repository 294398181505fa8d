"""Groups that a plan names instead of offices (各镇人民政府, 市直各部门), and who belongs to them.

A group is expanded by its words alone. Where they do not tell (有关单位), it has no members, and a
person names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from office.people.models import Area, Office

_GROUP = re.compile(r"(?:^|[直级属市县区州省府委辖])(?:各(?!界)|有关|相关)")
_UNDECIDED = re.compile("有关|相关|责任|成员|牵头")
_RANKS = re.compile("[市县区州省](?:直|级|属|委|政府)")
_KINDS = re.compile("街道|办事处|开发区|高新区|功能区|新区|园区|乡|镇|县|市|区|部门|单位|委办局")
_ZONE = frozenset({"开发区", "高新区", "功能区", "新区", "园区"})
_DEPARTMENT = frozenset({"部门", "单位", "委办局"})
_COUNTY = frozenset({"县", "市", "区"})
_FIRM = re.compile("公司|集团|银行|厂$")
_OFFICE_KINDS = (
    ("zone", re.compile("(?:开发区|高新区|功能区|新区|园区|工业园)(?:管委会|管理委员会)?$")),
    ("镇", re.compile("镇(?:人民政府|政府)?$")),
    ("乡", re.compile("乡(?:人民政府|政府)?$")),
    ("街道", re.compile("街道(?:办事处|办)?$")),
)


@dataclass(frozen=True, slots=True)
class Named:
    """An office by name and area, registered or not yet."""

    name: str
    area: Area


def is_group(name: str) -> bool:
    """Tell whether a name stands for several offices.

    >>> is_group("各镇人民政府"), is_group("市直各部门"), is_group("市各界人士联谊会办公室")
    (True, True, False)
    >>> is_group("市发展改革局"), is_group("有关单位")
    (False, True)
    """
    return _GROUP.search(name) is not None


def kinds(name: str) -> frozenset[str]:
    """Return the kinds of office that a group's words name; none where they do not tell.

    >>> sorted(kinds("各镇（街道）、开发区")), sorted(kinds("各县（市、区）人民政府"))
    (['zone', '街道', '镇'], ['区', '县', '市'])
    >>> sorted(kinds("市直各部门")), sorted(kinds("市直有关部门"))
    (['department'], [])
    """
    if _UNDECIDED.search(name):
        return frozenset()
    found = _KINDS.findall(_RANKS.sub("", name[max(name.find("各"), 0) :]))
    return frozenset(map(_kind, found))


def _kind(word: str) -> str:
    if word in _ZONE:
        return "zone"
    if word in _DEPARTMENT:
        return "department"
    return "街道" if word == "办事处" else word


def members(name: str, *, area: Area, offices: Iterable[Office]) -> list[Named]:
    """Return who answers where a plan of the area names the group, in the order of their names.

    Townships, streets, zones and departments come from the office list; the counties of a city
    are those that are registered below it, each by its government.
    """
    wanted = kinds(name)
    listed = [
        Named(office.name, office.area)
        for office in offices
        if office_kind(office, of=area) in wanted
    ]
    return listed + [county for county in counties(area) if county.area.name[-1] in wanted]


def office_kind(office: Office, *, of: Area) -> str:
    """Return what kind of office it is; a department is one of the campaign's own area.

    Governments of counties are found by their areas, see `members`.
    """
    for kind, pattern in _OFFICE_KINDS:
        if pattern.search(office.name):
            return kind
    own = office.area_id == of.pk and not _FIRM.search(office.name)
    return "department" if own else ""


def counties(area: Area) -> list[Named]:
    """Return the government of each county, city or district right below the area."""
    below = Area.objects.filter(parent=area).order_by("code")
    return [
        Named(f"{row.name}人民政府", row)
        for row in below
        if row.name[-1] in _COUNTY and not _OFFICE_KINDS[0][1].search(row.name)
    ]
