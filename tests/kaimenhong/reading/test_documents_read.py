"""Whole documents: heads, tasks, tables, contradictions, and the JSON of the contract."""

import pytest

from kaimenhong.documents.open import open_bytes
from kaimenhong.errors import Code, Mistake
from kaimenhong.facts import Reading
from kaimenhong.reading.contract import from_json, to_json
from kaimenhong.reading.reader import MOST_FIGURES, MOST_STATEMENTS, read
from tests.costs import cost

PLAN = """锦泽市人民政府办公室
关于印发锦泽市2026年一季度“开门红”
行动方案的通知

锦政办发〔2026〕2号

各县（市、区）人民政府，市政府各部门：
现将《锦泽市2026年一季度“开门红”行动方案》印发给你们。

锦泽市人民政府办公室
2026年1月8日

一、总体要求
一季度，规上工业增加值增长9%以上，固定资产投资增长12%。
二、重点行动
（一）工业提速行动。力争一季度规上工业增加值增长10%以上。（责任领导：陈海涛；牵头单位：市工信
局；责任单位：市发改委、各县（市、区）人民政府）
（二）项目攻坚行动。集中开工项目50个，总投资120亿元。（责任领导：陈海淘；牵头单位：市发改委；责任单位：市住建局；完成时限：2026年3月底前）
三、保障措施
（一）强化调度。各部门要每周调度。
"""


def reading_of(text: str, name: str = "方案.txt") -> Reading:
    return read(open_bytes(name, text.encode()))


def test_the_head_is_that_of_the_notice() -> None:
    head = reading_of(PLAN).head
    assert head.title == "锦泽市人民政府办公室关于印发锦泽市2026年一季度“开门红”行动方案的通知"
    assert (head.number, head.date, head.area) == ("锦政办发〔2026〕2号", "2026-01-08", "锦泽市")
    assert (head.issuer, head.kind) == ("锦泽市人民政府办公室", "plan")


def test_tasks_stand_under_their_path_of_numbers_and_guarantees_are_none() -> None:
    tasks = {task.number: task for task in reading_of(PLAN).tasks}
    assert list(tasks) == ["二/一", "二/二"]
    assert tasks["二/一"].lead_units == ("市工信局",), "a name broken over two lines is one name"
    assert tasks["二/一"].units == ("市发改委", "各县（市、区）人民政府")
    assert tasks["二/二"].deadline == "2026-03-31"
    assert tasks["二/一"].title == "工业提速行动"


def test_two_targets_for_one_thing_and_two_spellings_of_one_name_are_contradictions() -> None:
    reading = reading_of(PLAN)
    found = [(c.kind, c.a, c.b) for c in reading.conflicts]
    values = [
        (reading.statements[a].value, reading.statements[b].value)
        for k, a, b in found
        if k == "value"
    ]
    assert [(str(a), str(b)) for a, b in values] == [("9", "10")]
    assert ("name", "陈海涛", "陈海淘") in found


def test_a_second_higher_target_in_the_same_sentence_is_no_contradiction() -> None:
    text = "锦泽市2026年工作方案\n\n地区生产总值增长6%以上，力争达到7%。\n"
    assert reading_of(text).conflicts == ()


def test_parts_that_exceed_their_whole_are_a_contradiction() -> None:
    text = "锦泽市2026年工作方案\n\n集中开工项目20个，其中工业项目15个、农业项目8个。\n"
    assert [c.kind for c in reading_of(text).conflicts] == ["arithmetic"]
    whole = "锦泽市2026年工作方案\n\n集中开工项目25个，其中工业项目15个、农业项目8个。\n"
    assert reading_of(whole).conflicts == ()


def test_a_row_of_a_task_table_is_a_task() -> None:
    text = (
        "锦泽市2026年一季度任务分解表\n\n序号\t工作任务\t责任领导\t牵头单位\t配合单位\t完成时限\n"
        "1\t新增规上工业企业20家\t周明\t市工信局\t市统计局、市税务局\t3月底前\n"
        "2\t完成技改投资15亿元\t周明\t市发改委\t\t2月底前\n"
    )
    reading = reading_of(text)
    first, second = reading.tasks
    assert (first.number, first.title, first.leaders) == ("1", "新增规上工业企业20家", ("周明",))
    assert (first.units, first.deadline) == (("市统计局", "市税务局"), "2026-03-31")
    assert (second.lead_units, second.units, second.deadline) == (("市发改委",), (), "2026-02-28")
    assert [(s.indicator, str(s.value), s.task) for s in reading.statements] == [
        ("新增规模以上工业企业", "20", "1"),
        ("技术改造投资", "15", "2"),
    ]


def test_a_table_of_figures_below_one_of_tasks_is_another_table() -> None:
    text = (
        "锦泽市2026年一季度任务分解表\n\n序号\t工作任务\t责任领导\t牵头单位\t配合单位\t完成时限\n"
        "1\t新增规上工业企业20家\t周明\t市工信局\t市统计局、市税务局\t3月底前\n\n"
        "附件：主要指标任务分解\n单位\t规上工业增加值增速（%）\t固定资产投资（亿元）\n"
        "青岚县\t11.5\t9.6\n柳泉区\t9.2\t8.2\n合计\t9.0\t17.8\n"
    )
    reading = reading_of(text)
    assert [task.number for task in reading.tasks] == ["1"]
    assert [(s.indicator, s.area, str(s.value)) for s in reading.statements[1:3]] == [
        ("规模以上工业增加值", "青岚县", "11.5"),
        ("固定资产投资", "青岚县", "9.6"),
    ]


def test_a_bulletin_of_what_was_inspected_is_a_report_by_the_office_that_signs_it() -> None:
    text = (
        "关于全市“百日攻坚”行动督查情况的通报\n\n各县（市、区）人民政府：\n"
        "青岚县开工5个项目，柳泉区开工6个项目。\n\n锦泽市人民政府办公室\n2026年3月6日\n"
    )
    head = reading_of(text).head
    assert (head.kind, head.area) == ("report", "锦泽市")


def test_the_year_of_a_page_is_its_own_and_not_that_of_the_page_after_it() -> None:
    text = (
        "锦泽市前5个月经济运行情况\n发布时间：2025-06-20\n\n"
        + "1—5月，规上工业增加值增长8.4%。"
        + "各项工作有序推进。" * 80
        + "\n下一篇：2024年全市人口变动情况\n"
    )
    (statement,) = reading_of(text).statements
    assert statement.period and statement.period.code == "2025-01..2025-05"


def test_a_cell_of_a_figure_table_takes_its_meaning_from_its_heads() -> None:
    text = (
        "锦泽市2026年1—2月主要指标\n\n指标\t计量单位\t1—2月完成\t增速（%）\t位次\t一季度目标\n"
        "固定资产投资\t亿元\t62.6\t-9.8\t3\t124\n"
        "地区生产总值\t亿元\t-\t-\t-\tXX\n"
    )
    said = [
        (
            s.role.value,
            s.measure.value,
            s.period and s.period.code,
            s.value and str(s.value),
            s.unit,
        )
        for s in reading_of(text).statements
    ]
    assert said == [
        ("actual", "level", "2026-01..2026-02", "62.6", "亿元"),
        ("actual", "growth", "2026-01..2026-02", "-9.8", "%"),
        ("actual", "growth_rank", "2026-01..2026-02", "3", "位"),
        ("target", "level", "2026Q1", "124", "亿元"),
        ("target", "level", "2026Q1", None, "亿元"),
    ]


def test_the_json_of_the_contract_leads_back_to_the_same_reading() -> None:
    reading = reading_of(PLAN)
    assert from_json(to_json(reading), reading.text) == reading


def test_a_document_without_figures_gives_an_empty_reading() -> None:
    reading = reading_of("通知\n\n明天上午开会，请准时参加。\n")
    assert (reading.statements, reading.tasks, reading.conflicts) == ((), (), ())


TABLE = """<html><body><h1>锦泽市2026年一季度重点任务分解表</h1><table>
<tr><th rowspan=2>序号</th><th rowspan=2>主要指标</th><th colspan=2>目标</th>
<th rowspan=2>责任领导</th><th rowspan=2>牵头单位</th><th rowspan=2>责任单位</th>
<th rowspan=2>完成时限</th></tr><tr><th>一季度</th><th>全年</th></tr>
<tr><td>一</td><td colspan=7>经济指标</td></tr>
<tr><td>1</td><td>规上工业增加值</td><td>增长9%以上</td><td>8%</td><td rowspan=2>陈海涛</td>
<td>市工信局</td><td>市发改委、市统计局</td><td>3月底</td></tr>
<tr><td>2</td><td>新增规上工业企业</td><td>5家</td><td>20家</td>
<td>市工信局<br>市统计局</td><td></td><td>12月底前</td></tr>
</table></body></html>"""


def test_rows_of_an_indicator_table_with_those_who_answer_are_tasks() -> None:
    reading = reading_of(TABLE, "任务.html")
    first, second = reading.tasks
    assert (first.number, first.title, first.leaders) == ("1", "规上工业增加值", ("陈海涛",))
    assert (first.lead_units, first.units) == (("市工信局",), ("市发改委", "市统计局"))
    assert second.leaders == ("陈海涛",), "a merged cell answers for every row it runs over"
    assert second.lead_units == ("市工信局", "市统计局"), "one unit a line"
    assert (first.deadline, second.deadline) == ("2026-03-31", "2026-12-31")
    said = [(s.task, s.indicator, s.period and s.period.code) for s in reading.statements]
    assert said == [
        ("1", "规模以上工业增加值", "2026Q1"),
        ("1", "规模以上工业增加值", "2026"),
        ("2", "新增规模以上工业企业", "2026Q1"),
        ("2", "新增规模以上工业企业", "2026"),
    ]
    assert (reading.head.issuer, reading.head.date) == (None, None), "cells are no signature"


def test_targets_listed_under_aims_are_no_tasks_unless_somebody_answers() -> None:
    text = (
        "锦泽市2026年一季度工作方案\n\n一、主要目标\n1.规上工业总产值120亿元；\n"
        "2.固定资产投资增长12%。（牵头单位：市发改委）\n二、重点任务\n1.技改投资增长15%。\n"
    )
    reading = reading_of(text)
    assert [task.number for task in reading.tasks] == ["一/2", "二/1"]
    assert [one.task for one in reading.statements] == [None, "一/2", "二/1"]


def test_the_masthead_of_a_bulletin_names_issuer_day_and_the_time_it_speaks_of() -> None:
    text = (
        "锦泽市重点项目建设周通报\n锦泽市项目建设指挥部办公室　　2026年3月6日\n\n"
        "截至3月5日，全市重点项目开工率81.7%。\n一、各县区进度\n青岚县开工率92.3%。\n"
    )
    reading = reading_of(text)
    assert reading.head.issuer == "锦泽市项目建设指挥部办公室"
    assert reading.head.date == "2026-03-06"
    assert [s.period and s.period.code for s in reading.statements] == ["2026Q1", "2026Q1"]


def test_a_file_of_more_figures_than_a_plan_can_have_is_refused_with_what_to_do() -> None:
    line = "规上工业增加值增长9%，固定资产投资增长12%，工业投资增长15%，外贸出口增长10%。"
    text = "锦泽市2026年一季度工作方案\n" + f"{line * 10}\n" * (MOST_STATEMENTS // 40 + 1)
    with pytest.raises(Mistake) as refused:
        reading_of(text)
    assert refused.value.code is Code.FILE_TOO_LARGE
    assert "方案.txt" in str(refused.value)
    assert "拆成几个文件" in str(refused.value)


def test_a_file_of_figures_without_end_is_refused_before_it_is_read() -> None:
    """To refuse it costs less than to read a tenth of it."""
    head = "锦泽市2026年一季度工作方案\n"

    def refuse() -> None:
        with pytest.raises(Mistake) as refused:
            reading_of(head + "5%、" * (MOST_FIGURES + 1))
        assert refused.value.code is Code.FILE_TOO_LARGE

    assert cost(refuse) < cost(lambda: reading_of(head + "5%、" * (MOST_FIGURES // 10)))


def test_the_accounts_of_firms_have_a_time_of_their_own() -> None:
    text = """锦泽市2026年上半年经济运行情况

全市规模以上工业增加值增长6.2%。1—5月，规模以上工业利润总额7.9亿元，下降4.8%。营业收入利润率5.1%。
完成固定资产投资33.2亿元，增长12.6%。
"""
    read = reading_of(text, "情况.txt").statements
    found = {(one.indicator, one.period.code if one.period else None) for one in read}
    assert found == {
        ("规模以上工业增加值", "2026H1"),
        ("规模以上工业利润总额", "2026-01..2026-05"),
        ("营业收入利润率", "2026-01..2026-05"),
        ("固定资产投资", "2026H1"),
    }


SPEECH = """在全市“大干四季度、冲刺全年”调度会上的讲话
（2026年10月15日）

同志们：
今天的会议，主要是分析前三季度形势。下面我讲三点。
一、认清形势，增强冲刺全年的紧迫感
前三季度，规上工业增加值增长5.1%，投资下降1.2%。
从项目看，亿元以上项目38个，完成投资21.6亿元。
二、突出重点，打好冲刺全年目标的攻坚战
（一）抓工业。四季度，工业投资完成9亿元，工业用电量增长8%左右。
"""


def test_a_speech_reports_the_months_before_it_and_wants_the_quarter_that_it_calls_for() -> None:
    told = {
        (one.indicator, one.role.value): one.period.code
        for one in reading_of(SPEECH, "讲话.txt").statements
        if one.period is not None
    }
    assert told["亿元以上项目完成投资", "actual"] == "2026-01..2026-09"
    assert told["工业投资", "target"] == "2026Q4"
    assert told["工业用电量", "target"] == "2026Q4"


def test_what_stands_before_a_place_is_no_part_of_its_name() -> None:
    text = "2026年上半年经济运行情况\n\n地区生产总值增长6.3%，按照市下达的目标仍有差距。\n"
    assert reading_of(text, "汇报.txt").head.area is None
