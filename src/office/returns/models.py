"""What came in, and the ledger of figures. Observations are only ever added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from office.campaigns.fields import FigureField
from office.people.access import Reach
from office.people.models import Area, Person


class Intake(models.Model):
    """One sheet that was brought in: what was taken, and what was refused and why."""

    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64, db_index=True)
    received_at = models.DateTimeField("收到时间")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken = models.PositiveIntegerField("收下")
    unchanged = models.PositiveIntegerField("未变", default=0)
    refusals = models.JSONField("退回", default=list)

    # What was refused holds figures too: it is seen by those who share the area of who brought it.
    reach: ClassVar[Reach] = Reach(areas=("by__area",))

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return self.file_name


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
