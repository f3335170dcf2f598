"""Worked cases: what a framework must answer about a record on given days.

Practitioners write them in YAML; the library proves them with every change.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import attrs

from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.keys import Key, Ref


@attrs.frozen(kw_only=True)
class Expected:
    """What one rule must answer; only what is written is checked."""

    verdict: Annotated[
        Literal["met", "not_met", "not_yet", "undecided", "not_applicable"] | None,
        Key("Verdict", "The verdict.", "not_yet"),
    ] = None
    have: Annotated[Amount | None, Key("Have", "How much counts so far.", "1")] = None
    need: Annotated[Amount | None, Key("Need", "How much is needed.", "3")] = None
    counted: Annotated[int | None, Key("Counted", "How many items count.", "1")] = None
    left_out: Annotated[
        int | None, Key("Left out", "How many items were left out.", "0")
    ] = None
    due: Annotated[
        KnownDate | None, Key("Due", "The next day something is due.", "2026-12-01")
    ] = None
    flags: Annotated[
        tuple[str, ...],
        Key(
            "Flags",
            "late, overdue, exempt, waived, provisional, ...",
            ["overdue"],
            alone=True,
        ),
    ] = ()


@attrs.frozen(kw_only=True)
class Case:
    """One day and what must be answered on it."""

    name: Annotated[
        str,
        Key("Name", "A sentence that says what is shown.", "One observation of three"),
    ]
    date: Annotated[KnownDate, Key("Date", "The day asked about.", "2026-11-06")]
    adding: Annotated[
        Any,
        Key(
            "Adding",
            "Entries added to the record first, by section: a what-if.",
            {"evidence": [{"type": "direct-observation", "date": "2026-11-20"}]},
        ),
    ] = None
    expect: Annotated[
        Mapping[str, Expected],
        Key(
            "Expect",
            "Answers by rule, programme/rule.",
            {"asye/observations": {"verdict": "not_yet"}},
        ),
    ] = attrs.field(factory=dict)
    attention: Annotated[
        tuple[str, ...] | None,
        Key(
            "Attention", "Exactly the rules that need attention.", ["asye/supervision"]
        ),
    ] = None
    coming: Annotated[
        tuple[str, ...] | None,
        Key("Coming", "Rules with something coming, among others.", ["asye/reviews"]),
    ] = None
    for_people: Annotated[
        tuple[str, ...] | None,
        Key(
            "For people",
            "Rules that only people decide, among others.",
            ["asye/capability"],
        ),
    ] = None


@attrs.frozen(kw_only=True)
class CaseFile:
    """A file of worked cases about one record and one framework."""

    cases: Annotated[str, Key("Cases", "The id of this file.", "thurrock-nqsw")]
    framework: Annotated[
        str,
        Key("Framework", "The framework, by id or path.", "thurrock"),
        Ref("frameworks"),
    ]
    record: Annotated[
        Any,
        Key(
            "Record",
            "The record, by path from this file, or written here.",
            "../learners/thurrock-nqsw.yaml",
        ),
    ]
    note: Annotated[
        str | None, Key("Note", "Anything a reader should know.", "...")
    ] = None
    source: Annotated[
        str | None, Key("Source", "Where the known results come from.", "credit.md 3.6")
    ] = None
    expected: Annotated[
        tuple[Case, ...],
        Key("Expected", "The cases.", [{"name": "A day", "date": "2026-11-06"}]),
    ] = ()
