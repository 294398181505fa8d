"""The program as a user starts it, and a real browser in front of it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
STARTING = 180  # seconds; a fresh database on a slow machine
expect.set_options(timeout=30_000)  # the same machine may be running everything else at once


@dataclass(frozen=True)
class Office:
    """A running demonstration: its address, the one-time passwords that it printed, its folder."""

    address: str
    passwords: dict[str, str]
    folder: Path


# One for each file of tests: what one file uploads must not stand on the board of another.
@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    port = free_port()
    folder = tmp_path_factory.mktemp("office")
    environment = os.environ | {"KMH_DATA": str(folder)}
    command = [sys.executable, "-m", "office.cli", "demo", "--serve", "--port", str(port)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as program:
        watch = threading.Timer(STARTING, program.kill)
        watch.start()
        try:
            people = passwords(program)
            wait_until_it_listens(program, port)
            watch.cancel()
            yield Office(f"http://127.0.0.1:{port}", people, folder)
        finally:
            watch.cancel()
            program.terminate()
            program.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def passwords(program: subprocess.Popen[str]) -> dict[str, str]:
    """Read what the program says until it serves."""
    found, said = {}, []
    assert program.stdout is not None
    for line in program.stdout:
        said.append(line)
        if match := re.fullmatch(r"  (\w+) +(\S+)  \S+\n", line):
            found[match[1]] = match[2]
        if "http://" in line:
            return found
    raise AssertionError("the program did not start:\n" + "".join(said))


def wait_until_it_listens(program: subprocess.Popen[str], port: int) -> None:
    """Return when somebody can connect; it says its address a moment before."""
    while program.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(timeout=0.1)
    raise AssertionError("the program ended before it served")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("!!! 没有 chromium（apt-get install chromium）：浏览器测试全部跳过 !!!")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Its event loop waits beneath the tests that this process runs next; they use no other.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def pictures(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures go: the folder given with --pictures, else one that is thrown away."""
    chosen = request.config.getoption("--pictures")
    return Path(chosen) if chosen else tmp_path_factory.mktemp("pictures")
