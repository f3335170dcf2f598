"""Many people against one framework: what needs attention, is coming, is ready.

Records are read one at a time, and of each only a small row is kept. One row a person,
in the order given; nobody is ranked, and nobody's year is a percentage.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from swcareers.evaluation.outcome import Verdict
from swcareers.framework.framework import Framework
from swcareers.queries.answers import (
    Answer,
    FrameworkRead,
    Notice,
    Side,
    Step,
    Unused,
    VerdictName,
)
from swcareers.queries.asking import situation_of
from swcareers.queries.careers_told import (
    AwardBegun,
    Figure,
    PostTaken,
    awards_begun,
    figure,
    posts_taken,
)
from swcareers.queries.grouping import Group, Groups, grouped
from swcareers.queries.moving import ask_way, described, ends_of, ways_from
from swcareers.queries.report import Report, day_of, report_in_brief
from swcareers.queries.verdicts import READY
from swcareers.queries.whereabouts import here, standing
from swcareers.reading.structure import from_plain, to_plain
from swcareers.record.model import ProgrammeRun, Record, Study
from swcareers.values.text import counted

AT_LEAST = 5


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


@attrs.frozen(kw_only=True)
class PersonProblem:
    """Something in somebody's record that could not be used."""

    reference: str
    problem: Unused


@attrs.frozen(kw_only=True)
class Due:
    """One thing to come, for whoever looks after several people."""

    day: str | None
    reference: str
    what: str
    booked: bool


@attrs.frozen(kw_only=True)
class Cohort:
    """People against a framework on a day; one row each, in the order given.

    Attributes:
        people: the rows.
        problems: what could not be used, told before any number.
        sentence: one sentence about them all.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2025-09-01"}]})
    >>> [row.reference for row in sw.cohort([record], newham, on="2026-11-06")]
    ['example']
    """

    framework: FrameworkRead
    on: date
    people: tuple[PersonRow, ...]
    problems: tuple[PersonProblem, ...] = ()
    sentence: str = ""

    def __iter__(self) -> Iterator[PersonRow]:
        """The people, in the order given."""
        return iter(self.people)

    def __len__(self) -> int:
        """How many people there are."""
        return len(self.people)

    def __getitem__(self, reference: str) -> PersonRow:
        """The row of one person.

        Raises:
            KeyError: nobody of that reference is among them.
        """
        for row in self.people:
            if row.reference == reference:
                return row
        raise KeyError(reference)

    def rows(self) -> Iterator[Standing]:
        """How every rule stands for every person, flat, person by person."""
        for row in self.people:
            yield from row.standings

    def by_assessor(self) -> dict[str, tuple[Due, ...]]:
        """What is to come, by the reference of each assessor and by day."""
        found: dict[str, list[Due]] = {}
        for row in self.people:
            for assessor in row.assessors or ("nobody is recorded",):
                found.setdefault(assessor, []).extend(_dues(row))
        return {
            name: tuple(sorted(dues, key=lambda due: (due.day or "9999", due.what)))
            for name, dues in sorted(found.items())
        }

    def by(self, key: str, *, at_least: int = AT_LEAST) -> Groups:
        """People counted by team, service, setting, stage, employer or contract.

        Groups smaller than `at_least` are withheld by name and counted together.
        """
        return grouped(self._keyed(key), key, _counts, at_least)

    def support(self, *, by: str = "team", at_least: int = AT_LEAST) -> Groups:
        """What the employer provides, rule by rule, by group: in place of how many.

        Groups smaller than `at_least` are withheld by name and counted together.
        """

        def counts(rows: Iterable[PersonRow]) -> dict[str, tuple[int, int]]:
            found: dict[str, tuple[int, int]] = {}
            for row in rows:
                for one in row.standings:
                    if one.side != "support" or one.verdict == "not_applicable":
                        continue
                    there, of = found.get(one.requirement, (0, 0))
                    met = one.verdict == "met"
                    found[one.requirement] = (there + met, of + 1)
            return found

        return grouped(self._keyed(by), by, counts, at_least)

    def _keyed(self, key: str) -> list[tuple[str, PersonRow]]:
        def value(row: PersonRow) -> str:
            if key == "stage":
                return row.stage or "not told"
            return row.groups.get(key, "not told")

        return [(value(row), row) for row in self.people]

    def figures(
        self,
        *,
        since: date | str | None = None,
        until: date | str | None = None,
        at_least: int = AT_LEAST,
    ) -> tuple[Figure, ...]:
        """The figures academies print, computed from these records.

        Args:
            since, until: the first and the last day counted; None: open.
            at_least: fewer people are not told apart.
        """
        first = None if since is None else day_of(since)
        last = self.on if until is None else day_of(until)
        window = (first, last) if first is not None else (None, None)
        return (
            figure(
                "funded",
                "Awards begun with fees confirmed",
                ([one for one in row.begun if one.funded] for row in self.people),
                window,
                at_least,
            ),
            figure(
                "filled_from_inside",
                "Vacancies filled from inside",
                ([one for one in row.taken if one.vacancy] for row in self.people),
                window,
                at_least,
            ),
            figure(
                "promotions",
                "Promotions",
                (
                    [one for one in row.taken if one.promotion is not False]
                    for row in self.people
                ),
                window,
                at_least,
                unsure=lambda one: isinstance(one, PostTaken) and one.promotion is None,
            ),
        )

    def to_json(self) -> dict[str, Any]:
        """The cohort as plain data for `json.dumps`; `from_json` reads it back."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Cohort":
        """A cohort from what `to_json` gave; equal to the one it was made from."""
        return from_plain(plain, cls)


def cohort(
    records: Iterable[Record],
    framework: Framework,
    *,
    on: date | str,
    programme: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Cohort:
    """Many people against one framework; each record is read, asked and let go.

    Args:
        records: any iterable; one record is held at a time.
        programme: only this programme, and those that extend it.
        progress: called with the number of records read, for long work.

    Raises:
        ValueError: `on` is no date, or the framework has no such programme.

    >>> import swcareers as sw
    >>> records = sw.load_records([{"record": "a", "posts": []}, {"record": "b"}])
    >>> found = sw.cohort(records, sw.load_framework("thurrock"), on="2026-11-06")
    >>> [row.reference for row in found]
    ['a', 'b']
    """
    day = day_of(on)
    people: list[PersonRow] = []
    problems: list[PersonProblem] = []
    for number, record in enumerate(records, start=1):
        page = report_in_brief(record, framework, on=day, programme=programme)
        people.append(_row(record, framework, page, day))
        problems += [
            PersonProblem(reference=record.record, problem=one) for one in page.unused
        ]
        if progress is not None:
            progress(number)
    found = Cohort(
        framework=FrameworkRead(
            id=framework.id,
            edition=framework.edition,
            title=framework.title,
            digest=framework.digest,
        ),
        on=day,
        people=tuple(people),
        problems=tuple(problems),
    )
    return attrs.evolve(found, sentence=_sentence(found))


def _row(record: Record, framework: Framework, page: Report, day: date) -> PersonRow:
    base = situation_of(record, framework, day)
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
        ),
        assessors=_assessors(record),
        sentence=page.sentence,
        attention=page.attention,
        coming=page.coming,
        for_people=page.for_people,
        not_recorded=len(page.not_recorded),
        ready=_ready(page, framework, record, day),
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


def _ready(
    page: Report, framework: Framework, record: Record, day: date
) -> tuple[str, ...]:
    """What somebody is ready to be considered for: ways on, and decisions awaited."""
    base = situation_of(record, framework, day)
    where = standing(base)
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


def _dues(row: PersonRow) -> list[Due]:
    found = [
        Due(
            day=one.since.isoformat() if one.since else None,
            reference=row.reference,
            what=f"{one.title} needs attention",
            booked=False,
        )
        for one in row.attention
    ]
    for step in row.coming:
        day = step.planned or (step.by.isoformat() if step.by else None)
        found.append(
            Due(
                day=day,
                reference=row.reference,
                what=step.what,
                booked=step.planned is not None,
            )
        )
    return found


def _counts(rows: Iterable[PersonRow]) -> dict[str, tuple[int, int]]:
    listed = list(rows)
    size = len(listed)
    return {
        "something needs attention": (sum(bool(r.attention) for r in listed), size),
        "something is not recorded": (sum(r.not_recorded > 0 for r in listed), size),
        "ready to be considered": (sum(bool(r.ready) for r in listed), size),
    }


def _sentence(found: Cohort) -> str:
    size = len(found.people)
    if not size:
        return "There is nobody in this cohort."
    quiet = sum(not row.attention for row in found.people)
    words = f"{counted(size, 'person')}. "
    if quiet == size:
        words += "Nothing needs attention."
    else:
        verb = "has" if quiet == 1 else "have"
        words += f"{quiet} {verb} nothing that needs attention, {size - quiet} "
        words += f"{'has' if size - quiet == 1 else 'have'} something."
    ready = sum(bool(row.ready) for row in found.people)
    if ready:
        verb = "is" if ready == 1 else "are"
        words += f" {ready} {verb} ready to be considered for a step."
    return words


__all__ = [
    "AT_LEAST",
    "Cohort",
    "Due",
    "Figure",
    "Group",
    "Groups",
    "PersonProblem",
    "PersonRow",
    "Standing",
    "cohort",
]
