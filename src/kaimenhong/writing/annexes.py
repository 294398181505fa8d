"""The tables of papers: the targets, the rankings, and where each figure comes from.

An estimate and a published figure never stand in one column, so the targets make two tables: those
that are released (正式, 快报) and those that are only worked with (预计, 测算, 调度).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaimenhong.terms.codelists import Status
from kaimenhong.writing.dossier import Dossier, Ranking, RankingRow, Source, TargetRow
from kaimenhong.writing.numerals import MINUS, MISSING, amount, cell
from kaimenhong.writing.official import Paper
from kaimenhong.writing.sentences import figures, within
from kaimenhong.writing.tables import (
    NUMBER,
    SMALL_TEXT,
    SMALL_WORD,
    WORD,
    Column,
    write_note,
    write_table,
)

RELEASED = (Status.OFFICIAL, Status.FLASH)
BLOCK = 3  # rankings side by side: what a portrait page holds in 5号
TARGET_COLUMNS = (
    Column("序号", 10, WORD),
    Column("指标", 31),
    Column("目标", 31, WORD),
    Column("时期\n状态", 16, WORD),
    Column("完成情况", 26, WORD),
    Column("与目标差距", 27, WORD),
    Column("完成\n进度", 19, WORD),
    Column("位次", 14, WORD),
    Column("亮灯", 10, WORD),
    Column("牵头单位\n责任领导", 28),
    Column("来源", 13, WORD),
)
LIGHT_COLUMN = 8
SOURCE_COLUMNS = (
    Column("编号", 12, SMALL_WORD),
    Column("数据", 77, SMALL_TEXT),
    Column("数值", 27, SMALL_WORD),
    Column("来源文件及位置", 73, SMALL_TEXT),
    Column("版本时间", 36, SMALL_WORD),
)


def write_targets(paper: Paper, dossier: Dossier) -> None:
    """Write one row a target, in two tables by how firm the figures are."""
    released = [r for r in dossier.rows if r.status in RELEASED or not r.actual]
    worked_with = [r for r in dossier.rows if r.status not in RELEASED and r.actual]
    numbers = {source.id: place for place, source in enumerate(dossier.sources, 1)}
    parts = [
        (released, "正式数、快报数"),
        (worked_with, "预计数、测算数、调度数（不作为正式统计数据使用）"),
    ]
    written = [(rows, name) for rows, name in parts if rows]
    for place, (rows, name) in enumerate(written, 1):
        paper.document.add_paragraph(f"表{place}　{name}", style="表题")
        cells = [_target_cells(row, place, dossier, numbers) for place, row in enumerate(rows, 1)]
        table = write_table(paper.document, TARGET_COLUMNS, cells, light=LIGHT_COLUMN)
    note = (
        f"注：1.“{MISSING}”表示无数据或不适用。2.差距前的“{MINUS}”表示未达到或偏离目标，“+”表示优于目标。"
        f"3.未写年份的时期均为{dossier.as_of.year}年。4.位次“3/6”表示6个地区中第3位，其下为排位所按的数。"
        "5.来源为“数据来源表”中的编号。"
    )
    write_note(paper.document, table, note)


def write_rankings(paper: Paper, rankings: Sequence[Ranking]) -> None:
    """Write the rankings, three side by side, areas in the order given."""
    for place, block in enumerate(_blocks(rankings), 1):
        name = "、".join(ranking.indicator for ranking in block)
        paper.document.add_paragraph(f"表{place}　{name}", style="表题")
        columns, rows = list(_ranking_columns(block)), list(_ranking_rows(block))
        table = write_table(paper.document, columns, rows)
    note = (
        "注：1.位次按公布增速排列，增速相同的并列，其后位次顺延。"
        f"2.“{MISSING}”表示无数据或不参与排名。"
    )
    write_note(paper.document, table, note)


def write_sources(paper: Paper, sources: Sequence[Source]) -> None:
    """Write where each figure comes from, and since when the ledger has it."""
    rows = [
        (
            str(place),
            source.what,
            source.shown,
            f"{source.file}　{source.cell}".strip(),
            f"{source.version:%Y-%m-%d %H:%M}",
        )
        for place, source in enumerate(sources, 1)
    ]
    write_table(paper.document, SOURCE_COLUMNS, rows)


def _target_cells(
    row: TargetRow, place: int, dossier: Dossier, numbers: dict[str, int]
) -> tuple[str, ...]:
    year = dossier.as_of.year
    target = "，".join(filter(None, (within(row.target_period, year), row.tier)))
    area = "" if row.area == dossier.area else f"{row.area}　"
    return (
        str(place),
        f"{area}{row.indicator}",
        f"{row.target}\n（{target}）",
        f"{within(row.period, year)}\n{row.status.label}" if row.actual else MISSING,
        "\n".join(figures(row)) if row.actual else MISSING,
        _gap(row),
        row.progress.replace("（", "\n").rstrip("）") or MISSING,
        _rank(row),
        row.light.label,
        "\n".join(filter(None, (row.lead_office, row.leader))) or MISSING,
        "\n".join(str(numbers[source]) for source in dict.fromkeys(row.sources)) or MISSING,
    )


def _gap(row: TargetRow) -> str:
    if row.gap is None:
        return MISSING
    if not row.gap:
        return "持平\n（未达到）" if row.behind else "持平"
    return f"{MINUS if row.gap < 0 else '+'}{amount(row.gap, row.gap_unit)}"


def _rank(row: TargetRow) -> str:
    if row.rank is None:
        return MISSING
    tied = "\n并列" if row.rank.tied else ""
    return f"{row.rank.place}/{row.rank.of}{tied}\n按{row.rank.by}"


def _blocks(rankings: Sequence[Ranking]) -> Iterator[Sequence[Ranking]]:
    """Share the rankings out evenly, at most three to a table."""
    tables = -(-len(rankings) // BLOCK)
    size, larger = divmod(len(rankings), tables)
    start = 0
    for place in range(tables):
        end = start + size + (place < larger)
        yield rankings[start:end]
        start = end


def _ranking_columns(block: Sequence[Ranking]) -> Iterator[Column]:
    leveled = sum(1 for ranking in block if ranking.has_levels)
    width = (156 - 20) / (2 * len(block) + leveled)
    yield Column("地区", 20, WORD)
    for ranking in block:
        status = "" if ranking.status is Status.OFFICIAL else f"，{ranking.status.label}数"
        over = f"{ranking.indicator}\n（{ranking.period}{status}）"
        if ranking.has_levels:
            yield Column(f"总量\n（{ranking.level_unit}）", width, NUMBER, over)
        yield Column("增速\n（%）", width, NUMBER, over)
        yield Column("位次", width, WORD, over)


def _ranking_rows(block: Sequence[Ranking]) -> Iterator[tuple[str, ...]]:
    found = [{row.area: row for row in ranking.all_rows} for ranking in block]
    for area in dict.fromkeys(area for rows in found for area in rows):
        cells = [area]
        for ranking, rows in zip(block, found, strict=True):
            cells += _ranking_cells(ranking, rows.get(area))
        yield tuple(cells)


def _ranking_cells(ranking: Ranking, row: RankingRow | None) -> list[str]:
    level = [cell(row.level if row else None)] if ranking.has_levels else []
    rank = MISSING if row is None or row.rank is None else str(row.rank)
    return [*level, cell(row.growth if row else None), rank]
