"""Runs: which programmes a person is on, on whose clock, with whom.

A run is made from the record and the framework together: its start from the record or
from the event its clock starts with, its pauses from absences, its hours from posts.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.entries import as_on, for_this_person
from swcareers.evaluation.facts import Facts, Spell, term_spell
from swcareers.evaluation.outcome import Reason
from swcareers.evaluation.situation import Run, Situation, When
from swcareers.framework.model import Clock, Programme
from swcareers.record.model import ProgrammeRun, Study, Term
from swcareers.rules.clock import ProgrammeClock
from swcareers.rules.programme_time import HoursStep, Pause
from swcareers.rules.unsure_clock import UnsureClock, clock_from
from swcareers.values.dates import KnownDate

_NOTHING, _FULL = Fraction(0), Fraction(1)
_DAY = timedelta(days=1)


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


def _clocks(programme: str, run: Run, situation: Situation) -> tuple[Clock, ...]:
    """The clock of a programme: its own, or its parent's.

    A run keeps the version of the day it began. Several where it is not known which
    variant is this person's; none where nothing says how long it runs.
    """
    book = situation.book
    started = attrs.evolve(situation, run=run)
    day = None if run.start is None else run.start.earliest
    current: Programme | None = book.programmes.get(programme)
    seen: set[str] = set()
    while current is not None and programme not in seen:
        then = for_this_person(as_on(current, day), programme, started)
        found = [one.clock for one in then if one.clock is not None]
        if found:
            return tuple(found)
        seen.add(programme)
        programme = current.extends or ""
        current = book.programmes.get(programme)
    return ()


def _run(place: str, entry: ProgrammeRun, situation: Situation) -> Run:
    planned = entry.planned is not None and entry.planned is not False
    start = entry.planned if isinstance(entry.planned, KnownDate) else entry.started
    run = Run(
        programme=entry.programme,
        place=place,
        start=start,
        provisional=planned,
        terms=_terms(place, entry.roles, start),
        ended=entry.ended,
        why=Reason("start_unknown", {"programme": entry.programme}),
    )
    clocks = _clocks(entry.programme, run, situation)
    starts = next((one.starts for one in clocks if one.starts is not None), None)
    if start is None and starts is not None:
        found = moments.first_occurrence(starts, situation)
        if isinstance(found, Reason):
            return attrs.evolve(run, why=found)
        start = KnownDate.between(found.earliest, found.last)
        run = attrs.evolve(
            run,
            start=start,
            provisional=planned or found.provisional,
            terms=_terms(place, entry.roles, start),
        )
        clocks = _clocks(entry.programme, run, situation)
    return clocked(run, clocks, situation)


def _study(place: str, entry: Study, situation: Situation) -> Run:
    book = situation.book
    declared: Any = book.qualifications.get(entry.qualification) or book.approvals.get(
        entry.qualification
    )
    planned = entry.planned is not None and entry.planned is not False
    start = entry.planned if isinstance(entry.planned, KnownDate) else entry.started
    run = Run(
        programme=entry.qualification,
        place=place,
        start=start,
        provisional=planned,
        terms=_terms(place, entry.roles, start),
        why=Reason("start_unknown", {"programme": entry.qualification}),
    )
    if declared is None:
        return run
    then = for_this_person(
        declared, entry.qualification, attrs.evolve(situation, run=run)
    )
    clocks = tuple(one.clock for one in then if one.clock is not None)
    return clocked(run, clocks, situation)


def _terms(
    place: str, roles: Mapping[str, tuple[Term, ...]], start: KnownDate | None
) -> tuple[Spell, ...]:
    return tuple(
        term_spell(f"{place}/roles/{role}/{index}", role, term, start)
        for role, people in roles.items()
        for index, term in enumerate(people)
    )


def clocked(run: Run, clocks: Sequence[Clock], situation: Situation) -> Run:
    """A run with its clock set going, where its terms say how long it runs.

    Args:
        clocks: several where it is not known which of them is this person's.
    """
    terms = [one for one in clocks if one.runs_for is not None]
    if not terms or run.start is None:
        return run
    going: list[ProgrammeClock] = []
    for one in terms:
        going += [
            clock
            for clock in _set_going(one, run, run.start, situation)
            if clock not in going
        ]
    return attrs.evolve(
        run,
        clock=going[0] if len(going) == 1 else UnsureClock(tuple(going)),
        pauses=pauses_of(terms[0], run, situation),
        why=None,
    )


def _set_going(
    terms: Clock, run: Run, start: KnownDate, situation: Situation
) -> list[ProgrammeClock]:
    """A clock for each way the dates that are known roughly may turn out."""
    started = attrs.evolve(situation, run=run)
    limits: list[date | None] = []
    for point in (terms.not_before, terms.not_after):
        found = None if point is None else moments.moment(point, started)
        limits.append(found.last if isinstance(found, When) else None)
    common: dict[str, Any] = {
        "runs_for": terms.runs_for,
        "end_not_before": limits[0],
        "end_not_after": limits[1],
        # What it may not end before has not happened: nobody knows its last day.
        "end_waits": terms.not_before is not None and limits[0] is None,
        "as_of": situation.on,
    }
    ways: list[tuple[tuple[HoursStep, ...], tuple[Pause, ...]]] = []
    for quickest in (False, True):
        hours: tuple[HoursStep, ...] = ()
        if terms.stretches_with is not None:
            hours = hours_of(
                situation.facts, start.earliest, situation.on, most=quickest
            )
        pauses = pauses_of(terms, run, situation, shortest=quickest)
        if (hours, pauses) not in ways:
            ways.append((hours, pauses))
    going: list[ProgrammeClock] = []
    for hours, pauses in ways:
        common |= {"hours": hours, "pauses": pauses}
        if start.exact:
            going.append(ProgrammeClock(start=start.earliest, **common))
        else:
            going += clock_from(start, **common).clocks
    return going


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


def hours_of(
    facts: Facts, start: date, on: date, *, most: bool = True
) -> tuple[HoursStep, ...]:
    """The changes of hours: posts of one day add up, to full time at most.

    Args:
        most: as many as the dates of the posts allow; otherwise as few.
    """
    posts = [
        spell
        for spell in facts.spells_of("posts")
        if spell.first is not None and seen(spell, on)
    ]
    cuts = {start}
    for spell in posts:
        if spell.first is not None:
            cuts |= {spell.first.earliest, spell.first.latest}
        if spell.last is not None:
            cuts |= {spell.last.earliest + _DAY, spell.last.latest + _DAY}
    steps: list[HoursStep] = []
    for day in sorted(day for day in cuts if day >= start):
        sure = [_share(spell) for spell in posts if spell.covers(day)]
        maybe = [_share(spell) for spell in posts if spell.covers(day) is None]
        if not sure and not maybe:
            continue  # between posts the hours last worked go on
        if most or not maybe:
            share = sum((*sure, *maybe), start=_NOTHING)
        elif sure:
            share = sum(sure, start=_NOTHING)
        else:
            share = min([*maybe, *(step.share for step in steps[-1:])])
        share = min(share, _FULL)
        if not steps or steps[-1].share != share:
            steps.append(HoursStep(day, share))
    return tuple(steps)


def _share(spell: Spell) -> Fraction:
    found = getattr(spell.fields.get("hours"), "share", None)
    return found if isinstance(found, Fraction) else _FULL
