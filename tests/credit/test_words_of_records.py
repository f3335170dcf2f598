"""Words a record uses of its modules: what is a pass, and what nobody knows."""

from typing import Any

import pytest
from small_award import framework, ledger, one

import swcareers as sw
from swcareers.reading.record_checks import record_against

Plain = dict[str, Any]
BY_MARK: Plain = {"id": "passed", "where": {"mark": {"at_least": "40"}}}
CONDONED: Plain = {"id": "condoned", "where": {"state": "condoned"},
                   "at_most": "12 credits", "excess": "left_out"}  # fmt: skip


def award(*accepts: Plain) -> Any:
    """Twelve credits, by these ways; by passing where there are none."""
    part = {"id": "core", "modules": "any", "at_least": "12 credits"}
    entry = {"title": "Award", "at_least": "12 credits", "made_of": [part]}
    return framework({"award": {**entry, "accepts": list(accepts)}})


def law(**more: str) -> list[Plain]:
    """A module of twelve credits with a day, whatever else is said of it."""
    return [{"module": "law", "achieved": "2025-06-20", **more}]


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        ("passed", "met"),
        ("completed", "met"),
        ("failed", "not_yet"),
        ("faild", "not_yet"),
        ("referred", "not_yet"),
        ("condoned", "not_yet"),
        ("deferred", "not_yet"),
        ("withdrawn", "not_yet"),
    ],
)
def test_only_a_word_for_passing_is_a_pass(state: str, verdict: str) -> None:
    assert one(award(), law(state=state)).verdict == verdict


def test_a_word_of_its_own_counts_by_the_way_that_asks_for_it() -> None:
    book = award({"id": "plain", "where": {"state": "passed"}}, CONDONED)
    assert one(book, law(state="condoned")).verdict == "met"
    assert one(book, law(state="faild")).verdict == "not_yet"
    record = sw.load_record({"record": "a", "modules": law(state="condoned")})
    assert record_against(record, book) == ()


@pytest.mark.parametrize(
    ("module", "pointer", "hint"),
    [
        ({"state": "faild"}, "/modules/0/state", "did you mean failed?"),
        ({"gained_by": "transfer"}, "/modules/0/gained_by",
         "write study, certificated or experiential"),
        ({"level": "L6"}, "/modules/0/level", "write 4, 5, 6, 7, C, H or M"),
        ({"mark": "62%"}, "/modules/0/mark", "write it as in 62"),
        ({"counted_as": "award/cor"}, "/modules/0/counted_as",
         "did you mean award/core?"),
    ],
)  # fmt: skip
def test_a_word_nobody_knows_is_told_with_its_place(
    module: dict[str, str], pointer: str, hint: str
) -> None:
    record = sw.load_record({"record": "a", "modules": law(**module)})
    found = record_against(record, award(BY_MARK))
    assert [(one.pointer, one.hint) for one in found] == [(pointer, hint)]


def test_a_decision_about_a_part_that_is_not_there_stands_on_the_page() -> None:
    decided = [{"module": "law", "counts_in": "award/cor", "by": "board-a",
                "roles": "board", "date": "2025-07-01"}]  # fmt: skip
    page = ledger(award(), law(), ["award"], credit_decisions=decided)
    assert [told.pointer for told in page.unused] == ["/credit_decisions/0/counts_in"]
    assert "(credit_decisions/0/counts_in)" in page.to_text()
