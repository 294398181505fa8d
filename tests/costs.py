"""How what something costs grows with its size; the speed of the machine cancels out."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

IN_STEP = 9.0  # halfway between in step and in the square, as factors go


def cost(run: Callable[[], object], *, runs: int = 2) -> float:
    """Give core seconds, the best of some runs: what else the machine does only ever adds."""
    return min(_once(run) for _ in range(runs))


def growth_of_cost(run: Callable[[int], object], *, small: int) -> float:
    """Give how many times as long four times the size takes: about 4 in step, 16 in its square."""
    return cost(lambda: run(4 * small)) / cost(lambda: run(small), runs=3)


def _once(run: Callable[[], object]) -> float:
    gc.collect()
    begun = process_time()
    run()
    return process_time() - begun
