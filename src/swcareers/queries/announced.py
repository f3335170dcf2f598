"""What is announced, and what it will change for this learner.

Versions of the rules that concern a person, and programmes and standards that begin or
end, as far as a framework knows of them today.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from swcareers.evaluation import moments
from swcareers.evaluation.audience import fits
from swcareers.evaluation.situation import Run, Situation, When
from swcareers.framework.framework import Framework, Placed
from swcareers.queries.asking import Asked
from swcareers.queries.dates import Announced
from swcareers.queries.explaining import title_of
from swcareers.rules.requirement import Assessed, Edition, OpenWindow, Rule
from swcareers.values.dates import KnownDate
from swcareers.values.points import FixedDay, Point
from swcareers.wording.moments import day_words, known_words
from swcareers.wording.rules import sentence

_DAY = timedelta(days=1)


def announced(entries: Sequence[Asked], base: Situation) -> tuple[Announced, ...]:
    """Everything announced that touches what is asked of a person, the first first."""
    found: dict[tuple[str, str], Announced] = {}
    for entry in entries:
        if entry.over:
            continue
        for placed, _ in entry.outcomes:
            for one in _of_rule(placed, entry, base):
                found.setdefault((one.id, one.day_known), one)
    rules = {(one.id, one.day): one for one in found.values()}
    for one in (*_of_sets(entries, base, rules), *_of_programmes(entries, base)):
        found.setdefault((one.id, one.day_known), one)
    return tuple(sorted(found.values(), key=lambda one: (one.day, one.id)))


# --- versions of rules ----------------------------------------------------------------


def _of_rule(placed: Placed, entry: Asked, base: Situation) -> Iterator[Announced]:
    written = base.book.rules.get(placed.path, placed)
    for one in written.walk():
        for edition in one.rule.versions:
            day = _to_come(edition, base.on)
            if day is not None:
                yield _version(one, edition, day, entry, base)


def _to_come(edition: Edition, on: date) -> KnownDate | None:
    if edition.from_ is not None and edition.from_.earliest > on:
        return edition.from_
    if edition.everyone_from is not None and edition.everyone_from.earliest > on:
        return edition.everyone_from
    return None


def _version(
    placed: Placed, edition: Edition, day: KnownDate, entry: Asked, base: Situation
) -> Announced:
    changes, because = _effect(placed, edition, day, entry, base)
    then: str | None = None
    if edition.withdrawn:
        then = "It no longer applies."
    elif isinstance(edition.entry, Rule) and edition.entry.ask is not None:
        then = sentence(edition.entry, base.book.title_of)
    return Announced(
        id=placed.path,
        title=f"{title_of(placed, base.book)}: new version",
        day=day.earliest,
        day_known=str(day),
        announced=edition.expected,
        changes=changes,
        because=because,
        then=then,
    )


Effect = tuple[Literal["yes", "no", "not stated"], str]


def _effect(
    placed: Placed, edition: Edition, day: KnownDate, entry: Asked, base: Situation
) -> Effect:
    """Whether a version of a rule will be this learner's."""
    run = entry.run
    when = known_words(day)
    if "version_by" in placed.rule.not_stated:
        if _ends_before(run, day.earliest):
            return "no", f"The year ends before {when}."
        return (
            "not stated",
            "No source says whether those who began before then keep the rule they "
            "began with.",
        )
    by = placed.version_by or ("start" if run is not None else "day")
    if placed.rule.in_each is not None and placed.version_by is None:
        by = "period"
    if by == "start" and run is not None:
        if edition.everyone_from is not None:
            return (
                "yes",
                f"From {known_words(edition.everyone_from)} it is for everyone.",
            )
        return "no", f"{entry.title} keeps the rule of the day it began."
    if by == "period":
        return "yes", f"It counts from the first period that begins from {when} on."
    if by in ("day", "start"):
        if _ends_before(run, day.earliest):
            return "no", f"The year ends before {when}."
        return "yes", f"What is due from {when} on is judged by it."
    happened = moments.first_occurrence(by, base)
    title = base.book.title_of(by)
    if not isinstance(happened, When):
        return "yes", f"It counts if “{title}” falls on or after {when}."
    return "no", f"“{title}” was on {day_words(happened.day)}."


def _ends_before(run: Run | None, day: date) -> bool:
    if run is None or run.clock is None:
        return False
    end = run.clock.end.latest
    return end is not None and end - _DAY < day


# --- standards and programmes ---------------------------------------------------------


def _of_sets(
    entries: Sequence[Asked],
    base: Situation,
    rules: Mapping[tuple[str, date], Announced],
) -> Iterator[Announced]:
    """Sets of standards that begin or end, where a rule of this learner names them."""
    named: dict[str, tuple[str, Run | None]] = {}
    for entry in entries:
        for placed, _ in entry.outcomes:
            for set_ in _assessed_in(base.book.rules.get(placed.path, placed)):
                named.setdefault(set_, (placed.path, entry.run))
    for set_, (path, run) in named.items():
        declared = base.book.capabilities.get(set_)
        if declared is None:
            continue
        title = base.book.title_of(set_)
        for known, begins in _turns(declared.open, base.on):
            # Where the rule changes with it, it changes what the rule changes.
            turn = known.earliest if begins else known.latest + _DAY
            rule = rules.get((path, turn))
            changes, because = (
                (rule.changes, rule.because)
                if rule is not None
                else _for_those_on(run, known)
            )
            yield Announced(
                id=set_,
                title=f"{title} begin" if begins else f"{title}: last day",
                day=known.earliest if begins else known.latest,
                day_known=str(known),
                announced=declared.expected if begins else None,
                changes=changes,
                because=because,
            )


def _for_those_on(run: Run | None, known: KnownDate) -> Effect:
    when = known_words(known)
    if _ends_before(run, known.earliest):
        return "no", f"The year ends before {when}."
    return "not stated", f"No rule says what follows for those assessed after {when}."


def _assessed_in(placed: Placed) -> Iterator[str]:
    rules = [placed.rule, *(one.rule for one in placed.editions if one is not None)]
    for rule in rules:
        if isinstance(rule.ask, Assessed):
            yield rule.ask.assessed.partition("/")[0]
    for part in placed.parts:
        yield from _assessed_in(part)


def _turns(windows: Sequence[OpenWindow], on: date) -> Iterator[tuple[KnownDate, bool]]:
    """The days to come on which something begins (true) or ends."""
    for window in windows:
        for point, begins in ((window.from_, True), (window.to, False)):
            day = _fixed(point)
            if day is not None and day.latest > on:
                yield day, begins


def _fixed(point: Point | None) -> KnownDate | None:
    return point.day if isinstance(point, FixedDay) else None


def _of_programmes(entries: Sequence[Asked], base: Situation) -> Iterator[Announced]:
    """Programmes that begin or close, for the people this learner is one of."""
    book = base.book
    runs = {entry.id: entry for entry in entries if entry.section == "programmes"}
    for name, programme in book.programmes.items():
        entry = runs.get(name)
        if entry is None and (
            programme.for_ is None or fits(programme.for_, base) is not True
        ):
            continue
        for known, begins in _turns(programme.open, base.on):
            yield Announced(
                id=name,
                title=f"{book.title_of(name)} begins" if begins
                else f"{book.title_of(name)} closes to newcomers",
                day=known.earliest,
                day_known=str(known),
                announced=programme.expected if begins else None,
                changes="no",
                because=_joining(known, entry, runs.values(), book, begins=begins),
            )  # fmt: skip


def _joining(
    known: KnownDate,
    entry: Asked | None,
    runs: Iterable[Asked],
    book: Framework,
    *,
    begins: bool,
) -> str:
    when = known_words(known)
    if entry is not None and not begins:
        return f"Who is on it by {when} goes on; the last newcomers join then."
    current = [one for one in runs if not one.over]
    if begins and current:
        titles = book.title_of(current[0].id)
        if _ends_before(current[0].run, known.earliest):
            return f"{titles} ends before it begins."
        return f"It begins in {when}; {titles} goes on as it began."
    return f"It can be joined from {when}." if begins else f"It closes in {when}."
