"""What about the indicator a figure says: its level, growth, share, completion, change or gap."""

from __future__ import annotations

import re

from kaimenhong.reading import names
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.peeling import Peeled
from kaimenhong.records import record
from kaimenhong.terms.codelists import Measure


@record(frozen=True, slots=True)
class Measured:
    """The measure, the sign that words give the value, the other side, and what joins the name."""

    measure: Measure | None
    sign: int = 1
    reference: str | None = None
    end: int | None = None
    joins: str = ""


_SILENT = re.compile("[，、基本总体大也均都]")
_GAP = re.compile(
    r"(?P<side>高于|低于|快于|慢于|高出|低出|领先于?|落后于?|滞后于?|优于|好于|超过|超出|超|欠|高|低|快|慢)(?P<ref>[^，。]{0,14}?)$"
)
# The last word of a side: 快递业务量高于全省 is no 快 of 递业务量.
_GAP_TOLD = re.compile(
    ".*(?P<side>高于|低于|快于|慢于|高出|低出|领先于?|落后于?|滞后于?|优于|好于|超过|超出)(?P<ref>[^，。]{0,14}?)$"
)
_SHORT = re.compile("(?:距离?|离|较|比)(?P<ref>[^，。]{1,16}?)(?:还|仍|尚)?(?:差|缺|欠)着?$")
# 与序时进度相差7个百分点, 与半年目标分别相差2.8个和2.1个百分点
_APART_BY = re.compile(
    "[与同](?P<ref>[^，。；、0-9]{0,10}(?:目标|任务|计划|进度|预期|要求))(?:还|仍|尚)?(?:均|都|分别)?相差(?:了)?$"
)
# 工业还差2个百分点
_STILL_LACKS = re.compile("(?<=[\u4e00-\u9fa5]{2})(?<!标)(?<!务)(?:还|仍|尚)(?:差|缺|欠)$")
# 未达到8%的目标，差0.9个百分点
_LACKING = {"差", "还差", "仍差", "尚差", "相差", "欠"}
_COMPARED = re.compile(
    r"(?:(?<!占)比(?![重例])|较)(?P<ref>(?!提高|回落|高[出于]|低[出于])[^，、。]{1,14}?)(?:时|末)?(?P<verb>提高|上升|加快|回升|提升|增加|增长|扩大|下降|回落|放缓|收窄|降低|"
    r"减少|下滑|提速|高出?|低|快|慢|多|少)?了?$"
)
# 对照年度目标，投资缺口2亿元: against what the gap is, rule 12.
_AGAINST = re.compile("(?:对照|对标|与|距离?)(?P<ref>[^，。；：]{2,14}?)(?:相比)?，$")
_PULL = re.compile(r"拉动(?P<ref>[^，、。]{0,14}?)(?:增长|上涨|上升|提高|回升)?$")
_SHARE = re.compile(
    r"占(?!比|地(?!区|方)|用|有)(?P<ref>[^，、。]{0,24}?)(?:的)?(?:比重|比例|比|份额)?(?:的)?$"
)
_OF = re.compile(r"(?:达到|达|占到|(?<!转)为|是)(?P<ref>[^，、。达]{2,18})的$")
# 不到年度计划的一成: the bound stands before the other side.
OF_LESS = re.compile(r"(?P<bound>不到|不足|未到|超过|接近)(?P<ref>[^，、。；0-9]{2,18})的$")
_COMPLETED = re.compile(
    r"(?:已)?(?:完成(?!(?:投资|支出|资金)进度)|(?<!下)达到|(?<![下直])达)(?P<ref>(?:[^，、。达完]|下达){0,12}?(?:计划|任务|目标|预算|进度|(?:年度|全年)(?=投资的))(?:数|任务)?)(?P<what>总?投资)?(?:的)?$"
)
_DOWN_SIDES = ("低", "慢", "落后", "滞后", "欠")
_DOWN_VERBS = ("下降", "回落", "放缓", "降低", "减少", "下滑", "低", "慢", "少")
COMPLETION_RATES = (
    "支出进度", "开工率", "复工率", "到位率", "办结率", "完成率", "投资进度", "拨付进度",
    "执行进度",
    "完成进度", "资金支出率", "支出率", "竣工率", "投产率", "拨付率",
    "开（复）工率", "开复工率", "放款率", "供地率", "进场率", "复产率",
    "整改率", "交付率", "达产率", "完工率",
)  # fmt: skip
_PLANS = re.compile("计划|目标|任务|预算")
_SHARES = ("贡献率", "占比", "比重", "比例", "税比")
# 优良天数比例 is a rate of its own.
_OF_DAYS = re.compile("天数?比例$")
_TIMES_BASE = re.compile(
    "上年|去年|上月|上季|上期|同期|前年|年初|季度|[0-9]月|月底|上半年|年底|年末|计划"
)


def measured(text: str, figure: Figure, peeled: Peeled, *, repeats: bool) -> Measured:
    """Tell the measure from the words before the figure and its unit.

    It is None where they say nothing and the figure may repeat the measure of the one before.
    """
    if figure.dimension == "point":
        return _points(text, figure, peeled, repeats)
    if figure.dimension == "times":
        return _times(peeled)
    if figure.kind == "step":
        return _step(text, figure, peeled, repeats)
    if figure.dimension == "percent":
        return _percent(text, figure, peeled, repeats)
    if text.endswith("缺口", peeled.start, peeled.end):
        missed = _AGAINST.search(text[: peeled.wall])
        return Measured(Measure.LEVEL, reference=missed["ref"] if missed else None)
    return _absolute(peeled)


def _points(text: str, figure: Figure, peeled: Peeled, repeats: bool) -> Measured:
    clause = text[peeled.start : peeled.end]
    before = text[peeled.wall : _bound_start(text, figure, peeled)]
    pull = _PULL.search(before)
    if pull:
        return Measured(Measure.LEVEL, 1, pull["ref"] or None, peeled.wall + pull.start())
    sign = -1 if peeled.has("down") and not _narrows(peeled) else 1
    if peeled.base is not None:
        return Measured(Measure.CHANGE_PP, sign, peeled.base)
    compared = _COMPARED.search(clause)
    if compared:
        verb = compared["verb"] or ""
        down = verb.startswith(_DOWN_VERBS) if verb else sign < 0
        end = peeled.start + compared.start()
        basis = compared["ref"]
        grown = not verb and (peeled.has("up") or peeled.has("down"))
        apart = verb in {"高", "低", "快", "慢", "高出", ""} and not grown
        # 比一季度目标低 is a distance to the target, not to the quarter.
        gap = apart and (basis.endswith("目标") or not _TIMES_BASE.search(basis))
        return Measured(Measure.GAP_PP if gap else Measure.CHANGE_PP, -1 if down else 1, basis, end)
    if clause.strip("，、") in _LACKING:
        return Measured(Measure.GAP_PP, -1, None, peeled.start)
    apart_by = _APART_BY.search(text, peeled.wall, peeled.end)
    if apart_by:
        return Measured(Measure.GAP_PP, -1, apart_by["ref"], apart_by.start())
    lacking = _STILL_LACKS.search(clause)
    if lacking:
        return Measured(Measure.GAP_PP, -1, None, peeled.start + lacking.start())
    short = _SHORT.search(clause)
    if short:
        return Measured(Measure.GAP_PP, -1, short["ref"], peeled.start + short.start())
    at = peeled.start - peeled.wall
    apart_from = _GAP_TOLD.match(before, at) or _GAP.search(before, at)
    moved = set(peeled.words("up") + peeled.words("down")) - {"增速", "增幅", "增长率"}
    if apart_from and not moved:
        side = -1 if apart_from["side"].startswith(_DOWN_SIDES) else 1
        end = peeled.wall + apart_from.start("side")
        past = _TIMES_BASE.match(apart_from["ref"]) and not _PLANS.search(apart_from["ref"])
        return Measured(
            Measure.CHANGE_PP if past else Measure.GAP_PP, side, apart_from["ref"] or None, end
        )
    silent = not clause.strip("、和与及，") and not any(
        "head-" not in tag for _, tag in peeled.tags
    )
    return Measured(None if silent and repeats else Measure.CHANGE_PP, sign)


def _bound_start(text: str, figure: Figure, peeled: Peeled) -> int:
    """Where what stands right before a figure begins: its bound, 超过, else the figure itself."""
    at = peeled.bound_start
    return at if at is not None and text[at : figure.start] == peeled.bound else figure.start


def _narrows(peeled: Peeled) -> bool:
    return any("收窄" in word for word, _ in peeled.tags)


def _times(peeled: Peeled) -> Measured:
    if peeled.has("up"):
        return Measured(Measure.GROWTH)
    return Measured(Measure.LEVEL)


def _step(text: str, figure: Figure, peeled: Peeled, repeats: bool) -> Measured:
    """What is even with another: what 增速 says, a share, a pace, a rate's level; else growth."""
    clause = text[peeled.start : figure.start]
    if peeled.has("up"):
        return Measured(Measure.GROWTH)
    if clause.endswith(_SHARES):
        return Measured(Measure.SHARE)
    if clause.endswith(COMPLETION_RATES) or "进度" in clause:
        paced = clause.rfind("完成进度")
        return Measured(Measure.COMPLETION, end=peeled.start + paced if paced > 0 else None)
    if names.is_rate(clause):
        return Measured(Measure.LEVEL)
    if "进度" in figure.words:
        return Measured(Measure.COMPLETION)
    silent = repeats and not _SILENT.sub("", clause)
    return Measured(None if silent else Measure.GROWTH)


def _percent(text: str, figure: Figure, peeled: Peeled, repeats: bool) -> Measured:
    if figure.words == "增长":
        return Measured(Measure.GROWTH, reference=peeled.base)
    before = text[peeled.wall : peeled.end]
    whole = text[peeled.wall : _bound_start(text, figure, peeled)]
    for pattern, build in (
        (_COMPLETED, _completed), (_OF, _of), (_SHARE, _share), (OF_LESS, _of),
    ):  # fmt: skip
        for clause in (before, whole.rstrip("达到为超过约")):
            match = pattern.search(clause)
            paced = match is not None and match[0] == "完成进度"
            if match and not (paced and (_moves(peeled) or peeled.has("share"))):
                return build(match, peeled)
    if peeled.has("share") and not _moves(peeled):
        return Measured(Measure.SHARE)
    if not _moves(peeled) and _SPENT.search(whole):
        return Measured(Measure.COMPLETION)
    if _moves(peeled):
        sign = -1 if peeled.has("down") else 1
        return _grown(before, peeled, sign)
    return _by_name(text[peeled.start : peeled.end].strip("、，：的"), peeled, repeats)


def _moves(peeled: Peeled) -> bool:
    return peeled.has("up") or peeled.has("down")


def _completed(match: re.Match[str], peeled: Peeled) -> Measured:
    return Measured(
        Measure.COMPLETION,
        reference=None if match["ref"] == "进度" else match["ref"],
        end=peeled.wall + match.start(),
        joins=match["what"] or ("投资" if "投资" in match["ref"] else ""),
    )


def _of(match: re.Match[str], peeled: Peeled) -> Measured:
    planned = re.search("计划|任务|目标|序时|预算", match["ref"])
    measure = Measure.COMPLETION if planned else Measure.SHARE
    return Measured(measure, reference=match["ref"], end=peeled.wall + match.start())


def _share(match: re.Match[str], peeled: Peeled) -> Measured:
    """The whole that a share is of; in 占了21% it is not said."""
    planned = re.search("计划|任务|目标$|预算$", match["ref"])
    measure = Measure.COMPLETION if planned else Measure.SHARE
    return Measured(
        measure, reference=match["ref"].removesuffix("了") or None, end=peeled.wall + match.start()
    )


def _grown(before: str, peeled: Peeled, sign: int) -> Measured:
    if peeled.base is not None:
        return Measured(Measure.GROWTH, sign, peeled.base)
    compared = re.search(r"(?:比(?![重例])|较)(?P<ref>[^，、。]{1,12})$", before)
    if compared:
        return Measured(Measure.GROWTH, sign, compared["ref"], peeled.wall + compared.start())
    return Measured(Measure.GROWTH, sign)


# 专项债券资金9月底前支出85%: of the money, so much.
_SPENT = re.compile(
    "(?:资金|债券|国债|专款)[^，。；]{0,10}(?:支出|拨付|兑付)(?:达到?|超过|不低于)?$"
)


def _by_name(name: str, peeled: Peeled, repeats: bool) -> Measured:
    if (name.endswith(_SHARES) and not _OF_DAYS.search(name)) or "贡献率" in name:
        return Measured(Measure.SHARE)
    if name.endswith((*COMPLETION_RATES, "进度")) and "失业" not in name:
        return Measured(Measure.COMPLETION)
    if names.is_rate(name):
        return Measured(Measure.LEVEL)
    if not name and repeats:
        return Measured(None)
    if peeled.has("reach") and not names.known(name) and name and not peeled.has("target"):
        return Measured(Measure.COMPLETION)
    return Measured(Measure.GROWTH)


def _absolute(peeled: Peeled) -> Measured:
    """减少7165亩 is a level whose name says 减少; 下降到 is a plain level."""
    for word, tag in peeled.tags:
        if tag == "down" and word in {
            "减少",
            "下降",
            "同比减少",
            "同比下降",
            "压减",
            "压降",
            "缩减",
        }:
            return Measured(Measure.LEVEL, joins=word.removeprefix("同比"))
        if word in {"减亏", "增加", "同比增加", "净增", "增", "增收", "减收", "增支", "减支"}:
            return Measured(
                Measure.LEVEL, joins="增加" if word == "增" else word.removeprefix("同比")
            )
    return Measured(Measure.LEVEL)
