"""A calendar as an iCalendar file, which calendars of every kind can subscribe to."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from swcareers.queries.calendar import Calendar
from swcareers.queries.dates import KINDS, CalendarEntry

_WORDS = dict(KINDS)


def calendar_ics(calendar: Calendar) -> str:
    """A calendar as the text of an ``.ics`` file: all-day events, in order.

    The same calendar gives the same text. Each event keeps its identity when its day
    moves, and says nothing of the person: no name, no reference, only a fingerprint
    that keeps two people's events apart. What is overdue is put on the day asked about.

    Raises:
        ImportError: the library icalendar is not installed; the message says how to.
    """
    try:
        import icalendar
    except ImportError:
        raise ImportError(
            "Writing a calendar file needs the library icalendar: "
            "pip install swcareers[ics]"
        ) from None
    file: Any = icalendar.Calendar()
    file.add("prodid", "-//swcareers//calendar//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", calendar.framework.title)
    stamp = datetime(calendar.on.year, calendar.on.month, calendar.on.day, tzinfo=UTC)
    seen: dict[str, int] = {}
    for entry in calendar.entries:
        name = _name(entry, calendar)
        seen[name] = seen.get(name, 0) + 1
        event: Any = icalendar.Event()
        event.add("uid", f"{_fingerprint(name, seen[name])}@swcareers")
        event.add("dtstamp", stamp)
        day = max(entry.day, calendar.on)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", _summary(entry))
        event.add("description", _description(entry))
        event.add("categories", [_WORDS[entry.kind]])
        event.add("status", "TENTATIVE" if entry.provisional else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        file.add_component(event)
    text: str = file.to_ical().decode("utf-8")
    return text


def _name(entry: CalendarEntry, calendar: Calendar) -> str:
    """What makes an event itself, whatever its day."""
    parts = (
        calendar.reference, calendar.framework.id, entry.kind, entry.id,
        entry.label or "", entry.item or "",
    )  # fmt: skip
    return "\x1f".join(parts)


def _fingerprint(name: str, number: int) -> str:
    return sha256(f"{name}\x1f{number}".encode()).hexdigest()[:32]


def _summary(entry: CalendarEntry) -> str:
    word = "overdue" if entry.overdue else _WORDS[entry.kind]
    if entry.kind in ("due", "closes", "slot", "reached", "planned"):
        return f"{entry.what} ({word})"
    return entry.what


def _description(entry: CalendarEntry) -> str:
    lines = []
    if entry.who:
        lines.append(f"Who acts: {entry.who}.")
    if entry.overdue:
        lines.append(f"It was due on {entry.day.isoformat()} and can still be done.")
    elif entry.hard:
        lines.append("Afterwards it is too late.")
    elif entry.kind == "due":
        lines.append("Afterwards it is late and still possible.")
    if entry.provisional:
        lines.append("This day can still move.")
    if entry.note:
        lines.append(f"{entry.note[:1].upper()}{entry.note[1:].rstrip('.')}.")
    lines.append(f"Rule: {entry.id}")
    return "\n".join(lines)
