"""The answer to one requirement, as evaluation gives it: a tree of outcomes.

Outcomes hold references and figures, no sentences: words are made from them when
somebody reads them (`swcareers.wording`).
"""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from swcareers.rules.requirement import Rule
from swcareers.values.dates import KnownDate
from swcareers.values.often import often_made


class Verdict(IntEnum):
    """How a requirement stands, from the least to the best.

    `NOT_APPLICABLE` is outside the order: it leaves its parent before anything is
    counted.
    """

    NOT_MET = 0
    NOT_YET = 1
    UNDECIDED = 2
    MET = 3
    NOT_APPLICABLE = 4

    @property
    def word(self) -> str:
        """The word of the language: ``not_yet``."""
        return self.name.lower()


_NOTHING: Mapping[str, str] = MappingProxyType({})


@often_made
class Reason:
    """Why something is as it is: a stable code and the values its sentence needs."""

    code: str
    values: Mapping[str, str] = _NOTHING


@often_made(eq=False)
class Item:
    """One dated fact of the record that a rule can look at.

    Attributes:
        place: where in the record: ``evidence/4``, ``evidence/4/dates/2``.
        name: its type: an evidence type, a decision, a module ...
        day: the day it happened, as far as known; None where the record has none.
        planned: it has not happened yet.
        fields: what `where` may ask about, as text or typed values.
    """

    place: str
    name: str
    day: KnownDate | None
    planned: bool
    fields: Mapping[str, Any]


@often_made(eq=False)
class LeftOut:
    """An item of the right type that does not count, and why."""

    item: Item
    reason: Reason


@often_made(eq=False)
class SlotSeen:
    """One slot of a cadence, point, occurrence or period, and how it stands.

    Attributes:
        status: kept, excused, open or missed.
    """

    first: date
    last: date
    status: str
    item: Item | None = None


@often_made(eq=False)
class Outcome:
    """How one requirement stands on one day.

    Attributes:
        path: the rule's id: ``asye/observations``.
        rule: the rule as it applied (its edition and variant in place).
        verdict: how it stands.
        flags: late, overdue, exempt, waived, provisional, not_recorded, awaiting.
        have: how much counts for certain; None where nothing is counted.
        have_at_most: how much may count, where that is not known exactly.
        need: how much is needed; None where nothing is counted.
        unit: what `have` and `need` are counted in; None: items.
        counted: the items that count.
        left_out: the items of the right type that do not, each with its reason.
        planned: items that would count once they have happened.
        due: the next day by which something is wanted; None where none is set.
        closes: the hard end; None where none is set.
        late_days: how late it was met.
        met_on: the day from which it is met, as far as known.
        earliest: the first day on which it can be met; None where not known.
        why: the reason for an undecided, exempt, waived or inapplicable answer.
        who: the role a person of which has to decide, where one has.
        label: which point, occurrence or period this is, where the rule repeats.
        slots: of a cadence, each slot.
        parts: the outcomes this one is made of.
        conditions: of its `applies_when` and `unless`, as far as they were asked.
    """

    path: str
    rule: Rule
    verdict: Verdict
    flags: frozenset[str] = frozenset()
    have: Fraction | None = None
    have_at_most: Fraction | None = None
    need: Fraction | None = None
    unit: str | None = None
    counted: tuple[Item, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    planned: tuple[Item, ...] = ()
    due: date | None = None
    closes: date | None = None
    late_days: int = 0
    met_on: KnownDate | None = None
    earliest: date | None = None
    why: Reason | None = None
    who: str | None = None
    label: str | None = None
    slots: tuple[SlotSeen, ...] = ()
    longest_gap: tuple[date, date] | None = None
    parts: tuple["Outcome", ...] = ()
    conditions: tuple["Outcome", ...] = ()

    @property
    def met(self) -> bool:
        """Whether it is met."""
        return self.verdict is Verdict.MET
