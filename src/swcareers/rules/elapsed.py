"""How much time has passed, and the day on which a length of time is reached."""

from datetime import date

import attrs

from ..values.dates import KnownDate, add_months, whole_months


@attrs.frozen
class TimeSoFar:
    """Whole months and days counted up to a day."""

    months: int
    days: int


@attrs.frozen
class TimeReached:
    """The day on which a length of time is reached.

    ``earliest`` is None if the spells never amount to it; ``latest`` is None if they
    may never, depending on dates that the record knows only roughly.
    """

    earliest: date | None
    latest: date | None

    @property
    def day(self) -> date | None:
        """The day itself, or None if it is not known or never comes."""
        return self.earliest if self.earliest == self.latest else None

    def by(self, day: date) -> bool | None:
        """Say whether it is reached on or before ``day``. None: cannot tell.

        >>> TimeReached(date(2026, 4, 1), None).by(date(2026, 3, 31))
        False
        """
        if self.latest is not None and self.latest <= day:
            return True
        return False if self.earliest is None or self.earliest > day else None


def time_since(event: KnownDate, on: date) -> tuple[TimeSoFar, TimeSoFar]:
    """Say how long ago something happened: at the least, and at the most.

    Nothing, if it lies after ``on``.

    >>> least, most = time_since(KnownDate.parse("2018"), date(2021, 7, 1))
    >>> least.months, most.months
    (30, 42)
    """
    return since(event.latest, on), since(event.earliest, on)


def since(day: date, on: date) -> TimeSoFar:
    """Count the whole months and days from one day to another; nothing, if not later.

    >>> since(date(2026, 1, 31), date(2026, 3, 1))
    TimeSoFar(months=1, days=1)
    """
    if day >= on:
        return TimeSoFar(0, 0)
    months = whole_months(day, on)
    return TimeSoFar(months, (on - add_months(day, months)).days)
