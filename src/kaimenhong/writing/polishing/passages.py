"""The paragraphs of a document whose wording may be polished: prose, no headings, no tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaimenhong.documents.document import Block, Document

SHORTEST, LONGEST = 12, 1_500  # signs
_ENDED = re.compile("[。！？；]")


def passages(document: Document) -> Iterator[Block]:
    """Give the paragraphs that hold a sentence, in order.

    What is shorter is a heading or a name; what is longer than a model answers well is left alone.

    >>> from kaimenhong.documents.document import Piece, join
    >>> made = join("稿.txt", [Piece("一、进度"), Piece("各单位要把工作抓得再紧一些。")])
    >>> [one.text for one in passages(made)]
    ['各单位要把工作抓得再紧一些。']
    """
    for block in document.blocks:
        fits = SHORTEST <= len(block.text) <= LONGEST and "\n" not in block.text
        if block.kind == "paragraph" and fits and _ENDED.search(block.text):
            yield block
