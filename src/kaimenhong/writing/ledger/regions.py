"""What words for areas mean to a paper: 全市, 我县, 全省平均, names; who is above and beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import area as areas
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.subject import name_of, parent_of, tier
from kaimenhong.terms.wording import folded
from kaimenhong.writing.ledger.ledger import Ledger

_AVERAGE = re.compile("(?:的?平均(?:水平|增速|值)?|增速|水平)$")
_OWN = re.compile("(?:我|本)[省市县区州旗镇乡]|(?:我|本)地")
_WHOLE = re.compile("(?:全|所在)(?P<kind>[国省市县区州旗镇乡])")
_STATE = ("area:全国", "area:100000", "area:000000")


@dataclass(frozen=True)
class Regions:
    """The areas of a ledger as seen from `own`, the area that a paper speaks for."""

    ledger: Ledger
    own: str

    @cached_property
    def _areas(self) -> tuple[str, ...]:
        return tuple(one for one in self.ledger.subjects if one.startswith("area:"))

    @cached_property
    def parent(self) -> str | None:
        """The area above the own one: by the catalogue, else the one area a tier up in the facts.

        Of a county-level city among counties it is the other city of the facts, the larger one.
        """
        return self.over(self.own)

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return {}

    def over(self, subject: str) -> str | None:
        """Give the area above an area, None where nothing tells."""
        if subject not in self._parents:
            self._parents[subject] = self._over(subject)
        return self._parents[subject]

    def _over(self, subject: str) -> str | None:
        if subject in self.ledger.parents:
            return self.ledger.parents[subject]
        found = parent_of(subject, self._areas)
        if found in self._areas or (found is not None and self._only_above(subject) is None):
            return found
        if over := self._only_above(subject):
            return over
        above = [one for one in self._areas if self._is_over(one, subject)]
        return above[0] if len(above) == 1 else None

    def _only_above(self, subject: str) -> str | None:
        """The one area of the facts a tier up by name.

        A fictional county may bear the name of a real one, whose city is not in the facts then.
        """
        level = tier(name_of(subject))
        above = [one for one in self._areas if level and tier(name_of(one)) == level - 1]
        # Of two cities over counties the smaller is one of the counties' own kind.
        outer = [one for one in above if not any(self._is_over(other, one) for other in above)]
        return outer[0] if len(outer) == 1 else None

    def _is_over(self, one: str, subject: str) -> bool:
        """Whether a city is so much larger than another city that it must be the one above it."""
        both = tier(name_of(one)), tier(name_of(subject))
        return one != subject and both == (1, 1) and self._outweighs(one, subject)

    def _outweighs(self, one: str, other: str) -> bool:
        larger = [
            mine.value > theirs.value
            for indicator in self.ledger.indicators_of(one)
            for mine in self.ledger.of(one, indicator)
            for theirs in self.ledger.of(other, indicator)
            if mine.figure.measure is theirs.figure.measure is Measure.LEVEL
            and mine.figure.period == theirs.figure.period
            and mine.unit == theirs.unit
            and mine.value is not None
            and theirs.value is not None
        ]
        return bool(larger) and all(larger)

    def siblings(self, subject: str | None = None) -> tuple[str, ...]:
        """Give the areas that an area is ranked among, itself included, in the order of the facts.

        Those of the same parent; where nothing tells the parent, those of the same tier.
        """
        of = subject or self.own
        above, level = self.over(of), tier(name_of(of))
        beside = [
            one
            for one in self._areas
            if one == of
            or (
                one != above
                and self.over(one) == above
                and (above is not None or tier(name_of(one)) == level)
            )
        ]
        return tuple(beside)

    def resolve(self, word: str | None) -> str | None:
        """Give the subject that a word of the text means; None where the facts let nobody say.

        Nothing said, 我县, 本区 and 全… of the own kind are the own area; 全… of a kind above is
        the one area of that kind over it.
        """
        if word is None or _OWN.fullmatch(word):
            return self.own
        plain = _AVERAGE.sub("", word)
        if whole := _WHOLE.fullmatch(plain):
            return self._whole(whole["kind"])
        return self._named(plain)

    def _whole(self, kind: str) -> str | None:
        if kind == "国":
            return next((one for one in _STATE if one in self._areas), None)
        chain = [self.own, *self._above()]
        return next((one for one in chain if name_of(one).endswith(_ENDS.get(kind, kind))), None)

    def _above(self) -> list[str]:
        """Give the areas over the own one; over the topmost, the only province of the facts."""
        found: list[str] = []
        one = self.over(self.own)
        while one is not None and one not in found and one != self.own:
            found.append(one)
            one = self.over(one)
        provinces = [one for one in self._areas if tier(name_of(one)) == 0]
        return found + [one for one in provinces if len(provinces) == 1 and one not in found]

    def _named(self, name: str) -> str | None:
        exact = [one for one in self._areas if folded(name_of(one)) == folded(name)]
        if len(exact) == 1:
            return exact[0]
        short = [one for one in self._areas if areas.short_name(name_of(one)) == name]
        return short[0] if len(short) == 1 else None


# 全省 may be of an 自治区, 全市 of an 自治州: what the word's kind is called in names.
_ENDS: dict[str, tuple[str, ...]] = {
    "省": ("省", "自治区"),
    "市": ("市", "州", "盟", "地区"),
    "州": ("州",),
}


def own_area(ledger: Ledger, area: str | None) -> str:
    """Give the subject that a paper speaks for: by name or code, else the only one of the facts.

    Without a word it is the one area that all targets of the facts are for, or that alone stands
    below the others. Raises Mistake AREA_UNKNOWN where the facts do not have it, or where nobody
    said which of several it is.
    """
    subjects = [one for one in ledger.subjects if one.startswith("area:")]
    named = [one for one in subjects if area and _is_called(one, area)]
    if len(named) == 1:
        return named[0]
    if area is None and len(found := _spoken_for(ledger, subjects)) == 1:
        return found[0]
    names = "、".join(name_of(one) for one in subjects[:8])
    raise Mistake(
        Code.AREA_UNKNOWN,
        expected="数据表里有的一个地区",
        came=area or "",
        remedy=f"请写明材料是哪个地区的，例如：{names}" if names else "数据表里没有地区的数",
    )


def _is_called(subject: str, area: str) -> bool:
    names = {subject, subject.removeprefix("area:"), name_of(subject)}
    return area in names or areas.short_name(name_of(subject)) == area


def _spoken_for(ledger: Ledger, subjects: Sequence[str]) -> list[str]:
    if len(subjects) == 1:
        return list(subjects)
    aimed = dict.fromkeys(
        one.figure.subject
        for one in ledger.entries
        if one.tier is not None and one.figure.subject.startswith("area:")
    )
    lowest = max((tier(name_of(one)) or 0 for one in aimed), default=0)
    return [one for one in aimed if (tier(name_of(one)) or 0) == lowest]
