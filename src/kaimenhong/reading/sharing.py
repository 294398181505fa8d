"""Which names share a figure: lists, levels, and those that were counted just before."""

from __future__ import annotations

import itertools
import re

from kaimenhong.reading import lexicon, names, naming, sets
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.peeling import Peeled

_OF_KIND = re.compile(
    "(?:产业|行业|业)?(?:增加值|投资|总产值|产值|营业收入|利润总额|用电量|税收|产量|销售额)$"
)
_JOINT = re.compile("[、和与及]")
_NOTHING = {"", "增长", "下降", "第"}


def last_part(here: Here, start: int, end: int) -> int:
    """Where a list ends in the name: 抓招商、促就业、新增贷款 is about the last part alone."""
    written = here.text[start:end]
    # 电力、热力、燃气及水生产和供应业 is one industry.
    if written.endswith("生产和供应业"):
        return start
    if "、" not in written or names.known(written) or len(names.coordinated(written)) > 1:
        return start
    cut = written.rfind("、") + 1
    last = written[cut:]
    if names.known(last) or names.known(names.standard(last)):
        return start + cut
    if last in lexicon.words("bare").tags:
        return start + cut
    return start if len(written) <= 12 or sets.ends_in_noun(here.text, start, end) else start + cut


_TIMES_INSIDE = ("季度", "月", "月份", "半年", "全年", "底前", "末前", "日前", "月前", "年内")


def without_times(here: Here, start: int, end: int) -> str:
    """The words without a time in their midst: 专项债券|一季度|支出进度."""
    words = here.text[start:end]
    for mention in here.sentence.times:
        inside = start < mention.start and mention.end < end and mention.period is not None
        if inside and f"（{mention.text}）" in words:
            words = words.replace(f"（{mention.text}）", "", 1)
        elif inside and mention.text.endswith(_TIMES_INSIDE):
            words = re.sub(f"[在于]?{re.escape(mention.text)}", "", words, count=1)
    return words


def spread_of(here: Here, written: str, figure: Figure, peeled: Peeled) -> tuple[str, ...]:
    """The names that share the figure, or that 分别 deals the figures out to."""
    several = names.coordinated(written)
    if len(several) > 1:
        return several
    listed = _JOINT.split(written)
    if len(listed) > 1 and all(part in lexicon.words("bare").tags for part in listed):
        return tuple(naming.completed(here, part, figure, figure.start)[0] for part in listed)
    if peeled.has("each") and (counted := _of_those_counted(here, written, figure)):
        return counted
    if peeled.has("each") or beside(here, figure):
        alike = _of_same_kind(here, written, figure)
        parts = alike or names.parts(written, parallel(here, figure))
        return tuple(naming.of_trade(here, part) or part for part in parts)
    return ()


def _of_those_counted(here: Here, written: str, figure: Figure) -> tuple[str, ...]:
    """新建项目38个、续建项目214个，总投资分别为…: of each of the sets that were just counted."""
    wanted = parallel(here, figure)
    last = here.drafts[-wanted:]
    if wanted < 2 or written not in lexicon.words("bare").tags:
        return ()
    if len({one.name for one in last}) != wanted or len({one.unit for one in last}) != 1:
        return ()
    if not all(one.unit in _SETS for one in last) or last[0].unit == figure.unit:
        return ()
    if len({one.area for one in here.drafts[-2 * wanted :]}) > 1:
        return ()
    return tuple(names.standard(one.name + written) for one in last)


# What sets are counted in.
_SETS = frozenset({"个", "家", "户", "项", "处", "宗", "件", "套"})


def _of_same_kind(here: Here, written: str, figure: Figure) -> tuple[str, ...]:
    """建材、冶金分别下降 after 装备、电子产业增加值分别增长: they are of the same measure."""
    last = here.drafts[-2:]
    if len(last) < 2 or last[0].raw != last[1].raw or last[0].name == last[1].name:
        return ()
    found = [part for part in re.split("、|以及|和|与|及", written) if part]
    tail = _OF_KIND.search(last[1].name)
    if tail is None or len(found) != parallel(here, figure) or len(found) < 2:
        return ()
    if any(naming.MEASURED_NOUN.search(part) or names.known(part) for part in found):
        return ()
    return tuple(names.standard(part + tail[0]) for part in found)


def beside(here: Here, figure: Figure) -> bool:
    """Whether the next figure stands beside this one, 38个和214个: each has a name of its own."""
    at = here.sentence.figures.index(figure)
    following = here.sentence.figures[at + 1 : at + 2]
    return any(
        one.unit == figure.unit and here.text[figure.stop : one.start] in {"、", "和", "与", "及"}
        for one in following
    )


def parallel(here: Here, figure: Figure) -> int:
    """How many figures follow each other with nothing between them but 、 和 and commas."""
    rest = here.sentence.figures[here.sentence.figures.index(figure) :]
    count = 1
    for one, following in itertools.pairwise(rest):
        between = here.text[one.stop : following.start].strip("、和与及，以")
        if between in _NOTHING and one.unit == following.unit:
            count += 1
        else:
            break
    return count
