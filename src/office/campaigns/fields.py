"""A column for figures that keeps the digits as they were written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Text = models.CharField[Decimal | None, Decimal | None]
else:  # Django's fields take no type arguments at run time
    Text = models.CharField


class FigureField(Text):
    """A Decimal stored as its text: `16.50` stays `16.50`, on every database.

    SQLite has no decimal type and would hand back 16.5; how precise a published figure was written
    is part of the figure. None is a figure known to be missing.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fix the width; a figure is always optional."""
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("null", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: object) -> Decimal | None:
        """Give the figure back with its digits."""
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        """Take a figure from a form or a fixture."""
        return None if value in (None, "") else Decimal(str(value))

    def get_prep_value(self, value: Any) -> str | None:
        """Write the figure without exponent."""
        return None if value is None else format(Decimal(value), "f")
