"""A programme whose start is an interval: its points are intervals too."""

from collections.abc import Sequence
from datetime import date

import attrs

from ..values.dates import KnownDate
from ..values.durations import Duration
from ..values.points import ProgrammePoint
from .clock import ProgrammeClock
from .programme_time import HoursStep, Pause, ProgrammeDay, ProgrammeTime


@attrs.frozen
class UnsureClock:
    """A run whose start is known only as an interval: its points are intervals too.

    ``clocks`` are the starts that can make a difference, in order of their start.
    """

    clocks: tuple[ProgrammeClock, ...]

    @property
    def end(self) -> ProgrammeDay:
        """The first day after the programme, at the earliest and at the latest."""
        return _between([clock.end for clock in self.clocks])

    @property
    def midway(self) -> ProgrammeDay:
        """The day on which half of it has run, at the earliest and at the latest."""
        return _between([clock.midway for clock in self.clocks])

    def day_of(self, point: ProgrammePoint) -> ProgrammeDay:
        """The day of a week or month of its own, at the earliest and at the latest."""
        return _between([clock.day_of(point) for clock in self.clocks])

    def day_after(self, length: Duration) -> ProgrammeDay:
        """The day so much of it has run, at the earliest and at the latest."""
        return _between([clock.day_after(length) for clock in self.clocks])

    def where_are_we(self, on: date) -> tuple[ProgrammeTime, ProgrammeTime]:
        """Say how much of its own time has run: at the least, and at the most.

        >>> unsure = clock_from(
        ...     KnownDate.parse("late 2022"), runs_for=Duration(12, "month")
        ... )
        >>> [now.months for now in unsure.where_are_we(date(2023, 5, 30))]
        [4, 8]
        """
        all_of_them = [clock.where_are_we(on) for clock in self.clocks]
        return (
            min(all_of_them, key=_how_far),
            max(all_of_them, key=_how_far),
        )


def clock_from(
    start: KnownDate,
    *,
    runs_for: Duration,
    hours: Sequence[HoursStep] = (),
    pauses: Sequence[Pause] = (),
    end_not_before: date | None = None,
    end_not_after: date | None = None,
    end_waits: bool = False,
    as_of: date | None = None,
) -> UnsureClock:
    """Make a clock whose start is only as known as a record says.

    >>> unsure = clock_from(
    ...     KnownDate.parse("2026-01"), runs_for=Duration(12, "month")
    ... )
    >>> str(unsure.end.earliest), str(unsure.end.latest)
    ('2027-01-01', '2027-01-31')
    """
    return UnsureClock(
        tuple(
            ProgrammeClock(
                start=day,
                runs_for=runs_for,
                hours=tuple(hours),
                pauses=tuple(pauses),
                end_not_before=end_not_before,
                end_not_after=end_not_after,
                end_waits=end_waits,
                as_of=as_of,
            )
            for day in _starts_that_differ(start, moves=bool(hours or pauses))
        )
    )


def _starts_that_differ(start: KnownDate, *, moves: bool) -> list[date]:
    """List the starts among which the earliest and latest day of any point are.

    Nearly always the two ends. But a month is clipped at its end: at half time, one
    month from 30 January (29 days) takes longer than from 31 January (28 days).
    """
    first, last = start.earliest.toordinal(), start.latest.toordinal()
    if not moves:
        return sorted({start.earliest, start.latest})
    days = map(date.fromordinal, range(first, last + 1))
    return [
        day for day in days if day.day >= 28 or day in (start.earliest, start.latest)
    ]


def _between(days: Sequence[ProgrammeDay]) -> ProgrammeDay:
    latest = [day.latest for day in days if day.latest is not None]
    return ProgrammeDay(
        min(day.earliest for day in days),
        max(latest) if len(latest) == len(days) else None,
    )


def _how_far(time: ProgrammeTime) -> tuple[int, int]:
    return time.months, time.days
