"""Frameworks put together: what is inherited, added, amended, and who said it.

A file extends others by id and edition. Under an inherited id it adds; it changes
what it inherits only through `amends`. The files come in one line, those extended
first; everything here is one walk along it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, Literal

import attrs

from swcareers.framework.framework import (
    LISTS,
    OWNERS,
    SECTIONS,
    Framework,
    ListName,
    Placed,
)
from swcareers.framework.model import Amendment, FrameworkFile, Programme
from swcareers.framework.strictness import weakened
from swcareers.rules.requirement import Entry, Rule, Strength, parts_of
from swcareers.values.keys import keys_of, spelling
from swcareers.values.places import Place
from swcareers.values.text import did_you_mean

Path = tuple[str | int, ...]


@attrs.frozen
class Loaded:
    """One framework file and how to find a place in it.

    Attributes:
        place: file, line and column of a path of keys in it; None without a file.
        digest: a fingerprint of its content.
        amend: reads the new keys of an amendment into a changed rule.
    """

    file: FrameworkFile
    digest: str
    place: Callable[[Path], Place | None]


@attrs.frozen
class Trouble:
    """Something that does not fit between the files: a code, where, and why."""

    code: str
    framework: str
    path: Path
    message: str
    hint: str | None = None
    severity: Literal["error", "warning"] = "error"


@attrs.frozen(eq=False)
class _Written:
    """A rule as one file wrote it: where, and who."""

    rule: Rule
    framework: str
    at: Path


Amend = Callable[[Rule, Mapping[str, Any]], Rule]


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
    sections, origins, written = _merge(loaded, troubles)
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


# --- sections ------------------------------------------------------------------------

_Sections = dict[str, dict[str, Any]]
_Origins = dict[tuple[str, str], tuple[str, ...]]
_WrittenLists = dict[tuple[str, str, str], list[_Written]]
_SetBy = dict[str, tuple[str, ...]]


def _merge(
    loaded: Sequence[Loaded], troubles: list[Trouble]
) -> tuple[_Sections, _Origins, _WrittenLists]:
    sections: _Sections = {name: {} for name in SECTIONS}
    origins: _Origins = {}
    written: _WrittenLists = {}
    for item in loaded:
        file = item.file
        for list_ in LISTS:
            rules: tuple[Rule, ...] = getattr(file, list_)
            written.setdefault(("", "", list_), []).extend(
                _Written(rule, file.framework, (list_, index))
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
    written: _WrittenLists, section: str, id_: str, entry: Any, framework: str
) -> None:
    for name in LISTS:
        rules: tuple[Rule, ...] = getattr(entry, name, ())
        if rules:
            written.setdefault((section, id_, name), []).extend(
                _Written(rule, framework, (section, id_, name, index))
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


# --- rules ---------------------------------------------------------------------------


class _Builder:
    """Places every rule of every list, inherited ones included."""

    def __init__(
        self,
        loaded: Sequence[Loaded],
        sections: _Sections,
        origins: _Origins,
        written: _WrittenLists,
        amend: Amend,
        troubles: list[Trouble],
    ) -> None:
        self._by_id = {item.file.framework: item for item in loaded}
        self._sections = sections
        self._origins = origins
        self._written = written
        self._amend = amend
        self._troubles = troubles
        self._amendments: dict[str, list[tuple[str, int, Amendment]]] = {}
        self._used: set[tuple[str, int]] = set()
        self._twins: set[tuple[str, Path]] = set()
        for item in loaded:
            for index, amendment in enumerate(item.file.amends):
                self._amendments.setdefault(amendment.rule, []).append(
                    (item.file.framework, index, amendment)
                )

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
        self._say_unused(rules)
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
            parts: _SetBy = {}
            rule, set_by = self._amended(
                rule, _one(written.framework), (path, *also), parts
            )
            found.append(
                self._placed(
                    rule, path, also, rule.strength or "must", name, section, id_,
                    set_by, written, written.at, parts=parts,
                )
            )  # fmt: skip
        return tuple(found)

    def _about_its_subject(self, written: _Written) -> Rule:
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
    ) -> Iterable[tuple[list[str], _Written]]:
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

    def _amended(
        self,
        rule: Rule,
        set_by: tuple[str, ...],
        paths: Sequence[str],
        parts: _SetBy,
        barring: bool = False,
    ) -> tuple[Rule, tuple[str, ...]]:
        """A rule and the rules inside it, with what amends them.

        Args:
            paths: its id and those that mean it, the nearest first; what is said of
                it by the nearest is said last.
            parts: who set each part that is amended, by its path, to be filled.
            barring: it stands in a `none`, where more is asked by asking less.
        """
        if not self._amendments:
            return rule, set_by
        for path in reversed(paths):
            for framework, index, amendment in self._amendments.get(path, ()):
                self._used.add((framework, index))
                try:
                    changed = self._amend(rule, amendment.changes)
                except ValueError as error:
                    at = ("amends", index)
                    said = f"{amendment.rule} cannot be amended so: {error}"
                    self._troubles.append(Trouble("SWC212", framework, at, said))
                    continue
                if amendment.source:
                    changed = attrs.evolve(changed, source=amendment.source)
                before, after = (changed, rule) if barring else (rule, changed)
                self._check_amendment(before, after, framework, index, amendment)
                rule = changed
                if framework not in set_by:
                    set_by = (*set_by, framework)
        return self._with_amended_parts(rule, set_by, paths, parts, barring), set_by

    def _with_amended_parts(
        self,
        rule: Rule,
        set_by: tuple[str, ...],
        paths: Sequence[str],
        parts: _SetBy,
        barring: bool,
    ) -> Rule:
        changed = []
        barring = barring is not (rule.kind == "none")
        for part, end in named_parts(rule):
            ends = (end, *part.formerly)
            inside = [f"{path}/{one}" for one in ends for path in paths]
            amended, by = self._amended(part, set_by, inside, parts, barring)
            if by != set_by:
                parts[inside[0]] = by
            changed.append(amended)
        if rule.ask is None or tuple(changed) == parts_of(rule.ask):
            return rule
        more: dict[str, Any] = {rule.kind: tuple(changed)}
        return attrs.evolve(rule, ask=attrs.evolve(rule.ask, **more))

    def _check_amendment(
        self,
        before: Rule,
        after: Rule,
        framework: str,
        index: int,
        amendment: Amendment,
    ) -> None:
        restates = set(amendment.changes) <= {"title", "source", "note"}
        if not restates and not amendment.because:
            self._troubles.append(
                Trouble(
                    "SWC312",
                    framework,
                    ("amends", index),
                    f"this changes {amendment.rule} and does not say why",
                    "write: because: ... and source: ...",
                )
            )
        for words in weakened(before, after):
            self._troubles.append(
                Trouble(
                    "SWC313",
                    framework,
                    ("amends", index),
                    f"{amendment.rule} is a must that is inherited; {words}",
                    "an inherited must may be made stricter, never weaker",
                )
            )

    def _say_unused(self, rules: Mapping[str, Placed]) -> None:
        known = {path for one in rules.values() for path in (one.path, *one.also)}
        for amendments in self._amendments.values():
            for framework, index, amendment in amendments:
                if (framework, index) not in self._used:
                    meant = did_you_mean(amendment.rule, known)
                    self._troubles.append(
                        Trouble(
                            "SWC301",
                            framework,
                            ("amends", index, "rule"),
                            f"no rule has the id {amendment.rule}",
                            f"did you mean {meant}?" if meant else None,
                        )
                    )
                    self._used.add((framework, index))

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
        written: _Written,
        at: Path,
        *,
        parts: _SetBy,
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
                end = name.replace("_", "-")
                finish(name, inner(condition, end, (name,), "must"))
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


def named_parts(rule: Rule) -> tuple[tuple[Rule, str], ...]:
    """The parts of a group with the end of their id: their own, or their head."""
    return tuple((part, part.id or head_of(part)) for part in parts_of(rule.ask))


def head_of(rule: Rule) -> str:
    """What a part without an id is called: the name after its kind word."""
    if rule.ask is None:
        return "part"
    field = next(iter(keys_of(type(rule.ask))), "")
    head = getattr(rule.ask, _HEADS.get(rule.kind, field), None)
    if isinstance(head, str) and rule.kind != "confirmation":
        return head.replace("/", "-")
    return rule.kind.replace("_", "-")


# Where the attribute that holds the name is not the first field of the class.
_HEADS: Mapping[str, str] = {
    "evidence": "evidence", "modules": "modules", "event": "event",
    "completes": "completes", "holds": "holds", "assessed": "assessed",
}  # fmt: skip


def _edition_rule(rule: Rule, entry: Rule) -> Rule:
    """A version of an amended rule: the amended words where it gives none."""
    if entry.title is None and rule.title is not None:
        return attrs.evolve(entry, title=rule.title)
    return entry
