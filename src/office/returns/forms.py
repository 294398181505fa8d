"""The form that brings in a sheet of figures."""

from __future__ import annotations

from django import forms

from kaimenhong.documents.kinds import SHEETS, listed
from kaimenhong.documents.limits import LARGEST, megabytes
from office.returns.fact_files.reading import SUFFIXES


class SheetForm(forms.Form):
    """One sheet of figures."""

    sheet = forms.FileField(
        label="数据表",
        allow_empty_file=True,  # an empty file is answered by the reading, which says what to do
        help_text=f"支持 {listed(SHEETS)}，表头需有：地区、指标、时期、总量、单位、增速；"
        f"或数据表 {listed(SUFFIXES)}（台账导出的那种）。不超过 {megabytes(LARGEST)}。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join((*SHEETS, *SUFFIXES))}),
    )
