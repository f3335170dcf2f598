"""Placement agrees with trying everything, on generated questions of every flavour."""

import pytest
from placing_by_brute_force import best
from placing_cases import Question, question

from swcareers.rules.allocation import place

FLAVOURS = ("plain", "caps", "counts", "cuts", "ways", "together", "mixed")
SEEDS = 40


def asked(flavour: str, seed: int) -> Question:
    """A question small enough to try everything."""
    return question(seed, flavour=flavour, most=4)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_verdict_least_missing_and_every_place_are_the_best_there_are(
    flavour: str,
) -> None:
    """Aims 0 to 6 in their order: the same gaps and the same places as brute force."""
    compared = 0
    for seed in range(SEEDS):
        items, awards, fixed = asked(flavour, seed)
        try:
            found = place(items, awards, fixed=fixed)
        except ValueError:
            continue  # a question that is refused has no answer to compare
        gaps, where = best(items, awards, fixed)
        mine = [
            None if one.missing is None else (one.missing.credits, one.missing.modules)
            for one in found.standings
        ]
        placed: dict[str, dict[str, str]] = {award.id: {} for award in awards}
        for one in found.placed:
            placed[one.award][one.item] = one.part
        assert found.proven, seed
        assert mine == gaps, seed
        assert placed == where, seed
        compared += 1
    assert compared > SEEDS // 2


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_the_order_of_modules_in_a_file_changes_nothing(flavour: str) -> None:
    """order of modules in the file changes nothing"""
    for seed in range(SEEDS):
        items, awards, fixed = asked(flavour, seed)
        try:
            found = place(items, awards, fixed=fixed)
        except ValueError:
            continue
        again = place(list(reversed(items)), awards, fixed=fixed)
        gaps = [(one.met, one.missing) for one in found.standings]
        assert [(one.met, one.missing) for one in again.standings] == gaps, seed


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_no_module_fills_two_parts_of_one_award(flavour: str) -> None:
    """a module is whole and fills one part"""
    for seed in range(SEEDS):
        items, awards, fixed = asked(flavour, seed)
        try:
            found = place(items, awards, fixed=fixed)
        except ValueError:
            continue
        pairs = [(one.award, one.item) for one in found.placed]
        assert len(pairs) == len(set(pairs)), seed
