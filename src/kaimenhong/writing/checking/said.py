"""A figure as the draft says it: where number and unit stand, and the words that lead to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from kaimenhong.facts import Reading, Statement
from kaimenhong.terms import numerals, quantity
from kaimenhong.terms.codelists import Comparator, Measure

# Full-width signs one for one, so that offsets hold.
_NARROW = str.maketrans("０１２３４５６７８９．％－＋−", "0123456789.%-+-")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CHINESE = re.compile("[一二三四五六七八九十百]+")
_AFTER = re.compile("(?:以上|以下|以内|以外|左右|上下|余|多|强|之间|\\*|\\s)+$")
_STOPS = re.compile("[。！？\n\t]")
_CLAUSE = re.compile("[；;]")
# 比第1位的云溪县低: the place says which county, and is nobody's figure here.
_OF_ANOTHER = re.compile("(?<=位)的")
_LEADING = "，、：,（(）)和及与"
_WALL = re.compile("[，。；、：！？（）\n]")
LONGEST_TAIL = 16
LONGEST_UNIT = 6
LONGEST_LEAD = 60
LONGEST_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Said:
    """One printed figure with all that it states (均增长5% states several things).

    `number` has no sign and `digits` decimals; `times` makes the statement's value of it (1.2倍 is
    120 %). `before` are the words from the figure before, or the clause's beginning, to this one;
    `opening` is where they start. `sentence` reaches from the sentence's beginning to the figure,
    `after` from it to the end of its clause.
    """

    statements: tuple[Statement, ...]
    start: int
    end: int
    text: str
    number: Decimal
    digits: int
    unit: str
    times: Decimal
    before: str
    opening: int
    sentence: str
    after: str = ""

    @property
    def statement(self) -> Statement:
        """The first thing that the figure states."""
        return self.statements[0]

    @property
    def negative(self) -> bool:
        """Whether the words around it make it less than nothing."""
        return bool(self.statement.value and self.statement.value < 0)


def said(reading: Reading) -> list[Said]:
    """Give the printed figures of a reading in order; blanks, ranges and 同步 are none."""
    found: list[Said] = []
    plain = reading.text.translate(_NARROW)
    stops = sentence_ends(plain)
    for place, group in _placed(reading.statements, plain):
        found.append(_one(place, tuple(group), plain, stops, found))
    return found


def _placed(
    statements: Sequence[Statement], text: str
) -> Iterator[tuple[tuple[int, int], list[Statement]]]:
    """Give each printed figure's place with its statements."""
    stating = [one for one in statements if _is_plain(one)]
    placed = [(_spot(one, stating, text), one) for one in stating]
    known = sorted(
        ((spot, one) for spot, one in placed if spot is not None), key=lambda pair: pair[0]
    )
    for spot, pairs in groupby(known, key=lambda pair: pair[0]):
        if not _OF_ANOTHER.match(text, spot[1]):
            yield spot, [one for _, one in pairs]


def _is_plain(one: Statement) -> bool:
    between = one.comparator in (Comparator.BETWEEN, Comparator.IN_STEP_WITH)
    return one.value is not None and not one.placeholder and not between


def _spot(one: Statement, all_of_them: Sequence[Statement], text: str) -> tuple[int, int] | None:
    end = one.start + len(_AFTER.sub("", text[one.start : one.end]))
    numbers = list(_NUMBER.finditer(text, one.start, end))
    if _is_part_of_ratio(one, text):
        shares = [
            other
            for other in all_of_them
            if (other.start, other.end) == (one.start, one.end) and other.measure is Measure.SHARE
        ]
        at = shares.index(one) - len(shares)
        return numbers[at].span() if len(numbers) >= -at else None
    if not numbers:
        numbers = list(_CHINESE.finditer(text, one.start, end))
    if not numbers:
        return None
    # 25.72万平方米 and 下降2.2% may share a cell, and the span of both is the cell.
    own = [at for at in numbers if _may_be(at[0], one)] or numbers[-1:]
    last = own[-1]
    behind = next((at.start() for at in numbers if at.start() > last.start()), None)
    return last.start(), end if behind is None else _before(text, last.end(), behind)


def _may_be(printed: str, one: Statement) -> bool:
    if one.value is None or not _NUMBER.fullmatch(printed):
        return False
    number = Decimal(printed.replace(",", ""))
    return bool(number) and abs(one.value) / number in _PLAIN_TIMES


def _before(text: str, start: int, end: int) -> int:
    """Where the unit of a number ends that another follows: at the end of its line or clause."""
    wall = _WALL.search(text, start, end)
    return wall.start() if wall else end


def _is_part_of_ratio(one: Statement, text: str) -> bool:
    return one.measure is Measure.SHARE and bool(
        re.search(r"[\d.]\s*[∶:：]\s*[\d.]", text[one.start : one.end])
    )


def _one(
    place: tuple[int, int],
    group: tuple[Statement, ...],
    text: str,
    stops: Sequence[int],
    earlier: Sequence[Said],
) -> Said:
    start, end = place
    sentence, opening = led_in(text, stops, start, since=earlier[-1].end if earlier else 0)
    printed = _NUMBER.match(text, start, end)
    number, digits = _number(printed[0] if printed else text[start:end])
    unit = _unit(text[printed.end() : end] if printed else "", group[0].unit)
    end = printed.end() + len(unit) if printed else end
    return Said(
        statements=group,
        start=start,
        end=end,
        text=text[start:end],
        number=number,
        digits=digits,
        unit=_meant(unit, group[0].unit),
        times=_times(group[0], number),
        before=text[opening:start],
        opening=opening,
        sentence=text[max(sentence, start - LONGEST_SENTENCE) : start],
        after=_WALL.split(text[end : end + LONGEST_TAIL], maxsplit=1)[0],
    )


def led_in(text: str, stops: Sequence[int], start: int, *, since: int) -> tuple[int, int]:
    """Give where the sentence of a figure begins, and the words that lead to it from `since` on."""
    sentence = _sentence_start(start, stops)
    opening = max(sentence, since, start - LONGEST_LEAD)
    cuts = [one.end() for one in _CLAUSE.finditer(text, opening, start)]
    opening = cuts[-1] if cuts else opening
    while opening < start and (text[opening] in _LEADING or text[opening].isspace()):
        opening += 1
    return sentence, opening


def sentence_ends(text: str) -> list[int]:
    """Give where the sentences of a text stop."""
    return [one.start() for one in _STOPS.finditer(text)]


def _unit(behind: str, unit: str | None) -> str:
    """The unit as it is written behind the number; of 143家规上工业企业 only 家."""
    if unit and behind.startswith(unit):
        return unit
    known = (behind[:length] for length in range(min(len(behind), LONGEST_UNIT), 0, -1))
    return next((one for one in known if quantity.find_unit(one)), "")


def _meant(written: str, unit: str | None) -> str:
    """The unit as it is meant: 高于全省、全市2.6个、1.8个百分点 says 百分点 once for both."""
    return unit if unit and (not written or unit == f"{written}百分点") else written


def _sentence_start(start: int, stops: Sequence[int]) -> int:
    at = bisect_left(stops, start)
    return stops[at - 1] + 1 if at else 0


def _number(text: str) -> tuple[Decimal, int]:
    plain = text.replace(",", "")
    if _NUMBER.fullmatch(plain):
        value = Decimal(plain)
        exponent = value.as_tuple().exponent
        return value, -exponent if isinstance(exponent, int) else 0
    signs = _CHINESE.match(text)
    return Decimal(numerals.integer(signs[0]) or 0 if signs else 0), 0


def _times(one: Statement, number: Decimal) -> Decimal:
    """How many times the printed number the statement's value is."""
    if not number or one.value is None:
        return Decimal(1)
    times = abs(one.value) / number
    return times if times in _PLAIN_TIMES else Decimal(1)


_PLAIN_TIMES = frozenset(map(Decimal, (1, 10, 100, 1000, 10_000, 100_000_000)))
