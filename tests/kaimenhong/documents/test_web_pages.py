"""A web page is read without what stands around its text, in the encoding it says it is in."""

import pytest

from kaimenhong.documents.open import open_bytes
from kaimenhong.errors import Code, Mistake

TEXT = "<h1>通报</h1><p>规上工业增加值增长9%，固定资产投资增长12%，全市上下奋力冲刺开门红。</p>"
READ = "通报\n规上工业增加值增长9%，固定资产投资增长12%，全市上下奋力冲刺开门红。"
AROUND = [
    ("a bread crumb", "<div class='crumb'><a>首页</a> &gt; <a>政务公开</a></div>", ""),
    ("where one is", "<p>您当前的位置：首页 &gt; 公开</p>", ""),
    ("a menu of no name", "<div><a>首页</a> | <a>新闻</a> | <a>公开</a></div>", ""),
    ("a class of many words", "<p class='shareBox'>分享到</p><div id=navBar>导航</div>", ""),
    ("what else one may do", "", "<div>【打印】【关闭】【返回顶部】</div><p>上一篇：没有了</p>"),
    ("related texts", "", "<ul><li><a>甲</a></li><li><a>乙</a></li><li><a>丙</a></li></ul>"),
    ("who keeps the site", "", "<div>版权所有：某局</div><p>某ICP备12345678号-1</p>"),
    ("what speaks to a program", "<?xml-stylesheet href='a.css'?>", "<?php 1 ?><!-- 2 -->"),
    ("hidden words", "<p style='display: none'>隐藏</p>", "<p hidden>隐藏</p>"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"), [case[1:] for case in AROUND], ids=[case[0] for case in AROUND]
)
def test_what_stands_around_the_text_is_dropped(before: str, after: str) -> None:
    page = f"<html><body>{before}{TEXT}{after}</body></html>"
    assert open_bytes("通报.html", page.encode()).text == READ


KEPT = [
    ("a form around all", f"<form id='aspnetForm'>{TEXT}</form>"),
    ("a header with the title", f"<article><header><h1>通报</h1></header>{TEXT[11:]}</article>"),
    ("a class that says search around all", f"<div class='search-content'>{TEXT}</div>"),
]


@pytest.mark.parametrize("body", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_what_holds_the_text_is_kept_whatever_it_is_called(body: str) -> None:
    page = f"<html><body>{body}</body></html>"
    assert open_bytes("通报.html", page.encode()).text == READ


def test_what_quotes_a_note_is_no_digit_but_a_square_is() -> None:
    page = "<html><body><p>增长9%<a href='#n'><sup>1</sup></a>，用地500m<sup>2</sup>。</p></body>"
    assert open_bytes("页.html", page.encode()).text == "增长9%，用地500m2。"


def test_links_to_attachments_are_kept() -> None:
    links = "".join(f"<p><a>附件{number}：任务分解表.docx</a></p>" for number in (1, 2, 3))
    assert open_bytes("页.html", f"<html><body>{TEXT}{links}".encode()).text.count("附件") == 3


ENCODED = [
    ("gb18030 told as gb2312", "gb2312", TEXT.encode("gb18030")),
    ("utf-8", "utf-8", TEXT.encode()),
    ("utf-8 cut within a character", "utf-8", TEXT.encode() + "增".encode()[:1]),
    ("big5", "big5", None),
]


@pytest.mark.parametrize(
    ("said", "body"), [case[1:] for case in ENCODED], ids=[case[0] for case in ENCODED]
)
def test_a_page_is_read_in_its_own_encoding(said: str, body: bytes | None) -> None:
    head = f"<html><head><meta charset='{said}'></head><body>".encode()
    if body is None:
        page = head + "<p>工業增加值成長九成</p>".encode("big5")
        assert open_bytes("頁.html", page).text == "工業增加值成長九成"
        return
    assert open_bytes("页.html", head + body).text.rstrip("\n\ufffd") == READ


def test_a_mark_of_secrecy_is_found_in_what_is_left_out() -> None:
    page = f"<html><body><div class='header'><p>机密★1年</p></div>{TEXT}</body></html>"
    with pytest.raises(Mistake) as caught:
        open_bytes("涉密.html", page.encode())
    assert caught.value.code is Code.FILE_SECRET
