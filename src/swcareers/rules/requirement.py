"""What can be asked: the requirement kinds, as plain frozen values.

A requirement (`Rule`) has exactly one kind word (`Rule.ask`), the keys of that kind,
and the keys every rule may have. Two shapes are shared by inheritance of fields,
because the file spells them flat: `Entry` (anything that is declared) and `Count`
(how many, of what, with what among them). Everything else is composed.

This module is the language's own reference: each key carries its title, meaning and
an example, from which the schema and the documentation are made. It is long because
the language is in one place.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal

import attrs

from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration
from swcareers.values.keys import Key, Ref
from swcareers.values.points import Point, Window

Strength = Literal["must", "should", "recommended"]
VerdictWord = Literal["met", "not_met", "not_yet", "not_applicable"]


# --- who, and which items count ---------------------------------------------------


@attrs.frozen(kw_only=True)
class Who:
    """Who acts or agrees: one role, any of several, or all of several together."""

    roles: tuple[str, ...]
    together: bool = False

    def __str__(self) -> str:
        """The roles with the word that joins them."""
        return (" and " if self.together else " or ").join(self.roles)


@attrs.frozen(kw_only=True)
class Is:
    """The field equals one of these words (``us`` and ``same`` are read specially)."""

    values: tuple[str, ...]
    or_decided: str | None = None


@attrs.frozen(kw_only=True)
class Compare:
    """The field lies within bounds, differs from a word, or is there at all."""

    at_least: Annotated[
        Amount | None,
        Key("At least", "The smallest value that counts.", "90"),
    ] = None
    at_most: Annotated[
        Amount | None, Key("At most", "The largest value that counts.", "7")
    ] = None
    under: Annotated[
        Amount | None, Key("Under", "Only smaller values count.", "40")
    ] = None
    before: Annotated[
        Point | None, Key("Before", "Only days before this moment count.", "start")
    ] = None
    after: Annotated[
        Point | None, Key("After", "Only days after this moment count.", "start")
    ] = None
    not_: Annotated[
        tuple[str, ...],
        Key(
            "Not",
            "The word, or words, that do not count.",
            "draft",
            name="not",
            alone=True,
        ),
    ] = ()
    present: Annotated[
        bool | None,
        Key("Present", "true: it must be there. false: it must not.", "true"),
    ] = None
    or_decided: Annotated[
        str | None,
        Key(
            "Or decided",
            "A decision that lets an item count although it fails this test; until "
            "it is taken the answer is undecided.",
            "still-current",
        ),
        Ref("decisions"),
    ] = None


@attrs.frozen(kw_only=True)
class InWindow:
    """The field is a date that lies in a window."""

    window: Window
    or_decided: str | None = None


@attrs.frozen(kw_only=True)
class Among:
    """A list-valued field: all its members, or any of them, pass."""

    every: bool
    where: "Where"


@attrs.frozen(kw_only=True)
class Of:
    """One step away: the person, course or award in the field passes, that day."""

    where: "Where"


Test = Is | Compare | InWindow | Among | Of


@attrs.frozen(kw_only=True)
class FieldTest:
    """One field of the item in hand and what it must be."""

    field: str
    test: Test


@attrs.frozen(kw_only=True)
class Where:
    """Counts only if: all tests hold, and one of `any_of` where that is given.

    Attributes:
        tests: the fields asked about; of a person also ``holds``, ``role``, ``may``.
        any_of: alternatives, of which one must hold.
        as_at: the day (a point) or the stretch (throughout a window) on which a
            person or course is asked about. None: the day of the act.
        or_decided: a decision that lets an item count although it fails.
    """

    tests: tuple[FieldTest, ...] = ()
    any_of: tuple["Where", ...] = ()
    as_at: Point | Window | None = None
    or_decided: str | None = None


@attrs.frozen(kw_only=True)
class Count:
    """How many or how much, of which items, and what must be among them."""

    where: Annotated[
        Where | None,
        Key(
            "Counts only if",
            "Tests an item must pass to count. Items of the right type that fail are "
            "listed as left out, each with its reason.",
            {"observer": {"holds": "social-work-england"}},
        ),
    ] = None
    distinct: Annotated[
        str | None,
        Key(
            "Distinct",
            "Count different values of this field, not items: two entries about the "
            "same learner count once.",
            "learner",
        ),
    ] = None
    at_least: Annotated[
        Amount | None,
        Key(
            "At least",
            "How much is needed, with its unit: 3, 80 hours, 24 credits, 90%, 1/3, "
            "all. Left out, one is enough.",
            "3",
        ),
    ] = None
    at_most: Annotated[
        Amount | None,
        Key(
            "At most",
            "How much may count. In a count, `excess` says what happens above it.",
            "18 credits",
        ),
    ] = None
    excess: Annotated[
        Literal["cut", "left_out", "breach"] | None,
        Key(
            "Above the most",
            "cut: only so much is counted. left_out: whole items beyond it are not "
            "used. breach: having more is not allowed.",
            "left_out",
        ),
    ] = None
    covering: Annotated[
        tuple[str, ...],
        Key(
            "Covering",
            "A set of capabilities, a group or a list whose every member the items "
            "must touch; `at_least` then says how many members are enough.",
            "pcf",
            alone=True,
        ),
        Ref("capabilities", "members", "groups", "anything"),
    ] = ()
    besides: Annotated[
        tuple[str, ...],
        Key(
            "Besides",
            "Rules whose counted items may not be counted here again.",
            ["reports"],
        ),
        Ref("rules"),
    ] = ()
    shares_with: Annotated[
        tuple[str, ...],
        Key(
            "Shares with",
            "Other programmes whose evidence may serve here too.",
            ["asye"],
        ),
        Ref("programmes", "approvals", "qualifications"),
    ] = ()
    of_which: Annotated[
        tuple["Part", ...],
        Key(
            "Of which",
            "Looks again at the same items: so many of them must also pass this. "
            "The lines may overlap.",
            [{"at_least": "2", "where": {"observer": {"role": "assessor"}}}],
        ),
    ] = ()


@attrs.frozen(kw_only=True)
class Part(Count):
    """A line of `of_which` or a part of `made_of`: a count with a name of its own."""

    id: Annotated[
        str | None,
        Key("Id", "A short stable name for this line.", "at-level", ids=True),
    ] = None
    title: Annotated[str | None, Key("Title", "What people call it.", "At level 7")] = (
        None
    )
    modules: Annotated[
        tuple[str, ...],
        Key(
            "Modules",
            "In an award: the modules, and the learning and programmes with credit, "
            "that this part holds or line sees, by id, or any.",
            ["foundations"],
            alone=True,
        ),
        Ref("modules", "learning", "programmes", "groups", "any"),
    ] = ()
    strength: Annotated[
        Strength | None,
        Key("Strength", "must (the default), should or recommended.", "should"),
    ] = None
    waivable: Annotated[
        "Waivable | None",
        Key(
            "Waivable",
            "In an award: who may waive this part or line; left out, nobody.",
            {"by": "exam-board"},
        ),
    ] = None


# --- the kinds ---------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class All:
    """All of the parts: the least of their answers."""

    WORD: ClassVar[str] = "all"
    all: Annotated[
        tuple["Rule", ...],
        Key(
            "All of",
            "Every part must be met.",
            [{"holds": "degree"}, {"decision": "interview"}],
            filled=True,
        ),
    ]


@attrs.frozen(kw_only=True)
class AnyOf:
    """Any of the parts, or at least so many: the n-th best of their answers."""

    WORD: ClassVar[str] = "any"
    any: Annotated[
        tuple["Rule", ...],
        Key(
            "Any of",
            "One part is enough, or as many as `at_least` says.",
            [{"holds": "degree"}, {"decision": "equivalent"}],
            filled=True,
        ),
    ]
    at_least: Annotated[
        Amount | None,
        Key("At least", "How many parts are needed; left out, one.", "2"),
    ] = None


@attrs.frozen(kw_only=True)
class NoneOf:
    """None of the parts may be so on the day asked about."""

    WORD: ClassVar[str] = "none"
    none: Annotated[
        tuple["Rule", ...],
        Key(
            "None of",
            "Each part is asked whether it is so; one that is, bars.",
            [{"event": "left-agency"}],
            filled=True,
        ),
    ]


@attrs.frozen(kw_only=True)
class InOrder:
    """The parts one after another: each on facts from the day the last was met."""

    WORD: ClassVar[str] = "in_order"
    in_order: Annotated[
        tuple["Rule", ...],
        Key(
            "In this order",
            "Each part counts only what is dated on or after the day the part before "
            "it was met.",
            [{"completes": "foundation"}, {"completes": "intermediate"}],
            filled=True,
        ),
    ]


@attrs.frozen(kw_only=True)
class Evidence(Count):
    """So many pieces, hours or other amounts of evidence of a declared type."""

    WORD: ClassVar[str] = "evidence"
    evidence: Annotated[
        str,
        Key(
            "Evidence",
            "The type of evidence, a group of types, or any.",
            "direct-observation",
        ),
        Ref("evidence_types", "groups", "any"),
    ]


@attrs.frozen(kw_only=True)
class Modules(Count):
    """Credit-bearing modules: chosen ones, any of those placed, or any taken."""

    WORD: ClassVar[str] = "modules"
    modules: Annotated[
        tuple[str, ...],
        Key(
            "Modules",
            "A list of module ids, `any` (those that count here) or `taken` (all on "
            "the record).",
            "any",
            alone=True,
            filled=True,
        ),
        Ref("modules", "groups", "any", "taken"),
    ]


@attrs.frozen(kw_only=True)
class Happened(Count):
    """A declared event happened (in a window, so many times)."""

    WORD: ClassVar[str] = "event"
    event: Annotated[
        str,
        Key("Event", "A declared event, or anything dated.", "left-agency"),
        Ref("events", "dated"),
    ]


@attrs.frozen(kw_only=True)
class Completes(Count):
    """A programme, module or piece of learning has been completed."""

    WORD: ClassVar[str] = "completes"
    completes: Annotated[
        str,
        Key("Completes", "A programme, module or learning, or a group.", "asye"),
        Ref("programmes", "modules", "learning", "groups"),
    ]


@attrs.frozen(kw_only=True)
class Holds(Count):
    """A qualification, approval or registration is held on the day."""

    WORD: ClassVar[str] = "holds"
    holds: Annotated[
        str,
        Key(
            "Holds",
            "A qualification, approval or register, or a group of them.",
            "social-work-england",
        ),
        Ref("qualifications", "approvals", "registers", "groups"),
    ]


@attrs.frozen(kw_only=True)
class Phase:
    """One stretch of a cadence: how often, until when."""

    until: Annotated[
        Point | None,
        Key(
            "Until",
            "The phase ends on the day this point is reached, that day not included. "
            "Left out, it runs to the end.",
            "week 6",
        ),
    ] = None
    every: Annotated[
        Duration, Key("Every", "The interval: one session in each.", "1 week")
    ]
    where: Annotated[
        Where | None,
        Key("Counts only if", "Tests for sessions of this phase.", {"minutes": "60"}),
    ] = None
    strength: Annotated[
        Strength | None,
        Key("Strength", "must (the default), should or recommended.", "should"),
    ] = None


@attrs.frozen(kw_only=True)
class Cadence:
    """Something that happens again and again: supervision, a study day."""

    WORD: ClassVar[str] = "cadence"
    cadence: Annotated[
        str,
        Key(
            "Cadence of",
            "The evidence type each session is recorded as.",
            "supervision",
        ),
        Ref("evidence_types", "groups"),
    ]
    every: Annotated[
        Duration | None,
        Key("Every", "The interval, where it is the same throughout.", "1 week"),
    ] = None
    phases: Annotated[
        tuple[Phase, ...],
        Key(
            "Phases",
            "The intervals, where they change.",
            [{"until": "week 6", "every": "1 week"}, {"every": "1 month"}],
        ),
    ] = ()
    where: Annotated[
        Where | None,
        Key(
            "Counts only if",
            "What every session must have.",
            {"minutes": {"at_least": "90"}},
        ),
    ] = None
    at_least: Annotated[
        Amount | None,
        Key("At least", "The share of past slots that must be kept.", "90%"),
    ] = None
    longest_gap: Annotated[
        Duration | None,
        Key("Longest gap", "The longest time between two sessions.", "6 weeks"),
    ] = None
    excused_by: Annotated[
        tuple[str, ...],
        Key(
            "Excused by",
            "Reasons of absence that excuse a slot they cover wholly.",
            ["annual-leave", "sickness"],
        ),
        Ref("absence_reasons"),
    ] = ()


@attrs.frozen(kw_only=True)
class InPlace:
    """Something is in place on the day: a post, a person in a role, a leave."""

    WORD: ClassVar[str] = "in_place"
    in_place: Annotated[
        str,
        Key(
            "In place",
            "posts, absences, a reason of absence, a role, a programme or a stage.",
            "assessor",
        ),
        Ref("spells", "roles", "programmes", "stages", "absence_reasons"),
    ]
    where: Annotated[
        Where | None,
        Key("Counts only if", "What it must be like.", {"contract": "permanent"}),
    ] = None


@attrs.frozen(kw_only=True)
class TimeIn:
    """Time spent: the union of the matching spells, gaps not counted."""

    WORD: ClassVar[str] = "time_in"
    time_in: Annotated[
        str,
        Key("Time in", "posts, a role, a programme, a stage or an absence.", "posts"),
        Ref("spells", "roles", "programmes", "stages", "absence_reasons"),
    ]
    where: Annotated[
        Where | None,
        Key("Counts only if", "Which spells count.", {"employer": "us"}),
    ] = None
    at_least: Annotated[
        Duration | None, Key("At least", "The time needed.", "2 years")
    ] = None
    at_most: Annotated[
        Duration | None, Key("At most", "The longest time allowed.", "2 years")
    ] = None
    usually: Annotated[
        Duration | None,
        Key("Usually", "The usual time: shown, decides nothing.", "20 months"),
    ] = None
    counted_from: Annotated[
        Point | None,
        Key("Counted from", "The day before which nothing counts.", "2024-09-01"),
    ] = None
    counted_by: Annotated[
        Literal["hours"] | None,
        Key("Counted by", "hours: part time counts in proportion.", "hours"),
    ] = None
    breaks: Annotated[
        "Breaks | None",
        Key(
            "Breaks",
            "A gap longer than this starts the count again.",
            {"longest": "3 months"},
        ),
    ] = None
    less: Annotated[
        tuple[str, ...],
        Key("Less", "Reasons of absence whose days do not count.", ["career-break"]),
        Ref("absence_reasons"),
    ] = ()


@attrs.frozen(kw_only=True)
class Breaks:
    """How long a gap may be before time starts again from nothing."""

    longest: Annotated[Duration, Key("Longest", "The longest gap.", "3 months")]


@attrs.frozen(kw_only=True)
class TimeSince:
    """Time elapsed since an event."""

    WORD: ClassVar[str] = "time_since"
    time_since: Annotated[
        str,
        Key("Time since", "A declared event, or anything dated.", "qualified"),
        Ref("events", "dated"),
    ]
    at_least: Annotated[
        Duration | None, Key("At least", "The time that must have passed.", "2 years")
    ] = None
    at_most: Annotated[
        Duration | None, Key("At most", "The time that may have passed.", "4 years")
    ] = None
    usually: Annotated[
        Duration | None,
        Key("Usually", "The usual time: shown, decides nothing.", "3 years"),
    ] = None


@attrs.frozen(kw_only=True)
class Measured:
    """A declared measure read from the record: caseload, development time."""

    WORD: ClassVar[str] = "measure"
    measure: Annotated[
        str, Key("Measure", "A declared measure.", "caseload"), Ref("measures")
    ]
    at_least: Annotated[
        Amount | None, Key("At least", "The smallest reading allowed.", "10%")
    ] = None
    at_most: Annotated[
        Amount | None, Key("At most", "The largest reading allowed.", "90%")
    ] = None
    averaged_over: Annotated[
        Duration | Literal["programme"] | None,
        Key(
            "Averaged over",
            "programme, or a length of time before the day asked about. Left out, "
            "the latest reading decides.",
            "programme",
        ),
    ] = None


@attrs.frozen(kw_only=True)
class MeanShare:
    """Part of a mean: of which modules, and how much it weighs beside the others."""

    where: Annotated[
        Where | None, Key("Counts only if", "Which modules count.", {"level": "6"})
    ] = None
    best: Annotated[
        Amount | None,
        Key("Best", "Only so much of them, the best of them.", "90 credits"),
    ] = None
    weighs: Annotated[
        Amount, Key("Weighs", "How heavy its mean is among the shares.", "70%")
    ]


@attrs.frozen(kw_only=True)
class Average:
    """The mean of a field over the modules that count here."""

    WORD: ClassVar[str] = "average"
    average: Annotated[str, Key("Average of", "The field, usually mark.", "mark")]
    where: Annotated[
        Where | None, Key("Counts only if", "Which modules count.", {"level": "7"})
    ] = None
    weighted_by: Annotated[
        str | None, Key("Weighted by", "The field that weights.", "credits")
    ] = None
    best: Annotated[
        Amount | None,
        Key(
            "Best",
            "The mean is of the best so much; the module at the border is used in "
            "part. A bare number counts modules, a share is of their credit.",
            "90 credits",
        ),
    ] = None
    shares: Annotated[
        tuple[MeanShare, ...],
        Key(
            "Shares",
            "The mean is of the means of these, each as heavy as it weighs. One "
            "without any module weighs nothing.",
            [
                {"where": {"level": "5"}, "weighs": "30%"},
                {"where": {"level": "6"}, "weighs": "70%"},
            ],
        ),
    ] = ()
    rounded: Annotated[
        str | None,
        Key(
            "Rounded", "How the mean is rounded before it is compared.", "half up to 1"
        ),
    ] = None
    at_least: Annotated[Amount | None, Key("At least", "The smallest mean.", "60")] = (
        None
    )
    at_most: Annotated[Amount | None, Key("At most", "The largest mean.", "69")] = None


@attrs.frozen(kw_only=True)
class Assessed(Count):
    """A named person judged the learner at a level, or against a set."""

    WORD: ClassVar[str] = "assessed"
    assessed: Annotated[
        str,
        Key("Assessed", "A set of capabilities, or set/level.", "pcf/nqsw"),
        Ref("capabilities"),
    ]


@attrs.frozen(kw_only=True)
class Decided:
    """A declared decision was taken, with one of these outcomes."""

    WORD: ClassVar[str] = "decision"
    decision: Annotated[
        str, Key("Decision", "A declared decision.", "asye-outcome"), Ref("decisions")
    ]
    is_: Annotated[
        tuple[str, ...],
        Key(
            "Is",
            "The outcome, or outcomes, that meet this rule.",
            "pass",
            name="is",
            alone=True,
            filled=True,
        ),
    ] = ()


@attrs.frozen(kw_only=True)
class Confirmed:
    """A promise that somebody confirms in the record."""

    WORD: ClassVar[str] = "confirmation"
    confirmation: Annotated[
        str,
        Key(
            "Confirmation",
            "The promise in words.",
            "time to shadow other social workers",
        ),
    ]


Kind = (
    All
    | AnyOf
    | NoneOf
    | InOrder
    | Evidence
    | Modules
    | Happened
    | Completes
    | Holds
    | Cadence
    | InPlace
    | TimeIn
    | TimeSince
    | Measured
    | Average
    | Assessed
    | Decided
    | Confirmed
)

KINDS: Mapping[str, type[Kind]] = {
    kind.WORD: kind
    for kind in (
        All, AnyOf, NoneOf, InOrder, Evidence, Modules, Happened, Completes, Holds,
        Cadence, InPlace, TimeIn, TimeSince, Measured, Average, Assessed, Decided,
        Confirmed,
    )
}  # fmt: skip


# --- anything that is declared -----------------------------------------------------


@attrs.frozen(kw_only=True)
class OpenWindow:
    """When something can be joined, earned or claimed: a life, or a yearly intake."""

    from_: Annotated[
        Point | None, Key("From", "The first day.", "2016-01-01", name="from")
    ] = None
    to: Annotated[Point | None, Key("To", "The last day.", "2020-06-30")] = None
    source: Annotated[
        str | None, Key("Source", "Who says so.", "gov-early-career"), Ref("sources")
    ] = None


def several(words: str | Iterable[str]) -> tuple[str, ...]:
    """One word or several as a tuple.

    >>> several("nqsw"), several(["nqsw", "student"])
    (('nqsw',), ('nqsw', 'student'))
    """
    return (words,) if isinstance(words, str) else tuple(words)


@attrs.frozen(kw_only=True)
class Audience:
    """Whom something is for, read against the post held that day.

    Every key given must fit; several words under one key are alternatives. In Python
    one word may be given as it is.

    >>> Audience(stage="nqsw", service="children").stage
    ('nqsw',)
    """

    stage: Annotated[
        tuple[str, ...],
        Key("Stage", "The stage of the post.", "nqsw", alone=True),
        Ref("stages", "groups"),
    ] = attrs.field(default=(), converter=several)
    employer: Annotated[
        tuple[str, ...], Key("Employer", "The employer, or us.", "us", alone=True)
    ] = attrs.field(default=(), converter=several)
    service: Annotated[
        tuple[str, ...], Key("Service", "children, adults, ...", "children", alone=True)
    ] = attrs.field(default=(), converter=several)
    setting: Annotated[
        tuple[str, ...], Key("Setting", "The kind of setting.", "hospital", alone=True)
    ] = attrs.field(default=(), converter=several)
    contract: Annotated[
        tuple[str, ...],
        Key("Contract", "permanent, agency, ...", "permanent", alone=True),
    ] = attrs.field(default=(), converter=several)
    joined: Annotated[
        tuple[str, ...],
        Key("Joined", "Everybody who has joined this employer.", "newham", alone=True),
    ] = attrs.field(default=(), converter=several)
    holds: Annotated[
        tuple[str, ...],
        Key(
            "Holds",
            "Holders of this award or registration.",
            "social-work-england",
            alone=True,
        ),
        Ref("qualifications", "approvals", "registers", "groups"),
    ] = attrs.field(default=(), converter=several)
    anyone: Annotated[
        tuple[str, ...],
        Key(
            "Anyone",
            "In words, whom it is for beyond the posts.",
            ["partners"],
            alone=True,
        ),
    ] = attrs.field(default=(), converter=several)


@attrs.frozen(kw_only=True)
class Edition:
    """One dated version of an entry: from when it holds, and the whole entry then.

    Attributes:
        from_: first day; None where the file says ``unknown``.
        until: the day it ends, not included; None where the next one begins it.
        seen: the day an undated page was seen (kept, compared, never chosen by date).
        everyone_from: starters from `from_` at once, everybody else from this day.
        withdrawn: the rule stops: not applicable from then on.
        expected: it has been announced; in what words.
        entry: the entry with this version's keys in place.
        keys: the keys this version gave.
    """

    from_: Annotated[
        KnownDate | None,
        Key(
            "From",
            "The first day it holds, or unknown. It ends where the next one begins.",
            "2022-09-01",
            name="from",
        ),
    ]
    until: Annotated[
        KnownDate | None,
        Key("Until", "The day it ends, not included.", "2027-04-01"),
    ] = None
    seen: Annotated[
        KnownDate | None,
        Key("Seen", "The day an undated page was seen.", "2026-11-14"),
    ] = None
    everyone_from: Annotated[
        KnownDate | None,
        Key(
            "Everyone from",
            "Starters from `from` at once, everybody else from this day.",
            "2023-09-01",
        ),
    ] = None
    withdrawn: Annotated[
        bool, Key("Withdrawn", "true: from then on the rule does not apply.", "true")
    ] = False
    expected: Annotated[
        str | None,
        Key("Expected", "Announced, not yet in force; in what words.", "from 2027"),
    ] = None
    source: Annotated[
        str | None,
        Key("Source", "Who says so: one of `sources`.", "gov-framework"),
        Ref("sources"),
    ] = None
    note: Annotated[
        str | None, Key("Note", "Anything a reader should know.", "wording changed")
    ] = None
    entry: Any = None
    keys: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Variant:
    """The entry as it is for some people: the first variant whose `when` is met."""

    when: Annotated[
        "Rule",
        Key(
            "When",
            "A requirement in the same grammar; where it is met, the keys beside it "
            "hold.",
            {"in_place": "posts", "where": {"contract": "agency"}},
        ),
    ]
    entry: Any
    keys: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Entry:
    """Anything that is declared: the keys every entry of a framework may have."""

    id: Annotated[
        str | None,
        Key(
            "Id",
            "A short stable name; waivers, amendments and reports refer to it. In a "
            "section the key is the id.",
            "observations",
            ids=True,
        ),
    ] = None
    title: Annotated[
        str | None, Key("Title", "What people call it.", "Direct observations")
    ] = None
    source: Annotated[
        str | None,
        Key("Source", "Who says so: one of `sources`.", "gov-framework"),
        Ref("sources"),
    ] = None
    note: Annotated[
        str | None,
        Key(
            "Note", "Anything a reader should know.", "which universities is not stated"
        ),
    ] = None
    about: Annotated[
        Any,
        Key(
            "About",
            "What a source says that is not a rule: shown, never evaluated.",
            {"team": "practice-development"},
        ),
    ] = None
    formerly: Annotated[
        tuple[str, ...],
        Key("Formerly", "Earlier ids of the same thing.", ["induction"]),
    ] = ()
    review_by: Annotated[
        KnownDate | None,
        Key(
            "Review by",
            "After this day the entry warns that nobody has looked at it, and goes on "
            "working.",
            "2027-04-01",
        ),
    ] = None
    expected: Annotated[
        str | None,
        Key("Expected", "Announced, not yet there; in what words.", "in development"),
    ] = None
    illustrative: Annotated[
        tuple[str, ...],
        Key(
            "Illustrative",
            "Keys of this entry (or all) that are made up so that the example runs.",
            ["level"],
            alone=True,
        ),
    ] = ()
    unverified: Annotated[
        tuple[str, ...],
        Key(
            "Unverified",
            "Keys of this entry (or all) that are believed and were not seen in a "
            "source.",
            ["clock"],
            alone=True,
        ),
    ] = ()
    not_stated: Annotated[
        tuple[str, ...],
        Key(
            "Not stated",
            "Keys that exist in the world and that no source gives; a question that "
            "needs one answers 'no source states it'.",
            ["credits", "level"],
            alone=True,
        ),
    ] = ()
    applies_when: Annotated[
        "Rule | None",
        Key(
            "Applies when",
            "A requirement in the same grammar; where it is not met, this does not "
            "apply at all.",
            {"decision": "midway", "is": "concern"},
        ),
    ] = None
    open: Annotated[
        tuple[OpenWindow, ...],
        Key(
            "Open",
            "Windows in which it can be joined, earned or claimed. With years: its "
            "life. Days of the year alone: a yearly intake.",
            [{"from": "2016-01-01", "to": "2020-06-30"}],
        ),
    ] = ()
    version_by: Annotated[
        str | None,
        Key(
            "Version by",
            "What picks the version: start, day, period, or an event. The nearest "
            "word wins (rule, programme, framework).",
            "start",
        ),
        Ref("events", "dated", "version_by"),
    ] = None
    for_: Annotated[
        Audience | None,
        Key(
            "For",
            "Whom it is for, read against the post held that day.",
            {"stage": "nqsw"},
            name="for",
        ),
    ] = None
    versions: Annotated[
        tuple[Edition, ...],
        Key(
            "Versions",
            "The entry by date: each with `from` (half-open to the next) and the keys "
            "that differ.",
            [{"from": "2022-09-01", "at_least": "3"}],
            filled=True,
        ),
    ] = ()
    variants: Annotated[
        tuple[Variant, ...],
        Key(
            "Variants",
            "The entry by scope: the first whose `when` is met replaces the keys it "
            "names.",
            [{"when": {"in_place": "posts"}, "strength": "recommended"}],
            filled=True,
        ),
    ] = ()


@attrs.frozen(kw_only=True)
class Waivable:
    """Who may waive a rule."""

    by: Annotated[
        Who, Key("By", "The role or roles that may waive it.", "programme-coordinator")
    ]


@attrs.frozen(kw_only=True)
class PointWindow:
    """How long before and after each point an item may fill it."""

    early: Annotated[
        Duration | None, Key("Early", "So long before the point.", "2 weeks")
    ] = None
    late: Annotated[
        Duration | None, Key("Late", "So long after the point.", "2 weeks")
    ] = None


@attrs.frozen(kw_only=True)
class Between:
    """Stretches between points: from each to the next."""

    between: Annotated[
        tuple[Point, ...],
        Key("Between", "Points in order.", ["start", "midway", "end"], filled=True),
    ]


@attrs.frozen(kw_only=True)
class Rule(Entry):
    """One requirement: a single kind word with its keys, and the common keys."""

    ask: Kind | None = None
    strength: Annotated[
        Strength | None,
        Key(
            "Strength",
            "must (the default), should or recommended. Only must decides. A part "
            "inherits its group's.",
            "recommended",
        ),
    ] = None
    within: Annotated[
        Window | None,
        Key(
            "Within",
            "Only what is dated in this window counts; both ends are included.",
            {"last": "3 years", "before": "start"},
        ),
    ] = None
    as_at: Annotated[
        Point | Window | None,
        Key(
            "As at",
            "The day the rule is asked about; a window means throughout it. Left "
            "out, the day of the question.",
            "start",
        ),
    ] = None
    unless: Annotated[
        "Rule | None",
        Key(
            "Unless",
            "A requirement; where it is met, this rule counts as met and is shown as "
            "exempt.",
            {"in_place": "secondment"},
        ),
    ] = None
    waivable: Annotated[
        Waivable | None,
        Key("Waivable", "Who may waive it; left out, nobody.", {"by": "employer"}),
    ] = None
    confirmed_by: Annotated[
        Who | None,
        Key(
            "Confirmed by",
            "Whose word equals a list of dates.",
            {"any_of": ["assessor", "programme-coordinator"]},
        ),
    ] = None
    due: Annotated[
        Point | None,
        Key(
            "Due",
            "Soft: afterwards it is late and still possible.",
            {"at_most": "3 weeks", "after": "tutor-changed"},
        ),
    ] = None
    closes: Annotated[
        Point | None,
        Key(
            "Closes",
            "Hard: afterwards it is not met, and what is dated later does not count.",
            "year-end",
        ),
    ] = None
    consequence: Annotated[
        str | None,
        Key(
            "Consequence",
            "What follows where it is not met, in words; nothing is computed from it.",
            "the registration must be removed",
        ),
    ] = None
    subject: Annotated[
        Literal["learner", "employer", "partnership", "cohort"] | None,
        Key("Subject", "Whose record is read, if not the learner's.", "cohort"),
    ] = None
    at: Annotated[
        tuple[Point, ...],
        Key("At", "Points at which it is owed, each once.", ["month 6", "month 12"]),
    ] = ()
    window: Annotated[
        PointWindow | None,
        Key(
            "Window",
            "How long before and after each point of `at` an item may fill it.",
            {"early": "2 weeks", "late": "2 weeks"},
        ),
    ] = None
    for_each: Annotated[
        str | None,
        Key("For each", "Owed again for every occurrence of this event.", "handover"),
        Ref("events", "dated"),
    ] = None
    in_each: Annotated[
        str | Between | None,
        Key(
            "In each",
            "Owed again in every period of this name, or between points.",
            "registration-year",
        ),
        Ref("periods"),
    ] = None

    @property
    def kind(self) -> str:
        """The kind word, or an empty text where only the versions carry one."""
        return self.ask.WORD if self.ask is not None else ""


def parts_of(ask: Kind | None) -> tuple[Rule, ...]:
    """The rules inside a group, in the order written; none for the other kinds."""
    match ask:
        case All():
            return ask.all
        case AnyOf():
            return ask.any
        case NoneOf():
            return ask.none
        case InOrder():
            return ask.in_order
        case _:
            return ()
