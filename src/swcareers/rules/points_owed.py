"""What is owed at points: a plan at the start and every three months, a review midway.

Each point owns a window. It opens ``early`` before the point, or the day after the
point before; the first has no opening day. An item fills one point only, the first
unfilled one whose window holds it: up to the point plus ``late`` in time, afterwards
late by so many days counted from the point. The window lasts until the day before the
next point (or until the point plus ``late``, if that is later); the last has no closing
day. A rule that closes ends it there, and what is dated later does not count.
"""

from bisect import bisect_left
from collections.abc import Container, Sequence
from datetime import date, timedelta
from itertools import product, repeat
from math import prod
from typing import Literal

import attrs

from ..values.dates import KnownDate
from ..values.durations import Duration

PointStatus = Literal["in time", "late", "open", "overdue", "missed"]
Unplaced = Literal["no window", "filled", "closed", "later"]

_DAY = timedelta(days=1)
# Beyond so many combinations of vague dates the answer is "cannot tell".
_MOST_CASES = 2000


@attrs.frozen(kw_only=True)
class OwedPoint:
    """A day at which something is owed.

    ``early`` and ``late`` are the window, None as written above. ``closes`` is the
    last day on which it still counts; None: it does not close.
    """

    day: date
    name: str = ""
    early: Duration | None = None
    late: Duration | None = None
    closes: date | None = None

    @property
    def due(self) -> date:
        """The last day on which it is in time."""
        return self.day if self.late is None else self.late.after(self.day)


@attrs.frozen(kw_only=True)
class JudgedPoint:
    """A point, and what fills it.

    ``opens`` and ``until`` are the first and last day of its window, None without one.
    ``status`` is None if vague dates leave several possible, which are in
    ``statuses``. ``item`` is the place of what fills it, None if nothing certainly
    does. ``late_by`` is the number of days after the point, from the least to the
    most; None unless it is late. ``closed`` is a point missed under a rule that closes:
    it can no longer be accepted late.
    """

    point: OwedPoint
    opens: date | None
    until: date | None
    statuses: tuple[PointStatus, ...]
    item: int | None
    late_by: tuple[int, int] | None
    closed: bool

    @property
    def status(self) -> PointStatus | None:
        """What has become of it, or None if the record leaves that open."""
        return self.statuses[0] if len(self.statuses) == 1 else None


@attrs.frozen
class JudgedPoints:
    """All points on a day, and the items that fill none of them, with the reason."""

    points: tuple[JudgedPoint, ...]
    left_out: tuple[tuple[int, Unplaced], ...]


def judge_points(
    points: Sequence[OwedPoint],
    items: Sequence[KnownDate],
    *,
    on: date,
    fits: Sequence[Container[int]] | None = None,
) -> JudgedPoints:
    """Let each item fill the first unfilled point whose window holds it.

    Args:
        points: in the order of their days.
        items: the days of what may fill them, in any order.
        on: the day of the question; what is dated after it does not count.
        fits: for each item the places of the points it may fill; None: any.

    A vague date is tried wherever it makes a difference; where there are so many that
    the ways are too many to try, every point is one that cannot be told.

    >>> months = [date(2026, 6, 1), date(2026, 9, 1), date(2026, 12, 1)]
    >>> plan = KnownDate.parse("2026-06-18")
    >>> owed = [OwedPoint(day=day) for day in months]
    >>> judged = judge_points(owed, [plan], on=date(2026, 9, 2))
    >>> [(one.status, one.late_by) for one in judged.points]
    [('late', (17, 17)), ('overdue', None), ('open', None)]
    """
    windows = [_window(points, place) for place in range(len(points))]
    cases = [
        _fill(points, windows, days, on, fits)
        for days in _cases(points, windows, items, on)
    ]
    if not cases:
        return JudgedPoints(tuple(map(_untold, points, windows, repeat(on))), ())
    judged: list[JudgedPoint] = []
    for place, point in enumerate(points):
        outcomes = [case.filled.get(place) for case in cases]
        opens, until = windows[place]
        fillers = {None if one is None else one[0] for one in outcomes}
        lateness = [
            (one[1] - point.day).days
            for one in outcomes
            if one is not None and one[1] > point.due
        ]
        statuses: set[PointStatus] = {
            _status(point, until, one, on) for one in outcomes
        }
        judged.append(
            JudgedPoint(
                point=point,
                opens=opens,
                until=until,
                statuses=tuple(sorted(statuses)),
                item=fillers.pop() if len(fillers) == 1 else None,
                late_by=(min(lateness), max(lateness)) if lateness else None,
                closed="missed" in statuses and point.closes is not None,
            )
        )
    # Left out is what fills no point in any case.
    never = set(range(len(items))).intersection(*(case.reasons for case in cases))
    return JudgedPoints(
        tuple(judged),
        tuple((item, cases[0].reasons[item]) for item in sorted(never)),
    )


def _untold(point: OwedPoint, window: "_Window", on: date) -> JudgedPoint:
    opens, until = window
    unfilled = _status(point, until, None, on)
    statuses: set[PointStatus] = {"in time", "late", unfilled}
    return JudgedPoint(
        point=point,
        opens=opens,
        until=until,
        statuses=tuple(sorted(statuses)),
        item=None,
        late_by=None,
        closed=unfilled == "missed" and point.closes is not None,
    )


_Window = tuple[date | None, date | None]


@attrs.frozen
class _Case:
    """One way the dates can have been: what fills which point, and what fills none."""

    filled: dict[int, tuple[int, date]]
    reasons: dict[int, Unplaced]


def _window(points: Sequence[OwedPoint], place: int) -> _Window:
    point = points[place]
    opens: date | None = None
    if point.early is not None:
        opens = point.early.before(point.day)
    elif place:
        opens = points[place - 1].day + _DAY
    until: date | None = None
    if place + 1 < len(points):
        until = max(points[place + 1].day - _DAY, point.due)
    if point.closes is not None:
        until = point.closes if until is None else min(until, point.closes)
    return opens, until


def _fill(
    points: Sequence[OwedPoint],
    windows: Sequence[_Window],
    days: Sequence[date],
    on: date,
    fits: Sequence[Container[int]] | None,
) -> _Case:
    filled: dict[int, tuple[int, date]] = {}
    reasons: dict[int, Unplaced] = {}
    for item in sorted(range(len(days)), key=lambda one: (days[one], one)):
        day = days[item]
        if day > on:
            reasons[item] = "later"
            continue
        holding = [
            place
            for place, (opens, until) in enumerate(windows)
            if (opens is None or opens <= day)
            and (until is None or day <= until)
            and (fits is None or place in fits[item])
        ]
        free = next((place for place in holding if place not in filled), None)
        if free is not None:
            filled[free] = item, day
        elif holding:
            reasons[item] = "filled"
        else:
            too_late = any(
                one.closes is not None and day > one.closes for one in points
            )
            reasons[item] = "closed" if too_late else "no window"
    return _Case(filled, reasons)


def _status(
    point: OwedPoint, until: date | None, filled: tuple[int, date] | None, on: date
) -> PointStatus:
    if filled is not None:
        return "in time" if filled[1] <= point.due else "late"
    if until is not None and on > until:
        return "missed"
    return "open" if on <= point.due else "overdue"


def _cases(
    points: Sequence[OwedPoint],
    windows: Sequence[_Window],
    items: Sequence[KnownDate],
    on: date,
) -> list[tuple[date, ...]]:
    """List the days the items can have had, as far as they differ in the answer.

    None at all, if they are too many to try.
    """
    if all(item.exact for item in items):
        return [tuple(item.earliest for item in items)]
    # The answer can change only after one of these days, or before the day after it.
    turns = {on}
    turns.update(point.due for point in points)
    turns.update(until for _, until in windows if until is not None)
    turns.update(opens - _DAY for opens, _ in windows if opens is not None)
    turns.update(item.earliest for item in items)
    turns.update(item.latest for item in items)
    ordered = sorted(turns)
    choices = [_choices(item, ordered) for item in items]
    if prod(map(len, choices)) > _MOST_CASES:
        return []
    return list(product(*choices))


def _choices(item: KnownDate, turns: Sequence[date]) -> list[date]:
    """List the first and last day of every stretch in which nothing changes."""
    if item.exact:
        return [item.earliest]
    days = {item.earliest, item.latest}
    begin = bisect_left(turns, item.earliest)
    for turn in turns[begin:]:
        if turn >= item.latest:
            break
        days.update((turn, turn + _DAY))
    return sorted(days)
