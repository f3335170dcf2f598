"""Slips of a first day: each is told with what to write in its place."""

from pathlib import Path

import pytest

from swcareers.queries.checking import check_paths
from swcareers.reading.loading import load_framework
from swcareers.reading.source import SourceError, read
from swcareers.values.problems import FrameworkError

HEAD = """
framework: small
title: Small
illustrative: all
evidence_types: {cpd: {title: Learning, fields: {hours: hours, day: date}}}
"""


def said(text: str) -> list[tuple[str, str | None]]:
    """The code and the hint of every problem."""
    held = read("small.yaml", text=HEAD + text)
    with pytest.raises(FrameworkError) as raised:
        load_framework(held.data)
    return [(one.code, one.hint) for one in raised.value.problems]


@pytest.mark.parametrize(
    ("slip", "hint"),
    [
        ("minimum: 3", "write at_least"),
        ("max: 3", "write at_most"),
        ("by: 31 October", "write due or closes"),
        ("every: 1 year", "write in_each"),
        ("mandatory: yes", "write strength"),
        ("except: {holds: award}", "write unless"),
        ("name: Learning", "write title"),
    ],
)
def test_a_key_that_the_language_calls_otherwise(slip: str, hint: str) -> None:
    found = said(f"requires: [{{id: rule, evidence: cpd, {slip}}}]")
    assert ("SWC201", hint) in found


@pytest.mark.parametrize("test", ['hours: ">= 2"', "hours: two", "day: monday"])
def test_a_value_that_a_number_or_a_day_can_never_be(test: str) -> None:
    (found,) = said(f"requires: [{{id: rule, evidence: cpd, where: {{{test}}}}}]")
    assert found[0] == "SWC353"
    assert found[1] is not None


def test_a_text_where_the_keys_begin_with_a_title() -> None:
    assert said("registers: {nurses: Register of nurses}") == [
        ("SWC204", "write: {title: Register of nurses}")
    ]


def test_one_id_that_is_there_is_not_the_only_way_out() -> None:
    decided = "decisions: {panel: {title: Panel}}\n"
    (found,) = said(decided + "requires: [{id: rule, decision: conversion}]")
    assert found == ("SWC306", "write panel, or declare it under decisions")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("6 months after start", "{at_most: 6 months, after: start}"),
        ("within 3 working days of joined", "{at_most: 3 working days, after: joined}"),
        ("2 weeks before the end", "{at_most: 2 weeks, before: end}"),
    ],
)  # fmt: skip
def test_a_deadline_in_words(text: str, meant: str) -> None:
    held = read(
        "small.yaml", text=HEAD + f"requires: [{{id: r, evidence: cpd, due: {text}}}]"
    )
    with pytest.raises(FrameworkError) as raised:
        load_framework(held.data)
    (found,) = raised.value.problems
    assert found.code == "SWC207"
    assert found.message.endswith(f"write {meant}")


@pytest.mark.parametrize(("which", "wrong"), [("latest", True), ("each", False)])
def test_the_latest_time_something_happened_is_never_there_twice(
    which: str, wrong: bool
) -> None:
    failed = f"events: {{failed: {{title: Failed, evidence: cpd, which: {which}}}}}\n"
    rule = "requires: [{id: r, none: [{event: failed, at_least: 2}]}]"
    if not wrong:
        held = read("small.yaml", text=HEAD + failed + rule)
        assert load_framework(held.data).id == "small"
        return
    (found,) = said(failed + rule)
    assert found == (
        "SWC348",
        "declare an event with which: each, and count that one",
    )


def test_a_framework_without_its_edition_between_others() -> None:
    text = "framework: small\nextends: {asye: 2022, swe, pcf: 2018}\n"
    with pytest.raises(SourceError) as raised:
        read("small.yaml", text=text)
    (found,) = raised.value.problems
    assert found.hint == (
        'write: asye: "2022, swe"; or, if swe is a key, give it a value, as in swe: …'
    )


def test_a_framework_that_is_not_there_is_told_beside_those_that_are() -> None:
    found = dict(said("extends: {aysa: 2022}"))
    assert "asye" in (found["SWC305"] or "")


def test_a_record_says_where_it_names_a_framework_that_is_not_there(
    tmp_path: Path,
) -> None:
    record = tmp_path / "one.yaml"
    record.write_text("record: a\nframeworks: {thurock: as read in 2026}\n")
    (checked,) = check_paths([record])
    (found,) = checked.problems
    assert (found.code, found.place and found.place.line) == ("SWC305", 2)
    record.write_text("record: a\nframeworks: {thurrock: 2026}\n")
    (checked,) = check_paths([record])
    assert checked.problems[0].hint == "write: thurrock: as read in 2026"


def test_pieces_are_counted_by_a_bare_number() -> None:
    found = said("requires: [{id: rule, evidence: cpd, at_least: 3 sessions}]")
    assert (
        "SWC309",
        "write 3 where pieces are counted, or declare sessions under units",
    ) in found


def test_time_in_a_post_is_not_counted_in_hours() -> None:
    found = said("requires: [{id: rule, time_in: posts, at_least: 200 hours}]")
    assert [code for code, _ in found] == ["SWC309"]


@pytest.mark.parametrize("extends", ["{asye: 2023}", "{aysa: 2022}", "[asye]"])
def test_what_may_stand_in_a_framework_that_is_not_found_is_not_told(
    extends: str,
) -> None:
    found = said(
        f"extends: {extends}\nprogrammes: {{asye: {{support: "
        "[{id: rule, evidence: supervision}, {id: slip, evidence: cdp}]}}"
    )
    assert [code for code, _ in found if code == "SWC306"] == ["SWC306"]
    assert ("SWC306", "did you mean cpd?") in found
    assert len(found) == 2


@pytest.mark.parametrize("entry", ["id: b, kind: c}", "id: b"])
def test_a_dash_needs_a_space_after_it(entry: str) -> None:
    brace = "{" if entry.endswith("}") else ""
    text = f"framework: small\nrequires:\n  - id: a\n  -{brace}{entry}\n"
    with pytest.raises(SourceError) as raised:
        read("small.yaml", text=text)
    (found,) = raised.value.problems
    assert (found.code, found.hint) == ("SWC113", f"write: - {brace}{entry}")


def test_a_sentence_where_a_list_is_needed_gets_an_example() -> None:
    found = said("requires: two years as a social worker")
    assert [code for code, _ in found] == ["SWC203"]
    assert "two years" not in (found[0][1] or "")
