"""Can everything that is wanted still be reached? Quick tests for the search.

Each is a relaxation: it may say yes where the answer is no, never the other
way round. So a search that turns back only where a test says no misses nothing.
"""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from math import gcd

from swcareers.rules.allocation.frame import Cap, Frame, Need
from swcareers.rules.allocation.model import Model
from swcareers.rules.allocation.packing import Packing, Slot
from swcareers.rules.allocation.wanted import INFINITE, Chooser, Wanted


class Reach:
    """The tests for one search; `mend` them when a better answer is found.

    A test of packed sums adds or subtracts a constant so that a spare bit
    stays set in each field that passes.
    """

    def __init__(
        self,
        model: Model,
        frames: Sequence[Frame],
        packing: Packing,
        wanted: Wanted,
        choosers: Sequence[Chooser],
    ) -> None:
        self.model = model
        self.frames = frames
        self.packing = packing
        self.wanted = wanted
        self.choosers = choosers
        self.grains: dict[Slot, int] = {}
        self.below: Fraction | None = None
        self.firm: Collection[tuple[int, int]] = ()
        self._caps()
        self.slacks: dict[tuple[int, int], int | None] = {}
        self.plain: list[tuple[int, Need]] = []
        self.places = {
            (a, need.line): at
            for a in wanted.limits
            for at, need in enumerate(frames[a].needs)
        }
        self.slow: list[Callable[[int, int], bool]] = []
        for a in sorted(wanted.limits):
            for at, need in enumerate(frames[a].needs):
                under = any(at in atom.needs for atom in frames[a].atoms)
                if need.unit != "distinct" and need.used is None and not under:
                    if need.must or wanted.by_lines:
                        self.plain.append((a, need))
                elif need.must and need.unit == "distinct":
                    self.slow.append(self._distinct(a, need))
                elif need.must:
                    self.slow.append(self._counted(a, at))
        slots = [(a, need.slots[0]) for a, need in self.plain]
        self.short_fields = packing.fields(slots)
        self.short_spare = packing.spare(slots)
        self.numbers = {
            (a, need.slots[0]): self.whole(a, need.slots[0], need.number)
            if self.slack(a, need) == 0
            else need.number
            for a, need in self.plain
        }
        self.short_numbers = self.short_spare + sum(
            packing.put(a, slot, number) for (a, slot), number in self.numbers.items()
        )
        self.short_below = 2 * self.short_spare - self.short_numbers
        self._countable()
        self.mend(None)

    def grain(self, award: int, slot: int) -> int:
        """What divides every sum that whole modules can make in a slot."""
        if (award, slot) not in self.grains:
            shift, mask = self.packing.shift(award, slot), self.packing.mask
            adds = {c.adds for chooser in self.choosers for c in chooser.choices}
            if self.wanted.goal == "cost":
                # Among equals an item is also put where it was not worth trying.
                adds.update(self.packing.known.values())
            self.grains[award, slot] = gcd(*{each >> shift & mask for each in adds})
        return self.grains[award, slot]

    def whole(self, award: int, slot: int, number: int) -> int:
        """The least sum of whole modules that reaches a number."""
        grain = self.grain(award, slot) or 1
        return -(-number // grain) * grain

    def _caps(self) -> None:
        packing = self.packing
        caps = [
            (a, cap)
            for a in sorted(self.wanted.active)
            for cap in self.frames[a].caps
            if cap.must
        ]
        plain = [(a, cap) for a, cap in caps if cap.unit != "distinct"]
        slots = [(a, cap.slots[0]) for a, cap in plain]
        self.cap_fields = packing.fields(slots)
        self.cap_spare = packing.spare(slots)
        self.cap_numbers = self.cap_spare + sum(
            packing.put(a, cap.slots[0], self.most(a, cap)) for a, cap in plain
        )
        self.distinct_caps = [
            ([packing.field(a, s) for s in cap.slots], cap.number)
            for a, cap in caps
            if cap.unit == "distinct"
        ]

    def most(self, award: int, cap: Cap) -> int:
        """The greatest sum of whole modules that keeps a cap."""
        grain = self.grain(award, cap.slots[0]) or 1
        return cap.number // grain * grain

    def _countable(self) -> None:
        """Of which needs it can be told at a glance that they stay unmet."""
        musts = [(a, n.slots[0]) for a, n in self.plain if n.must]
        shoulds = [(a, n.slots[0]) for a, n in self.plain if not n.must]
        self.must_spare = self.packing.spare(musts)
        self.should_spare = self.packing.spare(shoulds)

    def mend(
        self, below: Fraction | None, firm: Collection[tuple[int, int]] = ()
    ) -> None:
        """Ask for less missing than this of the award whose gap is sought.

        `firm` are needs (award, and place in its frame) to be met for certain.
        """
        self.below = below
        self.firm = firm
        packing = self.packing
        for a in self.wanted.limits:
            for need in self.frames[a].needs:
                self.slacks[a, need.line] = self.slack(a, need)
        slots: list[Slot] = []
        low = 0
        self.families: list[tuple[int, int, int]] = []
        totals: dict[int, int] = {}
        parts: dict[int, int] = {}
        for a, need in self.plain:
            slack = self.slacks[a, need.line]
            if slack is None:
                continue
            field = packing.field(a, need.slots[0])
            if need.unit == "credits" and need.must:
                place = need.line - self.model.lines_at(a)
                if place == 0:
                    totals[a] = field
                elif place <= len(self.model.awards[a].parts):
                    parts[a] = parts.get(a, 0) | field
            slot = need.slots[0]
            if need.number > slack:
                slots.append((a, slot))
                low += packing.put(a, slot, self.whole(a, slot, need.number - slack))
        self.low_fields = packing.fields(slots)
        self.low_spare = packing.spare(slots)
        self.low = self.low_spare - low
        for a in sorted({*totals, *parts}):
            missing = self._credit_slack(a)
            if missing is not None:
                self.families.append((totals.get(a, 0), parts.get(a, 0), missing))

    def slack(self, award: int, need: Need) -> int | None:
        """By how much a need may fall short; None: by any amount."""
        unmet = self.wanted.unmet
        if unmet is not None and unmet[not need.must] == 0:
            return 0
        if (award, self.places[award, need.line]) in self.firm:
            return 0
        if not need.must:
            return None
        credit = self._credit_slack(award)
        if need.unit == "credits":
            return credit
        modules = self.wanted.limits[award][1]
        aimed = self.wanted.least == award and self.wanted.goal == "modules"
        if aimed and self.below is not None:
            modules = -(-self.below.numerator // self.below.denominator) - 1
        if modules is None:
            return None
        return modules + len(self.frames[award].wholes) * (credit != 0 or modules > 0)

    def _credit_slack(self, award: int) -> int | None:
        missing = self.wanted.limits[award][0]
        aimed = self.wanted.least == award and self.wanted.goal == "credits"
        if aimed and self.below is not None:
            missing = Fraction(-(-self.below // 1) - 1)
        return None if missing == INFINITE else int(missing)

    def _distinct(self, a: int, need: Need) -> Callable[[int, int], bool]:
        fields = [self.packing.field(a, slot) for slot in need.slots]
        limit = self.wanted.limits[a]
        certain = need.named and (limit[0] != INFINITE or self.wanted.least == a)
        slacks = self.slacks

        def check(sums: int, most: int) -> bool:
            slack = 0 if certain else slacks[a, need.line]
            if slack is None:
                return True
            return sum([most & field > 0 for field in fields]) + slack >= need.number

        return check

    def _counted(self, a: int, at: int) -> Callable[[int, int], bool]:
        """A need of which part lies under a cut, or that binds only when used."""
        frame, packing = self.frames[a], self.packing
        need = frame.needs[at]
        under: dict[frozenset[int], list[int]] = {}
        for atom in frame.atoms:
            if at in atom.needs:
                under.setdefault(atom.cuts, []).append(packing.shift(a, atom.slot))
        # Bottom-up: the innermost cut first, each time the lesser of what is
        # held and what may count. A pile is what lies under the same cuts.
        piles = {inside: number for number, inside in enumerate(under)}
        shifts = list(under.values())
        cuts: list[tuple[int, list[int]]] = []
        for cut in sorted(
            {cut for inside in under for cut in inside},
            key=lambda cut: sum(cut in inside for inside in under),
        ):
            members = [inside for inside in piles if cut in inside]
            outer = frozenset.intersection(*members) - {cut}
            numbers = [piles.pop(inside) for inside in members]
            if outer in piles:
                numbers.append(piles[outer])
                cuts.append((frame.cuts[cut].number, numbers[:-1]))
                # What is left of the pile under the cut joins the outer pile.
                cuts.append((-1, [numbers[-1], numbers[0]]))
                continue
            cuts.append((frame.cuts[cut].number, numbers))
            piles[outer] = numbers[0]
        left = sorted(set(piles.values()))
        outside = packing.shift(a, need.slots[0])
        used = None if need.used is None else packing.field(a, need.used)
        mask, number, line = packing.mask, need.number, need.line
        slacks = self.slacks
        if used is None and len(shifts) == len(cuts) == len(shifts[0]) == 1:
            ((shift,),), ((limit, _),) = shifts, cuts

            def under_one_cut(sums: int, most: int) -> bool:
                slack = slacks[a, line]
                if slack is None:
                    return True
                held = most >> shift & mask
                if held > limit:
                    held = limit
                return (most >> outside & mask) + held + slack >= number

            return under_one_cut

        def check(sums: int, most: int) -> bool:
            slack = slacks[a, line]
            if slack is None or (used is not None and not sums & used):
                return True
            held = [
                sum([most >> shift & mask for shift in together]) for together in shifts
            ]
            for limit, numbers in cuts:
                amount = 0
                for pile in numbers:
                    amount += held[pile]
                    held[pile] = 0
                held[numbers[0]] = amount if limit < 0 else min(limit, amount)
            total = (most >> outside & mask) + slack
            for pile in left:
                total += held[pile]
            return total >= number

        return check

    def passes(self, sums: int) -> bool:
        """Do the slower tests pass, if nothing more is to come?"""
        return all(check(sums, sums) for check in self.slow)

    def has_room(self, sums: int) -> bool:
        """Is every cap on things that differ kept?"""
        return all(
            sum(sums & field > 0 for field in fields) <= number
            for fields, number in self.distinct_caps
        )


class Potentials:
    """The most that choosers can add to each field that may grow."""

    def __init__(
        self, frames: Sequence[Frame], packing: Packing, wanted: Wanted
    ) -> None:
        self.known: dict[tuple[int, ...], int] = {}
        slots = [
            (a, slot)
            for a in sorted(wanted.limits)
            for need in frames[a].needs
            for slot in need.slots
        ]
        slots += [(a, atom.slot) for a in wanted.limits for atom in frames[a].atoms]
        self.fields = [packing.field(a, slot) for a, slot in slots]

    def of(self, choosers: Sequence[Chooser]) -> tuple[list[int], list[int]]:
        """For the choosers from each on: by field, and in credit used."""
        pots, supply = [0], [0]
        for chooser in reversed(choosers):
            adds = tuple([choice[0] for choice in chooser.choices])
            most = self.known.get(adds)
            if most is None:
                most = self.known[adds] = self._most(adds)
            pots.append(pots[-1] + most)
            supply.append(supply[-1] + max([choice[2] for choice in chooser.choices]))
        return pots[::-1], supply[::-1]

    def _most(self, adds: tuple[int, ...]) -> int:
        together = most = 0
        for added in adds:
            together |= added
        for field in self.fields:
            if together & field:
                most |= max([added & field for added in adds])
        return most
