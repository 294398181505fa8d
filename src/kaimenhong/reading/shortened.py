"""Names that leave out what was just said: 全年收入 after 一般公共预算收入."""

from __future__ import annotations

import re

from kaimenhong.reading import names, sets
from kaimenhong.reading.draft import Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.terms.codelists import Measure

_SPENT = re.compile("(?:资金)?支出(?:进度|率)$")
_LISTED_TAIL = re.compile(
    "(?:秋播|春播|播种|种植|栽培|销售|施工|竣工|新开工)?面积$|产量$|出栏$|存栏$|销售额$|营业额$|零售额$|用电量$|增加值$|产值$"
)
# 规上工业企业营业收入…，利润总额…: what belongs to the same enterprises.
_PROJECT = re.compile(
    "(?P<whose>[^，。；]{2,}(?:项目|工程|产业园|基地|园区|中心|生产线|电站|公路|铁路|高速|大桥|水库))"
    "(?:计划|协议|累计|年度)*(?:总投资|完成投资|计划投资|年度投资|投资)"
)
_OWNER = re.compile("规模以上(?:工业|服务业)")
_PROGRESS = {"进度", "投资进度", "完成进度", "执行进度"}
_SPENT_OF = {"支出", "到位", "拨付", "兑付", "放款", "实际放款", "实际到位"}
_LACKS = {"缺口": "缺口", "还差": "缺口", "仍差": "缺口", "尚差": "缺口", "差": "缺口"}
_OWNED = {
    "利润总额", "利润", "营业收入", "营收", "总产值", "增加值", "营业成本", "营业收入利润率",
    "产品销售率", "资产负债率", "销售产值", "出口交货值", "用电量", "税金", "利税",
}  # fmt: skip
# What is counted in these is ground, not output.
_GROUND = ("亩", "公顷", "平方米", "公里", "处", "座")
LONGEST_SHORT = 3


def whole(here: Here, written: str, figure: Figure) -> str | None:
    """Give the whole name of what is written, None where it leaves nothing out."""
    if _SPENT.fullmatch(written):
        return _spent(here, written)
    if written == "收入" and "财政" in here.text[: here.at]:
        return "一般公共预算收入"
    subject = here.memory.subject
    if _told_outputs(here, figure) and _is_product(written, figure):
        return names.standard(f"{written}产量")
    if subject is None:
        return None
    if written.endswith("类") and here.memory.sentences - subject.sentence <= 1:
        return _of_class(here, written, subject)
    if subject.sentence != here.memory.sentences:
        return None
    for complete in _WAYS:
        name = complete(here, written, figure, subject)
        if name is not None:
            return name
    return None


def _of_money(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    """投资26亿元，进度40%; 发行债券35亿元，支出21亿元: what became of the sum just stated."""
    if written == "平均回收期" and subject.name.endswith("账款"):
        return subject.name + written
    if written in _LACKS and figure.unit == subject.unit and subject.name.endswith("缺口"):
        return subject.name
    if written in _LACKS and figure.unit == subject.unit:
        return subject.name + _LACKS[written]
    if written in _PROGRESS and subject.measure is Measure.COMPLETION:
        return subject.name
    if not (subject.unit or "").endswith("元"):
        return None
    if written in _PROGRESS:
        return subject.name
    if written == "投入强度" and subject.name.endswith("投入"):
        return subject.name + "强度"
    if written in _LACKS:
        return subject.name + _LACKS[written]
    if subject.name.startswith("实际") and written in {"实际到位", "到位"}:
        return subject.name
    return subject.name + written if written in _SPENT_OF and figure.dimension == "money" else None


def of_project(here: Here, written: str) -> str | None:
    """X项目总投资20亿元，累计完成投资8.3亿元: what of the same project, the same words aside."""
    subject = here.memory.subject
    if subject is None or subject.sentence != here.memory.sentences:
        return None
    owner = _of_project(subject.name)
    return owner + written if owner else None


def _of_project(name: str) -> str | None:
    whose = _PROJECT.fullmatch(name)
    return whose["whose"] if whose else None


def _of_owner(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    owner = _OWNER.match(subject.name)
    return names.standard(owner[0] + written) if owner and written in _OWNED else None


# 消费 is no short form of 消费券.
_OF_ANOTHER = re.compile("[券品者贷]")


def _part_of_name(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    short = len(written) <= LONGEST_SHORT and written in subject.name
    short = short and not _OF_ANOTHER.match(subject.name, subject.name.find(written) + len(written))
    if _of_project(subject.name) and written == "投资":
        return None
    return subject.name if short and not names.known(written) else None


def _told_outputs(here: Here, figure: Figure) -> bool:
    return "产量" in here.text and bool(_OUTPUTS.search(here.text, 0, figure.start))


def _is_product(written: str, figure: Figure) -> bool:
    """Whether the words name what is made, and no measure of it."""
    whole = _MEASURED.search(written) or sets.ends_in_noun(written, 0, len(written))
    made = figure.dimension in {"physical", "count"} and not (figure.unit or "").endswith(_GROUND)
    return bool(written) and made and not whole and not names.known(written)


_OUTPUTS = re.compile("产量：|产品产量(?:来)?看")


def _output(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    """锂电池产量1.8亿只；水泥680万吨: the output of what is listed on."""
    listed = subject.name.endswith(("产量", "发电量")) or _told_outputs(here, figure)
    between = here.text[here.previous : figure.start].removesuffix(written)
    if between.strip("，、；和") or not listed or not _is_product(written, figure):
        return None
    return names.standard(f"{written}产量")


def _listed(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    """小麦播种面积12万亩、油菜9万亩: the measure at the end of the first name is that of all."""
    alike = next((s for s in reversed(here.subjects) if s.unit == figure.unit), subject)
    tail = None if _MEASURED.search(written) else _LISTED_TAIL.search(alike.name)
    joined_by = here.text[here.previous : figure.start].removesuffix(written)
    joins = joined_by in {"、", "和"} or joined_by.strip("，：；").startswith("其中")
    if tail is None or not joins or figure.unit != alike.unit or names.known(written):
        return None
    return names.standard(written + tail[0])


_MEASURED = re.compile("(?:量|额|率|存栏|出栏|面积|产值|收入|动力|里程|人口|人数|价格|能力)$")
_PAIRS = (
    ("城镇", "乡村"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("出口", "进口"),
    ("国有", "民营"),
    ("出厂价格", "购进价格"),
)
_WHOLE = re.compile("在(?P<whole>[^，。；]{2,16})中，")


def _of_class(here: Here, written: str, subject: Subject) -> str:
    """粮油食品类增长11.4%: that class of the whole that was named."""
    whole = _WHOLE.search(here.text, 0, here.previous or len(here.text))
    base = whole["whole"].removeprefix("限额以上单位") if whole else subject.noun
    return written + names.standard(base)


def _paired(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    """城镇消费品零售额…；乡村168亿元: the other of the two."""
    for one, other in (*_PAIRS, *((b, a) for a, b in _PAIRS)):
        if written == other and subject.name.startswith(one) and len(subject.name) > len(one):
            return names.standard(other + subject.name[len(one) :])
        if written == other and subject.name.endswith(one):
            return names.standard(subject.name.removesuffix(one) + other)
    return None


def _spent(here: Here, written: str) -> str | None:
    """支出进度 of what: of the special bonds or the budget that the sentence speaks of."""
    before = here.text[: here.at]
    if before.rfind("特别国债") > before.rfind("专项债"):
        return f"特别国债{written}"
    if "专项债" in before:
        return "专项债券资金支出" if written.startswith("资金") else "专项债券支出进度"
    return "一般公共预算支出" if re.search("一般公共预算|财政", before) else None


def _service(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    """快递业务量1.2亿件，业务收入9.6亿元: of the same service."""
    service = re.fullmatch("(?P<what>.{2,6})业务总?量", subject.name)
    return service["what"] + written if service and written == "业务收入" else None


_WAYS = (_service, _of_money, _of_owner, _part_of_name, _paired, _output, _listed)
