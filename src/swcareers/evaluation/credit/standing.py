"""From placement to verdict: certain, if what is awaited is granted, if the plan holds.

met: nothing is missing of what is certain. undecided: nothing would be if what awaits
a person, or a fact the record does not tell, came out for the learner. not_yet: an
addition could still help, and there is time. not_met: more is there than is allowed,
no addition could help, or the last moment has passed.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.credit import after
from swcareers.evaluation.credit.candidates import Candidate, candidate
from swcareers.evaluation.credit.decided import (
    Decided,
    placings,
    standing_for,
    waived,
)
from swcareers.evaluation.credit.imagined import Imaginable
from swcareers.evaluation.credit.question import (
    MODES,
    STEPS,
    Asked,
    Beside,
    Mode,
    Question,
)
from swcareers.evaluation.credit.results import Conferred, Result, conferred, results_of
from swcareers.evaluation.credit.terms import (
    Bound,
    Terms,
    WayIn,
    is_described,
    terms_of,
)
from swcareers.evaluation.outcome import Reason, Verdict
from swcareers.evaluation.situation import Counting, Situation, When
from swcareers.record.model import CreditDecision
from swcareers.rules.allocation import AtLeast, Every, Fixed, Placed, Placement
from swcareers.rules.allocation import Standing as Stands

_TRIED = 4  # ways that depend on the whole placement, beyond which none is left out


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
        verdict: how it stands.
        flags: conferred, breach, closed.
        why: the reason for an undecided answer, or one that cannot be mended.
        terms: what it asks; None where no source states it.
        silent: the keys that no source gives.
        certain, granted, planned: the three placements; None where nothing is placed.
        candidates: the record's modules beside it, by place in the record.
        held: where it has been conferred, the entry of the record.
        last_day: the last day of the time allowed; None where there is none.
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
    decided: tuple[Decided, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether its modules have been placed."""
        return self.certain is not None


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
        awards: qualifications of the framework.
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
        held = self._held.get(award)
        if held is not None:
            there = self._base.facts.present(held.item, self._base.on)
            if there:
                return Credit(
                    award, Verdict.MET, flags=frozenset({"conferred"}), held=held
                )
            why = Reason("only_year_known", {"date": str(held.item.day or "")})
            return Credit(award, Verdict.UNDECIDED, why=why, held=held)
        entry = self._base.book.qualifications[award]
        terms = terms_of(award, self._base)
        if not is_described(terms.entry) or not is_described(entry):
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
                seen[mode] = _settled_ways(question, mode)
            else:
                seen[mode] = seen["certain"]
        return {
            award: self._credit(beside, *(seen[mode][award] for mode in MODES))
            for award, beside in zip(awards, besides, strict=True)
        }

    def adding(self, awards: tuple[str, ...], more: Result) -> dict[str, Seen]:
        """The awards once more, as if one more module had been achieved."""
        besides = []
        for award in awards:
            beside = self.beside(award)
            place = more.item.place
            added = {**beside.candidates, place: candidate(more, beside.terms)}
            besides.append(Beside(beside.terms, _best_attempts(added)))
        question = Question(
            results=(*self._results, more),
            awards=tuple(besides),
            spared=(),
            fixed=tuple(self._fixed(besides)),
            previous=self._previous,
            steps=self._steps,
        )
        return _settled_ways(question, "certain")

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
        last_day = _last_day(terms)
        verdict, flags, why = _verdict(
            terms, beside, certain, granted, last_day, self._base.on
        )
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


# --- ways that depend on the whole placement ----------------------------------------


def _settled_ways(question: Question, mode: Mode) -> dict[str, Seen]:
    """The best placement in which every way used may be used.

    A way whose condition looks at the placement is tried used and not used.
    """
    depending = [
        (beside.terms.award, way)
        for beside in question.awards
        for way in beside.terms.ways
        if way.written.applies_when is not None
    ]
    best: dict[str, Seen] | None = None
    for unused in _choices(depending):
        tried = attrs.evolve(question, unused_ways=unused)
        seen = _read(tried, tried.ask(mode))
        if not _allowed(question, seen, mode):
            continue
        if best is None or _gaps(seen) < _gaps(best):
            best = seen
        if all(one.stands.met for one in seen.values()):
            break
    if best is None:
        # None of them may be used: that is always a placement.
        nothing: dict[str, frozenset[str]] = {}
        for award, way in depending:
            nothing[award] = nothing.get(award, frozenset()) | {way.id}
        last = attrs.evolve(question, unused_ways=nothing)
        best = _read(last, last.ask(mode))
    return best


def _choices(
    depending: Sequence[tuple[str, WayIn]],
) -> Iterator[dict[str, frozenset[str]]]:
    """Which ways to leave unused: none first, then ever more."""
    chosen = list(depending)[:_TRIED]
    for number in range(len(chosen) + 1):
        for left in combinations(chosen, number):
            unused: dict[str, frozenset[str]] = {}
            for award, way in left:
                unused[award] = unused.get(award, frozenset()) | {way.id}
            yield unused


def _allowed(question: Question, seen: Mapping[str, Seen], mode: Mode) -> bool:
    for beside in question.awards:
        terms = beside.terms
        here = seen[terms.award]
        used = {one.way for one in here.placed}
        inside = after.within(terms, here.counting)
        for way in terms.ways:
            rule = way.written.applies_when
            if rule is None or way.id not in used:
                continue
            verdict = after.holds(rule, f"{terms.award}/{way.id}", inside).verdict
            doubtful = verdict is Verdict.UNDECIDED and mode != "certain"
            if verdict is not Verdict.MET and not doubtful:
                return False
    return True


def _gaps(seen: Mapping[str, Seen]) -> tuple[tuple[int, Fraction, int], ...]:
    """What is missing, to compare: by award in the order asked."""
    found = []
    for one in seen.values():
        gap = one.stands.but_for_breach
        if gap is None:
            found.append((2, Fraction(0), 0))
        else:
            found.append((int(not one.stands.met), gap.credits, gap.modules))
    return tuple(found)


def _read(question: Question, asked: Asked) -> dict[str, Seen]:
    found = {}
    for beside in question.awards:
        terms = beside.terms
        put = asked.awards[terms.award]
        placed = tuple(
            one for one in asked.placement.placed if one.award == terms.award
        )
        found[terms.award] = Seen(
            mode=asked.mode,
            stands=asked.placement.standing(terms.award),
            placed=placed,
            have={
                bound.id: _have(bound, placed, put.sees, beside)
                for bound in terms.bounds
            },
            counting=after.counting(terms, placed, beside.candidates),
            kinds=put.kinds,
            placement=asked.placement,
        )
    return found


def _have(
    bound: Bound,
    placed: Sequence[Placed],
    sees: Mapping[str, frozenset[str]],
    beside: Beside,
) -> Fraction:
    """How much of what is placed a part or line holds, in the unit of its bound."""
    if bound.sort == "part":
        seen = [one for one in placed if one.part == bound.id]
    else:
        seen = [
            one
            for one in placed
            if one.item in sees.get(bound.id, ())
            and (bound.parts is None or one.part in bound.parts)
            and (bound.ways is None or one.way in bound.ways)
        ]
    modules = [beside.candidates[one.item].module for one in seen]
    if isinstance(bound.need, Every):
        return Fraction(len(set(modules) & set(bound.need.modules)))
    unit = unit_of(bound)
    if unit == "distinct":
        items = [beside.candidates[one.item].result.item for one in seen]
        field = bound.distinct or ""
        return Fraction(len({str(item.fields.get(field, item.name)) for item in items}))
    if unit == "modules":
        return Fraction(len(seen))
    return sum((one.counted for one in seen), Fraction(0))


def unit_of(bound: Bound) -> str:
    """What a part or line is counted in: credits, modules, or distinct."""
    if isinstance(bound.need, Every):
        return "modules"
    chosen = bound.need if isinstance(bound.need, AtLeast) else bound.most
    return "credits" if chosen is None else chosen.unit


# --- the verdict --------------------------------------------------------------------


def _last_day(terms: Terms) -> date | None:
    """The last day of the time allowed: the hard one, or the end of its clock."""
    run = terms.situation.run
    if terms.clock is None or run is None or run.start is None:
        return None
    if terms.clock.not_after is not None:
        when = moments.moment(terms.clock.not_after, terms.situation)
        if isinstance(when, When):
            return when.last
    return None if run.clock is None else run.clock.end.latest


def _verdict(
    terms: Terms,
    beside: Beside,
    certain: Seen,
    granted: Seen,
    last_day: date | None,
    on: date,
) -> tuple[Verdict, frozenset[str], Reason | None]:
    reasons = [bound.unknown for bound in terms.bounds]
    reasons += [way.unknown for way in terms.ways]
    unknown = terms.unknown or next((one for one in reasons if one), None)
    if terms.silent and unknown is None:
        unknown = Reason("not_stated", {"key": terms.silent[0]})
    if certain.stands.met:
        if unknown is not None:
            return Verdict.UNDECIDED, frozenset(), unknown
        return Verdict.MET, frozenset(), None
    not_proven = Reason("not_proven", {})
    if _could_be_met(certain):
        return Verdict.UNDECIDED, frozenset(), not_proven
    if granted.stands.met:
        return Verdict.UNDECIDED, frozenset(), _awaited(beside)
    unrated = _unrated(beside)
    if unrated is not None:
        return Verdict.UNDECIDED, frozenset(), unrated
    if granted.stands.breaches:
        bound = _amount(granted.stands.breaches[0].allowed)
        reason = Reason("over_the_most", {"bound": bound})
        return Verdict.NOT_MET, frozenset({"breach"}), reason
    if _could_be_met(granted):
        return Verdict.UNDECIDED, frozenset(), not_proven
    if granted.stands.missing is None and granted.stands.proven:
        return Verdict.NOT_MET, frozenset(), Reason("nothing_could_help", {})
    if last_day is not None and last_day < on:
        values = {"closes": last_day.isoformat()}
        return Verdict.NOT_MET, frozenset({"closed"}), Reason("too_late", values)
    return Verdict.NOT_YET, frozenset(), None


def _could_be_met(seen: Seen) -> bool:
    """Whether the search ended before it could rule out that nothing is missing."""
    if seen.stands.proven:
        return False
    least = seen.stands.at_least_missing
    return least is not None and not least.credits and not least.modules


def _amount(number: Fraction) -> str:
    from swcareers.values.text import number as written

    return f"{written(number)} credits"


def _awaited(beside: Beside) -> Reason | None:
    """What the answer waits for: a person first, then what the record lacks."""
    reasons = [
        one.why
        for one in beside.candidates.values()
        if one.fits and not one.sure and one.why is not None
        and one.result.stage not in ("coming", "over")
    ]  # fmt: skip
    people = [one for one in reasons if one.code == "person_decides"]
    return next(iter((*people, *reasons)), Reason("person_decides", {}))


def _unrated(beside: Beside) -> Reason | None:
    """Credit that could count and is in a unit nobody has rated, or not given."""
    for one in beside.candidates.values():
        there = one.result.stage in ("achieved", "maybe")
        if one.credit is None and there and one.fits:
            return one.why or Reason("field_missing", {"field": "credits"})
    return None
