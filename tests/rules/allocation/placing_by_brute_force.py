"""An independent oracle: every placement tried, every line read as it is written.

Written from the law (the page on placement in the guide), not from the library: it
takes nothing from there but the values that a question is made of. Every joint
placement of the modules is listed; of each, the least addition is found by listing
the ways of adding named modules and of using kinds at all, and by a linear program
for the credit, whose every answer is checked by its own proof.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import combinations_with_replacement, product
from math import ceil, lcm
from typing import NamedTuple

from swcareers.rules.allocation import (
    AtLeast,
    Award,
    Every,
    Fixed,
    Item,
    Kind,
    Line,
    Part,
    Way,
)

Holder = Award | Part | Line | Way
Gap = tuple[Fraction, int]  # credit, then modules
Cell = tuple[int, int, int]  # item (in the order of preference), part, way (-1: none)
Held = tuple[Cell, ...]  # what is placed in one award
Place = tuple[tuple[int, int, int], ...]  # award, part, way
Looks = tuple[int, ...]  # 1 for each bound that sees a module in its place
NOTHING_HELPS = (Fraction(10**9), 0)


# --- the least credit: a linear program ---------------------------------------------


def least(
    costs: Sequence[int], rows: Sequence[tuple[Sequence[int], int]]
) -> Fraction | None:
    """The least cost of amounts x >= 0 with row x >= bound in each row; None: none has.

    Found by prices: the greatest worth of the bounds at prices that make no amount
    worth more than it costs (the dual, by the simplex method on whole numbers). What
    comes out is not believed but checked: amounts and prices of equal worth prove each
    other, and a ray of prices proves that nothing satisfies the rows.
    """
    wide, high = len(costs), len(rows)
    # A line for each amount, a column for each price, each spare, and the cost.
    table = [
        [row[c] for row, _ in rows] + [int(c == d) for d in range(wide)] + [costs[c]]
        for c in range(wide)
    ]
    worth = [bound for _, bound in rows] + [0] * (wide + 1)
    basis = [high + c for c in range(wide)]
    whole = 1  # everything in the table is this many times too large
    while True:
        enters = next((j for j in range(high + wide) if worth[j] > 0), None)
        if enters is None:
            break
        leaves = None
        for i in range(wide):
            if table[i][enters] > 0 and (
                leaves is None
                or (table[i][-1] * table[leaves][enters], basis[i])
                < (table[leaves][-1] * table[i][enters], basis[leaves])
            ):
                leaves = i
        if leaves is None:
            ray = [0] * high
            if enters < high:
                ray[enters] = whole
            for i, j in enumerate(basis):
                if j < high:
                    ray[j] = -table[i][enters]
            _check(min(ray, default=0) >= 0)
            _check(all(_times(rows, ray, c) <= 0 for c in range(wide)))
            _check(sum(p * bound for p, (_, bound) in zip(ray, rows, strict=True)) > 0)
            return None
        pivot = table[leaves][enters]
        pivoted = table[leaves]
        for line in (*table, worth):
            if line is not pivoted:
                factor = line[enters]
                line[:] = [
                    (a * pivot - factor * b) // whole
                    for a, b in zip(line, pivoted, strict=True)
                ]
        basis[leaves], whole = enters, pivot
    amounts = [-worth[high + c] for c in range(wide)]
    prices = [0] * high
    for i, j in enumerate(basis):
        if j < high:
            prices[j] = table[i][-1]
    _check(min((*amounts, *prices), default=0) >= 0)
    for row, bound in rows:
        _check(sum(a * x for a, x in zip(row, amounts, strict=True)) >= bound * whole)
    _check(all(_times(rows, prices, c) <= costs[c] * whole for c in range(wide)))
    cost = sum(a * x for a, x in zip(costs, amounts, strict=True))
    _check(cost == sum(p * bound for p, (_, bound) in zip(prices, rows, strict=True)))
    return Fraction(cost, whole)


def _times(
    rows: Sequence[tuple[Sequence[int], int]], prices: Sequence[int], c: int
) -> int:
    return sum(p * row[c] for p, (row, _) in zip(prices, rows, strict=True))


def _check(so: bool) -> None:
    if not so:
        raise ArithmeticError("the oracle's own proof does not hold")


# --- what may be done with a module -------------------------------------------------


def order(items: Sequence[Item]) -> list[Item]:
    """The earliest first: by day, then module, then as written; no day last."""
    return sorted(
        items, key=lambda i: (i.achieved or date.max, i.achieved is None, i.module)
    )


def way_in(item: Item, award: Award, counted: frozenset[str] | None) -> int | None:
    """The first way, as written, that admits it; `counted`: by whom it is counted."""
    if not award.ways:
        return None if counted is not None else -1
    for w, way in enumerate(award.ways):
        if way.admits is not None and item.id not in way.admits:
            continue
        if counted is None and way.takes_from is None:
            return w
        if counted is not None and counted & (way.takes_from or frozenset()):
            return w
    return None


def places(item: Item, awards: Sequence[Award]) -> list[Place]:
    """Everything that may be done with an item, the preferred first, unused last."""
    found: set[Place] = {()}
    parts = [
        [
            None,
            *(
                p
                for p, x in enumerate(a.parts)
                if x.takes is None or item.id in x.takes
            ),
        ]
        for a in awards
    ]
    for choice in product(*parts):
        used = [a for a, p in enumerate(choice) if p is not None]
        # One award has it as its own (unless one outside has); the rest take it from
        # one that has counted it.
        for owner in used if not item.counted_by else [None]:
            ways: dict[int, int] = {}
            if owner is not None:
                way = way_in(item, awards[owner], None)
                if way is None:
                    continue
                ways[owner] = way
            grew = True
            while grew:
                counted = item.counted_by | {awards[a].id for a in ways}
                grew = False
                for a in used:
                    way = None if a in ways else way_in(item, awards[a], counted)
                    if way is not None:
                        ways[a] = way
                        grew = True
                        break
            if len(ways) == len(used):
                found.add(tuple((a, choice[a] or 0, ways[a]) for a in used))

    def preference(place: Place) -> list[tuple[int, int]]:
        row = [(10**6, 0)] * len(awards)
        for a, p, w in place:
            row[a] = (p, w)
        return row

    return sorted(found, key=preference)


def kinds_of(award: Award) -> Sequence[Kind]:
    """What could be added: as said, or any module of each part and each one named."""
    if award.kinds is not None:
        return award.kinds
    asking = [x.id for x in award.lines if x.at_least is not None and x.at_most is None]
    every = [part.id for part in award.parts]
    kinds = [Kind(id=f"any {one}", parts=[one], lines=asking) for one in every]
    for part in award.parts:
        if isinstance(part.at_least, Every):
            kinds += [
                Kind(id=f"{part.id} {m}", parts=[part.id], lines=asking, module=m)
                for m in part.at_least.modules
            ]
    for line in award.lines:
        if isinstance(line.at_least, Every):
            kinds += [
                Kind(
                    id=f"{line.id} {m}", parts=every, lines={*asking, line.id}, module=m
                )
                for m in line.at_least.modules
            ]
    return kinds


# --- one award ----------------------------------------------------------------------


class Bound:
    """A total, a part, a line or a way as the law reads it; credit in whole numbers."""

    def __init__(self, award: Award, holder: Holder, scale: int) -> None:
        self.award, self.holder = award, holder
        self.must = isinstance(holder, Award | Way) or holder.strength == "must"
        self.values = (holder.values if isinstance(holder, Line) else None) or {}
        low, high = holder.at_least, holder.at_most
        self.every = frozenset(low.modules) if isinstance(low, Every) else frozenset()
        self.asks = self.caps = ""  # the unit of a lower and of an upper bound
        self.need = self.most = 0
        self.excess = ""
        if isinstance(low, AtLeast):
            self.asks = low.unit
            self.need = ceil(low.number * (scale if low.unit == "credits" else 1))
        if high is not None and high.excess != "breach":
            self.caps, self.excess = high.unit, high.excess
            self.most = int(high.number * (scale if high.unit == "credits" else 1))
        self.cuts = self.excess == "cut" and self.must
        self.differ = "distinct" in (self.asks, self.caps) or bool(self.every)
        # "If you transfer any, at least 12": asks only when it is used.
        self.if_used = isinstance(holder, Way) and bool(self.asks)

    def value(self, item: Item) -> str:
        """What tells the item apart from others, where only those that differ count."""
        return self.values.get(item.id, item.module)

    def value_of_kind(self, kind: Kind) -> str:
        """The same of a module not held; without a name it is like no other."""
        own = kind.module or f"imagined {kind.id}"
        return self.values.get(kind.id, own)

    def sees(self, item: Item, part: int, way: int) -> bool:
        h = self.holder
        if isinstance(h, Part):
            return self.award.parts[part] is h
        if isinstance(h, Way):
            return way >= 0 and self.award.ways[way] is h
        return isinstance(h, Award) or (
            (h.sees is None or item.id in h.sees)
            and (h.parts is None or self.award.parts[part].id in h.parts)
            and (h.ways is None or (way >= 0 and self.award.ways[way].id in h.ways))
        )

    def sees_kind(self, kind: Kind, part: int) -> bool:
        h = self.holder
        if isinstance(h, Part):
            return self.award.parts[part] is h
        if isinstance(h, Way):
            return kind.way == h.id
        return isinstance(h, Award) or (
            h.id in kind.lines
            and (h.parts is None or self.award.parts[part].id in h.parts)
            and (h.ways is None or kind.way in h.ways)
        )

    def breached(self, items: Sequence[Item]) -> bool:
        """Was more taken than is allowed, used or not?"""
        cap = self.holder.at_most
        if cap is None or cap.excess != "breach" or not self.must:
            return False
        taken = [item for item in items if self._takes(item, self.holder)]
        if cap.unit == "credits":
            return sum(item.credit for item in taken) > cap.number
        if cap.unit == "modules":
            return len(taken) > cap.number
        return len({self.value(i) for i in taken}) > cap.number

    def _takes(self, item: Item, h: Holder) -> bool:
        if isinstance(h, Award):
            return True
        if isinstance(h, Part | Way):
            ids = h.takes if isinstance(h, Part) else h.admits
            return ids is None or item.id in ids
        parts = [p for p in self.award.parts if h.parts is None or p.id in h.parts]
        ways = [w for w in self.award.ways if h.ways is None or w.id in h.ways]
        return (
            (h.sees is None or item.id in h.sees)
            and (h.parts is None or any(self._takes(item, p) for p in parts))
            and (h.ways is None or any(self._takes(item, w) for w in ways))
        )


class Reading(NamedTuple):
    """What one bound sees of what is held: credit, how many, and which that differ."""

    credit: int
    modules: int
    values: frozenset[str]


class Pair(NamedTuple):
    """A kind of module that could be added, in one part: which bounds would see it."""

    kind: Kind
    looks: Looks


def _fewest_of(
    short: Sequence[tuple[int, int]],
    room: Sequence[tuple[int, int]],
    open_: Sequence[Pair],
    touched: Sequence[Pair],
) -> int | None:
    """The fewest modules that fill what is short and keep the room; None: none do.

    Those of a name that is asked for are added elsewhere, once.
    """
    useful = [
        pair
        for pair in open_
        if pair.kind.module is None and any(n and pair.looks[at] for at, n in short)
    ]
    if any(not any(pair.looks[at] for pair in useful) for at, n in short if n):
        return None
    for number in range(sum(n for _, n in short) + 1):
        for added in combinations_with_replacement(useful, number):
            if all(
                sum(pair.looks[at] for pair in added) >= n for at, n in short
            ) and all(
                # One module of each kind that is used is there in any case.
                sum(
                    max(added.count(pair), pair in touched)
                    for pair in open_
                    if pair.looks[at]
                )
                <= n
                for at, n in room
            ):
                return number
    return None


class Judge:
    """What one award says of what is placed in it."""

    def __init__(self, award: Award, items: Sequence[Item], scale: int) -> None:
        self.award, self.items, self.scale = award, items, scale
        self.credit = [int(item.credit * scale) for item in items]
        holders = (award, *award.parts, *award.lines, *award.ways)
        self.bounds = [Bound(award, holder, scale) for holder in holders]
        pairs = [
            Pair(kind, tuple(int(b.sees_kind(kind, p)) for b in self.bounds))
            for kind in kinds_of(award)
            for p, part in enumerate(award.parts)
            if part.id in kind.parts
        ]
        self.open = [pair for pair in pairs if pair.kind.whole is None]
        self.named: dict[str, list[Pair]] = {}
        for pair in pairs:
            if pair.kind.whole is not None or pair.kind.module is not None:
                self.named.setdefault(pair.kind.id, []).append(pair)
        # Those of which it matters whether they are used at all, however little.
        self.delicate = [
            j
            for j, pair in enumerate(self.open)
            if any(
                sees and b.must and (b.if_used or b.caps in COUNTED)
                for b, sees in zip(self.bounds, pair.looks, strict=True)
            )
        ]
        self.cuts = any(b.cuts for b in self.bounds)
        self._looks: dict[Cell, Looks] = {}
        self._kept: dict[Held, bool] = {}
        self._missing: dict[object, Gap | None] = {}
        self._least: dict[object, Fraction | None] = {}
        self._numbers: dict[object, int | None] = {}
        self._unmet: dict[object, tuple[int, int]] = {}

    @cached_property
    def breached(self) -> bool:
        return any(b.breached(self.items) for b in self.bounds)

    def looks(self, cell: Cell) -> Looks:
        """Which bounds see a module in its place."""
        if cell not in self._looks:
            i, part, way = cell
            self._looks[cell] = tuple(
                int(b.sees(self.items[i], part, way)) for b in self.bounds
            )
        return self._looks[cell]

    def readings(self, held: Held) -> list[Reading]:
        found = []
        looks = [(cell[0], self.looks(cell)) for cell in held]
        for at, b in enumerate(self.bounds):
            seen = [i for i, sees in looks if sees[at]]
            values = NONE
            if b.differ:
                values = frozenset(b.value(self.items[i]) for i in seen)
            found.append(
                Reading(sum([self.credit[i] for i in seen]), len(seen), values)
            )
        return found

    def kept(self, held: Held) -> bool:
        """Do the whole modules keep every cap that leaves out?"""
        if held not in self._kept:
            self._kept[held] = all(
                _amount(reading, b.caps) <= b.most
                for b, reading in zip(self.bounds, self.readings(held), strict=True)
                if b.must and b.excess == "left_out"
            )
        return self._kept[held]

    def missing(self, held: Held, met: frozenset[int] = frozenset()) -> Gap | None:
        """The least credit, then modules, whose addition meets every line at once.

        None if no addition could help. The bounds in `met` are to be met by what is
        held alone (as it is then cut).
        """
        if (held, met) in self._missing:
            return self._missing[held, met]
        # Whoever sees the same amounts says the same: more than is asked is no more.
        readings = self.readings(held)
        key = (
            met,
            tuple(
                Reading(min(r.credit, b.need) if not b.caps else r.credit, *r[1:])
                for b, r in zip(self.bounds, readings, strict=True)
            ),
            tuple(sorted((self.credit[c[0]], self.looks(c)) for c in held))
            if self.cuts
            else (),
        )
        if key not in self._missing:
            found = list(self._additions(held, readings, met))
            self._missing[key] = min(found, default=None)
        self._missing[held, met] = self._missing[key]
        return self._missing[key]

    def _additions(
        self, held: Held, readings: Sequence[Reading], met: frozenset[int]
    ) -> Iterator[Gap]:
        """For every choice of what is added, the least of it that will do.

        Without the choices of named modules that are more than was found already.
        """
        least_yet: Gap | None = None
        for choice in product(*([None, *pairs] for pairs in self.named.values())):
            named = [pair for pair in choice if pair is not None]
            credit = sum((pair.kind.whole or 0 for pair in named), Fraction(0))
            ones = sum(not pair.kind.whole for pair in named)
            if least_yet is not None and (credit, ones) >= least_yet:
                continue
            best: Gap | None = None
            for flags in product((False, True), repeat=len(self.delicate)):
                idle = {
                    j for j, yes in zip(self.delicate, flags, strict=True) if not yes
                }
                open_ = [pair for j, pair in enumerate(self.open) if j not in idle]
                touched = [
                    self.open[j]
                    for j, yes in zip(self.delicate, flags, strict=True)
                    if yes
                ]
                fewest = self._fewest(readings, named, open_, touched)
                if fewest is None or (best is not None and best <= (0, fewest)):
                    continue
                added = self._least_credit(held, readings, named, open_, met)
                if added is not None and (best is None or (added, fewest) < best):
                    best = (added, fewest)
            if best is not None:
                total = (credit + best[0], ones + best[1])
                least_yet = min(total, least_yet or total)
                yield total

    def _used(
        self, at: int, reading: Reading, named: Sequence[Pair], open_: Sequence[Pair]
    ) -> bool:
        """Does a bound ask at all?"""
        b = self.bounds[at]
        return not b.if_used or bool(
            reading.modules or any(pair.looks[at] for pair in (*named, *open_))
        )

    def _fewest(
        self,
        readings: Sequence[Reading],
        named: Sequence[Pair],
        open_: Sequence[Pair],
        touched: Sequence[Pair],
    ) -> int | None:
        """The fewest modules that meet the lines that count; None if none can."""
        short: list[tuple[int, int]] = []  # bound, how many more
        room: list[tuple[int, int]] = []
        for at, (b, reading) in enumerate(zip(self.bounds, readings, strict=True)):
            if not b.must:
                continue
            more = [b.value_of_kind(pair.kind) for pair in named if pair.looks[at]]
            have = Reading(0, reading.modules + len(more), reading.values | set(more))
            if not b.every <= have.values:
                return None
            if b.asks in COUNTED and self._used(at, reading, named, open_):
                short.append((at, max(0, b.need - _amount(have, b.asks))))
            if b.caps in COUNTED:
                room.append((at, b.most - _amount(have, b.caps)))
        again = (tuple(short), tuple(room), tuple(open_), tuple(touched))
        if again not in self._numbers:
            self._numbers[again] = _fewest_of(*again)
        return self._numbers[again]

    def _least_credit(
        self,
        held: Held,
        readings: Sequence[Reading],
        named: Sequence[Pair],
        open_: Sequence[Pair],
        met: frozenset[int],
    ) -> Fraction | None:
        """The least credit of these kinds that meets every line in credit."""
        whole = [int((pair.kind.whole or 0) * self.scale) for pair in named]
        # What lies under a cut, by who looks at it, and whether it is held or imagined.
        spare: dict[tuple[Looks, bool], int] = {}
        if self.cuts:
            for cell in held:
                key = (self.looks(cell), True)
                spare[key] = spare.get(key, 0) + self.credit[cell[0]]
            for pair, credit in zip(named, whole, strict=True):
                key = (pair.looks, False)
                spare[key] = spare.get(key, 0) + credit
        under = [
            key
            for key in spare
            if any(b.cuts and sees for b, sees in zip(self.bounds, key[0], strict=True))
        ]
        columns = len(open_) + len(under)
        rows: list[tuple[list[int], int]] = []
        for at, (b, reading) in enumerate(zip(self.bounds, readings, strict=True)):
            if not (b.need or b.caps == "credits"):
                continue
            adds = [pair.looks[at] for pair in open_]
            away = [key[0][at] for key in under]
            have = reading.credit
            for pair, credit in zip(named, whole, strict=True):
                have += credit * pair.looks[at]
            if b.must and b.asks == "credits" and self._used(at, reading, named, open_):
                rows.append(([*adds, *(-n for n in away)], b.need - have))
            if at in met:
                real = [key[0][at] * key[1] for key in under]
                rows.append(
                    ([0] * len(adds) + [-n for n in real], b.need - reading.credit)
                )
            if b.must and b.caps == "credits":
                if b.cuts:
                    rows.append(([*(-n for n in adds), *away], have - b.most))
                else:
                    rows.append(([-n for n in adds] + [0] * len(away), have - b.most))
        rows += [
            ([-int(c == len(open_) + j) for c in range(columns)], -spare[key])
            for j, key in enumerate(under)
        ]
        # A row that nothing added or cut away can break says nothing.
        rows = [(row, n) for row, n in rows if n > 0 or min(row, default=0) < 0]
        if all(n <= 0 for _, n in rows):
            return Fraction(0)
        again = (len(open_), tuple((tuple(row), n) for row, n in rows))
        if again not in self._least:
            costs = [1] * len(open_) + [0] * len(under)
            self._least[again] = least(costs, rows)
        found = self._least[again]
        return None if found is None else found / self.scale

    def unmet(self, held: Held, gap: Gap | None) -> tuple[int, int]:
        """The fewest must, then should, lines unmet, however cuts are chosen.

        The choice may not leave more credit missing than there need be.
        """
        if (held, gap) in self._unmet:
            return self._unmet[held, gap]
        sure: list[bool] = []
        chosen: list[int] = []  # met unless the cuts take away from it
        for at, (b, reading) in enumerate(
            zip(self.bounds, self.readings(held), strict=True)
        ):
            if b.every and not b.every <= reading.values:
                sure.append(b.must)
            if b.asks and (reading.modules or not b.if_used):
                if _amount(reading, b.asks) < b.need:
                    sure.append(b.must)
                elif b.asks == "credits":
                    chosen.append(at)
            if b.caps and not b.must and _amount(reading, b.caps) > b.most:
                sure.append(False)
        found = list[tuple[int, int]]()
        for kept in product(
            (True, False) if self.cuts else (True,), repeat=len(chosen)
        ):
            met = frozenset(at for at, yes in zip(chosen, kept, strict=True) if yes)
            lost = sure + [self.bounds[at].must for at in chosen if at not in met]
            cost = (sum(lost), len(lost) - sum(lost))
            if (not found or cost < min(found)) and (
                not self.cuts or self._possible(held, met, gap)
            ):
                found.append(cost)
        self._unmet[held, gap] = min(found)
        return min(found)

    def _possible(self, held: Held, met: frozenset[int], gap: Gap | None) -> bool:
        if gap is not None:
            missing = self.missing(held, met)
            return missing is not None and missing[0] <= gap[0]
        # Nothing helps: what is held is only to be cut so that these are met.
        rows: list[tuple[list[int], int]] = []
        for at, (b, reading) in enumerate(
            zip(self.bounds, self.readings(held), strict=True)
        ):
            away = [self.looks(cell)[at] for cell in held]
            if b.cuts:
                rows.append((away, reading.credit - b.most))
            if at in met:
                rows.append(([-n for n in away], b.need - reading.credit))
        for j, cell in enumerate(held):
            row = [-int(j == c) for c in range(len(held))]
            rows.append((row, -self.credit[cell[0]]))
        return least([0] * len(held), rows) is not None


COUNTED = ("modules", "distinct")
NONE: frozenset[str] = frozenset()


def _amount(reading: Reading, unit: str) -> int:
    if unit == "credits":
        return reading.credit
    return reading.modules if unit == "modules" else len(reading.values)


# --- the whole question -------------------------------------------------------------


class Best(NamedTuple):
    """The answer: what is missing of each award, every place, and what else was seen.

    `gaps`: None where no addition helps. `placed`: award to item to part. `tied`: how
    many placements the aims before the last cannot tell apart; `as_good`: those that
    the aims before moves cannot. `tried`: how many there were. `cannot_hold`: item and
    award of the fixed placements that no placement keeps.
    """

    gaps: list[Gap | None]
    breached: list[bool]
    placed: dict[str, dict[str, str]]
    unmet: list[tuple[int, int]]
    moves: int
    used: Fraction
    tied: int
    as_good: list[dict[str, dict[str, str]]]
    tried: int
    cannot_hold: list[tuple[str, str]]


def scale_of(items: Sequence[Item], awards: Sequence[Award]) -> int:
    """What makes every credit a whole number."""
    numbers = [item.credit for item in items]
    for award in awards:
        for h in (award, *award.parts, *award.lines, *award.ways):
            for bound in (h.at_least, h.at_most):
                if bound is not None and not isinstance(bound, Every):
                    numbers.append(bound.number)
        numbers += [kind.whole or Fraction(0) for kind in kinds_of(award)]
    return lcm(*(number.denominator for number in numbers))


def joint(
    choices: Sequence[Sequence[Place]], judges: Sequence[Judge]
) -> Iterator[tuple[tuple[int, ...], tuple[Held, ...]]]:
    """Every joint placement that keeps the caps: which choice of each, what is held."""

    def visit(
        i: int, ranks: tuple[int, ...], held: tuple[Held, ...]
    ) -> Iterator[tuple[tuple[int, ...], tuple[Held, ...]]]:
        # A cap that is exceeded stays exceeded.
        if not all(j.kept(h) for j, h in zip(judges, held, strict=True)):
            return
        if i == len(choices):
            yield ranks, held
            return
        for rank, place in enumerate(choices[i]):
            then = list(held)
            for a, part, way in place:
                then[a] = (*then[a], (i, part, way))
            yield from visit(i + 1, (*ranks, rank), tuple(then))

    yield from visit(0, (), tuple(() for _ in judges))


def crossing(items: Sequence[Item], awards: Sequence[Award]) -> bool:
    """Do two cuts see some of the same, and each something that the other does not?

    Then what is counted would depend on which is cut first, and it is refused.
    """
    cells = {
        (item.id, *cell): item
        for item in items
        for place in places(item, awards)
        for cell in place
    }
    for a, award in enumerate(awards):
        seen: list[set[object]] = []
        for holder in (award, *award.parts, *award.lines, *award.ways):
            if holder.at_most is None or holder.at_most.excess != "cut":
                continue
            b = Bound(award, holder, 1)
            one: set[object] = {
                cell
                for cell, item in cells.items()
                if cell[1] == a and b.sees(item, cell[2], cell[3])
            }
            one |= {
                (kind.id, p)
                for kind in kinds_of(award)
                for p, part in enumerate(award.parts)
                if part.id in kind.parts and b.sees_kind(kind, p)
            }
            if any(one & x and not one <= x and not x <= one for x in seen):
                return True
            seen.append(one)
    return False


def best(
    items: Sequence[Item], awards: Sequence[Award], fixed: Sequence[Fixed] = ()
) -> Best:
    """The placement that the aims, in their order, ask for."""
    ordered = order(items)
    scale = scale_of(items, awards)
    judges = [Judge(award, ordered, scale) for award in awards]
    choices, cannot_hold = _held_fast(ordered, awards, fixed, judges)
    # Nothing meets an award that is breached: it takes what the others leave.
    turn = sorted(range(len(awards)), key=lambda a: judges[a].breached)
    top: list[object] | None = None
    ties: list[tuple[tuple[int, ...], tuple[Held, ...]]] = []
    tried = 0
    least_gaps: list[Gap | None] = []
    for ranks, held in joint(choices, judges):
        tried += 1
        gaps = [j.missing(h) for j, h in zip(judges, held, strict=True)]
        value: list[object] = [judges[a].breached or gaps[a] != (0, 0) for a in turn]
        value += [NOTHING_HELPS if gaps[a] is None else gaps[a] for a in turn]
        if top is None or value < top:
            top, ties, least_gaps = value, [], gaps
        if value == top:
            ties.append((ranks, held))
    marks = [_later_aims(held, judges, least_gaps, awards) for _, held in ties]
    mark = min(marks)
    equal = [tie for tie, other in zip(ties, marks, strict=True) if other == mark]
    _, winner = min(equal)

    def named(held: tuple[Held, ...]) -> dict[str, dict[str, str]]:
        return {
            award.id: {ordered[i].id: award.parts[p].id for i, p, _ in here}
            for award, here in zip(awards, held, strict=True)
        }

    return Best(
        gaps=least_gaps,
        breached=[j.breached for j in judges],
        placed=named(winner),
        unmet=[
            j.unmet(h, g) for j, h, g in zip(judges, winner, least_gaps, strict=True)
        ],
        moves=mark[2],
        used=mark[3],
        tied=len(equal),
        as_good=[
            named(held)
            for (_, held), other in zip(ties, marks, strict=True)
            if other[:2] == mark[:2]
        ],
        tried=tried,
        cannot_hold=cannot_hold,
    )


def _held_fast(
    ordered: Sequence[Item],
    awards: Sequence[Award],
    fixed: Sequence[Fixed],
    judges: Sequence[Judge],
) -> tuple[list[list[Place]], list[tuple[str, str]]]:
    """The places of each item that the decisions leave, if they leave any at all."""
    ids = [item.id for item in ordered]
    choices = [places(item, awards) for item in ordered]
    pinned: set[int] = set()
    failed = []
    for pin in fixed:
        i = ids.index(pin.item)
        a = [award.id for award in awards].index(pin.award)

        def part_of(place: Place, a: int = a) -> str | None:
            return next((awards[a].parts[p].id for b, p, _ in place if b == a), None)

        kept = [place for place in choices[i] if part_of(place) == pin.part]
        trial = [
            (kept if j == i else choices[j]) if j == i or j in pinned else [()]
            for j in range(len(ids))
        ]
        if kept and next(joint(trial, judges), None) is not None:
            choices[i] = kept
        else:
            failed.append((pin.item, pin.award))
            # An earlier decision that leaves no other place holds.
            rest = [place for place in choices[i] if part_of(place) is None]
            choices[i] = rest or choices[i]
        pinned.add(i)
    return choices, failed


def _later_aims(
    held: Sequence[Held],
    judges: Sequence[Judge],
    gaps: Sequence[Gap | None],
    awards: Sequence[Award],
) -> tuple[int, int, int, Fraction]:
    """Must lines unmet, should lines unmet, moves, and credit used."""
    unmet = [j.unmet(h, gap) for j, h, gap in zip(judges, held, gaps, strict=True)]
    now = {
        (i, award.id, award.parts[p].id)
        for award, here in zip(awards, held, strict=True)
        for i, p, _ in here
    }
    items = judges[0].items
    moves = sum(
        (i, award, part) not in now
        for i, item in enumerate(items)
        for award, part in item.previous
    )
    used = sum((items[i].credit for here in held for i, _, _ in here), Fraction(0))
    return (sum(m for m, _ in unmet), sum(s for _, s in unmet), moves, used)
