"""Every kind answers in every situation: any rule of the grammar, any record."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from any_rule import frameworks, records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swcareers.framework.framework import Framework
from swcareers.queries.report import Report, report
from swcareers.reading.loading import load_framework, load_record
from swcareers.values.problems import FrameworkError

asked_on = st.sampled_from(("2024-03-01", "2025-06-15", "2026-02-01"))
fuzz = settings(
    max_examples=120,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)


def loaded(plain: Mapping[str, Any]) -> Framework | None:
    """The framework, or None where it is refused with located messages."""
    try:
        return load_framework(plain)
    except FrameworkError as error:
        said = [problem.message for problem in error.problems]
    assert said, "refused without a message"
    assert all(said), "refused with an empty message"
    return None


@fuzz
@given(frameworks(), records, asked_on)
def test_a_rule_is_refused_with_a_message_or_answered_and_never_raises(
    plain: dict[str, Any], held: dict[str, Any], on: str
) -> None:
    """For every rule of the grammar, record and day there is an answer or a refusal,
    and a report is plain data: to JSON and back without loss."""
    framework = loaded(plain)
    if framework is None:
        return
    found = report(load_record(held), framework, on=on)
    assert Report.from_json(json.loads(json.dumps(found.to_json()))) == found


@fuzz
@given(frameworks(), records, asked_on, st.randoms(use_true_random=False))
def test_the_order_of_entries_in_a_record_changes_no_verdict(
    plain: dict[str, Any], held: dict[str, Any], on: str, dice: Any
) -> None:
    """verdicts(record) == verdicts(record with the entries of each section shuffled),
    for entries that are told apart by more than their place."""
    framework = loaded(plain)
    if framework is None:
        return
    mixed = {}
    for section, entries in held.items():
        if section in ("evidence", "learning", "awards", "assessments", "posts"):
            entries = dice.sample(entries, len(entries))
        mixed[section] = entries
    # What a decision or waiver says of "evidence/0" it says of a place.
    for section in ("decisions", "waivers"):
        if any("of" in one for one in held.get(section, ())):
            return
    day = date.fromisoformat(on)
    assert _verdicts(held, framework, day) == _verdicts(mixed, framework, day)


def _verdicts(
    held: Mapping[str, Any], framework: Framework, day: date
) -> list[tuple[str, str, Any]]:
    found = report(load_record(held), framework, on=day)
    return sorted(
        (answer.id, answer.verdict, str(answer.have)) for answer in found.answers()
    )
