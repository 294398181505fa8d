"""Files that people really send: empty, renamed, in an old encoding, with a merged title row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import xlsxwriter

HEAD = ["地区", "指标", "时期", "总量", "单位", "增速(%)"]


def zip_that_is_no_document() -> bytes:
    """A .zip that somebody renamed to .docx."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("readme.txt", "不是文档")
    return data.getvalue()


def sheet(*rows: list[object], title: str = "", status: bool = False) -> bytes:
    """A workbook with the simple layout; with a title, it stands merged over the header."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        page = book.add_worksheet("报表")
        at = 0
        if title:
            page.merge_range(0, 0, 0, len(HEAD) - 1, title)
            at = 1
        head = [*HEAD, "状态"] if status else HEAD
        for offset, row in enumerate([head, *rows]):
            page.write_row(at + offset, 0, row)
    return data.getvalue()


def plan(text: str, encoding: str = "utf-8") -> bytes:
    """A plan as plain text."""
    return text.encode(encoding)


PLAN = """霁川市2026年一季度“开门红”工作方案

一、总体要求
一季度，全市地区生产总值增长6%以上，固定资产投资增长8%，社会消费品零售总额达到42亿元。

二、重点任务
（一）稳住工业运行。一季度规模以上工业增加值增长7%以上。（责任领导：林一舟；牵头单位：市工信局；责任单位：市发改局、市统计局）
"""

BAD_PLANS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty file": ("方案.docx", lambda: b"", "D101 D102"),
    "renamed zip": ("方案.docx", zip_that_is_no_document, "D103"),
    "cut off docx": ("方案.docx", lambda: zip_that_is_no_document()[:60], "D104 D103"),
    "picture named txt": ("方案.txt", lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "D103 D105"),
    "no area": ("方案.txt", lambda: plan("会议通知\n明天上午开会，请准时参加。"), "C401"),
    "no target": ("方案.txt", lambda: plan("霁川市2026年会议通知\n请准时参加。"), "C402"),
    "secret": ("方案.txt", lambda: plan("机密★1年\n" + PLAN), "D107"),
}

BAD_ROWS: dict[str, tuple[list[object], str]] = {
    "unknown indicator": (["青岚县", "幸福感总量", "2026年1—2月", 1, "亿元", 1], "T205"),
    "unit that does not fit": (
        ["青岚县", "社会消费品零售总额", "2026年1—2月", 9, "万人", ""],
        "T204",
    ),
    "unknown unit": (["青岚县", "社会消费品零售总额", "2026年1—2月", 9, "斤两", ""], "T203"),
    "month 13": (["青岚县", "社会消费品零售总额", "2022年13月", 9, "亿元", 1], "T201"),
    "unknown area": (["无名县", "社会消费品零售总额", "2026年1—2月", 9, "亿元", 1], "T206"),
    "words for a number": (
        ["青岚县", "社会消费品零售总额", "2026年1—2月", "很多", "亿元", ""],
        "T202",
    ),
}

# A plan that waits for its review: a contradiction, a blank, a group of offices.
REVIEWED = """锦泽市2026年二季度“双过半”工作方案

一、总体要求
二季度，全市地区生产总值增长6%以上，固定资产投资增长8%，社会消费品零售总额达到42亿元。

二、重点任务
（一）稳住工业运行。二季度规模以上工业增加值增长7%以上。（责任领导：林海涛；牵头单位：市工信局；责任单位：各镇人民政府）
（二）扩大有效投资。二季度固定资产投资增长9%以上。（责任领导：林海淘；牵头单位：市工信局；责任单位：市统计局）
（三）帮扶企业。走访企业的干部人人到位。（责任单位：临江镇人民政府、石桥镇人民政府）
"""
