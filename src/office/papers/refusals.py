"""Why something cannot be done to a paper, told so that the person can mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaimenhong.documents.limits import LARGEST, file_size, megabytes
from kaimenhong.documents.parts import Parts
from kaimenhong.documents.signatures import PACKED
from kaimenhong.documents.word import MAIN
from kaimenhong.errors import Code, Mistake
from office.papers import queries
from office.papers.checking import Found
from office.papers.models import Paper, PaperVersion, State

MOST_TOLD = 5
MARK = re.compile(r"[\u4e00-\u9fff]{2,12}")


def frozen(expected: str, came: str, remedy: str) -> Mistake:
    """Make the mistake of a state that does not allow it."""
    return Mistake(Code.PAPER_FROZEN, expected=expected, came=came, remedy=remedy)


def refuse_embargoed(version: PaperVersion) -> None:
    """Raise where the paper tells figures that are not released yet, whoever may see them."""
    if queries.is_embargoed(version):
        raise queries.embargoed("已经发布的数据", "请等到发布以后再印发，或删去这些数重新生成")


def refuse_older(paper: Paper, version: int) -> None:
    """Raise where the person looked at another version than the one that holds."""
    newest = paper.newest.version
    if version != newest:
        raise frozen(
            f"最新的第 {newest} 版",
            f"第 {version} 版",
            "别人刚换过文件，请刷新后看过最新一版再办",
        )


def refuse_unchecked(paper: Paper) -> None:
    """Raise where the paper was not checked since it was last changed, or is out already."""
    if paper.state != State.CHECKED:
        remedy = "请先核对，核对后又修改的要再核对一次"
        raise frozen("核对过的材料", paper.get_state_display(), remedy)


def refuse_unapproved(paper: Paper, authorised_by: str) -> None:
    """Raise where a paper that praises or criticises by name has nobody's approval."""
    if paper.of_kind.needs_approval and not authorised_by.strip():
        raise Mistake(
            Code.PAPER_UNAPPROVED,
            expected="审定人",
            came="",
            remedy="这类材料点名表扬、批评，须经有权的人审定，请写明由谁审定",
        )


def refuse_open(found: Sequence[Found]) -> None:
    """Raise where something in the file is still open."""
    still_open = [one for one in found if one.blocking]
    if still_open:
        told = "；".join(f"{one.what}：{one.where}" for one in still_open[:MOST_TOLD])
        more = f" 等 {len(still_open)} 处" if len(still_open) > MOST_TOLD else ""
        raise Mistake(
            Code.PAPER_UNFILLED,
            expected="没有空白、标黄、修订和批注的文件",
            came=f"{told}{more}",
            remedy="请下载后补齐、改好，再传上来核对；没有数的地方删去或写明暂缺，不要编数",
        )


def refuse_without_reason(found: Sequence[Found], despite: str) -> None:
    """Raise where the check found something and nobody says why the paper goes out as it is."""
    if found and not despite.strip():
        raise Mistake(
            Code.PAPER_REASON_MISSING,
            expected="仍按原数印发的理由",
            came=f"{len(found)} 处要看，如{found[0].where}：{found[0].what}",
            remedy="请重新生成或改好后再核对；确要按截至日的数印发，请写明理由",
        )


def refuse_blank_reason(reason: str) -> None:
    """Raise where a paper is to be withdrawn without a reason."""
    if not reason.strip():
        raise Mistake(
            Code.PAPER_REASON_MISSING,
            expected="撤回的原因",
            came="",
            remedy="请写明为什么撤回，看过它的人都会看到",
        )


def refuse_other_than_word(file_name: str, data: bytes) -> None:
    """Raise where the file is no .docx by name and by what is in it, or too large."""
    if len(data) > LARGEST:
        raise Mistake(
            Code.FILE_TOO_LARGE,
            expected=f"不超过 {megabytes(LARGEST)}",
            came=file_size(len(data)),
            remedy="请压缩或删去图片",
        )
    if not file_name.lower().endswith(".docx"):
        raise Mistake(
            Code.FILE_KIND,
            expected=".docx 文件",
            came=file_name,
            remedy="请用 WPS 或 Word 另存为 .docx 再传",
        )
    if data and not (data.startswith(PACKED) and MAIN in Parts(data).names):
        raise Mistake(
            Code.FILE_KIND,
            expected="内容是 Word 文档的 .docx 文件",
            came=f"{file_name} 的内容不是",
            remedy="只改扩展名不行，请用 WPS 或 Word 另存为 .docx 再传",
        )


def refuse_other_than_text(file_name: str, data: bytes) -> None:
    """Raise where the file is neither a .docx nor a .txt, by name and by what is in it."""
    if file_name.lower().endswith(".docx"):
        refuse_other_than_word(file_name, data)
    elif not file_name.lower().endswith(".txt"):
        raise Mistake(
            Code.FILE_KIND,
            expected=".docx、.txt 文件",
            came=file_name,
            remedy="请用 WPS 或 Word 另存为 .docx 再传，纯文字的存为 .txt",
        )


def mark(text: str) -> str:
    """Return the 代字; raises where it is none: 2 to 12 Chinese characters, such as 锦政办函."""
    if not MARK.fullmatch(text.strip()):
        raise Mistake(
            Code.PAPER_NUMBER_TAKEN,
            expected="2—12 个汉字的代字，如“锦政办函”",
            came=text,
            remedy="只填代字，年份和序号由系统接着编",
        )
    return text.strip()


def number_taken(numbered: str) -> Mistake:
    """Make the mistake of a number that another paper bears."""
    return Mistake(
        Code.PAPER_NUMBER_TAKEN,
        expected="没有用过的文号",
        came=numbered,
        remedy="请换一个序号，或留空由系统接着编",
    )
