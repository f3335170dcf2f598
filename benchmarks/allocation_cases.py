"""Invented questions of placement in the sizes that records have, and beyond."""

from datetime import date
from fractions import Fraction
from random import Random

from swcareers.rules.allocation import (
    AtLeast,
    AtMost,
    Award,
    Item,
    Kind,
    Line,
    Part,
    Way,
)

SIZES = ((10, 20, 30), (15, 30), (20, 40), (5, 10, 15, 20, 30), (12, 18, 24))
GROUPS = ("foundations", "families", "adults", "law", "practice", "research")
Question = tuple[list[Item], list[Award]]


def record_like(seed: int, modules: int, awards: int) -> Question:
    """Awards as universities write them, over modules as records hold them.

    Modules have a size, a level and a group. An award has a core and options
    taken from groups, a total, a line for the level, a cap on a lower level
    that cuts or leaves out, often a budget for prior learning. Together the
    awards ask for between half of what is held and somewhat more than all.
    """
    random = Random(f"record {seed} {modules} {awards}")
    sizes = random.choice(SIZES)
    step = 6 if sizes[0] == 12 else 5
    items, levels, groups = [], {}, {}
    for n in range(modules):
        name = f"m{n:03}"
        levels[name] = random.choice((5, 6, 6, 6, 7))
        groups[name] = random.choice(GROUPS)
        day = date(2019 + n % 6, random.randint(1, 12), 1)
        items.append(Item(id=name, credit=random.choice(sizes), achieved=day))
    held = int(sum(item.credit for item in items))
    share = random.uniform(0.5, 1.15) / awards
    found = []
    for a in range(awards):
        total = max(4 * step, int(held * share * random.uniform(0.7, 1.3)))
        found.append(_written(random, f"award {a}", total, step, levels, groups))
    return items, found


def _written(
    random: Random,
    name: str,
    total: int,
    step: int,
    levels: dict[str, int],
    groups: dict[str, str],
) -> Award:
    def part_of(low: float, high: float) -> int:
        return max(step, int(total * random.uniform(low, high)) // step * step)

    chosen = random.sample(GROUPS, 4)
    core = {m for m, group in groups.items() if group == chosen[0]}
    options = {m for m, group in groups.items() if group in chosen[1:]}
    parts = [
        Part(id="core", takes=core, at_least=AtLeast(number=part_of(0.15, 0.35))),
        Part(id="options", takes=options, at_least=AtLeast(number=part_of(0.2, 0.45))),
        Part(id="rest"),
    ]
    lines = [
        Line(
            id="upper",
            sees={m for m, level in levels.items() if level >= 6},
            at_least=AtLeast(number=part_of(0.5, 0.85)),
        ),
        Line(
            id="lower",
            sees={m for m, level in levels.items() if level == 5},
            at_most=AtMost(
                number=part_of(0.1, 0.35), excess=random.choice(("left_out", "cut"))
            ),
        ),
    ]
    if random.random() < 0.3:
        lines.append(
            Line(
                id="law",
                sees={m for m, group in groups.items() if group == "law"},
                at_least=AtLeast(number=random.randint(1, 2), unit="modules"),
            )
        )
    return _award(
        name, total // step * step, parts, lines, _ways(random, groups, total)
    )


def _ways(random: Random, groups: dict[str, str], total: int) -> list[Way]:
    if random.random() < 0.6:
        return []
    budget = AtMost(number=Fraction(total, random.choice((2, 3))), excess="left_out")
    own = {m for m in groups if random.random() < 0.75}
    return [Way(id="passed", admits=own), Way(id="prior", at_most=budget)]


def contested(seed: int, modules: int, awards: int) -> Question:
    """Awards that together ask for just about every credit held.

    Each takes a random half of the modules in each part, so that hardly two
    modules are alike: partition problems with side conditions, harder than
    records are.
    """
    random = Random(f"contested {seed} {modules} {awards}")
    sizes = random.choice(SIZES)
    items = [
        Item(
            id=f"m{n:03}",
            credit=random.choice(sizes),
            achieved=date(2020 + n % 5, random.randint(1, 12), 1),
        )
        for n in range(modules)
    ]
    held = sum((item.credit for item in items), Fraction(0))
    tightness = random.choice((Fraction(8, 10), Fraction(9, 10), 1, Fraction(11, 10)))
    step = 6 if sizes[0] == 12 else 5
    total = max(step, int(held * tightness / awards) // step * step)
    levels = {item.id: random.choice((5, 6, 6, 7)) for item in items}
    return items, [
        _random(random, f"award {a}", items, levels, total, step) for a in range(awards)
    ]


def _random(
    random: Random,
    name: str,
    items: list[Item],
    levels: dict[str, int],
    total: int,
    step: int,
) -> Award:
    def part_of(low: float, high: float) -> int:
        return max(step, int(total * random.uniform(low, high)) // step * step)

    def some(portion: float) -> set[str]:
        return {item.id for item in items if random.random() < portion}

    parts = [
        Part(id="core", takes=some(0.3), at_least=AtLeast(number=part_of(0.2, 0.35))),
        Part(id="options", takes=some(0.5), at_least=AtLeast(number=part_of(0.2, 0.4))),
        Part(id="rest", takes=some(0.8)),
    ]
    lines = [
        Line(
            id="upper",
            sees={m for m, level in levels.items() if level >= 6},
            at_least=AtLeast(number=part_of(0.4, 0.7)),
        ),
        Line(
            id="lower",
            sees={m for m, level in levels.items() if level == 5},
            at_most=AtMost(
                number=part_of(0.1, 0.35), excess=random.choice(("left_out", "cut"))
            ),
        ),
    ]
    return _award(name, total, parts, lines, [])


def _award(
    name: str, total: int, parts: list[Part], lines: list[Line], ways: list[Way]
) -> Award:
    asking = {line.id for line in lines if line.at_most is None}
    kinds = [
        Kind(id=f"{level} in {part.id}", parts={part.id}, lines=seen)
        for part in parts
        for level, seen in (
            ("upper level", asking),
            ("lower level", (asking - {"upper"}) | {"lower"}),
        )
    ]
    return Award(
        id=name,
        parts=parts,
        lines=lines,
        ways=ways,
        at_least=AtLeast(number=total),
        kinds=kinds,
    )
