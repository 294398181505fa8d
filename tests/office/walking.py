"""Every address there is, filled with objects that are there, so that new pages are walked too."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from kaimenhong.terms import indicator


def patterns() -> Iterator[URLPattern]:
    """All patterns of the office, whatever app brings them."""
    yield from below(get_resolver())


def below(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from below(one)
        else:
            yield one


def addresses(pattern: URLPattern) -> list[dict[str, object]]:
    """What an address can be filled with: the ends of each table, and words that fit somewhere."""
    filled: list[dict[str, object]] = [{}]
    for name, converter in pattern.pattern.converters.items():
        number = isinstance(converter, IntConverter)
        values: list[object] = list(keys()) if number and name == "pk" else [1] if number else []
        values = values or ["RETAIL" if indicator.find("RETAIL") else "GDP", "s1"]
        filled = [known | {name: value} for known in filled for value in values]
    return filled


def models() -> list[type[Model]]:
    """The tables of the office."""
    return [one for one in apps.get_models() if one.__module__.startswith("office.")]


def keys() -> set[int]:
    """The first and the last key of each table that addresses may lead to."""
    ends = [model._default_manager.order_by(order) for model in models() for order in ("pk", "-pk")]
    return {row.pk for rows in ends if (row := rows.first()) is not None and row.pk < 10_000}


def sent() -> dict[str, object]:
    """Something for every field of every form, so that nothing is refused for a form left empty."""
    found: dict[str, object] = {"explanation": "改一改这个数", "kind": "bulletin"}
    for form in kinds(forms.Form):
        found |= {name: value_of(field) for name, field in form.base_fields.items()}
    return found | {"version": "1", "seen": "0", "text": "9"}


def kinds(form: type[forms.Form]) -> Iterator[type[forms.Form]]:
    """The forms of the office."""
    for one in form.__subclasses__():
        yield from kinds(one)
        if one.__module__.startswith("office."):
            yield one


def value_of(field: forms.Field) -> object:
    """Something that a field takes."""
    match field:
        case forms.FileField():
            return SimpleUploadedFile("改.docx", b"PK")
        case forms.ModelChoiceField():
            return "1"
        case forms.ChoiceField(choices=choices):
            return next((str(code) for code, _ in choices if code), "")
        case forms.DateTimeField():
            return "2099-01-01T00:00"
        case forms.DateField():
            return "2026-03-20"
        case forms.IntegerField(min_value=least):
            return str(max(least or 1, 1))
    return "on" if isinstance(field, forms.BooleanField) else "改一改这个数"
