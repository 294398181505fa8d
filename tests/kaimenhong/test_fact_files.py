"""Fact files, CSV and Parquet, good and ugly, become tables and records."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong import engine
from kaimenhong.analysis.arithmetic import half_up
from kaimenhong.analysis.standing import standing
from kaimenhong.engine.columns import NAMES
from kaimenhong.engine.fact_files import FactRecords, open_facts, read_facts
from kaimenhong.engine.subjects import subjects
from kaimenhong.engine.words import Misread
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.codelists import Accumulation, Comparator, Status, Tier
from kaimenhong.terms.quantity import round_half_up

HEAD = "subject,indicator,period,measure,role,value,unit"
GOOD = "锦泽市,社会消费品零售总额,2026-02,level,actual,20.0,亿元"


def written(folder: Path, text: str, name: str = "facts.csv") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, *lines: str, head: str = HEAD) -> FactRecords:
    return read_facts(written(folder, "\n".join([head, *lines])))


def told(records: FactRecords) -> list[str]:
    return [str(finding.mistake) for finding in records.refused]


def test_a_hand_made_row_gets_its_defaults(tmp_path: Path) -> None:
    (figure,) = read(tmp_path, GOOD).observations
    assert figure.subject == "area:锦泽市"
    assert figure.indicator == "RETAIL"
    assert figure.period.code == "2026-01..2026-02"
    assert figure.accumulation is Accumulation.CUMULATIVE
    assert figure.status is Status.DISPATCH
    assert figure.value == Decimal("20.0")
    modified = (tmp_path / "facts.csv").stat().st_mtime
    assert figure.vintage.timestamp() == pytest.approx(modified)
    assert figure.source == "facts.csv 第 2 行"


def test_targets_come_with_how_they_bind_and_who_set_them(tmp_path: Path) -> None:
    records = read(
        tmp_path,
        "锦泽市,GDP,2026Q1,growth,target,8.0,%,at_least,,锦泽市,stretch",
        "锦泽市,GDP,2026Q1,growth,target,7,%,between,8,上级,upper",
        "锦泽市,RETAIL,2026Q1,level,target,,亿元,,,,",
        head=f"{HEAD},comparator,value_high,issuer,tier",
    )
    assert [
        (one.figure.value, one.comparator, one.value_high, one.issuer, one.tier)
        for one in records.targets
    ] == [
        (Decimal("8.0"), Comparator.AT_LEAST, None, "锦泽市", Tier.STRETCH),
        (Decimal(7), Comparator.BETWEEN, Decimal(8), "上级", Tier.UPPER),
        (None, Comparator.EXACTLY, None, "", Tier.OWN),
    ]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("锦泽,RETAIL,2026-02,level,actual,1,亿元", "subject", Code.AREA_UNKNOWN),
        ("吉林,RETAIL,2026-02,level,actual,1,亿元", "subject", Code.AREA_AMBIGUOUS),
        ("锦泽市,RETIAL,2026-02,level,actual,1,亿元", "indicator", Code.INDICATOR_UNKNOWN),
        ("锦泽市,产值,2026-02,level,actual,1,亿元", "indicator", Code.INDICATOR_UNKNOWN),
        ("锦泽市,RETAIL,2026-13,level,actual,1,亿元", "period", Code.PERIOD_INVALID),
        ("锦泽市,RETAIL,2026Q2,level,actual,1,亿元", "period", Code.PERIOD_INVALID),
        ("锦泽市,RETAIL,2026-02,增速,actual,1,亿元", "measure", Code.WORD_UNKNOWN),
        ("锦泽市,RETAIL,2026-02,level,done,1,亿元", "role", Code.WORD_UNKNOWN),
        ("锦泽市,RETAIL,2026-02,level,actual,约1,亿元", "value", Code.NUMBER_INVALID),
        ("锦泽市,RETAIL,2026-02,level,actual,1e400,亿元", "value", Code.NUMBER_INVALID),
        ("锦泽市,RETAIL,2026-02,level,actual,1,亿", "unit", Code.UNIT_UNKNOWN),
        ("锦泽市,RETAIL,2026-02,level,actual,1,家", "unit", Code.UNIT_MISFIT),
        ("锦泽市,RETAIL,2026-02,growth,actual,1,个百分点", "unit", Code.UNIT_MISFIT),
        ("锦泽市,灯会游客,2026-02,level,actual,1,人", "accumulation", Code.ROW_INCOMPLETE),
        ("锦泽市,RETAIL,2026-02,level,actual,1", "", Code.ROW_INCOMPLETE),
        ("锦泽市,RETAIL,2026-02,level,actual,1,234.5,亿元", "", Code.ROW_INCOMPLETE),
    ],
)
def test_a_bad_row_is_named_and_costs_no_other(
    tmp_path: Path, row: str, column: str, code: Code
) -> None:
    records = read(tmp_path, GOOD, "", row, GOOD.replace("2026-02", "2026-03"))
    assert len(records.observations) == 2
    (finding,) = records.refused
    assert finding.mistake.code is code
    assert (finding.place.file, finding.place.line) == ("facts.csv", 4)
    assert (finding.place.column or "") == column


def test_all_rows_bad_leaves_none(tmp_path: Path) -> None:
    records = read(tmp_path, "锦泽市,RETAIL,2026-02,level,actual,1,家")
    assert records.observations == ()
    assert len(records.refused) == 1


@pytest.mark.parametrize("blank", ["", "XX", "——"])
def test_a_blank_is_missing_and_not_zero(tmp_path: Path, blank: str) -> None:
    (figure,) = read(tmp_path, f"锦泽市,RETAIL,2026-02,level,actual,{blank},亿元").observations
    assert figure.value is None


@pytest.mark.parametrize(
    ("head", "code", "named"),
    [
        (f"{HEAD},备注", Code.COLUMN_UNKNOWN, "备注"),
        (f"{HEAD},unit", Code.COLUMN_UNKNOWN, "unit"),
        (HEAD.removesuffix(",unit"), Code.COLUMN_MISSING, "unit"),
    ],
)
def test_a_column_too_many_or_too_few_is_named(
    tmp_path: Path, head: str, code: Code, named: str
) -> None:
    with pytest.raises(Mistake, match=named) as caught:
        read(tmp_path, head=head)
    assert caught.value.code is code


def test_another_encoding_and_a_missing_path_are_told(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_bytes(f"{HEAD}\n{GOOD}".encode("gb18030"))
    with pytest.raises(Mistake) as caught:
        read_facts(path)
    assert caught.value.code is Code.FILE_ENCODING
    with pytest.raises(Mistake) as caught:
        read_facts(tmp_path / "nothing")
    assert caught.value.code is Code.FILE_MISSING


def test_two_values_of_one_version_are_both_shown_and_neither_taken(tmp_path: Path) -> None:
    records = read(tmp_path, GOOD, GOOD.replace("20.0", "21.0"), GOOD.replace("零售", "零 售"))
    assert records.observations == ()
    first, second = told(records)[:2]
    assert "“20.0”" in first and "“21.0”" in first and "第 3 行" in first
    assert "“20.0”" in second and "“21.0”" in second


def test_equal_rows_are_one_and_units_are_brought_together(tmp_path: Path) -> None:
    records = read(tmp_path, GOOD, GOOD.replace("20.0,亿元", "200000,万元"))
    assert len(records.observations) == 1
    assert records.refused == ()


def test_a_correction_is_a_later_version(tmp_path: Path) -> None:
    records = read(
        tmp_path, f"{GOOD},2026-03-18", f"{GOOD},2026-04-18T09:00:00Z", head=f"{HEAD},vintage"
    )
    assert [one.vintage for one in records.observations] == [
        datetime.fromisoformat("2026-03-18T00:00:00+08:00"),
        datetime.fromisoformat("2026-04-18T17:00:00+08:00"),
    ]


def test_a_moment_that_is_none_is_refused(tmp_path: Path) -> None:
    records = read(tmp_path, f"{GOOD},上周三", head=f"{HEAD},vintage")
    assert [one.place.column for one in records.refused] == ["vintage"]


def test_the_parent_is_the_area_above(tmp_path: Path) -> None:
    areas = ["锦泽市", "青岚县", "area:990121", "320102", "project:P-7"]
    path = written(tmp_path, "\n".join([HEAD, *(GOOD.replace("锦泽市", name) for name in areas)]))
    with engine.duckdb() as session:
        rows = session.rows(open_facts(session, path).rows.sort("row"))
    assert [(row["subject"], row["parent"]) for row in rows] == [
        ("area:锦泽市", None),
        ("area:青岚县", "area:锦泽市"),
        ("area:990121", "area:990100"),
        ("area:320102", "area:320100"),
        ("project:P-7", None),
    ]


def test_figures_at_other_prices_are_of_another_caliber(tmp_path: Path) -> None:
    row = "锦泽市,GDP,2026Q1,growth,actual,{},%,{}"
    path = written(
        tmp_path, "\n".join([f"{HEAD},basis", row.format(5, "constant"), row.format(7, "current")])
    )
    with engine.duckdb() as session:
        rows = session.rows(open_facts(session, path).facts.sort("fact"))
    assert [(row["amount"], row["caliber"]) for row in rows] == [(5.0, ""), (7.0, "现价")]
    assert [one.caliber for one in read_facts(path).observations] == ["", ""]


ROWS: list[dict[str, object]] = [
    {"subject": "area:320102", "indicator": "RETAIL", "period": "2026-02", "value": 28583.0,
     "unit": "万元", "vintage": datetime.fromisoformat("2026-03-18T09:00:00")},
    {"subject": "area:320102", "indicator": "FAI", "period": "2026Q1", "value": 2.675,
     "unit": "亿元", "vintage": datetime.fromisoformat("2026-04-18T09:00:00.5")},
    {"subject": "area:320102", "indicator": "FAI", "period": "2026H1", "value": None,
     "unit": "亿元", "vintage": None},
]  # fmt: skip


def table(rows: list[dict[str, object]], **types: pa.DataType) -> pa.Table:
    kinds = {"value": pa.float64(), "vintage": pa.timestamp("us")} | types
    names = [*rows[0], "measure", "role"]
    full = [{**row, "measure": "level", "role": "actual"} for row in rows]
    fields = [(name, kinds.get(name, pa.string())) for name in names]
    return pa.Table.from_pylist(full, pa.schema(fields))


def test_parquet_gives_what_csv_gives(tmp_path: Path) -> None:
    pq.write_table(table(ROWS), tmp_path / "facts.parquet")
    with engine.duckdb() as session:
        opened = open_facts(session, tmp_path / "facts.parquet")
        rows = session.rows(opened.facts.sort("fact"))
    assert opened.refused == ()
    assert [(row["period"], row["amount"], row["published"], row["unit"]) for row in rows] == [
        ("2026-01..2026-02", 2.8583, 2.86, "亿元"),
        ("2026Q1", 2.675, 2.68, "亿元"),
        ("2026H1", None, None, "亿元"),
    ]
    assert [row["vintage"] for row in rows[:2]] == [
        "2026-03-18T09:00:00+08:00",
        "2026-04-18T09:00:00.5+08:00",
    ]
    assert [row["fact"] for row in rows] == [f"facts.parquet#{number}" for number in (1, 2, 3)]
    assert [one.value for one in read_facts(tmp_path).observations] == [
        Decimal("28583.0"), Decimal("2.675"), None,
    ]  # fmt: skip


def test_a_folder_partitioned_as_it_likes_is_one_table(tmp_path: Path) -> None:
    for number, row in enumerate(ROWS):
        indicator = row["indicator"]
        file = tmp_path / f"year=2026/indicator={indicator}/part-{number}.parquet"
        file.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table([row]).drop_columns("indicator"), file)
    written(tmp_path, f"{HEAD}\n{GOOD}", "hand/made.csv")
    written(tmp_path, "nothing of ours", "_SUCCESS")
    records = read_facts(tmp_path)
    assert records.refused == ()
    assert sorted(one.indicator for one in records.observations) == [
        "FAI",
        "FAI",
        "RETAIL",
        "RETAIL",
    ]


def test_numbers_and_moments_of_parquet_may_be_text_and_are_checked(tmp_path: Path) -> None:
    texts = [
        {**ROWS[0], "value": "2.50", "vintage": "2026-03-18"},
        {**ROWS[1], "value": "两亿", "vintage": "2026-03-18"},
        {**ROWS[1], "value": "3", "vintage": "那天"},
    ]
    data = table(texts, value=pa.string(), vintage=pa.string())
    pq.write_table(data, tmp_path / "facts.parquet")
    records = read_facts(tmp_path)
    assert [str(one.value) for one in records.observations] == ["2.50"]
    assert [(one.place.line, one.place.column) for one in records.refused] == [
        (2, "value"),
        (3, "vintage"),
    ]


def test_a_column_that_parquet_does_not_have_in_common_is_named(tmp_path: Path) -> None:
    data = table(ROWS).append_column("备注", pa.array(["", "", ""]))
    pq.write_table(data, tmp_path / "facts.parquet")
    with pytest.raises(Mistake, match="备注"):
        read_facts(tmp_path)


def test_the_board_takes_the_newest_target_of_each_issuer(tmp_path: Path) -> None:
    target = "锦泽市,RETAIL,2026,growth,target,{},%,{},{}"
    path = written(
        tmp_path,
        "\n".join(
            [
                f"{HEAD},issuer,vintage",
                target.format("8", "省", "2026-01-10"),
                target.format("7.5", "省", "2026-02-10"),
                target.format("9", "锦泽市", "2026-01-20"),
                "锦泽市,RETAIL,2026-02,growth,actual,8.2,%,,2026-03-18",
            ]
        ),
    )
    with engine.duckdb() as session:
        opened = open_facts(session, path)
        rows = session.rows(standing(opened.targets, opened.facts).sort("issuer"))
    assert [(row["issuer"], row["amount"], row["light"]) for row in rows] == [
        ("省", 7.5, "green"),
        ("锦泽市", 9.0, "yellow"),
    ]


@pytest.fixture(scope="module")
def session() -> Iterator[engine.Session]:
    with engine.duckdb() as opened:
        yield opened


@settings(deadline=None)
@given(
    st.lists(st.decimals(-(10**9), 10**9, places=5, allow_nan=False), min_size=1, max_size=50),
    st.integers(0, 3),
)
def test_rounding_is_that_of_the_decimals(
    session: engine.Session, values: list[Decimal], digits: int
) -> None:
    halves = [value.quantize(Decimal(1).scaleb(-digits)) for value in values]
    values = [*values, *(half + Decimal(5).scaleb(-digits - 1) for half in halves)]
    table = session.table(
        {"value": values, "number": list(range(len(values)))},
        [("value", "float64", ""), ("number", "int64", "")],
    )
    rounded = table.select("number", rounded=half_up(nw.col("value"), 10.0**digits)).sort("number")
    came = [row["rounded"] for row in session.rows(rounded)]
    assert came == [float(round_half_up(value, digits)) for value in values]
    assert all(math.isfinite(value) for value in came)


def test_the_contract_names_these_columns(shared: Path) -> None:
    contract = (shared / "contracts" / "facts.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in contract] == []


@pytest.mark.parametrize(
    ("words", "subjects_and_parents"),
    [
        ("南京市 鼓楼区", "area:320100<area:320000 area:320106<area:320100"),
        ("锦泽市 鼓楼区 甘泉县", "area:锦泽市 area:鼓楼区<area:锦泽市 area:甘泉县<area:锦泽市"),
        ("甘泉县", "area:610627<area:610600"),
        ("随州市 随州高新区", "area:421300<area:420000 area:随州高新区<area:421300"),
        ("area:320106 玄武区", "area:320106<area:320100 area:320102<area:320100"),
    ],
)  # fmt: skip
def test_a_name_is_a_place_of_its_own_table(words: str, subjects_and_parents: str) -> None:
    """Some county elsewhere bears the name too: the other names tell which one is meant."""
    found = subjects(words.split())
    told = []
    for word in words.split():
        meaning = found[word]
        assert not isinstance(meaning, Misread)
        above = f"<{meaning['parent']}" if meaning["parent"] else ""
        told.append(f"{meaning['subject']}{above}")
    assert " ".join(told) == subjects_and_parents
