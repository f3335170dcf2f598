"""The question in whole numbers: scaled credit, cells, options and lines.

A *cell* is a place to be: an award, one of its parts, and the way by which
one comes there. An *option* of an item is the cells it takes at once: none,
one, or several where a way reuses what another award counts. A *line* is
anything of an award that has a bound: its total, a part, a line, a way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, gcd, lcm
from typing import NamedTuple

import attrs

from swcareers.rules.allocation.problem import (
    AtLeast,
    AtMost,
    Award,
    Every,
    Item,
    Kind,
    Line,
    Part,
    Strength,
    Unit,
    Way,
    holders,
)


class Cell(NamedTuple):
    """A part of an award, and the way there (-1: the award names no ways)."""

    award: int
    part: int
    way: int


Option = tuple[Cell, ...]


@attrs.frozen(kw_only=True, eq=False)
class BoundLine:
    """One thing of an award with a bound, in whole numbers.

    `id` is that of the part, line, way or (the total) the award. `need` and
    `cap` are None where there is no such bound; `every` the modules of an
    `all`. `conditional`: the need binds only when the line is used.
    """

    id: str
    award: int
    strength: Strength
    unit: Unit
    need: int | None
    every: tuple[str, ...]
    cap: int | None
    cap_unit: Unit
    excess: str
    conditional: bool
    covers: Callable[[int, Cell], bool]
    covers_kind: Callable[[Kind, int], bool]
    values: tuple[str, ...]
    kind_values: Mapping[str, str] = attrs.field(factory=dict)

    @property
    def asks(self) -> bool:
        """Is there a lower bound?"""
        return self.need is not None or bool(self.every)


@attrs.frozen(kw_only=True, eq=False)
class Model:
    """A question ready to be searched; see `build`.

    `items` stand in the order in which placement favours them, `credits` are
    theirs times `scale`, `options[i]` are in the order of preference with
    unused last, `whys` says for each item and award what keeps it out if it
    has no option there.
    """

    items: tuple[Item, ...]
    awards: tuple[Award, ...]
    scale: Fraction
    credits: tuple[int, ...]
    options: tuple[tuple[Option, ...], ...]
    lines: tuple[BoundLine, ...]
    kinds: tuple[tuple[Kind, ...], ...]
    previous: tuple[frozenset[tuple[int, int]], ...]

    def lines_of(self, award: int) -> list[BoundLine]:
        """The bounds of one award: total, parts, lines and ways, as written."""
        return [line for line in self.lines if line.award == award]

    def lines_at(self, award: int) -> int:
        """Where in `lines` those of the award begin: with its total."""
        return next(n for n, line in enumerate(self.lines) if line.award == award)

    def moves(self, item: int, option: Option) -> int:
        """How many of the placements last recorded the option gives up."""
        kept = {(cell.award, cell.part) for cell in option}
        return len(self.previous[item] - kept)


def in_order(items: Iterable[Item]) -> list[Item]:
    """The earliest first: by day achieved, module, then place in the record."""
    return sorted(
        items,
        key=lambda item: (
            item.achieved is None,
            item.achieved or date.min,
            item.module,
        ),
    )


def kinds_of(award: Award) -> tuple[Kind, ...]:
    """The modules that could be added; see `Award.kinds` for when it is None."""
    if award.kinds is not None:
        return award.kinds
    asking = frozenset(
        line.id
        for line in award.lines
        if line.at_least is not None and line.at_most is None
    )
    kinds = [
        Kind(id=f"any in {part.id}", parts=frozenset({part.id}), lines=asking)
        for part in award.parts
    ]
    listed: tuple[Part | Line, ...] = (*award.parts, *award.lines)
    for bound in listed:
        if isinstance(bound.at_least, Every):
            where = (
                frozenset({bound.id})
                if bound in award.parts
                else frozenset(part.id for part in award.parts)
            )
            own = {bound.id} if bound in award.lines else set[str]()
            seen = asking | own
            kinds += [
                Kind(id=module, parts=where, lines=seen, module=module)
                for module in bound.at_least.modules
            ]
    return tuple(kinds)


def build(items: Sequence[Item], awards: Sequence[Award]) -> Model:
    """Scale and enumerate the question.

    Raises:
        ValueError: two items, awards, or parts, lines or ways of one award
            share an id; a name refers to nothing; cuts of one award overlap
            without nesting.
    """
    _refuse_repeated((item.id for item in items), "item")
    _refuse_repeated((award.id for award in awards), "award")
    for award in awards:
        _check_names(award)
    ordered = in_order(items)
    scale = _scale(ordered, awards)
    numbers = {award.id: i for i, award in enumerate(awards)}
    parts = [{part.id: i for i, part in enumerate(award.parts)} for award in awards]
    lines = [
        line
        for i, award in enumerate(awards)
        for line in _lines(i, award, ordered, scale)
    ]
    model = Model(
        items=tuple(ordered),
        awards=tuple(awards),
        scale=scale,
        credits=tuple(int(item.credit * scale) for item in ordered),
        options=tuple(_options(item, awards) for item in ordered),
        lines=tuple(lines),
        kinds=tuple(kinds_of(award) for award in awards),
        previous=tuple(
            frozenset(
                (numbers[award], parts[numbers[award]][part])
                for award, part in item.previous
                if award in numbers and part in parts[numbers[award]]
            )
            for item in ordered
        ),
    )
    _refuse_crossing_cuts(model)
    return model


def _refuse_repeated(ids: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ValueError(f'two {what}s are called "{name}"')
        seen.add(name)


def _check_names(award: Award) -> None:
    if not award.parts:
        raise ValueError(f'"{award.id}" has no part that could hold a module')
    bounds = [*(part.id for part in award.parts), *(line.id for line in award.lines)]
    # A way may be called like its award: nothing is looked up among both.
    for alike in ([award.id], [way.id for way in award.ways]):
        _refuse_repeated([*alike, *bounds], f'bound of "{award.id}"')
    parts = {part.id for part in award.parts}
    lines = {line.id for line in award.lines}
    ways = {way.id for way in award.ways}
    for line in award.lines:
        _refuse_unknown(line.parts or (), parts, "part", line.id)
        _refuse_unknown(line.ways or (), ways, "way", line.id)
    for kind in award.kinds or ():
        _refuse_unknown(kind.parts, parts, "part", kind.id)
        _refuse_unknown(kind.lines, lines, "line", kind.id)
        _refuse_unknown({kind.way} - {None}, ways, "way", kind.id)


def _refuse_unknown(
    names: Iterable[str | None], known: set[str], what: str, where: str
) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f'"{where}" names the {what} "{name}", which is not there')


def _scale(items: Sequence[Item], awards: Sequence[Award]) -> Fraction:
    """What to multiply credit by, so that all of it is small whole numbers."""
    figures = [item.credit for item in items]
    for award in awards:
        for holder in holders(award):
            for bound in (holder.at_least, holder.at_most):
                if (
                    isinstance(bound, AtLeast | AtMost)
                    and bound.unit == "credits"
                    and not (isinstance(bound, AtMost) and bound.excess == "breach")
                ):
                    figures.append(bound.number)
        figures += [kind.whole for kind in kinds_of(award) if kind.whole is not None]
    below = lcm(*(figure.denominator for figure in figures))
    above = gcd(*(int(figure * below) for figure in figures))
    return Fraction(below, above or 1)


def _lines(
    number: int, award: Award, items: Sequence[Item], scale: Fraction
) -> Iterable[BoundLine]:
    def line(
        bound: Award | Part | Line | Way,
        covers: Callable[[int, Cell], bool],
        covers_kind: Callable[[Kind, int], bool],
        values: tuple[str, ...] = (),
        kind_values: Mapping[str, str] | None = None,
    ) -> BoundLine:
        low = getattr(bound, "at_least", None)
        high = getattr(bound, "at_most", None)
        unit: Unit = low.unit if isinstance(low, AtLeast) else "distinct"
        need = None
        if isinstance(low, AtLeast):
            need = int(low.number * scale) if unit == "credits" else ceil(low.number)
        cap = None
        if high is not None:
            cap = int(high.number * (scale if high.unit == "credits" else 1))
        return BoundLine(
            id=bound.id,
            award=number,
            strength=getattr(bound, "strength", "must"),
            unit=unit,
            need=need,
            every=tuple(dict.fromkeys(low.modules)) if isinstance(low, Every) else (),
            cap=cap,
            cap_unit=high.unit if high is not None else "credits",
            excess=high.excess if high is not None else "",
            conditional=hasattr(bound, "takes_from"),
            covers=covers,
            covers_kind=covers_kind,
            values=values or modules,
            kind_values=kind_values or {},
        )

    modules = tuple(item.module for item in items)
    yield line(award, lambda i, cell: cell.award == number, lambda kind, part: True)
    for p, part in enumerate(award.parts):
        yield line(
            part,
            lambda i, cell, p=p: cell.award == number and cell.part == p,  # type: ignore[misc]  # a default binds the loop's value
            lambda kind, q, p=p: q == p,  # type: ignore[misc]  # a default binds the loop's value
        )
    for looking in award.lines:
        seen = {
            i
            for i, item in enumerate(items)
            if looking.sees is None or item.id in looking.sees
        }
        where = {
            p
            for p, part in enumerate(award.parts)
            if looking.parts is None or part.id in looking.parts
        }
        by = {
            w
            for w, way in enumerate(award.ways)
            if looking.ways is None or way.id in looking.ways
        } | ({-1} if looking.ways is None else set())
        values = looking.values
        yield line(
            looking,
            lambda i, cell, seen=seen, where=where, by=by: (  # type: ignore[misc]  # a default binds the loop's value
                cell.award == number
                and i in seen
                and cell.part in where
                and cell.way in by
            ),
            lambda kind, p, looking=looking, where=where: (  # type: ignore[misc]  # a default binds the loop's value
                looking.id in kind.lines
                and p in where
                and (looking.ways is None or kind.way in looking.ways)
            ),
            ()
            if values is None
            else tuple(values.get(item.id, item.module) for item in items),
            values,
        )
    for w, way in enumerate(award.ways):
        yield line(
            way,
            lambda i, cell, w=w: cell.award == number and cell.way == w,  # type: ignore[misc]  # a default binds the loop's value
            lambda kind, p, way=way: kind.way == way.id,  # type: ignore[misc]  # a default binds the loop's value
        )


def _options(item: Item, awards: Sequence[Award]) -> tuple[Option, ...]:
    """Every set of cells the item may take at once, the preferred first.

    One award at most takes it as free credit, the others by a way that takes
    from an award which has counted it.
    """
    parts = [
        [p for p, part in enumerate(award.parts) if _in(item.id, part.takes)]
        for award in awards
    ]
    if not item.counted_by and not any(
        way.takes_from for award in awards for way in award.ways
    ):
        alone: list[Option] = []
        for a, award in enumerate(awards):
            way = _first_way(item, award, None)
            if way is not None:
                alone += [(Cell(a, p, way),) for p in parts[a]]
        return (*alone, ())
    found: set[Option] = set()
    owners: list[int | None] = [None] if item.counted_by else [*range(len(awards))]
    for owner in owners:
        for chosen in _subsets(len(awards), owner):
            ways = _ways(item, awards, chosen, owner)
            if ways is None:
                continue
            combined: list[Option] = [()]
            for a in chosen:
                combined = [
                    (*cells, Cell(a, p, ways[a]))
                    for cells in combined
                    for p in parts[a]
                ]
            found.update(combined)
    found.discard(())
    last = len(awards)

    def preference(option: Option) -> tuple[tuple[int, int], ...]:
        order = [(len(awards[a].parts), 0) for a in range(last)]
        for cell in option:
            order[cell.award] = (cell.part, cell.way)
        return tuple(order)

    return (*sorted(found, key=preference), ())


def _in(name: str, names: frozenset[str] | None) -> bool:
    return names is None or name in names


def _subsets(awards: int, owner: int | None) -> Iterable[tuple[int, ...]]:
    for mask in range(1, 1 << awards):
        if owner is None or mask >> owner & 1:
            yield tuple(a for a in range(awards) if mask >> a & 1)


def _ways(
    item: Item, awards: Sequence[Award], chosen: Sequence[int], owner: int | None
) -> dict[int, int] | None:
    """By which way it comes to each of these awards; None: it cannot."""
    ways: dict[int, int] = {}
    counted = set(item.counted_by)
    if owner is not None:
        free = _first_way(item, awards[owner], None)
        if free is None:
            return None
        ways[owner] = free
        counted.add(awards[owner].id)
    while len(ways) < len(chosen):
        for a in chosen:
            if a not in ways:
                way = _first_way(item, awards[a], counted)
                if way is not None:
                    ways[a] = way
                    counted.add(awards[a].id)
                    break
        else:
            return None
    return ways


def _first_way(item: Item, award: Award, counted: set[str] | None) -> int | None:
    if not award.ways:
        return -1 if counted is None else None
    for w, way in enumerate(award.ways):
        if (counted is None) != (way.takes_from is None):
            continue
        if counted is not None and not counted & (way.takes_from or frozenset()):
            continue
        if _in(item.id, way.admits):
            return w
    return None


def _refuse_crossing_cuts(model: Model) -> None:
    for number, award in enumerate(model.awards):
        cuts = []
        for line in model.lines_of(number):
            if line.cap is not None and line.excess == "cut":
                cells: set[object] = {
                    (i, cell)
                    for i, options in enumerate(model.options)
                    for option in options
                    for cell in option
                    if line.covers(i, cell)
                }
                cells |= {
                    (kind.id, p)
                    for kind in model.kinds[number]
                    for p, part in enumerate(award.parts)
                    if part.id in kind.parts and line.covers_kind(kind, p)
                }
                cuts.append((line.id, cells))
        for i, (first, one) in enumerate(cuts):
            for second, other in cuts[:i]:
                if one & other and not (one <= other or other <= one):
                    raise ValueError(
                        f'the cuts of "{second}" and "{first}" in "{award.id}" '
                        "overlap and neither lies within the other, so what is "
                        "counted would depend on which is cut first; let one "
                        "hold the other, or leave out instead of cutting"
                    )
