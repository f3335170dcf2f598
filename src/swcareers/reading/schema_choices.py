"""What an error of a JSON Schema means: the door to `schema_words`, and choices.

A choice (`oneOf`, `anyOf`) fails in all its branches at once, and a validator names
them all. The author meant one of them.
"""

from collections.abc import Iterator, Mapping, Sequence

from swcareers.reading.schema_vocabulary import (
    STEPS_DOWN,
    Error,
    Told,
    Vocabulary,
)
from swcareers.reading.schema_words import (
    SAID,
    key_misspelt,
    not_allowed,
    path_of,
    shape,
    word_of,
    written,
)
from swcareers.values.text import did_you_mean, joined, shown


def about(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    """What an error says, in plain words; sometimes several things."""
    if error.validator is None:  # the schema `false`: nothing may stand here
        message = "this does not belong here"
        path = path_of(error)
        yield Told(code="SWC212", message=message, path=path, of="key")
    elif _is_about_a_key(error):
        yield from key_misspelt(error, vocabulary)
    elif error.validator in ("oneOf", "anyOf"):
        yield from _one_of(error, vocabulary)
    else:
        yield from SAID.get(error.validator, not_allowed)(error, vocabulary)


def _is_about_a_key(error: Error) -> bool:
    steps = list(error.absolute_schema_path)
    last = max((at for at, step in enumerate(steps) if step in STEPS_DOWN), default=-1)
    return isinstance(error.instance, str) and "propertyNames" in steps[last + 1 :]


def _one_of(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    branches = error.validator_value
    words = [_only_required(branch) for branch in branches]
    if all(words):
        yield from _kind_words(error, [word for word in words if word])
        return
    if not error.context:
        message = "this fits more than one of the forms that may stand here"
        yield Told(code="SWC213", message=message, path=path_of(error))
        return
    yield from _nearest_branch(error, vocabulary)


def _only_required(branch: object) -> str | None:
    """The kind word of a branch that asks for one key and nothing else."""
    if isinstance(branch, Mapping) and len(branch.get("required", ())) == 1:
        rest = set(branch) - {"required", "title", "description", "examples"}
        return None if rest else str(branch["required"][0])
    return None


def _kind_words(error: Error, words: Sequence[str]) -> Iterator[Told]:
    if not isinstance(error.instance, Mapping):
        return  # its shape is wrong, and that is said elsewhere
    there = [word for word in error.instance if word in words]
    if len(there) > 1:
        message = (
            f"{joined(shown(word) for word in there)} are kind words: exactly one "
            "may stand here"
        )
        yield Told(
            code="SWC210",
            message=message,
            path=(*path_of(error), there[1]),
            of="key",
            hint="make a rule of each",
            words=tuple(there),
        )
        return
    listed = f"the kind words are {joined(words)}"
    yield Told(
        code="SWC209",
        message="a kind word is missing here: exactly one is needed",
        path=path_of(error),
        of="key",
        hint=listed if len(listed) < 300 else None,
        words=tuple(words),
    )


def _nearest_branch(error: Error, vocabulary: Vocabulary) -> Iterator[Told]:
    """What is wrong with the form that the author probably meant.

    That is the form of the right shape with the least to mend; when several are
    equally near, what they have in common is said.
    """
    branches: dict[int, list[Error]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    fitting = [found for found in branches.values() if not _other_shapes(found)]
    if not fitting:
        names = [name for found in branches.values() for name in _other_shapes(found)]
        yield shape(error, names, error.instance, vocabulary)
        return
    fitting.sort(key=len)
    if isinstance(error.instance, str):
        words = [word for found in fitting for word in _words(found)]
        if did_you_mean(error.instance, words) or all(map(_words, fitting)):
            yield word_of(error, words)
            return
    if all(one.validator == "required" for found in fitting for one in found):
        options = [joined(found[0].validator_value) for found in fitting]
        message = f"a key is missing here: {joined(options, 'or')}"
        yield Told(code="SWC213", message=message, path=path_of(error), of="key")
    elif len(fitting) == 1 or len(fitting[0]) < len(fitting[1]):
        for inner in fitting[0]:
            yield from about(inner, vocabulary)
    else:
        yield from not_allowed(error, vocabulary)


def _other_shapes(found: Sequence[Error]) -> list[str]:
    """The shapes a branch asks for, when the entry has none of them."""
    names: list[str] = []
    for one in found:
        if one.validator == "type" and not one.path:
            value = one.validator_value
            names += [value] if isinstance(value, str) else value
        elif one.validator in ("enum", "const") and not isinstance(one.instance, str):
            names += [] if one.path else ["string"]
    return names


def _words(found: Sequence[Error]) -> list[str]:
    """The words a branch would take."""
    for one in found:
        if one.validator in ("enum", "const") and not one.path:
            value = one.validator_value
            return (
                [written(word) for word in value]
                if one.validator == "enum"
                else [written(value)]
            )
    return []
