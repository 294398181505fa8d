"""The form that brings in a sheet of figures."""

from __future__ import annotations

from django import forms

from kaimenhong.documents.kinds import SHEETS, listed
from kaimenhong.documents.limits import LARGEST, megabytes


class SheetForm(forms.Form):
    """One sheet of figures."""

    sheet = forms.FileField(
        label="数据表",
        allow_empty_file=True,  # an empty file is answered by the reading, which says what to do
        help_text=f"支持 {listed(SHEETS)}，不超过 {megabytes(LARGEST)}；"
        "表头需有：地区、指标、时期、总量、单位、增速。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SHEETS)}),
    )
