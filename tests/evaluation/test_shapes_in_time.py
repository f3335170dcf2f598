"""Rules of the field about time, each in a few lines and asked about its days."""

import pytest
from small_framework import by_label, outcome, started, verdict, verdicts, year

REVIEWS = year(
    """
    - {id: reviews, evidence: review, at: [month 3, month 6, end]}
    - {id: extra, evidence: review, at: [month 9], applies_when: {event: asked-for}}
    """,
    rest="""
events: {asked-for: {title: A review was asked for}}
evidence_types: {review: {title: Review}}
""",
)


def test_a_review_that_is_held_only_where_it_was_asked_for():
    """N6: the review at nine months, under the templates before September 2022."""
    record = started("2021-01-04", "evidence: []\nevents: {asked-for: 2021-08-01}")
    days = ("2021-07-31", "2021-08-01", "2021-10-04", "2021-10-05")
    assert verdicts(REVIEWS, record, "extra", *days) == [
        "not_applicable",
        "not_yet",
        "not_yet",
        "not_yet",
    ]
    assert "overdue" in outcome(REVIEWS, record, "2021-10-05", "extra").flags


STREAMS = year(
    """
    - id: self-assessments
      evidence: self-assessment
      at: [start, midway, end]
      variants:
        - {when: {in_place: posts, where: {service: adults}}, strength: recommended}
    """,
    rest="evidence_types: {self-assessment: {title: Self-assessment}}",
)


def test_an_item_due_at_the_start_midway_and_at_the_end():
    """N28: mandatory for children's services, recommended for adults."""
    done = "evidence: [{type: self-assessment, dates: [2026-01-05, 2026-07-20]}]\n"
    record = started(
        "2026-01-05", done + "posts: [{service: children, from: 2026-01-05}]"
    )
    parts = by_label(outcome(STREAMS, record, "2026-08-01", "self-assessments"))
    assert {label: part.verdict.word for label, part in parts.items()} == {
        "start": "met",
        "midway": "met",
        "end": "not_yet",
    }
    assert parts["midway"].late_days == 15
    adults = record.replace("children", "adults")
    found = outcome(STREAMS, adults, "2026-08-01", "self-assessments")
    assert found.rule.strength == "recommended"


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [("admission", "met"), ("awarded", "not_met"), ("today", "not_yet")],
)
def test_the_age_of_credit_goes_by_the_day_a_rule_names(reference, wanted):
    """C28: five years before which date? The same module under three readings."""
    framework = f"""
events: {{admission: {{title: Admission}}, awarded: {{title: Award}}}}
modules: {{research: {{title: Research, credits: 30 credits}}}}
requires:
  - id: research
    modules: [research]
    at_least: 1
    within: {{last: 5 years, before: {reference}}}
"""
    record = """
events: {admission: 2025-09-01, awarded: 2027-07-15}
modules: [{module: research, achieved: 2021-06-30, state: passed, credits: 30 credits}]
"""
    assert verdict(framework, record, "2027-08-01", "research") == wanted


UPDATING = """
evidence_types: {updating: {title: Updating, fields: {hours: hours, days: number}}}
units:
  days:
    title: A day of updating
    versions: [{from: 2018-01-01, is: 6 hours}, {from: 2021-09-01, is: 7 hours}]
requires: [{id: updating, evidence: updating, at_least: 30 days}]
"""


@pytest.mark.parametrize(
    ("day", "hours", "wanted"),
    [
        ("2021-08-31", 180, "met"),
        ("2021-08-31", 179, "not_yet"),
        ("2021-09-01", 180, "not_yet"),
        ("2021-09-01", 210, "met"),
    ],
)
def test_a_day_is_so_many_hours_by_the_rate_of_its_own_day(day, hours, wanted):
    """C44: six hours, later seven."""
    record = f"evidence: [{{type: updating, date: {day}, hours: {hours}}}]"
    assert verdict(UPDATING, record, "2022-01-01", "updating") == wanted


SAMPLED = """
roles: {assessor: {title: Assessor}}
decisions:
  cpd-review:
    title: Review of the record
    by: assessor
    outcomes:
      accepted: met
      further-assessment: not_yet
      again-next-year: met
      declined: not_met
requires: [{id: review, decision: cpd-review, applies_when: {event: drawn}}]
events: {drawn: {title: Drawn for review}}
"""


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("accepted", "met"),
        ("further-assessment", "not_yet"),
        ("again-next-year", "met"),
        ("declined", "not_met"),
    ],
)
def test_a_review_of_a_sample_with_outcomes_in_between(word, wanted):
    """C46: asked only of those drawn, and the last decision stands."""
    taken = (
        f"decisions: [{{decision: cpd-review, is: {word}, by: assessor, "
        "date: 2024-02-01}]\n"
    )
    record = taken + "events: {drawn: 2024-01-10}"
    days = ("2024-01-09", "2024-01-31", "2024-02-01")
    assert verdicts(SAMPLED, record, "review", *days) == [
        "not_applicable",
        "not_yet",
        wanted,
    ]


FEE = """
registers: {register: {title: The register}}
measures:
  time-in-year:
    title: Time since the year began
    time_since: year-began
    as_at: joined
events:
  year-began: {title: The registration year began}
  joined: {title: Joined, holds: register, which: first}
evidence_types: {fee: {title: Fee, fields: {pounds: number}}}
figures:
  share-of-fee:
    title: Fee by the quarter of the day of approval
    by: time-in-year
    rows:
      - {under: 3 months, gives: 90}
      - {under: 6 months, gives: 67.50}
      - {under: 9 months, gives: 45}
      - {otherwise: 22.50}
requires: [{id: fee, evidence: fee, at_least: share-of-fee}]
"""


@pytest.mark.parametrize(
    ("joined", "need"),
    [
        ("2021-12-01", 90.0),
        ("2022-02-28", 90.0),
        ("2022-03-01", 67.5),
        ("2022-06-01", 45.0),
        ("2022-09-01", 22.5),
        ("2022-11-30", 22.5),
    ],
)
def test_a_fee_by_the_quarter_in_which_somebody_joins(joined, need):
    """C45."""
    record = (
        f"registrations: [{{register: register, from: {joined}}}]\n"
        "events: {year-began: 2021-12-01}\nevidence: []"
    )
    found = outcome(FEE, record, "2022-11-30", "fee")
    assert float(found.need or 0) == need


def test_hours_by_kind_with_so_many_of_them_direct():
    """C61: sixty hours of practice, of which forty direct, and ten of supervision."""
    framework = """
evidence_types:
  practice: {title: Practice, fields: {hours: hours, kind: [direct, other]}}
  supervision: {title: Supervision, fields: {hours: hours}}
requires:
  - id: practice
    evidence: practice
    at_least: 60 hours
    of_which: [{id: direct, at_least: 40 hours, where: {kind: direct}}]
  - {id: supervision, evidence: supervision, at_least: 10 hours}
"""
    record = """
evidence:
  - {type: practice, kind: direct, hours: 39, date: 2026-01-10}
  - {type: practice, kind: other, hours: 30, date: 2026-02-10}
  - {type: practice, kind: direct, hours: 1, date: 2026-03-10}
  - {type: supervision, hours: 10, date: 2026-03-11}
"""
    days = ("2026-02-10", "2026-03-09", "2026-03-10")
    assert verdicts(framework, record, "practice", *days) == [
        "not_yet",
        "not_yet",
        "met",
    ]
    assert verdict(framework, record, "2026-03-11", "supervision") == "met"
