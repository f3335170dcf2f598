"""Lengths of time in the field's words: 12 months, 2 weeks, 8 working days."""

import re
from collections.abc import Container
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Literal, cast, get_args

import attrs

from .dates import add_months

Unit = Literal["hour", "day", "working day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = get_args(Unit)

# For ordering lengths, never for a date: a month is a twelfth of the mean year of the
# calendar (146,097 days in 400 years), five working days are a week.
_MEAN_DAYS: dict[Unit, Fraction] = {
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "working day": Fraction(7, 5),
    "week": Fraction(7),
    "month": Fraction(146097, 4800),
    "year": Fraction(146097, 400),
}
# Nothing in a career lasts longer, and so no sum of a date and a length can leave the
# calendar that Python knows.
_LONGEST = 200 * _MEAN_DAYS["year"]

_WRITTEN = re.compile(r"(\d+) (hour|day|working day|week|month|year)(s?)")
_PARTS = re.compile(r"(?i)(?:(\d+)[ -]*|([a-z]+)[ -]+)?([a-z][a-z -]*?)\.?")
_ALSO_SAID: dict[str, tuple[int, Unit]] = {
    "fortnight": (2, "week"),
    "quarter": (3, "month"),
    "hr": (1, "hour"),
    "wk": (1, "week"),
    "mth": (1, "month"),
    "mo": (1, "month"),
    "yr": (1, "year"),
    "calendar month": (1, "month"),
    "calendar day": (1, "day"),
    "business day": (1, "working day"),
    "workday": (1, "working day"),
    "working-day": (1, "working day"),
    "weekday": (1, "working day"),
}
# fmt: off
_IN_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve",
)
# fmt: on
NUMBER_WORDS = {word: number for number, word in enumerate(_IN_WORDS)}


@attrs.frozen
class Duration:
    """A length of time: a whole number of hours, days, weeks, months or years.

    Months and years are calendar ones, counted from an anchor with the day clipped.
    Working days are Monday to Friday without the holidays that are handed over.

    >>> str(Duration.parse("12 months").after(date(2026, 1, 5)))
    '2027-01-05'
    """

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read a length as the language writes it.

        Raises:
            ValueError: the text is no length of time; the message says what to write.

        >>> Duration.parse("1 fortnight")
        Traceback (most recent call last):
        ValueError: "1 fortnight" is not how a length of time is written: write 2 weeks
        """
        return _parse_duration(text)

    def __str__(self) -> str:
        """Say it as the language writes it."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def after(self, day: date, holidays: Container[date] = ()) -> date:
        """Give the day this long after ``day``.

        Records know days, so a part of a day counts as a whole one: two hours after
        Monday is Tuesday.

        >>> str(Duration.parse("2 working days").after(date(2026, 9, 4)))
        '2026-09-08'
        """
        return self._shifted(day, 1, holidays)

    def before(self, day: date, holidays: Container[date] = ()) -> date:
        """Give the day this long before ``day``.

        >>> str(Duration.parse("10 days").before(date(2026, 3, 5)))
        '2026-02-23'
        """
        return self._shifted(day, -1, holidays)

    @property
    def months(self) -> int | None:
        """The length in months, if it is one of months or years, else None."""
        if self.unit == "month":
            return self.count
        return self.count * 12 if self.unit == "year" else None

    @property
    def approximate_days(self) -> Fraction:
        """The length in mean days, for putting lengths in order and nothing else."""
        return self.count * _MEAN_DAYS[self.unit]

    def times(self, number: int) -> "Duration":
        """Give this length taken ``number`` times, for counting from one anchor.

        >>> str(Duration.parse("2 weeks").times(3))
        '6 weeks'
        """
        return Duration(self.count * number, self.unit)

    def _shifted(self, day: date, sign: int, holidays: Container[date]) -> date:
        match self.unit:
            case "month":
                return add_months(day, sign * self.count)
            case "year":
                return add_months(day, sign * self.count * 12)
            case "week":
                return day + timedelta(days=sign * 7 * self.count)
            case "hour":
                return day + timedelta(days=sign * -(-self.count // 24))
            case "day":
                return day + timedelta(days=sign * self.count)
            case "working day":
                step, left = timedelta(days=sign), self.count
                while left:
                    day += step
                    if day.weekday() < 5 and day not in holidays:
                        left -= 1
                return day


@lru_cache(maxsize=4096)
def _parse_duration(text: str) -> Duration:
    if found := _WRITTEN.fullmatch(text):
        # The pattern has let through nothing but the words of Unit.
        length = Duration(int(found[1]), cast(Unit, found[2]))
        if length.approximate_days > _LONGEST:
            raise ValueError(f'"{text}" is longer than 200 years: is it a slip?')
        if str(length) == text:
            return length
        meant: Duration | None = length
    else:
        meant = _spelled(" ".join(text.split()))
    if meant is not None:
        raise ValueError(
            f'"{text}" is not how a length of time is written: write {meant}'
        )
    if not text.strip():
        raise ValueError("A length of time is missing here: write it like 12 months")
    if text.strip().isdecimal():
        raise ValueError(
            f'"{text}" has no unit: write {text.strip()} days, weeks or months'
        )
    raise ValueError(
        f'"{text}" is not a length of time: write a whole number and hours, days, '
        "working days, weeks, months or years, such as 12 months"
    )


def _spelled(text: str) -> Duration | None:
    """Guess the length somebody meant. None: no idea."""
    found = _PARTS.fullmatch(text)
    if not found:
        return None
    amount, unit = found[1] or found[2], found[3].lower()
    if amount is None or amount.lower() in ("a", "an"):
        number: int | None = 1
    elif amount.isdecimal():
        number = int(amount)
    else:
        number = NUMBER_WORDS.get(amount.lower())
    if number is None or number > 1000:
        return None
    for said in (unit, unit.removesuffix("s")):
        for known in UNITS:
            if said == known:
                return Duration(number, known)
        if said in _ALSO_SAID:
            each, known = _ALSO_SAID[said]
            return Duration(number * each, known)
    return None
