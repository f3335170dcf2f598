"""Confirmations and decisions: what rests on somebody's word."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs

from swcareers.evaluation.belonging import of_other_programmes
from swcareers.evaluation.counting import sift
from swcareers.evaluation.holding import last_ended
from swcareers.evaluation.outcome import Item, Outcome, Reason, Verdict
from swcareers.evaluation.replies import missing_section
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.framework.model import Decision
from swcareers.rules.requirement import Confirmed, Decided, Who
from swcareers.values.dates import KnownDate
from swcareers.values.often import changed

# --- who says so ----------------------------------------------------------------------


def roles_of(person: str, situation: Situation) -> Iterable[str]:
    """The roles a person holds towards the learner in this run."""
    run = situation.run
    for term in run.terms if run is not None else ():
        if term.fields.get("person") == person:
            yield term.name


def in_role(item: Item, role: str, situation: Situation) -> bool | None:
    """Whether whoever acted was in a role on that day. None: nobody can say."""
    by = item.fields.get("by")
    if by is None:
        return False
    if by == role:
        return True  # the record names the role in place of a person
    run = situation.run
    if run is None or not run.terms:
        return False if by in situation.book.roles else None
    answers = [
        True if item.day is None else term.covers(item.day.earliest)
        for term in run.terms
        if term.name == role and term.fields.get("person") == by
    ]
    if True in answers:
        return True
    return None if None in answers else False


def right_person(item: Item, who: Who, situation: Situation) -> bool | None:
    """Whether one of those who have the word gave it. None: nobody can say."""
    answers = [in_role(item, role, situation) for role in who.roles]
    if True in answers:
        return True
    return None if None in answers else False


# --- confirmations --------------------------------------------------------------------


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
    """Confirmations by those whose word equals a list of dates.

    Where several have to agree, only for the days for which all of them speak.
    """
    who = placed.rule.confirmed_by
    if who is None:
        return ()
    by_role = {
        role: [
            _word(item, situation)
            for item in _said(placed, situation)
            if in_role(item, role, situation)
        ]
        for role in who.roles
    }
    if not who.together:
        every = [word for words in by_role.values() for word in words]
        return tuple({word.item.place: word for word in every}.values())
    agreed, *others = by_role.values()
    for words in others:
        agreed = [
            both for one in agreed for other in words for both in _both(one, other)
        ]
    return tuple(agreed)


def _said(placed: Placed, situation: Situation) -> tuple[Item, ...]:
    """The confirmations that speak of this stretch, and had been given by its day."""
    elsewhere = of_other_programmes((), situation)
    sifted = sift(about(placed, situation), None, situation, None, extra=elsewhere)
    return tuple(one.item for one in sifted.candidates if one.sure)


def about(placed: Placed, situation: Situation) -> tuple[Item, ...]:
    """The confirmations of a rule, by its id or another that means it."""
    return situation.facts.of("confirmations", (placed.path, *placed.also))


def _word(item: Item, situation: Situation) -> Word:
    within = item.fields.get("within") or {}
    first: KnownDate | None = within.get("from")
    last: KnownDate | None = within.get("to") or item.day
    return Word(
        item,
        None if first is None else first.latest,
        situation.on if last is None else min(last.earliest, situation.on),
    )


def _both(one: Word, other: Word) -> Iterator[Word]:
    """The days for which both speak; nothing where there are none."""
    firsts = [word.first for word in (one, other) if word.first is not None]
    first, last = max(firsts, default=None), min(one.last, other.last)
    if first is None or first <= last:
        yield Word(max(one, other, key=lambda word: word.last).item, first, last)


def confirmation(ask: Confirmed, placed: Placed, situation: Situation) -> Outcome:
    """A promise that somebody confirms."""
    who = placed.rule.confirmed_by
    elsewhere = of_other_programmes((), situation)

    def refused(item: Item) -> Reason | None:
        if who is not None and right_person(item, who, situation) is False:
            return Reason("not_by_role", {"who": str(who)})
        return elsewhere(item)

    sifted = sift(about(placed, situation), None, situation, None, extra=refused)
    sure: list[Item] = []
    doubt: Reason | None = None
    for one in sifted.candidates:
        if one.sure and (who is None or right_person(one.item, who, situation)):
            sure.append(one.item)
        else:
            doubt = doubt or one.reason or Reason("not_by_role", {"who": str(who)})
    outcome = Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.NOT_YET,
        counted=tuple(sure),
        left_out=sifted.left_out,
        planned=sifted.planned,
    )
    silent = _silent_roles(who, sure, situation)
    if sure and not silent:
        days = [item.day for item in sure if item.day is not None]
        return changed(
            outcome,
            verdict=Verdict.MET,
            flags=frozenset({"confirmed"}),
            met_on=min(days, key=lambda day: day.latest, default=None),
        )
    if doubt is not None:
        return changed(outcome, verdict=Verdict.UNDECIDED, why=doubt)
    if sure:
        waits = Reason("person_decides", {"who": " and ".join(silent)})
        return changed(outcome, why=waits)
    if not situation.facts.has("confirmations"):
        missing = missing_section(placed, "confirmations")
        return changed(missing, flags=frozenset({"not_recorded"}))
    return changed(
        outcome, flags=frozenset({"not_recorded"}), why=Reason("not_recorded", {})
    )


def _silent_roles(
    who: Who | None, items: Sequence[Item], situation: Situation
) -> list[str]:
    """Of roles that all have to confirm, those that have not."""
    if who is None or not who.together:
        return []
    return [
        role
        for role in who.roles
        if not any(in_role(item, role, situation) for item in items)
    ]


def by_word(outcome: Outcome, placed: Placed, situation: Situation) -> Outcome:
    """A rule met by the word of those it names, where the record shows no more."""
    if outcome.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
        return outcome
    kind = placed.rule.kind
    if kind in ("cadence", "confirmation"):
        return outcome  # they have asked for which days somebody speaks
    words = [
        word
        for word in words_for(placed, situation)
        # What was read later says more than what was said before.
        if kind != "measure" or not _read_after(word, outcome.counted)
    ]
    if not words:
        return outcome
    return changed(
        outcome,
        verdict=Verdict.MET,
        flags=(outcome.flags - {"overdue", "not_recorded", "missed"}) | {"confirmed"},
        counted=(*outcome.counted, *(word.item for word in words)),
        met_on=words[0].item.day,
        why=None,
    )


def _read_after(word: Word, items: Sequence[Item]) -> bool:
    return any(item.day is not None and item.day.earliest > word.last for item in items)


# --- decisions ------------------------------------------------------------------------


def decided(ask: Decided, placed: Placed, situation: Situation) -> Outcome:
    """A declared decision was taken; its outcome means a verdict."""
    facts, book = situation.facts, situation.book
    declared = book.decisions.get(ask.decision)
    who = None if declared is None or declared.by is None else str(declared.by)
    waiting = frozenset({"awaiting"})
    if not facts.has("decisions"):
        missing = missing_section(placed, "decisions")
        return changed(missing, who=who, flags=waiting)
    elsewhere = of_other_programmes((), situation)
    items = facts.of("decisions", (ask.decision,))
    spent = _spent(items, ask, placed, situation)

    def refused(item: Item) -> Reason | None:
        if declared is not None and _of_somebody_else(item, declared, situation):
            return Reason("not_by_role", {"who": who or ""})
        return spent.get(item.place) or elsewhere(item)

    sifted = sift(items, None, situation, None, extra=refused)
    seen = [one.item for one in sifted.candidates if one.sure]
    unsure = [one.item for one in sifted.candidates if not one.sure]
    outcome = Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.NOT_YET,
        left_out=sifted.left_out,
        planned=sifted.planned,
        who=who,
        flags=waiting,
        why=Reason("person_decides", {"who": who or "", "decision": ask.decision}),
    )
    standing = _latest(seen, unsure)
    if not standing:
        return outcome
    latest = standing[-1]
    verdicts = {_meaning(item, ask, situation) for item in standing}
    if len(verdicts) > 1 or (unsure and not seen):
        return changed(
            outcome,
            verdict=Verdict.UNDECIDED,
            why=Reason("only_year_known", {"date": str(latest.day or "")}),
            flags=frozenset(),
        )
    (verdict,) = verdicts
    if verdict is None:
        return changed(
            outcome,
            verdict=Verdict.UNDECIDED,
            why=Reason("not_stated", {"key": "is"}),
            flags=frozenset(),
        )
    return changed(
        outcome,
        verdict=verdict,
        counted=(latest,),
        met_on=latest.day if verdict is Verdict.MET else None,
        why=None,
        flags=waiting if verdict is Verdict.NOT_YET else frozenset(),
    )


def _spent(
    items: Sequence[Item], ask: Decided, placed: Placed, situation: Situation
) -> dict[str, Reason]:
    """The decisions that gave an approval which has ended: they give it once.

    By the place of each; with it, whatever was decided before.
    """
    if (placed.section, placed.list) != ("approvals", "requires"):
        return {}
    ended = last_ended(placed.owner, situation)
    if ended is None:
        return {}
    before = [
        item
        for item in items
        if not item.planned
        and item.day is not None
        and item.day.latest <= ended.earliest
    ]
    while before and _meaning(before[-1], ask, situation) is not Verdict.MET:
        before.pop()
    given = {"approval": placed.owner, "date": str(ended)}
    return {item.place: Reason("decision_spent", given) for item in before}


def _of_somebody_else(item: Item, declared: Decision, situation: Situation) -> bool:
    """Whether it was said by somebody who does not take this decision.

    Who proposes it, takes part or may comment does not take it.
    """
    by = item.fields.get("by")
    if by is None or declared.by is None:
        return False
    if right_person(item, declared.by, situation):
        return False
    others = {*declared.with_, *declared.comments_from}
    if declared.proposed_by is not None:
        others.update(declared.proposed_by.roles)
    known = by in others or by in situation.book.roles
    return known or any(True for _ in roles_of(by, situation))


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
    if word in ask.is_:
        return Verdict.MET
    meaning = None if declared is None else declared.meaning(str(word))
    if ask.is_ and meaning is not None and meaning != "not_yet":
        return Verdict.NOT_MET  # it was decided, and otherwise
    return None if meaning is None else VERDICTS[meaning]


VERDICTS = {verdict.word: verdict for verdict in Verdict}
