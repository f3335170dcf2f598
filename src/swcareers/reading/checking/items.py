"""What `where` may ask of an item, by what the item is.

An evidence type declares its fields; of everything else the fields are those of its
section in the record and, for modules and learning, those the framework gives it.
"""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property

import attrs

from swcareers.framework.framework import Framework
from swcareers.framework.model import Event, Learning, Module
from swcareers.record import model as record
from swcareers.rules.requirement import (
    Assessed,
    Average,
    Cadence,
    Completes,
    Evidence,
    Happened,
    Holds,
    InPlace,
    Kind,
    Modules,
    TimeIn,
)
from swcareers.values.keys import keys_of, spelling

# What a field holds: a kind of field (`number`), the words it may be, or the section
# its ids come from (`stages`). `any` is never looked into.
Held = str | tuple[str, ...]
PERSON_WORDS = frozenset({"holds", "role", "may"})
LOOSE_FIELDS = ("service", "setting", "contract")


@attrs.frozen(eq=False)
class Asked:
    """A thing of which `where` asks.

    Attributes:
        noun: what it is, with its article.
        fields: what may be asked of it, and what each field holds.
        free: other fields may be there, too.
        person: it is a person, who holds and may.
    """

    noun: str
    fields: Mapping[str, Held]
    free: bool = False
    person: bool = False


PERSON = Asked("a person", {}, free=True, person=True)
SOMETHING = Asked("a thing", {}, free=True)
_SPELL: Mapping[str, Held] = {"from": "date", "to": "date", "date": "date"}
POST = Asked(
    "a post",
    {
        **_SPELL, "stage": "stages", "employer": "any", "service": "service",
        "setting": "setting", "team": "any", "contract": "contract", "hours": "number",
    },
)  # fmt: skip
ABSENCE = Asked("an absence", {**_SPELL, "reason": "absence_reasons"})
RUN = Asked(
    "a programme",
    {**_SPELL, "programme": "programmes", "started": "date", "ended": "date"},
)
AWARD = Asked(
    "an award",
    {
        **_SPELL, "award": "any", "achieved": "date", "registered_for": "any",
        "counted": "any", "register": "any", "approval": "any", "because": "any",
        "level": "level", "credits": "number", "type": "any", "provider": "any",
        "class": "any",
    },
)  # fmt: skip
ASSESSMENT = Asked(
    "an assessment",
    {
        "assessed": "any", "by": "person", "date": "date", "views": "any",
        "verdict": ("met", "not_yet", "not_met"),
    },
)  # fmt: skip
DECISION = Asked(
    "a decision", {"is": "any", "by": "any", "date": "date", "of": "any"}
)  # fmt: skip
_EVIDENCE: Mapping[str, Held] = {
    "date": "date", "by": "person", "mapped_to": "any", "programme": "programmes",
}  # fmt: skip
# An entry of learning recorded as CPD is also an item of the evidence type `cpd`.
_CPD: Mapping[str, Held] = {
    "submitted": "date", "content": "text", "peer_reflection": "true or false",
    "learning": "learning",
}  # fmt: skip
_HELD_BY: Mapping[str, Held] = {
    "module": "modules", "learning": "learning", "credits": "number", "level": "level",
    "mark": "number", "attempts": "number", "started": "date", "achieved": "date",
    "date": "date", "must_pass": "true or false", "cost": "number",
    "sessions": "number", "by": "person",
    "gained_by": ("study", "certificated", "experiential"),
}  # fmt: skip
_SECTIONS: Mapping[str, tuple[Asked, ...]] = {
    "programmes": (RUN,),
    "qualifications": (AWARD,),
    "approvals": (AWARD,),
    "registers": (AWARD,),
    "decisions": (DECISION,),
    "stages": (POST,),
    "roles": (PERSON,),
}


@cache
def module() -> Asked:
    """A module: what the record says of it and what the framework declares."""
    names = {*_keys(Module), *_keys(record.ModuleTaken), "award", "date", "class"}
    return Asked("a module", {name: _HELD_BY.get(name, "any") for name in names})


@cache
def learning() -> Asked:
    """A piece of learning: what the record says of it and what is declared."""
    names = {*_keys(Learning), *_keys(record.LearningAct), *_CPD}
    return Asked(
        "a piece of learning",
        {name: _CPD.get(name, _HELD_BY.get(name, "any")) for name in names},
    )


def _keys(cls: type) -> set[str]:
    return {spelling(cls, name) for name in keys_of(cls)}


class Items:
    """The things a framework's rules can ask of."""

    def __init__(self, framework: Framework) -> None:
        """Nothing is worked out until a rule asks."""
        self._framework = framework
        self._evidence: dict[str, Asked] = {}

    @cached_property
    def dates(self) -> frozenset[str]:
        """Fields that hold a date: the item's own day can be the day asked about."""
        types = self._framework.evidence_types.values()
        declared = {
            name for one in types for name, held in one.fields.items() if held == "date"
        }
        return frozenset({"date", "started", "achieved", "submitted", *declared})

    def of_kind(self, ask: Kind) -> Asked | None:
        """What the items of a requirement are; None: it has none to ask about."""
        match ask:
            case Evidence():
                return self.evidence(ask.evidence)
            case Cadence():
                return self.evidence(ask.cadence)
            case Modules() | Average():
                return module()
            case Completes():
                return self.named(ask.completes)
            case Holds():
                return AWARD
            case InPlace():
                return self.spell(ask.in_place)
            case TimeIn():
                return self.spell(ask.time_in)
            case Happened():
                event = self._framework.events.get(ask.event)
                return self.named(ask.event) if event is None else self.event(event)
            case Assessed():
                return ASSESSMENT
            case _:
                return None

    def event(self, event: Event) -> Asked | None:
        """What an event's `where` asks of."""
        if event.evidence is not None:
            return self.evidence(event.evidence)
        if event.in_place is not None:
            return self.spell(event.in_place)
        if event.decision is not None:
            return DECISION
        if event.holds is not None:
            return AWARD
        return None if event.completes is None else self.named(event.completes)

    def spell(self, name: str) -> Asked:
        """What a post, an absence, somebody in a role or a programme can be asked."""
        book = self._framework
        if name in book.roles:
            return PERSON
        if name in book.programmes:
            return RUN
        return POST if name == "posts" or name in book.stages else ABSENCE

    def evidence(self, type_: str) -> Asked | None:
        """What evidence of a type, of a group of types, or of any can be asked.

        Returns:
            None where the type is declared nowhere, which is said elsewhere.
        """
        found = self._evidence.get(type_)
        if found is not None:
            return found
        book = self._framework
        names: Iterable[str] = (
            book.evidence_types if type_ == "any" else book.members(type_)
        )
        types = [
            book.evidence_types[name] for name in names if name in book.evidence_types
        ]
        if not types:
            return None
        fields: dict[str, Held] = dict(_EVIDENCE)
        for one in types:
            for name, held in one.fields.items():
                # Two types of a group may hold different things under one name.
                same = fields.get(name, held) == held
                fields[name] = held if same else "any"
            if one.id == "cpd":
                fields = {**_CPD, **fields}
        asked = Asked(type_ if type_ != "any" else "any evidence", fields)
        self._evidence[type_] = asked
        return asked

    def named(self, id_: str) -> Asked | None:
        """What a declared thing can be asked, whatever it is; None: many things."""
        book = self._framework
        found: list[Asked] = []
        for member in book.members(id_):
            if member in book.evidence_types:
                evidence = self.evidence(member)
                found += [evidence] if evidence else []
            elif member in book.modules:
                found.append(module())
            elif member in book.learning:
                found.append(learning())
            for section, asked in _SECTIONS.items():
                if member in book.section(section):
                    found.extend(asked)
        if not found or any(one is not found[0] for one in found):
            return None
        return found[0]
