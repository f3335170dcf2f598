"""Plain data into typed values: the only user of cattrs.

Good files come through here alone, fast, and the first fault stops them. What is wrong
with a bad one, all of it and where, is said by `swcareers.reading.shape`.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar, Union, get_args

import attrs
from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from swcareers.framework import model
from swcareers.reading.model_types import (
    MODELS,
    SHORT,
    VARIANT_KEYS,
    VERSION_AND_ENTRY,
    VERSION_KEYS,
    WITH_FIELDS,
    Plain,
    Unfit,
    Unreadable,
    all_kind_keys,
    form_of_test,
    is_list,
    is_literal,
    is_mapping,
    is_model,
    is_point,
    is_point_or_window,
    is_window,
    item_of,
    key_of,
    key_types,
    kind_keys,
    kind_word,
    members,
    merged,
    needed_keys,
    optional,
    rule_types,
)
from swcareers.record.model import Hours
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
from swcareers.values.keys import keys_of, spelling
from swcareers.values.points import Point, Window, parse_point, parse_window
from swcareers.values.text import did_you_mean, joined, shown

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
Hook = Callable[[Plain, Any], Any]


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
    hook(str, lambda value, _: _text(value))
    hook(int, lambda value, _: _whole(value))
    hook(bool, lambda value, _: _truth(value))
    hook(Amount, lambda value, _: Amount.parse(_text(value)))
    hook(Duration, lambda value, _: Duration.parse(_text(value)))
    hook(KnownDate, lambda value, _: KnownDate.parse(_text(value)))
    hook(Hours, lambda value, _: Hours.parse(_text(value)))
    hook(Window, lambda value, _: parse_window(value))
    hook(Who, lambda value, _: _who(value))
    hook(Where, lambda value, _: _where(value))
    # Of two that fit, cattrs asks the one that was registered later.
    factory = converter.register_structure_hook_factory
    factory(lambda type_: len(members(type_)) > 1, lambda t: _choice(t, converter))
    factory(is_literal, _literal)
    factory(is_point, lambda _: lambda value, __: parse_point(value))
    factory(is_point_or_window, lambda _: lambda value, __: _point_or_window(value))
    factory(optional, lambda type_: _optional(type_, converter))
    factory(is_list, lambda type_: _listed(type_, converter))
    factory(is_mapping, lambda type_: _mapped(type_, converter))
    factory(is_model, lambda cls: _keyed(cls, converter))
    factory(_is_entry, lambda cls: Entries(cls, converter).hook)
    factory(_is_id, lambda _: lambda value, __: _id(value))
    hook(model.Amendment, lambda value, _: _amendment(value, converter))
    for short, key in SHORT.items():
        hook(short, _short(short, key, converter))
    for open_ in WITH_FIELDS:
        hook(open_, _with_fields(open_, converter))
    return converter


def _is_entry(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Entry)


def _is_id(type_: Any) -> bool:
    key = key_of(type_)
    return key is not None and key.ids and members(type_) == (str,)


# --- texts -----------------------------------------------


def _text(value: Plain) -> str:
    if type(value) is str:
        return value
    what = "a list" if isinstance(value, list) else "keys and values"
    raise Unreadable(f"One text is needed here, not {what}", "SWC205")


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


_ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def _id(value: Plain) -> str:
    text = _text(value)
    if not _ID_LETTERS.issuperset(text) or not text or text[0] == "-":
        raise Unreadable(_no_id(text))
    return text


def _no_id(text: str) -> str:
    kept = "".join(c if c in _ID_LETTERS else "-" for c in text.lower()).strip("-")
    meant = "-".join(part for part in kept.split("-") if part)
    suggestion = f"write {meant}" if meant else "write one such as direct-observation"
    return (
        f"{shown(text)} is not an id, which has small letters, digits and hyphens: "
        f"{suggestion}"
    )


def _literal(type_: Any) -> Hook:
    words: tuple[str, ...] = get_args(members(type_)[0])

    def read(value: Plain, _: Any) -> str:
        text = _text(value)
        if text not in words:
            meant = did_you_mean(text, words)
            end = f"did you mean {meant}?" if meant else f"write {joined(words, 'or')}"
            raise Unreadable(f"{shown(text)} is not a word for this: {end}", "SWC206")
        return text

    return read


# --- who, and where -----------------------------------------------


def _who(value: Plain) -> Who:
    if isinstance(value, str):
        return Who(roles=(value,))
    if isinstance(value, list):
        roles = ", ".join(str(role) for role in value)
        raise Unreadable(
            "A list does not say whether one of them is enough: write "
            f"{{any_of: [{roles}]}} or {{all_of: [{roles}]}}",
            "SWC213",
        )
    if len(value) == 1:
        ((word, roles),) = value.items()
        if word in ("any_of", "all_of") and isinstance(roles, list) and roles:
            return Who(roles=tuple(map(_text, roles)), together=word == "all_of")
    raise Unreadable(
        "Who is one role, {any_of: [one, other]} or {all_of: [one, other]}", "SWC213"
    )


def _where(value: Plain) -> Where:
    if not isinstance(value, dict):
        raise Unreadable(
            "Write the field and what it must be, as in {observer: {role: assessor}}",
            "SWC204",
        )
    if not value:
        raise Unreadable("Nothing is asked here: write a field and a test", "SWC208")
    tests: list[FieldTest] = []
    any_of: tuple[Where, ...] = ()
    as_at: Point | Window | None = None
    or_decided: str | None = None
    for field, plain in value.items():
        if field == "any":
            if not isinstance(plain, list) or not plain:
                message = "any is followed by a list of alternatives, each in braces"
                raise Unreadable(message, "SWC203", ("any",))
            any_of = tuple(map(_where, plain))
        elif field == "as_at":
            as_at = _point_or_window(plain)
        elif field == "or_decided":
            or_decided = _text(plain)
        else:
            tests.append(FieldTest(field=field, test=_test(plain)))
    return Where(tests=tuple(tests), any_of=any_of, as_at=as_at, or_decided=or_decided)


def _test(plain: Plain) -> Test:
    match form_of_test(plain):
        case "text":
            return Is(values=(plain,))
        case "list":
            return Is(values=_words(plain))
        case "window":
            window = {key: plain[key] for key in plain if key != "or_decided"}
            return InWindow(window=parse_window(window), or_decided=_decided(plain))
        case "compare":
            return _converter().structure(plain, Compare)
        case "is":
            strange = [key for key in plain if key not in ("is", "or_decided")]
            if strange:
                raise Unfit(strange)
            words = plain["is"]
            values = _words(words) if isinstance(words, list) else (_text(words),)
            return Is(values=values, or_decided=_decided(plain))
        case "among":
            ((word, where),) = plain.items()
            return Among(every=word == "all", where=_where(where))
        case "where":
            return Of(where=_where(plain))


def _words(plain: list[Plain]) -> tuple[str, ...]:
    if not plain:
        raise Unreadable("The list is empty: nothing could ever count", "SWC208")
    return tuple(map(_text, plain))


def _decided(plain: Plain) -> str | None:
    return _text(plain["or_decided"]) if "or_decided" in plain else None


def _point_or_window(value: Plain) -> Point | Window:
    return parse_window(value) if is_window(value) else parse_point(value)


# --- unions, lists, mappings -----------------------------------------------


def _optional(type_: Any, converter: Converter) -> Hook:
    inner: Any = Union[members(type_)]  # noqa: UP007 - made of what is found
    read = converter.get_structure_hook(inner)
    return lambda value, _: read(value, inner)


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
        text = _text(value)
        message = f'"{text}" cannot be read here'
        for member in of_texts:
            try:
                return converter.structure(text, member)
            except ValueError as error:
                message = str(error)
        raise Unreadable(message)

    # Literal words and truths are tried first: a date would not be taken for them.
    of_texts.sort(key=lambda m: not is_literal(m) and m is not bool)
    return read


def _listed(type_: Any, converter: Converter) -> Hook:
    inner = item_of(type_)
    read = converter.get_structure_hook(inner)
    key = key_of(type_)
    alone = key is not None and key.alone
    filled = key is not None and key.filled
    once = inner is str and not (key is not None and key.repeats)

    def build(value: Plain, _: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            if alone:
                return (read(value, inner),)
            message = 'A list is needed here: begin each line with "- "'
            raise Unreadable(message, "SWC203")
        found = tuple([read(item, inner) for item in value])
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
    named = _is_entry(inner)

    def build(value: Plain, _: Any) -> Mapping[str, Any]:
        if type(value) is not dict:
            raise Unreadable("Keys and values are needed here", "SWC204")
        if ids:
            for key in value:
                if not _ID_LETTERS.issuperset(key) or not key or key[0] == "-":
                    raise Unreadable(_no_id(key), "SWC207", (key,), "key")
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


def _keyed(cls: Any, converter: Converter, omit: tuple[str, ...] = ()) -> Hook:
    """A class whose keys are those of the file, each with its own type."""
    key_types(cls)  # resolves the names in its annotations
    renames: dict[str, Any] = {}
    for field in attrs.fields(cls):
        if field.name in omit or field.name not in keys_of(cls):
            renames[field.name] = override(omit=True)
        elif spelling(cls, field.name) != field.name:
            renames[field.name] = override(rename=spelling(cls, field.name))
    built = make_dict_structure_fn(
        cls,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=False,
        **renames,
    )
    needed = frozenset(needed_keys(cls))

    def read(value: Plain, _: Any) -> Any:
        if type(value) is not dict:
            raise Unreadable("Keys and values are needed here", "SWC204")
        if needed and not needed <= value.keys():
            raise Unfit(needed - value.keys())
        try:
            return built(value, cls)
        except ForbiddenExtraKeysError as error:
            raise Unfit(sorted(error.extra_fields)) from None

    return read


def _short(cls: Any, key: str, converter: Converter) -> Hook:
    """A class that may be written as one text, the value of `key`."""
    keyed = _keyed(cls, converter)
    return lambda value, _: keyed({key: value} if type(value) is str else value, cls)


def _with_fields(cls: Any, converter: Converter) -> Hook:
    """A class whose entry may have fields of its own, kept as text beside the rest."""
    keyed = _keyed(cls, converter, omit=("fields",))
    known = frozenset(key_types(cls))

    def read(value: Plain, _: Any) -> Any:
        if type(value) is not dict or known.issuperset(value):
            return keyed(value, cls)
        built = keyed({key: value[key] for key in value if key in known}, cls)
        extra = {key: value[key] for key in value if key not in known}
        object.__setattr__(built, "fields", extra)  # new: nobody else holds it
        return built

    return read


def _amendment(value: Plain, converter: Converter) -> model.Amendment:
    types = key_types(model.Amendment)
    own = {key: item for key, item in _keys(value).items() if key in types}
    changes = {key: item for key, item in value.items() if key not in types}
    read = _keyed(model.Amendment, converter, omit=("changes",))
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


# --- entries: versions and variants -----------------------------------------------


class Entries(Generic[T]):
    """Reads the entries of one class, their versions and their variants."""

    def __init__(self, cls: type[T], converter: Converter) -> None:
        """Prepare what is the same for every entry."""
        self._cls = cls
        self._converter = converter
        self._bare = _keyed(cls, converter, omit=("versions", "variants", "ask"))
        self._kinds: dict[str, Hook] = {}

    def hook(self, value: Plain, _: Any) -> T:
        """An entry with all its versions and variants."""
        if type(value) is not dict:
            raise Unreadable("Keys and values are needed here", "SWC204")
        if "versions" not in value and "variants" not in value:
            return self.own(value)
        own = {k: v for k, v in value.items() if k not in ("versions", "variants")}
        entry = self.own(own, versioned="versions" in value)
        # The instance is new and nobody else holds it: finishing it in place keeps
        # it frozen for everybody and spares a copy of forty fields.
        if "versions" in value:
            editions = tuple(
                self._at("versions", index, self.edition, value, version)
                for index, version in _listed_changes(value, "versions", "- from: ")
            )
            if self._no_kind(entry) and all(one.withdrawn for one in editions):
                raise Unreadable("No version says what is required", "SWC209")
            object.__setattr__(entry, "versions", editions)
        if "variants" in value:
            chosen = tuple(
                self._at("variants", index, self.variant, value, variant)
                for index, variant in _listed_changes(value, "variants", "- when: ")
                if not self._no_kind(entry)  # else each version has them
            )
            object.__setattr__(entry, "variants", chosen)
        return entry

    def own(self, own: dict[str, Plain], versioned: bool = False) -> T:
        """An entry without its versions and variants.

        A requirement with versions may leave its kind word, and any key of a kind, to
        them: they are read there.
        """
        if self._cls is not Rule:
            read: T = self._bare(own, self._cls)
            return read
        word = kind_word(own)
        if word is None:
            if not versioned:
                self._bare(own, self._cls)
                raise Unreadable("A requirement has exactly one kind word", "SWC209")
            theirs = all_kind_keys()
            common = {k: v for k, v in own.items() if k not in theirs}
            return self._bare(common, self._cls)  # type: ignore[no-any-return]  # a Rule
        theirs = kind_keys(word)
        common = {key: item for key, item in own.items() if key not in theirs}
        asked = {key: item for key, item in own.items() if key in theirs}
        rule: T = self._bare(common, self._cls)
        kind = self._kinds.get(word)
        if kind is None:
            kind = self._converter.get_structure_hook(KINDS[word])
            self._kinds[word] = kind
        object.__setattr__(rule, "ask", kind(asked, KINDS[word]))
        return rule

    def edition(self, entry: dict[str, Plain], version: Plain) -> Edition:
        """One version of an entry."""
        if type(version) is not dict:
            raise Unreadable("Each version has keys: from, and what differs", "SWC204")
        if "versions" in version:
            message = "A version has no versions of its own: write one more above"
            raise Unreadable(message, "SWC212", ("versions",), "key")
        if "id" in version:
            raise Unreadable(_SAME_ID, "SWC212", ("id",), "key")
        if "from" not in version:
            raise Unfit(["from"])
        types = key_types(Edition)
        of_itself = {
            key: self._converter.structure(item, types[key])
            for key, item in version.items()
            if key in types and (key, item) != ("from", "unknown")
        }
        edition = Edition(from_=of_itself.pop("from", None), **of_itself)
        new = {
            key: item
            for key, item in version.items()
            if key not in VERSION_KEYS or key in VERSION_AND_ENTRY
        }
        if edition.withdrawn:
            for key in new:
                if key not in VERSION_AND_ENTRY:
                    message = f"withdrawn: true ends the rule, so {key} says nothing"
                    raise Unreadable(message, "SWC212", (key,), "key")
        else:
            base = {key: item for key, item in entry.items() if key != "versions"}
            object.__setattr__(edition, "entry", self._merged(base, new))
        object.__setattr__(edition, "keys", tuple(new))
        return edition

    def variant(self, entry: dict[str, Plain], variant: Plain) -> Variant:
        """One variant of an entry."""
        if type(variant) is not dict:
            raise Unreadable("Each variant has keys: when, and what differs", "SWC204")
        if "versions" in variant or "variants" in variant:
            key = "versions" if "versions" in variant else "variants"
            message = f"A variant has no {key} of its own"
            raise Unreadable(message, "SWC212", (key,), "key")
        if "id" in variant:
            raise Unreadable(_SAME_ID, "SWC212", ("id",), "key")
        if "when" not in variant:
            raise Unfit(["when"])
        base = {k: v for k, v in entry.items() if k not in ("versions", "variants")}
        new = {key: item for key, item in variant.items() if key not in VARIANT_KEYS}
        return Variant(
            when=self._converter.structure(variant["when"], Rule),
            entry=self._merged(base, new),
            keys=tuple(new),
        )

    def _merged(self, base: dict[str, Plain], new: dict[str, Plain]) -> T:
        whole = merged(base, new, self._cls)
        word = kind_word(whole) if self._cls is Rule else None
        if word is None and self._cls is Rule:
            message = "A kind word is missing: neither here nor above is one"
            raise Unreadable(message, "SWC209")
        try:
            return self.hook(whole, self._cls)
        except Unfit as error:
            keys = joined(map(shown, error.keys))
            message = f"{keys} cannot stand here beside {word or 'the other keys'}"
            raise Unreadable(message, "SWC212") from error

    def _at(
        self,
        key: Literal["versions", "variants"],
        index: int,
        read: Callable[[dict[str, Plain], Plain], Any],
        entry: dict[str, Plain],
        change: Plain,
    ) -> Any:
        try:
            return read(entry, change)
        except Unreadable as error:
            inside = (key, index, *error.inside)
            raise Unreadable(str(error), error.code, inside, error.of) from error
        except ValueError as error:
            raise Unreadable(str(error), "SWC207", (key, index)) from error

    def _no_kind(self, entry: T) -> bool:
        return isinstance(entry, Rule) and entry.ask is None


_SAME_ID = "The id stays the same in every version and variant: leave this one out"


def _listed_changes(
    entry: dict[str, Plain], key: str, begins: str
) -> list[tuple[int, Plain]]:
    changes = entry[key]
    if type(changes) is not list:
        message = f'A list is needed here: begin each line with "{begins}"'
        raise Unreadable(message, "SWC203", (key,))
    if not changes:
        raise Unreadable("This list is empty: leave it out", "SWC208", (key,))
    return list(enumerate(changes))


@cache
def entries(cls: type[T]) -> Entries[T]:
    """What reads the entries of a class."""
    return Entries(cls, _converter())
