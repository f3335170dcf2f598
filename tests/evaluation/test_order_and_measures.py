"""Parts in order, and what is measured from time to time."""

from fractions import Fraction

import pytest
from small_framework import outcome, started, verdict, verdicts, year

KINDS = """
evidence_types: {plan: {title: Plan}, report: {title: Report}}
decisions: {first: {title: First, outcomes: {agreed: met}}}
learning: {foundation: {title: Foundation}, intermediate: {title: Intermediate}}
"""
ORDER = f"""
requires:
  - id: steps
    in_order:
      - {{id: plan, evidence: plan}}
      - {{id: report, evidence: report, at_least: 2}}
      - {{id: last, decision: first}}
{KINDS}
"""


def facts(plan: str, reports: str, decided: str = "") -> str:
    decisions = f"{{decision: first, is: agreed, date: {decided}}}" if decided else ""
    return (
        f"evidence: [{{type: plan, date: {plan}}}, "
        f"{{type: report, dates: {reports}}}]\n"
        f"decisions: [{decisions}]"
    )


def test_each_part_is_judged_on_facts_from_the_day_the_part_before_it_was_met():
    record = facts("2026-03-01", "[2026-02-28, 2026-03-01, 2026-03-02]")
    found = outcome(ORDER, record, "2026-04-01", "report")
    assert (found.verdict.word, found.have) == ("met", 2)  # the same day is in order
    assert [one.reason.code for one in found.left_out] == ["too_early"]


def test_a_part_whose_turn_has_not_come_is_not_yet():
    record = facts("2026-03-01", "[2026-03-05]", "2026-03-06")
    assert verdict(ORDER, record, "2026-04-01", "last") == "not_yet"
    assert verdict(ORDER, record, "2026-04-01", "steps") == "not_yet"
    record = facts("2026-03-01", "[2026-03-05, 2026-03-06]", "2026-03-05")
    assert (
        verdict(ORDER, record, "2026-04-01", "last") == "not_yet"
    )  # decided too early
    record = facts("2026-03-01", "[2026-03-05, 2026-03-06]", "2026-03-06")
    assert verdict(ORDER, record, "2026-04-01", "steps") == "met"


def test_learning_in_order():
    framework = f"""
requires:
  - id: steps
    in_order: [{{completes: foundation}}, {{completes: intermediate}}]
{KINDS}
"""

    def took(first: str, second: str) -> str:
        return (
            f"learning: [{{learning: foundation, state: completed, date: {first}}}, "
            f"{{learning: intermediate, state: completed, date: {second}}}]"
        )

    assert (
        verdict(framework, took("2026-01-10", "2026-03-01"), "2026-04-01", "steps")
        == "met"
    )
    assert (
        verdict(framework, took("2026-03-01", "2026-01-10"), "2026-04-01", "steps")
        == "not_yet"
    )


def test_a_part_that_does_not_apply_is_passed_over():
    framework = ORDER.replace(
        "evidence: plan}", "evidence: plan, applies_when: {in_place: posts}}"
    )
    record = facts("2026-09-01", "[2026-03-05, 2026-03-06]") + "\nposts: []"
    assert verdict(framework, record, "2026-04-01", "report") == "met"


# --- measures -------------------------------------------------------------------------


def measure(keys: str, more: str = "") -> str:
    return year(
        f"- {{id: load, measure: caseload, {keys}}}",
        rest=f"measures: {{caseload: {{title: Caseload, unit: cases{more}}}}}",
    )


def readings(*pairs: tuple[str, str], posts: str = "") -> str:
    items = ", ".join(
        f"{{measure: caseload, date: {day}, value: {value}}}" for day, value in pairs
    )
    return started("2026-01-01", f"readings: [{items}]\n{posts}")


def test_without_an_average_the_latest_reading_on_or_before_the_day_decides():
    record = readings(("2026-02-01", "80%"), ("2026-03-01", "95%"))
    framework = measure("at_most: 90%")
    days = ("2026-02-28", "2026-03-01")
    assert verdicts(framework, record, "load", *days) == ["met", "not_met"]


def test_without_a_reading_it_is_undecided():
    record = readings(("2026-02-01", "80%"))
    found = outcome(measure("at_most: 90%"), record, "2026-01-31", "load")
    assert (found.verdict.word, found.why.code) == ("undecided", "no_reading")


def test_with_an_average_it_is_the_time_weighted_mean_so_far():
    """Thirty-one days at 100%, then 28 at 50%: 76.3% on 28 February."""
    record = readings(("2026-01-01", "100%"), ("2026-02-01", "50%"))
    found = outcome(
        measure("at_most: 90%, averaged_over: programme"), record, "2026-02-28", "load"
    )
    assert found.verdict.word == "met"
    assert found.have == Fraction(31 * 100 + 28 * 50, 59 * 100)


def test_over_the_most_it_is_not_yet_while_it_can_be_repaired_and_then_not_met():
    framework = measure("at_most: 50%, averaged_over: programme")
    record = readings(("2026-01-01", "100%"))
    # After half the year at 100% no caseload, however small, brings it to 50%.
    days = ("2026-03-01", "2026-07-01", "2026-07-03", "2027-01-02")
    assert verdicts(framework, record, "load", *days) == [
        "not_yet",
        "not_yet",
        "not_met",
        "not_met",
    ]


def test_under_the_least_it_is_not_yet_until_the_span_ends():
    framework = measure("at_least: 10%, averaged_over: programme")
    record = readings(("2026-01-01", "5%"))
    days = ("2026-12-31", "2027-01-01")
    assert verdicts(framework, record, "load", *days) == ["not_met", "not_met"]
    assert verdict(framework, record, "2026-12-30", "load") == "not_yet"


def test_a_mean_over_a_length_of_time_before_the_day():
    framework = measure("at_most: 50%, averaged_over: 1 month")
    record = readings(("2026-01-01", "100%"), ("2026-03-01", "20%"))
    days = ("2026-02-15", "2026-03-31", "2026-04-01")
    assert verdicts(framework, record, "load", *days) == ["not_met", "met", "met"]


def test_a_bound_that_scales_with_hours():
    framework = measure("at_most: 10", ", scales_with: hours")
    half = "posts: [{from: 2026-01-01, hours: 0.5}]"
    for value, wanted in (("5", "met"), ("6", "not_met")):
        record = readings(("2026-02-01", value), posts=half)
        assert verdict(framework, record, "2026-03-01", "load") == wanted


STEPS = year(
    "- {id: load, measure: caseload, at_most: steps}",
    rest="""
measures:
  caseload: {title: Caseload, unit: cases}
  so-far: {title: Time on the programme, time_since: begun}
events: {begun: {title: Begun, in_place: year, which: first}}
figures:
  steps:
    title: Caseload that rises over the year
    by: so-far
    rows:
      - {under: 3 months, gives: 25%}
      - {under: 6 months, gives: 50%}
      - {under: 9 months, gives: 70%}
      - {otherwise: 90%}
""",
)


@pytest.mark.parametrize(
    ("day", "least"),
    [
        ("2026-03-31", "25%"),
        ("2026-04-01", "50%"),
        ("2026-06-30", "50%"),
        ("2026-07-01", "70%"),
        ("2026-09-30", "70%"),
        ("2026-10-01", "90%"),
        ("2027-06-01", "90%"),
    ],
)
def test_a_caseload_that_rises_in_steps_over_the_year(day, least):
    """C62: 25, 50, 70 and 90 at 3, 6, 9 and 12 months."""
    just = readings(("2026-01-10", least))
    over = readings(("2026-01-10", f"{int(least[:-1]) + 1}%"))
    assert verdict(STEPS, just, day, "load") == "met"
    assert verdict(STEPS, over, day, "load") == "not_met"


AWAY = """
events: {left: {title: Left}, applied: {title: Applied}}
evidence_types:
  day: {title: Updating, fields: {days: number, method: [private, formal]}}
measures: {away: {title: Time away, time_since: left, as_at: applied}}
figures:
  wanted:
    title: Days wanted
    by: away
    rows:
      - {under: 2 years, gives: 0 days}
      - {at_most: 5 years, gives: 30 days}
      - {otherwise: 60 days}
units: {days: {title: A day}}
requires:
  - id: updating
    evidence: day
    at_least: wanted
    within: {last: 12 months, before: applied}
    of_which: [{id: private, where: {method: private}, at_most: 1/2, excess: cut}]
"""


@pytest.mark.parametrize(
    ("left", "need"),
    [
        ("2024-10-02", 0),
        ("2024-10-01", 30),
        ("2021-10-01", 30),
        ("2021-09-30", 60),
    ],
)
def test_what_is_needed_goes_by_the_length_of_the_gap(left, need):
    """C42: nothing under two years, 30 days up to five, 60 beyond."""
    record = f"events: {{left: {left}, applied: 2026-10-01}}\nevidence: []"
    assert outcome(AWAY, record, "2026-10-01", "updating").need == need


def test_private_study_is_at_most_half_and_all_in_the_year_before():
    """C43."""
    record = """
events: {left: 2023-01-01, applied: 2026-10-01}
evidence:
  - {type: day, date: 2026-05-01, days: 20, method: private}
  - {type: day, date: 2026-05-02, days: 14, method: formal}
  - {type: day, date: 2025-09-30, days: 30, method: formal}
"""
    found = outcome(AWAY, record, "2026-10-01", "updating")
    assert (found.verdict.word, found.have, found.need) == ("not_yet", 29, 30)
    enough = record.replace("days: 14", "days: 15")
    assert verdict(AWAY, enough, "2026-10-01", "updating") == "met"


@pytest.mark.parametrize(
    ("reading", "share", "cases"),
    [
        ("60%", "met", "undecided"),
        ("95%", "not_met", "undecided"),
        ("14 cases", "undecided", "not_met"),
        ("12 cases", "undecided", "met"),
        ("12", "undecided", "undecided"),  # of cases, or of a hundred?
    ],
)
def test_a_reading_is_never_compared_with_a_bound_of_another_unit(
    reading, share, cases
):
    """Unlike units are undecided; a number alone, where it could be either, too."""
    load = "{load: {title: Load, unit: cases, of: a full caseload}}"
    text = f"""
measures: {load}
requires:
  - {{id: in-shares, measure: load, at_most: 90%}}
  - {{id: in-cases, measure: load, at_most: 12 cases}}
"""
    record = f"readings: [{{measure: load, date: 2026-01-05, value: {reading}}}]"
    assert verdict(text, record, "2026-02-01", "in-shares") == share
    assert verdict(text, record, "2026-02-01", "in-cases") == cases
    if reading == "12":  # where it can be nothing else, a number alone is enough
        plain = text.replace(", of: a full caseload", "").replace("90%", "20")
        assert verdict(plain, record, "2026-02-01", "in-cases") == "met"
