"""The slots of a cadence: stretches of days in each of which one session is owed.

Each phase is laid out from its own first day: weeks are 7 days, months are counted from
that day and never chained. A phase ends on the day its ``until`` is reached, that day
not included. A remainder of at least half a slot is a slot, a shorter one joins the
slot before it; so at the end of every phase and of the programme. Paused days make the
slot they lie in longer by as many days.

For 12 months with weekly sessions to week 6, fortnightly ones to month 6 and monthly
ones after that, this gives 6 + 10 + 6 slots from every first day of a year.
"""

from collections.abc import Sequence
from datetime import date

import attrs

from ..values.durations import Duration
from .programme_time import Pause
from .tally import Span, as_date, joined, span, tally


@attrs.frozen
class DatedPhase:
    """A stretch of a cadence with one interval, its end already a day.

    ``until`` is the first day after it; None: to the end of the programme, or for ever.
    ``every`` is calendar time.
    """

    every: Duration
    until: date | None = None


@attrs.frozen
class Slot:
    """The days in which one session is owed, both ends included.

    ``phase`` is the place of its phase. ``last`` is None while an absence that pauses
    the programme is still going, for then the slot has no end yet.
    """

    first: date
    last: date | None
    phase: int

    def ended(self, on: date) -> bool:
        """Say whether it lies wholly before ``on``.

        >>> Slot(date(2026, 1, 5), date(2026, 1, 11), 0).ended(date(2026, 1, 11))
        False
        """
        return self.last is not None and self.last < on


def lay_out(
    phases: Sequence[DatedPhase],
    *,
    start: date,
    end: date | None,
    up_to: date,
    pauses: Sequence[Pause] = (),
) -> tuple[Slot, ...]:
    """Lay out the slots of a cadence.

    Args:
        phases: one after another; a phase that ends before it begins has no slot.
        start: the first day.
        end: the first day after the programme. None: it has no end, and slots are laid
            out as far as the one after that which holds ``up_to``.
        up_to: how far to go if there is no end.
        pauses: absences that pause the programme. After one that is still going
            nothing can be laid out: the slot it lies in has no last day.

    Raises:
        ValueError: an interval is no time at all.

    >>> year = lay_out(
    ...     [DatedPhase(Duration(1, "month"))],
    ...     start=date(2026, 1, 31),
    ...     end=date(2026, 4, 30),
    ...     up_to=date(2026, 4, 30),
    ... )
    >>> [str(slot.first) for slot in year]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """
    paused = joined(span(one.first, one.last) for one in pauses)
    laid: list[Slot] = []
    first = start
    for place, phase in enumerate(phases):
        last = end if phase.until is None else phase.until
        if end is not None and last is not None:
            last = min(last, end)
        if last is not None and last <= first:
            continue
        _lay_phase(laid, place, phase.every, first, last, paused, up_to)
        if last is None or (laid and laid[-1].last is None):
            break
        first = last
    return tuple(laid)


def _lay_phase(
    laid: list[Slot],
    place: int,
    every: Duration,
    first: date,
    end: date | None,
    paused: Sequence[Span],
    up_to: date,
) -> None:
    """Add the slots of one phase, or let its days join the slot before."""
    if every.after(first) <= first:
        raise ValueError(f"Every {every} is no interval: write a longer one")
    counted = tally(first.toordinal(), (), paused)
    whole = None if end is None else counted.so_far(end.toordinal())
    number, begin, begins_after = 0, first, 0
    while True:
        ends_after = (every.times(number + 1).after(first) - first).days
        if whole is not None and end is not None and ends_after > whole:
            if _never_ends(paused, end):
                laid.append(Slot(begin, None, place))
            else:
                left = int(whole) - begins_after
                own = 2 * left >= ends_after - begins_after
                _close(laid, Slot(begin, _day_before(end), place), left, own=own)
            return
        found = counted.reached(ends_after)
        if found is None:
            laid.append(Slot(begin, None, place))
            return
        laid.append(Slot(begin, _day_before(as_date(found)), place))
        if whole is None and begin > up_to:
            return
        number, begin, begins_after = number + 1, as_date(found), ends_after


def _close(laid: list[Slot], rest: Slot, left: int, *, own: bool) -> None:
    """End a phase: what is left of it is a slot, or joins the one before.

    With no slot before, it is a slot however short: no day goes without a duty.
    """
    if laid and not own:
        laid[-1] = attrs.evolve(laid[-1], last=rest.last)
    elif left:
        laid.append(rest)


def _never_ends(paused: Sequence[Span], end: date) -> bool:
    return bool(paused) and paused[-1][1] is None and paused[-1][0] < end.toordinal()


def _day_before(day: date) -> date:
    return as_date(day.toordinal() - 1)
