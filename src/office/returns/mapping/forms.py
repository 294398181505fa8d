"""What the page of a sheet takes: a correction of one head, or of a whole table."""

from __future__ import annotations

from django import forms

from office.returns.mapping.values import FACETS


class MendForm(forms.Form):
    """A correction: which table, which head (empty: the whole table), which facet, which words."""

    table = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    head = forms.CharField(required=False, max_length=300, strip=False)
    facet = forms.ChoiceField(label="改什么", choices=list(FACETS.items()))
    words = forms.CharField(label="改为", required=False, max_length=120)
    cell = forms.CharField(required=False, max_length=20)
