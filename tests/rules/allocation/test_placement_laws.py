"""The laws of placement, over generated questions: each test quotes its law."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from typing import TypeVar

import attrs
import pytest
from placing_by_brute_force import Judge, best, crossing, order, scale_of
from placing_cases import FLAVOURS, SOURCES, Question

from swcareers.rules.allocation import (
    AtLeast,
    AtMost,
    Award,
    Every,
    Gap,
    Imagined,
    Item,
    Kind,
    Line,
    Part,
    Placement,
    Way,
    place,
    place_each,
)

HERE = Path(__file__).parent
NOTHING_HELPS = (Fraction(10**9), 0)
Vector = list[tuple[Fraction, int] | bool]
H = TypeVar("H", Award, Part, Line, Way)
B = TypeVar("B", AtLeast | Every | None, AtLeast | None, AtMost | None)


def questions(
    number: int, flavours: Sequence[str] = tuple(FLAVOURS)
) -> Iterator[tuple[str, Question]]:
    """So many questions of each flavour, other than those of the long comparison."""
    for flavour in flavours:
        for seed in range(-number, 0):
            asked = SOURCES[flavour](seed)
            if not crossing(asked.items, asked.awards):
                yield f"{flavour} {seed}", asked


def answer(asked: Question, steps: int = 20_000) -> Placement:
    """What `place` says."""
    return place(asked.items, asked.awards, fixed=asked.fixed, steps=steps)


def gap(missing: Gap | None) -> tuple[Fraction, int]:
    """What is missing, to compare: where nothing helps, more than anything."""
    return NOTHING_HELPS if missing is None else (missing.credits, missing.modules)


def vector(found: Placement) -> Vector:
    """Verdicts, then what is missing, award by award: the smaller the better."""
    verdicts: Vector = [not one.met for one in found.standings]
    return verdicts + [gap(one.missing) for one in found.standings]


def where(found: Placement) -> dict[tuple[str, str], str]:
    """The part of each item in each award."""
    return {(one.item, one.award): one.part for one in found.placed}


def without_breaches(asked: Question) -> bool:
    """Does no cap of the question forbid to have more?"""
    return not any(
        h.at_most is not None and h.at_most.excess == "breach"
        for award in asked.awards
        for h in (award, *award.parts, *award.lines, *award.ways)
    )


# --- more learning --------------------------------------------------------------------


def with_another(asked: Question, random: Random) -> Question:
    """The same with one module more, which parts, lines and ways may take or see."""
    extra = Item(id="extra", credit=random.choice(asked.items).credit)

    def perhaps(ids: frozenset[str] | None) -> frozenset[str] | None:
        return ids if ids is None or random.random() < 0.4 else ids | {"extra"}

    awards = [
        attrs.evolve(
            award,
            parts=[attrs.evolve(p, takes=perhaps(p.takes)) for p in award.parts],
            lines=[attrs.evolve(x, sees=perhaps(x.sees)) for x in award.lines],
            ways=[attrs.evolve(w, admits=perhaps(w.admits)) for w in award.ways],
        )
        for award in asked.awards
    ]
    return asked._replace(items=[*asked.items, extra], awards=awards)


def test_a_further_module_never_lowers_a_verdict_nor_raises_what_is_missing() -> None:
    """More learning never lowers a verdict nor raises D, as caps cut or leave out."""
    random = Random("more")
    helped = 0
    for label, asked in questions(16):
        more = with_another(asked, random)
        if without_breaches(asked) and not crossing(more.items, more.awards):
            before, after = vector(answer(asked)), vector(answer(more))
            assert after <= before, label
            helped += after < before
    assert helped > 12


def test_only_a_breach_makes_more_learning_less() -> None:
    """`breach` is the exception: having more than is allowed, used or not."""
    award = Award(
        id="a",
        parts=[Part(id="p", takes={"one"})],
        lines=[
            Line(id="level-5", sees={"two"}, at_most=AtMost(number=18, excess="breach"))
        ],
    )
    one, two = Item(id="one", credit=24), Item(id="two", credit=24)
    assert place([one], [award]).standing("a").met
    after = place([one, two], [award]).standing("a")
    assert not after.met
    assert after.missing is None


# --- names and order ------------------------------------------------------------------


def test_the_order_of_the_modules_changes_nothing() -> None:
    """order of modules in the file changes nothing

    Only of two results of one module, on one day, the one written first goes first.
    """
    random = Random("order")
    for label, asked in questions(20):
        turned = asked._replace(items=random.sample(asked.items, len(asked.items)))
        one, other = answer(asked), answer(turned)
        assert vector(one) == vector(other), label
        told_apart = {(item.achieved, item.module) for item in asked.items}
        if len(told_apart) == len(asked.items):
            assert (one.standings, one.placed) == (other.standings, other.placed), label
            assert one.left_out == other.left_out, label


def relabelled(asked: Question, new: dict[str, str]) -> Question:
    """The same with other names for items, modules, awards, parts, lines and ways."""

    def named(ids: frozenset[str] | None) -> frozenset[str] | None:
        return None if ids is None else frozenset(new.get(one, one) for one in ids)

    def renamed(award: Award) -> Award:
        def every(h: Part | Line) -> AtLeast | Every | None:
            low = h.at_least
            if isinstance(low, Every):
                return Every(modules=[new.get(one, one) for one in low.modules])
            return low

        return attrs.evolve(
            award,
            id=new[award.id],
            parts=[
                attrs.evolve(
                    p, id=new[p.id], takes=named(p.takes), at_least=every(p)
                )
                for p in award.parts
            ],
            lines=[
                attrs.evolve(
                    x,
                    id=new[x.id],
                    sees=named(x.sees),
                    parts=named(x.parts),
                    ways=named(x.ways),
                    at_least=every(x),
                    values=None
                    if x.values is None
                    else {new.get(k, k): v for k, v in x.values.items()},
                )
                for x in award.lines
            ],
            ways=[
                attrs.evolve(
                    w,
                    id=new[w.id],
                    admits=named(w.admits),
                    takes_from=named(w.takes_from),
                )
                for w in award.ways
            ],
            kinds=None
            if award.kinds is None
            else [
                attrs.evolve(
                    k,
                    id=new[k.id],
                    parts=named(k.parts),
                    lines=named(k.lines),
                    way=None if k.way is None else new[k.way],
                    module=None if k.module is None else new.get(k.module, k.module),
                )
                for k in award.kinds
            ],
        )  # fmt: skip

    return Question(
        items=[
            attrs.evolve(
                item,
                id=new[item.id],
                module=new.get(item.module, item.module),
                previous=[(new[a], new[p]) for a, p in item.previous],
                counted_by=named(item.counted_by),
            )
            for item in asked.items
        ],
        awards=[renamed(award) for award in asked.awards],
        fixed=[
            attrs.evolve(
                pin,
                item=new[pin.item],
                award=new[pin.award],
                part=None if pin.part is None else new[pin.part],
            )
            for pin in asked.fixed
        ],
    )


def names_of(asked: Question) -> list[str]:
    """Every name in it, in alphabetical order."""
    found = {item.id for item in asked.items} | {item.module for item in asked.items}
    for award in asked.awards:
        kinds = [k.id for k in award.kinds or ()]
        found |= {award.id, *kinds}
        found |= {h.id for h in (*award.parts, *award.lines, *award.ways)}
    return sorted(found)


def test_names_change_nothing_where_their_alphabet_stays_as_it_was() -> None:
    """relabelling changes nothing: the same placement under other names"""
    for label, asked in questions(15):
        names = names_of(asked)
        new = {name: f"x{place:03}" for place, name in enumerate(names)}
        one, other = answer(asked), answer(relabelled(asked, new))
        assert vector(one) == vector(other), label
        assert {
            (new[item], new[award]): new[part]
            for (item, award), part in where(one).items()
        } == where(other), label


def test_names_at_large_change_no_verdict_no_gap_and_nothing_before_the_tie_break() -> (
    None
):
    """The alphabet of module ids is looked at last, where all else is equal."""
    random = Random("names")
    for label, asked in questions(15):
        names = names_of(asked)
        new = dict(zip(names, random.sample(names, len(names)), strict=True))
        one, other = answer(asked), answer(relabelled(asked, new))
        assert vector(one) == vector(other), label
        for mine, again in zip(one.standings, other.standings, strict=True):
            assert len(mine.unmet) == len(again.unmet), label
        assert moves(asked, one) == moves(relabelled(asked, new), other), label
        used = [sum(p.credit for p in found.placed) for found in (one, other)]
        assert used[0] == used[1], label
        if len({item.achieved for item in asked.items}) == len(asked.items):
            renamed = {(new[i], new[a]): new[p] for (i, a), p in where(one).items()}
            assert renamed == where(other), label


def moves(asked: Question, found: Placement) -> int:
    """How many of the placements last recorded are given up."""
    now = where(found)
    return sum(
        now.get((item.id, award)) != part
        for item in asked.items
        for award, part in item.previous
    )


def test_the_measure_of_credit_changes_nothing() -> None:
    """Credit counted in halves, or in thirds more: the same placement, gaps in step."""

    def bound(one: B, by: Fraction) -> B:
        if isinstance(one, AtLeast | AtMost) and one.unit == "credits":
            return attrs.evolve(one, number=one.number * by)
        return one

    def grown(h: H, by: Fraction) -> H:
        low, high = bound(h.at_least, by), bound(h.at_most, by)
        return attrs.evolve(h, at_least=low, at_most=high)

    def larger(asked: Question, by: Fraction) -> Question:
        return asked._replace(
            items=[attrs.evolve(i, credit=i.credit * by) for i in asked.items],
            awards=[
                attrs.evolve(
                    grown(award, by),
                    parts=[grown(p, by) for p in award.parts],
                    lines=[grown(x, by) for x in award.lines],
                    ways=[grown(w, by) for w in award.ways],
                    kinds=None
                    if award.kinds is None
                    else [
                        attrs.evolve(k, whole=None if k.whole is None else k.whole * by)
                        for k in award.kinds
                    ],
                )
                for award in asked.awards
            ],
        )

    for label, asked in questions(8):
        one = answer(asked)
        for by in (Fraction(1, 2), Fraction(4, 3)):
            other = answer(larger(asked, by))
            assert where(one) == where(other), label
            for mine, again in zip(one.standings, other.standings, strict=True):
                assert mine.met == again.met, label
                if mine.missing is not None:
                    assert again.missing is not None, label
                    assert mine.missing.credits * by == again.missing.credits, label


# --- what is missing really completes -------------------------------------------------


def completed(asked: Question, imagined: Sequence[Imagined]) -> Question:
    """The question with the modules that an answer imagines, as if they were held."""
    (award,) = asked.awards
    kinds = {kind.id: kind for kind in award.kinds or ()}
    items, seen = list(asked.items), list[tuple[str, str, Kind]]()
    for at, one in enumerate(imagined):
        kind = kinds[one.kind]
        for n in range(max(1, one.modules)):
            name = f"added {at} {n}"
            seen.append((name, one.part, kind))
            credit = one.credit if n == 0 else Fraction(0)
            items.append(Item(id=name, credit=credit, module=kind.module or name))
    if not seen:
        return asked

    def with_those(ids: frozenset[str] | None, so: list[str]) -> frozenset[str]:
        known = frozenset(item.id for item in asked.items)
        return (known if ids is None else ids) | frozenset(so)

    ways: list[Way] = [
        attrs.evolve(
            w, admits=with_those(w.admits, [n for n, _, k in seen if k.way == w.id])
        )
        for w in award.ways
    ]
    if award.ways:
        free = [n for n, _, k in seen if k.way is None]
        ways.append(Way(id="added freely", admits=frozenset(free)))
    parts = [
        attrs.evolve(
            p, takes=with_those(p.takes, [n for n, part, _ in seen if part == p.id])
        )
        for p in award.parts
    ]
    lines = [
        attrs.evolve(
            x,
            sees=with_those(x.sees, [n for n, _, k in seen if x.id in k.lines]),
            values=None
            if x.values is None
            else {
                **x.values,
                **{n: x.values[k.id] for n, _, k in seen if k.id in x.values},
            },
        )
        for x in award.lines
    ]
    return asked._replace(
        items=items, awards=[attrs.evolve(award, parts=parts, lines=lines, ways=ways)]
    )


def alone(asked: Question) -> bool:
    """One award, its modules to add named, nothing fixed and nothing breached."""
    return (
        len(asked.awards) == 1
        and asked.awards[0].kinds is not None
        and not asked.fixed
        and without_breaches(asked)
    )


def test_adding_what_the_answer_imagines_completes_the_award() -> None:
    """The imagined modules of the optimum are the explanation: they complete it."""
    completes = 0
    for label, asked in questions(35):
        if not alone(asked):
            continue
        (standing,) = answer(asked).standings
        if standing.met or standing.missing is None:
            continue
        after = completed(asked, standing.imagined)
        if crossing(after.items, after.awards):
            continue
        assert answer(after).standings[0].met, label
        completes += 1
    assert completes > 35


def test_nothing_smaller_than_what_is_missing_completes_the_award() -> None:
    """D is the least sum: with less, split in any way among the kinds, some line fails.

    Tried: every split of one step less than D, in halves of the step in which the
    figures are written, over every placement of what is held.
    """
    tried = 0
    for label, asked in questions(60, ("plain", "caps", "cuts")):
        if not alone(asked):
            continue
        (award,) = asked.awards
        if any(kind.whole or kind.module for kind in award.kinds or ()):
            continue
        missing = answer(asked).standings[0].missing
        if missing is None or not missing.credits:
            continue
        places = [(k, p) for k in award.kinds or () for p in sorted(k.parts)]
        grain = Fraction(1, 2) * min(
            [item.credit for item in asked.items if item.credit] + [missing.credits]
        )
        units = int((missing.credits - Fraction(1, 1000)) // grain)
        if len(places) > 3 or units > 6:
            continue
        for split in splits(units, len(places)):
            less = [
                Imagined(kind=kind.id, part=part, credit=amount * grain, modules=1)
                for (kind, part), amount in zip(places, split, strict=True)
                if amount
            ]
            after = completed(asked, less)
            if crossing(after.items, after.awards):
                continue
            judged = after._replace(awards=[attrs.evolve(after.awards[0], kinds=[])])
            assert not answer(judged).standings[0].met, (label, split)
            tried += 1
    assert tried > 50


def splits(units: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way to share units out."""
    for split in product(range(units + 1), repeat=places):
        if sum(split) == units:
            yield split


# --- several awards -------------------------------------------------------------------


def test_what_is_missing_alone_is_never_more_than_beside_others() -> None:
    """Awards asked together, each also answered alone: the others only take away."""
    starved = 0
    for label, asked in questions(40, ("together", "mixed")):
        if asked.fixed or any(
            way.takes_from for award in asked.awards for way in award.ways
        ):
            continue
        together = answer(asked)
        each = place_each(asked.items, asked.awards)
        for one, (award, alone_) in zip(
            together.standings, zip(asked.awards, each, strict=True), strict=True
        ):
            (standing,) = alone_.standings
            assert alone_ == place(asked.items, [award]), label
            assert gap(standing.missing) <= gap(one.missing), label
            starved += gap(standing.missing) < gap(one.missing)
        first = next((n for n, x in enumerate(together.standings) if not x.breaches), 0)
        assert together.standings[first].met == each[first].standings[0].met, label
    assert starved > 2


# --- stability ------------------------------------------------------------------------


def test_the_last_placement_is_kept_while_none_is_better() -> None:
    """Moves from the placement last recorded, fewest: one as good stays as it is."""
    kept = 0
    for label, asked in questions(10):
        expected = best(*asked)
        for last in (expected.as_good[0], expected.as_good[-1]):
            items = [
                attrs.evolve(
                    item,
                    previous=[(a, p[item.id]) for a, p in last.items() if item.id in p],
                )
                for item in asked.items
            ]
            found = answer(asked._replace(items=items))
            now = where(found)
            credit = {item.id: item.credit for item in items}
            for award, placed in last.items():
                for item, part in placed.items():
                    assert now[item, award] == part, label
                    kept += 1
            # Nothing else is used but what is worth nothing.
            used = {(item, award) for award, p in last.items() for item in p}
            assert not any(credit[item] for item, _ in now.keys() - used), label
    assert kept > 100


def test_the_same_question_always_has_the_same_answer() -> None:
    """deterministic: the budget counts steps, not seconds, so that answers repeat"""
    for label, asked in questions(6):
        for steps in (3, 20_000):
            assert answer(asked, steps) == answer(asked, steps), label


def test_an_answer_does_not_depend_on_how_a_machine_orders_sets() -> None:
    """The same in another process with other hashes."""
    told = [
        subprocess.run(
            [sys.executable, "-c", _TELL],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=HERE,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert len(told[0]) > 1000


_TELL = """
import sys
sys.path.insert(0, ".")
from placing_cases import FLAVOURS, question
from swcareers.rules.allocation import place
for flavour in FLAVOURS:
    for seed in range(8):
        items, awards, fixed = question(seed, flavour)
        try:
            for steps in (5, 20_000):
                print(place(items, awards, fixed=fixed, steps=steps))
        except ValueError as refused:
            print(refused)
"""


# --- methods and budgets --------------------------------------------------------------


@pytest.mark.parametrize("flavour", ["by count", "apart", "plain"])
def test_the_easy_methods_find_what_the_search_finds(flavour: str) -> None:
    """Easy classes are recognised, and answered alike."""
    nothing = Award(id="nothing", parts=[Part(id="none", takes=set())])
    methods = set()
    for seed in range(60):
        asked = SOURCES[flavour](seed)
        if crossing(asked.items, asked.awards):
            continue
        easy = answer(asked)
        # Beside another award, though it takes nothing, there is only the search.
        searched = answer(asked._replace(awards=[*asked.awards, nothing]))
        methods |= {one.method for one in (*easy.standings, *searched.standings)}
        assert vector(easy)[1] == gap(searched.standings[0].missing), seed
        assert where(easy) == where(searched), seed
        assert easy.standings[0].unmet == searched.standings[0].unmet, seed
    expected = {"by count": "flow", "apart": "take all"}.get(flavour, "search")
    assert {expected, "search"} <= methods


@pytest.mark.parametrize("steps", [0, 1, 3, 10, 30])
def test_a_budget_that_ends_first_gives_bounds_that_hold(steps: int) -> None:
    """`proven`, or two bounds; never "not met" because the search was too short."""
    open_ = 0
    for label, asked in questions(15):
        true, short = answer(asked), answer(asked, steps)
        assert short.steps <= 2 * steps, label
        for mine, real in zip(short.standings, true.standings, strict=True):
            lowest, highest = gap(mine.at_least_missing), gap(mine.at_most_missing)
            if mine.breaches:
                assert real.breaches, label
                continue
            if all(one.proven for one in short.standings):
                assert lowest == highest == gap(real.missing), label
            assert lowest <= gap(real.missing), (label, mine, real)
            assert mine.proven == (mine.at_least_missing == mine.at_most_missing), label
            if mine.proven:
                assert gap(mine.missing) == gap(real.missing), label
            open_ += not mine.proven
        # What was found is a placement that may be had: no worse than it says.
        assert vector(true) <= vector(short), label
        if short.proven and short.settled:
            assert where(short) == where(true), label
        assert short.proven == all(one.proven for one in short.standings), label
    if steps <= 1:
        assert open_ > 5


def held_by(
    asked: Question, found: Placement
) -> Iterator[tuple[Judge, tuple[tuple[int, int, int], ...]]]:
    """What each award holds, for the oracle to judge."""
    scale = scale_of(asked.items, asked.awards)
    ordered = order(asked.items)
    names = [item.id for item in ordered]
    for award in asked.awards:
        parts = [part.id for part in award.parts]
        ways = [way.id for way in award.ways]
        held = tuple(
            (
                names.index(one.item),
                parts.index(one.part),
                -1 if one.way is None else ways.index(one.way),
            )
            for one in found.placed
            if one.award == award.id
        )
        yield Judge(award, ordered, scale), held


def test_a_placement_found_in_haste_still_keeps_every_cap_and_counts_once() -> None:
    """Without proof, but never without the law."""
    for label, asked in questions(20):
        for judge, held in held_by(asked, answer(asked, 1)):
            assert judge.kept(held), label
            assert len({item for item, *_ in held}) == len(held), label


def test_without_the_order_among_equals_verdicts_and_gaps_are_the_same() -> None:
    """Aims 1 and 2 need no more: the placement given leaves just as much missing."""
    fewer = 0
    for label, asked in questions(20):
        items, awards, fixed = asked
        found = place(items, awards, fixed=fixed, settle=False)
        settled = answer(asked)
        assert vector(found) == vector(settled), label
        assert found.proven, label
        for (judge, held), standing in zip(
            held_by(asked, found), found.standings, strict=True
        ):
            assert judge.kept(held), label
            assert (judge.missing(held) or NOTHING_HELPS) == gap(
                standing.but_for_breach
            ), label
        fewer += found.steps < settled.steps
    assert fewer > 20
