"""What the page of the board must know of the reader's choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import template

from kaimenhong.analysis.lights import Light

if TYPE_CHECKING:
    from office.board.filters import Choices, Filters, Tile

register = template.Library()


@register.filter
def strange(chosen: Filters, choices: Choices) -> bool:
    """Tell whether an address chooses what this board does not have at all."""
    offered = (
        (chosen.light, {light.value for light in Light}),
        (chosen.office, set(choices.offices)),
        (chosen.area, {code for code, _ in choices.areas}),
        (chosen.period, {code for code, _ in choices.periods}),
    )
    return any(choice and choice not in offer for choice, offer in offered)


@register.filter
def with_light(chosen: Filters, light: str) -> str:
    """Return the query of an address that keeps the other choices and asks for one light."""
    kept = {name: choice for name, choice in asdict(chosen).items() if choice}
    return urlencode(kept | {"light": light})


@register.filter
def reds(tiles: Iterable[Tile]) -> int:
    """Return how many red targets there are among those that fit the other choices."""
    return sum(tile.count for tile in tiles if tile.code == Light.RED)
