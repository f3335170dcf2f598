"""Plain data into typed values: fast for good files, complete about bad ones.

Structuring alone decides whether a file is good. Only when it is not, the schema and
the search for faults are asked what is wrong, all of it, each at its place.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

import attrs

from swcareers.framework.model import FrameworkFile
from swcareers.reading.document import Document, Plain
from swcareers.reading.faults import Fault, faults
from swcareers.reading.model_types import Unfit, is_mapping, key_types
from swcareers.reading.salvage import Path, Salvage
from swcareers.reading.schema import SchemaName, schema
from swcareers.reading.structure import structure
from swcareers.record.cases import CaseFile
from swcareers.record.model import Record
from swcareers.values.problems import (
    FrameworkError,
    Problem,
    ProblemsError,
    sorted_problems,
)

T = TypeVar("T")
_SCHEMAS: dict[type, SchemaName] = {
    FrameworkFile: "framework",
    Record: "record",
    CaseFile: "cases",
}
# What the schema only says because it does not know the parsers.
_BY_PATTERN = ("SWC207", "SWC213")
# What the schema says about the keys of a mapping, whatever else is wrong with it.
_ABOUT_KEYS = ("SWC202", "SWC209")


def shaped(document: Document, cls: type[T]) -> T:
    """A framework or a file of cases as typed values.

    Raises:
        FrameworkError: it is not shaped as a framework; every problem, by place.
        ProblemsError: the same for cases.

    >>> from swcareers.reading.source import read
    >>> shaped(read("a.yaml", text="framework: newham"), FrameworkFile).framework
    'newham'
    """
    try:
        return structure(document.data, cls)
    except (ValueError, Unfit) as error:
        found = problems(document, cls)
        if not found:
            raise _disagreement(document) from error
    raise FrameworkError(found) if cls is FrameworkFile else ProblemsError(found)


def problems(document: Document, cls: type) -> tuple[Problem, ...]:
    """Everything that keeps a document from being a `cls`; empty for a good one."""
    return sorted_problems(problem for _, problem in _found(document, cls))


def salvaged(document: Document, cls: type[T]) -> tuple[T, tuple[Problem, ...]]:
    """A record as typed values, whatever is wrong with it, and what is not used.

    The least is left out that can be: an item of a list, a key its entry can do
    without, else the entry. An entry that loses a key says that it is not stated, so
    that nobody takes silence for a fact.

    >>> from swcareers.reading.source import read
    >>> text = "record: x\\nposts: [{stage: nqsw, from: 2026-13-01}]"
    >>> record, lost = salvaged(read("a.yaml", text=text), Record)
    >>> record.posts[0].stage, record.posts[0].not_stated, [p.code for p in lost]
    ('nqsw', ('from',), ['SWC401'])
    """
    built, salvage = _what_is_left(document, cls)
    return built, sorted_problems(salvage.said) if salvage else ()


@attrs.frozen
class Partly:
    """A framework file of which some things could not be read.

    Attributes:
        file: the rest of it, only good for finding what else is wrong.
        problems: everything that could not be read, by place.
        written: the path in the file of a path in the rest.
    """

    file: FrameworkFile
    problems: tuple[Problem, ...]
    written: Callable[[Path], Path]


def partly(document: Document) -> Partly:
    """A framework file that is not well shaped: its problems, and the rest of it.

    >>> from swcareers.reading.source import read
    >>> found = partly(read("a.yaml", text="framework: newham\\ntitel: Newham"))
    >>> found.file.framework, [problem.code for problem in found.problems]
    ('newham', ['SWC201'])
    """
    found = _found(document, FrameworkFile)
    built, salvage = _what_is_left(document, FrameworkFile, found)
    same: Callable[[Path], Path] = tuple
    return Partly(
        built,
        sorted_problems(problem for _, problem in found),
        salvage.written if salvage else same,
    )


def _what_is_left(
    document: Document, cls: type[T], found: list[tuple[Path, Problem]] | None = None
) -> tuple[T, Salvage | None]:
    """What can be read once all that cannot is left out, and what that was.

    Args:
        found: the problems of the document, where they have been looked for.
    """
    salvage: Salvage | None = None
    data = document.data
    while True:
        try:
            return structure(data, cls), salvage
        except (ValueError, Unfit) as error:
            salvage = salvage or Salvage(document, cls)
            if not salvage.leave_out(found or _found(salvage.kept(), cls)):
                raise _disagreement(document) from error
            data, found = salvage.kept().data, None


def _found(document: Document, cls: type) -> list[tuple[Path, Problem]]:
    """The problems of a document, each with its path.

    The schema knows which keys there are, the parsers how a text is written: where
    both speak of one place, the one that knows more is heard.
    """
    told = [
        (_path(problem, document.data), problem)
        for problem in _against_schema(_without_good_entries(document, cls), cls)
    ]
    searched = list(faults(document.data, cls))
    above = _above([path for path, _ in told] + [fault.path for fault in searched])
    by_parser = {f.path: f for f in searched if f.of == "key" or f.path not in above}
    for path, problem in told:
        fault = by_parser.get(path)
        if fault and fault.code == problem.code and fault.code not in _BY_PATTERN:
            del by_parser[path]
    by_schema = [
        (path, problem)
        for path, problem in told
        if path not in by_parser or problem.code in _ABOUT_KEYS
    ]
    parsed = [(path, _problem(document, fault)) for path, fault in by_parser.items()]
    return by_schema + parsed


def _above(paths: Iterable[Path]) -> set[Path]:
    """Every place inside which something is wrong."""
    return {path[:end] for path in paths for end in range(len(path))}


def _problem(document: Document, fault: Fault) -> Problem:
    message = fault.message
    if not message[1:2].isupper():
        message = message[:1].lower() + message[1:]
    return document.problem(fault.code, message, fault.path, of=fault.of)


def _without_good_entries(document: Document, cls: type) -> Document:
    """The document without those entries of its sections that can be read.

    The schema has nothing to say of them, and takes twenty times as long to say it.
    """
    data = dict(document.data)
    for section, entries in document.data.items():
        type_ = key_types(cls).get(section)
        if type_ is None or not is_mapping(type_) or type(entries) is not dict:
            continue
        bad = {
            id_: entry
            for id_, entry in entries.items()
            if not _can_be_read({id_: entry}, type_)
        }
        if bad:
            data[section] = bad
        elif entries:
            del data[section]
    return attrs.evolve(document, data=data)


def _can_be_read(plain: Plain, type_: Any) -> bool:
    try:
        structure(plain, type_)
    except (ValueError, Unfit):
        return False
    return True


def _against_schema(document: Document, cls: type) -> tuple[Problem, ...]:
    # Good files never pay for importing the validator, which takes longer than they do.
    from swcareers.reading.schema_problems import schema_problems

    return schema_problems(_schema(_SCHEMAS[cls]), document)


@cache
def _schema(name: SchemaName) -> dict[str, Any]:
    return schema(name)


def _path(problem: Problem, data: Plain) -> Path:
    """The path of a problem: its pointer, read along the data."""
    path: list[str | int] = []
    here: Plain | None = data
    for step in problem.pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(here, list):
            path.append(int(key))
            here = here[int(key)]
        else:
            path.append(key)
            here = here.get(key) if isinstance(here, dict) else None
    return tuple(path)


def _disagreement(document: Document) -> RuntimeError:
    return RuntimeError(
        f"{document.name or 'the data'} cannot be structured, and neither the schema "
        "nor the search for faults says why: this is a fault of the library"
    )
