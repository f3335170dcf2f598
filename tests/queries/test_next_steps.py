"""Where am I, and every way out of here."""

import json
from typing import Any

import pytest
import yaml
from careers import STORIES, story

from swcareers.presenting.progression_text import next_steps_text
from swcareers.queries.entry import entry
from swcareers.queries.next_steps import NextSteps, next_steps
from swcareers.reading.loading import load_framework, load_record


def test_the_way_out_of_the_first_year_is_the_year_itself() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    found = next_steps(record, thurrock, on=on)
    way = found["nqsw-to-social-worker"]
    assert (way.direction, way.mechanism) == ("up", None)
    assert way.words == "not yet: 2 things missing"
    deciding = [one for one in way.missing if not one.informs]
    assert [one.who for one in deciding] == ["nobody", "employer"]
    informing = {one.id.rpartition("/")[2] for one in way.missing if one.informs}
    assert {"observations", "reviews", "capability"} <= informing
    assert str(way.earliest and way.earliest.day) == "2027-06-01"


def test_what_is_booked_is_told_beside_what_is_missing() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    way = next_steps(record, thurrock, on=on)["nqsw-to-social-worker"]
    booked = {one.id.rpartition("/")[2]: one.planned for one in way.missing}
    assert booked["observations"] == "2026-11-20"
    assert booked["written-work"] is None


def test_part_time_and_leave_move_the_end_of_the_year() -> None:
    record, thurrock, on = story("thurrock-adults-part-time")
    way = next_steps(record, thurrock, on=on)["nqsw-to-social-worker"]
    assert str(way.earliest and way.earliest.day) == "2028-03-05"


def test_a_way_that_no_source_describes_is_open_and_never_free() -> None:
    record, newham, on = story("newham-clare")
    way = next_steps(record, newham, on=on)["to-systemic-psychotherapist"]
    assert (way.verdict, way.words) == ("undecided", "open, but not described")
    assert way.described is False
    assert way.earliest is not None
    assert way.earliest.exact is False
    assert "no source says what it asks" in way.earliest.words


def test_what_people_decide_is_awaited_and_nobody_is_made_up_who_decides() -> None:
    record, newham, on = story("newham-jack")
    way = next_steps(record, newham, on=on)["to-practice-development"]
    assert way.words == "awaiting a decision"
    assert {one.who for one in way.missing} == {"not stated"}


def test_a_post_that_may_have_ended_gives_way_to_the_one_that_began_last() -> None:
    record, newham, on = story("newham-clare")
    assert next_steps(record, newham, on=on).here.stage == (
        "practice-development-social-worker"
    )
    record, newham, on = story("newham-jack")
    assert next_steps(record, newham, on=on).here.stage == "systemic-psychotherapist"


def test_the_level_is_told_as_last_judged_and_never_worked_out() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    here = next_steps(record, thurrock, on=on).here
    assert (here.level, here.judged) == ("pcf/nqsw", None)
    judged = record.adding(
        {"assessed": "pcf/nqsw", "by": "assessor-a", "date": "2026-10-30",
         "verdict": "met"}
    )  # fmt: skip
    here = next_steps(judged, thurrock, on=on).here
    assert (here.judged, here.judged_on) == ("pcf/nqsw", "2026-10-30")
    assert "Last judged at" in here.words


def test_from_outside_only_what_leads_in_from_outside_is_open() -> None:
    framework = load_framework(
        {
            "framework": "example",
            "title": "Example",
            "illustrative": "all",
            "stages": {"one": {"title": "One"}, "two": {"title": "Two"}},
            "groups": {"both": ["one", "two"]},
            "progressions": {
                "hired": {"title": "Hired", "from": ["outside"], "to": "one"},
                "up": {"title": "Up", "from": ["any"], "to": "two"},
                "back": {"title": "Back", "from": ["both"], "to": "one"},
            },
        }
    )
    outside = load_record({"record": "a", "posts": []})
    assert [way.id for way in next_steps(outside, framework, on="2026-11-06")] == [
        "hired"
    ]
    inside = load_record({"record": "b", "posts": [{"stage": "two", "from": "2025"}]})
    # A way back to where one stands is no way; a group opens to its members.
    assert [way.id for way in next_steps(inside, framework, on="2026-11-06")] == [
        "back"
    ]


@pytest.mark.parametrize("name", STORIES)
def test_every_story_is_answered_and_can_be_stored(name: str) -> None:
    record, framework, on = story(name)
    found = next_steps(record, framework, on=on)
    assert NextSteps.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert found.here.words
    assert len(found) or found.words


TWICE_A_YEAR = load_framework(
    {
        "framework": "example",
        "title": "Example",
        "illustrative": "all",
        "stages": {"one": {"title": "One"}, "two": {"title": "Two"}},
        "decisions": {"panel": {"title": "Panel"}},
        "progressions": {
            "up": {
                "title": "Panel in March and September",
                "from": "one",
                "to": "two",
                "mechanism": "panel",
                "open": [
                    {"from": "1 March", "to": "31 March"},
                    {"from": "1 September", "to": "30 September"},
                ],
                "requires": [
                    {"id": "years", "time_in": "one", "at_least": "2 years"},
                    {"id": "panel", "decision": "panel"},
                ],
            },
        },
    }
)


@pytest.mark.parametrize(
    ("since", "on", "expected"),
    [
        ("2023-10-15", "2025-08-20", "2026-03-01"),  # two years on 15 October
        ("2023-10-15", "2026-03-31", "2026-03-31"),
        ("2023-10-15", "2026-04-01", "2026-09-01"),
        ("2023-09-30", "2025-08-20", "2025-09-30"),  # on the last day of the window
        ("2023-10-01", "2025-08-20", "2026-03-01"),
    ],
)
def test_a_step_is_taken_when_it_is_open(since: str, on: str, expected: str) -> None:
    record = load_record(
        {"record": "a", "decisions": [], "posts": [{"stage": "one", "from": since}]}
    )
    (way,) = next_steps(record, TWICE_A_YEAR, on=on)
    assert str(way.earliest and way.earliest.day) == expected


def test_a_step_that_was_decided_waits_for_no_window() -> None:
    record = load_record(
        {
            "record": "a",
            "decisions": [{"decision": "panel", "is": "agreed", "date": "2026-03-20"}],
            "posts": [{"stage": "one", "from": "2023-10-15"}],
        }
    )
    (way,) = next_steps(record, TWICE_A_YEAR, on="2026-05-01")
    assert way.words == "ready to be considered"
    assert str(way.earliest and way.earliest.day) == "2026-05-01"


JOINED = """
framework: small
title: Small
illustrative: all
stages: {nqsw: {title: Newly qualified}, senior: {title: Senior}}
programmes:
  year: {title: The year, for: {stage: nqsw}, clock: {runs_for: 12 months}}
  course: {title: The course, for: {stage: senior}}
qualifications:
  award: {title: The award}
  unknown: {title: Another award, not_stated: [entry]}
  other: {title: A third award}
approvals:
  signatory:
    title: May sign
    requires: [{id: has-award, title: The award is held, holds: award}]
"""


def test_what_could_be_joined_is_for_this_post_and_neither_begun_nor_held() -> None:
    framework = load_framework(yaml.safe_load(JOINED))
    record = load_record({
        "record": "example",
        "posts": [{"stage": "nqsw", "from": "2026-06-01"}],
        "programmes": [],
        "approvals": [],
        "awards": [{"award": "other", "achieved": "2020-07-01"}],
    })  # fmt: skip
    found = next_steps(record, framework, on="2026-11-06")
    assert [one.into for one in found.joins] == [
        "year",
        "signatory",
        "award",
        "unknown",
    ]
    for one in found.joins:
        assert one == entry(record, framework, one.into, on="2026-11-06")
    assert found.joins[-1].words == "open, but not described"
    shown = next_steps_text(found)
    assert "What could be joined from here" in shown
    assert "The course" not in shown
    assert NextSteps.from_json(found.to_json()) == found


def test_an_approval_nobody_gives_asks_at_entry_all_that_it_requires() -> None:
    """With no decision among its rules it is held on every day they are met."""
    framework = load_framework(yaml.safe_load(JOINED))
    plain: dict[str, Any] = {"record": "example", "awards": []}
    without = entry(load_record(plain), framework, "signatory", on="2026-11-06")
    assert without.verdict == "not_yet"
    assert [one.requirement.title for one in without.answers] == ["The award is held"]
    plain["awards"] = [{"award": "award", "achieved": "2020-07-01"}]
    having = entry(load_record(plain), framework, "signatory", on="2026-11-06")
    assert having.already == "held already"
