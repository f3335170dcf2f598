"""Waivers: a rule set aside for one person by somebody with the right to do so."""

from collections.abc import Iterable

import attrs

from swcareers.evaluation.confirmed import roles_of
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.record.model import CreditDecision, Waiver
from swcareers.rules.requirement import Who


def waived(outcome: Outcome, placed: Placed, situation: Situation) -> Outcome:
    """The outcome with waivers of this rule applied, or reported where they have
    no effect."""
    waivers = situation.facts.record.waivers
    if not waivers:
        return outcome
    for waiver in waivers:
        if not _concerns(waiver, placed, situation):
            continue
        if waiver.date is not None and waiver.date.by(situation.on) is not True:
            continue
        outcome = _apply(waiver, outcome, placed, situation)
    return outcome


def _concerns(waiver: Waiver, placed: Placed, situation: Situation) -> bool:
    if waiver.of != placed.path and waiver.of not in placed.also:
        return False
    return waiver.planned is None or waiver.planned is False


def _apply(
    waiver: Waiver, outcome: Outcome, placed: Placed, situation: Situation
) -> Outcome:
    right = placed.rule.waivable
    by = ", ".join(waiver.by)
    if right is None or not satisfied(right.by, waiver, situation):
        return attrs.evolve(
            outcome,
            flags=outcome.flags | {"waiver_without_right"},
            why=outcome.why
            or (None if outcome.met else Reason("waiver_without_right", {"by": by})),
        )
    if waiver.at is not None:
        return _one_part(waiver, outcome)
    if waiver.down_to is not None:
        lower = waiver.down_to.number
        if lower is None or outcome.have is None or outcome.have < lower:
            return attrs.evolve(outcome, need=lower)
        return _settled(attrs.evolve(outcome, need=lower), waiver)
    return _settled(outcome, waiver)


def _settled(outcome: Outcome, waiver: Waiver) -> Outcome:
    if outcome.met and "waived" not in outcome.flags:
        return outcome
    values = {"by": ", ".join(waiver.by), "because": waiver.because or ""}
    return attrs.evolve(
        outcome,
        verdict=Verdict.MET,
        flags=(outcome.flags - {"overdue", "missed", "closed"}) | {"waived"},
        why=Reason("waived", values),
        met_on=waiver.date,
        due=None,
    )


def _one_part(waiver: Waiver, outcome: Outcome) -> Outcome:
    """A waiver of one point, occurrence or period: the rest is asked as before."""
    parts = tuple(
        _settled(part, waiver)
        if part.label is not None
        and (part.label == waiver.at or part.label.endswith(f" {waiver.at}"))
        else part
        for part in outcome.parts
    )
    if parts == outcome.parts:
        return outcome
    deciding = [one for one in parts if one.verdict is not Verdict.NOT_APPLICABLE]
    verdict = min((one.verdict for one in deciding), default=outcome.verdict)
    waiting = [one.due for one in deciding if not one.met and one.due is not None]
    flags = frozenset().union(*(one.flags for one in deciding))
    return attrs.evolve(
        outcome,
        parts=parts,
        verdict=verdict,
        flags=flags,
        due=min(waiting, default=None),
        have=None
        if outcome.have is None
        else outcome.have.__class__(sum(1 for one in deciding if one.met)),
    )


def satisfied(
    who: Who, waiver: Waiver | CreditDecision, situation: Situation
) -> bool:
    """Whether those who agreed hold the role, or all the roles, that must."""
    held = set(waiver.roles)
    for person in waiver.by:
        held.add(person)
        held.update(_roles(person, situation))
    wanted = set(who.roles)
    return wanted <= held if who.together else bool(wanted & held)


def _roles(person: str, situation: Situation) -> Iterable[str]:
    return roles_of(person, situation)
