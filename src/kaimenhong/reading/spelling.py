"""Two spellings of what must be one person or one unit, among those who answer for tasks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from kaimenhong.facts import Conflict, Task
from kaimenhong.reading import lexicon, lookalike

PERSON = re.compile("[\u3400-\u9fff·]{2,6}")
UNIT = re.compile("[\u3400-\u9fff（）“”]{3,24}")
# Names of two signs are often one sign apart; only rare signs, which few can read, are doubted.
SHORT = 2
# A shorter word may be the usual short form; what is left of a longer one is none.
WHOLE_WORDS = 4
MOST_ALIKE = 3
_LEVEL = re.compile("^[市县区省州旗镇乡]")
_KIND = re.compile(
    "(?:委员会|委|管理局|分局|局|办公室|办|中心|公司|支队|大队|总队|部|院|会|处|所)$"
)
_FIRM = re.compile("(?:公司|集团|厂|银行|合作社|企业)$")
_LINKS = frozenset("和与及暨市县区省（）“”")
Alike = Callable[[str, str], str | None]


def spellings(tasks: Sequence[Task], text: str) -> Iterator[Conflict]:
    """Give the pairs of spellings; two names that one task lists side by side are two."""
    people = _appearances((at, name) for at, one in enumerate(tasks) for name in one.leaders)
    units = _appearances(
        (at, name) for at, one in enumerate(tasks) for name in (*one.lead_units, *one.units)
    )
    for named, fits, alike in ((people, PERSON, _one_person), (units, UNIT, _one_unit)):
        for a, b, why in _few(list(_pairs(named, fits, alike))):
            if set(named[a]) & set(named[b]):
                continue
            first, second = sorted((a, b), key=lambda name: named[name][0])
            times = f"前者见于{len(named[first])}项任务，后者见于{len(named[second])}项"
            places = [_place(name, tasks[named[name][0]], text) for name in (first, second)]
            yield Conflict("name", first, second, f"{why}；{times}", *places)


def _few(pairs: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Leave out names that many others are like: 王海一, 王海二 … differ on purpose."""
    like = Counter(name for a, b, _ in pairs for name in (a, b))
    return (pair for pair in pairs if max(like[pair[0]], like[pair[1]]) <= MOST_ALIKE)


def _appearances(listed: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, name in listed:
        found.setdefault(name, []).append(at)
    return found


def _pairs(
    names: Iterable[str], shape: re.Pattern[str], alike: Alike
) -> Iterator[tuple[str, str, str]]:
    fitting = [name for name in names if shape.fullmatch(name)]
    told: set[frozenset[str]] = set()
    candidates = [*_one_sign_apart(fitting), *_one_sign_less(fitting), *_same_signs(fitting)]
    for a, b in candidates:
        why = alike(a, b)
        if why is not None and frozenset((a, b)) not in told:
            told.add(frozenset((a, b)))
            yield a, b, why


def _one_sign_apart(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names equal but for one look-alike sign; found by the look-alikes, not pair by pair."""
    holes: dict[tuple[str, str], dict[str, str]] = {}
    for name in names:
        for at, sign in enumerate(name):
            here = holes.setdefault((name[:at], name[at + 1 :]), {})
            for other in lookalike.like(sign) if len(here) > 8 else here:
                if other in here:
                    yield here[other], name
            here[sign] = name


def _one_sign_less(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    known = set(names)
    for name in names:
        for at in range(len(name)):
            shorter = name[:at] + name[at + 1 :]
            if shorter in known:
                yield name, shorter


def _same_signs(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault("".join(sorted(name)), name)
        if other != name:
            yield other, name


def _one_person(a: str, b: str) -> str | None:
    """Say why both are one person: one sign of the given name, or a surname alike in both ways."""
    if len(a) != len(b):
        return None
    at = _first_difference(a, b)
    if a[at + 1 :] != b[at + 1 :]:
        return None
    why = lookalike.why(a[at], b[at])
    if why is None or (len(a) == SHORT and not _both_rare(a[at], b[at])):
        return None
    both = why == "形近" and lookalike.same_sound(a[at], b[at])
    if at == 0 and not both:
        return None
    return f"“{a[at]}”与“{b[at]}”{why}，其余各字相同"


def _both_rare(a: str, b: str) -> bool:
    return lookalike.is_rare(a) and lookalike.is_rare(b)


def _first_difference(a: str, b: str) -> int:
    """Where the two part; the end of the shorter where it only begins the longer."""
    apart = (at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return next(apart, min(len(a), len(b)))


def _one_unit(a: str, b: str) -> str | None:
    """Say why both are one unit; two offices that both exist are two, however alike."""
    if len(a) != len(b):
        return _dropped(*sorted((a, b), key=len, reverse=True))
    if sorted(a) == sorted(b):
        return _turned(a, b)
    at = _first_difference(a, b)
    why = lookalike.why(a[at], b[at])
    if why is None or (is_office(a) and is_office(b)) or (why == "音近" and _FIRM.search(a)):
        return None
    return f"“{a[at]}”与“{b[at]}”{why}，其余各字相同"


def _dropped(longer: str, shorter: str) -> str | None:
    """A sign doubled, or one lost out of whole words: 市农业农局. 市文旅局 is a short form."""
    at = _first_difference(longer, shorter)
    lost = longer[at]
    if lost in _LINKS or is_office(longer) is is_office(shorter):
        return None
    if is_office(shorter):
        doubled = at > 0 and longer[at - 1] == lost
        return f"“{longer}”比“{shorter}”多一个“{lost}”字" if doubled else None
    whole = len(_stem(longer)) >= WHOLE_WORDS
    return f"“{shorter}”比“{longer}”少一个“{lost}”字" if whole else None


def _turned(a: str, b: str) -> str | None:
    """The same words in another order: 市科技经信局 and 市经信科技局; or two signs changed over."""
    differing = [at for at in range(len(a)) if a[at] != b[at]]
    first, last = differing[0], differing[-1] + 1
    one, other = a[first:last], b[first:last]
    for cut in range(1, len(one)):
        if one[cut:] + one[:cut] == other:
            words = cut > 1 and len(one) - cut > 1 and _KIND.search(a)
            signs = len(one) == 2 and is_office(a) is not is_office(b)
            return f"“{one[:cut]}”与“{one[cut:]}”前后颠倒" if words or signs else None
    return None


def is_office(name: str) -> bool:
    """Whether the name is one that offices of counties and cities bear.

    >>> is_office("市财政局"), is_office("县民政局"), is_office("市材政局")
    (True, True, False)
    """
    return _stem(name) in _offices() or name in _offices()


def _stem(name: str) -> str:
    """The words of an office's name, without the level before and the kind behind."""
    whole = _KIND.sub("", name)
    return whole if whole in _offices() else _LEVEL.sub("", whole)


@cache
def _offices() -> frozenset[str]:
    return frozenset(row["stem"] for row in lexicon.rows("offices"))


def _place(name: str, task: Task, text: str) -> int | None:
    """Where the name first stands; in its task it may be broken over two lines."""
    spaced = re.compile("[\\s*]*".join(map(re.escape, name)))
    found = spaced.search(text, task.start, task.end)
    at = found.start() if found else text.find(name)
    return at if at >= 0 else None
