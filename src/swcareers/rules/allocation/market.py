"""From what a search wants to the market on which its lines have prices."""

from collections.abc import Collection, Sequence
from math import ceil
from typing import NamedTuple

from swcareers.rules.allocation.frame import Frame, Need
from swcareers.rules.allocation.packing import Packing, Slot
from swcareers.rules.allocation.prices import (
    FINE,
    Market,
    Offer,
    Priced,
    Row,
    value_of,
)
from swcareers.rules.allocation.reach import Reach
from swcareers.rules.allocation.wanted import INFINITE, Choice, Chooser, Wanted

Term = tuple[int, int]  # weight, and how far up its field begins
NeedAt = tuple[int, int]  # award, and place among its frame's needs


class Pricing(NamedTuple):
    """What prices say at any point of a search.

    No completion costs less than `fixed`, plus the weighted `short` fields
    (by how much plain needs are short), plus the weighted `sums` fields, plus
    what is in `rest` for the choosers still to come, all in parts of FINE.
    `beyond[j][k]` is what choice k of chooser j costs beyond its cheapest.
    """

    fixed: int
    short: tuple[Term, ...]
    sums: tuple[Term, ...]
    rest: tuple[int, ...]
    beyond: tuple[tuple[int, ...], ...]


class Stall:
    """The rows of one search's market, and the way back from prices to sums.

    `switches` are the lines that may stay unmet, each at the cost of one
    unmet line or against an allowance.
    """

    def __init__(
        self,
        frames: Sequence[Frame],
        packing: Packing,
        wanted: Wanted,
        reach: Reach,
    ) -> None:
        self.frames = frames
        self.packing = packing
        self.wanted = wanted
        self.reach = reach
        self.items = len(reach.model.items)
        self.bare: list[tuple[int, int, Need]] = []
        self.rows: list[Row] = []
        self.fields: list[tuple[Slot, ...]] = []
        self.seen: dict[Slot, list[int]] = {}
        self.atoms: list[tuple[int, ...]] = []
        self.atom_slots: list[Slot] = []
        self.fillings: list[tuple[int, tuple[Offer, ...]]] = []
        self.switches: dict[NeedAt, Offer] = {}
        self.allowances: dict[bool, int] = {}
        self.known: dict[tuple[bool, Choice], Offer] = {}
        for a in sorted(wanted.active):
            self._award(a)

    # The rows

    def _row(self, number: int, is_need: bool, slots: Sequence[Slot]) -> int:
        row = len(self.rows)
        self.rows.append(Row(number, is_need))
        self.fields.append(tuple(slots))
        for slot in slots:
            self.seen.setdefault(slot, []).append(row)
        return row

    def _award(self, a: int) -> None:
        wanted, frame = self.wanted, self.frames[a]
        caps = {}
        for at, cap in enumerate(frame.caps):
            if cap.must and cap.unit != "distinct":
                shared = any(at in column.caps for column in frame.columns)
                most = cap.number if shared else self.reach.most(a, cap)
                caps[at] = self._row(most, False, [(a, cap.slots[0])])
        if a not in wanted.limits:
            return
        cuts = [self._row(cut.number, False, []) for cut in frame.cuts]
        filled: dict[int, int] = {}
        lines: dict[int, int] = {}
        for at, need in enumerate(frame.needs):
            if need.used is not None:
                continue
            slots = [(a, slot) for slot in need.slots]
            strict = wanted.unmet is not None and wanted.unmet[not need.must] == 0
            judged = need.must and self._judged(a, need)
            if need.named:
                for slot in slots if judged or strict else ():
                    self._row(1, True, [slot])
                continue
            plain = slots[0] in self.reach.numbers
            number = self.reach.numbers.get(slots[0], need.number)
            if judged or strict:
                filled[at] = self._row(number, True, slots)
                if plain and self.reach.slack(a, need) != 0:
                    # What whole modules have to reach without any addition.
                    row = self._row(0, True, slots)
                    self.bare.append((row, a, need))
            if wanted.by_lines and not strict:
                if plain:
                    number = self.reach.whole(*slots[0], need.number)
                lines[at] = self._row(number, True, slots)
                self.switches[a, at] = self._switch(need, lines[at], number)
        for atom in frame.atoms:
            both = (*filled.items(), *lines.items())
            rows = [row for at, row in both if at in atom.needs]
            self.atoms.append((*rows, *(cuts[cut] for cut in atom.cuts)))
            self.atom_slots.append((a, atom.slot))
        self._fill(a, filled, caps, cuts)

    def _judged(self, a: int, need: Need) -> bool:
        """Is there a limit to what may be missing of this need?"""
        credit, modules = self.wanted.limits[a]
        sought = self.wanted.goal if self.wanted.least == a else ""
        if need.unit == "credits" or need.named:
            return credit != INFINITE or sought == "credits"
        return modules is not None or sought == "modules"

    def _switch(self, need: Need, row: int, number: int) -> Offer:
        """The choice to leave a line unmet."""
        unmet = self.wanted.unmet
        if unmet is None:
            return Offer(self.wanted.weight(need.must), ((row, number),))
        if need.must not in self.allowances:
            allowed = unmet[not need.must]
            self.allowances[need.must] = self._row(allowed, False, [])
        return Offer(0, ((row, number), (self.allowances[need.must], 1)))

    def _fill(
        self, a: int, filled: dict[int, int], caps: dict[int, int], cuts: Sequence[int]
    ) -> None:
        """The imagined credit and modules that an award may have."""
        wanted, frame = self.wanted, self.frames[a]
        most = sum(need.number for need in frame.needs)
        for unit in ("credits", "modules"):
            sought = wanted.goal == unit and wanted.least == a
            limit = wanted.limits[a][unit == "modules"]
            if sought:
                number = most
            elif limit is None or limit == INFINITE:
                continue
            else:
                number = ceil(limit)
            budget: list[int] = []
            if frame.wholes and not sought:
                # Imagined whole modules have their share of it.
                budget = [self._row(number, False, [self._spent(a, unit)])]
            number = min(most, number)
            if not number:
                continue
            columns = set()
            for column in frame.columns:
                if unit == "modules" and not column.countable:
                    continue
                rows = [
                    row
                    for at, row in filled.items()
                    if at in column.needs
                    and (frame.needs[at].unit == "credits") == (unit == "credits")
                ]
                rows += [
                    row
                    for at, row in caps.items()
                    if at in column.caps
                    and (frame.caps[at].unit == "credits") == (unit == "credits")
                ]
                if unit == "credits":
                    rows += [cuts[cut] for cut in column.cuts]
                columns.add((*rows, *budget))
            offers = tuple(
                Offer(int(sought), tuple((row, 1) for row in column))
                for column in sorted(columns)
            )
            if offers:
                self.fillings.append((number, offers))

    def _spent(self, award: int, unit: str) -> Slot:
        """The slot of what imagined whole modules use up."""
        return award, len(self.frames[award].clips) - (2 if unit == "credits" else 1)

    # Markets and prices

    def market(
        self,
        choosers: Sequence[Chooser],
        firm: Collection[NeedAt],
        given_up: Collection[NeedAt],
    ) -> Market:
        """The market for these choosers, then for the lines left open.

        `firm` lines are to be met, those `given_up` need not be.
        """
        modules = [self.offers(chooser) for chooser in choosers]
        nothing = Offer(0, ())
        for line, switch in self.switches.items():
            if line not in firm and line not in given_up:
                modules.append((nothing, switch))
        modules += [(self.switches[line],) for line in sorted(given_up)]
        for row, a, need in self.bare:
            slack = self.reach.slacks[a, need.line]
            number = 0 if slack is None else max(0, need.number - slack)
            self.rows[row] = Row(self.reach.whole(a, need.slots[0], number), True)
        return Market(
            tuple(self.rows), tuple(self.atoms), tuple(modules), tuple(self.fillings)
        )

    def offers(self, chooser: Chooser) -> tuple[Offer, ...]:
        """What a chooser offers on this market."""
        imagined = chooser.number >= self.items
        found = []
        for choice in chooser.choices:
            offer = self.known.get((imagined, choice))
            if offer is None:
                offer = self._offer(imagined, choice)
                self.known[imagined, choice] = offer
            found.append(offer)
        return tuple(found)

    def _offer(self, imagined: bool, choice: Choice) -> Offer:
        packing = self.packing
        brings = []
        for slot, rows in self.seen.items():
            amount = choice.adds >> packing.shift(*slot) & packing.mask
            if amount:
                brings += [(row, amount) for row in rows]
        for atom, slot in enumerate(self.atom_slots):
            amount = choice.adds >> packing.shift(*slot) & packing.mask
            if amount:
                brings.append((len(self.rows) + atom, amount))
        return Offer(self._cost(imagined, choice), tuple(brings))

    def _cost(self, imagined: bool, choice: Choice) -> int:
        goal, least = self.wanted.goal, self.wanted.least
        if goal == "cost":
            return choice.cost
        if imagined and goal in ("credits", "modules") and least is not None:
            slot = self._spent(least, goal)
            return choice.adds >> self.packing.shift(*slot) & self.packing.mask
        return 0

    def pricing(
        self,
        market: Market,
        priced: Priced,
        choosers: Sequence[Chooser],
        modules: int,
    ) -> Pricing:
        """What these prices say along a search through the choosers.

        Args:
            market: the market that was priced.
            priced: its prices.
            choosers: those that the search still has before it.
            modules: how many of the market's modules are not switches.
        """
        packing, worth = self.packing, priced.worth
        fixed = priced.fixed
        short: dict[int, int] = {}
        sums: dict[int, int] = {}
        for row, slots, price in zip(self.rows, self.fields, worth, strict=False):
            if not price:
                continue
            plain = self.reach.numbers.get(slots[0]) if len(slots) == 1 else None
            if plain == row.number and row.is_need:
                at = packing.shift(*slots[0])
                short[at] = short.get(at, 0) + price
                continue
            fixed += price * row.number
            for slot in slots:
                at = packing.shift(*slot)
                sums[at] = sums.get(at, 0) - price
        for slot, price in zip(self.atom_slots, worth[len(self.rows) :], strict=True):
            at = packing.shift(*slot)
            sums[at] = sums.get(at, 0) - price
        goal, least = self.wanted.goal, self.wanted.least
        if goal in ("credits", "modules") and least is not None:
            at = packing.shift(*self._spent(least, goal))
            sums[at] = sums.get(at, 0) + FINE
        for switch in market.modules[modules:]:
            fixed += min(value_of(offer, worth) for offer in switch)
        rest = [0]
        beyond = []
        for chooser in reversed(choosers):
            values = [value_of(offer, worth) for offer in self.offers(chooser)]
            lowest = min(values)
            rest.append(rest[-1] + lowest)
            beyond.append(tuple(value - lowest for value in values))
        return Pricing(
            fixed,
            tuple((weight, at) for at, weight in short.items()),
            tuple((weight, at) for at, weight in sums.items() if weight),
            tuple(reversed(rest)),
            tuple(reversed(beyond)),
        )
