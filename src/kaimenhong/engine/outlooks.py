"""Fact files → what is ahead: the series in them, forecast to the end of a period."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kaimenhong.analysis.forecast.gather import known_actuals
from kaimenhong.analysis.forecast.outlook import Outlook, look_ahead
from kaimenhong.engine.duck import duckdb
from kaimenhong.engine.fact_files import open_facts
from kaimenhong.engine.subjects import subjects
from kaimenhong.engine.words import Misread
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Finding
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.period import read_period


@dataclass(frozen=True, slots=True)
class Found:
    """What a file gave: an outlook for each series, and the rows that were not taken."""

    path: Path
    outlooks: list[Outlook]
    refused: tuple[Finding, ...]

    def refuse_nothing_to_forecast(self) -> None:
        """Raise a `Mistake` where the file has no series, or not the one that was asked for."""
        if not self.outlooks:
            raise Mistake(
                Code.NOTHING_TO_FORECAST,
                expected="按月、季、旬的实绩",
                came=str(self.path),
                remedy="请检查指标和对象写得对不对；按年、周、日的数不作预测",
                place=Place(file=self.path.name),
            )


def outlooks(
    path: Path,
    *,
    until: str | None = None,
    indicator: str | None = None,
    subject: str | None = None,
) -> Found:
    """Forecast the series of a fact file, or of a folder of them; see `outlook.look_ahead`.

    `until` is a period in people's words, `indicator` a name or code, `subject` as in the files.
    Raises the mistakes of `open_facts`, and PERIOD_INVALID and AREA_UNKNOWN of what was asked.
    """
    end = read_period(until, year=None) if until else None
    about = _subject(subject) if subject else None
    with duckdb() as session:
        opened = open_facts(session, path)
        actuals = session.rows(known_actuals(opened.facts))
        targets = session.rows(opened.targets)
    told = look_ahead(actuals, targets, until=end, indicator=_indicator(indicator), subject=about)
    return Found(path, told, opened.refused)


def _indicator(text: str | None) -> str | None:
    """Give the code of an indicator; a name that the catalogue lacks stands for itself."""
    known = terms_indicator.find(text) if text else None
    return known.code if known else text


def _subject(text: str) -> str:
    """Give the code of a subject, as the rows of a fact file are read."""
    found = subjects([text])[text]
    if isinstance(found, Misread):
        raise found.mistake
    return str(found["subject"])
