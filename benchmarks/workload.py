"""Thirty requirements and a hundred activities, made anew in every run and alike."""

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from swcareers.framework.framework import Framework, Placed
from swcareers.reading.loading import load_framework

ON = date(2026, 11, 6)
# As many types as the shipped framework of Thurrock knows, with all it extends.
TYPES = (
    "supervision", "direct-observation", "progress-review", "written-work",
    "service-user-feedback", "professional-feedback", "critical-reflection",
    "self-assessment", "development-plan", "agreement", "handover", "cpd",
    "peer-discussion", "training-day", "study-day", "case-record", "shadowing",
    "renewal-form", "moderated-portfolio", "presentation",
)  # fmt: skip
PEOPLE = ("assessor-a", "manager-b", "colleague-c")
FIRST, LAST = date(2025, 9, 1), date(2026, 12, 31)

# Fifteen shapes in turn. In the shipped frameworks a tenth of the rules about evidence
# test a field and fewer have a window or a day: here a fifth test a field, and a fifth
# have a window or a day.
_SHAPES: tuple[dict[str, Any], ...] = (
    {"at_least": "3"},
    {"at_least": "2", "where": {"by": "assessor-a"}},
    {"at_least": "1"},
    {"at_least": "4", "within": {"from": "2026-01-01", "to": "2026-08-31"}},
    {"at_least": "6"},
    {"at_least": "10 hours"},
    {"at_least": "2", "due": "2026-09-01"},
    {"at_least": "3"},
    {"at_least": "2", "where": {"minutes": {"at_least": "60"}}},
    {"at_least": "1"},
    {"at_least": "8"},
    {"at_least": "1", "within": {"from": "2026-06-01", "to": "2026-11-30"}},
    {"at_least": "4"},
    {"at_least": "3", "where": {"by": "assessor-a", "minutes": {"at_least": "45"}}},
    {"at_least": "2"},
)


def framework_text(requirements: int = 30) -> dict[str, Any]:
    """A framework with so many requirements over the types of evidence."""
    rules = []
    for number in range(requirements):
        index = number % 30  # beyond thirty, the same again
        shape = dict(_SHAPES[index % len(_SHAPES)])
        type_ = TYPES[(index * 7) % len(TYPES)]
        rules.append({"id": f"rule-{number + 1}", "evidence": type_, **shape})
    fields = {"minutes": "number", "hours": "number"}
    return {
        "framework": f"measured-{requirements}",
        "title": "Measured",
        "source": "made-up",
        "sources": {"made-up": {"title": "Made up for measuring", "date": "2026"}},
        "roles": {person: {"title": person} for person in PEOPLE},
        "evidence_types": {
            type_: {"title": type_, "fields": fields} for type_ in TYPES
        },
        "requires": rules,
        "illustrative": "all",
    }


@cache
def framework(requirements: int = 30) -> Framework:
    """The framework, loaded."""
    return load_framework(framework_text(requirements))


def rules(requirements: int = 30) -> tuple[Placed, ...]:
    """Its requirements, in order."""
    return framework(requirements).lists["", "", "requires"]


def record_text(activities: int = 100, *, seed: int = 2026) -> dict[str, Any]:
    """A record of so much evidence; a little is planned, a little dated roughly."""
    chance = Random(seed)
    days = (LAST - FIRST).days
    entries = []
    for index in range(activities):
        day = FIRST + timedelta(days=chance.randrange(days))
        entry: dict[str, Any] = {
            "type": TYPES[chance.randrange(len(TYPES))],
            "by": PEOPLE[chance.randrange(len(PEOPLE))],
            "minutes": str(chance.choice((30, 45, 60, 90))),
            "hours": str(chance.choice((1, 2, 3))),
        }
        if day > ON:
            entry["planned"] = day.isoformat()
        elif index % 25 == 7:
            entry["date"] = f"{day:%Y-%m}"
        else:
            entry["date"] = day.isoformat()
        entries.append(entry)
    return {
        "record": f"measured-{activities}",
        "as_of": ON.isoformat(),
        "people": {
            person: {"holds": {"social-work-england": "2019-12-02"}}
            for person in PEOPLE
        },
        "posts": [{"from": "2025-09-01"}],
        "evidence": entries,
    }
