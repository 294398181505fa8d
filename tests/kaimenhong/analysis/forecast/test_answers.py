"""What a forecast says of series whose future anyone can tell."""

from __future__ import annotations

import pytest

from kaimenhong.analysis.forecast.festival import exposure
from kaimenhong.analysis.forecast.run import forecast
from kaimenhong.analysis.forecast.series import Rhythm, Series
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.period import Period
from tests.kaimenhong.analysis.forecast.told import series_of, table


@pytest.mark.parametrize("row", table("answers.csv"), ids=lambda row: row["case"])
def test_the_answer_is_the_one_in_the_table(row: dict[str, str]) -> None:
    told = forecast([series_of(row)], ahead=int(row["ahead"]))[0]
    assert (told.silent.value if told.silent else "") == row["silent"]
    came = [point.figure for point in told.points]
    if row["figures"] not in ("", "~"):
        assert came == pytest.approx([float(word) for word in row["figures"].split()])
    if row["silent"] or row["band"] == "~":
        return
    low, high = told.points[-1].low, told.points[-1].high
    if row["band"] == "":
        assert (low, high) == (None, None)
    else:
        assert low is not None
        assert high is not None
        assert high - low == pytest.approx(float(row["band"]), abs=1e-6)


@pytest.mark.parametrize("row", table("festival.csv"), ids=lambda row: f"{row['period']}")
def test_a_period_has_its_part_of_the_festival(row: dict[str, str]) -> None:
    rhythm = Rhythm(row["rhythm"])
    place = rhythm.place(Period.parse(row["period"]))
    assert place is not None
    assert exposure(rhythm, place) == pytest.approx(float(row["exposure"]), abs=0.005)


def test_more_than_a_year_ahead_is_refused() -> None:
    quarters = Series("产值", Rhythm.QUARTER, 2020 * 4, (1.0,) * 20)
    with pytest.raises(Mistake) as caught:
        forecast([quarters], ahead=5)
    assert caught.value.code is Code.FORECAST_TOO_FAR
    assert "5 期" in str(caught.value)


def test_a_figure_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        Series("产值", Rhythm.MONTH, 2026 * 12, (1.0, float("nan")))


def test_counts_that_were_never_negative_are_not_forecast_below_zero() -> None:
    falling = tuple(float(max(30 - place, 0)) for place in range(36))
    told = forecast([Series("户数", Rhythm.MONTH, 2023 * 12, falling)], ahead=6)[0]
    assert all(point.figure >= 0 and (point.low or 0) >= 0 for point in told.points)


def test_the_trace_names_the_models_and_their_parts() -> None:
    season = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0) * 4
    told = forecast([Series("产值", Rhythm.MONTH, 2022 * 12, season)], ahead=1)[0]
    assert sum(part.weight for part in told.trace) == pytest.approx(1, abs=0.15)
    assert "上期值" not in [part.model for part in told.trace]


def test_a_figure_moved_by_the_festival_is_forecast_with_it() -> None:
    """A series that falls by half of the festival's part of each month, whenever that is."""
    figures = [100.0 * (1 - 0.5 * exposure(Rhythm.MONTH, 2014 * 12 + p)) for p in range(12 * 12)]
    known = Series("产值", Rhythm.MONTH, 2014 * 12, tuple(figures))
    told = forecast([known], ahead=3)[0]
    came = [100.0 * (1 - 0.5 * exposure(Rhythm.MONTH, 2026 * 12 + place)) for place in range(3)]
    apart = [abs(p.figure - real) for p, real in zip(told.points, came, strict=True)]
    as_last_year = [abs(a - b) for a, b in zip(figures[-12:-9], came, strict=True)]
    assert max(apart) < max(as_last_year) / 2
