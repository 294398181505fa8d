"""The rules of lights that hold here: the place's own file, and the defaults for the rest."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from kaimenhong.analysis.lights import LightRule, default_rules, read_rules, with_defaults
from kaimenhong.documents.open import open_document


def rules() -> tuple[LightRule, ...]:
    """Return the rules by which lights are given; `Mistake` where the place's own are wrong.

    The file is read anew when it was changed, so that a mended rule needs no restart.
    """
    changed = edition()
    return _of(settings.LIGHT_RULES, changed) if changed else default_rules()


def edition() -> int:
    """Return a number that changes with the place's own file; 0 where there is none."""
    path: Path = settings.LIGHT_RULES
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=1)
def _of(path: Path, changed: int) -> tuple[LightRule, ...]:
    return with_defaults(read_rules(open_document(path).text, name=path.name))
