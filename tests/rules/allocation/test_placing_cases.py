"""What placement is held against is worth it: the questions reach everything, and the
oracle is right where the answer is plain to see.
"""

from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from placing_by_brute_force import Judge, best, crossing, least
from placing_cases import SOURCES, constructs

from swcareers.rules.allocation import (
    AtLeast,
    Award,
    Item,
    Kind,
    Line,
    Part,
)

# Everything a question can have, and how rare it may be among the compared ones.
RARE = 6
EVERY_CONSTRUCT = frozenset(
    {
        "one award", "two awards", "three awards",
        "two results of one module", "credit of nothing", "credit in fractions",
        "a bound in fractions", "no date", "a placement last recorded",
        "counted by a conferred award", "fixed in a part", "fixed out of an award",
        "a part that takes any", "a module that fits two parts",
        *(f"{h}: at least, in {unit}" for h in ("total", "part", "line", "way")
          for unit in ("credits", "modules", "distinct")),
        "all of a list in a part", "all of a list in a line",
        *(f"{h}: at most, {excess}" for h in ("total", "part", "line")
          for excess in ("cut", "left_out", "breach")),
        "way: at most, cut", "way: at most, left_out",
        *(f"at most, {excess}, in {unit}" for excess in ("left_out", "breach")
          for unit in ("credits", "modules", "distinct")),
        "at most, cut, in credits", "both bounds on one line",
        "part that should be", "line that should be", "a cap that should be",
        "a line that compares values", "a line that looks at parts",
        "a line that looks at ways", "a way that takes from another award",
        "left_out caps that nest", "left_out caps that overlap",
        "cut caps that nest", "cut caps that overlap",
        "modules to add, by default", "a named module to add",
        "a named module of unknown size to add", "a module to add by a way",
    }
)  # fmt: skip


def test_the_compared_questions_have_every_construct_often() -> None:
    """Mixed counts, credits, shares, the three caps, overlaps, ways, pins, reuse."""
    found = Counter(
        name
        for source in SOURCES.values()
        for seed in range(300)
        for name in constructs(source(seed))
    )
    assert set(found) == EVERY_CONSTRUCT
    assert {name: n for name, n in found.items() if n < RARE} == {}
    for name in ("two awards", "a module that fits two parts", "line: at most, cut"):
        assert found[name] > 200


def test_met_and_unmet_both_come_often_and_often_more_than_one_placement_is_best() -> (
    None
):
    """Neither verdict is rare, and the tie-breaks have work to do."""
    seen: Counter[str] = Counter()
    for source in SOURCES.values():
        for seed in range(40):
            asked = source(seed)
            if crossing(asked.items, asked.awards):
                seen["refused"] += 1
                continue
            expected = best(*asked)
            seen["asked"] += 1
            # Each aim decides some answers: one that is forgotten would be seen.
            seen["aims 1 to 3 decide"] += len(expected.as_good) < expected.tried
            others = [other for other in expected.as_good if other != expected.placed]
            seen["aims 4 to 6 decide"] += bool(others)
            seen["tied"] += expected.tied > 1
            seen["some breached"] += any(expected.breached)
            seen["some cannot hold"] += bool(expected.cannot_hold)
            seen["some moved"] += expected.moves > 0
            for gap, breached in zip(expected.gaps, expected.breached, strict=True):
                seen["awards"] += 1
                seen["met"] += gap == (0, 0) and not breached
                seen["nothing helps"] += gap is None
                seen["credit missing"] += gap is not None and gap[0] > 0
                seen["modules missing"] += gap is not None and gap[1] > 0
    for name in ("met", "credit missing", "nothing helps"):
        assert 0.15 < seen[name] / seen["awards"] < 0.65, (name, seen)
    assert seen["modules missing"] > 30, seen
    assert seen["tied"] > seen["asked"] / 5, seen
    assert min(seen[f"aims {aims} decide"] for aims in ("1 to 3", "4 to 6")) > 100, seen
    for name in ("refused", "some breached", "some cannot hold", "some moved"):
        assert seen[name] >= 3, (name, seen)


# --- the oracle, where the answer is plain to see -------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([([1, 0], 12), ([1, 1], 24)], 24),  # one mends both lines
        ([([1, 0], 12), ([0, 1], 24)], 36),  # none mends two
        ([([1, 1, 0], 3), ([0, 1, 1], 3), ([1, 0, 1], 3)], Fraction(9, 2)),
        ([([1, 1], 10), ([-1, 0], -4)], 10),  # one may be used up to 4
        ([([1, 0], 10), ([-1, -1], -4)], None),  # no room
        ([], 0),
    ],
)
def test_the_least_addition_of_a_few_lines(
    rows: list[tuple[list[int], int]], expected: Fraction | int | None
) -> None:
    """Each row is a line: which kinds it sees, and what it still asks."""
    wide = len(rows[0][0]) if rows else 1
    assert least([1] * wide, rows) == expected


def test_the_least_addition_is_that_of_trying_every_amount() -> None:
    """On a grid fine enough for three kinds (their answers are halves at finest)."""
    random = Random("grid")
    for _ in range(25):
        rows = [
            ([random.randint(0, 1) for _ in range(3)], random.randint(0, 2))
            for _ in range(random.randint(1, 3))
        ]
        rows += [
            ([-random.randint(0, 1) for _ in range(3)], -random.randint(0, 2))
            for _ in range(random.randint(0, 2))
        ]
        amounts = [Fraction(n, 2) for n in range(2 * 2 * 3)]
        expected = min(
            (
                sum(added)
                for added in product(amounts[:9], repeat=3)
                if all(
                    sum(a * x for a, x in zip(row, added, strict=True)) >= bound
                    for row, bound in rows
                )
            ),
            default=None,
        )
        assert least([1, 1, 1], rows) == expected


def test_the_oracle_reads_one_award_as_a_registry_officer_would() -> None:
    """72 credits, core and options 24 each, 50 at level 6; held 24 and 12: 36 miss."""
    award = Award(
        id="a",
        at_least=AtLeast(number=72),
        parts=[
            Part(id="core", takes={"core"}, at_least=AtLeast(number=24)),
            Part(id="options", takes={"option"}, at_least=AtLeast(number=24)),
            Part(id="rest"),
        ],
        lines=[Line(id="level 6", at_least=AtLeast(number=50))],
        kinds=[
            Kind(id="option", parts={"options"}, lines={"level 6"}),
            Kind(id="rest at 6", parts={"rest"}, lines={"level 6"}),
            Kind(id="rest at 5", parts={"rest"}),
        ],
    )
    items = [Item(id="core", credit=24), Item(id="option", credit=12)]
    judge = Judge(award, items, 1)
    assert judge.missing(((0, 0, -1), (1, 1, -1))) == (36, 0)
    assert judge.missing(((0, 2, -1), (1, 1, -1))) is None  # nobody adds to the core
    found = best(items, [award])
    assert found.gaps == [(36, 0)]
    assert found.placed == {"a": {"core": "core", "option": "options"}}
    assert found.unmet == [(3, 0)]  # the total, the options and the level
    assert (found.tried, found.tied) == (9, 2)  # the option might also lie in the rest


def test_the_oracle_is_not_the_allocator() -> None:
    """It takes the values of a question from the library, and nothing that answers."""
    import placing_by_brute_force

    named = vars(placing_by_brute_force).items()
    taken = {name for name, x in named
             if getattr(x, "__module__", "").startswith("swcareers")}  # fmt: skip
    assert taken == {"AtLeast", "Award", "Every", "Fixed", "Item", "Kind", "Line",
                     "Part", "Way"}  # fmt: skip
