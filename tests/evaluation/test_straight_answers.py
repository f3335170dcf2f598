"""Rules that ask for so much evidence and no more are answered from what was prepared;
the answer is the one that is found the long way, in every field."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.evaluation import dated, reckoning
from swcareers.evaluation.evaluation import answer, the_long_way
from swcareers.evaluation.outcome import Outcome
from swcareers.evaluation.straight import counted, straight
from swcareers.framework.framework import Framework, Placed
from swcareers.queries.asking import situation_of
from swcareers.reading.loading import load_framework, load_record
from swcareers.record.model import Record
from swcareers.values.dates import KnownDate

TYPES = ("supervision", "observation", "review")
days = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat)
vague = st.sampled_from(("2026-03", "2026-06", "2025", "late 2026", "about 2026"))
times = st.sampled_from(("2026-05-04 09:00", "2026-05-04 17:30"))
dates = st.one_of(days, days, days, vague, times)

tests_of_a_field = st.fixed_dictionaries(
    {},
    optional={
        "by": st.sampled_from(("ann", ["ann", "ben"], "team", {"not": "ben"})),
        "minutes": st.sampled_from(
            ({"at_least": "60"}, {"under": "60"}, {"present": "true"}, "45")
        ),
        "place": st.sampled_from(("us", {"present": "false"})),
    },
).filter(bool)
windows = st.one_of(
    st.fixed_dictionaries({"from": days}),
    st.fixed_dictionaries({"to": days}),
    st.tuples(days, days).map(lambda two: {"from": min(two), "to": max(two)}),
    st.fixed_dictionaries({"from": vague}),
)
rules = st.fixed_dictionaries(
    {"evidence": st.sampled_from((*TYPES, "both", "any"))},
    optional={
        "at_least": st.sampled_from(("1", "2", "4", "1.5", "3 hours", "2.5 hours")),
        "where": tests_of_a_field,
        "within": windows,
        "due": st.one_of(days, vague),
    },
)
words = st.sampled_from(("ann", "ben", "cat"))
pieces = st.builds(
    lambda when, fields: {**when, **fields},
    st.one_of(
        dates.map(lambda day: {"date": day}),
        dates.map(lambda day: {"date": day}),
        dates.map(lambda day: {"planned": day}),
        st.lists(dates, max_size=3, unique=True).map(lambda some: {"dates": some}),
        st.just({"planned": "true"}),
        st.just({}),
    ),
    st.fixed_dictionaries(
        {"type": st.sampled_from(TYPES)},
        optional={
            "by": words,
            "minutes": st.sampled_from(("30", "45", "60", "90", "an hour")),
            "hours": st.sampled_from(("1", "2", "0.5")),
            "place": st.sampled_from(("us", "small", "elsewhere")),
            "programme": st.sampled_from(("year", "other")),
        },
    ),
)
records = st.fixed_dictionaries(
    {},
    optional={
        "evidence": st.lists(pieces, max_size=12),
        "as_of": days,
        "waivers": st.just([{"of": "rule", "by": "ann"}]),
    },
)
fuzz = settings(max_examples=500)


def framework(rule: dict[str, Any]) -> Framework:
    """A framework with one rule in its own list."""
    fields = {"minutes": "number", "hours": "number", "place": "text"}
    return load_framework(
        {
            "framework": "small",
            "title": "Small",
            "evidence_types": {
                name: {"title": name, "fields": fields} for name in TYPES
            },
            "groups": {"both": ["supervision", "review"], "team": ["ann", "cat"]},
            "programmes": {"year": {"title": "Year"}, "other": {"title": "Other"}},
            "registers": {"small-register": {"title": "Register"}},
            "roles": {name: {"title": name} for name in ("ann", "ben", "cat")},
            "stages": {"nqsw": {"title": "Newly qualified"}},
            "requires": [{"id": "rule", **rule}],
            "illustrative": "all",
        }
    )


def said(value: Any) -> Any:
    """An outcome and all in it as plain data; a record's items by place and day."""
    if attrs.has(type(value)):
        return {
            field.name: said(getattr(value, field.name))
            for field in attrs.fields(type(value))
            if field.name not in ("rule", "fields")
        }
    if isinstance(value, tuple | list):
        return [said(one) for one in value]
    return value


@contextmanager
def nothing_prepared() -> Iterator[None]:
    """Every count is found at length: neither prepared nor added up quickly."""
    with (
        patch.object(dated, "counted", lambda placed, situation: None),
        patch.object(reckoning, "_is_a_sum", lambda count: False),
    ):
        yield


@fuzz
@given(rules, records, days, st.none() | st.tuples(days, days), st.booleans())
def test_what_is_prepared_answers_as_the_long_way_does(
    rule: dict[str, Any],
    held: dict[str, Any],
    on: str,
    stretch: tuple[str, str] | None,
    labelled: bool,
) -> None:
    """prepared(rule).answer(situation) == the_long_way(rule, situation), for every
    situation in which what is prepared answers at all."""
    book = framework(rule)
    (placed,) = book.lists["", "", "requires"]
    situation = situation_of(load_record(held), book, date.fromisoformat(on))
    if stretch is not None:
        first, last = map(date.fromisoformat, stretch)
        situation = situation.within(first, last)
    if labelled:
        situation = attrs.evolve(situation, label="month 3")
    plan = straight(placed, book)
    if plan is None:
        return
    for _ in range(2):  # once with words that are new, once with words it knows
        found = plan.answer(situation)
        if found is not None:
            with nothing_prepared():
                at_length = the_long_way(placed, situation)
            assert said(found) == said(at_length)


stretches = st.tuples(days, days).map(lambda two: (min(two), max(two)))


@fuzz
@given(rules, records, days, stretches, days, st.none() | dates, st.booleans())
def test_a_count_of_a_period_is_the_one_found_at_length(
    rule: dict[str, Any],
    held: dict[str, Any],
    on: str,
    stretch: tuple[str, str],
    as_at: str,
    closing: str | None,
    labelled: bool,
) -> None:
    """counted(rule, situation) == evidence_at_length(rule, situation), in each period
    and up to each close, wherever what is prepared answers; and what is added up is
    what the lines of a count would come to."""
    book = framework(rule)
    (placed,) = book.lists["", "", "requires"]
    situation = situation_of(load_record(held), book, date.fromisoformat(on))
    first, last = map(date.fromisoformat, stretch)
    situation = attrs.evolve(
        situation.within(first, last),
        as_at=date.fromisoformat(as_at),
        closing=None if closing is None else KnownDate.parse(closing),
        label="2026" if labelled else None,
    )
    if not situation.facts.has("evidence"):
        return
    ask: Any = placed.rule.ask
    with nothing_prepared():
        at_length = dated.evidence_at_length(ask, placed, situation)
    assert said(dated.evidence_at_length(ask, placed, situation)) == said(at_length)
    found = counted(placed, situation)
    if found is not None:
        assert said(found) == said(at_length)


def test_a_rule_owed_in_each_period_is_counted_from_what_was_prepared() -> None:
    book = framework({"evidence": "supervision", "closes": "2026-12-31"})
    (placed,) = book.lists["", "", "requires"]
    record = load_record({"evidence": [{"type": "supervision", "date": "2026-02-01"}]})
    situation = situation_of(record, book, date(2026, 6, 1))
    inside = situation.within(date(2026, 1, 1), date(2026, 12, 31))
    closing = KnownDate.parse("2026-12-31 23:59")
    found = counted(placed, attrs.evolve(inside, closing=closing, label="2026"))
    assert found is not None
    assert found.met
    early = KnownDate.parse("2026-03-01")
    assert counted(placed, attrs.evolve(inside, closing=early)) is None


def example() -> tuple[Placed, Framework, Record]:
    """A rule of that form, and a record without a doubt in it."""
    book = framework(
        {
            "evidence": "supervision",
            "at_least": "3 hours",
            "where": {"by": "ann"},
            "within": {"from": "2026-02-01", "to": "2026-08-31"},
            "due": "2026-05-01",
        }
    )
    first = date(2026, 1, 10)
    pieces = [
        {
            "type": "supervision",
            "date": (first + timedelta(days=30 * step)).isoformat(),
            "hours": "1",
            "by": "ben" if step == 2 else "ann",
        }
        for step in range(10)
    ]
    (placed,) = book.lists["", "", "requires"]
    return placed, book, load_record({"evidence": pieces})


def test_such_a_rule_is_answered_from_what_was_prepared() -> None:
    placed, book, record = example()
    situation = situation_of(record, book, date(2026, 12, 31))
    plan = straight(placed, book)
    assert plan is not None
    found = plan.answer(situation)
    assert isinstance(found, Outcome)
    assert said(found) == said(answer(placed, situation))
    with nothing_prepared():
        assert said(found) == said(the_long_way(placed, situation))
    assert found.late_days == 9
    assert [one.item.place for one in found.left_out] == [
        "evidence/0", "evidence/2", "evidence/8", "evidence/9",
    ]  # fmt: skip


def test_what_is_prepared_is_prepared_once_for_a_framework() -> None:
    placed, book, _ = example()
    assert straight(placed, book) is straight(placed, book)


def test_a_rule_with_more_to_it_goes_the_long_way() -> None:
    """Conditions, repetition, people, lines inside a count and closes."""
    for more in (
        {"of_which": [{"at_least": "1", "where": {"by": "ann"}}]},
        {"distinct": "by"},
        {"at_most": "3", "excess": "breach"},
        {"closes": "2026-06-01"},
        {"for": {"stage": "nqsw"}},
        {"where": {"by": {"holds": "small-register"}}},
        {"where": {"date": {"before": "2026-06-01"}}},
        {"confirmed_by": "ann"},
        {"within": {"from": "2026-06"}},
    ):
        rule: dict[str, Any] = {"evidence": "supervision", "at_least": "2", **more}
        book = framework(rule)
        (placed,) = book.lists["", "", "requires"]
        assert straight(placed, book) is None, more
