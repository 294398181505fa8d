"""Areas, offices, persons, and the audit trail."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from office.people.access import Reach


class Area(models.Model):
    """An administrative division or a development zone, as the campaigns of this place know it."""

    code = models.CharField("代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=12)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    reach: ClassVar[Reach] = Reach(areas=("pk",))

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """Name of this area as the subject of an observation."""
        return f"area:{self.code}"


class Office(models.Model):
    """A department, township, zone or group: who files and who answers."""

    name = models.CharField("名称", max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, related_name="offices")

    reach: ClassVar[Reach] = Reach(areas=("area",))

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="one_office_a_name")]

    def __str__(self) -> str:
        return self.name


class Post(models.TextChoices):
    """What a person is here for; `access.ALLOWED` says what each may do."""

    COORDINATOR = "coordinator", "统筹员"
    REPORTER = "reporter", "联络员"
    LEADER = "leader", "领导"
    ANALYST = "analyst", "分析员"
    INSPECTOR = "inspector", "督查员"
    SYSTEM_OFFICER = "system_officer", "系统管理员"
    SECURITY_OFFICER = "security_officer", "安全管理员"
    AUDIT_OFFICER = "audit_officer", "审计管理员"
    CONSOLE = "console", "控制台"


class Person(AbstractUser):
    """Somebody who can act here. Without an area a person reaches nothing, the console apart."""

    post = models.CharField("岗位", max_length=20, choices=Post.choices)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="people")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="people")
    must_set_password = models.BooleanField("须自设密码", default=False)

    def __str__(self) -> str:
        return self.first_name or self.username


class AuditEntry(models.Model):
    """One act: who, when, what, on what. Rows are only ever added; each seals the one before."""

    at = models.DateTimeField("时间")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    act = models.CharField("行为", max_length=40)
    on = models.CharField("对象", max_length=120)
    detail = models.JSONField("内容", default=dict)
    digest = models.CharField("摘要", max_length=64)

    reach: ClassVar[Reach] = Reach()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.on}"
