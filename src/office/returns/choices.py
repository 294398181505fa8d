"""The closed sets of returns; the label is the word on a page."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """How far a return has come; what is accepted is frozen until somebody reopens it."""

    DRAFT = "draft", "草稿"
    FILED = "filed", "已报送"
    SENT_BACK = "sent_back", "已退回"
    ACCEPTED = "accepted", "已验收"
    REOPENED = "reopened", "已重开"


# A return in one of these is with the reporter: he may change its answers and file it.
WITH_REPORTER = (State.DRAFT, State.SENT_BACK, State.REOPENED)


class Act(models.TextChoices):
    """What may happen to a return; each but the note leads to the state of its name."""

    FILED = "filed", "报送"
    SENT_BACK = "sent_back", "退回"
    ACCEPTED = "accepted", "验收"
    REOPENED = "reopened", "重开"


class Reviewers(models.TextChoices):
    """Which posts accept or send back the returns of a form."""

    BOTH = "both", "统筹员和分析员"
    COORDINATOR = "coordinator", "统筹员"
    ANALYST = "analyst", "分析员"


class Occasion(models.TextChoices):
    """On what occasion somebody is told of a return."""

    COMING = "coming", "将到期"
    DUE = "due", "今日到期"
    OVERDUE = "overdue", "已逾期"
    ESCALATED = "escalated", "逾期未报，报统筹员"
    RETURNED = "returned", "退回未重报"
