"""What a notice says: of which point or period, that it is not met, and how far."""

from typing import Any

import pytest

from swcareers.queries.report import report
from swcareers.reading.loading import load_framework, load_record

YEARS: dict[str, Any] = {
    "framework": "small",
    "title": "An invented framework",
    "illustrative": "all",
    "evidence_types": {
        "training": {"title": "Training", "fields": {"hours": "hours"}},
        "review": {"title": "Review"},
        "plan": {"title": "Plan"},
    },
    "periods": {
        "year": {"title": "Year", "runs": {"from": "1 January", "to": "31 December"}}
    },
}
POSTS = [{"from": "2024-01-01"}]


def message(rule: dict[str, Any], evidence: list[dict[str, Any]]) -> str:
    """The one notice of a rule of each year, in 2026."""
    rules = [{"id": "rule", "title": "The rule", "in_each": "year", **rule}]
    held = {"record": "example", "posts": POSTS, "evidence": evidence}
    held |= {"confirmations": [], "decisions": []}
    page = report(
        load_record(held), load_framework({**YEARS, "requires": rules}), on="2026-02-01"
    )
    (notice,) = page.attention
    assert notice.title == "The rule"
    return notice.message


THE_FIRST = {"type": "training", "date": "2024-03-01", "hours": 9}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            {"evidence": "training", "at_least": "9 hours"},
            "Year 2025: not met, 6 of 9 hours.",
        ),
        (
            {"evidence": "training", "at_least": "2"},
            "Year 2024: not met, 1 of 2. Year 2025: not met, 1 of 2.",
        ),
    ],
)
def test_a_notice_says_of_a_period_how_far_it_had_come(
    rule: dict[str, Any], said: str
) -> None:
    evidence = [THE_FIRST, {"type": "training", "date": "2025-05-01", "hours": 6}]
    assert message(rule, evidence) == said


def test_a_notice_of_a_group_names_the_parts_that_are_missing() -> None:
    rule = {
        "all": [
            {"id": "seen", "title": "A review", "evidence": "review"},
            {"id": "planned", "title": "A plan", "evidence": "plan"},
            {"id": "extra", "evidence": "plan", "at_least": 2, "strength": "should"},
        ]
    }
    evidence = [
        {"type": "review", "date": "2024-03-01"},
        {"type": "plan", "date": "2024-03-01"},
        {"type": "review", "date": "2025-03-01"},
    ]
    assert message(rule, evidence) == "Year 2025: not met; missing: “A plan”."


def test_a_notice_of_what_nobody_confirmed_says_so() -> None:
    rule = {"confirmation": "it was done"}
    said = "Year 2024: not confirmed. Year 2025: not confirmed."
    assert message(rule, []) == said
