"""What decided the value, comparator, measure and indicator of a figure: the rest of its `Why`.

Role, period and area note their reasons where they are decided (`inherited`).
"""

from __future__ import annotations

from kaimenhong.reading import names
from kaimenhong.reading.draft import Reason, Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import Measured
from kaimenhong.reading.peeling import Peeled
from kaimenhong.terms.codelists import Measure

_BY_WORD = {
    Measure.GROWTH: ("up", "down"),
    Measure.CHANGE_PP: ("up", "down"),
    Measure.SHARE: ("share",),
    Measure.COMPLETION: ("reach",),
}


def complete(
    here: Here, figure: Figure, peeled: Peeled, found: Measured, subject: Subject
) -> tuple[Reason, ...]:
    """Note what is not noted yet, and give the reasons in the order of a statement's fields."""
    _value(here, figure)
    _comparator(here, figure, peeled)
    _measure(here, figure, peeled, found, subject)
    _indicator(here, subject)
    for about in ("role", "area", "period"):
        if about not in here.reasons:
            here.because_before(about, f"{about}.repeated", subject.raw)
    order = ("role", "indicator", "area", "period", "measure", "comparator", "value")
    return tuple(here.reasons[about] for about in order if about in here.reasons)


def _value(here: Here, figure: Figure) -> None:
    rule = "figure.blank" if figure.placeholder else "figure.written"
    if figure.kind == "step":
        rule = "figure.step"
    here.because("value", rule, figure.start, figure.end)


def _comparator(here: Here, figure: Figure, peeled: Peeled) -> None:
    if figure.after:
        here.because("comparator", "comparator.after", figure.end, figure.stop)
    elif figure.high is not None:
        here.because("comparator", "comparator.range", figure.start, figure.end)
    elif peeled.bound and peeled.bound_start is not None:
        end = peeled.bound_start + len(peeled.bound)
        here.because("comparator", "comparator.before", peeled.bound_start, end)
    elif figure.comparator is not None or figure.inside:
        here.because("comparator", "comparator.inside", figure.start, figure.end)
    else:
        here.because("comparator", "comparator.none")


def _measure(here: Here, figure: Figure, peeled: Peeled, found: Measured, subject: Subject) -> None:
    tags = _BY_WORD.get(subject.measure, ())
    words = [word for word, tag in peeled.tags if tag in tags]
    if found.measure is None:
        here.because_before("measure", "measure.repeated", subject.raw)
    elif words:
        at = here.text.rfind(words[0], peeled.wall, figure.start)
        here.because("measure", f"measure.{subject.measure.value}", at, at + len(words[0]))
    elif figure.unit:
        here.because("measure", "measure.unit", figure.start, figure.end)
    else:
        here.because("measure", "measure.none")


def _indicator(here: Here, subject: Subject) -> None:
    if "indicator" in here.reasons:
        return
    start, end = (position - here.offset for position in subject.raw)
    written = here.text[max(start, 0) : max(end, 0)]
    rule = "indicator.written"
    if names.known(written) or names.known(names.standard(written)):
        rule = "indicator.catalogue"
    elif len(names.coordinated(written)) > 1:
        rule = "indicator.split"
    elif subject.name not in {written, names.standard(written)}:
        rule = "indicator.completed"
    here.because("indicator", rule, start, end)
