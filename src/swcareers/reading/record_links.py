"""What a record names, looked up in a framework."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from swcareers.evaluation.renamed import renamed
from swcareers.framework.framework import Framework
from swcareers.reading.checking.known import DATED, Known, To, nouns_of
from swcareers.reading.record_notes import Notes, Path
from swcareers.record.model import EvidenceHeld, ModuleTaken, Record
from swcareers.record.named import NAMED
from swcareers.record.states import KNOWN
from swcareers.rules.requirement import Cadence, FieldTest, TimeIn, Where
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.text import did_you_mean, joined

_AWARDS: To = ("qualifications", "approvals", "registers")
_GAINED_BY = ("study", "certificated", "experiential")
_NOT_A = {
    "state": "a module in this state is not passed",
    "gained_by": "credit is not gained in this way",
    "level": "the framework has no such level",
}
# So many ids are told in full.
_FEW = 5
# Fields an item of the type `cpd` has from the learning it was.
_OF_CPD = frozenset({"submitted", "content", "peer_reflection"})


class RecordLinks:
    """Looks up every id of a record."""

    def __init__(self, record: Record, framework: Framework, notes: Notes) -> None:
        """Look in one framework."""
        self._record = renamed(record, framework)
        self._framework = framework
        self._notes = notes
        self._known = Known(framework)

    def check(self) -> None:
        """Look at everything the record names."""
        self._editions()
        for section, key, to in NAMED:
            entries = self._entries(section)
            known = self._known.ids(to)
            for index, entry in enumerate(entries):
                id_ = getattr(entry, key)
                if id_ is not None and id_ not in known:
                    self._unknown(id_, to, self._at(section, entries, index, key))
        for event in self._record.events:
            if event not in self._known.ids(DATED):
                self._unknown(event, ("events",), ("events", event))
        self._rules("waivers")
        self._rules("confirmations")
        self._roles()
        self._people()
        self._applications()
        self._absences()
        self._posts()
        self._modules()
        self._credit_decisions()
        self._outcomes()
        self._evidence()
        self._readings()

    def _entries(self, section: str) -> Sequence[Any]:
        found: Sequence[Any] | None = getattr(self._record, section)
        return found or ()

    def _at(self, section: str, entries: Sequence[Any], *rest: str | int) -> Path:
        moved = self._notes.moved(section, entries)
        return (section,) if moved else (section, *rest)

    def _unknown(self, id_: str, to: To, path: Path) -> None:
        meant = did_you_mean(id_, self._known.ids(to))
        self._notes.error(
            "SWC421",
            f"{self._framework.id} has no {nouns_of(to)} with the id {id_}, so it "
            "counts for nothing",
            path,
            f"did you mean {meant}?" if meant else _ids_near(id_, self._known.ids(to)),
        )

    # --- the framework itself ---

    def _editions(self) -> None:
        wanted = self._record.frameworks
        for file in self._framework.files:
            edition = wanted.get(file.framework)
            if edition is not None and file.edition not in (None, edition):
                self._notes.error(
                    "SWC425",
                    f"the record is for edition {edition} of {file.framework}, and "
                    f"this is edition {file.edition}",
                    ("frameworks", file.framework),
                    f"write: {file.framework}: {file.edition}",
                )

    # --- ids that are found in another way ---

    def _rules(self, section: str) -> None:
        entries = self._entries(section)
        for index, entry in enumerate(entries):
            lines = self._lines_of_awards() if section == "waivers" else frozenset()
            if not self._framework.paths_of(entry.of) and entry.of not in lines:
                path = self._at(section, entries, index, "of")
                self._unknown(entry.of, ("rules",), path)

    def _lines_of_awards(self) -> frozenset[str]:
        """The parts and lines of awards, which a waiver may speak of as well."""
        return frozenset(
            f"{award}/{line.id}"
            for award, entry in self._framework.qualifications.items()
            for top in (*entry.made_of, *entry.of_which)
            for line in (top, *top.of_which)
            if line.id is not None
        )

    def _credit_decisions(self) -> None:
        entries = self._entries("credit_decisions")
        taken = {one.module for one in self._entries("modules")}
        taken |= {one.learning for one in self._entries("learning")}
        taken |= {one.programme for one in self._entries("programmes")}
        places = {
            f"{section}/{n}"
            for section in ("modules", "learning")
            for n in range(len(self._entries(section)))
        }
        for index, entry in enumerate(entries):
            if entry.module not in taken | places:
                path = self._at("credit_decisions", entries, index, "module")
                self._unknown(entry.module, ("modules",), path)
            if entry.instead_of not in (None, *self._framework.credit_bearing):
                path = self._at("credit_decisions", entries, index, "instead_of")
                self._unknown(entry.instead_of, ("modules",), path)
            path = self._at("credit_decisions", entries, index, "counts_in")
            self._part_of_award(entry.counts_in, path)

    def _part_of_award(self, name: str, path: Path) -> None:
        """A part of an award, as in certificate/core."""
        lines = self._lines_of_awards()
        award = name.partition("/")[0]
        if name in lines:
            return
        if award not in self._framework.qualifications:
            self._unknown(award, ("qualifications",), path)
            return
        parts = sorted(line for line in lines if line.startswith(f"{award}/"))
        meant = did_you_mean(name, parts)
        self._notes.error(
            "SWC421",
            f"{award} has no part or line of this name, so it has no effect",
            path,
            f"did you mean {meant}?" if meant
            else f"write {joined(parts, 'or')}" if parts
            else f"leave it out: no part of {award} has an id",
        )  # fmt: skip

    def _roles(self) -> None:
        for section in ("programmes", "studies"):
            entries = self._entries(section)
            for index, entry in enumerate(entries):
                for role in entry.roles:
                    if role not in self._framework.roles:
                        path = self._at(section, entries, index, "roles", role)
                        self._unknown(role, ("roles",), path)

    def _people(self) -> None:
        for person, other in self._record.people.items():
            for held in other.holds:
                if held not in self._known.ids(_AWARDS):
                    self._unknown(held, _AWARDS, ("people", person, "holds", held))

    def _applications(self) -> None:
        entries = self._entries("applications")
        for index, entry in enumerate(entries):
            if not self._known.is_declared(entry.to):
                sections: To = ("programmes", *_AWARDS, "stages", "learning")
                path = self._at("applications", entries, index, "to")
                self._unknown(entry.to, sections, path)

    def _absences(self) -> None:
        """A reason is any word; one that is nearly the framework's is a slip."""
        entries = self._entries("absences")
        reasons = frozenset(self._reasons()) if entries else frozenset[str]()
        self._slips("absences", "reason", reasons)

    def _posts(self) -> None:
        """So is what a post is: the service, the setting, the contract."""
        audiences = [
            placed.rule.for_
            for placed in self._framework.rules.values()
            if placed.rule.for_ is not None
        ]
        audiences += [
            one.for_
            for one in self._framework.learning.values()
            if one.for_ is not None
        ]
        for key in ("service", "setting", "contract"):
            words = frozenset(word for one in audiences for word in getattr(one, key))
            self._slips("posts", key, words)

    def _slips(self, section: str, key: str, words: frozenset[str]) -> None:
        """Words that no rule speaks of, and that are nearly one of the rules'."""
        entries = self._entries(section)
        for index, entry in enumerate(entries):
            word = getattr(entry, key)
            if word is not None and word not in words:
                meant = did_you_mean(word, words)
                if meant is not None and len(meant) > 5:
                    self._notes.warning(
                        "SWC421",
                        f"no rule speaks of the {key} {word}, and one of {meant}",
                        self._at(section, entries, index, key),
                        f"did you mean {meant}? If not, nothing has to be changed",
                    )

    def _reasons(self) -> Iterable[str]:
        for programme in self._framework.programmes.values():
            if programme.clock is not None:
                yield from programme.clock.pauses_for
                yield from programme.clock.never_pauses_for
        for placed in self._framework.rules.values():
            ask = placed.rule.ask
            if isinstance(ask, Cadence):
                yield from ask.excused_by
            elif isinstance(ask, TimeIn):
                yield from ask.less

    # --- modules, decisions ---

    def _modules(self) -> None:
        entries: Sequence[ModuleTaken] = self._entries("modules")
        declared = self._framework.credit_bearing
        states = tuple(sorted({*self._states_asked_for(), *KNOWN})) if entries else ()
        scale = self._framework.scales.get("level")
        levels = () if scale is None else (*scale.order, *scale.also_called)
        known_words: tuple[tuple[str, tuple[str, ...]], ...] = (
            ("state", states), ("gained_by", _GAINED_BY), ("level", levels),
        )  # fmt: skip
        for index, entry in enumerate(entries):
            for key, words in known_words:
                word = getattr(entry, key)
                if word is not None and words and word not in words:
                    path = self._at("modules", entries, index, key)
                    self._cannot_be("SWC423", _NOT_A[key], path, word, words)
            if entry.mark is not None and entry.mark.unit is not None:
                self._notes.error(
                    "SWC423", "a mark is a number without a unit or sign",
                    self._at("modules", entries, index, "mark"), "write it as in 62",
                )  # fmt: skip
            if entry.counted_as is not None and "/" in entry.counted_as:
                path = self._at("modules", entries, index, "counted_as")
                self._part_of_award(entry.counted_as, path)
            known = declared.get(entry.module)
            # A module of another university is not declared; it says what it is.
            if known is None and entry.title is None and entry.credits is None:
                path = self._at("modules", entries, index, "module")
                self._unknown(entry.module, ("modules",), path)
            elif (
                entry.credits is None
                and (known is None or known.credits is None)
                and not {"credits", "all"} & set(entry.not_stated)
            ):
                self._notes.warning(
                    "SWC418",
                    "neither the record nor the framework says how much credit "
                    f"{entry.module} carries",
                    self._at("modules", entries, index),
                    "write credits, as in credits: 20, or not_stated: [credits]",
                )

    def _states_asked_for(self) -> Iterator[str]:
        """Words for how far a module has come that a framework itself uses."""
        framework = self._framework
        ways = [
            *(way for one in framework.qualifications.values() for way in one.accepts),
            *(way for one in framework.regulations.values() for way in one.accepts),
        ]
        for way in ways:
            for test in () if way.where is None else _tests(way.where):
                if test.field == "state":
                    yield from getattr(test.test, "values", ())

    def _outcomes(self) -> None:
        entries = self._entries("decisions")
        for index, entry in enumerate(entries):
            decision = self._framework.decisions.get(entry.decision)
            if decision is None or entry.is_ is None:
                continue
            if decision.meaning(entry.is_) is None:
                known = list(decision.outcomes) or ["agreed", "not-agreed"]
                self._cannot_be(
                    "SWC424",
                    f"this is no outcome of {entry.decision}",
                    self._at("decisions", entries, index, "is"),
                    entry.is_,
                    known,
                )

    def _cannot_be(
        self, code: str, message: str, path: Path, word: str, known: Sequence[str]
    ) -> None:
        meant = did_you_mean(word, known)
        hint = f"did you mean {meant}?" if meant else f"write {joined(known, 'or')}"
        self._notes.error(code, message, path, hint)

    # --- evidence ---

    def _evidence(self) -> None:
        entries: Sequence[EvidenceHeld] = self._entries("evidence")
        members = self._known.ids(("capabilities",))
        for index, entry in enumerate(entries):
            for id_ in entry.mapped_to:
                if id_ not in members:
                    path = self._at("evidence", entries, index, "mapped_to")
                    self._unknown(id_, ("capabilities",), path)
            type_ = self._framework.evidence_types.get(entry.type)
            if type_ is None or not entry.fields:
                continue
            for field, value in entry.fields.items():
                path = self._at("evidence", entries, index, field)
                held = type_.fields.get(field)
                if held is not None:
                    self._value(field, value, held, path)
                elif not (entry.type == "cpd" and field in _OF_CPD):
                    self._no_field(field, entry.type, type_.fields, path)

    def _no_field(
        self, field: str, type_: str, fields: Mapping[str, Any], path: Path
    ) -> None:
        meant = did_you_mean(field, fields)
        hint = f"did you mean {meant}?" if meant else "leave it out, or write a note"
        if not meant and fields:
            hint = f"write {joined(fields, 'or')}, or leave it out"
        self._notes.error("SWC422", f"{type_} has no field {field}", path, hint)

    def _value(self, field: str, value: Any, held: Any, path: Path) -> None:
        if isinstance(held, tuple):
            words = value if isinstance(value, list) else [value]
            for word in words:
                if word not in held:
                    message = f"{field} cannot be this"
                    self._cannot_be("SWC423", message, path, str(word), held)
            return
        if isinstance(value, list | dict):
            self._notes.error(
                "SWC423", f"{field} is {held}: one text is needed", path,
                "write one value",
            )  # fmt: skip
        elif held == "true or false" and value not in ("true", "false"):
            self._notes.error(
                "SWC423", f"{field} is true or false", path, "write true or false"
            )
        elif held in ("number", "hours") and not _is_number(value, field, held):
            self._notes.error(
                "SWC423", f"{field} is a number", path, "write it in digits, as in 90"
            )
        elif held == "date" and not _is_date(value):
            self._notes.error(
                "SWC423", f"{field} is a date", path, "write it as in 2026-09-01"
            )
        elif held == "person" and value not in (self._record.people or (value,)):
            self._notes.warning(
                "SWC416",
                "this person is not among people, so what they hold is not known",
                path,
                "write them under people",
            )

    def _readings(self) -> None:
        """A reading is a number in its measure's unit, or a word of its scale."""
        entries = self._entries("readings")
        for index, entry in enumerate(entries):
            measure = self._framework.measures.get(entry.measure)
            value = entry.value
            if measure is None or value is None:
                continue
            path = self._at("readings", entries, index, "value")
            if value.number is None:
                words = measure.scale or ("a number, as in 60%",)
                if value.text not in measure.scale:
                    message = f"{entry.measure} cannot be this"
                    self._cannot_be("SWC423", message, path, value.text, words)
            elif value.unit is None and measure.unit is not None and measure.of:
                # Without `of` it can only be read in the unit of its measure.
                self._notes.error(
                    "SWC423",
                    f"the number says not of what: {entry.measure} is read in "
                    f"{measure.unit}, or as a share of {measure.of}",
                    path,
                    f"write {value.text} {measure.unit} or {value.text}%",
                )


def _ids_near(id_: str, known: Iterable[str]) -> str:
    """The ids that have a word of this one in them; all of them where they are few."""
    ids = sorted(known)
    words = set(id_.casefold().replace(" ", "-").replace("_", "-").split("-"))
    near = [one for one in ids if words & set(one.split("-"))]
    for some in (near, ids):
        if 0 < len(some) <= _FEW:
            return f"write {joined(some, 'or')}, if that is meant"
    return "write an id that the framework declares"


def _tests(where: Where) -> Iterator[FieldTest]:
    yield from where.tests
    for other in where.any_of:
        yield from _tests(other)


def _is_number(text: str, *units: str) -> bool:
    """Whether this is a number, bare, a share, or in one of these units."""
    try:
        amount = Amount.parse(text)
    except ValueError:
        return False
    return amount.number is not None and amount.unit in (None, "share", *units)


def _is_date(text: str) -> bool:
    try:
        KnownDate.parse(text)
    except ValueError:
        return False
    return True
