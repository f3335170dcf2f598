"""What could fill a gap of credit: every module on offer that would reduce it."""

from typing import Any

from swcareers.evaluation import moments
from swcareers.evaluation.credit.imagined import Taken, as_taken
from swcareers.evaluation.credit.results import entry_of
from swcareers.evaluation.credit.standing import Credit, Seen
from swcareers.evaluation.outcome import Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.queries.ledger import (
    Fill,
)
from swcareers.queries.ledger_book import Book, exact
from swcareers.rules.allocation import Gap
from swcareers.wording.rules import sentence

# How many steps one module may take to be tried, and all of them together.
_STEPS = 2_000
_STEPS_IN_ALL = 40_000


class Fills:
    """Tries every module on offer, and says by how much it would help."""

    def __init__(self, book: Book) -> None:
        """Take the lines from this book."""
        self.book = book
        self.titles = book.titles
        self.base = book.base

    def of(self, credit: Credit) -> tuple[tuple[Fill, ...], bool]:
        """Every module on offer that reduces a gap, and whether all were tried out.

        Beside the other awards asked about where that gap is proven, else alone.
        """
        names, seen = self._asked_with(credit)
        terms = credit.terms
        gap = None if seen is None else seen.stands.missing
        if seen is None or gap is None or not gap or terms is None:
            return (), True
        held = {
            one.result.module
            for one in credit.candidates.values()
            if one.result.stage in ("achieved", "coming") and one.fits
        }
        found: list[Fill] = []
        whole, left_to_take = True, _STEPS_IN_ALL
        # Modules that the awards cannot tell apart help equally.
        known: dict[tuple[object, ...], Gap | None] = {}
        for name, module in self.base.book.credit_bearing.items():
            if name in held or not _on_offer(module, self.base):
                continue
            taken = as_taken(name, terms)
            if taken is None:
                continue
            likeness = self._likeness(name, taken, names)
            if likeness not in known:
                if left_to_take <= 0:
                    whole = False
                    continue
                asking = self.book.standings.asking
                tried = asking.adding(names, taken.result, steps=_STEPS)[credit.award]
                left_to_take -= tried.placement.steps
                known[likeness] = tried.stands.missing
                if not tried.stands.proven:
                    known[likeness], whole = None, False
            left = known[likeness]
            if left is not None and _less(left, gap):
                found.append(self._one_fill(name, gap, left))
        found.sort(key=lambda one: (-one.credits, -one.modules))
        return tuple(found), whole

    def _asked_with(self, credit: Credit) -> tuple[tuple[str, ...], Seen | None]:
        """The awards to ask beside, and the placement whose gap is to be reduced."""
        seen = credit.certain
        if self.book.together and seen is not None and seen.stands.proven:
            unit = None if credit.terms is None else credit.terms.unit
            names = tuple(
                one.award
                for one in self.book.standings.together
                if one.placed and one.terms is not None and one.terms.unit == unit
            )
            return names, seen
        return (credit.award,), self.book.alone(credit.award).certain

    def _likeness(
        self, name: str, taken: Taken, awards: tuple[str, ...]
    ) -> tuple[object, ...]:
        """Equal for modules that none of the awards can tell apart."""
        if len(awards) == 1:
            return taken.likeness
        found: list[object] = [taken.likeness]
        for award in awards:
            other = as_taken(name, self.book.standings.asking.beside(award).terms)
            found.append(None if other is None else other.likeness)
        return tuple(found)

    def _one_fill(self, name: str, gap: Gap, left: Gap) -> Fill:
        module = self.base.book.credit_bearing[name]
        blocked = [
            outcome
            for outcome in entry_of(name, None, self.base)
            if outcome.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE)
        ]
        because = None
        if blocked:
            because = sentence(blocked[0].rule, self.titles)
        cost = getattr(module, "cost", None)
        budget = self.book.budgets[0][1] if self.book.budgets else None
        fits = None
        if cost is not None and budget is not None and cost.unit == budget.unit:
            fits = (cost.number or 0) <= (budget.number or 0)
        return Fill(
            module=name,
            title=self.titles(name),
            credits=exact(gap.credits - left.credits),
            modules=gap.modules - left.modules,
            open=not blocked,
            because=because,
            cost=None if cost is None else str(cost),
            within_budget=fits,
        )


def _less(left: Gap, gap: Gap) -> bool:
    return (left.credits, left.modules) < (gap.credits, gap.modules)


def _on_offer(module: Any, base: Situation) -> bool:
    """Whether a module can still be taken: none of its windows has closed for good."""
    if not module.open:
        return True
    for window in module.open:
        if window.to is None:
            return True
        last = moments.moment(window.to, base)
        if isinstance(last, Reason) or last.passed(base.on) is not True:
            return True
    return False
