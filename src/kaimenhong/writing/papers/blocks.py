"""Tables and charts that stand in the text or in an annex; none where there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import partial

from kaimenhong.terms.quantity import unit
from kaimenhong.writing import annexes
from kaimenhong.writing.chart import Drawing, Kind, draw
from kaimenhong.writing.dossier import Ranking, RankingRow, Tracked, TrackedRow
from kaimenhong.writing.numerals import MINUS, MISSING, amount, cell
from kaimenhong.writing.official import Paper
from kaimenhong.writing.papers.meeting import reporters, settled
from kaimenhong.writing.papers.pieces import Request
from kaimenhong.writing.sentences import named
from kaimenhong.writing.tables import NUMBER, WORD, Column, write_table
from kaimenhong.writing.words import POINTS

Writer = Callable[[Paper], None]
Block = Callable[[Request], Writer | None]
BESIDE = 2  # followed indicators in one table
REPORTERS = (
    Column("顺序", 13, WORD),
    Column("汇报单位", 42),
    Column("责任领导", 24, WORD),
    Column("汇报指标", 52),
    Column("亮灯", 25, WORD),
)
SETTLED = (
    Column("序号", 10, WORD),
    Column("议定事项", 80),
    Column("牵头单位", 26),
    Column("责任领导", 17, WORD),
    Column("完成时限", 23, WORD),
)


def _targets(asked: Request) -> Writer | None:
    if not asked.dossier.rows:
        return None
    return partial(annexes.write_targets, dossier=asked.dossier)


def _rankings(asked: Request) -> Writer | None:
    if not asked.dossier.compared:
        return None
    return partial(annexes.write_rankings, rankings=asked.dossier.compared)


def _sources(asked: Request) -> Writer | None:
    if not asked.dossier.sources:
        return None
    return partial(annexes.write_sources, sources=asked.dossier.sources)


def _ranking_chart(asked: Request) -> Writer | None:
    if not asked.dossier.compared:
        return None
    ranking = asked.dossier.compared[0]
    rows = sorted(ranking.ranked, key=lambda row: row.rank or 0)
    title = f"各{ranking.peers}{ranking.indicator}增速（{ranking.period}）"
    return partial(_chart, rows=[*_whole(ranking), *rows], title=title, asked=asked)


def _whole(ranking: Ranking) -> list[RankingRow]:
    return [ranking.whole] if ranking.whole and ranking.whole.growth is not None else []


def _chart(paper: Paper, rows: list[RankingRow], title: str, asked: Request) -> None:
    bars = tuple((row.area, row.growth) for row in rows)
    whole = rows[0].rank is None
    _bars(paper, bars, title=title, axis="增速（%）", asked=asked, whole=whole)


def _tracked_chart(asked: Request) -> Writer | None:
    """The first of the followed indicators that several areas have."""
    drawn = next((one for one in asked.dossier.tracked if len(_bars_of(one)) > 2), None)
    if drawn is None:
        return None
    return partial(
        _bars,
        bars=_bars_of(drawn),
        title=f"各地{drawn.indicator}（{drawn.period}）",
        axis=f"{drawn.indicator}（{drawn.unit}）",
        asked=asked,
        whole=_stands_beside(drawn),
        digits=unit(drawn.unit).digits,
    )


def _stands_beside(one: Tracked) -> bool:
    """Whether the whole is drawn beside its parts: a rate, not a sum that dwarfs them."""
    return one.unit == "%" and one.whole is not None and one.whole.value is not None


def _bars_of(one: Tracked) -> tuple[tuple[str, Decimal | None], ...]:
    rows = one.all_rows if _stands_beside(one) else one.rows
    return tuple((row.area, row.value) for row in rows if row.value is not None)


def _bars(
    paper: Paper,
    bars: tuple[tuple[str, Decimal | None], ...],
    *,
    title: str,
    axis: str,
    asked: Request,
    whole: bool,
    digits: int = 1,
) -> None:
    of = axis.rpartition("（")[2].rstrip("）")
    told = "，".join(f"{area}{cell(value)}{of}" for area, value in bars)
    drawing = Drawing(
        kind=Kind.BARS,
        categories=tuple(area for area, _ in bars),
        series=((axis, tuple(value for _, value in bars)),),
        category_axis="地区",
        value_axis=axis,
        description=f"柱状图，{title}：{told}。",
        marked=0 if whole else None,
        digits=digits,
    )
    draw(paper.document, drawing, made=datetime.combine(asked.dossier.as_of, time(), tzinfo=UTC))
    paper.document.add_paragraph(f"图1　{title}", style="图题")


def _tracked_table(asked: Request) -> Writer | None:
    if not asked.dossier.tracked:
        return None
    return partial(_write_tracked, asked=asked)


def _write_tracked(paper: Paper, asked: Request) -> None:
    """One table for each few indicators: area, figure, the figure before, by how much it moved."""
    every = asked.dossier.tracked
    for start in range(0, len(every), BESIDE):
        block = every[start : start + BESIDE]
        columns, rows = _tracked_columns(block, asked), _tracked_rows(block)
        write_table(paper.document, columns, rows)


def _tracked_columns(block: Sequence[Tracked], asked: Request) -> list[Column]:
    since = asked.dossier.since
    before = f"{since.month}月{since.day}日" if since else "上期"
    width = (156 - 21) / (3 * len(block))
    columns = [Column("地区", 21, WORD)]
    for one in block:
        over = f"{one.indicator}\n（{one.period}，{one.unit}）"
        columns += [
            Column("本期", width, NUMBER, over),
            Column(before, width, NUMBER, over),
            Column("增减", width, WORD, over),
        ]
    return columns


def _tracked_rows(block: Sequence[Tracked]) -> list[tuple[str, ...]]:
    found = [{row.area: row for row in one.all_rows} for one in block]
    made = []
    for area in dict.fromkeys(area for rows in found for area in rows):
        cells = [area]
        for one, rows in zip(block, found, strict=True):
            row = rows.get(area) or TrackedRow(area, None)
            cells += [cell(row.value), cell(row.before), _moved(row.value, row.before, one.unit)]
        made.append(tuple(cells))
    return made


def _moved(now: Decimal | None, before: Decimal | None, of: str) -> str:
    if now is None or before is None:
        return MISSING
    if now == before:
        return "持平"
    in_unit = POINTS if of == "%" else of
    sign = "+" if now > before else MINUS
    return f"{sign}{amount(now - before, in_unit).removesuffix(in_unit)}"


def _reporters(asked: Request) -> Writer | None:
    rows: list[tuple[str, ...]] = [
        (str(place), one.office, one.leader or MISSING,
         named(one.rows, asked.dossier.area, counted=False), one.lights.replace("，", "\n"))
        for place, one in enumerate(reporters(asked), 1)
    ]  # fmt: skip
    return (lambda paper: _plain(paper, REPORTERS, rows)) if rows else None


def _settled(asked: Request) -> Writer | None:
    rows = settled(asked)
    return (lambda paper: _plain(paper, SETTLED, rows)) if rows else None


def _plain(paper: Paper, columns: tuple[Column, ...], rows: list[tuple[str, ...]]) -> None:
    write_table(paper.document, columns, rows)


BLOCKS: Mapping[str, Block] = {
    "targets": _targets,
    "rankings": _rankings,
    "sources": _sources,
    "ranking_chart": _ranking_chart,
    "tracked_chart": _tracked_chart,
    "tracked_table": _tracked_table,
    "reporters": _reporters,
    "settled": _settled,
}
