"""The search for ways: every set of steps that leads there and has none too many.

Best first by the number of steps. A way is kept if no other way is part of it. The
search is bounded and says when it was cut.
"""

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import count

import attrs

from swcareers.queries.steps import Step

# States looked at before the search is cut: some seconds of work at the most.
STATES = 20_000


@attrs.frozen
class Found:
    """The ways that were found, each in an order in which it can be gone.

    Attributes:
        cut: there may be more: the search was ended.
        looked_at: how many states were looked at.
    """

    ways: tuple[tuple[Step, ...], ...]
    cut: bool
    looked_at: int


def search(
    steps: Sequence[Step],
    stage: str | None,
    outside: bool,
    goal: str,
    *,
    at_most: int,
    states: int = STATES,
) -> Found:
    """Every way to a goal (an id, or ``stage/...``), the fewest steps first.

    A stage is stood on once; a step is taken once. Two orders of the same steps are
    one way.
    """
    useful = relevant(steps, goal, outside=outside)
    away = _distances(useful, goal)
    always, openings = _by_start(useful)
    start = (stage, outside, frozenset[Step]())
    here = frozenset() if stage is None else frozenset({f"stage/{stage}"})
    ticket = count()
    waiting: list[
        tuple[
            int, int, int, str | None, bool, tuple[Step, ...], frozenset[Step],
            frozenset[str],
        ]
    ] = []  # fmt: skip
    first = _least(stage, away, goal)
    nothing: frozenset[Step] = frozenset()
    heappush(waiting, (first, 0, next(ticket), stage, outside, (), nothing, here))
    seen = {start}
    ways: list[tuple[Step, ...]] = []
    sets: list[frozenset[Step]] = []
    looked = 0
    while waiting:
        if looked >= states:
            return Found(tuple(ways[:at_most]), True, looked)
        _, _, _, at, out, path, taken, there = heappop(waiting)
        looked += 1
        if goal in there and path:
            if not any(known <= taken for known in sets):
                ways.append(path)
                sets.append(taken)
                if len(ways) > at_most:
                    return Found(tuple(ways[:at_most]), True, looked)
            continue
        for step in openings.get(at, always) if at is not None else useful:
            if step in taken or step.gives <= there:
                continue
            if step.kind == "move" and f"stage/{step.to}" in there:
                continue  # no stage twice
            if not step.can_start(at, out) or not step.ready(at, there):
                continue
            moved = step.kind == "move"
            next_at, next_out = (step.to, False) if moved else (at, out)
            more = taken | {step}
            state = (next_at, next_out, more)
            if state in seen:
                continue
            left = _least(next_at, away, goal, there | step.gives)
            if left is None:
                continue
            seen.add(state)
            size = len(path) + 1
            item = (
                size + left, -size, next(ticket), next_at, next_out,
                (*path, step), more, there | step.gives,
            )  # fmt: skip
            heappush(waiting, item)
    return Found(tuple(ways), False, looked)


def _by_start(
    steps: Sequence[Step],
) -> tuple[tuple[Step, ...], dict[str, tuple[Step, ...]]]:
    """The steps that any stage allows, and those that each named one allows too."""
    named: dict[str, list[int]] = {}
    free = []
    for number, step in enumerate(steps):
        if step.starts is None or step.from_any:
            free.append(number)
        for stage in step.starts or ():
            named.setdefault(stage, []).append(number)
    always = tuple(steps[number] for number in free)
    return always, {
        stage: tuple(steps[number] for number in sorted({*free, *numbers}))
        for stage, numbers in named.items()
    }


def relevant(
    steps: Sequence[Step], goal: str, *, outside: bool = False
) -> tuple[Step, ...]:
    """The steps that may be part of a way: found backwards from the goal.

    Args:
        outside: one begins outside, and has to come in before a way from any stage.
    """
    doors = {
        f"stage/{step.to}" for step in steps if step.kind == "move" and
        step.from_outside
    }  # fmt: skip
    givers: dict[str, list[Step]] = {}
    for step in steps:
        for name in step.gives:
            givers.setdefault(name, []).append(step)
    wanted, open_names = {goal}, [goal]
    found: set[Step] = set()
    while open_names:
        for step in givers.get(open_names.pop(), ()):
            if step in found:
                continue
            found.add(step)
            names = {*step.all_names(), *(f"stage/{one}" for one in step.starts or ())}
            if outside and step.from_any:
                names |= doors
            for name in names - wanted:
                wanted.add(name)
                open_names.append(name)
    return tuple(step for step in steps if step in found)


def _distances(steps: Sequence[Step], goal: str) -> dict[str, int] | None:
    """How many moves a stage is away from the goal, needs aside; None: no stage."""
    if not goal.startswith("stage/"):
        return None
    target = goal.removeprefix("stage/")
    into: dict[str, list[Step]] = {}
    for step in steps:
        if step.kind == "move":
            into.setdefault(step.to, []).append(step)
    found = {target: 0}
    waiting = [target]
    for stage in waiting:
        for step in into.get(stage, ()):
            for start in step.starts or ():
                if start not in found:
                    found[start] = found[stage] + 1
                    waiting.append(start)
            if step.from_any:
                least = min(found.get("any", found[stage] + 1), found[stage] + 1)
                found["any"] = least
    return found


def _least(
    stage: str | None,
    away: dict[str, int] | None,
    goal: str,
    there: frozenset[str] = frozenset(),
) -> int:
    """The fewest steps that may be left: never more than there are."""
    if goal in there:
        return 0
    if away is None or stage is None:
        return 1
    known = [
        distance
        for distance in (away.get(stage), away.get("any"))
        if distance is not None
    ]
    return min(known, default=1)
