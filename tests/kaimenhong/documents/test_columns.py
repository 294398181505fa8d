"""A page in two columns is read column by column; a table without lines is not such a page."""

from __future__ import annotations

from kaimenhong.documents.open import open_bytes
from tests.kaimenhong.documents.samples import Text, pdf

# 20 characters of 10 points a column, with a gap of 40 points in the middle of the page.
LEFT, RIGHT, STEP, EM = 77.5, 317.5, 20.0, 10
WIDE = "为确保一季度经济平稳开局，结合我市实际制"


def column(left: float, top: float, *rows: str) -> list[Text]:
    return [(left, top - number * STEP, words) for number, words in enumerate(rows)]


def text_of(*texts: list[Text]) -> str:
    return open_bytes("两栏.pdf", pdf([[one for text in texts for one in text]], size=EM)).text


def test_the_left_column_is_read_first_and_goes_on_in_the_right_one() -> None:
    title = column(200, 700, "锦泽市二〇二六年一季度工作方案")
    left = column(LEFT, 660, *[WIDE] * 6)
    right = column(RIGHT, 660, *[WIDE] * 5, "定本方案。")
    foot = column(LEFT, 500, "附件：锦泽市二〇二六年一季度主要经济指标目标分解表")
    assert text_of(title, left, right, foot) == "\n".join(
        [title[0][2], WIDE * 11 + "定本方案。", foot[0][2]]
    )


def test_names_and_figures_side_by_side_stay_together() -> None:
    names = column(LEFT, 660, *[f"第{one}项指标" for one in "一二三四五六七"])
    figures = column(RIGHT, 660, *[f"增长{one}％" for one in "１２３４５６７"])
    assert text_of(names, figures).split("\n")[1] == "第二项指标\t增长２％"


def test_a_page_of_short_lines_is_no_column() -> None:
    lines = column(LEFT, 660, *[f"{one}、推进项目。" for one in "一二三四五六七"])
    assert text_of(lines) == "\n".join(words for _, _, words in lines)
