"""Holder 承接方: who is given a part of a target, and which targets stop at the county.

Numeric targets for statistical indicators stop at the county and its departments (domain 9.2):
handed on to towns, zones, firms or projects they become hints what to report. What government
itself does (projects started, visits) may go on; `data/work_targets.csv` says which those are.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import area, indicator
from kaimenhong.terms.codelists import Labelled


class Holder(Labelled):
    """What kind of body holds a target or a part of one."""

    PROVINCE = "province", "省（区、市）"
    CITY = "city", "市（州）"
    COUNTY = "county", "县（市、区）"
    DEPARTMENT = "department", "部门"
    TOWN = "town", "乡镇（街道）"
    ZONE = "zone", "园区"
    FIRM = "firm", "企业"
    PROJECT = "project", "项目"


BELOW_COUNTY = (Holder.TOWN, Holder.ZONE, Holder.FIRM, Holder.PROJECT)
_KIND_OF = {"firm": Holder.FIRM, "project": Holder.PROJECT}


@cache
def work_targets() -> Mapping[str, str]:
    """Give the catalogue codes of work targets (工作目标), each with what is counted."""
    file = resources.files("kaimenhong.analysis") / "data" / "work_targets.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    table = csv.DictReader(line for line in lines if not line.startswith("#"))
    return MappingProxyType({row["code"]: row["reason"] for row in table})


def is_statistical(name: str) -> bool:
    """Tell whether an indicator, by code or name, must be held as a statistical one.

    Everything is that is not in the table of work targets; so is a name that nobody knows.

    >>> [is_statistical(name) for name in ("固定资产投资", "外出招商次数", "走访企业户数")]
    [True, False, True]
    """
    known = indicator.find(name)
    return known is None or known.code not in work_targets()


def told_by(subject: str) -> Holder | None:
    """Give the kind of body that a subject's own code tells, None where it does not tell.

    `firm:` and `project:` tell; an area does by GB/T 2260 (six digits), by nine or twelve digits
    (town, village) it is a town. An office may be a department, a town or a zone.

    >>> told_by("area:320506").label, told_by("area:320506101").label, told_by("office:fgj")
    ('县（市、区）', '乡镇（街道）', None)
    """
    kind, _, code = subject.partition(":")
    if kind != "area":
        return _KIND_OF.get(kind)
    if len(code) > 6 and code.isdigit():
        return Holder.TOWN
    found = area.find(code) if len(code) == 6 and code.isdigit() else ()
    return Holder(found[-1].level.value) if found else None


def demand_lawful(name: str, subject: str, said: Holder) -> None:
    """Refuse a statistical indicator's target for whoever stands below the county.

    `said` is the kind of body as the caller knows it; it must not contradict the subject's own
    code. Raises Mistake HOLDER_CONTRADICTS, TARGET_STOPS_AT_COUNTY.
    """
    told = told_by(subject)
    if told is not None and told is not said:
        raise Mistake(
            Code.HOLDER_CONTRADICTS,
            expected=f"{told.label}（{subject}）",
            came=said.label,
            remedy="承接方的类别要与代码相符，请更正其中之一",
        )
    if said in BELOW_COUNTY and is_statistical(name):
        raise Mistake(
            Code.TARGET_STOPS_AT_COUNTY,
            expected="县（市、区）及其部门",
            came=f"{name} → {said.label} {subject}",
            remedy="统计指标的数值目标不得分解到乡镇、园区、企业和项目；"
            "请改为工作任务，例如“新开工项目数”“外出招商次数”",
        )
