"""A framework as it is asked: everything it extends in it, every rule with its id.

Frameworks are immutable. One that extends others holds their entries unchanged
(the same objects), its own beside them, and knows who set each rule.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import attrs

from swcareers.framework.model import (
    Approval,
    Calendar,
    CapabilitySet,
    Decision,
    Entitlement,
    Event,
    EvidenceType,
    Figure,
    FrameworkFile,
    Learning,
    Measure,
    Module,
    Period,
    Programme,
    Progression,
    Qualification,
    Register,
    Regulation,
    Role,
    Scale,
    Source,
    Stage,
    Unit,
)
from swcareers.rules.requirement import Audience, Entry, Rule, Strength
from swcareers.values.places import Place
from swcareers.values.text import joined

if TYPE_CHECKING:
    from swcareers.queries.offer import Offer
    from swcareers.queries.pathway import Pathway

Side = Literal["support", "assessment"]
ListName = Literal["entry", "requires", "throughout", "support"]
LISTS: tuple[ListName, ...] = ("entry", "requires", "throughout", "support")

# Sections whose entries hold rules, in the order a handbook tells them.
OWNERS: tuple[str, ...] = (
    "stages", "roles", "progressions", "programmes", "learning", "modules",
    "qualifications", "approvals", "entitlements",
)  # fmt: skip
SECTIONS: tuple[str, ...] = (
    "capabilities", "stages", "roles", "progressions", "programmes", "learning",
    "modules", "qualifications", "regulations", "approvals", "decisions", "events",
    "evidence_types", "groups", "registers", "formats", "measures", "periods",
    "figures", "units", "scales", "calendars", "entitlements",
)  # fmt: skip


@attrs.frozen(kw_only=True, eq=False)
class Placed:
    """A rule in its place: its id, who set it, and where it is written.

    Attributes:
        path: the rule's id: ``asye-adults/observations``; in a framework's own
            lists the rule's id alone.
        rule: the rule with amendments in place.
        strength: its own, or its group's, or must.
        side: support (what the employer provides) or assessment (the learner).
        list: which of the four lists it stands in.
        section, owner: the entry it stands in; empty for a framework's own lists.
        set_by: ids of the frameworks that set and amended it, in that order.
        sources: ids and the framework that declares them, the nearest first.
        also: other ids that mean it: the parent programme's, earlier ones.
        version_by: the nearest word on what picks a version; None: nobody says.
        place: file, line and column; None where it did not come from a file.
        at: the path of keys in the file of the framework that wrote it.
        parts: the rules inside it, where it is a group.
        editions: the rule in each of its versions, in the order written; None for a
            version in which it is withdrawn.
        variants: each variant's condition and the rule then.
        applies_when, unless: its conditions, placed.
    """

    path: str
    rule: Rule
    strength: Strength
    side: Side
    list: ListName
    section: str = ""
    owner: str = ""
    set_by: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()
    version_by: str | None = None
    place: Place | None = None
    at: tuple[str | int, ...] = ()
    parts: tuple["Placed", ...] = ()
    editions: tuple["Placed | None", ...] = ()
    variants: tuple[tuple["Placed", "Placed"], ...] = ()
    applies_when: "Placed | None" = None
    unless: "Placed | None" = None
    # What evaluation prepared of it, and for which framework: not part of the value.
    plan: Any = attrs.field(default=None, repr=False, init=False)

    def walk(self) -> Iterator["Placed"]:
        """This rule and the rules inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def _sections() -> Any:
    return {}


@attrs.frozen(kw_only=True, eq=False)
class Framework:
    """A framework and all it extends, ready to be asked.

    Attributes:
        id: its id.
        edition: which edition; None where the file names none.
        files: the files it is made of, those it extends first, its own last.
        digest: a fingerprint of the content of all of them.
        rules: every rule by id, in the order of the files.
        also: other ids and the rules they mean.
        lists: the rules of one list of one entry, by (section, entry, list).
        origins: which frameworks said something of an entry, by (section, entry).

    >>> import swcareers as sw
    >>> sw.load_framework("newham").title
    "Newham children's services: Social Care Academy"
    """

    id: str
    edition: str | None
    title: str
    files: tuple[FrameworkFile, ...] = attrs.field(repr=False)
    digest: str
    capabilities: Mapping[str, CapabilitySet] = attrs.field(
        factory=_sections, repr=False
    )
    stages: Mapping[str, Stage] = attrs.field(factory=_sections, repr=False)
    roles: Mapping[str, Role] = attrs.field(factory=_sections, repr=False)
    progressions: Mapping[str, Progression] = attrs.field(factory=_sections, repr=False)
    programmes: Mapping[str, Programme] = attrs.field(factory=_sections, repr=False)
    learning: Mapping[str, Learning] = attrs.field(factory=_sections, repr=False)
    modules: Mapping[str, Module] = attrs.field(factory=_sections, repr=False)
    qualifications: Mapping[str, Qualification] = attrs.field(
        factory=_sections, repr=False
    )
    regulations: Mapping[str, Regulation] = attrs.field(factory=_sections, repr=False)
    approvals: Mapping[str, Approval] = attrs.field(factory=_sections, repr=False)
    decisions: Mapping[str, Decision] = attrs.field(factory=_sections, repr=False)
    events: Mapping[str, Event] = attrs.field(factory=_sections, repr=False)
    evidence_types: Mapping[str, EvidenceType] = attrs.field(
        factory=_sections, repr=False
    )
    groups: Mapping[str, tuple[str, ...]] = attrs.field(factory=_sections, repr=False)
    registers: Mapping[str, Register] = attrs.field(factory=_sections, repr=False)
    formats: Mapping[str, str] = attrs.field(factory=_sections, repr=False)
    measures: Mapping[str, Measure] = attrs.field(factory=_sections, repr=False)
    periods: Mapping[str, Period] = attrs.field(factory=_sections, repr=False)
    figures: Mapping[str, Figure] = attrs.field(factory=_sections, repr=False)
    units: Mapping[str, Unit] = attrs.field(factory=_sections, repr=False)
    scales: Mapping[str, Scale] = attrs.field(factory=_sections, repr=False)
    calendars: Mapping[str, Calendar] = attrs.field(factory=_sections, repr=False)
    entitlements: Mapping[str, Entitlement] = attrs.field(factory=_sections, repr=False)
    rules: Mapping[str, Placed] = attrs.field(factory=_sections, repr=False)
    also: Mapping[str, tuple[str, ...]] = attrs.field(factory=_sections, repr=False)
    lists: Mapping[tuple[str, str, str], tuple[Placed, ...]] = attrs.field(
        factory=_sections, repr=False
    )
    origins: Mapping[tuple[str, str], tuple[str, ...]] = attrs.field(
        factory=_sections, repr=False
    )
    # What questions prepare once and keep: not part of the value.
    memo: dict[Any, Any] = attrs.field(factory=dict, repr=False, init=False)

    @property
    def file(self) -> FrameworkFile:
        """Its own file, without what it extends."""
        return self.files[-1]

    @property
    def publisher(self) -> str | None:
        """Who publishes it, where it says so."""
        about = self.file.about
        name = about.get("publisher") if isinstance(about, dict) else None
        return name if isinstance(name, str) else None

    @property
    def us(self) -> frozenset[str]:
        """The words that mean the publisher of this framework in a record."""
        return frozenset(filter(None, (self.id, self.publisher, "us")))

    @property
    def credit_bearing(self) -> Mapping[str, "Module | Learning | Programme"]:
        """All that carries credit: modules, and what else says how much it carries."""
        found: dict[str, Module | Learning | Programme] | None
        found = self.memo.get("credit_bearing")
        if found is None:
            found = dict(self.modules)
            for section in (self.learning, self.programmes):
                for name, entry in section.items():
                    if entry.credits is not None:
                        found.setdefault(name, entry)
            self.memo["credit_bearing"] = found
        return found

    def source(self, framework: str, id_: str) -> Source | None:
        """A source as the framework that names it declares it."""
        for file in self.files:
            if file.framework == framework:
                found = file.sources.get(id_)
                if found is not None:
                    return found
        for file in reversed(self.files):
            if id_ in file.sources:
                return file.sources[id_]
        return None

    def section(self, name: str) -> Mapping[str, Any]:
        """One section, all that is inherited in it."""
        found: Mapping[str, Any] = getattr(self, name)
        return found

    def entry_of(self, id_: str, *sections: str) -> tuple[str, Entry] | None:
        """Where an id is declared: the section and the entry; None: nowhere."""
        for name in sections or SECTIONS:
            found = self.section(name).get(id_)
            if isinstance(found, Entry):
                return name, found
        return None

    def title_of(self, id_: str) -> str:
        """What people call a thing, by its id; the id in words where nobody says."""
        titles: dict[str, str] = self.memo.setdefault("titles", {})
        found = titles.get(id_)
        if found is None:
            found = self._title_of(id_)
            if len(titles) < _TITLES_KEPT:
                titles[id_] = found
        return found

    def _title_of(self, id_: str) -> str:
        if "/" in id_ and id_ in self.rules:
            return self.rules[id_].rule.title or _words(id_.rsplit("/", 1)[1])
        for name in _TITLED:
            found = self.section(name).get(id_)
            if found is not None:
                title = found if isinstance(found, str) else found.title
                return title or _words(id_)
        head, _, level = id_.partition("/")
        if level and head in self.capabilities:
            found_set = self.capabilities[head]
            entry = found_set.levels.get(level) or found_set.domains.get(level)
            if entry is not None and entry.title:
                return f"{found_set.title or _words(head)}, {entry.title}"
        if id_ in self.rules:
            return self.rules[id_].rule.title or _words(id_)
        if id_ in self.groups:
            # A group has no title of its own: it is any of what is in it.
            return joined([self.title_of(one) for one in self.members(id_)], "or")
        return _words(id_)

    def offer(self, audience: Audience, *, on: date | str) -> "Offer":
        """What somebody in a post may take up, can count on and must do.

        Args:
            audience: the post; what it leaves open fits everything.
            on: the day asked about.

        Raises:
            ValueError: `on` is no date.

        >>> import swcareers as sw
        >>> thurrock = sw.load_framework("thurrock")
        >>> offer = thurrock.offer(sw.Audience(stage="nqsw"), on="2026-11-06")
        >>> offer.support[0].sentence != ""
        True
        """
        from swcareers.queries.offer import offer

        return offer(self, audience, on=on)

    def pathway(self, *, on: date | str) -> "Pathway":
        """The map of stages, ways and awards: as data, Mermaid or a picture.

        Raises:
            ValueError: `on` is no date.

        >>> import swcareers as sw
        >>> newham = sw.load_framework("newham")
        >>> newham.pathway(on="2026-11-06")["nqsw"].title
        'Newly qualified social worker'
        """
        from swcareers.queries.pathway import pathway

        return pathway(self, on=on)

    def _repr_html_(self) -> str:
        from swcareers.presenting.html import framework_html

        return framework_html(self)

    def __getitem__(self, id_: str) -> Placed:
        """A rule by its id, or by another id that means it.

        Raises:
            KeyError: no rule has this id.
        """
        if id_ in self.rules:
            return self.rules[id_]
        paths = self.also.get(id_, ())
        if len(paths) == 1:
            return self.rules[paths[0]]
        raise KeyError(id_)

    def paths_of(self, id_: str) -> tuple[str, ...]:
        """The rules an id means: one, or all that inherit it."""
        own = (id_,) if id_ in self.rules else ()
        return (*own, *(p for p in self.also.get(id_, ()) if p != id_))

    def members(self, id_: str) -> tuple[str, ...]:
        """The ids a group stands for, groups inside it opened; any other id itself."""
        inside = self.groups.get(id_)
        if inside is None:
            return (id_,)
        found: dict[str, None] = {}
        waiting, seen = list(inside), {id_}
        while waiting:
            member = waiting.pop(0)
            if member in seen:
                continue
            seen.add(member)
            if member in self.groups:
                waiting = [*self.groups[member], *waiting]
            else:
                found[member] = None
        return tuple(found)


# The order in which titles are looked for: what rules name most comes first.
# A record may name anything: no more titles are remembered than this.
_TITLES_KEPT = 20_000
_TITLED = (
    "evidence_types", "decisions", "events", "roles", "programmes", "approvals",
    "qualifications", "registers", "measures", "stages", "learning", "modules",
    "capabilities", "formats", "periods", "progressions", "entitlements", "figures",
    "scales", "units", "calendars", "regulations",
)  # fmt: skip


def _words(id_: str) -> str:
    return id_.replace("-", " ").replace("_", " ")
