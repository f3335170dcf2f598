"""What a borough, a university or a regulator writes down: the sections of a file.

Each class is one noun of the language; each key carries its title, meaning and an
example, from which the schema and the language reference are made. The module is
long because the nouns are in one place; it holds values only.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import attrs

from swcareers.rules.requirement import (
    Audience,
    Entry,
    Part,
    Rule,
    Strength,
    VerdictWord,
    Where,
    Who,
)
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration
from swcareers.values.keys import Key, Ref
from swcareers.values.points import Point, Window

Access = Literal["everyone", "open", "application", "nomination", "invitation"]
Mechanism = Literal[
    "automatic", "appraisal", "panel", "application", "vacancy", "external"
]


@attrs.frozen(kw_only=True)
class Source:
    """A publication a fact was read in."""

    publisher: Annotated[
        str | None, Key("Publisher", "Who published it.", "Social Work England")
    ] = None
    title: Annotated[str | None, Key("Title", "Its title.", "New CPD requirements")] = (
        None
    )
    date: Annotated[
        KnownDate | None, Key("Date", "When it was published.", "2022-02-10")
    ] = None
    url: Annotated[
        str | None,
        Key("Address", "Where it is.", "https://socialworkengland.org.uk/news"),
    ] = None
    clause: Annotated[str | None, Key("Clause", "The place in it.", "Standard 5")] = (
        None
    )
    note: Annotated[
        str | None, Key("Note", "Anything a reader should know.", "seen in a copy")
    ] = None
    not_stated: Annotated[
        tuple[str, ...],
        Key("Not stated", "Keys the publication does not give.", ["date"], alone=True),
    ] = ()
    unverified: Annotated[
        tuple[str, ...],
        Key("Unverified", "Keys believed and not seen.", ["date"], alone=True),
    ] = ()


# --- lists that several nouns share -------------------------------------------------

_ENTRY = Key(
    "Entry",
    "Rules asked once, about the day of entry.",
    [{"id": "registered", "holds": "social-work-england"}],
)
_REQUIRES = Key(
    "Requires",
    "Rules to finish, or to leave for the next stage.",
    [{"id": "observations", "evidence": "direct-observation", "at_least": "3"}],
)
_THROUGHOUT = Key(
    "Throughout",
    "Rules that hold as long as one is in it.",
    [{"id": "registered", "holds": "social-work-england"}],
)
_SUPPORT = Key(
    "Support",
    "What the employer provides, all the time; it never lowers the learner's answer.",
    [{"id": "shadowing", "confirmation": "time to shadow other social workers"}],
)
Rules = tuple[Rule, ...]
EntryRules = Annotated[Rules, _ENTRY]
RequiredRules = Annotated[Rules, _REQUIRES]
ThroughoutRules = Annotated[Rules, _THROUGHOUT]
SupportRules = Annotated[Rules, _SUPPORT]


@attrs.frozen(kw_only=True)
class Clock:
    """A programme's own time: what starts it, how long it runs, what moves it."""

    starts: Annotated[
        str | None,
        Key("Starts", "The event that starts it.", "post-begins"),
        Ref("events", "dated"),
    ] = None
    runs_for: Annotated[
        Duration | None, Key("Runs for", "How long it runs at full time.", "12 months")
    ] = None
    stretches_with: Annotated[
        Literal["hours"] | None,
        Key(
            "Stretches with", "hours: part time makes it longer in proportion.", "hours"
        ),
    ] = None
    pauses_for: Annotated[
        tuple[str, ...],
        Key("Pauses for", "Reasons of absence that stop it.", ["parental-leave"]),
        Ref("absence_reasons"),
    ] = ()
    never_pauses_for: Annotated[
        tuple[str, ...],
        Key("Never pauses for", "Reasons ruled out.", ["poor-progress"]),
        Ref("absence_reasons"),
    ] = ()
    changes_need: Annotated[
        str | None,
        Key(
            "Changes need",
            "The decision that must agree to each pause.",
            "timetable-change",
        ),
        Ref("decisions"),
    ] = None
    not_before: Annotated[
        Point | None,
        Key("Not before", "It cannot end before this moment.", "licence-granted"),
    ] = None
    not_after: Annotated[
        Point | None,
        Key(
            "Not after",
            "It cannot end after this moment; pauses do not move it.",
            {"at_most": "2 years", "after": "start"},
        ),
    ] = None


@attrs.frozen(kw_only=True)
class Conferred:
    """An award that comes with another, or is recognised in its place."""

    award: Annotated[
        str,
        Key("Award", "The qualification or approval, or any.", "old-diploma"),
        Ref("qualifications", "approvals", "any"),
    ]
    within: Annotated[
        Window | None, Key("Within", "Gained in this window.", {"to": "2015-08-31"})
    ] = None
    applies_when: Annotated[
        Rule | None,
        Key("Applies when", "Only where this is met.", {"decision": "equivalent"}),
    ] = None
    source: Annotated[
        str | None, Key("Source", "Who says so.", "swe-2020"), Ref("sources")
    ] = None


# --- capabilities and careers -------------------------------------------------------


@attrs.frozen(kw_only=True)
class Level(Entry):
    """One level of a set of capabilities, in rank order as written."""

    group: Annotated[
        str | None,
        Key("Group", "The part of a career it belongs to.", "post-qualifying"),
    ] = None
    pathways: Annotated[
        tuple[str, ...],
        Key("Pathways", "Parallel ways at this level.", ["practitioner", "educator"]),
    ] = ()


@attrs.frozen(kw_only=True)
class Domain(Entry):
    """One domain (or statement) of a set of capabilities."""

    number: Annotated[
        str | None, Key("Number", "Its number in the publication.", "1")
    ] = None
    area: Annotated[
        str | None,
        Key("Area", "The area (PCF: super-domain) it belongs to.", "purpose"),
        Ref("areas"),
    ] = None


@attrs.frozen(kw_only=True)
class Judged:
    """What a judgement must hold to count."""

    by: Annotated[str | None, Key("By", "Who judges.", "a named person")] = None
    a_view_on_each: Annotated[
        Literal["domain", "area"] | None,
        Key("A view on each", "What the judgement looks at one by one.", "domain"),
    ] = None
    score: Annotated[
        Literal["never"] | None,
        Key("Score", "never: it is judged as a whole and not scored.", "never"),
    ] = None
    source: Annotated[
        str | None, Key("Source", "Who says so.", "basw-guidance"), Ref("sources")
    ] = None


@attrs.frozen(kw_only=True)
class CapabilitySet(Entry):
    """A named set of capabilities or standards: the PCF, a KSS, PEPS."""

    levels: Annotated[
        Mapping[str, Level],
        Key(
            "Levels",
            "In rank order, the lowest first.",
            {"nqsw": {"title": "NQSW"}},
            ids=True,
        ),
    ] = attrs.field(factory=dict)
    areas: Annotated[
        Mapping[str, str],
        Key(
            "Areas",
            "Groups of domains (PCF: super-domains).",
            {"purpose": "Purpose"},
            ids=True,
        ),
    ] = attrs.field(factory=dict)
    domains: Annotated[
        Mapping[str, Domain],
        Key(
            "Domains",
            "Its domains or statements.",
            {"knowledge": {"title": "Knowledge"}},
            ids=True,
        ),
    ] = attrs.field(factory=dict)
    judged: Annotated[
        Judged | None,
        Key("Judged", "How it is judged.", {"by": "a named person", "score": "never"}),
    ] = None


@attrs.frozen(kw_only=True)
class Stage(Entry):
    """A stage of a career: student, newly qualified, experienced, manager."""

    level: Annotated[
        str | None,
        Key("Level", "The PCF level the stage is mapped to.", "nqsw"),
        Ref("levels"),
    ] = None
    grade: Annotated[str | None, Key("Grade", "The pay grade.", "PO2")] = None
    entry: EntryRules = ()
    requires: RequiredRules = ()
    throughout: ThroughoutRules = ()
    support: SupportRules = ()


@attrs.frozen(kw_only=True)
class Role(Entry):
    """A role somebody holds towards a learner, or a body that decides."""

    entry: EntryRules = ()
    requires: RequiredRules = ()
    throughout: ThroughoutRules = ()
    support: SupportRules = ()


@attrs.frozen(kw_only=True)
class ChosenBy:
    """The stage is chosen by a decision."""

    chosen_by: Annotated[
        str, Key("Chosen by", "The decision.", "placement-interview"), Ref("decisions")
    ]


@attrs.frozen(kw_only=True)
class Progression(Entry):
    """A way from one stage to another."""

    from_: Annotated[
        tuple[str, ...],
        Key(
            "From",
            "A stage, a group, any, or outside.",
            "nqsw",
            name="from",
            alone=True,
        ),
        Ref("stages", "groups", "any", "outside"),
    ] = ()
    to: Annotated[
        str | ChosenBy | None,
        Key("To", "A stage, or {chosen_by: decision}.", "social-worker"),
        Ref("stages", "groups"),
    ] = None
    requires: RequiredRules = ()
    mechanism: Annotated[
        Mechanism | None,
        Key("Mechanism", "How the step is taken.", "vacancy"),
    ] = None


# --- programmes, learning, credit -----------------------------------------------------


@attrs.frozen(kw_only=True)
class Programme(Entry):
    """Something with a clock or an outcome: ASYE, a rotation."""

    extends: Annotated[
        str | None,
        Key("Extends", "A programme whose rules this one inherits.", "asye"),
        Ref("programmes"),
    ] = None
    strength: Annotated[
        Strength | None,
        Key(
            "Strength",
            "How strongly joining it is advised; once joined, its musts are musts.",
            "recommended",
        ),
    ] = None
    credits: Annotated[
        Amount | None, Key("Credits", "Credit it carries.", "30 credits")
    ] = None
    level: Annotated[str | None, Key("Level", "Its FHEQ level.", "7")] = None
    clock: Annotated[
        Clock | None,
        Key(
            "Clock", "Its own time.", {"starts": "post-begins", "runs_for": "12 months"}
        ),
    ] = None
    outcome: Annotated[
        str | None,
        Key(
            "Outcome",
            "The decision that completes it; counts inform it and never overrule it.",
            "asye-outcome",
        ),
        Ref("decisions"),
    ] = None
    entry: EntryRules = ()
    requires: RequiredRules = ()
    throughout: ThroughoutRules = ()
    support: SupportRules = ()


@attrs.frozen(kw_only=True)
class Applied:
    """How learning is applied in practice (transfer of learning)."""

    between: Annotated[
        str | None, Key("Between", "Between which sessions.", "sessions")
    ] = None
    after: Annotated[str | None, Key("After", "After what.", "course")] = None
    what: Annotated[
        str | None, Key("What", "What is tried out.", "a task tried out in practice")
    ] = None
    with_: Annotated[
        str | None, Key("With", "With whose help.", "the academy", name="with")
    ] = None
    shared: Annotated[
        str | None, Key("Shared", "Where it is told.", "at the next workshop")
    ] = None


@attrs.frozen(kw_only=True)
class Learning(Entry):
    """One thing on offer: a course, a masterclass, an action learning set."""

    format: Annotated[
        str | None, Key("Format", "The learning format.", "masterclass"), Ref("formats")
    ] = None
    provider: Annotated[
        str | None, Key("Provider", "Who runs it.", "University of Kent")
    ] = None
    lasts: Annotated[
        Duration | None, Key("Lasts", "How long one session is.", "2 hours")
    ] = None
    sessions: Annotated[int | None, Key("Sessions", "How many sessions.", "4")] = None
    given_by: Annotated[
        Audience | None,
        Key("Given by", "Who gives it.", {"stage": "advanced-practitioner"}),
    ] = None
    leads_to: Annotated[
        tuple[str, ...],
        Key(
            "Leads to",
            "Stages, approvals or qualifications it leads towards.",
            ["practice-educator-stage-1"],
        ),
        Ref("stages", "approvals", "qualifications", "programmes", "learning"),
    ] = ()
    includes: Annotated[
        tuple[str, ...],
        Key("Includes", "What it is made of.", ["group-exercise"]),
        Ref("learning", "evidence_types", "modules"),
    ] = ()
    credits: Annotated[
        Amount | None, Key("Credits", "Credit it carries.", "20 credits")
    ] = None
    level: Annotated[str | None, Key("Level", "Its FHEQ level.", "7")] = None
    cost: Annotated[Amount | None, Key("Cost", "What a place costs.", "950 GBP")] = None
    access: Annotated[Access | None, Key("Access", "How one gets in.", "open")] = None
    applied: Annotated[
        Applied | None,
        Key("Applied", "How it is applied in practice.", {"after": "course"}),
    ] = None
    entry: EntryRules = ()
    support: SupportRules = ()


@attrs.frozen(kw_only=True)
class Module(Entry):
    """A credit-bearing unit of study."""

    credits: Annotated[Amount | None, Key("Credits", "Its credit.", "20 credits")] = (
        None
    )
    level: Annotated[str | None, Key("Level", "Its FHEQ level.", "7")] = None
    provider: Annotated[
        str | None, Key("Provider", "The awarding body.", "University of East Anglia")
    ] = None
    pathway: Annotated[
        str | None, Key("Pathway", "The pathway it belongs to.", "family")
    ] = None
    kind: Annotated[
        str | None, Key("Kind", "taught, dissertation or practice.", "taught")
    ] = None
    must_pass: Annotated[
        bool | None,
        Key("Must pass", "Whether it has to be passed outright.", "true"),
    ] = None
    cost: Annotated[Amount | None, Key("Cost", "What a place costs.", "950 GBP")] = None
    components: Annotated[
        Mapping[str, Amount],
        Key("Components", "Its parts and their weights.", {"essay": "40%"}),
    ] = attrs.field(factory=dict)
    entry: EntryRules = ()


@attrs.frozen(kw_only=True)
class Way(Entry):
    """A way in which a result comes to count: passed, near miss, prior, reuse."""

    from_: Annotated[
        tuple[str, ...],
        Key(
            "From",
            "Awards whose counted credit may be counted again, or any.",
            ["certificate"],
            name="from",
            alone=True,
        ),
        Ref("qualifications", "approvals", "any"),
    ] = ()
    where: Annotated[
        Where | None,
        Key("Counts only if", "What a result must be.", {"mark": {"at_least": "50"}}),
    ] = None
    at_least: Annotated[
        Amount | None,
        Key("At least", "If the way is used, at least so much of it.", "10 credits"),
    ] = None
    at_most: Annotated[
        Amount | None, Key("At most", "How much may count this way.", "1/2")
    ] = None
    excess: Annotated[
        Literal["cut", "left_out", "breach"] | None,
        Key("Above the most", "What happens above it.", "left_out"),
    ] = None
    of_which: Annotated[
        tuple[Part, ...],
        Key("Of which", "Smaller shares inside it.", [{"at_most": "25%"}]),
    ] = ()
    mark: Annotated[
        Any,
        Key(
            "Mark",
            "Whether its mark counts: left_out, {at_most: 40}, or {decision: id}.",
            "left_out",
        ),
    ] = None


@attrs.frozen(kw_only=True)
class Titled:
    """A title or class given when a rule is met; read from the top."""

    title: Annotated[str, Key("Title", "The title or class.", "Pass with merit")]
    applies_when: Annotated[
        Rule | None,
        Key("Applies when", "Left out: always.", {"average": "mark", "at_least": "60"}),
    ] = None


@attrs.frozen(kw_only=True)
class Qualification(Entry):
    """An award made of credit, or known by its title alone."""

    level: Annotated[str | None, Key("Level", "Its FHEQ level.", "7")] = None
    type: Annotated[
        str | None, Key("Type", "The type of award.", "postgraduate-certificate")
    ] = None
    provider: Annotated[
        str | None, Key("Provider", "The awarding body.", "University of East Anglia")
    ] = None
    credits: Annotated[
        Amount | None,
        Key("Credits", "Its size, where its making is not described.", "60 credits"),
    ] = None
    cost: Annotated[Amount | None, Key("Cost", "What it costs.", "5200 GBP")] = None
    access: Annotated[
        Access | None, Key("Access", "How one gets in.", "application")
    ] = None
    at_least: Annotated[
        Amount | None, Key("At least", "The credit it needs.", "60 credits")
    ] = None
    made_of: Annotated[
        tuple[Part, ...],
        Key(
            "Made of",
            "Parts that hold modules; each module fills one part.",
            [{"id": "core", "modules": ["foundations"], "at_least": "all"}],
        ),
    ] = ()
    of_which: Annotated[
        tuple[Part, ...],
        Key(
            "Of which",
            "Lines seen over everything placed; they may overlap.",
            [{"id": "at-level", "where": {"level": "7"}, "at_least": "40 credits"}],
        ),
    ] = ()
    accepts: Annotated[
        tuple[Way, ...],
        Key(
            "Accepts",
            "Ways in which a result counts; the first that admits it is used.",
            [{"id": "passed", "where": {"mark": {"at_least": "50"}}}],
        ),
    ] = ()
    follows: Annotated[
        str | None,
        Key("Follows", "Regulations written once for many awards.", "guild-2024"),
        Ref("regulations"),
    ] = None
    placed_by: Annotated[
        Who | None,
        Key(
            "Placed by",
            "Who may decide where a module counts, or that one stands for another; "
            "left out, nobody.",
            "exam-board",
        ),
        Ref("roles"),
    ] = None
    clock: Annotated[
        Clock | None, Key("Clock", "The time one may study.", {"runs_for": "4 years"})
    ] = None
    exits: Annotated[
        tuple[str, ...],
        Key("Exits", "Lower awards given on leaving early.", ["certificate"]),
        Ref("qualifications"),
    ] = ()
    succeeds: Annotated[
        tuple[str, ...],
        Key("Succeeds", "Earlier awards this one replaces.", ["old-certificate"]),
        Ref("qualifications"),
    ] = ()
    titles: Annotated[
        tuple[Titled, ...], Key("Titles", "Titles that depend.", [{"title": "Diploma"}])
    ] = ()
    classes: Annotated[
        tuple[Titled, ...],
        Key("Classes", "Classes, read from the top.", [{"title": "Pass"}]),
    ] = ()
    confers: Annotated[
        tuple[Conferred, ...],
        Key("Confers", "What comes with it.", [{"award": "guild-membership"}]),
    ] = ()
    recognised_as: Annotated[
        tuple[Conferred, ...],
        Key("Recognised as", "What is accepted in its place.", [{"award": "old"}]),
    ] = ()
    entry: EntryRules = ()
    requires: RequiredRules = ()
    throughout: ThroughoutRules = ()
    support: SupportRules = ()


@attrs.frozen(kw_only=True)
class Regulation(Entry):
    """Rules of credit that many awards follow."""

    accepts: Annotated[
        tuple[Way, ...], Key("Accepts", "Ways in which a result counts.", [])
    ] = ()
    classes: Annotated[
        tuple[Titled, ...], Key("Classes", "Classes, read from the top.", [])
    ] = ()
    placed_by: Annotated[
        Who | None,
        Key("Placed by", "Who may decide where a module counts.", "exam-board"),
        Ref("roles"),
    ] = None
    clock: Annotated[
        Clock | None, Key("Clock", "The time one may study.", {"runs_for": "4 years"})
    ] = None


@attrs.frozen(kw_only=True)
class Permit:
    """What a holder may do."""

    act: Annotated[str, Key("Act", "What may be done.", "assess-nqsw"), Ref("acts")]
    where: Annotated[
        Where | None,
        Key("Only where", "Of what kind.", {"placement": "first"}),
    ] = None
    source: Annotated[
        str | None, Key("Source", "Who says so.", "tcsw-2012"), Ref("sources")
    ] = None
    illustrative: Annotated[
        tuple[str, ...], Key("Illustrative", "Keys made up.", ["act"], alone=True)
    ] = ()
    unverified: Annotated[
        tuple[str, ...],
        Key("Unverified", "Keys believed and not seen.", ["act"], alone=True),
    ] = ()
    note: Annotated[
        str | None, Key("Note", "Anything a reader should know.", "...")
    ] = None


@attrs.frozen(kw_only=True)
class Approval(Entry):
    """A status granted and kept current: practice educator, AMHP, BIA.

    With a decision among its `requires` it is held from the day it is granted; with
    none, on every day its rules are met.
    """

    lasts: Annotated[
        Duration | None, Key("Lasts", "How long it is valid.", "5 years")
    ] = None
    permits: Annotated[
        tuple[Permit, ...],
        Key("Permits", "What a holder may do.", [{"act": "assess-placement"}]),
    ] = ()
    clock: Annotated[
        Clock | None, Key("Clock", "The time one may take.", {"runs_for": "1 year"})
    ] = None
    confers: Annotated[
        tuple[Conferred, ...],
        Key("Confers", "What comes with it.", [{"award": "guild-membership"}]),
    ] = ()
    recognised_as: Annotated[
        tuple[Conferred, ...],
        Key("Recognised as", "What is accepted in its place.", [{"award": "old"}]),
    ] = ()
    entry: EntryRules = ()
    requires: RequiredRules = ()
    throughout: ThroughoutRules = ()
    support: SupportRules = ()


# --- words and facts that rules refer to ---------------------------------------------


@attrs.frozen(kw_only=True)
class Appeal:
    """To whom a decision may be appealed, and until when."""

    to: Annotated[Who, Key("To", "The role that hears it.", "head-of-practice")]
    closes: Annotated[
        Point | None,
        Key(
            "Closes",
            "The last moment, by the id of the decision.",
            {"at_most": "15 days", "after": "asye-outcome"},
        ),
    ] = None


@attrs.frozen(kw_only=True)
class Decision(Entry):
    """A human decision: who decides, who proposes, and what each outcome means."""

    by: Annotated[
        Who | None, Key("By", "Who decides.", "internal-moderation-panel"), Ref("roles")
    ] = None
    proposed_by: Annotated[
        Who | None, Key("Proposed by", "Who proposes.", "assessor"), Ref("roles")
    ] = None
    with_: Annotated[
        tuple[str, ...],
        Key("With", "Who takes part.", ["learner"], name="with"),
        Ref("roles", "people_words"),
    ] = ()
    comments_from: Annotated[
        tuple[str, ...],
        Key("Comments from", "Who may comment without effect.", ["university"]),
        Ref("roles", "people_words"),
    ] = ()
    outcomes: Annotated[
        Mapping[str, VerdictWord],
        Key(
            "Outcomes",
            "Each outcome and the verdict it means. Left out: agreed (met) and "
            "not-agreed (not_met).",
            {"pass": "met", "fail": "not_met"},
        ),
    ] = attrs.field(factory=dict)
    appeal: Annotated[
        Appeal | None, Key("Appeal", "The appeal.", {"to": "head-of-practice"})
    ] = None

    def meaning(self, outcome: str) -> VerdictWord | None:
        """The verdict an outcome means; None for a word that is not declared."""
        words: Mapping[str, VerdictWord] = self.outcomes or _AGREED
        return words.get(outcome)


_AGREED: Mapping[str, VerdictWord] = {"agreed": "met", "not-agreed": "not_met"}


@attrs.frozen(kw_only=True)
class Event(Entry):
    """A moment in the record, named once and used as any point.

    With a title alone its date stands in the record under `events`.
    """

    evidence: Annotated[
        str | None,
        Key("Evidence", "The day of this type of evidence.", "induction-day"),
        Ref("evidence_types", "groups"),
    ] = None
    decision: Annotated[
        str | None,
        Key("Decision", "The day this decision is taken.", "midway"),
        Ref("decisions"),
    ] = None
    completes: Annotated[
        str | None,
        Key("Completes", "The day this is completed.", "asye"),
        Ref("programmes", "modules", "learning", "groups"),
    ] = None
    holds: Annotated[
        str | None,
        Key("Holds", "The day this is gained.", "social-work-england"),
        Ref("qualifications", "approvals", "registers", "groups"),
    ] = None
    in_place: Annotated[
        str | None,
        Key("In place", "The day this spell begins.", "posts"),
        Ref("spells", "roles", "programmes", "stages", "absence_reasons"),
    ] = None
    where: Annotated[
        Where | None, Key("Counts only if", "Which ones.", {"stage": "nqsw"})
    ] = None
    day: Annotated[
        Literal["first", "last"] | None,
        Key("Day", "The first (the default) or last day of what it names.", "last"),
    ] = None
    which: Annotated[
        Literal["first", "latest", "each", "after_first"] | None,
        Key("Which", "Where it can happen more than once.", "first"),
    ] = None


FieldKind = Literal["text", "number", "hours", "date", "person", "true or false"]


@attrs.frozen(kw_only=True)
class EvidenceType(Entry):
    """A type of evidence and the fields an entry of it may have."""

    fields: Annotated[
        Mapping[str, FieldKind | tuple[str, ...]],
        Key(
            "Fields",
            "Each field and what it holds: text, number, hours, date, person, true "
            "or false, or a list of words.",
            {"minutes": "number", "supervisor": "person"},
        ),
    ] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Register(Entry):
    """A register of a profession."""


@attrs.frozen(kw_only=True)
class Measure(Entry):
    """Something read from time to time: what it is counted in and of what."""

    unit: Annotated[str | None, Key("Unit", "What it is counted in.", "cases")] = None
    of: Annotated[
        str | None,
        Key("Of", "In words, what a share of it is a share of.", "contracted hours"),
    ] = None
    scale: Annotated[
        tuple[str, ...],
        Key("Scale", "Its words in order, where it is not a number.", ["low", "high"]),
    ] = ()
    scales_with: Annotated[
        Literal["hours"] | None,
        Key(
            "Scales with",
            "hours: the bound falls in proportion for part time.",
            "hours",
        ),
    ] = None
    also_written_as: Annotated[
        tuple[str, ...],
        Key(
            "Also written as", "Other wordings of the same rule.", ["two days a month"]
        ),
    ] = ()
    time_since: Annotated[
        str | None,
        Key("Time since", "It is the time since this event.", "last-practised"),
        Ref("events", "dated"),
    ] = None
    time_in: Annotated[
        str | None,
        Key("Time in", "It is the time in these spells.", "posts"),
        Ref("spells", "roles", "programmes", "stages", "absence_reasons"),
    ] = None
    as_at: Annotated[
        Point | None, Key("As at", "The day it is measured on.", "application")
    ] = None


@attrs.frozen(kw_only=True)
class Period(Entry):
    """A stretch that repeats: a registration year, a year of an approval."""

    runs: Annotated[
        Window | None,
        Key(
            "Runs",
            "From a day of the year to another.",
            {"from": "1 December", "to": "30 November"},
        ),
    ] = None
    first: Annotated[
        KnownDate | None,
        Key("First", "The first day of the very first, shorter one.", "2019-12-02"),
    ] = None
    moments: Annotated[
        Mapping[str, Point],
        Key(
            "Moments",
            "Named moments inside it.",
            {"year-end": "30 November 23:59"},
            ids=True,
        ),
    ] = attrs.field(factory=dict)
    starts: Annotated[
        str | None,
        Key("Starts", "The event from which it repeats.", "approved"),
        Ref("events", "dated"),
    ] = None
    lasts: Annotated[
        Duration | None, Key("Lasts", "How long each one is.", "1 year")
    ] = None
    recorded: Annotated[
        str | None,
        Key("Recorded", "The spells of the record that are the periods.", "placements"),
    ] = None


@attrs.frozen(kw_only=True)
class Row:
    """One row of a figure's table; the first that fits is read."""

    is_: Annotated[str | None, Key("Is", "Equal to this.", "diploma", name="is")] = None
    under: Annotated[Amount | None, Key("Under", "Smaller than this.", "2 years")] = (
        None
    )
    at_most: Annotated[Amount | None, Key("At most", "This or smaller.", "5 years")] = (
        None
    )
    at_least: Annotated[
        Amount | None, Key("At least", "This or larger.", "5 years")
    ] = None
    gives: Annotated[Amount | None, Key("Gives", "The figure then.", "30 days")] = None
    otherwise: Annotated[
        Amount | None, Key("Otherwise", "The figure in all other cases.", "60 days")
    ] = None


@attrs.frozen(kw_only=True)
class Figure(Entry):
    """A number read from a table or by date."""

    by: Annotated[
        str | None,
        Key(
            "By", "The measure, or the field of the award, it depends on.", "years-away"
        ),
    ] = None
    rows: Annotated[
        tuple[Row, ...], Key("Rows", "The table, from the top.", [{"otherwise": "3"}])
    ] = ()
    gives: Annotated[Amount | None, Key("Gives", "The figure itself.", "6 hours")] = (
        None
    )


@attrs.frozen(kw_only=True)
class Unit(Entry):
    """A unit of credit or time and what it is in another."""

    is_: Annotated[
        Amount | None, Key("Is", "What one of it is.", "2 credits", name="is")
    ] = None


@attrs.frozen(kw_only=True)
class Scale(Entry):
    """An order of words or levels, with what they are also called."""

    order: Annotated[
        tuple[str, ...], Key("Order", "From low to high.", ["4", "5"])
    ] = ()
    also_called: Annotated[
        Mapping[str, str], Key("Also called", "Older names.", {"H": "6"})
    ] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Calendar(Entry):
    """Days on which nobody works, for 'working days'."""

    holidays: Annotated[
        tuple[KnownDate, ...], Key("Holidays", "The days.", ["2026-12-25"])
    ] = ()


@attrs.frozen(kw_only=True)
class Repay:
    """How a repayment falls."""

    less_for_each: Annotated[
        str, Key("Less for each", "It falls with each of these.", "full month")
    ]


@attrs.frozen(kw_only=True)
class Gives:
    """What an entitlement gives, and when."""

    at: Annotated[Point | None, Key("At", "When.", "start")] = None
    money: Annotated[Amount | None, Key("Money", "How much.", "1000 GBP")] = None
    credits: Annotated[Amount | None, Key("Credits", "How much.", "20 credits")] = None
    words: Annotated[str | None, Key("Words", "In words.", "a study day a week")] = None
    scales_with: Annotated[
        Literal["hours"] | None, Key("Scales with", "hours.", "hours")
    ] = None
    stay_for: Annotated[
        Duration | None, Key("Stay for", "How long one must stay.", "2 years")
    ] = None
    repay: Annotated[
        Repay | None,
        Key("Repay", "What is repaid on leaving.", {"less_for_each": "full month"}),
    ] = None


@attrs.frozen(kw_only=True)
class InAll:
    """The most an entitlement gives in all."""

    at_most: Annotated[Amount, Key("At most", "The most.", "2000 GBP")]


@attrs.frozen(kw_only=True)
class Entitlement(Entry):
    """What meeting rules gives: reported, never a gate."""

    to: Annotated[
        Literal["learner", "employer"] | None, Key("To", "Who gets it.", "employer")
    ] = None
    programme: Annotated[
        str | None,
        Key("Programme", "The programme its start and end are of.", "asye"),
        Ref("programmes"),
    ] = None
    requires: RequiredRules = ()
    gives: Annotated[
        tuple[Gives, ...],
        Key("Gives", "What, and when.", [{"at": "start", "money": "1000 GBP"}]),
    ] = ()
    in_all: Annotated[
        InAll | None, Key("In all", "The most in all.", {"at_most": "2000 GBP"})
    ] = None


@attrs.frozen(kw_only=True)
class Amendment:
    """A change to an inherited rule: which, why, by whose word, and the new keys.

    Attributes:
        changes: the new keys as they stand in the file, read when it is applied.
    """

    rule: Annotated[
        str,
        Key("Rule", "The inherited rule, programme/rule.", "asye/supervision"),
        Ref("rules"),
    ]
    because: Annotated[
        str | None,
        Key(
            "Because",
            "Why. Not needed where only a title or source is given.",
            "local agreement",
        ),
    ] = None
    source: Annotated[
        str | None, Key("Source", "Who says so.", "academy-page"), Ref("sources")
    ] = None
    changes: Mapping[str, Any] = attrs.field(factory=dict)


# --- the file -----------------------------------------------------------------------


def _section(title: str, description: str, example: Any) -> Key:
    return Key(title, description, example, ids=True)


@attrs.frozen(kw_only=True)
class FrameworkFile:
    """One framework file as written: its head, its four lists and its sections."""

    framework: Annotated[
        str, Key("Framework", "The id of this framework.", "newham", ids=True)
    ]
    edition: Annotated[
        str | None,
        Key("Edition", "Which edition; those who extend it name it.", "2023-05"),
    ] = None
    title: Annotated[
        str | None, Key("Title", "What people call it.", "Newham Social Care Academy")
    ] = None
    from_: Annotated[
        KnownDate | None,
        Key("From", "The day this edition begins.", "2022-09-01", name="from"),
    ] = None
    until: Annotated[
        KnownDate | None,
        Key("Until", "The day this edition ends, not included.", "2027-09-01"),
    ] = None
    extends: Annotated[
        Mapping[str, str],
        Key(
            "Extends",
            "Frameworks it builds on, by id and edition.",
            {"pcf": "2018"},
            ids=True,
        ),
    ] = attrs.field(factory=dict)
    subject: Annotated[
        Literal["learner", "employer", "partnership", "cohort"] | None,
        Key("Subject", "Whose record is read, if not the learner's.", "employer"),
    ] = None
    version_by: Annotated[
        str | None,
        Key("Version by", "What picks a version: start, day or period.", "start"),
        Ref("events", "dated", "version_by"),
    ] = None
    about: Annotated[
        Any,
        Key("About", "What is said of it that is not a rule.", {"publisher": "BASW"}),
    ] = None
    source: Annotated[
        str | None,
        Key("Source", "The source of everything that names no other.", "academy-page"),
        Ref("sources"),
    ] = None
    note: Annotated[
        str | None, Key("Note", "Anything a reader should know.", "...")
    ] = None
    review_by: Annotated[
        KnownDate | None,
        Key("Review by", "After this day somebody should look at it.", "2027-04-01"),
    ] = None
    expected: Annotated[
        str | None, Key("Expected", "Announced, not yet there.", "from September 2027")
    ] = None
    illustrative: Annotated[
        tuple[str, ...],
        Key("Illustrative", "Keys that are made up, or all.", "all", alone=True),
    ] = ()
    unverified: Annotated[
        tuple[str, ...],
        Key("Unverified", "Keys believed and not seen.", ["from"], alone=True),
    ] = ()
    not_stated: Annotated[
        tuple[str, ...],
        Key("Not stated", "Keys no source gives.", ["from"], alone=True),
    ] = ()
    sources: Annotated[
        Mapping[str, Source],
        _section(
            "Sources",
            "The publications facts were read in.",
            {"lga": {"title": "Standards for employers", "publisher": "LGA"}},
        ),
    ] = attrs.field(factory=dict)
    entry: EntryRules = ()
    requires: RequiredRules = ()
    throughout: ThroughoutRules = ()
    support: SupportRules = ()
    capabilities: Annotated[
        Mapping[str, CapabilitySet],
        _section(
            "Capabilities", "The PCF and other standards.", {"pcf": {"title": "PCF"}}
        ),
    ] = attrs.field(factory=dict)
    stages: Annotated[
        Mapping[str, Stage],
        _section(
            "Stages", "Stages of a career.", {"nqsw": {"title": "Newly qualified"}}
        ),
    ] = attrs.field(factory=dict)
    roles: Annotated[
        Mapping[str, Role],
        _section("Roles", "Who acts.", {"assessor": {"title": "ASYE assessor"}}),
    ] = attrs.field(factory=dict)
    progressions: Annotated[
        Mapping[str, Progression],
        _section(
            "Progressions",
            "Ways from stage to stage.",
            {"up": {"from": "nqsw", "to": "social-worker"}},
        ),
    ] = attrs.field(factory=dict)
    programmes: Annotated[
        Mapping[str, Programme],
        _section(
            "Programmes", "What has a clock or an outcome.", {"asye": {"title": "ASYE"}}
        ),
    ] = attrs.field(factory=dict)
    learning: Annotated[
        Mapping[str, Learning],
        _section(
            "Learning",
            "The offer.",
            {"coaching": {"title": "Coaching", "format": "coaching"}},
        ),
    ] = attrs.field(factory=dict)
    modules: Annotated[
        Mapping[str, Module],
        _section(
            "Modules",
            "Units of study.",
            {"law": {"title": "Law", "credits": "20 credits", "level": "7"}},
        ),
    ] = attrs.field(factory=dict)
    qualifications: Annotated[
        Mapping[str, Qualification],
        _section(
            "Qualifications",
            "Awards.",
            {"pgcert": {"title": "Postgraduate certificate"}},
        ),
    ] = attrs.field(factory=dict)
    regulations: Annotated[
        Mapping[str, Regulation],
        _section(
            "Regulations",
            "Rules of credit many awards follow.",
            {"uni": {"accepts": []}},
        ),
    ] = attrs.field(factory=dict)
    approvals: Annotated[
        Mapping[str, Approval],
        _section(
            "Approvals",
            "Statuses granted and kept current.",
            {"amhp": {"title": "AMHP"}},
        ),
    ] = attrs.field(factory=dict)
    decisions: Annotated[
        Mapping[str, Decision],
        _section(
            "Decisions", "Human decisions.", {"asye-outcome": {"title": "Outcome"}}
        ),
    ] = attrs.field(factory=dict)
    events: Annotated[
        Mapping[str, Event],
        _section(
            "Events", "Moments in the record.", {"qualified": {"title": "Qualified"}}
        ),
    ] = attrs.field(factory=dict)
    evidence_types: Annotated[
        Mapping[str, EvidenceType],
        _section(
            "Evidence types",
            "Types of evidence and their fields.",
            {"supervision": {"title": "Supervision"}},
        ),
    ] = attrs.field(factory=dict)
    groups: Annotated[
        Mapping[str, tuple[str, ...]],
        _section("Groups", "Several ids under one name.", {"community": ["a", "b"]}),
    ] = attrs.field(factory=dict)
    registers: Annotated[
        Mapping[str, Register],
        _section(
            "Registers", "Registers of professions.", {"swe": {"title": "Register"}}
        ),
    ] = attrs.field(factory=dict)
    formats: Annotated[
        Mapping[str, str],
        _section("Formats", "Formats of learning, in words.", {"coaching": "Coaching"}),
    ] = attrs.field(factory=dict)
    measures: Annotated[
        Mapping[str, Measure],
        _section(
            "Measures",
            "What is read from time to time.",
            {"caseload": {"unit": "cases"}},
        ),
    ] = attrs.field(factory=dict)
    periods: Annotated[
        Mapping[str, Period],
        _section(
            "Periods",
            "Stretches that repeat.",
            {"year": {"starts": "approved", "lasts": "1 year"}},
        ),
    ] = attrs.field(factory=dict)
    figures: Annotated[
        Mapping[str, Figure],
        _section(
            "Figures",
            "Numbers read from a table or by date.",
            {"days": {"gives": "30 days"}},
        ),
    ] = attrs.field(factory=dict)
    units: Annotated[
        Mapping[str, Unit],
        _section("Units", "Units and their rates.", {"ects": {"is": "2 credits"}}),
    ] = attrs.field(factory=dict)
    scales: Annotated[
        Mapping[str, Scale],
        _section(
            "Scales", "Orders of words or levels.", {"level": {"order": ["6", "7"]}}
        ),
    ] = attrs.field(factory=dict)
    calendars: Annotated[
        Mapping[str, Calendar],
        _section(
            "Calendars",
            "Days on which nobody works.",
            {"england": {"holidays": ["2026-12-25"]}},
        ),
    ] = attrs.field(factory=dict)
    entitlements: Annotated[
        Mapping[str, Entitlement],
        _section(
            "Entitlements", "What meeting rules gives.", {"grant": {"to": "employer"}}
        ),
    ] = attrs.field(factory=dict)
    amends: Annotated[
        tuple[Amendment, ...],
        Key(
            "Amends",
            "Changes to inherited rules.",
            [{"rule": "asye/workload", "title": "A protected caseload"}],
        ),
    ] = ()
