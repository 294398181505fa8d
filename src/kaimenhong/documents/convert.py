"""Turns files of old office programs into .docx by LibreOffice, where that is installed.

It runs with a profile of its own that is thrown away, in which macros, links to other files and
active contents are off, and it is stopped at the limits of time and memory.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from kaimenhong.documents import unreadable
from kaimenhong.documents.confined import limited
from kaimenhong.documents.limits import SECONDS
from kaimenhong.errors import Mistake

PROGRAMS = ("soffice", "libreoffice")
BY_HAND = "请用 WPS 或 Word 打开后另存为 .docx 再读；装上 LibreOffice 后可直接读取"
NAMES = {"doc": "旧版 .doc 或 .wps 文件", "rtf": "RTF 文件", "odt": "OpenDocument 文件"}
# One converter at a time takes a profile; each of ours is new, so none waits for another.
PROFILE = "registrymodifications.xcu"
SAFE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def to_word(data: bytes, suffix: str) -> bytes:
    """Give the file as .docx; `Mistake` where it cannot be converted, or by nobody here."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise unreadable.wrong_kind(NAMES[suffix], BY_HAND)
    with TemporaryDirectory(prefix="kmh-", ignore_cleanup_errors=True) as folder:
        source, result = Path(folder, f"in.{suffix}"), Path(folder, "out", "in.docx")
        source.write_bytes(data)
        _write_profile(Path(folder, "profile"))
        _run(limited(_command(program, Path(folder), source)))
        if not result.is_file():
            raise _unconverted()
        return result.read_bytes()


def _write_profile(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    (profile / "user" / PROFILE).write_text(SAFE, encoding="utf-8")


def _command(program: str, folder: Path, source: Path) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]


def _run(command: list[str]) -> None:
    """Run the converter; what it starts is of its group and is stopped with it."""
    with subprocess.Popen(  # noqa: S603 -- a program of the system, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            running.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            _stop(running)
            raise unreadable.too_costly() from error


def _stop(running: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        running.kill()
    else:
        os.killpg(running.pid, signal.SIGKILL)


def _unconverted() -> Mistake:
    return unreadable.damaged("无法转换的文件，可能已损坏或设有密码")
