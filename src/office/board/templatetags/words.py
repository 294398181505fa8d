"""Codes of the ledger in the words of a page."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Protocol

from django import template

from kaimenhong.terms.codelists import Comparator, Measure, Role, Status, Tier
from kaimenhong.terms.period import Period
from kaimenhong.writing.numerals import cell
from kaimenhong.writing.phrase import phrase

register = template.Library()
NONE = "—"

# The catalogue notes release days in short English; longer notes come first.
RELEASES = (
    ("province within 10 working days after", "省级其后10个工作日内"),
    ("entry result about next month", "入库结果约在次月"),
    ("county later", "县级稍晚"),
    ("month-end ledger", "月末台账"),
    ("department ledger", "部门台账"),
    ("weekly ledger", "每周台账"),
    ("ledger local", "本地台账"),
    ("GDP day +1", "GDP发布次日"),
    ("with GDP", "与GDP同时"),
    ("when approved", "批复时"),
    ("when announced", "公布时"),
    ("event day", "当日"),
    ("Jul (summer)", "7月（夏粮）"),
    ("Aug (early rice)", "8月（早稻）"),
    ("Dec (year)", "12月（全年）"),
    ("quarterly", "每季度"),
    ("annual", "每年"),
    ("ledger", "台账"),
    ("; national ", "；全国"),
    (" internal", "（内部）"),
    (" (restricted)", "（不公开）"),
    (" (错月)", "（错月）"),
    (" national", "（全国）"),
    ("month ", "月度"),
    ("; ", "；"),
)
AFTER = {"T": "次月", "Q": "季后"}


class Stated(Protocol):
    """What a target and a statement have in common: a figure as the document states it."""

    measure: str
    comparator: str
    value: Decimal | None
    value_high: Decimal | None
    unit: str
    reference: str
    from_bottom: bool


@register.filter
def period_label(code: str) -> str:
    """Return a period's code in words; a dash where the document names none.

    >>> period_label("2026-01..2026-02"), period_label("")
    ('2026年1—2月', '—')
    """
    return Period.parse(code).label if code else NONE


@register.filter
def release_words(day: str) -> str:
    """Return when an indicator is published, from the short form of the catalogue.

    >>> release_words("T+15~18"), release_words("Q+17~25; county later")
    ('次月15—18日', '季后17—25日；县级稍晚')
    """
    for short, words in RELEASES:
        day = day.replace(short, words)
    return re.sub(r"([TQD])\+(\d+)(?:~(\d+))?", counted, day)


def counted(found: re.Match[str]) -> str:
    """Return one count of days in words: T after a month, Q after a quarter, D after a day."""
    days = "—".join(part for part in found.group(2, 3) if part)
    return f"{days}日后" if found[1] == "D" else f"{AFTER[found[1]]}{days}日"


@register.filter
def figure(value: Decimal | str | None) -> str:
    """Return a figure of the ledger as it came, with a true minus; a dash for a missing one.

    A template hands over "" where there is no observation at all.

    >>> figure(Decimal("-3.20")), figure(Decimal("0.0")), figure(None), figure("")
    ('−3.20', '0.0', '—', '—')
    """
    return cell(value) if isinstance(value, Decimal) else NONE


@register.filter
def measure_word(code: str) -> str:
    """Return what about the indicator the figure says.

    >>> measure_word("growth")
    '增速'
    """
    return Measure(code).label


@register.filter
def status_word(code: str) -> str:
    """Return how firm a figure is.

    >>> status_word("flash")
    '快报'
    """
    return Status(code).label


@register.filter
def role_word(code: str) -> str:
    """Return whether a figure is wanted, reached or foreseen.

    >>> role_word("target")
    '目标'
    """
    return Role(code).label


@register.filter
def tier_word(code: str) -> str:
    """Return who set a target.

    >>> tier_word("upper")
    '上级下达'
    """
    return Tier(code).label


@register.filter
def stated(figure: Stated) -> str:
    """Return a target or a statement as one phrase, such as 增长8%以上."""
    return phrase(
        Measure(figure.measure),
        Comparator(figure.comparator),
        figure.value,
        figure.unit,
        high=figure.value_high,
        reference=figure.reference,
        from_bottom=figure.from_bottom,
    )


@register.filter
def parts(text: str) -> list[str]:
    """Return the pieces of a composed figure, each of which stays on one line.

    >>> parts("-1.3个百分点，-2.50亿元"), parts("30.0%（序时 16.7%）")
    (['-1.3个百分点', '-2.50亿元'], ['30.0%', '序时 16.7%'])
    """
    return [piece for piece in re.split("[，（）]", text) if piece]
