"""What the reader of the board has chosen to see; it stands in the address and can be passed on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kaimenhong.analysis.lights import Light
from office.board.queries import BoardRow


@dataclass(frozen=True, slots=True)
class Filters:
    """Choices by light, by office that answers, by area and by period; "" means all."""

    light: str = ""
    office: str = ""
    area: str = ""
    period: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filters:
        """Take the choices out of an address; what is not there is all."""
        return cls(**{name: query.get(name, "") for name in cls.__slots__})

    def keep(self, rows: Iterable[BoardRow]) -> list[BoardRow]:
        """Return the rows that fit all choices."""
        return [row for row in rows if self.fits(row)]

    def fits(self, row: BoardRow) -> bool:
        """Tell whether one row fits."""
        return (
            self.light in ("", row.light)
            and self.area in ("", row.target.area.code)
            and self.period in ("", row.target.period)
            and (
                not self.office
                or self.office in (*row.who.leads, *row.who.units)
                or self.office in row.who.members
            )
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from on this board."""

    offices: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    periods: tuple[tuple[str, str], ...]


def choices(rows: Iterable[BoardRow]) -> Choices:
    """Return the offices, areas and periods that occur, each once, in the order of the plan."""
    known = list(rows)
    leads = [office for row in known for office in row.who.leads]
    units = [office for row in known for office in row.who.units]
    return Choices(
        offices=tuple(dict.fromkeys(leads + units)),
        areas=tuple(dict.fromkeys((r.target.area.code, r.target.area.name) for r in known)),
        periods=tuple(dict.fromkeys((r.target.period, r.target_period) for r in known)),
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """One light and how many rows bear it; code "" stands for all of them."""

    code: str
    word: str
    count: int


def tiles(rows: Iterable[BoardRow], chosen: Filters) -> tuple[Tile, ...]:
    """Count the lights among the rows that fit all other choices: what choosing one would show."""
    others = replace(chosen, light="").keep(rows)
    counts = Counter(row.light for row in others)
    each = (Tile(light.value, light.label, counts[light.value]) for light in Light)
    return (Tile("", "全部", len(others)), *each)
