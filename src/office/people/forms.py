"""Forms of the sign-in pages."""

from __future__ import annotations

from typing import Any

from django import forms

from office.people.models import Person


class OwnPasswordForm(forms.Form):
    """The person's own password, typed twice; who has one already gives it first."""

    old = forms.CharField(
        label="现在的密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label="新密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少 10 位；不要用常见密码、纯数字或与姓名相近的字样。",
    )
    again = forms.CharField(
        label="再输一次",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        """Ask for the old password only where there is one to be known."""
        super().__init__(*args, **kwargs)
        self.person = person
        if person.must_set_password:
            del self.fields["old"]

    def clean_old(self) -> str:
        """Refuse a wrong old password: an unattended screen must not be enough."""
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise forms.ValidationError("现在的密码不对。")
        return old

    def clean(self) -> dict[str, object]:
        """Refuse two passwords that differ."""
        cleaned = super().clean() or {}
        if cleaned.get("password") != cleaned.get("again"):
            self.add_error("again", "两次输入不一致，请重新输入。")
        return cleaned
