"""A return as the Excel template that its office fills in."""

from __future__ import annotations

from datetime import datetime

from kaimenhong.returns.template.layout import AskedCell, Heading
from kaimenhong.returns.template.writing import write
from kaimenhong.terms.codelists import Accumulation, Measure
from office.filing.lines import SheetLine
from office.filing.sheet import sheet
from office.people.models import Person
from office.returns.models import Observation, Return


def template(person: Person, row: Return, at: datetime) -> bytes:
    """Return the .xlsx of a return as its draft stands."""
    heading = Heading(
        name=row.form.name,
        office=row.office.name,
        period=row.period_value.label,
        due=f"{row.due:%Y年%m月%d日}",
        number=row.pk,
    )
    return write(heading, [asked_cell(line) for line in sheet(person, row, at).lines])


def asked_cell(line: SheetLine) -> AskedCell:
    """Return one line as the template shows it."""
    cumulative = line.line.accumulation is Accumulation.CUMULATIVE
    level = line.line.measure is Measure.LEVEL
    before = line.before if cumulative and level else None
    return AskedCell(
        key=line.row.pk,
        seen=line.seen,
        line=line.line,
        period=line.period,
        text=line.text,
        explanation=line.explanation,
        last=known(line.last),
        year_ago=known(line.year_ago),
        floor=float(before.value) if before else None,
    )


def known(figure: Observation | None) -> str:
    """Return a figure that was filed, with its unit; a dash where there is none."""
    if figure is None:
        return "—"
    return "缺" if figure.value is None else f"{figure.value}{figure.unit}"
