"""What contradicts itself in a record, and what a framework does not know of it.

A record always loads. What is found here rides with it and is never raised.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from swcareers.framework.framework import Framework
from swcareers.reading.document import Document
from swcareers.reading.record_links import RecordLinks
from swcareers.reading.record_notes import Notes, Path
from swcareers.record.model import Post, Record
from swcareers.values.dates import KnownDate
from swcareers.values.problems import Problem

# The section, the key of its first day, and that of its last.
_SPELLS = (
    ("registrations", "from", "to"), ("posts", "from", "to"),
    ("absences", "from", "to"), ("approvals", "from", "to"),
    ("programmes", "started", "ended"), ("modules", "started", "achieved"),
)  # fmt: skip
# The section, and the keys of which one says when.
_DATED = (
    ("registrations", ("from",)), ("posts", ("from",)), ("absences", ("from",)),
    ("approvals", ("from",)), ("applications", ("date",)), ("waivers", ("date",)),
    ("learning", ("date", "dates")), ("studies", ("started", "state")),
    ("modules", ("achieved", "started", "state")), ("awards", ("achieved",)),
    ("evidence", ("date", "dates")), ("assessments", ("date",)),
    ("decisions", ("date",)), ("confirmations", ("date", "within")),
    ("readings", ("date",)),
)  # fmt: skip
_FIELDS = {"from": "from_", "is": "is_"}
_READERS = {
    section: [attrgetter(_FIELDS.get(key, key)) for key in ("planned", *keys)]
    for section, keys in _DATED
}
# What is achieved once: its day stands beside no plan.
_GIVEN_ONCE = ("modules", "awards")
_WITH_ROLES = ("programmes", "studies")
_BY = ("evidence", "learning", "assessments", "confirmations")
_WRITER = attrgetter("by")


def record_problems(record: Record, document: Document) -> Iterator[Problem]:
    """What a record says that cannot be so, whatever the framework.

    Args:
        record: as it was read, without what could not be read.
        document: the file it was read from.
    """
    notes = Notes(document)
    dated = [
        _Dated(section, keys, entries, record.as_of)
        for section, keys in _DATED
        if (entries := getattr(record, section))
    ]
    _ends(record, notes)
    _days(record, dated, notes)
    _posts(record, notes)
    _people(record, notes)
    _twins(dated, notes)
    yield from notes.problems


class _Dated:
    """A section of entries that have a day, at a glance.

    Attributes:
        keys: those of which one says when.
        odd: the entries of which more than one says so, or none, or one too late.
        again: the entries with a day that an earlier one has, each with that day and
            the first that has it.
    """

    def __init__(
        self,
        section: str,
        keys: tuple[str, ...],
        entries: Sequence[Any],
        as_of: KnownDate | None,
    ) -> None:
        """Look at each entry once: almost none is odd."""
        self.section = section
        self.keys = keys
        self.entries = entries
        self.odd: list[int] = []
        self.again: list[tuple[int, str, int]] = []
        planned_for, day_of, *more = _READERS[section]
        alone = not any(any(map(read, entries)) for read in more)
        last, begins = _last_day(as_of), _first_day(as_of)
        first: dict[str, int] = {}
        days = zip(map(planned_for, entries), map(day_of, entries), strict=True)
        for index, (planned, day) in enumerate(days):
            if day is not None:
                text = day.text
                good = planned is None and day.earliest <= last
            elif type(planned) is KnownDate:
                text = planned.text
                good = planned.latest >= begins
            else:
                text = str(planned)
                good = planned is not None
            if not (good and alone):
                self.odd.append(index)
            before = first.setdefault(text, index)
            if before != index:
                self.again.append((index, text, before))


def _last_day(as_of: KnownDate | None) -> date:
    return date.max if as_of is None else as_of.latest


def _first_day(as_of: KnownDate | None) -> date:
    return date.min if as_of is None else as_of.earliest


def record_against(
    record: Record, framework: Framework, document: Document | None = None
) -> tuple[Problem, ...]:
    """What a record names that a framework does not declare.

    Args:
        record: a loaded record.
        framework: what it is read against.
        document: the file of the record; None: the problems have no places.

    >>> from swcareers.reading.loading import load_framework, load_record
    >>> record = load_record({"record": "a", "evidence": [{"type": "supervison"}]})
    >>> found = record_against(record, load_framework("asye"))
    >>> [problem.hint for problem in found]
    ['did you mean supervision?']
    """
    notes = Notes(document)
    RecordLinks(record, framework, notes).check()
    return tuple(notes.problems)


def _entries(record: Record, section: str) -> Sequence[Any]:
    found: Sequence[Any] | None = getattr(record, section)
    return found or ()


def _at(notes: Notes, section: str, entries: Sequence[Any], *rest: str | int) -> Path:
    """The path of an entry; only the section where entries have moved."""
    return (section,) if notes.moved(section, entries) else (section, *rest)


# --- ends before beginnings ----------------------------------------------------------


def _ends(record: Record, notes: Notes) -> None:
    for section, first, last in _SPELLS:
        entries = _entries(record, section)
        for index, entry in enumerate(entries):
            end = getattr(entry, last)
            if end is not None and _before(
                end, getattr(entry, _FIELDS.get(first, first))
            ):
                _backwards(
                    notes, _at(notes, section, entries, index, last), first, last
                )
    for section in _WITH_ROLES:
        entries = _entries(record, section)
        for index, entry in enumerate(entries):
            for role, terms in entry.roles.items():
                for term in terms:
                    if term.to is not None and _before(term.to, term.from_):
                        path = _at(notes, section, entries, index, "roles", role)
                        _backwards(notes, path, "from", "to")
    for person, other in record.people.items():
        for held, spell in other.holds.items():
            if spell.to is not None and _before(spell.to, spell.from_):
                path = ("people", person, "holds", held, "to")
                _backwards(notes, path, "from", "to")
    confirmations = record.confirmations or ()
    for index, confirmation in enumerate(confirmations):
        to = confirmation.within.get("to")
        if to is not None and _before(to, confirmation.within.get("from")):
            path = _at(notes, "confirmations", confirmations, index, "within", "to")
            _backwards(notes, path, "from", "to")


def _before(end: KnownDate, first: KnownDate | None) -> bool:
    return first is not None and end.latest < first.earliest


def _backwards(notes: Notes, path: Path, first: str, last: str) -> None:
    notes.error(
        "SWC411",
        f"{last} lies before {first}, so there is no day in it",
        path,
        f"write a {last} that is no earlier than {first}, or leave it out",
    )


# --- days that are missing, too late, or already past ---------------------------------


def _days(record: Record, dated: Sequence[_Dated], notes: Notes) -> None:
    last, begins = _last_day(record.as_of), _first_day(record.as_of)
    for one in dated:
        section, keys, entries = one.section, one.keys, one.entries
        for index in one.odd:
            planned, *values = [read(entries[index]) for read in _READERS[section]]
            if planned is not True:
                for key, value in zip(keys, values, strict=True):
                    late = _late(value, last) if value else None
                    if late is not None:
                        path = _at(notes, section, entries, index, key, *late)
                        _too_late(notes, path)
            if planned is None:
                if not any(values) and not _marked(entries[index].not_stated, keys):
                    _no_day(notes, _at(notes, section, entries, index), keys[0])
            elif planned is not False and section in _GIVEN_ONCE and values[0]:
                _both(notes, _at(notes, section, entries, index, "planned"))
            elif isinstance(planned, KnownDate) and planned.latest < begins:
                _past(notes, _at(notes, section, entries, index, "planned"))
    for event, days in record.events.items():
        if any(day.earliest > last for day in days):
            _too_late(notes, ("events", event))


def _late(value: Any, as_of: date) -> tuple[int, ...] | None:
    """Where a date lies after a day, in a list of them; None: nowhere."""
    if isinstance(value, KnownDate):
        return () if value.earliest > as_of else None
    if isinstance(value, tuple):
        for index, day in enumerate(value):
            if day.earliest > as_of:
                return (index,)
    return None


def _marked(not_stated: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    return "all" in not_stated or any(key in not_stated for key in keys)


def _too_late(notes: Notes, path: Path) -> None:
    notes.error(
        "SWC413",
        "this day lies after as_of, the day up to which the record is complete",
        path,
        "write planned in place of the date, or a later as_of",
    )


def _no_day(notes: Notes, path: Path, key: str) -> None:
    notes.warning(
        "SWC412",
        "nothing says when this was",
        path,
        f"write {key}, planned, or not_stated: [{key}]",
    )


def _both(notes: Notes, path: Path) -> None:
    notes.warning(
        "SWC419",
        "it is achieved and planned, and is taken as achieved",
        path,
        "leave planned out; or, where it is still to come, leave achieved out",
    )


def _past(notes: Notes, path: Path) -> None:
    notes.warning(
        "SWC414",
        "this was planned for a day before as_of, and whether it happened is not said",
        path,
        "write date in place of planned, or a new day, or leave the entry out",
    )


# --- posts ---------------------------------------------------------------------------


def _posts(record: Record, notes: Notes) -> None:
    posts = record.posts or ()
    full = [(index, post) for index, post in enumerate(posts) if _full_time(post)]
    for place, (index, post) in enumerate(full):
        for earlier, other in full[:place]:
            if _together(post, other):
                notes.error(
                    "SWC415",
                    f"this post and that of posts/{earlier} are both full time, and at "
                    "the same time",
                    _at(notes, "posts", posts, index),
                    "write to where a post ended, or hours, as in 18.5 of 37",
                )
                break


def _full_time(post: Post) -> bool:
    """Whether a post surely fills the time from its first day to its last."""
    exact = post.from_ is not None and post.from_.exact
    ends = post.to is None or post.to.exact
    full = post.hours is None or post.hours.share >= 1
    return exact and ends and full and post.planned is None


def _together(one: Post, other: Post) -> bool:
    """More than one day in common: the last day of one may be the other's first."""
    first = max(_first(one), _first(other))
    last = min(_last(one), _last(other))
    return first < last


def _first(post: Post) -> date:
    return date.min if post.from_ is None else post.from_.earliest


def _last(post: Post) -> date:
    return date.max if post.to is None else post.to.latest


# --- people --------------------------------------------------------------------------


def _people(record: Record, notes: Notes) -> None:
    """People who are spoken of and not told about, where anybody is told about."""
    known = record.people
    if not known:
        return
    for section in _WITH_ROLES:
        entries = _entries(record, section)
        for index, entry in enumerate(entries):
            for role, terms in entry.roles.items():
                if any(term.person not in known for term in terms):
                    stranger(notes, _at(notes, section, entries, index, "roles", role))
    for section in _BY:
        entries = _entries(record, section)
        if {*map(_WRITER, entries)} <= {None, *known}:
            continue
        for index, entry in enumerate(entries):
            if entry.by is not None and entry.by not in known:
                stranger(notes, _at(notes, section, entries, index, "by"))


def stranger(notes: Notes, path: Path) -> None:
    """Somebody of whom the record says no more than a reference."""
    notes.warning(
        "SWC416",
        "this person is not among people, so what they hold is not known",
        path,
        "write them under people, as in assessor-a: {holds: {social-work-england: "
        "2019}}",
    )


# --- the same twice -------------------------------------------------------------------


def _twins(dated: Sequence[_Dated], notes: Notes) -> None:
    for one in dated:
        section, entries = one.section, one.entries
        met: dict[str, list[int]] = {}
        for index, text, first in one.again:  # days tell most entries apart
            alike = met.setdefault(text, [first])
            entry = entries[index]
            twin = next((i for i in alike if entries[i] == entry), None)
            alike.append(index)
            if twin is not None:
                notes.warning(
                    "SWC417",
                    f"this entry is the same as {section}/{twin}, key by key",
                    _at(notes, section, entries, index),
                    "leave one of them out, or write what tells them apart",
                )
