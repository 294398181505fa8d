"""Tables of the genre in every form in which they arrive; the cases are in tests/cases."""

import io
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
import xlsxwriter

from kaimenhong.documents.open import open_bytes
from kaimenhong.facts import Reading, Task
from kaimenhong.reading.reader import read
from tests.kaimenhong.reading.test_sentences import spoken

CASES = sorted((Path(__file__).parents[2] / "cases" / "reading" / "tables").glob("*.txt"))
MERGED = {"^", "<"}


@dataclass
class Case:
    name: str
    about: dict[str, str]
    rows: list[list[str]]
    statements: list[str]
    tasks: list[str]

    @property
    def lead(self) -> list[str]:
        return [line for line in (self.about["title"], self.about.get("caption")) if line]

    def shown(self) -> list[list[str]]:
        return [["" if cell in MERGED else cell for cell in row] for row in self.rows]

    def width(self, row: int, column: int) -> int:
        cells = self.rows[row][column + 1 :]
        return 1 + next((n for n, cell in enumerate(cells) if cell != "<"), len(cells))

    def height(self, row: int, column: int) -> int:
        cells = [cells[column] for cells in self.rows[row + 1 :]]
        return 1 + next((n for n, cell in enumerate(cells) if cell != "^"), len(cells))


def case_of(path: Path) -> Case:
    about, table, statements, tasks = path.read_text("utf-8").split("== ")
    lines = [line for line in about.splitlines() if line and not line.startswith("#")]
    rows = [[cell.strip() for cell in line.split("|")] for line in table.splitlines()[1:] if line]
    return Case(
        path.stem,
        dict(line.split(": ", 1) for line in lines),
        rows,
        [line for line in statements.splitlines()[1:] if line],
        [line for line in tasks.splitlines()[1:] if line],
    )


def lines_of(case: Case, separator: str) -> bytes:
    rows = (separator.join(row) for row in case.shown())
    return "\n".join([*case.lead, "", *rows, ""]).encode()


def tabs(case: Case) -> bytes:
    return lines_of(case, "\t")


def bars(case: Case) -> bytes:
    rows = ("|".join(["", *row, ""]) for row in case.shown())
    return "\n".join([*case.lead, "", *rows, ""]).encode()


def blanks(case: Case) -> bytes:
    rows = ("    ".join(filter(None, row)) for row in case.shown())
    return "\n".join([*case.lead, "", *rows, ""]).encode()


def stacked(case: Case) -> bytes:
    cells = (cell for row in case.shown() for cell in row if cell)
    return "\n".join([*case.lead, "", *cells, ""]).encode()


def word(case: Case) -> bytes:
    document = docx.Document()
    for line in case.lead:
        document.add_paragraph(line)
    table = document.add_table(len(case.rows), len(case.rows[0]))
    for row, cells in enumerate(case.rows):
        for column, text in enumerate(cells):
            if text in MERGED:
                continue
            end = (row + case.height(row, column) - 1, column + case.width(row, column) - 1)
            table.cell(row, column).merge(table.cell(*end)).text = text
    found = io.BytesIO()
    document.save(found)
    return found.getvalue()


def page(case: Case) -> bytes:
    html = ["<html><body>", *(f"<p>{line}</p>" for line in case.lead), "<table>"]
    for row, cells in enumerate(case.rows):
        html.append("<tr>")
        for column, text in enumerate(cells):
            if text not in MERGED:
                spans = f"rowspan={case.height(row, column)} colspan={case.width(row, column)}"
                html.append(f"<td {spans}>{text}</td>")
        html.append("</tr>")
    return "\n".join([*html, "</table></body></html>"]).encode()


def sheet(case: Case) -> bytes:
    found = io.BytesIO()
    with xlsxwriter.Workbook(found) as book:
        worksheet = book.add_worksheet()
        for number, line in enumerate(case.lead):
            worksheet.merge_range(number, 0, number, len(case.rows[0]) - 1, line)
        for row, cells in enumerate(case.rows):
            for column, text in enumerate(cells):
                if text in MERGED or not text:
                    continue
                down, right = case.height(row, column) - 1, case.width(row, column) - 1
                at = row + len(case.lead)
                if down or right:
                    worksheet.merge_range(at, column, at + down, column + right, text)
                else:
                    worksheet.write(at, column, text)
    return found.getvalue()


FORMS = {
    "tabs": ("表.txt", tabs),
    "bars": ("表.txt", bars),
    "blanks": ("表.txt", blanks),
    "stacked": ("表.txt", stacked),
    "word": ("表.docx", word),
    "page": ("表.html", page),
    "sheet": ("表.xlsx", sheet),
}


def answers(task: Task) -> str:
    listed = (",".join(names) or "-" for names in (task.leaders, task.lead_units, task.units))
    return " / ".join([f"{task.number} {task.title}", *listed, task.deadline or "-"])


def told(reading: Reading) -> list[str]:
    return [
        f"{spoken(one)}{f' @{one.task}' if one.task else ''}"
        for one in sorted(reading.statements, key=lambda one: one.start)
    ]


TABLES = [
    pytest.param(case, form, id=f"{case.name}-{form}")
    for case in map(case_of, CASES)
    for form in FORMS
    if form not in case.about.get("not", "")
]


@pytest.mark.parametrize(("case", "form"), TABLES)
def test_a_table_gives_its_statements_and_tasks_in_every_form(case: Case, form: str) -> None:
    name, make = FORMS[form]
    reading = read(open_bytes(name, make(case)))
    assert told(reading) == case.statements
    assert [answers(task) for task in reading.tasks] == case.tasks
    for one in reading.statements:
        assert reading.text[one.start : one.end] == one.text
        assert one.raw in reading.text


def reading_of(text: str) -> Reading:
    return read(open_bytes("表.txt", text.encode()))


HEAD = "锦泽市2026年一季度任务分解表\n\n序号\t工作任务\t牵头单位\t责任单位\t完成时限\n"


def test_a_page_number_or_a_group_inside_a_table_cuts_it_not() -> None:
    text = (
        f"{HEAD}一、工业\n1\t新增规上工业企业5家\t市工信局\t市统计局\t3月底前\n- 2 -\n"
        "序号\t工作任务\t牵头单位\t责任单位\t完成时限\n2\t签约项目12个\t市商务局\t\t2月底前\n"
    )
    assert [answers(task) for task in reading_of(text).tasks] == [
        "1 新增规上工业企业5家 / - / 市工信局 / 市统计局 / 2026-03-31",
        "2 签约项目12个 / - / 市商务局 / - / 2026-02-28",
    ]


def test_the_signature_below_a_flattened_table_is_no_row_of_it() -> None:
    rows = (
        "1\t签约项目12个\t市商务局\t市招商局\t3月底\n2\t技改投资15亿元\t市工信局\t市发改委\t2月底"
    )
    cells = HEAD + rows
    text = cells.replace("\t", "\n") + "\n锦泽市人民政府办公室\n2026年1月8日\n"
    assert [answers(task) for task in reading_of(text).tasks] == [
        "1 签约项目12个 / - / 市商务局 / 市招商局 / 2026-03-31",
        "2 技改投资15亿元 / - / 市工信局 / 市发改委 / 2026-02-28",
    ]


def test_a_cell_that_may_belong_to_two_columns_is_left_out() -> None:
    text = f"{HEAD}1\t签约项目12个\t市商务局\t3月底\n2\t技改投资15亿元\t市工信局\t市发改委\t2月底\n"
    first, second = reading_of(text.replace("\t", "    ")).tasks
    assert (first.lead_units, first.units, first.deadline) == ((), (), "2026-03-31")
    assert (second.lead_units, second.units) == (("市工信局",), ("市发改委",))


def test_a_table_reads_as_the_sentence_that_says_the_same() -> None:
    title = "锦泽市2026年一季度工作方案\n\n"
    row = "指标\t单位\t一季度目标\t增速\n固定资产投资\t亿元\t26\t12.5%以上\n"
    said = "一季度，固定资产投资26亿元，增长12.5%以上。\n"
    assert told(reading_of(title + row)) == told(reading_of(title + said))


def test_every_field_that_a_head_decides_says_which_words_did() -> None:
    rows = "地区\t一季度固定资产投资目标（亿元）\t备注\n青岚县\t26以上\t快报\n"
    (one,) = reading_of(f"锦泽市2026年工作方案\n\n{rows}").statements
    assert {why.field: why.rule for why in one.why} == {
        "role": "role.head",
        "indicator": "indicator.head",
        "measure": "measure.unit",
        "area": "area.head",
        "period": "period.head",
        "comparator": "comparator.after",
        "value": "figure.cell",
    }
