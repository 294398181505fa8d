"""Comments land on the figure, wherever Word has put it, and nothing else of the file changes."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from kaimenhong.documents.open import open_bytes
from kaimenhong.writing.commenting import Comment, commented

BEFORE, FIGURE, AFTER = "工业增加值增长", "8.7%", "，居第2位。"


def written(runs: list[str], *, cell: str = "") -> bytes:
    made = docx.Document()
    paragraph = made.add_paragraph()
    for words in runs:
        paragraph.add_run(words).bold = words in FIGURE
    if cell:
        made.add_table(1, 1).cell(0, 0).text = cell
    packed = BytesIO()
    made.save(packed)
    return packed.getvalue()


def commented_words(data: bytes) -> str:
    """What stands between the marks of the one comment."""
    body = docx.Document(BytesIO(data)).element.body
    words, inside = "", False
    for node in body.iter():
        name = str(node.tag).rpartition("}")[2]
        inside = (inside or name == "commentRangeStart") and name != "commentRangeEnd"
        if inside and name == "t":
            words += node.text or ""
    return words


@pytest.mark.parametrize(
    "runs",
    [
        [BEFORE + FIGURE + AFTER],
        [BEFORE, FIGURE, AFTER],
        [BEFORE + "8", ".7", "%" + AFTER],
        [BEFORE + FIGURE, AFTER],
    ],
    ids=["one run", "its own run", "split over three", "at the end of a run"],
)
def test_a_comment_holds_the_figure_and_no_more(runs: list[str]) -> None:
    data = written(runs)
    draft = open_bytes("稿.docx", data)
    at = draft.text.index(FIGURE)
    made = commented(data, draft, [Comment(at, at + len(FIGURE), "应为7.8%")], author="校核")
    assert made.unplaced == ()
    assert commented_words(made.data) == FIGURE
    assert open_bytes("稿.docx", made.data).text == draft.text
    assert [one.text for one in docx.Document(BytesIO(made.data)).comments] == ["应为7.8%"]


def test_a_figure_in_a_table_has_its_comment_there() -> None:
    data = written([BEFORE], cell="10.49")
    draft = open_bytes("稿.docx", data)
    at = draft.text.index("10.49")
    made = commented(data, draft, [Comment(at, at + 5, "无据")], author="校核")
    assert commented_words(made.data) == "10.49"


def test_a_second_round_of_comments_keeps_those_of_the_first() -> None:
    data = written([BEFORE + FIGURE + AFTER])
    for words in ("一", "二"):
        draft = open_bytes("稿.docx", data)
        at = draft.text.index(FIGURE)
        data = commented(data, draft, [Comment(at, at + 4, words)], author="校核").data
    found = docx.Document(BytesIO(data)).comments
    assert sorted(one.text for one in found) == ["一", "二"]
    assert len({one.comment_id for one in found}) == 2


def test_a_place_that_the_file_does_not_have_is_told() -> None:
    data = written([BEFORE])
    draft = open_bytes("稿.docx", data)
    lost = Comment(len(draft.text) + 5, len(draft.text) + 9, "无处可批")
    assert commented(data, draft, [lost], author="校核").unplaced == (lost,)
