"""A place loads its own rule table; what is wrong with it is told by line."""

from __future__ import annotations

import pytest

from kaimenhong.analysis.lights import METRICS, Light, default_rules, read_rules
from kaimenhong.errors import Code, Mistake

HEAD = "code,version,applies,light,when"
GOOD = "a,1,points,green,gap_points >= 0"
ELSE = "a,1,points,red,else"
SECOND = ["b,1,points,green,met >= 1", "b,1,points,red,else"]

WRONG = {
    "no header": ([GOOD, ELSE], 1),
    "a column too few": ([HEAD, "a,1,points,green"], 2),
    "unknown light": ([HEAD, "a,1,points,blue,gap_points >= 0", ELSE], 2),
    "no else": ([HEAD, GOOD], 2),
    "else is not last": ([HEAD, ELSE, GOOD], 2),
    "else alone": ([HEAD, ELSE], 2),
    "no bound": ([HEAD, "a,1,points,green,gap_points", ELSE], 2),
    "words": ([HEAD, GOOD, "a,1,points,yellow,差一点", ELSE], 3),
    "from great to small": ([HEAD, "a,1,points,green,0 < gap_points >= -1", ELSE], 2),
    "interval without order": ([HEAD, "a,1,points,green,0 <= gap_points < -1", ELSE], 2),
    "second rule for a gauge": ([HEAD, GOOD, ELSE, *SECOND], 4),
}


@pytest.mark.parametrize(("lines", "line"), WRONG.values(), ids=WRONG)
def test_wrong_rule_table_is_told_by_line(lines: list[str], line: int) -> None:
    with pytest.raises(Mistake) as told:
        read_rules("\n".join(lines), name="亮灯.csv")
    assert told.value.code is Code.LIGHT_RULE_INVALID
    assert told.value.place is not None
    assert (told.value.place.file, told.value.place.line) == ("亮灯.csv", line)


def test_metric_that_the_board_lacks_is_a_mistake() -> None:
    lines = [HEAD, GOOD, ELSE, "b,1,stock,green,gap_sharp >= 0", "b,1,stock,red,else"]
    with pytest.raises(Mistake, match="gap_sharp") as told:
        read_rules("\n".join(lines), name="亮灯.csv", metrics=METRICS)
    assert told.value.place is not None
    assert told.value.place.line == 4


def test_empty_rule_table_is_a_mistake() -> None:
    with pytest.raises(Mistake):
        read_rules("# 只有注释\n", name="亮灯.csv")


def test_comments_count_as_lines_and_say_nothing() -> None:
    (rule,) = read_rules(f"# 来源\n\n{HEAD}\n{GOOD}\n{ELSE}\n", name="亮灯.csv")
    assert (rule.identity, rule.applies, rule.otherwise) == ("a@1", "points", Light.RED)


def test_every_gauge_has_one_default_rule() -> None:
    assert sorted(rule.applies for rule in default_rules()) == [
        "points",
        "progress",
        "rank",
        "stock",
    ]
