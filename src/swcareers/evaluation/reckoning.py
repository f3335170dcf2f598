"""What counted items come to: the total, the lines inside it, in two cases.

In the worst case only what is certain counts towards a need, and all that may be
there towards a limit; in the best case the other way round. Met in the worst case is
met; met in the best case alone is undecided.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from swcareers.evaluation.count_lines import (
    ANY,
    NOTHING,
    Case,
    Node,
    Positions,
    has_all,
    is_all,
    is_breached,
    is_enough,
    is_over,
    limited_in,
    most_in,
    need_of,
    prepared,
    reached_in,
    sum_of,
)
from swcareers.evaluation.counting import (
    Sifted,
    Weighed,
    unit_of,
)
from swcareers.evaluation.covering import Touches
from swcareers.evaluation.leaving_out import Choice, choices
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.rules.requirement import Count, Part
from swcareers.values.dates import KnownDate


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
    if is_all(count) and all_of is None and not count.covering:
        all_of = 1  # all of one thing
    if _is_a_sum(count) and all(one.amount is not None for one in candidates):
        return _summed(count, candidates, situation, all_of)
    within = dict(enumerate(candidates))
    node = prepared(count, within, situation, None, all_of, touches, None)
    everything = frozenset(within)
    doubtful = any(
        one.maybe != one.sure or None in one.amounts.values() for one in node.walk()
    )
    kept, proven = _kept(node, everything, best=False)
    worst = best = Case(False, kept)
    if doubtful:
        kept, proven_best = _kept(node, everything, best=True)
        best, proven = Case(True, kept), proven and proven_best
    elif any(None in (one.values or {}).values() for one in node.walk()):
        best = Case(True, kept)  # who does not say what it is about may be another
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
    bound = need_of(count, None, situation, all_of)
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
    return sum((one.amount or NOTHING for one in candidates), NOTHING)


def _day_of_enough(sure: Sequence[Weighed], need: Fraction) -> KnownDate | None:
    """The day on which enough was there; what has no day does not come by one."""
    dated = [(one.item.day, one) for one in sure if one.item.day is not None]
    dated.sort(key=lambda pair: (pair[0].latest, pair[0].earliest))
    total = NOTHING
    for day, one in dated:
        total += one.amount or NOTHING
        if total >= need:
            return day
    return None


def _kept(node: Node, everything: Positions, *, best: bool) -> tuple[Positions, bool]:
    """Which candidates are kept, where limits leave whole ones out.

    Returns:
        Them, and whether no other choice could be better.
    """
    case = Case(best, everything)
    full = [
        one
        for one in node.walk()
        if one.count.excess == "left_out"
        and one.cap is not None
        and most_in(one, case) > one.cap
    ]
    if not full:
        return everything, True

    def allowed(kept: Positions) -> bool:
        inner = Case(best, kept)
        return all(
            one.cap is None or most_in(one, inner) <= one.cap
            for one in node.walk()
            if one.count.excess == "left_out"
        )

    def worth(kept: Positions) -> tuple[bool, Fraction, int]:
        inner = Case(best, kept)
        met = sum(is_enough(line, inner) for line in node.lines)
        return is_enough(node, inner), reached_in(node, inner), met

    removable = sorted(frozenset().union(*(limited_in(one, case) for one in full)))
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
    node: Node,
    candidates: Sequence[Weighed],
    worst: Case,
    best: Case,
    proven: bool,
    outer: Node | None = None,
) -> Tallied:
    low = high = reached_in(node, worst)
    met = may_be = is_enough(node, worst) and _all_there(node, outer, worst)
    if best is not worst:
        high = reached_in(node, best)
        may_be = is_enough(node, best) and _all_there(node, outer, best)
    breach = is_breached(node, best)
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
        high=None if high >= ANY / 1000 else high,
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


def _all_there(node: Node, outer: Node | None, case: Case) -> bool:
    return outer is None or not node.every or has_all(node, outer, case)


def _shown_need(node: Node, outer: Node | None, worst: Case) -> Fraction | None:
    if node.every and outer is not None:
        return sum_of(outer, outer.sure & worst.kept, missing=NOTHING)
    return node.need


def _bound_breached(node: Node, case: Case) -> str:
    for one in node.walk():
        if is_over(one, case):
            return str(one.count.at_most)
    return str(node.count.at_most)


def _doubt(node: Node) -> Reason | None:
    """Why it cannot be said: the first doubt about an item, here or in a line."""
    for one in node.walk():
        for place in sorted(one.maybe):
            reason = one.reasons[place]
            if reason is not None:
                return reason
    return None


def _not_counted(
    node: Node, candidates: Sequence[Weighed], worst: Case
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


def _bound_left_out(node: Node, place: int) -> str:
    for one in node.walk():
        if one.count.excess == "left_out" and place in one.maybe:
            return str(one.count.at_most)
    return ""


# --- the day on which enough was there ------------------------------------------------


def _met_on(node: Node, candidates: Sequence[Weighed], worst: Case) -> KnownDate | None:
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


def _met_with(node: Node, dated: Sequence[tuple[KnownDate, int]], number: int) -> bool:
    there = frozenset(place for _, place in dated[:number])
    kept, _ = _kept(node, there, best=False)
    return is_enough(node, Case(False, kept & there))


def _by_adding(
    node: Node, dated: Sequence[tuple[KnownDate, int]], worst: Case
) -> KnownDate | None:
    need = node.need
    if need is None:
        return None
    total = NOTHING
    for day, place in dated:
        if place in node.sure and place in worst.kept:
            total += node.amounts[place] or NOTHING
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
