"""The monthly bulletin: from a `Bulletin` to the bytes of a .docx."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from functools import partial

from kaimenhong.analysis.lights import Light
from kaimenhong.errors import Code, Mistake
from kaimenhong.writing import annexes, sentences
from kaimenhong.writing.chart import Drawing, Kind, draw
from kaimenhong.writing.content import Bulletin, BulletinRow, Ranking, RankingRow, Source
from kaimenhong.writing.numerals import cell, day
from kaimenhong.writing.official import Paper

__all__ = ["Bulletin", "BulletinRow", "Ranking", "RankingRow", "Source", "compose"]

# Only these are statutory kinds of document with a red head; a speech or a report gets none.
RED_HEADED = ("通报", "通知")
LISTED = (
    (Light.RED, "红灯指标为"),
    (Light.YELLOW, "黄灯指标为"),
    (Light.GREY, "暂无数据的指标为"),
)
DIGITS = "一二三四五六七八九十"


def compose(bulletin: Bulletin) -> bytes:
    """Write the bulletin as a .docx; equal bulletins give equal bytes.

    Raises Mistake NOTHING_TO_REPORT where there is no row.
    """
    if not bulletin.rows:
        raise Mistake(
            Code.NOTHING_TO_REPORT,
            expected="至少一项目标",
            came="",
            remedy="请先读入方案并确认目标",
        )
    made = datetime.combine(bulletin.as_of, time(), tzinfo=UTC)
    paper = Paper(demo=bulletin.demo, made=made)
    _write_head(paper, bulletin)
    _write_overall(paper, bulletin)
    _write_indicators(paper, bulletin, made)
    _write_problems(paper, bulletin)
    _write_requirements(paper, bulletin)
    _write_annexes(paper, bulletin)
    return paper.save()


def _write_head(paper: Paper, bulletin: Bulletin) -> None:
    if bulletin.kind in RED_HEADED:
        paper.red_head(bulletin.issuer, bulletin.as_of.year)
    paper.title(bulletin.title)
    if bulletin.recipients:
        paper.recipients(bulletin.recipients)
    paper.body(sentences.opening(bulletin))


def _write_overall(paper: Paper, bulletin: Bulletin) -> None:
    paper.heading("一、总体情况", 1)
    paper.body(sentences.counts(bulletin) + sentences.statuses(bulletin))
    for light, words in LISTED:
        if rows := [row for row in bulletin.rows if row.light == light]:
            paper.body(f"{words}：{sentences.named(rows, bulletin.area)}。")


def _write_indicators(paper: Paper, bulletin: Bulletin, made: datetime) -> None:
    paper.heading("二、主要指标完成情况", 1)
    compared = _compared(bulletin)
    told = [row for row in bulletin.rows if row.headline]
    parted = bool(told and compared)
    if parted:
        paper.heading(f"（一）{bulletin.area}指标", 2)
    if not told:
        paper.body(f"本期没有逐项说明的{bulletin.area}指标，各项目标的完成情况见附件1。")
    for place, row in enumerate(told, 1):
        paper.body(f"{place}. {sentences.told(row, bulletin)}。")
    if parted:
        paper.heading(f"（二）各{compared[0].peers}增速位次", 2)
    for ranking in compared:
        paper.body(f"{sentences.ranked(ranking)}。")
    if compared:
        _write_chart(paper, compared[0], made)


def _compared(bulletin: Bulletin) -> list[Ranking]:
    """Return the rankings that somebody takes part in."""
    return [ranking for ranking in bulletin.rankings if ranking.ranked]


def _write_chart(paper: Paper, ranking: Ranking, made: datetime) -> None:
    rows = sorted(ranking.ranked, key=lambda row: row.rank or 0)
    whole = [ranking.whole] if ranking.whole and ranking.whole.growth is not None else []
    title = f"各{ranking.peers}{ranking.indicator}增速（{ranking.period}）"
    shown = [*whole, *rows]
    told = "，".join(f"{row.area}{cell(row.growth)}%" for row in shown)
    drawing = Drawing(
        kind=Kind.BARS,
        categories=tuple(row.area for row in shown),
        series=(("增速（%）", tuple(row.growth for row in shown)),),
        category_axis="地区",
        value_axis="增速（%）",
        description=f"柱状图，{title}：{told}。",
        marked=0 if whole else None,
    )
    draw(paper.document, drawing, made=made)
    paper.document.add_paragraph(f"图1　{title}", style="图题")


def _write_problems(paper: Paper, bulletin: Bulletin) -> None:
    paper.heading("三、存在问题", 1)
    red = [row for row in bulletin.rows if row.light is Light.RED]
    if not red:
        paper.body(sentences.without_red(bulletin))
    for place, ((office, leader), rows) in enumerate(sentences.by_office(red).items()):
        facts = "；".join(sentences.told(row, bulletin) for row in rows)
        lead = f"（{_numeral(place)}）{sentences.answerable(office, leader)}。"
        paper.body(f"{facts}。", lead=lead)


def _write_requirements(paper: Paper, bulletin: Bulletin) -> None:
    paper.heading("四、下步要求", 1)
    for place, (heading, text) in enumerate(sentences.requirements(bulletin)):
        before, found, after = text.partition("{by}")
        paragraph = paper.body(before, lead=f"（{_numeral(place)}）{heading}。")
        if found and bulletin.reply_by:
            paragraph.add_run(day(bulletin.reply_by))
        elif found:
            paper.blank(paragraph, "×月×日")
        paragraph.add_run(after)


def _write_annexes(paper: Paper, bulletin: Bulletin) -> None:
    listed = list(_annexes(bulletin))
    paper.annexes([name for name, _, _ in listed])
    paper.signature(bulletin.issuer, bulletin.as_of.year)
    for place, (name, landscape, write) in enumerate(listed, 1):
        paper.annex(place, name, landscape=landscape)
        write(paper)


def _annexes(bulletin: Bulletin) -> Iterator[tuple[str, bool, Callable[[Paper], None]]]:
    """Name each annex that has something in it, whether it lies across, and what writes it."""
    yield "主要指标完成情况表", True, partial(annexes.write_targets, bulletin=bulletin)
    if compared := _compared(bulletin):
        name = f"各{compared[0].peers}主要指标增速位次表"
        yield name, False, partial(annexes.write_rankings, rankings=compared)
    if bulletin.sources:
        yield "数据来源表", True, partial(annexes.write_sources, sources=bulletin.sources)


def _numeral(place: int) -> str:
    """Count headings in Chinese from 一 (place 0) to 九十九."""
    tens, ones = divmod(place + 1, 10)
    ten = "" if not tens else ("十" if tens == 1 else f"{DIGITS[tens - 1]}十")
    return f"{ten}{DIGITS[ones - 1] if ones else ''}"
