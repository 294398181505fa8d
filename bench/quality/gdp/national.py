"""National figures as released: growth by industry and quarter, and monthly supports."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from kaimenhong.analysis.industries import Industry
from kaimenhong.terms.period import Period

MACRO = Path(__file__).parents[4] / "shared" / "data" / "macro"

# What of the monthly releases supports which industry; five of the eleven have nothing there.
INDUSTRIES: Mapping[str, tuple[str, str, str]] = {
    "agriculture": ("农林牧渔业", "Agriculture, Forestry", ""),
    "industry": ("工业", "Value-added of Industry", "规上工业增加值累计增长 (%)"),
    "construction": ("建筑业", "of Construction", "建筑安装工程固定资产投资额累计增长 (%)"),
    "trade": ("批发和零售业", "Wholesale", "社会消费品零售总额累计增长 (%)"),
    "transport": ("交通运输、仓储和邮政业", "Transport", "货物周转量_累计增长 (%)"),
    "catering": ("住宿和餐饮业", "Hotels", "餐饮收入累计增长 (%)"),
    "finance": ("金融业", "Financ", ""),
    "real_estate": ("房地产业", "Real Estate", "新建商品房销售面积累计增长 (%)"),
    "information": ("信息传输、软件和信息技术服务业", "Information", ""),
    "leasing": ("租赁和商务服务业", "Leasing", ""),
    "others": ("其他服务业", "of Others", ""),
}
TABLE = tuple(
    Industry(code, name, {support: 1.0} if support else {}, "")
    for code, (name, _, support) in INDUSTRIES.items()
)
type Series = dict[Period, float]


def quarterly(file: str) -> dict[str, Series]:
    """Give the cumulative rows of a quarterly table of the bureau, by industry code and GDP."""
    lines = (MACRO / file).read_text("utf-8-sig").splitlines()
    heads = [_period(head.strip()) for head in lines[2].split("\t,")[1:] if head.strip()]
    found: dict[str, Series] = {}
    words = {code: word for code, (_, word, _) in INDUSTRIES.items()} | {"GDP": "Gross Domestic"}
    for name, *cells in (line.split("\t,") for line in lines[3:] if "Accumulated" in line):
        code = next((code for code, word in words.items() if word.lower() in name.lower()), "")
        if code:
            filled = zip(heads, cells, strict=False)
            found[code] = {period: float(cell) for period, cell in filled if cell.strip()}
    return found


def monthly() -> dict[str, Series]:
    """Give the cumulative growths of the supports, by name and cumulative period."""
    wanted = {support for _, _, support in INDUSTRIES.values() if support}
    found: dict[str, Series] = {name: {} for name in wanted}
    with (MACRO / "nbs_monthly_2018_2026.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["indicator"] in wanted and row["value"]:
                year, month = int(row["period"][:4]), int(row["period"][4:])
                period = Period.months_range(year, 1, month)
                found[row["indicator"]][period] = float(row["value"])
    return found


def _period(head: str) -> Period:
    """Read 3Q 2025 as the cumulative period to its end."""
    return Period.quarter(int(head[3:]), int(head[0])).cumulative()
