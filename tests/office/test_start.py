from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kaimenhong.errors import Mistake
from office.campaigns import actions
from office.campaigns.models import Campaign, Document, Part, Statement, Target, Task
from office.people.models import Area, Office, Person
from tests.office.files import BAD_PLANS, PLAN, plan


def start(by: Person, name: str, data: bytes) -> actions.Opening:
    return actions.start(by=by, file_name=name, data=data, now=timezone.now())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_plan_of_ones_own_becomes_targets_tasks_and_offices(
    console: Person, encoding: str
) -> None:
    opening = start(console, "方案.txt", plan(PLAN, encoding))
    campaign = opening.campaign
    assert (campaign.area.name, campaign.period) == ("霁川市", "2026Q1")
    assert not campaign.is_demo
    stated = {(t.indicator, t.measure, t.comparator, str(t.value)) for t in campaign.targets.all()}
    assert stated == {
        ("GDP", "growth", "at_least", "6"),
        ("FAI", "growth", "exactly", "8"),
        ("RETAIL", "level", "exactly", "42"),
        ("IND_VA", "growth", "at_least", "7"),
    }
    task = Task.objects.get(document=opening.document)
    assert [p.name for p in task.parties.filter(part=Part.LEADER)] == ["林一舟"]
    offices = Office.objects.filter(area=campaign.area).values_list("name", flat=True)
    assert set(offices) == {"市工信局", "市发改局", "市统计局"}


def test_the_same_plan_twice_is_told_and_adds_nothing(console: Person) -> None:
    start(console, "方案.txt", plan(PLAN))
    with pytest.raises(Mistake, match="C404"):
        start(console, "另一个名字.txt", plan(PLAN))
    assert Document.objects.filter(text=PLAN).count() == 1


@pytest.mark.parametrize("name", BAD_PLANS)
def test_a_bad_plan_leaves_nothing_behind(console: Person, name: str) -> None:
    file_name, data, codes = BAD_PLANS[name]
    before = [model.objects.count() for model in (Campaign, Document, Target, Area, Office)]
    with pytest.raises(Mistake) as caught:
        start(console, file_name, data())
    assert caught.value.code in codes.split()
    assert before == [model.objects.count() for model in (Campaign, Document, Target, Area, Office)]


@pytest.mark.parametrize("name", BAD_PLANS)
def test_the_page_says_what_is_wrong_and_what_to_do(coordinator: Client, name: str) -> None:
    file_name, data, codes = BAD_PLANS[name]
    upload = BytesIO(data())
    upload.name = file_name
    answer = coordinator.post(reverse("start"), {"plan": upload})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert any(code in page for code in codes.split())
    assert "Traceback" not in page


def test_a_real_county_is_known_by_its_standard_code(console: Person) -> None:
    text = PLAN.replace("霁川市", "昆山市")
    campaign = start(console, "方案.txt", plan(text)).campaign
    assert campaign.area.code == "320583"


def test_blanks_are_asked_about_and_become_no_target(console: Person) -> None:
    opening = start(console, "方案.txt", plan(PLAN.replace("42亿元", "XX亿元")))
    assert opening.targets == 3
    assert any("空白" in question.what for question in opening.questions)
    assert Statement.objects.get(document=opening.document, placeholder=True).value is None


def test_a_contradiction_is_asked_about_and_both_sides_are_kept(campaign: Campaign) -> None:
    document = campaign.documents.get()
    conflict = document.conflicts.get()
    assert conflict.a and conflict.b
    sides = {conflict.a.pk, conflict.b.pk}
    doubted = Statement.objects.filter(target__in_question=True)
    assert {stated.pk for stated in doubted} == sides


def test_the_sample_plan_has_the_size_that_the_demonstration_promises(campaign: Campaign) -> None:
    assert (
        Task.objects.filter(document__campaign=campaign, targets__isnull=False).distinct().count()
        == 10
    )
    assert 40 <= campaign.targets.count() <= 55
    assert campaign.area.children.count() == 6


def test_only_who_may_start_a_campaign_starts_one(person: Callable[..., Person]) -> None:
    with pytest.raises(Mistake, match="P601"):
        start(person("leader"), "方案.txt", plan(PLAN))


def test_a_name_that_several_districts_bear_is_asked_about(console: Person) -> None:
    text = plan(PLAN.replace("霁川市", "鼓楼区"))
    with pytest.raises(Mistake, match="T207"):
        start(console, "方案.txt", text)
    opening = actions.start(
        by=console, file_name="方案.txt", data=text, now=timezone.now(), area_code="320106"
    )
    assert opening.campaign.area.code == "320106"


def test_a_county_started_before_its_city_still_belongs_to_it(console: Person) -> None:
    county = start(console, "县.txt", plan(PLAN.replace("霁川市", "太仓市"))).campaign.area
    city = start(console, "市.txt", plan(PLAN.replace("霁川市", "苏州市"))).campaign.area
    county.refresh_from_db()
    assert county.parent == city


def test_the_year_of_a_plan_is_its_titles_and_not_its_first_figures(console: Person) -> None:
    past = PLAN.replace("一、总体要求\n", "一、总体要求\n2025年，全市地区生产总值增长5.1%。\n")
    assert start(console, "方案.txt", plan(past)).campaign.period == "2026Q1"


def test_nobody_starts_a_campaign_in_an_area_that_is_not_his(
    person: Callable[..., Person], console: Person
) -> None:
    start(console, "己.txt", plan(PLAN))
    other = PLAN.replace("7%以上", "7.5%以上")
    for place in ("霁川市", "常熟市"):  # registered here or not: he is told the same
        with pytest.raises(Mistake, match=f"P601.*应为锦泽市.*实为“{place}的方案”"):
            start(person("coordinator"), "他.txt", plan(other.replace("霁川市", place)))
    assert not Area.objects.filter(name="常熟市").exists()


def test_what_the_plan_says_twice_in_the_same_words_is_one_target(console: Person) -> None:
    twice = PLAN + "\n三、再次强调\n一季度，全市地区生产总值增长6%以上。\n"
    opening = start(console, "方案.txt", plan(twice))
    target = opening.campaign.targets.get(indicator="GDP")
    assert target.statements.count() == 2


def test_a_target_belongs_to_the_task_that_sets_it_wherever_the_plan_says_it_first(
    console: Person,
) -> None:
    text = (
        "霁川市2026年一季度“开门红”工作方案\n\n一、工作目标\n"
        "一季度，全市社会消费品零售总额增长6%以上。\n\n二、重点任务\n"
        "（一）促进消费。一季度社会消费品零售总额增长7%以上。（责任单位：市文旅局）\n\n附件\n\n"
        "序号\t指标名称\t一季度目标\t责任领导\t牵头单位\n"
        "1\t社会消费品零售总额\t增长6%以上\t林一舟\t市商务局\n"
    )
    opening = start(console, "方案.txt", plan(text))
    carried = {
        str(target.value): [party.name for party in target.task.parties.all()]
        for target in opening.campaign.targets.select_related("task")
        if target.task
    }
    assert carried == {"6": ["林一舟", "市商务局"], "7": ["市文旅局"]}


def test_tables_that_both_number_from_one_keep_their_own_tasks(console: Person) -> None:
    table = (
        "序号\t重点任务\t目标值\t牵头单位\n"
        "1\t稳住工业\t一季度规模以上工业增加值增长7%\t{first}\n"
        "2\t扩大消费\t一季度社会消费品零售总额增长6%\t{second}\n"
    )
    text = (
        "霁川市2026年一季度“开门红”任务分解表\n\n"
        + table.format(first="市工信局", second="市商务局")
        + "\n\n附表二\n\n"
        + table.format(first="市发改局", second="市文旅局").replace("7%", "7.5%")
    )
    opening = start(console, "任务.txt", plan(text))
    numbers = list(opening.document.tasks.values_list("number", flat=True))
    assert len(numbers) == opening.tasks
    for stated in opening.document.statements.exclude(task=None):
        assert stated.task is not None
        assert stated.task.start <= stated.start < stated.task.end


def test_a_plan_that_names_no_area_starts_where_it_is_told(console: Person) -> None:
    text = plan(PLAN.replace("霁川市2026年", "2026年"))
    with pytest.raises(Mistake, match="C401"):
        start(console, "方案.txt", text)
    opening = actions.start(
        by=console, file_name="方案.txt", data=text, now=timezone.now(), area_code="320583"
    )
    assert opening.campaign.area.name == "昆山市"


def test_a_plan_of_one_place_does_not_open_in_another(console: Person) -> None:
    with pytest.raises(Mistake, match="T206"):
        actions.start(
            by=console,
            file_name="方案.txt",
            data=plan(PLAN),
            now=timezone.now(),
            area_code="320583",
        )


def test_a_slip_in_the_area_registers_nothing(console: Person) -> None:
    text = plan(PLAN.replace("霁川市2026年", "2026年"))
    with pytest.raises(Mistake, match="T206"):
        actions.start(
            by=console, file_name="方案.txt", data=text, now=timezone.now(), area_code="不存在县"
        )
    assert not Area.objects.filter(name="不存在县").exists()


def test_a_plan_of_nothing_but_blanks_opens_no_campaign(console: Person) -> None:
    blank = "霁川市2026年一季度工作方案\n\n一季度，全市地区生产总值增长XX%，固定资产投资增长XX%。\n"
    with pytest.raises(Mistake, match="C402"):
        start(console, "模板.txt", plan(blank))
    assert not Area.objects.filter(name="霁川市").exists()
