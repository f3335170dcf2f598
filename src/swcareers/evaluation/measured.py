"""The kind that reads a figure: a measure, as it was last or over time."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from swcareers.evaluation import admission
from swcareers.evaluation.counting import bound_of, unit_rate
from swcareers.evaluation.dated import missing_section, undecided
from swcareers.evaluation.facts import LAST_DAY
from swcareers.evaluation.figures import figure_of, time_measured
from swcareers.evaluation.outcome import Item, Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.framework.model import Measure
from swcareers.rules.elapsed import TimeReached
from swcareers.rules.requirement import Measured
from swcareers.values.amounts import Amount
from swcareers.values.durations import Duration
from swcareers.values.often import changed


def measured(ask: Measured, placed: Placed, situation: Situation) -> Outcome:
    """A measure within its bounds: the latest reading, or the mean over time."""
    measure = situation.book.measures.get(ask.measure)
    if measure is not None and (measure.time_since or measure.time_in):
        return _time(ask, placed, situation)
    if not situation.facts.has("readings"):
        missing = missing_section(placed, "readings")
        return changed(missing, flags=frozenset({"not_recorded"}))
    items = situation.facts.of("readings", (ask.measure,))
    seen = [
        item
        for item in items
        if item.day is not None
        and situation.facts.present(item, situation.day) is True
        and item.fields.get("value") is not None
    ]
    planned = tuple(item for item in items if item.planned)
    if not seen:
        return undecided(
            placed,
            Reason("no_reading", {"measure": ask.measure}),
            flags=frozenset({"not_recorded"}),
            planned=planned,
        )
    if measure is not None and measure.scale:
        return _on_scale(ask, placed, measure, seen[-1], planned)
    bounds = _bounds(ask, measure, situation)
    if isinstance(bounds, Reason):
        return undecided(placed, bounds)
    at_least, at_most = bounds
    unit = _unit(ask, situation)
    values = [
        (item, number)
        for item in seen
        if (number := _read(item, unit, measure, situation)) is not None
    ]
    if not values:
        read = getattr(seen[-1].fields["value"], "unit", None)
        why = Reason(
            "unlike_units", {"unit": _in_words(read), "wanted": _in_words(unit)}
        )
        return undecided(placed, why, planned=planned)
    value: Fraction | None
    if ask.averaged_over is None:
        counted: Sequence[Item] = (values[-1][0],)
        value = values[-1][1]
        span: tuple[date, date] | None = None
    else:
        found = _span(ask.averaged_over, situation)
        if isinstance(found, Reason):
            return undecided(placed, found)
        span = found
        value, counted = _mean(values, span, situation.day)
    if value is None:
        return undecided(placed, Reason("no_reading", {"measure": ask.measure}))
    verdict = _verdict(value, at_least, at_most, span, situation.day)
    return Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=verdict,
        have=value,
        need=at_least if at_least is not None else at_most,
        unit=unit,
        counted=tuple(counted),
        planned=planned,
        met_on=counted[-1].day if verdict is Verdict.MET and counted else None,
    )


def _unit(ask: Measured, situation: Situation) -> str | None:
    for bound in (ask.at_least, ask.at_most):
        if bound is not None:
            found = figure_of(bound, situation) if bound.figure is not None else bound
            return found.unit if isinstance(found, Amount) else None
    return None


def _read(
    item: Item, unit: str | None, measure: Measure | None, situation: Situation
) -> Fraction | None:
    """A reading in the unit of the bound; None: it is of another, with no rate.

    A number alone is in the unit of its measure, unless it might be a share as well.
    """
    value = item.fields["value"]
    number = admission.number_of(value)
    own = measure.unit if measure is not None else None
    said = value.unit if isinstance(value, Amount) else "share"
    if said is None and not (measure is not None and measure.of):
        said = own
    if number is None or said == unit:
        return number
    if unit is None and said == own:
        return number
    if said is None or unit is None or "share" in (said, unit):
        return None
    rate = unit_rate(said, unit, item.day, situation)
    return None if rate is None else number * rate


def _in_words(unit: str | None) -> str:
    return "a share" if unit == "share" else unit or "no unit"


def _bounds(
    ask: Measured, measure: Measure | None, situation: Situation
) -> tuple[Fraction | None, Fraction | None] | Reason:
    # A measure's own share is a share of what it is measured against: a plain number.
    found: list[Fraction | None] = []
    for bound in (ask.at_least, ask.at_most):
        number = bound_of(bound, Fraction(1), situation)
        if isinstance(number, Reason):
            return number
        if number is not None and measure is not None and measure.scales_with:
            number *= _hours(situation)
        found.append(number)
    return found[0], found[1]


def _hours(situation: Situation) -> Fraction:
    for spell in situation.facts.spells_of("posts"):
        if spell.covers(situation.day):
            share = getattr(spell.fields.get("hours"), "share", None)
            if isinstance(share, Fraction):
                return share
    return Fraction(1)


def _span(over: Duration | str, situation: Situation) -> tuple[date, date] | Reason:
    """The stretch a mean is taken over: its first day, and the day after its last."""
    if isinstance(over, Duration):
        return over.before(situation.day), situation.day + timedelta(days=1)
    run = situation.run
    if run is None or run.start is None:
        return Reason("start_unknown", {})
    if run.clock is None:
        return run.start.earliest, situation.day + timedelta(days=1)
    # While an absence goes on nobody knows the end: it is far off, and can be mended.
    return run.start.earliest, run.clock.end.latest or LAST_DAY


def _mean(
    seen: Sequence[tuple[Item, Fraction]], span: tuple[date, date], on: date
) -> tuple[Fraction | None, Sequence[Item]]:
    """The mean weighted by time: a reading holds until the next one."""
    first, end = span
    last = min(on, end - timedelta(days=1))
    total = Fraction(0)
    weight = 0
    counted: list[Item] = []
    for index, (item, value) in enumerate(seen):
        day = item.day
        if day is None or day.earliest > last:
            continue
        following = seen[index + 1][0].day if index + 1 < len(seen) else None
        until = last + timedelta(days=1)
        if following is not None:
            until = min(until, following.earliest)
        begins = max(first, day.earliest)
        days = (until - begins).days
        if days > 0:
            total += value * days
            weight += days
            counted.append(item)
    return (total / weight if weight else None), counted


def _verdict(
    value: Fraction,
    at_least: Fraction | None,
    at_most: Fraction | None,
    span: tuple[date, date] | None,
    on: date,
) -> Verdict:
    short = at_least is not None and value < at_least
    over = at_most is not None and value > at_most
    if not short and not over:
        return Verdict.MET
    if span is None:
        return Verdict.NOT_MET
    first, end = span
    left = (end - on).days - 1
    gone = (min(on, end) - first).days + 1
    if left <= 0:
        return Verdict.NOT_MET
    # Over the most: what is left of the span can pull it down to nothing at best.
    if over and at_most is not None and value * gone > at_most * (gone + left):
        return Verdict.NOT_MET
    return Verdict.NOT_YET


def _on_scale(
    ask: Measured,
    placed: Placed,
    measure: Measure,
    item: Item,
    planned: tuple[Item, ...],
) -> Outcome:
    order = {word: index for index, word in enumerate(measure.scale)}
    at = order.get(str(item.fields["value"]))
    low = order.get(str(ask.at_least)) if ask.at_least is not None else None
    high = order.get(str(ask.at_most)) if ask.at_most is not None else None
    if at is None:
        return undecided(
            placed,
            Reason(
                "unlike_units",
                {"unit": str(item.fields["value"]), "wanted": ask.measure},
            ),
        )
    good = (low is None or at >= low) and (high is None or at <= high)
    return Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.MET if good else Verdict.NOT_YET,
        counted=(item,),
        planned=planned,
        met_on=item.day if good else None,
    )


def _time(ask: Measured, placed: Placed, situation: Situation) -> Outcome:
    """A measure that is a length of time, compared by the calendar."""
    found = time_measured(ask.measure, situation)
    if isinstance(found, Reason):
        if found.code == "event_not_yet":
            return Outcome(
                path=placed.path, rule=placed.rule, verdict=Verdict.NOT_YET, why=found
            )
        return undecided(placed, found)
    verdict = Verdict.MET
    for bound, wanted in ((ask.at_least, True), (ask.at_most, False)):
        if bound is None:
            continue
        length = _length(bound)
        ends = [length.after(first) for first, _ in found]
        on = found[0][1]
        reached = TimeReached(min(ends), max(ends))
        if wanted:
            there = reached.by(on)
            worst = Verdict.NOT_YET
        else:
            over = reached.by(on - timedelta(days=1))
            there = None if over is None else not over
            worst = Verdict.NOT_MET
        if there is None:
            verdict = min(verdict, Verdict.UNDECIDED)
        elif not there:
            verdict = min(verdict, worst)
    return Outcome(path=placed.path, rule=placed.rule, verdict=verdict)


def _length(bound: Amount) -> Duration:
    return Duration.parse(bound.text)
