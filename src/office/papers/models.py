"""Papers, their versions and what happened to them; texts of one's own, and wording for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from kaimenhong.writing.papers.kinds import Kind, kind
from office.campaigns.models import Campaign
from office.people.access import Reach
from office.people.models import Area, Person


class State(models.TextChoices):
    """How far a paper has come. Only what was issued can be withdrawn, and only once."""

    DRAFT = "draft", "草稿"
    CHECKED = "checked", "已核"
    ISSUED = "issued", "已印发"
    WITHDRAWN = "withdrawn", "已撤回"


class Happened(models.TextChoices):
    """What may happen to a paper."""

    COMPOSED = "composed", "生成"
    FILLED = "filled", "填自己的模板"
    REPLACED = "replaced", "换上修改稿"
    CHECKED = "checked", "核对"
    ISSUED = "issued", "印发"
    WITHDRAWN = "withdrawn", "撤回"
    SEEN = "seen", "查看"
    HANDED_OUT = "handed_out", "下载"


class Paper(models.Model):
    """One paper of a campaign from draft to withdrawal; what it says is in its versions.

    `as_of` is the day of its figures. `mark`, `year` and `number` make 代字〔年〕号; what is no
    statutory kind of document has none.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="papers")
    kind = models.CharField("种类", max_length=20)
    title = models.CharField("标题", max_length=200)
    as_of = models.DateField("数据截至")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    mark = models.CharField("代字", max_length=20, blank=True)
    year = models.PositiveIntegerField("年份", null=True)
    number = models.PositiveIntegerField("序号", null=True)
    issued_on = models.DateField("成文日期", null=True)
    authorised_by = models.CharField("审定人", max_length=60, blank=True)

    reach: ClassVar[Reach] = Reach(areas=("campaign__area",), gone="campaign__discarded_at")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mark", "year", "number"],
                condition=models.Q(number__isnull=False),
                name="one_paper_a_number",
            ),
            models.CheckConstraint(
                name="issued_papers_have_their_day",
                condition=models.Q(state__in=["draft", "checked"], issued_on=None)
                | models.Q(state__in=["issued", "withdrawn"], issued_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def newest(self) -> PaperVersion:
        """Return the version that holds: the last one."""
        return self.versions.latest("version")

    @property
    def numbered(self) -> str:
        """Return 代字〔年〕号, empty where it has none."""
        return f"{self.mark}〔{self.year}〕{self.number}号" if self.number else ""

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.state in (State.DRAFT, State.CHECKED)

    @property
    def of_kind(self) -> Kind:
        """Return what its kind allows and demands."""
        return kind(self.kind)


# What is part of a paper is seen by whoever sees the paper.
IN_PAPER = Reach(areas=("paper__campaign__area",), gone="paper__campaign__discarded_at")


class PaperVersion(models.Model):
    """The file of a paper as it was at one time; a new file is a new version.

    `figures` are what the ledger gave it: the observation, what it is about, how it was printed.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField("版本")
    data = models.BinaryField("文件")
    sha256 = models.CharField("文件摘要", max_length=64)
    figures = models.JSONField("数字", default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)

    reach: ClassVar[Reach] = IN_PAPER

    class Meta:
        ordering = ["paper", "version"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "version"], name="one_file_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.paper}，第{self.version}版"


class PaperEvent(models.Model):
    """What happened to a paper: who did what when, and why. Rows are only ever added.

    `findings` are what the check found, kept with the check and with the issue.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="events")
    version = models.PositiveIntegerField("版本")
    happened = models.CharField("经过", max_length=10, choices=Happened.choices)
    note = models.CharField("说明", max_length=300, blank=True)
    findings = models.JSONField("检查结果", default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)

    reach: ClassVar[Reach] = IN_PAPER

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.paper} {self.get_happened_display()}"


class Template(models.Model):
    """A place's own .docx for a kind of paper, filled instead of the kind's skeleton while in use.

    A new one takes the place of the one before, which stays with who stopped it and when.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=20)
    file_name = models.CharField("文件名", max_length=200)
    data = models.BinaryField("文件")
    sha256 = models.CharField("文件摘要", max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)
    stopped_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    stopped_at = models.DateTimeField("停用时间", null=True)

    reach: ClassVar[Reach] = Reach(areas=("area",))

    class Meta:
        ordering = ["kind", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind"],
                condition=models.Q(stopped_at__isnull=True),
                name="one_template_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def of_kind(self) -> Kind:
        """Return the kind of paper that it is for."""
        return kind(self.kind)


class Purpose(models.TextChoices):
    """What is done with a text of one's own."""

    FILL = "fill", "填数"
    CHECK = "check", "校核"
    POLISH = "polish", "润色"


class Manuscript(models.Model):
    """A text of somebody's own: filled from the ledger, checked against it, or to be polished.

    `data` is the file as it was uploaded, and is never changed: filled, commented and polished
    copies are made when they are asked for, of what was known on the day `as_of`.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="manuscripts")
    purpose = models.CharField("做什么", max_length=8, choices=Purpose.choices)
    file_name = models.CharField("文件名", max_length=200)
    data = models.BinaryField("文件")
    sha256 = models.CharField("文件摘要", max_length=64)
    as_of = models.DateField("数据截至")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)

    reach: ClassVar[Reach] = Reach(areas=("campaign__area",), gone="campaign__discarded_at")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class Wording(models.TextChoices):
    """What became of the wording that was suggested for a paragraph."""

    OFFERED = "offered", "待定"
    TAKEN = "taken", "采用"
    LEFT = "left", "不采用"
    SAME = "same", "无须改"
    REFUSED = "refused", "未通过"


class Suggestion(models.Model):
    """Another wording of one paragraph of a text; a person decides whether it is taken.

    `start` is where the paragraph starts in the text. `after` is empty where the answer was refused
    (`refusal` says why) or changed nothing: what was refused is not kept.
    """

    manuscript = models.ForeignKey(Manuscript, models.PROTECT, related_name="suggestions")
    start = models.PositiveIntegerField("位置")
    before = models.TextField("原文")
    after = models.TextField("建议", blank=True)
    state = models.CharField("状态", max_length=8, choices=Wording.choices)
    refusal = models.CharField("没有通过的原因", max_length=8, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)

    reach: ClassVar[Reach] = Reach(
        areas=("manuscript__campaign__area",), gone="manuscript__campaign__discarded_at"
    )

    class Meta:
        ordering = ["manuscript", "start"]
        constraints = [
            models.UniqueConstraint(fields=["manuscript", "start"], name="one_wording_a_paragraph")
        ]

    def __str__(self) -> str:
        return f"{self.manuscript}：{self.before[:20]}"
