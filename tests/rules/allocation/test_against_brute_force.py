"""Placement agrees with trying everything, on generated questions of every flavour.

`pytest tests/rules/allocation --many-placements 50000` compares more of them.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

import pytest
from placing_by_brute_force import Best, best, crossing
from placing_cases import SOURCES, Question

from swcareers.rules.allocation import (
    Award,
    Every,
    Item,
    Line,
    Part,
    Placed,
    Placement,
    Standing,
    Unmet,
    Way,
    place,
)

Holder = Award | Part | Line | Way


def test_every_answer_is_the_best_there_is(flavour: str, seeds: Sequence[int]) -> None:
    """Aims 0 to 6 in their order: the gaps and the places of trying everything."""
    for seed in seeds:
        asked = SOURCES[flavour](seed)
        label = f"{flavour} {seed}"
        if crossing(asked.items, asked.awards):
            with pytest.raises(ValueError, match="which is cut first"):
                place(asked.items, asked.awards, fixed=asked.fixed)
            continue
        found = place(asked.items, asked.awards, fixed=asked.fixed)
        expected = best(*asked)
        agrees(found, expected, label)
        for award in asked.awards:
            adds_up(asked, found, award, expected, label)
        counts_once(asked, found, label)


def agrees(found: Placement, expected: Best, label: str) -> None:
    """Verdict, least missing, every place, and what cannot hold: all the same."""
    assert (found.proven, found.settled) == (True, True), label
    for one, gap, breached in zip(
        found.standings, expected.gaps, expected.breached, strict=True
    ):
        assert pair(one.but_for_breach) == gap, label
        assert one.missing == (None if breached else one.but_for_breach), label
        assert one.at_least_missing == one.at_most_missing == one.missing, label
        assert one.met == (gap == (0, 0) and not breached), label
        assert bool(one.breaches) == breached, label
    placed: dict[str, dict[str, str]] = {award: {} for award in expected.placed}
    for one_placed in found.placed:
        placed[one_placed.award][one_placed.item] = one_placed.part
    assert placed == expected.placed, label
    failed = [(pin.item, pin.award) for pin in found.cannot_hold]
    assert failed == expected.cannot_hold, label


def pair(gap: object) -> tuple[Fraction, int] | None:
    """A gap as credit and modules."""
    if gap is None:
        return None
    return gap.credits, gap.modules  # type: ignore[attr-defined]  # a Gap


# --- what the answer says of itself is so --------------------------------------------


def counts_once(asked: Question, found: Placement, label: str) -> None:
    """Credit counts once unless a way says from; a module fills one part."""
    items = {item.id: item for item in asked.items}
    ways = {(a.id, way.id): way for a in asked.awards for way in a.ways}
    here: dict[str, list[Placed]] = {}
    for one in found.placed:
        here.setdefault(one.item, []).append(one)
    for item, uses in here.items():
        awards = [one.award for one in uses]
        assert len(awards) == len(set(awards)), label
        owned = 0
        for one in uses:
            way = ways[one.award, one.way] if one.way is not None else None
            if way is None or way.takes_from is None:
                owned += 1
                continue
            others = {*awards, *items[item].counted_by} - {one.award}
            assert others & way.takes_from, label
        assert owned == (0 if items[item].counted_by else 1), label


def adds_up(
    asked: Question, found: Placement, award: Award, expected: Best, label: str
) -> None:
    """What is counted, unmet, imagined and left out of an award fit each other."""
    standing = found.standing(award.id)
    items = {item.id: item for item in asked.items}
    here = [one for one in found.placed if one.award == award.id]
    for one in here:
        part = next(part for part in award.parts if part.id == one.part)
        assert part.takes is None or one.item in part.takes, label
        assert one.credit == items[one.item].credit, label
        cut = [h for h in cuts(award) if sees(h, award, one)]
        assert 0 <= one.counted <= one.credit, label
        assert cut or one.counted == one.credit, label  # none split unless cut
    assert standing.counted == sum(one.counted for one in here), label
    for h in (award, *award.parts, *award.lines, *award.ways):
        cap = h.at_most
        if cap is None or not must(h):
            continue
        seen = [one for one in here if sees(h, award, one)]
        if cap.excess == "cut":
            assert sum(one.counted for one in seen) <= cap.number, label
        if cap.excess == "left_out":
            assert amount(h, seen, items, cap.unit, whole=True) <= cap.number, label
    unmet(award, standing, here, items, expected, label)
    gap = standing.but_for_breach
    if gap is not None:
        assert sum(one.credit for one in standing.imagined) == gap.credits, label
        assert sum(one.modules for one in standing.imagined) == gap.modules, label
    left_out(asked, found, award, label)


def unmet(
    award: Award,
    standing: Standing,
    here: Sequence[Placed],
    items: dict[str, Item],
    expected: Best,
    label: str,
) -> None:
    """What is said to be unmet is what the counted credit leaves unmet, the fewest."""
    told: dict[tuple[str, str], Unmet] = {}
    for one in standing.unmet:
        cap = one.have > one.need
        told[one.line, "cap" if cap else "need"] = one
    for h in (award, *award.parts, *award.lines, *award.ways):
        seen = [one for one in here if sees(h, award, one)]
        low, high = h.at_least, h.at_most
        if isinstance(low, Every):
            have = {value(h, items[one.item]) for one in seen}
            so = set(low.modules) <= have
        elif low is None or (isinstance(h, Way) and not seen):
            so = True
        else:
            have_so = amount(h, seen, items, low.unit)
            so = have_so >= low.number
            if not so:
                assert told[h.id, "need"].have == have_so, label
                assert told[h.id, "need"].need == low.number, label
        assert so == ((h.id, "need") not in told), label
        if high is not None and not must(h) and high.excess != "breach":
            over = amount(h, seen, items, high.unit, whole=True) > high.number
            assert over == ((h.id, "cap") in told), label
    at = list(expected.placed).index(award.id)
    strengths = Counter(one.strength for one in standing.unmet)
    assert (strengths["must"], strengths["should"]) == expected.unmet[at], label


def left_out(asked: Question, found: Placement, award: Award, label: str) -> None:
    """Every module an award does not use is told once, with a reason that holds."""
    here = {one.item for one in found.placed if one.award == award.id}
    told = [one for one in found.left_out if one.award == award.id]
    assert sorted([*here, *(one.item for one in told)]) == sorted(
        item.id for item in asked.items
    ), label
    items = {item.id: item for item in asked.items}
    for one in told:
        fits = [p for p in award.parts if p.takes is None or one.item in p.takes]
        if one.why == "no part takes it":
            assert not fits, label
        if one.why == "cap":
            holders = (award, *award.parts, *award.lines, *award.ways)
            (capping,) = [h for h in holders if h.id == one.cap]
            assert capping.at_most is not None, label
            assert capping.at_most.excess == "left_out", label
        if one.why == "used elsewhere":
            used = {p.award for p in found.placed if p.item == one.item}
            assert one.by in used | items[one.item].counted_by, label
        if one.why == "fixed":
            assert any(
                pin.item == one.item and pin.award == award.id for pin in asked.fixed
            ), label


def must(h: Holder) -> bool:
    """Is it more than advice?"""
    return isinstance(h, Award | Way) or h.strength == "must"


def cuts(award: Award) -> list[Holder]:
    """What cuts."""
    return [
        h
        for h in (award, *award.parts, *award.lines, *award.ways)
        if h.at_most is not None and h.at_most.excess == "cut" and must(h)
    ]


def sees(h: Holder, award: Award, one: Placed) -> bool:
    """Does it look at a module that is placed so?"""
    if isinstance(h, Award):
        return True
    if isinstance(h, Part):
        return one.part == h.id
    if isinstance(h, Way):
        return one.way == h.id
    return (
        (h.sees is None or one.item in h.sees)
        and (h.parts is None or one.part in h.parts)
        and (h.ways is None or one.way in h.ways)
    )


def value(h: Holder, item: Item) -> str:
    """What `distinct` compares."""
    values = (h.values if isinstance(h, Line) else None) or {}
    return values.get(item.id, item.module)


def amount(
    h: Holder,
    seen: Sequence[Placed],
    items: dict[str, Item],
    unit: str,
    *,
    whole: bool = False,
) -> Fraction:
    """How much it sees: what is counted, or whole modules."""
    if unit == "credits":
        return sum((one.credit if whole else one.counted for one in seen), Fraction(0))
    if unit == "modules":
        return Fraction(len(seen))
    return Fraction(len({value(h, items[one.item]) for one in seen}))
