"""What if: a record with something changed, its report before and after."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import attrs

from swcareers.framework.framework import Framework
from swcareers.queries.changes import Change, changes
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.report import Report, day_of, report
from swcareers.reading.structure import structure
from swcareers.record.model import Absence, Hours, Post, ProgrammeRun, Record
from swcareers.values.dates import KnownDate


@attrs.frozen(kw_only=True)
class HoursFrom:
    """Other hours from a day on, in the posts held on that day.

    Attributes:
        hours: as a record writes them: ``0.6``, ``60%``, ``22.2 of 37``.

    >>> from datetime import date
    >>> HoursFrom(hours="22.2 of 37", day=date(2027, 1, 4)).hours
    '22.2 of 37'
    """

    hours: str
    day: date


@attrs.frozen(kw_only=True)
class Leave:
    """Time away, both days included; without a last day it goes on.

    >>> from datetime import date
    >>> Leave(reason="parental-leave", first=date(2027, 1, 4)).last is None
    True
    """

    reason: str
    first: date
    last: date | None = None


@attrs.frozen(kw_only=True)
class OtherProgramme:
    """Another programme from a day on.

    Attributes:
        instead_of: the programme that ends the day before; None: it is joined beside.

    >>> from datetime import date
    >>> OtherProgramme(programme="asye-adults", day=date(2027, 1, 4)).programme
    'asye-adults'
    """

    programme: str
    day: date
    instead_of: str | None = None


Changed = HoursFrom | Leave | OtherProgramme | Mapping[str, Any]
"""A change by name, or facts as `Record.adding` takes them."""


@attrs.frozen(kw_only=True)
class WhatIf(PlainAnswer):
    """The same record before and after a change that is only thought.

    Attributes:
        on: the day of both reports.
        changes: what became met, what moved, by how many days, and why.
        words: a sentence; it says so where nothing else changes.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2025-09-01"}]})
    >>> found = sw.whatif(record, newham, {"stage": "social-worker",
    ...     "from": "2026-09-01"}, on="2026-11-06")
    >>> found.on.isoformat()
    '2026-11-06'
    """

    on: date
    before: Report
    after: Report
    changes: tuple[Change, ...]
    words: str


def whatif(
    record: Record,
    framework: Framework,
    adding: Changed | Sequence[Changed],
    *,
    on: date | str,
    at: date | str | None = None,
    programme: str | None = None,
) -> WhatIf:
    """What a change would change; the record itself stays as it is.

    Args:
        adding: one change or several: facts as `Record.adding` takes them, `HoursFrom`,
            `Leave` or `OtherProgramme`.
        on: the day of the report before.
        at: the day of the report after; left out, the same day.

    Raises:
        ValueError: `on` is no date.
        RecordError: it cannot be told where a fact belongs in a record.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "posts": []})
    >>> found = sw.whatif(record, sw.load_framework("pcf"),
    ...                   {"reason": "sickness", "from": "2026-10-01"}, on="2026-11-06")
    >>> found.words
    'Nothing in the report changes.'
    """
    day = day_of(on)
    later = day if at is None else day_of(at)
    one: Sequence[Changed]
    if isinstance(adding, HoursFrom | Leave | OtherProgramme | Mapping):
        one = [adding]
    else:
        one = adding
    changed = record
    for change in one:
        changed = with_change(changed, change, on=later)
    before = report(record, framework, on=day, programme=programme)
    after = report(changed, framework, on=later, programme=programme)
    found = changes(before, after)
    return WhatIf(
        on=day, before=before, after=after, changes=found, words=_words(found)
    )


def _words(found: tuple[Change, ...]) -> str:
    if not found:
        return "Nothing in the report changes."
    ends = [
        one for one in found if one.kind == "date" and one.title.endswith(": the end")
    ]
    pieces = [f"{one.title} moves from {one.before} to {one.after}" for one in ends]
    moved = sum(one.kind == "date" for one in found) - len(ends)
    met = sum(one.kind == "met" for one in found)
    if moved:
        pieces.append(f"{moved} other {'day moves' if moved == 1 else 'days move'}")
    if met:
        pieces.append(f"{met} {'rule becomes' if met == 1 else 'rules become'} met")
    others = len(found) - len(ends) - moved - met
    if others:
        thing = "thing stands" if others == 1 else "things stand"
        pieces.append(f"{others} other {thing} differently")
    return f"{'; '.join(pieces)}. Nothing else changes."


def with_change(record: Record, change: Changed, *, on: date) -> Record:
    """A record with one change, by name or by facts.

    What begins after `on` is planned: it moves what is reckoned ahead.
    """
    if isinstance(change, Mapping):
        return record.adding(change)
    found = _by_name(record, change, on)
    if "adding" in record.memo:
        # What is added to it later is added before the change, which is made again.
        found.memo["adding"] = lambda _, items: with_change(
            record.adding(items), change, on=on
        )
    return found


def _by_name(
    record: Record, change: HoursFrom | Leave | OtherProgramme, on: date
) -> Record:
    match change:
        case HoursFrom():
            return _with_hours(record, change, on)
        case Leave():
            fact = {"reason": change.reason, "from": change.first.isoformat()}
            if change.last is not None:
                fact["to"] = change.last.isoformat()
            if change.first > on:
                fact["planned"] = "true"
            leave = structure(fact, Absence)
            return _evolved(record, absences=(*(record.absences or ()), leave))
        case OtherProgramme():
            return _with_programme(record, change, on)


def _evolved(record: Record, **sections: Any) -> Record:
    """A record with sections put in the place of others, its arrangements undone."""
    return attrs.evolve(record, memo={}, **sections)


def _with_hours(record: Record, change: HoursFrom, on: date) -> Record:
    """The posts held on the day end before it and go on with the other hours."""
    day = KnownDate.of(change.day)
    hours = Hours.parse(change.hours)
    found: list[Post] = []
    for post in record.posts or ():
        begun = post.from_ is None or post.from_.by(change.day) is not False
        over = post.to is not None and post.to.latest < change.day
        planned = post.planned is not None and post.planned is not False
        if not begun or over or planned:
            found.append(post)
        elif post.from_ is not None and post.from_.earliest >= change.day:
            found.append(attrs.evolve(post, hours=hours))
        else:
            before = KnownDate.of(change.day - timedelta(days=1))
            found.append(attrs.evolve(post, to=before))
            later = attrs.evolve(post, from_=day, hours=hours, not_stated=())
            found.append(attrs.evolve(later, planned=change.day > on or None))
    return _evolved(record, posts=tuple(found))


def _with_programme(record: Record, change: OtherProgramme, on: date) -> Record:
    day = KnownDate.of(change.day)
    before = KnownDate.of(change.day - timedelta(days=1))
    found: list[ProgrammeRun] = []
    roles: Mapping[str, Any] = {}
    for run in record.programmes or ():
        if run.programme == change.instead_of and run.ended is None:
            roles = run.roles
            found.append(attrs.evolve(run, ended=before))
        else:
            found.append(run)
    run = ProgrammeRun(
        programme=change.programme,
        started=day,
        roles=roles,
        planned=change.day > on or None,
    )
    found.append(run)
    return _evolved(record, programmes=tuple(found))
