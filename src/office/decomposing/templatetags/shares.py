"""Which share of a result belongs to a row of the form."""

from __future__ import annotations

from django import template

from kaimenhong.analysis.decompose import Decomposition, Share

register = template.Library()


@register.filter
def share_of(subject: str, result: Decomposition | None) -> Share | None:
    """Return the share of one cell; None where it takes no part or nothing came out."""
    shares = result.shares if result else ()
    return next((share for share in shares if share.cell.subject == subject), None)
