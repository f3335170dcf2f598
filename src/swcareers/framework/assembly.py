"""Frameworks put together: what is inherited, added, amended, and who said it.

A file extends others by id and edition. Under an inherited id it adds; it changes
what it inherits only through `amends`. The files come in one line, those extended
first; everything here is one walk along it.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from types import MappingProxyType

import attrs

from swcareers.framework.amending import Amend, Amendments, SetBy
from swcareers.framework.framework import (
    LISTS,
    OWNERS,
    SECTIONS,
    Framework,
    ListName,
    Placed,
)
from swcareers.framework.loaded import Loaded, Path, Trouble, Written
from swcareers.framework.merging import Origins, Sections, WrittenLists, merged
from swcareers.framework.model import Programme
from swcareers.framework.parts import named_parts
from swcareers.rules.requirement import Entry, Rule, Strength


def assemble(
    loaded: Sequence[Loaded], digest: str, amend: Amend
) -> tuple[Framework, tuple[Trouble, ...]]:
    """Put a framework together from its files, those it extends first.

    Args:
        loaded: the files in line; the last is the framework itself.
        digest: the fingerprint of all of them.
        amend: makes the rule that an amendment's new keys give.

    Returns:
        The framework, and what does not fit. The framework is whole only where
        nothing is wrong.
    """
    troubles: list[Trouble] = []
    sections, origins, written = merged(loaded, troubles)
    builder = _Builder(loaded, sections, origins, written, amend, troubles)
    rules, lists = builder.place_all()
    own = loaded[-1].file
    also: dict[str, dict[str, None]] = {}
    for placed in rules.values():
        for other in placed.also:
            also.setdefault(other, {})[placed.path] = None
    framework = Framework(
        id=own.framework,
        edition=own.edition,
        title=own.title or own.framework,
        files=tuple(item.file for item in loaded),
        digest=digest,
        **{name: MappingProxyType(sections[name]) for name in SECTIONS},
        rules=MappingProxyType(rules),
        also=MappingProxyType({key: tuple(paths) for key, paths in also.items()}),
        lists=MappingProxyType(lists),
        origins=MappingProxyType(origins),
    )
    return framework, tuple(troubles)


class _Builder:
    """Places every rule of every list, inherited ones included."""

    def __init__(
        self,
        loaded: Sequence[Loaded],
        sections: Sections,
        origins: Origins,
        written: WrittenLists,
        amend: Amend,
        troubles: list[Trouble],
    ) -> None:
        self._by_id = {item.file.framework: item for item in loaded}
        self._sections = sections
        self._origins = origins
        self._written = written
        self._amendments = Amendments(loaded, amend, troubles)
        self._troubles = troubles
        self._twins: set[tuple[str, Path]] = set()

    def place_all(
        self,
    ) -> tuple[dict[str, Placed], dict[tuple[str, str, str], tuple[Placed, ...]]]:
        rules: dict[str, Placed] = {}
        lists: dict[tuple[str, str, str], tuple[Placed, ...]] = {}
        owners = [("", "")] + [
            (section, id_) for section in OWNERS for id_ in self._sections[section]
        ]
        for section, id_ in owners:
            for name in LISTS:
                placed = self._place_list(section, id_, name)
                if placed:
                    lists[section, id_, name] = placed
                for top in placed:
                    for rule in top.walk():
                        self._file_rule(rules, rule)
        self._amendments.say_unused(rules)
        return rules, lists

    def _file_rule(self, rules: dict[str, Placed], placed: Placed) -> None:
        twin = rules.get(placed.path)
        # What a programme inherits is said once, where it is written.
        said = (placed.set_by[0], placed.at)
        if twin is not None and said not in self._twins:
            self._twins.add(said)
            first = f" (first in line {twin.place.line})" if twin.place else ""
            if twin.place and placed.place and twin.place.file != placed.place.file:
                first = f" (first in {twin.set_by[0]}, line {twin.place.line})"
            self._troubles.append(
                Trouble(
                    "SWC302",
                    placed.set_by[0],
                    placed.at,
                    f"{placed.path} is the id of two rules{first}",
                    "give one of them an id of its own",
                )
            )
        rules[placed.path] = placed

    def _place_list(self, section: str, id_: str, name: ListName) -> tuple[Placed, ...]:
        found = []
        for line, written in self._lineage(section, id_, name):
            rule = self._about_its_subject(written)
            ends = (rule.id or rule.kind, *rule.formerly)
            # The nearest first: its own id, a parent's, then what they were called.
            owners = (*line, *(old for one in line for old in self._old(section, one)))
            path, *also = (
                f"{owner}/{end}" if owner else end for end in ends for owner in owners
            )
            parts: SetBy = {}
            rule, set_by = self._amendments.amended(
                rule, _one(written.framework), (path, *also), parts
            )
            found.append(
                self._placed(
                    rule, path, also, rule.strength or "must", name, section, id_,
                    set_by, written, written.at, parts=parts,
                )
            )  # fmt: skip
        return tuple(found)

    def _about_its_subject(self, written: Written) -> Rule:
        """A rule of a framework about something else than a learner is about that."""
        subject = self._by_id[written.framework].file.subject
        if written.rule.subject is not None or subject is None:
            return written.rule
        return attrs.evolve(written.rule, subject=subject)

    def _old(self, section: str, id_: str) -> tuple[str, ...]:
        entry = self._sections.get(section, {}).get(id_)
        return entry.formerly if isinstance(entry, Entry) else ()

    def _lineage(
        self, section: str, id_: str, name: ListName
    ) -> Iterable[tuple[list[str], Written]]:
        """The rules of a list, a parent programme's first.

        Each with the programmes that inherit it, from this one up to its own.
        """
        line, current = [id_], self._sections.get(section, {}).get(id_)
        while isinstance(current, Programme) and current.extends:
            if current.extends in line:
                break  # a circle: links says so
            line.append(current.extends)
            current = self._sections[section].get(current.extends)
        for number in range(len(line), 0, -1):
            for written in self._written.get((section, line[number - 1], name), ()):
                yield line[:number], written

    def _placed(
        self,
        rule: Rule,
        path: str,
        also: Sequence[str],
        strength: Strength,
        list_: ListName,
        section: str,
        owner: str,
        set_by: tuple[str, ...],
        written: Written,
        at: Path,
        *,
        parts: SetBy,
        outer: Placed | None = None,
    ) -> Placed:
        loaded = self._by_id[written.framework]
        sources = self._sources(rule, section, owner, set_by)
        if rule.source is None and outer is not None:
            sources = outer.sources  # a source holds for what is inside
        version_by = rule.version_by or (None if outer is None else outer.version_by)
        whole = Placed(
            path=path,
            rule=rule,
            strength=strength,
            side="support" if list_ == "support" else "assessment",
            list=list_,
            section=section,
            owner=owner,
            set_by=set_by,
            sources=sources,
            also=tuple(also),
            version_by=version_by
            or self._version_by(rule, section, owner, written.framework),
            place=loaded.place(at),
            at=at,
        )

        def inner(
            part: Rule, end: str, keys: Path, weight: Strength = strength
        ) -> Placed:
            ends = (end, *part.formerly) if end else ("",)
            own, *others = (
                f"{one}/{name}" if name else one
                for name in ends
                for one in (path, *also)
            )
            return self._placed(
                part, own, others, part.strength or weight, list_, section, owner,
                parts.get(own, set_by), written, (*at, *keys), parts=parts, outer=whole,
            )  # fmt: skip

        # Nobody else holds it yet, so that finishing it in place, where there is
        # anything inside, keeps it frozen for all others.
        finish = partial(object.__setattr__, whole)
        word = rule.kind
        parts_inside = tuple(
            inner(part, end, (word, index))
            for index, (part, end) in enumerate(named_parts(rule))
        )
        if parts_inside:
            finish("parts", parts_inside)
        if rule.versions:
            editions = tuple(
                None
                if edition.entry is None
                else inner(_edition_rule(rule, edition.entry), "", ("versions", index))
                for index, edition in enumerate(rule.versions)
            )
            finish("editions", editions)
        if rule.variants:
            variants = tuple(
                (
                    inner(variant.when, "when", ("variants", index, "when"), "must"),
                    inner(variant.entry, "", ("variants", index)),
                )
                for index, variant in enumerate(rule.variants)
            )
            finish("variants", variants)
        for name in ("applies_when", "unless"):
            condition: Rule | None = getattr(rule, name)
            if condition is not None:
                finish(name, inner(condition, name, (name,), "must"))
        return whole

    def _sources(
        self, rule: Rule, section: str, owner: str, set_by: tuple[str, ...]
    ) -> tuple[tuple[str, str], ...]:
        first = set_by[0]
        entry = self._sections.get(section, {}).get(owner)
        found: dict[tuple[str, str], None] = {}
        if rule.source is not None:
            # The last who wrote on the rule named the source it carries.
            holder = next(
                (
                    name
                    for name in reversed(set_by)
                    if rule.source in self._by_id[name].file.sources
                ),
                first,
            )
            found[holder, rule.source] = None
        elif entry is not None and entry.source is not None:
            holder = self._origins[section, owner][0]
            if first in self._origins[section, owner][:1]:
                found[holder, entry.source] = None
        default = self._by_id[first].file.source
        if not found and default is not None:
            found[first, default] = None
        return tuple(found)

    def _version_by(
        self, rule: Rule, section: str, owner: str, framework: str
    ) -> str | None:
        if rule.version_by:
            return rule.version_by
        entry = self._sections.get(section, {}).get(owner)
        while isinstance(entry, Entry):
            if entry.version_by:
                return entry.version_by
            parent = entry.extends if isinstance(entry, Programme) else None
            entry = self._sections["programmes"].get(parent) if parent else None
        return self._by_id[framework].file.version_by


def _one(framework: str) -> tuple[str, ...]:
    return (framework,)


def _edition_rule(rule: Rule, entry: Rule) -> Rule:
    """A version of an amended rule: the amended words where it gives none."""
    if entry.title is None and rule.title is not None:
        return attrs.evolve(entry, title=rule.title)
    return entry
