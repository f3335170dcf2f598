"""Dates as known, and month arithmetic."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swcareers.values.dates import KnownDate, add_months, whole_months

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2026-09-01", date(2026, 9, 1), date(2026, 9, 1)),
        ("2026-09", date(2026, 9, 1), date(2026, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("about 2014", date(2013, 1, 1), date(2015, 12, 31)),
        ("early 2022", date(2022, 1, 1), date(2022, 4, 30)),
        ("mid 2022", date(2022, 5, 1), date(2022, 8, 31)),
        ("late 2022", date(2022, 9, 1), date(2022, 12, 31)),
    ],
)
def test_a_date_reaches_over_every_day_it_can_be(text, earliest, latest):
    known = KnownDate.parse(text)
    assert (known.earliest, known.latest) == (earliest, latest)
    assert str(known) == text
    assert known.exact is (earliest == latest)


def test_a_time_of_day_is_kept_beside_the_day():
    known = KnownDate.parse("2026-03-23 23:59")
    assert known.exact
    assert known.clock_time == time(23, 59)
    assert str(known) == "2026-03-23 23:59"


def test_the_same_text_is_read_once():
    assert KnownDate.parse("2026-09-01") is KnownDate.parse("2026-" + "09-01")
    assert KnownDate.parse("2026-09-01") is KnownDate.of(date(2026, 9, 1))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1/9/2026", "write 2026-09-01"),
        ("1/9/26", "write 2026-09-01"),
        ("9/13/2026", "write 2026-09-13"),
        ("1.9.2026", "write 2026-09-01"),
        ("1 September 2026", "write 2026-09-01"),
        ("1st Sept 2026", "write 2026-09-01"),
        ("Sept 1, 2026", "write 2026-09-01"),
        ("September 2026", "write 2026-09"),
        ("2026-9-1", "write 2026-09-01"),
        ("2026/09/01", "write 2026-09-01"),
        ("2026-09-01T17:00:00Z", "write 2026-09-01 17:00"),
        ("Late 2022", "write late 2022"),
        ("mid-2022", "write mid 2022"),
        ("spring 2022", "write early 2022"),
        ("c. 2014", "write about 2014"),
        (" 2026-09-01 ", "write 2026-09-01"),
        ("2026-02-30", '"2026-02-30" is not a date: February 2026 has 28 days'),
        ("2026-13-01", "months run from 01 to 12"),
        ("2026-00", "months run from 01 to 12"),
        ("2026-09-01 25:00", "from 00:00 to 23:59"),
        ("0206-09-01", "the year must lie from 1900 to 2199"),
        ("", "A date is missing here"),
        ("30/2/2026", "is not a date: write 2026-09-01"),
        ("when ready", "is not a date: write 2026-09-01"),
    ],
)
def test_another_spelling_is_refused_with_the_one_to_write(text, advice):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the message is below
        KnownDate.parse(text)
    assert advice in str(refused.value)


def test_questions_about_a_vague_date_can_go_unanswered():
    year = KnownDate.parse("2018")
    assert year.by(date(2018, 12, 31)) is True
    assert year.by(date(2018, 6, 1)) is None
    assert year.by(date(2017, 12, 31)) is False
    assert year.inside(None, None) is True
    assert year.inside(date(2018, 1, 1), date(2018, 12, 31)) is True
    assert year.inside(date(2018, 1, 2), None) is None
    assert year.inside(date(2018, 3, 1), date(2018, 4, 1)) is None
    assert year.inside(date(2019, 1, 1), None) is False
    assert year.inside(None, date(2017, 12, 31)) is False
    assert year.inside(date(2018, 4, 1), date(2018, 3, 1)) is False


def test_dates_are_ordered_by_their_ends_and_then_their_text():
    texts = ["2018", "2018-01-01 17:00", "2018-01", "2018-01-01", "early 2018"]
    ordered = sorted(map(KnownDate.parse, texts))
    assert [str(known) for known in ordered] == [
        "2018-01-01",
        "2018-01-01 17:00",
        "2018-01",
        "early 2018",
        "2018",
    ]


def test_a_computed_day_may_lie_between_two():
    between = KnownDate.between(date(2026, 9, 1), date(2026, 9, 3))
    assert str(between) == "2026-09-01 to 2026-09-03"
    assert KnownDate.between(date(2026, 9, 1), date(2026, 9, 1)).exact
    with pytest.raises(ValueError, match="is before"):
        KnownDate.between(date(2026, 9, 2), date(2026, 9, 1))
    moved = KnownDate.parse("2024-01").moved(lambda day: add_months(day, 1))
    assert (moved.earliest, moved.latest) == (date(2024, 2, 1), date(2024, 2, 29))


def test_months_are_counted_from_the_anchor_with_the_day_clipped():
    """31 January + 1 month = 28 February, + 2 = 31 March, + 3 = 30 April."""
    anchor = date(2026, 1, 31)
    assert [add_months(anchor, n) for n in (0, 1, 2, 3, -2)] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2025, 11, 30),
    ]
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)


@given(days, st.integers(-600, 600), st.integers(0, 600))
def test_more_months_never_end_earlier(anchor, months, more):
    """Month arithmetic from the anchor: it clips the day and never runs backwards."""
    end = add_months(anchor, months)
    assert end <= add_months(anchor, months + more)
    assert end.day == anchor.day or (
        end.day < anchor.day and (end + timedelta(days=1)).day == 1
    )


@given(days, days)
def test_whole_months_are_the_most_that_fit(first, last):
    """The greatest n with add_months(first, n) <= last."""
    months = whole_months(first, last)
    assert add_months(first, months) <= last < add_months(first, months + 1)


@given(days, days, days)
def test_a_vague_answer_is_given_only_where_the_ends_differ(one, other, asked):
    """Undecided only where the ends of what is known differ."""
    known = KnownDate.between(min(one, other), max(one, other))
    answers = {known.earliest <= asked, known.latest <= asked}
    assert known.by(asked) == (answers.pop() if len(answers) == 1 else None)
