"""What meeting rules gives: reported, never a gate."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import attrs

from swcareers.evaluation import editions, groups, moments, runs
from swcareers.evaluation.audience import fits
from swcareers.evaluation.entries import for_this_person
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.framework.model import Entitlement
from swcareers.queries.answers import Answer
from swcareers.queries.declared import in_force, opening, version_on
from swcareers.queries.explaining import answer_of
from swcareers.rules.requirement import All, Rule
from swcareers.wording.entries import gift_words


@attrs.frozen(kw_only=True)
class Entitled:
    """One thing that meeting rules gives, and whether its rules are met.

    Attributes:
        id: its id.
        title: what people call it.
        to: learner or employer; None where no source says.
        words: due on these rules, not due, not yet due, cannot be said, closed.
        gives: what, each in a sentence.
        because: a sentence where the words need one.
        answer: its rules.
    """

    id: str
    title: str
    to: Literal["learner", "employer"] | None
    words: str
    gives: tuple[str, ...]
    answer: Answer
    because: str | None = None


_WORDS = {
    Verdict.MET: "due, on these rules",
    Verdict.NOT_YET: "not yet due",
    Verdict.NOT_MET: "not due",
    Verdict.UNDECIDED: "cannot be said",
}


def entitled(base: Situation) -> Iterator[Entitled]:
    """What the framework gives this person, or the employer for them, on the day."""
    current = {run.programme: run for run in runs.runs(base)}
    for name, entry in base.book.entitlements.items():
        run = None
        if entry.programme is not None:
            children = moments.children_of(entry.programme, base)
            run = next((current[one] for one in children if one in current), None)
            if run is None:
                continue
        inside = attrs.evolve(base, run=run)
        if entry.for_ is not None and fits(entry.for_, inside) is False:
            continue
        found = _one(name, entry, inside)
        if found is not None:
            yield found


def _one(name: str, entry: Entitlement, inside: Situation) -> Entitled | None:
    book = inside.book
    rules = book.lists.get(("entitlements", name, "requires"), ())
    parts = [inside.ask(placed, inside) for placed in rules]
    outcome = _together(name, book.title_of(name), rules, parts)
    if outcome.verdict is Verdict.NOT_APPLICABLE:
        return None
    day = _version_day(entry, inside)
    current = entry if day is None else version_on(entry, day)
    possible = for_this_person(current, name, inside)
    current = possible[0]
    known = day is not None and in_force(entry, day)
    window = opening(current, inside)
    words = _WORDS[outcome.verdict]
    because = None
    if window.now is False and window.opens is None:
        words, because = "closed", window.words
    elif not known and not current.gives:
        words, because = "cannot be said", "No source says what it gives then."
    if any(one.gives != current.gives for one in possible):
        current = attrs.evolve(current, gives=())
        because = "What it gives depends on something the record does not say."
    gives = tuple(
        f"{said[:1].upper()}{said[1:]}."
        for said in (gift_words(gift, book.title_of) for gift in current.gives)
    )
    if not gives and "gives" in entry.not_stated:
        because = because or "No source says what it gives."
    return Entitled(
        id=name,
        title=book.title_of(name),
        to=entry.to,
        words=words,
        gives=gives,
        answer=answer_of(outcome, "assessment", book, owner=name),
        because=because,
    )


def _together(
    name: str, title: str, rules: tuple[Placed, ...], parts: list[Outcome]
) -> Outcome:
    top = Placed(
        path=name,
        rule=Rule(id=name, title=title, ask=All(all=())),
        strength="must",
        side="assessment",
        list="requires",
        section="entitlements",
        owner=name,
        parts=rules,
    )
    if rules:
        return groups.together(top, parts)
    return Outcome(
        path=name,
        rule=top.rule,
        verdict=Verdict.UNDECIDED,
        why=Reason("no_rule_stated", {}),
    )


def _version_day(entry: Entitlement, inside: Situation) -> date | None:
    """The day by which its version is picked, as any rule inside it would be."""
    if not entry.versions:
        return inside.day
    probe = Placed(
        path=entry.id or "",
        rule=Rule(),
        strength="must",
        side="assessment",
        list="requires",
        version_by=entry.version_by,
    )
    when = editions.day_that_picks(probe, inside)
    return None if isinstance(when, Reason) else when.day
