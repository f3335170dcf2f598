"""Laws of progression on frameworks that are made up by the hundred."""

from datetime import date, timedelta
from typing import Any

from generated_frameworks import (
    AWARDS,
    PROGRAMMES,
    STAGES,
    Step,
    framework_of,
    worlds,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.framework.framework import Framework
from swcareers.queries.changes import changes
from swcareers.queries.compare import compare
from swcareers.queries.entry import entry
from swcareers.queries.moving_boroughs import compare_for
from swcareers.queries.next_steps import next_steps
from swcareers.queries.report import report
from swcareers.queries.routes import routes
from swcareers.queries.whatif import whatif
from swcareers.reading.loading import load_framework, load_record
from swcareers.record.model import Record

TODAY = date(2026, 11, 6)
NOTHING: dict[str, Any] = {
    "awards": [], "studies": [], "decisions": [], "programmes": [], "learning": [],
}  # fmt: skip
soon = st.dates(TODAY, TODAY + timedelta(days=900)).map(date.isoformat)
# What somebody may have booked: an award, the outcome of a year, a beginning.
booked = st.one_of(
    st.fixed_dictionaries({"award": st.sampled_from(AWARDS), "planned": soon}),
    st.fixed_dictionaries(
        {
            "decision": st.sampled_from(PROGRAMMES).map(lambda one: f"{one}-outcome"),
            "is": st.just("agreed"),
            "planned": soon,
        }
    ),
    st.fixed_dictionaries({"programme": st.sampled_from(PROGRAMMES), "planned": soon}),
    st.fixed_dictionaries({"qualification": st.sampled_from(AWARDS), "planned": soon}),
)
goals = st.sampled_from([*STAGES, *AWARDS])


def world(steps: tuple[Step, ...], stage: str | None) -> tuple[Record, Framework]:
    posts = [] if stage is None else [{"stage": stage, "from": "2025-01-01"}]
    record = load_record({"record": "a", "posts": posts, **NOTHING})
    return record, load_framework(framework_of(steps))


@given(worlds(lasting=True), st.sampled_from(STAGES), goals, st.lists(
    booked, min_size=1, max_size=3))  # fmt: skip
@settings(max_examples=40)
def test_a_planned_fact_never_makes_a_day_later(
    steps: tuple[Step, ...], stage: str, goal: str, facts: list[dict[str, str]]
) -> None:
    """Adding a planned fact never makes the earliest date later unless a rule caps it;
    no rule of these frameworks does."""
    record, framework = world(steps, stage)
    more = record
    for fact in facts:
        more = more.adding(fact)
    before = {one.steps: one.earliest.day for one in routes(
        record, framework, goal, on=TODAY)}  # fmt: skip
    after = {one.steps: one.earliest.day for one in routes(
        more, framework, goal, on=TODAY)}  # fmt: skip
    assert after.keys() == before.keys()
    for way, day in after.items():
        was = before[way]
        assert day is not None
        assert was is not None
        assert day <= was


@given(worlds(lasting=True), st.sampled_from(STAGES), st.sampled_from(AWARDS))
@settings(max_examples=40)
def test_routes_and_entry_agree_on_the_day(
    steps: tuple[Step, ...], stage: str, goal: str
) -> None:
    """An award is never there before one may be considered for beginning it.

    `entry` asks from the present post; where another stage has to come first, it says
    so, and `routes` alone has the day.
    """
    record, framework = world(steps, stage)
    found = routes(record, framework, goal, on=TODAY)
    joined = entry(record, framework, goal, on=TODAY)
    days = [
        one.earliest.day
        for one in found
        if one.earliest.day and all(leg.kind == "gain" for leg in one.legs)
    ]
    if not days:
        return
    assert joined.earliest is not None
    assert joined.earliest.day is not None
    assert joined.earliest.day <= min(days)


@given(worlds(lasting=True), st.sampled_from(STAGES))
@settings(max_examples=40)
def test_next_steps_and_routes_agree_on_the_ways_out_and_their_day(
    steps: tuple[Step, ...], stage: str
) -> None:
    """A way out that is open now is a route of its own, ready on the same day."""
    record, framework = world(steps, stage)
    for way in next_steps(record, framework, on=TODAY):
        (to,) = way.to
        alone = [
            one
            for one in routes(record, framework, to, on=TODAY, at_most=50)
            if one.steps == (way.id,)
        ]
        if way.verdict == "met":
            assert [one.earliest.day for one in alone] == [TODAY]
        for one in alone:
            assert way.earliest is not None
            assert way.earliest.day == one.earliest.day


@given(worlds(lasting=True), st.sampled_from([None, *STAGES]))
@settings(max_examples=40)
def test_what_is_the_same_is_not_different(
    steps: tuple[Step, ...], stage: str | None
) -> None:
    """`compare(a, a)`, `changes(x, x)` and `whatif(nothing)` are empty."""
    record, framework = world(steps, stage)
    assert len(compare(framework, framework, on=TODAY)) == 0
    assert len(compare_for(record, framework, framework, on=TODAY)) == 0
    page = report(record, framework, on=TODAY)
    assert changes(page, page) == ()
    assert whatif(record, framework, {}, on=TODAY).changes == ()
