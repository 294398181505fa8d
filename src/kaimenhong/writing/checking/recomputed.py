"""What the paper itself lets recompute: its own figures stand in where the facts are silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from kaimenhong.facts import Observation
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.codelists import Accumulation, Measure, PriceBasis, Status
from kaimenhong.writing.checking.claim import Form
from kaimenhong.writing.checking.context import Context
from kaimenhong.writing.checking.judged import Judged
from kaimenhong.writing.checking.judging import judge
from kaimenhong.writing.checking.verdict import Verdict
from kaimenhong.writing.ledger.entry import observed
from kaimenhong.writing.ledger.ledger import Ledger
from kaimenhong.writing.ledger.regions import Regions

SAID = "本文所写"
_NEVER = datetime(1, 1, 2, tzinfo=timezone(timedelta(hours=8)))
_STATED = (Measure.LEVEL, Measure.GROWTH)


def recomputed(found: Sequence[Judged], context: Context) -> list[Judged]:
    """Judge again what the facts do not tell, with the paper's own figures added to them.

    The facts come first: of a figure that they have, the paper's is not taken; a figure that the
    paper gives in two ways is not taken either.
    """
    if all(one.checked.verdict is not Verdict.UNKNOWN for one in found):
        return list(found)
    own = tuple(map(observed, _own_figures(found, context)))
    ledger = Ledger((*context.regions.ledger.entries, *own))
    richer = replace(context, regions=Regions(ledger, context.own))
    judged: list[Judged] = []
    for one in found:
        if one.checked.verdict is Verdict.UNKNOWN and not _stands(one):
            again = judge(one.said, richer, judged)
            one = again if again.claim and again.claim.form is not Form.STANDS else one
        judged.append(one)
    return judged


def _stands(one: Judged) -> bool:
    return one.claim is not None and one.claim.form is not Form.STANDS


def _own_figures(found: Iterable[Judged], context: Context) -> Iterator[Observation]:
    said: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for one in found:
        if one.checked.verdict is not Verdict.UNKNOWN:
            continue
        for figure in _figures(one, context):
            key = (figure.subject, figure.indicator, figure.period, figure.measure, figure.role)
            said[key].append(figure)
    for several in said.values():
        if len({one.value for one in several}) == 1:
            yield several[0]


def _figures(one: Judged, context: Context) -> Iterator[Observation]:
    for statement in one.said.statements:
        subject = context.subject(statement.area)
        period = statement.period or context.main
        if subject is None or period is None or statement.measure not in _STATED:
            continue
        named = indicators.find(statement.indicator)
        yield Observation(
            subject=subject,
            indicator=named.code if named else statement.indicator,
            period=period,
            accumulation=Accumulation.CUMULATIVE,
            measure=statement.measure,
            role=statement.role,
            value=Decimal(statement.value or 0),
            unit=one.said.unit or statement.unit or "",
            basis=PriceBasis.NA,
            caliber="",
            status=Status.DISPATCH,
            vintage=_NEVER,
            source=SAID,
        )
