"""Lengths of time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swcareers.values.durations import UNITS, Duration

WEDNESDAY = date(2026, 4, 1)
EASTER = {date(2026, 4, 3), date(2026, 4, 6)}


@pytest.mark.parametrize(
    ("text", "after", "before"),
    [
        ("12 months", date(2027, 4, 1), date(2025, 4, 1)),
        ("1 month", date(2026, 5, 1), date(2026, 3, 1)),
        ("2 years", date(2028, 4, 1), date(2024, 4, 1)),
        ("2 weeks", date(2026, 4, 15), date(2026, 3, 18)),
        ("10 days", date(2026, 4, 11), date(2026, 3, 22)),
        ("0 days", WEDNESDAY, WEDNESDAY),
        ("3 working days", date(2026, 4, 6), date(2026, 3, 27)),
        ("48 hours", date(2026, 4, 3), date(2026, 3, 30)),
        ("2 hours", date(2026, 4, 2), date(2026, 3, 31)),
    ],
)
def test_a_length_is_counted_from_a_day_either_way(text, after, before):
    length = Duration.parse(text)
    assert length.after(WEDNESDAY) == after
    assert length.before(WEDNESDAY) == before
    assert str(length) == text


def test_working_days_leave_out_weekends_and_the_holidays_given():
    three = Duration.parse("3 working days")
    assert three.after(WEDNESDAY, EASTER) == date(2026, 4, 8)
    assert three.before(date(2026, 4, 8), EASTER) == WEDNESDAY


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1 months", "write 1 month"),
        ("2 week", "write 2 weeks"),
        ("a year", "write 1 year"),
        ("fortnight", "write 2 weeks"),
        ("2 fortnights", "write 4 weeks"),
        ("twelve months", "write 12 months"),
        ("12 mths", "write 12 months"),
        ("48hrs", "write 48 hours"),
        ("5 business days", "write 5 working days"),
        ("6  months", "write 6 months"),
        ("012 months", "write 12 months"),
        ("12", "has no unit"),
        ("1.5 hours", "a whole number"),
        ("-2 weeks", "a whole number"),
        ("soon", "a whole number"),
        ("three moons", "a whole number"),
        ("", "is missing here"),
        ("100000 years", "longer than 200 years"),
    ],
)
def test_another_spelling_is_refused_with_the_one_to_write(text, advice):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the message is below
        Duration.parse(text)
    assert advice in str(refused.value)


def test_months_and_years_are_both_counted_in_months():
    assert Duration.parse("2 years").months == 24
    assert Duration.parse("3 months").months == 3
    assert Duration.parse("3 weeks").months is None
    assert Duration.parse("2 weeks").times(3) == Duration.parse("6 weeks")


def test_lengths_can_be_put_in_order():
    texts = ["8 days", "5 working days", "1 month", "1 year", "48 hours", "2 weeks"]
    lengths = sorted(map(Duration.parse, texts), key=lambda one: one.approximate_days)
    assert [str(length) for length in lengths] == [
        "48 hours",
        "5 working days",
        "8 days",
        "2 weeks",
        "1 month",
        "1 year",
    ]


@given(st.integers(0, 60), st.sampled_from(UNITS))
def test_a_length_reads_back_as_it_is_said(count, unit):
    length = Duration(count, unit)
    assert Duration.parse(str(length)) == length


@given(
    st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    st.integers(0, 60),
    st.sampled_from(UNITS),
)
def test_a_longer_length_never_ends_earlier(day, count, unit):
    """A longer time never brings a date nearer."""
    shorter, longer = Duration(count, unit), Duration(count + 1, unit)
    assert day <= shorter.after(day) <= longer.after(day)
    assert day >= shorter.before(day) >= longer.before(day)
