"""How soon: the first day something can be so, and what decides it."""

from datetime import date
from typing import Literal

import attrs

from swcareers.queries.reached import Reached
from swcareers.queries.reaching import Reacher
from swcareers.values.text import joined
from swcareers.wording.moments import day_words
from swcareers.wording.nouns import lowered


@attrs.frozen(kw_only=True)
class Critical:
    """One piece of the path that decides the date.

    Attributes:
        id, title: the rule, programme or award.
        day: the day on which it is there, at the earliest.
        basis: time (a rule of time), length (of a programme or course), window (it
            opens then), act (it can happen on any day), or not known.
    """

    id: str
    title: str
    day: date
    basis: Literal["already", "act", "time", "length", "window", "not known"]


@attrs.frozen(kw_only=True)
class Earliest:
    """The first day, and the critical path.

    Attributes:
        day: None: it cannot come to be as things stand, or that cannot be said.
        exact: the day follows from rules and lengths that sources give; False: it is
            a bound, and can be later.
        path: what takes the time, one after another; the last one decides.
        unknown: ids of things whose length nobody can say.
        assumed: rules that no entry of a record could show here; the day takes them
            to be met.
        words: all of it in a sentence.
    """

    day: date | None
    exact: bool = False
    path: tuple[Critical, ...] = ()
    unknown: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    words: str = ""


def earliest_of(reached: Reached, reacher: Reacher) -> Earliest:
    """What a search for the first day has found, in words and as data."""
    book, on = reacher.book, reacher.on
    if reached.day is None:
        why = reached.blocked or "It cannot be said."
        return Earliest(day=None, words=f"No day can be given. {why}")
    path = tuple(
        Critical(id=cause.id, title=cause.title, day=cause.day, basis=cause.basis)
        for cause in reached.chain
        if cause.basis in ("time", "length", "window", "not known")
        or len(reached.chain) == 1
    )
    dated = [one for one in path if one.basis in ("time", "length", "window")]
    exact = (
        not reacher.unknown
        and not reacher.gaps
        and (reached.day == on or bool(dated and dated[-1].day == reached.day))
        and not (reached.day == on and bool(reacher.facts))
    )
    found = Earliest(
        day=reached.day,
        exact=exact,
        path=path,
        unknown=tuple(reacher.unknown),
        assumed=tuple(reacher.gaps),
    )
    words = _words(found, reacher, dated)
    if reacher.unknown:
        pieces = [
            f"{lowered(book.title_of(id_))} ({why})"
            for id_, why in reacher.unknown.items()
        ]
        words += f" Not known: {joined(pieces)}."
    return attrs.evolve(found, words=words)


def _words(found: Earliest, reacher: Reacher, dated: list[Critical]) -> str:
    day = found.day or reacher.on
    if day == reacher.on and not reacher.facts and not reacher.unknown:
        return "On this day."
    if day == reacher.on and reacher.unknown:
        return f"Not before {day_words(day)}; how long it takes cannot be said."
    if day == reacher.on:
        return (
            "No rule and no length that is known sets a later day: as soon as what is "
            "missing is there."
        )
    lead = day_words(day)
    lead = f"{lead} at the earliest" if found.exact else f"Not before {lead}"
    if not dated:
        return f"{lead}."
    last = dated[-1]
    before = [f"{lowered(one.title)} ({day_words(one.day)})" for one in dated[:-1]]
    words = f"{lead}: {lowered(last.title)} decides"
    if before:
        words += f", after {joined(before)}"
    return f"{words}."
