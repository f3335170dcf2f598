"""How something stands, and why, in the words people use for it."""

import ast
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.reading.structure import structure
from swcareers.rules.requirement import Rule
from swcareers.wording.words import (
    REASONS,
    Side,
    have_words,
    measured_words,
    outcome_words,
    reason_sentence,
)

SOURCE = Path(__file__).resolve().parents[2] / "src" / "swcareers"
VALUES = {
    "information_missing": {"section": "evidence"},
    "not_stated": {"key": "credits"},
    "no_rule_before": {"date": "2022-09-01"},
    "no_rule_stated": {},
    "withdrawn": {"from": "2026-04-01"},
    "exempt": {"rule": "newly-joined"},
    "condition_undecided": {"rule": "drawn-for-moderation"},
    "not_for": {"audience": "newly qualified social workers"},
    "waived": {"by": "employer", "because": "seen in a former post"},
    "waiver_without_right": {"by": "assessor"},
    "missed_point": {"label": "month 3", "who": "assessor"},
    "undated": {},
    "outside_window": {"window": "2026-01-01 to 2026-03-31"},
    "too_late": {"closes": "2026-11-30"},
    "too_early": {"after": "2026-06-01"},
    "fails_where": {"field": "observer", "wanted": "assessor", "found": "manager-b"},
    "field_missing": {"field": "minutes"},
    "used_elsewhere": {"rule": "reports"},
    "duplicate": {"field": "learner", "value": "learner-a"},
    "over_the_most": {"bound": "18 credits"},
    "no_period": {},
    "no_point": {},
    "for_other_programme": {"programme": "asye"},
    "not_by_named_person": {},
    "not_by_role": {"who": "assessor"},
    "too_many_ways": {},
    "event_unknown": {"event": "qualified"},
    "event_not_yet": {"event": "qualified"},
    "only_year_known": {"date": "late 2022"},
    "person_decides": {"who": "programme-coordinator"},
    "planned": {},
    "unlike_units": {"unit": "days", "wanted": "hours"},
    "version_not_stated": {},
    "subject": {"subject": "cohort"},
    "closed_since": {"date": "2020-06-30"},
    "no_reading": {"measure": "caseload"},
    "not_recorded": {},
    "before_record": {"since": "2024-01-01"},
    "start_unknown": {"programme": "asye"},
    "audience_unknown": {},
    "condition_not_met": {"rule": "drawn-for-moderation"},
    "too_few_ways": {"left": "1"},
    "views_missing": {"set": "pcf"},
    "another_attempt": {},
    "decision_without_right": {"by": "tutor-a"},
    "decision_spent": {"approval": "amhp", "date": "2030-02-28"},
    "entry_not_met": {"rule": "casework/before"},
    "no_part": {},
    "no_way": {},
    "not_needed": {},
    "not_proven": {},
    "placed_by_decision": {},
    "nothing_could_help": {},
    "under_way": {},
}


def codes_in_use() -> set[str]:
    """Every code that the evaluation can give, read out of its source."""
    return {
        node.args[0].value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Reason"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_every_reason_that_can_be_given_has_a_sentence() -> None:
    assert codes_in_use() <= set(REASONS)


def test_this_test_knows_every_reason() -> None:
    assert set(VALUES) == set(REASONS)


@pytest.mark.parametrize("code", sorted(VALUES))
def test_a_reason_says_all_that_it_carries(code: str) -> None:
    words = reason_sentence(Reason(code, VALUES[code]))
    bare = reason_sentence(Reason(code, {}))
    assert words[0].isupper() or words[0] == "“"
    assert words.endswith(".")
    assert (words == bare) == (not VALUES[code])
    assert "  " not in bare
    assert not bare.endswith((" .", ": ."))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("fails_where", "Observer should be assessor, not manager b."),
        ("exempt", "Exempt: “newly joined”."),
        ("condition_not_met", "What it depends on is not so: “drawn for moderation”."),
        ("missed_point", "Month 3 was missed, and the assessor decides what follows."),
        ("waived", "Waived by the employer: seen in a former post."),
        ("unlike_units", "It is given in days, and the rule counts hours."),
        ("no_rule_before", "No rule is known for the time before 1 September 2022."),
        ("withdrawn", "Withdrawn from 1 April 2026 on."),
        ("only_year_known", "The day is not known exactly: late 2022."),
        ("outside_window", "Outside the time asked for: 1 January to 31 March 2026."),
    ],
)
def test_reasons_read_like_sentences(code: str, words: str) -> None:
    assert reason_sentence(Reason(code, VALUES[code])) == words


def test_a_condition_without_a_name_is_not_named() -> None:
    reason = Reason("condition_not_met", {"rule": "asye/moderation/applies_when"})
    assert reason_sentence(reason) == "What it depends on is not so."


def test_a_reason_that_nobody_has_worded_yet_does_not_break_a_report() -> None:
    assert reason_sentence(Reason("fell_in_the_sea", {})) == "Fell in the sea."


@pytest.mark.parametrize("value", ["{0.__class__}", "{}", "{v}", "", "\x1b[31m"])
def test_a_value_is_never_read_as_a_pattern(value: str) -> None:
    for code, values in VALUES.items():
        reason_sentence(Reason(code, dict.fromkeys(values, value)))


# --- how it stands ------------------------------------------------------------------


def stands(side: Side, verdict: str, plain: dict[str, Any], **others: Any) -> str:
    rule = structure(plain, Rule)
    figures = {
        key: Fraction(value) if key in ("have", "need") else value
        for key, value in others.items()
    }
    outcome = Outcome(path="a", rule=rule, verdict=Verdict[verdict.upper()], **figures)
    return outcome_words(outcome, side)


EVIDENCE = {"evidence": "direct-observation", "at_least": "3"}
ROLE = {"in_place": "assessor"}
PROMISE = {"confirmation": "fees paid"}
OUTCOME = {"decision": "asye-outcome"}


@pytest.mark.parametrize(
    ("words", "support", "verdict", "plain", "others"),
    [
        ("evidenced", "in place", "met", EVIDENCE, {"have": 3, "need": 3}),
        ("partly evidenced", "partly", "not_yet", EVIDENCE, {"have": 1, "need": 3}),
        ("no evidence yet", "not in place", "not_yet", EVIDENCE, {"have": 0}),
        ("not met", "partly", "not_met", EVIDENCE, {"have": 1}),
        ("not applicable", "not applicable", "not_applicable", EVIDENCE, {}),
        ("in place", "in place", "met", ROLE, {}),
        ("confirmed", "confirmed", "met", PROMISE, {}),
        ("decided", "decided", "met", OUTCOME, {}),
        ("awaiting decision", "not in place", "not_yet", OUTCOME, {}),
        ("awaiting decision", "awaiting decision", "undecided", ROLE, {"who": "head"}),
        (
            "not recorded",
            "not recorded",
            "undecided",
            PROMISE,
            {"flags": frozenset({"not_recorded"})},
        ),
        (
            "not recorded",
            "not recorded",
            "undecided",
            EVIDENCE,
            {"why": Reason("information_missing", {"section": "evidence"})},
        ),
        ("cannot be said", "cannot be said", "undecided", ROLE, {}),
        ("exempt", "exempt", "met", EVIDENCE, {"flags": frozenset({"exempt"})}),
        ("waived", "waived", "met", EVIDENCE, {"flags": frozenset({"waived"})}),
    ],
)
def test_each_side_has_words_of_its_own(
    words: str,
    support: str,
    verdict: str,
    plain: dict[str, Any],
    others: dict[str, Any],
) -> None:
    assert stands("assessment", verdict, plain, **others) == words
    assert stands("support", verdict, plain, **others) == support


def test_all_but_the_decision_makes_ready_to_be_considered() -> None:
    met = Outcome(path="a", rule=structure(EVIDENCE, Rule), verdict=Verdict.MET)
    open_ = Outcome(path="b", rule=structure(OUTCOME, Rule), verdict=Verdict.NOT_YET)
    whole = Outcome(
        path="c",
        rule=structure({"all": [EVIDENCE, OUTCOME]}, Rule),
        verdict=Verdict.UNDECIDED,
        flags=frozenset({"awaiting"}),
        parts=(met, open_),
    )
    assert outcome_words(whole, "assessment") == "ready to be considered"


def test_nobody_passes_fails_or_completes_in_these_words() -> None:
    verdicts = [verdict.word for verdict in Verdict]
    for verdict in verdicts:
        for plain in (EVIDENCE, ROLE, PROMISE, OUTCOME):
            words = stands("assessment", verdict, plain)
            words += stands("support", verdict, plain)
            for never in ("pass", "fail", "complete", "entitled"):
                assert never not in words


@pytest.mark.parametrize(
    ("have", "need", "unit", "most", "words"),
    [
        ("11", "13", None, None, "11 of 13"),
        ("40", "70", "hours", None, "40 of 70 hours"),
        ("4", "6", "months", "8", "4 to 8 of 6 months"),
        ("3/4", "9/10", "share", None, "75% of 90%"),
        ("1/3", None, "share", None, "33.3%"),
        ("1", None, "hours", None, "1 hour"),
        ("3/2", "2", "hours", None, "1.5 of 2 hours"),
    ],
)
def test_figures_are_said_with_their_unit(
    have: str, need: str | None, unit: str | None, most: str | None, words: str
) -> None:
    wanted = None if need is None else Fraction(need)
    at_most = None if most is None else Fraction(most)
    assert have_words(Fraction(have), wanted, unit, at_most) == words


def test_what_is_not_counted_has_no_figures() -> None:
    assert have_words(None, None, None) == ""


def test_a_reading_stands_beside_its_bound() -> None:
    reading = measured_words(Fraction(2, 25), Fraction(1, 10), "share", most=False)
    assert reading == "8%, at least 10%"
