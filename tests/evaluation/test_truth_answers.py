"""Pillars 5, 6 and 9, and whose record is read: what no source states, what has ended."""
# ruff: noqa: E501 - records read best on one line

import pytest
from small_framework import framework, outcome, outcomes, record, verdict

from swcareers.queries.report import report

ON = "2026-06-01"
TYPES = """
evidence_types: {report: {title: Report, fields: {pages: number}}}
stages: {nqsw: {title: New}, senior: {title: Senior}}
registers: {register: {title: Register}}
modules: {law: {title: Law, not_stated: [credits, level]}}
measures: {load: {unit: cases, of: a full load}}
figures: {needed: {title: How many, not_stated: [gives]}}
decisions: {d: {title: A decision}}
"""


def rule(text: str, held: str) -> tuple[str, str]:
    """The verdict of a rule, and the code of its reason."""
    found = outcome(f"requires: [{text}]\n{TYPES}", held, ON, "rule")
    return found.verdict.word, found.why.code if found.why else ""


ONE = "evidence: [{type: report, date: 2026-02-01}]"


@pytest.mark.parametrize(
    "text",
    [
        "{id: rule, evidence: report, not_stated: [at_least]}",
        "{id: rule, evidence: report, not_stated: all}",
        "{id: rule, evidence: report, not_stated: [where]}",
        "{id: rule, evidence: report, not_stated: [within]}",
        "{id: rule, cadence: report, not_stated: [every]}",
        "{id: rule, evidence: report, at_least: needed}",
    ],
)
def test_a_question_that_needs_what_no_source_gives_is_answered_so(text: str) -> None:
    assert rule(text, ONE) == ("undecided", "not_stated")


def test_a_question_that_does_not_need_it_is_answered() -> None:
    assert rule("{id: rule, evidence: report, not_stated: [due]}", ONE) == ("met", "")
    assert (
        rule("{id: rule, evidence: report, not_stated: [where]}", "evidence: []")[0]
        == "not_yet"
    )
    assert rule("{id: rule, evidence: report, not_stated: [unless]}", ONE) == (
        "met",
        "",
    )
    assert rule(
        "{id: rule, evidence: report, not_stated: [unless]}", "evidence: []"
    ) == ("undecided", "not_stated")


def test_what_a_module_does_not_state_is_no_gap_of_the_record() -> None:
    held = "modules: [{module: law, achieved: 2026-01-01}]"
    assert rule("{id: rule, modules: any, at_least: 20 credits}", held) == (
        "undecided",
        "not_stated",
    )
    assert rule("{id: rule, modules: any, where: {level: 7}}", held) == (
        "undecided",
        "not_stated",
    )
    told = (
        "modules: [{module: law, credits: 20 credits, level: 7, achieved: 2026-01-01}]"
    )
    assert (
        rule("{id: rule, modules: any, at_least: 20 credits, where: {level: 7}}", told)[
            0
        ]
        == "met"
    )


def test_the_marks_are_shown_in_the_report() -> None:
    text = f"requires: [{{id: rule, title: Reports, evidence: report, at_least: 3, unverified: [at_least], illustrative: [title]}}]\n{TYPES}"
    found = report(record(ONE), framework(text), on=ON)
    assert found["rule"].requirement.marks == {
        "at_least": "unverified",
        "title": "illustrative",
    }
    assert "Reports: at least was not seen in a source." in found.marks


def test_about_is_never_evaluated() -> None:
    with_about = "{id: rule, evidence: report, about: {led_by: everyone, at_least: 99}}"
    assert rule(with_about, ONE)[0] == "met"


# --- strength ---------------------------------------------------------------------------


@pytest.mark.parametrize("strength", ["should", "recommended"])
def test_only_must_decides(strength: str) -> None:
    text = f"requires: [{{id: one, evidence: report}}, {{id: two, evidence: report, at_least: 9, strength: {strength}}}]\n{TYPES}"
    found = report(record(ONE), framework(text), on=ON)
    assert found["two"].verdict == "not_yet"
    assert found.assessment.verdict == "met"


# --- for: the post held that day (C4, P5) ---------------------------------------------------

FOR = "{id: rule, evidence: report, for: {stage: nqsw, service: [adults, children]}}"


@pytest.mark.parametrize(
    ("posts", "wanted"),
    [
        ("{stage: nqsw, service: adults, from: 2026-01-01}", "not_yet"),
        ("{stage: senior, service: adults, from: 2026-01-01}", "not_applicable"),
        ("{stage: nqsw, service: hospital, from: 2026-01-01}", "not_applicable"),
        (
            "{stage: nqsw, service: adults, from: 2025-01-01, to: 2026-05-31}",
            "not_applicable",
        ),
        ("{stage: nqsw, service: adults, planned: 2026-07-01}", "not_applicable"),
        ("{stage: nqsw, from: 2026-01-01}", "undecided"),
        ("{stage: nqsw, service: adults, from: 2026}", "undecided"),
    ],
)
def test_whom_it_is_for_is_read_against_the_post_held_that_day(
    posts: str, wanted: str
) -> None:
    assert rule(FOR, f"posts: [{posts}]\nevidence: []")[0] == wanted


def test_where_it_cannot_be_said_whom_it_is_for_a_rule_that_is_met_is_met() -> None:
    assert rule(FOR, ONE)[0] == "met"
    assert rule(FOR, "evidence: []") == ("undecided", "audience_unknown")


def test_for_holders_and_for_those_who_joined() -> None:
    holders = "{id: rule, evidence: report, for: {holds: register}}"
    assert rule(holders, "registrations: []\nevidence: []")[0] == "not_applicable"
    assert (
        rule(
            holders,
            "registrations: [{register: register, from: 2020-01-01}]\nevidence: []",
        )[0]
        == "not_yet"
    )
    joined = "{id: rule, evidence: report, for: {joined: us}}"
    assert (
        rule(
            joined,
            "posts: [{employer: us, from: 2020-01-01, to: 2021-01-01}]\nevidence: []",
        )[0]
        == "not_yet"
    )
    assert (
        rule(joined, "posts: [{employer: other, from: 2020-01-01}]\nevidence: []")[0]
        == "not_applicable"
    )


# --- whose record ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        ("learner", "met"),
        ("employer", "met"),
        ("partnership", "not_applicable"),
        ("cohort", "not_applicable"),
    ],
)
def test_a_rule_about_something_else_is_not_asked_of_a_learner(
    subject: str, wanted: str
) -> None:
    assert rule(f"{{id: rule, evidence: report, subject: {subject}}}", ONE)[0] == wanted
    whole = f"subject: {subject}\nrequires: [{{id: rule, evidence: report}}]\n{TYPES}"
    assert verdict(whole, ONE, ON, "rule") == wanted


# --- dated ---------------------------------------------------------------------------------


def test_before_the_first_known_edition_no_rule_is_known() -> None:
    text = f"requires: [{{id: rule, evidence: report, versions: [{{from: 2022-09-01, at_least: 3}}]}}]\n{TYPES}"
    found = outcome(text, ONE, "2022-08-31", "rule")
    assert (found.verdict.word, found.why.code if found.why else "") == (
        "undecided",
        "no_rule_before",
    )
    assert outcome(text, ONE, "2022-09-01", "rule").need == 3


def test_after_it_is_withdrawn_a_rule_is_not_applicable_and_leaves_its_group() -> None:
    text = f"""
requires:
  - id: group
    all:
      - {{id: stays, evidence: report}}
      - {{id: went, evidence: report, versions: [{{from: 2020-01-01, at_least: 3}}, {{from: 2026-01-01, withdrawn: true}}]}}
{TYPES}"""
    assert outcomes(text, ONE, ON)["group"].verdict.word == "met"
    before = outcomes(text, ONE.replace("2026-02-01", "2025-02-01"), "2025-06-01")[
        "group"
    ]
    assert before.verdict.word == "not_yet"


def test_a_variant_replaces_the_keys_it_names_for_some() -> None:
    """N42, N44: mandatory in the north, recommended in the south."""
    text = f"""
requires:
  - id: rule
    evidence: report
    at_least: 3
    variants:
      - {{when: {{in_place: posts, where: {{setting: south}}}}, strength: recommended}}
      - {{when: {{in_place: posts, where: {{setting: west}}}}, at_least: 1}}
{TYPES}"""
    for setting, need, side in (
        ("north", 3, "not_yet"),
        ("south", 3, "not_applicable"),
        ("west", 1, "met"),
    ):
        held = record(f"posts: [{{setting: {setting}, from: 2026-01-01}}]\n{ONE}")
        found = report(held, framework(text), on=ON)
        assert (found["rule"].need, found.assessment.verdict) == (need, side), setting


def test_a_variant_of_which_it_cannot_be_said_leaves_open_what_differs() -> None:
    text = f"""
requires:
  - id: rule
    evidence: report
    at_least: 2
    variants: [{{when: {{decision: d}}, at_least: 1}}]
{TYPES}"""
    vague = "decisions: [{decision: d, is: agreed, date: 2026}]\n"
    assert verdict(text, vague + ONE, ON, "rule") == "undecided"
    both = ONE.replace("date: 2026-02-01", "dates: [2026-02-01, 2026-02-02]")
    assert verdict(text, vague + both, ON, "rule") == "met"


def test_a_condition_is_answered_like_any_rule_under_the_id_of_its_rule() -> None:
    book = framework(
        "requires:\n"
        "  - {id: rule, evidence: report, applies_when: {decision: d},\n"
        "     unless: {any: [{id: left, holds: register},\n"
        "       {id: long, evidence: report, where: {pages: {at_least: 9}}}]}}\n"
        + TYPES
    )
    held = record("evidence: [{type: report, date: 2026-02-01}]\ndecisions: []")
    page = report(held, book, on=ON)
    assert page["rule"].verdict == "not_applicable"
    assert page["rule/applies_when"].verdict == "not_yet"
    with pytest.raises(KeyError, match="no such rule"):
        page["rule/unless"]  # not asked: the rule does not apply

    decided = "decisions: [{decision: d, is: met, date: 2026-01-05}]\n"
    page = report(record(decided + ONE), book, on=ON)
    assert page["rule/unless"].verdict == "undecided"
    assert page["rule/unless/long"].left_out[0].item == "evidence/0"
    assert page["left"].verdict == "undecided"
    assert "rule/unless" not in [one.id for one in page.answers()]


def test_a_condition_of_a_rule_owed_again_is_asked_for_by_its_occurrence() -> None:
    long = "{evidence: report, where: {pages: {at_least: 9}}}"
    book = framework(
        "requires:\n"
        f"  - {{id: rule, evidence: report, at_least: 2, in_each: term, unless: {long}}}\n"
        "periods: {term: {title: Year, runs: {from: 1 January, to: 31 December}}}\n"
        + TYPES
    )
    held = record(
        "evidence: [{type: report, date: 2025-02-05, pages: 12}]\n"
        "posts: [{from: 2025-01-01}]"
    )
    page = report(held, book, on=ON)
    assert page["rule@2025"].flags == ("exempt",)
    assert page["rule/unless@2025"].verdict == "met"
    assert page["rule/unless@2026"].verdict == "not_yet"
