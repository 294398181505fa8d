"""The form that brings in a text of one's own."""

from __future__ import annotations

from django import forms

from kaimenhong.documents.limits import LARGEST, megabytes

TAKEN = (".docx", ".txt")


class ManuscriptForm(forms.Form):
    """A template to fill, or a draft to check."""

    campaign = forms.IntegerField(label="行动")
    file = forms.FileField(
        label="文件",
        allow_empty_file=True,
        help_text=f"支持 {'、'.join(TAKEN)}，不超过 {megabytes(LARGEST)}；涉密文件不得上传。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(TAKEN)}),
    )
    as_of = forms.DateField(
        label="数据截至",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="只用这一天为止得知的数。",
    )
