"""What each key of a file holds: the annotations of the models, read once.

Structuring, the search for faults and the schemas all ask here, so that the three
cannot disagree about a key.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs

from swcareers.framework import model
from swcareers.record import cases as case_model
from swcareers.record import model as record_model
from swcareers.rules import requirement
from swcareers.rules.requirement import (
    KINDS,
    Compare,
    Edition,
    Entry,
    Rule,
    Variant,
)
from swcareers.values.amounts import Amount
from swcareers.values.durations import Duration
from swcareers.values.keys import Key, keys_of, spelling
from swcareers.values.points import Point, Window

Plain = Any

MODELS: tuple[type, ...] = tuple(
    thing
    for module in (requirement, model, record_model, case_model)
    for thing in vars(module).values()
    if isinstance(thing, type)
    and attrs.has(thing)
    and thing.__module__ == module.__name__
)
_NAMES: Mapping[str, Any] = {
    **vars(requirement), **vars(model), **vars(record_model), **vars(case_model),
}  # fmt: skip


class Unreadable(ValueError):  # noqa: N818 - named after what it says of a value
    """A value that cannot be read; the message is for its author.

    Attributes:
        code: the kind of problem.
        inside: the path from the value that was read to what is wrong in it.
        of: whether the key there is wrong, or its value.
    """

    def __init__(
        self,
        message: str,
        code: str = "SWC207",
        inside: tuple[str | int, ...] = (),
        of: Literal["key", "value"] = "value",
    ) -> None:
        """Keep what is wrong and where."""
        super().__init__(message)
        self.code = code
        self.inside = inside
        self.of: Literal["key", "value"] = of


class Unfit(Exception):  # noqa: N818 - not said to anybody: the schema says it better
    """Keys that a model does not have, or has to have."""

    def __init__(self, keys: Iterable[str]) -> None:
        """Keep the keys."""
        self.keys = tuple(keys)
        super().__init__(", ".join(self.keys))


# --- types -----------------------------------------------


def bare(type_: Any) -> Any:
    """A type without its metadata, a name in quotes resolved."""
    while get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    if isinstance(type_, str):
        return _NAMES[type_]
    forward = getattr(type_, "__forward_arg__", None)
    return type_ if forward is None else _NAMES[forward]


def members(type_: Any) -> tuple[Any, ...]:
    """The members of a union, None left out; else the type itself."""
    plain = bare(type_)
    if get_origin(plain) in (Union, UnionType):
        return tuple(
            bare(member) for member in get_args(plain) if member is not type(None)
        )
    return (plain,)


def optional(type_: Any) -> bool:
    """Whether None is one of the members of a type."""
    plain = bare(type_)
    return get_origin(plain) in (Union, UnionType) and type(None) in get_args(plain)


def key_of(type_: Any) -> Key | None:
    """The explanation that stands beside a type."""
    metadata = getattr(type_, "__metadata__", ())
    return next((thing for thing in metadata if isinstance(thing, Key)), None)


_POINTS = frozenset(get_args(Point))


def is_point(type_: Any) -> bool:
    """Whether a type is a moment, None or not."""
    return frozenset(members(type_)) == _POINTS


def is_point_or_window(type_: Any) -> bool:
    """Whether a type is a moment or a stretch, None or not."""
    return frozenset(members(type_)) == _POINTS | {Window}


def is_list(type_: Any) -> bool:
    """Whether a type is a list of one kind of thing."""
    return get_origin(bare(type_)) is tuple


def is_mapping(type_: Any) -> bool:
    """Whether a type is keys of the author's own, each with one kind of thing."""
    origin = get_origin(bare(type_))
    return isinstance(origin, type) and issubclass(origin, Mapping)


def is_literal(type_: Any) -> bool:
    """Whether a type is one of a few words."""
    return get_origin(bare(type_)) is Literal


def item_of(type_: Any) -> Any:
    """The type of what a list or mapping holds."""
    arguments = get_args(bare(type_))
    return arguments[1] if is_mapping(type_) else arguments[0]


def is_model(type_: Any) -> bool:
    """Whether a type is one of the models, with keys of its own."""
    return isinstance(type_, type) and attrs.has(type_) and bool(keys_of(type_))


# Their entries may have fields of their own, kept as they stand in the file.
WITH_FIELDS: tuple[type, ...] = (record_model.EvidenceHeld, record_model.Person)
# Written short as one text, which is the value of this key.
SHORT: Mapping[type, str] = {
    record_model.Held: "from",
    record_model.Term: "person",
    case_model.ExpectedDoing: "id",
}


@cache
def _key_types(cls: type) -> Mapping[str, Any]:
    attrs.resolve_types(cls, globalns=dict(_NAMES), include_extras=True)
    known = keys_of(cls)
    return {
        spelling(cls, field.name): field.type
        for field in attrs.fields(cls)
        if field.name in known
    }


def key_types(cls: type) -> Mapping[str, Any]:
    """The types of a model's keys, by the spelling of the file."""
    return _key_types(cls)


@cache
def needed_keys(cls: type) -> tuple[str, ...]:
    """The keys without which a model cannot be read, by the spelling of the file."""
    return tuple(
        spelling(cls, field.name)
        for field in attrs.fields(cls)
        if field.name in keys_of(cls) and field.default is attrs.NOTHING
    )


# --- kinds, versions, variants, amendments -------------------------------------------

ID: Any = key_types(Entry)["id"]
VERSION_KEYS: tuple[str, ...] = tuple(key_types(Edition))
VARIANT_KEYS: tuple[str, ...] = tuple(key_types(Variant))
# A version says them of itself, and its entry has them, too.
VERSION_AND_ENTRY = ("source", "note")


@cache
def kind_keys(word: str) -> frozenset[str]:
    """The keys that belong to a kind word, the word itself among them."""
    kind: type = KINDS[word]
    return frozenset(spelling(kind, name) for name in keys_of(kind))


@cache
def all_kind_keys() -> frozenset[str]:
    """The keys that belong to some kind word."""
    return frozenset().union(*map(kind_keys, KINDS))


def kind_word(plain: Mapping[str, Any]) -> str | None:
    """The one kind word of a requirement; None where there is none.

    Raises:
        Unreadable: there is more than one.
    """
    found = [word for word in plain if word in KINDS]
    if len(found) > 1:
        raise Unreadable(f"More than one kind word: {', '.join(found)}", "SWC210")
    return found[0] if found else None


def rule_types(word: str | None) -> Mapping[str, Any]:
    """The types of the keys of a requirement of that kind; None: of any kind.

    Where kinds differ, as in `at_least` (an amount or a length of time), the wider
    type is given: every length of time is an amount, too.
    """
    return _rule_types(word)


@cache
def _rule_types(word: str | None) -> Mapping[str, Any]:
    if word is not None:
        return {**key_types(Rule), **key_types(KINDS[word])}
    found = dict(key_types(Rule))
    for kind in KINDS.values():
        for key, type_ in key_types(kind).items():
            if key not in found or (
                Amount in members(type_) and Amount not in members(found[key])
            ):
                found[key] = type_
    return found


def merged(
    base: Mapping[str, Any], new: Mapping[str, Any], cls: type
) -> dict[str, Any]:
    """An entry with a version's or variant's keys in place of its own."""
    kept = dict(base)
    if cls is Rule:
        old_word, new_word = kind_word(base), kind_word(new)
        if new_word is not None and old_word not in (None, new_word):
            gone = kind_keys(old_word or "") - kind_keys(new_word) | {old_word}
            kept = {key: item for key, item in kept.items() if key not in gone}
    return {**kept, **new}


# --- where -----------------------------------------------

COMPARE_KEYS: tuple[str, ...] = tuple(key_types(Compare))
BOUNDS: tuple[str, ...] = tuple(key for key in COMPARE_KEYS if key != "or_decided")
WINDOW_KEYS: Mapping[str, Any] = {
    "from": Point, "to": Point, "last": Duration, "before": Point,
}  # fmt: skip
TestForm = Literal["text", "list", "window", "compare", "is", "among", "where"]


def form_of_test(plain: Plain) -> TestForm:
    """Which of the forms of a test somebody wrote; the schema chooses the same way."""
    if isinstance(plain, str):
        return "text"
    if isinstance(plain, list):
        return "list"
    if "last" in plain or "from" in plain or "to" in plain:
        return "window"
    if any(key in plain for key in BOUNDS):
        return "compare"
    if "is" in plain:
        return "is"
    if len(plain) == 1 and any(
        isinstance(plain.get(word), dict) for word in ("all", "any")
    ):
        return "among"
    return "where"


def is_window(plain: Plain) -> bool:
    """Whether keys and values are a stretch of days, where a moment may stand, too."""
    return isinstance(plain, dict) and not ("at_least" in plain or "at_most" in plain)
