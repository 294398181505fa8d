"""The areas that one document speaks of, by their names and by what it shortens them to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kaimenhong.reading import lexicon
from kaimenhong.records import record

# Where an area stands, and which it is.
type Spot = tuple[int, int, str]

_KINDS = "县市区州旗镇乡"
_COUNT = rf"(?:[两二三四五六七八九十]|[0-9]{{1,2}})个?(?P<kind>[{_KINDS}]+|街道|地)"
# What may follow names that have lost their kind: 清溪、白石分别为…
_FOLLOWS = "(?=分别|均|都|也|各|则|增长|下降|完成|开工|支出|较|低于|高于|[，：（0-9])"
# Names that no table and no other place of the document has stand alone before their number.
_UNKNOWN = (
    "(?<![\u4e00-\u9fa5])[\u4e00-\u9fa5]{2}(?:、[\u4e00-\u9fa5]{2})*(?:、|和|与)[\u4e00-\u9fa5]{2}"
)
_JOINS = re.compile("[、和与及]")
SHORTEST = 3


@record(frozen=True, slots=True)
class Gazetteer:
    """`full` finds the `names`; `meant` gives the name that a short form stands for.

    `lists` finds short forms that stand together: 清溪、白石两县.
    """

    names: frozenset[str]
    full: re.Pattern[str]
    lists: re.Pattern[str]
    meant: Mapping[str, str]

    def spots(self, text: str) -> tuple[Spot, ...]:
        """Give the areas named in `text`, in their order."""
        found = [(*match.span(), match[0]) for match in self.full.finditer(text)]
        if "、" in text or "和" in text or "与" in text:
            found += self._short(text)
        return tuple(sorted(found))

    def _short(self, text: str) -> Iterator[Spot]:
        for match in self.lists.finditer(text):
            at = match.start("list")
            forms = _JOINS.split(match["list"])
            names = self._names(forms, match["kind"])
            for form, name in zip(forms, names, strict=False):
                last = at + len(form) == match.end("list")
                yield at, match.end() if last else at + len(form), name
                at += len(form) + 1

    def _names(self, forms: list[str], kind: str | None) -> list[str]:
        """The names of short forms; one that is not known is of the kind that is counted."""
        if kind and len(kind) == 1 and kind in _KINDS:
            return [self.meant.get(form, form + kind) for form in forms]
        known = [self.meant[form] for form in forms if form in self.meant]
        return known if len(known) == len(forms) else []


def gazetteer(names: frozenset[str]) -> Gazetteer:
    """Make the gazetteer of a document that speaks of `names`.

    >>> of = gazetteer(frozenset({"清溪县", "白石县", "东陵市"}))
    >>> [name for _, _, name in of.spots("清溪、白石两县开工率均为100%，白石、东陵分别为90%、80%")]
    ['清溪县', '白石县', '白石县', '东陵市']
    """
    meant = {name[:-1]: name for name in names if len(name) >= SHORTEST and name[-1] in _KINDS}
    lists = rf"(?P<list>{_UNKNOWN}){_COUNT}"
    if meant:
        form = lexicon.any_of(tuple(meant))
        alike = f"{form}(?:(?:、|和|与|及){form})+"
        lists = f"(?P<list>{alike})(?:{_COUNT}|{_FOLLOWS})"
    return Gazetteer(names, re.compile(lexicon.any_of(tuple(names))), re.compile(lists), meant)
