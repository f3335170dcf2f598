"""Time in a post, a role or a stage, over several spells of it.

The time is the union of the spells, so that two posts on one day count once. A break
between two of them is not counted and does not start the time again, unless it is
longer than a rule allows: the days between them, 16 January to 31 March after a spell
to the 15th, are more than that. Spells that touch have no break between them.

Months and years are moved on by what was not counted: a break from 15 January to
1 April moves them by 77 days, so that the day of return is not counted. A length in
days or weeks is a number of days, and each day in counts: absences of ten, four and
one days are fifteen days. The day a length is reached is the first counted day, plus
the length, plus the days not counted since: a post of two years to 31 August has
lasted two years on 1 September.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import attrs

from ..values.dates import KnownDate
from ..values.durations import Duration
from .elapsed import TimeReached, TimeSoFar, since
from .tally import Span, Tally, Weight, as_date, joined, span, tally

_DAY = timedelta(days=1)


@attrs.frozen
class KnownSpell:
    """A stretch of days as a record knows it, both ends included.

    ``last`` is None while it is still going. ``share`` is its part of full time.
    """

    first: KnownDate
    last: KnownDate | None = None
    share: Fraction = Fraction(1)

    def at_least(self) -> Span | None:
        """The days that are certainly in it, or None if there are none."""
        if self.last is None:
            return span(self.first.latest, None)
        if self.last.earliest < self.first.latest:
            return None
        return span(self.first.latest, self.last.earliest)

    def at_most(self) -> Span:
        """The days that may be in it."""
        last = None if self.last is None else self.last.latest
        return span(self.first.earliest, last)


@attrs.frozen
class Break:
    """A stretch between two spells: from the last day of one to the first of the next.

    ``restarts`` says that it is longer than the rule allows, so that counting starts
    again after it.
    """

    from_: date
    to: date
    restarts: bool

    @property
    def days(self) -> int:
        """How many days are not counted because of it."""
        return (self.to - self.from_).days


@attrs.frozen(kw_only=True)
class CountedTime:
    """The time that spells amount to, if each of them is as long as ``spans`` say.

    ``spans`` carry their share of full time, which counts only ``by_hours``; ``less``
    are days that do not count although they lie inside. What lies before
    ``counted_from``, or before a break longer than ``longest_break``, is not counted.
    ``on`` is the day of the question: a break that is still going has lasted up to it.
    """

    spans: tuple[tuple[Span, Fraction], ...]
    less: tuple[Span, ...] = ()
    counted_from: date | None = None
    longest_break: Duration | None = None
    by_hours: bool = False
    on: date | None = None

    def blocks(self) -> tuple[Span, ...]:
        """The joined spells from ``counted_from`` on, in order."""
        return self._from_first(joined(one for one, _ in self.spans))

    def breaks(self) -> tuple[Break, ...]:
        """Every break between two spells, in order."""
        found: list[Break] = []
        blocks = self.blocks()
        for (_, until), (first, _) in pairwise(blocks):
            if until is None:
                continue
            last_day, next_day = as_date(until - 1), as_date(first)
            found.append(Break(last_day, next_day, self._too_long(last_day, next_day)))
        return tuple(found)

    def first_day(self) -> date | None:
        """The first counted day, or None if there is none."""
        counted = self._counted()
        return None if counted is None else as_date(counted.steps[0][0])

    def reached(self, length: Duration) -> date | None:
        """Find the day on which the time amounts to ``length``, or None if never.

        >>> first = KnownDate.parse("2023-03-01")
        >>> post = KnownSpell(first)
        >>> time = CountedTime(spans=((post.at_most(), post.share),))
        >>> str(time.reached(Duration(2, "year")))
        '2025-03-01'
        """
        counted = self._counted(each_day=length.unit in ("day", "week"))
        if counted is None:
            return None
        anchor = as_date(counted.steps[0][0])
        found = counted.reached((length.after(anchor) - anchor).days)
        return None if found is None else as_date(found)

    def so_far(self, on: date) -> TimeSoFar:
        """Say how much has been counted before ``on``, in whole months and days."""
        counted = self._counted()
        if counted is None:
            return TimeSoFar(0, 0)
        anchor = as_date(counted.steps[0][0])
        ran = anchor + timedelta(days=int(counted.so_far(on.toordinal())))
        return since(anchor, ran)

    def _from_first(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        if self.counted_from is None:
            return tuple(spans)
        day = self.counted_from.toordinal()
        return tuple(
            (max(first, day), until)
            for first, until in spans
            if until is None or until > day
        )

    def _too_long(self, last_day: date, next_day: date) -> bool:
        longest = self.longest_break
        return longest is not None and next_day > longest.after(last_day + _DAY)

    def _current(self) -> tuple[Span, ...]:
        """The blocks since the last break that was too long."""
        blocks = self.blocks()
        for place, one in reversed(list(enumerate(self.breaks(), 1))):
            if one.restarts:
                return blocks[place:]
        return blocks

    def _counted(self, *, each_day: bool = False) -> Tally | None:
        """Add up the days that count, from the first of them. None: there is none.

        Args:
            each_day: the day of return after a break counts as well.
        """
        blocks = self._current()
        if not blocks:
            return None
        end = blocks[-1][1]
        if (
            end is not None
            and self.on is not None
            and self._too_long(as_date(end - 1), self.on + _DAY)
        ):
            return None
        # A break costs the days from the last day to the first one back.
        inside = joined(
            (first if each_day or not place else first + 1, until)
            for place, (first, until) in enumerate(blocks)
        )
        first_day = blocks[0][0]
        sums = tally(
            first_day,
            _shares(self.spans) if self.by_hours else (),
            joined((*_outside(inside), *self.less)),
        )
        steps = sums.steps
        if not steps[0][1]:  # the first days do not count: begin with those that do
            steps = steps[1:]
        return Tally(steps) if steps else None


def _outside(inside: Sequence[Span]) -> list[Span]:
    """List the spans between and after joined ones."""
    found: list[Span] = []
    for place, (_, until) in enumerate(inside, 1):
        if until is not None:
            found.append((until, inside[place][0] if place < len(inside) else None))
    return found


def _shares(spans: Sequence[tuple[Span, Fraction]]) -> list[tuple[int, Weight]]:
    """Add up the shares of full time day by day; two posts are one full one at most."""
    cuts = {day for (first, until), _ in spans for day in (first, until)}
    shares: list[tuple[int, Weight]] = []
    for cut in sorted(day for day in cuts if day is not None):
        worked = (
            share
            for (first, until), share in spans
            if first <= cut and (until is None or cut < until)
        )
        shares.append((cut, min(Fraction(1), sum(worked, Fraction(0)))))
    return shares


@attrs.frozen(kw_only=True)
class KnownTime:
    """Time in something, with dates only as known: at the least and at the most.

    >>> moved = KnownDate.parse("late 2022")
    >>> time = time_in([KnownSpell(moved)])
    >>> least, most = time.so_far(date(2023, 5, 30))
    >>> least.months, most.months
    (4, 8)
    """

    least: CountedTime
    most: CountedTime

    def reached(self, length: Duration) -> TimeReached:
        """Find the day on which the time amounts to ``length``."""
        found = self.most.reached(length), self.least.reached(length)
        if found[0] is None or found[1] is None:
            return TimeReached(*found)
        # A month is not always the same number of days, so less time from a later
        # first day can be enough a few days sooner.
        return TimeReached(min(found[0], found[1]), max(found[0], found[1]))

    def so_far(self, on: date) -> tuple[TimeSoFar, TimeSoFar]:
        """Say how much has been counted before ``on``: at the least, at the most."""
        found = self.least.so_far(on), self.most.so_far(on)
        first, second = sorted(found, key=lambda time: (time.months, time.days))
        return first, second


def time_in(
    spells: Sequence[KnownSpell],
    *,
    less: Sequence[KnownSpell] = (),
    counted_from: date | None = None,
    longest_break: Duration | None = None,
    by_hours: bool = False,
    on: date | None = None,
) -> KnownTime:
    """Count the time that spells amount to.

    Args:
        spells: the posts, roles or stages that count.
        less: spells that do not count although they lie inside, such as leave.
        counted_from: the day from which time counts. None: from the first day in.
        longest_break: a longer break starts the counting again. None: none does.
        by_hours: whether a day counts by its share of full time.
        on: the day of the question, up to which a break still going has lasted. Spells
            that begin later than it are the caller's to leave out.

    >>> days = ["2023-03-01", "2024-01-15", "2024-04-01"]
    >>> first, last, again = map(KnownDate.parse, days)
    >>> time = time_in([KnownSpell(first, last), KnownSpell(again)])
    >>> str(time.reached(Duration(2, "year")).day)
    '2025-05-17'
    """
    most = CountedTime(
        spans=tuple((one.at_most(), one.share) for one in spells),
        less=joined(days for one in less if (days := one.at_least()) is not None),
        counted_from=counted_from,
        longest_break=longest_break,
        by_hours=by_hours,
        on=on,
    )
    least = attrs.evolve(
        most,
        spans=tuple(
            (days, one.share) for one in spells if (days := one.at_least()) is not None
        ),
        less=joined(one.at_most() for one in less),
    )
    return KnownTime(least=least, most=most)
