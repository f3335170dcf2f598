"""The question put to the allocator, three times: certain, granted, planned.

In each the same award, with what is not certain read against the learner or for them:
a lower bound sees what is certain (or all that may be), an upper bound the other way
round. What has begun or is planned comes into the third alone.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal

import attrs

from swcareers.evaluation.credit.candidates import (
    Candidate,
    admits,
    compared,
    counted_by,
)
from swcareers.evaluation.credit.imagined import MOST, Imaginable, imaginable
from swcareers.evaluation.credit.results import Result, declared_item
from swcareers.evaluation.credit.terms import Bound, Terms, WayIn
from swcareers.rules.allocation import (
    AtMost,
    Award,
    Fixed,
    Item,
    Line,
    Part,
    Placement,
    Way,
    place,
)

Mode = Literal["certain", "granted", "planned"]
MODES: tuple[Mode, ...] = ("certain", "granted", "planned")
STEPS = 20_000


@attrs.frozen(eq=False)
class Beside:
    """One award beside the whole record.

    Attributes:
        candidates: by place in the record, in the order of the results.
    """

    terms: Terms
    candidates: Mapping[str, Candidate]


@attrs.frozen(eq=False)
class Question:
    """Awards asked together, against one record.

    Attributes:
        results: the modules of the record, in its order.
        spared: conferred awards that come first and keep what they need, so that
            only their surplus is free.
        fixed: placements fixed by a recorded decision.
        previous: where modules were placed last, by place in the record.
        unused_ways: ways left unused, by award.
        only_gaps: whether any placement will do that leaves least missing. It is
            passed over where a way depends on the placement.
    """

    results: tuple[Result, ...]
    awards: tuple[Beside, ...]
    spared: tuple[Beside, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    previous: Mapping[str, tuple[tuple[str, str], ...]] = attrs.field(factory=dict)
    unused_ways: Mapping[str, frozenset[str]] = attrs.field(factory=dict)
    steps: int = STEPS
    only_gaps: bool = False

    def ask(self, mode: Mode) -> "Asked":
        """Put the question to the allocator."""
        pool = self._pool(mode)
        spared = [_award(one, mode, pool, frozenset(), spare=True)
                  for one in self.spared]  # fmt: skip
        together = [one.terms.award for one in self.awards]
        asked = [
            _award(
                one, mode, pool, self.unused_ways.get(one.terms.award, frozenset()),
                together=together,
            )
            for one in self.awards
        ]  # fmt: skip
        credits = _credits(self, pool)
        spares = frozenset(one.terms.award for one in self.spared)
        items = [
            Item(
                id=result.item.place,
                credit=credits[result.item.place],
                module=_module(self.awards, result.item.place),
                achieved=result.achieved,
                previous=self.previous.get(result.item.place, ()),
                counted_by=result.counted_by - spares,
            )
            for result in pool
        ]
        known = {item.id for item in items}
        names = {award.award.id for award in asked}
        fixed = [f for f in self.fixed if f.item in known and f.award in names]
        placement = place(
            items,
            [one.award for one in (*spared, *asked)],
            fixed=fixed,
            steps=self.steps,
            settle=not self.only_gaps or self._depends,
        )
        return Asked(mode, placement, {one.award.id: one for one in asked})

    @property
    def _depends(self) -> bool:
        """Does a way look at the whole placement?"""
        return any(
            way.written.applies_when is not None
            for beside in self.awards
            for way in beside.terms.ways
        )

    def _pool(self, mode: Mode) -> list[Result]:
        """The results that are there in this mode, in some award at least."""
        found = []
        for result in self.results:
            beside = [one.candidates[result.item.place] for one in self.awards]
            if all(candidate.credit is None for candidate in beside):
                continue
            if any(_present(candidate, mode) for candidate in beside):
                found.append(result)
        return found


@attrs.frozen(eq=False)
class Put:
    """An award as it was put to the allocator, to read its answer by."""

    award: Award
    kinds: Mapping[str, Imaginable]
    sees: Mapping[str, frozenset[str]]


@attrs.frozen(eq=False)
class Asked:
    """The allocator's answer in one mode."""

    mode: Mode
    placement: Placement
    awards: Mapping[str, Put]


def _module(awards: Sequence[Beside], place_: str) -> str:
    """What a result counts as: a module it stands for in an award, or its own."""
    found = [one.candidates[place_] for one in awards]
    return next((one.module for one in found if one.stands_for), found[0].module)


def _present(candidate: Candidate, mode: Mode) -> bool:
    """Whether a result is there at all in a mode, used or not."""
    stage = candidate.result.stage
    if stage == "failed":
        return candidate.admitted is not False and candidate.fits
    if stage == "coming":
        return mode == "planned" and candidate.fits
    return stage in ("achieved", "maybe")


def _counts(candidate: Candidate, mode: Mode) -> bool:
    """Whether a result may be placed in a mode."""
    if not candidate.fits or candidate.credit is None:
        return False
    match mode, candidate.result.stage:
        case _, "over":
            return False
        case "granted", stage:
            return stage != "coming"
        case "planned", "coming":
            return True
        case _:
            return candidate.sure


def _credits(question: Question, pool: Sequence[Result]) -> dict[str, Fraction]:
    """The credit of each item; awards in unlike units are never asked together."""
    found: dict[str, Fraction] = {}
    for result in pool:
        place_ = result.item.place
        for one in (*question.awards, *question.spared):
            credit = one.candidates[place_].credit
            if credit is not None:
                found[place_] = credit
                break
    return found


def _award(
    beside: Beside,
    mode: Mode,
    pool: Sequence[Result],
    unused: frozenset[str],
    *,
    together: Sequence[str] = (),
    spare: bool = False,
) -> Put:
    terms = beside.terms
    here = [beside.candidates[result.item.place] for result in pool]
    counts = {
        one.result.item.place: one
        for one in here
        if _counts(one, mode)
        and (one.way is None or one.way.id not in unused)
        and not _cut_in_doubt(one, terms, mode)
    }
    if spare:
        kept = terms.award
        counts = {
            one.result.item.place: one
            for one in here
            if kept in one.result.counted_by and one.credit is not None and one.parts
        }
    again: dict[str, _Again] = {}
    if not spare:
        for way in terms.ways:
            if way.id not in unused:
                again[way.id] = _again(way, here, together, terms, mode)
        for one in here:
            place_ = one.result.item.place
            if any(place_ in found.items for found in again.values()):
                counts.setdefault(place_, one)
    sees: dict[str, frozenset[str]] = {}
    taken = frozenset(
        one.module for one in counts.values() if one.result.stage != "failed"
    )
    kinds = () if spare else imaginable(terms, taken)
    parts = [_part(bound, mode, counts) for bound in terms.parts]
    lines: list[Line] = []
    for bound in terms.bounds:
        values = _values(bound, here, kinds, terms)
        lines += _lines(bound, mode, here, sees, values)
    ways = [] if spare else _ways(beside, counts, again)
    known = {line.id for line in lines}
    award = Award(
        id=terms.award,
        at_least=terms.need,
        parts=parts,
        lines=lines,
        ways=ways,
        kinds=tuple(
            attrs.evolve(one.kind, lines=one.kind.lines & known)
            for one in kinds
            if one.kind.way is None or one.kind.way not in unused
        ),
    )
    return Put(award, {one.kind.id: one for one in kinds}, sees)


def _cut_in_doubt(candidate: Candidate, terms: Terms, mode: Mode) -> bool:
    """Whether it is not certain which cap cuts a module: then it does not count yet.

    Read against the learner it would lie under two caps that exclude each other.
    """
    if _read_for(candidate, mode):
        return False
    return any(
        line.most is not None
        and line.most.excess == "cut"
        and candidate.lines.get(line.id) is False
        for line in terms.lines
    )


def _part(bound: Bound, mode: Mode, counts: Mapping[str, Candidate]) -> Part:
    takes = [
        place_
        for place_, one in counts.items()
        if bound.id in one.parts and (_read_for(one, mode) or one.parts[bound.id])
    ]
    # A part whose modules must differ is looked at by a line of its own.
    distinct = bound.distinct is not None
    breach = bound.most is not None and bound.most.excess == "breach"
    return Part(
        id=bound.id,
        takes=takes,
        at_least=None if distinct else bound.need,
        at_most=None if distinct or breach else bound.most,
        strength=bound.strength,
    )


def _read_for(candidate: Candidate, mode: Mode) -> bool:
    """Whether what is not certain of a result is read in the learner's favour."""
    return mode == "granted" or (mode == "planned" and
                                 candidate.result.stage == "coming")  # fmt: skip


def _lines(
    bound: Bound,
    mode: Mode,
    here: Sequence[Candidate],
    sees: dict[str, frozenset[str]],
    values: Mapping[str, str] | None,
) -> list[Line]:
    """A bound as the lines that look: its lower and its upper one apart."""
    if bound.sort == "part":
        looks = {one.result.item.place: one.parts for one in here}
        parts: frozenset[str] | None = frozenset({bound.id})
    else:
        looks = {one.result.item.place: one.lines for one in here}
        parts = bound.parts
    low, high = set(), set()
    for one in here:
        place_ = one.result.item.place
        sure = looks[place_].get(bound.id)
        if sure is None:
            continue
        favour = _read_for(one, mode)
        if sure or favour:
            low.add(place_)
        if sure or not favour:
            high.add(place_)
    sees[bound.id] = frozenset(low)
    found = []
    if bound.sort == "line":
        if bound.need is not None or bound.most is None:
            found.append(
                Line(
                    id=bound.id, sees=low, parts=parts, ways=bound.ways,
                    at_least=bound.need, strength=bound.strength, values=values,
                )
            )  # fmt: skip
    elif bound.distinct is not None:
        found.append(
            Line(
                id=f"{bound.id}|distinct", parts=parts, at_least=bound.need,
                at_most=None if _breach(bound.most) else bound.most,
                strength=bound.strength, values=values,
            )
        )  # fmt: skip
    most = bound.most
    if most is not None and _breach(most):
        # All that was taken for the award: what some part of it could hold.
        taken = {one.result.item.place for one in here if one.parts}
        found.append(
            Line(
                id=f"{bound.id}{MOST}", sees=high & taken, at_most=most,
                strength=bound.strength, values=values,
            )
        )  # fmt: skip
    elif most is not None and bound.sort == "line":
        found.append(
            Line(
                id=f"{bound.id}{MOST}", sees=high, parts=parts, ways=bound.ways,
                at_most=most, strength=bound.strength, values=values,
            )
        )  # fmt: skip
    return found


def _breach(most: AtMost | None) -> bool:
    return most is not None and most.excess == "breach"


def _values(
    bound: Bound,
    here: Sequence[Candidate],
    kinds: Sequence[Imaginable],
    terms: Terms,
) -> dict[str, str] | None:
    """What differs, where modules must differ in something besides themselves."""
    if bound.distinct in (None, "module"):
        return None
    found = {}
    for one in here:
        value = compared(bound, one.result.item, terms.situation)
        if value is not None:
            found[one.result.item.place] = value
    for kind in kinds:
        name = kind.module or ""
        declared = terms.situation.book.credit_bearing.get(name)
        item = declared_item(name, declared, terms.situation.on, kind.fields)
        value = compared(bound, item, terms.situation)
        if value is not None:
            found[kind.kind.id] = value
    return found


@attrs.frozen(eq=False)
class _Again:
    """What a way with `from` may count again of the awards asked about together.

    Attributes:
        awards: those of them that the way names.
        items: the places of what it would admit, had one of them counted it.
    """

    awards: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()


def _again(
    way: WayIn, here: Sequence[Candidate], together: Sequence[str], terms: Terms,
    mode: Mode,
) -> _Again:  # fmt: skip
    """What the other awards asked about may count, and this way then again."""
    if not way.written.from_ or way.surplus:
        return _Again()
    names = [
        name
        for name in together
        if name != terms.award and counted_by(way, name, terms.situation)
    ]
    found = set()
    for one in here:
        result = one.result
        sure = result.stage == "achieved" or _read_for(one, mode)
        if not names or not sure or not one.parts or one.credit is None:
            continue
        if result.counted_by or result.may_be_counted_by or result.stage == "over":
            continue
        answers = [
            admits(
                way, attrs.evolve(result, counted_by=frozenset({name})), terms.situation
            ).admitted
            for name in names
        ]
        if all(a or (a is None and _read_for(one, mode)) for a in answers):
            found.add(result.item.place)
    return _Again(frozenset(names), frozenset(found)) if found else _Again()


def _ways(
    beside: Beside, counts: Mapping[str, Candidate], again: Mapping[str, _Again]
) -> list[Way]:
    """The ways in, each with exactly the results that come by it."""
    found = []
    for way in beside.terms.ways:
        by_it = {
            place_
            for place_, one in counts.items()
            if one.way is not None and one.way.id == way.id
        }
        reused = again.get(way.id, _Again())
        from_: set[str] | None = None
        if way.written.from_ and not way.surplus:
            from_ = {
                name for place_ in by_it for name in counts[place_].result.counted_by
            }
            from_ |= reused.awards
        found.append(
            Way(
                id=way.id,
                admits=by_it | (reused.items & counts.keys()),
                takes_from=from_ if from_ else None,
                at_least=way.need,
                at_most=way.most,
            )
        )
    return found
