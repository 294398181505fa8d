"""What a person may write in a review, checked by the terms of the field in their own words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms

from kaimenhong.errors import Code, Mistake
from kaimenhong.facts import amount
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.terms.period import Period, read_period
from office.campaigns.models import Campaign, Part
from office.campaigns.review.actions import Names, names_of
from office.campaigns.review.parts import ReviewedTask
from office.campaigns.targets.queries import areas_of
from office.campaigns.values import Values
from office.people.models import Area

BINDING = {
    Comparator.EXACTLY: "确数",
    Comparator.AT_LEAST: "以上（含）",
    Comparator.MORE_THAN: "超过（不含）",
    Comparator.AT_MOST: "以内（含）",
    Comparator.LESS_THAN: "低于（不含）",
    Comparator.ABOUT: "左右",
    Comparator.BETWEEN: "区间",
    Comparator.IN_STEP_WITH: "同步",
}


def text(label: str, *, length: int = 120, listed: str = "", **more: Any) -> forms.CharField:
    """Return a line to write in; `listed` is the list of the page that makes suggestions."""
    attrs = {"autocomplete": "off"} | ({"list": listed} if listed else {})
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, required=False, max_length=length, widget=widget, **more)


RANKED = (Measure.GROWTH_RANK.value, Measure.LEVEL_RANK.value)


class StatementForm(forms.Form):
    """The fields of one statement; `said` says of each mistake what to do."""

    indicator = text("指标", listed="indicator-names")
    role = forms.ChoiceField(label="性质", choices=[(r.value, r.label) for r in Role])
    measure = forms.ChoiceField(label="度量", choices=[(m.value, m.label) for m in Measure])
    comparator = forms.ChoiceField(
        label="比较", choices=[(c.value, word) for c, word in BINDING.items()]
    )
    value = text("数值", length=40)
    value_high = text("上限（区间）", length=40)
    unit = text("单位", length=20, listed="unit-names")
    period = text("时期", length=30)
    area = text("地区", length=60, listed="area-names")
    reference = text("参照", length=80)
    from_bottom = forms.BooleanField(label="位次从后往前数（摆脱后几位）", required=False)
    outside = forms.BooleanField(label="目录里没有，照写的名称采用", required=False)
    reason = text("说明", length=200)

    def __init__(self, *args: Any, campaign: Campaign, read: Values | None = None, **more: Any):
        """Take the campaign, whose year and areas words are understood in, and what was read."""
        super().__init__(*args, **more)
        self.label_suffix = ""
        self.campaign = campaign
        self.was = read

    @classmethod
    def of(cls, values: Values, *, campaign: Campaign, auto_id: str = "id_%s") -> StatementForm:
        """Return the form with the values that hold now."""
        initial = values.stored()
        initial["period"] = period_words(values.period, campaign)
        initial["outside"] = bool(values.indicator and not terms_indicator.find(values.indicator))
        return cls(initial=initial, campaign=campaign, read=values, auto_id=auto_id)

    def clean_indicator(self) -> str:
        """Return the catalogue's name; one that it does not have only where a person says so."""
        name = str(self.cleaned_data["indicator"]).strip()
        known = terms_indicator.find(name)
        if known:
            same = self.was and terms_indicator.find(self.was.indicator) == known
            return self.was.indicator if self.was and same else known.short_name
        outside = self.data.get("outside") and not terms_indicator.meanings(name)
        if name and outside:
            return name
        asked = "填指标名称；目录里确实没有的，勾选“目录里没有”"
        return told(lambda: terms_indicator.indicator(name).name) if name else lacking(asked)

    def clean_area(self) -> str:
        """Return the area as written; a target's must be one that this campaign knows."""
        name = str(self.cleaned_data["area"]).strip()
        if self.data.get("role") == Role.TARGET.value and areas_of(self.campaign)(name) is None:
            below = Area.objects.filter(parent=self.campaign.area).values_list("name", flat=True)
            known = "、".join([self.campaign.area.name, *below[:6]])
            raise forms.ValidationError(
                said(
                    Mistake(
                        Code.AREA_UNKNOWN,
                        expected="本行动中的地区",
                        came=name,
                        remedy=f"可填：{known}；留空即本地区",
                    )
                )
            )
        return name

    def clean_period(self) -> str:
        """Return the period's code; a year that is not written is the campaign's."""
        words = str(self.cleaned_data["period"]).strip()
        year = Period.parse(self.campaign.period).year
        return told(lambda: read_period(words, year=year).code) if words else ""

    def clean_value(self) -> str:
        """Return the number as people write it, with its digits."""
        return number(self.cleaned_data["value"])

    def clean_value_high(self) -> str:
        """Return the upper end."""
        return number(self.cleaned_data["value_high"])

    def clean(self) -> dict[str, Any]:
        """Check what fields say together: a figure where one is needed, a unit that fits."""
        cleaned = super().clean() or {}
        binds = Comparator(cleaned.get("comparator", Comparator.EXACTLY))
        if binds is Comparator.IN_STEP_WITH:
            cleaned |= {"value": "", "value_high": "", "unit": ""}
            if not cleaned.get("reference"):
                self.add_error("reference", "同步的目标要写明与什么同步，例如“经济增长”")
        elif cleaned.get("value") == "":
            self.add_error("value", "请填数值；原文是空白的，请不采用或等定稿后再补")
        if cleaned.get("from_bottom") and cleaned.get("measure") not in RANKED:
            self.add_error("from_bottom", "只有位次可以从后往前数；度量请选增速位次或总量位次")
        if (binds is Comparator.BETWEEN) != bool(cleaned.get("value_high", binds == "between")):
            self.add_error("value_high", "区间要有上限，其他的比较不填上限")
        if cleaned.get("value") and cleaned.keys() >= {"unit", "measure", "indicator"}:
            self.check_unit(cleaned)
        return cleaned

    def check_unit(self, cleaned: dict[str, Any]) -> None:
        """Refuse a unit that does not fit the indicator; what was read so and is kept may stay."""
        kept = self.was and (self.was.unit, self.was.measure) == (
            cleaned["unit"],
            cleaned["measure"],
        )
        if kept:
            return
        try:
            filed = quantity.unit(cleaned["unit"])
            cleaned["unit"] = filed.code
            known = terms_indicator.find(cleaned["indicator"])
            if known:
                fit(filed, known, Measure(cleaned["measure"]))
        except Mistake as mistake:
            self.add_error("unit", said(mistake))

    def values(self) -> Values:
        """Return the values that were written; only after `is_valid`."""
        kept = {name: self.cleaned_data[name] for name in Values.__slots__ if name != "placeholder"}
        for name in ("value", "value_high"):
            kept[name] = quantity.read_number(kept[name]) if kept[name] else None
        return Values(**kept)


class TaskForm(forms.Form):
    """Who answers for a task, one name a line, and by when."""

    leaders = forms.CharField(label="责任领导", required=False, max_length=2000)
    leads = forms.CharField(label="牵头单位", required=False, max_length=2000)
    units = forms.CharField(label="责任单位", required=False, max_length=4000)
    deadline = forms.DateField(label="完成时限", required=False)

    def __init__(self, *args: Any, **more: Any):
        """Let names be written one a line."""
        super().__init__(*args, **more)
        self.label_suffix = ""
        for name, rows in (("leaders", 2), ("leads", 2), ("units", 5)):
            self.fields[name].widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})
        self.fields["deadline"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    @classmethod
    def of(cls, task: ReviewedTask) -> TaskForm:
        """Return the form with what holds now."""
        initial: dict[str, object] = {
            field: "\n".join(party.name for party in task.named(part))
            for field, part in (
                ("leaders", Part.LEADER),
                ("leads", Part.LEAD),
                ("units", Part.UNIT),
            )
        }
        return cls(initial=initial | {"deadline": task.row.deadline})

    def names(self) -> Names:
        """Return the names that were written; only after `is_valid`."""
        kept = self.cleaned_data
        return Names(*(split(kept[name]) for name in ("leaders", "leads", "units")))

    def deadline_day(self) -> date | None:
        """Return the day; only after `is_valid`."""
        day: date | None = self.cleaned_data["deadline"]
        return day


def split(written: str) -> tuple[str, ...]:
    """Return names that stand one a line or behind 、 and the like.

    >>> split("市发改局、市统计局\\n各县（市、区）人民政府")
    ('市发改局', '市统计局', '各县（市、区）人民政府')
    """
    names, depth = [""], 0
    for sign in written:
        depth += (sign in "（(") - (sign in "）)")
        if sign in "\r\n" or (sign in "、，,；;" and depth <= 0):
            names.append("")
        else:
            names[-1] += sign
    return names_of(names)


def period_words(code: str, campaign: Campaign) -> str:
    """Return a period as people write it where that is read back as the same, else its code."""
    if not code:
        return ""
    period = Period.parse(code)
    try:
        same = read_period(period.label, year=Period.parse(campaign.period).year) == period
    except Mistake:
        same = False
    return period.label if same else code


def number(written: str) -> str:
    """Return a number with its digits, "" for none."""
    if not written.strip():
        return ""
    try:
        return format(quantity.read_number(written), "f")
    except Mistake as mistake:
        raise forms.ValidationError(
            f"不是数字（{mistake.code}）：请填写数字，例如 1234.5、-3.2"
        ) from mistake


def fit(filed: quantity.Unit, known: terms_indicator.Indicator, measure: Measure) -> None:
    """Raise UNIT_MISFIT where the unit does not measure this of the indicator."""
    usual = known.units if measure is Measure.LEVEL else (known.unit_of(measure),)
    if filed.dimension not in {quantity.unit(one).dimension for one in usual}:
        amount(quantity.read_number("1"), filed.code, known.unit_of(measure))


def told(read: Callable[[], str]) -> str:
    """Return what was read; a Mistake becomes the message beside the field."""
    try:
        return read()
    except Mistake as mistake:
        raise forms.ValidationError(said(mistake)) from mistake


def lacking(what: str) -> str:
    """Refuse a field that must not be empty."""
    raise forms.ValidationError(f"请{what}")


def said(mistake: Mistake) -> str:
    """Return a mistake as one line: the code, what was expected, and what to do.

    >>> said(Mistake(Code.NUMBER_INVALID, expected="数字", came="很多", remedy="请填写数字"))
    '不是数字（T202）：应为数字。请填写数字。'
    """
    meaning = f"{mistake.code.meaning}（{mistake.code.value}）"
    return f"{meaning}：应为{mistake.expected}。{mistake.remedy}。"
