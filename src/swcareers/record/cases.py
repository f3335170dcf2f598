"""Worked cases: what a framework must answer about a record on given days.

Practitioners write them in YAML; the library proves them with every change. A career
is one record and a list of days: where somebody stood, what they might do, what led on
from there, how soon, and what something more would have changed.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import attrs

from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration
from swcareers.values.keys import Key, Ref

Verdict = Literal["met", "not_met", "not_yet", "undecided", "not_applicable"]

# --- what several questions answer ----------------------------------------------------

_EARLIEST = Key(
    "Earliest",
    "The first day it can be so, as rules and lengths that sources give decide it.",
    "2027-05-31",
)
_NOT_BEFORE = Key(
    "Not before",
    "The bound where no source gives a length, or somebody's act sets the day: it can "
    "be so on this day or later.",
    "2027-05-31",
)
_NO_DAY = Key("No day", "true: it can never be so as the record stands.", "true")
_DECIDED_BY = Key(
    "Decided by",
    "The rule, programme or award that decides the first day.",
    "asye-child-family",
)
_LATER = Key(
    "Later by",
    "By how much what is added moves the first day back; 0 days: not at all.",
    "84 days",
)
_SOONER = Key(
    "Sooner by", "By how much what is added brings the first day forward.", "4 weeks"
)
_MISSING = Key(
    "Missing",
    "Exactly what is missing, in the order in which to do it. What only informs those "
    "who decide is not missing.",
    ["systemic-start"],
)
_WORDS = Key("Words", "How it stands, as people read it.", "ready to be considered")
_VERDICT = Key("Verdict", "How far what is asked is met.", "not_yet")

EarliestDay = Annotated[KnownDate | None, _EARLIEST]
NotBefore = Annotated[KnownDate | None, _NOT_BEFORE]
NoDay = Annotated[bool | None, _NO_DAY]
DecidedBy = Annotated[str | None, _DECIDED_BY]
LaterBy = Annotated[Duration | None, _LATER]
SoonerBy = Annotated[Duration | None, _SOONER]
Missing = Annotated[tuple["ExpectedDoing", ...] | None, _MISSING]
Words = Annotated[str | None, _WORDS]
Stands = Annotated[Verdict | None, _VERDICT]


@attrs.frozen(kw_only=True)
class Expected:
    """What one rule must answer; only what is written is checked."""

    verdict: Annotated[Verdict | None, Key("Verdict", "The verdict.", "not_yet")] = None
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
class ExpectedDoing:
    """Something that is missing; its id alone, or who does it and when."""

    id: Annotated[
        str, Key("Id", "The rule, programme or award it is.", "asye-child-family")
    ]
    who: Annotated[
        Literal["learner", "employer", "assessor", "panel", "nobody", "not stated"]
        | None,
        Key("Who", "Who acts; nobody where only time passes.", "panel"),
    ] = None
    by: Annotated[
        KnownDate | None, Key("By", "The day it is wanted by.", "2026-12-01")
    ] = None
    planned: Annotated[
        KnownDate | None, Key("Planned", "The day it is booked for.", "2026-11-20")
    ] = None
    earliest: Annotated[
        KnownDate | None,
        Key("Earliest", "The first day it can be done.", "2027-05-31"),
    ] = None


@attrs.frozen(kw_only=True)
class ExpectedHere:
    """Where somebody stands: only what is written is checked."""

    stage: Annotated[
        str | None, Key("Stage", "The stage of the present post.", "nqsw")
    ] = None
    level: Annotated[
        str | None, Key("Level", "The level the stage is mapped to.", "pcf/nqsw")
    ] = None
    judged: Annotated[
        str | None,
        Key("Judged", "The level at which a person last judged them.", "pcf/nqsw"),
    ] = None
    since: Annotated[
        KnownDate | None, Key("Since", "Since when, as known.", "late 2022")
    ] = None
    certain: Annotated[
        bool | None,
        Key("Certain", "Whether the dates of the record say so for certain.", "true"),
    ] = None
    outside: Annotated[
        bool | None,
        Key("Outside", "true: the record says of posts, and none is held.", "true"),
    ] = None


@attrs.frozen(kw_only=True)
class ExpectedPermission:
    """One thing somebody may do because of an approval."""

    act: Annotated[str, Key("Act", "What may be done.", "assess-placement")]
    approval: Annotated[
        str,
        Key("Approval", "The approval that permits it.", "practice-educator-stage-1"),
    ]
    conditions: Annotated[
        str | None,
        Key(
            "Conditions",
            "Of what kind it must be, in words; none where left out.",
            "any placement but the last",
        ),
    ] = None
    until: Annotated[
        KnownDate | None,
        Key("Until", "The last day; none is stated where left out.", "2030-02-28"),
    ] = None
    current: Annotated[
        bool | Literal["cannot be said"] | None,
        Key(
            "Current",
            "Whether everything that keeps the approval current is met.",
            "true",
        ),
    ] = None
    wanting: Annotated[
        int | None,
        Key("Wanting", "How many things would keep it current and are not there.", "1"),
    ] = None


@attrs.frozen(kw_only=True)
class ExpectedEntry:
    """Whether somebody may join a thing: only what is written is checked."""

    verdict: Stands = None
    words: Words = None
    fits: Annotated[
        bool | None, Key("Fits", "Whether it is for the present post.", "true")
    ] = None
    open: Annotated[
        bool | Literal["not stated"] | None,
        Key("Open", "Whether it can be joined on this day.", "true"),
    ] = None
    missing: Missing = None
    for_people: Annotated[
        tuple[ExpectedDoing, ...] | None,
        Key("For people", "Exactly what only people decide.", ["asye-outcome"]),
    ] = None
    funding: Annotated[
        Mapping[str, Verdict],
        Key(
            "Funding",
            "What the employer may claim, by entitlement: how far its rules are met.",
            {"child-family-funding": "met"},
        ),
    ] = attrs.field(factory=dict)
    earliest: EarliestDay = None
    not_before: NotBefore = None
    no_day: NoDay = None
    decided_by: DecidedBy = None
    later_by: LaterBy = None
    sooner_by: SoonerBy = None


@attrs.frozen(kw_only=True)
class ExpectedWay:
    """A progression out of here: only what is written is checked."""

    to: Annotated[
        tuple[str, ...],
        Key("To", "The stage it leads to.", "social-worker", alone=True),
    ] = ()
    mechanism: Annotated[
        Literal[
            "automatic",
            "appraisal",
            "panel",
            "application",
            "vacancy",
            "external",
            "not stated",
        ]
        | None,
        Key("Mechanism", "How the step is taken.", "vacancy"),
    ] = None
    direction: Annotated[
        Literal["up", "sideways", "down", "in", "not stated"] | None,
        Key("Direction", "By the levels of the two stages.", "up"),
    ] = None
    described: Annotated[
        bool | None,
        Key("Described", "false: it is open, and no source states its rules.", "true"),
    ] = None
    verdict: Stands = None
    words: Words = None
    have: Annotated[int | None, Key("Have", "How many of its rules are met.", "0")] = (
        None
    )
    need: Annotated[int | None, Key("Need", "How many there are.", "1")] = None
    missing: Missing = None
    earliest: EarliestDay = None
    not_before: NotBefore = None
    no_day: NoDay = None
    decided_by: DecidedBy = None
    later_by: LaterBy = None
    sooner_by: SoonerBy = None


@attrs.frozen(kw_only=True)
class ExpectedRoute:
    """One way to something."""

    steps: Annotated[
        tuple[str, ...],
        Key(
            "Steps",
            "The progressions taken and the things gained, in order.",
            ["asye-child-family", "nqsw-to-social-worker"],
        ),
    ]
    closed: Annotated[
        bool | None,
        Key("Closed", "true: it cannot be gone as things stand.", "true"),
    ] = None
    remaining: Annotated[
        int | None, Key("Remaining", "How many things are still to be done.", "4")
    ] = None
    missing: Missing = None
    earliest: EarliestDay = None
    not_before: NotBefore = None
    decided_by: DecidedBy = None
    later_by: LaterBy = None
    sooner_by: SoonerBy = None


@attrs.frozen(kw_only=True)
class ExpectedCredit:
    """An award in the ledger: only what is written is checked."""

    verdict: Stands = None
    words: Words = None
    have: Annotated[
        Amount | None, Key("Have", "The credit that counts for certain.", "60")
    ] = None
    need: Annotated[Amount | None, Key("Need", "The credit it asks.", "180")] = None
    missing: Annotated[
        Amount | None, Key("Missing", "The least credit still missing.", "120")
    ] = None
    counted: Annotated[
        tuple[str, ...] | None,
        Key("Counted", "Exactly the modules that count towards it.", ["law"]),
    ] = None
    left_out: Annotated[
        tuple[str, ...] | None,
        Key("Left out", "Exactly the modules that do not.", ["ethics"]),
    ] = None
    class_: Annotated[
        str | None,
        Key("Class", "The class of what counts for certain.", "Merit", name="class"),
    ] = None


@attrs.frozen(kw_only=True)
class ExpectedChange:
    """What becomes different because of what is added."""

    kind: Annotated[
        Literal["met", "unmet", "figure", "date", "words", "asked", "not_asked"] | None,
        Key("Kind", "In which way.", "met"),
    ] = None
    title: Annotated[
        str | None,
        Key("Title", "What people call it.", "ASYE, adults: the end"),
    ] = None
    later_by: Annotated[
        Duration | None, Key("Later by", "By how much a date moves back.", "84 days")
    ] = None
    sooner_by: Annotated[
        Duration | None,
        Key("Sooner by", "By how much a date comes forward.", "4 weeks"),
    ] = None
    before: Annotated[
        str | None, Key("Before", "How it stood, in words.", "partly evidenced, 1 of 3")
    ] = None
    after: Annotated[
        str | None, Key("After", "How it stands then.", "evidenced, 3 of 3")
    ] = None


@attrs.frozen(kw_only=True)
class ExpectedDate:
    """A date of the calendar: one that says all this is among them."""

    day: Annotated[KnownDate, Key("Day", "The day.", "2026-12-01")]
    id: Annotated[
        str | None, Key("Id", "What it is about.", "asye-child-family/reviews")
    ] = None
    kind: Annotated[
        str | None, Key("Kind", "due, closes, slot, planned, lapses, ...", "due")
    ] = None


@attrs.frozen(kw_only=True)
class OtherHours:
    """Other hours from a day on, in the posts then held."""

    hours: Annotated[
        str, Key("Hours", "Hours worked of those of full time.", "22.2 of 37")
    ]
    from_: Annotated[
        KnownDate, Key("From", "The first day.", "2027-01-04", name="from")
    ]


@attrs.frozen(kw_only=True)
class AnotherProgramme:
    """Another programme from a day on."""

    programme: Annotated[str, Key("Programme", "The programme.", "asye-adults")]
    from_: Annotated[
        KnownDate, Key("From", "The first day.", "2027-01-04", name="from")
    ]
    instead_of: Annotated[
        str | None,
        Key("Instead of", "The one that ends the day before.", "asye-child-family"),
    ] = None


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
    hours: Annotated[
        OtherHours | None,
        Key(
            "Hours",
            "A what-if: other hours from a day on.",
            {"hours": "22.2 of 37", "from": "2027-01-04"},
        ),
    ] = None
    other_programme: Annotated[
        AnotherProgramme | None,
        Key(
            "Other programme",
            "A what-if: another programme from a day on.",
            {"programme": "asye-adults", "from": "2027-01-04"},
        ),
    ] = None
    under: Annotated[
        str | None,
        Key(
            "Under",
            "Another framework the same record is read against, by id or path: a move.",
            "newham",
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
    here: Annotated[
        ExpectedHere | None,
        Key("Here", "Where somebody stands.", {"stage": "nqsw", "level": "pcf/nqsw"}),
    ] = None
    permissions: Annotated[
        tuple[ExpectedPermission, ...] | None,
        Key(
            "Permissions",
            "Exactly what approvals permit; an empty list: nothing.",
            [{"act": "assess-nqsw", "approval": "practice-educator-stage-1"}],
        ),
    ] = None
    entry: Annotated[
        Mapping[str, ExpectedEntry],
        Key(
            "Entry",
            "Whether these may be joined: programmes, approvals, qualifications, "
            "stages or learning.",
            {"msc-family-therapy": {"missing": ["systemic-start"]}},
        ),
    ] = attrs.field(factory=dict)
    next: Annotated[
        Mapping[str, ExpectedWay] | None,
        Key(
            "Next",
            "Exactly the ways on from here, by progression; {}: none leads on.",
            {"nqsw-to-social-worker": {"to": "social-worker", "verdict": "not_yet"}},
        ),
    ] = None
    routes: Annotated[
        Mapping[str, tuple[ExpectedRoute, ...]],
        Key(
            "Routes",
            "Exactly the ways to these, the least remaining first; []: none is open.",
            {"social-worker": [{"steps": ["asye-adults", "nqsw-to-social-worker"]}]},
        ),
    ] = attrs.field(factory=dict)
    opens: Annotated[
        Mapping[str, tuple[str, ...]],
        Key(
            "Opens",
            "What these advance, among others; []: nothing at all.",
            {"systemic-start": ["msc-family-therapy"]},
        ),
    ] = attrs.field(factory=dict)
    credit: Annotated[
        Mapping[str, ExpectedCredit],
        Key(
            "Credit",
            "The ledger, asked towards these awards together, in this order.",
            {"certificate": {"have": "40", "missing": "20"}},
        ),
    ] = attrs.field(factory=dict)
    banked: Annotated[
        tuple[Amount, ...] | None,
        Key("Banked", "Exactly the credit achieved, each unit by itself.", ["40"]),
    ] = None
    changes: Annotated[
        Mapping[str, ExpectedChange] | None,
        Key(
            "Changes",
            "What the what-if changes in the report, among others; {}: nothing.",
            {"asye-child-family": {"kind": "date", "later_by": "84 days"}},
        ),
    ] = None
    calendar: Annotated[
        tuple[ExpectedDate, ...],
        Key(
            "Calendar",
            "Dates that stand in the calendar, among others.",
            [{"day": "2026-12-01", "id": "asye-child-family/reviews"}],
        ),
    ] = ()


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
    replayed: Annotated[
        bool | None,
        Key(
            "Replayed",
            "true: each day is asked of the record as it stood then; what is dated "
            "later is not known yet.",
            "true",
        ),
    ] = None
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
