"""A programme's own time: it stretches with hours and stands still while paused.

Every calendar day adds the hours worked divided by full time, a paused day nothing.
A point of the programme (week 6, month 3, its end) is the first day on which the sum
reaches the days it takes at full time, counted from the start by month arithmetic:
12 months from 5 January 2026 at three days a week end on 6 September 2027.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from ..values.dates import whole_months
from ..values.durations import Duration
from ..values.points import ProgrammePoint
from .programme_time import HoursStep, Move, Pause, ProgrammeDay, ProgrammeTime
from .tally import Tally, Weight, as_date, holds, joined, span, tally


def _in_order(steps: Sequence[HoursStep]) -> tuple[HoursStep, ...]:
    return tuple(sorted(steps, key=lambda step: step.from_))


def _some_hours(_: object, __: object, steps: tuple[HoursStep, ...]) -> None:
    for step in steps:
        if step.share <= 0:
            raise ValueError(
                f"From {step.from_} the hours are {step.share} of full time: "
                "a time without work is a pause, not a change of hours"
            )


@attrs.frozen(kw_only=True)
class ProgrammeClock:
    """One run of a programme with its own time.

    ``hours`` is empty unless the terms stretch with hours; before its first step the
    work is full time. ``pauses`` are those for a reason that stops this clock; where
    they overlap a day counts once. The two limits are calendar time and move the end
    alone; ``end_waits`` says that the end waits for something that has not happened
    by ``as_of``, so that no last day can be told. ``as_of`` is the day of the question:
    a pause without a last day has gone on up to it, and is taken to last its first day
    at least.

    >>> clock = ProgrammeClock(
    ...     start=date(2026, 1, 5),
    ...     runs_for=Duration(12, "month"),
    ...     hours=(HoursStep(date(2026, 1, 5), Fraction(3, 5)),),
    ... )
    >>> str(clock.end.day)
    '2027-09-06'
    """

    start: date
    runs_for: Duration
    hours: tuple[HoursStep, ...] = attrs.field(
        default=(), converter=_in_order, validator=_some_hours
    )
    pauses: tuple[Pause, ...] = ()
    end_not_before: date | None = None
    end_not_after: date | None = None
    end_waits: bool = False
    as_of: date | None = None
    _sum: Tally = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(lambda clock: clock._added_up(), takes_self=True),
    )
    _open_from: int | None = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(lambda clock: clock._first_open(), takes_self=True),
    )

    def _added_up(self) -> Tally:
        shares = [(step.from_.toordinal(), step.share) for step in self.hours]
        pauses = joined(span(one.first, self._known_last(one)) for one in self.pauses)
        return tally(self.start.toordinal(), shares, pauses)

    def _first_open(self) -> int | None:
        return min(
            (one.first.toordinal() for one in self.pauses if one.last is None),
            default=None,
        )

    @property
    def end(self) -> ProgrammeDay:
        """The first day after the programme, within its limits of calendar time."""
        found = self.day_after(self.runs_for)
        earliest = self._limited(found.earliest)
        latest = None if found.latest is None else self._limited(found.latest)
        if self.end_waits:
            latest = None
            if self.as_of is not None:
                earliest = self._limited(max(earliest, self.as_of))
        if latest is None and self.end_not_after is not None:
            latest = self._limited(self.end_not_after)
        return ProgrammeDay(earliest, latest)

    @property
    def midway(self) -> ProgrammeDay:
        """The day on which half of it has run: month 6 of 12 months.

        Of an odd number of months, and of weeks and days, it is half of the days.
        """
        months = self.runs_for.months
        if months is not None and months % 2 == 0:
            return self.day_after(Duration(months // 2, "month"))
        return self._reached(Fraction(self._full_days(self.runs_for), 2))

    def day_of(self, point: ProgrammePoint) -> ProgrammeDay:
        """Find the day on which a week or month of its own time is reached.

        >>> clock = ProgrammeClock(
        ...     start=date(2026, 1, 31), runs_for=Duration(12, "month")
        ... )
        >>> str(clock.day_of(ProgrammePoint("month", 1)).day)
        '2026-02-28'
        """
        return self.day_after(Duration(point.number, point.unit))

    def day_after(self, length: Duration) -> ProgrammeDay:
        """Find the day on which so much of its own time has run.

        >>> clock = ProgrammeClock(
        ...     start=date(2026, 1, 5),
        ...     runs_for=Duration(12, "month"),
        ...     pauses=(Pause(date(2026, 3, 1), date(2026, 4, 9)),),
        ... )
        >>> str(clock.day_after(Duration(12, "month")).day)
        '2027-02-14'
        """
        return self._reached(self._full_days(length))

    def where_are_we(self, on: date) -> ProgrammeTime:
        """Say how much of its own time has run before ``on``.

        >>> clock = ProgrammeClock(
        ...     start=date(2026, 1, 5), runs_for=Duration(12, "month")
        ... )
        >>> now = clock.where_are_we(date(2026, 4, 8))
        >>> now.months, now.days
        (3, 3)
        """
        begun = on >= self.start
        ran = self.start + timedelta(days=int(self._sum.so_far(on.toordinal())))
        months = whole_months(self.start, ran) if begun else 0
        since = Duration(months, "month").after(self.start)
        share = Fraction(1)
        for step in self.hours:
            if step.from_ <= on:
                share = step.share
        spans = joined(span(pause.first, pause.last) for pause in self.pauses)
        return ProgrammeTime(
            months=months,
            days=(ran - since).days if begun else 0,
            begun=begun,
            paused=begun and holds(spans, on.toordinal()),
            share=share,
        )

    def moved_by(self) -> tuple[Move, ...]:
        """Say what moved the end away from where full time would have ended.

        In the order of their days, each on top of those before it, so that the days
        add up. What moved nothing is left out.

        >>> clock = ProgrammeClock(
        ...     start=date(2026, 1, 5),
        ...     runs_for=Duration(12, "month"),
        ...     pauses=(Pause(date(2026, 3, 1), date(2026, 4, 9), "sickness"),),
        ... )
        >>> [(move.because, move.days) for move in clock.moved_by()]
        [('sickness', 40)]
        """
        clock = attrs.evolve(self, hours=(), pauses=())
        reached = clock.day_after(self.runs_for).earliest
        moves: list[Move] = []
        changes: list[Pause | HoursStep] = [*self.pauses, *self.hours]
        for change in sorted(changes, key=_first_day):
            if isinstance(change, Pause):
                clock = attrs.evolve(clock, pauses=(*clock.pauses, change))
            else:
                clock = attrs.evolve(clock, hours=(*clock.hours, change))
            now = clock.day_after(self.runs_for).earliest
            if now != reached:
                moves.append(_move(change, (now - reached).days))
            reached = now
        limited = self._limited(reached)
        if limited > reached:
            moves.append(Move("not before", limited, None, (limited - reached).days))
        elif limited < reached:
            moves.append(Move("not after", limited, None, (limited - reached).days))
        return tuple(moves)

    def _known_last(self, pause: Pause) -> date:
        if pause.last is not None:
            return pause.last
        if self.as_of is None:
            raise ValueError(
                f"The pause from {pause.first} has no last day: say as_of which day "
                "the clock is asked"
            )
        return max(pause.first, self.as_of)

    def _full_days(self, length: Duration) -> int:
        return (length.after(self.start) - self.start).days

    def _reached(self, amount: Weight) -> ProgrammeDay:
        # Hours are never nothing and every pause has an end here, so it is reached.
        found = self._sum.reached(amount) or self.start.toordinal()
        still_moves = self._open_from is not None and found > self._open_from
        return ProgrammeDay(as_date(found), None if still_moves else as_date(found))

    def _limited(self, day: date) -> date:
        if self.end_not_after is not None:
            day = min(day, self.end_not_after)
        if self.end_not_before is not None:
            day = max(day, self.end_not_before)
        return day


def _first_day(change: Pause | HoursStep) -> date:
    return change.first if isinstance(change, Pause) else change.from_


def _move(change: Pause | HoursStep, days: int) -> Move:
    if isinstance(change, HoursStep):
        return Move("hours", change.from_, None, days, share=change.share)
    return Move(
        "pause",
        change.first,
        change.last,
        days,
        because=change.because,
        still_going=change.last is None,
    )
