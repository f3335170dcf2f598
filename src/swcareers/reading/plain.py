"""Values of Python as the plain data a file would have given.

A record may come from a database instead of a file. Its numbers, dates and truth
values become the text that a person would have written, so that one set of rules
reads both.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from numbers import Integral
from typing import Any

from swcareers.reading.characters import control_character
from swcareers.reading.document import (
    Document,
    Lines,
    Path,
    Plain,
    SourceError,
    pointer,
)
from swcareers.values.problems import Problem
from swcareers.values.text import shown

MAX_DEPTH = 40  # the deepest published framework needs 14
MAX_NODES = 100_000  # keys, values, lists; a borough's framework has some 4,000
MAX_DIGITS = 30  # before or after the point of a number
MAX_PROBLEMS = 200  # more than anybody mends in one go


class Stop(Exception):  # noqa: N818 - not an error: what was found is reported
    """Reading further would find nothing more, or cost too much."""


def document(value: Mapping[str, Any], name: str = "") -> Document:
    """A mapping of Python as a document, without places.

    Raises:
        SourceError: a value is none of those `plain` takes, or `value` is no mapping.
    """
    data = plain(value)
    if not isinstance(data, dict):
        raise SourceError([_problem("SWC107", "a mapping is needed here", ())])
    return Document(name=name, data=data, lines=Lines(""), find_marks=lambda: None)


def plain(value: object) -> Plain:
    """A value of Python as lists, mappings and texts.

    Numbers become decimals or fractions in figures, dates ISO dates (a time of day
    to the minute, unless it is midnight), truth values `true` and `false`, members
    of an enumeration their value. A key whose value is None is left out: nothing
    is written there.

    Raises:
        SourceError: anything else (a set, NaN, an object, None in a list), a
            control character, or too deep or too many; all such places together.

    >>> from decimal import Decimal
    >>> plain({"hours": 7.5, "done": True, "note": None, "credits": Decimal("60")})
    {'hours': '7.5', 'done': 'true', 'credits': '60'}
    """
    reader = _Reader()
    try:
        result = reader.read(value)
    except Stop:
        result = ""
    if reader.problems:
        raise SourceError(reader.problems)
    return result


class _Reader:
    def __init__(self) -> None:
        self.path: list[str | int] = []
        self.problems: list[Problem] = []
        self.nodes = 0

    def read(self, value: object) -> Plain:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.fault("SWC110", f"more than {MAX_NODES:,} entries")
            raise Stop
        if isinstance(value, Mapping):
            return self.mapping(value)
        if isinstance(value, list | tuple):
            return self.sequence(value)
        text, fault = _scalar(value)
        if fault:
            self.fault("SWC105" if isinstance(value, str) else "SWC133", fault)
        return text

    def mapping(self, value: Mapping[Any, Any]) -> dict[str, Plain]:
        self.check_depth()
        result: dict[str, Plain] = {}
        for key, inner in value.items():
            if not isinstance(key, str) or not key or control_character(key):
                self.fault("SWC125", f"a key must be a plain word, not {key!r:.60}")
            elif inner is not None:
                self.path.append(key)
                result[str.__str__(key)] = self.read(inner)
                self.path.pop()
        return result

    def sequence(self, value: list[Any] | tuple[Any, ...]) -> list[Plain]:
        self.check_depth()
        result: list[Plain] = []
        for index, inner in enumerate(value):
            self.path.append(index)
            result.append(self.read(inner))
            self.path.pop()
        return result

    def check_depth(self) -> None:
        if len(self.path) >= MAX_DEPTH:
            self.fault("SWC109", f"nested more than {MAX_DEPTH} deep")
            raise Stop

    def fault(self, code: str, message: str) -> None:
        self.problems.append(_problem(code, message, self.path))
        if len(self.problems) >= MAX_PROBLEMS:
            raise Stop


def _problem(code: str, message: str, path: Path) -> Problem:
    return Problem(code=code, message=message, pointer=pointer(path))


def _scalar(value: object) -> tuple[str, str | None]:
    """The text of a single value, and what is wrong with it."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        hidden = control_character(value)
        return str.__str__(value), f"{hidden} in a text" if hidden else None
    if isinstance(value, bool):
        return ("true" if value else "false"), None
    if isinstance(value, Integral | float | Decimal | Fraction):
        return _number(value)
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            return "", "a time with a time zone: give the local time in England"
        day, clock = value.date().isoformat(), value.time()
        short = clock == time()
        return (day if short else f"{day} {clock:%H:%M}"), None
    if isinstance(value, date):
        return value.isoformat(), None
    if value is None:
        return "", "None stands in a list: leave it out"
    kind = type(value).__name__
    if isinstance(value, set | frozenset):
        return "", "a set has no order: give a list"
    return "", f"{shown(kind)} cannot be read: give a text, a number or a date"


def _number(value: Integral | float | Decimal | Fraction) -> tuple[str, str | None]:
    fault = "this is not a number that can be counted with"
    if isinstance(value, Fraction):
        large = max(abs(value.numerator), value.denominator) >= 10**MAX_DIGITS
        return ("", fault) if large else (str(value), None)
    if isinstance(value, Integral):
        whole = int(value)
        return ("", fault) if abs(whole) >= 10**MAX_DIGITS else (str(whole), None)
    exact = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or abs(exact.adjusted()) > MAX_DIGITS:
        return "", fault
    return format(exact, "f"), None
