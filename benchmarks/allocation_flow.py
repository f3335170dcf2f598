"""The plain way to place by counting: Edmonds and Karp's maximum flow, by the book.

The baseline of goal 9: nothing of the library, no awards, no reasons, just how many
of the places demanded can be filled.
"""

from collections import deque
from collections.abc import Sequence


def filled(fits: Sequence[Sequence[int]], needs: Sequence[int]) -> int:
    """How many places can be filled at once.

    Args:
        fits: for each module the groups that it fits.
        needs: how many modules each group asks for.
    """
    modules, groups = len(fits), len(needs)
    source, sink = modules + groups, modules + groups + 1
    room: list[dict[int, int]] = [{} for _ in range(sink + 1)]
    for module, where in enumerate(fits):
        room[source][module], room[module][source] = 1, 0
        for group in where:
            room[module][modules + group], room[modules + group][module] = 1, 0
    for group, need in enumerate(needs):
        room[modules + group][sink], room[sink][modules + group] = need, 0
    pushed = 0
    while True:
        came = {source: source}
        waiting = deque([source])
        while waiting and sink not in came:
            node = waiting.popleft()
            for further, left in room[node].items():
                if left and further not in came:
                    came[further] = node
                    waiting.append(further)
        if sink not in came:
            return pushed
        node = sink
        while node != source:
            room[came[node]][node] -= 1
            room[node][came[node]] += 1
            node = came[node]
        pushed += 1
