"""A report on one screen, in plain text, for a terminal or an e-mail.

Who and when; the year at a glance; one sentence; what needs somebody, with the next
day; the two sides; what is coming; what only people decide. A reader may stop after
any part. No colour; every symbol stands beside words, and `plain` leaves them away.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import zip_longest

from swcareers.presenting.layout import finished, labelled, page_width, wrap
from swcareers.presenting.lines import (
    CLOSING,
    Line,
    Owner,
    coming_lines,
    details,
    given_rows,
    head_words,
    line_of,
    lines_of,
    next_words,
    people_words,
    read_against,
    run_words,
    unused_head,
)
from swcareers.presenting.timeline import drawn
from swcareers.queries.answers import Answer, Notice, Unused
from swcareers.queries.report import Report
from swcareers.values.text import counted, width
from swcareers.wording.moments import date_text_words, day_words

SIDE_BY_SIDE = 72  # columns from which the two sides stand beside each other
_GUTTER = 3  # between the two sides
_UNUSED_SHOWN = 3
_POINTER = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"


def report_text(
    report: Report, *, width: int = 80, full: bool = False, plain: bool = False
) -> str:
    """A report as text; lines never run beyond the width, and nothing is cut.

    Args:
        report: plain data.
        width: columns of the terminal; under 40 is read as 40.
        full: open each line in place: the rule, what counted, what was left out and
            why, who set it and where it stands.
        plain: words only, no symbols: for screen readers and old code pages.
    """
    page = _Page(page_width(width), report.on, plain)
    parts = [
        page.head(report),
        page.years(report),
        page.wrapped(report.sentence, 1),
        page.attention(report.attention),
        page.unused(report.unused, full),
        page.sides(report, full),
        page.coming(report),
        page.given(report, full),
        page.for_people(report),
        page.closing(report, full),
    ]
    lines = [line for part in parts if part for line in ("", *part)]
    return finished(lines[1:], plain=plain)


_DUE = ("due, on these rules",)


class _Page:
    """The layout: how wide, which day, with or without symbols."""

    def __init__(self, wide: int, on: date, plain: bool) -> None:
        self.wide, self.on, self.plain = wide, on, plain

    # --- pieces -----------------------------------------------------------------------

    def wrapped(self, text: str, indent: int, first: str | None = None) -> list[str]:
        """A text in lines, all of them indented; the first may begin otherwise."""
        return wrap(text, self.wide - 1, " " * indent, first)

    def labelled(self, rows: Iterable[tuple[str, str]], indent: int) -> list[str]:
        """Pairs of a label and a text, the texts under each other."""
        return labelled(rows, self.wide - 1, indent)

    # --- the page ---------------------------------------------------------------------

    def head(self, report: Report) -> list[str]:
        """Whose record, which day, which programme and framework."""
        day = day_words(self.on)
        reference = " ".join(report.reference.split())
        gap = self.wide - 2 - width(reference) - width(day)
        if gap >= 2:
            lines = [f" {reference}{' ' * gap}{day}"]
        else:
            lines = [*self.wrapped(reference, 1), f" {day}"]
        lines += self.wrapped(head_words(report), 1)
        if report.post:
            lines += self.wrapped(_capital(report.post), 1)
        if report.as_of and report.as_of != self.on.isoformat():
            kept = date_text_words(report.as_of, near=self.on)
            lines += self.wrapped(f"The record was kept up to {kept}.", 1)
        return lines

    def years(self, report: Report) -> list[str]:
        """The line of each programme's year, or its sentence where none is drawn."""
        lines: list[str] = []
        for run in report.runs:
            if lines:
                lines.append("")
            picture = [] if self.plain else drawn(run, self.on, self.wide - 2)
            if picture and len(report.runs) > 1:
                lines += self.wrapped(run.title, 1)
            lines += [f" {line}" for line in picture] or self.wrapped(
                run_words(run, self.on), 1
            )
            if picture and run.paused:
                lines += self.wrapped("The clock is paused.", 1)
            for moved in run.moved_by:
                lines += self.wrapped(moved, 1)
        return lines

    def attention(self, notices: Sequence[Notice]) -> list[str]:
        """What needs somebody, each with the day it is next wanted."""
        sign = "-" if self.plain else _POINTER
        rows = [
            (
                f"{sign} {notice.title}",
                f"{notice.message}{next_words(notice.next, self.on)}",
            )
            for notice in notices
        ]
        return self.labelled(rows, 1)

    def unused(self, unused: Sequence[Unused], full: bool) -> list[str]:
        """What in the record could not be used, and why."""
        if not unused:
            return []
        lines = self.wrapped(f"{unused_head(unused)}:", 1)
        shown = unused if full else unused[:_UNUSED_SHOWN]
        for one in shown:
            more = "; ".join(filter(None, (one.hint, one.place if full else None)))
            lines += self.wrapped(one.message + (f" ({more})" if more else ""), 3)
        if len(shown) < len(unused):
            lines += self.wrapped(f"and {len(unused) - len(shown)} more: --full", 3)
        return lines

    def sides(self, report: Report, full: bool) -> list[str]:
        """Support and assessment, beside each other where there is room."""
        heads = ("Support, from the employer", "Assessment, from the learner")
        sides = [
            lines_of(side, self.on) for side in (report.support, report.assessment)
        ]
        if full:
            lines: list[str] = []
            for head, owners in zip(heads, sides, strict=True):
                if owners:
                    lines += ["", *self.opened(head, owners)]
            return lines[1:]
        sides = [tuple(one for one in owners if one.lines) for owners in sides]
        if self.plain or self.wide < SIDE_BY_SIDE or not all(sides):
            stacked = [
                ["", *self.column(head, owners, self.wide - 2)]
                for head, owners in zip(heads, sides, strict=True)
                if owners
            ]
            return [f" {line}" for column in stacked for line in column][1:]
        room = self.wide - 2 - _GUTTER
        one, other = map(self.natural, heads, sides)
        half = room // 2
        if one < half < other:
            half = max(one, room - other)
        elif other < half < one:
            half = min(one, room - other)
        left = self.column(heads[0], sides[0], half)
        right = self.column(heads[1], sides[1], room - half)
        return [
            f" {one}{' ' * (half - width(one) + _GUTTER)}{other}"
            for one, other in zip_longest(left, right, fillvalue="")
        ]

    def column(self, head: str, owners: Sequence[Owner], wide: int) -> list[str]:
        """One side as a column: a head, then a line for each rule."""
        lines = wrap(head, wide, "")
        every = [line for owner in owners for line in owner.lines]
        before = self.before
        room = wide - before - 2
        titles = self.titles(every, room)
        for index, owner in enumerate(owners):
            if len(owners) > 1:
                lines += [""] if index else []
                lines += wrap(owner.title, wide, "")
            for line in owner.lines:
                lines += self.row(line, titles, room - titles)
        return lines

    def titles(self, every: Sequence[Line], room: int) -> int:
        """How wide the titles stand, so that as few lines as possible are wrapped."""
        pairs = [(line.title, self.standing(line)) for line in every]
        widest = max((width(title) for title, _ in pairs), default=0)
        word = max(
            (width(word) for _, words in pairs for word in words.split()), default=0
        )

        def lines(titles: int) -> tuple[int, int]:
            sizes = [_rows(title, words, titles, room) for title, words in pairs]
            # Of two ways with as many lines, the one that leaves the words whole.
            return sum(map(max, sizes)), sum(words for _, words in sizes)

        most = min(widest, room - min(word, room // 2))
        least = min(most, room * 2 // 5)
        return min(range(most, least - 1, -1), key=lines)

    def row(self, line: Line, titles: int, standing: int) -> list[str]:
        """One line of a column, in more than one where it has to be."""
        sign = "" if self.plain else f"{line.symbol} "
        words = self.standing(line)
        spare = titles + standing - width(line.title) - width(words)
        if width(words) > standing and spare >= 0:
            # Long words beside a short title: they end where the column ends.
            return [f"{sign}{line.title}{' ' * (spare + 2)}{words}"]
        lines = []
        for title, shown in zip_longest(
            wrap(line.title, titles, ""), wrap(words, standing, ""), fillvalue=""
        ):
            pad = " " * (titles - width(title) + 2)
            lines.append(f"{sign}{title}{pad}{shown}".rstrip())
            sign = " " * self.before
        return lines

    @property
    def before(self) -> int:
        """How many columns a symbol takes."""
        return 0 if self.plain else 2

    def natural(self, head: str, owners: Sequence[Owner]) -> int:
        """How wide a side is where nothing of it is wrapped."""
        every = [line for owner in owners for line in owner.lines]
        rows = [width(line.title) + width(self.standing(line)) for line in every]
        return max(width(head), *(row + self.before + 2 for row in rows))

    def standing(self, line: Line) -> str:
        """How a line stands; in words where there are no symbols."""
        return line.words if self.plain else line.standing

    def coming(self, report: Report) -> list[str]:
        """What is due at or before the next fixed point, day by day."""
        rows = coming_lines(report.coming, self.on)
        if not rows:
            return []
        column = max(width(day) for day, _ in rows)
        rows = [(" " * (column - width(day)) + day, words) for day, words in rows]
        return [" Coming", *self.labelled(rows, 3)]

    def given(self, report: Report, full: bool) -> list[str]:
        """What meeting rules gives; in short only what is due."""
        found = [one for one in report.entitlements if full or one.words in _DUE]
        rows = [
            line
            for title, words in given_rows(found)
            for line in self.wrapped(f"{title}: {words}", 5, "   ")
        ]
        return [" What meeting rules gives", *rows] if rows else []

    def for_people(self, report: Report) -> list[str]:
        """What only people decide."""
        words = people_words(report.for_people)
        return self.wrapped(f"For people: {words}.", 1) if words else []

    def closing(self, report: Report, full: bool) -> list[str]:
        """What the page is not, and where the rest is."""
        lines = self.wrapped(report.note, 1) if report.note else []
        if not full:
            if report.marks:
                facts = counted(len(report.marks), "fact")
                are = "is" if len(report.marks) == 1 else "are"
                lines += self.wrapped(f"{facts} behind these rules {are} unsure.", 1)
            more = "Rules and sources: --full"
            gap = self.wide - 2 - width(CLOSING) - width(more)
            if gap >= 2:
                return [*lines, f" {CLOSING}{' ' * gap}{more}"]
            return [*lines, *self.wrapped(CLOSING, 1), f" {more}"]
        if report.marks:
            lines += self.wrapped("What is unsure about these rules", 1)
            for mark in report.marks:
                lines += self.wrapped(mark, 3)
        lines += self.wrapped(read_against(report), 1)
        return [*lines, *self.wrapped(CLOSING, 1)]

    # --- the opened lines -------------------------------------------------------------

    def opened(self, head: str, owners: Sequence[Owner]) -> list[str]:
        """One side with every line opened in place."""
        lines = self.wrapped(head, 1)
        for owner in owners:
            lines += ["", *self.wrapped(owner.title, 1)] if len(owners) > 1 else []
            for line in owner.lines:
                lines += ["", *self.block(line, 1)]
            if owner.out:
                lines += ["", *self.wrapped("Does not apply", 1)]
                rows = [(one.title, _why_not(one)) for one in owner.out]
                lines += self.labelled(rows, 5)
        return lines

    def block(self, line: Line, indent: int) -> list[str]:
        """One line and everything behind it."""
        sign = "" if self.plain else f"{line.symbol} "
        inner = indent + 4
        title = f"{line.title}: {self.standing(line)}"
        id_ = line.answer.id if indent == 1 else ""
        lines = self.wrapped(title, indent + len(sign), " " * indent + sign)
        gap = self.wide - 1 - width(lines[-1]) - width(id_)
        if id_ and gap >= 2 and len(lines) == 1:
            lines[-1] += " " * gap + id_
        elif id_:
            lines += self.wrapped(id_, inner)
        found = list(details(line.answer, self.on))
        lines += [
            text
            for detail in found
            if not detail.label
            for text in self.wrapped(detail.text, inner)
        ]
        labelled = [(one.label, one.text) for one in found if one.label]
        points = [part for part in line.answer.parts if part.label]
        rows = [(_label(part, self.on), self.point(part)) for part in points]
        lines += self.labelled([*rows, *labelled], inner)
        for part in line.answer.parts:
            if not part.label:
                lines += self.block(line_of(part, self.on), min(inner, 13))
        return lines

    def point(self, part: Answer) -> str:
        """How one point, occurrence or period of a rule stands."""
        words = line_of(part, self.on).words
        if part.late_days:
            words += f", late by {counted(part.late_days, 'day')}"
        if part.verdict != "met" and part.due is not None:
            words += f", due {day_words(part.due, near=self.on)}"
        return f"{words}: {part.because}" if part.because else words


def _why_not(line: Line) -> str:
    return line.answer.because or line.words


def _label(part: Answer, on: date) -> str:
    return date_text_words(part.label or "", near=on)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _rows(title: str, words: str, titles: int, room: int) -> tuple[int, int]:
    """How many lines a title and its words take beside each other."""
    if width(words) > room - titles and width(title) + width(words) <= room:
        return 1, 1  # flush with the end of the column
    return len(wrap(title, titles, "")), len(wrap(words, room - titles, ""))
