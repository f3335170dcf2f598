"""A record arranged for asking: its facts by what they are, in order of their days.

Made once for a record and kept with it. Nothing here knows the day of the question:
which facts are there on a day is asked of each fact.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import attrs

from swcareers.evaluation.outcome import Item
from swcareers.record.model import AwardHeld, Hours, ModuleTaken, Record, Term
from swcareers.values.dates import FIRST_YEAR, LAST_YEAR, KnownDate

_NONE: Mapping[str, tuple[Item, ...]] = MappingProxyType({})
_NO_SPELLS: Mapping[str, "tuple[Spell, ...]"] = MappingProxyType({})
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


@attrs.frozen(eq=False)
class Spell:
    """Something with a first and a last day: a post, a leave, a registration.

    Attributes:
        place: where in the record: ``posts/1``.
        name: what it is: a stage, a reason, a register, a role, a programme.
        first: the first day; None where the record has none.
        last: the last day; None: still going, as far as the record says.
        planned: it has not begun.
        fields: what `where` may ask about.
    """

    place: str
    name: str
    first: KnownDate | None
    last: KnownDate | None
    planned: bool
    fields: Mapping[str, Any]

    def covers(self, day: date) -> bool | None:
        """Whether the day lies in it. None: its dates do not tell."""
        if self.planned and (self.first is None or self.first.by(day) is not True):
            return False
        begun = None if self.first is None else self.first.by(day)
        if begun is False:
            return False
        if self.last is None:
            return begun
        over = (
            None
            if self.last.latest >= day > self.last.earliest
            else (self.last.latest < day)
        )
        if over:
            return False
        return True if begun and over is False else None

    @property
    def known_first(self) -> KnownDate:
        """The first day, or the widest interval where the record has none."""
        if self.first is not None:
            return self.first
        latest = LAST_DAY if self.last is None else self.last.latest
        return KnownDate(FIRST_DAY, latest, "a day that is not recorded")


# What some fields say: of one field its word alone, which is found faster.
Words = str | tuple[str | None, ...] | None


@attrs.frozen(eq=False)
class Shelf:
    """Items of some names together, in order, ready to be cut by days.

    Attributes:
        items: all of them.
        happened: those that are not planned.
        planned: those that are.
        days: the day of each that happened, the earliest it can be; None where one
            has no day, or a time of day.
        vague: the first and last days of those known only roughly.
        for_programmes: an item says for which programme it was gathered.
    """

    items: tuple[Item, ...]
    happened: tuple[Item, ...]
    planned: tuple[Item, ...]
    days: tuple[date, ...] | None
    vague: tuple[tuple[date, date], ...]
    for_programmes: bool
    columns: dict[tuple[str, ...], tuple[tuple[Words, ...], tuple[Words, ...]]] = (
        attrs.field(factory=dict, init=False, repr=False)
    )

    def words(
        self, fields: tuple[str, ...]
    ) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
        """What each that happened says in some fields, and each that is planned."""
        found = self.columns.get(fields)
        if found is None:
            found = self.columns[fields] = (
                tuple([_words_in(item, fields) for item in self.happened]),
                tuple([_words_in(item, fields) for item in self.planned]),
            )
        return found


def _words_in(item: Item, fields: tuple[str, ...]) -> Words:
    """What an item says in some fields; None in place of what is not one word."""
    found = [item.fields.get(field) for field in fields]
    words = tuple([word if type(word) is str else None for word in found])
    return words[0] if len(words) == 1 else words


@attrs.frozen(eq=False)
class Facts:
    """A record by what is in it.

    Attributes:
        record: the record itself.
        items: dated facts by section and name.
        spells: by section and name.
        as_of: the day up to which the record is complete; None: it does not say.
        since: the day from which it is complete; None: it does not say.
    """

    record: Record
    items: Mapping[str, Mapping[str, tuple[Item, ...]]]
    spells: Mapping[str, Mapping[str, tuple[Spell, ...]]]
    # Whether the evidence can only be read one way: there is some, it can be of one
    # programme only, and no rule is set aside.
    plain: bool = attrs.field(
        init=False,
        repr=False,
        default=attrs.Factory(
            lambda facts: _reads_one_way(facts.record), takes_self=True
        ),
    )
    # Filled as rules ask: the same few groups of names come back in every question.
    shelves: dict[str, Shelf] = attrs.field(factory=dict, init=False, repr=False)

    @property
    def as_of(self) -> date | None:
        """The day up to which the record is complete."""
        return None if self.record.as_of is None else self.record.as_of.latest

    @property
    def since(self) -> date | None:
        """The day from which the record is complete."""
        return None if self.record.since is None else self.record.since.earliest

    def of(self, section: str, names: Iterable[str] | None) -> tuple[Item, ...]:
        """The items of one section with one of these names (None: of any name)."""
        by_name = self.items.get(section, _NONE)
        if names is None:
            return self.shelf(section, None).items
        wanted = [by_name[name] for name in names if name in by_name]
        if len(wanted) < 2:
            return wanted[0] if wanted else ()
        return in_order(item for items in wanted for item in items)

    def shelf(self, section: str, names: tuple[str, ...] | None) -> Shelf:
        """The same items as `of`, arranged; found once for a record."""
        key = shelf_key(section, names)
        found = self.shelves.get(key)
        if found is None:
            if names is None:
                by_name = self.items.get(section, _NONE)
                items = in_order(item for some in by_name.values() for item in some)
            else:
                items = self.of(section, names)
            found = self.shelves[key] = _shelved(items)
        return found

    def spells_of(
        self, section: str, names: Iterable[str] | None = None
    ) -> tuple[Spell, ...]:
        """The spells of one section with one of these names (None: of any name)."""
        by_name = self.spells.get(section, _NO_SPELLS)
        if names is None:
            return tuple(spell for spells in by_name.values() for spell in spells)
        return tuple(spell for name in names for spell in by_name.get(name, ()))

    def has(self, section: str) -> bool:
        """Whether the record has the section at all: silence is not an answer."""
        return getattr(self.record, section) is not None

    def present(self, item: Item, on: date) -> bool | None:
        """Whether an item has happened by a day. None: the record does not tell."""
        if item.planned:
            return False
        if item.day is not None:
            return item.day.by(on)
        # Its day is not recorded; that it happened is, up to the day of the record.
        return True if self.as_of is None or self.as_of <= on else None


def shelf_key(section: str, names: tuple[str, ...] | None) -> str:
    """What a shelf is found by: one text, which is looked up faster than several."""
    return section if names is None else " ".join((section, *names))


def _reads_one_way(record: Record) -> bool:
    one_programme = len(record.programmes or ()) < 2
    return record.evidence is not None and one_programme and not record.waivers


def facts_of(record: Record) -> Facts:
    """The facts of a record, arranged once and kept with it."""
    found = record.memo.get("facts")
    if found is None:
        found = record.memo["facts"] = _arranged(record)
    if not isinstance(found, Facts):
        raise TypeError("a record's memo holds something else under facts")
    return found


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items by their day, then by their place in the record; undated ones last."""
    return tuple(sorted(items, key=_by_day))


def _shelved(items: tuple[Item, ...]) -> Shelf:
    happened = tuple([item for item in items if not item.planned])
    known = [item.day for item in happened if item.day is not None]
    in_days = len(known) == len(happened) and all(
        # Within a day their order would be that of the clock.
        day.clock_time is None
        for day in known
    )
    return Shelf(
        items,
        happened,
        tuple([item for item in items if item.planned]),
        tuple([day.earliest for day in known]) if in_days else None,
        tuple([(day.earliest, day.latest) for day in known if not day.exact]),
        any("programme" in item.fields for item in items),
    )


def _by_day(item: Item) -> tuple[date, date, tuple[int | str, ...]]:
    day = item.day
    if day is None:
        return (LAST_DAY, LAST_DAY, _place_key(item.place))
    return (day.earliest, day.latest, _place_key(item.place))


def _place_key(place: str) -> tuple[int | str, ...]:
    return tuple(
        (f"{int(part):06d}" if part.isdigit() else part) for part in place.split("/")
    )


def _arranged(record: Record) -> Facts:
    items = {
        "evidence": [*_evidence(record), *_cpd(record)],
        "learning": list(_learning(record)),
        "modules": list(_modules(record)),
        "awards": list(_awards(record)),
        "decisions": list(_decisions(record)),
        "assessments": list(_assessments(record)),
        "confirmations": list(_confirmations(record)),
        "readings": list(_readings(record)),
        "applications": list(_applications(record)),
        "events": list(_events(record)),
    }
    spells = {
        "posts": list(_posts(record)),
        "absences": list(_absences(record)),
        "registrations": list(_registrations(record)),
        "approvals": list(_approvals(record)),
    }
    return Facts(
        record,
        {name: _items_by_name(found) for name, found in items.items()},
        {name: _spells_by_name(found) for name, found in spells.items()},
    )


def _items_by_name(items: Sequence[Item]) -> dict[str, tuple[Item, ...]]:
    by_name: dict[str, list[Item]] = {}
    for item in items:
        by_name.setdefault(item.name, []).append(item)
    return {name: in_order(found) for name, found in by_name.items()}


def _spells_by_name(spells: Sequence[Spell]) -> dict[str, tuple[Spell, ...]]:
    by_name: dict[str, list[Spell]] = {}
    for spell in spells:
        by_name.setdefault(spell.name, []).append(spell)
    return {name: tuple(found) for name, found in by_name.items()}


def _days(entry: Any, place: str) -> Iterator[tuple[str, KnownDate | None, bool]]:
    """Each act of an entry: its place, its day, whether it is planned."""
    if entry.date is not None:
        yield place, entry.date, entry.planned is True
    for index, day in enumerate(getattr(entry, "dates", ())):
        yield f"{place}/dates/{index}", day, entry.planned is True
    if isinstance(entry.planned, KnownDate):
        yield f"{place}/planned" if entry.date else place, entry.planned, True
    elif entry.date is None and not getattr(entry, "dates", ()):
        yield place, None, entry.planned is True


def _evidence(record: Record) -> Iterator[Item]:
    for index, entry in enumerate(record.evidence or ()):
        fields: dict[str, Any] = dict(entry.fields)
        if entry.by is not None:
            fields["by"] = entry.by
        if entry.mapped_to:
            fields["mapped_to"] = entry.mapped_to
        if entry.programme is not None:
            fields["programme"] = entry.programme
        for place, day, planned in _days(entry, f"evidence/{index}"):
            yield Item(place, entry.type, day, planned, fields)


def _cpd(record: Record) -> Iterator[Item]:
    """Learning recorded as CPD: one act, one entry, two readings of it."""
    for index, entry in enumerate(record.learning or ()):
        if entry.cpd is None or entry.cpd.submitted is None:
            continue
        for place, day, planned in _days(entry, f"learning/{index}"):
            fields: dict[str, Any] = {
                "learning": entry.learning,
                "submitted": entry.cpd.submitted,
                "content": entry.cpd.content or place,
            }
            if entry.cpd.peer_reflection is not None:
                fields["peer_reflection"] = (
                    "true" if entry.cpd.peer_reflection else "false"
                )
            yield Item(f"{place}/cpd", "cpd", day, planned, fields)


def _learning(record: Record) -> Iterator[Item]:
    for index, entry in enumerate(record.learning or ()):
        fields = _given(state=entry.state, by=entry.by)
        for place, day, planned in _days(entry, f"learning/{index}"):
            yield Item(place, entry.learning, day, planned, fields)


_MODULE_FIELDS = (
    "title", "credits", "level", "mark", "provider", "kind", "state", "started",
    "achieved", "gained_by", "counted_as", "attempts",
)  # fmt: skip


def _modules(record: Record) -> Iterator[Item]:
    for index, entry in enumerate(record.modules or ()):
        fields = _given(**{name: getattr(entry, name) for name in _MODULE_FIELDS})
        if entry.components:
            fields["components"] = entry.components
        day, planned = _achieved(entry)
        yield Item(f"modules/{index}", entry.module, day, planned, fields)


def _achieved(entry: ModuleTaken | AwardHeld) -> tuple[KnownDate | None, bool]:
    """When a module or award was achieved, else is planned: a fact ends a plan."""
    if entry.achieved is not None:
        return entry.achieved, False
    planned = entry.planned if isinstance(entry.planned, KnownDate) else None
    return planned, entry.planned is not None and entry.planned is not False


def _awards(record: Record) -> Iterator[Item]:
    for index, entry in enumerate(record.awards or ()):
        day, planned = _achieved(entry)
        fields = _given(registered_for=entry.registered_for, achieved=entry.achieved)
        yield Item(f"awards/{index}", entry.award, day, planned, fields)


def _decisions(record: Record) -> Iterator[Item]:
    for index, entry in enumerate(record.decisions or ()):
        fields = _given(**{"is": entry.is_, "by": entry.by, "of": entry.of})
        for place, day, planned in _days(entry, f"decisions/{index}"):
            yield Item(place, entry.decision, day, planned, fields)


def _assessments(record: Record) -> Iterator[Item]:
    for index, entry in enumerate(record.assessments or ()):
        fields = _given(by=entry.by, verdict=entry.verdict)
        fields["views"] = entry.views
        for place, day, planned in _days(entry, f"assessments/{index}"):
            yield Item(place, entry.assessed, day, planned, fields)


def _confirmations(record: Record) -> Iterator[Item]:
    for index, entry in enumerate(record.confirmations or ()):
        fields = _given(by=entry.by)
        if entry.within:
            fields["within"] = entry.within
        day = entry.date or entry.within.get("to") or entry.within.get("from")
        planned = isinstance(entry.planned, KnownDate) or entry.planned is True
        if day is None and isinstance(entry.planned, KnownDate):
            day = entry.planned
        yield Item(f"confirmations/{index}", entry.of, day, planned, fields)


def _readings(record: Record) -> Iterator[Item]:
    for index, entry in enumerate(record.readings or ()):
        fields = _given(value=entry.value)
        for place, day, planned in _days(entry, f"readings/{index}"):
            yield Item(place, entry.measure, day, planned, fields)


def _applications(record: Record) -> Iterator[Item]:
    for index, entry in enumerate(record.applications or ()):
        for place, day, planned in _days(entry, f"applications/{index}"):
            yield Item(place, entry.to, day, planned, {})


def _events(record: Record) -> Iterator[Item]:
    for name, days in record.events.items():
        for index, day in enumerate(days):
            place = f"events/{name}" + (f"/{index}" if len(days) > 1 else "")
            yield Item(place, name, day, False, {})


_FULL_TIME = Hours.parse("1")
_POST_FIELDS = ("stage", "employer", "service", "setting", "team", "contract", "hours")


def _posts(record: Record) -> Iterator[Spell]:
    for index, entry in enumerate(record.posts or ()):
        fields = _given(**{name: getattr(entry, name) for name in _POST_FIELDS})
        fields.setdefault("hours", _FULL_TIME)
        yield _spell(f"posts/{index}", entry.stage or "", entry, fields)


def _absences(record: Record) -> Iterator[Spell]:
    for index, entry in enumerate(record.absences or ()):
        fields = _given(reason=entry.reason)
        yield _spell(f"absences/{index}", entry.reason, entry, fields)


def _registrations(record: Record) -> Iterator[Spell]:
    for index, entry in enumerate(record.registrations or ()):
        yield _spell(f"registrations/{index}", entry.register, entry, {})


def _approvals(record: Record) -> Iterator[Spell]:
    for index, entry in enumerate(record.approvals or ()):
        yield _spell(f"approvals/{index}", entry.approval, entry, {})


def _spell(place: str, name: str, entry: Any, fields: Mapping[str, Any]) -> Spell:
    planned = entry.planned is not None and entry.planned is not False
    first = entry.from_
    if first is None and isinstance(entry.planned, KnownDate):
        first = entry.planned
    last = entry.to
    if last is None and "to" in entry.not_stated:
        # It has ended, or has not: no source says, which is not "still going on".
        begins = FIRST_DAY if first is None else first.earliest
        last = KnownDate(begins, LAST_DAY, "a day that is not stated")
    return Spell(place, name, first, last, planned, fields)


def term_spell(place: str, role: str, term: Term, first: KnownDate | None) -> Spell:
    """A person in a role as a spell; without a first day from the run's first."""
    fields = {"person": term.person}
    return Spell(place, role, term.from_ or first, term.to, False, fields)


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
