"""Where the reader stands in a sentence: its clause, what was said, what has been read."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from kaimenhong.reading import leading, places
from kaimenhong.reading.draft import Draft, Memory, Reason, Sentence, Subject
from kaimenhong.reading.gazetteer import Spot
from kaimenhong.reading.peeling import Peeled, peel_head
from kaimenhong.reading.scope import Scope, sets_scope
from kaimenhong.reading.times import Mention

_OPENINGS = {"", "截至", "截止", "到", "至", "从", "今年", "全市", "全县", "全区", "其中"}
# The one inside 县（市、区） ends no part of a list; that in （A县12家、B县9家） does.
_LISTS_ON = re.compile("、(?![^（），。；0-9X]{0,6}）)")
# 从各乡镇办理情况看，A镇…: what is looked at stands before whose it is.
_SEEN = re.compile(
    "(?:其中，)?(?:(?:从|分|按|就)[^，；：。0-9]{1,16}?看[，：]|各[^，；：。0-9]{2,14}?情况：)"
)
# Zones that are called by what they are, one to a place.
_ZONES = {"高新区", "经开区", "开发区"}
_LONGEST_AREA = 6
# 锚定全年增长6%的目标不动摇，一季度增长7%: what the rest is done for opens no group.
_AIM_HELD = re.compile("(?:以上|左右)?的[^，。；0-9]{0,6}(?:目标|任务)[^，。；0-9]{0,8}，")
_NO_AREA = re.compile(
    "(?:小|社|景|街|库|牧|矿|灾|校|厂|城|郊|片|辖|功能|聚集|集聚|产业|贫困山|边远山|^山|^林|国有林)区$|"
    "^(?:新(?![\u4e00-\u9fa5]{1,2}[县市])|改|建|创|打造|培育|获评)"
)


@dataclass(slots=True)
class Here:
    """The reader's place; positions count in the sentence."""

    sentence: Sentence
    scope: Scope
    memory: Memory
    at: int = 0
    previous: int = 0
    drafts: list[Draft] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    topics: dict[int, tuple[str, ...]] = field(default_factory=dict)
    since: dict[int, str | None] = field(default_factory=dict)
    bound: str = ""
    beside: tuple[str, ...] = ()
    area_said: tuple[int, int] | None = None
    sign: int = 1
    reasons: dict[str, Reason] = field(default_factory=dict)
    subjects: list[Subject] = field(default_factory=list)
    # What was spoken of before its parts, 其中…, were listed.
    parted: tuple[Subject | None, Subject | None] | None = None
    own_times: dict[int, Mention | None] = field(default_factory=dict)
    # The sentence, and where it begins in its paragraph: what is asked for most.
    text: str = field(init=False)
    offset: int = field(init=False)

    def __post_init__(self) -> None:
        self.text, self.offset = self.sentence.text, self.sentence.offset

    def because(
        self, about: str, rule: str, start: int | None = None, end: int | None = None
    ) -> None:
        """Note what decided a field of the figure that is being read; positions in the sentence."""
        if start is not None and end is not None and 0 <= start < end:
            self.reasons[about] = Reason(about, rule, start + self.offset, end + self.offset)
        else:
            self.reasons[about] = Reason(about, rule)

    def because_above(self, about: str, rule: str, span: tuple[int, int] | None) -> None:
        """Note that a heading or the title decided; `span` counts in the document."""
        start, end = span or (None, None)
        self.reasons[about] = Reason(about, rule, start, end, above=True)

    def because_before(self, about: str, rule: str, span: tuple[int, int] | None) -> None:
        """Note that earlier words of the paragraph decided; `span` counts in the paragraph."""
        start, end = span if span and span[0] >= 0 else (None, None)
        self.reasons[about] = Reason(about, rule, start, end)

    def advance(self, to: int) -> None:
        """Take in brackets and times between the last figure and the next."""
        events = [(w, 0) for w in self.sentence.walls if self.at <= w < to]
        events += [
            (m.start, n) for n, m in enumerate(self.sentence.times, 1) if self.at <= m.start < to
        ]
        for position, number in sorted(events):
            if number:
                mention = self.sentence.times[number - 1]
                wall = self.wall(mention.start)
                this_year = self.scope.is_this_year(mention)
                if not this_year and sets_scope(self.text, wall, mention, self.sentence.times):
                    self.state(mention)
            elif self.text[position] == "；":
                self.scope.end_group()
            elif self.text[position] == "（":
                self.scope.enter()
                self.memory.saved.append((self.memory.subject, self.memory.counted))
            elif self.text[position] == "）" and self.memory.saved:
                self.scope.leave()
                self.memory.subject, self.memory.counted = self.memory.saved.pop()
        self.at = to

    def state(self, mention: Mention) -> None:
        """Let a time hold from here on, only to ； where it stands in the midst of a group."""
        group = self.text.rfind("；", 0, mention.start) + 1
        before = (f for f in self.sentence.figures if group <= f.start < mention.start)
        amid = any(not _AIM_HELD.match(self.text, figure.end) for figure in before)
        led = self.text[self.clause(mention.start) : mention.start] in _OPENINGS
        amid = amid or (mention.text.endswith(("末", "底")) and not led)
        amid = amid or self.text.startswith(("单月", "当月"), mention.end)
        clause = self.text[self.clause(mention.start) : mention.start]
        bracketed = self.text[mention.start - 1 : mention.start] == "（"
        amid = (amid and not clause.startswith("从")) or bracketed
        self.scope.state(mention, self.offset, amid=amid)

    def wall(self, position: int) -> int:
        """Where the clause begins that holds `position`."""
        return max(self.clause(position), min(self.previous, position))

    def topic(self, position: int) -> tuple[str, ...]:
        """The areas with which the group that holds `position` opens: A县、B县进度滞后，…"""
        group = self.text.rfind("；", 0, position) + 1
        if group not in self.topics:
            self.topics[group] = self._opening(group)
        since = self._since(group, position) if self.sentence.marks.areas else None
        if since is None:
            return self.topics[group]
        return (since,) if since else ()

    def _since(self, group: int, position: int) -> str | None:
        """The area with which a later clause of the group opens: 督查发现，A县进度滞后，…

        None where no clause names one; nothing where our own place is named again.
        """
        begin = self.clause(position)
        if begin not in self.since:
            starts = [group, *(w + 1 for w in self.sentence.walls if group <= w < begin)]
            named = (self._clause_area(start) for start in reversed(starts))
            self.since[begin] = next((area for area in named if area is not None), None)
        return self.since[begin]

    def _clause_area(self, start: int) -> str | None:
        """The area that a clause is about; nothing where our own place is named again."""
        if self.text.startswith(("全", "我", "本"), start) and places.WHOSE.match(self.text, start):
            return ""
        if start and self.text[start - 1] == "（":
            return self.area_before(start - 1)
        end = next((w for w in self.sentence.walls if w >= start), len(self.text))
        listed = [one for one in self.sentence.marks.areas if start <= one[0] < end]
        if len(listed) == 1 and self._opens_with(start, listed[0]):
            return listed[0][2]
        return "" if not listed and self.text.startswith("其中", start) else None

    def _opens_with(self, start: int, spot: Spot) -> bool:
        """Whether a clause begins with an area, or with what singles one out."""
        return start == spot[0] or leading.SUCH_AS.fullmatch(self.text, start, spot[0]) is not None

    def _opening(self, group: int) -> tuple[str, ...]:
        seen = _SEEN.match(self.text, group)
        start = seen.end() if seen else group
        opening = Peeled(start, len(self.text), wall=start)
        peel_head(self.text, opening, self.sentence.marks)
        whose = opening.areas or ((opening.area,) if opening.area else ())
        if not whose:
            led = leading.lead(self.text, group, len(self.text), None)
            return (led[0],) if led else ()
        own = any(places.SELF.fullmatch(one) or places.EACH.match(one) for one in whose)
        return () if own else whose

    def clause(self, position: int) -> int:
        """Where the clause begins at a comma or bracket; a list 、 stays within."""
        before = bisect_left(self.sentence.walls, position)
        return self.sentence.walls[before - 1] + 1 if before else 0

    def clause_end(self, start: int, limit: int) -> int:
        """Where the clause or the part of a list ends that goes on from `start`."""
        after = bisect_left(self.sentence.walls, start)
        wall = self.sentence.walls[after] if after < len(self.sentence.walls) else len(self.text)
        comma = _LISTS_ON.search(self.text, start)
        ends = [wall, limit] + ([comma.start()] if comma else [])
        return min(ends)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Take marks and 增速 off the edges of a name."""
        while start < end and self.text[start] in "、，：；的了“”" and not self._quoted(start):
            start += 1
        while start < end and self.text[end - 1] in "、，：；的了":
            end -= 1
        while end - start > 3 and self.text.endswith(("增速", "增幅"), start, end):
            end -= 2
        return start, end

    def _quoted(self, start: int) -> bool:
        return self.text[start] == "“" and "”" in self.text[start : start + 14]

    def area_before(self, position: int) -> str | None:
        """The area that is named right before: 抽查发现A县|3个项目."""
        return next((n for _, end, n in self.sentence.marks.areas if end == position), None)

    def is_area(self, words: str) -> bool:
        """Whether the words are the name of an area, known or by its form."""
        named = self.scope.background.areas
        if named is not None and words in named.names:
            return True
        if len(words) > 1 and words[-1] in "省市县区州旗" and places.known(words):
            return True
        if words in _ZONES or places.THIS.fullmatch(words):
            return True
        formed = len(words) <= _LONGEST_AREA and places.NAMED.fullmatch(words)
        return bool(formed) and not _NO_AREA.search(words)
