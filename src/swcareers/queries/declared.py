"""What is declared, beside its rules: its edition on a day, its source, its window."""

from datetime import date, timedelta
from typing import TypeVar

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.outcome import Reason
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework, Placed
from swcareers.queries.answers import SourceShown
from swcareers.queries.explaining import source_shown
from swcareers.rules.requirement import Completes, Entry, Happened, Holds, OpenWindow
from swcareers.values.points import Point, YearDay
from swcareers.values.text import did_you_mean
from swcareers.wording.moments import day_words

E = TypeVar("E", bound=Entry)

# How far ahead the next opening is looked for.
_YEARS_AHEAD = 3


def declared_as(
    framework: Framework, id_: str, sections: tuple[str, ...]
) -> tuple[str, Entry]:
    """Where an id is declared.

    Raises:
        ValueError: nowhere; with what may have been meant.
    """
    found = framework.entry_of(id_, *sections)
    if found is not None:
        return found
    known = [name for section in sections for name in framework.section(section)]
    meant = did_you_mean(id_, known)
    hint = f": did you mean {meant}?" if meant else ""
    raise ValueError(f"{framework.id} declares no {id_}{hint}")


def version_on(entry: E, day: date) -> E:
    """The edition of an entry that holds on a day; itself where none does."""
    best: E | None = None
    for edition in entry.versions:
        if edition.from_ is None or edition.entry is None:
            continue
        begun = edition.from_.earliest <= day
        over = edition.until is not None and edition.until.earliest <= day
        if begun and not over:
            found: E = edition.entry
            best = found
    return entry if best is None else best


def in_force(entry: Entry, day: date) -> bool:
    """Whether any edition of an entry holds on a day; one without editions does."""
    if not entry.versions:
        return True
    return any(
        edition.from_ is not None
        and edition.from_.earliest <= day
        and not (edition.until is not None and edition.until.earliest <= day)
        and not edition.withdrawn
        for edition in entry.versions
    )


def held_by_itself(id_: str, book: Framework) -> bool:
    """Whether an approval is held on every day on which what it requires is met.

    So it is where none of its rules is a decision: nobody gives it.
    """
    rules = book.lists.get(("approvals", id_, "requires"), ())
    return bool(rules) and not any(
        inner.rule.kind == "decision" for top in rules for inner in top.walk()
    )


def asked_at_entry(section: str, id_: str, book: Framework) -> tuple[Placed, ...]:
    """What is asked of whoever would join; of what nobody gives, all that it asks."""
    rules = book.lists.get((section, id_, "entry"), ())
    if section == "approvals" and held_by_itself(id_, book):
        rules += book.lists[(section, id_, "requires")]
    return rules


def shown_source(
    section: str, id_: str, source: str | None, book: Framework
) -> SourceShown | None:
    """The source of an entry: its own, or its file's; None: none is named."""
    origins = book.origins.get((section, id_), ())
    origin = origins[0] if origins else book.id
    entry = book.section(section).get(id_)
    if source is None and isinstance(entry, Entry):
        source = entry.source
    if source is None:
        source = next(
            (file.source for file in book.files if file.framework == origin), None
        )
    return None if source is None else source_shown(book.source(origin, source))


@attrs.frozen(kw_only=True)
class Open:
    """Whether something can be joined on a day, by its windows.

    Attributes:
        now: None: it has no window, or one whose days cannot be said.
        closes: the last day of the window one is in.
        opens: the first day of the next window, where none holds the day.
        words: a sentence; empty where there is no window.
    """

    now: bool | None = None
    closes: date | None = None
    opens: date | None = None
    words: str = ""


def opening(entry: Entry, situation: Situation) -> Open:
    """Whether something is open on the day asked about, and when it next is."""
    if not entry.open:
        return Open()
    on = situation.on
    spans: list[tuple[date, date]] = []
    doubtful = False
    for window in entry.open:
        for first, last, sure in _spans(window, situation):
            spans.append((first, last))
            doubtful = doubtful or (not sure and first <= on <= last)
    inside = [span for span in spans if span[0] <= on <= span[1]]
    if inside:
        closes = max(last for _, last in inside)
        shown = None if closes == date.max else closes
        if doubtful:
            return Open(now=None, closes=shown, words=_doubt(shown, on))
        until = "" if shown is None else f", until {day_words(shown, near=on)}"
        return Open(now=True, closes=shown, words=f"Open on this day{until}.")
    ahead = [first for first, _ in spans if first > on]
    if ahead:
        opens = min(ahead)
        return Open(
            now=False,
            opens=opens,
            words=f"Not open on this day; it opens on {day_words(opens, near=on)}.",
        )
    past = [last for _, last in spans if last < on]
    if not past:
        return Open(words="When it is open cannot be said.")
    return Open(now=False, words=f"Closed since {day_words(max(past), near=on)}.")


def _doubt(closes: date | None, on: date) -> str:
    words = "Whether it is open on this day cannot be said: no source gives the day"
    later = closes is not None and closes > on
    return f"{words}{f' before {day_words(closes)}' if closes and later else ''}."


def _spans(window: OpenWindow, situation: Situation) -> list[tuple[date, date, bool]]:
    """The stretches of a window, both ends included, and whether they are sure."""
    if _yearly(window.from_) and _yearly(window.to):
        found = []
        for year in range(situation.on.year - 1, situation.on.year + _YEARS_AHEAD):
            first = _in_year(window.from_, year, date(year, 1, 1))
            last = _in_year(window.to, year, date(year, 12, 31))
            if last < first:
                last = _in_year(window.to, year + 1, date(year + 1, 12, 31))
            found.append((first, last, True))
        return found
    first, last, sure = date.min, date.max, True
    if window.from_ is not None:
        when = moments.moment(window.from_, situation)
        if isinstance(when, Reason):
            return []
        first = when.earliest
        sure = when.exact or situation.on > when.last
    if window.to is not None:
        when = moments.moment(window.to, situation)
        if isinstance(when, Reason):
            return []
        last = when.last
        sure = sure and (when.exact or situation.on < when.earliest)
    return [(first, last, sure)]


def _yearly(point: Point | None) -> bool:
    return point is None or isinstance(point, YearDay)


def _in_year(point: Point | None, year: int, otherwise: date) -> date:
    return point.in_year(year) if isinstance(point, YearDay) else otherwise


def next_open_day(entry: Entry, situation: Situation) -> date | None:
    """The first day, from the one asked about, on which something can be joined.

    None: its windows are over.
    """
    if not entry.open:
        return situation.on
    found = opening(entry, situation)
    if found.now is not False:
        return situation.on
    return found.opens


def before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


def gained_by(placed: Placed, book: Framework) -> tuple[str, ...]:
    """The awards, programmes, modules or learning that would meet a rule."""
    ask = placed.rule.ask
    match ask:
        case Holds():
            return book.members(ask.holds)
        case Completes():
            return book.members(ask.completes)
        case Happened():
            event = book.events.get(ask.event)
            if event is None:
                return ()
            name = event.completes or event.holds
            return () if name is None else book.members(name)
        case _:
            return ()
