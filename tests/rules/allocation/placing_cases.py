"""Invented questions of placement, small enough to try everything."""

from datetime import date
from fractions import Fraction
from random import Random

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
    Way,
)

Question = tuple[list[Item], list[Award], list[Fixed]]
SIZES = ((10, 15, 20, 30), (20,), (12, 18, 24), (5, 10, 15, 20, 25), (10, 20, 40))


def question(seed: int, *, flavour: str = "mixed", most: int = 6) -> Question:
    """One question; the same seed and flavour always give the same.

    Flavours: `plain` (one award, lower bounds), `caps`, `counts`, `cuts`,
    `ways`, `together` (two awards), `mixed`.
    """
    random = Random(f"{flavour} {seed}")
    several = flavour == "together" or (flavour == "mixed" and random.random() < 0.3)
    count = random.randint(2, min(most, 4 if several else 6))
    sizes = random.choice(SIZES)
    names = [f"m{n}" for n in range(count)]
    items = []
    for name in names:
        credit = Fraction(random.choice(sizes))
        if random.random() < 0.05:
            credit = Fraction(0)
        items.append(
            Item(
                id=name,
                credit=credit,
                module=random.choice((name, name, name, "shared")),
                achieved=random.choice(
                    (None, date(2024, random.randint(1, 3), 1), date(2025, 6, 30))
                ),
            )
        )
    awards = [
        _award(random, f"award {a}", items, flavour, several)
        for a in range(2 if several else 1)
    ]
    if several and flavour in ("together", "mixed"):
        items, awards = _reuse(random, items, awards)
    items = [_moved(random, item, awards) for item in items]
    random.shuffle(items)
    fixed = []
    if flavour == "mixed" and random.random() < 0.15:
        item = random.choice(items)
        fixed = [Fixed(item=item.id, award=awards[0].id, part=None)]
    return items, awards, fixed


def _some(random: Random, items: list[Item], share: float) -> frozenset[str]:
    return frozenset(item.id for item in items if random.random() < share)


def _award(
    random: Random, name: str, items: list[Item], flavour: str, several: bool
) -> Award:
    def yes(*flavours: str, chance: float = 0.5) -> bool:
        return (flavour in flavours or flavour == "mixed") and random.random() < chance

    held = sum((item.credit for item in items), Fraction(0))
    step = 5 if held % 5 == 0 else 6

    def credit(most: Fraction) -> Fraction:
        return Fraction(step * random.randint(0, max(1, int(most) // step)))

    def need(most: Fraction) -> AtLeast | None:
        if yes("counts", chance=0.4):
            unit = random.choice(("modules", "distinct"))
            return AtLeast(number=random.randint(0, 3), unit=unit)
        return AtLeast(number=credit(most))

    def cap(excesses: tuple[str, ...]) -> AtMost:
        excess = random.choice(excesses)
        if excess == "left_out" and yes("counts", chance=0.4):
            unit = random.choice(("modules", "distinct"))
            return AtMost(number=random.randint(0, 3), unit=unit, excess=excess)
        return AtMost(number=credit(held), excess=excess)

    parts = []
    for p in range(random.randint(1, 2 if several else 3)):
        least: AtLeast | Every | None = (
            need(held / 2) if random.random() < 0.8 else None
        )
        if yes("counts", chance=0.15):
            least = Every(modules=random.sample(["m0", "m1", "shared", "never"], 2))
        parts.append(
            Part(
                id=f"p{p}",
                takes=None if random.random() < 0.3 else _some(random, items, 0.6),
                at_least=least,
                at_most=cap(("left_out",)) if yes("caps", chance=0.25) else None,
                strength="should" if yes("counts", chance=0.1) else "must",
            )
        )
    lines = []
    cut: frozenset[str] | None = None
    for n in range(random.randint(0, 3)):
        sees = _some(random, items, 0.6)
        where = None if random.random() < 0.7 else frozenset({parts[0].id})
        high = None
        if yes("cuts", chance=0.6):
            # Nested by construction: each inside the one before.
            sees = sees if cut is None else sees & cut
            cut, where = sees, None
            high = cap(("cut",))
        elif yes("caps", chance=0.5):
            high = cap(("left_out",))
        lines.append(
            Line(
                id=f"l{n}",
                sees=sees,
                parts=where,
                at_least=need(held) if high is None or random.random() < 0.3 else None,
                at_most=high,
                strength="should" if random.random() < 0.15 else "must",
                values={item.id: random.choice("xyz") for item in items}
                if yes("counts", chance=0.3)
                else None,
            )
        )
    ways: list[Way] = []
    if yes("ways", chance=0.6 if flavour == "ways" else 0.2):
        budget = cap(("left_out",)) if random.random() < 0.7 else None
        if budget is not None and flavour == "mixed" and not cut and yes("mixed"):
            budget = AtMost(number=credit(held), excess="cut")
        ways = [
            Way(id="passed", admits=_some(random, items, 0.6)),
            Way(
                id="prior",
                admits=_some(random, items, 0.8),
                at_least=AtLeast(
                    number=random.choice((step, 2 * step, 4 * step))
                    if random.random() < 0.8
                    else 2,
                    unit="credits",
                )
                if random.random() < 0.6
                else None,
                at_most=budget,
            ),
        ]
    kinds = []
    for k in range(random.choice((1, 2, 2, 3))):
        whole = None
        module = None
        if random.random() < 0.25:
            whole = Fraction(random.choice((0, 10, 12, 20, 30)))
        if random.random() < 0.2:
            module = random.choice(("never", "m0", "new"))
        kinds.append(
            Kind(
                id=f"k{k}",
                parts={p.id for p in parts if random.random() < 0.8} or {"p0"},
                lines={x.id for x in lines if random.random() < 0.6},
                way=random.choice((None, "prior")) if ways else None,
                whole=whole,
                module=module,
            )
        )
    total = AtLeast(number=credit(held * 5 / 4)) if random.random() < 0.8 else None
    return Award(
        id=name,
        parts=parts,
        lines=lines,
        ways=ways,
        at_least=total,
        at_most=cap(("left_out",)) if yes("caps", chance=0.15) else None,
        kinds=kinds,
    )


def _reuse(
    random: Random, items: list[Item], awards: list[Award]
) -> tuple[list[Item], list[Award]]:
    """Sometimes the second award may take from the first, or from one conferred."""
    if random.random() < 0.5:
        return items, awards
    first, second = awards
    budget = AtMost(number=random.choice((10, 20, 24)), excess="left_out")
    reusing = Way(
        id="reused",
        takes_from={first.id, "conferred"},
        at_most=budget if random.random() < 0.7 else None,
    )
    ways = [*second.ways] or [Way(id="free")]
    ways.insert(random.randint(0, len(ways)), reusing)
    changed = Award(
        id=second.id,
        parts=second.parts,
        lines=second.lines,
        ways=ways,
        at_least=second.at_least,
        at_most=second.at_most,
        kinds=second.kinds,
    )
    items = [
        Item(
            id=item.id,
            credit=item.credit,
            module=item.module,
            achieved=item.achieved,
            counted_by={"conferred"} if random.random() < 0.2 else (),
        )
        for item in items
    ]
    return items, [first, changed]


def _moved(random: Random, item: Item, awards: list[Award]) -> Item:
    if random.random() < 0.7:
        return item
    award = random.choice(awards)
    return Item(
        id=item.id,
        credit=item.credit,
        module=item.module,
        achieved=item.achieved,
        counted_by=item.counted_by,
        previous=[(award.id, random.choice(award.parts).id)],
    )


def by_count(seed: int) -> Question:
    """One award whose bounds count modules, or all of whose modules are alike."""
    random = Random(f"count {seed}")
    unit = random.choice(("modules", "credits"))
    size = 20 if unit == "credits" else 1
    items = [
        Item(
            id=f"m{n}",
            credit=20 if unit == "credits" else random.choice((0, 10, 15, 20)),
            achieved=random.choice((None, date(2024, random.randint(1, 3), 1))),
        )
        for n in range(random.randint(1, 6))
    ]
    parts = []
    for p in range(random.randint(1, 3)):
        need = random.randint(0, 3)
        roomy = p == 0 or random.random() < 0.7
        parts.append(
            Part(
                id=f"p{p}",
                takes=None if random.random() < 0.3 else _some(random, items, 0.6),
                at_least=AtLeast(number=need * size, unit=unit),
                at_most=None
                if roomy
                else AtMost(
                    number=(need + random.randint(0, 1)) * size,
                    unit=unit,
                    excess="left_out",
                ),
            )
        )
    lines = []
    sees = _some(random, items, 0.7)
    for n in range(random.randint(0, 2)):
        cap = AtMost(number=random.randint(0, 3) * size, unit=unit, excess="left_out")
        lines.append(Line(id=f"l{n}", sees=sees, at_most=cap))
        rest = frozenset(item.id for item in items) - sees
        sees = _some(random, [i for i in items if i.id in sees], 0.7)
        if random.random() < 0.4:
            sees = rest
    award = Award(
        id="award",
        parts=parts,
        lines=lines,
        at_least=AtLeast(number=random.randint(0, 6) * size, unit=unit)
        if random.random() < 0.8
        else None,
        kinds=[Kind(id=part.id, parts={part.id}) for part in parts],
    )
    return items, [award], []
