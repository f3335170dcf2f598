"""A report as data: to JSON and back without loss, and as its schema says."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator

import swcareers as sw
from swcareers.queries import report_schema
from swcareers.queries.answers import Answer
from swcareers.reading import catalogue

LEARNERS = sorted((catalogue.shipped_folder("frameworks") / "learners").glob("*.yaml"))
DAYS = ("2019-03-01", "2026-11-06", "2031-12-24")
SCHEMA = sw.schema("report")
VALIDATOR = Draft202012Validator(SCHEMA)


@cache
def reports(path: Path) -> tuple[sw.Report, ...]:
    """The reports about a shipped learner: each framework it names, on some days."""
    learner = sw.load_record(path)
    return tuple(
        sw.report(learner, sw.load_framework(id_, edition=edition or None), on=day)
        for id_, edition in learner.frameworks.items()
        for day in DAYS
    )


EVERY_LEARNER = pytest.mark.parametrize("path", LEARNERS, ids=lambda p: p.stem)


def test_there_are_learners_and_each_names_a_framework() -> None:
    assert len(LEARNERS) >= 8
    assert all(reports(path) for path in LEARNERS)


@EVERY_LEARNER
def test_every_report_is_as_the_schema_says(path: Path) -> None:
    for page in reports(path):
        plain = json.loads(json.dumps(page.to_json()))
        wrong = [
            f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
            for error in VALIDATOR.iter_errors(plain)
        ]
        assert wrong == []


@EVERY_LEARNER
def test_a_report_comes_back_from_json_as_it_went(path: Path) -> None:
    """load(dump(report)) == report"""
    for page in reports(path):
        text = json.dumps(page.to_json(), ensure_ascii=False)
        assert sw.Report.from_json(json.loads(text)) == page


def test_what_comes_back_holds_dates_and_exact_figures_again() -> None:
    page = reports(next(path for path in LEARNERS if path.stem == "thurrock-nqsw"))[1]
    again = sw.Report.from_json(json.loads(json.dumps(page.to_json())))
    assert isinstance(again.on, date)
    workload = again["asye-child-family/workload"]
    assert workload.have == page["asye-child-family/workload"].have
    assert not isinstance(workload.have, float)
    assert isinstance(again["asye-child-family/supervision"].slots, tuple)


def test_a_report_of_a_record_with_problems_is_as_the_schema_says() -> None:
    learner = sw.load_record(
        {"record": "example", "posts": [{"stage": "nqsw", "from": "31 June 2026"}]}
    )
    page = sw.report(learner, sw.load_framework("thurrock"), on="2026-11-06")
    assert page.unused
    assert list(VALIDATOR.iter_errors(page.to_json())) == []
    assert sw.Report.from_json(page.to_json()) == page


# --- the schema itself ----------------------------------------------------------------


def test_the_schema_is_a_schema_and_current() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert report_schema.report_schema() == SCHEMA
    assert report_schema.main(["--check"]) == 0


def parts(found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every closed thing of the schema, by name."""
    yield found["title"], found
    yield from found["$defs"].items()


@pytest.mark.parametrize(
    ("name", "part"), list(parts(SCHEMA)), ids=lambda x: str(x)[:9]
)
def test_every_key_of_an_answer_says_what_it_is(
    name: str, part: dict[str, Any]
) -> None:
    """The words are those under `Attributes:` in the class."""
    assert part["description"]
    for key, described in part["properties"].items():
        assert described["title"], f"{name}.{key}"
        assert described["description"], f"{name}.{key}"


def test_a_key_that_is_not_known_is_found() -> None:
    plain = reports(LEARNERS[0])[0].to_json()
    plain["score"] = 7
    assert [error.validator for error in VALIDATOR.iter_errors(plain)] == [
        "additionalProperties"
    ]


def test_no_field_of_an_answer_is_forgotten() -> None:
    fields = [field.name for field in attrs.fields(Answer)]
    assert list(SCHEMA["$defs"]["Answer"]["properties"]) == fields


def test_a_field_without_a_word_about_it_is_refused() -> None:
    @attrs.frozen
    class Silent:
        """A thing.

        Attributes:
            day: the day.
        """

        day: date
        words: str

    with pytest.raises(TypeError, match="Silent does not say what words is"):
        report_schema._closed(Silent)


def test_a_wrong_use_says_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert report_schema.main([]) == 2
    assert "--check" in capsys.readouterr().out
