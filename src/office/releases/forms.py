"""What the pages of embargoes take."""

from __future__ import annotations

from typing import Any

from django import forms

from kaimenhong.errors import Mistake
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.period import Period, read_period
from office.campaigns.models import Target
from office.people import access
from office.people.models import Area, Person
from office.releases import queries
from office.releases.actions import Terms

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class EmbargoForm(forms.Form):
    """One embargo: which figures, until when, why, and who sees them all the same."""

    indicator = forms.CharField(label="指标", max_length=120, help_text="指标目录或方案中的名称。")
    area = forms.ModelChoiceField(label="地区", queryset=Area.objects.none(), empty_label=None)
    below = forms.BooleanField(label="含下级各地区", required=False, initial=True)
    period = forms.CharField(
        label="时期",
        max_length=30,
        help_text="如 2026年一季度；截止到同一个月的累计数、当月数都在内。",
    )
    until = forms.DateTimeField(
        label="保密至", widget=MOMENT, help_text="按发布日程；时间一到自动公开。"
    )
    reason = forms.CharField(label="原因", max_length=300)
    people = forms.ModelMultipleChoiceField(
        label="知悉人员",
        required=False,
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="只有知悉的人和设定人看得到。",
    )
    posts = forms.MultipleChoiceField(
        label="知悉岗位",
        required=False,
        choices=[(post.value, post.label) for post in queries.NAMED],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        """Offer the areas that the person answers for, and the people in them."""
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        areas = access.see(person, Area.objects.all())
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["people"].queryset = queries.nameable(person)  # type: ignore[attr-defined]

    def clean_indicator(self) -> str:
        """Return the code; a name that neither the catalogue nor a plan has would cover nothing."""
        text: str = self.cleaned_data["indicator"].strip()
        known = terms_indicator.find(text)
        if known is None and not Target.objects.filter(indicator=text).exists():
            raise forms.ValidationError("指标目录和方案里都没有这个指标，请核对名称。")
        return known.code if known else text

    def clean_period(self) -> Period:
        """Return the period."""
        try:
            return read_period(self.cleaned_data["period"], year=None)
        except Mistake as wrong:
            raise forms.ValidationError(f"{wrong.code.meaning}：请写{wrong.expected}。") from wrong

    @property
    def terms(self) -> Terms:
        """Return what was written."""
        names = ("indicator", "area", "below", "period", "until", "reason")
        return Terms(**{name: self.cleaned_data[name] for name in names})


class LiftForm(forms.Form):
    """Why an embargo ends before its time."""

    reason = forms.CharField(label="解除原因", required=False, max_length=300)
