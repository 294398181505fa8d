"""The ten things that this office never does (tests/never.csv), each with what breaks if it did.

Addresses, models and templates are walked, so that pages that come later are held to them too.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from kaimenhong.analysis import holder
from kaimenhong.analysis.disclosure import Cell, Why, protected
from kaimenhong.analysis.subtraction import Sum
from kaimenhong.errors import Code, Mistake
from kaimenhong.writing.papers.pieces import Options
from kaimenhong.writing.pressing import pressing
from office.board import held
from office.campaigns.models import Campaign
from office.filing import queries
from office.papers import actions as papers
from office.people import access
from office.people.models import Office, Person
from office.releases.models import Download
from office.returns import files
from office.returns.models import FormLine, Observation, Return
from tests.office.embargoed import keep_back, newest
from tests.office.walking import addresses, models, patterns, sent

ROOT = Path(__file__).parents[2]
OFFICE = ROOT / "src" / "office"
TEMPLATES = sorted(OFFICE.rglob("*.html"))
MODULES = sorted((ROOT / "src").rglob("*.py"))
RULES = list(
    csv.DictReader(
        line
        for line in (ROOT / "tests" / "never.csv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
)
WALKED = sorted(patterns(), key=lambda one: str(one.name))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["number"])
def test_each_rule_says_where_it_is_kept_and_what_breaks(rule: dict[str, str]) -> None:
    assert rule["rule"]
    assert [place for place in rule["kept"].split() if not (ROOT / place).exists()] == []
    assert rule["test"]
    assert [name for name in rule["test"].split() if name not in globals()] == []


def test_there_are_ten_rules() -> None:
    assert [rule["number"] for rule in RULES] == [str(number) for number in range(1, 11)]


# 1. No target beside an entry box.


def test_no_target_stands_beside_an_entry_box(
    campaign: Campaign, person: Callable[..., Person], client_of: Callable[..., Client]
) -> None:
    seen = 0
    for row in Return.objects.filter(form__campaign=campaign).select_related("office__area"):
        client = client_of("reporter", area=row.office.area.name, office=row.office.name)
        for page in pages_with_boxes(client, row):
            seen += 1
            main = page.partition("<main")[2].partition("</main>")[0]
            assert not re.search("目标|建议(?:填|报)|应报|缺口|亮灯|序时", main)
        if seen > 3:
            return
    assert seen


def pages_with_boxes(client: Client, row: Return) -> Iterator[str]:
    """The pages of returns, however they are called, that have a box for a figure in them."""
    line = next((one for one, _ in queries.asked(row)), None)
    for pattern in WALKED:
        if app_of(pattern) in TELL_TARGETS:
            continue
        wanted = {"pk": row.pk, "line": line.pk if line else 0}
        filled = {name: wanted.get(name, 1) for name in pattern.pattern.converters}
        answer = client.get(reverse(pattern.name, kwargs=filled))
        if answer.status_code == 200 and b'name="text"' in answer.content:
            yield answer.content.decode()


# These set and follow targets, or look after people; nobody files a figure there. All others may.
TELL_TARGETS = {"board", "decomposing", "campaigns", "papers", "people", "releases"}


def app_of(pattern: URLPattern) -> str:
    module = str(getattr(pattern.callback, "__module__", ""))
    return module.removeprefix("office.").partition(".")[0]


FILED = [one for one in TEMPLATES if one.relative_to(OFFICE).parts[0] not in TELL_TARGETS]


@pytest.mark.parametrize("file", FILED, ids=lambda file: str(file.relative_to(OFFICE)))
def test_no_template_where_figures_are_filed_knows_of_targets(file: Path) -> None:
    asked = re.findall(r"{[{%].*?[%}]}", file.read_text(encoding="utf-8"))
    assert [one for one in asked if re.search(r"\btarget|\bgoal|\bsuggest|\blight", one)] == []


@pytest.mark.parametrize("said", ["town", "zone", "firm", "project"])
def test_statistical_targets_stop_at_the_county(said: str) -> None:
    with pytest.raises(Mistake) as refused:
        holder.demand_lawful("规模以上工业增加值", "", holder.Holder(said))
    assert refused.value.code is Code.TARGET_STOPS_AT_COUNTY


# 2. Nothing talks to the statutory platform.

CLIENTS = {
    "requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "ftplib", "smtplib",
    "selenium", "playwright", "mechanize", "paramiko", "websocket", "websockets", "pycurl",
}  # fmt: skip
PROBES = {
    OFFICE / "cli.py": {"socket"},  # asks whether its own port is free, before it serves
    # Asks for wording on the own network, where a place set it up; it is shown no figure.
    OFFICE / "papers" / "polishing" / "service.py": {"socket", "http.client"},
}


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT / "src")))
def test_nothing_can_talk_to_another_system(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    named = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in imported(node)
    }
    clients = {name for name in named if name in CLIENTS or name.split(".")[0] in CLIENTS}
    clients = {"http.client" if name.startswith("http.client.") else name for name in clients}
    assert (clients | (named & {"socket"})) - PROBES.get(file, set()) == set()


def imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.Import):
        return {one.name for one in node.names}
    module = node.module or ""
    return {module, *(f"{module}.{one.name}" for one in node.names)}


def test_no_credentials_are_kept_but_those_of_the_office() -> None:
    words = re.compile("password|credential|token|cookie|secret|account|login", re.IGNORECASE)
    kept = {
        f"{model.__name__}.{field.name}"
        for model in models()
        for field in model._meta.get_fields()
        if words.search(field.name)
    }
    assert kept == {"Person.password", "Person.must_set_password", "Person.last_login"}


# 3. No figures of single firms.


@pytest.mark.parametrize("subject", ["firm:91320500MA1XXXXX1X", "project:2026-001"])
def test_figures_of_firms_are_refused(console: Person, subject: str) -> None:
    head = "subject,indicator,period,measure,role,value,unit\n"
    data = f"{head}{subject},规模以上工业总产值,2026-01..2026-02,level,actual,1.2,亿元\n"
    taken = files.take_in(
        by=console, file_name="一户.csv", data=data.encode(), received=timezone.now()
    )
    assert (taken.taken, len(taken.refused)) == (0, 1)


FIRMS = re.compile("firm|enterprise|company|respondent|credit_code", re.IGNORECASE)


def test_no_table_holds_firms_without_saying_where_they_come_from() -> None:
    found = [model for model in models() if FIRMS.search(model.__name__)]
    silent = [
        model.__name__
        for model in found
        if not {"purpose", "legal_basis"} <= {field.name for field in model._meta.get_fields()}
    ]
    assert silent == []


# 4. Forms go to offices.


def test_forms_go_to_offices_and_nobody_answers_without_signing_in(campaign: Campaign) -> None:
    assert FormLine._meta.get_field("office").related_model is Office
    assert Return._meta.get_field("office").related_model is Office
    marks = {"form_number", "authority", "approval_number", "valid_until"}
    sent = [model for model in models() if re.search("survey|questionnaire", model.__name__, re.I)]
    assert [m for m in sent if not marks <= {f.name for f in m._meta.get_fields()}] == []
    assert {one.name for one in WALKED if answers_strangers(one)} == {"login"}


def answers_strangers(pattern: URLPattern) -> bool:
    filled = next(iter(addresses(pattern)))
    address = reverse(pattern.name, kwargs=filled)
    found = [Client().get(address), Client().post(address)]
    return any(
        one.status_code not in (302, 405) or not goes_to_sign_in(one["Location"])
        for one in found
        if one.status_code != 405
    )


def goes_to_sign_in(location: str) -> bool:
    return location.startswith(reverse("login"))


# 5. Figures not released yet.


def test_every_page_bears_who_looked_at_it(client_of: Callable[..., Client]) -> None:
    client, seen = client_of("coordinator"), 0
    for pattern in WALKED:
        for filled in addresses(pattern)[:12]:
            answer = client.get(reverse(pattern.name, kwargs=filled))
            if answer.status_code != 200 or "attachment" in answer.get("Content-Disposition", ""):
                continue
            seen += 1
            text = answer.content.decode()
            assert 'class="watermark"' in text, answer.request["PATH_INFO"]
            assert "coordinator-None-None" in text
    assert seen > 10


def test_every_file_that_leaves_is_kept(clerk: Person, page: Client, campaign: Campaign) -> None:
    papers.draft(
        by=clerk, campaign=None, kind_code="bulletin", options=Options(), today=date(2026, 3, 20)
    )
    taken = 0
    for pattern in WALKED:
        for filled in addresses(pattern):
            if pattern.name == "paper-pdf":
                continue  # takes LibreOffice seconds, and is the same view as the .docx
            answer = page.get(reverse(pattern.name, kwargs=filled))
            taken += "attachment" in answer.get("Content-Disposition", "")
    assert taken >= 1
    assert Download.objects.filter(by=clerk).count() == taken


def test_figures_under_embargo_are_withheld_at_the_door(
    campaign: Campaign, clerk: Person, person: Callable[..., Person]
) -> None:
    figure, leader = newest("IND_VA", campaign.area), person("leader")
    keep_back(figure, by=clerk)
    assert not access.see(leader, Observation.objects.filter(pk=figure.pk)).exists()
    known = held.figures(leader, ["IND_VA"], timezone.now())
    assert figure.pk not in {one.fact for one in known.values()}


# 6. Estimates say that they are.


@pytest.mark.parametrize(
    ("page", "arguments", "query"),
    [("gdp", [], ""), ("indicator", ["RETAIL"], "?analysis"), ("reconcile", [], "")],
)
def test_what_is_estimated_says_so(
    page: str, arguments: list[str], query: str, coordinator: Client, campaign: Campaign
) -> None:
    address = reverse(page, args=[campaign.pk, *arguments])
    text = coordinator.get(address + query).content.decode()
    assert re.search("测算|预计|推算", text)


def test_an_estimate_never_takes_the_place_of_a_figure(console: Person, campaign: Campaign) -> None:
    figure = newest("RETAIL", campaign.area)
    head = "subject,indicator,period,measure,role,value,unit,status\n"
    line = f"{figure.area.subject},RETAIL,{figure.period},growth,actual,99,%,estimated\n"
    files.take_in(
        by=console, file_name="估.csv", data=(head + line).encode(), received=timezone.now()
    )
    assert Observation.objects.filter(status="estimated", value=99).exists()
    figure.refresh_from_db()
    known = held.figures(console, ["RETAIL"], timezone.now())
    key = (figure.area.subject, "RETAIL", figure.period, "growth")
    assert Observation.objects.get(pk=known[key].fact).status != "estimated"


# 7. Nothing is overwritten.

APPEND_ONLY = re.compile(r"only (?:ever )?added")


def added_only() -> list[str]:
    """The tables that say of themselves that rows are only added, and those of figures."""
    said = {one._meta.db_table for one in models() if APPEND_ONLY.search(one.__doc__ or "")}
    figures = {
        "returns_observation", "papers_paperversion", "campaigns_decomposition", "releases_embargo",
        "releases_recipient", "releases_lift", "releases_download",
    }  # fmt: skip
    return sorted(said | figures)


@pytest.mark.parametrize("table", added_only())
@pytest.mark.parametrize("statement", ["update {} set id = id", "delete from {}"])
def test_the_database_refuses_to_change_what_was_said(table: str, statement: str, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select name from sqlite_master where type = 'trigger'")
        triggers = {name for (name,) in cursor.fetchall()}
        act = statement.split()[0]
        assert f"{table}_no_{act}" in triggers
        cursor.execute(f"select count(*) from {table}")  # noqa: S608 -- a name of our own table
        if cursor.fetchone()[0]:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                cursor.execute(statement.format(table))


MAY_POST = {"login", "logout", "own-password"}
MAY_TAKE = {"audit_officer": {"audit-export"}}  # the trail is what this officer is here for
LOOKED_AT = {"AuditEntry", "PaperEvent", "Person"}


def state() -> dict[str, object]:
    """What stands in every table of the office, apart from who looked at what and signed in."""
    return {
        one.__name__: (
            one._default_manager.count()
            if one in (Observation,)
            else sorted(map(str, one._default_manager.values_list()))
        )
        for one in models()
        if one.__name__ not in LOOKED_AT
    }


@pytest.mark.parametrize("post", ["leader", "security_officer", "audit_officer", "system_officer"])
def test_a_leader_and_the_officers_change_nothing_whatever_they_send(
    client_of: Callable[..., Client], campaign: Campaign, post: str
) -> None:
    client, before = client_of(post), state()
    for pattern in WALKED:
        if pattern.name in MAY_POST | MAY_TAKE.get(post, set()):
            continue
        for filled in addresses(pattern):
            address = reverse(pattern.name, kwargs=filled)
            answer = client.post(address, sent())
            assert answer.status_code in (400, 403, 404, 405), address
    assert state() == before


# 8. No unit can be inferred from a sum.


def test_small_cells_are_suppressed_and_cannot_be_subtracted() -> None:
    cells = [
        Cell("全市", 60, 30, 9), Cell("甲县", 10, 2, 6), Cell("乙县", 20, 9, 5),
        Cell("丙县", 30, 19, 9),
    ]  # fmt: skip
    hidden = protected(cells, [Sum("全市", ("甲县", "乙县", "丙县"))]).hidden
    assert hidden["甲县"] is Why.FEW
    assert len(hidden) > 1
    assert "全市" not in hidden


COUNTED = re.compile("^(units|firms|unit_count|firm_count)$")


def test_no_table_of_counted_units_is_there_without_the_control() -> None:
    """A table that counts units says by `protected` that its cells were examined."""
    counted = [
        model.__name__
        for model in models()
        if any(COUNTED.match(field.name) for field in model._meta.get_fields())
        and not hasattr(model, "protected")
    ]
    assert counted == []


# 9. No text presses for figures.


def test_whoever_drafts_is_warned_of_pressing_phrases() -> None:
    found = pressing("三月底前协调统计数据，争取统计口径。")
    assert [one.phrase for one in found] == ["协调统计数据", "争取统计口径"]
    assert pressing("依法依规、如实填报，严禁代填代报。") == ()


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_no_page_presses_for_figures(file: Path) -> None:
    assert pressing(file.read_text(encoding="utf-8")) == ()


# 10. No reward for entry into the library, no repair by the firm.


def test_nothing_here_rewards_or_repairs() -> None:
    words = re.compile("reward|bonus|prize|repair|奖励|奖补|奖金", re.IGNORECASE)
    named = [
        *(act.value for act in access.Act),
        *(str(one.name) for one in WALKED),
        *(model.__name__ for model in apps.get_models()),
        *(str(field.name) for model in models() for field in model._meta.get_fields()),
    ]
    assert [name for name in named if words.search(name)] == []
    told = [file.name for file in TEMPLATES if words.search(file.read_text(encoding="utf-8"))]
    assert told == []
