"""The one recursion point: every rule, everywhere, is answered here.

Editions, variants, audience, conditions, repetition, confirmations, exemptions and
waivers come together here once; a kind only answers its own question.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs

from swcareers.evaluation import (
    at_points,
    cadences,
    confirmed,
    dated,
    editions,
    groups,
    means,
    measured,
    moments,
    repeated,
    standing,
)
from swcareers.evaluation.audience import fits
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation, When
from swcareers.evaluation.straight import straight
from swcareers.evaluation.timing import deadlined, on_its_day, prepared
from swcareers.evaluation.waivers import waived
from swcareers.framework.framework import Placed
from swcareers.rules.requirement import Rule
from swcareers.values.dates import KnownDate
from swcareers.values.often import changed
from swcareers.values.points import FixedDay, Point, YearDay

Answer = Callable[[Any, Placed, Situation], Outcome]

# The kinds and who answers them. A kind that no module answers cannot be written.
KINDS: Mapping[str, Answer] = {
    "all": groups.all_of,
    "any": groups.any_of,
    "none": groups.none_of,
    "in_order": groups.in_order,
    "evidence": dated.evidence,
    "modules": dated.modules,
    "event": dated.happened,
    "completes": dated.completes,
    "holds": dated.holds,
    "assessed": dated.assessed,
    "cadence": cadences.cadence,
    "in_place": standing.in_place,
    "time_in": standing.time_spent,
    "time_since": standing.elapsed,
    "measure": measured.measured,
    "average": means.average,
    "decision": confirmed.decided,
    "confirmation": confirmed.confirmation,
}


def answer(placed: Placed, situation: Situation) -> Outcome:
    """How a rule stands in a situation: the one way in."""
    plan = straight(placed, situation.book)
    found = None if plan is None else plan.answer(situation)
    return the_long_way(placed, situation) if found is None else found


def the_long_way(placed: Placed, situation: Situation) -> Outcome:
    """How a rule stands, whatever it says: what `answer` gives, found in full."""
    if _each_its_own(placed, situation):
        return _answered(placed, situation)
    chosen = editions.in_force(placed, situation)
    if isinstance(chosen, Outcome):
        return chosen
    if len(chosen) > 1:
        return _agreeing([_answered(one, situation) for one in chosen], placed)
    return _answered(chosen[0], situation, _by_their_days(placed, situation))


def _by_their_days(
    placed: Placed, situation: Situation
) -> list[tuple[Point, Placed]] | None:
    """The points of a rule whose editions go by the day: each by its own day."""
    if situation.label is not None or not editions.by_day(placed, situation):
        return None
    found: list[tuple[Point, Placed]] = []
    for index, edition in enumerate(placed.editions):
        if edition is None or not edition.rule.at:
            continue
        then = _dated_points(edition, situation)
        for point in then.rule.at:
            when = moments.moment(point, situation)
            if isinstance(when, When) and index == editions.place_on(
                placed, when.day, situation
            ):
                found.append((point, then))
    return found or None


def _dated_points(placed: Placed, situation: Situation) -> Placed:
    """A rule whose points are dates of the calendar, not days of every year."""
    return _each_year(placed, situation) if _yearly(placed.rule.at) else placed


def _each_its_own(placed: Placed, situation: Situation) -> bool:
    """Whether each period or occurrence of a rule picks its edition for itself."""
    if not placed.editions and not placed.variants:
        return False
    return _owed_again(placed.rule, situation)


def _owed_again(rule: Rule, situation: Situation) -> bool:
    """Whether a rule is still to be asked for each period or occurrence."""
    if rule.in_each is not None:
        return situation.period is None
    return rule.for_each is not None and rule.for_each not in situation.anchors


def _agreeing(outcomes: list[Outcome], placed: Placed) -> Outcome:
    """One answer where several editions may be meant: theirs, if they agree."""
    first = outcomes[0]
    flags = first.flags | {"version_open"}
    if all(one.verdict is first.verdict for one in outcomes):
        return changed(first, flags=flags)
    return changed(
        first,
        verdict=Verdict.UNDECIDED,
        why=Reason("version_not_stated", {}),
        flags=flags,
        parts=tuple(outcomes),
    )


def _answered(
    placed: Placed,
    situation: Situation,
    points: list[tuple[Point, Placed]] | None = None,
) -> Outcome:
    conditions: list[Outcome] = []
    outcome = _judged(placed, situation, points, conditions)
    return changed(outcome, conditions=tuple(conditions)) if conditions else outcome


def _judged(
    placed: Placed,
    situation: Situation,
    points: list[tuple[Point, Placed]] | None,
    conditions: list[Outcome],
) -> Outcome:
    """As it stands; its conditions are kept beside it as they are asked."""
    rule = placed.rule
    if rule.subject not in (None, "learner", "employer"):
        return _not_applicable(
            placed, Reason("subject", {"subject": rule.subject or ""})
        )
    among = True if rule.for_ is None else fits(rule.for_, situation)
    if among is False:
        return _not_applicable(placed, Reason("not_for", {}))
    doubt: Outcome | None = None
    exempted = False
    if among is None:
        doubt = dated.undecided(placed, Reason("audience_unknown", {}))
    # What is owed again asks its conditions each time, not once for all.
    again = _owed_again(rule, situation)
    if placed.applies_when is not None and not again:
        condition = _condition(placed.applies_when, rule, situation)
        conditions.append(condition)
        if condition.verdict in (
            Verdict.NOT_MET, Verdict.NOT_YET, Verdict.NOT_APPLICABLE,
        ):  # fmt: skip
            return _not_applicable(
                placed, Reason("condition_not_met", {"rule": condition.path})
            )
        if condition.verdict is Verdict.UNDECIDED:
            doubt = condition
    if placed.unless is not None and not again:
        exempt = _condition(placed.unless, rule, situation)
        conditions.append(exempt)
        if exempt.met:
            return Outcome(
                path=placed.path,
                rule=rule,
                verdict=Verdict.MET,
                flags=frozenset({"exempt"}),
                why=Reason("exempt", {"rule": placed.unless.path}),
                met_on=exempt.met_on,
            )
        if exempt.verdict is Verdict.UNDECIDED:
            doubt, exempted = doubt or exempt, True
    if rule.ask is None and not _each_its_own(placed, situation):
        return dated.undecided(placed, Reason("no_rule_stated", {}))
    silent = _silent(placed)
    outcome = (
        dated.undecided(placed, silent)
        if silent
        else _repeated(placed, situation, points)
    )
    outcome = _as_far_as_stated(outcome, placed)
    outcome = waived(outcome, placed, situation)
    if outcome.verdict is Verdict.NOT_APPLICABLE and not exempted:
        return outcome  # whether or not it applies, there is nothing to judge
    if doubt is not None and not outcome.met:
        return changed(
            outcome,
            verdict=Verdict.UNDECIDED,
            why=doubt.why
            if doubt.path == placed.path
            else Reason("condition_undecided", {"rule": doubt.path}),
            who=doubt.who,
        )
    return outcome


def _not_applicable(placed: Placed, reason: Reason) -> Outcome:
    return Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.NOT_APPLICABLE,
        why=reason,
    )


def _condition(condition: Placed, rule: Rule, situation: Situation) -> Outcome:
    """A condition of a rule, asked about the same day.

    What counted for a rule around it, or since the step before, is no business of it.
    """
    inside = changed(situation, throughout=None)
    if situation.period is None and situation.label is None:
        inside = changed(inside, first=None, last=None)
    days = [inside]
    if rule.as_at is not None:
        asked = on_its_day(rule.as_at, inside)
        if isinstance(asked, list):
            days = [
                changed(one, first=inside.first, last=inside.last, throughout=None)
                for one in asked
            ]
    outcomes = [situation.ask(condition, one) for one in days]
    return _alike(condition, outcomes, rule)


# Keys without which a rule of a kind cannot be answered at all.
_HEADS = ("at_least", "at_most", "every", "phases", "at", "all")


def _silent(placed: Placed) -> Reason | None:
    """No source gives a key that the question needs."""
    marked = placed.rule.not_stated
    if not marked:
        return None
    if "all" in marked:
        return Reason("not_stated", {"key": "all"})
    needed = next((key for key in marked if key in _HEADS), None)
    return None if needed is None else Reason("not_stated", {"key": needed})


# Keys that say what counts, or how: where one is not known, met cannot be said.
_NARROWING = frozenset(
    (
        "where", "within", "as_at", "of_which", "covering", "distinct", "besides", "is",
        "longest_gap", "breaks", "less", "counted_from", "counted_by", "averaged_over",
        "weighted_by", "best", "shares", "rounded", "in_each", "for_each",
    )
)  # fmt: skip
# Keys that say to whom it applies: where one is not known, not met cannot be said.
_EXEMPTING = frozenset(("for", "applies_when", "unless"))


def _as_far_as_stated(outcome: Outcome, placed: Placed) -> Outcome:
    """An answer that needs a key which no source gives is none."""
    marked = placed.rule.not_stated
    if not marked or outcome.verdict is Verdict.NOT_APPLICABLE:
        return outcome
    needed = _NARROWING if outcome.met else _EXEMPTING
    key = next((key for key in marked if key in needed), None)
    if key is None:
        return outcome
    why = Reason("not_stated", {"key": key})
    return changed(outcome, verdict=Verdict.UNDECIDED, why=why, met_on=None)


# --- repetition -----------------------------------------------------------------------


def _repeated(
    placed: Placed,
    situation: Situation,
    points: list[tuple[Point, Placed]] | None = None,
) -> Outcome:
    rule = placed.rule
    if rule.at and situation.label is None:
        dated = _dated_points(placed, situation)
        outcome = at_points.at_points(dated, situation, once, points)
        return outcome if dated is not placed else deadlined(outcome, placed, situation)
    if rule.for_each is not None and rule.for_each not in situation.anchors:
        return repeated.for_each(placed, situation, _edition_once)
    if rule.in_each is not None and situation.period is None:
        return repeated.in_each(placed, situation, _edition_once)
    return once(placed, situation)


def _edition_once(placed: Placed, situation: Situation) -> Outcome:
    """A rule in one period or occurrence: its edition and its conditions are there."""
    chosen = editions.in_force(placed, situation)
    if isinstance(chosen, Outcome):
        return chosen
    found = [_answered(one, situation) for one in chosen]
    return found[0] if len(found) == 1 else _agreeing(found, placed)


def _yearly(points: tuple[Point, ...]) -> bool:
    return all(isinstance(point, YearDay) for point in points)


def _each_year(placed: Placed, situation: Situation) -> Placed:
    """Days of the year as the days of every year the rule has applied in."""
    start = situation.run.start if situation.run else None
    first = start.earliest if start is not None else _first_post(situation)
    last = date(situation.on.year, 12, 31)
    clock = situation.run.clock if situation.run else None
    if clock is not None and clock.end.latest is not None:
        last = min(last, clock.end.latest)
    days: list[Point] = []
    for year in range(first.year, last.year + 1):
        for point in placed.rule.at:
            if isinstance(point, YearDay):
                day = point.in_year(year)
                if first <= day <= last:
                    days.append(FixedDay(KnownDate.of(day)))
    rule = attrs.evolve(placed.rule, at=tuple(days))
    return attrs.evolve(placed, rule=rule)


def _first_post(situation: Situation) -> date:
    days = [
        spell.first.earliest
        for spell in situation.facts.spells_of("posts")
        if spell.first is not None and not spell.planned
    ]
    return min(days, default=situation.on)


# --- once -----------------------------------------------------------------------------


def once(placed: Placed, situation: Situation) -> Outcome:
    """A rule asked once: in its window, on its day, up to its close."""
    rule = placed.rule
    ask = rule.ask
    if ask is None:
        return dated.undecided(placed, Reason("no_rule_stated", {}))
    inside = prepared(rule, situation)
    if isinstance(inside, Reason):
        if inside.code == "event_not_yet":
            return Outcome(
                path=placed.path, rule=rule, verdict=Verdict.NOT_YET, why=inside
            )
        return dated.undecided(placed, inside)
    if isinstance(inside, When):
        return Outcome(
            path=placed.path,
            rule=rule,
            verdict=Verdict.NOT_YET,
            earliest=inside.day,
            flags=frozenset({"provisional"} if inside.provisional else ()),
        )
    outcome = _alike(
        placed, [KINDS[rule.kind](ask, placed, one) for one in inside], rule
    )
    outcome = confirmed.by_word(outcome, placed, situation)
    return deadlined(outcome, placed, situation)


def _alike(placed: Placed, outcomes: list[Outcome], rule: Rule) -> Outcome:
    """One answer where its days are known roughly: theirs, if they agree."""
    first = outcomes[0]
    if all(one.verdict is first.verdict for one in outcomes):
        return first
    point = rule.as_at or rule.within
    return changed(
        first,
        verdict=Verdict.UNDECIDED,
        why=Reason("only_year_known", {"date": "" if point is None else str(point)}),
        met_on=None,
    )
