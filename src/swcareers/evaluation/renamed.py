"""A record read with today's ids: what has been renamed since is found under its
earlier name."""

from collections.abc import Mapping
from typing import Any

import attrs

from swcareers.framework.framework import SECTIONS, Framework
from swcareers.record.model import Record
from swcareers.record.named import NAMED
from swcareers.rules.requirement import Entry

# What else names something, beside what an entry is of.
_ALSO_NAMED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("applications", "to", ("programmes", "qualifications", "approvals")),
    ("modules", "module", ("modules",)),
    ("modules", "counted_as", ("qualifications",)),
    ("credit_decisions", "module", ("modules",)),
    ("credit_decisions", "instead_of", ("modules",)),
    ("credit_decisions", "counts_in", ("qualifications",)),
    ("awards", "registered_for", ("qualifications",)),
)


def renamed(record: Record, book: Framework) -> Record:
    """A record with the ids of a framework in place of those they had before.

    The record itself, where nothing in the framework has an earlier id.
    """
    earlier = book.memo.get("earlier ids")
    if earlier is None:
        earlier = book.memo["earlier ids"] = _earlier(book)
    if not earlier:
        return record
    known = record.memo.setdefault("renamed", {})
    found: Record | None = known.get(book.digest)
    if found is None:
        found = known[book.digest] = _renamed(record, earlier)
    return found


def _earlier(book: Framework) -> dict[str, dict[str, str]]:
    """Earlier ids by section, each with the id of today."""
    found: dict[str, dict[str, str]] = {}
    for name in SECTIONS:
        for id_, entry in book.section(name).items():
            if isinstance(entry, Entry):
                for old in entry.formerly:
                    found.setdefault(name, {})[old] = id_
    for id_, entry in book.capabilities.items():
        for part in (*entry.levels.values(), *entry.domains.values()):
            for old in part.formerly:
                found.setdefault("capabilities", {})[f"{id_}/{old}"] = (
                    f"{id_}/{part.id}"
                )
    return found


def _renamed(record: Record, earlier: Mapping[str, Mapping[str, str]]) -> Record:
    changes: dict[str, Any] = {}
    for section, key, declared in (*NAMED, *_ALSO_NAMED):
        today = {o: n for name in declared for o, n in earlier.get(name, {}).items()}
        entries = changes.get(section, getattr(record, section))
        if today and entries:
            changes[section] = tuple(_with(entry, key, today) for entry in entries)
    roles = earlier.get("roles", {})
    if roles:
        for section in ("programmes", "studies"):
            entries = changes.get(section, getattr(record, section))
            changes[section] = entries and tuple(
                attrs.evolve(
                    entry, roles={roles.get(r, r): t for r, t in entry.roles.items()}
                )
                for entry in entries
            )
    events = earlier.get("events", {})
    if events:
        changes["events"] = {events.get(n, n): d for n, d in record.events.items()}
    if not changes:
        return record
    memo = {key: value for key, value in record.memo.items() if key == "adding"}
    return attrs.evolve(record, **changes, memo=memo)


def _with(entry: Any, key: str, today: Mapping[str, str]) -> Any:
    name = getattr(entry, key)
    if name is None:
        return entry
    head, slash, level = name.partition("/")
    new = today.get(name) or f"{today.get(head, head)}{slash}{level}"
    new = today.get(new, new)  # a level of a set, and both have been renamed
    return entry if new == name else attrs.evolve(entry, **{key: new})
