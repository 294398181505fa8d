"""The commands of `kmh` that need the database; they join the file commands of the core."""

from __future__ import annotations

import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from kaimenhong import cli as core
from kaimenhong.documents.open import LARGEST
from kaimenhong.errors import Code, Mistake, Place

if TYPE_CHECKING:
    from datetime import datetime

    from kaimenhong.returns.forms.burden import Burden
    from office.campaigns.actions import Opening
    from office.people.models import Person
    from office.returns.actions import Taken

LIMIT_SHOWN = 20
out = Console(highlight=False, markup=False)  # what a plan or a file says in [ ] is no markup


def main() -> None:
    """Run `kmh` with all its commands."""
    os.umask(0o077)  # figures not yet released are for the owner of the machine's account alone
    from django.db import DatabaseError

    try:
        core.run(core.kmh)
    except DatabaseError as failed:
        click.echo(str(busy(failed)), err=True)
        raise SystemExit(Mistake.exit_code) from failed


def busy(failed: Exception) -> Mistake:
    """Return the mistake of a database that does not answer."""
    return Mistake(
        Code.STORE_BUSY,
        expected="可以使用的数据库",
        came=str(failed),
        remedy="请稍候再试；若一直如此，请检查 KMH_DATA 文件夹的权限、空间，或从备份恢复",
    )


def open_office() -> Person:
    """Get Django and an up-to-date database ready; return the console, who acts here."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office.settings")  # noqa: TID251 -- names the settings
    import django
    from django.core.management import call_command

    try:
        django.setup()
        call_command("migrate", verbosity=0)
        from office.people import actions

        return actions.ensure_console()
    except OSError as failed:
        raise unwritable(failed) from failed


def unwritable(failed: OSError) -> Mistake:
    """Return the mistake of a file or folder that cannot be written."""
    return Mistake(
        Code.STORE_UNWRITABLE,
        expected="存在且可以写入的文件夹",
        came=str(failed.filename or failed),
        remedy="请检查路径、权限和剩余空间",
    )


def contents(file: Path) -> bytes:
    """Return what is in the file; Mistake FILE_MISSING where it is not there."""
    if not file.is_file():
        raise Mistake(
            Code.FILE_MISSING,
            expected="一个存在的文件",
            came=str(file),
            remedy="请检查路径和文件名",
            place=Place(file=file.name),
        )
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)  # enough to see that it is too large


@core.kmh.command("burden")
@click.option("--json", "as_json", is_flag=True, help="一行 JSON。")
def count_burden(as_json: bool) -> None:
    """数一数最新的行动要各单位填多少格：问了多少、已填好多少、问了几遍。"""
    by = open_office()
    from django.utils import timezone

    from office.campaigns import queries as campaigns
    from office.filing import burden

    campaign, today = campaigns.campaign(by), timezone.localdate()
    counted = {
        "表式": burden.of_forms(by, campaign, today),
        "逐家发函（对照）": burden.of_tasks(by, campaign, today),
    }
    if as_json:
        found = {name: vars_of(one) for name, one in counted.items()}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    table = Table("", "单位", "要填的格", "已填好", "还要写", "重复问", title=campaign.name)
    for name, one in counted.items():
        cells = (one.offices, one.asked, one.prefilled, one.to_write, one.twice)
        table.add_row(name, *map(str, cells))
    out.print(table)


def vars_of(counted: Burden) -> dict[str, int]:
    """Return the counts of a burden by name."""
    return {
        "offices": counted.offices,
        "asked": counted.asked,
        "prefilled": counted.prefilled,
        "twice": counted.twice,
    }


@core.kmh.command()
def remind() -> None:
    """提醒将到期和逾期的报表（每个工作日运行一次）。"""
    by = open_office()
    from django.utils import timezone

    from office.filing.actions import remind as tell

    told = tell(by=by, today=timezone.localdate())
    for notice in told[:LIMIT_SHOWN]:
        out.print(f"  · {notice.get_occasion_display()}：{notice.words}")
    out.print(f"新增 {len(told)} 条提醒。" if told else "今天没有新的提醒。")


@core.kmh.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--area", "area_code", default="", help="地区名称或代码；方案没有写明或重名时需要")
def start(plan: Path, area_code: str) -> None:
    """由方案开启行动：目标、任务、单位入库，并列出需要人核定的地方。"""
    data = contents(plan)
    by = open_office()
    from django.utils import timezone

    from office.campaigns import actions

    opening = actions.start(
        by=by, file_name=plan.name, data=data, now=timezone.now(), area_code=area_code
    )
    show_opening(opening)
    tell_how_to_enter()


def show_opening(opening: Opening) -> None:
    """Print what was opened and what needs a person's eye."""
    out.print(f"已开启 {opening.campaign.name}：{opening.targets} 项目标，{opening.tasks} 项任务")
    if not opening.questions:
        return
    table = Table(title=f"需要人核定：{len(opening.questions)} 处", title_justify="left")
    table.add_column("对象", ratio=2, overflow="fold")
    table.add_column("问题", ratio=3, overflow="fold")
    for question in opening.questions:
        table.add_row(question.subject, question.what)
    out.print(table)


def tell_how_to_enter() -> None:
    """Say how to give out an account where nobody could sign in yet."""
    from office.people.models import Person

    if not Person.objects.exclude(username="console").exists():
        command = ".venv/bin/kmh person 用户名 --post coordinator --area 地区"
        out.print(f"还没有能登录的账号，请先发放：{command}", soft_wrap=True)


@core.kmh.command("import")
@click.argument("sheet", type=click.Path(path_type=Path))
def take_in(sheet: Path) -> None:
    """导入报表（.xlsx 等：地区、指标、时期、总量、单位、增速）或数据表（.csv、.parquet）。

    逐行说明收下与退回。数据表就是 kmh export 写出的那种：可以有多个版本，各记各的时间。
    """
    data = contents(sheet)
    by = open_office()
    from django.utils import timezone

    from office.returns import actions, files

    known = datetime.fromtimestamp(sheet.stat().st_mtime, UTC)
    taken = files.take_in(
        by=by, file_name=sheet.name, data=data, received=timezone.now(), known=known
    )
    show_taken(taken)
    actions.refuse_nothing_taken(taken)


def show_taken(taken: Taken) -> None:
    """Print what was taken and every row that was refused."""
    if taken.seen_before:
        out.print(f"{taken.intake.file_name}：此前已导入过，只补账上没有的数据")
    out.print(
        f"{taken.intake.file_name}：收下 {taken.taken} 个数据，"
        f"与账上相同 {taken.unchanged} 个，退回 {len(taken.refused)} 行"
    )
    for finding in taken.refused[:LIMIT_SHOWN]:
        out.print(f"  退回 {finding.mistake.at(finding.place)}", soft_wrap=True)
    if len(taken.refused) > LIMIT_SHOWN:
        out.print(f"  ……另有 {len(taken.refused) - LIMIT_SHOWN} 行，见导入页")


@core.kmh.command()
@click.argument("kind", required=False)
@click.option(
    "--out",
    "file",
    type=click.Path(path_type=Path),
    help="写到哪个 .docx 或 .pdf",
)
@click.option("--campaign", type=int, default=None, help="行动编号，默认最近的一个")
@click.option("--red-head/--no-red-head", default=True, help="红头（只有通报可以有）")
@click.option("--imprint", is_flag=True, help="末页加版记")
@click.option("--copied-to", default="", help="版记里的抄送")
@click.option("--reply-by", type=click.DateTime(["%Y-%m-%d"]), help="反馈期限，不写则留空待填")
def paper(
    kind: str | None,
    file: Path | None,
    campaign: int | None,
    red_head: bool,
    imprint: bool,
    copied_to: str,
    reply_by: datetime | None,
) -> None:
    """由台账写一份材料（GB/T 9704 版式）；不写种类则列出有哪些。"""
    from kaimenhong.writing.papers.kinds import kinds
    from kaimenhong.writing.papers.pieces import Options

    if kind is None:
        for one in kinds().values():
            out.print(f"  {one.code:<12} {one.name}")
        return
    if file is None or file.suffix.lower() not in (".docx", ".pdf"):
        raise click.UsageError("--out 请写 .docx 或 .pdf 文件")
    core.refuse_missing_folder(file)  # before the audit trail says that the paper was handed out
    by = open_office()
    from django.utils import timezone

    from office.papers.handing import actions

    options = Options(red_head, imprint, copied_to, reply_by.date() if reply_by else None)
    written = actions.write(
        by=by, campaign=campaign, kind_code=kind, options=options, today=timezone.localdate()
    )
    hand_over(file, in_form(written.data, file.suffix), by=by, figures=written.figures)
    out.print(f"已写出 {file}：{written.summary}")


def hand_over(file: Path, data: bytes, *, by: Person, figures: int | None) -> None:
    """Write a file that leaves the office; that it was taken is kept before it is there."""
    from office.releases import actions

    actions.keep_download(by=by, what=file.name, data=data, figures=figures)
    core.write_file(file, data)


def in_form(data: bytes, suffix: str) -> bytes:
    """Return a .docx in the form that the file's name asks for."""
    if suffix.lower() == ".docx":
        return data
    from kaimenhong.documents.convert import to_pdf

    return to_pdf(data)


@core.kmh.command()
@click.option(
    "--out", "file", type=click.Path(path_type=Path), required=True, help="写到哪个 .jsonl"
)
def cases(file: Path) -> None:
    """导出核对时的核定（每行一个 JSON：原文段落、读到的、核定的），供读取测试使用。"""
    core.refuse_missing_folder(file)
    by = open_office()
    from office.campaigns import actions

    found = actions.hand_out_cases(by=by)
    lines = (json.dumps(case, ensure_ascii=False) + "\n" for case in found)
    hand_over(file, "".join(lines).encode(), by=by, figures=None)
    out.print(f"已写出 {file}：{len(found)} 条核定")


@core.kmh.command()
@click.option(
    "--facts",
    "file",
    type=click.Path(path_type=Path),
    required=True,
    help="写到哪个 .csv 或 .parquet",
)
def export(file: Path) -> None:
    """导出台账为数据表（全部版本的数据和现行的目标），供 kmh board 等命令使用。"""
    if file.suffix.lower() not in (".csv", ".parquet"):
        raise click.UsageError("--facts 请写 .csv 或 .parquet 文件")
    core.refuse_missing_folder(file)
    by = open_office()
    from kaimenhong.engine.output import as_csv, as_parquet
    from office.papers.handing import actions

    handed = actions.hand_out_facts(by=by)
    as_text = file.suffix.lower() == ".csv"
    data = as_csv(handed.as_text) if as_text else as_parquet(handed.table)
    hand_over(file, data, by=by, figures=handed.table.num_rows)
    out.print(f"已写出 {file}：{handed.table.num_rows} 行")


@core.kmh.command()
@click.argument("username")
@click.option("--post", required=True, help="岗位的代码或名称，如 coordinator 或 统筹员")
@click.option("--area", "area_name", required=True, help="地区名称或代码")
@click.option("--office", "office_name", default=None, help="所在单位（联络员必填）")
@click.option("--name", default="", help="姓名")
@click.option("--again", is_flag=True, help="账号已有时重发密码，并按这次的岗位和地区更新")
def person(
    username: str, post: str, area_name: str, office_name: str | None, name: str, again: bool
) -> None:
    """发放账号，打印一次性密码；首次登录后须自设密码。"""
    by = open_office()
    from office.campaigns import opening
    from office.people import actions, queries

    if not again:
        queries.refuse_known_username(username)
    chosen = queries.post_named(post)
    opening.registered(area_name, by=by)
    area, office = queries.seat(post=chosen, area_name=area_name, office_name=office_name)
    _, password = actions.admit(
        by=by, username=username, name=name or username, post=chosen, area=area, office=office
    )
    out.print(f"账号 {username}，一次性密码 {password}（只显示这一次）")


@core.kmh.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口")
def serve(host: str, port: int) -> None:
    """打开调度图网页。"""
    refuse_busy_port(host, port)
    open_office()
    from django.core.management import call_command

    from office.board.rules import rules

    rules()  # a wrong rule is told here, not on every page
    call_command("collectstatic", verbosity=0, interactive=False)
    out.print(f"调度图：http://{host}:{port}/  （Ctrl+C 结束）")
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "office.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        log_enabled=False,
    ).serve()


def refuse_busy_port(host: str, port: int) -> None:
    """Raise PORT_BUSY where somebody listens already: two servers would share the callers."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((host, port)) == 0:
            another = port + 1 if port < 65535 else port - 1
            raise Mistake(
                Code.PORT_BUSY,
                expected="空闲的端口",
                came=f"{host}:{port}",
                remedy=f"请换一个端口，如 --port {another}（make run PORT={another}），"
                "或先关掉占用它的程序",
            )


@core.kmh.command()
@click.option("--serve", "then_serve", is_flag=True, help="随后打开网页")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口")
@click.pass_context
def demo(context: click.Context, then_serve: bool, port: int) -> None:
    """用虚构的锦泽市搭一套演示数据：方案、三年数据、各岗位账号。"""
    if then_serve:
        refuse_busy_port("127.0.0.1", port)
    by = open_office()
    from django.utils import timezone

    from office.sample import demo as sample

    for line in sample.build(by=by, now=timezone.now()):
        out.print(line, soft_wrap=True)
    if then_serve:
        context.invoke(serve, port=port)


if __name__ == "__main__":
    main()
