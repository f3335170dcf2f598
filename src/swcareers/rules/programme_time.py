"""What a programme's clock is told, and what it answers."""

from datetime import date
from fractions import Fraction
from typing import Literal, Protocol

import attrs

from ..values.durations import Duration
from ..values.points import ProgrammePoint


@attrs.frozen
class Pause:
    """An absence that stops the clock, both days included.

    ``last`` is None while it is still going. ``because`` is the reason as recorded.
    """

    first: date
    last: date | None
    because: str = ""


@attrs.frozen
class HoursStep:
    """A change of hours: from that day on, this share of full time."""

    from_: date
    share: Fraction


@attrs.frozen
class ProgrammeDay:
    """The day on which a point of a programme is reached, as far as it is known.

    ``latest`` is None while an absence is still going: the day can only move later.
    """

    earliest: date
    latest: date | None

    @property
    def day(self) -> date | None:
        """The day itself, or None if it is not known."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def provisional(self) -> bool:
        """Whether it still moves, because an absence before it has not ended."""
        return self.latest is None

    def by(self, day: date) -> bool | None:
        """Say whether it lies on or before ``day``. None: cannot tell.

        >>> ProgrammeDay(date(2026, 7, 5), None).by(date(2026, 7, 4))
        False
        """
        if self.latest is not None and self.latest <= day:
            return True
        return False if self.earliest > day else None


@attrs.frozen
class ProgrammeTime:
    """How far a programme has come: whole months and days of its own time."""

    months: int
    days: int
    begun: bool
    paused: bool
    share: Fraction
    """The share of full time worked on that day, paused or not."""


@attrs.frozen
class Move:
    """What moved the end of a programme, and by how many days (back, if negative).

    ``to`` is the last day of a pause, and None for a change of hours, for a limit and
    for a pause that is still going, whose days are those so far.
    """

    what: Literal["pause", "hours", "not before", "not after"]
    from_: date
    to: date | None
    days: int
    share: Fraction | None = None
    because: str = ""
    still_going: bool = False


class Clock(Protocol):
    """What a clock answers, whether its start is known exactly or not."""

    @property
    def end(self) -> ProgrammeDay:
        """The first day after the programme: it has run its length."""
        ...

    @property
    def midway(self) -> ProgrammeDay:
        """The day on which half of it has run."""
        ...

    def day_of(self, point: ProgrammePoint) -> ProgrammeDay:
        """The day on which a week or month of its own time is reached."""
        ...

    def day_after(self, length: Duration) -> ProgrammeDay:
        """The day on which so much of its own time has run."""
        ...
