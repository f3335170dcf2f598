"""What each key of a file is called, means and looks like.

The models say this once, beside the field; the JSON Schema, the language reference
and the error messages all read it from there, so they cannot drift apart.
"""

from typing import Any

import attrs


@attrs.frozen(eq=False)  # hashed by identity: an example may be a list
class Key:
    """One key of a framework, record or case file, explained.

    Attributes:
        title: a few words, shown by an editor beside the key.
        description: what it means, in the field's words.
        example: a value as it is written in YAML (plain text, lists, mappings).
        name: the spelling in the file, where Python's own must differ (``from``).
        alone: a list of one may be written as its one entry alone.
        ids: the value is an id, or the keys below it are.
        filled: the list needs at least one entry.
        repeats: the same text may stand in the list twice.
    """

    title: str
    description: str
    example: Any
    name: str | None = None
    alone: bool = False
    ids: bool = False
    filled: bool = False
    repeats: bool = False


@attrs.frozen(init=False)
class Ref:
    """A key whose value is the id of something declared elsewhere.

    Attributes:
        to: names of the sections (or of the built-in words) the id may come from.
    """

    to: tuple[str, ...]

    def __init__(self, *to: str) -> None:
        """Say where ids of this key are declared."""
        object.__setattr__(self, "to", to)


def keys_of(cls: type) -> dict[str, tuple[Key, Ref | None]]:
    """The explained keys of a model class, by Python field name.

    >>> from swcareers.values.keys import Key, keys_of
    >>> from typing import Annotated
    >>> import attrs
    >>> @attrs.frozen
    ... class Card:
    ...     title: Annotated[str, Key("Title", "What it is called.", "ASYE")]
    >>> keys_of(Card)["title"][0].title
    'Title'
    """
    found = _KEYS.get(cls)
    if found is None:
        found = {}
        for field in attrs.fields(cls):
            metadata = getattr(field.type, "__metadata__", ())
            key = next((m for m in metadata if isinstance(m, Key)), None)
            if key is not None:
                ref = next((m for m in metadata if isinstance(m, Ref)), None)
                found[field.name] = (key, ref)
        _KEYS[cls] = found
    return found


_KEYS: dict[type, dict[str, tuple[Key, Ref | None]]] = {}


def spelling(cls: type, field_name: str) -> str:
    """How a field is spelt in a file (``from_`` is ``from``)."""
    key = keys_of(cls).get(field_name)
    return (key[0].name if key else None) or field_name
