"""Dates out: what a calendar holds, in which order, and as an iCalendar file."""

import builtins
import json
from datetime import date

import pytest

import swcareers as sw
from swcareers.queries.calendar import Calendar, calendar
from swcareers.queries.dates import CalendarEntry

ON = "2026-11-06"


def learner(root, name):
    return sw.load_record(root / "frameworks" / "learners" / f"{name}.yaml")


@pytest.fixture
def nqsw(root) -> Calendar:
    record = learner(root, "thurrock-nqsw")
    return calendar(sw.load_framework("thurrock"), record, on=ON)


def found(dates: Calendar, id_: str, **wanted: object) -> list[CalendarEntry]:
    return [
        one
        for one in dates
        if one.id == id_
        and all(getattr(one, name) == value for name, value in wanted.items())
    ]


def test_entries_are_in_the_order_of_their_days(nqsw):
    days = [one.day for one in nqsw]
    assert days == sorted(days)


def test_the_framework_and_the_record_may_stand_in_either_order(root, nqsw):
    record = learner(root, "thurrock-nqsw")
    assert calendar(record, sw.load_framework("thurrock"), on=ON) == nqsw
    with pytest.raises(TypeError, match="a framework and a record"):
        calendar(record, record, on=ON)


def test_what_is_overdue_stays_on_its_own_day_and_says_so(nqsw):
    (plan, *_) = found(nqsw, "asye-child-family/development-plan")
    assert (plan.day, plan.overdue, plan.hard) == (date(2026, 9, 1), True, False)
    assert plan.label == "month 3"


def test_owed_points_are_told_up_to_the_end(nqsw):
    reviews = found(nqsw, "asye-child-family/reviews", kind="due")
    assert [(str(one.day), one.label) for one in reviews] == [
        ("2026-12-01", "month 6"),
        ("2027-03-01", "month 9"),
        ("2027-06-01", "month 12"),
    ]
    assert {one.who for one in reviews} == {"learner"}


def test_the_next_sessions_of_a_cadence_are_told_for_three_months(nqsw):
    sessions = found(nqsw, "asye-child-family/supervision")
    assert [str(one.day) for one in sessions] == [
        "2026-11-15",
        "2026-11-30",
        "2026-12-31",
        "2027-01-31",
    ]
    assert {one.who for one in sessions} == {"employer"}


def test_what_is_planned_stands_there_with_the_rule_it_would_count_for(nqsw):
    planned = [one for one in nqsw if one.kind == "planned"]
    assert [(str(one.day), one.id) for one in planned] == [
        ("2026-11-20", "asye-child-family/observations"),
        ("2026-12-01", "asye-child-family/reviews"),
    ]
    assert all(one.provisional for one in planned)


def test_the_points_and_the_last_day_of_the_programme(nqsw):
    points = found(nqsw, "asye-child-family", kind="point")
    assert [(str(one.day), one.label) for one in points] == [
        ("2026-12-01", "month 6"),
        ("2027-03-01", "month 9"),
        ("2027-05-31", "end"),
        ("2027-06-01", "month 12"),
    ]


def test_the_moments_of_the_registration_year(nqsw):
    moments = found(nqsw, "registration-year")
    assert [(str(one.day), one.what) for one in moments] == [
        ("2026-11-30", "Registration year 2025/26: year end"),
        ("2026-12-01", "Registration year 2026/27: begins"),
        ("2027-09-01", "Registration year 2026/27: renewal opens"),
    ]


def test_a_close_is_hard_and_tells_what_follows(root):
    record = learner(root, "thurrock-practice-educator")
    dates = calendar(sw.load_framework("thurrock"), record, on=ON)
    (form,) = found(dates, "renewal-form")
    assert (form.kind, form.hard, form.day) == ("closes", True, date(2026, 11, 30))
    assert "must be removed" in (form.note or "")


def test_an_approval_lapses_on_its_last_day(root):
    dates = calendar(sw.load_framework("amhp"), learner(root, "amhp"), on=ON)
    (last,) = found(dates, "amhp", kind="lapses")
    assert (last.day, last.hard) == (date(2030, 2, 28), True)
    (hours,) = found(dates, "amhp/training")
    assert (hours.day, hours.note) == (date(2027, 2, 28), "6 of 18 hours so far")


def test_a_length_of_time_is_told_on_the_day_it_is_reached():
    framework = sw.load_framework(
        {
            "framework": "small",
            "title": "Small",
            "requires": [{"id": "time", "time_in": "posts", "at_least": "2 years"}],
        }
    )
    record = sw.load_record({"record": "a", "posts": [{"from": "2025-03-01"}]})
    (entry,) = calendar(framework, record, on=ON)
    assert (entry.kind, entry.day) == ("reached", date(2027, 3, 1))


def test_while_an_absence_goes_on_the_days_are_provisional(root):
    record = learner(root, "thurrock-nqsw").adding(
        {"reason": "parental-leave", "from": "2026-10-01"}
    )
    dates = calendar(sw.load_framework("thurrock"), record, on=ON)
    due = [one for one in found(dates, "asye-child-family/reviews") if one.label]
    assert due
    assert all(one.provisional for one in due)


def test_nothing_is_told_of_what_is_over(root):
    record = learner(root, "thurrock-nqsw").adding(
        {
            "decision": "asye-outcome",
            "is": "pass",
            "by": "employer",
            "date": "2026-11-01",
        }
    )
    dates = calendar(sw.load_framework("thurrock"), record, on=ON)
    assert not [one for one in dates if one.id.startswith("asye-child-family/")]


# --- what is announced ----------------------------------------------------------------


def test_the_standards_of_april_2027_and_the_programme_of_september(nqsw):
    """N61: five months between the standards and the programme."""
    told = {one.id: one for one in nqsw.announced}
    standards = told["asye-child-family/standards"]
    assert (standards.day_known, standards.changes) == ("2027-04-01", "not stated")
    assert "early career standards" in (standards.then or "")
    programme = told["early-career-development-programme"]
    assert (programme.day_known, programme.changes) == ("2027-09", "no")
    assert programme.because == "ASYE, child and family ends before it begins."


def test_a_year_that_ends_before_the_change_is_not_touched_by_it(root):
    record = sw.load_record(
        {
            "record": "b",
            "programmes": [{"programme": "asye-child-family", "started": "2026-01-05"}],
            "posts": [{"stage": "nqsw", "service": "children", "from": "2026-01-05"}],
        }
    )
    dates = calendar(sw.load_framework("thurrock"), record, on=ON)
    told = {one.id: one for one in dates.announced}
    assert told["asye-child-family/standards"].changes == "no"
    assert (
        told["early-career-standards"].because == "The year ends before 1 April 2027."
    )


@pytest.mark.parametrize(
    ("by", "everyone", "changes"),
    [
        ("start", None, "no"),
        ("start", "2027-06-01", "yes"),
        ("day", None, "yes"),
    ],
)
def test_whether_a_version_changes_anything_goes_by_what_picks_it(
    by, everyone, changes
):
    version = {"from": "2027-04-01", "at_least": "2"}
    if everyone:
        version["everyone_from"] = everyone
    framework = sw.load_framework(
        {
            "framework": "small",
            "title": "Small",
            "evidence_types": {"plan": {"title": "Plan"}},
            "programmes": {
                "year": {
                    "title": "Year",
                    "clock": {"runs_for": "12 months"},
                    "requires": [
                        {
                            "id": "plan",
                            "evidence": "plan",
                            "version_by": by,
                            "versions": [
                                {"from": "2020-01-01", "at_least": "1"},
                                version,
                            ],
                        }
                    ],
                }
            },
        }
    )
    record = sw.load_record(
        {
            "record": "c",
            "programmes": [{"programme": "year", "started": "2026-09-01"}],
            "evidence": [],
        }
    )
    (told,) = calendar(framework, record, on=ON).announced
    assert told.changes == changes


# --- as data, and as a file -----------------------------------------------------------


@pytest.mark.parametrize(
    ("framework", "name"),
    [("thurrock", "thurrock-nqsw"), ("amhp", "amhp"), ("newham", "newham-clare")],
)
def test_to_json_and_back_nothing_is_lost(root, framework, name):
    dates = calendar(sw.load_framework(framework), learner(root, name), on=ON)
    assert Calendar.from_json(json.loads(json.dumps(dates.to_json()))) == dates


def events(text: str) -> dict[str, object]:
    icalendar = pytest.importorskip("icalendar")
    return {
        str(event["uid"]): event
        for event in icalendar.Calendar.from_ical(text).walk("VEVENT")
    }


def test_the_file_holds_an_all_day_event_for_every_entry(nqsw):
    found_events = events(nqsw.to_ics())
    assert len(found_events) == len(nqsw.entries)
    for event in found_events.values():
        start, end = event["dtstart"].dt, event["dtend"].dt
        assert type(start) is date
        assert (end - start).days == 1
        assert start >= date(2026, 11, 6)
        assert str(event["dtstamp"].dt) == "2026-11-06 00:00:00+00:00"


def test_the_same_calendar_gives_the_same_file(root, nqsw):
    again = calendar(
        sw.load_framework("thurrock"), learner(root, "thurrock-nqsw"), on=ON
    )
    assert again.to_ics() == nqsw.to_ics()


def test_an_event_keeps_its_identity_when_its_day_moves(root, nqsw):
    moved = learner(root, "thurrock-nqsw").adding(
        {"reason": "parental-leave", "from": "2026-10-01", "to": "2026-10-31"}
    )
    later = calendar(sw.load_framework("thurrock"), moved, on=ON)

    def month_9(dates: Calendar) -> dict[str, date]:
        return {
            uid: event["dtstart"].dt
            for uid, event in events(dates.to_ics()).items()
            if str(event["summary"]) == "Reviews: month 9 (due)"
        }

    before, after = month_9(nqsw), month_9(later)
    assert list(before) == list(after)
    assert [str(day) for day in after.values()] == ["2027-04-01"]


def test_the_file_says_nothing_of_the_person(root, nqsw):
    text = nqsw.to_ics()
    for word in ("thurrock-0231", "assessor-a", "manager-b"):
        assert word not in text.replace("\r\n ", "")


def test_two_people_in_one_calendar_stay_apart(root, nqsw):
    other = learner(root, "thurrock-nqsw")
    renamed = sw.load_record({"record": "another", "posts": [{"from": "2026-06-01"}]})
    one = calendar(sw.load_framework("thurrock"), other, on=ON)
    two = calendar(sw.load_framework("thurrock"), renamed, on=ON)
    assert not set(events(one.to_ics())) & set(events(two.to_ics()))


def test_without_the_library_the_message_says_how_to_get_it(nqsw, monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name.partition(".")[0] == "icalendar":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"pip install swcareers\[ics\]"):
        nqsw.to_ics()
