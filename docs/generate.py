"""Make docs/reference from the code: errors, commands, codelists, facts, lights, signs, rules,
posts, traps, never.

python -m docs.generate            write the pages
python -m docs.generate --check    fail if a page is not what the code would write
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kaimenhong.analysis.lights import LightRule

REFERENCE = Path(__file__).parent / "reference"
TESTS = Path(__file__).parents[1] / "tests"
ACTS = {
    "see_figures": "看数据",
    "start_campaign": "上传方案、开启行动",
    "review_reading": "核对",
    "import_figures": "导入数据",
    "set_up_forms": "建立表式",
    "file_return": "填报报表",
    "review_return": "审核报表",
    "decompose_target": "分解目标",
    "write_paper": "写材料",
    "issue_paper": "印发、撤回材料",
    "set_embargo": "设发布前保密",
    "see_audit": "看审计",
    "manage_people": "发账号",
}
FOLDERS = {
    "tutorial": "教程",
    "how-to": "操作指南",
    "reference": "参考（由代码生成）",
    "decisions": "决定",
}
HEAD = "<!-- 由 docs/generate.py 生成，请勿手改；make docs 重新生成。 -->\n\n"


def table(head: list[str], rows: Iterator[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def errors() -> str:
    from kaimenhong.errors import Code

    rows = ([f"`{code.value}`", f"`{code.name}`", code.meaning] for code in Code)
    return "# 错误代码\n\n代码一经使用不再更改。\n\n" + table(["代码", "名称", "含义"], rows)


def codelists() -> str:
    from kaimenhong.analysis.reason import Reason
    from kaimenhong.analysis.turn import Turn
    from kaimenhong.terms import codelists as lists

    parts = ["# 代码表\n"]
    for codelist in (
        lists.Role, lists.Measure, lists.Comparator, lists.Accumulation, lists.PriceBasis,
        lists.Status, lists.Tier, Turn, Reason,
    ):  # fmt: skip
        rows = ([f"`{member.value}`", member.label or "（无）"] for member in codelist)
        parts.append(f"## {codelist.__name__}\n\n" + table(["代码", "说法"], rows))
    return "\n".join(parts)


def facts() -> str:
    from kaimenhong.engine.columns import COLUMNS
    from kaimenhong.facts import FACTS

    file_rows = (
        [f"`{one.name}`", "是" if one.needed else "", one.sdmx and f"`{one.sdmx}`", one.meaning]
        for one in COLUMNS
    )
    rows = ([f"`{name}`", kind, meaning] for name, kind, meaning in FACTS)
    return (
        "# 数据表（facts）\n\n"
        "数据以一张表往来：一个 CSV（UTF-8，有表头）、一个 Parquet，或装着它们的文件夹，"
        "怎么分文件都当作一张表。命令用 `--facts PATH` 读它。\n\n"
        "## 文件里的列\n\n"
        + table(["列", "手工表必需", "SDMX", "含义"], file_rows)
        + "\n## 分析用的表\n\n读文件时由上面的列得出；公式只认这一张表。\n\n"
        + table(["列", "类型", "含义"], rows)
    )


def indicators() -> str:
    from kaimenhong.terms.indicator import catalogue

    rows = (
        [f"`{known.code}`", known.name, "、".join(known.aliases), known.unit, known.owner]
        for known in catalogue().values()
    )
    head = ["代码", "名称", "别名", "单位", "主管部门"]
    return "# 指标目录\n\n" + table(head, rows)


def lights() -> str:
    from kaimenhong.analysis import light_metrics
    from kaimenhong.analysis import lights as rules

    parts = [
        "# 亮灯规则\n\n自上而下，先满足者定；轮到的一行缺数为灰。"
        "写法见[写本地的亮灯规则](../how-to/write-light-rules.md)。\n"
    ]
    gauges = ([f"`{code}`", name] for code, name in light_metrics.GAUGES.items())
    parts.append("## 量法（applies）\n\n" + table(["代码", "用于"], gauges))
    metrics = (
        [
            f"`{code}`",
            one.name,
            "、".join(f"`{gauge}`" for gauge in light_metrics.GAUGES if gauge in one.gauges),
            "、".join(one.words.values()),
        ]
        for code, one in light_metrics.METRICS.items()
    )
    parts.append("## 可以看的量\n\n" + table(["列名", "说法", "量法", "值的说法"], metrics))
    parts.append("## 默认规则\n")
    parts += [light_rule(rule) for rule in rules.default_rules()]
    for name, text in rules.examples().items():
        head = [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]
        parts.append(f"## 例子：{name}\n\n" + "\n".join(head) + "\n")
        parts += [light_rule(rule) for rule in rules.read_rules(text, name=name)]
    return "\n".join(parts)


def light_rule(rule: LightRule) -> str:
    rows = [[band.light.label, f"`{band.text}`"] for band in rule.bands]
    rows.append([rule.otherwise.label, "其余"])
    return f"### {rule.identity}（{rule.applies}）\n\n" + table(["灯", "条件"], iter(rows))


def signs() -> str:
    from kaimenhong.analysis import doubt
    from kaimenhong.errors import Code
    from kaimenhong.writing.signs import WARNINGS

    parts = [
        "# 预警和存疑\n\n只说看到什么，供人判断，不作更正，也不说应该是多少。句子里 {…} 处是数。\n"
    ]
    warned = (
        [f"`{r['code']}`", r["name"], r["bound"] or "—", r["words"]] for r in WARNINGS.values()
    )
    parts.append("## 预警\n\n" + table(["代码", "名称", "界限", "句子"], warned))
    doubted = (
        [f"`{r['code']}`", Code[f"DOUBT_{r['code']}".upper()].value, r["name"], r["needs"],
         r["bound"] or "—", r["least"], r["words"]]
        for r in doubt.RULES.values()
    )  # fmt: skip
    head = ["代码", "错误代码", "名称", "要有什么数", "界限", "至少可比", "句子"]
    parts.append("## 存疑\n\n" + table(head, doubted))
    pairs = (
        [f"`{r['over']}` ÷ `{r['under']}`", f"{r['low']}—{r['high']}{r['unit']}"]
        for r in doubt.PAIRS
    )
    parts.append("## 配对的范围\n\n" + table(["两个数", "通常的范围"], pairs))
    beside = ([f"`{one}`", f"`{other}`"] for one, other in doubt.BESIDE)
    parts.append("## 走势应当同行的指标\n\n" + table(["指标", "佐证"], beside))
    fixed = "、".join(f"`{code}`" for code in doubt.FIXED)
    parts.append(
        f"## 基数不变的指标\n\n总量和增速对不上就存疑的：{fixed}；其余的差记为口径差异。\n"
    )
    return "\n".join(parts)


def forecasting() -> str:
    from kaimenhong.analysis.forecast.chosen import Kind, chosen
    from kaimenhong.analysis.forecast.companions import faster_than
    from kaimenhong.analysis.forecast.series import Rhythm
    from kaimenhong.terms.indicator import catalogue

    told = {
        Kind.AMOUNT: "总量（各期相加）",
        Kind.BALANCE: "时点数、指数",
        Kind.RATE: "当期增速和其他比率",
        Kind.CUMULATED: "累计增速",
    }
    parts = [
        "# 预测的模型\n\n每类序列一张单子，参数固定，按回测误差加权"
        "（[读一份预测](../how-to/read-a-forecast.md)）。\n"
    ]
    for kind, words in told.items():
        rows = ([name] for name in chosen(kind, Rhythm.MONTH))
        parts.append(f"## {words}\n\n" + table(["模型"], rows))
    known = catalogue()
    pairs = ((known[code].name, faster_than(code)) for code in known if faster_than(code))
    faster = ([name, "、".join(known[code].name for code in codes)] for name, codes in pairs)
    parts.append("## 先行数据\n\n" + table(["目标", "先行数据，近的在前"], faster))
    return "\n".join(parts)


def posts() -> str:
    from office.people.access import ALLOWED, Act
    from office.people.models import Post

    rows = (
        [
            post.label,
            f"`{post.value}`",
            *("是" if act in ALLOWED[post.value] else "" for act in Act),
        ]
        for post in Post
    )
    return (
        "# 岗位与权限\n\n没有写明的，一律不允许。`kmh person --post` 写代码或名称；"
        "控制台是服务器上的命令本身，不发账号。\n\n"
        + table(["岗位", "代码", *(f"{ACTS[act.value]} `{act.value}`" for act in Act)], rows)
    )


def rules() -> str:
    from kaimenhong.reading.explained import FIELDS
    from kaimenhong.reading.lexicon import rows

    subjects = {**FIELDS, "figure": FIELDS["value"], "unread": "未读数字"}
    told = sorted((row["code"], row["told"].replace("{words}", "…")) for row in rows("rules"))
    parts = [
        "# 依据的代码\n\n[读取结果](reading.md)的 `why` 和 `unread` 里的 `rule`。"
        "“…”处是原文中起决定作用的词。\n"
    ]
    for name, group in groupby(told, key=lambda row: row[0].split(".")[0]):
        lines = ([f"`{code}`", words] for code, words in group)
        parts.append(f"## {subjects[name]}\n\n" + table(["代码", "说法"], lines))
    return "\n".join(parts)


def traps() -> str:
    held = marked()
    rows = (
        [
            trap["number"],
            trap["naive"],
            trap["right"],
            held.get(trap["number"]) or trap["elsewhere"],
        ]
        for trap in listed_traps()
    )
    return (
        "# 四十个陷阱\n\n错的做法、应得的结果，和守住它的用例。用例改坏了，检验就不通过。\n\n"
        + table(["编号", "错的做法", "应得", "用例"], rows)
    )


def listed_traps() -> list[dict[str, str]]:
    lines = (TESTS / "traps.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def marked() -> dict[str, str]:
    """Give by number the pages and tables of cases that say “陷阱 N”, as links."""
    found: dict[str, list[str]] = {}
    files = [*(TESTS / "spec").glob("*.md"), *(TESTS / "cases").rglob("*")]
    for file in sorted(path for path in files if path.suffix in {".md", ".csv", ".json"}):
        numbers = re.findall(r"陷阱 ?(\d+)", file.read_text(encoding="utf-8"))
        place = file.relative_to(TESTS.parent)
        for number in dict.fromkeys(numbers):
            link = f"[{place.relative_to('tests')}](../../{place})"
            found.setdefault(number, []).append(link)
    return {number: "、".join(links) for number, links in found.items()}


def never() -> str:
    """List what the office never does, each with where it is kept and what breaks."""
    lines = (TESTS / "never.csv").read_text(encoding="utf-8").splitlines()
    listed = csv.DictReader(line for line in lines if not line.startswith("#"))
    rows = (
        [
            row["number"],
            row["rule"],
            "、".join(f"[{Path(place).name}](../../{place})" for place in row["kept"].split()),
            "、".join(f"`{name}`" for name in row["test"].split()),
        ]
        for row in listed
    )
    head = ["编号", "规矩", "守在哪里", "改坏了不通过的检验（`tests/office/test_never.py`）"]
    return "# 绝不做的十件事\n\n" + table(head, rows)


def index() -> str:
    """List every page of docs by its own title, so that none can be left out."""
    parts = ["# 文档\n"]
    for folder, title in FOLDERS.items():
        pages = sorted((REFERENCE.parent / folder).glob("*.md"))
        lines = [f"- [{title_of(page)}]({folder}/{page.name})\n" for page in pages]
        parts.append(f"## {title}\n\n" + "".join(lines))
    return "\n".join(parts)


def title_of(page: Path) -> str:
    first = re.search(r"^# (.+)$", page.read_text(encoding="utf-8"), flags=re.M)
    if first is None:
        raise SystemExit(f"{page} 没有标题")
    return first[1].replace("`", "")


def commands() -> str:
    from kaimenhong import cli as core
    from office import cli as _  # noqa: F401 -- adds its commands to the group

    parts = ["# 命令\n"]
    for name, command in sorted(core.kmh.commands.items()):
        context = click.Context(command, info_name=f"kmh {name}", terminal_width=90)
        parts.append(f"## kmh {name}\n\n```\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


PAGES = {
    "errors.md": errors,
    "codelists.md": codelists,
    "facts.md": facts,
    "indicators.md": indicators,
    "lights.md": lights,
    "signs.md": signs,
    "forecasting.md": forecasting,
    "rules.md": rules,
    "posts.md": posts,
    "commands.md": commands,
    "traps.md": traps,
    "never.md": never,
    "../README.md": index,
}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office.settings")
    import django

    django.setup()
    stale = []
    for name, make in PAGES.items():
        page = REFERENCE / name
        text = HEAD + make().rstrip() + "\n"
        if page.exists() and page.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            page.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print("过时的页面，请 make docs：", ", ".join(stale))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
