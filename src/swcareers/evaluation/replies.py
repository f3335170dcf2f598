"""Answers that need no look at the facts, and conditions that stand in no list."""

from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.framework.framework import Placed
from swcareers.framework.parts import named_parts
from swcareers.rules.requirement import Rule
from swcareers.values.often import changed


def loose(rule: Rule, path: str) -> Placed:
    """A rule that stands in no list: the condition of something else."""
    return Placed(
        path=f"{path}/when",
        rule=rule,
        strength="must",
        side="assessment",
        list="requires",
        parts=tuple(loose(part, f"{path}/{end}") for part, end in named_parts(rule)),
    )


def undecided(placed: Placed, reason: Reason, **more: object) -> Outcome:
    """An answer the record cannot give."""
    return changed(
        Outcome(
            path=placed.path, rule=placed.rule, verdict=Verdict.UNDECIDED, why=reason
        ),
        **more,
    )


def missing_section(placed: Placed, section: str) -> Outcome:
    """The record has no such section: it is silent, which is not an answer."""
    return undecided(placed, Reason("information_missing", {"section": section}))
