"""Invented questions of placement, small enough to try everything.

Every construct of the allocator is reached, alone and mixed with others; which of them
a question has is told from the question itself (`constructs`), so that a test can hold
this page to its word.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from math import prod
from random import Random
from typing import Literal, NamedTuple

import attrs

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

Excess = Literal["cut", "left_out", "breach"]


class Question(NamedTuple):
    """What `place` is asked."""

    items: list[Item]
    awards: list[Award]
    fixed: list[Fixed]


# The credit of modules, and the step in which bounds are written.
FAMILIES: tuple[tuple[tuple[Fraction, ...], Fraction], ...] = (
    (tuple(map(Fraction, (10, 15, 20, 30))), Fraction(5)),
    ((Fraction(20),), Fraction(10)),
    (tuple(map(Fraction, (12, 18, 24))), Fraction(6)),
    (tuple(map(Fraction, (5, 10, 15, 20, 25))), Fraction(5)),
    (tuple(map(Fraction, (1, 2, 3))), Fraction(1)),
    ((Fraction(15, 2), Fraction(15), Fraction(45, 2)), Fraction(15, 2)),
    (tuple(map(Fraction, (10, 20))), Fraction(10, 3)),  # shares: a third of a need
)
# What a flavour may have, beside parts and lines with lower bounds in credit.
FLAVOURS: dict[str, frozenset[str]] = {
    "plain": frozenset(),
    "caps": frozenset({"caps"}),
    "counts": frozenset({"counts"}),
    "cuts": frozenset({"cuts"}),
    "ways": frozenset({"ways"}),
    "decided": frozenset({"fixed", "moved", "caps"}),
    "together": frozenset({"together", "reuse", "caps", "moved"}),
    "breached": frozenset({"together", "breach"}),
    "mixed": frozenset(
        {"caps", "counts", "cuts", "ways", "fixed", "moved", "together", "reuse",
         "breach", "should"}
    ),
}  # fmt: skip
# How many joint placements a question may have at most, so that all can be tried.
MOST = 250


def question(
    seed: int, flavour: str, largest: int = 5, placements: int = MOST
) -> Question:
    """One question; the same seed and flavour always give the same.

    Of at most so many modules, which can be placed jointly in so many ways.
    """
    inventing = _Inventing(Random(f"{flavour} {seed}"), FLAVOURS[flavour])
    return inventing.question(largest, placements)


class _Inventing:
    """One question on its way."""

    def __init__(self, random: Random, may: frozenset[str]) -> None:
        self.random = random
        self.may = may
        self.sizes, self.step = random.choice(FAMILIES)
        self.items: list[Item] = []
        self.held = Fraction(0)
        self.cuts = ""

    def yes(self, what: str, chance: float) -> bool:
        return what in self.may and self.random.random() < chance

    def question(self, largest: int, placements: int) -> Question:
        random = self.random
        number = 1
        if "together" in self.may and ("ways" not in self.may or random.random() < 0.3):
            number = random.choice((2, 2, 2, 3))
        self.items = [self._item(f"m{n}") for n in range(random.randint(1, largest))]
        self.held = sum((item.credit for item in self.items), Fraction(0))
        awards = [self._award(f"award {a}", number) for a in range(number)]
        while prod(_places(item, awards) for item in self.items) > placements:
            self.items.pop()
        if number > 1 and self.yes("reuse", 0.5):
            awards = self._reusing(awards)
        items = [self._moved(item, awards) for item in self.items]
        random.shuffle(items)
        fixed = []
        for item in items:
            if self.yes("fixed", 0.15):
                award = random.choice(awards)
                part = random.choice([None, *(part.id for part in award.parts)])
                fixed.append(Fixed(item=item.id, award=award.id, part=part))
        return Question(items, awards, fixed)

    def _item(self, name: str) -> Item:
        random = self.random
        credit = random.choice(self.sizes)
        return Item(
            id=name,
            credit=credit if random.random() > 0.04 else 0,
            module=random.choice((name, name, name, "shared")),
            achieved=random.choice(
                (None, date(2024, random.randint(1, 3), 1), date(2025, 6, 30))
            ),
        )

    def _some(self, share: float) -> frozenset[str]:
        return frozenset(i.id for i in self.items if self.random.random() < share)

    # How much

    def _credit(self, most: Fraction) -> Fraction:
        return self.step * self.random.randint(0, max(1, int(most // self.step)))

    def _need(self, most: Fraction) -> AtLeast:
        if self.yes("counts", 0.4):
            unit = self.random.choice(("modules", "distinct"))
            return AtLeast(number=self.random.randint(0, 3), unit=unit)
        return AtLeast(number=self._credit(most))

    def _cap(self, excess: Excess, low: AtLeast | Every | None = None) -> AtMost:
        """A cap; mostly with room for the lower bound beside it."""
        if isinstance(low, AtLeast) and self.random.random() < 0.85:
            room = self.random.choice((0, 1, 2))
            if low.unit == "credits":
                number = low.number + self.step * room
                return AtMost(number=number, excess=excess)
            if excess != "cut":
                return AtMost(number=low.number + room, unit=low.unit, excess=excess)
        if excess != "cut" and self.yes("counts", 0.4):
            unit = self.random.choice(("modules", "distinct"))
            number = self.random.randint(0, 3)
            return AtMost(number=number, unit=unit, excess=excess)
        return AtMost(number=self._credit(self.held), excess=excess)

    # An award

    def _award(self, name: str, number: int) -> Award:
        random = self.random
        # Cuts may not cross, so mostly one place has them: lines, which then nest.
        self.cuts = random.choice(("line", "line", "line", "part", "way", "total"))
        if random.random() < 0.05:
            self.cuts = "anywhere"
        parts = [
            self._part(f"p{p}")
            for p in range(random.randint(1, 3 if number == 1 else 2))
        ]
        ways = (
            self._ways() if self.yes("ways", 0.8 if len(self.may) == 1 else 0.3) else []
        )
        lines: list[Line] = []
        for n in range(random.randint(0, 3)):
            lines.append(self._line(f"l{n}", parts, ways, lines))
        fair = self.held * Fraction(5, 4) / number
        total = self._need(fair) if random.random() < 0.8 else None
        kinds = [*self._kinds(parts, lines, ways)]
        for line in lines:
            if line.values is not None and random.random() < 0.5:
                # What a module not held would be compared by.
                named = [kind.id for kind in kinds if kind.whole or kind.module]
                values = {name: random.choice("xyz") for name in named}
                lines[lines.index(line)] = attrs.evolve(
                    line, values={**line.values, **values}
                )
        high = self._cap("left_out", total) if self.yes("caps", 0.15) else None
        if self.yes("breach", 0.1):
            high = self._cap("breach")
        elif self.cuts == "total" and self.yes("cuts", 0.5):
            high = self._cap("cut", total)
        return Award(
            id=name,
            parts=parts,
            lines=lines,
            ways=ways,
            at_least=total,
            at_most=high,
            kinds=kinds if random.random() > 0.15 else None,
        )

    def _part(self, name: str) -> Part:
        random = self.random
        least: AtLeast | Every | None = None
        if random.random() < 0.75:
            least = self._need(self.held / 2)
        if self.yes("counts", 0.2):
            least = self._every()
        high = self._cap("left_out", least) if self.yes("caps", 0.25) else None
        if self.cuts in ("part", "anywhere") and self.yes("cuts", 0.4):
            high = self._cap("cut", least)
        if self.yes("breach", 0.06):
            high = self._cap("breach")
        return Part(
            id=name,
            takes=None if random.random() < 0.3 else self._some(0.6),
            at_least=least,
            at_most=high,
            strength="should" if self.yes("should", 0.15) else "must",
        )

    def _every(self) -> Every:
        return Every(modules=self.random.sample(["m0", "m1", "shared", "never"], 2))

    def _line(
        self, name: str, parts: list[Part], ways: list[Way], before: list[Line]
    ) -> Line:
        random = self.random
        sees: frozenset[str] | None = self._some(0.6)
        where = None if random.random() < 0.7 else {random.choice(parts).id}
        by = {random.choice(ways).id} if ways and random.random() < 0.3 else None
        excess: Excess | None = None
        if self.cuts in ("line", "total", "anywhere") and self.yes("cuts", 0.6):
            cuts = [x for x in before if x.at_most and x.at_most.excess == "cut"]
            # Mostly nested: inside the one before, or apart from it.
            if cuts and cuts[-1].sees is not None and random.random() < 0.75:
                inside = random.random() < 0.7
                sees = self._some(0.6) & cuts[-1].sees if inside else (
                    self._some(0.9) - cuts[-1].sees
                )  # fmt: skip
                where, by = None, None
            excess = "cut"
        elif self.yes("caps", 0.5):
            excess = "left_out"
        elif self.yes("breach", 0.15):
            excess = "breach"
        least: AtLeast | Every | None = None
        if not excess or random.random() < 0.3:
            least = self._need(self.held * Fraction(2, 3))
            if self.yes("counts", 0.1):
                least = self._every()
        high = self._cap(excess, least) if excess else None
        values = None
        if not isinstance(least, Every) and self.yes("counts", 0.3):
            values = {item.id: random.choice("xyz") for item in self.items}
        return Line(
            id=name,
            sees=sees if random.random() < 0.9 or high else None,
            parts=where,
            ways=by,
            at_least=least,
            at_most=high,
            strength="should" if self.yes("should", 0.3) else "must",
            values=values,
        )

    def _ways(self) -> list[Way]:
        random = self.random
        low = None
        if random.random() < 0.6:
            low = AtLeast(number=self.step * random.choice((1, 2, 4)))
            if self.yes("counts", 0.3):
                low = AtLeast(number=2, unit=random.choice(("modules", "distinct")))
        high = self._cap("left_out", low) if random.random() < 0.7 else None
        if self.cuts in ("way", "anywhere") and self.yes("cuts", 0.8):
            high = self._cap("cut", low)
        return [
            Way(id="passed", admits=self._some(0.6)),
            Way(id="prior", admits=self._some(0.8), at_least=low, at_most=high),
        ]

    def _kinds(
        self, parts: list[Part], lines: list[Line], ways: list[Way]
    ) -> Iterator[Kind]:
        random = self.random
        for k in range(random.choice((1, 2, 2) if ways else (1, 2, 2, 3))):
            named = k > 0 and random.random() < 0.3
            module = None
            if k > 0 and random.random() < 0.25:
                module = random.choice(("never", "m0", "new"))
            yield Kind(
                id=f"k{k}",
                parts={p.id for p in parts if random.random() < 0.8} or {"p0"},
                lines={x.id for x in lines if random.random() < 0.7},
                way=random.choice((None, "prior")) if ways else None,
                whole=random.choice((Fraction(0), *self.sizes)) if named else None,
                module=module,
            )

    # Between awards, and from before

    def _reusing(self, awards: list[Award]) -> list[Award]:
        """The last award may take from the first, or from one conferred before."""
        random = self.random
        last = awards[-1]
        budget = AtMost(number=2 * self.step, excess="left_out")
        reusing = Way(
            id="reused",
            takes_from={awards[0].id, "conferred"},
            at_most=budget if random.random() < 0.5 else None,
            at_least=AtLeast(number=self.step) if random.random() < 0.2 else None,
        )
        ways = [*last.ways] or [Way(id="free")]
        ways.insert(random.randint(0, len(ways)), reusing)
        self.items = [
            attrs.evolve(item, counted_by={"conferred"})
            if random.random() < 0.2
            else item
            for item in self.items
        ]
        return [*awards[:-1], attrs.evolve(last, ways=ways)]

    def _moved(self, item: Item, awards: list[Award]) -> Item:
        if self.random.random() > (0.5 if "moved" in self.may else 0):
            return item
        before = self.random.sample(awards, self.random.randint(1, len(awards)))
        return attrs.evolve(
            item, previous=[(a.id, self.random.choice(a.parts).id) for a in before]
        )


def _places(item: Item, awards: Sequence[Award]) -> int:
    """How many places an item may have, at most."""
    fits = [sum(p.takes is None or item.id in p.takes for p in a.parts) for a in awards]
    reuse = any(way.takes_from for award in awards for way in award.ways)
    return prod(1 + n for n in fits) if reuse else 1 + sum(fits)


# --- easy classes -------------------------------------------------------------------


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
        for n in range(random.randint(1, 5))
    ]

    def some(ids: Sequence[str], share: float) -> frozenset[str]:
        return frozenset(name for name in ids if random.random() < share)

    ids = [item.id for item in items]
    parts = []
    for p in range(random.randint(1, 3)):
        need = random.randint(0, 2)
        room = (need + random.randint(0, 1)) * size
        high = AtMost(number=room, unit=unit, excess="left_out")
        parts.append(
            Part(
                id=f"p{p}",
                takes=None if random.random() < 0.3 else some(ids, 0.6),
                at_least=AtLeast(number=need * size, unit=unit),
                at_most=None if p == 0 or random.random() < 0.7 else high,
            )
        )
    lines = []
    sees = some(ids, 0.7)
    for n in range(random.randint(0, 2)):
        cap = AtMost(number=random.randint(0, 3) * size, unit=unit, excess="left_out")
        lines.append(Line(id=f"l{n}", sees=sees, at_most=cap))
        rest = frozenset(ids) - sees
        sees = rest if random.random() < 0.4 else some(sorted(sees), 0.7)
    total = AtLeast(number=random.randint(0, 5) * size, unit=unit)
    award = Award(
        id="award",
        parts=parts,
        lines=lines,
        at_least=total if random.random() < 0.8 else None,
        kinds=[Kind(id=part.id, parts={part.id}) for part in parts],
    )
    return Question(items, [award], [])


def apart(seed: int) -> Question:
    """One award no two parts of which take the same module; lower bounds and cuts."""
    asked = question(seed, "cuts")
    taken: set[str] = set()
    award = asked.awards[0]
    parts = []
    for part in award.parts:
        takes = {i.id for i in asked.items} if part.takes is None else part.takes
        parts.append(attrs.evolve(part, takes=takes - taken))
        taken |= takes
    return asked._replace(awards=[attrs.evolve(award, parts=parts)])


SOURCES: dict[str, Callable[[int], Question]] = {
    **{flavour: partial(question, flavour=flavour) for flavour in FLAVOURS},
    "by count": by_count,
    "apart": apart,
}


# --- what a question has ------------------------------------------------------------


def constructs(asked: Question) -> set[str]:
    """The constructs a question has, told from the question."""
    items, awards, fixed = asked
    found = {"one award", "two awards", "three awards"} - {
        f"{name} award{'s' * (n > 1)}"
        for n, name in ((1, "one"), (2, "two"), (3, "three"))
        if n != len(awards)
    }
    for item in items:
        found |= _of_item(item)
    for pin in fixed:
        found.add("fixed out of an award" if pin.part is None else "fixed in a part")
    for award in awards:
        found |= set(_of_award(award, items))
    if len({item.module for item in items}) < len(items):
        found.add("two results of one module")
    return found


def _of_item(item: Item) -> set[str]:
    found = {
        "credit of nothing": not item.credit,
        "credit in fractions": item.credit.denominator > 1,
        "a placement last recorded": bool(item.previous),
        "counted by a conferred award": bool(item.counted_by),
        "no date": item.achieved is None,
    }
    return {name for name, so in found.items() if so}


def _of_award(award: Award, items: Sequence[Item]) -> Iterator[str]:
    for name, holders in (
        ("total", [award]),
        ("part", award.parts),
        ("line", award.lines),
        ("way", award.ways),
    ):
        for h in holders:
            low, high = h.at_least, h.at_most
            if isinstance(low, Every):
                yield f"all of a list in a {name}"
            elif low is not None:
                yield f"{name}: at least, in {low.unit}"
            if high is not None:
                yield f"{name}: at most, {high.excess}"
                yield f"at most, {high.excess}, in {high.unit}"
            if isinstance(low, AtLeast) and low.number.denominator > 1:
                yield "a bound in fractions"
            if low is not None and high is not None:
                yield "both bounds on one line"
            if getattr(h, "strength", "must") == "should":
                yield f"{name} that should be"
                if high is not None:
                    yield "a cap that should be"
    for part in award.parts:
        if part.takes is None:
            yield "a part that takes any"
    fits = [
        [p.id for p in award.parts if p.takes is None or i.id in p.takes] for i in items
    ]
    if any(len(each) > 1 for each in fits):
        yield "a module that fits two parts"
    for line in award.lines:
        if line.values is not None:
            yield "a line that compares values"
        if line.parts is not None:
            yield "a line that looks at parts"
        if line.ways is not None:
            yield "a line that looks at ways"
    for excess in ("cut", "left_out"):
        seen = [
            line.sees or frozenset(item.id for item in items)
            for line in award.lines
            if line.at_most is not None and line.at_most.excess == excess
        ]
        for n, one in enumerate(seen):
            for other in seen[:n]:
                nested = one <= other or other <= one
                if one & other and one != other:
                    yield f"{excess} caps that {'nest' if nested else 'overlap'}"
    for way in award.ways:
        if way.takes_from is not None:
            yield "a way that takes from another award"
    if award.kinds is None:
        yield "modules to add, by default"
    for kind in award.kinds or ():
        if kind.whole is not None:
            yield "a named module to add"
        elif kind.module is not None:
            yield "a named module of unknown size to add"
        if kind.way is not None:
            yield "a module to add by a way"
