"""Goal 10: ten rules in two rule engines, and written by hand, with the same verdicts.

The engines are given what is best for them: rules compiled once, days as numbers, the
record parsed once where an engine can keep it. They give verdicts alone; the library
gives its whole explanation.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from typing import Any

from benchmarks.evaluating import Case
from benchmarks.scanning import Wanted
from benchmarks.timing import Measured, interleaved, seconds
from benchmarks.workload import ON
from swcareers.evaluation.evaluation import answer
from swcareers.evaluation.outcome import Outcome
from swcareers.record.model import EvidenceHeld
from swcareers.values.dates import KnownDate

Verdicts = list[str]


def measure(rounds: int) -> Iterator[Measured]:
    """Goal 10."""
    case = Case(30, 100)
    rules, wanted = case.rules[:10], case.wanted[:10]
    evidence = case.record.evidence or ()

    def ours() -> list[Outcome]:
        situation = case.situation
        return [answer(placed, situation) for placed in rules]

    written = [_by_hand(rule) for rule in wanted]
    subjects: dict[str, Callable[[], Sequence[object]]] = {
        "ours": ours,
        "by hand": lambda: [rule(evidence, ON) for rule in written],
    }
    data = [_flat(piece) for piece in evidence]
    for name, package, made in _ENGINES:
        try:
            subjects[name] = made(import_module(package), wanted, data)
        except ImportError:
            yield Measured(
                goal=10, what=f"ten rules, against {name}", value=None, bound=10,
                more_is_better=True, note=f"{package} is not installed here",
            )  # fmt: skip
    verdicts = [outcome.verdict.word for outcome in ours()]
    for name, asked in subjects.items():
        if name != "ours" and asked() != verdicts:
            raise ValueError(f"{name} says {asked()}, and the library {verdicts}")
    times = interleaved(subjects, rounds=rounds)
    for name, _, _ in _ENGINES:
        if name in times:
            yield Measured(
                goal=10,
                what=f"ten rules, against {name}",
                value=times[name] / times["ours"],
                bound=None if "before" in name else 10,
                more_is_better=True,
                note=f"{seconds(times['ours'])} with explanations "
                f"against {seconds(times[name])} for verdicts",
            )
    yield Measured(
        goal=10,
        what="ten rules, against the same written by hand in Python",
        value=times["ours"] / times["by hand"],
        bound=1,
        note=f"{seconds(times['ours'])} with explanations "
        f"against {seconds(times['by hand'])} for verdicts",
    )


# --- by hand ------------------------------------------------------------------------


def _by_hand(rule: Wanted) -> Callable[[Sequence[EvidenceHeld], date], str]:
    type_, need, unit, tests = rule.type, rule.need, rule.unit, rule.tests
    first, last = rule.first or date.min, rule.last or date.max

    def verdict(evidence: Sequence[EvidenceHeld], on: date) -> str:
        low = high = 0
        for piece in evidence:
            if piece.type != type_ or piece.date is None:
                continue
            day = piece.date
            if day.earliest > on or day.latest < first or day.earliest > last:
                continue
            if tests and not _passes(piece, tests):
                continue
            amount = int(piece.fields[unit]) if unit else 1
            high += amount
            if day.latest <= on and first <= day.earliest and day.latest <= last:
                low += amount
        if low >= need:
            return "met"
        if high >= need:
            return "undecided"
        return "not_met" if last < on else "not_yet"

    return verdict


def _passes(piece: EvidenceHeld, tests: Sequence[tuple[str, str, Any]]) -> bool:
    for field, _, passes in tests:
        value = piece.by if field == "by" else piece.fields.get(field)
        if value is None or not passes(value):
            return False
    return True


# --- engines --------------------------------------------------------------------------


def _flat(piece: EvidenceHeld) -> dict[str, Any]:
    """A piece of evidence as an engine likes it: numbers, no roughly known dates."""
    day = piece.date if piece.date is not None else piece.planned
    if not isinstance(day, KnownDate):
        raise TypeError("every piece of the measured record has a day")
    return {
        "type": piece.type,
        "by": piece.by,
        "minutes": int(piece.fields["minutes"]),
        "hours": int(piece.fields["hours"]),
        "first": _number(day.earliest),
        "last": _number(day.latest),
        "planned": piece.date is None,
    }


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _bounds(rule: Wanted) -> tuple[int, int]:
    return _number(rule.first or date.min), _number(rule.last or date.max)


def _zen(
    zen: Any, rules: Sequence[Wanted], data: list[dict[str, Any]]
) -> Callable[[], Verdicts]:
    """One decision with an expression for each rule: the record is handed over once."""
    expressions = [
        {"id": f"e{index}", "key": f"rule{index}", "value": _zen_rule(rule)}
        for index, rule in enumerate(rules)
    ]
    nodes: list[dict[str, Any]] = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {
            "id": "rules",
            "name": "rules",
            "type": "expressionNode",
            "content": {"expressions": expressions},
        },
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "rules"},
        {"id": "2", "type": "edge", "sourceId": "rules", "targetId": "out"},
    ]
    content = json.dumps({"nodes": nodes, "edges": edges})
    decision = zen.ZenEngine().create_decision(content)

    def verdicts() -> Verdicts:
        found = decision.evaluate({"pieces": data})["result"]
        return [found[f"rule{index}"] for index in range(len(rules))]

    return verdicts


def _zen_rule(rule: Wanted) -> str:
    on, (first, last) = _number(ON), _bounds(rule)
    tests = [f"#.type == '{rule.type}'", "not #.planned"]
    for field, asked, _ in rule.tests:
        least = asked.removeprefix("at least ")
        tests.append(
            f"#.{field} >= {least}" if least != asked else f"#.{field} == '{asked}'"
        )
    maybe = [*tests, f"#.first <= {on}", f"#.last >= {first}", f"#.first <= {last}"]
    sure = [*tests, f"#.last <= {on}", f"#.first >= {first}", f"#.last <= {last}"]
    low, high = (_zen_sum(every, rule.unit) for every in (sure, maybe))
    return (
        f"{low} >= {rule.need} ? 'met' : "
        f"({high} >= {rule.need} ? 'undecided' : "
        f"({last} < {on} ? 'not_met' : 'not_yet'))"
    )


def _zen_sum(tests: list[str], unit: str | None) -> str:
    every = " and ".join(tests)
    if unit is None:
        return f"count(pieces, {every})"
    return f"sum(map(filter(pieces, {every}), #.{unit}))"


def _datalogic(
    datalogic: Any, rules: Sequence[Wanted], data: list[dict[str, Any]]
) -> Callable[[], Verdicts]:
    """Compiled rules over the record as Python holds it."""
    engine = datalogic.Engine()
    compiled = [engine.compile(_json_logic(rule)) for rule in rules]
    session, held = engine.session(), {"pieces": data}
    return lambda: [session.evaluate(rule, held) for rule in compiled]


def _datalogic_parsed(
    datalogic: Any, rules: Sequence[Wanted], data: list[dict[str, Any]]
) -> Callable[[], Verdicts]:
    """Compiled rules over a record that was parsed once, all in one call."""
    engine = datalogic.Engine()
    compiled = [engine.compile(_json_logic(rule)) for rule in rules]
    handle = datalogic.DataHandle(json.dumps({"pieces": data}))
    session = engine.session()

    def verdicts() -> Verdicts:
        return [found.strip('"') for found in session.evaluate_many(compiled, handle)]

    return verdicts


def _json_logic(rule: Wanted) -> Any:
    on, (first, last) = _number(ON), _bounds(rule)
    tests: list[Any] = [
        {"==": [{"var": "type"}, rule.type]},
        {"!": [{"var": "planned"}]},
    ]
    for field, asked, _ in rule.tests:
        least = asked.removeprefix("at least ")
        tests.append(
            {">=": [{"var": field}, int(least)]}
            if least != asked
            else {"==": [{"var": field}, asked]}
        )
    maybe = [
        {"<=": [{"var": "first"}, on]},
        {">=": [{"var": "last"}, first]},
        {"<=": [{"var": "first"}, last]},
    ]
    sure = [
        {"<=": [{"var": "last"}, on]},
        {">=": [{"var": "first"}, first]},
        {"<=": [{"var": "last"}, last]},
    ]
    low = _json_sum([*tests, *sure], rule.unit)
    high = _json_sum([*tests, *maybe], rule.unit)
    enough = [{">=": [low, rule.need]}, "met", {">=": [high, rule.need]}]
    over = {"<": [last, on]}
    return {"if": [*enough, "undecided", over, "not_met", "not_yet"]}


def _json_sum(tests: list[Any], unit: str | None) -> Any:
    """How many pass, or how much they come to."""
    passing = {"filter": [{"var": "pieces"}, {"and": tests}]}
    more = 1 if unit is None else {"var": f"current.{unit}"}
    return {"reduce": [passing, {"+": [{"var": "accumulator"}, more]}, 0]}


_ENGINES: tuple[tuple[str, str, Callable[..., Callable[[], Verdicts]]], ...] = (
    ("zen-engine", "zen", _zen),
    ("datalogic", "datalogic_py", _datalogic),
    ("datalogic, the record parsed before", "datalogic_py", _datalogic_parsed),
)
