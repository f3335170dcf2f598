"""The market if modules could be split: prices that prove the most.

A linear program, solved by the primal simplex method in floating point. Every
module takes one offer, so there are as many such sums as modules and only a
few rows; following Dantzig and Van Slyke, one offer of each module (its key)
is reckoned as "the rest", and the basis is no larger than the rows. Nothing is
concluded from the figures here: the prices are rounded and reckoned with
exactly (`prices.reckon`), so an error of rounding costs time, not truth.
"""

from collections.abc import Collection
from typing import NamedTuple

from swcareers.rules.allocation.prices import Market

DEAR = 1000.0  # what an unfilled row costs, at least; more than any one credit
ALMOST = 1e-9
PAYING = 8  # columns remembered as paying, the best of all


class Relaxed(NamedTuple):
    """Prices by row, the share of each offer of each module, turns taken."""

    prices: list[float]
    shares: list[list[float]]
    turns: int


class Relaxation:
    """A market with modules split, solved again and again as offers are barred.

    A barred offer is so dear that it is given up wherever it can be. So the last
    solution is always a place to go on from: it takes a few turns, not dozens.

    Columns stand by number; `owner` is the module of a column, or -1.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        self.rows = len(market.rows) + len(market.atoms)
        self.signs = [1.0 if row.is_need else -1.0 for row in market.rows]
        self.signs += [1.0] * len(market.atoms)
        self.columns: list[tuple[tuple[int, float], ...]] = []
        self.costs: list[float] = []
        self.owner: list[int] = []
        self.members: list[list[int]] = []
        self.left: list[float] = []  # how much of each module its key takes
        self.modules: list[list[int]] = []  # columns of each module, as offered
        numbers = [float(row.number) for row in market.rows]
        numbers += [0.0] * len(market.atoms)
        for offers in market.modules:
            if len(offers) == 1:
                self.modules.append([])
                for r, amount in offers[0].brings:
                    numbers[r] -= amount
                continue
            self._owned(1.0, [(offer.cost, offer.brings) for offer in offers])
            self.modules.append(self.members[-1])
        for limit, offers in market.fillings:
            every = [(offer.cost, offer.brings) for offer in offers]
            self._owned(float(limit), [*every, (0, ())])
        self.free: list[int] = []
        for atom, seen in enumerate(market.atoms):
            brings = [(r, 1) for r in seen] + [(len(market.rows) + atom, -1)]
            self.free.append(self._column(0, brings, -1))
        self.dear = DEAR + 2 * max(self.costs, default=0.0)
        self.barred: frozenset[tuple[int, int]] = frozenset()
        self._begin(numbers)

    def _column(self, cost: float, brings: object, owner: int) -> int:
        self.columns.append(tuple((r, float(n)) for r, n in brings))  # type: ignore[attr-defined]  # the words are those of the class
        self.costs.append(float(cost))
        self.owner.append(owner)
        return len(self.columns) - 1

    def _owned(self, amount: float, offers: list[tuple[int, object]]) -> None:
        owner = len(self.members)
        self.members.append([self._column(c, b, owner) for c, b in offers])
        self.left.append(amount)

    def _begin(self, numbers: list[float]) -> None:
        """The first basis: each module where it is least under caps."""
        signs = self.signs
        self.key = [
            min(members, key=lambda j: (self._caps(j), -len(self.columns[j])))
            for members in self.members
        ]
        for s, j in enumerate(self.key):
            for r, amount in self.columns[j]:
                numbers[r] -= amount * self.left[s]
        self.basis: list[int] = []
        self.amounts: list[float] = []
        self.inverse: list[list[float]] = []
        for r in range(self.rows):
            slack = self._column(0, [(r, -signs[r])], -1)
            unfilled = self._column(self.dear, [(r, signs[r])], -1)
            self.free += [slack, unfilled]
            chosen = slack if numbers[r] * -signs[r] >= 0 else unfilled
            ((_, sign),) = self.columns[chosen]
            row = [0.0] * self.rows
            row[r] = sign
            self.basis.append(chosen)
            self.amounts.append(numbers[r] * sign)
            self.inverse.append(row)
        self.place = {j: k for k, j in enumerate(self.basis)}
        self.paying: list[int] = []  # when all columns were last looked at
        # What a turn works through, about.
        self.entries = self.rows * self.rows + sum(len(c) for c in self.columns)

    def _caps(self, j: int) -> float:
        return sum(n for r, n in self.columns[j] if self.signs[r] < 0)

    def solve(self, turns: int, barred: Collection[tuple[int, int]] = ()) -> Relaxed:
        """Solve it in at most so many turns, from where it stands.

        Args:
            turns: the most it may take.
            barred: offers that may not be taken, by module and place within it.
        """
        now = frozenset(barred)
        for module, at in now ^ self.barred:
            j = self.modules[module][at]
            self.costs[j] += self.dear if (module, at) in now else -self.dear
        self.barred = now
        taken = 0
        prices = self._prices()
        while taken < turns:
            taken += 1
            entering = self._entering(prices)
            if entering < 0 or not self._turn(entering):
                break
            prices = self._prices()
        shares = [
            [self._share(s, j) for j in columns] if columns else [1.0]
            for s, columns in self._with_keys()
        ]
        count = len(self.market.rows)
        return Relaxed(
            [s * p for s, p in zip(self.signs, prices[:count], strict=False)],
            shares,
            taken,
        )

    def _with_keys(self) -> list[tuple[int, list[int]]]:
        found = []
        s = 0
        for columns in self.modules:
            found.append((s, columns))
            s += bool(columns)
        return found

    def _share(self, s: int, j: int) -> float:
        if self.key[s] == j:
            return self.left[s]
        k = self.place.get(j)
        return 0.0 if k is None else self.amounts[k]

    def _prices(self) -> list[float]:
        prices = [0.0] * self.rows
        for k, j in enumerate(self.basis):
            s = self.owner[j]
            cost = self.costs[j] - (self.costs[self.key[s]] if s >= 0 else 0.0)
            if cost:
                prices = [
                    p + cost * v for p, v in zip(prices, self.inverse[k], strict=True)
                ]
        return prices

    def _entering(self, prices: list[float]) -> int:
        """A column that pays beyond what it takes the place of; -1: there is none.

        The best of those that paid when all were last looked at, while any does.
        """
        columns, costs, place = self.columns, self.costs, self.place
        best, entering = -1e-7, -1
        for j in self.paying:
            if j in place:
                continue
            s = self.owner[j]
            value = costs[j]
            for r, amount in columns[j]:
                value -= prices[r] * amount
            if s >= 0:
                key = self.key[s]
                if key == j:
                    continue
                value -= costs[key]
                for r, amount in columns[key]:
                    value += prices[r] * amount
            if value < best:
                best, entering = value, j
        if entering >= 0:
            return entering
        paying: list[tuple[float, int]] = []
        for s, members in enumerate(self.members):
            key = self.key[s]
            level = costs[key] - 1e-7
            for r, amount in columns[key]:
                level -= prices[r] * amount
            for j in members:
                value = costs[j] - level
                for r, amount in columns[j]:
                    value -= prices[r] * amount
                if value < 0 and j != key and j not in place:
                    paying.append((value, j))
        for j in self.free:
            value = costs[j] + 1e-7
            for r, amount in columns[j]:
                value -= prices[r] * amount
            if value < 0 and j not in place:
                paying.append((value, j))
        paying.sort()
        self.paying = [j for _, j in paying[:PAYING]]
        return self.paying[0] if self.paying else -1

    def _direction(self, entering: int) -> list[float]:
        """How fast each basic amount falls as the entering one rises."""
        s = self.owner[entering]
        change = dict(self.columns[entering])
        if s >= 0:
            for r, amount in self.columns[self.key[s]]:
                change[r] = change.get(r, 0.0) - amount
        pairs = [(r, amount) for r, amount in change.items() if amount]
        falls = []
        for row in self.inverse:
            fall = 0.0
            for r, amount in pairs:
                fall += row[r] * amount
            falls.append(fall)
        return falls

    def _turn(self, entering: int) -> bool:
        """Bring one column in for another; False if that cannot be done."""
        falls = self._direction(entering)
        owner = self.owner[entering]
        key_falls = {owner: 1.0} if owner >= 0 else {}
        for k, j in enumerate(self.basis):
            s = self.owner[j]
            if s >= 0 and falls[k]:
                key_falls[s] = key_falls.get(s, 0.0) - falls[k]
        step, leaving, leaving_key = float("inf"), -1, -1
        for k, fall in enumerate(falls):
            if fall > ALMOST and self.amounts[k] < step * fall - 1e-12:
                step, leaving = self.amounts[k] / fall, k
        for s, fall in key_falls.items():
            if fall > ALMOST and self.left[s] < step * fall - 1e-12:
                step, leaving, leaving_key = self.left[s] / fall, -1, s
        if step == float("inf"):
            return False
        step = max(0.0, step)
        self.amounts = [
            amount - step * fall
            for amount, fall in zip(self.amounts, falls, strict=True)
        ]
        for s, fall in key_falls.items():
            self.left[s] -= step * fall
        if leaving_key >= 0:
            leaving = self._change_key(leaving_key)
            if leaving < 0:
                # No other offer of this module is in use: the entering one is
                # of it, and becomes the key.
                self.key[leaving_key] = entering
                self.left[leaving_key] = step
                return True
            falls = self._direction(entering)
        pivot = falls[leaving]
        if abs(pivot) < 1e-11:
            return False
        row = [value / pivot for value in self.inverse[leaving]]
        for k, fall in enumerate(falls):
            if k != leaving and abs(fall) > 1e-13:
                self.inverse[k] = [
                    value - fall * other
                    for value, other in zip(self.inverse[k], row, strict=True)
                ]
        self.inverse[leaving] = row
        del self.place[self.basis[leaving]]
        self.basis[leaving] = entering
        self.place[entering] = leaving
        self.amounts[leaving] = step
        return True

    def _change_key(self, s: int) -> int:
        """Let another offer in use be the key; where the old one then stands."""
        others = [k for k, j in enumerate(self.basis) if self.owner[j] == s]
        if not others:
            return -1
        chosen = max(others, key=lambda k: self.amounts[k])
        row = self.inverse[chosen]
        for k in others:
            if k != chosen:
                row = [a + b for a, b in zip(row, self.inverse[k], strict=True)]
        self.inverse[chosen] = [-value for value in row]
        old, new = self.key[s], self.basis[chosen]
        self.key[s] = new
        self.left[s], self.amounts[chosen] = self.amounts[chosen], self.left[s]
        del self.place[new]
        self.basis[chosen] = old
        self.place[old] = chosen
        return chosen
