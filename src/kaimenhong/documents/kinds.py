"""The kinds of files that are read, by the names they usually have.

A file is opened by what is in it; its name only tells a text from what merely happens to decode.
"""

from __future__ import annotations

import re
from pathlib import PurePath

SHEETS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
TEXTS = (".txt", ".text", ".md", ".csv")
DOCUMENTS = (
    ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd", *SHEETS, ".html", ".htm",
    *TEXTS,
)  # fmt: skip
# What follows the last point of 方案.2026 or 2.1工作方案 is no suffix.
SUFFIX = re.compile(r"\.(?=[0-9]*[a-z])[a-z0-9]{1,10}")


def listed(suffixes: tuple[str, ...]) -> str:
    """Give the kinds as a person reads them.

    >>> listed(SHEETS)
    '.xlsx、.xlsm、.xls、.et、.ods'
    """
    return "、".join(suffixes)


def strange_suffix(name: str) -> str:
    """Give the suffix of a name that no document has; empty where it has none or a usual one.

    >>> strange_suffix("安装.EXE"), strange_suffix("方案.txt"), strange_suffix("方案2026.3")
    ('.exe', '', '')
    """
    suffix = PurePath(name).suffix.lower()
    return suffix if SUFFIX.fullmatch(suffix) and suffix not in DOCUMENTS else ""
