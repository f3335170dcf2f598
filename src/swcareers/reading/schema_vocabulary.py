"""The words of a schema, and one fault told in words."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

import attrs

Error: TypeAlias = Any  # a ValidationError; only `schema_problems` knows its library
Schema: TypeAlias = Mapping[str, Any]
# Steps of a path through a schema that go on to another entry of the file.
STEPS_DOWN = frozenset(
    {
        "properties",
        "patternProperties",
        "additionalProperties",
        "unevaluatedProperties",
        "items",
        "prefixItems",
        "contains",
    }
)
_ANOTHER_ENTRY = STEPS_DOWN | {"propertyNames"}
# Steps after which a name follows that is a key of the file, not of the schema.
_NAMED_NEXT = frozenset({"properties", "patternProperties", "dependentSchemas"})


@attrs.frozen(kw_only=True)
class Told:
    """One fault in plain words.

    Attributes:
        path: the entry it is about.
        of: whether it is about its key or its value.
        words: the keys that are missing, or the kind words there are.
    """

    code: str
    message: str
    path: tuple[str | int, ...]
    of: Literal["key", "value"] = "value"
    hint: str | None = None
    words: tuple[str, ...] = ()

    def evolve(self, **changes: Any) -> "Told":
        """The same with something changed."""
        return attrs.evolve(self, **changes)


class Vocabulary:
    """The words of one schema.

    Attributes:
        keys: every key that may stand anywhere.
    """

    def __init__(self, schema: Schema) -> None:
        """Collect the keys of a schema."""
        self._schema = schema
        self.keys = frozenset(_all_keys(schema))

    def explanation(self, error: Error, word: str) -> Any:
        """The `title`, `description` or `examples` of the entry an error is about.

        A key may explain itself and refer to a definition that explains itself, too:
        the definition says how it is written, and that is what went wrong.
        """
        found = None
        for visited, moved in self._visited(error):
            if moved:
                found = None
            found = visited.get(word, found)
        return found

    def _visited(self, error: Error) -> Iterator[tuple[Schema, bool]]:
        """The schemas on the way to an error; whether each is of another entry."""
        here: Any = self._schema
        named = moved = False
        yield here, False
        for step in error.absolute_schema_path:
            # A validator leaves the references on its way out of the path.
            while isinstance(here, Mapping) and step not in here and "$ref" in here:
                here = self._definition(here["$ref"])
                yield here, False
            here = here[step]
            moved = moved or (not named and step in _ANOTHER_ENTRY)
            named = not named and step in _NAMED_NEXT
            if not named and isinstance(here, Mapping):
                yield here, moved
                moved = False

    def _definition(self, reference: str) -> Any:
        here: Any = self._schema
        for step in reference.removeprefix("#").split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            here = here[int(step)] if isinstance(here, list) else here[step]
        return here


def _all_keys(schema: object) -> Iterator[str]:
    if isinstance(schema, Mapping):
        properties = schema.get("properties")
        if isinstance(properties, Mapping):
            yield from properties
        for inner in schema.values():
            yield from _all_keys(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _all_keys(inner)
