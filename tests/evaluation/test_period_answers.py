"""Owed in every period: registration years, years of an approval, rolling windows."""

from datetime import date

import pytest
from small_framework import (
    by_label,
    outcome,
    outcomes,
    started,
    verdict,
    verdicts,
    year,
)

REGISTER = """
registers: {register: {title: The register}}
evidence_types:
  cpd:
    title: CPD
    fields: {submitted: date, content: text, peer_reflection: true or false}
  form: {title: Form}
  fee: {title: Fee}
periods:
  registration-year:
    title: Registration year
    runs: {from: 1 December, to: 30 November}
    first: 2019-12-02
    moments: {renewal-opens: 1 September, year-end: "30 November 23:59"}
events: {joined: {title: Joined, holds: register, which: each}}
throughout:
  - id: cpd
    for: {holds: register}
    in_each: registration-year
    version_by: period
    evidence: cpd
    unless: {event: joined, within: {from: renewal-opens, to: year-end}}
    versions:
      - from: 2019-12-02
        at_least: 1
        where: {submitted: {to: {at_most: 21 days, after: year-end}}}
        closes: {at_most: 21 days, after: year-end}
      - from: 2021-12-01
        at_least: 2
        distinct: content
        of_which: [{id: peer, at_least: 1, where: {peer_reflection: true}}]
        where: {submitted: {to: year-end}}
        closes: year-end
  - id: renewal
    in_each: registration-year
    all:
      - id: form
        evidence: form
        within: {from: renewal-opens, to: year-end}
        consequence: must be removed
      - id: fee
        evidence: fee
        within: {from: renewal-opens, to: year-end}
        consequence: must be removed
    closes: year-end
"""


def member(since: str, *pieces: str) -> str:
    return (
        f"registrations: [{{register: register, from: {since}}}]\n"
        f"posts: [{{from: {since}}}]\n"
        f"evidence: [{', '.join(pieces)}]"
    )


def piece(day: str, submitted: str, content: str = "one", peer: str = "true") -> str:
    return (
        f'{{type: cpd, date: {day}, submitted: "{submitted}", content: {content}, '
        f"peer_reflection: {peer}}}"
    )


@pytest.mark.parametrize(
    ("day", "submitted", "wanted"),
    [
        ("2020-06-01", "2020-11-30", "met"),
        ("2020-06-01", "2020-12-21", "met"),  # in the grace, and of the old year
        ("2020-06-01", "2020-12-22", "not_met"),
        ("2020-12-05", "2020-12-10", "not_met"),  # in the grace, but of the new year
        ("2019-12-01", "2020-06-01", "not_met"),  # the day before the first year
        ("2019-12-02", "2020-06-01", "met"),
    ],
)
def test_two_clocks_the_act_in_its_year_and_the_submission_up_to_21_days_later(
    day, submitted, wanted
):
    """C36: the act from 2 December 2019 to 30 November 2020, grace to 21 December."""
    record = member("2019-12-02", piece(day, submitted))
    parts = by_label(outcome(REGISTER, record, "2020-12-22", "cpd"))
    assert parts["registration-year 2019/20"].verdict.word == wanted


def test_in_the_grace_the_old_year_is_still_open_and_then_closed():
    record = member("2019-12-02")
    words = []
    for day in ("2020-11-30", "2020-12-21", "2020-12-22"):
        parts = by_label(outcome(REGISTER, record, day, "cpd"))
        words.append(parts["registration-year 2019/20"].verdict.word)
    assert words == ["not_yet", "not_yet", "not_met"]


def test_the_quota_is_the_one_of_its_own_period():
    """C34, C35: one piece up to 2020/21, two different ones since, one with a peer."""
    one = [piece(f"{year_}-05-01", f"{year_}-05-02") for year_ in (2020, 2021, 2022)]
    found = outcome(REGISTER, member("2019-12-02", *one), "2022-12-01", "cpd")
    words = {label[-7:]: part.verdict.word for label, part in by_label(found).items()}
    assert words == {
        "2019/20": "met",
        "2020/21": "met",
        "2021/22": "not_met",
        "2022/23": "not_yet",
    }
    assert by_label(found)["registration-year 2021/22"].need == 2


@pytest.mark.parametrize(
    ("second", "wanted"),
    [
        (piece("2022-06-01", "2022-06-02", "two", "false"), "met"),
        (piece("2022-06-01", "2022-06-02", "one", "false"), "not_met"),  # identical
        (piece("2022-06-01", "2022-12-01", "two", "false"), "not_met"),  # too late
        (
            piece("2021-06-01", "2022-06-02", "two", "false"),
            "not_met",
        ),  # the year before
        # A draft has not been submitted.
        (
            "{type: cpd, date: 2022-06-01, content: two, not_stated: [submitted]}",
            "undecided",
        ),
    ],
)
def test_two_different_pieces_submitted_in_the_year(second, wanted):
    """C37, C38."""
    record = member("2020-12-01", piece("2022-05-01", "2022-05-02"), second)
    found = by_label(outcome(REGISTER, record, "2022-12-01", "cpd"))
    assert found["registration-year 2021/22"].verdict.word == wanted


@pytest.mark.parametrize(
    ("joined", "wanted"),
    [("2022-08-31", "not_met"), ("2022-09-01", "met"), ("2022-11-30", "met")],
)
def test_who_joins_from_1_september_owes_nothing_for_that_year(joined, wanted):
    """C40: and owes it in the next one."""
    record = member(joined)
    found = by_label(outcome(REGISTER, record, "2023-12-01", "cpd"))
    first = found["registration-year 2021/22"]
    assert first.verdict.word == wanted
    assert ("exempt" in first.flags) is (wanted == "met")
    assert found["registration-year 2022/23"].verdict.word == "not_met"


def test_form_and_fee_each_with_its_own_consequence():
    """C39: both in the window of renewal, and the answer names the one missing."""
    record = member(
        "2021-12-01",
        "{type: form, date: 2022-10-01}",
        "{type: fee, date: 2022-08-31}",  # before renewal opens
    )
    found = by_label(outcome(REGISTER, record, "2022-12-01", "renewal"))
    parts = found["registration-year 2021/22"].parts
    assert [part.verdict.word for part in parts] == ["met", "not_met"]
    assert found["registration-year 2021/22"].verdict.word == "not_met"
    assert parts[1].rule.consequence == "must be removed"


def test_the_first_year_is_shorter_and_there_is_none_before_it():
    record = member("2019-01-01", piece("2019-06-01", "2019-06-02"))
    found = outcome(REGISTER, record, "2020-06-01", "cpd")
    assert [part.label for part in found.parts] == ["registration-year 2019/20"]


def test_before_the_record_begins_its_silence_means_nothing():
    record = "since: 2022-03-01\n" + member("2019-12-02")
    found = by_label(outcome(REGISTER, record, "2023-12-01", "cpd"))
    words = {label[-7:]: part.verdict.word for label, part in found.items()}
    assert words == {
        "2021/22": "undecided",  # the record begins in the middle of it
        "2022/23": "not_met",
        "2023/24": "not_yet",
    }


# --- years of an approval -------------------------------------------------------------

AMHP = """
evidence_types: {training: {title: Training, fields: {hours: hours}}}
events: {approved: {title: Approved, holds: amhp, which: latest}}
periods: {amhp-year: {title: Year of approval, starts: approved, lasts: 1 year}}
approvals:
  amhp:
    title: AMHP
    lasts: 5 years
    requires: [{id: approval, decision: approval}]
    throughout:
      - {id: training, in_each: amhp-year, evidence: training, at_least: 18 hours}
decisions: {approval: {title: Approval, outcomes: {approved: met, refused: not_met}}}
roles: {authority: {title: Authority}}
requires: [{id: holds, holds: amhp}]
"""
APPROVED = """
approvals: [{approval: amhp, from: 2021-03-01}]
decisions: [{decision: approval, is: approved, date: 2021-03-01}]
"""


def trained(*pairs: tuple[str, int]) -> str:
    pieces = [
        f"{{type: training, date: {day}, hours: {hours}}}" for day, hours in pairs
    ]
    return APPROVED + f"evidence: [{', '.join(pieces)}]"


def test_eighteen_hours_in_each_year_from_the_approval_and_none_carried_over():
    """C48."""
    record = trained(("2021-12-01", 30), ("2022-03-01", 17))
    found = by_label(outcome(AMHP, record, "2023-03-01", "training"))
    words = [(part.verdict.word, part.have) for part in found.values()]
    assert words == [("met", 30), ("not_met", 17), ("not_yet", 0)]


def test_the_anniversary_belongs_to_the_next_year():
    record = trained(("2022-02-28", 18))
    assert verdict(AMHP, record, "2022-02-28", "training") == "met"
    record = trained(("2022-03-01", 18))
    found = by_label(outcome(AMHP, record, "2022-03-01", "training"))
    assert [part.verdict.word for part in found.values()] == ["not_met", "met"]


def test_an_approval_is_valid_for_five_years_and_lapses_by_itself():
    record = trained()
    days = ("2021-02-28", "2021-03-01", "2026-02-28", "2026-03-01")
    assert verdicts(AMHP, record, "holds", *days) == [
        "not_yet",
        "met",
        "met",
        "not_yet",
    ]


def test_what_keeps_an_approval_current_is_asked_for_as_long_as_it_is_valid():
    record = trained()
    asked_on = [
        day
        for day in ("2021-03-01", "2026-02-28", "2026-03-01", "2027-01-01")
        if "amhp/training" in outcomes(AMHP, record, day)
    ]
    assert asked_on == ["2021-03-01", "2026-02-28"]


def test_an_approval_ends_early_for_a_stated_cause():
    record = trained().replace(
        "from: 2021-03-01}", "from: 2021-03-01, to: 2023-06-30, because: moved}"
    )
    assert verdicts(AMHP, record, "holds", "2023-06-30", "2023-07-01") == [
        "met",
        "not_yet",
    ]


def test_a_second_approval_begins_years_of_its_own():
    record = trained(("2026-04-01", 18)).replace(
        "approvals: [", "approvals: [{approval: amhp, from: 2026-03-01}, "
    )
    found = outcome(AMHP, record, "2026-04-02", "training")
    assert found.parts[-1].have == 18


def test_an_approval_of_a_day_known_roughly_is_undecided_only_where_it_matters():
    record = trained(("2022-02-10", 18), ("2022-06-01", 18)).replace(
        "approval: amhp, from: 2021-03-01", "approval: amhp, from: 2021-03"
    )
    assert verdict(AMHP, record, "2023-02-20", "training") == "met"
    record = trained(("2021-06-10", 18), ("2022-03-15", 18)).replace(
        "approval: amhp, from: 2021-03-01", "approval: amhp, from: 2021-03"
    )
    assert verdict(AMHP, record, "2023-04-20", "training") == "undecided"


# --- rolling windows ------------------------------------------------------------------

ROLLING = """
evidence_types: {training: {title: Training, fields: {hours: hours, days: number}}}
events: {trained: {title: Trained}}
requires:
  - id: further
    evidence: training
    at_least: 1
    within: {last: 12 months, before: today}
    unless: {event: trained, within: {last: 12 months, before: today}}
  - id: either
    within: {last: 3 years, before: today}
    any:
      - {id: hours, evidence: training, at_least: 90 hours}
      - {id: days, evidence: training, at_least: 15 days}
"""


def test_exempt_for_twelve_months_from_the_training_then_rolling_twelve_months():
    """C51."""
    record = (
        "events: {trained: 2024-05-10}\n"
        "evidence: [{type: training, date: 2025-03-04, hours: 6, days: 1}]"
    )
    days = ("2025-05-10", "2025-05-11", "2026-03-04", "2026-03-05")
    assert verdicts(ROLLING, record, "further", *days) == [
        "met",
        "met",
        "met",
        "not_yet",
    ]
    assert "exempt" in outcome(ROLLING, record, "2025-05-10", "further").flags
    assert "exempt" not in outcome(ROLLING, record, "2025-05-11", "further").flags


def test_rolling_hours_or_days_over_three_years():
    """C41: ninety hours or fifteen days."""
    record = (
        "events: {}\n"
        "evidence: [{type: training, date: 2022-06-01, hours: 60, days: 10}, "
        "{type: training, date: 2024-06-01, hours: 24, days: 5}]"
    )
    days = ("2024-06-01", "2025-06-01", "2025-06-02")
    assert verdicts(ROLLING, record, "either", *days) == ["met", "met", "not_yet"]


# --- moments of a period, and stretches between points --------------------------------


def test_start_midway_and_end_inside_a_period_are_the_periods():
    framework = """
registers: {register: {title: The register}}
evidence_types: {review: {title: Review}}
periods: {registration-year: {title: Year, runs: {from: 1 December, to: 30 November}}}
throughout:
  - {id: review, in_each: registration-year, evidence: review, due: midway}
"""
    record = "posts: [{from: 2025-12-01}]\nevidence: []"
    found = outcome(framework, record, "2026-01-10", "review")
    assert found.parts[0].due == date(2026, 6, 2)


def test_between_points_an_item_belongs_to_the_stretch_its_date_lies_in():
    framework = year(
        "- {id: plan, evidence: plan, in_each: {between: [start, midway, end]}}",
        rest="evidence_types: {plan: {title: Plan}}",
    )
    record = started("2026-01-05", "evidence: [{type: plan, date: 2026-07-05}]")
    found = outcome(framework, record, "2027-01-06", "plan")
    assert [part.verdict.word for part in found.parts] == ["not_met", "met"]


def test_an_exemption_is_asked_about_its_own_period_and_no_other():
    framework = """
registers: {register: {title: The register}}
evidence_types: {review: {title: Review}}
periods: {registration-year: {title: Year, runs: {from: 1 December, to: 30 November}}}
throughout:
  - id: review
    in_each: registration-year
    evidence: review
    unless: {in_place: secondment}
"""
    record = """
posts: [{from: 2023-12-01}]
evidence: []
absences: [{reason: secondment, from: 2024-10-01, to: 2025-03-31}]
"""
    found = outcome(framework, record, "2026-01-10", "review")
    words = [part.verdict.word for part in found.parts]
    assert words == ["met", "not_met", "not_yet"]  # away on the last day of 2023/24


MONTHLY = """
events: {began: {title: Practice began}}
periods: {month-of-practice: {title: Month of practice, starts: began, lasts: 1 month}}
evidence_types: {supervision: {title: Supervision, fields: {hours: hours}}}
throughout:
  - id: supervised
    in_each: month-of-practice
    evidence: supervision
    at_least: 1.5 hours
"""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-02-27", "met"),  # one hour and a half an hour
        ("2026-02-28", "not_yet"),  # the second month begins
        ("2026-03-30", "met"),
        ("2026-04-29", "not_yet"),  # the third is of 31 March to 29 April
        ("2026-04-30", "not_met"),
    ],
)
def test_periods_of_an_event_are_all_asked_about_without_any_post(
    day: str, expected: str
) -> None:
    record = """
    events: {began: 2026-01-31}
    evidence:
      - {type: supervision, hours: 1, date: 2026-02-01}
      - {type: supervision, hours: 0.5, date: 2026-02-27}
      - {type: supervision, hours: 1.5, date: 2026-03-30}
    """
    assert verdict(MONTHLY, record, day, "supervised") == expected


def test_periods_of_the_calendar_are_asked_about_since_the_record_begins() -> None:
    text = """
    periods: {practice-year: {runs: {from: 1 November, to: 31 October}}}
    throughout: [{id: declared, in_each: practice-year, confirmation: a declaration}]
    """
    empty = "confirmations: []\n"
    assert verdict(text, empty, "2025-11-01", "declared") == "not_yet"
    since = empty + "since: 2024-11-01\n"
    assert verdict(text, since, "2025-10-31", "declared") == "not_yet"
    assert verdict(text, since, "2025-11-01", "declared") == "not_met"
