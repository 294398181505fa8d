"""What a person most likely means by words that the reading left out: a form filled in for him."""

from __future__ import annotations

import re
from decimal import Decimal

from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.terms.wording import folded
from office.campaigns.review.paragraphs import paragraph_at
from office.campaigns.review.parts import Review, Reviewed
from office.campaigns.values import Values

_VERB = re.compile("(?:力争|确保|达到|达|完成|实现|增长|下降|提高|超过|突破|不低于|控制在|为)+$")
_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([^\d\s，。、；（）,;]{0,5})")


def values(review: Review, start: int, end: int) -> Values:
    """Return values for a span: its own figure and indicator, the rest from the nearest statement.

    They are a start for a person, who sees them before anything is kept.
    """
    text = review.document.text
    figure, unit = figure_of(text[start:end])
    near = nearest(review, start)
    measure = near.values.measure if near else Measure.LEVEL.value
    if unit:
        measure = measure_of(unit, text[start:end]).value
    return Values(
        role=near.values.role if near else Role.TARGET.value,
        indicator=indicator_of(text, start, end),
        area=near.values.area if near else "",
        period=near.values.period if near else review.document.campaign.period,
        measure=measure,
        comparator=comparator_of(text[start : end + 2]),
        value=figure,
        value_high=None,
        unit=unit,
        reference="",
    )


def nearest(review: Review, start: int) -> Reviewed | None:
    """Return the last statement that begins before a place."""
    before = [one for one in review.statements if one.row.start <= start]
    return before[-1] if before else next(iter(review.statements), None)


def figure_of(words: str) -> tuple[Decimal | None, str]:
    """Return the first figure of some words and its unit.

    >>> figure_of("投资达到4.20亿元以上"), figure_of("稳定增长")
    ((Decimal('4.20'), '亿元'), (None, ''))
    """
    found = _FIGURE.search(words)
    if not found:
        return None, ""
    spellings = (found[2][:length] for length in range(len(found[2]), 0, -1))
    unit = next(filter(None, map(quantity.find_unit, spellings)), None)
    return quantity.read_number(found[1]), unit.code if unit else ""


def measure_of(unit: str, words: str) -> Measure:
    """Return what a figure most likely measures, by its unit and the words around it.

    >>> [str(measure_of("%", words)) for words in ("增长6%", "占比6%", "办结率达到95%")]
    ['growth', 'share', 'completion']
    """
    if unit != "%":
        by_unit = {"个百分点": Measure.CHANGE_PP, "位": Measure.GROWTH_RANK}
        return by_unit.get(unit, Measure.LEVEL)
    if re.search("占|比重", words):
        return Measure.SHARE
    return Measure.COMPLETION if re.search("[^增]率|进度|完成", words) else Measure.GROWTH


def comparator_of(words: str) -> str:
    """Return how the words bind their figure.

    >>> comparator_of("增长6%以上"), comparator_of("6%")
    ('at_least', 'exactly')
    """
    signs = {
        "以上": Comparator.AT_LEAST,
        "不低于": Comparator.AT_LEAST,
        "超过": Comparator.MORE_THAN,
        "以内": Comparator.AT_MOST,
        "左右": Comparator.ABOUT,
    }
    return next((c.value for sign, c in signs.items() if sign in words), Comparator.EXACTLY.value)


def indicator_of(text: str, start: int, end: int) -> str:
    """Return the last indicator of the catalogue in the span, else the last one before it.

    Of names that end alike the longest is meant: 规模以上工业增加值, not 工业增加值. Where there is
    none, it is what stands before the figure: 办结诉求率达到95% gives 办结诉求率.
    """
    left, _ = paragraph_at(text, start, end)
    bare = not _VERB.sub("", _FIGURE.split(text[start:end])[0])
    for words in (folded(text[start:end]), folded(text[left:start]) if bare else ""):
        found = [name for name in terms_indicator.spellings() if len(name) > 1 and name in words]
        if found:
            best = max(found, key=lambda name: (words.rfind(name) + len(name), len(name)))
            return terms_indicator.spellings()[best].short_name
    return _VERB.sub("", _FIGURE.split(text[start:end])[0])
