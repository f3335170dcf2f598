"""One award as sums to keep: what each line needs to know of a placement.

A *slot* is one running sum: credit or modules that count for a need, room
used under a cap, credit held under a cut, imagined whole modules spent. Two
placements with equal slots (none beyond its clip) are the same to the award.
"""

from collections.abc import Callable, Sequence
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
    return _Drawing(model, award).frame()


class _Drawing:
    """The slots of one award, as its lines and then its modules are read."""

    def __init__(self, model: Model, award: int) -> None:
        self.model = model
        self.award = award
        self.clips: list[int | None] = []
        self.values: dict[tuple[int, int, str], int] = {}  # 0 need, 1 cap; at; value
        self.atoms: dict[tuple[frozenset[int], frozenset[int], bool], int] = {}
        self.cells: dict[int, list[Cell]] = {}
        for i, options in enumerate(model.options):
            here = [cell for option in options for cell in option]
            self.cells[i] = [c for c in dict.fromkeys(here) if c.award == award]
        self.imagined = [
            (k, kind, p)
            for k, kind in enumerate(model.kinds[award])
            for p, part in enumerate(model.awards[award].parts)
            if part.id in kind.parts
        ]
        lines = [(n, line) for n, line in enumerate(model.lines) if line.award == award]
        self.asking = [(n, line) for n, line in lines if line.asks]
        soft = ("left_out", "cut")  # a cap that should be kept cuts nothing
        self.capping = [
            (n, line)
            for n, line in lines
            if line.cap is not None
            and (line.excess == "left_out" or (line.excess in soft and not _must(line)))
        ]
        self.cutting = [
            (n, line)
            for n, line in lines
            if line.excess == "cut" and _must(line) and self._bites(line)
        ]
        self.needs = [self._need(at, *pair) for at, pair in enumerate(self.asking)]
        self.caps = [self._cap(at, *pair) for at, pair in enumerate(self.capping)]

    def _bites(self, line: BoundLine) -> bool:
        """Can a cut bite, or would imagined credit have to share it?"""
        if any(line.covers_kind(kind, p) for _, kind, p in self.imagined):
            return True
        held = sum(self.model.credits[i] for i in self._covered(line))
        return line.cap is not None and held > line.cap

    def _covered(self, line: BoundLine) -> list[int]:
        return [
            i
            for i, cells in self.cells.items()
            if any(line.covers(i, cell) for cell in cells)
        ]

    def _new(self, clip: int | None) -> int:
        self.clips.append(clip)
        return len(self.clips) - 1

    # Bounds

    def _need(self, at: int, n: int, line: BoundLine) -> Need:
        number = len(line.every) if line.every else (line.need or 0)
        unit, slots = self._slots(0, at, line, line.unit, number)
        used = self._new(1) if line.conditional else None
        return Need(n, _must(line), unit, number, slots, bool(line.every), used)

    def _cap(self, at: int, n: int, line: BoundLine) -> Cap:
        unit, slots = self._slots(1, at, line, line.cap_unit, None)
        return Cap(n, _must(line), unit, line.cap or 0, slots)

    def _slots(
        self, what: int, at: int, line: BoundLine, unit: Unit, clip: int | None
    ) -> tuple[Unit, tuple[int, ...]]:
        """The slots of a bound; one will do if all that it compares differs."""
        if unit != "distinct":
            return unit, (self._new(clip),)
        # Each is added once, in whichever part; two of one name are still alike.
        named = {
            k: _value(kind, line)
            for k, kind, p in self.imagined
            if line.covers_kind(kind, p)
        }
        held = [line.values[i] for i in self._covered(line)]
        every = [*held, *named.values()]
        listed = () if what else line.every  # an upper bound counts all that differ
        if not listed and len(set(every)) == len(every):
            return "modules", (self._new(clip),)
        wanted = listed or tuple(dict.fromkeys(every))
        for value in wanted:
            self.values[what, at, value] = self._new(1)
        return unit, tuple(self.values[what, at, value] for value in wanted)

    # Modules

    def _adds(
        self,
        credit: int,
        values: Sequence[str],
        seen: tuple[Sequence[int], Sequence[int], Sequence[int]],
        imagined: bool,
    ) -> Adds:
        """What a module adds that these needs, caps and cuts see."""
        seen_needs, seen_caps, seen_cuts = seen
        found: Adds = {}
        for at in seen_needs:
            need = self.needs[at]
            if need.used is not None:
                found[need.used] = 1
            if not (seen_cuts and need.unit == "credits"):
                self._add(found, 0, at, need, credit, values)
        for at in seen_caps:
            self._add(found, 1, at, self.caps[at], credit, values)
        if seen_cuts:
            under = frozenset(
                at for at in seen_needs if self.needs[at].unit == "credits"
            )
            key = (under, frozenset(seen_cuts), imagined)
            if key not in self.atoms:
                self.atoms[key] = self._new(None)
            found[self.atoms[key]] = credit
        return found

    def _add(
        self,
        found: Adds,
        what: int,
        at: int,
        bound: Need | Cap,
        credit: int,
        values: Sequence[str],
    ) -> None:
        if bound.unit == "distinct":
            slot = self.values.get((what, at, values[bound.line]))
            if slot is not None:
                found[slot] = 1
        else:
            found[bound.slots[0]] = credit if bound.unit == "credits" else 1

    def frame(self) -> Frame:
        adds = {
            (i, cell): self._adds(
                self.model.credits[i],
                [line.values[i] for line in self.model.lines],
                self._seen(lambda line: line.covers(i, cell)),  # noqa: B023 - at once
                False,
            )
            for i, cells in self.cells.items()
            for cell in cells
        }
        columns, places = [], dict[int, list[tuple[int, Adds]]]()
        for k, kind, p in self.imagined:
            seen = self._seen(lambda line: line.covers_kind(kind, p))  # noqa: B023 - at once
            if kind.whole is not None or kind.module is not None:
                values = [_value(kind, line) for line in self.model.lines]
                added = self._adds(self._credit(k), values, seen, True)
                places.setdefault(k, []).append((p, added))
            if kind.whole is None:
                needs = frozenset(at for at in seen[0] if self.needs[at].must)
                caps = frozenset(at for at in seen[1] if self.caps[at].must)
                cuts = frozenset(seen[2])
                columns.append(Column(k, p, needs, caps, cuts, kind.module is None))
        spent, number_spent = self._new(None), self._new(None)
        for k, where in places.items():
            for _, added in where:
                # A whole module of no credit, or of unknown size, is one module.
                credit = self._credit(k)
                added[spent if credit else number_spent] = credit or 1
        return Frame(
            award=self.award,
            needs=tuple(self.needs),
            caps=tuple(self.caps),
            cuts=tuple(Cut(n, line.cap or 0) for n, line in self.cutting),
            atoms=tuple(Atom(slot, *key) for key, slot in self.atoms.items()),
            columns=_useful(columns, self.needs),
            wholes=tuple(
                Whole(k, self._credit(k), tuple(v)) for k, v in places.items()
            ),
            clips=tuple(self.clips),
            adds=adds,
        )

    def _credit(self, kind: int) -> int:
        return int((self.model.kinds[self.award][kind].whole or 0) * self.model.scale)

    def _seen(
        self, test: Callable[[BoundLine], bool]
    ) -> tuple[list[int], list[int], list[int]]:
        """The needs, caps and cuts that pass a test."""
        return (
            [at for at, (_, line) in enumerate(self.asking) if test(line)],
            [at for at, (_, line) in enumerate(self.capping) if test(line)],
            [at for at, (_, line) in enumerate(self.cutting) if test(line)],
        )


def _must(line: BoundLine) -> bool:
    return line.strength == "must"


def _value(kind: Kind, line: BoundLine) -> str:
    """What `distinct` compares of a module not held: as told, its name, or itself."""
    own = kind.module if kind.module is not None else f"imagined {kind.id}"
    return line.kind_values.get(kind.id, own)


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
