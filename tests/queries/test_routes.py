"""All sensible ways, how soon each can be gone, and the plan that goes it."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from careers import STORIES, story
from generated_frameworks import (
    AWARDS,
    STAGES,
    Step,
    all_ways,
    earliest_day,
    framework_of,
    worlds,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st

from swcareers.framework.framework import Framework
from swcareers.queries.entry import entry
from swcareers.queries.route import Route, arrived
from swcareers.queries.routes import Routes, routes
from swcareers.reading.loading import load_framework, load_record
from swcareers.record.model import Record

TODAY = date(2026, 11, 6)


def days(route: Route) -> str:
    return str(route.earliest.day)


def replayed(record: Record, framework: Framework, route: Route, on: date) -> None:
    """The law: the day is reached by the plan, on that day and not before."""
    day = route.earliest.day
    if day is None or route.earliest.assumed or not _is_described(route):
        return
    planned = record.adding(route.plan)
    assert arrived(planned, framework, route, on=day)
    if day > on:
        assert not arrived(planned, framework, route, on=day - timedelta(days=1))


def _is_described(route: Route) -> bool:
    return route.legs[-1].described


# --- stories --------------------------------------------------------------------------


def test_from_student_the_way_leads_through_the_first_post_and_the_year() -> None:
    record = load_record(
        {
            "record": "example",
            "posts": [{"stage": "student", "service": "children", "from": "2026-09"}],
            "decisions": [],
            "programmes": [],
        }
    )
    found = routes(record, load_framework("newham"), "social-worker", on=TODAY)
    assert [route.steps for route in found] == [
        ("student-to-nqsw", "asye-child-family", "nqsw-to-social-worker")
    ]
    (route,) = found
    assert route.earliest.exact is False  # the first step is not described
    assert days(route) == "2027-11-06"


def test_stage_2_is_reached_by_way_of_stage_1_and_the_years_decide() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    (route,) = routes(record, thurrock, "practice-educator-stage-2", on=on)
    assert route.steps == ("practice-educator-stage-1", "practice-educator-stage-2")
    assert days(route) == "2029-04-30"
    assert [one.title for one in route.earliest.path] == [
        "Two years since qualifying",
        "Three years of relevant experience",
    ]
    assert route.legs[0].prepared_by == ("Practice educator course",)
    assert route.earliest.exact


def test_jack_is_not_said_to_hold_his_degree() -> None:
    record, newham, on = story("newham-jack")
    (route,) = routes(record, newham, "msc-systemic-psychotherapy", on=on)
    assert route.steps == ("msc-systemic-psychotherapy",)
    assert route.earliest.exact is False
    assert "the record does not say when it began" in route.earliest.words


def test_jacks_nine_years_hold_four_of_training() -> None:
    """From student to psychotherapist, with the degree begun as early as may be."""
    record = load_record(
        {
            "record": "a-career-like-jacks",
            "illustrative": "all",
            "posts": [
                {"stage": "student", "service": "children", "from": "2014-05-30"}
            ],
            "decisions": [], "programmes": [], "awards": [], "learning": [],
            "studies": [],
        }
    )  # fmt: skip
    newham = load_framework("newham")
    (degree,) = routes(record, newham, "msc-systemic-psychotherapy", on="2014-06-02")
    assert days(degree) == "2018-06-06"  # five days, then four years
    told = date(2023, 5, 30)
    assert degree.earliest.day is not None
    assert degree.earliest.day < told
    assert (told - date(2014, 5, 30)).days // 365 == 9


def test_clares_five_years_from_first_post_to_practice_development() -> None:
    record, newham, on = story("newham-clare")
    found = routes(record, newham, "advanced-practitioner", on=on)
    assert [route.steps for route in found] == [("to-advanced-practitioner",)]
    assert "may be combined" in found.parallel[0]
    posts = [post.stage for post in record.posts or ()]
    assert posts == [
        "student", "nqsw", "advanced-practitioner",
        "practice-development-social-worker",
    ]  # fmt: skip


def test_the_end_of_the_year_is_where_part_time_and_leave_put_it() -> None:
    record, thurrock, on = story("thurrock-adults-part-time")
    (route,) = routes(record, thurrock, "social-worker", on=on)
    assert days(route) == "2028-03-05"


def test_from_any_stage_one_step_is_enough_and_no_detour_is_shown() -> None:
    record, newham, on = story("newham-clare")
    found = routes(record, newham, "systemic-psychotherapist", on=on)
    assert [route.steps for route in found] == [("to-systemic-psychotherapist",)]
    assert found[0].legs[0].described is False


def test_where_no_way_leads_there_it_says_so() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    found = routes(record, thurrock, "strategic", on=on)
    assert len(found) == 0
    assert found.words == "No way there is described from here."


def test_what_is_there_needs_no_way() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    assert routes(record, thurrock, "nqsw", on=on).words == "There already."
    record, thurrock, on = story("thurrock-practice-educator")
    found = routes(record, thurrock, "practice-educator-stage-1", on=on)
    assert found.words == "Held or completed already."


def test_a_closed_programme_closes_the_way_and_says_since_when() -> None:
    framework = load_framework(
        {
            "framework": "example", "title": "Example", "illustrative": "all",
            "stages": {"one": {"title": "One"}, "two": {"title": "Two"}},
            "decisions": {"done": {"title": "Done"}},
            "programmes": {"old": {"title": "The old course", "outcome": "done",
                                   "open": [{"to": "2020-06-30"}]}},
            "progressions": {"up": {"title": "Up", "from": ["one"], "to": "two",
                "requires": [{"id": "course", "completes": "old"}]}},
        }
    )  # fmt: skip
    record = load_record({"record": "a", "posts": [{"stage": "one", "from": "2025"}],
                          "decisions": []})  # fmt: skip
    found = routes(record, framework, "two", on=TODAY)
    assert found.words == "No way there is open as things stand."
    assert found.closed[0].closed == "The old course: closed since 30 June 2020."


def test_alternatives_are_separate_ways_and_the_least_remaining_is_first() -> None:
    framework = load_framework(
        {
            "framework": "example", "title": "Example", "illustrative": "all",
            "stages": {"one": {"title": "One"}, "two": {"title": "Two"}},
            "qualifications": {
                "short": {"title": "Short", "clock": {"runs_for": "1 year"}},
                "long": {"title": "Long", "clock": {"runs_for": "4 years"},
                         "entry": [{"id": "first", "holds": "base"}]},
                "base": {"title": "Base", "clock": {"runs_for": "1 year"}},
            },
            "progressions": {"up": {"title": "Up", "from": ["one"], "to": "two",
                "requires": [{"id": "award", "any": [{"holds": "long"},
                                                     {"holds": "short"}]}]}},
        }
    )  # fmt: skip
    record = load_record({"record": "a", "posts": [{"stage": "one", "from": "2025"}],
                          "awards": [], "studies": []})  # fmt: skip
    found = routes(record, framework, "two", on=TODAY)
    assert [route.steps for route in found] == [
        ("short", "up"), ("base", "long", "up"),
    ]  # fmt: skip
    assert [days(route) for route in found] == ["2027-11-06", "2031-11-06"]
    for route in found:
        replayed(record, framework, route, TODAY)


def test_awards_for_one_step_are_studied_beside_each_other() -> None:
    framework = load_framework(
        {
            "framework": "example", "title": "Example", "illustrative": "all",
            "stages": {"one": {"title": "One"}, "two": {"title": "Two"}},
            "qualifications": {
                "a": {"title": "A", "clock": {"runs_for": "3 years"}},
                "b": {"title": "B", "clock": {"runs_for": "2 years"}},
            },
            "progressions": {"up": {"title": "Up", "from": ["one"], "to": "two",
                "requires": [{"id": "a", "holds": "a"}, {"id": "b", "holds": "b"}]}},
        }
    )  # fmt: skip
    record = load_record({"record": "a", "posts": [{"stage": "one", "from": "2025"}],
                          "awards": [], "studies": []})  # fmt: skip
    (route,) = routes(record, framework, "two", on=TODAY)
    assert days(route) == "2029-11-06"
    assert [one.title for one in route.earliest.path] == ["A"]


def test_an_intake_decides_when_no_length_does() -> None:
    framework = load_framework(
        {
            "framework": "example", "title": "Example", "illustrative": "all",
            "decisions": {"done": {"title": "Done"}},
            "programmes": {"course": {"title": "Course", "outcome": "done",
                "clock": {"runs_for": "6 months"},
                "open": [{"from": "1 March", "to": "31 March"}]}},
        }
    )  # fmt: skip
    record = load_record({"record": "a", "posts": [], "decisions": []})
    (route,) = routes(record, framework, "course", on=TODAY)
    assert days(route) == "2027-09-01"
    assert [one.basis for one in route.earliest.path] == ["window", "length"]
    replayed(record, framework, route, TODAY)


def test_credit_still_to_earn_is_told_and_its_time_is_not_guessed() -> None:
    framework = load_framework(
        {
            "framework": "example", "title": "Example", "illustrative": "all",
            "modules": {name: {"title": name, "credits": "20 credits", "level": "7"}
                        for name in ("a", "b", "c")},
            "qualifications": {"cert": {"title": "Certificate",
                "clock": {"runs_for": "4 years"}, "at_least": "60 credits",
                "made_of": [{"id": "core", "modules": ["a", "b", "c"],
                             "at_least": "60 credits"}]}},
        }
    )  # fmt: skip
    passed = [{"module": name, "credits": "20", "level": "7", "state": "passed",
               "achieved": "2026-06-30"} for name in ("a", "b")]  # fmt: skip
    study = [{"qualification": "cert", "started": "2026-01-12", "state": "studying"}]
    record = load_record({"record": "a", "modules": passed, "studies": study,
                          "awards": []})  # fmt: skip
    (route,) = routes(record, framework, "cert", on=TODAY)
    (credit,) = [one for one in route.missing if one.what == "Credit still to earn"]
    assert "40 of 60 credits" in credit.stands
    assert route.earliest.exact is False
    assert "the credit still to earn" in route.earliest.words


# --- laws -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", STORIES)
def test_the_plan_of_every_route_of_every_story_reaches_its_day(name: str) -> None:
    """The earliest date is reached by its own plan, on that day and not before."""
    record, framework, on = story(name)
    for section in ("stages", "programmes", "approvals", "qualifications"):
        for to in framework.section(section):
            found = routes(record, framework, to, on=on)
            assert Routes.from_json(json.loads(json.dumps(found.to_json()))) == found
            for route in found:
                replayed(record, framework, route, date.fromisoformat(on))


@given(worlds(), st.sampled_from([None, *STAGES]), st.sampled_from([*STAGES, *AWARDS]))
@settings(max_examples=150)
def test_routes_agree_with_trying_every_order_of_every_step(
    steps: tuple[Step, ...], stage: str | None, goal: str
) -> None:
    """`routes` agrees with exhaustive search on generated small frameworks."""
    if goal == stage:
        return
    framework = load_framework(framework_of(steps))
    posts = [] if stage is None else [{"stage": stage, "from": "2025-01-01"}]
    record = load_record({"record": "a", "posts": posts, **EMPTY})
    found = routes(record, framework, goal, on=TODAY, at_most=200)
    assert not found.cut
    ways = {frozenset(route.steps) for route in (*found.routes, *found.closed)}
    assert ways == all_ways(steps, stage, goal)


EMPTY: dict[str, Any] = {
    "awards": [], "studies": [], "decisions": [], "programmes": [], "learning": [],
}  # fmt: skip


def gained(name: str, *asks: tuple[str, ...], months: int = 0) -> Step:
    return Step(name, name, False, None, asks, months)


def moved(name: str, from_: str, to: str, *asks: tuple[str, ...]) -> Step:
    return Step(name, to, True, (from_,), asks)


# A last step that asks nothing; and a choice of which this way takes the later one.
ASKS_NOTHING = (
    moved("w0", "s0", "s1", ("a0",)), moved("w1", "s1", "s3"), gained("a0", months=1),
)  # fmt: skip
TAKES_THE_LATER = (
    moved("w0", "s0", "s1", ("a0", "p0")),
    gained("a0"), gained("a1", months=1), gained("p0", ("a0", "a1")),
)  # fmt: skip


@given(worlds(lasting=True), st.sampled_from(STAGES), st.sampled_from(STAGES))
@example(ASKS_NOTHING, "s0", "s3")
@example(TAKES_THE_LATER, "s0", "s1")
@settings(max_examples=80)
def test_generated_plans_reach_their_day(
    steps: tuple[Step, ...], stage: str, goal: str
) -> None:
    """The earliest date is reached by its own plan, on that day and not before.

    And it is the day that adding up months along the path gives.
    """
    if goal == stage:
        return
    framework = load_framework(framework_of(steps))
    record = load_record(
        {"record": "a", "posts": [{"stage": stage, "from": "2025-01-01"}], **EMPTY}
    )
    for route in routes(record, framework, goal, on=TODAY):
        replayed(record, framework, route, TODAY)
        since = date(2025, 1, 1)
        assert route.earliest.day == earliest_day(
            route.steps, steps, stage, since, TODAY
        )


FACTS = st.sampled_from(
    [
        {"type": "direct-observation", "planned": "2026-12-10",
         "observer": "manager-b"},
        {"type": "progress-review", "planned": "2027-03-01"},
        {"type": "practice-learning", "planned": "2027-02-01", "hours": "20",
         "learner": "learner-k", "learner_kind": "pre-qualifying"},
        {"decision": "works-at-experienced-level", "is": "agreed",
         "planned": "2027-09-01"},
        {"assessed": "pcf/nqsw", "by": "assessor-a", "planned": "2027-05-01"},
        {"learning": "practice-educator-course", "planned": "2027-01-15"},
    ]
)  # fmt: skip


@given(st.lists(FACTS, min_size=1, max_size=3), st.sampled_from(
    ["social-worker", "practice-educator-stage-1", "practice-educator-stage-2"]
))  # fmt: skip
@settings(max_examples=40)
def test_a_planned_fact_never_makes_the_earliest_day_later(
    facts: list[dict[str, str]], to: str
) -> None:
    """Adding a planned fact never makes the earliest later unless a rule caps it."""
    record, thurrock, on = story("thurrock-nqsw")
    more = record
    for fact in facts:
        more = more.adding(fact)
    before = [route.earliest.day for route in routes(record, thurrock, to, on=on)]
    after = [route.earliest.day for route in routes(more, thurrock, to, on=on)]
    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        assert old is not None
        assert new is not None
        assert new <= old


# --- size -----------------------------------------------------------------------------


def ladder(deep: int, wide: int) -> dict[str, Any]:
    """Floors of stages, every stage of a floor leading to every one of the next."""
    stages = {f"f{i}-{j}": {"title": f"{i} {j}"} for i in range(deep) for j in
              range(wide)}  # fmt: skip
    ways = {
        f"w{i}-{j}-{k}": {
            "title": "Up", "from": [f"f{i}-{j}"], "to": f"f{i + 1}-{k}",
        }
        for i in range(deep - 1)
        for j in range(wide)
        for k in range(wide)
    }  # fmt: skip
    return {"framework": "ladder", "title": "Ladder", "illustrative": "all",
            "stages": stages, "progressions": ways}  # fmt: skip


def test_of_more_ways_than_there_are_stars_a_few_are_given_and_the_cut_is_told() -> (
    None
):
    framework = load_framework(ladder(20, 4))
    record = load_record({"record": "a", "posts": [{"stage": "f0-0", "from": "2025"}]})
    found = routes(record, framework, "f19-3", on=TODAY, at_most=5)
    assert len(found) == 5
    assert found.cut
    assert "there may be more ways" in found.words
    assert {len(route.legs) for route in found} == {19}


def test_a_circle_of_ways_ends() -> None:
    framework = load_framework(
        {
            "framework": "circle", "title": "Circle", "illustrative": "all",
            "stages": {name: {"title": name} for name in ("a", "b", "c", "d")},
            "progressions": {
                "ab": {"title": "ab", "from": ["a"], "to": "b"},
                "ba": {"title": "ba", "from": ["b"], "to": "a"},
                "bc": {"title": "bc", "from": ["b"], "to": "c"},
                "ca": {"title": "ca", "from": ["c"], "to": "a"},
            },
        }
    )  # fmt: skip
    record = load_record({"record": "a", "posts": [{"stage": "a", "from": "2025"}]})
    assert [r.steps for r in routes(record, framework, "c", on=TODAY)] == [("ab", "bc")]
    assert len(routes(record, framework, "d", on=TODAY)) == 0


def chain(section: str, number: int) -> dict[str, Any]:
    """So many things, of which each is asked to be held before the next."""
    asks = "holds" if section == "qualifications" else "completes"
    first = {"title": "Thing 0"}
    rest = {
        f"t{i}": {"title": f"Thing {i}", "entry": [{"id": "one", asks: f"t{i - 1}"}]}
        for i in range(1, number)
    }
    return {"framework": "chain", "title": "Chain", "illustrative": "all",
            section: {"t0": first, **rest}}  # fmt: skip


@pytest.mark.parametrize("section", ["qualifications", "learning"])
def test_of_hundreds_of_things_one_inside_the_other_it_is_said_that_nobody_can_say(
    section: str,
) -> None:
    framework = load_framework(chain(section, 200))
    record = load_record({"record": "a", "posts": [], **EMPTY})
    found = entry(record, framework, "t199", on=TODAY)
    assert found.earliest is not None
    assert found.earliest.day is None
    assert "60 things one after another" in found.earliest.words


def test_what_can_be_gained_one_after_the_other_is_a_way_however_long_it_is() -> None:
    framework = load_framework(chain("qualifications", 100))
    record = load_record({"record": "a", "posts": [], **EMPTY})
    (route,) = routes(record, framework, "t99", on=TODAY)
    assert route.steps == tuple(f"t{number}" for number in range(100))
