"""Progression: deep and wide frameworks, and cohorts whose records are streamed.

What grows is asked about in two sizes, in turn, beside a plain search over the same
graph; people are asked about one by one, beside the whole report of each.
"""

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from pathlib import Path
from time import perf_counter
from typing import Any

import attrs

from benchmarks.timing import Measured, interleaved, seconds
from swcareers.framework.framework import Framework
from swcareers.queries.cohort import cohort
from swcareers.queries.next_steps import next_steps
from swcareers.queries.opens import opens
from swcareers.queries.pathway import pathway
from swcareers.queries.person_row import cohort_rows
from swcareers.queries.report import report
from swcareers.queries.routes import routes
from swcareers.reading.loading import load_framework, load_record
from swcareers.record.model import Record

ON = "2026-11-06"
_LEARNERS = Path(__file__).resolve().parents[1] / "frameworks" / "learners"
_STORIES = (
    "thurrock-nqsw", "thurrock-adults-part-time", "thurrock-practice-educator",
)  # fmt: skip


@attrs.frozen
class _World:
    """A framework of floors: each stage leads to every stage of the next floor.

    To enter a floor needs the award of the floor below, to begin an award the one
    before it.
    """

    deep: int
    wide: int
    book: Framework
    record: Record
    goal: str

    @classmethod
    def of(cls, deep: int, wide: int) -> "_World":
        record = {"record": "measured", "awards": [], "studies": [], "decisions": [],
                  "posts": [{"stage": "f0-0", "from": "2025-01-01"}]}  # fmt: skip
        return cls(
            deep, wide, load_framework(_framework(deep, wide)), load_record(record),
            f"f{deep - 1}-{wide - 1}",
        )  # fmt: skip

    @property
    def ways(self) -> int:
        return (self.deep - 1) * self.wide**2

    def edges(self) -> dict[str, list[str]]:
        """The same graph, as a plain search needs it."""
        found: dict[str, list[str]] = {}
        for declared in self.book.progressions.values():
            for start in declared.from_:
                found.setdefault(start, []).append(str(declared.to))
        return found


def _framework(deep: int, wide: int) -> dict[str, Any]:
    floors = range(deep)
    return {
        "framework": f"measured-{deep}-{wide}", "title": "Measured",
        "illustrative": "all",
        "stages": {f"f{i}-{j}": {"title": f"Floor {i}, post {j}"}
                   for i in floors for j in range(wide)},
        "qualifications": {
            f"a{i}": {"title": f"Award {i}"} | ({} if i == 0 else {
                "entry": [{"id": "before", "holds": f"a{i - 1}"}]})
            for i in floors
        },
        "progressions": {
            f"w{i}-{j}-{k}": {"title": "A floor up", "from": [f"f{i}-{j}"],
                              "to": f"f{i + 1}-{k}"}
            for i in range(deep - 1) for j in range(wide) for k in range(wide)
        },
    }  # fmt: skip


def _shortest(edges: dict[str, list[str]], start: str, goal: str) -> int:
    """A plain search for the shortest way, without a rule or a day."""
    waiting, seen = [(0, start)], {start}
    while waiting:
        size, at = heappop(waiting)
        if at == goal:
            return size
        for end in edges.get(at, ()):
            if end not in seen:
                seen.add(end)
                heappush(waiting, (size + 1, end))
    raise ValueError(f"no way leads to {goal}")


def measure(rounds: int) -> Iterator[Measured]:
    """Goals 11 to 14, in this order."""
    few = max(5, rounds // 8)
    yield from _growth(few)
    yield from _people(rounds)


# --- deep and wide frameworks ---------------------------------------------------------


def _growth(rounds: int) -> Iterator[Measured]:
    small, large = _World.of(25, 5), _World.of(100, 5)
    narrow, broad = _World.of(3, 12), _World.of(3, 24)
    subjects: dict[str, Callable[[], object]] = {}
    for name, one in (("small", small), ("large", large)):
        found = routes(one.record, one.book, one.goal, on=ON)
        plain = _shortest(one.edges(), "f0-0", one.goal)
        if len(found[0].legs) != plain:
            raise ValueError("the shortest way is not the one a plain search finds")
        subjects |= {
            f"routes {name}": _of(routes, one.record, one.book, one.goal),
            f"plain {name}": _plain(one),
            f"opens {name}": _of(opens, one.book, "a0"),
        }
    for name, one in (("small", narrow), ("large", broad)):
        subjects[f"next {name}"] = _of(next_steps, one.record, one.book)
        subjects[f"pathway {name}"] = _of(pathway, one.book)
    taken = interleaved(subjects, rounds=rounds)
    plain_grows = taken["plain large"] / taken["plain small"]
    sizes = (
        f"{small.deep * 5} to {large.deep * 5} stages, {small.ways} to {large.ways} "
        "ways"
    )
    yield _grown(
        11, f"routes: {sizes}, all twelve ways four times as long", "routes", taken, 6,
        f"a plain search for one way: {plain_grows:.1f}x",
    )  # fmt: skip
    yield _grown(
        12, "next steps: 12 to 24 ways out of a stage, 288 to 1,152 in all", "next",
        taken, 3,
    )  # fmt: skip
    yield _grown(12, "pathway: 288 to 1,152 ways", "pathway", taken, 5)
    yield _grown(12, "opens: 25 to 100 awards, each for the next", "opens", taken, 5)


def _of(query: Callable[..., object], *asked: object) -> Callable[[], object]:
    return lambda: query(*asked, on=ON)


def _plain(one: _World) -> Callable[[], object]:
    edges = one.edges()
    return lambda: _shortest(edges, "f0-0", one.goal)


def _grown(
    goal: int, what: str, name: str, taken: dict[str, float], bound: float,
    more: str = "",
) -> Measured:  # fmt: skip
    small, large = taken[f"{name} small"], taken[f"{name} large"]
    note = f"{seconds(small)} to {seconds(large)}"
    return Measured(
        goal=goal, what=what, value=large / small, bound=bound,
        note=f"{note}; {more}" if more else note,
    )  # fmt: skip


# --- cohorts --------------------------------------------------------------------------


def _people(rounds: int) -> Iterator[Measured]:
    book = load_framework("thurrock")
    stories = [load_record(_LEARNERS / f"{name}.yaml") for name in _STORIES]

    def stream(number: int) -> Iterator[Record]:
        for index in range(number):
            yield attrs.evolve(stories[index % 3], record=f"p{index}", memo={})

    subjects: dict[str, Callable[[], object]] = {
        "line": lambda: [*cohort_rows(stream(3), book, on=ON)],
        "report": lambda: [report(one, book, on=ON) for one in stream(3)],
    }
    taken = interleaved(subjects, rounds=max(3, rounds // 2))
    line, page = taken["line"] / 3, taken["report"] / 3
    yield Measured(
        goal=13, what="cohort: a line, beside the whole report of the same person",
        value=line / page, bound=0.95, note=f"{seconds(line)} and {seconds(page)}",
    )  # fmt: skip
    # Ten thousand people take a minute or two: a quick run asks about fewer.
    few, many = (1_000, 10_000) if rounds >= 40 else (100, 1_000)
    times = []
    for number in (few, many):
        begun = perf_counter()
        for _ in cohort_rows(stream(number), book, on=ON):
            pass
        times.append((perf_counter() - begun) / number)
    yield Measured(
        goal=13, what=f"cohort: a person among {many:,}, beside one among {few:,}",
        value=times[1] / times[0], bound=1.25,
        note=f"{seconds(times[0])} and {seconds(times[1])} a person",
    )  # fmt: skip
    yield Measured(
        goal=14, what="memory: a line that is kept", unit="bytes", bound=16_000,
        value=_held(lambda number: cohort(stream(number), book, on=ON)),
    )  # fmt: skip
    yield Measured(
        goal=14, what="memory: a person whose line is not kept", unit="bytes",
        bound=100, value=_held(lambda number: _gone(cohort_rows, stream(number), book)),
    )  # fmt: skip


def _gone(rows: Callable[..., Iterator[object]], *asked: object) -> None:
    for _ in rows(*asked, on=ON):
        pass


def _held(asked: Callable[[int], object]) -> float:
    """How much more is there after so many people, for each of them."""
    asked(6)  # what a framework remembers is remembered now
    number = 100
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    found = asked(number)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del found
    return max(0.0, (after - before) / number)
