"""Entries as they were on a day: the version in force, and whether it is still open."""

from datetime import date
from typing import TypeVar

from swcareers.evaluation import moments
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.replies import loose
from swcareers.evaluation.situation import Situation
from swcareers.rules.requirement import Entry
from swcareers.values.often import changed
from swcareers.values.points import FixedDay

E = TypeVar("E", bound=Entry)


def as_on(entry: E, day: date | None) -> E:
    """An entry in the version of a day; before the first version, as it is written."""
    if day is None:
        return entry
    found = entry
    for edition in entry.versions:
        begun = edition.from_ is not None and edition.from_.by(day) is True
        ended = edition.until is not None and edition.until.by(day) is True
        if begun and not ended and isinstance(edition.entry, type(entry)):
            found = edition.entry
    return found


def for_this_person(entry: E, id_: str, situation: Situation) -> tuple[E, ...]:
    """An entry in the variant that fits; several where it is not known which does."""
    possible: list[E] = []
    for variant in entry.variants:
        when = situation.ask(loose(variant.when, id_), situation)
        if when.verdict in (Verdict.MET, Verdict.UNDECIDED):
            chosen: E = variant.entry
            possible.append(chosen)
        if when.met:
            return tuple(possible)
    return (*possible, entry)


def closed_for_good(entry: Entry, situation: Situation) -> date | None:
    """The last day on which it could be joined or earned, where that has passed.

    None: it is open, will be, has no windows, or the days cannot be said.
    """
    last: date | None = None
    for window in entry.open:
        if not isinstance(window.to, FixedDay):
            return None  # without an end, or every year again
        ends = moments.moment(window.to, situation)
        if isinstance(ends, Reason) or ends.passed(situation.day) is not True:
            return None
        last = ends.last if last is None else max(last, ends.last)
    return last


def where_it_applies(entry: Entry, id_: str, situation: Situation) -> Outcome | None:
    """How the condition of an entry stands; None: it has none."""
    if entry.applies_when is None:
        return None
    return situation.ask(loose(entry.applies_when, id_), situation)


def under(condition: Outcome | None, outcome: Outcome) -> Outcome:
    """An outcome of a rule of an entry, as the condition of the entry leaves it."""
    if condition is None or condition.met:
        return outcome
    if condition.verdict is Verdict.UNDECIDED:
        if outcome.met or outcome.verdict is Verdict.NOT_APPLICABLE:
            return outcome
        why = Reason("condition_undecided", {"rule": "applies_when"})
        return changed(outcome, verdict=Verdict.UNDECIDED, why=why, who=condition.who)
    why = Reason("condition_not_met", {"rule": "applies_when"})
    return Outcome(
        path=outcome.path, rule=outcome.rule, verdict=Verdict.NOT_APPLICABLE, why=why
    )
