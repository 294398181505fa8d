"""A reading for people: a table on the terminal, JSON, a workbook."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kaimenhong.facts import Conflict, Reading, Statement
from kaimenhong.reading.contract import to_json
from kaimenhong.reading.explained import context, reasons, to_explained_json
from kaimenhong.reading.rules import told
from kaimenhong.terms.codelists import Comparator

WIDTH = 100
KINDS = {"plan": "方案", "report": "报告", "speech": "讲话", "other": "其他"}
CONFLICTS = {"value": "数值不一", "name": "名称不一", "arithmetic": "算术不符"}
SHEET_HEADS = (
    "序号", "性质", "指标", "原文写法", "地区", "时期", "度量", "比较", "数值", "上限", "单位",
    "参照",
    "空白",
    "任务", "原文", "起", "止",
)  # fmt: skip
CONFLICT_HEADS = ("类别", "一处", "另一处", "为什么")
WHY_HEADS = ("序号", "指标", "项目", "依据")
UNREAD_HEADS = ("数字", "上下文", "为什么没有读", "起", "止")
TASK_HEADS = ("序号", "任务", "责任领导", "牵头单位", "责任单位", "完成时限", "正文")


def as_json(reading: Reading, *, explain: bool = False) -> str:
    """Give the JSON of the contract; with `explain` what decided each field, and what is unread."""
    data = to_explained_json(reading) if explain else to_json(reading)
    return json.dumps(data, ensure_ascii=False, indent=2)


def figure(statement: Statement) -> str:
    """Write the figure as people do: ≥14%, 约12万头, XX亿元, 与经济增长同步."""
    if statement.comparator is Comparator.IN_STEP_WITH:
        return f"与{statement.reference or '…'}同步"
    value = "XX" if statement.value is None else f"{statement.value:f}"
    if statement.value_high is not None:
        value = f"{value}—{statement.value_high:f}"
    words = {
        Comparator.AT_LEAST: "≥",
        Comparator.MORE_THAN: ">",
        Comparator.AT_MOST: "≤",
        Comparator.LESS_THAN: "<",
        Comparator.ABOUT: "约",
    }
    return f"{words.get(statement.comparator, '')}{value}{statement.unit or ''}"


def show(reading: Reading, *, explain: bool = False) -> None:
    """Print the reading as tables on the terminal."""
    _print(
        reading,
        Console(highlight=False, markup=False, soft_wrap=False, width=_width()),
        explain=explain,
    )


def as_page(reading: Reading, *, explain: bool = False) -> str:
    """Give the reading as tables that fit 100 columns, for a file."""
    page = io.StringIO()
    _print(reading, Console(file=page, width=WIDTH, highlight=False, markup=False), explain=explain)
    return page.getvalue()


def _width() -> int:
    terminal = Console()
    return min(WIDTH, max(72, terminal.width)) if terminal.is_terminal else WIDTH


def _print(reading: Reading, console: Console, *, explain: bool) -> None:
    console.print(_head(reading))
    if reading.statements:
        console.print(_explained(reading) if explain else _statements(reading))
    if reading.tasks:
        console.print(_tasks(reading))
    if reading.conflicts:
        console.print(_conflicts(reading))
    if reading.unread and explain:
        console.print(_unread(reading))
    console.print(
        f"共 {len(reading.statements)} 条表述、{len(reading.tasks)} 项任务、"
        f"{len(reading.conflicts)} 处需要核定、{len(reading.unread)} 处数字未读作表述"
        f"{'' if explain or not reading.unread else '（加 --explain 逐处列出）'}。"
    )


def _head(reading: Reading) -> Text:
    head = reading.head
    lines = [
        f"{head.title or '（无标题）'}",
        "　".join(
            part
            for part in (
                KINDS.get(head.kind, head.kind),
                head.number,
                head.issuer,
                head.date,
                head.area and f"地区：{head.area}",
            )
            if part
        ),
    ]
    text = Text("\n".join(lines))
    text.stylize("bold", 0, len(lines[0]))
    return text


def _table(title: str, *heads: tuple[str, int | None]) -> Table:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for head, width in heads:
        table.add_column(head, width=width, overflow="fold", justify="left")
    return table


def _statements(reading: Reading) -> Table:
    table = _table(
        "指标",
        ("", 3),
        ("性质", 4),
        ("指标", None),
        ("时期", 14),
        ("度量", 8),
        ("数值", 16),
        ("任务", 8),
    )
    for number, one in enumerate(reading.statements, 1):
        name = one.indicator
        elsewhere = one.area if one.area not in {None, reading.head.area} else None
        table.add_row(
            str(number), one.role.label, f"{elsewhere}：{name}" if elsewhere else name,
            one.period.label if one.period else "", one.measure.label, figure(one), one.task or "",
        )  # fmt: skip
    return table


def _explained(reading: Reading) -> Table:
    table = _table("指标，以及每一项是怎么断定的", ("", 3), ("读作", 30), ("依据", None))
    for number, one in enumerate(reading.statements, 1):
        period = one.period.label if one.period else "时期不明"
        said = (one.role.label, one.area or "", period, one.indicator, one.measure.label)
        read = f"{' '.join(part for part in said if part)} {figure(one)}"
        why = "\n".join(f"{name}　{words}" for name, words in reasons(reading, one))
        table.add_row(str(number), read, f"{context(reading, one.start, one.end)}\n{why}")
    return table


def _unread(reading: Reading) -> Table:
    table = _table("像数字而没有读作表述的", ("原文", 44), ("为什么", None))
    for one in reading.unread:
        table.add_row(context(reading, one.start, one.end), told(one.rule))
    return table


def _tasks(reading: Reading) -> Table:
    table = _table(
        "任务",
        ("序号", 8),
        ("任务", 20),
        ("责任领导", 8),
        ("牵头单位", 14),
        ("责任单位", None),
        ("时限", 10),
    )
    for task in reading.tasks:
        table.add_row(
            task.number, task.title, "、".join(task.leaders), "、".join(task.lead_units),
            "、".join(task.units), task.deadline or "",
        )  # fmt: skip
    return table


def _conflicts(reading: Reading) -> Table:
    table = _table("需要核定", ("类别", 8), ("一处", None), ("另一处", None), ("为什么", None))
    for conflict in reading.conflicts:
        kind = CONFLICTS.get(conflict.kind, conflict.kind)
        table.add_row(kind, *_sides(reading, conflict), conflict.because)
    return table


def _sides(reading: Reading, conflict: Conflict) -> Iterator[str]:
    for side in (conflict.a, conflict.b):
        if isinstance(side, str):
            yield side
        else:
            one = reading.statements[side]
            period = one.period.label if one.period else ""
            yield f"第{side + 1}条　{one.indicator}{period}{one.measure.label}{figure(one)}"


def as_workbook(reading: Reading) -> bytes:
    """Give an .xlsx with 指标, 任务, 需要核定, 依据, 未读; what begins with = stays text."""
    import xlsxwriter

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True, "bg_color": "#DDE6F0"})
    _fill(book.add_worksheet("指标"), SHEET_HEADS, _statement_rows(reading), bold)
    _fill(book.add_worksheet("任务"), TASK_HEADS, _task_rows(reading), bold)
    _fill(book.add_worksheet("需要核定"), CONFLICT_HEADS, _conflict_rows(reading), bold)
    _fill(book.add_worksheet("依据"), WHY_HEADS, _why_rows(reading), bold)
    _fill(book.add_worksheet("未读"), UNREAD_HEADS, _unread_rows(reading), bold)
    book.close()
    return data.getvalue()


def _fill(
    sheet: object, heads: tuple[str, ...], rows: Iterator[list[object]], bold: object
) -> None:
    write_row = sheet.write_row  # type: ignore[attr-defined]
    write_row(0, 0, heads, bold)
    for number, row in enumerate(rows, 1):
        write_row(number, 0, row)
    sheet.freeze_panes(1, 0)  # type: ignore[attr-defined]
    sheet.set_column(0, len(heads) - 1, 14)  # type: ignore[attr-defined]


def _conflict_rows(reading: Reading) -> Iterator[list[object]]:
    for conflict in reading.conflicts:
        kind = CONFLICTS.get(conflict.kind, conflict.kind)
        yield [kind, *_sides(reading, conflict), conflict.because]


def _why_rows(reading: Reading) -> Iterator[list[object]]:
    for number, one in enumerate(reading.statements, 1):
        for name, words in reasons(reading, one):
            yield [number, one.indicator, name, words]


def _unread_rows(reading: Reading) -> Iterator[list[object]]:
    for one in reading.unread:
        around = context(reading, one.start, one.end)
        yield [one.text, around, told(one.rule), one.start, one.end]


def _statement_rows(reading: Reading) -> Iterator[list[object]]:
    for number, one in enumerate(reading.statements, 1):
        yield [
            number, one.role.label, one.indicator, one.raw, one.area or "",
            one.period.code if one.period else "", one.measure.label, one.comparator.label,
            "" if one.value is None else float(one.value),
            "" if one.value_high is None else float(one.value_high), one.unit or "",
            one.reference or "", "是" if one.placeholder else "", one.task or "", one.text,
            one.start,
            one.end,
        ]  # fmt: skip


def _task_rows(reading: Reading) -> Iterator[list[object]]:
    for task in reading.tasks:
        yield [
            task.number, task.title, "、".join(task.leaders), "、".join(task.lead_units),
            "、".join(task.units), task.deadline or "", task.text[:30000],
        ]  # fmt: skip
