"""Parts, lines and ways of an award in a credit ledger: have, need and most."""

from fractions import Fraction

from swcareers.evaluation.credit.standing import Credit, Seen, unit_of
from swcareers.evaluation.credit.terms import Bound, Terms, WayIn
from swcareers.queries.answers import VerdictName
from swcareers.queries.explaining import decimal
from swcareers.queries.ledger import (
    BoundLine,
)
from swcareers.queries.ledger_book import Book, exact
from swcareers.rules.allocation import AtLeast, Every
from swcareers.wording import credit as words


class BoundLines:
    """Tells how the bounds of an award stand."""

    def __init__(self, book: Book) -> None:
        """Take the lines from this book."""
        self.book = book
        self.titles = book.titles

    def total(self, credit: Credit, terms: Terms, seen: Seen) -> BoundLine:
        need = terms.need
        have = seen.stands.counted
        unit = terms.unit
        if need is not None and need.unit == "modules":
            have, unit = Fraction(len(seen.placed)), "modules"
        short = need is not None and have < need.number
        return BoundLine(
            id=credit.award,
            title="In all",
            sort="total",
            have=exact(have),
            unit=unit,
            verdict="not_yet" if short else "met",
            need=None if need is None else decimal(need.number),
            words="" if need is None else words.need_words(need, terms.unit),
            modules=tuple(one.item for one in seen.placed),
        )

    def bound(
        self, bound: Bound, credit: Credit, terms: Terms, seen: Seen
    ) -> BoundLine:
        need = bound.need
        number: Fraction | None = None
        if isinstance(need, AtLeast):
            number = need.number
        elif isinstance(need, Every):
            number = Fraction(len(need.modules))
        verdict = verdict_of(bound, credit, seen)
        unit = unit_of(bound)
        placed = [one for one in seen.placed if one.part == bound.id]
        return BoundLine(
            id=bound.path,
            title=words.bound_title(bound, self.titles),
            sort=bound.sort,
            have=exact(seen.have[bound.id]),
            unit=terms.unit if unit == "credits" else unit,
            verdict=verdict,
            need=decimal(number),
            most=None if bound.most is None else decimal(bound.most.number),
            words=self._rule(bound, terms),
            strength=bound.written.strength or "must",
            modules=tuple(one.item for one in placed) if bound.sort == "part" else (),
        )

    def _rule(self, bound: Bound, terms: Terms) -> str:
        pieces = []
        if bound.need is not None:
            need = words.need_words(bound.need, terms.unit)
            every = isinstance(bound.need, Every)
            pieces.append(need if every else f"at least {need}")
        if bound.most is not None:
            pieces.append(words.most_words(bound.most, terms.unit))
        told = " and ".join(pieces) or "any amount"
        like = words.seen_words(bound, self.titles)
        beyond = words.excess_words(bound)
        told = f"{told} {like}".strip()
        return f"{told}; {beyond}" if beyond else told

    def way(self, way: WayIn, credit: Credit, seen: Seen) -> BoundLine:
        placed = [one for one in seen.placed if one.way == way.id]
        have = sum((one.counted for one in placed), Fraction(0))
        unit = "credits" if credit.terms is None else credit.terms.unit
        bound = way.most or way.need
        if bound is not None and bound.unit == "modules":
            have, unit = Fraction(len(placed)), "modules"
        short = way.need is not None and bool(placed) and have < way.need.number
        beyond = words.excess_words(way)
        return BoundLine(
            id=f"{credit.award}/{way.id}",
            title=words.way_title(way),
            sort="way",
            have=exact(have),
            unit=unit,
            verdict="not_yet" if short else "met",
            need=None if way.need is None else decimal(way.need.number),
            most=None if way.most is None else decimal(way.most.number),
            words=beyond or "",
            modules=tuple(one.item for one in placed),
        )


def verdict_of(bound: Bound, credit: Credit, seen: Seen) -> VerdictName:
    """How a part or line stands by itself."""
    if not seen.unmet(bound.id):
        return "met"
    granted = credit.granted
    if granted is not None and granted is not seen and not granted.unmet(bound.id):
        return "undecided"
    return "not_yet"
