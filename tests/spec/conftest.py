"""Every rule of the book runs once on each engine."""

from __future__ import annotations

import pytest

from tests.spec.engines import ENGINES, Run


@pytest.fixture(params=ENGINES)
def run(request: pytest.FixtureRequest) -> Run:
    return ENGINES[request.param]
