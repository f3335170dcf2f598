"""Whether sessions keep a cadence."""

import itertools
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.rules.cadence import judge_cadence
from swcareers.rules.doubt import fewest_hit, most_matched
from swcareers.rules.programme_time import Pause
from swcareers.rules.sessions import Session
from swcareers.rules.slots import DatedPhase, lay_out
from swcareers.rules.spells import KnownSpell
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration

WEEK, MONTH = Duration(1, "week"), Duration(1, "month")
START = date(2026, 1, 5)  # a Monday


def after(number):
    return START + timedelta(days=number)


def weeks(number, pauses=()):
    return lay_out(
        [DatedPhase(WEEK)],
        start=START,
        end=after(7 * number),
        up_to=START,
        pauses=pauses,
    )


def held(*numbers):
    return [Session(KnownDate.of(after(number))) for number in numbers]


def vague(first, last, sure=True, phases=None):
    return Session(KnownDate.between(after(first), after(last)), phases, sure)


def away(first, last):
    return KnownSpell(KnownDate.of(after(first)), KnownDate.of(after(last)))


def statuses(judged):
    return [one.status for one in judged.slots]


def test_a_slot_is_kept_when_a_session_is_dated_in_it():
    judged = judge_cadence(weeks(4), held(0, 13), on=after(20))
    assert statuses(judged) == ["kept", "kept", "open", "ahead"]
    assert judged.share_kept() == (1, 1)
    assert judged.next_due().last == after(20)


def test_an_open_slot_is_due_on_its_last_day_and_missed_the_day_after():
    assert statuses(judge_cadence(weeks(1), [], on=after(6))) == ["open"]
    judged = judge_cadence(weeks(1), [], on=after(7))
    assert statuses(judged) == ["missed"]
    assert judged.share_kept() == (0, 0)
    assert judged.next_due() is None


def test_a_second_session_in_a_slot_does_not_cover_the_next():
    judged = judge_cadence(weeks(2), held(0, 5), on=after(14))
    assert statuses(judged) == ["kept", "missed"]
    assert judged.left_out == ((1, "second in its slot"),)
    assert judged.slots[0].sessions == (0, 1)
    assert judged.share_kept() == (Fraction(1, 2), Fraction(1, 2))


def test_what_is_dated_elsewhere_is_left_out_with_the_reason():
    judged = judge_cadence(weeks(2), held(-1, 30, 14), on=after(20))
    assert judged.left_out == ((0, "outside"), (2, "outside"), (1, "later"))


def test_a_slot_whose_weekdays_are_all_covered_is_excused():
    judged = judge_cadence(
        weeks(3), held(0), on=after(30), excusing=[away(7, 11), away(14, 17)]
    )
    assert statuses(judged) == ["kept", "excused", "missed"]
    assert judged.share_kept() == (Fraction(1, 2), Fraction(1, 2))
    assert len(judged.ended()) == 3


def test_a_session_held_in_an_excused_slot_counts():
    judged = judge_cadence(weeks(1), held(3), on=after(30), excusing=[away(0, 6)])
    assert statuses(judged) == ["kept"]


def test_several_absences_excuse_together_with_paused_days():
    pauses = [Pause(after(7), after(8))]
    slots = weeks(3, pauses)
    judged = judge_cadence(
        slots, [], on=after(30), excusing=[away(9, 9), away(10, 15)], pauses=pauses
    )
    assert slots[1].last == after(15)
    assert statuses(judged) == ["missed", "excused", "missed"]


def test_when_every_slot_is_excused_nothing_counts():
    judged = judge_cadence(weeks(1), [], on=after(30), excusing=[away(0, 6)])
    assert judged.share_kept() is None
    assert judge_cadence((), [], on=START).share_kept() is None


def test_a_session_counts_only_in_the_phases_whose_tests_it_passes():
    phases = [DatedPhase(WEEK, after(7)), DatedPhase(WEEK, after(14))]
    slots = lay_out(phases, start=START, end=after(14), up_to=START)
    short = Session(KnownDate.of(after(2)), frozenset({1}))
    judged = judge_cadence(slots, [short], on=after(20))
    assert judged.left_out == ((0, "another phase"),)
    kept = judge_cadence(slots, [*held(8)], on=after(20))
    assert kept.share_kept({1}) == (1, 1)
    assert kept.share_kept({0}) == (0, 0)
    assert kept.share_kept(set()) is None


# --- Dates as known -------------------------------------------------------------------


def test_a_session_of_a_vague_date_leaves_its_slots_unsure():
    judged = judge_cadence(weeks(3), [vague(3, 9), *held(16)], on=after(30))
    assert statuses(judged) == ["unsure", "unsure", "kept"]
    assert judged.share_kept() == (Fraction(2, 3), Fraction(2, 3))


def test_a_vague_date_inside_one_slot_keeps_it():
    judged = judge_cadence(weeks(2), [vague(8, 12)], on=after(30))
    assert statuses(judged) == ["missed", "kept"]


def test_a_session_that_may_not_count_keeps_nothing_for_certain():
    judged = judge_cadence(weeks(1), [vague(2, 2, sure=False)], on=after(30))
    assert statuses(judged) == ["unsure"]
    assert judged.share_kept() == (0, 1)


def test_a_vague_absence_leaves_its_slots_unsure():
    leave = KnownSpell(
        KnownDate.between(after(5), after(9)), KnownDate.between(after(11), after(20))
    )
    judged = judge_cadence(weeks(3), held(1), on=after(30), excusing=[leave])
    assert statuses(judged) == ["kept", "unsure", "unsure"]
    assert judged.share_kept() == (Fraction(1, 3), 1)


def test_vague_sessions_are_placed_as_badly_and_as_well_as_they_can_be():
    sessions = [vague(0, 9), vague(5, 13), vague(7, 20)]
    judged = judge_cadence(weeks(3), sessions, on=after(30))
    assert judged.share_kept() == (Fraction(1, 3), 1)


# --- Gaps -----------------------------------------------------------------------------


def test_every_gap_is_told_with_how_long_it_was_allowed_to_be():
    judged = judge_cadence(weeks(4), held(2, 13, 15), on=after(40))
    told = [
        (gap.from_, gap.to, gap.days, gap.allowed_to, gap.begins, gap.ends)
        for gap in judged.gaps
    ]
    assert told == [
        (after(0), after(2), 2, after(6), "start", "session"),
        (after(2), after(13), 11, after(13), "session", "session"),
        (after(13), after(15), 2, after(20), "session", "session"),
        (after(15), after(28), 13, after(27), "session", "end"),
    ]
    assert [gap.too_long for gap in judged.gaps] == [False, False, False, True]
    assert judged.longest_gap.days == 13


def test_monthly_slots_allow_a_gap_of_almost_two_intervals():
    """61 days in a monthly phase."""
    slots = lay_out(
        [DatedPhase(MONTH)],
        start=date(2026, 7, 1),
        end=date(2026, 9, 1),
        up_to=date(2026, 7, 1),
    )
    sessions = [
        Session(KnownDate.of(date(2026, 7, 1))),
        Session(KnownDate.of(date(2026, 8, 31))),
    ]
    judged = judge_cadence(slots, sessions, on=date(2026, 9, 1))
    assert statuses(judged) == ["kept", "kept"]
    assert judged.longest_gap.days == 61
    assert not judged.longest_gap.too_long
    assert judged.within(Duration(61, "day")) is True
    assert judged.within(Duration(6, "week")) is False


def test_paused_days_and_excused_slots_make_an_allowed_gap_longer():
    pauses = [Pause(after(8), after(10))]
    slots = weeks(5, pauses)
    judged = judge_cadence(
        slots, held(2), on=after(30), excusing=[away(7, 16)], pauses=pauses
    )
    last = judged.gaps[-1]
    assert (last.days, last.paused_days, last.ends) == (25, 3, "today")
    assert last.allowed_to == slots[2].last == after(23)


def test_a_gap_is_unsure_only_where_vague_dates_differ():
    judged = judge_cadence(weeks(4), [*held(0), vague(8, 19), *held(27)], on=after(28))
    assert judged.within(Duration(3, "week")) is None
    assert judged.within(Duration(27, "day")) is True
    assert judged.within(Duration(1, "week")) is False


def test_there_is_no_gap_before_the_first_day_nor_on_a_day_of_a_session():
    assert judge_cadence(weeks(1), [], on=after(-1)).longest_gap is None
    assert judge_cadence(weeks(1), held(0), on=START).gaps == ()


# --- Oracles --------------------------------------------------------------------------

exact_days = st.lists(st.integers(-3, 45), max_size=6)


@given(
    exact_days,
    st.integers(0, 50),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=2),
)
@settings(max_examples=150)
def test_walking_over_the_days_of_each_slot_gives_the_same_answer(numbers, on, leave):
    """Kept, excused, open or missed, day by day."""
    slots = weeks(6)
    judged = judge_cadence(
        slots,
        held(*numbers),
        on=after(on),
        excusing=[away(first, first + more) for first, more in leave],
    )
    for one in judged.slots:
        week = [one.slot.first + timedelta(days=number) for number in range(7)]
        kept = any(after(n) in week for n in numbers if n <= on)
        excused = all(
            any(after(first) <= day <= after(first + more) for first, more in leave)
            for day in week[:5]
        )
        if kept:
            expected = "kept"
        elif excused:
            expected = "excused"
        elif week[6] < after(on):
            expected = "missed"
        else:
            expected = "open" if week[0] <= after(on) else "ahead"
        assert one.status == expected


@given(exact_days, st.integers(0, 45))
@settings(max_examples=100)
def test_gaps_tile_the_time_between_sessions(numbers, on):
    """Every gap is named, and no day of it twice."""
    judged = judge_cadence(weeks(6), held(*numbers), on=after(on))
    stops = sorted(
        {0, min(on, 42)} | {number for number in numbers if 0 <= number <= min(on, 41)}
    )
    expected = list(itertools.pairwise(stops))
    found = [((g.from_ - START).days, (g.to - START).days) for g in judged.gaps]
    assert found == expected


@given(exact_days, st.integers(0, 45), st.integers(0, 41))
@settings(max_examples=100)
def test_one_more_session_never_lowers_the_share(numbers, on, more):
    """More evidence never lowers a verdict."""
    before = judge_cadence(weeks(6), held(*numbers), on=after(on)).share_kept()
    then = judge_cadence(weeks(6), held(*numbers, more), on=after(on)).share_kept()
    assert before is None or (before[0] <= then[0] and before[1] <= then[1])


vagues = st.lists(
    st.tuples(st.integers(-2, 20), st.integers(0, 12), st.booleans()), max_size=3
)


@given(vagues, st.lists(st.integers(0, 20), max_size=2), st.booleans())
@settings(max_examples=150)
def test_the_bounds_are_those_of_every_day_the_sessions_can_have_been(
    unsure, sure, leave
):
    """Undecided only where the ends of what is known differ."""
    slots = weeks(3)
    excusing = [away(7, 13)] if leave else []
    sessions = [vague(first, first + wide, known) for first, wide, known in unsure]
    on = after(40)
    judged = judge_cadence(slots, [*sessions, *held(*sure)], on=on, excusing=excusing)
    cases = []
    choices = [
        [*{min(d, 21) for d in range(first, first + wide + 1)}]
        + ([] if known else [99])
        for first, wide, known in unsure
    ]
    weeks_of = [
        sorted({-1 if d < 0 or d > 20 else d // 7 for d in one}) for one in choices
    ]
    for chosen in itertools.product(*weeks_of):
        kept = {week for week in chosen if week >= 0} | {
            n // 7 for n in sure if n <= 20
        }
        excused = ({1} if leave else set()) - kept
        cases.append(Fraction(len(kept), 3 - len(excused)))
    least, most = judged.share_kept()
    assert most == max(cases)
    assert least <= min(cases)
    if not leave:
        assert least == min(cases)


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 3)).map(
            lambda pair: tuple(range(pair[0], pair[0] + pair[1] + 1))
        ),
        max_size=4,
    )
)
def test_fewest_and_most_agree_with_trying_everything(sessions):
    """The least and the most slots that doubtful sessions can keep."""
    tried = [len(set(chosen)) for chosen in itertools.product(*sessions)]
    assert fewest_hit(sessions, range(10)) == min(tried)
    assert most_matched(sessions, range(10), []) == (max(tried), 0)


@pytest.mark.parametrize("missing", [set(), {1}])
def test_a_session_with_another_place_to_be_keeps_nothing_for_certain(missing):
    assert fewest_hit([(1, 2)], missing) == 0
