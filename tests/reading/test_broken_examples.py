"""Every code has a broken example, and the example yields that code and no other.

A file in `tests/broken/` (or its folders `frameworks/`, `records/`, `cases/`) is
named `CODE-in-a-few-words.suffix`. A new code needs no new test, only a file.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from swcareers.framework.model import FrameworkFile
from swcareers.queries.case_checks import check_cases
from swcareers.reading import source
from swcareers.reading.loading import (
    load_framework,
    load_framework_and_warnings,
    load_record,
)
from swcareers.reading.record_checks import record_against
from swcareers.reading.shape import problems
from swcareers.values.problems import CODES, FrameworkError, Problem

BROKEN = Path(__file__).resolve().parents[1] / "broken"
EXAMPLES = sorted(path for path in BROKEN.rglob("SWC*.*") if path.is_file())


def of_reading(path: Path) -> Sequence[Problem]:
    with pytest.raises(source.SourceError) as raised:
        source.read(path)
    return raised.value.problems


def of_shape(path: Path) -> Sequence[Problem]:
    return problems(source.read(path), FrameworkFile)


def of_links(path: Path) -> Sequence[Problem]:
    try:
        return load_framework_and_warnings(path)[1]
    except FrameworkError as error:
        return error.problems


def of_a_record(path: Path) -> Sequence[Problem]:
    """What rides with a record, and what the frameworks it names do not know of it."""
    record = load_record(path)
    found = list(record.problems)
    for framework in record.frameworks:
        document = source.read(path)
        found += record_against(record, load_framework(framework), document)
    return found


# Who finds the problems of which codes.
FINDERS: dict[str, Callable[[Path], Sequence[Problem]]] = {
    "SWC1": of_reading,
    "SWC2": of_shape,
    "SWC3": of_links,
    "SWC4": of_a_record,
    "SWC5": check_cases,
}

# Codes whose example is not a file that can be kept, and why.
MADE_HERE = {
    "SWC101": "a file that is not there",
    "SWC103": "more than two megabytes",
    "SWC110": "a hundred thousand entries",
}


def made(code: str, folder: Path) -> Path:
    """An example for a code of `MADE_HERE`."""
    path = folder / f"{code}.yaml"
    if code == "SWC103":
        path.write_bytes(b"title: " + b"x" * source.MAX_BYTES)
    elif code == "SWC110":
        path.write_bytes(b"list: [" + b"x," * 100_001 + b"]")
    return path


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_broken_example_yields_its_code_and_no_other(path: Path) -> None:
    code = path.name[:6]
    assert code in CODES
    assert {problem.code for problem in FINDERS[code[:4]](path)} == {code}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_problem_of_an_example_has_a_place_inside_the_file(path: Path) -> None:
    lines = path.read_bytes().decode("utf-8", errors="replace").splitlines()
    for problem in FINDERS[path.name[:4]](path):
        assert problem.place is not None
        assert problem.place.file == str(path)
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


@pytest.mark.parametrize("code", MADE_HERE)
def test_an_example_too_large_to_keep_yields_its_code(
    code: str, tmp_path: Path
) -> None:
    assert [problem.code for problem in of_reading(made(code, tmp_path))] == [code]


def test_every_code_that_can_be_found_has_an_example() -> None:
    shown = {path.name[:6] for path in EXAMPLES} | set(MADE_HERE)
    assert shown == {code for code in CODES if code[:4] in FINDERS}


def test_an_example_is_named_in_words() -> None:
    for path in EXAMPLES:
        assert path.stem[6:7] == "-"
        assert path.stem[7:].replace("-", "").isalnum()
