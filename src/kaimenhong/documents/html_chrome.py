"""What a web page puts around its text: menus, headers, sharing, links to other pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from kaimenhong.documents.document import Piece

NEVER_SHOWN = {
    "script", "style", "noscript", "template", "head", "select", "button", "iframe", "svg",
    "object", "textarea",
}  # fmt: skip
AROUND = {"nav", "header", "footer", "aside", "form"}
STRUCK = {"del", "s", "strike"}
MARKS = re.compile(
    r"(?:^|[-_ ])(?:(?:nav|menu|footer|breadcrumb|share|copyright|sidebar)[a-z]*|crumbs?|foot|head"
    r"|header|side|toolbar|tools|friendlinks?|links|related|recommend|pagination|pager|search"
    r"|login|location|position|qrcode)(?:$|[-_ 0-9])",
    re.IGNORECASE,
)
INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[^;]*line-through", re.IGNORECASE
)
# What holds more of the page than this is the page, whatever it is called.
MOST_OF_PAGE = 0.4
# How often the text below an element is measured; a real page has some dozens of such elements.
MOST_MEASURED = 60
LEAST_LINKS = 3
LONGEST_LINE = 80
LINE = re.compile(
    r"(?:您?(?:现在|当前|目前)的?(?:所在)?的?|您(?:所在)?的)位置[:：].*|您当前位于[:：].*|(?:上|下)一[篇条][:：].*"
    r"|(?:【?(?:打印|关闭|返回|收藏|纠错|分享|字体|字号|字体大小|大|中|小)(?:本页|窗口|顶部|到|文章)?】?"
    r"[:：\s|｜\[\]]*)+(?:微信|微博|QQ空间|QQ|\s)*"
    r"|(?:浏览|阅读|点击)(?:次数|量|数)?[:：]\s*[0-9]*\s*次?|扫一扫.{0,30}|.{0,20}版权所有.*"
    r"|.{0,40}(?:ICP备|公网安备|网站标识码).*|(?:相关(?:链接|文章|阅读|新闻|信息|解读)|友情链接)[:：]?"
    r"|(?:首页|网站地图|联系我们|关于我们|无障碍|长者模式|\||｜|\s)+"
)
NOTE = re.compile(r"\s*[〔\[［(（]?[0-9①-⑳*]{1,3}[〕\]］)）]?\s*")
ATTACHED = re.compile(r"附件|.*\.(?:docx?|xlsx?|pdf|wps|zip|rar|ofd)$", re.IGNORECASE)


@dataclass(slots=True)
class Chrome:
    """Tells what to leave out of one page, whose whole text is `length` characters long."""

    length: int
    _measured: int = field(default=0)

    def drops(self, node: LexborNode, tag: str) -> bool:
        """Whether the element and all in it is no text of the document."""
        if tag in NEVER_SHOWN or tag.startswith(("!", "-comment", "_comment")):
            return True
        if tag == "body":
            return False
        if tag == "sup":
            return _quotes_note(node)
        attributes = node.attributes
        if "hidden" in attributes or INVISIBLE.search(attributes.get("style") or ""):
            return True
        marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        aside = tag in AROUND or tag in STRUCK or bool(MARKS.search(marks))
        return aside and not self._is_page(node)

    def _is_page(self, node: LexborNode) -> bool:
        """Whether it holds the title, or most of the text: some wrap a whole page in a form."""
        self._measured += 1
        if self._measured > MOST_MEASURED:
            return False
        title = node.css_first("h1")
        return title is not None or len(node.text()) > MOST_OF_PAGE * self.length


def _quotes_note(node: LexborNode) -> bool:
    """Whether a raised figure links to a note: 增长9%¹ is no 9%1, but m² stays."""
    linked = node.css_first("a") is not None or (node.parent is not None and node.parent.tag == "a")
    return linked and bool(NOTE.fullmatch(node.text()))


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of the page, and how many links make it up where nothing else does."""

    piece: Piece
    links: int = 0


def without_lists_of_links(lines: Iterable[Line]) -> Iterator[Piece]:
    """Leave out lines of links and runs of lines that are links, and what only says 打印 关闭."""
    run: list[Line] = []
    for line in lines:
        piece = line.piece
        if piece.kind != "cell" and len(piece.text) <= LONGEST_LINE and LINE.fullmatch(piece.text):
            continue
        if line.links and piece.kind == "paragraph" and not ATTACHED.match(piece.text):
            run.append(line)
            continue
        yield from _kept(run)
        run = []
        yield piece
    yield from _kept(run)


def _kept(run: list[Line]) -> Iterator[Piece]:
    if sum(line.links for line in run) < LEAST_LINKS:
        yield from (line.piece for line in run)
