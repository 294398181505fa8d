"""The pages of a .pdf or .ofd as pieces in reading order: paragraphs, and tables as cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kaimenhong.documents import unreadable
from kaimenhong.documents.columns import in_reading_order
from kaimenhong.documents.document import Piece
from kaimenhong.documents.layout import Line, Page, lines_of
from kaimenhong.documents.limits import MOST_GLYPHS, MOST_GLYPHS_OF_ALL
from kaimenhong.documents.margins import Furniture, without_notes
from kaimenhong.documents.paragraphs import Measure, Paragraphs
from kaimenhong.documents.ruled import Table, tables_of
from kaimenhong.documents.secrecy import refuse_marked
from kaimenhong.documents.struck import without_struck

LEAST_FIELDS, LEAST_LINES = 3, 2


@dataclass(frozen=True, slots=True)
class Cells:
    """A table on a page: the words of its cells, each with row, column and rows run over."""

    top: float
    width: int
    cells: tuple[tuple[int, int, int, str], ...]

    def first_row(self) -> tuple[str, ...]:
        """Give the words of the first row, which is printed again where a table goes on."""
        return tuple(words for row, _, _, words in self.cells if row == 1)


def pieces(pages: Iterable[Page]) -> Iterator[Piece]:
    """Yield what stands on the pages; `Mistake` where the first or all bear a mark of secrecy."""
    # Only lines and cells are kept of a page; the characters of thousands would fill the memory.
    laid = [(replace(page, glyphs=(), rules=()), *_laid(page)) for page in _bounded(pages)]
    _refuse_marked(laid)
    furniture = Furniture.of([(page, lines) for page, _, lines in laid])
    flow, notes = _Flow(), list[tuple[Page, list[Line]]]()
    for page, tables, lines in laid:
        body, below = without_notes([line for line in lines if not furniture.holds(line, page)])
        notes.append((page, below))
        # Where tables stand among columns, nothing tells which column each belongs to.
        for part, inside in [(page, body)] if tables else in_reading_order(body, page):
            yield from flow.page(part, _aligned(inside), tables)
    # At the end no note comes between two halves of a sentence.
    for page, below in notes:
        yield from flow.page(page, below, ())
    yield from flow.close()


def _bounded(pages: Iterable[Page]) -> Iterator[Page]:
    read = 0
    for page in pages:
        read += len(page.glyphs)
        if read > MOST_GLYPHS_OF_ALL:
            limit = f"{MOST_GLYPHS_OF_ALL // 10_000} 万字"
            raise unreadable.too_large(f"到第 {page.number} 页已超过{limit}的文件", limit)
        yield page


def refuse_crowded(glyphs: int) -> None:
    """Raise `Mistake` where a page holds more characters than any page of text does."""
    if glyphs > MOST_GLYPHS:
        raise unreadable.too_large(f"一页有 {glyphs} 字的文件", f"每页 {MOST_GLYPHS} 字")


def _refuse_marked(laid: Sequence[tuple[Page, list[Cells], list[Line]]]) -> None:
    for page, _, lines in laid[:1]:
        upper = [line for line in lines if line.middle > (page.edges.top + page.edges.bottom) / 2]
        refuse_marked("\n".join(words for line in upper for _, _, words in line.fields))


def _laid(page: Page) -> tuple[list[Cells], list[Line]]:
    kept, rules = without_struck(page.glyphs, page.rules)
    tables, glyphs = tables_of(rules, kept)
    return [_cells(table) for table in tables], lines_of(glyphs)


def _cells(table: Table) -> Cells:
    cells = tuple((box.row, box.column, box.rows, box.text) for box in table.boxes)
    return Cells(table.outline.top, table.width, cells)


def _aligned(lines: Sequence[Line]) -> list[Line | Cells]:
    """Make tables of lines whose fields stand below each other without lines drawn between."""
    found: list[Line | Cells] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and len(line.fields) >= LEAST_FIELDS:
            run.append(line)
            continue
        bands = _bands(run) if len(run) >= LEAST_LINES else []
        if len(bands) >= LEAST_FIELDS:
            found.append(_banded(run, bands))
        else:
            found.extend(run)
        run = []
        if line is not None:
            found.append(line)
    return found


def _bands(lines: Sequence[Line]) -> list[float]:
    """Give where each column ends: fields that stand below each other are in one."""
    ends: list[float] = []
    for left, right, _ in sorted(field for line in lines for field in line.fields):
        if ends and left < ends[-1]:
            ends[-1] = max(ends[-1], right)
        else:
            ends.append(right)
    return ends


def _banded(lines: Sequence[Line], ends: Sequence[float]) -> Cells:
    cells = tuple(
        (row, 1 + sum(end < right for end in ends), 1, words)
        for row, line in enumerate(lines, 1)
        for _, right, words in line.fields
    )
    return Cells(lines[0].top, len(ends), cells)


class _Flow:
    """Puts lines and tables in order; a table at the foot of a page may go on at the next head."""

    def __init__(self) -> None:
        self._paragraphs = Paragraphs()
        self._tables = self._rows = 0
        self._open: Cells | None = None

    def page(
        self, page: Page, body: Sequence[Line | Cells], tables: Sequence[Cells]
    ) -> Iterator[Piece]:
        lines = [one for one in body if isinstance(one, Line)]
        measure = Measure.of(lines, page) if lines else Measure(0, 0)
        for item in sorted([*body, *tables], key=lambda one: -one.top):
            if isinstance(item, Line):
                self._open = None
                yield from self._paragraphs.add(item, measure, page.number)
            else:
                yield from self._paragraphs.close()
                yield from self._table(item, page.number)

    def _table(self, table: Cells, page: int) -> Iterator[Piece]:
        begun, self._open = self._open, table
        again = False
        if begun is None or begun.width != table.width:
            self._tables, self._rows = self._tables + 1, 0
        else:
            again = begun.first_row() == table.first_row()
            self._open = begun
        skipped = 1 if again else 0
        for row, column, rows, words in table.cells:
            if row > skipped:
                at = self._rows + row - skipped
                yield Piece(
                    words, "cell", table=self._tables, row=at, column=column, rows=rows, page=page
                )
        self._rows += max((row for row, *_ in table.cells), default=0) - skipped

    def close(self) -> Iterator[Piece]:
        yield from self._paragraphs.close()
