"""Whether the employer may claim funding for somebody on a programme, and why."""

from datetime import date

import attrs

from swcareers.evaluation import groups, moments
from swcareers.evaluation.audience import fits
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.framework.model import Entitlement, Programme
from swcareers.queries.answers import Answer, SourceShown, VerdictName
from swcareers.queries.declared import (
    Open,
    in_force,
    opening,
    shown_source,
    version_on,
)
from swcareers.queries.explaining import answer_of, marks_of
from swcareers.queries.gained import current_run
from swcareers.queries.gaining import entering
from swcareers.wording.entries import entry_sentences
from swcareers.wording.moments import day_words


@attrs.frozen(kw_only=True)
class Funding:
    """One thing the employer may be able to claim; it is never a gate of its own.

    Attributes:
        programme: the programme it belongs to.
        verdict: whether its rules are met for this person.
        words: the same for people.
        because: why, where it cannot be claimed or that cannot be said.
        gives: what it gives and when, in words.
        answers: its rules, each with its full answer.
        open: whether it can be claimed on this day.
    """

    id: str
    title: str
    programme: str
    verdict: VerdictName
    words: str
    because: str | None = None
    gives: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    open: Open = attrs.field(factory=Open)
    sources: tuple[SourceShown, ...] = ()
    marks: dict[str, str] = attrs.field(factory=dict)


def funding_for(programme: str, base: Situation) -> tuple[Funding, ...]:
    """The entitlements of the employer for somebody who joins, or is on, a programme.

    They are asked about the run that goes on, or about one that begins on the day.
    """
    if programme not in base.book.programmes:
        return ()
    run = current_run(base, programme)
    audience = base.book.programmes[programme].for_
    for_them = run is not None or audience is None or fits(audience, base) is not False
    inside = entering(programme)(base) if run is None else attrs.evolve(base, run=run)
    found = []
    for name, entry in base.book.entitlements.items():
        if entry.to != "employer" or entry.programme is None:
            continue
        if entry.programme not in _line(programme, base):
            continue
        one = _one(name, entry, inside)
        found.append(one if for_them else _for_others(one))
    return tuple(found)


def _for_others(one: Funding) -> Funding:
    """Nothing is claimed for somebody whom the programme is not for."""
    return attrs.evolve(
        one,
        verdict="not_applicable",
        words=_WORDS["not_applicable"],
        because="The programme is for other posts.",
    )


def _line(programme: str, base: Situation) -> set[str]:
    """A programme, those it extends, and those that extend it."""
    found = set(moments.children_of(programme, base))
    current: Programme | None = base.book.programmes[programme]
    while current is not None and current.extends and current.extends not in found:
        found.add(current.extends)
        current = base.book.programmes.get(current.extends)
    return found


def _one(name: str, entry: Entitlement, inside: Situation) -> Funding:
    book = inside.book
    run = inside.run
    known = run is not None and run.start is not None
    start = run.start.earliest if run is not None and run.start else inside.on
    edition = version_on(entry, start if known else inside.on)
    rules = book.lists.get(("entitlements", name, "requires"), ())
    outcome = _asked(name, rules, inside)
    opened = opening(entry, inside)
    verdict, because = _stand(name, entry, outcome, inside, start, rules)
    source = shown_source("entitlements", name, edition.source, book)
    gives = tuple(
        sentence
        for sentence in entry_sentences(
            attrs.evolve(edition, note=None, versions=(), open=()), book.title_of
        )
        if "gives" in sentence or "in all" in sentence
    )
    return Funding(
        id=name,
        title=book.title_of(name),
        programme=entry.programme or "",
        verdict=verdict,
        words=_WORDS[verdict] if opened.now is not False else "not open on this day",
        because=opened.words if opened.now is False else because,
        gives=gives,
        answers=tuple(
            answer_of(part, "assessment", book, owner=name) for part in outcome.parts
        ),
        open=opened,
        sources=() if source is None else (source,),
        marks=marks_of(edition),
    )


_WORDS: dict[str, str] = {
    "met": "may be claimed",
    "not_met": "may not be claimed for this person",
    "not_yet": "may not be claimed yet",
    "undecided": "cannot be said",
    "not_applicable": "may not be claimed for this post",
}


def _asked(name: str, rules: tuple[Placed, ...], inside: Situation) -> Outcome:
    outcomes = [inside.ask(placed, inside) for placed in rules]
    return groups.together(groups.of_all(name, rules), outcomes)


def _stand(
    name: str,
    entry: Entitlement,
    outcome: Outcome,
    inside: Situation,
    start: date,
    rules: tuple[Placed, ...],
) -> tuple[VerdictName, str | None]:
    if entry.for_ is not None and fits(entry.for_, inside) is False:
        return "not_applicable", "It is for other posts."
    begun = f"who began on {day_words(start)}"
    if not in_force(entry, start):
        return "undecided", f"No source seen says what is paid for somebody {begun}."
    found = answer_of(outcome, "assessment", inside.book)
    because = found.because or _first_reason(found)
    if not rules:
        return "undecided", "No source seen states who may be claimed for."
    if outcome.verdict is Verdict.NOT_APPLICABLE:
        why = Reason("no_rule_stated", {})
        outcome = attrs.evolve(outcome, verdict=Verdict.UNDECIDED, why=why)
        return "undecided", because
    return found.verdict, because if found.verdict != "met" else None


def _first_reason(answer: Answer) -> str | None:
    for part in answer.walk():
        if part.verdict in ("not_met", "not_yet", "undecided") and not part.parts:
            return part.because or f"{part.requirement.sentence}"
    return None
