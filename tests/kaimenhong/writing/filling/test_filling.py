"""What each blank is filled with, and what the filled copies look like."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bench.quality.fill.samples import marked
from kaimenhong.documents.document import Document
from kaimenhong.documents.open import open_bytes
from kaimenhong.engine.fact_files import read_facts
from kaimenhong.writing.filling.blank import Filling, Status
from kaimenhong.writing.filling.contract import to_json
from kaimenhong.writing.filling.copies import as_copy
from kaimenhong.writing.filling.filler import fill
from kaimenhong.writing.ledger.ledger import Ledger, ledger

CASES = Path(__file__).parents[3] / "cases" / "filling"
HEAD = "临渡县2026年经济运行情况\n"


def _rows() -> list[dict[str, str]]:
    lines = (CASES / "blanks.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.fixture(scope="module")
def known() -> Ledger:
    facts = read_facts(CASES / "facts.csv")
    assert not facts.refused
    return ledger(facts.observations, facts.targets, as_of=date(2026, 4, 30))


def _filled(text: str, known: Ledger) -> Filling:
    return fill(open_bytes("模板.txt", text.encode()), known, area="临渡县")


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["template"][:24])
def test_a_blank_is_filled_or_left(row: dict[str, str], known: Ledger) -> None:
    text, wanted = marked(row["template"])
    found = _filled(HEAD + text, known)
    shown = [one.shown for one in found.blanks]
    assert shown == [one for _, _, one in wanted], row["because"]
    assert all(one.reason for one in found.blanks if one.status is not Status.FILLED)
    assert all(
        found.text[one.start : one.end] == text[start:end]
        for one, (start, end, _) in zip(found.blanks, wanted, strict=True)
    )


def test_what_is_chosen_among_is_shown(known: Ledger) -> None:
    found = _filled(f"{HEAD}一季度，全县地区生产总值增长目标为XX%。", known)
    (blank,) = to_json(found)["blanks"]
    assert blank["status"] == "ambiguous"
    assert {one["value"] for one in blank["candidates"]} == {"6.5", "7"}
    assert "层级" in blank["reason"]


def test_a_ledger_as_of_an_earlier_day_fills_what_was_known_then(known: Ledger) -> None:
    facts = read_facts(CASES / "facts.csv")
    earlier = ledger(facts.observations, facts.targets, as_of=date(2026, 4, 15))
    (blank,) = _filled(f"{HEAD}一季度，全县地区生产总值增长XX%。", earlier).blanks
    assert blank.shown == "6.1"
    assert _filled(f"{HEAD}一季度，全县地区生产总值增长XX%。", known).blanks[0].shown == "6.4"


def _template() -> bytes:
    made = docx.Document()
    made.add_paragraph("临渡县2026年一季度经济运行情况")
    split = made.add_paragraph("一季度，全县地区生产总值完成")
    for sign in "XX":
        split.add_run(sign).bold = True
    split.add_run("亿元；固定资产投资增长")
    split.add_run("XX").italic = True
    split.add_run("%。")
    linked = made.add_paragraph()
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "a")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "地区生产总值增长XX%"
    run.append(text)
    link.append(run)
    linked._p.append(link)
    inserted = made.add_paragraph()
    change = OxmlElement("w:ins")
    change.set(qn("w:id"), "9")
    change.set(qn("w:author"), "甲")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "一般公共预算收入XX亿元，"
    run.append(text)
    change.append(run)
    inserted._p.append(change)
    inserted.add_run("进出口总额增长XX%。")
    table = made.add_table(2, 2)
    for at, words in enumerate(("指标", "一季度增速（%）", "地区生产总值", "XX")):
        table.cell(at // 2, at % 2).text = words
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def _copied(known: Ledger, *, comments: bool = True, sources: bool = True) -> bytes:
    data = _template()
    document: Document = open_bytes("模板.docx", data)
    found = fill(document, known, area="临渡县")
    copy = as_copy(found, document, data, comments=comments, sources=sources)
    assert not copy.unplaced
    return copy.data


def test_a_word_template_keeps_its_format_and_tells_its_sources(known: Ledger) -> None:
    after = _copied(known)
    made = docx.Document(io.BytesIO(after))
    text = "\n".join("".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in made.paragraphs)
    assert "完成39.62亿元；固定资产投资下降1.2%。" in text
    assert "地区生产总值增长6.4%" in text
    assert "一般公共预算收入2.86亿元，进出口总额增长XX%。" in text
    assert made.tables[0].cell(1, 1).text == "6.4"
    runs = made.paragraphs[1].runs
    assert [run.text for run in runs if run.bold] == ["39.62", ""]
    marked_runs = [run.text for p in made.paragraphs for run in p.runs if run.font.highlight_color]
    assert marked_runs == ["XX"]
    assert "数据来源" in text
    comments = [comment.text for comment in made.comments]
    assert len(comments) == 6
    assert any("正式，2026-04-20，月报" in one for one in comments)
    assert any(one.startswith("未填：") for one in comments)


def test_comments_and_sources_can_be_left_out(known: Ledger) -> None:
    made = docx.Document(io.BytesIO(_copied(known, comments=False, sources=False)))
    assert not list(made.comments)
    assert all("数据来源" not in one.text for one in made.paragraphs)


def test_without_a_figure_all_blanks_stay_with_the_reason() -> None:
    facts = read_facts(CASES / "facts.csv")
    nothing = ledger(facts.observations[:1], ())
    text = f"{HEAD}一季度，全市固定资产投资增长XX%，居全省第XX位。"
    found = fill(open_bytes("模板.txt", text.encode()), nothing, area="锦泽市")
    assert [one.status for one in found.blanks] == [Status.UNKNOWN, Status.UNKNOWN]
    assert all(one.reason for one in found.blanks)
