"""The file commands of `kmh`: files in, files out; the database is never opened.

office/cli.py adds the commands that need the database to the same group and runs it by `run`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kaimenhong.errors import Code, Mistake, Place


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def kmh() -> None:
    """开门红：读方案、收数据、算缺口、写材料。"""


def run(group: click.Group) -> None:
    """Run the group; a `Mistake` is one line on stderr and exit code 10, whatever command it is."""
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


def write_file(path: Path, data: bytes) -> None:
    """Write the file; a `Mistake` where its folder is missing or it may not be written."""
    refuse_missing_folder(path)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Mistake(
            Code.STORE_UNWRITABLE,
            expected="可以写入的文件",
            came=str(path),
            remedy="请检查权限，关闭正在使用它的程序，或换一个文件名",
            place=Place(file=path.name),
        ) from error


def _write(text: str, out: Path | None) -> None:
    """Write UTF-8 whatever the terminal's encoding; the text itself is not changed."""
    if out is not None:
        write_file(out, text.encode())
    else:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
