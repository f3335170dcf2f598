"""Time in a post over several spells of it."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.rules.elapsed import TimeReached, TimeSoFar, time_since
from swcareers.rules.spells import Break, KnownSpell, time_in
from swcareers.values.dates import KnownDate, add_months
from swcareers.values.durations import Duration

TWO_YEARS = Duration(2, "year")


def spell(first, last=None, share=1):
    return KnownSpell(
        KnownDate.parse(first),
        None if last is None else KnownDate.parse(last),
        Fraction(share),
    )


RETURNED = [spell("2023-03-01", "2024-01-15"), spell("2024-04-01")]


# --- The worked figures ---------------------------------------------------------------


def test_a_break_is_not_counted_and_does_not_start_the_time_again():
    """1 March 2023 to 15 January 2024, again from 1 April 2024: 17 May 2025."""
    time = time_in(RETURNED)
    assert time.reached(TWO_YEARS).day == date(2025, 5, 17)
    (gap,) = time.most.breaks()
    assert gap == Break(date(2024, 1, 15), date(2024, 4, 1), restarts=False)
    assert gap.days == 77


def test_a_longer_break_than_allowed_starts_the_time_again():
    """With breaks of two months at the longest, on 1 April 2026."""
    time = time_in(RETURNED, longest_break=Duration(2, "month"))
    assert time.reached(TWO_YEARS).day == date(2026, 4, 1)
    assert time.most.breaks()[0].restarts
    assert time.most.first_day() == date(2024, 4, 1)
    short = time_in(RETURNED, longest_break=Duration(11, "week"))
    assert short.reached(TWO_YEARS).day == date(2025, 5, 17)


def test_time_can_be_counted_from_a_later_day():
    """With counted_from 1 September 2023, on 17 November 2025."""
    time = time_in(RETURNED, counted_from=date(2023, 9, 1))
    assert time.reached(TWO_YEARS).day == date(2025, 11, 17)
    after_all = time_in([RETURNED[0]], counted_from=date(2024, 2, 1))
    assert after_all.reached(TWO_YEARS) == TimeReached(None, None)
    assert after_all.so_far(date(2025, 1, 1)) == (TimeSoFar(0, 0), TimeSoFar(0, 0))


def test_late_2022_to_30_may_2023_is_four_to_eight_whole_months():
    least, most = time_in([spell("late 2022")]).so_far(date(2023, 5, 30))
    assert (least.months, most.months) == (4, 8)
    assert time_since(KnownDate.parse("late 2022"), date(2023, 5, 30)) == (least, most)


# --- Sentence by sentence -------------------------------------------------------------


def test_it_is_reached_on_the_anniversary_itself():
    time = time_in([spell("2023-03-01")])
    reached = time.reached(TWO_YEARS)
    assert reached.by(date(2025, 2, 28)) is False
    assert reached.by(date(2025, 3, 1)) is True


def test_a_post_of_two_years_has_lasted_two_years():
    """Both ends of a spell are included."""
    time = time_in([spell("2023-09-01", "2025-08-31")])
    assert time.reached(TWO_YEARS).day == date(2025, 9, 1)
    short = time_in([spell("2023-09-01", "2025-08-30")])
    assert short.reached(TWO_YEARS) == TimeReached(None, None)
    again = time_in([spell("2023-09-01", "2025-08-31"), spell("2026-01-01")])
    assert again.reached(TWO_YEARS).day == date(2025, 9, 1)


def test_two_posts_on_one_day_count_once():
    both = [spell("2023-03-01", "2024-06-30"), spell("2024-02-01")]
    assert time_in(both).reached(TWO_YEARS).day == date(2025, 3, 1)


def test_spells_that_touch_have_no_break():
    moved = [spell("2023-03-01", "2024-03-31"), spell("2024-04-01")]
    time = time_in(moved, longest_break=Duration(0, "day"))
    assert time.most.breaks() == ()
    assert time.reached(TWO_YEARS).day == date(2025, 3, 1)


def test_hours_do_not_matter_unless_the_rule_says_so():
    half = [spell("2023-03-01", share="1/2")]
    assert time_in(half).reached(Duration(1, "year")).day == date(2024, 3, 1)
    by_hours = time_in(half, by_hours=True)
    assert by_hours.reached(Duration(1, "year")).day == date(2025, 3, 2)  # 366 days
    two_halves = [spell("2023-03-01", share="1/2"), spell("2023-09-01", share="3/5")]
    capped = time_in(two_halves, by_hours=True)
    assert capped.reached(Duration(1, "year")).day == date(2024, 6, 1)


def test_leave_inside_a_post_counts_unless_the_rule_takes_it_out():
    post, leave = [spell("2023-03-01")], [spell("2023-06-01", "2023-06-10")]
    assert time_in(post).reached(TWO_YEARS).day == date(2025, 3, 1)
    assert time_in(post, less=leave).reached(TWO_YEARS).day == date(2025, 3, 11)
    from_the_start = [spell("2023-02-01", "2023-03-31")]
    late = time_in(post, less=from_the_start)
    assert late.most.first_day() == date(2023, 4, 1)
    assert late.reached(TWO_YEARS).day == date(2025, 4, 1)
    for_ever = time_in(post, less=[spell("2023-01-01")])
    assert for_ever.reached(TWO_YEARS) == TimeReached(None, None)


def test_a_break_still_going_has_lasted_up_to_the_day_of_the_question():
    one = [spell("2020-03-01", "2024-01-15")]
    longest = Duration(2, "month")
    in_time = time_in(one, longest_break=longest, on=date(2024, 3, 15))
    assert in_time.reached(TWO_YEARS).day == date(2022, 3, 1)
    too_late = time_in(one, longest_break=longest, on=date(2024, 3, 16))
    assert too_late.reached(TWO_YEARS) == TimeReached(None, None)


def test_vague_ends_give_a_day_between_two():
    vague = time_in([spell("2023-03", "2024-01"), spell("2024-04-01")])
    assert vague.reached(TWO_YEARS) == TimeReached(date(2025, 5, 1), date(2025, 6, 30))
    perhaps = time_in([spell("2023-01-01", "2025")])
    assert perhaps.reached(TWO_YEARS) == TimeReached(date(2025, 1, 1), date(2025, 1, 1))
    unsure = time_in([spell("2023-03-01", "2025")]).reached(TWO_YEARS)
    assert unsure == TimeReached(date(2025, 3, 1), None)
    assert unsure.by(date(2025, 3, 1)) is None
    assert unsure.day is None


def test_a_spell_that_may_not_have_lasted_a_day_is_only_in_the_most():
    time = time_in([spell("2023", "2023")])
    assert time.least.blocks() == ()
    assert time.so_far(date(2025, 1, 1)) == (TimeSoFar(0, 0), TimeSoFar(12, 0))


@pytest.mark.parametrize(
    ("on", "months", "days"),
    [
        (date(2023, 3, 1), 0, 0),
        (date(2023, 4, 1), 1, 0),
        (date(2024, 1, 15), 10, 14),
        (date(2024, 3, 1), 10, 15),
        (date(2024, 4, 1), 10, 15),
        (date(2024, 4, 3), 10, 16),
        (date(2025, 5, 16), 23, 27),
        (date(2025, 5, 17), 24, 0),
    ],
)
def test_time_so_far(on, months, days):
    assert time_in(RETURNED).so_far(on)[0] == TimeSoFar(months, days)


# --- Laws -----------------------------------------------------------------------------

FIRST = date(2023, 1, 20)
offsets = st.integers(0, 300)
exact_spells = st.lists(
    st.tuples(offsets, st.integers(0, 120), st.sampled_from(["1", "1/2", "3/5"])),
    min_size=1,
    max_size=4,
)


def exactly(pairs):
    return [
        KnownSpell(
            KnownDate.of(FIRST + timedelta(days=first)),
            KnownDate.of(FIRST + timedelta(days=first + days)),
            Fraction(share),
        )
        for first, days, share in pairs
    ]


def walked(spells, less, length, counted_from, *, by_hours):
    """Walk day by day, and count: the oracle."""

    def within(day, some):
        return [one for one in some if one.first.earliest <= day <= one.last.latest]

    anchor, counted, last_in = None, Fraction(0), None
    day = counted_from or FIRST
    while day < FIRST + timedelta(days=600):
        if anchor is not None and counted >= (length.after(anchor) - anchor).days:
            return day
        shares = [one.share for one in within(day, spells)]
        if shares:
            first_day_back = last_in is not None and (day - last_in).days > 1
            if not first_day_back and not within(day, less):
                if anchor is None:
                    anchor = day
                counted += min(Fraction(1), sum(shares)) if by_hours else 1
            last_in = day
        day += timedelta(days=1)
    return None


@given(
    exact_spells,
    st.lists(st.tuples(offsets, st.integers(0, 30), st.just("1")), max_size=2),
    st.integers(1, 8),
    st.one_of(st.none(), offsets),
    st.booleans(),
)
@settings(max_examples=200)
def test_the_day_it_is_reached_is_found_by_walking_too(pairs, out, n, later, by_hours):
    """First counted day + N months + the days not counted since."""
    spells, less = exactly(pairs), exactly(out)
    counted_from = None if later is None else FIRST + timedelta(days=later)
    length = Duration(n, "month")
    time = time_in(spells, less=less, counted_from=counted_from, by_hours=by_hours)
    found = time.reached(length).day
    assert found == walked(spells, less, length, counted_from, by_hours=by_hours)


@given(exact_spells, st.integers(1, 4), st.integers(0, 90))
@settings(max_examples=100)
def test_counting_starts_again_after_the_last_break_that_is_too_long(pairs, n, days):
    """With breaks longer than allowed only the time since the last one counts."""
    spells, longest = exactly(pairs), Duration(days, "day")
    time = time_in(spells, longest_break=longest)
    restarts = [one.to for one in time.most.breaks() if one.restarts]
    since = [one for one in spells if not restarts or one.last.latest >= restarts[-1]]
    assert time.reached(Duration(n, "month")) == time_in(since).reached(
        Duration(n, "month")
    )


@given(exact_spells, exact_spells, st.integers(1, 8))
@settings(max_examples=100)
def test_a_further_post_never_brings_less_time(pairs, more, n):
    """No activity makes time run backwards: later posts only add."""
    first = min(first for first, _, _ in pairs)
    later = [(first + after, days, share) for after, days, share in more]
    before = time_in(exactly(pairs)).reached(Duration(n, "month")).day
    after = time_in(exactly([*pairs, *later])).reached(Duration(n, "month")).day
    assert before is None or (after is not None and after <= before)


@given(exact_spells)
@settings(max_examples=50)
def test_time_so_far_never_runs_backwards(pairs):
    """On no later day is there less of it."""
    time = time_in(exactly(pairs)).most
    run = [time.so_far(FIRST + timedelta(days=day)) for day in range(0, 450, 5)]
    assert run == sorted(run, key=lambda one: (one.months, one.days))


@given(
    st.integers(0, 40),
    st.integers(41, 80),
    st.integers(0, 40),
    st.integers(90, 200),
    st.integers(0, 40),
    st.integers(1, 4),
)
@settings(max_examples=150)
def test_the_ends_are_those_of_every_case_that_can_be(a, b, width, c, wide, n):
    """Undecided only where the ends of what is known differ."""

    def at(days):
        return FIRST + timedelta(days=days)

    def time(first, last, again):
        return time_in(
            [
                KnownSpell(KnownDate.of(at(first)), KnownDate.of(at(last))),
                KnownSpell(KnownDate.of(at(again))),
            ]
        ).reached(Duration(n, "month"))

    vague = time_in(
        [
            KnownSpell(
                KnownDate.between(at(0), at(a)),
                KnownDate.between(at(b), at(b + width)),
            ),
            KnownSpell(KnownDate.between(at(c), at(c + wide))),
        ]
    ).reached(Duration(n, "month"))
    cases = [
        time(first, last, again).day
        for first in {0, a // 2, a}
        for last in {b, b + width // 2, b + width}
        for again in {c, c + wide // 2, c + wide}
    ]
    assert (vague.earliest, vague.latest) == (min(cases), max(cases))


@given(st.dates(date(2015, 1, 1), date(2025, 1, 1)), st.integers(1, 60))
def test_unbroken_time_is_month_arithmetic_from_the_first_day(first, months):
    """Month arithmetic from the anchor."""
    time = time_in([KnownSpell(KnownDate.of(first))])
    assert time.reached(Duration(months, "month")).day == add_months(first, months)


def test_a_length_in_days_counts_each_day_in():
    """Ten, four and one days are fifteen, on the day after the last of them."""
    away = [
        spell("2024-10-01", "2024-10-10"),
        spell("2025-02-03", "2025-02-06"),
        spell("2025-03-03", "2025-03-03"),
    ]
    time = time_in(away)
    assert time.reached(Duration(14, "day")).day == date(2025, 2, 7)
    assert time.reached(Duration(15, "day")).day == date(2025, 3, 4)
    assert time.reached(Duration(16, "day")) == TimeReached(None, None)
    assert time.reached(Duration(2, "week")).day == date(2025, 2, 7)


def test_a_break_of_just_as_long_as_allowed_is_no_longer_one():
    """Four weeks in, six weeks away from Monday to Sunday, and eight more weeks."""
    twelve = Duration(12, "week")
    first = spell("2026-01-05", "2026-02-01")
    six = Duration(6, "week")
    back = time_in([first, spell("2026-03-16")], longest_break=six)
    assert back.reached(twelve).day == date(2026, 5, 11)
    late = time_in([first, spell("2026-03-17")], longest_break=six)
    assert late.reached(twelve).day == date(2026, 6, 9)
