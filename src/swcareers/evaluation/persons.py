"""Somebody else in the record: the role they are in, and what they hold, on a day."""

from datetime import date

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.facts import Spell
from swcareers.evaluation.lasting import while_valid
from swcareers.evaluation.outcome import Item, Reason
from swcareers.evaluation.situation import Situation, When
from swcareers.framework.framework import Framework
from swcareers.framework.model import Conferred
from swcareers.record.model import Person
from swcareers.values.dates import KnownDate
from swcareers.values.often import changed
from swcareers.values.points import Point, Window


def day_of(item: Item | Spell) -> KnownDate | None:
    """The day of an act, or the first of a spell."""
    return item.day if isinstance(item, Item) else item.first


def days_asked(
    item: Item | Spell, as_at: Point | Window | None, situation: Situation
) -> tuple[KnownDate, KnownDate] | Reason:
    """The days on which a person is asked about: the act's, or those of `as_at`."""
    if as_at is None:
        if isinstance(item, Spell):
            day = KnownDate.of(situation.day)
            return day, day
        if item.day is None:
            return Reason("undated", {})
        return item.day, item.day
    day_of_act = day_of(item)
    bound = situation
    if day_of_act is not None:
        anchors = {
            **situation.anchors,
            "date": When.of(day_of_act),
        }
        bound = changed(situation, anchors=anchors)
    if isinstance(as_at, Window):
        found = moments.stretch(as_at, bound)
        if isinstance(found, Reason):
            return found
        first = found.first or When.on(date(1900, 1, 1))
        last = found.last or When.on(situation.day)
        return (
            KnownDate.between(first.earliest, first.last),
            KnownDate.between(last.earliest, last.last),
        )
    when = moments.moment(as_at, bound)
    if isinstance(when, Reason):
        return when
    known = KnownDate.between(when.earliest, when.last)
    return known, known


def in_role(
    reference: str, role: str, first: KnownDate, last: KnownDate, situation: Situation
) -> bool | None:
    """Whether somebody is in a role towards the learner, from one day to another."""
    if reference == role:  # the record names the role in place of a person
        return True
    run = situation.run
    if run is None or not run.terms:
        return None  # the record does not say who is who
    answers = [
        _covers(term, first, last)
        for term in run.terms
        if term.name == role and term.fields.get("person") == reference
    ]
    return best(answers)


def holds_award(
    reference: str, award: str, first: KnownDate, last: KnownDate, situation: Situation
) -> bool | None:
    """Whether somebody holds an award, or one of a group."""
    person = situation.facts.record.people.get(reference)
    if person is None:
        return None
    return best(
        [
            _has(person, wanted, first, last, situation, ())
            for wanted in situation.book.members(award)
        ]
    )


def _has(
    person: Person,
    award: str,
    first: KnownDate,
    last: KnownDate,
    situation: Situation,
    asking: tuple[str, ...],
) -> bool | None:
    """Whether somebody holds an award, or one that is accepted in its place."""
    answers: list[bool | None] = []
    held = person.holds.get(award)
    if held is not None:
        spell = Spell("people", award, held.from_, held.to, False, {})
        answers.append(_covers(while_valid(award, spell, situation.book), first, last))
    for other in in_place_of(award, situation.book):
        # What is asked of a learner besides cannot be asked of somebody else.
        if other.award in (*asking, award, "any") or other.applies_when is not None:
            continue
        found = _has(person, other.award, first, last, situation, (*asking, award))
        if found is not False and other.within is not None:
            gained = person.holds.get(other.award)
            day = None if gained is None else gained.from_
            window = moments.stretch(other.within, situation)
            inside = (
                None if day is None or isinstance(window, Reason) else window.holds(day)
            )
            found = False if inside is False else (found if inside else None)
        answers.append(found)
    return best(answers)


def in_place_of(name: str, book: Framework) -> tuple[Conferred, ...]:
    """The awards that are accepted in place of one, or that it comes with."""
    known = book.memo.get("in its place")
    if known is None:
        known = book.memo["in its place"] = _all_in_place(book)
    found: tuple[Conferred, ...] = known.get(name, ())
    return found


def _all_in_place(book: Framework) -> dict[str, tuple[Conferred, ...]]:
    found: dict[str, list[Conferred]] = {}
    for section in (book.qualifications, book.approvals):
        for id_, declared in section.items():
            found.setdefault(id_, []).extend(declared.recognised_as)
            for with_it in declared.confers:
                found.setdefault(with_it.award, []).append(
                    attrs.evolve(with_it, award=id_)
                )
    return {id_: tuple(others) for id_, others in found.items()}


def _covers(spell: Spell, first: KnownDate, last: KnownDate) -> bool | None:
    """Whether a spell holds from one day to another, both as known."""
    if spell.first is None:
        return (
            None if spell.last is None or spell.last.latest >= first.earliest else False
        )
    begun = None
    if spell.first.latest <= first.earliest:
        begun = True
    elif spell.first.earliest > first.latest:
        begun = False
    over: bool | None = False
    if spell.last is not None:
        if spell.last.latest < last.earliest:
            over = True
        elif spell.last.earliest < last.latest:
            over = None
    if begun is False or over is True:
        return False
    return True if begun and over is False else None


def best(answers: list[bool | None]) -> bool | None:
    """Yes where one says yes; no where all say no."""
    if True in answers:
        return True
    return None if None in answers else False
