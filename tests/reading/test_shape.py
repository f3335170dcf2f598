"""A file is good exactly when nothing is found wrong in it; a record always loads."""

import random
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spoilt_files import FILES, model_of, shipped, spoilt

from swcareers.framework.model import FrameworkFile
from swcareers.reading import shape
from swcareers.reading.model_types import Unfit
from swcareers.reading.shape import problems, salvaged, shaped
from swcareers.reading.source import document, read
from swcareers.reading.structure import structure
from swcareers.record.cases import CaseFile
from swcareers.record.model import SECTIONS, Record
from swcareers.values.problems import FrameworkError, Problem, ProblemsError

SHIPPED = shipped()
RECORDS = [data for data in SHIPPED if model_of(data) is Record]


def framework(text: str) -> tuple[Problem, ...]:
    return problems(read("f.yaml", text=f"framework: riverside\n{text}"), FrameworkFile)


def said(text: str) -> list[str]:
    return [f"{p.place.line}:{p.code}" for p in framework(text) if p.place]


def can_be_structured(data: dict[str, Any], cls: type) -> bool:
    try:
        structure(data, cls)
    except (ValueError, Unfit):
        return False
    return True


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_file_is_good_to_the_model_the_schema_and_the_parsers(
    path: Any,
) -> None:
    held = read(path)
    cls = model_of(held.data)
    assert can_be_structured(held.data, cls)
    assert problems(held, cls) == ()


@settings(max_examples=150)
@given(st.sampled_from(SHIPPED), st.integers(0, 2**32))
def test_structuring_fails_exactly_when_something_is_found(
    data: dict[str, Any], seed: int
) -> None:
    """Law: for every file, `structure` raises if and only if `problems` is not empty.

    So no good file is ever called bad, and no bad one is refused without a reason.
    """
    cls = model_of(data)
    bad = spoilt(data, random.Random(seed))
    assert can_be_structured(bad, cls) == (not problems(document(bad), cls))


@settings(max_examples=60)
@given(st.sampled_from(RECORDS), st.integers(0, 2**32))
def test_a_record_always_loads_and_keeps_what_was_not_touched(
    data: dict[str, Any], seed: int
) -> None:
    """Law: a record loads whatever is in it; an untouched section stays as it was."""
    bad = spoilt(data, random.Random(seed))
    record, lost = salvaged(document(bad), Record)
    assert bool(lost) == (not can_be_structured(bad, Record))
    good = structure(data, Record)
    for section in SECTIONS:
        if bad.get(section) == data.get(section):
            assert getattr(record, section) == getattr(good, section)


def test_everything_wrong_is_said_in_one_run_each_at_its_place() -> None:
    text = """\
stages:
  NQSW: {titel: x}
  lead: {id: y, for: {stage: [a, a]}}
decisions:
  outcome: {by: [a, b], outcomes: {pass: mett}}
programmes:
  year:
    clock: [a]
    requires: {a: b}
    support:
      - {cadence: s, every: weekly, where: {minutes: {at_least: "?"}, x: {}}}
      - {evidence: a, decision: b}
      - {evidance: c}
      - {holds: x, within: {last: 3 yrs, before: start}, in_each: {between: []}}
"""
    assert said(text) == [
        "3:SWC207", "3:SWC201", "4:SWC201", "4:SWC211", "6:SWC213", "6:SWC206",
        "9:SWC204", "10:SWC203", "12:SWC207", "12:SWC207", "12:SWC208", "13:SWC210",
        "14:SWC201", "15:SWC207", "15:SWC208",
    ]  # fmt: skip


def test_the_parser_is_heard_where_the_schema_knows_only_a_pattern() -> None:
    (problem,) = framework("from: 1 September 2026")
    assert problem.message.endswith("write 2026-09-01")


def test_what_only_follows_from_a_problem_inside_is_not_said() -> None:
    text = "requires:\n  - {holds: x, within: {from: soon!, to: end}}"
    assert said(text) == ["3:SWC207"]


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ("{at_least: 3}", "SWC202"),
        ("{from: soon, at_least: 3}", "SWC207"),
        ("{from: 2026, decision: d, at_least: 3}", "SWC212"),
        ("{from: 2026, withdrawn: true, at_least: 3}", "SWC212"),
        ("{from: 2026, versions: [{from: 2027}]}", "SWC212"),
        ("{from: 2026, id: other}", "SWC212"),
        ("{from: 2026, evidence: a, holds: b}", "SWC210"),
        ("nonsense", "SWC204"),
    ],
)
def test_each_version_is_checked_by_itself(version: str, code: str) -> None:
    good = "{from: unknown, at_least: 2}, {from: 2020, withdrawn: true}"
    text = f"requires:\n- evidence: a\n  versions: [{good},\n    {version}]"
    assert [(p.code, p.place.line) for p in framework(text) if p.place] == [(code, 5)]


def test_a_kind_word_may_stand_in_each_version_but_not_in_none() -> None:
    rule = "requires:\n- at_least: 2\n  versions:\n"
    assert framework(f"{rule}  - {{from: 2020, evidence: a}}") == ()
    assert said(f"{rule}  - {{from: 2020, at_least: 3}}") == ["5:SWC209"]
    assert said(f"{rule}  - {{from: 2020, withdrawn: true}}") == ["3:SWC209"]


def test_a_variant_may_change_any_key_of_its_entry() -> None:
    when = "when: {in_place: posts}"
    text = "requires:\n- evidence: a\n  variants: [{" + when + ", {}}]"
    assert framework(text.replace("{}", "strength: should")) == ()
    assert said(text.replace("{}", "strenth: should")) == ["4:SWC201"]
    assert said(text.replace("{}", "at_least: lots!")) == ["4:SWC207"]


def test_an_amendment_has_the_keys_of_any_rule() -> None:
    text = "amends:\n- {rule: a/b, because: c, {}}"
    assert framework(text.replace("{}", "at_least: 3")) == ()
    assert framework(text.replace("{}", "every: 1 week, cadence: s")) == ()
    assert said(text.replace("{}", "at_leest: 3")) == ["3:SWC201"]
    assert said(text.replace("{}", "every: often")) == ["3:SWC207"]
    assert said(text.replace("{}", "id: other")) == ["3:SWC212"]


def test_a_bad_framework_raises_all_its_problems() -> None:
    with pytest.raises(FrameworkError) as raised:
        shaped(read("f.yaml", text="titel: x\nedition: [1]"), FrameworkFile)
    assert [p.code for p in raised.value.problems] == ["SWC202", "SWC201", "SWC205"]


def test_bad_cases_raise_what_is_not_called_a_framework_error() -> None:
    with pytest.raises(ProblemsError) as raised:
        shaped(read("c.yaml", text="cases: x"), CaseFile)
    assert not isinstance(raised.value, FrameworkError)


def test_a_refusal_that_nobody_can_explain_is_called_a_fault_of_the_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shape, "_against_schema", lambda *_: ())
    monkeypatch.setattr(shape, "faults", lambda *_: ())
    for call in (lambda d: shaped(d, FrameworkFile), lambda d: salvaged(d, Record)):
        with pytest.raises(RuntimeError, match="fault of the library") as raised:
            call(read("f.yaml", text="titel: x"))
        assert raised.value.__cause__ is not None


def test_a_good_file_is_read_without_the_validator_of_schemas() -> None:
    program = (
        "import sys\n"
        "from swcareers.framework.model import FrameworkFile\n"
        "from swcareers.reading.shape import shaped\n"
        "from swcareers.reading.source import read\n"
        "shaped(read('a.yaml', text='framework: newham'), FrameworkFile)\n"
        "print('jsonschema' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


# --- records --------------------------------------------------------------------------


def lost(text: str) -> tuple[Record, list[tuple[str, int]]]:
    record, problems_ = salvaged(read("r.yaml", text=text), Record)
    return record, [(p.code, p.place.line) for p in problems_ if p.place]


def test_a_bad_key_is_left_out_and_its_entry_says_so() -> None:
    """A post whose last day cannot be read must not look like one that goes on."""
    record, said_ = lost(
        "record: x\nposts:\n- {stage: nqsw, to: 2026-02-30, not_stated: from}"
    )
    assert record.posts is not None
    assert record.posts[0].stage == "nqsw"
    assert record.posts[0].to is None
    assert record.posts[0].not_stated == ("from", "to")
    assert said_ == [("SWC401", 3)]


def test_an_entry_goes_when_what_it_needs_cannot_be_read() -> None:
    record, said_ = lost(
        "record: x\nabsences:\n- {reason: [a], from: 2026}\n- {from: 2026}\n"
        "- {reason: sickness, from: 2026}"
    )
    assert record.absences is not None
    assert [absence.reason for absence in record.absences] == ["sickness"]
    assert said_ == [("SWC402", 3), ("SWC402", 4)]


def test_one_bad_day_of_several_goes_alone() -> None:
    record, said_ = lost(
        "record: x\nevidence:\n- {type: a, dates: [2026-01-01, 2026-02-30, 2026-03-01]}"
    )
    assert record.evidence is not None
    assert [str(day) for day in record.evidence[0].dates] == [
        "2026-01-01",
        "2026-03-01",
    ]
    assert said_ == [("SWC402", 3)]


def test_a_section_that_is_no_list_is_not_there() -> None:
    record, said_ = lost("record: x\nlearning: much\nposts: []")
    assert record.learning is None
    assert record.posts == ()
    assert said_ == [("SWC401", 2)]


def test_a_record_without_a_reference_still_loads() -> None:
    record, said_ = lost("posts: [{stage: nqsw}]")
    assert record.record == "unnamed"
    assert record.posts is not None
    assert said_ == [("SWC403", 1)]


def test_every_loss_says_why_and_what_follows() -> None:
    _, problems_ = salvaged(
        read("r.yaml", text="record: x\nposts:\n- {hours: lots}"), Record
    )
    (problem,) = problems_
    assert problem.message.startswith('"lots" is not hours')
    assert problem.message.endswith('"hours" is not used')
    assert problem.pointer == "/posts/0/hours"
