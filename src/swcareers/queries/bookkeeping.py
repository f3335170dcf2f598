"""How a credit ledger is made: placements become lines, references become words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from swcareers import __version__
from swcareers.evaluation import moments
from swcareers.evaluation.credit import after
from swcareers.evaluation.credit.asking import Ledger as Standings
from swcareers.evaluation.credit.asking import credit_of_awards
from swcareers.evaluation.credit.candidates import Candidate
from swcareers.evaluation.credit.imagined import Taken, as_taken
from swcareers.evaluation.credit.results import Result, entry_of
from swcareers.evaluation.credit.standing import Credit, Seen, unit_of
from swcareers.evaluation.credit.terms import Bound, Terms, WayIn
from swcareers.evaluation.dated import holding
from swcareers.evaluation.outcome import Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework
from swcareers.queries.answers import FrameworkRead, Unused, VerdictName
from swcareers.queries.asking import situation_of
from swcareers.queries.explaining import decimal
from swcareers.queries.ledger import (
    Ageing,
    Amounts,
    AwardLedger,
    BoundLine,
    ComesWith,
    Exit,
    Fill,
    Ledger,
    Method,
    Missing,
    ModuleLine,
    NotUsed,
    Use,
)
from swcareers.queries.report import day_of
from swcareers.reading.record_checks import record_against
from swcareers.record.model import Record
from swcareers.rules.allocation import AtLeast, Every, Gap
from swcareers.rules.requirement import InWindow, Where
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.points import NamedPoint, Window
from swcareers.values.problems import Problem
from swcareers.values.text import did_you_mean
from swcareers.wording import credit as words
from swcareers.wording.moments import point_words
from swcareers.wording.rules import sentence
from swcareers.wording.words import reason_sentence, reason_words

_GONE = ("left", "withdrawn", "completed")
_NOTHING = Decimal(0)


def make_ledger(
    record: Record,
    framework: Framework,
    towards: Sequence[str] | None,
    on: date | str,
    previous: Ledger | None,
) -> Ledger:
    """The ledger of a record; see `swcareers.queries.ledger.credit_ledger`."""
    day = day_of(on)
    base = situation_of(record, framework, day)
    asked, together = _asked(towards, base)
    before = _placed_before(previous)
    if together:
        standings = credit_of_awards(asked, base, previous=before)
    else:
        standings = _each(asked, base, before)
    book = _Book(standings, base, asked, together and len(asked) > 1)
    awards = tuple(book.award(one) for one in standings.together)
    return Ledger(
        reference=record.record,
        on=day,
        framework=FrameworkRead(
            id=framework.id,
            edition=framework.edition,
            title=framework.title,
            digest=framework.digest,
        ),
        version=__version__,
        banked=tuple(book.banked()),
        awards=awards,
        modules=tuple(book.module(result) for result in standings.results),
        budgets=tuple(f"{title}: {amount}" for title, amount in book.budgets),
        together=book.together,
        proven=all(one.proven for one in awards),
        unused=tuple(
            _unused(problem)
            for problem in (*record.problems, *record_against(record, framework))
            if problem.pointer.startswith(("/modules", "/awards", "/studies"))
        ),
    )


def _asked(
    towards: Sequence[str] | None, base: Situation
) -> tuple[tuple[str, ...], bool]:
    """The awards asked about, and whether together."""
    known = base.book.qualifications
    if towards is not None:
        names = tuple(dict.fromkeys(towards))
        for name in names:
            if name not in known:
                meant = did_you_mean(name, known)
                hint = f": did you mean {meant}?" if meant else ""
                raise ValueError(f"{base.book.id} has no qualification {name}{hint}")
        return names, True
    studied = [
        study.qualification
        for study in base.facts.record.studies or ()
        if study.qualification in known and study.state not in _GONE
    ]
    if studied:
        return tuple(dict.fromkeys(studied)), True
    return tuple(known), False


def _each(
    asked: Sequence[str],
    base: Situation,
    before: dict[str, tuple[tuple[str, str], ...]],
) -> Standings:
    """Awards asked each by itself."""
    found = credit_of_awards((), base)
    credits = []
    for award in asked:
        one = credit_of_awards((award,), base, previous=before)
        credits.append(one.together[0])
    return Standings(found.results, tuple(credits), tuple(credits), found.asking)


def _placed_before(
    previous: Ledger | None,
) -> dict[str, tuple[tuple[str, str], ...]]:
    if previous is None:
        return {}
    return {
        line.item: tuple(
            (use.award, f"made_of/{use.part.rpartition('/')[2]}")
            for use in line.towards
            if use.mode == "certain"
        )
        for line in previous.modules
    }


def _unused(problem: Problem) -> Unused:
    return Unused(
        code=problem.code,
        message=problem.message,
        pointer=problem.pointer,
        place=None if problem.place is None else str(problem.place),
        hint=problem.hint,
    )


def _exact(number: Fraction) -> Decimal:
    found = decimal(number)
    return _NOTHING if found is None else found


def _word(verdict: Verdict) -> VerdictName:
    found: Any = verdict.word
    name: VerdictName = found
    return name


class _Book:
    """Keeps the ledger of one record."""

    def __init__(
        self,
        standings: Standings,
        base: Situation,
        asked: tuple[str, ...],
        together: bool,
    ) -> None:
        self.standings, self.base, self.asked = standings, base, asked
        self.together = together
        self.titles = base.book.title_of
        self.alone = {one.award: one for one in standings.alone}
        self.budgets = tuple(_budgets(base))

    # --- modules ----------------------------------------------------------------------

    def banked(self) -> Iterator[Amounts]:
        """Credit achieved for certain, once for each module, each unit by itself."""
        found: Counter[str] = Counter()
        seen: set[str] = set()
        for result in self.standings.results:
            if result.stage != "achieved" or result.module in seen:
                continue
            seen.add(result.module)
            credit, unit = self._size(result)
            if credit is not None:
                found[unit] += credit  # type: ignore[assignment]  # sums of fractions
        for unit, amount in sorted(found.items()):
            yield Amounts(unit=unit, amount=_exact(Fraction(amount)))

    def _size(self, result: Result) -> tuple[Fraction | None, str]:
        value = result.item.fields.get("credits")
        declared = self.base.book.modules.get(result.module)
        if value is None and declared is not None:
            value = declared.credits
        if not isinstance(value, Amount):
            return None, "credits"
        return value.number, value.unit or "credits"

    def module(self, result: Result) -> ModuleLine:
        """One module of the record, with where it counts and where it does not."""
        item = result.item
        credit, unit = self._size(result)
        declared = self.base.book.modules.get(result.module)
        level = item.fields.get("level") or (declared.level if declared else None)
        mark = item.fields.get("mark")
        towards = tuple(self._uses(result))
        used = {use.award for use in towards}
        return ModuleLine(
            item=item.place,
            module=result.module,
            title=str(item.fields.get("title") or self.titles(result.module)),
            credits=decimal(credit),
            unit=unit,
            stands=result.stage,
            level=None if level is None else str(level),
            mark=None if mark is None else str(mark),
            day=None if item.day is None else str(item.day),
            gained_by=str(item.fields["gained_by"]),
            towards=towards,
            not_towards=tuple(self._not_used(result, used)),
            free=result.stage == "achieved" and not towards,
            too_old=tuple(self._ageing(result)),
        )

    def _uses(self, result: Result) -> Iterator[Use]:
        place = result.item.place
        for name in sorted(result.counted_by):
            yield Use(
                award=name, part=name, counted=_exact(self._size(result)[0] or
                                                      Fraction(0)),
                words=f"counted in {self.titles(name)}", mode="conferred",
            )  # fmt: skip
        for credit in self.standings.together:
            terms = credit.terms
            if terms is None:
                continue
            for seen in (credit.certain, credit.granted, credit.planned):
                one = None
                if seen is not None:
                    one = next((p for p in seen.placed if p.item == place), None)
                if seen is None or one is None:
                    continue
                bound = terms.bound(one.part)
                title = "" if bound is None else words.bound_title(bound, self.titles)
                yield Use(
                    award=credit.award,
                    part=one.part if bound is None else bound.path,
                    counted=_exact(one.counted),
                    words=f"{self.titles(credit.award)}, {title}",
                    way=one.way,
                    mode=seen.mode,
                )
                break

    def _not_used(self, result: Result, used: set[str]) -> Iterator[NotUsed]:
        place = result.item.place
        for credit in self.standings.together:
            terms = credit.terms
            if credit.award in used or terms is None or credit.certain is None:
                continue
            candidate = credit.candidates[place]
            seen = credit.planned if result.stage == "coming" else credit.certain
            if seen is None:
                continue
            left = next(
                (
                    one
                    for one in seen.placement.left_out
                    if one.item == place and one.award == credit.award
                ),
                None,
            )
            if left is not None and candidate.fits and candidate.sure:
                because = words.left_out_words(left, terms, candidate.why, self.titles)
            elif candidate.why is not None:
                because = reason_words(candidate.why, self.titles)
            elif left is not None:
                because = words.left_out_words(left, terms, None, self.titles)
            else:
                because = "it is not needed here and stays free"
            yield NotUsed(award=credit.award, because=because)

    def _ageing(self, result: Result) -> Iterator[Ageing]:
        """Where a module will be too old, if what the age is counted to comes late."""
        day = result.item.day
        if result.stage != "achieved" or day is None:
            return
        for credit in self.standings.together:
            candidate = credit.candidates.get(result.item.place)
            if credit.terms is None or candidate is None or not candidate.fits:
                continue
            windows = {str(one): one for one in _ages(candidate, credit.terms)}
            for window in windows.values():
                last = self._last_day(window, day, credit.terms)
                if last is not None and last >= self.base.on:
                    yield Ageing(
                        award=credit.award,
                        last_day=last,
                        counted_to=self._counted_to(window, credit),
                    )

    def _counted_to(self, window: Window, credit: Credit) -> str | None:
        point = window.before
        if point is None or (isinstance(point, NamedPoint) and point.name == "today"):
            return None
        if isinstance(point, NamedPoint) and point.name == credit.award:
            return f"{self.titles(credit.award)} is conferred"
        return point_words(point, self.titles)

    def _last_day(self, window: Window, day: KnownDate, terms: Terms) -> date | None:
        """The last day to which an age may be counted; None: it is counted already."""
        if window.last is None or window.before is None:
            return None
        point = window.before
        open_ = isinstance(point, NamedPoint) and point.name in ("today", terms.award)
        if not open_:
            found = moments.moment(point, terms.situation)
            if not isinstance(found, Reason) and found.reached(self.base.on) is True:
                return None
        last = window.last.after(day.earliest)
        while window.last.before(last + timedelta(days=1)) <= day.earliest:
            last += timedelta(days=1)
        while window.last.before(last) > day.earliest:
            last -= timedelta(days=1)
        return last

    # --- awards -----------------------------------------------------------------------

    def award(self, credit: Credit) -> AwardLedger:
        """One award of the ledger."""
        entry = self.base.book.qualifications[credit.award]
        terms, certain = credit.terms, credit.certain
        because = None
        if credit.why is not None and credit.verdict is not Verdict.MET:
            because = reason_sentence(credit.why, self.titles)
        common: dict[str, Any] = {
            "id": credit.award,
            "title": self.titles(credit.award),
            "verdict": _word(credit.verdict),
            "words": words.verdict_words(credit),
            "level": entry.level,
            "because": because,
            "flags": tuple(sorted(credit.flags)),
            "cost": None if entry.cost is None else str(entry.cost),
            "recognised": tuple(self._recognised(credit.award)),
            "succeeds": tuple(self._succeeded(entry.succeeds)),
        }
        if credit.held is not None:
            return AwardLedger(
                **common, method="nothing placed", proven=True,
                counted=credit.held.counted,
            )  # fmt: skip
        if terms is None or certain is None:
            return AwardLedger(**common, method="nothing placed", proven=True)
        alone = self.alone[credit.award]
        planned = credit.planned
        inside = after.within(terms, certain.counting)
        classes = after.read_titles(terms.classes, f"{credit.award}/class", inside)
        titles = after.read_titles(terms.entry.titles, f"{credit.award}/title", inside)
        return AwardLedger(
            **common,
            method=_method(certain),
            proven=certain.stands.proven,
            unit=terms.unit,
            total=self._total(credit, terms, certain),
            parts=tuple(self._bound(b, credit, terms, certain) for b in terms.parts),
            lines=tuple(self._bound(b, credit, terms, certain) for b in terms.lines),
            ways=tuple(self._way(w, credit, certain) for w in terms.ways),
            missing=_missing(certain, terms),
            alone=_missing(alone.certain, terms)
            if self.together and alone.certain is not None
            else None,
            if_granted=_differing(credit.granted, certain, terms),
            by_plan=_differing(planned, certain, terms),
            plan_day=_plan_day(planned, credit),
            one_way=words.one_way(certain, terms, self.titles),
            fill=tuple(self._fill(credit, certain)),
            awaits=tuple(self._awaits(credit)),
            left=_exact(
                sum((p.credit - p.counted for p in certain.placed), Fraction(0))
            ),
            class_=classes.title,
            class_open=classes.open,
            title_given=titles.title,
            title_open=titles.open,
            comes_with=tuple(self._comes_with(terms, inside)),
            exits=tuple(self._exits(terms)),
            entry=tuple(self._entry(terms)),
            last_day=credit.last_day,
            cannot_hold=tuple(self._cannot_hold(credit, certain)),
            decisions=tuple(
                words.decided_words(one, terms, self.titles) for one in credit.decided
            ),
        )

    def _total(self, credit: Credit, terms: Terms, seen: Seen) -> BoundLine:
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
            have=_exact(have),
            unit=unit,
            verdict="not_yet" if short else "met",
            need=None if need is None else decimal(need.number),
            words="" if need is None else words.need_words(need, terms.unit),
            modules=tuple(one.item for one in seen.placed),
        )

    def _bound(
        self, bound: Bound, credit: Credit, terms: Terms, seen: Seen
    ) -> BoundLine:
        need = bound.need
        number: Fraction | None = None
        if isinstance(need, AtLeast):
            number = need.number
        elif isinstance(need, Every):
            number = Fraction(len(need.modules))
        verdict = _bound_verdict(bound, credit, seen)
        unit = unit_of(bound)
        placed = [one for one in seen.placed if one.part == bound.id]
        return BoundLine(
            id=bound.path,
            title=words.bound_title(bound, self.titles),
            sort=bound.sort,
            have=_exact(seen.have[bound.id]),
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

    def _way(self, way: WayIn, credit: Credit, seen: Seen) -> BoundLine:
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
            have=_exact(have),
            unit=unit,
            verdict="not_yet" if short else "met",
            need=None if way.need is None else decimal(way.need.number),
            most=None if way.most is None else decimal(way.most.number),
            words=beyond or "",
            modules=tuple(one.item for one in placed),
        )

    # --- what could fill a gap --------------------------------------------------------

    def _fill(self, credit: Credit, certain: Seen) -> Iterator[Fill]:
        gap = certain.stands.missing
        terms = credit.terms
        if gap is None or not gap or terms is None:
            return
        held = {
            one.result.module
            for one in credit.candidates.values()
            if one.result.stage in ("achieved", "coming") and one.fits
        }
        names = self.asked if self.together else (credit.award,)
        open_ = tuple(
            one.award
            for one in self.standings.together
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
                asking = self.standings.asking
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
            other = as_taken(name, self.standings.asking.beside(award).terms)
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
        budget = self.budgets[0][1] if self.budgets else None
        fits = None
        if cost is not None and budget is not None and cost.unit == budget.unit:
            fits = (cost.number or 0) <= (budget.number or 0)
        return Fill(
            module=name,
            title=self.titles(name),
            credits=_exact(gap.credits - left.credits),
            modules=gap.modules - left.modules,
            open=not blocked,
            because=because,
            cost=None if cost is None else str(cost),
            within_budget=fits,
        )

    # --- the rest of an award ---------------------------------------------------------

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
                verdict=_word(one.verdict),
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
            told = words.verdict_words(credit)
            if credit.certain is not None and credit.verdict is Verdict.NOT_YET:
                told = words.missing_words(credit.certain)
            yield Exit(
                award=name,
                title=self.titles(name),
                verdict=_word(credit.verdict),
                words=told,
            )

    def _entry(self, terms: Terms) -> Iterator[str]:
        """Entry to the award, as it stood on the day of beginning; else today."""
        run = terms.situation.run
        day = self.base.on
        if run is not None and run.start is not None:
            day = min(run.start.latest, day)
        inside = _as_of(terms.situation, day)
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
                f"{_cannot[one.why]}"
            )

    def _recognised(self, award: str) -> Iterator[str]:
        held = holding(award, self.base)
        if isinstance(held, Reason):
            return
        own = {item.place for item in self.base.facts.of("awards", (award,))}
        for one in held:
            if one.sure and one.item.place not in own:
                item = next(
                    (i for i in self.base.facts.of("awards", None)
                     if i.place == one.item.place), None,
                )  # fmt: skip
                yield self.titles(item.name if item is not None else one.item.name)

    def _succeeded(self, earlier: tuple[str, ...]) -> Iterator[str]:
        studied = {
            study.qualification for study in self.base.facts.record.studies or ()
        }
        for name in earlier:
            if name in studied or self.base.facts.of("awards", (name,)):
                yield self.titles(name)


_cannot = {
    "no part takes it": "that part does not take it",
    "no way admits it": "no way admits it",
    "used elsewhere": "it is counted elsewhere",
    "cap": "more would be placed than may be counted",
}


def _as_of(situation: Situation, day: date) -> Situation:
    import attrs

    return attrs.evolve(situation, as_at=day)


def _method(seen: Seen) -> Method:
    """Whether placing was taking everything or a flow, or a search in general."""
    return "general" if seen.stands.method in ("search", "general") else "easy"


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


def _bound_verdict(bound: Bound, credit: Credit, seen: Seen) -> VerdictName:
    if not seen.unmet(bound.id):
        return "met"
    granted = credit.granted
    if granted is not None and granted is not seen and not granted.unmet(bound.id):
        return "undecided"
    return "not_yet"


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


def _ages(candidate: Candidate, terms: Terms) -> Iterator[Window]:
    """The windows of age that a module must keep to."""
    wheres: list[Where] = []
    if candidate.way is not None and candidate.way.written.where is not None:
        wheres.append(candidate.way.written.where)
    for bound in terms.bounds:
        if bound.id in candidate.parts or bound.id in candidate.lines:
            wheres += bound.wheres
    for where in wheres:
        for test in where.tests:
            if test.field in ("achieved", "date") and isinstance(test.test, InWindow):
                yield test.test.window


def _budgets(base: Situation) -> Iterator[tuple[str, Amount]]:
    """Money that a framework gives a learner."""
    for name, entry in base.book.entitlements.items():
        if entry.to == "employer":
            continue
        amounts = [entry.in_all.at_most] if entry.in_all is not None else [
            gift.money for gift in entry.gives if gift.money is not None
        ]  # fmt: skip
        for amount in amounts[:1]:
            yield base.book.title_of(name), amount
