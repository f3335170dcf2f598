"""Entries that stand in files by the hundred are read as the first of them was."""

import random
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from cattrs import Converter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.spoilt_files import model_of, shipped, spoilt

from swcareers.reading import keyed, structure
from swcareers.reading.keyed import Keyed
from swcareers.reading.model_types import Unfit
from swcareers.record.model import EvidenceHeld

SHIPPED = shipped()
STEP_BY_STEP: Converter = structure._converter.__wrapped__()
WRITTEN_OUT: Converter = structure._converter.__wrapped__()
OBSERVED = {"type": "direct-observation", "date": "2026-08-05", "minutes": "45"}


@pytest.fixture
def _reading_at_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyed, "_OFTEN", 1)
        yield


def outcome(converter: Converter, data: dict[str, Any]) -> object:
    """What was read, or what was said in place of it."""
    try:
        return converter.structure(data, model_of(data))
    except Unfit as error:
        return set(error.keys)
    except ValueError as error:
        return type(error), str(error)


@pytest.mark.usefixtures("_reading_at_once")
@settings(max_examples=80)
@given(st.sampled_from(SHIPPED), st.integers(0, 2**32))
def test_steps_written_out_read_and_refuse_what_those_of_every_entry_do(
    data: dict[str, Any], seed: int
) -> None:
    """Law: for any file, good or bad, both ways give equal values or the same words."""
    WRITTEN_OUT.structure(data, model_of(data))  # from now on, the steps are there
    bad = spoilt(data, random.Random(seed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyed, "_OFTEN", 0)  # never
        assert outcome(STEP_BY_STEP, data) == outcome(WRITTEN_OUT, data)
        assert outcome(STEP_BY_STEP, bad) == outcome(WRITTEN_OUT, bad)


def test_an_entry_read_for_the_hundredth_time_is_frozen_like_the_first() -> None:
    entries = structure.structure([OBSERVED] * 100, tuple[EvidenceHeld, ...])
    assert all(entry == entries[0] for entry in entries)
    for entry in (entries[0], entries[-1]):
        assert type(entry) is EvidenceHeld
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            entry.__setattr__("note", "changed")
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            entry.__delattr__("type")


def test_alike_fields_are_held_once_and_lists_among_them_each_for_itself() -> None:
    twice = structure.structure([OBSERVED] * 100, tuple[EvidenceHeld, ...])
    assert len({id(entry.fields) for entry in twice}) == 1
    listed = {**OBSERVED, "with": ["a", "b"]}
    lists = structure.structure([listed] * 100, tuple[EvidenceHeld, ...])
    assert len({id(entry.fields) for entry in lists}) == 100
    assert {str(dict(entry.fields)) for entry in lists} == {
        "{'minutes': '45', 'with': ['a', 'b']}"
    }


def test_no_end_of_different_keys_fills_the_memory() -> None:
    reader: Keyed[EvidenceHeld] = Keyed(EvidenceHeld, _as_it_stands, open_=True)
    for number in range(keyed._REMEMBERED * 2 + 1):
        entry = reader.read({"type": "supervision", f"field-{number}": "1"})
        assert entry.fields == {f"field-{number}": "1"}
    assert len(reader._counts) <= keyed._REMEMBERED


def _as_it_stands(_: Any) -> Any:
    return str, lambda value, _: value
