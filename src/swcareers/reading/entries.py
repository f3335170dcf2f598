"""Entries with their versions and variants: each is the whole entry as it is then."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar

from swcareers.reading.forms import Hook
from swcareers.reading.model_types import (
    VARIANT_KEYS,
    VERSION_AND_ENTRY,
    VERSION_KEYS,
    Plain,
    Unfit,
    Unreadable,
    all_kind_keys,
    key_types,
    kind_keys,
    kind_word,
    merged,
)
from swcareers.rules.requirement import KINDS, Edition, Rule, Variant
from swcareers.values.text import joined, shown

T = TypeVar("T")


class Entries(Generic[T]):
    """Reads the entries of one class, their versions and their variants."""

    def __init__(self, cls: type[T], bare: Hook, read: Hook) -> None:
        """Prepare what is the same for every entry.

        Args:
            cls: the class of the entries.
            bare: reads one without its kind, versions and variants.
            read: reads a value as a type.
        """
        self._cls = cls
        self._bare = bare
        self._read = read

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
        word, common, asked = _divided(tuple(own))
        if word is None:
            if not versioned:
                self._bare(own, self._cls)
                raise Unreadable("A requirement has exactly one kind word", "SWC209")
            return self._bare({key: own[key] for key in common}, self._cls)  # type: ignore[no-any-return]  # a Rule
        rule: T = self._bare({key: own[key] for key in common}, self._cls)
        ask = self._read({key: own[key] for key in asked}, KINDS[word])
        object.__setattr__(rule, "ask", ask)
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
            key: self._read(item, types[key])
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
            when=self._read(variant["when"], Rule),
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


@lru_cache(maxsize=4096)
def _divided(
    keys: tuple[str, ...],
) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """The kind word among the keys of a rule, the common keys, and those of a kind.

    Raises:
        Unreadable: there is more than one kind word.
    """
    word = kind_word(dict.fromkeys(keys))
    theirs = all_kind_keys() if word is None else kind_keys(word)
    return (
        word,
        tuple(key for key in keys if key not in theirs),
        tuple(key for key in keys if key in theirs),
    )
