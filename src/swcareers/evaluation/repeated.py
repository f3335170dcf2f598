"""Rules that are owed more than once: for each event, in each period."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.dated import undecided
from swcareers.evaluation.groups import least
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation, When
from swcareers.framework.framework import Framework, Placed
from swcareers.framework.model import Period as DeclaredPeriod
from swcareers.rules.periods import (
    BetweenPoints,
    Period,
    Periods,
    RepeatingPeriods,
    YearlyPeriods,
)
from swcareers.rules.requirement import Between, Rule
from swcareers.values.often import changed
from swcareers.values.points import (
    FixedDay,
    NamedPoint,
    RelativePoint,
    YearDay,
)

Once = Callable[[Placed, Situation], Outcome]


# --- for each event ---------------------------------------------------------------


def for_each(placed: Placed, situation: Situation, once: Once) -> Outcome:
    """Owed again for every occurrence of an event."""
    name = placed.rule.for_each or ""
    found = moments.occurrences(name, situation)
    if isinstance(found, Reason):
        return undecided(placed, found)
    known = [
        one
        for one in found
        if one.item.day is not None
        and (
            one.item.planned
            or situation.facts.present(one.item, situation.on) is not False
        )
    ]
    before = _wanted_before(placed.rule)
    outcomes = []
    for index, one in enumerate(known):
        day = one.when
        anchors = {**situation.anchors, name: day}
        inside = changed(situation, anchors=anchors, label=str(one.item.day))
        if before:
            first = known[index - 1].when.last + _DAY if index else None
            inside = inside.within(first, None)
        else:
            last = (
                known[index + 1].when.earliest - _DAY
                if index + 1 < len(known)
                else None
            )
            inside = inside.within(day.earliest, last)
        outcome = once(placed, changed(inside, version_day=day.earliest))
        flags = outcome.flags | ({"provisional"} if day.provisional else set())
        outcomes.append(changed(outcome, label=f"{name} {one.item.day}", flags=flags))
    return _together(placed, outcomes)


_DAY = timedelta(days=1)


def _wanted_before(rule: Rule) -> bool:
    for point in (rule.due, rule.closes):
        if isinstance(point, RelativePoint):
            return point.side == "before"
    return False


def _together(placed: Placed, outcomes: Sequence[Outcome]) -> Outcome:
    certain = [one for one in outcomes if "provisional" not in one.flags or one.met]
    whole = least(placed, outcomes, [
        one for one in certain if one.verdict is not Verdict.NOT_APPLICABLE
    ])  # fmt: skip
    met = [one for one in certain if one.met]
    waiting = [one.due for one in outcomes if not one.met and one.due is not None]
    carried = frozenset({"overdue", "late", "missed"})
    flags = frozenset().union(*(one.flags & carried for one in outcomes))
    return changed(
        whole,
        verdict=whole.verdict if outcomes else Verdict.MET,
        have=Fraction(len(met)),
        need=Fraction(len(certain)),
        unit="occurrences",
        due=min(waiting, default=None),
        flags=whole.flags | flags,
    )


# --- in each period ---------------------------------------------------------------


def in_each(placed: Placed, situation: Situation, once: Once) -> Outcome:
    """Owed again in every period that has touched the time it applies."""
    named = placed.rule.in_each
    periods = periods_of(named, situation)
    if isinstance(periods, Reason):
        if periods.code == "event_not_yet":
            return Outcome(
                path=placed.path,
                rule=placed.rule,
                verdict=Verdict.NOT_APPLICABLE,
                why=periods,
            )
        return undecided(placed, periods)
    outcome = _in_these(placed, situation, once, periods)
    if isinstance(periods, RepeatingPeriods):
        # Periods from a day that is known roughly: at the earliest, and at the latest.
        others = periods_of(named, situation, latest=True)
        if isinstance(others, RepeatingPeriods) and others != periods:
            other = _in_these(placed, situation, once, others)
            if other.verdict is not outcome.verdict:
                return changed(
                    outcome,
                    verdict=Verdict.UNDECIDED,
                    why=Reason("only_year_known", {"date": ""}),
                )
    return outcome


def _in_these(
    placed: Placed, situation: Situation, once: Once, periods: Periods
) -> Outcome:
    named = placed.rule.in_each
    declared = situation.book.periods.get(named) if isinstance(named, str) else None
    first, last = _time_applied(placed, situation, periods)
    if isinstance(first, Reason):
        return undecided(placed, first)
    outcomes = []
    since = situation.facts.since
    for period in periods.touching(first, last):
        if since is not None and period.last < since:
            continue  # before the record begins its silence means nothing
        inside = _inside(period, declared, situation)
        outcome = once(placed, inside)
        over = period.last < situation.on
        if over and outcome.verdict is Verdict.NOT_YET and outcome.closes is None:
            # The period is over: nothing that happens now can lie in it.
            outcome = changed(outcome, verdict=Verdict.NOT_MET)
        if outcome.verdict is Verdict.NOT_MET and since and period.first < since:
            # What is missing may have happened before the record begins.
            outcome = changed(
                outcome,
                verdict=Verdict.UNDECIDED,
                why=Reason("before_record", {"since": str(since)}),
            )
        due = outcome.due
        if due is None and not outcome.met and not over:
            due = outcome.closes or period.last
        outcomes.append(
            changed(
                outcome,
                label=label_of(named, period),
                due=due if not over or outcome.closes else None,
            )
        )
    if not outcomes:
        return Outcome(
            path=placed.path,
            rule=placed.rule,
            verdict=Verdict.NOT_APPLICABLE,
            why=Reason("no_period", {}),
        )
    whole = _together(placed, outcomes)
    # What people ask first is the period they are in: its figures stand at the top,
    # the periods before it below, and the verdict is that of all of them.
    latest = outcomes[-1]
    return changed(
        whole,
        have=latest.have,
        have_at_most=latest.have_at_most,
        need=latest.need,
        unit=latest.unit,
        counted=latest.counted,
        left_out=latest.left_out,
        planned=latest.planned,
        closes=latest.closes,
        flags=whole.flags | (latest.flags & {"exempt", "waived"}),
        why=whole.why or latest.why,
    )


def label_of(named: str | Between | None, period: Period) -> str:
    """What a period is called: by its years, or by its days."""
    name = named if isinstance(named, str) else ""
    if period.first.year == period.last.year:
        years = str(period.first.year)
        if (period.last - period.first).days < 360:
            years = f"{period.first} to {period.last}"
    else:
        years = f"{period.first.year}/{period.last.year % 100:02d}"
    return f"{name} {years}".strip()


def _inside(
    period: Period, declared: DeclaredPeriod | None, situation: Situation
) -> Situation:
    inside = changed(
        situation.within(period.first, period.last),
        # A period that is over is asked about its last day.
        as_at=min(period.last, situation.day),
        throughout=(period.first, max(period.first, min(period.last, situation.day))),
        period=(period.first, period.last),
        version_day=period.first,
        label=str(period.first),
    )
    if declared is None:
        return inside
    own = dict(_of_the_calendar(period, declared, situation.book))
    for name, point in declared.moments.items():
        if name not in own:
            found = moments.moment(point, inside)
            if isinstance(found, When):
                own[name] = found
    return changed(inside, anchors={**situation.anchors, **own})


def _of_the_calendar(
    period: Period, declared: DeclaredPeriod, book: Framework
) -> Mapping[str, When]:
    """The moments of a period that are days of the calendar: alike for everybody."""
    known: dict[tuple[str | None, date, date], dict[str, When]] = book.memo.setdefault(
        "moments of periods", {}
    )
    key = (declared.id, period.first, period.last)
    found = known.get(key)
    if found is None:
        found = known[key] = {}
        for name, point in declared.moments.items():
            if isinstance(point, YearDay):
                day = period.day_of(point) or point.on_or_after(period.first)
                found[name] = When.on(day)
            elif isinstance(point, FixedDay):
                found[name] = When.of(point.day)
    return found


def periods_of(
    named: str | Between | None, situation: Situation, *, latest: bool = False
) -> Periods | Reason:
    """The periods of a name, or the stretches between points.

    Args:
        latest: counted from the latest day their event can have been.
    """
    if isinstance(named, Between):
        days: list[date] = []
        for point in named.between:
            found = moments.moment(point, situation)
            if isinstance(found, Reason):
                return found
            days.append(found.day)
        return BetweenPoints.of(days)
    declared = situation.book.periods.get(named or "")
    if declared is None:
        return Reason("no_rule_stated", {})
    if declared.runs is not None:
        begin, end = declared.runs.from_, declared.runs.to
        if isinstance(begin, YearDay) and isinstance(end, YearDay):
            first = None if declared.first is None else declared.first.earliest
            return YearlyPeriods(begin, end, first)
        return Reason("no_rule_stated", {})
    if declared.starts is not None and declared.lasts is not None:
        starts = _start_of(declared.starts, situation, latest=latest)
        if isinstance(starts, Reason):
            return starts
        return RepeatingPeriods(starts, declared.lasts)
    if declared.recorded is not None:
        spells = moments.spells_named(declared.recorded, situation)
        return _Recorded(
            tuple(
                Period(spell.first.earliest, (spell.last or spell.first).latest)
                for spell in spells
                if spell.first is not None
            )
        )
    return Reason("no_rule_stated", {})


def _start_of(name: str, situation: Situation, *, latest: bool) -> date | Reason:
    found = moments.moment(NamedPoint(name), situation)
    if isinstance(found, Reason):
        return found
    return found.last if latest else found.day


@attrs.frozen
class _Recorded:
    """Periods as spells of the record."""

    periods: tuple[Period, ...]

    def touching(self, first: date, last: date) -> tuple[Period, ...]:
        return tuple(
            one for one in self.periods if one.first <= last and one.last >= first
        )

    def holding(self, day: date) -> Period | None:
        return next(iter(self.touching(day, day)), None)


def _time_applied(
    placed: Placed, situation: Situation, periods: Periods
) -> tuple[date | Reason, date]:
    """From when to when the rule has applied to this person."""
    on = situation.on
    run = situation.run
    if run is not None and run.start is not None:
        last = on
        if run.ended is not None:
            last = min(on, run.ended.latest)
        return run.start.earliest, last
    audience = placed.rule.for_
    firsts: list[date] = []
    if audience is not None and audience.holds:
        for name in audience.holds:
            for member in situation.book.members(name):
                for section in ("registrations", "approvals"):
                    for spell in situation.facts.spells_of(section, (member,)):
                        if spell.first is not None and not spell.planned:
                            firsts.append(spell.first.earliest)
    elif placed.section == "approvals":
        for spell in situation.facts.spells_of("approvals", (placed.owner,)):
            if spell.first is not None:
                firsts.append(spell.first.earliest)
    if not firsts:
        for spell in situation.facts.spells_of("posts"):
            if spell.first is not None and not spell.planned:
                firsts.append(spell.first.earliest)
    if firsts:
        return min(firsts), on
    return min(on, _first_of(periods) or situation.facts.since or on), on


def _first_of(periods: Periods) -> date | None:
    """The first day of periods that are somebody's own; None: they are everybody's."""
    match periods:
        case RepeatingPeriods():
            return periods.starts
        case _Recorded():
            return min((one.first for one in periods.periods), default=None)
        case _:
            return None
