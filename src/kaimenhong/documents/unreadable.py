"""Why a document or a workbook is refused as a whole, told so that the user can mend it."""

from __future__ import annotations

from kaimenhong.documents.kinds import DOCUMENTS, SHEETS, listed
from kaimenhong.documents.limits import MEMORY, SECONDS, megabytes
from kaimenhong.errors import Code, Mistake

SAVE_AGAIN = "请用 WPS 或 Word 打开，去掉密码后另存一份再读"
SAVE_AS_SHEET = "请用 WPS 或 Excel 打开确认内容完整，再另存为 .xlsx"


def empty() -> Mistake:
    """Make the mistake for a file without a word in it."""
    return Mistake(
        Code.FILE_EMPTY,
        expected="有内容的文件",
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


def too_costly() -> Mistake:
    """Make the mistake for a file whose reading was stopped at the limit of time or memory."""
    return Mistake(
        Code.FILE_TOO_LARGE,
        expected=f"能在 {SECONDS} 秒、{megabytes(MEMORY)} 内存内读完的文件",
        came="过于复杂的文件",
        remedy="请只保留正文另存一份，或拆成几个文件",
    )


def wrong_kind(came: str, remedy: str) -> Mistake:
    """Make the mistake for a file of a kind that holds no text we can read."""
    return Mistake(Code.FILE_KIND, expected=f"{listed(DOCUMENTS)} 文件", came=came, remedy=remedy)


def no_workbook(came: str) -> Mistake:
    """Make the mistake for a file that is no workbook where one is wanted."""
    return Mistake(
        Code.FILE_KIND, expected=f"{listed(SHEETS)} 表格", came=came, remedy=SAVE_AS_SHEET
    )


def damaged(came: str, remedy: str = SAVE_AGAIN) -> Mistake:
    """Make the mistake for a file that cannot be read to its end."""
    return Mistake(Code.FILE_DAMAGED, expected="完整、没有密码的文件", came=came, remedy=remedy)


def encrypted() -> Mistake:
    """Make the mistake for a file that asks for a password."""
    return damaged("加密的文件", "请打开文件，去掉密码后另存")


def scanned() -> Mistake:
    """Make the mistake for pages that are pictures of text."""
    return Mistake(
        Code.FILE_SCANNED,
        expected="有文字层的文件",
        came="只有图像的扫描件",
        remedy="请向发文单位索取电子稿，或先用文字识别（OCR）软件转成 .docx 并核对数字再读",
    )
