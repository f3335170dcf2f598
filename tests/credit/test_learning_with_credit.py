"""Learning and programmes that carry credit are banked and placed like modules."""

from typing import Any

import pytest
from small_award import ledger, one

import swcareers as sw

Plain = dict[str, Any]
LEARNING: Plain = {
    "supervising": {"title": "Supervising", "credits": "20 credits", "level": "7",
                    "sessions": "2", "cost": "300 GBP"},
    "talk": {"title": "A talk"},
    "day": {"title": "A day on law", "credits": "10 credits", "includes": ["law"]},
}  # fmt: skip
PROGRAMMES: Plain = {
    "first-year": {"title": "The first year", "credits": "30 credits", "level": "7",
                   "outcome": "year-outcome"},
    "first-year-adults": {"title": "The first year, adults", "extends": "first-year"},
}  # fmt: skip
AWARD: Plain = {
    "title": "Certificate", "at_least": "60 credits",
    "made_of": [
        {"id": "practice", "modules": ["supervising", "first-year"],
         "at_least": "all"},
        {"id": "rest", "modules": "any"},
    ],
    "of_which": [{"id": "seven", "where": {"level": "7"}, "at_least": "55 credits"}],
}  # fmt: skip
PLAIN: Plain = {
    "framework": "an-academy", "title": "An academy", "illustrative": "all",
    "modules": {"law": {"title": "Law", "credits": "10 credits", "level": "7"}},
    "learning": LEARNING,
    "programmes": PROGRAMMES,
    "decisions": {"year-outcome": {"title": "Outcome of the year",
                                   "outcomes": {"pass": "met", "fail": "not_met"}}},
    "qualifications": {"certificate": AWARD},
}  # fmt: skip
BOOK = sw.load_framework(PLAIN)
COURSE = [{"learning": "supervising", "dates": ["2025-03-01", "2025-04-01"]}]
YEAR: Plain = {
    "programmes": [{"programme": "first-year-adults", "started": "2024-09-01"}],
    "decisions": [{"decision": "year-outcome", "is": "pass", "date": "2025-09-10"}],
}


def test_learning_taken_to_its_end_is_banked_and_fills_the_part_that_names_it() -> None:
    found = ledger(BOOK, [], learning=COURSE, **YEAR)
    assert [(one.unit, one.amount) for one in found.banked] == [("credits", 50)]
    award = found["certificate"]
    assert award.missing is not None
    assert award.missing.words == "10 credits short"
    assert [part.have for part in award.parts] == [2, 0]
    assert award.lines[0].have == 50
    course = found.module("supervising")
    assert (course.item, course.stands, str(course.day)) == (
        "learning/0/dates/1", "achieved", "2025-04-01",
    )  # fmt: skip
    assert course.towards[0].part == "certificate/practice"
    assert found.module("first-year").credits == 30


@pytest.mark.parametrize(
    ("learning", "stands", "short"),
    [
        ([], None, "20 credits"),
        ([{"learning": "supervising", "dates": ["2025-03-01"]}],
         "coming", "20 credits"),
        ([{"learning": "supervising", "planned": "2026-09-01"}],
         "coming", "20 credits"),
        ([{"learning": "supervising", "state": "booked", "date": "2026-09-01"}],
         "coming", "20 credits"),
        ([{"learning": "supervising", "state": "left", "date": "2025-03-01"}],
         None, "20 credits"),
        ([{"learning": "supervising", "state": "completed", "date": "2025-03-01"}],
         "achieved", ""),
        ([{"learning": "supervising", "dates": ["2026-06-30", "2026-07-01"]}],
         "achieved", ""),
        ([{"learning": "supervising", "dates": ["2026-06-30", "2026-07-02"]}],
         "coming", "20 credits"),
    ],
)  # fmt: skip
def test_learning_counts_once_it_has_ended(
    learning: list[Plain], stands: str | None, short: str
) -> None:
    """Asked on 1 July 2026; it has two sessions."""
    award = {"title": "A", "at_least": "20 credits"}
    book = sw.load_framework({**PLAIN, "qualifications": {"a": award}})
    found = ledger(book, [], learning=learning)
    assert [one.stands for one in found.modules] == ([] if stands is None else [stands])
    missing = found["a"].missing
    assert missing is not None
    assert missing.words == (f"{short} short" if short else "nothing is missing")


def test_a_programme_counts_once_though_a_decision_completes_two() -> None:
    both = {**PROGRAMMES["first-year-adults"], "credits": "40 credits"}
    programmes = {**PROGRAMMES, "first-year-adults": both}
    book = sw.load_framework({**PLAIN, "programmes": programmes})
    found = ledger(book, [], **YEAR)
    assert [(one.module, one.credits) for one in found.modules] == [
        ("first-year-adults", 40)
    ]


@pytest.mark.parametrize(
    ("outcome", "stands"),
    [("pass", ["achieved"]), ("fail", []), (None, ["coming"])],
)
def test_a_programme_counts_by_its_outcome(outcome: str | None, stands: str) -> None:
    decisions = [] if outcome is None else [{**YEAR["decisions"][0], "is": outcome}]
    found = ledger(BOOK, [], programmes=YEAR["programmes"], decisions=decisions)
    assert [one.stands for one in found.modules] == stands


def test_what_is_missing_may_be_learning_and_it_is_offered() -> None:
    award = one(BOOK, [], **YEAR)
    assert award.one_way == (
        "30 credits: Supervising (20 credits) for Practice and 10 credits at level 7 "
        "for Rest"
    )
    fills = {fill.module: (fill.credits, fill.cost) for fill in award.fill}
    assert fills["supervising"] == (20, "300 GBP")


def test_learning_that_includes_a_module_on_the_record_is_not_counted_beside_it() -> (
    None
):
    law = {"module": "law", "state": "passed", "achieved": "2025-01-20"}
    day = [{"learning": "day", "date": "2025-01-20"}]
    assert [one.module for one in ledger(BOOK, [law], learning=day).modules] == ["law"]
    assert [one.module for one in ledger(BOOK, [], learning=day).modules] == ["day"]


def test_what_an_award_forbids_to_take_looks_at_learning_too() -> None:
    load = {"id": "load", "modules": "taken", "at_most": "45 credits",
            "excess": "breach"}  # fmt: skip
    award = {"title": "A", "at_least": "50 credits", "requires": [load]}
    book = sw.load_framework({**PLAIN, "qualifications": {"a": award}})
    found = ledger(book, [], learning=COURSE, **YEAR)
    assert [one.verdict for one in found["a"].besides] == ["not_met"]
