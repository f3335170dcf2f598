"""What one search is to find, and the choices it has."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

import attrs

from swcareers.rules.allocation.frame import Frame
from swcareers.rules.allocation.model import Model, Option
from swcareers.rules.allocation.packing import Packing

# More than any credit: how much may be missing where no limit is set.
INFINITE = Fraction(10**40)

Limit = tuple[Fraction, int | None]  # credit, and modules (None: any number)
MET: Limit = (Fraction(0), 0)


@attrs.frozen(kw_only=True, eq=False)
class Wanted:
    """What a search is to find.

    `goal`: `any` placement within the limits; the one with the least `credits`
    or `modules` missing of the award `least`; with the fewest unmet `lines`;
    with the least `cost`.

    `limits` say for each award judged how much may be missing: `MET` where it
    is to be met, (INFINITE, None) where anything may be. Awards that are
    `active` without a limit only keep their caps. `unmet` is how many must and
    should lines may stay unmet; None: any number. `shoulds` is how many should
    lines there are.
    """

    goal: Literal["any", "credits", "modules", "lines", "cost"]
    limits: dict[int, Limit]
    active: frozenset[int]
    least: int | None = None
    unmet: tuple[int, int] | None = None
    costs: Callable[[int, Option], int] | None = None
    shoulds: int = 0

    @property
    def by_lines(self) -> bool:
        """Do unmet lines matter, and not only what is missing?"""
        return self.goal in ("lines", "cost")

    def weight(self, must: bool) -> int:
        """What an unmet line comes to, when unmet lines are counted."""
        return self.shoulds + 1 if must else 1


class Choice(NamedTuple):
    """One thing that can be done with a module: what it adds, and its cost.

    `option` says where it goes: an option of an item, or the number of a part
    (-1: not used) for an imagined module. `credit` is what it uses of what is
    held, once for each award.
    """

    adds: int
    cost: int
    credit: int
    option: Option | int


class Chooser(NamedTuple):
    """A module and its choices; imagined modules are numbered after the items."""

    number: int
    choices: tuple[Choice, ...]


@attrs.frozen(kw_only=True, eq=False)
class Slots:
    """Which fields of the packed number matter to a search, and how.

    `grows`: more is never worse; `fixed`: more and less can both be worse; of
    the rest, less is never worse.
    """

    relevant: int
    grows: int
    fixed: int


def slots_of(frames: Sequence[Frame], packing: Packing, wanted: Wanted) -> Slots:
    """Which fields matter to what is wanted."""
    relevant = grows = fixed = 0
    for a in sorted(wanted.active):
        frame = frames[a]
        judged = a in wanted.limits
        for need in frame.needs:
            if not judged or not (need.must or wanted.by_lines):
                continue
            if need.used is None:
                grows |= packing.fields((a, slot) for slot in need.slots)
            else:
                fixed |= packing.fields((a, s) for s in (*need.slots, need.used))
        for cap in frame.caps:
            if cap.must or (judged and wanted.by_lines):
                relevant |= packing.fields((a, slot) for slot in cap.slots)
        if judged:
            grows |= packing.fields((a, atom.slot) for atom in frame.atoms)
            last = len(frame.clips)
            relevant |= packing.fields([(a, last - 2), (a, last - 1)])
    return Slots(relevant=relevant | grows | fixed, grows=grows, fixed=fixed)


def choosers_of(
    model: Model,
    frames: Sequence[Frame],
    packing: Packing,
    wanted: Wanted,
    slots: Slots,
) -> list[Chooser]:
    """Every module with the choices worth trying; imagined modules last."""
    found = []
    for i, options in enumerate(model.options):
        # What is fixed in an award that is not looked at is not there for the others.
        seen = [tuple(c for c in o if c.award in wanted.active) for o in options]
        choices = []
        for option in dict.fromkeys(seen):
            choice = choice_of(model, frames, packing, wanted, i, option)
            choices.append(choice._replace(adds=choice.adds & slots.relevant))
        found.append(Chooser(i, worth_trying(choices, packing, wanted, slots)))
    number = len(found)
    for a, frame in enumerate(frames):
        for whole in frame.wholes:
            limit = wanted.limits.get(a, MET)
            if limit != MET:
                choices = [Choice(0, 0, 0, -1)]
                for part, adds in whole.places:
                    packed = packing.pack(a, adds) & slots.relevant
                    choices.append(Choice(packed, 0, 0, part))
                kept = worth_trying(choices, packing, wanted, slots)
                found.append(Chooser(number, kept))
            number += 1
    return found


def choice_of(
    model: Model,
    frames: Sequence[Frame],
    packing: Packing,
    wanted: Wanted,
    item: int,
    option: Option,
) -> Choice:
    """What it means for an item to take an option."""
    adds = packing.known.get((item, option))
    if adds is None:
        adds = 0
        for cell in option:
            adds += packing.pack(cell.award, frames[cell.award].adds[item, cell])
        packing.known[item, option] = adds
    cost = wanted.costs(item, option) if wanted.costs else 0
    return Choice(adds, cost, model.credits[item] * len(option), option)


def worth_trying(
    choices: Sequence[Choice], packing: Packing, wanted: Wanted, slots: Slots
) -> tuple[Choice, ...]:
    """Without what another choice replaces, whatever else is chosen."""
    falls = slots.relevant & ~slots.grows & ~slots.fixed
    spares = packing.spares

    def replaces(one: Choice, other: Choice) -> bool:
        if one.cost > other.cost or (one.adds ^ other.adds) & slots.fixed:
            return False
        more = ((one.adds & slots.grows) | spares) - (other.adds & slots.grows)
        less = ((other.adds & falls) | spares) - (one.adds & falls)
        return more & less & spares == spares

    kept = [
        choice
        for at, choice in enumerate(choices)
        if not any(
            replaces(other, choice) and (before < at or not replaces(choice, other))
            for before, other in enumerate(choices)
            if before != at
        )
    ]
    # The most useful first: the first dive is then a fair answer.
    return tuple(sorted(kept, key=lambda c: -(c.adds & slots.grows).bit_count()))


def alike(one: Chooser, other: Chooser) -> bool:
    """Can the two be told apart by nothing but their names?"""
    return [c[:2] for c in one.choices] == [c[:2] for c in other.choices]
