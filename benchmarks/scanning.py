"""The same thirty requirements answered by looking through everything for each.

What somebody would write who has a record and no library: correct, explained, and
without any arrangement. It is what evaluation is held against, in verdicts and time.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from swcareers.record.model import EvidenceHeld, Record
from swcareers.values.dates import KnownDate


@attrs.frozen
class Wanted:
    """One requirement: so much of a type, in a stretch, passing tests, by a day."""

    type: str
    need: int
    unit: str | None
    first: date | None
    last: date | None
    tests: tuple[tuple[str, str, Callable[[Any], bool]], ...]
    due: date | None


@attrs.frozen
class Scanned:
    """Its answer, with all that an explanation needs."""

    verdict: str
    have: int
    high: int
    need: int
    counted: tuple[int, ...]
    left_out: tuple[tuple[int, str, dict[str, str]], ...]
    planned: tuple[int, ...]
    due: date | None
    overdue: bool
    late_days: int


def wanted(rule: Mapping[str, Any]) -> Wanted:
    """A requirement of the measured framework, prepared for scanning."""
    number, _, unit = str(rule["at_least"]).partition(" ")
    within = rule.get("within", {})
    due = rule.get("due")
    return Wanted(
        rule["evidence"],
        int(number),
        unit or None,
        date.fromisoformat(within["from"]) if within else None,
        date.fromisoformat(within["to"]) if within else None,
        tuple(_test(field, asked) for field, asked in rule.get("where", {}).items()),
        None if due is None else date.fromisoformat(due),
    )


def _test(field: str, asked: Any) -> tuple[str, str, Callable[[Any], bool]]:
    if isinstance(asked, str):
        return field, asked, lambda value: bool(value == asked)
    least = int(asked["at_least"])
    return field, f"at least {least}", lambda value: int(value) >= least


def scan(record: Record, rules: Sequence[Wanted], on: date) -> list[Scanned]:
    """Every requirement answered, each by a walk through all activities."""
    activities = record.evidence or ()
    return [_answer(rule, activities, on) for rule in rules]


def _answer(rule: Wanted, activities: Sequence[EvidenceHeld], on: date) -> Scanned:
    counted: list[tuple[KnownDate, int]] = []
    left_out: list[tuple[int, str, dict[str, str]]] = []
    planned: list[int] = []
    have = high = 0
    met_on: KnownDate | None = None
    for index, activity in enumerate(activities):
        if activity.type != rule.type:
            continue
        coming = activity.date is None
        day = activity.date if activity.date is not None else activity.planned
        if not isinstance(day, KnownDate):
            continue
        if not coming and day.earliest > on:
            continue
        if rule.first is not None and day.latest < rule.first:
            if not coming:
                left_out.append((index, "too_early", {"after": str(rule.first)}))
            continue
        if rule.last is not None and day.earliest > rule.last:
            if not coming:
                left_out.append((index, "too_late", {"closes": str(rule.last)}))
            continue
        failed = _failed(rule, activity)
        if failed is not None:
            if not coming:
                left_out.append((index, "fails_where", failed))
            continue
        if coming:
            planned.append(index)
            continue
        amount = int(activity.fields[rule.unit]) if rule.unit else 1
        high += amount
        inside = (rule.first is None or rule.first <= day.earliest) and (
            rule.last is None or day.latest <= rule.last
        )
        if day.latest <= on and inside:
            have += amount
            counted.append((day, index))
    counted.sort(key=lambda one: (one[0].earliest, one[0].latest, one[1]))
    if have >= rule.need:
        verdict = "met"
        met_on = _met_on(rule, counted, activities)
    else:
        verdict = "undecided" if high >= rule.need else "not_yet"
        if verdict == "not_yet" and rule.last is not None and rule.last < on:
            verdict = "not_met"  # its window is over
    overdue, late_days = False, 0
    if rule.due is not None:
        overdue = verdict == "not_yet" and rule.due < on
        if met_on is not None and met_on.earliest > rule.due:
            late_days = (met_on.earliest - rule.due).days
    return Scanned(
        verdict,
        have,
        high,
        rule.need,
        tuple(index for _, index in counted),
        tuple(left_out),
        tuple(planned),
        rule.due,
        overdue,
        late_days,
    )


def _failed(rule: Wanted, activity: EvidenceHeld) -> dict[str, str] | None:
    for field, wanted_, passes in rule.tests:
        value = activity.by if field == "by" else activity.fields.get(field)
        if value is None or not passes(value):
            return {"field": field, "wanted": wanted_, "found": str(value)}
    return None


def _met_on(
    rule: Wanted,
    counted: Sequence[tuple[KnownDate, int]],
    activities: Sequence[EvidenceHeld],
) -> KnownDate | None:
    total = 0
    for day, index in counted:
        total += int(activities[index].fields[rule.unit]) if rule.unit else 1
        if total >= rule.need:
            return day
    return None
