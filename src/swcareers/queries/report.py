"""The report: a learner's record against a framework, on a day, explained."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import attrs

from swcareers import __version__
from swcareers.evaluation.audience import current_posts
from swcareers.evaluation.outcome import Outcome
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework
from swcareers.queries.answers import (
    Answer,
    FrameworkRead,
    Notice,
    Requirement,
    Run,
    Side,
    Step,
    Unused,
    VerdictName,
    find,
)
from swcareers.queries.asking import Asked, asked, situation_of
from swcareers.queries.attention import (
    coming,
    for_people,
    next_fixed_point,
    not_recorded,
    notices,
    one_sentence,
)
from swcareers.queries.entitled import Entitled, entitled
from swcareers.queries.explaining import answer_of
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.timeline import run_shown
from swcareers.reading.record_checks import record_against
from swcareers.record.model import Record
from swcareers.values.problems import Problem


@attrs.frozen(kw_only=True)
class Report(PlainAnswer):
    """How a person stands against a framework on a day.

    Two sides stand beside each other and have a verdict each: what the employer
    provides (`support`) and what the learner shows (`assessment`).

    Attributes:
        reference: the record's own reference; never a name.
        on: the day of the question.
        framework: which framework, edition and content it was read against.
        version: of the library that answered.
        support: the employer's side, an answer of answers.
        assessment: the learner's side.
        note: what the record says of itself.
        as_of: the day up to which the record says it is complete.
        post: the present post in words; None where none is held.
        runs: the programmes, each on its own clock.
        sentence: the one sentence that sums it up.
        attention: a date by today and nothing there, on either side; or a hard close
            that nothing booked will meet.
        not_recorded: ids of rules with no date and no entry: neither good nor bad.
        coming: what is due or booked before the next fixed point.
        for_people: what only people decide.
        entitlements: what meeting rules gives; reported, never a gate.
        marks: doubtful facts among the rules shown, each in a sentence.
        unused: what in the record could not be used, and why.

    >>> import swcareers as sw
    >>> learner = sw.load_record({"record": "example", "learning": [], "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2026-06-01"}]})
    >>> page = sw.report(learner, sw.load_framework("thurrock"), on="2026-11-06")
    >>> page.post
    'Newly qualified social worker, children'
    """

    reference: str
    on: date
    framework: FrameworkRead
    version: str
    support: Answer
    assessment: Answer
    sentence: str
    note: str | None = None
    as_of: str | None = None
    post: str | None = None
    runs: tuple[Run, ...] = ()
    attention: tuple[Notice, ...] = ()
    not_recorded: tuple[str, ...] = ()
    coming: tuple[Step, ...] = ()
    for_people: tuple[Step, ...] = ()
    entitlements: tuple[Entitled, ...] = ()
    marks: tuple[str, ...] = ()
    unused: tuple[Unused, ...] = ()

    def answers(self) -> Iterator[Answer]:
        """Every answer of both sides, from the top."""
        yield from self.support.walk()
        yield from self.assessment.walk()

    def __getitem__(self, id_: str) -> Answer:
        """The answer to a rule, by its id or an unambiguous end of it.

        Raises:
            KeyError: no such rule is asked about, or several end so.
        """
        if id_ == "support":
            return self.support
        if id_ == "assessment":
            return self.assessment
        return find(self._listed(), id_)

    def _listed(self) -> Iterator[Answer]:
        yield from self.answers()
        for one in self.entitlements:
            yield from one.answer.walk()

    def to_text(
        self, *, width: int = 80, full: bool = False, plain: bool = False
    ) -> str:
        """The report as a terminal shows it.

        Args:
            width: columns; from 60.
            full: with every rule, what counts and what does not.
            plain: words only, without symbols.
        """
        from swcareers.presenting.text import report_text

        return report_text(self, width=width, full=full, plain=plain)

    def to_html(self) -> str:
        """The report as a page for a notebook: escaped, without scripts."""
        from swcareers.presenting.html import report_html

        page: str = report_html(self)
        return page

    def _repr_html_(self) -> str:
        return self.to_html()


def day_of(on: date | str) -> date:
    """A day from a date or its ISO text.

    Raises:
        ValueError: the text is no ISO date.
        TypeError: it is neither a date nor a text.

    >>> day_of("2026-11-06")
    datetime.date(2026, 11, 6)
    """
    if isinstance(on, date):
        return date(on.year, on.month, on.day)
    if isinstance(on, str):
        return date.fromisoformat(on)
    raise TypeError("on= is a date, or its text: 2026-11-06")


def report(
    record: Record,
    framework: Framework,
    *,
    on: date | str,
    programme: str | None = None,
) -> Report:
    """How a person stands against a framework on a day, with all reasons.

    Args:
        record: the learner's record; its problems are told in the report.
        framework: what it is read against.
        on: the day of the question; nothing here reads a clock.
        programme: only this programme, and those that extend it.

    Raises:
        ValueError: `on` is no date, or the framework has no such programme.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "posts": []})
    >>> sw.report(record, sw.load_framework("pcf"), on="2026-11-06").reference
    'example'
    """
    return _report(record, framework, day_of(on), programme)


def report_in_brief(
    record: Record, framework: Framework, *, on: date, programme: str | None = None
) -> Report:
    """How somebody stands, and nothing of why: the line of a cohort, asked faster.

    As `report` gives it, but without the items that count and do not, the reasons,
    what meeting rules gives, and marks.
    """
    return _report(record, framework, on, programme, brief=True)


def _report(
    record: Record,
    framework: Framework,
    day: date,
    programme: str | None,
    *,
    brief: bool = False,
) -> Report:
    if programme is not None and programme not in framework.programmes:
        raise ValueError(f"{framework.id} has no programme {programme}")
    entries = asked(record, framework, day, programme=programme)
    base = situation_of(record, framework, day)
    support = _root("support", entries, framework, brief=brief)
    assessment = _root("assessment", entries, framework, brief=brief)
    live = _live(entries, support, assessment)
    shown = tuple(
        run_shown(entry, base) for entry in entries if entry.section == "programmes"
    )
    fixed = next_fixed_point(shown, day)
    until = fixed.day if fixed is not None else day + timedelta(days=92)
    known_to = base.facts.as_of or day
    attention = notices(live, day, until, known_to)
    silent = not_recorded(live, day, known_to)
    steps = coming(live, day, until)
    return Report(
        reference=record.record,
        on=day,
        framework=FrameworkRead.of(framework),
        version=__version__,
        note=record.note,
        as_of=None if record.as_of is None else str(record.as_of),
        post=_post(base),
        runs=shown,
        sentence=one_sentence(len(attention), len(silent), fixed, bool(live)),
        support=support,
        assessment=assessment,
        attention=attention,
        not_recorded=silent,
        coming=steps,
        for_people=for_people(live, framework),
        entitlements=() if brief or programme is not None else tuple(entitled(base)),
        marks=() if brief else _marks(live),
        unused=tuple(
            _unused(problem)
            for problem in (*record.problems, *record_against(record, framework))
        ),
    )


_ORDER: tuple[VerdictName, ...] = ("not_met", "not_yet", "undecided", "met")


def _root(
    which: Side, entries: tuple[Asked, ...], framework: Framework, *, brief: bool
) -> Answer:
    """One side as an answer: the least of what the entries ask on it."""
    pairs = [
        (entry, outcome)
        for entry in entries
        if (outcome := entry.side(which)) is not None
    ]
    parts = tuple(
        _owner(entry, outcome, which, framework, brief=brief)
        for entry, outcome in pairs
    )
    deciding = [
        part
        for (entry, _), part in zip(pairs, parts, strict=True)
        if part.verdict != "not_applicable"
        and not (entry.over and part.verdict == "met")
    ] or [part for part in parts if part.verdict != "not_applicable"]
    verdict = _least(deciding)
    met = sum(part.verdict == "met" for part in deciding)
    words = {"met": "in place" if which == "support" else "evidenced"}
    started = met or any(part.words.startswith("partly") for part in deciding)
    partly = "partly" if which == "support" else "partly evidenced"
    nothing = "not in place" if which == "support" else "no evidence yet"
    title = "Support" if which == "support" else "Assessment"
    return Answer(
        requirement=Requirement(
            id=which, title=title, kind="all", side=which, list=which, owner="",
            strength="must", sentence="",
        ),
        verdict=verdict,
        words=words.get(verdict, partly if started else nothing)
        if verdict != "not_applicable"
        else "not applicable",
        parts=parts,
    )  # fmt: skip


def _least(answers: Sequence[Answer]) -> VerdictName:
    there = {answer.verdict for answer in answers}
    for verdict in _ORDER:
        if verdict in there:
            return verdict
    return "not_applicable"


def _owner(
    entry: Asked, outcome: Outcome, side: Side, framework: Framework, *, brief: bool
) -> Answer:
    answer = answer_of(outcome, side, framework, owner=entry.id, brief=brief)
    if entry.id:
        return answer
    card = attrs.evolve(answer.requirement, id=f"{framework.id}", title=entry.title)
    return attrs.evolve(answer, requirement=card)


def _live(
    entries: tuple[Asked, ...], support: Answer, assessment: Answer
) -> tuple[Answer, ...]:
    """The answers of what still goes on: the rest needs nobody any more."""
    over = {entry.id for entry in entries if entry.over}
    return tuple(
        part
        for root in (support, assessment)
        for part in root.parts
        if part.id not in over
    )


def _post(base: Situation) -> str | None:
    """The present post in words: the latest that is certain, else the likeliest."""
    posts = current_posts(base)
    if not posts:
        return None
    post, sure = max(posts, key=lambda one: (one[1], one[0].known_first.latest))
    title = base.book.title_of(post.name) if post.name else "A post"
    named = [post.fields.get(name) for name in ("service", "team")]
    words = ", ".join([title, *(str(name) for name in named if name is not None)])
    return words if sure else f"{words} (dates not known exactly)"


def _marks(live: tuple[Answer, ...]) -> tuple[str, ...]:
    said = {
        "illustrative": "is made up for the example",
        "unverified": "was not seen in a source",
        "not_stated": "is stated by no source",
    }
    found: dict[str, None] = {}
    for top in live:
        for answer in top.walk():
            for key, mark in answer.requirement.marks.items():
                what = "all of it" if key == "all" else key.replace("_", " ")
                found[f"{answer.requirement.title}: {what} {said[mark]}."] = None
    return tuple(found)


def _unused(problem: Problem) -> Unused:
    return Unused(
        code=problem.code,
        message=problem.message,
        pointer=problem.pointer,
        place=None if problem.place is None else str(problem.place),
        hint=problem.hint,
        severity=problem.severity,
    )
