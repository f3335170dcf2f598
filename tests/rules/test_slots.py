"""How a cadence is laid out in slots."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.rules.clock import ProgrammeClock
from swcareers.rules.programme_time import Pause
from swcareers.rules.slots import DatedPhase, Slot, lay_out
from swcareers.values.durations import Duration
from swcareers.values.points import ProgrammePoint

WEEK, FORTNIGHT, MONTH = Duration(1, "week"), Duration(2, "week"), Duration(1, "month")
START = date(2026, 1, 5)


def national(start):
    """Lay out weekly to week 6, fortnightly to month 6, monthly to month 12."""
    clock = ProgrammeClock(start=start, runs_for=Duration(12, "month"))
    phases = [
        DatedPhase(WEEK, clock.day_of(ProgrammePoint("week", 6)).day),
        DatedPhase(FORTNIGHT, clock.day_of(ProgrammePoint("month", 6)).day),
        DatedPhase(MONTH),
    ]
    end = clock.end.day
    return lay_out(phases, start=start, end=end, up_to=end), end


def days(slots):
    return [(slot.first, slot.last) for slot in slots]


def after(number):
    return START + timedelta(days=number)


def one_phase(every, length, pauses=()):
    return lay_out(
        [DatedPhase(every)], start=START, end=after(length), up_to=START, pauses=pauses
    )


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_national_cadence_has_22_slots_from_every_first_day(year):
    """6 + 10 + 6 sessions every time, over all start days, and no day without one."""
    for number in range(366):
        start = date(year, 1, 1) + timedelta(days=number)
        slots, end = national(start)
        phases = [slot.phase for slot in slots]
        assert [phases.count(phase) for phase in (0, 1, 2)] == [6, 10, 6]
        assert slots[0].first == start
        assert slots[-1].last == end - timedelta(days=1)
        for slot, following in pairwise(slots):
            assert slot.last + timedelta(days=1) == following.first


def test_months_are_counted_from_the_first_day_of_the_phase():
    slots = lay_out(
        [DatedPhase(MONTH)],
        start=date(2026, 1, 31),
        end=date(2026, 5, 31),
        up_to=date(2026, 1, 31),
    )
    assert [slot.first for slot in slots] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_a_remainder_of_half_a_slot_is_a_slot():
    assert days(one_phase(FORTNIGHT, 21)) == [
        (START, after(13)),
        (after(14), after(20)),
    ]


def test_a_shorter_remainder_joins_the_slot_before():
    assert days(one_phase(FORTNIGHT, 20)) == [(START, after(19))]


def test_a_short_phase_joins_the_slot_of_the_phase_before():
    phases = [
        DatedPhase(WEEK, after(7)),
        DatedPhase(MONTH, after(10)),
        DatedPhase(WEEK),
    ]
    slots = lay_out(phases, start=START, end=after(17), up_to=START)
    assert slots == (
        Slot(START, after(9), 0),
        Slot(after(10), after(16), 2),
    )


def test_a_short_beginning_is_a_slot_for_want_of_one_before():
    assert one_phase(MONTH, 3) == (Slot(START, after(2), 0),)


def test_a_phase_that_ends_before_it_begins_has_no_slot():
    phases = [
        DatedPhase(WEEK, START),
        DatedPhase(FORTNIGHT, after(-3)),
        DatedPhase(WEEK),
    ]
    slots = lay_out(phases, start=START, end=after(7), up_to=START)
    assert slots == (Slot(START, after(6), 2),)
    assert lay_out(phases, start=START, end=START, up_to=START) == ()


def test_paused_days_make_a_slot_longer_by_as_many():
    pause = Pause(after(10), after(14))
    assert days(one_phase(WEEK, 26, [pause])) == [
        (START, after(6)),
        (after(7), after(18)),
        (after(19), after(25)),
    ]


def test_a_phase_wholly_paused_makes_the_slot_before_it_longer():
    phases = [
        DatedPhase(WEEK, after(7)),
        DatedPhase(MONTH, after(20)),
        DatedPhase(WEEK),
    ]
    slots = lay_out(
        phases,
        start=START,
        end=after(27),
        up_to=START,
        pauses=[Pause(after(7), after(19))],
    )
    assert slots == (Slot(START, after(19), 0), Slot(after(20), after(26), 2))


def test_a_pause_still_going_leaves_its_slot_without_a_last_day():
    slots = one_phase(WEEK, 60, [Pause(after(10), None)])
    assert slots == (Slot(START, after(6), 0), Slot(after(7), None, 0))
    assert not slots[1].ended(after(500))
    near_the_end = one_phase(WEEK, 12, [Pause(after(8), None)])
    assert near_the_end == slots


def test_a_cadence_without_an_end_goes_one_slot_further_than_asked():
    slots = lay_out([DatedPhase(WEEK)], start=START, end=None, up_to=after(8))
    assert days(slots) == [
        (START, after(6)),
        (after(7), after(13)),
        (after(14), after(20)),
    ]


def test_no_interval_at_all_is_refused():
    with pytest.raises(ValueError, match="is no interval"):
        one_phase(Duration(0, "day"), 10)


# --- The oracle -----------------------------------------------------------------------


def walked(phases, start, end, pauses):
    """Put every day in its slot by walking: the oracle."""
    slots = []
    day = start
    for place, phase in enumerate(phases):
        until = end if phase.until is None else min(phase.until, end)
        begin, worked, groups = day, 0, {}
        while day < until:
            number = 0
            while phase.every.times(number + 1).after(begin) <= begin + timedelta(
                worked
            ):
                number += 1
            groups.setdefault(number, []).append(day)
            if not any(one.first <= day <= one.last for one in pauses):
                worked += 1
            day += timedelta(days=1)
        if not groups:
            continue
        last = max(groups)
        full = [phase.every.times(last + more).after(begin) for more in (0, 1)]
        left = (begin + timedelta(days=worked) - full[0]).days
        if (left * 2 < (full[1] - full[0]).days) and (slots or last):
            rest = groups.pop(last)
            if groups:
                groups[max(groups)] += rest
            else:
                slots[-1] = Slot(slots[-1].first, rest[-1], slots[-1].phase)
        for group in groups.values():
            if worked:
                slots.append(Slot(group[0], group[-1], place))
    return tuple(slots)


everies = st.sampled_from(
    [WEEK, FORTNIGHT, MONTH, Duration(6, "week"), Duration(10, "day")]
)
spans = st.lists(st.tuples(st.integers(-10, 300), st.integers(0, 40)), max_size=3)


@given(
    st.lists(st.tuples(everies, st.integers(0, 90)), min_size=1, max_size=3),
    st.integers(0, 60),
    st.dates(date(2026, 12, 20), date(2028, 3, 3)),
    spans,
)
@settings(max_examples=200)
def test_walking_over_every_day_gives_the_same_slots(lengths, cut, start, gaps):
    """Every day is in one slot, as long as its interval and its paused days."""
    day, phases = start, []
    for every, length in lengths:
        day += timedelta(days=length)
        phases.append(DatedPhase(every, day))
    end = day - timedelta(days=min(cut, (day - start).days))
    pauses = [
        Pause(start + timedelta(days=first), start + timedelta(days=first + more))
        for first, more in gaps
    ]
    slots = lay_out(phases, start=start, end=end, up_to=end, pauses=pauses)
    assert slots == walked(phases, start, end, pauses)
