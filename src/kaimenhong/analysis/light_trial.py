"""What a rule of lights gives at each of its boundaries: a trial before it is put to use."""

from __future__ import annotations

from itertools import product

from kaimenhong.analysis.light_metrics import METRICS
from kaimenhong.analysis.lights import LightRule

STEP = 0.1


def trials(rule: LightRule) -> list[dict[str, float]]:
    """Give values of every metric just below, on and just above each bound of it, combined.

    A metric whose values are words is given each of its words. One row a combination, metric to
    value, greatest first, so that the boundaries of a rule can be read down the page.
    """
    values = [_values(rule, metric) for metric in rule.metrics]
    return [dict(zip(rule.metrics, row, strict=True)) for row in product(*values)]


def _values(rule: LightRule, metric: str) -> list[float]:
    if METRICS[metric].words:
        return sorted(METRICS[metric].words, reverse=True)
    bounds = {
        bound
        for band in rule.bands
        for interval in band.intervals
        if interval.metric == metric
        for bound in (interval.low, interval.high)
        if bound is not None
    }
    near = {round(bound + step, 6) for bound in bounds for step in (-STEP, 0.0, STEP)}
    return sorted(near, reverse=True)
