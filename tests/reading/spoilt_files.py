"""Files that somebody spoilt: shipped ones with a slip or three put into them."""

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from swcareers.framework.model import FrameworkFile
from swcareers.reading.source import read
from swcareers.record.cases import CaseFile
from swcareers.record.model import Record

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "frameworks").rglob("*.yaml"))
KEYS = (
    "evidence", "decision", "all", "holds", "cadence", "time_in", "any", "measure",
    "none", "versions", "variants", "where", "at_least", "from", "to", "id", "when",
    "or_decided", "last", "is", "title", "not_stated", "record", "in_each",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    "x", "3", "80 hours", "2026-09-01", "nonsense here!", "", "true", "12 months",
    "start", "90%", "A B", "unknown", "Ünï", "none", [], {}, ["x"], ["x", "x"], [["x"]],
    {"x": "y"}, [{"x": "y"}], {"from": "start"}, {"at_least": "3"}, {"any_of": ["a"]},
    {"any": []}, {"all": {"x": "y"}}, {"is": "x", "z": "y"}, {"last": "3 years"},
    {"at_least": "3 days", "before": "start"}, [{"from": "2020"}],
    [{"when": {"holds": "x"}}], [{"from": "2020", "withdrawn": "true"}],
)  # fmt: skip

Step = str | int
Spot = tuple[Step, ...]


def model_of(data: dict[str, Any]) -> type:
    """What kind of file this is."""
    if "cases" in data:
        return CaseFile
    return Record if "record" in data else FrameworkFile


def spots(value: Any, path: Spot = ()) -> Iterator[Spot]:
    """Every key and every item of a tree."""
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for step, inner in items:
        yield (*path, step)
        yield from spots(inner, (*path, step))


def at(value: Any, path: Spot) -> Any:
    """What stands at a path."""
    for step in path:
        value = value[step]
    return value


def spoilt(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy of a file's data with one to three slips in it."""
    data = copy.deepcopy(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        everywhere = list(spots(data))
        if not everywhere:
            break
        spot = chance.choice(everywhere)
        _slip(data, at(data, spot[:-1]), spot[-1], everywhere, chance)
    return data


def _slip(
    data: Any, around: Any, step: Step, everywhere: list[Spot], chance: random.Random
) -> None:
    other = chance.choice(everywhere)
    match chance.choice(("delete", "rename", "replace", "replace", "add", "move")):
        case "delete":
            del around[step]
        case "rename" if isinstance(around, dict):
            around[chance.choice((*KEYS, f"{step}x"))] = around.pop(step)
        case "add" if isinstance(around, dict):
            around[chance.choice(KEYS)] = copy.deepcopy(chance.choice(VALUES))
        case "move" if isinstance(around, dict) and isinstance(other[-1], str):
            around[other[-1]] = copy.deepcopy(at(data, other))
        case _:
            around[step] = copy.deepcopy(chance.choice(VALUES))


def shipped() -> list[dict[str, Any]]:
    """The data of every framework, record and case file of the library."""
    return [read(path).data for path in FILES]
