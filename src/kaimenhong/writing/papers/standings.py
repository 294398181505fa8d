"""How targets stand: counted, told one by one, by who answers, and what is asked of whom."""

from __future__ import annotations

from collections.abc import Mapping

from kaimenhong.analysis.lights import Light
from kaimenhong.writing import sentences
from kaimenhong.writing.blanks import DAY
from kaimenhong.writing.dossier import TargetRow
from kaimenhong.writing.numerals import day
from kaimenhong.writing.papers.kinds import table
from kaimenhong.writing.papers.pieces import Piece, Place, Request, each, one

LISTED = (
    (Light.RED, "红灯指标为"),
    (Light.YELLOW, "黄灯指标为"),
    (Light.GREY, "暂无数据的指标为"),
)


def with_light(asked: Request, light: Light) -> list[TargetRow]:
    """Return the targets of one light, in their order."""
    return [row for row in asked.dossier.rows if row.light is light]


def _counts(asked: Request) -> list[Piece]:
    return one(sentences.counts(asked.dossier) + sentences.statuses(asked.dossier))


def _listed(asked: Request) -> list[Piece]:
    """The indicators of each light that needs a look."""
    return each(
        [
            f"{words}：{sentences.named(rows, asked.dossier.area)}。"
            for light, words in LISTED
            if (rows := with_light(asked, light))
        ]
    )


def _told(asked: Request) -> list[Piece]:
    rows = [row for row in asked.dossier.rows if row.headline]
    return each(sentences.told_each(rows, asked.dossier))


def _untold(asked: Request) -> list[Piece]:
    """What stands in place of the sentences where no target gets one."""
    if any(row.headline for row in asked.dossier.rows):
        return []
    return one(f"本期没有逐项说明的{asked.dossier.area}指标，各项目标的完成情况见附件1。")


def _told_red(asked: Request) -> list[Piece]:
    return each(sentences.told_each(with_light(asked, Light.RED), asked.dossier))


def _ranked(asked: Request) -> list[Piece]:
    return each([f"{sentences.ranked(ranking)}。" for ranking in asked.dossier.compared])


def _problems(asked: Request) -> list[Piece]:
    """The red targets under who answers for them: facts, and nobody's fault."""
    gathered = sentences.by_office(with_light(asked, Light.RED))
    return [
        Piece(
            sentences.told_all(rows, asked.dossier),
            f"{sentences.answerable(office, leader)}。",
        )
        for (office, leader), rows in gathered.items()
    ]


def _without_red(asked: Request) -> list[Piece]:
    found = with_light(asked, Light.RED)
    return [] if found else one(sentences.without_red(asked.dossier))


def _requirements(asked: Request) -> list[Piece]:
    """What is asked, by the table `data/asked.csv`: work and truthful returns, never a figure."""
    by = day(asked.options.reply_by) if asked.options.reply_by else DAY
    made = []
    for row in table("asked"):
        offices = _offices(asked, row["light"])
        if offices or not row["light"]:
            text = row["text"].format(offices="、".join(offices), by=by)
            made.append(Piece(text, f"{row['heading']}。"))
    return made


def _silent(asked: Request) -> list[Piece]:
    """The targets without a figure under who answers for them."""
    gathered = sentences.by_office(with_light(asked, Light.GREY))
    told = "；".join(
        f"{sentences.answerable(office, leader)}：{sentences.named(rows, asked.dossier.area)}"
        for (office, leader), rows in gathered.items()
    )
    return one(f"{told}。以上目标尚无数据，不作判断。" if told else "")


def _lawful(_: Request) -> list[Piece]:
    """What every paper says of figures."""
    return [Piece(row["text"], f"{row['heading']}。") for row in table("asked") if not row["light"]]


def _objection(asked: Request) -> list[Piece]:
    """To whom, and within which time, who is named may object."""
    text = (
        f"对本通报所列事实有异议的，可以自收到之日起30日内向{asked.dossier.issuer}申请复核，"
        "并附有关材料；复核意见自收到申请之日起30日内作出。"
    )
    return [Piece(text, "异议和复核。")]


def _offices(asked: Request, light: str) -> list[str]:
    named = (row.lead_office for row in asked.dossier.rows if row.light == light)
    return list(dict.fromkeys(filter(None, named)))


PLACES: Mapping[str, Place] = {
    "counts": _counts,
    "listed": _listed,
    "told": _told,
    "untold": _untold,
    "told_red": _told_red,
    "ranked": _ranked,
    "problems": _problems,
    "without_red": _without_red,
    "requirements": _requirements,
    "silent": _silent,
    "lawful": _lawful,
    "objection": _objection,
}
