"""Turns files of old office programs into .docx, and papers into .pdf, by LibreOffice, where that
is installed.

It runs with a profile of its own that is thrown away, in which macros, links to other files and
active contents are off, and it is stopped at the limits of time and memory.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from kaimenhong.documents import unreadable
from kaimenhong.documents.confined import limited
from kaimenhong.documents.limits import SECONDS
from kaimenhong.errors import Code, Mistake

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
    program = converter()
    if program is None:
        raise unreadable.wrong_kind(NAMES[suffix], BY_HAND)
    return _converted(program, data, suffix, "docx")


def to_pdf(data: bytes) -> bytes:
    """Give a .docx as .pdf; `Mistake` PDF_UNAVAILABLE where LibreOffice is not installed.

    Fonts that are not here are replaced by the nearest that are, by `data/fonts.conf`.
    """
    program = converter()
    if program is None:
        raise Mistake(
            Code.PDF_UNAVAILABLE,
            expected="本机装有 LibreOffice",
            came="",
            remedy="请下载 .docx，用 WPS 或 Word 另存为 PDF；或请管理员装上 LibreOffice",
        )
    return _converted(program, data, "docx", "pdf")


def converter() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def _converted(program: str, data: bytes, suffix: str, to: str) -> bytes:
    with TemporaryDirectory(prefix="kmh-", ignore_cleanup_errors=True) as folder:
        source, result = Path(folder, f"in.{suffix}"), Path(folder, "out", f"in.{to}")
        source.write_bytes(data)
        _write_profile(Path(folder, "profile"))
        command = _command(program, Path(folder), source, to)
        _run(limited(_with_fonts(Path(folder), command) if to == "pdf" else command))
        if not result.is_file():
            raise _unconverted()
        return result.read_bytes()


def _write_profile(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    (profile / "user" / PROFILE).write_text(SAFE, encoding="utf-8")


def _command(program: str, folder: Path, source: Path, to: str) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        to,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]


def _with_fonts(folder: Path, command: list[str]) -> list[str]:
    """Let the command find the next best of the fonts that papers name and this machine lacks."""
    setter = shutil.which("env")
    if setter is None:
        return command
    chosen = folder / "fonts.conf"
    chosen.write_bytes(files(__package__).joinpath("data", "fonts.conf").read_bytes())
    return [setter, f"FONTCONFIG_FILE={chosen}", *command]


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
