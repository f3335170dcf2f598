"""Which day a point of the language falls on, for this learner, here.

A point is asked of the situation: its period, its programme, its anchors, and the
events of the record. What the record does not tell stays unknown and says why.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from swcareers.evaluation import admission
from swcareers.evaluation.facts import Spell
from swcareers.evaluation.outcome import Item, Reason
from swcareers.evaluation.situation import Situation, When
from swcareers.framework.model import Event
from swcareers.rules.programme_time import ProgrammeDay
from swcareers.values.dates import KnownDate
from swcareers.values.points import (
    FixedDay,
    NamedPoint,
    Point,
    ProgrammePoint,
    RelativePoint,
    Window,
    YearDay,
)

Moment = When | Reason


def moment(point: Point, situation: Situation) -> Moment:
    """The day of a point, or why it is not known."""
    match point:
        case FixedDay():
            return When.of(point.day)
        case YearDay():
            return _day_of_year(point, situation)
        case ProgrammePoint():
            clock = situation.run.clock if situation.run else None
            if clock is None:
                return _no_clock(situation)
            return _when(clock.day_of(point), situation)
        case NamedPoint():
            return _named(point.name, situation)
        case RelativePoint():
            return _relative(point, situation)


def _relative(point: RelativePoint, situation: Situation) -> Moment:
    anchor = moment(point.anchor, situation)
    if isinstance(anchor, Reason):
        return anchor
    holidays = holidays_of(situation)
    return When(
        point.from_day(anchor.earliest, holidays),
        None if anchor.latest is None else point.from_day(anchor.latest, holidays),
        anchor.provisional,
    )


def holidays_of(situation: Situation) -> frozenset[date]:
    """The days on which nobody works, of all calendars the framework declares."""
    found = situation.book.memo.get("holidays")
    if found is None:
        found = situation.book.memo["holidays"] = frozenset(
            day.earliest
            for calendar in situation.book.calendars.values()
            for day in calendar.holidays
        )
    days: frozenset[date] = found
    return days


def _day_of_year(point: YearDay, situation: Situation) -> Moment:
    if situation.period is not None:
        first, last = situation.period
        found = point.on_or_after(first)
        # A period that begins late in its year still ends on its own last day.
        return When.on(found if found <= last else last)
    start = situation.run.start if situation.run else None
    if start is not None:
        return When(
            point.on_or_after(start.earliest),
            point.on_or_after(start.latest),
            situation.run is not None and situation.run.provisional,
        )
    return When.on(point.on_or_after(date(situation.day.year, 1, 1)))


def _named(name: str, situation: Situation) -> Moment:
    bound = situation.anchors.get(name)
    if bound is not None:
        return bound
    if name == "today":
        return When.on(situation.on)
    if situation.period is not None and name in ("start", "midway", "end"):
        first, last = situation.period
        middle = first + timedelta(days=((last - first).days + 2) // 2)
        return When.on({"start": first, "midway": middle, "end": last}[name])
    if name in ("start", "midway", "end"):
        return _of_run(name, situation)
    return first_occurrence(name, situation)


def _of_run(name: str, situation: Situation) -> Moment:
    run = situation.run
    if run is None:
        return Reason("start_unknown", {})
    if name == "start":
        if run.start is None:
            return _no_clock(situation)
        return When.of(run.start, provisional=run.provisional)
    if run.clock is None:
        return _no_clock(situation)
    return _when(run.clock.midway if name == "midway" else run.clock.end, situation)


def _no_clock(situation: Situation) -> Reason:
    run = situation.run
    if run is None:
        return Reason("start_unknown", {})
    return run.why or Reason("start_unknown", {"programme": run.programme})


def _when(found: ProgrammeDay, situation: Situation) -> When:
    provisional = situation.run is not None and situation.run.provisional
    return When(found.earliest, found.latest, provisional or found.provisional)


# --- events -----------------------------------------------------------------------


@attrs.frozen(eq=False)
class Occurrence:
    """One time an event happened, or is planned to."""

    when: When
    item: Item


def first_occurrence(name: str, situation: Situation) -> Moment:
    """The one day an event stands for as a point, or why it is not known."""
    found = occurrences(name, situation)
    if isinstance(found, Reason):
        return found
    if not found:
        return Reason("event_not_yet", {"event": name})
    event = situation.book.events.get(name)
    # What has happened comes before what is to come, whichever is asked for.
    past = [one for one in found if not _to_come(one, situation)]
    if any(one.item.day is None for one in past or found[:1]):
        return Reason("event_unknown", {"event": name})
    if not past:
        return attrs.evolve(found[0].when, provisional=True)
    end = max if event is not None and event.which == "latest" else min
    return When(
        end(one.when.earliest for one in past), end(one.when.last for one in past)
    )


def _to_come(one: Occurrence, situation: Situation) -> bool:
    return one.item.planned or one.when.earliest > situation.on


def occurrences(name: str, situation: Situation) -> tuple[Occurrence, ...] | Reason:
    """Every time an event happened, by its day, and then each time it is to.

    A `Reason` says that the record has no section in which it could stand.
    """
    event = situation.book.events.get(name)
    if event is None or situation.facts.of("events", (name,)):
        found = list(_of_name(name, situation))
        if not found and not _could_know(name, situation):
            return Reason("information_missing", {"section": "events"})
    else:
        missing = _missing_section(event, situation)
        if missing is not None:
            return Reason("information_missing", {"section": missing})
        found = list(_of_event(event, situation))
    found.sort(
        key=lambda one: (
            _to_come(one, situation), one.when.earliest, one.when.last, one.item.place,
        )
    )  # fmt: skip
    if event is not None:
        found = _chosen(event, found, situation)
    return tuple(found)


def _chosen(
    event: Event, found: list[Occurrence], situation: Situation
) -> list[Occurrence]:
    match event.which:
        case "first":
            return found[:1]
        case "latest":
            past = sum(not _to_come(one, situation) for one in found)
            # What is to come stays in sight; it counts once it has happened.
            return found[max(past - 1, 0) :]
        case "after_first":
            return found[1:]
        case _:
            return found


def _could_know(name: str, situation: Situation) -> bool:
    facts, book = situation.facts, situation.book
    if name in book.evidence_types or name in book.groups:
        return facts.has("evidence") or (name == "cpd" and facts.has("learning"))
    if name in book.decisions:
        return facts.has("decisions")
    if name in book.programmes:
        return facts.has("programmes")
    if name in book.qualifications:
        return facts.has("awards")
    if name in book.approvals:
        return facts.has("approvals")
    return True


def _missing_section(event: Event, situation: Situation) -> str | None:
    sections = (
        (event.evidence, "evidence"),
        (event.decision, "decisions"),
        (event.holds, None),
        (event.in_place, None),
        (event.completes, None),
    )
    for name, section in sections:
        if name is not None:
            if section is None:
                section = _section_of(name, situation)
            return None if situation.facts.has(section) else section
    return None


def _section_of(name: str, situation: Situation) -> str:
    book = situation.book
    for member in book.members(name):
        if member in book.registers:
            return "registrations"
        if member in book.qualifications:
            return "awards"
        if member in book.approvals:
            return "approvals"
        if member in book.programmes:
            return "programmes"
        if member in book.modules:
            return "modules"
        if member in book.learning:
            return "learning"
        if member in book.roles:
            return "programmes"
        if member == "posts" or member in book.stages:
            return "posts"
    return "absences"


def _of_event(event: Event, situation: Situation) -> Iterator[Occurrence]:
    book = situation.book
    if event.evidence is not None:
        items = situation.facts.of("evidence", book.members(event.evidence))
        yield from _of_items(items, event, situation)
    elif event.decision is not None:
        items = situation.facts.of("decisions", (event.decision,))
        yield from _of_items(items, event, situation)
    elif event.completes is not None:
        for name in book.members(event.completes):
            yield from _filtered(completions(name, situation), event, situation)
    elif event.holds is not None:
        for name in book.members(event.holds):
            yield from _filtered(_gained(name, event, situation), event, situation)
    elif event.in_place is not None:
        for spell in spells_named(event.in_place, situation):
            if event.day == "last" and spell.last is None:
                continue  # it goes on: its last day has not happened
            yield from _filtered([_begun(spell, event)], event, situation)


def _of_items(
    items: tuple[Item, ...], event: Event, situation: Situation
) -> Iterator[Occurrence]:
    yield from _filtered([_happened(item) for item in items], event, situation)


def _filtered(
    found: list[Occurrence], event: Event, situation: Situation
) -> Iterator[Occurrence]:
    for one in found:
        where = event.where
        if where is None or admission.passes(where, one.item, situation).admitted:
            yield one


def _happened(item: Item) -> Occurrence:
    day = item.day
    if day is None:
        wide = KnownDate(date(1900, 1, 1), date(2199, 12, 31), "")
        return Occurrence(When.of(wide, provisional=item.planned), item)
    return Occurrence(When.of(day, provisional=item.planned), item)


def _begun(spell: Spell, event: Event) -> Occurrence:
    day = spell.last if event.day == "last" else spell.first
    item = Item(spell.place, spell.name, day, spell.planned, spell.fields)
    return _happened(item)


def _of_name(name: str, situation: Situation) -> Iterator[Occurrence]:
    """A type, decision, programme, award or anything recorded as an event."""
    facts, book = situation.facts, situation.book
    for item in facts.of("events", (name,)):
        yield _happened(item)
    for member in book.members(name):
        if member in book.evidence_types:
            yield from map(_happened, facts.of("evidence", (member,)))
        if member in book.decisions:
            yield from map(_happened, facts.of("decisions", (member,)))
        if member in book.learning:
            yield from map(_happened, facts.of("learning", (member,)))
        if member in book.programmes or member in book.modules:
            yield from completions(member, situation)
        if member in (*book.qualifications, *book.approvals, *book.registers):
            yield from _gained(member, None, situation)


def completions(name: str, situation: Situation) -> list[Occurrence]:
    """Every time a programme, module or piece of learning was completed."""
    facts, book = situation.facts, situation.book
    if name in book.modules:
        return [_happened(item) for item in facts.of("modules", (name,))]
    if name in book.learning:
        return [_happened(item) for item in facts.of("learning", (name,))]
    found = []
    for child in children_of(name, situation):
        outcome = outcome_of(child, situation)
        decision = book.decisions.get(outcome or "")
        for item in facts.of("decisions", (outcome,) if outcome else ()):
            word = item.fields.get("is")
            if decision is not None and decision.meaning(str(word)) == "met":
                found.append(_happened(item))
    return found


def children_of(programme: str, situation: Situation) -> tuple[str, ...]:
    """A programme and those that extend it: completing one completes it."""
    memo = situation.book.memo.setdefault("children", {})
    found = memo.get(programme)
    if found is None:
        names = [programme]
        for name in names:
            names += [
                id_
                for id_, other in situation.book.programmes.items()
                if other.extends == name and id_ not in names
            ]
        found = memo[programme] = tuple(names)
    children: tuple[str, ...] = found
    return children


def outcome_of(programme: str, situation: Situation) -> str | None:
    """The decision that completes a programme: its own, or its parent's."""
    seen: set[str] = set()
    current = situation.book.programmes.get(programme)
    while current is not None and programme not in seen:
        if current.outcome:
            return current.outcome
        seen.add(programme)
        programme = current.extends or ""
        current = situation.book.programmes.get(programme)
    return None


def _gained(name: str, event: Event | None, situation: Situation) -> list[Occurrence]:
    facts, book = situation.facts, situation.book
    if name in book.qualifications:
        return [_happened(item) for item in facts.of("awards", (name,))]
    section = "registrations" if name in book.registers else "approvals"
    last = event is not None and event.day == "last"
    return [
        _happened(
            Item(
                spell.place,
                spell.name,
                spell.last if last else spell.first,
                spell.planned,
                spell.fields,
            )
        )
        for spell in facts.spells_of(section, (name,))
        if not last or spell.last is not None
    ]


def spells_named(name: str, situation: Situation) -> tuple[Spell, ...]:
    """The spells a name stands for: posts, absences, a role, a stage, a programme."""
    facts, book = situation.facts, situation.book
    if name == "posts":
        return facts.spells_of("posts")
    if name == "absences":
        return facts.spells_of("absences")
    found: list[Spell] = []
    for member in book.members(name):
        if member in book.stages:
            found += facts.spells_of("posts", (member,))
        if member in book.programmes:
            found += programme_spells(member, situation)
        if member in book.roles and situation.run is not None:
            found += [term for term in situation.run.terms if term.name == member]
        found += facts.spells_of("absences", (member,))
    return tuple(found)


def programme_spells(name: str, situation: Situation) -> list[Spell]:
    """The runs of a programme, and of those that extend it, as spells."""
    children = children_of(name, situation)
    found = []
    for index, run in enumerate(situation.facts.record.programmes or ()):
        if run.programme not in children:
            continue
        over = completions(run.programme, situation)
        last = run.ended or (over[0].item.day if over else None)
        planned = run.planned is not None and run.planned is not False
        first = run.planned if isinstance(run.planned, KnownDate) else run.started
        found.append(
            Spell(f"programmes/{index}", run.programme, first, last, planned, {})
        )
    return found


# --- windows ----------------------------------------------------------------------


@attrs.frozen
class Stretch:
    """A window with its days: None leaves a side open."""

    first: When | None
    last: When | None

    def holds(self, day: KnownDate) -> bool | None:
        """Whether a day lies in it, both ends included. None: cannot tell."""
        answers = []
        if self.first is not None:
            answers.append(_not_before(day, self.first))
        if self.last is not None:
            answers.append(_not_after(day, self.last))
        if False in answers:
            return False
        return None if None in answers else True


def _not_before(day: KnownDate, first: When) -> bool | None:
    if day.earliest >= first.last:
        return True
    return False if day.latest < first.earliest else None


def _not_after(day: KnownDate, last: When) -> bool | None:
    if day.latest <= last.earliest:
        return True
    return False if last.latest is not None and day.earliest > last.latest else None


def stretch(window: Window, situation: Situation) -> Stretch | Reason:
    """The days of a window, or why they are not known."""
    if window.last is not None and window.before is not None:
        end = moment(window.before, situation)
        if isinstance(end, Reason):
            return end
        holidays = holidays_of(situation)
        first = When(
            window.last.before(end.earliest, holidays),
            None if end.latest is None else window.last.before(end.latest, holidays),
        )
        return Stretch(first, end)
    first_end = None if window.from_ is None else moment(window.from_, situation)
    last_end = None if window.to is None else moment(window.to, situation)
    if isinstance(first_end, Reason):
        return first_end
    if isinstance(last_end, Reason):
        return last_end
    return Stretch(first_end, last_end)
