"""Classes whose keys are those of the file: the entries of frameworks and records.

An entry is read key by key, as it is written. Entries with the same keys in the same
order stand in files by the hundred: for such a row of keys the steps are written out
once, as attrs writes the constructors of its classes, and taken from then on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Generic, TypeAlias, TypeVar

import attrs

from swcareers.reading.forms import Hook
from swcareers.reading.model_types import (
    Plain,
    Unfit,
    Unreadable,
    key_types,
    needed_keys,
)
from swcareers.values.keys import keys_of, spelling

T = TypeVar("T")
# The field of a key; what reads a text, if that is simple; what reads any value.
Reader: TypeAlias = tuple[str, Callable[[str], Any] | None, Hook, Any]
Readers: TypeAlias = Callable[[Any], tuple[Callable[[str], Any] | None, Hook]]
# Reads one entry after another; those that have other keys are read by the second.
Steps: TypeAlias = Callable[[Iterable[Plain], Callable[[Plain], T]], list[T]]
_OFTEN = 20  # writing the steps out takes as long as reading so many entries
_REMEMBERED = 1000  # rows of keys
_ALIKE = 250  # of each row, what its fields hold


class Keyed(Generic[T]):
    """Reads the entries of one class."""

    def __init__(
        self,
        cls: Any,
        readers: Readers,
        omit: tuple[str, ...] = (),
        *,
        open_: bool = False,
    ) -> None:
        """Prepare what is the same for every entry.

        Args:
            cls: the class of the entries.
            readers: gives what reads a text and what reads any value as a type; it
                is asked when a key is first met, since types refer to each other in
                circles.
            omit: keys that are not read here.
            open_: any other keys are kept as they stand, under `fields`.
        """
        self._cls = cls
        self._readers = readers
        self._open = open_
        self._types = {k: t for k, t in key_types(cls).items() if k not in omit}
        self._names = {spelling(cls, name): name for name in keys_of(cls)}
        self._needed = frozenset(needed_keys(cls)).intersection(self._types)
        self._prepared: dict[str, Reader] = {}
        self._counts: dict[tuple[str, ...], int] = {}
        self._often: dict[tuple[str, ...], Steps[T]] = {}

    def rows(self, values: list[Plain]) -> list[T]:
        """The entries of a list; raises as `read` does."""
        first = values[0] if values else None
        steps = self._often.get(tuple(first)) if type(first) is dict else None
        return [*map(self.read, values)] if steps is None else steps(values, self.read)

    def read(self, value: Plain, _: Any = None) -> T:
        """An entry.

        Raises:
            ValueError: a value cannot be read.
            Unfit: a key is not known, or a key is missing.
        """
        if type(value) is not dict:
            raise Unreadable("Keys and values are needed here", "SWC204")
        keys = tuple(value)
        steps = self._often.get(keys)
        if steps is not None:
            return steps((value,), self.read)[0]
        given: dict[str, Any] = {}
        own: list[str] = []
        for key, item in value.items():
            reader = self._prepared.get(key) or self._prepare(key)
            if reader is None:
                own.append(key)
                continue
            name, of_text, hook, type_ = reader
            if of_text is not None and type(item) is str:
                given[name] = of_text(item)
            else:
                given[name] = hook(item, type_)
        if own:
            fields = _fields(tuple(own))
            given["fields"] = fields.of(tuple([value[key] for key in own]))
        try:
            made: T = self._cls(**given)
        except TypeError:
            if self._needed <= value.keys():
                raise
            raise Unfit(self._needed - value.keys()) from None
        self._count(keys)
        return made

    def _prepare(self, key: str) -> Reader | None:
        """What reads the value of a key; None for a field of the entry's own."""
        if key not in self._types:
            if self._open:
                return None
            raise Unfit([key])
        type_ = self._types[key]
        found = self._prepared[key] = self._names[key], *self._readers(type_), type_
        return found

    def _count(self, keys: tuple[str, ...]) -> None:
        count = self._counts[keys] = self._counts.get(keys, 0) + 1
        if count == _OFTEN and keys:
            readers = [self._prepared.get(key) for key in keys]
            self._often[keys] = _written_out(self._cls, keys, readers)
        if len(self._counts) > _REMEMBERED:
            self._counts.clear()
            self._often.clear()


class _Fields(dict[tuple[Plain, ...], Mapping[str, Any]]):
    """Fields of their own of entries, by what they hold: one mapping for all alike."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        """Begin with none."""
        super().__init__()
        self._keys = keys

    def __missing__(self, values: tuple[Plain, ...]) -> Mapping[str, Any]:
        if len(self) >= _ALIKE:
            self.clear()
        found = self[values] = self.new(values)
        return found

    def of(self, values: tuple[Plain, ...]) -> Mapping[str, Any]:
        """The mapping for what an entry holds."""
        try:
            return self[values]
        except TypeError:  # a list among them
            return self.new(values)

    def new(self, values: tuple[Plain, ...]) -> Mapping[str, Any]:
        """A mapping that nobody shares."""
        return MappingProxyType(dict(zip(self._keys, values, strict=True)))


@lru_cache(maxsize=_REMEMBERED)
def _fields(keys: tuple[str, ...]) -> _Fields:
    return _Fields(keys)


# --- steps written out ----------------------------------------------------------------


def _written_out(
    cls: Any, keys: tuple[str, ...], readers: Sequence[Reader | None]
) -> Steps[Any]:
    """What reads entries with just these keys, in this order.

    The code holds names of fields alone, never anything that stands in a file.
    """
    known: dict[str, Any] = {
        "keys": keys, "mould": _mould(cls), "cls": cls, "new": object.__new__,
    }  # fmt: skip
    values = [f"value{number}" for number in range(len(keys))]
    lines = [
        "if type(entry) is not dict or tuple(entry) != keys:",
        " add(other(entry))",
        " continue",
        f"{', '.join(values)}, = entry.values()",
        "made = new(mould)",
    ]
    given: set[str] = set()
    own: list[int] = []
    for number, reader in enumerate(readers):
        if reader is None:
            own.append(number)
            continue
        name, of_text, hook, type_ = reader
        known |= {f"hook{number}": hook, f"type{number}": type_}
        step = f"hook{number}(value{number}, type{number})"
        if of_text is not None:
            known[f"text{number}"] = of_text
            text = f"text{number}(value{number})"
            step = f"{text} if type(value{number}) is str else {step}"
        lines.append(f"made.{name} = {step}")
        given.add(name)
    if own:
        known["fields"] = _fields(tuple(keys[number] for number in own))
        lines += [
            f"own = ({', '.join(f'value{number}' for number in own)},)",
            "try: made.fields = fields[own]",
            "except TypeError: made.fields = fields.new(own)  # a list among them",
        ]
        given.add("fields")
    for field in attrs.fields(cls):
        if field.name not in given:
            factory = getattr(field.default, "factory", None)
            known[f"no_{field.name}"] = factory or field.default
            call = "()" if factory else ""
            lines.append(f"made.{field.name} = no_{field.name}{call}")
    lines += ["made.__class__ = cls", "add(made)"]
    begin = "def read(entries, other):\n found = []; add = found.append\n"
    loop = "\n  ".join((" for entry in entries:", *lines))
    exec(f"{begin}{loop}\n return found", known)
    read: Steps[Any] = known["read"]
    return read


@cache
def _mould(cls: type) -> type:
    """The same class without its guard, for an instance that is not finished.

    A frozen class takes six times as long to fill, since each field goes past the
    guard. An instance leaves its mould by changing its class: it is then frozen.
    """
    guard = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(cls.__name__, (cls,), {"__slots__": (), **guard})
