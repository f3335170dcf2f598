"""Worked cases proved: what a framework answers beside what its authors expect."""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from swcareers.framework.framework import Framework
from swcareers.queries.answers import Answer
from swcareers.queries.career_checks import Questions, differences
from swcareers.queries.report import Report, report
from swcareers.queries.whatif import HoursFrom, OtherProgramme, with_change
from swcareers.reading.loading import load_cases_document, load_framework, load_record
from swcareers.reading.source import Document
from swcareers.record.cases import Case, CaseFile, Expected
from swcareers.record.model import Record
from swcareers.values.problems import Problem, ProblemsError, sorted_problems
from swcareers.values.text import did_you_mean, joined

Path_ = tuple[str | int, ...]


def check_cases(
    source: str | os.PathLike[str] | Mapping[str, Any],
) -> tuple[Problem, ...]:
    """Everything in a file of cases that comes out otherwise than it says.

    Args:
        source: the path of a case file; its framework and record are found from there.

    Raises:
        ProblemsError: the case file itself, its framework or its record cannot be
            read.

    >>> check_cases({
    ...     "cases": "example", "framework": "pcf", "record": {"record": "example"},
    ...     "expected": [{"name": "Nothing is asked", "date": "2026-11-06"}]})
    ()
    """
    document, cases = load_cases_document(source)
    opened = _Opened.of(cases, document, source)
    problems: list[Problem] = []
    for index, case in enumerate(cases.expected):
        at: Path_ = ("expected", index)
        try:
            problems += _checked(opened.asked(case), document, at)
        except ProblemsError as error:
            problems += error.problems
    return sorted_problems(problems)


def questions_of(
    source: str | os.PathLike[str] | Mapping[str, Any],
) -> tuple[Questions, ...]:
    """The cases of a file, each with its day and the record as it is asked then.

    Raises:
        ProblemsError: the case file itself, its framework or its record cannot be
            read, or what a case adds.

    >>> questions_of({
    ...     "cases": "example", "framework": "pcf", "record": {"record": "example"},
    ...     "expected": [{"name": "A day", "date": "2026-11-06"}]})[0].day
    datetime.date(2026, 11, 6)
    """
    document, cases = load_cases_document(source)
    opened = _Opened.of(cases, document, source)
    return tuple(opened.asked(case) for case in cases.expected)


@attrs.frozen(eq=False)
class _Opened:
    """A file of cases with its record and its frameworks, each read once."""

    cases: CaseFile
    folder: Path
    record: Record
    frameworks: dict[str, Framework] = attrs.field(factory=dict)

    @classmethod
    def of(
        cls,
        cases: CaseFile,
        document: Document,
        source: str | os.PathLike[str] | Mapping[str, Any],
    ) -> "_Opened":
        inside = isinstance(source, Mapping)
        folder = Path() if inside else Path(document.name).parent
        framework = {cases.framework: _framework(cases.framework, folder)}
        return cls(cases, folder, _record(cases, folder), framework)

    def asked(self, case: Case) -> Questions:
        """A case as it is asked: the record of its day, with what is added."""
        name = case.under or self.cases.framework
        if name not in self.frameworks:
            self.frameworks[name] = _framework(name, self.folder)
        day = case.date.earliest
        before = self.record.known_by(day) if self.cases.replayed else self.record
        record = _changed(before, case, day)
        return Questions(case, record, before, self.frameworks[name], day)


def _framework(name: str, folder: Path) -> Framework:
    if name.endswith((".yaml", ".yml", ".json")):
        return load_framework(folder / name)
    return load_framework(name, beside=[folder])


def _record(cases: CaseFile, folder: Path) -> Record:
    if isinstance(cases.record, Mapping):
        return load_record(cases.record)
    return load_record(folder / str(cases.record))


def _checked(asked: Questions, document: Document, at: Path_) -> Iterator[Problem]:
    case, record, framework, day = (
        asked.case, asked.record, asked.framework, asked.day,
    )  # fmt: skip

    def wrong(path: Path_, message: str, hint: str | None = None) -> Problem:
        return document.problem(
            "SWC501", f"{case.name}: {message}", (*at, *path), hint=hint
        )

    for one in differences(asked):
        about = f"{one.about}: " if one.about else ""
        yield document.problem(
            one.code,
            f"{case.name}: {about}{one.message}",
            (*at, *one.path),
            # Said at an id that is asked about, not at what stands behind it.
            of="key" if len(one.path) == 2 and one.path[1] == one.about else "value",
            hint=one.hint,
        )
    if record is asked.before:
        yield from _moved_by_nothing(case, document, at)
    lists = (case.attention, case.coming, case.for_people)
    if not case.expect and all(one is None for one in lists):
        return
    found = report(record, framework, on=day)
    for id_, expected in case.expect.items():
        answer = _find(found, id_)
        if answer is None:
            known = sorted({one.id for one in found.answers()})
            meant = did_you_mean(id_, known)
            yield document.problem(
                "SWC502",
                f"{case.name}: no rule {id_} is asked about on {day}",
                (*at, "expect", id_),
                of="key",
                hint=f"did you mean {meant}?" if meant else _not_on(id_, framework),
            )
            continue
        for key, message in _differences(expected, answer):
            yield wrong(("expect", id_, key), f"{id_}: {message}")
    yield from _lists(case, found, wrong)


def _not_on(rule: str, framework: Framework) -> str | None:
    """Where a rule is one of something that this record does not say anybody is on."""
    owner = rule.partition("/")[0]
    title = framework.title_of(owner)
    if owner in framework.programmes:
        return f"the record is not on {title}: add it to its programmes"
    if owner in framework.approvals or owner in framework.qualifications:
        return (
            f"the record neither studies for {title} nor holds it: add it to its "
            "studies, approvals or awards"
        )
    return None


def _changed(record: Record, case: Case, day: date) -> Record:
    """The record with what a case adds to it, or changes in it."""
    if case.adding is not None:
        record = record.adding(case.adding)
    if case.hours is not None:
        hours = HoursFrom(hours=case.hours.hours, day=case.hours.from_.earliest)
        record = with_change(record, hours, on=day)
    if case.other_programme is not None:
        other = case.other_programme
        record = with_change(
            record,
            OtherProgramme(
                programme=other.programme,
                day=other.from_.earliest,
                instead_of=other.instead_of,
            ),
            on=day,
        )
    return record


_WITH_A_CHANGE = ("later_by", "sooner_by")


def _moved_by_nothing(case: Case, document: Document, at: Path_) -> Iterator[Problem]:
    """What moves is asked of a case that adds nothing."""
    wrong: list[Path_] = [] if case.changes is None else [("changes",)]
    groups: list[tuple[Path_, Any]] = [
        *((("entry", id_), one) for id_, one in case.entry.items()),
        *((("next", id_), one) for id_, one in (case.next or {}).items()),
        *(
            (("routes", id_, index), one)
            for id_, ways in case.routes.items()
            for index, one in enumerate(ways)
        ),
    ]
    wrong += [
        (*path, key)
        for path, one in groups
        for key in _WITH_A_CHANGE
        if getattr(one, key) is not None
    ]
    for path in wrong:
        yield document.problem(
            "SWC504",
            f"{case.name}: nothing is added here, so that nothing can move",
            (*at, *path),
            of="key",
            hint="write what changes: adding, hours or other_programme",
        )


def _find(found: Report, id_: str) -> Answer | None:
    try:
        return found[id_]
    except KeyError:
        return None


def _differences(expected: Expected, answer: Answer) -> Iterator[tuple[str, str]]:
    if expected.verdict is not None and expected.verdict != answer.verdict:
        because = f" ({answer.because})" if answer.because else ""
        yield (
            "verdict",
            f"expected {expected.verdict}, and it is {answer.verdict}{because}",
        )
    for key in ("have", "need"):
        wanted, there = getattr(expected, key), getattr(answer, key)
        if wanted is None:
            continue
        if there is None or wanted.number is None or there != _rounded(wanted, there):
            yield key, f"expected {key} {wanted}, and it is {_said(there)}"
    for key, count in (
        ("counted", len(answer.counted)),
        ("left_out", len(answer.left_out)),
    ):
        wanted_count = getattr(expected, key)
        if wanted_count is not None and wanted_count != count:
            reasons = joined([one.because or "" for one in answer.left_out])
            more = f": {reasons}" if key == "left_out" and reasons else ""
            yield (
                key,
                f"expected {wanted_count} {key.replace('_', ' ')}, not {count}{more}",
            )
    if expected.due is not None and (
        answer.due is None or expected.due.inside(answer.due, answer.due) is not True
    ):
        yield "due", f"expected due {expected.due}, and it is {_said(answer.due)}"
    missing = [flag for flag in expected.flags if flag not in answer.flags]
    if missing:
        there_flags = joined(answer.flags) or "none"
        yield "flags", f"expected {joined(missing)}; there are {there_flags}"


def _rounded(wanted: Any, there: Any) -> Any:
    """The expected figure as an answer shows figures: to four places where needed."""
    from swcareers.queries.explaining import decimal

    return decimal(wanted.number)


def _said(value: object) -> str:
    if value is None:
        return "not there"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def _lists(case: Case, found: Report, wrong: Any) -> Iterator[Problem]:
    if case.attention is not None:
        there = [notice.id for notice in found.attention]
        if set(there) != set(case.attention):
            yield wrong(
                ("attention",),
                f"expected attention for {joined(case.attention) or 'nothing'}, and it "
                f"is for {joined(there) or 'nothing'}",
            )
    for key, wanted, ids in (
        ("coming", case.coming, [step.id for step in found.coming]),
        ("for_people", case.for_people, [step.id for step in found.for_people]),
    ):
        missing = [id_ for id_ in wanted or () if id_ not in ids]
        if missing:
            words = key.replace("_", " ")
            yield wrong(
                (key,),
                f"expected {joined(missing)} among what is {words}; there are "
                f"{joined(ids) or 'none'}",
            )
