"""What people decided about the credit of a person: waivers, pins, substitutions.

Each is typed, with who, when and why. It has effect where the framework gives that
right to a role they hold, and is told in any case.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

import attrs

from swcareers.evaluation.credit.results import Result
from swcareers.evaluation.credit.terms import Bound, Terms
from swcareers.evaluation.outcome import Reason
from swcareers.evaluation.situation import Situation
from swcareers.evaluation.waivers import satisfied
from swcareers.record.model import CreditDecision, Waiver
from swcareers.rules.allocation import AtLeast, Every


@attrs.frozen(eq=False)
class Decided:
    """A decision about the credit of an award, and whether it has effect.

    Attributes:
        about: the path of the part or line: ``certificate/options``.
        taken: the entry of the record.
        why_not: why it has no effect; None: it has.
    """

    about: str
    taken: Waiver | CreditDecision
    why_not: Reason | None = None


def waived(terms: Terms) -> tuple[Terms, tuple[Decided, ...]]:
    """An award with its waivers in place, and every waiver that speaks of it."""
    waivers = terms.situation.facts.record.waivers or ()
    decided: list[Decided] = []
    bounds = list(terms.bounds)
    for waiver in waivers:
        for place, bound in enumerate(bounds):
            if waiver.of != bound.path or not _taken(waiver, terms.situation):
                continue
            right = bound.written.waivable
            if right is None or not satisfied(right.by, waiver, terms.situation):
                why = Reason("waiver_without_right", {"by": ", ".join(waiver.by)})
                decided.append(Decided(bound.path, waiver, why))
                continue
            bounds[place] = _lowered(bound, waiver)
            decided.append(Decided(bound.path, waiver))
    if not decided:
        return terms, ()
    return attrs.evolve(terms, bounds=tuple(bounds)), tuple(decided)


def _taken(entry: Waiver | CreditDecision, situation: Situation) -> bool:
    """Whether it has been decided by the day of the question."""
    if entry.planned is not None and entry.planned is not False:
        return False
    return entry.date is None or entry.date.by(situation.on) is True


def _lowered(bound: Bound, waiver: Waiver) -> Bound:
    """A part or line without its lower bound, or with a lower one."""
    down_to = None if waiver.down_to is None else waiver.down_to.number
    if down_to is None:
        return attrs.evolve(bound, need=None, unknown=None)
    need = bound.need
    if isinstance(need, Every):
        return attrs.evolve(bound, need=AtLeast(number=down_to, unit="modules"))
    if isinstance(need, AtLeast):
        lower = min(Fraction(down_to), need.number)
        return attrs.evolve(bound, need=attrs.evolve(need, number=lower))
    return bound


def placings(terms: Terms, results: tuple[Result, ...]) -> Iterator[Decided]:
    """Every decision of the record about where a module counts in an award."""
    entries = terms.situation.facts.record.credit_decisions or ()
    modules = {result.module for result in results}
    modules |= {result.item.place for result in results}
    for entry in entries:
        award, _, part = entry.counts_in.partition("/")
        if award != terms.award or not _taken(entry, terms.situation):
            continue
        right = terms.placed_by
        why: Reason | None = None
        if right is None or not satisfied(right, entry, terms.situation):
            why = Reason("decision_without_right", {"by": ", ".join(entry.by)})
        elif entry.module not in modules or terms.part_named(part) is None:
            why = Reason("not_recorded", {})
        yield Decided(entry.counts_in, entry, why)


def standing_for(decided: tuple[Decided, ...]) -> Mapping[str, str]:
    """Which module a taken one stands for, by module or place."""
    return {
        one.taken.module: one.taken.instead_of
        for one in decided
        if isinstance(one.taken, CreditDecision)
        and one.why_not is None
        and one.taken.instead_of is not None
    }
