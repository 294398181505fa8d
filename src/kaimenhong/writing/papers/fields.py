"""Field by field, as a report goes through them: a task of the plan gathers the targets of a field.

What the ledger does not know stays XX: a figure that has not come, a cause that only people know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kaimenhong.analysis.lights import Light
from kaimenhong.terms.codelists import Measure
from kaimenhong.writing import sentences
from kaimenhong.writing.blanks import BLANK
from kaimenhong.writing.dossier import TargetRow
from kaimenhong.writing.numerals import day
from kaimenhong.writing.papers.pieces import Piece, Place, Request, one
from kaimenhong.writing.papers.standings import with_light

GENERAL = "总体指标"
WANTED = {
    Measure.GROWTH: "增长{}%",
    Measure.GROWTH_RANK: "增速居第{}位",
    Measure.LEVEL_RANK: "总量居第{}位",
    Measure.COMPLETION: "完成{}%",
    Measure.SHARE: "占比{}%",
}
UNDERTAKING = "行动"
MEASURES = 2  # sentences of the plan that a paper repeats of a task


def gathered(rows: Iterable[TargetRow]) -> dict[str, list[TargetRow]]:
    """Gather rows by field, in the order of first mention; those of no task come first."""
    found: dict[str, list[TargetRow]] = {}
    for row in sorted(rows, key=lambda row: bool(row.task)):
        found.setdefault(row.task.removesuffix(UNDERTAKING) or GENERAL, []).append(row)
    return found


def _own(asked: Request) -> list[TargetRow]:
    """The area's own targets of the campaign's period that have a figure, one an indicator."""
    return [row for row in asked.dossier.rows if row.headline and row.actual]


def _fields(asked: Request) -> list[Piece]:
    """Each field and how its indicators stand."""
    return [
        Piece(sentences.told_all(rows, asked.dossier), f"{field}。")
        for field, rows in gathered(_own(asked)).items()
    ]


def _blank(asked: Request) -> list[Piece]:
    """The area's own targets without a figure, as blanks that hold up the paper."""
    rows = [
        row
        for row in asked.dossier.rows
        if not row.actual
        and row.area == asked.dossier.area
        and row.target_period == asked.dossier.campaign_period
    ]
    told = "；".join(_wanted(row) for row in rows)
    return one(f"以下指标的完成情况待补：{told}。" if rows else "")


def _wanted(row: TargetRow) -> str:
    figure = WANTED.get(row.measure, "{}").format(BLANK)
    return f"{row.indicator}{figure}（目标为{row.target}）"


def _reached(asked: Request) -> list[Piece]:
    """What is on course, named."""
    rows = [row for row in _own(asked) if row.light is Light.GREEN]
    if not rows:
        return []
    told = "；".join(sentences.reached(row, asked.dossier) for row in rows[:6])
    return one(f"运行较好的指标有{len(rows)}项：{told}。" if len(rows) <= 6 else
               f"运行较好的指标有{len(rows)}项，其中：{told}。")  # fmt: skip


def _lagging(asked: Request) -> list[Piece]:
    """What lags, told one by one."""
    rows = [row for row in _own(asked) if row.light is Light.RED]
    told = sentences.told_all(rows, asked.dossier)
    return one(f"差距较大的指标有{len(rows)}项。{told}" if rows else "")


def _plans(asked: Request) -> list[Piece]:
    """What the plan holds ready for the fields that are behind, and who answers for it."""
    behind = gathered([*with_light(asked, Light.RED), *with_light(asked, Light.YELLOW)])
    tasks = {task.title.removesuffix(UNDERTAKING): task for task in asked.dossier.tasks}
    made = []
    for field, rows in behind.items():
        task = tasks.get(field)
        if task is None:
            continue
        who = "、".join(task.leads) or BLANK
        whose = f"，{'、'.join(task.leaders)}负责" if task.leaders else ""
        limit = f"，{day(task.deadline)}前完成" if task.deadline else ""
        names = sentences.named(rows, asked.dossier.area, counted=False)
        done = "".join(task.measures[:MEASURES])
        text = f"{done}由{who}牵头{whose}，针对{names}的差距逐项分析原因、推进落实{limit}。"
        made.append(Piece(text, f"{task.title}。"))
    return made


PLACES: Mapping[str, Place] = {
    "fields": _fields,
    "blank": _blank,
    "reached": _reached,
    "lagging": _lagging,
    "plans": _plans,
}
