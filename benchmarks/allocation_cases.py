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

SIZES = ((10, 15, 20, 30), (15, 20, 30, 40), (5, 10, 15, 20, 25, 30), (12, 18, 24, 30))


def contested(seed: int, modules: int, awards: int) -> tuple[list[Item], list[Award]]:
    """Awards that together ask for about as much as is held.

    Each has a total, parts that share modules, a line for a level and, often,
    caps that cut or leave out; sometimes a budget for prior learning.
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
    tightness = random.choice((Fraction(7, 10), Fraction(9, 10), 1, Fraction(11, 10)))
    step = 6 if sizes[0] == 12 else 5
    total = int(held * tightness / awards) // step * step
    level = {item.id: random.choice((5, 6, 6, 7)) for item in items}
    return items, [
        _award(random, f"award {a}", items, level, total, step) for a in range(awards)
    ]


def _award(
    random: Random,
    name: str,
    items: list[Item],
    level: dict[str, int],
    total: int,
    step: int,
) -> Award:
    def share(low: float, high: float) -> int:
        return max(step, int(total * random.uniform(low, high)) // step * step)

    def some(portion: float) -> set[str]:
        return {item.id for item in items if random.random() < portion}

    lower = {name for name, where in level.items() if where == 5}
    upper = {name for name, where in level.items() if where >= 6}
    parts = [
        Part(id="core", takes=some(0.3), at_least=AtLeast(number=share(0.2, 0.35))),
        Part(id="options", takes=some(0.5), at_least=AtLeast(number=share(0.2, 0.4))),
        Part(id="rest", takes=some(0.8)),
    ]
    lines = [
        Line(id="upper", sees=upper, at_least=AtLeast(number=share(0.4, 0.7))),
        Line(
            id="lower",
            sees=lower,
            at_most=AtMost(
                number=share(0.1, 0.35), excess=random.choice(("left_out", "cut"))
            ),
        ),
    ]
    if random.random() < 0.4:
        lines.append(
            Line(
                id="themes",
                sees=some(0.5),
                at_least=AtLeast(number=random.randint(1, 3), unit="modules"),
            )
        )
    ways = []
    if random.random() < 0.3:
        ways = [
            Way(id="passed", admits=some(0.8)),
            Way(
                id="prior",
                at_most=AtMost(number=share(0.2, 0.4), excess="left_out"),
            ),
        ]
    seen = {"upper", "themes"} & {line.id for line in lines}
    kinds = [
        Kind(id=f"{where} in {part.id}", parts={part.id}, lines=lines_seen)
        for part in parts
        for where, lines_seen in (
            ("upper", seen),
            ("lower", (seen - {"upper"}) | {"lower"}),
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
