"""The form that brings in a text of one's own."""

from __future__ import annotations

from typing import Any

from django import forms

from kaimenhong.documents.limits import LARGEST, megabytes
from office.papers.models import Purpose

TAKEN = (".docx", ".txt")


class ManuscriptForm(forms.Form):
    """A template to fill, a draft to check, or a text whose wording is polished."""

    campaign = forms.IntegerField(label="行动")
    file = forms.FileField(
        label="文件",
        allow_empty_file=True,
        help_text=f"支持 {'、'.join(TAKEN)}，不超过 {megabytes(LARGEST)}；涉密文件不得上传。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(TAKEN)}),
    )
    as_of = forms.DateField(
        label="数据截至",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="只用这一天为止得知的数。",
    )

    def __init__(self, purpose: Purpose, *args: Any, **kwargs: Any) -> None:
        """No figure of the ledger has to do with wording: no day is asked for then."""
        super().__init__(*args, **kwargs)
        if purpose == Purpose.POLISH:
            del self.fields["as_of"]
