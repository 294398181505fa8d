"""The closed sets that columns choose from; the label is the word on a page."""

from __future__ import annotations

from django.db import models

from kaimenhong.terms.codelists import Labelled


def choices(codelist: type[Labelled]) -> list[tuple[str, str]]:
    """Return a codelist as the choices of a column."""
    return [(member.value, member.label) for member in codelist]


class Part(models.TextChoices):
    """As what a name stands in a task."""

    LEADER = "leader", "责任领导"
    LEAD = "lead", "牵头单位"
    UNIT = "unit", "责任单位"


class Over(models.TextChoices):
    """Over what a target is shared out."""

    AREAS = "areas", "下级地区"
    OFFICES = "offices", "责任单位"
    MONTHS = "months", "各月"
    TENDAYS = "tendays", "各旬"
    DAYS = "days", "各日"


class Verdict(models.TextChoices):
    """What a person decided about a part of a reading."""

    ACCEPT = "accept", "采用"
    CORRECT = "correct", "更正"
    REJECT = "reject", "不采用"
    REOPEN = "reopen", "撤回核定"
    ADD = "add", "补充"
    DISMISS = "dismiss", "不是数据"
    EDIT = "edit", "修改"
    SETTLE = "settle", "核定矛盾"
