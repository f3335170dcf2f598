"""Whether sessions keep a cadence: slot by slot, and the gaps between them.

A slot is kept when a session is dated in it; a second one in the same slot does not
cover the next. A slot without a session, all of whose weekdays are covered by absences
that excuse, leaves the count. Slots allow a gap of almost two intervals, so the gaps
are told as well, each with the day up to which it was allowed to last.
"""

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from ..values.durations import Duration
from .doubt import fewest_hit, most_matched
from .gaps import Gap, find_gaps
from .programme_time import Pause
from .sessions import Doubt, Reason, Session, place_sessions
from .slots import Slot
from .spells import KnownSpell
from .tally import Span, holds, joined, span, tally

SlotStatus = Literal["kept", "excused", "open", "missed", "ahead", "unsure"]


@attrs.frozen
class JudgedSlot:
    """A slot, and what has become of it.

    It is ``open`` on its days and up to its last, on which it is due; ``ahead`` before
    them; ``unsure`` if it has ended and the record does not say enough. ``sessions``
    are the places of those certainly in it, ``perhaps`` of those possibly, and
    ``perhaps_excused`` says that vague dates of absences may cover it.
    """

    slot: Slot
    status: SlotStatus
    sessions: tuple[int, ...] = ()
    perhaps: tuple[int, ...] = ()
    perhaps_excused: bool = False


@attrs.frozen
class JudgedCadence:
    """A cadence on a day: its slots, what kept none of them, and its gaps.

    ``gaps`` leave out sessions whose day or worth is not known, so none is longer than
    they say. ``surest_gaps`` let each such session stand on every day it can have been
    on, so that each of them is at least as long as they say.
    """

    slots: tuple[JudgedSlot, ...]
    left_out: tuple[tuple[int, Reason], ...]
    gaps: tuple[Gap, ...]
    surest_gaps: tuple[Gap, ...]
    on: date
    doubtful: tuple[Doubt, ...] = attrs.field(repr=False)

    @property
    def longest_gap(self) -> Gap | None:
        """The longest gap, the first of several; None before the first day."""
        return max(self.gaps, key=lambda gap: gap.days, default=None)

    def ended(self, phases: Container[int] | None = None) -> tuple[JudgedSlot, ...]:
        """List the slots that have ended, excused ones too."""
        return tuple(self._among(phases, lambda one: one.slot.ended(self.on)))

    def next_due(self, phases: Container[int] | None = None) -> Slot | None:
        """Find the next slot that still lacks its session: due on its last day."""
        waiting = self._among(
            phases,
            lambda one: one.status in ("open", "ahead") and not one.sessions,
        )
        return next((one.slot for one in waiting), None)

    def within(self, longest: Duration) -> bool | None:
        """Say whether no gap is longer than a limit. None: cannot tell."""
        if not any(gap.longer_than(longest) for gap in self.gaps):
            return True
        if any(gap.longer_than(longest) for gap in self.surest_gaps):
            return False
        return None

    def share_kept(
        self, phases: Container[int] | None = None
    ) -> tuple[Fraction, Fraction] | None:
        """Give the share of ended slots that were kept: at the least, at the most.

        Excused slots do not count. None: no slot that counts has ended.
        """
        places: dict[str, list[int]] = {"kept": [], "excused": [], "perhaps": []}
        places["rest"] = []
        for place, one in enumerate(self.slots):
            if one.slot.ended(self.on) and (phases is None or one.slot.phase in phases):
                group = "perhaps" if one.perhaps_excused else "rest"
                places[one.status if one.status in places else group].append(place)
        kept = len(places["kept"])
        owed = kept + len(places["rest"]) + len(places["perhaps"])
        if not owed:
            return None
        # At the least no doubtful slot is excused, and the doubtful sessions stand as
        # close together as they can.
        least = kept + fewest_hit(
            [one.slots for one in self.doubtful if one.inside],
            frozenset(places["rest"] + places["perhaps"]),
        )
        # At the most a doubtful slot is excused, unless a session keeps it: which adds
        # to what is kept and to what is owed.
        certain, others = most_matched(
            [one.slots for one in self.doubtful],
            places["rest"],
            places["perhaps"] + places["excused"],
        )
        most_owed = kept + len(places["rest"]) + others
        most = (
            Fraction(kept + certain + others, most_owed) if most_owed else Fraction(1)
        )
        return Fraction(least, owed), most

    def _among(
        self,
        phases: Container[int] | None,
        test: Callable[[JudgedSlot], bool],
    ) -> Iterator[JudgedSlot]:
        for one in self.slots:
            if (phases is None or one.slot.phase in phases) and test(one):
                yield one


def judge_cadence(
    slots: Sequence[Slot],
    sessions: Sequence[Session],
    *,
    on: date,
    excusing: Sequence[KnownSpell] = (),
    pauses: Sequence[Pause] = (),
) -> JudgedCadence:
    """Judge the slots of a cadence on a day.

    Args:
        slots: as laid out.
        sessions: what may keep them, in any order. What is dated after ``on`` does not
            count.
        on: the day of the question.
        excusing: absences that excuse a slot whose weekdays they cover.
        pauses: those with which the slots were laid out; a paused day excuses too.

    >>> from swcareers.values.dates import KnownDate
    >>> slots = [Slot(date(2026, 1, 5), date(2026, 1, 11), 0)]
    >>> held = [Session(KnownDate.parse("2026-01-08"))]
    >>> judge_cadence(slots, held, on=date(2026, 1, 9)).slots[0].status
    'kept'
    """
    paused = joined(span(one.first, one.last) for one in pauses)
    surely = [days for one in excusing if (days := one.at_least()) is not None]
    certain_cover = joined((*paused, *surely))
    possible_cover = joined((*certain_cover, *(one.at_most() for one in excusing)))
    placed = place_sessions(slots, sessions, on)
    judged = tuple(
        _judged(
            slot,
            tuple(placed.certain[place]),
            tuple(placed.perhaps[place]),
            on,
            excused=_covered(slot, certain_cover),
            perhaps_excused=_covered(slot, possible_cover),
        )
        for place, slot in enumerate(slots)
    )
    excused = {place for place, one in enumerate(judged) if one.status == "excused"}
    sums = tally(slots[0].first.toordinal() if slots else 1, (), paused)
    gaps = surest_gaps = find_gaps(slots, excused, sorted(placed.days), on, sums)
    if placed.stretches:
        anywhere = sorted(placed.days + placed.stretches)
        surest_gaps = find_gaps(slots, excused, anywhere, on, sums)
    return JudgedCadence(
        slots=judged,
        left_out=tuple(placed.left_out),
        gaps=gaps,
        surest_gaps=surest_gaps,
        on=on,
        doubtful=tuple(placed.doubtful),
    )


def _judged(
    slot: Slot,
    held: tuple[int, ...],
    perhaps: tuple[int, ...],
    on: date,
    *,
    excused: bool,
    perhaps_excused: bool,
) -> JudgedSlot:
    status: SlotStatus
    if held:
        status = "kept"
    elif excused:
        status = "excused"
    elif not slot.ended(on):
        status = "open" if slot.first <= on else "ahead"
    else:
        status = "unsure" if perhaps or perhaps_excused else "missed"
    in_doubt = perhaps_excused and not excused and not held
    return JudgedSlot(slot, status, held, perhaps, in_doubt)


def _covered(slot: Slot, spans: Sequence[Span]) -> bool:
    """Say whether spans cover every weekday of a slot; so they do if it has none."""
    if slot.last is None:
        return False
    first, last = slot.first.toordinal(), slot.last.toordinal()
    if not spans and last - first >= 2:  # three days have a weekday among them
        return False
    # Ordinal 1 was a Monday.
    days = range(first, last + 1)
    return all((day - 1) % 7 >= 5 or holds(spans, day) for day in days)
