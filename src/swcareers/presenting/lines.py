"""An answer as a line of a report, and as the block that opens behind it.

Text and HTML show the same lines and the same blocks; only the layout is theirs.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import attrs

from swcareers.queries.answers import (
    Answer,
    Counted,
    Requirement,
    Run,
    Slot,
    SourceShown,
    Step,
    Unused,
)
from swcareers.queries.entitled import Entitled
from swcareers.queries.explaining import exact
from swcareers.queries.report import Report
from swcareers.values.text import counted, joined
from swcareers.wording.moments import date_text_words, day_words, span_words
from swcareers.wording.nouns import lowered, plain_title
from swcareers.wording.words import have_words, measured_words

THERE, PARTLY, NONE = "●", "◐", "○"
OUT = "·"  # does not apply
CLOSING = "This page counts evidence and judges no one."


@attrs.frozen
class Line:
    """One line of a side: a rule and how it stands.

    Attributes:
        symbol: beside the words, never instead of them.
        title: what people call the rule.
        standing: figures where there are any, else words.
        words: how it stands in words alone, with the figures.
    """

    symbol: str
    title: str
    standing: str
    words: str
    answer: Answer


@attrs.frozen
class Owner:
    """The lines of one owner: a programme, a stage, the framework itself.

    Attributes:
        out: what does not apply, shown only where everything is.
    """

    title: str
    lines: tuple[Line, ...]
    out: tuple[Line, ...] = ()


@attrs.frozen
class Detail:
    """One labelled piece of an opened line; a sentence has no label."""

    label: str
    text: str


def symbol(answer: Answer) -> str:
    """The sign beside an answer.

    There, partly there, or not (or not recorded); a small dot where it does not apply.
    """
    if answer.verdict == "not_applicable":
        return OUT
    if answer.verdict == "met":
        return THERE
    begun = answer.have is not None and answer.have > 0
    if answer.requirement.kind == "measure":
        begun = False
    elif answer.have is None:
        begun = any(symbol(part) in (THERE, PARTLY) for part in answer.parts)
    return PARTLY if begun else NONE


def standing(answer: Answer, on: date) -> str:
    """How an answer stands, as short as it can be said: ``1 of 3``, ``18 June``."""
    figures = _figures(answer, on)
    advised = _ADVISED.get(answer.requirement.strength)
    if advised is None or answer.verdict in ("met", "not_applicable"):
        return figures or answer.words
    # What is only advised must not look like something that is owed.
    return f"{figures}, {advised}" if answer.have else advised


_ADVISED = {"should": "should be there", "recommended": "recommended"}
# A day says more than "in place" of what happens once.
_HAPPENS = frozenset(("evidence", "event", "completes", "decision", "assessed"))
# Repeats of a rule are counted; what they are called goes without saying.
_REPEATS = frozenset(("slots", "points", "occurrences", "periods", "parts"))


def _figures(answer: Answer, on: date) -> str:
    if answer.verdict == "not_applicable" or not {"waived", "exempt"}.isdisjoint(
        answer.flags
    ):
        return ""
    if answer.have is None or answer.need is None:
        return ""
    if answer.requirement.kind == "measure":
        return _measured(answer)
    if answer.need == 0:
        return ""  # it has not been owed so far
    if answer.have >= answer.need and answer.verdict != "met":
        return ""  # as many as are asked for, and not all of the kind that is asked
    unit = None if answer.unit in _REPEATS else answer.unit
    if answer.need == 1 and unit is None:
        if answer.have == 0 or answer.requirement.kind not in _HAPPENS:
            return ""
        if answer.verdict == "met":
            return "" if answer.unit in _REPEATS else _day_it_was(answer, on)
    return have_words(
        exact(answer.have),
        exact(answer.need),
        unit,
        None if answer.have_at_most is None else exact(answer.have_at_most),
    )


def _measured(answer: Answer) -> str:
    have, need = exact(answer.have or Decimal(0)), exact(answer.need or Decimal(0))
    met = answer.verdict == "met"
    if have == need:
        most = "at most" in answer.requirement.sentence
    else:
        most = met == (have < need)
    return measured_words(have, need, answer.unit, most)


def _day_it_was(answer: Answer, on: date) -> str:
    days = [item.day for item in answer.counted if item.day]
    day = days[0] if days else answer.met_on
    return date_text_words(day, near=on) if day else ""


def lines_of(side: Answer, on: date) -> tuple[Owner, ...]:
    """The lines of a side, owner by owner; what does not apply stands apart."""
    owners = []
    for owner in side.parts:
        lines = [line_of(part, on) for part in owner.parts]
        shown = tuple(line for line in lines if line.symbol != OUT)
        out = tuple(line for line in lines if line.symbol == OUT)
        if shown or out:
            owners.append(Owner(owner.requirement.title, shown, out))
    return tuple(owners)


def line_of(answer: Answer, on: date) -> Line:
    """One answer as a line."""
    shown = standing(answer, on)
    words = answer.words
    figures = _figures(answer, on)
    if figures and figures != words:
        words = f"{words}, {figures}"
    for advised in _ADVISED.values():
        if shown.endswith(advised):
            words = f"{words}, {advised}"
    title = answer.requirement.title or plain_title(answer.id)
    return Line(symbol(answer), title, shown, words, answer)


# --- the block behind a line ----------------------------------------------------------


def details(answer: Answer, on: date) -> Iterator[Detail]:
    """What opens behind a line, from the rule itself to the place it is written."""
    if answer.requirement.sentence:
        yield Detail("", answer.requirement.sentence)
    if answer.because:
        yield Detail("because", answer.because)
    if answer.who:
        yield Detail("decides", plain_title(answer.who))
    if answer.counted:
        yield Detail("counted", items_words(answer.counted, on))
    yield from _slot_details(answer, on)
    for item in answer.left_out:
        yield Detail("left out", _item_words(item, on))
    if answer.planned:
        yield Detail("booked", items_words(answer.planned, on))
    yield from _day_details(answer, on)
    yield from told_by(answer.requirement)


def items_words(items: Sequence[Counted], on: date) -> str:
    """Items in a row: their days alone where they are all of one sort."""
    if len({item.what for item in items}) == 1 and all(item.day for item in items):
        days = [item.day or "" for item in items]
        if len(days) == 1:
            return date_text_words(days[0], near=on)
        return ", ".join(short_day(day, on) for day in days)
    return "; ".join(_item_words(item, on) for item in items)


def _item_words(item: Counted, on: date) -> str:
    day = date_text_words(item.day, near=on) if item.day else "no day given"
    words = f"{day}, {item.what}" if item.what else day
    return f"{words}: {item.because}" if item.because else words


def short_day(text: str, on: date) -> str:
    """A day in a row of days: ``5 Jun``; other dates in words.

    >>> short_day("2026-06-05", date(2026, 11, 6))
    '5 Jun'
    """
    words = date_text_words(text, near=on)
    pieces = words.split(" ")
    if len(pieces) > 1 and pieces[0].isdecimal() and pieces[1].isalpha():
        pieces[1] = pieces[1][:3]
    return " ".join(pieces)


def _slot_details(answer: Answer, on: date) -> Iterator[Detail]:
    for status, label in (("excused", "excused"), ("missed", "none"), ("open", "open")):
        slots = [slot for slot in answer.slots if slot.status == status]
        if slots:
            yield Detail(label, "; ".join(_slot_words(slot, on) for slot in slots))
    if answer.longest_gap is not None:
        first, last = answer.longest_gap
        days = counted((last - first).days, "day")
        yield Detail("longest gap", f"{days}, {span_words(first, last, near=on)}")


def _slot_words(slot: Slot, on: date) -> str:
    words = span_words(slot.first, slot.last, near=on)
    if slot.status == "excused" and slot.item and "/" not in slot.item:
        return f"{words}, {slot.item}"  # a reason, not a place in the record
    return words


def _day_details(answer: Answer, on: date) -> Iterator[Detail]:
    if answer.late_days:
        yield Detail("late", f"by {counted(answer.late_days, 'day')}")
    if answer.due is not None and not any(part.label for part in answer.parts):
        yield Detail("due", day_words(answer.due, near=on))
    if answer.closes is not None:
        yield Detail("closes", day_words(answer.closes, near=on))
    if answer.earliest is not None and answer.verdict != "met":
        yield Detail("earliest", day_words(answer.earliest, near=on))
    days = [item.day for item in answer.counted]
    if answer.met_on and answer.verdict == "met" and answer.met_on not in days:
        yield Detail("since", date_text_words(answer.met_on, near=on))


def told_by(requirement: Requirement) -> Iterator[Detail]:
    """Who says so: the note, the doubts, who set it, the source, where it stands."""
    if requirement.note:
        yield Detail("note", requirement.note)
    marks = marks_words(requirement.marks)
    if marks:
        yield Detail("unsure", marks)
    sources = "; ".join(source_words(source) for source in requirement.sources)
    set_by = list(requirement.set_by)
    if set_by:
        others = f"; then {joined(set_by[1:])}" if len(set_by) > 1 else ""
        yield Detail("set by", f"{set_by[0]}{others}")
    if sources:
        yield Detail("source", sources)
    if requirement.place:
        yield Detail("in", requirement.place)


_MARKS = {
    "illustrative": "made up so that the example runs",
    "unverified": "believed, not seen",
    "not_stated": "no source states it",
}


def marks_words(marks: Mapping[str, str]) -> str:
    """Doubtful keys and what is doubtful about them.

    >>> marks_words({"level": "illustrative", "clock": "unverified"})
    'level (made up so that the example runs); clock (believed, not seen)'
    """
    by_mark: dict[str, list[str]] = {}
    for key, mark in marks.items():
        words = "all of it" if key == "all" else plain_title(key)
        by_mark.setdefault(mark, []).append(words)
    return "; ".join(
        f"{joined(keys)} ({_MARKS.get(mark, plain_title(mark))})"
        for mark, keys in by_mark.items()
    )


def source_words(source: SourceShown) -> str:
    """A publication as it stands in a list of sources."""
    date_ = date_text_words(source.date) if source.date else None
    pieces = (source.publisher, source.title, source.clause, date_)
    return ", ".join(piece for piece in pieces if piece)


# --- the rest of the page -------------------------------------------------------------


def head_words(report: Report) -> str:
    """What the page is about: the programmes under way and the framework."""
    programmes = joined(run.title for run in report.runs)
    return " · ".join(part for part in (programmes, report.framework.title) if part)


def run_words(run: Run, on: date) -> str:
    """A programme's own time in one sentence, for those who cannot see the line."""
    if run.first is None:
        began = f"begun {date_text_words(run.start)}" if run.start else "not begun"
        return f"{run.title}: {began}; its days cannot be said."
    words = f"{run.title}: from {day_words(run.first, near=on)}"
    words += f" to {day_words(run.last, near=on)}" if run.last else ", end not known"
    words += f"; today {run.position}" if run.position else ""
    words += "; the clock is paused" if run.paused else ""
    points = [
        f"{mark.label}, {day_words(mark.day, near=on)}: {_STATES[mark.state]}"
        for mark in run.marks
        if mark.state not in ("start", "end")
    ]
    if not points:
        return f"{words}."
    row = "; ".join(points)
    return f"{words}. {row[:1].upper()}{row[1:]}."


_STATES = {
    "start": "start", "done": "done", "late": "done late", "open": "to come",
    "missed": "missed", "end": "end",
}  # fmt: skip


def coming_lines(steps: Sequence[Step], on: date) -> list[tuple[str, str]]:
    """What is coming, as pairs of a day and words; the day stands once.

    What falls on the same point of a rule stands together: ``month 6: reviews; plans``.
    """
    by_day: dict[str, dict[str, list[str]]] = {}
    for step in steps:
        day, booked = _day_and_booking(step, on)
        title, _, point = step.what.rpartition(", ")
        if not title or not _is_point(point):
            title, point = step.what, ""
        words = lowered(title) + booked
        if step.who not in ("learner", ""):
            words += f" ({plain_title(step.who)})"
        by_day.setdefault(day, {}).setdefault(point, []).append(words)
    rows = []
    for day, points in by_day.items():
        for point, named in points.items():
            words = "; ".join(named)
            rows.append((day, f"{point}: {words}" if point else words))
            day = ""
    return rows


def _is_point(words: str) -> bool:
    """Whether the end of a step's words says where in a programme or period it is."""
    first = words.split(" ")[0]
    return first in _POINTS or any(letter.isdigit() for letter in words)


_POINTS = frozenset(("start", "midway", "end", "month", "week"))


def _day_and_booking(step: Step, on: date) -> tuple[str, str]:
    if not step.planned:
        return (day_words(step.by, near=on) if step.by else "no day set"), ""
    day = date_text_words(step.planned, near=on)
    if step.by is None or _is_day(step.planned, step.by):
        return day, ", booked"
    return day, f", booked (wanted by {day_words(step.by, near=on)})"


def _is_day(text: str, day: date) -> bool:
    return text == day.isoformat()


def people_words(steps: Sequence[Step]) -> str:
    """What only people decide, in a row."""
    return "; ".join(
        lowered(step.what) + (f" ({plain_title(step.who)})" if step.who else "")
        for step in steps
    )


def next_words(day: date | None, on: date) -> str:
    """When the next one is wanted; empty where no day is known."""
    return "" if day is None else f" Next: by {day_words(day, near=on)}."


def read_against(report: Report) -> str:
    """Which framework and which library the page was made with."""
    read = report.framework
    edition = f", edition {read.edition}" if read.edition else ""
    digest = f", digest {read.digest[:12]}" if read.digest else ""
    return f"Read against {read.id}{edition}{digest}, with swcareers {report.version}."


def given_rows(entitlements: Sequence[Entitled]) -> list[tuple[str, str]]:
    """What meeting rules gives: its title beside how it stands, and what it is."""
    rows = []
    for one in entitlements:
        if one.words == "closed":
            continue
        head, comma, tail = one.words.partition(",")
        to = f" to the {one.to}" if one.to else ""
        said = [f"{head}{to}{comma}{tail}", one.because or "", *one.gives]
        text = ". ".join(part.rstrip(".") for part in said if part)
        rows.append((one.title, f"{text[:1].upper()}{text[1:]}."))
    return rows


def unused_head(unused: Sequence[Unused]) -> str:
    """How many things in the record could not be used, or need a look."""
    lost = sum(one.severity == "error" for one in unused)
    looks = len(unused) - lost
    pieces = []
    if lost:
        pieces.append(f"{counted(lost, 'entry')} of the record could not be used")
    if looks:
        verb = "needs" if looks == 1 else "need"
        things = counted(looks, "thing")
        pieces.append(f"{things} in the record {verb} a look")
    return "; ".join(pieces)
