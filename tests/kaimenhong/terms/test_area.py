from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaimenhong.errors import Mistake
from kaimenhong.terms import area
from tests.cases.terms.tables import cases


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", cases("areas"))
def test_an_area_is_found_by_code_and_name(case: dict[str, str]) -> None:
    found = area.find(case["text"], on=day(case["on"]), within=case["within"] or None)
    assert "|".join(one.code for one in found) == case["codes"]


@pytest.mark.parametrize("case", cases("areas_refused"))
def test_what_is_no_single_area_is_refused_with_a_way_out(case: dict[str, str]) -> None:
    with pytest.raises(Mistake) as refused:
        area.area(case["text"], on=day(case["on"]))
    assert refused.value.code.value == case["code"]
    assert refused.value.came == case["text"]
    assert case["hint"] in refused.value.remedy


@pytest.mark.parametrize("case", cases("successors"))
def test_an_ended_area_leads_to_what_stands_for_it(case: dict[str, str]) -> None:
    found = area.successor_of(case["code"], on=day(case["on"]))
    assert "|".join(sorted(one.code for one in found)) == case["successors"]


def test_a_code_that_never_was_has_no_successor_to_tell_of() -> None:
    with pytest.raises(Mistake):
        area.successor_of("999999")


def test_the_tree_of_areas_in_force_has_no_loose_end() -> None:
    in_force = {one.code: one for one in area.areas() if one.valid_to is None}
    assert len(in_force) == 3213
    for one in in_force.values():
        if one.level is area.Level.PROVINCE:
            assert one.parent is None
        else:
            assert one.parent in in_force
    assert sum(one.level is area.Level.PROVINCE for one in in_force.values()) == 34


def test_no_code_has_two_names_on_one_day() -> None:
    by_code: dict[str, list[area.Area]] = {}
    for one in area.areas():
        by_code.setdefault(one.code, []).append(one)
    for history in by_code.values():
        for earlier, later in pairwise(history):
            assert earlier.valid_to is not None
            assert earlier.valid_to <= later.valid_from, earlier.code


def test_every_successor_is_an_area() -> None:
    codes = {one.code for one in area.areas()}
    assert all(code in codes for one in area.areas() for code in one.successors)


@given(st.sampled_from([one for one in area.areas() if one.valid_to is None]))
def test_the_full_name_leads_back_to_the_area(one: area.Area) -> None:
    assert one in area.find(str(one))
    assert area.area(one.code) == one
