"""Dates out: everything due, closing, lapsing, planned or changing, in order."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, overload

import attrs

from swcareers.evaluation import repeated
from swcareers.evaluation.facts import Spell
from swcareers.evaluation.lasting import while_valid
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework, Placed
from swcareers.queries.announced import announced
from swcareers.queries.answers import FrameworkRead, Side
from swcareers.queries.asking import Asked, asked, situation_of
from swcareers.queries.dates import KINDS, Announced, CalendarEntry
from swcareers.queries.explaining import roles_in_words, title_of
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.report import day_of
from swcareers.queries.timeline import run_shown
from swcareers.record.model import Record
from swcareers.rules.periods import Period
from swcareers.values.points import FixedDay, YearDay
from swcareers.wording.moments import span_words

# Sessions of a cadence are told a quarter ahead, moments of periods a year.
_SESSIONS = timedelta(days=92)
_YEAR = timedelta(days=366)
_DAY = timedelta(days=1)
_ORDER = {kind: place for place, (kind, _) in enumerate(KINDS)}


@attrs.frozen(kw_only=True)
class Calendar(PlainAnswer):
    """The dates that matter to a learner, from a day on, in order.

    Attributes:
        reference: the record's own reference; never a name.
        on: the day of the question.
        framework: which framework it was read against.
        entries: in the order of their days; what is overdue comes first.
        announced: what will change, and whether it changes anything for this learner.

    >>> Calendar(
    ...     reference="example",
    ...     on=date(2026, 11, 6),
    ...     framework=FrameworkRead(id="x", edition=None, title="X", digest=""),
    ... ).entries
    ()
    """

    reference: str
    on: date
    framework: FrameworkRead
    entries: tuple[CalendarEntry, ...] = ()
    announced: tuple[Announced, ...] = ()

    def __iter__(self) -> Iterator[CalendarEntry]:
        """The entries, in order."""
        return iter(self.entries)

    def to_ics(self) -> str:
        """The calendar as an iCalendar file.

        Raises:
            ImportError: the library icalendar is not installed; says how to.
        """
        from swcareers.presenting.ics import calendar_ics

        return calendar_ics(self)


@overload
def calendar(framework: Framework, record: Record, *, on: date | str) -> Calendar: ...
@overload
def calendar(framework: Record, record: Framework, *, on: date | str) -> Calendar: ...
def calendar(
    framework: Framework | Record, record: Record | Framework, *, on: date | str
) -> Calendar:
    """Everything due, closing, lapsing, planned or announced for a learner, in order.

    Args:
        framework: what the record is read against.
        record: the learner's record. The two may stand in either order, as they do in
            `report(record, framework)`.
        on: the day of the question; nothing here reads a clock.

    Raises:
        ValueError: `on` is no date.
        TypeError: these are not a framework and a record.

    >>> import swcareers as sw
    >>> learner = {"record": "example", "posts": []}
    >>> dates = sw.calendar(
    ...     sw.load_framework("pcf"), sw.load_record(learner), on="2026-11-06"
    ... )
    >>> dates.reference, len(dates.entries)
    ('example', 0)
    """
    if isinstance(framework, Record):
        framework, record = record, framework
    if not isinstance(framework, Framework) or not isinstance(record, Record):
        raise TypeError("calendar() takes a framework and a record")
    day = day_of(on)
    base = situation_of(record, framework, day)
    entries = [one for one in asked(record, framework, day) if not one.over]
    changes = announced(entries, base)
    found: dict[tuple[object, ...], CalendarEntry] = {}
    for one in (
        *(date_ for entry in entries for date_ in _of_rules(entry, base)),
        *_planned(entries, base),
        *(date_ for entry in entries for date_ in _of_run(entry, base)),
        *_of_periods(entries, base),
        *_lapsing(base),
        *map(_edition, changes),
    ):
        found.setdefault((one.day, one.kind, one.id, one.label, one.item), one)
    return Calendar(
        reference=record.record,
        on=day,
        framework=FrameworkRead.of(framework),
        entries=tuple(sorted(found.values(), key=_order)),
        announced=changes,
    )


def _order(one: CalendarEntry) -> tuple[Any, ...]:
    return (
        one.day, _ORDER[one.kind], one.what, one.id, one.label or "", one.item or "",
    )  # fmt: skip


# --- what is asked --------------------------------------------------------------------


def _of_rules(entry: Asked, base: Situation) -> Iterator[CalendarEntry]:
    for placed, outcome in entry.outcomes:
        yield from _of_outcome(placed, outcome, base)
    if entry.decision is not None and entry.decision.due is not None:
        title = entry.decision.rule.title or entry.title
        yield CalendarEntry(
            day=entry.decision.due,
            what=title,
            kind="due",
            id=entry.decision.path,
            who=_who(entry.decision.who, base, "assessment"),
            side="assessment",
        )


def _of_outcome(
    placed: Placed, outcome: Outcome, base: Situation
) -> Iterator[CalendarEntry]:
    if outcome.slots:
        yield from _sessions(placed, outcome, base)
        return
    if outcome.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
        return
    again = [part for part in outcome.parts if part.label is not None]
    if again and all(part.path == outcome.path for part in again):
        for part in again:
            yield from _of_outcome(placed, part, base)
        return
    inner = {part.path: part for part in placed.parts}
    if outcome.rule.kind in ("all", "in_order"):
        for part in outcome.parts:
            yield from _of_outcome(inner.get(part.path, placed), part, base)
        if outcome.rule.due is None and outcome.rule.closes is None:
            return
    yield from _of_one(placed, outcome, base)


def _of_one(
    placed: Placed, outcome: Outcome, base: Situation
) -> Iterator[CalendarEntry]:
    rule = base.book.rules.get(outcome.path, placed)
    title = title_of(rule, base.book)
    period = rule.rule.in_each
    label = outcome.label
    if isinstance(period, str) and label is not None:
        label = label.replace(period, base.book.title_of(period), 1)
    what = f"{title}: {label}" if label else title
    late = "overdue" in outcome.flags or "missed" in outcome.flags
    common: dict[str, Any] = {
        "what": what,
        "id": outcome.path,
        "who": _who(outcome.who, base, rule.side),
        "side": rule.side,
        "label": outcome.label,
        "provisional": "provisional" in outcome.flags,
        "strength": rule.strength,
        "note": _how_far(outcome),
    }
    closes = outcome.closes
    if closes is not None and closes >= base.on:
        yield CalendarEntry(
            day=closes, kind="closes", hard=True,
            **{**common, "note": outcome.rule.consequence or common["note"]},
        )  # fmt: skip
    due = outcome.due
    if due is not None and due != closes and (due >= base.on or late):
        # The last day of a period: what comes later belongs to the next one.
        last = period is not None and outcome.rule.due is None
        yield CalendarEntry(
            day=due,
            kind="closes" if last else "due",
            hard=last,
            overdue=due < base.on,
            **common,
        )
    reached = outcome.earliest
    if reached is not None and reached > base.on and due is None:
        yield CalendarEntry(day=reached, kind="reached", **common)


def _how_far(outcome: Outcome) -> str | None:
    if outcome.have is None or outcome.need is None or outcome.unit == "months":
        return None
    if outcome.need <= 1 and outcome.unit is None:
        return None
    unit = f" {outcome.unit}" if outcome.unit not in (None, "share") else ""
    return f"{outcome.have} of {outcome.need}{unit} so far"


def _sessions(
    placed: Placed, outcome: Outcome, base: Situation
) -> Iterator[CalendarEntry]:
    """The session that is open now, and those of the next three months."""
    for number, slot in enumerate(outcome.slots, 1):
        if slot.status not in ("open", "ahead") or slot.last > base.on + _SESSIONS:
            continue
        yield CalendarEntry(
            day=slot.last,
            what=title_of(placed, base.book),
            kind="slot",
            id=outcome.path,
            who=_who(None, base, placed.side),
            side=placed.side,
            label=f"session {number}",
            strength=placed.strength,
            note=f"one session in {span_words(slot.first, slot.last)}",
        )


def _who(who: str | None, base: Situation, side: Side) -> str:
    if who:
        return roles_in_words(who, base.book)
    return "employer" if side == "support" else "learner"


# --- what is planned ------------------------------------------------------------------


def _planned(entries: Sequence[Asked], base: Situation) -> Iterator[CalendarEntry]:
    """Everything the record plans from the day on, with the rule it is for."""
    rules = dict(_booked(entries))
    for section, names in base.facts.items.items():
        for items in names.values():
            for item in items:
                if not item.planned or item.day is None or item.day.latest < base.on:
                    continue
                rule = rules.get(item.place)
                yield CalendarEntry(
                    day=item.day.earliest,
                    what=base.book.title_of(item.name),
                    kind="planned",
                    id=rule or f"{section}/{item.name}",
                    who="learner",
                    provisional=True,
                    item=item.place,
                    note=None if item.day.exact else f"day as known: {item.day}",
                )
    for section in ("posts", "absences"):
        for spell in base.facts.spells_of(section):
            if spell.planned and spell.first and spell.first.latest >= base.on:
                title = base.book.title_of(spell.name) if spell.name else "A post"
                yield CalendarEntry(
                    day=spell.first.earliest,
                    what=f"{title} begins",
                    kind="planned",
                    id=f"{section}/{spell.name}",
                    who="learner",
                    provisional=True,
                    item=spell.place,
                )


def _booked(entries: Sequence[Asked]) -> Iterator[tuple[str, str]]:
    """Each planned item with the rule it would count for; the last one named stays."""

    def walk(outcome: Outcome) -> Iterator[tuple[str, str]]:
        for item in outcome.planned:
            yield item.place, outcome.path
        for part in outcome.parts:
            yield from walk(part)

    for entry in entries:
        for _, outcome in reversed(entry.outcomes):
            yield from walk(outcome)


# --- programmes, periods, approvals ---------------------------------------------------


def _of_run(entry: Asked, base: Situation) -> Iterator[CalendarEntry]:
    """The points of a programme that lie ahead, and its last day."""
    if entry.section != "programmes" or entry.run is None:
        return
    clock = entry.run.clock
    moves = clock is not None and clock.end.provisional
    for mark in run_shown(entry, base).marks:
        if mark.day < base.on or mark.state == "start":
            continue
        words = "last day" if mark.label == "end" else mark.label
        yield CalendarEntry(
            day=mark.day,
            what=f"{entry.title}: {words}",
            kind="point",
            id=entry.id,
            label=mark.label,
            provisional=moves,
        )


def _of_periods(entries: Sequence[Asked], base: Situation) -> Iterator[CalendarEntry]:
    """The moments of the periods in which something is owed, for a year ahead."""
    for entry in entries:
        inside = attrs.evolve(base, run=entry.run)
        named: dict[str, Side] = {
            placed.rule.in_each: placed.side
            for placed, outcome in entry.outcomes
            if isinstance(placed.rule.in_each, str)
            and outcome.verdict is not Verdict.NOT_APPLICABLE
            and placed.rule.subject in (None, "learner", "employer")
        }
        for name, side in named.items():
            periods = repeated.periods_of(name, inside)
            if isinstance(periods, Reason):
                continue
            for period in periods.touching(base.on, base.on + _YEAR):
                yield from _of_period(name, period, side, base)


def _of_period(
    name: str, period: Period, side: Side, base: Situation
) -> Iterator[CalendarEntry]:
    label = repeated.label_of(name, period)
    title = base.book.title_of(name)
    years = label.removeprefix(name).strip()
    moments: list[tuple[date, str, str]] = [(period.first, "begins", "begins")]
    declared = base.book.periods.get(name)
    for moment, point in ({} if declared is None else declared.moments).items():
        day: date | None = None
        if isinstance(point, YearDay):
            day = period.day_of(point)
        elif isinstance(point, FixedDay) and period.holds(point.day.earliest):
            day = point.day.earliest
        if day is not None:
            moments.append((day, moment, moment.replace("-", " ")))
    if all(day != period.last for day, _, _ in moments):
        moments.append((period.last, "ends", "last day"))
    for day, moment, words in moments:
        if base.on <= day <= base.on + _YEAR:
            yield CalendarEntry(
                day=day,
                what=f"{title} {years}: {words}",
                kind="period",
                id=name,
                side=side,
                label=f"{label} {moment}",
            )


def _lapsing(base: Situation) -> Iterator[CalendarEntry]:
    """Approvals and registrations with a last day to come."""
    book = base.book
    for section in ("approvals", "registrations"):
        for spell in base.facts.spells_of(section):
            if spell.planned or spell.covers(base.on) is False:
                continue
            last = _last_day(spell, base)
            if last is None or last < base.on:
                continue
            yield CalendarEntry(
                day=last,
                what=f"{book.title_of(spell.name)}: last day",
                kind="lapses",
                id=spell.name,
                who="learner",
                hard=True,
                provisional=spell.first is not None and not spell.first.exact,
                item=spell.place,
            )


def _last_day(spell: Spell, base: Situation) -> date | None:
    spell = while_valid(spell.name, spell, base.book)
    return None if spell.last is None else spell.last.earliest


def _edition(one: Announced) -> CalendarEntry:
    return CalendarEntry(
        day=one.day,
        what=one.title,
        kind="edition",
        id=one.id,
        label=one.day_known,
        provisional=one.announced is not None,
        note=one.because,
    )
