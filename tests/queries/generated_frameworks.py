"""Small frameworks made of stages, ways and awards, and every way through them.

The ways are found here by trying every order of every step: slow and plain, and
without a line of the library.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import attrs
from hypothesis import strategies as st

STAGES = ("s0", "s1", "s2", "s3")
AWARDS = ("a0", "a1", "a2")
PROGRAMMES = ("p0", "p1")


@attrs.frozen
class Step:
    """One step: to a stage, or the gaining of an award or programme.

    Attributes:
        starts: stages, any or outside; None: from wherever one is.
        asks: groups of awards, of each of which one is needed.
        months: how long it takes; of a move: to have spent in the stage one leaves.
    """

    id: str
    to: str
    move: bool
    starts: tuple[str, ...] | None
    asks: tuple[tuple[str, ...], ...]
    months: int = 0


def needs(*own: str) -> st.SearchStrategy[tuple[tuple[str, ...], ...]]:
    """What a step may need: nothing, or one or two groups of which one is enough."""
    others = [name for name in (*AWARDS, *PROGRAMMES) if name not in own]
    group = st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True)
    return st.lists(group.map(tuple), max_size=2).map(tuple)


@st.composite
def worlds(draw: Any, *, lasting: bool = False) -> tuple[Step, ...]:
    """A handful of ways, three awards and two programmes for a stage.

    Args:
        lasting: what is gained takes months, and ways ask for time in a stage.
    """
    months = st.integers(0, 30) if lasting else st.just(0)
    steps = []
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["stages", "stages", "any", "outside"]))
        starts: tuple[str, ...] = (kind,)
        if kind == "stages":
            chosen = st.lists(
                st.sampled_from(STAGES), min_size=1, max_size=2, unique=True
            )
            starts = tuple(draw(chosen))
        to = draw(st.sampled_from([one for one in STAGES if one not in starts]))
        steps.append(Step(f"w{number}", to, True, starts, draw(needs()), draw(months)))
    for name in AWARDS:
        steps.append(Step(name, name, False, None, draw(needs(name)), draw(months)))
    for name in PROGRAMMES:
        at = draw(st.sampled_from([None, *STAGES]))
        starts_at = None if at is None else (at,)
        steps.append(
            Step(name, name, False, starts_at, draw(needs(name)), draw(months))
        )
    return tuple(steps)


def framework_of(steps: tuple[Step, ...]) -> dict[str, Any]:
    """The same as a framework file."""
    found: dict[str, Any] = {
        "framework": "generated",
        "title": "Generated",
        "illustrative": "all",
        "stages": {name: {"title": name} for name in STAGES},
        "qualifications": {},
        "programmes": {},
        "progressions": {},
        "decisions": {"done": {"title": "Done"}},
    }
    for step in steps:
        rules = [rule(group, number) for number, group in enumerate(step.asks)]
        entry: dict[str, Any] = {"title": step.id}
        if step.move:
            entry |= {"from": list(step.starts or ()), "to": step.to}
            stages = [one for one in step.starts or () if one in STAGES]
            if step.months and len(stages) == 1:
                served = f"{step.months} {'month' if step.months == 1 else 'months'}"
                rules.append({"id": "served", "time_in": stages[0], "at_least": served})
            if rules:
                entry["requires"] = rules
            found["progressions"][step.id] = entry
            continue
        if step.months:
            count = f"{step.months} {'month' if step.months == 1 else 'months'}"
            entry["clock"] = {"runs_for": count}
        if step.id in AWARDS:
            found["qualifications"][step.id] = entry
        else:
            entry["outcome"] = f"{step.id}-outcome"
            found["decisions"][f"{step.id}-outcome"] = {"title": "Outcome"}
            if step.starts:
                entry["for"] = {"stage": step.starts[0]}
            found["programmes"][step.id] = entry
        if rules:
            entry["entry"] = rules
    return found


def rule(group: tuple[str, ...], number: int) -> dict[str, Any]:
    """One group of awards as a rule: one of them is enough."""
    parts = [
        {"id": f"n{number}-{name}", "holds" if name in AWARDS else "completes": name}
        for name in group
    ]
    return parts[0] if len(parts) == 1 else {"id": f"n{number}", "any": parts}


def all_ways(
    steps: tuple[Step, ...], stage: str | None, goal: str
) -> set[frozenset[str]]:
    """Every set of steps that leads to a goal and of which none can be left out."""
    found: set[frozenset[str]] = set()
    for taken in _walk(steps, stage, {stage} - {None}, frozenset(), goal):
        found.add(taken)
    return {one for one in found if not any(other < one for other in found)}


def _walk(
    steps: tuple[Step, ...],
    stage: str | None,
    stood: set[str | None],
    taken: frozenset[str],
    goal: str,
) -> Iterator[frozenset[str]]:
    for step in steps:
        if step.id in taken or (step.move and step.to in stood):
            continue
        if not _open(step, stage) or not all(set(group) & taken for group in step.asks):
            continue
        more = taken | {step.id}
        if step.to == goal:
            yield more
        elif step.move:
            yield from _walk(steps, step.to, {*stood, step.to}, more, goal)
        else:
            yield from _walk(steps, stage, stood, more, goal)


def _open(step: Step, stage: str | None) -> bool:
    if step.starts is None:
        return True
    if stage is None:
        return "outside" in step.starts
    return "any" in step.starts or stage in step.starts


def earliest_day(
    path: Sequence[str],
    steps: tuple[Step, ...],
    stage: str,
    since: date,
    today: date,
) -> date:
    """The first day a path can be gone, by adding up months alone."""
    by_id = {step.id: step for step in steps}
    there: dict[str, date] = {}
    at, arrived = stage, {stage: since}
    last_move = today
    day = today
    for id_ in path:
        step = by_id[id_]
        start = last_move if step.move or step.starts else today
        for group in step.asks:
            start = max(start, min(there[one] for one in group if one in there))
        if step.move:
            own = [one for one in step.starts or () if one in STAGES]
            served = later(arrived[at], step.months) if own == [at] else start
            day = max(start, served)
            at, last_move = step.to, day
            arrived[at] = day
        else:
            day = later(start, step.months)
        there[id_] = day
    return day


def later(day: date, months: int) -> date:
    """So many months later, on the last day of a month that is too short."""
    month = day.month - 1 + months
    for number in (day.day, 30, 29, 28):
        try:
            return date(day.year + month // 12, month % 12 + 1, number)
        except ValueError:
            continue
    raise ValueError(f"{day} and {months} months")
