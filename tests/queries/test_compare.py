"""Two frameworks beside each other, and one record under both."""

import json
from itertools import permutations
from typing import Any

import pytest
from careers import STORIES, story

from swcareers.queries.compare import Comparison, compare
from swcareers.queries.moving_boroughs import Moving, compare_for
from swcareers.reading.loading import load_framework, load_record

BOROUGHS = (
    "thurrock", "newham", "tower-hamlets", "barking-and-dagenham", "north-east-london",
)  # fmt: skip
ON = "2026-11-06"


def small(**changed: Any) -> Any:
    rule = {"id": "visits", "title": "Visits", "evidence": "visit", "at_least": "3"}
    return load_framework(
        {
            "framework": "example",
            "title": "Example",
            "illustrative": "all",
            "evidence_types": {"visit": {"title": "Visit"}},
            "programmes": {
                "year": {"title": "The year", "requires": [{**rule, **changed}]}
            },
        }
    )


@pytest.mark.parametrize("name", BOROUGHS)
def test_nothing_is_different_from_itself(name: str) -> None:
    """`compare(a, a)` is empty."""
    framework = load_framework(name)
    found = compare(framework, framework, on=ON)
    assert len(found) == 0
    assert found.words == "Nothing is different."


@pytest.mark.parametrize("name", STORIES)
def test_under_the_same_framework_a_record_stands_the_same(name: str) -> None:
    """`compare_for(record, a, a)` is empty."""
    record, framework, on = story(name)
    found = compare_for(record, framework, framework, on=on)
    assert len(found) == 0
    assert not found.of("again")


@pytest.mark.parametrize(("one", "other"), [*permutations(BOROUGHS, 2)])
def test_what_one_gains_the_other_loses(one: str, other: str) -> None:
    left, right = load_framework(one), load_framework(other)
    there, back = compare(left, right, on=ON), compare(right, left, on=ON)
    assert {piece.id for piece in there.gained} == {piece.id for piece in back.lost}
    assert {piece.id for piece in there.lost} == {piece.id for piece in back.gained}
    assert len(there.rules) == len(back.rules)
    plain = json.loads(json.dumps(there.to_json()))
    assert Comparison.from_json(plain) == there


@pytest.mark.parametrize(
    ("changed", "key", "left", "right"),
    [
        ({"at_least": "4"}, "At least", "3", "4"),
        ({"strength": "should"}, "Strength", "nothing", "should"),
        ({"due": "month 6"}, "Due", "nothing", "month 6"),
        ({"where": {"by": "assessor"}}, "Counts only if", "nothing", "by “assessor”"),
        ({"title": "Home visits"}, "Title", "Visits", "Home visits"),
    ],
)
def test_a_rule_that_differs_is_told_key_by_key(
    changed: dict[str, Any], key: str, left: str, right: str
) -> None:
    (found,) = compare(small(), small(**changed), on=ON).rules
    (difference,) = found.keys
    assert (difference.key, difference.left) == (key, left)
    assert difference.right.replace("“", "").replace("”", "") == right.replace(
        "“", ""
    ).replace("”", "")


def test_another_title_for_the_same_is_restated_and_does_not_differ() -> None:
    (found,) = compare(small(), small(title="Home visits"), on=ON).rules
    assert found.kind == "restated"


def test_of_dated_rules_the_version_of_the_day_is_compared() -> None:
    dated = {
        "at_least": "3",
        "versions": [
            {"from": "2020-01-01", "at_least": "3"},
            {"from": "2025-01-01", "at_least": "5"},
        ],
    }
    assert len(compare(small(), small(**dated), on="2022-05-01")) == 0
    (found,) = compare(small(), small(**dated), on="2026-05-01").rules
    assert [(one.left, one.right) for one in found.keys] == [("3", "5")]


def test_newham_restates_what_thurrock_says_in_its_own_words() -> None:
    found = compare(load_framework("thurrock"), load_framework("newham"), on=ON)
    restated = {one.id: one for one in found.rules if one.kind == "restated"}
    assert "asye/workload" in restated
    # What three programmes inherit is told once, of the one it comes from.
    assert "asye-adults/workload" not in restated
    assert any(one.id == "circle-of-support" for one in found.gained)
    assert any(one.id == "asye/shadowing" for one in found.lost)


def test_a_key_that_no_source_gives_is_not_the_same_as_nothing() -> None:
    found = compare(load_framework("thurrock"), load_framework("newham"), on=ON)
    (way,) = [one for one in found.stages if one.id == "student-to-nqsw"]
    assert [(one.left, one.right) for one in way.keys] == [("vacancy", "not stated")]


def test_moving_boroughs_what_is_held_is_recognised_where_it_is_known() -> None:
    record, thurrock, on = story("thurrock-practice-educator")
    found = compare_for(record, thurrock, load_framework("newham"), on=on)
    known = {one.id: one.known for one in found.held}
    assert known["social-work-england"] is True
    assert known["practice-educator-stage-1"] is False
    assert {one.id for one in found.of("gone")} >= {"latest-thinking"}
    plain = json.loads(json.dumps(found.to_json()))
    assert Moving.from_json(plain) == found


def test_what_only_the_new_borough_asks_is_new_and_says_how_it_stands() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    found = compare_for(record, thurrock, load_framework("newham"), on=on)
    new = {one.id: one.right for one in found.of("new")}
    assert new["circle-of-support"] == "not recorded"
    assert "asye-child-family/observations" in {one.id for one in found.of("still")}


def test_an_empty_record_moves_without_a_word() -> None:
    record = load_record({"record": "nobody"})
    newham, thurrock = load_framework("newham"), load_framework("thurrock")
    assert compare_for(record, newham, thurrock, on=ON).held == ()
