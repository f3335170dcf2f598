"""Confirmations and decisions: what rests on somebody's word."""

from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from swcareers.evaluation.dated import missing_section
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.rules.requirement import Confirmed, Decided, Who
from swcareers.values.dates import KnownDate


@attrs.frozen(eq=False)
class Word:
    """Somebody's word that something was in place, for a stretch of days.

    Attributes:
        first: from when it speaks; None: from the beginning.
        last: up to when it speaks.
    """

    item: Item
    first: date | None
    last: date


def words_for(placed: Placed, situation: Situation) -> tuple[Word, ...]:
    """Confirmations by those whose word equals a list of dates."""
    if placed.rule.confirmed_by is None:
        return ()
    found = []
    for item in about(placed, situation):
        if not situation.facts.present(item, situation.on):
            continue
        if not right_person(item, placed.rule.confirmed_by, situation):
            continue
        within = item.fields.get("within") or {}
        first: KnownDate | None = within.get("from")
        last: KnownDate | None = within.get("to") or item.day
        found.append(
            Word(
                item,
                None if first is None else first.latest,
                situation.on if last is None else min(last.earliest, situation.on),
            )
        )
    return tuple(found)


def about(placed: Placed, situation: Situation) -> tuple[Item, ...]:
    """The confirmations of a rule, by its id or another that means it."""
    return situation.facts.of("confirmations", (placed.path, *placed.also))


def right_person(item: Item, who: Who, situation: Situation) -> bool:
    """Whether a confirmation was given by somebody in one of these roles."""
    by = item.fields.get("by")
    if by is None:
        return False
    if by in who.roles:
        return True
    run = situation.run
    terms = run.terms if run is not None else ()
    held = {term.name for term in terms if term.fields.get("person") == by}
    return bool(held & set(who.roles))


def confirmation(ask: Confirmed, placed: Placed, situation: Situation) -> Outcome:
    """A promise that somebody confirms."""
    items = about(placed, situation)
    counted: list[Item] = []
    left_out: list[LeftOut] = []
    planned: list[Item] = []
    doubt: Reason | None = None
    for item in items:
        there = situation.facts.present(item, situation.on)
        if item.planned:
            planned.append(item)
        elif there is False:
            continue
        elif placed.rule.confirmed_by is not None and not right_person(
            item, placed.rule.confirmed_by, situation
        ):
            who = str(placed.rule.confirmed_by)
            left_out.append(LeftOut(item, Reason("person_decides", {"who": who})))
        elif there is None:
            doubt = Reason("only_year_known", {"date": str(item.day or "")})
        else:
            counted.append(item)
    outcome = Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.NOT_YET,
        counted=tuple(counted),
        left_out=tuple(left_out),
        planned=tuple(planned),
    )
    if counted:
        days = [item.day for item in counted if item.day is not None]
        return attrs.evolve(
            outcome,
            verdict=Verdict.MET,
            flags=frozenset({"confirmed"}),
            met_on=min(days, key=lambda day: day.latest, default=None),
        )
    if doubt is not None:
        return attrs.evolve(outcome, verdict=Verdict.UNDECIDED, why=doubt)
    if not situation.facts.has("confirmations"):
        missing = missing_section(placed, "confirmations")
        return attrs.evolve(missing, flags=frozenset({"not_recorded"}))
    return attrs.evolve(
        outcome, flags=frozenset({"not_recorded"}), why=Reason("not_recorded", {})
    )


def by_word(outcome: Outcome, placed: Placed, situation: Situation) -> Outcome:
    """A rule met by the word of those it names, where the record shows no more."""
    if outcome.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
        return outcome
    words = words_for(placed, situation)
    if not words:
        return outcome
    return attrs.evolve(
        outcome,
        verdict=Verdict.MET,
        flags=(outcome.flags - {"overdue", "not_recorded", "missed"}) | {"confirmed"},
        counted=(*outcome.counted, *(word.item for word in words)),
        met_on=words[0].item.day,
        why=None,
    )


def decided(ask: Decided, placed: Placed, situation: Situation) -> Outcome:
    """A declared decision was taken; its outcome means a verdict."""
    facts, book = situation.facts, situation.book
    declared = book.decisions.get(ask.decision)
    who = None if declared is None or declared.by is None else str(declared.by)
    waiting = frozenset({"awaiting"})
    if not facts.has("decisions"):
        missing = missing_section(placed, "decisions")
        return attrs.evolve(missing, who=who, flags=waiting)
    items = [
        item
        for item in facts.of("decisions", (ask.decision,))
        if _in_stretch(item, situation)
    ]
    planned = tuple(item for item in items if item.planned)
    seen = [item for item in items if facts.present(item, situation.day) is True]
    unsure = [item for item in items if facts.present(item, situation.day) is None]
    outcome = Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.NOT_YET,
        planned=planned,
        who=who,
        flags=waiting,
        why=Reason("person_decides", {"who": who or "", "decision": ask.decision}),
    )
    verdicts = {_meaning(item, ask, situation) for item in _latest(seen, unsure)}
    if not verdicts:
        return outcome
    latest = _latest(seen, unsure)[-1]
    if len(verdicts) > 1 or (unsure and not seen):
        return attrs.evolve(
            outcome,
            verdict=Verdict.UNDECIDED,
            why=Reason("only_year_known", {"date": str(latest.day or "")}),
            flags=frozenset(),
        )
    (verdict,) = verdicts
    if verdict is None:
        return attrs.evolve(
            outcome,
            verdict=Verdict.UNDECIDED,
            why=Reason("not_stated", {"key": "is"}),
            flags=frozenset(),
        )
    return attrs.evolve(
        outcome,
        verdict=verdict,
        counted=(latest,),
        met_on=latest.day if verdict is Verdict.MET else None,
        why=None,
        flags=waiting if verdict is Verdict.NOT_YET else frozenset(),
    )


def _in_stretch(item: Item, situation: Situation) -> bool:
    if item.day is None:
        return True
    return item.day.inside(situation.first, situation.last) is not False


def _latest(seen: Sequence[Item], unsure: Sequence[Item]) -> list[Item]:
    """The decision that stands: the last one taken, with those that may be later."""
    last = seen[-1:]
    after = [
        item
        for item in unsure
        if not last
        or item.day is None
        or last[0].day is None
        or item.day.latest >= last[0].day.earliest
    ]
    return [*last, *after]


def _meaning(item: Item, ask: Decided, situation: Situation) -> Verdict | None:
    declared = situation.book.decisions.get(ask.decision)
    word = item.fields.get("is")
    if word is None:
        if declared is not None and not declared.outcomes and not ask.is_:
            word = "agreed"
        else:
            return None
    if ask.is_:
        return Verdict.MET if word in ask.is_ else Verdict.NOT_MET
    meaning = None if declared is None else declared.meaning(str(word))
    return None if meaning is None else VERDICTS[meaning]


VERDICTS = {verdict.word: verdict for verdict in Verdict}


def roles_of(person: str, situation: Situation) -> Iterable[str]:
    """The roles a person holds towards the learner in this run."""
    run = situation.run
    for term in run.terms if run is not None else ():
        if term.fields.get("person") == person:
            yield term.name
