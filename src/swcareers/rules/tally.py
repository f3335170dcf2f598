"""Days counted one after another, each with its weight: what clocks are made of.

A day of full time weighs 1, a day at three days a week 3/5, a paused day nothing. The
sum is kept in whole numbers and fractions, and asked without walking over the days.
Days are ordinals here (``date.toordinal``), so that nothing can leave the calendar.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

import attrs

Weight: TypeAlias = int | Fraction
Span: TypeAlias = tuple[int, int | None]
"""From the first day up to, not including, another; None: without end."""

_LAST_DAY = date.max.toordinal()


def as_date(ordinal: int) -> date:
    """Give the day of an ordinal; what lies beyond the calendar is its last day.

    >>> as_date(date(2026, 9, 1).toordinal())
    datetime.date(2026, 9, 1)
    """
    return date.fromordinal(min(ordinal, _LAST_DAY))


def span(first: date, last: date | None) -> Span:
    """Give the span of two days that are both included.

    >>> span(date.min, date.min)
    (1, 2)
    """
    return first.toordinal(), None if last is None else last.toordinal() + 1


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join what overlaps or touches, so that each day is there once, in order.

    >>> joined([(5, 7), (1, 3), (3, 4), (6, None)])
    ((1, 4), (5, None))
    """
    found: list[Span] = []
    for first, until in sorted(spans, key=lambda one: one[0]):
        if until is not None and until <= first:
            continue
        if found:
            before, end = found[-1]
            if end is None:
                break
            if first <= end:
                found[-1] = before, None if until is None else max(end, until)
                continue
        found.append((first, until))
    return tuple(found)


def holds(spans: Sequence[Span], ordinal: int) -> bool:
    """Say whether joined spans hold a day.

    >>> holds(((1, 4), (5, None)), 4)
    False
    """
    place = bisect_right(spans, ordinal, key=lambda one: one[0]) - 1
    if place < 0:
        return False
    until = spans[place][1]
    return until is None or ordinal < until


@attrs.frozen
class Tally:
    """A sum that grows day by day from a first day on.

    ``steps`` are (day, weight), in order: from that day on every day adds that weight.
    The last step has no end.
    """

    steps: tuple[tuple[int, Weight], ...]
    _totals: tuple[Weight, ...] = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(lambda own: own._sums_before_steps(), takes_self=True),
    )

    def _sums_before_steps(self) -> tuple[Weight, ...]:
        totals: list[Weight] = [0]
        for (day, weight), (next_day, _) in pairwise(self.steps):
            totals.append(totals[-1] + weight * (next_day - day))
        return tuple(totals)

    def so_far(self, ordinal: int) -> Weight:
        """Sum the days before this one.

        >>> Tally(((10, 1), (12, Fraction(1, 2)))).so_far(15)
        Fraction(7, 2)
        """
        place = bisect_right(self.steps, ordinal, key=lambda one: one[0]) - 1
        if place < 0:
            return 0
        day, weight = self.steps[place]
        return self._totals[place] + weight * (ordinal - day)

    def reached(self, amount: Weight) -> int | None:
        """Find the first day before which the sum is at least ``amount``.

        None: the sum stands still before it gets there.

        >>> Tally(((10, 1), (12, Fraction(1, 2)))).reached(3)
        14
        """
        place = bisect_left(self._totals, amount)
        if place == 0:
            return self.steps[0][0]
        day, weight = self.steps[place - 1]
        if not weight:
            return None
        missing = amount - self._totals[place - 1]
        # Upwards to a whole day, exactly: -(-a // b) is the ceiling of a / b.
        return day + int(-(-missing // weight))


def tally(
    start: int,
    shares: Sequence[tuple[int, Weight]] = (),
    pauses: Sequence[Span] = (),
) -> Tally:
    """Count from ``start``: each day by the latest share, and by nothing when paused.

    ``shares`` are in order; before the first of them a day counts in full. ``pauses``
    are joined spans.

    >>> tally(10, [(20, Fraction(3, 5))], [(15, 18)]).steps
    ((10, 1), (15, 0), (18, 1), (20, Fraction(3, 5)))
    """
    cuts = {start}
    cuts.update(day for day, _ in shares if day > start)
    for first, until in pauses:
        if first > start:
            cuts.add(first)
        if until is not None and until > start:
            cuts.add(until)
    steps: list[tuple[int, Weight]] = []
    for day in sorted(cuts):
        place = bisect_right(shares, day, key=lambda one: one[0]) - 1
        weight = 1 if place < 0 else shares[place][1]
        if holds(pauses, day):
            weight = 0
        if not steps or steps[-1][1] != weight:
            steps.append((day, weight))
    return Tally(tuple(steps))
