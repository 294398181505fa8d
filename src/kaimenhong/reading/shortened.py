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
        return _spent(here, written) or _of_fund(here, written)
    if written == "收入" and "财政" in here.text[: here.at]:
        return "一般公共预算收入"
    if written == "零售额" and _told_retail(here):
        return "社会消费品零售总额"
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


def _told_retail(here: Here) -> bool:
    """Whether the paragraph told of all retail sales: A县零售额26亿元 is its part of them."""
    told = (here.memory.measured, here.memory.opening, here.memory.subject)
    return any(one is not None and one.name == "社会消费品零售总额" for one in told)


def _of_money(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    """投资26亿元，进度40%; 发行债券35亿元，支出21亿元: what became of the sum just stated."""
    if written == "平均回收期" and subject.name.endswith("账款"):
        return subject.name + written
    if written in _LACKS:
        return _lacking(here, written, figure, subject)
    if written in _PROGRESS and subject.measure is Measure.COMPLETION:
        return subject.name
    if not (subject.unit or "").endswith("元"):
        return None
    if written in _PROGRESS:
        return subject.name
    if written == "投入强度" and subject.name.endswith(("投入", "经费支出")):
        return subject.name.removesuffix("支出").removesuffix("投入") + written
    if subject.name.startswith("实际") and written in {"实际到位", "到位"}:
        return subject.name
    return subject.name + written if written in _SPENT_OF and figure.dimension == "money" else None


def _lacking(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    """社零76亿元，增长5%，缺口2亿元: of the last sum in its unit, which need not be the subject."""
    alike = subject.unit == figure.unit
    sums = [one for one in here.subjects if one.unit == figure.unit] or [subject]
    whose = subject if alike else sums[-1]
    if whose.name.endswith("缺口") and alike:
        return whose.name
    told = alike or (figure.dimension == "money" and (whose.unit or "").endswith("元"))
    return whose.name.removesuffix("缺口") + _LACKS[written] if told else None


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
    if figure.dimension == "count" and (subject.unit or "").endswith("元"):
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
    joined_by = here.text[here.previous : figure.start].removesuffix(written)
    verb = _RAISED.match(subject.name)
    if verb and joined_by in {"、", "和"} and figure.dimension == "physical":
        return None if _MEASURED.search(written) else verb[0] + written
    tail = None if _MEASURED.search(written) else _LISTED_TAIL.search(alike.name)
    joins = joined_by in {"、", "和"} or joined_by.strip("，：；").startswith("其中")
    if tail is None or not joins or figure.unit != alike.unit or names.known(written):
        return None
    return names.standard(once(written, tail[0]))


def once(written: str, tail: str) -> str:
    """Join a measure to whose it is, what both say only once.

    >>> once("制造业用电", "用电量"), once("水产", "产量")
    ('制造业用电量', '水产产量')
    """
    return (written.removesuffix(tail[:-1]) if len(tail) > _SHORT_TAIL else written) + tail


_SHORT_TAIL = 2
# 出栏生猪62万头、家禽850万只: the verb before the first is said of all.
_RAISED = re.compile("出栏|存栏|新建|改造")
_MEASURED = re.compile("(?:量|额|率|存栏|出栏|面积|产值|收入|动力|里程|人口|人数|价格|能力)$")
_PAIRS = (
    ("城镇", "乡村"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("出口", "进口"),
    ("国有", "民营"),
    ("出厂价格", "购进价格"),
    ("客运量", "货运量"),
    ("旅客周转量", "货物周转量"),
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


# 下达直达资金22.6亿元，已分配21.9亿元，支出8.4亿元: what became of the same money.
_FUND = re.compile(
    "(?:下达|到位|安排|争取)?(?P<fund>[^，。；]{2,}?(?:资金|债券|国债|专项债|专款))"
    "(?:已|实际)?(?:到位|下达|分配|支出|拨付|使用|兑付|发放)?(?:进度|率)?"
)
_FATE = re.compile("(?:资金)?(?:到位|下达|分配|支出|拨付|使用|兑付|发放)(?:进度|率)?")


def _of_fund(here: Here, written: str) -> str | None:
    """The fund that was stated last in the paragraph, with what became of it."""
    subject = here.memory.subject
    near = subject is not None and here.memory.sentences - subject.sentence <= 1
    fund = _FUND.fullmatch(subject.name) if subject is not None and near else None
    if fund is None or not _FATE.fullmatch(written):
        return None
    return names.standard(fund["fund"] + written.removeprefix("资金"))


def _of_this_fund(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    return _of_fund(here, written)


# 专项债券…，支出进度…: whose money it is, the one named last before.
_MONEY = re.compile(
    "(?P<bonds>专项债)|(?P<state>特别国债)|(?P<central>中央预算内(?:投资|资金)?)|(?P<straight>直达资金|衔接资金)|"
    "(?P<budget>一般公共预算|财政(?=收支|支出|预算|收入|八项|民生|[，。；：]))"
)


def _spent(here: Here, written: str) -> str | None:
    """支出进度 of what: of the bonds, the fund or the budget that the sentence has named last."""
    named = [*_MONEY.finditer(here.text, 0, here.at)]
    last = named[-1] if named else None
    kind = last.lastgroup if last else None
    if last is None or kind is None:
        return None
    if kind == "bonds":
        return "专项债券资金支出" if written.startswith("资金") else "专项债券支出进度"
    if kind == "budget":
        return "一般公共预算支出"
    whole = {"state": "特别国债", "central": last[0].removesuffix("资金")}.get(kind, last[0])
    whole = "中央预算内资金" if whole == "中央预算内" else whole
    return f"{whole}{written.removeprefix('资金')}"


def _service(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    """快递业务量1.2亿件，业务收入9.6亿元: of the same service."""
    service = re.fullmatch("(?P<what>.{2,6})业务总?量", subject.name)
    return service["what"] + written if service and written == "业务收入" else None


# 夏粮播种面积15万亩，单产提高3%: of the same crop.
_CROP = re.compile("(?P<crop>[^，。；]{1,6}?)(?:播种面积|种植面积|总?产量|面积)")
_CROPS = {"单产": "单产", "总产": "产量", "总产量": "产量", "亩产": "亩产"}
# 企业诉求办结率98%、满意率95%: of the same cases.
_RATED = re.compile("(?P<what>[^，。；]{2,10}?)(?:按期|按时|及时)?(?:办结率|受理率|响应率|回复率)")
_RATES = {"满意率", "满意度", "办结率", "按期办结率", "按时办结率", "群众满意率"}


def _of_crop(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    crop = _CROP.fullmatch(subject.name) if written in _CROPS else None
    return names.standard(crop["crop"] + _CROPS[written]) if crop else None


def _rated(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    rated = _RATED.fullmatch(subject.name) if written in _RATES else None
    return rated["what"] + written if rated else None


def _faring(here: Here, written: str, figure: Figure, subject: Subject) -> str | None:
    """35个行业大类中22个增长，增长面62.9%: of the industries that were counted."""
    among = "行业" in here.text[max(0, figure.start - LONGEST_AMONG) : figure.start]
    return f"行业{written}" if among and written in {"增长面", "下降面"} else None


LONGEST_AMONG = 40


_WAYS = (
    _of_this_fund, _service, _of_crop, _rated, _faring, _of_money, _of_owner, _part_of_name,
    _paired, _output, _listed,
)  # fmt: skip
