"""A framework and a record written in the test, and what is answered about them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from textwrap import dedent, indent
from typing import Any

from swcareers.evaluation.outcome import Outcome
from swcareers.framework.framework import Framework
from swcareers.queries.asking import asked
from swcareers.reading.loading import load_framework, load_record
from swcareers.reading.source import read
from swcareers.record.model import Record

HEAD = "framework: small\ntitle: A small framework\n"


@lru_cache(maxsize=256)
def framework(text: str) -> Framework:
    """A framework from the text of a file, without its head."""
    held = read("small.yaml", text=HEAD + dedent(text))
    assert isinstance(held.data, Mapping)
    return load_framework(held.data)


@lru_cache(maxsize=256)
def record(text: str) -> Record:
    """A record from the text of a file, without its head. All must be usable."""
    held = read("record.yaml", text="record: invented\n" + dedent(text))
    assert isinstance(held.data, Mapping)
    found = load_record(held.data)
    assert found.problems == (), found.problems
    return found


def year(rules: str, *, clock: str = "", side: str = "requires", rest: str = "") -> str:
    """A programme of twelve months, `year`, with rules of one list."""
    return "\n".join(
        [
            "programmes:",
            "  year:",
            f"    clock: {{runs_for: 12 months{', ' if clock else ''}{clock}}}",
            f"    {side}:",
            indent(dedent(rules).strip("\n"), "      "),
            dedent(rest),
        ]
    )


def started(day: str, sections: str = "") -> str:
    """A record of somebody on `year` since a day."""
    return f"programmes: [{{programme: year, started: {day}}}]\n" + dedent(sections)


def outcomes(framework_text: str, record_text: str, on: str | date) -> dict[str, Any]:
    """Every outcome by its id; of a rule that repeats, the whole."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    found: dict[str, Outcome] = {}

    def note(outcome: Outcome) -> None:
        found.setdefault(outcome.path, outcome)
        for part in outcome.parts:
            note(part)

    for entry in asked(record(record_text), framework(framework_text), day):
        for _, outcome in entry.outcomes:
            note(outcome)
        if entry.decision is not None:
            note(entry.decision)
    return found


def outcome(framework_text: str, record_text: str, on: str | date, id_: str) -> Outcome:
    """The outcome of one rule, by its id or the end of it."""
    found = outcomes(framework_text, record_text, on)
    if id_ in found:
        return found[id_]
    ends = [path for path in found if path.endswith(f"/{id_}")]
    assert len(ends) == 1, f"{id_} is one of {sorted(found)}"
    return found[ends[0]]


def verdict(framework_text: str, record_text: str, on: str | date, id_: str) -> str:
    """The verdict in the word of the language."""
    return outcome(framework_text, record_text, on, id_).verdict.word


def verdicts(framework_text: str, record_text: str, id_: str, *days: str) -> list[str]:
    """The verdict on each of several days."""
    return [verdict(framework_text, record_text, day, id_) for day in days]


def by_label(whole: Outcome) -> dict[str, Outcome]:
    """The parts of a rule that repeats, by point, occurrence or period."""
    return {part.label or "": part for part in whole.parts}
