"""A request for a paper into the bytes of a .docx.

The skeleton is filled from the dossier; what is empty is left out, and a heading with it; what is
left is numbered and written in the one official layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from kaimenhong.errors import Code, Mistake
from kaimenhong.writing.dossier import Dossier
from kaimenhong.writing.numerals import in_chinese
from kaimenhong.writing.official import Paper
from kaimenhong.writing.papers.blocks import BLOCKS, Writer
from kaimenhong.writing.papers.kinds import Kind
from kaimenhong.writing.papers.pieces import Options, Piece, Request
from kaimenhong.writing.papers.places import PLACES
from kaimenhong.writing.papers.skeleton import PLACE, Line, Sign, skeleton

HEADINGS = (Sign.HEADING, Sign.SUBHEADING)


@dataclass(frozen=True, slots=True)
class Filled:
    """A line with its places filled: pieces of text, or what writes a block."""

    sign: Sign
    pieces: tuple[Piece, ...] = ()
    write: Writer | None = None
    across: bool = False


def compose(dossier: Dossier, kind: Kind, options: Options | None = None) -> bytes:
    """Write the paper as a .docx; equal requests give equal bytes.

    Raises Mistake NOTHING_TO_REPORT where the dossier has nothing that the kind tells of.
    """
    asked = Request(narrowed(dossier, kind), kind, options or Options())
    if not asked.dossier.rows and not asked.dossier.tracked:
        raise Mistake(
            Code.NOTHING_TO_REPORT,
            expected=f"至少一项{kind.name}要说的目标或数据",
            came="",
            remedy="请先读入方案并确认目标，或导入这类指标的数据",
        )
    paper = Paper(demo=dossier.demo, made=datetime.combine(dossier.as_of, time(), tzinfo=UTC))
    for place, part in enumerate(kind.parts):
        if place:
            paper.next_part()
        _write(paper, pruned(filled(skeleton(part), asked)), asked)
    if kind.may_have_red_head and asked.options.imprint:
        paper.imprint(dossier.issuer, asked.options.copied_to, dossier.as_of.year)
    return paper.save()


def title_of(dossier: Dossier, kind: Kind) -> str:
    """Give the title of the paper; a set of papers is named by area, period and kind."""
    if len(kind.parts) > 1:
        return f"{dossier.area}{dossier.campaign_period}{kind.name}"
    titles = [line for line in skeleton(kind.parts[0]) if line.sign is Sign.TITLE]
    asked = Request(narrowed(dossier, kind), kind)
    return "".join(_joined(line).replace("|", "") for line in filled(titles, asked))


def narrowed(dossier: Dossier, kind: Kind) -> Dossier:
    """Keep what the kind tells of: its indicators, and the sources of what is left."""
    titles = (line.text for line in skeleton(kind.parts[0]) if line.sign is Sign.TITLE)
    if not any("{period}" in title for title in titles):
        dossier = replace(dossier, spoken="")
    if not kind.indicators:
        return dossier
    rows = tuple(row for row in dossier.rows if row.code in kind.indicators)
    used = {source for row in rows for source in row.sources}
    used |= {source for one in dossier.tracked for row in one.all_rows for source in row.sources}
    sources = tuple(source for source in dossier.sources if source.id in used)
    return replace(dossier, rows=rows, rankings=(), sources=sources)


def filled(lines: Iterable[Line], asked: Request) -> list[Filled]:
    """Fill each line; those of which nothing is left are gone."""
    made = (_filled(line, asked) for line in lines)
    return [line for line in made if line is not None]


def _filled(line: Line, asked: Request) -> Filled | None:
    if line.sign is Sign.BLOCK:
        write = BLOCKS[line.text](asked)
        return Filled(line.sign, write=write) if write else None
    if line.sign is Sign.ANNEX:
        lie, block, name = line.text.split(" ", 2)
        write, names = BLOCKS[block](asked), _pieces(name, asked)
        across = lie == "across"
        return Filled(line.sign, tuple(names), write, across) if write and names else None
    pieces = _pieces(line.text, asked)
    return Filled(line.sign, tuple(pieces)) if pieces or line.sign is Sign.SIGNATURE else None


def _pieces(text: str, asked: Request) -> list[Piece]:
    """Fill the places of a text: one that is a place alone gives all pieces of it."""
    names = PLACE.findall(text)
    if alone := PLACE.fullmatch(text):
        return list(PLACES[alone[1]](asked))
    found = {name: "".join(piece.text for piece in PLACES[name](asked)) for name in names}
    if not text or not all(found.values()):
        return []
    return [Piece(PLACE.sub(lambda match: found[match[1]], text))]


def pruned(lines: Sequence[Filled]) -> list[Filled]:
    """Leave out headings under which nothing stands, and a subheading that has no other beside."""
    kept = [line for place, line in enumerate(lines) if not _is_bare(lines, place)]
    return [line for place, line in enumerate(kept) if not _is_single(kept, place)]


def _is_bare(lines: Sequence[Filled], place: int) -> bool:
    sign = lines[place].sign
    if sign not in HEADINGS:
        return False
    ends = (Sign.ANNEX, Sign.SIGNATURE, *HEADINGS[: HEADINGS.index(sign) + 1])
    for line in lines[place + 1 :]:
        if line.sign in ends:
            return True
        if line.sign not in HEADINGS:
            return False
    return True


def _is_single(lines: Sequence[Filled], place: int) -> bool:
    if lines[place].sign is not Sign.SUBHEADING:
        return False
    before = next((n for n in range(place, -1, -1) if lines[n].sign is Sign.HEADING), -1)
    after = next((n for n in range(place, len(lines)) if lines[n].sign is Sign.HEADING), len(lines))
    return sum(line.sign is Sign.SUBHEADING for line in lines[before + 1 : after]) == 1


def _write(paper: Paper, lines: Sequence[Filled], asked: Request) -> None:
    if asked.kind.may_have_red_head and asked.options.red_head:
        paper.red_head(asked.dossier.issuer, asked.dossier.as_of.year)
    annexes = [line for line in lines if line.sign is Sign.ANNEX]
    text = [line for line in lines if line.sign is not Sign.ANNEX]
    head = sum(line.sign in (Sign.TITLE, Sign.UNDER_TITLE) for line in text)
    numbers = Numbers()
    for place, line in enumerate(text):
        if place == head:
            paper.gap(1)
        if line.sign is Sign.SIGNATURE:
            paper.annexes([_joined(annex) for annex in annexes])
            paper.signature(asked.dossier.issuer, asked.dossier.as_of.year)
        else:
            _write_line(paper, line, numbers)
    if text[-1].sign is Sign.BODY:
        paper.hold_last()
    for place, annex in enumerate(annexes, 1):
        paper.annex(place, _joined(annex), landscape=annex.across)
        _write_line(paper, annex, numbers)


def _write_line(paper: Paper, line: Filled, numbers: Numbers) -> None:
    if line.write is not None:
        line.write(paper)
        return
    for piece in line.pieces:
        _WRITERS[line.sign](paper, piece, numbers.next(line.sign))


def _joined(line: Filled) -> str:
    return "".join(piece.text for piece in line.pieces)


class Numbers:
    """How far each kind of numbering has come; a higher heading begins the lower ones anew."""

    LEVELS = (Sign.HEADING, Sign.SUBHEADING, Sign.LED, Sign.NUMBERED)

    def __init__(self) -> None:
        """Begin with nothing numbered."""
        self.counts = dict.fromkeys(self.LEVELS, 0)

    def next(self, sign: Sign) -> int:
        """Count one more of the sign; 0 for what has no number."""
        if sign not in self.counts:
            return 0
        self.counts[sign] += 1
        for lower in self.LEVELS[self.LEVELS.index(sign) + 1 :]:
            self.counts[lower] = 0
        return self.counts[sign]


def _write_led(paper: Paper, piece: Piece, number: int) -> None:
    lead = piece.lead or ""
    paper.body(piece.text, lead=f"（{in_chinese(number)}）{lead}")


_WRITERS: dict[Sign, Callable[[Paper, Piece, int], object]] = {
    Sign.TITLE: lambda paper, piece, _: paper.title(piece.text.split("|")),
    Sign.UNDER_TITLE: lambda paper, piece, _: paper.centred(piece.text),
    Sign.RECIPIENTS: lambda paper, piece, _: paper.recipients(piece.text),
    Sign.HEADING: lambda paper, piece, n: paper.heading(f"{in_chinese(n)}、{piece.text}", 1),
    Sign.SUBHEADING: lambda paper, piece, n: paper.heading(f"（{in_chinese(n)}）{piece.text}", 2),
    Sign.LED: _write_led,
    Sign.NUMBERED: lambda paper, piece, n: paper.body(f"{n}. {piece.lead}{piece.text}"),
    Sign.BODY: lambda paper, piece, _: paper.body(piece.text, lead=piece.lead),
}
