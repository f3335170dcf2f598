"""Periods in each of which something is owed: registration years, years of an approval.

A period knows its first and last day, both included, and finds the moments inside it.
There are four ways to have periods: days of the year (1 December to 30 November, the
first one shorter), a length repeated from an event, the stretches between points, and
the last so long before a day.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

import attrs

from ..values.dates import add_months
from ..values.durations import Duration
from ..values.points import YearDay

_DAY = timedelta(days=1)


@attrs.frozen
class Period:
    """A stretch of days, both ends included.

    ``shortened`` says that it began later than others of its kind would.
    """

    first: date
    last: date
    shortened: bool = False

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def midway(self) -> date:
        """The day on which half of its days have passed."""
        return self.first + timedelta(days=(self.days + 1) // 2)

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day <= self.last

    def day_of(self, moment: YearDay) -> date | None:
        """Find a day of the year in it, the first if it has several, or None.

        >>> year = Period(date(2025, 12, 1), date(2026, 11, 30))
        >>> str(year.day_of(YearDay(9, 1)))
        '2026-09-01'
        """
        found = moment.on_or_after(self.first)
        return found if found <= self.last else None

    def month(self, number: int) -> date:
        """The day on which its month of that number is reached, if it is so long."""
        return add_months(self.first, number)


class Periods(Protocol):
    """What every way of having periods answers."""

    def touching(self, first: date, last: date) -> tuple[Period, ...]:
        """List the periods that have a day from ``first`` to ``last``, in order."""
        ...

    def holding(self, day: date) -> Period | None:
        """Find the period a day lies in; None: in none."""
        ...


@attrs.frozen
class YearlyPeriods:
    """Periods from one day of the year to another, year after year.

    ``first`` is the day from which there are any: the one it lies in is shorter.

    >>> years = YearlyPeriods(YearDay(12, 1), YearDay(11, 30), date(2019, 12, 2))
    >>> year = years.holding(date(2020, 6, 1))
    >>> str(year.first), str(year.last), year.shortened
    ('2019-12-02', '2020-11-30', True)
    """

    from_: YearDay
    to: YearDay
    first: date | None = None

    def touching(self, first: date, last: date) -> tuple[Period, ...]:
        """List the periods that have a day from ``first`` to ``last``, in order."""
        found: list[Period] = []
        for year in range(first.year - 1, last.year + 1):
            begin = self.from_.in_year(year)
            end = self.to.on_or_after(begin)
            opens = begin if self.first is None else max(begin, self.first)
            if opens <= min(end, last) and end >= first and first <= last:
                found.append(Period(opens, end, shortened=opens > begin))
        return tuple(found)

    def holding(self, day: date) -> Period | None:
        """Find the period a day lies in; None: before the first, or between two."""
        return next(iter(self.touching(day, day)), None)


@attrs.frozen
class RepeatingPeriods:
    """Periods of one length, one after another from the day of an event.

    Each is counted from that day: years of 29 February begin on the 28th, and on the
    29th again in a leap year.

    >>> approval = RepeatingPeriods(date(2024, 2, 29), Duration(1, "year"))
    >>> str(approval.holding(date(2025, 2, 28)).first)
    '2025-02-28'
    """

    starts: date
    lasts: Duration

    def __attrs_post_init__(self) -> None:
        """Refuse a length of nothing, which would never get anywhere."""
        if self.lasts.after(self.starts) <= self.starts:
            raise ValueError(f"A period of {self.lasts} is none: write a longer one")

    def number(self, place: int) -> Period:
        """Give the period of that place; the first is 0."""
        return Period(
            self.lasts.times(place).after(self.starts),
            self.lasts.times(place + 1).after(self.starts) - _DAY,
        )

    def touching(self, first: date, last: date) -> tuple[Period, ...]:
        """List the periods that have a day from ``first`` to ``last``, in order."""
        found: list[Period] = []
        place = self._near(first)
        while (period := self.number(place)).first <= last:
            if period.last >= first:
                found.append(period)
            place += 1
        return tuple(found)

    def holding(self, day: date) -> Period | None:
        """Find the period a day lies in; None: before the first."""
        return next(iter(self.touching(day, day)), None)

    def _near(self, day: date) -> int:
        """Guess the place of the period of a day, never one too late."""
        return max(0, int((day - self.starts).days / self.lasts.approximate_days) - 2)


@attrs.frozen
class BetweenPoints:
    """The stretches between days, each from one to the day before the next.

    The last day of all belongs to the last stretch, so that what is done on it counts.

    >>> days = [date(2026, 1, 5), date(2026, 7, 5), date(2027, 1, 5)]
    >>> halves = BetweenPoints.of(days)
    >>> [str(half.last) for half in halves.periods]
    ['2026-07-04', '2027-01-05']
    """

    periods: tuple[Period, ...]

    @classmethod
    def of(cls, days: Sequence[date]) -> "BetweenPoints":
        """Make the stretches between days, in order; between equal ones is nothing."""
        ordered = sorted(set(days))
        periods = [
            Period(one, following - _DAY) for one, following in pairwise(ordered)
        ]
        if periods:
            periods[-1] = attrs.evolve(periods[-1], last=ordered[-1])
        return cls(tuple(periods))

    def touching(self, first: date, last: date) -> tuple[Period, ...]:
        """List the periods that have a day from ``first`` to ``last``, in order."""
        return tuple(
            period
            for period in self.periods
            if first <= last and period.first <= last and period.last >= first
        )

    def holding(self, day: date) -> Period | None:
        """Find the period a day lies in; None: in none."""
        return next(iter(self.touching(day, day)), None)


def last_before(length: Duration, day: date) -> Period | None:
    """Give the last so long before a day, that day not included. None: it is no time.

    >>> window = last_before(Duration(3, "year"), date(2026, 9, 1))
    >>> str(window.first), str(window.last)
    ('2023-09-01', '2026-08-31')
    """
    first = length.before(day)
    return Period(first, day - _DAY) if first < day else None
