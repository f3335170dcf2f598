"""The awards of a credit ledger: how each stands and all there is to say of it."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from swcareers.evaluation.credit import after
from swcareers.evaluation.credit.asking import credit_of_awards
from swcareers.evaluation.credit.hardness import method_of
from swcareers.evaluation.credit.reader import situation_towards
from swcareers.evaluation.credit.standing import Credit, Seen
from swcareers.evaluation.credit.terms import Terms
from swcareers.evaluation.holding import instead_of
from swcareers.evaluation.outcome import Outcome, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.queries.explaining import answer_of, decimal
from swcareers.queries.ledger import (
    AwardLedger,
    ComesWith,
    Exit,
    Missing,
)
from swcareers.queries.ledger_book import Book, exact, word_of
from swcareers.queries.ledger_bounds import BoundLines
from swcareers.queries.ledger_fill import Fills
from swcareers.values.dates import KnownDate
from swcareers.wording import credit as words
from swcareers.wording.rules import sentence
from swcareers.wording.words import reason_sentence, reason_words


class AwardLines:
    """Tells how awards stand."""

    def __init__(self, book: Book) -> None:
        """Take the lines from this book."""
        self.book = book
        self.titles = book.titles
        self.base = book.base

    def award(self, credit: Credit) -> AwardLedger:
        """One award of the ledger."""
        book, terms, certain = self.base.book, credit.terms, credit.certain
        entry = book.qualifications.get(credit.award)
        because = None
        if credit.why is not None and credit.verdict is not Verdict.MET:
            because = reason_sentence(credit.why, self.titles)
        besides, verdict = self._whole(credit)
        cost = None if entry is None else entry.cost
        common: dict[str, Any] = {
            "id": credit.award,
            "title": self.titles(credit.award),
            "verdict": word_of(verdict),
            "words": words.verdict_words(credit, verdict),
            "level": None if entry is None else entry.level,
            "because": because,
            "flags": tuple(sorted(credit.flags)),
            "credit": None
            if credit.verdict is Verdict.NOT_APPLICABLE or credit.flags & _NO_CREDIT
            else word_of(credit.verdict),
            "besides": tuple(answer_of(one, "assessment", book) for one in besides),
            "cost": None if cost is None else str(cost),
            "recognised": tuple(self._recognised(credit.award)),
            "succeeds": () if entry is None else tuple(self._succeeded(entry.succeeds)),
        }
        if credit.held is not None:
            return AwardLedger(
                **common, method="nothing placed", proven=True,
                counted=credit.held.counted,
            )  # fmt: skip
        if terms is None or certain is None:
            return AwardLedger(**common, method="nothing placed", proven=True)
        bounds = BoundLines(self.book)
        alone = self.book.alone(credit.award)
        planned = credit.planned
        inside = after.within(terms, certain.counting)
        classes = after.read_titles(terms.classes, f"{credit.award}/class", inside)
        titles = after.read_titles(terms.entry.titles, f"{credit.award}/title", inside)
        fill, whole = Fills(self.book).of(credit)
        return AwardLedger(
            **common,
            method=method_of(terms),
            proven=certain.stands.proven,
            unit=terms.unit,
            total=bounds.total(credit, terms, certain),
            parts=tuple(bounds.bound(b, credit, terms, certain) for b in terms.parts)
            if terms.entry.made_of
            else (),
            lines=tuple(
                bounds.bound(line, credit, terms, certain)
                for line in terms.lines
                if not line.required
            ),
            ways=tuple(bounds.way(w, credit, certain) for w in terms.ways),
            missing=_missing(certain, terms),
            alone=_missing(alone.certain, terms)
            if self.book.together and alone.certain is not None
            else None,
            if_granted=_differing(credit.granted, certain, terms),
            by_plan=_differing(planned, certain, terms),
            plan_day=_plan_day(planned, credit),
            one_way=words.one_way(certain, terms, self.titles),
            fill=fill,
            fill_complete=whole,
            awaits=tuple(self._awaits(credit)),
            left=exact(
                sum((p.credit - p.counted for p in certain.placed), Fraction(0))
            ),
            class_=classes.title,
            class_open=classes.open,
            title_given=titles.title,
            title_open=titles.open,
            comes_with=tuple(self._comes_with(terms, inside)),
            exits=tuple(self._exits(terms)),
            entry=tuple(self._entry(terms)),
            due=credit.due,
            last_day=credit.last_day,
            cannot_hold=tuple(self._cannot_hold(credit, certain)),
            decisions=tuple(
                words.decided_words(one, terms, self.titles) for one in credit.decided
            ),
        )

    def _whole(self, credit: Credit) -> tuple[tuple[Outcome, ...], Verdict]:
        """What an award requires besides its credit, and how it stands in all."""
        if credit.flags & _GIVEN:
            return (), credit.verdict
        rules = self.base.book.rules
        besides = tuple(self._besides(credit))
        musts = [one for one in besides if rules[one.path].strength == "must"]
        return besides, min([credit.verdict, *(one.verdict for one in musts)])

    def _besides(self, credit: Credit) -> Iterator[Outcome]:
        """What an award requires besides its credit; nothing where it does not apply.

        Its rules may look at the modules that count in it.
        """
        book = self.base.book
        section = "approvals"
        if credit.award in book.qualifications:
            section = "qualifications"
        inside = situation_towards(credit.award, self.base)
        if credit.terms is not None and credit.certain is not None:
            inside = after.within(credit.terms, credit.certain.counting)
        for placed in book.lists.get((section, credit.award, "requires"), ()):
            outcome = inside.ask(placed, inside)
            if outcome.verdict is not Verdict.NOT_APPLICABLE:
                yield outcome

    def _awaits(self, credit: Credit) -> Iterator[str]:
        for one in credit.candidates.values():
            if not one.fits or one.result.stage in ("coming", "over"):
                continue
            title = str(
                one.result.item.fields.get("title") or self.titles(one.result.module)
            )
            unsure = [name for name, sure in one.parts.items() if not sure]
            if not one.sure and one.why is not None:
                yield f"{title}: {reason_words(one.why, self.titles)}"
            elif one.result.may_be_counted_by:
                by = self.titles(min(one.result.may_be_counted_by))
                yield f"{title}: the record does not say whether {by} counted it"
            elif unsure:
                yield f"{title}: the record does not tell to which part it belongs"

    def _comes_with(self, terms: Terms, inside: Situation) -> Iterator[ComesWith]:
        for one in after.conferred_with(terms, inside):
            why = None if one.why is None else reason_sentence(one.why, self.titles)
            yield ComesWith(
                award=one.award,
                title=self.titles(one.award),
                verdict=word_of(one.verdict),
                because=why,
            )

    def _exits(self, terms: Terms) -> Iterator[Exit]:
        waiting, seen = list(terms.entry.exits), {terms.award}
        while waiting:
            name = waiting.pop(0)
            entry = self.base.book.qualifications.get(name)
            if name in seen or entry is None:
                continue
            seen.add(name)
            waiting += entry.exits
            credit = credit_of_awards((name,), self.base).together[0]
            _, verdict = self._whole(credit)
            told = words.verdict_words(credit, verdict)
            if credit.certain is not None and credit.verdict is Verdict.NOT_YET:
                told = words.missing_words(credit.certain)
            yield Exit(
                award=name,
                title=self.titles(name),
                verdict=word_of(verdict),
                words=told,
            )

    def _entry(self, terms: Terms) -> Iterator[str]:
        """Entry to the award, as it stood on the day of beginning; else today."""
        run = terms.situation.run
        day = self.base.on
        if run is not None and run.start is not None:
            day = min(run.start.latest, day)
        inside = attrs.evolve(terms.situation, as_at=day)
        for rule in self.base.book.lists.get(
            ("qualifications", terms.award, "entry"), ()
        ):
            outcome = inside.ask(rule, inside)
            if outcome.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
                continue
            yield sentence(rule.rule, self.titles)

    def _cannot_hold(self, credit: Credit, seen: Seen) -> Iterator[str]:
        for one in seen.placement.cannot_hold:
            if one.award != credit.award or one.part is None:
                continue
            result = credit.candidates[one.item].result
            yield (
                f"{self.titles(result.module)}: a decision places it in "
                f"{result.item.fields.get('counted_as')}, and that cannot hold: "
                f"{_WHY_NOT[one.why]}"
            )

    def _recognised(self, award: str) -> Iterator[str]:
        names = {n: None for n, one in instead_of(award, self.base) if one.sure}
        yield from map(self.titles, names)

    def _succeeded(self, earlier: tuple[str, ...]) -> Iterator[str]:
        studied = {
            study.qualification for study in self.base.facts.record.studies or ()
        }
        for name in earlier:
            if name in studied or self.base.facts.of("awards", (name,)):
                yield self.titles(name)


_GIVEN = frozenset(("conferred", "held", "recognised"))
_NO_CREDIT = frozenset(("held", "recognised"))
_WHY_NOT = {
    "no part takes it": "that part does not take it",
    "no way admits it": "no way admits it",
    "used elsewhere": "it is counted elsewhere",
    "cap": "more would be placed than may be counted",
}


def _missing(seen: Seen, terms: Terms) -> Missing:
    stands = seen.stands
    gap = stands.missing
    return Missing(
        words=words.missing_words(seen, terms.unit),
        possible=gap is not None or not stands.proven,
        proven=stands.proven,
        credits=decimal(gap.credits) if gap is not None and stands.proven else None,
        modules=gap.modules if gap is not None and stands.proven else None,
        at_least=None
        if stands.at_least_missing is None
        else decimal(stands.at_least_missing.credits),
        at_most=None
        if stands.at_most_missing is None
        else decimal(stands.at_most_missing.credits),
    )


def _differing(seen: Seen | None, certain: Seen, terms: Terms) -> Missing | None:
    """What is missing in another placement, where it is another one."""
    if seen is None or seen is certain:
        return None
    return _missing(seen, terms)


def _plan_day(planned: Seen | None, credit: Credit) -> str | None:
    """The day by which the plan would complete it, as known."""
    if planned is None or not planned.stands.met or planned is credit.certain:
        return None
    days: list[KnownDate] = []
    for one in planned.placed:
        result = credit.candidates[one.item].result
        if result.stage == "coming":
            if result.item.day is None:
                return None
            days.append(result.item.day)
    return str(max(days, key=lambda d: (d.latest, d.earliest))) if days else None
