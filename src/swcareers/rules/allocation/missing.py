"""How much imagined credit would meet every line of one award at once.

Given the sums of a placement (see `frame`), the least credit of modules of any
size whose addition would meet every line, by a small exact linear program: a
cut chooses what it cuts in the learner's favour while imagined credit fills
the rest. Then the fewest modules, for lines that count modules.
"""

import functools
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product
from math import gcd
from typing import NamedTuple

import attrs

from swcareers.rules.allocation.frame import Frame
from swcareers.rules.allocation.linear import least

Sums = tuple[int, ...]


class Met(NamedTuple):
    """Needs in credit that what is held is to meet, without any addition.

    `real` are the sums without imagined whole modules.
    """

    needs: frozenset[int]
    real: Sums


NONE = Met(frozenset(), ())


class Filled(NamedTuple):
    """The least addition: its credit and modules, and what makes it up.

    `amounts` and `numbers` are by column of the frame; `allowed` are the
    columns that may be used, `off` the conditional needs that stay unused.
    """

    credits: Fraction
    modules: int
    amounts: tuple[Fraction, ...]
    numbers: tuple[int, ...]
    allowed: tuple[int, ...]
    off: frozenset[int]


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Filler:
    """Answers for one frame, remembered.

    `unit` divides the credit of every item.
    """

    frame: Frame
    unit: int = 1
    known: dict[tuple[Sums, Met], Filled | None] = attrs.field(factory=dict)

    @functools.cached_property
    def grain(self) -> Fraction:
        """Of what part of a scaled credit every gap is a multiple; 0: unknown.

        Where the lines, as sets of imagined columns (and of atoms that a cut
        may spare), fall into two families that each nest or are disjoint (parts
        and total, say, and levels), every determinant is 0, 1 or -1, and the
        program of `_credit` is solved by whole numbers (Edmonds). With three or
        four columns a determinant of noughts and ones is at most 2 or 3.
        """
        frame = self.frame
        columns = len(frame.columns)
        unit = gcd(
            self.unit,
            *(n.number for n in frame.needs if n.must and n.unit == "credits"),
            *(cut.number for cut in frame.cuts),
            *(whole.credit for whole in frame.wholes),
            *(
                cap.number
                for at, cap in enumerate(frame.caps)
                if any(at in column.caps for column in frame.columns)
            ),
        )
        rows = [
            {c for c, column in enumerate(frame.columns) if at in column.needs}
            | {columns + a for a, atom in enumerate(frame.atoms) if at in atom.needs}
            for at, need in enumerate(frame.needs)
            if need.must and need.unit == "credits"
        ]
        rows += [
            {c for c, column in enumerate(frame.columns) if at in column.caps}
            for at, cap in enumerate(frame.caps)
            if cap.must and cap.unit == "credits"
        ]
        rows += [
            {c for c, column in enumerate(frame.columns) if at in column.cuts}
            | {columns + a for a, atom in enumerate(frame.atoms) if at in atom.cuts}
            for at in range(len(frame.cuts))
        ]
        if _two_families(rows):
            return Fraction(unit)
        if not frame.atoms and columns in (3, 4):
            return Fraction(unit, 2 if columns == 3 else 6)
        return Fraction(0)

    def fill(self, sums: Sums, met: Met = NONE) -> Filled | None:
        """The least addition to these sums; None if none could help.

        Args:
            sums: the slots of the frame.
            met: needs in credit to be met without any addition.
        """
        key = (sums, met)
        if key not in self.known:
            self.known[key] = self._fill(sums, met)
        return self.known[key]

    def unmet(
        self, sums: Sums, real: Sums, limit: Fraction | None
    ) -> tuple[int, int, frozenset[int]]:
        """The fewest `must`, then `should`, lines that stay unmet, and the met.

        A cut may choose which line it spares, as long as no more than `limit`
        credit is missing besides (None: no limit). Exceeded caps of strength
        `should` are unmet lines. `real` are the sums without imagined modules.
        """
        frame = self.frame
        sure: set[int] = set()
        open_: list[int] = []
        for at, need in enumerate(frame.needs):
            have = frame.have(need, real)
            under = [atom for atom in frame.atoms if at in atom.needs]
            if have >= need.number or not self.binds(at, real):
                sure.add(at)
            elif have + sum(real[atom.slot] for atom in under) >= need.number:
                open_.append(at)
        choices = sorted(
            product((True, False), repeat=len(open_)),
            key=lambda choice: self._cost(open_, choice),
        )
        chosen: frozenset[int] = frozenset()
        for choice in choices:
            chosen = frozenset(at for at, yes in zip(open_, choice, strict=True) if yes)
            if not chosen or self._possible(sums, Met(chosen, real), limit):
                break
        met = frozenset(sure) | chosen
        unmet = [need.must for at, need in enumerate(frame.needs) if at not in met]
        over = sum(not cap.must and frame.room(cap, real) < 0 for cap in frame.caps)
        return sum(unmet), len(unmet) - sum(unmet) + over, met

    def _possible(self, sums: Sums, met: Met, limit: Fraction | None) -> bool:
        """Can the cuts leave these needs met at once?"""
        if limit is None:
            others = frozenset(range(len(self.frame.needs))) - met.needs
            return self._credit(sums, met, (), others) is not None
        filled = self.fill(sums, met)
        return filled is not None and filled.credits <= limit

    def _cost(self, open_: Sequence[int], choice: Sequence[bool]) -> tuple[int, int]:
        missed = [
            self.frame.needs[at].must
            for at, yes in zip(open_, choice, strict=True)
            if not yes
        ]
        return sum(missed), len(missed)

    def counted(
        self,
        sums: Sums,
        limit: Fraction | None,
        met: Met,
        members: Iterable[tuple[int, int]],
    ) -> list[Fraction]:
        """How much is counted of each member of an atom, the first favoured.

        Args:
            sums: the slots of the frame.
            limit: how much credit may be missing; None: as much as there is.
            met: needs that the count must leave met by itself.
            members: atom and credit of each item under a cut, in order.
        """
        filled = None if limit is None else self.fill(sums, met)
        if filled is None:
            allowed: tuple[int, ...] = ()
            off = frozenset(range(len(self.frame.needs))) - met.needs
        else:
            allowed, off = filled.allowed, filled.off
        floors = [Fraction(0)] * len(self.frame.atoms)
        found = []
        for atom, credit in members:
            most = self._credit(sums, met, allowed, off, floors, atom, limit)
            room = Fraction(0) if most is None else most[2][atom] - floors[atom]
            amount = min(Fraction(credit), max(Fraction(0), room))
            floors[atom] += amount
            found.append(amount)
        return found

    def _fill(self, sums: Sums, met: Met) -> Filled | None:
        frame = self.frame
        if any(cap.must and frame.room(cap, sums) < 0 for cap in frame.caps):
            return None
        # A way's least amount binds when the way is used: by what is placed,
        # or by what is imagined. Where nothing is placed, try both.
        idle = [
            at
            for at, need in enumerate(frame.needs)
            if need.must and not self.binds(at, sums)
        ]
        best: Filled | None = None
        for choice in product((True, False), repeat=len(idle)):
            off = frozenset(at for at, yes in zip(idle, choice, strict=True) if yes)
            found = self._fill_without(sums, met, off)
            if found is not None and (best is None or found[:2] < best[:2]):
                best = found
        return best

    def binds(self, at: int, sums: Sums) -> bool:
        """Does a need ask at all? One of a way only where the way is used."""
        used = self.frame.needs[at].used
        return used is None or sums[used] > 0

    def _fill_without(self, sums: Sums, met: Met, off: frozenset[int]) -> Filled | None:
        """With the conditional needs `off` left unused."""
        frame = self.frame
        usable = [c for c, column in enumerate(frame.columns) if not column.needs & off]
        shorts = {}
        for at, need in enumerate(frame.needs):
            short = need.number - frame.have(need, sums)
            if need.must and need.unit != "credits" and at not in off and short > 0:
                if need.named:
                    return None
                shorts[at] = short
        rooms = {
            at: frame.room(cap, sums)
            for at, cap in enumerate(frame.caps)
            if cap.must and cap.unit != "credits"
        }
        capped = [c for c in usable if frame.columns[c].caps & rooms.keys()]
        best: Filled | None = None
        for used in self._supports(capped, rooms):
            allowed = [c for c in usable if c not in capped or c in used]
            credit = self._credit(sums, met, allowed, off)
            if credit is None or (best is not None and credit[0] > best.credits):
                continue
            numbers = self._numbers(shorts, rooms, usable, used)
            if numbers is None:
                continue
            found = Filled(
                credit[0], sum(numbers), credit[1], numbers, tuple(allowed), off
            )
            if best is None or found[:2] < best[:2]:
                best = found
        return best

    def _supports(
        self, capped: Sequence[int], rooms: dict[int, int]
    ) -> list[frozenset[int]]:
        """The sets of columns that may be used at all where modules are capped."""
        sets: list[frozenset[int]] = [frozenset()]
        for c in capped:
            for one in list(sets):
                wider = one | {c}
                if all(
                    sum(at in self.frame.columns[d].caps for d in wider) <= room
                    for at, room in rooms.items()
                ):
                    sets.append(wider)
        return sets

    def _credit(
        self,
        sums: Sums,
        met: Met,
        allowed: Sequence[int],
        off: frozenset[int],
        floors: Sequence[Fraction] = (),
        favoured: int | None = None,
        limit: Fraction | None = None,
    ) -> tuple[Fraction, tuple[Fraction, ...], tuple[Fraction, ...]] | None:
        """Least credit added (or: least cut from the favoured atom).

        In numbers of what is added, f, and what is cut away from each atom,
        s: a need is held - s + f >= number, a cut held - s + f <= number.
        """
        frame = self.frame
        columns = [frame.columns[c] for c in allowed]
        held = [sums[atom.slot] for atom in frame.atoms]
        rows: list[tuple[list[int], int]] = []
        needed = set()
        for at, need in enumerate(frame.needs):
            if need.unit != "credits":
                continue
            under = [a for a, atom in enumerate(frame.atoms) if at in atom.needs]
            if need.must and at not in off:
                slack = sums[need.slots[0]] + sum(held[a] for a in under) - need.number
                if slack < 0 or any(held[a] for a in under):
                    row = [-int(at in column.needs) for column in columns]
                    row += [int(a in under) for a in range(len(held))]
                    rows.append((row, slack))
                    needed.add(at)
            if at in met.needs:
                real = [a for a in under if not frame.atoms[a].imagined]
                slack = met.real[need.slots[0]] + sum(held[a] for a in real)
                row = [0] * len(columns) + [int(a in real) for a in range(len(held))]
                rows.append((row, slack - need.number))
        if favoured is None and not any(held) and not met.needs:
            if not rows:
                nothing = (Fraction(0),) * len(frame.columns)
                return Fraction(0), nothing, (Fraction(0),) * len(held)
            # Nothing is cut: if one kind helps every line, nothing helps more.
            short = {-slack for row, slack in rows}
            for c in allowed:
                column = frame.columns[c]
                if (
                    not column.caps
                    and not column.cuts
                    and len(rows) == len(column.needs & needed)
                ):
                    amounts = [Fraction(0)] * len(frame.columns)
                    amounts[c] = Fraction(max(short, default=0))
                    return amounts[c], tuple(amounts), (Fraction(0),) * len(held)
        for at, cap in enumerate(frame.caps):
            row = [int(at in column.caps) for column in columns]
            if cap.must and cap.unit == "credits" and any(row):
                rows.append((row + [0] * len(held), frame.room(cap, sums)))
        for at, cut in enumerate(frame.cuts):
            under = [a for a, atom in enumerate(frame.atoms) if at in atom.cuts]
            row = [int(at in column.cuts) for column in columns]
            row += [-int(a in under) for a in range(len(held))]
            rows.append((row, cut.number - sum(held[a] for a in under)))
        # Amounts are fractions only where floors are: scale the rows by them.
        bounds: list[tuple[list[int], Fraction]] = [(r, Fraction(b)) for r, b in rows]
        for a, amount in enumerate(held):
            row = [0] * (len(columns) + len(held))
            row[len(columns) + a] = 1
            bounds.append((row, amount - (floors[a] if floors else Fraction(0))))
        costs = [int(favoured is None)] * len(columns) + [
            int(a == favoured) for a in range(len(held))
        ]
        if favoured is not None and limit is not None:
            bounds.append(([1] * len(columns) + [0] * len(held), limit))
        solved = least(costs, bounds)
        if solved is None:
            return None
        amounts = [Fraction(0)] * len(frame.columns)
        for c, amount_added in zip(allowed, solved[1], strict=False):
            amounts[c] = amount_added
        kept = [h - s for h, s in zip(held, solved[1][len(columns) :], strict=True)]
        return solved[0], tuple(amounts), tuple(kept)

    def _numbers(
        self,
        shorts: dict[int, int],
        rooms: dict[int, int],
        usable: Sequence[int],
        used: frozenset[int],
    ) -> tuple[int, ...] | None:
        """The fewest modules that fill every need in modules, by column.

        The need with the fewest kinds that could fill it comes first: where each
        has one, nothing is left to choose.
        """
        columns = self.frame.columns
        seeing = {
            at: [c for c in usable if columns[c].countable and at in columns[c].needs]
            for at in shorts
        }
        numbers = [0] * len(columns)
        best: tuple[int, ...] | None = None
        fewest = sum(shorts.values()) + 1
        left = dict(rooms)
        for c in used:
            for at in columns[c].caps & rooms.keys():
                left[at] -= 1
        known: dict[object, int] = {}

        def fill(shorts: dict[int, int], total: int, last: tuple[int, int]) -> None:
            nonlocal best, fewest
            if total + _at_least(shorts, seeing) >= fewest:
                return
            if not shorts:
                best, fewest = tuple(numbers), total
                return
            first_used = tuple([c for c in used if not numbers[c]])
            state = (tuple(shorts.items()), tuple(left.values()), first_used, last)
            if known.get(state, fewest) <= total:
                return
            known[state] = total
            at = min(shorts, key=lambda at: (len(seeing[at]), at))
            for c in seeing[at]:
                if last[0] == at and c < last[1]:
                    continue  # those for one need in any order come to the same
                capped = columns[c].caps & rooms.keys()
                # One module of a used column is there already.
                already = numbers[c] == 0 and c in used
                if not already and any(left[cap] <= 0 for cap in capped):
                    continue
                many = shorts[at] if len(seeing[at]) == 1 and not capped else 1
                numbers[c] += many
                for cap in capped:
                    left[cap] -= not already
                rest = {
                    to: short - many * (to in columns[c].needs)
                    for to, short in shorts.items()
                }
                further = {to: n for to, n in rest.items() if n > 0}
                fill(further, total + many, (at, c))
                numbers[c] -= many
                for cap in capped:
                    left[cap] += not already

        fill(shorts, 0, (-1, -1))
        return best


def _at_least(shorts: dict[int, int], seeing: dict[int, list[int]]) -> int:
    """How many modules needs ask for that no one kind could fill together."""
    total = 0
    taken: set[int] = set()
    for at in sorted(shorts, key=lambda at: (-shorts[at], at)):
        if taken.isdisjoint(seeing[at]):
            taken.update(seeing[at])
            total += shorts[at]
    return total


def _two_families(rows: Sequence[set[int]]) -> bool:
    """Can the sets be parted in two, so that those of a family never cross?"""
    side: dict[int, bool] = {}
    for first in range(len(rows)):
        waiting = [] if first in side else [first]
        side.setdefault(first, True)
        while waiting:
            at = waiting.pop()
            for to, other in enumerate(rows):
                if not rows[at] & other or rows[at] <= other or other <= rows[at]:
                    continue
                if to not in side:
                    side[to] = not side[at]
                    waiting.append(to)
                elif side[to] == side[at]:
                    return False
    return True
