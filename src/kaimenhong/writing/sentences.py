"""The sentences of papers about targets and ranks: pure functions from rows to text.

Facts only. Each figure that is not official says its status where it stands; no sentence asks for
a figure to be arranged, fought for or secured, only for work to be done and for
figures to be reported lawfully and truthfully.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kaimenhong.analysis.lights import Light
from kaimenhong.terms.codelists import Measure, Status
from kaimenhong.writing import words
from kaimenhong.writing.dossier import Dossier, Ranking, RankingRow, TargetRow
from kaimenhong.writing.numerals import day
from kaimenhong.writing.phrase import RANGE

LIGHT_NAMES = {
    Light.GREEN: "绿灯",
    Light.YELLOW: "黄灯",
    Light.RED: "红灯",
    Light.GREY: "灰灯（暂无数据）",
}


def footing(dossier: Dossier) -> str:
    """Say of which day the figures are and how firm."""
    return (
        f"数据截至{day(dossier.as_of)}，除注明外均为正式数；注明快报、预计、测算、调度的，"
        "不作为正式统计数据使用。"
    )


def counts(dossier: Dossier) -> str:
    """Count the lights, with their words."""
    lights = Counter(row.light for row in dossier.rows)
    told = "，".join(f"{LIGHT_NAMES[light]}{lights[light]}项" for light in Light)
    return f"纳入本期调度的目标共{len(dossier.rows)}项，其中{told}。"


def statuses(dossier: Dossier) -> str:
    """Count how firm the figures are."""
    rows = [row for row in dossier.rows if row.actual]
    held = Counter(row.status for row in rows)
    told = "、".join(f"{_status_name(status)}{held[status]}项" for status in Status if held[status])
    return f"已有数据的{len(rows)}项中，{told}。" if rows else "本期尚无数据。"


def named(rows: Iterable[TargetRow], area: str, *, counted: bool = True) -> str:
    """List the indicators of some rows, each once, saying of how many targets where of several."""
    held = Counter(subject(row, area) for row in rows)
    if not counted:
        return "、".join(held)
    return "、".join(f"{name}（{n}项目标）" if n > 1 else name for name, n in held.items())


def without_red(dossier: Dossier) -> str:
    """Say that no target is red, and that nothing is known of those without figures."""
    unknown = sum(1 for row in dossier.rows if row.light is Light.GREY)
    return f"本期没有红灯指标{f'；另有{unknown}项暂无数据，不作判断' if unknown else ''}。"


def told(row: TargetRow, dossier: Dossier) -> str:
    """Tell one indicator: level, growth, against the target, how it moved, rank. No full stop."""
    if not row.actual:
        period = within(row.target_period, dossier.as_of.year)
        return f"{subject(row, dossier.area)}暂无数据，目标为{row.target}（{period}）"
    parts = [_told_figures(row, dossier), *_comparisons(row, dossier)]
    return "，".join(parts)


def subject(row: TargetRow, area: str) -> str:
    """Name what a row is about, with its area where that is not the paper's own."""
    return row.indicator if row.area == area else f"{row.area}{row.indicator}"


def reached(row: TargetRow, dossier: Dossier) -> str:
    """Tell the figures of one indicator and nothing else. No full stop."""
    return _told_figures(row, dossier)


def figures(row: TargetRow) -> list[str]:
    """Give what was reached: the level first, then the growth, as far as they are known."""
    if row.measure is Measure.GROWTH:
        return [*filter(None, [row.level]), row.actual]
    return [row.actual, *([] if row.growth is None else [words.growth(row.growth)])]


def within(period: str, year: int) -> str:
    """Leave out the year of a period where it is the year of the paper."""
    return period.removeprefix(f"{year}年") or "全年"


def ranked(ranking: Ranking) -> str:
    """Tell who stands first and who last, and how many are above the whole. No full stop."""
    rows = ranking.ranked
    last = max((row.rank or 0) for row in rows)
    head = f"{ranking.indicator}增速（{ranking.period}{_comma(ranking.status)}）"
    parts = [f"{head}居第1位的是{_areas(rows, 1)}", f"居第{last}位的是{_areas(rows, last)}"]
    if ranking.whole and ranking.whole.growth is not None:
        level = ranking.whole.growth
        above = sum(1 for row in rows if row.growth is not None and row.growth > level)
        whole = f"{ranking.whole.area}（{words.growth(level)}）"
        parts.append(f"高于{whole}的有{above}个" if above else f"没有高于{whole}的")
    return "，".join(parts)


def by_office(rows: Iterable[TargetRow]) -> dict[tuple[str, str], list[TargetRow]]:
    """Gather rows under who answers for them, in the order of first mention."""
    gathered: dict[tuple[str, str], list[TargetRow]] = {}
    for row in rows:
        gathered.setdefault((row.lead_office, row.leader), []).append(row)
    return gathered


def answerable(office: str, leader: str) -> str:
    """Name who answers."""
    return f"{office or '牵头单位待明确'}{f'（责任领导：{leader}）' if leader else ''}"


def _told_figures(row: TargetRow, dossier: Dossier) -> str:
    period = "" if row.period == dossier.period else row.period
    found = figures(row)
    return (
        f"{period}{subject(row, dossier.area)}{'，'.join(found)}{_status(row.status, len(found))}"
    )


def _comparisons(row: TargetRow, dossier: Dossier) -> Iterator[str]:
    if row.gap is not None:
        target = f"{within(row.target_period, dossier.as_of.year)}{row.tier}目标（{row.target}）"
        yield _against(row, row.gap, target)
    if row.progress:
        yield f"完成目标的{row.progress}"
    if row.growth is not None and row.growth_before is not None:
        yield words.turn(row.growth_before, row.growth, than=row.period_before)
    if row.rank is not None:
        yield words.standing(row.rank, than=row.period_before)


def _against(row: TargetRow, gap: Decimal, target: str) -> str:
    """Of a range only a miss is told in figures: inside it there is no one end to count from."""
    if RANGE in row.target and gap >= 0:
        return f"达到{target}"
    return words.against(
        gap, row.gap_unit, target=target, difference=row.difference, behind=row.behind
    )


def _areas(rows: Iterable[RankingRow], rank: int) -> str:
    here = [row for row in rows if row.rank == rank]
    tied = "并列，" if len(here) > 1 else ""
    growth = words.growth(here[0].growth) if here[0].growth is not None else ""
    return f"{'、'.join(row.area for row in here)}（{tied}{growth}）"


def _status_name(status: Status) -> str:
    return f"{status.label}数"


def _status(status: Status, figures: int) -> str:
    if status is Status.OFFICIAL:
        return ""
    return f"（{'均为' if figures > 1 else ''}{_status_name(status)}）"


def _comma(status: Status) -> str:
    return "" if status is Status.OFFICIAL else f"，{_status_name(status)}"
