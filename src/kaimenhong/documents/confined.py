"""Runs the readers of hostile files in a process of its own, with limits on time and memory.

A parser that is not ours may crash, hang or grow; only that process then ends, and a `Mistake` says
so. It is started as `python -m kaimenhong.documents.confined pdf`, takes the file from stdin, and
answers in JSON on stdout, so that nothing but data comes back. With `run` and a command it becomes
that command, under the same limits.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from typing import Literal

from kaimenhong.documents import unreadable
from kaimenhong.documents.document import Document, Piece, join
from kaimenhong.documents.limits import MEMORY, SECONDS
from kaimenhong.errors import Code, Mistake

Kind = Literal["pdf", "workbook"]
OUT_OF_MEMORY = 3
RUN = "run"


def read_pdf(name: str, data: bytes) -> Document:
    """Read a PDF; `Mistake` where it is damaged, encrypted, scanned or costs too much."""
    return join(name, _pieces("pdf", data))


def read_workbook(name: str, data: bytes) -> Document:
    """Read the sheets of a workbook as tables; `Mistake` as above."""
    return join(name, _pieces("workbook", data))


def _pieces(kind: Kind, data: bytes) -> Iterator[Piece]:
    command = [sys.executable, "-P", "-m", __name__, kind]
    try:
        done = subprocess.run(  # noqa: S603 -- our own program, no shell
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise unreadable.too_costly() from error
    if done.returncode == OUT_OF_MEMORY:
        raise unreadable.too_costly()
    if done.returncode:
        raise unreadable.damaged("已损坏或过于复杂的文件")
    answer = json.loads(done.stdout)
    if "mistake" in answer:
        code, *said = answer["mistake"]
        raise Mistake(Code(code), **dict(zip(("expected", "came", "remedy"), said, strict=True)))
    yield from (Piece(*fields) for fields in answer["pieces"])


def limited(command: Sequence[str]) -> list[str]:
    """Give the command that runs another one under the limits, where the system has such."""
    if sys.platform == "win32":
        return list(command)
    return [sys.executable, "-P", "-m", __name__, RUN, *command]


def main(kind: str, command: Sequence[str]) -> int:
    """Read the file on stdin and write the answer; returns the exit code."""
    if kind == RUN:
        # Office programs map far more than they use, so only what they write to is counted.
        _limit("RLIMIT_DATA")
        os.execv(command[0], list(command))  # noqa: S606 -- what `limited` was given, no shell
    _limit("RLIMIT_AS")
    data = sys.stdin.buffer.read()
    try:
        answer = json.dumps(_answer(kind, data), ensure_ascii=False).encode()
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(answer)
    return 0


def _limit(memory: str) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(getattr(resource, memory), (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _answer(kind: str, data: bytes) -> dict[str, object]:
    try:
        return {"pieces": [astuple(piece) for piece in _reader(kind, data)]}
    except Mistake as mistake:
        return {"mistake": [mistake.code, mistake.expected, mistake.came, mistake.remedy]}


def _reader(kind: str, data: bytes) -> Iterable[Piece]:
    if kind == "pdf":
        from kaimenhong.documents import pdf

        return pdf.read(data)
    from kaimenhong.documents import sheets

    return sheets.read(data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
