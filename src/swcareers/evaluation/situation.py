"""The situation a rule is asked in: whose facts, which day, which run, which stretch.

A situation is a value: asking a rule again for one point, occurrence or period is
asking it in another situation.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

import attrs

from swcareers.evaluation.facts import Facts, Spell
from swcareers.evaluation.outcome import Item, Outcome, Reason
from swcareers.framework.framework import Framework, Placed
from swcareers.rules.programme_time import Clock, Pause
from swcareers.values.dates import KnownDate
from swcareers.values.often import changed, often_made

# A day that does not come: nothing dated lies after it.
NEVER = date(2199, 12, 31)


@often_made
class When:
    """The day a moment falls on, as far as it is known.

    Attributes:
        latest: None where it can still move (an absence that has not ended).
        provisional: it rests on something planned.
    """

    earliest: date
    latest: date | None
    provisional: bool = False

    @classmethod
    def of(cls, day: KnownDate, *, provisional: bool = False) -> "When":
        """A day as a record knows it."""
        return cls(day.earliest, day.latest, provisional)

    @classmethod
    def on(cls, day: date) -> "When":
        """A day known exactly."""
        return cls(day, day)

    @property
    def day(self) -> date:
        """The day to show: the earliest it can be."""
        return self.earliest

    @property
    def last(self) -> date:
        """The latest day it can be, as things stand."""
        return self.latest if self.latest is not None else self.earliest

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.earliest == self.latest

    def reached(self, on: date) -> bool | None:
        """Whether it lies on or before a day. None: cannot tell."""
        if self.latest is not None and self.latest <= on:
            return True
        return False if self.earliest > on else None

    def passed(self, on: date) -> bool | None:
        """Whether it lies before a day. None: cannot tell."""
        if self.latest is not None and self.latest < on:
            return True
        return False if self.earliest >= on else None


@attrs.frozen(eq=False)
class Run:
    """One run of a programme, or one way towards an award: its clock and its people.

    Attributes:
        programme: the programme, approval or qualification.
        place: where in the record.
        start: the first day as known; None: the record does not tell.
        provisional: it has not begun.
        clock: its own time; None: it has none, or its start is not known.
        why: why there is no clock, where there should be one.
        pauses: the absences that stop it.
        terms: the people in roles towards the learner.
        ended: the day it ended without an outcome, as known.
    """

    programme: str
    place: str
    start: KnownDate | None
    provisional: bool = False
    clock: Clock | None = None
    why: Reason | None = None
    pauses: tuple[Pause, ...] = ()
    terms: tuple[Spell, ...] = ()
    ended: KnownDate | None = None


@attrs.frozen(eq=False)
class Counting:
    """What an award counts, while its own rules are asked about it.

    Attributes:
        items: the modules placed in it, each with the credit counted as `credits`
            and the way it counts by as `counted_as`.
        unmarked: places of those whose marks do not count.
        in_doubt: places of those of which a person still has to decide whether
            their marks count.
    """

    items: tuple[Item, ...]
    unmarked: frozenset[str] = frozenset()
    in_doubt: frozenset[str] = frozenset()


Ask = Callable[[Placed, "Situation"], Outcome]
_NO_ANCHORS: Mapping[str, When] = MappingProxyType({})


@often_made(eq=False)
class Situation:
    """What surrounds a rule while it is answered.

    Attributes:
        facts: the learner's record, arranged.
        book: the framework.
        on: the day of the question.
        ask: answers another rule: the one way by which rules reach each other.
        run: the run of the programme it stands in, if it stands in one.
        as_at: the day the rule asks about; None: the day of the question.
        first, last: only what is dated in this stretch counts, ends included.
        throughout: the stretch a state must last; None: it is asked on the day.
        closing: the moment after which nothing counts, with its time of day.
        anchors: moments with names here: an occurrence, the moments of a period.
        period: first and last day of the period, inside one.
        version_day: the day that picks a version here, where one does.
        label: which point, occurrence or period this is.
        asking: awards and rules being asked about, so that a circle ends.
        withheld: places of items that are looked away from: would it do without?
        counting: what the award counts whose own rules are asked; None: the rule
            belongs to no award, or nothing is placed yet.
    """

    facts: Facts
    book: Framework
    on: date
    ask: Ask
    run: Run | None = None
    as_at: date | None = None
    first: date | None = None
    last: date | None = None
    throughout: tuple[date, date] | None = None
    closing: KnownDate | None = None
    anchors: Mapping[str, When] = _NO_ANCHORS
    period: tuple[date, date] | None = None
    version_day: date | None = None
    label: str | None = None
    asking: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()
    counting: Counting | None = None

    @property
    def day(self) -> date:
        """The day the rule asks about."""
        return self.as_at if self.as_at is not None else self.on

    def within(self, first: date | None, last: date | None) -> "Situation":
        """The same, with only what is dated in a further stretch."""
        if first is not None and (self.first is None or first > self.first):
            new_first: date | None = first
        else:
            new_first = self.first
        if last is not None and (self.last is None or last < self.last):
            new_last: date | None = last
        else:
            new_last = self.last
        return changed(self, first=new_first, last=new_last)
