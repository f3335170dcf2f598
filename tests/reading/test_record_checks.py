"""What rides with a record: it always loads, and says what cannot be so."""

from pathlib import Path
from typing import Any

import pytest

from swcareers.reading import catalogue
from swcareers.reading.loading import load_framework, load_record
from swcareers.reading.record_checks import record_against

RECORDS = catalogue.shipped()[0].path.parents[1] / "learners"


def codes(**sections: Any) -> list[str]:
    """The codes that ride with a record of these sections."""
    record = load_record({"record": "example-1", **sections})
    return [problem.code for problem in record.problems]


def against(framework: str = "asye", **sections: Any) -> list[str]:
    """The codes of what a framework does not know of a record."""
    record = load_record({"record": "example-1", **sections})
    found = record_against(record, load_framework(framework))
    return [problem.code for problem in found]


@pytest.mark.parametrize("path", sorted(RECORDS.glob("*.yaml")), ids=lambda p: p.stem)
def test_a_shipped_record_has_no_problem(path: Path) -> None:
    record = load_record(path)
    assert record.problems == ()
    for framework in record.frameworks:
        assert record_against(record, load_framework(framework)) == ()


def test_a_record_of_nothing_has_no_problem() -> None:
    assert codes() == []
    assert against() == []


# --- what contradicts itself ----------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "entry"),
    [
        ("posts", {"from": "2026-06-01", "to": "2026-05-01"}),
        ("registrations", {"register": "r", "from": "2026-06", "to": "2025"}),
        ("programmes", {"programme": "p", "started": "2026-06", "ended": "2026-05"}),
        ("modules", {"module": "m", "started": "2026-06", "achieved": "2025-06"}),
        ("confirmations", {"of": "r", "within": {"from": "2026-06", "to": "2026-05"}}),
        ("studies", {
            "qualification": "q", "state": "studying",
            "roles": {"mentor": {"person": "a", "from": "2026", "to": "2025"}},
        }),
    ],
)  # fmt: skip
def test_an_end_before_a_beginning_is_said(section: str, entry: dict[str, Any]) -> None:
    assert codes(**{section: [entry]}) == ["SWC411"]


def test_days_known_only_roughly_contradict_only_where_they_surely_do() -> None:
    assert codes(posts=[{"from": "2026-06-15", "to": "2026-06"}]) == []
    assert codes(posts=[{"from": "2026-06-15", "to": "2026-05"}]) == ["SWC411"]


def test_a_day_after_the_record_is_said_unless_it_is_planned() -> None:
    day = {"type": "supervision", "date": "2026-12-01"}
    assert codes(as_of="2026-11-06", evidence=[day]) == ["SWC413"]
    assert codes(as_of="2026-11-06", evidence=[{**day, "planned": "true"}]) == []
    assert codes(evidence=[day]) == []
    assert codes(as_of="2026", evidence=[day]) == []


def test_one_of_several_days_is_pointed_at() -> None:
    days = {"type": "supervision", "dates": ["2026-10-01", "2026-12-01"]}
    record = load_record({"record": "a", "as_of": "2026-11-06", "evidence": [days]})
    assert [problem.pointer for problem in record.problems] == ["/evidence/0/dates/1"]


def test_a_leave_or_an_approval_may_end_after_the_record() -> None:
    leave = {"reason": "parental-leave", "from": "2026-09-01", "to": "2027-02-28"}
    assert codes(as_of="2026-11-06", absences=[leave]) == []


def test_silence_about_a_day_is_said_unless_it_is_marked() -> None:
    assert codes(posts=[{"stage": "nqsw"}]) == ["SWC412"]
    assert codes(posts=[{"stage": "nqsw", "not_stated": ["from"]}]) == []
    assert codes(posts=[{"stage": "nqsw", "planned": "true"}]) == []
    assert codes(studies=[{"qualification": "msc", "state": "studying"}]) == []


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ({"to": "2026-08-31"}, {"from": "2026-06-01"}, ["SWC415"]),
        ({}, {"from": "2026-06-01"}, ["SWC415"]),
        ({"to": "2026-06-01"}, {"from": "2026-06-01"}, []),
        ({"to": "2026-08-31"}, {"from": "2026-09-01"}, []),
        ({"hours": "18.5 of 37"}, {"from": "2026-06-01"}, []),
        ({"to": "2026-08-31"}, {"from": "2026-06"}, []),
        ({"to": "2026-08"}, {"from": "2026-06-01"}, []),
        ({}, {"from": "2026-06-01", "planned": "true"}, []),
    ],
)
def test_two_posts_contradict_only_where_both_surely_fill_the_time(
    first: dict[str, str], second: dict[str, str], found: list[str]
) -> None:
    posts = [{"from": "2025-09-01", "stage": "nqsw", **first}, {"team": "b", **second}]
    assert codes(posts=posts) == found


def test_a_person_needs_an_entry_only_where_people_are_told_about() -> None:
    act = {"type": "progress-review", "date": "2026-09-02", "by": "assessor-b"}
    assert codes(evidence=[act]) == []
    assert codes(evidence=[act], people={"assessor-a": {}}) == ["SWC416"]
    assert codes(evidence=[act], people={"assessor-b": {}}) == []


def test_two_entries_alike_in_every_key_are_one_too_many() -> None:
    act = {"type": "progress-review", "date": "2026-09-02"}
    assert codes(evidence=[act, {**act, "by": "a"}]) == []
    assert codes(evidence=[act, {**act, "by": "a"}, act]) == ["SWC417"]


def test_a_place_is_not_guessed_where_entries_could_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_text(
        "record: a\nposts:\n  - {from: 2026-13-40, to: 2026-99-01, hours: none}\n"
        "absences:\n  - {from: 2026-01-01}\n"
        "  - {reason: sickness, from: 2026-06-01, to: 2026-05-01}\n",
        "utf-8",
    )
    record = load_record(path)
    (found,) = [one for one in record.problems if one.code == "SWC411"]
    assert found.pointer == "/absences"


# --- what a framework does not know ---------------------------------------------------


@pytest.mark.parametrize(
    ("section", "entry"),
    [
        ("registrations", {"register": "social-work-engand", "from": "2026"}),
        ("posts", {"stage": "nqws", "from": "2026"}),
        ("programmes", {"programme": "asye-adult", "started": "2026"}),
        ("learning", {"learning": "coaching-circles", "date": "2026"}),
        ("studies", {"qualification": "msc", "state": "studying"}),
        ("awards", {"award": "msc", "achieved": "2026"}),
        ("approvals", {"approval": "amph", "from": "2026"}),
        ("evidence", {"type": "supervison", "date": "2026"}),
        ("assessments", {"assessed": "pcf/nqws", "date": "2026"}),
        ("decisions", {"decision": "asye-outcom", "date": "2026"}),
        ("readings", {"measure": "case-load", "date": "2026", "value": "90%"}),
        ("waivers", {"of": "asye/observation", "date": "2026"}),
        ("confirmations", {"of": "asye/work-load", "date": "2026"}),
        ("modules", {"module": "law"}),
        ("applications", {"to": "managr", "date": "2026"}),
    ],
)
def test_what_the_framework_does_not_declare_is_said(
    section: str, entry: dict[str, str]
) -> None:
    sections: dict[str, Any] = {section: [{**entry, "not_stated": ["value"]}]}
    assert against(**sections) == ["SWC421"]


def test_a_rule_may_be_named_by_any_id_that_means_it() -> None:
    named = [{"of": "asye/workload", "date": "2026"}]
    assert against(confirmations=named) == []
    assert (
        against("thurrock", confirmations=[{**named[0], "of": "asye/training"}]) == []
    )
    named = [{"of": "asye-adults/observations", "date": "2026", "down_to": "2"}]
    assert against(waivers=named) == []


def test_a_field_is_held_against_what_its_type_declares() -> None:
    act = {"type": "supervision", "date": "2026-06-05"}
    assert against(evidence=[{**act, "minutes": "90"}]) == []
    assert against(evidence=[{**act, "minuts": "90"}]) == ["SWC422"]
    assert against(evidence=[{**act, "minutes": "an hour"}]) == ["SWC423"]
    written = {"type": "written-work", "date": "2026-06-05", "kind": "essay"}
    assert against(evidence=[written]) == ["SWC423"]
    handover = {"type": "assessor-handover", "date": "2026-06-05"}
    assert against(evidence=[{**handover, "agreement_signed_again": "yes"}]) == [
        "SWC423"
    ]


def test_a_number_of_minutes_is_not_written_in_hours() -> None:
    act = {"type": "supervision", "date": "2026-06-05"}
    assert against(evidence=[{**act, "minutes": "90"}]) == []
    assert against(evidence=[{**act, "minutes": "90 minutes"}]) == []
    assert against(evidence=[{**act, "minutes": "1.5 hours"}]) == ["SWC423"]


@pytest.mark.parametrize("value", ["60%", "14 cases"])
def test_a_reading_says_of_what_it_is(value: str) -> None:
    reading = {"measure": "caseload", "date": "2026-09-30"}
    assert against(readings=[{**reading, "value": value}]) == []
    for bare in ("60", "sixty"):
        assert against(readings=[{**reading, "value": bare}]) == ["SWC423"]


def test_ids_that_have_a_word_of_an_unknown_one_are_named() -> None:
    record = load_record(
        {"record": "a", "evidence": [{"type": "observation", "date": "2026-06-05"}]}
    )
    (found,) = record_against(record, load_framework("asye"))
    assert found.hint == "write direct-observation, if that is meant"


def test_an_outcome_is_one_the_decision_has() -> None:
    taken = {"decision": "asye-outcome", "date": "2027-06-10"}
    assert against(decisions=[{**taken, "is": "pass"}]) == []
    assert against(decisions=[{**taken, "is": "passed"}]) == ["SWC424"]
    agreed = {"decision": "knowledge-is-current", "is": "agreed", "date": "2027"}
    assert against(decisions=[agreed]) == []


def test_a_record_for_another_edition_says_so() -> None:
    assert against(frameworks={"asye": "2022"}) == []
    assert against(frameworks={"asye": "2015"}) == ["SWC425"]
    assert against(frameworks={"pcf": "2012"}) == ["SWC425"]
    assert against(frameworks={"newham": "2023-05"}) == []


def test_a_reason_of_absence_is_any_word_that_is_not_nearly_another() -> None:
    away = {"from": "2026-08-10", "to": "2026-08-23"}
    assert against(absences=[{**away, "reason": "jury-service"}]) == []
    assert against(absences=[{**away, "reason": "parental-leve"}]) == ["SWC421"]


def test_a_service_is_any_word_that_is_not_nearly_another() -> None:
    def said(service: str) -> list[str]:
        post = {"stage": "nqsw", "service": service, "from": "2026-06-01"}
        return against("thurrock", posts=[post])

    assert said("children") == []
    assert said("youth justice") == []
    assert said("Childrens") == ["SWC421"]


def test_a_module_of_another_university_says_what_it_is() -> None:
    module = {"module": "law", "title": "Law", "achieved": "2025-06-30"}
    assert against(modules=[{**module, "credits": "20"}]) == []
    assert against(modules=[module]) == ["SWC418"]
    assert against(modules=[{**module, "not_stated": ["credits"]}]) == []


def test_a_message_names_no_person_no_date_and_nothing_that_somebody_wrote() -> None:
    record = load_record(
        {
            "record": "example-1",
            "as_of": "2026-11-06",
            "people": {"assessor-a": {}},
            "posts": [
                {"from": "2026-06-01", "to": "1999-12-31", "note": "a private word"}
            ],
            "evidence": [
                {"type": "supervision", "date": "2031-07-09", "by": "hidden-person",
                 "supervisor": "hidden-person", "minutes": "a private word"},
            ],
            "decisions": [
                {"decision": "asye-outcome", "is": "a private word", "date": "2031"}
            ],
        }
    )  # fmt: skip
    found = (*record.problems, *record_against(record, load_framework("asye")))
    assert len(found) > 5
    told = " ".join(f"{problem.message} {problem.hint}" for problem in found)
    for private in ("hidden-person", "private", "2031", "1999"):
        assert private not in told
