"""What a ledger says of the certificate in community mediation, word for word."""

from typing import Any

import pytest
from small_award import CERTIFICATE, framework, ledger, one, passed

from swcareers.values.problems import FrameworkError

LEVEL_5 = {"id": "level-5", "title": "Level 5", "where": {"level": "5"},
           "at_most": "18 credits", "excess": "left_out"}  # fmt: skip
AWARD = {**CERTIFICATE, "of_which": [*CERTIFICATE["of_which"], LEVEL_5]}
GROUP_WORK = passed("group-work", title="Group work", credits="24", level="5")


def told(text: str) -> str:
    """The page as one line."""
    return " ".join(text.split())


def test_the_certificate_is_explained_as_an_officer_would() -> None:
    """Not yet, 36 credits short (least possible): counted, left out, one way."""
    found = ledger(
        framework({"certificate": AWARD}),
        [passed("foundations"), passed("family"), GROUP_WORK],
        ["certificate"],
    )
    text = told(found.to_text())
    for sentence in (
        "Certificate in community mediation: not yet, 36 credits short "
        "(least possible).",
        "Core 1 of 1 module: Foundations",
        "Options 12 of 24 credits: Family",
        "not Certificate in community mediation: at most 18 credits at level 5 may be "
        "counted, and modules are counted whole",
        "One way to complete: 36 credits: Law (12 credits) for Options and 24 credits "
        "at level 6 or above for Rest.",
    ):
        assert sentence in text
    assert found["certificate"].proven


@pytest.mark.parametrize(
    ("group_work", "family", "words"),
    [
        ("24", "12", "36 credits short"),  # left out, whole
        ("19", "12", "36 credits short"),
        ("18", "12", "18 credits short"),  # counted, whole
        ("17", "12", "19 credits short"),
        ("18", "24", "6 credits short"),
        ("18", "29", "1 credit short"),
        ("18", "30", "nothing is missing"),
    ],
)
def test_each_figure_of_the_certificate_on_both_sides(
    group_work: str, family: str, words: str
) -> None:
    """18 at level 5 and no more; 72 in all; 24 of options."""
    found = one(
        framework({"certificate": AWARD}),
        [
            passed("foundations"),
            passed("family", credits=family),
            {**GROUP_WORK, "credits": group_work},
        ],
    )
    assert found.missing is not None
    assert found.missing.words == words


def test_no_upper_bound_without_saying_what_becomes_of_the_rest() -> None:
    """No `at_most` on a selection without `excess`."""
    line = {key: value for key, value in LEVEL_5.items() if key != "excess"}
    with pytest.raises(FrameworkError, match="excess"):
        framework({"certificate": {**CERTIFICATE, "of_which": [line]}})


def shared(inside: dict[str, Any]) -> dict[str, Any]:
    """72 credits, of which 48 are options; at most a quarter by another way, where?"""
    quarter = {"id": "online", "where": {"kind": "practice"}, "at_most": "1/4",
               "excess": "left_out"}  # fmt: skip
    options = {"id": "options", "modules": "any", "at_least": "48 credits"}
    award: dict[str, Any] = {"title": "A", "at_least": "72 credits"}
    if inside:
        options["of_which"] = [quarter]  # type: ignore[assignment]  # a part with lines
    else:
        award["of_which"] = [quarter]
    return {**award, "made_of": [options]}


@pytest.mark.parametrize(
    ("inside", "fits", "too_much"), [(True, "12", "13"), (False, "18", "19")]
)
def test_a_share_is_of_the_nearest_enclosing_need(
    inside: bool, fits: str, too_much: str
) -> None:
    """A quarter is 12 within the options of 48, and 18 within the award of 72."""
    book = framework({"a": shared({"so": True} if inside else {})})
    for credits, counts in ((fits, True), (too_much, False)):
        module = passed("abroad", credits=credits, kind="practice")
        found = ledger(book, [module], ["a"]).module("abroad")
        assert bool(found.towards) is counts


def three(*modules: dict[str, Any], **more: Any) -> Any:
    """An award of 48 credits to which prior learning counts if it is still current."""
    accepts = [
        {"id": "studied", "where": {"gained_by": "study"}},
        {"id": "prior", "where": {"gained_by": "certificated",
                                  "achieved": {"last": "5 years", "before": "admission",
                                               "or_decided": "still-current"}}},
    ]  # fmt: skip
    book = framework(
        {"a": {"title": "A", "at_least": "48 credits", "accepts": accepts}},
        events={"admission": {"title": "Admission"}},
        decisions={"still-current": {"title": "The learning is still current",
                                     "by": "tutor"}},
        roles={"tutor": {"title": "Admissions tutor"}},
    )  # fmt: skip
    return one(book, list(modules), events={"admission": "2025-09-15"}, **more)


def test_three_placements_stand_side_by_side() -> None:
    """24 short; none if the claim of 24 is accepted; by plan, March 2028."""
    claim = passed("old", credits="24", gained_by="certificated", achieved="2015-06-30")
    planned = {"module": "foundations", "planned": "2028-03-10"}
    found = three(passed("project"), claim, planned)
    assert found.missing.words == "24 credits short"
    assert found.if_granted.words == "nothing is missing"
    assert found.by_plan.words == "nothing is missing"
    assert found.plan_day == "2028-03-10"
    assert found.verdict == "undecided"


def test_verdicts_follow_from_the_three_placements() -> None:
    """met, undecided, not_yet: what is certain, granted, or could be added."""
    claim = passed("old", credits="24", gained_by="certificated", achieved="2015-06-30")
    assert three(passed("project"), passed("foundations")).verdict == "met"
    assert three(passed("project"), claim).verdict == "undecided"
    assert three(passed("project")).verdict == "not_yet"
    smaller = {**claim, "credits": "23"}
    assert three(passed("project"), smaller).verdict == "not_yet"  # 1 short if granted
