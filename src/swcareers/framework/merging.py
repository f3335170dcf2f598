"""The sections of several files in one: under an inherited id, a file only adds."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from swcareers.framework.framework import LISTS, OWNERS, SECTIONS
from swcareers.framework.loaded import Loaded, Path, Trouble, Written
from swcareers.rules.requirement import Entry, Rule
from swcareers.values.keys import spelling

# Entries by id, by section.
Sections = dict[str, dict[str, Any]]
Origins = dict[tuple[str, str], tuple[str, ...]]
WrittenLists = dict[tuple[str, str, str], list[Written]]


def merged(
    loaded: Sequence[Loaded], troubles: list[Trouble]
) -> tuple[Sections, Origins, WrittenLists]:
    """The sections of the files, who said something of each entry, and the rules.

    Args:
        loaded: the files, those that are extended first.
        troubles: what does not fit, to be added to.
    """
    sections: Sections = {name: {} for name in SECTIONS}
    origins: Origins = {}
    written: WrittenLists = {}
    for item in loaded:
        file = item.file
        for list_ in LISTS:
            rules: tuple[Rule, ...] = getattr(file, list_)
            written.setdefault(("", "", list_), []).extend(
                Written(rule, file.framework, (list_, index))
                for index, rule in enumerate(rules)
            )
        for name in SECTIONS:
            for id_, entry in getattr(file, name).items():
                inherited = sections[name].get(id_)
                if inherited is None:
                    sections[name][id_] = entry
                elif isinstance(entry, Entry):
                    sections[name][id_] = _added(
                        inherited, entry, file.framework, (name, id_), troubles
                    )
                elif inherited != entry:
                    troubles.append(_changed(file.framework, (name, id_), id_))
                origins[name, id_] = (*origins.get((name, id_), ()), file.framework)
                if name in OWNERS:
                    _collect(written, name, id_, entry, file.framework)
    return sections, origins, written


def _collect(
    written: WrittenLists, section: str, id_: str, entry: Any, framework: str
) -> None:
    for name in LISTS:
        rules: tuple[Rule, ...] = getattr(entry, name, ())
        if rules:
            written.setdefault((section, id_, name), []).extend(
                Written(rule, framework, (section, id_, name, index))
                for index, rule in enumerate(rules)
            )


def _added(
    inherited: Entry, new: Entry, framework: str, path: Path, troubles: list[Trouble]
) -> Entry:
    """An inherited entry with what a file adds under its id."""
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(new)):
        value, before = getattr(new, field.name), getattr(inherited, field.name)
        if field.name == "id" or not value or value == before:
            continue
        if isinstance(value, tuple):
            changes[field.name] = (*before, *value)
        elif isinstance(value, Mapping) and isinstance(before, Mapping):
            clash = [
                key for key in value if key in before and value[key] != before[key]
            ]
            if clash:
                at = (*path, spelling(type(new), field.name), clash[0])
                troubles.append(_changed(framework, at, str(clash[0])))
            changes[field.name] = MappingProxyType({**before, **value})
        elif not before:
            changes[field.name] = value
        else:
            at = (*path, spelling(type(new), field.name))
            troubles.append(_changed(framework, at, spelling(type(new), field.name)))
    return attrs.evolve(inherited, **changes) if changes else inherited


def _changed(framework: str, path: Path, what: str) -> Trouble:
    return Trouble(
        "SWC311",
        framework,
        path,
        f"{what} is inherited and differs here: under an inherited id a framework "
        "only adds",
        "to change a rule, write it under amends with because and source; for "
        "anything else declare an entry of your own",
    )
