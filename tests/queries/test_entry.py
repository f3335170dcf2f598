"""May I join: verdict and words, what is missing, is it open, and the funding."""

import json
from typing import Any

import pytest
from careers import STORIES, story

from swcareers.presenting.progression_text import entry_text
from swcareers.queries.entry import EntryAnswer, entry
from swcareers.reading.loading import load_framework, load_record

INTAKE: dict[str, Any] = {
    "framework": "academy",
    "title": "An invented academy",
    "illustrative": "all",
    "programmes": {
        "spring": {
            "title": "Spring intake",
            "clock": {"runs_for": "6 months"},
            "open": [{"from": "1 March", "to": "31 March"}],
            "outcome": "done",
        },
        "closed": {"title": "A closed course", "open": [{"to": "2020-06-30"}]},
        "awaited": {"title": "Awaited", "not_stated": ["entry"]},
    },
    "decisions": {"done": {"title": "Done", "by": "panel"}},
    "roles": {"panel": {"title": "The panel"}},
}


def nobody() -> Any:
    return load_record({"record": "example", "posts": [], "decisions": []})


def test_what_is_missing_comes_in_order_with_who_acts() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    answer = entry(record, thurrock, "practice-educator-stage-1", on=on)
    assert (answer.verdict, answer.words) == ("not_yet", "not yet: 2 things missing")
    assert [(one.id, one.who) for one in answer.missing] == [
        ("practice-educator-stage-1/experience", "nobody")
    ]
    assert [one.who for one in answer.for_people] == ["not stated"]
    assert str(answer.earliest and answer.earliest.day) == "2028-04-30"


def test_whoever_has_all_is_ready_to_be_considered_and_never_entitled() -> None:
    record, newham, on = story("newham-clare")
    trained = record.adding(
        {"learning": "systemic-start", "state": "completed", "date": "2019-01-18"}
    )
    answer = entry(trained, newham, "further-systemic", on=on)
    assert answer.words == "ready to be considered, by application"
    assert answer.missing == ()


def test_an_invitation_is_named_beside_the_words() -> None:
    record, borough, on = story("barking-and-dagenham-anthony")
    answer = entry(record, borough, "higher-award", on=on)
    assert answer.words == "ready to be considered, by invitation"


def test_what_no_source_describes_is_never_nothing_required() -> None:
    answer = entry(nobody(), load_framework(INTAKE), "awaited", on="2026-11-06")
    assert (answer.verdict, answer.words) == ("undecided", "open, but not described")


def test_a_programme_for_another_service_says_so() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    answer = entry(record, thurrock, "asye-adults", on=on)
    assert (answer.fits, answer.words) == (False, "not for this post")


def test_whoever_is_on_it_is_not_asked_again() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    answer = entry(record, thurrock, "asye-child-family", on=on)
    assert (answer.verdict, answer.words) == ("met", "on it already")
    assert answer.missing == ()


LADDER: dict[str, Any] = {
    "framework": "ladder",
    "title": "An invented ladder",
    "illustrative": "all",
    "stages": {
        "new": {"title": "New"},
        "senior": {"title": "Senior"},
        "lead": {"title": "Lead"},
    },
    "progressions": {
        "up": {
            "from": "new",
            "to": "senior",
            "mechanism": "panel",
            "requires": [{"id": "time", "time_in": "new", "at_least": "2 years"}],
        },
        "on": {
            "from": "senior",
            "to": "lead",
            "mechanism": "panel",
            "requires": [{"id": "time", "time_in": "senior", "at_least": "1 year"}],
        },
    },
    "programmes": {
        "year": {
            "title": "First year",
            "for": {"stage": "new"},
            "clock": {"runs_for": "1 year"},
        },
        "course": {"title": "A course", "for": {"stage": ["lead", "senior"]}},
        "adults": {
            "title": "For adults",
            "for": {"stage": "senior", "service": "adults"},
        },
    },
}


def on_the_ladder(stage: str, first: str, **more: Any) -> Any:
    post = {"stage": stage, "service": "children", "from": first}
    return load_record({"record": "example", "posts": [post], "decisions": [], **more})


def test_a_stage_that_has_to_come_first_is_named_with_how_soon() -> None:
    answer = entry(
        on_the_ladder("new", "2026-01-01"), load_framework(LADDER), "course",
        on="2026-11-06",
    )  # fmt: skip
    assert answer.words == "not for this post: Senior or Lead comes first"
    assert answer.verdict == "not_met"
    assert [(one.stage, str(one.earliest.day)) for one in answer.first] == [
        ("senior", "2028-01-01"), ("lead", "2029-01-01"),
    ]  # fmt: skip
    assert "the soonest way there: 1 January 2028" in entry_text(answer)


def test_where_more_than_the_stage_is_in_the_way_no_stage_is_promised() -> None:
    record, ladder = on_the_ladder("new", "2026-01-01"), load_framework(LADDER)
    answer = entry(record, ladder, "adults", on="2026-11-06")
    assert (answer.words, answer.first) == ("not for this post", ())


def test_no_way_leads_back_to_a_stage_that_is_behind() -> None:
    record, ladder = on_the_ladder("lead", "2026-01-01"), load_framework(LADDER)
    answer = entry(record, ladder, "year", on="2026-11-06")
    assert (answer.words, answer.first) == ("not for this post", ())


def test_who_completed_it_and_moved_on_has_it_behind() -> None:
    """Verdict and words agree: the post it is for is left, and nothing is asked."""
    done = [{"programme": "year", "started": "2020-01-01", "ended": "2020-12-31"}]
    record = on_the_ladder("lead", "2026-01-01", programmes=done)
    answer = entry(record, load_framework(LADDER), "year", on="2026-11-06")
    assert (answer.fits, answer.verdict) == (False, "met")
    assert (answer.words, answer.missing) == ("completed already", ())


# --- open and closed ------------------------------------------------------------------


def test_outside_its_intake_a_programme_opens_on_a_day_that_is_told() -> None:
    academy = load_framework(INTAKE)
    answer = entry(nobody(), academy, "spring", on="2026-11-06")
    assert answer.open.now is False
    assert str(answer.open.opens) == "2027-03-01"
    assert answer.verdict == "met"  # what is asked of the person stands apart
    assert str(answer.earliest and answer.earliest.day) == "2027-03-01"


@pytest.mark.parametrize(
    ("on", "now"),
    [
        ("2027-02-28", False),
        ("2027-03-01", True),
        ("2027-03-31", True),
        ("2027-04-01", False),
    ],
)
def test_both_days_of_an_intake_are_included(on: str, now: bool) -> None:
    academy = load_framework(INTAKE)
    assert entry(nobody(), academy, "spring", on=on).open.now is now


def test_what_has_closed_for_good_can_be_reached_on_no_day() -> None:
    answer = entry(nobody(), load_framework(INTAKE), "closed", on="2026-11-06")
    assert answer.open.now is False
    assert answer.earliest is not None
    assert answer.earliest.day is None
    assert "closed since 30 June 2020" in answer.earliest.words


def test_an_end_known_only_as_a_month_leaves_that_month_open() -> None:
    record, thurrock, _ = story("thurrock-nqsw")
    answer = entry(record, thurrock, "asye-child-family", on="2027-09-15")
    assert answer.open.now is None


# --- funding --------------------------------------------------------------------------


def test_funding_stands_apart_from_joining() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    answer = entry(record, thurrock, "asye-child-family", on=on)
    found = {one.id: one for one in answer.funding}
    assert found["child-family-funding"].words == "may be claimed"
    assert any("1000 GBP" in words for words in found["child-family-funding"].gives)
    assert found["child-family-claim-march-2026"].words == "not open on this day"


def test_whoever_qualified_long_ago_may_join_and_not_be_claimed_for() -> None:
    record = load_record(
        {
            "record": "example",
            "events": {"qualified": "2018-07-01"},
            "registrations": [
                {"register": "social-work-england", "from": "2019-12-02"}
            ],
            "posts": [{"stage": "nqsw", "service": "children", "from": "2026-11-02"}],
            "programmes": [],
            "decisions": [],
        }
    )
    thurrock = load_framework("thurrock")
    answer = entry(record, thurrock, "asye-child-family", on="2026-11-06")
    assert answer.words == "ready to be considered"
    (funding,) = [one for one in answer.funding if one.id == "child-family-funding"]
    assert funding.words == "may not be claimed for this person"


def test_for_a_year_of_which_no_source_was_seen_nothing_is_guessed() -> None:
    record, thurrock, on = story("thurrock-adults-part-time")
    answer = entry(record, thurrock, "asye-adults", on=on)
    assert [one.words for one in answer.funding] == ["cannot be said"]


# --- all ------------------------------------------------------------------------------


def test_a_slip_in_an_id_is_answered_with_what_was_meant() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    with pytest.raises(ValueError, match="did you mean asye-adults"):
        entry(record, thurrock, "asye-adult", on=on)


@pytest.mark.parametrize("name", STORIES)
def test_every_entry_of_every_story_can_be_asked_and_stored(name: str) -> None:
    record, framework, on = story(name)
    for section in (
        "programmes", "approvals", "qualifications", "stages", "learning",
    ):  # fmt: skip
        for into in framework.section(section):
            answer = entry(record, framework, into, on=on)
            plain = json.loads(json.dumps(answer.to_json()))
            assert EntryAnswer.from_json(plain) == answer
            for word in ("entitled", "passed", "failed"):
                assert word not in answer.words
