"""Owed at points: a plan at the start and at month 3, a review at month 6.

Dated items fill points, one each; a count is held against the window of each point; a
state is asked about on the day of the point. Where the edition goes by the day, each
point is judged by the edition in force on its own day.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.confirmed import about, right_person, words_for
from swcareers.evaluation.counting import Sifted, Weighed, sift
from swcareers.evaluation.dated import missing_section, undecided
from swcareers.evaluation.groups import least
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation, When
from swcareers.framework.framework import Placed
from swcareers.rules.points_owed import JudgedPoint, OwedPoint, judge_points
from swcareers.rules.requirement import (
    Assessed,
    Confirmed,
    Count,
    Decided,
    Evidence,
    Happened,
)
from swcareers.values.dates import KnownDate
from swcareers.values.often import changed
from swcareers.values.points import Point, RelativePoint

Once = Callable[[Placed, Situation], Outcome]
_DAY = timedelta(days=1)
_WIDE = KnownDate(date(1900, 1, 1), date(2199, 12, 31), "a day that is not recorded")


@attrs.frozen(eq=False)
class Owed:
    """A point, its day, and the rule as it is in the edition of that day."""

    point: Point
    when: When
    placed: Placed

    @property
    def name(self) -> str:
        """What the point is called in an answer."""
        return str(self.point)


def at_points(
    placed: Placed,
    situation: Situation,
    once: Once,
    points: Sequence[tuple[Point, Placed]] | None = None,
) -> Outcome:
    """Owed once at each point.

    Args:
        points: each with the rule of its edition; None: those of the rule itself.
    """
    named = points or [(point, placed) for point in placed.rule.at]
    found = [
        (point, moments.moment(point, situation), of_then) for point, of_then in named
    ]
    owed = sorted(
        (
            Owed(point, when, of_then)
            for point, when, of_then in found
            if isinstance(when, When)
        ),
        key=lambda one: one.when.day,
    )
    unknown = [
        attrs.evolve(undecided(of_then, why), label=str(point))
        for point, why, of_then in found
        if isinstance(why, Reason)
    ]
    sifted = Sifted((), (), ())
    unplaced: tuple[LeftOut, ...] = ()
    ask = placed.rule.ask
    if isinstance(ask, Evidence | Happened | Assessed) and _more_than_one(ask):
        outcomes = _counted(owed, situation, once)
    elif isinstance(ask, Evidence | Happened | Assessed | Decided | Confirmed):
        filled = _filled(placed, situation, owed)
        if isinstance(filled, Outcome):
            return filled
        outcomes, sifted, unplaced = filled
    else:
        outcomes = [_asked_on(one, situation, once) for one in owed]
    outcomes = [*outcomes, *unknown]
    whole = least(placed, outcomes, outcomes)
    met = [one for one in outcomes if one.met]
    flags = frozenset().union(*(one.flags for one in outcomes))
    waiting = [one.due for one in outcomes if not one.met and one.due is not None]
    return changed(
        whole,
        have=Fraction(len(met)),
        need=Fraction(len(outcomes)),
        unit=None,
        counted=tuple(item for one in outcomes for item in one.counted),
        left_out=(*sifted.left_out, *unplaced),
        planned=sifted.planned,
        due=min(waiting, default=None),
        flags=(whole.flags | flags) - {"confirmed"},
    )


def _more_than_one(ask: Count) -> bool:
    """Whether a point needs more than one item, or more of them than a number."""
    bound = ask.at_least
    plain = bound is None or (bound.number == 1 and bound.unit is None)
    return not plain or bool(ask.of_which or ask.covering or ask.at_most)


# --- items that fill points -----------------------------------------------------------


def _filled(
    placed: Placed, situation: Situation, owed: Sequence[Owed]
) -> tuple[list[Outcome], Sifted, tuple[LeftOut, ...]] | Outcome:
    section, items = _items_of(placed, situation)
    if section is not None:
        return missing_section(placed, section)
    sifted, candidates, fits = _sifted(placed, owed, items, situation)
    days = [one.item.day or _WIDE for one in candidates]
    judged = [
        judge_points(given, days, on=situation.on, fits=fits)
        for given in _dated(owed, situation)
    ]
    outcomes = []
    taken: set[int] = set()
    for place, one in enumerate(owed):
        ways = [way.points[place] for way in judged]
        item = _the_item(ways, candidates)
        outcome = _point_outcome(one, situation, ways, item)
        outcome = _spoken_for(outcome, one, situation)
        if not outcome.met and outcome.verdict is not Verdict.NOT_APPLICABLE:
            booked = next(
                (
                    index
                    for index, planned in enumerate(sifted.planned)
                    if index not in taken and _could_fill(ways[0], planned)
                ),
                None,
            )
            if booked is not None:
                taken.add(booked)
                outcome = changed(outcome, planned=(sifted.planned[booked],))
        if one.when.provisional:
            outcome = changed(outcome, flags=outcome.flags | {"provisional"})
        outcomes.append(outcome)
    unplaced = tuple(
        LeftOut(candidates[number].item, Reason("no_point", {}))
        for number, reason in judged[0].left_out
        if reason != "later"
    )
    return outcomes, sifted, unplaced


def _items_of(
    placed: Placed, situation: Situation
) -> tuple[str | None, tuple[Item, ...]]:
    """What may fill the points, or the section of the record that is missing."""
    facts, book = situation.facts, situation.book
    match placed.rule.ask:
        case Evidence() as ask:
            names = None if ask.evidence == "any" else book.members(ask.evidence)
            learning = "cpd" in (names or ()) and facts.has("learning")
            missing = None if facts.has("evidence") or learning else "evidence"
            return missing, facts.of("evidence", names)
        case Happened() as ask:
            found = moments.occurrences(ask.event, situation)
            if isinstance(found, Reason):
                return found.values.get("section", "events"), ()
            return None, tuple(one.item for one in found)
        case Assessed() as ask:
            missing = None if facts.has("assessments") else "assessments"
            return missing, facts.of("assessments", (ask.assessed,))
        case Decided() as ask:
            missing = None if facts.has("decisions") else "decisions"
            return missing, facts.of("decisions", (ask.decision,))
        case _:
            missing = None if facts.has("confirmations") else "confirmations"
            return missing, about(placed, situation)


def _sifted(
    placed: Placed, owed: Sequence[Owed], items: Sequence[Item], situation: Situation
) -> tuple[Sifted, list[Weighed], list[frozenset[int]]]:
    """The items that pass in the edition of some point, and which points those are."""
    editions: dict[int, tuple[Placed, set[int]]] = {}
    for place, one in enumerate(owed):
        editions.setdefault(id(one.placed), (one.placed, set()))[1].add(place)
    if not editions:
        editions[id(placed)] = (placed, set())
    passed: dict[str, Weighed] = {}
    fits: dict[str, set[int]] = {}
    ways: list[Sifted] = []
    for of_then, places in editions.values():
        ask = of_then.rule.ask
        where = ask.where if isinstance(ask, Count) else None
        way = sift(items, where, situation, None, extra=_refused(of_then, situation))
        ways.append(way)
        for found in way.candidates:
            passed.setdefault(found.item.place, found)
            fits.setdefault(found.item.place, set()).update(places)
    left_out = tuple(
        one
        for one in ways[0].left_out
        if all(
            any(other.item.place == one.item.place for other in way.left_out)
            for way in ways[1:]
        )
    )
    planned = {item.place: item for way in ways for item in way.planned}
    order = [item.place for item in items if item.place in passed]
    candidates = [passed[name] for name in order]
    sifted = Sifted(tuple(candidates), left_out, tuple(planned.values()))
    return sifted, candidates, [frozenset(fits[name]) for name in order]


def _dated(owed: Sequence[Owed], situation: Situation) -> list[list[OwedPoint]]:
    """The points with their days: once, or at the earliest and at the latest."""
    first = [_owed_point(one, one.when.earliest, situation) for one in owed]
    if all(one.when.last == one.when.earliest for one in owed):
        return [first]
    return [first, [_owed_point(one, one.when.last, situation) for one in owed]]


def _owed_point(one: Owed, day: date, situation: Situation) -> OwedPoint:
    rule = one.placed.rule
    closes: date | None = None
    if isinstance(rule.closes, RelativePoint) and str(rule.closes.anchor) == "point":
        closes = rule.closes.from_day(day, moments.holidays_of(situation))
    elif rule.closes is not None:
        found = moments.moment(rule.closes, situation)
        closes = found.last if isinstance(found, When) else None
    return OwedPoint(
        day=day,
        name=one.name,
        early=rule.window.early if rule.window else None,
        late=rule.window.late if rule.window else None,
        closes=closes,
    )


def _refused(
    placed: Placed, situation: Situation
) -> Callable[[Item], Reason | None] | None:
    """What keeps an item from filling a point besides its tests."""
    ask = placed.rule.ask
    if isinstance(ask, Confirmed):
        who = placed.rule.confirmed_by

        def not_theirs(item: Item) -> Reason | None:
            if who is None or right_person(item, who, situation):
                return None
            return Reason("person_decides", {"who": str(who)})

        return not_theirs
    if not isinstance(ask, Decided):
        return None
    declared = situation.book.decisions.get(ask.decision)
    wanted = ask.is_

    def refused(item: Item) -> Reason | None:
        word = str(item.fields.get("is", "agreed"))
        good = (
            word in wanted
            if wanted
            else (declared is not None and declared.meaning(word) == "met")
        )
        if good:
            return None
        words = " or ".join(wanted) or "agreed"
        return Reason("fails_where", {"field": "is", "wanted": words, "found": word})

    return refused


def _could_fill(one: JudgedPoint, planned: Item) -> bool:
    if planned.day is None:
        return True
    return planned.day.inside(one.opens, one.until) is not False


def _the_item(
    ways: Sequence[JudgedPoint], candidates: Sequence[Weighed]
) -> Weighed | None:
    filling = {way.item for way in ways}
    if len(filling) != 1:
        return None
    (number,) = filling
    return None if number is None else candidates[number]


def _spoken_for(outcome: Outcome, one: Owed, situation: Situation) -> Outcome:
    """A point that somebody's word covers."""
    if outcome.met:
        return outcome
    for word in words_for(one.placed, situation):
        begun = word.first is None or word.first <= one.when.day
        if begun and word.last >= one.when.last:
            return changed(
                outcome,
                verdict=Verdict.MET,
                flags=frozenset({"confirmed"}),
                counted=(word.item,),
                why=None,
            )
    return outcome


def _point_outcome(
    owed: Owed, situation: Situation, ways: Sequence[JudgedPoint], found: Weighed | None
) -> Outcome:
    placed, one = owed.placed, ways[-1]
    item = None if found is None else found.item
    outcome = Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.NOT_YET,
        label=owed.name,
        due=one.point.due,
        closes=one.point.closes,
        counted=() if item is None else (item,),
    )
    statuses = {way.status for way in ways}
    if len(statuses) > 1 or (found is not None and not found.sure):
        why = None if found is None else found.reason
        return changed(
            outcome,
            verdict=Verdict.UNDECIDED,
            why=why or Reason("only_year_known", {"date": owed.name}),
        )
    match one.status:
        case "in time":
            return changed(
                outcome, verdict=Verdict.MET, met_on=item.day if item else None
            )
        case "late":
            late = one.late_by[0] if one.late_by else 0
            return changed(
                outcome,
                verdict=Verdict.MET,
                flags=frozenset({"late"}),
                late_days=late,
                met_on=item.day if item else None,
            )
        case None:
            return changed(
                outcome,
                verdict=Verdict.UNDECIDED,
                why=Reason("only_year_known", {"date": ""}),
            )
        case _:
            return _unfilled(outcome, one, owed, situation)


def _unfilled(
    outcome: Outcome, one: JudgedPoint, owed: Owed, situation: Situation
) -> Outcome:
    """A point with nothing in it: open, overdue, or missed."""
    match one.status:
        case "overdue":
            return changed(outcome, flags=outcome.flags | {"overdue"})
        case "missed":
            verdict = Verdict.NOT_MET if one.closed else Verdict.UNDECIDED
            who = _deciders(owed.placed, situation)
            return changed(
                outcome,
                verdict=verdict,
                flags=frozenset({"missed"}),
                who=who,
                why=Reason("missed_point", {"label": owed.name, "who": who or ""}),
            )
        case _:
            return outcome


def _deciders(placed: Placed, situation: Situation) -> str | None:
    """Who may still let a missed point pass: whoever may waive the rule."""
    if placed.rule.waivable is not None:
        return str(placed.rule.waivable.by)
    programme = situation.run.programme if situation.run else placed.owner
    outcome = moments.outcome_of(programme, situation)
    declared = situation.book.decisions.get(outcome or "")
    return None if declared is None or declared.by is None else str(declared.by)


# --- counts and states ------------------------------------------------------------


def _counted(owed: Sequence[Owed], situation: Situation, once: Once) -> list[Outcome]:
    """So many for each point: counted in the window of the point."""
    judged = judge_points(
        [_owed_point(one, one.when.day, situation) for one in owed],
        (),
        on=situation.on,
    )
    outcomes: list[Outcome] = []
    for one, point in zip(owed, judged.points, strict=True):
        inside = changed(situation.within(point.opens, point.until), label=one.name)
        before = outcomes[-1].met_on if outcomes else None
        if before is not None and point.opens is not None:
            # What came late for the point before is not counted here again.
            inside = inside.within(max(point.opens, before.latest + _DAY), None)
        rule = attrs.evolve(one.placed.rule, closes=None)
        found = once(attrs.evolve(one.placed, rule=rule), inside)
        found = changed(
            found, label=one.name, due=point.point.due, closes=point.point.closes
        )
        if found.verdict is Verdict.NOT_YET:
            found = _unfilled(found, point, one, situation)
        elif found.met and found.met_on is not None:
            late = (found.met_on.earliest - point.point.due).days
            if late > 0:
                late = (found.met_on.earliest - point.point.day).days
                found = changed(found, late_days=late, flags=found.flags | {"late"})
        outcomes.append(found)
    return outcomes


def _asked_on(one: Owed, situation: Situation, once: Once) -> Outcome:
    """A rule about a state, asked on the day of the point."""
    outcome = Outcome(
        path=one.placed.path,
        rule=one.placed.rule,
        verdict=Verdict.NOT_YET,
        label=one.name,
        due=one.when.last,
        flags=frozenset({"provisional"} if one.when.provisional else ()),
    )
    if one.when.reached(situation.on) is False:
        return outcome
    days = sorted({one.when.day, min(one.when.last, situation.on)})
    answers = []
    for day in days:
        there = changed(situation, as_at=day, label=one.name)
        found = once(one.placed, there)
        if found.verdict is Verdict.NOT_YET:
            found = changed(found, verdict=Verdict.NOT_MET)
        answers.append(found)
    found = answers[0]
    if len({answer.verdict for answer in answers}) > 1:
        found = changed(
            found,
            verdict=Verdict.UNDECIDED,
            why=Reason("only_year_known", {"date": one.name}),
        )
    return changed(found, label=one.name, due=one.when.last)
