"""The kind `cadence`: something that is owed again and again, slot by slot."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from swcareers.evaluation import admission, editions, moments
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
from swcareers.evaluation.situation import Run, Situation
from swcareers.evaluation.standing import known_spell
from swcareers.framework.framework import Placed
from swcareers.rules.cadence import JudgedCadence, JudgedSlot, judge_cadence
from swcareers.rules.programme_time import Pause
from swcareers.rules.requirement import Cadence, Phase
from swcareers.rules.sessions import Session
from swcareers.rules.slots import DatedPhase, Slot, lay_out
from swcareers.rules.unsure_clock import UnsureClock
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.often import changed

# Beyond a year of possible first days only the first and the last are tried.
_MOST_STARTS = 366


def cadence(ask: Cadence, placed: Placed, situation: Situation) -> Outcome:
    """One session in each slot; the verdict is about slots that have ended."""
    if not situation.facts.has("evidence"):
        return missing_section(placed, "evidence")
    run = situation.run
    if run is None or run.start is None or run.start.exact or situation.period:
        return _from_one_start(ask, placed, situation)
    first = _from_one_start(ask, placed, _begun_on(run.start.earliest, run, situation))
    for day in _starts(run.start)[1:]:
        other = _from_one_start(ask, placed, _begun_on(day, run, situation))
        if other.verdict is not first.verdict:
            return changed(
                first,
                verdict=Verdict.UNDECIDED,
                why=Reason("only_year_known", {"date": str(run.start)}),
            )
    return first


def _starts(start: KnownDate) -> list[date]:
    days = (start.latest - start.earliest).days + 1
    if days > _MOST_STARTS:
        return [start.earliest, start.latest]
    return [start.earliest + timedelta(days=number) for number in range(days)]


def _begun_on(day: date, run: Run, situation: Situation) -> Situation:
    clock = run.clock
    if isinstance(clock, UnsureClock):
        clock = attrs.evolve(clock.clocks[0], start=day)
    began = attrs.evolve(run, start=KnownDate.of(day), clock=clock)
    return changed(situation, run=began)


@attrs.frozen(eq=False)
class _Laid:
    """The slots of a cadence, and of each phase: its rule, its tests, its strength."""

    slots: tuple[Slot, ...]
    phases: tuple[tuple[Cadence, Phase], ...]


def _from_one_start(ask: Cadence, placed: Placed, situation: Situation) -> Outcome:
    bounds = _bounds(situation)
    if isinstance(bounds, Reason):
        return undecided(placed, bounds)
    start, end, pauses = bounds
    if situation.first is not None:
        start = max(start, situation.first)
    if situation.last is not None:
        after = situation.last + timedelta(days=1)
        end = after if end is None else min(end, after)
    if start > situation.day:
        return Outcome(path=placed.path, rule=placed.rule, verdict=Verdict.NOT_YET)
    laid = _laid_out(ask, placed, situation, start, end, pauses)
    if isinstance(laid, Reason):
        return undecided(placed, laid)
    sessions, items, left_out, planned = _sessions(ask, laid.phases, situation)
    excusing = [
        known_spell(spell)
        for reason in ask.excused_by
        for spell in situation.facts.spells_of(
            "absences", situation.book.members(reason)
        )
        if not spell.planned and spell.known_first.earliest <= situation.day
    ]
    words = words_for(placed, situation)
    judged = judge_cadence(
        laid.slots,
        [*sessions, *_spoken_for(laid.slots, sessions, words, start)],
        on=situation.day,
        excusing=excusing,
        pauses=pauses,
    )
    phases = [phase for _, phase in laid.phases]
    return _outcome(ask, placed, situation, judged, phases, items, left_out, planned)


def _laid_out(
    ask: Cadence,
    placed: Placed,
    situation: Situation,
    start: date,
    end: date | None,
    pauses: Sequence[Pause],
) -> _Laid | Reason:
    """The slots; where the edition goes by the day, each of the edition of its due."""
    whole = situation.book.rules.get(placed.path)
    if whole is None or not editions.by_day(whole, situation):
        return _laid_by(ask, situation, start, end, pauses)
    slots: list[Slot] = []
    phases: list[tuple[Cadence, Phase]] = []
    for index, edition in enumerate(whole.editions):
        then = None if edition is None else edition.rule.ask
        if not isinstance(then, Cadence):
            continue
        laid = _laid_by(then, situation, start, end, pauses)
        if isinstance(laid, Reason):
            return laid
        for slot in laid.slots:
            due = slot.last or situation.day
            if editions.place_on(whole, due, situation) != index:
                continue
            first = slot.first
            if slots and slots[-1].last is not None:
                # Days that the edition before had in a slot of its own stay there.
                first = max(first, slots[-1].last + timedelta(days=1))
            slots.append(
                attrs.evolve(slot, first=first, phase=slot.phase + len(phases))
            )
        phases += laid.phases
    return _Laid(tuple(slots), tuple(phases))


def _laid_by(
    ask: Cadence,
    situation: Situation,
    start: date,
    end: date | None,
    pauses: Sequence[Pause],
) -> _Laid | Reason:
    phases = ask.phases
    if not phases and ask.every is not None:
        phases = (Phase(every=ask.every),)
    dated = _dated(phases, situation)
    if isinstance(dated, Reason):
        return dated
    slots = lay_out(dated, start=start, end=end, up_to=situation.day, pauses=pauses)
    return _Laid(slots, tuple((ask, phase) for phase in phases))


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
        if spell.first is not None and spell.covers(situation.day)
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
    ask: Cadence, phases: Sequence[tuple[Cadence, Phase]], situation: Situation
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
        if item.day.by(situation.day) is False:
            continue
        fits: set[int] = set()
        doubt = False
        reason: Reason | None = None
        for index, (then, phase) in enumerate(phases):
            answers = [
                admission.passes(where, item, situation)
                for where in (then.where, phase.where)
                if where is not None
            ]
            refused = next((one for one in answers if one.admitted is False), None)
            if refused is not None:
                reason = reason or refused.reason
                continue
            fits.add(index)
            doubt = doubt or any(one.admitted is None for one in answers)
        if not fits:
            left_out.append(LeftOut(item, reason or Reason("fails_where", {})))
            continue
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
                one.slot.last or situation.day,
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
