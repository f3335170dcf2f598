"""Dates as a record knows them, and month arithmetic.

A record often knows less than a day: a year, a month, "late 2022". Such a date is an
interval, and every question about it has three answers: yes, no, and *cannot tell*.

What the vague words stand for is this library's own choice, not a rule of the field:
``early`` is January to April, ``mid`` May to August, ``late`` September to December,
and ``about 2014`` reaches from the year before to the year after.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, time
from functools import lru_cache
from sys import intern
from typing import NoReturn

import attrs

from .spellings import MONTHS, date_meant

# A year outside these is a slip of the keyboard, and arithmetic on the rest can
# never leave the calendar that Python knows.
FIRST_YEAR, LAST_YEAR = 1900, 2199

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}))?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_VAGUE = re.compile(r"(?:(about|early|mid|late) )?(\d{4})")
_SEASONS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


@attrs.frozen(order=True)
class KnownDate:
    """A date as it is known: from the earliest to the latest day it can be.

    Both ends are included. ``text`` is the date as written, and ``clock_time`` the
    time of day where the source gives one. Dates are ordered by the earliest day,
    then the latest, then the text, so that no two different dates ever tie.

    >>> str(KnownDate.parse("late 2022").earliest)
    '2022-09-01'
    """

    earliest: date
    latest: date
    text: str
    clock_time: time | None = attrs.field(default=None, order=False)

    @classmethod
    def parse(cls, text: str) -> "KnownDate":
        """Read a date as a record writes it.

        Raises:
            ValueError: the text is no such date; the message says what to write.

        >>> KnownDate.parse("2026-02-30")
        Traceback (most recent call last):
        ValueError: "2026-02-30" is not a date: February 2026 has 28 days
        """
        return _parse_known_date(text)

    @classmethod
    def of(cls, day: date) -> "KnownDate":
        """Wrap a day that is known exactly.

        >>> KnownDate.of(date(2026, 9, 1)).exact
        True
        """
        return _known_day(day)

    @classmethod
    def between(cls, earliest: date, latest: date) -> "KnownDate":
        """Name a day that a computation could only place between two others.

        Raises:
            ValueError: the latest day is before the earliest.

        >>> str(KnownDate.between(date(2026, 9, 1), date(2026, 9, 3)))
        '2026-09-01 to 2026-09-03'
        """
        if earliest == latest:
            return _known_day(earliest)
        if latest < earliest:
            raise ValueError(f"{latest} is before {earliest}")
        return cls(earliest, latest, f"{earliest} to {latest}")

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.earliest == self.latest

    def by(self, day: date) -> bool | None:
        """Say whether it lies on or before ``day``. None: cannot tell.

        >>> KnownDate.parse("2018").by(date(2018, 6, 1)) is None
        True
        """
        if self.latest <= day:
            return True
        return False if self.earliest > day else None

    def inside(self, first: date | None, last: date | None) -> bool | None:
        """Say whether it lies in a stretch whose two ends are both included.

        ``None`` as an end leaves that side open; ``None`` as the answer means that
        the date is not known well enough to tell.

        >>> KnownDate.parse("2018").inside(date(2017, 1, 1), None)
        True
        """
        if first is not None and last is not None and first > last:
            return False
        if (first is not None and self.latest < first) or (
            last is not None and self.earliest > last
        ):
            return False
        begins_in = first is None or self.earliest >= first
        ends_in = last is None or self.latest <= last
        return True if begins_in and ends_in else None

    def moved(self, rule: Callable[[date], date]) -> "KnownDate":
        """Apply a rule under which a later day never gives an earlier one.

        >>> str(KnownDate.parse("2018").moved(lambda day: add_months(day, 12)))
        '2019-01-01 to 2019-12-31'
        """
        return KnownDate.between(rule(self.earliest), rule(self.latest))

    def __str__(self) -> str:
        """Give the date as it was written."""
        return self.text


def add_months(anchor: date, months: int) -> date:
    """Count months from an anchor, the day clipped to the end of a short month.

    Always count from the anchor: two steps of one month from 31 January would end on
    28 March, one step of two months ends on 31 March.

    >>> str(add_months(date(2026, 1, 31), 1)), str(add_months(date(2026, 1, 31), 2))
    ('2026-02-28', '2026-03-31')
    """
    years, month = divmod(anchor.month - 1 + months, 12)
    year, month, day = anchor.year + years, month + 1, anchor.day
    if day > 28:
        day = min(day, monthrange(year, month)[1])
    return date(year, month, day)


def whole_months(first: date, last: date) -> int:
    """Count the whole months from one day to another, negative if it is earlier.

    The greatest ``n`` for which ``add_months(first, n)`` is not after ``last``.

    >>> whole_months(date(2026, 1, 31), date(2026, 2, 28))
    1
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - 1 if add_months(first, months) > last else months


def parse_clock_time(hours: str, minutes: str, text: str) -> time:
    """Read the hours and minutes found in ``text``.

    Raises:
        ValueError: there is no such time of day.

    >>> parse_clock_time("17", "00", "17:00")
    datetime.time(17, 0)
    """
    if int(hours) > 23 or int(minutes) > 59:
        raise ValueError(
            f'"{text}" has no such time of day: write it from 00:00 to 23:59'
        )
    return time(int(hours), int(minutes))


@lru_cache(maxsize=2**16)
def _known_day(day: date) -> KnownDate:
    return KnownDate(day, day, intern(day.isoformat()))


# Records repeat the same days over and over: reading each text once keeps a large
# cohort small in memory and quick to read.
@lru_cache(maxsize=2**16)
def _parse_known_date(text: str) -> KnownDate:
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.group(1, 2, 3))
        _check_year(year, text)
        _check_month(month, text)
        days = monthrange(year, month)[1]
        if not 1 <= day <= days:
            raise ValueError(
                f'"{text}" is not a date: {MONTHS[month - 1]} {year} has {days} days'
            )
        whole = date(year, month, day)
        hours, minutes = found.group(4, 5)
        if hours is None:
            return _known_day(whole)
        clock_time = parse_clock_time(hours, minutes, text)
        return KnownDate(whole, whole, intern(text), clock_time)
    if found := _MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2])
        _check_year(year, text)
        _check_month(month, text)
        return _spanning(text, date(year, month, 1), year, month)
    if found := _VAGUE.fullmatch(text):
        word, year = found[1], int(found[2])
        _check_year(year, text)
        if word == "about":
            return _spanning(text, date(year - 1, 1, 1), year + 1, 12)
        first, last = _SEASONS.get(word, (1, 12))
        return _spanning(text, date(year, first, 1), year, last)
    _refuse(text)


def _spanning(text: str, first: date, year: int, month: int) -> KnownDate:
    return KnownDate(first, date(year, month, monthrange(year, month)[1]), intern(text))


def _check_year(year: int, text: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            f'"{text}" is not a date of a career: '
            f"the year must lie from {FIRST_YEAR} to {LAST_YEAR}"
        )


def _check_month(month: int, text: str) -> None:
    if not 1 <= month <= 12:
        raise ValueError(
            f'"{text}" is not a date: months run from 01 to 12, '
            "and a date is written year, month, day"
        )


def _refuse(text: str) -> NoReturn:
    meant = date_meant(" ".join(text.split()))
    if meant is not None:
        raise ValueError(f'"{text}" is not how a date is written here: write {meant}')
    if not text.strip():
        raise ValueError("A date is missing here: write it like 2026-09-01")
    raise ValueError(
        f'"{text}" is not a date: write 2026-09-01, or as much as is known: '
        "2026-09, 2026, about 2026, early 2026, mid 2026 or late 2026"
    )
