"""Names and marks: titles, earlier ids, members of groups, sources, what is marked."""

from collections.abc import Mapping, Set
from functools import cache
from operator import attrgetter
from typing import Any

from swcareers.framework.loaded import Path
from swcareers.framework.model import Figure
from swcareers.reading.checking.ids import Declared, Walk, item_path
from swcareers.reading.checking.seen import Seen
from swcareers.reading.model_types import VERSION_KEYS, all_kind_keys, kind_keys
from swcareers.rules.requirement import Entry, Rule
from swcareers.values.keys import keys_of, spelling
from swcareers.values.text import did_you_mean, joined

MARKS = ("illustrative", "unverified", "not_stated")
_marks_of = attrgetter(*MARKS)


def check_names(walk: Walk) -> None:
    """Look at the names and marks of everything that was met."""
    for declared in walk.entries:
        if declared.keys is None:
            _title(walk, declared)
        if declared.entry.formerly:
            _formerly(walk, declared)
        _marks(walk, declared.entry, declared.path, declared.framework, declared.keys)
    for seen in walk.rules:
        rule = seen.rule
        if rule.formerly:
            _formerly_rule(walk, seen)
        if rule.illustrative or rule.unverified or rule.not_stated:
            _marks(walk, rule, seen.path, seen.framework, seen.keys)
    for thing, path, framework in walk.marked:
        _marks(walk, thing, path, framework, None)
    _groups(walk)
    _sources(walk)


def _title(walk: Walk, declared: Declared) -> None:
    if declared.entry.title is not None:
        return
    book = walk.known.framework
    first = book.origins[declared.section, declared.id][0]
    if first == declared.framework and "title" not in declared.entry.not_stated:
        walk.said.warning(
            "SWC317", declared.framework, declared.path,
            f"{declared.id} has no title, so reports call it by its id",
            "write title: what people call it",
        )  # fmt: skip


def _formerly(walk: Walk, declared: Declared) -> None:
    taken = walk.known.framework.section(declared.section)
    for index, old in enumerate(declared.entry.formerly):
        if old in taken:
            _clash(walk, declared.framework, declared.path, index, old)


def _formerly_rule(walk: Walk, seen: Seen) -> None:
    if seen.keys is not None:
        return
    rules = walk.known.framework.rules
    for index, old in enumerate(seen.rule.formerly):
        if (f"{seen.owner}/{old}" if seen.owner else old) in rules:
            _clash(walk, seen.framework, seen.path, index, old)


def _clash(walk: Walk, framework: str, path: Path, index: int, old: str) -> None:
    walk.said.error(
        "SWC308", framework, (*path, "formerly", index),
        f"{old} is said to be an earlier id, and something has this id now",
        "leave it out of formerly, or give the other an id of its own",
    )  # fmt: skip


# --- groups --------------------------------------------------------------------------


def _groups(walk: Walk) -> None:
    """A member that is declared nowhere, beside others that are."""
    known = walk.known
    for file in known.framework.files:
        for id_, members in file.groups.items():
            strangers = [m for m in members if not _is_known(walk, m)]
            if not strangers or len(strangers) == len(members):
                continue  # a group of words, which nobody declares
            for stranger in strangers:
                others = {m for m in _declared(walk) if m not in members}
                meant = did_you_mean(stranger, others)
                walk.said.error(
                    "SWC306", file.framework,
                    ("groups", id_, members.index(stranger)),
                    f"{stranger} is declared nowhere, and the others of {id_} are",
                    f"did you mean {meant}?" if meant
                    else "declare it, or leave it out",
                )  # fmt: skip


def _is_known(walk: Walk, id_: str) -> bool:
    known = walk.known
    return (
        known.is_declared(id_)
        or id_ in known.ids(("capabilities",))
        or id_ in known.domains
    )


def _declared(walk: Walk) -> Set[str]:
    return walk.known.ids(("dated", "stages", "roles", "measures"))


# --- sources --------------------------------------------------------------------------


def _sources(walk: Walk) -> None:
    """Each requirement and each figure needs a source somewhere above it, or a mark."""
    book = walk.known.framework
    file = book.file
    if file.source is not None or any(_marks_of(file)):
        return
    for seen in walk.rules:
        if seen.framework != book.id or seen.keys is not None or len(seen.path) > 4:
            continue  # of another file, a version, or a part of a rule
        if isinstance(seen.path[len(seen.path) - 1], int) and seen.strength == "must":
            owner = _owner(walk, seen)
            if not _has_source(seen.rule) and not (owner and _has_source(owner)):
                _no_source(walk, seen.path, "this must")
    for declared in walk.entries:
        if (
            isinstance(declared.entry, Figure)
            and declared.framework == book.id
            and declared.keys is None
            and not _has_source(declared.entry)
        ):
            _no_source(walk, declared.path, "this figure")


def _owner(walk: Walk, seen: Seen) -> Entry | None:
    if not seen.section:
        return None
    found = getattr(walk.known.framework.file, seen.section).get(seen.owner)
    return found if isinstance(found, Entry) else None


def _has_source(entry: Entry) -> bool:
    if entry.source is not None or any(_marks_of(entry)):
        return True
    return bool(entry.versions) and all(
        one.source is not None or (one.entry is not None and _has_source(one.entry))
        for one in entry.versions
    )


def _no_source(walk: Walk, path: Path, what: str) -> None:
    walk.said.warning(
        "SWC314", walk.known.framework.id, path,
        f"nothing says where {what} comes from",
        "write source here, on what it stands in, or at the top of the file; or mark "
        "it illustrative or unverified",
    )  # fmt: skip


# --- marks --------------------------------------------------------------------------


def _marks(
    walk: Walk, thing: Any, path: Path, framework: str, keys: Set[str] | None
) -> None:
    cls: type = type(thing)
    names, values = _marked(cls)
    written = values(thing)
    if not any(written):
        return
    for mark, words in zip(names, written, strict=True):
        if words and (keys is None or mark in keys):
            for index, word in enumerate(words):
                if word != "all":
                    at = item_path((*path, mark), index, words)
                    _mark(walk, thing, mark, word, at, framework, keys is not None)


def _mark(
    walk: Walk,
    thing: Any,
    mark: str,
    word: str,
    at: Path,
    framework: str,
    version: bool,
) -> None:
    """Look at one key that is marked."""
    if not _can_stand(thing, word, version):
        known = _keys_of(thing, version)
        meant = did_you_mean(word, known)
        walk.said.error(
            "SWC315", framework, at,
            f"{word} is no key that can stand here, so it cannot be {_said(mark)}",
            f"did you mean {meant}?" if meant else "write keys of this entry, or all",
        )  # fmt: skip
    elif mark == "not_stated" and not version and _given(thing, word):
        walk.said.warning(
            "SWC316", framework, at, f"{word} is written, and said not to be stated",
            f"leave {word} out of not_stated; or mark it illustrative or unverified",
        )  # fmt: skip


@cache
def _marked(cls: type) -> tuple[tuple[str, ...], Any]:
    """The marks a class can carry, and what reads them."""
    names = tuple(mark for mark in MARKS if mark in keys_of(cls))
    if len(names) == 1:
        return names, lambda thing: (getattr(thing, names[0]),)
    return (names, attrgetter(*names)) if names else ((), lambda _: ())


@cache
def _fields(cls: type) -> Mapping[str, str]:
    """The Python name of each key of a class."""
    return {spelling(cls, name): name for name in keys_of(cls)}


def _can_stand(thing: Any, key: str, version: bool) -> bool:
    cls: type = type(thing)
    return key in _fields(cls) or key in _keys_of(thing, version)


def _keys_of(thing: Any, version: bool) -> Set[str]:
    cls: type = type(thing)
    known = set(_fields(cls))
    if isinstance(thing, Rule):
        word = thing.ask.WORD if thing.ask is not None else None
        loose = word is None or thing.versions
        known |= all_kind_keys() if loose else kind_keys(word or "")
    return known | set(VERSION_KEYS) if version else known


def _given(thing: Any, key: str) -> bool:
    """Whether a key is written; what versions leave open may yet not be stated."""
    if key == "versions":
        return False
    holders = (thing, thing.ask) if isinstance(thing, Rule) else (thing,)
    for holder in holders:
        cls: type = type(holder)
        field = _fields(cls).get(key) if holder is not None else None
        if field is not None and getattr(holder, field):
            return True
    return False


def _said(mark: str) -> str:
    words = {"not_stated": "not stated"}
    return joined([words.get(mark, mark)])
