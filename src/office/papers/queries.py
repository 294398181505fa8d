"""What a bulletin says: the board of a campaign, with every figure's source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.utils import timezone

from kaimenhong.analysis.lights import Light
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Comparator, Measure, Status, Tier
from kaimenhong.terms.period import Period
from kaimenhong.writing.content import Bulletin, BulletinRow, Ranking, RankingRow, Source
from kaimenhong.writing.phrase import phrase
from kaimenhong.writing.words import Rank
from office.board import held, indicators, queries
from office.board.queries import BoardRow
from office.campaigns.models import Campaign
from office.people import access
from office.people.models import Area, Person
from office.returns.models import Observation

RANKINGS = 4
"""How many indicators are ranked area by area; more no leader reads."""

PEERS = 3
"""Fewer areas than this make no ranking."""


@dataclass(slots=True)
class Traced:
    """The figures that hold, and those that the paper has used so far."""

    held: dict[held.Key, held.Held]
    rows: dict[int, Observation]
    used: dict[int, Source] = field(default_factory=dict)

    @classmethod
    def load(cls, person: Person, names: Iterable[str], until: datetime) -> Traced:
        """Take every figure of these indicators that holds and that the person reaches."""
        figures = held.figures(names, until)
        rows = access.see(
            person,
            Observation.objects.filter(
                indicator__in=set(names), pk__in=[one.fact for one in figures.values()]
            ).select_related("area", "intake"),
        )
        return cls(figures, {row.pk: row for row in rows})

    def find(self, area: Area, indicator: str, period: str, measure: Measure) -> Observation | None:
        """Return the figure that holds, or None where none is known."""
        one = self.held.get((area.subject, indicator, period, measure.value))
        return self.rows.get(one.fact) if one else None

    def tied(self, row: BoardRow, fact: Observation) -> bool:
        """Tell whether the row shares its rank."""
        target = row.target
        one = self.held.get((target.area.subject, target.indicator, fact.period, target.measure))
        return bool(one and one.tied)

    def cite(self, *rows: Observation | None) -> tuple[str, ...]:
        """Name the sources of these figures, and keep them for the paper's list."""
        cited = [row for row in rows if row is not None]
        for row in cited:
            self.used.setdefault(row.pk, source(row))
        return tuple(str(row.pk) for row in cited)


def bulletin(person: Person, campaign: Campaign, *, today: date) -> Bulletin:
    """Return the bulletin of a campaign as of its day; Mistake where it has not one figure."""
    board = queries.board(person, campaign, today=today)
    if not any(row.fact for row in board.rows):
        raise Mistake(
            Code.NOTHING_TO_REPORT,
            expected="至少一项目标已有完成数",
            came=f"{len(board.rows)} 项目标均无数据",
            remedy="请先用 kmh import 或“导入数据”页导入报表",
        )
    names = {row.target.indicator for row in board.rows}
    traced = Traced.load(person, names, queries.end_of(board.day))
    told = first_of_each_indicator(board.rows, campaign)
    rows = tuple(bulletin_row(row, traced, headline=row.target.pk in told) for row in board.rows)
    rankings = tuple(ranking_rows(person, campaign, board.rows, traced, today))
    return Bulletin(
        title=(f"关于{campaign.area.name}", campaign.period_label, "主要指标完成情况的", "通报"),
        area=campaign.area.name,
        campaign=campaign.name,
        kind="通报",
        as_of=board.day,
        period=newest_period(board.rows) or campaign.period_label,
        issuer=issuer(campaign),
        recipients=f"{recipients(campaign)}：",
        demo=campaign.is_demo,
        rows=rows,
        rankings=rankings,
        sources=tuple(traced.used.values()),
    )


def issuer(campaign: Campaign) -> str:
    """Return who issues: the body that issued the plan, else the area's government or committee."""
    document = campaign.documents.first()
    if document and document.issuer:
        return document.issuer
    zone = campaign.area.level == "other"
    return f"{campaign.area.name}{'管理委员会' if zone else '人民政府'}办公室"


def recipients(campaign: Campaign) -> str:
    """Return to whom the bulletin goes, in the usual words for the level of the area."""
    if campaign.area.level == "other":
        return "各有关单位"
    counties = campaign.area.children.exists()
    below = "各县（市、区）人民政府" if counties else "各乡镇人民政府、街道办事处"
    return f"{below}，{campaign.area.name[-1]}政府各部门"


def newest_period(rows: Iterable[BoardRow]) -> str:
    """Return the period that most figures on the board are of."""
    labels = [row.actual_period for row in rows if row.actual_period]
    return max(set(labels), key=labels.count) if labels else ""


def bulletin_row(row: BoardRow, traced: Traced, *, headline: bool) -> BulletinRow:
    """Return one target as the bulletin tells it."""
    target = row.target
    fact = traced.rows.get(row.fact or 0)
    level = growth = before = None
    if fact is not None:
        level = traced.find(target.area, target.indicator, fact.period, Measure.LEVEL)
        growth = traced.find(target.area, target.indicator, fact.period, Measure.GROWTH)
        before = growth_before(traced, growth)
    about_growth = target.measure == Measure.GROWTH.value
    known = terms_indicator.find(target.indicator)
    return BulletinRow(
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
        growth_before=before.published if before else None,
        period_before=Period.parse(before.period).label if before else "",
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
        sources=tuple(dict.fromkeys(traced.cite(fact, level, growth, before))),
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
    )


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


def shown(row: Observation) -> str:
    """Return a figure as it is printed, with the usual digits of its unit."""
    if row.published is None:
        return ""
    return phrase(Measure(row.measure), Comparator.EXACTLY, row.published, row.own_unit)


def source(row: Observation) -> Source:
    """Return where a figure came from, as the paper lists it."""
    known = terms_indicator.find(row.indicator)
    name = known.short_name if known else row.indicator
    what = f"{row.area.name}{name}{Period.parse(row.period).label}{Measure(row.measure).label}"
    return Source(
        id=str(row.pk),
        what=what,
        shown=shown(row),
        file=row.intake.file_name,
        cell=row.source.rpartition(row.intake.file_name)[2].strip("”，, ") or row.source,
        version=timezone.localtime(row.vintage),
    )


def ranking_rows(
    person: Person, campaign: Campaign, rows: Iterable[BoardRow], traced: Traced, today: date
) -> Iterable[Ranking]:
    """Rank the areas below by the growth of the campaign's first indicators that allow it."""
    own = [r for r in rows if r.target.area_id == campaign.area_id and r.fact is not None]
    names = dict.fromkeys(r.target.indicator for r in own if r.target.measure == Measure.GROWTH)
    pages = (
        indicators.page(person, campaign, indicator=name, area_code=campaign.area.code, today=today)
        for name in names
    )
    found = (ranking_of(page, campaign, traced) for page in pages)
    return islice((ranking for ranking in found if ranking is not None), RANKINGS)


def ranking_of(page: indicators.Page, campaign: Campaign, traced: Traced) -> Ranking | None:
    """Return the areas below by one indicator, or None where too few can be ranked."""
    period = page.beside_period
    if period is None or page.beside_by is not Measure.GROWTH:
        return None

    def one(area: Area, rank: int | None) -> RankingRow:
        growth = traced.find(area, page.code, period.code, Measure.GROWTH)
        level = traced.find(area, page.code, period.code, Measure.LEVEL)
        return RankingRow(
            area=area.name,
            growth=growth.published if growth else None,
            rank=rank if growth else None,
            level=level.published if level else None,
            sources=traced.cite(growth, level),
        )

    below = [b for b in page.beside if b.area.parent_id == campaign.area_id]
    if sum(b.rank is not None for b in below) < PEERS:
        return None
    whole = traced.find(campaign.area, page.code, period.code, Measure.GROWTH)
    return Ranking(
        indicator=page.known.short_name if page.known else page.name,
        period=period.label,
        status=Status(whole.status) if whole else Status.DISPATCH,
        peers="县（市、区）",
        rows=tuple(one(b.area, b.rank) for b in below),
        whole=one(campaign.area, None) if whole else None,
        level_unit=page.known.unit_of(Measure.LEVEL) if page.known else "",
    )


def counted(rows: Iterable[BulletinRow]) -> dict[Light, int]:
    """Count the lights of a bulletin."""
    lights = [row.light for row in rows]
    return {light: lights.count(light) for light in Light}
