"""Whole documents: heads, tasks, tables, contradictions, and the JSON of the contract."""

from kaimenhong.documents.open import open_bytes
from kaimenhong.facts import Reading
from kaimenhong.reading.contract import from_json, to_json
from kaimenhong.reading.reader import read

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
