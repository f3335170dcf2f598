"""Moments and stretches as the language writes them."""

from datetime import date, time

import pytest

from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration
from swcareers.values.points import (
    FixedDay,
    NamedPoint,
    ProgrammePoint,
    RelativePoint,
    Window,
    YearDay,
    parse_point,
    parse_window,
)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("2026-09-01", FixedDay(KnownDate.parse("2026-09-01"))),
        ("2026-03-23 23:59", FixedDay(KnownDate.parse("2026-03-23 23:59"))),
        ("2027-09", FixedDay(KnownDate.parse("2027-09"))),
        ("2027", FixedDay(KnownDate.parse("2027"))),
        ("late 2022", FixedDay(KnownDate.parse("late 2022"))),
        ("1 November", YearDay(11, 1)),
        ("30 November 23:59", YearDay(11, 30, time(23, 59))),
        ("29 February", YearDay(2, 29)),
        ("week 6", ProgrammePoint("week", 6)),
        ("month 12", ProgrammePoint("month", 12)),
        ("start", NamedPoint("start")),
        ("year-end", NamedPoint("year-end")),
        ("pcf/nqsw", NamedPoint("pcf/nqsw")),
        ("march-intake", NamedPoint("march-intake")),
    ],
)
def test_a_moment_is_written_as_a_text(text, point):
    assert parse_point(text) == point
    assert str(point) == text


def test_a_moment_may_be_counted_from_another():
    point = parse_point({"at_least": "10 days", "before": "three-way-meeting"})
    assert point == RelativePoint(
        "at_least", Duration(10, "day"), "before", NamedPoint("three-way-meeting")
    )
    assert str(point) == "at least 10 days before three-way-meeting"
    assert isinstance(point, RelativePoint)
    assert point.from_day(date(2026, 3, 11)) == date(2026, 3, 1)
    twice = parse_point(
        {"at_most": "5 working days", "after": {"at_most": "1 month", "after": "end"}}
    )
    assert isinstance(twice, RelativePoint)
    assert isinstance(twice.anchor, RelativePoint)
    assert twice.from_day(date(2026, 4, 1), {date(2026, 4, 3)}) == date(2026, 4, 9)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("week 0", "write start"),
        ("weeks 6", "write week 6"),
        ("6 weeks", "write week 6"),
        ("month3", "write month 3"),
        ("1 Nov", "write 1 November"),
        ("November 1", "write 1 November"),
        ("1st of November", "write 1 November"),
        ("31 November", "November has 30 days"),
        ("30 November 24:00", "from 00:00 to 23:59"),
        ("Start", "write start"),
        (" start", "write start"),
        ("1 September 2026", "write 2026-09-01"),
        ("2026-02-30", "February 2026 has 28 days"),
        ("", "A point is missing"),
        ("post begins", "is not a point"),
        ({"at_least": "10 days"}, "written {at_least: 10 days, before: POINT}"),
        ({"at_least": "10 days", "until": "end"}, "not with at_least, until"),
        ({"at_least": "soon", "before": "end"}, "is not a length of time"),
        ({"at_least": {}, "before": "end"}, "A length of time is written like"),
        (["start"], "not a list"),
    ],
)
def test_another_spelling_is_refused_with_the_one_to_write(text, advice):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the message is below
        parse_point(text)
    assert advice in str(refused.value)


def test_a_day_of_the_year_is_found_near_a_day():
    first = YearDay(12, 1)
    assert first.on_or_before(date(2026, 12, 1)) == date(2026, 12, 1)
    assert first.on_or_before(date(2026, 11, 30)) == date(2025, 12, 1)
    assert first.on_or_after(date(2026, 12, 1)) == date(2026, 12, 1)
    assert first.on_or_after(date(2026, 12, 2)) == date(2027, 12, 1)
    assert YearDay(2, 29).in_year(2028) == date(2028, 2, 29)


def test_a_stretch_has_two_ends_or_one():
    window = parse_window({"from": "start", "to": "month 3"})
    assert window == Window(NamedPoint("start"), ProgrammePoint("month", 3))
    assert str(window) == "start to month 3"
    assert str(parse_window({"from": "start"})) == "from start"
    assert str(parse_window({"to": "2026-09"})) == "up to 2026-09"


def test_a_stretch_may_be_the_last_so_long_before_a_moment():
    window = parse_window({"last": "3 years", "before": "today"})
    assert window == Window(last=Duration(3, "year"), before=NamedPoint("today"))
    assert str(window) == "the 3 years before today"


@pytest.mark.parametrize(
    ("plain", "advice"),
    [
        ({}, "is empty"),
        ("3 years", "A window is written {from: ..., to: ...}"),
        ({"last": "3 years"}, "must name the day it ends before"),
        ({"before": "today"}, "must say how long it is"),
        ({"last": "3 years", "before": "today", "from": "start"}, "not with both"),
        ({"until": "today"}, 'A window has no "until"'),
        ({"from": "2026-09-02", "to": "2026-09-01"}, "before it begins"),
    ],
)
def test_another_stretch_is_refused_with_what_to_write(plain, advice):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the message is below
        parse_window(plain)
    assert advice in str(refused.value)
