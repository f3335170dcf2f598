"""Reads an award: its edition, its regulation, its figures, its bounds.

Every share becomes a number (of the nearest enclosing need), every unit the one the
award is counted in.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Literal, TypeVar

import attrs

from swcareers.evaluation import runs
from swcareers.evaluation.credit.required import required_lines
from swcareers.evaluation.credit.terms import (
    CREDITS,
    Bound,
    Terms,
    WayIn,
    is_described,
    rate_into,
)
from swcareers.evaluation.figures import figure_of
from swcareers.evaluation.outcome import Reason
from swcareers.evaluation.situation import Run, Situation, When
from swcareers.framework.model import Qualification, Way
from swcareers.rules.allocation import AtLeast, AtMost, Every
from swcareers.rules.requirement import Entry, FieldTest, Is, Part, Where
from swcareers.values.amounts import Amount

E = TypeVar("E", bound=Entry)


def terms_of(award: str, base: Situation) -> Terms:
    """What an award asks of this person: the edition they began under.

    Args:
        award: a qualification of the framework.
        base: the situation of the question, in no programme.
    """
    situation = situation_towards(award, base)
    entry: Qualification = in_force(base.book.qualifications[award], situation)
    if entry.clock is None and entry.follows is not None:
        regulation = base.book.regulations.get(entry.follows)
        clock = None if regulation is None else regulation.clock
        if clock is not None and situation.run is not None:
            run = runs.clocked(situation.run, (clock,), situation)
            situation = attrs.evolve(situation, run=run)
    return _Reader(award, entry, situation).terms()


def situation_towards(award: str, base: Situation) -> Situation:
    """The situation in which what an award asks is asked: its run, or none begun.

    Args:
        award: a qualification or an approval.
        base: the situation of the question, in no programme.
    """
    run = next(
        (
            run
            for run in runs.study_runs(base)
            if run.programme == award and not run.provisional
        ),
        None,
    )
    anchors = dict(base.anchors)
    held = base.facts.of("awards", (award,))
    if not any(base.facts.present(item, base.on) for item in held):
        # Asked as if it were conferred today: an age may be counted from that day.
        anchors[award] = When.on(base.on)
    known = run or Run(
        programme=award,
        place="",
        start=None,
        why=Reason("start_unknown", {"programme": award}),
    )
    return attrs.evolve(base, run=known, anchors=anchors)


def in_force(entry: E, situation: Situation) -> E:
    """An entry in the edition that applies: that of the start, else of the day."""
    day = situation.on
    run = situation.run
    if entry.version_by in (None, "start") and run is not None and run.start:
        day = run.start.earliest
    chosen: E = entry
    for edition in entry.versions:
        first = edition.everyone_from if _later(edition, run) else edition.from_
        on = situation.on if _later(edition, run) else day
        starts = first is not None and first.earliest <= on
        ended = edition.until is not None and edition.until.earliest <= day
        if starts and not ended and edition.entry is not None:
            chosen = edition.entry
    return chosen


def _later(edition: Any, run: Run | None) -> bool:
    """Whether this person is reached only by the later day of an edition."""
    if edition.everyone_from is None or edition.from_ is None:
        return False
    start = None if run is None or run.start is None else run.start.earliest
    return start is None or start < edition.from_.earliest


class _Reader:
    """Reads one award; the bounds of its lines need what encloses them."""

    def __init__(self, award: str, entry: Qualification, situation: Situation) -> None:
        self.award, self.entry, self.situation = award, entry, situation
        book = situation.book
        regulation = None
        if entry.follows is not None and entry.follows in book.regulations:
            regulation = in_force(book.regulations[entry.follows], situation)
        self.regulation = regulation
        stated = entry.at_least
        self.unit = CREDITS
        if stated is not None and stated.unit not in (None, "share", CREDITS):
            own = stated.unit or CREDITS
            if self._rate(own) is None:
                self.unit = own  # a body's own unit, which nobody has rated
        self.total: AtLeast | None = None
        self.unknown: Reason | None = None
        if stated is not None:
            found = self._need(stated, None, None)
            if isinstance(found, Reason):
                self.unknown = found
            elif isinstance(found, AtLeast):
                self.total = found

    def terms(self) -> Terms:
        entry, regulation = self.entry, self.regulation
        accepts = (*entry.accepts, *(regulation.accepts if regulation else ()))
        ways = tuple(self._way(way, n) for n, way in enumerate(accepts))
        bounds: list[Bound] = []
        made_of = entry.made_of or (Part(id="modules", modules=("any",)),)
        for place, part in enumerate(made_of):
            bounds += self._part(part, place)
        for place, line in enumerate(entry.of_which):
            bounds += self._line(line, ("of_which", place), "of_which", self.total)
        for placed, line in required_lines(self.award, self.situation.book):
            at = placed.at[2:] if placed.at[1:2] == (self.award,) else ("requires", 0)
            first, *inside = self._line(line, at, f"requires/{placed.path}", self.total)
            bounds.append(attrs.evolve(first, path=placed.path, required=True))
            bounds += (attrs.evolve(bound, required=True) for bound in inside)
        for way in ways:
            for place, line in enumerate(way.written.of_which):
                bounds += self._line(
                    line, ("accepts", way.id, "of_which", place), f"accepts/{way.id}",
                    self.total, ways=frozenset({way.id}),
                )  # fmt: skip
        clock = entry.clock or (regulation.clock if regulation else None)
        classes = (*entry.classes, *(regulation.classes if regulation else ()))
        return Terms(
            award=self.award,
            entry=entry,
            situation=self.situation,
            unit=self.unit,
            need=self.total,
            unknown=self.unknown,
            bounds=tuple(bounds),
            ways=ways,
            classes=classes,
            clock=clock,
            placed_by=entry.placed_by or (regulation.placed_by if regulation else None),
            silent=self._silent(),
        )

    def _silent(self) -> tuple[str, ...]:
        entry = self.entry
        if not is_described(entry):
            keys = [k for k in ("made_of", "credits", "at_least", "all")
                    if k in entry.not_stated]  # fmt: skip
            return tuple(keys) or ("made_of",)
        if entry.at_least is None:
            marked = {"at_least", "credits"} & set(entry.not_stated)
            return tuple(sorted(marked))
        return ()

    # --- parts, lines, ways ---

    def _part(self, part: Part, place: int) -> Iterator[Bound]:
        name = part.id or f"part-{place + 1}"
        id_ = f"made_of/{name}"
        modules = self._modules(part)
        found = self._bounds(part, self.total, modules)
        bound = Bound(
            id=id_,
            path=f"{self.award}/{name}",
            sort="part",
            written=part,
            modules=modules,
            wheres=(part.where,) if part.where is not None else (),
            distinct=part.distinct,
            where_from=("made_of", place),
            **found,
        )
        yield bound
        within = bound.need if isinstance(bound.need, AtLeast) else self.total
        for inner, line in enumerate(part.of_which):
            yield from self._line(
                line, ("made_of", place, "of_which", inner), id_, within,
                parts=frozenset({id_}), wheres=bound.wheres, distinct=part.distinct,
            )  # fmt: skip

    def _line(
        self,
        line: Part,
        at: tuple[str | int, ...],
        inside: str,
        whole: AtLeast | None,
        *,
        parts: frozenset[str] | None = None,
        ways: frozenset[str] | None = None,
        wheres: tuple[Where, ...] = (),
        distinct: str | None = None,
    ) -> Iterator[Bound]:
        name = line.id or f"line-{int(at[-1]) + 1}"
        where, named = _without_ways(line.where, [way.id for way in self._ids()])
        if named is not None:
            ways = named if ways is None else ways & named
        modules = self._modules(line)
        own = wheres if where is None else (*wheres, where)
        bound = Bound(
            id=f"{inside}/{name}",
            path=f"{self.award}/{name}",
            sort="line",
            written=line,
            modules=modules,
            wheres=own,
            parts=parts,
            ways=ways,
            distinct=line.distinct or distinct,
            where_from=at,
            **self._bounds(line, whole, modules, line.distinct or distinct),
        )
        yield bound
        within = bound.need if isinstance(bound.need, AtLeast) else whole
        for place, inner in enumerate(line.of_which):
            yield from self._line(
                inner, (*at, "of_which", place), bound.id, within,
                parts=parts, ways=ways, wheres=own, distinct=bound.distinct,
            )  # fmt: skip

    def _ids(self) -> Iterator[WayIn]:
        entry, regulation = self.entry, self.regulation
        accepts = (*entry.accepts, *(regulation.accepts if regulation else ()))
        for place, way in enumerate(accepts):
            yield WayIn(id=way.id or f"way-{place + 1}", written=way)

    def _way(self, way: Way, place: int) -> WayIn:
        id_ = way.id or f"way-{place + 1}"
        surplus = way.at_most is not None and way.at_most.word == "surplus"
        need = None if way.at_least is None else self._need(way.at_least, None, None)
        most = None if surplus else self._most(way.at_most, way.excess, self.total)
        unknown = next((one for one in (need, most) if isinstance(one, Reason)), None)
        return WayIn(
            id=id_,
            written=way,
            need=need if isinstance(need, AtLeast) else None,
            most=most if isinstance(most, AtMost) else None,
            surplus=surplus,
            unknown=unknown,
        )

    def _modules(self, part: Part) -> frozenset[str] | None:
        if not part.modules or part.modules == ("any",):
            return None
        book = self.situation.book
        return frozenset(name for one in part.modules for name in book.members(one))

    # --- amounts ---

    def _bounds(
        self,
        part: Part,
        whole: AtLeast | None,
        modules: frozenset[str] | None,
        distinct: str | None = None,
    ) -> dict[str, Any]:
        need = self._need(part.at_least, whole, modules, part.distinct or distinct)
        most = self._most(part.at_most, part.excess, whole, part.distinct or distinct)
        unknown = next((one for one in (need, most) if isinstance(one, Reason)), None)
        return {
            "need": None if isinstance(need, Reason) else need,
            "most": None if isinstance(most, Reason) else most,
            "unknown": unknown,
        }

    def _need(
        self,
        amount: Amount | None,
        whole: AtLeast | None,
        modules: frozenset[str] | None,
        distinct: str | None = None,
    ) -> AtLeast | Every | Reason | None:
        if amount is None:
            return None
        if amount.word == "all":
            if modules is None:
                return Reason("unlike_units", {"unit": "all", "wanted": "a list"})
            return Every(modules=tuple(sorted(modules)))
        found = self._number(amount, whole)
        if isinstance(found, Reason):
            return found
        number, unit = found
        if unit == "modules" and distinct:
            return AtLeast(number=number, unit="distinct")
        if unit == "modules":
            return AtLeast(number=number, unit="modules")
        return AtLeast(number=number)

    def _most(
        self,
        amount: Amount | None,
        excess: Literal["cut", "left_out", "breach"] | None,
        whole: AtLeast | None,
        distinct: str | None = None,
    ) -> AtMost | Reason | None:
        if amount is None:
            return None
        found = self._number(amount, whole)
        if isinstance(found, Reason):
            return found
        number, unit = found
        kept: Any = unit if unit == "modules" else CREDITS
        if unit == "modules" and distinct:
            kept = "distinct"
        if kept != CREDITS and excess == "cut":
            excess = "left_out"  # a module is counted or not: nothing can be cut of it
        return AtMost(number=number, excess=excess or "left_out", unit=kept)

    def _number(
        self, amount: Amount, whole: AtLeast | None
    ) -> tuple[Fraction, str] | Reason:
        if amount.figure is not None:
            found = figure_of(amount, self.situation)
            if isinstance(found, Reason):
                return found
            amount = found
        if amount.number is None:
            return Reason("unlike_units", {"unit": amount.text, "wanted": self.unit})
        if amount.unit == "share":
            if whole is None:
                return Reason("unlike_units", {"unit": "share", "wanted": "a whole"})
            return whole.number * amount.number, whole.unit
        if amount.unit is None:
            return amount.number, "modules"
        rate = self._rate(amount.unit)
        if rate is None:
            return Reason("unlike_units", {"unit": amount.unit, "wanted": self.unit})
        return amount.number * rate, CREDITS

    def _rate(self, unit: str) -> Fraction | None:
        return rate_into(self.unit, unit, None, self.situation)


def _without_ways(
    where: Where | None, known: Sequence[str]
) -> tuple[Where | None, frozenset[str] | None]:
    """A condition without its test of the way a module counts by, and those ways."""
    if where is None:
        return None, None
    kept: list[FieldTest] = []
    named: frozenset[str] | None = None
    for test in where.tests:
        ways: frozenset[str] | None = None
        if test.field == "counted_as":
            if isinstance(test.test, Is):
                ways = frozenset(test.test.values) & frozenset(known)
            elif getattr(test.test, "not_", ()):
                ways = frozenset(known) - frozenset(test.test.not_)  # type: ignore[union-attr]  # a comparison
        if ways is None:
            kept.append(test)
        else:
            named = ways if named is None else named & ways
    if named is None:
        return where, None
    if not kept and not where.any_of:
        return None, named
    return attrs.evolve(where, tests=tuple(kept)), named
