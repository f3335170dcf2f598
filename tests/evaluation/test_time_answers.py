"""Time in posts and since events, as answered: gaps, leave, vague dates, tiers."""

from datetime import date

import pytest
from small_framework import outcome, verdict, verdicts

KINDS = """
events:
  qualified: {title: Qualified}
  left:
    title: Left a permanent post
    in_place: posts
    where: {contract: permanent}
    day: last
    which: latest
decisions:
  current: {title: Knowledge is current, outcomes: {"yes": met, "no": not_met}}
"""
TWO_POSTS = """
posts:
  - {stage: worker, from: 2023-03-01, to: 2024-01-15}
  - {stage: worker, from: 2024-04-01}
"""


def asking(rule: str, rest: str = "") -> str:
    return f"requires:\n  - {{id: time, {rule}}}\n{KINDS}{rest}"


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ("", "2025-05-17"),
        (", breaks: {longest: 2 months}", "2026-04-01"),
        (", breaks: {longest: 3 months}", "2025-05-17"),
        (", counted_from: 2023-09-01", "2025-11-17"),
    ],
)
def test_two_years_over_a_gap_of_77_days_are_reached_on(keys, day):
    framework = asking(f"time_in: posts, at_least: 2 years{keys}")
    before = str(date.fromordinal(date.fromisoformat(day).toordinal() - 1))
    assert verdicts(framework, TWO_POSTS, "time", before, day) == ["not_yet", "met"]
    assert outcome(framework, TWO_POSTS, day, "time").earliest == date.fromisoformat(
        day
    )


def test_a_length_is_reached_on_the_anniversary_itself():
    framework = asking("time_in: posts, at_least: 1 year")
    record = "posts: [{from: 2024-03-01}]"
    assert verdicts(framework, record, "time", "2025-02-28", "2025-03-01") == [
        "not_yet",
        "met",
    ]


def test_two_posts_on_one_day_count_once_and_hours_do_not_matter_unless_they_are_to():
    posts = "posts: [{from: 2024-03-01, hours: 0.5}, {from: 2024-03-01, hours: 0.25}]"
    whole = asking("time_in: posts, at_least: 1 year")
    hours = asking("time_in: posts, at_least: 1 year, counted_by: hours")
    assert verdict(whole, posts, "2025-03-01", "time") == "met"
    assert verdict(hours, posts, "2025-03-01", "time") == "not_yet"
    assert verdict(hours, posts, "2025-07-01", "time") == "met"


def test_leave_inside_a_post_counts_unless_less_names_it():
    record = (
        "posts: [{from: 2024-03-01}]\n"
        "absences: [{reason: career-break, from: 2024-06-01, to: 2024-06-30}]"
    )
    plain = asking("time_in: posts, at_least: 1 year")
    less = asking("time_in: posts, at_least: 1 year, less: [career-break]")
    assert verdict(plain, record, "2025-03-01", "time") == "met"
    assert verdicts(less, record, "time", "2025-03-30", "2025-03-31") == [
        "not_yet",
        "met",
    ]


def test_only_posts_that_pass_count_and_the_others_are_told():
    framework = asking("time_in: posts, where: {service: children}, at_least: 1 year")
    record = (
        "posts: [{service: adults, from: 2020-01-01, to: 2023-12-31}, "
        "{service: children, from: 2024-01-01}]"
    )
    found = outcome(framework, record, "2024-07-01", "time")
    assert (found.verdict.word, found.have, found.need) == ("not_yet", 6, 12)
    assert [one.item.place for one in found.left_out] == ["posts/0"]


def test_a_post_begun_in_a_year_is_undecided_only_between_the_ends():
    framework = asking("time_in: posts, at_least: 2 years")
    record = "posts: [{from: 2018}]"
    days = ("2019-12-31", "2020-01-01", "2020-12-30", "2020-12-31")
    assert verdicts(framework, record, "time", *days) == [
        "not_yet",
        "undecided",
        "undecided",
        "met",
    ]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [("2026-12-31", "met"), ("2027-01-01", "met"), ("2027-01-02", "not_met")],
)
def test_at_most_is_kept_on_the_anniversary_and_broken_the_day_after(day, wanted):
    framework = asking("time_in: posts, at_most: 2 years")
    assert verdict(framework, "posts: [{from: 2025-01-01}]", day, "time") == wanted


# --- since events ---------------------------------------------------------------------


def test_time_since_what_has_not_happened_is_not_yet_and_of_no_known_day_undecided():
    framework = asking("time_since: qualified, at_least: 2 years")
    assert verdict(framework, "events: {}", "2026-01-01", "time") == "not_yet"
    later = "events: {qualified: 2026-02-01}"
    assert verdict(framework, later, "2026-01-01", "time") == "not_yet"
    vague = "events: {qualified: 2023}"
    days = ("2024-12-31", "2025-06-01", "2025-12-31")
    assert verdicts(framework, vague, "time", *days) == ["not_yet", "undecided", "met"]


def test_an_event_whose_day_nobody_recorded_is_undecided():
    framework = asking("time_since: left, at_least: 3 months")
    record = "posts: [{contract: permanent, from: 2020-01-01}]"
    # The post goes on: it has not been left.
    assert verdict(framework, record, "2026-01-01", "time") == "not_yet"
    award = asking(
        "time_since: diploma, at_least: 3 months",
        "qualifications: {diploma: {title: Diploma}}",
    )
    assert (
        verdict(
            award,
            "awards: [{award: diploma, not_stated: [achieved]}]",
            "2026-01-01",
            "time",
        )
        == "undecided"
    )


def test_the_latest_event_is_the_latest_so_far_whatever_is_to_come():
    """A post that ends next year does not undo the one left last year."""
    framework = asking("time_since: left, at_least: 3 months")
    record = (
        "posts: [{contract: permanent, from: 2020-01-01, to: 2024-01-31}, "
        "{contract: permanent, from: 2024-02-01, to: 2026-06-30}]"
    )
    days = ("2024-04-29", "2024-04-30", "2026-06-29", "2026-06-30", "2026-09-30")
    assert verdicts(framework, record, "time", *days) == [
        "not_yet",
        "met",
        "met",
        "not_yet",
        "met",
    ]


def test_recency_qualified_within_four_years():
    """N16: at most four years, counted from the qualification."""
    framework = asking("time_since: qualified, at_most: 4 years")
    record = "events: {qualified: 2022-07-15}"
    assert verdicts(framework, record, "time", "2026-07-15", "2026-07-16") == [
        "met",
        "not_met",
    ]


TIERS = f"""
requires:
  - id: recent
    any:
      - {{id: two, time_since: qualified, at_most: 2 years}}
      - id: four
        all:
          - {{id: within, time_since: qualified, at_most: 4 years}}
          - {{id: judged, decision: current}}
{KINDS}
"""


@pytest.mark.parametrize(
    ("qualified", "decided", "wanted"),
    [
        ("2025-01-01", "", "met"),
        ("2023-01-01", "", "not_yet"),
        ("2023-01-01", '{decision: current, is: "yes", date: 2026-01-01}', "met"),
        ("2023-01-01", '{decision: current, is: "no", date: 2026-01-01}', "not_met"),
        ("2020-01-01", '{decision: current, is: "yes", date: 2026-01-01}', "not_met"),
    ],
)
def test_tiers_up_to_two_years_and_to_four_where_knowledge_is_judged_current(
    qualified, decided, wanted
):
    """N17."""
    record = f"events: {{qualified: {qualified}}}\ndecisions: [{decided}]"
    assert verdict(TIERS, record, "2026-06-01", "recent") == wanted


def test_waiting_five_years_after_removal_and_a_year_between_attempts():
    """C47: a date to wait for, told as the first day on which it is met."""
    framework = asking("time_since: qualified, at_least: 5 years")
    found = outcome(framework, "events: {qualified: 2022-02-28}", "2026-01-01", "time")
    assert found.verdict.word == "not_yet"
    assert found.earliest == date(2027, 2, 28)


def test_experience_is_asked_about_the_day_of_another_event():
    """C52: two years when the course begins, whatever comes after."""
    framework = """
programmes:
  course:
    entry:
      - {id: experience, time_in: posts, counted_from: qualified, at_least: 2 years}
events: {qualified: {title: Qualified}}
"""
    record = """
events: {qualified: 2022-07-01}
posts: [{from: 2022-09-01}]
programmes: [{programme: course, started: 2024-08-31}]
"""
    assert verdict(framework, record, "2025-12-01", "experience") == "not_met"
    assert (
        verdict(framework, record.replace("08-31", "09-01"), "2025-12-01", "experience")
        == "met"
    )


def test_a_rule_as_at_a_day_to_come_is_not_yet_and_says_which_day():
    framework = asking("time_in: posts, at_least: 1 year, as_at: 2026-09-01")
    record = "posts: [{from: 2020-01-01}]"
    found = outcome(framework, record, "2026-08-31", "time")
    assert (found.verdict.word, found.earliest) == ("not_yet", date(2026, 9, 1))
    assert verdict(framework, record, "2026-09-01", "time") == "met"


def test_as_at_a_window_means_throughout_it():
    framework = asking("in_place: posts, as_at: {from: 2026-01-01, to: 2026-03-31}")
    whole = "posts: [{from: 2025-06-01, to: 2026-02-14}, {from: 2026-02-15}]"
    gap = "posts: [{from: 2025-06-01, to: 2026-02-13}, {from: 2026-02-15}]"
    assert verdict(framework, whole, "2026-06-01", "time") == "met"
    assert verdict(framework, gap, "2026-02-14", "time") == "not_yet"  # today, so far
    assert verdict(framework, gap, "2026-02-15", "time") == "not_met"
    assert verdict(framework, gap, "2026-06-01", "time") == "not_met"
    assert verdict(framework, gap, "2026-02-01", "time") == "met"  # so far
