"""Cadences as they are answered: slots, what keeps them, what excuses them, gaps."""

from datetime import date, timedelta

import pytest
from small_framework import outcome, started, verdict, verdicts, year

KINDS = """
evidence_types:
  supervision: {title: Supervision, fields: {minutes: number, supervisor: person}}
"""
NATIONAL = year(
    """
    - id: supervision
      cadence: supervision
      phases:
        - {until: week 6, every: 1 week}
        - {until: month 6, every: 2 weeks}
        - {every: 1 month}
      where: {minutes: {at_least: 90}}
      excused_by: [annual-leave]
    """,
    side="support",
    clock="stretches_with: hours, pauses_for: [parental-leave]",
    rest=KINDS,
)


def weekly(keys: str = "") -> str:
    rule = f"- {{id: supervision, cadence: supervision, every: 1 week{keys}}}"
    return year(rule, side="support", rest=KINDS)


def sessions(*days: str, minutes: int = 90) -> str:
    return (
        f"evidence: [{{type: supervision, minutes: {minutes}, "
        f"dates: [{', '.join(days)}]}}]\n"
        if days
        else "evidence: []\n"
    )


def statuses(found) -> list[str]:
    return [slot.status for slot in found.slots]


@pytest.mark.parametrize("start", [date(2026, 1, 1) + timedelta(n) for n in range(365)])
def test_the_national_cadence_has_six_ten_and_six_slots_from_every_first_day(start):
    """A remainder of at least half a slot is a slot; a shorter one joins the last."""
    record = started(str(start), sessions())
    found = outcome(NATIONAL, record, start + timedelta(days=400), "supervision")
    lengths = [(slot.last - slot.first).days + 1 for slot in found.slots]
    assert len(lengths) == 22
    assert all(length <= 7 + 3 for length in lengths[:6])
    assert all(8 <= length <= 14 + 7 for length in lengths[6:16])
    assert all(length >= 28 for length in lengths[16:-1])
    # No day is without a duty, and none has two.
    assert found.slots[0].first == start
    for one, following in zip(found.slots, found.slots[1:], strict=False):
        assert following.first == one.last + timedelta(days=1)


def test_a_phase_ends_on_the_day_its_until_is_reached_that_day_not_included():
    found = outcome(
        NATIONAL, started("2026-01-05", sessions()), "2026-02-16", "supervision"
    )
    assert found.slots[5].last == date(2026, 2, 15)
    assert found.slots[6].first == date(2026, 2, 16)  # week 6 itself
    assert (found.slots[6].last - found.slots[6].first).days == 13


def test_months_are_counted_from_the_first_day_of_the_phase_and_never_chained():
    rule = "- {id: supervision, cadence: supervision, every: 1 month}"
    framework = year(rule, side="support", rest=KINDS)
    found = outcome(
        framework, started("2026-01-31", sessions()), "2026-05-05", "supervision"
    )
    firsts = [str(slot.first) for slot in found.slots[:4]]
    assert firsts == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


def test_a_slot_is_kept_when_an_item_that_passes_is_dated_in_it():
    record = started("2026-01-05", sessions("2026-01-11", "2026-01-12"))
    found = outcome(NATIONAL, record, "2026-01-19", "supervision")
    assert statuses(found)[:3] == ["kept", "kept", "open"]
    assert (found.verdict.word, found.have, found.need) == ("met", 2, 2)


def test_a_session_that_is_too_short_keeps_nothing_and_is_left_out_with_the_reason():
    record = started("2026-01-05", sessions("2026-01-08", minutes=60))
    found = outcome(NATIONAL, record, "2026-01-12", "supervision")
    assert found.verdict.word == "not_met"
    (left_out,) = found.left_out
    assert left_out.reason.code == "fails_where"
    assert left_out.reason.values["wanted"] == "at least 90"


def test_a_second_item_in_the_same_slot_does_not_cover_the_next():
    record = started("2026-01-05", sessions("2026-01-06", "2026-01-08"))
    found = outcome(NATIONAL, record, "2026-01-19", "supervision")
    assert statuses(found)[:2] == ["kept", "missed"]
    assert [one.reason.code for one in found.left_out] == ["second_in_slot"]


@pytest.mark.parametrize(
    ("absence", "status"),
    [
        ("{reason: annual-leave, from: 2026-01-12, to: 2026-01-16}", "excused"),
        ("{reason: annual-leave, from: 2026-01-12, to: 2026-01-15}", "missed"),
        ("{reason: training, from: 2026-01-12, to: 2026-01-18}", "missed"),
        ("{reason: annual-leave, from: 2026-01-01, to: 2026-02-01}", "excused"),
    ],
)
def test_a_slot_whose_weekdays_are_all_covered_by_a_named_absence_is_excused(
    absence, status
):
    """The weekend need not be covered; a reason that is not named excuses nothing."""
    record = started("2026-01-05", sessions("2026-01-06") + f"absences: [{absence}]")
    found = outcome(NATIONAL, record, "2026-01-19", "supervision")
    assert statuses(found)[1] == status
    assert found.need == (1 if status == "excused" else 2)  # it leaves the count


def test_an_open_slot_is_due_on_its_last_day_and_never_spoils_the_verdict():
    record = started("2026-01-05", sessions("2026-01-06"))
    for day in ("2026-01-12", "2026-01-18"):
        found = outcome(NATIONAL, record, day, "supervision")
        assert (found.verdict.word, found.due) == ("met", date(2026, 1, 18))
    assert verdict(NATIONAL, record, "2026-01-19", "supervision") == "not_met"


def test_a_missed_slot_cannot_be_mended_and_never_lowers_the_learners_side():
    record = started("2026-01-05", sessions("2026-01-13", "2026-01-14"))
    found = outcome(NATIONAL, record, "2026-01-19", "supervision")
    assert "missed" in found.flags
    assert [slot.first for slot in found.slots if slot.status == "missed"] == [
        date(2026, 1, 5)
    ]


def test_at_least_is_the_share_of_ended_slots_that_must_be_kept():
    framework = weekly(", at_least: 75%")
    kept = [f"2026-01-{day:02}" for day in (6, 13, 20)]
    record = started("2026-01-05", sessions(*kept))
    assert verdict(framework, record, "2026-02-02", "supervision") == "met"
    assert verdict(framework, record, "2026-02-09", "supervision") == "not_met"


def test_the_answer_prints_the_longest_gap():
    record = started("2026-01-05", sessions("2026-01-05", "2026-01-18", "2026-01-19"))
    found = outcome(weekly(), record, "2026-01-26", "supervision")
    assert found.verdict.word == "met"
    assert found.longest_gap == (date(2026, 1, 5), date(2026, 1, 18))


def test_longest_gap_is_there_for_those_who_mean_spacing():
    """Slots allow almost two intervals; `longest_gap` asks for the days between."""
    record = started("2026-01-05", sessions("2026-01-05", "2026-01-18", "2026-01-19"))
    for gap, wanted in (("13 days", "met"), ("12 days", "not_met")):
        framework = weekly(f", longest_gap: {gap}")
        assert verdict(framework, record, "2026-01-26", "supervision") == wanted


def test_paused_days_make_a_slot_longer_by_as_many_days():
    leave = "absences: [{reason: parental-leave, from: 2026-01-08, to: 2026-01-27}]"
    record = started("2026-01-05", sessions() + leave)
    found = outcome(NATIONAL, record, "2026-03-20", "supervision")
    first, second = found.slots[:2]
    assert (first.first, first.last) == (date(2026, 1, 5), date(2026, 1, 31))
    assert (second.first, second.last) == (date(2026, 2, 1), date(2026, 2, 7))


def test_phase_boundaries_are_programme_time_and_every_is_calendar_time():
    """At 0.6 of full time week 6 comes after 70 days; a week stays seven days."""
    record = started(
        "2026-01-05",
        sessions() + "posts: [{from: 2026-01-05, hours: 0.6}]",
    )
    found = outcome(NATIONAL, record, "2026-04-01", "supervision")
    weeks = [s for s in found.slots if (s.last - s.first).days == 6]
    assert len(weeks) == 10
    assert weeks[-1].last == date(2026, 3, 15)


def test_before_the_first_day_nothing_is_asked_and_after_the_end_no_slot_is_open():
    record = started("2026-01-05", sessions("2026-01-06"))
    found = outcome(weekly(), record, "2027-06-01", "supervision")
    assert found.due is None
    # 52 weeks and a day that joins the last of them.
    assert (found.have, found.need) == (1, 52)


def test_a_start_known_roughly_leaves_open_only_what_it_decides():
    """Whoever began on the 1st had no session in the first week, others had."""
    held = [str(date(2026, 1, 10) + timedelta(days=n)) for n in range(0, 60, 3)]
    record = started("2026-01", sessions(*held))
    assert verdict(weekly(), record, "2026-02-20", "supervision") == "undecided"
    held = [str(date(2026, 1, 1) + timedelta(days=n)) for n in range(0, 60, 3)]
    record = started("2026-01", sessions(*held))
    assert verdict(weekly(), record, "2026-02-20", "supervision") == "met"


def test_a_session_whose_day_is_known_roughly_is_undecided_only_where_it_matters():
    kept = sessions("2026-01-06", "2026-01", "2026-01-20")
    record = started("2026-01-05", kept)
    days = ("2026-01-12", "2026-01-26", "2026-02-02")
    assert verdicts(weekly(), record, "supervision", *days) == [
        "met",
        "undecided",
        "not_met",
    ]


def test_by_the_day_each_slot_is_judged_by_the_edition_in_force_on_its_due_day():
    """Nothing already due is judged again when the rule changes for everybody."""
    framework = year(
        """
        - id: supervision
          cadence: supervision
          version_by: day
          versions:
            - {from: 2020-01-01, every: 1 week}
            - {from: 2026-02-02, every: 2 weeks}
        """,
        side="support",
        rest=KINDS,
    )
    held = sessions(
        "2026-01-06", "2026-01-13", "2026-01-20", "2026-01-27", "2026-02-10"
    )
    record = started("2026-01-05", held)
    found = outcome(framework, record, "2026-02-16", "supervision")
    assert found.verdict.word == "met"
    lengths = [(slot.last - slot.first).days + 1 for slot in found.slots]
    assert lengths[:5] == [7, 7, 7, 7, 14]
    missed = started("2026-01-05", sessions("2026-01-06", "2026-01-20"))
    assert verdict(framework, missed, "2026-02-16", "supervision") == "not_met"


def test_a_cadence_within_a_window_is_laid_out_in_it():
    framework = weekly(", within: {from: month 1, to: month 2}")
    record = started("2026-01-05", sessions("2026-02-05"))
    found = outcome(framework, record, "2026-06-01", "supervision")
    assert found.slots[0].first == date(2026, 2, 5)
    assert found.slots[-1].last == date(2026, 3, 5)
