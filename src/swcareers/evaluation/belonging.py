"""What may count for a rule besides passing its tests: whose evidence, of which run."""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.counting import Refused, Sifted, Weighed
from swcareers.evaluation.facts import Spell
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.rules.requirement import Count
from swcareers.values.often import changed


def of_other_programmes(shares_with: Sequence[str], situation: Situation) -> Refused:
    """A test for evidence of another programme, or of another run of this one.

    Evidence may serve many requirements of one programme, and another's only where
    the rule shares with it. What lies in another run belongs to that.
    """
    run = situation.run
    if run is None:
        return _none
    book = situation.book
    allowed = set(moments.children_of(run.programme, situation))
    line = book.programmes.get(run.programme)
    while line is not None and line.extends and line.extends not in allowed:
        allowed.add(line.extends)
        line = book.programmes.get(line.extends)
    for name in shares_with:
        allowed.update(moments.children_of(name, situation))
    runs = _runs(situation)

    def refused(item: Item) -> Reason | None:
        programme = item.fields.get("programme")
        if programme is not None and programme not in allowed:
            return Reason("for_other_programme", {"programme": str(programme)})
        if runs and _run_of(item, runs) not in (None, run.place):
            return Reason("for_other_programme", {"programme": run.programme})
        return None

    return refused


def _none(item: Item) -> Reason | None:
    return None


def _runs(situation: Situation) -> Sequence[Spell]:
    """The runs of this programme, where there are several; else none."""
    run = situation.run
    if run is None or not run.place.startswith("programmes/"):
        return ()
    found = [
        spell
        for spell in moments.programme_spells(run.programme, situation)
        if spell.first is not None
    ]
    found.sort(key=lambda spell: spell.known_first)
    return found if len(found) > 1 else ()


def _run_of(item: Item, runs: Sequence[Spell]) -> str | None:
    """The run an item was dated in: the last that had begun; None: before them all."""
    day = item.day
    if day is None or not day.exact:
        return None
    begun = [spell for spell in runs if spell.known_first.latest <= day.earliest]
    return begun[-1].place if begun else None


def of_this_run(day: date, situation: Situation) -> bool:
    """Whether a day lies in the run that is asked about, and not in another."""
    runs, run = _runs(situation), situation.run
    if not runs or run is None:
        return True
    begun = [spell for spell in runs if spell.known_first.latest <= day] or runs[:1]
    return begun[-1].place == run.place


# --- counted elsewhere ----------------------------------------------------------------


def besides(ask: Count, sifted: Sifted, placed: Placed, situation: Situation) -> Sifted:
    """What is left for a rule beside others: an item that one of them needs counts
    there; what it has beyond its need is free."""
    if not ask.besides:
        return sifted
    wanted = {one.item.place for one in sifted.candidates}
    taken: set[str] = set()
    for other in _others(ask, placed, situation):
        if other.path != placed.path and other.path not in situation.asking:
            taken |= _needed_by(other, wanted - taken, placed, situation)
    kept: list[Weighed] = []
    used: list[LeftOut] = []
    for one in sifted.candidates:
        if one.item.place in taken:
            reason = Reason("used_elsewhere", {"rule": ", ".join(ask.besides)})
            used.append(LeftOut(one.item, reason))
        else:
            kept.append(one)
    return attrs.evolve(
        sifted, candidates=tuple(kept), left_out=(*sifted.left_out, *used)
    )


def _others(ask: Count, placed: Placed, situation: Situation) -> Iterator[Placed]:
    book = situation.book
    for name in ask.besides:
        own = f"{placed.owner}/{name}" if placed.owner else name
        paths = book.paths_of(own) or book.paths_of(name)
        same_owner = [path for path in paths if book.rules[path].owner == placed.owner]
        for path in same_owner or paths:
            yield book.rules[path]


def _needed_by(
    other: Placed, wanted: set[str], placed: Placed, situation: Situation
) -> set[str]:
    """The items another rule cannot do without; those wanted here go last."""
    inside = changed(situation, asking=(*situation.asking, placed.path))
    outcome = situation.ask(other, inside)
    places = {item.place for item in _counted(outcome)}
    if not outcome.met:
        return places
    free: frozenset[str] = situation.withheld
    # The latest first: what came earlier has served already.
    days = {item.place: item.day for item in _counted(outcome)}
    ordered = sorted(
        places & wanted,
        key=lambda place: (
            date.max if (day := days[place]) is None else day.latest, place
        ),
        reverse=True,
    )  # fmt: skip
    for place in ordered:
        without = free | {place}
        if situation.ask(other, changed(inside, withheld=without)).met:
            free = without
    return places - free


def _counted(outcome: Outcome) -> Iterator[Item]:
    yield from outcome.counted
    for part in outcome.parts:
        yield from _counted(part)
