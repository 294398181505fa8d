"""The form that brings in a plan."""

from __future__ import annotations

from django import forms

from kaimenhong.documents.kinds import DOCUMENTS, listed
from kaimenhong.documents.limits import LARGEST, megabytes


class PlanForm(forms.Form):
    """One plan document."""

    plan = forms.FileField(
        label="方案文件",
        allow_empty_file=True,  # an empty file is answered by the reading, which says what to do
        help_text=f"支持 {listed(DOCUMENTS)}，不超过 {megabytes(LARGEST)}；涉密文件不得上传。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(DOCUMENTS)}),
    )
    area_code = forms.CharField(
        label="地区",
        required=False,
        max_length=20,
        help_text="方案没有写明地区或地区重名时填写名称或代码，如 320106。",
    )
