"""Embargoes, who is named in them, how they ended; and what left the house. Rows are only added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.period import Period
from office.people.access import Reach
from office.people.models import Area, Person, Post


class Embargo(models.Model):
    """Figures that nobody sees before `until` but those who are named, and whoever set it.

    It covers every figure of the indicator whose period ends with `period` (its `last` month): a
    quarter is told by 1—3月 as much as by the quarter. `below` takes in all areas under the area.
    """

    indicator = models.CharField("指标", max_length=120)
    area = models.ForeignKey(Area, models.PROTECT, related_name="embargoes")
    below = models.BooleanField("含下级", default=True)
    period = models.CharField("时期", max_length=30)
    last = models.IntegerField("末月")
    until = models.DateTimeField("保密至")
    reason = models.CharField("原因", max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("设定时间", default=timezone.now)

    reach: ClassVar[Reach] = Reach(areas=("area",))

    class Meta:
        ordering = ["-until", "pk"]
        indexes = [models.Index(fields=["until"])]

    def __str__(self) -> str:
        return f"{self.area}{self.name}{self.period_label}"

    @property
    def name(self) -> str:
        """Return the indicator's name, or what it is called here where no catalogue has it."""
        known = terms_indicator.find(self.indicator)
        return known.name if known else self.indicator

    @property
    def period_label(self) -> str:
        """Return the period in the words of a page."""
        return Period.parse(self.period).label


class Recipient(models.Model):
    """One who sees the figures of an embargo all the same: a person, or everybody of a post."""

    embargo = models.ForeignKey(Embargo, models.PROTECT, related_name="recipients")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    post = models.CharField("岗位", max_length=20, blank=True, choices=Post.choices)

    reach: ClassVar[Reach] = Reach(areas=("embargo__area",))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_recipient_is_a_person_or_a_post",
                condition=models.Q(person=None) & ~models.Q(post="")
                | models.Q(person__isnull=False, post=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person_id else f"全体{self.get_post_display()}"


class Lift(models.Model):
    """The end of an embargo before its time: the figures are out, or it was set by mistake."""

    embargo = models.OneToOneField(Embargo, models.PROTECT, related_name="lift")
    reason = models.CharField("原因", max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)

    reach: ClassVar[Reach] = Reach(areas=("embargo__area",))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"解除 {self.embargo}"


class Download(models.Model):
    """One file that was taken away: who, when, what; `figures` is None where nobody counted."""

    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)
    what = models.CharField("文件", max_length=300)
    sha256 = models.CharField("文件摘要", max_length=64)
    size = models.PositiveIntegerField("字节")
    figures = models.PositiveIntegerField("数据个数", null=True)

    reach: ClassVar[Reach] = Reach()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.what
