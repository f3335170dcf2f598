"""What the ids in a framework may name, and what they are called when they do not.

A key says in its `Ref` where its id may come from: names of sections, or one of the
built-in families below. The sets are made when they are first asked for, once for a
framework.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from swcareers.framework.framework import SECTIONS, Framework
from swcareers.values.text import did_you_mean, joined

# What every framework knows without declaring it.
# `point` is each point of `at`, in what closes so long after it.
POINTS = frozenset({"start", "midway", "end", "today", "point"})
SPELLS = frozenset({"posts", "absences"})
# Anything of these that is dated in a record can stand where an event stands.
DATED = (
    "events", "evidence_types", "decisions", "programmes", "qualifications",
    "approvals", "registers", "learning", "modules", "groups",
)  # fmt: skip
_BUILT_IN: Mapping[str, frozenset[str]] = {
    "any": frozenset({"any"}),
    "taken": frozenset({"taken"}),
    "outside": frozenset({"outside"}),
    "spells": SPELLS,
    "version_by": frozenset({"start", "day", "period"}),
    "people_words": frozenset({"learner"}),
}
# Words that rules compare and nobody declares.
LOOSE = frozenset({"absence_reasons", "acts", "anything"})
UNITS = frozenset(
    {
        "share", "hours", "minutes", "days", "working days", "weeks", "months",
        "years", "credits", "GBP", "EUR", "USD",
    }
)  # fmt: skip

NOUNS: Mapping[str, str] = {
    "absence_reasons": "reason of absence",
    "approvals": "approval",
    "areas": "area",
    "calendars": "calendar",
    "capabilities": "set of capabilities",
    "dated": "dated thing",
    "decisions": "decision",
    "entitlements": "entitlement",
    "events": "event",
    "evidence_types": "evidence type",
    "figures": "figure",
    "formats": "format",
    "groups": "group",
    "learning": "piece of learning",
    "levels": "level",
    "measures": "measure",
    "members": "member of a set",
    "modules": "module",
    "periods": "period",
    "points": "moment",
    "programmes": "programme",
    "progressions": "progression",
    "qualifications": "qualification",
    "registers": "register",
    "regulations": "regulation",
    "roles": "role",
    "rules": "rule",
    "scales": "scale",
    "sources": "source",
    "spells": "spell",
    "stages": "stage",
    "units": "unit",
}

To = tuple[str, ...]


class _Sets(dict[To, frozenset[str]]):
    """The ids of each reference, made when they are first asked for."""

    def __init__(self, known: "Known") -> None:
        self._known = known

    def __missing__(self, to: To) -> frozenset[str]:
        found = frozenset[str]().union(*map(self._known.family, to))
        self[to] = found
        return found


class Known:
    """The ids a framework knows, by what a key may refer to.

    Attributes:
        sets: every id that a key with a reference may name, by the reference.
    """

    def __init__(self, framework: Framework) -> None:
        """Look at a framework; nothing is collected yet."""
        self.framework = framework
        self.sets = _Sets(self)
        self._wrong_groups: dict[tuple[str, To], str | None] = {}

    def ids(self, to: To) -> frozenset[str]:
        """Every id that a key with this reference may name."""
        return self.sets[to]

    def family(self, name: str) -> Iterable[str]:
        """The ids of one section, or of one built-in family."""
        if name in _BUILT_IN:
            return _BUILT_IN[name]
        match name:
            case "dated":
                return self.ids(DATED)
            case "rules":
                return {*self.framework.rules, *self.framework.also}
            case "sources":
                return {id_ for file in self.framework.files for id_ in file.sources}
            case "points":
                return POINTS | self.ids(DATED) | self.moments
            case "levels":
                return {*self._inside("levels"), *self._alone("levels")}
            case "areas":
                return self._alone("areas")
            case "capabilities":
                parts = map(self._inside, ("levels", "domains", "areas"))
                return {*self.framework.capabilities}.union(*parts)
            case "members":
                groups = self.framework.groups.values()
                return self.domains.union(self._inside("areas"), *groups)
            case _ if name in SECTIONS:
                return self.framework.section(name)
            case _:
                return ()

    def _inside(self, part: str) -> list[str]:
        return [
            f"{set_}/{id_}"
            for set_, capabilities in self.framework.capabilities.items()
            for id_ in getattr(capabilities, part)
        ]

    def _alone(self, part: str) -> set[str]:
        sets = self.framework.capabilities.values()
        return {id_ for one in sets for id_ in getattr(one, part)}

    @cached_property
    def domains(self) -> frozenset[str]:
        """Domains and areas of all sets, with and without the name of their set."""
        return frozenset(
            {
                *self._inside("domains"),
                *self._alone("domains"),
                *self._alone("areas"),
            }
        )

    @cached_property
    def moments(self) -> frozenset[str]:
        """The named moments of all periods."""
        periods = self.framework.periods.values()
        return frozenset(name for period in periods for name in period.moments)

    @cached_property
    def figures(self) -> frozenset[str]:
        """What may stand where a number stands: figures, and words of scales."""
        book = self.framework
        words = {*book.figures}
        for scale in book.scales.values():
            words |= {*scale.order, *scale.also_called}
        for measure in book.measures.values():
            words |= set(measure.scale)
        return frozenset(words)

    @cached_property
    def units(self) -> frozenset[str]:
        """What an amount may be counted in."""
        book = self.framework
        words = {*UNITS, *book.units}
        for type_ in book.evidence_types.values():
            words |= set(type_.fields)
        words |= {one.unit for one in book.measures.values() if one.unit}
        return frozenset(words)

    def wrong_member(self, group: str, to: To) -> str | None:
        """A member of a group that a key with this reference cannot mean."""
        key = (group, to)
        if key not in self._wrong_groups:
            wanted = self.ids(tuple(name for name in to if name != "groups"))
            strangers = (
                member
                for member in self.framework.members(group)
                if member not in wanted and self.is_declared(member)
            )
            self._wrong_groups[key] = next(strangers, None)
        return self._wrong_groups[key]

    def is_declared(self, id_: str) -> bool:
        """Whether some section declares the id."""
        return any(id_ in self.framework.section(name) for name in SECTIONS)

    def declared_as(self, id_: str) -> str | None:
        """What an id is, with its article: `a programme`; None: declared nowhere."""
        for name in SECTIONS:
            if id_ in self.framework.section(name):
                return with_article(NOUNS[name])
        return None

    def missing(self, id_: str, to: To) -> tuple[str, str]:
        """What to say of an id that is not known: the message and the hint."""
        wanted = wanted_words(to)
        elsewhere = self.declared_as(id_)
        if elsewhere is not None:
            message = f"{id_} is {elsewhere}, and {wanted} is needed here"
        else:
            message = f"no {nouns_of(to)} has the id {id_}"
        return message, self._instead(id_, to)

    def _instead(self, id_: str, to: To) -> str:
        known = self.ids(to)
        meant = did_you_mean(id_, known - {id_})
        if meant is not None:
            return f"did you mean {meant}?"
        section = next((name for name in to if name in (*SECTIONS, "sources")), None)
        if 0 < len(known) <= 6:
            others = f", or declare it under {section}" if section else ""
            return f"write {joined(sorted(known), 'or')}{others}"
        if section is None:
            return "write an id that is declared"
        return f"declare it under {section}, or write an id that is declared there"


def nouns_of(to: To) -> str:
    """What a reference names, in words: `programme, module or piece of learning`."""
    nouns = [NOUNS[name] for name in to if name in NOUNS]
    if "dated" in to or "points" in to:
        nouns = ["event", "evidence type", "decision", "programme", "award"]
    return joined(dict.fromkeys(nouns), "or") or "thing"


def wanted_words(to: To) -> str:
    """What a reference names, with its article."""
    return with_article(nouns_of(to))


def with_article(words: str) -> str:
    """`an evidence type`, `a programme`.

    >>> with_article("evidence type"), with_article("unit")
    ('an evidence type', 'a unit')
    """
    vowel = words[:1] in "aeio"
    return f"{'an' if vowel else 'a'} {words}"
