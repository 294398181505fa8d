"""A place loads its own rule table; what is wrong with it is told by line."""

from __future__ import annotations

import pytest

from kaimenhong.analysis.lights import Light, default_rules, examples, read_rules
from kaimenhong.errors import Code, Mistake

HEAD = "code,version,applies,light,when"
GOOD = "a,1,points,green,gap_points >= 0"
ELSE = "a,1,points,red,else"
STOCK = ["b,1,stock,green,gap_sharp >= 0", "b,1,stock,red,else"]
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
    "unknown gauge": ([HEAD, "a,1,project_x,green,gap_points >= 0", "a,1,project_x,red,else"], 2),
    "unknown metric": ([HEAD, GOOD, ELSE, *STOCK], 4),
    "metric of another gauge": ([HEAD, "a,1,start,green,gap_points >= 0", "a,1,start,red,else"], 2),
    "unknown word": ([HEAD, "a,1,stage,green,stage = 很好", "a,1,stage,red,else"], 2),
    "word of another metric": ([HEAD, "a,1,points,green,gap_points = 顺利", ELSE], 2),
    "both sides of equal": ([HEAD, "a,1,points,green,0 < gap_points = 1", ELSE], 2),
    "two equal signs": ([HEAD, "a,1,points,green,gap_points == 1", ELSE], 2),
}


@pytest.mark.parametrize(("lines", "line"), WRONG.values(), ids=WRONG)
def test_wrong_rule_table_is_told_by_line(lines: list[str], line: int) -> None:
    with pytest.raises(Mistake) as told:
        read_rules("\n".join(lines), name="亮灯.csv")
    assert told.value.code is Code.LIGHT_RULE_INVALID
    assert told.value.place is not None
    assert (told.value.place.file, told.value.place.line) == ("亮灯.csv", line)


def test_mistake_names_what_may_be_looked_at() -> None:
    with pytest.raises(Mistake, match=r"gap_share（与目标差距（%））.*gap_sharp"):
        read_rules("\n".join([HEAD, *STOCK]), name="亮灯.csv")


@pytest.mark.parametrize("name", examples())
def test_each_example_reads_and_says_in_its_head_what_else_is(name: str) -> None:
    text = examples()[name]
    assert read_rules(text, name=name)
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert "照抄之前" in head[0]
    assert any("else" in line or "其余" in line for line in head)


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
