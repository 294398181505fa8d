"""The closed lists of the field (SDMX: codelists): each value with its Chinese label.

The values are the ones of the facts and reading contracts; they are stored and exported as they
stand, so none is ever renamed.
"""

from __future__ import annotations

from enum import StrEnum


class Labelled(StrEnum):
    """A code with the word that people see."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Labelled:
        """Make the member from its stored value and its label; a look-up gives the value alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Role(Labelled):
    """Whether a figure is wanted, reached or foreseen."""

    TARGET = "target", "目标"
    ACTUAL = "actual", "完成"
    EXPECTED = "expected", "预计"


class Measure(Labelled):
    """What about the indicator the figure says."""

    LEVEL = "level", "总量"
    GROWTH = "growth", "增速"
    CHANGE_PP = "change_pp", "变动"
    SHARE = "share", "占比"
    COMPLETION = "completion", "完成率"
    GROWTH_RANK = "growth_rank", "增速位次"
    LEVEL_RANK = "level_rank", "总量位次"
    GAP_PP = "gap_pp", "差距"


class Comparator(Labelled):
    """How the figure binds. 以上 includes its number, 超过 does not."""

    EXACTLY = "exactly", ""
    AT_LEAST = "at_least", "以上"
    MORE_THAN = "more_than", "超过"
    AT_MOST = "at_most", "以内"
    LESS_THAN = "less_than", "低于"
    ABOUT = "about", "左右"
    BETWEEN = "between", "区间"
    IN_STEP_WITH = "in_step_with", "同步"


class Accumulation(Labelled):
    """Over which stretch the figure adds up."""

    CUMULATIVE = "cumulative", "累计"
    CURRENT = "current", "当期"
    POINT = "point", "时点"


class PriceBasis(Labelled):
    """At which prices."""

    CURRENT = "current", "现价"
    CONSTANT = "constant", "不变价"
    NA = "na", "不适用"


class Status(Labelled):
    """How firm the figure is; a dispatch figure is never a statutory one."""

    OFFICIAL = "official", "正式"
    FLASH = "flash", "快报"
    EXPECTED = "expected", "预计"
    ESTIMATED = "estimated", "测算"
    DISPATCH = "dispatch", "调度"


class Tier(Labelled):
    """Who set the target; one never overwrites another."""

    UPPER = "upper", "上级下达"
    OWN = "own", "本级"
    STRETCH = "stretch", "奋斗"
