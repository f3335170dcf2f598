"""Goals 8 and 9: placing credit beside a solver, by count beside a flow, and growth."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from importlib.util import find_spec
from random import Random
from statistics import median
from time import perf_counter
from typing import Literal, TypeVar

import attrs

from benchmarks.allocation_cases import Question, contested, record_like
from benchmarks.allocation_flow import filled
from benchmarks.timing import Measured, interleaved, seconds
from swcareers.rules.allocation import (
    AtLeast,
    AtMost,
    Award,
    Item,
    Kind,
    Part,
    Standing,
    place,
)

SIZES = ((5, 1), (10, 1), (10, 2), (16, 2), (20, 2), (20, 3), (30, 1), (30, 3))
GROWTH = ((5, 1), (20, 4), (80, 16), (400, 80))
PATIENCE = 10.0  # seconds that one program of the solver may take
Library = Literal["scipy", "highspy"]
Gap = tuple[Fraction, int] | None
T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Compared:
    """One question put to the library and to the solver; times in seconds."""

    judged: float
    judged_by_solver: float
    placed: float
    placed_by_solver: float | None
    proven: bool
    settled: bool
    equal: bool


def measure(rounds: int) -> Iterator[Measured]:
    """Placing credit against a solver; placing by count against a flow; growth."""
    yield from _credit(max(1, rounds // 8))
    yield from _count(rounds)
    yield from _growth(rounds)


# Goal 8


def _credit(seeds: int) -> Iterator[Measured]:
    if find_spec("scipy") is None:
        note = "scipy is not installed"
        yield Measured(goal=8, what="placing credit", value=None, note=note)
        return
    found = [
        compared(make(seed, modules, awards), whole=seed == 0)
        for seed in range(seeds)
        for modules, awards in SIZES
        for make in (record_like, contested)
    ]
    proven = [one for one in found if one.proven]
    unlike = sum(not one.equal for one in found)
    yield Measured(
        goal=8,
        what="answers unlike those of the solver, or outside their own bounds",
        value=unlike,
        bound=0,
        unit="questions",
        note=f"{len(found)} of 5 to 30 modules and 1 to 3 awards, "
        f"{len(proven)} proven within the budget",
    )
    ours = median(one.judged for one in found)
    theirs = median(one.judged_by_solver for one in found)
    yield Measured(
        goal=8,
        what="verdicts and least missing, against scipy.optimize.milp: median",
        value=median(one.judged / one.judged_by_solver for one in found),
        bound=0.25,
        note=f"{seconds(ours)} against {seconds(theirs)}",
    )
    yield Measured(
        goal=8,
        what="verdicts and least missing: the slowest, proven or not",
        value=max(one.judged for one in found) * 1e3,
        bound=100,
        unit="ms",
        note=_slowest([one.judged for one in found])
        + f"; the solver's slowest {seconds(max(o.judged_by_solver for o in found))}",
    )
    whole = [
        (one.placed, one.placed_by_solver) for one in found if one.placed_by_solver
    ]
    yield Measured(
        goal=8,
        what="the same with every module in its one best place: median",
        value=median(ours / theirs for ours, theirs in whole),
        bound=0.25,
        note=f"{seconds(median(ours for ours, _ in whole))} against "
        f"{seconds(median(theirs for _, theirs in whole))}, a program for each module; "
        f"{sum(one.settled for one in found)} of {len(found)} proven the best",
    )


def _slowest(times: Sequence[float]) -> str:
    ordered = sorted(times)
    tenth = ordered[len(ordered) * 9 // 10]
    within = sum(taken < 0.1 for taken in times)
    return f"nine tenths within {seconds(tenth)}, {within} of {len(times)} in 100 ms"


def compared(question: Question, *, whole: bool) -> Compared:
    """Ask both, and hold the answers against each other.

    Args:
        question: what is asked of both.
        whole: whether the solver is asked for every module's place, too.
    """
    from benchmarks.allocation_solver import Program

    items, awards = question
    judged, brief = _timed(lambda: place(items, awards, settle=False))
    placed, answer = _timed(lambda: place(items, awards))
    program, begun = Program(items, awards), perf_counter()
    solved, sure = program.gaps(PATIENCE)
    judged_by_solver = perf_counter() - begun
    used = None
    if sure:
        solved, sure_used = program.rest(solved, PATIENCE)
        used = solved.credit_used if sure_used else None
    places = program.in_order(PATIENCE) if whole and used is not None else None
    placed_by_solver = None if places is None else perf_counter() - begun
    equal = brief.proven == answer.proven
    if sure:
        pairs = zip(answer.standings, solved.gaps, strict=True)
        equal = equal and all(_agrees(ours, theirs) for ours, theirs in pairs)
    if answer.settled and used is not None:
        credit = sum(one.credit for one in answer.placed) * program.model.scale
        equal = equal and credit == used
    if answer.settled and places is not None:
        ours = {(one.item, one.award): one.part for one in answer.placed}
        equal = equal and ours == places
    return Compared(
        judged=judged,
        judged_by_solver=judged_by_solver,
        placed=placed,
        placed_by_solver=placed_by_solver,
        proven=answer.proven,
        settled=answer.settled,
        equal=equal,
    )


def _agrees(ours: Standing, theirs: Gap) -> bool:
    """The same where it is proven, else between the bounds."""
    if ours.proven:
        gap = ours.missing
        return theirs == (None if gap is None else (gap.credits, gap.modules))
    low, high = ours.at_least_missing, ours.at_most_missing
    if theirs is None:
        return high is None
    above = low is not None and (low.credits, low.modules) <= theirs
    return above and (high is None or theirs <= (high.credits, high.modules))


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    begun = perf_counter()
    found = call()
    return perf_counter() - begun, found


# Goal 9


def by_count(modules: int, groups: int) -> tuple[Question, list[list[int]], list[int]]:
    """An award that asks for so many modules of each group, and the bare network.

    Each module fits one to four neighbouring groups, and somewhat more places are
    demanded than there are modules, so that they compete.
    """
    random = Random(f"count {modules} {groups}")
    fits = []
    for _ in range(modules):
        first, wide = random.randrange(groups), random.randint(1, 4)
        fits.append(sorted({(first + n) % groups for n in range(wide)}))
    needs = [0] * groups
    for _ in range(modules + groups // 4):
        needs[random.randrange(groups)] += 1
    items = [
        Item(id=f"m{n}", credit=random.choice((10, 20, 30))) for n in range(modules)
    ]
    parts = [
        Part(
            id=f"group {g}",
            takes={f"m{n}" for n in range(modules) if g in fits[n]},
            at_least=AtLeast(number=needs[g], unit="modules"),
        )
        for g in range(groups)
    ]
    kinds = [Kind(id=part.id, parts={part.id}) for part in parts]
    return (items, [Award(id="award", parts=parts, kinds=kinds)]), fits, needs


def _count(rounds: int) -> Iterator[Measured]:
    (items, awards), fits, needs = by_count(400, 80)
    answer = place(items, awards, settle=False)
    gap = answer.standings[0].missing
    missing = sum(needs) - filled(fits, needs)
    if gap is None or not answer.proven or gap.modules != missing:
        raise ValueError(f"the flow leaves {missing} missing, not {gap}")
    times = interleaved(
        {
            "ours": lambda: place(items, awards, settle=False),
            "flow": lambda: filled(fits, needs),
        },
        rounds=max(3, rounds // 4),
    )
    yield Measured(
        goal=9,
        what="400 modules in 80 groups by count, against a plain maximum flow",
        value=times["ours"] / times["flow"],
        bound=2,
        note=f"{seconds(times['ours'])} with reasons against {seconds(times['flow'])}, "
        f"{missing} of {sum(needs)} places left open in both",
    )


# Growth


def _growth(rounds: int) -> Iterator[Measured]:
    for modules, groups in GROWTH:
        (items, awards), fits, needs = by_count(modules, groups)
        times = interleaved(
            {
                "ours": partial(place, items, awards, settle=False),
                "flow": partial(filled, fits, needs),
            },
            rounds=max(3, rounds // 8),
        )
        yield Measured(
            goal=9,
            what=f"growth, by count: {modules} modules, {groups} group(s)",
            value=times["ours"] * 1e3,
            unit="ms",
            note=f"plain flow {seconds(times['flow'])}"
            + (_solvers((items, awards)) if modules < 400 else ""),
        )
    for modules, parts in GROWTH:
        question = many_parts(modules, parts)
        taken, answer = _timed(partial(place, *question, settle=False))
        (one,) = answer.standings
        yield Measured(
            goal=8,
            what=f"growth, in credit: {modules} modules, {parts} sharing part(s)",
            value=taken * 1e3,
            unit="ms",
            note=("proven" if one.proven else _between(one))
            + (_solvers(question) if modules < 400 else ""),
        )


def many_parts(modules: int, parts: int) -> Question:
    """One award of many parts that share modules of unequal size, and exact totals.

    Together the parts ask for just about all that is held; each module fits up to
    three neighbouring parts; each part leaves out what goes beyond its need.
    """
    random = Random(f"parts {modules} {parts}")
    items, fits = [], []
    for n in range(modules):
        items.append(Item(id=f"m{n}", credit=random.choice((10, 15, 20, 30))))
        first, wide = random.randrange(parts), random.randint(1, 3)
        fits.append({(first + k) % parts for k in range(wide)})
    held = [
        sum(items[n].credit for n in range(modules) if min(fits[n]) == p)
        for p in range(parts)
    ]
    bounds = [
        AtLeast(number=int(amount * random.uniform(0.7, 1.2)) // 5 * 5)
        for amount in held
    ]
    made_of = [
        Part(
            id=f"part {p}",
            takes={f"m{n}" for n in range(modules) if p in fits[n]},
            at_least=bound,
            at_most=AtMost(number=bound.number, excess="left_out"),
        )
        for p, bound in enumerate(bounds)
    ]
    kinds = [Kind(id=part.id, parts={part.id}) for part in made_of]
    return items, [Award(id="award", parts=made_of, kinds=kinds)]


def _between(one: Standing) -> str:
    low, high = one.at_least_missing, one.at_most_missing
    least = "?" if low is None else f"{low.credits}"
    most = "?" if high is None else f"{high.credits}"
    return f"not proven: between {least} and {most} credits short"


def _solved(question: Question, library: Library) -> tuple[object, bool]:
    from benchmarks.allocation_solver import Program

    return Program(*question, library).gaps(PATIENCE)


def _solvers(question: Question) -> str:
    """What the solvers that are installed need for the same."""
    found = ""
    libraries: tuple[Library, ...] = ("scipy", "highspy")
    for library in libraries:
        if find_spec(library) is None:
            continue
        taken, (_, sure) = _timed(partial(_solved, question, library))
        found += f", {library} {seconds(taken)}{'' if sure else ' and no answer'}"
    return found
