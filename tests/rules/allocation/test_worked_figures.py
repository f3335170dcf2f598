"""The worked figures of placement, on both sides: what one credit more would do."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from swcareers.rules.allocation import (
    AtLeast,
    AtMost,
    Award,
    Every,
    Fixed,
    Item,
    Kind,
    Line,
    Part,
    Placement,
    Standing,
    Way,
    hardness,
    place,
    place_each,
)
from swcareers.rules.allocation.problem import Excess


def need(number: int) -> AtLeast:
    """A lower bound in credits."""
    return AtLeast(number=number)


def up_to(number: int, excess: Excess) -> AtMost:
    """An upper bound in credits."""
    return AtMost(number=number, excess=excess)


def held(**credits: int | Fraction) -> list[Item]:
    """Modules by name, of so much credit."""
    return [Item(id=name, credit=credit) for name, credit in credits.items()]


def alone(items: Sequence[Item], award: Award) -> Standing:
    """How the only award stands."""
    found = place(items, [award])
    assert found.proven
    assert found.settled
    return found.standings[0]


def short(standing: Standing) -> Fraction | None:
    """How much credit is missing; None: nothing helps."""
    return None if standing.missing is None else standing.missing.credits


def parts_of(found: Placement, award: str) -> dict[str, str]:
    """Where each module went."""
    return {one.item: one.part for one in found.placed if one.award == award}


# --- what the three caps mean ---------------------------------------------------------


def at_most_18(excess: Excess) -> Award:
    """72 credits, at most 18 at level 5."""
    return Award(
        id="award",
        at_least=need(72),
        parts=[Part(id="any")],
        lines=[Line(id="level 5", sees={"five"}, at_most=up_to(18, excess))],
    )


@pytest.mark.parametrize(
    ("excess", "expected"), [("cut", 0), ("left_out", 18), ("breach", None)]
)
def test_one_record_has_three_answers(excess: Excess, expected: int | None) -> None:
    """Held 30 + 24 at level 6 and 24 at level 5: met, 18 short, not met whatever."""
    standing = alone(held(one=30, two=24, five=24), at_most_18(excess))
    assert short(standing) == expected
    assert standing.met == (expected == 0)


@pytest.mark.parametrize(
    ("five", "cut", "left_out", "breach"),
    [(17, 1, 1, 1), (18, 0, 0, 0), (19, 0, 18, None), (24, 0, 18, None)],
)
def test_up_to_18_credits_at_level_5(
    five: int, cut: int, left_out: int, breach: int | None
) -> None:
    """One credit below the cap, at it, and above it; 54 are held beside."""
    for excess, expected in (("cut", cut), ("left_out", left_out), ("breach", breach)):
        standing = alone(held(one=30, two=24, five=five), at_most_18(excess))  # type: ignore[arg-type]  # one of the three words
        assert short(standing) == expected, excess


@pytest.mark.parametrize(("two", "expected"), [(23, 1), (24, 0), (25, 0)])
def test_72_credits_of_which_18_are_cut_from_24(two: int, expected: int) -> None:
    """71, 72 and 73 counted."""
    standing = alone(held(one=30, two=two, five=24), at_most_18("cut"))
    assert short(standing) == expected
    assert standing.counted == 30 + two + 18


def test_breach_is_looked_at_before_placement_used_or_not() -> None:
    """All that was taken counts, though the award would need none of it."""
    award = Award(
        id="award",
        at_least=need(54),
        parts=[Part(id="any", takes={"one", "two"})],
        lines=[Line(id="level 5", sees={"five"}, at_most=up_to(18, "breach"))],
    )
    standing = alone(held(one=30, two=24, five=24), award)
    (breach,) = standing.breaches
    assert (breach.have, breach.allowed) == (24, 18)
    assert standing.but_for_breach is not None
    assert not standing.but_for_breach


def test_no_cap_without_saying_what_becomes_of_the_rest() -> None:
    """(a) No `at_most` without `excess`, and a number of modules is never cut."""
    with pytest.raises(TypeError):
        AtMost(number=18)  # type: ignore[call-arg]  # that is the point
    with pytest.raises(ValueError, match="only credit can be cut"):
        AtMost(number=2, unit="modules", excess="cut")


def test_nested_cuts_count_from_the_bottom_up() -> None:
    """(b) Then counting is bottom-up: the lesser of what is held and what may count."""
    random = Random("nested")
    for _ in range(150):
        items = held(**{f"m{n}": random.choice((10, 15, 20)) for n in range(6)})
        outer = random.sample([item.id for item in items], 4)
        inner, beside = outer[:2], outer[2:3]
        caps = [random.choice((5, 10, 25, 30, 45)) for _ in range(3)]
        sets = (set(inner), set(beside), set(outer))
        award = Award(
            id="award",
            at_least=need(200),
            parts=[Part(id="any")],
            lines=[
                Line(id=f"line {n}", sees=seen, at_most=up_to(cap, "cut"))
                for n, (seen, cap) in enumerate(zip(sets, caps, strict=True))
            ],
        )

        def credit(names: Sequence[str], items: list[Item] = items) -> Fraction:
            return sum((i.credit for i in items if i.id in names), Fraction(0))

        bottom_up = min(caps[0], credit(inner)) + min(caps[1], credit(beside))
        bottom_up += credit([outer[3]])
        total = min(caps[2], bottom_up) + credit([i.id for i in items]) - credit(outer)
        assert alone(items, award).counted == total


def test_cuts_that_cross_are_refused() -> None:
    """(b) Overlapping, the order of cutting would change the result."""
    award = Award(
        id="award",
        parts=[Part(id="any")],
        lines=[
            Line(id="level 5", sees={"one", "two"}, at_most=up_to(10, "cut")),
            Line(id="online", sees={"two", "three"}, at_most=up_to(10, "cut")),
        ],
    )
    with pytest.raises(ValueError, match=r'"level 5" and "online".*overlap'):
        place(held(one=10, two=10, three=10), [award])


@pytest.mark.parametrize(("asked", "expected"), [(11, 0), (12, 0), (13, 1), (24, 12)])
def test_a_cut_falls_where_it_harms_least(asked: int, expected: int) -> None:
    """(c) Which credit a cut falls on is chosen in the learner's favour.

    Two modules of 12 at level 5, of which 18 count; a line asks for some credit of the
    second: the cut falls on the first, however the two are written.
    """
    award = Award(
        id="award",
        at_least=need(18),
        parts=[Part(id="any")],
        lines=[
            Line(id="level 5", sees={"one", "two"}, at_most=up_to(18, "cut")),
            Line(id="law", sees={"two"}, at_least=need(asked)),
        ],
        kinds=[Kind(id="law", parts={"any"}, lines={"law"})],
    )
    standing = alone(held(one=12, two=12), award)
    assert short(standing) == expected
    counted = {
        one.item: one.counted for one in place(held(one=12, two=12), [award]).placed
    }
    assert counted["two"] >= min(asked, 12)
    assert sum(counted.values()) == 18


def test_one_module_counts_in_part_and_its_remainder_is_spent() -> None:
    """A second award finds nothing of the 6 credits that the cut took away."""
    second = Award(id="second", at_least=need(6), parts=[Part(id="any")])
    items = held(one=30, two=24, five=24)
    cut, _ = place(items, [at_most_18("cut"), second]).standings
    assert cut.met
    _, after_cut = place(items, [at_most_18("cut"), second]).standings
    assert short(after_cut) == 6
    # What is left out stays free for another award.
    found = place(items, [at_most_18("left_out"), second])
    assert [short(one) for one in found.standings] == [18, 0]


def test_caps_that_leave_out_may_overlap() -> None:
    """(d) The search handles them: first come, first served would take one of three."""
    award = Award(
        id="award",
        at_least=need(40),
        parts=[Part(id="any")],
        lines=[
            Line(id="x", sees={"both", "x"}, at_most=up_to(20, "left_out")),
            Line(id="y", sees={"both", "y"}, at_most=up_to(20, "left_out")),
        ],
        kinds=[],
    )
    items = [
        Item(id="both", credit=20, achieved=date(2020, 1, 1)),
        Item(id="x", credit=20, achieved=date(2021, 1, 1)),
        Item(id="y", credit=20, achieved=date(2022, 1, 1)),
    ]
    found = place(items, [award])
    assert found.standings[0].met
    assert parts_of(found, "award") == {"x": "any", "y": "any"}


@pytest.mark.parametrize(
    ("transferred", "expected"), [(None, 0), (11, 1), (12, 0), (13, 0)]
)
def test_if_any_is_transferred_at_least_12_are(
    transferred: int | None, expected: int
) -> None:
    """(e) A way's `at_least` binds only when the way is used.

    The award needs what is transferred: 24 were studied of 24 and whatever it is.
    """
    award = Award(
        id="award",
        at_least=need(24 + (transferred or 0)),
        parts=[Part(id="any")],
        ways=[
            Way(id="studied", admits={"studied"}),
            Way(id="transferred", admits={"other"}, at_least=need(12)),
        ],
        kinds=[Kind(id="transfer", parts={"any"}, way="transferred")],
    )
    items = held(studied=24)
    if transferred is not None:
        items += held(other=transferred)
    assert short(alone(items, award)) == expected


def test_a_share_is_a_constant() -> None:
    """(f) 40 % of 72 is 28.8 credits, exact: 28 and 28.8 count whole, 29 do not."""
    award = Award(
        id="award",
        at_least=need(72),
        parts=[Part(id="any")],
        ways=[
            Way(id="studied", admits={"studied"}),
            Way(
                id="prior",
                at_most=AtMost(
                    number=72 * Fraction(40, 100), excess="left_out"
                ),
            ),
        ],
        kinds=[Kind(id="study", parts={"any"})],
    )  # fmt: skip
    for prior, missing in (
        (28, Fraction(4)),
        (Fraction(288, 10), Fraction(32, 10)),
        (29, Fraction(32)),
    ):
        assert short(alone(held(studied=40, other=prior), award)) == missing


# --- the least that is missing --------------------------------------------------------


def certificate(options: int = 24, at_six: int = 50) -> Award:
    """72 credits, core of 24, options of 24, 50 at level 6."""
    return Award(
        id="certificate",
        at_least=need(72),
        parts=[
            Part(id="core", takes={"foundations"}, at_least=need(24)),
            Part(id="options", takes={"family"}, at_least=need(options)),
            Part(id="rest"),
        ],
        lines=[Line(id="level 6", at_least=need(at_six))],
    )


def test_credits_missing_are_not_the_sum_of_the_unmet_lines() -> None:
    """Held: core 24 and an option of 12. Unmet lines add up to 62; missing are 36."""
    standing = alone(held(foundations=24, family=12), certificate())
    assert sum(line.need - line.have for line in standing.unmet) == 62
    assert short(standing) == 36
    assert {(one.kind, one.credit) for one in standing.imagined} <= {
        ("any in options", 12),
        ("any in rest", 24),
        ("any in options", 36),
    }


@pytest.mark.parametrize(
    ("core", "option", "options", "at_six", "expected"),
    [
        (24, 11, 24, 50, 37),
        (24, 13, 24, 50, 35),
        (24, 12, 48, 50, 36),  # all that is missing may be options
        (24, 12, 49, 50, 37),
        (24, 12, 24, 72, 36),  # and all of it at level 6
        (24, 12, 24, 73, 37),
        (25, 12, 24, 50, 35),
        (23, 12, 24, 50, 37),
        (24, 48, 24, 50, 0),
        (24, 47, 24, 50, 1),
    ],
)
def test_each_figure_of_that_example_on_both_sides(
    core: int, option: int, options: int, at_six: int, expected: int
) -> None:
    """One credit more or less of what is held or asked."""
    items = held(foundations=core, family=option)
    assert short(alone(items, certificate(options, at_six))) == expected


def test_a_named_module_not_yet_held_is_added_whole() -> None:
    """Imaginary modules are of any size, or the named module not yet held, whole."""
    award = Award(
        id="award",
        at_least=need(24),
        parts=[
            Part(id="core", takes={"one"}, at_least=Every(modules=["one", "two"])),
            Part(id="rest", takes={"other"}),
        ],
        kinds=[
            Kind(id="two", parts={"core"}, whole=Fraction(20), module="two"),
            Kind(id="any", parts={"rest"}),
        ],
    )
    assert short(alone(held(one=10), award)) == 20
    assert short(alone(held(one=4), award)) == 20
    assert short(alone(held(one=3), award)) == 21


# --- the aims, in their order ---------------------------------------------------------


def test_least_missing_comes_before_fewest_lines() -> None:
    """A 30-credit module that completes an 18-credit part leaves 60; else 48 in all."""
    award = Award(
        id="award",
        parts=[
            Part(id="small", at_least=need(18)),
            Part(id="large", at_least=need(60)),
        ],
    )
    found = place(held(module=30), [award])
    assert parts_of(found, "award") == {"module": "large"}
    assert short(found.standings[0]) == 48
    assert len(found.standings[0].unmet) == 2  # and not the one
    small = place(
        held(module=30),
        [award],
        fixed=[Fixed(item="module", award="award", part="small")],
    )
    assert short(small.standings[0]) == 60
    assert len(small.standings[0].unmet) == 1


@pytest.mark.parametrize(("credit", "part"), [(17, "small"), (18, "small")])
def test_where_both_leave_as_much_the_fewest_lines_decide(
    credit: int, part: str
) -> None:
    """At 18 the small part is complete and as much is missing; below, the first."""
    award = Award(
        id="award",
        parts=[
            Part(id="large", at_least=need(60)),
            Part(id="small", at_least=need(18)),
        ],
    )
    found = place(held(module=credit), [award])
    assert short(found.standings[0]) == 78 - credit
    assert parts_of(found, "award") == {"module": part if credit == 18 else "large"}


def test_an_award_that_can_be_met_comes_before_what_is_missing_of_all() -> None:
    """Least-missing-first would starve the certificate: less would then be missing."""
    first = Award(
        id="certificate", at_least=need(30), parts=[Part(id="c", takes={"a", "b"})]
    )
    # The diploma counts the smaller module twice over, as it were: through two lines.
    second = Award(
        id="diploma",
        parts=[Part(id="d", takes={"a"}, at_least=need(60)), Part(id="e")],
        lines=[Line(id="law", sees={"a"}, at_least=need(60))],
        kinds=[
            Kind(id="no law", parts={"d", "e"}),
            Kind(id="law elsewhere", parts={"e"}, lines={"law"}),
        ],
    )
    found = place(held(a=20, b=10), [first, second])
    assert [short(one) for one in found.standings] == [0, 120]
    # Left to the diploma, the module would save it 40 and cost the certificate 20.
    other = place(
        held(a=20, b=10),
        [first, second],
        fixed=[Fixed(item="a", award="diploma", part="d")],
    )
    assert [short(one) for one in other.standings] == [20, 80]


@pytest.mark.parametrize(
    ("held_beside", "apart", "beside"), [(6, 66, 114), (7, 65, 113), (0, 72, 120)]
)
def test_alone_66_short_and_beside_the_certificate_114(
    held_beside: int, apart: int, beside: int
) -> None:
    """Only when several are asked together; each is also answered alone."""
    short_course = Award(
        id="certificate", at_least=need(48), parts=[Part(id="c", takes={"a", "b"})]
    )
    diploma = Award(id="diploma", at_least=need(120), parts=[Part(id="d")])
    items = held(a=24, b=24, c=held_beside)
    together = place(items, [short_course, diploma])
    assert [short(one) for one in together.standings] == [0, beside]
    each = place_each(items, [short_course, diploma])
    assert [short(one.standings[0]) for one in each] == [0, apart]


def test_awards_are_met_in_the_order_asked() -> None:
    """Which of two that cannot both be met is, is for whoever asks."""
    one = Award(id="one", at_least=need(24), parts=[Part(id="p")])
    two = Award(id="two", at_least=need(24), parts=[Part(id="p")])
    items = held(a=24)
    assert [x.met for x in place(items, [one, two]).standings] == [True, False]
    assert [x.award for x in place(items, [two, one]).standings if x.met] == ["two"]


def test_must_lines_come_before_should_lines() -> None:
    """3. Unmet `must` lines, fewest; then `should`."""
    parts = [
        Part(id="advised", at_least=need(12), strength="should"),
        Part(id="wanted", at_least=need(12)),
    ]
    found = place(held(a=12), [Award(id="x", parts=parts)])
    assert parts_of(found, "x") == {"a": "wanted"}
    both = place(held(a=12, b=12), [Award(id="x", parts=parts)])
    assert both.standings[0].unmet == ()
    assert both.standings[0].met
    # Advice not followed leaves nothing missing.
    only = place(held(a=12), [Award(id="x", parts=parts)]).standings[0]
    assert (only.met, short(only)) == (True, 0)
    assert [(one.line, one.strength) for one in only.unmet] == [("advised", "should")]


def test_what_was_recorded_last_stays_while_it_is_as_good() -> None:
    """4. One more module would move an earlier placement, needlessly."""
    award = Award(
        id="x",
        parts=[Part(id="p", at_least=need(12)), Part(id="q", at_least=need(12))],
    )
    later = Item(id="b", credit=12, achieved=date(2025, 1, 1))
    earlier = Item(id="a", credit=12, achieved=date(2024, 1, 1))
    assert parts_of(place([earlier, later], [award]), "x") == {"a": "p", "b": "q"}
    placed_in_p = Item(
        id="b", credit=12, achieved=later.achieved, previous=[("x", "p")]
    )
    found = place([earlier, placed_in_p], [award])
    assert parts_of(found, "x") == {"a": "q", "b": "p"}


def test_a_recorded_placement_moves_where_that_leaves_less_missing() -> None:
    """Aims 1 to 3 come first: what was placed last is no decision."""
    award = Award(
        id="x",
        parts=[
            Part(id="p", at_least=need(12)),
            Part(id="q", takes={"a"}, at_least=need(12)),
        ],
    )
    items = [Item(id="a", credit=12, previous=[("x", "p")]), Item(id="b", credit=12)]
    assert parts_of(place(items, [award]), "x") == {"a": "q", "b": "p"}
    fixed = [Fixed(item="a", award="x", part="p")]
    found = place(items, [award], fixed=fixed)
    assert parts_of(found, "x")["a"] == "p"
    assert short(found.standings[0]) == 12


def test_a_decision_that_cannot_hold_is_told_and_nothing_moves_in_its_stead() -> None:
    """0. If they cannot: say so, do not move them silently."""
    award = Award(
        id="x",
        parts=[Part(id="p", at_most=up_to(20, "left_out")), Part(id="q", takes={"b"})],
    )
    for credit, holds in ((20, True), (21, False)):
        found = place(
            held(a=credit), [award], fixed=[Fixed(item="a", award="x", part="p")]
        )
        assert (found.cannot_hold == ()) is holds
        assert parts_of(found, "x") == ({"a": "p"} if holds else {})
    (told,) = place(
        held(a=20), [award], fixed=[Fixed(item="a", award="x", part="q")]
    ).cannot_hold
    assert told.why == "no part takes it"


@pytest.mark.parametrize(("asked", "used"), [(24, {"a", "b"}), (20, {"b"}), (5, {"a"})])
def test_surplus_stays_free(asked: int, used: set[str]) -> None:
    """5. Credit used, least: 5 and 20 are held."""
    award = Award(id="x", at_least=need(asked), parts=[Part(id="p")])
    found = place(held(a=5, b=20), [award])
    assert set(parts_of(found, "x")) == used


def test_the_earliest_learning_goes_to_the_first_part_that_takes_it() -> None:
    """6. By day achieved, module id, place in the record; parts as written."""
    parts = [Part(id="p", at_least=need(10)), Part(id="q", at_least=need(10))]
    award = Award(id="x", parts=parts)

    def first(*items: Item) -> str:
        return next(
            i for i, p in parts_of(place(items, [award]), "x").items() if p == "p"
        )

    old, new = date(2023, 1, 1), date(2024, 1, 1)
    by_day = (
        Item(id="a", credit=10, achieved=new),
        Item(id="b", credit=10, achieved=old),
    )
    assert first(*by_day) == "b"
    assert first(Item(id="a", credit=10), by_day[1]) == "b"  # no day comes last
    by_module = (
        Item(id="a", credit=10, module="z", achieved=old),
        Item(id="b", credit=10, module="y", achieved=old),
    )
    assert first(*by_module) == "b"
    alike = (
        Item(id="z", credit=10, module="m", achieved=old),
        Item(id="a", credit=10, module="m", achieved=old),
    )
    assert first(*alike) == "z"
    assert first(*reversed(alike)) == "a"


# --- mixed units ----------------------------------------------------------------------


def test_modules_of_unknown_size_stand_beside_credit_and_are_never_added() -> None:
    """A gap is a vector: credit first, then modules that a line counts."""
    award = Award(
        id="x",
        at_least=need(60),
        parts=[
            Part(
                id="practice", takes={"a"}, at_least=AtLeast(number=2, unit="modules")
            ),
            Part(id="rest"),
        ],
    )
    standing = alone(held(a=20), award)
    assert standing.missing is not None
    assert (standing.missing.credits, standing.missing.modules) == (40, 1)
    # Less credit comes before fewer modules: the large module does not go to practice.
    wide = Award(
        id="x",
        parts=[
            Part(id="practice", at_least=AtLeast(number=1, unit="modules")),
            Part(id="rest", at_least=need(30)),
        ],
    )
    (standing,) = place(held(a=20), [wide]).standings
    assert standing.missing is not None
    assert (standing.missing.credits, standing.missing.modules) == (10, 1)


# --- what is hard, and what an award asks ---------------------------------------------


def test_how_hard_an_award_is_can_be_told() -> None:
    """Easy classes are recognised; everything else is searched."""
    items = held(a=10, b=20)
    one, two = Part(id="p", takes={"a"}, at_least=need(10)), Part(id="q", takes={"b"})
    line = Line(id="l", sees={"a"}, at_most=up_to(5, "cut"))
    assert hardness(Award(id="x", parts=[one, two], lines=[line]), items) == "take all"
    counting = [
        Part(id="p", at_least=AtLeast(number=1, unit="modules")),
        Part(id="q", at_least=AtLeast(number=1, unit="modules")),
    ]
    assert hardness(Award(id="x", parts=counting), items) == "flow"
    partition = [Part(id="p", at_least=need(15)), Part(id="q", at_least=need(15))]
    assert hardness(Award(id="x", parts=partition), items) == "search"
    same = held(a=15, b=15)
    assert hardness(Award(id="x", parts=partition), same) == "flow"
    exact = [Part(id="p", at_least=need(20), at_most=up_to(20, "left_out"))]
    assert hardness(Award(id="x", parts=exact), items) == "search"


@pytest.mark.parametrize(("options", "least"), [(48, 72), (49, 73), (72, 96)])
def test_an_empty_record_lacks_what_the_award_asks_for(
    options: int, least: int
) -> None:
    """This award asks for 72; the least that meets it is 96."""
    assert short(alone([], certificate(options))) == least


@pytest.mark.parametrize(("allowed", "missing"), [(10, 0), (9, None), (0, None)])
def test_a_budget_of_a_way_binds_what_could_be_added_by_it(
    allowed: int, missing: int | None
) -> None:
    """Where all that could be added comes by a way, its budget has room or not."""
    award = Award(
        id="x",
        at_least=need(10),
        parts=[Part(id="p")],
        ways=[Way(id="prior", at_most=up_to(allowed, "left_out"))],
        kinds=[Kind(id="prior", parts={"p"}, way="prior")],
    )
    assert short(alone(held(other=10), award)) == missing
    assert short(alone([], award)) == (None if missing is None else 10)
