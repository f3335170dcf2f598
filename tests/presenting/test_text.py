"""The report on one screen: calm, aligned, nothing cut."""

import re
from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports_by_hand import (
    ON,
    answer,
    owner,
    plans,
    report,
    side,
    supervision,
    thurrock,
)

from swcareers.presenting.lines import short_day, symbol
from swcareers.presenting.text import SIDE_BY_SIDE, report_text
from swcareers.presenting.timeline import drawn
from swcareers.queries.answers import Mark, Notice, Run, Step
from swcareers.values.text import width

WIDTHS = [40, 60, 71, 72, 80, 100, 120, 200]
AT_80 = """\
 thurrock-0231                                                  6 November 2026
 ASYE, child and family · Thurrock Social Work Academy
 Newly qualified social worker, children, assessment

                                  today
 1 June  ━━━━━━━━━━━━━━━━●━━━━━━━━━━┃───○──────────────○───────────────○ 31 May
                      month 3        month 6        month 9         month 12

 Two things need attention and two are not recorded. All else due is in place.

 › Supervision       None recorded for 21 September to 4 October and 19 October
                     to 1 November; one is due every two weeks. Next: by
                     15 November.
 › Development plan  The plan for month 3 was due on 1 September and can still
                     be agreed. Next: by 30 November.

 1 entry of the record could not be used:
   "30 February 2026" is not a date: February 2026 has 28 days.

 Support, from the employer              Assessment, from the learner
 ● Agreement           18 June           ◐ Reviews                  1 of 4
 ● Assessor            in place          ◐ Development plans        1 of 4
 ◐ Supervision         11 of 13          ◐ Direct observations      1 of 3
 ● Protected caseload  75%, up to 90%    ◐ Feedback, families       1 of 3
 ● Training            confirmed         ◐ Feedback, professionals  2 of 3
 ● Time to shadow      confirmed         ◐ Written work             1 of 3
 ● Help with the plan  confirmed         ◐ Self-assessments         1 of 3
 ○ Development time    not recorded      ○ Critical reflections     0 of 2
 ○ Before the start    not recorded      ○ Capability         awaiting decision

 Coming
   20 November  second direct observation, booked
    1 December  self-assessment; critical reflection; plan for months 6 to 9

 For people: capability at the level of a newly qualified social worker
 (assessor); outcome (moderation panel); which standards apply after 31 March
 2027, as no source says.

 Invented: nobody of this reference exists.
 2 facts behind these rules are unsure.
 This page counts evidence and judges no one.         Rules and sources: --full
"""  # noqa: RUF001 - the pointer is a sign of the page
OPENED = """\
 ◐ Supervision: 11 of 13                                       asye/supervision
     A supervision session every week until week 6, every two weeks until
     month 6, then every month; at least 90 minutes and with a supervisor on
     the register of social workers in England; a confirmation by the assessor
     or the programme coordinator will do.
     counted      5 Jun, 12 Jun, 19 Jun, 26 Jun, 3 Jul, 10 Jul, 24 Jul, 7 Aug,
                  28 Aug, 11 Sep, 9 Oct
     excused      10 to 23 August, annual leave
     none         21 September to 4 October; 19 October to 1 November
     open         2 to 15 November
     longest gap  28 days, 11 September to 9 October
     due          15 November
     unsure       excused by (believed, not seen)
     set by       asye; then thurrock
     source       Local Government Association, Standards for employers of
                  social workers in England, standard 5
     in           england/asye.yaml:312

"""
EMPTY = """\
 thurrock-0231                                                  6 November 2026
 Thurrock Social Work Academy

 Nothing needs attention before month 6, 1 December 2026.

 This page counts evidence and judges no one.         Rules and sources: --full
"""


def test_the_report_fits_on_one_screen_and_reads_from_the_top() -> None:
    assert report_text(thurrock(), width=80) == AT_80


@pytest.mark.parametrize("wide", WIDTHS)
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("plain", [False, True])
def test_no_line_runs_beyond_the_width(wide: int, full: bool, plain: bool) -> None:
    text = report_text(thurrock(), width=wide, full=full, plain=plain)
    assert max(map(width, text.splitlines())) <= max(wide, 40)
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert "\n\n\n" not in text


@pytest.mark.parametrize("wide", WIDTHS)
def test_nothing_is_cut_whatever_the_width(wide: int) -> None:
    """Every word of the widest page stands on every other."""

    def words(text: str) -> set[str]:
        drawing = set("━─┃●○◐")
        return {word for word in text.split() if not drawing & set(word)}

    whole = words(report_text(thurrock(), width=200, full=True))
    # The points of the year may be too close for all their labels.
    labels = {"month", "6", "9", "12", "3"}
    assert whole - words(report_text(thurrock(), width=wide, full=True)) <= labels


def test_the_sides_stand_beside_each_other_from_72_columns() -> None:
    both = re.compile("Support.*Assessment")
    assert both.search(report_text(thurrock(), width=SIDE_BY_SIDE))
    assert not both.search(report_text(thurrock(), width=SIDE_BY_SIDE - 1))


def test_plain_prints_words_only_in_signs_every_code_page_has() -> None:
    text = report_text(thurrock(), width=80, plain=True, full=True)
    assert text.isascii()
    assert "Supervision: partly, 11 of 13" in text
    assert report_text(thurrock(), plain=True).encode("cp437")


def test_without_symbols_every_line_still_says_how_it_stands() -> None:
    text = report_text(thurrock(), plain=True)
    for words in (
        "Written work             partly evidenced, 1 of 3",
        "Critical reflections     no evidence yet, 0 of 2",
        "Month 3, 1 September: done late;",
    ):
        assert words in text


def test_full_opens_each_line_in_place() -> None:
    text = report_text(thurrock(), width=80, full=True)
    opened = text[text.index(" ◐ Supervision") : text.index(" ● Protected")]
    assert opened == OPENED


def test_full_tells_the_points_of_a_rule_and_what_was_left_out_and_why() -> None:
    text = report_text(thurrock(), width=110, full=True)
    for words in (
        "start    evidenced, late by 17 days",
        "month 3  no evidence yet, due 1 September",
        "left out  30 September, direct observation by manager-b: observer should be",
        "booked    20 November",
        "Does not apply",
        "How part-time work makes the year longer is believed, not seen.",
        "Read against thurrock, edition as read in 2026, digest 7c1d52ab90ff",
        "(learners/thurrock-0231.yaml:41:11)",
    ):
        assert words in text


def test_what_does_not_apply_is_quiet_unless_everything_is_asked_for() -> None:
    assert "Handover between assessors" not in report_text(thurrock())
    assert "Handover between assessors" in report_text(thurrock(), full=True)


def test_an_empty_report_says_so_and_no_more() -> None:
    assert report_text(report()) == EMPTY


def test_one_side_alone_takes_the_page() -> None:
    only = report(support=side("support", owner("ASYE", supervision())))
    text = report_text(only)
    assert "Assessment, from" not in text
    assert " ◐ Supervision  11 of 13" in text


def test_owners_are_named_where_there_are_several() -> None:
    two = report(assessment=side("assessment", owner("ASYE", plans()),
                                 owner("Registration", plans())))  # fmt: skip
    lines = report_text(two).splitlines()
    assert " ASYE" in lines
    assert lines[lines.index(" Registration") - 1] == ""


def test_what_is_only_advised_does_not_look_owed() -> None:
    advised = [
        answer("Mentor", "not_yet", "not in place", strength="should"),
        answer("Records", "not_yet", "no evidence yet", "0", "4",
               strength="recommended"),
        answer("Reading", "not_yet", "partly evidenced", "1", "4",
               strength="recommended"),
        answer("Talks", "met", "evidenced", "4", "4", strength="recommended"),
    ]  # fmt: skip
    text = report_text(report(assessment=side("assessment", owner("ASYE", *advised))))
    assert " ○ Mentor   should be there" in text
    assert " ○ Records  recommended" in text
    assert " ◐ Reading  1 of 4, recommended" in text
    assert " ● Talks    4 of 4\n" in text


@pytest.mark.parametrize(
    ("have", "verdict", "words"),
    [
        ("0.75", "met", "75%, up to 90%"),
        ("0.95", "not_met", "95%, up to 90%"),
        ("0.9", "met", "90%, up to 90%"),
        ("0.7167", "met", "71.7%, up to 90%"),
    ],
)
def test_a_reading_stands_beside_its_bound(have: str, verdict: str, words: str) -> None:
    load = answer("Caseload", verdict, "in place", have, "0.9", unit="share",
                  kind="measure", sentence="Caseload is at most 90%.")  # fmt: skip
    assert words in report_text(report(support=side("support", owner("A", load))))


def test_a_reading_that_must_not_fall_says_at_least() -> None:
    time = answer("Time", "not_met", "not in place", "0.08", "0.1", unit="share",
                  kind="measure", sentence="Time is at least 10%.")  # fmt: skip
    text = report_text(report(support=side("support", owner("A", time))))
    assert "○ Time  8%, at least 10%" in text


def test_enough_that_is_not_of_the_kind_asked_for_is_not_told_as_enough() -> None:
    """Three pieces of three, and none of them the report that is among the three."""
    work = answer("Written work", "not_yet", "partly evidenced", "3", "3")
    text = report_text(report(assessment=side("assessment", owner("A", work))))
    assert "◐ Written work  partly evidenced" in text


def test_what_may_count_stands_beside_what_does() -> None:
    months = answer("In post", "undecided", "cannot be said", "4", "6", unit="months",
                    kind="time_in")  # fmt: skip
    unsure = attrs.evolve(months, have_at_most=months.have * 2)  # type: ignore[operator]  # its type is wider than what is in it
    text = report_text(report(assessment=side("assessment", owner("A", unsure))))
    assert "4 to 8 of 6 months" in text


def test_two_titles_too_long_for_their_column_are_wrapped_and_kept() -> None:
    long = "Capability at the level of a newly qualified social worker"
    lines = [answer(long, "undecided", "awaiting decision", kind="assessed")]
    text = report_text(
        report(
            support=side("support", owner("A", supervision())),
            assessment=side("assessment", owner("A", *lines)),
        ),
        width=72,
    )
    for words in long.split(), ["awaiting", "decision"]:
        assert set(words) <= set(text.split())


# --- the line of the year -------------------------------------------------------------


def run(*marks: Mark, first: date = date(2026, 6, 1)) -> Run:
    return Run(programme="asye", title="ASYE", start=str(first), first=first,
               last=date(2027, 5, 31), marks=marks)  # fmt: skip


def test_labels_that_have_no_room_say_only_their_number() -> None:
    marks = [Mark(label=f"month {n}", day=date(2026 + (n > 7), (n + 4) % 12 + 1, 1))
             for n in range(1, 13)]  # fmt: skip
    lines = drawn(run(*marks), ON, 100)
    assert lines[-1].split() == ["month", *map(str, range(1, 13))]


def test_after_the_year_all_of_it_lies_behind() -> None:
    (line,) = drawn(run(), date(2027, 12, 1), 60)
    assert "─" not in line
    assert "┃" not in line


def test_before_the_year_all_of_it_is_to_come() -> None:
    (line,) = drawn(run(), date(2026, 1, 1), 60)
    assert "━" not in line


@pytest.mark.parametrize("wide", [10, 30])
def test_where_there_is_no_room_there_is_no_line(wide: int) -> None:
    assert drawn(run(), ON, wide) == []


def test_a_year_whose_end_is_not_known_is_told_in_words() -> None:
    unknown = Run(programme="asye", title="ASYE", start="late 2025")
    text = report_text(report(runs=(unknown,)))
    assert " ASYE: begun late 2025; its days cannot be said." in text.splitlines()


def test_a_paused_clock_and_what_moved_it_are_said() -> None:
    moved = attrs.evolve(run(), paused=True, moved_by=("Leave: 90 days later",))
    text = report_text(report(runs=(moved,)))
    assert " The clock is paused.\n Leave: 90 days later\n" in text


@given(
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 2000),
    points=st.lists(st.integers(-100, 2100), max_size=8),
    wide=st.integers(20, 130),
)
@settings(max_examples=150)
def test_the_line_never_runs_beyond_its_room(
    first: date, days: int, points: list[int], wide: int
) -> None:
    day = first.toordinal()
    marks = tuple(
        Mark(label=f"month {n}", day=date.fromordinal(day + n)) for n in points
    )
    year = Run(programme="a", title="A", start=str(first), first=first,
               last=date.fromordinal(day + days), marks=marks)  # fmt: skip
    assert all(width(line) <= wide for line in drawn(year, ON, wide))


# --- hostile and odd words ------------------------------------------------------------


@given(words=st.text(min_size=1, max_size=60), wide=st.integers(40, 120))
@settings(max_examples=150)
def test_no_words_of_a_file_break_the_page(words: str, wide: int) -> None:
    """Titles may hold anything: line breaks, controls, wide letters, one long word."""
    odd = answer(words, "met", "in place", sentence=words, note=words)
    page = report(
        reference=words,
        post=words,
        support=side("support", owner(words, odd)),
        attention=(Notice(id="a", title=words, side="support", message=words),),
        coming=(Step(what=words, who=words),),
        for_people=(Step(what=words, who=words),),
    )
    for full in (False, True):
        text = report_text(page, width=wide, full=full)
        assert all(width(line) <= wide for line in text.split("\n"))
        assert all(line.isprintable() for line in text.split("\n"))


def test_a_terminal_cannot_be_steered_by_a_title() -> None:
    odd = answer("\x1b[31mRed\x07\u202ealert", "met", "in place")
    text = report_text(report(support=side("support", owner("A", odd))))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "Red" in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-06-05", "5 Jun"),
        ("2019-06-05", "5 Jun 2019"),
        ("late 2022", "late 2022"),
        ("2026-09", "September 2026"),
    ],
)
def test_days_in_a_row_are_short(text: str, words: str) -> None:
    assert short_day(text, ON) == words


def test_the_symbols_stand_for_there_partly_and_none() -> None:
    assert symbol(answer("A", "met", "")) == "●"
    assert symbol(answer("A", "not_yet", "", "1", "3")) == "◐"
    assert symbol(answer("A", "not_met", "", "0", "3")) == "○"
    assert symbol(answer("A", "undecided", "")) == "○"
    assert symbol(answer("A", "not_applicable", "")) == "·"
    group = answer("A", "not_yet", "", parts=(answer("B", "met", ""),), kind="all")
    assert symbol(group) == "◐"
