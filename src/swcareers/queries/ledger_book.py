"""What every line of a credit ledger is made from, and the figures they share."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from swcareers.evaluation.credit.asking import Ledger as Standings
from swcareers.evaluation.credit.standing import Credit
from swcareers.evaluation.outcome import Verdict
from swcareers.evaluation.situation import Situation
from swcareers.queries.answers import VerdictName
from swcareers.queries.explaining import decimal
from swcareers.values.amounts import Amount
from swcareers.wording.nouns import Titles


@attrs.frozen(eq=False)
class Book:
    """The standings of a record, and the question they answer.

    Attributes:
        standings: each award together and alone.
        base: the situation of the question.
        asked: the awards asked about.
        together: whether several were asked together.
        budgets: money a framework gives for learning.
    """

    standings: Standings
    base: Situation
    asked: tuple[str, ...]
    together: bool
    budgets: tuple[tuple[str, Amount], ...]

    @property
    def titles(self) -> Titles:
        """What people call a thing, by its id."""
        return self.base.book.title_of

    def alone(self, award: str) -> Credit:
        """An award as if nothing else were asked."""
        return next(one for one in self.standings.alone if one.award == award)


def exact(number: Fraction) -> Decimal:
    """A figure of a ledger."""
    found = decimal(number)
    return Decimal(0) if found is None else found


def word_of(verdict: Verdict) -> VerdictName:
    """A verdict in the word of the language."""
    found: Any = verdict.word
    name: VerdictName = found
    return name


def budgets_of(base: Situation) -> Iterator[tuple[str, Amount]]:
    """Money that a framework gives a learner."""
    for name, entry in base.book.entitlements.items():
        if entry.to == "employer":
            continue
        amounts = [entry.in_all.at_most] if entry.in_all is not None else [
            gift.money for gift in entry.gives if gift.money is not None
        ]  # fmt: skip
        for amount in amounts[:1]:
            yield base.book.title_of(name), amount
