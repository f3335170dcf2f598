"""Maximum flow, for what can be placed by counting (Dinic's method)."""

from collections.abc import Sequence


class Flow:
    """A network of numbered nodes; `more` pushes what still fits through it.

    Example:
        >>> network = Flow(4)
        >>> for start, end in ((0, 1), (0, 2), (1, 3), (2, 3)):
        ...     _ = network.join(start, end, 1)
        >>> network.more(0, 3)
        2
    """

    def __init__(self, nodes: int) -> None:
        self.edges: list[list[int]] = [[] for _ in range(nodes)]
        self.ends: list[int] = []
        self.room: list[int] = []

    def join(self, start: int, end: int, room: int) -> int:
        """Add an edge; its number. The edge after it is the way back."""
        number = len(self.ends)
        self.ends += (end, start)
        self.room += (room, 0)
        self.edges[start].append(number)
        self.edges[end].append(number + 1)
        return number

    def more(self, source: int, sink: int) -> int:
        """Push as much more as fits; how much that was."""
        pushed = 0
        while True:
            levels = self._levels(source, sink)
            if not levels[sink]:
                return pushed
            following = [0] * len(self.edges)
            while amount := self._push(source, sink, levels, following):
                pushed += amount

    def _levels(self, source: int, sink: int) -> list[int]:
        """How many edges away from the source, plus one; 0: out of reach."""
        levels = [0] * len(self.edges)
        levels[source] = 1
        layer = [source]
        ends, room, edges = self.ends, self.room, self.edges
        depth = 1
        while layer and not levels[sink]:
            depth += 1
            further = []
            for node in layer:
                for edge in edges[node]:
                    end = ends[edge]
                    if room[edge] and not levels[end]:
                        levels[end] = depth
                        further.append(end)
            layer = further
        return levels

    def _push(
        self, source: int, sink: int, levels: Sequence[int], following: list[int]
    ) -> int:
        """Push along one path that gets nearer to the sink with every edge."""
        ends, room, edges = self.ends, self.room, self.edges
        path: list[int] = []
        node = source
        while node != sink:
            here = edges[node]
            at = following[node]
            deeper = levels[node] + 1
            while at < len(here):
                edge = here[at]
                if room[edge] and levels[ends[edge]] == deeper:
                    break
                at += 1
            following[node] = at
            if at < len(here):
                path.append(here[at])
                node = ends[here[at]]
                continue
            if not path:
                return 0
            edge = path.pop()
            node = ends[edge ^ 1]
            following[node] += 1
        amount = min(room[edge] for edge in path)
        for edge in path:
            room[edge] -= amount
            room[edge ^ 1] += amount
        return amount
