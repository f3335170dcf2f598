"""Easy awards: those whose verdict and gap need no search, told from the award.

`take all`: no module fits two parts, and there are only lower bounds and cuts:
whatever is held is placed. `flow`: every bound counts modules (or all modules
are of one size, and every bound a multiple of it), parts share modules, and
caps that leave out nest or are disjoint: a maximum flow. Everything else, and
several awards together, is `search`: subset sum, partition and worse.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from swcareers.rules.allocation.cheapest import cheapest
from swcareers.rules.allocation.flow import Flow
from swcareers.rules.allocation.model import Model, Option, build, kinds_of
from swcareers.rules.allocation.problem import (
    AtLeast,
    AtMost,
    Award,
    Item,
    Line,
    Part,
    Way,
)

Hardness = Literal["take all", "flow", "search"]


def hardness(award: Award, items: Sequence[Item]) -> Hardness:
    """How hard it is to place modules in an award.

    Args:
        award: the award.
        items: modules it may have to place: those held, or all on offer.

    Example:
        >>> core = Part(id="core", takes={"a"}, at_least=AtLeast(number=20))
        >>> hardness(Award(id="x", parts=[core]), [Item(id="a", credit=20)])
        'take all'
    """
    if takes_all(award, items):
        return "take all"
    if Counting.of(build(items, [award])) is not None:
        return "flow"
    return "search"


def takes_all(award: Award, items: Sequence[Item]) -> bool:
    """Is whatever is held simply placed, each module where alone it fits?"""
    holders: tuple[Award | Part | Line | Way, ...] = (
        award,
        *award.parts,
        *award.lines,
        *award.ways,
    )
    if any(
        holder.at_most and holder.at_most.excess == "left_out" for holder in holders
    ):
        return False
    if any(way.at_least for way in award.ways):
        return False
    return all(
        sum(part.takes is None or item.id in part.takes for part in award.parts) < 2
        for item in items
    )


class Counted(NamedTuple):
    """What a flow found: modules missing, of what credit each, and the places."""

    modules: int
    size: Fraction
    places: dict[int, Option | int]


class Counting(NamedTuple):
    """One award as a network: what each item may fill, and what binds it.

    `size` is 0 where bounds count modules, else the one size of all of them.
    `caps` are sets of items with how many may be used, the smaller first.
    """

    size: int
    options: tuple[tuple[Option, ...], ...]
    needs: tuple[int, ...]
    rooms: tuple[int, ...]
    total: int
    caps: tuple[tuple[frozenset[int], int], ...]

    @classmethod
    def of(cls, model: Model) -> "Counting | None":
        """The network of a model of one award; None if it is none."""
        if len(model.awards) != 1:
            return None
        award = model.awards[0]
        sizes = set(model.credits)
        lines = [line for line in model.lines if line.asks or line.cap is not None]
        lines = [line for line in lines if line.excess != "breach" or line.asks]
        units = {line.unit for line in lines if line.asks}
        units |= {line.cap_unit for line in lines if line.cap is not None}
        if units == {"modules"}:
            size = 0
        elif units == {"credits"} and len(sizes) == 1 and 0 not in sizes:
            (size,) = sizes
        else:
            return None
        each = size or 1
        needs = [0] * len(award.parts)
        rooms = [len(model.items)] * len(award.parts)
        total = 0
        caps = [(frozenset(range(len(model.items))), len(model.items))]
        first = 1 + len(award.parts)
        for n, line in enumerate(model.lines):
            if line.strength != "must" or line.excess == "cut":
                return None
            cap = line.cap if line.excess == "left_out" else None
            if (line.need or 0) % each or (cap or 0) % each:
                return None
            if 1 <= n < first:
                needs[n - 1] = (line.need or 0) // each
                if cap is not None:
                    rooms[n - 1] = cap // each
                if needs[n - 1] > rooms[n - 1]:
                    return None
                continue
            if line.need is not None:
                if n:
                    return None
                total = line.need // each
            if cap is not None:
                if n and any(
                    line.covers(i, cell) != line.covers(i, options[0][0])
                    for i, options in enumerate(model.options)
                    for option in options
                    for cell in option
                ):
                    return None
                seen = frozenset(
                    i
                    for i, options in enumerate(model.options)
                    if options[0] and line.covers(i, options[0][0])
                )
                caps.append((seen, cap // each))
        if any(way.takes_from for way in award.ways) or not _nested(caps):
            return None
        if not _can_be_added(award, rooms, total, caps[0][1]):
            return None
        caps.sort(key=lambda pair: (len(pair[0]), pair[1]))
        return cls(size, model.options, tuple(needs), tuple(rooms), total, tuple(caps))

    def place(self) -> Counted:
        """As many as demanded, then as many as the total asks for."""
        parts = len(self.needs)
        count = len(self.options)
        # Nodes: parts, then items, then caps (the last is the source).
        first_cap = parts + count
        sink = first_cap + len(self.caps)
        source, end = sink - 1, sink + 1
        network = Flow(end + 1)
        placed = []
        for i, options in enumerate(self.options):
            for option in options:
                if option:
                    (cell,) = option
                    edge = network.join(parts + i, cell.part, 1)
                    placed.append((i, option, edge))
        inside = list(range(first_cap, first_cap + len(self.caps)))
        for k, (seen, limit) in enumerate(self.caps[:-1]):
            outer = next(
                at for at in range(k + 1, len(self.caps)) if seen <= self.caps[at][0]
            )
            network.join(inside[outer], inside[k], limit)
        for i in range(count):
            k = next(k for k, (seen, _) in enumerate(self.caps) if i in seen)
            network.join(inside[k], parts + i, 1)
        exits = [network.join(p, sink, need) for p, need in enumerate(self.needs)]
        last = network.join(sink, end, sum(self.needs))
        filled = network.more(source, end)
        missing = sum(self.needs) - filled
        # What more the total asks for goes wherever there is room.
        wanted = self.total - filled - missing
        if wanted > 0:
            for p, edge in enumerate(exits):
                network.room[edge] += self.rooms[p] - self.needs[p]
            network.room[last] = wanted
            missing += wanted - network.more(source, end)
        places: dict[int, Option | int] = dict.fromkeys(range(count), ())
        for i, option, edge in placed:
            if not network.room[edge]:
                places[i] = option
        return Counted(missing, Fraction(self.size), places)

    def cheapest(
        self, costs: Sequence[Sequence[int]]
    ) -> dict[int, Option | int] | None:
        """The cheapest placement that meets every bound; None if not known so.

        Args:
            costs: what each option of each item costs, in whole numbers.
        """
        if len(self.caps) > 1:
            return None
        parts = len(self.needs)
        count = len(self.options)
        by_place = [
            {cell[0].part if cell else parts: at for at, cell in enumerate(options)}
            for options in self.options
        ]
        found = cheapest(
            [
                {place: costs[i][at] for place, at in places.items()}
                for i, places in enumerate(by_place)
            ],
            [*self.needs, 0],
            [*self.rooms, count - self.total],
        )
        if found is None:
            return None
        return {i: self.options[i][by_place[i][p]] for i, p in enumerate(found)}


def _nested(caps: Sequence[tuple[frozenset[int], int]]) -> bool:
    return all(
        not one & other or one <= other or other <= one
        for one, _ in caps
        for other, _ in caps
    )


def _can_be_added(award: Award, rooms: Sequence[int], total: int, most: int) -> bool:
    """Can every gap be filled by modules that no cap on items sees?"""
    seeing: tuple[Line | Way, ...] = (*award.lines, *award.ways)
    capping = {one.id for one in seeing if isinstance(one.at_most, AtMost)}
    free: set[str] = set()
    for kind in kinds_of(award):
        if (
            kind.whole is None
            and kind.module is None
            and not {*kind.lines, kind.way} & capping
        ):
            free |= kind.parts
    asked = {part.id for part in award.parts if isinstance(part.at_least, AtLeast)}
    open_ = [part.id in free and part.at_most is None for part in award.parts]
    return asked <= free and (not total or any(open_)) and award.at_most is None
