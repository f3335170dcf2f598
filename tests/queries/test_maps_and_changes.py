"""The map of a framework, what a thing opens, what a level adds, and what if."""

import json
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from careers import story

from swcareers.queries.levels import Between, between
from swcareers.queries.opens import Openings, opens
from swcareers.queries.pathway import Pathway, pathway
from swcareers.queries.whatif import (
    HoursFrom,
    Leave,
    OtherProgramme,
    WhatIf,
    whatif,
)
from swcareers.reading.loading import load_framework

BOROUGHS = (
    "thurrock", "newham", "tower-hamlets", "barking-and-dagenham", "north-east-london",
)  # fmt: skip
ON = "2026-11-06"


# --- the map --------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOROUGHS)
def test_the_map_is_data_text_and_a_picture(name: str) -> None:
    found = pathway(load_framework(name), on=ON)
    assert Pathway.from_json(json.loads(json.dumps(found.to_json()))) == found
    picture = ElementTree.fromstring(found.to_svg())
    words = " ".join("".join(picture.itertext()).split())
    for way in found.ways:
        assert way.title in words
    assert found.to_mermaid().startswith("flowchart LR\n")


@pytest.mark.parametrize("name", BOROUGHS)
def test_the_picture_stands_alone(name: str) -> None:
    svg = pathway(load_framework(name), on=ON).to_svg()
    assert not re.search(r"<script|https?://(?!www\.w3\.org/2000/svg)|@import|url\(h",
                         svg)  # fmt: skip


def test_what_no_source_states_is_marked_in_all_forms() -> None:
    found = pathway(load_framework("newham"), on=ON)
    (way,) = [one for one in found.ways if one.id == "to-systemic-psychotherapist"]
    assert way.described is False
    assert "open, but not described" in way.words
    assert "-.->" in found.to_mermaid()
    assert "undescribed" in found.to_svg()
    assert "level" in found["systemic-psychotherapist"].unknown


def test_the_map_shows_levels_and_what_is_needed_for_what() -> None:
    found = pathway(load_framework("thurrock"), on=ON)
    assert found["nqsw"].rank == 4
    assert found["practice-educator-stage-2"].needs == ("practice-educator-stage-1",)
    (way,) = [one for one in found.ways if one.id == "nqsw-to-social-worker"]
    # The parent programme is never joined itself: those that extend it are.
    assert set(way.needs) == {"asye-child-family", "asye-adults"}


def test_hostile_titles_stay_text() -> None:
    bad = '"><script>alert(1)</script>]]> %% end'
    framework = load_framework(
        {
            "framework": "example", "title": bad, "illustrative": "all",
            "stages": {"end": {"title": bad}, "a": {"title": "A"}},
            "progressions": {"w": {"title": bad, "from": ["a"], "to": "end"}},
        }
    )  # fmt: skip
    found = pathway(framework, on=ON)
    svg = found.to_svg()
    ElementTree.fromstring(svg)
    assert "<script" not in svg
    assert "<script" not in found.to_mermaid()


def test_stages_without_levels_stand_in_the_order_of_their_ways() -> None:
    framework = load_framework(
        {
            "framework": "example", "title": "Example", "illustrative": "all",
            "stages": {name: {"title": name} for name in ("a", "b", "c")},
            "progressions": {
                "ab": {"title": "ab", "from": ["a"], "to": "b"},
                "bc": {"title": "bc", "from": ["b"], "to": "c"},
                "ca": {"title": "ca", "from": ["c"], "to": "a"},
            },
        }
    )  # fmt: skip
    ElementTree.fromstring(pathway(framework, on=ON).to_svg())


# --- what it opens --------------------------------------------------------------------


def test_a_course_opens_what_it_leads_to_and_what_that_opens() -> None:
    found = opens(load_framework("thurrock"), "practice-educator-course", on=ON)
    assert Openings.from_json(json.loads(json.dumps(found.to_json()))) == found
    steps = {one.id: one.steps for one in found}
    assert steps["practice-educator-stage-1"] == 1
    assert steps["practice-educator-stage-2/stage-1"] == 2
    assert steps["practice-educator-stage-2/assess-nqsw"] == 3


def test_a_programme_opens_the_step_that_asks_for_its_parent() -> None:
    found = opens(load_framework("thurrock"), "asye-adults", on=ON)
    assert [one.of for one in found] == ["nqsw-to-social-worker"]


def test_a_register_is_looked_at_in_many_places_each_told_once() -> None:
    found = opens(load_framework("thurrock"), "social-work-england", on=ON)
    ids = [one.id for one in found]
    assert len(ids) == len(set(ids))
    assert "asye/supervision" in ids
    assert "asye-adults/supervision" not in ids


def test_what_is_not_declared_opens_nothing_and_says_so() -> None:
    with pytest.raises(ValueError, match="declares no"):
        opens(load_framework("thurrock"), "nowhere", on=ON)


# --- level to level -------------------------------------------------------------------


def test_between_two_levels_the_parallel_ways_are_new() -> None:
    found = between(
        load_framework("newham"), "pcf/social-worker", "pcf/advanced", on=ON
    )
    assert Between.from_json(json.loads(json.dumps(found.to_json()))) == found
    kinds = {piece.kind for piece in found.new}
    assert {"pathway", "stage"} <= kinds
    assert "To advanced practitioner" in found.ways


def test_between_two_stages_the_year_is_left_behind() -> None:
    found = between(load_framework("thurrock"), "nqsw", "social-worker", on=ON)
    assert {"asye-child-family", "asye-adults"} <= {one.id for one in found.gone}
    assert found.ways == ("After the assessed and supported year",)


def test_between_a_stage_and_itself_nothing_is_new() -> None:
    found = between(load_framework("thurrock"), "nqsw", "nqsw", on=ON)
    assert (found.new, found.gone) == ((), ())


# --- what if --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            Leave(reason="parental-leave", first=date(2027, 1, 1),
                  last=date(2027, 3, 31)),
            "ASYE, child and family: the end moves from 31 May 2027 to 29 August "
            "2027; 2 other days move. Nothing else changes.",
        ),
        (
            HoursFrom(hours="0.6", day=date(2027, 1, 1)),
            "ASYE, child and family: the end moves from 31 May 2027 to 9 September "
            "2027; 2 other days move. Nothing else changes.",
        ),
        (
            {"type": "direct-observation", "date": "2026-10-02",
             "observer": "assessor-a"},
            "1 other thing stands differently. Nothing else changes.",
        ),
    ],
)  # fmt: skip
def test_what_a_change_would_change_and_that_nothing_else_does(
    change: Any, words: str
) -> None:
    record, thurrock, on = story("thurrock-nqsw")
    before = record
    found = whatif(record, thurrock, change, on=on, programme="asye")
    assert found.words == words
    assert record == before
    assert WhatIf.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_each_move_says_by_how_many_days_and_why() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    leave = Leave(
        reason="parental-leave", first=date(2027, 1, 1), last=date(2027, 3, 31)
    )
    found = whatif(record, thurrock, leave, on=on)
    moved = {one.title: one.days for one in found.changes if one.kind == "date"}
    assert moved["ASYE, child and family: month 9"] == 90
    assert all("parental leave" in (one.because or "") for one in found.changes)


def test_another_programme_takes_the_place_of_the_first() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    other = OtherProgramme(
        programme="asye-adults", day=date(2026, 11, 1), instead_of="asye-child-family"
    )
    found = whatif(record, thurrock, other, on=on)
    assert "asye-adults" in {run.programme for run in found.after.runs}
    assert "asked" in {one.kind for one in found.changes}


def test_several_changes_are_made_one_after_another() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    both = [
        HoursFrom(hours="50%", day=date(2027, 1, 1)),
        {"type": "development-plan", "date": "2026-11-05"},
    ]
    kinds = {one.kind for one in whatif(record, thurrock, both, on=on).changes}
    assert {"date", "figure"} <= kinds


def test_a_module_opens_the_award_it_is_a_part_of_and_those_it_is_asked_for() -> None:
    framework = load_framework(
        {
            "framework": "small", "title": "Small", "illustrative": "all",
            "groups": {"basics": ["one", "two"]},
            "modules": {name: {"title": name, "credits": "20"}
                        for name in ("one", "two")},
            "qualifications": {
                "certificate": {"title": "Certificate", "at_least": "20 credits",
                    "made_of": [{"id": "core", "modules": ["basics"],
                                 "at_least": "20 credits"}]},
                "diploma": {"title": "Diploma", "succeeds": ["certificate"],
                    "entry": [{"id": "before", "holds": "certificate"}]},
            },
        }
    )  # fmt: skip
    found = [(one.of, one.how, one.steps) for one in opens(framework, "one", on=ON)]
    assert found == [
        ("certificate", "it counts as a part of it: Certificate", 1),
        ("diploma", "it is asked to be held: entry to Diploma", 2),
        ("diploma", "it was replaced by it: Diploma", 2),
    ]
