"""A programme's own time in answers: where its points fall and what moves them."""

from datetime import date
from fractions import Fraction

import pytest
from small_framework import framework, outcome, record, started, verdict, verdicts, year

from swcareers.evaluation.runs import runs
from swcareers.queries.asking import situation_of

CLOCK = (
    "stretches_with: hours, pauses_for: [parental-leave, long-sickness], "
    "never_pauses_for: [poor-progress]"
)
ENDING = "- {id: plan, evidence: plan, due: end}"
KINDS = "evidence_types: {plan: {title: Plan}}"


def clock(sections: str, *, keys: str = CLOCK, rest: str = KINDS, on="2026-06-01"):
    """The clock of a run begun on 5 January 2026."""
    text = year(ENDING, clock=keys, rest=rest)
    situation = situation_of(
        record(started("2026-01-05", sections)),
        framework(text),
        date.fromisoformat(on),
    )
    (run,) = runs(situation)
    return run.clock


def end(sections: str, **more) -> str:
    return str(clock(sections, **more).end.day)


@pytest.mark.parametrize(
    ("sections", "wanted"),
    [
        ("", "2027-01-05"),
        ("posts: [{from: 2026-01-05, hours: 0.6}]", "2027-09-06"),
        ("posts: [{from: 2026-01-05, hours: 22.2 of 37}]", "2027-09-06"),
        (
            "posts: [{from: 2026-01-05, to: 2026-07-04}, "
            "{from: 2026-07-05, hours: 0.5}]",
            "2027-07-08",
        ),
        (
            "absences: [{reason: parental-leave, from: 2026-03-01, to: 2026-04-09}]",
            "2027-02-14",
        ),
        (
            "absences: [{reason: poor-progress, from: 2026-03-01, to: 2026-04-09}]",
            "2027-01-05",
        ),
        (
            "absences: [{reason: annual-leave, from: 2026-03-01, to: 2026-04-09}]",
            "2027-01-05",
        ),
        # Two absences that overlap stop it once.
        (
            "absences: [{reason: parental-leave, from: 2026-03-01, to: 2026-03-30}, "
            "{reason: long-sickness, from: 2026-03-21, to: 2026-04-09}]",
            "2027-02-14",
        ),
    ],
)
def test_the_end_of_twelve_months_from_5_january_2026(sections, wanted):
    """N8, N9: the figures of the meanings, day by day."""
    assert end(sections, on="2026-08-01") == wanted


def test_a_change_of_hours_moves_the_end_from_its_day_or_once_it_is_planned():
    change = "posts: [{from: 2026-01-05, to: 2026-07-04}, {MORE, hours: 0.5}]"
    begun = change.replace("MORE", "from: 2026-07-05")
    assert end(begun, on="2026-07-04") == "2027-01-05"
    assert end(begun, on="2026-07-05") == "2027-07-08"
    planned = change.replace("MORE", "planned: 2026-07-05")
    assert end(planned, on="2026-07-04") == "2027-07-08"


def test_month_6_is_reached_when_the_sum_reaches_what_it_takes_at_full_time():
    text = year("- {id: plan, evidence: plan, due: month 6}", clock=CLOCK, rest=KINDS)
    part_time = started(
        "2026-01-05", "evidence: []\nposts: [{from: 2026-01-05, hours: 0.5}]"
    )
    assert outcome(text, part_time, "2026-02-01", "plan").due == date(2027, 1, 2)


def test_two_posts_of_one_day_add_up_to_full_time_at_most():
    posts = "posts: [{from: 2026-01-05, hours: 0.6}, {from: 2026-01-05, hours: 0.5}]"
    assert end(posts) == "2027-01-05"


def test_an_absence_that_goes_on_leaves_the_end_open():
    found = clock("absences: [{reason: parental-leave, from: 2026-03-01}]").end
    assert (found.latest, found.provisional) == (None, True)
    assert found.earliest == date(2027, 4, 8)  # 93 days so far


def test_an_absence_known_roughly_moves_the_end_by_the_least_and_the_most_it_can_last():
    found = clock(
        "absences: [{reason: parental-leave, from: 2026-03-01, to: 2026-04}]"
    ).end
    assert (str(found.earliest), str(found.latest)) == ("2027-02-06", "2027-03-07")


def test_a_pause_that_must_be_agreed_counts_from_the_day_it_is_agreed():
    """N10: a change with the consent of those who must agree."""
    keys = "pauses_for: [parental-leave], changes_need: change"
    rest = (
        KINDS
        + "\ndecisions: {change: {title: Change, by: {all_of: [employer, learner]}, "
        "outcomes: {agreed: met, refused: not_met}}}\n"
        "roles: {employer: {title: Employer}, learner: {title: Learner}}"
    )
    leave = "absences: [{reason: parental-leave, from: 2026-03-01, to: 2026-04-09}]\n"
    agreed = (
        leave + "decisions: [{decision: change, is: agreed, of: absences/0, "
        "date: 2026-04-20}]"
    )
    refused = agreed.replace("is: agreed", "is: refused")
    assert end(leave, keys=keys, rest=rest) == "2027-01-05"
    assert end(refused, keys=keys, rest=rest) == "2027-01-05"
    assert end(agreed, keys=keys, rest=rest, on="2026-04-19") == "2027-01-05"
    assert end(agreed, keys=keys, rest=rest, on="2026-04-20") == "2027-02-14"


def test_it_does_not_end_before_a_limit_and_waits_for_an_event_that_has_not_happened():
    """Two clocks tied together: not before the licence is granted."""
    rest = KINDS + "\nevents: {licence: {title: Licence granted}}"
    keys = "not_before: licence"
    granted = clock("events: {licence: 2027-03-01}", keys=keys, rest=rest)
    assert granted.end.day == date(2027, 3, 1)
    early = clock("events: {licence: 2026-05-01}", keys=keys, rest=rest)
    assert early.end.day == date(2027, 1, 5)
    waiting = clock("events: {}", keys=keys, rest=rest, on="2027-02-01")
    assert (waiting.end.earliest, waiting.end.latest) == (date(2027, 2, 1), None)


def test_it_does_not_end_after_a_limit_that_pauses_do_not_move():
    keys = "pauses_for: [parental-leave], not_after: {at_most: 18 months, after: start}"
    leave = "absences: [{reason: parental-leave, from: 2026-03-01, to: 2026-12-31}]"
    assert end(leave, keys=keys) == "2027-07-05"


def test_it_starts_with_its_event_where_the_record_gives_no_start():
    text = year(
        "- {id: plan, evidence: plan, due: month 3}",
        clock="starts: begins",
        rest=KINDS
        + "\nevents: {begins: {title: First post, in_place: posts, which: first}}",
    )
    person = (
        "programmes: [{programme: year}]\nevidence: []\nposts: [{from: 2026-01-05}]"
    )
    assert outcome(text, person, "2026-02-01", "plan").due == date(2026, 4, 5)


def test_an_anchor_with_no_date_in_the_record_makes_its_points_undecided():
    text = year(
        "- {id: plan, evidence: plan, at: [month 3]}",
        clock="starts: begins",
        rest=KINDS
        + "\nevents: {begins: {title: First post, in_place: posts, which: first}}",
    )
    person = "programmes: [{programme: year}]\nevidence: []"
    found = outcome(text, person, "2026-02-01", "plan")
    assert found.verdict.word == "undecided"
    assert found.why.values == {"section": "posts"}


def test_the_clock_says_where_we_are_and_what_moved_it():
    found = clock(
        "posts: [{from: 2026-01-05, to: 2026-03-31}, {from: 2026-04-01, hours: 0.5}]\n"
        "absences: [{reason: parental-leave, from: 2026-05-01, to: 2026-05-31}]"
    )
    now = found.where_are_we(date(2026, 5, 10))
    assert (now.months, now.paused, now.share) == (3, True, Fraction(1, 2))
    assert [(move.what, move.because) for move in found.moved_by()] == [
        ("hours", ""),
        ("pause", "parental-leave"),
    ]


def test_the_not_before_date_with_two_equivalent_anchors():
    """N13: ten months into the programme, or nine after joining the register."""
    text = year(
        """
        - id: not-before
          any:
            - {id: in-programme, time_in: year, at_least: 10 months}
            - {id: on-register, time_since: joined, at_least: 9 months}
        """,
        rest="events: {joined: {title: Joined the register}}",
    )
    person = started("2026-01-05", "events: {joined: 2026-02-01}")
    days = ("2026-10-31", "2026-11-01", "2026-11-05")
    assert verdicts(text, person, "not-before", *days) == ["not_yet", "met", "met"]


def test_minimum_time_in_a_stage_with_its_usual_length_deciding_nothing():
    """N14."""
    text = """
stages: {worker: {title: Worker}}
requires: [{id: time, time_in: worker, at_least: 12 months, usually: 20 months}]
"""
    person = "posts: [{stage: worker, from: 2025-03-01}]"
    assert verdicts(text, person, "time", "2026-02-28", "2026-03-01") == [
        "not_yet",
        "met",
    ]


def test_windows_and_spells_include_both_ends():
    """1 May to 30 June: both days count."""
    text = (
        "requires: [{id: plan, evidence: plan, "
        "within: {from: 2026-05-01, to: 2026-06-30}}]\n" + KINDS
    )
    for day, wanted in (
        ("2026-04-30", "not_met"),
        ("2026-05-01", "met"),
        ("2026-06-30", "met"),
        ("2026-07-01", "not_met"),
    ):
        person = f"evidence: [{{type: plan, date: {day}}}]"
        assert verdict(text, person, "2026-08-01", "plan") == wanted


@pytest.mark.parametrize(
    "key", ["within: {from: 2026-05-01, to: 2026-06-30}", "as_at: 2026-06-30"]
)
def test_what_was_not_there_on_the_last_day_that_counts_is_not_met(key):
    """The last admissible moment has passed: nothing that is done later helps."""
    one = "evidence: [{type: plan, date: 2026-05-02}]"
    for rest, before, after in (
        ("evidence: plan, at_least: 2", "not_yet", "not_met"),
        ("all: [{evidence: plan, at_least: 2}]", "not_yet", "not_met"),
        ("evidence: plan, at_least: 1", "met", "met"),
    ):
        text = f"requires: [{{id: plan, {rest}, {key}}}]\n" + KINDS
        assert verdict(text, one, "2026-06-30", "plan") == before
        assert verdict(text, one, "2026-07-01", "plan") == after


def test_a_window_that_goes_with_the_day_is_never_over():
    window = "within: {last: 1 year, before: today}"
    text = f"requires: [{{id: plan, evidence: plan, {window}}}]\n" + KINDS
    one = "evidence: [{type: plan, date: 2024-05-02}]"
    assert verdict(text, one, "2026-07-01", "plan") == "not_yet"


def test_a_window_whose_ends_are_known_roughly_is_undecided_only_where_they_matter():
    text = (
        "requires: [{id: plan, evidence: plan, within: {from: joined, to: today}}]\n"
        "events: {joined: {title: Joined}}\n" + KINDS
    )
    for day, wanted in (
        ("2025-12-31", "not_yet"),
        ("2026-02-10", "undecided"),
        ("2026-03-01", "met"),
    ):
        person = f"events: {{joined: 2026-02}}\nevidence: [{{type: plan, date: {day}}}]"
        assert verdict(text, person, "2026-08-01", "plan") == wanted


# Absence moves the end only from thirty days on, and then by all of them.
FROM_THIRTY_DAYS = """
programmes:
  year:
    clock: {runs_for: 12 months}
    variants:
      - when: {time_in: absences, at_least: 30 days}
        clock: {runs_for: 12 months, pauses_for: [sickness, parental-leave]}
    requires: [{id: plan, evidence: plan, due: end}]
evidence_types: {plan: {title: Plan}}
"""


@pytest.mark.parametrize(
    ("away", "wanted"),
    [
        ("", "2027-01-05"),
        ("{reason: sickness, from: 2026-02-01, to: 2026-03-01}", "2027-01-05"),
        ("{reason: sickness, from: 2026-02-01, to: 2026-03-02}", "2027-02-04"),
        (
            "{reason: sickness, from: 2026-02-01, to: 2026-02-20}, "
            "{reason: parental-leave, from: 2026-04-01, to: 2026-04-10}",
            "2027-02-04",
        ),
    ],
)
def test_a_clock_may_be_another_for_some(away: str, wanted: str) -> None:
    held = started("2026-01-05", f"absences: [{away}]")
    found = outcome(FROM_THIRTY_DAYS, held, "2026-08-01", "plan")
    assert str(found.due) == wanted


def test_where_it_is_not_known_whose_clock_it_is_the_end_is_between_both() -> None:
    text = FROM_THIRTY_DAYS.replace(
        "time_in: absences, at_least: 30 days", "decision: extended"
    ).replace("pauses_for: [sickness, parental-leave]", "stretches_with: hours")
    held = record(started("2026-01-05", "posts: [{from: 2026-01-05, hours: 0.5}]"))
    text += "decisions: {extended: {title: Extended}}\n"
    situation = situation_of(held, framework(text), date(2026, 8, 1))
    (run,) = runs(situation)
    assert run.clock is not None
    found = run.clock.end
    assert (str(found.earliest), str(found.latest)) == ("2027-01-05", "2028-01-05")


@pytest.mark.parametrize(
    ("posts", "first", "last"),
    [
        # Full time for five to six months, then half: five to six months are left.
        ("{from: 2026-01-05, to: 2026-06-30}, {from: 2026-07-01, hours: 0.5}",
         "2027-07-12", "2027-07-12"),
        ("{from: 2026-01-05, to: 2026-06}, {from: 2026-06, hours: 0.5}",
         "2027-07-12", "2027-08-10"),
        # Another post beside it, from some day of March.
        ("{from: 2026-01-05, hours: 0.5}, {from: 2026-03, hours: 0.5}",
         "2027-02-02", "2027-02-17"),
    ],
)  # fmt: skip
def test_hours_of_posts_whose_ends_are_known_roughly(
    posts: str, first: str, last: str
) -> None:
    found = clock(f"posts: [{posts}]", on="2026-08-01").end
    assert (str(found.earliest), str(found.latest)) == (first, last)
