"""Indicator 指标: what is measured, from the catalogue; looked up by code, name or alias."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Accumulation, Measure, PriceBasis
from kaimenhong.terms.tables import rows
from kaimenhong.terms.wording import folded


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the catalogue; the values of its fields are explained at the head of the table.

    `unit` is the usual unit and the first of `units`; `direction` is up, down, band or neutral;
    `measures` is what is released, `jan_rule` whether January exists, `aggregation` whether and how
    areas add up.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    name_en: str
    unit: str
    units: tuple[str, ...]
    frequency: str
    nature: str
    measures: tuple[str, ...]
    price_basis: str
    jan_rule: str
    direction: str
    accumulation: Accumulation
    owner: str
    published_day: str
    aggregation: str
    notes: str

    @property
    def short_name(self) -> str:
        """The name without the remark in brackets, as papers print it.

        >>> indicator("FAI").name, indicator("FAI").short_name
        ('固定资产投资(不含农户)', '固定资产投资')
        """
        return re.sub(r"\(.*?\)", "", self.name)

    @property
    def digits(self) -> int:
        """How many decimals of the level are usually printed in `unit`; growth has one."""
        return quantity.unit(self.unit).digits

    def unit_of(self, measure: Measure) -> str:
        """Give the unit that a measure of this indicator is stored in.

        >>> indicator("GDP").unit_of(Measure.GROWTH), indicator("IND_VA").unit_of(Measure.LEVEL)
        ('%', '亿元')
        """
        level = next((unit for unit in self.units if unit != "%"), self.unit)
        return _UNIT_OF.get(measure, level)

    def basis_of(self, measure: Measure) -> PriceBasis:
        """Give the prices at which a measure is usually released: GDP grows at constant ones.

        >>> [indicator("GDP").basis_of(m).value for m in (Measure.LEVEL, Measure.GROWTH)]
        ['current', 'constant']
        """
        level, _, growth = self.price_basis.partition("/")
        word = growth or level if measure is Measure.GROWTH else level
        return _BASIS_OF.get(word, PriceBasis.NA)


@cache
def catalogue() -> Mapping[str, Indicator]:
    """Give all indicators by code, in the order of the catalogue."""
    more: dict[str, list[str]] = {}
    for row in rows("indicator_aliases"):
        more.setdefault(row["code"], []).append(row["alias"])
    made = (_made(row, more.get(row["code"], [])) for row in rows("indicators"))
    return MappingProxyType({one.code: one for one in made})


@cache
def spellings() -> Mapping[str, Indicator]:
    """Give all indicators by every folded name, short name, alias and code."""
    found: dict[str, Indicator] = {}
    for one in catalogue().values():
        for spelling in (one.code, one.name, one.short_name, *one.aliases):
            found.setdefault(folded(spelling), one)
    return MappingProxyType(found)


def find(text: str) -> Indicator | None:
    """Give the indicator whose code, name or alias this is, or None; nothing is guessed.

    >>> find("“社消零”").code, find("ｇｄｐ").code, find("产值")
    ('RETAIL', 'GDP', None)
    """
    return spellings().get(folded(text))


def indicator(text: str) -> Indicator:
    """Give the indicator of a name; raises Mistake INDICATOR_UNKNOWN, which names what is near.

    >>> indicator("技改投资").code
    'TECH_INV'
    """
    found = find(text)
    if found is None:
        raise Mistake(
            Code.INDICATOR_UNKNOWN,
            expected="指标目录中的名称、简称或代码",
            came=text,
            remedy=_remedy(folded(text)),
        )
    return found


@cache
def _ambiguous() -> Mapping[str, tuple[Indicator, ...]]:
    table = catalogue()
    return {
        folded(row["word"]): tuple(table[code] for code in _listed(row["codes"]))
        for row in rows("ambiguous_words")
    }


def meanings(text: str) -> tuple[Indicator, ...]:
    """Give what a word that is no name may mean: 产值 is output of industry, building or farming.

    >>> [one.code for one in meanings("工业增加值")], meanings("社零")
    (['IND_VA', 'VA_IND'], ())
    """
    return _ambiguous().get(folded(text), ())


def _remedy(text: str) -> str:
    if several := meanings(text):
        return f"这个词有多种含义，请写明是{_quoted(several)}"
    words = get_close_matches(text, spellings(), n=6, cutoff=0.55)
    near = tuple(dict.fromkeys(spellings()[word] for word in words))[:3]
    if not near:
        return (
            "请改用目录中的名称，例如“地区生产总值”“规模以上工业增加值”；目录里没有的指标还不能收数"
        )
    return f"相近的有{_quoted(near)}，是同一指标的请改用；目录里没有的指标还不能收数"


def _quoted(several: tuple[Indicator, ...]) -> str:
    return "".join(f"“{one.name}”" for one in several)


def _made(row: dict[str, str], more: list[str]) -> Indicator:
    units = tuple(quantity.unit(part).code for part in re.split(r"/|或| or ", row["unit"]))
    return Indicator(
        code=row["code"],
        name=row["name"],
        aliases=(*_listed(row["aliases"]), *more),
        name_en=row["name_en"],
        unit=units[0],
        units=units,
        frequency=row["frequency"],
        nature=row["nature"],
        measures=_listed(row["measures"]),
        price_basis=row["price_basis"],
        jan_rule=row["jan_rule"],
        direction=row["direction"],
        accumulation=Accumulation(row["accumulation"]),
        owner=row["owner"],
        published_day=row["published_day"],
        aggregation=row["aggregation"],
        notes=row["notes"],
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


_UNIT_OF = {
    Measure.GROWTH: "%",
    Measure.SHARE: "%",
    Measure.COMPLETION: "%",
    Measure.CHANGE_PP: "个百分点",
    Measure.GAP_PP: "个百分点",
    Measure.GROWTH_RANK: "位",
    Measure.LEVEL_RANK: "位",
}

_BASIS_OF = {
    "current": PriceBasis.CURRENT,
    "constant": PriceBasis.CONSTANT,
    "fixed_unit": PriceBasis.CONSTANT,
}
