"""Groups, conditions and strength: the tables of C4 and C5, line by line."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_framework import framework, outcome, outcomes, record, verdict

from swcareers.queries.report import report
from swcareers.reading.loading import load_framework
from swcareers.values.problems import FrameworkError

WORDS = {
    "met": "yes", "not_met": "no", "not_yet": "wait", "not_applicable": "out",
}  # fmt: skip
VERDICTS = ("met", "not_met", "not_yet", "undecided", "not_applicable")
RANK = {"not_met": 0, "not_yet": 1, "undecided": 2, "met": 3}
ON = "2026-06-01"
DECISIONS = """
decisions:
""" + "".join(
    f"  d{n}: {{title: Decision {n}, outcomes: "
    '{"yes": met, "no": not_met, wait: not_yet, out: not_applicable}}\n'
    for n in range(6)
)


def record_of(verdicts: Sequence[str]) -> str:
    """A record in which decision n stands as the n-th verdict says."""
    lines = []
    for number, word in enumerate(verdicts):
        said = "" if word == "undecided" else f', is: "{WORDS[word]}"'
        lines.append(f"  - {{decision: d{number}, date: 2026-01-0{number + 1}{said}}}")
    return "decisions:\n" + "\n".join(lines) if lines else "decisions: []"


def asked(rule: str, verdicts: Sequence[str]) -> str:
    """The verdict of a top rule called `rule`."""
    return verdict(
        f"requires:\n  - {rule}\n{DECISIONS}", record_of(verdicts), ON, "rule"
    )


def parts(number: int, *, strengths: Sequence[str] = ()) -> str:
    """Decisions 0 to n - 1 as parts of a group."""
    found = []
    for n in range(number):
        strength = f", strength: {strengths[n]}" if n < len(strengths) else ""
        found.append(f"{{decision: d{n}{strength}}}")
    return f"[{', '.join(found)}]"


# --- C4 ---------------------------------------------------------------------------


@pytest.mark.parametrize("condition", VERDICTS)
@pytest.mark.parametrize("rule", VERDICTS)
def test_applies_when(rule: str, condition: str) -> None:
    """The condition met: judged; not met or not yet: not applicable; undecided: met
    if the rule is met anyway, else undecided."""
    found = asked(
        "{id: rule, decision: d0, applies_when: {decision: d1}}", [rule, condition]
    )
    match condition:
        case "met":
            assert found == rule
        case "not_met" | "not_yet" | "not_applicable":
            assert found == "not_applicable"
        case _ if rule in ("met", "not_applicable"):
            assert found == rule
        case _:
            assert found == "undecided"


@pytest.mark.parametrize("condition", VERDICTS)
@pytest.mark.parametrize("rule", VERDICTS)
def test_unless(rule: str, condition: str) -> None:
    """The condition met: met, shown as exempt; not met or not yet: judged; undecided:
    met if the rule is met anyway, else undecided."""
    text = "{id: rule, decision: d0, unless: {decision: d1}}"
    found = asked(text, [rule, condition])
    match condition:
        case "met":
            assert found == "met"
            whole = outcome(
                f"requires:\n  - {text}\n{DECISIONS}", record_of([rule, condition]),
                ON, "rule",
            )  # fmt: skip
            assert "exempt" in whole.flags
            assert whole.why is not None
            assert whole.why.code == "exempt"
        case "not_met" | "not_yet" | "not_applicable":
            assert found == rule
        case _:
            assert found == ("met" if rule == "met" else "undecided")


def test_an_undecided_condition_is_the_one_that_is_asked_for() -> None:
    whole = outcome(
        "requires:\n  - {id: rule, decision: d0, applies_when: {decision: d1}}\n"
        + DECISIONS,
        record_of(["not_met", "undecided"]), ON, "rule",
    )  # fmt: skip
    assert whole.why is not None
    assert whole.why.code == "condition_undecided"


def test_the_condition_is_asked_about_the_same_day_as_the_rule() -> None:
    """As at 3 January the condition had not been decided yet."""
    rule = "{id: rule, decision: d0, applies_when: {decision: d1}, as_at: 2026-01-01}"
    assert asked(rule, ["met", "met"]) == "not_applicable"


def test_an_out_of_scope_branch_of_any_disappears_while_an_exempt_one_satisfies() -> (
    None
):
    branch = "{any: [{decision: d0, %s: {decision: d1}}, {decision: d2}], id: rule}"
    held = ["not_met", "not_met", "not_yet"]
    assert asked(branch % "applies_when", held) == "not_yet"
    held = ["not_met", "met", "not_yet"]
    assert asked(branch % "unless", held) == "met"


# --- groups over the five verdicts ------------------------------------------------

three = st.lists(st.sampled_from(VERDICTS), min_size=1, max_size=5)


@given(three)
def test_all_is_the_least_of_its_parts(held: list[str]) -> None:
    """all(parts) == min(applicable parts); nothing left: not applicable."""
    left = [RANK[one] for one in held if one != "not_applicable"]
    found = asked(f"{{id: rule, all: {parts(len(held))}}}", held)
    assert found == ("not_applicable" if not left else _word(min(left)))


@given(three)
def test_any_is_the_greatest_of_its_parts(held: list[str]) -> None:
    """any(parts) == max(applicable parts); nothing left: not applicable."""
    left = [RANK[one] for one in held if one != "not_applicable"]
    found = asked(f"{{id: rule, any: {parts(len(held))}}}", held)
    assert found == ("not_applicable" if not left else _word(max(left)))


@given(three, st.integers(1, 5))
def test_at_least_n_is_the_nth_greatest_and_keeps_n(held: list[str], n: int) -> None:
    """any(parts, at_least: n) == the n-th greatest of what is left; fewer: not met."""
    n = min(n, len(held))
    left = sorted((RANK[one] for one in held if one != "not_applicable"), reverse=True)
    found = asked(f"{{id: rule, any: {parts(len(held))}, at_least: {n}}}", held)
    if not left:
        assert found == "not_applicable"
    else:
        assert found == ("not_met" if n > len(left) else _word(left[n - 1]))


@given(three)
def test_at_least_one_is_any_and_at_least_all_is_all(held: list[str]) -> None:
    """any(at_least: 1) == any; any(at_least: all) == all, of the same parts."""
    group = parts(len(held))
    one = asked(f"{{id: rule, any: {group}, at_least: 1}}", held)
    assert one == asked(f"{{id: rule, any: {group}}}", held)
    every = asked(f"{{id: rule, any: {group}, at_least: all}}", held)
    assert every == asked(f"{{id: rule, all: {group}}}", held)


@given(three)
def test_none_is_barred_by_what_is_met_alone(held: list[str]) -> None:
    """none(parts): met bars; undecided is undecided; anything else does not bar."""
    left = [one for one in held if one != "not_applicable"]
    found = asked(f"{{id: rule, none: {parts(len(held))}}}", held)
    if not left:
        assert found == "not_applicable"
    elif "met" in left:
        assert found == "not_met"
    else:
        assert found == ("undecided" if "undecided" in left else "met")


@given(three, st.randoms(use_true_random=False))
def test_the_order_of_the_parts_changes_nothing(held: list[str], dice: object) -> None:
    """all, any, none(parts) == all, any, none(parts in another order)."""
    group = [f"{{decision: d{n}}}" for n in range(len(held))]
    mixed = dice.sample(group, len(group))  # type: ignore[attr-defined]  # its type is wider than what is in it
    for word in ("all", "any", "none"):
        one = asked(f"{{id: rule, {word}: [{', '.join(group)}]}}", held)
        assert one == asked(f"{{id: rule, {word}: [{', '.join(mixed)}]}}", held)


def _word(rank: int) -> str:
    return next(word for word, place in RANK.items() if place == rank)


def test_too_few_ways_left_is_said() -> None:
    text = f"requires:\n  - {{id: rule, any: {parts(3)}, at_least: 2}}\n{DECISIONS}"
    held = record_of(["met", "not_applicable", "not_applicable"])
    whole = outcome(text, held, ON, "rule")
    assert whole.verdict.word == "not_met"
    assert whole.why is not None
    assert (whole.why.code, whole.why.values["left"]) == ("too_few_ways", "1")


# --- C5: strength -----------------------------------------------------------------


@pytest.mark.parametrize("word", ["all", "in_order"])
@pytest.mark.parametrize("weaker", ["should", "recommended"])
@pytest.mark.parametrize("held", [v for v in VERDICTS if v != "not_applicable"])
def test_a_weaker_part_never_decides_all_or_in_order(
    word: str, weaker: str, held: str
) -> None:
    group = parts(2, strengths=["must", weaker])
    assert asked(f"{{id: rule, {word}: {group}}}", ["met", held]) == "met"
    group = parts(2, strengths=[weaker, "must"])
    assert asked(f"{{id: rule, {word}: {group}}}", [held, "met"]) == "met"


def test_a_recommended_alternative_satisfies_any() -> None:
    group = parts(2, strengths=["must", "recommended"])
    assert asked(f"{{id: rule, any: {group}}}", ["not_met", "met"]) == "met"
    assert asked(f"{{id: rule, any: {group}, at_least: 2}}", ["met", "met"]) == "met"


def test_a_weaker_part_never_bars() -> None:
    group = parts(2, strengths=["must", "should"])
    assert asked(f"{{id: rule, none: {group}}}", ["not_met", "met"]) == "met"


def test_a_part_inherits_its_groups_strength() -> None:
    """In a group of `should`, a part that says nothing decides."""
    group = parts(2)
    rule = f"{{id: rule, strength: should, all: {group}}}"
    assert asked(rule, ["met", "not_met"]) == "not_met"


def test_a_group_whose_parts_are_all_weaker_is_refused_at_load() -> None:
    plain = {
        "framework": "small",
        "decisions": {"d0": {"title": "A decision"}},
        "requires": [
            {"id": "rule", "all": [{"decision": "d0", "strength": "recommended"}]}
        ],
    }
    with pytest.raises(FrameworkError, match="nothing here is required"):
        load_framework(plain)


def test_where_only_advice_is_left_nothing_is_required() -> None:
    """The must falls away: a group of which only advice is left is not applicable."""
    group = parts(2, strengths=["must", "should"])
    rule = f"{{id: rule, all: {group}}}"
    assert asked(rule, ["not_applicable", "not_met"]) == "not_applicable"


def test_only_must_decides_a_side() -> None:
    """A recommended rule that is not met leaves the learner's side met."""
    text = """
requires:
  - {id: one, decision: d0}
  - {id: two, decision: d1, strength: recommended}
"""
    held = record(record_of(["met", "not_met"]))
    found = report(held, framework(text + DECISIONS), on="2026-06-01")
    assert found.assessment.verdict == "met"


# --- in order ---------------------------------------------------------------------

ORDER = (
    """
requires:
  - id: rule
    in_order:
      - {id: first, evidence: plan, at_least: 2}
      - {id: second, evidence: review}
      - {id: third, decision: d0}
evidence_types: {plan: {title: Plan}, review: {title: Review}}
"""
    + DECISIONS
)


def steps(held: str, on: str = "2026-06-01") -> list[str]:
    found = outcomes(ORDER, held, on)
    return [found[f"rule/{name}"].verdict.word for name in ("first", "second", "third")]


def test_a_step_counts_what_is_dated_from_the_day_the_step_before_was_met() -> None:
    """The same day is in order."""
    held = """
    evidence:
      - {type: plan, dates: [2026-01-05, 2026-02-05]}
      - {type: review, date: 2026-02-05}
    decisions: [{decision: d0, is: "yes", date: 2026-02-06}]
    """
    assert steps(held) == ["met", "met", "met"]


def test_earlier_ones_are_listed_as_too_early() -> None:
    held = """
    evidence:
      - {type: plan, dates: [2026-01-05, 2026-02-05]}
      - {type: review, date: 2026-02-04}
    decisions: []
    """
    found = outcome(ORDER, held, "2026-06-01", "rule/second")
    assert found.verdict.word == "not_yet"
    assert [(one.item.place, one.reason.code) for one in found.left_out] == [
        ("evidence/1", "too_early")
    ]
    assert found.left_out[0].reason.values == {"after": "2026-02-05"}


def test_a_decision_taken_before_its_turn_does_not_count() -> None:
    held = """
    evidence:
      - {type: plan, dates: [2026-01-05, 2026-02-05]}
      - {type: review, date: 2026-03-01}
    decisions: [{decision: d0, is: "yes", date: 2026-02-20}]
    """
    assert steps(held) == ["met", "met", "not_yet"]
    left = outcome(ORDER, held, "2026-06-01", "rule/third").left_out
    assert [one.reason.code for one in left] == ["too_early"]


def test_nothing_counts_for_a_step_whose_turn_has_not_come() -> None:
    held = """
    evidence:
      - {type: plan, date: 2026-01-05}
      - {type: review, date: 2026-03-01}
    decisions: []
    """
    assert steps(held) == ["not_yet", "not_yet", "not_yet"]


def test_a_step_of_which_only_the_year_is_known_leaves_the_next_undecided() -> None:
    held = """
    evidence:
      - {type: plan, date: 2026-01-05}
      - {type: plan, date: 2025}
      - {type: review, date: 2026-03-01}
    decisions: [{decision: d0, is: "yes", date: 2026-04-01}]
    """
    assert steps(held) == ["met", "met", "met"]
    held = """
    evidence:
      - {type: plan, date: 2026-01-05}
      - {type: plan, date: 2026-02}
      - {type: review, date: 2026-02-14}
    decisions: [{decision: d0, is: "yes", date: 2026-04-01}]
    """
    assert steps(held) == ["met", "undecided", "undecided"]


def test_an_undecided_step_leaves_what_follows_undecided_and_not_lost() -> None:
    held = """
    evidence:
      - {type: plan, date: 2026-01-05}
      - {type: plan, date: about 2026}
      - {type: review, date: 2026-05-14}
    decisions: []
    """
    assert steps(held) == ["undecided", "undecided", "not_yet"]


def test_advice_that_was_not_taken_holds_nothing_up() -> None:
    text = ORDER.replace(
        "{id: second, evidence: review}",
        "{id: second, evidence: review, strength: recommended}",
    )
    held = """
    evidence: [{type: plan, dates: [2026-01-05, 2026-02-05]}]
    decisions: [{decision: d0, is: "yes", date: 2026-02-20}]
    """
    assert verdict(text, held, "2026-06-01", "rule") == "met"


def test_a_condition_of_a_step_may_look_at_what_came_before() -> None:
    """Only the step itself counts from its turn on; the condition is about the day."""
    text = ORDER.replace(
        "{id: second, evidence: review}",
        "{id: second, evidence: review, unless: {decision: d1}}",
    )
    held = """
    evidence: [{type: plan, dates: [2026-01-05, 2026-02-05]}]
    decisions:
      - {decision: d1, is: "yes", date: 2025-01-01}
      - {decision: d0, is: "yes", date: 2026-02-20}
    """
    assert verdict(text, held, "2026-06-01", "rule") == "met"
