"""What a keyword of a JSON Schema that was not kept means to the author of a file.

Each keyword has a function here that says, from the schema's own titles, descriptions
and examples, what should stand there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from swcareers.reading.schema_vocabulary import Error, Told, Vocabulary
from swcareers.reading.syntax import space_missing
from swcareers.values.text import counted, did_you_mean, joined, shown

_FEW = 16  # so many keys or words are still worth listing


def path_of(error: Error) -> tuple[str | int, ...]:
    """Keys and indexes of the entry an error is about."""
    return tuple(error.absolute_path)


# --- Keys -----------------------------------------------------------------------------


def _unknown_key(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    known = list(error.schema.get("properties", {}))
    for key in error.instance:
        if key not in known:
            yield Told(
                code="SWC201",
                message=f"{shown(key)} is not a key here",
                path=(*path_of(error), key),
                of="key",
                hint=_key_meant(key, known, error.instance),
            )


def _key_meant(key: str, known: Sequence[str], there: Mapping[str, Any]) -> str | None:
    if key.startswith("-"):
        return f"write: - {key.lstrip('-')}"
    free = [word for word in known if word not in there]
    called = [word for word in _CALLED_HERE.get(key.lower(), ()) if word in free]
    if called:
        return f"write {joined(called, 'or')}"
    meant = did_you_mean(key, free)
    if meant:
        return f"write: {meant}"
    meant = did_you_mean(key, known)
    if meant:
        return f"{meant} is there already: take one of them away"
    return f"the keys here are {joined(known)}" if 0 < len(known) <= _FEW else None


# What people write for a key of the language that has another name.
_CALLED_HERE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("minimum", "min", "number", "count"), ("at_least",)),
    **dict.fromkeys(("maximum", "max", "limit", "cap"), ("at_most",)),
    **dict.fromkeys(("by", "deadline", "before", "by_when"), ("due", "closes")),
    **dict.fromkeys(("every", "frequency", "each", "repeats"), ("every", "in_each")),
    **dict.fromkeys(("required", "mandatory", "compulsory", "optional"), ("strength",)),
    **dict.fromkeys(("duration", "length"), ("lasts", "clock", "runs_for", "every")),
    **dict.fromkeys(("renewal", "expires", "valid_for", "validity"), ("lasts", "to")),
    **dict.fromkeys(("start", "starts", "start_date"), ("started", "from")),
    **dict.fromkeys(("end", "ends", "end_date", "until"), ("ended", "to")),
    **dict.fromkeys(("outcome", "result", "verdict"), ("is", "verdict", "state")),
    **dict.fromkeys(("except", "exception", "exempt"), ("unless",)),
    **dict.fromkeys(("if", "only_if", "condition"), ("applies_when", "where")),
    **dict.fromkeys(("name", "label"), ("title", "id")),
    **dict.fromkeys(("description", "comment", "text"), ("note",)),
    **dict.fromkeys(("filter", "which", "with"), ("where",)),
    **dict.fromkeys(("when", "on", "day"), ("date", "applies_when")),
}


def key_misspelt(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    key = error.instance
    title = vocabulary.explanation(error, "description")
    words = error.schema.get("enum", ())
    meant = did_you_mean(key, [str(word) for word in words])
    hint = f"write: {meant}" if meant else _example(error, vocabulary)
    message = f"{shown(key)} cannot be a key here{_because(title)}"
    code = "SWC206" if words else "SWC207"
    yield Told(
        code=code, message=message, path=(*path_of(error), key), of="key", hint=hint
    )


def _missing_key(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    missing = [key for key in error.validator_value if key not in error.instance]
    hint = None
    if len(missing) == 1:
        entry = error.schema.get("properties", {}).get(missing[0], {})
        examples = entry.get("examples") if isinstance(entry, Mapping) else None
        if examples and isinstance(examples[0], str):
            hint = f"for example: {missing[0]}: {examples[0]}"
    yield _missing(error, missing, hint)


def _missing_beside(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    there = [key for key in error.validator_value if key in error.instance]
    for key in there:
        needed = error.validator_value[key]
        missing = [word for word in needed if word not in error.instance]
        if missing:
            yield _missing(error, missing, f"{shown(key)} needs it beside itself")


def _missing(error: Error, missing: Sequence[str], hint: str | None) -> Told:
    message = f"missing: {joined(missing)}"  # put into a sentence with its like
    return Told(
        code="SWC202",
        message=message,
        path=path_of(error),
        of="key",
        hint=hint,
        words=tuple(missing),
    )


def _keys_not_together(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    there = error.instance if isinstance(error.instance, Mapping) else {}
    keys = [key for key in _required(error.validator_value) if key in there]
    if not keys:
        yield from not_allowed(error, vocabulary)
        return
    message = f"{shown(keys[0])} does not belong here"
    if len(keys) > 1:
        message = f"{joined(shown(key) for key in keys)} do not go together"
    path = (*path_of(error), keys[-1])
    hint = "take one of them away" if len(keys) > 1 else "take it away"
    yield Told(code="SWC212", message=message, path=path, of="key", hint=hint)


def _required(schema: object) -> list[str]:
    if not isinstance(schema, Mapping):
        return []
    keys = list(schema.get("required", ()))
    for inner in schema.get("anyOf", ()):
        keys += _required(inner)
    return keys


# --- Shapes and texts -----------------------------------------------------------------


def _wrong_shape(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    wanted = error.validator_value
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    yield shape(error, names, error.instance, vocabulary)


def shape(
    error: Error, names: Sequence[str], value: object, vocabulary: Vocabulary
) -> Told:
    path, there = path_of(error), _named(value)
    texts = [name for name in names if name not in ("array", "object")]
    hint = _example(error, vocabulary)
    if isinstance(value, str) and texts:
        return _misspelt(error, vocabulary)
    if "array" in names and "object" in names:
        message = f"a list or keys with their values are needed here, not {there}"
        return Told(code="SWC204", message=message, path=path, hint=hint)
    if "array" in names and not texts:
        message = f'a list is needed here, not {there}: start the line with "- "'
        if isinstance(value, str) and _is_short(value):
            # A sentence is rarely the entry that is wanted.
            hint = hint if " " in value else f"write: [{value}]"
        return Told(code="SWC203", message=message, path=path, hint=hint)
    if "object" in names and not texts:
        message = f"keys with their values are needed here, not {there}"
        slip = space_missing(value, 0) if isinstance(value, str) else None
        titled = "title" in error.schema.get("properties", {}) and _is_short(value)
        hint = slip.hint if slip else hint
        if hint is None and titled:
            hint = f"write: {{title: {value}}}"
        return Told(code="SWC204", message=message, path=path, hint=hint)
    or_keys = ", or keys with their values," if "object" in names else ""
    message = f"one text{or_keys} is needed here, not {there}"
    if not or_keys and isinstance(value, list) and len(value) == 1:
        hint = f"write: {value[0]}" if _is_short(value[0]) else hint
    return Told(code="SWC205", message=message, path=path, hint=hint)


def _named(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    return "keys with values" if isinstance(value, Mapping) else "one text"


def _is_short(value: object) -> bool:
    """Whether a value can be shown inside a hint as it stands."""
    if not isinstance(value, str):
        return False
    return 0 < len(value) <= 40 and not set(value) & set("[]{},:#\"'\n\\")


def _not_a_word(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    words = error.validator_value
    words = words if isinstance(words, list) else [words]
    yield word_of(error, [written(word) for word in words])


def written(word: object) -> str:
    return str(word).lower() if isinstance(word, bool) else str(word)


def word_of(error: Error, words: Sequence[str]) -> Told:
    value, path = error.instance, path_of(error)
    if not isinstance(value, str):
        message = f"one word is needed here, not {_named(value)}"
        return Told(code="SWC205", message=message, path=path, hint=_words(words))
    meant = did_you_mean(value, words)
    message = f"{shown(value)} is not one of the words that may stand here"
    hint = f"write: {meant}" if meant else _words(words)
    return Told(code="SWC206", message=message, path=path, hint=hint)


def _words(words: Sequence[str]) -> str | None:
    return f"write {joined(words, 'or')}" if len(words) <= _FEW else None


def _not_as_written(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    yield _misspelt(error, vocabulary)


def _misspelt(error: Error, vocabulary: Vocabulary) -> Told:
    title = vocabulary.explanation(error, "description") or vocabulary.explanation(
        error, "title"
    )
    return Told(
        code="SWC207",
        message=f"{shown(error.instance)} cannot stand here{_because(title)}",
        path=path_of(error),
        hint=_example(error, vocabulary),
    )


def _because(explanation: str | None) -> str:
    """What belongs there, after what does not."""
    if not explanation:
        return ""
    return f" ({explanation.rstrip('.')})"


def _example(error: Error, vocabulary: Vocabulary) -> str | None:
    examples = vocabulary.explanation(error, "examples") or ()
    short = [text for one in examples if len(text := _in_one_line(one)) <= 60]
    return f"for example: {joined(short[:3], 'or')}" if short else None


def _in_one_line(value: object) -> str:
    """A value as YAML writes it inside a line."""
    if isinstance(value, Mapping):
        entries = (f"{key}: {_in_one_line(inner)}" for key, inner in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_in_one_line, value))}]"
    return written(value)


def _empty_text(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    if error.instance:
        yield _misspelt(error, vocabulary)
        return
    message = "an empty text says nothing here"
    hint = _example(error, vocabulary)
    yield Told(code="SWC207", message=message, path=path_of(error), hint=hint)


def _out_of_bounds(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    side = {
        "minimum": "at least",
        "maximum": "at most",
        "exclusiveMinimum": "more than",
        "exclusiveMaximum": "less than",
    }[error.validator]
    message = f"{error.instance} cannot stand here: {side} {error.validator_value}"
    yield Told(code="SWC207", message=message, path=path_of(error))


def _wrong_number_of_entries(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    side = "at least" if error.validator.startswith("min") else "at most"
    of_list = isinstance(error.instance, list)
    word = "entry" if of_list else "key"
    wanted, there = error.validator_value, len(error.instance)
    number = counted(wanted, word)
    has = str(there) if there else "none"
    message = f"{side} {number} may stand here, and there are {has}"
    if side == "at least":
        message = f"{side} {number} must stand here, and there is {has}"
    of: Literal["key", "value"] = "value" if there else "key"
    hint = None if there or side != "at least" else "add one, or leave the key out"
    yield Told(code="SWC208", message=message, path=path_of(error), of=of, hint=hint)


def _entry_twice(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    for index, item in enumerate(error.instance):
        if item in error.instance[:index]:
            first = error.instance.index(item)
            message = f"the same as entry {first + 1} of the list"
            if isinstance(item, str):
                message = f"{shown(item)} stands in the list already"
            path = (*path_of(error), index)
            hint = "take one of them away"
            yield Told(code="SWC211", message=message, path=path, hint=hint)


def not_allowed(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    title = vocabulary.explanation(error, "description") or vocabulary.explanation(
        error, "title"
    )
    message = f"this is in none of the forms that may stand here{_because(title)}"
    hint = _example(error, vocabulary)
    yield Told(code="SWC213", message=message, path=path_of(error), hint=hint)


SAID: dict[str, Callable[[Error, Vocabulary], Iterator[Told]]] = {
    "additionalProperties": _unknown_key,
    "unevaluatedProperties": _unknown_key,
    "required": _missing_key,
    "dependentRequired": _missing_beside,
    "not": _keys_not_together,
    "type": _wrong_shape,
    "enum": _not_a_word,
    "const": _not_a_word,
    "pattern": _not_as_written,
    "format": _not_as_written,
    "maxLength": _not_as_written,
    "minLength": _empty_text,
    "minimum": _out_of_bounds,
    "maximum": _out_of_bounds,
    "exclusiveMinimum": _out_of_bounds,
    "exclusiveMaximum": _out_of_bounds,
    "minItems": _wrong_number_of_entries,
    "maxItems": _wrong_number_of_entries,
    "minProperties": _wrong_number_of_entries,
    "maxProperties": _wrong_number_of_entries,
    "uniqueItems": _entry_twice,
}
