"""All faults of a file that a JSON Schema finds, in words for people who write YAML.

Only asked about files that are not good: jsonschema takes several times as long as
reading the file does. This is the only module that knows of it; what its errors mean
to an author stands in `schema_choices` and `schema_words`.

A schema has two readers. To an editor `3` is a number and `true` a truth value; here
every scalar is text, so a text that looks like a number is taken for one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from operator import ge, gt, le, lt
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from swcareers.reading.document import Document
from swcareers.reading.schema_choices import about
from swcareers.reading.schema_vocabulary import Told, Vocabulary
from swcareers.values.problems import Problem, sorted_problems
from swcareers.values.text import did_you_mean, joined, shown

Path: TypeAlias = tuple[str | int, ...]
_SHAPES = ("SWC203", "SWC204", "SWC205")
_KEPT = 16  # schemas prepared at a time; the library has three


def schema_problems(
    schema: Mapping[str, Any], document: Document
) -> tuple[Problem, ...]:
    """Everything in a document that a JSON Schema (2020-12) does not allow.

    Args:
        schema: the schema; prepared once and remembered, so it must not be changed.
        document: what was read.

    Returns:
        The problems in the order of the file, at most one of a kind in one place.
        Empty when the document is as the schema wants it.

    >>> from swcareers.reading.source import read
    >>> schema = {"properties": {"title": {}}, "additionalProperties": False}
    >>> for problem in schema_problems(schema, read("a.yaml", text="titel: x")):
    ...     print(problem.render())
    a.yaml:1:1 SWC201 "titel" is not a key here
        titel: x
        ^
      write: title
    """
    validator, vocabulary = _prepared(schema)
    told = [
        one
        for error in validator.iter_errors(document.data)
        for one in about(error, vocabulary)
    ]
    problems: dict[tuple[object, str], Problem] = {}
    for one in _joined(_without_followers(told, vocabulary)):
        problem = document.problem(
            one.code, one.message, one.path, of=one.of, hint=one.hint
        )
        problems.setdefault((problem.place or problem.pointer, one.code), problem)
    return sorted_problems(problems.values())


def _without_followers(told: Sequence[Told], vocabulary: Vocabulary) -> Iterator[Told]:
    """What was told, less what only follows from something else that was told.

    Where the kind word of a rule is missing or mistyped, nobody can say which of its
    other keys are allowed: only what is no key anywhere is worth saying.
    """
    unclear = {one.path: one for one in told if one.code == "SWC209"}
    unclear |= {one.path[:-1]: one for one in told if one.code == "SWC210"}
    mistyped = {
        one.path[:-1]
        for one in told
        if one.code == "SWC201" and _meant(one, unclear, vocabulary)
    }
    shapeless = {one.path for one in told if one.code in _SHAPES}
    unknown: dict[Path, list[str]] = {}
    for one in told:
        if one.code == "SWC201":
            unknown.setdefault(one.path[:-1], []).append(str(one.path[-1]))
    for one in told:
        if one.code == "SWC209" and one.path in mistyped:
            continue
        if one.code == "SWC213" and one.path in shapeless:
            continue
        if one.code == "SWC202" and one.path in unknown:
            slips = {did_you_mean(key, one.words) for key in unknown[one.path]}
            missing = tuple(word for word in one.words if word not in slips)
            if missing:
                yield one.evolve(words=missing)
            continue
        if one.code == "SWC201" and one.path[:-1] in unclear:
            meant = _meant(one, unclear, vocabulary)
            if meant:
                yield one.evolve(hint=f"write: {meant}")
            elif one.path[-1] not in vocabulary.keys:
                yield one
            continue
        yield one


def _meant(
    one: Told, unclear: Mapping[Path, Told], vocabulary: Vocabulary
) -> str | None:
    """The kind word that an unknown key is a slip of."""
    missing = unclear.get(one.path[:-1])
    key = str(one.path[-1])
    if missing is None or missing.code != "SWC209" or key in vocabulary.keys:
        return None
    return did_you_mean(key, missing.words)


def _joined(told: Iterator[Told]) -> Iterator[Told]:
    """What was told, all keys that are missing in one place told in one sentence."""
    missing: dict[Path, list[Told]] = {}
    for one in told:
        if one.code == "SWC202":
            missing.setdefault(one.path, []).append(one)
        else:
            yield one
    for together in missing.values():
        words = list(dict.fromkeys(word for one in together for word in one.words))
        keys = joined(shown(word) for word in words)
        number = "a key is" if len(words) == 1 else f"{len(words)} keys are"
        hints = dict.fromkeys(one.hint for one in together if one.hint)
        yield together[0].evolve(
            message=f"{number} missing here: {keys}",
            hint=next(iter(hints), None) if len(words) == 1 else None,
            words=tuple(words),
        )


# --- Schemas, prepared ----------------------------------------------------------------

_PREPARED: dict[int, tuple[Mapping[str, Any], Any, Vocabulary]] = {}


def _prepared(schema: Mapping[str, Any]) -> tuple[Any, Vocabulary]:
    """The validator of a schema; the schema itself is kept, so its id stays its own."""
    if id(schema) not in _PREPARED:
        if len(_PREPARED) >= _KEPT:
            _PREPARED.clear()
        _PREPARED[id(schema)] = (schema, _Validator(schema), Vocabulary(schema))
    _, validator, vocabulary = _PREPARED[id(schema)]
    return validator, vocabulary


def _number(text: object) -> Decimal | None:
    if not isinstance(text, str):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and "_" not in text else None


def _is_number(_: object, value: object) -> bool:
    return _number(value) is not None


def _is_whole(_: object, value: object) -> bool:
    number = _number(value)
    return number is not None and number == number.to_integral_value()


def _is_truth(_: object, value: object) -> bool:
    return value in ("true", "false")


def _as_text(value: object) -> object:
    """A word of a schema as the text it is in a file."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


def _enum(
    _: object, words: Sequence[object], value: object, __: object
) -> Iterator[ValidationError]:
    if value not in [_as_text(word) for word in words]:
        yield ValidationError("not one of the words")


def _const(
    _: object, word: object, value: object, __: object
) -> Iterator[ValidationError]:
    if value != _as_text(word):
        yield ValidationError("not the word")


def _bound(fits: Callable[[Any, Any], bool]) -> Callable[..., Any]:
    def check(
        _: object, bound: float, value: object, __: object
    ) -> Iterator[ValidationError]:
        number = _number(value)
        if number is not None and not fits(number, Decimal(str(bound))):
            yield ValidationError("out of bounds")

    return check


_types = Draft202012Validator.TYPE_CHECKER.redefine_many(
    {
        "number": _is_number,
        "integer": _is_whole,
        "boolean": _is_truth,
        "null": lambda _, __: False,
    }
)
_extend: Any = extend  # jsonschema has no types of its own for it
_Validator: Any = _extend(
    Draft202012Validator,
    {
        "enum": _enum,
        "const": _const,
        "minimum": _bound(ge),
        "maximum": _bound(le),
        "exclusiveMinimum": _bound(gt),
        "exclusiveMaximum": _bound(lt),
        # A text is divided by nothing; no published schema of ours asks for it.
        "multipleOf": lambda *_: (),
    },
    type_checker=_types,
)
