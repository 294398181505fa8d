"""Red and black lists: who is named and why, by the rules of `data/lists.csv`.

A list tells counts that the paper's own tables show. A figure that is missing counts for nobody and
against nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from kaimenhong.analysis.lights import Light
from kaimenhong.writing.dossier import Dossier, Ranking, RankingRow
from kaimenhong.writing.papers.kinds import table
from kaimenhong.writing.papers.pieces import Piece, Place, Request

type Tally = tuple[Counter[str], Counter[str]]  # how many count, and of how many


def _listed(name: str) -> Place:
    """Give the place of a list: a piece a rule, naming all that it names."""

    def told(asked: Request) -> list[Piece]:
        rules = (rule for rule in table("lists") if rule["list"] == name)
        return [piece for rule in rules for piece in _named(rule, asked.dossier)]

    return told


def _named(rule: Mapping[str, str], dossier: Dossier) -> Iterator[Piece]:
    counted, of = _TALLIES[rule["of"]](rule["counted"], dossier)
    for name, number in counted.items():
        enough = number >= int(rule["at_least"])
        if enough and (rule["only"] != "yes" or number == of[name]):
            words = rule["words"].format(n=number, of=of[name], whole=dossier.whole)
            yield Piece(f"{name}：{words}。")


def _areas(counted: str, dossier: Dossier) -> Tally:
    """Count the rankings in which an area is as the rule says; those without a whole do not count
    where it is compared with the whole."""
    number: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for ranking in dossier.compared:
        for row in ranking.ranked:
            found = _STANDS[counted](row, ranking)
            if found is not None:
                of[row.area] += 1
                number[row.area] += found
    return number, of


def _beside_whole(row: RankingRow, ranking: Ranking) -> bool | None:
    """Whether the area's growth is below the whole's; None where one of them is not known."""
    if row.growth is None or ranking.whole is None or ranking.whole.growth is None:
        return None
    return row.growth < ranking.whole.growth


def _at_or_above(row: RankingRow, ranking: Ranking) -> bool | None:
    below = _beside_whole(row, ranking)
    return None if below is None else not below


def _last(row: RankingRow, ranking: Ranking) -> bool:
    return row.rank == max(other.rank or 0 for other in ranking.ranked)


_STANDS: Mapping[str, Callable[[RankingRow, Ranking], bool | None]] = {
    "first": lambda row, ranking: row.rank == 1,
    "last": _last,
    "at_or_above": _at_or_above,
    "below": _beside_whole,
}


def _offices(counted: str, dossier: Dossier) -> Tally:
    """Count the targets of an office that bear the light."""
    known = [r for r in dossier.rows if r.lead_office and r.light is not Light.GREY]
    lit = Counter(row.lead_office for row in known if row.light == counted)
    return lit, Counter(row.lead_office for row in known)


_TALLIES: Mapping[str, Callable[[str, Dossier], Tally]] = {"areas": _areas, "offices": _offices}

PLACES: Mapping[str, Place] = {
    "red_list": _listed("red"),
    "black_list": _listed("black"),
}
