"""What went wrong with a figure: its sign, unit, version, period, area, or simply its value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.period import Period
from kaimenhong.terms.subject import name_of
from kaimenhong.writing.checking.agreeing import agrees, digits_of, in_unit, nearly, printed, shown
from kaimenhong.writing.checking.claim import Claim, Form
from kaimenhong.writing.checking.context import Context
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.checking.verdict import Kind, Verdict
from kaimenhong.writing.ledger.entry import Entry
from kaimenhong.writing.ledger.question import Answer

type Tried = tuple[Claim, Answer]
MOST_PERIODS = 24


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The verdict on a figure that no answer agrees with, and which answer should stand there."""

    verdict: Verdict
    kind: Kind | None
    tried: Tried
    shown: str
    reason: str


def side(claim: Claim) -> int:
    """Which side of nothing the words put the figure on; 0 where they put it on none.

    收窄 of a fall is a gain, of a rise it is a loss.
    """
    verb = claim.verb
    if verb is not None and verb.says in ("narrowed", "widened") and claim.of in _OF_RISE:
        return -claim.sign
    return claim.sign


_OF_RISE = ("增速", "增幅", "涨幅")


def faces(claim: Claim, answer: Answer) -> bool:
    """Tell whether the words have the figure on the side where it is."""
    wanted = side(claim)
    return not wanted or not answer.value or (answer.value > 0) is (wanted > 0)


def diagnose(said: Said, tried: Sequence[Tried], context: Context) -> Diagnosis | None:
    """Say what is wrong; None where the words leave it open whether anything is.

    The first that fits speaks: the other sign, another unit, an earlier version, another period,
    another area, a step of rounding, and only then simply another value.
    """
    shapes = (_turned, _misplaced, _outdated, _of_another_period, _of_another_area, _rounded)
    for shape in shapes:
        for pair in tried:
            if found := shape(said, pair, context):
                return found
    return _other_value(said, tried)


def _turned(said: Said, tried: Tried, context: Context) -> Diagnosis | None:
    claim, answer = tried
    if faces(claim, answer) or not agrees(answer, said):
        return None
    change = claim.verb is not None and claim.verb.says in ("faster", "slower", *_OF_FALL)
    kind = Kind.WORDING if change and claim.form is Form.APART else Kind.SIGN
    told = shown(answer, said)
    text = f"{_way(claim, answer)}{told}"
    return Diagnosis(Verdict.WRONG, kind, tried, text, "升降与数字相反")


_OF_FALL = ("narrowed", "widened")


def _way(claim: Claim, answer: Answer) -> str:
    up = answer.value > 0
    if claim.form is Form.STANDS:
        return "增长" if up else "下降"
    if claim.verb is not None and claim.verb.says in ("side", "short"):
        return "高" if up else "低"
    return "提高" if up else "回落"


def _misplaced(said: Said, tried: Tried, context: Context) -> Diagnosis | None:
    """The number is right in another unit: 33375亿元 of 33375万元."""
    answer = tried[1]
    own = quantity.find_unit(answer.unit)
    if own is None or answer.unit == said.unit or own.dimension in ("percent", "point"):
        return _unlike_unit(said, tried)
    written = quantity.find_unit(said.unit)
    for unit in (answer.unit, *_units_of(own.dimension)):
        other = quantity.find_unit(unit)
        if other is None or (written and other.code == written.code):
            continue
        value = quantity.convert(answer.value, own, other)
        if printed(value, said) == said.number:
            told = f"{said.number:f}{unit}"
            return Diagnosis(Verdict.WRONG, Kind.UNIT, tried, told, f"单位应为{unit}")
    return None


def _unlike_unit(said: Said, tried: Tried) -> Diagnosis | None:
    """The unit stands in no table, or is equal and only the scale differs."""
    answer = tried[1]
    own = quantity.find_unit(answer.unit)
    if own is None or own.dimension in ("percent", "point", "rank"):
        return None
    for unit in _units_of(own.dimension):
        other = quantity.find_unit(unit)
        if other is not None and other.code != own.code:
            value = quantity.convert(answer.value, own, other)
            if printed(value, said) == said.number and said.number > 1:
                told = f"{said.number:f}{unit}"
                return Diagnosis(Verdict.WRONG, Kind.UNIT, tried, told, f"单位应为{unit}")
    return None


def _units_of(dimension: str) -> list[str]:
    units = {one.code: one for one in quantity.units().values() if one.dimension == dimension}
    return [code for code in units if code[0] not in "千百" or dimension != "yuan"]


def _outdated(said: Said, tried: Tried, context: Context) -> Diagnosis | None:
    """An earlier version, or one of a less firm status, says what the draft says."""
    claim, answer = tried
    if claim.form is not Form.STANDS or not answer.sources:
        return None
    for entry in _versions(claim, answer, context):
        if entry.value is not None and agrees(_of(entry), said):
            if not faces(claim, _of(entry)):
                continue
            newer = answer.sources[0]
            reason = (
                f"{entry.vintage:%Y年%-m月%-d日}的{entry.figure.status.label}数，"
                f"{newer.vintage:%Y年%-m月%-d日}已有{newer.figure.status.label}数"
            )
            return Diagnosis(Verdict.STALE, Kind.VALUE, tried, shown(answer, said), reason)
    return None


def _versions(claim: Claim, answer: Answer, context: Context) -> Iterator[Entry]:
    """Give what else was ever said of the same figure, the latest first."""
    held = answer.sources[0]
    yield from answer.earlier
    same = context.regions.ledger.of(claim.one.subject, claim.one.indicator)
    others = [
        one
        for one in same
        if one not in answer.sources
        and one.figure.period == held.figure.period
        and one.figure.measure is held.figure.measure
        and one.figure.role is held.figure.role
        and one.figure.accumulation is held.figure.accumulation
        and one.figure.caliber == held.figure.caliber
        and one.tier is held.tier
        and one.vintage <= held.vintage
    ]
    yield from sorted(others, key=lambda one: one.vintage, reverse=True)


def _of(entry: Entry) -> Answer:
    return Answer(entry.value or Decimal(0), entry.unit, (entry,))


def _of_another_period(said: Said, tried: Tried, context: Context) -> Diagnosis | None:
    claim, answer = tried
    if claim.form is Form.PLACE:
        return None
    for one in _periods(claim, context):
        moved = claim.at(one)
        for other in moved.answer(context.regions).answers:
            if agrees(other, said) and faces(moved, other):
                reason = f"这是{one.label}的数"
                return Diagnosis(Verdict.WRONG, Kind.PERIOD, tried, shown(answer, said), reason)
    return None


def untimely(said: Said, asked: Iterable[Claim], context: Context) -> Diagnosis | None:
    """The clause names a time of which the facts have nothing, and the figure is of another."""
    begin = said.start - len(said.sentence)
    said_here = (
        one.field == "period" and one.rule in _SAID and one.start is not None and one.start >= begin
        for one in said.statement.why
    )  # fmt: skip
    if not any(said_here):
        return None
    for claim in asked:
        reached = claim.one.role is Role.ACTUAL  # a year's aim may be told of its quarter
        if claim.form is not Form.STANDS or not claim.strong or not reached:
            continue
        for one in _periods(claim, context):
            for other in claim.at(one).answer(context.regions).answers:
                if agrees(other, said) and faces(claim, other):
                    reason = f"数据里没有所说时期的数，这是{one.label}的数"
                    told = shown(other, said)
                    return Diagnosis(Verdict.WRONG, Kind.PERIOD, (claim, other), told, reason)
    return None


_SAID = ("period.own", "period.stated")


def _periods(claim: Claim, context: Context) -> list[Period]:
    own = claim.one.period
    entries = context.regions.ledger.of(claim.one.subject, claim.one.indicator)
    found = {one.figure.period for one in entries if one.figure.period != own}
    return sorted(found, reverse=True)[:MOST_PERIODS]


def _of_another_area(said: Said, tried: Tried, context: Context) -> Diagnosis | None:
    claim, answer = tried
    if claim.form is Form.PLACE:
        return None
    regions = context.regions
    near = [context.own, regions.parent, *regions.siblings()]
    for one in dict.fromkeys(filter(None, near)):
        if one == claim.one.subject or (claim.other and one == claim.other.subject):
            continue
        moved = claim.of_subject(one)
        for other in moved.answer(regions).answers:
            if agrees(other, said) and faces(moved, other):
                reason = f"这是{name_of(one)}的数"
                return Diagnosis(Verdict.WRONG, Kind.AREA, tried, shown(answer, said), reason)
    return None


def _rounded(said: Said, tried: Tried, context: Context) -> Diagnosis | None:
    claim, answer = tried
    if not nearly(answer, said) or not faces(claim, answer) or _is_exact(said, claim, answer):
        return None
    return Diagnosis(Verdict.DOUBTFUL, None, tried, shown(answer, said), "只在四舍五入的范围内相符")


def _is_exact(said: Said, claim: Claim, answer: Answer) -> bool:
    """5.6% against 6.1% is 0.5 points apart: two published rates leave nothing to rounding."""
    published = (one.value for one in answer.sources)
    return claim.form is Form.APART and all(
        value is not None and digits_of(value) <= said.digits for value in published
    )


# What is wrong with a figure of which nothing but the value is.
_PLAIN = {Form.PLACE: Kind.RANK, Form.MOVED: Kind.RANK, Form.RATIO: Kind.RATIO}


def _other_value(said: Said, tried: Sequence[Tried]) -> Diagnosis | None:
    """Simply another value; where the words name the fact loosely, only if it looks like a slip."""
    pairs = [pair for pair in tried if pair[0].strong or slipped(said, pair[1])]
    if not pairs:
        return None
    likely = next((pair for pair in pairs if slipped(said, pair[1])), pairs[0])
    claim, answer = likely
    kind = _PLAIN.get(claim.form, Kind.VALUE)
    told = shown(answer, said)
    way = "" if faces(claim, answer) else _way(claim, answer)
    return Diagnosis(Verdict.WRONG, kind, likely, f"{way}{told}", _contradicted(claim, answer))


def _contradicted(claim: Claim, answer: Answer) -> str:
    if claim.form is Form.PLACE:
        return f"按数据应是第{answer.value:f}位" + (f"（{answer.note}）" if answer.note else "")
    if claim.form is Form.RATIO:
        return "按两个数重算，比率不符"
    return "与数据不符" if not answer.computed else "按数据重算不符"


def slipped(said: Said, answer: Answer) -> bool:
    """Tell whether the figure looks like the answer mistyped: digits changed over, or one digit.

    >>> mistyped("26.84", "28.64"), mistyped("75", "73"), mistyped("6.4", "12.7")
    (True, True, False)
    """
    value = in_unit(answer, said.unit)
    return value is not None and mistyped(f"{said.number:f}", f"{printed(value, said):f}")


def mistyped(one: str, other: str) -> bool:
    """Tell whether two printed numbers differ as slips of the hand do: see `slipped`."""
    if len(one) != len(other) or one == other:
        return False
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    long_enough = sum(sign.isdigit() for sign in one) > 1
    return long_enough and (len(apart) == 1 or Counter(one) == Counter(other))


def firmest(tried: Iterable[Tried]) -> list[Tried]:
    """Put those first whose words name the fact themselves."""
    return sorted(tried, key=lambda pair: not pair[0].strong)
