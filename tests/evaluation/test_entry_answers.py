"""Entries as they apply on a day: conditions, windows that are over, their versions."""
# ruff: noqa: E501 - records read best on one line

from datetime import date

import pytest
from small_framework import framework, outcome, outcomes, record, started, verdict

from swcareers.evaluation.renamed import renamed
from swcareers.queries.asking import asked
from swcareers.queries.report import report

ON = "2026-06-01"
SOUTH = "{in_place: posts, where: {setting: south}}"


@pytest.mark.parametrize(
    ("posts", "wanted"),
    [
        ("{setting: south, from: 2025-01-01}", "not_yet"),
        ("{setting: north, from: 2025-01-01}", "not_applicable"),
        ("{setting: south, from: 2026}", "undecided"),
    ],
)
def test_a_condition_of_a_programme_holds_for_all_its_rules(
    posts: str, wanted: str
) -> None:
    text = f"""
    programmes: {{year: {{applies_when: {SOUTH}, requires: [{{id: one, evidence: report}}, {{id: two, evidence: paper}}]}}}}
    evidence_types: {{report: {{title: Report}}, paper: {{title: Paper}}}}
    """
    held = started(
        "2026-01-05", f"posts: [{posts}]\nevidence: [{{type: paper, date: 2026-02-01}}]"
    )
    found = outcomes(text, held, ON)
    assert found["year/one"].verdict.word == wanted
    met = "not_applicable" if wanted == "not_applicable" else "met"
    assert found["year/two"].verdict.word == met


def test_a_condition_of_a_stage_holds_for_its_rules() -> None:
    text = f"""
    stages: {{nqsw: {{title: New, applies_when: {SOUTH}, throughout: [{{id: report, evidence: report}}]}}}}
    evidence_types: {{report: {{title: Report}}}}
    """
    for setting, wanted in (("south", "not_yet"), ("north", "not_applicable")):
        held = f"posts: [{{stage: nqsw, setting: {setting}, from: 2025-01-01}}]\nevidence: []"
        assert verdict(text, held, ON, "nqsw/report") == wanted


# --- what nobody can earn any more ------------------------------------------------------

CLOSED = """
requires:
  - {id: closed, holds: closed-award}
  - {id: either, any: [{holds: closed-award}, {evidence: report}]}
  - {id: one-of, holds: both}
  - {id: every, holds: both, at_least: all}
  - {id: intake, completes: summer-school}
qualifications:
  closed-award: {title: Closed award, open: [{from: 2016-01-01, to: 2022-03-31}]}
  other-award: {title: Other award}
learning: {summer-school: {title: Summer school, open: [{from: 15 May, to: 14 June}]}}
groups: {both: [closed-award, other-award]}
evidence_types: {report: {title: Report}}
"""


def test_a_branch_nobody_can_now_earn_is_no_longer_available() -> None:
    """N36: not "no rule known", and not a matter of time."""
    found = outcome(CLOSED, "awards: []\nevidence: []", ON, "closed")
    assert found.verdict.word == "not_met"
    assert found.why is not None
    assert (found.why.code, found.why.values) == (
        "closed_since",
        {"date": "2022-03-31"},
    )
    assert (
        verdict(CLOSED, "awards: []\nevidence: []", "2022-03-31", "closed") == "not_yet"
    )


def test_those_who_hold_it_keep_it_and_other_ways_stay_open() -> None:
    held = "awards: [{award: closed-award, achieved: 2020-07-01}]\nevidence: []"
    assert verdict(CLOSED, held, ON, "closed") == "met"
    nothing = "awards: []\nevidence: []\nlearning: []"
    assert verdict(CLOSED, nothing, ON, "either") == "not_yet"
    assert verdict(CLOSED, nothing, ON, "one-of") == "not_yet"
    assert verdict(CLOSED, nothing, ON, "every") == "not_met"
    assert verdict(CLOSED, held, ON, "every") == "not_yet"


def test_a_yearly_intake_opens_again() -> None:
    assert verdict(CLOSED, "learning: []", "2026-07-01", "intake") == "not_yet"


# --- versions of entries -------------------------------------------------------------------


def test_a_run_keeps_the_clock_of_the_day_it_began() -> None:
    text = """
    programmes:
      year:
        clock: {runs_for: 12 months}
        versions: [{from: 2015-01-01}, {from: 2026-01-01, clock: {runs_for: 24 months}}]
        requires: [{id: last, evidence: report, due: end}]
    evidence_types: {report: {title: Report}}
    """
    for day, due in (("2025-12-31", "2026-12-31"), ("2026-01-01", "2028-01-01")):
        found = outcome(text, started(day, "evidence: []"), ON, "year/last")
        assert str(found.due) == due


def test_an_approval_lasts_as_long_as_it_did_when_it_was_granted() -> None:
    text = """
    requires: [{id: rule, holds: educator}]
    approvals: {educator: {title: Educator, lasts: 2 years, versions: [{from: 2010-01-01}, {from: 2025-01-01, lasts: 5 years}]}}
    """
    for granted, wanted in (("2024-01-01", "not_yet"), ("2025-01-01", "met")):
        held = f"approvals: [{{approval: educator, from: {granted}}}]"
        assert verdict(text, held, "2028-06-01", "rule") == wanted


def test_what_keeps_an_approval_is_asked_of_whoever_was_granted_it() -> None:
    text = """
    approvals: {educator: {title: Educator, requires: [{id: granted, decision: grant}], throughout: [{id: talks, evidence: talk}]}}
    decisions: {grant: {title: Grant}}
    evidence_types: {talk: {title: Talk}}
    """
    held = "evidence: []\ndecisions: [{decision: grant, is: agreed, date: 2025-01-01}]"
    assert verdict(text, held, ON, "educator/talks") == "not_yet"
    refused = held.replace("is: agreed", "is: not-agreed")
    found = asked(record(refused), framework(text), date(2026, 6, 1))
    assert found == ()


# --- earlier ids ------------------------------------------------------------------------

RENAMED = """
stages: {nqsw: {title: New, formerly: [newly-qualified], throughout: [{id: there, in_place: posts}]}}
roles: {assessor: {title: Assessor, formerly: [mentor]}}
registers: {register: {title: Register, formerly: [old-register]}}
qualifications: {diploma: {title: Diploma, formerly: [certificate]}}
approvals: {educator: {title: Educator, formerly: [teacher]}}
modules: {law: {title: Law, credits: 20 credits, formerly: [legal-studies]}}
learning: {talk: {title: Talk, formerly: [lecture]}}
measures: {load: {unit: cases, formerly: [cases]}}
capabilities: {pcf: {title: PCF, formerly: [framework-2012], levels: {first: {title: First, formerly: [basic]}}}}
decisions: {grant: {title: Grant, formerly: [award-grant]}}
events: {left: {title: Left, formerly: [departed]}}
evidence_types: {report: {title: Report, formerly: [account], fields: {by_whom: person}}}
programmes:
  year:
    formerly: [first-year]
    clock: {runs_for: 12 months}
    requires:
      - {id: register, holds: register}
      - {id: diploma, holds: diploma}
      - {id: educator, holds: educator}
      - {id: law, modules: [law]}
      - {id: talk, completes: talk}
      - {id: load, measure: load, at_most: 9}
      - {id: judged, assessed: pcf/first}
      - {id: grant, decision: grant}
      - {id: left, event: left}
      - {id: report, evidence: report, where: {by_whom: {role: assessor}}}
"""
EARLIER = """
posts: [{stage: newly-qualified, from: 2026-01-05}]
programmes: [{programme: first-year, started: 2026-01-05, roles: {mentor: anna}}]
registrations: [{register: old-register, from: 2020-01-01}]
awards: [{award: certificate, achieved: 2020-01-01}]
approvals: [{approval: teacher, from: 2020-01-01}]
modules: [{module: legal-studies, achieved: 2020-01-01}]
learning: [{learning: lecture, date: 2026-02-01}]
readings: [{measure: cases, date: 2026-02-01, value: "8"}]
assessments: [{assessed: framework-2012/basic, by: anna, date: 2026-02-01}]
decisions: [{decision: award-grant, is: agreed, date: 2026-02-01}]
events: {departed: 2026-02-01}
evidence: [{type: account, date: 2026-02-01, programme: first-year, by_whom: anna}]
"""


def test_what_has_been_renamed_is_found_under_its_earlier_id() -> None:
    """Pillar 4: a record written before the change keeps its meaning."""
    found = outcomes(RENAMED, EARLIER, ON)
    assert {path: one.verdict.word for path, one in found.items()} == dict.fromkeys(
        found, "met"
    )
    assert len(found) == 11
    assert report(record(EARLIER), framework(RENAMED), on=ON).unused == ()


def test_what_a_decision_about_credit_names_is_found_under_its_earlier_id() -> None:
    found = renamed(
        record("""
        modules: [{module: legal-studies, achieved: 2020-01-01, counted_as: certificate/core}]
        credit_decisions: [{module: legal-studies, counts_in: certificate/core, instead_of: legal-studies}]
        awards: [{award: certificate, registered_for: certificate, achieved: 2021-07-01}]
        """),
        framework(RENAMED),
    )
    taken = [(one.module, one.counted_as) for one in found.modules or ()]
    assert taken == [("law", "diploma/core")]
    decided = [
        (one.module, one.counts_in, one.instead_of)
        for one in found.credit_decisions or ()
    ]
    assert decided == [("law", "diploma/core", "law")]
    assert [one.registered_for for one in found.awards or ()] == ["diploma"]
