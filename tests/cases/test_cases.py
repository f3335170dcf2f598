"""The gallery of rule shapes and the cases of the shipped frameworks, all proved."""

from pathlib import Path

import pytest

from swcareers.queries.case_checks import check_cases
from swcareers.reading.loading import load_cases

ROOT = Path(__file__).resolve().parents[2]
GALLERY = sorted((ROOT / "tests" / "cases").glob("*-cases.yaml"))
SHIPPED = sorted((ROOT / "frameworks" / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", [*GALLERY, *SHIPPED], ids=lambda path: path.stem)
def test_every_case_comes_out_as_it_says(path: Path) -> None:
    problems = check_cases(path)
    assert not problems, "\n".join(map(str, problems))


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_every_case_of_the_gallery_is_named_by_a_sentence(path: Path) -> None:
    names = [case.name for case in load_cases(path).expected]
    assert len(names) == len(set(names))
    assert all(" - " in name and len(name.split()) > 3 for name in names)


def test_a_case_that_comes_out_otherwise_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(
        "framework: small\ntitle: Small\n"
        "evidence_types: {report: {title: Report}}\n"
        "requires: [{id: reports, evidence: report, at_least: 2}]\n",
        "utf-8",
    )
    cases = tmp_path / "small-cases.yaml"
    cases.write_text(
        "cases: small\nframework: small.yaml\nrecord: {record: x, evidence: []}\n"
        "expected:\n  - name: None is there\n    date: 2026-06-01\n"
        "    expect: {reports: {verdict: met}, repots: {verdict: met}}\n",
        "utf-8",
    )
    wrong, unknown = check_cases(cases)
    assert wrong.code == "SWC501"
    assert "expected met, and it is not_yet" in wrong.message
    assert (unknown.code, unknown.hint) == ("SWC502", "did you mean reports?")
    assert wrong.place is not None
    assert wrong.place.line == 7


def test_a_rule_of_something_that_the_record_is_not_on_is_told_with_what_to_add(
    tmp_path: Path,
) -> None:
    (tmp_path / "small.yaml").write_text(
        "framework: small\ntitle: Small\nillustrative: all\n"
        "evidence_types: {report: {title: Report}}\n"
        "programmes:\n  year:\n    title: The year\n"
        "    requires: [{id: one, evidence: report}]\n"
        "approvals:\n  chartered:\n    title: Chartered\n"
        "    requires: [{id: two, evidence: report}]\n",
        "utf-8",
    )
    cases = tmp_path / "small-cases.yaml"
    cases.write_text(
        "cases: small\nframework: small.yaml\nrecord: {record: x, evidence: []}\n"
        "expected:\n  - name: Nobody is on them\n    date: 2026-06-01\n"
        "    expect: {year/one: {have: 0}, chartered/two: {have: 0}}\n",
        "utf-8",
    )
    year, chartered = check_cases(cases)
    assert year.hint == "the record is not on The year: add it to its programmes"
    assert (chartered.hint or "").startswith("the record neither studies for Chartered")
