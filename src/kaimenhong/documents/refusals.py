"""Why a workbook is refused as a whole, told so that the user can mend it."""

from __future__ import annotations

from kaimenhong.documents.kinds import SHEETS, listed
from kaimenhong.errors import Code, Mistake

SAVE_AGAIN = "请用 WPS 或 Excel 打开确认内容完整，再另存为 .xlsx"


def empty() -> Mistake:
    """Make the mistake for a file without anything in it."""
    return Mistake(
        Code.FILE_EMPTY,
        expected="有数据的表格",
        came="",
        remedy="请检查是否选错了文件，或文件没有保存",
    )


def too_large(came: str, limit: str) -> Mistake:
    """Make the mistake for what would exhaust the machine."""
    return Mistake(
        Code.FILE_TOO_LARGE,
        expected=f"不超过 {limit}",
        came=came,
        remedy="请删去图片、空行空列等无关内容，或拆成几个文件",
    )


def wrong_kind(came: str) -> Mistake:
    """Make the mistake for a file that is no workbook."""
    return Mistake(
        Code.FILE_KIND,
        expected=f"{listed(SHEETS)} 表格",
        came=came,
        remedy="请用 WPS 或 Excel 打开后另存为 .xlsx",
    )


def damaged(came: str, remedy: str = SAVE_AGAIN) -> Mistake:
    """Make the mistake for a workbook that cannot be read to its end."""
    return Mistake(Code.FILE_DAMAGED, expected="完整的表格文件", came=came, remedy=remedy)
