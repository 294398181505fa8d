"""The forms of papers: ask for one, put an edited file in its place, issue it, withdraw it."""

from __future__ import annotations

from datetime import date

from django import forms

from kaimenhong.documents.limits import LARGEST, megabytes
from kaimenhong.writing.papers.kinds import kinds
from kaimenhong.writing.papers.pieces import Options
from office.papers.numbering import Issue

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OptionsForm(forms.Form):
    """What whoever writes a paper chooses."""

    red_head = forms.BooleanField(
        label="红头", required=False, initial=True, help_text="只有通报可以有；其他种类不用。"
    )
    imprint = forms.BooleanField(label="版记", required=False, help_text="末页的抄送和印发日期。")
    copied_to = forms.CharField(label="抄送", required=False, max_length=200)
    reply_by = forms.DateField(
        label="反馈期限", required=False, widget=DAY, help_text="不填则留空待填。"
    )

    @property
    def options(self) -> Options:
        """Return what was chosen."""
        return Options(**{name: self.cleaned_data[name] for name in OptionsForm.base_fields})

    def asks_in_time(self, day: date) -> bool:
        """Tell whether nobody has to reply before the day; the field says so where one has."""
        reply_by = self.cleaned_data["reply_by"]
        if reply_by is None or reply_by >= day:
            return True
        self.add_error("reply_by", f"反馈期限已经过了：请填 {day} 当天或以后的日子，或留空待填。")
        return False


class PaperForm(OptionsForm):
    """One new paper."""

    campaign = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label="种类", choices=lambda: [(one.code, one.name) for one in kinds().values()]
    )
    template = forms.FileField(
        label="换成自己的模板",
        required=False,
        allow_empty_file=True,
        help_text="普通的 .docx，要填数的地方写 XX；台账里有的填上，没有的留着。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
    keep = forms.BooleanField(
        label="以后这一种都用这个模板", required=False, help_text="只对上传的模板；可以随时停用。"
    )
    skeleton = forms.BooleanField(
        label="这一份用自带的骨架", required=False, help_text="本单位存了模板时才有区别。"
    )
    field_order = ["kind"]


class FileForm(forms.Form):
    """An edited file for a paper."""

    file = forms.FileField(
        label="修改稿",
        allow_empty_file=True,
        help_text=f".docx，不超过 {megabytes(LARGEST)}；涉密文件不得上传。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
    note = forms.CharField(label="改了什么", required=False, max_length=200)


class IssueForm(forms.Form):
    """What an office gives a paper when it is issued."""

    on = forms.DateField(label="成文日期", widget=DAY)
    mark = forms.CharField(
        label="代字", required=False, max_length=20, help_text="如“锦政办函”；年份和序号接着编。"
    )
    number = forms.IntegerField(
        label="序号", required=False, min_value=1, help_text="不填则接着上一号。"
    )
    authorised_by = forms.CharField(
        label="审定人", required=False, max_length=60, help_text="点名表扬、批评的材料必填。"
    )
    despite = forms.CharField(
        label="仍按原数印发的理由",
        required=False,
        max_length=200,
        help_text="有检查结果时必填。",
    )

    @property
    def given(self) -> Issue:
        """Return what was given."""
        return Issue(**self.cleaned_data)


class ReasonForm(forms.Form):
    """Why a paper is withdrawn."""

    reason = forms.CharField(label="撤回的原因", required=False, max_length=200)
