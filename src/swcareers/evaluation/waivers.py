"""Waivers: a rule set aside for one person by somebody with the right to do so."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import attrs

from swcareers.evaluation.belonging import of_this_run
from swcareers.evaluation.confirmed import roles_of
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.record.model import CreditDecision, Waiver
from swcareers.rules.requirement import Kind, TimeIn, TimeSince, Who
from swcareers.values.amounts import Amount
from swcareers.values.durations import Duration
from swcareers.values.often import changed


def waived(outcome: Outcome, placed: Placed, situation: Situation) -> Outcome:
    """The outcome with waivers of this rule applied, or reported where they have
    no effect."""
    if not situation.facts.record.waivers or _lowering(placed) in situation.asking:
        return outcome
    if outcome.verdict is Verdict.NOT_APPLICABLE:
        return outcome  # there is nothing to waive
    for waiver in _nearest(placed, situation):
        day = waiver.date
        there = True if day is None else day.by(situation.on)
        if there is False or not _of_this_run(waiver, situation):
            continue
        applied = _apply(waiver, outcome, placed, situation)
        if there is None and applied.verdict is not outcome.verdict:
            applied = changed(
                outcome,
                verdict=Verdict.UNDECIDED,
                why=Reason("only_year_known", {"date": str(day)}),
            )
        outcome = applied
    return outcome


def _nearest(placed: Placed, situation: Situation) -> Sequence[Waiver]:
    """The waivers of a rule: by its own id, or else by another that means it."""
    waivers = [
        one
        for one in situation.facts.record.waivers or ()
        if one.planned is None or one.planned is False
    ]
    own = [one for one in waivers if one.of == placed.path]
    return own or [one for one in waivers if one.of in placed.also]


def _of_this_run(waiver: Waiver, situation: Situation) -> bool:
    """A waiver holds for the one run of a programme in which it was given."""
    return waiver.date is None or of_this_run(waiver.date.latest, situation)


def _apply(
    waiver: Waiver, outcome: Outcome, placed: Placed, situation: Situation
) -> Outcome:
    right = placed.rule.waivable
    by = ", ".join(waiver.by)
    if right is None or not satisfied(right.by, waiver, situation):
        return changed(
            outcome,
            flags=outcome.flags | {"waiver_without_right"},
            why=outcome.why
            or (None if outcome.met else Reason("waiver_without_right", {"by": by})),
        )
    if waiver.at is not None:
        if _is_called(situation.label, waiver.at):
            return _down_to(waiver, outcome, placed, situation)
        return _one_part(waiver, outcome)
    return _down_to(waiver, outcome, placed, situation)


def _down_to(
    waiver: Waiver, outcome: Outcome, placed: Placed, situation: Situation
) -> Outcome:
    """All of it waived, or down to a lower figure: asked again with that."""
    if waiver.down_to is None:
        return _settled(outcome, waiver)
    if outcome.met:
        return outcome
    lower = _lowered(placed.rule.ask, waiver.down_to)
    if lower is None or placed.rule.at:
        return _so_many(waiver, waiver.down_to, outcome)
    rule = attrs.evolve(placed.rule, ask=lower)
    inside = changed(situation, asking=(*situation.asking, _lowering(placed)))
    found = situation.ask(attrs.evolve(placed, rule=rule), inside)
    found = changed(found, rule=outcome.rule, label=outcome.label)
    return _settled(found, waiver) if found.met else found


def _lowering(placed: Placed) -> str:
    return f"{placed.path} down to"


def _lowered(ask: Kind | None, down_to: Amount) -> Kind | None:
    """A question with a lower figure; None: it has no figure that could be lower."""
    if ask is None or not hasattr(ask, "at_least"):
        return None
    asked = getattr(ask, "at_least", None)
    lower: Amount | Duration = down_to
    if isinstance(ask, TimeIn | TimeSince):
        try:
            lower = Duration.parse(down_to.text)
        except ValueError:
            return None
    elif isinstance(asked, Amount) and down_to.unit is None:
        lower = attrs.evolve(down_to, unit=asked.unit)
    more: dict[str, Any] = {"at_least": lower}
    changed: Kind = attrs.evolve(ask, **more)
    return changed


def _so_many(waiver: Waiver, down_to: Amount, outcome: Outcome) -> Outcome:
    """So many points or occurrences are enough."""
    lower = down_to.number
    if lower is None or outcome.have is None or outcome.have < lower:
        return changed(outcome, need=lower)
    return _settled(changed(outcome, need=lower), waiver)


def _settled(outcome: Outcome, waiver: Waiver) -> Outcome:
    if outcome.met and waiver.down_to is None and "waived" not in outcome.flags:
        return outcome
    values = {"by": ", ".join(waiver.by), "because": waiver.because or ""}
    return changed(
        outcome,
        verdict=Verdict.MET,
        flags=(outcome.flags - {"overdue", "missed", "closed"}) | {"waived"},
        why=Reason("waived", values),
        met_on=waiver.date,
        due=None,
    )


def _is_called(label: str | None, at: str) -> bool:
    return label is not None and (label == at or label.endswith(f" {at}"))


def _one_part(waiver: Waiver, outcome: Outcome) -> Outcome:
    """A waiver of one point, occurrence or period: the rest is asked as before."""
    parts = tuple(
        _settled(part, waiver) if _is_called(part.label, waiver.at or "") else part
        for part in outcome.parts
    )
    if parts == outcome.parts:
        return outcome
    before = [one for one in outcome.parts if one.verdict is not Verdict.NOT_APPLICABLE]
    deciding = [one for one in parts if one.verdict is not Verdict.NOT_APPLICABLE]
    verdict = min((one.verdict for one in deciding), default=outcome.verdict)
    waiting = [one.due for one in deciding if not one.met and one.due is not None]
    flags = frozenset().union(*(one.flags for one in deciding))
    # Where the figures are those of the period that is running they stay.
    counts_parts = outcome.have == sum(one.met for one in before)
    return changed(
        outcome,
        parts=parts,
        verdict=verdict,
        flags=flags,
        due=min(waiting, default=None),
        have=Fraction(sum(one.met for one in deciding))
        if counts_parts
        else outcome.have,
        why=None if verdict is Verdict.MET else outcome.why,
        who=None if verdict is Verdict.MET else outcome.who,
    )


def satisfied(who: Who, waiver: Waiver | CreditDecision, situation: Situation) -> bool:
    """Whether those who agreed hold the role, or all the roles, that must."""
    held = set(waiver.roles)
    for person in waiver.by:
        held.add(person)
        held.update(roles_of(person, situation))
    wanted = set(who.roles)
    return wanted <= held if who.together else bool(wanted & held)
