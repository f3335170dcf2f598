"""A record as it stood on a day knows nothing of what came after."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

import swcareers as sw
from swcareers.record.model import ApprovalHeld, Record
from swcareers.values.dates import KnownDate

LEARNERS = Path(__file__).resolve().parents[2] / "frameworks" / "learners"
FILES = sorted(LEARNERS.glob("*.yaml"))
DAYS = [date(2013, 3, 10) + timedelta(days=431 * step) for step in range(16)]

NOT_OF_THE_DAY = ("planned", "as_of", "since", "problems", "memo")

each_learner = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@cache
def learner(path: Path) -> Record:
    return sw.load_record(path)


def told(value: Any) -> Iterator[KnownDate]:
    """Every date that stands anywhere in a value, plans and granted ends left out."""
    match value:
        case KnownDate():
            yield value
        case tuple():
            for one in value:
                yield from told(one)
        case Mapping():
            for one in value.values():
                yield from told(one)
        case _ if attrs.has(type(value)):
            for field in attrs.fields(type(value)):
                granted = isinstance(value, ApprovalHeld) and field.name == "to"
                if field.name not in NOT_OF_THE_DAY and not granted:
                    yield from told(getattr(value, field.name))
        case _:
            return


@each_learner
def test_nothing_in_it_is_dated_later(path: Path) -> None:
    for day in DAYS:
        known = learner(path).known_by(day)
        assert all(one.earliest <= day for one in told(known)), day


@each_learner
def test_what_was_known_on_an_earlier_day_was_known_later_too(path: Path) -> None:
    """Law: known by the earlier of two days, in whichever order they are asked."""
    for earlier, later in zip(DAYS, DAYS[3:], strict=False):
        known = learner(path).known_by(earlier)
        assert learner(path).known_by(later).known_by(earlier) == known
        assert known.known_by(later).known_by(earlier) == known
        assert known.known_by(earlier) == known


@each_learner
def test_in_the_end_everything_is_known(path: Path) -> None:
    assert learner(path).known_by(date(2100, 1, 1)) == learner(path)


# Where Clare's undated posts stood in time is a matter of their order.
@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.stem != "newham-clare"],
    ids=lambda path: path.stem,
)
def test_a_report_of_a_day_rests_on_nothing_that_came_after(path: Path) -> None:
    """Law: the record of the day answers as the whole record does for that day.

    CPD is left out: when a piece was submitted is a field, and not its day.
    """
    whole = learner(path)
    for framework_id in whole.frameworks:
        framework = sw.load_framework(framework_id)
        for day in DAYS[::3]:
            pages = [
                sw.report(record, framework, on=day)
                for record in (whole, whole.known_by(day))
            ]
            one, other = (
                {
                    answer.id: (answer.verdict, answer.have)
                    for answer in page.answers()
                    if not answer.parts and "cpd" not in answer.id
                }
                for page in pages
            )
            assert one == other, day


def test_a_post_goes_on_and_a_granted_approval_keeps_its_end() -> None:
    record = sw.load_record(
        {
            "record": "example",
            "posts": [{"stage": "nqsw", "from": "2024-01-08", "to": "2025-01-10"}],
            "approvals": [
                {"approval": "amhp", "from": "2024-03-01", "to": "2029-02-28"}
            ],
        }
    )
    known = record.known_by(date(2024, 6, 3))
    assert known.posts is not None
    assert known.approvals is not None
    assert known.posts[0].to is None
    assert str(known.approvals[0].to) == "2029-02-28"


def test_a_plan_is_known_from_the_records_own_day_on() -> None:
    record = sw.load_record(
        {
            "record": "example",
            "as_of": "2026-11-06",
            "evidence": [{"type": "progress-review", "planned": "2026-12-01"}],
        }
    )
    assert record.known_by(date(2026, 11, 5)).evidence == ()
    assert record.known_by(date(2026, 11, 6)).evidence == record.evidence


def test_what_is_added_to_it_is_added_to_what_was_known() -> None:
    record = sw.load_record(
        {
            "record": "example",
            "evidence": [
                {"type": "supervision", "dates": ["2026-06-05", "2026-07-03"]}
            ],
        }
    )
    known = record.known_by(date(2026, 6, 30))
    more = known.adding({"type": "supervision", "date": "2026-06-12"})
    assert more.evidence is not None
    assert [len(one.dates) or 1 for one in more.evidence] == [1, 1]


def test_a_module_under_way_is_known_and_its_mark_is_not() -> None:
    record = sw.load_record(
        {
            "record": "example",
            "modules": [
                {
                    "module": "law", "credits": "20", "mark": "62", "state": "passed",
                    "started": "2025-09-22", "achieved": "2026-06-30",
                }
            ],
        }
    )  # fmt: skip
    assert record.known_by(date(2025, 9, 1)).modules == ()
    known = record.known_by(date(2026, 1, 5))
    assert known.modules is not None
    (module,) = known.modules
    assert (module.state, module.mark, module.achieved) == ("studying", None, None)
