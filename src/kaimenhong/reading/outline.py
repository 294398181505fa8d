"""The outline of a document: paragraphs with their numbered headings above them.

Lines that were broken in the middle of a sentence are joined; one paragraph is one `Cleaned`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kaimenhong.documents.document import Block, Document
from kaimenhong.reading import lines
from kaimenhong.reading.cleaned import Cleaned, clean
from kaimenhong.records import record
from kaimenhong.terms.numerals import integer

_CHINESE = "一二三四五六七八九十百〇零"
_HEADS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第([{_CHINESE}]{{1,4}})(?:部分|章|编)[、：]?")),
    (2, re.compile(rf"([{_CHINESE}]{{1,4}})[、.．]")),
    (2, re.compile(rf"第([{_CHINESE}]{{1,2}})个?(?:问题|方面|点|件事)[，、：]")),
    (3, re.compile(rf"[（(]([{_CHINESE}]{{1,4}})[）)][、.]?")),
    (4, re.compile(rf"第([{_CHINESE}]{{1,4}})条[、：]?")),
    (4, re.compile(r"([0-9]{1,3})(?:[.．](?![0-9])|、)")),
    (5, re.compile(r"[（(]([0-9]{1,2})[）)][、.]?")),
)
_ANY_HEAD = re.compile("|".join(head.pattern for _, head in _HEADS))
# 第二，稳住投资。 opens a part of a speech; its words stay text, and what it lists stands below it.
_PART = re.compile(rf"第([{_CHINESE}]{{1,2}})[，、：]([^。；：0-9X]{{2,24}})。")
_PART_LEVEL = 5
# What is asked of all at the end belongs to no section: 特此报告。请各单位于6月5日前报送情况。
_CLOSES = re.compile(
    "特此(?:汇报|报告|通报|通知|函告|说明|公告)|以上(?:汇报|报告)"
    "|请各(?:有关|相关)?(?:单位|部门|县区|县市区|镇街)[^。]{0,20}[0-9]日前[^。]{0,24}报"
)
INLINE = 6
_INLINE = re.compile(
    r"(?=[第一二三四五六七八九十])(?:(?<=[。；：！])|^)(?:第)?([一二三四五六七八九十]{1,2})(?:是|要)(?=[^，。；：]{2,36}[，。；：])"
)
_TITLE_END = re.compile(r"[。；：！]")
LONGEST_TITLE = 36
_FIGURE = re.compile(r"[0-9X][0-9.X]*(?:%|个百分点|亿|万|家|个(?!百)|户|倍)")
_CHROME = re.compile(
    "备案号|备案序号|ICP|网站标识码|联系电话|联系人|邮编|地址：|E-mail|主办：|承办：|版权|索引号|发文机关|发布时间|成文日期|点击|浏览|"
    "打印|责任编辑|字体：|共印"
)
# Apart from the words above, as one that may stand at the start only would be tried at each sign.
_IMPRINT = re.compile("报：|发：|送：|抄送|上一篇|下一篇|相关阅读")


@dataclass(slots=True)
class Section:
    """A numbered heading: `number` is its path (`二/一`), `level` the kind of its number."""

    number: str
    level: int
    title: str
    parent: Section | None
    start: int
    end: int
    head: tuple[int, int] = (0, 0)
    must: bool = False
    part: bool = False
    children: list[Section] = field(default_factory=list)

    def path(self) -> Iterator[Section]:
        """Give this section, then the ones above it."""
        section: Section | None = self
        while section is not None:
            yield section
            section = section.parent


@record(frozen=True, slots=True)
class Paragraph:
    """Words that belong together. `heading` tells that they are a heading and nothing else."""

    cleaned: Cleaned
    section: Section | None
    heading: bool
    cell: Block | None = None

    @property
    def aside(self) -> bool:
        """Whether it is the frame of a page, an imprint or an address, and no part of the text."""
        text = self.cleaned.text
        if _IMPRINT.match(text):
            return True
        found = _CHROME.search(text)
        # 请于12月5日前报县发改局，联系电话：… closes a paragraph that is text all the same.
        return found is not None and not _FIGURE.search(text, 0, found.start())


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole document in reading order, and its sections from the top."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]


def outline(document: Document) -> Outline:
    """Give the paragraphs of the document under their headings."""
    builder = _Builder()
    for spans, cell in lines.joined(document, starts_heading):
        cleaned = clean(document.text, spans)
        if not cleaned.text:
            continue
        if cell is not None:
            builder.add_cell(cleaned, cell)
        else:
            builder.add(cleaned)
    builder.close()
    return Outline(tuple(builder.paragraphs), tuple(builder.sections))


def starts_heading(words: str) -> bool:
    """Whether a line begins with a number of the outline: 一、 （一） 1. 第一条."""
    return _ANY_HEAD.match(words.lstrip("*# \u3000")) is not None


def _number(match: re.Match[str]) -> str:
    return match[1].replace("〇", "十") if match[1] in {"一〇"} else match[1]


class _Builder:
    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.sections: list[Section] = []
        self.current: Section | None = None

    def add_cell(self, cleaned: Cleaned, cell: Block) -> None:
        self.paragraphs.append(Paragraph(cleaned, self.current, heading=False, cell=cell))

    def add(self, cleaned: Cleaned) -> None:
        """Add a paragraph; open a section where it begins with a number."""
        text = cleaned.text
        start = 0
        for level, head in _HEADS if _ANY_HEAD.match(text) else ():
            match = head.match(text)
            if match and self._plausible(level, match[1], text):
                start = self._open(level, _number(match), cleaned, match.end())
                break
        if start == 0:
            self._part_or_close(cleaned)
        if start < len(text):
            self._inline(cleaned, start)

    def _part_or_close(self, cleaned: Cleaned) -> None:
        """Let 第二，稳住投资。 head what it lists, and 特此报告。 end all sections."""
        if _CLOSES.match(cleaned.text):
            self.current = None
            return
        part = _PART.match(cleaned.text)
        if part is not None:
            first, last = part.span(2)
            self._enter(_PART_LEVEL, part[1], part[2], cleaned.at[first], last - first)
            assert self.current is not None  # noqa: S101 -- _enter has just set it
            self.current.part = True
            self.current.start = cleaned.at[last]

    def _plausible(self, level: int, number: str, text: str) -> bool:
        """A number that heads a section follows its elder, or is the first."""
        if level == 4 and number.isdigit():
            return not re.match(r"[0-9]{1,3}[.、][0-9]", text)
        return integer(number) is not None or number.isdigit()

    def _open(self, level: int, number: str, cleaned: Cleaned, start: int) -> int:
        """Open a section and say where its body starts in the paragraph."""
        text = cleaned.text
        end = _TITLE_END.search(text, start)
        stop = end.start() if end else len(text)
        whole = end is None
        title, body = text[start:stop], len(text) if whole else stop + 1
        if len(title) > LONGEST_TITLE or _FIGURE.search(title):
            title, body = re.split("[，：]", title, maxsplit=1)[0][:LONGEST_TITLE], start
            if not _states(text[start:]):
                body = len(text) if whole else stop + 1
        self._enter(level, number, title.strip("*"), cleaned.at[start - 1] + 1, len(title))
        self.paragraphs.append(
            Paragraph(_part(cleaned, 0, max(start, min(stop, body))), self.current, heading=True)
        )
        assert self.current is not None  # noqa: S101 -- _enter has just set it
        if body < len(text):
            self.current.start = cleaned.at[body]
        else:
            self.current.start = -1
        return body

    def _enter(self, level: int, number: str, title: str, start: int, width: int) -> None:
        parent = self.current
        while parent is not None and parent.level >= level:
            parent = parent.parent
        path = f"{parent.number}/{number}" if parent else number
        section = Section(path, level, title, parent, start, start, (start, start + width))
        if parent:
            parent.children.append(section)
        self.sections.append(section)
        self.current = section

    def _inline(self, cleaned: Cleaned, start: int) -> None:
        """Split a paragraph at 一是 … 二是 …; each is a section below the one it stands in."""
        text = cleaned.text
        marks = [mark for mark in _INLINE.finditer(text, start)]
        home = self.current
        while home is not None and home.level >= INLINE:
            home = home.parent
        if not marks or not self._counts(marks, start, home):
            if not (self.current and self.current.level >= INLINE):
                self.current = home
            self._plain(cleaned, start, len(text), home)
            return
        self.current = home
        if marks[0].start() > start:
            self._plain(cleaned, start, marks[0].start(), home)
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            self._inline_section(cleaned, mark, end)
        self.current = home

    def _counts(self, marks: list[re.Match[str]], start: int, home: Section | None) -> bool:
        """Whether the marks count up; a lone 一要 inside a sentence is no list."""
        first = integer(marks[0][1])
        if first == 1:
            return len(marks) > 1 or marks[0].start() == start
        elders = home.children if home else [one for one in self.sections if one.parent is None]
        elder = elders[-1] if elders else None
        return (
            elder is not None
            and elder.level == INLINE
            and integer(elder.number.rsplit("/", 1)[-1]) == (first or 0) - 1
        )

    def _inline_section(self, cleaned: Cleaned, mark: re.Match[str], end: int) -> None:
        text = cleaned.text
        stop = _TITLE_END.search(text, mark.end(), end)
        comma = text.find("，", mark.end(), end)
        first = stop.start() if stop else end
        body = first + 1
        if 0 <= comma < first:
            first, body = comma, mark.end()
        title = text[mark.end() : first]
        if _FIGURE.search(title):
            body = mark.end()
        body = min(body, end)
        self._enter(INLINE, mark[1], title, cleaned.at[mark.start()], mark.end() - mark.start())
        section = self.current
        if section is not None:
            section.must = mark[0].endswith("要")
        if section is None or body >= end:
            return
        section.start, section.end = cleaned.at[body], cleaned.at[end - 1] + 1
        self.paragraphs.append(Paragraph(_part(cleaned, body, end), section, heading=False))

    def _plain(self, cleaned: Cleaned, start: int, end: int, section: Section | None) -> None:
        part = _part(cleaned, start, end)
        self.paragraphs.append(Paragraph(part, section, heading=False))
        for above in section.path() if section else ():
            if above.start < 0:
                above.start = part.at[0]
            above.end = part.at[-1] + 1

    def close(self) -> None:
        """Give sections without a body an empty span at their heading's end."""
        for section in self.sections:
            if section.start < 0:
                section.start = section.end
            section.end = max(section.end, section.start)


def _states(text: str) -> bool:
    return bool(_FIGURE.search(text)) or "，" in text or "。" in text


def _part(cleaned: Cleaned, start: int, end: int) -> Cleaned:
    return Cleaned(cleaned.text[start:end], cleaned.at[start:end], cleaned.source)
