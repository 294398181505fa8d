"""What title, notes of units, sheet name and options say for a whole table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kaimenhong.returns.sheets import naming
from kaimenhong.returns.sheets.grid import Spot
from kaimenhong.returns.sheets.regions import Region
from kaimenhong.terms import indicator
from kaimenhong.terms.codelists import Role, Status
from kaimenhong.terms.facets import BRACKET, units_of
from kaimenhong.terms.period import Period
from kaimenhong.terms.when import NOTHING, When, find_week, find_when
from kaimenhong.terms.wording import dashed

# 财政收支（累计，万元）
_ADDS_UP = re.compile(
    "(?:本?年?(?:初以来|至今)?|[1一]月(?:起|至今)?|(?:分|各|按)?季度?|当年|年内)?累计(?:数|值|额)?"
)
# 规模以上工业增加值累计增速, but 当月及累计增速 leaves it to the heads.
_OF_ALL_ADDED = re.compile("累计(?:增速|增长|增幅|同比|完成|数|值|额)")
_OF_ONE = re.compile("当月|本月|当季|当期|单月")
_UNIT = re.compile(r"(?<![填编报主责管制建参])(?:计量|数据|金额)?单位[:：为]?([^\s()（）。;；]+)")
_FILED_BY = re.compile(r"^(?:填报|编制|报送|主办|责任|制表)单位|^[^:：]{0,4}局$")
_TITLE_STATUS = (("快报", Status.FLASH), ("预计", Status.EXPECTED))
LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What holds for all figures of a table that say nothing else, with the cells that say it."""

    title: str = ""
    when: When = NOTHING
    when_cells: tuple[Spot, ...] = ()
    units: tuple[str, ...] = ()
    unit_cells: tuple[Spot, ...] = ()
    area: str = ""
    area_cells: tuple[Spot, ...] = ()
    indicator: str = ""
    indicator_cells: tuple[Spot, ...] = ()
    # What a title of several says is measured of the industries below: …及分行业增加值.
    measured: str = ""
    title_cells: tuple[Spot, ...] = ()
    status: Status | None = None
    role: Role | None = None
    of_targets: bool = False
    of_shares: bool = False
    # All figures of a table that says 累计 are from January on, whatever month its rows name.
    adds_up: bool = False
    # The sheet's own name may say another time than the title: for the check alone.
    sheet_when: When = NOTHING


def surroundings_of(
    region: Region, *, earlier: Sequence[Surroundings], subject: str | None, period: Period | None
) -> Surroundings:
    """Give what is said above a table; the year of an earlier table of the sheet holds on."""
    found = Surroundings()
    for spot in region.titles:
        found = _with_title(found, spot, region.grid.text(spot))
    for spot in region.notes:
        units = units_in(region.grid.text(spot))
        if units and not found.units:
            found = replace(found, units=units, unit_cells=(spot,))
    return _with_rest(found, region.grid.sheet.name, earlier, subject, period)


def _with_title(found: Surroundings, spot: Spot, text: str) -> Surroundings:
    plain = dashed(text)
    units = units_in(text)
    if units:
        found = replace(found, units=units, unit_cells=(spot,))
    week = find_week(plain)
    if week and found.when.last is None:
        found = replace(found, when=replace(found.when, part=found.when.part or week))
        found = replace(found, when_cells=(*found.when_cells, spot))
    when, words = find_when(plain)
    if when.says and words:
        found = replace(found, when=when.over(found.when), when_cells=(*found.when_cells, spot))
    added = any(map(_ADDS_UP.fullmatch, re.split("[(),，;；、]", plain)))
    if added or (_OF_ALL_ADDED.search(plain) and not _OF_ONE.search(plain)):
        found = replace(found, adds_up=True, when_cells=(*found.when_cells, spot))
    area = naming.area_of_title(text)
    if area and not found.area:
        found = replace(found, area=area, area_cells=(spot,))
    name = _only_indicator(plain, area or "")
    if name and not found.indicator:
        found = replace(found, indicator=name, indicator_cells=(spot,))
    by_industry = _BY_INDUSTRY.search(plain)
    if by_industry:
        found = replace(found, measured=by_industry["noun"], title_cells=(spot,))
    for word, status in _TITLE_STATUS:
        if word in plain and found.status is None:
            found = replace(found, status=status)
    title = found.title or (
        "" if _FILED_BY.search(plain) or plain.startswith("单位") else text.strip()
    )
    shares = _SHARES.search(plain) is not None
    found = replace(found, of_shares=found.of_shares or shares)
    return replace(found, title=title, of_targets=found.of_targets or "目标" in plain)


# 附1：三次产业占地区生产总值比重（%）
_SHARES = re.compile("占[^占]{2,14}(?:比重|比例|份额)|(?:占比|构成)(?:情况|表)?(?:\\(|$)")


def _with_rest(
    found: Surroundings, sheet: str, earlier: Sequence[Surroundings],
    subject: str | None, period: Period | None,
) -> Surroundings:  # fmt: skip
    when, words = find_when(dashed(sheet))
    when = when if words else NOTHING
    filled = found.when
    if filled.year is None:
        years = {one.when.year for one in earlier if one.when.year and one.when_cells}
        if len(years) == 1:
            filled = replace(filled, year=years.pop())
            found = replace(found, when_cells=(*found.when_cells, *_cells_of_year(earlier)))
    filled = filled.over(when) if when.says else filled
    if period is not None:
        filled = filled.over(_of_period(period))
    area = found.area or next((one.area for one in earlier if one.area), "")
    cells = found.area_cells or next((one.area_cells for one in earlier if one.area), ())
    area = area or (subject or "") or (naming.area_of_title(sheet) or "")
    named = found.indicator or _only_indicator(dashed(sheet), "")
    return replace(
        found, when=filled, sheet_when=when, area=area, area_cells=cells, indicator=named
    )


def _cells_of_year(earlier: Sequence[Surroundings]) -> tuple[Spot, ...]:
    return next((one.when_cells[:1] for one in earlier if one.when.year), ())


def _of_period(period: Period) -> When:
    first = period.first_month % 12 + 1
    return When(period.year, first, period.last_month % 12 + 1)


def units_in(text: str) -> tuple[str, ...]:
    """Give the units that a note above a table states.

    >>> units_in("附：2月份重点企业用电情况（单位：万千瓦时、%）"), units_in("填报单位：市统计局")
    (('万千瓦时', '%'), ())
    """
    plain = dashed(text)
    for match in _UNIT.finditer(plain):
        if units := units_of(match[1].rstrip(")")):
            return units
    for inside in reversed(BRACKET.findall(plain)):
        parts = [part for part in re.split("[,，;；、]", inside) if not _ADDS_UP.fullmatch(part)]
        if units := units_of("、".join(parts)):
            return units
    return units_of(plain.strip("()")) if len(plain) <= 12 else ()


def _only_indicator(plain: str, area: str) -> str:
    """Give the one indicator of the catalogue that a title names; empty for none or two."""
    text = plain.removeprefix(area)
    found: set[str] = set()
    for start in range(len(text)):
        for end in range(min(len(text), start + LONGEST_NAME), start + 2, -1):
            if indicator.find(text[start:end]):
                found.add(text[start:end])
                break
    longest = {one for one in found if not any(one != other and one in other for other in found)}
    return longest.pop() if len(longest) == 1 else _measured(text)


def _measured(text: str) -> str:
    """Give what a title ends in, where that is what is measured: …企业6月营业收入（千元）."""
    ending = _ENDING.sub("", BRACKET.sub("", text))
    for start in range(max(0, len(ending) - LONGEST_NAME), len(ending) - 1):
        if indicator.meanings(ending[start:]):
            return ending[start:]
    counted = _COUNTED.search(_TASKS.sub("", ending))
    return counted[0] if counted else ""


# 附：前三季度新增限上单位任务完成情况: what a table of tasks counts.
_TASKS = re.compile("(?:目标)?任务$")
_COUNTED = re.compile(
    "(?:新增|新开工|新登记|新培育|净增)[^()0-9]{2,10}?(?:单位|企业|项目|主体|就业)$"
)


_BY_INDUSTRY = re.compile(
    "(?:分|各|按)(?:行业|产业|门类|大类)[^()0-9]{0,6}?"
    "(?P<noun>增加值|总产值|产值|投资|零售额|销售额|营业收入|用电量|利润总额|税收)"
)
_ENDING = re.compile("(?:完成|监测|统计|汇总)?(?:情况)?(?:一览|统计|汇总|监测)?表?$")
