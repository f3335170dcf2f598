"""How an award of credit stands: the values that placement and verdict become."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import attrs

from swcareers.evaluation.credit.candidates import Candidate
from swcareers.evaluation.credit.decided import Decided
from swcareers.evaluation.credit.imagined import Imaginable
from swcareers.evaluation.credit.question import Mode
from swcareers.evaluation.credit.results import Conferred
from swcareers.evaluation.credit.terms import Bound, Terms
from swcareers.evaluation.outcome import Reason, Verdict
from swcareers.evaluation.situation import Counting
from swcareers.rules.allocation import AtLeast, Every, Placed, Placement
from swcareers.rules.allocation import Standing as Stands


@attrs.frozen(eq=False)
class Seen:
    """One award in one of the three placements.

    Attributes:
        stands: what the allocator says of it.
        placed: what it counts, in the order in which placement favours.
        have: how much each part and line holds, by its name inside the award.
        counting: what it counts, as its own rules see it.
        kinds: the modules that could be added, by their name in the explanation.
    """

    mode: Mode
    stands: Stands
    placed: tuple[Placed, ...]
    have: Mapping[str, Fraction]
    counting: Counting
    kinds: Mapping[str, Imaginable]
    placement: Placement

    def unmet(self, id_: str) -> bool:
        """Whether a part or line holds too little."""
        return any(
            one.line in (id_, f"{id_}|distinct", f"{id_}|most")
            for one in self.stands.unmet
        )


@attrs.frozen(eq=False)
class Credit:
    """How an award of credit stands.

    Attributes:
        award: its id.
        verdict: how it stands; not applicable: it asks for no credit.
        flags: conferred, held, recognised, breach, overdue, closed.
        why: the reason for an undecided answer, or one that cannot be mended.
        terms: what it asks; None where no source states it.
        silent: the keys that no source gives.
        certain, granted, planned: the three placements; None where nothing is placed.
        candidates: the record's modules beside it, by place in the record.
        held: where it has been conferred, the entry of the record.
        last_day: the last day of the time allowed; None where there is none.
        due: the day by which it is usually completed, where one may take longer.
        decided: what people decided about its credit, with effect or without.
    """

    award: str
    verdict: Verdict
    terms: Terms | None = None
    flags: frozenset[str] = frozenset()
    why: Reason | None = None
    silent: tuple[str, ...] = ()
    certain: Seen | None = None
    granted: Seen | None = None
    planned: Seen | None = None
    candidates: Mapping[str, Candidate] = attrs.field(factory=dict)
    held: Conferred | None = None
    last_day: date | None = None
    due: date | None = None
    decided: tuple[Decided, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether its modules have been placed."""
        return self.certain is not None


def unit_of(bound: Bound) -> str:
    """What a part or line is counted in: credits, modules, or distinct."""
    if isinstance(bound.need, Every):
        return "modules"
    chosen = bound.need if isinstance(bound.need, AtLeast) else bound.most
    return "credits" if chosen is None else chosen.unit
