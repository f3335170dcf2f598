"""What rests on people: waivers (C7), confirmations, decisions, judgements, outcomes."""
# ruff: noqa: E501 - records read best on one line

from datetime import date

import pytest
from small_framework import framework, outcome, outcomes, record, verdict

from swcareers.evaluation.outcome import Outcome
from swcareers.queries.asking import asked
from swcareers.queries.report import report
from swcareers.reading.loading import load_framework
from swcareers.values.problems import FrameworkError

ON = "2026-06-01"
RUN = "programmes: [{programme: year, started: 2026-01-05, roles: {assessor: anna, manager: ben}}]\n"
PEOPLE = "people: {anna: {holds: {}}, ben: {holds: {}}, cy: {holds: {}}}\n"


def book(rules: str, rest: str = "") -> str:
    return f"""
programmes:
  year:
    clock: {{runs_for: 12 months}}
    requires:
{rules.strip(chr(10))}
roles: {{assessor: {{title: Assessor}}, manager: {{title: Manager}}, panel: {{title: Panel}}, university: {{title: University}}}}
evidence_types: {{report: {{title: Report, fields: {{led: true or false}}}}}}
{rest}
"""


# --- waivers --------------------------------------------------------------------------

WAIVABLE = book(
    """
      - {id: reports, evidence: report, at_least: 3, waivable: {by: {all_of: [assessor, manager]}}, of_which: [{where: {led: true}, at_least: 1}]}
      - {id: plans, evidence: report, at: [month 1, month 3], waivable: {by: manager}}
      - {id: fixed, evidence: report, at_least: 9}
      - id: group
        waivable: {by: manager}
        all: [{id: one, evidence: report, at_least: 5}, {id: two, evidence: report}]
    """
)
WAIVER = "waivers: [{%s}]\n"
ONE = "evidence: [{type: report, date: 2026-02-01}]\n"


def waived(
    text: str, *, evidence: str = ONE, on: str = ON, more: str = ""
) -> dict[str, Outcome]:
    held = RUN + PEOPLE + evidence + WAIVER % text + more
    return outcomes(WAIVABLE, held, on)


def test_a_waiver_is_applied_if_the_rule_is_waivable_and_the_roles_satisfy_it() -> None:
    found = waived(
        "of: year/reports, by: [anna, ben], date: 2026-03-01, because: placement closed"
    )["year/reports"]
    assert (found.verdict.word, found.flags) == ("met", {"waived"})
    assert found.why is not None
    assert found.why.values == {"by": "anna, ben", "because": "placement closed"}


@pytest.mark.parametrize(
    "text",
    [
        "of: year/reports, by: [anna], date: 2026-03-01",
        "of: year/reports, by: [cy], date: 2026-03-01",
        "of: year/fixed, by: [anna, ben], date: 2026-03-01",
    ],
)
def test_otherwise_it_is_reported_and_has_no_effect(text: str) -> None:
    found = waived(text)
    path = text.split(",")[0].removeprefix("of: ")
    assert found[path].verdict.word == "not_yet"
    assert "waiver_without_right" in found[path].flags


def test_the_roles_of_those_who_agreed_may_stand_in_the_waiver() -> None:
    found = waived(
        "of: year/reports, by: [cy], roles: [assessor, manager], date: 2026-03-01"
    )
    assert found["year/reports"].verdict.word == "met"


def test_it_holds_from_its_date_on() -> None:
    text = "of: year/reports, by: [anna, ben], date: 2026-03-01"
    assert waived(text, on="2026-02-28")["year/reports"].verdict.word == "not_yet"
    assert waived(text, on="2026-03-01")["year/reports"].verdict.word == "met"
    vague = "of: year/reports, by: [anna, ben], date: 2026"
    assert waived(vague)["year/reports"].verdict.word == "undecided"


def test_it_may_name_the_point() -> None:
    spring = "evidence: [{type: report, date: 2026-04-05}]\n"
    found = waived(
        "of: year/plans, at: month 1, by: ben, date: 2026-03-01", evidence=spring
    )["year/plans"]
    assert [part.verdict.word for part in found.parts] == ["met", "met"]
    assert ["waived" in part.flags for part in found.parts] == [True, False]
    assert (found.verdict.word, found.have) == ("met", 2)


def test_down_to_a_figure_asks_again_with_that_figure_and_the_lines_stay() -> None:
    text = "of: year/reports, down_to: 2, by: [anna, ben], date: 2026-03-01"
    two = "evidence: [{type: report, date: 2026-02-01, led: %s}, {type: report, date: 2026-02-02, led: false}]\n"
    found = waived(text, evidence=two % "true")["year/reports"]
    assert (found.verdict.word, found.have, found.need) == ("met", 2, 2)
    assert "waived" in found.flags
    found = waived(text, evidence=two % "false")["year/reports"]
    assert (found.verdict.word, found.need) == ("not_yet", 2)
    found = waived(text)["year/reports"]
    assert (found.verdict.word, found.have, found.need) == ("not_yet", 1, 2)


def test_what_is_met_anyway_is_not_waived() -> None:
    three = "evidence: [{type: report, dates: [2026-02-01, 2026-02-02, 2026-02-03], led: true}]\n"
    found = waived(
        "of: year/reports, by: [anna, ben], date: 2026-03-01", evidence=three
    )
    assert found["year/reports"].flags == frozenset()


def test_a_waived_part_counts_as_met_in_its_group() -> None:
    text = WAIVABLE.replace(
        "{id: one, evidence: report, at_least: 5}",
        "{id: one, evidence: report, at_least: 5, waivable: {by: manager}}",
    )
    held = RUN + PEOPLE + ONE + WAIVER % "of: year/group/one, by: ben, date: 2026-03-01"
    found = outcomes(text, held, ON)
    assert found["year/group/one"].flags == {"waived"}
    assert found["year/group"].verdict.word == "met"


def test_a_waived_group_is_settled_and_its_parts_are_still_shown() -> None:
    found = waived("of: year/group, by: ben, date: 2026-03-01")["year/group"]
    assert found.verdict.word == "met"
    assert [part.verdict.word for part in found.parts] == ["not_yet", "met"]


def test_a_waiver_holds_for_that_one_run() -> None:
    held = """
    programmes:
      - {programme: year, started: 2024-01-05, ended: 2024-12-01, roles: {assessor: anna, manager: ben}}
      - {programme: year, started: 2026-01-05, roles: {assessor: anna, manager: ben}}
    evidence: []
    waivers: [{of: year/reports, by: [anna, ben], date: 2024-03-01}]
    """
    runs = asked(record(held), framework(WAIVABLE), date(2026, 6, 1))
    verdicts = [entry.outcomes[0][1].verdict.word for entry in runs]
    assert verdicts == ["met", "not_yet"]


def test_earlier_ids_are_followed() -> None:
    text = WAIVABLE.replace(
        "{id: reports,", "{id: reports, formerly: [accounts],"
    ).replace("  year:\n", "  year:\n    formerly: [first-year]\n")
    for path in ("year/accounts", "first-year/reports", "first-year/accounts"):
        held = (
            RUN
            + PEOPLE
            + ONE
            + WAIVER % f"of: {path}, by: [anna, ben], date: 2026-03-01"
        )
        assert verdict(text, held, ON, "year/reports") == "met", path


INHERITED = WAIVABLE.replace(
    "roles: {assessor", "  south: {extends: year}\nroles: {assessor", 1
)
SOUTH = RUN.replace("programme: year", "programme: south")


def test_the_parents_id_means_the_same_rule_for_everyone_who_inherits_it() -> None:
    held = (
        SOUTH
        + PEOPLE
        + ONE
        + WAIVER % "of: year/reports, by: [anna, ben], date: 2026-03-01"
    )
    assert verdict(INHERITED, held, ON, "south/reports") == "met"


def test_the_nearer_waiver_wins() -> None:
    held = (
        SOUTH
        + PEOPLE
        + ONE
        + """

waivers:
  - {of: year/reports, by: [anna, ben], date: 2026-03-01}
  - {of: south/reports, down_to: 2, by: [anna, ben], date: 2026-03-01}
"""
    )
    found = outcome(INHERITED, held, ON, "south/reports")
    assert (found.verdict.word, found.need) == ("not_yet", 2)


def test_a_waiver_does_not_travel_to_another_framework() -> None:
    other = WAIVABLE.replace("{id: reports,", "{id: accounts,")
    held = (
        RUN
        + PEOPLE
        + ONE
        + WAIVER % "of: year/reports, by: [anna, ben], date: 2026-03-01"
    )
    assert verdict(other, held, ON, "year/accounts") == "not_yet"


# --- confirmations ------------------------------------------------------------------------

PROMISES = book(
    """
      - {id: shadowing, confirmation: time to shadow, confirmed_by: {any_of: [assessor, manager]}}
      - {id: both, confirmation: time to read, confirmed_by: {all_of: [assessor, manager]}}
      - {id: anybody, confirmation: a desk}
      - {id: reports, evidence: report, at_least: 3, confirmed_by: assessor}
      - {id: load, measure: caseload, at_most: 90%, confirmed_by: manager}
    """,
    "measures: {caseload: {unit: cases, of: a full caseload}}",
)


def confirmed(
    items: str, more: str = "evidence: []\nreadings: []\n"
) -> dict[str, Outcome]:
    return outcomes(PROMISES, f"{RUN}{PEOPLE}{more}confirmations: [{items}]\n", ON)


def test_a_promise_is_met_when_somebody_with_the_word_confirms_it() -> None:
    found = confirmed("{of: year/shadowing, by: anna, date: 2026-02-01}")[
        "year/shadowing"
    ]
    assert (found.verdict.word, found.flags) == ("met", {"confirmed"})
    found = confirmed("{of: year/shadowing, by: cy, date: 2026-02-01}")[
        "year/shadowing"
    ]
    assert found.verdict.word == "not_yet"
    assert [one.reason.code for one in found.left_out] == ["not_by_role"]
    assert (
        confirmed("{of: year/anybody, by: cy, date: 2026-02-01}")[
            "year/anybody"
        ].verdict.word
        == "met"
    )


def test_all_of_them_have_to_say_so() -> None:
    one = "{of: year/both, by: anna, date: 2026-02-01}"
    found = confirmed(one)["year/both"]
    assert found.verdict.word == "not_yet"
    assert found.why is not None
    assert found.why.values == {"who": "manager"}
    assert (
        confirmed(f"{one}, {{of: year/both, by: ben, date: 2026-02-02}}")[
            "year/both"
        ].verdict.word
        == "met"
    )


def test_nobody_confirms_before_their_turn_or_after_it() -> None:
    """A handover: anna is the assessor until the end of March."""
    held = """
    programmes:
      - programme: year
        started: 2026-01-05
        roles: {assessor: [{person: anna, to: 2026-03-31}, {person: cy, from: 2026-04-01}]}
    people: {anna: {holds: {}}, cy: {holds: {}}}
    evidence: []
    confirmations: [{of: year/shadowing, by: %s, date: 2026-04-15}]
    """
    assert verdict(PROMISES, held % "cy", ON, "year/shadowing") == "met"
    assert verdict(PROMISES, held % "anna", ON, "year/shadowing") == "not_yet"


def test_that_roles_word_equals_a_list_of_dates() -> None:
    found = confirmed("{of: year/reports, by: anna, date: 2026-02-01}")["year/reports"]
    assert (found.verdict.word, found.flags) == ("met", {"confirmed"})
    assert (
        confirmed("{of: year/reports, by: ben, date: 2026-02-01}")[
            "year/reports"
        ].verdict.word
        == "not_yet"
    )


def test_what_was_read_later_says_more_than_a_word_before_it() -> None:
    word = "{of: year/load, by: ben, date: 2026-02-01}"
    assert confirmed(word)["year/load"].verdict.word == "met"
    later = (
        "evidence: []\nreadings: [{measure: caseload, date: 2026-04-01, value: 120%}]\n"
    )
    assert confirmed(word, later)["year/load"].verdict.word == "not_met"
    earlier = later.replace("04-01", "01-20")
    assert confirmed(word, earlier)["year/load"].verdict.word == "met"


# --- decisions ----------------------------------------------------------------------------

DECISIONS = """
decisions:
  outcome:
    title: Outcome
    by: panel
    proposed_by: assessor
    comments_from: [university]
    outcomes: {pass: met, fail: not_met, deferred: not_yet, left: not_applicable}
  grant: {title: Grant, by: {any_of: [manager, panel]}}
"""
DECIDED = book(
    """
      - {id: plain, decision: outcome}
      - {id: good, decision: outcome, is: pass}
      - {id: bad, decision: outcome, is: [fail, deferred]}
      - {id: grant, decision: grant}
    """,
    DECISIONS,
)


def decided(items: str, on: str = ON) -> dict[str, Outcome]:
    held = f"{RUN}{PEOPLE}evidence: []\ndecisions: [{items}]\n"
    found = outcomes(DECIDED, held, on)
    return {path.partition("/")[2]: one for path, one in found.items()}


@pytest.mark.parametrize(
    ("word", "plain", "good", "bad"),
    [
        ("pass", "met", "met", "not_met"),
        ("fail", "not_met", "not_met", "met"),
        ("deferred", "not_yet", "not_yet", "met"),
        ("left", "not_applicable", "not_met", "not_met"),
    ],
)
def test_each_outcome_means_its_verdict_and_is_asks_for_some(
    word: str, plain: str, good: str, bad: str
) -> None:
    found = decided(f"{{decision: outcome, is: {word}, date: 2026-05-01}}")
    assert [found[name].verdict.word for name in ("plain", "good", "bad")] == [
        plain,
        good,
        bad,
    ]


def test_a_decision_without_outcomes_is_agreed_or_not() -> None:
    for word, wanted in (("agreed", "met"), ("not-agreed", "not_met")):
        assert (
            decided(f"{{decision: grant, is: {word}, date: 2026-05-01}}")[
                "grant"
            ].verdict.word
            == wanted
        )
    assert decided("{decision: grant, date: 2026-05-01}")["grant"].verdict.word == "met"


def test_until_it_is_taken_a_person_has_to_decide_and_who_is_said() -> None:
    found = decided("")["grant"]
    assert (found.verdict.word, found.who) == ("not_yet", "manager or panel")
    assert "awaiting" in found.flags


def test_the_last_decision_stands() -> None:
    both = "{decision: outcome, is: deferred, date: 2026-03-01}, {decision: outcome, is: pass, date: 2026-05-01}"
    assert decided(both)["plain"].verdict.word == "met"
    assert decided(both, "2026-04-01")["plain"].verdict.word == "not_yet"


@pytest.mark.parametrize("by", ["anna", "assessor", "university"])
def test_who_proposes_or_comments_does_not_decide(by: str) -> None:
    """N50: an outside body may comment and not overturn."""
    both = f"{{decision: outcome, is: pass, by: panel, date: 2026-03-01}}, {{decision: outcome, is: fail, by: {by}, date: 2026-05-01}}"
    found = decided(both)["plain"]
    assert found.verdict.word == "met"
    assert [one.reason.code for one in found.left_out] == ["not_by_role"]


# --- pillar 7 and 8 -------------------------------------------------------------------------

TWO_SIDES = (
    """
programmes:
  year:
    outcome: outcome
    support: [{id: desk, confirmation: a desk}]
    requires: [{id: reports, evidence: report, at_least: 3}]
evidence_types: {report: {title: Report}}
roles: {panel: {title: Panel}, manager: {title: Manager}, assessor: {title: Assessor}, university: {title: University}}
"""
    + DECISIONS
)
THREE = "evidence: [{type: report, dates: [2026-02-01, 2026-02-02, 2026-02-03]}]\n"
STARTED = "programmes: [{programme: year, started: 2026-01-05}]\n"


def sides(held: str) -> tuple[str, str]:
    found = report(record(held), framework(TWO_SIDES), on=ON)
    return found.support.verdict, found.assessment.verdict


def test_support_never_lowers_the_assessment() -> None:
    passed = "decisions: [{decision: outcome, is: pass, date: 2026-05-01}]\nconfirmations: []\n"
    assert sides(STARTED + THREE + passed) == ("not_yet", "met")


@pytest.mark.parametrize(("word", "wanted"), [("pass", "met"), ("fail", "not_met")])
@pytest.mark.parametrize("evidence", [THREE, "evidence: []\n"])
def test_a_programme_with_an_outcome_is_completed_by_that_decision_alone(
    evidence: str, word: str, wanted: str
) -> None:
    held = f"{STARTED}{evidence}decisions: [{{decision: outcome, is: {word}, date: 2026-05-01}}]\n"
    assert sides(held)[1] == wanted


def test_counts_alone_never_complete_it() -> None:
    assert sides(STARTED + THREE + "decisions: []\n")[1] == "not_yet"
    deferred = "decisions: [{decision: outcome, is: deferred, date: 2026-05-01}]\n"
    assert sides(STARTED + THREE + deferred)[1] == "not_yet"
    left = "decisions: [{decision: outcome, is: left, date: 2026-05-01}]\n"
    assert sides(STARTED + THREE + left)[1] == "not_applicable"


def test_completes_asks_for_the_decision_and_not_for_the_counts() -> None:
    text = TWO_SIDES + "requires: [{id: rule, completes: year}]\n"
    assert verdict(text, STARTED + THREE + "decisions: []\n", ON, "rule") == "not_yet"
    passed = "decisions: [{decision: outcome, is: pass, date: 2026-05-01}]\n"
    assert verdict(text, STARTED + "evidence: []\n" + passed, ON, "rule") == "met"


# --- judgements -------------------------------------------------------------------------------

JUDGED = """
requires: [{id: rule, assessed: pcf/second}, {id: each, assessed: values, covering: values, at_least: all}]
capabilities:
  pcf:
    title: PCF
    judged: {by: a named person, a_view_on_each: domain, score: never}
    levels: {first: {title: First}, second: {title: Second}, third: {title: Third}}
    domains: {care: {title: Care}, law: {title: Law}}
  values: {title: Values, domains: {one: {title: One}, two: {title: Two}}}
"""
VIEWS = "views: {care: good, law: good}"


@pytest.mark.parametrize(
    ("judgement", "wanted", "reason"),
    [
        (f"assessed: pcf/second, by: anna, {VIEWS}", "met", None),
        (f"assessed: pcf/third, by: anna, {VIEWS}", "met", None),
        (f"assessed: pcf/first, by: anna, {VIEWS}", "not_yet", None),
        (f"assessed: pcf/second, {VIEWS}", "not_yet", "not_by_named_person"),
        (
            "assessed: pcf/second, by: anna, views: {care: good}",
            "not_yet",
            "views_missing",
        ),
        (
            f"assessed: pcf/second, by: anna, verdict: not_yet, {VIEWS}",
            "not_yet",
            "fails_where",
        ),
    ],
)
def test_a_level_is_judged_by_a_named_person_with_a_view_on_each_domain(
    judgement: str, wanted: str, reason: str | None
) -> None:
    """N56: evidence is shown and never scored; a higher level holds for a lower."""
    held = f"people: {{anna: {{holds: {{}}}}}}\nassessments: [{{{judgement}, date: 2026-05-01}}]"
    found = outcome(JUDGED, held, ON, "rule")
    assert found.verdict.word == wanted
    assert [one.reason.code for one in found.left_out] == ([reason] if reason else [])


def test_no_amount_of_mapped_evidence_makes_a_judgement() -> None:
    text = JUDGED + "evidence_types: {report: {title: Report}}"
    held = "evidence: [{type: report, date: 2026-02-01, mapped_to: [pcf/care, pcf/law]}]\nassessments: []"
    found = outcome(text, held, ON, "rule")
    assert (found.verdict.word, found.have) == ("not_yet", 0)
    assert "awaiting" in found.flags


def test_statements_judged_one_by_one_cover_their_set() -> None:
    """N40: all of them."""
    held = "assessments: [{assessed: values/one, by: anna, date: 2026-05-01}, {assessed: values/%s, by: anna, date: 2026-05-02}]\npeople: {anna: {holds: {}}}"
    assert verdict(JUDGED, held % "two", ON, "each") == "met"
    found = outcome(JUDGED, held % "one", ON, "each")
    assert (found.verdict.word, found.have, found.need) == ("not_yet", 1, 2)


# --- who may waive ---------------------------------------------------------------------------


def test_a_bare_list_of_roles_is_refused() -> None:
    plain = {
        "framework": "small",
        "roles": {"a": {"title": "A"}, "b": {"title": "B"}},
        "requires": [{"id": "x", "confirmation": "y", "confirmed_by": ["a", "b"]}],
    }
    with pytest.raises(FrameworkError, match="any_of"):
        load_framework(plain)
