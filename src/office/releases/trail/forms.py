"""What the audit trail is looked through by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from office.releases.trail.queries import Wanted

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TrailForm(forms.Form):
    """Person, act, object, days; what is left empty is all."""

    by = forms.CharField(label="人", required=False, max_length=60)
    act = forms.ChoiceField(label="行为", required=False)
    on = forms.CharField(label="对象", required=False, max_length=120)
    since = forms.DateField(label="自", required=False, widget=DAY)
    until = forms.DateField(label="至", required=False, widget=DAY)

    def __init__(self, acts: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """Offer the acts that the trail has."""
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["act"].choices = [("", "全部"), *acts]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """Return what is looked for; what makes no sense is not looked for, and told."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})
