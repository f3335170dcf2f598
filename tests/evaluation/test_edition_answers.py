"""Which version of a rule counts: by start, by day, by period, by an event."""

from datetime import date

import pytest
from small_framework import by_label, outcome, outcomes, started, verdict, year

KINDS = """
evidence_types: {plan: {title: Plan}, review: {title: Review}}
events: {claimed: {title: Claimed}, moved: {title: Moved}}
capabilities:
  old-standards: {title: Old standards}
  new-standards: {title: New standards}
roles: {assessor: {title: Assessor}}
"""


def versions(keys: str = "", *, last: str = "") -> str:
    return year(
        f"""
        - id: plans
          evidence: plan
          {keys or "note: nobody says"}
          versions:
            - {{from: 2020-01-01, at_least: 1}}
            - {{from: 2026-09-01, at_least: 2{last}}}
        """,
        clock="pauses_for: [leave]",
        rest=KINDS,
    )


def needed(framework: str, start: str, on: str, more: str = "evidence: []") -> object:
    return outcome(framework, started(start, more), on, "plans").need


def test_start_is_one_edition_for_the_whole_run():
    by_start = versions("version_by: start")
    assert needed(by_start, "2026-08-31", "2027-03-01") == 1
    assert needed(by_start, "2026-09-01", "2027-03-01") == 2


def test_start_is_unaffected_by_pauses():
    paused = (
        "evidence: []\nabsences: [{reason: leave, from: 2026-08-15, to: 2026-12-31}]"
    )
    assert (
        needed(versions("version_by: start"), "2026-08-10", "2027-06-01", paused) == 1
    )


def test_a_new_run_has_a_new_start():
    """Of two runs each keeps its own."""
    framework = versions("version_by: start")
    record = (
        "programmes: [{programme: year, started: 2025-09-01, ended: 2026-03-01}, "
        "{programme: year, started: 2026-09-01}]\nevidence: []"
    )
    found = outcomes(framework, record, "2026-10-01")
    # The fixture keeps the first; ask for both in turn.
    assert found["year/plans"].need == 1
    second = record.replace(
        "{programme: year, started: 2025-09-01, ended: 2026-03-01}, ", ""
    )
    assert outcomes(framework, second, "2026-10-01")["year/plans"].need == 2


def test_day_is_everyone_from_that_date():
    """N59."""
    by_day = versions("version_by: day")
    assert needed(by_day, "2026-01-01", "2026-08-31") == 1
    assert needed(by_day, "2026-01-01", "2026-09-01") == 2


def test_everyone_from_is_starters_at_once_and_everyone_else_from_that_day():
    """N62: new assignments from 31 October 2024, all by 1 October 2025."""
    framework = year(
        """
        - id: plans
          evidence: plan
          version_by: start
          versions:
            - {from: 2020-01-01, at_least: 1}
            - {from: 2024-10-31, everyone_from: 2025-10-01, at_least: 2}
        """,
        rest=KINDS,
    )
    for start, on, wanted in (
        ("2024-10-30", "2025-09-30", 1),
        ("2024-10-30", "2025-10-01", 2),
        ("2024-10-31", "2024-11-01", 2),
    ):
        assert needed(framework, start, on) == wanted


def test_an_event_picks_the_edition_of_its_own_day():
    """N60: by the day of the first payment, whatever the day of the claim."""
    framework = versions("version_by: claimed")
    before = "evidence: []\nevents: {claimed: 2026-08-31}"
    after = "evidence: []\nevents: {claimed: 2026-09-01}"
    assert needed(framework, "2026-01-01", "2027-01-01", before) == 1
    assert needed(framework, "2026-01-01", "2027-01-01", after) == 2


def test_the_nearest_version_by_wins():
    framework = "version_by: start\n" + versions("version_by: day")
    assert needed(framework, "2026-01-01", "2026-10-01") == 2
    framework = "version_by: day\n" + versions()
    assert needed(framework, "2026-01-01", "2026-10-01") == 2
    framework = "version_by: start\n" + versions()
    assert needed(framework, "2026-01-01", "2026-10-01") == 1


def test_before_the_first_known_edition_no_rule_is_known():
    """Never a silent default."""
    found = outcome(
        versions("version_by: start"),
        started("2019-12-31", "evidence: []"),
        "2020-03-01",
        "plans",
    )
    assert found.verdict.word == "undecided"
    assert found.why.code == "no_rule_before"


def test_after_withdrawn_it_is_not_applicable():
    framework = versions("version_by: day").replace(
        "{from: 2026-09-01, at_least: 2}", "{from: 2026-09-01, withdrawn: true}"
    )
    record = started("2026-01-01", "evidence: []")
    assert verdict(framework, record, "2026-08-31", "plans") == "not_yet"
    assert verdict(framework, record, "2026-09-01", "plans") == "not_applicable"


def test_between_a_last_day_and_the_next_first_day_no_rule_is_known():
    """N61: standards from April, a programme from September, and the months between."""
    framework = year(
        """
        - id: plans
          evidence: plan
          version_by: start
          versions:
            - {from: 2026-04-01, until: 2027-04-01, at_least: 1}
            - {from: 2027-09-01, at_least: 2}
        """,
        rest=KINDS,
    )
    for start, wanted in (
        ("2027-03-31", "not_yet"),
        ("2027-04-01", "undecided"),
        ("2027-08-31", "undecided"),
        ("2027-09-01", "not_yet"),
    ):
        record = started(start, "evidence: []")
        assert verdict(framework, record, "2027-10-01", "plans") == wanted


def test_a_start_known_roughly_is_undecided_only_where_the_editions_differ():
    framework = versions("version_by: start")
    for start, pieces, wanted in (
        ("2026-08", "[2026-10-01]", "met"),
        ("2026", "[2026-10-01]", "undecided"),
        ("2026", "[2026-10-01, 2026-10-02]", "met"),
    ):
        record = started(start, f"evidence: [{{type: plan, dates: {pieces}}}]")
        assert verdict(framework, record, "2027-01-01", "plans") == wanted


STANDARDS = year(
    """
    - id: standards
      not_stated: [version_by]
      versions:
        - {from: 2015-11-19, assessed: old-standards}
        - {from: 2027-04-01, assessed: new-standards, expected: announced in 2026}
    """,
    rest=KINDS,
)


def assessed(set_: str, day: str) -> str:
    return (
        f"assessments: [{{assessed: {set_}, verdict: met, by: assessor, date: {day}}}]"
    )


def test_where_no_source_says_what_picks_the_edition_all_that_may_are_asked():
    """N67: a year begun under the old standards that ends under the new ones."""
    inside = started("2025-09-01", assessed("old-standards", "2026-08-20"))
    assert verdict(STANDARDS, inside, "2026-09-01", "standards") == "met"
    across = started("2026-09-01", assessed("old-standards", "2027-05-20"))
    found = outcome(STANDARDS, across, "2027-06-01", "standards")
    assert found.verdict.word == "undecided"
    assert "version_open" in found.flags
    assert found.why.code == "version_not_stated"


def test_declared_by_start_or_by_the_day_of_assessment_it_is_decided():
    stated = STANDARDS.replace("not_stated: [version_by]", "version_by: WORD")
    across = started("2026-09-01", assessed("old-standards", "2027-05-20"))
    by_start, by_day = (stated.replace("WORD", word) for word in ("start", "day"))
    assert verdict(by_start, across, "2027-06-01", "standards") == "met"
    assert verdict(by_day, across, "2027-06-01", "standards") == "not_yet"


def test_occurrences_are_judged_by_the_edition_of_their_own_day():
    framework = f"""
throughout:
  - id: plans
    evidence: plan
    for_each: moved
    version_by: day
    due: {{at_most: 4 weeks, after: moved}}
    versions: [{{from: 2020-01-01, at_least: 1}}, {{from: 2026-09-01, at_least: 2}}]
{KINDS}
"""
    record = """
posts: [{from: 2025-01-01}]
events: {moved: [2026-03-01, 2026-10-01]}
evidence: [{type: plan, dates: [2026-03-10, 2026-10-10]}]
"""
    found = outcome(framework, record, "2026-11-30", "plans")
    assert [part.need for part in found.parts] == [1, 2]
    assert [part.verdict.word for part in found.parts] == ["met", "not_yet"]


VARIANTS = year(
    """
    - id: plans
      evidence: plan
      at_least: 3
      variants:
        - {when: {in_place: posts, where: {setting: hospital}}, at_least: 1}
        - {when: {in_place: posts, where: {contract: agency}}, at_least: 2}
    """,
    rest=KINDS,
)


@pytest.mark.parametrize(
    ("post", "need"),
    [
        ("setting: hospital, contract: agency", 1),
        ("setting: statutory, contract: agency", 2),
        ("setting: statutory, contract: permanent", 3),
    ],
)
def test_of_variants_the_first_whose_when_is_met_holds(post, need):
    record = started(
        "2026-01-01", f"posts: [{{from: 2026-01-01, {post}}}]\nevidence: []"
    )
    assert outcome(VARIANTS, record, "2026-03-01", "plans").need == need


def test_an_undecided_variant_leaves_open_only_what_it_decides():
    """The setting is not recorded: one plan may be enough, three are in any case."""
    post = "posts: [{from: 2026-01-01, contract: permanent}]\n"
    for number, wanted in ((0, "not_yet"), (1, "undecided"), (3, "met")):
        days = ", ".join(["2026-02-01", "2026-02-02", "2026-02-03"][:number])
        pieces = f"[{{type: plan, dates: [{days}]}}]" if number else "[]"
        record = started("2026-01-01", post + f"evidence: {pieces}")
        assert verdict(VARIANTS, record, "2026-03-01", "plans") == wanted


def test_renumbered_and_renamed_what_was_met_under_the_old_id_stays():
    """N64, N65: the same capability under another name is found by it."""
    framework = """
version_by: start
programmes:
  new-year:
    formerly: [old-year]
    clock: {runs_for: 12 months}
    requires: [{id: plans, formerly: [papers], evidence: plan, waivable: {by: lead}}]
roles: {lead: {title: Lead}}
evidence_types: {plan: {title: Plan}}
"""
    record = (
        "programmes: [{programme: new-year, started: 2026-01-01}]\nevidence: []\n"
        "waivers: [{of: new-year/papers, by: [lead], date: 2026-02-01}]"
    )
    assert verdict(framework, record, "2026-03-01", "plans") == "met"


def test_grandfathered_whoever_held_it_before_is_met_by_it_for_good():
    """N63: held before the day, or the new requirement."""
    framework = """
qualifications:
  old-award: {title: Old award, open: [{to: 2022-01-31}]}
  new-award: {title: New}
requires:
  - id: accredited
    any:
      - {id: before, event: old-award, within: {to: 2022-01-31}}
      - {id: since, holds: new-award}
"""
    for day, wanted in (("2022-01-31", "met"), ("2022-02-01", "not_yet")):
        record = f"awards: [{{award: old-award, achieved: {day}}}]"
        assert verdict(framework, record, "2026-03-01", "accredited") == wanted


def test_each_period_keeps_the_edition_of_its_first_day():
    framework = f"""
periods: {{school-year: {{title: Year, runs: {{from: 1 September, to: 31 August}}}}}}
throughout:
  - id: plans
    evidence: plan
    in_each: school-year
    versions: [{{from: 2020-09-01, at_least: 1}}, {{from: 2025-01-01, at_least: 2}}]
{KINDS}
"""
    record = (
        "posts: [{from: 2024-09-01}]\n"
        "evidence: [{type: plan, dates: [2025-03-01, 2025-10-01]}]"
    )
    parts = by_label(outcome(framework, record, "2026-09-01", "plans"))
    assert [(part.need, part.verdict.word) for part in list(parts.values())[:2]] == [
        (1, "met"),
        (2, "not_met"),
    ]


def test_figures_by_date_follow_the_day_or_the_period_or_what_they_say_themselves():
    framework = year(
        "- {id: plans, evidence: plan, at_least: plans-wanted}",
        rest=KINDS + "figures: {plans-wanted: {title: Plans, "
        "versions: [{from: 2020-01-01, gives: 1}, "
        "{from: 2026-09-01, gives: 2}]}}",
    )
    assert needed(framework, "2026-01-01", "2026-08-31") == 1
    assert needed(framework, "2026-01-01", "2026-09-01") == 2
    by_start = framework.replace(
        "title: Plans, v", "title: Plans, version_by: start, v"
    )
    assert needed(by_start, "2026-01-01", "2026-09-01") == 1


def test_an_expected_edition_counts_from_its_day_as_any_other():
    framework = versions("version_by: day", last=", expected: announced in June")
    assert needed(framework, "2026-01-01", "2026-08-31") == 1
    assert needed(framework, "2026-01-01", str(date(2026, 9, 1))) == 2
