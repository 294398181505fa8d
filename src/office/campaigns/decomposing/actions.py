"""Writes about decompositions: a version is worked out once more and kept, with who, when, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from kaimenhong.analysis.decompose import Decomposition as Shared
from kaimenhong.analysis.decompose import shared
from kaimenhong.analysis.parts import Cell, Method, Whole
from kaimenhong.errors import Code, Mistake
from office.campaigns.decomposing import queries
from office.campaigns.models import Decomposition, DecompositionPart, Over
from office.people import audit
from office.people.models import Person


@transaction.atomic
def keep_version(
    *,
    by: Person,
    target: int,
    over: Over,
    whole: Whole,
    cells: Sequence[Cell],
    method: Method,
    given: Mapping[str, object],
    why: str,
    now: datetime,
) -> Decomposition:
    """Share the target out and keep the result as its next version; nothing of it is changed later.

    Raises Refused where the target is not the person's to decompose, SHARE_INPUT_INVALID without a
    reason why, and what `shared` raises: the law (below the county), bounds that cannot hold.
    """
    row = queries.target(by, target)
    _demand_reason(why)
    found = shared(whole, cells, method)
    last = row.decompositions.aggregate(last=Max("version"))["last"] or 0
    made = Decomposition.objects.create(
        target=row,
        version=last + 1,
        over=over,
        method=method,
        measure=whole.measure,
        value=whole.value,
        unit=whole.unit,
        residual=found.residual,
        notes=list(found.notes),
        given=dict(given),
        why=why.strip()[:200],
        by=by,
        at=now,
    )
    _keep_parts(made, found)
    audit.record(
        by=by,
        act="target.decompose",
        on=str(row)[:120],
        detail={
            "target": row.pk,
            "version": made.version,
            "over": over.value,
            "method": method.value,
            "parts": len(found.shares),
            "why": made.why,
        },
    )
    return made


def _demand_reason(why: str) -> None:
    if not why.strip():
        raise Mistake(
            Code.SHARE_INPUT_INVALID,
            expected="说明为什么这样分",
            came="",
            remedy="请写一句话，如“按市长办公会意见，白榆县放低 1 个点”",
        )


def _keep_parts(made: Decomposition, found: Shared) -> None:
    DecompositionPart.objects.bulk_create(
        DecompositionPart(
            decomposition=made,
            subject=share.cell.subject,
            name=share.cell.name,
            weight=share.weight,
            ideal=share.ideal,
            value=share.value,
            binding=share.binding,
            level=share.level,
            growth=share.growth,
            reason=share.reason[:300],
        )
        for share in found.shares
    )
