"""Moments as the language writes them (a POINT), and stretches between two (a WINDOW).

A point only says *which* moment is meant. Which day that is depends on the learner, the
programme or the period, and is asked of those.
"""

import re
from calendar import monthrange
from collections.abc import Container, Mapping
from datetime import date, time
from functools import lru_cache
from sys import intern
from typing import Literal, NoReturn, TypeAlias, cast

import attrs

from .dates import KnownDate, parse_clock_time
from .durations import Duration
from .spellings import MONTHS, month_number

_PROGRAMME = re.compile(r"(week|month) ([1-9]\d{0,2})")
_YEAR_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+)(?: (\d{2}):(\d{2}))?")
_NAME = re.compile(r"[a-z][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*")
_LIKE_RELATIVE = re.compile(
    r"(?:within )?(\d+ [a-z ]+?) (?:of|(after|before)) (?:the )?(.+)", re.IGNORECASE
)
_LIKE_PROGRAMME = re.compile(
    r"(?i)(weeks?|months?)[ -]*(\d{1,3})|(\d{1,3})[ -]*(weeks?|months?)"
)
_LIKE_YEAR_DAY = re.compile(
    r"(?i)(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?"
    r"|([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?"
)
_DATE = re.compile(r"\d{4}|\d{1,4}-.*|(about|early|mid|late) \d{4}")


@attrs.frozen
class FixedDay:
    """A day of the calendar: 2026-09-01, 2026-03-23 23:59, 2027-09."""

    day: KnownDate

    def __str__(self) -> str:
        """Say it as the language writes it."""
        return str(self.day)


@attrs.frozen
class YearDay:
    """A day of every year: 1 November. 29 February is the 28th in a common year."""

    month: int
    day: int
    clock_time: time | None = None

    def in_year(self, year: int) -> date:
        """Give this day of the year ``year``.

        >>> str(YearDay(2, 29).in_year(2027))
        '2027-02-28'
        """
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))

    def on_or_before(self, day: date) -> date:
        """Give the last such day up to ``day``.

        >>> str(YearDay(12, 1).on_or_before(date(2026, 6, 1)))
        '2025-12-01'
        """
        this_year = self.in_year(day.year)
        return this_year if this_year <= day else self.in_year(day.year - 1)

    def on_or_after(self, day: date) -> date:
        """Give the first such day from ``day`` on.

        >>> str(YearDay(12, 1).on_or_after(date(2026, 12, 2)))
        '2027-12-01'
        """
        this_year = self.in_year(day.year)
        return this_year if this_year >= day else self.in_year(day.year + 1)

    def __str__(self) -> str:
        """Say it as the language writes it."""
        words = f"{self.day} {MONTHS[self.month - 1]}"
        return words if self.clock_time is None else f"{words} {self.clock_time:%H:%M}"


@attrs.frozen
class ProgrammePoint:
    """A moment of a programme's own time: week 6, month 3. It stretches and pauses."""

    unit: Literal["week", "month"]
    number: int

    def __str__(self) -> str:
        """Say it as the language writes it."""
        return f"{self.unit} {self.number}"


@attrs.frozen
class NamedPoint:
    """A moment by its name: start, midway, end, today, an event, a period's moment."""

    name: str

    def __str__(self) -> str:
        """Say it as the language writes it."""
        return self.name


@attrs.frozen
class RelativePoint:
    """A moment so long before or after another, in calendar time.

    ``strict`` says on which side of that day something must lie: at least 10 days
    before the meeting is any day up to the tenth before it.
    """

    strict: Literal["at_least", "at_most"]
    length: Duration
    side: Literal["before", "after"]
    anchor: "Point"

    def from_day(self, anchor: date, holidays: Container[date] = ()) -> date:
        """Give the day itself, once the day of the anchor is known.

        >>> point = parse_point({"at_most": "21 days", "after": "year-end"})
        >>> str(point.from_day(date(2020, 11, 30)))
        '2020-12-21'
        """
        if self.side == "before":
            return self.length.before(anchor, holidays)
        return self.length.after(anchor, holidays)

    def __str__(self) -> str:
        """Say it in words."""
        return (
            f"{self.strict.replace('_', ' ')} {self.length} {self.side} {self.anchor}"
        )


Point: TypeAlias = FixedDay | YearDay | ProgrammePoint | NamedPoint | RelativePoint


@attrs.frozen
class Window:
    """A stretch of days: from one point to another, or the last so long before one.

    ``from_`` and ``to`` are both included and None leaves that side open. With ``last``
    and ``before`` it is the stretch of that length up to the point, which is included.
    """

    from_: Point | None = None
    to: Point | None = None
    last: Duration | None = None
    before: Point | None = None

    def __str__(self) -> str:
        """Say it in words."""
        if self.last is not None:
            return f"the {self.last} before {self.before}"
        if self.to is None:
            return f"from {self.from_}"
        return (
            f"up to {self.to}" if self.from_ is None else f"{self.from_} to {self.to}"
        )


def parse_point(plain: object) -> Point:
    """Read a moment, written as a text or as {at_least: 10 days, before: POINT}.

    Raises:
        ValueError: it is no moment; the message says what to write instead.

    >>> parse_point("month 3"), str(parse_point("1 November"))
    (ProgrammePoint(unit='month', number=3), '1 November')
    """
    if isinstance(plain, str):
        return _parse_text(plain)
    if isinstance(plain, Mapping):
        return _parse_relative(cast("Mapping[str, object]", plain))
    raise ValueError(
        "A point is one moment, such as 2026-09-01, 1 November, month 3 or start, "
        "not a list"
    )


def parse_window(plain: object) -> Window:
    """Read a stretch of days: {from, to}, or {last: 3 years, before: POINT}.

    Raises:
        ValueError: it is no stretch; the message says what to write instead.

    >>> str(parse_window({"last": "3 years", "before": "end"}))
    'the 3 years before end'
    """
    if not isinstance(plain, Mapping):
        raise ValueError(
            "A window is written {from: ..., to: ...} or {last: 3 years, before: ...}"
        )
    keys = cast("Mapping[str, object]", plain)
    for key in keys:
        if key not in ("from", "to", "last", "before"):
            raise ValueError(f'A window has no "{key}": write from, to, last or before')
    if "last" in keys or "before" in keys:
        return _parse_last(keys)
    if not keys:
        raise ValueError("This window is empty: write from, to, or both")
    from_ = parse_point(keys["from"]) if "from" in keys else None
    to = parse_point(keys["to"]) if "to" in keys else None
    if (
        isinstance(from_, FixedDay)
        and isinstance(to, FixedDay)
        and to.day.latest < from_.day.earliest
    ):
        raise ValueError(f"This window ends on {to}, before it begins on {from_}")
    return Window(from_, to)


def _parse_last(keys: Mapping[str, object]) -> Window:
    if "from" in keys or "to" in keys:
        raise ValueError(
            "A window is written either with from and to, or with last and before, "
            "not with both"
        )
    if "before" not in keys:
        raise ValueError(
            "A window with last must name the day it ends before: "
            f"write {{last: {keys['last']}, before: today}}, or another point"
        )
    if "last" not in keys:
        raise ValueError(
            "A window with before must say how long it is: write last, "
            "such as {last: 3 years, before: today}; or write to, for a last day"
        )
    return Window(last=_length(keys["last"]), before=parse_point(keys["before"]))


def _parse_relative(keys: Mapping[str, object]) -> RelativePoint:
    bounds = [key for key in keys if key in ("at_least", "at_most")]
    sides = [key for key in keys if key in ("before", "after")]
    if len(bounds) != 1 or len(sides) != 1 or len(keys) != 2:
        raise ValueError(
            "A point counted from another is written "
            "{at_least: 10 days, before: POINT} or {at_most: 3 weeks, after: POINT}"
            + (f", not with {', '.join(keys)}" if keys else "")
        )
    return RelativePoint(
        cast(Literal["at_least", "at_most"], bounds[0]),
        _length(keys[bounds[0]]),
        cast(Literal["before", "after"], sides[0]),
        parse_point(keys[sides[0]]),
    )


def _length(plain: object) -> Duration:
    if not isinstance(plain, str):
        raise ValueError("A length of time is written like 10 days or 3 years")
    return Duration.parse(plain)


@lru_cache(maxsize=4096)
def _parse_text(text: str) -> Point:
    if found := _PROGRAMME.fullmatch(text):
        return ProgrammePoint(cast(Literal["week", "month"], found[1]), int(found[2]))
    if found := _YEAR_DAY.fullmatch(text):
        if found[2] in MONTHS:
            return _year_day(text, int(found[1]), MONTHS.index(found[2]) + 1, found)
    elif _DATE.fullmatch(text):
        return FixedDay(KnownDate.parse(text))
    spaced = " ".join(text.split())
    if found := _LIKE_PROGRAMME.fullmatch(spaced):
        unit, number = found[1] or found[4], found[2] or found[3]
        if int(number) == 0:
            _refuse(text, "start")
        _refuse(text, f"{unit.lower().removesuffix('s')} {int(number)}")
    if found := _LIKE_YEAR_DAY.fullmatch(spaced):
        month = month_number(found[2] or found[3])
        if month is not None:
            _refuse(text, f"{int(found[1] or found[4])} {MONTHS[month - 1]}")
    if _NAME.fullmatch(text):
        return NamedPoint(intern(text))
    if found := _LIKE_RELATIVE.fullmatch(spaced):
        length, side, anchor = found[1], (found[2] or "after").lower(), found[3]
        _refuse(text, f"{{at_most: {length}, {side}: {anchor}}}")
    if text[:1].isdecimal():
        return FixedDay(KnownDate.parse(text))  # which says how a date is written
    if _NAME.fullmatch(spaced.lower()):
        _refuse(text, spaced.lower())
    what = f'"{text}" is not a point' if text.strip() else "A point is missing here"
    raise ValueError(
        f"{what}: write 2026-09-01, 1 November, month 3, start or the id of an event"
    )


def _year_day(text: str, day: int, month: int, found: re.Match[str]) -> YearDay:
    longest = monthrange(2024, month)[1]  # a leap year: 29 February is a day
    if not 1 <= day <= longest:
        raise ValueError(
            f'"{text}" is not a day of the year: {MONTHS[month - 1]} has {longest} days'
        )
    if found[3] is None:
        return YearDay(month, day)
    return YearDay(month, day, parse_clock_time(found[3], found[4], text))


def _refuse(text: str, meant: str) -> NoReturn:
    raise ValueError(f'"{text}" is not how a point is written: write {meant}')
