"""Every expectation that is wrong is told: at its place, with what is so instead."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

from swcareers.queries.case_checks import check_cases
from swcareers.record import cases as model
from swcareers.values.keys import spelling

HERE = Path(__file__).resolve().parent
RECORD: Mapping[str, Any] = {
    "record": "example",
    "illustrative": "all",
    "registrations": [{"register": "register", "from": "2021-08-02"}],
    "posts": [
        {"stage": "worker", "from": "2022-04-01", "to": "2025-01-05"},
        {"stage": "senior", "from": "2025-01-06"},
    ],
    "programmes": [], "awards": [], "decisions": [],
    "studies": [{"qualification": "certificate", "started": "2025-02-03"}],
    "modules": [{"module": "methods", "credits": "20", "achieved": "2025-06-30"}],
    "approvals": [{"approval": "assessor", "from": "2026-02-02"}],
    "assessments": [
        {"assessed": "ladder/worker", "date": "2024-01-08", "verdict": "met"}
    ],
}  # fmt: skip

# What is right on 6 July 2026, by question and key, each with what would be wrong.
HERE_ = {
    "stage": ("senior", "worker"), "level": ("ladder/senior", "ladder/worker"),
    "judged": ("ladder/worker", "ladder/senior"), "since": ("2025-01-06", "2025"),
    "certain": ("true", "false"), "outside": ("false", "true"),
}  # fmt: skip
ENTRY = {
    "verdict": ("met", "not_yet"), "fits": (None, "true"), "open": ("false", "true"),
    "words": ("ready to be considered, and not open on this day", "not yet"),
    "missing": ([], ["management-course"]), "for_people": ([], ["panel"]),
    "funding": ({"course-grant": "met"}, {"course-grant": "not_met"}),
    "earliest": ("2027-03-01", "2027-03-02"), "not_before": (None, "2027-03-01"),
    "no_day": ("false", "true"), "decided_by": ("management-course", "time"),
    "later_by": ("0 days", "1 day"), "sooner_by": ("0 days", "1 week"),
}  # fmt: skip
WAY = {
    "to": ("team-lead", "worker"), "mechanism": ("vacancy", "panel"),
    "direction": ("up", "down"), "described": ("true", "false"),
    "verdict": ("not_yet", "met"), "words": ("not yet: 3 things missing", "ready"),
    "have": ("0", "1"), "need": ("1", "2"),
    "missing": (
        ["management-course", "management-course/clock", "management-course/outcome"],
        ["management-course"],
    ),
    "earliest": ("2027-09-01", "2027-09-02"), "not_before": (None, "2027-09-01"),
    "no_day": ("false", "true"), "decided_by": ("management-course", "time"),
    "later_by": ("0 days", "1 day"), "sooner_by": ("0 days", "1 week"),
}  # fmt: skip
ROUTE = {
    key: WAY[key]
    for key in ("missing", "earliest", "not_before", "decided_by", "later_by",
                "sooner_by")
} | {"remaining": ("3", "4"), "closed": ("false", "true")}  # fmt: skip
CREDIT = {
    "verdict": ("not_yet", "met"), "words": (None, "held"), "have": ("20", "40"),
    "need": ("60", "20"), "missing": ("40", "20"),
    "counted": (["methods"], ["law"]), "left_out": ([], ["methods"]),
    "class": (None, "Merit"),
}  # fmt: skip
PERMISSION = {
    "conditions": ("assess any learner but the final", "any"),
    "current": ("true", "false"),
    "until": ("2028-02-01", "2030-01-01"), "wanting": ("0", "1"),
    "act": ("assess-learner", "judge"), "approval": ("assessor", "assesor"),
}  # fmt: skip
DOING = {
    "id": ("management-course/outcome", "course-outcome"), "who": ("panel", "learner"),
    "earliest": ("2027-09-01", "2027-01-01"), "by": (None, "2027-01-01"),
    "planned": (None, "2027-01-01"),
}  # fmt: skip
CHANGE = {
    "kind": ("figure", "met"), "title": ("Pieces", "Portfolio"),
    "before": ("no evidence yet, 0 of 2", "no evidence yet"),
    "after": ("partly evidenced, 1 of 2", "evidenced, 2 of 2"),
    "later_by": (None, "1 day"), "sooner_by": (None, "1 day"),
}  # fmt: skip

QUESTIONS: dict[str, tuple[type, dict[str, tuple[Any, Any]]]] = {
    "here": (model.ExpectedHere, HERE_),
    "entry": (model.ExpectedEntry, ENTRY),
    "next": (model.ExpectedWay, WAY),
    "routes": (model.ExpectedRoute, ROUTE),
    "credit": (model.ExpectedCredit, CREDIT),
    "permissions": (model.ExpectedPermission, PERMISSION),
    "doing": (model.ExpectedDoing, DOING),
}


def case_of(question: str, expected: Mapping[str, Any]) -> dict[str, Any]:
    """A case that expects this of the one thing the question is asked about."""
    others: dict[str, Any] = {
        "senior-to-advanced": {}, "senior-to-warden": {}, "to-specialist": {},
    }  # fmt: skip
    match question:
        case "here":
            return {"here": expected}
        case "entry":
            return {"entry": {"management-course": expected}}
        case "next":
            return {"next": {"senior-to-lead": expected, **others}}
        case "routes":
            steps = ["management-course", "senior-to-lead"]
            return {"routes": {"team-lead": [{"steps": steps, **expected}]}}
        case "credit":
            return {"credit": {"certificate": expected}}
        case "permissions":
            first = {
                "act": "assess-learner", "approval": "assessor", "until": "2028-02-01",
                "conditions": "assess any learner but the final", **expected,
            }  # fmt: skip
            more = {"act": "observe-practice", "approval": "assessor",
                    "until": "2028-02-01"}  # fmt: skip
            return {"permissions": [first, more]}
        case _:
            listed = ["management-course", "management-course/clock"]
            last = {"id": "management-course/outcome", **expected}
            return {"next": {"senior-to-lead": {"missing": [*listed, last]}, **others}}


def found(tmp_path: Path, case: Mapping[str, Any]) -> list[str]:
    """The codes of what a file with this one case tells."""
    framework = (HERE / "careers.yaml").read_text("utf-8")
    framework += (
        "\nentitlements:\n  course-grant: {title: Grant, to: employer, "
        "programme: management-course, requires: [{id: senior, in_place: senior}]}\n"
    )
    (tmp_path / "careers.yaml").write_text(framework, "utf-8")
    whole = {
        "cases": "example",
        "framework": str(tmp_path / "careers.yaml"),
        "record": dict(RECORD),
        "expected": [
            {"name": "A day", "date": "2026-07-06", "adding": {"absences": []}, **case}
        ],
    }
    problems = check_cases(whole)
    assert all(one.pointer.startswith("/expected/0/") for one in problems)
    return [one.code for one in problems]


def of_all() -> list[tuple[str, str, bool]]:
    return [
        (question, key, right)
        for question, (_, keys) in QUESTIONS.items()
        for key, pair in keys.items()
        for right in (True, False)
        if pair[0 if right else 1] is not None
    ]


@pytest.mark.parametrize(("question", "key", "right"), of_all())
def test_what_is_right_is_silent_and_what_is_wrong_is_told(
    question: str, key: str, right: bool, tmp_path: Path
) -> None:
    pair = QUESTIONS[question][1][key]
    told = found(tmp_path, case_of(question, {key: pair[0 if right else 1]}))
    assert bool(told) is not right, told
    assert set(told) <= {"SWC501", "SWC503"}


def test_every_key_that_can_be_expected_is_tried() -> None:
    for cls, keys in QUESTIONS.values():
        names = {spelling(cls, field.name) for field in attrs.fields(cls)} - {"steps"}
        assert names == set(keys), cls.__name__


@pytest.mark.parametrize(
    "case",
    [
        {"permissions": []},
        {"next": {}},
        {"next": {"senior-to-lead": {}}},
        {"routes": {"team-lead": []}},
        {"routes": {"advanced-practice": [{"steps": ["senior-to-advanced"]}]}},
        {"routes": {"warden": [{"steps": ["senior-to-warden"], "closed": "true"}]}},
        {"opens": {"certificate": []}},
        {"opens": {"certificate": ["senior-to-warden"]}},
        {"banked": []},
        {"banked": ["40"]},
        {"changes": {"assessor/award": {}}},
        {"calendar": [{"day": "2026-07-07"}]},
        {"entry": {"management-course": {"funding": {"course-grnt": "met"}}}},
    ],
)
def test_what_has_to_be_exact_is_told_where_it_is_not(
    case: Mapping[str, Any], tmp_path: Path
) -> None:
    assert set(found(tmp_path, case)) == {"SWC501"}


@pytest.mark.parametrize("key", CHANGE)
def test_a_change_is_found_by_all_that_is_said_of_it(key: str, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(
        "framework: small\ntitle: Small\nevidence_types: {piece: {title: Piece}}\n"
        "requires: [{id: pieces, title: Pieces, evidence: piece, at_least: 2}]\n",
        "utf-8",
    )

    def told(expected: Mapping[str, Any]) -> list[str]:
        one = {"type": "piece", "date": "2026-07-01"}
        case = {
            "name": "A day", "date": "2026-07-06", "adding": {"evidence": [one]},
            "changes": {"pieces": expected},
        }  # fmt: skip
        record = {"record": "example", "evidence": []}
        whole = {"cases": "example", "framework": str(path), "record": record}
        return [one.code for one in check_cases({**whole, "expected": [case]})]

    right, wrong = CHANGE[key]
    assert told({} if right is None else {key: right}) == []
    assert told({key: wrong}) == ["SWC501"]


def test_every_key_of_a_change_is_tried() -> None:
    names = {field.name for field in attrs.fields(model.ExpectedChange)}
    assert names == set(CHANGE)
