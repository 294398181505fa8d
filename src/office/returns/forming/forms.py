"""What the pages of forms take: terms, and the holidays of a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django import forms

from kaimenhong.returns.forms.form import Cadence
from kaimenhong.returns.forms.schedule import LONGEST, Term
from office.returns.choices import Reviewers

USUAL = {Cadence.MONTH: 10, Cadence.QUARTER: 15}
_LINE = re.compile(
    r"(?P<first>\d{4}-\d{2}-\d{2})(?:\s*(?:至|到|~|～)\s*(?P<last>\d{4}-\d{2}-\d{2}))?\s*(?P<word>\S+)"
)
OFF, ON = ("休", "放假", "休息"), ("班", "上班", "补班")


class TermForm(forms.Form):
    """When returns of a form are due."""

    days = forms.IntegerField(label="期后几日报送", min_value=1, max_value=LONGEST)
    working = forms.BooleanField(label="按工作日", required=False, initial=True)
    grace = forms.IntegerField(
        label="逾期再收几日",
        min_value=0,
        max_value=LONGEST,
        required=False,
        help_text="不填：逾期也收，记为逾期。",
    )

    @property
    def term(self) -> Term:
        """Return the term that was written."""
        data = self.cleaned_data
        return Term(data["days"], data["working"], data["grace"])


class OftenForm(TermForm):
    """Whether levels are filed more often than by the month, and when that is due."""

    often = forms.ChoiceField(
        label="另报",
        choices=[
            (Cadence.MONTH.value, "不另报"),
            *((one.value, one.label) for one in (Cadence.TENDAY, Cadence.WEEK, Cadence.DAY)),
        ],
        initial=Cadence.MONTH.value,
        help_text="旬报、周报、日报只问那一段自己的总量；累计数和增速仍按月报。",
    )
    field_order = ("often", "days", "working", "grace")


class ReviewersForm(forms.Form):
    """Who reviews the returns."""

    reviewers = forms.ChoiceField(
        label="由谁审核", choices=Reviewers.choices, initial=Reviewers.BOTH.value
    )


class HolidaysForm(forms.Form):
    """The days off and make-up days of a year, as they were announced, a line each."""

    year = forms.IntegerField(label="年份", min_value=2007, max_value=2100)
    lines = forms.CharField(
        label="放假安排",
        max_length=5000,
        help_text="每行一段：2027-01-01 至 2027-01-03 休；2027-01-04 班。周末不用写。",
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean_lines(self) -> dict[date, bool]:
        """Return the day → whether offices work on it; the line that is not understood is named."""
        found: dict[date, bool] = {}
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), start=1):
            if not line.strip():
                continue
            match = _LINE.fullmatch(line.strip())
            if match is None or match["word"] not in OFF + ON:
                told = f"第 {number} 行“{line[:40]}”不明白：请写“日期 休”或“日期 至 日期 休”。"
                raise forms.ValidationError(told)
            found |= dict.fromkeys(stretch(match, number), match["word"] in ON)
        return found


def stretch(match: re.Match[str], number: int) -> list[date]:
    """Return the days of one line; ValidationError where it is no stretch of days."""
    try:
        first = date.fromisoformat(match["first"])
        last = date.fromisoformat(match["last"] or match["first"])
    except ValueError as wrong:
        raise forms.ValidationError(f"第 {number} 行没有这样的日期。") from wrong
    days = (last - first).days + 1
    if not 1 <= days <= 31:
        raise forms.ValidationError(f"第 {number} 行的起止不对。")
    return [first + timedelta(days=offset) for offset in range(days)]
