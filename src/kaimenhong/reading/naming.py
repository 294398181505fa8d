"""Names of indicators, completed where their own words say nothing (rules 2, 8, 9)."""

from __future__ import annotations

import re

from kaimenhong.reading import (
    bare_nouns,
    counting,
    lexicon,
    names,
    sets,
    shortened,
)
from kaimenhong.reading.draft import Subject, joined
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here

_BY_PART = re.compile("其中|分[^，。]{1,8}看|从[^，。]{1,10}看|按[^，。]{1,10}分")
MEASURED_NOUN = re.compile("(?:增加值|投资|总产值|产值|营业收入|利润总额|用电量|税收|贷款余额)$")
_OF_INDUSTRY = re.compile("业(?:增加值|投资|总产值|产值|营业收入|利润总额|用电量)$")
# 规上工业企业实现利润总额: the verb inside is no part of the name.
# 公路完成货运量: likewise, before what is carried or turned over.
_REACHED = re.compile(
    "(?<=[\u4e00-\u9fff])(?:实现(?!的|率)|累计完成(?=投资)|完成(?=货|客|旅客|邮政|快递|电信|业务|营业|营收|产值|总产值|增加值|税收))"
)
# 举行了集中开工仪式，开工项目18个: those of the ceremony.
_IN_ONE_GO = re.compile("集中(?P<verb>开工|签约|竣工|投产)(?!率)")


def _together(here: Here, written: str, start: int) -> str:
    told = _IN_ONE_GO.search(here.text, 0, start) if written.endswith("项目") else None
    return f"集中{written}" if told and written == told["verb"] + "项目" else written


# 社会消费品零售总额36亿元。按经营地分，城镇28亿元；限上零售额…，批发业、零售业分别增长…
_TRADE = {
    "城镇": "城镇消费品零售额",
    "乡村": "乡村消费品零售额",
    "农村": "乡村消费品零售额",
    "批发业": "批发业销售额",
    "零售业": "零售业销售额",
    "住宿业": "住宿业营业额",
    "餐饮业": "餐饮业营业额",
}
_OF_TRADE = re.compile("消费品|零售额|销售额|营业额")


def of_trade(here: Here, written: str) -> str | None:
    """What of a trade is told below the retail sales that were stated last."""
    name, told = _TRADE.get(written), here.memory.measured
    return name if name and told is not None and _OF_TRADE.search(told.name) else None


# 中央预算内资金仅支出0.4亿元
_ONLY = re.compile("(?<=[\u4e00-\u9fa5]{2})(?:仅|只|才)(?=支出|到位|拨付|完成|开工|下达|分配)")
# 竣工数达到全年计划的70%
_NUMBER_OF = re.compile("(?<=^竣工|^开工|^投产)数$")


def completed(here: Here, written: str, figure: Figure, start: int) -> tuple[str, str]:
    """The name, completed where its noun alone would say nothing, and the noun."""
    subject = here.memory.subject
    written = _ONLY.sub("", _NUMBER_OF.sub("项目", written))
    written = _together(here, _lacking(written, figure), start)
    short = of_trade(here, written) or shortened.whole(here, written, figure)
    if short is not None:
        return short, subject.noun if subject else short
    bare = lexicon.words("bare").tags.get(written)
    if bare is not None:
        return bare_nouns.completed_bare(here, written, bare, figure, start), written
    if written.endswith("贡献率"):
        return _contributing(here, written)
    name = _of_those(here, written, start) or names.standard(_REACHED.sub("", written))
    listed = _part_of_sum(here, written, figure, start)
    if listed is not None:
        return listed
    if figure.dimension == "count":
        return counting.completed_count(here, written, name, figure, start), name
    part = figure.dimension == "money" and sets.is_class(written, 0, len(written))
    part = part and sets.ends_in_noun(written, 0, len(written))
    if part and subject is not None and _is_money(subject):
        return joined(name, subject.noun), subject.noun
    tail = _industry_tail(here, written)
    if tail:
        return names.standard(shortened.once(written, tail)), tail
    return name, name


# 投资还差38亿元, 税收还缺2亿元
_LACKING = re.compile("(?P<what>[\u4e00-\u9fa5]{2,12}?)(?:还|仍|尚)(?:差|缺|欠)")


def _lacking(written: str, figure: Figure) -> str:
    """What is missing of what: its gap, where the figure is a sum."""
    lacks = _LACKING.fullmatch(written)
    if lacks is None:
        return written
    whole = names.standard(lacks["what"]) if lacks["what"] != "投资" else "固定资产投资"
    return f"{whole}缺口" if figure.dimension == "money" else whole


def _of_those(here: Here, written: str, start: int) -> str:
    """列入省重点的11个项目完成投资18.3亿元: of those that were just counted, not of any 项目."""
    counted = here.memory.counted
    if counted is None or counted.sentence != here.memory.sentences or start != here.previous:
        return ""
    noun = sets.base(counted.name)
    alike = written.startswith(noun) and counted.name.endswith(noun) and counted.name != noun
    return counted.name + written[len(noun) :] if alike and len(written) > len(noun) else ""


# 补贴资金600万元，其中汽车200万元、家电300万元: what the parts of a sum are of.
_OWN_MONEY = re.compile(
    "(?:支出|收入|投资|资金|贷款|存款|债券?|国债|税收?|利润|补贴|产值|[额款金费券值本]|成本|企业|项目|工程)$"
)
LONGEST_PART = 8


def _part_of_sum(here: Here, written: str, figure: Figure, start: int) -> tuple[str, str] | None:
    subject = here.memory.subject
    same = subject is not None and subject.sentence == here.memory.sentences
    if subject is None or not same or figure.dimension != "money" or subject.unit != figure.unit:
        return None
    if (
        _industry_tail(here, written)
        or names.known(written)
        or _OWN_MONEY.search(written)
        or len(written) > LONGEST_PART
    ):
        return None
    between = here.text[here.previous : start]
    goes_on = between in {"、", "和"} and subject.noun != subject.name
    goes_on = goes_on and subject.name.endswith(subject.noun)
    if not goes_on and "其中" not in here.text[here.clause(start) : start]:
        return None
    noun = re.sub("^(?:新增|安排|争取|发放)", "", subject.noun)
    return names.standard(written + noun), noun


_CONTRIBUTION = re.compile("(?:对[^，。；]{1,12}?)?的?贡献率$")


def _contributing(here: Here, written: str) -> tuple[str, str]:
    """对经济增长的贡献率: of what contributes, named before 对 or stated last."""
    who = _CONTRIBUTION.sub("", written) if "对" in written else ""
    subject = here.memory.subject
    if not who and subject is not None:
        return subject.name, subject.noun
    added = f"{who}增加值"
    name = (
        names.standard(added) if who.endswith("业") or names.known(added) else names.standard(who)
    )
    return (name or names.standard(written),) * 2


def _industry_tail(here: Here, written: str) -> str:
    """分产业看，第一产业增长: it is the first industry's part of what was just stated."""
    subject = here.memory.subject
    if subject is None or not written.endswith(("业", "产业", "行业", "业用电")):
        return ""
    headline = here.memory.headline
    if here.text.startswith("其中") and headline and names.is_rate(subject.name):
        # …增加值增长8.4%。增长面72.7%。其中，汽车制造业增长18.6%
        subject = headline
    if not (_BY_PART.search(here.text) or subject is headline or _OF_INDUSTRY.search(subject.name)):
        return ""
    match = MEASURED_NOUN.search(subject.noun)
    return match[0] if match else ""


def _is_money(subject: Subject) -> bool:
    """Whether what the sentence is about is a sum of money, so that a part's sum is one of it."""
    if sets.ends_in_noun(subject.noun, 0, len(subject.noun)) or names.is_rate(subject.noun):
        return False
    return (subject.unit or "").endswith("元") or names.known(subject.noun)
