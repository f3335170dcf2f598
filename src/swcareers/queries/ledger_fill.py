"""What could fill a gap of credit: every module on offer that would reduce it."""

from collections.abc import Iterator
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


class Fills:
    """Tries every module on offer, and says by how much it would help."""

    def __init__(self, book: Book) -> None:
        """Take the lines from this book."""
        self.book = book
        self.titles = book.titles
        self.base = book.base

    def of(self, credit: Credit, certain: Seen) -> Iterator[Fill]:
        gap = certain.stands.missing
        terms = credit.terms
        if gap is None or not gap or terms is None:
            return
        held = {
            one.result.module
            for one in credit.candidates.values()
            if one.result.stage in ("achieved", "coming") and one.fits
        }
        names = self.book.asked if self.book.together else (credit.award,)
        open_ = tuple(
            one.award
            for one in self.book.standings.together
            if one.award in names and one.placed and one.terms is not None
            and one.terms.unit == terms.unit
        )  # fmt: skip
        found = []
        # Modules that the awards cannot tell apart help equally.
        known: dict[tuple[object, ...], Gap | None] = {}
        for name, module in self.base.book.modules.items():
            if name in held or not _on_offer(module, self.base):
                continue
            taken = as_taken(name, terms)
            if taken is None:
                continue
            likeness = self._likeness(name, taken, open_)
            if likeness not in known:
                asking = self.book.standings.asking
                seen = asking.adding(open_, taken.result)[credit.award]
                known[likeness] = seen.stands.missing
            left = known[likeness]
            if left is None or (left.credits, left.modules) >= (
                gap.credits, gap.modules,
            ):  # fmt: skip
                continue
            found.append(self._one_fill(name, gap, left))
        yield from sorted(found, key=lambda one: (-one.credits, -one.modules))

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
        module = self.base.book.modules[name]
        blocked = [
            outcome
            for outcome in entry_of(name, None, self.base)
            if outcome.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE)
        ]
        because = None
        if blocked:
            because = sentence(blocked[0].rule, self.titles)
        cost = module.cost
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
