"""The day a rule is asked about, the window in which it counts, and what is too late.

A rule's own window and close narrow the situation it is asked in; afterwards `due`
makes its answer late, and `closes` too late.
"""

from datetime import date
from typing import Any

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.lasting import goes_with_today, stays
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation, When
from swcareers.framework.framework import Placed
from swcareers.rules.requirement import Rule
from swcareers.values.dates import KnownDate
from swcareers.values.often import changed
from swcareers.values.points import FixedDay, Point, Window, YearDay


def prepared(rule: Rule, situation: Situation) -> list[Situation] | When | Reason:
    """The situations with the rule's own window, day and close.

    Several where its days are known roughly: the least and the most they can be. A
    `When` is the day it asks about, which has not come.
    """
    if rule.within is None and rule.as_at is None and rule.closes is None:
        return [situation]
    found = [situation]
    if rule.as_at is not None:
        asked = on_its_day(rule.as_at, situation)
        if not isinstance(asked, list):
            return asked
        found = asked
    if rule.within is not None:
        window = moments.stretch(rule.within, situation)
        if isinstance(window, Reason):
            return window
        found = [
            changed(
                one.within(first, last),
                throughout=_whole(first, last, situation),
            )
            for one in found
            for first, last in _ends(window)
        ]
    if rule.closes is not None:
        when = moments.moment(rule.closes, situation)
        if isinstance(when, When):
            found = [_closing(one, rule.closes, when) for one in found]
    return found


def _closing(situation: Situation, closes: Point, when: When) -> Situation:
    closing = KnownDate.between(when.earliest, max(when.earliest, when.last))
    clock_time = _clock_time(closes, situation)
    if clock_time is not None:
        closing = attrs.evolve(closing, clock_time=clock_time)
    inside = changed(situation, closing=closing)
    if when.passed(situation.day) is True:
        # What it was on its last day it stays: what comes later does not count.
        return changed(inside, as_at=when.last)
    return inside


def on_its_day(
    as_at: Point | Window, situation: Situation
) -> list[Situation] | When | Reason:
    """The day, or the stretch, a rule is asked about; a day to come as it is."""
    if not isinstance(as_at, Window):
        when = moments.moment(as_at, situation)
        if isinstance(when, Reason):
            return when
        if when.reached(situation.on) is False:
            return when
        days = {when.earliest, min(when.last, situation.on)}
        return [changed(situation, as_at=day) for day in sorted(days)]
    window = moments.stretch(as_at, situation)
    if isinstance(window, Reason):
        return window
    if window.first is not None and window.first.reached(situation.on) is False:
        return window.first
    found = []
    for first, last in _ends(window):
        until = situation.on if last is None else min(last, situation.on)
        inside = changed(
            situation.within(first, last),
            as_at=until,
            throughout=_whole(first, last, situation),
        )
        found.append(inside)
    return found


def _ends(window: moments.Stretch) -> list[tuple[date | None, date | None]]:
    """The ends of a window: at its widest and, if they differ, at its narrowest."""
    first, last = window.first, window.last
    wide = (
        None if first is None else first.earliest,
        None if last is None else last.last,
    )
    narrow = (
        None if first is None else first.last,
        None if last is None else last.earliest,
    )
    return [wide] if wide == narrow else [wide, narrow]


def _whole(
    first: date | None, last: date | None, situation: Situation
) -> tuple[date, date] | None:
    """A stretch a state must last, as far as it has come; None without a first day."""
    if first is None:
        return None
    until = situation.on if last is None else min(last, situation.on)
    return (first, max(first, until))


def _clock_time(point: Point, situation: Situation) -> Any:
    if isinstance(point, YearDay):
        return point.clock_time
    if isinstance(point, FixedDay):
        return point.day.clock_time
    name = getattr(point, "name", None)
    for period in situation.book.periods.values():
        inner = period.moments.get(name) if isinstance(name, str) else None
        if isinstance(inner, YearDay):
            return inner.clock_time
    return None


def deadlined(outcome: Outcome, placed: Placed, situation: Situation) -> Outcome:
    """Late after `due`, too late after `closes` and when what it asks about is over."""
    rule = placed.rule
    if outcome.verdict is Verdict.NOT_YET and _over(rule, situation):
        outcome = too_late(outcome)
    if rule.due is None and rule.closes is None:
        return outcome
    on = situation.on
    if rule.due is not None:
        when = moments.moment(rule.due, situation)
        if isinstance(when, When):
            outcome = _due(outcome, when, on)
        elif not outcome.met and when.code != "event_not_yet":
            outcome = changed(outcome, why=outcome.why or when)
    if rule.closes is not None and not rule.at:
        when = moments.moment(rule.closes, situation)
        if isinstance(when, When):
            outcome = _closed(outcome, when, on)
    return outcome


def too_late(outcome: Outcome) -> Outcome:
    """What was not yet there when the last day that could count had passed."""
    return changed(
        outcome,
        verdict=Verdict.NOT_MET,
        flags=outcome.flags - {"overdue"},
        earliest=None,
    )


def _over(rule: Rule, situation: Situation) -> bool:
    """Whether the last day that could count has passed: of its window, or `as_at`."""
    for asked in (rule.within, rule.as_at):
        if asked is None:
            continue
        if isinstance(asked, Window):
            window = moments.stretch(asked, situation) if stays(asked) else None
            when = window.last if isinstance(window, moments.Stretch) else None
        elif goes_with_today(asked):
            continue
        else:
            found = moments.moment(asked, situation)
            when = found if isinstance(found, When) else None
        if when is not None and when.passed(situation.on) is True:
            return True
    return False


def _due(outcome: Outcome, when: When, on: date) -> Outcome:
    if outcome.verdict is Verdict.MET:
        done = outcome.met_on
        if done is not None and when.latest is not None and done.earliest > when.latest:
            return changed(
                outcome,
                due=when.last,
                late_days=(done.earliest - when.latest).days,
                flags=outcome.flags | {"late"},
            )
        return changed(outcome, due=when.last)
    flags = outcome.flags
    if outcome.verdict is Verdict.NOT_YET and when.passed(on) is True:
        flags |= {"overdue"}
    if when.provisional:
        flags |= {"provisional"}
    return changed(outcome, due=when.last, flags=flags)


def _closed(outcome: Outcome, when: When, on: date) -> Outcome:
    outcome = changed(outcome, closes=when.last)
    if outcome.due is None and not outcome.met:
        outcome = changed(outcome, due=when.last)
    passed = when.passed(on)
    if outcome.verdict is Verdict.NOT_YET:
        if passed is True:
            return changed(
                outcome,
                verdict=Verdict.NOT_MET,
                flags=(outcome.flags - {"overdue"}) | {"closed"},
            )
        if passed is None and not when.exact and when.latest is not None:
            return changed(
                outcome,
                verdict=Verdict.UNDECIDED,
                why=Reason("only_year_known", {"date": str(when.earliest)}),
            )
    return outcome
