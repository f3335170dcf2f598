"""An independent oracle: every placement tried, every line read as it is written.

Written from the law, not from the library's code: its own enumeration, its own
linear programs (a textbook primal simplex on fractions), no shared helpers.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import product

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

Held = list[tuple[Item, int, int]]  # item, part, way
Sees = tuple[bool, ...]
Values = tuple[str, ...]
Place = tuple[tuple[int, int, int], ...]  # award, part, way (-1: no ways)
ZERO = Fraction(0)


def maximum(
    goal: Sequence[Fraction | int], rows: Sequence[tuple[Sequence[int], Fraction | int]]
) -> tuple[Fraction, list[Fraction]] | None:
    """Maximise goal x over x >= 0 with every row x <= bound, by two phases."""
    wide, high = len(goal), len(rows)
    # One artificial amount t, taken away everywhere, makes x = 0 a start.
    table = [
        [Fraction(v) for v in row]
        + [Fraction(-1)]
        + [Fraction(int(i == j)) for j in range(high)]
        + [Fraction(bound)]
        for i, (row, bound) in enumerate(rows)
    ]
    basis = [wide + 1 + i for i in range(high)]

    def pivot(r: int, c: int) -> None:
        scale = table[r][c]
        table[r] = [v / scale for v in table[r]]
        for i in range(high):
            if i != r and table[i][c]:
                f = table[i][c]
                table[i] = [
                    a - f * b if b else a
                    for a, b in zip(table[i], table[r], strict=True)
                ]
        basis[r] = c

    def climb(costs: list[Fraction], barred: int | None) -> None:
        while True:
            reduced = None
            for c in range(wide + 1 + high):
                if c == barred or c in basis:
                    continue
                gain = costs[c] - sum(
                    costs[basis[i]] * table[i][c] for i in range(high)
                )
                if gain > 0:
                    reduced = c
                    break
            if reduced is None:
                return
            tight = None
            for i in range(high):
                if table[i][reduced] > 0:
                    ratio = (table[i][-1] / table[i][reduced], basis[i])
                    if tight is None or ratio < tight[0]:
                        tight = (ratio, i)
            if tight is None:
                raise ArithmeticError("unbounded")
            pivot(tight[1], reduced)

    if high and min(row[-1] for row in table) < 0:
        worst = min(range(high), key=lambda i: table[i][-1])
        pivot(worst, wide)
        climb([Fraction(-int(c == wide)) for c in range(wide + 1 + high)], None)
        if wide in basis:
            r = basis.index(wide)
            if table[r][-1] > 0:
                return None
            c = next(
                c for c in range(wide + 1 + high) if c != wide and table[r][c] != 0
            )
            pivot(r, c)
    full = [Fraction(v) for v in goal] + [ZERO] * (1 + high)
    climb(full, wide)
    x = [ZERO] * (wide + 1 + high)
    for i, c in enumerate(basis):
        x[c] = table[i][-1]
    return sum((g * v for g, v in zip(goal, x, strict=False)), ZERO), x[:wide]


def order(items: Sequence[Item]) -> list[Item]:
    """The earliest first."""
    return sorted(
        items, key=lambda i: (i.achieved or date.max, i.achieved is None, i.module)
    )


def ways_in(item: Item, award: Award, counted: frozenset[str] | None) -> int | None:
    """The first way, as written, that admits it."""
    if not award.ways:
        return None if counted is not None else -1
    for w, way in enumerate(award.ways):
        if way.admits is not None and item.id not in way.admits:
            continue
        if counted is None and way.takes_from is None:
            return w
        reused = counted is not None and way.takes_from is not None
        if reused and counted & way.takes_from:
            return w
    return None


def places(item: Item, awards: Sequence[Award]) -> list[Place]:
    """Everything that may be done with an item, the preferred first."""
    found = {()}
    parts = [
        [None]
        + [
            p
            for p, part in enumerate(award.parts)
            if part.takes is None or item.id in part.takes
        ]
        for award in awards
    ]
    for choice in product(*parts):
        used = [a for a, p in enumerate(choice) if p is not None]
        for owner in used if not item.counted_by else [None]:
            ways = {}
            if owner is not None:
                ways[owner] = ways_in(item, awards[owner], None)
                if ways[owner] is None:
                    continue
            counted = set(item.counted_by) | {awards[a].id for a in ways}
            grew = True
            while grew:
                grew = False
                for a in used:
                    if a not in ways:
                        way = ways_in(item, awards[a], frozenset(counted))
                        if way is not None:
                            ways[a] = way
                            counted.add(awards[a].id)
                            grew = True
                            break
            if len(ways) == len(used):
                found.add(tuple((a, choice[a], ways[a]) for a in used))

    def rank(place: Place) -> tuple:
        row = [(10**6, 0)] * len(awards)
        for a, p, w in place:
            row[a] = (p, w)
        return tuple(row)

    return sorted(found, key=rank)


def kinds_of(award: Award) -> Sequence[Kind]:
    """The oracle is told the kinds: what is imagined by default has its own test."""
    if award.kinds is None:
        raise ValueError("name the kinds")
    return award.kinds


class Bound:
    """A line of an award as the law reads it."""

    def __init__(self, award: Award, holder: Award | Part | Line | Way) -> None:
        self.award, self.holder = award, holder
        self.id = holder.id
        self.low = holder.at_least
        self.high = holder.at_most
        self.must = getattr(holder, "strength", "must") == "must"
        self.values = getattr(holder, "values", None) or {}

    def sees(self, item: Item, part: int, way: int) -> bool:
        h = self.holder
        if isinstance(h, Award):
            return True
        if isinstance(h, Part):
            return self.award.parts[part] is h
        if isinstance(h, Way):
            return way >= 0 and self.award.ways[way] is h
        return (
            (h.sees is None or item.id in h.sees)
            and (h.parts is None or self.award.parts[part].id in h.parts)
            and (h.ways is None or (way >= 0 and self.award.ways[way].id in h.ways))
        )

    def sees_kind(self, kind: Kind, part: int) -> bool:
        h = self.holder
        if isinstance(h, Award):
            return True
        if isinstance(h, Part):
            return self.award.parts[part] is h
        if isinstance(h, Way):
            return kind.way == h.id
        return (
            h.id in kind.lines
            and (h.parts is None or self.award.parts[part].id in h.parts)
            and (h.ways is None or kind.way in h.ways)
        )

    def value(self, item: Item) -> str:
        return self.values.get(item.id, item.module)

    def amount(self, items: Sequence[Item], unit: str) -> Fraction:
        if unit == "credits":
            return sum((item.credit for item in items), ZERO)
        if unit == "modules":
            return Fraction(len(items))
        return Fraction(len({self.value(item) for item in items}))


def bounds_of(award: Award) -> list[Bound]:
    """All of them."""
    return [Bound(award, h) for h in (award, *award.parts, *award.lines, *award.ways)]


class Judge:
    """Judges the modules placed in one award: `held` are item, part and way."""

    def __init__(self, award: Award, kinds: Sequence[Kind]) -> None:
        self.award = award
        self.bounds = bounds_of(award)
        self.must = [b for b in self.bounds if b.must]
        pairs = [
            (k, p)
            for k in kinds
            for p, part in enumerate(award.parts)
            if part.id in k.parts
        ]
        self.open = [(k, p) for k, p in pairs if k.whole is None]
        self.named: dict[str, list[tuple[Kind, int]]] = {}
        for k, p in pairs:
            if k.whole is not None or k.module is not None:
                self.named.setdefault(k.id, []).append((k, p))
        self.known: dict[object, tuple[Fraction, int] | None] = {}
        self.cuts = any(b.high and b.high.excess == "cut" for b in self.must)
        self.counting = {
            b
            for b in self.must
            if isinstance(b.low, Every)
            or (b.low is not None and b.low.unit != "credits")
            or (b.high is not None and b.high.unit != "credits")
        }
        self.plain = not any(
            (isinstance(b.holder, Way) and b.low)
            or (b.high and b.high.unit != "credits")
            for b in self.must
        )
        self.numbers = self._numbers()

    def kept(self, held: Held) -> bool:
        """Do the whole modules keep every cap that leaves out?"""
        return all(
            b.amount([h[0] for h in held if b.sees(*h)], b.high.unit) <= b.high.number
            for b in self.must
            if b.high is not None and b.high.excess == "left_out"
        )

    def missing(
        self, held: Held, met: frozenset[str] = frozenset()
    ) -> tuple[Fraction, int] | None:
        """The least credit, then modules, whose addition meets every line.

        Those in `met` are to be met without it.
        """
        seen = [self._seen(*h) for h in held]
        if self.cuts:
            key: object = (met, tuple(sorted(seen)))
        else:
            # Without cuts all credit held is counted: the sums decide.
            sums = tuple(
                sum(credit for credit, sees, _ in seen if sees[at])
                for at in range(len(self.bounds))
            )
            things = tuple(
                tuple(sorted(values[at] for _, sees, values in seen if sees[at]))
                if b in self.counting
                else any(sees[at] for _, sees, _ in seen)
                for at, b in enumerate(self.bounds)
            )
            key = (met, sums, things)
        if key not in self.known:
            self.known[key] = min(self._additions(held, met), default=None)
        return self.known[key]

    @cache  # noqa: B019 - as short-lived as the question
    def _seen(self, item: Item, part: int, way: int) -> tuple[Fraction, Sees, Values]:
        return (
            item.credit,
            tuple(b.sees(item, part, way) for b in self.bounds),
            tuple(b.value(item) for b in self.bounds),
        )

    def _additions(
        self, held: Held, met: frozenset[str]
    ) -> Iterator[tuple[Fraction, int]]:
        for choice in product(*([None, *places] for places in self.named.values())):
            named = [c for c in choice if c is not None]
            fixed = sum((k.whole or ZERO for k, _ in named), ZERO)
            ones = sum(not k.whole for k, _ in named)
            numbers = [n for n in self.numbers if self._counts(held, named, n)]
            if self.plain and numbers:
                # How many are demanded then has no say in how much credit is.
                numbers = [min(numbers, key=lambda each: sum(n for n, _ in each))]
            for each in numbers:
                rows = self._rows(held, named, each, met)
                sizes = [h[0].credit for h in held] + [
                    k.whole or ZERO for k, _ in named
                ]
                if not self.cuts:
                    rows, sizes = _all_counted(rows, sizes), []
                found = maximum([0] * len(sizes) + [-1] * len(self.open), rows)
                if found is not None:
                    yield fixed - found[0], ones + sum(n for n, _ in each)

    def _numbers(self) -> list[tuple[tuple[int, bool], ...]]:
        """How many of each open kind are demanded, and whether it gives credit."""
        ranges = []
        for k, p in self.open:
            most = max(
                (
                    int(-(-b.low.number // 1))
                    for b in self.must
                    if isinstance(b.low, AtLeast)
                    and b.low.unit != "credits"
                    and b.sees_kind(k, p)
                    and k.module is None
                ),
                default=0,
            )
            ranges.append(
                [
                    (n, credit)
                    for n in range(most + 1)
                    for credit in ((False, True) if self._told_apart(k, p) else (True,))
                ]
            )
        return list(product(*ranges))

    def _told_apart(self, kind: Kind, part: int) -> bool:
        """Does it matter whether the kind is used at all?"""
        return any(
            b.sees_kind(kind, part)
            and (
                (isinstance(b.holder, Way) and b.low is not None)
                or (b.high is not None and b.high.unit != "credits")
            )
            for b in self.must
        )

    def _counts(
        self,
        held: Held,
        named: Sequence[tuple[Kind, int]],
        numbers: Sequence[tuple[int, bool]],
    ) -> bool:
        """Are the lines that count modules met, and kept?"""
        for b in self.must:
            seen = [h[0] for h in held if b.sees(*h)]
            more = [k.module or f"?{k.id}" for k, p in named if b.sees_kind(k, p)]
            values = {b.value(i) for i in seen} | set(more)
            demanded = used = 0
            for (k, p), (n, credit) in zip(self.open, numbers, strict=True):
                if b.sees_kind(k, p):
                    demanded += n
                    used += max(n, credit)
            if isinstance(b.low, Every) and not set(b.low.modules) <= values:
                return False
            if isinstance(b.low, AtLeast) and b.low.unit != "credits":
                have = len(values) if b.low.unit == "distinct" else len(seen + more)
                idle = isinstance(b.holder, Way) and not (seen or more or used)
                if have + demanded < b.low.number and not idle:
                    return False
            if b.high and b.high.excess == "left_out" and b.high.unit != "credits":
                have = len(values) if b.high.unit == "distinct" else len(seen + more)
                if have + used > b.high.number:
                    return False
        return True

    def _rows(
        self,
        held: Held,
        named: Sequence[tuple[Kind, int]],
        numbers: Sequence[tuple[int, bool]],
        met: frozenset[str],
    ) -> list[tuple[list[int], Fraction]]:
        """Rows over the credit counted of each module, then added of each kind."""
        sizes = [h[0].credit for h in held] + [k.whole or ZERO for k, _ in named]
        members = len(sizes)
        wide = members + len(self.open)
        rows = [([int(i == j) for j in range(wide)], c) for i, c in enumerate(sizes)]
        rows += [
            ([int(members + i == j) for j in range(wide)], ZERO)
            for i, (_, credit) in enumerate(numbers)
            if not credit
        ]
        for b in self.bounds:
            look = [int(b.sees(*h)) for h in held]
            look_named = [int(b.sees_kind(k, p)) for k, p in named]
            added = [int(b.sees_kind(k, p)) for k, p in self.open]
            whole = look + look_named
            if isinstance(b.low, AtLeast) and b.low.unit == "credits":
                need = b.low.number
                idle = isinstance(b.holder, Way) and not (
                    any(whole)
                    or any(
                        yes and (n or credit)
                        for yes, (n, credit) in zip(added, numbers, strict=True)
                    )
                )
                if b.must and not idle:
                    rows.append(([-v for v in whole + added], -need))
                if b.id in met:
                    rows.append(([-v for v in look] + [0] * (wide - len(look)), -need))
            if b.must and b.high is not None and b.high.unit == "credits":
                if b.high.excess == "cut":
                    rows.append((whole + added, b.high.number))
                if b.high.excess == "left_out":
                    taken = sum(
                        (c for c, v in zip(sizes, whole, strict=True) if v), ZERO
                    )
                    rows.append(([0] * members + added, b.high.number - taken))
        return rows

    def unmet(self, held: Held, gap: Fraction | None) -> tuple[int, int]:
        """The fewest must, then should, lines unmet, however cuts are chosen."""
        lost: list[bool] = []
        open_: list[Bound] = []
        for b in self.bounds:
            seen = [h[0] for h in held if b.sees(*h)]
            if isinstance(b.low, Every):
                if not set(b.low.modules) <= {b.value(i) for i in seen}:
                    lost.append(b.must)
            elif b.low is not None and (seen or not isinstance(b.holder, Way)):
                if b.amount(seen, b.low.unit) < b.low.number:
                    lost.append(b.must)
                elif b.low.unit == "credits":
                    open_.append(b)
            advised = b.high is not None and not b.must and b.high.excess != "breach"
            if advised and b.amount(seen, b.high.unit) > b.high.number:
                lost.append(False)
        best: tuple[int, int] | None = None
        cut = self.cuts
        for pick in product((True, False) if cut else (True,), repeat=len(open_)):
            away = lost + [
                b.must for b, yes in zip(open_, pick, strict=True) if not yes
            ]
            cost = (sum(away), len(away) - sum(away))
            if best is None or cost < best:
                met = frozenset(b.id for b, yes in zip(open_, pick, strict=True) if yes)
                if not cut or self._possible(held, met, gap):
                    best = cost
        if best is None:
            raise AssertionError("some way of cutting must be possible")
        return best

    def _possible(self, held: Held, met: frozenset[str], gap: Fraction | None) -> bool:
        if gap is None:
            none = [(0, False)] * len(self.open)
            rows = [
                (row, bound)
                for row, bound in self._rows(held, [], none, met)
                if min(row, default=0) >= 0
            ]
            for b in self.bounds:
                if b.id in met and isinstance(b.low, AtLeast):
                    look = [-int(b.sees(*h)) for h in held] + [0] * len(self.open)
                    rows.append((look, -b.low.number))
            # What is imagined has no room here, whatever the caps.
            rows = [(r[: len(held)], bound) for r, bound in rows if any(r[: len(held)])]
            return maximum([0] * len(held), rows) is not None
        found = self.missing(held, met)
        return found is not None and found[0] <= gap


def _all_counted(
    rows: Sequence[tuple[list[int], Fraction]], sizes: Sequence[Fraction]
) -> list[tuple[list[int], Fraction]]:
    """The rows once all credit held is counted, without those always kept."""
    shorter = []
    for row, bound in rows:
        counted = sum((n * c for n, c in zip(row, sizes, strict=False)), ZERO)
        rest = row[len(sizes) :]
        if counted > bound or max(rest, default=0) > 0:
            shorter.append((rest, bound - counted))
    return shorter


def best(
    items: Sequence[Item], awards: Sequence[Award], fixed: Sequence[Fixed] = ()
) -> tuple[list[tuple[Fraction, int] | None], dict[str, dict[str, str]]]:
    """What is missing of each award (None: no addition helps) and every place.

    For awards without a breach and fixed placements that can hold.
    """
    ordered = order(items)
    judges = [Judge(award, kinds_of(award)) for award in awards]
    choices = []
    for item in ordered:
        allowed = places(item, awards)
        for pin in fixed:
            if pin.item == item.id:
                allowed = [
                    place
                    for place in allowed
                    if {awards[a].id: awards[a].parts[p].id for a, p, _ in place}.get(
                        pin.award
                    )
                    == pin.part
                ]
        choices.append(allowed)
    ties: list[tuple[tuple[int, ...], list[Held]]] = []
    top: object = None
    for ranks in product(*(range(len(allowed)) for allowed in choices)):
        held: list[Held] = [[] for _ in awards]
        for item, allowed, rank in zip(ordered, choices, ranks, strict=True):
            for a, p, w in allowed[rank]:
                held[a].append((item, p, w))
        if not all(j.kept(h) for j, h in zip(judges, held, strict=True)):
            continue
        gaps = [j.missing(h) for j, h in zip(judges, held, strict=True)]
        value = (
            [gap != (0, 0) for gap in gaps],
            [gap if gap is not None else (Fraction(10**9), 0) for gap in gaps],
        )
        if top is None or value < top:  # type: ignore[operator]  # its type is wider than what is in it
            top, ties, least = value, [], gaps
        if value == top:
            ties.append((ranks, held))
    winner = min(ties, key=lambda tie: _later_aims(tie, judges, least, ordered, awards))
    found: dict[str, dict[str, str]] = {award.id: {} for award in awards}
    for a, held_here in enumerate(winner[1]):
        for item, p, _ in held_here:
            found[awards[a].id][item.id] = awards[a].parts[p].id
    return least, found


def _later_aims(
    tie: tuple[tuple[int, ...], list[Held]],
    judges: Sequence[Judge],
    least: Sequence[tuple[Fraction, int] | None],
    ordered: Sequence[Item],
    awards: Sequence[Award],
) -> tuple[object, ...]:
    ranks, held = tie
    unmet = [
        judge.unmet(here, None if gap is None else gap[0])
        for judge, here, gap in zip(judges, held, least, strict=True)
    ]
    now = {
        (item.id, awards[a].id, awards[a].parts[p].id)
        for a, here in enumerate(held)
        for item, p, _ in here
    }
    moves = sum(
        (item.id, award, part) not in now
        for item in ordered
        for award, part in item.previous
    )
    used = sum((item.credit for here in held for item, _, _ in here), ZERO)
    return (sum(m for m, _ in unmet), sum(s for _, s in unmet), moves, used, ranks)
