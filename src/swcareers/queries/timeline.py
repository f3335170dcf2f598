"""A run as people see it: the line of its year, and where it has come to."""

from datetime import timedelta
from typing import Literal

from swcareers.evaluation.outcome import Outcome, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.queries.answers import Mark, Run
from swcareers.queries.asking import Asked
from swcareers.rules.clock import ProgrammeClock
from swcareers.rules.programme_time import Move
from swcareers.values.points import ProgrammePoint
from swcareers.values.text import counted, number
from swcareers.wording.moments import day_words, span_words

State = Literal["start", "done", "late", "open", "missed", "end"]


def run_shown(entry: Asked, base: Situation) -> Run:
    """A run with its marks: its start, its fixed points, its end."""
    run = entry.run
    if run is None:
        return Run(programme=entry.id, title=entry.title, start=None)
    start = None if run.start is None else str(run.start)
    if run.clock is None or run.start is None:
        first = None if run.start is None else run.start.earliest
        return Run(programme=entry.id, title=entry.title, start=start, first=first)
    end = run.clock.end
    last = end.latest - timedelta(days=1) if end.latest is not None else None
    marks = [Mark(label="start", day=run.start.earliest, state="start")]
    marks += _points(entry, last)
    if last is not None:
        marks.append(Mark(label="end", day=last, state="end"))
    position, paused = _position(entry, base)
    moves: tuple[str, ...] = ()
    if isinstance(run.clock, ProgrammeClock):
        moves = tuple(_moved(move, base) for move in run.clock.moved_by())
    return Run(
        programme=entry.id,
        title=entry.title,
        start=start,
        first=run.start.earliest,
        last=last,
        position=position,
        paused=paused,
        moved_by=moves,
        marks=tuple(marks),
    )


def _position(entry: Asked, base: Situation) -> tuple[str | None, bool]:
    run = entry.run
    clock = None if run is None else run.clock
    if not isinstance(clock, ProgrammeClock):
        return None, False
    now = clock.where_are_we(base.on)
    if not now.begun:
        return "not begun", False
    if entry.over:
        return "over", False
    return f"month {now.months + 1}", now.paused


def _moved(move: Move, base: Situation) -> str:
    days = counted(abs(move.days), "day")
    direction = "later" if move.days > 0 else "earlier"
    match move.what:
        case "pause":
            reason = base.book.title_of(move.because)
            last = move.to or base.on
            going = ", still going" if move.still_going else ""
            spell = span_words(move.from_, last)
            return f"{reason}, {spell}{going}: {days} {direction}"
        case "hours":
            share = number((move.share or 1) * 100)
            since = day_words(move.from_)
            return f"{share}% of full time from {since}: {days} {direction}"
        case _:
            limit = f"{move.what.removeprefix('not ')} {day_words(move.from_)}"
            return f"it cannot end {limit}: {days} {direction}"


def _points(entry: Asked, last: object) -> list[Mark]:
    """The fixed points of the run: those of the rule that reaches furthest."""
    best: tuple[int, int, Outcome] | None = None
    for placed, outcome in entry.outcomes:
        points = [p for p in outcome.rule.at if isinstance(p, ProgrammePoint)]
        if placed.side != "assessment" or not points or not outcome.parts:
            continue
        reach = max(p.number * (4 if p.unit == "month" else 1) for p in points)
        if best is None or (reach, len(points)) > best[:2]:
            best = (reach, len(points), outcome)
    if best is None:
        return []
    found = []
    for part in best[2].parts:
        label, day = part.label, part.due
        if label is None or day is None or not _is_programme_point(label):
            continue
        state: State = "missed" if "missed" in part.flags else "open"
        if part.met:
            state = "late" if "late" in part.flags else "done"
        elif part.verdict is Verdict.NOT_APPLICABLE:
            continue
        found.append(Mark(label=label, day=day, state=state))
    return found


def _is_programme_point(label: str) -> bool:
    return label.startswith(("month ", "week "))
