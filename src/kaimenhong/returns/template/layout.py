"""What stands where in the template of a return.

The number of the return and the code of each line are visible words, because hidden sheets and
properties are lost when a file is saved by another program or copied into another book.
"""

from __future__ import annotations

import re

from kaimenhong.records import record
from kaimenhong.returns.forms.form import Line
from kaimenhong.terms.period import Period

HEADS = ("代码", "指标", "时期", "单位", "填报", "说明", "上期", "上年同期", "检查")
CODE, NAME, PERIOD, UNIT, ANSWER, EXPLANATION, LAST, YEAR_AGO, CHECK = range(len(HEADS))
HEAD_ROW = 4
NUMBER = re.compile(r"表号：KMH-(\d{1,9})\b")
LINE_CODE = re.compile(r"L(\d{1,9})\.(\d{1,6})")
SHEET = "报表"
# Reasons that a drop-down offers; any other may be written.
REASONS = (
    "业务系统尚未出数",
    "主管部门尚未反馈",
    "本期无此业务",
    "本期不报，下期补报",
)


@record(frozen=True, slots=True)
class AskedCell:
    """One line of the template: its key, what is asked, the draft's answer, and known figures.

    `seen` is the number of the answer that the template shows: whoever brings it back says by it
    which answer he saw.

    `last` and `year_ago` are figures that were filed, as text in their own units; never targets.
    `floor` is the cumulative figure of the period before, in the line's unit, None where the check
    of a falling figure does not fit.
    """

    key: int
    seen: int
    line: Line
    period: Period
    text: str
    explanation: str
    last: str
    year_ago: str
    floor: float | None


@record(frozen=True, slots=True)
class Heading:
    """What stands over the lines: the form's name, who files, for when, by when, and the number."""

    name: str
    office: str
    period: str
    due: str
    number: int


def number_of(key: int) -> str:
    """Give the words by which a template is known again.

    >>> NUMBER.search(number_of(17))[1]
    '17'
    """
    return f"表号：KMH-{key}"
