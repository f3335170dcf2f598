"""What is owed at points: whose window an item falls in, late, overdue, missed."""

from datetime import date

import pytest
from small_framework import by_label, outcome, started, verdict, verdicts, year

KINDS = """
evidence_types:
  plan: {title: Plan}
  review: {title: Review, fields: {by: person, minutes: number}}
  observation: {title: Observation}
decisions:
  pass: {title: Pass, by: employer, outcomes: {pass: met, fail: not_met}}
  interim: {title: Interim, by: assessor, outcomes: {agreed: met, concern: not_met}}
roles: {employer: {title: The employer}, assessor: {title: Assessor}}
"""
PLAN = year(
    "- {id: plan, evidence: plan, at: [start, month 3, month 6, end]}", rest=KINDS
)
CLOSING = year(
    "- {id: plan, evidence: plan, at: [start, month 3, month 6, end], closes: "
    "{at_most: 2 months, after: point}}",
    rest=KINDS,
)


def plans(*days: str) -> str:
    dates = f"[{{type: plan, dates: [{', '.join(days)}]}}]" if days else "[]"
    return started("2026-06-01", f"evidence: {dates}")


def statuses(framework: str, record: str, on: str, id_: str = "plan") -> list[str]:
    found = outcome(framework, record, on, id_)
    words = []
    for part in found.parts:
        flags = sorted(part.flags & {"late", "overdue", "missed", "provisional"})
        words.append(" ".join([part.verdict.word, *flags]))
    return words


def test_the_plan_of_18_june_fills_the_start_late_by_17_days():
    parts = by_label(outcome(PLAN, plans("2026-06-18"), "2026-08-01", "plan"))
    assert parts["start"].verdict.word == "met"
    assert parts["start"].late_days == 17
    assert parts["month 3"].verdict.word == "not_yet"
    assert parts["month 3"].due == date(2026, 9, 1)


def test_the_plan_for_month_3_is_overdue_from_2_september_and_open_to_30_november():
    record = plans("2026-06-18")
    assert statuses(PLAN, record, "2026-09-01")[1] == "not_yet"
    assert statuses(PLAN, record, "2026-09-02")[1] == "not_yet overdue"
    assert statuses(PLAN, record, "2026-11-30")[1] == "not_yet overdue"
    assert statuses(PLAN, record, "2026-12-01")[1] == "undecided missed"
    agreed = plans("2026-06-18", "2026-11-30")
    assert statuses(PLAN, agreed, "2026-12-01")[1] == "met late"
    parts = by_label(outcome(PLAN, agreed, "2026-12-01", "plan"))
    assert parts["month 3"].late_days == 90  # counted from the point


def test_without_a_window_it_opens_the_day_after_the_point_before_it():
    """By month 3: anything from the day after the start on."""
    parts = by_label(
        outcome(PLAN, plans("2026-06-01", "2026-06-02"), "2026-07-01", "plan")
    )
    assert [parts[name].verdict.word for name in ("start", "month 3")] == ["met", "met"]
    assert parts["month 3"].late_days == 0


def test_the_first_point_has_no_opening_day():
    assert statuses(PLAN, plans("2026-03-01"), "2026-06-01")[0] == "met"


def test_the_last_point_has_no_closing_day():
    record = plans("2026-06-01", "2026-09-01", "2026-12-01", "2029-01-15")
    found = outcome(PLAN, record, "2029-02-01", "plan")
    assert found.verdict.word == "met"
    assert found.flags == {"late"}


WINDOW = year(
    "- {id: plan, evidence: plan, at: [month 3, month 6], "
    "window: {early: 2 weeks, late: 2 weeks}}",
    rest=KINDS,
)


@pytest.mark.parametrize(
    ("day", "status", "late_days"),
    [
        ("2026-08-17", "not_yet", 0),  # a day before the window opens: left out
        ("2026-08-18", "met", 0),
        ("2026-09-15", "met", 0),  # the point plus `late` is in time
        ("2026-09-16", "met late", 15),  # and then late, counted from the point
        ("2026-11-16", "met late", 76),
        ("2026-11-30", "met late", 90),
    ],
)
def test_a_window_is_so_long_before_and_after_its_point(day, status, late_days):
    record = plans(day)
    on = "2026-09-02" if day < "2026-09-01" else day
    assert statuses(WINDOW, record, on)[0] == status
    parts = by_label(outcome(WINDOW, record, on, "plan"))
    assert parts["month 3"].late_days == late_days
    if status == "not_yet":
        left_out = outcome(WINDOW, record, on, "plan").left_out
        assert [one.reason.code for one in left_out] == ["no_point"]


def test_nothing_yet_is_due_the_point_plus_late_and_then_overdue():
    parts = by_label(outcome(WINDOW, plans(), "2026-09-15", "plan"))
    assert parts["month 3"].due == date(2026, 9, 15)
    assert statuses(WINDOW, plans(), "2026-09-15")[0] == "not_yet"
    assert statuses(WINDOW, plans(), "2026-09-16")[0] == "not_yet overdue"


def test_an_item_fills_one_point_only():
    found = outcome(PLAN, plans("2026-06-01"), "2026-07-01", "plan")
    assert (found.have, found.need) == (1, 4)


def test_items_that_fill_no_point_are_listed_with_that_reason():
    record = plans("2026-06-01", "2026-06-10", "2026-06-11")
    found = outcome(PLAN, record, "2026-07-01", "plan")
    assert [one.item.day.earliest for one in found.left_out] == [date(2026, 6, 11)]
    assert [one.reason.code for one in found.left_out] == ["no_point"]


def test_a_missed_point_without_a_close_is_for_a_person_to_decide():
    """One missed plan never fails a year by itself, and is never forgotten."""
    record = plans("2026-06-01", "2026-12-01", "2027-06-01")
    found = outcome(PLAN, record, "2027-06-01", "plan")
    assert found.verdict.word == "undecided"
    assert "missed" in found.flags
    assert found.parts[1].why.code == "missed_point"


def test_a_missed_point_of_a_rule_that_closes_is_not_met():
    record = plans("2026-06-01")
    assert verdicts(CLOSING, record, "plan", "2026-11-01", "2026-11-02") == [
        "not_yet",
        "not_met",
    ]
    late = plans("2026-06-01", "2026-11-02")  # it does not count any more
    assert statuses(CLOSING, late, "2026-11-02")[1] == "not_met missed"


def test_a_waiver_settles_a_missed_point_by_its_name():
    framework = PLAN.replace(
        "evidence: plan,", "evidence: plan, waivable: {by: employer},"
    )
    record = plans("2026-06-01", "2026-12-01", "2027-06-01") + (
        "\nwaivers: [{of: year/plan, at: month 3, by: [employer], date: 2027-06-05}]"
    )
    before = outcome(framework, record, "2027-06-04", "plan")
    after = outcome(framework, record, "2027-06-05", "plan")
    assert before.verdict.word == "undecided"
    assert before.parts[1].who == "employer"
    assert (after.verdict.word, after.parts[1].flags) == ("met", {"waived"})


def test_points_are_month_arithmetic_from_the_anchor_with_the_day_clipped():
    """31 January + 1 month = 28 February, + 2 = 31 March, + 3 = 30 April."""
    framework = year(
        "- {id: plan, evidence: plan, at: [month 1, month 2, month 3]}", rest=KINDS
    )
    found = outcome(
        framework, started("2026-01-31", "evidence: []"), "2026-02-01", "plan"
    )
    assert [str(part.due) for part in found.parts] == [
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
    ]


def test_due_month_3_is_on_time_on_that_day():
    record = plans("2026-06-01", "2026-09-01")
    assert statuses(PLAN, record, "2026-09-01")[1] == "met"


def test_a_start_known_roughly_is_undecided_only_where_the_ends_differ():
    """Begun in June 2026: month 3 is some day of September."""
    record = started("2026-06", "evidence: [{type: plan, date: 2026-06-30}]")
    days = ("2026-08-31", "2026-09-15", "2026-10-01")
    words = [statuses(PLAN, record, day)[1] for day in days]
    assert words == ["not_yet", "undecided", "not_yet overdue"]


def test_a_planned_start_makes_its_points_provisional():
    leave = "absences: [{reason: parental-leave, from: 2026-07-01}]\n"
    framework = PLAN.replace("12 months", "12 months, pauses_for: [parental-leave]")
    record = started("2026-06-01", "evidence: []\n" + leave)
    assert "provisional" in statuses(framework, record, "2026-08-01")[1]
    assert "provisional" not in statuses(framework, record, "2026-08-01")[0]


def test_a_planned_item_stands_beside_the_point_it_is_booked_for():
    record = plans("2026-06-01").replace(
        "evidence: [", "evidence: [{type: plan, planned: 2026-08-20}, "
    )
    found = outcome(PLAN, record, "2026-07-01", "plan")
    assert [len(part.planned) for part in found.parts] == [0, 1, 0, 0]
    assert found.have == 1


def test_a_state_is_asked_about_on_the_day_of_the_point():
    framework = year("- {id: job, in_place: posts, at: [month 3, month 6]}", rest=KINDS)
    posts = "posts: [{from: 2026-06-01, to: 2026-11-30}]"
    record = started("2026-06-01", posts)
    assert statuses(framework, record, "2026-08-31", "job") == ["not_yet", "not_yet"]
    assert statuses(framework, record, "2026-11-30", "job") == ["met", "not_yet"]
    assert statuses(framework, record, "2026-12-01", "job") == ["met", "not_met"]


def test_decisions_fill_points_with_the_outcome_that_counts():
    framework = year(
        "- {id: views, decision: interim, is: agreed, at: [month 3, month 6]}",
        rest=KINDS,
    )
    record = started(
        "2026-06-01",
        "decisions: [{decision: interim, is: concern, date: 2026-08-20}, "
        "{decision: interim, is: agreed, date: 2026-09-10}]",
    )
    found = outcome(framework, record, "2026-09-20", "views")
    assert [part.verdict.word for part in found.parts] == ["met", "not_yet"]
    assert found.parts[0].late_days == 9


def test_confirmations_fill_points_one_each():
    framework = year(
        "- {id: talk, confirmation: a talk about the year, at: [month 3, month 6]}",
        rest=KINDS,
    )
    record = started(
        "2026-06-01",
        "confirmations: [{of: year/talk, by: assessor, date: 2026-08-30}]",
    )
    found = outcome(framework, record, "2026-12-02", "talk")
    assert [part.verdict.word for part in found.parts] == ["met", "not_yet"]


def test_where_more_than_one_is_owed_at_a_point_its_window_is_counted():
    framework = year(
        "- {id: seen, evidence: observation, at_least: 2, at: [month 6, month 12]}",
        rest=KINDS,
    )
    record = started(
        "2026-06-01",
        "evidence: [{type: observation, dates: [2026-07-01, 2026-12-08, 2027-01-10]}]",
    )
    first = outcome(framework, record, "2026-12-02", "seen").parts[0]
    assert (first.verdict.word, first.have, first.need) == ("not_yet", 1, 2)
    assert "overdue" in first.flags
    first, second = outcome(framework, record, "2026-12-09", "seen").parts
    assert (first.verdict.word, first.late_days) == ("met", 7)
    assert second.have == 0


EDITIONS = year(
    """
    - id: reviews
      evidence: review
      version_by: WHAT
      versions:
        - {from: 2015-04-01, at: [month 3, month 6, end]}
        - from: 2022-09-01
          at: [month 3, month 6, month 9, end]
          where: {minutes: {at_least: 60}}
    """,
    rest=KINDS,
)


def held(start: str, *items: str) -> str:
    return started(start, f"evidence: [{', '.join(items)}]")


def test_by_the_start_the_whole_run_keeps_one_edition():
    record = held("2022-03-01", "{type: review, minutes: 30, date: 2022-06-01}")
    found = outcome(EDITIONS.replace("WHAT", "start"), record, "2022-12-15", "reviews")
    assert [part.label for part in found.parts] == ["month 3", "month 6", "end"]


def test_by_the_day_each_point_is_judged_by_the_edition_in_force_on_its_own_day():
    """Nothing already due is judged again: a short review in June still stands."""
    framework = EDITIONS.replace("WHAT", "day")
    record = held(
        "2022-03-01",
        "{type: review, minutes: 30, date: 2022-06-01}",
        "{type: review, minutes: 30, date: 2022-09-01}",
        "{type: review, minutes: 60, date: 2022-12-01}",
    )
    found = outcome(framework, record, "2022-12-15", "reviews")
    words = {part.label: part.verdict.word for part in found.parts}
    assert words == {
        "month 3": "met",
        "month 6": "undecided",  # thirty minutes are too short since September
        "month 9": "met",
        "end": "not_yet",
    }
    # The same rule before the change: the points as they will be judged.
    earlier = outcome(framework, record, "2022-07-01", "reviews")
    assert [part.label for part in earlier.parts] == list(words)


def test_days_of_the_year_are_owed_in_every_year_of_the_run_and_not_after_it():
    framework = year("- {id: plan, evidence: plan, at: [1 November]}", rest=KINDS)
    found = outcome(framework, plans(), "2028-01-01", "plan")
    assert [part.label for part in found.parts] == ["2026-11-01"]


def test_an_item_dated_after_the_day_of_the_question_fills_nothing():
    record = plans("2026-06-18")
    assert verdict(PLAN, record, "2026-06-17", "plan") == "not_yet"
    assert outcome(PLAN, record, "2026-06-17", "plan").have == 0
