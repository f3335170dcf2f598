"""Every module that the conditions of an award can tell apart, and what follows.

The conditions are a closed set, so the modules they can tell apart are a finite list.
Over that list two things are proven: that what the caps cut nests or lies apart, and
that each way in admits something no earlier way admits.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, product
from math import prod

import attrs

from swcareers.evaluation import admission
from swcareers.evaluation.credit.candidates import asks_of_failing, counted_by
from swcareers.evaluation.credit.imagined import (
    NOT_CHOSEN,
    fields_of,
    profiles,
    wheres_of,
)
from swcareers.evaluation.credit.results import declared_item
from swcareers.evaluation.credit.terms import Bound, Terms, WayIn
from swcareers.evaluation.outcome import Item
from swcareers.evaluation.situation import Situation
from swcareers.rules.requirement import FieldTest, Where

_MOST = 3_000  # modules looked at; real awards tell a few hundred apart
_ANOTHER = "another award"


@attrs.frozen(eq=False)
class _Module:
    """A module as conditions can see it.

    Attributes:
        open: tests and conditions that a day or a person settles, each either way.
        failed: the record calls it failed.
        counted_by: the award that has counted it; None: none has.
    """

    item: Item
    open: tuple[tuple[object, bool], ...]
    failed: bool = False
    counted_by: str | None = None


def crossing_cuts(terms: Terms) -> tuple[Bound | WayIn, Bound | WayIn] | None:
    """Two caps that both cut some module, neither inside the other; None: none do."""
    every: tuple[Bound | WayIn, ...] = (*terms.bounds, *terms.ways)
    cuts = [one for one in every if one.written.excess == "cut"]
    if len(cuts) < 2:
        return None
    covered: list[set[tuple[int, str, str]]] = [set() for _ in cuts]
    asks = _Asks(terms.situation)
    again = _counted_by(terms.ways, terms.situation)
    modules = (
        attrs.evolve(module, counted_by=by)
        for module in _modules(terms)
        for by in (None, *again)
    )
    for place, module in enumerate(islice(modules, _MOST)):
        way = next((one for one in terms.ways if asks.admits(one, module)), None)
        if terms.ways and way is None:
            continue
        for part in terms.parts:
            if not asks.takes(part, module):
                continue
            cell = place, part.id, "" if way is None else way.id
            for cells, cut in zip(covered, cuts, strict=True):
                if asks.sees(cut, module, part, way):
                    cells.add(cell)
    for later, cells in enumerate(covered):
        for earlier in range(later):
            other = covered[earlier]
            if cells & other and not (cells <= other or other <= cells):
                return cuts[earlier], cuts[later]
    return None


def shut_ways(ways: tuple[WayIn, ...], situation: Situation) -> Iterator[WayIn]:
    """Ways that admit nothing the earlier ones do not.

    Nothing is said where more can be told apart than are looked at.
    """
    if len(ways) < 2:
        return
    wheres = [way.written.where for way in ways if way.written.where is not None]
    names = _counted_by(ways, situation)
    fields = fields_of(wheres, situation)
    apart = prod(map(len, fields.values())) * 2 ** len(_settled_elsewhere(wheres))
    if apart > _MOST:
        return
    asks = _Asks(situation)
    alive: set[str] = set()
    for module in _alike(wheres, situation):
        for failed, by in product((False, True), (None, *names)):
            one = attrs.evolve(module, failed=failed, counted_by=by)
            way = next((one_ for one_ in ways if asks.admits(one_, one)), None)
            if way is not None:
                alive.add(way.id)
    for place, way in enumerate(ways):
        if place and way.id not in alive:
            yield way


def _counted_by(ways: tuple[WayIn, ...], situation: Situation) -> tuple[str, ...]:
    """The awards of which these ways ask whether they have counted a module."""
    names = {name for way in ways for name in way.written.from_}
    if any(way.surplus or "any" in way.written.from_ for way in ways):
        names.add(_ANOTHER)
    book = situation.book
    return tuple(sorted({m for name in names - {"any"} for m in book.members(name)}))


def _modules(terms: Terms) -> Iterator[_Module]:
    """Modules of any name, and those that are named."""
    yield from _alike(wheres_of(terms), terms.situation)
    names = {name for bound in terms.bounds for name in bound.modules or ()}
    for name in sorted(names):
        yield from _alike(wheres_of(terms), terms.situation, name)


def _alike(
    wheres: Iterable[Where], situation: Situation, name: str = ""
) -> Iterator[_Module]:
    """Every module that these conditions can tell apart."""
    given = tuple(wheres)
    declared = situation.book.credit_bearing.get(name)
    fields = {
        field: values
        for field, values in fields_of(given, situation).items()
        if declared is None or getattr(declared, field, None) in (None, {}, ())
    }
    settled = _settled_elsewhere(given)
    for profile in profiles(fields):
        item = declared_item(name, declared, situation.on, profile)
        for truths in product((True, False), repeat=len(settled)):
            yield _Module(item, tuple(zip(settled, truths, strict=True)))


def _settled_elsewhere(wheres: Iterable[Where]) -> list[object]:
    """What a day or a person settles: it may come out either way."""
    found: list[object] = []
    waiting = [*wheres]
    while waiting:
        where = waiting.pop()
        if where.or_decided is not None:
            found.append(where)
        waiting += where.any_of
        found += [test for test in where.tests if _is_open(test)]
    return [one for place, one in enumerate(found) if one not in found[:place]]


def _is_open(test: FieldTest) -> bool:
    return test.field in NOT_CHOSEN or bool(getattr(test.test, "or_decided", None))


class _Asks:
    """Asks the conditions of an award about a module; each test once for each."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation

    def passes(self, where: Where | None, module: _Module) -> bool:
        """Whether a module passes a condition."""
        if where is None:
            return True
        if where.or_decided is not None:
            return self._open(where, module)
        if not all(self._test(test, module) for test in where.tests):
            return False
        return not where.any_of or any(self.passes(w, module) for w in where.any_of)

    def _test(self, test: FieldTest, module: _Module) -> bool:
        if _is_open(test):
            return self._open(test, module)
        found = admission.passes(Where(tests=(test,)), module.item, self.situation)
        return found.admitted is True

    def _open(self, what: object, module: _Module) -> bool:
        return next(truth for one, truth in module.open if one == what)

    def admits(self, way: WayIn, module: _Module) -> bool:
        """Whether a way admits a module, its budget aside."""
        again = bool(way.written.from_) or way.surplus
        if again != (module.counted_by is not None):
            return False
        if module.counted_by is not None and not counted_by(
            way, module.counted_by, self.situation
        ):
            return False
        if module.failed and not asks_of_failing(way.written.where):
            return False
        return self.passes(way.written.where, module)

    def takes(self, bound: Bound, module: _Module) -> bool:
        """Whether a part can hold a module, or a line looks at it."""
        if bound.modules is not None and module.item.name not in bound.modules:
            return False
        return all(self.passes(where, module) for where in bound.wheres)

    def sees(
        self, cut: Bound | WayIn, module: _Module, part: Bound, way: WayIn | None
    ) -> bool:
        """Whether a cap cuts a module where it is placed."""
        if isinstance(cut, WayIn):
            return cut is way
        if cut.sort == "part":
            return cut is part
        if cut.parts is not None and part.id not in cut.parts:
            return False
        if cut.ways is not None and (way is None or way.id not in cut.ways):
            return False
        return self.takes(cut, module)
