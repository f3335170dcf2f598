"""The aims of placement, in their order: what `place` searches for, and when.

0. Placements fixed by a decision hold. 1. Awards met, in the order asked.
2. Credits (then modules) missing, least, award by award. 3. Unmet `must`
lines, fewest; then `should`. 4. Moves from the placement last recorded,
fewest. 5. Credit used, least. 6. The earliest learning goes to the first part
that takes it.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd
from typing import NamedTuple

import attrs

from swcareers.rules.allocation.easy import Counting
from swcareers.rules.allocation.frame import frame
from swcareers.rules.allocation.missing import Filler
from swcareers.rules.allocation.model import Model, Option
from swcareers.rules.allocation.packing import Packing
from swcareers.rules.allocation.placement import CannotHold
from swcareers.rules.allocation.problem import Fixed
from swcareers.rules.allocation.search import (
    Budget,
    Found,
    OutOfStepsError,
    Question,
    Search,
)
from swcareers.rules.allocation.wanted import INFINITE, MET, Chooser, Limit, Wanted


class Bounds(NamedTuple):
    """What is missing of one award: at least, at most (INFINITE: not found)."""

    lowest: Limit
    highest: Limit

    @property
    def proven(self) -> bool:
        return self.lowest == self.highest


@attrs.frozen(kw_only=True, eq=False)
class Reached:
    """Where the aims led: what is missing of each award, and every place.

    `places` gives the option of each item, then the part of each imagined
    whole module (-1: not used).
    """

    bounds: tuple[Bounds, ...]
    places: dict[int, Option | int]
    settled: bool
    steps: int
    method: str


class Aims:
    """One question on its way through the aims."""

    def __init__(
        self,
        model: Model,
        breached: frozenset[int],
        steps: int,
        *,
        settle: bool = True,
    ) -> None:
        self.settle = settle
        self.model = model
        self.breached = breached
        self.steps = steps
        self.taken = 0
        self.frames = tuple(frame(model, a) for a in range(len(model.awards)))
        unit = gcd(*model.credits)
        self.fillers = tuple(Filler(frame=f, unit=unit) for f in self.frames)
        self.question = Question(
            model=model,
            frames=self.frames,
            fillers=self.fillers,
            packing=Packing(model, self.frames),
        )
        self.places: dict[int, Option | int] = {}

    def reach(self) -> Reached:
        """Go through the aims."""
        counting = Counting.of(self.model)
        if counting is not None:
            return self._by_flow(counting)
        bounds, certain = self._judge()
        limits = {a: bound.highest for a, bound in enumerate(bounds)}
        settled = self.settle and self._place(limits)
        return Reached(
            bounds=bounds,
            places=self.places,
            settled=settled and certain,
            steps=self.taken,
            method="search",
        )

    def _judge(self) -> tuple[tuple[Bounds, ...], bool]:
        """Aims 1 and 2: what is missing of each award, and if all is certain."""
        budget = Budget(self.steps)
        awards = range(len(self.model.awards))
        limits: dict[int, Limit] = {}
        doubtful: int | None = None  # the first award of which nothing is proven
        for a in awards:
            if a in self.breached:
                continue
            active = self._involved({*limits, a})
            found = self._search(
                Wanted(goal="any", limits={**limits, a: MET}, active=active), budget
            )
            if found.value is not None:
                limits[a] = MET
            elif not found.complete and doubtful is None:
                doubtful = a
        bounds = {a: Bounds(MET, MET) for a in limits}
        rest = [a for a in awards if a not in limits]
        # A breached award cannot be met: it takes what the others leave.
        for a in sorted(rest, key=lambda a: (a in self.breached, a)):
            bounds[a] = self._least_missing(a, limits, budget)
            limits[a] = bounds[a].highest
            if not bounds[a].proven and doubtful is None:
                doubtful = a
        if doubtful is not None:
            bounds = {a: self._doubted(a, bounds[a], doubtful) for a in awards}
        return tuple(bounds[a] for a in awards), doubtful is None

    def _by_flow(self, counting: Counting) -> Reached:
        """Aims 1 and 2 from a maximum flow; the rest from one of least cost."""
        counted = counting.place()
        missing = (
            (counted.modules * counted.size, 0)
            if counted.size
            else (Fraction(0), counted.modules)
        )
        self.places = counted.places
        cheapest = None
        if missing == MET and self.settle:
            cheapest = counting.cheapest(self._costs())
        if cheapest is None:
            settled = self.settle and self._place({0: missing})
        else:
            self.places, settled = cheapest, True
        return Reached(
            bounds=(Bounds(missing, missing),),
            places=self.places,
            settled=settled,
            steps=self.taken,
            method="flow",
        )

    def _costs(self) -> list[list[int]]:
        """Aims 4 to 6 as one whole number for each option of each item."""
        model = self.model
        above = max((len(options) for options in model.options), default=1)
        weight = sum(model.credits) + 1
        found = []
        for i, options in enumerate(model.options):
            place = above ** (len(model.options) - i - 1)
            most = above ** len(model.options)
            found.append(
                [
                    (model.moves(i, o) * weight + model.credits[i] * len(o)) * most
                    + rank * place
                    for rank, o in enumerate(options)
                ]
            )
        return found

    def _doubted(self, award: int, bound: Bounds, doubtful: int) -> Bounds:
        """What is still sure of an award once an earlier one is in doubt.

        What it lacks then depends on what the earlier one takes; sure is only
        that no placement leaves less missing than if it had everything.
        """
        if award in self.breached or award < doubtful:
            return bound
        if bound.highest == MET or award == doubtful:
            return bound
        return Bounds(self._alone(award), bound.highest)

    def _alone(self, award: int) -> Limit:
        """A gap below which the award cannot come even with all the credit."""
        wanted = Wanted(
            goal="credits",
            limits={award: (INFINITE, None)},
            active=self._involved({award}),
            least=award,
        )
        lowest = self._search(wanted, Budget(0)).lowest
        return (lowest, None if lowest == INFINITE else 0)

    def _least_missing(
        self, award: int, limits: dict[int, Limit], budget: Budget
    ) -> Bounds:
        active = self._involved({*limits, award})
        found = self._search(
            Wanted(
                goal="credits",
                limits={**limits, award: (INFINITE, None)},
                active=active,
                least=award,
            ),
            budget,
        )
        if found.value is None:
            if found.complete:
                return Bounds((INFINITE, None), (INFINITE, None))
            return Bounds((found.lowest, 0), (INFINITE, None))
        credit = found.value
        lowest = credit if found.complete else found.lowest
        modules = 0
        fewest = 0
        here = self.frames[award]
        if any(need.unit != "credits" for need in here.needs) or here.wholes:
            counted = self._search(
                Wanted(
                    goal="modules",
                    limits={**limits, award: (credit, None)},
                    active=active,
                    least=award,
                ),
                budget,
            )
            if counted.value is None:
                return Bounds((lowest, 0), (credit, None))
            modules = int(counted.value)
            fewest = modules if counted.complete and found.complete else 0
        return Bounds((lowest, fewest), (credit, modules))

    def _place(self, limits: dict[int, Limit]) -> bool:
        """Aims 3 to 6; were they all reached?"""
        model = self.model
        weight = sum(model.credits) * len(model.awards) + 1

        def cost(item: int, option: Option) -> int:
            used = model.credits[item] * len(option)
            return model.moves(item, option) * weight + used

        active = frozenset(range(len(model.awards)))
        budget = Budget(self.steps)
        shoulds = sum(
            not bound.must
            for f in self.frames
            for bounds in (f.needs, f.caps)
            for bound in bounds
        )
        unmet: tuple[int, int] | None = (0, 0)
        settled = True
        if shoulds or any(limit != MET for limit in limits.values()):
            wanted = Wanted(goal="lines", limits=limits, active=active, shoulds=shoulds)
            fewest = self._search(wanted, budget)
            settled = fewest.complete
            unmet = None
            if fewest.value is not None:
                unmet = divmod(int(fewest.value), wanted.weight(True))
        wanted = Wanted(
            goal="cost",
            limits=limits,
            active=active,
            unmet=unmet,
            costs=cost,
            shoulds=shoulds,
        )
        search = Search(self.question, wanted, budget)
        before = max(budget.left, 0)
        best = search.least(self.places)
        ordered = False
        if best.value is not None:
            self.places = best.places
            ordered = self._in_order(search, best.value)
        self.taken += before - max(budget.left, 0)
        return settled and best.complete and ordered

    def _in_order(self, search: Search, most: Fraction) -> bool:
        """Aim 6: each item in turn to the first place that costs no more."""
        settled: dict[int, Chooser] = {}
        try:
            for i, options in enumerate(self.model.options):
                at = options.index(self.places[i])
                while at:
                    settled[i] = search.chooser(i, options[:at])
                    if not search.exists(search.node(settled), most):
                        break
                    self.places = search.places
                    at = options.index(self.places[i])
                settled[i] = search.chooser(i, [options[at]])
        except OutOfStepsError:
            return False
        return True

    def _search(self, wanted: Wanted, budget: Budget) -> Found:
        before = max(budget.left, 0)
        found = Search(self.question, wanted, budget).least(self.places)
        self.taken += before - max(budget.left, 0)
        if found.value is not None:
            self.places = found.places
        return found

    def _involved(self, awards: set[int]) -> frozenset[int]:
        """These, and those they may take from."""
        found = set(awards)
        numbers = {award.id: a for a, award in enumerate(self.model.awards)}
        waiting = list(awards)
        while waiting:
            for way in self.model.awards[waiting.pop()].ways:
                for name in way.takes_from or ():
                    number = numbers.get(name)
                    if number is not None and number not in found:
                        found.add(number)
                        waiting.append(number)
        return frozenset(found)


def hold(
    model: Model, fixed: Sequence[Fixed]
) -> tuple[Model, tuple[CannotHold, ...], frozenset[tuple[int, int]]]:
    """Keep only the options that the fixed placements allow.

    Those that cannot hold are returned, and their item is kept out of that
    award: said, and nothing moved in its stead. The pairs are the item and
    award of each fixed placement.
    """
    items = {item.id: i for i, item in enumerate(model.items)}
    awards = {award.id: a for a, award in enumerate(model.awards)}
    options = list(model.options)
    failed = []
    pinned = set()
    forced: dict[int, Option] = {}
    for pin in fixed:
        if pin.item not in items:
            raise ValueError(f'there is no item "{pin.item}" to be placed')
        if pin.award not in awards:
            raise ValueError(f'there is no award "{pin.award}" to be placed in')
        i, a = items[pin.item], awards[pin.award]
        parts = [part.id for part in model.awards[a].parts]
        if pin.part is not None and pin.part not in parts:
            raise ValueError(f'"{pin.award}" has no part "{pin.part}"')
        pinned.add((i, a))
        part = None if pin.part is None else parts.index(pin.part)
        kept = tuple(o for o in options[i] if _part_in(o, a) == part)
        if kept and part is None and i not in forced:
            options[i] = kept
            continue
        if kept:
            trial = _together(model, forced, {j: options[j] for j in forced}, i, kept)
            if trial is not None:
                options[i], forced = kept, trial
                continue
            failed.append(_cannot(pin, "cap"))
        elif not any(_part_in(o, a) == part for o in model.options[i]):
            taken = model.awards[a].parts[part or 0].takes
            fits = taken is None or pin.item in taken
            failed.append(
                _cannot(pin, "no way admits it" if fits else "no part takes it")
            )
        else:
            failed.append(_cannot(pin, "used elsewhere"))
        # Where an earlier decision leaves no other place, that one holds.
        rest = tuple(o for o in options[i] if _part_in(o, a) is None)
        options[i] = rest or options[i]
    return attrs.evolve(model, options=tuple(options)), tuple(failed), frozenset(pinned)


def _cannot(pin: Fixed, why: str) -> CannotHold:
    return CannotHold(item=pin.item, award=pin.award, part=pin.part, why=why)  # type: ignore[arg-type]  # the words are those of the class


def _part_in(option: Option, award: int) -> int | None:
    for cell in option:
        if cell.award == award:
            return cell.part
    return None


def _together(
    model: Model,
    forced: dict[int, Option],
    choices: dict[int, tuple[Option, ...]],
    item: int,
    kept: tuple[Option, ...],
) -> dict[int, Option] | None:
    """Options of the items fixed so far, and of one more, that keep every cap."""
    for option in kept:
        trial = {**forced, item: option}
        if _within_caps(model, trial):
            return trial
    if all(len(options) == 1 for options in choices.values()):
        return None

    def fill(
        waiting: Sequence[tuple[int, tuple[Option, ...]]], placed: dict[int, Option]
    ) -> dict[int, Option] | None:
        if not waiting:
            return placed
        (i, options), *rest = waiting
        for option in options:
            trial = {**placed, i: option}
            if _within_caps(model, trial):
                found = fill(rest, trial)
                if found is not None:
                    return found
        return None

    return fill([*{**choices, item: kept}.items()], {})


def _within_caps(model: Model, placed: dict[int, Option]) -> bool:
    for line in model.lines:
        if line.cap is None or line.excess != "left_out" or line.strength != "must":
            continue
        seen = [i for i, o in placed.items() for cell in o if line.covers(i, cell)]
        if line.cap_unit == "credits":
            amount = sum(model.credits[i] for i in seen)
        elif line.cap_unit == "modules":
            amount = len(seen)
        else:
            amount = len({line.values[i] for i in seen})
        if amount > line.cap:
            return False
    return True
