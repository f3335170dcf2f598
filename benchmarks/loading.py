"""Goals 2 and 3: a good framework loaded, and everything wrong with a bad one told."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from benchmarks.framework_text import bad_text, good_text
from benchmarks.timing import Measured, interleaved, seconds
from swcareers.framework.model import FrameworkFile
from swcareers.reading import loading
from swcareers.reading.schema import schema
from swcareers.reading.structure import structure


def measure(rounds: int) -> Iterator[Measured]:
    """Goals 2 and 3."""
    with tempfile.TemporaryDirectory() as folder:
        good, bad = good_text(), bad_text()
        validator = Draft202012Validator(schema("framework"))
        paths = {"good": Path(folder) / "good.yaml", "bad": Path(folder) / "bad.yaml"}
        paths["good"].write_text(good, encoding="utf-8")
        paths["bad"].write_text(bad, encoding="utf-8")
        _, nothing = loading.load_framework_and_warnings(paths["good"])
        _, problems = loading.load_framework_and_warnings(paths["bad"])
        if nothing:
            raise ValueError(f"the good framework is not good: {nothing[0]}")
        times = interleaved(
            {
                "ours": _loader(paths["good"]),
                "yaml": lambda: yaml.load(good, yaml.CSafeLoader),
                "usual": lambda: _usual(validator, good),
                "ours, bad": _loader(paths["bad"]),
                "usual, bad": lambda: _errors(validator, bad),
            },
            rounds=rounds,
            keep=True,
        )
    lines = good.count("\n")
    yield Measured(
        goal=2,
        what=f"a good framework of {lines:,} lines, checked, against CSafeLoader alone",
        value=times["ours"] / times["yaml"],
        bound=1.2,
        note=f"{seconds(times['ours'])} against {seconds(times['yaml'])}",
    )
    yield Measured(
        goal=2,
        what="the same, against a C loader, jsonschema and cattrs",
        value=times["usual"] / times["ours"],
        bound=5,
        more_is_better=True,
        note=f"{seconds(times['ours'])} against {seconds(times['usual'])}",
    )
    yield Measured(
        goal=3,
        what=f"{len(problems)} problems of a bad one, against C loader and jsonschema",
        value=times["ours, bad"] / times["usual, bad"],
        bound=2,
        note=f"{seconds(times['ours, bad'])} against {seconds(times['usual, bad'])} "
        f"for {len(_errors(validator, bad))} errors",
    )


def _loader(path: Path) -> Callable[[], object]:
    """Loads the file as if for the first time; gives all that was made of it.

    What was read is remembered by its content: it is forgotten each time.
    """

    def load() -> object:
        loading._FILES.clear()
        loading._FRAMEWORKS.clear()
        found = loading.load_framework_and_warnings(path)
        return found, list(loading._FILES.values())

    return load


def _usual(validator: Draft202012Validator, text: str) -> Any:
    """What one would do without the library: parse, validate, structure.

    The base loader leaves every scalar a text, as the schema wants it, and is faster.
    """
    data = yaml.load(text, yaml.CBaseLoader)
    for error in validator.iter_errors(data):
        raise ValueError(error.message)
    return structure(data, FrameworkFile)


def _errors(validator: Draft202012Validator, text: str) -> list[Any]:
    return list(validator.iter_errors(yaml.load(text, yaml.CBaseLoader)))
