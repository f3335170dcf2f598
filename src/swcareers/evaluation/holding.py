"""Holding: awards, approvals and registrations, on a day, by whatever they come."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

import attrs

from swcareers.evaluation import groups, moments
from swcareers.evaluation.counting import Weighed
from swcareers.evaluation.credit.results import counting_of
from swcareers.evaluation.facts import Spell
from swcareers.evaluation.lasting import while_valid
from swcareers.evaluation.outcome import Item, Outcome, Reason, Verdict
from swcareers.evaluation.persons import in_place_of
from swcareers.evaluation.replies import loose
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework, Placed
from swcareers.framework.model import Conferred
from swcareers.rules.requirement import Decided
from swcareers.values.dates import KnownDate
from swcareers.values.often import changed

_ONE, _NOTHING = Fraction(1), Fraction(0)


def holding(name: str, situation: Situation) -> list[Weighed] | Reason:
    """Everything by which an award is, may be, or was held.

    An amount of 0 marks what does not count any more, with its reason. A `Reason`
    says that the record has no section in which it could stand.
    """
    found, section, told = _by_itself(name, situation)
    for other, weighed in instead_of(name, situation):
        del other
        found.append(attrs.evolve(weighed, item=attrs.evolve(weighed.item, name=name)))
    if not found and not told:
        return Reason("information_missing", {"section": section})
    return found


def held_itself(name: str, situation: Situation) -> bool:
    """Whether an award is held for certain as what it is, by no other."""
    found, _, _ = _by_itself(name, situation)
    return any(one.sure and one.amount for one in found)


def _by_itself(name: str, situation: Situation) -> tuple[list[Weighed], str, bool]:
    """By what an award is held as what it is, the section, and whether it is there."""
    book, facts = situation.book, situation.facts
    found: list[Weighed] = []
    told = facts.has("awards")
    section = "awards"
    if name in book.registers:
        section = "registrations"
        told = facts.has(section)
        spells = facts.spells_of(section, (name,))
        found += _spells_held(name, spells, situation)
    elif name in book.approvals:
        section = "approvals"
        by_rules = _by_rules(name, book)
        told = by_rules or facts.has(section) or facts.has("decisions")
        found += _approval_held(name, situation, by_rules=by_rules)
    for item in facts.of("awards", (name,)):
        there = facts.present(item, situation.day)
        if item.planned:
            found.append(Weighed(item, False, _ONE))
        elif there is not False:
            reason = (
                None if there else Reason("only_year_known", {"date": str(item.day)})
            )
            found.append(Weighed(item, there is True, _ONE, reason))
    return found, section, told


def _spells_held(
    name: str, spells: Sequence[Spell], situation: Situation
) -> list[Weighed]:
    found = []
    for spell in spells:
        item = Item(spell.place, name, spell.first, spell.planned, spell.fields)
        if spell.planned:
            found.append(Weighed(item, False, _ONE))
            continue
        covers = spell.covers(situation.day)
        if covers is False:
            if spell.last is not None and spell.last.latest < situation.day:
                ended = Reason("closed_since", {"date": str(spell.last)})
                found.append(Weighed(item, False, _NOTHING, ended))
            continue
        reason = None
        if covers is None:
            reason = Reason("only_year_known", {"date": str(spell.first or "")})
        found.append(Weighed(item, covers is True, _ONE, reason))
    return found


# --- approvals ------------------------------------------------------------------------


def _by_rules(name: str, book: Framework) -> bool:
    """Whether an approval holds while its rules are met: no decision is among them."""
    rules = _rules(name, book)
    return bool(rules) and not any(True for _ in _decisions(name, book))


def _rules(name: str, book: Framework) -> tuple[Placed, ...]:
    return (
        *book.lists.get(("approvals", name, "requires"), ()),
        *book.lists.get(("approvals", name, "throughout"), ()),
    )


def _decisions(name: str, book: Framework) -> Iterator[Decided]:
    for top in book.lists.get(("approvals", name, "requires"), ()):
        for inner in top.walk():
            if isinstance(inner.rule.ask, Decided):
                yield inner.rule.ask


def _approval_held(name: str, situation: Situation, *, by_rules: bool) -> list[Weighed]:
    found = _spells_held(name, _on_record(name, situation), situation)
    if any(one.sure for one in found) or name in situation.asking:
        return found
    if by_rules:
        found += _while_met(name, situation)
    else:
        found += _spells_held(name, _granted(name, situation), situation)
    return found


def last_ended(name: str, situation: Situation) -> KnownDate | None:
    """The last day of an approval that has ended.

    None: it was never held, or it is held, or may be.
    """
    spells = [*_on_record(name, situation), *_granted(name, situation)]
    there = [spell for spell in spells if not spell.planned]
    if any(spell.covers(situation.day) is not False for spell in there):
        return None
    ends = [
        spell.last
        for spell in there
        if spell.last is not None and spell.last.latest < situation.day
    ]
    return max(ends, default=None)


def _on_record(name: str, situation: Situation) -> list[Spell]:
    """The stretches in which the record says an approval was held."""
    spells = situation.facts.spells_of("approvals", (name,))
    return [while_valid(name, spell, situation.book) for spell in spells]


def _while_met(name: str, situation: Situation) -> list[Weighed]:
    """Held on every day on which its rules are met."""
    inside = changed(situation, asking=(*situation.asking, name), run=None)
    rules = _rules(name, situation.book)
    outcomes = [situation.ask(rule, inside) for rule in rules]
    whole: Outcome = groups.together(groups.of_all(name, rules), outcomes)
    if whole.verdict is Verdict.MET:
        item = Item(f"rules/{name}", name, whole.met_on, False, {})
        return [Weighed(item, True, _ONE)]
    if whole.verdict is Verdict.UNDECIDED:
        item = Item(f"rules/{name}", name, None, False, {})
        why = whole.why or Reason("condition_undecided", {"rule": name})
        return [Weighed(item, False, _ONE, why)]
    return []


def _granted(name: str, situation: Situation) -> list[Spell]:
    """Held since the decision that granted it, until a later one took it away."""
    book, facts = situation.book, situation.facts
    found: list[Spell] = []
    for ask in _decisions(name, book):
        declared = book.decisions.get(ask.decision)
        if declared is None:
            continue
        items = facts.of("decisions", (ask.decision,))
        for index, item in enumerate(items):
            word = str(item.fields.get("is", "agreed"))
            good = word in ask.is_ if ask.is_ else declared.meaning(word) == "met"
            if not good or _on_record_since(item, name, situation):
                continue  # the record says itself from when to when it was held
            ends = next(
                (
                    later.day
                    for later in items[index + 1 :]
                    if later.day is not None
                    and not later.planned
                    and declared.meaning(str(later.fields.get("is"))) == "not_met"
                ),
                None,
            )
            last = None if ends is None else ends.moved(lambda day: day - _DAY)
            spell = Spell(item.place, name, item.day, last, item.planned, {})
            found.append(while_valid(name, spell, book))
    return found


_DAY = timedelta(days=1)


def _on_record_since(decision: Item, name: str, situation: Situation) -> bool:
    """Whether a spell of an approval stands for the decision that granted it."""
    day = decision.day
    return any(
        not spell.planned
        and (spell.last is None or day is None or spell.last.latest >= day.earliest)
        for spell in situation.facts.spells_of("approvals", (name,))
    )


# --- in its place, and with another ---------------------------------------------------


def instead_of(name: str, situation: Situation) -> list[tuple[str, Weighed]]:
    """Other awards that are accepted in its place, or that it comes with."""
    others = in_place_of(name, situation.book)
    if not others or name in situation.asking:
        return []
    inside = changed(situation, asking=(*situation.asking, name))
    found: list[tuple[str, Weighed]] = []
    for other in others:
        names: tuple[str, ...] = (other.award,)
        if other.award == "any":
            names = tuple(item.name for item in situation.facts.of("awards", None))
        for one in names:
            held = holding(one, inside)
            for weighed in () if isinstance(held, Reason) else held:
                if weighed.amount:
                    found.append((one, _if_allowed(weighed, other, inside)))
    return [(one, weighed) for one, weighed in found if weighed.amount]


def _if_allowed(weighed: Weighed, other: Conferred, situation: Situation) -> Weighed:
    if other.within is not None:
        found = moments.stretch(other.within, situation)
        inside = None
        if not isinstance(found, Reason) and weighed.item.day is not None:
            inside = found.holds(weighed.item.day)
        if inside is False:
            return attrs.evolve(weighed, amount=_NOTHING)
        if inside is None:
            reason = Reason("only_year_known", {"date": str(weighed.item.day or "")})
            if isinstance(found, Reason):
                reason = found
            weighed = attrs.evolve(weighed, sure=False, reason=reason)
    if other.applies_when is not None:
        # What an award brings may depend on the modules it has counted.
        counting = counting_of(weighed.item, situation)
        if counting is not None:
            situation = attrs.evolve(situation, counting=counting)
        outcome = situation.ask(loose(other.applies_when, other.award), situation)
        if outcome.verdict is Verdict.UNDECIDED:
            return attrs.evolve(weighed, sure=False, reason=outcome.why)
        if outcome.verdict is not Verdict.MET:
            return attrs.evolve(weighed, amount=_NOTHING)
    return weighed
