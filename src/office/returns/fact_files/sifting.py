"""What of a fact file the ledger takes: which rows are new, which are known, which are refused."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from kaimenhong.engine.fact_files import FactRecords
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Finding
from kaimenhong.facts import Observation as Figure
from kaimenhong.returns.cells import CHINA
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Role
from office.people.models import Area, Person
from office.returns import queries
from office.returns.actions import Sifted, as_row, subject_of
from office.returns.fact_files.targets import Standing, no_plan
from office.returns.models import Observation
from office.returns.queries import Key, Version

type Rows = list[tuple[Observation, Place]]


@dataclass(slots=True)
class _Sieve:
    """A fact file on its way into the ledger."""

    areas: dict[str, Area]
    by: Person
    received: datetime
    standing: Standing
    ledger: dict[Key, dict[datetime, Version]]
    refused: list[Finding]
    rows: list[Observation] = field(default_factory=list)
    unchanged: int = 0

    def refuse(self, mistake: Mistake, place: Place) -> None:
        self.refused.append(Finding(mistake.at(place), place))


def sift(
    records: FactRecords,
    areas: dict[str, Area],
    *,
    by: Person,
    received: datetime,
    filed_before: set[int],
) -> Sifted:
    """Tell the new figures of a fact file from the known ones and from those that cannot be taken.

    In areas for which the file came before (`filed_before`) only keys without any version are new.
    """
    sieve = _Sieve(
        areas,
        by,
        received,
        Standing.seen_by(by),
        queries.versions({one.indicator for one in records.observations}),
        list(records.refused),
    )
    settled = {key for key in sieve.ledger if int(key[0]) in filed_before}
    for key, moment, rows in _versions(_rows(sieve, records)):
        _take(sieve, key, moment, rows, settled)
    _check_targets(sieve, records)
    return Sifted(sieve.rows, sieve.unchanged, tuple(sieve.refused))


def _rows(sieve: _Sieve, records: FactRecords) -> Rows:
    """Give the rows of the ledger that the figures would be; refuse what cannot stand there."""
    rows: Rows = []
    for figure, place in zip(records.observations, records.observed_at, strict=True):
        try:
            rows.append((as_row(figure, _checked(sieve, figure)), place))
        except Mistake as mistake:
            sieve.refuse(mistake, place)
    return rows


def _checked(sieve: _Sieve, figure: Figure) -> Area:
    """Return the area of a figure; Mistake where no such figure can be in the ledger."""
    known = terms_indicator.find(figure.indicator)
    if known is None and figure.indicator not in sieve.standing.indicators:
        raise Mistake(
            Code.INDICATOR_UNKNOWN,
            expected="目录中的指标，或方案目标所用的名称",
            came=figure.indicator,
            remedy="请改用目录中的名称或代码",
        )
    if figure.vintage > sieve.received:
        raise Mistake(
            Code.MOMENT_INVALID,
            expected="不晚于收到文件的时间",
            came=figure.vintage.astimezone(CHINA).isoformat(),
            remedy="请核对 vintage：它是何时得知，不是何时发布",
        )
    if figure.role is Role.ACTUAL and figure.period.end > figure.vintage.astimezone(CHINA).date():
        raise Mistake(
            Code.PERIOD_AHEAD,
            expected="得知之日以前结束的时期",
            came=figure.period.label,
            remedy="请核对年份和 vintage；预计数的 role 请写 expected",
        )
    return _area(sieve, figure.subject)


def _area(sieve: _Sieve, subject: str) -> Area:
    kind, _, word = subject.partition(":")
    found = sieve.areas.get(subject)
    if found is None and kind == "area":
        named = subject_of(word, sieve.areas, sieve.by)
        found = sieve.areas[named] if named else None
    if found is None:
        raise Mistake(
            Code.AREA_UNKNOWN,
            expected="台账中的地区，您可以报送的",
            came=word if kind == "area" else subject,
            remedy="请写地区全称或六位代码；单位、企业、项目的数不进这本账",
        )
    return found


def _versions(rows: Rows) -> list[tuple[Key, datetime, Rows]]:
    """Bring together the rows that are one version of one figure, the oldest version first."""
    together: defaultdict[tuple[Key, datetime], Rows] = defaultdict(list)
    for row, place in rows:
        together[queries.key_of(row), row.vintage].append((row, place))
    return [
        (key, moment, together[key, moment])
        for key, moment in sorted(together, key=lambda version: version[1])
    ]


def _take(sieve: _Sieve, key: Key, moment: datetime, rows: Rows, settled: set[Key]) -> None:
    """Take one version of one figure, unless it is known or something contradicts it."""
    known = sieve.ledger.setdefault(key, {})
    told = [(_version(row), place) for row, place in rows]
    stated = [*told, (known[moment], None)] if moment in known else told
    if len({(one.amount, one.unit) for one, _ in stated}) > 1:
        _refuse_all(sieve, rows, [one.source for one, _ in stated])
        return
    row, version = rows[0][0], told[0][0]
    before = max((one for one in known if one < moment), default=None)
    same = before is not None and _equal(known[before], version)
    if moment in known or same or key in settled:
        sieve.unchanged += len(rows)
        return
    sieve.unchanged += len(rows) - 1
    known[moment] = version
    sieve.rows.append(row)


def _version(row: Observation) -> Version:
    return Version(row.amount, row.own_unit, row.source)


def _equal(one: Version, other: Version) -> bool:
    return (one.amount, one.unit) == (other.amount, other.unit)


def _refuse_all(sieve: _Sieve, rows: Rows, sources: list[str]) -> None:
    """Refuse all rows of a version that has several values, each beside the others."""
    for number, (row, place) in enumerate(rows):
        others = [f"“{source}”" for at, source in enumerate(sources) if at != number]
        sieve.refuse(
            Mistake(
                Code.ROW_CONTRADICTS,
                expected=f"与{'、'.join(others)}一致",
                came="空" if row.value is None else f"{row.value:f}{row.unit}",
                remedy="同一个数、同一版本有不同的值；账上的不改，更正的请写上更晚的 vintage",
            ),
            place,
        )


def _check_targets(sieve: _Sieve, records: FactRecords) -> None:
    """Count the targets that stand already; refuse the others, which no plan here has set."""
    for target, place in zip(records.targets, records.targets_at, strict=True):
        try:
            area = _area(sieve, target.figure.subject)
        except Mistake as mistake:
            sieve.refuse(mistake, place)
            continue
        if sieve.standing.has(target, area):
            sieve.unchanged += 1
        else:
            sieve.refuse(no_plan(target), place)
