"""Forms and returns, what came in, and the ledger of figures. Observations are only ever added."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from kaimenhong.returns.forms import form as forms
from kaimenhong.returns.forms.schedule import Standing, Term, Window
from kaimenhong.terms.codelists import Accumulation, Measure, Status
from kaimenhong.terms.period import Period
from office.campaigns.choices import choices
from office.campaigns.fields import FigureField
from office.campaigns.models import Campaign
from office.people.access import Reach
from office.people.models import Area, Office, Person
from office.returns.choices import WITH_REPORTER, Act, Occasion, Reviewers, State


class HolidayYear(models.Model):
    """The days off and make-up days of one year, as a person loaded them; the newest row holds.

    `days` is the day as text → whether offices work on it.
    """

    year = models.PositiveIntegerField("年份")
    days = models.JSONField("放假安排", default=dict)
    loaded_at = models.DateTimeField("导入时间")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    reach: ClassVar[Reach] = Reach(areas=("by__area",))

    class Meta:
        ordering = ["year", "pk"]

    def __str__(self) -> str:
        return f"{self.year}年放假安排"


class Form(models.Model):
    """What a campaign asks of offices on one cadence, and when it is due."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="forms")
    cadence = models.CharField("频率", max_length=8, choices=choices(forms.Cadence))
    name = models.CharField("表名", max_length=120)
    days = models.PositiveSmallIntegerField("期后几日报送")
    working = models.BooleanField("按工作日", default=True)
    grace = models.PositiveSmallIntegerField("逾期再收几日", null=True)
    status = models.CharField(
        "状态", max_length=10, choices=choices(Status), default=Status.DISPATCH.value
    )
    reviewers = models.CharField(
        "审核", max_length=12, choices=Reviewers.choices, default=Reviewers.BOTH
    )
    opened_at = models.DateTimeField("建立时间")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    reach: ClassVar[Reach] = Reach(areas=("campaign__area", "lines__area"), office="lines__office")

    class Meta:
        ordering = ["campaign", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "cadence"], name="one_form_a_cadence")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def term(self) -> Term:
        """Return when its returns are due."""
        return Term(self.days, self.working, self.grace)


class FormLine(models.Model):
    """One figure that a form asks of one office; no other office is asked for it."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="lines")
    office = models.ForeignKey(Office, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField("序号")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    indicator = models.CharField("指标", max_length=120)
    name = models.CharField("指标名称", max_length=120)
    measure = models.CharField("度量", max_length=12, choices=choices(Measure))
    accumulation = models.CharField("累计方式", max_length=12, choices=choices(Accumulation))
    unit = models.CharField("单位", max_length=20)

    reach: ClassVar[Reach] = Reach(areas=("form__campaign__area", "area"), office="office")

    class Meta:
        ordering = ["form", "office", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "area", "indicator", "measure", "accumulation"],
                name="each_figure_is_asked_once",
            )
        ]

    def __str__(self) -> str:
        return self.line.label

    @property
    def line(self) -> forms.Line:
        """Return the line as the core knows it."""
        return forms.Line(
            subject=self.area.subject,
            area=self.area.name,
            indicator=self.indicator,
            name=self.name,
            measure=Measure(self.measure),
            accumulation=Accumulation(self.accumulation),
            unit=self.unit,
        )


class Return(models.Model):
    """One office's figures for one period of a form.

    `version` counts what happened to it: whoever acts says which version he saw. The window is
    fixed when the form is opened, and drawn anew when a year's holidays are loaded.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="returns")
    office = models.ForeignKey(Office, models.PROTECT, related_name="returns")
    period = models.CharField("时期", max_length=30)
    opens = models.DateField("起报日")
    due = models.DateField("截止日")
    closes = models.DateField("收表日", null=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField("版本", default=0)

    reach: ClassVar[Reach] = Reach(areas=("office__area",), office="office")

    class Meta:
        ordering = ["due", "form", "office", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "office", "period"], name="one_return_an_office_and_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office.name}{self.period_value.label}{self.form.get_cadence_display()}"

    @property
    def period_value(self) -> Period:
        """Return the period as a value."""
        return Period.parse(self.period)

    @property
    def window(self) -> Window:
        """Return from when to when it can be filed."""
        return Window(self.opens, self.due, self.closes)

    @property
    def with_reporter(self) -> bool:
        """Tell whether its answers can be changed now."""
        return self.state in WITH_REPORTER

    def standing(self, today: date) -> Standing:
        """Return where the day of the campaign falls in the window."""
        return self.window.standing(self.form.campaign.day(today))


class ReturnEvent(models.Model):
    """One thing that happened to a return: rows are only added, the last tells the state."""

    of = models.ForeignKey(Return, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField("序号")
    act = models.CharField("办理", max_length=10, choices=Act.choices)
    reason = models.CharField("原因", max_length=300, blank=True)
    detail = models.JSONField("内容", default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    reach: ClassVar[Reach] = Reach(areas=("of__office__area",), office="of__office")

    class Meta:
        ordering = ["of", "number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="one_event_a_number")]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.of}"


class Entry(models.Model):
    """What somebody wrote for a line of a return: rows are only added, the newest holds.

    `number` counts the answers of a line. Whoever writes says which number he saw, so that of two
    people at one return the second sees the first's answer and overwrites nothing.
    """

    of = models.ForeignKey(Return, models.PROTECT, related_name="entries")
    line = models.ForeignKey(FormLine, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField("序号")
    text = models.CharField("填写", max_length=60, blank=True)
    explanation = models.CharField("说明", max_length=300, blank=True)
    source = models.CharField("来源", max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    reach: ClassVar[Reach] = Reach(areas=("of__office__area",), office="of__office")

    class Meta:
        ordering = ["of", "line", "number"]
        constraints = [
            models.UniqueConstraint(fields=["of", "line", "number"], name="one_answer_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.line}：{self.text or '空'}"


class Notice(models.Model):
    """Somebody was told of a return that is due or late; once a return, occasion and day."""

    of = models.ForeignKey(Return, models.PROTECT, related_name="notices")
    occasion = models.CharField("时机", max_length=10, choices=Occasion.choices)
    day = models.DateField("日期")
    words = models.CharField("内容", max_length=300)

    reach: ClassVar[Reach] = Reach(areas=("of__office__area",), office="of__office")

    class Meta:
        ordering = ["-day", "of"]
        constraints = [
            models.UniqueConstraint(fields=["of", "occasion", "day"], name="told_once_a_day")
        ]

    def __str__(self) -> str:
        return self.words


class Upload(models.Model):
    """A sheet as it came, kept so that a person can see and mend how it was read."""

    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64, db_index=True)
    data = models.BinaryField("内容")
    of = models.ForeignKey(Return, models.PROTECT, null=True, related_name="uploads")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    reach: ClassVar[Reach] = Reach(areas=("by__area",), office="of__office")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class LayoutMending(models.Model):
    """A correction of a layout, remembered for the sender: rows are only added, the newest holds.

    `head` names the head by its words, empty for the whole table; an empty `value` takes an earlier
    correction back.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    layout = models.CharField("版式", max_length=64, db_index=True)
    head = models.CharField("表头", max_length=300, blank=True)
    facet = models.CharField("方面", max_length=12)
    value = models.CharField("改为", max_length=120, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="mendings")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    reach: ClassVar[Reach] = Reach(areas=("area",))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.head or '整张表'} {self.facet} → {self.value}"


class Intake(models.Model):
    """What came into the ledger at once: a sheet, or a return that was accepted; and what did not.

    `acceptance` is the event of the return, None for a sheet.
    """

    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64, db_index=True)
    received_at = models.DateTimeField("收到时间")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken = models.PositiveIntegerField("收下")
    unchanged = models.PositiveIntegerField("未变", default=0)
    refusals = models.JSONField("退回", default=list)
    acceptance = models.OneToOneField(ReturnEvent, models.PROTECT, null=True, related_name="intake")

    # What was refused holds figures too: it is seen by those who share the area of who brought it.
    reach: ClassVar[Reach] = Reach(areas=("by__area",))

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def how(self) -> str:
        """Return how its figures came in: imported, or accepted and, after a reopening, why."""
        if self.acceptance is None:
            return "导入"
        events = [
            one for one in self.acceptance.of.events.all() if one.number < self.acceptance.number
        ]
        reopened = [one for one in events if one.act == Act.REOPENED]
        return f"验收，更正原因：{reopened[-1].reason}" if reopened else "验收"


# What tells one figure from another; figures that agree in it are vintages of each other.
KEY = (
    "area", "indicator", "period", "accumulation", "measure", "role", "basis", "caliber", "status",
)  # fmt: skip


class Observation(models.Model):
    """A figure as the ledger holds it. A correction is a new row with a later vintage.

    `value` and `unit` are as filed. `amount` is the same in the indicator's own unit, `published`
    that rounded half-up to the digits that are printed; both are fixed when the row comes in,
    because no engine may convert or round.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="observations")
    indicator = models.CharField("指标", max_length=120)
    period = models.CharField("时期", max_length=30)
    first = models.IntegerField("首月")
    last = models.IntegerField("末月")
    accumulation = models.CharField("累计方式", max_length=12)
    measure = models.CharField("度量", max_length=12)
    role = models.CharField("性质", max_length=10)
    basis = models.CharField("价格", max_length=10)
    caliber = models.CharField("口径", max_length=40, blank=True)
    status = models.CharField("状态", max_length=10)
    value = FigureField("数值")
    unit = models.CharField("单位", max_length=20)
    own_unit = models.CharField("指标单位", max_length=20)
    amount = FigureField("折算数值")
    published = FigureField("公布数值")
    vintage = models.DateTimeField("版本")
    source = models.CharField("来源", max_length=300)
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="observations")

    reach: ClassVar[Reach] = Reach(areas=("area",))
    KEY: ClassVar[tuple[str, ...]] = KEY

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[*KEY, "vintage"],
                name="one_value_a_vintage",
            )
        ]
        indexes = [models.Index(fields=["indicator", "area", "last"])]

    def __str__(self) -> str:
        return f"{self.area} {self.indicator} {self.period} {self.measure} {self.value}"
