"""Rules that are owed more than once: at points, for each event, in each period."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.confirmed import words_for
from swcareers.evaluation.counting import Sifted, sift
from swcareers.evaluation.dated import missing_section, undecided
from swcareers.evaluation.groups import least
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation, When
from swcareers.framework.framework import Placed
from swcareers.framework.model import Period as DeclaredPeriod
from swcareers.rules.periods import (
    BetweenPoints,
    Period,
    Periods,
    RepeatingPeriods,
    YearlyPeriods,
)
from swcareers.rules.points_owed import JudgedPoint, OwedPoint, judge_points
from swcareers.rules.requirement import Assessed, Between, Decided, Evidence, Rule
from swcareers.values.dates import KnownDate
from swcareers.values.points import (
    FixedDay,
    NamedPoint,
    Point,
    RelativePoint,
    YearDay,
)

Once = Callable[[Placed, Situation], Outcome]


# --- at points --------------------------------------------------------------------


def at_points(placed: Placed, situation: Situation, once: Once) -> Outcome:
    """Owed once at each point. Dated items fill points; the rest is asked on them."""
    ask = placed.rule.ask
    points = _points(placed, situation)
    known = [(point, when) for point, when in points if isinstance(when, When)]
    unknown = [(point, why) for point, why in points if isinstance(why, Reason)]
    sifted = Sifted((), (), ())
    unplaced: tuple[LeftOut, ...] = ()
    if isinstance(ask, Evidence | Assessed | Decided):
        filled = _filled(placed, situation, known)
        if isinstance(filled, Outcome):
            return filled
        outcomes, sifted, unplaced = filled
    else:
        outcomes = [
            _asked_on(placed, situation, once, point, when) for point, when in known
        ]
    outcomes = [
        *outcomes,
        *(
            attrs.evolve(undecided(placed, why), label=str(point))
            for point, why in unknown
        ),
    ]
    whole = least(placed, outcomes, outcomes)
    met = [one for one in outcomes if one.met]
    flags = frozenset().union(*(one.flags for one in outcomes))
    waiting = [one.due for one in outcomes if not one.met and one.due is not None]
    return attrs.evolve(
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


def _points(placed: Placed, situation: Situation) -> list[tuple[Point, When | Reason]]:
    return [(point, moments.moment(point, situation)) for point in placed.rule.at]


def _filled(
    placed: Placed, situation: Situation, known: Sequence[tuple[Point, When]]
) -> tuple[list[Outcome], Sifted, tuple[LeftOut, ...]] | Outcome:
    ask = placed.rule.ask
    section, names = _where_from(ask, situation)
    if not situation.facts.has(section) and not (
        section == "evidence"
        and "cpd" in (names or ())
        and situation.facts.has("learning")
    ):
        return missing_section(placed, section)
    items = situation.facts.of(section, names)
    where = ask.where if isinstance(ask, Evidence | Assessed) else None
    sifted = sift(items, where, situation, None, extra=_agreeing(ask, situation))
    rule = placed.rule
    window = rule.window
    closing = None
    if rule.closes is not None:
        found = moments.moment(rule.closes, situation)
        closing = found if isinstance(found, When) else None
    owed = []
    for point, when in sorted(known, key=lambda one: one[1].day):
        closes = closing.last if closing is not None else None
        if (
            isinstance(rule.closes, RelativePoint)
            and str(rule.closes.anchor) == "point"
        ):
            closes = rule.closes.from_day(when.last)
        owed.append(
            OwedPoint(
                day=when.day,
                name=str(point),
                early=window.early if window else None,
                late=window.late if window else None,
                closes=closes,
            )
        )
    days = [one.item.day or _WIDE for one in sifted.candidates]
    judged = judge_points(owed, days, on=situation.on)
    spoken = words_for(placed, situation)
    provisional = {str(point) for point, when in known if when.provisional}
    outcomes = []
    taken: set[int] = set()
    for one in judged.points:
        item = None if one.item is None else sifted.candidates[one.item].item
        outcome = _point_outcome(placed, situation, one, item)
        if not outcome.met:
            word = next(
                (
                    word
                    for word in spoken
                    if (word.first is None or word.first <= one.point.day)
                    and word.last >= one.point.day
                ),
                None,
            )
            if word is not None:
                outcome = attrs.evolve(
                    outcome,
                    verdict=Verdict.MET,
                    flags=frozenset({"confirmed"}),
                    counted=(word.item,),
                    why=None,
                )
        if not outcome.met and outcome.verdict is not Verdict.NOT_APPLICABLE:
            booked = next(
                (
                    index
                    for index, planned in enumerate(sifted.planned)
                    if index not in taken and _could_fill(one, planned)
                ),
                None,
            )
            if booked is not None:
                taken.add(booked)
                outcome = attrs.evolve(outcome, planned=(sifted.planned[booked],))
        if one.point.name in provisional:
            outcome = attrs.evolve(outcome, flags=outcome.flags | {"provisional"})
        outcomes.append(outcome)
    unplaced = tuple(
        LeftOut(sifted.candidates[number].item, Reason("no_point", {}))
        for number, reason in judged.left_out
        if reason != "later"
    )
    return outcomes, sifted, unplaced


def _where_from(ask: object, situation: Situation) -> tuple[str, Sequence[str] | None]:
    match ask:
        case Evidence():
            names = (
                None if ask.evidence == "any" else situation.book.members(ask.evidence)
            )
            return "evidence", names
        case Assessed():
            return "assessments", (ask.assessed,)
        case Decided():
            return "decisions", (ask.decision,)
        case _:
            return "evidence", None


def _agreeing(
    ask: object, situation: Situation
) -> Callable[[Item], Reason | None] | None:
    if not isinstance(ask, Decided):
        return None
    declared = situation.book.decisions.get(ask.decision)

    def refused(item: Item) -> Reason | None:
        word = str(item.fields.get("is", "agreed"))
        good = (
            word in ask.is_
            if ask.is_
            else (declared is not None and declared.meaning(word) == "met")
        )
        if good:
            return None
        wanted = " or ".join(ask.is_) or "agreed"
        return Reason("fails_where", {"field": "is", "wanted": wanted, "found": word})

    return refused


def _could_fill(one: JudgedPoint, planned: Item) -> bool:
    if planned.day is None:
        return True
    return planned.day.inside(one.opens, one.until) is not False


def _point_outcome(
    placed: Placed, situation: Situation, one: JudgedPoint, item: Item | None
) -> Outcome:
    outcome = Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.NOT_YET,
        label=one.point.name,
        due=one.point.due,
        closes=one.point.closes,
        counted=() if item is None else (item,),
    )
    match one.status:
        case "in time":
            return attrs.evolve(
                outcome, verdict=Verdict.MET, met_on=item.day if item else None
            )
        case "late":
            late = one.late_by[0] if one.late_by else 0
            return attrs.evolve(
                outcome,
                verdict=Verdict.MET,
                flags=frozenset({"late"}),
                late_days=late,
                met_on=item.day if item else None,
            )
        case "open":
            return outcome
        case "overdue":
            return attrs.evolve(outcome, flags=frozenset({"overdue"}))
        case "missed":
            verdict = Verdict.NOT_MET if one.closed else Verdict.UNDECIDED
            who = _deciders(placed, situation)
            return attrs.evolve(
                outcome,
                verdict=verdict,
                flags=frozenset({"missed"}),
                who=who,
                why=Reason("missed_point", {"label": one.point.name, "who": who or ""}),
            )
        case _:
            return attrs.evolve(
                outcome,
                verdict=Verdict.UNDECIDED,
                why=Reason("only_year_known", {"date": ""}),
            )


def _deciders(placed: Placed, situation: Situation) -> str | None:
    """Who may still let a missed point pass: whoever may waive the rule."""
    if placed.rule.waivable is not None:
        return str(placed.rule.waivable.by)
    programme = situation.run.programme if situation.run else placed.owner
    outcome = moments.outcome_of(programme, situation)
    declared = situation.book.decisions.get(outcome or "")
    return None if declared is None or declared.by is None else str(declared.by)


_WIDE = KnownDate(date(1900, 1, 1), date(2199, 12, 31), "a day that is not recorded")


def _asked_on(
    placed: Placed, situation: Situation, once: Once, point: Point, when: When
) -> Outcome:
    """A rule about a state, asked on the day of the point."""
    outcome = Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.NOT_YET,
        label=str(point),
        due=when.last,
        flags=frozenset({"provisional"} if when.provisional else ()),
    )
    if when.reached(situation.on) is False:
        return outcome
    there = attrs.evolve(situation, as_at=when.day, label=str(point))
    found = once(placed, there)
    if found.verdict is Verdict.NOT_YET:
        found = attrs.evolve(found, verdict=Verdict.NOT_MET)
    return attrs.evolve(found, label=str(point), due=when.last)


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
        inside = attrs.evolve(situation, anchors=anchors, label=str(one.item.day))
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
        outcome = once(placed, attrs.evolve(inside, version_day=day.earliest))
        flags = outcome.flags | ({"provisional"} if day.provisional else set())
        outcomes.append(
            attrs.evolve(outcome, label=f"{name} {one.item.day}", flags=flags)
        )
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
    return attrs.evolve(
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
    periods = periods_of(named, placed, situation)
    if isinstance(periods, Reason):
        return undecided(placed, periods)
    declared = situation.book.periods.get(named) if isinstance(named, str) else None
    first, last = _time_applied(placed, situation)
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
            outcome = attrs.evolve(outcome, verdict=Verdict.NOT_MET)
        due = outcome.due
        if due is None and not outcome.met and not over:
            due = outcome.closes or period.last
        outcomes.append(
            attrs.evolve(
                outcome,
                label=label_of(named, period),
                due=due if not over or outcome.closes else None,
            )
        )
    whole = _together(placed, outcomes)
    if not outcomes:
        return whole
    # What people ask first is the period they are in: its figures stand at the top,
    # the periods before it below, and the verdict is that of all of them.
    latest = outcomes[-1]
    return attrs.evolve(
        whole,
        have=latest.have,
        have_at_most=latest.have_at_most,
        need=latest.need,
        unit=latest.unit,
        counted=latest.counted,
        left_out=latest.left_out,
        planned=latest.planned,
        closes=latest.closes,
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
    inside = attrs.evolve(
        situation.within(period.first, period.last),
        period=(period.first, period.last),
        version_day=period.first,
        label=str(period.first),
    )
    if declared is None:
        return inside
    anchors = dict(situation.anchors)
    for name, point in declared.moments.items():
        found = moments.moment(point, inside)
        if isinstance(found, When):
            anchors[name] = found
        if isinstance(point, YearDay):
            day = period.day_of(point) or point.on_or_after(period.first)
            anchors[name] = When.on(day)
        elif isinstance(point, FixedDay):
            anchors[name] = When.of(point.day)
    return attrs.evolve(inside, anchors=anchors)


def periods_of(
    named: str | Between | None, placed: Placed, situation: Situation
) -> Periods | Reason:
    """The periods of a name, or the stretches between points."""
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
        starts = _start_of(declared.starts, situation)
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


def _start_of(name: str, situation: Situation) -> date | Reason:
    found = moments.moment(NamedPoint(name), situation)
    return found if isinstance(found, Reason) else found.day


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


def _time_applied(placed: Placed, situation: Situation) -> tuple[date | Reason, date]:
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
    if not firsts:
        return on, on
    return min(firsts), on
