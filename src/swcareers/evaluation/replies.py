"""Answers that need no look at the facts, and conditions that stand in no list."""

import attrs

from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.framework.assembly import named_parts
from swcareers.framework.framework import Placed
from swcareers.rules.requirement import Rule


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
    return attrs.evolve(
        Outcome(
            path=placed.path, rule=placed.rule, verdict=Verdict.UNDECIDED, why=reason
        ),
        **more,  # type: ignore[arg-type]  # fields of an outcome
    )


def missing_section(placed: Placed, section: str) -> Outcome:
    """The record has no such section: it is silent, which is not an answer."""
    return undecided(placed, Reason("information_missing", {"section": section}))
