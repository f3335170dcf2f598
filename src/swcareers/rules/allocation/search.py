"""The exact search: whole modules to places, by branch and bound.

Two searches in one. The quick one goes through the modules one by one on
packed sums: what has failed from the same sums before is not tried again,
modules alike are not told apart, and it turns back where a line can no longer
be reached (`reach`) or where prices say so (`prices`). When a few hundred of
its steps have not settled the matter, the market is solved with modules split
(`relaxed`), which gives good prices and shows which module to decide first;
then each way to decide it is searched in the same manner.

Steps are counted, so that a search ends, and ends the same way every time.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import gcd
from typing import NamedTuple

import attrs

from swcareers.rules.allocation.frame import Frame
from swcareers.rules.allocation.market import NeedAt, Pricing, Stall
from swcareers.rules.allocation.missing import Filler
from swcareers.rules.allocation.model import Model, Option
from swcareers.rules.allocation.packing import Packing
from swcareers.rules.allocation.prices import FINE, Market, Priced, reckon
from swcareers.rules.allocation.reach import Potentials, Reach
from swcareers.rules.allocation.relaxed import Relaxation
from swcareers.rules.allocation.wanted import (
    INFINITE,
    Chooser,
    Wanted,
    alike,
    choice_of,
    choosers_of,
    slots_of,
)

FIRST_STEPS = 100  # of the quick search, before prices are asked for
MORE_STEPS = 400  # of the quick search, once there are prices
TURN = 200  # entries of a relaxed market worked through that count for a step
DEEP = 600  # modules beyond which going through all of them is not tried
LOOK = 3  # steps that each module counts for wherever a part is priced
FULL = 5  # steps that a look at an answer in full counts for
LOOKS = 20  # looks at sums, quickly, that count for a step
TRIES = 20  # answers near a known one that are looked at in full


class OutOfStepsError(Exception):
    """The steps allowed have been taken."""


class _Done(Exception):  # noqa: N818 - ends the search, is no error
    """What was sought is found."""


class _Enough(Exception):  # noqa: N818 - ends the quick search, is no error
    """The quick search has had its share of steps."""


@attrs.define(eq=False)
class Budget:
    """Steps that may still be taken."""

    left: int


class Found(NamedTuple):
    """What a search found: its value, and what was done with each module.

    `complete`: nothing better exists. `lowest`: nothing below this exists;
    INFINITE: nothing exists at all.
    """

    value: Fraction | None
    places: dict[int, Option | int]
    complete: bool
    lowest: Fraction


@attrs.frozen(kw_only=True, eq=False)
class Question:
    """A model made ready: what every search of it shares."""

    model: Model
    frames: tuple[Frame, ...]
    fillers: tuple[Filler, ...]
    packing: Packing


class Node(NamedTuple):
    """A part of the search: what is settled, and what is still to choose."""

    alone: tuple[Chooser, ...]
    choosers: tuple[Chooser, ...]
    firm: frozenset[NeedAt] = frozenset()
    given_up: frozenset[NeedAt] = frozenset()


class Live(NamedTuple):
    """A relaxed market that the parts of one part of a search share.

    `places` says where each choice of each module stands in it.
    """

    market: Market
    relaxation: Relaxation
    places: dict[tuple[int, Option | int], tuple[int, int]]
    switches: dict[NeedAt, int]


class Search:
    """A search for one thing wanted of a question."""

    def __init__(self, question: Question, wanted: Wanted, budget: Budget) -> None:
        self.question = question
        self.wanted = wanted
        self.budget = budget
        self.best: Fraction | None = None
        self.places: dict[int, Option | int] = {}
        self.lowest = Fraction(0)
        self.sought: Fraction | None = None
        model, frames, packing = question.model, question.frames, question.packing
        self.slots = slots_of(frames, packing, wanted)
        choosers = choosers_of(model, frames, packing, wanted, self.slots)
        self.reach = Reach(model, frames, packing, wanted, choosers)
        self.potentials = Potentials(frames, packing, wanted)
        self.root = _node(choosers)
        self.stall = Stall(frames, packing, wanted, self.reach)
        self.live: Live | None = None  # of the whole search
        self.priced: Priced | None = None  # its prices
        self.grain = self._grain()
        self._clips()

    def _clips(self) -> None:
        """Beyond what a slot's sum no longer matters."""
        packing, frames = self.question.packing, self.question.frames
        clipped = [
            (a, slot, clip)
            for a in sorted(self.wanted.limits)
            for slot, clip in enumerate(frames[a].clips)
            if clip is not None
        ]
        self.clip = 0
        for a, slot, clip in clipped:
            self.clip += packing.put(a, slot, clip)
        self.clip_fields = packing.fields((a, slot) for a, slot, _ in clipped)
        self.clip_spare = packing.spare((a, slot) for a, slot, _ in clipped)

    # What can be asked

    def least(self, start: Mapping[int, Option | int] | None = None) -> Found:
        """The least value of the goal, or what the budget allowed to find.

        Args:
            start: places that are a fair answer, if they are one at all.
        """
        complete = True
        try:
            self._least(start or {})
        except OutOfStepsError:
            complete = False
        except _Done:
            pass
        if complete:
            self.lowest = INFINITE if self.best is None else self.best
        return Found(self.best, self.places, complete, self.lowest)

    def chooser(self, item: int, options: Sequence[Option]) -> Chooser:
        """An item that has these options only, worth trying or not."""
        q = self.question
        choices = []
        for option in options:
            one = choice_of(q.model, q.frames, q.packing, self.wanted, item, option)
            choices.append(one._replace(adds=one.adds & self.slots.relevant))
        return Chooser(item, tuple(choices))

    def node(self, settled: Mapping[int, Chooser]) -> Node:
        """The part of the search in which some modules are settled."""
        every = (*self.root.alone, *self.root.choosers)
        return _node([settled.get(chooser.number, chooser) for chooser in every])

    def exists(self, node: Node, most: Fraction) -> bool:
        """Is there anything in this part of the search of at most this value?

        Raises:
            OutOfStepsError: the budget ended before that was known.
        """
        self.sought, self.best = most, None
        try:
            self._exchange(node, self.places)
            self._quick(node, None, FIRST_STEPS // 4)
        except _Done:
            return True
        except _Enough:
            pass
        else:
            return False
        if self.priced is None:
            self._relax_root()
        try:
            self._quick(node, self._at_root(node), MORE_STEPS)
        except _Done:
            return True
        except _Enough:
            pass
        else:
            return False
        try:
            self._explore(node)
        except _Done:
            return True
        return False

    def _least(self, start: Mapping[int, Option | int]) -> None:
        self._alone_lowest()
        if self.wanted.goal == "any":
            self.sought = Fraction(0)
        else:
            self._exchange(self.root, start)
        try:
            self._quick(self.root, None, FIRST_STEPS)
        except _Enough:
            pass
        else:
            return
        if self.sought is not None or not self.grain:
            self._explore(self.root)
            return
        self._relax_root()
        # Ask for the least that is not ruled out, then for a little more: the
        # tighter the question, the sooner the search turns back.
        highest = self._highest()
        step = self.grain
        while self.lowest < (highest if self.best is None else self.best):
            self.sought = self.lowest + step - self.grain
            if self.best is not None:
                half = (self.best - self.lowest) // (2 * self.grain) * self.grain
                self.sought = min(
                    self.sought, self.lowest + half, self.best - self.grain
                )
            try:
                self._explore(self.root)
            except _Done:
                step = self.grain
                self.sought = None
                self._exchange(self.root, self.places)
            else:
                self.lowest = max(self.lowest, self.sought + self.grain)
                step *= 2

    def _highest(self) -> Fraction:
        """More than any value of the goal that can be reached."""
        wanted, frames = self.wanted, self.question.frames
        if wanted.goal == "cost":
            every = (*self.root.alone, *self.root.choosers)
            return Fraction(sum(max(c.cost for c in x.choices) for x in every) + 1)
        if wanted.goal == "lines":
            return Fraction((len(self.question.model.lines) + 1) * wanted.weight(True))
        most = 1
        if wanted.least is not None:
            frame = frames[wanted.least]
            most += sum(need.number for need in frame.needs)
            most += sum(whole.credit + 1 for whole in frame.wholes)
        return Fraction(most)

    def _grain(self) -> Fraction:
        """Of what part all values of the goal are multiples; 0: of none."""
        wanted = self.wanted
        if wanted.goal == "credits" and wanted.least is not None:
            return self.question.fillers[wanted.least].grain
        if wanted.goal == "cost":
            costs = [
                choice.cost
                for chooser in (*self.root.alone, *self.root.choosers)
                for choice in chooser.choices
            ]
            return Fraction(gcd(*costs) or 1)
        return Fraction(1)

    def _alone_lowest(self) -> None:
        """What is missing even if each line could have everything to itself."""
        wanted, packing = self.wanted, self.question.packing
        a = wanted.least
        if a is None or wanted.goal != "credits":
            return
        frame = self.question.frames[a]
        if frame.wholes or any(need.used is not None for need in frame.needs):
            return
        base = sum(chooser.choices[0].adds for chooser in self.root.alone)
        pots, _ = self.potentials.of(self.root.choosers)
        sums = list(packing.sums(a, frame, base + pots[0]))
        now = packing.sums(a, frame, base)
        for cap in frame.caps:
            for slot in cap.slots:
                sums[slot] = now[slot]
        filled = self.question.fillers[a].fill(_clipped(frame, sums))
        if filled is None:
            raise _Done
        self.lowest = filled.credits

    # With prices

    def _ceiling(self) -> int:
        """In parts of FINE: what is proven to come to more than this is no good."""
        if self.sought is not None:
            return int(self.sought * FINE)
        if self.best is None:
            return int(INFINITE)
        if self.grain:
            return int((self.best - self.grain) * FINE)
        return -int(-self.best * FINE // 1) - 1

    def _relax_root(self) -> None:
        """Prices for the whole search, and what they prove of it."""
        self._turn(self.root)
        self.live, self.priced, _ = self._relax(self.root, self.live)
        self._raise_lowest(self.priced.lowest)

    def _at_root(self, node: Node) -> Pricing:
        """What the prices of the whole search say of a part of it."""
        if self.live is None or self.priced is None:
            raise ValueError("the whole search has no prices yet")
        modules = len(self.root.alone) + len(self.root.choosers)
        return self.stall.pricing(self.live.market, self.priced, node.choosers, modules)

    def _relax(
        self, node: Node, live: Live | None
    ) -> tuple[Live, Priced, list[list[float]]]:
        """Prices for a part; and the shares of its choices, then of its switches.

        A relaxed market that is at hand is gone on with as long as its rows are
        those wanted.
        """
        every = (*node.alone, *node.choosers)
        market = self.stall.market(every, node.firm, node.given_up)
        if live is None or live.market.rows != market.rows:
            live = self._live(node, market)
        relaxation, places = live.relaxation, live.places
        open_ = [
            places[chooser.number, choice.option]
            for chooser in every
            for choice in chooser.choices
            if (chooser.number, choice.option) in places
        ]
        barred = {*places.values()}.difference(open_)
        barred |= {(live.switches[x], 1) for x in node.firm if x in live.switches}
        barred |= {(live.switches[x], 0) for x in node.given_up if x in live.switches}
        each = 5 + relaxation.entries // TURN
        turns = min(60 + 4 * len(node.choosers), self.budget.left // each)
        relaxed = relaxation.solve(turns, barred)
        self._take(each * relaxed.turns)
        shares = []
        for chooser in node.choosers:
            at = [places.get((chooser.number, c.option)) for c in chooser.choices]
            shares.append(
                [1.0 if x is None else relaxed.shares[x[0]][x[1]] for x in at]
            )
        shares += [
            relaxed.shares[module]
            for line, module in live.switches.items()
            if line not in node.firm and line not in node.given_up
        ]
        return live, reckon(market, relaxed.prices), shares

    def _live(self, node: Node, market: Market) -> Live:
        every = (*node.alone, *node.choosers)
        places = {
            (chooser.number, choice.option): (module, at)
            for module, chooser in enumerate(every)
            for at, choice in enumerate(chooser.choices)
            if len(chooser.choices) > 1
        }
        lines = [
            line
            for line in self.stall.switches
            if line not in node.firm and line not in node.given_up
        ]
        switches = {line: len(every) + n for n, line in enumerate(lines)}
        return Live(market, Relaxation(market), places, switches)

    def _explore(self, node: Node) -> None:
        """Search a part with prices, and part by part where it is too large."""
        waiting: list[tuple[Node, Live | None]] = [(node, None)]
        while waiting:
            part, live = waiting.pop()
            waiting += self._look(part, live)[::-1]

    def _look(self, node: Node, live: Live | None) -> list[tuple[Node, Live | None]]:
        """Search a part as far as that is quickly done; the parts that are left."""
        stall = self.stall
        given = live
        self._take(LOOK * len(node.choosers))
        self._turn(node)
        live, priced, shares = self._relax(
            node, self.live if node is self.root else live
        )
        if node is self.root:
            self.live, self.priced = live, priced
            self._raise_lowest(priced.lowest)
            if self.best is not None and self.lowest >= self.best:
                return []
        ceiling = self._ceiling()
        if priced.lowest > ceiling:
            return []
        modules = len(node.alone) + len(node.choosers)
        every = (*node.alone, *node.choosers)
        market = stall.market(every, node.firm, node.given_up)
        pricing = stall.pricing(market, priced, node.choosers, modules)
        kept = []
        for chooser, beyond, share in zip(
            node.choosers, pricing.beyond, shares, strict=False
        ):
            order = sorted(
                (extra, at)
                for at, extra in enumerate(beyond)
                if priced.lowest + extra <= ceiling
            )
            choices = tuple(chooser.choices[at] for _, at in order)
            kept.append(
                (Chooser(chooser.number, choices), [share[at] for _, at in order])
            )
        if given is None:
            self._point(
                node,
                kept,
                lambda part: stall.pricing(market, priced, part.choosers, modules),
            )
        narrowed = node._replace(choosers=tuple(chooser for chooser, _ in kept))
        pricing = stall.pricing(market, priced, narrowed.choosers, modules)
        try:
            self._quick(narrowed, pricing, MORE_STEPS)
        except _Enough:
            parts = self._parts(narrowed, kept, shares[len(node.choosers) :])
            return [(part, live) for part in parts]
        return []

    def _exchange(self, node: Node, start: Mapping[int, Option | int]) -> None:
        """Look near an answer: moving one module, or two, again and again.

        Raises:
            _Done: what was sought is found.
        """
        path = []
        for chooser in node.choosers:
            option = start.get(chooser.number, ())
            options = [choice.option for choice in chooser.choices]
            path.append(options.index(option) if option in options else 0)
        better = True
        while better:
            better = self._exchanged(node, path)

    def _exchanged(self, node: Node, path: list[int]) -> bool:
        """Whether there is a better answer so near; `path` then leads to it."""
        self._turn(node)
        best = self.best
        now = [c.choices[at] for c, at in zip(node.choosers, path, strict=True)]
        sums, cost = 0, 0
        for choice in (*(c.choices[0] for c in node.alone), *now):
            sums += choice.adds
            cost += choice.cost
        if self._fits(sums) and cost <= self.most_cost:
            self._leaf(node, sums, cost, path)
            if self.best != best:
                return True
        moves = [
            (choice.cost - here.cost, choice.adds - here.adds, j, at)
            for j, (chooser, here) in enumerate(zip(node.choosers, now, strict=True))
            for at, choice in enumerate(chooser.choices)
            if at != path[j]
        ]
        moves.sort()
        prices = [price for price, _, _, _ in moves]
        room = self.most_cost - cost
        reach = self.reach
        cap, cap_fields, cap_spare = (
            reach.cap_numbers,
            reach.cap_fields,
            reach.cap_spare,
        )
        low, low_fields, low_spare = reach.low, reach.low_fields, reach.low_spare
        nothing = (0, 0, -1, -1)
        tries = TRIES
        for n, (price, adds, j, at) in enumerate(moves):
            then, left = sums + adds, room - price
            others = moves[: bisect_right(prices, left, 0, n)]
            if left >= 0:
                others.append(nothing)
            self._take(len(others) // LOOKS + (n % LOOKS == 0))
            for further, more, k, to in others:
                total = then + more
                if (
                    (cap - (total & cap_fields)) & cap_spare == cap_spare
                    and ((total & low_fields) + low) & low_spare == low_spare
                    and k != j
                    and reach.has_room(total)
                    and reach.passes(total)
                ):
                    changed = list(path)
                    changed[j] = at
                    if k >= 0:
                        changed[k] = to
                    self._take(FULL)
                    self._leaf(node, total, cost + price + further, changed)
                    if self.best != best:
                        path[:] = changed
                        return True
                    tries -= 1
                    if not tries:
                        return False
        return False

    def _fits(self, sums: int) -> bool:
        """Are the caps kept, and the plain needs within what may be missing?"""
        reach = self.reach
        if (reach.cap_numbers - (sums & reach.cap_fields)) & reach.cap_spare != (
            reach.cap_spare
        ):
            return False
        if ((sums & reach.low_fields) + reach.low) & reach.low_spare != (
            reach.low_spare
        ):
            return False
        return reach.has_room(sums)

    def _take(self, steps: int) -> None:
        self.budget.left -= steps
        if self.budget.left < 0:
            raise OutOfStepsError

    def _raise_lowest(self, proven: int) -> None:
        bound = Fraction(proven, FINE)
        if self.grain:
            bound = -(-bound // self.grain) * self.grain
        if self.sought is not None and self.wanted.goal in ("credits", "modules"):
            # The market was made for what is sought: beyond it proves nothing.
            bound = min(bound, self.sought + self.grain)
        self.lowest = max(self.lowest, bound)

    def _point(
        self,
        node: Node,
        kept: list[tuple[Chooser, list[float]]],
        pricing_of: Callable[[Node], Pricing],
    ) -> None:
        """Look first where the relaxed market points.

        What it does not split stays, but for what it leaves unused and for the
        smallest, which are there to be exchanged.
        """
        whole = [max(shares) > 0.99 for _, shares in kept]
        sizes = sorted(
            (max(c.credit for c in chooser.choices), at)
            for at, (chooser, _) in enumerate(kept)
            if whole[at]
        )
        for free in (0, 4, 8):
            loose = {at for _, at in sizes[:free]}
            pointed = []
            for at, (chooser, shares) in enumerate(kept):
                best = max(range(len(shares)), key=lambda k: shares[k])
                unused = free and not chooser.choices[best].credit
                if not whole[at] or at in loose or unused:
                    pointed.append(chooser)
                else:
                    pointed.append(Chooser(chooser.number, (chooser.choices[best],)))
            both = _node([*node.alone, *pointed])
            narrowed = Node(both.alone, both.choosers, node.firm, node.given_up)
            try:
                self._quick(narrowed, pricing_of(narrowed), FIRST_STEPS)
            except _Enough:
                return

    def _parts(
        self,
        node: Node,
        kept: list[tuple[Chooser, list[float]]],
        switched: Sequence[Sequence[float]],
    ) -> list[Node]:
        """Decide one thing: a part for each way."""
        lines = [
            line
            for line in self.stall.switches
            if line not in node.firm and line not in node.given_up
        ]
        for line, shares in zip(lines, switched, strict=False):
            if 0.001 < shares[1] < 0.999:
                return [
                    node._replace(firm=node.firm | {line}),
                    node._replace(given_up=node.given_up | {line}),
                ]
        at, groups = _most_split(kept)
        if at < 0:
            last = _node([*node.alone, *node.choosers])
            self._quick(last._replace(firm=node.firm), None, self.budget.left)
            return []
        chooser = kept[at][0]
        same = [k > at and alike(c, chooser) for k, (c, _) in enumerate(kept)]
        found = []
        for group in groups:
            # Of those alike, the later ones choose no earlier.
            earliest = min(group)
            narrowed = []
            for k, (c, _) in enumerate(kept):
                if k == at:
                    c = Chooser(c.number, tuple([c.choices[x] for x in group]))
                elif same[k]:
                    c = Chooser(c.number, c.choices[earliest:])
                narrowed.append(c)
            child = _node([*node.alone, *narrowed])
            found.append(child._replace(firm=node.firm, given_up=node.given_up))
        return found

    # The quick search

    def _quick(self, node: Node, pricing: Pricing | None, steps: int) -> None:
        """Go through a part module by module.

        Raises:
            _Done: what was sought is found.
            _Enough: the part was not finished in so many steps.
        """
        budget, reach, packing = self.budget, self.reach, self.question.packing
        base = base_cost = 0
        for chooser in node.alone:
            base += chooser.choices[0].adds
            base_cost += chooser.choices[0].cost
        choosers = [
            tuple([(c.adds, c.cost, at) for at, c in enumerate(chooser.choices)])
            for chooser in node.choosers
        ]
        count = len(choosers)
        if count > DEEP:
            raise _Enough
        same = [
            j > 0 and alike(node.choosers[j - 1], chooser)
            for j, chooser in enumerate(node.choosers)
        ]
        pots, supply = self.potentials.of(node.choosers)
        slow = reach.slow
        clip, clip_fields, clip_spare = self.clip, self.clip_fields, self.clip_spare
        others = ~clip_fields
        top, mask = packing.width - 1, packing.mask
        cap, cap_fields, cap_spare = (
            reach.cap_numbers,
            reach.cap_fields,
            reach.cap_spare,
        )
        seen: list[dict[int, int]] = [{} for _ in range(count)]
        path = [0] * count
        costly = self.wanted.goal == "cost"
        by_lines = self.wanted.by_lines
        # Imagined whole modules come last, and what they add meets no line: from
        # there on equal sums need not be equally good.
        items = len(self.question.model.items)
        real = sum(chooser.number < items for chooser in node.choosers)
        terms_short = pricing.short if pricing else ()
        terms_sums = pricing.sums if pricing else ()
        rest = [pricing.fixed + r for r in pricing.rest] if pricing else []
        left = steps
        self._turn(node)
        if (cap - (base & cap_fields)) & cap_spare != cap_spare or not (
            reach.has_room(base)
        ):
            return

        def visit(j: int, sums: int, cost: int, first: int) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise _Enough
            most = sums + pots[j]
            if ((most & reach.low_fields) + reach.low) & reach.low_spare != (
                reach.low_spare
            ):
                return
            # By how much the needs are short, those met not counting.
            short = reach.short_numbers - (sums & reach.short_fields)
            over = short & reach.short_spare
            short &= over - (over >> top)
            further = 0
            for total, parts, slack in reach.families:
                lacking = (short & total) % mask
                in_parts = (short & parts) % mask
                if in_parts > lacking:
                    lacking = in_parts
                if lacking > slack:
                    further += lacking - slack
            if further > supply[j] or (costly and cost + further > self.most_cost):
                return
            if pricing is not None:
                bound = rest[j]
                for weight, at in terms_short:
                    bound += weight * (short >> at & mask)
                for weight, at in terms_sums:
                    bound += weight * (sums >> at & mask)
                if costly:
                    bound += cost * FINE
                if bound > self.ceiling:
                    return
            if by_lines and not self._few_enough(most):
                return
            for check in slow:
                if not check(sums, most):
                    return
            if j == count:
                self._leaf(node, sums, cost, path)
                return
            over = ((sums & clip_fields) | clip_spare) - clip & clip_spare
            full = over - (over >> top)
            key = (sums & (others | ~full) | clip & full) << 8 | first
            known = seen[j].get(key)
            if known is not None and known <= cost and (j <= real or not by_lines):
                return
            follows = j + 1 < count and same[j + 1]
            for adds, price, at in choosers[j][first:]:
                then = sums + adds
                if (cap - (then & cap_fields)) & cap_spare != cap_spare:
                    continue
                if reach.distinct_caps and not reach.has_room(then):
                    continue
                path[j] = at
                visit(j + 1, then, cost + price, at if follows else 0)
            seen[j][key] = cost

        try:
            visit(0, base, base_cost, 0)
        finally:
            budget.left -= steps - left
        if budget.left < 0:
            raise OutOfStepsError

    def _turn(self, node: Node) -> None:
        """Look only for what is sought, or beats the best."""
        self.ceiling = self._ceiling()
        self.most_cost = int(INFINITE)
        below = self.best
        if self.sought is not None:
            self.most_cost = int(self.sought)
            below = self.sought + self.grain
        elif self.best is not None:
            self.most_cost = int(self.best - self.grain)
        if self.wanted.goal not in ("credits", "modules"):
            below = None
        self.reach.mend(below, node.firm)

    def _few_enough(self, most: int) -> bool:
        """Can few enough lines still stay unmet?"""
        reach, wanted = self.reach, self.wanted
        met = (most & reach.short_fields) + reach.short_below
        unmet = reach.short_spare & ~met
        musts = (unmet & reach.must_spare).bit_count()
        shoulds = (unmet & reach.should_spare).bit_count()
        if wanted.unmet is not None:
            return (musts, shoulds) <= wanted.unmet
        value = musts * wanted.weight(True) + shoulds
        if self.sought is not None:
            return value <= self.sought
        return self.best is None or value < self.best

    def _leaf(self, node: Node, sums: int, cost: int, path: Sequence[int]) -> None:
        """Everything has its place: is it what was sought?"""
        wanted = self.wanted
        value = self._value(node, sums, cost, path)
        if value is None:
            return
        if self.sought is not None and value > self.sought:
            return
        if self.best is not None and value >= self.best:
            return
        self.best = value
        self.places = {c.number: c.choices[0].option for c in node.alone}
        for chooser, at in zip(node.choosers, path, strict=True):
            self.places[chooser.number] = chooser.choices[at].option
        if self.sought is not None or value <= self.lowest or wanted.goal == "any":
            raise _Done
        self._turn(node)

    def _value(
        self, node: Node, sums: int, cost: int, path: Sequence[int]
    ) -> Fraction | None:
        """The value of the goal; None if a limit is not kept."""
        wanted, packing = self.wanted, self.question.packing
        musts = shoulds = 0
        value = Fraction(cost)
        for a, (credit, modules) in wanted.limits.items():
            frame, filler = self.question.frames[a], self.question.fillers[a]
            held = _clipped(frame, packing.sums(a, frame, sums))
            if credit != INFINITE or wanted.least == a:
                filled = filler.fill(held)
                if filled is None:
                    return None
                missing = filled.credits + held[-2]
                fewest = filled.modules + held[-1]
                if missing > credit or (
                    modules is not None and missing == credit and fewest > modules
                ):
                    return None
                if wanted.least == a:
                    value = missing if wanted.goal == "credits" else Fraction(fewest)
            if wanted.by_lines:
                allowed = None if credit == INFINITE else credit - held[-2]
                real = held
                if frame.wholes:
                    alone = sums - self._imagined(node, path)
                    real = _clipped(frame, packing.sums(a, frame, alone))
                must, should, _ = filler.unmet(held, real, allowed)
                musts, shoulds = musts + must, shoulds + should
        if wanted.goal == "lines":
            return Fraction(musts * wanted.weight(True) + shoulds)
        if wanted.unmet is not None and (musts, shoulds) > wanted.unmet:
            return None
        if wanted.goal == "any":
            return Fraction(0)
        return value

    def _imagined(self, node: Node, path: Sequence[int]) -> int:
        """What the imagined whole modules add: no line is met by them."""
        items = len(self.question.model.items)
        chosen = [(chooser, 0) for chooser in node.alone]
        chosen += zip(node.choosers, path, strict=True)
        return sum(c.choices[at].adds for c, at in chosen if c.number >= items)


def _clipped(frame: Frame, sums: Sequence[int]) -> tuple[int, ...]:
    return tuple(
        amount if clip is None else min(amount, clip)
        for amount, clip in zip(sums, frame.clips, strict=True)
    )


def _node(choosers: Sequence[Chooser]) -> Node:
    """Those with no choice apart; the largest first, those alike together.

    Imagined modules, which use nothing that is held, come last.
    """
    groups: dict[tuple[tuple[int, int], ...], list[Chooser]] = {}
    alone = []
    for chooser in sorted(
        choosers, key=lambda c: (-max(x.credit for x in c.choices), c.number)
    ):
        if len(chooser.choices) == 1:
            alone.append(chooser)
        else:
            signature = tuple([choice[:2] for choice in chooser.choices])
            groups.setdefault(signature, []).append(chooser)
    free = [chooser for group in groups.values() for chooser in group]
    return Node(tuple(alone), tuple(free))


def _most_split(
    kept: Sequence[tuple[Chooser, list[float]]],
) -> tuple[int, list[list[int]]]:
    """The chooser that the relaxed market splits most, and the ways to decide it.

    Between awards first: what goes to which part of an award, the market can
    mostly set right later. -1: nothing is left to choose.
    """
    best, at, ways = 0.0, -1, list[list[int]]()
    for k, (chooser, shares) in enumerate(kept):
        if len(chooser.choices) < 2:
            continue
        credit = 1 + max(choice.credit for choice in chooser.choices)
        groups: dict[object, list[int]] = {}
        for place, choice in enumerate(chooser.choices):
            groups.setdefault(_awards_of(choice.option), []).append(place)
        if len(groups) == 1:
            groups = {place: [place] for place in range(len(shares))}
        masses = {group: sum(shares[x] for x in x_s) for group, x_s in groups.items()}
        score = credit * (1.001 - max(masses.values()))
        if score > best:
            best, at = score, k
            ways = sorted(groups.values(), key=lambda x_s: -sum(shares[x] for x in x_s))
    if at >= 0:
        # Of those alike the first.
        at = next(k for k, (c, _) in enumerate(kept) if alike(c, kept[at][0]))
    return at, ways


def _awards_of(option: Option | int) -> object:
    """Which awards an option is in; that of an imagined module: its part."""
    if isinstance(option, int):
        return option
    return tuple([cell.award for cell in option])
