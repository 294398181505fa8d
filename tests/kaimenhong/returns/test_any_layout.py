"""A sheet of any layout: what is read is right, what is open is left unread and said so."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.quality.sheets.generated import generated
from bench.quality.sheets.layouts import parsed
from bench.quality.sheets.measure import COUNTS, Score, compare, read, scored
from bench.quality.sheets.run import layouts
from kaimenhong.cli import kmh
from kaimenhong.documents.delimited import open_sheets
from kaimenhong.errors import Code, Mistake
from kaimenhong.returns.intake import read_return
from kaimenhong.returns.sheets.mending import Mending, head_key, layout_of
from kaimenhong.returns.sheets.reader import read_workbook
from kaimenhong.returns.sheets.words import read_words
from kaimenhong.terms.facets import read_facets

CASES = Path(__file__).parents[2] / "cases" / "sheets"
SHARED = Path(__file__).parents[4] / "shared" / "gold" / "sheets"
WRONG = [name for name in COUNTS if name not in ("wanted", "right", "to_warn", "warned")]
TOWNS = "[表]\n青岚县2026年1—2月到位资金（单位：亿元、%）\n乡镇 | 招商引资到位资金 | 增速\n"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults(score: Score) -> dict[str, int]:
    found = {name: getattr(score, name) for name in WRONG if getattr(score, name)}
    return found | ({} if score.warned == score.to_warn else {"silent": score.to_warn})


def found(text: str) -> dict[str, list[dict[str, object]]]:
    layout = parsed("表", text)
    data = read(open_sheets("表.xlsx", layout.workbook()), layout.options)
    return data["tables"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("row", rows("heads.csv"), ids=lambda row: row["head"])
def test_a_head_says(row: dict[str, str]) -> None:
    said = read_facets(row["head"])
    when = said.when
    parts = (when.year, when.first, when.last, when.accumulation, when.back)
    told = "/".join(str(getattr(one, "value", one) or "") for one in parts)
    assert {
        "head": row["head"],
        "name": said.name,
        "measure": said.measure.value if said.measure else "",
        "role": said.role.value if said.role else "",
        "units": "、".join(said.units),
        "when": told if when.says else "",
        "refused": said.refused,
        "change": said.change,
        "part": when.part,
    } == row


@pytest.mark.parametrize("row", rows("cells.csv"), ids=lambda row: row["text"])
def test_a_cell_says(row: dict[str, str]) -> None:
    said = read_words(row["text"])
    assert {
        "text": row["text"],
        "sort": said.sort.value,
        "value": "" if said.value is None else f"{said.value:f}",
        "unit": said.unit,
        "measure": said.measure.value if said.measure else "",
    } == row


@pytest.mark.parametrize("layout", layouts("tuned"), ids=lambda layout: layout.name)
def test_a_layout_of_the_offices_is_read_right(layout: object) -> None:
    score = scored(layout)  # type: ignore[arg-type]
    assert (faults(score), score.told) == ({}, [])


def test_layouts_made_from_a_seed_are_read_right() -> None:
    scores = {layout.name: scored(layout) for layout in generated(25)}
    assert {name: score.told for name, score in scores.items() if faults(score)} == {}


@pytest.mark.skipif(not SHARED.exists(), reason="../shared 不在：没有标注过的表可比")
@pytest.mark.parametrize("truth", sorted(SHARED.glob("*.json")), ids=lambda truth: truth.stem)
def test_a_labelled_workbook_is_read_right(truth: Path) -> None:
    wanted = json.loads(truth.read_text(encoding="utf-8"))
    partial = wanted.get("partial", False)
    file = SHARED.parents[1] / wanted["file"] if partial else truth.parent / wanted["file"]
    score = compare(wanted, read(open_sheets(file), wanted["options"]), partial=partial)
    assert (faults(score), score.told) == ({}, [])


def test_a_formula_that_comes_as_text_is_not_read_and_told() -> None:
    table = found(TOWNS + "城关镇 | '=1+2 | 3.1\n石门镇 | '@SUM(A1) | 2.0\n白水乡 | 1.2 | '-2.0\n")
    assert [one["cell"] for one in table["observations"]] == ["C3", "C4", "B5", "C5"]
    assert {"kind": "formula", "cells": ["B3", "B4"]} in [
        {"kind": one["kind"], "cells": one["cells"]} for one in table["warnings"]
    ]


def test_each_figure_names_the_heads_that_decided_it() -> None:
    table = found(TOWNS + "城关镇 | 1.2 | 3.1\n石门镇 | 2.2 | 4.1\n")
    growth = next(one for one in table["observations"] if one["cell"] == "C3")
    assert {"A1", "A3", "B2", "C2"} == set(growth["from"])  # type: ignore[call-overload]


def test_options_fill_only_what_the_sheet_leaves_open() -> None:
    heads = "指标 | 总量（亿元） | 2025年1—2月（亿元）\n"
    text = f"subject: 云溪县\nperiod: 2026年一季度\n[表]\n{heads}社零 | 3.5 | 2.0\n"
    told = [(one["cell"], one["subject"], one["period"]) for one in found(text)["observations"]]
    assert told == [("B2", "云溪县", "2026Q1"), ("C2", "云溪县", "2025-01..2025-02")]


def test_a_csv_is_read_like_a_sheet_whatever_its_encoding() -> None:
    text = "地区,指标,时期,总量,单位\n青岚县,社零,2026年1—2月,17.43,亿元\n"
    both = [open_sheets("表.csv", text.encode(code)) for code in ("utf-8-sig", "gb18030")]
    read_ = [read(one, {})["tables"][0]["observations"] for one in both]
    assert read_[0] == read_[1]
    assert [(one["cell"], one["value"], one["unit"]) for one in read_[0]] == [
        ("D2", "17.43", "亿元")
    ]


def test_a_mending_holds_for_the_same_layout_next_month() -> None:
    january, february = (
        open_sheets("表.xlsx", parsed("表", text).workbook())
        for text in (
            "[表]\n青岚县2026年1月情况\n乡镇 | 1月实绩\n城关镇 | 5.0\n石门镇 | 4.0\n",
            "[表]\n青岚县2026年2月情况\n乡镇 | 1—2月实绩\n城关镇 | 9.1\n石门镇 | 8.0\n",
        )
    )
    before = read_workbook(january).tables[0]
    assert [(len(before.seen), len(before.missed))] == [(0, 2)]
    head = head_key(before.region, before.columns[1].heads)
    mendings = {
        layout_of(before.region): [Mending(head, "indicator", "招商引资到位资金")],
        layout_of(before.region, titled=True): [Mending("", "unit", "亿元")],
    }
    after = read_workbook(february, mendings=mendings).tables[0]
    assert [(one.indicator, one.period.code, one.unit, one.value) for one in after.seen] == [
        ("招商引资到位资金", "2026-01..2026-02", "亿元", Decimal("9.1")),
        ("招商引资到位资金", "2026-01..2026-02", "亿元", Decimal("8")),
    ]


def test_a_return_of_another_layout_gives_what_nobody_need_confirm() -> None:
    text = (
        "merge: A2:A3, B2:C2\n[表]\n锦泽市2026年1—2月主要指标\n"
        "县区 | 社会消费品零售总额 | | 招商签约（个）\n | 总量（亿元） | 增速（%） | \n"
        "青岚县 | 17.43 | 6.9 | 3\n云溪县 | 12.1 | 5.5 | 2\n"
        "石汀区 | 121000 | 3.2 | 1\n白鹭县 | 9.8 | 4.0 | 1\n"
    )
    intake = read_return(
        open_sheets("表.xlsx", parsed("表", text).workbook()),
        areas={"青岚县": "area:990121", "石汀区": "area:990103"}.get,
        received=datetime(2026, 3, 18, 9, 0, tzinfo=UTC),
        source="表.xlsx",
    )
    assert [(one.subject, one.measure.value, str(one.value)) for one in intake.taken] == [
        ("area:990121", "level", "17.43"),
        ("area:990121", "growth", "6.9"),
        ("area:990103", "growth", "3.2"),
    ]
    refused = {one.place.cell: one.mistake.remedy for one in intake.refused}
    assert set(refused) == {"D4", "B5", "C5", "D5", "B6", "D6", "B7", "C7", "D7"}
    assert "请先确认" in refused["B6"]


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(Mistake) as refused:
        read(open_sheets("空.xlsx", parsed("空", "[表]\n").workbook()), {})
    assert refused.value.code is Code.FILE_EMPTY


@pytest.mark.parametrize("form", ["json", "table"])
def test_the_command_prints_the_reading(tmp_path: Path, form: str) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(parsed("表", TOWNS + "城关镇 | 1.2 | 3.1\n").workbook())
    told = CliRunner().invoke(kmh, ["sheet", str(file), "--format", form])
    assert told.exit_code == 0
    assert "城关镇" in told.output and "招商引资到位资金" in told.output
