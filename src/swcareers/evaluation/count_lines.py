"""A count and the lines inside it, prepared, and what some of its items come to.

A case says which items are there; what a count reaches, loses and breaches in one case
is worked out here, line by line.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import attrs

from swcareers.evaluation import admission
from swcareers.evaluation.counting import (
    Weighed,
    amount_of,
    bound_of,
    unit_of,
)
from swcareers.evaluation.covering import Touches, members_of, touched
from swcareers.evaluation.outcome import Item, Reason
from swcareers.evaluation.situation import Situation
from swcareers.rules.requirement import Count, Part

NOTHING = Fraction(0)
# What an amount that is not recorded may come to: more than anybody asks for.
ANY = Fraction(10**15)
Positions = frozenset[int]


@attrs.frozen(eq=False)
class Node:
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
    lines: tuple["Node", ...] = ()

    @property
    def decides(self) -> bool:
        """Whether the count it is a line of depends on it."""
        strength = self.count.strength if isinstance(self.count, Part) else None
        return (strength or "must") == "must"

    def walk(self) -> Iterator["Node"]:
        """This one and the lines inside it."""
        yield self
        for line in self.lines:
            yield from line.walk()


@attrs.frozen(eq=False)
class Case:
    """The best or the worst case, and which candidates are kept in it."""

    best: bool
    kept: Positions


def prepared(
    count: Count,
    within: Mapping[int, Weighed],
    situation: Situation,
    whole: Fraction | None,
    all_of: int | None,
    touches: Touches | None,
    distinct: str | None,
    outer: str | None = None,
) -> Node:
    """A count with its lines, and the candidates that belong to each.

    Args:
        count: the count, or a line of one.
        within: what may count here, by its position among all candidates.
        situation: in which it is asked.
        whole: what a share is a share of; None: nobody can say.
        all_of: how many `all` is, where the rule names them.
        touches: what is covered, where covering is asked.
        distinct: the field whose different words are counted; None: each item.
        outer: the unit of what it is a line of.
    """
    unit = unit_of(count, situation, outer)
    covering = members_of(count.covering, situation.book) if count.covering else None
    if covering is not None:
        whole, all_of = Fraction(len(covering)), len(covering)
    need = need_of(count, whole, situation, all_of)
    cap = bound_of(count.at_most, whole, situation)
    problem = next((one for one in (need, cap) if isinstance(one, Reason)), None)
    need_number = None if isinstance(need, Reason) else need
    field = count.distinct or distinct
    inner = need_number if need_number is not None and covering is None else whole
    return Node(
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
        every=is_all(count) and all_of is None,
        problem=problem,
        lines=tuple(
            prepared(
                line,
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


def need_of(
    count: Count, whole: Fraction | None, situation: Situation, all_of: int | None
) -> Fraction | Reason | None:
    """How much is needed; None: nothing, or all. A reason: it cannot be said."""
    if count.at_least is not None:
        if is_all(count) and all_of is None:
            return None
        return bound_of(count.at_least, whole, situation, all_of=all_of)
    if count.covering:
        return whole
    if count.at_most is not None or (count.of_which and isinstance(count, Part)):
        return None
    return Fraction(1)


def is_all(count: Count) -> bool:
    """Whether all there are have to count, not so many of them."""
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


def sum_of(node: Node, members: Iterable[int], *, missing: Fraction) -> Fraction:
    """What some candidates come to; an amount that is not recorded is `missing`."""
    if node.touches is not None:
        found: set[str] = set()
        for place in members:
            found |= node.touches[place]
        return Fraction(len(found))
    total = NOTHING
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
            best[value] = max(best.get(value, NOTHING), amount)
    if unnamed and missing:
        total += sum(unnamed, NOTHING)
    elif unnamed:
        # They may all be about the one that counts for most already.
        total += max(NOTHING, max(unnamed) - max(best.values(), default=NOTHING))
    return total + sum(best.values(), NOTHING)


def reached_in(node: Node, case: Case) -> Fraction:
    """How much counts towards the need."""
    members = (node.maybe if case.best else node.sure) & case.kept
    total = sum_of(node, members, missing=ANY if case.best else NOTHING)
    if node.lines:
        total = max(NOTHING, total - _lost(node, case))
    if node.count.excess == "cut" and node.cap is not None:
        return min(total, node.cap)
    return total


def limited_in(node: Node, case: Case) -> Positions:
    """The candidates that count towards a limit: the fewer, the better the case."""
    return (node.sure if case.best else node.maybe) & case.kept


def most_in(node: Node, case: Case) -> Fraction:
    """What counts towards a limit."""
    missing = NOTHING if case.best else ANY
    return sum_of(node, limited_in(node, case), missing=missing)


def _lost(node: Node, case: Case) -> Fraction:
    """How much of a count is cut by the lines in it, from the inside out."""
    cuts = [
        (line, limited_in(line, case))
        for one in node.lines
        for line in one.walk()
        if line.count.excess == "cut" and line.cap is not None
    ]
    # Cuts nest or are disjoint, whichever way they are written: the smallest first.
    cuts.sort(key=lambda cut: len(cut[1]))
    done: list[tuple[Positions, Fraction]] = []
    for line, members in cuts:
        inner = [one for one in done if one[0] <= members]
        before = sum((lost for _, lost in inner), NOTHING)
        done = [one for one in done if not one[0] <= members]
        done.append((members, before + _cut(line, node, members, before)))
    return sum((lost for _, lost in done), NOTHING)


def _cut(line: Node, outer: Node, members: Positions, before: Fraction) -> Fraction:
    """How much of what encloses a line falls away beyond its limit."""
    if line.unit != outer.unit:
        return NOTHING  # refused when a framework is read
    held = sum_of(line, members, missing=NOTHING) - before
    return max(NOTHING, held - (line.cap or NOTHING))


def is_over(node: Node, case: Case) -> bool:
    """Whether more is there than may be, used or not."""
    if node.cap is None or node.count.excess not in (None, "breach"):
        return False
    return most_in(node, Case(case.best, node.maybe)) > node.cap


def is_enough(node: Node, case: Case) -> bool:
    """Whether a count and the lines it depends on are met in a case."""
    if node.need is not None and reached_in(node, case) < node.need:
        return False
    if is_over(node, case):
        return False
    for line in node.lines:
        if not line.decides:
            continue
        if line.every and not has_all(line, node, case):
            return False
        if not is_enough(line, case):
            return False
    return True


def has_all(line: Node, outer: Node, case: Case) -> bool:
    """Whether a line holds all that its count does."""
    if case.best:
        return outer.sure & case.kept <= line.maybe
    return outer.maybe & case.kept <= line.sure


def is_breached(node: Node, case: Case) -> bool:
    """Whether more is there for certain than may be, here or in a line."""
    return is_over(node, case) or any(
        is_breached(line, case) for line in node.lines if line.decides
    )
