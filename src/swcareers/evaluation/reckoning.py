"""What counted items come to: the total, the lines inside it, in two cases.

In the worst case only what is certain counts towards a need, and all that may be
there towards a limit; in the best case the other way round. Met in the worst case is
met; met in the best case alone is undecided.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from swcareers.evaluation import admission
from swcareers.evaluation.counting import (
    Sifted,
    Weighed,
    amount_of,
    bound_of,
    unit_of,
)
from swcareers.evaluation.covering import Touches, members_of, touched
from swcareers.evaluation.leaving_out import Choice, choices
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.rules.requirement import Count, Part
from swcareers.values.dates import KnownDate

_NOTHING = Fraction(0)
# What an amount that is not recorded may come to: more than anybody asks for.
_ANY = Fraction(10**15)
Positions = frozenset[int]


@attrs.frozen(eq=False)
class Tallied:
    """A count with its verdict.

    Attributes:
        low: how much counts for certain.
        high: how much may count; None: nobody can say.
        counted: the items that count for certain.
        left_out: those that do not, or not for certain, each with its reason.
        met_on: the day on which enough was there; None: not met, or not known.
        breach: more is there than may be.
        lines: each line of `of_which`, and how it stands.
    """

    verdict: Verdict
    low: Fraction
    high: Fraction | None
    need: Fraction | None
    unit: str | None
    counted: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    met_on: KnownDate | None
    why: Reason | None
    breach: bool = False
    lines: tuple[tuple[Part, "Tallied"], ...] = ()


# --- a count and its lines, prepared ----------------------------------------------


@attrs.frozen(eq=False)
class _Node:
    """A count, or a line of one, with the candidates that belong to it by position."""

    count: Count
    unit: str | None
    sure: Positions
    maybe: Positions
    amounts: Mapping[int, Fraction | None]
    reasons: Mapping[int, Reason | None]
    values: Mapping[int, str | None] | None
    touches: Mapping[int, frozenset[str]] | None
    need: Fraction | None
    cap: Fraction | None
    every: bool
    problem: Reason | None
    lines: tuple["_Node", ...] = ()

    @property
    def decides(self) -> bool:
        """Whether the count it is a line of depends on it."""
        strength = self.count.strength if isinstance(self.count, Part) else None
        return (strength or "must") == "must"

    def walk(self) -> Iterator["_Node"]:
        """This one and the lines inside it."""
        yield self
        for line in self.lines:
            yield from line.walk()


@attrs.frozen(eq=False)
class _Case:
    """The best or the worst case, and which candidates are kept in it."""

    best: bool
    kept: Positions


def _prepared(
    count: Count,
    candidates: Sequence[Weighed],
    within: Mapping[int, Weighed],
    situation: Situation,
    whole: Fraction | None,
    all_of: int | None,
    touches: Touches | None,
    distinct: str | None,
    outer: str | None = None,
) -> _Node:
    unit = unit_of(count, situation, outer)
    covering = members_of(count.covering, situation.book) if count.covering else None
    if covering is not None:
        whole, all_of = Fraction(len(covering)), len(covering)
    need = _need(count, whole, situation, all_of)
    cap = bound_of(count.at_most, whole, situation)
    problem = next((one for one in (need, cap) if isinstance(one, Reason)), None)
    need_number = None if isinstance(need, Reason) else need
    field = count.distinct or distinct
    inner = need_number if need_number is not None and covering is None else whole
    return _Node(
        count=count,
        unit=unit,
        sure=frozenset(place for place, one in within.items() if one.sure),
        maybe=frozenset(within),
        amounts={place: one.amount for place, one in within.items()},
        reasons={place: one.reason for place, one in within.items()},
        values=None
        if field is None
        else {
            place: _value(field, one.item, situation) for place, one in within.items()
        },
        touches=None
        if covering is None
        else {
            place: touched(one.item, covering, situation, touches)
            for place, one in within.items()
        },
        need=need_number,
        cap=None if isinstance(cap, Reason) else cap,
        every=_is_all(count) and all_of is None,
        problem=problem,
        lines=tuple(
            _prepared(
                line,
                candidates,
                _inside(line, within, situation, unit),
                situation,
                inner,
                None,
                touches,
                field,
                unit,
            )
            for line in count.of_which
        ),
    )


def _need(
    count: Count, whole: Fraction | None, situation: Situation, all_of: int | None
) -> Fraction | Reason | None:
    if count.at_least is not None:
        if _is_all(count) and all_of is None:
            return None
        return bound_of(count.at_least, whole, situation, all_of=all_of)
    if count.covering:
        return whole
    if count.at_most is not None or (count.of_which and isinstance(count, Part)):
        return None
    return Fraction(1)


def _is_all(count: Count) -> bool:
    return count.at_least is not None and count.at_least.word == "all"


def _value(field: str, item: Item, situation: Situation) -> str | None:
    found = admission.value_of(item, field, situation)
    return None if found is None else admission.words_of(found)


def _inside(
    line: Part, within: Mapping[int, Weighed], situation: Situation, outer: str | None
) -> dict[int, Weighed]:
    """The candidates a line looks at, each as much as the line counts it."""
    unit = unit_of(line, situation, outer)
    inside: dict[int, Weighed] = {}
    for place, one in within.items():
        found = (
            admission.YES
            if line.where is None
            else admission.passes(line.where, one.item, situation)
        )
        if found.admitted is False:
            continue
        amount = one.amount if unit == outer else amount_of(one.item, unit, situation)
        sure = one.sure and found.admitted is True
        reason = (one.reason if not one.sure else None) or found.reason
        if sure and amount is None:
            reason = admission.missing_field(one.item.name, unit or "amount", situation)
        inside[place] = Weighed(one.item, sure, amount, reason)
    return inside


# --- one case ---------------------------------------------------------------------


def _sum(node: _Node, members: Iterable[int], *, missing: Fraction) -> Fraction:
    """What some candidates come to; an amount that is not recorded is `missing`."""
    if node.touches is not None:
        found: set[str] = set()
        for place in members:
            found |= node.touches[place]
        return Fraction(len(found))
    total = _NOTHING
    if node.values is None:
        if node.unit is None:
            return Fraction(sum(1 for _ in members))  # each item is one
        for place in members:
            held = node.amounts[place]
            total += missing if held is None else held
        return total
    best: dict[str, Fraction] = {}
    unnamed: list[Fraction] = []
    for place in members:
        held = node.amounts[place]
        amount = missing if held is None else held
        value = node.values[place]
        if value is None:
            unnamed.append(amount)
        else:
            # Two entries about the same one count once.
            best[value] = max(best.get(value, _NOTHING), amount)
    if unnamed and missing:
        total += sum(unnamed, _NOTHING)
    elif unnamed:
        # They may all be about the one that counts for most already.
        total += max(_NOTHING, max(unnamed) - max(best.values(), default=_NOTHING))
    return total + sum(best.values(), _NOTHING)


def _reached(node: _Node, case: _Case) -> Fraction:
    """How much counts towards the need."""
    members = (node.maybe if case.best else node.sure) & case.kept
    total = _sum(node, members, missing=_ANY if case.best else _NOTHING)
    if node.lines:
        total = max(_NOTHING, total - _lost(node, case))
    if node.count.excess == "cut" and node.cap is not None:
        return min(total, node.cap)
    return total


def _limited(node: _Node, case: _Case) -> Positions:
    """The candidates that count towards a limit: the fewer, the better the case."""
    return (node.sure if case.best else node.maybe) & case.kept


def _most(node: _Node, case: _Case) -> Fraction:
    missing = _NOTHING if case.best else _ANY
    return _sum(node, _limited(node, case), missing=missing)


def _lost(node: _Node, case: _Case) -> Fraction:
    """How much of a count is cut by the lines in it, from the inside out."""
    cuts = [
        (line, _limited(line, case))
        for one in node.lines
        for line in one.walk()
        if line.count.excess == "cut" and line.cap is not None
    ]
    # Cuts nest or are disjoint, whichever way they are written: the smallest first.
    cuts.sort(key=lambda cut: len(cut[1]))
    done: list[tuple[Positions, Fraction]] = []
    for line, members in cuts:
        inner = [one for one in done if one[0] <= members]
        before = sum((lost for _, lost in inner), _NOTHING)
        done = [one for one in done if not one[0] <= members]
        done.append((members, before + _cut(line, node, members, before)))
    return sum((lost for _, lost in done), _NOTHING)


def _cut(line: _Node, outer: _Node, members: Positions, before: Fraction) -> Fraction:
    """How much of what encloses a line falls away beyond its limit."""
    if line.unit != outer.unit:
        return _NOTHING  # refused when a framework is read
    held = _sum(line, members, missing=_NOTHING) - before
    return max(_NOTHING, held - (line.cap or _NOTHING))


def _over(node: _Node, case: _Case) -> bool:
    """Whether more is there than may be, used or not."""
    if node.cap is None or node.count.excess not in (None, "breach"):
        return False
    return _most(node, _Case(case.best, node.maybe)) > node.cap


def _enough(node: _Node, case: _Case) -> bool:
    """Whether a count and the lines it depends on are met in a case."""
    if node.need is not None and _reached(node, case) < node.need:
        return False
    if _over(node, case):
        return False
    for line in node.lines:
        if not line.decides:
            continue
        if line.every and not _has_all(line, node, case):
            return False
        if not _enough(line, case):
            return False
    return True


def _has_all(line: _Node, outer: _Node, case: _Case) -> bool:
    if case.best:
        return outer.sure & case.kept <= line.maybe
    return outer.maybe & case.kept <= line.sure


def _breached(node: _Node, case: _Case) -> bool:
    """Whether more is there for certain than may be, here or in a line."""
    return _over(node, case) or any(
        _breached(line, case) for line in node.lines if line.decides
    )


# --- the count itself -------------------------------------------------------------


def tally(
    count: Count,
    candidates: Sequence[Weighed],
    situation: Situation,
    *,
    all_of: int | None = None,
    touches: Touches | None = None,
) -> Tallied:
    """Hold candidates against a count and the lines inside it.

    Args:
        all_of: how many `all` is, where the rule names them.
        touches: what an item is evidence of, for `covering`.
    """
    if _is_all(count) and all_of is None and not count.covering:
        all_of = 1  # all of one thing
    if _is_a_sum(count) and all(one.amount is not None for one in candidates):
        return _summed(count, candidates, situation, all_of)
    within = dict(enumerate(candidates))
    node = _prepared(count, candidates, within, situation, None, all_of, touches, None)
    everything = frozenset(within)
    doubtful = any(
        one.maybe != one.sure or None in one.amounts.values() for one in node.walk()
    )
    kept, proven = _kept(node, everything, best=False)
    worst = best = _Case(False, kept)
    if doubtful:
        kept, proven_best = _kept(node, everything, best=True)
        best, proven = _Case(True, kept), proven and proven_best
    elif any(None in (one.values or {}).values() for one in node.walk()):
        best = _Case(True, kept)  # who does not say what it is about may be another
    return _tallied(node, candidates, worst, best, proven)


def _is_a_sum(count: Count) -> bool:
    """Whether a count is a sum and nothing else, as most are."""
    return not (
        count.of_which or count.covering or count.distinct or count.at_most is not None
    )


def _summed(
    count: Count,
    candidates: Sequence[Weighed],
    situation: Situation,
    all_of: int | None,
) -> Tallied:
    """What a plain sum comes to: as the long way, of which every amount is known."""
    unit = unit_of(count, situation)
    bound = _need(count, None, situation, all_of)
    problem = bound if isinstance(bound, Reason) else None
    need = None if isinstance(bound, Reason) else bound
    sure = [one for one in candidates if one.sure]
    low = high = _added(sure, unit)
    if len(sure) < len(candidates):
        high = _added(candidates, unit)
    met = need is None or low >= need
    why: Reason | None = problem
    met_on: KnownDate | None = None
    if met:
        verdict = Verdict.UNDECIDED if problem is not None else Verdict.MET
        if problem is None and need is not None:
            met_on = _day_of_enough(sure, need)
    elif need is None or high >= need:
        verdict = Verdict.UNDECIDED
        why = next((one.reason for one in candidates if one.reason is not None), None)
    else:
        verdict = Verdict.NOT_YET
    return Tallied(
        verdict=verdict,
        low=low,
        high=high,
        need=need,
        unit=unit,
        counted=tuple([one.item for one in sure]),
        left_out=tuple(
            LeftOut(one.item, one.reason or Reason("person_decides", {}))
            for one in candidates
            if not one.sure
        ),
        met_on=met_on,
        why=why,
    )


def _added(candidates: Sequence[Weighed], unit: str | None) -> Fraction:
    if unit is None:
        return Fraction(len(candidates))  # each is one
    return sum((one.amount or _NOTHING for one in candidates), _NOTHING)


def _day_of_enough(sure: Sequence[Weighed], need: Fraction) -> KnownDate | None:
    """The day on which enough was there; what has no day does not come by one."""
    dated = [(one.item.day, one) for one in sure if one.item.day is not None]
    dated.sort(key=lambda pair: (pair[0].latest, pair[0].earliest))
    total = _NOTHING
    for day, one in dated:
        total += one.amount or _NOTHING
        if total >= need:
            return day
    return None


def _kept(node: _Node, everything: Positions, *, best: bool) -> tuple[Positions, bool]:
    """Which candidates are kept, where limits leave whole ones out.

    Returns:
        Them, and whether no other choice could be better.
    """
    case = _Case(best, everything)
    full = [
        one
        for one in node.walk()
        if one.count.excess == "left_out"
        and one.cap is not None
        and _most(one, case) > one.cap
    ]
    if not full:
        return everything, True

    def allowed(kept: Positions) -> bool:
        inner = _Case(best, kept)
        return all(
            one.cap is None or _most(one, inner) <= one.cap
            for one in node.walk()
            if one.count.excess == "left_out"
        )

    def worth(kept: Positions) -> tuple[bool, Fraction, int]:
        inner = _Case(best, kept)
        met = sum(_enough(line, inner) for line in node.lines)
        return _enough(node, inner), _reached(node, inner), met

    removable = sorted(frozenset().union(*(_limited(one, case) for one in full)))
    alike = [
        tuple(
            (
                place in one.sure,
                place in one.maybe,
                one.amounts.get(place),
                None if one.values is None else one.values.get(place),
                None if one.touches is None else one.touches.get(place),
            )
            for one in node.walk()
        )
        for place in removable
    ]
    found: Choice = choices(removable, alike, everything, allowed, worth)
    return found.kept, found.proven


def _tallied(
    node: _Node,
    candidates: Sequence[Weighed],
    worst: _Case,
    best: _Case,
    proven: bool,
    outer: _Node | None = None,
) -> Tallied:
    low = high = _reached(node, worst)
    met = may_be = _enough(node, worst) and _all_there(node, outer, worst)
    if best is not worst:
        high = _reached(node, best)
        may_be = _enough(node, best) and _all_there(node, outer, best)
    breach = _breached(node, best)
    problems = [
        one.problem
        for one in node.walk()
        if one.problem is not None and (one is node or one.decides)
    ]
    why: Reason | None = None
    if met:
        verdict = Verdict.MET
    elif breach:
        verdict = Verdict.NOT_MET
        why = Reason("over_the_most", {"bound": _bound_breached(node, best)})
    elif may_be or not proven:
        verdict = Verdict.UNDECIDED
        why = _doubt(node) if may_be else Reason("too_many_ways", {})
    else:
        verdict = Verdict.NOT_YET
    if problems and verdict is Verdict.MET:
        verdict, why = Verdict.UNDECIDED, problems[0]
    counted = sorted(
        place for place in node.sure & worst.kept if node.amounts[place] is not None
    )
    return Tallied(
        verdict=verdict,
        low=low,
        high=None if high >= _ANY / 1000 else high,
        need=_shown_need(node, outer, worst),
        unit=node.unit,
        counted=tuple(candidates[place].item for place in counted),
        left_out=tuple(_not_counted(node, candidates, worst)),
        met_on=_met_on(node, candidates, worst) if verdict is Verdict.MET else None,
        why=why,
        breach=breach,
        lines=tuple(
            (line.count, _tallied(line, candidates, worst, best, proven, node))
            for line in node.lines
            if isinstance(line.count, Part)
        ),
    )


def _all_there(node: _Node, outer: _Node | None, case: _Case) -> bool:
    return outer is None or not node.every or _has_all(node, outer, case)


def _shown_need(node: _Node, outer: _Node | None, worst: _Case) -> Fraction | None:
    if node.every and outer is not None:
        return _sum(outer, outer.sure & worst.kept, missing=_NOTHING)
    return node.need


def _bound_breached(node: _Node, case: _Case) -> str:
    for one in node.walk():
        if _over(one, case):
            return str(one.count.at_most)
    return str(node.count.at_most)


def _doubt(node: _Node) -> Reason | None:
    """Why it cannot be said: the first doubt about an item, here or in a line."""
    for one in node.walk():
        for place in sorted(one.maybe):
            reason = one.reasons[place]
            if reason is not None:
                return reason
    return None


def _not_counted(
    node: _Node, candidates: Sequence[Weighed], worst: _Case
) -> Iterator[LeftOut]:
    field = node.count.distinct
    alone = len(node.sure & worst.kept) == 1
    seen: set[str] = set()
    for place in sorted(node.maybe):
        item = candidates[place].item
        value = None if node.values is None else node.values[place]
        if place not in worst.kept:
            bound = _bound_left_out(node, place)
            yield LeftOut(item, Reason("over_the_most", {"bound": bound}))
        elif place not in node.sure or node.amounts[place] is None:
            reason = node.reasons[place] or Reason("person_decides", {})
            yield LeftOut(item, reason)
        elif field is not None and value is None:
            if not alone:
                yield LeftOut(item, Reason("field_missing", {"field": field}))
        elif field is not None and value in seen:
            values = {"field": field, "value": str(value)}
            yield LeftOut(item, Reason("duplicate", values))
        elif value is not None:
            seen.add(value)


def _bound_left_out(node: _Node, place: int) -> str:
    for one in node.walk():
        if one.count.excess == "left_out" and place in one.maybe:
            return str(one.count.at_most)
    return ""


# --- the day on which enough was there ------------------------------------------------


def _met_on(
    node: _Node, candidates: Sequence[Weighed], worst: _Case
) -> KnownDate | None:
    """The day on which enough was there; None where nobody can say."""
    dated = sorted(
        (
            (day, place)
            for place in node.maybe
            if (day := candidates[place].item.day) is not None
        ),
        key=lambda one: (one[0].latest, one[0].earliest, one[1]),
    )
    if not dated:
        return None
    if not node.lines and node.values is None and node.touches is None:
        return _by_adding(node, dated, worst)
    first, last = 0, len(dated)
    if not _met_with(node, dated, last):
        return None  # what has no day was needed, too
    while last - first > 1:
        middle = (first + last) // 2
        if _met_with(node, dated, middle):
            last = middle
        else:
            first = middle
    return dated[last - 1][0]


def _met_with(node: _Node, dated: Sequence[tuple[KnownDate, int]], number: int) -> bool:
    there = frozenset(place for _, place in dated[:number])
    kept, _ = _kept(node, there, best=False)
    return _enough(node, _Case(False, kept & there))


def _by_adding(
    node: _Node, dated: Sequence[tuple[KnownDate, int]], worst: _Case
) -> KnownDate | None:
    need = node.need
    if need is None:
        return None
    total = _NOTHING
    for day, place in dated:
        if place in node.sure and place in worst.kept:
            total += node.amounts[place] or _NOTHING
            if total >= need:
                return day
    return None


# --- as the outcome of a rule ------------------------------------------------------


def outcome_of(
    placed: Placed, sifted: Sifted, tallied: Tallied, unit: str | None
) -> Outcome:
    """A count as the outcome of its rule."""
    return Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=tallied.verdict,
        flags=frozenset({"breach"}) if tallied.breach else frozenset(),
        have=tallied.low,
        have_at_most=tallied.high if tallied.high != tallied.low else None,
        need=tallied.need,
        unit=unit,
        counted=tallied.counted,
        left_out=(*sifted.left_out, *tallied.left_out),
        planned=sifted.planned,
        met_on=tallied.met_on,
        why=tallied.why,
        parts=_lines(placed, placed.path, tallied),
    )


def _lines(placed: Placed, path: str, tallied: Tallied) -> tuple[Outcome, ...]:
    return tuple(
        _line_outcome(placed, path, index, part, found)
        for index, (part, found) in enumerate(tallied.lines)
    )


def _line_outcome(
    placed: Placed, path: str, index: int, part: Part, found: Tallied
) -> Outcome:
    name = part.id or f"of-which-{index + 1}"
    own = f"{path}/{name}"
    return Outcome(
        path=own,
        rule=attrs.evolve(placed.rule, title=part.title),
        verdict=found.verdict,
        flags=frozenset({"breach"}) if found.breach else frozenset(),
        have=found.low,
        have_at_most=found.high if found.high != found.low else None,
        need=found.need,
        unit=found.unit,
        counted=found.counted,
        left_out=found.left_out,
        met_on=found.met_on,
        why=found.why,
        parts=_lines(placed, own, found),
    )
