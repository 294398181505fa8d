"""What a paper tells of: how a campaign stands on its day, every figure with its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from kaimenhong.analysis.lights import Light
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Measure, Status, Tier
from kaimenhong.terms.period import Period
from kaimenhong.writing.dossier import Dossier, TargetRow, TaskLine
from kaimenhong.writing.papers.kinds import Kind
from kaimenhong.writing.words import Rank
from office.board import queries
from office.board.queries import BoardRow
from office.campaigns import queries as campaigns
from office.campaigns.models import Campaign
from office.papers.rankings import ranking_rows
from office.papers.traced import Traced, shown
from office.papers.tracked import followed
from office.people.models import Area, Person
from office.returns.models import Observation

RESPONSIBLE = re.compile("（责任[^）]*）|（牵头[^）]*）")
FIGURE = re.compile(r"\d|X{2}|×|[：:]|目标")
Standings = Mapping[str, Mapping[str, Any]]


def gather(person: Person, campaign: Campaign, kind: Kind, *, today: date) -> Dossier:
    """Return what the ledger says of a campaign as of its day, for one kind of paper.

    `kind.days` back is what rows are compared with. Mistake NOTHING_TO_REPORT where there is not
    one figure.
    """
    board = queries.board(person, campaign, today=today)
    names = {row.target.indicator for row in board.rows} | kind.indicators
    traced = Traced.load(person, names, queries.end_of(board.day))
    since = board.day - timedelta(days=kind.days) if kind.days else None
    before = queries.standings(person, campaign, since) if since else None
    told = first_of_each_indicator(board.rows, campaign)
    rows = tuple(
        target_row(row, traced, before, headline=row.target.pk in told) for row in board.rows
    )
    tracked = tuple(followed(person, campaign, kind, traced, since))
    if not tracked and not any(row.actual for row in rows):
        raise nothing_known(len(rows))
    return Dossier(
        area=campaign.area.name,
        campaign=campaign.name,
        campaign_period=campaign.period_label,
        as_of=board.day,
        period=newest_period(board.rows) or campaign.period_label,
        issuer=issuer(campaign),
        recipients=recipients(campaign),
        demo=campaign.is_demo,
        rows=rows,
        rankings=tuple(ranking_rows(person, campaign, board.rows, traced, today)),
        tracked=tracked,
        tasks=tuple(task_lines(board.rows)),
        sources=tuple(traced.used.values()),
        since=since,
    )


def nothing_known(targets: int) -> Mistake:
    """Return the mistake of a ledger without any figure that a paper could tell."""
    return Mistake(
        Code.NOTHING_TO_REPORT,
        expected="至少一项目标已有完成数",
        came=f"{targets} 项目标均无数据",
        remedy="请先用 kmh import 或“导入数据”页导入报表",
    )


def task_lines(rows: Iterable[BoardRow]) -> Iterable[TaskLine]:
    """Yield the tasks that the targets stand in, each once, in the order of the plan."""
    tasks = {row.target.task_id: row for row in rows if row.target.task is not None}
    for row in tasks.values():
        if task := row.target.task:
            who = campaigns.answerable(task)
            yield TaskLine(
                task.number, task.title, who.leaders, who.leads, measures(task.text), task.deadline
            )


def measures(text: str) -> tuple[str, ...]:
    """Return the sentences of a task that say what is done and no figure."""
    body = RESPONSIBLE.sub("", text).replace("\n", "")
    return tuple(f"{said}。" for said in body.split("。") if said and not FIGURE.search(said))


def issuer(campaign: Campaign) -> str:
    """Return who issues: the body that issued the plan, else the area's government or committee."""
    document = campaign.documents.first()
    if document and document.issuer:
        return document.issuer
    zone = campaign.area.level == "other"
    return f"{campaign.area.name}{'管理委员会' if zone else '人民政府'}办公室"


def recipients(campaign: Campaign) -> str:
    """Return to whom a paper goes, in the usual words for the level of the area."""
    if campaign.area.level == "other":
        return "各有关单位"
    counties = campaign.area.children.exists()
    below = "各县（市、区）人民政府" if counties else "各乡镇人民政府、街道办事处"
    return f"{below}，{campaign.area.name[-1]}政府各部门"


def newest_period(rows: Iterable[BoardRow]) -> str:
    """Return the period that most figures on the board are of."""
    labels = [row.actual_period for row in rows if row.actual_period]
    return max(set(labels), key=labels.count) if labels else ""


def target_row(
    row: BoardRow, traced: Traced, before: Standings | None, *, headline: bool
) -> TargetRow:
    """Return one target as papers tell it; `before` are the standings that it is compared with."""
    target = row.target
    fact = traced.rows.get(row.fact or 0)
    level = growth = earlier = None
    if fact is not None:
        level = traced.find(target.area, target.indicator, fact.period, Measure.LEVEL)
        growth = traced.find(target.area, target.indicator, fact.period, Measure.GROWTH)
        earlier = growth_before(traced, growth)
    about_growth = target.measure == Measure.GROWTH.value
    known = terms_indicator.find(target.indicator)
    then = None if before is None else queries.row(target, before.get(str(target.pk), {}))
    return TargetRow(
        indicator=known.short_name if known else target.indicator_name,
        area=target.area.name,
        measure=Measure(target.measure),
        target=row.target_text + ("，存疑" if target.in_question else ""),
        target_period=row.target_period,
        actual=row.actual_text if fact else "",
        period=row.actual_period,
        status=Status(row.status) if row.status else Status.DISPATCH,
        light=Light(row.light),
        level=shown(level) if about_growth and level else "",
        growth=growth.published if growth else None,
        growth_before=earlier.published if earlier else None,
        period_before=Period.parse(earlier.period).label if earlier else "",
        gap=row.gap.size if row.gap else None,
        gap_unit=row.gap.unit if row.gap else "",
        difference=row.gap.difference if row.gap else None,
        behind=row.gap.behind if row.gap else None,
        progress=row.progress_text if row.progress_text != queries.NONE else "",
        rank=rank_of(row, traced, fact),
        lead_office="、".join(row.who.leads),
        leader="、".join(row.who.leaders),
        tier=Tier(target.tier).label,
        headline=headline,
        code=target.indicator,
        task=target.task.title if target.task else "",
        light_before=Light(then.light) if then else None,
        actual_before=then.actual_text if then and then.fact else "",
        sources=tuple(dict.fromkeys(traced.cite(fact, level, growth, earlier))),
    )


def first_of_each_indicator(rows: Iterable[BoardRow], campaign: Campaign) -> set[int]:
    """Return the targets that get a sentence: the area's own, of the period, answered, one each."""
    own = [
        row.target
        for row in rows
        if row.target.area_id == campaign.area_id
        and row.target.period == campaign.period
        and row.fact is not None
    ]
    return {target.pk for target in {t.indicator: t for t in reversed(own)}.values()}


def rank_of(row: BoardRow, traced: Traced, fact: Observation | None) -> Rank | None:
    """Return the rank among siblings as the paper tells it."""
    if row.rank is None or row.peers is None or fact is None:
        return None
    return Rank(
        place=row.rank,
        of=row.peers,
        peers="县（市、区）",
        by=Measure(row.target.measure).label,
        tied=traced.tied(row, fact),
        within=whole_of(row.target.area),
    )


def whole_of(area: Area) -> str:
    """Return how the area that an area's siblings make up is called: 全市, 全省."""
    above = area.parent
    return f"全{above.name[-1]}" if above and above.name[-1] in "国省市" else ""


def growth_before(traced: Traced, growth: Observation | None) -> Observation | None:
    """Return the growth one period earlier of the same year, where a cumulative series has one.

    January alone is no measure for what follows: the Spring Festival moves between it and February.
    """
    if growth is None:
        return None
    earlier = [
        row
        for row in traced.rows.values()
        if (row.area_id, row.indicator, row.measure)
        == (growth.area_id, growth.indicator, growth.measure)
        and row.first == growth.first
        and row.first < row.last < growth.last
    ]
    return max(earlier, key=lambda row: row.last, default=None)


def counted(rows: Iterable[TargetRow]) -> dict[Light, int]:
    """Count the lights of a paper."""
    lights = [row.light for row in rows]
    return {light: lights.count(light) for light in Light}
