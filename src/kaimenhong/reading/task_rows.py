"""Rows of a task table: each is a task, its other cells say who and by when (contract rule 20)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kaimenhong.facts import Statement, Task
from kaimenhong.reading import lexicon, lists, names, progress
from kaimenhong.reading.cell_figures import is_clause, leftover
from kaimenhong.reading.cleaned import Cleaned
from kaimenhong.reading.columns import Column, Name
from kaimenhong.reading.draft import Memory, stated
from kaimenhong.reading.figure_rows import Row, Table, group_of, named, read_figure_row, row_of
from kaimenhong.reading.figures import figures, masked
from kaimenhong.reading.notes import Answering, responsible
from kaimenhong.reading.outline import Paragraph
from kaimenhong.reading.scope import Scope
from kaimenhong.reading.sentence import read_sentence, sentences
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.headings import Kind
from kaimenhong.terms.period import Period

# A merged cell of these holds for every row that it runs over.
_SHARED = {Kind.LEADER, Kind.LEAD, Kind.PARTY, Kind.DEADLINE}
_MARKS = "（）.、． "
_GROUP = re.compile(
    "^(?:第?([一二三四五六七八九十]{1,3})(?:[、部章]|$)|（([一二三四五六七八九十]{1,3})）)"
)
_VERB = re.compile(
    "^(?:推动|推进|加快|加强|强化|扩大|做好|抓好|提升|优化|深化|完善|落实|实施|开展|组织|支持|促进|巩固|打造|稳定|狠抓|全力|"
    "稳|抓|建立|健全)"
)
_LEFT = re.compile("[0-9一二三四]+(?:月底?|季度|年)(?:前|末)?|[，。；]")
_BARE = re.compile("^(?:支出|完成|投资|资金)?(?:进度|完成率|到位率|开工率|竣工率|占比|比重|增速)$")
_INNER = re.compile(r"(?:^|(?<=[；。]))(?:[0-9]{1,2}[.、](?![0-9])|（[0-9]{1,2}）|[①-⑳])")
LONGEST_NAME = 20


@dataclass(slots=True)
class Item:
    """One task of a table: its rows, its number, and the number of the group it stands in."""

    rows: list[int]
    number: str
    group: str
    above: Row


def read_tasks(
    table: Table, body: Iterable[int], label: Kind
) -> Iterator[tuple[Task, list[Statement]]]:
    """Give each task of a table with its figures; `label` is the kind of the column of titles.

    A row that names nobody, sets no day and holds no figure gives no task.
    """
    items = list(_items(table, body, label))
    numbers = [item.number for item in items]
    twice = len(set(numbers)) < len(numbers)
    for item in items:
        # Where each group counts from 1 again, a number alone would be two tasks.
        number = f"{item.group}/{item.number}" if twice and item.group else item.number
        task = _task(table, item, number, label)
        said = [replace(one, task=number) for one in _figures(table, item, label)]
        if task.leaders or task.lead_units or task.units or task.deadline or said:
            yield task, said


def _items(table: Table, body: Iterable[int], label: Kind) -> Iterator[Item]:
    """Gather the rows of each task; one without a title and number goes on with the one above."""
    item: Item | None = None
    above, group, count = Row(), "", 0
    for row in body:
        headed = group_of(table, row)
        if headed is not None:
            above, group = headed, _group_number(table, row) or group
            continue
        if _is_total(table, row, label):
            continue
        if item is not None and _goes_on(table, row, label):
            item.rows.append(row)
            continue
        if item is not None:
            yield item
        count += 1
        item = Item([row], _number(table, row) or str(count), group, above)
    if item is not None:
        yield item


def _group_number(table: Table, row: int) -> str:
    for text in table.grid.texts(row):
        match = _GROUP.match(text)
        if match:
            return match[1] or match[2]
    return ""


def _of(table: Table, row: int, *kinds: Kind) -> list[Paragraph]:
    cells = sorted(table.grid.rows[row].items())
    return [cell for column, cell in cells if table.columns[column].kind in kinds]


def _number(table: Table, row: int) -> str:
    return next((c.cleaned.text.strip(_MARKS) for c in _of(table, row, Kind.NUMBER)), "")


def _is_total(table: Table, row: int, label: Kind) -> bool:
    titles = [cell.cleaned.text for cell in _of(table, row, label, Kind.NUMBER)]
    return any(lexicon.words("columns").tags.get(text) == "total" for text in titles)


def _goes_on(table: Table, row: int, label: Kind) -> bool:
    """Whether a row belongs to the task above: it has no number, or no title where none count."""
    numbered = any(column.kind is Kind.NUMBER for column in table.columns.values())
    if _of(table, row, Kind.NUMBER):
        return False
    first = min(at for at, column in table.columns.items() if column.kind is label)
    if numbered and first not in table.grid.rows[row]:
        return True
    return not _of(table, row, label)


def _task(table: Table, item: Item, number: str, label: Kind) -> Task:
    cells = [cell for row in item.rows for _, cell in sorted(table.grid.rows[row].items())]
    numbers = [cell for row in item.rows for cell in _of(table, row, Kind.NUMBER)]
    over = table.grid.over(item.rows[0])
    titles = [cell for row in item.rows for cell in _of(table, row, label)]
    titles += [cell for at, cell in over.items() if table.columns[at].kind is label]
    title = titles[0] if titles else cells[0]
    rest = [cell for cell in cells if cell is not title and cell not in numbers] or [title]
    start, end = rest[0].cleaned.at[0], rest[-1].cleaned.at[-1] + 1
    who = _answering(table, item)
    return Task(
        number=number,
        title=title.cleaned.text,
        text=title.cleaned.source[start:end],
        leaders=who.leaders,
        lead_units=who.lead_units,
        units=who.units,
        deadline=who.deadline,
        start=start,
        end=end,
    )


def _answering(table: Table, item: Item) -> Answering:
    found = Answering()
    for row in item.rows:
        shared = {
            at: cell
            for at, cell in table.grid.over(row).items()
            if table.columns[at].kind in _SHARED and row == item.rows[0]
        }
        for at, cell in sorted((shared | table.grid.rows[row]).items()):
            found += _said(table.columns[at], cell, table.background.clock.year)
    return found


def _said(column: Column, cell: Paragraph, year: int | None) -> Answering:
    """What one cell says of who answers, and by when."""
    source = cell.cleaned
    written = source.written(0, len(source.text))
    if column.kind is Kind.LEADER:
        return Answering(leaders=tuple(dict.fromkeys(lists.people(written))))
    if column.kind in {Kind.LEAD, Kind.PARTY}:
        return responsible(source.text, lists.unit_lines(written), column.kind)
    if column.kind is Kind.DEADLINE:
        return Answering(deadline=lists.deadline_of(source.text, year))
    return Answering()


def _figures(table: Table, item: Item, label: Kind) -> Iterator[Statement]:
    """A cell that is a figure is of the indicator that the title names; any other is a sentence."""
    row = _named_row(table, item, label)
    titled = _titled(table, item)
    targets: list[Statement] = []
    for number in item.rows:
        for place, cell in sorted(table.grid.rows[number].items()):
            titles = {at for at, one in table.columns.items() if one.kind is Kind.TASK}
            title = place == min(titles, default=-1)
            said = list(_cell(titled, number, place, cell, row, targets, title=title))
            targets += [one for one in said if one.role is Role.TARGET]
            yield from said


def _titled(table: Table, item: Item) -> Table:
    """The table whose document is about the row's title: 招商引资 says whose 到位资金 are meant."""
    titles = _of(table, item.rows[0], Kind.TASK)
    if not titles:
        return table
    about = titles[0].cleaned.text
    return replace(table, background=replace(table.background, about=about))


def _cell(
    table: Table,
    number: int,
    place: int,
    cell: Paragraph,
    row: Row,
    targets: Sequence[Statement],
    *,
    title: bool,
) -> Iterator[Statement]:
    """The figures of one cell; `targets` are those that the cells before it in its row have set."""
    column, text = table.columns[place], cell.cleaned.text
    if title:
        yield from _sentences(table, column, cell, None)
    elif column.kind is None and row.name is not None and is_clause(text):
        yield from read_figure_row(table, number, row, frozenset({place}))
    elif column.kind in {None, Kind.TASK}:
        about = row.name if row.name is not None and _goes_on_from_title(text) else None
        if targets and about is None:
            yield from _progress(table, column, cell, targets)
        else:
            # 固定资产投资 | …亿元以上项目新开工30个 | 增长6.2%；新开工16个: the counts go on too.
            memory = progress.recalled(targets) if targets else None
            yield from _sentences(table, column, cell, about, memory)


def _progress(
    table: Table, column: Column, cell: Paragraph, targets: Sequence[Statement]
) -> Iterator[Statement]:
    """What was reached of the targets of the row, whose names the cell may leave out."""
    role = column.role or table.background.role
    dealt = progress.dealt(cell.cleaned, targets, role, _period(table, column))
    if dealt:
        yield from dealt
        return
    memory = progress.recalled(targets)
    for one in _sentences(table, column, cell, None, memory):
        yield progress.completed(one, targets)


def _period(table: Table, column: Column) -> Period | None:
    return column.period or table.period or table.background.period


def _goes_on_from_title(text: str) -> bool:
    """Whether a cell leaves its indicator to the title: 增速高于全省平均, 支出进度达到60%."""
    first = next((one.start for one in figures(text, masked(text))), 0)
    prefix = _LEFT.sub("", leftover(text[:first]))
    return not prefix or prefix in lexicon.words("bare").tags or bool(_BARE.search(prefix))


def _named_row(table: Table, item: Item, label: Kind) -> Row:
    """What the title says of figures beside it; an action such as 工业提速行动 says nothing."""
    row = row_of(table, item.rows[0], item.above)
    if label is Kind.INDICATOR:
        return replace(row, role=None if row.role is Role.ACTUAL else row.role)
    titles = _of(table, item.rows[0], Kind.TASK)
    name, heading = named(titles[0]) if titles else (None, None)
    if name is None or heading is None or not _is_indicator(name.words):
        return replace(row, name=None)
    return replace(row, name=name, heading=heading, role=item.above.role)


def _is_indicator(words: str) -> bool:
    if names.known(words):
        return True
    action = words.endswith(lexicon.listed("columns", "action")) or _VERB.match(words)
    return len(words) <= LONGEST_NAME and not action


def _sentences(
    table: Table,
    column: Column,
    cell: Paragraph,
    about: Name | None,
    memory: Memory | None = None,
) -> Iterator[Statement]:
    """The figures that a cell states in sentences; its head gives the time and role left open.

    `about` is the name in the title that the cell goes on from: 外贸进出口 | 增速高于全省平均.
    """
    background = replace(
        table.background,
        period=_period(table, column),
        role=column.role or table.background.role,
    )
    scope, memory = Scope(background, cell.section), memory or Memory()
    cleaned = _unnumbered(_joined(about, cell.cleaned))
    first, _ = cell.cleaned.span(0, len(cell.cleaned.text))
    for left, right in sentences(cleaned.text):
        for draft in read_sentence(cleaned.text[left:right], left, scope, memory):
            said = stated(draft, cleaned, task=None)
            start = max(said.start, first)
            raw = about.written() if about and draft.raw[0] < len(about.words) else said.raw
            yield replace(said, raw=raw, start=start, text=cleaned.source[start : said.end])
        scope.end_sentence(cleaned.text[left:right])


def _unnumbered(cleaned: Cleaned) -> Cleaned:
    """Blank out the numbers of a list inside a cell: 1.开工；2.竣工."""
    text = _INNER.sub(lambda number: "。" * len(number[0]), cleaned.text)
    return Cleaned(text, cleaned.at, cleaned.source)


def _joined(about: Name | None, cell: Cleaned) -> Cleaned:
    """The words of the title and of the cell as one sentence, as prose has it."""
    if about is None:
        return cell
    at = about.cell.cleaned.at[about.start : about.end]
    return Cleaned(about.words + cell.text, [*at, *cell.at], cell.source)
