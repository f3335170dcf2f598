"""Many people at once: streamed, not ranked, small groups not told apart."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from careers import STORIES, learner, story
from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.queries.changes import changes
from swcareers.queries.cohort import Cohort, cohort
from swcareers.queries.grouping import grouped
from swcareers.queries.person_row import cohort_rows
from swcareers.queries.report import report
from swcareers.reading.loading import load_framework, load_record
from swcareers.record.model import Record

NEWHAM = load_framework("newham")
ON = "2026-11-06"


def person(number: int, **more: Any) -> Record:
    post = {"stage": "nqsw", "service": "children", "from": "2026-06-01"}
    post |= more.pop("post", {})
    return load_record({"record": f"person-{number}", "posts": [post], **more})


def test_one_row_a_person_in_the_order_given_and_never_a_name() -> None:
    people = [learner(name) for name in ("newham-jane", "newham-clare", "newham-jack")]
    found = cohort(people, NEWHAM, on="2023-05-30")
    assert [row.reference for row in found] == [one.record for one in people]
    assert found.sentence == "3 people. Nothing needs attention."
    text = json.dumps(found.to_json())
    assert "%" not in text


def test_records_are_read_one_at_a_time() -> None:
    alive: list[int] = []
    seen: list[int] = []

    def stream() -> Iterator[Record]:
        for number in range(7):
            alive.append(number)
            yield person(number)

    found = cohort(stream(), NEWHAM, on=ON, progress=seen.append)
    assert len(found) == 7
    assert seen == [1, 2, 3, 4, 5, 6, 7]
    assert alive == list(range(7))


def test_rows_come_one_by_one_and_are_those_of_the_cohort() -> None:
    read: list[int] = []

    def stream() -> Iterator[Record]:
        for number in range(5):
            read.append(number)
            yield person(number)

    rows = cohort_rows(stream(), NEWHAM, on=ON)
    first = next(rows)
    assert read == [0]
    assert (first, *rows) == cohort(map(person, range(5)), NEWHAM, on=ON).people


def test_what_needs_attention_is_what_the_report_says() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    (row,) = cohort([record], thurrock, on=on)
    page = report(record, thurrock, on=on)
    assert row.attention == page.attention
    assert row.coming == page.coming
    assert row.sentence == page.sentence
    assert row.assessors == ("assessor-a",)


@pytest.mark.parametrize("name", STORIES)
def test_the_line_of_a_person_is_what_the_report_says(name: str) -> None:
    """cohort((r,)) says of r what report(r) says, though it asks for less."""
    record, framework, on = story(name)
    (row,) = cohort([record], framework, on=on)
    page = report(record, framework, on=on)
    same = ("sentence", "attention", "coming", "for_people", "as_of")
    for field in same:
        assert getattr(row, field) == getattr(page, field), field
    assert row.not_recorded == len(page.not_recorded)
    assert row.problems == len(page.unused)
    answers = [
        answer
        for root in (page.support, page.assessment)
        for owner in root.parts
        for answer in owner.parts
    ]
    seen = ("requirement", "verdict", "have", "need", "unit", "due")
    assert [tuple(getattr(one, key) for key in seen) for one in row.standings] == [
        (one.id, one.verdict, one.have, one.need, one.unit, one.due) for one in answers
    ]
    promised = [
        one.verdict
        for owner in page.support.parts
        for one in owner.parts
        if one.verdict != "not_applicable" and one.requirement.strength == "must"
    ]
    assert row.support == (promised.count("met"), len(promised))


def test_rows_are_flat_and_carry_the_digest() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    found = cohort([record, record], thurrock, on=on)
    rows = list(found.rows())
    assert {row.digest for row in rows} == {thurrock.digest}
    (first, *_) = [row for row in rows if row.requirement.endswith("observations")]
    assert (str(first.have), str(first.need), first.side) == ("1", "3", "assessment")


def test_a_programme_alone_may_be_asked_about() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    found = cohort([record], thurrock, on=on, programme="asye")
    assert {row.requirement.split("/")[0] for row in found.rows()} == {
        "asye-child-family"
    }


def test_whoever_has_all_that_a_described_way_asks_is_ready_to_be_considered() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    passed = record.adding(
        {"decision": "asye-outcome", "is": "pass", "date": "2026-11-01"}
    )
    assert cohort([record], thurrock, on=on).people[0].ready == ()
    assert "Social worker" in cohort([passed], thurrock, on=on).people[0].ready


def test_problems_of_records_are_told_before_any_number() -> None:
    bad = load_record({"record": "bad", "posts": [{"from": "2026-02-30"}]})
    found = cohort([bad], NEWHAM, on=ON)
    assert found.problems[0].reference == "bad"
    assert found.people[0].problems == len(found.problems)


def test_the_work_of_an_assessor_is_a_list_by_day() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    found = cohort([record], thurrock, on=on).by_assessor()
    (dues,) = found.values()
    days = [due.day for due in dues if due.day]
    assert days == sorted(days)
    booked = {due.what for due in dues if due.booked}
    assert any("observation" in what.lower() for what in booked)


# --- small groups ---------------------------------------------------------------------


def test_small_groups_are_withheld_by_name_and_counted_together() -> None:
    people = [
        *(person(n, post={"team": "large"}) for n in range(6)),
        *(person(10 + n, post={"team": "small"}) for n in range(3)),
        *(person(20 + n, post={"team": "tiny"}) for n in range(2)),
    ]
    found = cohort(people, NEWHAM, on=ON).by("team")
    assert [(group.name, group.size) for group in found.groups] == [("large", 6)]
    assert found.withheld is not None
    assert found.withheld.size == 5
    assert "small" not in str(found.withheld)
    support = cohort(people, NEWHAM, on=ON).support(by="team")
    (group,) = support.groups
    assert group.counts["circle-of-support"] == (0, 6)


@given(
    st.lists(st.sampled_from("abcdef"), max_size=40),
    st.integers(min_value=2, max_value=6),
)
@settings(max_examples=150)
def test_no_group_too_small_is_ever_shown_and_nobody_is_lost(
    names: list[str], at_least: int
) -> None:
    """Groups under the number are never told apart, not even by subtraction."""
    rows = [(name, name) for name in names]
    found = grouped(rows, "team", lambda one: {"n": (len(list(one)), 1)}, at_least)
    shown = [group.size for group in found.groups]
    together = found.withheld.size if found.withheld else 0
    assert sum(shown) + together + found.left_out == len(names)
    assert all(size >= at_least for size in shown)
    assert together == 0 or together >= at_least
    # Whoever knows the total could subtract: so nobody is left over beside groups.
    assert not (found.groups and found.left_out)


# --- figures --------------------------------------------------------------------------


def climber(number: int) -> Record:
    return load_record(
        {
            "record": f"climber-{number}",
            "posts": [
                {"stage": "nqsw", "from": "2019-01-07", "to": "2020-12-31"},
                {"stage": "advanced-practitioner", "from": "2021-01-01"},
            ],
            "studies": [
                {"qualification": "msc-family-therapy", "started": "2021-09-13"}
            ],
            "confirmations": [{"of": "msc-family-therapy/fees", "date": "2021-09-01"}],
        }
    )


def test_figures_of_an_academy_are_computed_from_records() -> None:
    found = cohort(map(climber, range(6)), NEWHAM, on=ON)
    figures = {
        one.id: (one.count, one.possible) for one in found.figures(since="2020-01-01")
    }
    assert figures == {
        "funded": (6, 0), "filled_from_inside": (6, 0), "promotions": (6, 0),
    }  # fmt: skip
    later = {one.id: one.count for one in found.figures(since="2022-01-01")}
    assert later == {"funded": 0, "filled_from_inside": 0, "promotions": 0}


def test_what_a_date_leaves_open_is_counted_as_possible() -> None:
    people = [learner(name) for name in ("newham-jack", "newham-clare", "newham-jane")]
    found = cohort(people, NEWHAM, on="2023-05-30")
    figures = {one.id: one for one in found.figures(since="2020-01-01", at_least=1)}
    assert (figures["funded"].count, figures["funded"].possible) == (0, 2)
    # Clare's step to practice development in late 2022 is into a vacant post.
    assert figures["filled_from_inside"].count == 1
    # The level of her new stage is stated nowhere: no promotion is claimed.
    assert figures["promotions"].count == 0


def test_figures_of_a_few_people_are_withheld() -> None:
    found = cohort(map(climber, range(3)), NEWHAM, on=ON)
    assert {one.withheld for one in found.figures(since="2020-01-01")} == {True}


@pytest.mark.parametrize("name", STORIES)
def test_a_cohort_of_one_goes_to_json_and_back(name: str) -> None:
    record, framework, on = story(name)
    found = cohort([record], framework, on=on)
    assert Cohort.from_json(json.loads(json.dumps(found.to_json()))) == found


@pytest.mark.parametrize("name", STORIES)
def test_a_report_beside_itself_has_no_changes(name: str) -> None:
    """`changes(x, x)` is empty."""
    record, framework, on = story(name)
    page = report(record, framework, on=on)
    assert changes(page, page) == ()
