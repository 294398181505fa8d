"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How fast examples are made depends on what else the machine does, and says nothing of the program.
settings.register_profile("steady", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", help="浏览器测试的页面图片存到这个文件夹，如 docs/images")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference documents and labelled readings beside the project."""
    if not SHARED.exists():
        pytest.skip("../shared 不在：没有标注过的参考文件可比")
    return SHARED
