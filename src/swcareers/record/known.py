"""A record as it stood on an earlier day: what is dated later is not known yet.

A career is written once, from its end. Asked about a day long past, nobody may know
that a post was left, a year ended, or a decision taken years afterwards.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import attrs

from swcareers.record.model import (
    SECTIONS,
    ApprovalHeld,
    Confirmation,
    EvidenceHeld,
    Held,
    LearningAct,
    ModuleTaken,
    Post,
    ProgrammeRun,
    Record,
    Study,
    Term,
)
from swcareers.values.dates import KnownDate

Changes = dict[str, Any]
# What a study may have come to since; before, it went on.
_OVER = ("completed", "passed", "achieved", "left", "withdrawn", "failed")
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def known_by(record: Record, day: date) -> Record:
    """The record as somebody would have read it on a day.

    Entries that begin or happen later are left out, and an end that lies later is not
    told: a post then held goes on. Only of an approval the end is kept, since it is
    given for a time. What the record plans is kept from its own day (`as_of`) on. A
    date that may lie on either side stays, and answers that turn on it are undecided.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "from": "2024-09-02", "to": "2025-09-01"},
    ...     {"stage": "social-worker", "from": "2025-09-02"}]})
    >>> [(post.stage, post.to) for post in known_by(record, date(2025, 1, 6)).posts]
    [('nqsw', None)]
    """
    plans = record.as_of is None or record.as_of.earliest <= day
    sections: Changes = {}
    for name in SECTIONS:
        entries = getattr(record, name)
        if entries is not None:
            told = _in_order(entries, day) if name == "posts" else entries
            sections[name] = _all_known(told, day, plans)
    # Whatever could not be read of a file stays out of what is added to.
    add = record.memo.get("adding")
    return attrs.evolve(
        record,
        memo={} if add is None else {"adding": getattr(add, "func", add)},
        events=_events(record.events, day),
        people=MappingProxyType(
            {
                name: attrs.evolve(person, holds=_holds(person.holds, day))
                for name, person in record.people.items()
            }
        ),
        **sections,
    )


def _later(known: KnownDate | None, day: date) -> bool:
    """Whether a date lies after the day for certain."""
    return known is not None and known.earliest > day


def _in_order(posts: Sequence[Post], day: date) -> Iterator[Post]:
    """Posts stand in their order: none that is undated begins before one above it."""
    begun = True
    for post in posts:
        begun = begun and not _later(post.from_, day)
        if begun or post.from_ is not None:
            yield post


def _all_known(entries: Iterable[Any], day: date, plans: bool) -> tuple[Any, ...]:
    found = (_known(entry, day, plans) for entry in entries)
    return tuple(entry for entry in found if entry is not None)


def _known(entry: Any, day: date, plans: bool) -> Any | None:
    if entry.planned is not None and entry.planned is not False:
        return entry if plans else None
    for name in ("from_", "started"):
        if not isinstance(entry, ModuleTaken) and _later(
            getattr(entry, name, None), day
        ):
            return None
    changes: Changes = {}
    if not _happened(entry, day, changes):
        return None
    for name in ("to", "ended"):
        end = getattr(entry, name, None)
        given = isinstance(entry, ApprovalHeld)
        if isinstance(end, KnownDate) and _later(end, day) and not given:
            changes[name] = None
    match entry:
        case ProgrammeRun() | Study():
            roles = {role: _terms(terms, day) for role, terms in entry.roles.items()}
            changes["roles"] = MappingProxyType(
                {role: terms for role, terms in roles.items() if terms}
            )
            if isinstance(entry, Study) and entry.state in _OVER and not plans:
                # A state has no day: it is that of the record's own.
                changes["state"] = "studying"
        case LearningAct():
            changes["applied"] = tuple(
                one for one in entry.applied if not _later(one.date, day)
            )
            if entry.cpd is not None and _later(entry.cpd.submitted, day):
                changes["cpd"] = None
            if len(changes.get("dates", entry.dates)) < len(entry.dates):
                changes["state"] = "attending" if entry.state in _OVER else entry.state
        case EvidenceHeld():
            changes["fields"] = _fields(entry.fields, day)
        case _:
            pass
    return attrs.evolve(entry, **changes)


def _happened(entry: Any, day: date, changes: Changes) -> bool:
    """Whether anything of a dated entry has happened; what has not, is changed."""
    if isinstance(entry, Confirmation) and not entry.date:
        return not any(_later(one, day) for one in entry.within.values())
    achieved = getattr(entry, "achieved", None)
    if _later(achieved, day):
        if not isinstance(entry, ModuleTaken) or entry.started is None:
            return False
        changes.update(achieved=None, mark=None, state="studying")
        return not _later(entry.started, day)
    if isinstance(entry, ModuleTaken):
        return not (achieved is None and _later(entry.started, day))
    one: KnownDate | None = getattr(entry, "date", None)
    several: tuple[KnownDate, ...] = getattr(entry, "dates", ())
    kept = tuple(known for known in several if not _later(known, day))
    if _later(one, day):
        changes["date"] = one = None
    elif len(kept) == len(several):
        return True
    if several:
        changes["dates"] = kept
    return one is not None or bool(kept)


def _terms(terms: Iterable[Term], day: date) -> tuple[Term, ...]:
    return tuple(
        attrs.evolve(term, to=None) if _later(term.to, day) else term
        for term in terms
        if not _later(term.from_, day)
    )


def _holds(holds: Mapping[str, Held], day: date) -> Mapping[str, Held]:
    return MappingProxyType(
        {
            name: attrs.evolve(held, to=None) if _later(held.to, day) else held
            for name, held in holds.items()
            if not _later(held.from_, day)
        }
    )


def _events(
    events: Mapping[str, tuple[KnownDate, ...]], day: date
) -> Mapping[str, tuple[KnownDate, ...]]:
    kept = {
        name: tuple(one for one in days if not _later(one, day))
        for name, days in events.items()
    }
    return MappingProxyType({name: days for name, days in kept.items() if days})


def _fields(fields: Mapping[str, Any], day: date) -> Mapping[str, Any]:
    """Fields without those that are a day still to come, as when it was submitted."""
    return MappingProxyType(
        {
            name: value
            for name, value in fields.items()
            if not (
                isinstance(value, str)
                and _DAY.fullmatch(value)
                and _later(KnownDate.parse(value), day)
            )
        }
    )
