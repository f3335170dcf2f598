"""Counts beside a brute force: totals, lines, limits and doubts."""

from datetime import date
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.evaluation.evaluation import answer
from swcareers.evaluation.outcome import Outcome
from swcareers.queries.asking import situation_of
from swcareers.reading.loading import load_framework, load_record
from swcareers.values.problems import FrameworkError

Plain = dict[str, Any]
FIELDS = {
    "hours": "hours", "led": "true or false", "kind": ["a", "b"], "learner": "text",
}  # fmt: skip


START = date(2025, 6, 1)


def answered(rule: Plain, items: list[Plain]) -> Outcome | None:
    """The answer to one evidence rule; None where the rule is refused."""
    try:
        framework = load_framework(
            {
                "framework": "small",
                "evidence_types": {"work": {"fields": FIELDS}},
                "requires": [{"id": "rule", "evidence": "work", **rule}],
            }
        )
    except FrameworkError:
        return None
    record = load_record(
        {
            "record": "x",
            "evidence": [
                {"type": "work", "date": f"2025-01-{index + 1:02}", **item}
                for index, item in enumerate(items)
            ],
        }
    )
    situation = situation_of(record, framework, START)
    return answer(framework.rules["rule"], situation)


# --- the oracle ---------------------------------------------------------------------


def _passes(where: Plain, item: Plain) -> bool:
    return all(item.get(field) == value for field, value in where.items())


def _amount(item: Plain, unit: str | None) -> Fraction:
    return Fraction(1) if unit is None else Fraction(item["hours"])


def _bound(text: str | None, whole: Fraction | None) -> tuple[Fraction | None, Any]:
    """A bound and its unit; a share is of the nearest enclosing need."""
    if text is None:
        return None, None
    if text.endswith("%"):
        assert whole is not None
        return Fraction(text[:-1]) / 100 * whole, "share"
    number, _, unit = text.partition(" ")
    return Fraction(number), unit or None


class Oracle:
    """One rule with nothing but sets of items and every choice among them."""

    def __init__(self, rule: Plain, whole: Fraction | None, unit: str | None) -> None:
        need, own = _bound(rule.get("at_least"), whole)
        cap, cap_unit = _bound(rule.get("at_most"), whole)
        found = own if own is not None else cap_unit
        self.unit = unit if found == "share" else found
        if rule.get("at_least") is None and rule.get("at_most") is None:
            self.unit = unit
        if need is None and cap is None and not (rule.get("of_which") and whole):
            need = Fraction(1)
        self.need, self.cap = need, cap
        self.where = rule.get("where", {})
        self.excess = rule.get("excess")
        self.distinct = rule.get("distinct")
        inner = need if need is not None else whole
        self.lines = []
        for line in rule.get("of_which", ()):
            inherited = {"distinct": self.distinct, **line} if self.distinct else line
            self.lines.append(Oracle(inherited, inner, self.unit))

    def walk(self) -> Any:
        yield self
        for line in self.lines:
            yield from line.walk()

    def members(self, items: list[Plain]) -> list[Plain]:
        return [item for item in items if _passes(self.where, item)]

    def raw(self, items: list[Plain]) -> Fraction:
        inside = self.members(items)
        if self.distinct:
            best: dict[str, Fraction] = {}
            for item in inside:
                value = item[self.distinct]
                best[value] = max(
                    best.get(value, Fraction(0)), _amount(item, self.unit)
                )
            return sum(best.values(), Fraction(0))
        return sum((_amount(item, self.unit) for item in inside), Fraction(0))

    def total(self, items: list[Plain]) -> Fraction:
        """The most that may count under all cuts: the least, over every choice of
        cuts, of their limits and what lies in none of them."""
        inside = self.members(items)
        cuts = list(self.cuts(inside))
        found = []
        for number in range(len(cuts) + 1):
            for chosen in combinations(cuts, number):
                gone = {id(item) for _, held in chosen for item in held}
                rest = [item for item in inside if id(item) not in gone]
                found.append(self.raw(rest) + sum(cap for cap, _ in chosen))
        return min(found)

    def cuts(self, items: list[Plain]) -> Any:
        """Every cut in it: its limit and the items it limits."""
        inside = self.members(items)
        if self.excess == "cut":
            yield self.cap, inside
        for line in self.lines:
            yield from line.cuts(inside)

    def satisfied(self, items: list[Plain]) -> bool:
        inside = self.members(items)
        if self.need is not None and self.total(items) < self.need:
            return False
        return all(line.satisfied(inside) for line in self.lines)

    def over(self, items: list[Plain], excess: str) -> bool:
        inside = self.members(items)
        own = (
            self.excess == excess
            and self.cap is not None
            and self.raw(items) > self.cap
        )
        return own or any(line.over(inside, excess) for line in self.lines)

    def verdict(self, items: list[Plain]) -> str:
        if self.over(items, "breach"):
            return "not_met"
        for number in range(len(items), -1, -1):
            for chosen in combinations(items, number):
                kept = list(chosen)
                if not self.over(kept, "left_out") and self.satisfied(kept):
                    return "met"
        return "not_yet"


# --- rules and items ------------------------------------------------------------------

works = st.fixed_dictionaries(
    {
        "hours": st.sampled_from(("1", "2", "3", "1.5")),
        "led": st.sampled_from(("true", "false")),
        "kind": st.sampled_from(("a", "b")),
        "learner": st.sampled_from(("x", "y", "z")),
    }
)
wheres = st.sampled_from(
    ({"led": "true"}, {"kind": "a"}, {"kind": "b"}, {"led": "false", "kind": "a"})
)
needs = st.sampled_from(("1", "2", "3", "4 hours", "6 hours", "2.5 hours"))
inner_needs = st.sampled_from(("1", "2", "2 hours", "50%", "25%"))
caps = st.tuples(
    st.sampled_from(("1", "2", "2 hours", "3 hours", "50%")),
    st.sampled_from(("cut", "left_out", "breach")),
).map(lambda found: {"at_most": found[0], "excess": found[1]})


def _lines(depth: int) -> st.SearchStrategy[Any]:
    bounds = st.one_of(inner_needs.map(lambda need: {"at_least": need}), caps)
    more = st.just({}) if not depth else st.one_of(
        st.just({}), _lines(depth - 1).map(lambda found: {"of_which": found})
    )  # fmt: skip
    line = st.tuples(bounds, wheres, more).map(
        lambda found: {**found[0], "where": found[1], **found[2]}
    )
    return st.lists(line, min_size=1, max_size=2)


rules = st.tuples(
    needs.map(lambda need: {"at_least": need}),
    st.one_of(st.just({}), wheres.map(lambda where: {"where": where})),
    st.one_of(st.just({}), _lines(1).map(lambda found: {"of_which": found})),
    st.sampled_from(({}, {}, {"distinct": "learner"})),
).map(lambda found: {k: v for one in found for k, v in one.items()})


def _mixed_units(rule: Plain) -> bool:
    """A limit in another unit than what it limits, or a cut of distinct ones, has no
    meaning that a sum could show."""
    oracle = Oracle(rule, None, None)
    if "distinct" in rule and "cut" in str(rule):
        return True
    return any(
        line.cap is not None and line.excess != "breach" and line.unit != oracle.unit
        for line in oracle.walk()
    )


@settings(max_examples=200)
@given(rules, st.lists(works, max_size=6))
def test_a_count_is_met_where_some_choice_of_items_meets_every_line(
    rule: Plain, items: list[Plain]
) -> None:
    """met == there is a choice within the limits that meets all lines; a breach is
    not_met; else not_yet."""
    found = answered(rule, items)
    if found is None or _mixed_units(rule):
        return
    oracle = Oracle(rule, None, None)
    assert found.verdict.word == oracle.verdict(items), (rule, items)
    if found.verdict.word == "met":
        assert oracle.need is not None
        assert found.have is not None
        assert found.have >= oracle.need


@settings(max_examples=150)
@given(rules, st.lists(works, max_size=4), st.data())
def test_undecided_is_what_differs_between_the_ways_a_gap_can_be_filled(
    rule: Plain, items: list[Plain], data: st.DataObject
) -> None:
    """met ⇒ met however the gaps are filled; not_yet, not_met ⇒ never met."""
    gaps = data.draw(
        st.lists(
            st.tuples(
                st.integers(0, max(0, len(items) - 1)),
                st.sampled_from(("hours", "led", "learner")),
            ),
            max_size=2, unique=True,
        )
    ) if items else []  # fmt: skip
    held = [dict(item) for item in items]
    for index, field in gaps:
        held[index].pop(field, None)
    found = answered(rule, held)
    if found is None or _mixed_units(rule):
        return
    oracle = Oracle(rule, None, None)
    words = {"hours": ("0", "2", "50"), "led": ("true", "false"), "learner": "xyzw"}
    fillings = set()
    for chosen in product(*(words[field] for _, field in gaps)):
        filled = [dict(item) for item in held]
        for (index, field), value in zip(gaps, chosen, strict=True):
            filled[index][field] = value
        fillings.add(oracle.verdict(filled))
    match found.verdict.word:
        case "met":
            assert fillings == {"met"}, (rule, held)
        case "not_yet" | "not_met":
            assert "met" not in fillings, (rule, held)
        case _:
            assert len(fillings) > 1 or "breach" in str(rule) or "at_most" in str(rule)


@settings(max_examples=100)
@given(rules, st.lists(works, max_size=6), works)
def test_more_evidence_never_lowers_the_answer_of_a_count(
    rule: Plain, items: list[Plain], more: Plain
) -> None:
    """verdict(items) <= verdict(items + [more]), unless having more is a breach."""
    if "breach" in str(rule):
        return
    before, after = answered(rule, items), answered(rule, [*items, more])
    if before is None or after is None:
        return
    assert before.verdict <= after.verdict, (rule, items, more)
