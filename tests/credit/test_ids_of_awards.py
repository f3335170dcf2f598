"""Parts, lines and ways of an award are told apart by their ids."""

from typing import Any

import pytest
from small_award import framework

import swcareers as sw

Plain = dict[str, Any]
PASSED: Plain = {"id": "passed", "where": {"mark": {"at_least": "50"}}}
NEAR: Plain = {"where": {"mark": {"at_least": "40"}}}
ANY: Plain = {"modules": "any"}


@pytest.mark.parametrize(
    ("keys", "pointer"),
    [
        ({"accepts": [PASSED, {**NEAR, "id": "passed"}]}, "/accepts/1"),
        ({"accepts": [NEAR, {**PASSED, "id": "way-1"}]}, "/accepts/1"),
        ({"accepts": [PASSED], "follows": "academy"}, "/follows"),
        ({"made_of": [{**ANY, "id": "core"}, {**ANY, "id": "core"}]}, "/made_of/1"),
        ({"made_of": [{**ANY, "id": "core"}],
          "of_which": [{"id": "core", "at_least": "12 credits"}]}, "/of_which/0"),
        ({"made_of": [{**ANY, "id": "core", "of_which": [
            {"id": "core", "at_least": "12 credits"}]}]}, "/made_of/0/of_which/0"),
    ],
)  # fmt: skip
def test_an_id_that_stands_twice_in_an_award_is_refused_at_its_place(
    keys: Plain, pointer: str
) -> None:
    regulations = {"academy": {"title": "Rules", "accepts": [PASSED]}}
    with pytest.raises(sw.FrameworkError) as refused:
        framework({"award": {"title": "Award", "at_least": "24 credits", **keys}},
                  regulations=regulations)  # fmt: skip
    problem = refused.value.problems[0]
    assert problem.code == "SWC302"
    assert problem.pointer == f"/qualifications/award{pointer}"
