"""What is held, completed and happened: awards, approvals, registrations, learning."""
# ruff: noqa: E501 - records read best on one line

from datetime import date

import pytest
from small_framework import framework, outcome, outcomes, record, verdict

from swcareers.queries.asking import situation_of

ON = "2026-06-01"

AWARDS = """
requires:
  - {id: diploma, holds: diploma}
  - {id: old, holds: old-diploma}
  - {id: two, holds: any-award, at_least: 2}
  - {id: every, holds: any-award, at_least: all}
  - {id: fellow, holds: fellowship}
  - {id: recent, holds: diploma, within: {last: 4 years, before: today}}
  - {id: credit, holds: any-award, at_least: 60 credits}
qualifications:
  diploma: {title: Diploma, credits: 60 credits, recognised_as: [{award: old-diploma, within: {to: 2015-08-31}}, {award: foreign, applies_when: {decision: equivalent}}]}
  old-diploma: {title: Old diploma, open: [{from: 2003-01-01, to: 2012-12-31}]}
  foreign: {title: A foreign award}
  masters: {title: Master's, credits: 120 credits, confers: [{award: fellowship, applies_when: {event: joined}}]}
  fellowship: {title: Fellowship}
groups: {any-award: [diploma, masters]}
decisions: {equivalent: {title: Equivalent}}
events: {joined: {title: Joined the guild}}
"""


def held(awards: str, more: str = "") -> dict[str, str]:
    found = outcomes(AWARDS, f"awards: [{awards}]\n{more}", ON)
    return {path: one.verdict.word for path, one in found.items()}


def test_an_award_is_held_from_the_day_it_is_conferred() -> None:
    record = "awards: [{award: diploma, achieved: 2026-07-01}]"
    assert verdict(AWARDS, record, ON, "diploma") == "not_yet"
    assert verdict(AWARDS, record, "2026-07-01", "diploma") == "met"
    planned = "awards: [{award: diploma, planned: 2026-05-01}]"
    found = outcome(AWARDS, planned, ON, "diploma")
    assert (found.verdict.word, len(found.planned)) == ("not_yet", 1)


def test_an_award_of_which_only_the_year_is_known() -> None:
    record = "awards: [{award: diploma, achieved: 2026}]"
    assert verdict(AWARDS, record, ON, "diploma") == "undecided"
    assert verdict(AWARDS, record, "2027-01-01", "diploma") == "met"


def test_a_closed_award_still_counts_for_those_who_hold_it() -> None:
    """Pillar 6, C60."""
    assert held("{award: old-diploma, achieved: 2010-07-01}")["old"] == "met"


def test_what_is_recognised_counts_in_its_place_if_gained_in_time() -> None:
    """N39."""
    assert held("{award: old-diploma, achieved: 2010-07-01}")["diploma"] == "met"
    assert held("{award: old-diploma, achieved: 2015-09-01}")["diploma"] == "not_yet"
    assert held("{award: old-diploma, achieved: 2015}")["diploma"] == "undecided"


def test_what_is_recognised_by_decision_waits_for_it() -> None:
    foreign = "{award: foreign, achieved: 2020-07-01}"
    agreed = "decisions: [{decision: equivalent, is: agreed, date: 2026-02-01}]\n"
    assert held(foreign, agreed)["diploma"] == "met"
    assert (
        held(foreign, agreed.replace("agreed,", "not-agreed,"))["diploma"] == "not_yet"
    )
    assert held(foreign)["diploma"] == "undecided"


def test_what_is_conferred_comes_with_it() -> None:
    masters = "{award: masters, achieved: 2020-07-01}"
    assert held(masters, "events: {joined: 2021-01-01}\n")["fellow"] == "met"
    assert held(masters)["fellow"] == "not_yet"


def test_so_many_of_a_group_and_each_counts_once() -> None:
    """C7: k of a group, k credits of a group."""
    twice = (
        "{award: diploma, achieved: 2020-07-01}, {award: diploma, achieved: 2021-07-01}"
    )
    assert held(twice)["two"] == "not_yet"
    both = (
        "{award: diploma, achieved: 2020-07-01}, {award: masters, achieved: 2021-07-01}"
    )
    assert [held(both)[name] for name in ("two", "every", "credit")] == ["met"] * 3
    assert outcome(AWARDS, f"awards: [{both}]", ON, "credit").have == 180


def test_within_asks_when_it_was_gained() -> None:
    """N16: no older than four years."""
    assert held("{award: diploma, achieved: 2022-06-01}")["recent"] == "met"
    assert held("{award: diploma, achieved: 2022-05-31}")["recent"] == "not_yet"


def test_a_record_without_awards_does_not_say() -> None:
    found = outcome(AWARDS, "posts: []", ON, "diploma")
    assert found.verdict.word == "undecided"
    assert found.why is not None
    assert found.why.values == {"section": "awards"}


# --- registrations --------------------------------------------------------------------

REGISTER = "requires: [{id: rule, holds: register}]\nregisters: {register: {title: Register}}\n"


@pytest.mark.parametrize(
    ("spell", "wanted"),
    [
        ("from: 2020-01-01", "met"), ("from: 2020-01-01, to: 2026-06-01", "met"),
        ("from: 2020-01-01, to: 2026-05-31", "not_yet"), ("from: 2026-06-02", "not_yet"),
        ("from: 2026", "undecided"), ("from: 2020-01-01, to: 2026", "undecided"),
    ],
)  # fmt: skip
def test_a_registration_is_held_from_its_first_day_to_its_last(
    spell: str, wanted: str
) -> None:
    found = outcome(
        REGISTER, f"registrations: [{{register: register, {spell}}}]", ON, "rule"
    )
    assert found.verdict.word == wanted
    if spell.endswith("05-31"):
        assert [one.reason.code for one in found.left_out] == ["closed_since"]


# --- approvals (C13) --------------------------------------------------------------------

APPROVALS = """
requires:
  - {id: granted, holds: educator}
  - {id: either, holds: either}
  - {id: by-rules, holds: current}
approvals:
  educator:
    title: Educator
    lasts: 2 years
    requires: [{id: talks, evidence: talk, at_least: 5}, {id: grant, decision: grant}]
  either:
    title: Granted one way or the other
    requires: [{id: way, any: [{decision: grant}, {decision: transfer}]}]
  current:
    title: Current
    requires: [{id: talks, evidence: talk, within: {last: 1 year, before: today}}]
    throughout: [{id: registered, holds: register}]
registers: {register: {title: Register}}
evidence_types: {talk: {title: Talk}}
decisions: {grant: {title: Grant}, transfer: {title: Transfer}}
"""


def test_with_a_decision_among_its_rules_it_is_held_from_the_day_it_is_granted() -> (
    None
):
    """The other rules inform that decision and do not stand beside it."""
    record = (
        "evidence: []\ndecisions: [{decision: grant, is: agreed, date: 2025-03-01}]"
    )
    for day, wanted in (
        ("2025-02-28", "not_yet"), ("2025-03-01", "met"), ("2027-02-28", "met"), ("2027-03-01", "not_yet"),
    ):  # fmt: skip
        assert verdict(APPROVALS, record, day, "granted") == wanted
    refused = record.replace("is: agreed", "is: not-agreed")
    assert verdict(APPROVALS, refused, ON, "granted") == "not_yet"


def test_the_decision_may_stand_in_a_group_of_its_rules() -> None:
    record = "decisions: [{decision: transfer, is: agreed, date: 2025-03-01}]"
    assert verdict(APPROVALS, record, ON, "either") == "met"


def test_a_later_decision_takes_it_away() -> None:
    record = "decisions: [{decision: grant, is: agreed, date: 2025-03-01}, {decision: grant, is: not-agreed, date: 2026-01-10}]"
    assert verdict(APPROVALS, record, "2026-01-09", "granted") == "met"
    assert verdict(APPROVALS, record, "2026-01-10", "granted") == "not_yet"


def test_a_spell_of_the_record_says_so_itself() -> None:
    record = "approvals: [{approval: educator, from: 2025-03-01%s}]"
    assert verdict(APPROVALS, record % "", ON, "granted") == "met"
    assert verdict(APPROVALS, record % "", "2027-03-01", "granted") == "not_yet"
    assert verdict(APPROVALS, record % ", to: 2026-01-31", ON, "granted") == "not_yet"


def test_with_none_it_is_held_on_every_day_its_rules_are_met() -> None:
    record = "evidence: [{type: talk, date: 2025-09-01}]\nregistrations: [{register: register, from: 2020-01-01%s}]"
    assert verdict(APPROVALS, record % "", ON, "by-rules") == "met"
    assert verdict(APPROVALS, record % "", "2026-09-02", "by-rules") == "not_yet"
    assert verdict(APPROVALS, record % ", to: 2026-05-31", ON, "by-rules") == "not_yet"
    silent = "evidence: [{type: talk, date: 2025-09-01}]"
    assert verdict(APPROVALS, silent, ON, "by-rules") == "undecided"


def test_being_eligible_is_not_being_appointed() -> None:
    """C50: the course makes eligible, the authority appoints."""
    record = "evidence: [{type: talk, dates: [2025-01-01, 2025-01-02, 2025-01-03, 2025-01-04, 2025-01-05]}]\ndecisions: []"
    assert verdict(APPROVALS, record, ON, "granted") == "not_yet"


# --- completed, happened -------------------------------------------------------------------

LEARNING = """
requires:
  - {id: course, completes: course}
  - {id: two, completes: offer, at_least: 2}
  - {id: in-march, completes: talk, within: {from: 2026-03-01, to: 2026-03-31}}
  - {id: credits, completes: offer, at_least: 10 credits}
  - {id: left, event: left}
  - {id: seen-twice, event: seen, at_least: 2}
learning:
  course: {title: Course, sessions: 3, credits: 10 credits}
  talk: {title: Talk}
groups: {offer: [course, talk]}
events: {left: {title: Left}, seen: {evidence: visit, which: each}}
evidence_types: {visit: {title: Visit}}
"""


def done(learning: str, more: str = "") -> dict[str, str]:
    found = outcomes(LEARNING, f"learning: [{learning}]\n{more}", ON)
    return {path: one.verdict.word for path, one in found.items()}


def test_a_course_is_completed_with_its_last_session() -> None:
    dates = "{learning: course, dates: [2026-01-10, 2026-02-10%s]}"
    assert done(dates % "")["course"] == "not_yet"
    assert done(dates % ", 2026-03-10")["course"] == "met"
    assert done(dates % ", 2026-07-10")["course"] == "not_yet"
    assert (
        done("{learning: course, date: 2026-01-10, state: completed}")["course"]
        == "met"
    )
    assert (
        done("{learning: course, date: 2026-01-10, state: booked}")["course"]
        == "not_yet"
    )


def test_completing_a_thing_twice_does_not_make_two_of_it() -> None:
    twice = "{learning: talk, date: 2025-01-10}, {learning: talk, date: 2026-03-10}"
    assert done(twice)["two"] == "not_yet"
    both = twice + ", {learning: course, date: 2026-01-10, state: completed}"
    assert done(both)["two"] == "met"
    assert done(both)["credits"] == "met"


def test_of_two_times_the_one_in_the_window_counts() -> None:
    both = "{learning: talk, date: 2025-01-10}, {learning: talk, date: 2026-03-10}"
    assert done(both)["in-march"] == "met"
    assert done("{learning: talk, date: 2025-01-10}")["in-march"] == "not_met"


def test_an_event_happens_on_its_day() -> None:
    assert done("", "events: {left: 2026-05-01}\n")["left"] == "met"
    assert done("", "events: {left: 2026-07-01}\n")["left"] == "not_yet"
    assert (
        done("", "evidence: [{type: visit, dates: [2026-01-01, 2026-02-01]}]\n")[
            "seen-twice"
        ]
        == "met"
    )
    assert (
        done("", "evidence: [{type: visit, date: 2026-01-01}]\n")["seen-twice"]
        == "not_yet"
    )


def test_a_group_of_which_the_record_has_only_one_section_may_hold_more() -> None:
    """The modules are missing: a second one cannot be ruled out."""
    text = """
    requires: [{id: rule, completes: both, at_least: 2}]
    learning: {talk: {title: Talk}}
    modules: {law: {title: Law}}
    groups: {both: [talk, law]}
    """
    record = "learning: [{learning: talk, date: 2026-01-01}]"
    assert verdict(text, record, ON, "rule") == "undecided"
    assert verdict(text, record + "\nmodules: []", ON, "rule") == "not_yet"


# --- entry ------------------------------------------------------------------------------------


def test_entry_is_asked_about_the_day_of_entry_and_then_settled() -> None:
    text = """
    programmes:
      year:
        clock: {runs_for: 12 months}
        entry:
          - {id: registered, holds: register}
          - {id: statement, evidence: statement}
          - {id: interview, decision: interview}
    registers: {register: {title: Register}}
    evidence_types: {statement: {title: Statement}}
    decisions: {interview: {title: Interview}}
    """
    record = """
    programmes: [{programme: year, started: 2026-01-05}]
    registrations: [{register: register, from: 2020-01-01, to: 2026-03-31}]
    evidence: [{type: statement, date: %s}]
    decisions: [{decision: interview, is: agreed, date: %s}]
    """
    found = outcomes(text, record % ("2026-01-05", "2026-01-04"), ON)
    assert {one.verdict.word for one in found.values()} == {"met"}
    found = outcomes(text, record % ("2026-01-06", "2026-01-06"), ON)
    assert found["year/registered"].verdict.word == "met"
    assert found["year/statement"].verdict.word == "not_met"
    assert [one.reason.code for one in found["year/statement"].left_out] == ["too_late"]
    assert found["year/interview"].verdict.word == "not_met"


THROUGHOUT = """
registers: {register: {title: The register}}
programmes:
  year:
    clock: {runs_for: 12 months}
    requires:
      - {id: kept, holds: register, as_at: {from: start, to: end}}
      - {id: kept-lately, holds: register, as_at: {last: 3 months, before: today}}
"""
ON_IT = "programmes: [{programme: year, started: 2025-01-01}]\nregistrations: [%s]\n"


@pytest.mark.parametrize(
    ("day", "kept", "lately"),
    [
        ("2025-11-30", "met", "met"),
        ("2025-12-01", "not_yet", "not_yet"),  # today, so far
        ("2025-12-02", "not_met", "not_yet"),  # a day of the year was without it
        ("2026-03-01", "not_met", "not_yet"),
        ("2026-03-02", "not_met", "met"),  # three months that move with the day
    ],
)
def test_as_at_a_window_an_award_is_held_throughout_it(
    day: str, kept: str, lately: str
) -> None:
    spells = (
        "{register: register, from: 2020-01-01, to: 2025-11-30}, "
        "{register: register, from: 2025-12-02}"
    )
    found = outcomes(THROUGHOUT, ON_IT % spells, day)
    assert found["year/kept"].verdict.word == kept
    assert found["year/kept-lately"].verdict.word == lately


def test_one_held_since_before_the_window_is_held_throughout_it() -> None:
    held_since = "{register: register, from: 2020}"
    assert verdict(THROUGHOUT, ON_IT % held_since, ON, "kept") == "met"
    roughly = "{register: register, from: 2020, to: 2025-12}, {register: register, from: 2025-12}"
    assert verdict(THROUGHOUT, ON_IT % roughly, ON, "kept") == "undecided"


WARRANT = """
decisions: {approval: {title: Approved}}
approvals: {warrant: {title: Warrant, lasts: 5 years, requires: [{decision: approval}], permits: [{act: assess}]}}
evidence_types: {assessment: {title: Assessment, fields: {by: person}}}
requires:
  - {id: held-then, evidence: assessment, where: {by: {holds: warrant}}}
  - {id: might-then, evidence: assessment, where: {by: {may: assess}}}
"""


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-03-14", "met"), ("2026-03-15", "not_yet")]
)
def test_an_approval_of_somebody_else_lapses_as_ones_own_does(
    day: str, expected: str
) -> None:
    record = (
        "people: {anna: {holds: {warrant: 2021-03-15}}}\n"
        f"evidence: [{{type: assessment, by: anna, date: {day}}}]\n"
    )
    assert verdict(WARRANT, record, ON, "held-then") == expected
    assert verdict(WARRANT, record, ON, "might-then") == expected


LAPSED = """
decisions: {approval: {title: Approved, outcomes: {agreed: met, refused: not_met}}}
evidence_types: {training: {title: Training}}
approvals:
  warrant:
    title: Warrant
    lasts: 2 years
    requires: [{id: agreed, decision: approval}, {id: trained, evidence: training}]
"""
FIRST = "{decision: approval, is: agreed, date: 2020-03-01}"


def decided_again(decisions: str, day: str, spells: str = "") -> tuple[str, list[str]]:
    """Whether the approval's own decision is there, and why others are left out."""
    book, held = framework(LAPSED), record(f"decisions: [{decisions}]\n{spells}")
    base = situation_of(held, book, date.fromisoformat(day))
    rule = book["warrant/agreed"]
    found = base.ask(rule, base)
    reasons = [one.reason.code for one in found.left_out]
    return found.verdict.word, reasons


SPELL = "approvals: [{approval: warrant, from: 2020-03-01%s}]"


@pytest.mark.parametrize("spells", ["", SPELL % "", SPELL % ", to: 2021-06-30"])
def test_a_decision_gives_an_approval_once(spells: str) -> None:
    """While it is held its decision gives it; once it has ended, a fresh one has to."""
    assert decided_again(FIRST, "2021-06-30", spells) == ("met", [])
    assert decided_again(FIRST, "2022-03-01", spells) == (
        "not_yet", ["decision_spent"],
    )  # fmt: skip
    fresh = f"{FIRST}, {{decision: approval, is: agreed, date: 2022-05-01}}"
    assert decided_again(fresh, "2022-05-01", "")[0] == "met"


def test_the_last_day_on_which_an_approval_is_held_is_one_of_its_days() -> None:
    assert decided_again(FIRST, "2022-02-28") == ("met", [])
    assert decided_again(FIRST, "2022-03-01")[0] == "not_yet"


def test_a_renewal_decided_before_the_end_gives_what_is_held_after_it() -> None:
    early = f"{FIRST}, {{decision: approval, is: agreed, date: 2022-02-10}}"
    spells = (
        "approvals: [{approval: warrant, from: 2020-03-01},"
        " {approval: warrant, from: 2022-03-01}]"
    )
    assert decided_again(early, "2023-01-01", spells) == ("met", [])
    assert decided_again(early, "2024-03-01", spells) == (
        "not_yet", ["decision_spent", "decision_spent"],
    )  # fmt: skip


def test_a_refusal_after_the_approval_was_given_stands_when_it_has_ended() -> None:
    refused = f"{FIRST}, {{decision: approval, is: refused, date: 2022-02-10}}"
    assert decided_again(refused, "2022-03-01", SPELL % "") == (
        "not_met", ["decision_spent"],
    )  # fmt: skip


def test_a_refusal_before_the_approval_was_given_goes_with_it() -> None:
    refused = f"{{decision: approval, is: refused, date: 2020-01-10}}, {FIRST}"
    assert decided_again(refused, "2022-03-01") == (
        "not_yet", ["decision_spent", "decision_spent"],
    )  # fmt: skip


def test_what_else_an_approval_requires_is_not_spent() -> None:
    held = record(
        f"decisions: [{FIRST}]\nevidence: [{{type: training, date: 2019-05-01}}]"
    )
    base = situation_of(held, framework(LAPSED), date(2022, 3, 1))
    assert base.ask(framework(LAPSED)["warrant/trained"], base).met
