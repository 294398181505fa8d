"""The meeting on how the economy runs: who reports in which order, and what is settled.

The order is the usual one: the whole first, then the departments whose indicators lag, the red
before the yellow, each with the leader who answers for the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaimenhong.analysis.lights import Light
from kaimenhong.writing import sentences
from kaimenhong.writing.blanks import BLANK, DAY
from kaimenhong.writing.dossier import TargetRow
from kaimenhong.writing.numerals import day
from kaimenhong.writing.papers.fields import gathered
from kaimenhong.writing.papers.pieces import Piece, Place, Request, each
from kaimenhong.writing.papers.standings import with_light

MOST = 8  # more reports than this no meeting hears


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports, on which indicators, with which lights."""

    office: str
    leader: str
    rows: tuple[TargetRow, ...]

    @property
    def lights(self) -> str:
        """Count the lights, with their words."""
        lit = [(light, sum(row.light is light for row in self.rows)) for light in Light]
        return "，".join(f"{light.label}灯{count}项" for light, count in lit if count)


def reporters(asked: Request) -> list[Reporter]:
    """Return who reports, in order: the most red first, then the most yellow; not all that lead."""
    behind = [*with_light(asked, Light.RED), *with_light(asked, Light.YELLOW)]
    found = [
        Reporter(office, leader, tuple(rows))
        for (office, leader), rows in sentences.by_office(behind).items()
        if office
    ]
    found.sort(key=lambda one: [-sum(r.light is lit for r in one.rows) for lit in _ORDER])
    return found[:MOST]


_ORDER = (Light.RED, Light.YELLOW)


def _calls(asked: Request) -> list[Piece]:
    """What the host says to call each reporter up, and the pause for the report."""
    lines = []
    for place, one in enumerate(reporters(asked)):
        names = sentences.named(one.rows, asked.dossier.area, counted=False)
        next_ = "首先" if not place else "下面"
        lines += [f"{next_}，请{one.office}汇报{names}完成情况。", "（汇报完毕）"]
    return each(lines)


def _agenda(asked: Request) -> list[Piece]:
    """The reports as items of the agenda."""
    return each(
        [
            f"{one.office}汇报{sentences.named(one.rows, asked.dossier.area, counted=False)}"
            "完成情况、存在问题和下一步打算。"
            for one in reporters(asked)
        ]
    )


def settled(asked: Request) -> list[tuple[str, ...]]:
    """Return the rows of what is settled: matter, lead office, leader, by when.

    A matter is a field that is behind; what is to be done in it is work, never a figure.
    """
    by = day(asked.options.reply_by) if asked.options.reply_by else f"{DAY}前"
    rows: list[tuple[str, ...]] = []
    for field, behind in gathered(
        [*with_light(asked, Light.RED), *with_light(asked, Light.YELLOW)]
    ).items():
        names = sentences.named(behind, asked.dossier.area, counted=False)
        offices = dict.fromkeys(row.lead_office for row in behind if row.lead_office)
        leaders = dict.fromkeys(row.leader for row in behind if row.leader)
        matter = f"{field}：{names}。分析差距原因，提出推进安排"
        who = ("、".join(offices) or BLANK, "、".join(leaders) or BLANK)
        rows.append((str(len(rows) + 1), matter, *who, by))
    return rows


PLACES: Mapping[str, Place] = {"calls": _calls, "agenda": _agenda}
