"""Which warnings and doubts are about a target."""

from __future__ import annotations

from django import template

from office.board.signs import Seen, Signs
from office.campaigns.models import Target

register = template.Library()


@register.filter
def about(seen: Seen | str, target: Target) -> Signs:
    """Return the signs about the target's indicator in its area; none on a page without any."""
    return seen.of(target.area.subject, target.indicator) if isinstance(seen, Seen) else Signs()
