"""A contender at work in a process of its own, so that its memory and its imports are its own.

    python -m bench.quality.reading.work CONTENDER ROUNDS ANSWER FILE...

reads each file ROUNDS times and writes to ANSWER, as JSON, what it read, how long the fastest round
over all files took, and how much memory the process held at most.
"""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
KIBIBYTE, MEGABYTE = 1024, 1_000_000


@dataclass(frozen=True, slots=True)
class Work:
    """What a contender read, in the files' order; `seconds` of one core; memory in megabytes."""

    readings: list[dict[str, Any]]
    seconds: float
    peak_mb: float


def work(contender: str, files: Sequence[Path], rounds: int = 1) -> Work:
    """Let a contender, by the name of its module here, read the files in a process of its own.

    Raises CalledProcessError, after showing what it said, where the contender fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [sys.executable, "-W", "ignore", "-m", __name__, contender, str(rounds)]
        done = subprocess.run([*command, answer, *files], cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            sys.stderr.write(done.stderr)
            done.check_returncode()
        return Work(**json.loads(answer.read_text("utf-8")))


def _main(contender: str, rounds: str, answer: str, *files: str) -> None:
    read = importlib.import_module(f"{__package__}.{contender}").read
    fastest = float("inf")
    for _ in range(int(rounds)):
        readings, seconds = _round(read, files)
        fastest = min(fastest, seconds)
    # Before the answer is put together: that is this program's memory, not the contender's.
    peak = _peak_mb()
    found = {"readings": readings, "seconds": fastest, "peak_mb": peak}
    Path(answer).write_text(json.dumps(found, ensure_ascii=False), "utf-8")


def _round(read: Callable[[Path], dict[str, Any]], files: Sequence[str]) -> tuple[list[Any], float]:
    # Time of the processor, not of the clock: other programs of the machine do not count.
    started = time.process_time()
    readings = [read(Path(file)) for file in files]
    return readings, time.process_time() - started


def _peak_mb() -> float:
    """Give the most memory this program held; `getrusage` would count its parent's too."""
    status = Path("/proc/self/status").read_text()
    peak = re.search(r"VmHWM:\s*([0-9]+) kB", status)
    return int(peak[1]) * KIBIBYTE / MEGABYTE if peak else float("nan")


if __name__ == "__main__":
    _main(*sys.argv[1:])
