"""How many, of what, with what among them: a count and the lines inside it."""

from swcareers.framework.loaded import Path
from swcareers.reading.checking.ids import Walk
from swcareers.reading.checking.items import Asked, Items
from swcareers.reading.checking.seen import Seen
from swcareers.reading.checking.wheres import Wheres
from swcareers.rules.requirement import (
    Assessed,
    Count,
    Evidence,
    FieldTest,
    Happened,
    Is,
    Part,
    Where,
)
from swcareers.values.amounts import Amount
from swcareers.values.text import counted, did_you_mean, joined

_SUMMED = ("number", "hours")
_MONEY = ("GBP", "EUR", "USD")


class Counts:
    """Looks at counts, wherever they stand."""

    def __init__(self, walk: Walk, items: Items, wheres: Wheres) -> None:
        """Look with the eyes of this walk."""
        self._walk = walk
        self._said = walk.said
        self._known = walk.known
        self._items = items
        self._wheres = wheres

    def rule(self, seen: Seen, ask: Count) -> None:
        """Look at a rule that counts."""
        if not (
            ask.where or ask.at_least or ask.at_most or ask.excess or ask.of_which
            or ask.distinct or ask.covering
        ):  # fmt: skip
            return
        asked = self._items.of_kind(ask)  # type: ignore[arg-type]  # a kind that counts
        where = seen.at("where")
        if ask.where is not None and where is not None:
            self._wheres.where(ask.where, asked, where, seen.framework)
        self._excess(ask, seen)
        if ask.at_least is not None:
            self._needed(ask.at_least, asked, seen, ask)
            if isinstance(ask, Happened):
                self._as_often(ask.event, ask.at_least, seen)
        if ask.at_most is not None:
            self._summed(ask.at_most, asked, seen.at("at_most"), seen.framework, ask)
        self._distinct(ask.distinct, asked, seen.at("distinct"), seen.framework)
        if ask.covering:
            self._covering(ask, seen)
        lines = seen.at("of_which")
        if ask.of_which and lines is not None:
            need = ask.at_least
            self.lines(ask.of_which, asked, lines, seen.framework, need, ask)

    def _as_often(self, name: str, need: Amount, seen: Seen) -> None:
        """An event that chooses one of the times it happened is there once at most."""
        event = self._known.framework.events.get(name)
        if event is None or event.which not in ("first", "latest"):
            return
        if need.number is not None and need.number > 1:
            self._said.of_rule(
                "SWC348", seen, ("at_least",),
                f"{name} is only the {event.which} time it happened, so {need} can "
                "never be there",
                "declare an event with which: each, and count that one",
            )  # fmt: skip

    def lines(
        self,
        lines: tuple[Part, ...],
        asked: Asked | None,
        path: Path,
        framework: str,
        need: Amount | None,
        of: Count | None,
        cuts: bool = True,
    ) -> None:
        """Look at the lines of `of_which`, or at the parts of `made_of`.

        Args:
            need: what the lines are a part of; None: one item, or nothing is stated.
            of: the count they stand in, where that is a rule.
            cuts: whether to look for cuts that overlap; those of an award are proven
                apart when its credit is.
        """
        for index, line in enumerate(lines):
            at = (*path, index)
            if line.where is not None:
                self._wheres.where(line.where, asked, (*at, "where"), framework)
            self._excess_of(line, at, framework)
            for name, bound in (("at_least", line.at_least), ("at_most", line.at_most)):
                if bound is not None:
                    self._summed(bound, asked, (*at, name), framework, of)
                    self.share(bound, need, (*at, name), framework)
            self._distinct(line.distinct, asked, (*at, "distinct"), framework)
            if line.of_which:
                inner = line.at_least or line.at_most or need
                inside = (*at, "of_which")
                self.lines(line.of_which, asked, inside, framework, inner, of, cuts)
        if cuts:
            self._overlapping_cuts(lines, path, framework)

    # --- bounds ---

    def _excess(self, ask: Count, seen: Seen) -> None:
        if ask.at_most is not None and ask.excess is None:
            path = seen.at("at_most")
            if path is not None:
                self.no_excess(ask.at_most, path, seen.framework)
        if ask.excess is not None and ask.at_most is None:
            path = seen.at("excess")
            if path is not None:
                self.no_most(path, seen.framework)

    def _excess_of(self, line: Part, path: Path, framework: str) -> None:
        if line.at_most is not None and line.excess is None:
            self.no_excess(line.at_most, (*path, "at_most"), framework)
        if line.excess is not None and line.at_most is None:
            self.no_most((*path, "excess"), framework)

    def no_excess(self, most: Amount, path: Path, framework: str) -> None:
        """An upper bound that does not say what happens above it."""
        self._said.error(
            "SWC344", framework, path,
            f"at most {most}, and what happens above that is not said",
            "write excess: cut (so much is counted), left_out (whole items beyond it "
            "are not used) or breach (having more is not allowed)",
        )  # fmt: skip

    def no_most(self, path: Path, framework: str) -> None:
        """An excess of nothing."""
        self._said.error(
            "SWC345", framework, path, "excess speaks of more than at_most, and there "
            "is no at_most",
            "write at_most, as in at_most: 18 credits, or leave excess out",
        )  # fmt: skip

    def _needed(
        self, need: Amount, asked: Asked | None, seen: Seen, ask: Count
    ) -> None:
        path = seen.at("at_least")
        self._summed(need, asked, path, seen.framework, ask)
        if path is None:
            return
        whole = seen.rule.subject in ("cohort", "partnership")
        if need.unit == "share" and not whole and not ask.covering:
            self._said.error(
                "SWC364", seen.framework, path,
                f"{need} of what? Nothing encloses this rule",
                "write an amount, as in at_least: 3; or subject: cohort, for a share "
                "of many people",
            )  # fmt: skip

    def share(
        self, bound: Amount, need: Amount | None, path: Path, framework: str
    ) -> None:
        """A share needs something it is a share of."""
        if bound.unit == "share" and need is None:
            self._said.error(
                "SWC364", framework, path,
                f"{bound} of what? What it is among has no amount of its own",
                "write at_least beside of_which, as in at_least: 60 credits",
            )  # fmt: skip

    def _summed(
        self,
        bound: Amount,
        asked: Asked | None,
        path: Path | None,
        framework: str,
        of: Count | None,
    ) -> None:
        """A unit sums the items' field of that name, so they need such a field."""
        unit = bound.unit
        if path is None or unit in (None, "share") or not isinstance(of, Evidence):
            return
        if asked is None or unit in _MONEY or asked.fields.get(unit or "") in _SUMMED:
            return
        fields = [name for name, held in asked.fields.items() if held in _SUMMED]
        if unit in self._known.units and self._converts(unit or "", fields):
            return
        meant = did_you_mean(unit or "", fields)
        number = bound.number
        whole = number is not None and number.denominator == 1
        pieces = f"write {number} where pieces are counted, or " if whole else ""
        self._said.error(
            "SWC309", framework, path,
            f"{of.evidence} has no field {unit} that could be summed",
            f"did you mean {meant}?" if meant
            else f"{pieces}declare it: evidence_types: {{{of.evidence}: "
            f"{{fields: {{{unit}: number}}}}}}",
        )  # fmt: skip

    def _converts(self, unit: str, fields: list[str]) -> bool:
        """Whether a declared rate leads from the unit to a field, or back."""
        units = self._known.framework.units
        for name, declared in units.items():
            editions = [declared, *(e.entry for e in declared.versions if e.entry)]
            for one in editions:
                if one.is_ is None:
                    continue
                if (name == unit and one.is_.unit in fields) or (
                    name in fields and one.is_.unit == unit
                ):
                    return True
        return False

    # --- what is counted ---

    def _distinct(
        self, field: str | None, asked: Asked | None, path: Path | None, framework: str
    ) -> None:
        if field is None or path is None or asked is None or asked.free:
            return
        if field not in asked.fields:
            meant = did_you_mean(field, asked.fields)
            self._said.error(
                "SWC351", framework, path, f"{asked.noun} has no field {field}",
                f"did you mean {meant}?" if meant
                else f"write {joined(sorted(asked.fields), 'or')}",
            )  # fmt: skip

    def _covering(self, ask: Count, seen: Seen) -> None:
        path = seen.at("covering")
        if path is None:
            return
        book = self._known.framework
        members: list[str] = []
        for id_ in ask.covering:
            found = book.capabilities.get(id_)
            if found is not None and not found.domains:
                self._said.error(
                    "SWC357", seen.framework, path,
                    f"{id_} has no domains, so nothing can cover it",
                    f"write the domains of {id_}, or another set",
                )  # fmt: skip
            members += found.domains if found is not None else book.members(id_)
        if isinstance(ask, Assessed):
            self._inside_the_set(ask, path, seen.framework)
        need = ask.at_least
        if (
            need is not None
            and need.unit is None
            and need.number is not None
            and need.number > len(members) > 0
        ):
            self._said.of_rule(
                "SWC348", seen, ("at_least", "covering"),
                f"{need} of {counted(len(members), 'member')} can never be covered",
                f"write at_least: {len(members)}, or at_least: all",
            )  # fmt: skip

    def _inside_the_set(self, ask: Assessed, path: Path, framework: str) -> None:
        name = ask.assessed.partition("/")[0]
        found = self._known.framework.capabilities.get(name)
        if found is None:
            return
        inside = {*found.domains, *found.areas}
        for index, id_ in enumerate(ask.covering):
            if id_ != name and id_.removeprefix(f"{name}/") not in inside:
                meant = did_you_mean(id_, inside)
                self._said.error(
                    "SWC357", framework, (*path, index), f"{id_} is not in {name}",
                    f"did you mean {meant}?" if meant
                    else f"write domains of {name}, or {name} itself",
                )  # fmt: skip

    # --- cuts ---

    def _overlapping_cuts(
        self, lines: tuple[Part, ...], path: Path, framework: str
    ) -> None:
        """Cuts nest or are disjoint: else the order of cutting decides the result."""
        cut = [(i, line) for i, line in enumerate(lines) if line.excess == "cut"]
        for place, (index, line) in enumerate(cut):
            for earlier, other in cut[:place]:
                if not (_nested(line, other) or _disjoint(line.where, other.where)):
                    self._said.error(
                        "SWC363", framework, (*path, index),
                        f"an item can be in this line and in line {earlier + 1}, and "
                        "both cut: what counts would depend on which cuts first",
                        "put one inside the of_which of the other, let their tests "
                        "exclude each other, or write excess: left_out",
                    )  # fmt: skip
                    return


def _nested(one: Part, other: Part) -> bool:
    if one.modules or other.modules:
        return False
    first, second = _tests(one.where), _tests(other.where)
    if first is None or second is None:
        return False
    return all(t in second for t in first) or all(t in first for t in second)


def _tests(where: Where | None) -> tuple[FieldTest, ...] | None:
    """All tests of a where, where they are nothing but tests that must all hold."""
    if where is None:
        return ()
    return None if where.any_of or where.or_decided else where.tests


def _disjoint(one: Where | None, other: Where | None) -> bool:
    """Whether two tests ask different words of one field."""
    if one is None or other is None:
        return False
    asked = {test.field: test.test for test in other.tests}
    for test in one.tests:
        theirs = asked.get(test.field)
        if isinstance(test.test, Is) and isinstance(theirs, Is):
            words = {*test.test.values, *theirs.values}
            apart = len(words) == len(test.test.values) + len(theirs.values)
            if apart and not words & {"us", "same"}:
                return True
    return False
