"""What can be kept of a file in which something cannot be read.

A record is one person's history: a slip in one entry must not hide the rest. So the
least is left out, step by step, until the rest can be read, and each loss is said. Of
a framework the rest is only read to find what else is wrong in it.
"""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, Literal

import attrs

from swcareers.reading.document import Document, Plain
from swcareers.reading.model_types import (
    is_list,
    is_mapping,
    is_model,
    item_of,
    key_types,
    members,
    needed_keys,
)
from swcareers.values.problems import Problem
from swcareers.values.text import shown

Path = tuple[str | int, ...]

_UNNAMED = "unnamed"
# These problems are about a key; all others about what is written after it.
_OF_KEY = ("SWC201", "SWC202", "SWC209", "SWC210", "SWC212")


class Salvage:
    """A file of which some things are left out.

    Attributes:
        said: what is not used, and why.
    """

    def __init__(self, document: Document, cls: type) -> None:
        """Begin with everything kept."""
        self.said: list[Problem] = []
        self._document = document
        self._cls = cls
        # The key without which a file is nothing: its own name.
        self._reference: Path = (next(iter(key_types(cls))),)
        self._left_out: set[Path] = set()
        self._not_stated: dict[Path, list[str]] = {}

    def kept(self) -> Document:
        """What is left, as a document without places."""
        data: Any = self._copy(self._document.data, ())
        if self._reference in self._left_out:
            data = {self._reference[0]: _UNNAMED, **data}
        return attrs.evolve(self._document, data=data, find_marks=lambda: None)

    def leave_out(self, problems: Iterable[tuple[Path, Problem]]) -> bool:
        """Leave out what makes these problems, found in `kept`, go away.

        Returns:
            Whether there is less now.
        """
        before = len(self._left_out)
        # The paths count what is kept now: all are translated before any is used.
        for path, problem in [(self.written(path), p) for path, p in problems]:
            least = self._least(path)
            covered = any(least[:end] in self._left_out for end in range(1, len(least)))
            if least not in self._left_out and not covered:
                self._left_out.add(least)
                self._mark(least)
            self._say(path, least, problem)
        return len(self._left_out) > before

    def _copy(self, value: Plain, path: Path) -> Plain:
        if isinstance(value, list):
            return [
                self._copy(item, (*path, index))
                for index, item in enumerate(value)
                if (*path, index) not in self._left_out
            ]
        if not isinstance(value, dict):
            return value
        kept = {
            key: self._copy(item, (*path, key))
            for key, item in value.items()
            if (*path, key) not in self._left_out
        }
        if path in self._not_stated:
            said = kept.get("not_stated", [])
            already = said if isinstance(said, list) else [said]
            lost = [key for key in self._not_stated[path] if key not in already]
            kept["not_stated"] = [*already, *lost]
        return kept

    def written(self, path: Path) -> Path:
        """A path among what is kept, as a path of the file."""
        found: Path = ()
        for step in path:
            if isinstance(step, int):
                kept = (i for i in count() if (*found, i) not in self._left_out)
                step = next(index for nth, index in enumerate(kept) if nth == step)
            found = (*found, step)
        return found

    def _least(self, path: Path) -> Path:
        """The least that can be left out so that this problem goes away."""
        types = list(self._types(path))
        while path and path != self._reference:
            owner = types[len(path) - 1]
            if not (is_model(owner) and path[-1] in needed_keys(owner)):
                return path
            path = path[:-1]
        return self._reference

    def _types(self, path: Path) -> Iterator[Any]:
        """The type of the record, and of what stands at each step of a path."""
        type_: Any = self._cls
        for step in path:
            yield type_
            type_ = _inside(type_, step)

    def _mark(self, least: Path) -> None:
        """Let the entry say that the key it loses is not stated."""
        owner = list(self._types(least))[-1]
        if len(least) < 2 or not is_model(owner) or least[-1] == "not_stated":
            return
        keys = key_types(owner)
        if least[-1] in keys and "not_stated" in keys:
            self._not_stated.setdefault(least[:-1], []).append(str(least[-1]))

    def _say(self, path: Path, least: Path, problem: Problem) -> None:
        last = least[-1]
        owner = list(self._types(least))[-1]
        code, what = "SWC401", f"{shown(str(last))} is not used"
        if least == self._reference:
            code, what = "SWC403", f"the record is called {shown(_UNNAMED)}"
        elif isinstance(last, int):
            code, what = "SWC402", f"this entry of {least[-2]} is not used"
        elif not is_model(owner):
            code = "SWC402"
        of: Literal["key", "value"] = "key" if problem.code in _OF_KEY else "value"
        self.said.append(
            self._document.problem(
                code, f"{problem.message}; {what}", path, of=of, hint=problem.hint
            )
        )


def _inside(type_: Any, step: str | int) -> Any:
    """The type of what stands at a step inside a value; None where no model says."""
    for member in members(type_):
        if is_list(member):
            inner = item_of(member)
            return inner if isinstance(step, int) else _inside(inner, step)
        if is_mapping(member):
            return item_of(member)
        if is_model(member):
            return key_types(member).get(str(step))
    return None
