"""May I join: what entry asks, what is missing, whether it is open, and the funding."""

from datetime import date

import attrs

from swcareers.evaluation.audience import fits
from swcareers.evaluation.outcome import Outcome, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework, Placed
from swcareers.queries.acting import Doing
from swcareers.queries.answers import Answer, SourceShown, VerdictName
from swcareers.queries.asking import situation_of
from swcareers.queries.declared import (
    Open,
    asked_at_entry,
    declared_as,
    opening,
    shown_source,
)
from swcareers.queries.earliest import Earliest, earliest_of
from swcareers.queries.explaining import answer_of, marks_of
from swcareers.queries.funding import Funding, funding_for
from swcareers.queries.gained import current_run, has_gained, study_run
from swcareers.queries.gaining import entering, join
from swcareers.queries.moving import Way, in_order, ways_into
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.reaching import Reacher
from swcareers.queries.report import day_of
from swcareers.queries.routes import routes
from swcareers.queries.verdicts import READY, least, words_of
from swcareers.queries.whereabouts import standing
from swcareers.record.model import Record
from swcareers.rules.requirement import Entry
from swcareers.values.text import joined
from swcareers.wording.phrases import audience_words

_BY = {
    "application": "by application",
    "nomination": "by nomination",
    "invitation": "by invitation",
}
_SECTIONS = ("programmes", "approvals", "qualifications", "stages", "learning")


@attrs.frozen(kw_only=True)
class StageFirst:
    """A stage that has to come first, since the thing is for those who stand there.

    Attributes:
        stage: its id.
        title: what people call it.
        earliest: the first day one may be ready to be considered for it, on the
            soonest of the ways there; what is asked there comes on top of that.
    """

    stage: str
    title: str
    earliest: Earliest


@attrs.frozen(kw_only=True)
class EntryAnswer(PlainAnswer):
    """Whether somebody may be considered for something on a day, and why.

    Attributes:
        into: the programme, approval, qualification, stage or learning.
        section: which of these it is.
        verdict: of what is asked of the person; whether it is open stands apart. met
            where `already` says that it is behind: nothing is asked any more, and
            `answers` show how its rules would stand today.
        words: the same for people: "ready to be considered".
        fits: whether it is for the present post; None: it cannot be told, or it is
            for everybody.
        audience: whom it is for, in words.
        access: everyone, open, application, nomination or invitation; None: not told.
        answers: what entry asks, each rule with its full answer.
        missing: what is missing, in the order in which to do it, and who does it.
        for_people: what only people decide.
        ways: into a stage: the ways that lead there from here.
        open: whether it can be joined on this day.
        funding: what the employer may claim for it, apart from all this.
        earliest: the first day one may be ready to be considered.
        already: it goes on already, or is held or completed.
        first: where it is not for the present post: the stages it is for that can be
            reached from here, the soonest first. All else is told of the present post.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2025-09-01"}]})
    >>> sw.entry(record, newham, "systemic-start", on="2026-11-06").section
    'learning'
    """

    into: str
    section: str
    title: str
    on: date
    verdict: VerdictName
    words: str
    fits: bool | None = None
    audience: str | None = None
    access: str | None = None
    answers: tuple[Answer, ...] = ()
    missing: tuple[Doing, ...] = ()
    for_people: tuple[Doing, ...] = ()
    ways: tuple[Way, ...] = ()
    open: Open = attrs.field(factory=Open)
    funding: tuple[Funding, ...] = ()
    earliest: Earliest | None = None
    already: str | None = None
    first: tuple[StageFirst, ...] = ()
    note: str | None = None
    sources: tuple[SourceShown, ...] = ()
    marks: dict[str, str] = attrs.field(factory=dict)


def entry(
    record: Record, framework: Framework, into: str, *, on: date | str
) -> EntryAnswer:
    """Whether somebody may join a thing on a day, what is missing, and who acts.

    Args:
        into: a programme, approval, qualification, stage or learning.
        on: the day of entry that is asked about.

    Raises:
        ValueError: `on` is no date, or the framework declares nothing of that id.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "learning": [],
    ...                          "posts": [{"stage": "nqsw", "from": "2026-06-01"}]})
    >>> newham = sw.load_framework("newham")
    >>> answer = sw.entry(record, newham, "msc-family-therapy", on="2026-11-06")
    >>> answer.verdict, [doing.what for doing in answer.missing]
    ('not_yet', ['Join Five-day training in systemic practice'])
    """
    answer = entry_from_here(record, framework, into, on=day_of(on))
    if answer.fits is not False or answer.already:
        return answer
    first = _stages_first(answer, record, framework)
    if not first:
        return answer
    titles = joined([one.title for one in first], "or")
    return attrs.evolve(
        answer, first=first, words=f"{answer.words}: {titles} comes first"
    )


def entry_from_here(
    record: Record, framework: Framework, into: str, *, on: date
) -> EntryAnswer:
    """As `entry`, asked of the present post alone: no stage is stepped through."""
    day = on
    section, declared = declared_as(framework, into, _SECTIONS)
    base = situation_of(record, framework, day)
    reacher = Reacher(record, framework, day)
    if section == "stages":
        return _into_stage(into, declared, base, reacher)
    found = join(reacher, section, into, day)
    inside = entering(into)(base)
    rules = asked_at_entry(section, into, framework)
    outcomes = [(placed, inside.ask(placed, inside)) for placed in rules]
    audience = None if declared.for_ is None else fits(declared.for_, base)
    verdict = _verdict(outcomes, audience)
    described = bool(rules) or not _unstated(declared, "entry")
    if not described:
        verdict = Verdict.UNDECIDED
    already = _already(section, into, base)
    opened = opening(declared, base)
    words = already or words_of(
        verdict,
        described=described,
        doings=reacher.doings,
        reachable=found.day is not None,
    )
    if verdict is Verdict.MET and not already and opened.now is False:
        words = f"{READY}, and not open on this day"
    if audience is False and not already:
        words = "not for this post"
    access = getattr(declared, "access", None)
    if words.startswith(READY) and access in _BY:
        words = f"{words}, {_BY[access]}"
    waiting = () if already else in_order(reacher.doings)
    return attrs.evolve(
        _answer(into, section, declared, base),
        verdict="met" if already else least([verdict]),
        words=words,
        fits=audience,
        answers=tuple(
            answer_of(outcome, placed.side, framework, owner=into)
            for placed, outcome in outcomes
        ),
        missing=tuple(doing for doing in waiting if not _for_people(doing)),
        for_people=tuple(doing for doing in waiting if _for_people(doing)),
        access=access,
        open=opened,
        funding=funding_for(into, base),
        earliest=None if already else earliest_of(found, reacher),
        already=already,
    )


def _stages_first(
    answer: EntryAnswer, record: Record, framework: Framework
) -> tuple[StageFirst, ...]:
    """The stages it is for, where only the stage of the post is in the way."""
    _, declared = declared_as(framework, answer.into, (answer.section,))
    audience = declared.for_
    if audience is None or not audience.stage:
        return ()
    base = situation_of(record, framework, answer.on)
    if fits(attrs.evolve(audience, stage=()), base) is False:
        return ()
    found = []
    for stage in dict.fromkeys(
        one for named in audience.stage for one in framework.members(named)
    ):
        soonest = min(
            (way.earliest for way in routes(record, framework, stage, on=answer.on)),
            key=lambda one: one.day or date.max,
            default=None,
        )
        if soonest is not None:
            title = framework.title_of(stage)
            found.append(StageFirst(stage=stage, title=title, earliest=soonest))
    return tuple(sorted(found, key=lambda one: one.earliest.day or date.max))


def _answer(into: str, section: str, entry_: Entry, base: Situation) -> EntryAnswer:
    book = base.book
    source = shown_source(section, into, None, book)
    return EntryAnswer(
        into=into,
        section=section,
        title=book.title_of(into),
        on=base.on,
        verdict="undecided",
        words="",
        audience=None
        if entry_.for_ is None
        else audience_words(entry_.for_, book.title_of),
        note=entry_.note,
        sources=() if source is None else (source,),
        marks=marks_of(entry_),
    )


def _unstated(entry_: Entry, key: str) -> bool:
    return key in entry_.not_stated or "all" in entry_.not_stated


def _verdict(outcomes: list[tuple[Placed, Outcome]], audience: bool | None) -> Verdict:
    deciding = [
        outcome.verdict
        for placed, outcome in outcomes
        if placed.strength == "must"
        and placed.side == "assessment"
        and outcome.verdict is not Verdict.NOT_APPLICABLE
    ]
    if audience is False:
        deciding.append(Verdict.NOT_MET)
    return min(deciding, default=Verdict.MET)


def _for_people(doing: Doing) -> bool:
    return doing.who in ("assessor", "panel", "not stated") and "/" in doing.id


def _already(section: str, into: str, base: Situation) -> str | None:
    if section == "programmes" and current_run(base, into) is not None:
        return "on it already"
    if has_gained(section, into, base):
        completed = section in ("programmes", "learning")
        return "completed already" if completed else "held already"
    if section == "learning" and _begun(into, base):
        return "begun already"
    if section in ("approvals", "qualifications") and study_run(base, into):
        return "on the way to it already"
    return None


def _begun(into: str, base: Situation) -> bool:
    """Whether somebody has taken part in learning that is not over yet."""
    return any(
        base.facts.present(item, base.on) is True
        for item in base.facts.of("learning", (into,))
    )


def _into_stage(
    into: str, declared: Entry, base: Situation, reacher: Reacher
) -> EntryAnswer:
    """A stage is entered by a way; without one, by what the stage itself asks."""
    found = standing(base)
    answer = _answer(into, "stages", declared, base)
    if found.stage == into:
        words = "there already"
        return attrs.evolve(answer, verdict="met", words=words, already=words)
    ways = ways_into(into, reacher)
    if not ways:
        words = "no way there is described from here"
        return attrs.evolve(answer, words=words)
    best = max(ways, key=lambda way: _RANK[way.verdict])
    return attrs.evolve(
        answer,
        verdict=best.verdict,
        words=best.words,
        ways=ways,
        missing=tuple(one for one in best.missing if not _for_people(one)),
        for_people=tuple(one for one in best.missing if _for_people(one)),
        answers=best.answers,
        earliest=best.earliest,
    )


_RANK: dict[str, int] = {
    "not_met": 0, "not_yet": 1, "undecided": 2, "met": 3, "not_applicable": 3,
}  # fmt: skip
