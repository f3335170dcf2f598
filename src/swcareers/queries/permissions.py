"""What the approvals somebody holds let them do, on a day."""

from datetime import date

import attrs

from swcareers.evaluation.counting import Weighed
from swcareers.evaluation.dated import holding
from swcareers.evaluation.facts import Spell
from swcareers.evaluation.lasting import while_valid
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Run, Situation
from swcareers.framework.framework import Framework
from swcareers.framework.model import Approval, Permit
from swcareers.queries.answers import SourceShown
from swcareers.queries.asking import situation_of
from swcareers.queries.declared import shown_source, version_on
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.report import day_of
from swcareers.record.model import Record
from swcareers.rules.requirement import Compare, Is, Where
from swcareers.values.dates import KnownDate
from swcareers.values.text import joined
from swcareers.wording.conditions import where_words
from swcareers.wording.moments import date_text_words
from swcareers.wording.nouns import lowered
from swcareers.wording.words import reason_sentence


@attrs.frozen(kw_only=True)
class Permission(PlainAnswer):
    """One thing somebody may do because of an approval.

    Attributes:
        act: the word the language uses for it.
        title: the same for people.
        conditions: of what kind it must be, in words; None: of any kind.
        approval: the approval that permits it.
        because: its title.
        since: since when the approval is held, as known.
        until: the last day, as known; None: no end is recorded or stated.
        current: whether everything that keeps the approval current is met; None: it
            cannot be said. What is wanting stands in `wanting`.
        certain: False: the record does not say for certain that it is held.
        wanting: what would keep it current and is not there, in words.
        note: what the framework adds.
        words: all of it in a sentence.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2025-09-01"}]})
    >>> sw.permissions(record, newham, on="2026-11-06")
    ()
    """

    act: str
    title: str
    conditions: str | None
    approval: str
    because: str
    since: str | None = None
    until: str | None = None
    current: bool | None = True
    certain: bool = True
    wanting: tuple[str, ...] = ()
    note: str | None = None
    sources: tuple[SourceShown, ...] = ()
    marks: dict[str, str] = attrs.field(factory=dict)
    words: str = ""


def permissions(
    record: Record, framework: Framework, *, on: date | str
) -> tuple[Permission, ...]:
    """What somebody may do on a day because of approvals they hold.

    An approval is granted by people; what keeps it current is asked here and shown
    beside it, and takes nothing away by itself.

    Args:
        on: the day; the edition of an approval that holds on it says what it permits.

    Raises:
        ValueError: `on` is no date.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "approvals": [
    ...     {"approval": "practice-educator-stage-1", "from": "2024-06-28"}]})
    >>> peps = sw.load_framework("peps")
    >>> [one.act for one in sw.permissions(record, peps, on="2026-11-06")][:1]
    ['assess-placement']
    """
    day = day_of(on)
    base = situation_of(record, framework, day)
    found: list[Permission] = []
    for name, approval in framework.approvals.items():
        held = holding(name, base)
        if isinstance(held, Reason):
            continue
        there = [one for one in held if one.amount and not one.item.planned]
        if not there:
            continue
        best = next((one for one in there if one.sure), there[0])
        found += _permits(name, approval, best, base)
    return tuple(found)


def _permits(
    name: str, approval: Approval, held: Weighed, base: Situation
) -> list[Permission]:
    book = base.book
    since = held.item.day
    start = since.earliest if since is not None else base.on
    by = approval.version_by or "start"
    edition = version_on(approval, base.on if by == "day" else start)
    last = _last_day(name, held, base)
    outcomes = _kept(name, since, held.item.place, base)
    current = _current(outcomes)
    wanting = tuple(
        book.title_of(outcome.path) if outcome.rule.title is None else
        str(outcome.rule.title)
        for outcome in outcomes
        if outcome.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE)
    )  # fmt: skip
    found = []
    for permit in edition.permits:
        words = _words(permit, name, held, last, current, wanting, base)
        found.append(
            Permission(
                act=permit.act,
                title=_act(permit.act),
                conditions=_conditions(permit, book),
                approval=name,
                because=book.title_of(name),
                since=None if since is None else str(since),
                until=None if last is None else str(last),
                current=current,
                certain=held.sure,
                wanting=wanting,
                note=permit.note or None,
                sources=_sources(name, permit, book),
                marks=_marks(permit),
                words=words,
            )
        )
    return found


def _act(act: str) -> str:
    """An act in words; initials of the field keep their capitals."""
    words = act.replace("-", " ").replace("_", " ").split(" ")
    return " ".join(_INITIALS.get(word, word) for word in words)


_INITIALS = {"nqsw": "an NQSW", "amhp": "an AMHP", "bia": "a BIA", "asye": "an ASYE"}


def act_words(permit: Permit) -> str:
    """The act with the condition that names its own object: "the last placement"."""
    words = _act(permit.act)
    for test in permit.where.tests if permit.where is not None else ():
        if test.field not in words.split(" "):
            continue
        match test.test:
            case Is(values=values):
                kind = joined(values, "or")
                words = words.replace(test.field, f"the {kind} {test.field}")
            case Compare(not_=values) if values:
                kind = joined(values, "or")
                words = words.replace(test.field, f"any {test.field} but the {kind}")
    return words


def _others(permit: Permit) -> Where | None:
    """The conditions that are not said with the act itself."""
    if permit.where is None:
        return None
    inside = _act(permit.act).split(" ")
    tests = tuple(
        test
        for test in permit.where.tests
        if test.field not in inside
        or not (
            isinstance(test.test, Is)
            or (isinstance(test.test, Compare) and test.test.not_)
        )
    )
    return attrs.evolve(permit.where, tests=tests)


def _conditions(permit: Permit, book: Framework) -> str | None:
    """Of what kind it must be: "the last placement, ratified by somebody ..."."""
    if permit.where is None:
        return None
    said = act_words(permit)
    own = said if said != _act(permit.act) else ""
    others = where_words(_others(permit) or permit.where, book.title_of)
    return ", ".join(part for part in (own, others) if part)


def _marks(permit: Permit) -> dict[str, str]:
    found = dict.fromkeys(permit.illustrative, "illustrative")
    found.update(dict.fromkeys(permit.unverified, "unverified"))
    return found


def _sources(name: str, permit: Permit, book: Framework) -> tuple[SourceShown, ...]:
    shown = shown_source("approvals", name, permit.source, book)
    return () if shown is None else (shown,)


def _last_day(name: str, held: Weighed, base: Situation) -> KnownDate | None:
    """The last day of the spell, or of the time for which the approval is valid.

    An award that is accepted in its place is held for good.
    """
    place = held.item.place
    for spell in base.facts.spells_of("approvals"):
        if spell.place == place:
            return while_valid(spell.name, spell, base.book).last
    if not place.startswith("decisions/"):
        return None
    granted = Spell(place, name, held.item.day, None, False, {})
    return while_valid(name, granted, base.book).last


def _kept(
    name: str, since: KnownDate | None, place: str, base: Situation
) -> list[Outcome]:
    """What keeps an approval current, asked on the day."""
    run = Run(
        programme=name,
        place=place,
        start=since,
        why=Reason("start_unknown", {"programme": name}),
    )
    inside = attrs.evolve(base, run=run)
    rules = base.book.lists.get(("approvals", name, "throughout"), ())
    return [
        inside.ask(placed, inside)
        for placed in rules
        if placed.strength == "must" and placed.side == "assessment"
    ]


def _current(outcomes: list[Outcome]) -> bool | None:
    """Whether an approval is kept current: what is still open spoils nothing."""
    if any(one.verdict is Verdict.NOT_MET for one in outcomes):
        return False
    if any(one.verdict is Verdict.UNDECIDED for one in outcomes):
        return None
    return not any("overdue" in one.flags for one in outcomes)


def _words(
    permit: Permit,
    name: str,
    held: Weighed,
    last: KnownDate | None,
    current: bool | None,
    wanting: tuple[str, ...],
    base: Situation,
) -> str:
    titles = base.book.title_of
    words = f"May {act_words(permit)}"
    others = _others(permit)
    if others is not None and (more := where_words(others, titles)):
        words += f", {more}"
    words += f", as {lowered(titles(name))}"
    words += "" if last is None else f", until {date_text_words(str(last))}"
    words += "."
    if not held.sure:
        why = "" if held.reason is None else f" {reason_sentence(held.reason, titles)}"
        words += f" Whether it is held on this day cannot be said.{why}"
    if current is False:
        words += f" What keeps it current is not all there: {', '.join(wanting)}."
    elif current is None:
        words += f" Whether it is current cannot be said: {', '.join(wanting)}."
    return words
