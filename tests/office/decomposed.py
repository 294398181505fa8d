"""A target that was shared out over two counties and kept as a version."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from kaimenhong.analysis.holder import Holder
from kaimenhong.analysis.parts import Cell, Method, Whole
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from office.campaigns.decomposing import actions
from office.campaigns.models import Decomposition, Over, Target
from office.people import queries as people
from office.people.models import Person

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


def kept(
    target: Target,
    *,
    by: Person | None = None,
    low: str | None = None,
    holder: Holder = Holder.COUNTY,
    why: str = "按会议意见",
) -> Decomposition:
    """Keep a version: a growth shared over 青岚县 and 白榆县 by weights of one's own."""
    return actions.keep_version(
        by=by or people.console(),
        target=target.pk,
        over=Over.AREAS,
        whole=Whole(
            target.indicator,
            target.area.subject,
            Holder.CITY,
            Period.parse(target.period),
            Measure.GROWTH,
            target.value or Decimal(0),
            "%",
            1,
        ),
        cells=(
            Cell("area:990121", "青岚县", holder, base=Decimal(20), weight=Decimal(2)),
            Cell(
                "area:990124",
                "白榆县",
                holder,
                base=Decimal(10),
                weight=Decimal(1),
                low=None if low is None else Decimal(low),
            ),
        ),
        method=Method.OWN,
        given={"cells": []},
        why=why,
        now=NOW,
    )
