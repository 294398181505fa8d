"""Documents that bear a mark of secrecy, 机密★1年, are refused: they may not be kept here."""

from __future__ import annotations

import re

from kaimenhong.errors import Code, Mistake

_BLANK = r"[ \t\u3000\xa0]*"
# A mark stands on a line of its own in the head, maybe with its term and an urgency.
SECRET = re.compile(
    rf"^{_BLANK}[【\[（(]?(?:密{_BLANK}级{_BLANK}[:：]?{_BLANK})?"
    rf"(绝{_BLANK}密|机{_BLANK}密|秘{_BLANK}密){_BLANK}"
    rf"(?:[★☆*].{{0,12}}|[0-9]{{1,2}}{_BLANK}年|长期)?[】\]）)]?{_BLANK}"
    rf"(?:特急|特提|加急|平急|急件)?{_BLANK}$",
    re.MULTILINE,
)
HEAD = 400


def refuse_marked(text: str) -> None:
    """Raise `Mistake` where a line of the text is a mark; the words in a sentence are none.

    >>> refuse_marked("加强秘密文件管理，机密事项按规定办理。")
    """
    mark = SECRET.search(text)
    if mark:
        raise Mistake(
            Code.FILE_SECRET,
            expected="没有密级的文件",
            came=mark[0].strip(),
            remedy="涉密文件不得在本系统中存储和处理，请按保密规定办理",
        )
