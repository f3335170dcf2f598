"""Before a form is saved: for which rules an entry would count, and why not."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from swcareers.framework.framework import Framework
from swcareers.queries.answers import Answer
from swcareers.queries.report import day_of, report
from swcareers.record.model import SECTIONS, Record


@attrs.frozen(kw_only=True)
class WouldCount:
    """One rule that would look at the entry.

    Attributes:
        requirement: the rule's id.
        title: what people call it.
        label: which point, occurrence or period it would fill; None: no such.
        counts: whether it would count.
        because: why not; or how far the rule is with it.

    >>> WouldCount(requirement="asye/observations", title="Direct observations",
    ...            label=None, counts=True, because="2 of 3").counts
    True
    """

    requirement: str
    title: str
    label: str | None
    counts: bool
    because: str


def would_count(
    item: Mapping[str, Any],
    record: Record,
    framework: Framework,
    *,
    on: date | str,
) -> tuple[WouldCount, ...]:
    """For which rules an entry would count, and why not for the others.

    Nothing is changed. An entry dated after `on` is asked about on its own day.

    Args:
        item: one entry as a record has it (``{"type": ..., "date": ...}``), or entries
            by section.

    Raises:
        RecordError: it cannot be told where the entry belongs.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "evidence": []})
    >>> sw.would_count({"type": "supervision", "date": "2026-06-05"},
    ...                record, sw.load_framework("pcf"), on="2026-06-05")
    ()
    """
    more = record.adding(item)
    places = _new_places(record, more)
    day = max([day_of(on), *_days(more, places)])
    page = report(more, framework, on=day)
    found: dict[tuple[str, bool], WouldCount] = {}
    for answer in page.answers():
        if answer.requirement.kind in ("all", "any", "none", "in_order"):
            continue
        for counts, items in (
            (True, (*answer.counted, *answer.planned)),
            (False, answer.left_out),
        ):
            for one in items:
                if any(one.item.startswith(place) for place in places):
                    _keep(found, answer, counts, one.because)
    for problem in more.problems:
        # A form is always newer than the record it goes into.
        if problem in record.problems or problem.code == "SWC413":
            continue
        found["record", False] = WouldCount(
            requirement="record",
            title="The record",
            label=None,
            counts=False,
            because=problem.message,
        )
    return tuple(found.values())


def _keep(
    found: dict[tuple[str, bool], WouldCount],
    answer: Answer,
    counts: bool,
    because: str | None,
) -> None:
    known = found.get((answer.id, counts))
    if known is not None and (known.label is not None or answer.label is None):
        return
    if counts and answer.have is not None and answer.need is not None:
        because = f"{answer.have:f} of {answer.need:f}"
    found[answer.id, counts] = WouldCount(
        requirement=answer.id,
        title=answer.requirement.title,
        label=answer.label,
        counts=counts,
        because=because or answer.words,
    )


def _new_places(before: Record, after: Record) -> tuple[str, ...]:
    found = []
    for section in SECTIONS:
        old, new = getattr(before, section) or (), getattr(after, section) or ()
        found += [f"{section}/{index}" for index in range(len(old), len(new))]
    found += [f"events/{name}" for name in after.events if name not in before.events]
    return tuple(found)


def _days(record: Record, places: tuple[str, ...]) -> list[date]:
    found = []
    for place in places:
        section, _, index = place.partition("/")
        if section == "events":
            days = record.events.get(index, ())
        else:
            entry = getattr(record, section)[int(index)]
            given = (getattr(entry, "date", None), getattr(entry, "achieved", None))
            days = (*filter(None, given), *getattr(entry, "dates", ()))
        found += [day.earliest for day in days]
    return found
