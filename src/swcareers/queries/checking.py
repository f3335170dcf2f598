"""Files checked: frameworks, records and cases, by what they say they are."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from swcareers.queries.case_checks import check_cases
from swcareers.reading.loading import (
    load_framework,
    load_framework_and_warnings,
    load_record,
)
from swcareers.reading.record_checks import record_against
from swcareers.reading.source import SourceError, read
from swcareers.record.model import Record
from swcareers.values.problems import Problem, ProblemsError, sorted_problems
from swcareers.values.text import did_you_mean

KINDS = ("framework", "record", "cases")
_SUFFIXES = (".yaml", ".yml", ".json")
# Sections that a record has, and nothing else.
RECORD_ONLY = frozenset(
    ("posts", "absences", "evidence", "assessments", "confirmations", "readings")
)


@attrs.frozen
class Checked:
    """One file that was checked.

    Attributes:
        kind: framework, record or cases; empty where it is none of them.
        problems: by place; empty for a good file.
    """

    path: Path
    kind: str
    problems: tuple[Problem, ...]


def check_paths(paths: Iterable[Path]) -> tuple[Checked, ...]:
    """Check files, and all files of folders, in the order of their paths.

    In a folder only files that say they are a framework, a record or cases are
    looked at; a file that is named is always looked at.
    """
    named = list(paths)
    folders = [path if path.is_dir() else path.parent for path in named]
    found: list[Checked] = []
    for path, searched in _files(named):
        one = _checked(path, folders)
        if one.kind or not searched:
            found.append(one)
    return tuple(found)


def record_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files among these, and in these folders, that say they are records."""
    found = []
    for path, searched in _files(paths):
        if not searched:
            found.append(path)
            continue
        try:
            data = read(path).data
        except SourceError:
            continue
        if "record" in data and "cases" not in data:
            found.append(path)
    return tuple(found)


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    seen: set[Path] = set()
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if path.is_dir() and file.suffix.lower() not in _SUFFIXES:
                continue
            if file.is_file() and file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, path.is_dir()


def _checked(path: Path, folders: list[Path]) -> Checked:
    try:
        document = read(path)
    except SourceError as error:
        return Checked(path, "unreadable", error.problems)
    data = document.data
    kind = next((key for key in ("cases", "record", "framework") if key in data), "")
    if not kind and not RECORD_ONLY.isdisjoint(data):
        kind = "record"  # one that lacks its reference
    try:
        if kind == "framework":
            _, problems = load_framework_and_warnings(path, beside=folders)
        elif kind == "record":
            problems = _record_problems(load_record(path), path, folders)
        elif kind == "cases":
            problems = check_cases(path)
        else:
            meant = did_you_mean(next(iter(data), ""), KINDS)
            hint = f"did you mean {meant}?" if meant else "begin it with framework: id"
            message = "this is neither a framework, nor a record, nor cases"
            problems = (document.problem("SWC202", message, (), hint=hint),)
    except ProblemsError as error:
        problems = error.problems
    return Checked(path, kind, sorted_problems(problems))


def _record_problems(
    record: Record, path: Path, folders: list[Path]
) -> tuple[Problem, ...]:
    found = list(record.problems)
    document = read(path)
    for id_, edition in record.frameworks.items():
        try:
            framework = load_framework(
                id_, edition=edition or None, beside=[path.parent, *folders]
            )
        except ProblemsError as error:
            # What is not found has no file of its own: it stands where it is named.
            found += [
                one
                if one.place
                else document.problem(
                    one.code, one.message, ("frameworks", id_), hint=one.hint
                )
                for one in error.problems
            ]
            continue
        found += record_against(record, framework, document)
    return tuple(found)
