"""What the name of a count lacks: a verb of its list, the kind of its things."""

from __future__ import annotations

import re

from kaimenhong.reading import breakdowns, names, sets
from kaimenhong.reading.draft import unset
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.terms.codelists import Role

_INDUSTRY = ("业", "商贸", "商贸业", "批零住餐", "批发零售", "住宿餐饮", "批零")
_OWN_VERB = re.compile(
    "新增|净增|新认定|新培育|新创建|新登记|新签约|新引进|新开工|新建|招引|引进|签约|培育|集中开工|集中签约|竣工|投产"
)
# 从业人员5.4万人，其中女性2.1万人
_SEXES = {"女性", "男性"}


def completed_count(here: Here, written: str, name: str, figure: Figure, start: int) -> str:
    """The name of what a count sets or reports, with the verb or the things that it left out."""
    counted = here.memory.counted
    headed = sets.ends_in_noun(written, 0, len(written))
    industry = written.endswith(_INDUSTRY) and not written.endswith(("就业", "创业", "毕业"))
    counted = breakdowns.part_of(here, figure.unit) or counted
    if counted is not None and written in _SEXES and counted.name.endswith("从业人员"):
        return written + "从业人员"
    if counted is not None and industry and not headed:
        staff = counted.name.endswith("从业人员")
        return names.expanded(written) + (counted.name if staff else sets.base(counted.name))
    if headed or names.known(written):
        alone = start + len(written) == figure.start
        return (
            _verb_of_list(here, start, figure, alone=alone) + name
            if not _OWN_VERB.match(name)
            else name
        )
    alone = start + len(written) == figure.start
    of_list = (
        _verb_of_list(here, start, figure, alone=alone)
        if here.text[start - 1 : start] != "，"
        else ""
    )
    if of_list:
        return of_list + name
    same = counted is not None and counted.unit == figure.unit
    if counted is not None and same and _LEVEL.fullmatch(written):
        return written + _LEVEL.sub("", counted.name)
    if counted is not None and same and _OF_SIZE.fullmatch(written):
        return _of_size(counted.name, written)
    if counted is not None and same and written.endswith(("以上", "以下")):
        bare = unset(counted.name)
        return counted.name.removesuffix(bare) + name + sets.base(bare)
    changes = bool(_CHANGES.search(written)) or sets.base(written) not in {"", written}
    if counted is not None and same and not changes and figure.unit in _THINGS:
        return name + (sets.base(counted.name) if len(written) <= 2 else unset(counted.name))
    return name


# 重点项目66个，其中省级9个、市级18个: the same things, of another level.
_LEVEL = re.compile("^(?:国家|省|市|县|区|乡镇|镇|乡)级(?:及以上|以上)?")


# 产值过百亿元企业5户，过50亿元的11户: the same things, of another size.
_OF_SIZE = re.compile("(?:过|超过?|突破|不足|低于)[百千十两一二三五0-9.]+[万亿]?元")


def _of_size(name: str, written: str) -> str:
    size = _OF_SIZE.search(name)
    return name.replace(size[0], written) if size else written + name


_THINGS = {"个", "家", "户", "件", "宗"}
# 老旧小区改造18个 says what is counted; 竣工8个 does not.
_CHANGES = re.compile("[\u4e00-\u9fff]{2,}(?:改造|建设|整治|提升|修缮|扩建|新建|加装)$")
_STAGE = re.compile("续建|收尾|前期|在建|竣工|储备|停工|改建|扩建|技改|存量")


def _verb_of_list(here: Here, start: int, figure: Figure, *, alone: bool) -> str:
    """新增A 8家、B 15家，其中C 3家: what was said of the first is said of all.

    `alone` tells that nothing stands between name and figure; after a comma only that goes on.
    """
    counted = here.memory.counted
    verb = _OWN_VERB.match(counted.name) if counted else None
    if (
        verb is None
        or _STAGE.match(here.text, start)
        or counted is None
        or counted.sentence != here.memory.sentences
    ):
        return ""
    between = here.text[here.previous : start]
    alone = alone and figure.unit == counted.unit
    if between == "，" and counted.role is Role.TARGET and alone and verb[0] in {"新增", "净增"}:
        return verb[0]
    part = "其中" in here.text[here.clause(start) : start]
    return verb[0] if part or between in {"、", "和"} else ""
