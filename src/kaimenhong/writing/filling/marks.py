"""Which marks of a text are blanks, and which of these are no blank of a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = re.compile(r"(?<![A-Za-z0-9])[XxＸｘХ]+(?![A-Za-z0-9])|[×✕]+|[*＊]{2,}|[_＿]{2,}")
DAY = "日期、时间由人填写"
PERSON = "姓名由人填写"
NAME = "名称由人填写"
NUMBER = "文号、电话、编号由人填写"
CLASS = "门槛、规模由人填写"
# What stands right behind a blank and tells that it is none of a figure.
_BEHIND = (
    (DAY, r"年|月(?!均)|日|时|点|分(?!点)|周年|[:：]\s*[X×]+"),
    (PERSON, "同志|书记|副?[市县区]长|主任|局长|秘书长|组长|先生|女士|主持"),
    (NAME, "省|市|县|区|镇|乡|街道|村|局|委|公司|集团|园区|办|路"),
    (NUMBER, "〕|】|号"),
    (CLASS, "(?:万?元|亿元|万吨|吨|平方米|亩|公里|人)(?:级|以上|及以上|以下)"),
)
_BEFORE = (
    (NUMBER, "〔|第.{0,4}届|电话[:：]?|手机[:：]?|联系人[:：]?"),
    (PERSON, "同志|书记|[市县区局]长|主任"),
)
_NO_FIGURE_BEHIND = tuple((why, re.compile(rf"\s*(?:{shape})")) for why, shape in _BEHIND)
_NO_FIGURE_BEFORE = tuple((why, re.compile(rf"(?:{shape})[:：]?\s*$")) for why, shape in _BEFORE)
# 三次产业结构比为XX：XX：XX is no time of day.
_STRUCTURE = re.compile(r"结构(?:比例?)?(?:调整)?(?:为|是|由)?(?:[X×*_.\d]+\s*[:：∶]\s*){0,2}$")
LONGEST_STRUCTURE = 24
LONGEST_FIGURE = 6
NOT_READ = "没有读出这里要的是哪个数"


@dataclass(frozen=True, slots=True)
class Marks:
    """A blank's marks; `none_because` says why it holds no figure, empty where it may."""

    start: int
    end: int
    text: str
    none_because: str = ""


def marks(text: str) -> Iterator[Marks]:
    """Yield the blanks of a text in order.

    >>> [(one.text, one.none_because) for one in marks("××日，增长XX％，XX县____万元，A×B")]
    [('××', '日期、时间由人填写'), ('XX', ''), ('XX', '名称由人填写'), ('____', '')]
    """
    for found in _MARKS.finditer(text):
        if _is_times(text, found):
            continue
        yield Marks(found.start(), found.end(), found[0], _no_figure(text, found))


def _is_times(text: str, found: re.Match[str]) -> bool:
    """3×4 and A×B multiply."""
    if found[0] != "×":
        return False
    before, behind = text[: found.start()][-1:], text[found.end() :][:1]
    return _is_factor(before) and _is_factor(behind)


def _is_factor(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign in "()%")


def _no_figure(text: str, found: re.Match[str]) -> str:
    if len(found[0]) > LONGEST_FIGURE and "_" not in found[0] and "＿" not in found[0]:
        return NUMBER
    before = text[max(0, found.start() - 12) : found.start()]
    for reason, shape in _NO_FIGURE_BEFORE:
        if shape.search(before):
            return reason
    if _STRUCTURE.search(text, max(0, found.start() - LONGEST_STRUCTURE), found.start()):
        return ""
    for reason, shape in _NO_FIGURE_BEHIND:
        if shape.match(text, found.end()):
            return reason
    return ""
