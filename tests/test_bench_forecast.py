"""The forecast bench: its traps of the national table, its scores, and the same terms for all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.quality.forecast import nbs
from bench.quality.forecast.contenders import CONTENDERS, naive, ours, seasonal_naive
from bench.quality.forecast.measure import errors, held, quarter_errors, questions, whole
from bench.quality.forecast.run import ORIGINS, PEERS
from kaimenhong.analysis.forecast.series import Rhythm, Series

HEAD = "source,period,indicator,value"


def table(tmp_path: Path, *columns: tuple[str, dict[tuple[int, int], float]]) -> Path:
    lines = [HEAD]
    for name, figures in columns:
        lines += [
            f"表,{year}{month:02d},{name},{value}" for (year, month), value in figures.items()
        ]
    path = tmp_path / "nbs.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def months(first: int, value: float = 5.0) -> dict[tuple[int, int], float]:
    return {(year, month): value for year in range(2018, 2024) for month in range(first, 13)}


def test_an_index_that_was_not_published_is_missing_and_not_minus_one_hundred(
    tmp_path: Path,
) -> None:
    figures = months(1)
    figures[2018, 1] = figures[2018, 2] = -100.0
    (one,) = nbs.series(table(tmp_path, ("居民消费价格指数 (上年同月=100)", figures)))
    assert one.first == 2018 * 12 + 2
    assert set(one.values) == {5.0}


def test_january_and_february_come_from_the_cumulative_column(tmp_path: Path) -> None:
    alone = {month: 10.0 for month in months(3)}
    total = {(year, month): 10.0 * month for year, month in months(2)}
    path = table(tmp_path, ("水泥产量当期值 (万吨)", alone), ("水泥产量累计值 (万吨)", total))
    (one,) = nbs.series(path)
    assert one.rhythm is Rhythm.COMBINED
    assert one.values[:3] == (20.0, 10.0, 10.0)
    assert None not in one.values


def test_a_cumulative_column_alone_is_taken_apart(tmp_path: Path) -> None:
    total = {(year, month): 10.0 * month for year, month in months(2)}
    (one,) = nbs.series(table(tmp_path, ("房地产投资_累计值 (亿元)", total)))
    assert one.values[:3] == (20.0, 10.0, 10.0)


def yearly() -> Series:
    values = tuple(100.0 + 10 * year + month for year in range(4) for month in range(12))
    return Series("产值|amount", Rhythm.MONTH, 2021 * 12, (*values, 141.0, 142.0, 150.0))


def test_a_question_knows_nothing_that_came_later() -> None:
    (asked,) = questions([yearly()], 2024, 12)
    assert asked.known.values[-1] == 141.0
    assert len(asked.known.values) == 48
    assert asked.came.tolist() == [141.0, 142.0, 150.0]
    assert asked.scale == pytest.approx(10.0)
    assert asked.to_quarter_end is None


def test_errors_are_in_terms_of_the_seasonal_naive_one() -> None:
    asked = questions([yearly()], 2024, 12)
    told = np.array([[141.0, 152.0, 130.0]])
    assert errors(asked, told).tolist() == [[0.0, 1.0, 2.0]]
    low, high = told - 5, told + 5
    assert held(asked, low, high).tolist() == [[1.0, 0.0, 0.0]]


def test_the_quarter_is_the_sum_of_what_is_left_of_it() -> None:
    (asked,) = questions([yearly()], 2024, 10)
    assert asked.to_quarter_end == 2
    assert asked.came.tolist() == [140.0, 141.0, 141.0]
    assert quarter_errors([asked], np.array([[150.0, 151.0, 0.0]])) == pytest.approx([1.0])


@pytest.mark.parametrize("contender", [ours, naive, seasonal_naive])
def test_contenders_answer_every_question(contender: object) -> None:
    asked = questions([yearly(), yearly()], 2024, 12)
    told = contender(asked)  # type: ignore[operator]
    assert told.figures.shape == told.low.shape == told.high.shape == (2, 3)
    assert (told.low <= told.figures).all()
    assert told.seconds >= 0


def test_naive_says_the_last_figure_and_seasonal_naive_last_years() -> None:
    asked = questions([yearly()], 2024, 12)
    assert naive(asked).figures.tolist() == [[141.0, 141.0, 141.0]]
    assert seasonal_naive(asked).figures.tolist() == [[130.0, 131.0, 132.0]]


def test_gaps_are_filled_for_those_who_take_none() -> None:
    assert whole([1.0, None, 3.0]).tolist() == [1.0, 2.0, 3.0]


def test_nothing_was_tuned_on_the_origins_that_are_scored() -> None:
    assert min(ORIGINS) > (2024, 12)
    assert set(PEERS) <= set(CONTENDERS)
