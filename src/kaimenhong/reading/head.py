"""What a document says of itself: title, number, issuer, date, area and kind."""

from __future__ import annotations

import re

from kaimenhong.documents.document import Block, Document
from kaimenhong.facts import DocumentHead
from kaimenhong.reading import dated, places
from kaimenhong.reading.own_area import own_area

FRONT = 40
EDGE = 8
LONGEST = 90
_NOTE = re.compile(r"(?:[\[［][0-9]{1,2}[\]］]|[①-⑳])$")
_WIDE_BLANKS = re.compile(r"[\u3000\xa0]+")
_NUMBER = re.compile(r"[\u4e00-\u9fa5]{1,12}[〔\[（(【][0-9]{4}[〕\]）)】]\s*[0-9]{1,4}\s*号")
_ISSUER_LABEL = re.compile(
    r"(?:发文机关|发布机构|发文单位|发布单位|公开机构|主办|主办单位|单位名称)\s*[:：]\s*([\u4e00-\u9fa5（）()]{3,30})"
)
_BODY = re.compile(
    r"[\u4e00-\u9fa5]{2,20}(?:人民政府(?:办公室|办公厅)?|委员会(?:办公室)?|管委会|局|办公室|指挥部|领导小组(?:办公室)?|工作专班)"
)
_GENRE = re.compile(
    r"(?:方案|通知|意见|计划|措施|办法|细则|报告|公报|通报|简报|专报|要点|分解表?|讲话|主持词|情况|汇报|任务表|清单|分析|目标|规划|致辞|新闻|行动|台账|总结)(?:（[^）]*）|\([^)]*\))?$"
)
_NOTICE = re.compile(
    r"关于(?:印发|转发|下发|做好|开展|进一步)?.*(?:通知|意见|批复|函|决定|公告|通报|报告)$"
)
_QUOTED = re.compile(r"《([^》]{4,60})》")
_KINDS = (
    ("speech", re.compile("讲话|主持词|致辞|发言|动员词|讲稿")),
    (
        "report",
        re.compile(
            "工作报告|情况报告|统计公报|(?:通报|公报|汇报|简报|专报|快报|月报|总结)(?:（[^）]*）)?$"
        ),
    ),
    (
        "plan",
        re.compile(
            "方案|措施|计划|任务(?!完成情况)|实施意见|要点|规划|行动|目标(?!.{0,6}(?:完成|进展|运行|情况))|清单|分工|台账|责任制"
        ),
    ),
    (
        "report",
        re.compile(
            "汇报|通报|情况|公报|简报|专报|快报|月报|统计|新闻|总结|分析|工作报告|夺取|实现|增长|简析"
        ),
    ),
)
_SPEECH = re.compile("^(?:同志们|各位领导|各位同志|各位代表)")
_REPORTING = re.compile("(?:汇报|报告)如下|作如下汇报|通报如下")


def head(document: Document) -> DocumentHead:
    """Read the head of the document; what it does not say is None."""
    front = [block for block in document.blocks if block.kind != "cell"][:FRONT]
    lines = [_single(block) for block in front]
    title = _title(lines)
    text = document.text
    # A unit and a day in neighbouring cells of a table are no signature.
    prose = "\n".join(block.text for block in document.blocks if block.kind != "cell")
    top = "\n".join(lines)
    last = [_single(block) for block in document.blocks[-EDGE:] if block.kind != "cell"]
    edges = "\n".join(line for line in lines[:EDGE] + last if len(line) <= LONGEST)
    return DocumentHead(
        title=title,
        number=_number(top),
        issuer=_issuer(text, prose),
        date=dated.date_of(document),
        area=own_area(title, edges, text, own_word(text)),
        kind=_kind(title, lines, text),
    )


def own_word(text: str) -> str | None:
    """The word by which the document names its own area: 我县, 全区."""
    counts: dict[str, int] = {}
    for match in places.WHOSE.finditer(text[:6000]):
        weight = 3 if match[0][0] in "我本" else 1
        counts[match[0]] = counts.get(match[0], 0) + weight
    counts.pop("全国", None)
    own = {word: n for word, n in counts.items() if word[0] in "我本"}
    pool = own or counts
    return max(pool, key=lambda word: pool[word]) if pool else None


def _single(block: Block) -> str:
    """The text of a block without the mark of a note at its end, wide blanks as one."""
    text = block.text.strip().strip("*#").strip()
    last = text[-1:]
    if last in {"]", "］"} or "①" <= last <= "⑳":
        text = _NOTE.sub("", text)
    return _WIDE_BLANKS.sub(" ", text) if "\u3000" in text or "\xa0" in text else text


def _number(top: str) -> str | None:
    match = _NUMBER.search(top) if "号" in top else None
    if match is None:
        return None
    return re.sub(r"\s", "", match[0])


def _issuer(text: str, prose: str) -> str | None:
    label = _ISSUER_LABEL.search(text)
    if label:
        return label[1]
    signed = re.search(rf"^\s*({_BODY.pattern})\s*\n+\s*(?:20[0-9]{{2}}|二)", prose, re.MULTILINE)
    signed = signed or re.search(
        rf"^\s*({_BODY.pattern})[ \t\u3000]+20[0-9]{{2}}年[0-9]{{1,2}}月[0-9]{{1,2}}日\s*$",
        prose,
        re.MULTILINE,
    )
    return signed[1] if signed else None


def _title(lines: list[str]) -> str | None:
    """A notice's own title, else the plan's; the first line where a page is headed by it."""
    for index in range(len(lines)):
        whole = _continued(lines, index)
        if whole and _NOTICE.search(whole) and "《" not in whole[:1]:
            return whole
    quoted = {re.sub(r"\s", "", q) for line in lines for q in _QUOTED.findall(line)}
    for line in lines:
        if re.sub(r"\s", "", line) in quoted:
            return line
    for index in range(min(len(lines), 12)):
        whole = _continued(lines, index)
        if whole and _GENRE.search(whole):
            return whole
    if len(lines) > 1 and re.search("来源|发布时间|发布日期|作者", lines[1]) and _is_line(lines[0]):
        return lines[0]
    first = lines[0] if lines else ""
    if 8 <= len(first) <= 40 and _is_line(first) and places.NAMED.match(first):
        return first
    return None


# 白鹭县人民政府督查室　2025年9月8日: who issues a periodical, and when.
_MASTHEAD = re.compile(
    r"\s20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日$|^（?总?第[0-9一二三四五六七八九十]+期）?$"
)


def _is_line(line: str) -> bool:
    return (
        5 <= len(line) <= 70
        and not re.search("[。；;：:！]|，.*，", line)
        and not line.startswith("（")
        and not _MASTHEAD.search(line)
    )


def _continued(lines: list[str], index: int) -> str | None:
    """A title line, with the line after it where the first one is not yet a title."""
    line = lines[index]
    if not _is_line(line) or re.match(
        r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.、]", line
    ):
        return None
    if _NOTICE.search(line) or (_GENRE.search(line) and "关于" not in line):
        return line
    for length in (4, 3, 2):
        rest = lines[index : index + length]
        if len(rest) == length and all(_is_line(part) or len(part) < 5 for part in rest):
            whole = "".join(rest)
            if len(whole) > LONGEST or _NUMBER.search(whole):
                continue
            broken = length == 2 and len(rest[1]) <= 14 and _GENRE.search(whole)
            if _NOTICE.search(whole) or (broken and not _GENRE.search(line)):
                return whole
    return line if _GENRE.search(line) else None


def _kind(title: str | None, lines: list[str], text: str) -> str:
    if title:
        for kind, pattern in _KINDS:
            if pattern.search(title):
                return kind
    if any(_SPEECH.match(line) for line in lines[:6]):
        return "speech"
    if any(_REPORTING.search(line) for line in lines[:6]):
        return "report"
    if re.search("来源|发布时间", "\n".join(lines[:4])):
        return "report"
    if re.search("责任单位|牵头单位|责任领导", text):
        return "plan"
    return "report" if re.search("同比增长|比上年", text) else "other"
