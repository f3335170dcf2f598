"""Days, lengths of time and moments, as people say them."""

import re
from datetime import date, timedelta

from swcareers.values.dates import KnownDate
from swcareers.values.durations import NUMBER_WORDS, Duration
from swcareers.values.points import (
    FixedDay,
    NamedPoint,
    Point,
    ProgrammePoint,
    RelativePoint,
    Window,
    YearDay,
)
from swcareers.values.spellings import MONTHS
from swcareers.wording.nouns import Titles, quoted

# --- days ---------------------------------------------------------------------------


def day_words(day: date, *, near: date | None = None) -> str:
    """A day as people write it; near another day the year goes without saying.

    >>> day_words(date(2026, 11, 6))
    '6 November 2026'
    >>> day_words(date(2027, 5, 31), near=date(2026, 11, 6))
    '31 May'
    """
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if near is not None and _near(day, near) else f"{words} {day.year}"


def _near(day: date, other: date) -> bool:
    # Beyond nine months the same day of another year could be meant.
    return abs(day - other) <= timedelta(days=274)


def span_words(first: date, last: date, *, near: date | None = None) -> str:
    """A stretch of days, both included, saying each month and year once.

    >>> span_words(date(2026, 9, 21), date(2026, 10, 4))
    '21 September to 4 October 2026'
    >>> span_words(date(2026, 8, 10), date(2026, 8, 23), near=date(2026, 11, 6))
    '10 to 23 August'
    """
    end = day_words(last, near=near)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {end}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {end}"
    return f"{day_words(first, near=near)} to {end}"


def known_words(day: KnownDate, *, near: date | None = None) -> str:
    """A date as known: a day, a month, a year, or the vague word it was given.

    >>> known_words(KnownDate.parse("2027-09")), known_words(KnownDate.parse("2018"))
    ('September 2027', '2018')
    >>> known_words(KnownDate.parse("2026-03-23 23:59"))
    '23:59 on 23 March 2026'
    """
    if day.exact:
        words = day_words(day.earliest, near=near)
        if day.clock_time is not None:
            return f"{day.clock_time:%H:%M} on {words}"
        return words
    if re.fullmatch(r"\d{4}-\d{2}", day.text):
        return f"{MONTHS[day.earliest.month - 1]} {day.earliest.year}"
    if " to " in day.text:
        return span_words(day.earliest, day.latest, near=near)
    return day.text


def date_text_words(text: str, *, near: date | None = None) -> str:
    """A date in a record's spelling, in words; any other text is given back as it is.

    >>> date_text_words("2026-11-06"), date_text_words("month 6")
    ('6 November 2026', 'month 6')
    """
    first, to, last = text.partition(" to ")
    try:
        if to:
            return span_words(
                KnownDate.parse(first).earliest, KnownDate.parse(last).latest, near=near
            )
        return known_words(KnownDate.parse(text), near=near)
    except ValueError:
        return text


# --- lengths and moments ------------------------------------------------------------


def every_words(length: Duration) -> str:
    """How often: ``every week``, ``every two weeks``.

    >>> every_words(Duration.parse("1 week")), every_words(Duration.parse("2 weeks"))
    ('every week', 'every two weeks')
    """
    if length.count == 1:
        return f"every {length.unit}"
    return f"every {_IN_WORDS.get(length.count, length.count)} {length.unit}s"


_IN_WORDS = {count: word for word, count in NUMBER_WORDS.items()}
_BUILT_IN = {
    "start": "the start",
    "midway": "midway",
    "end": "the end",
    "today": "the day asked about",
    "date": "the day it happened",
}


def point_words(point: Point, titles: Titles) -> str:
    """A moment: a day, a week or month of the programme, or an event by its title."""
    match point:
        case FixedDay():
            return known_words(point.day)
        case YearDay():
            words = f"{point.day} {MONTHS[point.month - 1]}"
            if point.clock_time is None:
                return words
            return f"{point.clock_time:%H:%M} on {words}"
        case ProgrammePoint():
            return f"{point.unit} {point.number}"
        case NamedPoint():
            return _BUILT_IN.get(point.name) or quoted(titles(point.name))
        case RelativePoint():
            anchor = point_words(point.anchor, titles)
            if point.strict == "at_most":
                return f"within {point.length} {point.side} {anchor}"
            return f"at least {point.length} {point.side} {anchor}"


def deadline_words(point: Point, titles: Titles) -> str:
    """A moment as the last one: ``by 1 November``, ``within 3 weeks after ...``."""
    words = point_words(point, titles)
    return words if isinstance(point, RelativePoint) else f"by {words}"


def window_words(window: Window, titles: Titles) -> str:
    """A stretch between two moments, both included."""
    if window.last is not None and window.before is not None:
        return f"in the {window.last} before {point_words(window.before, titles)}"
    from_ = None if window.from_ is None else point_words(window.from_, titles)
    to = None if window.to is None else point_words(window.to, titles)
    if from_ is None:
        if isinstance(window.to, RelativePoint):
            return f"{to}"
        return f"up to and including {to}"
    return f"from {from_} on" if to is None else f"from {from_} to {to}"


def asked_at_words(moment: Point | Window, titles: Titles) -> str:
    """The day a rule is asked about, or the stretch throughout which it must be so."""
    if isinstance(moment, Window):
        words = window_words(moment, titles)
        return f"throughout {words.removeprefix('in ')}"
    return f"as at {point_words(moment, titles)}"
