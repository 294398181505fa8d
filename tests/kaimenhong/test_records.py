"""Records behave as the frozen dataclasses that they stand for."""

from __future__ import annotations

import dataclasses

from kaimenhong.records import record, replace


@record(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0
    note: str = dataclasses.field(default="", compare=False)


def test_equal_records_are_one_in_a_set() -> None:
    assert {Point(1, 2), Point(1, 2, "seen"), Point(2, 2)} == {Point(1, 2), Point(2, 2)}
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 0, "note": ""}


def test_replace_makes_another_and_leaves_the_first() -> None:
    one = Point(1, 2, "seen")
    other = replace(one, y=3)
    assert (other, other.note) == (dataclasses.replace(one, y=3), "seen")
    assert one == Point(1, 2)
