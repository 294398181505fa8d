"""The numbers that Word makes and no paragraph holds: 一、 （一） 1. 第一条, as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from kaimenhong.documents.word_styles import W, child, is_on, value
from kaimenhong.terms import numerals

LARGEST_NUMBER = 32_767
LEVELS = 9
PLACEHOLDER = re.compile("%([1-9])")
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
FORMAL = str.maketrans("一二三四五六七八九十百千万", "壹贰叁肆伍陆柒捌玖拾佰仟萬")
DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the level, from 1, that starts it anew; 0 is none."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False
    gap: str = " "
    style: str = ""


class Numbering:
    """Counts the paragraphs of all lists as they are met in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        """Take the part `numbering.xml`, or nothing where the file has none."""
        # Lists of one definition share their counts, unless one is told to start anew.
        self._definition: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._anew: dict[str, frozenset[int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        definitions = {
            str(one.get(f"{W}abstractNumId", "")): one for one in root.iterfind(f"{W}abstractNum")
        }
        styled = {value(child(one, "styleLink")): one for one in definitions.values()}
        for number in root.iterfind(f"{W}num"):
            name = str(number.get(f"{W}numId", ""))
            definition = value(child(number, "abstractNumId"))
            levels = _levels(_linked(definitions.get(definition), styled))
            self._definition[name] = definition
            self._levels[name] = {**levels, **_overridden(number, levels)}
            self._anew[name] = frozenset(_started_anew(number))

    def level_of(self, number: str, style: str) -> int | None:
        """Give the level of a list that a style is linked with."""
        levels = self._levels.get(number, {})
        return next((at for at, level in levels.items() if style and level.style == style), None)

    def next(self, number: str, at: int) -> str:
        """Count one more paragraph of the list and give what Word shows before it.

        Empty for bullets, and where the file has no such list.
        """
        levels = self._levels.get(number, {})
        if at not in levels:
            return ""
        counts = self._counts.setdefault(self._definition[number], {})
        for level in self._anew.pop(number, ()):
            counts.pop(level, None)
        counts[at] = counts[at] + 1 if at in counts else levels[at].start
        for deeper in [one for one in counts if one > at]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or at < restart:
                del counts[deeper]
        return _shown(levels, counts, at)


def _shown(levels: Mapping[int, Level], counts: Mapping[int, int], at: int) -> str:
    level = levels[at]
    if level.form == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        one = levels.get(other, Level())
        return written(counts.get(other, one.start), "decimal" if level.legal else one.form)

    shown = PLACEHOLDER.sub(number, level.pattern)
    # After 、 or ） the next word follows at once; after `1.` Word leaves a gap.
    return shown + level.gap if shown and shown[-1].isascii() else shown


def _linked(
    definition: etree._Element | None, styled: Mapping[str, etree._Element]
) -> etree._Element | None:
    """Follow a definition that only names the list style which holds its levels."""
    if definition is None:
        return None
    link = value(child(definition, "numStyleLink"))
    return styled.get(link, definition) if link else definition


def _levels(parent: etree._Element | None) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for level in () if parent is None else parent.iterfind(f"{W}lvl"):
        at = _whole(str(level.get(f"{W}ilvl", "")), LEVELS)
        if at < LEVELS:
            found[at] = _level(level)
    return found


def _level(level: etree._Element) -> Level:
    restart = value(child(level, "lvlRestart"))
    legal = child(level, "isLgl")
    return Level(
        # Where the start is not said, it is zero by the standard.
        start=_whole(value(child(level, "start")), 0),
        form=next((value(one) for one in level.iter(f"{W}numFmt")), "decimal"),
        pattern=value(child(level, "lvlText")),
        restart=_whole(restart, 0) if restart else None,
        legal=legal is not None and is_on(value(legal)),
        gap="" if value(child(level, "suff")) == "nothing" else " ",
        style=value(child(level, "pStyle")),
    )


def _overridden(number: etree._Element, levels: Mapping[int, Level]) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for override in number.iterfind(f"{W}lvlOverride"):
        at = _whole(str(override.get(f"{W}ilvl", "")), LEVELS)
        level = _levels(override).get(at, levels.get(at))
        start = value(child(override, "startOverride"))
        if level is not None:
            found[at] = replace(level, start=_whole(start, level.start)) if start else level
    return found


def _started_anew(number: etree._Element) -> set[int]:
    return {
        _whole(str(override.get(f"{W}ilvl", "")), LEVELS)
        for override in number.iterfind(f"{W}lvlOverride")
        if child(override, "startOverride") is not None
    }


def _whole(said: str, otherwise: int) -> int:
    return min(int(said), LARGEST_NUMBER) if said.isdecimal() and len(said) < 10 else otherwise


def written(number: int, form: str) -> str:
    """Write a number in one of Word's forms; a form that has no sign for it writes digits.

    >>> [written(12, form) for form in ("chineseCounting", "decimalEnclosedCircle", "upperRoman")]
    ['十二', '⑫', 'XII']
    """
    if form == "none":
        return ""
    write = FORMS.get(form)
    return str(number) if write is None else write(number) or str(number)


def _row(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else ""


def _signs(*runs: tuple[str, int]) -> Callable[[int], str]:
    """Write with signs that stand in rows in Unicode: from where, and how many."""
    return _row("".join(chr(ord(first) + step) for first, count in runs for step in range(count)))


def _letters(number: int) -> str:
    """Give a … z, aa, bb: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    written = ""
    for size, sign in ROMAN:
        times, number = divmod(number, size)
        written += sign * times
    return written


def _digit_by_digit(number: int) -> str:
    return numerals.words(number) if number <= 10 else str(number).translate(DIGITS)


FORMS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": numerals.words,
    "chineseCountingThousand": numerals.words,
    "japaneseCounting": numerals.words,
    "taiwaneseCounting": numerals.words,
    "taiwaneseCountingThousand": numerals.words,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": lambda number: numerals.words(number).translate(FORMAL),
    "ideographLegalTraditional": lambda number: numerals.words(number).translate(FORMAL),
    "ideographTraditional": _row(STEMS),
    "ideographZodiac": _row(BRANCHES),
    "ideographEnclosedCircle": _signs(("㊀", 10)),
    "decimalEnclosedCircle": _signs(("①", 20), ("㉑", 15), ("㊱", 15)),
    "decimalEnclosedCircleChinese": _signs(("①", 20), ("㉑", 15), ("㊱", 15)),
    "decimalEnclosedParen": _signs(("⑴", 20)),
    "decimalEnclosedFullstop": _signs(("⒈", 20)),
    "decimalFullWidth": lambda number: str(number).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
