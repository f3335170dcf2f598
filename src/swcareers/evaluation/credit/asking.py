"""Awards held against a record: together in the order asked, and each alone.

Three times each: with what is certain, with what is awaited granted, with what is
planned or under way achieved.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

import attrs

from swcareers.evaluation.credit.candidates import Candidate, candidate
from swcareers.evaluation.credit.decided import (
    Decided,
    placings,
    standing_for,
    waived,
)
from swcareers.evaluation.credit.depending import settled_ways
from swcareers.evaluation.credit.question import (
    MODES,
    STEPS,
    Beside,
    Mode,
    Question,
)
from swcareers.evaluation.credit.reader import terms_of
from swcareers.evaluation.credit.results import Result, conferred, results_of
from swcareers.evaluation.credit.standing import Credit, Seen
from swcareers.evaluation.credit.terms import asks_no_credit, is_described
from swcareers.evaluation.credit.verdicts import (
    last_day_of,
    usual_end_of,
    verdict_on,
)
from swcareers.evaluation.holding import held_itself, instead_of
from swcareers.evaluation.outcome import Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.record.model import CreditDecision
from swcareers.rules.allocation import Fixed


@attrs.frozen(eq=False)
class Ledger:
    """Awards held against a record together, and each alone.

    Attributes:
        results: the modules of the record.
        together: each award in the order asked, the earlier first.
        alone: each as if nothing else were asked.
        asking: asks on, about the same awards and record.
    """

    results: tuple[Result, ...]
    together: tuple[Credit, ...]
    alone: tuple[Credit, ...]
    asking: "Asking"


def credit_of_awards(
    awards: Sequence[str],
    base: Situation,
    *,
    previous: Mapping[str, tuple[tuple[str, str], ...]] | None = None,
    steps: int = STEPS,
) -> Ledger:
    """How awards stand, together in the order asked and each alone.

    Args:
        awards: qualifications or approvals of the framework.
        base: the situation of the question, in no programme.
        previous: where modules were placed last, by place in the record: pairs of
            award and part. Equal placements keep to it.
        steps: the budget of each search, in steps and not in seconds.
    """
    results = results_of(base)
    asked = Asking(results, base, previous or {}, steps)
    found = {award: asked.settled(award) for award in awards}
    open_ = [award for award in awards if found[award] is None]
    alone = {award: asked.ask((award,))[award] for award in open_}
    # Unlike units never compete: they are asked beside each other, not together.
    by_unit: dict[str, list[str]] = {}
    for award in open_:
        by_unit.setdefault(asked.beside(award).terms.unit, []).append(award)
    together = dict(alone)
    for names in by_unit.values():
        if len(names) > 1:
            together.update(asked.ask(tuple(names)))
    return Ledger(
        results,
        tuple(found[award] or together[award] for award in awards),
        tuple(found[award] or alone[award] for award in awards),
        asked,
    )


class Asking:
    """Asks about awards of one record; what an award asks is read once."""

    def __init__(
        self,
        results: tuple[Result, ...],
        base: Situation,
        previous: Mapping[str, tuple[tuple[str, str], ...]],
        steps: int,
    ) -> None:
        self._results, self._base, self._steps = results, base, steps
        self._previous = previous
        self._besides: dict[str, Beside] = {}
        self._held = {one.award: one for one in conferred(base)}
        self.decided: dict[str, tuple[Decided, ...]] = {}

    def settled(self, award: str) -> Credit | None:
        """An award whose answer needs no placement; None: it does."""
        base = self._base
        held = self._held.get(award)
        if held is not None:
            there = self._base.facts.present(held.item, self._base.on)
            if there:
                return Credit(
                    award, Verdict.MET, flags=frozenset({"conferred"}), held=held
                )
            why = Reason("only_year_known", {"date": str(held.item.day or "")})
            return Credit(award, Verdict.UNDECIDED, why=why, held=held)
        if award in base.book.approvals and held_itself(award, base):
            return Credit(award, Verdict.MET, flags=frozenset({"held"}))
        recognised = (other.sure for _, other in instead_of(award, base))
        if not self._studied(award) and any(recognised):
            return Credit(award, Verdict.MET, flags=frozenset({"recognised"}))
        if asks_no_credit(award, base.book):
            return Credit(award, Verdict.NOT_APPLICABLE)
        if award in base.book.approvals:
            silent = Reason("not_stated", {"key": "requires"})
            return Credit(award, Verdict.UNDECIDED, why=silent)
        terms = terms_of(award, base)
        if not is_described(terms.entry):
            return Credit(
                award,
                Verdict.UNDECIDED,
                terms=terms,
                why=Reason("not_stated", {"key": "all"}),
                silent=terms.silent,
            )
        if self._base.facts.record.modules is None:
            return Credit(
                award,
                Verdict.UNDECIDED,
                terms=terms,
                why=Reason("information_missing", {"section": "modules"}),
            )
        return None

    def _studied(self, award: str) -> bool:
        studies = self._base.facts.record.studies or ()
        return any(study.qualification == award for study in studies)

    def beside(self, award: str) -> Beside:
        """An award beside the record's modules, each attempt at one of them once."""
        found = self._besides.get(award)
        if found is None:
            terms, waivers = waived(terms_of(award, self._base))
            decided = tuple(placings(terms, self._results))
            self.decided[award] = (*waivers, *decided)
            stands = standing_for(decided)
            candidates = {
                result.item.place: candidate(
                    result,
                    terms,
                    stands.get(result.item.place) or stands.get(result.module),
                )
                for result in self._results
            }
            found = self._besides[award] = Beside(terms, _best_attempts(candidates))
        return found

    def ask(self, awards: tuple[str, ...]) -> dict[str, Credit]:
        """How described awards stand together."""
        besides = tuple(self.beside(award) for award in awards)
        question = Question(
            results=self._results,
            awards=besides,
            spared=self._spared(besides),
            fixed=tuple(self._fixed(besides)),
            previous=self._previous,
            steps=self._steps,
        )
        seen: dict[Mode, dict[str, Seen]] = {}
        differs = {"granted": _in_doubt(besides), "planned": _coming(besides)}
        for mode in MODES:
            if differs.get(mode, True):
                seen[mode] = settled_ways(question, mode)
            else:
                seen[mode] = seen["certain"]
        return {
            award: self._credit(beside, *(seen[mode][award] for mode in MODES))
            for award, beside in zip(awards, besides, strict=True)
        }

    def adding(
        self, awards: tuple[str, ...], more: Result, *, steps: int
    ) -> dict[str, Seen]:
        """What the awards would lack, had one more module been achieved."""
        besides, place = [], more.item.place
        for award in awards:
            beside = self.beside(award)
            added = {**beside.candidates, place: candidate(more, beside.terms)}
            besides.append(Beside(beside.terms, _best_attempts(added)))
        spared = []
        for one in self._spared(besides):
            added = {**one.candidates, place: candidate(more, one.terms)}
            spared.append(Beside(one.terms, added))
        question = Question(
            results=(*self._results, more),
            awards=tuple(besides),
            spared=tuple(spared),
            fixed=tuple(self._fixed(besides)),
            previous=self._previous,
            steps=steps,
            only_gaps=True,
        )
        return settled_ways(question, "certain")

    def _spared(self, besides: Sequence[Beside]) -> tuple[Beside, ...]:
        """Conferred awards that come first, as their surplus is asked for."""
        book = self._base.book
        wanted: dict[str, None] = {}
        for beside in besides:
            for way in beside.terms.ways:
                if way.surplus:
                    for one in beside.candidates.values():
                        if one.way is way:
                            wanted.update(dict.fromkeys(one.result.counted_by))
        return tuple(
            self.beside(award)
            for award in wanted
            if award in book.qualifications and is_described(book.qualifications[award])
        )

    def _fixed(self, besides: Sequence[Beside]) -> Iterator[Fixed]:
        """Placements that a decision fixed, as the record has them."""
        pins = {
            key: one.about
            for beside in besides
            for one in self.decided[beside.terms.award]
            if isinstance(one.taken, CreditDecision) and one.why_not is None
            for key in (one.taken.module,)
        }
        for result in self._results:
            pin = pins.get(result.item.place) or pins.get(result.module)
            pin = pin or str(result.item.fields.get("counted_as", ""))
            award, _, part = pin.partition("/")
            if not pin or award in result.counted_by:
                continue
            for beside in besides:
                terms = beside.terms
                if terms.award != award:
                    yield Fixed(item=result.item.place, award=terms.award, part=None)
                elif part:
                    bound = terms.part_named(part)
                    if bound is not None:
                        yield Fixed(item=result.item.place, award=award, part=bound.id)

    def _credit(
        self, beside: Beside, certain: Seen, granted: Seen, planned: Seen
    ) -> Credit:
        terms = beside.terms
        last_day = last_day_of(terms)
        verdict, flags, why = verdict_on(
            terms, beside, certain, granted, last_day, self._base.on
        )
        due = usual_end_of(terms)
        late = due is not None and due < self._base.on and not flags
        if late and verdict is not Verdict.MET:
            flags |= {"overdue"}
        return Credit(
            award=terms.award,
            verdict=verdict,
            terms=terms,
            flags=flags,
            why=why,
            silent=terms.silent,
            certain=certain,
            granted=granted,
            planned=planned,
            candidates=beside.candidates,
            last_day=last_day,
            due=due,
            decided=self.decided[terms.award],
        )


def _in_doubt(besides: Sequence[Beside]) -> bool:
    """Whether anything of the record is not certain for some award."""
    return any(
        one.fits
        and one.credit is not None
        and one.result.stage not in ("coming", "over")
        and not (one.sure and all(one.parts.values()) and all(one.lines.values()))
        for beside in besides
        for one in beside.candidates.values()
    ) or any(way.written.applies_when for b in besides for way in b.terms.ways)


def _coming(besides: Sequence[Beside]) -> bool:
    return any(
        one.fits and one.result.stage == "coming"
        for beside in besides
        for one in beside.candidates.values()
    )


def _best_attempts(candidates: Mapping[str, Candidate]) -> dict[str, Candidate]:
    """Of several attempts at one module only the best may count."""
    best: dict[str, Candidate] = {}
    for one in candidates.values():
        name = one.module
        if name not in best or _rank(one) > _rank(best[name]):
            best[name] = one
    found = {}
    for place, one in candidates.items():
        chosen = best[one.module]
        if one is not chosen and one.fits and chosen.fits:
            reason = Reason("another_attempt", {})
            one = attrs.evolve(one, parts={}, lines={}, why=reason)
        found[place] = one
    return found


def _rank(one: Candidate) -> tuple[object, ...]:
    mark = one.result.item.fields.get("mark")
    number = getattr(mark, "number", None)
    return (
        one.fits and one.credit is not None,
        one.sure,
        one.result.stage != "coming",
        one.result.stage != "failed",
        number is not None,
        number or Fraction(0),
        one.result.achieved or date.min,
    )
