"""Names of indicators, completed where their own words say nothing (rules 2, 8, 9)."""

from __future__ import annotations

import itertools
import re

from kaimenhong.reading import breakdowns, lexicon, names, sets, shortened
from kaimenhong.reading.draft import Subject, joined, unset
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.peeling import Peeled, peel_head
from kaimenhong.terms.codelists import Measure, Role

_BY_PART = re.compile("其中|分[^，。]{1,8}看|从[^，。]{1,10}看|按[^，。]{1,10}分")
_MEASURED_NOUN = re.compile("(?:增加值|投资|总产值|产值|营业收入|利润总额|用电量|税收|贷款余额)$")
_OF_KIND = re.compile(
    "(?:产业|行业|业)?(?:增加值|投资|总产值|产值|营业收入|利润总额|用电量|税收|产量|销售额)$"
)
_OF_INDUSTRY = re.compile("业(?:增加值|投资|总产值|产值|营业收入|利润总额|用电量)$")
_INDUSTRY = ("业", "商贸", "商贸业", "批零住餐", "批发零售", "住宿餐饮", "批零")
# 规上工业企业实现利润总额: the verb inside is no part of the name.
# 公路完成货运量: likewise, before what is carried or turned over.
_REACHED = re.compile(
    "(?<=[\u4e00-\u9fff])(?:实现(?!的|率)|累计完成(?=投资)|完成(?=货|客|旅客|邮政|快递|电信|业务|营业|营收|产值|总产值|增加值|税收))"
)
_JOINT = re.compile("[、和与及]")
_NOTHING = {"", "增长", "下降", "第"}
_OWN_VERB = re.compile(
    "新增|净增|新认定|新培育|新创建|新登记|新签约|新引进|新开工|新建|招引|引进|签约|培育|集中开工|集中签约|竣工|投产"
)
# 完成投资 and rates are those of the whole set, not of the part that was opened.
_OF_ALL = re.compile("率$|完成投资$")
_AFTER_NOUN = (
    (re.compile("销售面积$"), re.compile("销售额")),
    (re.compile("(?:播种|种植)?面积$"), re.compile("(?:总)?产量")),
    (re.compile("(?:到位|支出|下达|拨付)(?:资金)?$"), re.compile("支出|支出进度|支出率|到位率")),
)


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
        return tuple(completed(here, part, figure, figure.start)[0] for part in listed)
    if peeled.has("each") and (counted := _of_those_counted(here, written, figure)):
        return counted
    if peeled.has("each") or beside(here, figure):
        alike = _of_same_kind(here, written, figure)
        parts = alike or names.parts(written, parallel(here, figure))
        return tuple(_of_trade(here, part) or part for part in parts)
    return ()


# 举行了集中开工仪式，开工项目18个: those of the ceremony.
_IN_ONE_GO = re.compile("集中(?P<verb>开工|签约|竣工|投产)(?!率)")


def _together(here: Here, written: str, start: int) -> str:
    told = _IN_ONE_GO.search(here.text, 0, start) if written.endswith("项目") else None
    return f"集中{written}" if told and written == told["verb"] + "项目" else written


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
    if any(_MEASURED_NOUN.search(part) or names.known(part) for part in found):
        return ()
    return tuple(names.standard(part + tail[0]) for part in found)


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


def _of_trade(here: Here, written: str) -> str | None:
    """What of a trade is told below the retail sales that were stated last."""
    name, told = _TRADE.get(written), here.memory.measured
    return name if name and told is not None and _OF_TRADE.search(told.name) else None


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


# 中央预算内资金仅支出0.4亿元
_ONLY = re.compile("(?<=[\u4e00-\u9fa5]{2})(?:仅|只|才)(?=支出|到位|拨付|完成|开工|下达|分配)")
# 竣工数达到全年计划的70%
_NUMBER_OF = re.compile("(?<=^竣工|^开工|^投产)数$")


def completed(here: Here, written: str, figure: Figure, start: int) -> tuple[str, str]:
    """The name, completed where its noun alone would say nothing, and the noun."""
    subject = here.memory.subject
    written = _ONLY.sub("", _NUMBER_OF.sub("项目", written))
    written = _together(here, _lacking(written, figure), start)
    short = _of_trade(here, written) or shortened.whole(here, written, figure)
    if short is not None:
        return short, subject.noun if subject else short
    bare = lexicon.words("bare").tags.get(written)
    if bare is not None:
        return _bare(here, written, bare, figure, start), written
    if written.endswith("贡献率"):
        return _contributing(here, written)
    name = _of_those(here, written, start) or names.standard(_REACHED.sub("", written))
    listed = _part_of_sum(here, written, figure, start)
    if listed is not None:
        return listed
    if figure.dimension == "count":
        return _completed_count(here, written, name, figure, start), name
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


# 从业人员5.4万人，其中女性2.1万人
_SEXES = {"女性", "男性"}


def _completed_count(here: Here, written: str, name: str, figure: Figure, start: int) -> str:
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
    if counted is not None and same and _OF_SIZE.fullmatch(written):
        return _of_size(counted.name, written)
    if counted is not None and same and written.endswith(("以上", "以下")):
        bare = unset(counted.name)
        return counted.name.removesuffix(bare) + name + sets.base(bare)
    changes = bool(_CHANGES.search(written)) or sets.base(written) not in {"", written}
    if counted is not None and same and not changes and figure.unit in _THINGS:
        return name + (sets.base(counted.name) if len(written) <= 2 else unset(counted.name))
    return name


# 产值过百亿元企业5户，过50亿元的11户: the same things, of another size.
_OF_SIZE = re.compile("(?:过|超过?|突破|不足|低于)[百千十两一二三五0-9.]+[万亿]?元")


def _of_size(name: str, written: str) -> str:
    size = _OF_SIZE.search(name)
    return name.replace(size[0], written) if size else written + name


# 标准厂房18万平方米，入驻率76%: what is measured by its size has its rates too.
# 未开工项目开工率 is theirs, not that of all projects.
_STAGES = ("计划", "未", "没")
_BUILT = {"平方米", "万平方米", "套", "万套", "间", "张", "万张", "亩", "万亩", "万人", "万个"}
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
    match = _MEASURED_NOUN.search(subject.noun)
    return match[0] if match else ""


def _bare(here: Here, written: str, bare: str, figure: Figure, start: int) -> str:
    """总投资 of what: of the set just counted, of the one that follows, of the heading's."""
    own = _as_told(here, written, figure, start)
    if own is not None:
        return own
    counted, subject = here.memory.counted, here.memory.subject
    if written.endswith("到位资金") and _attracts(here, start):
        return names.standard("招商引资到位资金")
    if (
        written == "投资"
        and figure.dimension in {"percent", "point"}
        and (_goes_on(here) or not counted)
    ):
        return _goes_on(here) or names.standard("固定资产投资")
    if written == "总量" and subject is not None and subject.sentence == here.memory.sentences:
        return subject.name
    invested = counted is None or counted.name.endswith(("企业", "单位", "主体"))
    if written in {"投资", "投资额", "完成投资"} and invested and _invests(here, start):
        return "固定资产投资"
    follows = _following(here, written, subject) or _told_whole(here, written)
    if follows is not None:
        return follows
    earlier = counted is None or counted.sentence != here.memory.sentences
    whose = _just_named(here, start) if earlier else ""
    if whose:
        return whose + written
    project = shortened.of_project(here, written) if earlier else None
    if project is not None or counted is not None:
        return project or _of_counted(here, written, counted, start)
    whole = shortened.of_project(here, written) or _of_main(here, written)
    whole = whole or _titled(here, written)
    if whole is not None:
        return whole
    quoted = re.findall("“[^”]{2,8}”", here.text[:start])
    return quoted[0] + written if bare == "area" and quoted else written


# 消费补贴300万元，带动销售额2400万元: what the subsidy moved is no sale of what was counted.
_MOVED_BY = re.compile("(?:带动|撬动|拉动)$")


def _as_told(here: Here, written: str, figure: Figure, start: int) -> str | None:
    """The name of what is no part of the set: its own words, or what its number was of."""
    if here.text.startswith("的", figure.stop):
        return written
    moved = _MOVED_BY.search(here.text, 0, start)
    return moved[0] + written if moved is not None else _rate_of_number(here, written)


def _rate_of_number(here: Here, written: str) -> str | None:
    """城镇新增就业2870人，完成率82%: of how many were reached, the rate is theirs."""
    subject = here.memory.subject
    if written != "完成率" or subject is None or subject.sentence != here.memory.sentences:
        return None
    counts = subject.measure is Measure.LEVEL and not (subject.unit or "").endswith("元")
    return subject.name if counts else None


def _of_counted(here: Here, written: str, counted: Subject | None, start: int) -> str:
    """Of the set just counted, or of all of it: an unstarted project has no 完成投资."""
    if counted is None:
        return written
    done = written == "投资" and here.text.endswith("完成", 0, start)
    done = done or written.startswith(("完成投资", "投资完成率"))
    apart = counted.name[0] in "未没" or counted.sentence != here.memory.sentences
    kept = counted.name.startswith(_STAGES) and not (done and apart)
    kept = kept or not (done or _OF_ALL.search(written))
    return (counted.name if kept else _whole(here, counted)) + written


def _told_whole(here: Here, written: str) -> str | None:
    """重点项目完成投资96亿元。甲县、乙县分别完成投资…: of the same projects."""
    counted, told = here.memory.counted, here.memory.measured
    now = here.memory.sentences
    if told is None or told.sentence == now or len(written) <= 2:
        return None
    alone = counted is None or counted.sentence != now
    longer = told.name != written and told.name.endswith(written)
    return told.name if alone and longer else None


def _invests(here: Here, start: int) -> bool:
    """Whether 投资 with no projects counted is the fixed-asset investment spoken of before."""
    said = (here.memory.measured, here.memory.headline, *here.subjects)
    stated = any(one is not None and one.name == "固定资产投资" for one in said)
    return stated and not _just_named(here, start)


def _whole(here: Here, counted: Subject) -> str:
    """What was counted first, for what is of all: 市级重点项目168个，应开工项目142个."""
    name, main = unset(counted.name), here.memory.main
    for whole in (here.memory.whole, main.name if main else None):
        if whole and name == sets.base(name) and whole.endswith(name):
            return whole
    return name


# 加快推进续建项目复工，2月20日前复工率…; 开工建设…等重大工程，总投资…: the set that was just named.
_SET_NAMED = re.compile(
    "(?:^|[，。；：、等]|(?<=[个家项])|建设|推进|实施|推动|抓好|对)"
    "(?P<set>[\u4e00-\u9fa5“”]{2,8}?(?:项目|工程|产业园|园区|基地|生产线))"
    "(?:[复开]工(?:建设)?|建设|竣工|投产|清单|台账|库)?，[^，。；0-9]{0,4}$"
)


# 绿能电池产业园项目从签约到开工用时63天，5月单月完成投资…: the project that a clause begins with.
_PROJECT_NAMED = re.compile(
    "(?:^|[，。；：])(?P<set>[^，。；：、0-9]{3,20}?(?:(?:产业园|园区|基地|中心)?项目|产业园|园区|基地|生产线|电站|大桥|水库))"
    "(?!方面)(?=[^，。；]{0,16}，[^，。；]{0,12}$)"
)


# 甲产业园项目（总投资23亿元）: the bracket tells of what stands before it.
_PROJECT_BRACKETED = re.compile(
    "(?:^|[，。；：])(?P<set>[^，。；：、（）0-9]{3,24}?(?:项目|产业园|园区|基地|生产线|电站|大桥|水库))"
    "（[^（）0-9]{0,4}$"
)


def _just_named(here: Here, start: int) -> str:
    named = _PROJECT_BRACKETED.search(here.text, here.previous, start)
    named = named or _SET_NAMED.search(here.text, here.previous, here.clause(start))
    named = named or _PROJECT_NAMED.search(here.text, here.previous, start)
    if named is None:
        return ""
    opening = Peeled(*named.span("set"))
    peel_head(here.text, opening, here.sentence.marks)
    return here.text[opening.start : opening.end]


def _goes_on(here: Here) -> str | None:
    """The investment that its sentence has just stated, which 完成投资达到53% is about too."""
    subject = here.memory.subject
    same = subject is not None and subject.sentence == here.memory.sentences
    return subject.name if subject and same and subject.name.endswith("投资") else None


def _following(here: Here, written: str, subject: Subject | None) -> str | None:
    """销售额 after 销售面积, 入驻率 after 标准厂房18万平方米: what of the same thing."""
    if subject is None or subject.sentence != here.memory.sentences:
        return None
    for noun, follows in _AFTER_NOUN:
        if noun.search(subject.name) and follows.fullmatch(written):
            return noun.sub("", subject.name) + written
    sized = written.endswith("率") and subject.unit in _BUILT
    return unset(subject.name) + written if sized else None


def _attracts(here: Here, start: int) -> bool:
    """Whether the sentence or its headings speak of 招商引资, so that funds are those attracted."""
    titles = (
        section.title for section in (here.scope.section.path() if here.scope.section else ())
    )
    said = here.text[:start], here.scope.background.about, *titles
    return any("招商" in words for words in said)


# 一、市级重点项目推进情况: figures that leave out whose they are are those of these projects.
_SET_OF_TITLE = re.compile(
    "(?:(?:国家|(?<!全)[省市县区]级?|集团)?(?:重点|重大)(?:产业|建设|工业|基础设施)?|亿元以上|专项债券?|政府投资|民间投资|灾后重建)项目"
)


def _of_main(here: Here, written: str) -> str | None:
    """Of the set that the document counted first, where its title speaks of the same."""
    main, titled = here.memory.main, _SET_OF_TITLE.search(here.scope.background.about)
    if main is None or titled is None or not _OF_ALL.search(written):
        return None
    return main.name + written if main.name.endswith(titled[0]) else None


def _titled(here: Here, written: str) -> str | None:
    """A bare 产值 under the heading of an industry is its own; 开工率 is that of its projects."""
    for section in here.scope.section.path() if here.scope.section else ():
        title = section.title
        whose = _SET_OF_TITLE.search(title)
        if whose is not None and _OF_ALL.search(written):
            return whose[0] + written
        if names.known(title) and names.standard(title) == title:
            found = names.find(title)
            return found or title + written
    whose = _SET_OF_TITLE.search(here.scope.background.about)
    return whose[0] + written if whose is not None and _OF_ALL.search(written) else None


def _is_money(subject: Subject) -> bool:
    """Whether what the sentence is about is a sum of money, so that a part's sum is one of it."""
    if sets.ends_in_noun(subject.noun, 0, len(subject.noun)) or names.is_rate(subject.noun):
        return False
    return (subject.unit or "").endswith("元") or names.known(subject.noun)
