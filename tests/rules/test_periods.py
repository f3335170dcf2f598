"""Periods in each of which something is owed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swcareers.rules.periods import (
    BetweenPoints,
    Period,
    RepeatingPeriods,
    YearlyPeriods,
    last_before,
)
from swcareers.values.durations import Duration
from swcareers.values.points import YearDay

REGISTRATION = YearlyPeriods(YearDay(12, 1), YearDay(11, 30), date(2019, 12, 2))


def test_the_first_registration_year_is_a_day_shorter():
    """1 December to 30 November; the register opened on 2 December 2019."""
    years = REGISTRATION.touching(date(2010, 1, 1), date(2021, 12, 1))
    assert years == (
        Period(date(2019, 12, 2), date(2020, 11, 30), shortened=True),
        Period(date(2020, 12, 1), date(2021, 11, 30)),
        Period(date(2021, 12, 1), date(2022, 11, 30)),
    )
    assert REGISTRATION.holding(date(2019, 12, 1)) is None
    assert REGISTRATION.holding(date(2020, 11, 30)) == years[0]
    assert REGISTRATION.touching(date(2021, 1, 2), date(2021, 1, 1)) == ()


def test_periods_of_a_year_may_leave_days_between_them():
    window = YearlyPeriods(YearDay(5, 1), YearDay(6, 30))
    assert window.holding(date(2026, 6, 30)) == Period(
        date(2026, 5, 1), date(2026, 6, 30)
    )
    assert window.holding(date(2026, 7, 1)) is None
    assert len(window.touching(date(2024, 1, 1), date(2026, 12, 31))) == 3


def test_moments_are_found_inside_a_period():
    year = REGISTRATION.holding(date(2026, 6, 1))
    assert year.day_of(YearDay(9, 1)) == date(2026, 9, 1)
    assert year.day_of(YearDay(11, 30)) == date(2026, 11, 30)
    first = REGISTRATION.holding(date(2020, 1, 1))
    assert first.day_of(YearDay(12, 1)) is None
    assert year.month(3) == date(2026, 3, 1)
    assert year.midway == date(2026, 6, 2)
    assert year.days == 365
    assert year.holds(date(2025, 12, 1))
    assert not year.holds(date(2026, 12, 1))


def test_every_year_of_an_approval_runs_from_its_own_anniversary():
    approval = RepeatingPeriods(date(2024, 2, 29), Duration(1, "year"))
    assert approval.touching(date(2020, 1, 1), date(2025, 3, 1)) == (
        Period(date(2024, 2, 29), date(2025, 2, 27)),
        Period(date(2025, 2, 28), date(2026, 2, 27)),
    )
    assert approval.number(4).first == date(2028, 2, 29)
    assert approval.holding(date(2024, 2, 28)) is None
    with pytest.raises(ValueError, match="write a longer one"):
        RepeatingPeriods(date(2024, 2, 29), Duration(0, "day"))


def test_what_is_done_on_the_last_day_of_all_counts():
    days = [date(2026, 1, 5), date(2026, 7, 5), date(2027, 1, 5)]
    halves = BetweenPoints.of(days)
    assert halves.holding(date(2026, 7, 5)) == halves.periods[1]
    assert halves.holding(date(2027, 1, 5)) == halves.periods[1]
    assert halves.holding(date(2027, 1, 6)) is None
    assert halves.touching(date(2026, 7, 4), date(2026, 7, 5)) == halves.periods
    assert BetweenPoints.of(days[:1]).periods == ()


def test_a_rolling_window_ends_the_day_before():
    assert last_before(Duration(3, "year"), date(2026, 9, 1)) == Period(
        date(2023, 9, 1), date(2026, 8, 31)
    )
    assert last_before(Duration(0, "day"), date(2026, 9, 1)) is None


year_days = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(
    lambda day: YearDay(day.month, day.day)
)
days = st.dates(date(2019, 1, 1), date(2031, 12, 31))


@given(year_days, year_days, days, days)
def test_a_day_is_in_a_yearly_period_if_walking_says_so(from_, to, first, day):
    """Both ends of a period are included, and none begins before the first day."""
    periods = YearlyPeriods(from_, to, first)
    inside = False
    for year in (day.year - 1, day.year):
        walked = begin = from_.in_year(year)
        while walked != to.in_year(walked.year):
            walked += timedelta(days=1)
        inside = inside or (begin <= day <= walked and day >= first)
    found = periods.holding(day)
    assert (found is not None) == inside
    assert found is None or (found.holds(day) and found.first >= first)


@given(
    days,
    st.builds(
        Duration, st.integers(1, 30), st.sampled_from(["day", "week", "month", "year"])
    ),
    days,
    st.integers(0, 500),
)
def test_repeating_periods_tile_the_days(starts, lasts, first, more):
    """No day after the event is in two periods, or in none."""
    periods = RepeatingPeriods(starts, lasts)
    last = first + timedelta(days=more)
    found = periods.touching(first, last)
    for one, following in pairwise(found):
        assert one.last + timedelta(days=1) == following.first
    if last >= starts:
        assert found[0].first <= max(first, starts) <= found[0].last
        assert found[-1].holds(last)
    else:
        assert found == ()
