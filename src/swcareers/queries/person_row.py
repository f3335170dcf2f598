"""One person in a cohort: a small row of what a report says, and of a career."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from swcareers.evaluation.outcome import Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework
from swcareers.queries.answers import Answer, Notice, Side, Step, VerdictName
from swcareers.queries.asking import situation_of
from swcareers.queries.careers_told import (
    AwardBegun,
    PostTaken,
    awards_begun,
    posts_taken,
)
from swcareers.queries.moving import ask_way, described, ends_of, ways_from
from swcareers.queries.report import Report, day_of, report_in_brief
from swcareers.queries.verdicts import READY
from swcareers.queries.whereabouts import here, standing
from swcareers.record.model import ProgrammeRun, Record, Study


@attrs.frozen(kw_only=True)
class Standing:
    """How one rule stands for one person: a flat row, its columns stable.

    Attributes:
        reference: the person's, never a name.
        requirement: the rule's id.
        digest: of the framework it was asked of.
    """

    reference: str
    requirement: str
    side: Side
    verdict: VerdictName
    have: Decimal | None
    need: Decimal | None
    unit: str | None
    due: date | None
    digest: str


@attrs.frozen(kw_only=True)
class PersonRow:
    """One person in a cohort.

    Attributes:
        reference: of the record, never a name.
        stage: the title of the present stage; None: not told.
        groups: team, service, setting, employer, contract of the present post.
        programmes: what goes on, each with its own time ("ASYE ..., month 6").
        assessors: references of those in an assessing role.
        sentence: the one sentence of the report.
        attention, coming, for_people: as in the report.
        not_recorded: how many rules have no date and no entry.
        ready: what the person is ready to be considered for.
        support: how many of the employer's promises are in place, of how many.
        taken, begun: posts taken from inside, awards begun.
        problems: how many entries of the record could not be used.
        standings: how every rule stands, flat.
    """

    reference: str
    stage: str | None = None
    groups: Mapping[str, str] = attrs.field(factory=dict)
    programmes: tuple[str, ...] = ()
    assessors: tuple[str, ...] = ()
    sentence: str = ""
    attention: tuple[Notice, ...] = ()
    coming: tuple[Step, ...] = ()
    for_people: tuple[Step, ...] = ()
    not_recorded: int = 0
    ready: tuple[str, ...] = ()
    support: tuple[int, int] = (0, 0)
    as_of: str | None = None
    taken: tuple[PostTaken, ...] = ()
    begun: tuple[AwardBegun, ...] = ()
    problems: int = 0
    standings: tuple[Standing, ...] = ()


def cohort_rows(
    records: Iterable[Record],
    framework: Framework,
    *,
    on: date | str,
    programme: str | None = None,
) -> Iterator[PersonRow]:
    """The rows of a cohort, each as soon as its record has been read.

    Nothing is kept: for more people than there is room for, or to show some while the
    others are still being read. What could not be used of a record is counted in its
    row; `report` says what it is.

    Raises:
        ValueError: `on` is no date, or the framework has no such programme.

    >>> import swcareers as sw
    >>> rows = sw.cohort_rows(
    ...     sw.load_records([{"record": "a", "posts": []}, {"record": "b"}]),
    ...     sw.load_framework("thurrock"), on="2026-11-06")
    >>> next(rows).reference
    'a'
    """
    day = day_of(on)
    for record in records:
        page = report_in_brief(record, framework, on=day, programme=programme)
        yield row_of(record, framework, page)


def row_of(record: Record, framework: Framework, page: Report) -> PersonRow:
    """A person's row, from the report in brief."""
    base = situation_of(record, framework, page.on)
    where = standing(base)
    fields: Mapping[str, Any] = {} if where.post is None else where.post.fields
    groups = {
        name: str(fields[name])
        for name in ("team", "service", "setting", "employer", "contract")
        if name in fields
    }
    support = [
        answer
        for owner in page.support.parts
        for answer in owner.parts
        if answer.verdict != "not_applicable" and answer.requirement.strength == "must"
    ]
    return PersonRow(
        reference=record.record,
        stage=here(base).title,
        groups=groups,
        programmes=tuple(
            f"{run.title}, {run.position}" if run.position else run.title
            for run in page.runs
            if run.position != "over"
        ),
        assessors=_assessors(record),
        sentence=page.sentence,
        attention=page.attention,
        coming=page.coming,
        for_people=page.for_people,
        not_recorded=len(page.not_recorded),
        ready=_ready(page, base),
        support=(sum(one.verdict == "met" for one in support), len(support)),
        as_of=page.as_of,
        taken=posts_taken(base),
        begun=awards_begun(record, base),
        problems=len(page.unused),
        standings=tuple(_standings(page)),
    )


def _assessors(record: Record) -> tuple[str, ...]:
    found: dict[str, None] = {}
    runs: list[ProgrammeRun | Study] = [
        *(record.programmes or ()),
        *(record.studies or ()),
    ]
    for run in runs:
        for role, terms in run.roles.items():
            if any(piece in role for piece in ("assessor", "mentor", "educator")):
                found.update(dict.fromkeys(term.person for term in terms[-1:]))
    return tuple(found)


def _ready(page: Report, base: Situation) -> tuple[str, ...]:
    """What somebody is ready to be considered for: ways on, and decisions awaited."""
    framework, where = base.book, standing(base)
    found: dict[str, None] = {}
    for name in ways_from(where.stage, where.outside, framework):
        declared = framework.progressions[name]
        for end in ends_of(declared, framework):
            if end == where.stage or not described(
                declared, framework, where.stage, end
            ):
                continue
            asked = [
                outcome.verdict
                for placed, outcome in ask_way(name, where.stage, end, base)
                if placed.strength == "must"
                and outcome.verdict is not Verdict.NOT_APPLICABLE
            ]
            if asked and min(asked) is Verdict.MET:
                found[framework.title_of(end)] = None
    for answer in page.assessment.parts:
        if answer.words == READY or _only_the_decision(answer):
            found[answer.requirement.title] = None
    return tuple(found)


def _only_the_decision(answer: Answer) -> bool:
    """All that decides is there, and only a decision is awaited."""
    parts = [
        part
        for part in answer.parts
        if part.verdict != "not_applicable" and part.requirement.strength == "must"
    ]
    waiting = [part for part in parts if part.verdict != "met"]
    return len(parts) > 1 and bool(waiting) and all(
        part.requirement.kind == "decision" and part.verdict in ("not_yet", "undecided")
        for part in waiting
    )  # fmt: skip


def _standings(page: Report) -> Iterator[Standing]:
    for root in (page.support, page.assessment):
        for owner in root.parts:
            for answer in owner.parts:
                yield Standing(
                    reference=page.reference,
                    requirement=answer.id,
                    side=answer.requirement.side,
                    verdict=answer.verdict,
                    have=answer.have,
                    need=answer.need,
                    unit=answer.unit,
                    due=answer.due,
                    digest=page.framework.digest,
                )
