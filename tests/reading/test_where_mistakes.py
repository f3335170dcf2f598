"""A `where` as one writes it on a first day, and what is said of it."""

from typing import Any

import pytest

import swcareers as sw


@pytest.mark.parametrize(
    ("where", "code", "hint"),
    [
        ({"level": ">= 5"}, "SWC352", "write level: {at_least: 5}"),
        ({"level": "5+"}, "SWC352", "write level: {at_least: 5}"),
        ({"level": "5-6"}, "SWC352", "write level: {at_least: 5, at_most: 6}"),
        ({"level": "< 7"}, "SWC352", "write level: {under: 7}"),
        ({"level": "9"}, "SWC352", "write 4, 5, 6 or 7"),
        ({"at_least": "40"}, "SWC353", "name the field, as in mark: {at_least: 35}"),
        ({"components": {"at_least": "35"}}, "SWC353",
         "write {all: {mark: {at_least: 35}}}"),
        ({"components": {"all": {"at_least": "35"}}}, "SWC353",
         "name the field, as in mark: {at_least: 35}"),
        ({"achieved": {"at_most": "5 years"}}, "SWC353",
         "write {from: 2026-09-01}, {before: start}, or {last: 5 years, "
         "before: start}"),
    ],
)  # fmt: skip
def test_a_slip_in_a_test_is_answered_with_what_to_write(
    where: dict[str, Any], code: str, hint: str
) -> None:
    way = {"id": "passed", "where": where}
    award = {"title": "Award", "at_least": "20 credits", "accepts": [way]}
    with pytest.raises(sw.FrameworkError) as refused:
        sw.load_framework({
            "framework": "an-academy", "title": "An academy", "illustrative": "all",
            "scales": {"level": {"title": "Level", "order": ["4", "5", "6", "7"]}},
            "qualifications": {"award": award},
        })  # fmt: skip
    problem = refused.value.problems[0]
    assert (problem.code, problem.hint) == (code, hint)


def test_ways_that_nothing_can_come_by_are_named_as_what_is_in_the_way() -> None:
    way = {"id": "passed", "where": {"state": "pass", "gained_by": "study"}}
    award = {"title": "Award", "at_least": "20 credits", "accepts": [way]}
    with pytest.raises(sw.FrameworkError) as refused:
        sw.load_framework({
            "framework": "an-academy", "title": "An academy", "illustrative": "all",
            "qualifications": {"award": award},
        })  # fmt: skip
    problem = refused.value.problems[0]
    assert problem.code == "SWC365"
    assert problem.message.endswith("no result could come by any of its ways (accepts)")
