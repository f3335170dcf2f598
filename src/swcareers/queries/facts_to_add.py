"""The facts by which a rule would come to be met: what a plan adds to a record.

A plan says what would have to happen, and when at the earliest; nobody is promised
anything by it. A fact is an entry of a record as it is written in a file, so that a
plan can be read, kept, and added to the record it was made for.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from swcareers.evaluation.outcome import Outcome
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.framework.model import EvidenceType
from swcareers.reading.structure import structure
from swcareers.record.model import (
    ApprovalHeld,
    Assessment,
    AwardHeld,
    Confirmation,
    DecisionTaken,
    EvidenceHeld,
    LearningAct,
    ModuleTaken,
    Person,
    Post,
    ProgrammeRun,
    Reading,
    Record,
    Registration,
    Study,
)
from swcareers.rules.requirement import (
    Assessed,
    Compare,
    Confirmed,
    Count,
    Decided,
    Evidence,
    FieldTest,
    Happened,
    Is,
    Measured,
    Of,
    Where,
)
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.text import number

Fact = tuple[str, Mapping[str, Any]]
"""A section of a record and an entry in it."""

SOMEBODY = "somebody-else"


@attrs.frozen(eq=False)
class Facts:
    """Facts that would do, or none where they cannot be written down.

    Attributes:
        complete: False: no entry of a record can be made that would do.
    """

    facts: tuple[Fact, ...]
    complete: bool = True


NOTHING = Facts((), False)


def facts_for(
    placed: Placed, outcome: Outcome, situation: Situation, day: date
) -> Facts:
    """Facts dated on a day that would meet a rule, as far as they can be written."""
    ask = outcome.rule.ask or placed.rule.ask
    match ask:
        case Evidence():
            return _evidence(ask, outcome, situation, day)
        case Decided():
            return _decision(ask, situation, day)
        case Assessed():
            return _assessment(ask, situation, day)
        case Confirmed():
            return _confirmation(placed, day)
        case Measured():
            return _reading(ask, day)
        case Happened():
            return _event(ask, situation, day)
        case _:
            return NOTHING


def with_facts(record: Record, facts: Sequence[Fact]) -> Record:
    """A record with facts in it, without reading all of it again.

    For trying many plans; what is handed out is added by `Record.adding`.
    """
    changes: dict[str, Any] = {}
    for section, entry in facts:
        if section == "people":
            people = {name: structure(one, Person) for name, one in entry.items()}
            changes["people"] = {**changes.get("people", record.people), **people}
        elif section == "events":
            days = {name: (KnownDate.parse(str(day)),) for name, day in entry.items()}
            changes["events"] = {**changes.get("events", record.events), **days}
        else:
            there = changes.get(section, getattr(record, section) or ())
            changes[section] = (*there, structure(dict(entry), _ENTRIES[section]))
    return attrs.evolve(record, memo={}, **changes)


_ENTRIES: Mapping[str, type[Any]] = {
    "registrations": Registration, "posts": Post, "programmes": ProgrammeRun,
    "learning": LearningAct, "studies": Study, "modules": ModuleTaken,
    "awards": AwardHeld, "approvals": ApprovalHeld, "evidence": EvidenceHeld,
    "assessments": Assessment, "decisions": DecisionTaken,
    "confirmations": Confirmation, "readings": Reading,
}  # fmt: skip


# --- evidence -----------------------------------------------------------------------


def _evidence(
    ask: Evidence, outcome: Outcome, situation: Situation, day: date
) -> Facts:
    names = situation.book.members(ask.evidence)
    name = "cpd" if ask.evidence == "any" else names[0]
    missing = _how_much(ask, outcome, situation)
    if missing is None:
        return NOTHING
    count, amount, unit = missing
    entries: list[dict[str, Any]] = []
    people: dict[str, Any] = {}
    declared = situation.book.evidence_types.get(name)
    lines = [(line.where, _whole(line.at_least)) for line in ask.of_which]
    wanted: list[Where | None] = []
    for where, times in lines:
        wanted += [where] * times
    wanted += [None] * max(0, count - len(wanted))
    for index, extra in enumerate(wanted or [None]):
        fields: dict[str, Any] = {}
        for where in (ask.where, extra):
            if where is not None and not _fill(
                fields, where, situation, day, people, declared
            ):
                return NOTHING
        if ask.distinct is not None:
            fields[ask.distinct] = f"another-{len(entries) + 1}-of-{name}"
        if unit is not None and index == 0:
            fields[unit] = number(amount)
        entries.append({"type": name, "date": day.isoformat(), **fields})
    facts: list[Fact] = [("evidence", entry) for entry in entries]
    facts += [("people", {name: holds}) for name, holds in people.items()]
    return Facts(tuple(facts))


def _how_much(
    ask: Count, outcome: Outcome, situation: Situation
) -> tuple[int, Fraction, str | None] | None:
    """How many entries, and how much of a unit, are wanting."""
    need, have = outcome.need, outcome.have or Fraction(0)
    if need is None:
        need = Fraction(1)
    missing = max(need - have, Fraction(0))
    if ask.covering:
        return None
    if outcome.unit in (None, "items"):
        return max(1, -(-missing.numerator // missing.denominator)), missing, None
    if outcome.unit == "share":
        return None
    return 1, missing, outcome.unit


def _whole(amount: Amount | None) -> int:
    if amount is None or amount.number is None or amount.unit is not None:
        return 1
    return -(-amount.number.numerator // amount.number.denominator)


def _fill(
    fields: dict[str, Any],
    where: Where,
    situation: Situation,
    day: date,
    people: dict[str, Any],
    declared: EvidenceType | None,
) -> bool:
    """Fields of an entry that pass; False: no value can be found that would."""
    tests = list(where.tests)
    if where.any_of:
        tests += where.any_of[0].tests
    return all(_field(fields, test, situation, day, people, declared) for test in tests)


def _field(
    fields: dict[str, Any],
    test: FieldTest,
    situation: Situation,
    day: date,
    people: dict[str, Any],
    declared: EvidenceType | None,
) -> bool:
    match test.test:
        case Is(values=values):
            fields[test.field] = values[0]
        case Compare() as bounds:
            return _within(fields, test.field, bounds, day, declared)
        case Of(where=inner):
            person = _person(inner, situation, day, people)
            if person is None:
                return False
            fields[test.field] = person
        case _:
            fields[test.field] = day.isoformat()
    return True


def _within(
    fields: dict[str, Any],
    field: str,
    bounds: Compare,
    day: date,
    declared: EvidenceType | None,
) -> bool:
    bound = bounds.at_least or bounds.at_most
    if bound is not None and bound.number is not None:
        fields[field] = number(bound.number)
    elif bounds.before is not None or bounds.after is not None:
        fields[field] = day.isoformat()
    elif bounds.not_:
        words = () if declared is None else declared.fields.get(field, ())
        others = [one for one in words if one not in bounds.not_]
        fields[field] = others[0] if others and not isinstance(words, str) else "other"
    elif bounds.present:
        fields[field] = "given"
    else:
        return bounds.present is False
    return True


def _person(
    where: Where, situation: Situation, day: date, people: dict[str, Any]
) -> str | None:
    """A person who holds what is asked, or has the role; a new one where need be."""
    holds: dict[str, str] = {}
    for test in where.tests:
        values = getattr(test.test, "values", ())
        if not values:
            return None
        if test.field == "role":
            terms = situation.run.terms if situation.run is not None else ()
            named = [
                str(term.fields["person"]) for term in terms if term.name in values
            ]
            if not named:
                return None
            return named[-1]
        if test.field == "holds":
            holds[situation.book.members(values[0])[0]] = "2000-01-01"
        else:
            return None
    known = situation.facts.record.people
    for reference, person in known.items():
        if all(name in person.holds for name in holds):
            return reference
    people[SOMEBODY] = {"holds": {**people.get(SOMEBODY, {}).get("holds", {}), **holds}}
    return SOMEBODY


# --- the word of people -------------------------------------------------------------


def _decision(ask: Decided, situation: Situation, day: date) -> Facts:
    declared = situation.book.decisions.get(ask.decision)
    entry: dict[str, Any] = {"decision": ask.decision, "date": day.isoformat()}
    if ask.is_:
        entry["is"] = ask.is_[0]
    elif declared is not None and declared.outcomes:
        good = [word for word, means in declared.outcomes.items() if means == "met"]
        if not good:
            return NOTHING
        entry["is"] = good[0]
    else:
        entry["is"] = "agreed"
    if declared is not None and declared.by is not None:
        entry["by"] = declared.by.roles[0]
    return Facts((("decisions", entry),))


def _assessment(ask: Assessed, situation: Situation, day: date) -> Facts:
    head, _, level = ask.assessed.partition("/")
    declared = situation.book.capabilities.get(head)
    entry: dict[str, Any] = {
        "assessed": ask.assessed if level or declared is None else head,
        "by": SOMEBODY,
        "date": day.isoformat(),
        "verdict": "met",
    }
    if declared is not None:
        # A view on every part that is asked for, so that nothing is left to guess.
        parts = (*declared.domains, *declared.areas)
        asked = [part for part in parts if part in ask.covering]
        views = dict.fromkeys(asked or parts, "met")
        if views:
            entry["views"] = views
    return Facts((("assessments", entry), ("people", {SOMEBODY: {"holds": {}}})))


def _confirmation(placed: Placed, day: date) -> Facts:
    entry: dict[str, Any] = {"of": placed.path, "date": day.isoformat()}
    if placed.rule.confirmed_by is not None:
        entry["by"] = placed.rule.confirmed_by.roles[0]
    return Facts((("confirmations", entry),))


def _reading(ask: Measured, day: date) -> Facts:
    bound = ask.at_least or ask.at_most
    if bound is None or bound.number is None:
        return NOTHING
    return Facts(
        (
            (
                "readings",
                {"measure": ask.measure, "date": day.isoformat(), "value": bound.text},
            ),
        )
    )


def _event(ask: Happened, situation: Situation, day: date) -> Facts:
    event = situation.book.events.get(ask.event)
    if event is None:
        return NOTHING
    if event.evidence is not None:
        name = situation.book.members(event.evidence)[0]
        return Facts((("evidence", {"type": name, "date": day.isoformat()}),))
    if event.decision is not None:
        return _decision(Decided(decision=event.decision), situation, day)
    if event.completes or event.holds or event.in_place:
        return NOTHING
    return Facts((("events", {ask.event: day.isoformat()}),))


def as_plan(facts: Sequence[Fact]) -> dict[str, object]:
    """Facts by section, as a record can be added to with them."""
    plan: dict[str, object] = {}
    for section, entry in facts:
        if section in ("events", "people"):
            known = plan.setdefault(section, {})
            if isinstance(known, dict):
                known.update(entry)
        else:
            listed = plan.setdefault(section, [])
            if isinstance(listed, list):
                listed.append(dict(entry))
    return plan
