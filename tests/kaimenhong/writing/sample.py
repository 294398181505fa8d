"""A dossier of the fictional city as the ledger would give it; figures are made up."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from kaimenhong.analysis.lights import Light
from kaimenhong.terms.codelists import Measure, Status
from kaimenhong.writing.dossier import (
    Dossier,
    Ranking,
    RankingRow,
    Source,
    TargetRow,
    TaskLine,
    Tracked,
    TrackedRow,
)
from kaimenhong.writing.words import Rank

CITY = "锦泽市"
COUNTIES = ("青岚县", "云溪县", "松陵县", "白榆县", "望潮区", "石渠市")
JAN_FEB, QUARTER = "2026年1—2月", "2026年一季度"
RECEIVED = datetime(2026, 3, 20, 9, 30, tzinfo=timezone(timedelta(hours=8)))

# indicator; measure, target, actual, level, growth, growth before; gap, its unit, progress; light,
# status; lead office, leader
TARGETS = """
规模以上工业增加值;growth;增长7.5%以上;增长6.2%;;6.2;6.9;-1.3;个百分点;;red;official;市经济和信息化局;陈立行
规模以上工业总产值;level;285亿元;181.36亿元;;7.4;6.8;-103.64;亿元;63.6%;yellow;flash;市经济和信息化局;陈立行
工业用电量;level;9.8亿千瓦时;6.71亿千瓦时;;4.1;-2.3;-3.09;亿千瓦时;68.5%;green;official;市供电公司;陈立行
固定资产投资;growth;增长12%以上;增长12.6%;;12.6;11.8;0.6;个百分点;;green;official;市发展和改革局;周明远
工业投资;growth;增长15%以上;增长9.8%;;9.8;12.4;-5.2;个百分点;;red;official;市经济和信息化局;陈立行
房地产开发投资;growth;增长3%左右;下降5.0%;;-5.0;-7.1;-8.0;个百分点;;red;official;市住房和城乡建设局;林舒
社会消费品零售总额;growth;增长8.5%以上;增长8.5%;98.42亿元;8.5;8.5;0;个百分点;;green;official;市商务局;何向晚
限额以上批发业销售额;growth;增长16%以上;增长15.1%;74.9亿元;15.1;16.3;-0.9;个百分点;;yellow;flash;市商务局;何向晚
出口总额;level;12.5亿元;7.96亿元;;-3.2;-5.0;-4.54;亿元;63.7%;yellow;official;市商务局;何向晚
实际利用外资;level;1450万美元;1020万美元;;18.0;15.2;-430;万美元;70.3%;green;official;市商务局;何向晚
一般公共预算收入;level;24亿元以上;15.07亿元;;5.4;4.9;-8.93;亿元;62.8%;yellow;official;市财政局;宋知远
税收收入;growth;增长6%以上;增长0.5%;10.38亿元;0.5;-1.3;-5.5;个百分点;;red;official;市税务局;宋知远
规模以上服务业营业收入;growth;增长10%以上;增长11.2%;21.5亿元;11.2;;1.2;个百分点;;green;estimated;市发展和改革局;周明远
公路总周转量;growth;增长9%;增长7.6%;;7.6;8.1;-1.4;个百分点;;red;dispatch;市交通运输局;沈岳
新增规模以上工业企业;level;6家以上;4家;;;;-2;家;66.7%;green;dispatch;市经济和信息化局;陈立行
新开工亿元以上项目;level;30个;18个;;;;-12;个;60.0%;yellow;dispatch;市发展和改革局;周明远
地区生产总值;growth;增长7%以上;;;;;;;;grey;expected;市统计局;周明远
单位工业增加值能耗;growth;下降3%以上;下降2.1%;;-2.1;-2.4;-0.9;个百分点;;yellow;estimated;市发展和改革局;周明远
"""

# indicator; unit of the level; growth of the city; then level/growth of each county
PLACES = """
规模以上工业增加值;;6.2;/8.1;/8.1;/6.5;/5.9;/3.4;/-1.2
固定资产投资;;12.6;/15.3;/14.0;/12.2;/9.7;/16.8;/8.8
社会消费品零售总额;亿元;8.5;14.21/9.2;11.87/8.6;17.05/8.8;9.46/7.9;31.20/8.6;14.63/7.2
一般公共预算收入;亿元;5.4;1.92/6.8;1.41/4.4;2.05/7.5;/;3.11/6.1;1.98/3.9
"""

# The codes of those that a daily paper tells.
CODES = {"新开工亿元以上项目": "PROJ_NEW"}
# What stood otherwise a week before.
BEFORE = {"固定资产投资": "yellow", "税收收入": "grey", "规模以上服务业营业收入": "green"}
RANKS = {
    "固定资产投资": Rank(4, 12, "市州", "增速", tied=True, before=6),
    "实际利用外资": Rank(3, 12, "市州", "总量"),
}


# task; leaders; lead offices; deadline
TASKS = """
工业稳产提质行动;陈立行;市经济和信息化局;2026-03-31
项目投资攻坚行动;周明远;市发展和改革局;2026-03-25
房产建筑稳进行动;林舒;市住房和城乡建设局;
消费焕新提振行动;何向晚;市商务局;2026-03-15
财税金融护航行动;宋知远;市财政局、市税务局;2026-03-31
"""

# indicator; unit; now and on the day before, of the city, then of each county
RATES = """
项目复工率;%;93.2/88.5;97.1/92.0;95.4/90.8;93.0/88.1;89.6/84.9;94.4/91.2;88.7/83.0
企业开工率;%;91.5/90.1;93.8/93.1;92.0/90.4;90.6/89.8;88.1/86.2;92.9/91.7;89.9/88.8
"""


def dossier(*, demo: bool = True) -> Dossier:
    """Return the dossier as 1—2月, with a figure of each status and each light."""
    rows = tuple(_row(place, line) for place, line in enumerate(TARGETS.split(), 1))
    rankings = tuple(_ranking(line) for line in PLACES.split())
    tracked = tuple(_tracked(line) for line in RATES.split())
    return Dossier(
        area=CITY,
        campaign="2026年一季度“开门红”行动",
        campaign_period=QUARTER,
        as_of=date(2026, 3, 20),
        period=JAN_FEB,
        issuer="锦泽市人民政府办公室",
        recipients="各县（市、区）人民政府，市直各有关单位",
        demo=demo,
        rows=rows,
        rankings=rankings,
        tracked=tracked,
        tasks=tuple(_task(line) for line in TASKS.split()),
        sources=tuple(_sources(rows, rankings)),
        since=date(2026, 3, 13),
    )


def _row(place: int, line: str) -> TargetRow:
    name, measure, target, actual, level, now, before, gap, unit, progress, light, status, *who = (
        line.split(";")
    )
    late = name == "公路总周转量"
    return TargetRow(
        indicator=name,
        area=CITY,
        measure=Measure(measure),
        target=target,
        target_period=QUARTER,
        actual=actual,
        period="2026年1月" if late else JAN_FEB,
        status=Status(status),
        light=Light(light),
        level=level,
        growth=_decimal(now),
        growth_before=_decimal(before),
        period_before="2025年全年",
        gap=_decimal(gap),
        gap_unit=unit,
        difference=_difference(name, _decimal(gap)),
        behind=None if not gap else Decimal(gap) < 0,
        progress=progress,
        rank=RANKS.get(name),
        code=CODES.get(name, ""),
        task=next((one.title for one in map(_task, TASKS.split()) if who[0] in one.leads), ""),
        light_before=Light(BEFORE.get(name, light)),
        actual_before="" if name in BEFORE else actual,
        lead_office=who[0],
        leader=who[1],
        tier="上级下达" if name == "地区生产总值" else "",
        sources=(f"plan{place}", f"row{place}") if actual else (f"plan{place}",),
    )


def _task(line: str) -> TaskLine:
    title, leaders, leads, deadline = line.split(";")
    return TaskLine(
        number="",
        title=title,
        leaders=tuple(leaders.split("、")),
        leads=tuple(leads.split("、")),
        measures=("倒排工期，把手续摆在一张图上推进。", "定期到现场办公。"),
        deadline=date.fromisoformat(deadline) if deadline else None,
    )


def _tracked(line: str) -> Tracked:
    name, unit, whole, *counties = line.split(";")
    return Tracked(
        indicator=name,
        unit=unit,
        period="2026年3月",
        status=Status.DISPATCH,
        rows=tuple(map(_followed, COUNTIES, counties)),
        whole=_followed(CITY, whole),
    )


def _followed(area: str, cell: str) -> TrackedRow:
    now, _, before = cell.partition("/")
    return TrackedRow(area, _decimal(now), _decimal(before))


def _difference(name: str, gap: Decimal | None) -> Decimal | None:
    """Turn the gap round where less is better."""
    return -gap if gap is not None and name == "单位工业增加值能耗" else gap


def _ranking(line: str) -> Ranking:
    name, unit, whole, *cells = line.split(";")
    figures = [
        (_decimal(level), _decimal(growth)) for level, growth in (c.split("/") for c in cells)
    ]
    growths = [growth for _, growth in figures if growth is not None]
    return Ranking(
        indicator=name,
        period=JAN_FEB,
        status=Status.FLASH if name == "一般公共预算收入" else Status.OFFICIAL,
        peers="县（市、区）",
        level_unit=unit,
        whole=RankingRow(area="全市", growth=_decimal(whole), rank=None),
        rows=tuple(
            RankingRow(
                area=area,
                level=level,
                growth=growth,
                rank=None if growth is None else 1 + sum(1 for other in growths if other > growth),
                sources=() if growth is None else (f"{name}{area}",),
            )
            for area, (level, growth) in zip(COUNTIES, figures, strict=True)
        ),
    )


def _sources(rows: tuple[TargetRow, ...], rankings: tuple[Ranking, ...]) -> list[Source]:
    found = []
    for place, row in enumerate(rows, 1):
        what = f"{row.indicator}目标（{row.target_period}）"
        found.append(
            Source(f"plan{place}", what, row.target, "工作方案.docx", f"第{place + 9}段", RECEIVED)
        )
        if row.actual:
            what = f"{row.indicator}（{row.period}）"
            cell = f"工作表“全市”C{place + 3}"
            found.append(
                Source(f"row{place}", what, row.actual, "2026年2月报表.xlsx", cell, RECEIVED)
            )
    for column, ranking in zip("CDEF", rankings, strict=True):
        for line, row in enumerate(ranking.rows, 4):
            if row.growth is not None:
                what = f"{row.area}{ranking.indicator}增速（{ranking.period}）"
                cell = f"工作表“分县”{column}{line}"
                shown = f"{row.growth}%"
                found.append(
                    Source(
                        f"{ranking.indicator}{row.area}",
                        what,
                        shown,
                        "2026年2月报表.xlsx",
                        cell,
                        RECEIVED,
                    )
                )
    return found


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
