"""Frameworks that build on others: what is added, amended, inherited, and who set it."""
# ruff: noqa: E501 - records read best on one line

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.evaluation.evaluation import answer
from swcareers.framework.framework import Framework
from swcareers.queries.asking import asked, situation_of
from swcareers.queries.report import report
from swcareers.reading.loading import (
    load_framework,
    load_framework_and_warnings,
    load_record,
)
from swcareers.reading.source import read
from swcareers.values.problems import FrameworkError

ON = "2026-06-01"
NATIONAL = """
framework: national
edition: "2022"
title: National
sources: {law: {title: The law, publisher: Parliament}}
source: law
stages: {nqsw: {title: New}}
capabilities: {set: {title: A set, levels: {first: {title: First}, second: {title: Second}}}}
roles: {assessor: {title: Assessor}}
programmes:
  base:
    title: Base
    version_by: start
    requires:
      - {id: reports, evidence: report, at_least: 3, formerly: [accounts]}
      - id: either
        source: law
        any: [{id: talk, evidence: talk, at_least: 2}, {id: paper, evidence: paper}]
      - {id: advice, evidence: talk, strength: should}
      - id: dated
        evidence: report
        versions: [{from: 2020-01-01, at_least: 2}, {from: 2025-01-01, at_least: 4}]
    support:
      - {id: supervision, cadence: supervision, every: 2 weeks}
      - {id: desk, confirmation: a desk}
  child: {title: Child, extends: base, requires: [{id: own, evidence: paper}]}
  grandchild: {title: Grandchild, extends: child}
evidence_types: {report: {title: Report, fields: {pages: number}}, talk: {title: Talk}, paper: {title: Paper}, supervision: {title: Supervision}}
"""
BOROUGH = """
framework: borough
title: Borough
extends: {national: "2022"}
sources: {agreement: {title: The agreement}}
source: agreement
"""


def loaded(folder: Path, borough: str = "", national: str = NATIONAL) -> Framework:
    (folder / "national.yaml").write_text(national, "utf-8")
    path = folder / "borough.yaml"
    path.write_text(BOROUGH + borough, "utf-8")
    return load_framework(path)


def refused(folder: Path, borough: str) -> str:
    with pytest.raises(FrameworkError) as caught:
        loaded(folder, borough)
    return " ".join(
        problem.message
        for problem in caught.value.problems
        if problem.severity == "error"
    )


def amends(rule: str, changes: str, because: str = "because: agreed, ") -> str:
    return f"amends: [{{rule: {rule}, {because}{changes}}}]\n"


# --- adding under an inherited id -----------------------------------------------------


def test_under_an_inherited_id_a_framework_adds(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, "programmes: {base: {requires: [{id: local, evidence: paper}]}}\n"
    )
    assert [one.path for one in found.lists["programmes", "base", "requires"]][
        -1
    ] == "base/local"
    assert found["base/local"].set_by == ("borough",)
    assert found["base/reports"].set_by == ("national",)
    assert found["child/local"].path == "child/local"


def test_levels_that_are_added_come_after_those_inherited(tmp_path: Path) -> None:
    found = loaded(tmp_path, "capabilities: {set: {levels: {third: {title: Third}}}}\n")
    assert list(found.capabilities["set"].levels) == ["first", "second", "third"]


@pytest.mark.parametrize(
    "text",
    [
        "programmes: {base: {title: Another title}}\n",
        "programmes: {base: {version_by: day}}\n",
        "stages: {nqsw: {title: Newest}}\n",
        "capabilities: {set: {levels: {first: {title: Another}}}}\n",
    ],
)
def test_it_does_not_change_what_it_inherits(tmp_path: Path, text: str) -> None:
    assert "only adds" in refused(tmp_path, text)


# --- amends -----------------------------------------------------------------------------


def test_the_answer_knows_who_set_each_rule(tmp_path: Path) -> None:
    found = loaded(tmp_path, amends("base/reports", "at_least: 4"))
    assert found["base/reports"].set_by == ("national", "borough")
    assert str(found["base/reports"].rule.ask.at_least) == "4"  # type: ignore[union-attr]  # its type is wider than what is in it
    held = load_record(
        {
            "record": "x",
            "programmes": [{"programme": "base", "started": "2026-01-05"}],
            "evidence": [],
        }
    )
    shown = report(held, found, on=ON)["base/reports"]
    assert shown.requirement.set_by == ("national", "borough")
    assert shown.need == 4


def test_a_title_or_a_source_alone_restates_and_needs_no_because(
    tmp_path: Path,
) -> None:
    found = loaded(tmp_path, amends("base/reports", "title: Three reports", because=""))
    assert found["base/reports"].rule.title == "Three reports"
    assert "does not say why" in refused(
        tmp_path, amends("base/reports", "at_least: 4", because="")
    )


def test_an_earlier_id_is_followed(tmp_path: Path) -> None:
    found = loaded(tmp_path, amends("base/accounts", "at_least: 4"))
    assert str(found["base/reports"].rule.ask.at_least) == "4"  # type: ignore[union-attr]  # its type is wider than what is in it


def test_a_rule_inside_a_group_is_amended_by_its_own_id(tmp_path: Path) -> None:
    found = loaded(tmp_path, amends("base/either/talk", "at_least: 3"))
    assert found["base/either/talk"].set_by == ("national", "borough")
    assert found["base/either"].set_by == ("national",)
    group = found["base/either"]
    assert group.parts[0].rule is group.rule.ask.any[0]  # type: ignore[union-attr]  # its type is wider than what is in it
    assert "instead of 2" in refused(
        tmp_path, amends("base/either/talk", "at_least: 1")
    )


def test_every_version_of_an_amended_rule_has_the_change(tmp_path: Path) -> None:
    found = loaded(tmp_path, amends("base/dated", "at_least: 5"))
    needs = [str(one.rule.ask.at_least) for one in found["base/dated"].editions if one]  # type: ignore[union-attr]  # its type is wider than what is in it
    assert needs == ["5", "5"]


def test_an_amendment_of_the_parent_holds_for_its_children_and_the_nearer_wins(
    tmp_path: Path,
) -> None:
    both = (
        "amends:\n  - {rule: child/reports, because: agreed, at_least: 6}\n"
        "  - {rule: base/reports, because: agreed, at_least: 5}\n"
    )
    found = loaded(tmp_path, both)
    needs = {
        name: str(found[f"{name}/reports"].rule.ask.at_least)  # type: ignore[union-attr]  # its type is wider than what is in it
        for name in ("base", "child", "grandchild")
    }
    assert needs == {"base": "5", "child": "6", "grandchild": "6"}


@pytest.mark.parametrize(
    ("rule", "changes", "said"),
    [
        ("base/reports", "at_least: 2", "at_least would be 2 instead of 3"),
        ("base/reports", "strength: should", "it would only be should"),
        ("base/reports", "waivable: {by: assessor}", "it could be waived"),
        ("base/reports", "unless: {evidence: paper}", "it would have an exception"),
        ("base/reports", "applies_when: {evidence: paper}", "apply to fewer people"),
        ("base/reports", "for: {stage: nqsw}", "for fewer people"),
        ("base/reports", "confirmed_by: assessor", "a confirmation would do"),
        ("base/reports", "not_stated: [at_least]", "stated no more"),
        ("base/reports", "as_at: start", "as_at would be another"),
        ("base/reports", "evidence: paper", "evidence would be another"),
        ("base/reports", "subject: cohort", "subject would be another"),
        ("base/supervision", "every: 1 month", "every 1 month instead of 2 weeks"),
        ("base/supervision", "excused_by: [holiday]", "more absences would excuse"),
        ("base/supervision", "at_least: 90%", "at_least would be"),
    ],
)
def test_a_national_must_is_never_weakened(
    tmp_path: Path, rule: str, changes: str, said: str
) -> None:
    message = refused(tmp_path, amends(rule, changes))
    assert "is a must that is inherited" in message or said in message


@pytest.mark.parametrize(
    "changes",
    [
        "at_least: 4", "where: {pages: {at_least: 2}}", "closes: end", "due: end",
        "within: {from: start}", "consequence: it is told", "of_which: [{at_least: 1, where: {pages: {at_least: 9}}}]",
    ],
)  # fmt: skip
def test_it_may_be_tightened(tmp_path: Path, changes: str) -> None:
    found = loaded(tmp_path, amends("base/reports", changes))
    assert found["base/reports"].set_by == ("national", "borough")


@pytest.mark.parametrize(
    "changes", ["at_least: 5", "strength: recommended", "strength: must"]
)
def test_what_is_merely_advised_may_change_either_way(
    tmp_path: Path, changes: str
) -> None:
    assert loaded(tmp_path, amends("base/advice", changes))


def test_a_local_framework_cannot_make_a_national_must_waivable(tmp_path: Path) -> None:
    assert "waived" in refused(
        tmp_path, amends("base/reports", "waivable: {by: assessor}")
    )


def test_an_amendment_of_nothing_is_said_and_something_like_it_proposed(
    tmp_path: Path,
) -> None:
    (tmp_path / "national.yaml").write_text(NATIONAL, "utf-8")
    path = tmp_path / "borough.yaml"
    path.write_text(BOROUGH + amends("base/report", "at_least: 4"), "utf-8")
    _, problems = load_framework_and_warnings(path)
    assert any(
        one.code == "SWC301" and "base/reports" in (one.hint or "") for one in problems
    )


# --- C14 ----------------------------------------------------------------------------------


def test_an_inherited_rule_is_child_rule_and_the_parents_id_means_it_too(
    tmp_path: Path,
) -> None:
    found = loaded(tmp_path)
    assert [one.path for one in found.lists["programmes", "grandchild", "requires"]] == [
        "grandchild/reports", "grandchild/either", "grandchild/advice", "grandchild/dated", "grandchild/own",
    ]  # fmt: skip
    assert set(found["grandchild/reports"].also) >= {
        "child/reports",
        "base/reports",
        "base/accounts",
    }
    assert set(found["grandchild/own"].also) == {"child/own"}
    assert "base/either/talk" in found["grandchild/either/talk"].also


def test_a_confirmation_of_the_parents_rule_counts_for_the_child(
    tmp_path: Path,
) -> None:
    found = loaded(tmp_path)
    for path in ("base/desk", "child/desk", "grandchild/desk"):
        held = load_record(
            {
                "record": "x", "programmes": [{"programme": "grandchild", "started": "2026-01-05"}],
                "confirmations": [{"of": path, "by": "assessor", "date": "2026-02-01"}],
            }
        )  # fmt: skip
        assert report(held, found, on=ON)["grandchild/desk"].verdict == "met"


def test_a_source_holds_for_what_is_inside_it(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        "programmes: {base: {requires: [{id: group, all: [{id: one, evidence: paper}]}]}}\n",
    )
    assert found["base/either/talk"].sources == (("national", "law"),)
    assert found["base/reports"].sources == (("national", "law"),)
    assert found["base/group/one"].sources == (("borough", "agreement"),)


def test_the_nearest_version_by_wins(tmp_path: Path) -> None:
    text = """
programmes:
  base:
    requires:
      - {id: plain, evidence: paper}
      - {id: group, version_by: day, all: [{id: inner, evidence: paper}, {id: other, evidence: paper, version_by: start}]}
"""
    found = loaded(tmp_path, text)
    names = ("base/plain", "base/group", "base/group/inner", "base/group/other")
    assert [found[name].version_by for name in names] == [
        "start",
        "day",
        "day",
        "start",
    ]


# --- laws -----------------------------------------------------------------------------------


def _plain(text: str) -> dict[str, Any]:
    found = read("a.yaml", text=text).data
    assert isinstance(found, dict)
    return found


def _answers(
    framework: Framework, held: Mapping[str, Any]
) -> dict[str, tuple[str, Any]]:
    record = load_record(held)
    from datetime import date

    base = situation_of(record, framework, date(2026, 6, 1))
    found = {}
    for path, placed in framework.rules.items():
        outcome = answer(placed, base)
        found[path] = (outcome.verdict.word, outcome.have)
    for entry in asked(record, framework, date(2026, 6, 1)):
        for placed, outcome in entry.outcomes:
            found[f"{entry.id}: {placed.path}"] = (outcome.verdict.word, outcome.have)
    return found


records = st.builds(
    lambda programme, started, reports, talks, papers: {
        "record": "x",
        "programmes": [{"programme": programme, "started": started}],
        "evidence": [
            *({"type": "report", "date": f"2026-02-0{n + 1}"} for n in range(reports)),
            *({"type": "talk", "date": f"2026-03-0{n + 1}"} for n in range(talks)),
            *({"type": "paper", "date": f"2026-04-0{n + 1}"} for n in range(papers)),
        ],
    },
    st.sampled_from(("base", "child", "grandchild")),
    st.sampled_from(("2024-01-05", "2026-01-05")),
    st.integers(0, 4), st.integers(0, 3), st.integers(0, 2),
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("frameworks")


@settings(max_examples=60)
@given(records)
def test_an_empty_amendment_is_identity(folder: Path, held: dict[str, Any]) -> None:
    """answers(framework) == answers(framework that extends it and amends nothing)."""
    alone = load_framework(_plain(NATIONAL))
    assert _answers(loaded(folder), held) == _answers(alone, held)
    restated = loaded(folder, amends("base/reports", "at_least: 3"))
    assert _answers(restated, held) == _answers(alone, held)


@settings(max_examples=40)
@given(records)
def test_a_framework_is_unchanged_by_another_that_extends_and_amends_it(
    folder: Path, held: dict[str, Any]
) -> None:
    """answers(base) before == answers(base) after another amended it."""
    path = folder / "national.yaml"
    path.write_text(NATIONAL, "utf-8")
    before = _answers(load_framework(path), held)
    loaded(
        folder,
        amends("base/reports", "at_least: 9")
        + "programmes: {base: {requires: [{id: more, evidence: paper}]}}\n",
    )
    assert _answers(load_framework(path), held) == before


def _shuffled(value: Any, dice: Any, key: str = "") -> Any:
    """The same file with its entries in another order, where order says nothing."""
    if isinstance(value, dict):
        ordered = key in ("levels",)
        items = (
            list(value.items())
            if ordered
            else dice.sample(list(value.items()), len(value))
        )
        return {name: _shuffled(inner, dice, name) for name, inner in items}
    if isinstance(value, list) and key in ("requires", "support", "any", "all"):
        return [_shuffled(inner, dice) for inner in dice.sample(value, len(value))]
    return value


@settings(max_examples=60)
@given(records, st.randoms(use_true_random=False))
def test_the_order_in_a_file_changes_no_answer(held: dict[str, Any], dice: Any) -> None:
    """answers(framework) == answers(the same with sections, entries and rules
    shuffled)."""
    plain = _plain(NATIONAL)
    mixed = _shuffled(plain, dice)
    assert _answers(load_framework(mixed), held) == _answers(
        load_framework(plain), held
    )


def test_a_framework_read_from_its_data_is_the_framework_of_the_file(
    tmp_path: Path,
) -> None:
    """load(data of a file) == load(file), rule by rule."""
    path = tmp_path / "national.yaml"
    path.write_text(NATIONAL, "utf-8")
    of_file, of_data = load_framework(path), load_framework(_plain(NATIONAL))
    assert list(of_file.rules) == list(of_data.rules)
    for rule_path, placed in of_file.rules.items():
        assert placed.rule == of_data.rules[rule_path].rule
    assert of_file.file == of_data.file


def test_a_framework_is_immutable(tmp_path: Path) -> None:
    found = loaded(tmp_path)
    with pytest.raises(AttributeError):
        found.title = "Another"  # type: ignore[misc]  # its type is wider than what is in it
    with pytest.raises(TypeError):
        found.rules["x"] = found["base/reports"]  # type: ignore[index]  # its type is wider than what is in it
