"""Due is soft and closes is hard, on the right day and no other."""

from datetime import date, timedelta

import pytest
from small_framework import by_label, outcome, started, verdict, verdicts, year

KINDS = """
evidence_types:
  plan: {title: Plan}
  claim: {title: Claim}
  agreement: {title: Agreement}
  letter: {title: Letter}
decisions: {interim: {title: Interim, outcomes: {agreed: met, concern: not_met}}}
roles: {assessor: {title: Assessor}}
events:
  tutor-changed: {title: The tutor changed}
  meeting: {title: Meeting}
measures: {caseload: {title: Caseload, unit: cases}}
"""


def plan(keys: str) -> str:
    return year(f"- {{id: plan, evidence: plan, {keys}}}", rest=KINDS)


def test_due_is_soft_done_after_it_is_met_late_by_so_many_days():
    framework = plan("due: month 3")
    record = started("2026-01-05", "evidence: [{type: plan, date: 2026-04-15}]")
    before = outcome(framework, record, "2026-04-05", "plan")
    assert (before.verdict.word, before.due, before.flags) == (
        "not_yet",
        date(2026, 4, 5),
        frozenset(),
    )
    after = outcome(framework, record, "2026-04-06", "plan")
    assert (after.verdict.word, after.flags) == ("not_yet", {"overdue"})
    done = outcome(framework, record, "2026-04-15", "plan")
    assert (done.verdict.word, done.late_days, done.flags) == ("met", 10, {"late"})


def test_done_on_the_day_it_is_due_is_in_time():
    record = started("2026-01-05", "evidence: [{type: plan, date: 2026-04-05}]")
    found = outcome(plan("due: month 3"), record, "2026-05-01", "plan")
    assert (found.verdict.word, found.late_days, found.flags) == ("met", 0, frozenset())


def test_closes_turns_not_yet_into_not_met_on_the_right_day_and_no_other():
    framework = plan("closes: month 3")
    record = started("2026-01-05", "evidence: []")
    start = date(2026, 1, 5)
    turned = [
        day
        for day in (start + timedelta(days=n) for n in range(500))
        if verdict(framework, record, day, "plan") == "not_met"
    ]
    assert turned[0] == date(2026, 4, 6)
    assert turned == [date(2026, 4, 6) + timedelta(days=n) for n in range(len(turned))]


def test_what_is_dated_after_the_close_does_not_count_and_is_told_so():
    record = started("2026-01-05", "evidence: [{type: plan, date: 2026-04-06}]")
    found = outcome(plan("closes: month 3"), record, "2026-05-01", "plan")
    assert (found.verdict.word, found.flags) == ("not_met", {"closed"})
    assert [one.reason.code for one in found.left_out] == ["too_late"]


def test_met_before_the_close_it_stays_met():
    record = started("2026-01-05", "evidence: [{type: plan, date: 2026-04-05}]")
    days = ("2026-04-05", "2026-04-06", "2030-01-01")
    assert verdicts(plan("closes: month 3"), record, "plan", *days) == ["met"] * 3


@pytest.mark.parametrize(
    ("rule", "record"),
    [
        ("time_in: posts, at_least: 6 months", "posts: [{from: 2026-01-05}]"),
        (
            "decision: interim",
            "decisions: [{decision: interim, is: agreed, date: 2026-05-01}]",
        ),
        ("in_place: posts", "posts: [{from: 2026-05-01}]"),
        ("time_since: meeting, at_least: 1 month", "events: {meeting: 2026-04-01}"),
    ],
)
def test_a_state_that_comes_after_the_close_does_not_count_either(rule, record):
    framework = year(f"- {{id: it, {rule}, closes: month 3}}", rest=KINDS)
    text = started("2026-01-05", record)
    days = ("2026-04-05", "2026-04-06", "2026-08-01", "2028-01-01")
    assert verdicts(framework, text, "it", *days) == [
        "not_yet",
        "not_met",
        "not_met",
        "not_met",
    ]


def test_a_state_that_held_on_the_last_day_is_not_lost_by_ending_later():
    framework = year("- {id: it, in_place: posts, closes: month 3}", rest=KINDS)
    record = started("2026-01-05", "posts: [{from: 2026-02-01, to: 2026-06-30}]")
    assert verdicts(framework, record, "it", "2026-04-06", "2026-08-01") == [
        "met",
        "met",
    ]


def test_to_the_minute_a_claim_by_23_59_for_events_of_march_only():
    """N68: to 23:59 on 23 March 2026, for 1 to 31 March; nothing before counts."""
    framework = f"""
requires:
  - id: claim
    evidence: claim
    within: {{from: 2026-03-01, to: 2026-03-31}}
    closes: 2026-03-23 23:59
{KINDS}
"""

    def claimed(at: str) -> str:
        return f'evidence: [{{type: claim, date: "{at}"}}]'

    for at, wanted in (
        ("2026-02-28", "not_met"),
        ("2026-03-01", "met"),
        ("2026-03-23 23:59", "met"),
        ("2026-03-24 00:00", "not_met"),
        ("2026-03-24", "not_met"),
    ):
        assert verdict(framework, claimed(at), "2026-04-01", "claim") == wanted
    assert verdict(framework, "evidence: []", "2026-03-23", "claim") == "not_yet"
    noon = framework.replace("23:59", "12:00")
    late = claimed("2026-03-23 12:01")
    assert verdicts(noon, late, "claim", "2026-03-23", "2026-03-24") == [
        "not_yet",
        "not_met",
    ]


def test_a_close_that_pauses_do_not_move():
    """N13: a limit of calendar time stays, whatever the absence."""
    framework = year(
        "- {id: plan, evidence: plan, closes: {at_most: 2 years, after: start}}",
        clock="pauses_for: [parental-leave]",
        rest=KINDS,
    )
    leave = "absences: [{reason: parental-leave, from: 2026-06-01, to: 2027-12-31}]\n"
    record = started("2026-01-05", "evidence: []\n" + leave)
    assert verdicts(framework, record, "plan", "2028-01-05", "2028-01-06") == [
        "not_yet",
        "not_met",
    ]


# --- owed again -----------------------------------------------------------------------


def test_owed_again_for_each_event_at_most_three_weeks_after_it():
    framework = f"""
requires:
  - id: letter
    evidence: letter
    for_each: tutor-changed
    due: {{at_most: 3 weeks, after: tutor-changed}}
{KINDS}
"""
    record = """
events: {tutor-changed: [2026-01-10, 2026-05-01]}
evidence: [{type: letter, dates: [2026-02-05]}]
"""
    found = outcome(framework, record, "2026-05-20", "letter")
    first, second = found.parts
    assert (first.verdict.word, first.late_days) == ("met", 5)
    assert (second.verdict.word, second.due) == ("not_yet", date(2026, 5, 22))
    assert outcome(framework, record, "2026-05-23", "letter").flags >= {"overdue"}


def test_no_event_nothing_is_owed():
    framework = f"""
requires: [{{id: letter, evidence: letter, for_each: tutor-changed}}]
{KINDS}
"""
    record = "events: {}\nevidence: []"
    assert verdict(framework, record, "2026-05-20", "letter") == "met"


def test_at_least_ten_working_days_before_a_meeting():
    framework = f"""
requires:
  - id: papers
    evidence: letter
    for_each: meeting
    closes: {{at_least: 10 working days, before: meeting}}
calendars: {{england: {{title: England, holidays: [2026-05-04]}}}}
{KINDS}
"""
    record = "events: {meeting: 2026-05-15}\nevidence: [{type: letter, date: DAY}]"
    for day, wanted in (("2026-04-30", "met"), ("2026-05-01", "not_met")):
        text = record.replace("DAY", day)
        assert verdict(framework, text, "2026-05-20", "papers") == wanted
    found = outcome(
        framework, record.replace("DAY", "2026-04-30"), "2026-05-20", "papers"
    )
    assert found.parts[0].closes == date(2026, 4, 30)


# --- the same law for many rules ------------------------------------------------------


@pytest.mark.parametrize("lateness", [0, 1, 7, 30, 400])
def test_what_is_met_under_due_is_never_not_met_later(lateness):
    """A met under `due` never becomes not met unless the rule is about a state."""
    done = date(2026, 4, 5) + timedelta(days=lateness)
    record = started("2026-01-05", f"evidence: [{{type: plan, date: {done}}}]")
    framework = plan("due: month 3")
    for number in range(0, 900, 13):
        day = done + timedelta(days=number)
        assert verdict(framework, record, day, "plan") == "met"


def test_a_planned_event_makes_what_hangs_on_it_provisional():
    framework = f"""
requires:
  - {{id: papers, evidence: letter, due: {{at_least: 10 days, before: agreement}}}}
{KINDS}
"""
    record = "evidence: [{type: agreement, planned: 2026-09-30}]"
    found = outcome(framework, record, "2026-05-20", "papers")
    assert (found.verdict.word, found.due) == ("not_yet", date(2026, 9, 20))
    assert "provisional" in found.flags


def test_by_label_is_the_name_of_the_point():
    found = outcome(
        plan("at: [start, month 3]"),
        started("2026-01-05", "evidence: []"),
        "2026-02-01",
        "plan",
    )
    assert list(by_label(found)) == ["start", "month 3"]
