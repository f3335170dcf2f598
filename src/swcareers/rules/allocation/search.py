"""The exact search: whole modules to places, branch and bound on packed sums.

All sums of a placement are fields of one whole number, side by side, with a
spare bit above each: adding a module is one addition, and whether every line
can still be reached is one subtraction and a look at the spare bits. What has
failed from the same sums before is not tried again, modules alike are not
told apart, and the search counts its steps, so that it ends, and ends the
same way on every machine.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

import attrs

from swcareers.rules.allocation.frame import Adds, Frame, Need
from swcareers.rules.allocation.missing import Filler
from swcareers.rules.allocation.model import Model, Option

# More than any credit: how much may be missing where no limit is set.
INFINITE = Fraction(10**40)

Limit = tuple[Fraction, int | None]  # credit, and modules (None: any number)


class Choice(NamedTuple):
    """One thing that can be done with a module: what it adds, and its cost.

    `option` says where it goes: an option of an item, or the number of a part
    (-1: not used) for an imagined module.
    """

    adds: int
    cost: int
    credit: int
    option: Option | int


class Chooser(NamedTuple):
    """A module and its choices; `item` numbers items, then imagined modules."""

    item: int
    choices: tuple[Choice, ...]


class OutOfStepsError(Exception):
    """The budget of steps has run out."""


@attrs.define(eq=False)
class Budget:
    """Steps that may still be taken."""

    left: int
    taken: int = 0


@attrs.frozen(kw_only=True, eq=False)
class Wanted:
    """What a search is to find.

    `limits` say for each award in it how much may be missing: (0, 0) where it
    is to be met; an award without a limit only keeps its caps. `least` is the
    award whose missing credit (`unit` "credits") or modules are to be least;
    None: the cost is, `lines` telling whether unmet lines come before it.
    """

    limits: dict[int, Limit]
    active: frozenset[int]
    least: int | None = None
    unit: str = "credits"
    costs: Callable[[int, Option], int] | None = None
    lines: bool = False
    in_order: bool = False


class Packing:
    """Where each slot of each award lies in the packed number."""

    def __init__(self, model: Model, frames: Sequence[Frame]) -> None:
        most = sum(model.credits) + sum(w.credit for f in frames for w in f.wholes)
        most += sum(need.number for f in frames for need in f.needs)
        most += len(model.items) + sum(len(f.wholes) for f in frames) + 1
        self.width = most.bit_length() + 1
        self.offsets = []
        at = 0
        for frame in frames:
            self.offsets.append(at)
            at += self.width * len(frame.clips)
        self.size = at

    def one(self, award: int, slot: int) -> int:
        """One in that slot."""
        return 1 << self.offsets[award] + slot * self.width

    def pack(self, award: int, adds: Adds) -> int:
        """What a module adds."""
        return sum(self.one(award, slot) * amount for slot, amount in adds.items())

    def field(self, award: int, slot: int) -> int:
        """All bits of the slot but the spare one."""
        return self.one(award, slot) * ((1 << self.width - 1) - 1)

    def spare(self, fields: Iterable[tuple[int, int]]) -> int:
        """The spare bits of these slots."""
        return sum(self.one(a, s) << self.width - 1 for a, s in fields)

    def sums(self, award: int, frame: Frame, packed: int) -> tuple[int, ...]:
        """The slots of one award as numbers."""
        packed >>= self.offsets[award]
        mask = (1 << self.width) - 1
        found = []
        for _ in frame.clips:
            found.append(packed & mask)
            packed >>= self.width
        return tuple(found)


class Found(NamedTuple):
    """What a search found: its value, and for each module the choice made.

    `complete`: nothing better exists. `lowest`: nothing below this exists.
    """

    value: tuple[Fraction, ...] | None
    places: dict[int, Option | int]
    complete: bool
    lowest: Fraction


class _Done(Exception):  # noqa: N818 - ends the search, is no error
    """Nothing better can be found."""


class Search:
    """One search of one model; `run` it once."""

    def __init__(
        self,
        model: Model,
        frames: Sequence[Frame],
        fillers: Sequence[Filler],
        packing: Packing,
        wanted: Wanted,
        budget: Budget,
        target: tuple[Fraction, ...] | None = None,
    ) -> None:
        self.model = model
        self.frames = frames
        self.fillers = fillers
        self.packing = packing
        self.wanted = wanted
        self.budget = budget
        self.target = target
        self.best: tuple[Fraction, ...] | None = None
        self.best_places: dict[int, Option | int] = {}
        self._draw()

    # What the search looks at

    def _draw(self) -> None:
        wanted, packing = self.wanted, self.packing
        relevant = 0
        grows = 0  # slots of which more is never worse
        fixed = 0  # slots of which both more and less can be worse
        clip = 0
        clipped: list[tuple[int, int]] = []
        for a in sorted(wanted.active):
            frame = self.frames[a]
            judged = a in wanted.limits
            for need in frame.needs:
                if judged and (need.must or wanted.lines):
                    used = () if need.used is None else (need.used,)
                    for slot in (*need.slots, *used):
                        relevant |= packing.field(a, slot)
                        if used:
                            fixed |= packing.field(a, slot)
                        else:
                            grows |= packing.field(a, slot)
                        limit = frame.clips[slot]
                        if limit is not None:
                            clip += packing.one(a, slot) * limit
                            clipped.append((a, slot))
            for cap in frame.caps:
                if cap.must or (judged and wanted.lines):
                    for slot in cap.slots:
                        relevant |= packing.field(a, slot)
            if judged:
                for atom in frame.atoms:
                    relevant |= packing.field(a, atom.slot)
                    grows |= packing.field(a, atom.slot)
                for slot in (len(frame.clips) - 2, len(frame.clips) - 1):
                    relevant |= packing.field(a, slot)
        self.relevant, self.grows, self.fixed = relevant, grows, fixed
        self.clip = clip
        self.clip_fields = sum(packing.field(a, s) for a, s in clipped)
        self.clip_spare = packing.spare(clipped)
        choosers = self._choosers()
        self.base = 0
        self.base_cost = 0
        free = []
        for chooser in choosers:
            if len(chooser.choices) == 1:
                (only,) = chooser.choices
                self.base += only.adds
                self.base_cost += only.cost
                self.best_places[chooser.item] = only.option
            else:
                free.append(chooser)
        self.settled = dict(self.best_places)
        if not wanted.in_order:
            free.sort(key=lambda c: (-max(x.credit for x in c.choices), c.item))
            free = _alike_together(free)
        self.choosers = free
        self.alike = [
            j > 0 and _alike(free[j - 1], chooser) for j, chooser in enumerate(free)
        ]
        self._potentials()
        self._caps()
        self._checks()
        self._limit()

    def _choosers(self) -> list[Chooser]:
        wanted = self.wanted
        found = []
        for i, options in enumerate(self.model.options):
            choices = []
            for option in options:
                if any(cell.award not in wanted.active for cell in option):
                    continue
                adds = sum(
                    self.packing.pack(cell.award, self.frames[cell.award].adds[i, cell])
                    for cell in option
                )
                cost = wanted.costs(i, option) if wanted.costs else 0
                credit = self.model.credits[i] * len(option)
                choices.append(Choice(adds & self.relevant, cost, credit, option))
            found.append(Chooser(i, self._worth_trying(choices)))
        number = len(found)
        for a, frame in enumerate(self.frames):
            for whole in frame.wholes:
                if a in wanted.limits and (
                    wanted.least == a or wanted.limits[a] != (0, 0)
                ):
                    choices = [Choice(0, 0, 0, -1)]
                    choices += [
                        Choice(self.packing.pack(a, adds) & self.relevant, 0, 0, part)
                        for part, adds in whole.places
                    ]
                    found.append(Chooser(number, self._worth_trying(choices)))
                number += 1
        return found

    def _worth_trying(self, choices: list[Choice]) -> tuple[Choice, ...]:
        """Without what another choice replaces whatever else is chosen."""
        if self.wanted.in_order:
            firsts = {(c.adds, c.cost): c for c in reversed(choices)}
            return tuple(c for c in choices if firsts[c.adds, c.cost] is c)
        kept = []
        for at, choice in enumerate(choices):
            if not any(
                self._replaces(other, choice)
                and (before < at or not self._replaces(choice, other))
                for before, other in enumerate(choices)
                if before != at
            ):
                kept.append(choice)
        # The most useful first, unused last: the first dive is a fair answer.
        kept.sort(key=lambda choice: -(choice.adds & self.grows).bit_count())
        return tuple(kept)

    def _replaces(self, one: Choice, other: Choice) -> bool:
        if one.cost > other.cost or (one.adds ^ other.adds) & self.fixed:
            return False
        spare = self.clip_spare_all
        more = ((one.adds & self.grows) | spare) - (other.adds & self.grows)
        rest = self.relevant & ~self.grows & ~self.fixed
        less = ((other.adds & rest) | spare) - (one.adds & rest)
        return more & spare == spare and less & spare == spare

    @property
    def clip_spare_all(self) -> int:
        """The spare bit of every slot."""
        width, size = self.packing.width, self.packing.size
        return ((1 << size) - 1) // ((1 << width) - 1) << (width - 1) if size else 0

    def _potentials(self) -> None:
        """The most that the modules from j on can add to each slot."""
        packing = self.packing
        width = packing.width
        slots = [
            packing.one(a, s) * ((1 << width - 1) - 1)
            for a in self.wanted.limits
            for s in range(len(self.frames[a].clips) - 2)
        ]
        pots = [0]
        supply = [0]
        number = [0]
        for chooser in reversed(self.choosers):
            most = 0
            for field in slots:
                most |= max(choice.adds & field for choice in chooser.choices)
            pots.append(pots[-1] + most)
            is_item = chooser.item < len(self.model.items)
            supply.append(supply[-1] + max(choice.credit for choice in chooser.choices))
            number.append(
                number[-1]
                + is_item
                * max(
                    len(choice.option) if isinstance(choice.option, tuple) else 0
                    for choice in chooser.choices
                )
            )
        caps = sum(
            packing.field(a, s)
            for a in self.wanted.limits
            for cap in self.frames[a].caps
            for s in cap.slots
        )
        self.pots = [pot & ~caps for pot in reversed(pots)]
        self.supply = supply[::-1]
        self.number = number[::-1]

    def _caps(self) -> None:
        packing = self.packing
        caps = [
            (a, cap)
            for a in sorted(self.wanted.active)
            for cap in self.frames[a].caps
            if cap.must
        ]
        plain = [(a, cap) for a, cap in caps if cap.unit != "distinct"]
        self.cap_fields = sum(packing.field(a, cap.slots[0]) for a, cap in plain)
        self.cap_spare = packing.spare((a, cap.slots[0]) for a, cap in plain)
        self.cap = self.cap_spare + sum(
            packing.one(a, cap.slots[0]) * min(cap.number, (1 << packing.width - 1) - 1)
            for a, cap in plain
        )
        self.distinct_caps = [
            ([packing.field(a, s) for s in cap.slots], cap.number)
            for a, cap in caps
            if cap.unit == "distinct"
        ]

    def _checks(self) -> None:
        """Sort the needs by how they can be looked at."""
        self.plain: list[tuple[int, int, int, bool]] = []
        self.slow: list[Callable[[int, int], bool]] = []
        self.families: list[tuple[str, int, int, int]] = []
        packing = self.packing
        self.must_spare = self.should_spare = 0
        self.must_number = self.should_number = 0
        for a in sorted(self.wanted.limits):
            frame = self.frames[a]
            totals = {"credits": 0, "modules": 0}
            parts = {"credits": 0, "modules": 0}
            for at, need in enumerate(frame.needs):
                atoms = [atom for atom in frame.atoms if at in atom.needs]
                simple = need.unit != "distinct" and need.used is None and not atoms
                if simple and self.wanted.lines:
                    spare = packing.spare([(a, need.slots[0])])
                    number = packing.one(a, need.slots[0]) * need.number
                    if need.must:
                        self.must_spare |= spare
                        self.must_number += number
                    else:
                        self.should_spare |= spare
                        self.should_number += number
                if not need.must:
                    continue
                if simple:
                    self.plain.append(
                        (a, need.slots[0], need.number, need.unit == "credits")
                    )
                    first = self.model.lines_at(a)
                    place = need.line - first
                    field = packing.field(a, need.slots[0])
                    if place == 0:
                        totals[need.unit] |= field
                    elif place <= len(self.model.awards[a].parts):
                        parts[need.unit] |= field
                elif need.unit == "distinct":
                    self.slow.append(self._distinct_check(a, need))
                else:
                    self.slow.append(self._counted_check(a, at))
            for unit in ("credits", "modules"):
                if totals[unit] or parts[unit]:
                    self.families.append((unit, a, totals[unit], parts[unit]))
        self.must_low = self.must_spare - self.must_number
        self.should_low = self.should_spare - self.should_number
        ones = packing.width - 1
        self.must_fields = self.must_spare - (self.must_spare >> ones)
        self.should_fields = self.should_spare - (self.should_spare >> ones)

    def _slack(self, award: int, credit: bool) -> int | None:
        """How much of a need may stay unfilled; None: any amount."""
        credits_, modules = self.wanted.limits[award]
        if self.wanted.least == award and self.best is not None:
            below = -(-self.best[0] // 1) - 1
            if self.wanted.unit == "credits":
                credits_ = Fraction(below)
            else:
                modules = int(below)
        if credit:
            return None if credits_ == INFINITE else int(credits_)
        if modules is None:
            return None
        return modules + len(self.frames[award].wholes) * (credits_ > 0 or modules > 0)

    def _limit(self) -> None:
        """What must still be reachable, given the limits and the best so far."""
        packing = self.packing
        low = spare = 0
        for a, slot, number, credit in self.plain:
            slack = self._slack(a, credit)
            if slack is not None and number > slack:
                low += packing.one(a, slot) * (number - slack)
                spare |= packing.one(a, slot) << packing.width - 1
        self.low = spare - low
        self.low_spare = spare
        self.low_fields = spare - (spare >> packing.width - 1)
        self.lacks: dict[str, list[tuple[int, int, int]]] = {}
        for unit, a, total, parts in self.families:
            slack = self._slack(a, unit == "credits")
            if slack is not None:
                self.lacks.setdefault(unit, []).append((total, parts, slack))
        fields = [(a, slot) for a, slot, _, _ in self.plain]
        self.lack_fields = sum(packing.field(a, s) for a, s in fields)
        self.lack_spare = packing.spare(fields)
        self.lack = self.lack_spare + sum(
            packing.one(a, s) * number for a, s, number, _ in self.plain
        )

    def _distinct_check(self, a: int, need: Need) -> Callable[[int, int], bool]:
        fields = [self.packing.field(a, slot) for slot in need.slots]

        def check(sums: int, most: int) -> bool:
            slack = self._slack(a, False)
            if need.named and (
                self.wanted.least == a or self.wanted.limits[a][0] != INFINITE
            ):
                slack = 0
            if slack is None:
                return True
            return sum(most & field > 0 for field in fields) + slack >= need.number

        return check

    def _counted_check(self, a: int, at: int) -> Callable[[int, int], bool]:
        """A need of which part lies under a cut, or that binds only when used."""
        frame = self.frames[a]
        need = frame.needs[at]
        under = [(atom.slot, atom.cuts) for atom in frame.atoms if at in atom.needs]
        cuts = sorted(
            {c for _, cuts in under for c in cuts},
            key=lambda c: -sum(c in cuts for _, cuts in under),
        )
        packing = self.packing
        used = None if need.used is None else packing.field(a, need.used)

        def check(sums: int, most: int) -> bool:
            slack = self._slack(a, need.unit == "credits")
            if slack is None:
                return True
            if used is not None and not sums & used:
                return True
            held = packing.sums(a, frame, most)
            # Bottom-up: the innermost cuts first, each set counted once.
            piles = {frozenset(cuts): 0 for _, cuts in under}
            for slot, inside in under:
                piles[frozenset(inside)] += held[slot]
            for cut in reversed(cuts):
                members = [pile for pile in piles if cut in pile]
                amount = min(sum(piles.pop(p) for p in members), frame.cuts[cut].number)
                outer = frozenset.intersection(*members) - {cut}
                piles[outer] = piles.get(outer, 0) + amount
            return held[need.slots[0]] + sum(piles.values()) + slack >= need.number

        return check

    def _distinct_room(self, sums: int) -> bool:
        return all(
            sum(sums & field > 0 for field in fields) <= number
            for fields, number in self.distinct_caps
        )

    def _imagined(self, path: Sequence[int]) -> int:
        """What the imagined whole modules add: no line is met by them."""
        return sum(
            chooser.choices[at].adds
            for chooser, at in zip(self.choosers, path, strict=True)
            if chooser.item >= len(self.model.items)
        )

    def _leaf(self, sums: int, cost: int, path: Sequence[int]) -> None:
        """Everything has its place: is this the best so far?"""
        wanted = self.wanted
        musts = shoulds = 0
        value: tuple[Fraction, ...] = ()
        for a, (credit, modules) in wanted.limits.items():
            frame, filler = self.frames[a], self.fillers[a]
            held = self._clipped(frame, self.packing.sums(a, frame, sums))
            if credit != INFINITE or wanted.least == a:
                filled = filler.fill(held)
                if filled is None:
                    return
                missing = filled.credits + held[-2]
                fewest = filled.modules + held[-1]
                if missing > credit or (
                    modules is not None and missing == credit and fewest > modules
                ):
                    return
                if wanted.least == a:
                    value = (missing if wanted.unit == "credits" else Fraction(fewest),)
            if wanted.lines:
                allowed = None if credit == INFINITE else credit - held[-2]
                if frame.wholes:
                    held = self._clipped(
                        frame, self.packing.sums(a, frame, sums - self._imagined(path))
                    )
                must, should, _ = filler.unmet(held, allowed)
                musts, shoulds = musts + must, shoulds + should
        if wanted.least is None:
            value = (Fraction(musts), Fraction(shoulds), Fraction(cost))
        if self.best is not None and value >= self.best:
            return
        if self.target is not None and value > self.target:
            return
        self.best = value
        self.best_places = dict(self.settled)
        for chooser, at in zip(self.choosers, path, strict=True):
            self.best_places[chooser.item] = chooser.choices[at].option
        if self.target is not None or (
            wanted.least is not None and value[0] <= self.lowest
        ):
            raise _Done
        self._limit()

    # The search

    def run(self) -> Found:
        """Search until nothing better can exist, or the budget ends."""
        complete = True
        lowest = self._lowest()
        try:
            if lowest is not None:
                self._visit_all(lowest)
        except OutOfStepsError:
            complete = False
        except _Done:
            pass
        if complete and self.best is not None:
            lowest = self.best[0]
        return Found(
            self.best,
            self.best_places,
            complete,
            INFINITE if lowest is None else lowest,
        )

    def _lowest(self) -> Fraction | None:
        """A value below which nothing exists; None: nothing exists at all."""
        wanted = self.wanted
        most = self.base + self.pots[0]
        if wanted.least is None or wanted.unit != "credits":
            return Fraction(0)
        a = wanted.least
        frame = self.frames[a]
        sums = list(self.packing.sums(a, frame, most))
        now = self.packing.sums(a, frame, self.base)
        for cap in frame.caps:
            for slot in cap.slots:
                sums[slot] = now[slot]
        if any(need.used is not None for need in frame.needs):
            return Fraction(0)
        filled = self.fillers[a].fill(self._clipped(frame, sums))
        if filled is None:
            return None if not frame.wholes and not frame.atoms else Fraction(0)
        return filled.credits if not frame.wholes else Fraction(0)

    @staticmethod
    def _clipped(frame: Frame, sums: Sequence[int]) -> tuple[int, ...]:
        return tuple(
            amount if clip is None else min(amount, clip)
            for amount, clip in zip(sums, frame.clips, strict=True)
        )

    def _visit_all(self, lowest: Fraction) -> None:
        choosers = [
            tuple((c.adds, c.cost, at) for at, c in enumerate(chooser.choices))
            for chooser in self.choosers
        ]
        count = len(choosers)
        alike = self.alike
        pots = self.pots
        slow = self.slow
        budget = self.budget
        relevant_clip = self.clip_fields
        clip_spare, clip_number = self.clip_spare, self.clip_spare + self.clip
        clip_limit = self.clip
        shift = self.packing.width - 1
        cap_fields, cap_spare, cap = self.cap_fields, self.cap_spare, self.cap
        distinct_caps = self.distinct_caps
        seen: list[dict[int, int]] = [{} for _ in range(count)]
        path = [0] * count
        by_cost = self.wanted.least is None
        lines = self.wanted.lines
        # Imagined whole modules come last, and what they add meets no line: from
        # there on equal sums need not be equally good.
        real = sum(chooser.item < len(self.model.items) for chooser in self.choosers)
        modulus = (1 << self.packing.width) - 1
        lack_fields, lack_spare, lack = self.lack_fields, self.lack_spare, self.lack
        supplies = {"credits": self.supply, "modules": self.number}

        def visit(j: int, sums: int, cost: int, first: int) -> None:
            budget.left -= 1
            if budget.left < 0:
                raise OutOfStepsError
            most = sums + pots[j]
            if ((most & self.low_fields) + self.low) & self.low_spare != self.low_spare:
                return
            for check in slow:
                if not check(sums, most):
                    return
            # By how much the needs are short, those met not counting.
            short = lack - (sums & lack_fields)
            over = short & lack_spare
            short &= over - (over >> shift)
            further = 0
            for unit, lacks in self.lacks.items():
                total = 0
                for totals, parts, slack in lacks:
                    lacking = (short & totals) % modulus
                    in_parts = (short & parts) % modulus
                    if in_parts > lacking:
                        lacking = in_parts
                    lacking -= slack
                    if lacking > 0:
                        total += lacking
                if total > supplies[unit][j]:
                    return
                if unit == "credits":
                    further = total
            if by_cost and self.best is not None:
                musts = shoulds = 0
                if lines:
                    musts = self.must_spare.bit_count() - (
                        ((most & self.must_fields) + self.must_low) & self.must_spare
                    ).bit_count()
                    shoulds = self.should_spare.bit_count() - (
                        ((most & self.should_fields) + self.should_low)
                        & self.should_spare
                    ).bit_count()
                if (musts, shoulds, cost + further) >= self.best:
                    return
            if j == count:
                self._leaf(sums, cost, path)
                return
            over = ((sums & relevant_clip) | clip_spare) - clip_limit
            over &= clip_spare
            full = over - (over >> shift)
            key = ((sums & ~full) | (clip_limit & full)) << 8 | first
            known = seen[j].get(key)
            if known is not None and known <= cost and (j <= real or not lines):
                return
            follows = j + 1 < count and alike[j + 1]
            for adds, price, at in choosers[j][first:]:
                then = sums + adds
                if (cap - (then & cap_fields)) & cap_spare != cap_spare:
                    continue
                if distinct_caps and not self._distinct_room(then):
                    continue
                path[j] = at
                visit(j + 1, then, cost + price, at if follows else 0)
            seen[j][key] = cost

        self.lowest = lowest
        visit(0, self.base, self.base_cost, 0)


def _alike(one: Chooser, other: Chooser) -> bool:
    """Can the two be told apart by nothing but their name?"""
    return len(one.choices) == len(other.choices) and all(
        a.adds == b.adds and a.cost == b.cost
        for a, b in zip(one.choices, other.choices, strict=True)
    )


def _alike_together(choosers: list[Chooser]) -> list[Chooser]:
    """Those alike side by side, otherwise in the order they came."""
    groups: dict[tuple[tuple[int, int], ...], list[Chooser]] = {}
    for chooser in choosers:
        signature = tuple((choice.adds, choice.cost) for choice in chooser.choices)
        groups.setdefault(signature, []).append(chooser)
    return [chooser for group in groups.values() for chooser in group]
