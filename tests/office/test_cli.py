from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from kaimenhong.writing.papers.kinds import kinds
from office import cli
from office.campaigns.models import Campaign
from office.campaigns.review import actions as review
from office.people.models import Area, Person
from office.returns.models import Observation
from tests.office.files import BAD_PLANS, BAD_ROWS, PLAN, plan, sheet

GOOD: list[object] = ["青岚县", "社会消费品零售总额", "2019年1—2月", "12.50", "亿元", "6.5"]


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


Kmh = Callable[..., Said]


@pytest.fixture
def kmh(
    console: Person, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Kmh:
    """Run a command as it is typed, and give what it said."""

    def run(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["kmh", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def own_plan(tmp_path: Path) -> Path:
    file = tmp_path / "方案.txt"
    file.write_bytes(plan(PLAN))
    return file


def test_decisions_are_written_as_one_json_a_line(
    kmh: Kmh, campaign: Campaign, console: Person, tmp_path: Path
) -> None:
    document = campaign.documents.get()
    count = review.accept_all(by=console, document=document.pk)
    file = tmp_path / "更正.jsonl"
    assert kmh("cases", "--out", file).code == 0
    cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(cases) == count
    assert all(case["read"] == case["decided"] for case in cases)


def test_starting_a_plan_tells_what_became_of_it(kmh: Kmh, own_plan: Path) -> None:
    said = kmh("start", own_plan)
    assert said.code == 0
    assert "霁川市2026年一季度“开门红”" in said.out
    assert "4 项目标" in said.out


@pytest.mark.parametrize("name", BAD_PLANS)
def test_a_bad_plan_is_one_line_and_exit_code_10(kmh: Kmh, tmp_path: Path, name: str) -> None:
    file_name, data, codes = BAD_PLANS[name]
    file = tmp_path / file_name
    file.write_bytes(data())
    said = kmh("start", file)
    assert said.code == 10
    assert any(f"[{code}]" in said.err for code in codes.split())
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize("command", ["start", "import", "read"])
def test_a_file_that_is_not_there(kmh: Kmh, tmp_path: Path, command: str) -> None:
    said = kmh(command, tmp_path / "没有.docx")
    assert said.code == 10
    assert "[D101]" in said.err


def test_importing_says_row_by_row_what_it_took_and_refused(kmh: Kmh, tmp_path: Path) -> None:
    file = tmp_path / "[red]报表.xlsx"
    file.write_bytes(sheet(GOOD, BAD_ROWS["month 13"][0]))
    said = kmh("import", file)
    assert said.code == 0
    assert "[red]报表.xlsx：" in said.out
    assert "收下 2 个数据" in said.out
    assert "T201" in said.out
    assert "C3" in said.out
    assert len(said.out.splitlines()) == 2  # each refusal is a line, however narrow the terminal
    assert "此前已导入过" in kmh("import", file).out


def test_a_sheet_of_nothing_but_bad_rows_is_a_mistake(kmh: Kmh, tmp_path: Path) -> None:
    file = tmp_path / "报表.xlsx"
    file.write_bytes(sheet(BAD_ROWS["unknown area"][0]))
    said = kmh("import", file)
    assert said.code == 10
    assert "T206" in said.out
    assert not Observation.objects.filter(intake__file_name=file.name).exists()


def test_the_bulletin_is_written_where_it_is_wanted(
    kmh: Kmh, campaign: Campaign, tmp_path: Path
) -> None:
    file = tmp_path / "通报.docx"
    said = kmh("paper", "bulletin", "--campaign", campaign.pk, "--out", file)
    assert said.code == 0
    assert any("通报" in p.text for p in docx.Document(str(file)).paragraphs)


def test_without_a_kind_all_kinds_are_listed(kmh: Kmh) -> None:
    said = kmh("paper")
    assert said.code == 0
    assert all(f"{one.code} " in said.out and one.name in said.out for one in kinds().values())


def test_an_unknown_kind_of_paper_is_a_mistake(
    kmh: Kmh, campaign: Campaign, tmp_path: Path
) -> None:
    said = kmh("paper", "年报", "--out", tmp_path / "年报.docx")
    assert said.code == 10
    assert "[W521]" in said.err
    assert not list(tmp_path.iterdir())


def test_a_paper_for_a_folder_that_is_not_there_is_not_written(
    kmh: Kmh, campaign: Campaign, tmp_path: Path
) -> None:
    said = kmh(
        "paper", "bulletin", "--campaign", campaign.pk, "--out", tmp_path / "没有" / "通报.docx"
    )
    assert said.code == 10
    assert "[D101]" in said.err


def test_the_demonstration_does_not_move_in_with_others(kmh: Kmh) -> None:
    Campaign.objects.update(is_demo=False)
    said = kmh("demo")
    assert said.code == 10
    assert "[S702]" in said.err


@pytest.mark.parametrize("name", ["console", "", "<b>"])
def test_an_account_needs_a_proper_name(kmh: Kmh, name: str) -> None:
    said = kmh("person", name, "--post", "leader", "--area", "锦泽市")
    assert said.code == 10
    assert "[P604]" in said.err


def test_an_account_gets_a_password_that_is_shown_once(kmh: Kmh) -> None:
    said = kmh("person", "lead01", "--post", "leader", "--area", "锦泽市", "--name", "某某")
    assert "一次性密码" in said.out
    password = said.out.split("一次性密码")[1].split()[0].split("（")[0]
    assert Person.objects.get(username="lead01").check_password(password)


def test_the_first_account_comes_before_the_first_plan(kmh: Kmh) -> None:
    assert not Area.objects.filter(code="320583").exists()
    said = kmh("person", "first", "--post", "coordinator", "--area", "320583")
    assert said.code == 0
    assert Person.objects.get(username="first").area == Area.objects.get(code="320583")


def test_a_post_may_be_given_by_the_name_that_the_pages_show(kmh: Kmh) -> None:
    assert kmh("person", "first", "--post", "统筹员", "--area", "锦泽市").code == 0
    assert Person.objects.get(username="first").post == "coordinator"


def test_who_has_no_office_is_told_which_there_are(kmh: Kmh, own_plan: Path) -> None:
    words = ("--post", "reporter", "--area", "320583")
    assert "请先上传方案" in kmh("person", "nobody", *words).err
    kmh("start", own_plan)
    said = kmh(
        "person", "nobody", "--post", "联络员", "--area", "霁川市", "--office", "县工信局"
    ).err
    assert "市工信局" in said
    assert "请先上传方案" not in said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--post", "king", "--area", "锦泽市"), "P602"),
        (("--post", "console", "--area", "锦泽市"), "P602"),
        (("--post", "leader", "--area", "无名市"), "T206"),
        (("--post", "reporter", "--area", "锦泽市"), "P602"),
    ],
)
def test_an_account_needs_a_known_post_area_and_office(
    kmh: Kmh, words: tuple[str, ...], code: str
) -> None:
    said = kmh("person", "nobody", *words)
    assert said.code == 10
    assert f"[{code}]" in said.err
    assert not Person.objects.filter(username="nobody").exists()


def test_a_port_that_somebody_uses_is_refused(kmh: Kmh) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = kmh("serve", "--port", taken.getsockname()[1])
    assert said.code == 10
    assert "[S701]" in said.err


def test_on_a_fresh_machine_a_mistake_is_no_traceback(tmp_path: Path) -> None:
    empty = tmp_path / "空.docx"
    empty.touch()
    ran = subprocess.run(
        [sys.executable, "-m", "office.cli", "start", str(empty)],
        env=os.environ | {"KMH_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 10
    assert "[D102]" in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr


def test_a_damaged_database_is_no_traceback(tmp_path: Path, own_plan: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "kaimenhong.sqlite3").write_bytes("不是数据库".encode() * 500)
    ran = subprocess.run(
        [sys.executable, "-m", "office.cli", "start", str(own_plan)],
        env=os.environ | {"KMH_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 10
    assert "[S703]" in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
