"""What has been completed: programmes and learning, and those of them with credit."""

from collections.abc import Iterator

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.outcome import Item
from swcareers.evaluation.situation import Situation
from swcareers.record.states import UNDER_WAY


def completed_programme(name: str, situation: Situation) -> tuple[list[Item], str]:
    """Each time a programme was completed, and the section of a record that tells."""
    found = [
        attrs.evolve(one.item, name=name)
        for one in moments.completions(name, situation)
    ]
    section = "decisions"
    if moments.outcome_of(name, situation) is None:
        section = "programmes"
        found += [
            Item(spell.place, name, spell.last, spell.planned, spell.fields)
            for spell in moments.programme_spells(name, situation)
            if spell.last is not None
        ]
    return found, section


def completed_learning(name: str, situation: Situation) -> list[Item]:
    """Learning that was taken up to its end: all its sessions, or said to be so."""
    items = situation.facts.of("learning", (name,))
    done = [item for item in items if item.fields.get("state") == "completed"]
    if done:
        return [*done, *(item for item in items if item.planned)]
    taken = [
        item
        for item in items
        if item.fields.get("state") in (None, "attended") and not item.planned
    ]
    declared = situation.book.learning.get(name)
    wanted = 1 if declared is None or declared.sessions is None else declared.sessions
    dated = [
        item
        for item in taken
        if situation.facts.present(item, situation.on) is not False
    ]
    if len(dated) >= wanted:
        # Each time all its sessions were there.
        return dated[wanted - 1 :: max(1, wanted)]
    return [item for item in items if item.planned]


def with_credit(situation: Situation) -> Iterator[Item]:
    """Learning and programmes that carry credit: completed, under way or planned.

    A decision may complete a programme and the one it extends: its credit is that of
    the programme the record names. Learning that includes modules carries theirs: it
    is passed over where one of them is on the record.
    """
    book, facts = situation.book, situation.facts
    bearing = book.credit_bearing
    taken = facts.items.get("modules", {})
    for name in facts.items.get("learning", {}):
        declared = book.learning.get(name)
        if declared is not None and bearing.get(name) is declared:
            inside = {one for id_ in declared.includes for one in book.members(id_)}
            if not any(one in taken for one in inside):
                yield from _learned(name, situation)
    runs = {run.programme for run in facts.record.programmes or ()}
    named = [
        name for name, entry in book.programmes.items() if bearing.get(name) is entry
    ]
    seen: set[str] = set()
    for name in sorted(named, key=lambda one: one not in runs):
        for item in _through(name, situation):
            if item.place not in seen:
                seen.add(item.place)
                yield item


def _learned(name: str, situation: Situation) -> Iterator[Item]:
    found = completed_learning(name, situation)
    for item in found:
        fields = item.fields
        if fields.get("state") == "attended":
            fields = {**fields, "state": "completed"}
        yield attrs.evolve(item, fields=fields)
    if found:
        return
    on = situation.on
    for item in reversed(situation.facts.of("learning", (name,))):
        state = str(item.fields.get("state") or "")
        if state in UNDER_WAY:
            yield item
            return
        if state in ("", "attended") and not (item.day and item.day.by(on) is False):
            # Some of its sessions: when it ends is not known.
            fields = {**item.fields, "state": "attending"}
            yield attrs.evolve(item, day=None, fields=fields)
            return


def _through(name: str, situation: Situation) -> Iterator[Item]:
    """A programme completed, or being gone through."""
    found, _ = completed_programme(name, situation)
    for item in found:
        yield attrs.evolve(item, fields={"state": "completed"})
    outcome = moments.outcome_of(name, situation)
    if found or situation.facts.of("decisions", (outcome,) if outcome else ()):
        return
    for spell in moments.programme_spells(name, situation):
        if spell.last is None:
            fields = {"state": "studying"}
            if spell.first is not None:
                fields = {**fields, "started": spell.first}  # type: ignore[dict-item]  # a day beside a word
            yield Item(spell.place, name, None, spell.planned, fields)
