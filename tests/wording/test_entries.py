"""What a framework declares besides rules is said in sentences, key by key."""

from typing import Any

import pytest

from swcareers.framework import model
from swcareers.reading.structure import structure
from swcareers.rules.requirement import Entry, Rule
from swcareers.values.keys import keys_of, spelling
from swcareers.wording.entries import amendment_sentences, entry_sentences
from swcareers.wording.nouns import plain_title

TITLES = {
    "asye": "Assessed and supported year in employment",
    "asye-outcome": "Outcome of the year",
    "assessor": "ASYE assessor",
    "employer": "The employer",
    "post-begins": "The first post begins",
    "nqsw": "Newly qualified social worker",
    "approved": "Approved by the authority",
}


def titles(id_: str) -> str:
    return TITLES.get(id_) or plain_title(id_)


def said(cls: type[Entry], **plain: Any) -> tuple[str, ...]:
    entry: Entry = structure(plain, cls)
    return entry_sentences(entry, titles)


ANY: dict[str, Any] = {
    "expected": "in development",
    "applies_when": {"decision": "asye-outcome"},
    "open": [{"from": "2016-01-01", "to": "2020-06-30"}],
    "version_by": "day",
    "for": {"stage": "nqsw"},
    "versions": [{"from": "2022-09-01", "title": "As it is now"}],
    "variants": [{"when": {"event": "left"}, "title": "Another"}],
}
CLOCK: dict[str, Any] = {
    "starts": "post-begins",
    "runs_for": "12 months",
    "stretches_with": "hours",
    "pauses_for": ["parental-leave"],
    "never_pauses_for": ["poor-progress"],
    "changes_need": "timetable-change",
    "not_before": "licence-granted",
    "not_after": {"at_most": "2 years", "after": "start"},
}
AWARDS = [{"award": "old-diploma", "within": {"to": "2015-08-31"}}]
COUNTED = {"id": "core", "modules": ["foundations"], "at_least": "all"}
CLASSES = [{"title": "Merit", "applies_when": {"average": "mark", "at_least": "60"}}]

# Every key of every noun, beside the shared ones and the four lists of rules.
KEYS: dict[type[Entry], dict[str, Any]] = {
    model.Stage: {"level": "nqsw", "grade": "PO2"},
    model.Role: {},
    model.Register: {},
    model.Level: {"group": "post-qualifying", "pathways": ["educator"]},
    model.Domain: {"number": "1", "area": "purpose"},
    model.CapabilitySet: {
        "levels": {"nqsw": {"title": "NQSW"}},
        "areas": {"purpose": "Purpose"},
        "domains": {"values": {"title": "Values", "number": "2"}},
        "judged": {"by": "a named person", "a_view_on_each": "domain"},
    },
    model.Progression: {"from": "nqsw", "to": "manager", "mechanism": "vacancy"},
    model.Programme: {
        "extends": "asye",
        "strength": "recommended",
        "credits": "30 credits",
        "level": "7",
        "clock": CLOCK,
        "outcome": "asye-outcome",
    },
    model.Learning: {
        "format": "masterclass",
        "provider": "University of Kent",
        "lasts": "2 hours",
        "sessions": "4",
        "given_by": {"stage": "nqsw"},
        "leads_to": ["manager"],
        "includes": ["group-exercise"],
        "credits": "20 credits",
        "level": "7",
        "cost": "950 GBP",
        "access": "open",
        "applied": {"between": "sessions", "what": "a task tried out in practice"},
    },
    model.Module: {
        "credits": "20 credits",
        "level": "7",
        "provider": "University of Kent",
        "pathway": "family",
        "kind": "taught",
        "must_pass": "true",
        "cost": "950 GBP",
        "components": {"essay": "40%", "viva": "60%"},
    },
    model.Way: {
        "from": ["certificate"],
        "where": {"mark": {"at_least": "50"}},
        "at_least": "10 credits",
        "at_most": "1/2",
        "excess": "left_out",
        "of_which": [{"at_most": "25%", "where": {"gained_by": "experience"}}],
        "mark": "left_out",
    },
    model.Qualification: {
        "level": "7",
        "type": "masters",
        "provider": "University of Kent",
        "credits": "60 credits",
        "cost": "5200 GBP",
        "access": "application",
        "at_least": "180 credits",
        "made_of": [COUNTED],
        "of_which": [{"where": {"level": "7"}, "at_least": "40 credits"}],
        "accepts": [{"id": "passed", "where": {"mark": {"at_least": "50"}}}],
        "follows": "guild-2024",
        "placed_by": "exam-board",
        "clock": CLOCK,
        "exits": ["certificate"],
        "succeeds": ["old-certificate"],
        "titles": [{"title": "Diploma"}],
        "classes": CLASSES,
        "confers": AWARDS,
        "recognised_as": AWARDS,
    },
    model.Regulation: {
        "accepts": [{"id": "passed"}],
        "placed_by": "exam-board",
        "classes": CLASSES,
        "clock": CLOCK,
    },
    model.Approval: {
        "lasts": "5 years",
        "permits": [{"act": "assess-placement", "where": {"placement": "first"}}],
        "clock": CLOCK,
        "confers": AWARDS,
        "recognised_as": AWARDS,
    },
    model.Decision: {
        "by": "employer",
        "proposed_by": "assessor",
        "with": ["internal-panel"],
        "comments_from": ["university"],
        "outcomes": {"pass": "met", "deferred": "not_yet"},
        "appeal": {
            "to": "head-of-practice",
            "closes": {"at_most": "15 days", "after": "asye-outcome"},
        },
    },
    model.Event: {
        "evidence": "induction-day",
        "decision": "asye-outcome",
        "completes": "asye",
        "holds": "register",
        "in_place": "posts",
        "where": {"stage": "nqsw"},
        "day": "last",
        "which": "latest",
    },
    model.EvidenceType: {"fields": {"minutes": "number", "kind": ["report", "note"]}},
    model.Measure: {
        "unit": "cases",
        "of": "contracted hours",
        "scale": ["low", "high"],
        "scales_with": "hours",
        "also_written_as": ["two days a month"],
        "time_since": "left",
        "time_in": "posts",
        "as_at": "application",
    },
    model.Period: {
        "runs": {"from": "1 December", "to": "30 November"},
        "first": "2019-12-02",
        "moments": {"year-end": "30 November 23:59"},
        "starts": "approved",
        "lasts": "1 year",
        "recorded": "placements",
    },
    model.Figure: {
        "by": "years-away",
        "rows": [{"under": "2 years", "gives": "0 days"}, {"otherwise": "60 days"}],
        "gives": "6 hours",
    },
    model.Unit: {"is": "2 credits"},
    model.Scale: {"order": ["4", "5"], "also_called": {"H": "6"}},
    model.Calendar: {"holidays": ["2026-12-25"]},
    model.Entitlement: {
        "to": "employer",
        "programme": "asye",
        "gives": [{"at": "start", "money": "1000 GBP"}],
        "in_all": {"at_most": "2000 GBP"},
    },
}
LISTS = {"entry", "requires", "throughout", "support"}
BESIDE = {
    "id", "title", "source", "note", "about", "formerly", "review_by",
    "illustrative", "unverified", "not_stated",
}  # fmt: skip


def test_the_table_of_this_test_names_every_noun_and_every_key() -> None:
    nouns = {
        thing
        for thing in vars(model).values()
        if isinstance(thing, type) and issubclass(thing, Entry)
    } - {Entry, Rule}
    assert set(KEYS) == nouns
    for cls, keys in KEYS.items():
        own = {spelling(cls, name) for name in keys_of(cls)}
        assert own - BESIDE - LISTS - set(ANY) == set(keys), cls


@pytest.mark.parametrize(
    ("cls", "key"),
    [(cls, key) for cls, keys in KEYS.items() for key in keys],
    ids=lambda it: it if isinstance(it, str) else it.__name__,
)
def test_every_key_of_every_noun_is_said(cls: type[Entry], key: str) -> None:
    keys = KEYS[cls]
    without = {name: value for name, value in keys.items() if name != key}
    assert said(cls, **keys) != said(cls, **without)


@pytest.mark.parametrize("cls", KEYS, ids=lambda cls: cls.__name__)
@pytest.mark.parametrize("key", ANY)
def test_the_keys_of_every_entry_are_said_with_every_noun(
    cls: type[Entry], key: str
) -> None:
    assert said(cls, **{key: ANY[key]}) != said(cls)


@pytest.mark.parametrize("key", CLOCK)
def test_every_key_of_a_clock_is_said(key: str) -> None:
    without = {name: value for name, value in CLOCK.items() if name != key}
    assert said(model.Programme, clock=without) != said(model.Programme, clock=CLOCK)


APPLIED = {"between": "a", "after": "b", "what": "c", "with": "d", "shared": "e"}
GIVES: dict[str, Any] = {
    "at": "start", "money": "5 GBP", "credits": "2 credits", "words": "a day off",
    "scales_with": "hours", "stay_for": "2 years", "repay": {"less_for_each": "month"},
}  # fmt: skip
ROW = {
    "is": "a", "under": "2", "at_most": "3", "at_least": "1", "gives": "4",
    "otherwise": "5",
}  # fmt: skip


@pytest.mark.parametrize(
    ("cls", "whole", "key", "inside"),
    [
        *((model.Learning, APPLIED, key, "applied") for key in APPLIED),
        *((model.Entitlement, GIVES, key, "gives") for key in GIVES),
        *((model.Figure, ROW, key, "rows") for key in ROW),
    ],
)
def test_every_key_of_what_stands_inside_is_said(
    cls: type[Entry], whole: dict[str, Any], key: str, inside: str
) -> None:
    without = {name: value for name, value in whole.items() if name != key}
    listed = inside != "applied"
    some = said(cls, **{inside: [without] if listed else without})
    assert said(cls, **{inside: [whole] if listed else whole}) != some


def test_a_programme_reads_like_the_handbook() -> None:
    clock = {key: CLOCK[key] for key in ("starts", "runs_for", "stretches_with")}
    assert said(
        model.Programme,
        clock={**clock, "pauses_for": ["parental-leave", "sickness"]},
        outcome="asye-outcome",
        **{"for": {"stage": "nqsw", "service": "children"}},
    ) == (
        "It starts with “The first post begins”.",
        "It runs for 12 months at full time.",
        "Part-time work makes it longer in proportion to its hours.",
        "It pauses for parental leave and sickness.",
        "It is completed by the decision “Outcome of the year”.",
        "It is for newly qualified social workers in services for children.",
    )


def test_learning_says_how_it_is_applied() -> None:
    applied = {"after": "course", "what": "a task", "shared": "at a celebration day"}
    assert said(
        model.Learning,
        format="workshop",
        sessions="4",
        lasts="2 hours",
        applied=applied,
    ) == (
        "Format: workshop.",
        "4 sessions of 2 hours.",
        "In practice, after the course: a task; shared at a celebration day.",
    )


def test_a_decision_says_who_and_what_each_outcome_means() -> None:
    assert said(model.Decision, by="employer", outcomes={"pass": "met"}) == (
        "The employer decides.",
        "Outcomes: “pass” meets it.",
    )


def test_a_version_says_only_what_it_changes() -> None:
    versions = [{"from": "2025-09-01", "gives": "120 GBP"}]
    assert said(model.Figure, by="type", versions=versions) == (
        "From 1 September 2025: 120 GBP.",
    )


def test_a_rule_is_not_an_entry_of_a_handbook_page() -> None:
    with pytest.raises(TypeError, match="sentence"):
        entry_sentences(structure({"event": "left"}, Rule), titles)


@pytest.mark.parametrize(
    ("changes", "because", "words"),
    [
        ({"title": "Enhanced"}, None, "“supervision” is told in our words."),
        (
            {"at_least": "4"},
            "local agreement",
            "“supervision” is set anew: at least, because local agreement.",
        ),
    ],
)
def test_an_amendment_says_what_it_changes_and_why(
    changes: dict[str, str], because: str | None, words: str
) -> None:
    amendment = model.Amendment(
        rule="asye/supervision", because=because, changes=changes
    )
    assert amendment_sentences(amendment) == (words,)
