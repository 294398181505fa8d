"""The simple models against independent software, and against what they promise."""

from __future__ import annotations

import json

import numpy as np
import pytest

from kaimenhong.analysis.forecast import models
from kaimenhong.analysis.forecast.cumulated import paced
from kaimenhong.analysis.forecast.models import Model, Setting
from kaimenhong.analysis.forecast.series import Rhythm
from tests.kaimenhong.analysis.forecast.told import CASES

REFERENCE = json.loads((CASES / "reference.json").read_text("utf-8"))
OURS = {
    "naive": models.level(1.0),
    "seasonal_naive": models.seasonal_naive,
    "level_0.3": models.level(0.3),
    "trend_0.5_0.2_0.9": models.trend(0.5, 0.2, 0.9),
    "seasonal_0.4_0.1_0.9_0.3": models.seasonal(0.4, 0.1, 0.9, 0.3),
}


def last(model: Model, past: list[float], *, season: int = 12, ahead: int = 4) -> list[float]:
    setting = Setting(season=season, ahead=ahead, first=2020 * season)
    told: list[float] = model(np.array([past], float), setting)[0, -1].tolist()
    return told


@pytest.mark.parametrize("name", REFERENCE["told"])
def test_a_model_gives_what_other_software_gives(name: str) -> None:
    came = last(OURS[name], REFERENCE["past"], season=REFERENCE["season"])
    assert came == pytest.approx(REFERENCE["told"][name], rel=1e-6)


def test_growth_gives_back_what_last_year_was_out_of_line() -> None:
    """A year ago the coming month had 20, its neighbours 5: half of the 15 is given back."""
    past = [5.0] * 24
    past[12] = 20.0
    assert last(models.base_effect(1.0, 0.5), past, ahead=2) == pytest.approx([-2.5, 5.0])


def test_one_odd_year_does_not_become_the_season() -> None:
    year = [10.0, 20.0, 30.0, 40.0]
    odd = [10.0, 90.0, 30.0, 40.0]
    past = [*year, *year, *year, *odd]
    assert last(models.dummies(4, 1.0), past, season=4, ahead=2) == pytest.approx([10.0, 20.0])


def test_a_cumulative_growth_moves_the_less_the_later_in_the_year() -> None:
    """Months at 8% until now, cumulative 6%: November moves ten months less than May does four."""
    model = paced(Rhythm.COMBINED, alpha=1.0, share=0.0, phi=1.0, mix=0.0)
    by_april = [6.0] * 22 + [4.0, 5.0, 5.0 + 3 / 4]  # April alone: 5.75 × 4 − 5 × 3 = 8
    came = last(model, by_april, season=11, ahead=1)
    assert came == pytest.approx([(5.75 * 4 + 8) / 5])


def test_a_new_year_starts_anew() -> None:
    model = paced(Rhythm.COMBINED, alpha=1.0, share=0.0, phi=1.0, mix=0.0)
    year = [6.0] * 10 + [6.5]  # December alone: 6.5 × 12 − 6 × 11 = 12
    assert last(model, year, season=11, ahead=2) == pytest.approx([12.0, 12.0])


def test_gaps_are_stepped_over() -> None:
    whole = last(models.level(0.5), [1.0, 2.0, 4.0])
    assert last(models.level(0.5), [1.0, np.nan, 2.0, np.nan, 4.0]) == pytest.approx(whole)


def test_nothing_known_gives_nothing_and_no_warning() -> None:
    for model in OURS.values():
        assert np.isnan(last(model, [np.nan] * 30)).all()
