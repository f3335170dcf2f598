"""A framework with a few modules and awards, and what a ledger says of a record."""

from typing import Any

import swcareers as sw
from swcareers.queries.ledger import AwardLedger, Ledger, credit_ledger

Plain = dict[str, Any]
MODULES: Plain = {
    "foundations": {"title": "Foundations", "credits": "24 credits", "level": "6"},
    "family": {"title": "Family", "credits": "12 credits", "level": "6"},
    "law": {"title": "Law", "credits": "12 credits", "level": "6"},
    "youth": {"title": "Youth", "credits": "24 credits", "level": "5"},
    "project": {"title": "Project", "credits": "24 credits", "level": "6"},
}
# The example of the shortfall: 72 credits, a core, options, and 50 at level 6.
CERTIFICATE: Plain = {
    "title": "Certificate in community mediation",
    "at_least": "72 credits",
    "made_of": [
        {"id": "core", "modules": ["foundations"], "at_least": "all"},
        {"id": "options", "modules": ["family", "law", "youth"],
         "at_least": "24 credits"},
        {"id": "rest", "modules": "any"},
    ],
    "of_which": [
        {"id": "at-level", "where": {"level": {"at_least": "6"}},
         "at_least": "50 credits"},
    ],
}  # fmt: skip


def framework(awards: Plain, modules: Plain | None = None, **more: Any) -> Any:
    """A framework with these awards; everything in it is made up."""
    plain = {
        "framework": "an-academy",
        "title": "An academy",
        "illustrative": "all",
        "scales": {
            "level": {"title": "Level", "order": ["4", "5", "6", "7"],
                      "also_called": {"C": "4", "H": "6", "M": "7"}}
        },
        "modules": MODULES if modules is None else modules,
        "qualifications": awards,
        **more,
    }  # fmt: skip
    return sw.load_framework(plain)


def passed(module: str, **more: Any) -> Plain:
    """A module passed in January 2025, of 24 credits unless the framework knows."""
    found = {"module": module, "achieved": "2025-01-20", "state": "passed", **more}
    if module not in MODULES and "title" not in found:
        found["title"] = module.capitalize()
    return found


def ledger(
    book: Any, modules: list[Plain], towards: list[str] | None = None, **more: Any
) -> Ledger:
    """The ledger of a record with these modules, on 1 July 2026."""
    on = more.pop("on", "2026-07-01")
    previous = more.pop("previous", None)
    record = sw.load_record({"record": "example", "modules": modules, **more})
    assert record.problems == ()
    return credit_ledger(record, book, towards=towards, on=on, previous=previous)


def one(book: Any, modules: list[Plain], **more: Any) -> AwardLedger:
    """The only award of a framework, held against a record."""
    return ledger(book, modules, list(book.qualifications)[:1], **more).awards[0]
