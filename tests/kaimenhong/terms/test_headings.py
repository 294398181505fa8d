"""What the heads of columns say, as plans and returns write them."""

import pytest

from kaimenhong.terms.figure_heads import read_figure_head
from kaimenhong.terms.headings import kind_by_end, kind_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("序号", "number"), ("县（市、区）", "area"), ("指标名称", "indicator"),
        ("项目名称", "item"), ("2026年重点工作任务", "task"), ("具体举措", "task"),
        ("责任领导", "leader"),
        ("市级牵头单位", "lead"), ("责任单位（部门）", "party"), ("配合部门", "party"),
        ("完成时限", "deadline"), ("计量单位", "unit"), ("备注", "remark"),
        ("总量（亿元）", "level"), ("同比±%", "growth"), ("位次", "rank"), ("完成率", "completion"),
        ("目标值", "figure"),
        ("建设单位", None), ("规上工业增加值", None), ("说明会", None),
    ],
)  # fmt: skip
def test_a_head_says_what_stands_under_it(head: str, kind: str | None) -> None:
    assert kind_by_end(head) == kind


def test_only_the_whole_words_count_for_a_return() -> None:
    assert kind_of("牵头单位") == "lead"
    assert kind_of("市级牵头单位") is None


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("一季度目标（亿元）", ("", "一季度", "target", None, "亿元")),
        ("2025年完成", ("", "2025年", "actual", None, "")),
        ("同比±%", ("", "", None, "growth", "")),
        ("比上年增减（个百分点）", ("", "", None, "change_pp", "个百分点")),
        ("全省位次", ("", "", None, "level_rank", "")),
        ("增速全省位次", ("", "", None, "growth_rank", "")),
        ("规上工业增加值增速（%）", ("规上工业增加值", "", None, "growth", "%")),
        ("固定资产投资（不含农户）", ("固定资产投资（不含农户）", "", None, None, "")),
        ("2026年1—2月累计完成（亿元）", ("", "2026年1-2月", "actual", "level", "亿元")),
        ("完成年度预算（%）", ("", "", "actual", "completion", "%")),
        ("一般公共预算收入一季度目标总量", ("一般公共预算收入", "一季度", "target", "level", "")),
        ("其中：工业投资", ("工业投资", "", None, None, "")),
        ("1.地区生产总值（亿元）", ("地区生产总值", "", None, None, "亿元")),
        ("实际利用外资（万美元）", ("实际利用外资", "", None, None, "万美元")),
        ("预计增速", ("", "", "expected", "growth", "")),
        ("（%）", ("", "", None, None, "%")),
        ("青岚县", ("青岚县", "", None, None, "")),
    ],
)
def test_the_head_of_a_figure_says_name_time_role_measure_and_unit(
    head: str, said: tuple[str, str, str | None, str | None, str]
) -> None:
    one = read_figure_head(head)
    assert (one.name, one.time, one.role, one.measure, one.unit) == said


def test_the_same_time_a_year_ago_is_told() -> None:
    assert read_figure_head("上年同期").before
    assert not read_figure_head("上年完成").before
