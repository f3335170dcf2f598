"""Goal 1: what `import swcareers` costs and brings."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from statistics import median
from time import perf_counter

from benchmarks.timing import Measured, seconds

_HEAVY = ("yaml", "cattrs", "jsonschema", "click", "dateutil", "numpy", "icalendar")
_MODULES = "import sys, swcareers; print(*sorted(sys.modules))"
_STATEMENTS = {
    "nothing": "pass",
    "attrs": "import attrs",
    "swcareers": "import swcareers",
    "its names": "import swcareers as sw; [getattr(sw, name) for name in sw.__all__]",
}


def measure(rounds: int) -> Iterator[Measured]:
    """Goal 1."""
    with tempfile.TemporaryDirectory() as folder:
        # Bytecode first: a machine may be told not to write any, and would then
        # compile in every run.
        writing = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        writing.pop("PYTHONDONTWRITEBYTECODE", None)
        for statement in _STATEMENTS.values():
            _run(statement, writing)
        brought = _run(_MODULES, writing).split()
        times: dict[str, list[float]] = {name: [] for name in _STATEMENTS}
        for _ in range(rounds):
            for name, statement in _STATEMENTS.items():
                begun = perf_counter()
                _run(statement, writing)
                times[name].append(perf_counter() - begun)
    # Each against the interpreter's own start in the same round.
    net = {
        name: median(
            one - start for one, start in zip(taken, times["nothing"], strict=True)
        )
        for name, taken in times.items()
    }
    third_party = {name.partition(".")[0] for name in brought}
    third_party -= {*sys.stdlib_module_names, "swcareers", "attr", "attrs"}
    third_party = {name for name in third_party if not name.startswith("_")}
    yield Measured(
        goal=1,
        what="third-party modules besides attrs after `import swcareers`",
        value=len(third_party),
        bound=0,
        unit="modules",
        note=", ".join(sorted(third_party)) or f"none of {', '.join(_HEAVY)}",
    )
    yield Measured(
        goal=1,
        what="`import swcareers`, net, against `import attrs`",
        value=net["swcareers"] / net["attrs"],
        bound=1.6,
        note=f"{seconds(net['swcareers'])} against {seconds(net['attrs'])}, "
        f"{seconds(median(times['nothing']))} for Python itself",
    )
    yield Measured(
        goal=1,
        what="every public name used once, against `import attrs`",
        value=net["its names"] / net["attrs"],
        note=seconds(net["its names"]),
    )


def _run(statement: str, surroundings: Mapping[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", statement],
        env=dict(surroundings),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
