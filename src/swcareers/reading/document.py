"""What was read from one file: plain data, and where each piece of it stands."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias

import attrs

from swcareers.values.places import Place
from swcareers.values.problems import Problem, ProblemsError

# Every scalar is text: the schema and the models decide what a text means.
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
Path: TypeAlias = Sequence[str | int]


class SourceError(ProblemsError):
    """A file that cannot be read, with every problem found in it."""


class Mark(Protocol):
    """Where a key or value begins; line and column are counted from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class At(NamedTuple):
    """A mark that is not the YAML parser's own."""

    line: int
    column: int


class Marks(NamedTuple):
    """Positions of everything in a tree of plain data.

    Attributes:
        root: the tree that was marked; it keeps the ids below alive.
        top: where the tree begins.
        of: for the id of each list the marks of its items; for the id of each
            mapping the marks of key, value, key, value and so on, in its order.
    """

    root: Plain
    top: Mark
    of: Mapping[int, Sequence[Mark]]


class Step(NamedTuple):
    """How far a path leads: what is there, and where its key and value stand."""

    here: Plain
    key: Mark
    value: Mark


class Lines:
    """The text of a file, cut into lines when somebody asks for one."""

    __slots__ = ("_lines", "text")

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self.text = text
        self._lines: list[str] | None = None

    def all(self) -> list[str]:
        """Every line, without its ending (LF, CRLF or CR)."""
        if self._lines is None:
            text = self.text.replace("\r\n", "\n").replace("\r", "\n")
            self._lines = text.split("\n")
        return self._lines

    def line(self, number: int) -> str:
        """The line of that number, counted from 1; empty when there is none."""
        lines = self.all()
        return lines[number - 1] if 0 < number <= len(lines) else ""


@attrs.frozen(kw_only=True, eq=False)
class Document:
    """A file after reading. Its data are shared and must not be changed.

    Attributes:
        name: the file as it was named to the library; empty for data that were
            passed from Python.
        data: the top mapping; every scalar in it is text.
    """

    name: str
    data: dict[str, Plain]
    lines: Lines = attrs.field(repr=False)
    # JSON is marked only when a place is asked for: good records never pay.
    find_marks: Callable[[], Marks | None] = attrs.field(repr=False)
    # Where the paths asked for so far went through: the next one often begins alike.
    _steps: dict[tuple[str | int, ...], Step] = attrs.field(
        factory=dict, init=False, repr=False
    )

    def place(self, path: Path, of: Literal["key", "value"] = "value") -> Place | None:
        """Where a key or its value is written.

        Args:
            path: keys and list indexes from the top. When its end is not in the
                file (a key is missing), the place is the key of the mapping in
                which it should stand.
            of: the key or the value. The items of a list have one place for both.

        Returns:
            None only for data that did not come from a file.
        """
        marks = self.find_marks()
        if marks is None:
            return None
        above, last = tuple(path[:-1]), path[-1:]
        step = self._steps.get(above)
        if step is None:
            step, whole = _walk(marks, Step(marks.root, marks.top, marks.top), above)
            if whole:
                self._steps[above] = step
            else:
                last = ()
        step, _ = _walk(marks, step, last)
        mark = step.key if of == "key" else step.value
        return Place(self.name, mark.line + 1, mark.column + 1)

    def line_text(self, line: int) -> str:
        """The text of a line, counted from 1; empty when there is none."""
        return self.lines.line(line)

    def problem(
        self,
        code: str,
        message: str,
        path: Path = (),
        *,
        of: Literal["key", "value"] = "value",
        hint: str | None = None,
        severity: Literal["error", "warning"] = "error",
    ) -> Problem:
        """A problem about the entry at `path`, with place, pointer and line."""
        place = self.place(path, of)
        return Problem(
            code=code,
            message=message,
            place=place,
            pointer=pointer(path),
            line=self.line_text(place.line) if place else None,
            hint=hint,
            severity=severity,
        )


def _walk(marks: Marks, step: Step, path: Path) -> tuple[Step, bool]:
    """Follow a path from a step; how far it leads, and whether it leads to its end."""
    for name in path:
        here = step.here
        index = _index(here, name)
        if index is None:
            return step._replace(value=step.key), False
        known = marks.of[id(here)]
        if isinstance(here, dict):
            step = Step(here[str(name)], known[2 * index], known[2 * index + 1])
        else:
            step = Step(here[index], known[index], known[index])
    return step, True


def _index(container: Plain, step: str | int) -> int | None:
    if isinstance(container, dict):
        return list(container).index(str(step)) if step in container else None
    if isinstance(container, list) and isinstance(step, int):
        return step if 0 <= step < len(container) else None
    return None


def pointer(path: Path) -> str:
    """The JSON pointer (RFC 6901) of a path.

    >>> pointer(["programmes", "asye", "requires", 0])
    '/programmes/asye/requires/0'
    >>> pointer(["a/b", "c~d"])
    '/a~1b/c~0d'
    """
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return "".join(f"/{step}" for step in steps)
