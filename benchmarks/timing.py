"""Measuring: subjects in turn, many rounds, medians; ratios, since machines drift."""

import gc
import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

import attrs


@attrs.frozen(kw_only=True)
class Measured:
    """One figure beside its goal.

    Attributes:
        goal: the number of the goal in the table of goals.
        what: what was measured, in words.
        value: the figure; None where it could not be measured here.
        bound: the goal for it; None: told for information.
        unit: ``x`` for a ratio, else ``µs``, ``ms``, ``bytes`` or ``modules``.
        more_is_better: whether the figure must reach the bound or stay under it.
        note: the times behind a ratio, or why nothing could be measured.
    """

    goal: int
    what: str
    value: float | None
    bound: float | None = None
    unit: str = "x"
    more_is_better: bool = False
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached. None: there is none, or no figure."""
        if self.value is None or self.bound is None:
            return None
        if self.more_is_better:
            return self.value >= self.bound
        return self.value <= self.bound

    @property
    def shown(self) -> str:
        """The figure as people read it."""
        return "" if self.value is None else figure(self.value, self.unit)

    @property
    def goal_shown(self) -> str:
        """The goal as people read it."""
        if self.bound is None:
            return ""
        sign = "at least" if self.more_is_better else "at most"
        return f"{sign} {figure(self.bound, self.unit)}"


def figure(value: float, unit: str) -> str:
    """A figure with its unit: ``0.62x``, ``41 µs``."""
    digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    text = f"{value:.{digits}f}"
    if unit != "x" and "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}{unit}" if unit == "x" else f"{text} {unit}"


def seconds(taken: float) -> str:
    """A time as people read it: ``3.1 ms``."""
    return figure(taken * 1e3, "ms") if taken >= 1e-3 else figure(taken * 1e6, "µs")


def interleaved(
    subjects: Mapping[str, Callable[[], object]],
    *,
    rounds: int = 40,
    at_least: float = 0.005,
    keep: bool = False,
) -> dict[str, float]:
    """The median time of one call of each subject, in seconds.

    In every round each subject has its turn, so that a machine that slows down slows
    all of them. A turn repeats a quick subject until `at_least` seconds have passed;
    its first call is not counted. The garbage collector waits for the end of a turn.

    Args:
        keep: hold what the calls give until their turn is over, so that taking it
            apart is not timed.
    """
    repeats = {name: _repeats(call, at_least) for name, call in subjects.items()}
    times: dict[str, list[float]] = {name: [] for name in subjects}
    was_on = gc.isenabled()
    try:
        for _ in range(rounds):
            for name, call in subjects.items():
                gc.collect()
                gc.disable()
                call()  # the collector has emptied the processor's caches
                times[name].append(_turn(call, repeats[name], keep))
                gc.enable()
    finally:
        if not was_on:
            gc.disable()
    return {name: median(taken) for name, taken in times.items()}


def _turn(call: Callable[[], object], number: int, keep: bool) -> float:
    if keep:
        held: list[object] = []
        begun = perf_counter()
        for _ in range(number):
            held.append(call())
        return (perf_counter() - begun) / number
    begun = perf_counter()
    for _ in range(number):
        call()
    return (perf_counter() - begun) / number


def _repeats(call: Callable[[], object], at_least: float) -> int:
    call()
    begun = perf_counter()
    call()
    once = max(perf_counter() - begun, 1e-7)
    return max(1, min(10_000, int(at_least / once)))


def say(line: str) -> None:
    """Write one line for whoever runs the benchmarks, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
