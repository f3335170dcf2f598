"""Plain data into typed values: the only user of cattrs.

Two ways through the same hooks. `structure` is for good files: it is fast and stops
at the first fault. `faults` is for bad ones: it walks the data again and says, for
every key whose value could not be read, where it stands and what is wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from swcareers.framework import model
from swcareers.record import cases as case_model
from swcareers.record import model as record_model
from swcareers.rules import requirement
from swcareers.rules.requirement import (
    KINDS,
    Among,
    Compare,
    Edition,
    Entry,
    FieldTest,
    InWindow,
    Is,
    Of,
    Rule,
    Test,
    Variant,
    Where,
    Who,
)
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration
from swcareers.values.keys import Key, keys_of, spelling
from swcareers.values.points import Point, Window, parse_point, parse_window

T = TypeVar("T")
Plain = Any
Fault = tuple[tuple[str | int, ...], str]

VERSION_KEYS = (
    "from", "until", "seen", "everyone_from", "withdrawn", "expected", "source", "note",
)  # fmt: skip
COMPARE_KEYS = (
    "at_least", "at_most", "under", "before", "after", "not", "present", "or_decided",
)  # fmt: skip
WINDOW_KEYS = ("from", "to", "last", "before")
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


class Unreadable(ValueError):
    """A value that cannot be read; the message is for its author."""


def structure(plain: Plain, cls: type[T]) -> T:
    """Build a typed value from plain data.

    Raises:
        Exception: something does not fit; ask `faults` what and where.

    >>> structure({"starts": "post-begins", "runs_for": "12 months"}, model.Clock).starts
    'post-begins'
    """
    return _converter().structure(plain, cls)


def faults(plain: Plain, type_: Any) -> Iterator[Fault]:
    """Every value that could not be read, with its path and what is wrong.

    Unknown and missing keys are left to the schema, which says them better.
    """
    yield from _faults(plain, type_, ())


# --- hooks --------------------------------------------------------------------------


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    hook = converter.register_structure_hook
    hook(str, lambda value, _: _text(value))
    hook(int, lambda value, _: _whole(value))
    hook(bool, lambda value, _: _truth(value))
    hook(Amount, lambda value, _: Amount.parse(_text(value)))
    hook(Duration, lambda value, _: Duration.parse(_text(value)))
    hook(KnownDate, lambda value, _: KnownDate.parse(_text(value)))
    hook(record_model.Hours, lambda value, _: record_model.Hours.parse(_text(value)))
    hook(Window, lambda value, _: parse_window(value))
    hook(Who, lambda value, _: _who(value))
    hook(Where, lambda value, _: _where(value))
    hook(model.Amendment, lambda value, _: _amendment(value))
    hook(record_model.Held, lambda value, _: _held(value))
    hook(record_model.Term, lambda value, _: _term(value))
    factory = converter.register_structure_hook_factory
    factory(_is_literal, lambda type_: _literal(type_))
    factory(_is_point, lambda _: lambda value, __: parse_point(value))
    factory(_is_point_or_window, lambda _: lambda value, __: _point_or_window(value))
    factory(_is_optional, lambda type_: _optional(type_, converter))
    factory(_is_choice, lambda type_: _choice(type_, converter))
    factory(_is_list, lambda type_: _listed(type_, converter))
    factory(_is_mapping, lambda type_: _mapped(type_, converter))
    factory(_is_alone, lambda type_: _alone(type_, converter))
    factory(_is_model, lambda cls: _record_of_keys(cls, converter))
    factory(_is_entry, lambda cls: _entry(cls, converter))
    factory(_has_own_fields, lambda cls: _with_fields(converter, cls))
    return converter


def _text(value: Plain) -> str:
    if type(value) is str:
        return value
    if isinstance(value, list):
        raise Unreadable("One text is needed here, not a list")
    raise Unreadable("One text is needed here, not keys and values")


def _whole(value: Plain) -> int:
    text = _text(value)
    if not (text.isascii() and text.isdigit()):
        raise Unreadable(f'"{text}" is not a whole number: write it in digits, as in 4')
    return int(text)


def _truth(value: Plain) -> bool:
    text = _text(value)
    if text not in ("true", "false"):
        raise Unreadable(f'"{text}" is neither true nor false: write one of them')
    return text == "true"


def _who(value: Plain) -> Who:
    if isinstance(value, str):
        return Who(roles=(value,))
    if isinstance(value, list):
        roles = ", ".join(str(role) for role in value)
        raise Unreadable(
            "A list does not say whether one of them is enough: write "
            f"{{any_of: [{roles}]}} or {{all_of: [{roles}]}}"
        )
    if len(value) == 1:
        ((word, roles),) = value.items()
        if word in ("any_of", "all_of") and isinstance(roles, list) and roles:
            return Who(roles=tuple(map(_text, roles)), together=word == "all_of")
    raise Unreadable(
        "Who is one role, {any_of: [one, other]} or {all_of: [one, other]}"
    )


def _where(value: Plain) -> Where:
    if not isinstance(value, dict):
        raise Unreadable(
            "Write the field and what it must be, as in {observer: {role: assessor}}"
        )
    tests: list[FieldTest] = []
    any_of: tuple[Where, ...] = ()
    as_at: Point | Window | None = None
    or_decided: str | None = None
    for field, plain in value.items():
        if field == "any" and isinstance(plain, list):
            any_of = tuple(map(_where, plain))
        elif field == "as_at":
            as_at = _point_or_window(plain)
        elif field == "or_decided":
            or_decided = _text(plain)
        else:
            tests.append(FieldTest(field=field, test=_test(plain)))
    return Where(tests=tuple(tests), any_of=any_of, as_at=as_at, or_decided=or_decided)


def _test(plain: Plain) -> Test:
    if isinstance(plain, str):
        return Is(values=(plain,))
    if isinstance(plain, list):
        if not plain:
            raise Unreadable("The list is empty: nothing could ever count")
        return Is(values=tuple(map(_text, plain)))
    words = set(plain)
    if "last" in words or words & {"from", "to"}:
        window = {key: plain[key] for key in plain if key != "or_decided"}
        decided = plain.get("or_decided")
        return InWindow(
            window=parse_window(window),
            or_decided=None if decided is None else _text(decided),
        )
    if words & set(COMPARE_KEYS[:-1]):
        return _converter().structure(plain, Compare)
    if len(words) == 1 and words <= {"all", "any"}:
        (word,) = words
        if isinstance(plain[word], dict):
            return Among(every=word == "all", where=_where(plain[word]))
    if "is" in words:
        return Is(
            values=(_text(plain["is"]),),
            or_decided=_text(plain["or_decided"]) if "or_decided" in plain else None,
        )
    return Of(where=_where(plain))


def _point_or_window(value: Plain) -> Point | Window:
    if isinstance(value, dict) and not {"at_least", "at_most"} & set(value):
        return parse_window(value)
    return parse_point(value)


def _amendment(value: Plain) -> model.Amendment:
    if not isinstance(value, dict):
        raise Unreadable("An amendment is a mapping that begins with rule:")
    if "rule" not in value:
        raise Unreadable("Say which rule is amended: rule: programme/rule")
    own = ("rule", "because", "source")
    return model.Amendment(
        rule=_text(value["rule"]),
        because=_text(value["because"]) if "because" in value else None,
        source=_text(value["source"]) if "source" in value else None,
        changes={key: value[key] for key in value if key not in own},
    )


def _held(value: Plain) -> record_model.Held:
    if isinstance(value, str):
        return record_model.Held(from_=KnownDate.parse(value))
    return record_model.Held(
        from_=_part(value, "from", KnownDate.parse),
        to=_part(value, "to", KnownDate.parse),
    )


def _part(value: Plain, key: str, parse: Callable[[str], T]) -> T | None:
    return parse(_text(value[key])) if key in value else None


def _term(value: Plain) -> record_model.Term:
    if isinstance(value, str):
        return record_model.Term(person=value)
    if not isinstance(value, dict) or "person" not in value:
        raise Unreadable("Write the reference of a person, or {person: ..., from: ...}")
    return record_model.Term(
        person=_text(value["person"]),
        from_=_part(value, "from", KnownDate.parse),
        to=_part(value, "to", KnownDate.parse),
    )


def _with_fields(converter: Converter, cls: type[T]) -> Callable[[Plain, Any], T]:
    """A class whose entry may have fields of its own, kept as text beside the rest."""
    known = {spelling(cls, name): name for name in keys_of(cls)}
    bare = _plain_function(cls, converter, omit=("fields",))

    def build(value: Plain, _: Any) -> T:
        if not isinstance(value, dict):
            raise Unreadable("Keys and values are needed here")
        extra = {key: value[key] for key in value if key not in known}
        if not extra:
            return bare(value, cls)
        built = bare({key: value[key] for key in value if key in known}, cls)
        return attrs.evolve(built, fields=extra)  # type: ignore[misc]  # attrs class

    return build


# --- factories ------------------------------------------------------------------------


def _bare(type_: Any) -> Any:
    while get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    return _NAMES.get(type_, type_) if isinstance(type_, str) else _resolved(type_)


def _resolved(type_: Any) -> Any:
    forward = getattr(type_, "__forward_arg__", None)
    if forward is None:
        return type_
    return eval(forward, dict(_NAMES))  # noqa: S307  # our own annotations only


def _members(type_: Any) -> tuple[Any, ...]:
    bare = _bare(type_)
    if get_origin(bare) in (Union, UnionType):
        return get_args(bare)
    return (bare,)


_POINTS = frozenset(get_args(Point))


def _is_point(type_: Any) -> bool:
    return frozenset(_members(type_)) == _POINTS


def _is_point_or_window(type_: Any) -> bool:
    members = frozenset(_members(type_)) - {type(None)}
    return members == _POINTS | {Window}


def _is_literal(type_: Any) -> bool:
    return get_origin(_bare(type_)) is Literal


def _is_optional(type_: Any) -> bool:
    members = _members(type_)
    return type(None) in members and not _is_point_or_window(type_)


def _is_choice(type_: Any) -> bool:
    members = _members(type_)
    return (
        len(members) > 1
        and type(None) not in members
        and not _is_point(type_)
        and not _is_point_or_window(type_)
    )


def _is_list(type_: Any) -> bool:
    return get_origin(_bare(type_)) is tuple


def _is_mapping(type_: Any) -> bool:
    return get_origin(_bare(type_)) is not None and issubclass(
        _origin_class(_bare(type_)), Mapping
    )


def _origin_class(type_: Any) -> type:
    origin = get_origin(type_)
    return origin if isinstance(origin, type) else object


def _is_alone(type_: Any) -> bool:
    key = _key_of(type_)
    return key is not None and key.alone


def _key_of(type_: Any) -> Key | None:
    metadata = getattr(type_, "__metadata__", ())
    return next((thing for thing in metadata if isinstance(thing, Key)), None)


def _is_model(type_: Any) -> bool:
    return isinstance(type_, type) and attrs.has(type_) and not _is_entry(type_)


def _has_own_fields(type_: Any) -> bool:
    return type_ in (record_model.EvidenceHeld, record_model.Person)


def _is_entry(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Entry)


def _literal(type_: Any) -> Callable[[Plain, Any], str]:
    words = get_args(_bare(type_))

    def read(value: Plain, _: Any) -> str:
        text = _text(value)
        if text not in words:
            raise Unreadable(f'"{text}" is not one of {", ".join(words)}')
        return text

    return read


def _optional(type_: Any, converter: Converter) -> Callable[[Plain, Any], Any]:
    members = tuple(member for member in _members(type_) if member is not type(None))
    inner = members[0] if len(members) == 1 else Union[members]  # noqa: UP007  # built
    inner = _bare(inner)
    read = converter.get_structure_hook(inner)
    return lambda value, _: read(value, inner)


def _choice(type_: Any, converter: Converter) -> Callable[[Plain, Any], Any]:
    """Text where a text is written, the class where keys are: `str | Between`."""
    members = [_bare(member) for member in _members(type_)]
    of_keys = [m for m in members if attrs.has(m) and m not in (Duration, KnownDate)]
    of_lists = [m for m in members if get_origin(m) is tuple]
    of_texts = [m for m in members if m not in of_keys and m not in of_lists]

    def read(value: Plain, _: Any) -> Any:
        if isinstance(value, dict) and of_keys:
            return converter.structure(value, of_keys[0])
        if isinstance(value, list) and of_lists:
            return converter.structure(value, of_lists[0])
        text = _text(value)
        message = f'"{text}" cannot be read here'
        for member in of_texts:
            try:
                return converter.structure(text, member)
            except ValueError as error:
                message = str(error)
        raise Unreadable(message)

    # Literal words and truths are tried first: a date would not be taken for them.
    of_texts.sort(key=lambda m: not _is_literal(m) and m is not bool)
    return read


def _listed(type_: Any, converter: Converter) -> Callable[[Plain, Any], Any]:
    inner = _bare(get_args(_bare(type_))[0])
    read = converter.get_structure_hook(inner)
    alone = inner is record_model.Term

    def build(value: Plain, _: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            if alone:
                return (read(value, inner),)
            raise Unreadable('A list is needed here: begin each line with "- "')
        return tuple([read(item, inner) for item in value])

    return build


def _alone(type_: Any, converter: Converter) -> Callable[[Plain, Any], Any]:
    listed = _listed(type_, converter)

    def build(value: Plain, _: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            return (value,)
        built: tuple[str, ...] = listed(value, None)
        return built

    return build


def _mapped(type_: Any, converter: Converter) -> Callable[[Plain, Any], Any]:
    inner = _bare(get_args(_bare(type_))[1])
    read = converter.get_structure_hook(inner)
    named = _is_entry(inner)
    days = get_origin(inner) is tuple and get_args(inner)[0] is KnownDate

    def build(value: Plain, _: Any) -> Mapping[str, Any]:
        if type(value) is not dict:
            raise Unreadable("Keys and values are needed here")
        if named:
            built = {
                key: read({**_keys(item), "id": key}, inner)
                for key, item in value.items()
            }
        elif days:
            built = {
                key: read(item if isinstance(item, list) else [item], inner)
                for key, item in value.items()
            }
        else:
            built = {key: read(item, inner) for key, item in value.items()}
        return MappingProxyType(built)

    return build


def _keys(value: Plain) -> dict[str, Plain]:
    if type(value) is not dict:
        raise Unreadable("Keys and values are needed here")
    return value


def _plain_function(
    cls: type[T], converter: Converter, omit: tuple[str, ...] = ()
) -> Callable[[Plain, Any], T]:
    renames: dict[str, Any] = {}
    for field in attrs.fields(cls):  # type: ignore[arg-type]  # an attrs class
        if field.name in omit or field.name not in keys_of(cls):
            renames[field.name] = override(omit=True)
        elif spelling(cls, field.name) != field.name:
            renames[field.name] = override(rename=spelling(cls, field.name))
    _resolve(cls)
    built = make_dict_structure_fn(
        cls,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=False,
        **renames,
    )

    def read(value: Plain, _: Any) -> T:
        if type(value) is not dict:
            raise Unreadable("Keys and values are needed here")
        return built(value, cls)

    return read


def _record_of_keys(cls: type[T], converter: Converter) -> Callable[[Plain, Any], T]:
    return _plain_function(cls, converter)


def _entry(cls: type[T], converter: Converter) -> Callable[[Plain, Any], T]:
    bare = _plain_function(cls, converter, omit=("versions", "variants", "ask"))
    is_rule = cls is Rule

    def build(value: Plain, _: Any) -> T:
        if type(value) is not dict:
            raise Unreadable("Keys and values are needed here")
        versions, variants = value.get("versions"), value.get("variants")
        own = value
        if versions is not None or variants is not None:
            own = {k: v for k, v in value.items() if k not in ("versions", "variants")}
        built = _rule(own, bare, converter) if is_rule else bare(own, cls)
        # The instance is new and nobody else holds it: finishing it in place keeps
        # it frozen for everybody and spares a copy of forty fields.
        if versions is not None:
            editions = _editions(value, versions, cls, build, converter)
            object.__setattr__(built, "versions", editions)
        elif isinstance(built, Rule) and built.ask is None:
            raise Unreadable("A requirement has exactly one kind word")
        if variants is not None:
            chosen = _variants(value, variants, cls, build, converter)
            object.__setattr__(built, "variants", chosen)
        return built

    return build


def _rule(own: Plain, bare: Callable[[Plain, Any], Any], converter: Converter) -> Any:
    word = kind_word(own)
    if word is None:
        return bare(own, Rule)
    kind = KINDS[word]
    theirs = kind_keys(word)
    built = bare({k: v for k, v in own.items() if k not in theirs}, Rule)
    ask = converter.structure({k: v for k, v in own.items() if k in theirs}, kind)
    object.__setattr__(built, "ask", ask)
    return built


@cache
def kind_keys(word: str) -> frozenset[str]:
    """The keys that belong to a kind word, the word itself among them."""
    kind = KINDS[word]
    return frozenset(spelling(kind, name) for name in keys_of(kind))


def kind_word(plain: Mapping[str, Any]) -> str | None:
    """The one kind word of a requirement; None where there is none.

    Raises:
        Unreadable: there is more than one.
    """
    found = [word for word in plain if word in KINDS]
    if len(found) > 1:
        raise Unreadable(f"More than one kind word: {', '.join(found)}")
    return found[0] if found else None


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


def _editions(
    value: Plain,
    versions: Plain,
    cls: type,
    build: Callable[[Plain, Any], Any],
    converter: Converter,
) -> tuple[Edition, ...]:
    if type(versions) is not list or not versions:
        raise Unreadable('A list is needed here: begin each line with "- from: "')
    base = {key: item for key, item in value.items() if key != "versions"}
    found = []
    for version in versions:
        if type(version) is not dict:
            raise Unreadable("Each version has keys: from, and what differs")
        new = {
            key: item
            for key, item in version.items()
            if key not in VERSION_KEYS or key in ("source", "note")
        }
        withdrawn = _part(version, "withdrawn", _truth) or False
        from_ = version.get("from")
        if from_ is None:
            raise Unreadable("Say from when this version holds: from: 2022-09-01")
        entry = None if withdrawn else build(merged(base, new, cls), cls)
        found.append(
            Edition(
                from_=None if from_ == "unknown" else KnownDate.parse(_text(from_)),
                until=_part(version, "until", KnownDate.parse),
                seen=_part(version, "seen", KnownDate.parse),
                everyone_from=_part(version, "everyone_from", KnownDate.parse),
                withdrawn=withdrawn,
                expected=_part(version, "expected", _text),
                source=_part(version, "source", _text),
                note=_part(version, "note", _text),
                entry=entry,
                keys=tuple(new),
            )
        )
    return tuple(found)


def _variants(
    value: Plain,
    variants: Plain,
    cls: type,
    build: Callable[[Plain, Any], Any],
    converter: Converter,
) -> tuple[Variant, ...]:
    if type(variants) is not list or not variants:
        raise Unreadable('A list is needed here: begin each line with "- when: "')
    base = {k: v for k, v in value.items() if k not in ("versions", "variants")}
    found = []
    for variant in variants:
        if type(variant) is not dict or "when" not in variant:
            raise Unreadable("Each variant says when it applies: when: ...")
        new = {key: item for key, item in variant.items() if key != "when"}
        found.append(
            Variant(
                when=converter.structure(variant["when"], Rule),
                entry=build(merged(base, new, cls), cls),
                keys=tuple(new),
            )
        )
    return tuple(found)


# --- faults: the slow walk over a bad file ---------------------------------------------


@attrs.frozen
class _Changes:
    """The keys of a version, a variant or an amendment: some keys of an entry."""

    cls: type
    kind: str | None = None


def _faults(value: Plain, type_: Any, path: tuple[str | int, ...]) -> Iterator[Fault]:
    message = "" if isinstance(type_, _Changes) else _fault(value, type_)
    if message is None:
        return
    found = False
    for step, child, child_type in _children(value, type_):
        for fault in _faults(child, child_type, (*path, *step)):
            found = True
            yield fault
    if not found and message:
        yield path, message


def _fault(value: Plain, type_: Any) -> str | None:
    """What is wrong with a value; empty where only the schema can say; None: good."""
    try:
        _converter().structure(value, type_)
    except ValueError as error:
        return str(error)
    except (KeyError, TypeError, AttributeError):
        return ""
    except Exception as error:
        # cattrs' own, for unknown keys: the schema says them better.
        if type(error).__module__.startswith("cattrs"):
            return ""
        raise
    return None


_Step = tuple[tuple[str | int, ...], Plain, Any]


def _children(value: Plain, type_: Any) -> Iterator[_Step]:
    if isinstance(type_, _Changes):
        yield from _changed(value, type_)
        return
    bare = _bare(type_)
    if isinstance(value, list) and get_origin(bare) is tuple:
        inner = get_args(bare)[0]
        yield from (((index,), item, inner) for index, item in enumerate(value))
        return
    if not isinstance(value, dict):
        return
    if _is_mapping(bare):
        inner = get_args(bare)[1]
        yield from (((key,), item, inner) for key, item in value.items())
        return
    for member in _members(type_):
        cls = _bare(member)
        if cls is Where:
            yield from _where_children(value)
        elif cls is model.Amendment:
            yield from _changed(value, _Changes(Rule))
        elif isinstance(cls, type) and attrs.has(cls):
            yield from _key_children(value, cls)


def _key_children(value: Plain, cls: type) -> Iterator[_Step]:
    try:
        word = kind_word(value) if cls is Rule else None
    except Unreadable:
        word = None
    types = key_types(cls)
    if word is not None:
        types = {**types, **key_types(KINDS[word])}
    for key, item in value.items():
        if issubclass(cls, Entry) and key in ("versions", "variants"):
            for index, change in enumerate(item if isinstance(item, list) else ()):
                yield (key, index), change, _Changes(cls, word)
        elif key in types:
            yield (key,), item, types[key]


def _changed(value: Plain, changes: _Changes) -> Iterator[_Step]:
    if not isinstance(value, dict):
        return
    try:
        word = (kind_word(value) if changes.cls is Rule else None) or changes.kind
    except Unreadable:
        word = changes.kind
    types = {**key_types(changes.cls), **_CHANGE_TYPES}
    if word is not None:
        types |= key_types(KINDS[word])
    for key, item in value.items():
        if key == "from" and item == "unknown":
            continue
        if key in types:
            yield (key,), item, types[key]


_CHANGE_TYPES: Mapping[str, Any] = {
    "from": KnownDate,
    "until": KnownDate,
    "seen": KnownDate,
    "everyone_from": KnownDate,
    "withdrawn": bool,
    "when": Rule,
    "rule": str,
    "because": str,
}


def _where_children(value: Plain) -> Iterator[_Step]:
    for field, test in value.items():
        if field == "any" and isinstance(test, list):
            yield (field,), test, tuple[Where, ...]
        elif field not in ("as_at", "or_decided") and isinstance(test, dict):
            words = set(test)
            if words & set(COMPARE_KEYS[:-1]):
                yield (field,), test, Compare
            elif not words & set(WINDOW_KEYS):
                yield (field,), test, Where


def key_types(cls: type) -> dict[str, Any]:
    """The types of a model's keys, by the spelling of the file."""
    found = _KEY_TYPES.get(cls)
    if found is None:
        _resolve(cls)
        known = keys_of(cls)
        found = _KEY_TYPES[cls] = {
            spelling(cls, field.name): field.type
            for field in attrs.fields(cls)
            if field.name in known
        }
    return found


_KEY_TYPES: dict[type, dict[str, Any]] = {}


def _resolve(cls: type) -> None:
    attrs.resolve_types(cls, globalns=dict(_NAMES), include_extras=True)
