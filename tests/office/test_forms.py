"""What a form says it takes, what it lets one choose, and what is read are the same kinds."""

from __future__ import annotations

import pytest
from django.forms import Field

from kaimenhong.documents import kinds
from office.campaigns.forms import PlanForm
from office.returns.fact_files.reading import SUFFIXES
from office.returns.forms import SheetForm

FORMS = [
    (PlanForm.base_fields["plan"], kinds.DOCUMENTS),
    (SheetForm.base_fields["sheet"], (*kinds.SHEETS, *SUFFIXES)),
]


@pytest.mark.parametrize(("field", "taken"), FORMS, ids=["plan", "sheet"])
def test_a_form_lists_what_is_taken(field: Field, taken: tuple[str, ...]) -> None:
    assert all(suffix in str(field.help_text) for suffix in taken)
    assert "不超过 20 MB" in str(field.help_text)
    assert field.widget.attrs["accept"] == ",".join(taken)
