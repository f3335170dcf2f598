"""Which slot of a cadence each session is in, as far as its date is known."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Literal

import attrs

from ..values.dates import KnownDate
from .slots import Slot

Reason = Literal["outside", "another phase", "second in its slot", "later"]


@attrs.frozen
class Session:
    """Something dated that may keep a slot.

    ``phases`` are the places of the phases whose tests it passes; None: of all.
    ``sure`` is False if the record does not say whether it counts at all.
    """

    day: KnownDate
    phases: frozenset[int] | None = None
    sure: bool = True


@attrs.frozen
class Doubt:
    """A session that may be in several slots, or in one and perhaps not count.

    ``inside`` says that it certainly counts in one of them.
    """

    slots: tuple[int, ...]
    inside: bool


@attrs.define
class Placed:
    """Sessions on their slots.

    ``certain`` and ``perhaps`` are, for each slot, the places of the sessions in it.
    ``days`` and ``stretches`` are the days (ordinals, first and last) of sessions that
    certainly were on one day, and of those that may have been on one of several.
    """

    certain: list[list[int]]
    perhaps: list[list[int]]
    left_out: list[tuple[int, Reason]]
    doubtful: list[Doubt]
    days: list[tuple[int, int]]
    stretches: list[tuple[int, int]]

    def place(
        self,
        number: int,
        session: Session,
        slots: Sequence[Slot],
        firsts: Sequence[date],
        on: date,
    ) -> None:
        """Place one session; ``firsts`` are the first days of the slots."""
        earliest, latest = session.day.earliest, min(session.day.latest, on)
        if earliest > on:
            self.left_out.append((number, "later"))
            return
        begin = max(bisect_right(firsts, earliest) - 1, 0)
        touched = [
            place
            for place in range(begin, bisect_right(firsts, latest))
            if _reaches(slots[place], earliest)
        ]
        options = [
            place
            for place in touched
            if session.phases is None or slots[place].phase in session.phases
        ]
        if not options:
            self.left_out.append((number, "another phase" if touched else "outside"))
            return
        # Slots lie side by side, so it is inside them if both of its ends are.
        inside = (
            session.sure
            and session.day.latest <= on
            and options == touched
            and earliest >= firsts[0]
            and _reaches(slots[options[-1]], latest)
        )
        stretch = earliest.toordinal(), latest.toordinal()
        if inside and earliest == latest:
            self.days.append(stretch)
        else:
            self.stretches.append(stretch)
        if inside and len(options) == 1:
            if self.certain[options[0]]:
                self.left_out.append((number, "second in its slot"))
            self.certain[options[0]].append(number)
            return
        for place in options:
            self.perhaps[place].append(number)
        self.doubtful.append(Doubt(tuple(options), inside))


def place_sessions(
    slots: Sequence[Slot], sessions: Sequence[Session], on: date
) -> Placed:
    """Place sessions on slots, in the order of their dates, as known on a day.

    >>> slots = [Slot(date(2026, 1, 5), date(2026, 1, 11), 0)]
    >>> held = [Session(KnownDate.parse("2026-01-08"))]
    >>> place_sessions(slots, held, date(2026, 2, 1)).certain
    [[0]]
    """
    placed = Placed([[] for _ in slots], [[] for _ in slots], [], [], [], [])
    firsts = [slot.first for slot in slots]
    # The ends and not the dates: comparing two plain days is many times faster.
    days = [session.day for session in sessions]
    order = sorted(
        range(len(days)), key=lambda one: (days[one].earliest, days[one].latest)
    )
    for number in order:
        placed.place(number, sessions[number], slots, firsts, on)
    return placed


def _reaches(slot: Slot, day: date) -> bool:
    """Say whether a slot lasts up to a day at least."""
    return slot.last is None or slot.last >= day
