"""Which edition and which variant of a rule holds here.

`version_by` says what picks: the start of the run, the day each point, slot or
occurrence is due, the period, or an event. Before the first known edition there is
no rule known, never a silent default.
"""

from datetime import date

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation, When
from swcareers.framework.framework import Placed
from swcareers.rules.requirement import Edition
from swcareers.values.points import NamedPoint


def in_force(placed: Placed, situation: Situation) -> list[Placed] | Outcome:
    """The rule as it holds here; several where it is not known which edition does.

    An `Outcome` is given where no edition holds at all.
    """
    if placed.editions:
        return _edition(placed, situation)
    if placed.variants:
        return _variant(placed, situation)
    return [placed]


def _variant(placed: Placed, situation: Situation) -> list[Placed]:
    base = attrs.evolve(placed, variants=())
    possible: list[Placed] = []
    for when, variant in placed.variants:
        condition = situation.ask(when, situation)
        if condition.verdict is Verdict.MET:
            return [*possible, variant]
        if condition.verdict is Verdict.UNDECIDED:
            possible.append(variant)
    return [*possible, base]


def _edition(placed: Placed, situation: Situation) -> list[Placed] | Outcome:
    rule = placed.rule
    if "version_by" in rule.not_stated:
        return _any_of_them(placed, situation)
    day = day_that_picks(placed, situation)
    if isinstance(day, Reason):
        return Outcome(path=placed.path, rule=rule, verdict=Verdict.UNDECIDED, why=day)
    starts = _start(situation)
    chosen = {
        _index(rule.versions, one, situation.on, starts)
        for one in (day.earliest, day.last)
    }
    return _those(
        placed, situation, sorted(chosen, key=lambda i: -1 if i is None else i)
    )


def _any_of_them(placed: Placed, situation: Situation) -> list[Placed] | Outcome:
    """No source says what picks the edition: by the start, or by the day?"""
    starts = _start(situation)
    days = [situation.on]
    if situation.run is not None and situation.run.start is not None:
        days.append(situation.run.start.earliest)
        clock = situation.run.clock
        if clock is not None and clock.end.latest is not None:
            days.append(clock.end.latest)
    indexes = {_index(placed.rule.versions, day, day, starts) for day in days}
    return _those(
        placed, situation, sorted(indexes, key=lambda i: -1 if i is None else i)
    )


def _those(
    placed: Placed, situation: Situation, indexes: list[int | None]
) -> list[Placed] | Outcome:
    found: list[Placed] = []
    for index in indexes:
        if index is None:
            first = _first_day(placed.rule.versions)
            values = {"date": "" if first is None else first.isoformat()}
            return Outcome(
                path=placed.path,
                rule=placed.rule,
                verdict=Verdict.UNDECIDED,
                why=Reason("no_rule_before", values),
            )
        edition = placed.editions[index]
        if edition is None:
            since = placed.rule.versions[index].from_
            if len(indexes) == 1:
                return Outcome(
                    path=placed.path,
                    rule=placed.rule,
                    verdict=Verdict.NOT_APPLICABLE,
                    why=Reason("withdrawn", {"from": str(since or "")}),
                )
            continue
        chosen = in_force(edition, situation)
        if isinstance(chosen, Outcome):
            return chosen
        found += chosen
    return found


def by_day(placed: Placed, situation: Situation) -> bool:
    """Whether what is owed is judged by the edition of its own day."""
    if not placed.editions or "version_by" in placed.rule.not_stated:
        return False
    return (placed.version_by or _default(situation)) == "day"


def place_on(placed: Placed, day: date, situation: Situation) -> int | None:
    """Which of a rule's editions is in force on a day; None: none is known."""
    return _index(placed.rule.versions, day, day, _start(situation))


def _first_day(versions: tuple[Edition, ...]) -> date | None:
    days = [one.from_.earliest for one in versions if one.from_ is not None]
    return min(days, default=None)


def _index(
    versions: tuple[Edition, ...], day: date, on: date, start: date | None
) -> int | None:
    """The place of the edition that holds on a day; None: none is known."""
    best: int | None = None
    begun: date | None = None
    for place, edition in enumerate(versions):
        if edition.from_ is None:
            continue  # an undated page: kept and compared, never chosen by date
        first = edition.from_.earliest
        if edition.everyone_from is not None and not (
            start is not None and start >= first
        ):
            # Starters at once; everybody else from that later day.
            first = edition.everyone_from.earliest
            if on < first:
                continue
            reached = True
        else:
            reached = first <= day
        ended = edition.until is not None and edition.until.earliest <= day
        if reached and not ended and (begun is None or first >= begun):
            best, begun = place, first
    return best


def _start(situation: Situation) -> date | None:
    run = situation.run
    if run is None or run.start is None:
        return None
    return run.start.earliest


def day_that_picks(placed: Placed, situation: Situation) -> When | Reason:
    """The day by which an edition is picked here."""
    by = placed.version_by or _default(situation)
    if by == "period" and situation.period is not None:
        return When.on(situation.period[0])
    if by == "day" or (by == "period" and situation.version_day is None):
        return When.on(situation.version_day or situation.day)
    if by == "period" and situation.version_day is not None:
        return When.on(situation.version_day)
    if by == "start":
        run = situation.run
        if run is None:
            return When.on(situation.version_day or situation.day)
        if run.start is None:
            return run.why or Reason("start_unknown", {"programme": run.programme})
        return When.of(run.start)
    return moments.moment(NamedPoint(by), situation)


def _default(situation: Situation) -> str:
    """Where nobody says: a run keeps the edition of its start, a period its own."""
    if situation.period is not None:
        return "period"
    return "start" if situation.run is not None else "day"
