"""A programme's own time."""

from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.rules.clock import ProgrammeClock
from swcareers.rules.programme_time import HoursStep, Move, Pause, ProgrammeDay
from swcareers.rules.tally import joined, tally
from swcareers.rules.unsure_clock import clock_from
from swcareers.values.dates import KnownDate, add_months
from swcareers.values.durations import Duration
from swcareers.values.points import ProgrammePoint

START = date(2026, 1, 5)
YEAR = Duration(12, "month")
FULL = ProgrammeClock(start=START, runs_for=YEAR)
HALF = Fraction(1, 2)


def month(number):
    return ProgrammePoint("month", number)


def week(number):
    return ProgrammePoint("week", number)


# --- The worked figures ---------------------------------------------------------------


def test_full_time_ends_on_the_anniversary():
    assert FULL.end == ProgrammeDay(date(2027, 1, 5), date(2027, 1, 5))
    assert FULL.midway.day == FULL.day_of(month(6)).day == date(2026, 7, 5)
    assert FULL.day_of(week(6)).day == date(2026, 2, 16)
    assert FULL.moved_by() == ()


def test_three_days_a_week_end_a_day_after_twenty_months():
    """12 months from 5 January 2026 at 0.6 end on 6 September 2027, not the 5th."""
    hours = (HoursStep(START, Fraction(3, 5)),)
    clock = attrs.evolve(FULL, hours=hours)
    assert clock.end.day == date(2027, 9, 6)
    assert clock.moved_by() == (Move("hours", START, None, 244, share=Fraction(3, 5)),)


def test_half_time_for_the_second_half():
    """Full time for 6 months, then half time: 8 July 2027."""
    clock = attrs.evolve(FULL, hours=(HoursStep(date(2026, 7, 5), HALF),))
    assert clock.end.day == date(2027, 7, 8)


def test_a_pause_of_forty_days():
    """A 40-day pause: 14 February 2027."""
    pause = Pause(date(2026, 3, 1), date(2026, 4, 9), "sickness")
    clock = attrs.evolve(FULL, pauses=(pause,))
    assert clock.end.day == date(2027, 2, 14)
    assert clock.day_of(month(1)).day == date(2026, 2, 5)
    assert clock.moved_by() == (
        Move("pause", pause.first, pause.last, 40, because="sickness"),
    )


def test_months_are_counted_from_the_anchor():
    """31 January + 1 month = 28 February, + 2 = 31 March, + 3 = 30 April."""
    clock = ProgrammeClock(start=date(2026, 1, 31), runs_for=YEAR)
    assert [clock.day_of(month(n)).day for n in (1, 2, 3)] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


# --- Pauses and limits ----------------------------------------------------------------


def test_a_day_paused_for_two_reasons_counts_once():
    first = Pause(date(2026, 3, 1), date(2026, 3, 20), "sickness")
    second = Pause(date(2026, 3, 11), date(2026, 4, 9), "parental-leave")
    clock = attrs.evolve(FULL, pauses=(second, first))
    assert clock.end.day == date(2027, 2, 14)
    assert [(move.because, move.days) for move in clock.moved_by()] == [
        ("sickness", 20),
        ("parental-leave", 20),
    ]


def test_a_pause_that_is_still_going_leaves_the_end_open():
    pause = Pause(date(2026, 3, 1), None, "sickness")
    clock = attrs.evolve(FULL, pauses=(pause,), as_of=date(2026, 3, 10))
    assert clock.day_of(month(1)).day == date(2026, 2, 5)
    end = clock.end
    assert end == ProgrammeDay(date(2027, 1, 15), None)
    assert end.provisional
    assert end.day is None
    assert end.by(date(2027, 1, 14)) is False
    assert end.by(date(2030, 1, 1)) is None
    assert clock.moved_by()[0].still_going
    assert clock.where_are_we(date(2026, 3, 10)).paused


def test_a_point_reached_on_the_first_day_of_an_open_pause_is_known():
    pause = Pause(date(2026, 7, 5), None)
    clock = attrs.evolve(FULL, pauses=(pause,), as_of=date(2027, 1, 1))
    assert clock.day_of(month(6)).day == date(2026, 7, 5)
    assert clock.day_of(month(7)).provisional


def test_a_pause_still_going_needs_the_day_of_the_question():
    with pytest.raises(ValueError, match="say as_of"):
        attrs.evolve(FULL, pauses=(Pause(date(2026, 3, 1), None),))


def test_limits_are_calendar_time_and_move_the_end_alone():
    pause = Pause(date(2026, 3, 1), date(2026, 4, 9))
    clock = attrs.evolve(FULL, pauses=(pause,), end_not_after=date(2027, 1, 31))
    assert clock.end.day == date(2027, 1, 31)
    assert clock.day_of(month(12)).day == date(2027, 2, 14)
    assert [(move.what, move.days) for move in clock.moved_by()] == [
        ("pause", 40),
        ("not after", -14),
    ]
    longer = attrs.evolve(FULL, end_not_before=date(2027, 3, 1))
    assert longer.end.day == date(2027, 3, 1)
    assert longer.moved_by()[-1].what == "not before"


def test_a_limit_bounds_an_end_that_an_open_pause_leaves_unknown():
    clock = attrs.evolve(
        FULL,
        pauses=(Pause(date(2026, 3, 1), None),),
        as_of=date(2026, 3, 10),
        end_not_after=date(2027, 9, 5),
    )
    assert clock.end == ProgrammeDay(date(2027, 1, 15), date(2027, 9, 5))


def test_no_hours_at_all_are_refused():
    with pytest.raises(ValueError, match="a pause, not a change of hours"):
        attrs.evolve(FULL, hours=(HoursStep(START, Fraction(0)),))


def test_midway_of_other_lengths_is_half_of_the_days():
    nine = attrs.evolve(FULL, runs_for=Duration(9, "month"))
    assert nine.midway.day == START + timedelta(days=137)  # of 273
    weeks = attrs.evolve(FULL, runs_for=Duration(5, "week"))
    assert weeks.midway.day == START + timedelta(days=18)  # of 35


# --- Where are we ---------------------------------------------------------------------


def test_the_clock_says_how_far_it_has_come():
    pause = Pause(date(2026, 3, 1), date(2026, 4, 9))
    clock = attrs.evolve(FULL, pauses=(pause,), hours=(HoursStep(START, HALF),))
    assert not clock.where_are_we(START - timedelta(days=1)).begun
    now = clock.where_are_we(date(2026, 3, 15))
    assert (now.months, now.days, now.paused, now.share) == (0, 27, True, HALF)
    later = clock.where_are_we(date(2026, 4, 17))
    assert (later.months, later.days, later.paused) == (1, 0, False)


# --- A start known only as an interval ------------------------------------------------


def test_a_vague_start_gives_vague_points():
    clock = clock_from(KnownDate.parse("late 2022"), runs_for=YEAR)
    assert clock.end == ProgrammeDay(date(2023, 9, 1), date(2023, 12, 31))
    assert clock.midway.earliest == date(2023, 3, 1)
    assert clock.day_of(month(6)) == clock.midway
    assert clock.day_of(week(1)).latest == date(2023, 1, 7)
    exact = clock_from(KnownDate.of(START), runs_for=YEAR)
    assert exact.end == FULL.end


def test_the_later_start_can_reach_a_clipped_month_first():
    """At half time 30 January needs 29 days for a month, 31 January only 28."""
    clock = clock_from(
        KnownDate.between(date(2026, 1, 28), date(2026, 1, 31)),
        runs_for=YEAR,
        hours=[HoursStep(date(2026, 1, 28), HALF)],
    )
    assert clock.day_of(month(1)) == ProgrammeDay(date(2026, 3, 28), date(2026, 3, 31))


# --- Laws -----------------------------------------------------------------------------

starts = st.dates(date(2023, 12, 1), date(2024, 3, 15))
shares = st.sampled_from([Fraction(1), Fraction(3, 5), HALF, Fraction(7, 12)])
nearby = st.integers(-40, 500)
lengths = st.one_of(
    st.builds(Duration, st.integers(1, 14), st.just("month")),
    st.builds(Duration, st.integers(1, 40), st.just("week")),
)


@st.composite
def clocks(draw):
    start = draw(starts)
    steps = draw(st.dictionaries(nearby, shares, max_size=3))
    gaps = draw(st.lists(st.tuples(nearby, st.integers(0, 90)), max_size=3))
    return ProgrammeClock(
        start=start,
        runs_for=draw(lengths),
        hours=tuple(
            HoursStep(start + timedelta(days=day), share)
            for day, share in steps.items()
        ),
        pauses=tuple(
            Pause(
                start + timedelta(days=first),
                start + timedelta(days=first + more),
            )
            for first, more in gaps
        ),
    )


def walked(clock, length):
    """Find the day by walking over every day: the oracle."""
    needed = (length.after(clock.start) - clock.start).days
    day, total = clock.start, Fraction(0)
    while total < needed:
        share = Fraction(1)
        for step in clock.hours:
            if step.from_ <= day:
                share = step.share
        if not any(one.first <= day <= one.last for one in clock.pauses):
            total += share
        day += timedelta(days=1)
    return day


@given(clocks(), lengths)
@settings(max_examples=200)
def test_the_point_is_the_first_day_on_which_the_sum_is_reached(clock, length):
    """Every calendar day adds hours divided by full time, a paused day nothing."""
    assert clock.day_after(length).day == walked(clock, length)


@given(clocks(), st.integers(1, 20))
@settings(max_examples=100)
def test_time_never_runs_backwards(clock, number):
    """No pause or change of hours makes time run backwards."""
    assert clock.start <= clock.day_of(month(number)).day
    assert clock.day_of(month(number)).day <= clock.day_of(month(number + 1)).day
    times = [
        clock.where_are_we(clock.start + timedelta(days=days))
        for days in range(-5, 200, 7)
    ]
    run = [(time.months, time.days) for time in times]
    assert run == sorted(run)


@given(clocks(), nearby, st.integers(0, 60), st.integers(0, 60), lengths)
@settings(max_examples=100)
def test_a_longer_pause_never_brings_a_date_nearer(clock, first, days, more, length):
    """A longer pause never brings a date nearer, and moves it by its days at least."""
    begin = clock.start + timedelta(days=first)
    short = Pause(begin, begin + timedelta(days=days))
    long = Pause(begin, begin + timedelta(days=days + more))
    plain = clock.day_after(length).day
    with_short = attrs.evolve(clock, pauses=(*clock.pauses, short)).day_after(length)
    with_long = attrs.evolve(clock, pauses=(*clock.pauses, long)).day_after(length)
    assert plain <= with_short.day <= with_long.day


@given(clocks(), lengths)
@settings(max_examples=100)
def test_fewer_hours_never_bring_a_date_nearer(clock, length):
    """Half the hours take at least as long."""
    fewer = tuple(HoursStep(step.from_, step.share / 2) for step in clock.hours)
    slower = attrs.evolve(clock, hours=fewer)
    assert clock.day_after(length).day <= slower.day_after(length).day


@given(clocks(), st.integers(1, 14))
@settings(max_examples=100)
def test_a_month_has_come_when_its_day_has(clock, number):
    """The two questions of a clock agree on every day."""
    day = clock.day_of(month(number)).day
    assert clock.where_are_we(day).months >= number
    assert clock.where_are_we(day - timedelta(days=1)).months < number


@given(clocks())
@settings(max_examples=100)
def test_what_moved_the_end_adds_up(clock):
    """Every day that the end has moved is explained by one cause."""
    full = clock.runs_for.after(clock.start)
    moved = sum(move.days for move in clock.moved_by())
    assert full + timedelta(days=moved) == clock.end.day


@given(
    starts,
    st.integers(0, 70),
    st.lists(
        st.tuples(st.integers(-5, 90), shares), max_size=2, unique_by=lambda x: x[0]
    ),
    st.lists(st.tuples(st.integers(-5, 90), st.integers(0, 40)), max_size=2),
    st.integers(1, 5),
)
@settings(max_examples=150)
def test_an_unsure_clock_reaches_over_exactly_its_starts(start, wide, steps, gaps, n):
    """Intervals through every computation: each end is some start's own answer."""
    last = start + timedelta(days=wide)
    settings_of = {
        "runs_for": YEAR,
        "hours": tuple(HoursStep(start + timedelta(days=d), s) for d, s in steps),
        "pauses": tuple(
            Pause(start + timedelta(days=d), start + timedelta(days=d + m))
            for d, m in gaps
        ),
    }
    days = [
        ProgrammeClock(start=start + timedelta(days=i), **settings_of)
        .day_of(month(n))
        .day
        for i in range(wide + 1)
    ]
    found = clock_from(KnownDate.between(start, last), **settings_of).day_of(month(n))
    assert found == ProgrammeDay(min(days), max(days))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=6))
def test_joined_spans_hold_the_same_days(pairs):
    """Overlapping pauses count once."""
    spans = [(first, first + days) for first, days in pairs]
    days = [day for first, until in joined(spans) for day in range(first, until)]
    assert days == sorted(
        {day for first, until in spans for day in range(first, until)}
    )


def test_a_tally_that_stands_still_for_ever_is_never_reached():
    counted = tally(10, (), [(20, None)])
    assert counted.reached(10) == 20
    assert counted.reached(11) is None
    assert counted.so_far(5) == 0


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 48))
def test_full_time_months_are_calendar_months(start, number):
    """Month arithmetic from the anchor."""
    clock = ProgrammeClock(start=start, runs_for=YEAR)
    assert clock.day_of(month(number)).day == add_months(start, number)
