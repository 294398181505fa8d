"""Forms of the sign-in pages."""

from __future__ import annotations

from django import forms


class OwnPasswordForm(forms.Form):
    """The person's own password, typed twice."""

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

    def clean(self) -> dict[str, object]:
        """Refuse two passwords that differ."""
        cleaned = super().clean() or {}
        if cleaned.get("password") != cleaned.get("again"):
            self.add_error("again", "两次输入不一致，请重新输入。")
        return cleaned
