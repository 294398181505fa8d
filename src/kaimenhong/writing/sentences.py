"""The sentences of papers about targets and ranks: pure functions from rows to text.

Facts only. Each figure that is not official says its status where it stands; no sentence asks for
a figure to be arranged, fought for or secured, only for work to be done and for
figures to be reported lawfully and truthfully.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kaimenhong.analysis.lights import Light
from kaimenhong.terms.codelists import Measure, Status, Tier
from kaimenhong.writing import words
from kaimenhong.writing.dossier import Dossier, Ranking, RankingRow, TargetRow
from kaimenhong.writing.numerals import day, in_chinese
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
    """Tell one indicator: figures, against the target, completion, turn; rank; then the target.

    In this order a reader takes each figure for what it is: `test_paper_law` holds that ours does.
    No full stop.
    """
    return _told([row], dossier)


def told_all(rows: Iterable[TargetRow], dossier: Dossier) -> str:
    """Tell several indicators in one paragraph."""
    return "".join(told_each(rows, dossier))


def told_each(rows: Iterable[TargetRow], dossier: Dossier) -> list[str]:
    """Tell several indicators, a sentence each: the target at the end is not the next one's.

    One figure that stands beside several targets is told once, with all of them.
    """
    gathered: dict[tuple[str, ...], list[TargetRow]] = {}
    for row in rows:
        key = (subject(row, dossier.area), row.period, row.status, *figures(row))
        gathered.setdefault(key, []).append(row)
    return [f"{_told(alike, dossier)}。" for alike in gathered.values()]


def subject(row: TargetRow, area: str) -> str:
    """Name what a row is about, with its area where that is not the paper's own."""
    return row.indicator if row.area == area else f"{row.area}{row.indicator}"


def reached(row: TargetRow, dossier: Dossier) -> str:
    """Tell the figures of one indicator and nothing else. No full stop."""
    return _told_figures(row, dossier)


def figures(row: TargetRow) -> list[str]:
    """Give what was reached: the level first, then the growth, as far as they are known."""
    if row.measure is Measure.GROWTH:
        even = row.growth is not None and not row.growth
        return [*filter(None, [row.level]), words.growth(Decimal(0)) if even else row.actual]
    return [row.actual, *([] if row.growth is None else [words.growth(row.growth)])]


def within(period: str, year: int) -> str:
    """Leave out the year of a period where it is the year of the paper."""
    return period.removeprefix(f"{year}年") or "全年"


def ranked(ranking: Ranking) -> str:
    """Tell who stands first and who last, and how many are above the whole. No full stop."""
    rows = ranking.ranked
    last = max((row.rank or 0) for row in rows)
    parts = [_areas(rows, rank) for rank in dict.fromkeys((1, last))]
    if ranking.whole and ranking.whole.growth is not None:
        level = ranking.whole.growth
        above = sum(1 for row in rows if row.growth is not None and row.growth > level)
        many = f"增速高于{ranking.whole.area}的{ranking.peers}有{in_chinese(above)}个"
        told = many if above else f"没有{ranking.peers}高于{ranking.whole.area}"
        parts.append(f"{ranking.whole.area}{words.growth(level)}，{told}")
    status = "" if ranking.status is Status.OFFICIAL else f"（{_status_name(ranking.status)}）"
    return f"{ranking.period}{ranking.indicator}{status}，{'；'.join(parts)}"


def by_office(rows: Iterable[TargetRow]) -> dict[tuple[str, str], list[TargetRow]]:
    """Gather rows under who answers for them, in the order of first mention."""
    gathered: dict[tuple[str, str], list[TargetRow]] = {}
    for row in rows:
        gathered.setdefault((row.lead_office, row.leader), []).append(row)
    return gathered


def answerable(office: str, leader: str) -> str:
    """Name who answers."""
    return f"{office or '牵头单位待明确'}{f'（责任领导：{leader}）' if leader else ''}"


def _told(rows: Sequence[TargetRow], dossier: Dossier) -> str:
    """Tell the figure that the rows share, and each of their targets."""
    first = rows[0]
    if not first.actual:
        targets = "；".join(_target(row, dossier) for row in rows)
        return f"{subject(first, dossier.area)}暂无数据，{targets}"
    parts = [_told_figures(first, dossier), *_comparisons(rows, dossier)]
    ranks = dict.fromkeys(
        words.standing(row.rank, than=row.period_before) for row in rows if row.rank
    )
    return "；".join(["，".join(parts), *ranks, *(_target_again(row, dossier) for row in rows)])


def _target_again(row: TargetRow, dossier: Dossier) -> str:
    # After what is still lacking 目标为 would be heard of that, so the indicator is named again.
    again = subject(row, dossier.area) if row.measure is Measure.LEVEL else ""
    return f"{again}{_target(row, dossier)}"


def _told_figures(row: TargetRow, dossier: Dossier) -> str:
    found = figures(row)
    period = _period(row, dossier, before=found[0])
    return (
        f"{subject(row, dossier.area)}{period}{'，'.join(found)}{_status(row.status, len(found))}"
    )


def _period(row: TargetRow, dossier: Dossier, *, before: str) -> str:
    """Name the row's period where the title does not; 为 parts it from a figure."""
    spoken = dossier.period if dossier.spoken is None else dossier.spoken
    if row.period == spoken:
        return ""
    return f"{within(row.period, dossier.as_of.year)}{'为' if before[:1].isdigit() else ''}"


def _comparisons(rows: Sequence[TargetRow], dossier: Dossier) -> Iterator[str]:
    """Tell how the figure stands to each target, and once how it moved."""
    last = []
    for row in rows:
        goal = _goal(row, rows, dossier)
        against = "" if row.gap is None else _against(row, row.gap, goal)
        # Its period would be heard as that of what follows, where no figure ends it.
        if any(letter.isdigit() for letter in against):
            yield against
        elif against:
            last.append(against)
        if row.progress:
            yield f"完成{goal}的{row.progress.replace('序时 ', '时间进度')}"
    yield from _turn(rows[0])
    yield from last


def _turn(row: TargetRow) -> Iterator[str]:
    if row.growth is not None and row.growth_before is not None:
        yield words.turn(row.growth_before, row.growth, than=row.period_before)


def _goal(row: TargetRow, rows: Sequence[TargetRow], dossier: Dossier) -> str:
    """Name the target by its period, and by whose it is where another has the same period."""
    period = within(row.target_period, dossier.as_of.year)
    twins = [other for other in rows if other.target_period == row.target_period]
    whose = row.tier if len(twins) > 1 and not _is_own(row) else ""
    return f"{period}{whose}目标"


def _is_own(row: TargetRow) -> bool:
    return row.tier in ("", Tier.OWN.label)


def _target(row: TargetRow, dossier: Dossier) -> str:
    tier = "" if _is_own(row) else f"（{row.tier}）"
    return f"{within(row.target_period, dossier.as_of.year)}目标为{row.target}{tier}"


def _against(row: TargetRow, gap: Decimal, target: str) -> str:
    """Of a range only a miss is told in figures: inside it there is no one end to count from."""
    if RANGE in row.target and gap >= 0:
        return f"达到{target}"
    return words.against(
        gap, row.gap_unit, target=target, difference=row.difference, behind=row.behind
    )


def _areas(rows: Iterable[RankingRow], rank: int) -> str:
    here = [row for row in rows if row.rank == rank]
    growth = words.growth(here[0].growth) if here[0].growth is not None else ""
    names = "、".join(row.area for row in here)
    several = len(here) > 1
    return f"{names}{'均' if several else ''}{growth}，{'并列' if several else '居'}第{rank}位"


def _status_name(status: Status) -> str:
    return f"{status.label}数"


def _status(status: Status, figures: int) -> str:
    if status is Status.OFFICIAL:
        return ""
    return f"（{'均为' if figures > 1 else ''}{_status_name(status)}）"
