"""Rules of `requires` on the modules that count: looked for, or said not to be."""

from typing import Any

import pytest
from small_award import framework, ledger, one, passed

from swcareers.reading.loading import load_framework_and_warnings

Plain = dict[str, Any]
FAMILY: Plain = {"id": "family", "title": "In the pathway", "modules": "any",
                 "where": {"pathway": "family"}, "at_least": "60 credits"}  # fmt: skip
MODULES: Plain = {
    "first": {"title": "First", "credits": "30 credits", "pathway": "youth"},
    "second": {"title": "Second", "credits": "30 credits", "pathway": "family"},
    "third": {"title": "Third", "credits": "30 credits", "pathway": "family"},
}
TAKEN = [
    passed("first", achieved="2024-01-20"),
    passed("second", achieved="2024-06-20"),
    passed("third", achieved="2025-01-20"),
]


def award(*rules: Plain) -> Any:
    """A framework with an award of 60 credits that requires this besides."""
    entry = {"title": "A", "at_least": "60 credits", "requires": list(rules)}
    return framework({"a": entry}, MODULES)


@pytest.mark.parametrize("rule", [FAMILY, {"id": "all", "all": [FAMILY]}])
def test_the_modules_that_count_are_those_that_meet_it(rule: Plain) -> None:
    """The first achieved would be placed, were nothing else asked."""
    found = ledger(award(rule), TAKEN, ["a"])
    assert (found["a"].verdict, found["a"].credit) == ("met", "met")
    assert [bool(line.towards) for line in found.modules] == [False, True, True]
    assert found["a"].lines == ()
    assert [answer.verdict for answer in found["a"].besides] == ["met"]


def test_what_it_lacks_is_missing() -> None:
    found = one(award(FAMILY), TAKEN[:2])
    assert found.missing is not None
    assert found.missing.words == "30 credits short"
    assert {fill.module: fill.credits for fill in found.fill} == {"third": 30}


def test_what_is_advised_moves_nothing() -> None:
    found = ledger(award({**FAMILY, "strength": "should"}), TAKEN, ["a"])
    assert [bool(line.towards) for line in found.modules] == [True, True, False]
    assert found["a"].verdict == "met"


@pytest.mark.parametrize("allowed", [True, False])
def test_who_may_waive_the_rule_waives_the_line(allowed: bool) -> None:
    rule = {**FAMILY, **({"waivable": {"by": "board"}} if allowed else {})}
    entry = {"title": "A", "at_least": "60 credits", "requires": [rule]}
    book = framework({"a": entry}, MODULES, roles={"board": {"title": "The board"}})
    waiver = {"of": "a/family", "by": "board-a", "roles": "board",
              "date": "2025-03-01"}  # fmt: skip
    found = one(book, TAKEN[:2], waivers=[waiver])
    assert found.verdict == ("met" if allowed else "not_yet")


OTHER: Plain = {"id": "two", "modules": "any", "at_least": "3"}


@pytest.mark.parametrize(
    ("rule", "at"),
    [
        ({"any": [FAMILY, OTHER]}, ["/any/0", "/any/1"]),
        ({"none": [{"modules": "any", "where": {"pathway": "family"}}]}, ["/none/0"]),
        ({**FAMILY, "at_most": "80 credits", "excess": "breach"}, [""]),
        ({**FAMILY, "unless": {"decision": "let-off"}}, [""]),
        (FAMILY, []),
        ({**FAMILY, "modules": "taken"}, []),
        ({**FAMILY, "strength": "should", "unless": {"decision": "let-off"}}, []),
        (
            {
                "any": [
                    {"id": "one", "modules": ["first"]},
                    {"id": "two", "modules": ["second"]},
                ]
            },
            [],
        ),
    ],
)
def test_loading_says_which_rules_are_not_looked_for(
    rule: Plain, at: list[str]
) -> None:
    plain = {
        "framework": "an-academy", "title": "An academy", "illustrative": "all",
        "modules": MODULES, "decisions": {"let-off": {"title": "Let off"}},
        "qualifications": {"a": {"title": "A", "at_least": "60 credits",
                                 "requires": [rule]}},
    }  # fmt: skip
    found = load_framework_and_warnings(plain)[1]
    assert [(one.code, one.pointer, one.severity) for one in found] == [
        ("SWC373", f"/qualifications/a/requires/0{place}", "warning") for place in at
    ]
