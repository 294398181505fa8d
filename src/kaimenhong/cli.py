"""The file commands of `kmh`: files in, files out; the database is never opened.

office/cli.py adds the commands that need the database to the same group and runs it by `run`.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaimenhong.errors import Code, Mistake, Place

if TYPE_CHECKING:
    from kaimenhong.analysis.lights import LightRule
    from kaimenhong.facts import Finding

LIMIT_SHOWN = 20
# A draft was checked and something in it has to be mended; 10 is a Mistake, 1 a bug of ours.
FOUND_WRONG = 11


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def kmh() -> None:
    """开门红：读方案、收数据、算缺口、写材料。"""


# What a command reads lives until its end: looking for garbage among it is time for nothing.
GARBAGE_AFTER = 200_000


def run(group: click.Group) -> None:
    """Run the group; a `Mistake` is one line on stderr and exit code 10, whatever command it is."""
    gc.set_threshold(GARBAGE_AFTER, 50, 100)
    try:
        group(prog_name="kmh", standalone_mode=True)
    except Mistake as mistake:
        click.echo(str(mistake), err=True)
        sys.exit(mistake.exit_code)


@kmh.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "xlsx", "text"]),
    default="table",
    help="table 终端表格（默认）；json 供程序使用；xlsx 表格文件；text 读到的原文。",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="写入的文件；xlsx 必须给出。"
)
@click.option("--explain", is_flag=True, help="逐条说明依据，并列出像数字而没有读作表述的地方。")
def read(plan: Path, form: str, out: Path | None, explain: bool) -> None:
    """读一份方案、通报或讲话：指标、任务、自相矛盾之处。

    支持 .docx、.docm、.pdf、.ofd、.xlsx、.xls、.ods、.html、.txt；装有 LibreOffice
    时还有 .doc、.wps、.rtf、.odt。
    """
    if form == "xlsx" and out is None:
        raise click.UsageError("--format xlsx 需要用 --out 指明写入的文件")
    from kaimenhong.documents.open import open_document
    from kaimenhong.reading import reader, report

    document = open_document(plan)
    if form == "text":
        _write(document.text, out)
        return
    reading = reader.read(document)
    if form == "json":
        _write(report.as_json(reading, explain=explain) + "\n", out)
    elif form == "xlsx" and out is not None:
        write_file(out, report.as_workbook(reading))
        click.echo(f"已写入 {out}", err=True)
    elif out is not None:
        _write(report.as_page(reading, explain=explain), out)
    else:
        report.show(reading, explain=explain)


@kmh.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--subject", help="表里没有写是哪个地区时用，如 锦泽市。")
@click.option("--period", help="表里没有写时期时用，如 2026年1—2月。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    help="table 终端表格（默认）；json 供程序使用。",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="写入的文件。")
def sheet(file: Path, subject: str | None, period: str | None, form: str, out: Path | None) -> None:
    """读一张任意版式的表：每个数说的是谁、什么指标、哪个时期、什么单位，由哪些表头定的。

    支持 .xlsx、.xls、.ods、.csv。表里没有说清的数不猜，列为未读并写明原因；要人确认的另列。
    """
    if out is not None:
        refuse_missing_folder(out)
    from kaimenhong.documents.delimited import open_sheets
    from kaimenhong.returns.sheets import contract, page
    from kaimenhong.returns.sheets.reader import read_workbook
    from kaimenhong.terms.period import read_period

    known = read_period(period, year=None) if period else None
    reading = read_workbook(open_sheets(file), subject=subject, period=known)
    parts = contract.parts if form == "json" else page.parts
    with BytesIO() as told:
        for part in parts(reading):
            told.write(part.encode())
        told.write(b"\n")
        _write_bytes(told.getbuffer(), out)


@kmh.command()
@click.argument("rules", type=click.Path(path_type=Path), required=False)
@click.option("--example", help="打印一个地方的规则表，供复制修改；名称见不带参数时的列表。")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="写入的文件，代替打印。"
)
def lights(rules: Path | None, example: str | None, out: Path | None) -> None:
    """检查一份亮灯规则表，打印每个界限上是什么灯。

    不带参数：列出可以复制的各地规则表。规则表的写法见 docs/how-to/write-light-rules.md。
    """
    from kaimenhong.analysis.lights import examples, read_rules

    if rules is not None:
        from kaimenhong.documents.open import open_document

        _write(_trials(read_rules(open_document(rules).text, name=rules.name)), out)
    elif example is None:
        _write("".join(f"{name}\n" for name in examples()), out)
    elif example in examples():
        _write(examples()[example], out)
    else:
        raise Mistake(
            Code.FILE_MISSING,
            expected="可以复制的规则表之一：" + "、".join(examples()),
            came=example,
            remedy="请换一个名称",
        )


def _trials(rules: Sequence[LightRule]) -> str:
    """Try every rule at its boundaries on the engine; tables as text that fits 100 columns."""
    from kaimenhong import engine
    from kaimenhong.analysis.light_trial import trials
    from kaimenhong.analysis.lights import light
    from kaimenhong.writing.light_table import as_text

    pages = []
    for rule in rules:
        rows = [{"gauge": rule.applies, **row} for row in trials(rule)]
        kinds = [(name, "text" if name == "gauge" else "float64", "") for name in rows[0]]
        with engine.duckdb() as session:
            lit = session.rows(light(session.table(engine.table_of(rows, kinds), kinds), rules))
        pages.append(as_text(rule, lit))
    return "\n".join(pages)


@kmh.command()
@click.option(
    "--facts",
    type=click.Path(path_type=Path),
    required=True,
    help="数据表：.csv、.parquet，或装着它们的文件夹。",
)
@click.option("--month", help="再列出这个月的全盘，如 2026-03。")
@click.option(
    "--engine",
    "engine_name",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="在本机算，或用 Spark。",
)
@click.option("--master", help="Spark 的地址，如 spark://主机:7077；默认在本机两个线程。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "parquet"]),
    default="table",
    help="table 终端表格（默认）；csv、parquet 有 --month 时是全盘，没有时是目标的进展。",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="写入的文件；parquet 必须给出。"
)
def board(
    facts: Path,
    month: str | None,
    engine_name: str,
    master: str | None,
    form: str,
    out: Path | None,
) -> None:
    """由数据表看盘子：每个目标的进展；加 --month 再列一个月的全盘。

    不用数据库。读不懂的行逐行说明在标准错误，其余照算；一行都读不懂时以 10 退出。
    """
    if form == "parquet" and out is None:
        raise click.UsageError("--format parquet 需要用 --out 指明写入的文件")
    if out is not None:
        refuse_missing_folder(out)
    from kaimenhong import engine
    from kaimenhong.engine import boards, output

    code = boards.month_code(month) if month else None
    settings = (master,) if master else ()
    opened = engine.spark(*settings) if engine_name == "spark" else engine.duckdb()
    with opened as session:
        found = boards.boards(session, facts, month=code)
    tell_refused(found.refused)
    found.refuse_nothing_read()
    if form == "json":
        _write(output.as_json(found.tables) + "\n", out)
    elif form == "table":
        _write(boards.as_text(found), out)
    else:
        data = output.as_csv(found.main) if form == "csv" else output.as_parquet(found.main)
        _write_bytes(data, out)


@kmh.command()
@click.option(
    "--facts",
    type=click.Path(path_type=Path),
    required=True,
    help="数据表：.csv、.parquet，或装着它们的文件夹。",
)
@click.option("--indicator", help="只看这个指标：名称、简称或代码。")
@click.option("--subject", help="只看这个对象：area:代码，或地区名称。")
@click.option("--until", help="到哪个时期末，例如 2026Q2、2026年上半年；不写是下一期所在的季末。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    help="table 终端表格（默认）；json 带所用模型和权重；csv 一行一个时期。",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="写入的文件。")
def forecast(
    facts: Path,
    indicator: str | None,
    subject: str | None,
    until: str | None,
    form: str,
    out: Path | None,
) -> None:
    """按过去的数预测到期末：测算、80% 区间、同比、达标的可能，旁边是回测误差。

    都是测算，不是公布的数，也不提示该报多少。数据太少、缺数过多的不预测，写明为什么。
    """
    if out is not None:
        refuse_missing_folder(out)
    from kaimenhong.analysis.forecast import report
    from kaimenhong.engine import outlooks

    found = outlooks.outlooks(facts, until=until, indicator=indicator, subject=subject)
    tell_refused(found.refused)
    found.refuse_nothing_to_forecast()
    texts = {"json": report.as_json, "csv": report.as_csv, "table": report.show}
    _write(texts[form](found.outlooks).rstrip("\n") + "\n", out)


@kmh.command()
@click.argument("draft", type=click.Path(path_type=Path))
@click.option("--facts", type=click.Path(path_type=Path), required=True, help="数据表，同 board。")
@click.option("--area", help="材料是哪个地区的：名称或代码；不写看材料自己的题目和落款。")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="按哪一天已知的数据校核，如 2026-03-20；不写是全部。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    help="打印什么：table 终端表格（默认）；json 供程序使用。",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="带批注的副本：.docx 的写成 Word 批注，其余的写成标了号的文字。原稿不动。",
)
def check(
    draft: Path, facts: Path, area: str | None, as_of: datetime | None, form: str, out: Path | None
) -> None:
    """校核一份材料：每个数字对照数据表，也对照材料自己。

    不用数据库。有误或已更新的数字一个也没有时以 0 退出，有时以 11 退出。
    """
    from kaimenhong.documents.open import open_bytes, read_bytes
    from kaimenhong.engine.fact_files import read_facts
    from kaimenhong.writing.checking import checker, report
    from kaimenhong.writing.ledger.ledger import ledger

    data = read_bytes(draft)
    document = open_bytes(draft.name, data)
    found = read_facts(facts)
    tell_refused(found.refused)
    known = ledger(found.observations, found.targets, as_of=as_of.date() if as_of else None)
    checked = checker.check(document, known, area=area)
    if out is not None:
        copy = report.as_copy(checked, document, data)
        write_file(out, copy.data)
        click.echo(f"已写入 {out}", err=True)
    texts = {"json": report.as_json, "table": report.as_table}
    _write(texts[form](checked).rstrip("\n") + "\n", None)
    if checked.bad:
        sys.exit(FOUND_WRONG)


@kmh.command()
@click.argument("template", type=click.Path(path_type=Path))
@click.option("--facts", type=click.Path(path_type=Path), required=True, help="数据表，同 board。")
@click.option("--area", help="材料是哪个地区的：名称或代码；模板自己写明时不必。")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="只用这一天为止得知的数。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    help="table 终端表格（默认）；json 供程序使用。",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="填好的副本写到哪里。")
@click.option("--comments/--no-comments", default=True, help="副本里用批注写明每个数的出处。")
@click.option("--sources/--no-sources", default=True, help="副本末尾列出数据来源。")
def fill(
    template: Path,
    facts: Path,
    area: str | None,
    as_of: datetime | None,
    form: str,
    out: Path | None,
    comments: bool,
    sources: bool,
) -> None:
    """填一份模板：每个 XX、××、**、___ 由数据表填上，填不了的写明原因。

    不用数据库，模板本身不动。普通的 .docx、.txt 就是模板。
    """
    from kaimenhong.documents.open import read_bytes
    from kaimenhong.engine.fact_files import read_facts
    from kaimenhong.writing.filling import cells, contract, copies, filler, report
    from kaimenhong.writing.ledger.ledger import ledger

    opened = cells.opened(template.name, read_bytes(template))
    document = opened.document
    found = read_facts(facts)
    tell_refused(found.refused)
    known = ledger(found.observations, found.targets, as_of=as_of.date() if as_of else None)
    filled = filler.fill(document, known, area=area, mark=opened.mark)
    if out is not None:
        copy = copies.as_copy(filled, document, opened.data, comments=comments, sources=sources)
        write_file(out, copy.data)
        click.echo(f"已写入 {out}：{report.summary(filled)}", err=True)
    texts = {"json": contract.as_json, "table": report.as_table}
    _write(texts[form](filled).rstrip("\n") + "\n", None)


@kmh.command()
@click.option("--facts", type=click.Path(path_type=Path), required=True, help="数据表，同 board。")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="写到哪个文件夹。",
)
def views(facts: Path, out: Path) -> None:
    """把数据表写成 Parquet 和 SQL 视图，供会写 SQL 的人用。

    视图就是盘子用的公式：现行数、推算同比、位次、目标的进展。
    """
    from kaimenhong import engine
    from kaimenhong.engine.fact_files import open_facts
    from kaimenhong.engine.views import write_views

    with engine.duckdb() as session:
        opened = open_facts(session, facts)
        tell_refused(opened.refused)
        try:
            out.mkdir(parents=True, exist_ok=True)
            written = write_views(session, opened, out)
        except OSError as error:
            raise unwritable(out) from error
    click.echo(f"已写入 {out}：{'、'.join(written)}", err=True)


def tell_refused(refused: Sequence[Finding]) -> None:
    """Say on stderr which rows were not taken, the first of them one by one."""
    for finding in refused[:LIMIT_SHOWN]:
        click.echo(f"未收 {finding.mistake}", err=True)
    if len(refused) > LIMIT_SHOWN:
        click.echo(f"……共 {len(refused)} 行未收", err=True)


def refuse_missing_folder(path: Path) -> None:
    """Raise a `Mistake` where a file to be written would have no folder."""
    if not path.parent.is_dir():
        raise Mistake(
            Code.FILE_MISSING,
            expected="一个已有的文件夹",
            came=str(path.parent),
            remedy="请先建好文件夹，或换一个写入的位置",
            place=Place(file=path.name),
        )


def write_file(path: Path, data: bytes | memoryview) -> None:
    """Write the file; a `Mistake` where its folder is missing or it may not be written."""
    refuse_missing_folder(path)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise unwritable(path) from error


def unwritable(path: Path) -> Mistake:
    """Make the mistake of a file or folder that may not be written."""
    return Mistake(
        Code.STORE_UNWRITABLE,
        expected="可以写入的文件",
        came=str(path),
        remedy="请检查权限，关闭正在使用它的程序，或换一个文件名",
        place=Place(file=path.name),
    )


def _write(text: str, out: Path | None) -> None:
    """Write UTF-8 whatever the terminal's encoding; the text itself is not changed."""
    _write_bytes(text.encode(), out)


def _write_bytes(data: bytes | memoryview, out: Path | None) -> None:
    if out is not None:
        write_file(out, data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
