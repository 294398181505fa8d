"""What is new: figures that came since the day compared with, lights that changed, tasks due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from kaimenhong.analysis.lights import Light
from kaimenhong.writing import sentences
from kaimenhong.writing.dossier import TargetRow, TaskLine
from kaimenhong.writing.numerals import day
from kaimenhong.writing.papers.pieces import Piece, Place, Request, each, one
from kaimenhong.writing.sentences import LIGHT_NAMES


def _since(asked: Request) -> list[Piece]:
    """How much is new since the day compared with."""
    since = asked.dossier.since
    if since is None:
        return []
    arrived, changed = len(_new(asked)), len(_turned_rows(asked))
    if not arrived and not changed:
        return one(f"与{day(since)}相比，没有新的数据，各项目标的亮灯没有变化。")
    lights = f"{changed}项目标的亮灯有变化" if changed else "各项目标的亮灯没有变化"
    return one(f"与{day(since)}相比，{arrived}项目标有新的数据，{lights}。")


def _turned(asked: Request) -> list[Piece]:
    """Each target whose light changed, from which to which."""
    return each(
        [
            f"{sentences.subject(row, asked.dossier.area)}由{_light(row.light_before)}"
            f"转为{_light(row.light)}：{sentences.told(row, asked.dossier)}。"
            for row in _turned_rows(asked)
        ]
    )


def _arrived(asked: Request) -> list[Piece]:
    """The targets with a new figure, named; the table has the figures."""
    rows = _new(asked)
    return one(f"{sentences.named(rows, asked.dossier.area)}。" if rows else "")


def _new(asked: Request) -> list[TargetRow]:
    if asked.dossier.since is None:
        return []
    return [row for row in asked.dossier.rows if row.actual and row.actual != row.actual_before]


def _turned_rows(asked: Request) -> list[TargetRow]:
    """What was grey and is not has a new figure; that is no turn for better or worse."""
    return [
        row for row in asked.dossier.rows if row.light_before not in (None, Light.GREY, row.light)
    ]


def _light(light: Light | None) -> str:
    return "" if light is None else LIGHT_NAMES[light]


def _due(asked: Request) -> list[Piece]:
    """The tasks that are due before the next paper of the kind."""
    return each([_task(task) for task in _tasks(asked, overdue=False)])


def _overdue(asked: Request) -> list[Piece]:
    """The tasks whose day has passed and whose targets are not all green."""
    return each([_task(task) for task in _tasks(asked, overdue=True)])


def _tasks(asked: Request, *, overdue: bool) -> list[TaskLine]:
    today = asked.dossier.as_of
    until = today + timedelta(days=asked.kind.days or 0)
    found = []
    for task in asked.dossier.tasks:
        if task.deadline is None:
            continue
        due = task.deadline < today if overdue else today <= task.deadline <= until
        if due and (not overdue or _unfinished(task, asked)):
            found.append(task)
    return found


def _unfinished(task: TaskLine, asked: Request) -> bool:
    lights = [row.light for row in asked.dossier.rows if row.task == task.title]
    return any(light is not Light.GREEN for light in lights)


def _task(task: TaskLine) -> str:
    leads = f"，牵头单位：{'、'.join(task.leads)}" if task.leads else ""
    leaders = f"，责任领导：{'、'.join(task.leaders)}" if task.leaders else ""
    limit = day(task.deadline) if task.deadline else ""
    return f"{task.title}（完成时限：{limit}{leads}{leaders}）。"


PLACES: Mapping[str, Place] = {
    "since": _since,
    "turned": _turned,
    "arrived": _arrived,
    "due": _due,
    "overdue": _overdue,
}
