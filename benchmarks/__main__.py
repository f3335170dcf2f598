"""Run every benchmark: `python -m benchmarks`. Each figure stands beside its goal.

`--write` keeps the figures in `benchmarks/RESULTS.md`, `--quick` takes fewer rounds,
and `--goal N` measures one goal. Nothing here is a test: figures depend on a machine.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from benchmarks.timing import Measured, say

# Each module with the goals it measures, in the order of the goals.
_MODULES: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("importing", (1,)),
    ("loading", (2, 3)),
    ("records", (4, 7)),
    ("evaluating", (5, 6)),
    ("allocation", (8, 9)),
    ("engines", (10,)),
    ("progression", (11, 12, 13, 14)),
)
_RESULTS = Path(__file__).with_name("RESULTS.md")
_HEAD = """\
# Results

Written by `python -m benchmarks --write`. Ratios are from one interleaved run; times
are beside them to show of what. What is measured, and how to repeat it, is told in
`docs/performance.md`.
"""


def main(arguments: Sequence[str]) -> int:
    """Measure, show, and write what was asked for; 1 where a goal is not reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the figures")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--goal", type=int, action="append", help="only this goal")
    asked = parser.parse_args(arguments)
    found: list[Measured] = []
    for measured in _measured(asked.goal, 8 if asked.quick else 40):
        found.append(measured)
        say(_line(measured))
    if asked.write:
        _RESULTS.write_text(_page(sorted(found, key=_goal)), encoding="utf-8")
    return 1 if any(one.reached is False for one in found) else 0


def _goal(measured: Measured) -> int:
    return measured.goal


def _measured(goals: Sequence[int] | None, rounds: int) -> Iterator[Measured]:
    for name, covered in _MODULES:
        if goals and not set(goals) & set(covered):
            continue
        if find_spec(f"benchmarks.{name}") is None:
            say(f"goals {', '.join(map(str, covered))}: not measured here")
            continue
        measure: Callable[[int], Iterator[Measured]] = import_module(
            f"benchmarks.{name}"
        ).measure
        for measured in measure(rounds):
            if not goals or measured.goal in goals:
                yield measured


def _line(measured: Measured) -> str:
    sign = {True: "reached", False: "NOT REACHED", None: ""}[measured.reached]
    figures = f"{measured.shown:>10}  {measured.goal_shown:<16} {sign:<11}"
    return f"{measured.goal:>2}  {figures}  {measured.what}\n{'':>46}{measured.note}"


def _page(found: Sequence[Measured]) -> str:
    machine = (
        f"{platform.system()} on {platform.machine()}, "
        f"{os.cpu_count()} cores, {platform.python_implementation()} "
        f"{platform.python_version()}"
    )
    rows = [
        "| goal | what | figure | wanted | | |",
        "|---|---|---|---|---|---|",
        *(_row(measured) for measured in found),
    ]
    day = date.today().isoformat()  # noqa: DTZ011 - the day of this run, for people
    return "\n".join([_HEAD, f"{day}, {machine}.\n", *rows, ""])


def _row(measured: Measured) -> str:
    sign = {True: "reached", False: "not reached", None: ""}[measured.reached]
    cells = (
        str(measured.goal), measured.what, measured.shown, measured.goal_shown, sign,
        measured.note,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
