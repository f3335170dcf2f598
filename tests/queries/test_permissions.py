"""What an approval permits, until when, and whether it is kept current."""

import pytest
from careers import STORIES, story

from swcareers.queries.permissions import Permission, permissions
from swcareers.reading.loading import load_framework, load_record

PEPS = load_framework("peps")


def held(**spell: str) -> list[Permission]:
    record = load_record(
        {
            "record": "example",
            "approvals": [{"approval": "practice-educator-stage-1", **spell}],
        }
    )
    return list(permissions(record, PEPS, on="2026-11-06"))


def test_at_stage_1_the_last_placement_needs_the_word_of_a_colleague_at_stage_2() -> (
    None
):
    record, thurrock, on = story("thurrock-practice-educator")
    said = [one.words for one in permissions(record, thurrock, on=on)]
    assert said == [
        "May assess any placement but the last, as practice educator at stage 1.",
        "May assess the last placement, ratified by somebody holding “Practice "
        "educator at stage 2”, as practice educator at stage 1.",
        "May assess an NQSW, as practice educator at stage 1.",
    ]


def test_the_edition_of_the_day_says_what_is_permitted() -> None:
    record = load_record(
        {
            "record": "example",
            "approvals": [{"approval": "practice-educator-stage-1", "from": "2014"}],
        }
    )
    acts = {one.act for one in permissions(record, PEPS, on="2016-05-01")}
    assert "contribute-to-assessment" in acts
    acts = {one.act for one in permissions(record, PEPS, on="2021-05-01")}
    assert "contribute-to-assessment" not in acts


def test_an_approval_with_a_length_says_until_when() -> None:
    record, amhp = story("amhp")[0], load_framework("amhp")
    (found,) = permissions(record, amhp, on="2026-11-06")
    assert (found.act, found.until) == ("act-as-amhp", "2030-02-28")
    assert found.current is True


def test_what_ran_out_permits_nothing_any_more() -> None:
    assert held(**{"from": "2020-01-01", "to": "2024-12-31"}) == []
    assert held(**{"from": "2020-01-01", "to": "2026-11-06"}) != []


def test_a_first_day_known_only_as_a_year_leaves_it_open() -> None:
    found = held(**{"from": "2026"})
    assert {one.certain for one in found} == {False}
    assert "cannot be said" in found[0].words


def test_a_missed_year_of_training_is_told_and_takes_nothing_away() -> None:
    record, amhp = story("amhp")[0], load_framework("amhp")
    (found,) = permissions(record, amhp, on="2027-03-01")
    assert found.current is False
    assert "Eighteen hours of training a year" in found.wanting


@pytest.mark.parametrize("name", STORIES)
def test_permissions_go_to_json_and_back(name: str) -> None:
    record, framework, on = story(name)
    for one in permissions(record, framework, on=on):
        assert Permission.from_json(one.to_json()) == one


def test_what_is_recognised_for_good_is_permitted_without_an_end() -> None:
    book = load_framework(
        {
            "framework": "small",
            "title": "Small",
            "illustrative": "all",
            "decisions": {"granted": {"title": "Granted"}},
            "qualifications": {"old-award": {"title": "Old award"}},
            "approvals": {
                "educator": {
                    "title": "Educator",
                    "lasts": "2 years",
                    "recognised_as": [{"award": "old-award"}],
                    "requires": [{"decision": "granted"}],
                    "permits": [{"act": "assess"}],
                }
            },
        }
    )
    old = load_record(
        {"record": "x", "awards": [{"award": "old-award", "achieved": "2015-08-31"}]}
    )
    (found,) = permissions(old, book, on="2026-11-06")
    assert found.until is None
    granted = load_record(
        {
            "record": "x",
            "decisions": [{"decision": "granted", "date": "2025-01-01"}],
        }
    )
    (found,) = permissions(granted, book, on="2026-11-06")
    assert found.until == "2026-12-31"
