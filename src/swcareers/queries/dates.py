"""Dates as plain data: what a calendar holds, for people and for programs."""

from datetime import date
from typing import Literal

import attrs

from swcareers.queries.answers import Side

DateKind = Literal[
    "due", "closes", "slot", "planned", "point", "reached", "period", "lapses",
    "edition",
]  # fmt: skip

# What each kind is, in the order in which entries of one day are told.
KINDS: tuple[tuple[DateKind, str], ...] = (
    ("closes", "closes"),
    ("due", "due"),
    ("slot", "next session"),
    ("planned", "planned"),
    ("reached", "reached"),
    ("lapses", "last day"),
    ("point", "point of the programme"),
    ("period", "date of the period"),
    ("edition", "new rule"),
)


@attrs.frozen(kw_only=True)
class CalendarEntry:
    """One date that matters to a learner.

    Attributes:
        day: the day; of what is due, the last on which it is in time.
        what: in words.
        kind: due (late afterwards and still possible), closes (too late afterwards),
            slot (the last day of a session that is owed again and again), planned,
            point (of the programme), reached (the first day on which a length of time
            is reached), period (a moment of a registration year or the like), lapses
            (the last day of an approval or registration), edition (a rule changes).
        who: who acts: learner, employer, or a role in words; None where nobody has to.
        id: the rule it comes from, or the entry of the framework.
        side: support or assessment; None where it belongs to neither.
        label: which point, occurrence, period or session.
        hard: afterwards it is too late.
        provisional: it rests on something that can still move.
        overdue: the day has passed and nothing is there.
        strength: of the rule: must, should or recommended.
        item: where in the record, for what is planned.
        note: what else is worth knowing.
    """

    day: date
    what: str
    kind: DateKind
    id: str
    who: str | None = None
    side: Side | None = None
    label: str | None = None
    hard: bool = False
    provisional: bool = False
    overdue: bool = False
    strength: str | None = None
    item: str | None = None
    note: str | None = None


@attrs.frozen(kw_only=True)
class Announced:
    """Something announced: a version of a rule, or something new or ending.

    Attributes:
        id: the rule or entry.
        title: what people call it.
        day: the first day on which it holds, or of the month where no day is known.
        day_known: the day as published: ``2027-04-01``, ``2027-09``.
        announced: in the words of the framework; None where it gives none.
        changes: whether it changes anything for this learner: yes, no, or not stated
            where no source says.
        because: what it changes for this learner, or why it does not, in a sentence.
        then: the rule as it will be, in a sentence.
    """

    id: str
    title: str
    day: date
    day_known: str
    changes: Literal["yes", "no", "not stated"]
    because: str
    announced: str | None = None
    then: str | None = None
