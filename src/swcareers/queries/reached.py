"""The first day something can be so, and what takes the time until then."""

from datetime import date
from typing import Literal

import attrs

Basis = Literal["already", "act", "time", "length", "window", "not known"]

_DATED = ("time", "length", "window")


@attrs.frozen(eq=False)
class Cause:
    """One step of the way that takes time, or of which no source says how long.

    Attributes:
        id, title: the rule, programme or award.
        day: the day on which it is there, at the earliest.
    """

    id: str
    title: str
    day: date
    basis: Basis


@attrs.frozen(eq=False)
class Reached:
    """The first day something can be so.

    Attributes:
        day: None: it cannot come to be, as far as can be seen; `blocked` says why.
        chain: what takes the time, one after another.
    """

    day: date | None
    chain: tuple[Cause, ...] = ()
    blocked: str | None = None

    def then(self, later: "Reached") -> "Reached":
        """This, and afterwards the other: what takes no time is not told."""
        if later.day is None or self.day is None:
            return later if later.day is None else self
        told = later.day > self.day or any(
            cause.basis == "not known" for cause in later.chain
        )
        chain = (*self.chain, *later.chain) if told else self.chain or later.chain
        return Reached(max(self.day, later.day), chain)

    def beside(self, other: "Reached") -> "Reached":
        """Both at once: the later decides."""
        if self.day is None or other.day is None:
            return self if self.day is None else other
        if self.day == other.day:
            return self if _weight(self) >= _weight(other) else other
        return max(self, other, key=lambda one: one.day or date.min)


def _weight(one: Reached) -> int:
    return sum(
        2 if cause.basis in _DATED else cause.basis == "not known"
        for cause in one.chain
    )
