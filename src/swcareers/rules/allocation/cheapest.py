"""The cheapest way to fill places by counting: a flow of least cost.

Every item goes to one container (a part, or "unused", the last). Each
container holds at least and at most so many. All items begin where they cost
least; then one container after another is put right by the cheapest chain of
moves, which keeps the whole as cheap as it can be (successive shortest paths).
Costs are whole numbers of any length, so that aims of any order are one cost.
"""

from collections import deque
from collections.abc import Mapping, Sequence

Chain = list[tuple[int, int]]  # item, and where it goes


def cheapest(
    costs: Sequence[Mapping[int, int]], needs: Sequence[int], rooms: Sequence[int]
) -> list[int] | None:
    """Where each item goes; None if the containers cannot all be put right.

    Args:
        costs: for each item, what each container it fits would cost.
        needs: how many each container holds at least.
        rooms: how many at most.

    Example:
        >>> cheapest([{0: 2, 1: 0}, {0: 1, 1: 0}], [1, 0], [1, 2])
        [1, 0]
    """
    return _Filling(costs, needs, rooms).fill()


class _Filling:
    def __init__(
        self,
        costs: Sequence[Mapping[int, int]],
        needs: Sequence[int],
        rooms: Sequence[int],
    ) -> None:
        self.costs, self.needs, self.rooms = costs, needs, rooms
        self.place = [min(fits, key=lambda x: (fits[x], x)) for fits in costs]
        self.held: list[set[int]] = [set() for _ in needs]
        for item, container in enumerate(self.place):
            self.held[container].add(item)
        # The cheapest move from one container to another, and its item.
        self.moves: list[dict[int, tuple[int, int]]] = [{} for _ in needs]
        self.outside = len(needs)  # stands for containers with room, or to spare
        for container in range(len(needs)):
            self._look(container)

    def _look(self, container: int) -> None:
        moves: dict[int, tuple[int, int]] = {}
        for item in self.held[container]:
            fits = self.costs[item]
            here = fits[container]
            for other, cost in fits.items():
                if other != container:
                    move = (cost - here, item)
                    if other not in moves or move < moves[other]:
                        moves[other] = move
        self.moves[container] = moves

    def fill(self) -> list[int] | None:
        for container in range(len(self.needs)):
            while len(self.held[container]) < self.needs[container]:
                if not self._move(self.outside, container):
                    return None
            while len(self.held[container]) > self.rooms[container]:
                if not self._move(container, self.outside):
                    return None
        return self.place

    def _move(self, start: int, end: int) -> bool:
        """Move along the cheapest chain from one container to another."""
        held, needs, rooms, outside = self.held, self.needs, self.rooms, self.outside
        price: dict[int, int] = {start: 0}
        before: dict[int, tuple[int, int]] = {}
        waiting = deque([start])
        queued = {start}
        while waiting:
            here = waiting.popleft()
            queued.discard(here)
            so_far = price[here]
            if here == outside:
                onward = [(x, 0, -1) for x in range(outside) if len(held[x]) > needs[x]]
            else:
                onward = [(x, c, item) for x, (c, item) in self.moves[here].items()]
                if len(held[here]) < rooms[here]:
                    onward.append((outside, 0, -1))
            for there, cost, item in onward:
                total = so_far + cost
                if there not in price or total < price[there]:
                    price[there] = total
                    before[there] = (here, item)
                    if there not in queued:
                        queued.add(there)
                        waiting.append(there)
        if end not in price:
            return False
        changed = set()
        there = end
        chain: Chain = []
        while there != start:
            here, item = before[there]
            if item >= 0:
                chain.append((item, there))
                changed |= {here, there}
            there = here
        for item, there in chain:
            held[self.place[item]].discard(item)
            held[there].add(item)
            self.place[item] = there
        for container in changed:
            self._look(container)
        return True
