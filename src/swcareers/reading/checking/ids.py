"""Every id of a file looked up: one walk, driven by what the models say of their keys.

For each class the keys that can name something are worked out once, with what to do
about each. A walk then touches only those, and of them only the ones that are
written. On its way it collects the rules and entries it meets, so that no other check
has to search for them.
"""

from collections.abc import Callable, Mapping, Set, Sized
from functools import cache, partial
from itertools import compress
from operator import attrgetter
from typing import Any, NamedTuple

import attrs

from swcareers.framework.framework import LISTS, SECTIONS
from swcareers.framework.loaded import Path
from swcareers.framework.model import Amendment, FrameworkFile
from swcareers.reading.checking.items import LOOSE_FIELDS
from swcareers.reading.checking.known import LOOSE, Known, To
from swcareers.reading.checking.seen import Said, Seen
from swcareers.reading.model_types import (
    bare,
    is_list,
    is_mapping,
    is_model,
    is_point,
    is_point_or_window,
    item_of,
    key_types,
    members,
)
from swcareers.rules.requirement import (
    Audience,
    Entry,
    Rule,
    Strength,
    Where,
    Who,
    parts_of,
)
from swcareers.values.amounts import Amount
from swcareers.values.keys import keys_of, spelling
from swcareers.values.points import NamedPoint, Point, RelativePoint, Window
from swcareers.values.text import did_you_mean

Act = Callable[["Walk", Any, Path], None]


@attrs.frozen(eq=False)
class _Plan:
    """The keys of a class that are worth a look.

    Attributes:
        values: reads them all from a thing, in the order of `keys`.
        keys: the spelling of each, what to do about it, and where its id comes from
            if it is one id and nothing else.
    """

    values: Callable[[Any], tuple[Any, ...]]
    keys: tuple[tuple[str, Act, To | None], ...]


class Declared(NamedTuple):
    """An entry of a section, or one version of it, as it was met.

    Attributes:
        keys: the keys written at `path`; None: all of the entry's.
    """

    entry: Entry
    section: str
    id: str
    path: Path
    framework: str
    keys: Set[str] | None = None

    def writes(self, key: str) -> bool:
        """Whether a key would be written here, and not in the entry it changes."""
        return self.keys is None or key in self.keys


class Walk:
    """One walk through the files of a framework, the last of them its own.

    Attributes:
        rules: every rule, with its parts, conditions, versions and variants.
        entries: every entry of a section, and its versions and variants.
        marked: everything that can carry marks, with its path.
        loose: words that rules compare and nobody declares: family, word, framework
            and path.
    """

    def __init__(self, known: Known, said: Said) -> None:
        """Prepare; nothing is looked at yet."""
        self.known = known
        self.said = said
        self.rules: list[Seen] = []
        self.entries: list[Declared] = []
        self.marked: list[tuple[Any, Path, str]] = []
        self.loose: list[tuple[str, str, str, Path]] = []
        self.taken_for_reasons: list[tuple[str, str, Path]] = []
        self._framework = ""
        self._section = ""
        self._owner = ""

    def file(self, file: FrameworkFile) -> None:
        """Look at all that one file says."""
        self.at(file.framework)
        self.thing(file, ())
        for list_ in LISTS:
            _rules(self, getattr(file, list_), (list_,))
        for section in SECTIONS:
            if section in ("groups", "formats"):
                continue  # they hold no entries
            self._section = section
            for id_, entry in getattr(file, section).items():
                self._owner = id_
                self.entry(entry, (section, id_))
        self._section = self._owner = ""
        for id_, source in file.sources.items():
            self.marked.append((source, ("sources", id_), file.framework))
        for index, amendment in enumerate(file.amends):
            self.thing(amendment, ("amends", index))

    def at(self, framework: str, section: str = "", owner: str = "") -> None:
        """Go to a file, and to an entry in it: what is said next stands there."""
        self._framework, self._section, self._owner = framework, section, owner

    def entry(self, entry: Entry, path: Path, keys: Set[str] | None = None) -> None:
        """Look at an entry of a section and at each of its versions and variants."""
        self.entries.append(
            Declared(entry, self._section, self._owner, path, self._framework, keys)
        )
        self.thing(entry, path, keys)
        for change, at, keys_there in _changes(entry, path, keys):
            self.entry(change, at, keys_there)
        if keys is None or "variants" in keys:
            for index, variant in enumerate(entry.variants):
                self.rule(variant.when, (*path, "variants", index, "when"))

    def rule(
        self,
        rule: Rule,
        path: Path,
        strength: Strength = "must",
        keys: Set[str] | None = None,
        base: Seen | None = None,
    ) -> None:
        """Look at a rule, at all it holds, and at each of its versions and variants."""
        seen = Seen(
            rule, path, self._framework, self._section, self._owner,
            rule.strength or strength, keys, base,
        )  # fmt: skip
        self.rules.append(seen)
        self.thing(rule, path, keys)
        ask = rule.ask
        if ask is not None:
            self.thing(ask, path, keys)
            word = ask.WORD
            if keys is None or word in keys:
                for index, part in enumerate(parts_of(ask)):
                    self.rule(part, (*path, word, index), seen.strength)
        if rule.unless is not None and (keys is None or "unless" in keys):
            self.rule(rule.unless, (*path, "unless"))
        if rule.versions or rule.variants:
            for change, at, keys_there in _changes(rule, path, keys):
                self.rule(change, at, strength, keys_there, seen)
            if keys is None or "variants" in keys:
                for index, variant in enumerate(rule.variants):
                    self.rule(variant.when, (*path, "variants", index, "when"))

    def thing(self, thing: Any, path: Path, keys: Set[str] | None = None) -> None:
        """Look at the keys of anything that is written in a file."""
        cls: type = type(thing)
        plan = _plan(cls)
        values = plan.values(thing)
        # Most keys are not written: `compress` passes over them without a step. Most
        # that are written name something that is there: no path is made for those.
        for value, (name, act, to) in compress(zip(values, plan.keys), values):  # noqa: B905  # as long by construction
            if to is not None and value in self.known.sets[to]:
                continue
            if keys is None or name in keys:
                act(self, value, (*path, name))

    # --- what a key may name ---

    def reference(self, to: To, id_: str, path: Path) -> None:
        """Look an id up."""
        if id_ not in self.known.ids(to):
            self._unknown(to, id_, path)
        elif "groups" in to and id_ in self.known.framework.groups:
            stranger = self.known.wrong_member(id_, to)
            if stranger is not None:
                what = self.known.declared_as(stranger)
                self.said.error(
                    "SWC306", self._framework, path,
                    f"the group {id_} holds {stranger}, which is {what}",
                    "write another group, or declare one without it",
                )  # fmt: skip

    def _unknown(self, to: To, id_: str, path: Path) -> None:
        loose = next((name for name in to if name in LOOSE), None)
        if loose is not None:
            meant = did_you_mean(id_, self.known.ids(to))
            if meant is None or loose == "acts":
                self.loose.append((loose, id_, self._framework, path))
                if len(to) > 1 and loose == "absence_reasons":
                    self.taken_for_reasons.append((id_, self._framework, path))
                return
            if loose == "absence_reasons" and self._is_a_reason(id_):
                return
        message, hint = self.known.missing(id_, to)
        self.said.error("SWC306", self._framework, path, message, hint)

    def _is_a_reason(self, word: str) -> bool:
        """Whether the word stands somewhere where only a reason of absence can."""
        return any(found == word for family, found, _, _ in self.loose)

    def point(self, point: Point, path: Path, fields: Set[str] = frozenset()) -> None:
        """Look up the names in a moment.

        Args:
            fields: the fields of the item in hand, where a test asks about one.
        """
        while isinstance(point, RelativePoint):
            point = point.anchor
        if isinstance(point, NamedPoint):
            name = point.name
            if name not in self.known.ids(("points",)) and name not in fields:
                message, hint = self.known.missing(name, ("points", "events"))
                self.said.error("SWC306", self._framework, path, message, hint)

    def window(
        self, window: Window, path: Path, fields: Set[str] = frozenset()
    ) -> None:
        """Look up the names in a stretch of time."""
        for name, point in (
            ("from", window.from_), ("to", window.to), ("before", window.before),
        ):  # fmt: skip
            if point is not None:
                self.point(point, (*path, name), fields)

    def amount(self, amount: Amount, path: Path) -> None:
        """Look up the figure or the unit of an amount."""
        name, unit = amount.figure, amount.unit
        if name is not None and name not in self.known.figures:
            meant = did_you_mean(name, self.known.figures)
            self.said.error(
                "SWC306", self._framework, path,
                f"no figure has the id {name}, and it is no word of a scale",
                f"did you mean {meant}?" if meant
                else "write a number with its unit, or declare it under figures",
            )  # fmt: skip
        if unit is not None and unit not in self.known.units:
            meant = did_you_mean(unit, self.known.units)
            self.said.error(
                "SWC309", self._framework, path,
                f"nothing is counted in {unit}: it is neither a unit, nor a field of "
                "a type of evidence, nor what a measure is counted in",
                f"did you mean {meant}?" if meant
                else f"write {amount.number} where pieces are counted, or declare "
                f"{unit} under units" if amount.number is not None
                else "declare it under units",
            )  # fmt: skip

    def who(self, who: Who, path: Path) -> None:
        """Look up the roles of those who act."""
        for role in who.roles:
            self.reference(("roles", "people_words"), role, path)


def item_path(path: Path, index: int, items: Sized) -> Path:
    """The path of one of several; one alone may be written without a list."""
    return path if len(items) == 1 else (*path, index)


def _changes(
    entry: Entry, path: Path, keys: Set[str] | None
) -> list[tuple[Any, Path, Set[str]]]:
    """The versions and variants written in an entry, with the keys each has."""
    found: list[tuple[Any, Path, Set[str]]] = []
    if keys is None or "versions" in keys:
        for index, edition in enumerate(entry.versions):
            if edition.entry is not None:
                at = (*path, "versions", index)
                found.append((edition.entry, at, frozenset(edition.keys)))
    if keys is None or "variants" in keys:
        for index, variant in enumerate(entry.variants):
            at = (*path, "variants", index)
            found.append((variant.entry, at, frozenset(variant.keys)))
    return found


# --- what to do about each kind of key ----------------------------------------------


@cache
def _plan(cls: type) -> _Plan:
    types, names, keys = key_types(cls), [], []
    for field, (_, reference) in keys_of(cls).items():
        name = spelling(cls, field)
        to = reference.to if reference else ()
        act = _act(cls, field, types[name], to)
        if act is not None:
            inner = [bare(member) for member in members(types[name])]
            names.append(field)
            one = inner == [str] and to and "groups" not in to
            keys.append((name, act, to if one else None))
    if len(names) > 1:
        return _Plan(attrgetter(*names), tuple(keys))
    if names:
        return _Plan(lambda thing: (getattr(thing, names[0]),), tuple(keys))
    return _Plan(lambda _: (), ())


def _act(cls: type, field: str, type_: Any, to: To) -> Act | None:
    if cls is FrameworkFile and (field in SECTIONS or field in (*LISTS, "amends")):
        return None  # `Walk.file` goes through them itself
    if issubclass(cls, Entry) and field in ("versions", "variants"):
        return None
    if cls is Amendment and field == "rule":
        return None  # said where the files are put together
    if cls is Rule and field == "unless":
        return None
    inner = [bare(member) for member in members(type_)]
    if Who in inner:
        return Walk.who
    if cls is Audience and field in LOOSE_FIELDS:
        return partial(_words, field)
    if to:
        return _named(inner, type_, to)
    return _held(inner, type_)


def _named(inner: list[Any], type_: Any, to: To) -> Act:
    """What to do about a key that names something."""
    if is_list(type_):
        return partial(_references, to)
    if is_mapping(type_):
        return partial(_keys, to)
    if inner == [str]:
        return partial(_reference, to)
    return partial(_reference_or_thing, to)


def _held(inner: list[Any], type_: Any) -> Act | None:
    """What to do about a key that holds something with names in it."""
    if is_point(type_):
        return Walk.point
    if is_point_or_window(type_):
        return _point_or_window
    if Window in inner:
        return Walk.window
    if Amount in inner:
        return Walk.amount
    if Where in inner:
        return None  # depends on the item it is asked of: see `wheres`
    if Rule in inner:
        return _rule
    if is_list(type_) or is_mapping(type_):
        item = item_of(type_)
        if bare(item) is Rule:
            return _rules
        held = _held([bare(member) for member in members(item)], item)
        if held is None:
            return None
        return partial(_each if is_list(type_) else _each_of, held)
    found = next((member for member in inner if is_model(member)), None)
    return _thing if found is not None else None


def _reference(to: To, walk: Walk, id_: str, path: Path) -> None:
    walk.reference(to, id_, path)


def _reference_or_thing(to: To, walk: Walk, value: Any, path: Path) -> None:
    if isinstance(value, str):
        walk.reference(to, value, path)
    elif attrs.has(type(value)):
        walk.thing(value, path)


def _references(to: To, walk: Walk, ids: tuple[str, ...], path: Path) -> None:
    for index, id_ in enumerate(ids):
        walk.reference(to, id_, item_path(path, index, ids))


def _words(family: str, walk: Walk, words: tuple[str, ...], path: Path) -> None:
    walk.loose.extend((family, word, walk._framework, path) for word in words)


def _keys(to: To, walk: Walk, ids: Mapping[str, Any], path: Path) -> None:
    for id_ in ids:
        walk.reference(to, id_, (*path, id_))


def _point_or_window(walk: Walk, value: Any, path: Path) -> None:
    if isinstance(value, Window):
        walk.window(value, path)
    else:
        walk.point(value, path)


def _rule(walk: Walk, rule: Rule, path: Path) -> None:
    walk.rule(rule, path)


def _rules(walk: Walk, rules: tuple[Rule, ...], path: Path) -> None:
    for index, rule in enumerate(rules):
        walk.rule(rule, (*path, index))


def _each(held: Act, walk: Walk, things: tuple[Any, ...], path: Path) -> None:
    for index, thing in enumerate(things):
        held(walk, thing, (*path, index))


def _each_of(held: Act, walk: Walk, things: Mapping[str, Any], path: Path) -> None:
    for key, thing in things.items():
        held(walk, thing, (*path, key))


def _thing(walk: Walk, thing: Any, path: Path) -> None:
    if isinstance(thing, Entry):
        walk.marked.append((thing, path, walk._framework))
    walk.thing(thing, path)
