"""Dates as people write them, so that a refusal can say what to write instead."""

import re
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_SLASHES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_LOOSE_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?Z?)?"
)
_IN_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? +)?([A-Za-z]{3,9})\.?,? +(\d{4})")
_AMERICAN = re.compile(r"([A-Za-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")
_YEAR_WORD = re.compile(r"([A-Za-z.]+)[ -]?(\d{4})")
_ALREADY_RIGHT = re.compile(
    r"(?:about |early |mid |late )?\d{4}|\d{4}-\d{2}(?:-\d{2}(?: \d{2}:\d{2})?)?"
)
_LIKE_ABOUT = {"circa", "c", "c.", "ca", "ca.", "around", "approx", "approximately"}
_LIKE_SEASON = {
    "spring": "early",
    "summer": "mid",
    "autumn": "late",
    "winter": "late",
    "beginning": "early",
    "middle": "mid",
    "end": "late",
}


def month_number(word: str) -> int | None:
    """Recognise a month by its name or its first letters. None: it is no month.

    >>> month_number("Sept"), month_number("Sometime")
    (9, None)
    """
    start = word.rstrip(".").lower()
    if len(start) < 3:
        return None
    for number, name in enumerate(MONTHS, 1):
        if name.lower().startswith(start):
            return number
    return None


def date_meant(text: str) -> str | None:
    """Spell in this library's way the date somebody meant. None: no idea.

    ``text`` has single spaces and none at its ends.

    >>> date_meant("1 September 2026"), date_meant("soon")
    ('2026-09-01', None)
    """
    if found := _SLASHES.fullmatch(text):
        day, month, year = int(found[1]), int(found[2]), int(found[3])
        if year < 100:  # a career of today began in this century or late in the last
            year += 2000 if year < 70 else 1900
        if month > 12 >= day:
            day, month = month, day
        return _iso_if_real(year, month, day)
    if found := _LOOSE_ISO.fullmatch(text):
        day_text = _iso_if_real(int(found[1]), int(found[2]), int(found[3]))
        if day_text is None or found[4] is None:
            return day_text
        return f"{day_text} {int(found[4]):02}:{found[5]}"
    if found := _IN_WORDS.fullmatch(text):
        month_found = month_number(found[2])
        if month_found is not None:
            if found[1] is None:
                return f"{found[3]}-{month_found:02}"
            return _iso_if_real(int(found[3]), month_found, int(found[1]))
    if found := _AMERICAN.fullmatch(text):
        month_found = month_number(found[1])
        if month_found is not None:
            return _iso_if_real(int(found[3]), month_found, int(found[2]))
    if found := _YEAR_WORD.fullmatch(text):
        word = found[1].lower()
        if word in _LIKE_ABOUT:
            return f"about {found[2]}"
        if word in _LIKE_SEASON:
            word = _LIKE_SEASON[word]
        if word in ("about", "early", "mid", "late"):
            return f"{word} {found[2]}"
    if _ALREADY_RIGHT.fullmatch(text):
        return text  # only the spaces were wrong
    return None


def _iso_if_real(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
