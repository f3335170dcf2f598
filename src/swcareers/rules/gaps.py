"""The gaps between the sessions of a cadence, and how long each was allowed to be."""

from bisect import bisect_right
from collections.abc import Container, Sequence
from datetime import date
from typing import Literal

import attrs

from ..values.durations import Duration
from .slots import Slot
from .tally import Tally, as_date


@attrs.frozen
class Gap:
    """The time from one session to the next, from the start, or up to today or the end.

    ``days`` are without paused ones. ``allowed_to`` is the last day on which the next
    session would have been in time; None: an absence is still going.
    """

    from_: date
    to: date
    days: int
    paused_days: int
    allowed_to: date | None
    begins: Literal["start", "session"]
    ends: Literal["session", "today", "end"]

    @property
    def too_long(self) -> bool:
        """Whether the next session came, or is to come, after it was allowed to."""
        return self.allowed_to is not None and self.to > self.allowed_to

    def longer_than(self, limit: Duration) -> bool:
        """Say whether it is longer than a limit, paused days left out.

        >>> gap = Gap(
        ...     from_=date(2026, 1, 31),
        ...     to=date(2026, 3, 1),
        ...     days=29,
        ...     paused_days=0,
        ...     allowed_to=None,
        ...     begins="session",
        ...     ends="session",
        ... )
        >>> gap.longer_than(Duration(1, "month"))
        True
        """
        return self.days > (limit.after(self.from_) - self.from_).days


def find_gaps(
    slots: Sequence[Slot],
    excused: Container[int],
    stretches: Sequence[tuple[int, int]],
    on: date,
    unpaused: Tally,
) -> tuple[Gap, ...]:
    """List the gaps between stretches of days on which sessions were.

    Args:
        slots: as laid out.
        excused: the places of those that are excused.
        stretches: the first and last day (as ordinals) of each, in order. A session
            whose day is known is one day.
        on: the day of the question; the last gap reaches to it, or to the end.
        unpaused: what counts the days without the paused ones.

    >>> slots = [Slot(date(2026, 1, 5), date(2026, 1, 11), 0)]
    >>> day = date(2026, 1, 8).toordinal()
    >>> counted = Tally(((day - 3, 1),))
    >>> gaps = find_gaps(slots, (), [(day, day)], date(2026, 2, 1), counted)
    >>> [gap.days for gap in gaps]
    [3, 4]
    """
    if not slots or on < slots[0].first:
        return ()
    last_day = slots[-1].last
    finish = on.toordinal()
    ends: Literal["today", "end"] = "today"
    if last_day is not None and last_day < on:
        finish, ends = last_day.toordinal() + 1, "end"
    since = slots[0].first.toordinal()
    gaps: list[Gap] = []
    begins: Literal["start", "session"] = "start"
    for first, last in stretches:
        if first > since:
            gaps.append(_gap(slots, excused, since, first, unpaused, begins, "session"))
        since, begins = max(since, last), "session"
    if finish > since:
        gaps.append(_gap(slots, excused, since, finish, unpaused, begins, ends))
    return tuple(gaps)


def _gap(
    slots: Sequence[Slot],
    excused: Container[int],
    since: int,
    until: int,
    unpaused: Tally,
    begins: Literal["start", "session"],
    ends: Literal["session", "today", "end"],
) -> Gap:
    days = int(unpaused.so_far(until) - unpaused.so_far(since))
    from_ = as_date(since)
    next_slot = 0
    if begins == "session":
        next_slot = bisect_right(slots, from_, key=lambda slot: slot.first)
    return Gap(
        from_=from_,
        to=as_date(until),
        days=days,
        paused_days=until - since - days,
        allowed_to=_allowed_to(slots, excused, next_slot),
        begins=begins,
        ends=ends,
    )


def _allowed_to(
    slots: Sequence[Slot], excused: Container[int], place: int
) -> date | None:
    """Find the last day of the next slot that is not excused, or of the last slot."""
    for later in range(place, len(slots)):
        if later not in excused:
            return slots[later].last
    return slots[-1].last
