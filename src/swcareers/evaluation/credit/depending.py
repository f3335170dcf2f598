"""Ways that depend on the whole placement, and an allocator's answer read back.

A way whose condition looks at the placement (a mean over all of it) is tried used and
not used; the best placement in which every way used may be used is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

import attrs

from swcareers.evaluation.credit import after
from swcareers.evaluation.credit.candidates import compared
from swcareers.evaluation.credit.question import Asked, Beside, Mode, Question
from swcareers.evaluation.credit.standing import Seen, unit_of
from swcareers.evaluation.credit.terms import Bound, WayIn
from swcareers.evaluation.outcome import Verdict
from swcareers.rules.allocation import Every, Placed

_TRIED = 4  # ways that depend on the whole placement, beyond which none is left out


def settled_ways(question: Question, mode: Mode) -> dict[str, Seen]:
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
        situation = beside.terms.situation
        values = {compared(bound, item, situation) or item.name for item in items}
        return Fraction(len(values))
    if unit == "modules":
        return Fraction(len(seen))
    return sum((one.counted for one in seen), Fraction(0))
