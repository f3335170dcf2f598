"""Many people against one framework: what needs attention, is coming, is ready.

Records are read one at a time, and of each only a small row is kept. One row a person,
in the order given; nobody is ranked, and nobody's year is a percentage.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from swcareers.framework.framework import Framework
from swcareers.queries.answers import FrameworkRead, Unused
from swcareers.queries.careers_told import Figure, PostTaken, figure
from swcareers.queries.grouping import Group, Groups, grouped
from swcareers.queries.person_row import PersonRow, Standing, row_of
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.report import day_of, report_in_brief
from swcareers.record.model import Record
from swcareers.values.text import counted

AT_LEAST = 5


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
class Cohort(PlainAnswer):
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
        people.append(row_of(record, framework, page))
        problems += [
            PersonProblem(reference=record.record, problem=one) for one in page.unused
        ]
        if progress is not None:
            progress(number)
    found = Cohort(
        framework=FrameworkRead.of(framework),
        on=day,
        people=tuple(people),
        problems=tuple(problems),
    )
    return attrs.evolve(found, sentence=_sentence(found))


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
    elif not quiet:
        who = "Each has" if size > 1 else "There is"
        words += f"{who} something that needs attention."
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
