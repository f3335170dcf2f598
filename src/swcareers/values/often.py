"""Frozen values that are made by the hundred in one answer.

A class that attrs freezes takes about four times as long to make as one that it does
not: every field goes past the guard. What an answer is made of while it is found is
made often, seen by this library alone and never changed, so only the type checkers
hold it frozen. What users are given (records, frameworks, answers) is frozen for all.

>>> from swcareers.values.often import often_made
>>> @often_made
... class Seen:
...     place: str
>>> Seen("evidence/4").place
'evidence/4'
"""

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

if TYPE_CHECKING:
    from attrs import frozen as often_made
else:
    from attrs import define as often_made

__all__ = ["changed", "often_made"]

Made = TypeVar("Made")


def changed(one: Made, **changes: Any) -> Made:
    """A copy of an often made value with some fields changed, as `attrs.evolve` gives.

    An answer takes some hundred of such copies, and this takes a fifth of the time.

    Raises:
        AttributeError: it has no such field, or its class is frozen for everybody.

    >>> @often_made
    ... class Day:
    ...     number: int
    ...     known: bool = True
    >>> changed(Day(4), known=False)
    Day(number=4, known=False)
    """
    kind = type(one)
    fields = _READERS.get(kind)
    if fields is None:
        fields = _READERS[kind] = _reader(kind)
    copy = kind(*fields(one))
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


Reader = Callable[[Any], tuple[Any, ...]]
_READERS: dict[type[Any], Reader] = {}


def _reader(kind: type[Any]) -> Reader:
    """Reads all fields of a value at once, in the order in which it is made."""
    names = [field.name for field in attrs.fields(kind)]
    if len(names) == 1:
        return lambda one: (getattr(one, names[0]),)
    return attrgetter(*names)
