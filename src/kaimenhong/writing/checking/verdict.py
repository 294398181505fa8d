"""What a check says of one figure of a draft, and of the whole draft."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.records import record
from kaimenhong.terms.codelists import Labelled


class Verdict(Labelled):
    """Whether a figure holds."""

    RIGHT = "right", "正确"
    WRONG = "wrong", "有误"
    STALE = "stale", "已更新"
    UNKNOWN = "unknown", "无据"
    DOUBTFUL = "doubtful", "存疑"


class Kind(Labelled):
    """What is the matter with a figure that is not right."""

    VALUE = "value", "数值"
    UNIT = "unit", "单位"
    PERIOD = "period", "时期"
    AREA = "area", "地区"
    RANK = "rank", "位次"
    SIGN = "sign", "升降"
    SUM = "sum", "合计"
    RATIO = "ratio", "比率"
    POINTS = "points", "百分点"
    WORDING = "wording", "措辞"
    NAME = "name", "名称"
    PHRASE = "phrase", "用语"


# What has to be mended before a paper may go out.
BAD = frozenset((Verdict.WRONG, Verdict.STALE))


@record(frozen=True, slots=True)
class Checked:
    """One figure, name or phrase of a draft, and what the check says of it.

    `start`, `end` and `text` are the figure with its unit in the draft's text. `expected` is the
    exact figure that should stand there and `shown` the words to put in its place; both are None
    where nobody can tell. `sources` are lines that say where the figure comes from.
    """

    start: int
    end: int
    text: str
    verdict: Verdict
    kind: Kind | None = None
    expected: Decimal | None = None
    shown: str | None = None
    sources: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What a check of one draft found, in reading order; `text` is what the offsets count in."""

    name: str
    text: str
    figures: tuple[Checked, ...]

    @property
    def counted(self) -> dict[Verdict, int]:
        """How many figures there are of every verdict that occurs."""
        found = Counter(one.verdict for one in self.figures)
        return {verdict: found[verdict] for verdict in Verdict if found[verdict]}

    @property
    def bad(self) -> tuple[Checked, ...]:
        """What has to be mended."""
        return tuple(one for one in self.figures if one.verdict in BAD)
