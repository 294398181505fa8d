"""Who answers for the tasks of a plan, wherever and however the plan says it."""

import pytest

from kaimenhong.documents.open import open_bytes
from kaimenhong.facts import Task
from kaimenhong.reading.reader import read

TITLE = "锦泽市2026年一季度经济工作方案"


def task_of(body: str) -> Task:
    text = f"{TITLE}\n\n一、重点任务\n（一）工业提速。新增规上工业企业5家。{body}\n"
    (task,) = read(open_bytes("方案.txt", text.encode())).tasks
    return task


@pytest.mark.parametrize(
    ("body", "leaders", "lead_units", "units"),
    [
        ("\n责任领导：周明远　林芳\n牵头单位：市工信局\n责任单位：市统计局、各镇人民政府",
         ["周明远", "林芳"], ["市工信局"], ["市统计局", "各镇人民政府"]),
        ("（责任领导：何\n川；牵头单位：市工信\n局；责任单位：市自然资源\n和规划局）",
         ["何川"], ["市工信局"], ["市自然资源和规划局"]),
        ("（责任领导：何　川；责任单位：市文化和旅游局及各县（市、区）人民政府）",
         ["何川"], [], ["市文化和旅游局", "各县（市、区）人民政府"]),
        ("由市工信局牵头，会同市发改局、市水利和湖泊局，建立专班。",
         [], ["市工信局"], ["市发改局", "市水利和湖泊局"]),
        ("市工信局要会同市统计局，逐户走访。", [], ["市工信局"], ["市统计局"]),
        ("（市政府办公室、市发改局按职责分工负责）", [], [], ["市政府办公室", "市发改局"]),
        ("〔牵头单位：市工信局；配合单位：市财政局等〕", [], ["市工信局"], ["市财政局"]),
    ],
)  # fmt: skip
def test_a_task_names_those_who_answer_for_it(
    body: str, leaders: list[str], lead_units: list[str], units: list[str]
) -> None:
    task = task_of(body)
    assert list(task.leaders) == leaders
    assert list(task.lead_units) == lead_units
    assert list(task.units) == units


def test_the_text_goes_on_after_a_note_that_opens_it() -> None:
    task = task_of("责任单位：市统计局、市财政局。3月底前完成技改投资2亿元。")
    assert list(task.units) == ["市统计局", "市财政局"]
    text = f"{TITLE}\n\n一、任务\n（一）工业。责任单位：市统计局。完成技改投资2亿元。\n"
    assert [str(s.value) for s in read(open_bytes("方案.txt", text.encode())).statements] == ["2"]


@pytest.mark.parametrize(
    ("body", "leaders", "lead_units", "units"),
    [
        ("由市工信局、市商务局分别牵头，逐户走访。", [], ["市工信局", "市商务局"], []),
        ("由常务副市长何川同志牵头，抓紧落实。", ["何川"], [], []),
        ("由市财政局、市税务局负责，抓好收入。", [], [], ["市财政局", "市税务局"]),
        ("各县（市、区）、市经开区要抓紧开工。", [], [], ["各县（市、区）", "市经开区"]),
        ("市统计局要会同市工信局、市商务局，核实。", [], ["市统计局"], ["市工信局", "市商务局"]),
        ("请各市州经信局对企业逐户走访。", [], [], ["各市州经信局"]),
        ("由何川副市长牵头、市工信局负责，逐户过一遍。", ["何川"], [], ["市工信局"]),
        ("由分管副市长牵头，抓紧落实。", [], [], []),
        ("这项工作由市发改局牵头，市财政局、各镇街配合。",
         [], ["市发改局"], ["市财政局", "各镇街"]),
        ("（市工信局牵头，市统计局、市经开区配合）", [], ["市工信局"], ["市统计局", "市经开区"]),
        ("由市委、市政府主要负责同志约谈。", [], [], []),
        ("这是主要矛盾，要抓住重点。", [], [], []),
    ],
)  # fmt: skip
def test_a_speech_tells_offices_and_persons_what_to_do(
    body: str, leaders: list[str], lead_units: list[str], units: list[str]
) -> None:
    text = f"在锦泽市经济工作调度会上的讲话\n\n一、任务\n（一）工业。力争新增企业5家。{body}\n"
    (task,) = read(open_bytes("讲话.txt", text.encode())).tasks
    assert (list(task.leaders), list(task.lead_units)) == (leaders, lead_units)
    assert list(task.units) == units


def test_musts_that_stand_in_paragraphs_of_their_own_are_tasks_without_any_heading() -> None:
    text = (
        "在锦泽市经济调度会上的主持词\n\n下面强调两点：\n一要抢时间。力争新增企业5家。\n"
        "二要抓重点。市工信局要对停产企业逐户走访。\n"
    )
    tasks = read(open_bytes("主持词.txt", text.encode())).tasks
    assert [(task.number, list(task.units)) for task in tasks] == [("一", []), ("二", ["市工信局"])]


def test_what_a_part_of_a_speech_lists_stands_below_it_and_its_close_below_nothing() -> None:
    text = (
        "在锦泽市经济工作调度会上的讲话\n\n第一，看清形势。全年目标是增长6%。\n"
        "第二，盯住重点，事要抓到底。时间不等人。\n一是工业要多扛。力争新增企业5家。\n"
        "二是投资要止跌。由市发改局牵头。\n第三，严明纪律。连续两次排名末位的要约谈。\n"
    )
    tasks = read(open_bytes("讲话.txt", text.encode())).tasks
    assert [(one.number, one.title) for one in tasks] == [
        ("二/一", "工业要多扛"),
        ("二/二", "投资要止跌"),
    ]


@pytest.mark.parametrize(
    "close", ["特此报告。", "请各有关单位于3月31日前将整改情况报市政府办公室。"]
)
def test_what_closes_a_paper_is_no_part_of_its_last_task(close: str) -> None:
    text = f"{TITLE}\n\n一、重点任务\n（一）工业提速。新增规上工业企业5家。\n\n{close}\n"
    (task,) = read(open_bytes("方案.txt", text.encode())).tasks
    assert (task.text, task.units) == ("新增规上工业企业5家。", ())


def test_what_is_told_of_problems_is_no_action_though_it_names_an_aim() -> None:
    text = (
        "锦泽市2026年一季度工业运行分析\n\n一、存在问题\n（一）增长点少。新增企业2户，完成全年15户目标的13.3%。\n"
        "二、下步打算\n（一）抓培育。力争新增企业15户。\n"
    )
    assert [task.number for task in read(open_bytes("分析.txt", text.encode())).tasks] == ["二/一"]


def test_a_stroke_for_nobody_is_no_unit() -> None:
    text = (
        "锦泽市2026年任务分解表\n\n序号\t工作任务\t牵头单位\t配合单位\t完成时限\n"
        "1\t新增规上工业企业20家\t市工信局\t—\t3月底前\n2\t完成技改投资15亿元\t市发改委\t/\t2月底前\n"
    )
    assert [list(t.units) for t in read(open_bytes("表.txt", text.encode())).tasks] == [[], []]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3月底前", "2026-03-31"),
        ("2026年6月30日前", "2026-06-30"),
        ("一季度", "2026-03-31"),
        ("2027年底前", "2027-12-31"),
        ("持续推进", None),
        ("每月10日前", None),
        ("长期坚持", None),
    ],
)
def test_a_deadline_is_its_last_day_and_what_goes_on_has_none(words: str, day: str | None) -> None:
    assert task_of(f"（牵头单位：市工信局；完成时限：{words}）").deadline == day


def test_a_figure_in_a_note_is_no_statement() -> None:
    text = f"{TITLE}\n\n一、重点任务\n（一）工业提速。（牵头单位：市工信局；完成时限：3月31日前）\n"
    assert read(open_bytes("方案.txt", text.encode())).statements == ()


def test_a_requirement_that_somebody_answers_for_is_a_task_and_a_guarantee_is_none() -> None:
    text = (
        f"{TITLE}\n\n一、工作要求\n（一）盯紧收入。财政收入增长5%。（责任单位：市财政局）\n"
        "（二）提高认识。各单位要高度重视。\n二、保障措施\n（一）强化调度。每周调度。（责任单位：市发改局）\n"
    )
    tasks = read(open_bytes("方案.txt", text.encode())).tasks
    assert [(task.number, task.units) for task in tasks] == [("一/一", ("市财政局",))]
