"""Questions larger than records are: they end in their budget, with bounds."""

from random import Random
from typing import Literal

import pytest

from swcareers.rules.allocation import (
    AtLeast,
    AtMost,
    Award,
    Item,
    Kind,
    Part,
    Standing,
    place,
)

Unit = Literal["credits", "modules"]
Asked = tuple[list[Item], list[Award]]


def many(modules: int, parts: int, unit: Unit = "credits") -> Asked:
    """One award of many parts that share modules; each takes what it asks, no more."""
    random = Random(f"{modules} {parts}")
    items = [
        Item(id=f"m{n}", credit=random.choice((10, 15, 20, 30))) for n in range(modules)
    ]
    fits = [random.sample(range(parts), min(parts, 2)) for _ in items]
    found = []
    for p in range(parts):
        number = modules // parts * (17 if unit == "credits" else 1) // 5 * 5 + 5
        found.append(
            Part(
                id=f"p{p}",
                takes={
                    item.id
                    for item, where in zip(items, fits, strict=True)
                    if p in where
                },
                at_least=AtLeast(number=number, unit=unit),
                at_most=AtMost(number=number, excess="left_out")
                if unit == "credits"
                else None,
            )
        )
    kinds = [Kind(id=part.id, parts={part.id}) for part in found]
    return items, [Award(id="award", parts=found, kinds=kinds)]


@pytest.mark.parametrize(("modules", "parts"), [(80, 16), (400, 80), (1200, 40)])
@pytest.mark.parametrize("steps", [50, 2_000])
def test_a_large_question_ends_in_its_budget_with_both_bounds(
    modules: int, parts: int, steps: int
) -> None:
    """It never hangs: not proven, or proven, and always between two bounds."""
    items, awards = many(modules, parts)
    answer = place(items, awards, steps=steps, settle=False)
    (one,) = answer.standings
    assert answer.steps <= steps
    assert one.at_least_missing is not None
    assert one.at_most_missing is not None
    low, high = one.at_least_missing, one.at_most_missing
    assert (low.credits, low.modules) <= (high.credits, high.modules)
    assert one.proven == (low == high)


def test_hundreds_of_modules_are_counted_into_dozens_of_groups() -> None:
    """What is short in each of many groups adds up: nothing is tried out."""
    items, awards = many(400, 80, "modules")
    (one,) = place(items, awards, settle=False).standings
    (nothing,) = place([], awards, settle=False).standings
    assert one.proven
    assert nothing.proven
    assert _modules(one) + len(items) >= _modules(nothing) == 80 * 10
    assert sum(imagined.modules for imagined in one.imagined) == _modules(one)


def _modules(one: Standing) -> int:
    assert one.missing is not None
    return one.missing.modules
