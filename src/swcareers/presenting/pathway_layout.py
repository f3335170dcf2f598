"""Where the boxes of a pathway stand: stages by level, what is gained beneath them."""

from collections.abc import Iterable, Mapping

import attrs

from swcareers.queries.pathway import Node, PathwayWay
from swcareers.values.text import joined

BOX, GAP, LINE = 172, 88, 15
LEFT = 24
LETTER = 7.0  # mean width of a letter of the text, in pixels


@attrs.frozen
class Place:
    """Where a box stands: its left upper corner, its height, its lines."""

    x: float
    y: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The height at which arrows meet it."""
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + BOX


def columns_of(
    stages: list[Node], ways: Iterable[PathwayWay]
) -> list[tuple[str, list[Node]]]:
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


def _by_ways(
    stages: list[Node], ways: Iterable[PathwayWay]
) -> list[tuple[str, list[Node]]]:
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


def beneath(
    gained: list[Node], columns: list[tuple[str, list[Node]]]
) -> list[tuple[str, list[Node]]]:
    """What is gained: under the stage it is for, and behind what it needs."""
    of_stage = {
        node.id: number for number, (_, nodes) in enumerate(columns) for node in nodes
    }
    known = {node.id: node for node in gained}
    column: dict[str, int] = {}

    def of(id_: str, asking: tuple[str, ...]) -> int:
        if id_ not in column:
            node = known[id_]
            own = [of_stage[stage] for stage in node.stages if stage in of_stage]
            before = [
                of(need, (*asking, id_)) + 1
                for need in node.needs
                if need in known and need not in asking
            ]
            column[id_] = max([min(own, default=0), *before])
        return column[id_]

    tied = {node.id for node in gained if node.stages or node.needs}
    tied |= {need for node in gained for need in node.needs}
    for node in gained:
        of(node.id, ())
    for node in gained:  # what nothing ties to a column stands beside what needs it
        later = [column[other.id] for other in gained if node.id in other.needs]
        if later and not node.stages and not node.needs:
            column[node.id] = max(min(later) - 1, 0)
    found: dict[int, list[Node]] = {}
    chained = {node.id for node in gained if node.needs}
    chained |= {need for node in gained for need in node.needs}
    for node in sorted(gained, key=lambda one: one.id not in chained):
        if node.id in tied:
            found.setdefault(column[node.id], []).append(node)
    # What hangs together with nothing fills the shortest columns.
    size = max([len(columns), *(number + 1 for number in found)])
    for node in gained:
        if node.id not in tied:
            shortest = min(range(size), key=lambda one: len(found.get(one, ())))
            found.setdefault(shortest, []).append(node)
    return [("", found.get(number, [])) for number in range(size)]


def stacked(
    columns: list[tuple[str, list[Node]]],
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
            places[node.id] = Place(LEFT + number * (BOX + GAP), y, height, shown)
            y += height + 26
        bottom = max(bottom, y - 26)
    return places, bottom


def _under(node: Node, wanted: list[str]) -> tuple[str, ...]:
    """Small print in a box: whom it is for, what it is needed for, what is coming."""
    found: list[str] = []
    if node.kind != "stage" and node.audience:
        found += wrapped(f"for {node.audience}", BOX - 20)
    if node.expected:
        found += wrapped(f"expected: {node.expected}", BOX - 20)
    elif node.open is False:
        found.append("not open on this day")
    if wanted:
        found.append(f"needed for way {joined(wanted)}")
    return tuple(found)


def room_under(ways: Iterable[PathwayWay], places: Mapping[str, Place]) -> float:
    """Room beneath the stages for arrows that pass under them."""
    long = [
        1
        for way in ways
        for start in way.from_
        for end in way.to
        if start in places and end in places
        and not 0 < places[end].x - places[start].right <= GAP + 1
        and places[end].x != places[start].x
    ]  # fmt: skip
    return 30 + 14 * (len(long) - 1) if long else 0


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
