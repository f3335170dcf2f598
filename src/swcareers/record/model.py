"""One person's record: posts, programmes, learning, evidence, decisions.

One file, one person, a reference and no name. Every class is one section of the
file. A record always loads: what could not be used rides with it as problems. Spells
have `from` and `to`, both included; any date may be known only roughly; anything may
be planned.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Any

import attrs

from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.keys import Key, Ref
from swcareers.values.problems import Problem

_FROM = Key("From", "The first day, as far as it is known.", "2026-06-01", name="from")
_TO = Key("To", "The last day, included. Left out: still going on.", "2027-05-31")
_DATE = Key("Date", "The day, as far as it is known.", "2026-09-02")
_DATES = Key(
    "Dates", "Several days, each counted as one.", ["2026-06-05", "2026-06-12"]
)
_ON = Key("Day", "The day, or several, each counted.", "2026-05", alone=True)
_IN_ROLE = Key(
    "Who", "A person by reference, or several in turn.", "assessor-a", alone=True
)
_PLANNED = Key(
    "Planned",
    "A day it is planned for, in place of a date; or true, for a planned spell.",
    "2026-12-01",
)
_NOTE = Key("Note", "Anything a reader should know.", "told in supervision")
_ILLUSTRATIVE = Key(
    "Illustrative",
    "Keys that are made up so that the example runs, or all.",
    ["from"],
    alone=True,
)
_UNVERIFIED = Key(
    "Unverified", "Keys that are believed and were not seen.", ["service"], alone=True
)
_NOT_STATED = Key("Not stated", "Keys that no source gives.", ["from"], alone=True)

# One empty mapping for all: most entries of a record have no fields of their own.
NOTHING_MORE: Mapping[str, Any] = MappingProxyType({})

From = Annotated[KnownDate | None, _FROM]
To = Annotated[KnownDate | None, _TO]
Day = Annotated[KnownDate | None, _DATE]
Days = Annotated[tuple[KnownDate, ...], _DATES]
Planned = Annotated[KnownDate | bool | None, _PLANNED]
Note = Annotated[str | None, _NOTE]
Illustrative = Annotated[tuple[str, ...], _ILLUSTRATIVE]
Unverified = Annotated[tuple[str, ...], _UNVERIFIED]
NotStated = Annotated[tuple[str, ...], _NOT_STATED]


@attrs.frozen(kw_only=True)
class Hours:
    """Hours worked, as a share of full time (``37 of 37``, ``0.6``, ``60%``)."""

    share: Fraction
    text: str

    @classmethod
    def parse(cls, text: str) -> "Hours":
        """Read hours as a share of full time.

        Raises:
            ValueError: the text is not hours; the message says what to write.

        >>> Hours.parse("22.2 of 37").share
        Fraction(3, 5)
        >>> Hours.parse("60%").share
        Fraction(3, 5)
        """
        words = text.split(" of ")
        try:
            if len(words) == 2:
                share = Fraction(words[0].strip()) / Fraction(words[1].strip())
            elif text.endswith("%"):
                share = Fraction(text[:-1].strip()) / 100
            else:
                share = Fraction(text.strip())
        except (ValueError, ZeroDivisionError):
            raise ValueError(
                f'"{text}" is not hours: write the hours worked and those of full '
                "time, as in 22.2 of 37, or a share, as in 60% or 0.6"
            ) from None
        if share <= 0:
            raise ValueError(
                f'"{text}" is not hours: they must be more than nothing; for time '
                "away write an absence"
            )
        if len(words) == 1 and share > 2:
            raise ValueError(
                f'"{text}" does not say of how many hours: write {text} of 37'
            )
        return cls(share=share, text=text)

    def __str__(self) -> str:
        """As written."""
        return self.text


@attrs.frozen(kw_only=True)
class Registration:
    """A spell on a register of the profession."""

    register: Annotated[
        str, Key("Register", "The register.", "social-work-england"), Ref("registers")
    ]
    from_: From = None
    to: To = None
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class Post:
    """A spell in a post."""

    stage: Annotated[
        str | None, Key("Stage", "The stage of the post.", "nqsw"), Ref("stages")
    ] = None
    employer: Annotated[
        str | None,
        Key(
            "Employer",
            "The employer; left out, the publisher of the framework.",
            "newham",
        ),
    ] = None
    service: Annotated[
        str | None, Key("Service", "children, adults, ...", "children")
    ] = None
    setting: Annotated[
        str | None, Key("Setting", "The kind of setting.", "hospital")
    ] = None
    team: Annotated[str | None, Key("Team", "The team.", "intervention")] = None
    contract: Annotated[
        str | None, Key("Contract", "permanent, fixed-term, agency, ...", "permanent")
    ] = None
    hours: Annotated[
        Hours | None,
        Key(
            "Hours",
            "Hours worked of those of full time. Left out: full time.",
            "37 of 37",
        ),
    ] = None
    from_: From = None
    to: To = None
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class Absence:
    """A spell away."""

    reason: Annotated[
        str,
        Key("Reason", "Why: annual-leave, sickness, parental-leave, ...", "sickness"),
        Ref("absence_reasons"),
    ]
    from_: From = None
    to: To = None
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class Term:
    """A person in a role for a stretch of time."""

    person: Annotated[str, Key("Person", "A reference, never a name.", "assessor-a")]
    from_: From = None
    to: To = None


@attrs.frozen(kw_only=True)
class ProgrammeRun:
    """One run of a programme."""

    programme: Annotated[
        str, Key("Programme", "The programme.", "asye-adults"), Ref("programmes")
    ]
    started: Annotated[
        KnownDate | None,
        Key(
            "Started",
            "The first day; left out, the event its clock starts with.",
            "2026-06-01",
        ),
    ] = None
    ended: Annotated[
        KnownDate | None,
        Key("Ended", "The day the person left it without an outcome.", "2026-12-01"),
    ] = None
    roles: Annotated[
        Mapping[str, Annotated[tuple[Term, ...], _IN_ROLE]],
        Key(
            "Roles",
            "Who is in which role towards the learner.",
            {"assessor": "assessor-a"},
        ),
    ] = NOTHING_MORE
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class Application:
    """An application to a programme, award, approval or stage."""

    to: Annotated[str, Key("To", "What was applied for.", "practice-education-award")]
    date: Day = None
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class Waiver:
    """Somebody with the right to do so set a rule aside for this person."""

    of: Annotated[
        str, Key("Of", "The rule, programme/rule.", "asye/observations"), Ref("rules")
    ]
    at: Annotated[
        str | None,
        Key("At", "Which point, occurrence or period, where it repeats.", "month 3"),
    ] = None
    down_to: Annotated[
        Amount | None, Key("Down to", "The lower figure that is enough.", "2")
    ] = None
    by: Annotated[
        tuple[str, ...],
        Key("By", "The person or persons who agreed.", "manager-b", alone=True),
    ] = ()
    roles: Annotated[
        tuple[str, ...],
        Key(
            "Roles",
            "The role each held.",
            "programme-coordinator",
            alone=True,
            repeats=True,
        ),
    ] = ()
    date: Day = None
    because: Annotated[str | None, Key("Because", "Why.", "the placement closed")] = (
        None
    )
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class AppliedInPractice:
    """What was tried out in practice after learning it."""

    date: Day = None
    what: Annotated[str | None, Key("What", "What was tried out.", "a new tool")] = None
    shared: Annotated[
        str | None, Key("Shared", "Where it was told.", "at the next workshop")
    ] = None


@attrs.frozen(kw_only=True)
class CPD:
    """A learning act recorded as continuing professional development."""

    submitted: Annotated[
        KnownDate | None, Key("Submitted", "When it was submitted.", "2026-05-01")
    ] = None
    peer_reflection: Annotated[
        bool | None,
        Key("Peer reflection", "Whether it was discussed with a peer.", "true"),
    ] = None
    content: Annotated[
        str | None, Key("Content", "A reference to what was written.", "entry-12")
    ] = None


@attrs.frozen(kw_only=True)
class LearningAct:
    """Taking part in learning: one act, one entry."""

    learning: Annotated[
        str, Key("Learning", "What was taken up.", "attachment"), Ref("learning")
    ]
    state: Annotated[
        str | None, Key("State", "booked, attending, completed, ...", "completed")
    ] = None
    date: Day = None
    dates: Days = ()
    planned: Planned = None
    applied: Annotated[
        tuple[AppliedInPractice, ...],
        Key("Applied", "What was tried out in practice.", [{"date": "2017-03-20"}]),
    ] = ()
    cpd: Annotated[
        CPD | None,
        Key("CPD", "Recorded as CPD.", {"submitted": "2026-05-01"}),
    ] = None
    by: Annotated[str | None, Key("By", "Who gave it.", "practitioner-c")] = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class Study:
    """Being on the way to a qualification or approval."""

    qualification: Annotated[
        str,
        Key("Qualification", "The qualification or approval.", "msc-family-therapy"),
        Ref("qualifications", "approvals"),
    ]
    state: Annotated[
        str | None, Key("State", "studying, completed, left, ...", "studying")
    ] = None
    started: Annotated[
        KnownDate | None, Key("Started", "When it began.", "2022-09")
    ] = None
    roles: Annotated[
        Mapping[str, Annotated[tuple[Term, ...], _IN_ROLE]],
        Key(
            "Roles", "Who is in which role towards the learner.", {"mentor": "mentor-a"}
        ),
    ] = NOTHING_MORE
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class ModuleTaken:
    """A module begun, finished or failed."""

    module: Annotated[
        str, Key("Module", "The module.", "systemic-thinking"), Ref("modules")
    ]
    title: Annotated[str | None, Key("Title", "Its title.", "Systemic thinking")] = None
    credits: Annotated[
        Amount | None, Key("Credits", "Its credit; a bare number is UK credit.", "20")
    ] = None
    level: Annotated[str | None, Key("Level", "Its FHEQ level.", "7")] = None
    mark: Annotated[Amount | None, Key("Mark", "The mark.", "62")] = None
    provider: Annotated[
        str | None, Key("Provider", "The awarding body.", "University of East Anglia")
    ] = None
    kind: Annotated[
        str | None, Key("Kind", "taught, dissertation or practice.", "taught")
    ] = None
    state: Annotated[
        str | None,
        Key(
            "State",
            "studying, booked, registered, attending or deferred; passed or completed; "
            "failed; left or withdrawn. Another word is no pass, and counts by a way "
            "that asks for it.",
            "passed",
        ),
    ] = None
    started: Annotated[
        KnownDate | None, Key("Started", "When it began.", "2025-01-15")
    ] = None
    achieved: Annotated[
        KnownDate | None, Key("Achieved", "When the credit was given.", "2025-06-30")
    ] = None
    gained_by: Annotated[
        str | None,
        Key("Gained by", "study, certificated or experiential.", "study"),
    ] = None
    counted_as: Annotated[
        str | None,
        Key("Counted as", "The award/part a decision placed it in.", "pgcert/core"),
    ] = None
    attempts: Annotated[int | None, Key("Attempts", "How many.", "1")] = None
    components: Annotated[
        Mapping[str, Amount], Key("Components", "Marks of its parts.", {"essay": "58"})
    ] = NOTHING_MORE
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class CreditDecision:
    """Somebody with the right to do so decided where a module counts."""

    module: Annotated[
        str,
        Key("Module", "The module taken, by id or place.", "law"),
        Ref("modules"),
    ]
    counts_in: Annotated[
        str,
        Key("Counts in", "The award/part it is placed in.", "certificate/options"),
    ]
    instead_of: Annotated[
        str | None,
        Key("Instead of", "The module it stands for there.", "youth"),
        Ref("modules"),
    ] = None
    by: Annotated[
        tuple[str, ...],
        Key("By", "The person or persons who decided.", "tutor-a", alone=True),
    ] = ()
    roles: Annotated[
        tuple[str, ...],
        Key("Roles", "The role each held.", "exam-board", alone=True, repeats=True),
    ] = ()
    date: Day = None
    because: Annotated[str | None, Key("Because", "Why.", "youth was not run")] = None
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class AwardHeld:
    """A qualification conferred."""

    award: Annotated[
        str, Key("Award", "The qualification.", "pgcert"), Ref("qualifications")
    ]
    achieved: Annotated[
        KnownDate | None, Key("Achieved", "When it was conferred.", "2024-07-12")
    ] = None
    registered_for: Annotated[
        str | None,
        Key("Registered for", "The award one was registered for.", "diploma"),
    ] = None
    counted: Annotated[
        tuple[str, ...], Key("Counted", "The modules it counted.", ["law"])
    ] = ()
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class ApprovalHeld:
    """A spell of holding an approval."""

    approval: Annotated[
        str,
        Key("Approval", "The approval.", "practice-educator-stage-1"),
        Ref("approvals"),
    ]
    from_: From = None
    to: To = None
    because: Annotated[
        str | None, Key("Because", "Why it ended.", "moved to another authority")
    ] = None
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class EvidenceHeld:
    """A piece of evidence, or several of one kind on several days.

    Attributes:
        fields: the fields its type declares, as text.
    """

    type: Annotated[
        str,
        Key("Type", "The type of evidence.", "direct-observation"),
        Ref("evidence_types"),
    ]
    date: Day = None
    dates: Days = ()
    planned: Planned = None
    by: Annotated[str | None, Key("By", "Who wrote or did it.", "assessor-a")] = None
    mapped_to: Annotated[
        tuple[str, ...],
        Key("Mapped to", "Capabilities it is evidence of.", ["pcf/knowledge"]),
    ] = ()
    programme: Annotated[
        str | None,
        Key("Programme", "The programme it was gathered for.", "asye-adults"),
    ] = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()
    fields: Mapping[str, Any] = NOTHING_MORE


@attrs.frozen(kw_only=True)
class Assessment:
    """A named person's judgement against a set of capabilities."""

    assessed: Annotated[
        str,
        Key("Assessed", "A set, or set/level.", "pcf/nqsw"),
        Ref("capabilities"),
    ]
    by: Annotated[str | None, Key("By", "Who judged.", "assessor-a")] = None
    date: Day = None
    verdict: Annotated[
        str | None,
        Key("Verdict", "met, not_yet or not_met.", "met"),
    ] = None
    views: Annotated[
        Mapping[str, str],
        Key("Views", "The view on each domain, in words.", {"knowledge": "secure"}),
    ] = NOTHING_MORE
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class DecisionTaken:
    """A decision somebody took about this person."""

    decision: Annotated[
        str, Key("Decision", "The declared decision.", "asye-outcome"), Ref("decisions")
    ]
    is_: Annotated[str | None, Key("Is", "The outcome.", "pass", name="is")] = None
    by: Annotated[
        str | None, Key("By", "Who took it.", "internal-moderation-panel")
    ] = None
    date: Day = None
    of: Annotated[
        str | None,
        Key("Of", "The item or rule it is about, where it is about one.", "modules/2"),
    ] = None
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class Confirmation:
    """Somebody's word that something was in place."""

    of: Annotated[
        str, Key("Of", "The rule, programme/rule.", "asye/shadowing"), Ref("rules")
    ]
    by: Annotated[str | None, Key("By", "Who says so.", "assessor-a")] = None
    date: Day = None
    within: Annotated[
        Mapping[str, KnownDate],
        Key(
            "Within",
            "The stretch it speaks of.",
            {"from": "2026-06-01", "to": "2026-09-01"},
        ),
    ] = NOTHING_MORE
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class Reading:
    """A measure read on a day."""

    measure: Annotated[
        str, Key("Measure", "The declared measure.", "caseload"), Ref("measures")
    ]
    date: Day = None
    value: Annotated[Amount | None, Key("Value", "What was read.", "75%")] = None
    planned: Planned = None
    note: Note = None
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()


@attrs.frozen(kw_only=True)
class Held:
    """Since when, and until when, a person holds something."""

    from_: From = None
    to: To = None


@attrs.frozen(kw_only=True)
class Person:
    """Somebody else in the record, by reference: what they hold.

    Attributes:
        fields: anything else a rule may ask of them, as text.
    """

    holds: Annotated[
        Mapping[str, Held],
        Key(
            "Holds",
            "Registers, awards and approvals, each with since when.",
            {"social-work-england": "2012"},
        ),
    ] = NOTHING_MORE
    fields: Mapping[str, Any] = NOTHING_MORE


@attrs.frozen(kw_only=True)
class Record:
    """A learner's record: the facts a framework is asked about.

    Attributes:
        problems: what could not be used, each with its place; empty for a good file.

    >>> import swcareers as sw
    >>> sw.load_record({"record": "example", "as_of": "2026-11-06"}).record
    'example'
    """

    record: Annotated[str, Key("Record", "A reference, never a name.", "thurrock-0231")]
    note: Note = None
    as_of: Annotated[
        KnownDate | None,
        Key("As of", "The day up to which the record is complete.", "2026-11-06"),
    ] = None
    since: Annotated[
        KnownDate | None,
        Key(
            "Since",
            "The day from which the record is complete: before it, silence means "
            "nothing. Left out, it is taken to reach back to the beginning.",
            "2026-06-01",
        ),
    ] = None
    frameworks: Annotated[
        Mapping[str, str],
        Key(
            "Frameworks",
            "The frameworks it is read against, and edition.",
            {"thurrock": "2026"},
        ),
        Ref("frameworks"),
    ] = NOTHING_MORE
    illustrative: Illustrative = ()
    unverified: Unverified = ()
    not_stated: NotStated = ()
    events: Annotated[
        Mapping[str, Annotated[tuple[KnownDate, ...], _ON]],
        Key(
            "Events",
            "Declared events and their day, or days.",
            {"qualified": "2026-05"},
        ),
        Ref("events"),
    ] = NOTHING_MORE
    people: Annotated[
        Mapping[str, Person],
        Key(
            "People",
            "Others in the record, by reference.",
            {"assessor-a": {"holds": {"social-work-england": "2012"}}},
        ),
    ] = NOTHING_MORE
    registrations: Annotated[
        tuple[Registration, ...] | None,
        Key(
            "Registrations",
            "Spells on a register.",
            [{"register": "social-work-england", "from": "2026-05-11"}],
        ),
    ] = None
    posts: Annotated[
        tuple[Post, ...] | None,
        Key("Posts", "Posts held.", [{"stage": "nqsw", "from": "2026-06-01"}]),
    ] = None
    absences: Annotated[
        tuple[Absence, ...] | None,
        Key(
            "Absences",
            "Times away.",
            [{"reason": "annual-leave", "from": "2026-08-10", "to": "2026-08-23"}],
        ),
    ] = None
    programmes: Annotated[
        tuple[ProgrammeRun, ...] | None,
        Key(
            "Programmes",
            "Programmes joined.",
            [{"programme": "asye-adults", "started": "2026-06-01"}],
        ),
    ] = None
    applications: Annotated[
        tuple[Application, ...] | None,
        Key(
            "Applications",
            "What was applied for.",
            [{"to": "manager", "date": "2026-05-30"}],
        ),
    ] = None
    waivers: Annotated[
        tuple[Waiver, ...] | None,
        Key(
            "Waivers", "Rules set aside.", [{"of": "asye/observations", "down_to": "2"}]
        ),
    ] = None
    learning: Annotated[
        tuple[LearningAct, ...] | None,
        Key(
            "Learning",
            "Learning taken up.",
            [{"learning": "coaching", "date": "2026-02-11"}],
        ),
    ] = None
    studies: Annotated[
        tuple[Study, ...] | None,
        Key(
            "Studies",
            "Qualifications being studied for.",
            [{"qualification": "msc-family-therapy", "state": "studying"}],
        ),
    ] = None
    modules: Annotated[
        tuple[ModuleTaken, ...] | None,
        Key(
            "Modules",
            "Modules taken.",
            [
                {
                    "module": "law",
                    "credits": "20",
                    "level": "7",
                    "achieved": "2025-06-30",
                }
            ],
        ),
    ] = None
    credit_decisions: Annotated[
        tuple[CreditDecision, ...] | None,
        Key(
            "Credit decisions",
            "Modules placed, or taken for another, by decision.",
            [{"module": "law", "counts_in": "certificate/options"}],
        ),
    ] = None
    awards: Annotated[
        tuple[AwardHeld, ...] | None,
        Key(
            "Awards",
            "Qualifications conferred.",
            [{"award": "pgcert", "achieved": "2024-07-12"}],
        ),
    ] = None
    approvals: Annotated[
        tuple[ApprovalHeld, ...] | None,
        Key(
            "Approvals", "Approvals held.", [{"approval": "amhp", "from": "2023-03-01"}]
        ),
    ] = None
    evidence: Annotated[
        tuple[EvidenceHeld, ...] | None,
        Key(
            "Evidence",
            "Evidence collected.",
            [{"type": "direct-observation", "date": "2026-08-05"}],
        ),
    ] = None
    assessments: Annotated[
        tuple[Assessment, ...] | None,
        Key(
            "Assessments",
            "Judgements by named people.",
            [{"assessed": "pcf/nqsw", "date": "2027-05-20", "verdict": "met"}],
        ),
    ] = None
    decisions: Annotated[
        tuple[DecisionTaken, ...] | None,
        Key(
            "Decisions",
            "Decisions taken.",
            [{"decision": "asye-outcome", "is": "pass", "date": "2027-06-10"}],
        ),
    ] = None
    confirmations: Annotated[
        tuple[Confirmation, ...] | None,
        Key(
            "Confirmations",
            "Promises confirmed.",
            [{"of": "asye/shadowing", "date": "2026-09-02"}],
        ),
    ] = None
    readings: Annotated[
        tuple[Reading, ...] | None,
        Key(
            "Readings",
            "Measures read.",
            [{"measure": "caseload", "date": "2026-08-31", "value": "60%"}],
        ),
    ] = None
    problems: tuple[Problem, ...] = attrs.field(default=(), eq=False, repr=False)
    # What questions arrange once and keep: not part of the value.
    memo: dict[str, Any] = attrs.field(factory=dict, eq=False, repr=False)

    def adding(self, items: Mapping[str, Any]) -> "Record":
        """The same record with something more in it: a what-if, or a form to save.

        Args:
            items: entries by section (``{"evidence": [{"type": ...}]}``), or one entry
                whose first key tells where it belongs (``{"type": ...}``).

        Returns:
            A new record; what cannot be used rides with it as problems.

        Raises:
            RecordError: it cannot be told where an entry belongs.
            TypeError: the record was not loaded but made in Python.

        >>> import swcareers as sw
        >>> record = sw.load_record({"record": "example", "evidence": []})
        >>> more = record.adding({"type": "supervision", "date": "2026-06-05"})
        >>> len(more.evidence), len(record.evidence)
        (1, 0)
        """
        add: Callable[[Record, Mapping[str, Any]], Record] | None
        add = self.memo.get("adding")
        if add is None:
            raise TypeError("only a record that was loaded can be added to")
        more: Record = add(self, items)
        return more

    def known_by(self, day: date) -> "Record":
        """The same record as it stood on a day: what is dated later is left out.

        An end that lies later is not told, save that of an approval. What is planned
        is kept from the record's own day (`as_of`) on.

        >>> import swcareers as sw
        >>> from datetime import date
        >>> record = sw.load_record({"record": "example", "evidence": [
        ...     {"type": "supervision", "dates": ["2026-06-05", "2026-07-03"]}]})
        >>> [len(one.dates) for one in record.known_by(date(2026, 6, 30)).evidence]
        [1]
        """
        from swcareers.record.known import known_by

        return known_by(self, day)


SECTIONS: tuple[str, ...] = (
    "registrations", "posts", "absences", "programmes", "applications", "waivers",
    "learning", "studies", "modules", "credit_decisions", "awards", "approvals",
    "evidence", "assessments", "decisions", "confirmations", "readings",
)  # fmt: skip
