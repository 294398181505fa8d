"""Why an estimate is not given; `reason` beside it holds one of these codes, or null."""

from __future__ import annotations

from kaimenhong.terms.codelists import Labelled


class Reason(Labelled):
    """What stands against an estimate. The first that applies, in this order, is told."""

    NOT_ADDITIVE = "not_additive", "目录规定不能由下级推算，或目录里没有"
    UNITS_DIFFER = "units_differ", "单位不同，不能相加"
    FIRST_POINT = "first_point", "1—2月是一个时期，前面没有可减的累计数"
    PART_MISSING = "part_missing", "缺少部分下级或部分时期的数"
    NO_BASE = "no_base", "没有正的基数"
    REVISED = "revised", "较早的数修订过，或差数同公布的当月数对不上，两期之差不是当月数"
    REBASED = "rebased", "地区拆分或合并，上年没有可比的基数"
    TOO_SMALL = "too_small", "总增速不到0.5个百分点或不为正，贡献率没有意义"
