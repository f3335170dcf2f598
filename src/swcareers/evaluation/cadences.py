"""The kind `cadence`: something that is owed again and again, slot by slot."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from swcareers.evaluation import admission, moments
from swcareers.evaluation.confirmed import Word, words_for
from swcareers.evaluation.dated import missing_section, undecided
from swcareers.evaluation.figures import figure_of
from swcareers.evaluation.outcome import (
    Item,
    LeftOut,
    Outcome,
    Reason,
    SlotSeen,
    Verdict,
)
from swcareers.evaluation.situation import Situation
from swcareers.evaluation.standing import known_spell
from swcareers.framework.framework import Placed
from swcareers.rules.cadence import JudgedCadence, JudgedSlot, judge_cadence
from swcareers.rules.programme_time import Pause
from swcareers.rules.requirement import Cadence, Phase
from swcareers.rules.sessions import Session
from swcareers.rules.slots import DatedPhase, Slot, lay_out
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate


def cadence(ask: Cadence, placed: Placed, situation: Situation) -> Outcome:
    """One session in each slot; the verdict is about slots that have ended."""
    if not situation.facts.has("evidence"):
        return missing_section(placed, "evidence")
    bounds = _bounds(situation)
    if isinstance(bounds, Reason):
        return undecided(placed, bounds)
    start, end, pauses = bounds
    if start > situation.on:
        return Outcome(path=placed.path, rule=placed.rule, verdict=Verdict.NOT_YET)
    phases = ask.phases
    if not phases and ask.every is not None:
        phases = (Phase(every=ask.every),)
    dated = _dated(phases, situation)
    if isinstance(dated, Reason):
        return undecided(placed, dated)
    slots = lay_out(dated, start=start, end=end, up_to=situation.on, pauses=pauses)
    sessions, items, left_out, planned = _sessions(ask, phases, situation)
    excusing = [
        known_spell(spell)
        for reason in ask.excused_by
        for spell in situation.facts.spells_of(
            "absences", situation.book.members(reason)
        )
        if not spell.planned
    ]
    words = words_for(placed, situation)
    judged = judge_cadence(
        slots,
        [*sessions, *_spoken_for(slots, sessions, words, start)],
        on=situation.on,
        excusing=excusing,
        pauses=pauses,
    )
    return _outcome(ask, placed, situation, judged, phases, items, left_out, planned)


def _bounds(
    situation: Situation,
) -> tuple[date, date | None, tuple[Pause, ...]] | Reason:
    """From when to when it is owed: the period, the run, or the time in post."""
    if situation.period is not None:
        first, last = situation.period
        return first, last + timedelta(days=1), ()
    run = situation.run
    if run is not None:
        if run.start is None:
            return run.why or Reason("start_unknown", {"programme": run.programme})
        end = None
        if run.clock is not None:
            reached = run.clock.end
            end = reached.latest
        if run.ended is not None:
            left = run.ended.earliest + timedelta(days=1)
            end = left if end is None else min(end, left)
        return run.start.earliest, end, run.pauses
    posts = [
        spell
        for spell in situation.facts.spells_of("posts")
        if spell.first is not None and spell.covers(situation.on)
    ]
    firsts = [spell.first.earliest for spell in posts if spell.first is not None]
    if not firsts:
        return Reason("information_missing", {"section": "posts"})
    return min(firsts), None, ()


def _dated(phases: Sequence[Phase], situation: Situation) -> list[DatedPhase] | Reason:
    found = []
    for phase in phases:
        until = None
        if phase.until is not None:
            when = moments.moment(phase.until, situation)
            if isinstance(when, Reason):
                return when
            until = when.last
        found.append(DatedPhase(every=phase.every, until=until))
    return found


def _sessions(
    ask: Cadence, phases: Sequence[Phase], situation: Situation
) -> tuple[list[Session], list[Item], list[LeftOut], list[Item]]:
    """What may keep slots, with the items they are, and what does not count."""
    items = situation.facts.of("evidence", situation.book.members(ask.cadence))
    sessions: list[Session] = []
    kept: list[Item] = []
    left_out: list[LeftOut] = []
    planned: list[Item] = []
    for item in items:
        if item.planned:
            planned.append(item)
            continue
        if item.day is None:
            left_out.append(LeftOut(item, Reason("undated", {})))
            continue
        if item.day.by(situation.on) is False:
            continue
        found = (
            admission.YES
            if ask.where is None
            else admission.passes(ask.where, item, situation)
        )
        if found.admitted is False:
            left_out.append(LeftOut(item, found.reason or Reason("fails_where", {})))
            continue
        fits: set[int] = set()
        doubt = found.admitted is None
        for index, phase in enumerate(phases):
            if phase.where is None:
                fits.add(index)
                continue
            inside = admission.passes(phase.where, item, situation)
            if inside.admitted is not False:
                fits.add(index)
                doubt = doubt or inside.admitted is None
        everywhere = len(fits) == len(phases)
        sessions.append(
            Session(item.day, None if everywhere else frozenset(fits), not doubt)
        )
        kept.append(item)
    return sessions, kept, left_out, planned


def _spoken_for(
    slots: Sequence[Slot],
    sessions: Sequence[Session],
    words: Sequence[Word],
    start: date,
) -> list[Session]:
    """A session in every slot somebody's word covers: it equals a list of dates."""
    found = []
    for slot in slots:
        last = slot.last
        if last is None:
            continue
        for word in words:
            if (word.first or start) <= slot.first and last <= word.last:
                found.append(Session(KnownDate.of(last)))
                break
    return found


def _outcome(
    ask: Cadence,
    placed: Placed,
    situation: Situation,
    judged: JudgedCadence,
    phases: Sequence[Phase],
    items: Sequence[Item],
    left_out: list[LeftOut],
    planned: list[Item],
) -> Outcome:
    must = {
        index
        for index, phase in enumerate(phases)
        if (phase.strength or placed.strength) == placed.strength
    }
    ended = [one for one in judged.ended(must) if one.status != "excused"]
    kept = [one for one in ended if one.status == "kept"]
    missed = [one for one in ended if one.status == "missed"]
    share = judged.share_kept(must)
    wanted = _share(ask, situation)
    verdict = Verdict.MET
    why: Reason | None = None
    if share is not None:
        least, most = share
        if most < wanted:
            verdict = Verdict.NOT_MET
        elif least < wanted:
            verdict = Verdict.UNDECIDED
            why = Reason("only_year_known", {"date": ""})
    if ask.longest_gap is not None:
        inside = judged.within(ask.longest_gap)
        if inside is False:
            verdict = Verdict.NOT_MET
        elif inside is None:
            verdict = min(verdict, Verdict.UNDECIDED)
    waiting = judged.next_due(must)
    longest = judged.longest_gap
    for number, reason in judged.left_out:
        if number < len(items) and reason != "later":
            code = "second_in_slot" if reason == "second in its slot" else "no_point"
            left_out.append(LeftOut(items[number], Reason(code, {})))
    counted = [
        items[number]
        for one in judged.slots
        for number in one.sessions[:1]
        if number < len(items)
    ]
    return Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=verdict,
        have=Fraction(len(kept)),
        have_at_most=_most(ended, kept),
        need=Fraction(len(ended)),
        unit="slots",
        counted=tuple(counted),
        left_out=tuple(left_out),
        planned=tuple(planned),
        due=None if waiting is None else waiting.last,
        why=why,
        flags=frozenset({"missed"} if missed else ()),
        slots=tuple(
            SlotSeen(
                one.slot.first,
                one.slot.last or situation.on,
                one.status,
                _item(one.sessions, items),
            )
            for one in judged.slots
        ),
        longest_gap=None if longest is None else (longest.from_, longest.to),
    )


def _most(ended: Sequence[JudgedSlot], kept: Sequence[JudgedSlot]) -> Fraction | None:
    unsure = [one for one in ended if one.status == "unsure"]
    return Fraction(len(kept) + len(unsure)) if unsure else None


def _item(sessions: Sequence[int], items: Sequence[Item]) -> Item | None:
    return items[sessions[0]] if sessions and sessions[0] < len(items) else None


def _share(ask: Cadence, situation: Situation) -> Fraction:
    """The share of past slots that must be kept: all, where nothing is said."""
    bound = ask.at_least
    if bound is None:
        return Fraction(1)
    if bound.figure is not None:
        found = figure_of(bound, situation)
        if isinstance(found, Amount):
            bound = found
    return bound.number if bound.number is not None else Fraction(1)
