"""Where the boxes of a pathway stand: stages by level, what is gained beneath them."""

from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

import attrs

from swcareers.queries.pathway import Node, PathwayWay
from swcareers.values.text import joined

BOX, LINE, LEFT = 172, 15, 36
# Between columns: with room for numbered arrows, or for none.
GAP, NARROW = 88, 40
LETTER = 7.0  # mean width of a letter of the text, in pixels

Columns = list[tuple[str, list[Node]]]


@attrs.frozen
class Place:
    """Where a box stands: its column, left upper corner, height and lines."""

    column: int
    x: float
    y: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The height at which arrows meet it."""
        return self.y + self.height / 2

    @property
    def low(self) -> float:
        """The height at which arrows meet it that pass under others."""
        return self.y + self.height - 9

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + BOX


# --- columns --------------------------------------------------------------------------


def columns_of(stages: list[Node], ways: Iterable[PathwayWay]) -> Columns:
    """Stages by the rank of their level; those without one last.

    Where no stage has a level, by how many ways lead up to it.
    """
    if all(node.rank is None for node in stages):
        return _by_ways(stages, ways)
    by_rank: dict[int, list[Node]] = {}
    rest: list[Node] = []
    for node in stages:
        if node.rank is None:
            rest.append(node)
        else:
            by_rank.setdefault(node.rank, []).append(node)
    found = [
        (nodes[0].level_title or "", nodes) for _, nodes in sorted(by_rank.items())
    ]
    if rest:
        found.append(("Level not stated", rest))
    return found


def _by_ways(stages: list[Node], ways: Iterable[PathwayWay]) -> Columns:
    into: dict[str, set[str]] = {node.id: set() for node in stages}
    for way in ways:
        for end in way.to:
            into.setdefault(end, set()).update(way.from_)
    column = {node.id: 0 for node in stages if not into[node.id] & set(into)}
    if not column and stages:
        column[stages[0].id] = 0  # a circle has to be cut somewhere
    waiting = list(column)
    for stage in waiting:
        for node in stages:
            if stage in into[node.id] and node.id not in column:
                column[node.id] = column[stage] + 1
                waiting.append(node.id)
    found: dict[int, list[Node]] = {}
    for node in stages:
        found.setdefault(column.get(node.id, 0), []).append(node)
    return [("", found[number]) for number in sorted(found)]


def beneath(gained: list[Node], columns: Columns) -> tuple[Columns, Columns]:
    """What is gained: for a stage, under it; and what is for no stage in particular.

    What needs each other stays together, one behind the other.
    """
    of_stage = {
        node.id: number for number, (_, nodes) in enumerate(columns) for node in nodes
    }
    own = {
        node.id: min(of_stage[stage] for stage in node.stages if stage in of_stage)
        for node in gained
        if of_stage.keys() & set(node.stages)
    }
    tied = _together_with(own, gained)
    under = [node for node in gained if node.id in tied]
    rest = [node for node in gained if node.id not in tied]
    return _placed(under, own, len(columns)), _placed(rest, {}, len(columns))


def _together_with(ids: Collection[str], gained: list[Node]) -> set[str]:
    """These, and whatever they need or are needed for, however far."""
    beside: dict[str, set[str]] = {node.id: set() for node in gained}
    for node in gained:
        for need in node.needs:
            if need in beside:
                beside[node.id].add(need)
                beside[need].add(node.id)
    found, waiting = set(ids), list(ids)
    for id_ in waiting:
        fresh = beside[id_] - found
        found |= fresh
        waiting += sorted(fresh)
    return found


def _placed(nodes: list[Node], own: Mapping[str, int], size: int) -> Columns:
    """Each in the column of its stage, and behind what it needs."""
    known = {node.id: node for node in nodes}
    needs = {
        node.id: [one for one in node.needs if one in known and one != node.id]
        for node in nodes
    }
    column: dict[str, int] = {}
    for id_ in _in_order(needs):
        before = [column[need] + 1 for need in needs[id_] if need in column]
        column[id_] = max([own.get(id_, 0), *before])
    needed = {need for some in needs.values() for need in some}
    for id_ in needed - set(own):  # what no stage holds stands beside what needs it
        if not needs[id_]:
            later = [column[other] for other, some in needs.items() if id_ in some]
            column[id_] = max(min(later) - 1, 0)
    alone = [n for n in nodes if n.id not in own and n.id not in needed
             and not needs[n.id]]  # fmt: skip
    found: list[list[Node]] = [
        [] for _ in range(max([size, *(at + 1 for at in column.values())]))
    ]
    chained = [node for node in nodes if needs[node.id] or node.id in needed]
    for node in [*chained, *(n for n in nodes if n not in chained and n not in alone)]:
        found[column[node.id]].append(node)
    for node in alone:  # fills the shortest columns
        min(found, key=len).append(node)
    return [("", some) for some in found]


def _in_order(needs: Mapping[str, list[str]]) -> list[str]:
    """What is needed before what needs it; a circle is cut somewhere."""
    left = {id_: set(some) for id_, some in needs.items()}
    while True:
        try:
            return list(TopologicalSorter(left).static_order())
        except CycleError as circle:
            first, second, *_ = circle.args[1]
            left[second].discard(first)


# --- places ---------------------------------------------------------------------------


def lefts_of(columns: Columns, ways: Iterable[PathwayWay], size: int) -> list[float]:
    """The left edge of each column: far apart only where arrows pass between."""
    column = {node.id: n for n, (_, nodes) in enumerate(columns) for node in nodes}
    wide = set()
    for way in ways:
        for start in way.from_:
            for end in way.to:
                steps = column.get(end, -9) - column.get(start, 9)
                if steps in (0, 1) and start != end:
                    wide.add(column[start])
    found = [float(LEFT)]
    for number in range(size):
        found.append(found[-1] + BOX + (GAP if number in wide else NARROW))
    return found


def stacked(
    columns: Columns,
    lefts: list[float],
    top: float,
    stubbed: set[str],
    wanted: Mapping[str, list[str]],
) -> tuple[dict[str, Place], float]:
    """Boxes under each other in their columns, and where the lowest one ends."""
    texts: dict[str, tuple[str, ...]] = {}
    for _, nodes in columns:
        for node in nodes:
            lines = wrapped(node.title, BOX - 20)
            texts[node.id] = (*lines, *_under(node, wanted.get(node.id, [])))
    # Boxes of one height, as far as that is possible, keep the arrows level.
    usual = min(2, max((len(lines) for lines in texts.values()), default=1))
    places: dict[str, Place] = {}
    bottom = top
    for number, (_, nodes) in enumerate(columns):
        y = top
        for index, node in enumerate(nodes):
            y += 34 if index and node.id in stubbed else 0
            shown = texts[node.id]
            height = 16 + LINE * max(len(shown), usual)
            places[node.id] = Place(number, lefts[number], y, height, shown)
            y += height + 26
        bottom = max(bottom, y - 26)
    return places, bottom


def _under(node: Node, wanted: list[str]) -> tuple[str, ...]:
    """Small print in a box: whom it is for, what it is needed for, what is coming."""
    found: list[str] = []
    if node.kind != "stage" and node.audience:
        found += wrapped(f"For {node.audience}", BOX - 20)
    if node.expected:
        found += wrapped(f"Expected: {node.expected}", BOX - 20)
    elif node.open is False:
        found.append("Not open on this day")
    if wanted:
        found += wrapped(f"Needed for way {joined(wanted)}", BOX - 20)
    return tuple(found)


def wrapped(text: str, wide: float) -> list[str]:
    """A text in lines of about so many pixels."""
    most = max(int(wide / LETTER), 6)
    lines, line = [], ""
    for word in text.split():
        while len(word) > most:
            word, rest = word[: most - 1] + "-", word[most - 1 :]
            lines += [line] if line else []
            lines.append(word)
            line, word = "", rest
        if line and len(line) + 1 + len(word) > most:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines
