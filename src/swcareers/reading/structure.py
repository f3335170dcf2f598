"""Plain data into typed values: the only user of cattrs.

Good files come through here alone, fast, and the first fault stops them. What is wrong
with a bad one, all of it and where, is said by `swcareers.reading.shape`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from sys import intern
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, Union, get_origin

import attrs
from cattrs import Converter

from swcareers.framework import model
from swcareers.reading.entries import Entries
from swcareers.reading.forms import (
    Hook,
    id_of,
    one_of_words,
    point_or_window,
    text_of,
    truth,
    where_of,
    who,
    whole_number,
)
from swcareers.reading.keyed import Keyed
from swcareers.reading.model_types import (
    MODELS,
    SHORT,
    VERSION_KEYS,
    WITH_FIELDS,
    Plain,
    Unfit,
    Unreadable,
    bare,
    is_list,
    is_literal,
    is_mapping,
    is_model,
    is_point,
    is_point_or_window,
    item_of,
    key_of,
    key_types,
    kind_keys,
    kind_word,
    members,
    merged,
    optional,
    rule_types,
)
from swcareers.record.model import Hours
from swcareers.rules.requirement import (
    KINDS,
    Compare,
    Entry,
    Rule,
    Where,
    Who,
)
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration
from swcareers.values.keys import keys_of, spelling
from swcareers.values.points import Window, parse_point, parse_window
from swcareers.values.text import shown

__all__ = [
    "MODELS",
    "VERSION_KEYS",
    "Unfit",
    "Unreadable",
    "changed_rule",
    "entries",
    "key_types",
    "kind_keys",
    "kind_word",
    "merged",
    "structure",
]

T = TypeVar("T")


def structure(plain: Plain, cls: type[T]) -> T:
    """Build a typed value from plain data.

    Raises:
        ValueError: a value cannot be read.
        Unfit: a key is not known, or a key is missing.

    >>> structure({"starts": "post-begins"}, model.Clock).starts
    'post-begins'
    """
    return _converter().structure(plain, cls)


def changed_rule(rule: Rule, changes: Mapping[str, Any]) -> Rule:
    """A rule with the new keys of an amendment in place, in all its versions.

    Raises:
        Unreadable: a key cannot stand there.
    """
    word = kind_word(changes) or rule.kind
    theirs = kind_keys(word) if word else frozenset()
    types = {**key_types(Rule), **(key_types(KINDS[word]) if word else {})}
    names = {
        spelling(cls, name): name
        for cls in (Rule, *((KINDS[word],) if word else ()))
        for name in keys_of(cls)
    }
    common: dict[str, Any] = {}
    own: dict[str, Any] = {}
    for key, value in changes.items():
        if key not in types:
            raise Unreadable(f'a rule of kind "{word}" has no key "{key}"')
        read = _converter().structure(value, types[key])
        (own if key in theirs else common)[names[key]] = read

    def change(one: Rule) -> Rule:
        ask = one.ask
        if own and ask is not None and word == ask.WORD:
            ask = attrs.evolve(ask, **own)
        elif own and ask is not None:
            ask = KINDS[word](**own)
        return attrs.evolve(one, ask=ask, **common)

    return attrs.evolve(
        change(rule),
        versions=tuple(
            attrs.evolve(edition, entry=change(edition.entry))
            if edition.entry is not None
            else edition
            for edition in rule.versions
        ),
        variants=tuple(
            attrs.evolve(variant, entry=change(variant.entry))
            for variant in rule.variants
        ),
    )


# --- hooks -----------------------------------------------


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    hook = converter.register_structure_hook

    def compare(value: Plain) -> Compare:
        return converter.structure(value, Compare)

    hook(str, text_of)
    hook(int, whole_number)
    hook(bool, truth)
    hook(Amount, _parsed(Amount.parse))
    hook(Duration, _parsed(Duration.parse))
    hook(KnownDate, _parsed(KnownDate.parse))
    hook(Hours, _parsed(Hours.parse))
    hook(Window, lambda value, _: parse_window(value))
    hook(Who, who)
    hook(Where, lambda value, _: where_of(value, compare))
    # Of two that fit, cattrs asks the one that was registered later.
    factory = converter.register_structure_hook_factory
    factory(_is_explained, lambda type_: converter.get_structure_hook(bare(type_)))
    factory(lambda type_: len(members(type_)) > 1, lambda t: _choice(t, converter))
    factory(is_literal, lambda type_: _remembering(one_of_words(type_)))
    factory(is_point, lambda _: _remembering(lambda value, _: parse_point(value)))
    factory(is_point_or_window, lambda _: _remembering(point_or_window))
    factory(optional, lambda type_: _optional(type_, converter))
    factory(is_list, lambda type_: _listed(type_, converter))
    factory(is_mapping, lambda type_: _mapped(type_, converter))
    factory(is_model, lambda cls: _keyed(cls, converter))
    factory(_is_entry, lambda cls: _entries(cls, converter).hook)
    factory(_is_id, lambda _: id_of)
    amendment = _keyed(model.Amendment, converter)
    hook(model.Amendment, lambda value, _: _amendment(value, amendment, converter))
    for short, key in SHORT.items():
        hook(short, _short(short, key, converter))
    for open_ in WITH_FIELDS:
        hook(open_, _keyed(open_, converter, open_=True))
    return converter


# What reads a text where a hook would read any value: the same few texts stand in file
# after file, and what was made of one is found again in one step.
_TEXTS = 4096
_OF_TEXT: dict[Hook, Callable[[str], Any]] = {
    text_of: intern,
    **{hook: lru_cache(maxsize=_TEXTS)(hook) for hook in (id_of, whole_number, truth)},
}


def _remembering(hook: Hook) -> Hook:
    """The same hook, which need not read a text twice."""
    _OF_TEXT[hook] = lru_cache(maxsize=_TEXTS)(lambda text: hook(text, None))
    return hook


def _is_explained(type_: Any) -> bool:
    return get_origin(type_) is Annotated


def _parsed(parse: Callable[[str], Any]) -> Hook:
    def read(value: Plain, _: Any) -> Any:
        return parse(value if type(value) is str else text_of(value))

    return _remembering(read)


def _is_entry(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Entry)


def _is_id(type_: Any) -> bool:
    key = key_of(type_)
    return key is not None and key.ids and members(type_) == (str,)


# --- unions, lists, mappings -----------------------------------------------


def _optional(type_: Any, converter: Converter) -> Hook:
    inner: Any = Union[members(type_)]  # noqa: UP007 - made of what is found
    return converter.get_structure_hook(inner)


def _choice(type_: Any, converter: Converter) -> Hook:
    """Text where a text is written, the class where keys are: `str | Between`."""
    found = members(type_)
    of_keys = [m for m in found if is_model(m)]
    of_lists = [m for m in found if is_list(m)]
    of_texts = [m for m in found if m not in of_keys and m not in of_lists]

    def read(value: Plain, _: Any) -> Any:
        if isinstance(value, dict) and of_keys:
            return converter.structure(value, of_keys[0])
        if isinstance(value, list) and of_lists:
            return converter.structure(value, of_lists[0])
        text = text_of(value)
        message = f'"{text}" cannot be read here'
        for member in of_texts:
            if member is bool and text not in ("true", "false"):
                continue
            try:
                return converter.structure(text, member)
            except ValueError as error:
                message = str(error)
        raise Unreadable(message)

    # Literal words and truths are tried first: a date would not be taken for them.
    of_texts.sort(key=lambda m: not is_literal(m) and m is not bool)
    return _remembering(read)


def _listed(type_: Any, converter: Converter) -> Hook:
    inner = item_of(type_)
    read = converter.get_structure_hook(inner)
    key = key_of(type_)
    alone = key is not None and key.alone
    filled = key is not None and key.filled
    once = inner is str and not (key is not None and key.repeats)
    of_text = _OF_TEXT.get(read)
    owner = getattr(read, "__self__", None)
    rows = owner.rows if isinstance(owner, Keyed) else None

    def build(value: Plain, _: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            if alone:
                return (read(value, inner),)
            message = 'A list is needed here: begin each line with "- "'
            raise Unreadable(message, "SWC203")
        found = tuple(
            rows(value)
            if rows
            else [
                of_text(item)
                if of_text is not None and type(item) is str
                else read(item, inner)
                for item in value
            ]
        )
        if filled and not found:
            raise Unreadable("This list is empty: write what stands in it", "SWC208")
        if once and len(found) > 1 and len(set(found)) < len(found):
            at = next(i for i, item in enumerate(found) if item in found[:i])
            message = f"{shown(found[at])} stands in this list twice"
            raise Unreadable(message, "SWC211", (at,))
        return found

    return build


def _mapped(type_: Any, converter: Converter) -> Hook:
    inner = item_of(type_)
    read = converter.get_structure_hook(inner)
    key_ = key_of(type_)
    ids = key_ is not None and key_.ids
    check = _OF_TEXT[id_of]
    named = _is_entry(inner)

    def build(value: Plain, _: Any) -> Mapping[str, Any]:
        if type(value) is not dict:
            raise Unreadable("Keys and values are needed here", "SWC204")
        if ids:
            for key in value:
                check(key)
        if not named:
            built = {key: read(item, inner) for key, item in value.items()}
            return MappingProxyType(built)
        built = {}
        for key, item in value.items():
            if type(item) is dict and "id" in item:
                message = f"The id is {key}, the key above: leave this one out"
                raise Unreadable(message, "SWC212", (key, "id"), "key")
            if "versions" in item or "variants" in item:
                item = {**_keys(item), "id": key}  # for the entry in each of them
            entry = built[key] = read(item, inner)
            # Nobody else holds it yet: it is frozen for all others.
            object.__setattr__(entry, "id", key)
        return MappingProxyType(built)

    return build


def _keys(value: Plain) -> dict[str, Plain]:
    if type(value) is not dict:
        raise Unreadable("Keys and values are needed here", "SWC204")
    return value


# --- models -----------------------------------------------


def _keyed(
    cls: Any, converter: Converter, omit: tuple[str, ...] = (), *, open_: bool = False
) -> Hook:
    """What reads a class whose keys are those of the file, each with its own type.

    cattrs' own reader asks for each key that a class may have; entries have few of
    the forty.
    """

    def readers(type_: Any) -> tuple[Callable[[str], Any] | None, Hook]:
        hook = converter.get_structure_hook(type_)
        return _OF_TEXT.get(hook), hook

    return Keyed(cls, readers, omit, open_=open_).read


def _short(cls: Any, key: str, converter: Converter) -> Hook:
    """A class that may be written as one text, the value of `key`."""
    keyed = _keyed(cls, converter)
    return lambda value, _: keyed({key: value} if type(value) is str else value, cls)


def _amendment(value: Plain, read: Hook, converter: Converter) -> model.Amendment:
    types = key_types(model.Amendment)
    own = {key: item for key, item in _keys(value).items() if key in types}
    changes = {key: item for key, item in value.items() if key not in types}
    amendment: model.Amendment = read(own, None)
    new_types = rule_types(kind_word(changes))
    for key, item in changes.items():
        if key in ("id", "versions", "variants"):
            message = (
                f"An amendment has no {key}: write the key that changes, or a rule of "
                "your own"
            )
            raise Unreadable(message, "SWC212", (key,), "key")
        if key not in new_types:
            raise Unfit([key])
        converter.structure(item, new_types[key])
    object.__setattr__(amendment, "changes", changes)  # new: nobody else holds it
    return amendment


def _entries(cls: type[T], converter: Converter) -> Entries[T]:
    bare = _keyed(cls, converter, omit=("versions", "variants", "ask"))
    return Entries(cls, bare, converter.structure)


@cache
def entries(cls: type[T]) -> Entries[T]:
    """What reads the entries of a class."""
    return _entries(cls, _converter())


# --- answers to plain data and back -------------------------------------------------


def to_plain(value: Any) -> Any:
    """An answer as data for JSON: dates as ISO text, figures as text, no tuples.

    >>> to_plain((KnownDate.parse("2018"),))
    ['2018']
    """
    return _answers().unstructure(value)


def from_plain(plain: Any, cls: type[T]) -> T:
    """An answer from what `to_plain` made of it; equal to the one it came from."""
    return _answers().structure(plain, cls)


@cache
def _answers() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda text, _: Decimal(text))
    converter.register_unstructure_hook(KnownDate, str)
    converter.register_structure_hook(KnownDate, lambda text, _: KnownDate.parse(text))
    converter.register_unstructure_hook_func(
        lambda type_: tuple in (get_origin(type_), type_),
        lambda values: [converter.unstructure(value) for value in values],
    )
    return converter
