"""Goals 4 and 7: a JSON record of a hundred activities, loaded, and what it weighs."""

import gc
import json
import tempfile
import tracemalloc
from collections.abc import Iterator
from datetime import date as day
from pathlib import Path
from typing import Any

import attrs
from cattrs import Converter

from benchmarks.timing import Measured, interleaved, seconds
from benchmarks.workload import record_text
from swcareers.evaluation.facts import facts_of
from swcareers.reading.loading import load_record
from swcareers.record.model import Record

_RECORDS = 40


@attrs.frozen(kw_only=True)
class PlainEvidence:
    """A piece of evidence as somebody would model it for a quick program."""

    type: str
    date: day | None = None
    dates: list[day] = attrs.field(factory=list)
    planned: day | None = None
    by: str | None = None
    mapped_to: list[str] = attrs.field(factory=list)
    programme: str | None = None
    note: str | None = None
    illustrative: list[str] = attrs.field(factory=list)
    unverified: list[str] = attrs.field(factory=list)
    not_stated: list[str] = attrs.field(factory=list)
    minutes: int | None = None
    hours: int | None = None


@attrs.frozen(kw_only=True)
class PlainPost:
    """A post in the same way."""

    from_: day | None = None
    to: day | None = None


@attrs.frozen(kw_only=True)
class PlainPerson:
    """A person in the same way."""

    holds: dict[str, day] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class PlainRecord:
    """A record in the same way."""

    record: str
    as_of: day | None = None
    people: dict[str, PlainPerson] = attrs.field(factory=dict)
    posts: list[PlainPost] = attrs.field(factory=list)
    evidence: list[PlainEvidence] = attrs.field(factory=list)


def measure(rounds: int) -> Iterator[Measured]:
    """Goals 4 and 7."""
    plain = record_text(100)
    for entry in plain["evidence"]:
        # Dates only as `datetime.date` knows them, so that both read the same file.
        if len(entry.get("date", "2026-01-01")) < 10:
            entry["date"] += "-01"
    text = json.dumps(plain)
    converter = Converter()
    converter.register_structure_hook(day, lambda value, _: day.fromisoformat(value))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.json"
        path.write_text(text, encoding="utf-8")

        def usual() -> PlainRecord:
            data = json.loads(path.read_text(encoding="utf-8"))
            return converter.structure(data, PlainRecord)

        loaded = load_record(path)
        if loaded.problems or len(usual().evidence) != len(loaded.evidence or ()):
            raise ValueError("the record is not the same in both, or has problems")
        times = interleaved(
            {"ours": lambda: load_record(path), "usual": usual}, rounds=rounds
        )
        yield Measured(
            goal=4,
            what="a JSON record of 100 activities, checked, against json and cattrs",
            value=times["ours"] / times["usual"],
            bound=0.65,
            note=f"{seconds(times['ours'])} against {seconds(times['usual'])}",
        )
        yield from _memory(Path(folder))


def _memory(folder: Path) -> Iterator[Measured]:
    """What records weigh, less what they weigh without activities."""
    many = [_written(folder, 100, number) for number in range(_RECORDS)]
    none = [_written(folder, 0, number) for number in range(_RECORDS)]
    _weight(many)  # the days and words that all records share are there from now on
    activities = 100 * _RECORDS
    net = (_weight(many) - _weight(none)) / activities
    yield Measured(
        goal=7,
        what=f"an activity in a loaded record (of {_RECORDS}, 100 activities each)",
        value=net,
        bound=200,
        unit="bytes",
        note="days and words that records share are counted with none of them",
    )
    arranged = (
        _weight(many, arranged=True) - _weight(none, arranged=True)
    ) / activities
    yield Measured(
        goal=7,
        what="the same, with the record's facts arranged for asking",
        value=arranged,
        unit="bytes",
    )


def _written(folder: Path, activities: int, number: int) -> Path:
    path = folder / f"{activities}-{number}.json"
    data: dict[str, Any] = record_text(activities, seed=number)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def _weight(paths: list[Path], *, arranged: bool = False) -> int:
    gc.collect()
    tracemalloc.start()
    held: list[Record] = [load_record(path) for path in paths]
    if arranged:
        for record in held:
            facts_of(record)
    gc.collect()
    weight = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return weight
