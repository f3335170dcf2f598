"""One award as sums to keep: what each line needs to know of a placement.

A *slot* is one running sum: credit or modules that count for a need, room
used under a cap, credit held under a cut, imagined whole modules spent. Two
placements with equal slots (none beyond its clip) are the same to the award.
"""

from collections.abc import Iterable
from typing import NamedTuple

import attrs

from swcareers.rules.allocation.model import BoundLine, Cell, Model
from swcareers.rules.allocation.problem import Kind, Unit

Adds = dict[int, int]  # what a module in its place adds, by slot


class Need(NamedTuple):
    """A lower bound: its slots, none beyond its clip, add up to `number`.

    In credits there is one slot, and what lies under a cut is in atoms. A
    need of things that differ has a slot for each. `named`: only the modules
    named can fill it (`all`). `used` is None, or the slot that says whether it
    binds: some module came by it.
    """

    line: int
    must: bool
    unit: Unit
    number: int
    slots: tuple[int, ...]
    named: bool
    used: int | None


class Cap(NamedTuple):
    """An upper bound on whole modules; slots as in `Need`."""

    line: int
    must: bool
    unit: Unit
    number: int
    slots: tuple[int, ...]


class Cut(NamedTuple):
    """A line above whose `number` credit is not counted."""

    line: int
    number: int


class Atom(NamedTuple):
    """Credit that the same needs and the same cuts look at.

    That of imagined whole modules is kept apart.
    """

    slot: int
    needs: frozenset[int]
    cuts: frozenset[int]
    imagined: bool


class Column(NamedTuple):
    """An imagined module of any size in one part, and what would see it.

    `needs`, `caps` and `cuts` are places in the frame's lists. `countable`:
    as many such modules as wanted can be imagined for needs in modules.
    """

    kind: int
    part: int
    needs: frozenset[int]
    caps: frozenset[int]
    cuts: frozenset[int]
    countable: bool


class Whole(NamedTuple):
    """A named module not yet held, and what it adds in each part it fits."""

    kind: int
    credit: int
    places: tuple[tuple[int, Adds], ...]


@attrs.frozen(kw_only=True, eq=False)
class Frame:
    """One award of a model as sums to keep; see `frame`.

    `clips[s]` is the sum beyond which slot s no longer matters (None: it
    always does). The last two slots hold the credit and the number of
    imagined whole modules. `adds[i, cell]` is what item i adds there.
    """

    award: int
    needs: tuple[Need, ...]
    caps: tuple[Cap, ...]
    cuts: tuple[Cut, ...]
    atoms: tuple[Atom, ...]
    columns: tuple[Column, ...]
    wholes: tuple[Whole, ...]
    clips: tuple[int | None, ...]
    adds: dict[tuple[int, Cell], Adds]

    def have(self, need: Need, sums: tuple[int, ...]) -> int:
        """How much of a need the sums hold, without what lies under a cut."""
        if need.unit == "distinct":
            return sum(sums[slot] > 0 for slot in need.slots)
        return sums[need.slots[0]]

    def room(self, cap: Cap, sums: tuple[int, ...]) -> int:
        """How much room the sums leave under a cap; negative: exceeded."""
        if cap.unit == "distinct":
            return cap.number - sum(sums[slot] > 0 for slot in cap.slots)
        return cap.number - sums[cap.slots[0]]


def frame(model: Model, award: int) -> Frame:
    """The sums to keep for one award of the model."""
    lines = [(n, line) for n, line in enumerate(model.lines) if line.award == award]
    asking = [(n, line) for n, line in lines if line.asks]
    capping = [
        (n, line)
        for n, line in lines
        if line.cap is not None
        and (
            line.excess == "left_out"
            or (line.excess == "cut" and line.strength == "should")
        )
    ]
    cutting = [
        (n, line)
        for n, line in lines
        if line.cap is not None and line.excess == "cut" and line.strength == "must"
    ]
    imagined = [
        (k, kind, p)
        for k, kind in enumerate(model.kinds[award])
        for p, part in enumerate(model.awards[award].parts)
        if part.id in kind.parts
    ]
    cells = [
        (i, cell)
        for i, options in enumerate(model.options)
        for cell in dict.fromkeys(cell for option in options for cell in option)
        if cell.award == award
    ]
    clips: list[int | None] = []
    values: dict[tuple[str, int, str], int] = {}

    def new(clip: int | None) -> int:
        clips.append(clip)
        return len(clips) - 1

    def slots_for(
        what: str, at: int, line: BoundLine, unit: Unit, number: int
    ) -> tuple[Unit, tuple[int, ...]]:
        """The slots of a bound; one if all it could compare differs anyway."""
        if unit != "distinct":
            return unit, (new(number if what == "need" else None),)
        held = [
            line.values[i] for i, cell in _once(cells) if _covers_any(line, i, cells)
        ]
        named = [_value(kind) for _, kind, p in imagined if _is_seen(line, kind, p)]
        every = [*held, *dict.fromkeys(named)]
        if not line.every and len(set(every)) == len(every):
            return "modules", (new(number if what == "need" else None),)
        wanted = line.every if what == "need" and line.every else dict.fromkeys(every)
        for value in wanted:
            values[what, at, value] = new(1)
        return unit, tuple(values[what, at, value] for value in wanted)

    needs = []
    for at, (n, line) in enumerate(asking):
        number = len(line.every) if line.every else (line.need or 0)
        unit, slots = slots_for("need", at, line, line.unit, number)
        needs.append(
            Need(
                n,
                line.strength == "must",
                unit,
                number,
                slots,
                bool(line.every),
                new(1) if line.conditional else None,
            )
        )
    caps = []
    for at, (n, line) in enumerate(capping):
        number = line.cap or 0
        unit, slots = slots_for("cap", at, line, line.cap_unit, number)
        caps.append(Cap(n, line.strength == "must", unit, number, slots))

    def adds(
        credit: int,
        value: list[str],
        seen: tuple[list[int], list[int]],
    ) -> Adds:
        found: Adds = {}
        for what, bounds, chosen in (("need", needs, seen[0]), ("cap", caps, seen[1])):
            for at in chosen:
                bound = bounds[at]
                if bound.unit == "distinct":
                    slot = values.get((what, at, value[bound.line]))
                    if slot is not None:
                        found[slot] = 1
                else:
                    found[bound.slots[0]] = credit if bound.unit == "credits" else 1
        return found

    def all_seen(covers: "Iterable[tuple[int, BoundLine]]", test: object) -> list[int]:
        return [at for at, (_, line) in enumerate(covers) if test(line)]  # type: ignore[operator]  # the words are those of the class

    # Cuts that can bite, or that imagined credit would have to share.
    cutting = [
        (n, line)
        for n, line in cutting
        if any(line.covers_kind(kind, p) for _, kind, p in imagined)
        or sum(model.credits[i] for i, _ in _once(cells) if _covers_any(line, i, cells))
        > (line.cap or 0)
    ]
    atoms: dict[tuple[frozenset[int], frozenset[int], bool], int] = {}
    item_adds: dict[tuple[int, Cell], Adds] = {}
    for i, cell in cells:
        need_seen = all_seen(asking, lambda line: line.covers(i, cell))  # noqa: B023 # called before the loop goes on
        cap_seen = all_seen(capping, lambda line: line.covers(i, cell))  # noqa: B023 # called before the loop goes on
        cut_seen = all_seen(cutting, lambda line: line.covers(i, cell))  # noqa: B023 # called before the loop goes on
        value = [line.values[i] for line in model.lines]
        if cut_seen:
            under = [at for at in need_seen if needs[at].unit == "credits"]
            outside = [at for at in need_seen if needs[at].unit != "credits"]
            key = (frozenset(under), frozenset(cut_seen), False)
            if key not in atoms:
                atoms[key] = new(None)
            item_adds[i, cell] = adds(model.credits[i], value, (outside, cap_seen))
            item_adds[i, cell][atoms[key]] = model.credits[i]
        else:
            item_adds[i, cell] = adds(model.credits[i], value, (need_seen, cap_seen))
        item_adds[i, cell].update(_uses(needs, need_seen))
    wholes: dict[int, list[tuple[int, Adds]]] = {}
    columns = []
    spent, number_spent = len(clips), len(clips) + 1
    clips += [None, None]
    for k, kind, p in imagined:
        need_seen = all_seen(asking, lambda line: _is_seen(line, kind, p))  # noqa: B023 # called before the loop goes on
        cap_seen = all_seen(capping, lambda line: _is_seen(line, kind, p))  # noqa: B023 # called before the loop goes on
        cut_seen = all_seen(cutting, lambda line: _is_seen(line, kind, p))  # noqa: B023 # called before the loop goes on
        credit = int((kind.whole or 0) * model.scale)
        if kind.whole is not None or kind.module is not None:
            value = [_value(kind)] * len(model.lines)
            added = adds(credit, value, (need_seen, cap_seen))
            if cut_seen and credit:
                under = [at for at in need_seen if needs[at].unit == "credits"]
                for at in under:
                    del added[needs[at].slots[0]]
                key = (frozenset(under), frozenset(cut_seen), True)
                if key not in atoms:
                    clips.insert(len(clips) - 2, None)
                    atoms[key] = spent
                    spent, number_spent = spent + 1, number_spent + 1
                added[atoms[key]] = credit
            added.update(_uses(needs, need_seen))
            wholes.setdefault(k, []).append((p, added))
        if kind.whole is None:
            columns.append(
                Column(
                    k,
                    p,
                    frozenset(at for at in need_seen if needs[at].must),
                    frozenset(at for at in cap_seen if caps[at].must),
                    frozenset(cut_seen),
                    kind.module is None,
                )
            )
    for k, places in wholes.items():
        credit = int((model.kinds[award][k].whole or 0) * model.scale)
        for _, added in places:
            # A whole module of no credit, or of unknown size, is one module.
            added[spent if credit else number_spent] = credit or 1
    return Frame(
        award=award,
        needs=tuple(needs),
        caps=tuple(caps),
        cuts=tuple(Cut(n, line.cap or 0) for n, line in cutting),
        atoms=tuple(Atom(slot, *key) for key, slot in atoms.items()),
        columns=_useful(columns, needs),
        wholes=tuple(
            Whole(k, int((model.kinds[award][k].whole or 0) * model.scale), tuple(v))
            for k, v in wholes.items()
        ),
        clips=tuple(clips),
        adds=item_adds,
    )


def _uses(needs: list[Need], seen: list[int]) -> Adds:
    """The slots that tell that a way is used."""
    slots = (needs[at].used for at in seen)
    return {slot: 1 for slot in slots if slot is not None}


def _once(cells: list[tuple[int, Cell]]) -> list[tuple[int, Cell]]:
    """One cell for each item."""
    return list(dict(reversed([(i, (i, cell)) for i, cell in cells])).values())


def _covers_any(line: BoundLine, item: int, cells: list[tuple[int, Cell]]) -> bool:
    return any(line.covers(i, cell) for i, cell in cells if i == item)


def _is_seen(line: BoundLine, kind: Kind, part: int) -> bool:
    return line.covers_kind(kind, part)


def _value(kind: Kind) -> str:
    """What `distinct` compares of a module not held: its name, or itself."""
    return kind.module if kind.module is not None else f"imagined {kind.id}"


def _useful(columns: list[Column], needs: list[Need]) -> tuple[Column, ...]:
    """Without those that another column replaces in every use."""
    when = {at for at, need in enumerate(needs) if need.used is not None}

    def replaces(one: Column, other: Column) -> bool:
        return (
            one.needs >= other.needs
            and one.caps <= other.caps
            and one.cuts <= other.cuts
            and one.needs & when == other.needs & when
            and one.countable >= other.countable
        )

    return tuple(
        column
        for c, column in enumerate(columns)
        if not any(
            replaces(other, column) and (d < c or not replaces(column, other))
            for d, other in enumerate(columns)
            if d != c
        )
    )
