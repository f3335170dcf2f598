"""How the schemas describe the models: one closed definition for each class.

A key that several classes share is written out once, in the class that brings it, and
referred to by the others. So each class lists all its keys, an unknown one is found,
and the file stays small.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args

from swcareers.framework import model
from swcareers.reading.model_types import (
    SHORT,
    VERSION_KEYS,
    WITH_FIELDS,
    is_list,
    is_literal,
    is_mapping,
    is_model,
    is_point,
    is_point_or_window,
    item_of,
    key_of,
    key_types,
    members,
    needed_keys,
    rule_types,
)
from swcareers.reading.schema_values import SCALAR, Schema, closed, ref, values
from swcareers.record.model import Hours
from swcareers.rules.requirement import (
    KINDS,
    Compare,
    Count,
    Edition,
    Entry,
    Kind,
    Rule,
    Variant,
    Where,
    Who,
)
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration
from swcareers.values.keys import Key
from swcareers.values.points import Window

_SINGLE: dict[Any, str] = {
    str: "text",
    int: "whole-number",
    bool: "truth",
    Amount: "amount",
    Duration: "duration",
    KnownDate: "date",
    Hours: "hours",
    Window: "window",
    Who: "who",
    Where: "where",
}
_NAMES: dict[type, str] = {
    Entry: "anything",
    Rule: "every-rule",
    Edition: "version",
    Variant: "variant",
    model.FrameworkFile: "framework",
    **{kind: f"rule-{word.replace('_', '-')}" for word, kind in KINDS.items()},
}
_ABSTRACT = (Entry, Count, Rule, Edition, Variant)


def name_of(cls: type) -> str:
    """What the definition of a class is called: `CapabilitySet` is `capability-set`."""
    known = _NAMES.get(cls)
    return known or re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower()


class Definitions:
    """The definitions of one schema, found by walking from its top class."""

    def __init__(self, top: type) -> None:
        """Find every class that the top one needs, in the order of the model."""
        self._needed: dict[str, Callable[[], Schema]] = {}
        self._homes: dict[int, str] = {}
        self._shared: dict[str, tuple[str, Any]] = {}
        self._in_sections: set[type] = set()
        classes = list(_reachable(top))
        self._find_homes(classes)
        self._classes = classes
        self._top = top

    # --- where each key is written out --------------------------------------------

    def _find_homes(self, classes: list[type]) -> None:
        owners: dict[int, list[type]] = {}
        for cls in classes:
            for type_ in key_types(cls).values():
                owners.setdefault(id(key_of(type_)), []).append(cls)
            for type_ in key_types(cls).values():
                for inner in _mapped_models(type_):
                    self._in_sections.add(inner)
        for cls in classes:
            for key, type_ in key_types(cls).items():
                mark = id(key_of(type_))
                first = next(
                    (
                        c
                        for c in owners[mark]
                        if all(issubclass(o, c) for o in owners[mark])
                    ),
                    None,
                )
                if first is None:  # the same key in classes that share nothing else
                    self._shared[key] = (key, type_)
                    self._homes[mark] = f"shared-keys/properties/{key}"
                else:
                    self._homes[mark] = f"{name_of(first)}/properties/{key}"

    def _property(self, key: str, type_: Any, at: str) -> Schema:
        home = self._homes[id(key_of(type_))]
        if home == f"{at}/properties/{key}":
            found = explained(type_)
            if home == "version/properties/from":
                found |= ref("date-or-unknown")
            return found
        return ref(home)

    def _properties(
        self, cls: type, at: str, types: dict[str, Any] | None = None
    ) -> Schema:
        found = dict(key_types(cls) if types is None else types)
        if cls in self._in_sections and issubclass(cls, Entry):
            found.pop("id", None)  # the key of the section is the id
        properties = {key: self._property(key, t, at) for key, t in found.items()}
        if issubclass(cls, Entry) and cls is not Entry:
            for key in ("versions", "variants"):
                if key in properties:
                    items = ref(f"{_name(cls)}-{key.removesuffix('s')}")
                    properties[key] = {**properties[key], "items": items}
        return properties

    # --- definitions -----------------------------------------------------------------

    def all(self) -> dict[str, Schema]:
        """Every definition the schema needs, by name."""
        found: dict[str, Schema] = {}
        for cls in self._classes:
            if cls is self._top:
                continue
            if cls is Rule:
                found |= self._rules()
            elif cls not in KINDS.values() and cls not in _ABSTRACT:
                found[name_of(cls)] = self._closed(cls)
        for cls in self._classes:
            if cls in _ABSTRACT:
                found[name_of(cls)] = self._home(cls)
        if self._shared:
            found["shared-keys"] = {
                "title": "Keys that several things have",
                "description": "Written out once; what has them refers here.",
                "properties": {k: explained(t) for k, t in self._shared.values()},
            }
        for cls in self._classes:
            if issubclass(cls, Entry) and cls not in (Entry, Rule, self._top):
                found |= self._changes(cls)
        return {**found, **self._used_values(found)}

    def top(self) -> Schema:
        """The schema of the file itself, without its definitions."""
        return self._closed(self._top)

    def _closed(self, cls: type) -> Schema:
        name = name_of(cls)
        needed = list(needed_keys(cls))
        properties = self._properties(cls, name)
        if cls is model.Amendment:
            of_rule = self._properties(Rule, name, dict(rule_types(None)))
            properties = {**of_rule, **properties}
            for key in ("id", "versions", "variants"):
                del properties[key]
        found = closed(properties, **_about(cls))
        if needed:
            found["required"] = needed
        if cls in WITH_FIELDS:
            found["additionalProperties"] = True
        if cls in SHORT:
            found["type"] = [*SCALAR, "object"]
            found |= _of_short(cls)
        return found

    def _home(self, cls: type) -> Schema:
        """Keys that other definitions refer to; nothing is checked against it."""
        types = key_types(cls)
        own = {
            key: type_
            for key, type_ in types.items()
            if self._homes[id(key_of(type_))] == f"{name_of(cls)}/properties/{key}"
        }
        return {**_about(cls), "properties": self._properties(cls, name_of(cls), own)}

    def _changes(self, cls: type) -> dict[str, Schema]:
        types = dict(rule_types(None) if cls is Rule else key_types(cls))
        for key in ("id", "versions"):
            types.pop(key, None)
        name = _name(cls)
        title = name.replace("-", " ").capitalize()
        of_entry = {k: t for k, t in types.items() if k not in VERSION_KEYS}
        version = closed(
            {
                **self._properties(Edition, ""),
                **self._properties(cls, "", of_entry),
            },
            title=f"{title}: a version",
            description="From when it holds, and the keys that differ.",
            required=["from"],
        )
        types.pop("variants")
        variant = closed(
            {
                **self._properties(Variant, ""),
                **self._properties(cls, "", types),
            },
            title=f"{title}: a variant",
            description="When it holds, and the keys that differ.",
            required=["when"],
        )
        return {f"{name}-version": version, f"{name}-variant": variant}

    # --- rules -----------------------------------------------------------------------

    def _rules(self) -> dict[str, Schema]:
        words = list(KINDS)
        one_word = {
            "title": "one kind word",
            "description": "A requirement has exactly one kind word.",
            "oneOf": [{"required": [word]} for word in words],
        }
        rule = {
            "title": "Rule",
            "description": "One requirement: a single kind word with its keys, and the "
            "keys that every rule may have.",
            "type": "object",
            "if": ref("one-kind-word"),
            "then": {
                "allOf": [
                    {"if": {"required": [word]}, "then": ref(name_of(kind))}
                    for word, kind in KINDS.items()
                ]
            },
            "else": {
                "allOf": [
                    ref("rule-without-kind"),
                    {
                        "if": {
                            "required": ["versions"],
                            "not": {"anyOf": [{"required": [w]} for w in words]},
                        },
                        "else": ref("one-kind-word"),
                    },
                ]
            },
        }
        found: dict[str, Schema] = {"rule": rule, "one-kind-word": one_word}
        for kind in KINDS.values():
            found[name_of(kind)] = self._kind(kind)
        found["rule-without-kind"] = closed(
            self._properties(Rule, "", dict(rule_types(None))),
            title="Rule without a kind word",
            description="Only where each of its versions has one.",
        )
        return found | self._changes(Rule)

    def _kind(self, kind: type[Kind]) -> Schema:
        name = name_of(kind)
        own, common = dict(key_types(kind)), dict(key_types(Rule))
        properties = {
            kind.WORD: self._property(kind.WORD, own.pop(kind.WORD), name),
            **self._properties(kind, name, own),
            **self._properties(Rule, name, common),
        }
        about = _about(kind)
        about["title"] = f"Rule: {kind.WORD}"
        return closed(properties, **about, required=[kind.WORD])

    def _used_values(self, found: dict[str, Schema]) -> dict[str, Schema]:
        known, used = values(), dict[str, Schema]()
        waiting = sorted(_references([found, self.top()]) - found.keys())
        while waiting:
            name = waiting.pop()
            if name not in used:
                used[name] = known[name]
                waiting += sorted(_references(known[name]) - found.keys())
        return {name: known[name] for name in known if name in used}


# --- keys -----------------------------------------------------------------------------


def explained(type_: Any) -> Schema:
    """A key with its title, description and example, and what it holds."""
    key = key_of(type_)
    if key is None:
        raise ValueError(f"{type_} has no Key beside it")
    return {
        "title": key.title,
        "description": key.description,
        "examples": [key.example],
        **of_type(type_),
    }


def of_type(type_: Any) -> Schema:
    """What may stand where a model has this type."""
    found = members(type_)
    first, key = found[0], key_of(type_)
    if is_point(type_):
        return ref("point")
    if is_point_or_window(type_):
        return ref("point-or-window")
    if is_mapping(first):
        return _of_mapping(first, key)
    if is_list(first) and len(found) == 1:
        return _of_list(first, key)
    if found == (Any,):
        return {}
    if len(found) > 1:
        return _of_choice(found)
    if key is not None and key.ids:
        return ref("id")
    if is_literal(first):
        return {"enum": list(get_args(first))}
    return ref(_SINGLE[first] if first in _SINGLE else _name(first))


def _name(cls: type) -> str:
    return "rule" if cls is Rule else name_of(cls)


def _of_mapping(type_: Any, key: Key | None) -> Schema:
    inner = item_of(type_)
    found: Schema = {"type": "object"}
    if key is not None and key.ids:
        found["propertyNames"] = ref("id")
    found["additionalProperties"] = (
        explained(inner) if key_of(inner) else of_type(inner)
    )
    return found


def _of_list(type_: Any, key: Key | None) -> Schema:
    inner = item_of(type_)
    filled = {"minItems": 1} if key is not None and key.filled else {}
    if inner is Edition or inner is Variant:
        return {"type": "array", **filled}  # the items differ from class to class
    once = inner is str and not (key is not None and key.repeats)
    unique = {"uniqueItems": True} if once else {}
    if key is None or not key.alone:
        return {"type": "array", **filled, "items": of_type(inner), **unique}
    if once and not filled:
        return ref("texts")
    if inner is str:
        types = {"type": [*SCALAR, "array"]}
        return {**types, **filled, "items": of_type(inner), **unique}
    several = {"type": "array", **filled, "items": of_type(inner)}
    return {"if": {"type": "array"}, "then": several, "else": of_type(inner)}


def _of_choice(found: tuple[Any, ...]) -> Schema:
    of_keys = [member for member in found if is_model(member)]
    of_lists = [member for member in found if is_list(member)]
    of_texts = [m for m in found if m not in of_keys and m not in of_lists]
    words = [word for m in of_texts if is_literal(m) for word in get_args(m)]
    single = [_SINGLE[m] for m in of_texts if not is_literal(m)]
    text: Schema = {"enum": words} if words else ref(single[0])
    if len(single) + bool(words) > 1:
        options = [ref(name) for name in single]
        text = {"anyOf": [{"enum": words}, *options] if words else options}
    for other, type_ in (("object", of_keys), ("array", of_lists)):
        if type_:
            text = {"if": {"type": other}, "then": of_type(type_[0]), "else": text}
    return text


def _of_short(cls: type) -> Schema:
    """What a class looks like that may be written as one text."""
    single = values()[_SINGLE[members(key_types(cls)[SHORT[cls]])[0]]]
    return {"pattern": single["pattern"]} if "pattern" in single else {}


# --- classes --------------------------------------------------------------------------


def _about(cls: type) -> Schema:
    lines = (cls.__doc__ or "").strip().split("\n\n")[0].split("\n")
    return {
        "title": _title(cls),
        "description": " ".join(line.strip() for line in lines),
    }


def _title(cls: type) -> str:
    if cls.__name__.isupper():  # CPD
        return cls.__name__
    return name_of(cls).replace("-", " ").capitalize()


def _inner_types(type_: Any) -> Iterator[Any]:
    for member in members(type_):
        if is_list(member) or is_mapping(member):
            yield from _inner_types(item_of(member))
        else:
            yield member


def _mapped_models(type_: Any) -> Iterable[type]:
    return filter(is_model, members(item_of(type_))) if is_mapping(type_) else ()


def _reachable(top: type) -> Iterator[type]:
    """The classes a file can hold, from the top, in the order they are met."""
    seen: dict[type, None] = {top: None}
    waiting = [top]
    while waiting:
        cls = waiting.pop(0)
        inner = [
            Compare if found is Where else found
            for type_ in key_types(cls).values()
            for found in _inner_types(type_)
            if found is Where or is_model(found)
        ]
        if issubclass(cls, Entry):
            inner += [Entry, Edition, Variant]
        if issubclass(cls, Count):
            inner.append(Count)
        if cls is Rule:
            inner += KINDS.values()
        for found in inner:
            if found not in seen:
                seen[found] = None
                waiting.append(found)
    return iter(seen)


def _references(part: Any) -> set[str]:
    """The names of the definitions that a part of a schema refers to."""
    if isinstance(part, list):
        return set().union(*map(_references, part))
    if not isinstance(part, dict):
        return set()
    found = set().union(*map(_references, part.values()))
    target = part.get("$ref")
    if isinstance(target, str):
        found.add(target.removeprefix("#/$defs/").split("/")[0])
    return found
