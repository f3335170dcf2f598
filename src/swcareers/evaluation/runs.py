"""Runs: which programmes a person is on, on whose clock, with whom.

A run is made from the record and the framework together: its start from the record or
from the event its clock starts with, its pauses from absences, its hours from posts.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.entries import as_on
from swcareers.evaluation.facts import Facts, Spell, term_spell
from swcareers.evaluation.outcome import Reason
from swcareers.evaluation.situation import Run, Situation, When
from swcareers.framework.framework import Framework
from swcareers.framework.model import Clock, Programme
from swcareers.record.model import ProgrammeRun, Study, Term
from swcareers.rules.clock import ProgrammeClock
from swcareers.rules.programme_time import Clock as RunningClock
from swcareers.rules.programme_time import HoursStep, Pause
from swcareers.rules.unsure_clock import UnsureClock, clock_from
from swcareers.values.dates import KnownDate

_NOTHING, _FULL = Fraction(0), Fraction(1)


def runs(situation: Situation) -> tuple[Run, ...]:
    """The runs of programmes in a record, as known on the day of the question."""
    found = []
    for index, entry in enumerate(situation.facts.record.programmes or ()):
        found.append(_run(f"programmes/{index}", entry, situation))
    return tuple(found)


def study_runs(situation: Situation) -> tuple[Run, ...]:
    """The ways a person is on towards qualifications and approvals."""
    found = []
    for index, entry in enumerate(situation.facts.record.studies or ()):
        found.append(_study(f"studies/{index}", entry, situation))
    return tuple(found)


def clock_of(
    programme: str, book: Framework, started: KnownDate | None = None
) -> Clock | None:
    """The clock of a programme: its own, or its parent's.

    Args:
        started: the day a run began, whose version of the clock it keeps.
    """
    day = None if started is None else started.earliest
    current: Programme | None = book.programmes.get(programme)
    seen: set[str] = set()
    while current is not None and programme not in seen:
        then = as_on(current, day)
        if then.clock is not None:
            return then.clock
        seen.add(programme)
        programme = current.extends or ""
        current = book.programmes.get(programme)
    return None


def _run(place: str, entry: ProgrammeRun, situation: Situation) -> Run:
    terms = clock_of(entry.programme, situation.book)
    planned = entry.planned is not None and entry.planned is not False
    start = entry.planned if isinstance(entry.planned, KnownDate) else entry.started
    why: Reason | None = None
    if start is None and terms is not None and terms.starts is not None:
        found = moments.first_occurrence(terms.starts, situation)
        if isinstance(found, When):
            start = KnownDate.between(found.earliest, found.last)
            planned = planned or found.provisional
        else:
            why = found
    if start is not None:
        terms = clock_of(entry.programme, situation.book, start)
    run = Run(
        programme=entry.programme,
        place=place,
        start=start,
        provisional=planned,
        terms=_terms(place, entry.roles, start),
        ended=entry.ended,
        why=why or Reason("start_unknown", {"programme": entry.programme}),
    )
    return clocked(run, terms, situation)


def _study(place: str, entry: Study, situation: Situation) -> Run:
    book = situation.book
    declared: Any = book.qualifications.get(entry.qualification) or book.approvals.get(
        entry.qualification
    )
    planned = entry.planned is not None and entry.planned is not False
    start = entry.planned if isinstance(entry.planned, KnownDate) else entry.started
    terms: Clock | None = None if declared is None else declared.clock
    run = Run(
        programme=entry.qualification,
        place=place,
        start=start,
        provisional=planned,
        terms=_terms(place, entry.roles, start),
        why=Reason("start_unknown", {"programme": entry.qualification}),
    )
    return clocked(run, terms, situation)


def _terms(
    place: str, roles: Mapping[str, tuple[Term, ...]], start: KnownDate | None
) -> tuple[Spell, ...]:
    return tuple(
        term_spell(f"{place}/roles/{role}/{index}", role, term, start)
        for role, people in roles.items()
        for index, term in enumerate(people)
    )


def clocked(run: Run, terms: Clock | None, situation: Situation) -> Run:
    """A run with its clock set going, where its terms say how long it runs."""
    if terms is None or terms.runs_for is None or run.start is None:
        return run
    pauses = pauses_of(terms, run, situation)
    hours: tuple[HoursStep, ...] = ()
    if terms.stretches_with is not None:
        hours = hours_of(situation.facts, run.start.earliest, situation.on)
    started = attrs.evolve(situation, run=run)
    limits: list[date | None] = []
    for point in (terms.not_before, terms.not_after):
        found = None if point is None else moments.moment(point, started)
        limits.append(found.last if isinstance(found, When) else None)
    common: dict[str, Any] = {
        "runs_for": terms.runs_for,
        "hours": hours,
        "pauses": pauses,
        "end_not_before": limits[0],
        "end_not_after": limits[1],
        # What it may not end before has not happened: nobody knows its last day.
        "end_waits": terms.not_before is not None and limits[0] is None,
        "as_of": situation.on,
    }
    clock: RunningClock
    shortest = pauses_of(terms, run, situation, shortest=True)
    if run.start.exact and shortest == pauses:
        clock = ProgrammeClock(start=run.start.earliest, **common)
    else:
        clock = clock_from(run.start, **common)
        if shortest != pauses:
            least = clock_from(run.start, **{**common, "pauses": shortest})
            clock = UnsureClock((*least.clocks, *clock.clocks))
    return attrs.evolve(run, clock=clock, pauses=pauses, why=None)


def pauses_of(
    terms: Clock, run: Run, situation: Situation, *, shortest: bool = False
) -> tuple[Pause, ...]:
    """The absences that stop a clock: for a reason it lists, once agreed if need be.

    Args:
        shortest: as short as their dates allow; otherwise as long.
    """
    book = situation.book
    reasons = {name for one in terms.pauses_for for name in book.members(one)}
    reasons -= {name for one in terms.never_pauses_for for name in book.members(one)}
    found = []
    for spell in situation.facts.spells_of("absences", sorted(reasons)):
        if spell.first is None or not seen(spell, situation.on):
            continue
        if terms.changes_need is not None and not _agreed(
            terms.changes_need, spell, situation
        ):
            continue
        if spell.last is None and spell.first.latest > situation.on:
            # Announced without an end: nothing is known of its length yet.
            continue
        first = spell.first.latest if shortest else spell.first.earliest
        last = None
        if spell.last is not None:
            last = spell.last.earliest if shortest else spell.last.latest
        if last is None or first <= last:
            found.append(Pause(first, last, spell.name))
    return tuple(sorted(found, key=lambda pause: pause.first))


def seen(spell: Spell, on: date) -> bool:
    """Whether a spell is known of on a day: it has begun, or it is planned."""
    return spell.planned or spell.first is None or spell.first.earliest <= on


def _agreed(decision: str, spell: Spell, situation: Situation) -> bool:
    declared = situation.book.decisions.get(decision)
    for item in situation.facts.of("decisions", (decision,)):
        about = item.fields.get("of")
        if about is not None and about != spell.place:
            continue
        if situation.facts.present(item, situation.on) is not True:
            continue
        word = str(item.fields.get("is", "agreed"))
        if declared is None or declared.meaning(word) == "met":
            return True
    return False


def hours_of(facts: Facts, start: date, on: date) -> tuple[HoursStep, ...]:
    """The changes of hours: posts of one day add up, to full time at most."""
    posts = [
        spell
        for spell in facts.spells_of("posts")
        if spell.first is not None and seen(spell, on)
    ]
    cuts = {start}
    for spell in posts:
        if spell.first is not None and spell.first.earliest > start:
            cuts.add(spell.first.earliest)
        if spell.last is not None and spell.last.latest >= start:
            cuts.add(date.fromordinal(spell.last.latest.toordinal() + 1))
    steps: list[HoursStep] = []
    for day in sorted(cuts):
        current = [spell for spell in posts if spell.covers(day) is not False]
        if not current:
            continue  # between posts the hours last worked go on
        share = sum((_share(spell) for spell in current), start=_NOTHING)
        share = min(share, _FULL)
        if not steps or steps[-1].share != share:
            steps.append(HoursStep(day, share))
    return tuple(steps)


def _share(spell: Spell) -> Fraction:
    found = getattr(spell.fields.get("hours"), "share", None)
    return found if isinstance(found, Fraction) else _FULL
