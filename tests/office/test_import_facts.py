"""Fact files come into the ledger: every version under its own moment, nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kaimenhong.engine.output import as_csv, as_parquet
from kaimenhong.errors import Mistake
from office.campaigns.models import Target
from office.papers.handing import actions as papers
from office.people import audit
from office.people.models import Area, AuditEntry, Person
from office.returns import files
from office.returns.actions import Taken
from office.returns.fact_files import reading
from office.returns.models import Intake, Observation

RECEIVED = datetime(2026, 3, 18, 1, 0, tzinfo=UTC)
HEAD = "subject,indicator,period,measure,role,value,unit,vintage,source"
RETAIL = "青岚县,社会消费品零售总额,2019-02,level,actual"


def facts(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows]).encode()


def take_in(by: Person, data: bytes, *, name: str = "数据.csv", day: int = 18) -> Taken:
    return files.take_in(by=by, file_name=name, data=data, received=RECEIVED.replace(day=day))


def held() -> list[Observation]:
    return list(Observation.objects.filter(period="2019-01..2019-02").order_by("vintage", "pk"))


def codes(taken: Taken) -> list[str]:
    return [finding.mistake.code.value for finding in taken.refused]


def test_every_version_is_kept_under_its_own_moment(console: Person) -> None:
    taken = take_in(
        console,
        facts(
            f"{RETAIL},12.80,亿元,2019-04-18,更正",
            f"{RETAIL},12.50,亿元,2019-03-15,快报",
            "青岚县,社零,2019-02,growth,actual,6.5,%,,",
        ),
    )
    assert (taken.taken, taken.unchanged, taken.refused) == (3, 0, ())
    first, second, growth = held()
    assert [str(first.value), str(second.value)] == ["12.50", "12.80"]
    assert (first.source, second.source) == ("快报", "更正")
    assert first.vintage == datetime(2019, 3, 14, 16, tzinfo=UTC)
    assert growth.vintage == RECEIVED
    assert growth.source == "数据.csv 第 4 行"


def test_what_the_ledger_has_or_what_held_before_adds_nothing(console: Person) -> None:
    data = facts(f"{RETAIL},12.50,亿元,2019-03-15,快报")
    take_in(console, data)
    again = take_in(console, data, day=19)
    assert (again.seen_before, again.taken, again.unchanged) == (True, 0, 1)
    later = facts(f"{RETAIL},125000,万元,2019-03-15,换了单位", f"{RETAIL},12.5,亿元,2019-05-01,")
    assert (take_in(console, later).taken, len(held())) == (0, 1)


def test_an_old_file_does_not_bring_back_what_was_corrected_since(console: Person) -> None:
    old = facts(f"{RETAIL},12.50,亿元,,")
    take_in(console, old)
    take_in(console, facts(f"{RETAIL},12.80,亿元,,"), day=19)
    assert take_in(console, old, day=20).taken == 0
    assert [str(row.value) for row in held()] == ["12.50", "12.80"]


def test_a_clash_with_the_ledger_shows_both_and_changes_nothing(console: Person) -> None:
    take_in(console, facts(f"{RETAIL},12.50,亿元,2019-03-15,快报第3格"))
    taken = take_in(
        console,
        facts(f"{RETAIL},12.90,亿元,2019-03-15,", f"{RETAIL},13,亿元,2019-04-15,"),
        name="另一份.csv",
    )
    assert codes(taken) == ["R303"]
    told = str(taken.refused[0].mistake)
    assert "快报第3格" in told
    assert "12.90亿元" in told
    assert taken.refused[0].place.line == 2
    assert [str(row.value) for row in held()] == ["12.50", "13"]


def test_one_area_under_its_name_and_its_code_is_one_figure(console: Person) -> None:
    code = Area.objects.get(name="青岚县").code
    apart = take_in(
        console,
        facts(
            f"{RETAIL},12.50,亿元,2019-03-15,甲",
            f"area:{code},社零,2019-02,level,actual,12.60,亿元,2019-03-15,乙",
        ),
    )
    assert (apart.taken, codes(apart)) == (0, ["R303", "R303"])
    assert ["“乙”" in str(apart.refused[0].mistake), "“甲”" in str(apart.refused[1].mistake)] == [
        True,
        True,
    ]


BAD = {
    "unknown area": ("无名县,社零,2019-02,level,actual,1,亿元,,", "T206"),
    "a firm": ("firm:91421381PDY0001160,社零,2019-02,level,actual,1,亿元,,", "T206"),
    "unknown indicator": (
        "青岚县,幸福感总量,2019-02,level,actual,1,亿元,,",
        "R302",
    ),
    "misfit unit": ("青岚县,社零,2019-02,level,actual,1,万人,,", "T204"),
    "a figure from the future": ("青岚县,社零,2019-02,level,actual,1,亿元,2027-01-01,", "F324"),
    "a period that was not over": ("青岚县,社零,2019-02,level,actual,1,亿元,2019-02-15,", "R306"),
    "words for a number": ("青岚县,社零,2019-02,level,actual,很多,亿元,,", "T202"),
    "a target that no plan set": ("青岚县,社零,2026,level,target,77,亿元,,", "F325"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_is_told_with_its_line_and_loses_no_good_one(console: Person, name: str) -> None:
    row, code = BAD[name]
    taken = take_in(console, facts(row, f"{RETAIL},12.50,亿元,,"))
    assert (taken.taken, codes(taken)) == (1, [code])
    assert taken.refused[0].place.line == 2
    assert taken.intake.refusals[0]["code"] == code


def test_a_name_that_neither_catalogue_nor_plan_has_is_refused(console: Person) -> None:
    head = HEAD + ",accumulation"
    taken = take_in(
        console, facts("青岚县,幸福感总量,2019-02,level,actual,1,亿元,,,current", head=head)
    )
    assert codes(taken) == ["T205"]


def test_a_county_cannot_bring_figures_of_another(
    console: Person, person: Callable[..., Person]
) -> None:
    county = person("coordinator", area="青岚县")
    taken = take_in(
        county,
        facts(f"{RETAIL},12.50,亿元,,", "云溪县,社零,2019-02,level,actual,1,亿元,,"),
    )
    assert (taken.taken, codes(taken)) == (1, ["T206"])


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_what_was_exported_comes_back_as_the_same_ledger(console: Person, suffix: str) -> None:
    """Export, lose the ledger, import, export: the same table, and the targets are known."""
    take_in(
        console,
        facts(f"{RETAIL},12.80,亿元,2019-04-18,更正", f"{RETAIL},12.50,亿元,2019-03-15,快报"),
    )
    before = papers.hand_out_facts(by=console)
    data = as_csv(before.as_text) if suffix == "csv" else as_parquet(before.table)
    lose_the_ledger()
    taken = take_in(console, data, name=f"台账.{suffix}", day=21)
    # The plan contradicts itself in one target; no table says both, so the file has neither.
    assert Target.objects.filter(in_question=True, measure="growth").exists()
    assert codes(taken) == []
    figures = [row for row in before.rows if row["role"] != "target"]
    assert (taken.taken, taken.unchanged) == (len(figures), len(before.rows) - len(figures))
    after = papers.hand_out_facts(by=console)
    assert sorted(map(told, after.rows)) == sorted(map(told, before.rows))


def lose_the_ledger() -> None:
    """Empty it as a new database is empty; the guard of the table allows no less."""
    with connection.cursor() as cursor:
        cursor.execute("drop trigger returns_observation_no_delete")
    Observation.objects.all().delete()


def told(row: dict[str, object]) -> str:
    """Give a row as text that sorts; 12.50 and 12.5 are one figure: Parquet keeps no zeros."""
    shown = {
        name: word.normalize() if isinstance(word, Decimal) else word for name, word in row.items()
    }
    return " ".join(f"{name}={shown[name]}" for name in sorted(shown))


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "空.csv", "D102"),
        (b"not parquet", "坏.parquet", "D104"),
        ("subject,指标\n".encode(), "列.csv", "F321"),
        ("青岚县".encode("gb18030"), "编码.csv", "D105"),
    ],
)
def test_a_file_that_is_none_leaves_nothing_behind(
    console: Person, data: bytes, name: str, code: str
) -> None:
    before = (Intake.objects.count(), Observation.objects.count())
    with pytest.raises(Mistake) as refused:
        take_in(console, data, name=name)
    assert refused.value.code == code
    assert before == (Intake.objects.count(), Observation.objects.count())


def test_a_file_of_too_many_rows_is_refused_before_it_fills_the_memory(
    console: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    with pytest.raises(Mistake) as refused:
        take_in(console, facts(f"{RETAIL},1,亿元,,", "云溪县,社零,2019-02,level,actual,1,亿元,,"))
    assert refused.value.code == "D106"


def test_the_page_takes_a_fact_file_and_keeps_it_in_the_audit(coordinator: Client) -> None:
    upload = BytesIO(facts(f"{RETAIL},12.50,亿元,,", BAD["a target that no plan set"][0]))
    upload.name = "数据.csv"
    page = coordinator.post(reverse("import"), {"sheet": upload}).content.decode()
    assert "F325" in page
    assert "第 3 行" in page
    assert AuditEntry.objects.filter(act="figures.take_in", on="数据.csv").exists()
    assert audit.first_break() is None
