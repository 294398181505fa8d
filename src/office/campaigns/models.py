"""Campaigns, the documents they come from, and what was read out of them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone

from kaimenhong.analysis.decompose import Binding
from kaimenhong.analysis.parts import Method
from kaimenhong.terms.codelists import Comparator, Measure, Role, Tier
from kaimenhong.terms.period import Period
from office.campaigns.choices import Over as Over
from office.campaigns.choices import Part as Part
from office.campaigns.choices import Verdict as Verdict
from office.campaigns.choices import choices
from office.campaigns.fields import FigureField
from office.people.access import Reach
from office.people.models import Area, Office, Person

# What is part of a document is seen by whoever sees the document.
IN_DOCUMENT = Reach(
    areas=("document__campaign__area", "document__campaign__targets__area"),
    draft="document__campaign__is_draft",
    gone="document__campaign__discarded_at",
)


class Campaign(models.Model):
    """A 开门红 or 双过半: one plan, its targets and tasks, in one area."""

    name = models.CharField("名称", max_length=120)
    area = models.ForeignKey(Area, models.PROTECT, related_name="campaigns")
    period = models.CharField("时期", max_length=30)
    is_demo = models.BooleanField("演示数据", default=False)
    is_draft = models.BooleanField("待确认", default=False)
    frozen_on = models.DateField("时点", null=True, blank=True)
    opened_at = models.DateTimeField("开启时间")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # A draft that was discarded stays in the database, for the audit, and is shown to nobody.
    discarded_at = models.DateTimeField("作废时间", null=True)
    discarded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    # A county sees the city's campaign where the campaign sets it a target.
    reach: ClassVar[Reach] = Reach(
        areas=("area", "targets__area"), draft="is_draft", gone="discarded_at"
    )

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                name="only_a_draft_is_discarded_and_by_somebody",
                condition=models.Q(discarded_at=None, discarded_by=None)
                | models.Q(is_draft=True, discarded_at__isnull=False, discarded_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def day(self, today: date) -> date:
        """Return the day as of which it is looked at; a demo goes no further than its own."""
        return min(self.frozen_on, today) if self.frozen_on else today

    @property
    def period_label(self) -> str:
        """Return the period in the words of a page."""
        return Period.parse(self.period).label


class Document(models.Model):
    """A plan as it came; its text is what all offsets count in."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="documents")
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64, db_index=True)
    title = models.CharField("标题", max_length=200, blank=True)
    number = models.CharField("发文字号", max_length=60, blank=True)
    issuer = models.CharField("发文机关", max_length=120, blank=True)
    dated = models.DateField("成文日期", null=True, blank=True)
    area_name = models.CharField("所说地区", max_length=60, blank=True)
    kind = models.CharField("文种", max_length=12)
    text = models.TextField("正文")

    reach: ClassVar[Reach] = Reach(
        areas=("campaign__area", "campaign__targets__area"),
        draft="campaign__is_draft",
        gone="campaign__discarded_at",
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title or self.file_name


class Task(models.Model):
    """What shall be done, by whom, by when."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="tasks")
    number = models.CharField("序号", max_length=40)
    title = models.CharField("事项", max_length=200)
    text = models.TextField("内容")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    deadline = models.DateField("完成时限", null=True, blank=True)

    reach: ClassVar[Reach] = Reach(
        areas=("document__campaign__area", "targets__area"),
        office="parties__members",
        draft="document__campaign__is_draft",
        gone="document__campaign__discarded_at",
    )

    class Meta:
        ordering = ["document", "start"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class TaskParty(models.Model):
    """One name that answers for a task, as written; the office where it is a single one.

    `members` are the offices that answer: the single one, or those that a group stands for, such
    as 各镇人民政府.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="parties")
    part = models.CharField("身份", max_length=8, choices=Part.choices)
    name = models.CharField("名称", max_length=80)
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="parts")
    members = models.ManyToManyField(Office, related_name="shares")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_part_display()}：{self.name}"

    @property
    def label(self) -> str:
        """Return the name as pages print it, a group with how many offices it stands for."""
        count = 0 if self.office_id else len(self.members.all())
        return f"{self.name}（{count} 个）" if count else self.name


class Target(models.Model):
    """What a campaign is held to; targets never overwrite one another.

    The statements that set it lead back to the plan's words. `in_question` marks one side of a
    contradiction that nobody has settled yet.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="targets")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="targets")
    area = models.ForeignKey(Area, models.PROTECT, related_name="targets")
    indicator = models.CharField("指标", max_length=120)
    indicator_name = models.CharField("指标名称", max_length=120)
    period = models.CharField("时期", max_length=30)
    measure = models.CharField("度量", max_length=12, choices=choices(Measure))
    comparator = models.CharField("比较", max_length=14, choices=choices(Comparator))
    value = FigureField("数值")
    value_high = FigureField("上限")
    unit = models.CharField("单位", max_length=20, blank=True)
    reference = models.CharField("参照", max_length=80, blank=True)
    from_bottom = models.BooleanField("从后往前数", default=False)
    issuer = models.CharField("下达方", max_length=120, blank=True)
    tier = models.CharField("层级", max_length=8, choices=choices(Tier), default=Tier.OWN.value)
    in_question = models.BooleanField("存疑", default=False)
    # A target that was shown is never changed: it is withdrawn, and another one takes its place.
    withdrawn = models.BooleanField("已撤回", default=False)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")

    reach: ClassVar[Reach] = Reach(areas=("area",), office="task__parties__members")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.area} {self.indicator_name} {self.period}"

    @property
    def statement(self) -> Statement | None:
        """Return the first statement that sets it."""
        return next(iter(self.statements.all()), None)


class Statement(models.Model):
    """A figure as the document states it; kept as read, also where a person decides otherwise.

    `added` by a person where the reading had left it out; `why` is what decided each field.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="statements")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="statements")
    target = models.ForeignKey(Target, models.PROTECT, null=True, related_name="statements")
    role = models.CharField("性质", max_length=10, choices=choices(Role))
    indicator = models.CharField("指标", max_length=120)
    raw = models.CharField("原文指标", max_length=200)
    area = models.CharField("地区", max_length=60, blank=True)
    period = models.CharField("时期", max_length=30, blank=True)
    measure = models.CharField("度量", max_length=12, choices=choices(Measure))
    comparator = models.CharField("比较", max_length=14, choices=choices(Comparator))
    value = FigureField("数值")
    value_high = FigureField("上限")
    unit = models.CharField("单位", max_length=20, blank=True)
    reference = models.CharField("参照", max_length=80, blank=True)
    # 摆脱后三: no reading gives it, a person says so.
    from_bottom = models.BooleanField("从后往前数", default=False)
    placeholder = models.BooleanField("空白", default=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField("原文")
    added = models.BooleanField("补充", default=False)
    why = models.JSONField("依据", default=list)

    reach: ClassVar[Reach] = IN_DOCUMENT

    class Meta:
        ordering = ["document", "pk"]

    def __str__(self) -> str:
        return self.text


class Conflict(models.Model):
    """Two statements that cannot both be meant, or two spellings of one name."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="conflicts")
    kind = models.CharField("类别", max_length=12)
    a = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="+")
    b = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="+")
    spelling_a = models.CharField(max_length=80, blank=True)
    spelling_b = models.CharField(max_length=80, blank=True)
    because = models.TextField("依据", blank=True)
    at_a = models.PositiveIntegerField(null=True)
    at_b = models.PositiveIntegerField(null=True)

    reach: ClassVar[Reach] = IN_DOCUMENT

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.a or self.spelling_a} / {self.b or self.spelling_b}"


class Unread(models.Model):
    """What looks like a figure but was not read as one, and by which rule."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="unread")
    rule = models.CharField("规则", max_length=60)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField("原文")

    reach: ClassVar[Reach] = IN_DOCUMENT

    class Meta:
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return self.text


class Decision(models.Model):
    """What one person decided about one part of a reading: rows are only added, the last holds.

    It is about one statement, task, contradiction or unread figure; a figure that was unread and
    became a statement is both.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="decisions")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="decisions")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="decisions")
    conflict = models.ForeignKey(Conflict, models.PROTECT, null=True, related_name="decisions")
    unread = models.ForeignKey(Unread, models.PROTECT, null=True, related_name="decisions")
    verdict = models.CharField("核定", max_length=8, choices=Verdict.choices)
    before = models.JSONField("原为", default=dict)
    after = models.JSONField("改为", default=dict)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)

    reach: ClassVar[Reach] = IN_DOCUMENT

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        about = self.statement or self.task or self.conflict or self.unread
        return f"{self.get_verdict_display()}：{about}"


class Decomposition(models.Model):
    """A version of how a target is shared out: a proposal, kept as it was made, never changed.

    `given` is what went in, cell by cell, so that the same result can be worked out again; `over`
    says what it was shared over. Who, when and why stand beside it.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="decompositions")
    version = models.PositiveIntegerField("版本")
    over = models.CharField("分到", max_length=12, choices=Over.choices)
    method = models.CharField("方法", max_length=12, choices=choices(Method))
    measure = models.CharField("度量", max_length=12, choices=choices(Measure))
    value = FigureField("合计")
    unit = models.CharField("单位", max_length=20)
    residual = FigureField("余差")
    notes = models.JSONField("说明", default=list)
    given = models.JSONField("依据", default=dict)
    why = models.CharField("为什么", max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)

    reach: ClassVar[Reach] = Reach(areas=("target__area",), office="target__task__parties__members")

    class Meta:
        ordering = ["target", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["target", "version"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.target}，第{self.version}版"


class DecompositionPart(models.Model):
    """One part of a version: who or when, what the method alone would give, what it came to."""

    decomposition = models.ForeignKey(Decomposition, models.PROTECT, related_name="parts")
    subject = models.CharField("对象", max_length=60)
    name = models.CharField("名称", max_length=80)
    weight = FigureField("权重")
    ideal = FigureField("按权重")
    value = FigureField("数值")
    binding = models.CharField("受限", max_length=8, choices=choices(Binding))
    level = FigureField("总量")
    growth = FigureField("增速")
    reason = models.CharField("依据", max_length=300)

    reach: ClassVar[Reach] = Reach(
        areas=("decomposition__target__area",),
        office="decomposition__target__task__parties__members",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decomposition", "subject"], name="one_part_a_subject")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
