"""What an award asks, as values: its bounds flattened, its ways in, its clock.

Every share is a number (of the nearest enclosing need), every unit the one the award
is counted in, every part, line and way a bound with a name of its own.
"""

from fractions import Fraction
from typing import Literal

import attrs

from swcareers.evaluation.counting import unit_rate
from swcareers.evaluation.outcome import Reason
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework
from swcareers.framework.model import Clock, Qualification, Titled, Way
from swcareers.rules.allocation import AtLeast, AtMost, Every
from swcareers.rules.requirement import Part, Where, Who
from swcareers.values.dates import KnownDate

CREDITS = "credits"
Sort = Literal["part", "line"]


@attrs.frozen(eq=False, kw_only=True)
class Bound:
    """A part or a line of an award, with its bounds as numbers.

    Attributes:
        id: its name inside the award, unlike any other: ``made_of/core``.
        path: its name outside: ``certificate/core``.
        sort: a part holds modules, a line looks at what is placed.
        written: as the framework has it.
        modules: the modules named, groups opened; None: any.
        wheres: what a module must be, all of them.
        parts: the part it looks into; None: everywhere.
        ways: the ways it looks at; None: all.
        need, most: None where there is no such bound.
        distinct: the field that must differ; None: every module counts.
        unknown: why a bound is not known, though there is one.
        where_from: the keys that lead to it in the entry.
        required: it is a rule of `requires`, and told as one.
    """

    id: str
    path: str
    sort: Sort
    written: Part
    modules: frozenset[str] | None
    wheres: tuple[Where, ...]
    parts: frozenset[str] | None = None
    ways: frozenset[str] | None = None
    need: AtLeast | Every | None = None
    most: AtMost | None = None
    distinct: str | None = None
    unknown: Reason | None = None
    where_from: tuple[str | int, ...] = ()
    required: bool = False

    @property
    def strength(self) -> Literal["must", "should"]:
        """Only must decides; a recommendation is weighed like a should."""
        return "must" if self.written.strength in (None, "must") else "should"


@attrs.frozen(eq=False, kw_only=True)
class WayIn:
    """A way in which a result comes to count, with its budget as numbers.

    Attributes:
        surplus: it takes what another award can spare.
    """

    id: str
    written: Way
    need: AtLeast | None = None
    most: AtMost | None = None
    surplus: bool = False
    unknown: Reason | None = None


@attrs.frozen(eq=False, kw_only=True)
class Terms:
    """An award ready to be held against a record.

    Attributes:
        award: its id.
        entry: as it applies: its edition in place.
        situation: in which its conditions are asked: its own run, or none begun.
        unit: what it is counted in.
        need: its total; None where no source gives it.
        placed_by: who may decide where a module counts; None: nobody.
        silent: the keys without which it cannot be answered, and no source gives.
    """

    award: str
    entry: Qualification
    situation: Situation
    unit: str
    need: AtLeast | None
    unknown: Reason | None
    bounds: tuple[Bound, ...]
    ways: tuple[WayIn, ...]
    classes: tuple[Titled, ...]
    clock: Clock | None
    placed_by: Who | None = None
    silent: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Bound, ...]:
        """The parts that hold modules, as written."""
        return tuple(bound for bound in self.bounds if bound.sort == "part")

    @property
    def lines(self) -> tuple[Bound, ...]:
        """The lines that look at what is placed, as written."""
        return tuple(bound for bound in self.bounds if bound.sort == "line")

    def bound(self, id_: str) -> Bound | None:
        """A part or line by its name inside the award."""
        return next((bound for bound in self.bounds if bound.id == id_), None)

    def part_named(self, name: str) -> Bound | None:
        """A part by the id a person writes."""
        return next((b for b in self.parts if b.path.rpartition("/")[2] == name), None)


def is_described(entry: Qualification) -> bool:
    """Whether anything says what the award is made of."""
    if "made_of" in entry.not_stated or "all" in entry.not_stated:
        return False
    return bool(entry.made_of) or entry.at_least is not None


def asks_no_credit(award: str, book: Framework) -> bool:
    """Whether an award is given for what it requires alone, as far as is stated."""
    if not book.lists.get((_section(award, book), award, "requires"), ()):
        return False
    entry = book.qualifications.get(award)
    if entry is None:
        return True
    silent = {"made_of", "credits", "at_least", "all"} & set(entry.not_stated)
    return not silent and not is_described(entry) and entry.credits is None


def _section(award: str, book: Framework) -> str:
    return "qualifications" if award in book.qualifications else "approvals"


def rate_into(
    wanted: str, unit: str, day: KnownDate | None, situation: Situation
) -> Fraction | None:
    """How many of the wanted unit one of another is; None: no rate is declared."""
    if unit == wanted:
        return Fraction(1)
    found = unit_rate(unit, wanted, day, situation)
    if found is None and unit != unit.lower():
        return rate_into(wanted, unit.lower(), day, situation)  # ECTS, ects
    return found
