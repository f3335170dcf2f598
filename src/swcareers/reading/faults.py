"""Everything in a bad file that no parser can read: where it stands, what is wrong.

The slow way, for files that did not come through `structure`: the data are walked
beside the models, and whatever cannot be read is said at the smallest place that
cannot. Keys that are unknown or missing are left to the schema.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

import attrs

from swcareers.framework.model import Amendment
from swcareers.reading.model_types import (
    ID,
    SHORT,
    WINDOW_KEYS,
    Plain,
    Unfit,
    Unreadable,
    form_of_test,
    is_list,
    is_mapping,
    is_model,
    is_point,
    is_window,
    item_of,
    key_of,
    key_types,
    kind_word,
    members,
    rule_types,
)
from swcareers.reading.structure import entries, structure
from swcareers.rules.requirement import Compare, Edition, Entry, Rule, Variant, Where
from swcareers.values.durations import Duration
from swcareers.values.points import Point, Window

Path = tuple[str | int, ...]


class Fault(NamedTuple):
    """A value that cannot be read.

    Attributes:
        path: keys and indexes from where the search began.
        message: what is wrong, for the author of the file.
        code: the kind of problem.
        of: whether the key at the path is wrong, or its value.
    """

    path: Path
    message: str
    code: str
    of: Literal["key", "value"] = "value"


def faults(plain: Plain, type_: Any) -> Iterator[Fault]:
    """Every value that cannot be read as `type_` asks.

    >>> from swcareers.framework.model import Clock
    >>> [fault.path for fault in faults({"runs_for": "a while"}, Clock)]
    [('runs_for',)]
    """
    yield from _faults(plain, type_, ()) or ()


@attrs.frozen
class _Change:
    """A version or a variant: some keys of the entry it stands in.

    Attributes:
        whole: whether the entry itself can be read, so that the change can be, too.
    """

    cls: type
    entry: Mapping[str, Plain]
    key: Literal["versions", "variants"]
    whole: bool


def _faults(value: Plain, type_: Any, path: Path) -> list[Fault] | None:
    """What is wrong with a value and inside it; None where it can be read.

    Empty where it cannot be read and only the schema can say why.
    """
    own = _refusal(value, type_)
    if own is None and not isinstance(type_, _Change):
        return None
    inside = [
        found
        for step, child, child_type in _children(value, type_)
        if (found := _faults(child, child_type, (*path, *step))) is not None
    ]
    if inside:  # what keeps the value from being read is one of these
        return [fault for found in inside for fault in found]
    if own is None:
        return None
    return [own._replace(path=(*path, *own.path))] if own.message else []


def _refusal(value: Plain, type_: Any) -> Fault | None:
    """Why a value cannot be read, without words where the schema has better ones."""
    try:
        if type_ is _KEY:
            structure(value, ID)
        elif not isinstance(type_, _Change):
            structure(value, type_)
        elif type_.whole:
            reader = entries(type_.cls)
            read = reader.edition if type_.key == "versions" else reader.variant
            read(dict(type_.entry), value)
    except Unreadable as error:
        of: Literal["key", "value"] = "key" if type_ is _KEY else error.of
        return Fault(error.inside, str(error), error.code, of)
    except ValueError as error:
        return Fault((), str(error), "SWC207")
    except Unfit:
        return Fault((), "", "")
    return None


# --- what stands inside a value -----------------------------------------------

_Step = tuple[Path, Plain, Any]
_KEY = object()  # stands for the type of a key that must be an id


def _children(value: Plain, type_: Any) -> Iterator[_Step]:
    if isinstance(type_, _Change):
        if isinstance(value, dict):
            yield from _of_keys(value, _change_types(value, type_))
    elif is_list(type_):
        yield from _of_list(value, type_)
    elif not isinstance(value, dict):
        for member in members(type_):
            if is_list(member):
                yield from _of_list(value, member)
    elif is_mapping(type_):
        inner, explained = item_of(type_), key_of(type_)
        if explained is not None and explained.ids:
            yield from (((key,), key, _KEY) for key in value)
        yield from (((key,), item, inner) for key, item in value.items())
    elif is_point(type_):
        yield from _of_keys(value, _RELATIVE)
    elif Window in members(type_):
        here = WINDOW_KEYS if members(type_) == (Window,) or is_window(value) else {}
        yield from _of_keys(value, here or _RELATIVE)
    else:
        for cls in members(type_):
            if cls is Where:
                yield from _of_where(value)
            elif is_model(cls):
                yield from _of_model(value, cls)


_RELATIVE: Mapping[str, Any] = {
    "at_least": Duration, "at_most": Duration, "before": Point, "after": Point,
}  # fmt: skip


def _of_list(value: Plain, type_: Any) -> Iterator[_Step]:
    inner = item_of(type_)
    if isinstance(value, list):
        yield from (((index,), item, inner) for index, item in enumerate(value))
    elif isinstance(value, dict) and inner in SHORT:
        key = key_of(type_)
        if key is not None and key.alone:
            yield (), value, inner


def _of_keys(value: dict[str, Plain], types: Mapping[str, Any]) -> Iterator[_Step]:
    yield from (((key,), value[key], types[key]) for key in value if key in types)


def _of_model(value: dict[str, Plain], cls: type) -> Iterator[_Step]:
    if cls is Amendment:
        yield from _of_keys(value, {**rule_types(_word(value)), **key_types(cls)})
        return
    types = rule_types(_word(value)) if cls is Rule else key_types(cls)
    if not issubclass(cls, Entry):
        yield from _of_keys(value, types)
        return
    types = {k: t for k, t in types.items() if k not in ("versions", "variants")}
    yield from _of_keys(value, types)
    for key in ("variants", "versions"):
        changes = value.get(key)
        if isinstance(changes, list):
            # A version carries the variants with it, a variant no versions.
            left = ("versions",) if key == "versions" else ("versions", "variants")
            entry = {k: item for k, item in value.items() if k not in left}
            whole = _readable(entry, cls, versioned="versions" in value)
            for index, change in enumerate(changes):
                yield (key, index), change, _Change(cls, value, key, whole)


def _readable(entry: dict[str, Plain], cls: type, versioned: bool) -> bool:
    own = {key: item for key, item in entry.items() if key != "variants"}
    try:
        if cls is Rule and versioned and _word(own) is None:
            entries(cls).own(own, versioned=True)
        else:
            entries(cls).hook(entry, cls)
    except (ValueError, Unfit):
        return False
    return True


def _word(value: dict[str, Plain]) -> str | None:
    try:
        return kind_word(value)
    except Unreadable:
        return None


def _change_types(value: dict[str, Plain], change: _Change) -> Mapping[str, Any]:
    of_entry: Mapping[str, Any] = key_types(change.cls)
    if change.cls is Rule:
        of_entry = rule_types(_word(value) or _word(dict(change.entry)))
    own = key_types(Variant)
    if change.key == "versions":
        own = dict(key_types(Edition))
        if value.get("from") == "unknown":
            own["from"] = str
    return {**of_entry, **own}


def _of_where(value: dict[str, Plain]) -> Iterator[_Step]:
    for field, test in value.items():
        if field == "any":
            if isinstance(test, list):
                yield (field,), test, tuple[Where, ...]
        elif field == "as_at":
            yield (field,), test, Point | Window
        elif field == "or_decided":
            yield (field,), test, str
        else:
            for step, child, type_ in _of_test(test):
                yield (field, *step), child, type_


def _of_test(test: Plain) -> Iterator[_Step]:
    match form_of_test(test):
        case "list":
            yield (), test, tuple[str, ...]
        case "window":
            types = {**WINDOW_KEYS, "or_decided": str}
            plain = {key: item for key, item in test.items() if key != "or_decided"}
            yield (), plain, Window
            yield from _of_keys(test, {"or_decided": types["or_decided"]})
        case "compare":
            yield (), test, Compare
        case "is":
            several = isinstance(test["is"], list)
            type_ = tuple[str, ...] if several else str
            yield from _of_keys(test, {"is": type_, "or_decided": str})
        case "among":
            ((word, where),) = test.items()
            yield (word,), where, Where
        case "where":
            yield (), test, Where
        case "text":
            pass
