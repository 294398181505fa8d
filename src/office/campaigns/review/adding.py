"""Where a statement to add stands: by a selection, by an unread figure, or by words to look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaimenhong.errors import Code, Mistake
from office.campaigns.review import suggest
from office.campaigns.review.forms import StatementForm
from office.campaigns.review.paragraphs import paragraphs, span_of
from office.campaigns.review.parts import Review, ReviewedUnread

LONGEST = 300
AUTO_ID = "new-%s"  # the form of the part that is open stands on the same page


@dataclass(frozen=True, slots=True)
class Adding:
    """The form of a statement to add: where it stands, and what is written so far."""

    form: StatementForm
    words: str
    start: str
    end: str
    paragraph: int
    unread: str
    seen: str
    mistake: Mistake | None = None


def asked(found: Review, query: Mapping[str, str]) -> Adding:
    """Return the form for what an address names: a span, an unread figure, or nothing yet."""
    figure = found.item(query.get("unread", ""))
    if isinstance(figure, ReviewedUnread):
        return filled(found, figure.row.start, figure.row.end, figure)
    try:
        start, end = chosen(found, query.get("start", ""), query.get("end", ""))
    except Mistake:
        form = StatementForm(campaign=found.document.campaign, auto_id=AUTO_ID)
        return Adding(form, "", "", "", 0, "", "")
    return filled(found, start, end)


def filled(found: Review, start: int, end: int, figure: ReviewedUnread | None = None) -> Adding:
    """Return the form with what the words most likely mean."""
    values = suggest.values(found, start, end)
    return Adding(
        form=StatementForm.of(values, campaign=found.document.campaign, auto_id=AUTO_ID),
        words=found.document.text[start:end],
        start=str(start),
        end=str(end),
        paragraph=paragraph_of(found.document.text, start),
        unread=f"u{figure.row.pk}" if figure else "",
        seen=str(figure.history[-1].pk if figure and figure.history else 0),
    )


def again(data: Mapping[str, str], form: StatementForm, mistake: Mistake | None = None) -> Adding:
    """Return the form as it was sent, with what is wrong."""
    number = data.get("paragraph", "")
    return Adding(
        form=form,
        words=data.get("words", ""),
        start=data.get("start", ""),
        end=data.get("end", ""),
        paragraph=int(number) if number.isdecimal() else 0,
        unread=data.get("unread", ""),
        seen=data.get("seen", ""),
        mistake=mistake,
    )


def span(found: Review, data: Mapping[str, str]) -> tuple[int, int]:
    """Return where the words stand; Mistake ROW_INCOMPLETE where that is nowhere.

    A selection holds as long as its words were not changed after it.
    """
    words, text = data.get("words", "").strip(), found.document.text
    if data.get("start"):
        start, end = chosen(found, data["start"], data.get("end", ""))
        if not words or text[start:end].strip() == words:
            return start, end
    number = data.get("paragraph", "")
    return span_of(text, int(number) if number.isdecimal() else 0, words[:LONGEST])


def chosen(found: Review, start: str, end: str) -> tuple[int, int]:
    """Return a span of the text; Mistake ROW_INCOMPLETE where it is none or too long."""
    if start.isdecimal() and end.isdecimal():
        left, right = int(start[:12]), int(end[:12])
        if left < right <= min(len(found.document.text), left + LONGEST):
            return left, right
    raise Mistake(
        Code.ROW_INCOMPLETE,
        expected=f"正文中不超过 {LONGEST} 字的一段原话",
        came="",
        remedy="请在正文里选中一句，或选定段落后照抄原话",
    )


def paragraph_of(text: str, start: int) -> int:
    """Return the number of the paragraph around a place."""
    return max((p.number for p in paragraphs(text) if p.start <= start), default=0)
