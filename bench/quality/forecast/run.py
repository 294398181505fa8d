"""`make bench NAME=forecast`: the national monthly series, rolling origin, all contenders."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.quality.forecast import nbs
from bench.quality.forecast.contenders import CONTENDERS, Told
from bench.quality.forecast.measure import (
    AHEAD,
    Array,
    Question,
    errors,
    held,
    quarter_errors,
    questions,
)
from bench.result import Result

OURS = "ours"
PEERS = ("auto_ets", "auto_theta", "auto_arima")
# The last figure known at each origin. Nothing was chosen by what came after the hold-out: models,
# weights and intervals were settled on origins whose figures end in December 2024.
ORIGINS = ((2025, 2), (2025, 7), (2025, 11))
WORKERS = 2
GOALS = {
    "mase_over_best": "<= 0.95",
    "quarter_mase_over_best": "<= 0.95",
    "coverage_off_80": "<= 0.05",
}


@dataclass(frozen=True, slots=True)
class Score:
    """A contender's scaled errors and what its intervals held, over all origins."""

    errors: Array
    quarter: Array
    held: Array
    seconds: float


def run() -> Result:
    """Ask every contender at every origin, show a table on stderr, hold ours against `GOALS`."""
    if not nbs.TABLE.exists():
        raise SystemExit("没有全国月度数据可比：../shared/data/macro 不在")
    names = [name for name in CONTENDERS if name not in PEERS or find_spec("statsforecast")]
    series = nbs.series()
    asked = [questions(series, *origin) for origin in ORIGINS]
    told = _told(names, asked)
    scores = {name: _score(asked, told[name]) for name in names}
    kinds = np.array([_kind(one) for each in asked for one in each])
    _show(scores, kinds)
    return Result("forecast", _figures(scores, len(kinds)), GOALS, _notes(names, asked))


def _told(names: Sequence[str], asked: Sequence[Sequence[Question]]) -> dict[str, list[Told]]:
    """Ask in worker processes: the slowest contenders first, each origin a task of its own."""
    slowest = sorted(names, key=list(CONTENDERS).index, reverse=True)
    with ProcessPoolExecutor(WORKERS) as pool:
        tasks = {
            (name, place): pool.submit(_ask, name, each)
            for name in slowest
            for place, each in enumerate(asked)
        }
        return {
            name: [tasks[name, place].result() for place in range(len(asked))] for name in names
        }


def _ask(name: str, asked: Sequence[Question]) -> Told:
    return CONTENDERS[name](asked)


def _score(asked: Sequence[Sequence[Question]], told: Sequence[Told]) -> Score:
    pairs = list(zip(asked, told, strict=True))
    return Score(
        errors=np.concatenate([errors(each, one.figures) for each, one in pairs]),
        quarter=np.concatenate([quarter_errors(each, one.figures) for each, one in pairs]),
        held=np.concatenate([held(each, one.low, one.high) for each, one in pairs]),
        seconds=sum(one.seconds for one in told),
    )


def _figures(scores: dict[str, Score], asked: int) -> dict[str, float]:
    found: dict[str, float] = {"forecasts": asked, "origins": len(ORIGINS)}
    for name, score in scores.items():
        found[f"{name}_mase"] = _mean(score.errors)
        found[f"{name}_quarter_mase"] = _mean(score.quarter)
        found[f"{name}_coverage"] = _mean(score.held)
        found[f"{name}_series_per_second"] = round(asked / score.seconds, 1)
    for step in range(AHEAD):
        found[f"ours_mase_{step + 1}"] = _mean(scores[OURS].errors[:, step])
        found[f"ours_coverage_{step + 1}"] = _mean(scores[OURS].held[:, step])
    found["coverage_off_80"] = round(abs(found["ours_coverage"] - 0.8), 4)
    if set(PEERS) <= set(scores):
        for what in ("mase", "quarter_mase"):
            best = min(found[f"{name}_{what}"] for name in scores if name != OURS)
            found[f"{what}_over_best"] = round(found[f"ours_{what}"] / best, 4)
    return found


def _mean(values: Array) -> float:
    return round(float(np.nanmean(values)), 4)


def _kind(one: Question) -> str:
    return one.known.key.rpartition("|")[2]


def _notes(names: Sequence[str], asked: Sequence[Sequence[Question]]) -> tuple[str, ...]:
    origins = "、".join(f"{year}-{month:02d}" for year, month in ORIGINS)
    notes = [f"起点 {origins}；每个起点的序列数 {'、'.join(str(len(each)) for each in asked)}"]
    if not set(PEERS) <= set(names):
        notes.append("没有安装对照：statsforecast，与它有关的目标没有量")
    return tuple(notes)


def _show(scores: dict[str, Score], kinds: Array) -> None:
    every = list(dict.fromkeys(kinds.tolist()))
    table = Table("MASE", "全部", "到季末", "区间覆盖", "每核秒", *every)
    for name, score in scores.items():
        by_kind = [f"{_mean(score.errors[kinds == kind]):.3f}" for kind in every]
        table.add_row(
            name,
            f"{_mean(score.errors):.4f}",
            f"{_mean(score.quarter):.4f}",
            f"{_mean(score.held):.3f}",
            f"{len(kinds) / score.seconds:.0f}",
            *by_kind,
        )
    Console(stderr=True, width=140).print(table)
