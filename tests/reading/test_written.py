"""A record written again as plain data reads as the same record."""

from pathlib import Path
from typing import Any

import attrs
import pytest

from swcareers.reading.catalogue import shipped_folder
from swcareers.reading.loading import load_record
from swcareers.reading.model_types import is_list, is_model, item_of, key_types
from swcareers.reading.written import written
from swcareers.record.model import Record
from swcareers.values.keys import keys_of, spelling

LEARNERS = sorted((shipped_folder("frameworks") / "learners").glob("*.yaml"))


def example(cls: type) -> dict[str, Any]:
    """An entry in which every key has the example of its own explanation."""
    return {spelling(cls, name): key.example for name, (key, _) in keys_of(cls).items()}


def full_record() -> dict[str, Any]:
    """A record with an entry in every section, and every key in each."""
    record: dict[str, Any] = {}
    for name, (key, _) in keys_of(Record).items():
        type_ = key_types(Record)[spelling(Record, name)]
        inner = item_of(type_) if is_list(type_) else None
        record[spelling(Record, name)] = (
            [example(inner)] if is_model(inner) else key.example
        )
    return record


@pytest.mark.parametrize("path", LEARNERS, ids=lambda path: path.stem)
def test_every_shipped_record_reads_again_as_itself(path: Path) -> None:
    """load(written(record)) == record."""
    record = load_record(path)
    plain = written(record)
    assert isinstance(plain, dict)
    assert load_record(plain) == record


def test_every_key_of_every_section_is_written() -> None:
    """Each key that is read is written, under the spelling of the file."""
    record = load_record(full_record())
    kept = [p for p in record.problems if p.severity == "error" and p.code < "SWC410"]
    assert not kept
    plain = written(record)
    assert isinstance(plain, dict)
    assert load_record(plain) == record
    assert set(plain) == set(full_record())


def test_fields_of_its_own_stand_beside_the_keys_of_an_entry() -> None:
    piece = {"type": "supervision", "date": "2026-06", "minutes": "90"}
    record = load_record({"record": "a", "evidence": [piece]})
    assert written(record) == {"record": "a", "evidence": [piece]}


def test_an_empty_section_says_more_than_none_at_all() -> None:
    record = load_record({"record": "a", "evidence": []})
    assert written(record) == {"record": "a", "evidence": []}
    assert attrs.evolve(record, evidence=None) != record


def test_a_record_can_be_added_to_again_and_again() -> None:
    """record.adding(a).adding(b) holds what was there, a and b; what could not be
    used at first is told again."""
    record = load_record({"record": "a", "evidence": [{"type": "x", "date": "2026"}]})
    more = record.adding({"type": "y", "date": "2026-01"}).adding({"stage": "nqsw"})
    assert [piece.type for piece in more.evidence or ()] == ["x", "y"]
    assert [post.stage for post in more.posts or ()] == ["nqsw"]
    bad = load_record({"record": "a", "evidence": [{"type": "x", "date": "2026-13"}]})
    codes = [problem.code for problem in bad.problems]
    assert codes
    assert set(codes) <= {one.code for one in bad.adding({"stage": "nqsw"}).problems}
