"""What is owed at points."""

import itertools
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.rules.points_owed import OwedPoint, judge_points
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration

PLANS = [
    OwedPoint(day=date(2026, 6, 1), name="start"),
    OwedPoint(day=date(2026, 9, 1), name="month 3"),
    OwedPoint(day=date(2026, 12, 1), name="month 6"),
    OwedPoint(day=date(2027, 3, 1), name="month 9"),
]
TWO_WEEKS = Duration(2, "week")


def judged(items, on, points=PLANS):
    return judge_points(points, [KnownDate.parse(item) for item in items], on=on)


def statuses(found):
    return [one.status for one in found.points]


# --- The worked figures ---------------------------------------------------------------


def test_a_plan_of_18_june_fills_the_start_late_by_17_days():
    found = judged(["2026-06-18"], date(2026, 7, 1))
    assert statuses(found) == ["late", "open", "open", "open"]
    assert found.points[0].late_by == (17, 17)
    assert found.points[0].item == 0


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2026, 9, 1), "open"),
        (date(2026, 9, 2), "overdue"),
        (date(2026, 11, 30), "overdue"),
        (date(2026, 12, 1), "missed"),
    ],
)
def test_month_3_is_overdue_from_2_september_and_can_be_agreed_until_30_november(
    on, status
):
    point = judged(["2026-06-18"], on).points[1]
    assert point.status == status
    assert point.until == date(2026, 11, 30)
    assert not point.closed


# --- Sentence by sentence -------------------------------------------------------------


def test_a_point_is_in_time_on_its_day():
    assert statuses(judged(["2026-06-01"], date(2026, 6, 1)))[0] == "in time"


def test_a_window_opens_the_day_after_the_point_before():
    found = judged(["2026-05-20", "2026-06-02"], date(2026, 6, 30))
    assert statuses(found)[:2] == ["in time", "in time"]
    assert found.points[0].opens is None
    assert found.points[1].opens == date(2026, 6, 2)
    two_early = judged(["2026-05-20", "2026-06-01"], date(2026, 6, 30))
    assert statuses(two_early)[:2] == ["in time", "open"]
    assert two_early.left_out == ((1, "filled"),)


def test_an_item_fills_one_point_only():
    found = judged(["2026-08-20"], date(2026, 12, 1))
    assert statuses(found) == ["late", "missed", "open", "open"]


def test_the_last_point_has_no_closing_day():
    found = judged([], date(2030, 1, 1))
    assert statuses(found) == ["missed", "missed", "missed", "overdue"]
    late = judged(["2029-03-01"], date(2030, 1, 1))
    assert late.points[3].late_by == (731, 731)


def test_a_window_of_its_own_says_how_early_and_how_late():
    points = [attrs.evolve(one, early=TWO_WEEKS, late=TWO_WEEKS) for one in PLANS]
    found = judged(
        ["2026-05-17", "2026-06-15", "2026-09-16"], date(2026, 9, 16), points
    )
    assert statuses(found) == ["in time", "late", "open", "open"]
    assert found.points[1].late_by == (15, 15)
    assert found.left_out == ((0, "no window"),)
    assert found.points[2].point.due == date(2026, 12, 15)


def test_a_long_tolerance_lasts_beyond_the_next_point():
    points = [attrs.evolve(one, late=Duration(4, "month")) for one in PLANS]
    found = judged(["2026-09-20"], date(2026, 9, 20), points)
    assert found.points[0].status == "in time"
    assert found.points[0].until == date(2026, 10, 1)


def test_after_a_rule_has_closed_nothing_fills_its_points():
    points = [attrs.evolve(one, closes=date(2026, 10, 31)) for one in PLANS[:2]]
    found = judged(["2026-06-01", "2026-11-01"], date(2026, 11, 2), points)
    assert statuses(found) == ["in time", "missed"]
    assert found.points[1].closed
    assert found.left_out == ((1, "closed"),)


def test_what_is_dated_later_does_not_count_yet():
    found = judged(["2026-06-10"], date(2026, 6, 9))
    assert statuses(found)[0] == "overdue"
    assert found.left_out == ((0, "later"),)


# --- Dates as known -------------------------------------------------------------------


def test_a_vague_date_leaves_open_only_what_it_can_change():
    found = judged(["2026-05"], date(2026, 7, 1))
    assert statuses(found)[0] == "in time"
    found = judged(["2026-06"], date(2026, 7, 1))
    assert found.points[0].statuses == ("in time", "late")
    assert found.points[0].status is None
    assert found.points[0].item == 0
    assert found.points[0].late_by == (1, 29)


def test_so_many_vague_dates_that_nobody_can_tell():
    found = judged(["2026"] * 6, date(2026, 10, 1))
    assert found.points[0].statuses == ("in time", "late", "missed")
    assert found.points[3].statuses == ("in time", "late", "open")


# --- Oracles --------------------------------------------------------------------------

START = date(2026, 1, 1)


def after(number):
    return START + timedelta(days=number)


def filled_by_hand(points, items, on):
    """Follow the text, one item after another: the oracle."""
    told = [None] * len(points)
    for day in sorted(day for day in items if day <= on):
        for place, point in enumerate(points):
            too_early = (
                day < point.early.before(point.day)
                if point.early
                else place > 0 and day <= points[place - 1].day
            )
            in_time = day <= point.due
            before_next = place + 1 == len(points) or day < points[place + 1].day
            shut = point.closes is not None and day > point.closes
            held = not too_early and (in_time or before_next) and not shut
            if told[place] is None and held:
                told[place] = "in time" if in_time else "late"
                break
    for place, point in enumerate(points):
        if told[place] is not None:
            continue
        next_reached = place + 1 < len(points) and on >= points[place + 1].day
        shut = point.closes is not None and on > point.closes
        if shut or (next_reached and on > point.due):
            told[place] = "missed"
        else:
            told[place] = "overdue" if on > point.due else "open"
    return told


lengths = st.one_of(st.none(), st.builds(Duration, st.integers(0, 20), st.just("day")))
closings = st.one_of(st.none(), st.integers(10, 60).map(after))


@st.composite
def owed(draw):
    days = draw(st.lists(st.integers(0, 40), min_size=1, max_size=4, unique=True))
    early, late, closes = draw(lengths), draw(lengths), draw(closings)
    return [
        OwedPoint(day=after(day), early=early, late=late, closes=closes)
        for day in sorted(days)
    ]


@given(owed(), st.lists(st.integers(-10, 60), max_size=5), st.integers(-5, 70))
@settings(max_examples=200)
def test_filling_by_hand_gives_the_same_answer(points, items, on):
    """An item fills one point only, the first unfilled one whose window holds it."""
    found = judge_points(points, [KnownDate.of(after(n)) for n in items], on=after(on))
    assert statuses(found) == filled_by_hand(points, map(after, items), after(on))


@given(
    owed(),
    st.lists(st.tuples(st.integers(-5, 50), st.integers(0, 12)), max_size=2),
    st.lists(st.integers(-5, 50), max_size=2),
    st.integers(-5, 70),
)
@settings(max_examples=150)
def test_what_is_told_is_what_every_day_the_items_can_have_had_gives(
    points, vague, exact, on
):
    """Undecided only where the ends of what is known differ."""
    items = [KnownDate.between(after(n), after(n + wide)) for n, wide in vague]
    items += [KnownDate.of(after(n)) for n in exact]
    choices = [range(n, n + wide + 1) for n, wide in vague] + [[n] for n in exact]
    expected = [set() for _ in points]
    for chosen in itertools.product(*choices):
        told = filled_by_hand(points, map(after, chosen), after(on))
        for place, status in enumerate(told):
            expected[place].add(status)
    found = judge_points(points, items, on=after(on))
    assert [set(one.statuses) for one in found.points] == expected


@given(owed(), st.lists(st.integers(-10, 60), max_size=4), st.integers(-5, 69))
@settings(max_examples=100)
def test_a_day_later_nothing_that_was_filled_is_empty(points, items, on):
    """Dated facts appear only from their date, and stay."""
    known = [KnownDate.of(after(n)) for n in items]
    today = statuses(judge_points(points, known, on=after(on)))
    tomorrow = statuses(judge_points(points, known, on=after(on + 1)))
    for before, then in zip(today, tomorrow, strict=True):
        if before in ("in time", "late", "missed"):
            assert then == before
