"""Files and mappings into frameworks and records: read, shape, put together, check."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import attrs

from swcareers.framework.assembly import assemble
from swcareers.framework.framework import Framework
from swcareers.framework.loaded import Loaded, Trouble
from swcareers.framework.model import FrameworkFile
from swcareers.reading import catalogue
from swcareers.reading.links import framework_troubles
from swcareers.reading.record_checks import record_problems
from swcareers.reading.shape import Partly, partly, salvaged, shaped
from swcareers.reading.source import Document, SourceError, document, read
from swcareers.reading.structure import Unfit, changed_rule, structure
from swcareers.reading.written import written
from swcareers.record.cases import CaseFile
from swcareers.record.model import SECTIONS, Record
from swcareers.values.places import Place
from swcareers.values.problems import (
    FrameworkError,
    Problem,
    ProblemsError,
    RecordError,
    sorted_problems,
)
from swcareers.values.text import did_you_mean, joined

Source = str | os.PathLike[str] | Mapping[str, Any]
_REMEMBERED = 64


@attrs.frozen(eq=False)
class _Read:
    """One framework file, read and shaped."""

    document: Document
    file: FrameworkFile
    digest: str
    partly: Partly | None = None


# Files and frameworks already seen in this process, by the digest of their text.
_FILES: dict[tuple[str, str], _Read] = {}
_FRAMEWORKS: dict[tuple[str, ...], tuple[Framework, tuple[Problem, ...]]] = {}


def load_framework(
    source: Source,
    *,
    edition: str | None = None,
    beside: Iterable[str | os.PathLike[str]] = (),
) -> Framework:
    """Load a framework, and all it extends, ready to be asked.

    Args:
        source: the id of a shipped framework, a path, or the data itself.
        edition: which edition of a shipped one; None: the latest.
        beside: folders in which the frameworks it extends may also be found. The
            file's own folder is always looked in.

    Raises:
        FrameworkError: something is wrong in the files; all problems, by place.

    >>> load_framework("pcf").edition
    '2018'
    """
    framework, problems = load_framework_and_warnings(
        source, edition=edition, beside=beside
    )
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise FrameworkError(problems)
    return framework


def load_framework_and_warnings(
    source: Source,
    *,
    edition: str | None = None,
    beside: Iterable[str | os.PathLike[str]] = (),
) -> tuple[Framework, tuple[Problem, ...]]:
    """Load a framework together with what is wrong and what is doubtful in it.

    Raises:
        FrameworkError: a file cannot be read, or is not shaped as a framework.
    """
    reads, missing = _line_of_files(source, edition, beside)
    if missing:
        framework, problems = _put_together(reads, incomplete=True)
        return framework, sorted_problems([*missing, *problems])
    key = tuple(one.digest for one in reads) + tuple(r.document.name for r in reads)
    known = _FRAMEWORKS.get(key)
    if known is None:
        known = _put_together(reads)
        _remember(_FRAMEWORKS, key, known)
    return known


def _put_together(
    reads: list[_Read], *, incomplete: bool = False
) -> tuple[Framework, tuple[Problem, ...]]:
    loaded = [
        Loaded(file=one.file, digest=one.digest, place=partial(_place, one))
        for one in reads
    ]
    digest = sha256("".join(one.digest for one in reads).encode()).hexdigest()
    framework, troubles = assemble(loaded, digest, changed_rule)
    by_id = {one.file.framework: one for one in reads}
    found = (*troubles, *framework_troubles(framework))
    problems = [
        _problem(trouble, by_id[trouble.framework])
        for trouble in found
        if not _follows(trouble, by_id[trouble.framework], incomplete)
    ]
    for one in reads:
        if one.partly is not None:
            problems += one.partly.problems
    return framework, sorted_problems(problems)


# What a framework says only because something in it could not be read.
_OF_THE_REST = ("SWC314", "SWC315", "SWC316", "SWC317", "SWC332", "SWC349")
_OF_IDS = ("SWC301", "SWC306", "SWC307", "SWC357", "SWC371")


def _follows(trouble: Trouble, one: _Read, incomplete: bool) -> bool:
    """Whether a trouble only follows from what could not be read or found."""
    if incomplete or (one.document.data.get("extends") and not one.file.extends):
        # It may stand in the framework that was not found; a slip is told anyway.
        slip = (trouble.hint or "").startswith("did you mean")
        if trouble.code == "SWC317" or (trouble.code in _OF_IDS and not slip):
            return True
    if one.partly is None:
        return False
    if trouble.code in _OF_THE_REST:
        return True
    named = _at(one.document.data, _written(one, trouble.path))
    return trouble.code in _OF_IDS and named in _declared(one.document.data)


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path of a file."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data if isinstance(data, str) else None


def _declared(data: Any) -> set[str]:
    """Every id that a file declares: the keys of its sections, and each `id`."""
    found: set[str] = set()
    waiting: list[Any] = []
    for section in data.values():
        if isinstance(section, dict):
            found.update(section)
        waiting.append(section)
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("id"), str):
                found.add(value["id"])
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found


def _problem(trouble: Trouble, one: _Read) -> Problem:
    problem = one.document.problem(
        trouble.code, trouble.message, _written(one, trouble.path), hint=trouble.hint
    )
    return attrs.evolve(problem, severity=trouble.severity)


def _place(one: _Read, path: tuple[str | int, ...]) -> Place | None:
    return one.document.place(_written(one, path))


def _written(one: _Read, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    return path if one.partly is None else one.partly.written(path)


def load_record(source: Source) -> Record:
    """Load a learner's record. What cannot be used rides with it as problems.

    Args:
        source: a path, or the data itself.

    Raises:
        RecordError: the file cannot be read at all.

    >>> load_record({"record": "example-1", "posts": []}).problems
    ()
    """
    try:
        read_ = _document(source, "record")
    except SourceError as error:
        raise RecordError(error.problems) from None
    _no_other_file(read_)
    record, problems = salvaged(read_, Record)
    found = (*problems, *record_problems(record, read_))
    if found:
        record = attrs.evolve(record, problems=tuple(found), memo={})
    # So that it can be added to. What could not be used is only in what was read.
    record.memo["adding"] = partial(_added, data=read_.data) if problems else _added
    return record


def _no_other_file(read_: Document) -> None:
    """Refuse what says of itself that it is something else than a record.

    Raises:
        RecordError: it is a framework or a file of cases.
    """
    # A file of cases has a record inside it, and a record names no framework so.
    keys = ("cases",) if "record" in read_.data else ("cases", "framework")
    other = next((key for key in keys if key in read_.data), None)
    if other is not None:
        raise RecordError(
            [
                read_.problem(
                    "SWC403",
                    f"this is {_OTHER_FILES[other]}, and no record",
                    (other,),
                    of="key",
                    hint="a record begins with record: and a reference",
                )
            ]
        )


_OTHER_FILES = {"framework": "a framework", "cases": "a file of cases"}


def _added(
    record: Record, items: Mapping[str, Any], data: Mapping[str, Any] | None = None
) -> Record:
    held = written(record) if data is None else data
    sections: dict[str, Any] = dict(held) if isinstance(held, Mapping) else {}
    for section, new in _by_section(items).items():
        there = sections.get(section)
        if isinstance(there, Mapping):
            sections[section] = {**there, **new}
        else:
            sections[section] = [*(there or ()), *new]
    return load_record(sections)


def _by_section(items: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is added by section: as written so, or one entry by its first key."""
    if all(key in (*SECTIONS, "events", "people") for key in items) and not any(
        isinstance(value, str) for value in items.values()
    ):
        return items
    for key, section in SECTION_OF.items():
        if key in items:
            return {section: [items]}
    known = joined(SECTION_OF, "or")
    raise RecordError(
        [
            Problem(
                code="SWC401",
                message="it cannot be told where this belongs in a record",
                hint=f"begin it with {known}, or write its section",
            )
        ]
    )


# The key by which an entry of each section is known.
SECTION_OF: Mapping[str, str] = {
    "type": "evidence", "learning": "learning", "module": "modules",
    "award": "awards", "approval": "approvals", "qualification": "studies",
    "decision": "decisions", "assessed": "assessments", "measure": "readings",
    "programme": "programmes", "register": "registrations", "reason": "absences",
    "stage": "posts", "of": "confirmations",
}  # fmt: skip


def load_records(sources: Iterable[Source]) -> Iterator[Record]:
    """Load records one after another, each when it is asked for.

    >>> [record.record for record in load_records([{"record": "a"}, {"record": "b"}])]
    ['a', 'b']
    """
    return (load_record(source) for source in sources)


def load_cases(source: Source) -> CaseFile:
    """Load a file of worked cases.

    Raises:
        ProblemsError: it cannot be read or is not shaped as cases.
    """
    return load_cases_document(source)[1]


def load_cases_document(source: Source) -> tuple[Document, CaseFile]:
    """Load a file of worked cases, with the places of what stands in it.

    Raises:
        ProblemsError: it cannot be read or is not shaped as cases.
    """
    read_ = _document(source, "cases")
    return read_, shaped(read_, CaseFile)


def _document(source: Source, name: str) -> Document:
    if isinstance(source, Mapping):
        return document(source, name=f"<{name}>")
    return read(source)


# --- finding files --------------------------------------------------------------------


def _line_of_files(
    source: Source,
    edition: str | None,
    beside: Iterable[str | os.PathLike[str]],
) -> tuple[list[_Read], list[Problem]]:
    """The file and all it extends, each once, those extended first; what is missing."""
    folders = [Path(folder) for folder in beside]
    listed = [*catalogue.beside(folders), *catalogue.shipped()]
    if isinstance(source, Mapping):
        first = _read_mapping(source)
    else:
        path = _path_of(source, edition, listed)
        first = _read_file(path)
        if first.file.extends and not any(path == one.path for one in listed):
            listed = [*catalogue.beside([path.parent]), *listed]
    problems: list[Problem] = []
    line: dict[str, _Read] = {}
    _visit(first, (), line, listed, problems)
    return list(line.values()), problems


def _visit(
    current: _Read,
    above: tuple[str, ...],
    line: dict[str, _Read],
    listed: list[catalogue.Listed],
    problems: list[Problem],
) -> None:
    name = current.file.framework
    for id_, edition in current.file.extends.items():
        at = ("extends", id_)
        if id_ == name or id_ in above:
            problems.append(
                current.document.problem(
                    "SWC303", f"{id_} extends {name}: that is a circle", at
                )
            )
            continue
        known = line.get(id_)
        if known is not None:
            if (known.file.edition or "") != edition:
                problems.append(
                    current.document.problem(
                        "SWC304",
                        f"edition {edition} of {id_} is wanted here, and edition "
                        f"{known.file.edition} by another framework this one extends",
                        at,
                        hint=f"write: {id_}: {known.file.edition}",
                    )
                )
            continue
        found = catalogue.choose(listed, id_, edition)
        if found is None:
            problems.append(_not_found(current, id_, edition, listed))
            continue
        try:
            base = _read_file(found.path)
        except ProblemsError as error:
            problems.extend(error.problems)
            continue
        _visit(base, (*above, name), line, listed, problems)
    line[name] = current


def _not_found(
    current: _Read, id_: str, edition: str, listed: list[catalogue.Listed]
) -> Problem:
    editions = [one.edition for one in listed if one.id == id_]
    if editions:
        known = joined(sorted(set(editions)), "or")
        return current.document.problem(
            "SWC305",
            f"there is no edition {edition} of {id_}",
            ("extends", id_),
            hint=f"write: {id_}: {known}",
        )
    others = {one.id for one in listed} - {current.file.framework}
    meant = did_you_mean(id_, others)
    return current.document.problem(
        "SWC305",
        f"there is no framework {id_}, neither shipped nor beside this file",
        ("extends", id_),
        of="key",
        hint=f"did you mean {meant}?"
        if meant
        else f"write {joined(sorted(others), 'or')}",
    )


def _path_of(
    source: str | os.PathLike[str],
    edition: str | None,
    listed: list[catalogue.Listed],
) -> Path:
    path = Path(source)
    if isinstance(source, str) and path.suffix.lower() not in (
        ".yaml",
        ".yml",
        ".json",
    ):
        found = catalogue.choose(listed, source, edition)
        if found is not None:
            return found.path
        raise FrameworkError([_no_framework(source, edition, listed)])
    return path


def _no_framework(
    id_: str, edition: str | None, listed: list[catalogue.Listed]
) -> Problem:
    editions = sorted({one.edition for one in listed if one.id == id_})
    if editions:
        return Problem(
            code="SWC305",
            message=f"there is no edition {edition} of {id_}",
            hint=f"write: {id_}: {joined(editions, 'or')}",
        )
    meant = did_you_mean(id_, {one.id for one in listed})
    known = joined(sorted({one.id for one in listed}), "and")
    return Problem(
        code="SWC305",
        message=f"there is no framework {id_}, neither shipped nor in this folder",
        hint=f"did you mean {meant}?" if meant else f"there are {known}",
    )


def _read_file(path: Path) -> _Read:
    return _read(str(path), lambda text: read(path, text=text), path.read_bytes)


def _read_mapping(source: Mapping[str, Any]) -> _Read:
    held = document(source, name="<framework>")
    text = repr(held.data).encode()
    return _shaped(held, sha256(text).hexdigest())


def _shaped(source: Document, digest: str) -> _Read:
    """A file as typed values; of one that is not well shaped, what can be read."""
    try:
        return _Read(source, structure(source.data, FrameworkFile), digest)
    except (ValueError, Unfit):
        rest = partly(source)
        return _Read(source, rest.file, digest, rest)


def _read(
    name: str, reading: Callable[[bytes | None], Document], held: Callable[[], bytes]
) -> _Read:
    try:
        text = held()
    except OSError:
        reading(None)  # says what is wrong with the file
        raise
    # Line ends differ between machines; what the file says does not.
    digest = sha256(text.replace(b"\r\n", b"\n")).hexdigest()
    known = _FILES.get((name, digest))
    if known is None:
        try:
            source = reading(text)
        except SourceError as error:
            raise FrameworkError(error.problems) from None
        known = _shaped(source, digest)
        _remember(_FILES, (name, digest), known)
    return known


def _remember(memory: dict[Any, Any], key: Any, value: Any) -> None:
    while len(memory) >= _REMEMBERED:
        memory.pop(next(iter(memory)))
    memory[key] = value
