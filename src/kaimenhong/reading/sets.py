"""Counted sets after a figure: 42个|项目|集中开工建设, and what class of things they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kaimenhong.reading import lexicon


@dataclass(frozen=True, slots=True)
class Counted:
    """A set of things: its noun's span, the verb that says which of them, where all ends."""

    start: int
    noun_end: int
    verb: str
    end: int
    story: bool
    headed: bool


# Short words that end a noun, unless they begin another one: 在|建 is none in 在建项目.
_PARTICLES = (
    "已(?!具)|存在|(?:资金|用地|手续)(?=[不未没缺])|(?<![主需重只首])要(?!求|点|素|件|闻)|因(?!素)|分别|到位(?=资金)|将|均|与|和(?!美|谐)|及|或|到(?!位)|在(?!建|库|谈|册|岗|校|产)|为|以(?!上|下|内|工)|按(?!揭)|从|对(?!外|口|接|标|象|账|公)|"
    "被|占(?!地)|共(?!建|享|同)|等(?!级)|可(?!再|持|穿|支)|能(?!源|耗|繁|力)|应(?!用|急|届)|拟|需(?!求)|无(?!人|害)|"
    "未|有(?!效|机|色|限)|正(?!规)"
)


@cache
def _nouns() -> re.Pattern[str]:
    words = [*lexicon.listed("nouns", "class"), *lexicon.listed("nouns", "head")]
    return re.compile(lexicon.any_of(tuple(words)) + r"(?:（[^（）0-9X]{1,6}）)?")


@cache
def _things() -> re.Pattern[str]:
    """Nouns of sets, and those that are a way of speaking where they follow a count: 3个问题."""
    return re.compile(lexicon.any_of(lexicon.listed("nouns", "thing")) + "|" + _nouns().pattern)


@cache
def _classes() -> re.Pattern[str]:
    return re.compile(lexicon.any_of(lexicon.listed("nouns", "class")))


@cache
def _stories() -> re.Pattern[str]:
    words = [*lexicon.listed("nouns", "story"), *lexicon.listed("nouns", "thing")]
    return re.compile(lexicon.any_of(tuple(words)))


@cache
def _verbs() -> re.Pattern[str]:
    words = [*lexicon.listed("verbs", "set"), *lexicon.listed("verbs", "end")]
    return re.compile(lexicon.any_of(tuple(words)) + r"|签订[^，。；、]{0,12}?协议|" + _PARTICLES)


@cache
def _setting() -> re.Pattern[str]:
    return re.compile(
        lexicon.any_of(lexicon.listed("verbs", "set")) + r"|签订[^，。；、0-9]{0,12}?协议"
    )


# 4个项目未按期开工, 13个项目无法开工
_NOT_DONE = re.compile("(?:尚未|未能|未|没有?|无法|不)[\u4e00-\u9fa5]{0,3}$")


_NOT = re.compile("(?:尚未|未能|未|没有?|无法|不)$")


def counted_after(text: str, start: int, end: int) -> Counted | None:
    """Give the set that is named in `text[start:end]`, right after a count; None where none is."""
    while start < end and text[start] in "的为系":
        start += 1
    if start >= end:
        return None
    noun_end, headed = _noun_end(text, start, end)
    if noun_end <= start:
        return None
    verb = _setting().search(text, noun_end, end)
    if verb and (
        text[verb.start() - 1] in "已要"
        or text.startswith("率", verb.end())
        or _counts_itself(text, verb, end)
    ):
        verb = None
    stop = verb.end() if verb else noun_end
    word = verb[0] if verb else ""
    # 因资金不到位停工 are stopped, 因用地未落实无法开工 cannot begin.
    denied = _NOT if text.startswith("因", noun_end) else _NOT_DONE
    negated = denied.search(text, noun_end, verb.start()) if verb else None
    word = negated[0] + word if negated else word
    # 24个行业实现增长 is what the industries did, not a way of speaking.
    grown = word.endswith("增长")
    story = not headed and not grown and bool(_stories().search(text, start, noun_end))
    return Counted(start, noun_end, word, stop, story, headed)


def _counts_itself(text: str, verb: re.Match[str], end: int) -> bool:
    """120个项目开工98个: the verb has a figure of its own."""
    of_part = verb[0] in lexicon.listed("tails", "set")
    return of_part and verb.end() == end and text[end : end + 1].isdigit()


def _first_verb(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first verb that opens no longer noun: 重大增长点 are things, and nothing has grown."""
    for verb in _verbs().finditer(text, start, end):
        noun = _nouns().match(text, verb.start(), end)
        if noun is None or noun.end() <= verb.end() or not _GROWTH.match(text, verb.start()):
            return verb
    return None


_GROWTH = re.compile("增长")


def _noun_end(text: str, start: int, end: int) -> tuple[int, bool]:
    """The noun ends at its last known head before a verb, else where the clause does."""
    verb = _first_verb(text, start + 1, end)
    tells = _nouns().match(text, verb.end(), end) if verb else None
    if verb and tells and not _nouns().search(text, start, verb.start()):
        # 14家停产半停产企业: the verb stands before its noun, and says which are meant.
        return tells.end(), True
    stop = verb.start() if verb else end
    heads = [m for m in _nouns().finditer(text, start, min(end, stop + 8)) if m.start() < stop]
    # 区级领导 are no 区.
    heads = [head for head in heads if not text.startswith("级", head.end())]
    stories = [m for m in _stories().finditer(text, start, min(end, stop + 4)) if m.start() < stop]
    if heads and not (stories and stories[-1].start() >= heads[-1].end() - 1):
        return _last_of_name(heads), True
    if heads and stories and len(text[heads[-1].end() : stories[-1].start()]) > 3:
        return heads[-1].end(), True
    return stop, False


_PHRASE = re.compile("逐[户个家一]|建立|组建|开展|进行|实行|落实|提供|派驻|明确|制定")


def _last_of_name(heads: list[re.Match[str]]) -> int:
    """重点企业技术中心 is one name; 企业逐户建立专班 is not: a phrase stands between its nouns."""
    last = heads[0]
    for head in heads[1:]:
        if _PHRASE.search(head.string, last.end(), head.start()):
            break
        last = head
    return last.end()


def ends_in_noun(text: str, start: int, end: int) -> bool:
    """Whether the words end in the head noun of a set."""
    return any(m.end() == end for m in _things().finditer(text, max(start, end - 14), end))


def is_class(text: str, start: int, end: int) -> bool:
    """Whether the words name a class of things, before which a money figure is a threshold."""
    return bool(_classes().search(text, start, end))


def base(text: str) -> str:
    """The head noun of a set's name, for 复工12个: 项目."""
    heads = _things().findall(text)
    return str(heads[-1]) if heads else text


def starts_with_verb(text: str, start: int) -> bool:
    """Whether what follows a count is a verb, not the name of things: 35个，20个开工."""
    verb = _verbs().match(text, start)
    return verb is not None
