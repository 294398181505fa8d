"""What the pages of returns take: answers, a reason, a sheet."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from kaimenhong.documents.kinds import SHEETS, listed
from kaimenhong.documents.limits import LARGEST, megabytes
from office.filing.actions import LONGEST_EXPLANATION, Given


class AnswerForm(forms.Form):
    """One answer: the line, what is written, why, and which answer the person saw."""

    line = forms.IntegerField(min_value=1)
    # What is too long is kept cut, with a sign that shows it: no row is lost for its length.
    text = forms.CharField(required=False)
    explanation = forms.CharField(required=False)
    seen = forms.IntegerField(min_value=0)

    @property
    def given(self) -> Given:
        """Return what was written."""
        data = self.cleaned_data
        return Given(data["line"], data["text"], data["explanation"], data["seen"])


def answers(data: QueryDict) -> list[Given]:
    """Return the answers of a whole page; rows that do not make sense are left out."""
    rows = zip(
        data.getlist("line"),
        data.getlist("text"),
        data.getlist("explanation"),
        data.getlist("seen"),
        strict=False,
    )
    found = (AnswerForm(dict(zip(AnswerForm.base_fields, row, strict=True))) for row in rows)
    return [one.given for one in found if one.is_valid()]


class VersionForm(forms.Form):
    """Which version of the return the person saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """Why a return goes back."""

    reason = forms.CharField(
        label="原因",
        required=False,  # a missing one is answered by the action, which says what is wanted
        max_length=LONGEST_EXPLANATION,
        help_text="写明哪一项、为什么；联络员会看到。",
    )


class SheetForm(forms.Form):
    """A sheet of any layout, or the template that was filled in."""

    sheet = forms.FileField(
        label="自己的表，或填好的模板",
        allow_empty_file=True,  # an empty file is answered by the reading, which says what to do
        help_text=f"支持 {listed(SHEETS)}，不超过 {megabytes(LARGEST)}。"
        "读到的数先放进草稿，报送前可以改。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SHEETS)}),
    )
